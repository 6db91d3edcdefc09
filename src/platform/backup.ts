/**
 * A copy of the whole database in one file: read in one snapshot while the service goes on, compressed, and sealed piece by piece with a
 * key of its own that is kept elsewhere. A piece that was changed, taken away or put elsewhere does not open, and the last one says that
 * it is the last; the file is read through once before anything is restored from it. It tells how many rows each table had in that snapshot,
 * counted by themselves, and the heads of all chains, which are asked again of what was restored.
 */
import { createCipheriv, createDecipheriv, createHash, hkdfSync, randomBytes } from 'node:crypto';
import {
  closeSync,
  createReadStream,
  createWriteStream,
  existsSync,
  openSync,
  readFileSync,
  readSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { Readable, Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { isDeepStrictEqual } from 'node:util';
import { createGunzip, createGzip } from 'node:zlib';
import { readMigrationFiles } from 'drizzle-orm/migrator';
import type postgres from 'postgres';
import { Explained } from './explained.ts';
import { migrationsFolder } from './migrations-folder.ts';
import { openOwnerConnection } from './owner-connection.ts';

const MAGIC = 'hegu-backup-1\n';

/** How a file begins, and the key of its pieces, which follows from the salt behind that. */
export interface Form {
  readonly magic: string;
  readonly keyOf: (salt: Buffer) => Buffer;
}

const copyWith = (key: Buffer): Form => ({
  magic: MAGIC,
  keyOf: (salt) => Buffer.from(hkdfSync('sha256', key, salt, 'hegu backup', 32)),
});
const PIECE = 64 * 1024;
export const SALT = 16;
const TAG = 16;

/** What a copy holds, as its last part tells. */
export interface Contents {
  readonly at: string;
  readonly database: string;
  /** Number and hash of the last entry of every trail and of the platform's chain; absent in copies of before. */
  readonly heads?: Readonly<Record<string, string>>;
  readonly tables: readonly {
    readonly name: string;
    readonly rows: number;
    readonly bytes: number;
    readonly sha256: string;
  }[];
}

export interface TableHead {
  readonly schema: string;
  readonly name: string;
}

/** Where the rows of a table go, some at a time. */
export type Take = (lines: readonly string[]) => Promise<void>;

/** Thrown where a file is no whole copy, or was sealed with another key. */
export class NoCopy extends Explained {
  constructor(path: string, why: { readonly zh: string; readonly en: string }) {
    super(`${path}: ${why.en} Nothing was changed.\n${path}：${why.zh}未作任何改动。`);
    this.name = 'NoCopy';
  }
}

/** The key of copies. One is made only where `make` says so and none is there, which the caller tells. */
export function backupKey(path: string, make: boolean): { readonly key: Buffer; readonly made: boolean } {
  const there = readKey(path);
  if (there !== null) return { key: there, made: false };
  if (!make)
    throw new Explained(
      `There is no key of copies at ${path}. Put it back from where you keep it (is its disk there?); a first one is made by npm run backup -- --new-key.\n` +
        `${path} 没有备份密钥。请从另存处放回（它所在的盘接上了吗）；第一把用 npm run backup -- --new-key 新建。`,
    );
  const key = randomBytes(32);
  try {
    writeFileSync(path, `${key.toString('hex')}\n`, { mode: 0o600, flag: 'wx', flush: true });
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    throw new Explained(
      `The key of copies cannot be made at ${path} (${code}).\n无法在 ${path} 建立备份密钥（${code}）。`,
    );
  }
  return { key, made: true };
}

/** Null where there is none. */
function readKey(path: string): Buffer | null {
  let text: string;
  let mode: number;
  try {
    text = readFileSync(path, 'utf8').trim();
    ({ mode } = statSync(path));
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'ENOENT') return null;
    throw new Explained(
      `The key of copies ${path} cannot be read (${code}).\n无法读取备份密钥 ${path}（${code}）。`,
    );
  }
  if (!/^[0-9a-f]{64}$/.test(text))
    throw new Explained(
      `${path} holds no key of copies: 64 hexadecimal digits.\n${path} 中没有备份密钥：应为 64 位十六进制数字。`,
    );
  if (process.platform !== 'win32' && (mode & 0o077) !== 0)
    throw new Explained(
      `The key of copies ${path} can be read by others: run chmod 600 on it.\n备份密钥 ${path} 可被他人读取：请对它执行 chmod 600。`,
    );
  return Buffer.from(text, 'hex');
}

/** Writes a copy of the database to `path`, and returns what it holds. */
export async function writeBackup(url: string, path: string, key: Buffer): Promise<Contents> {
  const owner = openOwnerConnection(url);
  try {
    return await owner.begin('isolation level repeatable read read only', async (tx) => {
      const [place] = await tx<{ at: Date; database: string }[]>`
        select now() as at, current_database() as database`;
      const cooperatives = await hiddenFrom(tx);
      const sections = async function* () {
        for (const table of await tablesOf(tx))
          yield { head: table, pages: linesOf(tx, table, table.sealedOff ? cooperatives : null) };
      };
      const contents = await writeFramed(path, copyWith(key), randomBytes(SALT), sections(), {
        at: place?.at.toISOString() ?? '',
        database: place?.database ?? '',
        heads: await headsIn(tx, cooperatives),
      });
      await requireCounted(tx, contents, cooperatives);
      return contents;
    });
  } finally {
    await owner.end({ timeout: 5 });
  }
}

/** How far every chain had come. */
async function headsIn(
  tx: postgres.TransactionSql,
  cooperatives: readonly string[] | null,
): Promise<Readonly<Record<string, string>>> {
  const told = await shown(
    tx,
    cooperatives,
    () =>
      tx<{ of: string; head: string }[]>`
      select cooperative_id::text as of, last_entry_number || ' ' || seal as head from book order by 1`,
  );
  const platform = await tx<{ of: string; head: string }[]>`
    select 'platform' as of, number || ' ' || hash as head from platform_entry order by number desc limit 1`;
  return Object.fromEntries([...told, ...platform].map(({ of, head }) => [of, head]));
}

/** What was written is as many rows of each table as PostgreSQL counts in the same snapshot. */
export async function requireCounted(
  tx: postgres.TransactionSql,
  { tables }: Contents,
  cooperatives: readonly string[] | null,
): Promise<void> {
  for (const { schema, name, sealedOff } of await tablesOf(tx)) {
    const counts = await shown(tx, sealedOff ? cooperatives : null, () =>
      tx.unsafe<{ rows: number }[]>(`select count(*)::float8 as rows from ${quoted(schema)}.${quoted(name)}`),
    );
    const counted = counts.reduce((sum, { rows }) => sum + rows, 0);
    const written = tables.find((each) => each.name === `${schema}.${name}`)?.rows ?? 0;
    if (counted !== written)
      throw new Explained(
        `The copy is not whole: ${name} has ${counted} rows, and ${written} were written. It was not kept.\n` +
          `备份不完整：${name} 有 ${counted} 行，只写出 ${written} 行。没有保留这份备份。`,
      );
  }
}

/** What is asked of rows that this owner is shown, at once or one cooperative after the other. */
async function shown<Row>(
  tx: postgres.TransactionSql,
  cooperatives: readonly string[] | null,
  ask: () => PromiseLike<readonly Row[]>,
): Promise<readonly Row[]> {
  if (cooperatives === null) return ask();
  const rows: Row[] = [];
  for (const id of cooperatives) {
    await tx`select set_config('app.cooperative_id', ${id}, true)`;
    rows.push(...(await ask()));
  }
  await tx`select set_config('app.cooperative_id', '', true)`;
  return rows;
}

/** Whether a file begins as a copy does, and goes on. What else it is shows where it is read through. */
export function beginsAsCopy(path: string): boolean {
  try {
    if (statSync(path).size <= MAGIC.length + SALT + TAG) return false;
    const file = openSync(path, 'r');
    try {
      const begin = Buffer.alloc(MAGIC.length);
      readSync(file, begin, 0, begin.length, 0);
      return begin.toString() === MAGIC;
    } finally {
      closeSync(file);
    }
  } catch {
    return false;
  }
}

/** A table, and its rows some at a time. */
export interface Section {
  readonly head: TableHead;
  readonly pages: AsyncIterable<readonly string[]> | Iterable<readonly string[]>;
}

/** Writes what comes to a file that must not be there yet, sealed as it goes; returns what it holds. */
export async function writeFramed(
  path: string,
  form: Form,
  salt: Buffer,
  sections: AsyncIterable<Section>,
  place: Omit<Contents, 'tables'>,
): Promise<Contents> {
  const told: Contents['tables'][number][] = [];
  const contents = (): Contents => ({ ...place, tables: told });
  const parts = async function* () {
    for await (const { head, pages } of sections) {
      yield frame(Buffer.from(JSON.stringify({ schema: head.schema, name: head.name })));
      const hash = createHash('sha256');
      let [rows, bytes] = [0, 0];
      for await (const lines of pages) {
        const piece = Buffer.from(JSON.stringify(lines));
        hash.update(piece);
        bytes += piece.length;
        rows += lines.length;
        yield frame(piece);
      }
      yield frame(Buffer.alloc(0));
      told.push({ name: `${head.schema}.${head.name}`, rows, bytes, sha256: hash.digest('hex') });
    }
    yield frame(Buffer.alloc(0));
    yield frame(Buffer.from(JSON.stringify(contents())));
  };
  await pipeline(
    Readable.from(parts()),
    createGzip({ level: 6 }),
    sealing(form, salt),
    createWriteStream(path, { mode: 0o600, flags: 'wx', flush: true }),
  );
  return contents();
}

/** Reads a copy through: every piece opens, every table is what its last part tells. */
export async function readBackup(path: string, key: Buffer): Promise<Contents> {
  return walk(path, copyWith(key), () => null);
}

/** Fills an empty database from a copy that was read through. The tables come from this program's migrations, as far as the copy had come. */
export async function restoreBackup(url: string, path: string, key: Buffer): Promise<Contents> {
  await readBackup(path, key);
  const owner = openOwnerConnection(url);
  try {
    const [state] = await owner<{ filled: boolean }[]>`
      select exists (select from pg_class where relnamespace = 'public'::regnamespace and relkind in ('r', 'p'))
        or to_regclass('drizzle.__drizzle_migrations') is not null as filled`;
    if (state?.filled !== false)
      throw new Explained(
        'The database to restore into is not empty. Nothing was changed.\n要恢复到的数据库不是空的，未作任何改动。',
      );
    return await owner.begin(async (tx) => {
      await makeTables(tx, await migrationsIn(path, key));
      const links = await takeLinksOff(tx);
      await tx.unsafe('delete from drizzle.__drizzle_migrations');
      const contents = await walk(path, copyWith(key), (head) => async (lines) => {
        const place = `${quoted(head.schema)}.${quoted(head.name)}`;
        await tx.unsafe(
          `insert into ${place} overriding system value select (x.r).*
            from (select l::${place} as r from jsonb_array_elements_text($1::text::jsonb) l offset 0) x`,
          [JSON.stringify(lines)],
        );
      });
      if (contents.heads !== undefined && !isDeepStrictEqual(await headsIn(tx, null), contents.heads))
        throw new NoCopy(path, {
          zh: '恢复出的各条流水不在备份所说的位置。',
          en: 'the trails that were restored do not stand where the copy says.',
        });
      await putLinksBack(tx, links);
      return contents;
    });
  } finally {
    await owner.end({ timeout: 5 });
  }
}

interface Table extends TableHead {
  /** Whether its rows hold files: fewer are read at a time. */
  readonly heavy: boolean;
  /** Whether its rows are shown to the owner one cooperative at a time. */
  readonly sealedOff: boolean;
}

/** Whose rows the tables hold. */
const OWNERS = 'cooperative';

/** The cooperatives whose rows are hidden from this owner until each is named; null for one whom row policies do not bind. */
async function hiddenFrom(tx: postgres.TransactionSql): Promise<readonly string[] | null> {
  const [me] = await tx<{ free: boolean }[]>`
    select rolsuper or rolbypassrls as free from pg_roles where rolname = current_user`;
  if (me?.free === true) return null;
  const rows = await tx.unsafe<{ id: string }[]>(`select id from ${quoted(OWNERS)} order by id`);
  return rows.map(({ id }) => id);
}

async function tablesOf(tx: postgres.TransactionSql): Promise<readonly Table[]> {
  return tx<Table[]>`
    select n.nspname as schema, c.relname as name,
      pg_table_size(c.oid) - pg_relation_size(c.oid) > 4 * pg_relation_size(c.oid) as heavy,
      c.relforcerowsecurity and exists (select from pg_attribute a
        where a.attrelid = c.oid and a.attnum = 1 and a.attname = 'cooperative_id') as "sealedOff"
    from pg_class c join pg_namespace n on n.oid = c.relnamespace
    where n.nspname in ('public', 'drizzle') and c.relkind = 'r' order by n.nspname, c.relname`;
}

/** The rows of a table as PostgreSQL writes a row, some at a time: all at once, or one cooperative after the other. */
async function* linesOf(
  tx: postgres.TransactionSql,
  table: Table,
  cooperatives: readonly string[] | null,
): AsyncGenerator<readonly string[]> {
  if (cooperatives === null) yield* linesShown(tx, table);
  for (const id of cooperatives ?? []) {
    await tx`select set_config('app.cooperative_id', ${id}, true)`;
    yield* linesShown(tx, table);
  }
  if (cooperatives !== null) await tx`select set_config('app.cooperative_id', '', true)`;
}

/** Through a cursor: the driver can stop for good in a COPY. */
async function* linesShown(
  tx: postgres.TransactionSql,
  { schema, name, heavy }: Table,
): AsyncGenerator<readonly string[]> {
  await tx.unsafe(
    `declare copied no scroll cursor for select r::text as line from ${quoted(schema)}.${quoted(name)} r`,
  );
  for (;;) {
    const rows = await tx.unsafe<{ line: string }[]>(`fetch ${heavy ? 20 : 1000} from copied`);
    if (rows.length > 0) yield rows.map(({ line }) => line);
    else break;
  }
  await tx.unsafe('close copied');
}

/** The moments of the migrations that a copy had seen: its first table, `(id,hash,created_at)` a row. */
async function migrationsIn(path: string, key: Buffer): Promise<ReadonlySet<number>> {
  const seen = new Set<number>();
  await walk(path, copyWith(key), ({ schema }) =>
    schema !== 'drizzle'
      ? null
      : (lines) => {
          for (const line of lines) seen.add(Number(/(\d+)\)$/.exec(line)?.[1]));
          return Promise.resolve();
        },
  );
  return seen;
}

