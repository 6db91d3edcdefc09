/** What a phone kept of a notice counts its days on without a network. */
import { expect, it } from 'vitest';
import { countOn } from '../../src/web/portal/days-left.ts';

const kept = () => ({
  money: {
    dividends: [
      { notice: { lastDay: '2026-12-07', isOver: false, objectionsUntil: '2026-12-15', daysToObject: 16 } },
    ],
  },
  notice: {
    objectionsUntil: '2026-12-15',
    daysToObject: 16,
    mayObject: true,
    lastDay: '2026-12-07',
    isOver: false,
  },
});

it.each([
  // On the day itself, and with a clock that stands behind.
  ['2026-11-30', 16, false, true],
  ['2026-11-01', 16, false, true],
  ['2026-12-07', 9, false, true],
  ['2026-12-08', 8, true, true],
  ['2026-12-15', 1, true, true],
  ['2026-12-16', 0, true, false],
  ['2027-03-01', 0, true, false],
])('looked at on %s there are %i days left', (today, daysToObject, isOver, mayObject) => {
  const answer = kept();
  countOn(answer, today);
  expect(answer.notice).toMatchObject({ daysToObject, isOver, mayObject });
  expect(answer.money.dividends[0]?.notice).toMatchObject({ daysToObject, isOver });
});
