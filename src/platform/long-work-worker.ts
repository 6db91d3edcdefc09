/** A thread of long work: does one piece after another, each by the module that the order names. */
import { parentPort } from 'node:worker_threads';
import { Refusal } from '../domain/refusal.ts';
import type { Work, WorkAnswer, WorkOrder } from './long-work.ts';

async function answerTo({ module, input }: WorkOrder): Promise<WorkAnswer> {
  try {
    const { default: work } = (await import(module)) as { readonly default: Work<unknown> };
    return { kind: 'done', text: await work(input) };
  } catch (error) {
    if (error instanceof Refusal) return { kind: 'refused', faults: error.faults };
    return { kind: 'failed', message: error instanceof Error ? error.message : 'not an error object' };
  }
}

parentPort?.on('message', (order: WorkOrder) => {
  void answerTo(order).then((answer) => parentPort?.postMessage(answer));
});
