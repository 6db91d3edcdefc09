/** Which member a user is. Set by whoever gives out the roles; one user is one member, one member one user. */
import { and, eq, sql } from 'drizzle-orm';
import { refuse, throwFaults } from '../../domain/refusal.ts';
import { defineCommand } from '../../platform/command.ts';
import type { Tx } from '../../platform/database.ts';
import { hasRole, rolesOf, usersOf } from '../access/index.ts';
import * as wire from './contract.ts';
import { member, memberUser } from './schema.ts';
import { amongTexts } from './store.ts';

export const linkUser = defineCommand({
  name: 'members.link-user',
  endpoint: wire.linkUser,
  async run(unit, { userId, member: number }) {
    const { tx, cooperativeId } = unit;
    if (!(await hasRole(tx, cooperativeId, userId))) throw refuse('user.unknown');
    const [person] = await tx
      .select({ id: member.id, name: member.name })
      .from(member)
      .where(and(eq(member.cooperativeId, cooperativeId), eq(member.registerNumber, number)));
    if (!person) throw refuse('membership.not-found', {}, '/member');
    const [other] = await tx
      .select({ userId: memberUser.userId })
      .from(memberUser)
      .where(and(eq(memberUser.cooperativeId, cooperativeId), eq(memberUser.memberId, person.id)));
    if (other && other.userId !== userId)
      throw refuse('membership.linked-already', { name: person.name }, '/member');
    const roles = await rolesOf(tx, cooperativeId, userId);
    const wish = { userId, memberId: person.id, roles, on: unit.today };
    const against = await unit.judgeAppointment(tx, cooperativeId, wish);
    throwFaults(against.map((each) => ({ ...each, pointer: '/member' })));
    const row = { cooperativeId, userId, memberId: person.id, linkedAt: unit.now };
    await tx
      .insert(memberUser)
      .values(row)
      .onConflictDoUpdate({
        target: [memberUser.cooperativeId, memberUser.userId],
        set: { memberId: sql`excluded.member_id`, linkedAt: sql`excluded.linked_at` },
      });
    unit.note('user', { userId, memberId: person.id });
    return { userId, memberId: person.id, name: person.name };
  },
});

/** The member that the user is, or null. */
export async function memberOfUser(tx: Tx, cooperativeId: string, userId: string): Promise<string | null> {
  const [row] = await tx
    .select({ memberId: memberUser.memberId })
    .from(memberUser)
    .where(and(eq(memberUser.cooperativeId, cooperativeId), eq(memberUser.userId, userId)));
  return row?.memberId ?? null;
}

/** The members that users with a role are, once a role. */
export async function membersWithRoles(tx: Tx, cooperativeId: string) {
  const linked = await tx
    .select({ userId: memberUser.userId, memberId: member.id, name: member.name })
    .from(memberUser)
    .innerJoin(
      member,
      and(eq(member.cooperativeId, memberUser.cooperativeId), eq(member.id, memberUser.memberId)),
    )
    .where(eq(memberUser.cooperativeId, cooperativeId));
  const byUser = new Map(linked.map((each) => [each.userId, each]));
  return (await usersOf(tx, cooperativeId)).flatMap(({ userId, roles }) => {
    const known = byUser.get(userId);
    return known === undefined ? [] : roles.map((role) => ({ ...known, role }));
  });
}

/** Ids by register number, of those that there are. */
export async function memberIdsOf(
  tx: Tx,
  cooperativeId: string,
  numbers: readonly string[],
): Promise<ReadonlyMap<string, string>> {
  const rows = await tx
    .select({ id: member.id, number: member.registerNumber })
    .from(member)
    .where(and(eq(member.cooperativeId, cooperativeId), amongTexts(member.registerNumber, numbers)));
  return new Map(rows.map(({ id, number }) => [number, id]));
}
