import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { LocalDate } from '../../src/domain/calendar.ts';
import { ShareQuantity } from '../../src/domain/share-quantity.ts';
import { capFaults, capsOn, isAbove, parsePercent } from '../../src/domain/share-limit.ts';
import {
  balancesOn,
  dailyFlows,
  firstOverdraft,
  holderInWords,
  holdingKey,
  movementFaults,
  reversalOf,
  runningBalances,
  shareDays,
  type Movement,
} from '../../src/domain/share-register.ts';
import { restrictionFaults, type Restriction } from '../../src/domain/share-restriction.ts';
import { refusing } from '../support/refusing.ts';
import { accountWords, limitBaseWords } from '../../src/domain/words.ts';

const day = (text: string) => LocalDate.parse(text);
const shares = (text: string) => ShareQuantity.parse(text);
const start = day('2010-07-31');

let count = 0;
function move(
  from: string,
  to: string,
  quantity: string,
  effectiveOn: string,
  recordedOn = effectiveOn,
): Movement {
  count += 1;
  return {
    id: `m${count}`,
    kind: 'correction',
    classId: 'basic',
    from,
    to,
    quantity: shares(quantity),
    effectiveOn: day(effectiveOn),
    recordedAt: new Date(`${recordedOn}T08:00:00Z`),
  };
}

const held = (movements: readonly Movement[], account: string, date: string, knownAt: Date | null = null) =>
  balancesOn(movements, day(date), knownAt).get(holdingKey(account, 'basic')) ?? 0n;

const accounts = ['pool', 'a', 'b', 'c', 'collective'];
const anyMovement = fc
  .record({
    from: fc.constantFrom(...accounts),
    to: fc.constantFrom(...accounts),
    units: fc.bigInt(1n, 50_000n),
    days: fc.nat(20),
    written: fc.nat(20),
  })
  .filter(({ from, to }) => from !== to)
  .map(({ from, to, units, days, written }): Movement => {
    count += 1;
    return {
      id: `m${count}`,
      kind: 'correction',
      classId: 'basic',
      from,
      to,
      quantity: ShareQuantity.fromUnits(units),
      effectiveOn: start.plusDays(days),
      recordedAt: new Date(Date.UTC(2010, 6, 31 + written)),
    };
  });
const anyBook = fc.array(anyMovement, { maxLength: 30 });

describe('a holding', () => {
  it('is the giver’s to the eve of the effective day and the taker’s from that day', () => {
    const book = [move('pool', 'a', '100', '2010-07-31'), move('a', 'b', '40', '2010-09-01')];
    expect(held(book, 'a', '2010-08-31')).toBe(1_000_000n);
    expect(held(book, 'b', '2010-08-31')).toBe(0n);
    expect(held(book, 'a', '2010-09-01')).toBe(600_000n);
    expect(held(book, 'b', '2010-09-01')).toBe(400_000n);
  });

  it('as of 30 June differs from what was known on 5 July when a movement was written later', () => {
    const book = [move('pool', 'a', '100', '2010-01-01'), move('a', 'b', '40', '2010-06-01', '2010-08-20')];
    expect(held(book, 'a', '2010-06-30', new Date('2010-07-05T00:00:00Z'))).toBe(1_000_000n);
    expect(held(book, 'a', '2010-06-30')).toBe(600_000n);
  });

  it('of all accounts of a class sums to zero on every day, the pool counted', () => {
    fc.assert(
      fc.property(anyBook, fc.nat(25), (book, days) => {
        const all = [...balancesOn(book, start.plusDays(days)).values()];
        expect(all.reduce((sum, units) => sum + units, 0n)).toBe(0n);
      }),
    );
  });

  it('is the same in whatever order the movements come', () => {
    fc.assert(
      fc.property(anyBook, fc.nat(25), (book, days) => {
        const date = start.plusDays(days);
        const sorted = (movements: readonly Movement[]) => [...balancesOn(movements, date)].sort();
        expect(sorted([...book].reverse())).toEqual(sorted(book));
        expect(dailyFlows([...book].reverse(), 'a', 'basic')).toEqual(dailyFlows(book, 'a', 'basic'));
      }),
    );
  });

  it('agrees with the running balance of the account’s own flows', () => {
    fc.assert(
      fc.property(anyBook, fc.nat(25), (book, days) => {
        const date = start.plusDays(days);
        const running = runningBalances(dailyFlows(book, 'a', 'basic'));
        const last = running.findLast((balance) => !balance.day.isAfter(date))?.units ?? 0n;
        expect(balancesOn(book, date).get(holdingKey('a', 'basic')) ?? 0n).toBe(last);
      }),
    );
  });
});

