/**
 * Tries at a sign-in, counted before the password is looked at: of many at once no more get through than one after the other.
 * What is kept says neither name nor address.
 */
import { eq, inArray, lt, sql } from 'drizzle-orm';
import { Refusal, refuse } from '../../domain/refusal.ts';
import {
  countedAddress,
  FORGOTTEN_AFTER_SECONDS,
  triesLeft,
  waitAfter,
  type GuardKind,
} from '../../domain/sign-in-guard.ts';
import { CLOCK_SLACK_MILLISECONDS } from '../../platform/clock-guard.ts';
import type { Tx } from '../../platform/database.ts';
import type { Services } from '../../platform/services.ts';
import type { Vault } from '../../platform/vault.ts';
import { signInGuard } from './schema.ts';

const KEY_DIGITS = 5;
const guardKinds = ['both', 'address', 'name'] as const satisfies readonly GuardKind[];

export interface Trying {
  readonly userName: string;
  /** What is counted where it is not the user name: what leads to a name that a stranger cannot know. */
  readonly asTyped?: string;
  readonly address: string;
}

function keysOf(
  vault: Vault,
  { userName, asTyped = userName, address }: Trying,
): readonly (readonly [GuardKind, string])[] {
  const name = asTyped.toLowerCase();
  const from = countedAddress(address);
  const counted: Readonly<Record<GuardKind, string>> = { name, address: from, both: `${name}\n${from}` };
  return guardKinds.map((kind) => {
    const digits = vault.blindIndex('house', `sign-in-${kind}`, counted[kind]).slice(0, KEY_DIGITS);
    return [kind, `${kind}:${digits}`] as const;
  });
}

/** Counts one try, as if it failed, and tells how many are left if it does; refuses it while a lock stands. */
export async function countTry(
  tx: Tx,
  vault: Vault,
  trying: Trying,
  now: Date,
  kinds: readonly GuardKind[] = guardKinds,
): Promise<number> {
  const left: number[] = [];
  const keys = keysOf(vault, trying)
    .filter(([kind]) => kinds.includes(kind))
    .sort(([, one], [, other]) => (one < other ? -1 : 1));
  for (const [kind, key] of keys) {
    await tx
      .insert(signInGuard)
      .values({ key, failures: 0, lastFailedAt: now, lockedUntil: null })
      .onConflictDoNothing();
    const [row] = await tx.select().from(signInGuard).where(eq(signInGuard.key, key)).for('update');
    // Counted under a clock that ran ahead, it would lock everybody out until that day.
    const ahead = row !== undefined && row.lastFailedAt.getTime() - now.getTime() > CLOCK_SLACK_MILLISECONDS;
    if (row?.lockedUntil != null && row.lockedUntil > now && !ahead) {
      const seconds = Math.ceil((row.lockedUntil.getTime() - now.getTime()) / 1000);
      throw refuse('access.sign-in-locked', { minutes: Math.ceil(seconds / 60) });
    }
    const isOld =
      row === undefined ||
      ahead ||
      now.getTime() - row.lastFailedAt.getTime() > FORGOTTEN_AFTER_SECONDS * 1000;
    const failures = (isOld ? 0 : row.failures) + 1;
    const wait = waitAfter(kind, failures);
    left.push(triesLeft(kind, failures));
    const lockedUntil = wait === 0 ? null : new Date(now.getTime() + wait * 1000);
    await tx
      .update(signInGuard)
      .set({ failures, lastFailedAt: now, lockedUntil })
      .where(eq(signInGuard.key, key));
  }
  return Math.min(...left);
}

/**
 * The name that what was typed leads to has a count of its own, so that a lock at one door is one at every door. Nothing is said of it:
 * while it stands, whoever is right is told what whoever is wrong is told.
 */
const behind = ({ userName, address }: Trying): Trying => ({
  userName,
  asTyped: `behind ${userName}`,
  address,
});
const ofName = ['both', 'name'] as const satisfies readonly GuardKind[];

/** Counts one try for the name behind what was typed, as if it failed; whether a lock stands. */
export async function isLockedBehind(
  services: Pick<Services, 'database' | 'vault'>,
  trying: Trying,
  now: Date,
): Promise<boolean> {
  try {
    await services.database.outside((tx) => countTry(tx, services.vault, behind(trying), now, ofName));
    return false;
  } catch (error) {
    if (error instanceof Refusal && error.code === 'access.sign-in-locked') return true;
    throw error;
  }
}

/** The try was right: the name starts anew, its address takes this one try back. Returns how many failed before. */
export async function forgiveTries(tx: Tx, vault: Vault, trying: Trying): Promise<number> {
  const keys = new Map(keysOf(vault, trying));
  const named = (counts: ReadonlyMap<string, string>) => [counts.get('name') ?? '', counts.get('both') ?? ''];
  const atEveryDoor = new Map(keysOf(vault, behind(trying)));
  const [typed = '', everywhere = ''] = [keys.get('name'), atEveryDoor.get('name')];
  const counted = await tx
    .select({ failures: signInGuard.failures })
    .from(signInGuard)
    .where(inArray(signInGuard.key, [typed, everywhere]));
  await tx.delete(signInGuard).where(inArray(signInGuard.key, [...named(keys), ...named(atEveryDoor)]));
  await tx
    .update(signInGuard)
    .set({ failures: sql`greatest(${signInGuard.failures} - 1, 0)`, lockedUntil: null })
    .where(eq(signInGuard.key, keys.get('address') ?? ''));
  return Math.max(1, ...counted.map(({ failures }) => failures)) - 1;
}

/** Sweeps away what is forgotten. */
export async function sweepGuards(tx: Tx, now: Date): Promise<void> {
  const forgotten = new Date(now.getTime() - FORGOTTEN_AFTER_SECONDS * 1000);
  await tx.delete(signInGuard).where(lt(signInGuard.lastFailedAt, forgotten));
}
