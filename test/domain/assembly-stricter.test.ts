/** A cooperative's own rules over the law's: stricter is taken, laxer is refused by name. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { lawOf2025 } from '../../src/domain/assembly-rule-sets.ts';
import {
  bodyRulesOf,
  leastNumber,
  type Body,
  type BodyRules,
  type Proportion,
} from '../../src/domain/assembly-rules.ts';
import { isAtLeastAsStrict, stricter, type OwnBodyRules } from '../../src/domain/assembly-stricter.ts';
import { faultsRefused } from '../support/refusing.ts';

const representatives = bodyRulesOf(lawOf2025, 'representative-assembly');
const majority = (numerator: number, denominator: number, more: Partial<BodyRules['majority']> = {}) => ({
  majority: { numerator, denominator, base: 'all' as const, inclusive: true, ...more },
});
const representation = (more: object) => ({
  representation: { ...representatives.representation!, ...more },
});
const refused = (body: Body, own: OwnBodyRules) =>
  faultsRefused(() => stricter(lawOf2025, { [body]: own })).map(({ pointer }) => pointer);

describe('Stricter than the law is taken', () => {
  it.each<[string, OwnBodyRules]>([
    ['3/4 of all', majority(3, 4)],
    ['more than 2/3 of all', majority(2, 3, { inclusive: false })],
    ['4/6 of all, the same', majority(4, 6)],
    ['all', majority(1, 1)],
    ['15 clear days', { notice: { days: 15, counting: 'clear-days' } }],
    [
      '11 days with the first excluded, the same latest day',
      { notice: { days: 11, counting: 'first-day-excluded' } },
    ],
    ['no dividends for representatives', { powers: ['budget', 'report'] }],
    ['at least 30 representatives', representation({ leastSeats: 30, mostHouseholdsPerSeat: 10 })],
    ['a term of three years', { termYears: 3 }],
  ])('%s', (_, own) => {
    expect(
      bodyRulesOf(stricter(lawOf2025, { 'representative-assembly': own }), 'representative-assembly'),
    ).toEqual({
      ...representatives,
      ...own,
    });
  });

  it('what is not said stays as the law has it', () => {
    expect(stricter(lawOf2025, {})).toEqual(lawOf2025);
    expect(stricter(lawOf2025, { board: { quorum: undefined } as unknown as OwnBodyRules })).toEqual(
      lawOf2025,
    );
    expect(
      refused('members-assembly', { proxies: { allowed: false, withinHousehold: true, mostPerProxy: 0 } }),
    ).toEqual([]);
    expect(
      refused('members-assembly', { proxies: { allowed: true, withinHousehold: true, mostPerProxy: 1 } }),
    ).toEqual([]);
  });
});

describe('Laxer than the law is refused, naming the dimension', () => {
  it.each<[string, Body, OwnBodyRules, string]>([
    ['more than half of all', 'representative-assembly', majority(1, 2, { inclusive: false }), 'majority'],
    ['3/4 of those present', 'representative-assembly', majority(3, 4, { base: 'present' }), 'majority'],
    ['4/3 of all', 'representative-assembly', majority(4, 3), 'majority'],
    ['more than all', 'representative-assembly', majority(1, 1, { inclusive: false }), 'majority'],
    ['half a numerator', 'representative-assembly', majority(2.5, 3), 'majority'],
    [
      'quorum of half',
      'members-assembly',
      { quorum: { numerator: 1, denominator: 2, inclusive: true, base: 'with-capacity' } },
      'quorum',
    ],
    [
      'quorum on another base',
      'members-assembly',
      { quorum: { numerator: 3, denominator: 4, inclusive: true, base: 'representatives' } },
      'quorum',
    ],
    ['nine clear days', 'members-assembly', { notice: { days: 9, counting: 'clear-days' } }, 'notice'],
    [
      'ten days, meeting day counted',
      'members-assembly',
      { notice: { days: 10, counting: 'first-day-excluded' } },
      'notice',
    ],
    [
      'proxies from outside',
      'members-assembly',
      { proxies: { allowed: true, withinHousehold: false, mostPerProxy: 1 } },
      'proxies',
    ],
    [
      'proxies for representatives',
      'representative-assembly',
      { proxies: { allowed: true, withinHousehold: true, mostPerProxy: 1 } },
      'proxies',
    ],
    ['by shares', 'members-assembly', { counting: ['by-head', 'by-shares'] }, 'counting'],
    ['no way of counting', 'members-assembly', { counting: [] }, 'counting'],
    ['representatives decide schemes', 'representative-assembly', { powers: ['allotment-scheme'] }, 'powers'],
    ['six years', 'representative-assembly', { termYears: 6 }, 'termYears'],
    ['for ever', 'representative-assembly', { termYears: null }, 'termYears'],
    ['20 representatives', 'representative-assembly', representation({ leastSeats: 20 }), 'representation'],
    [
      'one for 20 households',
      'representative-assembly',
      representation({ mostHouseholdsPerSeat: 20 }),
      'representation',
    ],
    ['no women', 'representative-assembly', representation({ leastWomen: 0 }), 'representation'],
    ['no representation rule', 'representative-assembly', { representation: null }, 'representation'],
  ])('%s (%s)', (_, body, own, dimension) => {
    expect(refused(body, own)).toEqual([`/${body}/${dimension}`]);
  });

  it('everything laxer is named at once', () => {
    expect(refused('representative-assembly', { ...majority(1, 2), termYears: 9 })).toEqual([
      '/representative-assembly/majority',
      '/representative-assembly/termYears',
    ]);
  });
});

describe('What always holds', () => {
  const proportion: fc.Arbitrary<Proportion> = fc
    .record({
      a: fc.integer({ min: 1, max: 12 }),
      b: fc.integer({ min: 1, max: 12 }),
      inclusive: fc.boolean(),
    })
    .map(({ a, b, inclusive }) => ({ numerator: Math.min(a, b), denominator: Math.max(a, b), inclusive }));

  it('a proportion taken as stricter never asks for fewer, whatever the number of members', () => {
    fc.assert(
      fc.property(proportion, proportion, fc.bigInt(1n, 5000n), (law, own, base) => {
        if (isAtLeastAsStrict(law, own))
          expect(leastNumber(own, base, own.inclusive) >= leastNumber(law, base, law.inclusive)).toBe(true);
      }),
    );
  });

  it('one refused as laxer does ask for fewer, of some number of members, or can never be reached', () => {
    fc.assert(
      fc.property(proportion, proportion, (law, own) => {
        if (isAtLeastAsStrict(law, own)) return;
        const impossible = own.numerator === own.denominator && !own.inclusive;
        const base = BigInt(law.denominator * own.denominator) * 10n;
        const fewer = leastNumber(own, base, own.inclusive) < leastNumber(law, base, law.inclusive);
        expect(impossible || fewer).toBe(true);
      }),
    );
  });
});
