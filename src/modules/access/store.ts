/** Reads and writes of access. Users, sessions and the list of cooperatives stand outside the tenants. */
import { and, asc, desc, eq, gt, inArray, isNull, lt, ne, or, sql, type SQL } from 'drizzle-orm';
import { QueryBuilder } from 'drizzle-orm/pg-core';
import type { LocalDate } from '../../domain/calendar.ts';
import { daysBefore } from '../../domain/retention.ts';
import type { Role } from '../../domain/permission.ts';
import { refuse } from '../../domain/refusal.ts';
import type { CommandUnit } from '../../platform/command.ts';
import type { Tx } from '../../platform/database.ts';
import { must } from '../../platform/must.ts';
import { flag, onlyRowOf, plannedOnce } from '../../platform/rows.ts';
import { book } from '../../platform/schema.ts';
import { dayInChina, type Actor, type MovedOn } from '../../platform/services.ts';
import {
  accessAnswer,
  apiToken,
  appUser,
  askedLessBefore,
  judgedLessBefore,
  moneyUnaskedBefore,
  unaskedBefore,
  accessSuspension,
  cooperative,
  cooperativeName,
  invitation,
  passkey,
  recoveryCode,
  roleGrant,
  secondFactor,
  session,
  signInGuard,
} from './schema.ts';

const FIRST_ADMINISTRATOR = 4_854_718;

export interface UserRow {
  readonly id: string;
  readonly userName: string;
  readonly displayName: string;
  readonly passwordHash: string | null;
  readonly passwordChosenAt: Date | null;
  readonly isAdministrator: boolean;
  readonly disabledAt: Date | null;
  readonly signedInAt: Date | null;
  readonly portalOnly: boolean;
}

export async function findUserByName(tx: Tx, userName: string): Promise<UserRow | undefined> {
  const [row] = await tx
    .select()
    .from(appUser)
    .where(eq(sql`lower(${appUser.userName})`, userName.toLowerCase()));
  return row;
}

export async function findUser(tx: Tx, userId: string): Promise<UserRow | undefined> {
  const [row] = await tx.select().from(appUser).where(eq(appUser.id, userId));
  return row;
}

export async function insertUser(
  tx: Tx,
  user: Omit<UserRow, 'disabledAt' | 'signedInAt' | 'passwordChosenAt' | 'portalOnly'> & {
    readonly createdAt: Date;
    readonly portalOnly?: boolean;
  },
): Promise<void> {
  await tx.insert(appUser).values(user);
}

export async function anyUserExists(tx: Tx): Promise<boolean> {
  const rows = await tx.select({ id: appUser.id }).from(appUser).limit(1);
  return rows.length > 0;
}

/** Lets one first start after the other look for the first administrator. */
export async function lockFirstAdministrator(tx: Tx): Promise<void> {
  await tx.execute(sql`select pg_advisory_xact_lock(${FIRST_ADMINISTRATOR})`);
}

/** The only user there is, while they never signed in and nothing was opened: whoever reads their password is the first. */
export async function unusedAdministrator(tx: Tx): Promise<{ readonly id: string } | undefined> {
  const users = await tx.select().from(appUser).limit(2);
  const [only] = users;
  if (users.length !== 1 || !only?.isAdministrator || only.signedInAt !== null) return undefined;
  const [opened] = await tx.select({ id: cooperative.id }).from(cooperative).limit(1);
  const [signedIn] = await tx.select({ id: session.tokenHash }).from(session).limit(1);
  return opened || signedIn ? undefined : { id: only.id };
}

/**
 * What a password opens is written down while it still is the person's: it was looked at a while before, and changed or taken away
 * meanwhile it opens nothing. Whoever changes it waits until this is done, and then ends it.
 */
export async function requireSamePassword(
  tx: Tx,
  { id, passwordHash }: Pick<UserRow, 'id'> & { readonly passwordHash: string | null },
): Promise<void> {
  const rows = await tx
    .select({ passwordHash: appUser.passwordHash })
    .from(appUser)
    .where(and(eq(appUser.id, id), isNull(appUser.disabledAt)))
    // Keeps a change of the password waiting, and nobody who only names the person.
    .for('no key update');
  if (passwordHash === null || rows[0]?.passwordHash !== passwordHash)
    throw refuse('access.sign-in-required');
}

