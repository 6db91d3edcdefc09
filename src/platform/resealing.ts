/**
 * Seals anew what is sealed with another key, suite or form than of today: a few hundred rows at a time, each batch a unit of
 * its own, beside the running service. What does not open, or is not what its index or hash stands for, is left as it is and
 * counted.
 */
import { setTimeout as pause } from 'node:timers/promises';
import { sql, type SQL } from 'drizzle-orm';
import { Refusal } from '../domain/refusal.ts';
import type { Database, Tx } from './database.ts';
import { safeError } from './redaction.ts';
import { bytes, count, orNull, rowsOf, text } from './rows.ts';
import { sha256, type Place, type Vault } from './vault.ts';

/** A column with sealings, by the names that PostgreSQL knows. */
export interface SealedColumn {
  readonly table: string;
  readonly column: string;
  /** What tells a row of a cooperative from the others. */
  readonly key: readonly string[];
  /** The column whose value is the row of the place. */
  readonly row: string;
  /** Where it is another table's: rows of the past share the place of today's. */
  readonly placedIn?: string;
  /** What the form before was bound to: a field, or the column that says it. */
  readonly before: { readonly field: string } | { readonly column: string };
  /** How what is inside is proved. */
  readonly proof:
    | { readonly kind: 'index'; readonly column: string; readonly field: string }
    /** A file whose hash stands beside it, and the hash of whose sealed bytes stands in the trail. */
    | { readonly kind: 'file'; readonly content: string; readonly sealed: string; readonly before: string }
    | { readonly kind: 'hash'; readonly content: string }
    | { readonly kind: 'none' };
}

const BATCH = 200;

export interface Sealing {
  readonly place: Place;
  readonly cipher: Uint8Array;
  /** What it must hold: the index or the hash of its content in hex; null: nothing beside it says. */
  readonly proof: string | null;
  /** Tells its row from the others of the column. */
  readonly key: string;
}

const shape = { row: text, before: text, cipher: bytes, proof: orNull(text), key: text };

/** Rows whose proof stands beside a sealing that is gone: what was sealed cannot be read any more. */
export async function sealingsGone(
  tx: Tx,
  cooperativeId: string,
  column: SealedColumn,
): Promise<readonly string[]> {
  if (column.proof.kind !== 'index') return [];
  const rows = await rowsOf(
    tx,
    sql`select ${sql.identifier(column.row)}::text as row from ${sql.identifier(column.table)}
      where cooperative_id = ${cooperativeId}::uuid and ${sql.identifier(column.column)} is null
        and ${proofOf(column)} is not null
      order by 1 limit 20`,
    { row: text },
  );
  return rows.map(({ row }) => row);
}

/** Sealings of a column after `after`, in order of their keys; `otherwiseThan`: of those that begin otherwise alone. */
export async function sealingsOf(
  tx: Tx,
  cooperativeId: string,
  column: SealedColumn,
  wanted: { readonly after: string; readonly limit: number; readonly otherwiseThan: Uint8Array | null },
): Promise<readonly Sealing[]> {
  const own = sql.identifier(column.column);
  const key = keyText(column);
  const rows = await rowsOf(
    tx,
    sql`
    select ${sql.identifier(column.row)}::text as row, ${beforeOf(column)} as before, ${own} as cipher, ${proofOf(column)} as proof,
      ${key} as key
    from ${sql.identifier(column.table)}
    where cooperative_id = ${cooperativeId}::uuid and ${own} is not null and ${key} > ${wanted.after}
      ${wanted.otherwiseThan === null ? sql`` : sql`and ${otherwise(column, wanted.otherwiseThan)}`}
    order by ${key} limit ${wanted.limit}`,
    shape,
  );
  return rows.map(({ row, before, cipher, proof, key: rowKey }) => ({
    place: {
      cooperativeId,
      table: column.placedIn ?? column.table,
      column: column.column,
      row,
      before,
    },
    cipher,
    proof,
    key: rowKey,
  }));
}

/** How many are sealed otherwise than `header` says. */
export async function sealedOtherwise(
  tx: Tx,
  cooperativeId: string,
  column: SealedColumn,
  header: Uint8Array,
): Promise<number> {
  const [row] = await rowsOf(
    tx,
    sql`select count(*)::int as count from ${sql.identifier(column.table)}
      where cooperative_id = ${cooperativeId}::uuid and ${sql.identifier(column.column)} is not null
        and ${otherwise(column, header)}`,
    { count },
  );
  return row?.count ?? 0;
}

