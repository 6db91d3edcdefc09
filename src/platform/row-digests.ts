/**
 * Digests of rows. PostgreSQL keeps one of every row that a command writes (`row_digest`), and the trail's entry says what they are
 * together: a row that was changed, removed, added, swapped or moved behind the program's back matches no entry. What is not
 * watched is named here with its reason, and nothing else is left out.
 */
import { sql, type SQL } from 'drizzle-orm';
import type postgres from 'postgres';
import type { Sentence } from '../domain/language.ts';
import { Refusal, refuse } from '../domain/refusal.ts';
import type { Tx } from './database.ts';
import { canonicalJson } from './hash-chain.ts';
import { flag, json, plannedOnce, rowsOf, text, whole } from './rows.ts';

/** Tables of a cooperative without digests. PostgreSQL has the same list (`rows_unwatched`). */
export const unwatchedTables: Readonly<Record<string, Sentence>> = {
  audit_entry: { zh: '流水自身由其链条证明', en: 'the trail is proved by its own chain' },
  book: { zh: '账印与最后一条流水核对', en: 'the seal is compared with the last entry of the trail' },
  book_number: {
    zh: '计数器：与各行中已用的号码核对',
    en: 'counters: compared with the numbers that stand in rows',
  },
  row_digest: { zh: '摘要自身由流水证明', en: 'the digests are proved by the trail' },
  ballot_box: {
    zh: '摘要会说出哪一票是谁投的：票数与交票的人核对',
    en: 'a digest would say whose ballot is whose: they are as many as people who handed one in',
  },
};

/**
 * Tables that jobs write between commands: each digest bears a seal by the key of the books, and the next entry covers those. PostgreSQL has
 * the same list (`rows_between`).
 */
export const betweenTables: readonly string[] = ['access_entry', 'import_file', 'message_delivery'];

/** Of those, what only grows: an entry covers it piece by piece, so that no night of looks makes the next entry heavy. */
const growing = sql`(table_name = any (rows_between()) and table_name <> 'import_file')`;

/** As many of them does one entry cover; where so many wait, the service enters them itself. */
export const COVERED_AT_ONCE = 1_000;

/** The command under which rows are removed that who looked has left, once two people agreed; nothing else removes or changes any. */
export const ERASURE = 'audit.confirm-erasure';

/** What the digests of an entry are together: which rows, what was done, what they said, in the order they were written. */
export const digestsTogether: SQL = sql`encode(sha256(coalesce(string_agg(convert_to(
  concat_ws(' ', table_name, operation, array_to_string(keys, E'\\x1e'), ''), 'UTF8') || digests, '' order by id), '')), 'hex')`;

/**
 * Digests that are none: what an entry hashes has no borders between them, so one that swallowed another, or hides what was done, would
 * hash alike. Each is of rows of a table, says what was done, and has thirty-two bytes for each of its keys.
 */
export const misshapen: SQL = sql`(operation in ('I', 'U', 'D', 'A') and table_name ~ '^[a-z_]+$' and cardinality(keys) > 0
  and array_position(keys, null) is null and octet_length(digests) = 32 * cardinality(keys)) is not true`;

/** What one digest says, as SQL. */
const oneDigest = `encode(sha256(convert_to(concat_ws(' ', table_name, operation, array_to_string(keys, E'\\x1e'), ''), 'UTF8') || digests), 'hex')`;

/**
 * That this transaction wrote it. A row of one that began later and has ended is seen as well and is not: somebody could make this one wait,
 * and write in the meantime.
 */
export const ofThisTransaction: SQL = sql`(case when age(xmin) <= age(pg_current_xact_id()::xid) then pg_xact_status(
  (pg_current_xact_id()::text::bigint + age(pg_current_xact_id()::xid) - age(xmin))::text::xid8) = 'in progress' else false end)`;

/** A hash by the key of the books; outside the cooperatives by that of the platform. */
export type Keyed = (text: string, cooperativeId?: string) => string;

