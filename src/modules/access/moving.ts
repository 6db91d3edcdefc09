/** The people of a cooperative that moves: who they are goes along, how they sign in does not. */
import { and, eq, inArray, ne, or, sql } from 'drizzle-orm';
import { v7 as newId } from 'uuid';
import type { Role } from '../../domain/permission.ts';
import { refuse } from '../../domain/refusal.ts';
import type { Tx } from '../../platform/database.ts';
import { ADOPTION } from '../../platform/command.ts';
import { rawSql } from '../../platform/database.ts';
import { rowsOf, text, whole } from '../../platform/rows.ts';
import { drawHalf, invite } from './invitations.ts';
import { appUser, cooperative, bookMovedOn } from './schema.ts';
import { findCooperative, findUser, findUserByName, usersOf } from './store.ts';

export interface LeavingPerson {
  readonly id: string;
  readonly userName: string;
  readonly displayName: string;
  readonly portalOnly: boolean;
  readonly disabledAt: string | null;
  readonly createdAt: string;
}

/** Between which entries it was away: what was entered here meanwhile, by upgrades alone, gave way when it came back. */
export function awayBetween(
  tx: Tx,
  cooperativeId: string,
): Promise<readonly { readonly went: bigint; readonly back: bigint }[]> {
  return rowsOf(
    tx,
    sql`
    select l.entries as went, c.entries as back from moved_on l cross join lateral (
      select min(b.entries) as entries from moved_book b
      where b.cooperative_id = l.cooperative_id and b.entries > l.entries) c
    where l.cooperative_id = ${cooperativeId}::uuid and c.entries is not null`,
    { went: whole, back: whole },
  );
}

/** What a cooperative is known by outside its own tables. */
export interface LeavingCooperative {
  readonly id: string;
  readonly name: string;
  readonly regionCode: string;
  readonly creditCode: string | null;
  readonly createdAt: string;
}

/** Whoever stands in a row of the cooperative, and what those hold who hold something now. */
export async function partsLeaving(
  tx: Tx,
  cooperativeId: string,
): Promise<{ readonly ids: readonly string[]; readonly roles: Readonly<Record<string, readonly Role[]>> }> {
  const handle = rawSql(tx);
  const columns = await handle<{ table: string; column: string }[]>`
    select quote_ident(c.relname) as table, quote_ident(a.attname) as column from pg_class c
    join pg_attribute own on own.attrelid = c.oid and own.attnum = 1 and own.attname = 'cooperative_id'
    join pg_attribute a on a.attrelid = c.oid and a.attnum > 1 and not a.attisdropped and a.atttypid = 'uuid'::regtype and a.attname <> 'id'
    where c.relnamespace = 'public'::regnamespace and c.relkind = 'r'`;
  const parts = columns.map(
    ({ table, column }) =>
      `select ${column} as id from ${table} where cooperative_id = '${cooperativeId}'::uuid`,
  );
  const rows = await handle.unsafe<{ id: string }[]>(
    `select u.id from app_user u where u.id in (${parts.join(' union ')})`,
  );
  const holders = await usersOf(tx, cooperativeId);
  return {
    ids: rows.map(({ id }) => id),
    roles: Object.fromEntries(
      holders.filter(({ disabled }) => !disabled).map(({ userId, roles }) => [userId, roles]),
    ),
  };
}

/** Within the cooperative. */
export async function leaving(
  tx: Tx,
  cooperativeId: string,
): Promise<
  LeavingCooperative & {
    readonly isClosed: boolean;
    readonly moved: { readonly destination: string; readonly on: string } | null;
  }
> {
  const found = await findCooperative(tx, cooperativeId);
  const [row] = await tx.select().from(cooperative).where(eq(cooperative.id, cooperativeId));
  if (!found || !row) throw refuse('cooperative.unknown');
  const { id, name, regionCode, creditCode, createdAt } = row;
  return {
    id,
    name,
    regionCode,
    creditCode,
    createdAt: createdAt.toISOString(),
    isClosed: found.closedAt !== null,
    moved: found.moved,
  };
}

/** That the books go on elsewhere, written as the last that leaves. */
export async function insertMovedOn(
  tx: Tx,
  cooperativeId: string,
  row: { readonly destination: string; readonly entries: bigint; readonly recordedAt: Date },
): Promise<void> {
  await tx.insert(bookMovedOn).values({ cooperativeId, id: newId(), ...row });
}

