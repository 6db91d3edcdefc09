/**
 * The key file: the keys that open every personal number of an installation, 64 hex digits a line. The first is the key of
 * the books, made once, for books that never had one; the last seals. A database remembers which keys it needs and is opened
 * by no others.
 */
import { randomBytes } from 'node:crypto';
import {
  closeSync,
  fsyncSync,
  linkSync,
  mkdirSync,
  openSync,
  readFileSync,
  renameSync,
  statSync,
  unlinkSync,
  writeSync,
} from 'node:fs';
import { dirname } from 'node:path';
import type postgres from 'postgres';
import { Explained } from './explained.ts';
import { openOwnerConnection } from './owner-connection.ts';
import { createVault, sealingKeyId, type Suite, type Vault } from './vault.ts';

/** What in the books shows whether a key is theirs; of a database that remembers no fingerprint yet. */
export interface KeyProof {
  /** Whether anybody was ever entered: then there was a key. */
  used(): Promise<boolean>;
  /** Whether the vault opens something that was sealed; null when nothing was. */
  opens(vault: Vault): Promise<boolean | null>;
}

/** In `sealing_key` beside the ids of keys: that something may still be sealed in the form of before, which knew no rows. */
const BEFORE = 'before';

/** The vault of these books. Makes the key file for books that never had one; refuses a missing and a wrong key. */
export async function openVault(
  databaseUrl: string,
  path: string,
  proof: KeyProof,
  suite: Suite = 'aes',
): Promise<Vault> {
  return withOwner(databaseUrl, async (owner) => {
    const known = await fingerprintOf(owner);
    let keys = readKeyFile(path);
    if (keys === null) {
      if (known !== null || (await proof.used())) throw keyMissing(path);
      createKeyFile(path);
      keys = readKeyFile(path);
      if (keys === null) throw keyMissing(path);
    }
    if (known !== null && known !== createVault(keys).fingerprint) throw keyWrong(path);
    const vault = await vaultOf(owner, path, keys, suite);
    if (known === null) {
      if ((await proof.opens(vault)) === false) throw keyWrong(path);
      await owner`
        insert into installation (key_fingerprint, recorded_at) values (${vault.fingerprint}, now())
        on conflict do nothing`;
    }
    if ((await fingerprintOf(owner)) !== vault.fingerprint) throw keyWrong(path);
    await owner`
      insert into sealing_key (key_id, recorded_at) values (${vault.sealingKey()}, now()) on conflict do nothing`;
    return vault;
  });
}

/** Where the database remembers its key and the file has none or another: refused before anything is migrated or compared. */
export async function requireKnownKey(databaseUrl: string, path: string): Promise<void> {
  await withOwner(databaseUrl, async (owner) => {
    const [row] = await owner<{ there: boolean }[]>`
      select to_regclass('public.installation') is not null as there`;
    const known = row?.there === true ? await fingerprintOf(owner) : null;
    if (known === null) return;
    const keys = readKeyFile(path);
    if (keys === null) throw keyMissing(path);
    if (known !== createVault(keys).fingerprint) throw keyWrong(path);
  });
}

/** As `openVault`, for looking: makes and writes nothing. Books that never had a key get one that opens nothing. */
export async function openVaultToRead(
  databaseUrl: string,
  path: string,
  proof: KeyProof,
  suite: Suite = 'aes',
): Promise<Vault> {
  return withOwner(databaseUrl, async (owner) => {
    const known = await fingerprintOf(owner);
    const keys = readKeyFile(path);
    if (keys === null) {
      if (known !== null || (await proof.opens(createVault(randomBytes(32), { formBefore: true }))) !== null)
        throw keyMissing(path);
      return createVault(randomBytes(32));
    }
    if (known !== null && known !== createVault(keys).fingerprint) throw keyWrong(path);
    const vault = await vaultOf(owner, path, keys, suite);
    if (known === null && (await proof.opens(vault)) === false) throw keyWrong(path);
    return vault;
  });
}

/** Of the keys in the file, once each that something is still sealed with is among them, and the last was not given up. */
async function vaultOf(
  owner: postgres.Sql,
  path: string,
  keys: readonly Uint8Array[],
  suite: Suite,
): Promise<Vault> {
  const rows = await owner<{ id: string; retired: boolean }[]>`
    select key_id as id, retired_at is not null as retired from sealing_key`;
  const ids = keys.map(sealingKeyId);
  const inUse = rows.filter(({ retired }) => !retired).map(({ id }) => id);
  const missing = inUse.filter((id) => id !== BEFORE && !ids.includes(id));
  if (missing.length > 0) throw keyIncomplete(path, missing);
  if (rows.some(({ id, retired }) => retired && id === ids.at(-1))) throw keyIncomplete(path, inUse);
  return createVault(keys, {
    suite,
    formBefore: inUse.includes(BEFORE),
    reread: () => readKeyFile(path) ?? keys,
  });
}

