/** Restrictions and caps, day by day and to the ten-thousandth of a share. */
import { describe, expect, it } from 'vitest';
import { LocalDate } from '../../src/domain/calendar.ts';
import {
  capFaults,
  capsOn,
  formatPercent,
  isAbove,
  parsePercent,
  type Cap,
} from '../../src/domain/share-limit.ts';
import { ShareQuantity } from '../../src/domain/share-quantity.ts';
import { inForceOn, restrictionFaults, type Restriction } from '../../src/domain/share-restriction.ts';
import {
  accountKinds,
  movementFaults,
  movementKinds,
  type AccountKind,
  type DailyFlow,
  type MovementKind,
} from '../../src/domain/share-register.ts';
import { refusing } from '../support/refusing.ts';
import { accountWords, movementWords } from '../../src/domain/words.ts';

const day = (text: string) => LocalDate.parse(text);
const shares = (text: string) => ShareQuantity.parse(text);
const freeze = (more: Partial<Restriction> = {}): Restriction => ({
  id: 'f',
  kind: 'freeze',
  accountId: 'a',
  classId: null,
  quantity: null,
  effectiveOn: day('2011-03-01'),
  liftedOn: day('2011-06-01'),
  ...more,
});
const lasting = freeze({ liftedOn: null });

describe('a restriction', () => {
  it.each([
    ['2011-02-28', false, false],
    ['2011-03-01', true, true],
    ['2011-05-31', true, true],
    ['2011-06-01', false, true],
    ['2020-01-01', false, true],
  ])('on %s: in force %s, and %s where it was never lifted', (on, lifted, open) => {
    expect([inForceOn(freeze(), day(on)), inForceOn(lasting, day(on))]).toEqual([lifted, open]);
  });

  const balances = (...list: [string, string][]): DailyFlow[] =>
    list.map(([on, quantity]) => ({ day: day(on), units: shares(quantity).units }));
  const codes = (restriction: Restriction, on: string, given: readonly DailyFlow[] = [], classId = 'basic') =>
    restrictionFaults([restriction], { classId, day: day(on), balances: given, account: 'member 1' }).map(
      ({ code }) => code,
    );

  it.each([
    ['2011-02-28', ['shares.restricted'], ['shares.restricted']],
    ['2011-05-31', ['shares.restricted'], ['shares.restricted']],
    ['2011-06-01', [], ['shares.restricted']],
    ['2011-06-02', [], ['shares.restricted']],
  ])('giving from %s on: %j; never lifted: %j', (on, lifted, open) => {
    expect([codes(freeze(), on), codes(lasting, on)]).toEqual([lifted, open]);
  });

  it('binds its class, or all of them', () => {
    const basic = freeze({ classId: 'basic' });
    expect([codes(basic, '2011-04-01'), codes(basic, '2011-04-01', [], 'matched')]).toEqual([
      ['shares.restricted'],
      [],
    ]);
    expect(codes(freeze(), '2011-04-01', [], 'matched')).toEqual(['shares.restricted']);
  });

  it.each<[string, string, [string, string][], boolean]>([
    [
      'exactly the part is left',
      '2011-04-01',
      [
        ['2011-01-01', '100'],
        ['2011-04-01', '60'],
      ],
      true,
    ],
    [
      'a ten-thousandth less is left',
      '2011-04-01',
      [
        ['2011-01-01', '100'],
        ['2011-04-01', '59.9999'],
      ],
      false,
    ],
    [
      'exactly the part is left on a later day',
      '2011-04-01',
      [
        ['2011-04-01', '100'],
        ['2011-05-01', '60'],
      ],
      true,
    ],
    [
      'too little while it lasts',
      '2011-04-01',
      [
        ['2011-04-01', '60'],
        ['2011-05-31', '59'],
      ],
      false,
    ],
    [
      'too little the day it is lifted',
      '2011-04-01',
      [
        ['2011-04-01', '60'],
        ['2011-06-01', '0'],
      ],
      true,
    ],
    [
      'given before it begins, filled up on its first day',
      '2011-02-01',
      [
        ['2011-02-01', '10'],
        ['2011-03-01', '60'],
      ],
      true,
    ],
    [
      'given before it begins, filled up a day late',
      '2011-02-01',
      [
        ['2011-02-01', '10'],
        ['2011-03-02', '60'],
      ],
      false,
    ],
    ['nothing was ever there', '2011-04-01', [], false],
    [
      'what came only after the giving does not count for its day',
      '2011-04-01',
      [['2011-04-02', '60']],
      false,
    ],
  ])('of 60 shares: %s', (_, on, list, free) => {
    expect(codes(freeze({ quantity: shares('60') }), on, balances(...list))).toEqual(
      free ? [] : ['shares.restricted-part'],
    );
  });

  it('of a part that never ends watches every later day', () => {
    const part = freeze({ quantity: shares('60'), liftedOn: null });
    expect(codes(part, '2011-04-01', balances(['2011-04-01', '60'], ['2030-01-01', '59']))).toEqual([
      'shares.restricted-part',
    ]);
  });

  it('says which, since when, of what and how much', () => {
    const part = freeze({ kind: 'pledge', quantity: shares('60') });
    const giving = { classId: 'basic', day: day('2011-04-01'), balances: [], account: 'member 1' };
    expect(restrictionFaults([part, freeze()], giving)).toEqual([
      {
        code: 'shares.restricted-part',
        values: {
          account: 'member 1',
          kind: { zh: '质押', en: 'pledged' },
          since: '2011-03-01',
          quantity: '60',
        },
      },
      {
        code: 'shares.restricted',
        values: {
          account: 'member 1',
          kind: { zh: '法院冻结', en: 'frozen by court' },
          since: '2011-03-01',
          quantity: '',
        },
      },
    ]);
  });
});

