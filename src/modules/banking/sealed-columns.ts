/** Where files and the account that pays stand sealed. */
import type { SealedColumn } from '../../platform/resealing.ts';

export const bankSealings: readonly SealedColumn[] = [
  {
    table: 'payout_setting',
    column: 'payer_account_cipher',
    key: ['version'],
    row: 'version',
    before: { field: 'payer-account' },
    proof: { kind: 'index', column: 'payer_account_index', field: 'payerAccount' },
  },
  {
    table: 'payer_proposal',
    column: 'account_cipher',
    key: ['proposal_id'],
    row: 'proposal_id',
    before: { field: 'payer-account' },
    proof: { kind: 'index', column: 'account_index', field: 'payerAccount' },
  },
  {
    table: 'sealed_file',
    column: 'file_cipher',
    key: ['id'],
    row: 'id',
    before: { column: 'kind' },
    proof: { kind: 'file', content: 'file_sha256', sealed: 'sealed_sha256', before: 'sealed_before' },
  },
];