describe('what is known, of whom, in which class', () => {
  const entered = move('pool', 'a', '5', '2010-07-31', '2010-08-01');

  it('is known from the very moment it was written', () => {
    const at = (moment: Date) =>
      balancesOn([entered], day('2011-01-01'), moment).get(holdingKey('a', 'basic'));
    expect(at(entered.recordedAt)).toBe(50_000n);
    expect(at(new Date(entered.recordedAt.getTime() - 1))).toBeUndefined();
  });

  it('flows are of one account and one class', () => {
    const book = [
      entered,
      { ...entered, classId: 'matched' },
      move('pool', 'b', '7', '2010-07-31'),
      move('a', 'b', '2', '2010-08-01'),
    ];
    expect(dailyFlows(book, 'a', 'basic').map(({ day: on, units }) => `${on} ${units}`)).toEqual([
      '2010-07-31 50000',
      '2010-08-01 -20000',
    ]);
    expect(dailyFlows(book, 'a', 'matched')).toHaveLength(1);
    expect(dailyFlows(book, 'c', 'basic')).toEqual([]);
  });
});

describe('a reversal', () => {
  it('restores every balance on every day', () => {
    fc.assert(
      fc.property(anyBook, anyMovement, fc.nat(25), (book, mistake, days) => {
        const undone: Movement = { ...reversalOf(mistake), id: 'r', recordedAt: new Date('2011-01-01') };
        const date = start.plusDays(days);
        const nonzero = (movements: readonly Movement[]) =>
          [...balancesOn(movements, date)].filter(([, units]) => units !== 0n).sort();
        expect(nonzero([...book, mistake, undone])).toEqual(nonzero(book));
      }),
    );
  });

  it('is not reversed itself', () => {
    const undone: Movement = {
      ...reversalOf(move('pool', 'a', '1', '2010-07-31')),
      id: 'r',
      recordedAt: new Date(),
    };
    expect(() => reversalOf(undone)).toThrow(refusing('shares.reversal-of-reversal'));
  });
});

describe('no account goes below zero', () => {
  it('a back-dated transfer is checked against every later day', () => {
    const book = [
      move('pool', 'a', '100', '2010-07-31'),
      move('a', 'b', '80', '2011-03-01'),
      move('pool', 'a', '50', '2011-06-01'),
      move('a', 'c', '40', '2010-12-01', '2011-07-01'),
    ];
    const overdraft = firstOverdraft(dailyFlows(book, 'a', 'basic'));
    expect(overdraft?.day.toString()).toBe('2011-03-01');
    expect(overdraft?.units).toBe(-200_000n);
  });

  it('a transfer dated before the shares existed fails on its own day', () => {
    const book = [move('pool', 'a', '100', '2010-07-31'), move('a', 'b', '1', '2010-07-30')];
    expect(firstOverdraft(dailyFlows(book, 'a', 'basic'))?.day.toString()).toBe('2010-07-30');
  });

  it('what comes in and goes out on one day is netted, whatever was written first', () => {
    const book = [move('a', 'b', '10', '2010-07-31'), move('pool', 'a', '10', '2010-07-31')];
    expect(firstOverdraft(dailyFlows(book, 'a', 'basic'))).toBeNull();
  });

  it('the pool may go down to its fixed total and no further', () => {
    const flows = dailyFlows([move('pool', 'a', '100', '2010-07-31')], 'pool', 'basic');
    expect(firstOverdraft(flows, () => -1_000_000n)).toBeNull();
    expect(firstOverdraft(flows, () => -999_999n)?.units).toBe(-1_000_000n);
  });

  it('exactly when some day’s balance is negative', () => {
    fc.assert(
      fc.property(anyBook, (book) => {
        const days = Array.from({ length: 22 }, (_, index) => start.plusDays(index));
        const naive = days.find((date) => (balancesOn(book, date).get(holdingKey('a', 'basic')) ?? 0n) < 0n);
        expect(firstOverdraft(dailyFlows(book, 'a', 'basic'))?.day.toString()).toBe(naive?.toString());
      }),
    );
  });
});

describe('share-days', () => {
  it('count first and last day, the taker from the effective day', () => {
    const book = [move('pool', 'a', '100', '2010-01-01'), move('a', 'b', '100', '2010-07-11')];
    const [first, last] = [day('2010-07-01'), day('2010-07-31')];
    expect(shareDays(dailyFlows(book, 'a', 'basic'), first, last)).toBe(10n * 1_000_000n);
    expect(shareDays(dailyFlows(book, 'b', 'basic'), first, last)).toBe(21n * 1_000_000n);
  });

  it('are the sum of the evening balances of every day, and blind to what comes after', () => {
    fc.assert(
      fc.property(anyBook, fc.nat(10), fc.nat(10), (book, from, length) => {
        const [first, last] = [start.plusDays(from), start.plusDays(from + length)];
        let naive = 0n;
        for (let date = first; !date.isAfter(last); date = date.plusDays(1)) {
          naive += balancesOn(book, date).get(holdingKey('a', 'basic')) ?? 0n;
        }
        expect(shareDays(dailyFlows(book, 'a', 'basic'), first, last)).toBe(naive);
      }),
    );
  });
});

