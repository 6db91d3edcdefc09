/** The waterfall, as an accountant reads it, and what always holds. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  distribute,
  distributionPreset,
  distributionPresets,
  parsePercent,
  presetOfLaw,
  presetSource,
  requireOrder,
  requirePreset,
  stepBases,
  type PeriodFigures,
  type PlanLine,
  type PlanStep,
  type PlanTerms,
} from '../../src/domain/distribution.ts';
import { LocalDate } from '../../src/domain/calendar.ts';
import { citation, nation } from '../../src/domain/law.ts';
import { Refusal, type ErrorCode, type FaultValues } from '../../src/domain/refusal.ts';
import { Money } from '../../src/domain/money.ts';
import { codesRefused, refusing } from '../support/refusing.ts';
import { amountsIn, caseOf } from '../support/cases.ts';

const yuan = (text: string) => Money.parse(text);
const figures = (
  income: string,
  priorLoss = '0',
  priorUndistributed = '0',
  advanced = '0',
): PeriodFigures => ({
  income: yuan(income),
  priorLoss: yuan(priorLoss),
  priorUndistributed: yuan(priorUndistributed),
  advanced: yuan(advanced),
  keptOut: Money.zero,
  priorKeptOut: Money.zero,
});
const reserve = (
  rate: string,
  base: PlanStep['base'] = 'after-loss',
  change: Partial<PlanStep> = {},
): PlanStep => ({
  kind: 'reserve',
  name: '提取公积公益金',
  base,
  rate,
  floor: null,
  ceiling: null,
  basis: '章程',
  ...change,
});
const plan = (terms: Partial<PlanTerms>): PlanTerms => ({
  mode: 'year',
  figures: figures('0'),
  steps: [],
  members: { kind: 'rest' },
  drawOnPrior: false,
  ...terms,
});

describe('an income of 1,000,000 with a prior loss of 120,000 and a reserve of 10 %', () => {
  it.each([
    ['after-loss', '88000.00', '792000.00'],
    ['income', '100000.00', '780000.00'],
  ] as const)('on the base %s gives %s to the reserve and %s to members', (base, toReserve, toMembers) => {
    const result = distribute(plan({ figures: figures('1000000', '120000'), steps: [reserve('10', base)] }));
    expect([`${result.reserve}`, `${result.members}`, `${result.carried}`]).toEqual([
      toReserve,
      toMembers,
      '0.00',
    ]);
    expect(result.lines.map(({ kind }) => kind)).toEqual([
      ...['opening', 'income', 'loss', 'reserve', 'members', 'carried'],
    ]);
  });
});

describe('an income of 150,200 and a payout of 260,550', () => {
  const members = { kind: 'amount', amount: yuan('260550') } as const;

  it('is short by 110,350 and refused', () => {
    expect(() => distribute(plan({ figures: figures('150200'), members }))).toThrow(
      refusing('distribution.over', { short: '110350.00', wished: '260550.00', left: '150200.00' }),
    );
  });

  it('is refused, too, where earlier years would cover it but nobody resolved to draw on them', () => {
    expect(() => distribute(plan({ figures: figures('150200', '0', '200000'), members }))).toThrow(
      refusing('distribution.over', { short: '110350.00' }),
    );
  });

  it('is covered by prior undistributed income where that is resolved, and shown as such', () => {
    const result = distribute(
      plan({ figures: figures('150200', '0', '200000'), members, drawOnPrior: true }),
    );
    expect([`${result.fromPrior}`, `${result.carried}`]).toEqual(['110350.00', '89650.00']);
    expect(result.lines.find(({ kind }) => kind === 'prior')?.amount).toEqual(yuan('110350'));
  });
});

describe('the two halves', () => {
  it('a June payment of all there is pays out the opening undistributed income', () => {
    const result = distribute(plan({ mode: 'opening', figures: figures('0', '0', '500000') }));
    expect([`${result.payable}`, `${result.fromPrior}`, `${result.carried}`]).toEqual([
      '500000.00',
      '500000.00',
      '0.00',
    ]);
  });

  it('a June payment out of opening undistributed income leaves the rest of it', () => {
    const result = distribute(
      plan({
        mode: 'opening',
        figures: figures('0', '0', '500000'),
        members: { kind: 'amount', amount: yuan('386400') },
      }),
    );
    expect([`${result.payable}`, `${result.fromPrior}`, `${result.carried}`]).toEqual([
      '386400.00',
      '386400.00',
      '113600.00',
    ]);
  });

  it('an advance of 300,000 is taken off the year’s 792,000', () => {
    const result = distribute(
      plan({ figures: figures('1000000', '120000', '0', '300000'), steps: [reserve('10')] }),
    );
    expect([`${result.members}`, `${result.payable}`]).toEqual(['792000.00', '492000.00']);
  });

  it('an advance beyond an amount that members are to get is refused with what is too much', () => {
    const members = { kind: 'amount', amount: yuan('100') } as const;
    expect(() => distribute(plan({ figures: figures('100', '0', '0', '150'), members }))).toThrow(
      refusing('distribution.advanced-too-much', { short: '50.00' }),
    );
  });
});

describe('an advance that the year does not cover', () => {
  const year = { figures: figures('100', '0', '80', '150') };

  it('is covered by earlier years where drawing on them is resolved: members keep what they got', () => {
    const result = distribute(plan({ ...year, drawOnPrior: true }));
    expect([`${result.members}`, `${result.payable}`, `${result.fromPrior}`, `${result.carried}`]).toEqual([
      '150.00',
      '0.00',
      '50.00',
      '30.00',
    ]);
  });

  it.each([
    ['without earlier years', '0', '0', '-100.00'],
    ['beyond what earlier years left', '49.99', '49.99', '-50.01'],
  ])(
    '%s the year still has a plan: members keep what they got, the rest is a loss',
    (_, prior, drawn, carried) => {
      const short = plan({ figures: figures('100', '0', prior, '150'), steps: [reserve('50', 'income')] });
      const result = distribute(short);
      expect([`${result.reserve}`, `${result.members}`, `${result.payable}`]).toEqual([
        '50.00',
        '150.00',
        '0.00',
      ]);
      expect([`${result.fromPrior}`, `${result.carried}`]).toEqual([`${yuan(drawn)}`, carried]);
    },
  );
});

describe('a step', () => {
  it.each([
    ['is kept above its floor', { floor: yuan('200') }, '200.00'],
    ['is kept below its ceiling', { ceiling: yuan('50') }, '50.00'],
  ])('%s', (_, change, expected) => {
    const result = distribute(plan({ figures: figures('1000'), steps: [reserve('10', 'income', change)] }));
    expect(`${result.reserve}`).toBe(expected);
  });

  it('says whether its floor or its ceiling moved it', () => {
    const steps = [
      reserve('10', 'income', { floor: yuan('200') }),
      reserve('10', 'income', { ceiling: yuan('50') }),
      reserve('10', 'income', { floor: yuan('100'), ceiling: yuan('100') }),
    ];
    const { lines } = distribute(plan({ figures: figures('1000'), steps }));
    expect(lines.filter(({ kind }) => kind === 'reserve').map(({ bound }) => bound)).toEqual([
      'floor',
      'ceiling',
      null,
    ]);
  });

  it('may be of what the steps before left', () => {
    const steps = [reserve('40', 'income'), reserve('50', 'left', { kind: 'welfare' })];
    const result = distribute(plan({ figures: figures('1000'), steps }));
    expect([`${result.reserve}`, `${result.welfare}`, `${result.members}`]).toEqual([
      '400.00',
      '300.00',
      '300.00',
    ]);
  });

  it('of all that is distributable takes of earlier years what the period lacks', () => {
    const whole = (kind: PlanStep['kind'], rate: string) => reserve(rate, 'distributable', { kind });
    const { input, right } = caseOf('EXAM-BASE');
    const [income, prior] = amountsIn(input, 2);
    const [base, toReserve] = amountsIn(right, 2);
    const [half = '', fifteen = '', ten = '', rate = ''] = /[\d/]+(?= %)/.exec(input)?.[0].split('/') ?? [];
    const steps = [whole('reserve', half), whole('welfare', fifteen), whole('investors', ten)];
    const members = { kind: 'rate', rate, base: 'distributable' } as const;
    const result = distribute(plan({ figures: figures(income, '0', prior), steps, members }));
    const { reserve: fund, welfare, investors, members: paid, fromPrior, carried, lines } = result;
    expect([fund, welfare, investors, paid].map(String)).toEqual([
      toReserve,
      '13650.00',
      '9100.00',
      '9100.00',
    ]);
    expect([`${fromPrior}`, `${carried}`]).toEqual(['1350.00', '13650.00']);
    expect(lines.find(({ kind }) => kind === 'reserve')?.base).toEqual(yuan(base));
  });

  it('of other purposes comes after the members, who leave it its part', () => {
    const steps = [reserve('10', 'income'), reserve('5', 'income', { kind: 'other', name: '其他' })];
    const result = distribute(plan({ figures: figures('1000'), steps }));
    expect(result.lines.map(({ kind }) => kind)).toEqual([
      'income',
      'reserve',
      'members',
      'other',
      'carried',
    ]);
    expect([`${result.members}`, `${result.other}`, `${result.carried}`]).toEqual([
      '850.00',
      '50.00',
      '0.00',
    ]);
    const before = distribute(plan({ figures: figures('1000'), steps, othersFirst: true }));
    expect(before.lines.map(({ kind }) => kind)).toEqual([
      'income',
      'reserve',
      'other',
      'members',
      'carried',
    ]);
  });

  it('never takes of what may not be distributed', () => {
    const kept = { ...figures('1000', '0', '500'), keptOut: yuan('400'), priorKeptOut: yuan('450') };
    const result = distribute(plan({ figures: kept, steps: [reserve('10', 'distributable')] }));
    expect([`${result.reserve}`, `${result.members}`, `${result.carried}`]).toEqual([
      '65.00',
      '535.00',
      '900.00',
    ]);
    expect(`${result.lines.find(({ kind }) => kind === 'kept-out')?.amount}`).toBe('850.00');
    const members = { kind: 'amount', amount: yuan('600.01') } as const;
    expect(() => distribute(plan({ figures: kept, members }))).toThrow(
      refusing('distribution.over', { left: '600.00', short: '0.01' }),
    );
  });

  it('stands in the order of the law', () => {
    const day = LocalDate.parse('2025-12-31');
    const order =
      (...kinds: PlanStep['kind'][]) =>
      () => {
        requireOrder(
          kinds.map((kind) => reserve('1', 'income', { kind })),
          day,
          nation,
        );
      };
    order('reserve', 'reserve', 'welfare', 'investors', 'other')();
    expect(order('other', 'reserve')).toThrow(
      refusing(
        'distribution.step-order',
        { law: citation('distribution.order@2022') },
        { pointer: '/steps/1' },
      ),
    );
  });

  it.each<[ErrorCode, Partial<PlanTerms>]>([
    [
      'distribution.step-too-large',
      { figures: figures('100'), steps: [reserve('60', 'income'), reserve('60', 'income')] },
    ],
    [
      'distribution.base-of-year',
      { mode: 'advance', figures: figures('100'), steps: [reserve('1', 'distributable')] },
    ],
    [
      'distribution.base-of-year',
      {
        mode: 'advance',
        figures: figures('100'),
        members: { kind: 'rate', rate: '1', base: 'distributable' },
      },
    ],
    ['distribution.figures-negative', { figures: figures('100', '-1') }],
    ['distribution.figures-both', { figures: figures('100', '1', '1') }],
    ['distribution.figures-income', { mode: 'opening', figures: figures('100') }],
    ['distribution.figures-advance', { mode: 'advance', figures: figures('100', '0', '0', '1') }],
    [
      'distribution.floor-above-ceiling',
      { figures: figures('100'), steps: [reserve('1', 'income', { floor: yuan('2'), ceiling: yuan('1') })] },
    ],
    [
      'distribution.members-not-positive',
      { figures: figures('100'), members: { kind: 'amount', amount: Money.zero } },
    ],
    ['distribution.percent-malformed', { figures: figures('100'), steps: [reserve('100.1')] }],
  ])('is refused with %s', (expected, terms) => {
    expect(() => distribute(plan(terms))).toThrow(refusing(expected));
  });

  it.each([
    ['-50000', '60000', '0', '10000.00'],
    ['-60000.01', '60000', '0', '0.00'],
    // What may not be distributed is no income that makes the loss good.
    ['100', '60000', '50100', '10000.00'],
    ['0', '60000', '0', '60000.00'],
  ])(
    'of all that is distributable of %s, with %s of earlier years and %s kept out, is of %s',
    (income, prior, keptOut, base) => {
      const year = { ...figures(income, '0', prior), keptOut: yuan(keptOut) };
      const steps = [reserve('100', 'distributable')];
      expect(`${distribute(plan({ figures: year, steps })).reserve}`).toBe(base);
      const drawing = { mode: 'year', figures: year, drawOnPrior: true } as const;
      const members = { kind: 'amount', amount: yuan(base).plus(yuan('0.01')) } as const;
      expect(() => distribute(plan({ ...drawing, members }))).toThrow(refusing('distribution.over'));
      // Plans of before took earlier years whole.
      const before = distribute(plan({ figures: figures('-50000', '0', '60000'), steps, lossAside: true }));
      expect(`${before.reserve}`).toBe('60000.00');
    },
  );

  it('a loss of the period gives nobody anything and is carried', () => {
    const result = distribute(plan({ figures: figures('-70', '30'), steps: [reserve('10')] }));
    expect([`${result.reserve}`, `${result.members}`, `${result.carried}`]).toEqual([
      '0.00',
      '0.00',
      '-100.00',
    ]);
  });
});

describe('a preset', () => {
  const judged = (
    id: string,
    steps: readonly PlanStep[],
    income = '1000',
    priorLoss = '0',
    reached = false,
  ) => {
    requirePreset(distributionPreset(id), plan({ figures: figures(income, priorLoss), steps }), { reached });
  };
  const welfare = (rate: string) => reserve(rate, 'after-loss', { kind: 'welfare' });

  it.each<[string, string, readonly PlanStep[], boolean]>([
    ['zhejiang', 'a reserve of 30 %', [reserve('30')], true],
    ['zhejiang', 'a reserve of 29.99 %', [reserve('29.99')], false],
    ['zhejiang', 'no reserve at all', [], false],
    ['zhejiang', 'two reserves of 15 %', [reserve('15'), reserve('15')], true],
    [
      'zhejiang',
      '30 % under a ceiling of 299.99',
      [reserve('30', 'income', { ceiling: yuan('299.99') })],
      false,
    ],
    ['zhejiang', '10 % above a floor of 300', [reserve('10', 'income', { floor: yuan('300') })], true],
    ['heilongjiang', 'a reserve of 25 %', [reserve('25')], true],
    ['heilongjiang', 'no reserve', [], true],
    ['heilongjiang', 'a reserve of 25.01 %', [reserve('25.01')], false],
    [
      'heilongjiang',
      '20 % above a floor of 250.01',
      [reserve('20', 'income', { floor: yuan('250.01') })],
      false,
    ],
    ['shanghai', '15 % and 15 %', [reserve('15'), welfare('15')], true],
    ['shanghai', '15 % and no welfare', [reserve('15')], false],
    ['national', 'any reserve', [reserve('0.01')], true],
    ['national', 'no reserve', [], false],
  ])('%s of 1,000: %s, kept: %s', (id, _, steps, keeps) => {
    const check = () => {
      judged(id, steps);
    };
    if (keeps) check();
    else expect(check).toThrow(refusing('distribution.preset-not-kept'));
  });

  const sum = (amount: string, kind: PlanStep['kind'] = 'reserve') =>
    reserve('0', 'income', { kind, floor: yuan(amount) });

  // An income of 1,000,000 with a loss of 120,000 to be made good; the base is the net income.
  const shanghai = caseOf('PRESET-SH');
  const [income, priorLoss, kept, keptWelfare] = amountsIn(shanghai.input, 4);
  const [whole, wholeWelfare] = amountsIn(shanghai.right, 2);
  const zhejiang = amountsIn(caseOf('PRESET-ZJ').input, 3)[2];
  const [zhejiangLeast] = amountsIn(caseOf('PRESET-ZJ').right, 1);
  const heilongjiang = amountsIn(caseOf('PRESET-HLJ').input, 3)[2];
  const accepted = ({ right }: { readonly right: string }) => right.startsWith('accepted');
  it.each<[string, string, readonly PlanStep[], boolean, boolean]>([
    ['shanghai', shanghai.situation, [sum(kept), sum(keptWelfare, 'welfare')], false, accepted(shanghai)],
    ['shanghai', shanghai.right, [sum(whole), sum(wholeWelfare, 'welfare')], false, true],
    ['shanghai', 'nothing, before the amount of the articles is reached', [], false, false],
    ['shanghai', caseOf('PRESET-SH-CAP').input, [], true, accepted(caseOf('PRESET-SH-CAP'))],
    ['zhejiang', caseOf('PRESET-ZJ').input, [sum(zhejiang)], false, accepted(caseOf('PRESET-ZJ'))],
    ['zhejiang', caseOf('PRESET-ZJ').right, [sum(zhejiangLeast)], false, true],
    ['zhejiang', 'nothing, though an amount of articles is reached', [], true, false],
    ['heilongjiang', caseOf('PRESET-HLJ').right, [sum(heilongjiang)], false, accepted(caseOf('PRESET-HLJ'))],
    ['heilongjiang', '250,000.01', [sum('250000.01')], false, false],
    ['heilongjiang', caseOf('PRESET-HLJ-0').input, [], false, accepted(caseOf('PRESET-HLJ-0'))],
  ])('%s with a loss to make good: %s', (id, _, steps, reached, keeps) => {
    const check = () => {
      judged(id, steps, income, priorLoss, reached);
    };
    if (keeps) check();
    else expect(codesRefused(check)).toContain('distribution.preset-not-kept');
  });

  it('rounds each step to the fen, and asks for no more than losses left', () => {
    judged('zhejiang', [reserve('15'), reserve('15')], '0.03');
    judged('zhejiang', [sum('50')], '1000', '950');
    expect(() => {
      judged('zhejiang', [sum('49.99')], '1000', '950');
    }).toThrow(refusing('distribution.preset-not-kept'));
  });

  it('is what the law of the province and day asks', () => {
    const id = (on: string, province: string) =>
      presetOfLaw(LocalDate.parse(on), { province, community: 'village' })?.id ?? null;
    expect([id('2025-12-31', '31'), id('2025-12-31', '33'), id('2025-12-31', '23')]).toEqual([
      'shanghai',
      'zhejiang',
      'heilongjiang',
    ]);
    expect([id('2025-12-31', '37'), id('2012-12-31', '33'), id('2020-12-31', '99')]).toEqual([
      null,
      null,
      null,
    ]);
    expect(presetSource(distributionPreset('shanghai')).zh).toBe(
      '《上海市农村集体资产监督管理条例》第二十五条',
    );
  });

  it('asks nothing where nothing was earned', () => {
    judged('shanghai', [], '-5');
    judged('shanghai', [], '100', '100');
  });

  it('is known, and proposes rates that can be written', () => {
    expect(() => distributionPreset('none')).toThrow(refusing('distribution.preset-unknown'));
    for (const { steps } of distributionPresets)
      for (const { usual } of steps) if (usual !== null) parsePercent(usual);
  });
});

/** What came in by the printed lines less what went out: a reader can add the paper up. */
function sumOf(lines: readonly PlanLine[]): string {
  const signs = {
    opening: 1,
    income: 1,
    reserve: -1,
    welfare: -1,
    benefits: -1,
    investors: -1,
    other: -1,
    members: -1,
    carried: -1,
  } as const;
  return Money.sum(
    lines.map(({ kind, amount }) => {
      const sign = kind in signs ? signs[kind as keyof typeof signs] : 0;
      return sign === 0 ? Money.zero : sign === 1 ? amount : amount.negated();
    }),
  ).toString();
}

