/** What a late record changes: worked examples first, then what holds for every register and every late record. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { apportionLargestRemainder } from '../../src/domain/apportion.ts';
import { differencesOf, type Link, type PaidBy, type Touched } from '../../src/domain/dividend-difference.ts';
import { Money } from '../../src/domain/money.ts';

const touched = (key: string, oldWeight: bigint, newWeight: bigint, oldGross: string): Touched => ({
  key,
  tie: key.padStart(6, '0'),
  oldWeight,
  newWeight,
  oldGross: Money.parse(oldGross),
});
const pool = (sum: string, totalWeight: bigint): PaidBy => ({
  kind: 'pool',
  pool: Money.parse(sum),
  totalWeight,
});
/** A rate of yuan a share, written in fen. */
const rate = (fen: bigint, weight = 1n): PaidBy => ({ kind: 'rate', fen, weight });
const given = (holders: readonly Touched[], links: readonly Link[], paidBy: PaidBy) =>
  Object.fromEntries(differencesOf(holders, links, paidBy).map((each) => [each.key, `${each.difference}`]));

describe('of a run at a declared rate', () => {
  it.each([
    ['a newcomer gets the rate', 750n, touched('9', 0n, 500n, '0'), '3750.00'],
    ['a large newcomer gets the rate', 641n, touched('9', 0n, 100_000n, '0'), '641000.00'],
    ['who has fewer gives the rate back', 750n, touched('1', 500n, 400n, '3750.00'), '-750.00'],
    ['who has none gives all back', 750n, touched('1', 500n, 0n, '3750.00'), '-3750.00'],
  ])('%s', (_title, fen, holder, difference) => {
    expect(given([holder], [], rate(fen))).toEqual({ [holder.key]: difference });
  });

  it('an amount is cut to the fen, as every amount of the run was', () => {
    // 0.3333 a share: 3 shares are 0.9999.
    expect(given([touched('1', 1n, 3n, '0.33')], [], rate(3333n, 100n))).toEqual({ '1': '0.66' });
  });
});

describe('of a run at a declared rate a gift', () => {
  // 6.4152 a share at 4 places, as fen a ten-thousandth of a fen.
  const paidBy = rate(6_415_200n, 10_000n);
  it.each([
    // 100 → 99 shares: 641.52 → 635.10 (635.1048); 200 → 201: 1283.04 → 1289.45 (1289.4552), with the fen 1289.46.
    [
      'up',
      [touched('1', 100n, 99n, '641.52'), touched('2', 200n, 201n, '1283.04')],
      { 1: '-6.42', 2: '6.42' },
    ],
    // 99 → 100: 635.10 → 641.52; 201 → 200: 1289.45 → 1283.04: the taker gets 6.41.
    [
      'down',
      [touched('1', 99n, 100n, '635.10'), touched('2', 201n, 200n, '1289.45')],
      { 1: '6.41', 2: '-6.41' },
    ],
  ])('sums to nothing, and the taker carries the fen: %s', (_title, holders, differences) => {
    expect(given(holders, [['1', '2']], paidBy)).toEqual(differences);
  });

  it('sums to nothing at 2, 4 and 6 places, however many give and take; nobody is more than a fen a taker off', () => {
    const registers = fc.array(fc.tuple(fc.bigInt(0n, 500n), fc.bigInt(0n, 500n)), {
      minLength: 2,
      maxLength: 6,
    });
    fc.assert(
      fc.property(
        registers,
        fc.bigInt(1n, 99_999_999n),
        fc.constantFrom(1n, 100n, 10_000n),
        (pairs, fen, weight) => {
          const was = pairs.reduce((total, [before]) => total + before, 0n);
          const now = pairs.slice(1).reduce((total, [, after]) => total + after, 0n);
          fc.pre(now <= was);
          const holders = pairs.map(([before, after], index) =>
            touched(
              String(index),
              before,
              index === 0 ? was - now : after,
              `${Money.fromFen((fen * before) / weight)}`,
            ),
          );
          const links = holders.slice(1).map(({ key }): Link => ['0', key]);
          const changed = differencesOf(holders, links, rate(fen, weight));
          expect(Money.sum(changed.map(({ difference }) => difference)).toString()).toBe('0.00');
          const allowed = BigInt(holders.length);
          for (const [index, { newGross }] of changed.entries()) {
            const cut = (fen * (holders[index]?.newWeight ?? 0n)) / weight;
            const off = newGross.fen - cut;
            expect(off <= allowed && off >= -allowed).toBe(true);
          }
        },
      ),
    );
  });
});

describe('of a run by largest remainder', () => {
  it('shares that went from one to another take their money along, and nothing else moves', () => {
    const holders = [
      touched('1', 100n, 0n, '33.34'),
      touched('2', 100n, 150n, '33.33'),
      touched('3', 0n, 50n, '0.00'),
    ];
    const links: Link[] = [
      ['1', '2'],
      ['1', '3'],
    ];
    expect(given(holders, links, pool('100.00', 300n))).toEqual({
      '1': '-33.34',
      '2': '16.67',
      '3': '16.67',
    });
  });

  it('a gift sums to nothing also together with somebody else’s late subscription', () => {
    const holders = [
      touched('1', 8000n, 7000n, '42105.26'),
      touched('3', 2000n, 3000n, '10526.32'),
      touched('9', 0n, 100n, '0.00'),
    ];
    const result = given(holders, [['1', '3']], pool('100000.00', 19_000n));
    expect(Money.parse(result['1']!).plus(Money.parse(result['3']!)).toString()).toBe('0.00');
    expect(result['9']).toBe('526.31');
  });

  it('a gift that went on through somebody sums to nothing between the first and the last', () => {
    const holders = [touched('1', 100n, 90n, '33.34'), touched('3', 100n, 110n, '33.33')];
    const links: Link[] = [
      ['1', '2'],
      ['2', '3'],
    ];
    expect(given(holders, links, pool('100.00', 300n))).toEqual({ '1': '-3.34', '3': '3.34' });
  });

  it('forgotten shares are paid at the quota of the run, cut to the fen', () => {
    expect(given([touched('9', 0n, 50n, '0.00')], [], pool('100.00', 300n))).toEqual({ '9': '16.66' });
  });

  it('whose shares were all taken back gives all back', () => {
    expect(given([touched('1', 5n, 0n, '5.00')], [], pool('100.00', 100n))).toEqual({ '1': '-5.00' });
  });
});

