/** Which member a user is, by what two people decided; one user is one member, one member one user. */
import { and, eq, sql } from 'drizzle-orm';
import { refuse } from '../../domain/refusal.ts';
import type { Alike } from '../../domain/access-proposal.ts';
import type { CommandUnit } from '../../platform/command.ts';
import type { Tx } from '../../platform/database.ts';
import { usersOf } from '../access/index.ts';
import { member, memberUser } from './schema.ts';
import { amongTexts } from './store.ts';

/** The member of this number, for this user: refused where there is none, or another user is that member. */
export async function memberToBe(
  tx: Tx,
  cooperativeId: string,
  userId: string,
  number: string,
): Promise<{ readonly id: string; readonly name: string }> {
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
  return person;
}

/** The link, resting on a proposal that was just confirmed. */
export async function linkMember(
  { tx, cooperativeId, now: linkedAt }: CommandUnit,
  link: { readonly userId: string; readonly memberId: string; readonly proposalId: string },
): Promise<void> {
  await tx
    .insert(memberUser)
    .values({ cooperativeId, ...link, linkedAt })
    .onConflictDoUpdate({
      target: [memberUser.cooperativeId, memberUser.userId],
      set: {
        memberId: sql`excluded.member_id`,
        linkedAt: sql`excluded.linked_at`,
        proposalId: sql`excluded.proposal_id`,
      },
    });
}

/** Users whose members share a phone or an ID; `soon`: a link that is proposed. */
export async function alikeUsers(
  tx: Tx,
  cooperativeId: string,
  soon: { readonly userId: string; readonly memberId: string } | null = null,
): Promise<readonly Alike[]> {
  const linked = await tx
    .select({ userId: memberUser.userId, phone: member.phoneIndex, residentId: member.residentIdIndex })
    .from(memberUser)
    .innerJoin(member, and(eq(member.cooperativeId, cooperativeId), eq(member.id, memberUser.memberId)))
    .where(eq(memberUser.cooperativeId, cooperativeId));
  const coming =
    soon === null
      ? []
      : await tx
          .select({ phone: member.phoneIndex, residentId: member.residentIdIndex })
          .from(member)
          .where(and(eq(member.cooperativeId, cooperativeId), eq(member.id, soon.memberId)));
  const people = [
    ...linked.filter(({ userId }) => userId !== soon?.userId),
    ...(soon === null ? [] : coming.map((each) => ({ ...each, userId: soon.userId }))),
  ];
  return people.flatMap((one, index) =>
    people.slice(index + 1).flatMap((other): Alike[] => {
      const pair = { one: one.userId, other: other.userId };
      if (isSame(one.residentId, other.residentId)) return [{ ...pair, because: 'resident-id' }];
      return isSame(one.phone, other.phone) ? [{ ...pair, because: 'phone' }] : [];
    }),
  );
}

function isSame(one: Uint8Array | null, other: Uint8Array | null): boolean {
  return one !== null && other !== null && Buffer.from(one).equals(other);
}

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
