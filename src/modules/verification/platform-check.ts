/**
 * What stands outside every cooperative: the chain of it is whole and keyed, every row is what its entry says, and where the chain or a
 * seal file tells how far a trail had come, the trail goes through that entry.
 */
import { sql } from 'drizzle-orm';
import type { Tx } from '../../platform/database.ts';
import { chainRoot } from '../../platform/hash-chain.ts';
import {
  ADOPTED,
  DROPPED,
  droppedIn,
  outsideWatched,
  platformEntriesAfter,
  platformHash,
  type Heads,
} from '../../platform/platform-chain.ts';
import { acceptedIn, isOfPostgresql } from '../../platform/built-in.ts';
import { misshapen } from '../../platform/row-digests.ts';
import { count, flag, json, orNull, rowsOf, text, whole } from '../../platform/rows.ts';
import { lackingIn, type SealedEntry, type SealFile, type SealLine } from '../../platform/seal-file.ts';
import type { Vault } from '../../platform/vault.ts';
import type { FindingList, Rule } from './finding.ts';
import { placeInWords } from './place.ts';
import { keyInWords } from './row-place.ts';

const PAGE = 100;
const NAMED = 20;

/** A head that was told of a cooperative's trail, and by what. */
export interface ToldHead {
  readonly number: bigint;
  readonly hash: string;
  readonly by: string;
}

type Sealed = Pick<SealedEntry, 'number' | 'hash'>;

export interface PlatformTold {
  readonly entries: bigint;
  readonly hash: string;
  /** Of every cooperative that was told of; where one was asked for, its heads alone. */
  readonly heads: ReadonlyMap<string, readonly ToldHead[]>;
  /** Those that tell heads: each seal file has their line. */
  readonly sealed: readonly Sealed[];
  /** What was accepted as what PostgreSQL came with, and when. */
  readonly accepted: readonly {
    readonly version: string;
    readonly because: string;
    readonly recordedAt: string;
  }[];
  /** Digests that were told past the program and taken away: why, and when. */
  readonly dropped: readonly { readonly because: string; readonly recordedAt: string }[];
}

export async function checkPlatform(
  tx: Tx,
  vault: Vault,
  seals: readonly SealLine[],
  findings: FindingList,
  only?: string,
): Promise<PlatformTold> {
  const heads = new Map<string, ToldHead[]>();
  const tell = (from: Heads, by: string) => {
    for (const [id, [number, hash]] of Object.entries(from)) {
      if (id === ADOPTED || id === DROPPED || isOfPostgresql(id)) continue;
      const told = heads.get(id) ?? [];
      if (only === undefined || id === only) told.push({ number: BigInt(number), hash, by });
      heads.set(id, told);
    }
  };
  const hashes = new Map<string, string>();
  const sealed: Sealed[] = [];
  const accepted: PlatformTold['accepted'][number][] = [];
  const dropped: PlatformTold['dropped'][number][] = [];
  let [number, hash] = [0n, chainRoot];
  let adopted = 0n;
  for (;;) {
    const page = await platformEntriesAfter(tx, number, PAGE);
    for (const { wrote, ...entry } of page) {
      const say = (rule: Rule) =>
        findings.add({ table: 'platform_entry', row: entry.number.toString(), rule });
      if (entry.number !== number + 1n) say('trail-number');
      if (entry.previousHash !== hash) say('trail-link');
      if (platformHash(entry, (told) => vault.chainHash(told)) !== entry.hash) say('trail-hash');
      if (entry.rowsHash !== wrote) say('trail-rows');
      const taken = entry.heads[ADOPTED];
      if (taken !== undefined) {
        if (BigInt(taken[0]) <= adopted) say('trail-adopted-again');
        adopted = BigInt(taken[0]);
      }
      tell(entry.heads, '');
      for (const each of acceptedIn(entry.heads)) accepted.push({ ...each, recordedAt: entry.recordedAt });
      const why = droppedIn(entry.heads);
      if (why !== null) dropped.push({ because: why, recordedAt: entry.recordedAt });
      if (Object.keys(entry.heads).length > 0) sealed.push({ number: entry.number, hash: entry.hash });
      hashes.set(entry.number.toString(), entry.hash);
      [number, hash] = [entry.number, entry.hash];
    }
    if (page.length < PAGE) break;
  }
  await nameUncovered(tx, findings);
  await nameMisshapen(tx, findings);
  for (const { file, heads: told } of seals) tell(told, file);
  // One place of the seal file says what the other does: that is one finding.
  const otherwise = Map.groupBy(
    seals.filter(({ platform: [of, told] }) => hashes.get(of) !== told),
    ({ platform: [of, told] }) => `${of} ${told}`,
  );
  for (const [key, lines] of otherwise) {
    const [row = '', told = ''] = key.split(' ');
    const seenIn = lines.map(({ file }) => file).join(', ');
    const found = sealInWords(told);
    findings.add({ table: 'platform_entry', row, rule: 'seal-elsewhere', found, seenIn });
  }
  for (const table of outsideWatched) await compare(tx, table, findings);
  return { entries: number, hash, heads, sealed, accepted, dropped };
}

