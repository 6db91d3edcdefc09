/** Acting for a member: examples an office can read. */
import { describe, expect, it } from 'vitest';
import { LocalDate } from '../../src/domain/calendar.ts';
import { mandateGrounds, mandateStateOn, requireMandate } from '../../src/domain/mandate.ts';
import { Refusal } from '../../src/domain/refusal.ts';

const day = (text: string) => LocalDate.parse(text);
const days = { beginsOn: day('2026-01-01'), endsOn: day('2026-12-31') };
const living = {
  ...days,
  ground: 'guardian',
  deceased: false,
  oneself: false,
  today: day('2026-06-01'),
} as const;

function codeOf(work: () => void): string {
  try {
    work();
    return 'taken';
  } catch (error) {
    return error instanceof Refusal ? error.code : 'thrown';
  }
}

describe('A mandate', () => {
  it.each(mandateGrounds)('on the ground %s is for the living, of heirs for the dead', (ground) => {
    const heir = ground === 'heir';
    expect(codeOf(() => requireMandate({ ...living, ground }))).toBe(
      heir ? 'access.mandate-heir-of-living' : 'taken',
    );
    expect(codeOf(() => requireMandate({ ...living, ground, deceased: true }))).toBe(
      heir ? 'taken' : 'access.mandate-for-deceased',
    );
  });

  it('is never one’s own', () => {
    expect(codeOf(() => requireMandate({ ...living, oneself: true }))).toBe('access.mandate-of-oneself');
  });

  it.each([
    ['2026-06-01', '2026-06-01', 'taken'],
    ['2020-01-01', '2026-05-31', 'access.mandate-days'],
    ['2026-07-02', '2026-07-01', 'access.mandate-days'],
    ['2026-07-01', '2026-07-02', 'taken'],
  ])('from %s until %s, proposed on 2026-06-01: %s', (from, until, said) => {
    expect(codeOf(() => requireMandate({ ...living, beginsOn: day(from), endsOn: day(until) }))).toBe(said);
  });

  it.each([
    ['2025-12-31', false, 'coming'],
    ['2026-01-01', false, 'holds'],
    ['2026-12-31', false, 'holds'],
    ['2027-01-01', false, 'over'],
    ['2026-06-01', true, 'ended'],
  ])('of 2026 on %s, ended early %s: %s', (on, ended, state) => {
    expect(mandateStateOn({ ...days, ended }, day(on))).toBe(state);
  });
});
