/**
 * Digests of rows. PostgreSQL keeps one of every row that a command writes (`row_digest`), and the trail's entry says what they are
 * together: a row that was changed, removed, added, swapped or moved behind the program's back matches no entry. What is not
 * watched is named here with its reason, and nothing else is left out.
 */
import { sql, type SQL } from 'drizzle-orm';
import type { Sentence } from '../domain/language.ts';
import { Refusal } from '../domain/refusal.ts';
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

/** Numbers as PostgreSQL takes them: a list in one value. */
export const idsIn = (ids: readonly bigint[]): SQL =>
  sql`(select i::bigint from jsonb_array_elements_text(${JSON.stringify(ids.map(String))}::jsonb) i)`;

/**
 * Puts what was written since the last entry under the next one, which is this, and says what all of it is together. The caller
 * holds the lock on the book, and writes no row after it but the entry and the seal. `adopting`: what a migration has told as well.
 * What jobs told counts where it bears their seal, the first `most` of it, or this transaction wrote it; that rows are gone where this
 * transaction removed them: of jobs none does.
 */
export async function coverRows(
  tx: Tx,
  cooperativeId: string,
  number: bigint,
  keyed: Keyed,
  { adopting, most }: { readonly adopting: boolean; readonly most: number | null },
): Promise<string> {
  const { sealed } = await toldBetween(tx, cooperativeId, keyed, most);
  const [row] = await rowsOf(
    tx,
    sql`
    with covered as (
      update row_digest set entry_number = ${number.toString()}::bigint
      where cooperative_id = ${cooperativeId}::uuid and entry_number is null and id in (
        select i from ${idsIn(sealed)} s(i)
        union all
        select id from row_digest
        where cooperative_id = ${cooperativeId}::uuid and entry_number is null and seal is null
          and (${adopting}::boolean and operation = 'A'
            or operation <> 'A' and table_name = any (rows_between()) and ${ofThisTransaction}))
      returning id, table_name, operation, keys, digests
    )
    select ${digestsTogether} as hash
    from (
      select id, table_name, operation, keys, digests from covered
      union all
      select id, table_name, operation, keys, digests from row_digest
      where cooperative_id = ${cooperativeId}::uuid and entry_number = ${number.toString()}::bigint
    ) w ${plannedOnce}`,
    { hash: text },
  );
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

/**
 * Where more wait than an entry covers at once: the number of the last that the next one would cover; null where none would be left over. What
 * bears a seal that is none stays, so whoever covers until nothing is left sees by it whether anything moves on.
 */
export async function manyWait(tx: Tx, cooperativeId: string): Promise<bigint | null> {
  const [row] = await rowsOf(
    tx,
    sql`
    select id from row_digest where cooperative_id = ${cooperativeId}::uuid and entry_number is null and operation <> 'A'
      and ${growing} and seal is not null order by id offset ${COVERED_AT_ONCE - 1} limit 1 ${plannedOnce}`,
    { id: whole },
  );
  return row?.id ?? null;
}

/** Whether rows of before wait to be taken over: a migration has told them, and no entry covers them. */
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
