/** Money and years that two people stand by: counts of the till, and the confirmation of a closed year. */
import { and, desc, eq, sql } from 'drizzle-orm';
import { v7 as newId } from 'uuid';
import type { Page } from '../../contract/query.ts';
import { Money } from '../../domain/money.ts';
import { refuse } from '../../domain/refusal.ts';
import { defineCommand, type CommandUnit } from '../../platform/command.ts';
import type { Tx } from '../../platform/database.ts';
import { tillCount, tillCountAnswer, yearConfirmation } from './schema.ts';
import { balancesOn, closingEntries } from './store.ts';
import * as wire from './till-contract.ts';

type CountRow = typeof tillCount.$inferSelect;
type AnswerRow = typeof tillCountAnswer.$inferSelect;

export const countTill = defineCommand({
  name: 'accounting.count-till',
  endpoint: wire.countTill,
  async run(unit, { account, counted: told, explanation = null }) {
    const { tx, cooperativeId, today, actor } = unit;
    const counted = Money.parse(told);
    if (counted.isNegative) throw refuse('books.till-negative', {}, '/counted');
    const balances = await balancesOn(tx, cooperativeId, today);
    const booked = balances.find((each) => each.account === account)?.balance ?? Money.zero;
    if (counted.compare(booked) !== 0 && explanation === null)
      throw refuse('books.till-unexplained', { counted: `${counted}`, booked: `${booked}` }, '/explanation');
    const row: CountRow = {
      cooperativeId,
      id: newId(),
      number: await unit.nextNumber('till-count'),
      account,
      day: today,
      counted,
      booked,
      explanation,
      recordedAt: unit.now,
      recordedBy: actor.userId,
      recordedByName: actor.displayName,
    };
    await tx.insert(tillCount).values(row);
    const noted = {
      number: `${row.number}`,
      account,
      counted: `${counted}`,
      booked: `${booked}`,
      explanation,
    };
    unit.note('till-count', noted);
    return onWire({ row, answer: null });
  },
});

export const confirmTillCount = defineCommand({
  name: 'accounting.confirm-till-count',
  endpoint: wire.confirmTillCount,
  run: (unit, { countId }) => answer(unit, countId, true, null),
});

export const sendBackTillCount = defineCommand({
  name: 'accounting.send-back-till-count',
  endpoint: wire.sendBackTillCount,
  run: (unit, { countId, reason }) => answer(unit, countId, false, reason),
});

async function answer(unit: CommandUnit, countId: string, confirmed: boolean, reason: string | null) {
  const { tx, cooperativeId, now: recordedAt, actor } = unit;
  const [found] = await counts(tx, cooperativeId).where(
    and(eq(tillCount.cooperativeId, cooperativeId), eq(tillCount.id, countId)),
  );
  if (!found) throw refuse('books.till-count-unknown');
  if (found.answer !== null) throw refuse('books.till-count-answered');
  if (found.row.recordedBy === actor.userId) throw refuse('books.till-count-by-another');
  const given: AnswerRow = {
    cooperativeId,
    countId,
    confirmed,
    reason,
    recordedAt,
    recordedBy: actor.userId,
    recordedByName: actor.displayName,
  };
  await tx.insert(tillCountAnswer).values(given);
  unit.note('till-count', { number: `${found.row.number}`, confirmed, reason });
  return onWire({ row: found.row, answer: given });
}

function counts(tx: Tx, cooperativeId: string) {
  return tx
    .select({ row: tillCount, answer: tillCountAnswer })
    .from(tillCount)
    .leftJoin(
      tillCountAnswer,
      and(eq(tillCountAnswer.cooperativeId, cooperativeId), eq(tillCountAnswer.countId, tillCount.id)),
    );
}

/** Newest first, below the number `after`. */
export async function tillCounts(tx: Tx, cooperativeId: string, { after, limit }: Page) {
  const rows = await counts(tx, cooperativeId)
    .where(
      and(
        eq(tillCount.cooperativeId, cooperativeId),
        after === null ? undefined : sql`${tillCount.number} < ${after}::bigint`,
      ),
    )
    .orderBy(desc(tillCount.number))
    .limit(limit);
  const last = rows.length === limit ? rows.at(-1) : undefined;
  return { counts: rows.map(onWire), next: last?.row.number.toString() ?? null };
}

function stateOf(given: AnswerRow | null): 'open' | 'confirmed' | 'refused' {
  if (given === null) return 'open';
  return given.confirmed ? 'confirmed' : 'refused';
}

function onWire({ row, answer: given }: { readonly row: CountRow; readonly answer: AnswerRow | null }) {
  return {
    id: row.id,
    number: row.number.toString(),
    account: row.account,
    day: row.day.toString(),
    counted: row.counted.toString(),
    booked: row.booked.toString(),
    explanation: row.explanation,
    countedBy: row.recordedByName,
    state: stateOf(given),
    answeredBy: given?.recordedByName ?? null,
    reason: given?.reason ?? null,
  };
}

export const confirmYear = defineCommand({
  name: 'accounting.confirm-year',
  endpoint: wire.confirmYear,
  async run(unit, { year: text }) {
    const { tx, cooperativeId, now: recordedAt, actor } = unit;
    const year = Number(text);
    const [closing] = await closingEntries(tx, cooperativeId, year);
    if (!closing) throw refuse('books.year-open', { year }, '/year');
    if (closing.recordedBy === actor.userId) throw refuse('books.year-confirmed-by-closer', { year });
    const by = { recordedAt, recordedBy: actor.userId, recordedByName: actor.displayName };
    const entered = await tx
      .insert(yearConfirmation)
      .values({ cooperativeId, closingId: closing.id, year, ...by })
      .onConflictDoNothing()
      .returning({ id: yearConfirmation.closingId });
    if (entered.length === 0) throw refuse('books.year-confirmed', { year });
    unit.note('year-confirmed', { year: text });
    return { year: text, confirmedBy: actor.displayName };
  },
});
