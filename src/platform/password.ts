/** Passwords: argon2id with 46 MiB and one pass, kept as a PHC string; verification takes constant time. */
import { argon2, randomBytes, timingSafeEqual } from 'node:crypto';
import { promisify } from 'node:util';
import { createGate } from './gate.ts';

const MEMORY_KIB = 47_104;
const PASSES = 1;
const LANES = 1;
const TAG_BYTES = 32;

const derive = promisify(argon2);

/**
 * Two at once, because each takes memory and a core for as long as it is meant to; some wait for them, by turns of the addresses they
 * come from; where all places are taken, an address with many gives way to others. Whoever comes beyond is told to come again.
 */
const lane = createGate(2, { waiting: 40, keptPerParty: 8, seconds: 10 });

/** `from`: the address as it is counted, where somebody waits for it. */
export async function hashPassword(password: string, from = ''): Promise<string> {
  const salt = randomBytes(16);
  const tag = await tagOf(password, salt, [MEMORY_KIB, PASSES, LANES], from);
  return `$argon2id$v=19$m=${MEMORY_KIB},t=${PASSES},p=${LANES}$${unpadded(salt)}$${unpadded(tag)}`;
}

/** False for a wrong password; throws for a text that is no argon2id hash. */
export async function verifyPassword(stored: string, password: string, from = ''): Promise<boolean> {
  const match = /^\$argon2id\$v=19\$m=(\d+),t=(\d+),p=(\d+)\$([\w+/]+)\$([\w+/]+)$/.exec(stored);
  if (!match) throw new Error('Not an argon2id hash.');
  const [, memory, passes, lanes, salt = '', tag = ''] = match;
  const expected = Buffer.from(tag, 'base64');
  const actual = await tagOf(
    password,
    Buffer.from(salt, 'base64'),
    [Number(memory), Number(passes), Number(lanes)],
    from,
  );
  return expected.length === actual.length && timingSafeEqual(expected, actual);
}

async function tagOf(
  password: string,
  nonce: Buffer,
  [memory, passes, lanes]: readonly [number, number, number],
  from: string,
): Promise<Buffer> {
  // Typed in different ways, a Chinese passphrase is still the same passphrase.
  const message = Buffer.from(password.normalize('NFC'));
  const result = await lane.run(
    () => derive('argon2id', { message, nonce, memory, passes, parallelism: lanes, tagLength: TAG_BYTES }),
    from,
  );
  return Buffer.from(result);
}

function unpadded(bytes: Buffer): string {
  return bytes.toString('base64').replace(/=+$/, '');
}