/** A digest that no entry covers yet. */
interface Uncovered {
  readonly id: bigint;
  readonly table: string;
  readonly operation: string;
  readonly keys: readonly string[];
  readonly digests: string;
}

const uncoveredShape = {
  id: whole,
  table: text,
  operation: text,
  keys: json((value) => value as readonly string[]),
  digests: text,
};
const uncovered = sql`id, coalesce(table_name, '') as table, coalesce(operation, '') as operation, to_jsonb(keys) as keys,
  encode(digests, 'hex') as digests`;

/** Its number belongs to it: told once more it is another. */
const sealedText = ({ id, table, operation, keys, digests }: Uncovered): string =>
  `row digest\n${canonicalJson([id.toString(), table, operation, keys, digests])}`;
const sealOf = (each: Uncovered, cooperativeId: string, keyed: Keyed): string =>
  keyed(sealedText(each), cooperativeId);

/** By the key of the installation: who looks is told also while the keys that a cooperative came with do not open. */
const houseSealOf = (each: Uncovered, cooperativeId: string, keyed: Keyed): string =>
  keyed(`${cooperativeId}\n${sealedText(each)}`);

function sealThatOpens(each: Uncovered, cooperativeId: string, keyed: Keyed): string {
  try {
    return sealOf(each, cooperativeId, keyed);
  } catch (error) {
    if (error instanceof Refusal && error.code === 'cooperative.keys-changed')
      return houseSealOf(each, cooperativeId, keyed);
    throw error;
  }
}

const betweenStatement = new RegExp(
  `^\\s*(?:insert into|update|delete from)\\s+"?(?:${betweenTables.join('|')})"?[\\s(]`,
  'i',
);
/** Whether a statement may leave digests under no entry. */
export const writesBetween = (statement: string): boolean => betweenStatement.test(statement);

/** Puts a seal on what this transaction wrote between the commands, of numbers up to `upTo` alone where one is given. The last that it does. */
export async function sealBetween(
  tx: Tx,
  cooperativeId: string,
  keyed: Keyed,
  upTo: bigint | null = null,
): Promise<void> {
  const rows = await rowsOf(
    tx,
    sql`
    select ${uncovered} from row_digest where cooperative_id = ${cooperativeId}::uuid and entry_number is null and seal is null
      and operation in ('I', 'U') and table_name = any (rows_between()) and ${ofThisTransaction}
      ${upTo === null ? plannedOnce : sql`and id <= ${upTo.toString()}::bigint`}`,
    uncoveredShape,
  );
  if (rows.length > 0) await writeSeals(tx, cooperativeId, rows, keyed);
}

/** What came from elsewhere under numbers that are higher here by so much keeps the seal that it came with, as of its new number. */
export async function resealNumbered(
  tx: Tx,
  cooperativeId: string,
  keyed: Keyed,
  numberedFrom: bigint,
): Promise<void> {
  const { unsealed } = await toldBetween(tx, cooperativeId, keyed);
  const came = unsealed.filter(
    (each) => each.seal === sealOf({ ...each, id: each.id - numberedFrom }, cooperativeId, keyed),
  );
  if (came.length > 0) await writeSeals(tx, cooperativeId, came, keyed);
}

async function writeSeals(
  tx: Tx,
  cooperativeId: string,
  rows: readonly Uncovered[],
  keyed: Keyed,
): Promise<void> {
  const seals = rows.map((each) => [each.id.toString(), sealThatOpens(each, cooperativeId, keyed)]);
  await tx.execute(sql`
    update row_digest set seal = s ->> 1 from jsonb_array_elements(${JSON.stringify(seals)}::jsonb) s
    where cooperative_id = ${cooperativeId}::uuid and id = (s ->> 0)::bigint`);
}

/**
 * What no entry covers and jobs are said to have told: by number, those that bear the seal of the service and those that do not. `most`: of
 * what only grows no more than so many that bear a seal, the first ones.
 */
