/**
 * Entries by hand: prepared by one person, reviewed by another, and only then in the journal. What is confirmed is judged as
 * if it were written now: months close meanwhile, and money goes.
 */
import { sql } from 'drizzle-orm';
import { v7 as newId } from 'uuid';
import {
  accountsOf,
  chartOn,
  chartSwitch,
  mappedCode,
  namesHolders,
  outsidersAccount,
  UNDISTRIBUTED,
} from '../../domain/chart.ts';
import { LocalDate } from '../../domain/calendar.ts';
import {
  bringsIncome,
  capitalMadeIncome,
  capitalOwed,
  correctingLines,
  incomeByHand,
  chargesHolders,
  keptOutMoved,
  paysMoney,
  preparedNumber,
  redLines,
  redOnMoney,
  requireEntry,
  requireReviewer,
  reserveMadeIncome,
  takesMoreThanByHand,
  voucherNumber,
  type EntryLine,
} from '../../domain/journal.ts';
import { Money } from '../../domain/money.ts';
import { refuse, throwFaults, type Fault } from '../../domain/refusal.ts';
import { defineCommand, type CommandUnit } from '../../platform/command.ts';
import { must } from '../../platform/must.ts';
import { dayInChina } from '../../platform/services.ts';
import { userNames } from '../access/index.ts';
import { requireHolder } from '../shares/index.ts';
import * as wire from './contract.ts';
import { enterJournal, requireOpenFor, type HolderAmount, type NewEntry } from './entries.ts';
import { preparedState, requirePrepared, type Prepared, type PreparedLine } from './prepared-store.ts';
import { accountNames, entryOnWire, ownNames, preparedOnWire } from './queries.ts';
import { entryReview, preparedEntry, preparedLine } from './schema.ts';
import { booksSettings } from './settings.ts';
import { distributesSince, keptOutOn } from './undistributed.ts';
import {
  balancesOn,
  firstEntryDay,
  owedBySource,
  requireEntryRow,
  reversalOfEntry,
  takenBackFrom,
  type EntryRow,
} from './store.ts';

export const prepareEntry = defineCommand({
  name: 'accounting.prepare-entry',
  endpoint: wire.prepareEntry,
  async run(unit, input) {
    const lines: PreparedLine[] = [];
    const date = LocalDate.parse(input.date);
    for (const [index, each] of input.lines.entries()) {
      const line = {
        account: each.account,
        debit: Money.parse(each.debit ?? '0'),
        credit: Money.parse(each.credit ?? '0'),
        text: each.text ?? '',
      };
      const pointer = `/lines/${index}/holder`;
      if (!namesHolders(chartOn(date), each.account)) {
        if (each.holder) throw refuse('books.holder-not-here', { code: each.account }, pointer);
        lines.push({ ...line, holder: null });
        continue;
      }
      if (!each.holder) throw refuse('books.account-kept-by-ledger', {}, pointer);
      const { id, kind, number } = await requireHolder(unit, each.holder, pointer);
      lines.push({ ...line, holder: { id, kind, number } });
    }
    return prepare(unit, {
      kind: input.kind ?? 'manual',
      date,
      summary: input.summary,
      attachments: input.attachments ?? 0,
      reverses: null,
      lines,
    });
  },
});

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
    const day = date === undefined ? unit.today : LocalDate.parse(date);
    if (day.isBefore(entry.entryDate))
      throw refuse('books.reversal-before-entry', { number, date: `${entry.entryDate}` }, '/date');
    const earlier = day.year > entry.entryDate.year;
    const taken = earlier ? correctingLines(entry.entryDate, day, lines) : redLines(lines);
    return prepare(unit, {
      kind: 'reversal',
      date: day,
      summary: earlier
        ? `更正 ${entry.entryDate.year} 年 ${number}（计入未分配收益）：${reason}`
        : `冲销 ${number}：${reason}`,
      attachments: 0,
      reverses: entry.id,
      lines: taken.map((line) => ({ ...line, holder: null })),
    });
  },
});

interface Draft {
  readonly kind: Prepared['row']['kind'];
  readonly date: LocalDate;
  readonly summary: string;
  readonly attachments: number;
  readonly reverses: string | null;
  readonly lines: readonly PreparedLine[];
}

async function prepare(unit: CommandUnit, draft: Draft) {
  const { tx, cooperativeId, actor } = unit;
  await requireLawful(unit, draft);
  const row = {
    cooperativeId,
    id: newId(),
    number: await unit.nextNumber('prepared-entry'),
    kind: draft.kind,
    entryDate: draft.date,
    summary: draft.summary,
    attachments: draft.attachments,
    reverses: draft.reverses,
    preparedAt: unit.now,
    preparedBy: actor.userId,
    preparedByName: actor.displayName,
  };
  await tx.insert(preparedEntry).values(row);
  await tx.insert(preparedLine).values(
    draft.lines.map(({ holder, ...line }, index) => ({
      cooperativeId,
      entryId: row.id,
      ordinal: index + 1,
      ...line,
      accountId: holder?.id ?? null,
    })),
  );
  unit.note('prepared-entry', {
    id: row.id,
    number: preparedNumber(row.number),
    head: `${draft.date} ${draft.kind} ${draft.attachments} ${draft.summary}`,
    lines: draft.lines.map((line) => `${line.account} ${line.debit} ${line.credit}`),
  });
  return onWire(unit, row.id);
}

