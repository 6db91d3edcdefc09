/** The books as people read them: entries, trial balance, the two statements, the members' side of 113. */
import {
  balanceSheet,
  incomeStatement,
  trialBalance,
  type AccountMovement,
  type MemberSides,
  type StatementLine,
} from '../../domain/book-statements.ts';
import {
  accountOf,
  accountsOf,
  chartMapping,
  chartOn,
  chartSwitch,
  mappedCode,
  MEMBERS_PAYABLE,
  parentCode,
  type ChartName,
} from '../../domain/chart.ts';
import { LocalDate } from '../../domain/calendar.ts';
import { refuse } from '../../domain/refusal.ts';
import type { Language } from '../../domain/language.ts';
import { preparedNumber, voucherNumber, type PreparedState } from '../../domain/journal.ts';
import { Money } from '../../domain/money.ts';
import type { Tx } from '../../platform/database.ts';
import { preparedOf, preparedState, type Prepared } from './prepared-store.ts';
import {
  balancesOn,
  bookedMonths,
  closingOfYear,
  confirmerOf,
  entriesBetween,
  memberBalancesOn,
  memberLedgerOf,
  movementsIn,
  ownAccounts,
  type EntryWithLines,
  type MemberBalance,
} from './store.ts';

export function entryOnWire({ entry, lines }: EntryWithLines, names: AccountNames) {
  return {
    id: entry.id,
    number: voucherNumber(entry.month, entry.number),
    date: entry.entryDate.toString(),
    kind: entry.kind,
    summary: entry.summary,
    source: entry.source,
    attachments: entry.attachments,
    reverses: entry.reverses,
    recordedAt: entry.recordedAt.toISOString(),
    recordedBy: entry.recordedByName,
    preparedBy: entry.preparedByName,
    reviewedBy: entry.reviewedByName,
    lines: lines.map((line) => ({
      account: line.account,
      name: names(entry.entryDate, line.account),
      debit: line.debit.toString(),
      credit: line.credit.toString(),
      text: line.text,
    })),
  };
}

export function preparedOnWire(prepared: Prepared, names: AccountNames) {
  const { row, review, lines } = prepared;
  return {
    id: row.id,
    number: preparedNumber(row.number),
    state: preparedState(prepared),
    date: row.entryDate.toString(),
    kind: row.kind,
    summary: row.summary,
    attachments: row.attachments,
    reverses: row.reverses,
    preparedAt: row.preparedAt.toISOString(),
    preparedBy: row.preparedByName,
    preparedById: row.preparedBy,
    lines: lines.map((line) => ({
      account: line.account,
      name: names(row.entryDate, line.account),
      debit: line.debit.toString(),
      credit: line.credit.toString(),
      text: line.text,
      holder: line.holder && { kind: line.holder.kind, number: line.holder.number },
    })),
    review: review && {
      at: review.reviewedAt.toISOString(),
      by: review.reviewedByName,
      reason: review.reason,
    },
  };
}

/** One page of prepared entries; `after` is the number of the last one before it. */
export async function preparedPageOf(
  tx: Tx,
  cooperativeId: string,
  wanted: {
    readonly state: PreparedState | undefined;
    readonly after: string | undefined;
    readonly limit: number;
  },
  language: Language,
) {
  const { state, limit } = wanted;
  const after = wanted.after === undefined ? undefined : BigInt(wanted.after);
  const found = await preparedOf(tx, cooperativeId, { state, after }, limit);
  const names = await accountNames(tx, cooperativeId, language);
  const last = found.length === limit ? found.at(-1)?.row.number : undefined;
  return {
    entries: found.map((each) => preparedOnWire(each, names)),
    next: last === undefined ? null : `${last}`,
  };
}

export interface DaySpan {
  readonly from: LocalDate;
  readonly to: LocalDate;
}

/** Months and years that have entries, who closed the year and who confirmed that. */
export async function bookedTimesOf(tx: Tx, cooperativeId: string) {
  const booked = await bookedMonths(tx, cooperativeId);
  const years = [];
  for (const year of new Set(booked.map((month) => month.slice(0, 4)))) {
    const closing = await closingOfYear(tx, cooperativeId, Number(year));
    years.push({
      year,
      isClosed: closing !== undefined,
      closedBy: closing?.recordedByName ?? null,
      confirmedBy: closing === undefined ? null : await confirmerOf(tx, cooperativeId, closing.id),
    });
  }
  return { booked: [...booked], years };
}

