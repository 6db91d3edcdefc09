/** The words of a public notice. */
import { speakerOf } from '../phrases.ts';
import { differencePhrases } from '../run/difference-phrases.ts';

export const speaker = speakerOf({
  ...differencePhrases,
  differenceTitle: { zh: '分红差额公示', en: 'Public notice of differences of dividends' },
  concerned: { zh: '涉及人（户）数', en: 'Holders concerned' },
  scanForLine: { zh: '扫码算自己的一行', en: 'Scan: work out your line' },
  gross: { zh: '应得（扣税前）', en: 'Before tax' },
  tax: { zh: '代扣税', en: 'Tax withheld' },
  net: { zh: '扣税后', en: 'After tax' },
  sharedOut: { zh: '拿出来分的钱', en: 'To be shared out' },
  left: { zh: '零头，留到下次', en: 'Rest, kept for next time' },
  objectionsCount: {
    zh: '一共 {count} 条异议，手机、电话、当面、书面提的都在内；其中还没有答复的 {open} 条。',
    en: 'Objections: {count}, by phone, by telephone, in person and in writing alike; without an answer: {open}.',
  },
  weighed: { zh: '折算', en: 'Weighed' },
  weights: {
    zh: '各股种分红不同：{each}。“折算”一栏＝各股种的股份（或股日）乘以这个数，加起来。',
    en: 'Classes earn differently: {each}. “Weighed” is the shares (or share-days) of each class times this figure, added up.',
  },
  weightOf: { zh: '{shareClass}每 1 股计 {weight}', en: 'each share of {shareClass} counts {weight}' },
  comma: { zh: '，', en: ', ' },
  noticePeriod: { zh: '公示期', en: 'Public notice' },
  noticeDays: {
    zh: '{from}张贴，至 {to}止，共 {days} 日（张贴当日不计{moved}）',
    en: 'hung up on {from}, until {to}: {days} days, the day it was hung up not counted{moved}',
  },
  noticeMoved: {
    zh: '；原为{date}，遇休息日顺延',
    en: '; the last day would have been {date}, a day of rest, and moved to the next working day',
  },
  noticePlace: { zh: '公示地点', en: 'Where it hangs' },
  postingFrom: { zh: '无异议可入账日', en: 'Posting from, without objections' },
  objectionHow: {
    zh: '对本表的股数、金额有异议的，请在 {last}（含当日）以前向监事会书面或当面提出；监事会在 {days} 日内答复（{law}）；公示期满时异议未答复的，不入账发放；入账以后提出而成立的，以补差更正。为保护个人信息，姓名部分隐去。',
    en: 'Whoever finds a number of shares or an amount wrong tells the supervisors by {last} (that day included), in writing or in person; they answer within {days} days ({law}), and nothing is posted while an objection is open; one that is raised after the posting and holds is put right by a difference run. Names are partly hidden to protect those concerned.',
  },
  recordedOn: { zh: '{date}（{recorded}登记）', en: '{date} (recorded on {recorded})' },
  objectionsHeading: { zh: '异议及处理', en: 'Objections and what became of them' },
  objection: { zh: '异议', en: 'Objection' },
  settlement: { zh: '处理', en: 'Settled' },
  objectionOpen: { zh: '未办结', en: 'open' },
  objectionAnswered: { zh: '{date}答复：{text}', en: 'answered on {date}: {text}' },
  objectionReleased: { zh: '{date}监事放行：{text}', en: 'released by a supervisor on {date}: {text}' },
});
