/** Reads and writes of what two people decide about power: proposals, answers, suspensions, entries. */
import { and, asc, desc, eq, gt, sql } from 'drizzle-orm';
import { v7 as newId } from 'uuid';
import type { AccessProposalKind, OfficeHolder } from '../../domain/access-proposal.ts';
import type { CommandUnit } from '../../platform/command.ts';
import type { Tx } from '../../platform/database.ts';
import { must } from '../../platform/must.ts';
import {
  accessAnswer,
  accessEnd,
  accessProposal,
  accessSuspension,
  appUser,
  roleGrant,
  type AccessWish,
} from './schema.ts';
import { usersOf } from './store.ts';

export interface ProposalRow {
  readonly proposal: typeof accessProposal.$inferSelect;
  readonly answer: typeof accessAnswer.$inferSelect | null;
  readonly end: typeof accessEnd.$inferSelect | null;
  /** What the person is called whom it is about; null while they are no user yet. */
  readonly about: string | null;
}

export async function insertProposal(
  unit: CommandUnit,
  row: {
    readonly id: string;
    readonly kind: AccessProposalKind;
    readonly userId: string | null;
    readonly wish: AccessWish;
    readonly codeHash: string | null;
  },
): Promise<ProposalRow> {
  const { tx, cooperativeId, now, actor } = unit;
  const number = await unit.nextNumber('access-proposal');
  const proposal = {
    ...row,
    cooperativeId,
    number,
    recordedAt: now,
    recordedBy: actor.userId,
    recordedByName: actor.displayName,
  };
  await tx.insert(accessProposal).values(proposal);
  return must(await findProposal(tx, cooperativeId, row.id), 'the proposal just made');
}

function proposals(tx: Tx, cooperativeId: string) {
  return tx
    .select({
      proposal: accessProposal,
      answer: accessAnswer,
      end: accessEnd,
      about: appUser.displayName,
    })
    .from(accessProposal)
    .leftJoin(
      accessAnswer,
      and(eq(accessAnswer.cooperativeId, cooperativeId), eq(accessAnswer.proposalId, accessProposal.id)),
    )
    .leftJoin(
      accessEnd,
      and(eq(accessEnd.cooperativeId, cooperativeId), eq(accessEnd.proposalId, accessProposal.id)),
    )
    .leftJoin(appUser, eq(appUser.id, accessProposal.userId));
}

export async function findProposal(
  tx: Tx,
  cooperativeId: string,
  id: string,
): Promise<ProposalRow | undefined> {
  const [row] = await proposals(tx, cooperativeId).where(
    and(eq(accessProposal.cooperativeId, cooperativeId), eq(accessProposal.id, id)),
  );
  return row;
}

/** Newest first, below the number `before`. */
export async function proposalsBefore(
  tx: Tx,
  cooperativeId: string,
  before: bigint | null,
  limit: number,
): Promise<readonly ProposalRow[]> {
  return proposals(tx, cooperativeId)
    .where(
      and(
        eq(accessProposal.cooperativeId, cooperativeId),
        before === null ? undefined : sql`${accessProposal.number} < ${before.toString()}::bigint`,
      ),
    )
    .orderBy(desc(accessProposal.number))
    .limit(limit);
}

/** Every proposal of a kind that was confirmed and not ended, oldest first. */
export async function standingOf(
  tx: Tx,
  cooperativeId: string,
  kind: AccessProposalKind,
): Promise<readonly ProposalRow[]> {
  const rows = await proposals(tx, cooperativeId)
    .where(
      and(
        eq(accessProposal.cooperativeId, cooperativeId),
        eq(accessProposal.kind, kind),
        eq(accessAnswer.confirmed, true),
      ),
    )
    .orderBy(asc(accessAnswer.recordedAt));
  return rows.filter(({ end }) => end === null);
}

export async function insertAnswer(
  { tx, cooperativeId, now, actor }: CommandUnit,
  row: Pick<typeof accessAnswer.$inferInsert, 'proposalId' | 'confirmed' | 'reason' | 'warnings'>,
): Promise<void> {
  const by = { recordedAt: now, recordedBy: actor.userId, recordedByName: actor.displayName };
  await tx.insert(accessAnswer).values({ cooperativeId, ...row, ...by });
}

export async function insertEnd(
  { tx, cooperativeId, now, actor }: CommandUnit,
  proposalId: string,
  reason: string,
): Promise<void> {
  const by = { recordedAt: now, recordedBy: actor.userId, recordedByName: actor.displayName };
  await tx.insert(accessEnd).values({ cooperativeId, proposalId, reason, ...by });
}

export async function insertSuspension(
  { tx, cooperativeId, now, actor }: CommandUnit,
  row: { readonly id: string; readonly userId: string; readonly reason: string },
): Promise<void> {
  const by = { recordedAt: now, recordedBy: actor.userId, recordedByName: actor.displayName };
  await tx.insert(accessSuspension).values({ cooperativeId, ...row, ...by });
}