/** One page of entries; `after` is month and number of the last one before it, as `2025-07/12`. */
export async function entryPageOf(
  tx: Tx,
  cooperativeId: string,
  wanted: DaySpan & {
    readonly accounts: readonly string[];
    readonly after: string | null;
    readonly limit: number;
  },
  language: Language,
) {
  const { after, limit } = wanted;
  const rows = await entriesBetween(tx, cooperativeId, wanted, limit, placeOf(after));
  const names = await accountNames(tx, cooperativeId, language);
  const last = rows.length === limit ? rows.at(-1)?.entry : undefined;
  return {
    entries: rows.map((row) => entryOnWire(row, names)),
    next: last === undefined ? null : `${last.month}/${last.number}`,
  };
}

function placeOf(after: string | null) {
  if (after === null) return undefined;
  const [month = '', number = '0'] = after.split('/');
  return { month, number: BigInt(number) };
}

export async function trialOf(tx: Tx, cooperativeId: string, span: DaySpan, language: Language) {
  requireOrder(span);
  const chart = chartOn(span.to);
  const names = await ownNames(tx, cooperativeId, chart);
  const rows = trialBalance(chart, await movementsIn(tx, cooperativeId, span));
  const total = (of: (row: (typeof rows)[number]) => Money) => Money.sum(rows.map(of)).toString();
  return {
    chart,
    from: span.from.toString(),
    to: span.to.toString(),
    rows: rows.map((row) => ({
      account: row.account,
      name: names.get(row.account) ?? (language === 'zh' ? row.name : row.nameEn),
      class: row.class,
      opening: row.opening.toString(),
      debit: row.debit.toString(),
      credit: row.credit.toString(),
      closing: row.closing.toString(),
    })),
    totals: {
      opening: total((row) => row.opening),
      debit: total((row) => row.debit),
      credit: total((row) => row.credit),
      closing: total((row) => row.closing),
    },
  };
}

/** At the end of a day, beside the beginning of its year, both in the chart of the day. */
export async function balanceSheetOn(tx: Tx, cooperativeId: string, on: LocalDate, language: Language) {
  const chart = chartOn(on);
  const newYear = LocalDate.of(on.year, 1, 1);
  const rows = await movementsIn(tx, cooperativeId, { from: newYear, to: on });
  const sheetOf = async (balance: (row: AccountMovement) => Money, from?: LocalDate) =>
    balanceSheet(
      chart,
      rows.map((row) => ({ account: row.account, balance: balance(row) })),
      sidesOf(await memberBalancesOn(tx, cooperativeId, on, from)),
    );
  const opening = await sheetOf((row) => row.opening, newYear);
  const sheet = await sheetOf((row) => row.opening.plus(row.debit).minus(row.credit));
  const words = (part: 'assets' | 'liabilities' | 'equity') =>
    sheet[part].map((line, index) => ({
      ...lineOnWire(line, language),
      opening: (opening[part][index]?.amount ?? Money.zero).toString(),
    }));
  return {
    chart,
    on: on.toString(),
    assets: words('assets'),
    liabilities: words('liabilities'),
    equity: words('equity'),
    openIncome: sheet.openIncome.toString(),
    totalAssets: sheet.totalAssets.toString(),
    totalLiabilitiesAndEquity: sheet.totalLiabilitiesAndEquity.toString(),
  };
}

function sidesOf(members: readonly MemberBalance[]): MemberSides {
  // What outsiders are owed is part of 应付款.
  const owed = members.filter(({ account }) => account === MEMBERS_PAYABLE).map((each) => each.owed);
  return {
    owedToMembers: Money.sum(owed.filter((each) => each.isPositive)),
    owedByMembers: Money.sum(owed.filter((each) => each.isNegative)).negated(),
  };
}

export async function incomeStatementOf(tx: Tx, cooperativeId: string, span: DaySpan, language: Language) {
  requireOrder(span);
  const chart = chartOn(span.to);
  const rows = await movementsIn(tx, cooperativeId, span, false);
  // A year that was not closed yet left its income where it was earned.
  const undistributed = rows.filter(
    ({ account }) =>
      /^32[12]/.test(account) || ['income', 'expense'].includes(accountOf(chart, account).class),
  );
  const lines = incomeStatement(chart, {
    moved: rows.map(({ account, debit, credit }) => ({ account, balance: debit.minus(credit) })),
    openingUndistributed: Money.sum(undistributed.map(({ opening }) => opening)).negated(),
    from: span.from,
    to: span.to,
  });
  return {
    chart,
    from: span.from.toString(),
    to: span.to.toString(),
    lines: lines.map((line) => lineOnWire(line, language)),
  };
}