async function makeTables(tx: postgres.TransactionSql, seen: ReadonlySet<number>): Promise<void> {
  const known = readMigrationFiles({ migrationsFolder });
  const unknown = [...seen].filter((at) => !known.some(({ folderMillis }) => folderMillis === at));
  if (seen.size === 0 || unknown.length > 0)
    throw new Explained(
      'The copy is of a newer version of Hegu than this program. Nothing was changed.\n备份来自比本程序更新的合股版本，未作任何改动。',
    );
  await tx.unsafe(`create schema if not exists drizzle;
    create table drizzle.__drizzle_migrations (id serial primary key, hash text not null, created_at bigint)`);
  for (const { folderMillis, sql } of known)
    if (seen.has(folderMillis)) for (const statement of sql) await tx.unsafe(statement);
}

interface Links {
  readonly tables: readonly { readonly name: string; readonly forced: boolean }[];
  readonly keys: readonly { readonly table: string; readonly name: string; readonly definition: string }[];
}

/** What would refuse rows that come in any order: triggers, foreign keys, and row policies that bind the owner. */
export async function takeLinksOff(tx: postgres.TransactionSql): Promise<Links> {
  const tables = await tx<{ name: string; forced: boolean }[]>`
    select quote_ident(relname) as name, relforcerowsecurity as forced from pg_class
    where relnamespace = 'public'::regnamespace and relkind = 'r'`;
  const keys = await tx<{ table: string; name: string; definition: string }[]>`
    select conrelid::regclass::text as table, quote_ident(conname) as name, pg_get_constraintdef(oid) as definition
    from pg_constraint where contype = 'f' and connamespace = 'public'::regnamespace`;
  for (const { table, name } of keys) await tx.unsafe(`alter table ${table} drop constraint ${name}`);
  for (const { name } of tables)
    await tx.unsafe(
      `alter table ${name} disable trigger user; alter table ${name} no force row level security`,
    );
  return { tables, keys };
}

