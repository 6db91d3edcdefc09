/** Allotment schemes: the worked examples as an accountant would sign them, then what must always hold. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  allot,
  ruleFaults,
  type AllotmentHolder,
  type MatchRule,
  type Rule,
} from '../../src/domain/allotment.ts';
import type { Cohort } from '../../src/domain/cohort.ts';
import { Fraction } from '../../src/domain/fraction.ts';
import { Ratio } from '../../src/domain/ratio.ts';
import { ShareQuantity } from '../../src/domain/share-quantity.ts';
import { refusing } from '../support/refusing.ts';

const shares = (text: string) => ShareQuantity.parse(text);
const holder = (
  key: string,
  held: Record<string, string>,
  more: Partial<AllotmentHolder> = {},
): AllotmentHolder => ({
  key,
  standing: 'admitted',
  age: null,
  years: null,
  group: null,
  tags: [],
  holdings: new Map(Object.entries(held).map(([code, quantity]) => [code, shares(quantity)])),
  ...more,
});
const everyone: Cohort = { everyone: true };
const match = (ratio: string, cohort: Cohort = everyone, more: Partial<MatchRule> = {}): Rule => ({
  kind: 'match',
  shareClass: 'matched',
  base: 'subscribed',
  cohort,
  ratio: Ratio.parse(ratio),
  rounding: 'down',
  places: 0,
  cap: null,
  ...more,
});
const register = [
  holder('A', { subscribed: '2000' }),
  holder('B', { subscribed: '1000' }, { standing: 'retired' }),
  holder('C', { subscribed: '500' }),
];
const totals = (rules: Rule[], holders: readonly AllotmentHolder[] = register) =>
  [...allot(rules, holders).after.values()].map((held) => ShareQuantity.sum(held.values()).toString());

describe('matching', () => {
  it('at 1:3 for everyone gives 8,000, 4,000 and 2,000 in all', () => {
    expect(totals([match('1:3')])).toEqual(['8000', '4000', '2000']);
  });
  it('at 1:8 for everyone gives 18,000, 9,000 and 4,500', () => {
    expect(totals([match('1:8')])).toEqual(['18000', '9000', '4500']);
  });
  it('at 1:8 for retirees and 1:3 for others lets only B rise', () => {
    expect(totals([match('1:8', { standing: 'retired' }), match('1:3')])).toEqual(['8000', '9000', '2000']);
  });
  it('takes the first rule that matches, and its cap', () => {
    expect(totals([match('1:8', { standing: 'retired' }, { cap: shares('5000') }), match('1:3')])).toEqual([
      '8000',
      '6000',
      '2000',
    ]);
  });
  it('rounds only as the rule says', () => {
    const odd = [holder('A', { subscribed: '10' })];
    const target = (rounding: 'down' | 'half-up' | 'up', places: number) =>
      allot([match('3:8', everyone, { rounding, places })], odd).lines[0]?.target.toString();
    expect([
      target('down', 0),
      target('half-up', 0),
      target('up', 0),
      target('down', 2),
      target('up', 4),
    ]).toEqual(['26', '27', '27', '26.66', '26.6667']);
  });
  it('leaves alone whoever no rule reaches: a dead holder keeps what is left to the heirs', () => {
    const dead = holder('D', { subscribed: '100', matched: '300' }, { standing: 'deceased' });
    expect(allot([match('1:8')], [dead]).lines).toEqual([]);
  });
});

describe('the collective share', () => {
  const personal = [holder('A', { basic: '784' })];
  const collective = (base: 'personal' | 'total') =>
    allot(
      [{ kind: 'collective', shareClass: 'collective', percent: Fraction.of(30n), base, rounding: 'up' }],
      personal,
    )
      .collective.get('collective')
      ?.toString();
  it('of 30 percent of 784 personal shares is 236 on the base "personal"', () =>
    expect(collective('personal')).toBe('236'));
  it('is 336 of 1,120 on the base "total"', () => expect(collective('total')).toBe('336'));
  it.each([
    ['1:3', '36000'],
    ['1:8', '18500'],
  ])('at %s takes what a fixed total of 50,000 leaves', (ratio, rest) => {
    const result = allot(
      [match(ratio), { kind: 'rest', shareClass: 'collective', total: shares('50000') }],
      register,
    );
    expect(result.collective.get('collective')?.toString()).toBe(rest);
  });
  it('cannot be less than nothing', () => {
    expect(() =>
      allot([match('1:8'), { kind: 'rest', shareClass: 'collective', total: shares('30000') }], register),
    ).toThrow(refusing('allotment.total-exceeded', { total: '30000', personal: '31500' }));
  });
});

describe('per head, by seniority and by quota', () => {
  it('gives each head the same and each full year its part, up to the cap', () => {
    const people = [
      holder('A', {}, { years: 27 }),
      holder('B', {}, { years: 10 }),
      holder('C', {}, { years: 0 }),
    ];
    const rules: Rule[] = [
      { kind: 'per-head', shareClass: 'basic', cohort: everyone, quantity: shares('10') },
      {
        kind: 'seniority',
        shareClass: 'seniority',
        cohort: everyone,
        perYear: shares('0.5'),
        cap: shares('10'),
      },
    ];
    expect(totals(rules, people)).toEqual(['20', '15', '10']);
  });
  it('divides 10,000 shares 60 percent by heads and 40 percent by years', () => {
    const people = [27, 10, 0, 5].map((years, index) => holder(`${index}`, {}, { years }));
    const rule: Rule = {
      kind: 'quota',
      shareClass: 'basic',
      cohort: everyone,
      total: shares('10000'),
      places: 2,
      parts: [
        { percent: Fraction.of(60n), by: 'heads' },
        { percent: Fraction.of(40n), by: 'years' },
      ],
    };
    expect(totals([rule], people)).toEqual(['4071.43', '2452.38', '1500', '1976.19']);
  });
  it('says whose years are missing', () => {
    expect(() =>
      allot(
        [{ kind: 'seniority', shareClass: 's', cohort: everyone, perYear: shares('1'), cap: null }],
        [holder('0042', {})],
      ),
    ).toThrow(refusing('allotment.years-unknown', { holder: '0042' }));
  });
});

describe('a scheme that cannot be meant', () => {
  it.each<[string, Rule[], string]>([
    ['has no rules', [], 'allotment.no-rules'],
    [
      'matches a class with itself',
      [match('1:3', everyone, { base: 'matched' })],
      'allotment.matches-itself',
    ],
    [
      'hides a rule behind one for everyone',
      [match('1:3'), match('1:8', { standing: 'retired' })],
      'allotment.unreachable',
    ],
    [
      'divides 90 percent',
      [
        {
          kind: 'quota',
          shareClass: 'b',
          cohort: everyone,
          total: shares('1'),
          places: 0,
          parts: [{ percent: Fraction.of(90n), by: 'heads' }],
        },
      ],
      'allotment.percents',
    ],
    [
      'makes everything collective',
      [{ kind: 'collective', shareClass: 'c', percent: Fraction.of(100n), base: 'total', rounding: 'up' }],
      'allotment.collective-percent',
    ],
  ])('%s', (_title, rules, code) => {
    expect(ruleFaults(rules).map((fault) => fault.code)).toContain(code);
  });
});

describe('always', () => {
  const people = fc
    .array(
      fc.record({
        subscribed: fc.integer({ min: 0, max: 100_000 }),
        years: fc.integer({ min: 0, max: 60 }),
        retired: fc.boolean(),
      }),
      { minLength: 1, maxLength: 30 },
    )
    .map((list) =>
      list.map((each, index) =>
        holder(
          `${index}`.padStart(4, '0'),
          { subscribed: `${each.subscribed}` },
          { years: each.years, standing: each.retired ? 'retired' : 'admitted' },
        ),
      ),
    );
  const rules: Rule[] = [
    match('2:7', { standing: 'retired' }, { rounding: 'half-up' }),
    match('1:3'),
    {
      kind: 'quota',
      shareClass: 'basic',
      cohort: everyone,
      total: shares('1234.56'),
      places: 2,
      parts: [{ percent: Fraction.of(100n), by: 'heads' }],
    },
  ];
  it('the order of the register does not matter', () => {
    fc.assert(
      fc.property(people, (list) => {
        const byKey = (given: AllotmentHolder[]) =>
          new Map(
            [...allot(rules, given).after]
              .sort()
              .map(([key, held]) => [key, ShareQuantity.sum(held.values()).toString()]),
          );
        expect(byKey([...list].reverse())).toEqual(byKey(list));
      }),
    );
  });
  it('a quota gives out exactly its total', () => {
    fc.assert(
      fc.property(people, (list) => {
        const given = allot(rules, list)
          .lines.filter((line) => line.shareClass === 'basic')
          .map((line) => line.target);
        expect(ShareQuantity.sum(given).toString()).toBe('1234.56');
      }),
    );
  });
  it('a scheme run on its own outcome changes nothing', () => {
    fc.assert(
      fc.property(people, (list) => {
        const { after } = allot(rules, list);
        const again = allot(
          rules,
          list.map((each) => ({ ...each, holdings: after.get(each.key) ?? each.holdings })),
        );
        expect(again.lines.every((line) => line.held.equals(line.target))).toBe(true);
      }),
    );
  });
});
