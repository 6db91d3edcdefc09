/** The books as people read them: entries, trial balance, the two statements, the members' side of 113. */
import {
  balanceSheet,
  incomeStatement,
  trialBalance,
  type MemberSides,
  type StatementLine,
} from '../../domain/book-statements.ts';
import {
  accountOf,
  accountsOf,
  chartMapping,
  chartOn,
  chartSwitch,
  type ChartName,
} from '../../domain/chart.ts';
import type { LocalDate } from '../../domain/calendar.ts';
import { refuse, type Language } from '../../domain/error.ts';
import { voucherNumber } from '../../domain/journal.ts';
import { Money } from '../../domain/money.ts';
import type { Tx } from '../../platform/database.ts';
import {
  balancesOn,
  memberBalancesOn,
  memberLedgerOf,
  movementsIn,
  ownAccounts,
  type EntryWithLines,
} from './store.ts';

export function entryOnWire({ entry, lines }: EntryWithLines) {
  const chart = chartOn(entry.entryDate);
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
    lines: lines.map((line) => ({
      account: line.account,
      name: accountOf(chart, line.account).name,
      debit: line.debit.toString(),
      credit: line.credit.toString(),
      text: line.text,
    })),
  };
}

export interface DaySpan {
  readonly from: LocalDate;
  readonly to: LocalDate;
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

export async function balanceSheetOn(tx: Tx, cooperativeId: string, on: LocalDate, language: Language) {
  const chart = chartOn(on);
  const balances = await balancesOn(tx, cooperativeId, on);
  const sheet = balanceSheet(chart, balances, await memberSides(tx, cooperativeId, on));
  const words = (lines: readonly StatementLine[]) => lines.map((line) => lineOnWire(line, language));
  return {
    chart,
    on: on.toString(),
    assets: words(sheet.assets),
    liabilities: words(sheet.liabilities),
    equity: words(sheet.equity),
    totalAssets: sheet.totalAssets.toString(),
    totalLiabilitiesAndEquity: sheet.totalLiabilitiesAndEquity.toString(),
  };
}

async function memberSides(tx: Tx, cooperativeId: string, on: LocalDate): Promise<MemberSides> {
  const owed = (await memberBalancesOn(tx, cooperativeId, on)).map((each) => each.owed);
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
  });
  return {
    chart,
    from: span.from.toString(),
    to: span.to.toString(),
    lines: lines.map((line) => lineOnWire(line, language)),
  };
}

function lineOnWire(line: StatementLine, language: Language) {
  return { key: line.key, name: line.name[language], amount: line.amount.toString(), total: line.total };
}

export async function memberBalances(tx: Tx, cooperativeId: string, on: LocalDate) {
  const holders = await memberBalancesOn(tx, cooperativeId, on);
  return {
    on: on.toString(),
    total: Money.sum(holders.map(({ owed }) => owed)).toString(),
    holders: holders.map(({ kind, number, owed }) => ({ kind, number, owed: owed.toString() })),
  };
}

export async function holderLedger(tx: Tx, cooperativeId: string, accountId: string) {
  let owed = Money.zero;
  return (await memberLedgerOf(tx, cooperativeId, accountId)).map(({ entry, debit, credit }) => {
    owed = owed.plus(credit).minus(debit);
    return {
      date: entry.entryDate.toString(),
      number: voucherNumber(entry.month, entry.number),
      summary: entry.summary,
      debit: debit.toString(),
      credit: credit.toString(),
      owed: owed.toString(),
    };
  });
}

export async function chartOf(tx: Tx, cooperativeId: string, chart: ChartName, language: Language) {
  const own = (await ownAccounts(tx, cooperativeId)).filter((each) => each.chart === chart);
  const accounts = [
    ...accountsOf(chart).map((each) => ({
      code: each.code,
      name: language === 'zh' ? each.name : each.nameEn,
      ...{ class: each.class, side: each.side, own: false },
    })),
    ...own.map(({ code, name }) => {
      const { class: kind, side } = accountOf(chart, code);
      return { code, name, class: kind, side, own: true };
    }),
  ];
  return { chart, accounts: accounts.sort((a, b) => (a.code < b.code ? -1 : 1)) };
}

/** The mapping with the balances that go over. */
export async function mappingOf(tx: Tx, cooperativeId: string, language: Language) {
  const balances = await balancesOn(tx, cooperativeId, chartSwitch.plusDays(-1));
  const name = (chart: ChartName, code: string) => {
    const { name: zh, nameEn: en } = accountOf(chart, code);
    return { zh, en }[language];
  };
  return {
    effectiveOn: chartSwitch.toString(),
    accounts: chartMapping.map(({ from, to, note }) => ({
      from,
      fromName: name('2004', from),
      to,
      toName: name('2023', to),
      balance: (balances.find(({ account }) => account === from)?.balance ?? Money.zero).toString(),
      note: note === null ? null : note[language],
    })),
  };
}

/** Names of accounts on a day, the cooperative's own parts included. */
export async function accountNames(
  tx: Tx,
  cooperativeId: string,
  language: Language,
): Promise<(day: LocalDate, account: string) => string> {
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

async function ownNames(
  tx: Tx,
  cooperativeId: string,
  chart: ChartName,
): Promise<ReadonlyMap<string, string>> {
  const rows = await ownAccounts(tx, cooperativeId);
  return new Map(rows.filter((each) => each.chart === chart).map(({ code, name }) => [code, name]));
}

function requireOrder({ from, to }: DaySpan): void {
  if (to.isBefore(from)) throw refuse('books.span-backwards', { from: `${from}`, to: `${to}` });
}
