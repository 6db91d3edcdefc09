/**
 * One cooperative in one file, to be taken to another installation: every row of its tables as PostgreSQL writes it, what is sealed in them
 * sealed anew with keys that follow from a passphrase, and the whole sealed piece by piece as a copy is. What does not open is not taken
 * along; what is read is read through before anything is written.
 */
import { hkdfSync, scryptSync } from 'node:crypto';
import { closeSync, existsSync, openSync, readFileSync, readSync } from 'node:fs';
import { NoCopy, SALT, quoted, type Form, type Section } from './backup.ts';
import type { TransactionHandle } from './connection.ts';
import type { Tx } from './database.ts';
import { Explained } from './explained.ts';
import { opened, type SealedColumn } from './resealing.ts';
import { sealBetween, toldBetween, type Keyed } from './row-digests.ts';
import { createVault, sha256, type Vault } from './vault.ts';

const MAGIC = 'hegu-move-1\n';
const SHORTEST_PHRASE = 16;
const COST = { N: 2 ** 17, r: 8, p: 1, maxmem: 2 ** 28 };

/** The passphrase of a file: whoever has both has the cooperative. */
export function readPhrase(path: string): string {
  if (!existsSync(path)) throw new Explained(`There is no file ${path}.\n没有文件 ${path}。`);
  const phrase = readFileSync(path, 'utf8').trim().normalize('NFC');
  if (phrase.length < SHORTEST_PHRASE)
    throw new Explained(
      `The passphrase in ${path} is too short: at least ${SHORTEST_PHRASE} characters.\n${path} 中的口令太短：至少 ${SHORTEST_PHRASE} 个字符。`,
    );
  return phrase;
}

/** How such a file is sealed, and the vault of what is sealed within it. */
export function moveForm(phrase: string): Form & { vaultOf(salt: Buffer): Vault } {
  let made: { readonly salt: Buffer; readonly key: Buffer } | null = null;
  const derived = (salt: Buffer, purpose: string) => {
    if (made?.salt.equals(salt) !== true)
      made = { salt: Buffer.from(salt), key: scryptSync(phrase, salt, 32, COST) };
    return Buffer.from(hkdfSync('sha256', made.key, salt, `hegu move ${purpose}`, 32));
  };
  return {
    magic: MAGIC,
    keyOf: (salt) => derived(salt, 'pieces'),
    vaultOf: (salt) => createVault(derived(salt, 'sealings')),
  };
}

/** The salt that such a file begins with. */
export function saltOf(path: string): Buffer {
  const none = new NoCopy(path, {
    zh: '不是迁出的合作社文件。',
    en: 'it is no file of a cooperative that was moved out.',
  });
  if (!existsSync(path)) throw new NoCopy(path, { zh: '没有这个文件。', en: 'there is no such file.' });
  const head = Buffer.alloc(MAGIC.length + SALT);
  const file = openSync(path, 'r');
  try {
    if (readSync(file, head) < head.length || head.subarray(0, MAGIC.length).toString() !== MAGIC) throw none;
  } finally {
    closeSync(file);
  }
  return head.subarray(MAGIC.length);
}

/** The tables of a cooperative. */
export async function ownTables(handle: TransactionHandle): Promise<readonly string[]> {
  const rows = await handle<{ name: string }[]>`
    select c.relname as name from pg_class c
    join pg_attribute a on a.attrelid = c.oid and a.attnum = 1 and a.attname = 'cooperative_id'
    where c.relnamespace = 'public'::regnamespace and c.relkind = 'r' order by 1`;
  return rows.map(({ name }) => name);
}

/** Digests of one entry count in the order of their numbers, which are given anew where they enter. */
const NUMBERED = 'row_digest';

interface Moving {
  readonly cooperativeId: string;
  readonly columns: readonly SealedColumn[];
  /** What seals where it comes from, and where it goes. */
  readonly from: Vault;
  readonly to: Vault;
}

/** A sealing on its way: what it is, where it stands, and of a file what its sealed bytes were when it was written. */
interface Cell {
  readonly sealed: string;
  readonly row: string;
  readonly before: string;
  readonly held: string | null;
}

