/**
 * How long records are kept here, what is past its time, and its erasure: one person asks, another agrees, and PostgreSQL lets go of
 * exactly what both agreed on. The trail keeps who, when and how many.
 */
import { and, desc, eq, lt, ne, sql } from 'drizzle-orm';
import { v7 as newId } from 'uuid';
import {
  erasableClasses,
  recordClasses,
  retentionRules,
  yearsBefore,
  type ErasableClass,
  type RetentionRule,
} from '../../domain/retention.ts';
import { refuse } from '../../domain/refusal.ts';
import { defineCommand, type CommandUnit } from '../../platform/command.ts';
import type { Tx } from '../../platform/database.ts';
import { ERASURE } from '../../platform/row-digests.ts';
import { accessEntry } from '../../platform/schema.ts';
import * as wire from './retention-contract.ts';
import { erasureAnswer, erasureRequest, retentionTerm } from './schema.ts';

export const setRetention = defineCommand({
  name: 'audit.set-retention',
  endpoint: wire.setRetention,
  async run(unit, { recordClass, years, source }) {
    const { tx, cooperativeId, now, actor } = unit;
    const { years: least, words, source: law } = retentionRules[recordClass];
    if (years < least)
      throw refuse('retention.term-too-short', { records: words, least, source: law, years }, '/years');
    const id = newId();
    const recorded = { recordedAt: now, recordedBy: actor.userId };
    await tx.insert(retentionTerm).values({ cooperativeId, id, recordClass, years, source, ...recorded });
    unit.note('retention', { recordClass, years, source });
    return { id };
  },
});

export const requestErasure = defineCommand({
  name: 'audit.request-erasure',
  endpoint: wire.requestErasure,
  async run(unit, { recordClass }) {
    const { tx, cooperativeId, now, actor } = unit;
    const { years, before } = await termOf(tx, cooperativeId, recordClass, now);
    const rows = await pastOf(tx, cooperativeId, recordClass, before);
    if (rows === 0)
      throw refuse('retention.nothing-past', { records: retentionRules[recordClass].words, years });
    const id = newId();
    const recorded = { recordedAt: now, recordedBy: actor.userId };
    await tx.insert(erasureRequest).values({ cooperativeId, id, recordClass, before, rows, ...recorded });
    unit.note('erasure', { id, recordClass, before: before.toISOString(), rows });
    return { id };
  },
});

export const confirmErasure = defineCommand({
  name: ERASURE,
  endpoint: wire.confirmErasure,
  async run(unit, { erasureId }) {
    const { tx, cooperativeId } = unit;
    const { recordClass, before } = await requireOpen(unit, erasureId);
    const rows = await pastOf(tx, cooperativeId, recordClass, before);
    await answer(unit, erasureId, { outcome: 'erased', reason: null, rows });
    await tx.delete(accessEntry).where(isPast(cooperativeId, recordClass, before));
    unit.note('erasure', { id: erasureId, recordClass, before: before.toISOString(), rows });
    return { id: erasureId, erased: rows };
  },
});

export const refuseErasure = defineCommand({
  name: 'audit.refuse-erasure',
  endpoint: wire.refuseErasure,
  async run(unit, { erasureId, reason }) {
    await requireOpen(unit, erasureId);
    await answer(unit, erasureId, { outcome: 'refused', reason, rows: 0 });
    unit.note('erasure', { id: erasureId, refused: true });
    return { id: erasureId };
  },
});

async function requireOpen({ tx, cooperativeId, actor }: CommandUnit, id: string) {
  const [row] = await tx
    .select()
    .from(erasureRequest)
    .where(and(eq(erasureRequest.cooperativeId, cooperativeId), eq(erasureRequest.id, id)));
  if (!row) throw refuse('retention.unknown');
  const given = await tx
    .select({ outcome: erasureAnswer.outcome })
    .from(erasureAnswer)
    .where(and(eq(erasureAnswer.cooperativeId, cooperativeId), eq(erasureAnswer.requestId, id)));
  if (given.length > 0) throw refuse('retention.answered-already');
  if (row.recordedBy === actor.userId) throw refuse('retention.by-another');
  return row;
}

async function answer(
  { tx, cooperativeId, now, actor }: CommandUnit,
  requestId: string,
  given: Pick<typeof erasureAnswer.$inferInsert, 'outcome' | 'reason' | 'rows'>,
) {
  const recorded = { recordedAt: now, recordedBy: actor.userId };
  await tx.insert(erasureAnswer).values({ cooperativeId, requestId, ...given, ...recorded });
}

/** The term that counts here, and the moment before which records are past it. */
async function termOf(tx: Tx, cooperativeId: string, recordClass: ErasableClass, now: Date) {
  const [own] = await tx
    .select({ years: retentionTerm.years, source: retentionTerm.source })
    .from(retentionTerm)
    .where(and(eq(retentionTerm.cooperativeId, cooperativeId), eq(retentionTerm.recordClass, recordClass)))
    .orderBy(desc(retentionTerm.recordedAt), desc(retentionTerm.id))
    .limit(1);
  const rule = retentionRules[recordClass];
  const years = own?.years ?? rule.years;
  const source = own === undefined ? rule.source : { zh: own.source, en: own.source };
  return { years, source, isDefault: own === undefined, before: yearsBefore(now, years) };
}

function isPast(cooperativeId: string, recordClass: ErasableClass, before: Date) {
  const ofClass =
    recordClass === 'sign-ins' ? eq(accessEntry.kind, 'sign-in') : ne(accessEntry.kind, 'sign-in');
  return and(eq(accessEntry.cooperativeId, cooperativeId), ofClass, lt(accessEntry.recordedAt, before));
}

async function pastOf(tx: Tx, cooperativeId: string, recordClass: ErasableClass, before: Date) {
  const [row] = await tx
    .select({ count: sql<number>`count(*)::int` })
    .from(accessEntry)
    .where(isPast(cooperativeId, recordClass, before));
  return row?.count ?? 0;
}

/** Every class with its term; of what may be erased, how much is past it; and what was asked. */
export async function retentionOnWire(tx: Tx, cooperativeId: string, now: Date) {
  const classes = [];
  for (const recordClass of recordClasses) {
    const rule: RetentionRule = retentionRules[recordClass];
    const { words, years, days = null, mode, source } = rule;
    const kept = { recordClass, words, years, days, mode, source, isDefault: true, before: null, past: null };
    const erasable = erasableClasses.find((each) => each === recordClass);
    if (erasable === undefined) {
      classes.push(kept);
      continue;
    }
    const { before, ...term } = await termOf(tx, cooperativeId, erasable, now);
    const past = await pastOf(tx, cooperativeId, erasable, before);
    classes.push({ ...kept, ...term, before: before.toISOString(), past });
  }
  const erasures = await tx
    .select({ request: erasureRequest, answer: erasureAnswer })
    .from(erasureRequest)
    .leftJoin(
      erasureAnswer,
      and(eq(erasureAnswer.cooperativeId, cooperativeId), eq(erasureAnswer.requestId, erasureRequest.id)),
    )
    .where(eq(erasureRequest.cooperativeId, cooperativeId))
    .orderBy(desc(erasureRequest.id))
    .limit(100);
  return {
    classes,
    erasures: erasures.map(({ request, answer: given }) => ({
      id: request.id,
      recordClass: request.recordClass,
      before: request.before.toISOString(),
      rows: request.rows,
      requestedAt: request.recordedAt.toISOString(),
      outcome: given?.outcome ?? null,
      erased: given?.rows ?? null,
      reason: given?.reason ?? null,
    })),
  };
}
