/**
 * Digests of rows. PostgreSQL keeps one of every row that a command writes (`row_digest`), and the trail's entry says what they are
 * together: a row that was changed, removed, added, swapped or moved behind the program's back matches no entry. What is not
 * watched is named here with its reason, and nothing else is left out.
 */
import { sql, type SQL } from 'drizzle-orm';
import type { Sentence } from '../domain/language.ts';
import type { Tx } from './database.ts';
import { flag, plannedOnce, rowsOf, text } from './rows.ts';

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

/** Tables that jobs write between commands: the next entry covers their digests. PostgreSQL has the same list (`rows_between`). */
export const betweenTables: readonly string[] = ['access_entry', 'import_file', 'message_delivery'];

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
 * Puts what was written since the last entry under the next one, which is this, and says what all of it is together. The caller
 * holds the lock on the book, and writes no row after it but the entry and the seal. `adopting`: what a migration has told as well.
 * That rows are gone counts where this transaction removed them: of jobs none does.
 */
export async function coverRows(
  tx: Tx,
  cooperativeId: string,
  number: bigint,
  adopting = false,
): Promise<string> {
  const [row] = await rowsOf(
    tx,
    sql`
    with covered as (
      update row_digest set entry_number = ${number.toString()}::bigint
      where cooperative_id = ${cooperativeId}::uuid and entry_number is null
        and (${adopting}::boolean and operation = 'A' or operation <> 'A' and table_name = any (rows_between())
          and (operation <> 'D' or age(xmin) <= age(pg_current_xact_id()::xid)))
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
