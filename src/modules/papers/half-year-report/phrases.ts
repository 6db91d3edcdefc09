/** The words of a half-year report. */
import { speakerOf } from '../phrases.ts';

export const speaker = speakerOf({
  membersHeading: { zh: '成员与退休老人', en: 'Members and retirees' },
  retirees: { zh: '退休老人', en: 'Retirees' },
  activeMembers: { zh: '成员总数', en: 'Members in all' },
  households: { zh: '户数', en: 'Households' },
  shareholders: { zh: '股东人数', en: 'Shareholders' },
  standingsColumn: { zh: '类别', en: 'Standing' },
  atOpening: { zh: '期初', en: 'At the start' },
  atClosing: { zh: '期末', en: 'At the end' },
  differenceColumn: { zh: '增减', en: 'Change' },
  sharesHeading: { zh: '股份构成', en: 'Shares by class and cohort' },
  sharesChart: { zh: '各股种股数（按人群）', en: 'Shares by class, cohorts stacked' },
  comparisonHeading: { zh: '配股方案比较', en: 'Allotment schemes compared' },
  comparisonPool: { zh: '以同一笔 {pool} 元试算', en: 'The same pool of {pool} yuan under each scheme' },
  comparisonNote: {
    zh: '按方案重算，不是登记册：不含按户持有的股份，也不含继承、转让等登记在册的变动，所以与上面的股份构成不同。',
    en: 'Worked out by each scheme, not from the register: shares of households, and what was inherited, transferred or otherwise moved since, are not in it, so it differs from the shares above.',
  },
  runHeading: { zh: '本期分红', en: 'The dividend run' },
  historyHeading: { zh: '历次分红', en: 'Dividends over the half-years' },
  historyDifferences: {
    zh: '{period}含补差 {count} 次，其应发、税款和实发已计入。',
    en: '{period}: difference runs counted in paid, tax and net: {count}.',
  },
  historyChart: { zh: '各期分配金额（元）', en: 'Paid in each half-year (yuan)' },
  noHistory: { zh: '还没有分红记录', en: 'No dividends yet' },
  incomeHeading: { zh: '财务收支（收益及收益分配表）', en: 'Income and distribution' },
  firstHalf: { zh: '上半年', en: 'First half' },
  secondHalf: { zh: '下半年', en: 'Second half' },
  thisHalf: { zh: '本期', en: 'This half' },
  planned: { zh: '方案，期后入账', en: 'Under the plan, entered later' },
  wholeYear: { zh: '全年', en: 'The year' },
  withPlan: { zh: '连同方案', en: 'With the plan' },
  apart: {
    zh: '分配方案结转 {planned} 元，上表未分配收益 {shown} 元，相差 {between} 元：',
    en: 'The plan carries {planned}, the statement leaves {shown}, {between} apart:',
  },
  openingApart: {
    zh: '分配方案以前年度未分配收益 {planned} 元，上表年初未分配收益 {shown} 元，相差 {between} 元：',
    en: 'The plan begins with {planned} of earlier years, the statement with {shown}, {between} apart:',
  },
  membersApart: {
    zh: '分配方案向成员分配 {planned} 元，上表向成员分配 {shown} 元，相差 {between} 元：',
    en: 'The plan gives members {planned}, the statement {shown}, {between} apart:',
  },
  carriedInApart: {
    zh: '{amount} 元为以前分红的结余，归本年的分红，方案不另计。',
    en: '{amount} were carried from earlier runs to the runs of this year, beside the plan.',
  },
  otherOpening: {
    zh: '{amount} 元为方案以外的以前年度收支。',
    en: '{amount} of earlier years moved beside the plan.',
  },
  otherMembers: {
    zh: '{amount} 元为方案以外的分配，或集体股所得。',
    en: '{amount} were given beside the plan, or go to the collective share.',
  },
  keptBackApart: {
    zh: '{amount} 元为方案预留、年终才提取的部分。',
    en: '{amount} are kept back by the plan and set aside at the end of the year.',
  },
  carriedApart: {
    zh: '{amount} 元为每股分配取整后的结余，结转下次分红。',
    en: '{amount} were left over by per-share rates and are carried to the next run.',
  },
  otherApart: {
    zh: '{amount} 元为集体股所得和方案以外的收支，留在未分配收益。',
    en: '{amount} go to the collective share or moved beside the plan; they stay undistributed.',
  },
  assetsHeading: { zh: '集体资产与保值增值', en: 'Collective assets and their value' },
  assetsChart: {
    zh: '各类资产期初与期末价值（元）',
    en: 'Value of the assets at opening and closing, in yuan',
  },
  assetKind: { zh: '资产类别', en: 'Kind' },
  assetCount: { zh: '项数', en: 'Count' },
  assetIncome: { zh: '本期收益', en: 'Income' },
  preservationFormula: {
    zh: '保值增值率 =（期末价值 − 客观增加 + 客观减少）÷ 期初价值 × 100 %',
    en: 'Preservation rate = (closing value − objective increases + objective decreases) ÷ opening value × 100 %',
  },
  preservationRate: { zh: '保值增值率', en: 'Preservation rate' },
  noAssets: { zh: '没有登记资产', en: 'No assets are registered' },
  assetGone: {
    zh: '{name}（{number}）：{on}起不再登记，{reason}',
    en: '{name} ({number}): off the register from {on}: {reason}',
  },
  assetStruck: {
    zh: '{name}（{number}）：{on}登记作废，{reason}',
    en: '{name} ({number}): struck off as entered in error on {on}: {reason}',
  },
  idleDays: { zh: '{name}：本期空置 {days} 天', en: '{name}: idle for {days} days' },
  noPensions: { zh: '本期没有发放养老金', en: 'No pension was paid' },
  byBank: { zh: '银行代发', en: 'By bank' },
  inCash: { zh: '现金', en: 'In cash' },
  cameBack: { zh: '退回', en: 'Came back' },
  pensionsHeld: {
    zh: '待生存认证暂缓发放 {amount} 元，认证后补发。',
    en: '{amount} yuan wait for a proof of life and are paid as arrears after it.',
  },
  pensionsRepaid: {
    zh: '本期收回以前多发的养老金 {amount} 元，未计入上表。',
    en: 'Overpaid pensions of {amount} yuan were brought back in the half-year; the table does not count them.',
  },
  rateOfRegister: {
    zh: '按资产登记价值：{verdict}。{formula}',
    en: 'By the values in the register: {verdict}. {formula}',
  },
  rateOfBooks: {
    zh: '按账面净资产（所有者权益）：{verdict}。{formula}',
    en: 'By the net assets in the books: {verdict}. {formula}',
  },
  rateWithDividends: {
    zh: '加回本期已分配红利：{formula}',
    en: 'With the dividends of the half-year added back: {formula}',
  },
  reportFor: {
    zh: '提交成员（代表）大会审阅',
    en: 'For the assembly of the members, or of their representatives where there are any',
  },
});