/** All rows of a cooperative. The unit of work sees those of this cooperative alone. */
export async function* sectionsLeaving(handle: TransactionHandle, moving: Moving): AsyncGenerator<Section> {
  for (const name of await ownTables(handle))
    yield { head: { schema: 'public', name }, pages: rowsLeaving(handle, name, moving) };
}

async function* rowsLeaving(
  handle: TransactionHandle,
  table: string,
  { cooperativeId, columns, from, to }: Moving,
): AsyncGenerator<readonly string[]> {
  const sealed = columns.filter((each) => each.table === table);
  const [files] = await handle<{ heavy: boolean }[]>`
    select exists (select from pg_attribute where attrelid = ${table}::regclass and atttypid = 'bytea'::regtype
      and attnum > 0 and not attisdropped) as heavy`;
  const without = JSON.stringify(Object.fromEntries(sealed.map(({ column }) => [column, null])));
  const wanted = sealed.map(
    (each, at) => `, encode(r.${quoted(each.column)}, 'hex') as s${at}, r.${quoted(each.row)}::text as p${at},
      ${beforeOf(each)} as b${at}, ${proofOf(each)} as f${at}, ${heldOf(each)} as h${at}`,
  );
  await handle.unsafe(
    `declare leaving no scroll cursor for
       select ${sealed.length === 0 ? 'r' : `jsonb_populate_record(r, '${without}'::jsonb)`}::text as line ${wanted.join('')}
       from ${quoted(table)} r where r.cooperative_id = '${cooperativeId}'::uuid ${table === NUMBERED ? 'order by r.id' : ''}`,
  );
  for (;;) {
    const rows = await handle.unsafe<Record<string, string | null>[]>(
      `fetch ${files?.heavy === true ? 20 : 1000} from leaving`,
    );
    if (rows.length === 0) break;
    yield rows.map((row) => {
      const line = row['line'] ?? '';
      if (sealed.length === 0) return line;
      const cells = sealed.flatMap((column, at) => {
        const cipher = row[`s${at}`];
        if (cipher == null) return [];
        const place = {
          cooperativeId,
          table: column.placedIn ?? table,
          column: column.column,
          row: row[`p${at}`] ?? '',
          before: row[`b${at}`] ?? '',
        };
        const sealing = { place, cipher: Buffer.from(cipher, 'hex'), proof: row[`f${at}`] ?? null, key: '' };
        const content = opened(from, column, sealing);
        if (content === null) throw doesNotOpen(table, place.row);
        const cell: Cell = {
          sealed: Buffer.from(to.encryptBytes(place, content)).toString('hex'),
          row: place.row,
          before: place.before,
          held: row[`h${at}`] ?? null,
        };
        return [[column.column, cell]];
      });
      return JSON.stringify({ line, cells: Object.fromEntries(cells) as object });
    });
  }
  await handle.unsafe('close leaving');
}

const beforeOf = ({ before }: SealedColumn) =>
  'field' in before ? `'${before.field}'` : `r.${quoted(before.column)}::text`;

function proofOf({ proof }: SealedColumn): string {
  if (proof.kind === 'none') return 'null::text';
  return proof.kind === 'index'
    ? `encode(r.${quoted(proof.column)}, 'hex')`
    : `r.${quoted(proof.content)}::text`;
}

const heldOf = ({ proof }: SealedColumn) =>
  proof.kind === 'file'
    ? `coalesce(r.${quoted(proof.before)}, r.${quoted(proof.sealed)})::text`
    : 'null::text';

const doesNotOpen = (table: string, row: string) =>
  new Explained(
    `${table} ${row}: what is sealed there does not open, or is not what its row says. Nothing was moved; npm run verify names them all.\n` +
      `${table} ${row}：密文打不开，或与该行不符。未迁出任何内容；npm run verify 会逐一列出。`,
  );

