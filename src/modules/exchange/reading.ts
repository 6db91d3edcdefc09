/** The first and the last of what was read and its sums: by them whoever knows the table sees whether it was read whole. */
import { isAdmitted, type RosterRow } from '../../domain/roster.ts';
import { ShareQuantity } from '../../domain/share-quantity.ts';
import type { OpeningRow } from '../shares/index.ts';
import type { KeptReading } from './schema.ts';
import type { SheetRecord } from './sheet-reading.ts';

export function rosterReading(record: SheetRecord, rows: readonly RosterRow[]): KeptReading {
  const person = (row: RosterRow | undefined) => [row?.registerNumber, row?.name].join(' ').trim();
  const having = (value: (row: RosterRow) => string | null) =>
    rows.filter((row) => value(row) !== null).length;
  const households = new Set(rows.flatMap(({ household }) => household ?? [])).size;
  return {
    ...record,
    first: person(rows[0]),
    last: person(rows.at(-1)),
    sums: [
      { what: 'people', of: null, value: `${rows.length}` },
      { what: 'members', of: null, value: `${rows.filter(isAdmitted).length}` },
      { what: 'households', of: null, value: `${households}` },
      { what: 'resident-ids', of: null, value: `${having(({ residentId }) => residentId)}` },
      { what: 'bank-accounts', of: null, value: `${having(({ bankAccount }) => bankAccount)}` },
    ],
  };
}

/** Shares are summed by class. */
export function openingReading(record: SheetRecord, rows: readonly OpeningRow[]): KeptReading {
  const named = (row: OpeningRow | undefined) =>
    row === undefined ? '' : `${row.holder.number ?? ''} ${row.shareClass}`.trim();
  const byClass = new Map<string, ShareQuantity>();
  for (const { shareClass, quantity } of rows)
    byClass.set(shareClass, (byClass.get(shareClass) ?? ShareQuantity.zero).plus(quantity));
  return {
    ...record,
    first: named(rows[0]),
    last: named(rows.at(-1)),
    sums: [...byClass].map(([shareClass, total]) => ({
      what: 'shares',
      of: shareClass,
      value: total.toString(),
    })),
  };
}
