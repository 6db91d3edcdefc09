/** The wire of the books: entries, months and years, accounts, settings. Amounts are yuan; a negative amount is red. */
import * as z from 'zod';
import { accountClasses, chartNames } from '../../domain/chart.ts';
import { LocalDate } from '../../domain/calendar.ts';
import { entryKinds, preparedKinds, preparedStates } from '../../domain/journal.ts';
import { endpoint, nothing } from '../../contract/endpoint.ts';
import { pageInput, spanInput } from '../../contract/query.ts';
import { dateText, domainText, idText, moneyText } from '../../contract/wire.ts';
import { holderName } from '../shares/contract.ts';
import { waitingFor } from '../settings/contract.ts';
import { proseText } from '../../contract/text-kinds.ts';

/** What the books refuse of any entry, whatever makes it. */
export const booksRefuse = [
  'books.entry-in-future',
  'books.month-closed',
  'books.year-takes-no-entries',
  'books.money-short',
] as const;

const codeText = z
  .string()
  .regex(/^\d{3}(\.\d{2}){0,3}$/)
  .meta({
    description: 'Account code, its own parts after dots',
    zh: '科目代码，明细科目加点',
    example: '102.01',
  });

export const monthText = () =>
  domainText((text) => LocalDate.parse(`${text}-01`), '2025-07', 'A month', '月份');

export const yearText = z
  .string()
  .regex(/^(199\d|2[01]\d\d)$/)
  .meta({ description: 'A year from 1990 on', zh: '年度，1990 年起', example: '2025' });

const ownAccount = z.strictObject({
  chart: z.enum(chartNames),
  code: z.string().regex(/^\d{3}\.\d{2}(\.\d{2})?$/),
  name: z.string().trim().min(1).max(60),
});

const settings = z.strictObject({
  collectivePart: z.enum(['reserve', 'undistributed']).meta({
    description: 'Where the collective share’s part of a dividend goes: to 311, or it stays undistributed',
    zh: '集体股所得红利转入 311 公积公益金，或留在未分配收益',
  }),
  bankAccount: z
    .string()
    .regex(/^102(\.\d{2}){0,2}$/)
    .meta({
      description: 'The account that payouts come out of',
      zh: '发放款项的银行科目',
      example: '102.01',
    }),
  pensionAccount: z.enum(['513', '514']).meta({
    description: 'Where pensions are a cost in the chart of 2023; before, they come out of 212',
    zh: '2023 年制度下养老金列支的科目；此前从 212 应付福利费列支',
  }),
  overdraftAccounts: z
    .array(z.string().regex(/^102(\.\d{2}){0,2}$/))
    .max(20)
    .default([])
    .meta({
      description: 'Bank accounts that the bank lets be below zero; none unless given',
      zh: '银行允许透支的存款科目；不填为不允许',
      example: ['102.01'],
    }),
  distributionDay: z
    .string()
    .regex(/^(?!02-(29|3\d)|(0[469]|11)-31)(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])$/)
    .default('12-31')
    .meta({
      description:
        'Month and day of its own year on which a year’s distribution is dated when it is entered later',
      zh: '次年入账的年度分配所记的本年月日，默认 12 月 31 日',
      example: '12-31',
    }),
  outsideReviewer: idText().nullable().default(null).meta({
    description:
      'In an office of one person: the user from outside, a reviewer and nothing else, who alone reviews entries by hand',
    zh: '一人财务：聘请的外部复核人（只担任复核人的用户），手工凭证只由其复核',
  }),
  keptElsewhere: proseText(200, 2).nullable().optional().meta({
    description:
      'Where the books are kept, where it is not here: until they are opened or this is said, no money is paid out',
    zh: '账簿不在本系统登记的，写明在何处登记；建账或写明以前不发放款项',
  }),
});
export type BooksSettings = Readonly<z.output<typeof settings>>;

const entryReply = z.strictObject({
  id: idText(),
  number: z.string(),
  date: z.string(),
  kind: z.enum(entryKinds),
  summary: z.string(),
  source: z.string().nullable(),
  attachments: z.int(),
  reverses: idText().nullable(),
  recordedAt: z.string(),
  recordedBy: z.string(),
  preparedBy: z.string().nullable().meta({
    description: 'Who made what it says; null in entries of before there were reviews',
    zh: '制单人；实行复核以前的凭证为空',
  }),
  reviewedBy: z.string().nullable().meta({
    description: 'The other person who confirmed, approved or sent it',
    zh: '复核、审批或确认送出的另一人',
  }),
  lines: z.array(
    z.strictObject({
      account: z.string(),
      name: z.string(),
      debit: z.string(),
      credit: z.string(),
      text: z.string(),
    }),
  ),
});

