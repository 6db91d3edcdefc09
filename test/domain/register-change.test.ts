/** What one person enters alone, and what waits for another. */
import { expect, it } from 'vitest';
import { LocalDate } from '../../src/domain/calendar.ts';
import { needsBasis, needsReason } from '../../src/domain/membership-basis.ts';
import type { StandingKind } from '../../src/domain/membership.ts';
import { waitsForAnother } from '../../src/domain/register-change.ts';

const day = (text: string) => LocalDate.parse(text);

it.each<[StandingKind, string, string | undefined, boolean]>([
  ['admitted', '2000-01-01', undefined, true],
  ['admitted', '2025-06-10', undefined, true],
  ['left', '2025-06-10', undefined, true],
  ['reinstated', '2025-06-10', undefined, true],
  ['deceased', '2020-01-01', undefined, false],
  ['deceased', '2020-01-01', 'earlier', true],
  ['retired', '2025-06-10', undefined, false],
  ['retired', '2025-06-09', undefined, false],
  ['retired', '2025-06-08', undefined, true],
  ['retired', '2025-06-10', 'earlier', true],
  ['void', '2025-06-10', 'earlier', true],
])('%s of %s, in place of %s, entered on 10 June 2025, waits: %s', (kind, on, corrects, waits) => {
  expect(waitsForAnother({ kind, effectiveOn: day(on), corrects }, day('2025-06-10'))).toBe(waits);
});

const first = day('2020-01-01');
it.each([
  // claimed, recorded, in use by then → basis, reason
  ['2000-01-01', '2020-01-01', false, false, false],
  ['2000-01-01', '2026-01-01', false, false, false],
  ['2000-01-01', '2022-01-01', true, false, true],
  ['2000-01-01', '2025-05-01', true, true, true],
  ['2020-06-01', '2020-06-01', false, false, true],
  ['2025-05-01', '2025-05-01', false, true, true],
])(
  'an admission of %s recorded on %s, in use: %s, asks for a basis: %s, a reason: %s',
  (on, recorded, inUse, basis, reason) => {
    const days = { first, inUse, recorded: day(recorded) };
    const change = { kind: 'admitted', effectiveOn: day(on) } as const;
    expect([needsBasis(change, days), needsReason(change, days)]).toEqual([basis, reason]);
  },
);

it('a correction is judged by the day it claims alone', () => {
  const days = { first, inUse: true, recorded: day('2026-01-01') };
  const change = { kind: 'admitted', effectiveOn: day('2000-01-01'), corrects: 'earlier' } as const;
  expect([needsBasis(change, days), needsReason(change, days)]).toEqual([false, false]);
});
