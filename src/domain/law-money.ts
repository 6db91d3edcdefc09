/** The law of days and money: how days are counted, what is distributed in which order, tax, and when claims expire. */
import { listedItems, row, years, type LawRow, type LawValue } from './law-row.ts';
import {
  chart2004,
  civilCode,
  civilLawGeneral,
  civilLawPrinciples,
  collectionLaw,
  collectionRules,
  creditedDividends,
  financeRules,
  heilongjiangCollectives,
  incomeTaxLaw2011,
  incomeTaxLaw,
  incomeTaxLawBefore,
  leastTax,
  limitationReading,
  publicHolidays,
  shanghaiAssets,
  zhejiangAssets,
} from './law-texts.ts';

const firstDay = [
  '按照日、月、年计算期间的，开始的当日不计入。',
  'The first day of a period does not count.',
] as const;
const lastDay = [
  '期间的最后一日是法定休假日的，以法定休假日结束的次日为期间的最后一日。',
  'A last day on a public holiday or weekend moves to the first day after it.',
] as const;
const noSuchDay = [
  '按照月、年计算期间的，到期月的对应日为期间的最后一日；没有对应日的，月末日为期间的最后一日。',
  'A period in months or years ends on the day of the same number; where the month has none, on its last day.',
] as const;
const unread = { known: 'from-memory' } as const;

const percent = (
  least: string | null,
  most: string | null,
  base: Extract<LawValue, { kind: 'percent' }>['base'],
  duty: boolean,
): Extract<LawValue, { kind: 'percent' }> => ({ kind: 'percent', least, most, base, duty });

