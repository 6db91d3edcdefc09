/**
 * Keeps personal numbers and files secret at rest. A sealing says its form, its suite and its key, and is bound to its place:
 * cooperative, table, column and row. Copied to another row it does not open. The suites are AES-256-GCM, and SM4-CTR with
 * HMAC-SM3 over what it sealed. Exact search goes through HMAC-SHA-256, bound to cooperative and field.
 */
import {
  createCipheriv,
  createDecipheriv,
  createHash,
  createHmac,
  createSecretKey,
  hkdfSync,
  randomBytes,
  timingSafeEqual,
  type KeyObject,
} from 'node:crypto';
import { refuse } from '../domain/refusal.ts';

/** Where something sealed stands. Nothing sealed for one place opens in another. */
export interface Place {
  readonly cooperativeId: string;
  readonly table: string;
  readonly column: string;
  /** The row's id, within the cooperative. */
  readonly row: string;
  /** What the form before, which knew no rows, was bound to beside the cooperative. */
  readonly before: string;
}

export const suites = ['aes', 'sm'] as const;
export type Suite = (typeof suites)[number];

export interface Vault {
  /** Tells the key of these books from every other, and nothing of it. */
  readonly fingerprint: string;
  /** Which key seals now; 16 hex digits that say nothing of it. */
  readonly sealingKey: () => string;
  /** How every sealing of today begins: another beginning is to be sealed anew. */
  readonly header: () => Uint8Array;
  /** Whole files: as `encrypt`, for bytes. */
  encryptBytes(place: Place, bytes: Uint8Array): Uint8Array;
  decryptBytes(place: Place, sealed: Uint8Array): Buffer;
  /** Never the same bytes twice for one text. */
  encrypt(place: Place, text: string): Uint8Array;
  /** Throws when the bytes were changed, or belong to another place. */
  decrypt(place: Place, sealed: Uint8Array): string;
  /** The same 64 hex digits for the same text, cooperative and field; worthless without the key. */
  blindIndex(cooperativeId: string, field: string, text: string): string;
  /** The hash of an entry of a trail, or outside all of one of the platform: whoever has the database alone can make none. */
  chainHash(text: string, cooperativeId?: string): string;
  /** The keys that find a cooperative's numbers and hash its trail, for moving it to another installation. */
  bookKeys(cooperativeId: string): Buffer;
  /** A cooperative that came from another installation goes on being found and hashed by the keys it came with. */
  adopt(cooperativeId: string, bookKeys: Uint8Array): void;
  /** One whose keys do not open: its numbers are not found and no entry of it is hashed, as nothing else would be right. */
  withhold(cooperativeId: string): void;
}

export interface VaultOptions {
  readonly suite?: Suite;
  /** Whether the form before is still opened: until all of it is sealed anew. */
  readonly formBefore?: boolean;
  /** The keys as they are by now, asked when a sealing names a key that is not known, and once a second before sealing. */
  readonly reread?: () => readonly Uint8Array[];
}

/** A file kept sealed: what it is, sealed, and what its sealed bytes are, so that they are proved without the key. */
export interface SealedFile {
  readonly fileSha256: string;
  readonly fileCipher: Uint8Array;
  readonly sealedSha256: string;
}

export function sealFile(vault: Vault, place: Place, bytes: Uint8Array): SealedFile {
  const fileCipher = vault.encryptBytes(place, bytes);
  return { fileSha256: sha256(bytes), fileCipher, sealedSha256: sha256(fileCipher) };
}

export function sha256(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex');
}

const FORM_BEFORE = 1;
const FORM = 2;
const KEY_BYTES = 32;
const KEY_ID_BYTES = 8;
const HEADER_BYTES = 2 + KEY_ID_BYTES;
const GCM = { nonce: 12, tag: 16 };
const SM = { nonce: 16, tag: 32 };
const suiteNumbers: Readonly<Record<Suite, number>> = { aes: 1, sm: 2 };

/** Nonces are drawn in bulk: a roster needs hundreds of thousands, and each draw is a call into the system. */
const pool = { bytes: Buffer.alloc(0), used: 0 };
function drawNonce(length: number): Buffer {
  if (pool.used + length > pool.bytes.length) {
    pool.bytes = randomBytes(16 * 1024);
    pool.used = 0;
  }
  pool.used += length;
  // A copy: the pool's memory must not live on in what was sealed.
  return Buffer.from(pool.bytes.subarray(pool.used - length, pool.used));
}