describe('a percentage', () => {
  it.each([
    ['0.0001', 1n, '0.0001'],
    ['3', 30_000n, '3'],
    ['33.3333', 333_333n, '33.3333'],
    ['2.5', 25_000n, '2.5'],
    ['100', 1_000_000n, '100'],
    ['100.0000', 1_000_000n, '100'],
  ])('%s is %d ten-thousandths of a percent', (text, units, written) => {
    expect([parsePercent(text), formatPercent(parsePercent(text))]).toEqual([units, written]);
  });

  it.each(['0', '0.0000', '100.0001', '1000', '03', '3%', ' 3', '3.', '.5', '-3', '3.00001', 'x3', ''])(
    '%j is none',
    (text) => {
      expect(() => parsePercent(text)).toThrow(refusing('shares.percent-malformed', { text }));
    },
  );

  it('a refusal repeats no more than forty signs', () => {
    expect(() => parsePercent('9'.repeat(80))).toThrow(
      refusing('shares.percent-malformed', { text: '9'.repeat(40) }),
    );
  });
});

describe('caps', () => {
  const cap = (kind: Cap['kind'], base: Cap['base'] = 'total'): Cap => ({
    kind,
    percent: parsePercent('3'),
    base,
  });
  const all = [cap('holder-cap'), cap('transferee-cap'), cap('collective-cap')];

  it.each<[MovementKind, string[], string[]]>([
    ['opening', [], []],
    ['subscription', ['holder-cap'], ['collective-cap']],
    ['allotment', ['holder-cap'], ['collective-cap']],
    ['inheritance', [], []],
    ['gift', ['holder-cap', 'transferee-cap'], ['collective-cap']],
    ['transfer', ['holder-cap', 'transferee-cap'], ['collective-cap']],
    ['redemption', [], []],
    ['correction', [], []],
    ['reversal', [], []],
  ])('on %s: a person is held to %j, the collective share to %j', (kind, person, collective) => {
    const kinds = (toCollective: boolean) => capsOn(all, kind, toCollective).map((each) => each.kind);
    expect([kinds(false), kinds(true)]).toEqual([person, collective]);
  });

  it('hold above their percentage, not at it, on the base they name', () => {
    expect(isAbove(shares('30'), shares('1000'), parsePercent('3'))).toBe(false);
    expect(isAbove(shares('30.0001'), shares('1000'), parsePercent('3'))).toBe(true);
    const taker = {
      account: 'member 1',
      day: day('2011-04-01'),
      total: shares('1000'),
      personal: shares('500'),
    };
    const [personal, total] = [cap('holder-cap', 'personal'), cap('holder-cap')];
    expect(capFaults([personal, total], { ...taker, held: shares('15') })).toEqual([]);
    expect(capFaults([personal, total], { ...taker, held: shares('30') })).toEqual([
      {
        code: 'shares.above-cap',
        values: {
          account: 'member 1',
          date: '2011-04-01',
          held: '30',
          cap: { zh: '单户持股上限', en: 'cap of a holder' },
          percent: '3',
          baseName: { zh: '个人股', en: 'personal shares' },
          base: '500',
        },
      },
    ]);
  });
});

