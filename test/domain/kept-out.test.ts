/** Income that the law of a place keeps out of what is distributed, by account; and who takes shares where members alone hold them. */
import { describe, expect, it } from 'vitest';
import { LocalDate } from '../../src/domain/calendar.ts';
import { keptOutByLaw, notKeptOut } from '../../src/domain/kept-out.ts';
import type { MovementKind } from '../../src/domain/share-register.ts';
import { membersOnlyBy, type Closeness } from '../../src/domain/share-taker.ts';

const where = (province: string) => ({ province, community: 'village' as const });

describe('income that is kept out', () => {
  it.each([
    // Last day of the half-year, province, accounts of the chart of that day: 补助收入; in Heilongjiang 其他收入 as well
    ['2025-12-31', '33', '503'],
    ['2023-12-31', '33', '522'],
    ['2016-05-01', '33', '522'],
    ['2016-04-30', '33', ''],
    ['2025-12-31', '23', '503 504'],
    ['2023-12-31', '23', '522 531'],
    ['2020-09-30', '23', ''],
    ['2025-12-31', '31', ''],
    ['2025-12-31', '37', ''],
  ])('on %s in %s is that on %s', (day, province, expected) => {
    const found = keptOutByLaw(LocalDate.parse(day), where(province));
    expect(found?.accounts.map(({ account }) => account).join(' ') ?? '').toBe(expected);
  });

  it.each([
    // What the cooperative keeps out, and what of the law's is missing
    [[], '503 504'],
    [[{ chart: '2023', account: '503' }], '504'],
    // An account of the other chart, or a part of one, is another account.
    [[{ chart: '2004', account: '503' }], '503 504'],
    [[{ chart: '2023', account: '504.01' }], '503 504'],
    [['503', '504'].map((account) => ({ chart: '2023', account })), ''],
  ] as const)('with %j kept out lacks %s in Heilongjiang', (kept, missing) => {
    const list = kept.map(({ chart, account }) => ({ chart: chart as '2004' | '2023', account }));
    const left = notKeptOut(list, LocalDate.parse('2025-12-31'), where('23'));
    expect(left?.missing.map(({ account }) => account).join(' ') ?? '').toBe(missing);
  });
});

describe('where members alone hold shares', () => {
  it.each<readonly [MovementKind, Closeness, string, string, boolean]>([
    // Movement, who takes, day, province, barred
    ['gift', 'outside', '2025-06-30', '33', true],
    ['gift', 'kin', '2025-06-30', '33', true],
    ['gift', 'inside', '2025-06-30', '33', false],
    ['subscription', 'outside', '2025-06-30', '31', true],
    ['allotment', 'outside', '2025-06-30', '32', true],
    ['transfer', 'outside', '2025-06-30', '23', true],
    // What the dead left, what stood there before and what is put right nobody gives anew.
    ['inheritance', 'kin', '2025-06-30', '31', false],
    ['opening', 'outside', '2025-06-30', '33', false],
    ['correction', 'outside', '2025-06-30', '33', false],
    ['gift', 'outside', '2016-04-30', '33', false],
    ['gift', 'outside', '2025-06-30', '37', false],
  ])('a %s to somebody %s on %s in %s: barred %s', (kind, closeness, day, province, barred) => {
    expect(membersOnlyBy(closeness, kind, LocalDate.parse(day), where(province)) !== null).toBe(barred);
  });
});
