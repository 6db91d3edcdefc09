/**
 * Seals how far every trail has come: into the platform's chain, and into the seal files outside the database. At the start, each day
 * and after a closing; what cannot be done now is done the next time.
 */
import { cooperativeIds } from './modules/access/index.ts';
import { bookHead } from './modules/audit/index.ts';
import { latestMigration } from './platform/migrations.ts';
import { adoptionDue, coverPlatform, lastHeads, type Heads } from './platform/platform-chain.ts';
import { completeSeals, entriesToSeal, sealFiles } from './platform/seal-file.ts';
import type { Services } from './platform/services.ts';

const DAY_MILLISECONDS = 86_400_000;

/** Says whether there was anything new to seal. Each cooperative and each place by itself: what kept one from it is thrown at the end. */
export async function sealHeads({ config, database, vault, clockGuard }: Services): Promise<boolean> {
  // A seal of a day that has not come would be the newest for years.
  if (clockGuard?.hasJumped(new Date()) === true) return false;
  const known = await database.outside(lastHeads);
  const heads: Record<string, readonly [string, string]> = {};
  const failures: unknown[] = [];
  for (const id of await database.outside(cooperativeIds)) {
    try {
      const { number, seal } = await database.read(id, (tx) => bookHead(tx, id));
      if (known[id]?.[1] !== seal) heads[id] = [number.toString(), seal];
    } catch (error) {
      failures.push(error);
    }
  }
  // Once for each upgrade, and never again: what is told as if a migration had told it stays uncovered.
  const adopting = adoptionDue(known, latestMigration());
  const isNew = Object.keys(heads).length > 0 || adopting !== null;
  const told = { ...(heads as Heads), ...adopting };
  const made = isNew
    ? await database.outside((tx) =>
        coverPlatform(tx, (text) => vault.chainHash(text), told, adopting !== null),
      )
    : null;
  await completeSealFiles({ config, database }, made?.number ?? null);
  if (failures.length > 0) throw failures[0];
  return isNew;
}

/** Every place has the line of every entry that tells heads; those that it lacked say that they were written later. */
export async function completeSealFiles(
  { config, database }: Pick<Services, 'config' | 'database'>,
  made: bigint | null,
): Promise<void> {
  completeSeals(sealFiles(config), await database.outside(entriesToSeal), made);
}

/** Now, each day, and whenever it is asked for; one after the other. */
export function sealDaily(
  services: Services,
  failed: (error: unknown) => void,
): { now(): void; stop(): Promise<void> } {
  let work: Promise<unknown> = Promise.resolve();
  const now = () => void (work = work.then(() => sealHeads(services)).catch(failed));
  now();
  const timer = setInterval(now, DAY_MILLISECONDS);
  timer.unref();
  return {
    now,
    async stop() {
      clearInterval(timer);
      await work;
    },
  };
}