/** Outside the cooperatives. */
export async function peopleLeaving(tx: Tx, ids: readonly string[]): Promise<readonly LeavingPerson[]> {
  const rows = await tx
    .select()
    .from(appUser)
    .where(inArray(appUser.id, [...ids]));
  return rows.map(({ id, userName, displayName, portalOnly, disabledAt, createdAt }) => ({
    id,
    userName,
    displayName,
    portalOnly,
    disabledAt: disabledAt?.toISOString() ?? null,
    createdAt: createdAt.toISOString(),
  }));
}

/**
 * The cooperative here that would be the same: of that id, or of that credit code; and with how many entries it came in, where it did.
 * Outside the cooperatives.
 */
export async function sameCooperative(
  tx: Tx,
  { id, creditCode }: Pick<LeavingCooperative, 'id' | 'creditCode'>,
): Promise<{ readonly id: string; readonly name: string; readonly cameInWith: bigint | null } | null> {
  const [row] = await tx
    .select({
      id: cooperative.id,
      name: cooperative.name,
      cameInWith: sql<
        string | null
      >`(select max(entries)::text from moved_book where cooperative_id = ${cooperative.id})`,
    })
    .from(cooperative)
    .where(
      or(eq(cooperative.id, id), creditCode === null ? undefined : eq(cooperative.creditCode, creditCode)),
    )
    .limit(1);
  return row === undefined
    ? null
    : { ...row, cameInWith: row.cameInWith === null ? null : BigInt(row.cameInWith) };
}

export async function enterCooperative(tx: Tx, { createdAt, ...row }: LeavingCooperative): Promise<void> {
  const { id, name, regionCode, creditCode } = row;
  await tx.insert(cooperative).values({ id, name, regionCode, creditCode, createdAt: new Date(createdAt) });
}

/** What it is called by now: a name by the act that wrote it down, which came with its rows. */
export async function renameReturned(tx: Tx, { id, name }: LeavingCooperative): Promise<void> {
  await tx
    .update(cooperative)
    .set({ name })
    .where(and(eq(cooperative.id, id), ne(cooperative.name, name)));
}

/** With which entry it left, last; and how many entries of upgrades alone stand behind it. */
export async function leftWith(
  tx: Tx,
  cooperativeId: string,
): Promise<{
  readonly entries: bigint;
  readonly seal: string;
  readonly upgrades: bigint;
} | null> {
  const [row] = await rowsOf(
    tx,
    sql`
    select m.entries, coalesce(e.hash, '') as seal,
      (select count(*) from audit_entry a where a.cooperative_id = m.cooperative_id and a.number > m.entries
        and a.command = ${ADOPTION}) as upgrades
    from moved_on m left join audit_entry e on e.cooperative_id = m.cooperative_id and e.number = m.entries
    where m.cooperative_id = ${cooperativeId}::uuid order by m.entries desc limit 1`,
    { entries: whole, seal: text, upgrades: whole },
  );
  return row ?? null;
}

/** Somebody as they are known here. */
export interface EnteredPerson {
  readonly id: string;
  readonly userName: string;
  readonly displayName: string;
  /** Whoever was known here before signs in as before. */
  readonly isNew: boolean;
}

/** Nobody who was somebody else here becomes them: a name that is taken gets a number. */
export async function enterPerson(
  tx: Tx,
  { createdAt, disabledAt, ...person }: LeavingPerson,
): Promise<EnteredPerson> {
  const { id, displayName, portalOnly } = person;
  const known = await findUser(tx, id);
  if (known) return { id, userName: known.userName, displayName, isNew: false };
  let { userName } = person;
  for (let more = 2; await findUserByName(tx, userName); more += 1) userName = `${person.userName}-${more}`;
  const dates = {
    createdAt: new Date(createdAt),
    disabledAt: disabledAt === null ? null : new Date(disabledAt),
  };
  // Only these columns, whatever a file says besides.
  await tx.insert(appUser).values({ id, userName, displayName, portalOnly, ...dates });
  return { id, userName, displayName, isNew: true };
}

/** The code by which somebody chooses a password who holds a duty in the cooperative that came. */
export async function inviteEntered(tx: Tx, userId: string): Promise<string> {
  const { half, hash } = drawHalf();
  return `${half}.${await invite(tx, userId, hash)}`;
}