describe('a movement by itself', () => {
  const good = {
    kind: 'transfer',
    fromKind: 'member',
    toKind: 'member',
    sameAccount: false,
    places: 4,
  } as const;
  it.each([
    [{ ...good, quantity: shares('0') }, 'quantity.zero'],
    [{ ...good, quantity: shares('1'), sameAccount: true }, 'shares.same-account'],
    [{ ...good, quantity: shares('1'), fromKind: 'pool' as const }, 'shares.direction'],
    [{ ...good, quantity: shares('1.5'), places: 0 }, 'shares.too-fine-for-class'],
  ])('%o is refused as %s', (movement, code) => {
    expect(movementFaults(movement).map((fault) => fault.code)).toEqual([code]);
  });

  it('that is right has no fault', () => {
    expect(movementFaults({ ...good, quantity: shares('1.2345') })).toEqual([]);
  });
});

describe('a restricted holding', () => {
  const frozen: Restriction = {
    id: 'r',
    kind: 'freeze',
    accountId: 'a',
    classId: null,
    quantity: null,
    effectiveOn: day('2011-01-01'),
    liftedOn: day('2011-07-01'),
  };
  const giving = (date: string, quantity: string) => ({
    classId: 'basic',
    day: day(date),
    account: '7',
    balances: runningBalances(
      dailyFlows([move('pool', 'a', '100', '2010-07-31'), move('a', 'b', quantity, date)], 'a', 'basic'),
    ),
  });

  it.each([
    ['2010-12-31', true],
    ['2011-01-01', true],
    ['2011-06-30', true],
    ['2011-07-01', false],
  ])('moving on %s is refused: %s (also back-dated to before the freeze)', (date, refused) => {
    expect(restrictionFaults([frozen], giving(date, '1')).length > 0).toBe(refused);
  });

  it('of a part leaves the rest free', () => {
    const part = { ...frozen, classId: 'basic', quantity: shares('60') };
    expect(restrictionFaults([part], giving('2011-02-01', '40'))).toEqual([]);
    expect(restrictionFaults([part], giving('2011-02-01', '40.0001'))).toMatchObject([
      { code: 'shares.restricted-part' },
    ]);
    expect(restrictionFaults([part], giving('2011-08-01', '90'))).toEqual([]);
  });

  it('of one class does not bind another', () => {
    expect(restrictionFaults([{ ...frozen, classId: 'matched' }], giving('2011-02-01', '1'))).toEqual([]);
  });
});

describe('a cap', () => {
  const cap = { kind: 'holder-cap', percent: parsePercent('3'), base: 'total' } as const;

  it('of 3 % of 1,000 shares allows exactly 30', () => {
    expect(isAbove(shares('30'), shares('1000'), cap.percent)).toBe(false);
    expect(isAbove(shares('30.0001'), shares('1000'), cap.percent)).toBe(true);
  });

  it('names its base: 30 % is 336 of 1,120 on the total and 235.2 of 784 on the personal shares', () => {
    const percent = parsePercent('30');
    const taker = { account: 'collective', day: start, total: shares('1120'), personal: shares('784') };
    const onTotal = { kind: 'collective-cap', percent, base: 'total' } as const;
    const onPersonal = { kind: 'collective-cap', percent, base: 'personal' } as const;
    expect(capFaults([onTotal, onPersonal], { ...taker, held: shares('336') })).toMatchObject([
      { values: { baseName: limitBaseWords.personal, base: '784', percent: '30' } },
    ]);
  });

  it('does not stand in the way of an inheritance', () => {
    expect(capsOn([cap], 'inheritance', false)).toEqual([]);
    expect(capsOn([cap], 'transfer', false)).toEqual([cap]);
  });

  it.each([['0'], ['100.1'], ['3%'], ['-1'], ['1e1'], ['0.00001']])('of %s percent is refused', (text) => {
    expect(() => parsePercent(text)).toThrow(refusing('shares.percent-malformed', { text }));
  });
});

it('a holder is named by the number where people know it, otherwise by the kind of the account', () => {
  expect(holderInWords({ kind: 'member', number: '3-12' })).toBe('3-12');
  expect(holderInWords({ kind: 'household', number: 'H1' })).toBe('H1');
  for (const number of [null, undefined, ''])
    expect(holderInWords({ kind: 'member', number })).toEqual(accountWords.member);
  expect(holderInWords({ kind: 'collective', number: 'C' })).toEqual(accountWords.collective);
});