/** Whether a person of this cooperative was suspended and not restored by two people since. */
export async function isSuspended(tx: Tx, cooperativeId: string, userId: string): Promise<boolean> {
  const [last] = await tx
    .select({ at: accessSuspension.recordedAt })
    .from(accessSuspension)
    .where(and(eq(accessSuspension.cooperativeId, cooperativeId), eq(accessSuspension.userId, userId)))
    .orderBy(desc(accessSuspension.recordedAt))
    .limit(1);
  if (last === undefined) return false;
  const restored = await tx
    .select({ id: accessAnswer.proposalId })
    .from(accessAnswer)
    .innerJoin(
      accessProposal,
      and(eq(accessProposal.cooperativeId, cooperativeId), eq(accessProposal.id, accessAnswer.proposalId)),
    )
    .where(
      and(
        eq(accessAnswer.cooperativeId, cooperativeId),
        eq(accessAnswer.confirmed, true),
        eq(accessProposal.kind, 'restore'),
        eq(accessProposal.userId, userId),
        gt(accessAnswer.recordedAt, last.at),
      ),
    )
    .limit(1);
  return restored.length === 0;
}

/** Everybody who holds a role here and can use it. */
export async function officeHolders(tx: Tx, cooperativeId: string): Promise<readonly OfficeHolder[]> {
  const people = await usersOf(tx, cooperativeId);
  return people.filter(({ disabled }) => !disabled);
}

/** Whether a person holds a role in another cooperative, or opens cooperatives: their sign-in is not this one's alone. */
export async function reachesFurther(tx: Tx, cooperativeId: string, userId: string): Promise<boolean> {
  await tx.execute(sql`select set_config('app.user_id', ${userId}, true)`);
  const [elsewhere] = await tx
    .select({ id: roleGrant.userId })
    .from(roleGrant)
    .where(and(eq(roleGrant.userId, userId), sql`${roleGrant.cooperativeId} <> ${cooperativeId}::uuid`))
    .limit(1);
  const [user] = await tx
    .select({ opens: appUser.isAdministrator })
    .from(appUser)
    .where(eq(appUser.id, userId));
  return elsewhere !== undefined || user?.opens === true;
}

/** Whether these two people are in order for every role that is held here: what does not rest on both, once a role. */
export async function grantsWithoutTwoPeople(tx: Tx, cooperativeId: string) {
  const rows = await tx
    .select({
      userId: roleGrant.userId,
      userName: appUser.userName,
      role: roleGrant.role,
      proposal: accessProposal,
      answer: accessAnswer,
    })
    .from(roleGrant)
    .innerJoin(appUser, eq(appUser.id, roleGrant.userId))
    .leftJoin(
      accessProposal,
      and(eq(accessProposal.cooperativeId, cooperativeId), eq(accessProposal.id, roleGrant.proposalId)),
    )
    .leftJoin(
      accessAnswer,
      and(eq(accessAnswer.cooperativeId, cooperativeId), eq(accessAnswer.proposalId, roleGrant.proposalId)),
    )
    .where(eq(roleGrant.cooperativeId, cooperativeId))
    .orderBy(asc(appUser.userName), asc(roleGrant.role));
  return rows.flatMap(({ userId, userName, role, proposal, answer }) => {
    const stands = restsOn({ userId, role }, proposal, answer);
    return stands === 'two people' ? [] : [{ userName, role, before: stands === 'before' }];
  });
}

function restsOn(
  grant: { readonly userId: string; readonly role: string },
  proposal: typeof accessProposal.$inferSelect | null,
  answer: typeof accessAnswer.$inferSelect | null,
): 'two people' | 'before' | 'nobody' {
  if (proposal?.kind === 'before') return 'before';
  const holds = (roles: readonly string[] = []) => roles.includes(grant.role);
  if (proposal?.kind === 'founding') {
    const named = proposal.wish.people?.find(({ userId }) => userId === grant.userId);
    return proposal.recordedBy !== grant.userId && holds(named?.roles) ? 'two people' : 'nobody';
  }
  const confirmed =
    answer?.confirmed === true &&
    answer.recordedBy !== proposal?.recordedBy &&
    answer.recordedBy !== grant.userId &&
    proposal?.recordedBy !== grant.userId;
  if (!confirmed) return 'nobody';
  if (proposal?.kind === 'portal') {
    const coming = proposal.wish.people?.find(({ userId }) => userId === grant.userId);
    return holds(coming?.roles) ? 'two people' : 'nobody';
  }
  const aboutThis =
    (proposal?.kind === 'user' || proposal?.kind === 'roles') && proposal.userId === grant.userId;
  return aboutThis && holds(proposal.wish.roles) ? 'two people' : 'nobody';
}

/** The people a cooperative begins with, on record as all later proposals are. */
export async function insertFounding(
  tx: Tx,
  cooperativeId: string,
  actor: { readonly userId: string; readonly displayName: string },
  now: Date,
  people: NonNullable<AccessWish['people']>,
): Promise<string> {
  const id = newId();
  await tx.insert(accessProposal).values({
    cooperativeId,
    id,
    number: 0n,
    kind: 'founding',
    userId: null,
    wish: { people },
    codeHash: null,
    recordedAt: now,
    recordedBy: actor.userId,
    recordedByName: actor.displayName,
  });
  return id;
}

/** With whom the cooperative began; nobody where it was opened before they were kept. */
export async function foundingOf(tx: Tx, cooperativeId: string): Promise<NonNullable<AccessWish['people']>> {
  const [row] = await tx
    .select({ wish: accessProposal.wish })
    .from(accessProposal)
    .where(and(eq(accessProposal.cooperativeId, cooperativeId), eq(accessProposal.kind, 'founding')));
  return row?.wish.people ?? [];
}