const preparedReply = z.strictObject({
  id: idText(),
  number: z.string(),
  state: z.enum(preparedStates),
  date: z.string(),
  kind: z.enum(preparedKinds),
  summary: z.string(),
  attachments: z.int(),
  reverses: idText().nullable(),
  preparedAt: z.string(),
  preparedBy: z.string(),
  preparedById: idText().meta({
    description: 'The user who prepared it: anybody else may review it',
    zh: '制单的用户，由其他人复核',
  }),
  lines: z.array(
    z.strictObject({
      account: z.string(),
      name: z.string(),
      debit: z.string(),
      credit: z.string(),
      text: z.string(),
      holder: z.strictObject({ kind: z.string(), number: z.string() }).nullable(),
    }),
  ),
  review: z
    .strictObject({ at: z.string(), by: z.string(), reason: z.string().nullable() })
    .nullable()
    .meta({ description: 'Null while it waits', zh: '待复核时为空' }),
});

const entriesReply = z.strictObject({ entries: z.array(entryReply) });

const monthReply = z.strictObject({ month: z.string(), state: z.enum(['closed', 'reopened']) });

export const prepareEntry = endpoint({
  name: 'prepareEntry',
  method: 'post',
  path: '/prepared-entries',
  action: 'books.enter',
  summary: {
    zh: '填制凭证：由另一人复核后才入账',
    en: 'Prepare a journal entry by hand: it counts once another person has confirmed it',
  },
  input: z.strictObject({
    kind: z.enum(['manual', 'opening']).optional().meta({
      description: '`opening` is what the books begin with; `manual` unless given',
      zh: 'opening 为建账余额；不填为手工凭证 manual',
    }),
    date: dateText(),
    summary: proseText(200, 2),
    attachments: z.int().min(0).max(999).optional(),
    lines: z
      .array(
        z.strictObject({
          account: codeText,
          debit: moneyText().optional(),
          credit: moneyText().optional(),
          text: proseText(200, 0).optional(),
          holder: holderName.optional().meta({
            description: 'Who is behind a line on 113 or on the account for outsiders',
            zh: '113 内部往来或应付外部股东红利对应的持有人',
          }),
        }),
      )
      .min(2)
      .max(500),
  }),
  reply: preparedReply,
  status: 201,
  errors: [
    'books.entry-unbalanced',
    'books.line-one-side',
    'books.month-closed',
    'books.part-not-added',
    'books.account-kept-by-ledger',
    'books.red-on-money',
    'books.income-by-hand',
    'books.capital-as-income',
    'books.capital-owed',
    'books.reserve-beyond-loss',
    'books.kept-out-moved',
    'books.opening-after-distribution',
    'books.dividend-by-hand',
    'books.more-than-by-hand',
    'books.opening-after-entries',
    'books.account-has-parts',
    'books.account-unknown',
    'books.entry-in-future',
    'books.holder-not-here',
    'books.year-takes-no-entries',
  ],
  example: {
    date: '2025-07-15',
    summary: '收上半年商铺租金',
    attachments: 1,
    lines: [
      { account: '102', debit: '12000.00', text: '银行收款' },
      { account: '501', credit: '12000.00' },
    ],
  },
});

export const listPreparedEntries = endpoint({
  name: 'listPreparedEntries',
  method: 'get',
  path: '/prepared-entries',
  logged: 'register',
  action: 'books.read',
  summary: {
    zh: '手工填制的凭证：待复核、已复核、已退回',
    en: 'Entries prepared by hand: awaiting review, confirmed, sent back',
  },
  input: z.strictObject({
    state: z.enum(preparedStates).optional(),
    limit: pageInput.shape.limit,
    after: z
      .string()
      .regex(/^\d{1,9}$/)
      .optional()
      .meta({ description: 'The `next` of the page before', zh: '上一页的 next', example: '12' }),
  }),
  reply: z.strictObject({ entries: z.array(preparedReply), next: z.string().nullable() }),
  example: { state: 'awaiting-review' },
});