// Key objects, because node:crypto prepares a raw key anew at each use: a roster is sealed four times as fast.
function derived(masterKey: Uint8Array, purpose: string, length = 32): KeyObject {
  return createSecretKey(Buffer.from(hkdfSync('sha256', masterKey, 'hegu', purpose, length)));
}

interface Key {
  readonly id: Buffer;
  readonly aes: KeyObject;
  readonly sm4: KeyObject;
  readonly sm3: KeyObject;
}

/** Tells a key from others and nothing of it. */
export function sealingKeyId(masterKey: Uint8Array): string {
  return derived(masterKey, 'key-id').export().subarray(0, KEY_ID_BYTES).toString('hex');
}

function keyOf(masterKey: Uint8Array): Key {
  if (masterKey.length !== 32) throw new RangeError('The master key must have 32 bytes.');
  return {
    id: Buffer.from(sealingKeyId(masterKey), 'hex'),
    aes: derived(masterKey, 'sealing'),
    sm4: derived(masterKey, 'sealing-sm4', 16),
    sm3: derived(masterKey, 'sealing-sm3'),
  };
}

/** A key that seals: the last. The first is the key of the books: it indexes, and opens the form before. */
export function createVault(
  masterKeys: Uint8Array | readonly Uint8Array[],
  options: VaultOptions = {},
): Vault {
  const given = masterKeys instanceof Uint8Array ? [masterKeys] : masterKeys;
  const [first] = given;
  if (first === undefined) throw new RangeError('A vault needs a key.');
  const { suite = 'aes', formBefore = false, reread } = options;
  let keys = given.map(keyOf);
  let readAt = Date.now();
  const before = derived(first, 'encryption');
  const indexKey = derived(first, 'blind-index');
  const chainKey = derived(first, 'trail');
  /** Of cooperatives that came from another installation. */
  const adopted = new Map<string, { readonly index: KeyObject; readonly chain: KeyObject }>();
  const withheld = new Set<string>();
  const keysOf = (cooperativeId: string) => {
    if (withheld.has(cooperativeId)) throw refuse('cooperative.keys-changed');
    return adopted.get(cooperativeId);
  };
  const indexKeyOf = (cooperativeId: string) => keysOf(cooperativeId)?.index ?? indexKey;
  const chainKeyOf = (cooperativeId: string | undefined) =>
    (cooperativeId === undefined ? undefined : keysOf(cooperativeId)?.chain) ?? chainKey;

  function readAgain(): void {
    readAt = Date.now();
    if (reread === undefined) return;
    const read = reread().map(keyOf);
    // A key that was given up meanwhile still opens what a unit of work read before that.
    const given = keys.filter((known) => !read.some(({ id }) => id.equals(known.id)));
    keys = [...given, ...read];
  }
  /** Another process may have begun with a new key meanwhile. */
  function sealing(): Key {
    if (reread !== undefined && Math.abs(Date.now() - readAt) > 1000) readAgain();
    return keys.at(-1) as Key;
  }
  function keyWith(id: Buffer): Key {
    const known = () => keys.find((key) => key.id.equals(id));
    const key = known();
    if (key !== undefined) return key;
    readAgain();
    const read = known();
    if (read === undefined)
      throw new Error(`Sealed with the key ${id.toString('hex')}, which is not in the key file.`);
    return read;
  }

  function encryptBytes(place: Place, content: Uint8Array): Uint8Array {
    const key = sealing();
    const header = headerOf(suite, key);
    const bound = Buffer.concat([header, boundTo(place)]);
    if (suite === 'sm') {
      const nonce = drawNonce(SM.nonce);
      const cipher = createCipheriv('sm4-ctr', key.sm4, nonce);
      const body = Buffer.concat([cipher.update(content), cipher.final()]);
      return Buffer.concat([header, nonce, macOf(key, bound, nonce, body), body]);
    }
    const nonce = drawNonce(GCM.nonce);
    const cipher = createCipheriv('aes-256-gcm', key.aes, nonce).setAAD(bound);
    const body = Buffer.concat([cipher.update(content), cipher.final()]);
    return Buffer.concat([header, nonce, cipher.getAuthTag(), body]);
  }

  function decryptBytes(place: Place, sealed: Uint8Array): Buffer {
    const bytes = Buffer.from(sealed);
    if (bytes[0] === FORM_BEFORE && formBefore) {
      const bound = Buffer.from(`${place.cooperativeId}\n${place.before}`);
      return openGcm(before, bound, bytes.subarray(1));
    }
    if (bytes[0] !== FORM || bytes.length < HEADER_BYTES)
      throw new Error('Not something that this vault has sealed.');
    const header = bytes.subarray(0, HEADER_BYTES);
    const key = keyWith(header.subarray(2));
    const bound = Buffer.concat([header, boundTo(place)]);
    const rest = bytes.subarray(HEADER_BYTES);
    if (bytes[1] === suiteNumbers.aes) return openGcm(key.aes, bound, rest);
    if (bytes[1] === suiteNumbers.sm) return openSm(key, bound, rest);
    throw new Error('Sealed with a suite that this program does not know.');
  }

  return {
    fingerprint: derived(first, 'fingerprint').export().toString('hex'),
    sealingKey: () => sealing().id.toString('hex'),
    header: () => headerOf(suite, sealing()),
    encryptBytes,
    decryptBytes,
    encrypt: (place, text) => encryptBytes(place, Buffer.from(text)),
    decrypt: (place, sealed) => decryptBytes(place, sealed).toString('utf8'),
    blindIndex(cooperativeId, field, text) {
      return createHmac('sha256', indexKeyOf(cooperativeId))
        .update(`${cooperativeId}\n${field}`)
        .update('\n')
        .update(text)
        .digest('hex');
    },
    chainHash: (text, cooperativeId) =>
      createHmac('sha256', chainKeyOf(cooperativeId)).update(text).digest('hex'),
    bookKeys: (cooperativeId) =>
      Buffer.concat([indexKeyOf(cooperativeId).export(), chainKeyOf(cooperativeId).export()]),
    adopt(cooperativeId, bookKeys) {
      if (bookKeys.length !== 2 * KEY_BYTES) throw new RangeError('Two keys of 32 bytes.');
      const keyAt = (from: number) => createSecretKey(Buffer.from(bookKeys.subarray(from, from + KEY_BYTES)));
      adopted.set(cooperativeId, { index: keyAt(0), chain: keyAt(KEY_BYTES) });
      withheld.delete(cooperativeId);
    },
    withhold: (cooperativeId) => void withheld.add(cooperativeId),
  };
}

