/** The accountant's own hand in the books: entries, red reversals, closing months and years, own sub-accounts. */
import { sql } from 'drizzle-orm';
import { closingLines } from '../../domain/book-statements.ts';
import {
  accountOf,
  accountsOf,
  BANK,
  CASH,
  chartOn,
  complete,
  mappedCode,
  MEMBERS_PAYABLE,
  parentCode,
} from '../../domain/chart.ts';
import { LocalDate } from '../../domain/calendar.ts';
import { refuse, throwFaults, type Fault } from '../../domain/refusal.ts';
import { monthOf, redLines, requireEntry, voucherNumber, type EntryLine } from '../../domain/journal.ts';
import { Money } from '../../domain/money.ts';
import { defineCommand, type CommandUnit } from '../../platform/command.ts';
import { requireHolder } from '../shares/index.ts';
import * as wire from './contract.ts';
import { enterJournal, type HolderAmount } from './entries.ts';
import { accountNames, entryOnWire, ownNames } from './queries.ts';
import { ownAccount } from './schema.ts';
import {
  balancesOn,
  closedMonths,
  closedWords,
  closingEntries,
  closingOfYear,
  closingsOf,
  insertClose,
  openMonthBefore,
  owedBySource,
  requireEntryRow,
  reversalOfEntry,
  type EntryRow,
} from './store.ts';

export const enterEntry = defineCommand({
  name: 'accounting.enter-entry',
  endpoint: wire.enterEntry,
  async run(unit, input) {
    const lines: EntryLine[] = [];
    const holders: HolderAmount[] = [];
    for (const [index, each] of input.lines.entries()) {
      const line = {
        account: each.account,
        debit: Money.parse(each.debit ?? '0'),
        credit: Money.parse(each.credit ?? '0'),
        text: each.text ?? '',
      };
      lines.push(line);
      if (each.account !== MEMBERS_PAYABLE) {
        if (each.holder)
          throw refuse('books.holder-not-here', { code: each.account }, `/lines/${index}/holder`);
        continue;
      }
      if (!each.holder) throw refuse('books.account-kept-by-ledger', {}, `/lines/${index}/holder`);
      const { id } = await requireHolder(unit, each.holder, `/lines/${index}/holder`);
      holders.push({ accountId: id, debit: line.debit, credit: line.credit });
    }
    const date = LocalDate.parse(input.date);
    requireEntry(date, lines);
    await requireKnownParts(unit, date, lines);
    await refuseDividendsByHand(unit, lines, holders);
    const entry = await enterJournal(unit, {
      date,
      kind: input.kind ?? 'manual',
      summary: input.summary,
      lines,
      holders,
      source: null,
      attachments: input.attachments ?? 0,
    });
    return entered(unit, entry);
  },
});

/**
 * While the ledger owes somebody a dividend, money that leaves under 113 by hand may only pay what was entered by hand: the
 * dividend itself is paid through payouts, which know that it was.
 */
async function refuseDividendsByHand(
  { tx, cooperativeId }: CommandUnit,
  lines: readonly EntryLine[],
  holders: readonly HolderAmount[],
): Promise<void> {
  const moneyLeaves = lines.some(
    ({ account, credit }) => credit.isPositive && [CASH, BANK].includes(parentCode(account)),
  );
  if (!moneyLeaves) return;
  const taken = new Map<string, Money>();
  for (const { accountId, debit, credit } of holders)
    taken.set(accountId, (taken.get(accountId) ?? Money.zero).plus(debit).minus(credit));
  const known = await owedBySource(tx, cooperativeId, [...taken.keys()]);
  throwFaults(
    known
      .filter(({ accountId, byLedger, byHand }) => {
        const amount = taken.get(accountId) ?? Money.zero;
        return amount.isPositive && byLedger.isPositive && byHand.minus(amount).isNegative;
      })
      .map(({ number, byLedger }): Fault => ({
        code: 'books.dividend-by-hand',
        values: { holder: number, owed: `${byLedger}` },
      })),
  );
}

