/** Which carry comes next: the oldest that nobody has taken, each once, given back by a withdrawal or a reversal. */
import { describe, expect, it } from 'vitest';
import { carryStands, nextCarry, openCarries, takerOf, type CarryRun } from '../../src/domain/carry.ts';
import { Money } from '../../src/domain/money.ts';

let number = 0n;
const run = (id: string, carried: string, more: Partial<CarryRun> = {}): CarryRun => ({
  id,
  number: (number += 1n),
  kind: 'regular',
  state: 'posted',
  period: `20${id.slice(0, 2)}-H${id.slice(2, 3)}`,
  carried: Money.parse(carried),
  carriedFrom: null,
  refersTo: null,
  ...more,
});
const reversal = (of: string) => run(`${of}r`, '0', { kind: 'reversal', refersTo: of });

describe('the next carry', () => {
  it.each<readonly [title: string, runs: readonly CarryRun[], next: string | undefined]>([
    ['of nothing is none', [], undefined],
    ['is what the run before left', [run('251', '1.92')], '251'],
    ['is none where it left nothing', [run('251', '0')], undefined],
    ['is the oldest of several', [run('251', '1.92'), run('252', '5.07')], '251'],
    [
      'is the one after where the oldest is taken',
      [run('251', '1.92'), run('252', '5.07'), run('261', '0', { carriedFrom: '251' })],
      '252',
    ],
    ['of a supplementary run counts too', [run('251', '0.03', { kind: 'supplementary' })], '251'],
    ['is none of a run that is not posted', [run('251', '1.92', { state: 'on-notice' })], undefined],
    ['is none of a reversed run', [run('251', '1.92'), reversal('251')], undefined],
    ['is none of history', [run('251', '1.92', { kind: 'history' })], undefined],
    ['is none of a difference', [run('251', '1.92', { kind: 'difference' })], undefined],
    [
      'is taken by a run that is only drafted',
      [run('251', '1.92'), run('252', '0', { state: 'calculated', carriedFrom: '251' })],
      undefined,
    ],
    [
      'is given back by a withdrawal',
      [run('251', '1.92'), run('252', '0', { state: 'withdrawn', carriedFrom: '251' })],
      '251',
    ],
    [
      'is given back by a reversal',
      [run('251', '1.92'), run('252', '5.07', { carriedFrom: '251' }), reversal('252')],
      '251',
    ],
  ])('%s', (_title, runs, next) => {
    expect(nextCarry(runs, 'new')?.id).toBe(next);
    // Whatever the order in which runs are read.
    expect(nextCarry(runs.toReversed(), 'new')?.id).toBe(next);
  });

  it('stays with the run that is calculated again', () => {
    const runs = [run('251', '1.92'), run('252', '0', { state: 'calculated', carriedFrom: '251' })];
    expect(nextCarry(runs, '252')?.id).toBe('251');
  });
});

it('none starves: every carry is taken up, however many each run leaves', () => {
  const runs = [run('251', '19.00'), run('251s', '17.00', { kind: 'supplementary' })];
  for (const id of ['252', '261', '262', '271']) {
    const from = nextCarry(runs, id);
    runs.push(run(id, '16.00', { carriedFrom: from?.id ?? null }));
  }
  expect(runs.map(({ carriedFrom }) => carriedFrom)).toEqual([null, null, '251', '251s', '252', '261']);
});

it('what a run took up stands while nobody else took it, and nothing taken while nothing waits', () => {
  const first = run('251', '1.92');
  const second = run('252', '5.07');
  const waiting = run('261', '0', { state: 'approved', carriedFrom: '252' });
  // Calculated by a version that took the latest.
  expect(carryStands([first, second, waiting], waiting)).toBe(true);
  expect(carryStands([first, second, waiting, reversal('252')], waiting)).toBe(false);
  const without = run('261', '0', { state: 'approved' });
  expect(carryStands([without], without)).toBe(true);
  expect(carryStands([first, without], without)).toBe(false);
});

it('who took a carry up is known until that run is reversed', () => {
  const runs = [run('251', '1.92'), run('252', '5.07', { carriedFrom: '251' })];
  expect(takerOf(runs, '251')?.id).toBe('252');
  expect(takerOf([...runs, reversal('252')], '251')).toBeUndefined();
});

it('what is open before a half-year is what no posted run before it took', () => {
  const runs = [
    run('251', '1.92'),
    run('252', '5.07', { carriedFrom: '251' }),
    run('261', '9.99', { carriedFrom: '252', state: 'calculated' }),
  ];
  expect(openCarries(runs, '2025-H1').toString()).toBe('0.00');
  expect(openCarries(runs, '2025-H2').toString()).toBe('1.92');
  expect(openCarries(runs, '2026-H1').toString()).toBe('5.07');
  expect(openCarries(runs, '2026-H2').toString()).toBe('5.07');
  expect(openCarries([...runs, reversal('252')], '2026-H1').toString()).toBe('1.92');
});