function headerOf(suite: Suite, key: Key): Buffer {
  return Buffer.concat([Buffer.of(FORM, suiteNumbers[suite]), key.id]);
}

function boundTo({ cooperativeId, table, column, row }: Place): Buffer {
  return Buffer.from(JSON.stringify([cooperativeId, table, column, row]));
}

function openGcm(key: KeyObject, bound: Buffer, sealed: Buffer): Buffer {
  const start = GCM.nonce + GCM.tag;
  if (sealed.length < start) throw new Error('Not something that this vault has sealed.');
  const decipher = createDecipheriv('aes-256-gcm', key, sealed.subarray(0, GCM.nonce), {
    authTagLength: GCM.tag,
  })
    .setAAD(bound)
    .setAuthTag(sealed.subarray(GCM.nonce, start));
  return Buffer.concat([decipher.update(sealed.subarray(start)), decipher.final()]);
}

/** Encrypt, then authenticate: OpenSSL has no SM4 that does both. */
function macOf(key: Key, bound: Buffer, nonce: Buffer, body: Buffer): Buffer {
  const length = Buffer.alloc(8);
  length.writeBigUInt64BE(BigInt(bound.length));
  return createHmac('sm3', key.sm3).update(length).update(bound).update(nonce).update(body).digest();
}

function openSm(key: Key, bound: Buffer, sealed: Buffer): Buffer {
  const start = SM.nonce + SM.tag;
  if (sealed.length < start) throw new Error('Not something that this vault has sealed.');
  const nonce = sealed.subarray(0, SM.nonce);
  const body = sealed.subarray(start);
  if (!timingSafeEqual(sealed.subarray(SM.nonce, start), macOf(key, bound, nonce, body)))
    throw new Error('What was sealed was changed, or belongs to another place.');
  const decipher = createDecipheriv('sm4-ctr', key.sm4, nonce);
  return Buffer.concat([decipher.update(body), decipher.final()]);
}
