/**
 * What is of technical use alone goes by itself once it is of no use: at the start of the service, and each day while it serves.
 * How long what is kept, and why, says `domain/retention`.
 */
import { cooperativeIds, forgetEnded } from './modules/access/index.ts';
import { forgetUnconfirmed } from './modules/exchange/index.ts';
import type { Services } from './platform/services.ts';

const DAY_MILLISECONDS = 86_400_000;

export async function forget({ database, clockGuard }: Services, now: Date): Promise<void> {
  // Under a clock that ran ahead everything would be past its time.
  if (clockGuard?.hasJumped(now) === true) return;
  await database.outside((tx) => forgetEnded(tx, now));
  for (const id of await database.outside(cooperativeIds))
    await database.write(id, (tx) => forgetUnconfirmed(tx, id, now));
}

/** Now and each day; what cannot be done now is done the next time. */
export function forgetDaily(services: Services): { stop(): void } {
  const run = () => void forget(services, new Date()).catch(() => undefined);
  run();
  const timer = setInterval(run, DAY_MILLISECONDS);
  timer.unref();
  return { stop: () => clearInterval(timer) };
}
