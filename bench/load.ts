/** A load, run in a thread of its own, so that what it does itself holds nobody up. */
import { Worker } from 'node:worker_threads';
import type { Load, LoadDone } from './load-worker.ts';

export function run(load: Load): Promise<LoadDone> {
  return new Promise((resolve, reject) => {
    const worker = new Worker(new URL('./load-worker.ts', import.meta.url), { workerData: load });
    worker.once('message', resolve).once('error', reject);
  });
}