export const readPreparedEntry = endpoint({
  name: 'readPreparedEntry',
  method: 'get',
  path: '/prepared-entries/:entryId',
  logged: 'register',
  action: 'books.read',
  summary: { zh: '一张手工填制的凭证', en: 'One entry prepared by hand' },
  input: z.strictObject({ entryId: idText() }),
  reply: preparedReply,
  errors: ['books.entry-unknown'],
});

export const confirmEntry = endpoint({
  name: 'confirmEntry',
  method: 'post',
  path: '/prepared-entries/:entryId/confirm',
  action: 'books.review',
  summary: {
    zh: '复核凭证：入账并编号，不得由填制人本人办理',
    en: 'Confirm a prepared entry: it enters the journal with its number; not by whoever prepared it',
  },
  input: z.strictObject({ entryId: idText() }),
  reply: entryReply,
  status: 201,
  errors: [
    'books.entry-unknown',
    'books.entry-reviewed',
    'books.reviewer-is-preparer',
    'books.reviewer-is-named',
    'books.month-closed',
    'books.year-takes-no-entries',
    'books.entry-reversed',
    'books.dividend-by-hand',
    'books.more-than-by-hand',
    'books.money-short',
  ],
});

export const sendBackEntry = endpoint({
  name: 'sendBackEntry',
  method: 'post',
  path: '/prepared-entries/:entryId/send-back',
  action: 'books.review',
  summary: {
    zh: '退回凭证，由填制人另行填制',
    en: 'Send a prepared entry back: it never counts, and its preparer writes another',
  },
  input: z.strictObject({ entryId: idText(), reason: proseText(200, 2) }),
  reply: preparedReply,
  errors: [
    'books.entry-unknown',
    'books.entry-reviewed',
    'books.reviewer-is-preparer',
    'books.reviewer-is-named',
  ],
  example: { reason: '附件不齐' },
});

export const listEntries = endpoint({
  name: 'listEntries',
  method: 'get',
  path: '/journal',
  logged: 'register',
  action: 'books.read',
  summary: { zh: '凭证，按月份和编号', en: 'Entries by month and number' },
  input: spanInput.extend({
    accounts: z
      .string()
      .regex(/^\d{3}(\.\d{2}){0,3}(,\d{3}(\.\d{2}){0,3}){0,19}$/)
      .meta({ example: '101,102' })
      .optional()
      .meta({
        description: 'Only entries with a line on one of these accounts or their parts, commas between',
        zh: '只列涉及这些科目（含明细）的凭证，以逗号分隔',
      }),
    limit: pageInput.shape.limit,
    after: z
      .string()
      .regex(/^\d{4}-\d{2}\/\d{1,9}$/)
      .optional()
      .meta({ description: 'The `next` of the page before', zh: '上一页的 next', example: '2025-07/12' }),
  }),
  reply: z.strictObject({ entries: z.array(entryReply), next: z.string().nullable() }),
  example: { from: '2025-07-01', to: '2025-12-31' },
});

export const readEntry = endpoint({
  name: 'readEntry',
  method: 'get',
  path: '/journal/:entryId',
  logged: 'register',
  action: 'books.read',
  summary: { zh: '一张凭证', en: 'One entry' },
  input: z.strictObject({ entryId: idText() }),
  reply: entryReply,
  errors: ['books.entry-unknown'],
});

export const reverseEntry = endpoint({
  name: 'reverseEntry',
  method: 'post',
  path: '/journal/:entryId/reverse',
  action: 'books.enter',
  summary: {
    zh: '填制更正凭证：当年的以红字冲销，以前年度的以蓝字更正未分配收益；由另一人复核后入账',
    en: 'Prepare what takes an entry back: of this year the same lines in red, of an earlier year a blue entry against undistributed income; another person confirms it',
  },
  input: z.strictObject({
    entryId: idText(),
    date: dateText().optional().meta({ description: 'Today unless given', zh: '不填为今天' }),
    reason: proseText(200, 2),
  }),
  reply: preparedReply,
  status: 201,
  errors: [
    'books.entry-unknown',
    'books.entry-reversed',
    'books.entry-not-by-hand',
    'books.dividend-by-hand',
    'books.more-than-by-hand',
    'books.entry-is-reversal',
    'books.reversal-before-entry',
    'books.month-closed',
    'books.closing-not-by-hand',
  ],
  example: { date: '2025-08-01', reason: '金额有误' },
});

