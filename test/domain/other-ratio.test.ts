/** Another ratio over the same money: by hand, and that nobody gains what nobody loses. */
import { describe, expect, it } from 'vitest';
import fc from 'fast-check';
import { Fraction } from '../../src/domain/fraction.ts';
import { Money } from '../../src/domain/money.ts';
import {
  grantedIn,
  ratioHeld,
  ratioInWords,
  shiftsUnder,
  underOwnRatio,
  underRatio,
  type HeldChange,
} from '../../src/domain/other-ratio.ts';
import { lineOnSheet, sheetCode, sheetInCode, type SheetFigures } from '../../src/domain/own-line.ts';

// One retired with 100 paid for, one at work with 200, both 1:3: 400 and 800 of 1,200; 1,200 yuan are shared.
const year = {
  distributable: '1200.00',
  method: 'largest-remainder',
  rateScale: null,
  totalWeight: '1200',
  matchedWeight: '1',
  retired: { base: '100', matched: '300', weight: '400' },
  others: { base: '200', matched: '600', weight: '800' },
} as const;
const to = (ratio: number | string) => Fraction.parse(String(ratio));
const old = { ...year.retired, areRetired: true };
const young = { ...year.others, areRetired: false };

describe('Another ratio', () => {
  it('for everybody alike leaves what each got', () => {
    expect(underRatio(year, old, 'everybody', to(5)).toString()).toBe('400.00');
    expect(underRatio(year, young, 'everybody', to(0)).toString()).toBe('800.00');
  });

  it('for the retired alone moves money to them from all others', () => {
    // 100 × (1 + 8) = 900 of 1,700: 635.29…; 800 of 1,700: 470.58….
    expect(underRatio(year, old, 'retired', to(8)).toString()).toBe('635.29');
    expect(underRatio(year, young, 'retired', to(8)).toString()).toBe('564.70');
    expect(underRatio(year, old, 'retired', to(3)).toString()).toBe('400.00');
  });

  it('of groups is the part of all their shares together; what they really got stands beside it', () => {
    expect([underOwnRatio(year, year.retired), underOwnRatio(year, year.others)].map(String)).toEqual([
      '400.00',
      '800.00',
    ]);
    // The households' 300 of 1,500 take part and are matched by nothing.
    const beside = { ...year, totalWeight: '1500' };
    expect(underOwnRatio(beside, year.retired).toString()).toBe('320.00');
    // 900 + 1,800 + 300 = 3,000.
    expect(underRatio(beside, old, 'everybody', to(8)).toString()).toBe('360.00');
  });

  it('weighs matched shares as the dividend did, and gives nothing of nothing', () => {
    const halved = {
      ...year,
      matchedWeight: '0.5',
      totalWeight: '750',
      retired: { base: '100', matched: '300', weight: '250' },
      others: { base: '200', matched: '600', weight: '500' },
    };
    expect(underRatio(halved, { ...halved.retired, areRetired: true }, 'retired', to(3)).toString()).toBe(
      '400.00',
    );
    const nothing = { base: '0', matched: '0', weight: '0', areRetired: true };
    expect(underRatio(year, nothing, 'everybody', to(8)).toString()).toBe('0.00');
  });
});

describe('A dividend per share', () => {
  // 1,200 yuan over 1,700 is 0.70588…, cut to 0.70: not the exact 635.29 and 564.70.
  const perShare = { ...year, method: 'per-share', rateScale: 2 } as const;

  it('would have been paid by its own rate, cut as it is', () => {
    expect(underRatio(perShare, old, 'retired', to(8)).toString()).toBe('630.00');
    expect(underRatio(perShare, young, 'retired', to(8)).toString()).toBe('560.00');
    expect(underOwnRatio(perShare, year.retired).toString()).toBe('400.00');
  });

  it('is as the example of the product has it, at each number of places', () => {
    // 792,000.00 over 100,000, 23,000 and 456 shares.
    const holders = ['100000', '23000', '456'].map((weight) => ({ base: '0', matched: '0', weight }));
    const paid = (rateScale: number | null) =>
      holders.map((each) =>
        underOwnRatio(
          {
            ...perShare,
            method: rateScale === null ? 'largest-remainder' : 'per-share',
            rateScale,
            distributable: '792000.00',
            totalWeight: '123456',
          },
          each,
        ).toString(),
      );
    expect(paid(2)).toEqual(['641000.00', '147430.00', '2922.96']);
    expect(paid(4)).toEqual(['641520.00', '147549.60', '2925.33']);
    expect(paid(null)).toEqual(['641524.10', '147550.54', '2925.34']);
  });
});