export async function toldBetween(
  tx: Tx,
  cooperativeId: string,
  keyed: Keyed,
  most: number | null = null,
): Promise<{
  readonly sealed: readonly bigint[];
  readonly unsealed: readonly (Uncovered & { readonly seal: string })[];
}> {
  const waiting = sql`select ${uncovered}, coalesce(seal, '') as seal from row_digest
    where cooperative_id = ${cooperativeId}::uuid and entry_number is null and operation is distinct from 'A'`;
  const wanted =
    most === null
      ? sql`${waiting} and table_name = any (rows_between()) order by id`
      : sql`(${waiting} and table_name = 'import_file' order by id)
        union all (${waiting} and ${growing} and seal is not null order by id limit ${most})`;
  const rows = await rowsOf(tx, sql`${wanted} ${plannedOnce}`, { ...uncoveredShape, seal: text });
  const isSealed = (each: (typeof rows)[number]) =>
    each.operation !== 'D' &&
    (each.seal === sealOf(each, cooperativeId, keyed) ||
      each.seal === houseSealOf(each, cooperativeId, keyed));
  return {
    sealed: rows.filter(isSealed).map(({ id }) => id),
    unsealed: rows.filter((each) => !isSealed(each)),
  };
}

/** A digest that says to be of an upgrade: a migration's own bear a seal by the key of the installation. */
interface OfUpgrade {
  readonly id: bigint;
  readonly hash: string;
  readonly seal: string;
}
/** A connection of the owner of the tables, in a transaction. */
type Unsafe = Pick<postgres.TransactionSql, 'unsafe'>;

/** Nobody's cooperative: outside all of them. */
const OUTSIDE = '';
const upgradeSeal = ({ id, hash }: Omit<OfUpgrade, 'seal'>, cooperativeId: string, keyed: Keyed): string =>
  keyed(`upgrade\n${cooperativeId}\n${id}\n${hash}`);

/** What an upgrade told in a cooperative, or outside all of them, proved by its seal, and no entry covers yet. */
export async function toldByUpgrade(
  tx: Tx,
  cooperativeId: string | null,
  keyed: Keyed,
): Promise<readonly OfUpgrade[]> {
  const rows = await rowsOf(
    tx,
    sql`select id, ${sql.raw(oneDigest)} as hash, seal from ${sql.raw(cooperativeId === null ? 'platform_digest' : 'row_digest')}
      where entry_number is null and operation = 'A' and seal is not null
      ${cooperativeId === null ? sql`` : sql`and cooperative_id = ${cooperativeId}::uuid`} order by id`,
    { id: whole, hash: text, seal: text },
  );
  return rows.filter((each) => each.seal === upgradeSeal(each, cooperativeId ?? OUTSIDE, keyed));
}

/** That a digest is one of these, and says what it said. */
export const isOneOf = (told: readonly OfUpgrade[]): SQL =>
  sql`(operation = 'A' and (id, ${sql.raw(oneDigest)}) in (select (i ->> 0)::bigint, i ->> 1
    from jsonb_array_elements(${JSON.stringify(told.map(({ id, hash }) => [id.toString(), hash]))}::jsonb) i))`;

/** Digests that were told past the program, of one table. */
export interface ToldPast {
  /** By id, for a reader by name; empty outside all of them. */
  readonly cooperative: string;
  readonly table: string;
  readonly many: number;
}

/** Numbers of the digests at a place that say to be of an upgrade and that no seal proves; of books of before as well, which have no seals. */
async function unprovedAt(owner: Unsafe, { place, id }: Place, keyed: Keyed | null) {
  const [column] = await owner.unsafe<{ attname: string }[]>(
    `select attname from pg_attribute where attrelid = '${place}'::regclass and attname = 'seal'`,
  );
  const rows = await owner.unsafe<{ id: string; name: string; hash: string; seal: string | null }[]>(
    `select id::text, table_name as name, ${oneDigest} as hash, ${column === undefined ? 'null' : 'seal'} as seal from ${place}
      where entry_number is null and operation = 'A' ${within(id)} order by 2, 1`,
  );
  return rows.filter(
    ({ seal, ...each }) =>
      keyed === null || seal !== upgradeSeal({ id: BigInt(each.id), hash: each.hash }, id, keyed),
  );
}