export async function changePassword(
  tx: Tx,
  userId: string,
  passwordHash: string,
  passwordChosenAt: Date | null,
): Promise<void> {
  await tx.update(appUser).set({ passwordHash, passwordChosenAt }).where(eq(appUser.id, userId));
}

/** An invitation in the place of every earlier one of this person. */
export async function insertInvitation(tx: Tx, row: typeof invitation.$inferInsert): Promise<void> {
  await tx.delete(invitation).where(and(eq(invitation.userId, row.userId), isNull(invitation.usedAt)));
  await tx.insert(invitation).values(row);
}

/** Uses the invitation up; false when there is none of this code, or it was used or has run out. */
export async function useInvitation(
  tx: Tx,
  code: { readonly userId: string; readonly firstHash: string; readonly secondHash: string },
  now: Date,
): Promise<boolean> {
  const used = await tx
    .update(invitation)
    .set({ usedAt: now })
    .where(
      and(
        eq(invitation.userId, code.userId),
        eq(invitation.firstHash, code.firstHash),
        eq(invitation.secondHash, code.secondHash),
        isNull(invitation.usedAt),
        gt(invitation.expiresAt, now),
      ),
    )
    .returning({ id: invitation.id });
  return used.length === 1;
}

/** Notes the first sign-in; later ones change nothing. */
export async function noteSignIn(tx: Tx, userId: string, at: Date): Promise<void> {
  await tx
    .update(appUser)
    .set({ signedInAt: at })
    .where(and(eq(appUser.id, userId), isNull(appUser.signedInAt)));
}

/** One round trip: the person and the roles in the cooperative whose unit of work this is. */
export async function identify(tx: Tx, cooperativeId: string, userId: string): Promise<Actor | null> {
  const rows = await tx
    .select({
      displayName: appUser.displayName,
      isAdministrator: appUser.isAdministrator,
      disabledAt: appUser.disabledAt,
      role: roleGrant.role,
      suspended: suspendedIn(cooperativeId),
      entered: enteredInto(cooperativeId),
      secondFactor: secondFactorAsked(cooperativeId),
      closedAt: closedSince(cooperativeId),
      ...movedOnNow(cooperativeId),
    })
    .from(appUser)
    .leftJoin(roleGrant, and(eq(roleGrant.cooperativeId, cooperativeId), eq(roleGrant.userId, appUser.id)))
    .where(sql`${eq(appUser.id, userId)} ${plannedOnce}`);
  const [first] = rows;
  if (!first || first.disabledAt !== null) return null;
  const held = rows.flatMap((row) => (row.role === null || row.suspended ? [] : [row.role]));
  return {
    userId,
    displayName: first.displayName,
    roles: first.isAdministrator ? [...held, 'administrator'] : held,
    visiting: first.isAdministrator && first.entered,
    secondFactorRequired: first.secondFactor,
    closedAt: first.closedAt,
    moved: movedFrom(first),
  };
}

/** Whether the user of the row was suspended here and not restored by two people since. */
function suspendedIn(cooperativeId: string): SQL<boolean> {
  return sql<boolean>`exists (select ${suspensionsIn(cooperativeId)})`;
}

/** The suspensions that this rests on. */
function suspensionsIn(cooperativeId: string): SQL {
  return sql`from access_suspension s
    where s.cooperative_id = ${cooperativeId}::uuid and s.user_id = ${appUser.id} and not exists (
      select from access_proposal p
      join access_answer a on a.cooperative_id = p.cooperative_id and a.proposal_id = p.id
      where p.cooperative_id = ${cooperativeId}::uuid and p.kind = 'restore' and p.user_id = ${appUser.id}
        and a.confirmed and a.recorded_at > s.recorded_at)`;
}

/** What two people last decided about a second factor; none is asked for by default. */
function secondFactorAsked(cooperativeId: string): SQL<boolean> {
  return sql<boolean>`coalesce((
    select (p.wish->>'required')::boolean from access_proposal p
    join access_answer a on a.cooperative_id = p.cooperative_id and a.proposal_id = p.id and a.confirmed
    where p.cooperative_id = ${cooperativeId}::uuid and p.kind = 'second-factor'
    order by a.recorded_at desc limit 1), false)`;
}

