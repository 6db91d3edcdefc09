/** A printed amount per share multiplies, or says that it is about so much. */
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { writtenQuotient } from '../../src/domain/dividend-rate.ts';
import { Fraction } from '../../src/domain/fraction.ts';

it.each([
  ['a rate that ends', '300.00', '1020', 6, '0.294117', 'about'],
  ['0.421552…, where 4,500 shares get 1,896.99', '421552.7', '1000000', 6, '0.421552', 'about'],
  ['seven and a half', '7500', '1000', 6, '7.50', ''],
  ['fifty', '51000', '1020', 6, '50.00', ''],
  ['a third', '1', '3', 6, '0.333333', 'about'],
  ['a share-day', '368', '36800', 8, '0.01', ''],
])('%s', (_title, pool, shares, places, figure, about) => {
  const rate = Fraction.parse(pool).dividedBy(Fraction.parse(shares));
  expect(writtenQuotient(rate, places, 'en')).toBe(`${about}${about && ' '}${figure}`);
  expect(writtenQuotient(rate, places, 'zh')).toBe(`${about && '约 '}${figure}`);
});

it('whatever is printed without "about" is the rate itself', () => {
  fc.assert(
    fc.property(
      fc.bigInt({ min: 1n, max: 10n ** 12n }),
      fc.bigInt({ min: 1n, max: 10n ** 9n }),
      (fen, shares) => {
        const rate = Fraction.of(fen, shares * 100n);
        const written = writtenQuotient(rate, 6, 'en');
        expect(
          written.startsWith('about ') !== Fraction.parse(written.replace('about ', '')).equals(rate),
        ).toBe(true);
      },
    ),
  );
});
