/**
 * Who acts for which member. A mandate is what two people decided; whoever holds one is shown the member's rows by PostgreSQL while it
 * holds, and told at every step whom they act for.
 */
import { and, asc, eq, isNull } from 'drizzle-orm';
import { mandateStateOn } from '../../domain/mandate.ts';
import { isDeceased, standingOn } from '../../domain/membership.ts';
import { refuse } from '../../domain/refusal.ts';
import type { CommandUnit } from '../../platform/command.ts';
import type { Tx } from '../../platform/database.ts';
import { dayInChina } from '../../platform/services.ts';
import { mandate, mandateEnd, member } from './schema.ts';
import { standingsOf } from './store.ts';
import { livingMemberOfUser, memberOfUser, registeredAs } from './user-link.ts';

type MandateRow = typeof mandate.$inferSelect;

/** The member of this number whom somebody would act for, and whether the register has them as dead. */
export async function memberToActFor(tx: Tx, cooperativeId: string, number: string) {
  const [person] = await tx
    .select({ id: member.id, name: member.name })
    .from(member)
    .where(and(eq(member.cooperativeId, cooperativeId), eq(member.registerNumber, number)));
  if (!person) throw refuse('membership.not-found', {}, '/member');
  const standings = await standingsOf(tx, cooperativeId, [person.id]);
  // A mandate holds by the computer's clock, as PostgreSQL shows it.
  const deceased = isDeceased(standingOn(standings.get(person.id) ?? [], dayInChina(new Date())));
  return { ...person, deceased };
}

/** The mandate, resting on a proposal that was just confirmed. */
export async function insertMandate(
  { tx, cooperativeId, now: recordedAt }: CommandUnit,
  row: Omit<MandateRow, 'cooperativeId' | 'recordedAt'>,
): Promise<void> {
  await tx.insert(mandate).values({ cooperativeId, ...row, recordedAt });
}

async function findMandate(tx: Tx, cooperativeId: string, id: string) {
  const [row] = await tx
    .select({ mandate, endedAt: mandateEnd.recordedAt })
    .from(mandate)
    .leftJoin(mandateEnd, endOf(cooperativeId))
    .where(and(eq(mandate.cooperativeId, cooperativeId), eq(mandate.id, id)));
  if (row === undefined) throw refuse('access.mandate-unknown');
  return row;
}

/** A mandate that has not ended early. Refuses one that is not there, and one that has. */
export async function openMandate(tx: Tx, cooperativeId: string, id: string): Promise<MandateRow> {
  const row = await findMandate(tx, cooperativeId, id);
  if (row.endedAt !== null) throw refuse('access.mandate-ended');
  return row.mandate;
}

/** Two of the office ended it. */
export function endMandateByOffice(
  unit: CommandUnit,
  end: { readonly mandateId: string; readonly reason: string; readonly proposalId: string },
): Promise<void> {
  return insertEnd(unit, { ...end, cause: 'office' });
}

/** Either of the two gives it up: whoever acts, or the member they act for. To everybody else it is not there, ended or not. */
export async function endOwnMandate(unit: CommandUnit, mandateId: string, reason: string) {
  const { tx, cooperativeId, actor } = unit;
  const { mandate: found, endedAt } = await findMandate(tx, cooperativeId, mandateId);
  const isMember = (await livingMemberOfUser(tx, cooperativeId, actor.userId)) === found.memberId;
  if (!isMember && found.userId !== actor.userId) throw refuse('access.mandate-unknown');
  if (endedAt !== null) throw refuse('access.mandate-ended');
  const cause = isMember ? ('member' as const) : ('mandatary' as const);
  await insertEnd(unit, { mandateId, reason, proposalId: null, cause });
  return { ended: found, cause };
}

async function insertEnd(
  { tx, cooperativeId, now, actor }: CommandUnit,
  end: Pick<typeof mandateEnd.$inferInsert, 'mandateId' | 'cause' | 'reason' | 'proposalId'>,
): Promise<void> {
  await tx.insert(mandateEnd).values({ cooperativeId, ...end, recordedAt: now, recordedBy: actor.userId });
}

function endOf(cooperativeId: string) {
  return and(eq(mandateEnd.cooperativeId, cooperativeId), eq(mandateEnd.mandateId, mandate.id));
}