/** Writes rows that come, sealed for here. Triggers and links are off; the numbers of digests begin after `numberedFrom`. */
export async function enterRows(
  handle: TransactionHandle,
  table: string,
  lines: readonly string[],
  { cooperativeId, columns, from, to, numberedFrom }: Moving & { readonly numberedFrom: bigint },
): Promise<void> {
  const sealed = columns.filter((each) => each.table === table);
  const place = quoted(table);
  const own = `where (x.r).cooperative_id = '${cooperativeId}'::uuid`;
  const into = `insert into ${place} overriding system value select (x.r).* from`;
  const rows =
    sealed.length > 0
      ? `(select jsonb_populate_record((l ->> 'line')::${place}, l -> 'cells') as r
          from jsonb_array_elements($1::text::jsonb) l offset 0) x`
      : table === NUMBERED
        ? `(select jsonb_populate_record(l::${place}, jsonb_build_object('id', (l::${place}).id + ${numberedFrom})) as r
            from jsonb_array_elements_text($1::text::jsonb) l offset 0) x`
        : `(select l::${place} as r from jsonb_array_elements_text($1::text::jsonb) l offset 0) x`;
  const here = sealed.length === 0 ? lines : lines.map((line) => sealedHere(line, sealed));
  const { count } = await handle.unsafe(`${into} ${rows} ${own}`, [JSON.stringify(here)]);
  if (count !== lines.length) throw new Error(`${table}: a row of another cooperative came along.`);

  function sealedHere(text: string, sealings: readonly SealedColumn[]): object {
    const { line, cells } = JSON.parse(text) as { line: string; cells: Readonly<Record<string, Cell>> };
    const values = sealings.flatMap((column) => {
      const cell = cells[column.column];
      if (cell === undefined) return [];
      const { row, before, held } = cell;
      const at = { cooperativeId, table: column.placedIn ?? table, column: column.column, row, before };
      const anew = to.encryptBytes(at, from.decryptBytes(at, Buffer.from(cell.sealed, 'hex')));
      const { proof } = column;
      return [
        [column.column, `\\x${Buffer.from(anew).toString('hex')}`],
        ...(proof.kind === 'file'
          ? [
              [proof.sealed, sha256(anew)],
              [proof.before, held],
            ]
          : []),
      ];
    });
    return { line, cells: Object.fromEntries(values) as object };
  }
}

/**
 * What the rows of a cooperative give way to that comes back. The looks at them that no entry covers yet, or entries of upgrades after the one
 * by which it left, are its own here, and stay.
 */
export async function removeRows(
  tx: Tx,
  handle: TransactionHandle,
  { cooperativeId, after, keyed }: { cooperativeId: string; after: bigint; keyed: Keyed },
): Promise<{ putLooksBack(upTo: bigint): Promise<void> }> {
  const own = `where d.cooperative_id = '${cooperativeId}'::uuid`;
  const { sealed } = await toldBetween(tx, cooperativeId, keyed);
  const seen = `${own} and d.table_name = 'access_entry' and d.operation in ('I', 'A')
    and (d.entry_number > ${after} or d.id = any ('{${sealed.join(',')}}'::bigint[]))`;
  const [form] = await handle<{ key: string }[]>`select row_key('access_entry') as key`;
  const looks = await handle.unsafe<{ line: string }[]>(
    `select r::text as line from access_entry r where r.cooperative_id = '${cooperativeId}'::uuid
       and ${form?.key ?? ''} in (select unnest(d.keys) from row_digest d ${seen})`,
  );
  const digests = await handle.unsafe<{ line: string }[]>(
    `select jsonb_populate_record(d, '{"entry_number": null, "operation": "I", "seal": null}')::text as line from row_digest d ${seen}`,
  );
  for (const name of await ownTables(handle)) await handle.unsafe(`delete from ${quoted(name)} d ${own}`);
  const back = (table: string, rows: readonly { readonly line: string }[]) =>
    handle.unsafe(
      `insert into ${table} overriding system value select (x.r).* from
         (select l::${table} as r from jsonb_array_elements_text($1::text::jsonb) l offset 0) x on conflict do nothing`,
      [JSON.stringify(rows.map(({ line }) => line))],
    );
  return {
    async putLooksBack(upTo) {
      await back('access_entry', looks);
      await back(NUMBERED, digests);
      // What came with the file bears the seal that it came with, or none.
      await sealBetween(tx, cooperativeId, keyed, upTo);
    },
  };
}
