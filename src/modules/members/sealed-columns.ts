/** Where numbers of members stand sealed. */
import type { SealedColumn } from '../../platform/resealing.ts';

const numbers = [
  ['resident_id', 'residentId'],
  ['phone', 'phone'],
  ['bank_account', 'bankAccount'],
] as const;

export const memberSealings: readonly SealedColumn[] = [
  ...numbers.map(([name, field]): SealedColumn => ({
    table: 'member',
    column: `${name}_cipher`,
    key: ['id'],
    row: 'id',
    before: { field },
    proof: { kind: 'index', column: `${name}_index`, field },
  })),
  ...numbers.slice(0, 2).map(([name, field]): SealedColumn => ({
    table: 'member_detail',
    column: `${name}_cipher`,
    key: ['member_id', 'recorded_at'],
    row: 'member_id',
    placedIn: 'member',
    before: { field },
    proof: { kind: 'index', column: `${name}_index`, field },
  })),
  {
    table: 'proposed_facts',
    column: 'resident_id_cipher',
    key: ['change_id'],
    row: 'member_id',
    placedIn: 'member',
    before: { field: 'residentId' },
    proof: { kind: 'index', column: 'resident_id_index', field: 'residentId' },
  },
  {
    table: 'correction_request',
    column: 'wish_cipher',
    key: ['id'],
    row: 'id',
    before: { field: 'correction' },
    proof: { kind: 'none' },
  },
  {
    table: 'member_bank_account',
    column: 'bank_account_cipher',
    key: ['member_id', 'recorded_at'],
    row: 'member_id',
    placedIn: 'member',
    before: { field: 'bankAccount' },
    proof: { kind: 'index', column: 'bank_account_index', field: 'bankAccount' },
  },
];