/** What a sealing holds; null when it does not open, or holds something else than its row says. */
export function opened(vault: Vault, column: SealedColumn, { place, cipher, proof }: Sealing): Buffer | null {
  try {
    const content = vault.decryptBytes(place, cipher);
    if (proof === null) return content;
    const { proof: by } = column;
    const found =
      by.kind === 'index'
        ? vault.blindIndex(place.cooperativeId, by.field, content.toString('utf8'))
        : sha256(content);
    return found === proof ? content : null;
  } catch {
    return null;
  }
}

/** Seals one cooperative's rows of a column anew, batch by batch; returns how many could not be. */
export async function resealColumn(
  database: Database,
  vault: Vault,
  cooperativeId: string,
  column: SealedColumn,
): Promise<{ readonly resealed: number; readonly failed: number }> {
  let [resealed, failed, after] = [0, 0, ''];
  for (;;) {
    const from = after;
    const batch = await besideOthers(() =>
      database.write(cooperativeId, async (tx) => {
        const otherwiseThan = vault.header();
        const sealings = await sealingsOf(tx, cooperativeId, column, {
          after: from,
          limit: BATCH,
          otherwiseThan,
        });
        let [anew, lost] = [0, 0];
        for (const sealing of sealings) {
          const content = opened(vault, column, sealing);
          if (content === null) lost += 1;
          else anew += await replace(tx, vault, cooperativeId, column, sealing, content);
        }
        return { sealings, anew, lost };
      }),
    );
    resealed += batch.anew;
    failed += batch.lost;
    const last = batch.sealings.at(-1);
    if (last === undefined || batch.sealings.length < BATCH) return { resealed, failed };
    after = last.key;
  }
}

const TRIES = 10;

/** Whoever works in the books comes first: what they hold is tried again, some minutes long. */
async function besideOthers<T>(work: () => Promise<T>, tries = TRIES): Promise<T> {
  try {
    return await work();
  } catch (error) {
    const safe = safeError(error);
    if (tries <= 1 || !(safe instanceof Refusal) || safe.faults[0].code !== 'service.busy') throw error;
    await pause(1_000);
    return besideOthers(work, tries - 1);
  }
}

/** Nothing happens to a row that somebody else has changed meanwhile. */
async function replace(
  tx: Tx,
  vault: Vault,
  cooperativeId: string,
  column: SealedColumn,
  { place, cipher, key }: Sealing,
  content: Buffer,
): Promise<number> {
  const sealed = vault.encryptBytes(place, content);
  const own = sql.identifier(column.column);
  const { proof } = column;
  const hashes =
    proof.kind === 'file'
      ? sql`, ${sql.identifier(proof.before)} = coalesce(${sql.identifier(proof.before)}, ${sql.identifier(proof.sealed)}),
          ${sql.identifier(proof.sealed)} = ${sha256(sealed)}`
      : sql``;
  const rows = await rowsOf(
    tx,
    sql`update ${sql.identifier(column.table)} set ${own} = ${hex(sealed)} ${hashes}
      where cooperative_id = ${cooperativeId}::uuid and ${keyText(column)} = ${key} and ${own} = ${hex(cipher)}
      returning 1::int as done`,
    { done: count },
  );
  return rows.length;
}

function hex(value: Uint8Array): SQL {
  return sql`decode(${Buffer.from(value).toString('hex')}, 'hex')`;
}

function keyText(column: SealedColumn): SQL {
  return sql.join(
    column.key.map((name) => sql`${sql.identifier(name)}::text`),
    sql` || ' ' || `,
  );
}

function otherwise(column: SealedColumn, header: Uint8Array): SQL {
  return sql`substring(${sql.identifier(column.column)} from 1 for ${header.length}::int) <> ${hex(header)}`;
}

function beforeOf({ before }: SealedColumn): SQL {
  return 'field' in before ? sql`${before.field}::text` : sql`${sql.identifier(before.column)}::text`;
}

function proofOf({ proof }: SealedColumn): SQL {
  switch (proof.kind) {
    case 'index':
      return sql`encode(${sql.identifier(proof.column)}, 'hex')`;
    case 'file':
    case 'hash':
      return sql`${sql.identifier(proof.content)}::text`;
    case 'none':
      return sql`null::text`;
  }
}
