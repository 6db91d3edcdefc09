/** Comparing ratios before a vote: what 1:3 and 1:8 change, and what they do not. */
import { describe, expect, it } from 'vitest';
import type { AllotmentHolder, Rule } from '../../src/domain/allotment.ts';
import {
  compareSchemes,
  findingSentence,
  type ComparisonInput,
  type Finding,
} from '../../src/domain/allotment-comparison.ts';
import type { Cohort } from '../../src/domain/cohort.ts';
import { Fraction } from '../../src/domain/fraction.ts';
import { Money } from '../../src/domain/money.ts';
import { Ratio } from '../../src/domain/ratio.ts';
import { ShareQuantity } from '../../src/domain/share-quantity.ts';
import { refusing } from '../support/refusing.ts';

const holder = (
  key: string,
  subscribed: string,
  standing: 'admitted' | 'retired' = 'admitted',
): AllotmentHolder => ({
  key,
  standing,
  age: null,
  years: null,
  group: null,
  tags: [],
  holdings: new Map([['subscribed', ShareQuantity.parse(subscribed)]]),
});
const register = [holder('A', '2000'), holder('B', '1000', 'retired'), holder('C', '500')];
const match = (ratio: string, cohort: Cohort = { everyone: true }): Rule => ({
  kind: 'match',
  shareClass: 'matched',
  base: 'subscribed',
  cohort,
  ratio: Ratio.parse(ratio),
  rounding: 'down',
  places: 0,
  cap: null,
});
const rest: Rule = { kind: 'rest', shareClass: 'collective', total: ShareQuantity.parse('50000') };
const compare = (
  schemes: Record<string, Rule[]>,
  classWeights = new Map<string, Fraction>(),
  change: Partial<ComparisonInput> = {},
) =>
  compareSchemes({
    schemes: Object.entries(schemes).map(([name, rules]) => ({ name, rules })),
    holders: register,
    cohortOf: (each) => each.standing,
    collective: new Map(),
    pool: Money.parse('100000.00'),
    classWeights,
    ...change,
  });
const dividends = (comparison: ReturnType<typeof compare>, index: number) =>
  comparison.rows.map((row) => row.outcomes[index]?.dividend.toString());

describe('a comparison', () => {
  it('says that one ratio for everyone pays the same at 1:3 and 1:8', () => {
    const result = compare({ '1:3': [match('1:3')], '1:8': [match('1:8')] });
    expect(dividends(result, 0)).toEqual(['57142.86', '28571.43', '14285.71']);
    expect(dividends(result, 1)).toEqual(dividends(result, 0));
    expect(result.findings).toEqual([{ kind: 'paid-the-same', first: '1:3', second: '1:8' }]);
    expect(findingSentence(result.findings[0]!, 'zh')).toContain('完全相同');
  });

  it('says what moves to the retirees when only they are at 1:8', () => {
    const result = compare({
      '1:3': [match('1:3')],
      reform: [match('1:8', { standing: 'retired' }), match('1:3')],
    });
    expect(dividends(result, 1)).toEqual(['42105.26', '47368.42', '10526.32']);
    expect(result.findings.map((finding) => findingSentence(finding, 'en'))).toEqual([
      'Compared with "1:3", "reform" pays admitted 18,796.99 yuan less in all.',
      'Compared with "1:3", "reform" pays retired 18,796.99 yuan more in all.',
    ]);
  });

  it('shows that with a fixed total the ratio decides what stays collective', () => {
    const result = compare({ '1:3': [match('1:3'), rest], '1:8': [match('1:8'), rest] });
    expect(dividends(result, 0)).toEqual(['16000.00', '8000.00', '4000.00']);
    expect(dividends(result, 1)).toEqual(['36000.00', '18000.00', '9000.00']);
    expect(result.collective.map((outcome) => outcome.dividend.toString())).toEqual(['72000.00', '37000.00']);
    expect(result.findings.filter((finding) => finding.kind === 'collective-in-divisor')).toHaveLength(2);
    expect(result.totals.map(({ shares, dividend }) => [`${shares}`, `${dividend}`])).toEqual([
      ['50000', '100000.00'],
      ['50000', '100000.00'],
    ]);
  });

  it('always pays out the whole pool, whatever the scheme and the weights of the classes', () => {
    const result = compare(
      { a: [match('1:3')], b: [match('2:7')] },
      new Map([['matched', Fraction.parse('1/3')]]),
    );
    expect(result.totals.map((outcome) => outcome.dividend.toString())).toEqual(['100000.00', '100000.00']);
    expect(result.findings).toContainEqual({ kind: 'class-weights' });
  });
});

