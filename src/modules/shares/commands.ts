/** Changes of the share register that a person enters: classes, limits, movements, reversals. */
import { v7 as newId } from 'uuid';
import type * as z from 'zod';
import { and, eq, or, sql } from 'drizzle-orm';
import { LocalDate } from '../../domain/calendar.ts';
import { isLate } from '../../domain/late-entry.ts';
import { refuse } from '../../domain/refusal.ts';
import { Money } from '../../domain/money.ts';
import { reversalOf } from '../../domain/share-register.ts';
import { loosensLimit, parsePercent } from '../../domain/share-limit.ts';
import { ShareQuantity } from '../../domain/share-quantity.ts';
import type { Language } from '../../domain/language.ts';
import { limitBaseWords, limitKindWords } from '../../domain/words.ts';
import { defineCommand, type CommandUnit } from '../../platform/command.ts';
import { factsOn } from '../members/index.ts';
import { dayOfSetting, setOrPropose, type Setting } from '../settings/index.ts';
import { findAccount, requireHolder, systemAccount, type Account } from './accounts.ts';
import type { MovementWish } from './contract.ts';
import * as wire from './contract.ts';
import { postMovements, type NewMovement, type Posting } from './movements.ts';
import { shareClass, shareLimit } from './schema.ts';
import {
  confirmedByTwo,
  findMovement,
  limitOn,
  limitRows,
  termsOf,
  requireClass,
  reversalOfMovement,
} from './store.ts';
import { must } from '../../platform/must.ts';
import { dayInChina } from '../../platform/services.ts';
import { onlyRowOf, shares } from '../../platform/rows.ts';

export const defineClass = defineCommand({
  name: 'shares.define-class',
  endpoint: wire.defineClass,
  async run(unit, input) {
    const { tx, cooperativeId } = unit;
    const [taken] = await tx
      .select({ id: shareClass.id })
      .from(shareClass)
      .where(
        and(
          eq(shareClass.cooperativeId, cooperativeId),
          or(eq(shareClass.code, input.code), eq(shareClass.name, input.name)),
        ),
      );
    if (taken) throw refuse('shares.class-exists', { shareClass: `${input.code} ${input.name}` }, '/code');
    const id = newId();
    const parValue = input.parValue ? Money.parse(input.parValue) : null;
    await tx.insert(shareClass).values({ ...input, cooperativeId, id, parValue, recordedAt: unit.now });
    unit.note('share-class', { classId: id, code: input.code, name: input.name, kind: input.kind });
    return { id };
  },
});

type LimitWish = z.output<typeof wire.setLimit.input>;

/** Refuses what is not the shape of its kind; gives the terms and the class. */
async function limitOf(unit: CommandUnit, input: LimitWish) {
  const { kind, percent = null, base = null, total = null } = input;
  const forClass = kind === 'class-total';
  const complete = forClass
    ? input.shareClass !== undefined && percent === null && base === null
    : input.shareClass === undefined && total === null && (percent === null) === (base === null);
  if (!complete) throw refuse('shares.limit-shape');
  const classId =
    input.shareClass === undefined
      ? null
      : (await requireClass(unit.tx, unit.cooperativeId, input.shareClass, '/shareClass')).id;
  const terms = {
    percent: percent === null ? null : parsePercent(percent),
    base,
    total: total === null ? null : ShareQuantity.parse(total),
  };
  return { kind, percent, classId, terms };
}

export const limitSetting: Setting<LimitWish, string> = {
  kind: 'share-limit',
  wish: wire.setLimit.input,
  from: ({ effectiveOn }) => effectiveOn,
  async loosens(unit, wish) {
    const { kind, classId, terms } = await limitOf(unit, wish);
    const rows = await limitRows(unit.tx, unit.cooperativeId);
    const row = limitOn(rows, kind, LocalDate.parse(wish.effectiveOn), classId);
    const loosened = loosensLimit(row === undefined ? null : termsOf(row), terms);
    // Asked of the days on which it counts: what loosens begins today.
    if (classId !== null && terms.total !== null)
      await requireRoomForIssued(unit, classId, terms.total, dayOfSetting(unit, wish.effectiveOn, loosened));
    return loosened;
  },
  says: ({ kind, shareClass, percent, base, total, effectiveOn, source }) => {
    const of = shareClass === undefined ? '' : ` ${shareClass}`;
    const what = (language: Language, none: string) =>
      total ?? (percent && base ? `${percent}% ${limitBaseWords[base][language]}` : none);
    return {
      zh: `${limitKindWords[kind].zh}${of}：${what('zh', '取消')}，自 ${effectiveOn} 起、不早于复核之日（${source}）`,
      en: `${limitKindWords[kind].en}${of}: ${what('en', 'taken off')}, from ${effectiveOn}, not before the confirmation (${source})`,
    };
  },
  async enter(unit, input, proposalId, loosened) {
    const { kind, percent, classId, terms } = await limitOf(unit, input);
    const { base, total } = terms;
    const id = newId();
    const day = dayOfSetting(unit, input.effectiveOn, loosened);
    await unit.tx.insert(shareLimit).values({
      cooperativeId: unit.cooperativeId,
      id,
      kind,
      classId,
      percent,
      base,
      total,
      effectiveOn: day,
      recordedAt: unit.now,
      recordedBy: unit.actor.userId,
      source: input.source,
      proposalId,
    });
    const told = total === null ? null : `${total}`;
    unit.note('limit', { limitId: id, kind, percent, base, total: told, effectiveOn: `${day}` });
    return id;
  },
};