/** Since when two people decided that the cooperative is closed; null while it is open. */
function closedSince(cooperativeId: string): SQL<Date | null> {
  return sql<Date | null>`(
    select case when (p.wish->>'closed')::boolean then a.recorded_at end from access_proposal p
    join access_answer a on a.cooperative_id = p.cooperative_id and a.proposal_id = p.id and a.confirmed
    where p.cooperative_id = ${cooperativeId}::uuid and p.kind = 'closing'
    order by a.recorded_at desc limit 1)`.mapWith(accessAnswer.recordedAt);
}

/** Where the books go on, and since when, unless the move failed and was undone. */
const movedOnNow = (cooperativeId: string) => ({
  movedTo: sql<string | null>`(select destination from moved_on_now(${cooperativeId}::uuid))`,
  movedAt: sql<Date | null>`(select recorded_at from moved_on_now(${cooperativeId}::uuid))`.mapWith(
    accessAnswer.recordedAt,
  ),
});

const movedFrom = (row: {
  readonly movedTo: string | null;
  readonly movedAt: Date | null;
}): MovedOn | null =>
  row.movedTo === null || row.movedAt === null ? null : { destination: row.movedTo, at: row.movedAt };

/** Whether the user of the row is let in for a time that is not over by the computer's clock. */
function enteredInto(cooperativeId: string): SQL<boolean> {
  return sql<boolean>`exists (
    select from access_proposal p
    join access_answer a on a.cooperative_id = p.cooperative_id and a.proposal_id = p.id and a.confirmed
    where p.cooperative_id = ${cooperativeId}::uuid and p.kind = 'entry' and p.user_id = ${appUser.id}
      and (p.wish->>'until')::timestamptz > now()
      and not exists (select from access_end e where e.cooperative_id = p.cooperative_id and e.proposal_id = p.id))`;
}

export async function insertCooperative(
  tx: Tx,
  row: {
    readonly id: string;
    readonly nameId: string;
    readonly name: string;
    readonly regionCode: string;
    readonly creditCode: string | null;
    readonly effectiveOn: LocalDate;
    readonly now: Date;
    readonly seal: string;
  },
): Promise<void> {
  const { id, name, regionCode, creditCode, now } = row;
  await tx.insert(cooperative).values({ id, name, regionCode, creditCode, createdAt: now });
  await tx.insert(book).values({ cooperativeId: id, lastEntryNumber: 0n, seal: row.seal });
  await insertCooperativeName(tx, id, row.nameId, name, row.effectiveOn, now);
}

export async function insertCooperativeName(
  tx: Tx,
  cooperativeId: string,
  id: string,
  name: string,
  effectiveOn: LocalDate,
  recordedAt: Date,
): Promise<void> {
  await tx.insert(cooperativeName).values({ cooperativeId, id, name, effectiveOn, recordedAt });
}

export async function setCooperativeName(tx: Tx, cooperativeId: string, name: string): Promise<void> {
  await tx.update(cooperative).set({ name }).where(eq(cooperative.id, cooperativeId));
}

export async function findCooperative(tx: Tx, cooperativeId: string) {
  const [row] = await tx
    .select({
      id: cooperative.id,
      name: cooperative.name,
      regionCode: cooperative.regionCode,
      creditCode: cooperative.creditCode,
      closedAt: closedSince(cooperativeId),
      ...movedOnNow(cooperativeId),
      seal: book.seal,
    })
    .from(cooperative)
    .innerJoin(book, eq(book.cooperativeId, cooperative.id))
    .where(and(eq(cooperative.id, cooperativeId), eq(book.cooperativeId, cooperativeId)));
  if (!row) return undefined;
  const names = await tx
    .select({ name: cooperativeName.name, effectiveOn: cooperativeName.effectiveOn })
    .from(cooperativeName)
    .where(eq(cooperativeName.cooperativeId, cooperativeId))
    .orderBy(asc(cooperativeName.effectiveOn), asc(cooperativeName.recordedAt));
  const { movedTo, movedAt, ...rest } = row;
  const moved = movedFrom({ movedTo, movedAt });
  return {
    ...rest,
    closedAt: row.closedAt?.toISOString() ?? null,
    moved: moved && { destination: moved.destination, on: dayInChina(moved.at).toString() },
    names: names.map(({ name, effectiveOn }) => ({ name, effectiveOn: effectiveOn.toString() })),
  };
}