describe('A ratio of 2:5', () => {
  it('is asked for as 1:2.5', () => {
    // 100 × 3.5 = 350 of 1,150: 365.217…; 800 of 1,150: 834.782….
    expect(underRatio(year, old, 'retired', to('2.5')).toString()).toBe('365.21');
    expect(underRatio(year, young, 'retired', to('2.5')).toString()).toBe('834.78');
  });
});

describe('What was granted', () => {
  const change = (effectiveOn: string, how: HeldChange['how'], came: string, went = '0'): HeldChange => ({
    effectiveOn,
    how,
    came,
    went,
  });
  const allotted = change('2010-07-01', 'granted', '300');

  it.each([
    ['by a scheme', [allotted], '300'],
    ['is nothing that was bought', [allotted, change('2010-08-01', 'handed', '200')], '300'],
    ['is all of it where some was sold', [allotted, change('2010-08-01', 'handed', '0', '100')], '300'],
    ['is nothing of what was inherited alone', [change('2010-08-01', 'handed', '300')], '0'],
    ['is nothing where the purchase was taken back', [change('2010-08-01', 'handed', '200', '200')], '0'],
    [
      'is nothing where the posting was taken back',
      [allotted, change('2010-07-01', 'granted', '0', '300')],
      '0',
    ],
    [
      'grows by a split, and what was bought grows beside it',
      [change('2010-09-01', 'split', '500'), allotted, change('2010-08-01', 'handed', '200')],
      '600',
    ],
    [
      'counts after a split as it is',
      [change('2010-09-01', 'split', '300'), allotted, change('2010-10-01', 'handed', '200')],
      '600',
    ],
    [
      'is never less than nothing',
      [change('2010-08-01', 'handed', '200'), change('2010-09-01', 'granted', '0', '200')],
      '0',
    ],
  ] as const)('%s', (_, changes, granted) => {
    expect(grantedIn(changes).toDecimal(4)).toBe(`${granted}.0000`);
  });

  it('follows another ratio, and what was bought or sold does not', () => {
    // Another of the others bought 100 of the matched shares of the retired one: 300 and 900 shares.
    const sold = { ...year.retired, weight: '300', areRetired: true };
    const bought = { ...year.others, weight: '900', areRetired: false };
    const after = { ...year, retired: sold, others: bought };
    expect(underRatio(after, sold, 'everybody', to(3)).toString()).toBe('300.00');
    // 500 more for the retired: 800 of 1,700, and 900 of 1,700.
    expect(underRatio(after, sold, 'retired', to(8)).toString()).toBe('564.70');
    expect(underRatio(after, bought, 'retired', to(8)).toString()).toBe('635.29');
    // Nobody had a ratio of nothing and sold what it brought: none has less than nothing.
    const all = { ...sold, weight: '100' };
    expect(underRatio({ ...after, retired: all }, all, 'retired', to(0)).toString()).toBe('0.00');
  });
});

describe('Who gains and who loses', () => {
  // Beside the members 300 of households, 120 of the collective, 80 of an heir: 1,700 in all.
  const whole = {
    ...year,
    totalWeight: '1700',
    households: { base: '90', matched: '0', weight: '300' },
    outside: { base: '20', matched: '60', weight: '80' },
    collective: { base: '0', matched: '0', weight: '120' },
  };

  it('is everybody: households and the collective keep their shares and get less as others get more', () => {
    const told = shiftsUnder([whole], 'everybody', to(8)).map(({ group, had, got }) => [
      group,
      `${had} ${got}`,
    ]);
    // 1,200 over 1,700: 282.352…, 564.705…, 211.764…, 56.470…, 84.705…; then 900, 1,800, 300, 80 and 120 over 3,200.
    expect(told).toEqual([
      ['retired', '282.35 337.50'],
      ['others', '564.70 675.00'],
      ['households', '211.76 112.50'],
      ['outside', '56.47 30.00'],
      ['collective', '84.70 45.00'],
      ['odd', '0.02 0.00'],
    ]);
  });

  it('comes to nothing, to the fen, whatever the shares and the ratio', () => {
    const quantity = fc.integer({ min: 0, max: 100_000 }).map((tenths) => (tenths / 10).toFixed(1));
    const share = fc.record({ base: quantity, matched: quantity });
    const member = share.map((held) => ({
      ...held,
      weight: (Number(held.base) + Number(held.matched)).toFixed(1),
    }));
    const all = fc.record({
      retired: member,
      others: member,
      households: member,
      outside: member,
      collective: member,
    });
    fc.assert(
      fc.property(all, fc.integer({ min: 0, max: 12 }), fc.boolean(), (groups, ratio, isAll) => {
        const total = Object.values(groups).reduce((sum, { weight }) => sum + Number(weight), 0);
        fc.pre(total > 0);
        const one = {
          ...year,
          distributable: '1234.57',
          totalWeight: total.toFixed(1),
          matchedWeight: '1',
          ...groups,
        };
        const shifts = shiftsUnder([one, one], isAll ? 'everybody' : 'retired', to(ratio));
        expect(Money.sum(shifts.map(({ got, had }) => got.minus(had))).toString()).toBe('0.00');
        expect(Money.sum(shifts.map(({ had }) => had)).toString()).toBe('2469.14');
      }),
    );
  });
});

