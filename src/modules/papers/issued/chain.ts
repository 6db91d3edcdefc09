/**
 * Whether the trail carries a paper, for whoever holds it: the entry that issued it tells its hash and follows from the seal printed on
 * it, by the key of the books; and the trail goes through every entry that a seal file outside the database tells.
 */
import { sql } from 'drizzle-orm';
import { entryHash, type JsonValue } from '../../../platform/hash-chain.ts';
import type { Tx } from '../../../platform/database.ts';
import { orNull, rowsOf, text, whole } from '../../../platform/rows.ts';
import { sealFiles, toldByTrail, type ToldOfTrail } from '../../../platform/seal-file.ts';
import { dayInChina, type Services } from '../../../platform/services.ts';
import { awayBetween } from '../../access/index.ts';
import { entriesAfter } from '../../audit/index.ts';
import type { CheckReply } from '../contract.ts';
import type { DocumentRow } from './store.ts';

/** What the seal files said a moment ago of a trail: strangers ask, and the files grow. One of each installation. */
const kept = new WeakMap<Services['config'], ReturnType<typeof toldByTrail>>();

export function sealsKept(config: Services['config']): ReturnType<typeof toldByTrail> {
  const told = kept.get(config) ?? toldByTrail(sealFiles(config));
  kept.set(config, told);
  return told;
}

export async function chainOf(
  tx: Tx,
  { vault }: Pick<Services, 'vault'>,
  told: ToldOfTrail,
  row: DocumentRow,
): Promise<CheckReply['chain']> {
  const { cooperativeId, number, sha256, seal, createdAt } = row;
  const sealedOn = told.lastAt === null ? null : dayInChina(new Date(told.lastAt)).toString();
  const entryNumber = await entryAt(tx, cooperativeId, createdAt);
  const [entry] = entryNumber === null ? [] : await entriesAfter(tx, cooperativeId, entryNumber - 1n, 1);
  const issued =
    entry !== undefined && notesOf(entry.notes).some((note) => note['subject'] === `document ${number}`);
  if (entry === undefined || !issued) return { state: 'no-entry', entry: null, sealedOn };
  const found = { entry: entry.number.toString(), sealedOn };
  const { previousHash, hash, recordedAt, rowsHash, ...content } = entry;
  const whatItTells = { ...content, number: entry.number.toString(), recordedAt: recordedAt.toISOString() };
  const isKeyed = rowsHash !== null;
  const own = isKeyed
    ? entryHash(previousHash, { ...whatItTells, rowsHash }, (told) => vault.chainHash(told, cooperativeId))
    : entryHash(previousHash, whatItTells);
  const stands =
    own === hash &&
    previousHash === seal &&
    notesOf(entry.notes).some((note) => note['sha256'] === sha256) &&
    (isKeyed || !(await keyedBefore(tx, cooperativeId, entry.number)));
  if (!stands) return { state: 'differs', ...found };
  return { state: (await goesThrough(tx, cooperativeId, told.heads)) ? 'stands' : 'made-anew', ...found };
}

type Note = Readonly<Record<string, JsonValue | undefined>>;
const notesOf = (notes: JsonValue): readonly Note[] =>
  Array.isArray(notes) ? (notes as readonly Note[]) : [];

/** The number of the entry of this moment, found by halving: entries of a trail rise in time with their numbers. */
async function entryAt(tx: Tx, cooperativeId: string, at: Date): Promise<bigint | null> {
  const [row] = await rowsOf(
    tx,
    sql`
    with recursive half(low, high) as (
      select 0::bigint, last_entry_number from book where cooperative_id = ${cooperativeId}::uuid
      union all
      select case when e.recorded_at < ${at.toISOString()}::timestamptz then h.middle else h.low end,
        case when e.recorded_at < ${at.toISOString()}::timestamptz then h.high else h.middle end
      from (select low, high, (low + high) / 2 as middle from half where high - low > 1) h
      join audit_entry e on e.cooperative_id = ${cooperativeId}::uuid and e.number = h.middle
    )
    select max(high) as number from half where high - low <= 1`,
    { number: orNull(whole) },
  );
  return row?.number ?? null;
}

/** Whether entries were keyed before this one: then one without a key is none of the service. */
async function keyedBefore(tx: Tx, cooperativeId: string, number: bigint): Promise<boolean> {
  const rows = await rowsOf(
    tx,
    sql`select number from audit_entry where cooperative_id = ${cooperativeId}::uuid and number < ${number.toString()}::bigint
      and rows_hash is not null order by audit_entry.number limit 1`,
    { number: whole },
  );
  return rows.length > 0;
}

async function goesThrough(tx: Tx, cooperativeId: string, told: ToldOfTrail['heads']): Promise<boolean> {
  const away = await awayBetween(tx, cooperativeId);
  const standing = told.filter(
    ([number]) => !away.some(({ went, back }) => BigInt(number) > went && BigInt(number) < back),
  );
  if (standing.length === 0) return true;
  const rows = await rowsOf(
    tx,
    sql`
    select h ->> 0 as missing from jsonb_array_elements(${JSON.stringify(standing)}::jsonb) h
    where not exists (select from audit_entry e where e.cooperative_id = ${cooperativeId}::uuid
      and e.number = (h ->> 0)::bigint and starts_with(e.hash, h ->> 1)) limit 1`,
    { missing: text },
  );
  return rows.length === 0;
}
