/**
 * Long reckoning in threads of its own: a few of them, each with a limit of memory, each piece with a limit of time, and no
 * more waiting than will be answered soon. What goes beyond is refused in words; the service itself reckons nothing long.
 */
import { Worker } from 'node:worker_threads';
import { Refusal, refuse, type Fault } from '../domain/refusal.ts';
import { createGate } from './gate.ts';

export interface LongWorkLimits {
  readonly threads: number;
  readonly waiting: number;
  /** Of one piece of work. */
  readonly seconds: number;
  /** Of one thread. */
  readonly megabytes: number;
}

export interface LongWork {
  /** By turns of the parties, of whom each has two pieces waiting. The text that the default export of `module` gives for `input`; both travel as plain data. */
  run(module: URL, input: unknown, party?: string): Promise<string>;
  close(): Promise<void>;
}

/** What a thread is given, and what it answers. */
export interface WorkOrder {
  readonly module: string;
  readonly input: unknown;
}
export type WorkAnswer =
  | { readonly kind: 'done'; readonly text: string }
  | { readonly kind: 'refused'; readonly faults: readonly [Fault, ...Fault[]] }
  | { readonly kind: 'failed'; readonly message: string };

/** What a module of long work exports by default. */
export type Work<Input> = (input: Input) => string | Promise<string>;

export function createLongWork(limits: LongWorkLimits): LongWork {
  const gate = createGate(limits.threads, {
    waiting: limits.waiting,
    waitingPerParty: 2,
    seconds: limits.seconds,
  });
  const idle: Worker[] = [];
  const all = new Set<Worker>();

  function freshThread(): Worker {
    const worker = new Worker(new URL('./long-work-worker.ts', import.meta.url), {
      resourceLimits: { maxOldGenerationSizeMb: limits.megabytes },
    });
    // A thread that waits for work keeps no program alive.
    worker.unref();
    all.add(worker);
    worker.once('exit', () => {
      all.delete(worker);
      const place = idle.indexOf(worker);
      if (place >= 0) idle.splice(place, 1);
    });
    // What it fails with while nobody listens ends the thread and nothing else.
    worker.on('error', () => undefined);
    return worker;
  }

  function answerOf(worker: Worker, order: WorkOrder): Promise<WorkAnswer> {
    const { seconds } = limits;
    return new Promise((resolve, reject) => {
      const tooLong = () => refuse('calculation.too-long', { seconds });
      const timer = setTimeout(() => settle(() => reject(tooLong())), seconds * 1000);
      const answered = (answer: WorkAnswer) => settle(() => resolve(answer));
      const failed = (error: NodeJS.ErrnoException) =>
        settle(() => reject(error.code === 'ERR_WORKER_OUT_OF_MEMORY' ? tooLong() : error));
      const gone = () => settle(() => reject(refuse('service.busy')));
      function settle(how: () => void): void {
        clearTimeout(timer);
        worker.off('message', answered).off('error', failed).off('exit', gone);
        how();
      }
      worker.on('message', answered).on('error', failed).on('exit', gone);
      worker.ref();
      worker.postMessage(order);
    });
  }

  return {
    run: (module, input, party) =>
      gate.run(async () => {
        const worker = idle.pop() ?? freshThread();
        try {
          const answer = await answerOf(worker, { module: module.href, input });
          worker.unref();
          idle.push(worker);
          if (answer.kind === 'done') return answer.text;
          throw answer.kind === 'refused' ? new Refusal(answer.faults) : new Error(answer.message);
        } catch (error) {
          // One that was cut off, or died, is not used again.
          if (!idle.includes(worker)) await worker.terminate();
          throw error;
        }
      }, party),
    async close() {
      await Promise.all([...all].map((worker) => worker.terminate()));
    },
  };
}
