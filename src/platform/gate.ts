/** A gate: at most `capacity` pieces of work run at once, the others wait in the order they came. */

export interface Gate {
  run<T>(work: () => Promise<T>): Promise<T>;
  state(): { readonly running: number; readonly waiting: number };
}

export function createGate(capacity: number): Gate {
  let running = 0;
  const waiting: (() => void)[] = [];
  // A queue read from the front by index, so that thousands of waiters cost nothing to move.
  let next = 0;

  function leave(): void {
    const follower = waiting[next];
    if (follower === undefined) {
      running -= 1;
      return;
    }
    next += 1;
    if (next > 1024 && next * 2 > waiting.length) {
      waiting.splice(0, next);
      next = 0;
    }
    follower();
  }

  async function enter(): Promise<void> {
    if (running < capacity) {
      running += 1;
      return;
    }
    await new Promise<void>((admit) => waiting.push(admit));
  }

  return {
    async run(work) {
      await enter();
      try {
        return await work();
      } finally {
        leave();
      }
    },
    state: () => ({ running, waiting: waiting.length - next }),
  };
}
