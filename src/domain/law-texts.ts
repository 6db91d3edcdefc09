/**
 * The texts that the law pack reads: their names in both languages, numbers and periods. Numbers of orders were compared with printed
 * copies of the texts (the heading 主席令第…号 or 国务院令第…号); that of the law of 2025 with its neighbours of the same day, no. 28 being
 * the Accounting Law's. Regulations of provinces and the tax law of before, whose orders nobody compared, say that they are not known.
 */
import type { LawText } from './law-row.ts';

type Particulars = Partial<Pick<LawText, 'place' | 'to'>> & {
  /** By which the text is cited. */
  readonly number?: string;
  /** The order that published it. */
  readonly order?: string;
};

const text = (
  zh: string,
  en: string,
  from: string,
  { number, order, place = 'CN', to = null }: Particulars = {},
): LawText => ({ number: numberOf(number, order), place, to, title: { zh, en }, from });

function numberOf(document: string | undefined, order: string | undefined): LawText['number'] {
  if (document !== undefined) return { kind: 'document', text: document };
  return order === undefined ? { kind: 'unknown' } : { kind: 'order', text: order };
}

export const collectivesLaw = text(
  '农村集体经济组织法',
  'Law on Rural Collective Economic Organizations',
  '2025-05-01',
  { order: '主席令第二十六号' },
);

/** The last day before the law of 2025. */
export const EVE_OF_COLLECTIVES_LAW = '2025-04-30';

export const villagersLaw1998 = text(
  '村民委员会组织法（1998）',
  "Organic Law of Villagers' Committees (1998)",
  '1998-11-04',
  { order: '主席令第九号', to: '2010-10-27' },
);
export const villagersLaw = text('村民委员会组织法', "Organic Law of Villagers' Committees", '2010-10-28', {
  order: '主席令第三十七号',
  to: '2025-12-31',
});
/** Amended by the decision of 2025-10-28; the order that published it was not compared. */
export const villagersLaw2025 = text(
  '村民委员会组织法（2025年修正）',
  "Organic Law of Villagers' Committees (amended 2025)",
  '2026-01-01',
);
export const villagersLawShandong = text(
  '山东省实施《村民委员会组织法》办法',
  "Shandong Measures for the Organic Law of Villagers' Committees",
  '2012-01-01',
  { place: '37' },
);
export const residentsLaw = text(
  '城市居民委员会组织法',
  "Organic Law of Urban Residents' Committees",
  '1990-01-01',
  { order: '主席令第二十一号', to: '2025-12-31' },
);
/** Revised on 2025-10-28; the order that published it was not compared. */
export const residentsLaw2025 = text(
  '城市居民委员会组织法（2025年修订）',
  "Organic Law of Urban Residents' Committees (revised 2025)",
  '2026-01-01',
);

export const civilCode = text('民法典', 'Civil Code', '2021-01-01', { order: '主席令第四十五号' });
export const civilLawGeneral = text('民法总则', 'General Provisions of the Civil Law', '2017-10-01', {
  to: '2020-12-31',
});
export const civilLawPrinciples = text('民法通则', 'General Principles of the Civil Law', '1987-01-01', {
  order: '主席令第三十七号',
  to: '2017-09-30',
});
export const limitationReading = text(
  '最高人民法院关于适用民法总则诉讼时效制度若干问题的解释',
  'Interpretation of the Supreme People’s Court on limitation under the General Provisions of the Civil Law',
  '2018-07-23',
  { number: '法释〔2018〕12号' },
);

export const financeRules = text(
  '农村集体经济组织财务制度',
  'Financial Rules of Rural Collective Economic Organizations',
  '2022-01-01',
  { number: '财农〔2021〕121号' },
);
export const chart2004 = text(
  '村集体经济组织会计制度',
  'Accounting System of Village Collective Economic Organizations',
  '2005-01-01',
  { number: '财会〔2004〕12号', to: '2023-12-31' },
);
export const chart2023 = text(
  '农村集体经济组织会计制度',
  'Accounting System of Rural Collective Economic Organizations',
  '2024-01-01',
  { number: '财会〔2023〕14号' },
);
export const chartSwitch = text(
  '农村集体经济组织新旧会计制度衔接规定',
  'Rules for the switch to the Accounting System of Rural Collective Economic Organizations',
  '2024-01-01',
  { number: '财会〔2023〕20号' },
);
export const accountingLaw = text('会计法', 'Accounting Law', '2024-07-01', { order: '主席令第二十八号' });
export const accountingBasics = text(
  '会计基础工作规范',
  'Basic Standards for Accounting Work',
  '2019-03-14',
  { number: '财政部令第98号' },
);
export const softwareRules = text(
  '会计软件基本功能和服务规范',
  'Basic Functions and Services of Accounting Software',
  '2025-01-01',
  { number: '财会〔2024〕12号' },
);
export const eVouchers = text(
  '关于规范电子会计凭证报销入账归档的通知',
  'Notice on booking and keeping electronic vouchers',
  '2020-03-23',
  { number: '财会〔2020〕6号' },
);
export const archiveRules = text('会计档案管理办法', 'Measures for Accounting Archives', '2016-01-01', {
  number: '财政部、国家档案局令第79号',
});

export const incomeTaxLaw = text('个人所得税法', 'Individual Income Tax Law', '1980-09-10');
export const incomeTaxLaw2011 = text('个人所得税法', 'Individual Income Tax Law', '2011-09-01', {
  order: '主席令第四十八号',
});
export const incomeTaxLawBefore = text(
  '个人所得税法（2011年8月以前）',
  'Individual Income Tax Law (until August 2011)',
  '1993-10-31',
  { to: '2011-08-31' },
);
export const collectionLaw = text('税收征收管理法', 'Tax Collection Law', '2001-05-01', {
  order: '主席令第四十九号',
});
export const collectionRules = text(
  '税收征收管理法实施细则',
  'Rules for the Tax Collection Law',
  '2002-10-15',
  { order: '国务院令第362号' },
);
export const leastTax = text(
  '关于1元以下应纳税额和滞纳金处理问题的公告',
  'Notice on tax and late-payment surcharges below one yuan',
  '2012-08-01',
  { number: '国家税务总局公告2012年第25号' },
);
export const creditedDividends = text(
  '关于利息、股息、红利所得征税问题的通知',
  'Reply on the taxation of interest and dividends',
  '1997-12-10',
  { number: '国税函〔1997〕656号' },
);

export const shanghaiAssets = text(
  '上海市农村集体资产监督管理条例',
  'Shanghai Regulations on Rural Collective Assets',
  '2018-04-01',
  { place: '31' },
);
export const zhejiangAssets = text(
  '浙江省农村集体资产管理条例',
  'Zhejiang Regulations on Rural Collective Assets',
  '2016-05-01',
  { place: '33' },
);
export const heilongjiangCollectives = text(
  '黑龙江省农村集体经济组织条例',
  'Heilongjiang Regulations on Rural Collective Economic Organizations',
  '2020-10-01',
  { place: '23' },
);
export const jiangsuAssets = text(
  '江苏省农村集体资产管理条例',
  'Jiangsu Regulations on Rural Collective Assets',
  '2018-11-01',
  { place: '32' },
);
export const guangdongAssets = text(
  '广东省农村集体资产管理条例',
  'Guangdong Regulations on Rural Collective Assets',
  '2016-07-01',
  { place: '44' },
);

/** By its amendments in force 2008-01-01 (order no. 513), 2014-01-01 (no. 644) and 2025-01-01 (no. 795). */
export const publicHolidays = text('全国年节及纪念日放假办法', 'Measures for Public Holidays', '2008-01-01');