export const confirmEntry = defineCommand({
  name: 'accounting.confirm-entry',
  endpoint: wire.confirmEntry,
  async run(unit, { entryId }) {
    const { row, lines } = await reviewed(unit, entryId, 'confirmed', null);
    const draft = { ...row, date: row.entryDate, lines };
    await requireLawful(unit, draft);
    const entry = await enterJournal(unit, {
      id: row.id,
      date: row.entryDate,
      kind: row.kind,
      summary: row.summary,
      attachments: row.attachments,
      lines: lines.map(({ account, debit, credit, text }) => ({ account, debit, credit, text })),
      holders: await holdersBehind(unit, row, lines),
      source: null,
      preparedBy: row.preparedBy,
      reviewedBy: unit.actor.userId,
      ...(row.reverses !== null && { reverses: row.reverses }),
    });
    const { id } = must(entry, 'an entry with lines');
    const names = await accountNames(unit.tx, unit.cooperativeId, 'zh');
    return entryOnWire(await requireEntryRow(unit.tx, unit.cooperativeId, id), names);
  },
});

export const sendBackEntry = defineCommand({
  name: 'accounting.send-back-entry',
  endpoint: wire.sendBackEntry,
  async run(unit, { entryId, reason }) {
    await reviewed(unit, entryId, 'sent-back', reason);
    return onWire(unit, entryId);
  },
});

/** Records the review, where this person may give it, and returns what was reviewed. */
async function reviewed(
  unit: CommandUnit,
  entryId: string,
  outcome: 'confirmed' | 'sent-back',
  reason: string | null,
): Promise<Prepared> {
  const { tx, cooperativeId, actor } = unit;
  const prepared = await requirePrepared(tx, cooperativeId, entryId);
  const { row } = prepared;
  const { outsideReviewer: id } = await booksSettings(tx, cooperativeId);
  const name = id === null ? undefined : (await userNames(tx, [id])).get(id);
  const number = preparedNumber(row.number);
  const named = id === null ? null : { id, name: must(name, 'the name of a user') };
  const standing = { number, state: preparedState(prepared), preparedBy: row.preparedBy };
  requireReviewer(standing, actor.userId, named);
  await tx.insert(entryReview).values({
    cooperativeId,
    entryId,
    outcome,
    reason,
    reviewedAt: unit.now,
    reviewedBy: actor.userId,
    reviewedByName: actor.displayName,
  });
  unit.note('entry-review', { id: entryId, number, outcome, ...(reason !== null && { reason }) });
  return prepared;
}

/** What an entry by hand must be when it is prepared, and still be when it is confirmed. */
async function requireLawful(unit: CommandUnit, draft: Draft): Promise<void> {
  const { tx, cooperativeId } = unit;
  const { date, kind, lines, reverses } = draft;
  requireEntry(date, lines);
  await requireOpenFor(unit, draft);
  if (reverses !== null) {
    await requireStanding(unit, reverses);
    const { entry } = await requireEntryRow(tx, cooperativeId, reverses);
    if (entry.kind === 'opening') await requireOpenedInTime(unit, lines);
    await refuseMoreThanByHand(unit, draft);
    return;
  }
  if (kind === 'opening') {
    await requireOpenedInTime(unit, lines);
    const first = await firstEntryDay(tx, cooperativeId);
    if (first?.isBefore(date))
      throw refuse('books.opening-after-entries', { date: `${date}`, first: `${first}` }, '/date');
  }
  await requireKnownParts(unit, date, lines);
  const red = redOnMoney(lines);
  if (red !== undefined) throw refuse('books.red-on-money', {}, `/lines/${red}`);
  const given = incomeByHand(chartOn(date), lines, kind === 'opening' ? 'opening' : 'manual');
  if (given !== undefined) throw refuse('books.income-by-hand', {}, `/lines/${given}/account`);
  if (kind === 'manual') await refuseIncomeOfCapital(unit, date, lines);
  const keptOut = await keptOutOn(tx, cooperativeId, date);
  const moved = keptOutMoved(lines, keptOut);
  if (moved !== undefined)
    throw refuse('books.kept-out-moved', { accounts: keptOut.join(', ') }, `/lines/${moved}/account`);
  await refuseMoreThanByHand(unit, draft);
}

