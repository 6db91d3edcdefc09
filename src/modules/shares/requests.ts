/**
 * A movement beyond what one person may enter, whatever moves because somebody died, an allotment undone and the end of a restriction:
 * asked for, then confirmed or sent back by another. Until then it has no effect; the confirmation writes it into the register.
 */
import { and, asc, eq, gt } from 'drizzle-orm';
import { v7 as newId } from 'uuid';
import { LocalDate } from '../../domain/calendar.ts';
import { refuse } from '../../domain/refusal.ts';
import { divideEstate } from '../../domain/share-estate.ts';
import { defineCommand, type CommandUnit } from '../../platform/command.ts';
import type { Tx } from '../../platform/database.ts';
import { requireHolder, systemAccount, type Account } from './accounts.ts';
import { mirrorOf, movementOf, postedReplyOf, requireDeath } from './commands.ts';
import type { MovementWish, PostingReversal, RequestWish } from './contract.ts';
import * as wire from './contract.ts';
import { holdingsOn } from './holdings.ts';
import { liftConfirmed, liftEstate } from './lifts.ts';
import { postMovements, reversePosting, type NewMovement, type Posting } from './movements.ts';
import { movementRequest, movementRequestAnswer } from './schema.ts';
import { shareClasses } from './store.ts';

type RequestRow = typeof movementRequest.$inferSelect;
type AnswerRow = typeof movementRequestAnswer.$inferSelect;

export const requestMovement = defineCommand({
  name: 'shares.request-movement',
  endpoint: wire.requestMovement,
  async run(unit, wish) {
    // Holders and class are known when it is asked for; what it does to the register is judged when it is confirmed.
    await movementsOfWish(unit, wish);
    return askFor(unit, wish);
  },
});

export async function askFor(unit: CommandUnit, wish: RequestWish) {
  const row: RequestRow = {
    cooperativeId: unit.cooperativeId,
    id: newId(),
    number: await unit.nextNumber('movement-request'),
    wish,
    ...recordedBy(unit),
  };
  await unit.tx.insert(movementRequest).values(row);
  unit.note('movement-request', { requestId: row.id, number: row.number.toString(), kind: wish.kind });
  return onWire(row, null);
}

/** What the room of allotments keeps of a posting that is undone; it refuses one that is unknown or undone already. */
export type PostingReversed = (unit: CommandUnit, wish: PostingReversal) => Promise<void>;

export const confirmMovementOf = (postingReversed: PostingReversed) =>
  defineCommand({
    name: 'shares.confirm-movement',
    endpoint: wire.confirmMovement,
    async run(unit, { requestId }) {
      const request = await requireOpen(unit, requestId);
      if (request.recordedBy === unit.actor.userId) throw refuse('shares.request-own');
      const posting = await carriedOut(unit, request.wish, postingReversed);
      const moved = posting.count > 0;
      await answer(unit, requestId, {
        confirmed: true,
        reason: null,
        firstNumber: moved ? posting.firstNumber : null,
        lastNumber: moved ? posting.lastNumber : null,
      });
      return postedReplyOf(posting);
    },
  });

async function carriedOut(
  unit: CommandUnit,
  wish: RequestWish,
  postingReversed: PostingReversed,
): Promise<Posting> {
  switch (wish.kind) {
    case 'restriction-lift':
      await liftConfirmed(unit, wish);
      return { count: 0, firstNumber: 0n, lastNumber: 0n, ids: [] };
    case 'posting-reversal':
      await postingReversed(unit, wish);
      return reversePosting(unit, wish.postingId, wish.reason, { confirmed: true });
    default:
      return postMovements(unit, await movementsOfWish(unit, wish, true), { confirmed: true });
  }
}

export const sendBackMovement = defineCommand({
  name: 'shares.send-back-movement',
  endpoint: wire.sendBackMovement,
  async run(unit, { requestId, reason }) {
    const request = await requireOpen(unit, requestId);
    const row = await answer(unit, requestId, {
      confirmed: false,
      reason,
      firstNumber: null,
      lastNumber: null,
    });
    return onWire(request, row);
  },
});

/** By number, after `after`. */
export async function requestPage(
  tx: Tx,
  cooperativeId: string,
  page: { readonly after: string | null; readonly limit: number },
) {
  const after = page.after !== null && /^\d{1,18}$/.test(page.after) ? BigInt(page.after) : 0n;
  const rows = await tx
    .select({ request: movementRequest, answer: movementRequestAnswer })
    .from(movementRequest)
    .leftJoin(movementRequestAnswer, answerOfRequest())
    .where(and(eq(movementRequest.cooperativeId, cooperativeId), gt(movementRequest.number, after)))
    .orderBy(asc(movementRequest.number))
    .limit(page.limit + 1);
  const shown = rows.slice(0, page.limit);
  return {
    requests: shown.map((row) => onWire(row.request, row.answer)),
    next: rows.length > page.limit ? (shown.at(-1)?.request.number.toString() ?? null) : null,
  };
}

function onWire(row: RequestRow, given: AnswerRow | null) {
  return {
    id: row.id,
    number: row.number.toString(),
    kind: row.wish.kind,
    wish: { ...row.wish },
    askedAt: row.recordedAt.toISOString(),
    askedBy: row.recordedByName,
    answer: given && {
      confirmed: given.confirmed,
      reason: given.reason,
      firstNumber: given.firstNumber?.toString() ?? null,
      lastNumber: given.lastNumber?.toString() ?? null,
      answeredAt: given.recordedAt.toISOString(),
      answeredBy: given.recordedByName,
    },
  };
}