export const listClosedMonths = endpoint({
  name: 'listClosedMonths',
  method: 'get',
  path: '/months',
  action: 'books.read',
  summary: {
    zh: '有凭证的月份和年度，哪些已结账',
    en: 'Months and years that have entries, and which are closed',
  },
  input: nothing,
  reply: z.strictObject({
    closed: z.array(z.strictObject({ month: z.string(), closedAt: z.string(), closedBy: z.string() })),
    booked: z
      .array(z.string())
      .meta({ description: 'Months that have entries, earliest first', zh: '有凭证的月份，由早到晚' }),
    years: z
      .array(
        z.strictObject({
          year: z.string(),
          isClosed: z.boolean(),
          closedBy: z.string().nullable(),
          confirmedBy: z.string().nullable(),
        }),
      )
      .meta({ description: 'Years that have entries, earliest first', zh: '有凭证的年度，由早到晚' }),
  }),
});

export const closeMonth = endpoint({
  name: 'closeMonth',
  method: 'post',
  path: '/months/:month/close',
  action: 'books.close',
  summary: { zh: '月末结账', en: 'Close a month' },
  input: z.strictObject({ month: monthText() }),
  reply: monthReply,
  errors: [
    'books.month-not-over',
    'books.month-closed',
    'books.month-before-open',
    'books.month-awaits-review',
    'books.month-awaits-remittance',
  ],
  example: { month: '2025-07' },
});

export const closeMonths = endpoint({
  name: 'closeMonths',
  method: 'post',
  path: '/months/close',
  action: 'books.close',
  act: { zh: '一次结清各月', en: 'close every open month at once' },
  summary: {
    zh: '把到某月为止未结的各月依次结账，其间的年度一并结转',
    en: 'Close every open month up to one, in order, and the years that end among them',
  },
  description: {
    zh: '逐月等同于“月末结账”；其间有凭证而未结转的年度，在其十二月结账之前结转，仍由另一人确认。有一个月不能结，全部不写入。',
    en: 'Each month is closed as by itself. A year with entries that is not closed is closed before its December, and awaits its confirmation by another person as ever. When one month cannot be closed nothing is written.',
  },
  input: z.strictObject({
    until: monthText().meta({ description: 'The last month to be closed', zh: '结到哪个月' }),
  }),
  reply: z.strictObject({
    months: z.array(z.string()),
    years: z.array(z.string()),
  }),
  errors: [
    'books.month-not-over',
    'books.month-closed',
    'books.month-before-open',
    'books.month-awaits-review',
    'books.month-awaits-remittance',
    'books.year-before-open',
    'books.year-before-unconfirmed',
    'books.year-has-approved-run',
  ],
  example: { until: '2025-06' },
});

export const reopenMonth = endpoint({
  name: 'reopenMonth',
  method: 'post',
  path: '/months/:month/reopen',
  action: 'books.reopen',
  summary: {
    zh: '反结账：打开最后一个已结账的月份，不得由结账人本人办理',
    en: 'Reopen the last closed month; not by whoever closed it',
  },
  input: z.strictObject({ month: monthText(), reason: proseText(500, 2) }),
  reply: monthReply,
  errors: [
    'books.month-open',
    'books.month-after-closed',
    'books.month-of-confirmed-year',
    'books.reopened-by-closer',
  ],
  example: { month: '2025-07', reason: '补记七月电费' },
});

export const closeYear = endpoint({
  name: 'closeYear',
  method: 'post',
  path: '/years/:year/close',
  action: 'books.close',
  summary: {
    zh: '年终结转：结转收支、收益和各项分配',
    en: 'Close income, result and distributions of a year',
  },
  input: z.strictObject({ year: yearText }),
  reply: entriesReply,
  status: 201,
  errors: [
    'books.year-not-over',
    'books.year-closed',
    'books.year-before-open',
    'books.year-before-unconfirmed',
    'books.year-has-approved-run',
    'books.month-before-open',
    'books.month-awaits-review',
    'books.month-awaits-remittance',
    'books.nothing-to-close',
  ],
  example: { year: '2024' },
});