/** What the cooperative was called on a day. */
export async function cooperativeNameOn(tx: Tx, cooperativeId: string, on: LocalDate): Promise<string> {
  const found = await findCooperative(tx, cooperativeId);
  const name = found?.names.findLast(({ effectiveOn }) => effectiveOn <= on.toString())?.name;
  return name ?? must(found, 'the cooperative').name;
}

/** Says to PostgreSQL whose act this unit is: outside every cooperative one sees one's own roles and changes one's own password. */
export async function actAs(tx: Tx, userId: string): Promise<void> {
  await tx.execute(sql`select set_config('app.user_id', ${userId}, true)`);
}

/** The cooperatives in which a person holds a role; for an administrator all of them. Runs outside the tenants. */
export async function cooperativesOf(tx: Tx, user: UserRow) {
  await actAs(tx, user.id);
  const grants = await tx
    .select({ cooperativeId: roleGrant.cooperativeId, role: roleGrant.role })
    .from(roleGrant)
    .where(eq(roleGrant.userId, user.id));
  const ids = [...new Set(grants.map((grant) => grant.cooperativeId))];
  const rows = await tx
    .select({ id: cooperative.id, name: cooperative.name })
    .from(cooperative)
    .where(user.isAdministrator ? undefined : inArray(cooperative.id, ids))
    .orderBy(asc(cooperative.name), asc(cooperative.id));
  return rows.map((row) => ({
    ...row,
    roles: [
      ...grants.filter((grant) => grant.cooperativeId === row.id).map((grant) => grant.role),
      ...(user.isAdministrator ? (['administrator'] as const) : []),
    ],
  }));
}

/** The cooperatives in which a person was ever suspended. Runs outside the tenants, after it was said whose act that is. */
export async function suspendedEver(tx: Tx, userId: string): Promise<ReadonlySet<string>> {
  const rows = await tx
    .selectDistinct({ id: accessSuspension.cooperativeId })
    .from(accessSuspension)
    .where(eq(accessSuspension.userId, userId));
  return new Set(rows.map(({ id }) => id));
}

/** Replaces the roles a person holds in a cooperative; who proposed them, and the proposal they rest on, stay with them. */
export async function replaceRoles(
  { tx, cooperativeId, now: grantedAt }: Pick<CommandUnit, 'tx' | 'cooperativeId' | 'now'>,
  {
    userId,
    roles: held,
    grantedBy,
    proposalId,
  }: {
    readonly userId: string;
    readonly roles: readonly Role[];
    readonly grantedBy: string;
    readonly proposalId: string;
  },
): Promise<void> {
  await tx
    .delete(roleGrant)
    .where(and(eq(roleGrant.cooperativeId, cooperativeId), eq(roleGrant.userId, userId)));
  const wanted = [...new Set(held)];
  if (wanted.length === 0) return;
  await tx
    .insert(roleGrant)
    .values(wanted.map((role) => ({ cooperativeId, userId, role, grantedAt, grantedBy, proposalId })));
}

interface UserOfCooperative {
  readonly userId: string;
  readonly userName: string;
  readonly displayName: string;
  readonly disabled: boolean;
  readonly suspended: boolean;
  /** Who did, and was not taken back since. */
  readonly suspendedBy: readonly string[];
}

export async function usersOf(tx: Tx, cooperativeId: string) {
  const rows = await tx
    .select({
      userId: appUser.id,
      userName: appUser.userName,
      displayName: appUser.displayName,
      disabledAt: appUser.disabledAt,
      suspendedBy: sql<readonly string[]>`array(select s.recorded_by::text ${suspensionsIn(cooperativeId)})`,
      role: roleGrant.role,
      grantedAt: roleGrant.grantedAt,
    })
    .from(roleGrant)
    .innerJoin(appUser, eq(appUser.id, roleGrant.userId))
    .where(eq(roleGrant.cooperativeId, cooperativeId))
    .orderBy(asc(appUser.userName), asc(roleGrant.role));
  const people = new Map<string, UserOfCooperative & { roles: Role[]; dutiesSince: Date }>();
  for (const { role, grantedAt, disabledAt, ...person } of rows) {
    const known = people.get(person.userId);
    if (known) {
      known.roles.push(role);
      if (grantedAt > known.dutiesSince) known.dutiesSince = grantedAt;
    } else
      people.set(person.userId, {
        ...person,
        suspended: person.suspendedBy.length > 0,
        disabled: disabledAt !== null,
        roles: [role],
        dutiesSince: grantedAt,
      });
  }
  return [...people.values()];
}

