/** The words of an income and tax certificate. */
import { speakerOf } from '../phrases.ts';

export const speaker = speakerOf({
  yearOf: { zh: '{year} 年度', en: 'Year {year}' },
  incomeRegular: { zh: '分红', en: 'dividend' },
  incomeSupplementary: { zh: '补充分红', en: 'supplementary dividend' },
  incomeDifference: { zh: '补差', en: 'difference' },
  incomeReversal: { zh: '冲销', en: 'reversal' },
  idKept: { zh: '已登记，本证不印', en: 'on record, not printed here' },
  withholdingAgent: { zh: '扣缴义务人', en: 'Withholding agent' },
  creditedOn: { zh: '可领取日', en: 'Could be drawn on' },
  taxBases: { zh: '扣税依据：{bases}。', en: 'Withheld under: {bases}.' },
  taxCertificateNote: {
    zh: '所得项目：利息、股息、红利所得。税款由本社代扣代缴，以税务机关的完税证明为准。所得按可领取之日列出，冲减按其发生之日列出；死者生前已可领取的列在死者名下，其余列在各继承人名下。',
    en: 'Kind of income: interest and dividends. The tax is withheld and remitted by the cooperative; the certificate of the tax office prevails. Income stands on the day from which it could be drawn, what was taken back on the day of that; of the dead, what they could draw themselves stands under their name, the rest under the names of their heirs.',
  },
});
