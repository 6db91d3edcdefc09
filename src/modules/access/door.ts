/**
 * The doors by which a stranger comes in: the office and the portal, with a password, a code or an invitation. Each has the same bounds,
 * writes down who came and who was refused, and lets nobody hear by the time it takes what is known of a name.
 */
import { setTimeout as pause } from 'node:timers/promises';
import type { FastifyRequest } from 'fastify';
import type { Services } from '../../platform/services.ts';
import { beginSession } from './begin.ts';
import type { Trying } from './guards.ts';
import { noteFailed, noteSignIn } from './sign-in-notes.ts';
import type { UserRow } from './store.ts';

/** Of an address, which a whole office, village or county may share; each name has its own, narrower count. */
export const SIGN_INS_PER_MINUTE = 120;
/** Whoever signs in is nobody yet: a name, a password, at most what a passkey says of itself. */
export const ofStrangers = { perMinute: SIGN_INS_PER_MINUTE, bodyBytes: 16 * 1024 } as const;
/** A failed try is answered on the next beat after it began: what is known of a name gives more work, which nobody hears. */
const BEAT_MILLISECONDS = 100;

export interface Attempt {
  readonly user: UserRow;
  /** Whether a second factor was shown with it. */
  readonly showedCode?: boolean;
  /** Of the password that was shown; where another was chosen by it, nothing that may have changed since. */
  readonly shownHash?: string;
}

/** Who somebody may be, and what they typed for it. */
export type Coming = Pick<Trying, 'userName' | 'asTyped'>;

/** A try, from its first look at who it might be until the session; whatever refuses it is told on the beat. */
export async function comeIn<Came extends Attempt>(
  services: Services,
  request: FastifyRequest,
  whoComes: () => Coming | Promise<Coming>,
  attempt: (trying: Trying) => Promise<Came>,
) {
  const begun = performance.now();
  const address = request.ip;
  const coming = await whoComes();
  const { userName } = coming;
  const came = await attempt({ ...coming, address }).catch(async (error: unknown) => {
    await noteFailed(services, userName, address, error);
    await pause(BEAT_MILLISECONDS - ((performance.now() - begun) % BEAT_MILLISECONDS));
    throw error;
  });
  await noteSignIn(services, userName, address, null);
  const { user, showedCode = false, shownHash = null } = came;
  const session = await beginSession(services, request, user.id, { showedCode, passwordHash: shownHash });
  return { ...came, session };
}
