/** Closing and reopening months and years, and the cooperative's own sub-accounts. */
import { v7 as newId } from 'uuid';
import { closingLines } from '../../domain/book-statements.ts';
import {
  accountOf,
  accountsOf,
  chartOn,
  complete,
  isPartOfHolders,
  outsidersAccount,
  parentCode,
} from '../../domain/chart.ts';
import { LocalDate } from '../../domain/calendar.ts';
import { refuse } from '../../domain/refusal.ts';
import { monthOf, preparedNumber, redLines, voucherNumber, type EntryLine } from '../../domain/journal.ts';
import { defineCommand, type CommandUnit } from '../../platform/command.ts';
import * as wire from './contract.ts';
import { enterJournal } from './entries.ts';
import { awaitingUntil } from './prepared-store.ts';
import { accountNames, entryOnWire } from './queries.ts';
import { ownAccount, yearReopening, yearReopeningAnswer } from './schema.ts';
import {
  balancesOn,
  closedMonths,
  closedWords,
  closingEntries,
  closingOfYear,
  closingsOf,
  waitingReopening,
  yearAwaitsConfirmation,
  insertClose,
  openMonthBefore,
  requireEntryRow,
  type EntryRow,
} from './store.ts';

/** The same lines in red, on the same day. */
function enterRed(
  unit: CommandUnit,
  entry: EntryRow,
  lines: readonly EntryLine[],
  reason: string,
): Promise<EntryRow | null> {
  return enterJournal(unit, {
    date: entry.entryDate,
    kind: 'reversal',
    summary: `冲销 ${voucherNumber(entry.month, entry.number)}：${reason}`,
    lines: redLines(lines),
    holders: [],
    source: null,
    reverses: entry.id,
  });
}

/** Nothing that awaits its review is shut out by a closing. */
async function requireReviewed({ tx, cooperativeId }: CommandUnit, month: string): Promise<void> {
  const { count, first } = await awaitingUntil(tx, cooperativeId, month);
  if (first)
    throw refuse('books.month-awaits-review', { month, count, number: preparedNumber(first.number) });
}

/** `pointer`: where the month stands in what was asked. */
export async function closeMonthInBooks(unit: CommandUnit, month: string, pointer: string) {
  const { tx, cooperativeId } = unit;
  if (month >= monthOf(unit.today)) throw refuse('books.month-not-over', { month }, pointer);
  const closed = (await closedMonths(tx, cooperativeId)).findLast((each) => each.month >= month);
  if (closed) throw refuse('books.month-closed', closedWords(closed));
  const earlier = await openMonthBefore(tx, cooperativeId, month);
  if (earlier !== null) throw refuse('books.month-before-open', { earlier }, pointer);
  await requireReviewed(unit, month);
  return markMonth(unit, month, 'closed', null);
}