/** A part of an account (`102.01`) is added before it is used, so that a slip of the pen is no account of its own. */
async function requireKnownParts(
  { tx, cooperativeId }: CommandUnit,
  date: LocalDate,
  lines: readonly EntryLine[],
): Promise<void> {
  const chart = chartOn(date);
  const own = await ownNames(tx, cooperativeId, chart);
  const known = (code: string) => own.has(code) || accountsOf(chart).some((each) => each.code === code);
  throwFaults(
    lines.flatMap(({ account: code }, index): readonly Fault[] =>
      known(code)
        ? []
        : [{ code: 'books.part-not-added', values: { code, chart }, pointer: `/lines/${index}/account` }],
    ),
  );
}

export const reverseEntry = defineCommand({
  name: 'accounting.reverse-entry',
  endpoint: wire.reverseEntry,
  async run(unit, { entryId, date, reason }) {
    const { tx, cooperativeId } = unit;
    const { entry, lines } = await requireEntryRow(tx, cooperativeId, entryId);
    const number = voucherNumber(entry.month, entry.number);
    if (entry.kind === 'closing') throw refuse('books.closing-not-by-hand', { year: entry.entryDate.year });
    if (entry.kind === 'automatic')
      throw refuse('books.entry-not-by-hand', { number, source: entry.summary });
    if (entry.kind === 'reversal') throw refuse('books.entry-is-reversal', { number });
    if (await reversalOfEntry(tx, cooperativeId, entryId)) throw refuse('books.entry-reversed', { number });
    const day = date === undefined ? unit.today : LocalDate.parse(date);
    if (day.isBefore(entry.entryDate))
      throw refuse('books.reversal-before-entry', { number, date: `${entry.entryDate}` }, '/date');
    return entered(unit, await enterRed(unit, entry, lines, day, reason));
  },
});

/** The same lines in red, in the chart of their day: after the switch an account goes by its code of 2023. */
function enterRed(
  unit: CommandUnit,
  entry: EntryRow,
  lines: readonly EntryLine[],
  date: LocalDate,
  reason: string,
): Promise<EntryRow | null> {
  const switched = chartOn(entry.entryDate) !== chartOn(date);
  return enterJournal(unit, {
    date,
    kind: 'reversal',
    summary: `冲销 ${voucherNumber(entry.month, entry.number)}：${reason}`,
    lines: redLines(lines).map((line) => (switched ? { ...line, account: mappedCode(line.account) } : line)),
    holders: sql`
      select account_id, -debit as debit, -credit as credit from member_ledger_line
      where cooperative_id = ${unit.cooperativeId}::uuid and entry_id = ${entry.id}::uuid`,
    source: null,
    reverses: entry.id,
  });
}

export const closeMonth = defineCommand({
  name: 'accounting.close-month',
  endpoint: wire.closeMonth,
  async run(unit, { month }) {
    const { tx, cooperativeId } = unit;
    if (month >= monthOf(unit.today)) throw refuse('books.month-not-over', { month }, '/month');
    const closed = (await closedMonths(tx, cooperativeId)).findLast((each) => each.month >= month);
    if (closed) throw refuse('books.month-closed', closedWords(closed));
    const earlier = await openMonthBefore(tx, cooperativeId, month);
    if (earlier !== null) throw refuse('books.month-before-open', { earlier }, '/month');
    return markMonth(unit, month, 'closed', null);
  },
});

export const reopenMonth = defineCommand({
  name: 'accounting.reopen-month',
  endpoint: wire.reopenMonth,
  async run(unit, { month, reason }) {
    const { tx, cooperativeId, actor } = unit;
    const closed = await closedMonths(tx, cooperativeId);
    const close = closed.find((each) => each.month === month);
    if (!close) throw refuse('books.month-open', { month });
    if (close.recordedBy === actor.userId) throw refuse('books.reopened-by-closer');
    const later = closed.findLast((each) => each.month > month);
    if (later) throw refuse('books.month-after-closed', { later: later.month });
    return markMonth(unit, month, 'reopened', reason);
  },
});

