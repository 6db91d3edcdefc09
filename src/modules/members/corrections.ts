/**
 * Corrections on request. What is asked changes nothing: it is corrected where such things always are, with history and second
 * person, and another person than whoever recorded the request answers, within days that are counted.
 */
import { and, asc, desc, eq, isNull, sql } from 'drizzle-orm';
import { v7 as newId } from 'uuid';
import { LocalDate } from '../../domain/calendar.ts';
import {
  answerDue,
  correctionFieldWords,
  correctionState,
  provedBy,
  type CorrectionField,
} from '../../domain/correction-request.ts';
import { refuse } from '../../domain/refusal.ts';
import { defineCommand, type CommandUnit } from '../../platform/command.ts';
import type { Tx } from '../../platform/database.ts';
import type { Place, Vault } from '../../platform/vault.ts';
import * as wire from './correction-contract.ts';
import {
  correctionAnswer,
  correctionRequest,
  householdPlacement,
  memberBankAccount,
  memberStanding,
} from './schema.ts';
import { detailsOf, findMember } from './store.ts';
import { livingMemberOfUser, memberOfUser } from './user-link.ts';

type RequestRow = Pick<
  typeof correctionRequest.$inferSelect,
  'id' | 'memberId' | 'field' | 'askedOn' | 'asked' | 'recordedAt'
>;
type AnswerRow = Pick<typeof correctionAnswer.$inferSelect, 'outcome' | 'reason' | 'recordedAt'>;

/** What may hold a number: shown to whoever answers, one at a time. */
const closed: readonly CorrectionField[] = ['resident-id', 'phone', 'bank-account', 'other'];

const placeOf = (cooperativeId: string, id: string): Place => ({
  cooperativeId,
  table: 'correction_request',
  column: correctionRequest.wishCipher.name,
  row: id,
  before: 'correction',
});

/** Nobody's own wishes push those of others out of sight. */
const MOST_OPEN = 10;

async function openOf({ tx, cooperativeId }: CommandUnit, memberId: string): Promise<number> {
  return tx.$count(
    correctionRequest,
    sql`${correctionRequest.cooperativeId} = ${cooperativeId} and ${correctionRequest.memberId} = ${memberId}
      and ${correctionRequest.asked} = 'by-the-person' and not exists (select from ${correctionAnswer} a
        where a.cooperative_id = ${correctionRequest.cooperativeId} and a.request_id = ${correctionRequest.id})`,
  );
}

export const requestCorrection = defineCommand({
  name: 'members.request-correction',
  endpoint: wire.requestCorrection,
  async run(unit, { field, wish }) {
    const memberId = await livingMemberOfUser(unit.tx, unit.cooperativeId, unit.actor.userId);
    if (memberId === null) throw refuse('membership.not-linked');
    const open = await openOf(unit, memberId);
    if (open >= MOST_OPEN) throw refuse('correction.too-many-open', { count: open });
    return enter(unit, { memberId, field, wish, askedOn: unit.today, asked: 'by-the-person' });
  },
});

export const recordCorrection = defineCommand({
  name: 'members.record-correction',
  endpoint: wire.recordCorrection,
  async run(unit, { memberId, field, wish, askedOn }) {
    if (!(await findMember(unit.tx, unit.cooperativeId, memberId))) throw refuse('membership.not-found');
    const day = LocalDate.parse(askedOn);
    if (day.isAfter(unit.today)) throw refuse('correction.day-in-future', { day: askedOn }, '/askedOn');
    return enter(unit, { memberId, field, wish, askedOn: day, asked: 'through-the-office' });
  },
});

async function enter(
  unit: CommandUnit,
  { wish, ...request }: Omit<RequestRow, 'id' | 'recordedAt'> & { readonly wish: string },
) {
  const { tx, cooperativeId, now, actor, vault } = unit;
  const id = newId();
  const wishCipher = vault.encrypt(placeOf(cooperativeId, id), wish);
  const recorded = { recordedAt: now, recordedBy: actor.userId };
  await tx.insert(correctionRequest).values({ cooperativeId, id, ...request, wishCipher, ...recorded });
  const { memberId, field, asked } = request;
  unit.note('correction', { id, memberId, field, asked });
  return { id };
}