it('every fen of income and of earlier years is in exactly one line, whatever the plan', () => {
  const amount = fc.bigInt({ min: 0n, max: 10n ** 11n }).map(Money.fromFen.bind(Money));
  const percent = fc.integer({ min: 0, max: 10_000 }).map((each) => (each / 100).toFixed(2));
  const terms = fc.record({
    income: fc.bigInt({ min: -(10n ** 10n), max: 10n ** 11n }).map(Money.fromFen.bind(Money)),
    prior: amount,
    lossOrNot: fc.boolean(),
    rates: fc.array(fc.tuple(percent, fc.constantFrom(...stepBases)), {
      maxLength: 4,
    }),
    wished: fc.option(amount, { nil: null }),
    drawOnPrior: fc.boolean(),
  });
  let distributed = 0;
  fc.assert(
    fc.property(terms, ({ income, prior, lossOrNot, rates, wished, drawOnPrior }) => {
      const zero = Money.zero;
      try {
        const result = distribute({
          mode: 'advance',
          figures: {
            income,
            priorLoss: lossOrNot ? prior : zero,
            priorUndistributed: lossOrNot ? zero : prior,
            advanced: zero,
            keptOut: zero,
            priorKeptOut: zero,
          },
          steps: rates.map(([rate, base]) => reserve(rate, base)),
          members: wished === null ? { kind: 'rest' } : { kind: 'amount', amount: wished },
          drawOnPrior,
        });
        distributed += 1;
        const before = income.plus(lossOrNot ? prior.negated() : prior);
        const after = Money.sum([
          result.reserve,
          result.welfare,
          result.other,
          result.members,
          result.carried,
        ]);
        expect(after.toString()).toBe(before.toString());
        expect(sumOf(result.lines)).toBe('0.00');
        expect(result.fromPrior.compare(prior)).not.toBe(1);
      } catch (error) {
        if (!(error instanceof Refusal)) throw error;
      }
    }),
    { numRuns: 400 },
  );
  expect(distributed).toBeGreaterThan(50);
});

