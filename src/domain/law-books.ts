/** The law of books: vouchers, ledgers, software, archives, and the accounts where money stands. */
import { listedItems, row, years, type LawRow } from './law-row.ts';
import {
  accountingBasics,
  accountingLaw,
  archiveRules,
  chart2004,
  chart2023,
  chartSwitch,
  eVouchers,
  financeRules,
  softwareRules,
} from './law-texts.ts';

const reserveAccount = [
  '公积金和公益金在同一科目311“公积公益金”核算。',
  'Reserve and welfare set aside are one account, 311.',
] as const;
const outsidersElsewhere = [
  '科目113核算与成员和所属单位的往来；外来投资人的分利在应付款核算。',
  'Account 113 is for members and units below; what outsiders are owed stands with the payables.',
] as const;

const chargedToMembers = [
  '成员应交的承包金、租金等，借记科目113、贷记收入；外单位和其他人所欠的在科目112。',
  'What members owe for land or services is debited to account 113 against income; what others owe stands on 112.',
] as const;

export const lawOfBooks = {
  'books.reviewed-vouchers@2024': row(
    accountingLaw,
    ['第十五条', 'art. 15'],
    ['会计账簿登记必须以经过审核的会计凭证为依据。', 'Ledgers rest on reviewed vouchers.'],
  ),
  'books.entries-reviewed@2025': row(
    softwareRules,
    ['第二十一条第二项、第二十二条', 'art. 21(2) and art. 22'],
    [
      '手工录入的记账凭证须经审核才能记账。',
      'Entries by hand are reviewed before anything else is done with them.',
    ],
  ),
  'books.nothing-undone@2025': row(
    softwareRules,
    ['第二十一条第三项', 'art. 21(3)'],
    [
      '不得反记账；凭证编号连续，已记账的不得删除。',
      'No reverse posting, numbers without gaps, nothing deleted.',
    ],
  ),
  'books.ledgers@2025': row(
    softwareRules,
    ['第二十二条、第二十五条、第二十七条', 'arts 22, 25 and 27'],
    [
      '能够查询、打印、输出总账、明细账和日记账，能够自定义报表。',
      'General, detailed and day ledgers are shown, printed and exported; statements can be defined.',
    ],
  ),
  'books.statements@2024': row(
    chart2023,
    ['会计报表', 'the statements'],
    [
      '资产负债表、收益及收益分配表和附注。',
      'Balance sheet, statement of income and its distribution, and notes.',
    ],
    { known: 'from-memory' },
  ),
  'books.bank-reconciled@2025': row(
    softwareRules,
    ['第二十三条', 'art. 23'],
    ['能够进行银行对账，生成余额调节表。', 'Bank accounts are reconciled, with a statement of differences.'],
  ),
  'books.source-documents@2025': row(
    softwareRules,
    ['第十六条至第十八条', 'arts 16 to 18'],
    [
      '能够接收、查重和保存电子原始凭证。',
      'Source documents are received, checked to be used once, and kept.',
    ],
  ),
  'books.e-vouchers@2020': row(
    eVouchers,
    ['全文', 'the whole'],
    [
      '符合条件的电子会计凭证可以只保存电子件。',
      'Electronic vouchers that meet the conditions may be kept in electronic form alone.',
    ],
  ),
  'books.log@2025': row(
    softwareRules,
    ['第三十二条', 'art. 32'],
    ['操作日志能够按人员、时间、内容查询。', 'The log can be searched by person, time and content.'],
  ),
  'books.archive-format@2025': row(
    softwareRules,
    ['第二十八条', 'art. 28'],
    [
      '会计档案以国家标准格式连同元数据归档。',
      'The archive is written in a national format with its metadata.',
    ],
  ),
  'books.archive-years@2016': row(
    archiveRules,
    ['附表一', 'annex 1'],
    ['凭证、账簿保管三十年。', 'Vouchers and ledgers are kept thirty years.'],
    { value: years(30) },
  ),
  'books.archive-reports@2016': row(
    archiveRules,
    ['附表一', 'annex 1'],
    ['年度财务会计报告永久保管。', 'Yearly reports are kept for ever.'],
  ),
  'books.interface@2025': row(
    softwareRules,
    ['第二十九条、第四十一条', 'arts 29 and 41'],
    [
      '提供符合国家标准（GB/T 24589）的数据接口，不得拒绝用户导出数据。',
      'There is an interface by the national standard (GB/T 24589); export is never refused.',
    ],
  ),
  'books.backup@2025': row(
    softwareRules,
    ['第三十五条、第四十四条', 'arts 35 and 44'],
    ['能够备份和恢复，提供中文手册。', 'There are backup and recovery, and a manual in Chinese.'],
  ),
  'books.handover@2019': row(
    accountingBasics,
    ['第二十七条至第三十一条', 'arts 27 to 31'],
    ['会计人员交接须编制移交清册。', 'Accountants hand over by a signed list.'],
  ),
  'books.corrections@2019': row(
    accountingBasics,
    ['第五十一条第五项', 'art. 51(5)'],
    [
      '当年的错误用红字冲销；以前年度的错误用蓝字填制更正凭证，摘要注明原凭证。',
      'Errors of the year are reversed in red; those of earlier years by a correcting voucher in blue that names the first.',
    ],
  ),
  'books.year-distribution@2005': row(
    chart2004,
    ['会计科目322', 'account 322'],
    ['年终结转本年收益，并于年终作收益分配。', 'The year’s distribution is entered at the year’s end.'],
  ),
  'books.reserve-account@2005': row(chart2004, ['会计科目311', 'account 311'], reserveAccount),
  'books.reserve-account@2024': row(chart2023, ['会计科目311', 'account 311'], reserveAccount, {
    known: 'from-memory',
  }),
  'books.welfare-cost@2005': row(
    chart2004,
    ['会计科目212', 'account 212'],
    [
      '养老等集体福利先提取到科目212“应付福利费”，再从中开支。',
      'Welfare such as pensions is set aside to account 212 first and spent from there.',
    ],
    { value: listedItems('212') },
  ),
  'books.welfare-cost@2024': row(
    chart2023,
    ['会计科目514', 'account 514'],
    ['集体福利计入科目514“公益支出”。', 'Welfare is a cost on account 514.'],
    { known: 'from-memory', value: listedItems('514') },
  ),
  'books.members-account@2005': row(chart2004, ['会计科目113', 'account 113'], outsidersElsewhere, {
    value: listedItems('113'),
  }),
  'books.members-account@2024': row(chart2023, ['会计科目113', 'account 113'], outsidersElsewhere, {
    known: 'from-memory',
    value: listedItems('113'),
  }),
  // What the notes on 113, 112 and the income accounts say, as an accountant knows them; nobody has compared the words.
  'books.members-charged@2005': row(
    chart2004,
    ['会计科目112、113、511', 'accounts 112, 113 and 511'],
    chargedToMembers,
    { known: 'from-memory', value: listedItems('113') },
  ),
  'books.members-charged@2024': row(
    chart2023,
    ['会计科目112、113', 'accounts 112 and 113'],
    chargedToMembers,
    { known: 'from-memory', value: listedItems('113') },
  ),
  'books.account-171@2005': row(
    chart2004,
    ['会计科目说明', 'notes to the accounts'],
    ['可以增设161、171、241等科目；没有109。', 'Accounts 161, 171 and 241 may be added; there is no 109.'],
    { value: listedItems('161', '171', '241') },
  ),
  'books.depreciation@2005': row(
    chart2004,
    ['第二部分第十七条', 'part 2, no. 17'],
    ['固定资产应当按期计提折旧。', 'Fixed assets are depreciated.'],
    { to: '2021-12-31' },
  ),
  'books.depreciation@2022': row(
    financeRules,
    ['第十七条', 'art. 17'],
    ['固定资产应当按规定计提折旧。', 'Fixed assets are depreciated.'],
  ),
  'books.switch@2024': row(
    chartSwitch,
    ['全文', 'the whole'],
    [
      '2024年1月1日将原账科目余额转入新账；应付福利费余额转入公积公益金。',
      'On 1 January 2024 balances pass to the new accounts; welfare payable goes to the reserve fund.',
    ],
    { known: 'from-memory' },
  ),
} as const satisfies Record<string, LawRow>;
