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
import type { ErrorCode, FaultValues } from '../../src/domain/refusal.ts';
import { ShareQuantity } from '../../src/domain/share-quantity.ts';
import { codesRefused, refusing } from '../support/refusing.ts';

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
  it('gives a quota again only what is left of its total, by what each one lacks', () => {
    const quota: Rule = {
      kind: 'quota',
      shareClass: 'basic',
      cohort: everyone,
      total: shares('10000'),
      places: 2,
      parts: [{ percent: Fraction.of(100n), by: 'heads' }],
    };
    // The first inherited 2500 of a fourth, who died: they are set aside, and stand.
    const people = ['2500', '2500', '2500'].map((basic, index) => holder(`${index}`, { basic }));
    const standingOf = (first: string) =>
      new Map(
        people.map(({ key }, index) => [key, new Map([['basic', shares(index === 0 ? first : '2500')]])]),
      );
    const targets = (first: string) =>
      allot([quota], people, new Map(), standingOf(first)).lines.map(({ target }) => target.toString());
    expect(targets('5000')).toEqual(['2500', '2500', '2500']);
    expect(targets('4999.98')).toEqual(['2500.01', '2500.01', '2500']);
    expect(targets('2500')).toEqual(['3333.34', '3333.33', '3333.33']);
  });
  it('gives a quota nothing again where nobody lacks anything, though more stands than its total', () => {
    const quota: Rule = {
      kind: 'quota',
      shareClass: 'basic',
      cohort: everyone,
      total: shares('10'),
      places: 2,
      parts: [{ percent: Fraction.of(100n), by: 'heads' }],
    };
    const people = ['5', '15'].map((basic, index) => holder(`${index}`, { basic }));
    const standing = new Map(people.map(({ key, holdings }) => [key, holdings]));
    const { lines } = allot([quota], people, new Map(), standing);
    expect(lines.map(({ target }) => target.toString())).toEqual(['5', '5']);
  });
  it('takes off a quota given again nothing that others hold by a later rule', () => {
    const rules: Rule[] = [
      {
        kind: 'quota',
        shareClass: 'basic',
        cohort: { standing: 'retired' },
        total: shares('10'),
        places: 2,
        parts: [{ percent: Fraction.of(100n), by: 'heads' }],
      },
      { kind: 'per-head', shareClass: 'basic', cohort: everyone, quantity: shares('30') },
    ];
    const people = [
      holder('R', { basic: '4' }, { standing: 'retired' }),
      holder('A', { basic: '30' }),
      holder('B', { basic: '30' }),
    ];
    const standing = new Map(people.map(({ key, holdings }) => [key, holdings]));
    const { lines } = allot(rules, people, new Map(), standing);
    expect(lines.map(({ target }) => target.toString())).toEqual(['10', '30', '30']);
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

describe('a scheme, fault by fault', () => {
  const perHead = (shareClass: string, cohort: Cohort = everyone): Rule => ({
    kind: 'per-head',
    shareClass,
    cohort,
    quantity: shares('10'),
  });
  const collective = (
    shareClass: string,
    percent: string,
    base: 'personal' | 'total' = 'personal',
  ): Rule => ({ kind: 'collective', shareClass, percent: Fraction.parse(percent), base, rounding: 'up' });
  const rest = (shareClass: string): Rule => ({ kind: 'rest', shareClass, total: shares('100') });
  const quota = (percents: readonly string[]): Rule => ({
    kind: 'quota',
    shareClass: 'basic',
    cohort: everyone,
    total: shares('100'),
    places: 0,
    parts: percents.map((percent) => ({ percent: Fraction.parse(percent), by: 'heads' })),
  });

  it.each<[string, Rule[], object[]]>([
    ['no rules', [], [{ code: 'allotment.no-rules', values: {}, pointer: '/rules' }]],
    [
      'a class matched with itself',
      [perHead('basic'), match('1:3', everyone, { base: 'matched' })],
      [{ code: 'allotment.matches-itself', values: { shareClass: 'matched' }, pointer: '/rules/1' }],
    ],
    [
      'percents that are not a hundred',
      [quota(['60', '30'])],
      [{ code: 'allotment.percents', values: { sum: '90' }, pointer: '/rules/0/parts' }],
    ],
    [
      'a collective share of nothing',
      [collective('c', '0')],
      [{ code: 'allotment.collective-percent', values: { percent: '0' }, pointer: '/rules/0' }],
    ],
    [
      'a collective share below nothing',
      [collective('c', '-1')],
      [{ code: 'allotment.collective-percent', values: { percent: '-1' }, pointer: '/rules/0' }],
    ],
    [
      'a collective share of all there is',
      [collective('c', '100', 'total')],
      [{ code: 'allotment.collective-percent', values: { percent: '100' }, pointer: '/rules/0' }],
    ],
    [
      'a rule behind one for everyone',
      [perHead('basic'), perHead('basic', { standing: 'retired' })],
      [{ code: 'allotment.unreachable', values: { rule: 2, shareClass: 'basic' }, pointer: '/rules/1' }],
    ],
    [
      'two collective rules of one class',
      [collective('c', '30'), rest('c')],
      [{ code: 'allotment.unreachable', values: { rule: 2, shareClass: 'c' }, pointer: '/rules/1' }],
    ],
    [
      'the same, the other way round',
      [rest('c'), collective('c', '30')],
      [{ code: 'allotment.unreachable', values: { rule: 2, shareClass: 'c' }, pointer: '/rules/1' }],
    ],
    ['a collective share of more than all people hold', [collective('c', '150')], []],
    ['99 percent of all', [collective('c', '99', 'total')], []],
    ['a quota of 60 and 40', [quota(['60', '40'])], []],
    ['a class of people and of the cooperative', [perHead('basic'), collective('basic', '30')], []],
    ['the same, the other way round', [rest('basic'), perHead('basic')], []],
    ['two classes for everyone', [perHead('basic'), perHead('extra')], []],
    ['a rule for some before one for everyone', [perHead('a', { standing: 'retired' }), perHead('a')], []],
    ['a class that is named like its base', [collective('personal', '30'), collective('c', '10')], []],
  ])('%s', (_, rules, faults) => {
    expect(ruleFaults(rules)).toEqual(faults);
  });

  it('is refused as it stands, before anything is divided', () => {
    expect(codesRefused(() => allot([quota(['90']), collective('c', '0')], register))).toEqual([
      'allotment.percents',
      'allotment.collective-percent',
    ]);
  });
});

describe('the lines of a scheme', () => {
  const printed = (
    rules: Rule[],
    holders: readonly AllotmentHolder[],
    collective: ReadonlyMap<string, ShareQuantity> = new Map(),
  ) =>
    allot(rules, holders, collective).lines.map(({ key, shareClass, rule, base, held, target }) =>
      [key ?? '集体', shareClass, rule, base, `${held}`, `${target}`].join('|'),
    );

  it('say what each rule was applied to, what was held and what is to be held', () => {
    expect(
      printed(
        [
          match('1:3'),
          { kind: 'per-head', shareClass: 'basic', cohort: { standing: 'retired' }, quantity: shares('10') },
          {
            kind: 'collective',
            shareClass: 'c',
            percent: Fraction.of(10n),
            base: 'personal',
            rounding: 'down',
          },
        ],
        [
          holder('A', { subscribed: '100', matched: '200' }),
          holder('B', { subscribed: '10' }, { standing: 'retired' }),
        ],
        new Map([['c', shares('7')]]),
      ),
    ).toEqual(['A|matched|0|100|200|300', 'B|matched|0|10|0|30', 'B|basic|1|1|0|10', '集体|c|2|450|7|45']);
  });

  it('leave out who had nothing and gets nothing, not who loses what was held', () => {
    expect(
      printed([match('1:3')], [holder('A', {}), holder('B', { matched: '5' }), holder('C', { other: '9' })]),
    ).toEqual(['B|matched|0|0|5|0']);
  });

  it('a class of people and of the cooperative: each keeps its own', () => {
    const { collective } = allot(
      [{ kind: 'rest', shareClass: 'matched', total: shares('50') }, match('1:3')],
      [holder('A', { subscribed: '10' })],
    );
    expect(`${collective.get('matched')}`).toBe('10');
  });

  it('a fixed total may be used up to the last share', () => {
    const rest: Rule = { kind: 'rest', shareClass: 'collective', total: shares('31500') };
    expect(`${allot([match('1:8'), rest], register).collective.get('collective')}`).toBe('0');
  });

  it('round a quarter down and half a share up, where halves go up', () => {
    const odd = [holder('A', { subscribed: '10' })];
    const target = (ratio: string, rounding: 'down' | 'half-up' | 'up') =>
      `${allot([match(ratio, everyone, { rounding })], odd).lines[0]?.target}`;
    expect([target('8:1', 'down'), target('8:1', 'half-up'), target('8:1', 'up')]).toEqual(['1', '1', '2']);
    expect([target('8:2', 'down'), target('8:2', 'half-up'), target('8:2', 'up')]).toEqual(['2', '3', '3']);
  });
});

describe('a quota', () => {
  const quota = (change: object = {}): Rule => ({
    kind: 'quota',
    shareClass: 'basic',
    cohort: everyone,
    total: shares('100'),
    places: 0,
    parts: [
      { percent: Fraction.of(60n), by: 'heads' },
      { percent: Fraction.of(40n), by: 'years' },
    ],
    ...change,
  });
  const allByHeads = { parts: [{ percent: Fraction.of(100n), by: 'heads' }] };

  it.each<[string, Rule, AllotmentHolder[], ErrorCode, FaultValues]>([
    [
      'for nobody',
      quota({ cohort: { standing: 'retired' } }),
      [holder('A', {}, { years: 1 })],
      'allotment.quota-nobody',
      { shareClass: 'basic' },
    ],
    [
      'of a total that has more decimals than its parts',
      quota({ total: shares('100.05'), places: 1 }),
      [holder('A', {}, { years: 1 })],
      'allotment.quota-too-fine',
      { total: '100.05', places: 1 },
    ],
    [
      'by years that are not known',
      quota(),
      [holder('A', {}, { years: 1 }), holder('B', {})],
      'allotment.years-unknown',
      { holder: 'B' },
    ],
    [
      'by years that nobody has',
      quota(),
      [holder('A', {}, { years: 0 }), holder('B', {}, { years: 0 })],
      'allotment.quota-no-years',
      { shareClass: 'basic' },
    ],
  ])('%s is refused', (_, rule, holders, code, values) => {
    expect(() => allot([rule], holders)).toThrow(refusing(code, values));
  });

  it('by heads alone asks nobody for years', () => {
    expect(totals([quota(allByHeads)], [holder('A', {}), holder('B', {})])).toEqual(['50', '50']);
  });
});