/**
 * Puts a new key at the end of the file: from now on it seals, also in services that run. What older keys sealed still opens,
 * and is sealed anew by `npm run rotate-key` and by every service at its start.
 */
export async function addSealingKey(databaseUrl: string, path: string): Promise<string> {
  return withOwner(databaseUrl, async (owner) => {
    const keys = readKeyFile(path);
    if (keys === null) throw keyMissing(path);
    const key = randomBytes(32);
    // Known to the books before anything is sealed with it: a copy of the file that lacks it is refused from then on.
    replaceKeyFile(path, [...keys, key]);
    const id = sealingKeyId(key);
    await owner`insert into sealing_key (key_id, recorded_at) values (${id}, now())`;
    return id;
  });
}

/**
 * Once nothing is sealed otherwise than `current` seals: the older keys and the form of before are given up. The first key
 * stays in the file, since it indexes; the others go.
 */
export async function retireKeysBefore(databaseUrl: string, path: string, current: string): Promise<void> {
  await withOwner(databaseUrl, async (owner) => {
    const keys = readKeyFile(path);
    if (keys === null) throw keyMissing(path);
    await owner`
      update sealing_key set retired_at = now() where key_id <> ${current} and retired_at is null`;
    const kept = keys.filter((key, at) => at === 0 || sealingKeyId(key) === current);
    if (kept.length < keys.length) replaceKeyFile(path, kept);
  });
}

/** Once nothing is sealed in the form of before: from now on it opens nothing. */
export async function retireFormBefore(databaseUrl: string): Promise<void> {
  await withOwner(databaseUrl, async (owner) => {
    await owner`update sealing_key set retired_at = now() where key_id = ${BEFORE} and retired_at is null`;
  });
}

/**
 * Whether the form of before may be opened in books that never knew it: it came from before rows were told to the platform's chain, and so did
 * the first users of such books, who were taken over into it.
 */
export async function formBeforeReturned(databaseUrl: string): Promise<boolean> {
  return withOwner(databaseUrl, async (owner) => {
    const [row] = await owner<{ returned: boolean }[]>`
      select exists (select from sealing_key where key_id = ${BEFORE} and retired_at is null)
        and not exists (
          select from (
            select distinct on (k.key) d.operation from platform_digest d cross join lateral unnest(d.keys) k(key)
            where d.table_name = 'app_user' order by k.key, d.id) first
          where first.operation <> 'I') as returned`;
    return row?.returned === true;
  });
}

/** Whether a unit of work that began before `moment` has not ended. */
export async function openTransactionsSince(databaseUrl: string, moment: Date): Promise<boolean> {
  return withOwner(databaseUrl, async (owner) => {
    const [row] = await owner<{ open: boolean }[]>`
      select exists (select from pg_stat_activity
        where datname = current_database() and pid <> pg_backend_pid() and xact_start < ${moment}) as open`;
    return row?.open === true;
  });
}

/** Whether anything may still be sealed with another key than `current`, or in the form of before. */
export async function olderSealings(databaseUrl: string, current: string): Promise<boolean> {
  return withOwner(databaseUrl, async (owner) => {
    const [row] = await owner<{ older: boolean }[]>`
      select exists (select from sealing_key where key_id <> ${current} and retired_at is null) as older`;
    return row?.older === true;
  });
}

async function withOwner<T>(databaseUrl: string, work: (owner: postgres.Sql) => Promise<T>): Promise<T> {
  const owner = openOwnerConnection(databaseUrl);
  try {
    return await work(owner);
  } finally {
    await owner.end({ timeout: 5 });
  }
}

async function fingerprintOf(owner: postgres.Sql): Promise<string | null> {
  const [row] = await owner<
    { fingerprint: string }[]
  >`select key_fingerprint as fingerprint from installation`;
  return row?.fingerprint ?? null;
}

/** A hash that only whoever has the key can make, of text that begins with what it is; null when there is no key yet. */
export function keyedHashOf(path: string): ((text: string) => string) | null {
  const keys = readKeyFile(path);
  return keys === null ? null : (text) => createVault(keys).chainHash(text);
}