describe('the printed plan, line by line', () => {
  const printed = (terms: Partial<PlanTerms>) =>
    distribute(plan(terms)).lines.map(({ kind, name, base, rate, amount, bound, basis }) =>
      [kind, name.zh, base === null ? '' : `${base}`, rate ?? '', `${amount}`, bound ?? '', basis.zh].join(
        '|',
      ),
    );

  it('of a year with a loss, three steps and an advance', () => {
    expect(
      printed({
        figures: figures('1000', '100', '0', '50'),
        steps: [
          reserve('10'),
          reserve('10', 'income', { kind: 'welfare', name: '福利费', floor: yuan('120') }),
          reserve('50', 'left', { kind: 'other', name: '其他', ceiling: yuan('100'), basis: '' }),
        ],
        members: { kind: 'rate', rate: '50' },
      }),
    ).toEqual([
      'opening|以前年度未弥补亏损|||-100.00||',
      'income|本期净收益|||1000.00||',
      'loss|弥补以前年度亏损|||100.00||',
      'reserve|提取公积公益金|900.00|10|90.00||章程',
      'welfare|福利费|1000.00|10|120.00|floor|章程',
      'members|向成员分配|690.00|50|345.00||',
      'advanced|减：上半年预分|||50.00||',
      'other|其他|345.00|50|100.00|ceiling|',
      'carried|结转未分配收益|||245.00||',
    ]);
  });

  it('of a plain year: nothing opening, no rate of members', () => {
    expect(printed({ figures: figures('100') })).toEqual([
      'income|本期净收益|||100.00||',
      'members|向成员分配|100.00||100.00||',
      'carried|结转未分配收益|||0.00||',
    ]);
    expect(distribute(plan({ figures: figures('100') })).lines.map(({ rate }) => rate)).toEqual([
      null,
      null,
      null,
    ]);
  });

  it('of a year that draws on earlier ones', () => {
    expect(
      printed({
        figures: figures('100', '0', '80'),
        members: { kind: 'amount', amount: yuan('150') },
        drawOnPrior: true,
      }),
    ).toEqual([
      'opening|以前年度未分配收益|||80.00||',
      'income|本期净收益|||100.00||',
      'prior|动用以前年度未分配收益|||50.00||',
      'members|向成员分配|100.00||150.00||',
      'carried|结转未分配收益|||30.00||',
    ]);
  });

  it('a rate of members is of what is left, earlier years aside', () => {
    const result = distribute(
      plan({ figures: figures('1000', '0', '500'), members: { kind: 'rate', rate: '33.3333' } }),
    );
    expect([`${result.members}`, `${result.carried}`]).toEqual(['333.33', '1166.67']);
  });

  it('the sum of each kind of step', () => {
    const steps = [
      reserve('10', 'income'),
      reserve('5', 'income', { kind: 'welfare' }),
      reserve('2', 'income', { kind: 'other' }),
      reserve('1', 'income'),
    ];
    const result = distribute(plan({ figures: figures('1000'), steps }));
    expect(
      [result.reserve, result.welfare, result.other, result.members, result.payable].map(String),
    ).toEqual(['110.00', '50.00', '20.00', '820.00', '820.00']);
  });

  it.each<[ErrorCode, Partial<PlanTerms>, object]>([
    [
      'distribution.step-too-large',
      { figures: figures('100'), steps: [reserve('60', 'income'), reserve('60', 'income')] },
      { name: '提取公积公益金', amount: '60.00', left: '40.00' },
    ],
    [
      'distribution.advanced-too-much',
      { figures: figures('100', '0', '0', '150'), members: { kind: 'amount', amount: yuan('100') } },
      { advanced: '150.00', members: '100.00', short: '50.00' },
    ],
  ])('a refusal says the figures: %s', (expected, terms, values) => {
    expect(() => distribute(plan(terms))).toThrow(refusing(expected, values as FaultValues));
  });

  it.each<[Partial<PlanTerms>, ErrorCode, string, FaultValues]>([
    [{ figures: figures('1', '-1') }, 'distribution.figures-negative', '/figures/priorLoss', {}],
    [
      { figures: figures('1', '0', '-1') },
      'distribution.figures-negative',
      '/figures/priorUndistributed',
      {},
    ],
    [{ figures: figures('1', '0', '0', '-1') }, 'distribution.figures-negative', '/figures/advanced', {}],
    [{ figures: figures('1', '1', '1') }, 'distribution.figures-both', '/figures/priorLoss', {}],
    [{ mode: 'opening', figures: figures('1') }, 'distribution.figures-income', '/figures/income', {}],
    [
      { mode: 'advance', figures: figures('1', '0', '0', '1') },
      'distribution.figures-advance',
      '/figures/advanced',
      {},
    ],
    [
      { steps: [reserve('1'), reserve('1', 'income', { floor: yuan('2'), ceiling: yuan('1') })] },
      'distribution.floor-above-ceiling',
      '/steps/1',
      { name: '提取公积公益金' },
    ],
    [
      { members: { kind: 'amount', amount: Money.zero } },
      'distribution.members-not-positive',
      '/members/amount',
      {},
    ],
  ])('a refusal says the place: %j', (terms, code, pointer, values) => {
    expect(() => distribute(plan(terms))).toThrow(refusing(code, values, { pointer }));
  });

  it('a step may take all that is left, a fen more it may not', () => {
    expect(
      `${distribute(plan({ figures: figures('100'), steps: [reserve('100', 'income')] })).members}`,
    ).toBe('0.00');
    const all = reserve('0', 'income', { floor: yuan('100.01') });
    expect(() => distribute(plan({ figures: figures('100'), steps: [all] }))).toThrow(
      refusing('distribution.step-too-large'),
    );
  });

  it('a loss only as large as the income is made good, no more', () => {
    const result = distribute(plan({ figures: figures('100', '150') }));
    expect([`${result.members}`, `${result.carried}`]).toEqual(['0.00', '-50.00']);
    expect(result.lines.find(({ kind }) => kind === 'loss')?.amount).toEqual(yuan('100'));
  });

  it.each(['0', '0.0001', '99.9999', '100', '100.0000', '7'])('%s percent can be written', (text) => {
    expect(parsePercent(text).toDecimal(4)).toBe(Number(text).toFixed(4));
  });

  it.each(['100.0001', '101', '-1', '07', '1.', '.5', '1.00001', '5%', 'x5', '5x', ''])(
    '%j percent cannot',
    (text) => {
      expect(() => parsePercent(text)).toThrow(refusing('distribution.percent-malformed', { text }));
    },
  );

  it('a percentage that is refused is cut at twenty signs', () => {
    expect(() => parsePercent('9'.repeat(30))).toThrow(
      refusing('distribution.percent-malformed', { text: '9'.repeat(20) }),
    );
  });
});

