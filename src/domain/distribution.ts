/**
 * The distribution plan: from income to what members get, as an ordered waterfall. Losses are made good first, then the
 * steps take their parts, the members' step comes last, and the rest is carried forward; every fen is in exactly one line.
 * Rates, bases, floors and ceilings are the cooperative's own, over presets of national and provincial rules.
 * Source: 财农〔2021〕121号 art. 28; product: Income distribution and dividends.
 */
import { listed } from './language.ts';
import { refuse, throwFaults, type Fault } from './refusal.ts';
import type { Sentence } from './language.ts';
import { Fraction } from './fraction.ts';
import { Money } from './money.ts';

export const planModes = ['opening', 'advance', 'year'] as const;
/**
 * `opening`: a half-year's payment out of undistributed income of earlier years. `advance`: out of what the half-year
 * earned so far, settled at the end of the year. `year`: the year as a whole, less what was advanced.
 */
export type PlanMode = (typeof planModes)[number];

export const planStates = ['draft', 'adopted', 'withdrawn', 'repealed'] as const;
/** Only an adopted plan counts for anything; a repealed one no more. */
export type PlanState = (typeof planStates)[number];

export interface PeriodFigures {
  /** Net income of the period; negative is a loss of the period. */
  readonly income: Money;
  /** Losses of earlier years that are still open; not negative. */
  readonly priorLoss: Money;
  /** Undistributed income of earlier years that nothing has claimed yet; not negative. */
  readonly priorUndistributed: Money;
  /** Of the mode `year`: what members got in advance. */
  readonly advanced: Money;
}

export const stepKinds = ['reserve', 'welfare', 'other'] as const;
export type StepKind = (typeof stepKinds)[number];

export const stepBases = ['income', 'after-loss', 'left'] as const;
/** `income`: the period's own; `after-loss`: what making good losses left; `left`: what the steps before left. */
export type StepBase = (typeof stepBases)[number];

/** A step before the members'. Its rate is of its base, rounded half up at the fen, and kept between floor and ceiling. */
export interface PlanStep {
  readonly kind: StepKind;
  readonly name: string;
  readonly base: StepBase;
  /** Percent, at most 4 decimals. */
  readonly rate: string;
  readonly floor: Money | null;
  readonly ceiling: Money | null;
  readonly basis: string;
}

/** What members get: all that is left, an amount, or a part of what is left in percent. */
export type MembersPart =
  | { readonly kind: 'rest' }
  | { readonly kind: 'amount'; readonly amount: Money }
  | { readonly kind: 'rate'; readonly rate: string };

export interface PlanTerms {
  readonly mode: PlanMode;
  readonly figures: PeriodFigures;
  readonly steps: readonly PlanStep[];
  readonly members: MembersPart;
  /** Whether members may get more than the period leaves, out of undistributed income of earlier years. */
  readonly drawOnPrior: boolean;
}

export const planLineKinds = [
  'opening',
  'income',
  'loss',
  ...stepKinds,
  'prior',
  'members',
  'advanced',
  'carried',
] as const;

export interface PlanLine {
  readonly kind: (typeof planLineKinds)[number];
  readonly name: Sentence;
  readonly base: Money | null;
  readonly rate: string | null;
  readonly amount: Money;
  /** The floor or ceiling that the amount was moved to, away from rate × base. */
  readonly bound: 'floor' | 'ceiling' | null;
  readonly basis: string;
}

export interface Distribution {
  readonly lines: readonly PlanLine[];
  readonly reserve: Money;
  readonly welfare: Money;
  readonly other: Money;
  /** What members get in all, advances included. */
  readonly members: Money;
  /** What is to be paid now: less what was advanced. */
  readonly payable: Money;
  /** Of the members' part, what comes out of undistributed income of earlier years. */
  readonly fromPrior: Money;
  /** Undistributed after everything, earlier years included. */
  readonly carried: Money;
}

/**
 * Works the waterfall down. Refuses figures that contradict themselves, steps that take more than there is, members' parts
 * beyond what there is (`distribution.over`, with the amount that is short), and advances beyond the year's part.
 */
