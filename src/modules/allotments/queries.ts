/** Schemes and postings as people read them, the preview of one scheme, the comparison of several over one pool. */
import { LocalDate } from '../../domain/calendar.ts';
import { Money } from '../../domain/money.ts';
import { refuse } from '../../domain/refusal.ts';
import { schemeSubject, type SchemeState } from '../../domain/resolution.ts';
import type { Tx } from '../../platform/database.ts';
import { must } from '../../platform/must.ts';
import { resolutionOn } from '../assemblies/index.ts';
import { compared, type ComparisonOrder } from './comparing.ts';
import { applyScheme, changedLines, lineOnWire, registerOn, sumsOf } from './preview.ts';
import {
  postedBefore,
  postingsOf,
  requireScheme,
  schemesOf,
  withdrawalsOf,
  type SchemeRow,
} from './store.ts';

/** A scheme with where it stands: what adopted it, whether it is posted, or why it was taken back. */
export async function schemeOnWire(tx: Tx, row: SchemeRow) {
  const { cooperativeId, id, name, nameEn, meaning, meaningEn, rules } = row;
  const withdrawn = (await withdrawalsOf(tx, cooperativeId)).get(id);
  const posted = (await postingsOf(tx, cooperativeId)).findLast(
    ({ posting, reversedAt }) => posting.schemeId === id && reversedAt === null,
  );
  const voted = await resolutionOn(tx, cooperativeId, schemeSubject(id));
  const adopted = voted && voted.review !== 'awaiting-review' ? voted.id : null;
  const state: SchemeState = withdrawn
    ? 'withdrawn'
    : posted
      ? 'posted'
      : adopted === null
        ? 'proposed'
        : 'adopted';
  return {
    id,
    version: row.version.toString(),
    name,
    nameEn,
    effectiveOn: row.effectiveOn.toString(),
    state,
    resolutionId: posted?.posting.resolutionId ?? adopted ?? row.resolutionId,
    withdrawnBecause: withdrawn?.reason ?? null,
    meaning,
    meaningEn,
    rules,
  };
}

export async function schemesOnWire(tx: Tx, cooperativeId: string) {
  const schemes = [];
  for (const row of await schemesOf(tx, cooperativeId)) schemes.push(await schemeOnWire(tx, row));
  return { schemes };
}

export async function postingList(tx: Tx, cooperativeId: string) {
  return {
    postings: (await postingsOf(tx, cooperativeId)).map(({ posting, reversedAt }) => ({
      id: posting.id,
      schemeId: posting.schemeId,
      on: posting.effectiveOn.toString(),
      movements: Number(posting.movements),
      given: posting.given.toString(),
      taken: posting.taken.toString(),
      reversedAt: reversedAt?.toISOString() ?? null,
    })),
  };
}

export async function previewScheme(tx: Tx, cooperativeId: string, schemeId: string, onText: string) {
  const on = LocalDate.parse(onText);
  const scheme = await requireScheme(tx, cooperativeId, schemeId);
  const register = await registerOn(
    tx,
    cooperativeId,
    on,
    await postedBefore(tx, cooperativeId, schemeId, on),
  );
  const allotment = applyScheme(scheme, register, on);
  const { lines } = allotment;
  const { given, taken } = sumsOf(changedLines(allotment));
  return {
    on: onText,
    lines: lines.map((line) => lineOnWire(line, scheme, register)),
    given: given.toString(),
    taken: taken.toString(),
  };
}

export interface CompareWish {
  readonly schemeIds: readonly string[];
  readonly on: string;
  readonly pool: string;
  readonly classWeights?: Readonly<Record<string, string>> | undefined;
}

/** Any schemes may be compared on any day, also one that is not yet in effect: that is what a vote is about. */
export async function compareOn(tx: Tx, cooperativeId: string, wish: CompareWish) {
  return compared(await comparisonOrder(tx, cooperativeId, wish));
}

/** What a comparison reckons with, read from the register. */
export async function comparisonOrder(
  tx: Tx,
  cooperativeId: string,
  wish: CompareWish,
): Promise<ComparisonOrder> {
  const on = LocalDate.parse(wish.on);
  const pool = Money.parse(wish.pool);
  if (!pool.isPositive) throw refuse('allotment.pool-not-positive', { pool: wish.pool }, '/pool');
  const schemes = [];
  for (const id of wish.schemeIds) schemes.push(await requireScheme(tx, cooperativeId, id));
  const register = await registerOn(tx, cooperativeId, on);
  return {
    schemes: schemes.map(({ name, nameEn, rules }) => ({ name, nameEn, rules })),
    holders: register.holders.map((holder) => ({
      ...holder,
      holdings: [...holder.holdings].map(([code, quantity]) => [code, quantity.toString()]),
      number: must(register.members.get(holder.key), 'the member of a holder').registerNumber,
    })),
    collective: [...register.collective].map(([code, quantity]) => [code, quantity.toString()]),
    pool: pool.toString(),
    classWeights: Object.entries(wish.classWeights ?? {}),
  };
}
