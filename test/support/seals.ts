/** Seal files as a sealing writes them that knows nothing of them yet. */
import { completePlaces, readPlace, type SealedEntry } from '../../src/platform/seal-file.ts';

export function completeSeals(
  files: readonly string[],
  entries: readonly SealedEntry[],
  made: bigint | null,
): void {
  completePlaces(
    files.map((file) => readPlace(file, undefined)),
    entries,
    made,
  );
}