async function movementsOfWish(
  unit: CommandUnit,
  wish: MovementWish,
  lifting = false,
): Promise<readonly NewMovement[]> {
  switch (wish.kind) {
    case 'escheat':
      return escheatOf(unit, wish, lifting);
    case 'inheritance':
      return inheritanceOf(unit, wish, lifting);
    case 'reversal':
      return [(await mirrorOf(unit, wish.movementId, wish.reason)).movement];
    case 'subscription':
    case 'transfer':
    case 'gift':
    case 'redemption':
    case 'correction':
      return [await movementOf(unit, wish)];
  }
}

/**
 * Divides everything a deceased member holds among the heirs, exactly, class by class, and lifts the estate's restriction.
 * Other restrictions stand in the way, as of any movement.
 */
async function inheritanceOf(
  unit: CommandUnit,
  wish: Extract<MovementWish, { readonly kind: 'inheritance' }>,
  lifting: boolean,
): Promise<readonly NewMovement[]> {
  const { tx, cooperativeId } = unit;
  const { reason } = wish;
  const effectiveOn = LocalDate.parse(wish.effectiveOn);
  const deceased = await requireHolder(unit, { kind: 'member', number: wish.deceased.number }, '/deceased');
  await requireDeath(unit, deceased, effectiveOn);
  const heirs = await heirsOf(unit, wish.heirs);
  const held = await heldBy(unit, deceased, effectiveOn);
  if (lifting) await liftEstate(unit, deceased, effectiveOn, reason);
  const places = new Map((await shareClasses(tx, cooperativeId)).map((row) => [row.id, row.places]));
  return held.flatMap(({ classId, quantity: whole }) =>
    divideEstate(whole, places.get(classId) ?? 4, heirs)
      .filter(({ quantity }) => !quantity.isZero)
      .map(({ key: to, quantity }): NewMovement => {
        return { kind: 'inheritance', classId, from: deceased.id, to, quantity, effectiveOn, reason };
      }),
  );
}

async function heirsOf(
  unit: CommandUnit,
  heirs: readonly {
    readonly holder: { readonly kind: Account['kind']; readonly number?: string | undefined };
    readonly parts: string;
  }[],
) {
  const found: { readonly key: string; readonly parts: bigint }[] = [];
  for (const [index, { holder, parts }] of heirs.entries()) {
    const { id } = await requireHolder(unit, holder, `/heirs/${index}/holder`);
    if (found.some(({ key }) => key === id)) throw refuse('shares.no-heirs', {}, `/heirs/${index}`);
    found.push({ key: id, parts: BigInt(parts) });
  }
  return found;
}

async function heldBy(unit: CommandUnit, { id, number: holder }: Account, date: LocalDate) {
  const held = await holdingsOn(unit.tx, unit.cooperativeId, { date, knownAt: null, accountIds: [id] });
  if (held.length > 0) return held;
  throw refuse('shares.nothing-to-inherit', { holder, date: date.toString() }, '/effectiveOn');
}

/** All that somebody without heirs holds falls to the collective. */
async function escheatOf(
  unit: CommandUnit,
  wish: Extract<MovementWish, { readonly kind: 'escheat' }>,
  lifting: boolean,
): Promise<readonly NewMovement[]> {
  const day = LocalDate.parse(wish.effectiveOn);
  const holder = await requireHolder(unit, wish.from, '/from');
  if (holder.kind !== 'member') throw refuse('shares.escheat-member', {}, '/from');
  await requireDeath(unit, holder, day, '/from');
  const to = await systemAccount(unit, 'collective');
  const held = await heldBy(unit, holder, day);
  if (lifting) await liftEstate(unit, holder, day, wish.reason);
  return held.map(({ classId, quantity }): NewMovement => ({
    kind: 'escheat',
    classId,
    from: holder.id,
    to: to.id,
    quantity,
    effectiveOn: day,
    reason: wish.reason,
    ...(wish.resolutionId !== undefined && { resolutionId: wish.resolutionId }),
  }));
}

async function requireOpen(unit: CommandUnit, requestId: string): Promise<RequestRow> {
  const [row] = await unit.tx
    .select({ request: movementRequest, answered: movementRequestAnswer.requestId })
    .from(movementRequest)
    .leftJoin(movementRequestAnswer, answerOfRequest())
    .where(and(eq(movementRequest.cooperativeId, unit.cooperativeId), eq(movementRequest.id, requestId)));
  if (!row) throw refuse('shares.request-unknown');
  if (row.answered !== null) throw refuse('shares.request-answered');
  return row.request;
}

async function answer(
  unit: CommandUnit,
  requestId: string,
  given: Pick<AnswerRow, 'confirmed' | 'reason' | 'firstNumber' | 'lastNumber'>,
): Promise<AnswerRow> {
  const row: AnswerRow = {
    cooperativeId: unit.cooperativeId,
    requestId,
    ...given,
    ...recordedBy(unit),
  };
  await unit.tx.insert(movementRequestAnswer).values(row);
  unit.note('movement-request', { requestId, confirmed: given.confirmed });
  return row;
}

function recordedBy({ now, actor }: CommandUnit) {
  return { recordedAt: now, recordedBy: actor.userId, recordedByName: actor.displayName };
}

function answerOfRequest() {
  return and(
    eq(movementRequestAnswer.cooperativeId, movementRequest.cooperativeId),
    eq(movementRequestAnswer.requestId, movementRequest.id),
  );
}
