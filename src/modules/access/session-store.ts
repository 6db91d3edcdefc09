/**
 * Sessions kept in PostgreSQL for @fastify/session; only a hash of the token is stored. A sign-in lasts by the computer's time, as
 * its cookie does, not by the books'; it ends when it is old, when nothing was asked for long, and at once when its row is gone. Whose it is,
 * and when a second factor was shown, stands under the key of the books: changed in the database alone it is nobody's, and none was shown.
 */
import type { SessionStore } from '@fastify/session';
import type { FastifyRequest } from 'fastify';
import { hasExpired } from '../../domain/password-rule.ts';
import { CLOCK_SLACK_MILLISECONDS } from '../../platform/clock-guard.ts';
import type { Database, Tx } from '../../platform/database.ts';
import { sha256 } from '../../platform/hash-chain.ts';
import type { Services } from '../../platform/services.ts';
import type { Vault } from '../../platform/vault.ts';
import {
  deleteSession,
  findSession,
  hasSession,
  requireSamePassword,
  saveSession,
  touchSession,
  updateSession,
} from './store.ts';
import { findToken, isTokenShaped } from './tokens.ts';

/** Whose a sign-in is. */
export const sealOfSession = (vault: Pick<Vault, 'chainHash'>, tokenHash: string, userId: string): string =>
  vault.chainHash(`session\n${tokenHash}\n${userId}`);

const sealOfFactor = (vault: Pick<Vault, 'chainHash'>, tokenHash: string, at: Date | null): string | null =>
  at === null ? null : vault.chainHash(`session factor\n${tokenHash}\n${at.toISOString()}`);

/** How often it is written down that a session is still used. */
const SEEN_MILLISECONDS = 60_000;

export function sessionStore({ config, database, vault }: Services): SessionStore {
  const longest = config.HEGU_SESSION_HOURS * 3_600_000;
  const idle = config.HEGU_SESSION_IDLE_MINUTES * 60_000;
  return {
    set(token, content, done) {
      const { userId, rowId, address, agent, secondFactorAt, begunBy } = content;
      if (userId === undefined) return done();
      const now = new Date();
      const tokenHash = sha256(token);
      const factor = {
        secondFactorAt: secondFactorAt ?? null,
        secondFactorSeal: sealOfFactor(vault, tokenHash, secondFactorAt ?? null),
      };
      // One that was read is only brought up to date: where it was ended meanwhile, it does not come back.
      if (rowId !== undefined) {
        database
          .outside((tx) => updateSession(tx, tokenHash, { lastSeenAt: now, ...factor }))
          .then(() => done(), done);
        return;
      }
      database
        .outside(async (tx) => {
          if (begunBy !== undefined) await requireSamePassword(tx, { id: userId, passwordHash: begunBy });
          await saveSession(tx, {
            tokenHash,
            userId,
            seal: sealOfSession(vault, tokenHash, userId),
            createdAt: now,
            expiresAt: new Date(now.getTime() + longest),
            lastSeenAt: now,
            address: address ?? null,
            agent: agent ?? null,
            ...factor,
          });
        })
        .then(() => done(), done);
    },
    get(token, done) {
      const tokenHash = sha256(token);
      const now = new Date();
      database
        .outside(async (tx) => {
          const row = await findSession(tx, tokenHash, now);
          if (row === undefined || row.seal !== sealOfSession(vault, tokenHash, row.userId)) return null;
          const seen = row.lastSeenAt ?? row.createdAt;
          // One that was begun or used under a clock that ran ahead would last until that day comes.
          const ahead = Math.max(seen.getTime(), row.createdAt.getTime()) - now.getTime();
          if (now.getTime() - seen.getTime() > idle || ahead > CLOCK_SLACK_MILLISECONDS) {
            await deleteSession(tx, tokenHash);
            return null;
          }
          if (now.getTime() - seen.getTime() > SEEN_MILLISECONDS) await touchSession(tx, tokenHash, now);
          return {
            userId: row.userId,
            rowId: row.id,
            secondFactorAt:
              row.secondFactorSeal === sealOfFactor(vault, tokenHash, row.secondFactorAt)
                ? row.secondFactorAt
                : null,
            mustChangePassword: hasExpired(config.HEGU_PASSWORD_RULES, row.passwordChosenAt, now),
            cookie: { originalMaxAge: longest, expires: row.expiresAt },
          };
        })
        .then(
          (found) => done(null, found),
          (error: unknown) => done(error),
        );
    },
    destroy(token, done) {
      database.outside((tx) => deleteSession(tx, sha256(token))).then(() => done(), done);
    },
  };
}

function tokenIn(request: FastifyRequest): string | undefined {
  const [, token] = /^Bearer (\S+)$/i.exec(request.headers.authorization ?? '') ?? [];
  return token;
}

/** The token of a program that a request shows: undefined where it shows none, null where it is not one, or not any more. */
export async function tokenShown(database: Database, request: FastifyRequest) {
  const token = tokenIn(request);
  if (token === undefined) return undefined;
  // What is no token costs nobody a look into the database.
  if (!isTokenShaped(token)) return null;
  return (await database.outside((tx) => findToken(tx, token, new Date()))) ?? null;
}

/** Whether whoever this request was known to be when it began still is; true of whoever was nobody. */
export const isStillSignedIn = (database: Database, request: FastifyRequest): Promise<boolean> =>
  database.outside(async (tx) => (await stillSignedIn(tx, [request])).length === 1);

/** Those of whom the same is true. */
export async function stillSignedIn(
  tx: Tx,
  requests: readonly FastifyRequest[],
): Promise<readonly FastifyRequest[]> {
  const now = new Date();
  const known: FastifyRequest[] = [];
  for (const request of requests) {
    const token = tokenIn(request);
    const { rowId } = request.session;
    const isKnown =
      request.apiToken !== null && token !== undefined
        ? (await findToken(tx, token, now)) !== undefined
        : rowId === undefined || (await hasSession(tx, rowId, now));
    if (isKnown) known.push(request);
  }
  return known;
}
