/** The open calculation, the judge that repeats it, tax and late corrections. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { apportionLargestRemainder, apportionPerShare } from '../../src/domain/apportion.ts';
import { createJudge } from '../../src/domain/apportion-proof.ts';
import { calculateDividend, type DividendQuestion } from '../../src/domain/dividend.ts';
import {
  isTaxed,
  parseClassWeight,
  parseTaxRate,
  requireOtherApprover,
  requireStep,
  runStates,
  taxDue,
  taxFault,
  taxOn,
} from '../../src/domain/dividend-run.ts';
import { Money } from '../../src/domain/money.ts';
import type { ErrorCode, FaultValues } from '../../src/domain/refusal.ts';
import { accountKinds } from '../../src/domain/share-register.ts';
import { codesRefused, refusing } from '../support/refusing.ts';

const question = (
  pool: string,
  shares: Record<string, string>,
  more: Partial<DividendQuestion> = {},
): DividendQuestion => ({
  pool,
  method: 'largest-remainder',
  rateScale: null,
  unitPlaces: 2,
  holdings: Object.entries(shares).map(([key, quantity]) => ({ key, shares: quantity })),
  ...more,
});

describe('the open calculation', () => {
  it('proves each line: quota, floor, extra fen', () => {
    const answer = calculateDividend(question('100000.00', { A: '8000', B: '9000', C: '2000' }));
    expect(
      answer.lines.map((line) => [line.key, line.amount, line.quota.toString(), line.floor, line.extraUnit]),
    ).toEqual([
      ['A', '42105.26', '800000/19', '42105.26', false],
      ['B', '47368.42', '900000/19', '47368.42', false],
      ['C', '10526.32', '200000/19', '10526.31', true],
    ]);
    expect([answer.paid, answer.carried, answer.rate]).toEqual(['100000.00', '0.00', null]);
  });

  it.each([
    [2, '6.41', '647.04'],
    [4, '6.4152', '5.07'],
    [6, '6.415241', '0.02'],
  ] as const)('per share at %i places', (rateScale, rate, carried) => {
    const answer = calculateDividend(
      question('792000.00', { a: '100000', b: '23000', c: '456' }, { method: 'per-share', rateScale }),
    );
    expect([answer.rate, answer.carried]).toEqual([rate, carried]);
  });

  it('takes thirds of a share and a finer unit', () => {
    const answer = calculateDividend(question('1.0000', { a: '1/3', b: '2/3' }, { unitPlaces: 4 }));
    expect(answer.lines.map((line) => line.amount)).toEqual(['0.3333', '0.6667']);
  });

  it('keeps a coarse rate coarse under a finer unit', () => {
    const answer = calculateDividend(
      question('100', { a: '3', b: '4' }, { method: 'per-share', rateScale: 2, unitPlaces: 4 }),
    );
    expect([answer.rate, answer.lines[0]?.amount, answer.carried]).toEqual(['14.28', '42.8400', '0.0400']);
  });

  it.each([
    ['a pool of zero', question('0', { a: '1' }), 'dividend.pool-not-positive'],
    ['a negative pool', question('-5', { a: '1' }), 'dividend.pool-not-positive'],
    ['three decimals', question('1.005', { a: '1' }), 'dividend.amount-malformed'],
    ['1e6', question('1e6', { a: '1' }), 'dividend.amount-malformed'],
    ['NaN', question('NaN', { a: '1' }), 'dividend.amount-malformed'],
    ['0x1f', question('0x1f', { a: '1' }), 'dividend.amount-malformed'],
    ['holdings that are all zero', question('1', { a: '0', b: '0' }), 'dividend.nothing-held'],
    ['nobody', question('1', {}), 'dividend.nothing-held'],
    ['a negative holding', question('1', { a: '-1' }), 'dividend.holding-negative'],
    [
      'a rate without decimals',
      question('1', { a: '1' }, { method: 'per-share' }),
      'dividend.rate-scale-needed',
    ],
    [
      'a rate that is cut to nothing',
      question('0.01', { a: '100000' }, { method: 'per-share', rateScale: 2 }),
      'dividend.rate-zero',
    ],
  ])('refuses %s', (_title, asked, code) => {
    expect(codesRefused(() => calculateDividend(asked))).toEqual([code]);
  });

  it('refuses one holder on two lines', () => {
    const twice = {
      ...question('1', {}),
      holdings: [
        { key: 'a', shares: '1' },
        { key: 'a', shares: '2' },
      ],
    };
    expect(() => calculateDividend(twice)).toThrow(refusing('dividend.duplicate-key'));
  });
});

describe('the judge', () => {
  const registers = fc
    .array(fc.bigInt({ min: 0n, max: 10n ** 8n }), { minLength: 2, maxLength: 40 })
    .filter((weights) => weights.some((weight) => weight > 0n));
  const pools = fc.bigInt({ min: 1n, max: 10n ** 10n });
  const holdersOf = (weights: readonly bigint[]) =>
    weights.map((weight, index) => ({ key: `${index}`.padStart(4, '0'), weight }));

  it('accepts what the rules give, both methods', () => {
    fc.assert(
      fc.property(pools, registers, (pool, weights) => {
        const largest = apportionLargestRemainder(pool, holdersOf(weights));
        const judge = createJudge(pool, largest.totalWeight, { kind: 'largest-remainder' });
        largest.parts.forEach((part) => judge.read(part));
        expect(judge.verdict()).toMatchObject({ failure: null, carried: 0n });
        const rated = apportionPerShare(pool, holdersOf(weights), 100n);
        const second = createJudge(pool, rated.totalWeight, {
          kind: 'per-share',
          rateScale: 100n,
          weightScale: 1n,
        });
        rated.parts.forEach((part) => second.read(part));
        expect(second.verdict()).toMatchObject({ failure: null, carried: rated.carried });
      }),
    );
  });

  it('refuses any single fen that is moved from one line to another', () => {
    fc.assert(
      fc.property(pools, registers, fc.nat(), fc.nat(), (pool, weights, a, b) => {
        const { parts, totalWeight } = apportionLargestRemainder(pool, holdersOf(weights));
        const [from, to] = [a % parts.length, b % parts.length];
        fc.pre(from !== to);
        const judge = createJudge(pool, totalWeight, { kind: 'largest-remainder' });
        parts.forEach((part, index) => {
          const move = index === from ? -1n : index === to ? 1n : 0n;
          judge.read({ ...part, extra: part.extra + move, amount: part.amount + move });
        });
        expect(judge.verdict().failure).not.toBeNull();
      }),
    );
  });
});

describe('tax', () => {
  it.each([
    ['1234.57', '246.91'],
    ['0.02', '0.00'],
    ['0.03', '0.01'],
    ['42105.26', '8421.05'],
  ])('20 percent of %s is %s', (gross, tax) => {
    expect(taxOn(Money.parse(gross), parseTaxRate('0.20')).toString()).toBe(tax);
  });
  it.each(['20', '-0.2', '0.20001', '20%', ''])('refuses the rate "%s"', (text) => {
    expect(() => parseTaxRate(text)).toThrow(refusing('tax.rate-malformed', { text }));
  });
});

describe('the weight of a class', () => {
  it.each(['0', '1', '0.5', '10', '999999', '999999.9999', '1.25'])('%s can be written', (text) => {
    expect(parseClassWeight(text)).toBe(text);
  });

  it.each(['', '01', '-1', '1.', '.5', '1.00001', '1000000', '1/3', 'x1', '1x', '1e3'])(
    '%j cannot',
    (text) => {
      expect(() => parseClassWeight(text)).toThrow(refusing('quantity.malformed', { text }));
    },
  );

  it('a refusal repeats no more than twenty signs', () => {
    expect(() => parseClassWeight('9'.repeat(40))).toThrow(
      refusing('quantity.malformed', { text: '9'.repeat(20) }),
    );
  });
});

describe('the life of a run', () => {
  it.each([
    ['calculate', ['draft', 'calculated']],
    ['approve', ['calculated']],
    ['announce', ['approved']],
    ['object', ['on-notice', 'posted']],
    ['post', ['on-notice']],
    ['record', ['approved']],
    ['withdraw', ['draft', 'calculated', 'approved', 'on-notice']],
    ['reverse', ['posted']],
  ] as const)('%s is open only from %s', (step, open) => {
    expect(runStates.filter((state) => codesRefused(() => requireStep(state, step)).length === 0)).toEqual([
      ...open,
    ]);
  });
});

describe('tax, to the fen', () => {
  const yuan = (text: string) => Money.parse(text);

  it.each([
    ['0', 0n],
    ['0.2', 2000n],
    ['0.0001', 1n],
    ['1', 10_000n],
    ['1.0000', 10_000n],
  ])('the rate %s is %d ten-thousandths', (text, rate) => {
    expect(parseTaxRate(text)).toBe(rate);
  });

  it.each(['1.0001', '2', '-1', 'x0.2', '0.2x', '0.', '00.2', '0.20001'])('%j is no rate', (text) => {
    expect(() => parseTaxRate(text)).toThrow(refusing('tax.rate-malformed', { text }));
  });

  it('a refusal repeats no more than twenty signs', () => {
    expect(() => parseTaxRate('9'.repeat(40))).toThrow(
      refusing('tax.rate-malformed', { text: '9'.repeat(20) }),
    );
  });

  it('everybody’s income is taxed but the collective part', () => {
    expect(accountKinds.filter((kind) => !isTaxed(kind))).toEqual(['collective']);
    expect(
      [taxDue(true, yuan('10526.32'), 2000n), taxDue(false, yuan('10526.32'), 2000n)].map(String),
    ).toEqual(['2105.26', '0.00']);
  });

  it.each([
    ['right', true, '10.00', '2.00', '8.00', null],
    ['a fen too much', true, '10.00', '2.01', '7.99', 'tax'],
    ['a fen too little', true, '10.00', '1.99', '8.01', 'tax'],
    ['half a fen is rounded up', true, '0.03', '0.01', '0.02', null],
    ['half a fen cut', true, '0.03', '0.00', '0.03', 'tax'],
    ['none of the collective part', false, '10.00', '0.00', '10.00', null],
    ['the collective part taxed', false, '10.00', '2.00', '8.00', 'tax'],
    ['net that is not gross less tax', true, '10.00', '2.00', '8.01', 'net'],
  ] as const)('a line is judged: %s', (_, taxed, gross, tax, net, fault) => {
    // 20 percent; of 0.03 that is 0.006, half up 0.01.
    const before = Money.zero;
    expect(taxFault({ taxed, gross: yuan(gross), tax: yuan(tax), net: yuan(net), before }, 2000n)).toBe(
      fault,
    );
  });

  // Lines of one receipt, at 20 percent: each tax, and the tax of the receipt, which is its income times the rate, half up.
  it.each([
    [['1.03', '1.03'], ['0.21', '0.20'], '0.41'],
    [['0.02', '0.02', '0.02', '0.02'], ['0.00', '0.01', '0.00', '0.01'], '0.02'],
    [['254.77', '254.77'], ['50.95', '50.96'], '101.91'],
    [['0.00', '5.00'], ['0.00', '1.00'], '1.00'],
    [['-1.03', '-1.03'], ['-0.21', '-0.20'], '-0.41'],
  ])('a receipt of %j withholds %j, in all %s', (incomes, taxes, whole) => {
    const lines = incomes.map(yuan);
    const before = lines.map((_, index) => Money.sum(lines.slice(0, index)));
    const withheld = lines.map((income, index) => taxDue(true, income, 2000n, before[index]));
    expect(withheld.map(String)).toEqual(taxes);
    expect(Money.sum(withheld).toString()).toBe(whole);
  });
});

describe('who takes a step of a run', () => {
  it('is told what the run is and what was wished', () => {
    expect(() => {
      requireStep('posted', 'calculate');
    }).toThrow(
      refusing('run.wrong-state', {
        state: { zh: '已入账', en: 'posted' },
        wish: { zh: '计算', en: 'calculated' },
      }),
    );
  });

  it('does not approve what the same person prepared', () => {
    requireOtherApprover('a', 'b');
    expect(() => {
      requireOtherApprover('a', 'a');
    }).toThrow(refusing('run.approver-is-preparer'));
  });
});

describe('the open calculation, fault by fault', () => {
  it.each<[string, Partial<DividendQuestion>, ErrorCode, object, string]>([
    ['a pool of nothing', { pool: '0' }, 'dividend.pool-not-positive', { pool: '0' }, '/pool'],
    ['a pool below nothing', { pool: '-5' }, 'dividend.pool-not-positive', { pool: '-5' }, '/pool'],
    [
      'a pool with an exponent',
      { pool: '1e3' },
      'dividend.amount-malformed',
      { text: '1e3', unit: '0.01' },
      '/pool',
    ],
    [
      'a pool of three decimals',
      { pool: '1.005' },
      'dividend.amount-malformed',
      { text: '1.005', unit: '0.01' },
      '/pool',
    ],
    [
      'a pool of five decimals in a finer unit',
      { pool: '1.00005', unitPlaces: 4 },
      'dividend.amount-malformed',
      { unit: '0.0001' },
      '/pool',
    ],
    ['a long text', { pool: 'x'.repeat(60) }, 'dividend.amount-malformed', { text: 'x'.repeat(40) }, '/pool'],
    ['a text after the pool', { pool: '1x' }, 'dividend.amount-malformed', {}, '/pool'],
    ['a text before the pool', { pool: 'x1' }, 'dividend.amount-malformed', {}, '/pool'],
    ['a pool with a leading zero', { pool: '01' }, 'dividend.amount-malformed', {}, '/pool'],
    ['per share without decimals', { method: 'per-share' }, 'dividend.rate-scale-needed', {}, '/rateScale'],
    [
      'the largest remainder with decimals',
      { rateScale: 2 },
      'dividend.rate-scale-unwanted',
      {},
      '/rateScale',
    ],
    ['nobody', { holdings: [] }, 'dividend.nothing-held', {}, '/holdings'],
    [
      'nobody who holds anything',
      { holdings: [{ key: 'a', shares: '0' }] },
      'dividend.nothing-held',
      {},
      '/holdings',
    ],
    [
      'a holding below zero',
      {
        holdings: [
          { key: 'a', shares: '1' },
          { key: 'b', shares: '-1' },
        ],
      },
      'dividend.holding-negative',
      { key: 'b' },
      '/holdings/1/shares',
    ],
    [
      'a holder twice',
      {
        holdings: [
          { key: 'a', shares: '1' },
          { key: 'a', shares: '2' },
        ],
      },
      'dividend.duplicate-key',
      { key: 'a' },
      '/holdings/1',
    ],
    [
      'a rate of nothing',
      { pool: '0.01', method: 'per-share', rateScale: 2 },
      'dividend.rate-zero',
      { places: 2 },
      '/pool',
    ],
  ])('%s', (_, change, code, values, pointer) => {
    const asked = question('100.00', { a: '8000', b: '2000' }, change);
    expect(() => calculateDividend(asked)).toThrow(refusing(code, values as FaultValues, { pointer }));
  });

  it('names every fault at once, in order', () => {
    const holdings = [
      { key: 'a', shares: '-1' },
      { key: 'a', shares: '-2' },
    ];
    expect(codesRefused(() => calculateDividend(question('1', {}, { holdings })))).toEqual([
      'dividend.holding-negative',
      'dividend.duplicate-key',
      'dividend.holding-negative',
    ]);
  });

  it('per share at two decimals, in fen and in finer units, with what is carried', () => {
    const shares = { a: '3', b: '4' };
    const fen = calculateDividend(question('1.00', shares, { method: 'per-share', rateScale: 2 }));
    expect([fen.rate, fen.paid, fen.carried, ...fen.lines.map(({ amount }) => amount)]).toEqual([
      '0.14',
      '0.98',
      '0.02',
      '0.42',
      '0.56',
    ]);
    const fine = calculateDividend(
      question('1.00', shares, { method: 'per-share', rateScale: 2, unitPlaces: 4 }),
    );
    expect([fine.rate, fine.paid, fine.carried, ...fine.lines.map(({ amount }) => amount)]).toEqual([
      '0.14',
      '0.9800',
      '0.0200',
      '0.4200',
      '0.5600',
    ]);
    expect(
      fine.lines.map(({ floor, extraUnit, shares: held, quota }) => [floor, extraUnit, held, `${quota}`]),
    ).toEqual([
      ['0.4200', false, '3', '3/7'],
      ['0.5600', false, '4', '4/7'],
    ]);
    const six = calculateDividend(question('1.00', shares, { method: 'per-share', rateScale: 6 }));
    expect([six.rate, six.paid, six.carried]).toEqual(['0.142857', '0.99', '0.01']);
    const halves = calculateDividend(
      question('1.00', { a: '0.5', b: '1.5' }, { method: 'per-share', rateScale: 2, unitPlaces: 4 }),
    );
    expect([halves.rate, halves.paid, ...halves.lines.map(({ amount }) => amount)]).toEqual([
      '0.50',
      '1.0000',
      '0.2500',
      '0.7500',
    ]);
  });

  it('the largest remainder says its sums and no rate', () => {
    const { paid, carried, rate } = calculateDividend(question('1.00', { a: '3', b: '4' }));
    expect([paid, carried, rate]).toEqual(['1.00', '0.00', null]);
  });
});
