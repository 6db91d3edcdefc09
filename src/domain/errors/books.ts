/** Refusals of the books: entries, months, statements. */
import type { Catalogue } from './entry.ts';

export const booksErrors = {
  'books.till-unexplained': {
    status: 422,
    zh: '实点 {counted} 元，账面 {booked} 元：请写明不符的原因。',
    en: 'There are {counted} in the till and {booked} in the books: say why they differ.',
  },
  'books.till-negative': {
    status: 422,
    zh: '实点数不能为负数。',
    en: 'What lies in a till is not below zero.',
  },
  'books.till-count-unknown': {
    status: 404,
    zh: '没有这次盘点，请核对。',
    en: 'There is no such count of the till: check it.',
  },
  'books.till-count-answered': {
    status: 409,
    zh: '这次盘点已经复核或退回。',
    en: 'This count of the till was confirmed or sent back already.',
  },
  'books.till-count-by-another': {
    status: 403,
    zh: '盘点由盘点人以外的监盘人复核。',
    en: 'A count of the till is confirmed by somebody else than who counted.',
  },
  'books.year-confirmed': {
    status: 409,
    zh: '{year} 年的年终结转已经复核。',
    en: 'The closing of {year} was confirmed already.',
  },
  'books.year-confirmed-by-closer': {
    status: 403,
    zh: '{year} 年的年终结转由结转人以外的另一人复核。',
    en: 'The closing of {year} is confirmed by another person than who closed it.',
  },
  'books.account-unknown': {
    status: 422,
    zh: '{chart} 年制度的科目表中没有科目 {code}。',
    en: 'The chart of {chart} has no account {code}.',
  },
  'books.account-has-parts': {
    status: 422,
    zh: '科目 {code} 有下级：请写明是各项分配（322.01）还是未分配收益（322.02）。',
    en: 'Account {code} has parts: say whether 322.01 (distributions) or 322.02 (undistributed) is meant.',
  },
  'books.account-complete': {
    status: 422,
    zh: '科目 {code} 不能自设下级：113 按成员登记明细，322 的下级由制度规定。',
    en: 'Account {code} takes no parts of its own: those of 113 are the members, those of 322 are set by law.',
  },
  'books.part-not-added': {
    status: 422,
    zh: '{chart} 年制度的科目表中没有下级科目 {code}：请先增设该科目。',
    en: 'The chart of {chart} has no part {code}: add it to the ledger accounts first.',
  },
  'books.holder-not-here': {
    status: 422,
    zh: '科目 {code} 不按持有人登记明细，只有 113 内部往来和应付外部股东红利才写明持有人。',
    en: 'Account {code} is not kept by holder: only a line on 113 or on the account for outsiders names one.',
  },
  'books.dividend-by-hand': {
    status: 409,
    zh: '成员 {holder} 还有红利 {owed} 元未发：请通过发放（银行或现金）支付，不能手工记账付出。',
    en: 'A dividend of {owed} yuan still waits for {holder}: pay it through payouts, by bank or in cash, not by an entry.',
  },
  'books.more-than-by-hand': {
    status: 409,
    zh: '{holder} 的往来户中凭手工凭证记入的只有 {entered} 元：手工付出、转出或冲销的不能超过这个数。成员应交的租金、承包费等，可借记内部往来（113）、贷记收入，不涉及其他科目；借给成员的，按本软件的缺省做法（非法定）记入应收款（112）。',
    en: 'No more than {entered} stands to the account of {holder} by hand: an entry by hand takes no more from it, wherever to. What a member owes for land or services is debited to it (113) against income and nothing else; what is lent to a member goes to receivables (112), by a default of this program, not by law.',
  },
  'books.red-on-money': {
    status: 422,
    zh: '库存现金和银行存款的收付用蓝字记账，手工凭证不能记红字；原凭证有误的，请冲销原凭证。',
    en: 'Money that came or went is written in black: an entry by hand has no negative line on the till or the bank. Reverse the entry that was wrong.',
  },
  'books.kept-out-moved': {
    status: 422,
    zh: '不得分配的收入科目（{accounts}）中的收入，不能凭手工凭证转入其他科目。原凭证有误的，请冲销原凭证。',
    en: 'Income that is kept out of what is distributed ({accounts}) is not moved to another account by an entry. Reverse the entry that was wrong.',
  },
  'books.opening-after-distribution': {
    status: 422,
    zh: '{since} 起已通过收益分配方案或已有分红入账：期初余额不能再带来可分配的收益，也不能冲销期初亏损。',
    en: 'A plan was adopted or a dividend posted on {since}: opening balances bring no more income to distribute, and no opening loss is taken back.',
  },
  'books.income-by-hand': {
    status: 422,
    zh: '收益和公积公益金不能凭手工凭证分给成员、付出或转入往来、负债科目，收益也不能转作资本：分红须经通过的收益分配方案和分红入账。更正以前年度的差错，请冲销原凭证，或对应原来记错的收入、成本、资产科目；以前年度漏记的支出，记入本年支出。',
    en: 'Income and reserve are not given to holders, paid out, or moved to debts or receivables by an entry, nor is income made capital: an adopted plan and its run give it. To correct an earlier year, reverse the entry that was wrong, or book against the income, cost or asset that was wrong; an expense of an earlier year that was left out is an expense of this one.',
  },
  'books.capital-as-income': {
    status: 422,
    zh: '资本和公积公益金不能凭手工凭证转作收入、冲减支出，资本也不能转入收益分配：那样会当作收益分掉。原凭证有误的，请冲销原凭证。',
    en: 'Capital and reserve are not made income, nor taken off expenses, by an entry, nor is capital made undistributed income: it would be distributed as if it had been earned. Reverse the entry that was wrong.',
  },
  'books.capital-owed': {
    status: 422,
    zh: '资本不能凭手工凭证转入往来、负债科目：那里的余额可以再转作收入分掉。退还出资的，付款时借记资本、贷记库存现金或银行存款。',
    en: 'Capital is not moved to debts or receivables by an entry: from there it could come back as income. Whoever takes capital out is paid it: debit capital when the money goes.',
  },
  'books.reserve-beyond-loss': {
    status: 422,
    zh: '公积公益金 {amount} 元转入未分配收益：只可弥补亏损，凭证之日的亏损为 {loss} 元。',
    en: '{amount} of the reserve would become undistributed income: it makes good a loss alone, which was {loss} on the day of the entry.',
  },
  'books.opening-after-entries': {
    status: 422,
    zh: '建账余额的日期 {date} 晚于已有凭证的日期 {first}：建账余额必须在其他凭证之前。',
    en: 'An opening of {date} is later than the first entry, of {first}: the books begin with their opening.',
  },
  'books.not-opened': {
    status: 409,
    zh: '这里还没有建账，账上有多少钱无从得知，不能发放款项：请登记建账余额；账簿在别处登记的，由一人在记账设置中写明、另一人复核。',
    en: 'No books are opened here, so nobody can say what money there is, and none is paid out: enter the opening balances, or, where the books are kept elsewhere, say so in the settings of the books, which another person confirms.',
  },
  'books.money-short': {
    status: 409,
    zh: '科目 {account} 在 {date} 日终将为负，缺 {short} 元：现金不能为负；银行存款除设置允许透支外也不能为负。',
    en: 'Account {account} would be short of {short} at the end of {date}: a till is never below zero, nor a bank account unless the settings allow an overdraft.',
  },
  'books.entry-reviewed': {
    status: 409,
    zh: '凭证 {number} {state}，不能再复核。',
    en: 'Entry {number} is reviewed already: {state}.',
  },
  'books.reviewer-is-preparer': {
    status: 403,
    zh: '填制凭证的人不能复核：请由另一人复核。',
    en: 'Whoever prepared an entry does not review it: another person does.',
  },
  'books.reviewer-is-named': {
    status: 403,
    zh: '本社凭证由聘请的外部复核人{name}复核。',
    en: 'The entries of this cooperative are reviewed by {name}, whom it named from outside.',
  },
  'books.outside-reviewer': {
    status: 422,
    zh: '外部复核人须是本社的用户，且只担任复核人。',
    en: 'The reviewer from outside is a user of this cooperative who is its reviewer and nothing else.',
  },
  'books.month-awaits-review': {
    status: 409,
    zh: '{month} 及以前还有 {count} 张凭证待复核（如 {number}）：请先复核或退回。',
    en: '{count} entries of {month} or before await their review, such as {number}: confirm them or send them back first.',
  },
  'books.month-awaits-remittance': {
    status: 409,
    zh: '{month} 及以前还有缴税待复核（申报表第 {number} 号，{on} 缴）：请先复核或退回。',
    en: 'A remittance of tax of {month} or before awaits its second person (list {number}, paid on {on}): confirm it or send it back first.',
  },
  'books.account-taken': {
    status: 409,
    zh: '科目 {code} 已经有了。',
    en: 'There is an account {code} already.',
  },
  'books.span-across-charts': {
    status: 422,
    zh: '{from} 至 {to} 跨越了 2024-01-01 的新旧制度：请分开查询。',
    en: '{from} to {to} lies across the switch of charts on 2024-01-01: ask for the two parts.',
  },
  'books.span-backwards': {
    status: 422,
    zh: '起始日 {from} 在终止日 {to} 之后。',
    en: 'The first day {from} is after the last day {to}.',
  },
  'books.entry-too-short': {
    status: 422,
    zh: '一张凭证至少有两行。',
    en: 'An entry has at least two lines.',
  },
  'books.line-one-side': {
    status: 422,
    zh: '每行要么借，要么贷，不能同时有，也不能都为零。',
    en: 'A line is either a debit or a credit: not both, and not nothing.',
  },
  'books.entry-unbalanced': {
    status: 422,
    zh: '借方合计 {debit} 与贷方合计 {credit} 不等。',
    en: 'Debits of {debit} and credits of {credit} are not equal.',
  },
  'books.account-kept-by-ledger': {
    status: 422,
    zh: '科目 113 及应付外部股东红利的明细由分红与发放自动登记，手工凭证须写明是哪个持有人。',
    en: 'What holders are owed on 113 and on the account for outsiders is kept by dividends and payouts: an entry by hand must name the holder.',
  },
  'books.month-closed': {
    status: 409,
    zh: '{month} 已由{closedBy}于 {on} 结账，该月及以前的月份不能再记凭证；如确需更正，请由另一人反结账。',
    en: '{month} was closed by {closedBy} on {on}: it and the months before take no entries; if one must be corrected, another person reopens it.',
  },
  'books.year-takes-no-entries': {
    status: 409,
    zh: '{year} 年已由{closedBy}于 {on} 年终结转，不能再记该年的凭证；如确需更正，请由另一人撤销年终结转。',
    en: 'The year {year} was closed by {closedBy} on {on} and takes no entries; if it must be corrected, another person reopens it.',
  },
  'books.month-open': { status: 409, zh: '{month} 还没有结账。', en: '{month} is not closed.' },
  'books.month-not-over': {
    status: 409,
    zh: '{month} 还没有结束，不能结账。',
    en: '{month} is not over, so it cannot be closed.',
  },
  'books.month-before-open': {
    status: 409,
    zh: '{earlier} 还没有结账：请按月份顺序结账。',
    en: '{earlier} is still open: months are closed in their order.',
  },
  'books.month-after-closed': {
    status: 409,
    zh: '{later} 已结账：请先从后面的月份反结账。',
    en: '{later} is closed: reopen the later months first.',
  },
  'books.month-of-confirmed-year': {
    status: 409,
    zh: '{year} 年的年终结转已经复核，{month} 不能单独打开：请申请反结转该年度，由另一人复核。',
    en: 'The closing of {year} was confirmed, so {month} is not reopened by itself: ask for the year to be reopened, which another person confirms.',
  },
  'books.year-reopening-waits': {
    status: 409,
    zh: '{year} 年已申请反结转，等待另一人复核。',
    en: 'That {year} be reopened is asked for already and waits for another person.',
  },
  'books.year-reopening-unknown': {
    status: 404,
    zh: '没有等待复核的 {year} 年反结转申请。',
    en: 'Nobody asks for {year} to be reopened.',
  },
  'books.year-reopening-own': {
    status: 403,
    zh: '申请反结转年度的人不能自己复核。',
    en: 'Whoever asked for the year to be reopened does not confirm it.',
  },
  'books.reopened-by-closer': {
    status: 403,
    zh: '结账的人不能反结账：请由另一人办理。',
    en: 'Whoever closed the month does not reopen it: another person does.',
  },
  'books.entry-unknown': { status: 404, zh: '没有这张凭证。', en: 'There is no such entry.' },
  'books.entry-in-future': {
    status: 422,
    zh: '凭证日期 {date} 在今天（{today}）之后。',
    en: 'The entry is dated {date}, after today ({today}).',
  },
  'books.entry-not-by-hand': {
    status: 409,
    zh: '凭证 {number} 是由业务自动生成的（{source}）：请冲销那笔业务，凭证会随之冲销。',
    en: 'Entry {number} was made by the program ({source}): reverse what it comes from, and the entry is reversed with it.',
  },
  'books.entry-reversed': {
    status: 409,
    zh: '凭证 {number} 已经冲销。',
    en: 'Entry {number} is reversed already.',
  },
  'books.entry-is-reversal': {
    status: 409,
    zh: '凭证 {number} 本身是冲销凭证：请重新记一张蓝字凭证。',
    en: 'Entry {number} is itself a reversal: write a new entry instead.',
  },
  'books.year-closed': {
    status: 409,
    zh: '{year} 年已经年终结转。',
    en: 'The year {year} is closed to undistributed income already.',
  },
  'books.year-open': { status: 409, zh: '{year} 年还没有年终结转。', en: 'The year {year} is not closed.' },
  'books.year-before-open': {
    status: 409,
    zh: '{earlier} 年的收入、支出或分配还没有年终结转：请先结转 {earlier} 年，再结转 {year} 年。',
    en: 'Income, expenses or distributions of {earlier} are still open: close {earlier} before {year}.',
  },
  'books.year-has-approved-run': {
    status: 409,
    zh: '{period} 第 {number} 号分红（{kind}）已经批准，还没有入账：请先入账或撤回，再结转 {year} 年。',
    en: 'Run {number} of {period} ({kind}) is approved and not posted: post or withdraw it before closing {year}.',
  },
  'books.year-before-unconfirmed': {
    status: 409,
    zh: '{earlier} 年的年终结转还没有经另一人复核：请先复核，再结转 {year} 年。',
    en: 'Nobody but whoever closed {earlier} has confirmed it: have it confirmed before closing {year}.',
  },
  'books.year-after-closed': {
    status: 409,
    zh: '{later} 年已经年终结转：请先撤销 {later} 年的结转。',
    en: 'The year {later} is closed: reopen it first.',
  },
  'books.closing-not-by-hand': {
    status: 409,
    zh: '年终结转凭证不能单独冲销：请由另一人撤销 {year} 年的年终结转。',
    en: 'Closing entries are not reversed one by one: another person reopens the year {year}.',
  },
  'books.reversal-before-entry': {
    status: 422,
    zh: '冲销日期不能早于原凭证 {number} 的日期 {date}。',
    en: 'A reversal is not dated before entry {number} of {date}.',
  },
  'books.year-not-over': {
    status: 409,
    zh: '{year} 年还没有结束，不能年终结转。',
    en: 'The year {year} is not over, so it cannot be closed.',
  },
  'books.nothing-to-close': {
    status: 409,
    zh: '{year} 年没有可结转的收入、支出或分配。',
    en: 'There is no income, expense or distribution of {year} to close.',
  },
  'books.member-unknown': {
    status: 422,
    zh: '没有持股人 {holder} 的往来户。',
    en: 'There is no account with holder {holder}.',
  },
} as const satisfies Catalogue;
