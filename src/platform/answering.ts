/**
 * Whether a folder answers. One of another machine that is gone holds up whoever touches it, in the kernel and without an end: so it is asked
 * first, beside the thread that serves, once at a time, and is not touched where it does not answer.
 */
import { stat } from 'node:fs/promises';
import { setTimeout as pause } from 'node:timers/promises';

const PATIENCE_MILLISECONDS = 5_000;
const asked = new Map<string, Promise<boolean>>();

/** That there is no such folder is an answer. */
export function answers(
  folder: string,
  {
    patience = PATIENCE_MILLISECONDS,
    ask = stat,
  }: { readonly patience?: number; readonly ask?: (path: string) => Promise<unknown> } = {},
): Promise<boolean> {
  const asking =
    asked.get(folder) ??
    ask(folder)
      .then(
        () => true,
        () => true,
      )
      .finally(() => asked.delete(folder));
  asked.set(folder, asking);
  return Promise.race([asking, pause(patience, false, { ref: false })]);
}
