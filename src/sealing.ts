/**
 * Seals how far every trail has come: into the platform's chain, and into the seal files outside the database. At the start, each day
 * and after a closing; what cannot be done now is done the next time.
 */
import { cooperativeIds } from './modules/access/index.ts';
import { bookHead } from './modules/audit/index.ts';
import { latestMigration } from './platform/migrations.ts';
import { adoptionDue, coverPlatform, lastHeads, type Heads } from './platform/platform-chain.ts';
import { appendSeal, sealFiles } from './platform/seal-file.ts';
import type { Services } from './platform/services.ts';

const DAY_MILLISECONDS = 86_400_000;

/** Says whether there was anything new to seal. */
export async function sealHeads({ config, database, vault, clockGuard }: Services): Promise<boolean> {
  // A seal of a day that has not come would be the newest for years.
  if (clockGuard?.hasJumped(new Date()) === true) return false;
  const known = await database.outside(lastHeads);
  const heads: Record<string, readonly [string, string]> = {};
  for (const id of await database.outside(cooperativeIds)) {
    const { number, seal } = await database.read(id, (tx) => bookHead(tx, id));
    if (known[id]?.[1] !== seal) heads[id] = [number.toString(), seal];
  }
  // Once for each upgrade, and never again: what is told as if a migration had told it stays uncovered.
  const adopting = adoptionDue(known, latestMigration());
  if (Object.keys(heads).length === 0 && adopting === null) return false;
  const entry = await database.outside((tx) =>
    coverPlatform(
      tx,
      (text) => vault.chainHash(text),
      { ...(heads as Heads), ...adopting },
      adopting !== null,
    ),
  );
  appendSeal(sealFiles(config), entry);
  return true;
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
