/**
 * The one way into the share register. Movements are written in bulk, then the whole register they touch is judged before
 * the transaction may end: no holder below zero on any day, nothing restricted moved, no cap broken.
 */
import { v7 as newId } from 'uuid';
import type { LocalDate } from '../../domain/calendar.ts';
import { Refusal, type Fault } from '../../domain/refusal.ts';
import { movementFaults, type AccountKind, type MovementKind } from '../../domain/share-register.ts';
import { ShareQuantity } from '../../domain/share-quantity.ts';
import { splitChange } from '../../domain/share-split.ts';
import { movementWords } from '../../domain/words.ts';
import type { CommandUnit } from '../../platform/command.ts';
import { rawSql } from '../../platform/database.ts';
import { systemAccount } from './accounts.ts';
import { movementDigests } from './movement-digest.ts';
import { registerFaults } from './register-check.ts';
import { splitsKnown } from './rules.ts';
import { pageOfMovements, shareClasses } from './store.ts';

export interface NewMovement {
  readonly kind: MovementKind;
  readonly classId: string;
  /** Account ids: see `ensureAccounts` and `systemAccount`. */
  readonly from: string;
  readonly to: string;
  readonly quantity: ShareQuantity;
  readonly effectiveOn: LocalDate;
  readonly postingId?: string;
  readonly reverses?: string;
  readonly resolutionId?: string;
  readonly reason?: string;
  /** Row of a file the movement came from, for faults. */
  readonly row?: number;
}

export interface Posting {
  readonly count: number;
  /** Numbers in the register, without gaps; both 0 when nothing was posted. */
  readonly firstNumber: bigint;
  readonly lastNumber: bigint;
  /** Ids in the order given; only of postings up to 1,000 movements. */
  readonly ids: readonly string[];
}

export interface PostingOptions {
  /** Another person looked at these movements: the allowance of one person does not bind them. */
  readonly confirmed?: boolean;
  /** Postings that count towards the allowance of one person as what is entered by hand does. */
  readonly counted?: readonly string[];
}

const BATCH = 5_000;
const IDS_KEPT = 1_000;
const MOST_FAULTS = 200;

/**
 * Writes movements and checks what they do to the register; throws every fault (up to 200) and so leaves nothing behind.
 * Takes any number of movements from an array or a generator, with flat memory.
 */
export async function postMovements(
  unit: CommandUnit,
  movements: Iterable<NewMovement> | AsyncIterable<NewMovement>,
  options: PostingOptions = {},
): Promise<Posting> {
  const measured = await atLaterMeasures(unit, movements);
  const places = new Map(
    (await shareClasses(unit.tx, unit.cooperativeId)).map((row) => [row.id, row.places]),
  );
  const kinds = new Map<string, AccountKind>();
  const faults: Fault[] = [];
  const ids: string[] = [];
  let [count, firstNumber, lastNumber] = [0, 0n, 0n];
  for await (const batch of batches(measured)) {
    await learnKinds(unit, batch, kinds);
    for (const movement of batch) {
      if (faults.length < MOST_FAULTS) faults.push(...ownFaults(movement, kinds, places));
    }
    // A movement that is wrong by itself would break the table's own constraints: it is reported, not written.
    if (faults.length > 0) continue;
    const first = await unit.nextNumbers('movement', BigInt(batch.length));
    const batchIds = await insertBatch(unit, batch, first);
    if (count === 0) firstNumber = first;
    lastNumber = first + BigInt(batch.length) - 1n;
    count += batch.length;
    if (ids.length < IDS_KEPT) ids.push(...batchIds.slice(0, IDS_KEPT - ids.length));
  }
  if (count > 0 && faults.length === 0) {
    faults.push(...(await registerFaults(unit, { firstNumber, lastNumber, most: MOST_FAULTS, ...options })));
  }
  const [first, ...rest] = faults;
  if (first !== undefined) throw new Refusal([first, ...rest]);
  unit.note('movements', {
    count,
    firstNumber: firstNumber.toString(),
    lastNumber: lastNumber.toString(),
    digests: count === 0 ? [] : await movementDigests(unit.tx, unit.cooperativeId, firstNumber, lastNumber),
  });
  return { count, firstNumber, lastNumber, ids: count > IDS_KEPT ? [] : ids };
}

/**
 * A movement that counts from before a split is in shares of before: what it brings and takes is split as well, under the split
 * that came later.
 */
async function atLaterMeasures(
  unit: CommandUnit,
  movements: Iterable<NewMovement> | AsyncIterable<NewMovement>,
): Promise<Iterable<NewMovement> | AsyncIterable<NewMovement>> {
  const splits = await splitsKnown(unit.tx, unit.cooperativeId);
  if (splits.length === 0) return movements;
  const pool = await systemAccount(unit, 'pool');
  const outside = [pool.id, (await systemAccount(unit, 'redeemed')).id];
  return withSplits(movements, splits, pool.id, outside);
}