async function markMonth(
  unit: CommandUnit,
  month: string,
  kind: 'closed' | 'reopened',
  reason: string | null,
) {
  const { tx, cooperativeId, now, actor } = unit;
  await insertClose(tx, { cooperativeId, month, kind, reason, recordedAt: now, recordedBy: actor.userId });
  unit.note('month', { month, state: kind, ...(reason !== null && { reason }) });
  return { month, state: kind };
}

const steps = [
  ['income', '收入和支出'],
  ['result', '收益至未分配收益'],
  ['distribution', '各项分配'],
] as const;

/** Income and expenses to 321, that to undistributed, distributions against undistributed: dated 31 December. */
export const closeYear = defineCommand({
  name: 'accounting.close-year',
  endpoint: wire.closeYear,
  async run(unit, input) {
    const { tx, cooperativeId } = unit;
    const year = Number(input.year);
    const date = LocalDate.of(year, 12, 31);
    if (!date.isBefore(unit.today)) throw refuse('books.year-not-over', { year }, '/year');
    if (await closingOfYear(tx, cooperativeId, year)) throw refuse('books.year-closed', { year });
    const toClose = async (on: LocalDate) =>
      closingLines(chartOn(on), await balancesOn(tx, cooperativeId, on));
    const earlier = await toClose(LocalDate.of(year - 1, 12, 31));
    if (steps.some(([step]) => earlier[step].length > 0))
      throw refuse('books.year-before-open', { year, earlier: year - 1 }, '/year');
    const lines = await toClose(date);
    const attempt = (await closingsOf(tx, cooperativeId, year)) + 1;
    const entries = [];
    for (const [step, words] of steps) {
      const entry = await enterJournal(unit, {
        date,
        kind: 'closing',
        summary: `结转 ${year} 年${words}`,
        lines: lines[step],
        holders: [],
        source: `year-close:${year}:${step}:${attempt}`,
      });
      if (entry) entries.push(await entered(unit, entry));
    }
    if (entries.length === 0) throw refuse('books.nothing-to-close', { year }, '/year');
    return { entries };
  },
});

/** The closing entries in red on the day they closed; then the year takes entries again and may be closed anew. */
export const reopenYear = defineCommand({
  name: 'accounting.reopen-year',
  endpoint: wire.reopenYear,
  async run(unit, { year: text, reason }) {
    const { tx, cooperativeId, actor } = unit;
    const year = Number(text);
    const closing = await closingEntries(tx, cooperativeId, year);
    if (closing.length === 0) throw refuse('books.year-open', { year }, '/year');
    if (closing.some(({ recordedBy }) => recordedBy === actor.userId))
      throw refuse('books.reopened-by-closer');
    if (await closingOfYear(tx, cooperativeId, year + 1))
      throw refuse('books.year-after-closed', { later: year + 1 }, '/year');
    const entries = [];
    for (const entry of closing) {
      const { lines } = await requireEntryRow(tx, cooperativeId, entry.id);
      entries.push(await entered(unit, await enterRed(unit, entry, lines, entry.entryDate, reason)));
    }
    return { entries };
  },
});

export const addAccount = defineCommand({
  name: 'accounting.add-account',
  endpoint: wire.addAccount,
  async run(unit, { chart, code, name }) {
    const { tx, cooperativeId } = unit;
    if (complete.has(parentCode(code)))
      throw refuse('books.account-complete', { code: parentCode(code) }, '/code');
    accountOf(chart, code, '/code');
    const taken = accountsOf(chart).some((each) => each.code === code);
    const rows = taken
      ? []
      : await tx
          .insert(ownAccount)
          .values({ cooperativeId, chart, code, name, recordedAt: unit.now, recordedBy: unit.actor.userId })
          .onConflictDoNothing()
          .returning({ code: ownAccount.code });
    if (rows.length === 0) throw refuse('books.account-taken', { code }, '/code');
    unit.note('account', { chart, code, name });
    return { chart, code, name };
  },
});

async function entered(unit: CommandUnit, entry: EntryRow | null) {
  if (entry === null) throw refuse('books.entry-too-short', {}, '/lines');
  const { tx, cooperativeId } = unit;
  const names = await accountNames(tx, cooperativeId, 'zh');
  return entryOnWire(await requireEntryRow(tx, cooperativeId, entry.id), names);
}
