/** Movements against the digests that the trail keeps of them, read once in the order of their numbers. */
import { createHash, type Hash } from 'node:crypto';
import type { FindingList } from './finding.ts';

/** Consecutive movements of one posting and what the trail keeps of them. */
export interface MovementBlock {
  readonly first: bigint;
  readonly last: bigint;
  readonly digest: string;
}

/** Hand it every movement's text by rising number, then `end`. Blocks come by rising number too. */
export function createBlockJudge(blocks: readonly MovementBlock[], findings: FindingList) {
  let place = 0;
  let hash: Hash = createHash('sha256');
  let empty = true;
  function close(block: MovementBlock): void {
    if (hash.digest('hex') !== block.digest) {
      const row = block.first === block.last ? `${block.first}` : `${block.first}–${block.last}`;
      findings.add({ table: 'share_movement', row, rule: 'movement-digest' });
    }
    [hash, empty, place] = [createHash('sha256'), true, place + 1];
  }
  function closeBefore(number: bigint | null): MovementBlock | undefined {
    for (;;) {
      const block = blocks[place];
      if (!block || (number !== null && block.last >= number)) return block;
      close(block);
    }
  }
  return {
    read(number: bigint, text: string): void {
      const block = closeBefore(number);
      // Of what the trail keeps no digest, nothing can be said here.
      if (!block || number < block.first) return;
      hash.update(empty ? text : `\n${text}`);
      empty = false;
    },
    end: () => void closeBefore(null),
  };
}
