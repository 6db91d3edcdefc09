/** Which member a user is, by what two people decided; one user is one member, one member one user. */
import { and, eq, inArray, sql } from 'drizzle-orm';
import { refuse } from '../../domain/refusal.ts';
import type { Alike } from '../../domain/access-proposal.ts';
import type { CommandUnit } from '../../platform/command.ts';
import type { Tx } from '../../platform/database.ts';
import { flag, onlyRowOf } from '../../platform/rows.ts';
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

/** Under which name and number these users stand in the register; who is no member is not among them. As the office. */
export async function registeredAs(tx: Tx, cooperativeId: string, userIds: readonly string[]) {
  const rows = await tx
    .select({ userId: memberUser.userId, name: member.name, registerNumber: member.registerNumber })
    .from(memberUser)
    .innerJoin(member, and(eq(member.cooperativeId, cooperativeId), eq(member.id, memberUser.memberId)))
    .where(and(eq(memberUser.cooperativeId, cooperativeId), inArray(memberUser.userId, [...userIds])));
  return new Map(rows.map(({ userId, ...registered }) => [userId, registered]));
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
  const sameId = pairsOf(people, ({ residentId }) => hexOf(residentId));
  const isSameId = new Set(sameId.map(([one, other]) => `${one.userId} ${other.userId}`));
  const samePhone = pairsOf(people, ({ phone }) => hexOf(phone)).filter(
    ([one, other]) => !isSameId.has(`${one.userId} ${other.userId}`),
  );
  return [
    ...sameId.map(([one, other]): Alike => ({
      one: one.userId,
      other: other.userId,
      because: 'resident-id',
    })),
    ...samePhone.map(([one, other]): Alike => ({ one: one.userId, other: other.userId, because: 'phone' })),
  ];
}

function hexOf(bytes: Uint8Array | null): string | null {
  return bytes && Buffer.from(bytes).toString('hex');
}

/** Every two that have the same key, each pair once, in the order of the list; thousands who differ cost nothing. */
export function pairsOf<Each>(
  some: readonly Each[],
  keyOf: (each: Each) => string | null,
): readonly (readonly [Each, Each])[] {
  const groups = new Map<string, Each[]>();
  const pairs: (readonly [Each, Each])[] = [];
  for (const each of some) {
    const key = keyOf(each);
    if (key === null) continue;
    const group = groups.get(key) ?? [];
    pairs.push(...group.map((one) => [one, each] as const));
    group.push(each);
    groups.set(key, group);
  }
  return pairs;
}

/** The member that the user is, or null. */
export async function memberOfUser(tx: Tx, cooperativeId: string, userId: string): Promise<string | null> {
  const [row] = await tx
    .select({ memberId: memberUser.memberId })
    .from(memberUser)
    .where(and(eq(memberUser.cooperativeId, cooperativeId), eq(memberUser.userId, userId)));
  return row?.memberId ?? null;
}

/** The member that the user is, for what one does oneself: null also where the register has them as dead, and somebody else uses their PIN. */
export async function livingMemberOfUser(
  tx: Tx,
  cooperativeId: string,
  userId: string,
): Promise<string | null> {
  const [row] = await tx
    .select({ memberId: memberUser.memberId })
    .from(memberUser)
    .where(
      and(
        eq(memberUser.cooperativeId, cooperativeId),
        eq(memberUser.userId, userId),
        sql`not is_deceased(${memberUser.cooperativeId}, ${memberUser.memberId})`,
      ),
    );
  return row?.memberId ?? null;
}

/** Whether the register has somebody as dead, as known now. */
export async function isDead(tx: Tx, cooperativeId: string, memberId: string): Promise<boolean> {
  const { dead } = await onlyRowOf(
    tx,
    sql`select is_deceased(${cooperativeId}::uuid, ${memberId}::uuid) as dead`,
    { dead: flag },
  );
  return dead;
}

/** The user that the member is, or null. */
export async function userOfMember(tx: Tx, cooperativeId: string, memberId: string): Promise<string | null> {
  const [row] = await tx
    .select({ userId: memberUser.userId })
    .from(memberUser)
    .where(and(eq(memberUser.cooperativeId, cooperativeId), eq(memberUser.memberId, memberId)));
  return row?.userId ?? null;
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