async function requireRoomForIssued(
  { tx, cooperativeId }: CommandUnit,
  classId: string,
  total: ShareQuantity,
  since: LocalDate,
): Promise<void> {
  const { issued } = await onlyRowOf(
    tx,
    sql`select most_issued(${cooperativeId}::uuid, ${classId}::uuid, ${`${since}`}::date) as issued`,
    { issued: shares },
  );
  if (total.compare(issued) < 0)
    throw refuse('shares.limit-below-issued', { date: `${since}`, issued: `${issued}` }, '/total');
}

export const setLimit = defineCommand({
  name: 'shares.set-limit',
  endpoint: wire.setLimit,
  async run(unit, wish) {
    const { entered, proposal } = await setOrPropose(unit, limitSetting, wish);
    return { id: entered, proposal };
  },
});

export const moveShares = defineCommand({
  name: 'shares.move',
  endpoint: wire.moveShares,
  async run(unit, input) {
    return postedReplyOf(await postMovements(unit, [await movementOf(unit, input)]));
  },
});

/** A movement as it was entered by hand, its accounts and its class looked up. */
export async function movementOf(
  unit: CommandUnit,
  input: Exclude<MovementWish, { readonly kind: 'escheat' | 'inheritance' | 'reversal' }>,
): Promise<NewMovement> {
  const row = await requireClass(unit.tx, unit.cooperativeId, input.shareClass, '/shareClass');
  const from =
    input.kind === 'subscription'
      ? await systemAccount(unit, 'pool')
      : await requireHolder(unit, input.from, '/from');
  const to =
    input.kind === 'redemption'
      ? await systemAccount(unit, 'redeemed')
      : await requireHolder(unit, input.to, '/to');
  const { kind, effectiveOn, resolutionId, reason } = input;
  return {
    kind,
    classId: row.id,
    from: from.id,
    to: to.id,
    quantity: ShareQuantity.parse(input.quantity),
    effectiveOn: LocalDate.parse(effectiveOn),
    ...(resolutionId !== undefined && { resolutionId }),
    ...(reason !== undefined && { reason }),
  };
}

export const reverseMovement = defineCommand({
  name: 'shares.reverse-movement',
  endpoint: wire.reverseMovement,
  async run(unit, { movementId, reason }) {
    const mirror = await mirrorOf(unit, movementId, reason);
    const { number } = mirror.original;
    if (await confirmedByTwo(unit.tx, unit.cooperativeId, number))
      throw refuse('shares.reversal-needs-second', { number: number.toString() });
    requireNotLate(mirror.original, unit.today);
    return postedReplyOf(await postMovements(unit, [mirror.movement]));
  },
});

/** A slip one person takes back within a day; what stood longer others have seen, and rely on. */
function requireNotLate(
  { number, recordedAt }: { readonly number: bigint; readonly recordedAt: Date },
  today: LocalDate,
): void {
  const written = dayInChina(recordedAt);
  if (isLate(written, today))
    throw refuse('shares.written-before-needs-second', { number: `${number}`, date: `${written}` });
}

/** A movement by itself undone, from its own day. Refuses what a posting undoes as a whole, and what is undone already. */
export async function mirrorOf({ tx, cooperativeId }: CommandUnit, movementId: string, reason: string) {
  const original = await findMovement(tx, cooperativeId, movementId);
  if (!original) throw refuse('shares.movement-not-found');
  const number = original.number.toString();
  if (original.postingId !== null) throw refuse('shares.part-of-posting', { number });
  if (await reversalOfMovement(tx, cooperativeId, movementId))
    throw refuse('shares.already-reversed', { number });
  const { id, kind, classId, fromAccount: from, toAccount: to } = original;
  const { quantity, effectiveOn, recordedAt } = original;
  const mirror = reversalOf({ id, kind, classId, from, to, quantity, effectiveOn, recordedAt });
  const movement: NewMovement = { ...mirror, reason };
  return { original, movement };
}

export async function requireDeath(
  unit: CommandUnit,
  deceased: Account,
  day: LocalDate,
  pointer = '/deceased',
): Promise<void> {
  const account = await findAccount(unit.tx, unit.cooperativeId, deceased.id);
  const [facts] = await factsOn(unit.tx, unit.cooperativeId, day, null, [
    must(account?.memberId, 'the member of the account'),
  ]);
  if (facts?.confirmed.state === 'deceased') return;
  if (facts?.standing.state === 'deceased')
    throw refuse('shares.death-unconfirmed', { holder: deceased.number }, pointer);
  throw refuse('shares.not-deceased', { holder: deceased.number, date: day.toString() }, pointer);
}

export function postedReplyOf(posting: Posting) {
  return {
    count: posting.count,
    firstNumber: posting.firstNumber.toString(),
    lastNumber: posting.lastNumber.toString(),
    ids: [...posting.ids],
  };
}