export const reopenYear = endpoint({
  name: 'reopenYear',
  method: 'post',
  path: '/years/:year/reopen',
  action: 'books.reopen',
  summary: {
    zh: '红字冲回最后一次年终结转，不得由结转人本人办理；结转已经复核的，另一人复核后才冲回',
    en: 'Take the closing of the last closed year back in red, not by whoever closed it; where it was confirmed, once another confirms that',
  },
  input: z.strictObject({ year: yearText, reason: proseText(200, 2) }),
  reply: entriesReply.extend({
    awaits: idText().nullable().meta({
      description: 'The request that another person is to confirm; null: it is reopened',
      zh: '等待另一人复核的申请；为 null 则已冲回',
    }),
  }),
  status: 201,
  errors: [
    'books.year-open',
    'books.year-after-closed',
    'books.reopened-by-closer',
    'books.year-reopening-waits',
  ],
  example: { year: '2024', reason: '漏记租金收入' },
});

export const confirmYearReopening = endpoint({
  name: 'confirmYearReopening',
  method: 'post',
  path: '/years/:year/reopening/confirm',
  action: 'years.confirm',
  act: { zh: '复核反结转年度', en: 'confirm that a year is reopened' },
  summary: {
    zh: '复核冲回已复核的年终结转（申请人、结转人不能复核）：十二月同时打开',
    en: 'Confirm that a year whose closing was confirmed is reopened, not by whoever asked or closed it; its December is opened with it',
  },
  input: z.strictObject({ year: yearText }),
  reply: entriesReply,
  errors: [
    'books.year-open',
    'books.year-after-closed',
    'books.month-after-closed',
    'books.reopened-by-closer',
    'books.year-reopening-unknown',
    'books.year-reopening-own',
  ],
  example: { year: '2024' },
});

export const sendBackYearReopening = endpoint({
  name: 'sendBackYearReopening',
  method: 'post',
  path: '/years/:year/reopening/send-back',
  action: 'years.confirm',
  act: { zh: '退回反结转年度的申请', en: 'send back that a year be reopened' },
  summary: { zh: '退回冲回年终结转的申请', en: 'A closed year stays closed after all' },
  input: z.strictObject({ year: yearText, reason: proseText(200, 2) }),
  reply: z.strictObject({ year: z.string() }),
  errors: ['books.year-reopening-unknown'],
  example: { year: '2024', reason: '下年更正即可' },
});

export const listAccounts = endpoint({
  name: 'listAccounts',
  method: 'get',
  path: '/ledger-accounts',
  action: 'books.read',
  summary: {
    zh: '科目表和本社增设的明细科目',
    en: 'A chart of accounts with the cooperative’s own parts',
  },
  input: z.strictObject({ chart: z.enum(chartNames) }),
  reply: z.strictObject({
    chart: z.enum(chartNames),
    accounts: z.array(
      z.strictObject({
        code: z.string(),
        name: z.string(),
        class: z.enum(accountClasses),
        side: z.enum(['debit', 'credit']),
        own: z.boolean(),
      }),
    ),
  }),
  example: { chart: '2023' },
});

export const addAccount = endpoint({
  name: 'addAccount',
  method: 'post',
  path: '/ledger-accounts',
  action: 'books.enter',
  summary: { zh: '增设明细科目', en: 'Add an own part of an official account' },
  input: ownAccount,
  reply: ownAccount,
  status: 201,
  errors: ['books.account-unknown', 'books.account-complete', 'books.account-taken'],
  example: { chart: '2023', code: '102.01', name: '农商行基本户' },
});

export const readBooksSettings = endpoint({
  name: 'readBooksSettings',
  method: 'get',
  path: '/books-settings',
  action: 'books.read',
  summary: { zh: '自动记账的设置', en: 'How the ledger makes its own entries' },
  input: nothing,
  reply: settings,
});

export const setBooksSettings = endpoint({
  name: 'setBooksSettings',
  method: 'put',
  path: '/books-settings',
  action: 'settings.change',
  summary: { zh: '设定自动记账所用的科目', en: 'Set how the ledger makes its own entries' },
  description: {
    zh: '允许透支、改变外部复核人、集体股红利不再转入公积公益金是放宽：由另一人复核后生效。答复为现行设置。',
    en: 'An overdraft, another outside reviewer, or the collective’s part no longer set aside loosen it: another person confirms them first. The reply is what is in force.',
  },
  input: settings,
  reply: settings.extend(waitingFor),
  errors: ['books.part-not-added', 'books.outside-reviewer'],
  example: { collectivePart: 'undistributed', bankAccount: '102', pensionAccount: '514' },
});