/** Capital is no income, and the reserve makes good a loss: more of it would be distributed as if it had been earned. */
async function refuseIncomeOfCapital(
  { tx, cooperativeId }: CommandUnit,
  date: LocalDate,
  lines: readonly EntryLine[],
): Promise<void> {
  const made = capitalMadeIncome(chartOn(date), lines);
  if (made !== undefined) throw refuse('books.capital-as-income', {}, `/lines/${made}/account`);
  const owed = capitalOwed(chartOn(date), lines);
  if (owed !== undefined) throw refuse('books.capital-owed', {}, `/lines/${owed}/account`);
  const reserve = reserveMadeIncome(lines);
  if (!reserve.isPositive) return;
  const lost = (await balancesOn(tx, cooperativeId, date)).find(({ account }) => account === UNDISTRIBUTED);
  const loss = lost?.balance.isPositive === true ? lost.balance : Money.zero;
  if (reserve.compare(loss) > 0)
    throw refuse('books.reserve-beyond-loss', { amount: `${reserve}`, loss: `${loss}` }, '/lines');
}

/** Opening balances are what was there before anything of it was given. */
async function requireOpenedInTime(
  { tx, cooperativeId }: CommandUnit,
  lines: readonly EntryLine[],
): Promise<void> {
  if (!bringsIncome(lines)) return;
  const since = await distributesSince(tx, cooperativeId);
  if (since) throw refuse('books.opening-after-distribution', { since: `${dayInChina(since)}` }, '/lines');
}

async function requireStanding({ tx, cooperativeId }: CommandUnit, entryId: string): Promise<void> {
  if (!(await reversalOfEntry(tx, cooperativeId, entryId))) return;
  const { entry } = await requireEntryRow(tx, cooperativeId, entryId);
  throw refuse('books.entry-reversed', { number: voucherNumber(entry.month, entry.number) });
}

/**
 * What leaves a holder's account by hand, wherever it goes, is never more than was entered for them by hand: a dividend is paid through
 * payouts, which know that it was.
 */
async function refuseMoreThanByHand(
  { tx, cooperativeId }: CommandUnit,
  { kind, date, lines, reverses }: Draft,
): Promise<void> {
  if (kind === 'manual' && reverses === null && chargesHolders(chartOn(date), lines)) return;
  const taken = new Map<string, Money>();
  const named = reverses === null ? holdersOf(lines) : await takenBackFrom(tx, cooperativeId, reverses);
  for (const { accountId, debit, credit } of named)
    taken.set(accountId, (taken.get(accountId) ?? Money.zero).plus(debit).minus(credit));
  if (![...taken.values()].some((each) => each.isPositive)) return;
  const opensFreely = !paysMoney(lines) && (await distributesSince(tx, cooperativeId)) === null;
  throwFaults(
    (await owedBySource(tx, cooperativeId, [...taken.keys()]))
      .filter((owed) =>
        takesMoreThanByHand({ kind, opensFreely }, taken.get(owed.accountId) ?? Money.zero, owed),
      )
      .map(({ number: holder, byLedger, byHand }): Fault =>
        byLedger.isPositive
          ? { code: 'books.dividend-by-hand', values: { holder, owed: `${byLedger}` } }
          : { code: 'books.more-than-by-hand', values: { holder, entered: `${byHand}` } },
      ),
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

function holdersOf(lines: readonly PreparedLine[]): readonly HolderAmount[] {
  return lines.flatMap(({ holder, account, debit, credit }) =>
    holder === null ? [] : [{ accountId: holder.id, account, debit, credit }],
  );
}

/** The holders it named; of what takes an entry back, that entry's, on the side or with the sign that takes it back. */
async function holdersBehind(
  { tx, cooperativeId }: CommandUnit,
  { reverses, entryDate }: Prepared['row'],
  lines: readonly PreparedLine[],
): Promise<NewEntry['holders']> {
  if (reverses === null) return holdersOf(lines);
  const { entry }: { entry: EntryRow } = await requireEntryRow(tx, cooperativeId, reverses);
  const sides =
    entryDate.year > entry.entryDate.year
      ? sql`credit as debit, debit as credit`
      : sql`-debit as debit, -credit as credit`;
  // Across the switch of the charts the account for outsiders has another code.
  const old = outsidersAccount(chartOn(entry.entryDate));
  const switched = entry.entryDate.isBefore(chartSwitch) && !entryDate.isBefore(chartSwitch);
  const account = switched
    ? sql`case account when ${old} then ${mappedCode(old)} else account end as account`
    : sql`account`;
  return sql`
    select account_id, ${account}, ${sides} from member_ledger_line
    where cooperative_id = ${cooperativeId}::uuid and entry_id = ${reverses}::uuid`;
}

async function onWire({ tx, cooperativeId }: CommandUnit, entryId: string) {
  const names = await accountNames(tx, cooperativeId, 'zh');
  return preparedOnWire(await requirePrepared(tx, cooperativeId, entryId), names);
}
