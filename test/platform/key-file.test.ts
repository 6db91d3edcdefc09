/** Books are opened by the key that opened them first, and by no other; a missing key is never replaced. */
import { randomUUID } from 'node:crypto';
import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeEach, describe, expect, it } from 'vitest';
import { Explained } from '../../src/platform/explained.ts';
import { openVault, openVaultToRead, type KeyProof } from '../../src/platform/key-file.ts';
import { createVault, type Vault } from '../../src/platform/vault.ts';
import { cloneDatabase, type TestDatabase } from '../support/database.ts';

const folder = mkdtempSync(join(tmpdir(), 'hegu-key-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const theirs = Buffer.alloc(32, 9);
const other = Buffer.alloc(32, 8);
const fresh: KeyProof = { used: async () => false, opens: async () => null };
/** Books of a version that remembered no key, in which a number is sealed. */
const old: KeyProof = {
  used: async () => true,
  opens: async (vault: Vault) => vault.fingerprint === createVault(theirs).fingerprint,
};

let test: TestDatabase;
let path: string;
beforeEach(async () => {
  test = await cloneDatabase();
  path = join(folder, randomUUID(), 'hegu.key');
  mkdirSync(join(path, '..'));
});
afterEach(() => test.drop());

const put = (key: Uint8Array) =>
  writeFileSync(path, `${Buffer.from(key).toString('hex')}\n`, { mode: 0o600 });
const fingerprints = () => test.owner`select key_fingerprint from installation`;

async function refusal(work: Promise<unknown>): Promise<string> {
  const error = await work.then(
    () => null,
    (reason: unknown) => reason,
  );
  expect(error).toBeInstanceOf(Explained);
  const { message } = error as Explained;
  expect(message, 'where').toContain(path);
  expect(message, 'in both languages').toMatch(/key file[^]*密钥|key in [^]*密钥/);
  return message;
}

describe('books that never had a key', () => {
  it('get one at their first start, which only its owner reads, and remember its fingerprint', async () => {
    const vault = await openVault(test.url, path, fresh);
    expect(statSync(path).mode & 0o777).toBe(0o600);
    expect([...(await fingerprints())]).toEqual([{ key_fingerprint: vault.fingerprint }]);
    expect((await openVault(test.url, path, old)).fingerprint).toBe(vault.fingerprint);
  });

  it('get one when two processes start at the same moment', async () => {
    const both = await Promise.all([1, 2, 3].map(() => openVault(test.url, path, fresh)));
    expect(new Set(both.map(({ fingerprint }) => fingerprint)).size).toBe(1);
  });

  it('are served with one key alone when two start at the same moment with a data directory each', async () => {
    const paths = [1, 2, 3].map((number) => join(path, '..', `other-${number}`, 'hegu.key'));
    const opened = await Promise.allSettled(paths.map((each) => openVault(test.url, each, fresh)));
    const served = opened.filter(({ status }) => status === 'fulfilled');
    expect(served).toHaveLength(1);
    for (const each of opened) if (each.status === 'rejected') expect(each.reason).toBeInstanceOf(Explained);
    expect(await fingerprints()).toHaveLength(1);
  });

  it('take a key that lies there already', async () => {
    put(theirs);
    expect((await openVault(test.url, path, fresh)).fingerprint).toBe(createVault(theirs).fingerprint);
  });

  it('are not given one by looking', async () => {
    await openVaultToRead(test.url, path, fresh);
    expect([existsSync(path), [...(await fingerprints())]]).toEqual([false, []]);
  });
});

describe('books that were opened before', () => {
  it.each([openVault, openVaultToRead])(
    'are refused without their key, and no other is made: %o',
    async (open) => {
      await openVault(test.url, path, fresh);
      rmSync(path);
      expect(await refusal(open(test.url, path, fresh))).toMatch(/missing[^]*HEGU_KEY_FILE[^]*不见了/);
      expect(existsSync(path)).toBe(false);
    },
  );

  it.each([openVault, openVaultToRead])('are refused with another key: %o', async (open) => {
    await openVault(test.url, path, fresh);
    const kept = await fingerprints();
    put(other);
    expect(await refusal(open(test.url, path, fresh))).toMatch(
      /not the key of these books[^]*不是这套账册的/,
    );
    expect([...(await fingerprints())]).toEqual([...kept]);
  });

  it('keep the fingerprint, whoever asks for another', async () => {
    await openVault(test.url, path, fresh);
    await expect(test.owner`update installation set key_fingerprint = ''`).rejects.toThrow(/append only/);
    await expect(test.owner`delete from installation`).rejects.toThrow(/append only/);
    await expect(
      test.owner.begin(async (tx) => [
        await tx`set local role hegu_app`,
        await tx`select * from installation`,
      ]),
    ).rejects.toThrow(/permission denied/);
  });
});

describe('books of a version that remembered no key', () => {
  it('remember the one that opens what they sealed', async () => {
    put(theirs);
    await openVault(test.url, path, old);
    expect([...(await fingerprints())]).toEqual([{ key_fingerprint: createVault(theirs).fingerprint }]);
  });

  it.each([openVault, openVaultToRead])(
    'refuse one that does not, and remember nothing: %o',
    async (open) => {
      put(other);
      expect(await refusal(open(test.url, path, old))).toMatch(/not the key/);
      expect([...(await fingerprints())]).toEqual([]);
    },
  );

  it.each([openVault, openVaultToRead])('are refused without a key: %o', async (open) => {
    expect(await refusal(open(test.url, path, old))).toMatch(/missing/);
    expect(existsSync(path)).toBe(false);
  });
});

describe('a key file', () => {
  it.each([
    ['that is empty', ''],
    ['that is cut short', '09'.repeat(31)],
    ['that holds something else', 'not a key'.repeat(9)],
  ])('%s is refused and left as it is', async (_, content) => {
    writeFileSync(path, content, { mode: 0o600 });
    expect(await refusal(openVault(test.url, path, fresh))).toMatch(/holds no key[^]*没有密钥/);
    expect(readFileSync(path, 'utf8')).toBe(content);
  });

  it('that cannot be read is refused', async () => {
    mkdirSync(path);
    expect(await refusal(openVault(test.url, path, fresh))).toMatch(/cannot be read \(EISDIR\)[^]*无法读取/);
  });

  it('that others can read is refused', async () => {
    put(theirs);
    chmodSync(path, 0o644);
    expect(await refusal(openVault(test.url, path, fresh))).toMatch(/read by others[^]*可被他人读取/);
  });

  it('that cannot be made is refused, and nothing is remembered', async () => {
    writeFileSync(join(path, '..', 'file'), '');
    path = join(path, '..', 'file', 'hegu.key');
    expect(await refusal(openVault(test.url, path, fresh))).toMatch(/cannot be|无法/);
    expect([...(await fingerprints())]).toEqual([]);
  });

  it('has a fingerprint that tells it from others and does not hold it', () => {
    const [one, two] = [theirs, other].map((key) => createVault(key).fingerprint);
    expect(one).not.toBe(two);
    expect(one).toMatch(/^[0-9a-f]{64}$/);
    expect(one).not.toContain(theirs.toString('hex'));
  });
});