/** What no person may hold here: a role given to somebody who opens cooperatives, or that role itself. */
export async function administratorsWithRoles(tx: Tx, cooperativeId: string) {
  return tx
    .select({ userName: appUser.userName, role: roleGrant.role })
    .from(roleGrant)
    .innerJoin(appUser, eq(appUser.id, roleGrant.userId))
    .where(
      and(
        eq(roleGrant.cooperativeId, cooperativeId),
        or(eq(roleGrant.role, 'administrator'), appUser.isAdministrator),
      ),
    )
    .orderBy(asc(appUser.userName), asc(roleGrant.role));
}

export async function saveSession(tx: Tx, row: typeof session.$inferInsert): Promise<void> {
  await tx
    .insert(session)
    .values(row)
    .onConflictDoUpdate({
      target: session.tokenHash,
      set: {
        userId: row.userId,
        expiresAt: sql`${session.expiresAt}`,
        lastSeenAt: row.lastSeenAt,
        secondFactorAt: row.secondFactorAt,
        seal: row.seal,
        secondFactorSeal: row.secondFactorSeal,
      },
    });
}

export async function findSession(tx: Tx, tokenHash: string, now: Date) {
  const [row] = await tx
    .select({
      id: session.id,
      userId: session.userId,
      createdAt: session.createdAt,
      expiresAt: session.expiresAt,
      lastSeenAt: session.lastSeenAt,
      secondFactorAt: session.secondFactorAt,
      seal: session.seal,
      secondFactorSeal: session.secondFactorSeal,
      passwordChosenAt: appUser.passwordChosenAt,
    })
    .from(session)
    .innerJoin(appUser, and(eq(appUser.id, session.userId), isNull(appUser.disabledAt)))
    .where(sql`${and(eq(session.tokenHash, tokenHash), gt(session.expiresAt, now))} ${plannedOnce}`);
  return row;
}

export async function hasSession(tx: Tx, id: string, now: Date): Promise<boolean> {
  const rows = await tx
    .select({ id: session.id })
    .from(session)
    .innerJoin(appUser, and(eq(appUser.id, session.userId), isNull(appUser.disabledAt)))
    .where(and(eq(session.id, id), gt(session.expiresAt, now)));
  return rows.length > 0;
}

export async function updateSession(
  tx: Tx,
  tokenHash: string,
  set: {
    readonly lastSeenAt: Date;
    readonly secondFactorAt: Date | null;
    readonly secondFactorSeal: string | null;
  },
): Promise<void> {
  await tx.update(session).set(set).where(eq(session.tokenHash, tokenHash));
}

export async function touchSession(tx: Tx, tokenHash: string, lastSeenAt: Date): Promise<void> {
  await tx.update(session).set({ lastSeenAt }).where(eq(session.tokenHash, tokenHash));
}

/** Every sign-in of a person that has not run out, the newest first. */
export async function sessionsOf(tx: Tx, userId: string, now: Date) {
  return tx
    .select({
      id: session.id,
      createdAt: session.createdAt,
      lastSeenAt: session.lastSeenAt,
      address: session.address,
      agent: session.agent,
    })
    .from(session)
    .where(and(eq(session.userId, userId), gt(session.expiresAt, now)))
    .orderBy(desc(session.createdAt));
}

/** Ends a sign-in of this person; false when there is none of this id. */
export async function endSession(tx: Tx, userId: string, id: string): Promise<boolean> {
  const ended = await tx
    .delete(session)
    .where(and(eq(session.userId, userId), eq(session.id, id)))
    .returning({ id: session.id });
  return ended.length > 0;
}

