/**
 * Tokens for programs: one acts for a person in one cooperative, for the actions named in it and no others, until its day. It is
 * said once; what is kept opens nothing.
 */
import { randomBytes } from 'node:crypto';
import { and, desc, eq, gt, isNull } from 'drizzle-orm';
import { v7 as newId } from 'uuid';
import type { Action } from '../../domain/permission.ts';
import { refuse } from '../../domain/refusal.ts';
import type { Tx } from '../../platform/database.ts';
import { sha256 } from '../../platform/hash-chain.ts';
import { apiToken, appUser } from './schema.ts';

const PREFIX = 'hegu_';
const SECRET_BYTES = 24;
const MOST_TOKENS = 20;

const tokenShape = new RegExp(`^${PREFIX}[\\w-]{${(SECRET_BYTES * 4) / 3}}$`);
export const isTokenShaped = (text: string): boolean => tokenShape.test(text);

export interface TokenWish {
  readonly userId: string;
  readonly cooperativeId: string;
  readonly name: string;
  readonly scopes: readonly Action[];
  readonly days: number;
}

export async function createToken(tx: Tx, wish: TokenWish, now: Date) {
  const token = `${PREFIX}${randomBytes(SECRET_BYTES).toString('base64url')}`;
  const { days, ...row } = wish;
  const open = await openTokensOf(tx, wish.userId, now);
  if (open.length >= MOST_TOKENS) throw refuse('access.tokens-many', { most: MOST_TOKENS });
  const id = newId();
  const expiresAt = new Date(now.getTime() + days * 86_400_000);
  await tx.insert(apiToken).values({ ...row, id, tokenHash: sha256(token), createdAt: now, expiresAt });
  return { id, token, expiresAt: expiresAt.toISOString() };
}

async function openTokensOf(tx: Tx, userId: string, now: Date) {
  // One after the other for a person, or many at once would all find room.
  await tx.select({ id: appUser.id }).from(appUser).where(eq(appUser.id, userId)).for('update');
  return tx
    .select({ id: apiToken.id })
    .from(apiToken)
    .where(and(eq(apiToken.userId, userId), isNull(apiToken.endedAt), gt(apiToken.expiresAt, now)));
}

export async function tokensOf(tx: Tx, userId: string) {
  const rows = await tx
    .select()
    .from(apiToken)
    .where(eq(apiToken.userId, userId))
    .orderBy(desc(apiToken.createdAt));
  return rows.map(({ id, cooperativeId, name, scopes, createdAt, expiresAt, endedAt }) => ({
    id,
    cooperativeId,
    name,
    scopes,
    createdAt: createdAt.toISOString(),
    expiresAt: expiresAt.toISOString(),
    endedAt: endedAt?.toISOString() ?? null,
  }));
}

export async function endToken(tx: Tx, userId: string, id: string, now: Date): Promise<boolean> {
  const ended = await tx
    .update(apiToken)
    .set({ endedAt: now })
    .where(and(eq(apiToken.id, id), eq(apiToken.userId, userId), isNull(apiToken.endedAt)))
    .returning({ id: apiToken.id });
  return ended.length === 1;
}

/** For whom and for what a token opens; undefined where it has ended, has run out, or never was. */
export async function findToken(tx: Tx, token: string, now: Date) {
  const [row] = await tx
    .select({ userId: apiToken.userId, cooperativeId: apiToken.cooperativeId, scopes: apiToken.scopes })
    .from(apiToken)
    .innerJoin(appUser, and(eq(appUser.id, apiToken.userId), isNull(appUser.disabledAt)))
    .where(and(eq(apiToken.tokenHash, sha256(token)), gt(apiToken.expiresAt, now), isNull(apiToken.endedAt)));
  return row;
}
