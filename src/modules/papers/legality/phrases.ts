/** The words of the legality certificate. */
import { speakerOf } from '../phrases.ts';

export const speaker = speakerOf({
  ofRun: { zh: '第 {number} 号分红', en: 'Run no. {number}' },
  ofScheme: { zh: '配股方案', en: 'Allotment scheme' },
  recordDate: { zh: '股权登记日', en: 'Record date' },
  effectiveOn: { zh: '生效日期', en: 'Effective on' },
  paid: { zh: '应发合计', en: 'Total' },
  paidOf: {
    zh: '应发合计 {paid} = 本期分配额 {pool} + 上期结转 {carriedIn} − 结转下期 {carried}。',
    en: 'Total {paid} = pool {pool} + carried in {carriedIn} − carried forward {carried}.',
  },
  holds: { zh: '结论', en: 'Conclusion' },
  someFail: { zh: '{count} 项不合规或缺少依据', en: 'Not shown: {count}' },
  missing: {
    zh: '以下各项缺少依据或不合规，以红字列出：{questions}。',
    en: 'What is missing or does not hold stands in red: {questions}.',
  },
  notOver: {
    zh: '尚未办完：{questions}。办完以前，本证明不作“各项合规”的结论。',
    en: 'Not over yet: {questions}. Until it is, this certificate never says that all hold.',
  },
  notInEffect: {
    zh: '尚未入账：入账以前，本证明不作“各项合规”的结论。',
    en: 'Not posted yet: before it is posted this certificate never says that all hold.',
  },
  question: { zh: '事项', en: 'Question' },
  answer: { zh: '结论', en: 'Answer' },
  evidence: { zh: '依据', en: 'Evidence' },
  by: { zh: '依据：{law}', en: 'By {law}' },
  lateMark: { zh: '登记于 {date}', en: 'recorded on {date}' },
  basis: {
    zh: '各项由登记的通知、出席、票、方案、分红行和公示重新推算得出，核验程序给出同样的结论。“不适用”写明原因；缺省规则不是法律。',
    en: 'Every answer is worked out again from the notices, attendance, votes, plans, lines and public notices on record; verification gives the same. What is not asked says why; a default is not law.',
  },
});