export function distribute(terms: PlanTerms): Distribution {
  const { mode, figures, steps, members, drawOnPrior } = terms;
  requireFigures(terms);
  const lines: PlanLine[] = [];
  const add = (line: PlanLine) => void lines.push(line);
  const none = { base: null, rate: null, bound: null, basis: '' };
  const opening = figures.priorUndistributed.minus(figures.priorLoss);
  if (!opening.isZero)
    add({
      kind: 'opening',
      name: opening.isNegative
        ? { zh: '以前年度未弥补亏损', en: 'Losses of earlier years, not made good' }
        : { zh: '以前年度未分配收益', en: 'Undistributed income of earlier years' },
      amount: opening,
      ...none,
    });
  add({
    kind: 'income',
    name: { zh: '本期净收益', en: 'Net income of the period' },
    amount: figures.income,
    ...none,
  });
  const good = figures.income.isPositive ? smaller(figures.priorLoss, figures.income) : Money.zero;
  const afterLoss = figures.income.minus(good);
  if (!good.isZero)
    add({
      kind: 'loss',
      name: { zh: '弥补以前年度亏损', en: 'Prior losses made good' },
      amount: good,
      ...none,
    });
  let left = positive(afterLoss);
  const taken = { reserve: Money.zero, welfare: Money.zero, other: Money.zero };
  for (const step of steps) {
    const base = { income: positive(figures.income), 'after-loss': positive(afterLoss), left }[step.base];
    const { amount, bound } = amountOf(step, base);
    if (amount.compare(left) > 0)
      throw refuse('distribution.step-too-large', { name: step.name, amount: `${amount}`, left: `${left}` });
    left = left.minus(amount);
    taken[step.kind] = taken[step.kind].plus(amount);
    const name = { zh: step.name, en: step.name };
    add({ kind: step.kind, name, base, rate: step.rate, amount, bound, basis: step.basis });
  }
  // Opening undistributed income is the whole source of a payment of that mode.
  const prior = mode === 'opening' || drawOnPrior ? figures.priorUndistributed : Money.zero;
  const wished = wishOf(members, {
    left: mode === 'opening' ? left.plus(prior) : left,
    // Who draws on earlier years leaves members at least what they were advanced.
    least: drawOnPrior ? figures.advanced : Money.zero,
  });
  const short = wished.minus(left);
  if (short.compare(prior) > 0)
    throw refuse('distribution.over', {
      wished: `${wished}`,
      left: `${left}`,
      short: `${short}`,
      prior: `${figures.priorUndistributed}`,
    });
  const fromPrior = positive(short);
  if (!fromPrior.isZero)
    add({
      kind: 'prior',
      name: { zh: '动用以前年度未分配收益', en: 'Drawn from undistributed income of earlier years' },
      amount: fromPrior,
      ...none,
    });
  add({
    kind: 'members',
    name: { zh: '向成员分配', en: 'To members' },
    base: left,
    rate: members.kind === 'rate' ? members.rate : null,
    amount: wished,
    bound: null,
    basis: '',
  });
  const payable = wished.minus(figures.advanced);
  if (payable.isNegative)
    throw refuse('distribution.advanced-too-much', {
      advanced: `${figures.advanced}`,
      members: `${wished}`,
      short: `${payable.negated()}`,
    });
  if (!figures.advanced.isZero)
    add({
      kind: 'advanced',
      name: { zh: '减：上半年预分', en: 'less what was advanced' },
      amount: figures.advanced,
      ...none,
    });
  const loss = afterLoss.isNegative ? afterLoss : Money.zero;
  const carried = opening.plus(good).plus(loss).plus(left).minus(wished);
  add({
    kind: 'carried',
    name: carried.isNegative
      ? { zh: '结转未弥补亏损', en: 'Carried forward: losses not made good' }
      : { zh: '结转未分配收益', en: 'Carried forward, undistributed' },
    amount: carried,
    ...none,
  });
  return { lines, ...taken, members: wished, payable, fromPrior, carried };
}

function requireFigures({ mode, figures, steps, members }: PlanTerms): void {
  const faults: Fault[] = [];
  const wrong = (code: Fault['code'], name: keyof PeriodFigures) =>
    void faults.push({ code, values: {}, pointer: `/figures/${name}` });
  for (const name of ['priorLoss', 'priorUndistributed', 'advanced'] as const)
    if (figures[name].isNegative) wrong('distribution.figures-negative', name);
  if (figures.priorLoss.isPositive && figures.priorUndistributed.isPositive)
    wrong('distribution.figures-both', 'priorLoss');
  if (mode === 'opening' && !figures.income.isZero) wrong('distribution.figures-income', 'income');
  if (mode !== 'year' && !figures.advanced.isZero) wrong('distribution.figures-advance', 'advanced');
  for (const [index, step] of steps.entries())
    if (step.floor && step.ceiling && step.floor.compare(step.ceiling) > 0)
      faults.push({
        code: 'distribution.floor-above-ceiling',
        values: { name: step.name },
        pointer: `/steps/${index}`,
      });
  if (members.kind === 'amount' && !members.amount.isPositive)
    faults.push({ code: 'distribution.members-not-positive', values: {}, pointer: '/members/amount' });
  throwFaults(faults);
}

function amountOf({ rate, floor, ceiling }: PlanStep, base: Money): Pick<PlanLine, 'amount' | 'bound'> {
  const amount = percentOf(rate, base);
  if (floor !== null && amount.compare(floor) < 0) return { amount: floor, bound: 'floor' };
  if (ceiling !== null && amount.compare(ceiling) > 0) return { amount: ceiling, bound: 'ceiling' };
  return { amount, bound: null };
}

function wishOf(
  members: MembersPart,
  { left, least }: { readonly left: Money; readonly least: Money },
): Money {
  switch (members.kind) {
    case 'rest':
      return left.compare(least) < 0 ? least : left;
    case 'amount':
      return members.amount;
    case 'rate':
      return percentOf(members.rate, left);
  }
}