/** Where and of which tables digests say to be of an upgrade, and none proves it. */
export async function unprovedUpgrades(
  owner: Unsafe,
  cooperatives: readonly string[],
  keyed: Keyed | null,
): Promise<readonly ToldPast[]> {
  const found: ToldPast[] = [];
  await eachPlace(owner, cooperatives, async (place) => {
    found.push(...byTable(place, await unprovedAt(owner, place, keyed)));
  });
  return found;
}

const byTable = (
  { id: cooperative }: Place,
  rows: readonly { readonly name: string }[],
): readonly ToldPast[] =>
  [...Map.groupBy(rows, ({ name }) => name)].map(([table, { length }]) => ({
    cooperative,
    table,
    many: length,
  }));

/** Takes away what was told past the program: as if by an upgrade, and under entries that are still to come. By the owner of the tables. */
export async function dropTold(
  owner: Unsafe,
  cooperatives: readonly string[],
  keyed: Keyed,
): Promise<readonly ToldPast[]> {
  const dropped: ToldPast[] = [];
  await owner.unsafe('alter table row_digest no force row level security, disable trigger append_only');
  await owner.unsafe('alter table platform_digest disable trigger append_only');
  await eachPlace(owner, cooperatives, async (place) => {
    const unproved = await unprovedAt(owner, place, keyed);
    const ahead =
      place.id === OUTSIDE
        ? []
        : await owner.unsafe<{ id: string; name: string }[]>(
            `select id::text, table_name as name from row_digest where cooperative_id = '${place.id}' and entry_number > greatest(
              (select last_entry_number from book where cooperative_id = '${place.id}'),
              (select coalesce(max(number), 0) from audit_entry where cooperative_id = '${place.id}'))`,
          );
    const all = [...unproved, ...ahead];
    await owner.unsafe(`delete from ${place.place} where id = any ($1::text::bigint[]) ${within(place.id)}`, [
      `{${all.map(({ id }) => id).join(',')}}`,
    ]);
    dropped.push(...byTable(place, all));
  });
  await owner.unsafe('set constraints all immediate');
  await owner.unsafe('alter table row_digest force row level security, enable trigger append_only');
  await owner.unsafe('alter table platform_digest enable trigger append_only');
  return dropped;
}

/** Puts a seal on whatever says to be of an upgrade and has none. By the transaction of the upgrade alone, which sees nobody else's. */
export async function sealUpgradeOf(
  owner: Unsafe,
  cooperatives: readonly string[],
  keyed: Keyed,
): Promise<void> {
  await owner.unsafe('alter table row_digest no force row level security');
  await eachPlace(owner, cooperatives, async ({ place, id }) => {
    const rows = await owner.unsafe<{ id: string; hash: string }[]>(
      `select id::text, ${oneDigest} as hash from ${place}
        where entry_number is null and operation = 'A' and seal is null ${within(id)}`,
    );
    const seals = rows.map((each) => [
      each.id,
      upgradeSeal({ id: BigInt(each.id), hash: each.hash }, id, keyed),
    ]);
    await owner.unsafe(
      `update ${place} set seal = s ->> 1 from jsonb_array_elements($1::text::jsonb) s where id = (s ->> 0)::bigint ${within(id)}`,
      [JSON.stringify(seals)],
    );
  });
  await owner.unsafe('alter table row_digest force row level security');
}

interface Place {
  readonly place: 'platform_digest' | 'row_digest';
  /** Of the cooperative. */
  readonly id: string;
}
const within = (id: string) => (id === OUTSIDE ? '' : `and cooperative_id = '${id}'`);

/** Outside, and in each cooperative: an owner whom row policies bind is shown one at a time. */
async function eachPlace(
  owner: Unsafe,
  cooperatives: readonly string[],
  work: (place: Place) => Promise<void>,
): Promise<void> {
  await work({ place: 'platform_digest', id: OUTSIDE });
  for (const id of cooperatives) {
    await owner.unsafe(`select set_config('app.cooperative_id', '${id}', true)`);
    await work({ place: 'row_digest', id });
  }
}

