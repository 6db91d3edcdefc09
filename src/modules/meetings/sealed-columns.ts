/** Where secret ballots lie sealed while a meeting goes on. */
import type { SealedColumn } from '../../platform/resealing.ts';

export const meetingSealings: readonly SealedColumn[] = [
  {
    table: 'ballot_box',
    column: 'ballot_cipher',
    key: ['id'],
    row: 'id',
    before: { field: 'ballot' },
    proof: { kind: 'none' },
  },
];