describe('which accounts a movement may join, stated a second time by hand', () => {
  // Columns: to pool, member, household, collective, redeemed.
  // prettier-ignore
  const table: Readonly<Record<MovementKind, Readonly<Record<AccountKind, string>>>> = {
    opening: { pool: '. x x x .', member: '. . . . .', household: '. . . . .', collective: '. . . . .', redeemed: '. . . . .' },
    subscription: { pool: '. x x x .', member: '. . . . .', household: '. . . . .', collective: '. . . . .', redeemed: '. . . . .' },
    allotment: { pool: '. x x x .', member: '. . . . .', household: '. . . . .', collective: 'x . . . .', redeemed: '. . . . .' },
    inheritance: { pool: '. . . . .', member: '. x x . .', household: '. x x . .', collective: '. . . . .', redeemed: '. . . . .' },
    gift: { pool: '. . . . .', member: '. x x x .', household: '. x x x .', collective: '. . . . .', redeemed: '. . . . .' },
    transfer: { pool: '. . . . .', member: '. x x x .', household: '. x x x .', collective: '. x x x .', redeemed: '. . . . .' },
    redemption: { pool: '. . . . .', member: '. . . . x', household: '. . . . x', collective: '. . . . x', redeemed: '. . . . .' },
    escheat: { pool: '. . . . .', member: '. . . x .', household: '. . . x .', collective: '. . . . .', redeemed: '. . . . .' },
    split: { pool: 'x x x x x', member: 'x x x x x', household: 'x x x x x', collective: 'x x x x x', redeemed: 'x x x x x' },
    correction: { pool: 'x x x x x', member: 'x x x x x', household: 'x x x x x', collective: 'x x x x x', redeemed: 'x x x x x' },
    reversal: { pool: 'x x x x x', member: 'x x x x x', household: 'x x x x x', collective: 'x x x x x', redeemed: 'x x x x x' },
  };
  const faults = (kind: MovementKind, fromKind: AccountKind, toKind: AccountKind) =>
    movementFaults({ kind, fromKind, toKind, sameAccount: false, quantity: shares('1'), places: 0 });

  it.each(movementKinds)('%s', (kind) => {
    for (const from of accountKinds)
      expect(
        accountKinds.map((to) => (faults(kind, from, to).length === 0 ? 'x' : '.')).join(' '),
        `from ${from}`,
      ).toBe(table[kind][from]);
  });

  it('says every fault of a movement at once', () => {
    const movement = {
      kind: 'opening',
      fromKind: 'member',
      toKind: 'pool',
      sameAccount: true,
      quantity: shares('0'),
      places: 2,
    } as const;
    expect(movementFaults(movement)).toEqual([
      { code: 'shares.same-account', values: {} },
      {
        code: 'shares.direction',
        values: { kind: movementWords.opening, from: accountWords.member, to: accountWords.pool },
      },
      { code: 'quantity.zero', values: {} },
    ]);
    expect(
      movementFaults({
        kind: 'gift',
        fromKind: 'member',
        toKind: 'member',
        sameAccount: false,
        quantity: shares('0.125'),
        places: 2,
      }),
    ).toEqual([{ code: 'shares.too-fine-for-class', values: { quantity: '0.125', places: 2 } }]);
  });

  it.each([
    ['1', 0, true],
    ['0.5', 0, false],
    ['0.5', 1, true],
    ['0.05', 1, false],
    ['0.0001', 4, true],
    ['0.0001', 3, false],
  ])('%s shares of a class with %i decimals: %s', (quantity, places, right) => {
    const found = movementFaults({
      kind: 'gift',
      fromKind: 'member',
      toKind: 'member',
      sameAccount: false,
      quantity: shares(quantity),
      places,
    });
    expect(found.length === 0).toBe(right);
  });
});