/** Numbers as PostgreSQL takes them: a list in one value. */
export const idsIn = (ids: readonly bigint[]): SQL =>
  sql`(select i::bigint from jsonb_array_elements_text(${JSON.stringify(ids.map(String))}::jsonb) i)`;

/**
 * Puts what was written since the last entry under the next one, which is this, and says what all of it is together. The caller
 * holds the lock on the book, and writes no row after it but the entry and the seal. `adopting`: what an upgrade has told and sealed as well.
 * What jobs told counts where it bears their seal, the first `most` of it, or this transaction wrote it; that rows are gone where this
 * transaction removed them: of jobs none does. What stands under this number and is of another transaction was told past the program while this
 * one went on: nothing is entered then.
 */
export async function coverRows(
  tx: Tx,
  cooperativeId: string,
  number: bigint,
  keyed: Keyed,
  { adopting, most }: { readonly adopting: boolean; readonly most: number | null },
): Promise<string> {
  const { sealed } = await toldBetween(tx, cooperativeId, keyed, most);
  const upgraded = adopting ? await toldByUpgrade(tx, cooperativeId, keyed) : [];
  const [row] = await rowsOf(
    tx,
    sql`
    with covered as (
      update row_digest set entry_number = ${number.toString()}::bigint
      where cooperative_id = ${cooperativeId}::uuid and entry_number is null and id in (
        select i from ${idsIn(sealed)} s(i)
        union all
        select id from row_digest
        where cooperative_id = ${cooperativeId}::uuid and entry_number is null
          and (${isOneOf(upgraded)} or seal is null and operation <> 'A' and table_name = any (rows_between()) and ${ofThisTransaction}))
      returning id, table_name, operation, keys, digests
    )
    select ${digestsTogether} as hash, coalesce(bool_or(not own), false) as others
    from (
      select id, table_name, operation, keys, digests, true as own from covered
      union all
      select id, table_name, operation, keys, digests, ${ofThisTransaction} as own from row_digest
      where cooperative_id = ${cooperativeId}::uuid and entry_number = ${number.toString()}::bigint
    ) w ${plannedOnce}`,
    { hash: text, others: flag },
  );
  if (row?.others === true) throw refuse('cooperative.told-ahead');
  return row?.hash ?? '';
}

/**
 * Whether digests stand under entries that are still to come. No unit of work leaves any, so somebody wrote them past the program: the
 * next entry would cover them as its own.
 */
export async function isToldAhead(tx: Tx, cooperativeId: string, last: bigint): Promise<boolean> {
  const [row] = await rowsOf(
    tx,
    sql`
    select exists (select from row_digest
      where cooperative_id = ${cooperativeId}::uuid and entry_number > ${last.toString()}::bigint) as ahead ${plannedOnce}`,
    { ahead: flag },
  );
  return row?.ahead === true;
}

/** Whether as many wait as an entry covers at once, or more; also under seals that are none. */
export async function manyWait(tx: Tx, cooperativeId: string): Promise<boolean> {
  const [row] = await rowsOf(
    tx,
    sql`
    select exists (select from row_digest where cooperative_id = ${cooperativeId}::uuid and entry_number is null and operation <> 'A'
      and ${growing} and seal is not null order by id offset ${COVERED_AT_ONCE - 1} limit 1) as many ${plannedOnce}`,
    { many: flag },
  );
  return row?.many === true;
}

/** Whether rows are said to wait to be taken over, by an upgrade or by somebody, and no entry covers them. */
export async function waitsForAdoption(tx: Tx, cooperativeId: string): Promise<boolean> {
  const [row] = await rowsOf(
    tx,
    sql`
    select exists (select from row_digest
      where cooperative_id = ${cooperativeId}::uuid and entry_number is null and operation = 'A') as waits`,
    { waits: flag },
  );
  return row?.waits === true;
}