async function* withSplits(
  movements: Iterable<NewMovement> | AsyncIterable<NewMovement>,
  splits: Awaited<ReturnType<typeof splitsKnown>>,
  pool: string,
  outside: readonly string[],
): AsyncGenerator<NewMovement> {
  for await (const movement of movements) {
    yield movement;
    if (movement.kind === 'split') continue;
    const { classId, effectiveOn, from, to } = movement;
    const later = splits.filter(
      (split) => split.classId === classId && effectiveOn.isBefore(split.effectiveOn),
    );
    let { units } = movement.quantity;
    for (const split of later) {
      const change = splitChange({ account: movementWords[movement.kind], units, unit: 1n }, split);
      if ('fault' in change) throw new Refusal([change.fault]);
      const { gains } = change;
      const quantity = ShareQuantity.fromUnits(gains < 0n ? -gains : gains);
      const common = {
        kind: 'split',
        classId,
        quantity,
        effectiveOn: split.effectiveOn,
        postingId: split.id,
      } as const;
      for (const [holder, receives] of [
        [to, gains > 0n],
        [from, gains < 0n],
      ] as const) {
        if (outside.includes(holder)) continue;
        yield receives ? { ...common, from: pool, to: holder } : { ...common, from: holder, to: pool };
      }
      units += gains;
    }
  }
}

/** Reverses every movement of a posting, on its own effective day each. */
export async function reversePosting(
  unit: CommandUnit,
  postingId: string,
  reason: string,
  options: PostingOptions = {},
): Promise<Posting> {
  return postMovements(unit, reversalsOf(unit, postingId, reason), options);
}

async function* reversalsOf(
  unit: CommandUnit,
  postingId: string,
  reason: string,
): AsyncGenerator<NewMovement> {
  let afterNumber = 0n;
  for (;;) {
    // The reversals carry no posting id, so that they are never met on a later page.
    const page = await pageOfMovements(unit.tx, unit.cooperativeId, { afterNumber, limit: BATCH, postingId });
    for (const row of page) {
      afterNumber = row.number;
      yield {
        kind: 'reversal',
        classId: row.classId,
        from: row.toAccount,
        to: row.fromAccount,
        quantity: row.quantity,
        effectiveOn: row.effectiveOn,
        reverses: row.id,
        reason,
      };
    }
    if (page.length < BATCH) return;
  }
}

function ownFaults(
  movement: NewMovement,
  kinds: ReadonlyMap<string, AccountKind>,
  places: ReadonlyMap<string, number>,
): readonly Fault[] {
  const [fromKind, toKind] = [kinds.get(movement.from), kinds.get(movement.to)];
  const classPlaces = places.get(movement.classId);
  if (fromKind === undefined || toKind === undefined || classPlaces === undefined) {
    throw new TypeError('A movement names an account or class that is not in this register.');
  }
  const { kind, quantity, row } = movement;
  const sameAccount = movement.from === movement.to;
  return movementFaults({ kind, fromKind, toKind, sameAccount, quantity, places: classPlaces }).map(
    (fault) => (row === undefined ? fault : { ...fault, row }),
  );
}

async function learnKinds(
  unit: CommandUnit,
  batch: readonly NewMovement[],
  kinds: Map<string, AccountKind>,
): Promise<void> {
  const unknown = new Set(batch.flatMap(({ from, to }) => [from, to]).filter((id) => !kinds.has(id)));
  if (unknown.size === 0) return;
  const rows = await rawSql(unit.tx)<{ id: string; kind: AccountKind }[]>`
    select id, kind from holder_account
    where cooperative_id = ${unit.cooperativeId} and id = any(${[...unknown]}::uuid[])`;
  for (const { id, kind } of rows) kinds.set(id, kind);
}

async function insertBatch(
  unit: CommandUnit,
  batch: readonly NewMovement[],
  firstNumber: bigint,
): Promise<readonly string[]> {
  const ids = batch.map(() => newId());
  await rawSql(unit.tx)`
    insert into share_movement (
      cooperative_id, id, number, kind, class_id, from_account, to_account, quantity, effective_on,
      posting_id, reverses, resolution_id, reason, recorded_at, recorded_by)
    select ${unit.cooperativeId}::uuid, row.id, ${firstNumber.toString()}::bigint + row.place - 1, row.kind,
      row.class_id, row.from_account, row.to_account, row.quantity, row.effective_on,
      row.posting_id, row.reverses, row.resolution_id, row.reason,
      ${unit.now.toISOString()}::timestamptz, ${unit.actor.userId}::uuid
    from unnest(
      ${ids}::uuid[],
      ${batch.map(({ kind }) => kind)}::text[],
      ${batch.map(({ classId }) => classId)}::uuid[],
      ${batch.map(({ from }) => from)}::uuid[],
      ${batch.map(({ to }) => to)}::uuid[],
      ${batch.map(({ quantity }) => quantity.toString())}::text[]::numeric[],
      ${batch.map(({ effectiveOn }) => effectiveOn.toString())}::text[]::date[],
      ${batch.map(({ postingId }) => postingId ?? null)}::uuid[],
      ${batch.map(({ reverses }) => reverses ?? null)}::uuid[],
      ${batch.map(({ resolutionId }) => resolutionId ?? null)}::uuid[],
      ${batch.map(({ reason }) => reason ?? null)}::text[]
    ) with ordinality as row (id, kind, class_id, from_account, to_account, quantity, effective_on,
      posting_id, reverses, resolution_id, reason, place)`;
  return ids;
}

async function* batches(
  movements: Iterable<NewMovement> | AsyncIterable<NewMovement>,
): AsyncGenerator<readonly NewMovement[]> {
  let batch: NewMovement[] = [];
  for await (const movement of movements) {
    batch.push(movement);
    if (batch.length < BATCH) continue;
    yield batch;
    batch = [];
  }
  if (batch.length > 0) yield batch;
}