export const reopenMonth = defineCommand({
  name: 'accounting.reopen-month',
  endpoint: wire.reopenMonth,
  async run(unit, { month, reason }) {
    const { tx, cooperativeId, actor } = unit;
    const closed = await closedMonths(tx, cooperativeId);
    const close = closed.find((each) => each.month === month);
    if (!close) throw refuse('books.month-open', { month });
    if (close.recordedBy === actor.userId) throw refuse('books.reopened-by-closer');
    const year = Number(month.slice(0, 4));
    if (await closingConfirmed(unit, year)) throw refuse('books.month-of-confirmed-year', { month, year });
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
export async function closeYearInBooks(unit: CommandUnit, input: { readonly year: string }) {
  const { tx, cooperativeId } = unit;
  const year = Number(input.year);
  const date = LocalDate.of(year, 12, 31);
  if (!date.isBefore(unit.today)) throw refuse('books.year-not-over', { year }, '/year');
  if (await closingOfYear(tx, cooperativeId, year)) throw refuse('books.year-closed', { year });
  const toClose = async (on: LocalDate) => closingLines(chartOn(on), await balancesOn(tx, cooperativeId, on));
  const earlier = await toClose(LocalDate.of(year - 1, 12, 31));
  if (steps.some(([step]) => earlier[step].length > 0))
    throw refuse('books.year-before-open', { year, earlier: year - 1 }, '/year');
  if (await yearAwaitsConfirmation(tx, cooperativeId, year - 1))
    throw refuse('books.year-before-unconfirmed', { year, earlier: year - 1 }, '/year');
  // Its closing is dated in December, which is closed after it; every month before is closed first.
  const december = monthOf(date);
  const open = await openMonthBefore(tx, cooperativeId, december);
  if (open !== null) throw refuse('books.month-before-open', { earlier: open }, '/year');
  await requireReviewed(unit, december);
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
}

/** The closing entries in red on the day they closed; then the year takes entries again and may be closed anew. */
/** Whether another than who closed the year has confirmed that. */
async function closingConfirmed({ tx, cooperativeId }: CommandUnit, year: number): Promise<boolean> {
  const [first] = await closingEntries(tx, cooperativeId, year);
  return first !== undefined && !(await yearAwaitsConfirmation(tx, cooperativeId, year));
}

/** The entries of the closing that stands, for somebody else than who closed it, while no later year is closed. */
async function closingToReopen({ tx, cooperativeId, actor }: CommandUnit, year: number) {
  const closing = await closingEntries(tx, cooperativeId, year);
  const [first] = closing;
  if (!first) throw refuse('books.year-open', { year }, '/year');
  if (closing.some(({ recordedBy }) => recordedBy === actor.userId)) throw refuse('books.reopened-by-closer');
  if (await closingOfYear(tx, cooperativeId, year + 1))
    throw refuse('books.year-after-closed', { later: year + 1 }, '/year');
  return { first, closing };
}

async function takeBack(unit: CommandUnit, closing: readonly EntryRow[], reason: string) {
  const entries = [];
  for (const entry of closing) {
    const { lines } = await requireEntryRow(unit.tx, unit.cooperativeId, entry.id);
    entries.push(await entered(unit, await enterRed(unit, entry, lines, reason)));
  }
  return entries;
}

/** What one person closed another opens; what a second person has confirmed waits for a second person again. */
export const reopenYear = defineCommand({
  name: 'accounting.reopen-year',
  endpoint: wire.reopenYear,
  async run(unit, { year: text, reason }) {
    const { tx, cooperativeId, now: recordedAt, actor } = unit;
    const year = Number(text);
    const { first, closing } = await closingToReopen(unit, year);
    if (!(await closingConfirmed(unit, year)))
      return { entries: await takeBack(unit, closing, reason), awaits: null };
    if (await waitingReopening(tx, cooperativeId, first.id))
      throw refuse('books.year-reopening-waits', { year });
    const id = newId();
    const asked = { cooperativeId, id, year, closingId: first.id, reason };
    await tx.insert(yearReopening).values({ ...asked, recordedAt, recordedBy: actor.userId });
    unit.note('year-reopening-asked', { year: text, reason });
    return { entries: [], awaits: id };
  },
});

/** The last month of the year takes entries again, and its closing is taken back in red. */
export const confirmYearReopening = defineCommand({
  name: 'accounting.confirm-year-reopening',
  endpoint: wire.confirmYearReopening,
  async run(unit, { year: text }) {
    const { tx, cooperativeId, now: recordedAt, actor } = unit;
    const year = Number(text);
    const { first, closing } = await closingToReopen(unit, year);
    const asked = await waitingReopening(tx, cooperativeId, first.id);
    if (!asked) throw refuse('books.year-reopening-unknown', { year });
    if (asked.recordedBy === actor.userId) throw refuse('books.year-reopening-own');
    const december = `${year}-12`;
    const closed = await closedMonths(tx, cooperativeId);
    const later = closed.findLast((each) => each.month > december);
    if (later) throw refuse('books.month-after-closed', { later: later.month });
    const { id: reopeningId, reason } = asked;
    const answer = { cooperativeId, reopeningId, reason: null, recordedAt, recordedBy: actor.userId };
    await tx.insert(yearReopeningAnswer).values(answer);
    if (closed.some(({ month }) => month === december)) await markMonth(unit, december, 'reopened', reason);
    const entries = await takeBack(unit, closing, reason);
    unit.note('year-reopened', { year: text, reason });
    return { entries };
  },
});

export const sendBackYearReopening = defineCommand({
  name: 'accounting.send-back-year-reopening',
  endpoint: wire.sendBackYearReopening,
  async run(unit, { year: text, reason }) {
    const { tx, cooperativeId, now: recordedAt, actor } = unit;
    const year = Number(text);
    const closing = await closingOfYear(tx, cooperativeId, year);
    const asked = closing && (await waitingReopening(tx, cooperativeId, closing.id));
    if (!asked) throw refuse('books.year-reopening-unknown', { year });
    const answer = { cooperativeId, reopeningId: asked.id, reason, recordedAt, recordedBy: actor.userId };
    await tx.insert(yearReopeningAnswer).values(answer);
    unit.note('year-reopening-refusal', { year: text, reason });
    return { year: text };
  },
});

export const addAccount = defineCommand({
  name: 'accounting.add-account',
  endpoint: wire.addAccount,
  async run(unit, { chart, code, name }) {
    const { tx, cooperativeId } = unit;
    if (complete.has(parentCode(code)))
      throw refuse('books.account-complete', { code: parentCode(code) }, '/code');
    if (isPartOfHolders(chart, code))
      throw refuse('books.account-complete', { code: outsidersAccount(chart) }, '/code');
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
