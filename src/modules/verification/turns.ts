/**
 * Verifications that people ask for: so many at once whoever asks, cooperatives by turns, each one at a time. After one, a cooperative
 * rests for as long as it took, so that whoever asks without end has half of one place at most.
 */
import { setTimeout as pause } from 'node:timers/promises';
import { createGate } from '../../platform/gate.ts';

export interface Turns {
  run<T>(cooperativeId: string, work: () => Promise<T>): Promise<T>;
}

export function createTurns(atOnce: number): Turns {
  const gate = createGate(atOnce, { perParty: 1 });
  const restsUntil = new Map<string, number>();
  return {
    async run(cooperativeId, work) {
      const rest = (restsUntil.get(cooperativeId) ?? 0) - performance.now();
      // Whoever rests keeps no program alive.
      if (rest > 0) await pause(rest, undefined, { ref: false });
      return gate.run(async () => {
        const begunAt = performance.now();
        try {
          return await work();
        } finally {
          restsUntil.set(cooperativeId, 2 * performance.now() - begunAt);
        }
      }, cooperativeId);
    },
  };
}
