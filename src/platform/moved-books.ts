/**
 * Cooperatives that came from another installation: the keys they came with, sealed with the key of this one, are given to the vault before
 * the first unit of work in them.
 */
import { sql } from 'drizzle-orm';
import { v7 as newId } from 'uuid';
import type { Tx } from './database.ts';
import type { SealedColumn } from './resealing.ts';
import { bytes, flag, orNull, rowsOf, text } from './rows.ts';
import type { Place, Vault } from './vault.ts';

/** Two keys of 32 bytes. */
const BOOK_KEYS_BYTES = 64;

export const movedSealings: readonly SealedColumn[] = [
  {
    table: 'moved_book',
    column: 'keys_cipher',
    key: ['id'],
    row: 'cooperative_id',
    before: { field: 'moved-keys' },
    proof: { kind: 'none' },
  },
];

const placeOf = (cooperativeId: string): Place => ({
  cooperativeId,
  table: 'moved_book',
  column: 'keys_cipher',
  row: cooperativeId,
  before: 'moved-keys',
});

/**
 * Says whether it knows for good: a cooperative that stands here without such keys never gets any. Where they do not open its rows are
 * read, but nothing is written, found by its number or proved until they stand there as they were.
 */
export async function knowMovedBook(tx: Tx, vault: Vault, cooperativeId: string): Promise<boolean> {
  const [row] = await rowsOf(
    tx,
    sql`
    select (select keys_cipher from moved_book where cooperative_id = ${cooperativeId}::uuid order by entries desc limit 1) as keys,
      exists (select from book where cooperative_id = ${cooperativeId}::uuid) as stands`,
    { keys: orNull(bytes), stands: flag },
  );
  if (row?.keys == null) return row?.stands === true;
  try {
    vault.adopt(cooperativeId, vault.decryptBytes(placeOf(cooperativeId), row.keys));
    return true;
  } catch {
    vault.withhold(cooperativeId);
    return false;
  }
}

/** The cooperatives whose keys do not open, or are no keys. */
export async function movedKeysUnopened(tx: Tx, vault: Vault): Promise<readonly string[]> {
  const rows = await rowsOf(
    tx,
    sql`select cooperative_id::text as id, keys_cipher as keys from moved_book order by entered_at, moved_book.id`,
    { id: text, keys: bytes },
  );
  return rows.flatMap(({ id, keys }) => {
    try {
      return vault.decryptBytes(placeOf(id), keys).length === BOOK_KEYS_BYTES ? [] : [id];
    } catch {
      return [id];
    }
  });
}

export interface MovedBook {
  readonly cooperativeId: string;
  /** Of the key of the books that it comes from. */
  readonly fingerprint: string;
  readonly keys: Uint8Array;
  readonly entries: bigint;
  readonly seal: string;
}

export async function insertMovedBook(tx: Tx, vault: Vault, moved: MovedBook, now: Date): Promise<void> {
  const { cooperativeId, fingerprint, entries, seal } = moved;
  const keys = Buffer.from(vault.encryptBytes(placeOf(cooperativeId), moved.keys)).toString('hex');
  await tx.execute(sql`
    insert into moved_book (id, fingerprint, cooperative_id, keys_cipher, entries, seal, entered_at)
    values (${newId()}::uuid, ${fingerprint}, ${cooperativeId}::uuid, decode(${keys}, 'hex'), ${entries.toString()}::bigint, ${seal},
      ${now.toISOString()}::timestamptz)`);
}