describe('a comparison, case by case', () => {
  const reform = {
    '1:3': [match('1:3')],
    reform: [match('1:8', { standing: 'retired' }), match('1:3')],
  };

  it('does not say "the same" because one holder gets the same, nor that a cohort moves that does not', () => {
    const holders = [holder('Z', '0', 'retired'), ...register, { ...holder('D', '0'), tags: ['new'] }];
    const cohortOf = ({ tags, standing }: AllotmentHolder) => tags[0] ?? standing;
    const { findings, cohorts } = compare(reform, new Map(), { holders, cohortOf });
    expect(findings).toMatchObject([
      { kind: 'cohort-moves', cohort: 'admitted' },
      { kind: 'cohort-moves', cohort: 'retired' },
    ]);
    // In the order of their names, whatever the order of the register.
    expect(cohorts.map(({ cohort, holders: count }) => [cohort, count])).toEqual([
      ['admitted', 2],
      ['new', 1],
      ['retired', 2],
    ]);
  });

  it('gives a fen that is tied to the person, not to the cooperative', () => {
    const half: Rule = { kind: 'rest', shareClass: 'collective', total: ShareQuantity.parse('2') };
    const result = compare({ half: [half] }, new Map(), {
      holders: [holder('A', '1')],
      pool: Money.parse('0.01'),
    });
    expect([...dividends(result, 0), `${result.collective[0]?.dividend}`]).toEqual(['0.01', '0.00']);
  });

  it('is refused where nobody would hold anything', () => {
    expect(() => compare({ none: [match('1:3')] }, new Map(), { holders: [holder('A', '0')] })).toThrow(
      refusing('allotment.nothing-held', {}, { pointer: '/schemes' }),
    );
  });

  it('of no schemes finds nothing', () => {
    expect(compare({}).findings).toEqual([]);
  });

  it.each<[Finding, string, string]>([
    [
      { kind: 'paid-the-same', first: '甲', second: '乙' },
      '“甲”与“乙”给每个人的分红完全相同',
      '"甲" and "乙"',
    ],
    [
      { kind: 'cohort-moves', first: '甲', second: '乙', cohort: 'R', difference: Money.parse('1234.5') },
      '与“甲”相比，“乙”使〔R〕合计多分 1,234.50 元。',
      '"乙" pays 〔R〕 1,234.50 yuan more in all.',
    ],
    [
      { kind: 'cohort-moves', first: '甲', second: '乙', cohort: 'R', difference: Money.parse('-0.01') },
      '使〔R〕合计少分 0.01 元。',
      '〔R〕 0.01 yuan less in all.',
    ],
    [
      { kind: 'collective-in-divisor', scheme: '甲', part: Money.parse('72000') },
      '“甲”中集体股参与分配，72,000.00 元留在合作社',
      'Under "甲" the collective share takes part: 72,000.00 yuan stay',
    ],
    [{ kind: 'class-weights' }, '各股种的分红权重不同', 'The classes earn at different weights'],
  ])('%j is said in both languages', (finding, zh, en) => {
    const said = (language: 'zh' | 'en') => findingSentence(finding, language, (cohort) => `〔${cohort}〕`);
    expect(said('zh')).toContain(zh);
    expect(said('en')).toContain(en);
  });
});
