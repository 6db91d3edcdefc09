/**
 * A gate: at most `capacity` pieces of work run at once, the others wait. Whoever waits is let in by turns of the parties
 * they belong to, so that one that asks for much holds up only itself; where a limit is given, nobody waits without end.
 */
import { refuse } from '../domain/refusal.ts';

export interface Gate {
  /** Refuses `service.busy` when too many wait, or when the wait is too long. */
  run<T>(work: () => Promise<T>, party?: string): Promise<T>;
  state(): { readonly running: number; readonly waiting: number };
}

export interface GateLimits {
  /** How many may wait, all parties together; without end unless given. */
  readonly waiting?: number;
  /** How many of one party may wait; without end unless given. */
  readonly waitingPerParty?: number;
  /**
   * How many of one party keep their place when all places to wait are taken and another party comes: beyond these, its last gives way. Alone,
   * a party may take them all. Nobody gives way unless given.
   */
  readonly keptPerParty?: number;
  /** How long one may wait; without end unless given. */
  readonly seconds?: number;
  /** How many of one party may run at once; as many as there are places unless given. */
  readonly perParty?: number;
}

interface Waiter {
  readonly admit: () => void;
  readonly giveWay: () => void;
  gone: boolean;
}

/** Those of one party who wait, first come first. */
interface Party {
  running: number;
  /** How many of those in line still wait. */
  present: number;
  waiting: Waiter[];
  /** Read from the front by index, so that thousands of waiters cost nothing to move. */
  next: number;
}

const NOBODY_IN_PARTICULAR = '';

export function createGate(capacity: number, limits: GateLimits = {}): Gate {
  const { waiting: mostWaiting = Infinity, waitingPerParty = Infinity } = limits;
  const { keptPerParty = Infinity, seconds = Infinity, perParty = capacity } = limits;
  /** In the order of their turns: whoever is let in goes to the end. */
  const parties = new Map<string, Party>();
  let running = 0;
  let waiting = 0;

  function partyOf(name: string): Party {
    const known = parties.get(name);
    if (known) return known;
    const party: Party = { running: 0, present: 0, waiting: [], next: 0 };
    parties.set(name, party);
    return party;
  }

  const mayEnter = (name: string, party: Party) =>
    running < capacity && (name === NOBODY_IN_PARTICULAR || party.running < perParty);

  function admitted(name: string, party: Party): void {
    running += 1;
    party.running += 1;
    parties.delete(name);
    parties.set(name, party);
  }

  function letIn(): void {
    if (running >= capacity || waiting === 0) return;
    for (const [name, party] of parties) {
      if (!mayEnter(name, party)) continue;
      const waiter = firstOf(party);
      if (waiter === undefined) {
        if (party.running === 0) parties.delete(name);
        continue;
      }
      waiting -= 1;
      party.present -= 1;
      admitted(name, party);
      waiter.admit();
      if (running >= capacity || waiting === 0) return;
    }
  }

  /** Whether a place to wait was made for somebody of another party, by the last of whichever has most. */
  function madeRoomFor(name: string, { present }: Party): boolean {
    if (name === NOBODY_IN_PARTICULAR || present >= keptPerParty) return false;
    const [most] = [...parties.values()].sort((one, other) => other.present - one.present);
    if (most === undefined || most.present <= keptPerParty) return false;
    lastOf(most)?.giveWay();
    return true;
  }

  async function enter(name: string): Promise<void> {
    const party = partyOf(name);
    if (mayEnter(name, party)) {
      admitted(name, party);
      return;
    }
    const isOwnFull = name !== NOBODY_IN_PARTICULAR && party.present >= waitingPerParty;
    if (isOwnFull || (waiting >= mostWaiting && !madeRoomFor(name, party))) throw refuse('service.busy');
    waiting += 1;
    party.present += 1;
    await new Promise<void>((resolve, reject) => {
      const giveUp = () => {
        waiter.gone = true;
        waiting -= 1;
        party.present -= 1;
        reject(refuse('service.busy'));
      };
      const timer = seconds === Infinity ? undefined : setTimeout(giveUp, seconds * 1000);
      const waiter: Waiter = {
        gone: false,
        giveWay: () => {
          clearTimeout(timer);
          giveUp();
        },
        admit: () => {
          clearTimeout(timer);
          resolve();
        },
      };
      party.waiting.push(waiter);
    });
  }

  function leave(name: string): void {
    const party = partyOf(name);
    running -= 1;
    party.running -= 1;
    letIn();
    if (party.running === 0 && party.present === 0) parties.delete(name);
  }

  return {
    async run(work, name = NOBODY_IN_PARTICULAR) {
      await enter(name);
      try {
        return await work();
      } finally {
        leave(name);
      }
    },
    state: () => ({ running, waiting }),
  };
}

/** Takes the first out of the line who still waits. */
function firstOf(party: Party): Waiter | undefined {
  for (;;) {
    const waiter = party.waiting[party.next];
    if (waiter === undefined) return undefined;
    party.next += 1;
    if (party.next > 1024 && party.next * 2 > party.waiting.length) {
      party.waiting.splice(0, party.next);
      party.next = 0;
    }
    if (!waiter.gone) return waiter;
  }
}

/** Who came last of those who still wait; the line keeps their place, marked as gone. */
function lastOf(party: Party): Waiter | undefined {
  return party.waiting.findLast(({ gone }, index) => !gone && index >= party.next);
}
