import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { divideEstate } from '../../src/domain/share-estate.ts';
import { ShareQuantity } from '../../src/domain/share-quantity.ts';
import { refusing } from '../support/refusing.ts';

const divided = (quantity: string, places: number, ...parts: bigint[]) =>
  divideEstate(
    ShareQuantity.parse(quantity),
    places,
    parts.map((part, index) => ({ key: String(index), parts: part })),
  ).map((share) => share.quantity.toString());

describe('an estate of shares', () => {
  it.each<[string, number, bigint[], string[]]>([
    ['500', 2, [1n, 1n, 1n], ['166.67', '166.67', '166.66']],
    ['500', 4, [1n, 1n, 1n], ['166.6667', '166.6667', '166.6666']],
    ['500', 0, [1n, 1n, 1n], ['167', '167', '166']],
    ['10', 0, [1n, 2n], ['3', '7']],
    ['1', 0, [1n, 1n], ['1', '0']],
    ['1.5', 0, [1n, 1n], ['0.75', '0.75']],
  ])('of %s at %s places divided %s gives %s', (quantity, places, parts, expected) => {
    expect(divided(quantity, places, ...parts)).toEqual(expected);
  });

  it('is divided exactly: the parts sum to the estate, each within one unit of its quota', () => {
    const parts = fc.array(fc.bigInt(1n, 1000n), { minLength: 1, maxLength: 8 });
    fc.assert(
      fc.property(
        fc.bigInt(0n, 10n ** 12n),
        parts,
        fc.integer({ min: 0, max: 4 }),
        (units, weights, places) => {
          const quantity = ShareQuantity.fromUnits(units);
          const heirs = weights.map((part, index) => ({ key: String(index), parts: part }));
          const shares = divideEstate(quantity, places, heirs).map((share) => share.quantity);
          expect(ShareQuantity.sum(shares).equals(quantity)).toBe(true);
          const whole = weights.reduce((sum, part) => sum + part, 0n);
          const step = units % 10n ** BigInt(4 - places) === 0n ? 10n ** BigInt(4 - places) : 1n;
          shares.forEach((share, index) => {
            const distance = share.units * whole - units * weights[index]!;
            expect(distance < step * whole && distance > -step * whole).toBe(true);
          });
        },
      ),
    );
  });

  it('gives equal fractions in the order the heirs are named, not that of their keys', () => {
    const heirs = ['b', 'a', 'c'].map((key) => ({ key, parts: 1n }));
    const shares = divideEstate(ShareQuantity.parse('2'), 0, heirs);
    expect(shares.map(({ key, quantity }) => `${key} ${quantity}`)).toEqual(['b 1', 'a 1', 'c 0']);
  });

  it.each(['0', '1 0', '-1 2'])('is not divided in the parts %s', (text) => {
    const parts = text.split(' ').map(BigInt);
    expect(() => divided('1', 0, ...parts)).toThrow(refusing('shares.no-heirs'));
  });

  it('needs heirs, each once', () => {
    expect(() => divided('1', 0)).toThrow(refusing('shares.no-heirs'));
    const twice = [
      { key: 'a', parts: 1n },
      { key: 'a', parts: 1n },
    ];
    expect(() => divideEstate(ShareQuantity.parse('1'), 0, twice)).toThrow(refusing('shares.no-heirs'));
  });
});
