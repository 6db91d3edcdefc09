/** Dividing a pool exactly: worked examples first, then what must hold for every pool and every register. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createJudge, type JudgedLine } from '../../src/domain/apportion-proof.ts';
import {
  apportionLargestRemainder,
  apportionPerShare,
  byCodeUnit,
  type Holder,
  type KeyOrder,
} from '../../src/domain/apportion.ts';
import { Fraction, toCommonScale } from '../../src/domain/fraction.ts';
import { refusing } from '../support/refusing.ts';

const holders = (...weights: bigint[]): Holder[] =>
  weights.map((weight, index) => ({ key: `${index}`.padStart(6, '0'), weight }));
const amounts = (pool: bigint, ...weights: bigint[]) =>
  apportionLargestRemainder(pool, holders(...weights)).parts.map((part) => part.amount);

describe('the largest remainder', () => {
  it.each([
    ['uniform 1:3', 10_000_000n, [8000n, 4000n, 2000n], [5_714_286n, 2_857_143n, 1_428_571n]],
    ['uniform 1:8', 10_000_000n, [18000n, 9000n, 4500n], [5_714_286n, 2_857_143n, 1_428_571n]],
    ['only B at 1:8', 10_000_000n, [8000n, 9000n, 2000n], [4_210_526n, 4_736_842n, 1_052_632n]],
    ['792,000 over three', 79_200_000n, [100_000n, 23_000n, 456n], [64_152_411n, 14_755_054n, 292_535n]],
    ['500 to three heirs', 50_000n, [1n, 1n, 1n], [16_667n, 16_667n, 16_666n]],
  ])('%s', (_title, pool, weights, expected) => {
    expect(amounts(pool, ...weights)).toEqual(expected);
  });

  it('splits 2,690,000.00 over 2,997 equals as 1,729 × 897.56 and 1,268 × 897.57', () => {
    const parts = amounts(269_000_000n, ...Array.from({ length: 2997 }, () => 1n));
    expect(parts.filter((amount) => amount === 89_756n)).toHaveLength(1729);
    expect(parts.filter((amount) => amount === 89_757n)).toHaveLength(1268);
    expect(parts[0]).toBe(89_757n);
  });

  it('by its nature lets a larger pool give one holder less: 59 over 30, 1, 2, 43', () => {
    const [before, after] = [amounts(59n, 30n, 1n, 2n, 43n), amounts(60n, 30n, 1n, 2n, 43n)];
    expect(after.some((amount, index) => amount < (before[index] ?? 0n))).toBe(true);
  });

  it('by its nature lets a newcomer help another: 5 over 5, 3, 1 and then 2', () => {
    expect(amounts(5n, 5n, 3n, 1n)).toEqual([3n, 2n, 0n]);
    expect(amounts(5n, 5n, 3n, 1n, 2n)).toEqual([2n, 1n, 1n, 1n]);
  });

  const pools = fc.bigInt({ min: 0n, max: 10n ** 14n });
  const registers = fc
    .array(fc.bigInt({ min: 0n, max: 10n ** 10n }), { minLength: 1, maxLength: 60 })
    .filter((weights) => weights.some((weight) => weight > 0n));

  it('pays the pool, each part within one unit of its quota, nothing for nothing', () => {
    fc.assert(
      fc.property(pools, registers, (pool, weights) => {
        const { parts, totalWeight } = apportionLargestRemainder(pool, holders(...weights));
        expect(parts.reduce((sum, part) => sum + part.amount, 0n)).toBe(pool);
        for (const part of parts) {
          expect(part.floor * totalWeight + part.remainder).toBe(pool * part.weight);
          expect(part.remainder < totalWeight).toBe(true);
          expect(part.amount - part.floor).toBe(part.extra);
          if (part.remainder === 0n) expect(part.extra).toBe(0n);
        }
      }),
    );
  });

  it('does not depend on the order of the register, nor on the scale of the weights', () => {
    fc.assert(
      fc.property(pools, registers, fc.integer({ min: 1, max: 1000 }), (pool, weights, factor) => {
        const given = holders(...weights);
        const byKey = (list: Holder[]) =>
          new Map(apportionLargestRemainder(pool, list).parts.map((part) => [part.key, part.amount]));
        expect(byKey([...given].reverse())).toEqual(byKey(given));
        expect(byKey(given.map(({ key, weight }) => ({ key, weight: weight * BigInt(factor) })))).toEqual(
          byKey(given),
        );
      }),
    );
  });

  it('never gives less for more', () => {
    fc.assert(
      fc.property(pools, registers, (pool, weights) => {
        const { parts } = apportionLargestRemainder(pool, holders(...weights));
        const sorted = [...parts].sort((a, b) => (a.weight < b.weight ? -1 : a.weight > b.weight ? 1 : 0));
        for (let index = 1; index < sorted.length; index += 1) {
          const [less, more] = [sorted[index - 1], sorted[index]];
          if (less && more && less.weight < more.weight) expect(less.amount <= more.amount).toBe(true);
        }
      }),
    );
  });
});

describe('the rate per share', () => {
  it.each([
    [2, 1n, '6.41', [64_100_000n, 14_743_000n, 292_296n], 64_704n],
    [4, 100n, '6.4152', [64_152_000n, 14_754_960n, 292_533n], 507n],
    [6, 10_000n, '6.415241', [64_152_410n, 14_755_054n, 292_534n], 2n],
  ] as const)('792,000.00 at %i places', (places, scale, rate, expected, carried) => {
    const result = apportionPerShare(79_200_000n, holders(100_000n, 23_000n, 456n), scale);
    expect(Fraction.of(result.rate, 100n * scale).toDecimal(places)).toBe(rate);
    expect(result.parts.map((part) => part.amount)).toEqual(expected);
    expect(result.carried).toBe(carried);
    expect(result.paid + result.carried).toBe(79_200_000n);
  });
});

describe('fractions', () => {
  it('read whole numbers, decimals and fractions, reduced', () => {
    expect(['2', '0.5', '2/6', '-1.25'].map((text) => Fraction.parse(text).toString())).toEqual([
      '2',
      '1/2',
      '1/3',
      '-5/4',
    ]);
    expect(() => Fraction.parse('1/0')).toThrow(refusing('fraction.malformed', { text: '1/0' }));
    expect(() => Fraction.parse('1e3')).toThrow(refusing('fraction.malformed', { text: '1e3' }));
  });

  it('round only by name', () => {
    const values = ['7/2', '-7/2', '10/3', '-10/3'].map((text) => Fraction.parse(text));
    expect(values.map((value) => value.floor())).toEqual([3n, -4n, 3n, -4n]);
    expect(values.map((value) => value.ceiling())).toEqual([4n, -3n, 4n, -3n]);
    expect(values.map((value) => value.roundHalfUp())).toEqual([4n, -4n, 3n, -3n]);
    expect(values.map((value) => value.toDecimal(2))).toEqual(['3.50', '-3.50', '3.33', '-3.33']);
  });

  it('come to whole weights of the same proportions', () => {
    expect(toCommonScale([Fraction.parse('1/3'), Fraction.parse('0.5'), Fraction.parse('1')])).toEqual({
      scale: 6n,
      weights: [2n, 3n, 6n],
    });
  });
});

describe('a division that cannot be', () => {
  it.each<[string, bigint, bigint[]]>([
    ['of less than nothing', -1n, [1n]],
    ['to somebody who holds less than nothing', 1n, [2n, -1n]],
    ['to nobody', 1n, []],
    ['among people who hold nothing', 1n, [0n, 0n]],
  ])('%s is a mistake of the program', (_, pool, weights) => {
    expect(() => apportionLargestRemainder(pool, holders(...weights))).toThrow(RangeError);
    expect(() => apportionPerShare(pool, holders(...weights), 1n)).toThrow(RangeError);
  });

  it('of nothing is nothing to each', () => {
    expect(amounts(0n, 3n, 4n)).toEqual([0n, 0n]);
  });
});

describe('ties', () => {
  const equal = ['b', 'a', 'c'].map((key) => ({ key, weight: 1n }));
  const lucky = (order?: KeyOrder) =>
    apportionLargestRemainder(4n, equal, order)
      .parts.filter(({ extra }) => extra === 1n)
      .map(({ key }) => key);

  it('go to the key that comes first, by code unit or by the order that is asked for', () => {
    expect(lucky()).toEqual(['a']);
    expect(lucky((left, right) => byCodeUnit(right, left))).toEqual(['c']);
    expect([byCodeUnit('a', 'b'), byCodeUnit('b', 'a'), byCodeUnit('a', 'a')]).toEqual([-1, 1, 0]);
  });

  it('say every figure of the proof', () => {
    expect(
      apportionLargestRemainder(10n, [
        { key: 'a', weight: 1n },
        { key: 'b', weight: 2n },
      ]),
    ).toEqual({
      totalWeight: 3n,
      paid: 10n,
      carried: 0n,
      parts: [
        { key: 'a', weight: 1n, floor: 3n, remainder: 1n, extra: 0n, amount: 3n },
        { key: 'b', weight: 2n, floor: 6n, remainder: 2n, extra: 1n, amount: 7n },
      ],
    });
    expect(
      apportionPerShare(
        10n,
        [
          { key: 'a', weight: 10n },
          { key: 'b', weight: 20n },
        ],
        10n,
        10n,
      ),
    ).toEqual({
      totalWeight: 30n,
      rate: 33n,
      paid: 9n,
      carried: 1n,
      parts: [
        { key: 'a', weight: 10n, floor: 3n, remainder: 10n, extra: 0n, amount: 3n },
        { key: 'b', weight: 20n, floor: 6n, remainder: 20n, extra: 0n, amount: 6n },
      ],
    });
  });
});

describe('the judge, line by line', () => {
  const right = apportionLargestRemainder(10n, [
    { key: 'a', weight: 1n },
    { key: 'b', weight: 2n },
  ]).parts;
  const verdict = (lines: readonly JudgedLine[], pool = 10n, total = 3n) => {
    const judge = createJudge(pool, total, { kind: 'largest-remainder' });
    const faults = lines.map((line) => judge.read(line));
    return { ...judge.verdict(), faults };
  };
  const changed = (change: Partial<JudgedLine>) =>
    verdict([{ ...right[0]!, ...change }, right[1]!]).faults[0];

  it('accepts what is right, with its sums', () => {
    expect(verdict(right)).toEqual({
      paid: 10n,
      carried: 0n,
      totalWeight: 3n,
      lines: 2,
      failure: null,
      faults: [null, null],
    });
  });

  it.each<[string, Partial<JudgedLine>, string]>([
    ['a weight below zero', { weight: -1n }, 'negative weight'],
    ['a quota that is not pool × weight', { remainder: 2n }, 'quota'],
    ['a floor that is one too low', { floor: 2n, remainder: 4n, amount: 2n }, 'floor'],
    ['a floor of exactly one too low', { weight: 0n, floor: -1n, remainder: 3n, amount: -1n }, 'floor'],
    ['a floor that is one too high', { floor: 4n, remainder: -2n, amount: 4n }, 'floor'],
    ['an amount that is not floor and extra', { amount: 4n }, 'amount'],
    ['two extra units', { extra: 2n, amount: 5n }, 'extra unit'],
    ['an extra unit taken away', { extra: -1n, amount: 2n }, 'extra unit'],
    [
      'an extra unit for no fraction',
      { weight: 0n, floor: 0n, remainder: 0n, extra: 1n, amount: 1n },
      'extra unit',
    ],
  ])('%s', (_, change, fault) => {
    expect(changed(change)).toBe(fault);
  });

  it('a line without a fraction needs no extra unit', () => {
    expect(changed({ weight: 0n, floor: 0n, remainder: 0n, extra: 0n, amount: 0n })).toBeNull();
  });

  it('names the first line that fails, and what fails of the whole', () => {
    expect(verdict([right[0]!, { ...right[1]!, amount: 8n }]).failure).toBe('line 2: amount');
    expect(
      verdict([
        { ...right[0]!, amount: 4n },
        { ...right[1]!, amount: 8n },
      ]).failure,
    ).toBe('line 1: amount');
    expect(verdict([right[1]!]).failure).toBe('total weight');
    expect(verdict([right[0]!, { ...right[1]!, extra: 0n, amount: 6n }]).failure).toBe('sum of amounts');
    const swapped = [
      { ...right[0]!, extra: 1n, amount: 4n },
      { ...right[1]!, extra: 0n, amount: 6n },
    ];
    expect(verdict(swapped).failure).toBe('an extra unit went to a smaller fraction');
  });

  it('of equal fractions the earlier line has the unit', () => {
    const parts = apportionLargestRemainder(1n, holders(1n, 1n)).parts;
    expect(verdict(parts, 1n, 2n).failure).toBeNull();
    const late = [
      { ...parts[0]!, extra: 0n, amount: 0n },
      { ...parts[1]!, extra: 1n, amount: 1n },
    ];
    expect(verdict(late, 1n, 2n).failure).toBe('an extra unit went to a smaller fraction');
    const three = apportionLargestRemainder(2n, holders(1n, 1n, 1n)).parts;
    expect(verdict(three, 2n, 3n).failure).toBeNull();
    const gap = [three[0]!, { ...three[1]!, extra: 0n, amount: 0n }, { ...three[2]!, extra: 1n, amount: 1n }];
    expect(verdict(gap, 2n, 3n).failure).toBe('an extra unit went to a smaller fraction');
  });

  it('a unit in the middle of equal fractions went past the first of them', () => {
    const parts = apportionLargestRemainder(1n, holders(1n, 1n, 1n)).parts;
    const middle = parts.map((part, index) =>
      index === 1 ? { ...part, extra: 1n, amount: 1n } : { ...part, extra: 0n, amount: 0n },
    );
    expect(verdict(middle, 1n, 3n).failure).toBe('an extra unit went to a smaller fraction');
  });

  it('nothing is left over where every quota is whole', () => {
    expect(verdict(apportionLargestRemainder(6n, holders(1n, 2n)).parts, 6n, 3n).failure).toBeNull();
  });

  it('per share: the rate, and never an extra unit', () => {
    const { parts } = apportionPerShare(
      10n,
      [
        { key: 'a', weight: 10n },
        { key: 'b', weight: 20n },
      ],
      10n,
      10n,
    );
    const judge = () => createJudge(10n, 30n, { kind: 'per-share', rateScale: 10n, weightScale: 10n });
    const first = judge();
    expect(parts.map((part) => first.read(part))).toEqual([null, null]);
    expect(first.verdict()).toEqual({ paid: 9n, carried: 1n, totalWeight: 30n, lines: 2, failure: null });
    const second = judge();
    expect(second.read({ ...parts[0]!, extra: 1n, amount: 4n })).toBe('extra unit');
    expect(second.read({ ...parts[1]!, floor: 5n, remainder: 50n, amount: 5n })).toBe('rate');
  });
});