/** The keys, oldest first; null when there is no file. Whatever else keeps them from being read is refused. */
function readKeyFile(path: string): readonly Uint8Array[] | null {
  let text: string;
  try {
    text = readFileSync(path, 'utf8').trim();
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'ENOENT') return null;
    throw new Explained(
      `The key file ${path} cannot be read (${code}). Let the user that runs Hegu read it, or name it with HEGU_KEY_FILE.\n` +
        `无法读取密钥文件 ${path}（${code}）。请让运行合股的用户可以读取，或用 HEGU_KEY_FILE 指明它的位置。`,
    );
  }
  if (!/^[0-9a-f]{64}(\r?\n[0-9a-f]{64})*$/.test(text))
    throw new Explained(
      `The key file ${path} holds no key: it must hold 64 hexadecimal digits a line. Put back the copy that you keep elsewhere; ` +
        'a file that never held one may be deleted.\n' +
        `密钥文件 ${path} 中没有密钥：每行应为 64 位十六进制数字。请放回您另存的副本；从未存过密钥的空文件可以删除。`,
    );
  if (process.platform !== 'win32' && (statSync(path).mode & 0o077) !== 0)
    throw new Explained(
      `The key file ${path} can be read by others: run chmod 600 on it.\n` +
        `密钥文件 ${path} 可被他人读取：请对它执行 chmod 600。`,
    );
  return text.split(/\r?\n/).map((line) => Buffer.from(line, 'hex'));
}

/** Whole and on the disk, or not at all. */
function replaceKeyFile(path: string, keys: readonly Uint8Array[]): void {
  const draft = `${path}.${randomBytes(6).toString('hex')}`;
  try {
    writeDraft(draft, keys);
    renameSync(draft, path);
    syncFolderOf(path);
  } finally {
    tryToRemove(draft);
  }
}

function writeDraft(draft: string, keys: readonly Uint8Array[]): void {
  const file = openSync(draft, 'wx', 0o600);
  try {
    writeSync(file, keys.map((key) => `${Buffer.from(key).toString('hex')}\n`).join(''));
    // On the disk before anything is sealed with it.
    fsyncSync(file);
  } finally {
    closeSync(file);
  }
}

/** That the file is called so is on the disk as well. Windows has no such thing. */
function syncFolderOf(path: string): void {
  if (process.platform === 'win32') return;
  const folder = openSync(dirname(path), 'r');
  try {
    fsyncSync(folder);
  } finally {
    closeSync(folder);
  }
}

function createKeyFile(path: string): void {
  const draft = `${path}.${randomBytes(6).toString('hex')}`;
  try {
    mkdirSync(dirname(path), { recursive: true });
    writeDraft(draft, [randomBytes(32)]);
    // A link fails where a file stands: of two processes that start at once, one key wins and both read it.
    linkSync(draft, path);
    syncFolderOf(path);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'EEXIST') return;
    throw new Explained(
      `The key file ${path} cannot be made (${code}). Let the user that runs Hegu write there, or name another place with HEGU_KEY_FILE.\n` +
        `无法建立密钥文件 ${path}（${code}）。请让运行合股的用户可以写入，或用 HEGU_KEY_FILE 另指位置。`,
    );
  } finally {
    tryToRemove(draft);
  }
}

function tryToRemove(path: string): void {
  try {
    unlinkSync(path);
  } catch {
    // It was never made.
  }
}

function keyMissing(path: string): Explained {
  return new Explained(
    `The key file of these books is missing. It was expected at ${path}. Hegu does not start without it: personal numbers ` +
      'could not be read, and what is entered under another key would be lost. Put the file back from the copy that you keep ' +
      'elsewhere, or name its place with HEGU_KEY_FILE.\n' +
      `这套账册的密钥文件不见了，应在 ${path}。没有它合股不会启动：个人号码无法读出，用别的密钥录入的内容也会丢失。` +
      '请从另存的副本放回，或用 HEGU_KEY_FILE 指明它的位置。',
  );
}

function keyWrong(path: string): Explained {
  return new Explained(
    `The key in ${path} is not the key of these books: they were opened with another one. Hegu does not start with it: what is ` +
      'entered under a wrong key would be lost. Put back the key file that belongs to this database, or name its place with ' +
      'HEGU_KEY_FILE, or check that DATABASE_URL and HEGU_DATA_DIR name the books you mean.\n' +
      `${path} 中的密钥不是这套账册的：账册曾用另一把密钥打开。合股不会用它启动，否则录入的内容会丢失。` +
      '请放回属于这个数据库的密钥文件，或用 HEGU_KEY_FILE 指明其位置，或核对 DATABASE_URL 与 HEGU_DATA_DIR 是否指向您要的账册。',
  );
}

function keyIncomplete(path: string, needed: readonly string[]): Explained {
  return new Explained(
    `The key file ${path} is an older copy: these books need the key ${needed.join(', ')}, which is not its last or not in it. ` +
      'Hegu does not start with it. Put back the newest copy of the key file, made after the last change of keys, or name its ' +
      'place with HEGU_KEY_FILE.\n' +
      `密钥文件 ${path} 是旧的副本：这套账册需要密钥 ${needed.join('、')}，文件中没有，或不在最后一行。合股不会用它启动。` +
      '请放回最近一次更换密钥之后另存的密钥文件，或用 HEGU_KEY_FILE 指明它的位置。',
  );
}