export const confirmCorrection = defineCommand({
  name: 'members.confirm-correction',
  endpoint: wire.confirmCorrection,
  async run(unit, { correctionId, reason = null }) {
    const request = await requireOpen(unit, correctionId);
    if (provedBy[request.field] === null && reason === null)
      throw refuse('correction.reason-missing', {}, '/reason');
    if (!(await isCorrected(unit.tx, unit.cooperativeId, request)))
      throw refuse('correction.not-made', { field: correctionFieldWords[request.field] });
    return answer(unit, correctionId, 'corrected', reason);
  },
});

export const refuseCorrection = defineCommand({
  name: 'members.refuse-correction',
  endpoint: wire.refuseCorrection,
  async run(unit, { correctionId, reason }) {
    await requireOpen(unit, correctionId);
    return answer(unit, correctionId, 'refused', reason);
  },
});

async function requireOpen(unit: CommandUnit, id: string) {
  const { tx, cooperativeId, actor } = unit;
  const [row] = await tx
    .select()
    .from(correctionRequest)
    .where(and(eq(correctionRequest.cooperativeId, cooperativeId), eq(correctionRequest.id, id)));
  if (!row) throw refuse('correction.unknown');
  const answered = await tx
    .select({ outcome: correctionAnswer.outcome })
    .from(correctionAnswer)
    .where(and(eq(correctionAnswer.cooperativeId, cooperativeId), eq(correctionAnswer.requestId, id)));
  if (answered.length > 0) throw refuse('correction.answered-already');
  const isOwn = (await memberOfUser(tx, cooperativeId, actor.userId)) === row.memberId;
  if (row.recordedBy === actor.userId || isOwn) throw refuse('correction.by-another');
  return row;
}

async function answer(
  unit: CommandUnit,
  requestId: string,
  outcome: 'corrected' | 'refused',
  reason: string | null,
) {
  const { tx, cooperativeId, now, actor } = unit;
  const recorded = { recordedAt: now, recordedBy: actor.userId };
  await tx.insert(correctionAnswer).values({ cooperativeId, requestId, outcome, reason, ...recorded });
  unit.note('correction', { id: requestId, outcome });
  return { id: requestId };
}

/** Whether the register shows another value than when it was asked, or a new record of such a kind. */
async function isCorrected(
  tx: Tx,
  cooperativeId: string,
  { memberId, field, recordedAt: askedAt }: RequestRow,
): Promise<boolean> {
  const isSince = (table: typeof memberBankAccount | typeof memberStanding | typeof householdPlacement) =>
    tx
      .select({ at: table.recordedAt })
      .from(table)
      .where(
        and(
          eq(table.cooperativeId, cooperativeId),
          eq(table.memberId, memberId),
          sql`${table.recordedAt} > ${askedAt.toISOString()}::timestamptz`,
        ),
      )
      .limit(1)
      .then((rows) => rows.length > 0);
  switch (provedBy[field]) {
    case null:
      return true;
    case 'account':
      return isSince(memberBankAccount);
    case 'standing':
      return isSince(memberStanding);
    case 'household':
      return isSince(householdPlacement);
    case 'details': {
      const details = await detailsOf(tx, cooperativeId, memberId);
      const [was, is] = [details.findLast(({ recordedAt }) => recordedAt <= askedAt), details.at(-1)];
      return detail(was, field) !== detail(is, field);
    }
  }
}

function detail(
  row: Awaited<ReturnType<typeof detailsOf>>[number] | undefined,
  field: CorrectionField,
): string | null {
  const hex = (index: Uint8Array | null | undefined) => (index ? Buffer.from(index).toString('hex') : null);
  switch (field) {
    case 'name':
      return row?.name ?? null;
    case 'sex':
      return row?.sex ?? null;
    case 'birth-date':
      return row?.birthDate?.toString() ?? null;
    case 'resident-id':
      return hex(row?.residentIdIndex);
    case 'phone':
      return hex(row?.phoneIndex);
    default:
      return null;
  }
}

