/**
 * Invitations: how a person comes to a password that nobody else knows. The code has two halves, said once to two people; what
 * is kept opens nothing.
 */
import { randomBytes } from 'node:crypto';
import { v7 as newId } from 'uuid';
import { sha256 } from '../../platform/hash-chain.ts';
import type { Tx } from '../../platform/database.ts';
import { insertInvitation } from './store.ts';

const HALF_BYTES = 12;
const VALID_MILLISECONDS = 7 * 24 * 3_600_000;

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
  const { half, hash } = drawHalf();
  const now = new Date();
  await insertInvitation(tx, {
    id: newId(),
    userId,
    firstHash,
    secondHash: hash,
    madeAt: now,
    expiresAt: new Date(now.getTime() + VALID_MILLISECONDS),
  });
  return half;
}
