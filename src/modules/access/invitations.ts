/**
 * Invitations: how a person comes to a password that nobody else knows. The code has two halves, said once to two people; what
 * is kept opens nothing.
 */
import { randomBytes, randomInt } from 'node:crypto';
import { v7 as newId } from 'uuid';
import type { LocalDate } from '../../domain/calendar.ts';
import { sha256 } from '../../platform/hash-chain.ts';
import type { Tx } from '../../platform/database.ts';
import { dayInChina } from '../../platform/services.ts';
import type { Vault } from '../../platform/vault.ts';
import { insertInvitation } from './store.ts';

const HALF_BYTES = 12;
const DAY_MILLISECONDS = 24 * 3_600_000;
const VALID_DAYS = 7;
/** A letter takes its time, and so do those who open it. */
const PORTAL_VALID_DAYS = 60;
const PORTAL_DIGITS = 6;

/** The last whole day on which a code proposed then can be used, however soon it is confirmed: it holds from the confirmation on. */
export function portalCodeUseBy(proposedAt: Date): LocalDate {
  return dayInChina(proposedAt).plusDays(PORTAL_VALID_DAYS - 1);
}

/** One half of a code, and what is kept of it. */
export function drawHalf(): { readonly half: string; readonly hash: string } {
  const half = randomBytes(HALF_BYTES).toString('base64url');
  return { half, hash: sha256(half) };
}

/** Both halves of what somebody typed, as they are kept; null where it is no code. */
export function codeHashes(code: string): { readonly firstHash: string; readonly secondHash: string } | null {
  const [first, second, ...more] = code.replace(/\s/g, '').split('.');
  if (first === undefined || second === undefined || more.length > 0) return null;
  return { firstHash: sha256(first), secondHash: sha256(second) };
}

/** Invites by a first half that was handed out already; returns the second. Earlier invitations of the person end. */
export async function invite(tx: Tx, userId: string, firstHash: string): Promise<string> {
  return keep(tx, { userId, firstHash, ...drawHalf(), days: VALID_DAYS });
}

/**
 * One half of a code for the portal: six digits, to be typed from paper. What is kept of it needs the key of the books, since six
 * digits are tried in no time.
 */
export function drawPortalHalf(
  vault: Vault,
  userId: string,
): { readonly half: string; readonly hash: string } {
  const half = String(randomInt(10 ** PORTAL_DIGITS)).padStart(PORTAL_DIGITS, '0');
  return { half, hash: portalHash(vault, userId, half) };
}

/** Both halves of what somebody typed, the first before the second; null where it is no code. */
export function portalHashes(vault: Vault, userId: string, code: string) {
  const digits = code.normalize('NFKC').replace(/[\s-]/g, '');
  if (!/^\d+$/.test(digits) || digits.length !== 2 * PORTAL_DIGITS) return null;
  const [firstHash, secondHash] = [digits.slice(0, PORTAL_DIGITS), digits.slice(PORTAL_DIGITS)].map((half) =>
    portalHash(vault, userId, half),
  ) as [string, string];
  return { firstHash, secondHash };
}

function portalHash(vault: Vault, userId: string, half: string): string {
  return vault.blindIndex('house', 'portal-code', `${userId} ${half}`);
}

/** The same for the portal. */
export async function inviteToPortal(
  tx: Tx,
  vault: Vault,
  userId: string,
  firstHash: string,
): Promise<string> {
  return keep(tx, { userId, firstHash, ...drawPortalHalf(vault, userId), days: PORTAL_VALID_DAYS });
}

async function keep(
  tx: Tx,
  code: {
    readonly userId: string;
    readonly firstHash: string;
    readonly half: string;
    readonly hash: string;
    readonly days: number;
  },
): Promise<string> {
  const { userId, firstHash, half, hash, days } = code;
  const now = new Date();
  await insertInvitation(tx, {
    id: newId(),
    userId,
    firstHash,
    secondHash: hash,
    madeAt: now,
    expiresAt: new Date(now.getTime() + days * DAY_MILLISECONDS),
  });
  return half;
}