/** Every mandate that there is, oldest first; as the portal: those of oneself. */
export async function mandatesOf(tx: Tx, cooperativeId: string, memberId: string | null = null) {
  const rows = await tx
    .select({
      id: mandate.id,
      userId: mandate.userId,
      memberId: mandate.memberId,
      person: mandate.person,
      ground: mandate.ground,
      document: mandate.document,
      scope: mandate.scope,
      beginsOn: mandate.beginsOn,
      endsOn: mandate.endsOn,
      registerNumber: member.registerNumber,
      name: member.name,
      endedAt: mandateEnd.recordedAt,
      endedBecause: mandateEnd.cause,
      reason: mandateEnd.reason,
    })
    .from(mandate)
    .innerJoin(member, and(eq(member.cooperativeId, cooperativeId), eq(member.id, mandate.memberId)))
    .leftJoin(mandateEnd, endOf(cooperativeId))
    .where(
      and(
        eq(mandate.cooperativeId, cooperativeId),
        memberId === null ? undefined : eq(mandate.memberId, memberId),
      ),
    )
    .orderBy(asc(mandate.recordedAt));
  return rows.map((row) => {
    const state = mandateStateOn({ ...row, ended: row.endedAt !== null }, dayInChina(new Date()));
    return { ...row, state };
  });
}

/** Who acts, or acted, for the member that the user is. */
export async function mandatesOfUser(tx: Tx, cooperativeId: string, userId: string) {
  const memberId = await memberOfUser(tx, cooperativeId, userId);
  return memberId === null ? [] : mandatesOf(tx, cooperativeId, memberId);
}

/** As the portal: whom the user acts for today, each with the ground. */
export async function actsFor(tx: Tx, cooperativeId: string, userId: string) {
  const rows = await tx
    .select({
      mandateId: mandate.id,
      memberId: member.id,
      registerNumber: member.registerNumber,
      name: member.name,
      ground: mandate.ground,
      document: mandate.document,
      scope: mandate.scope,
      beginsOn: mandate.beginsOn,
      endsOn: mandate.endsOn,
    })
    .from(mandate)
    .innerJoin(member, and(eq(member.cooperativeId, cooperativeId), eq(member.id, mandate.memberId)))
    .leftJoin(mandateEnd, endOf(cooperativeId))
    .where(
      and(
        eq(mandate.cooperativeId, cooperativeId),
        eq(mandate.userId, userId),
        isNull(mandateEnd.recordedAt),
      ),
    )
    .orderBy(asc(member.sortKey), asc(mandate.recordedAt));
  const today = dayInChina(new Date());
  return rows
    .filter((row) => mandateStateOn({ ...row, ended: false }, today) === 'holds')
    .map(({ beginsOn, endsOn, ...row }) => ({ ...row, from: beginsOn.toString(), until: endsOn.toString() }));
}

type Mandate = Awaited<ReturnType<typeof mandatesOf>>[number];

/** One mandate as the office is told of it. */
export function mandateOnWire(row: Mandate) {
  const { userId, memberId, registerNumber, name } = row;
  return { ...termsOnWire(row), userId, memberId, registerNumber, name };
}

/**
 * The same, as the member is told who acts for them: by the name and number that the register has them under, where they are in it. What a
 * user is called the office may have chosen; whom one knows by it, one's mother does not. As the office, of what the portal saw.
 */
export async function actedForOnWire(tx: Tx, cooperativeId: string, rows: readonly Mandate[]) {
  const registered = await registeredAs(
    tx,
    cooperativeId,
    rows.map(({ userId }) => userId),
  );
  return rows.map((row) => {
    const { name = row.person, registerNumber = null } = registered.get(row.userId) ?? {};
    return { ...termsOnWire(row), person: name, personNumber: registerNumber };
  });
}

function termsOnWire(row: Mandate) {
  const { id: mandateId, person, ground, document, scope, state, endedBecause, reason } = row;
  return {
    mandateId,
    person,
    ground,
    document,
    scope,
    state,
    endedBecause,
    reason,
    from: row.beginsOn.toString(),
    until: row.endsOn.toString(),
    endedAt: row.endedAt?.toISOString() ?? null,
  };
}
