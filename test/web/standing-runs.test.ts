/** Which runs the desk draws: one for each half-year, and none that was taken back. */
import { expect, it } from 'vitest';
import { standingRegular, type Judged } from '../../src/web/office/desk/standing-runs.ts';

const run = (id: string, other: Partial<Judged> = {}): Judged => ({
  id,
  kind: 'regular',
  state: 'posted',
  refersTo: null,
  postedAt: '2026-01-20T02:00:00Z',
  ...other,
});

const idsOf = (runs: readonly Judged[]) => standingRegular(runs).map(({ id }) => id);

it('leaves out a run that a posted reversal took back, and keeps the one that came instead of it', () => {
  const reversal = run('r', { kind: 'reversal', refersTo: 'first' });
  expect(idsOf([run('first'), reversal, run('second')])).toEqual(['second']);
});

it('keeps a run whose reversal is only asked for, and leaves out what was withdrawn and what corrects', () => {
  const asked = run('r', { kind: 'reversal', refersTo: 'first', state: 'approved', postedAt: null });
  const difference = run('d', { kind: 'difference', refersTo: 'first' });
  expect(idsOf([run('first'), asked, difference, run('w', { state: 'withdrawn' })])).toEqual(['first']);
});