const shares = fc.bigInt({ min: 0n, max: 10n ** 8n });
/** A run by largest remainder over a register, then late gifts, each of at most what its giver has, and subscriptions. */
const lateRecords = fc
  .record({
    pool: fc.bigInt({ min: 1n, max: 10n ** 12n }),
    weights: fc.array(shares, { minLength: 2, maxLength: 12 }),
    gifts: fc.array(fc.tuple(fc.nat(), fc.nat(), fc.nat(100)), { maxLength: 8 }),
    subscriptions: fc.array(fc.tuple(fc.nat(), shares), { maxLength: 4 }),
  })
  .filter(({ weights }) => weights.some((weight) => weight > 0n));

type Records = typeof lateRecords extends fc.Arbitrary<infer T> ? T : never;

function happened({ pool: fen, weights, gifts, subscriptions }: Records) {
  const names = weights.map((_, index) => String(index));
  const { parts, totalWeight } = apportionLargestRemainder(
    fen,
    weights.map((weight, index) => ({ key: String(index).padStart(6, '0'), weight })),
  );
  const now = [...weights];
  const links: Link[] = [];
  for (const [from, to, percent] of gifts) {
    const [giver, taker] = [from % now.length, to % now.length];
    const amount = ((now[giver] ?? 0n) * BigInt(percent)) / 100n;
    if (giver === taker || amount === 0n) continue;
    now[giver] = (now[giver] ?? 0n) - amount;
    now[taker] = (now[taker] ?? 0n) + amount;
    links.push([names[giver]!, names[taker]!]);
  }
  const came = new Set<string>();
  for (const [who, amount] of subscriptions) {
    const index = who % now.length;
    now[index] = (now[index] ?? 0n) + amount;
    if (amount > 0n) came.add(names[index]!);
  }
  const holders = names.flatMap((key, index): Touched[] => {
    const [oldWeight, newWeight] = [weights[index]!, now[index]!];
    const oldGross = Money.fromFen(parts[index]!.amount);
    return oldWeight === newWeight
      ? []
      : [{ key, tie: key.padStart(6, '0'), oldWeight, newWeight, oldGross }];
  });
  return { holders, links, came, paidBy: { kind: 'pool', pool: Money.fromFen(fen), totalWeight } as const };
}

/** Who is linked with whom. */
function componentsOf(links: readonly Link[], keys: readonly string[]): readonly ReadonlySet<string>[] {
  let sets = keys.map((key) => new Set([key]));
  for (const [from, to] of links) {
    const joined = sets.filter((set) => set.has(from) || set.has(to));
    const one = new Set([from, to, ...joined.flatMap((set) => [...set])]);
    sets = [...sets.filter((set) => !joined.includes(set)), one];
  }
  return sets;
}

describe('whatever came late', () => {
  it('whoever did not change has no line, and the order in which things are told does not matter', () => {
    fc.assert(
      fc.property(lateRecords, (records) => {
        const { holders, links, paidBy } = happened(records);
        const result = given(holders, links, paidBy);
        expect(Object.keys(result).sort()).toEqual(holders.map(({ key }) => key).sort());
        expect(given(holders.toReversed(), links.toReversed(), paidBy)).toEqual(result);
      }),
    );
  });

  it('gifts among members sum to nothing, whoever else subscribed late', () => {
    fc.assert(
      fc.property(lateRecords, (records) => {
        const { holders, links, came, paidBy } = happened(records);
        const result = differencesOf(holders, links, paidBy);
        for (const set of componentsOf(
          links,
          holders.map(({ key }) => key),
        )) {
          if ([...set].some((key) => came.has(key))) continue;
          const own = result.filter(({ key }) => set.has(key)).map(({ difference }) => difference);
          expect(Money.sum(own).toString()).toBe('0.00');
        }
      }),
    );
  });

  it('a member whom nobody gave anything and who subscribed late is within a fen of the quota', () => {
    fc.assert(
      fc.property(lateRecords, (records) => {
        const { holders, paidBy } = happened({ ...records, gifts: [] });
        for (const { key, newGross } of differencesOf(holders, [], paidBy)) {
          const { newWeight } = holders.find((each) => each.key === key)!;
          expect(newGross.fen).toBe((paidBy.pool.fen * newWeight) / paidBy.totalWeight);
        }
      }),
    );
  });

  it('at a declared rate every new amount is rate × shares cut, and whole shares at whole fen sum to nothing', () => {
    fc.assert(
      fc.property(lateRecords, fc.bigInt({ min: 1n, max: 10_000n }), (records, fen) => {
        const { holders, links } = happened({ ...records, subscriptions: [] });
        const paid = holders.map((each) => ({ ...each, oldGross: Money.fromFen(fen * each.oldWeight) }));
        const result = differencesOf(paid, links, rate(fen));
        for (const { key, newGross } of result)
          expect(newGross.fen).toBe(fen * paid.find((each) => each.key === key)!.newWeight);
        expect(Money.sum(result.map(({ difference }) => difference)).toString()).toBe('0.00');
      }),
    );
  });
});