const columns = {
  request: {
    id: correctionRequest.id,
    memberId: correctionRequest.memberId,
    field: correctionRequest.field,
    askedOn: correctionRequest.askedOn,
    asked: correctionRequest.asked,
    recordedAt: correctionRequest.recordedAt,
  },
  answer: {
    outcome: correctionAnswer.outcome,
    reason: correctionAnswer.reason,
    recordedAt: correctionAnswer.recordedAt,
  },
};
const answered = (cooperativeId: string) =>
  and(
    eq(correctionAnswer.cooperativeId, cooperativeId),
    eq(correctionAnswer.requestId, correctionRequest.id),
  );

/** Of everybody, open ones first; what may be a number stays shut. */
export async function correctionsOnWire(tx: Tx, vault: Vault, cooperativeId: string, today: LocalDate) {
  const rows = await tx
    .select({ ...columns, wish: correctionRequest.wishCipher })
    .from(correctionRequest)
    .leftJoin(correctionAnswer, answered(cooperativeId))
    .where(eq(correctionRequest.cooperativeId, cooperativeId))
    .orderBy(desc(isNull(correctionAnswer.outcome)), asc(correctionRequest.id))
    .limit(500);
  return {
    corrections: rows.map(({ request, answer: given, wish }) => ({
      ...onWire(request, given, today),
      wish: closed.includes(request.field) ? null : vault.decrypt(placeOf(cooperativeId, request.id), wish),
    })),
  };
}

export async function correctionOnWire(
  tx: Tx,
  vault: Vault,
  cooperativeId: string,
  id: string,
  today: LocalDate,
) {
  const [row] = await tx
    .select({ ...columns, wish: correctionRequest.wishCipher })
    .from(correctionRequest)
    .leftJoin(correctionAnswer, answered(cooperativeId))
    .where(and(eq(correctionRequest.cooperativeId, cooperativeId), eq(correctionRequest.id, id)));
  if (!row) throw refuse('correction.unknown');
  const wish = vault.decrypt(placeOf(cooperativeId, id), row.wish);
  return { ...onWire(row.request, row.answer, today), wish };
}

/** Whose request it is; null where there is none. */
export async function memberOfCorrection(tx: Tx, cooperativeId: string, id: string): Promise<string | null> {
  const [row] = await tx
    .select({ memberId: correctionRequest.memberId })
    .from(correctionRequest)
    .where(and(eq(correctionRequest.cooperativeId, cooperativeId), eq(correctionRequest.id, id)));
  return row?.memberId ?? null;
}

/** Of one member, without the sealed words: as the portal reads it. */
export async function ownCorrections(tx: Tx, cooperativeId: string, memberId: string, today: LocalDate) {
  const rows = await tx
    .select(columns)
    .from(correctionRequest)
    .leftJoin(correctionAnswer, answered(cooperativeId))
    .where(and(eq(correctionRequest.cooperativeId, cooperativeId), eq(correctionRequest.memberId, memberId)))
    .orderBy(asc(correctionRequest.id));
  return rows.map(({ request, answer: given }) => onWire(request, given, today));
}

/** What one member asked, by request: what may be a number, or what is none. */
export async function ownWishes(
  tx: Tx,
  vault: Vault,
  cooperativeId: string,
  memberId: string,
  which: 'closed' | 'open',
): Promise<ReadonlyMap<string, string>> {
  const rows = await tx
    .select({ id: correctionRequest.id, field: correctionRequest.field, wish: correctionRequest.wishCipher })
    .from(correctionRequest)
    .where(and(eq(correctionRequest.cooperativeId, cooperativeId), eq(correctionRequest.memberId, memberId)));
  const asked = rows.filter(({ field }) => closed.includes(field) === (which === 'closed'));
  return new Map(asked.map(({ id, wish }) => [id, vault.decrypt(placeOf(cooperativeId, id), wish)]));
}

function onWire(request: RequestRow, given: AnswerRow | null, today: LocalDate) {
  const { id, memberId, field, asked, askedOn } = request;
  return {
    id,
    memberId,
    field,
    asked,
    askedOn: askedOn.toString(),
    dueOn: answerDue(askedOn).toString(),
    state: correctionState(askedOn, given?.outcome ?? null, today),
    reason: given?.reason ?? null,
    answeredAt: given?.recordedAt.toISOString() ?? null,
  };
}
