/** The accountant's own hand in the books: entries, red reversals, closing months and years, own sub-accounts. */
import { sql } from 'drizzle-orm';
import { closingLines } from '../../domain/book-statements.ts';
import { accountOf, accountsOf, chartOn, MEMBERS_PAYABLE, parentCode } from '../../domain/chart.ts';
import { LocalDate } from '../../domain/calendar.ts';
import { refuse } from '../../domain/error.ts';
import { monthOf, redLines, requireEntry, voucherNumber, type EntryLine } from '../../domain/journal.ts';
import { Money } from '../../domain/money.ts';
import { defineCommand, type CommandUnit } from '../../platform/command.ts';
import { requireHolder } from '../shares/index.ts';
import {
  addAccountInput,
  closeMonthInput,
  closeYearInput,
  enterEntryInput,
  reopenMonthInput,
  reverseEntryInput,
} from './contract.ts';
import { enterJournal, type HolderAmount } from './entries.ts';
import { entryOnWire } from './queries.ts';
import { ownAccount } from './schema.ts';
import {
  balancesOn,
  closedMonths,
  entryOfSource,
  insertClose,
  latestClose,
  openMonthBefore,
  requireEntryRow,
  reversalOfEntry,
  type EntryRow,
} from './store.ts';

export const enterEntry = defineCommand({
  name: 'accounting.enter-entry',
  action: 'books.enter',
  input: enterEntryInput,
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
      if (each.account !== MEMBERS_PAYABLE) continue;
      if (!each.holder) throw refuse('books.account-kept-by-ledger', {}, `/lines/${index}/holder`);
      const { id } = await requireHolder(unit, each.holder, `/lines/${index}/holder`);
      holders.push({ accountId: id, debit: line.debit, credit: line.credit });
    }
    const date = LocalDate.parse(input.date);
    requireEntry(date, lines);
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

export const reverseEntry = defineCommand({
  name: 'accounting.reverse-entry',
  action: 'books.enter',
  input: reverseEntryInput,
  async run(unit, { entryId, date, reason }) {
    const { tx, cooperativeId } = unit;
    const { entry, lines } = await requireEntryRow(tx, cooperativeId, entryId);
    const number = voucherNumber(entry.month, entry.number);
    if (entry.kind === 'automatic')
      throw refuse('books.entry-not-by-hand', { number, source: entry.source ?? '' });
    if (entry.kind === 'reversal') throw refuse('books.entry-is-reversal', { number });
    if (await reversalOfEntry(tx, cooperativeId, entryId)) throw refuse('books.entry-reversed', { number });
    const reversal = await enterJournal(unit, {
      date: date === undefined ? unit.today : LocalDate.parse(date),
      kind: 'reversal',
      summary: `冲销 ${number}：${reason}`,
      lines: redLines(lines),
      holders: sql`
        select account_id, -debit as debit, -credit as credit from member_ledger_line
        where cooperative_id = ${cooperativeId}::uuid and entry_id = ${entryId}::uuid`,
      source: null,
      reverses: entryId,
    });
    return entered(unit, reversal);
  },
});

export const closeMonth = defineCommand({
  name: 'accounting.close-month',
  action: 'books.close',
  input: closeMonthInput,
  async run(unit, { month }) {
    const { tx, cooperativeId } = unit;
    if (month >= monthOf(unit.today)) throw refuse('books.month-not-over', { month }, '/month');
    if ((await latestClose(tx, cooperativeId, month))?.kind === 'closed')
      throw refuse('books.month-closed', { month });
    const earlier = await openMonthBefore(tx, cooperativeId, month);
    if (earlier !== null) throw refuse('books.month-before-open', { earlier }, '/month');
    return markMonth(unit, month, 'closed', null);
  },
});

export const reopenMonth = defineCommand({
  name: 'accounting.reopen-month',
  action: 'books.reopen',
  input: reopenMonthInput,
  async run(unit, { month, reason }) {
    const { tx, cooperativeId, actor } = unit;
    const close = await latestClose(tx, cooperativeId, month);
    if (close?.kind !== 'closed') throw refuse('books.month-open', { month });
    if (close.recordedBy === actor.userId) throw refuse('books.reopened-by-closer');
    const later = (await closedMonths(tx, cooperativeId)).findLast((each) => each.month > month);
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

/** Income and expenses to 321, that to undistributed, distributions against undistributed: dated 31 December. */
export const closeYear = defineCommand({
  name: 'accounting.close-year',
  action: 'books.close',
  input: closeYearInput,
  async run(unit, { year }) {
    const { tx, cooperativeId } = unit;
    const date = LocalDate.of(year, 12, 31);
    if (!date.isBefore(unit.today)) throw refuse('books.year-not-over', { year }, '/year');
    const attempt = await nextClosing(unit, year);
    const lines = closingLines(chartOn(date), await balancesOn(tx, cooperativeId, date));
    const steps = [
      ['income', `结转 ${year} 年收入和支出`],
      ['result', `结转 ${year} 年收益至未分配收益`],
      ['distribution', `结转 ${year} 年各项分配`],
    ] as const;
    const entries = [];
    for (const [step, summary] of steps) {
      const entry = await enterJournal(unit, {
        date,
        kind: 'closing',
        summary,
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

/** A year whose closing was reversed may be closed again; the attempts are counted. */
async function nextClosing(unit: CommandUnit, year: number): Promise<number> {
  const { tx, cooperativeId } = unit;
  for (let attempt = 1; ; attempt += 1) {
    const found = await Promise.all(
      ['income', 'result', 'distribution'].map((step) =>
        entryOfSource(tx, cooperativeId, `year-close:${year}:${step}:${attempt}`),
      ),
    );
    const entries = found.filter((each) => each !== undefined);
    if (entries.length === 0) return attempt;
    for (const { entry } of entries)
      if (!(await reversalOfEntry(tx, cooperativeId, entry.id))) throw refuse('books.year-closed', { year });
  }
}

export const addAccount = defineCommand({
  name: 'accounting.add-account',
  action: 'books.enter',
  input: addAccountInput,
  async run(unit, { chart, code, name }) {
    const { tx, cooperativeId } = unit;
    accountOf(chart, code, '/code');
    const parts = [MEMBERS_PAYABLE, '322'];
    if (parts.includes(parentCode(code)))
      throw refuse('books.account-has-parts', { code: parentCode(code) }, '/code');
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
  return entryOnWire(await requireEntryRow(unit.tx, unit.cooperativeId, entry.id));
}
