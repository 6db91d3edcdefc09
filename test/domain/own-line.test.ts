/** One's own line, worked out again from pool, weight and total alone. */
import { describe, expect, it } from 'vitest';
import { Money } from '../../src/domain/money.ts';
import {
  provedDifference,
  provedLine,
  provedReversal,
  provedTax,
  taxAlone,
} from '../../src/domain/own-line.ts';

const line = {
  method: 'largest-remainder',
  rateScale: null,
  pool: '100.00',
  carriedIn: '0',
  totalWeight: '3',
  weight: '1',
  extra: 0,
  gross: '33.33',
} as const;

describe('One’s own line', () => {
  it('is the quota cut to the fen, and the odd fen where it was given', () => {
    const { quota, floor, fits } = provedLine(line);
    expect([quota.toString(), floor.toString(), fits]).toEqual(['100/3', '33.33', true]);
    expect(provedLine({ ...line, extra: 1, gross: '33.34' }).fits).toBe(true);
    expect([provedLine(line).isExact, provedLine({ ...line, totalWeight: '4' }).isExact]).toEqual([
      false,
      true,
    ]);
  });

  it('does not fit with a fen more or less, or with an odd fen where nothing was cut off', () => {
    for (const wrong of [
      { gross: '33.34' },
      { gross: '33.32' },
      { extra: 1, gross: '33.33' },
      { extra: 2, gross: '33.35' },
      { totalWeight: '4', extra: 1, gross: '25.01' },
    ])
      expect(provedLine({ ...line, ...wrong }).fits, JSON.stringify(wrong)).toBe(false);
  });

  it('by a rate is the cut rate times the shares, cut again, with what was carried in', () => {
    const byRate = {
      ...line,
      method: 'per-share',
      rateScale: 4,
      carriedIn: '0.50',
      totalWeight: '1234.5',
      weight: '600.25',
      gross: '48.86',
    } as const;
    const { rate, floor, fits } = provedLine(byRate);
    expect([rate, floor.toString(), fits]).toEqual(['0.0814', '48.86', true]);
    expect(provedLine({ ...byRate, gross: '48.87' }).fits).toBe(false);
  });

  it('has its tax half up at the fen, of a receipt of several lines one fen beside it, and the rest is net', () => {
    const taxed = { gross: '33.33', taxRate: '0.20', tax: '6.67', net: '26.66' };
    expect(provedTax(taxed)).toBe('exact');
    expect(provedTax({ ...taxed, gross: '0.12', tax: '0.02', net: '0.10' })).toBe('exact');
    expect(provedTax({ ...taxed, tax: '6.66', net: '26.67' })).toBe('receipt');
    // A line that is a receipt by itself has no other that the fen could have gone to.
    expect(provedTax({ ...taxed, tax: '6.66', net: '26.67' }, { isAlone: true })).toBe('differs');
    expect(provedTax(taxed, { isAlone: true })).toBe('exact');
    for (const wrong of [
      { net: '26.67' },
      { tax: '6.65', net: '26.68' },
      { tax: '0.00', net: '33.33' },
      { taxRate: '0' },
    ])
      expect(provedTax({ ...taxed, ...wrong }), JSON.stringify(wrong)).toBe('differs');
  });
});

describe('The tax of a line alone', () => {
  it.each([
    ['1234.57', '246.91'],
    ['0.02', '0.00'],
    ['0.03', '0.01'],
    ['42105.26', '8421.05'],
  ])('of %s at a fifth is %s, half up', (gross, tax) =>
    expect(taxAlone(Money.parse(gross), '0.20').toString()).toBe(tax),
  );
});

describe('A correction of one’s own line', () => {
  const before = {
    method: 'largest-remainder',
    rateScale: null,
    pool: '100.00',
    carriedIn: '0',
    totalWeight: '3',
    weight: '1',
    gross: '33.33',
    tax: '6.67',
  } as const;
  /** By two of three shares: 66.66, whose tax is 13.33. */
  const line = { weight: '2', taxRate: '0.20', gross: '33.33', tax: '6.66', net: '26.67' };

  it('is what is due by the weight as it is known now, less what was granted before; taxed as one', () => {
    const { proof, gross, apart, tax, fits } = provedDifference(line, before);
    expect([proof?.floor.toString(), gross.toString(), apart, tax, fits]).toEqual([
      '66.66',
      '66.66',
      0n,
      'exact',
      true,
    ]);
    const byRate = { ...before, method: 'per-share', rateScale: 2, gross: '33.33', tax: '6.67' } as const;
    expect(provedDifference(line, byRate).fits).toBe(true);
    // Whoever held nothing before gets all of it.
    const nothing = { ...before, weight: '0', gross: '0.00', tax: '0.00' };
    const whole = { ...line, gross: '66.66', tax: '13.33', net: '53.33' };
    expect(provedDifference(whole, nothing)).toMatchObject({ fits: true, tax: 'exact' });
  });

  it('may be a few fen beside that, where shares went from one to another, and says how many', () => {
    const more = { ...line, gross: '33.35', tax: '6.66', net: '26.69' };
    expect(provedDifference(more, before)).toMatchObject({ apart: 2n, fits: true });
    expect(provedDifference({ ...line, gross: '33.42', net: '26.76' }, before).apart).toBe(9n);
    for (const gross of ['33.43', '33.23', '1000.00'])
      expect(provedDifference({ ...line, gross }, before).fits, gross).toBe(false);
  });

  it('by a rate is exactly what is due: no fen goes to anybody beside it', () => {
    const byRate = { ...before, method: 'per-share', rateScale: 2 } as const;
    expect(provedDifference(line, byRate)).toMatchObject({ apart: 0n, fits: true });
    for (const gross of ['33.34', '33.32', '33.42'])
      expect(provedDifference({ ...line, gross }, byRate).fits, gross).toBe(false);
  });

  it('differs with another tax or net', () => {
    expect(provedDifference({ ...line, net: '26.66' }, before).tax).toBe('differs');
    expect(provedDifference({ ...line, tax: '6.70', net: '26.63' }, before).tax).toBe('differs');
  });

  it('that takes it back is the line negated', () => {
    const back = { gross: '-33.33', taxRate: '0.20', tax: '-6.67', net: '-26.66' };
    expect(provedReversal(back, before)).toBe(true);
    for (const wrong of [{ gross: '-33.32' }, { tax: '-6.66' }, { net: '-26.67' }])
      expect(provedReversal({ ...back, ...wrong }, before), JSON.stringify(wrong)).toBe(false);
  });
});
