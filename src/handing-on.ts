/**
 * Where an operator has connected a text-message gateway: what members were told is handed on to it, a round after the other while the
 * service runs. What cannot be handed on now is handed on in a later round.
 */
import { cooperativeIds, findCooperative } from './modules/access/index.ts';
import { handOn } from './modules/messages/index.ts';
import { contactOf } from './modules/portal/index.ts';
import type { Services } from './platform/services.ts';

const ROUND_MILLISECONDS = 20_000;

export async function handOnAll(services: Services): Promise<void> {
  const { database, clockGuard } = services;
  // Under a clock that ran ahead all news would be old.
  if (clockGuard?.hasJumped(new Date()) === true) return;
  for (const cooperativeId of await database.outside(cooperativeIds)) {
    const sender = await database.read(cooperativeId, async (tx) => {
      const found = await findCooperative(tx, cooperativeId);
      const { telephone } = await contactOf(tx, cooperativeId);
      return found && { cooperativeId, name: found.name, telephone };
    });
    if (sender) await handOn(services, sender);
  }
}

export function handOnWhileServing(
  services: Services,
  failed: (error: unknown) => void,
): { stop(): Promise<void> } {
  if (services.config.HEGU_MESSAGE_WEBHOOK === undefined) return { stop: () => Promise.resolve() };
  let work: Promise<unknown> = Promise.resolve();
  let isBusy = false;
  const round = () => {
    if (isBusy) return;
    isBusy = true;
    work = handOnAll(services)
      .catch(failed)
      .finally(() => (isBusy = false));
  };
  round();
  const timer = setInterval(round, ROUND_MILLISECONDS);
  timer.unref();
  return {
    async stop() {
      clearInterval(timer);
      await work;
    },
  };
}