export async function putLinksBack(tx: postgres.TransactionSql, { tables, keys }: Links): Promise<void> {
  for (const { name, forced } of tables)
    await tx.unsafe(
      `alter table ${name} enable trigger user${forced ? `; alter table ${name} force row level security` : ''}`,
    );
  for (const { table, name, definition } of keys)
    await tx.unsafe(`alter table ${table} add constraint ${name} ${definition}`);
  const counters = await tx<{ table: string; column: string; sequence: string }[]>`
    select a.attrelid::regclass::text as table, quote_ident(a.attname) as column,
      pg_get_serial_sequence(a.attrelid::regclass::text, a.attname) as sequence
    from pg_attribute a join pg_class c on c.oid = a.attrelid
    where c.relkind = 'r' and c.relnamespace in ('public'::regnamespace, 'drizzle'::regnamespace)
      and case when a.attnum > 0 and not a.attisdropped
        then pg_get_serial_sequence(a.attrelid::regclass::text, a.attname) end is not null`;
  for (const { table, column, sequence } of counters)
    await tx.unsafe(
      `select setval('${sequence}', coalesce((select max(${column}) from ${table}), 0) + 1, false)`,
    );
}

/** Walks through a copy; `takerOf` says who takes the rows of a table. Throws unless all of it is as it was written. */
export async function walk(
  path: string,
  form: Form,
  takerOf: (head: TableHead) => Take | null,
): Promise<Contents> {
  const broken = new NoCopy(path, {
    zh: '文件不完整，或不是用这把密钥（口令）加密的。',
    en: 'it is not whole, or was sealed with another key or passphrase.',
  });
  if (!existsSync(path)) throw new NoCopy(path, { zh: '没有这个文件。', en: 'there is no such file.' });
  const seen: Contents['tables'][number][] = [];
  let contents: Contents;
  const source = createReadStream(path);
  const opened = opening(form);
  const plain = createGunzip({ chunkSize: 256 * 1024 });
  const reading = pipeline(source, opened, plain).catch(() => {
    throw broken;
  });
  reading.catch(() => undefined);
  const frames = framesOf(plain);
  const next = async (): Promise<Buffer> => {
    const step = await frames.next().catch(() => ({ done: true as const, value: undefined }));
    if (step.done === true || step.value === undefined) throw broken;
    return step.value;
  };
  try {
    for (;;) {
      const header = await next();
      if (header.length === 0) break;
      const head = JSON.parse(header.toString('utf8')) as TableHead;
      const take = takerOf(head);
      const hash = createHash('sha256');
      let [rows, bytes] = [0, 0];
      for (let piece = await next(); piece.length > 0; piece = await next()) {
        hash.update(piece);
        bytes += piece.length;
        const lines = JSON.parse(piece.toString('utf8')) as readonly string[];
        rows += lines.length;
        await take?.(lines);
      }
      seen.push({ name: `${head.schema}.${head.name}`, rows, bytes, sha256: hash.digest('hex') });
    }
    contents = JSON.parse((await next()).toString('utf8')) as Contents;
    // Only the last piece ends the stream: without it the reading fails.
    await frames.next();
    await reading;
  } finally {
    source.destroy();
    plain.destroy();
  }
  if (JSON.stringify(contents.tables) !== JSON.stringify(seen)) throw broken;
  return contents;
}