function lineOnWire(line: StatementLine, language: Language) {
  const { key, name, amount, total, sign, accounts } = line;
  return { key, name: name[language], amount: amount.toString(), total, sign, accounts: [...accounts] };
}

export async function memberBalances(tx: Tx, cooperativeId: string, on: LocalDate) {
  const holders = await memberBalancesOn(tx, cooperativeId, on);
  return {
    on: on.toString(),
    total: Money.sum(holders.map(({ owed }) => owed)).toString(),
    holders: holders.map(({ kind, number, account, owed }) => ({
      kind,
      number,
      account,
      owed: owed.toString(),
    })),
  };
}

export async function holderLedger(tx: Tx, cooperativeId: string, accountId: string) {
  let owed = Money.zero;
  return (await memberLedgerOf(tx, cooperativeId, accountId)).map(({ entry, account, debit, credit }) => {
    owed = owed.plus(credit).minus(debit);
    return {
      date: entry.entryDate.toString(),
      number: voucherNumber(entry.month, entry.number),
      summary: entry.summary,
      account,
      debit: debit.toString(),
      credit: credit.toString(),
      owed: owed.toString(),
    };
  });
}

export async function chartOf(tx: Tx, cooperativeId: string, chart: ChartName, language: Language) {
  const own = await ownNames(tx, cooperativeId, chart);
  const accounts = [
    ...accountsOf(chart).map((each) => ({
      code: each.code,
      name: language === 'zh' ? each.name : each.nameEn,
      class: each.class,
      side: each.side,
      own: false,
    })),
    ...[...own].map(([code, name]) => {
      const { class: kind, side } = accountOf(chart, code);
      return { code, name, class: kind, side, own: true };
    }),
  ];
  return { chart, accounts: accounts.sort((a, b) => (a.code < b.code ? -1 : 1)) };
}

/** The mapping with the balances that go over: every account of the chart of 2004, and every own part that has a balance. */
export async function mappingOf(tx: Tx, cooperativeId: string, language: Language) {
  const eve = chartSwitch.plusDays(-1);
  const balances = new Map(
    (await balancesOn(tx, cooperativeId, eve)).map(({ account, balance }) => [account, balance]),
  );
  const names = await accountNames(tx, cooperativeId, language);
  const notes = new Map(chartMapping.map(({ from, note }) => [from, note]));
  const parts = [...balances.keys()].filter((code) => !notes.has(code) && !balances.get(code)?.isZero);
  const accounts = [...notes.keys(), ...parts].sort().map((from) => {
    const to = mappedCode(from);
    return {
      from,
      fromName: names(eve, from),
      to,
      toName: names(chartSwitch, to),
      balance: (balances.get(from) ?? Money.zero).toString(),
      note: (notes.get(from) ?? notes.get(parentCode(from)))?.[language] ?? null,
    };
  });
  return { effectiveOn: chartSwitch.toString(), accounts };
}

export type AccountNames = (day: LocalDate, account: string) => string;

/** Names of accounts on a day, the cooperative's own parts included. */
export async function accountNames(tx: Tx, cooperativeId: string, language: Language): Promise<AccountNames> {
  const own = {
    '2004': await ownNames(tx, cooperativeId, '2004'),
    '2023': await ownNames(tx, cooperativeId, '2023'),
  };
  return (day, account) => {
    const chart = chartOn(day);
    const { name: zh, nameEn: en } = accountOf(chart, account);
    return own[chart].get(account) ?? { zh, en }[language];
  };
}

/** The cooperative's own parts in a chart. What was added to the chart of 2004 goes on in that of 2023 under its mapped code. */
export async function ownNames(
  tx: Tx,
  cooperativeId: string,
  chart: ChartName,
): Promise<ReadonlyMap<string, string>> {
  const rows = await ownAccounts(tx, cooperativeId);
  const named = (which: ChartName) => rows.filter((each) => each.chart === which);
  const carried =
    chart === '2023' ? named('2004').map(({ code, name }) => [mappedCode(code), name] as const) : [];
  return new Map([
    ...carried.filter(([code]) => code.includes('.')),
    ...named(chart).map(({ code, name }) => [code, name] as const),
  ]);
}

function requireOrder({ from, to }: DaySpan): void {
  if (to.isBefore(from)) throw refuse('books.span-backwards', { from: `${from}`, to: `${to}` });
}
