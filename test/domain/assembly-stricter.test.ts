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
import { bodyWords } from '../../src/domain/words.ts';
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

describe('Own rules, dimension by dimension', () => {
  const board = bodyRulesOf(lawOf2025, 'board');
  const members = bodyRulesOf(lawOf2025, 'members-assembly');

  it.each<[string, Body, OwnBodyRules]>([
    ['the law itself', 'representative-assembly', representatives],
    ['fewer powers', 'representative-assembly', { powers: ['budget'] }],
    ['no powers at all', 'representative-assembly', { powers: [] }],
    ['more than half of all, where the law says so', 'board', { majority: board.majority }],
    ['half and one more for the board, of all', 'board', majority(51, 100)],
    [
      'a quorum of 3/4 on the law’s base',
      'members-assembly',
      { quorum: { ...members.quorum, numerator: 3, denominator: 4 } },
    ],
    [
      'no proxies',
      'members-assembly',
      { proxies: { allowed: false, withinHousehold: false, mostPerProxy: null } },
    ],
    [
      'one absent person a proxy',
      'members-assembly',
      { proxies: { allowed: true, withinHousehold: true, mostPerProxy: 1 } },
    ],
    [
      'any number a proxy, as the law',
      'members-assembly',
      { proxies: { allowed: true, withinHousehold: true, mostPerProxy: null } },
    ],
    ['a term of one year', 'representative-assembly', { termYears: 1 }],
    ['a term where the law sets none', 'members-assembly', { termYears: 7 }],
    ['no term where the law sets none', 'members-assembly', { termYears: null }],
    ['no spread where the law has none', 'board', { representation: null }],
    ['a spread where the law has none', 'board', { representation: representatives.representation }],
    ['22 seats', 'representative-assembly', representation({ leastSeats: 22 })],
    [
      'one for 6 to 14 households',
      'representative-assembly',
      representation({ leastHouseholdsPerSeat: 6, mostHouseholdsPerSeat: 14 }),
    ],
    [
      'one for exactly 15 households',
      'representative-assembly',
      representation({ leastHouseholdsPerSeat: 15 }),
    ],
    ['five women', 'representative-assembly', representation({ leastWomen: 5 })],
    [
      'notice of the same day for the board',
      'board',
      { notice: { days: 0, counting: 'first-day-excluded' } },
    ],
    ['all', 'representative-assembly', majority(1, 1)],
  ])('%s is taken by the %s', (_, body, own) => {
    expect(refused(body, own)).toEqual([]);
    expect(stricter(lawOf2025, { [body]: own }).bodies[body]).toEqual({ ...lawOf2025.bodies[body], ...own });
  });

  it.each<[string, Body, OwnBodyRules, string]>([
    ['half of all where more than half is asked', 'board', majority(1, 2), 'majority'],
    ['none of all', 'representative-assembly', majority(0, 3), 'majority'],
    ['minus one', 'representative-assembly', majority(-1, -1), 'majority'],
    ['of nothing', 'representative-assembly', majority(2, 0), 'majority'],
    ['a quorum of nothing', 'members-assembly', { quorum: { ...members.quorum, numerator: 0 } }, 'quorum'],
    [
      'half a day of notice',
      'members-assembly',
      { notice: { days: 10.5, counting: 'clear-days' } },
      'notice',
    ],
    ['notice of less than nothing', 'board', { notice: { days: -1, counting: 'clear-days' } }, 'notice'],
    ['a term of no years', 'representative-assembly', { termYears: 0 }, 'termYears'],
    ['a term of half a year', 'representative-assembly', { termYears: 0.5 }, 'termYears'],
    [
      'one for 4 households',
      'representative-assembly',
      representation({ leastHouseholdsPerSeat: 4 }),
      'representation',
    ],
    [
      'one for 16 households',
      'representative-assembly',
      representation({ mostHouseholdsPerSeat: 16 }),
      'representation',
    ],
    [
      'more households at least than at most',
      'representative-assembly',
      representation({ leastHouseholdsPerSeat: 10, mostHouseholdsPerSeat: 9 }),
      'representation',
    ],
    ['one power of two too many', 'representative-assembly', { powers: ['budget', 'articles'] }, 'powers'],
  ])('%s is refused', (_, body, own, dimension) => {
    expect(refused(body, own)).toEqual([`/${body}/${dimension}`]);
  });

  it('a part of nothing is no proportion, not even where the law asks for nothing', () => {
    const nothing = { numerator: 0, denominator: 3, inclusive: true };
    expect(isAtLeastAsStrict(nothing, nothing)).toBe(false);
    expect(isAtLeastAsStrict(nothing, { ...nothing, numerator: 1 })).toBe(true);
  });

  it('a limit on proxies is not lifted', () => {
    const limited = {
      ...lawOf2025,
      bodies: { 'members-assembly': { ...members, proxies: { ...members.proxies, mostPerProxy: 2 } } },
    };
    const own = (mostPerProxy: number | null) =>
      faultsRefused(() =>
        stricter(limited, { 'members-assembly': { proxies: { ...members.proxies, mostPerProxy } } }),
      ).length;
    expect([0, 1, 2, 3, null, 1.5, -1].map(own)).toEqual([0, 0, 0, 1, 1, 1, 1]);
  });

  it('the refusal names body, dimension and rules; what is not said stays as the law has it', () => {
    expect(faultsRefused(() => stricter(lawOf2025, { 'representative-assembly': { termYears: 6 } }))).toEqual(
      [
        {
          code: 'assembly.rules-laxer',
          values: {
            body: bodyWords['representative-assembly'],
            dimension: { zh: '任期', en: 'term' },
            rules: lawOf2025.name,
          },
          pointer: '/representative-assembly/termYears',
        },
      ],
    );
    expect(stricter(lawOf2025, {})).toEqual(lawOf2025);
    expect(stricter(lawOf2025, { board: {} })).toEqual(lawOf2025);
  });
});