describe('the presets, stated a second time by hand', () => {
  it.each([
    ['national', ['reserve 提取公积公益金 – to –, usually –']],
    ['zhejiang', ['reserve 提取公积公益金 30 to –, usually 30']],
    ['heilongjiang', ['reserve 提取公积公益金 – to 25, usually –']],
    ['shanghai', ['reserve 提取公积金 15 to –, usually 15', 'welfare 提取公益金 15 to –, usually 15']],
  ])('%s', (id, steps) => {
    const { steps: asked } = distributionPreset(id);
    expect(
      asked.map(
        (each) =>
          `${each.kind} ${each.name} ${each.least ?? '–'} to ${each.most ?? '–'}, usually ${each.usual ?? '–'}`,
      ),
    ).toEqual(steps);
  });

  it('one that is unknown is refused with those that are known', () => {
    expect(() => distributionPreset('none')).toThrow(
      refusing(
        'distribution.preset-unknown',
        {
          id: 'none',
          known: {
            zh: distributionPresets.map(({ name }) => name.zh).join('、'),
            en: distributionPresets.map(({ name }) => name.en).join(', '),
          },
        },
        { pointer: '/preset' },
      ),
    );
  });

  it('what is not kept is named with its bounds and its source', () => {
    expect(() => {
      requirePreset(
        distributionPreset('heilongjiang'),
        plan({ figures: figures('1000'), steps: [reserve('30')] }),
        { reached: false },
      );
    }).toThrow(
      refusing(
        'distribution.preset-not-kept',
        {
          name: '提取公积公益金',
          law: citation('reserve.rate@heilongjiang-2020'),
          least: '0',
          most: '25',
          amount: '300.00',
          base: '1,000.00',
        },
        { pointer: '/steps' },
      ),
    );
    expect(() => {
      requirePreset(distributionPreset('zhejiang'), plan({ figures: figures('1000'), steps: [] }), {
        reached: false,
      });
    }).toThrow(refusing('distribution.preset-not-kept', { least: '30', most: '100', amount: '0.00' }));
  });
});