/** Sessions and invitations that ended, and counts of failures that lock nobody any more. */
export async function forgetEnded(tx: Tx, now: Date): Promise<void> {
  await tx.delete(session).where(lt(session.expiresAt, daysBefore(now, 'sessions')));
  const gone = daysBefore(now, 'invitations');
  await tx.delete(invitation).where(or(lt(invitation.expiresAt, gone), lt(invitation.usedAt, gone)));
  await tx
    .delete(signInGuard)
    .where(
      and(
        lt(signInGuard.lastFailedAt, daysBefore(now, 'sign-in-guard')),
        or(isNull(signInGuard.lockedUntil), lt(signInGuard.lockedUntil, now)),
      ),
    );
}

export async function deleteSession(tx: Tx, tokenHash: string): Promise<void> {
  await tx.delete(session).where(eq(session.tokenHash, tokenHash));
}

/** Ends every session of a person, but the one named. */
export async function endSessionsOf(tx: Tx, userId: string, except: string | null = null): Promise<void> {
  await tx
    .delete(session)
    .where(and(eq(session.userId, userId), except === null ? undefined : ne(session.id, except)));
}

/** The old password ends, and with it every session, second factor and token: a new one is chosen by an invitation. */
export async function closeSignIn(tx: Tx, userId: string): Promise<void> {
  await tx.update(appUser).set({ passwordHash: null }).where(eq(appUser.id, userId));
  await tx.delete(secondFactor).where(eq(secondFactor.userId, userId));
  await tx.delete(recoveryCode).where(eq(recoveryCode.userId, userId));
  await tx.delete(passkey).where(eq(passkey.userId, userId));
  await endTokensOf(tx, userId);
  await endSessionsOf(tx, userId);
}

/** Whoever had the password may have made them. */
export async function endTokensOf(tx: Tx, userId: string): Promise<void> {
  await tx
    .update(apiToken)
    .set({ endedAt: new Date() })
    .where(and(eq(apiToken.userId, userId), isNull(apiToken.endedAt)));
}

/** Sweeps away those that ran out. */
export async function sweepSessions(tx: Tx, now: Date): Promise<void> {
  await tx.delete(session).where(sql`${session.expiresAt} <= ${now.toISOString()}::timestamptz`);
}

/** The first day in Hegu, which nobody chooses: what lies before it is history, what lies on or after it follows the rules. */
export async function firstDayOf(tx: Tx, cooperativeId: string): Promise<LocalDate> {
  const [row] = await tx
    .select({ createdAt: cooperative.createdAt })
    .from(cooperative)
    .where(eq(cooperative.id, cooperativeId));
  return dayInChina(must(row, 'the cooperative of the books').createdAt);
}

/** Whether a version wrote something that asked less of bodies, waiting changes and first postings. */
export async function isAskedLess(tx: Tx, cooperativeId: string, recordedAt: Date): Promise<boolean> {
  const [row] = await tx
    .select()
    .from(askedLessBefore)
    .where(eq(askedLessBefore.cooperativeId, cooperativeId));
  return row !== undefined && recordedAt.getTime() <= row.until.getTime();
}

/** Whether a version wrote something that judged less of it: voted reports, approved runs, kin by duty, tills and rest days. */
export async function isJudgedLess(tx: Tx, cooperativeId: string, recordedAt: Date): Promise<boolean> {
  const until = await judgedLessUntil(tx, cooperativeId);
  return until !== null && recordedAt.getTime() <= until.getTime();
}

/** The last moment of that version; null where the books began later. */
export async function judgedLessUntil(tx: Tx, cooperativeId: string): Promise<Date | null> {
  const [row] = await tx
    .select()
    .from(judgedLessBefore)
    .where(eq(judgedLessBefore.cooperativeId, cooperativeId));
  return row?.until ?? null;
}

/** Until when no version asked the law of the place; null where the books began later. */
export async function unaskedUntil(tx: Tx, cooperativeId: string): Promise<Date | null> {
  const [row] = await tx.select().from(unaskedBefore).where(eq(unaskedBefore.cooperativeId, cooperativeId));
  return row?.until ?? null;
}

/** Until when no version asked after money as they do since; null where the books began later. */
export async function moneyUnaskedUntil(tx: Tx, cooperativeId: string): Promise<Date | null> {
  const [row] = await tx
    .select()
    .from(moneyUnaskedBefore)
    .where(eq(moneyUnaskedBefore.cooperativeId, cooperativeId));
  return row?.until ?? null;
}

