/**
 * The key file: 64 hex digits that open every personal number of an installation. It is made once, for books that never had
 * one; a database remembers the fingerprint of the key that opened it and is opened by no other. Nothing is ever overwritten.
 */
import { randomBytes } from 'node:crypto';
import {
  closeSync,
  fsyncSync,
  linkSync,
  mkdirSync,
  openSync,
  readFileSync,
  statSync,
  unlinkSync,
  writeSync,
} from 'node:fs';
import { dirname } from 'node:path';
import type postgres from 'postgres';
import { Explained } from './explained.ts';
import { openOwnerConnection } from './owner-connection.ts';
import { createVault, type Vault } from './vault.ts';

/** What in the books shows whether a key is theirs; of a database that remembers no fingerprint yet. */
export interface KeyProof {
  /** Whether anybody was ever entered: then there was a key. */
  used(): Promise<boolean>;
  /** Whether the vault opens something that was sealed; null when nothing was. */
  opens(vault: Vault): Promise<boolean | null>;
}

/** The vault of these books. Makes the key file for books that never had one; refuses a missing and a wrong key. */
export async function openVault(databaseUrl: string, path: string, proof: KeyProof): Promise<Vault> {
  return withOwner(databaseUrl, async (owner) => {
    const known = await fingerprintOf(owner);
    let key = readKeyFile(path);
    if (key === null) {
      if (known !== null || (await proof.used())) throw keyMissing(path);
      createKeyFile(path);
      key = readKeyFile(path);
      if (key === null) throw keyMissing(path);
    }
    const vault = createVault(key);
    if (known === null) {
      if ((await proof.opens(vault)) === false) throw keyWrong(path);
      await owner`
        insert into installation (key_fingerprint, recorded_at) values (${vault.fingerprint}, now())
        on conflict do nothing`;
    }
    if ((await fingerprintOf(owner)) !== vault.fingerprint) throw keyWrong(path);
    return vault;
  });
}

/** As `openVault`, for looking: makes and writes nothing. Books that never had a key get one that opens nothing. */
export async function openVaultToRead(databaseUrl: string, path: string, proof: KeyProof): Promise<Vault> {
  return withOwner(databaseUrl, async (owner) => {
    const known = await fingerprintOf(owner);
    const key = readKeyFile(path);
    if (key === null) {
      if (known !== null || (await proof.opens(createVault(randomBytes(32)))) !== null)
        throw keyMissing(path);
      return createVault(randomBytes(32));
    }
    const vault = createVault(key);
    const fits = known === null ? (await proof.opens(vault)) !== false : known === vault.fingerprint;
    if (!fits) throw keyWrong(path);
    return vault;
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

/** The key; null when there is no file. Whatever else keeps it from being read is refused. */
function readKeyFile(path: string): Uint8Array | null {
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
  if (!/^[0-9a-f]{64}$/.test(text))
    throw new Explained(
      `The key file ${path} holds no key: it must hold 64 hexadecimal digits. Put back the copy that you keep elsewhere; ` +
        'a file that never held one may be deleted.\n' +
        `密钥文件 ${path} 中没有密钥：应为 64 位十六进制数字。请放回您另存的副本；从未存过密钥的空文件可以删除。`,
    );
  if (process.platform !== 'win32' && (statSync(path).mode & 0o077) !== 0)
    throw new Explained(
      `The key file ${path} can be read by others: run chmod 600 on it.\n` +
        `密钥文件 ${path} 可被他人读取：请对它执行 chmod 600。`,
    );
  return Buffer.from(text, 'hex');
}

function createKeyFile(path: string): void {
  const draft = `${path}.${randomBytes(6).toString('hex')}`;
  try {
    mkdirSync(dirname(path), { recursive: true });
    const file = openSync(draft, 'wx', 0o600);
    try {
      writeSync(file, `${randomBytes(32).toString('hex')}\n`);
      // On the disk before anything is sealed with it.
      fsyncSync(file);
    } finally {
      closeSync(file);
    }
    // A link fails where a file stands: of two processes that start at once, one key wins and both read it.
    linkSync(draft, path);
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
