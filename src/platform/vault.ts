/**
 * Keeps personal numbers secret at rest: AES-256-GCM for the text, HMAC-SHA-256 for exact search. Both are bound to the
 * cooperative and the field, so that neither a ciphertext nor an index value means anything elsewhere.
 */
import {
  createCipheriv,
  createDecipheriv,
  createHash,
  createHmac,
  createSecretKey,
  hkdfSync,
  randomBytes,
} from 'node:crypto';

/** A file kept sealed: what it is, sealed, and what its sealed bytes are, so that they are proved without the key. */
export interface SealedFile {
  readonly fileSha256: string;
  readonly fileCipher: Uint8Array;
  readonly sealedSha256: string;
}

export function sealFile(vault: Vault, cooperativeId: string, field: string, bytes: Uint8Array): SealedFile {
  const fileCipher = vault.encryptBytes(cooperativeId, field, bytes);
  return { fileSha256: sha256(bytes), fileCipher, sealedSha256: sha256(fileCipher) };
}

function sha256(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex');
}

const VERSION = 1;
const NONCE_BYTES = 12;
const TAG_BYTES = 16;

/** Nonces are drawn in bulk: a roster needs hundreds of thousands, and each draw is a call into the system. */
const pool = { bytes: Buffer.alloc(0), used: 0 };
function drawNonce(): Buffer {
  if (pool.used + NONCE_BYTES > pool.bytes.length) {
    pool.bytes = randomBytes(NONCE_BYTES * 1024);
    pool.used = 0;
  }
  pool.used += NONCE_BYTES;
  // A copy: the pool's memory must not live on in what was sealed.
  return Buffer.from(pool.bytes.subarray(pool.used - NONCE_BYTES, pool.used));
}

export interface Vault {
  /** Tells this key from every other, and nothing of it. */
  readonly fingerprint: string;
  /** Whole files: as `encrypt`, for bytes. */
  encryptBytes(cooperativeId: string, field: string, bytes: Uint8Array): Uint8Array;
  decryptBytes(cooperativeId: string, field: string, sealed: Uint8Array): Buffer;
  /** Never the same bytes twice for one text. */
  encrypt(cooperativeId: string, field: string, text: string): Uint8Array;
  /** Throws when the bytes were changed, or belong to another cooperative or field. */
  decrypt(cooperativeId: string, field: string, sealed: Uint8Array): string;
  /** The same 64 hex digits for the same text, cooperative and field; worthless without the key. */
  blindIndex(cooperativeId: string, field: string, text: string): string;
}

export function createVault(masterKey: Uint8Array): Vault {
  if (masterKey.length !== 32) throw new RangeError('The master key must have 32 bytes.');
  // Key objects, because node:crypto prepares a raw key anew at each use: a roster is sealed four times as fast.
  const derive = (purpose: string) =>
    createSecretKey(Buffer.from(hkdfSync('sha256', masterKey, 'hegu', purpose, 32)));
  const cipherKey = derive('encryption');
  const indexKey = derive('blind-index');
  const place = (cooperativeId: string, field: string) => Buffer.from(`${cooperativeId}\n${field}`);
  function encryptBytes(cooperativeId: string, field: string, content: Uint8Array): Uint8Array {
    const nonce = drawNonce();
    const cipher = createCipheriv('aes-256-gcm', cipherKey, nonce).setAAD(place(cooperativeId, field));
    const body = Buffer.concat([cipher.update(content), cipher.final()]);
    return Buffer.concat([Buffer.of(VERSION), nonce, cipher.getAuthTag(), body]);
  }
  function decryptBytes(cooperativeId: string, field: string, sealed: Uint8Array): Buffer {
    const bytes = Buffer.from(sealed);
    const body = 1 + NONCE_BYTES + TAG_BYTES;
    if (bytes[0] !== VERSION || bytes.length < body)
      throw new Error('Not something that this vault has sealed.');
    const decipher = createDecipheriv('aes-256-gcm', cipherKey, bytes.subarray(1, 1 + NONCE_BYTES))
      .setAAD(place(cooperativeId, field))
      .setAuthTag(bytes.subarray(1 + NONCE_BYTES, body));
    return Buffer.concat([decipher.update(bytes.subarray(body)), decipher.final()]);
  }
  return {
    fingerprint: derive('fingerprint').export().toString('hex'),
    encryptBytes,
    decryptBytes,
    encrypt: (cooperativeId, field, text) => encryptBytes(cooperativeId, field, Buffer.from(text)),
    decrypt: (cooperativeId, field, sealed) => decryptBytes(cooperativeId, field, sealed).toString('utf8'),
    blindIndex(cooperativeId, field, text) {
      return createHmac('sha256', indexKey)
        .update(place(cooperativeId, field))
        .update('\n')
        .update(text)
        .digest('hex');
    },
  };
}
