/** Rules of assembly: how many are needed, who may decide what on which day. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { lawOf2025, residentsAssemblyRules, shippedRuleSets } from '../../src/domain/assembly-rule-sets.ts';
import {
  bodies,
  bodyRulesOf,
  leastNumber,
  motionKinds,
  requirePower,
  ruleSetOn,
  type MotionKind,
} from '../../src/domain/assembly-rules.ts';
import { LocalDate } from '../../src/domain/calendar.ts';
import { bodyWords } from '../../src/domain/words.ts';
import { refusing } from '../support/refusing.ts';
import type { Sentence } from '../../src/domain/language.ts';

const day = (text: string) => LocalDate.parse(text);
const of = (numerator: number, denominator: number) => ({ numerator, denominator });

describe('How many are needed', () => {
  it.each([
    ['2/3 or more', 2, 3, true, 600n, 400n],
    ['2/3 or more', 2, 3, true, 45n, 30n],
    ['2/3 or more', 2, 3, true, 44n, 30n],
    ['2/3 or more', 2, 3, true, 61n, 41n],
    ['2/3 or more', 2, 3, true, 21n, 14n],
    ['more than 2/3', 2, 3, false, 45n, 31n],
    ['more than 2/3', 2, 3, false, 44n, 30n],
    ['more than 1/2', 1, 2, false, 45n, 23n],
    ['more than 1/2', 1, 2, false, 44n, 23n],
    ['3/4 or more', 3, 4, true, 600n, 450n],
    ['all', 1, 1, true, 21n, 21n],
    ['2/3 or more, in ten-thousandths of a share', 2, 3, true, 108_000n, 72_000n],
    ['more than 2/3, in ten-thousandths of a share', 2, 3, false, 108_000n, 72_001n],
  ])('%s (%i/%i, inclusive %s) of %i is %i', (_, numerator, denominator, inclusive, base, least) => {
    expect(leastNumber(of(numerator, denominator), base, inclusive)).toBe(least);
  });

  it('is the least number that satisfies the proportion: one fewer does not', () => {
    const proportion = fc
      .tuple(fc.integer({ min: 1, max: 1000 }), fc.integer({ min: 1, max: 1000 }))
      .map(([a, b]) => of(Math.min(a, b), Math.max(a, b)));
    fc.assert(
      fc.property(proportion, fc.bigInt(0n, 10n ** 20n), fc.boolean(), (fraction, base, inclusive) => {
        const reaches = (n: bigint) => {
          const [left, right] = [n * BigInt(fraction.denominator), BigInt(fraction.numerator) * base];
          return inclusive ? left >= right : left > right;
        };
        const least = leastNumber(fraction, base, inclusive);
        expect(reaches(least)).toBe(true);
        expect(least === 0n || !reaches(least - 1n)).toBe(true);
      }),
    );
  });

  it('a proportion with a denominator of zero is a mistake of the program, not of a user', () => {
    expect(() => leastNumber(of(1, 0), 10n, true)).toThrow(RangeError);
  });
});

describe('Which rules are in force', () => {
  it.each([
    ['1990-01-01', 'residents-assembly'],
    ['2010-07-18', 'residents-assembly'],
    ['2025-04-30', 'residents-assembly'],
    ['2025-05-01', 'law-2025'],
    ['2026-01-01', 'law-2025'],
  ])('on %s: %s', (date, id) => {
    expect(ruleSetOn(day(date), shippedRuleSets).id).toBe(id);
  });

  it('a day before any rules is refused, and so is judging a day by the rules of another', () => {
    expect(() => ruleSetOn(day('1989-12-31'), shippedRuleSets)).toThrow(
      refusing('assembly.no-rules-on-date', { date: '1989-12-31' }),
    );
    expect(() => requirePower(lawOf2025, 'board', 'other', day('2010-07-18'))).toThrow(
      refusing('assembly.rules-not-in-force', { date: '2010-07-18' }),
    );
    expect(() => requirePower(residentsAssemblyRules, 'board', 'other', day('2025-05-01'))).toThrow(
      refusing('assembly.rules-not-in-force', { date: '2025-05-01' }),
    );
  });

  it('a set that is over is in force no more, also where no other follows it', () => {
    expect(() => ruleSetOn(day('2025-05-01'), [residentsAssemblyRules])).toThrow(
      refusing('assembly.no-rules-on-date', { date: '2025-05-01' }),
    );
  });

  it('of two overlapping sets the later one holds, in whatever order they are listed', () => {
    const newer = { ...lawOf2025, id: 'newer', effectiveFrom: day('2030-01-01') };
    expect(ruleSetOn(day('2031-01-01'), [newer, lawOf2025]).id).toBe('newer');
    expect(ruleSetOn(day('2031-01-01'), [lawOf2025, newer]).id).toBe('newer');
  });
});

describe('Who may decide what', () => {
  const decide = (kind: MotionKind, date: string, body: (typeof bodies)[number]) => () =>
    requirePower(ruleSetOn(day(date), shippedRuleSets), body, kind, day(date));

  it.each<[MotionKind, string]>([
    ['articles', 'art. 26(1) items 1, 3, 8, 10, 12'],
    ['membership', 'art. 26(1) items 1, 3, 8, 10, 12'],
    ['allotment-scheme', 'art. 26(1)(8)'],
    ['land-contract', 'art. 26(1) items 1, 3, 8, 10, 12'],
    ['land-compensation', 'art. 26(1) items 1, 3, 8, 10, 12'],
    ['merger', 'art. 26(1) items 1, 3, 8, 10, 12'],
  ])('representatives may not decide %s after 1 May 2025 (%s)', (kind, article) => {
    expect(decide(kind, '2025-06-01', 'representative-assembly')).toThrow(
      refusing('assembly.power-forbidden', {
        article: expect.objectContaining({ en: expect.stringContaining(article) as string }) as Sentence,
        date: '2025-06-01',
      }),
    );
    expect(decide(kind, '2025-06-01', 'representative-assembly')).toThrow(
      refusing('assembly.power-forbidden', {
        article: expect.objectContaining({ en: expect.stringContaining('art. 28') as string }) as Sentence,
      }),
    );
    expect(decide(kind, '2025-06-01', 'members-assembly')).not.toThrow();
  });

  it('a scheme decided by representatives in 2010 is valid history, to the last day of April 2025', () => {
    expect(decide('allotment-scheme', '2010-09-26', 'representative-assembly')).not.toThrow();
    expect(decide('allotment-scheme', '2025-04-30', 'representative-assembly')).not.toThrow();
    expect(decide('allotment-scheme', '2025-05-01', 'representative-assembly')).toThrow(
      refusing('assembly.power-forbidden'),
    );
  });

  it('representatives decide dividends and plans before and after', () => {
    for (const date of ['2011-01-16', '2025-07-31'])
      for (const kind of ['dividend-run', 'distribution-plan', 'budget', 'election', 'rules'] as const)
        expect(decide(kind, date, 'representative-assembly')).not.toThrow();
  });

  it('the board settles differences of a dividend already resolved, never a dividend or a scheme', () => {
    for (const date of ['2011-08-29', '2025-08-29']) {
      expect(decide('dividend-difference', date, 'board')).not.toThrow();
      expect(decide('dividend-run', date, 'board')).toThrow(refusing('assembly.power-forbidden'));
      expect(decide('allotment-scheme', date, 'board')).toThrow(refusing('assembly.power-forbidden'));
    }
  });

  it('every body of every set says yes or names the article, for every kind of motion', () => {
    for (const set of shippedRuleSets)
      for (const body of bodies) {
        const { powers, forbidden } = bodyRulesOf(set, body);
        const named = [...powers, ...forbidden.flatMap(({ kinds }) => kinds)];
        expect([...named].sort(), `${set.id} ${body}`).toEqual([...motionKinds].sort());
      }
  });

  it('a body the rules do not know decides nothing', () => {
    const others = { 'members-assembly': bodyRulesOf(lawOf2025, 'members-assembly') };
    expect(() => requirePower({ ...lawOf2025, bodies: others }, 'board', 'other', day('2025-06-01'))).toThrow(
      refusing('assembly.body-unknown-to-rules', { body: bodyWords.board }),
    );
  });

  it('a power neither given nor forbidden is refused with the rules named', () => {
    const own = { ...bodyRulesOf(lawOf2025, 'representative-assembly'), powers: [] };
    const rules = { ...lawOf2025, bodies: { 'representative-assembly': own } };
    expect(() => requirePower(rules, 'representative-assembly', 'budget', day('2025-06-01'))).toThrow(
      refusing('assembly.power-not-given', { rules: lawOf2025.name }),
    );
  });
});