/** What no entry covers: an upgrade told it and the service has not started since, or somebody did. */
async function nameUncovered(tx: Tx, findings: FindingList): Promise<void> {
  const rows = await rowsOf(
    tx,
    sql`select coalesce(table_name, '') as name, coalesce(array_to_string(keys, ' '), '') as key
      from platform_digest where entry_number is null order by id limit ${NAMED}`,
    { name: text, key: text },
  );
  for (const { name, key } of rows) {
    const keyed = keyInWords(key);
    const found = {
      zh: `${placeInWords(name, '', 'zh')}，${keyed.zh}`,
      en: `${placeInWords(name, '', 'en')}, ${keyed.en}`,
    };
    findings.add({ table: 'platform_entry', row: '', rule: 'trail-not-adopted', found });
  }
}

/** Digests that are none, whatever entry they stand under. */
async function nameMisshapen(tx: Tx, findings: FindingList): Promise<void> {
  const rows = await rowsOf(
    tx,
    sql`select coalesce(table_name, '') as name, coalesce(array_to_string(keys, ' '), '') as key, coalesce(entry_number, 0) as entry
      from platform_digest where ${misshapen} order by id limit ${NAMED}`,
    { name: text, key: text, entry: whole },
  );
  for (const { name: row, key, entry } of rows) {
    const keyed = keyInWords(key);
    const found = {
      zh: `平台链 ${entry}，${keyed.zh}`,
      en: `entry ${entry} of the platform chain, ${keyed.en}`,
    };
    findings.add({ table: 'platform_digest', row, rule: 'digest-form', found });
  }
}

/** Every place has the line of every entry that tells heads; one that cannot be read has none. */
export function checkSealFiles(
  files: readonly SealFile[],
  sealed: readonly Sealed[],
  findings: FindingList,
): void {
  for (const there of files) {
    const { file, fault } = there;
    if (fault !== null) {
      const found = { zh: `${file}（${fault}）`, en: `${file} (${fault})` };
      findings.add({ table: 'platform_entry', row: '', rule: 'seal-unreadable', found });
      continue;
    }
    const lacking = lackingIn(there, sealed);
    const [first] = lacking;
    if (first === undefined) continue;
    const found = {
      zh: `${file} 缺 ${lacking.length} 行`,
      en: `${file} lacks ${lacking.length} ${lacking.length === 1 ? 'line' : 'lines'}`,
    };
    findings.add({ table: 'platform_entry', row: first.number.toString(), rule: 'seal-missing', found });
  }
}

/** What was told of it, as far as a reader compares it. */
export const sealInWords = (hash: string) => ({
  zh: `账印 ${hash.slice(0, 16)}`,
  en: `seal ${hash.slice(0, 16)}`,
});

/** Every row outside is what was written last under its key. */
async function compare(tx: Tx, table: string, findings: FindingList): Promise<void> {
  const [form] = await rowsOf(tx, sql`select row_key(${table}) as key, row_evidence(${table}) as evidence`, {
    key: text,
    evidence: text,
  });
  if (form === undefined) return;
  const found = await rowsOf(
    tx,
    sql`
    with told as (
      select k.key, d.operation, d.entry_number, d.id, substring(d.digests from (32 * (k.n - 1) + 1)::int for 32) as digest
      from platform_digest d cross join lateral unnest(d.keys) with ordinality k(key, n)
      where d.table_name = ${table} and exists (select from platform_entry e where e.number = d.entry_number)
    ), last as (select distinct on (key) * from told order by key, entry_number desc nulls first, id desc),
    standing as (
      select ${sql.raw(form.key)} as key, ${sql.raw(form.evidence)} as digest, to_jsonb(r) as row from ${sql.identifier(table)} r
    )
    select coalesce(s.key, l.key) as key, l.entry_number as entry, s.key is not null as stands,
      coalesce(l.operation <> 'D', false) as written, count(*) over ()::int as count, s.row
    from last l full join standing s on s.key = l.key
    where case when l.operation = 'D' or l.key is null then s.key is not null else s.digest is distinct from l.digest end
    order by 2, 1 limit ${NAMED}`,
    {
      key: text,
      entry: orNull(whole),
      stands: flag,
      written: flag,
      count,
      row: orNull(json((value) => value as Readonly<Record<string, unknown>>)),
    },
  );
  for (const { key, entry, stands, written, row } of found) {
    const rule: Rule = !stands ? 'row-removed' : written ? 'row-changed' : 'row-added';
    const name = await nameOf(tx, table, row);
    const keyed = keyInWords(key);
    findings.add({
      table,
      row: name,
      rule,
      found: {
        zh: `${entry === null ? '平台链中没有' : `平台链 ${entry}`}，${keyed.zh}`,
        en: `${entry === null ? 'no entry' : `entry ${entry}`} of the platform chain, ${keyed.en}`,
      },
    });
  }
}

/** Whose or what it is, by the name that people know. */
async function nameOf(tx: Tx, table: string, row: Readonly<Record<string, unknown>> | null): Promise<string> {
  if (row === null) return '';
  const known = table === 'app_user' ? row['user_name'] : table === 'cooperative' ? row['name'] : undefined;
  if (typeof known === 'string') return known;
  const [user] = await rowsOf(
    tx,
    sql`select user_name as name from app_user where id::text = ${String(row['user_id'])}`,
    { name: text },
  );
  return user?.name ?? '';
}
