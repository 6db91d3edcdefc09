/**
 * The second factor: an authenticator app, with codes to recover from its loss. No code counts twice, tries are counted like
 * those of a password, and what is kept gives no code without the key of the books.
 */
import { randomBytes } from 'node:crypto';
import { and, eq, isNull, lt, sql } from 'drizzle-orm';
import { refuse } from '../../domain/refusal.ts';
import { drawSeed, setUpOf, stepOf } from '../../platform/authenticator.ts';
import type { Tx } from '../../platform/database.ts';
import { sha256 } from '../../platform/hash-chain.ts';
import type { Services } from '../../platform/services.ts';
import type { Vault } from '../../platform/vault.ts';
import { countTry, forgiveTries } from './guards.ts';
import { recoveryCode, secondFactor } from './schema.ts';
import type { UserRow } from './store.ts';

const RECOVERY_CODES = 10;

async function factorOf(tx: Tx, userId: string) {
  const [row] = await tx.select().from(secondFactor).where(eq(secondFactor.userId, userId));
  return row;
}

export async function hasSecondFactor(tx: Tx, userId: string): Promise<boolean> {
  const found = await factorOf(tx, userId);
  return found !== undefined && found.confirmedAt !== null;
}

/** A new secret, which counts once a code of it was shown. An old one goes on counting until then. */
export async function beginSecondFactor(tx: Tx, vault: Vault, user: UserRow) {
  const seed = drawSeed();
  const isNew = sql`${secondFactor.confirmedAt} is null`;
  await tx
    .insert(secondFactor)
    .values({ userId: user.id, seed, recordedAt: new Date(), confirmedAt: null, lastStep: 0n })
    .onConflictDoUpdate({
      target: secondFactor.userId,
      set: {
        seed: sql`case when ${isNew} then ${seed} else ${secondFactor.seed} end`,
        nextSeed: sql`case when ${isNew} then null else ${seed} end`,
      },
    });
  return setUpOf(vault, user.id, seed, user.userName);
}

/** The first code of a new secret, which makes it count. Gives the recovery codes, said once. */
export async function confirmSecondFactor(
  services: Services,
  user: UserRow,
  code: string,
  address: string,
): Promise<readonly string[]> {
  const codes = Array.from({ length: RECOVERY_CODES }, () => randomBytes(8).toString('hex'));
  await guarded(services, user, address, async (tx) => {
    if (!(await takeFirstCode(tx, services.vault, user.id, code))) return false;
    await tx.delete(recoveryCode).where(eq(recoveryCode.userId, user.id));
    await tx.insert(recoveryCode).values(codes.map((each) => ({ userId: user.id, codeHash: sha256(each) })));
    return true;
  });
  return codes;
}

/** Refuses what is neither a code of now that was not used, nor a recovery code that was not. */
export function requireCode(services: Services, user: UserRow, code: string, address: string): Promise<void> {
  return guarded(services, user, address, async (tx) => {
    const found = await factorOf(tx, user.id);
    if (found === undefined || found.confirmedAt === null) return false;
    return (await takeCode(tx, services.vault, user.id, code)) || takeRecoveryCode(tx, user.id, code);
  });
}

async function guarded(
  { database, vault }: Services,
  user: UserRow,
  address: string,
  isRight: (tx: Tx) => Promise<boolean>,
): Promise<void> {
  const trying = { userName: `code of ${user.userName}`, address };
  await database.outside((tx) => countTry(tx, vault, trying, new Date()));
  if (!(await database.outside(isRight))) throw refuse('access.code-wrong', {}, '/code');
  await database.outside((tx) => forgiveTries(tx, vault, trying));
}

/** Uses a code up with its step and every step before: shown again, or by somebody who looked on, it is worth nothing. */
async function takeCode(tx: Tx, vault: Vault, userId: string, code: string): Promise<boolean> {
  const found = await factorOf(tx, userId);
  if (found === undefined) return false;
  const step = stepOf(vault, { userId, seed: found.seed, code: code.replace(/\s/g, '') }, new Date());
  if (step === null) return false;
  const taken = await tx
    .update(secondFactor)
    .set({ lastStep: step })
    .where(
      and(
        eq(secondFactor.userId, userId),
        eq(secondFactor.seed, found.seed),
        lt(secondFactor.lastStep, sql`${step.toString()}::bigint`),
      ),
    )
    .returning({ userId: secondFactor.userId });
  return taken.length === 1;
}

/** Puts the secret that is being set up in its place, by a code of it. */
async function takeFirstCode(tx: Tx, vault: Vault, userId: string, code: string): Promise<boolean> {
  const found = await factorOf(tx, userId);
  const seed = found?.confirmedAt === null ? found.seed : found?.nextSeed;
  if (seed == null) return false;
  const now = new Date();
  const lastStep = stepOf(vault, { userId, seed, code: code.replace(/\s/g, '') }, now);
  if (lastStep === null) return false;
  const taken = await tx
    .update(secondFactor)
    .set({ seed, nextSeed: null, recordedAt: now, confirmedAt: now, lastStep })
    .where(
      and(
        eq(secondFactor.userId, userId),
        sql`case when ${secondFactor.confirmedAt} is null then ${secondFactor.seed} else ${secondFactor.nextSeed} end = ${seed}`,
      ),
    )
    .returning({ userId: secondFactor.userId });
  return taken.length === 1;
}

async function takeRecoveryCode(tx: Tx, userId: string, code: string): Promise<boolean> {
  const used = await tx
    .update(recoveryCode)
    .set({ usedAt: new Date() })
    .where(
      and(
        eq(recoveryCode.userId, userId),
        eq(recoveryCode.codeHash, sha256(code.replace(/\s/g, '').toLowerCase())),
        isNull(recoveryCode.usedAt),
      ),
    )
    .returning({ userId: recoveryCode.userId });
  return used.length === 1;
}
