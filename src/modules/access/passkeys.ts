/**
 * Passkeys of people: made after the password was shown once more, shown instead of password and code, or as the second factor of a
 * sign-in. A challenge is good once and for some minutes; only its hash is kept.
 */
import { and, asc, eq, gt, isNull, lt } from 'drizzle-orm';
import { v7 as newId } from 'uuid';
import { refuse } from '../../domain/refusal.ts';
import type { Tx } from '../../platform/database.ts';
import { sha256 } from '../../platform/hash-chain.ts';
import {
  createdKey,
  creationAsked,
  passkeyPlace,
  showingAsked,
  shownCounter,
  shownKeyId,
} from '../../platform/passkey.ts';
import type { Services } from '../../platform/services.ts';
import { passkey, passkeyChallenge } from './schema.ts';
import { findUser, type UserRow } from './store.ts';

const CHALLENGE_MINUTES = 5;
/** More than anybody has devices. */
const MOST_PASSKEYS = 20;

export async function passkeysOf(tx: Tx, userId: string) {
  return tx.select().from(passkey).where(eq(passkey.userId, userId)).orderBy(asc(passkey.createdAt));
}

export async function hasPasskey(tx: Tx, userId: string): Promise<boolean> {
  return (await passkeysOf(tx, userId)).length > 0;
}

export async function beginPasskey({ config, database }: Services, user: UserRow): Promise<string> {
  const known = await database.outside((tx) => passkeysOf(tx, user.id));
  if (known.length >= MOST_PASSKEYS) throw refuse('access.passkeys-many', { most: MOST_PASSKEYS });
  const person = { userId: user.id, userName: user.userName, displayName: user.displayName };
  const ids = known.map(({ credentialId }) => credentialId);
  const { challenge, options } = await creationAsked(passkeyPlace(config.HEGU_PUBLIC_URL), person, ids);
  await database.outside((tx) => keepChallenge(tx, challenge, user.id));
  return options;
}

export async function addPasskey(
  { config, database }: Services,
  user: UserRow,
  { name, credential }: { readonly name: string; readonly credential: string },
) {
  const place = passkeyPlace(config.HEGU_PUBLIC_URL);
  const key = await createdKey(place, credential, (challenge) =>
    database.outside((tx) => takeChallenge(tx, challenge, user.id)),
  );
  if (key === null) throw refuse('access.passkey-wrong', {}, '/credential');
  const row = { id: newId(), userId: user.id, name, ...key, createdAt: new Date(), shownAt: null };
  const added = await database.outside((tx) =>
    tx.insert(passkey).values(row).onConflictDoNothing().returning({ id: passkey.id }),
  );
  if (added.length === 0) throw refuse('access.passkey-wrong', {}, '/credential');
  return row;
}

export async function askForPasskey({ config, database }: Services): Promise<string> {
  const { challenge, options } = await showingAsked(passkeyPlace(config.HEGU_PUBLIC_URL));
  await database.outside((tx) => keepChallenge(tx, challenge, null));
  return options;
}

/** Whose passkey it is that was shown just now; refuses every other answer alike. */
export async function shownPasskey({ config, database }: Services, credential: string): Promise<UserRow> {
  const id = shownKeyId(credential);
  const found = id === null ? undefined : await database.outside((tx) => keyOf(tx, id));
  const counter =
    found &&
    (await shownCounter(passkeyPlace(config.HEGU_PUBLIC_URL), credential, found, (challenge) =>
      database.outside((tx) => takeChallenge(tx, challenge, null)),
    ));
  const user = found && (await database.outside((tx) => findUser(tx, found.userId)));
  if (counter == null || !user || user.disabledAt !== null)
    throw refuse('access.passkey-wrong', {}, '/credential');
  await database.outside((tx) =>
    tx.update(passkey).set({ counter, shownAt: new Date() }).where(eq(passkey.id, found.id)),
  );
  return user;
}

async function keyOf(tx: Tx, credentialId: string) {
  const [row] = await tx.select().from(passkey).where(eq(passkey.credentialId, credentialId));
  return row;
}

export async function renamePasskey(tx: Tx, userId: string, id: string, name: string): Promise<boolean> {
  const named = await tx
    .update(passkey)
    .set({ name })
    .where(and(eq(passkey.userId, userId), eq(passkey.id, id)))
    .returning({ id: passkey.id });
  return named.length > 0;
}

export async function removePasskey(tx: Tx, userId: string, id: string): Promise<boolean> {
  const removed = await tx
    .delete(passkey)
    .where(and(eq(passkey.userId, userId), eq(passkey.id, id)))
    .returning({ id: passkey.id });
  return removed.length > 0;
}

/** Those that ran out are swept away as new ones come. */
async function keepChallenge(tx: Tx, challenge: string, userId: string | null): Promise<void> {
  const now = Date.now();
  await tx.delete(passkeyChallenge).where(lt(passkeyChallenge.expiresAt, new Date(now)));
  const expiresAt = new Date(now + CHALLENGE_MINUTES * 60_000);
  await tx.insert(passkeyChallenge).values({ challengeHash: sha256(challenge), userId, expiresAt });
}

/** Uses a challenge up; `userId`: for whose new passkey it was, null for showing one. */
async function takeChallenge(tx: Tx, challenge: string, userId: string | null): Promise<boolean> {
  const taken = await tx
    .delete(passkeyChallenge)
    .where(
      and(
        eq(passkeyChallenge.challengeHash, sha256(challenge)),
        userId === null ? isNull(passkeyChallenge.userId) : eq(passkeyChallenge.userId, userId),
        gt(passkeyChallenge.expiresAt, new Date()),
      ),
    )
    .returning({ hash: passkeyChallenge.challengeHash });
  return taken.length === 1;
}
