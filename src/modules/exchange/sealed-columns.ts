/** Where files that came in stand sealed. */
import type { SealedColumn } from '../../platform/resealing.ts';

export const importSealings: readonly SealedColumn[] = [
  {
    table: 'import_file',
    column: 'content',
    key: ['id'],
    row: 'id',
    before: { field: 'import-file' },
    proof: { kind: 'hash', content: 'sha256' },
  },
];
