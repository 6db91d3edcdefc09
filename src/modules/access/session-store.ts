/**
 * Sessions kept in PostgreSQL for @fastify/session; only a hash of the token is stored. A sign-in lasts by the computer's
 * time, as its cookie does, not by the books'.
 */
import type { SessionStore } from '@fastify/session';
import { sha256 } from '../../platform/hash-chain.ts';
import type { Services } from '../../platform/services.ts';
import { deleteSession, findSession, saveSession } from './store.ts';

/** How long a sign-in lasts: one working day. */
export const sessionHours = 12;
const sessionMilliseconds = sessionHours * 3_600_000;

export function sessionStore(services: Services): SessionStore {
  const { database } = services;
  return {
    set(token, content, done) {
      const { userId } = content;
      if (userId === undefined) return done();
      const now = new Date();
      database
        .outside((tx) =>
          saveSession(tx, {
            tokenHash: sha256(token),
            userId,
            createdAt: now,
            expiresAt: new Date(now.getTime() + sessionMilliseconds),
          }),
        )
        .then(() => done(), done);
    },
    get(token, done) {
      database
        .outside((tx) => findSession(tx, sha256(token), new Date()))
        .then(
          (row) =>
            row === undefined
              ? done(null, null)
              : done(null, {
                  userId: row.userId,
                  cookie: { originalMaxAge: sessionMilliseconds, expires: row.expiresAt },
                }),
          (error: unknown) => done(error),
        );
    },
    destroy(token, done) {
      database.outside((tx) => deleteSession(tx, sha256(token))).then(() => done(), done);
    },
  };
}
