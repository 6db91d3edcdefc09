/**
 * Codes of an authenticator app (RFC 6238): six digits, thirty seconds, one step of grace on either side. The secret follows from a
 * seed and the key of the books; the seed alone, as it is kept, gives no code.
 */
import { randomBytes } from 'node:crypto';
import { Secret, TOTP } from 'otpauth';
import type { Vault } from './vault.ts';

const PERIOD_SECONDS = 30;
const SECRET_HEX_DIGITS = 40;

export function drawSeed(): string {
  return randomBytes(16).toString('hex');
}

function totpOf(vault: Vault, userId: string, seed: string, label: string): TOTP {
  const hex = vault.blindIndex('house', 'second-factor', `${userId}\n${seed}`).slice(0, SECRET_HEX_DIGITS);
  return new TOTP({
    issuer: 'Hegu',
    label,
    algorithm: 'SHA1',
    digits: 6,
    period: PERIOD_SECONDS,
    secret: Secret.fromHex(hex),
  });
}

/** What an app is set up with: as an address for a QR code, and to type. */
export function setUpOf(vault: Vault, userId: string, seed: string, label: string) {
  const totp = totpOf(vault, userId, seed, label);
  return { uri: totp.toString(), secret: totp.secret.base32 };
}

/** The step that a code is of, for it to count once; null where it is none of now. */
export function stepOf(
  vault: Vault,
  shown: { readonly userId: string; readonly seed: string; readonly code: string },
  now: Date,
): bigint | null {
  const totp = totpOf(vault, shown.userId, shown.seed, '');
  const delta = totp.validate({ token: shown.code, timestamp: now.getTime(), window: 1 });
  return delta === null ? null : BigInt(Math.floor(now.getTime() / 1000 / PERIOD_SECONDS) + delta);
}