export const quoted = (name: string) => `"${name.replaceAll('"', '""')}"`;

function frame(content: Buffer): Buffer {
  const length = Buffer.alloc(4);
  length.writeUInt32BE(content.length);
  return Buffer.concat([length, content]);
}

async function* framesOf(stream: Readable): AsyncGenerator<Buffer> {
  let parts: Buffer[] = [];
  let held = 0;
  // Put together once what is wanted is there: a paper is longer than what comes at a time.
  let wanted = 4;
  for await (const chunk of stream) {
    parts.push(chunk as Buffer);
    held += (chunk as Buffer).length;
    if (held < wanted) continue;
    let rest = Buffer.concat(parts);
    for (;;) {
      wanted = rest.length < 4 ? 4 : 4 + rest.readUInt32BE(0);
      if (rest.length < wanted) break;
      yield rest.subarray(4, wanted);
      rest = rest.subarray(wanted);
    }
    [parts, held] = [[rest], rest.length];
  }
}

/** The number of a piece, and whether it is the last, are its nonce: none is moved, doubled or left out. */
function nonceOf(index: number, last: boolean): Buffer {
  const nonce = Buffer.alloc(12);
  nonce.writeUInt32BE(index, 4);
  nonce.writeUInt8(last ? 1 : 0, 8);
  return nonce;
}