describe('The ratio that was held', () => {
  it('is said with its decimals where it has an end', () => {
    const said = (base: string, matched: string) => ratioInWords({ base, matched });
    expect([said('600', '4800'), said('2', '5'), said('3', '1'), said('0', '5'), said('10', '0')]).toEqual([
      '1:8',
      '1:2.5',
      null,
      null,
      '1:0',
    ]);
  });

  it('is so many matched shares for each one paid for, or none is said where that has no end', () => {
    expect(ratioHeld({ base: '100', matched: '800' })).toBe('8');
    expect(ratioHeld({ base: '0.5', matched: '1.5' })).toBe('3');
    expect(ratioHeld({ base: '100', matched: '0' })).toBe('0');
    expect(ratioHeld({ base: '100', matched: '750' })).toBe('7.5');
    expect(ratioHeld({ base: '300', matched: '100' })).toBeNull();
    expect(ratioHeld({ base: '0', matched: '750' })).toBeNull();
  });
});

describe('The code on the sheet', () => {
  const sheet = {
    issuer: '0a1b2c3d',
    run: '4',
    period: '2010-H2',
    basis: 'record-date',
    isWeighed: false,
    method: 'largest-remainder',
    rateScale: null,
    distributable: '386400.00',
    totalWeight: '4090081.98',
    taxRate: '0.20',
    lines: '612',
    seal: '0123456789ab',
  } as const satisfies SheetFigures;

  it('says what it was made of, and nothing else is one', () => {
    expect(sheetInCode(sheetCode(sheet))).toEqual(sheet);
    const perShare = { ...sheet, method: 'per-share', rateScale: 4 } as const;
    expect(sheetInCode(sheetCode(perShare))).toEqual(perShare);
    expect(sheetInCode(encodeURIComponent(sheetCode(sheet)))).toEqual(sheet);
    const other = (changed: Partial<Parameters<typeof sheetCode>[0]>) => sheetCode({ ...sheet, ...changed });
    for (const changed of [{ basis: 'share-days' }, { isWeighed: true }] as const)
      expect(sheetInCode(other(changed))).toEqual({ ...sheet, ...changed });
    for (const code of [
      '',
      '%',
      '1;4',
      `${sheetCode(sheet)};`,
      other({ distributable: '-1' }),
      // What would keep a phone busy for ever, or divides by nothing.
      other({ method: 'per-share', rateScale: 99_999_999 }),
      other({ distributable: '9'.repeat(40) }),
      other({ totalWeight: '0.00' }),
    ])
      expect(sheetInCode(code), code).toBeNull();
  });

  it('of an earlier version still hangs on walls: it does not say what it counts', () => {
    const old = '1;4;2010-H2;r;386400.00;4090081.98;0.20;612;0123456789ab';
    expect(sheetInCode(old)).toEqual({ ...sheet, basis: null, issuer: null });
    // The second version says what it counts, and not whose it is.
    const second = old.replace('1;', '2;dw;');
    expect(sheetInCode(second)).toEqual({ ...sheet, basis: 'share-days', isWeighed: true, issuer: null });
    for (const code of [
      old.replace('1;', '1;h;'),
      second.replace('2;dw', '2'),
      old.replace('1;', '3;h;'),
      sheetCode(sheet).replace('3;0a1b2c3d', '3;0a1b2c3'),
      sheetCode(sheet).replace('3;', '4;'),
    ])
      expect(sheetInCode(code), code).toBeNull();
  });

  it('gives the line that the run gave, but for the odd fen', () => {
    // 386,400 × 6,000 ÷ 4,090,081.98 = 566.834604…
    expect(lineOnSheet(sheet, '6000').floor.toString()).toBe('566.83');
    const perShare = lineOnSheet({ ...sheet, method: 'per-share', rateScale: 4 }, '6000');
    expect([perShare.rate, perShare.floor.toString()]).toEqual(['0.0944', '566.40']);
  });
});
