/** A load, run in a process of its own, so that what it does and holds itself is nobody else's time and memory. */
import { fork } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import type { Load, LoadDone } from './load-worker.ts';

export function run(load: Load): Promise<LoadDone> {
  return new Promise((resolve, reject) => {
    const child = fork(fileURLToPath(new URL('./load-worker.ts', import.meta.url)), {
      serialization: 'advanced',
    });
    child.once('message', (done) => resolve(done as LoadDone));
    // Too late to matter where it was answered.
    child.once('error', reject).once('exit', (code) => reject(new Error(`The load ended with ${code}.`)));
    child.send(load);
  });
}
