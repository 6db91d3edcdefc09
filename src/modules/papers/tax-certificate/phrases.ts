/** The words of an income and tax certificate. */
import { speakerOf } from '../phrases.ts';

export const speaker = speakerOf({
  yearOf: { zh: '{year} 年度', en: 'Year {year}' },
  incomeRegular: { zh: '分红', en: 'dividend' },
  incomeSupplementary: { zh: '补充分红', en: 'supplementary dividend' },
  incomeDifference: { zh: '补差', en: 'difference' },
  incomeReversal: { zh: '冲销', en: 'reversal' },
  withholdingAgent: { zh: '扣缴义务人', en: 'Withholding agent' },
  creditedOn: { zh: '入账日', en: 'Credited on' },
  taxBases: { zh: '扣税依据：{bases}。', en: 'Withheld under: {bases}.' },
  taxCertificateNote: {
    zh: '所得项目：利息、股息、红利所得。税款由本社代扣代缴，以税务机关的完税证明为准。冲销和补差按其入账日列出；由继承人领取的红利仍列在被继承人名下。',
    en: 'Kind of income: interest and dividends. The tax is withheld and remitted by the cooperative; the certificate of the tax office prevails. Reversals and differences stand on the day they were posted; what heirs received for the dead stands under the name of the dead.',
  },
});
