/** Which months of a pension a person is told, and where each of them stands. */
import { describe, expect, it } from 'vitest';
import { Money } from '../../src/domain/money.ts';
import { toldPensions, type PensionPart } from '../../src/domain/pension-standing.ts';

const day = (text: string) => new Date(`${text}T08:00:00Z`);
const june: PensionPart = {
  month: '2025-06',
  means: 'bank',
  arrears: Money.zero,
  amount: Money.parse('600.00'),
  madeAt: day('2025-06-10'),
  isReleased: true,
  ended: 'sent',
  isRefused: false,
  backAt: null,
  isAnswered: false,
};
const july: PensionPart = { ...june, month: '2025-07', madeAt: day('2025-07-10') };
const told = (...parts: readonly PensionPart[]) =>
  toldPensions(parts).map(({ part: { month }, state, madeUpIn }) => [month, state, madeUpIn]);

describe('A month of a pension', () => {
  it('is not told before another person approved it, and not once it was cancelled', () => {
    for (const means of ['bank', 'cash', 'held'] as const) {
      expect(told({ ...june, means, isReleased: false, ended: null })).toEqual([]);
      expect(told({ ...june, means, ended: 'cancelled' })).toEqual([]);
    }
    // Sent by a version that asked for no approval, it is told.
    expect(told({ ...june, isReleased: false })).toEqual([['2025-06', 'sent', null]]);
  });

  it('stands where its order and its own line do', () => {
    const cases: readonly (readonly [Partial<PensionPart>, string])[] = [
      [{ ended: null }, 'approved'],
      [{ ended: null, means: 'cash' }, 'approved'],
      [{ ended: null, means: 'held' }, 'held'],
      [{}, 'sent'],
      [{ isAnswered: true }, 'paid'],
      [{ means: 'cash' }, 'paid'],
      [{ means: 'held' }, 'held'],
      [{ means: 'cash', backAt: day('2025-06-20') }, 'returned'],
      [{ backAt: day('2025-06-20') }, 'returned'],
      [{ isRefused: true, backAt: day('2025-06-20') }, 'refused'],
      // The cash of an order that the bank refused was paid all the same.
      [{ isRefused: true, means: 'cash' }, 'paid'],
      [{ amount: Money.zero, means: 'cash' }, 'nothing-due'],
    ];
    for (const [change, state] of cases)
      expect(told({ ...june, ...change }), JSON.stringify(change)).toEqual([['2025-06', state, null]]);
  });

  it('that was made once more is told once', () => {
    const again = { ...june, madeAt: day('2025-06-25') };
    const refused = { ...june, isRefused: true, backAt: day('2025-06-20') };
    expect(told(refused, again)).toEqual([['2025-06', 'sent', null]]);
    expect(told({ ...june, means: 'held', isRefused: true }, { ...again, means: 'held' })).toEqual([
      ['2025-06', 'held', null],
    ]);
    // Until another person has approved the second, the first stands.
    expect(told(refused, { ...again, isReleased: false, ended: null })).toEqual([
      ['2025-06', 'refused', null],
    ]);
  });

  it('is made up in the later month that paid arrears after it had come back', () => {
    const back = { ...june, backAt: day('2025-06-20') };
    const arrears = Money.parse('600.00');
    expect(told(back, { ...july, arrears })[0]).toEqual(['2025-06', 'made-up', '2025-07']);
    expect(told({ ...june, means: 'held' }, { ...july, arrears })[0]).toEqual([
      '2025-06',
      'made-up',
      '2025-07',
    ]);
    for (const later of [
      july,
      { ...july, arrears, ended: null },
      { ...july, arrears, means: 'held' as const },
      { ...july, arrears, madeAt: day('2025-06-19') },
    ])
      expect(told(back, later)[0]).toEqual(['2025-06', 'returned', null]);
  });
});
