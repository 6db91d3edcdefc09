/**
 * Questions that read much of a cooperative's books, such as what is owed of every run: of one cooperative one at a time, two in all, in line
 * before they take a connection, each person behind themself. Whoever asks ten at once waits, and nobody else does.
 */
import { createGate } from './gate.ts';

export interface HeavyQuestions {
  /** Refuses `service.busy` where too many wait, or the wait is too long. */
  run<T>(
    asking: { readonly cooperativeId: string; readonly userId: string },
    work: () => Promise<T>,
  ): Promise<T>;
}

const AT_ONCE = 2;
const WAITING = 100;
const WAITING_OF_A_COOPERATIVE = 20;
const WAITING_OF_A_PERSON = 4;

export function createHeavyQuestions(seconds: number): HeavyQuestions {
  const people = createGate(Infinity, { perParty: 1, waitingPerParty: WAITING_OF_A_PERSON, seconds });
  const cooperatives = createGate(AT_ONCE, {
    perParty: 1,
    waiting: WAITING,
    waitingPerParty: WAITING_OF_A_COOPERATIVE,
    seconds,
  });
  return {
    run: ({ cooperativeId, userId }, work) =>
      people.run(() => cooperatives.run(work, cooperativeId), `${cooperativeId} ${userId}`),
  };
}
