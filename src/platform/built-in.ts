/**
 * What PostgreSQL itself came with, on record: the first start under a version writes its hashes into the platform's chain, and every later
 * start and `verify` compare them. What somebody accepts in their place is one record more, with why, and `verify` remarks it for good.
 */
import { sql } from 'drizzle-orm';
import * as z from 'zod';
import { builtInHashes } from './catalogue.ts';
import { rawSql, type Tx } from './database.ts';
import { coverPlatform, platformHash, type Heads } from './platform-chain.ts';
import { json, rowsOf, text, whole } from './rows.ts';

/** Among the heads of the chain, with the version behind it. */
const BUILT_IN = 'postgresql ';
export const isOfPostgresql = (head: string): boolean => head.startsWith(BUILT_IN);

export interface BuiltIn {
  /** As the server says it; the packager's words belong to it. */
  readonly version: string;
  /** By kind: functions, casts, operators. */
  readonly hashes: Readonly<Record<string, string>>;
}

const recorded = z.object({
  hashes: z.record(z.string(), z.string()),
  because: z.string().nullable(),
});

export interface BuiltInRecord extends Readonly<z.output<typeof recorded>> {
  readonly recordedAt: string;
  /** Whether the chain's key wrote it. */
  readonly isOwn: boolean;
}

export async function builtInNow(tx: Tx): Promise<BuiltIn> {
  const handle = rawSql(tx);
  const [row] = await handle.unsafe<{ server_version: string }[]>('show server_version');
  return { version: row?.server_version ?? '', hashes: Object.fromEntries(await builtInHashes(handle)) };
}

/** What the chain says of a version last; null where it says nothing. */
export async function recordedBuiltIn(
  tx: Tx,
  keyed: (text: string) => string,
  version: string,
): Promise<BuiltInRecord | null> {
  const head = BUILT_IN + version;
  const [row] = await rowsOf(
    tx,
    sql`
    select number, to_char(recorded_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') as recorded_at, heads, rows_hash, previous_hash, hash
    from platform_entry where heads ? ${head}::text order by number desc limit 1`,
    {
      number: whole,
      recordedAt: text,
      heads: json((value) => value as Heads),
      rowsHash: text,
      previousHash: text,
      hash: text,
    },
  );
  return row === undefined
    ? null
    : {
        ...readRecord(row.heads[head]?.[1] ?? ''),
        recordedAt: row.recordedAt,
        isOwn: platformHash(row, keyed) === row.hash,
      };
}

function readRecord(told: string): z.output<typeof recorded> {
  try {
    return recorded.parse(JSON.parse(told));
  } catch {
    // Not as this program writes it: nothing agrees with it.
    return { hashes: {}, because: null };
  }
}

/** Which of it is otherwise than on record; none where nothing is. */
export const changedSince = (record: BuiltInRecord | null, { hashes }: BuiltIn): readonly string[] =>
  record === null
    ? []
    : Object.keys({ ...record.hashes, ...hashes }).filter((name) => record.hashes[name] !== hashes[name]);

/** Puts it on record; `because` null at the first start under a version. */
export async function recordBuiltIn(
  tx: Tx,
  keyed: (text: string) => string,
  { version, hashes }: BuiltIn,
  because: string | null,
): Promise<bigint> {
  // A head is a number and a text; of this one the text alone says something.
  const told: Heads = { [BUILT_IN + version]: ['0', JSON.stringify({ hashes, because })] };
  const { number } = await coverPlatform(tx, keyed, told);
  return number;
}

/** Of an entry of the chain: what was accepted in the place of what stood on record before. */
export function acceptedIn(heads: Heads): readonly { readonly version: string; readonly because: string }[] {
  return Object.entries(heads).flatMap(([head, [, told]]) => {
    if (!isOfPostgresql(head)) return [];
    const { because } = readRecord(told);
    return because === null ? [] : [{ version: head.slice(BUILT_IN.length), because }];
  });
}