function sealing({ magic, keyOf }: Form, salt: Buffer): Transform {
  const own = keyOf(salt);
  let index = 0;
  let held = Buffer.alloc(0);
  const seal = (content: Buffer, last: boolean) => {
    const cipher = createCipheriv('aes-256-gcm', own, nonceOf(index, last));
    index += 1;
    const body = Buffer.concat([cipher.update(content), cipher.final()]);
    const length = Buffer.alloc(4);
    length.writeUInt32BE(body.length);
    return Buffer.concat([length, cipher.getAuthTag(), body]);
  };
  return new Transform({
    construct(done) {
      this.push(Buffer.concat([Buffer.from(magic), salt]));
      done();
    },
    transform(chunk: Buffer, _encoding, done) {
      held = Buffer.concat([held, chunk]);
      while (held.length > PIECE) {
        this.push(seal(held.subarray(0, PIECE), false));
        held = held.subarray(PIECE);
      }
      done();
    },
    flush(done) {
      this.push(seal(held, true));
      done();
    },
  });
}

function opening({ magic, keyOf }: Form): Transform {
  let own: Buffer | null = null;
  let index = 0;
  let ended = false;
  let held = Buffer.alloc(0);
  const open = (tag: Buffer, body: Buffer, last: boolean): Buffer | null => {
    try {
      const decipher = createDecipheriv('aes-256-gcm', own ?? Buffer.alloc(32), nonceOf(index, last), {
        authTagLength: TAG,
      }).setAuthTag(tag);
      return Buffer.concat([decipher.update(body), decipher.final()]);
    } catch {
      return null;
    }
  };
  return new Transform({
    transform(chunk: Buffer, _encoding, done) {
      held = Buffer.concat([held, chunk]);
      if (own === null) {
        if (held.length < magic.length + SALT) return done();
        if (held.subarray(0, magic.length).toString() !== magic) return done(new Error('no copy'));
        own = keyOf(held.subarray(magic.length, magic.length + SALT));
        held = held.subarray(magic.length + SALT);
      }
      while (held.length >= 4 + TAG) {
        const length = held.readUInt32BE(0);
        if (length > PIECE) return done(new Error('no piece'));
        if (held.length < 4 + TAG + length) break;
        if (ended) return done(new Error('more than the last piece'));
        const tag = held.subarray(4, 4 + TAG);
        const body = held.subarray(4 + TAG, 4 + TAG + length);
        const inner = open(tag, body, false);
        const content = inner ?? open(tag, body, true);
        if (content === null) return done(new Error('a piece does not open'));
        ended = inner === null;
        index += 1;
        this.push(content);
        held = held.subarray(4 + TAG + length);
      }
      done();
    },
    flush(done) {
      done(ended && held.length === 0 ? null : new Error('cut short'));
    },
  });
}