export const lawOfMoney = {
  'days.first@2021': row(civilCode, ['第二百零一条', 'art. 201'], firstDay),
  'days.first@2017': row(civilLawGeneral, ['第二百零一条', 'art. 201'], firstDay, unread),
  'days.first@1987': row(civilLawPrinciples, ['第一百五十四条', 'art. 154'], firstDay, unread),
  'days.last@2021': row(civilCode, ['第二百零三条', 'art. 203'], lastDay),
  'days.last@2017': row(civilLawGeneral, ['第二百零三条', 'art. 203'], lastDay, unread),
  'days.last@1987': row(civilLawPrinciples, ['第一百五十四条', 'art. 154'], lastDay, unread),
  'days.none-such@2021': row(civilCode, ['第二百零二条', 'art. 202'], noSuchDay),
  'days.none-such@2017': row(civilLawGeneral, ['第二百零二条', 'art. 202'], noSuchDay, unread),

  'rest-days.fixed@2008': row(
    publicHolidays,
    ['第二条', 'art. 2'],
    [
      '全体公民放假的节日中日期固定的：新年一月一日，劳动节五月一日，国庆节十月一日至三日。',
      'Public holidays of a fixed date: 1 January, 1 May, 1 to 3 October.',
    ],
    { to: '2024-12-31', value: listedItems('01-01', '05-01', '10-01', '10-02', '10-03'), ...unread },
  ),
  'rest-days.fixed@2025': row(
    publicHolidays,
    ['第二条', 'art. 2'],
    [
      '全体公民放假的节日中日期固定的：新年一月一日，劳动节五月一日、二日，国庆节十月一日至三日。',
      'Public holidays of a fixed date: 1 January, 1 and 2 May, 1 to 3 October.',
    ],
    {
      from: '2025-01-01',
      value: listedItems('01-01', '05-01', '05-02', '10-01', '10-02', '10-03'),
      ...unread,
    },
  ),

  'distribution.order@2022': row(
    financeRules,
    ['第二十八条', 'art. 28'],
    [
      '可分配收益依次用于弥补以前年度亏损、提取公积公益金、向成员分配、其他分配。',
      'What may be distributed goes to losses of earlier years, the reserve fund, members, and other purposes, in this order.',
    ],
    { value: listedItems('losses', 'reserve', 'members', 'other') },
  ),
  'distribution.order@2005': row(
    chart2004,
    ['会计科目322', 'account 322'],
    [
      '收益分配依次为提取公积公益金、提取福利费、外来投资分利、农户分配、其他。',
      'Income is distributed to the reserve fund, welfare, outside investors, members and other purposes, in this order.',
    ],
    {
      to: '2021-12-31',
      value: listedItems('losses', 'reserve', 'welfare', 'investors', 'members', 'other'),
      ...unread,
    },
  ),
  'reserve.rate@2022': row(
    financeRules,
    ['第二十八条', 'art. 28'],
    ['公积公益金的提取比例由章程规定。', 'The articles set the rate of the reserve fund.'],
    { force: 'default', value: percent(null, null, 'income', true) },
  ),
  'reserve.rate@shanghai-2018': row(
    shanghaiAssets,
    ['第二十五条', 'art. 25'],
    [
      '按当年净收益的百分之十五提取公积金；累计达到章程规定数额的，可以不再提取。',
      'The reserve takes fifteen percent of the year’s net income; it may stop when the cumulative amount of the articles is reached.',
    ],
    { value: { ...percent('15', null, 'income', true), untilReached: true } },
  ),
  'welfare.rate@shanghai-2018': row(
    shanghaiAssets,
    ['第二十五条', 'art. 25'],
    [
      '按当年净收益的百分之十五提取公益金；累计达到章程规定数额的，可以不再提取。',
      'Welfare takes fifteen percent of the year’s net income; it may stop when the cumulative amount of the articles is reached.',
    ],
    { value: { ...percent('15', null, 'income', true), untilReached: true } },
  ),
  'reserve.rate@zhejiang-2016': row(
    zhejiangAssets,
    ['第三十二条', 'art. 32'],
    [
      '公积公益金按不低于当年净收益的百分之三十提取。',
      'The reserve fund takes at least thirty percent of the year’s net income.',
    ],
    { value: percent('30', null, 'income', true) },
  ),
  'reserve.rate@heilongjiang-2020': row(
    heilongjiangCollectives,
    ['第四十条', 'art. 40'],
    [
      '可以提取不超过当年收益百分之二十五的公积公益金。',
      'The reserve fund may take at most twenty-five percent of the year’s income.',
    ],
    { value: percent(null, '25', 'income', false) },
  ),
  'distribution.kept-out@heilongjiang-2020': row(
    heilongjiangCollectives,
    ['第二十五条、第五十三条', 'arts 25 and 53'],
    [
      '留归集体的土地补偿费和非经营性收入不得分配。',
      'Land compensation kept by the collective and income that is not from operations are not distributed.',
    ],
    { value: listedItems('grants', 'other-income') },
  ),
  'distribution.kept-out@zhejiang-2016': row(
    zhejiangAssets,
    ['第十条、第二十七条', 'arts 10 and 27'],
    [
      '留归集体的土地补偿费、专项拨款等不得用于分配。',
      'Land compensation kept by the collective and earmarked grants are not distributed.',
    ],
    { value: listedItems('grants') },
  ),

  'dividend-tax.rate@1994': row(
    incomeTaxLaw,
    ['第三条', 'art. 3'],
    [
      '利息、股息、红利所得，以每次收入额为应纳税所得额，税率百分之二十。',
      'Each receipt of interest or dividends is taxed at twenty percent.',
    ],
    { from: '1994-01-01', value: percent('20', '20', 'receipt', true) },
  ),
  'dividend-tax.day@1994': row(
    incomeTaxLawBefore,
    ['第九条', 'art. 9'],
    ['扣缴的税款应当在次月七日内缴入国库。', 'Tax withheld is paid within seven days of the next month.'],
    { from: '1994-01-01', value: { kind: 'day-of-next-month', day: 7 } },
  ),
  'dividend-tax.day@2011': row(
    incomeTaxLaw2011,
    ['第十四条', 'art. 14'],
    ['扣缴的税款应当在次月十五日内缴入国库。', 'Tax withheld is paid within fifteen days of the next month.'],
    { value: { kind: 'day-of-next-month', day: 15 } },
  ),
  'tax.day-moves@2002': row(
    collectionRules,
    ['第一百零九条', 'art. 109'],
    [
      '期限的最后一日是法定休假日的，以休假日期满的次日为最后一日；期限内有连续三日以上法定休假日的，按休假日天数顺延。',
      'A last day on a holiday moves behind it; three or more holidays in a row within the time lengthen it by their number.',
    ],
    { value: { kind: 'count', least: 3, most: null, generally: false } },
  ),
  'tax.least@2012': row(
    leastTax,
    ['全文', 'the whole'],
    [
      '主管税务机关开具的缴税凭证上的应纳税额和滞纳金为1元以下的，应纳税额和滞纳金为零。',
      'Tax and surcharges of less than one yuan on one payment voucher are nil.',
    ],
    { value: { kind: 'amount', yuan: '1.00' } },
  ),
  'dividend-tax.crediting@1997': row(
    creditedDividends,
    ['全文', 'the whole'],
    [
      '扣缴义务人将股息分配到个人名下，收入所有人有权随时提取的，即视为支付，应当扣缴。',
      'Crediting a dividend is paying it where its owner may draw it at any time; tax is then withheld.',
    ],
  ),
  'dividend-tax.risk@2001': row(
    collectionLaw,
    ['第六十九条', 'art. 69'],
    [
      '扣缴义务人应扣未扣的，处应扣未扣税款百分之五十以上三倍以下的罚款。',
      'A withholding agent who did not withhold is fined 50 to 300 percent of the tax.',
    ],
    { value: percent('50', '300', 'receipt', true) },
  ),
  'dividend-tax.practice@none': row(
    incomeTaxLaw,
    ['第三条', 'art. 3'],
    [
      '各地做法不一：成都对成员分红不征，佛山要求扣缴；税率和依据逐次填写。',
      'Practice differs: Chengdu does not tax members’ dividends, Foshan asks for withholding; rate and basis are given each time.',
    ],
    { force: 'practice' },
  ),

  'limitation.years@2021': row(
    civilCode,
    ['第一百八十八条', 'art. 188'],
    ['向人民法院请求保护民事权利的诉讼时效期间为三年。', 'Claims become barred after three years.'],
    { value: years(3) },
  ),
  'limitation.years@2017': row(
    civilLawGeneral,
    ['第一百八十八条', 'art. 188'],
    ['诉讼时效期间为三年。', 'Claims become barred after three years.'],
    { value: years(3), ...unread },
  ),
  'limitation.years@1987': row(
    civilLawPrinciples,
    ['第一百三十五条', 'art. 135'],
    ['诉讼时效期间为二年。', 'Claims become barred after two years.'],
    { value: years(2) },
  ),
  'limitation.transition@2018': row(
    limitationReading,
    ['第三条', 'art. 3'],
    [
      '民法总则施行前二年时效已经届满的，不适用三年的规定。',
      'Where the two years had expired before 1 October 2017, the three years do not apply.',
    ],
  ),
  'limitation.paused@2021': row(
    civilCode,
    ['第一百九十四条', 'art. 194'],
    [
      '时效期间的最后六个月内，继承开始后未确定继承人等情形，时效中止；原因消除之日起满六个月，时效届满。',
      'In the last six months time stands still, as while heirs are not known; it is over six months after the cause ends.',
    ],
    { value: { kind: 'count', least: 6, most: null, generally: false } },
  ),
  'limitation.restarted@2021': row(
    civilCode,
    ['第一百九十五条', 'art. 195'],
    [
      '权利人请求、义务人同意履行、起诉等，时效中断，重新计算。',
      'A demand, a promise to pay or a suit lets the time run anew.',
    ],
  ),
} as const satisfies Record<string, LawRow>;
