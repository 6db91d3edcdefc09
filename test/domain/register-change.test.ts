/** What one person enters alone, and what waits for another. */
import { expect, it } from 'vitest';
import { LocalDate } from '../../src/domain/calendar.ts';
import { needsBasis, needsReason } from '../../src/domain/membership-basis.ts';
import type { StandingKind } from '../../src/domain/membership.ts';
import { waitsForAnother } from '../../src/domain/register-change.ts';

const day = (text: string) => LocalDate.parse(text);

it.each<[StandingKind, string | undefined, boolean]>([
  ['admitted', undefined, true],
  ['left', undefined, true],
  ['reinstated', undefined, true],
  ['retired', undefined, true],
  ['deceased', undefined, false],
  ['deceased', 'earlier', true],
  ['retired', 'earlier', true],
  ['void', 'earlier', true],
])('%s in place of %s waits: %s', (kind, corrects, waits) => {
  expect(waitsForAnother({ kind, corrects })).toBe(waits);
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