/** Percent with at most four decimals, 0 to 100. */
export function parsePercent(text: string): Fraction {
  if (!/^(0|[1-9]\d?|100)(\.\d{1,4})?$/.test(text) || Fraction.parse(text).compare(Fraction.of(100n)) > 0)
    throw refuse('distribution.percent-malformed', { text: text.slice(0, 20) });
  return Fraction.parse(text);
}

function percentOf(rate: string, base: Money): Money {
  return Money.fromFen(
    Fraction.of(base.fen).times(parsePercent(rate)).dividedBy(Fraction.of(100n)).roundHalfUp(),
  );
}

function smaller(a: Money, b: Money): Money {
  return a.compare(b) < 0 ? a : b;
}

function positive(amount: Money): Money {
  return amount.isNegative ? Money.zero : amount;
}

/**
 * What a province asks of the steps. `least` and `most` are its law: the cooperative's own rates, floors and ceilings stand
 * only within them. `usual` is what is proposed; the cooperative's own value goes before it.
 */
export interface Preset {
  readonly id: string;
  readonly name: Sentence;
  readonly source: string;
  readonly steps: readonly {
    readonly kind: StepKind;
    readonly name: string;
    readonly least: string | null;
    readonly most: string | null;
    /** Null: it must choose. */
    readonly usual: string | null;
  }[];
}

const step = (
  kind: StepKind,
  name: string,
  least: string | null,
  most: string | null,
  usual: string | null,
) => ({
  kind,
  name,
  least,
  most,
  usual,
});

export const distributionPresets: readonly Preset[] = [
  {
    id: 'national',
    name: { zh: '全国：比例由章程确定', en: 'National: the rate is set by the articles' },
    source: '财农〔2021〕121号 第二十八条',
    steps: [step('reserve', '提取公积公益金', null, null, null)],
  },
  {
    id: 'zhejiang',
    name: { zh: '浙江：公积公益金不低于 30%', en: 'Zhejiang: reserve of at least 30 %' },
    source: '浙江省规定：公积公益金提取比例不低于百分之三十',
    steps: [step('reserve', '提取公积公益金', '30', null, '30')],
  },
  {
    id: 'heilongjiang',
    name: { zh: '黑龙江：公积公益金不高于 25%', en: 'Heilongjiang: reserve of at most 25 %' },
    source: '黑龙江省规定：公积公益金提取比例不高于百分之二十五',
    steps: [step('reserve', '提取公积公益金', null, '25', null)],
  },
  {
    id: 'shanghai',
    name: { zh: '上海：公积金 15%，公益金 15%', en: 'Shanghai: reserve 15 %, welfare 15 %' },
    source: '上海市规定：公积金、公益金各提取百分之十五',
    steps: [step('reserve', '提取公积金', '15', null, '15'), step('welfare', '提取公益金', '15', null, '15')],
  },
];

/** The preset, or `distribution.preset-unknown`. */
export function distributionPreset(id: string): Preset {
  const found = distributionPresets.find((each) => each.id === id);
  if (found) return found;
  const known = listed(distributionPresets.map(({ name }) => name));
  throw refuse('distribution.preset-unknown', { id, known }, '/preset');
}

/**
 * Refuses a plan whose steps leave out what the preset asks for, or take less than its least or more than its most of what
 * making good losses left. Amounts are judged, not rates: a floor or a ceiling of the cooperative's own cannot undo the law.
 */
export function requirePreset(preset: Preset, terms: PlanTerms): void {
  const { lines } = distribute(terms);
  const amountOfKind = (kind: PlanLine['kind']) =>
    Money.sum(lines.filter((line) => line.kind === kind).map(({ amount }) => amount));
  const base = positive(amountOfKind('income').minus(amountOfKind('loss')));
  // Where nothing was earned nothing is asked.
  if (base.isZero) return;
  throwFaults(
    preset.steps.flatMap((asked): readonly Fault[] => {
      const own = lines.filter(({ kind }) => kind === asked.kind);
      const amount = amountOfKind(asked.kind);
      // Every step rounds to the fen by itself, so each may be half a fen away from its rate.
      const rounding = Fraction.of(BigInt(own.length), 2n);
      const beyond = (percent: string, sign: 1n | -1n) => {
        const asks = Fraction.of(base.fen).times(Fraction.parse(percent)).dividedBy(Fraction.of(100n));
        const away = Fraction.of(sign).times(Fraction.of(amount.fen).minus(asks));
        return away.compare(rounding) > 0;
      };
      const low = asked.least !== null && beyond(asked.least, -1n);
      const high = asked.most !== null && beyond(asked.most, 1n);
      if (own.length > 0 && !low && !high) return [];
      const values = {
        name: asked.name,
        source: preset.source,
        least: asked.least ?? '0',
        most: asked.most ?? '100',
        amount: amount.toGrouped(),
        base: base.toGrouped(),
      };
      return [{ code: 'distribution.preset-not-kept', values, pointer: '/steps' }];
    }),
  );
}
