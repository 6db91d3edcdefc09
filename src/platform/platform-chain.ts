/**
 * The chain of what stands outside every cooperative: whoever adds or changes a cooperative, a user, a password, a factor or a token
 * leaves an entry in the same transaction, keyed as the entries of a trail. Its heads say where every trail stood.
 */
import { sql } from 'drizzle-orm';
import type { Sentence } from '../domain/language.ts';
import type { OutsideChain, Tx } from './database.ts';
import { canonicalJson, chainRoot, type JsonValue } from './hash-chain.ts';
import {
  digestsTogether,
  isOneOf,
  ofThisTransaction,
  sealBetween,
  toldByUpgrade,
  writesBetween,
  type Keyed,
  type ToldPast,
} from './row-digests.ts';
import { json, rowsOf, text, whole } from './rows.ts';

/** PostgreSQL has the same list (`rows_outside`). */
export const outsideWatched: readonly string[] = [
  'api_token',
  'app_user',
  'cooperative',
  'invitation',
  'moved_book',
  'passkey',
  'recovery_code',
  'second_factor',
];

/** Tables outside that nothing covers, and why. */
export const outsideUnwatched: Readonly<Record<string, Sentence>> = {
  installation: { zh: '每次启动时与密钥文件核对', en: 'compared with the key file at every start' },
  passkey_challenge: { zh: '五分钟内有效', en: 'counts for five minutes' },
  platform_digest: { zh: '由其链条证明', en: 'proved by the chain' },
  platform_entry: { zh: '链条自身', en: 'the chain itself' },
  sealing_key: { zh: '每次启动时与密钥文件核对', en: 'compared with the key file at every start' },
  session: { zh: '数小时内有效', en: 'counts for some hours' },
  sign_in_guard: { zh: '登录失败计数', en: 'counts failures' },
};

const statement = new RegExp(
  `^\\s*(?:insert into|update|delete from)\\s+"?(?:${outsideWatched.join('|')})"?[\\s(]`,
  'i',
);

/** What every unit of work asks, with the hash of an entry that is keyed. */
export const outsideChain = (keyed: Keyed): OutsideChain => ({
  writes: (text) => statement.test(text),
  cover: (tx) => coverPlatform(tx, keyed),
  writesBetween,
  sealBetween: (tx, cooperativeId) => sealBetween(tx, cooperativeId, keyed),
});

/** By cooperative: number and hash of the last entry of its trail. */
export type Heads = Readonly<Record<string, readonly [number: string, hash: string]>>;

export interface PlatformEntry {
  readonly number: bigint;
  readonly recordedAt: string;
  readonly heads: Heads;
  readonly rowsHash: string;
  readonly previousHash: string;
  readonly hash: string;
}

export function platformHash(entry: Omit<PlatformEntry, 'hash'>, keyed: (text: string) => string): string {
  const { number, recordedAt, heads, rowsHash, previousHash } = entry;
  const content: JsonValue = { number: number.toString(), recordedAt, heads: heads as JsonValue, rowsHash };
  return keyed(`platform\n${previousHash}\n${canonicalJson(content)}`);
}

const LOCK = 4_854_718;

/**
 * Puts what was written outside in this transaction under the next entry. Nothing is written outside after it. What stood there before and
 * no entry covers was told past the program, and stays uncovered, but for what an upgrade has told and sealed.
 */
export async function coverPlatform(
  tx: Tx,
  keyed: (text: string) => string,
  heads: Heads = {},
): Promise<PlatformEntry> {
  await tx.execute(sql`select pg_advisory_xact_lock(${LOCK}::bigint)`);
  const [last] = await rowsOf(tx, sql`select number, hash from platform_entry order by number desc limit 1`, {
    number: whole,
    hash: text,
  });
  const number = (last?.number ?? 0n) + 1n;
  const upgraded = await toldByUpgrade(tx, null, keyed);
  const [told] = await rowsOf(
    tx,
    sql`
    with covered as (
      update platform_digest set entry_number = ${number.toString()}::bigint
      where entry_number is null
        and (${ofThisTransaction} or ${isOneOf(upgraded)})
      returning id, table_name, operation, keys, digests
    )
    select ${digestsTogether} as hash from covered`,
    { hash: text },
  );
  const unsigned = {
    number,
    recordedAt: new Date().toISOString(),
    heads,
    rowsHash: told?.hash ?? '',
    previousHash: last?.hash ?? chainRoot,
  };
  const hash = platformHash(unsigned, keyed);
  await tx.execute(sql`
    insert into platform_entry (number, recorded_at, heads, rows_hash, previous_hash, hash)
    values (${number.toString()}::bigint, ${unsigned.recordedAt}::timestamptz, ${JSON.stringify(heads)}::jsonb,
      ${unsigned.rowsHash}, ${unsigned.previousHash}, ${hash})`);
  return { ...unsigned, hash };
}

/** Entries in their order, after `after`, each with what the digests say that it covers. */
export async function platformEntriesAfter(tx: Tx, after: bigint, limit: number) {
  return rowsOf(
    tx,
    sql`
    select e.number, to_char(e.recorded_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') as recorded_at, e.heads,
      e.rows_hash, e.previous_hash, e.hash,
      (select ${digestsTogether} from platform_digest d where d.entry_number = e.number) as wrote
    from platform_entry e where e.number > ${after.toString()}::bigint order by e.number limit ${limit}`,
    {
      number: whole,
      recordedAt: text,
      heads: json((value) => value as Heads),
      rowsHash: text,
      previousHash: text,
      hash: text,
      wrote: text,
    },
  );
}

/** Among the heads that versions of before told: up to which migration the chain took over what migrations had told. */
export const ADOPTED = 'adopted';

/** Among the heads: digests that were told past the program and taken away. */
export const DROPPED = 'told-dropped';

/** What was taken away, and why. */
export const droppedHead = (because: string, dropped: readonly ToldPast[]): Heads => ({
  [DROPPED]: ['0', JSON.stringify({ because, dropped })],
});

/** Why digests were taken away by an entry of the chain; null where none were. */
export function droppedIn(heads: Heads): string | null {
  const told = heads[DROPPED]?.[1];
  if (told === undefined) return null;
  try {
    const { because } = JSON.parse(told) as { because?: unknown };
    return typeof because === 'string' ? because : '';
  } catch {
    return '';
  }
}

/** Of each cooperative the head that the chain told last, behind `after`; and under `ADOPTED` a migration. */
export async function lastHeads(
  tx: Tx,
  after = 0n,
): Promise<{ readonly heads: Heads; readonly upTo: bigint }> {
  const rows = await rowsOf(
    tx,
    sql`select distinct on (h.key) h.key as id, h.value as head, e.number from platform_entry e, jsonb_each(e.heads) h
      where e.number > ${after.toString()}::bigint order by h.key, e.number desc`,
    { id: text, head: json((value) => value as readonly [string, string]), number: whole },
  );
  const heads = Object.fromEntries(rows.map(({ id, head }) => [id, head]));
  return { heads, upTo: rows.reduce((most, { number }) => (number > most ? number : most), after) };
}
