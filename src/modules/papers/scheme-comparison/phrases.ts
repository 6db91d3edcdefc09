/** The words of a comparison of schemes. */
import { speakerOf } from '../phrases.ts';

export const speaker = speakerOf({
  onAndPool: {
    zh: '按 {date} 的名册，同一笔资金 {pool} 元',
    en: 'Over the register of {date}, the same {pool} yuan',
  },
  schemesHeading: { zh: '所比较的方案', en: 'The schemes' },
  scheme: { zh: '方案', en: 'Scheme' },
  meaning: { zh: '含义', en: 'What it says' },
  letter: { zh: '代号', en: 'Letter' },
  findingsHeading: { zh: '这意味着什么', en: 'What that means' },
  cohortChart: { zh: '各人群合计分得（元）', en: 'What each group would get in all (yuan)' },
  cohortHeading: { zh: '按人群', en: 'By group' },
  everybody: { zh: '每个人', en: 'Everybody' },
  sharesOf: { zh: '股数', en: 'Shares' },
  dividendOf: { zh: '分红', en: 'Dividend' },
  difference: { zh: '{scheme} 比 A', en: '{scheme} less A' },
  cooperative: { zh: '合作社（集体股）', en: 'The cooperative (collective share)' },
  comparisonNote: {
    zh: '这是测算，不是分红：各方案分的是同一笔资金，按最大余额法算到分。各方案的股数按方案重算，不含按户持有的股份，也不含继承、转让等登记在册的变动，与股份登记册不同。实际分红以表决通过的方案和当期资金为准。',
    en: 'A calculation and no dividend: each scheme divides the same money, to the fen by largest remainders. Shares are worked out by each scheme: those of households, and what was inherited, transferred or otherwise moved, are not in them. What is paid follows from the scheme that is adopted and from the money of the half-year.',
  },
});