/** Users for joins in statements of other rooms: columns `id, display_name`. */
export function usersAs<Alias extends string>(alias: Alias) {
  return new QueryBuilder()
    .select({ id: appUser.id, displayName: appUser.displayName })
    .from(appUser)
    .as(alias);
}

/** What these users are called, by id. */
export async function userNames(tx: Tx, ids: readonly string[]): Promise<ReadonlyMap<string, string>> {
  const rows = await tx
    .select({ id: appUser.id, displayName: appUser.displayName })
    .from(appUser)
    .where(inArray(appUser.id, [...ids]));
  return new Map(rows.map((each) => [each.id, each.displayName]));
}

/** By what these users sign in, by id: no two sign in by the same name, whatever they are called. */
export async function signInNames(tx: Tx, ids: readonly string[]): Promise<ReadonlyMap<string, string>> {
  const rows = await tx
    .select({ id: appUser.id, userName: appUser.userName })
    .from(appUser)
    .where(inArray(appUser.id, [...ids]));
  return new Map(rows.map((each) => [each.id, each.userName]));
}

/** Those in whose sign-in name this part stands, for a condition of another statement. */
export function usersSigningInLike(tx: Tx, part: string) {
  return tx
    .select({ id: appUser.id })
    .from(appUser)
    .where(sql`strpos(lower(${appUser.userName}), lower(${part})) > 0`);
}

/** What somebody signs in with, and whether for the portal alone; whoever reads a cooperative sees no more of a user. */
export async function findSignInName(tx: Tx, userId: string) {
  const [row] = await tx
    .select({ userName: appUser.userName, portalOnly: appUser.portalOnly })
    .from(appUser)
    .where(eq(appUser.id, userId));
  return row;
}

/** This name as it is written, where somebody with a role in the cooperative signs in by it: of others nobody learns here. */
export async function userNameLike(
  tx: Tx,
  cooperativeId: string,
  userName: string,
): Promise<string | undefined> {
  const [row] = await tx
    .select({ userName: appUser.userName })
    .from(appUser)
    .innerJoin(roleGrant, and(eq(roleGrant.cooperativeId, cooperativeId), eq(roleGrant.userId, appUser.id)))
    .where(and(eq(sql`lower(${appUser.userName})`, userName.toLowerCase()), eq(appUser.portalOnly, false)))
    .limit(1);
  return row?.userName;
}

/** The roles that a user has in the cooperative. */
export async function rolesOf(tx: Tx, cooperativeId: string, userId: string): Promise<readonly Role[]> {
  const rows = await tx
    .select({ role: roleGrant.role })
    .from(roleGrant)
    .where(and(eq(roleGrant.cooperativeId, cooperativeId), eq(roleGrant.userId, userId)));
  return rows.map(({ role }) => role);
}

/** Whether the user has any role in the cooperative. */
export async function hasRole(tx: Tx, cooperativeId: string, userId: string): Promise<boolean> {
  const rows = await tx
    .select({ role: roleGrant.role })
    .from(roleGrant)
    .where(and(eq(roleGrant.cooperativeId, cooperativeId), eq(roleGrant.userId, userId)))
    .limit(1);
  return rows.length > 0;
}

/** Whether they have a role here, or had one that two people took: of anybody else nobody here learns that they exist. */
export async function hadPart(tx: Tx, cooperativeId: string, userId: string): Promise<boolean> {
  const { had } = await onlyRowOf(tx, sql`select had_part(${cooperativeId}::uuid, ${userId}::uuid) as had`, {
    had: flag,
  });
  return had;
}

/** Every cooperative, in the order they were opened. Outside the tenants. */
export async function cooperativeIds(tx: Tx): Promise<readonly string[]> {
  const rows = await tx.select({ id: cooperative.id }).from(cooperative).orderBy(asc(cooperative.createdAt));
  return rows.map(({ id }) => id);
}

/** The cooperative of this id, credit code or name; without a word the only one there is. Outside the tenants. */
export async function cooperativesCalled(tx: Tx, called: string | null) {
  return tx
    .select({ id: cooperative.id, name: cooperative.name })
    .from(cooperative)
    .where(
      called === null
        ? undefined
        : or(
            eq(sql`${cooperative.id}::text`, called),
            eq(cooperative.creditCode, called),
            eq(cooperative.name, called),
          ),
    )
    .limit(2);
}
