/**
 * The distribution plan: from income to what members get, as an ordered waterfall. What may not be distributed is kept out and
 * losses are made good first; then reserve, welfare and outside investors, the members, other purposes, and the rest is
 * carried forward; every fen is in exactly one line. Rates, floors and ceilings are the cooperative's own, within the law of
 * its province (`distribution.order`, `reserve.rate`, `welfare.rate` of the law pack).
 */
import type { LocalDate } from './calendar.ts';
import { listed } from './language.ts';
import { citation, lawById, lawInForce, type Jurisdiction, type LawId } from './law.ts';
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
  /** Of the period's income, and of what earlier years left, what may not be distributed; not negative. */
  readonly keptOut: Money;
  readonly priorKeptOut: Money;
}

/**
 * In the order in which they take their parts; the members' step stands before `other`. `welfare`: 公益金, which stands in the
 * reserve fund; `benefits`: 福利费, which has an account of its own until 2023; `investors`: outside investors.
 */
export const stepKinds = ['reserve', 'welfare', 'benefits', 'investors', 'other'] as const;
export type StepKind = (typeof stepKinds)[number];

export const stepBases = ['income', 'after-loss', 'distributable', 'left'] as const;
/**
 * `income`: the period's own; `after-loss`: what making good losses left of it; `distributable`: that with what earlier years
 * left; `left`: what the steps before left. What may not be distributed is in none but the first.
 */
export type StepBase = (typeof stepBases)[number];

/** A step besides the members'. Its rate is of its base, rounded half up at the fen, and kept between floor and ceiling. */
export interface PlanStep {
  readonly kind: StepKind;
  readonly name: string;
  /** For papers in English; absent: they print the Chinese. */
  readonly nameEn?: string | undefined;
  readonly base: StepBase;
  /** Percent, at most 4 decimals. */
  readonly rate: string;
  readonly floor: Money | null;
  readonly ceiling: Money | null;
  readonly basis: string;
  readonly basisEn?: string | undefined;
}

/** What members get: all that is left, an amount, or a part in percent of what is left or of all that is distributable. */
export type MembersPart =
  | { readonly kind: 'rest' }
  | { readonly kind: 'amount'; readonly amount: Money }
  | { readonly kind: 'rate'; readonly rate: string; readonly base?: 'left' | 'distributable' | undefined };

export interface PlanTerms {
  readonly mode: PlanMode;
  readonly figures: PeriodFigures;
  readonly steps: readonly PlanStep[];
  readonly members: MembersPart;
  /** Whether members may get more than the period leaves, out of undistributed income of earlier years. */
  readonly drawOnPrior: boolean;
  /** Plans of before this rule: other purposes took their part before the members. */
  readonly othersFirst?: boolean;
  /** Plans of before this rule: a loss of the period took nothing off what earlier years left. */
  readonly lossAside?: boolean;
}

export const planLineKinds = [
  'opening',
  'income',
  'loss',
  'kept-out',
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
  readonly basis: Sentence;
}

export interface Distribution extends Readonly<Record<StepKind, Money>> {
  readonly lines: readonly PlanLine[];
  /** What members get in all, advances included. */
  readonly members: Money;
  /** What is to be paid now: less what was advanced. */
  readonly payable: Money;
  /** What comes out of undistributed income of earlier years. */
  readonly fromPrior: Money;
  /** Undistributed after everything, earlier years and what is kept out included. */
  readonly carried: Money;
}

const noBasis: Sentence = { zh: '', en: '' };
const none = { base: null, rate: null, bound: null, basis: noBasis };

/**
 * Works the waterfall down. Refuses figures that contradict themselves, steps that take more than there is, members' parts
 * beyond what there is (`distribution.over`, with the amount that is short), and advances beyond the year's part.
 */
export function distribute(terms: PlanTerms): Distribution {
  const { figures, steps, othersFirst = false, lossAside = false } = terms;
  requireFigures(terms);
  const sources = new Sources(figures, lossAside);
  const first = steps.filter(({ kind }) => othersFirst || kind !== 'other');
  const before = first.map((step) => taken(step, sources));
  const beforeMembers = sources.drawn;
  const { line: membersLine, wished } = membersOf(terms, sources);
  const payable = wished.minus(figures.advanced);
  if (payable.isNegative)
    throw refuse('distribution.advanced-too-much', {
      advanced: `${figures.advanced}`,
      members: `${wished}`,
      short: `${payable.negated()}`,
    });
  const after = steps.filter((step) => !first.includes(step)).map((step) => taken(step, sources));
  const parts = [...before, ...after];
  const sum = (kind: StepKind) =>
    Money.sum(parts.flatMap((each) => (each.kind === kind ? [each.amount] : [])));
  const opening = figures.priorUndistributed.minus(figures.priorLoss);
  const carried = opening
    .plus(figures.income)
    .minus(Money.sum(parts.map(({ amount }) => amount)))
    .minus(wished);
  const prior: PlanLine = {
    kind: 'prior',
    name: { zh: '动用以前年度未分配收益', en: 'Drawn from undistributed income of earlier years' },
    amount: sources.drawn,
    ...none,
  };
  const drawn = sources.drawn.isZero ? [] : [prior];
  const lines = [
    ...openingLines(figures, sources),
    ...(beforeMembers.isZero ? [] : drawn),
    ...before,
    ...(beforeMembers.isZero ? drawn : []),
    membersLine,
    ...advancedLine(figures),
    ...after,
    carriedLine(carried),
  ];
  return {
    lines,
    reserve: sum('reserve'),
    welfare: sum('welfare'),
    benefits: sum('benefits'),
    investors: sum('investors'),
    other: sum('other'),
    members: wished,
    payable,
    fromPrior: sources.drawn,
    carried,
  };
}

/** What there is to take from: what the period leaves, and what earlier years left. */
class Sources {
  readonly income: Money;
  /** Losses of earlier years that this period's income makes good. */
  readonly good: Money;
  readonly afterLoss: Money;
  readonly prior: Money;
  left: Money;
  drawn: Money = Money.zero;

  constructor(
    { income, priorLoss, priorUndistributed, keptOut, priorKeptOut }: PeriodFigures,
    lossAside: boolean,
  ) {
    this.income = positive(income);
    this.good = income.isPositive ? smaller(priorLoss, income) : Money.zero;
    const net = income.minus(this.good).minus(keptOut);
    this.afterLoss = positive(net);
    // A loss of the period is made good out of what earlier years left before anybody gets of it.
    const loss = lossAside ? Money.zero : positive(net.negated());
    this.prior = positive(priorUndistributed.minus(priorKeptOut).minus(loss));
    this.left = this.afterLoss;
  }

  /** What earlier years left and nothing drew yet. */
  get undrawn(): Money {
    return this.prior.minus(this.drawn);
  }

  baseOf(base: StepBase): Money {
    return {
      income: this.income,
      'after-loss': this.afterLoss,
      distributable: this.afterLoss.plus(this.prior),
      left: this.left,
    }[base];
  }

  /** Takes from what the period leaves first, then from earlier years; what neither has is gone already and makes a loss. */
  take(amount: Money): void {
    const own = smaller(amount, this.left);
    this.left = this.left.minus(own);
    this.drawn = this.drawn.plus(smaller(amount.minus(own), this.undrawn));
  }
}

/** Only a step of the base with earlier years in it may draw on them. */
function taken(step: PlanStep, sources: Sources): PlanLine & { readonly kind: StepKind } {
  const { kind, name, rate } = step;
  const base = sources.baseOf(step.base);
  const { amount, bound } = amountOf(step, base);
  const there = step.base === 'distributable' ? sources.left.plus(sources.undrawn) : sources.left;
  if (amount.compare(there) > 0)
    throw refuse('distribution.step-too-large', { name, amount: `${amount}`, left: `${there}` });
  sources.take(amount);
  const [named, basis] = [
    { zh: name, en: step.nameEn ?? name },
    { zh: step.basis, en: step.basisEn ?? step.basis },
  ];
  return { kind, name: named, base, rate, amount, bound, basis };
}

function membersOf(terms: PlanTerms, sources: Sources): { readonly line: PlanLine; readonly wished: Money } {
  const { mode, figures, steps, members, drawOnPrior, othersFirst = false } = terms;
  const { left } = sources;
  const wholeBase = members.kind === 'rate' && members.base === 'distributable';
  // Opening undistributed income is the whole source of a payment of that mode.
  const prior = mode === 'opening' || drawOnPrior || wholeBase ? sources.undrawn : Money.zero;
  const others = othersFirst ? [] : steps.filter(({ kind }) => kind === 'other');
  // Members who take the rest leave what other purposes take of the bases above; of what is left nothing is.
  const reserved = Money.sum(
    others.map((step) =>
      step.base === 'left' ? Money.zero : amountOf(step, sources.baseOf(step.base)).amount,
    ),
  );
  const wished = wishOf(members, {
    left: mode === 'opening' ? left.plus(prior) : left,
    rest: positive((mode === 'opening' ? left.plus(prior) : left).minus(reserved)),
    distributable: sources.baseOf('distributable'),
    // Members keep what they were advanced, even of a year that earned less: the rest of it is a loss.
    least: figures.advanced,
  });
  const short = wished.minus(left);
  const given = members.kind === 'rest' && wished.equals(figures.advanced);
  if (!given && short.compare(prior) > 0)
    throw refuse('distribution.over', {
      wished: `${wished}`,
      left: `${left}`,
      short: `${short}`,
      prior: `${sources.undrawn}`,
    });
  sources.take(wished);
  const line: PlanLine = {
    kind: 'members',
    name: { zh: '向成员分配', en: 'To members' },
    base: wholeBase ? sources.baseOf('distributable') : left,
    rate: members.kind === 'rate' ? members.rate : null,
    amount: wished,
    bound: null,
    basis: noBasis,
  };
  return { line, wished };
}

function openingLines(figures: PeriodFigures, { good }: Sources): readonly PlanLine[] {
  const opening = figures.priorUndistributed.minus(figures.priorLoss);
  const keptOut = figures.keptOut.plus(figures.priorKeptOut);
  const line = (kind: PlanLine['kind'], zh: string, en: string, amount: Money): PlanLine => ({
    kind,
    name: { zh, en },
    amount,
    ...none,
  });
  return [
    ...(opening.isZero
      ? []
      : [
          opening.isNegative
            ? line('opening', '以前年度未弥补亏损', 'Losses of earlier years, not made good', opening)
            : line('opening', '以前年度未分配收益', 'Undistributed income of earlier years', opening),
        ]),
    line('income', '本期净收益', 'Net income of the period', figures.income),
    ...(good.isZero ? [] : [line('loss', '弥补以前年度亏损', 'Prior losses made good', good)]),
    ...(keptOut.isZero
      ? []
      : [line('kept-out', '其中：不得分配的收入', 'of it, what may not be distributed', keptOut)]),
  ];
}

function advancedLine({ advanced }: PeriodFigures): readonly PlanLine[] {
  if (advanced.isZero) return [];
  const name = { zh: '减：上半年预分', en: 'less what was advanced' };
  return [{ kind: 'advanced', name, amount: advanced, ...none }];
}

function carriedLine(carried: Money): PlanLine {
  const name = carried.isNegative
    ? { zh: '结转未弥补亏损', en: 'Carried forward: losses not made good' }
    : { zh: '结转未分配收益', en: 'Carried forward, undistributed' };
  return { kind: 'carried', name, amount: carried, ...none };
}

function requireFigures({ mode, figures, steps, members }: PlanTerms): void {
  const faults: Fault[] = [];
  const wrong = (code: Fault['code'], name: keyof PeriodFigures) =>
    void faults.push({ code, values: {}, pointer: `/figures/${name}` });
  for (const name of ['priorLoss', 'priorUndistributed', 'advanced', 'keptOut', 'priorKeptOut'] as const)
    if (figures[name].isNegative) wrong('distribution.figures-negative', name);
  if (figures.priorLoss.isPositive && figures.priorUndistributed.isPositive)
    wrong('distribution.figures-both', 'priorLoss');
  if (mode === 'opening' && !figures.income.isZero) wrong('distribution.figures-income', 'income');
  if (mode !== 'year' && !figures.advanced.isZero) wrong('distribution.figures-advance', 'advanced');
  for (const [index, step] of steps.entries())
    if (step.base === 'distributable' && mode !== 'year')
      faults.push({
        code: 'distribution.base-of-year',
        values: { name: step.name },
        pointer: `/steps/${index}/base`,
      });
    else if (step.floor && step.ceiling && step.floor.compare(step.ceiling) > 0)
      faults.push({
        code: 'distribution.floor-above-ceiling',
        values: { name: step.name },
        pointer: `/steps/${index}`,
      });
  if (members.kind === 'rate' && members.base === 'distributable' && mode !== 'year')
    faults.push({
      code: 'distribution.base-of-year',
      values: { name: '向成员分配' },
      pointer: '/members/base',
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
  of: { readonly left: Money; readonly rest: Money; readonly distributable: Money; readonly least: Money },
): Money {
  switch (members.kind) {
    case 'rest':
      return of.rest.compare(of.least) < 0 ? of.least : of.rest;
    case 'amount':
      return members.amount;
    case 'rate':
      return percentOf(members.rate, of[members.base ?? 'left']);
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

/** Refuses steps that do not stand in the order of the law of the day: members come before other purposes by themselves. */
export function requireOrder(steps: readonly PlanStep[], day: LocalDate, jurisdiction: Jurisdiction): void {
  const law = lawInForce('distribution.order', day, jurisdiction);
  const late = steps.findIndex(
    ({ kind }, index) =>
      index > 0 &&
      stepKinds.indexOf(kind) <
        Math.max(...steps.slice(0, index).map((each) => stepKinds.indexOf(each.kind))),
  );
  const step = steps[late];
  if (law && step)
    throw refuse('distribution.step-order', { name: step.name, law: citation(law.id) }, `/steps/${late}`);
}

/**
 * What a province asks of the steps. `least` and `most` are its law, of the year's net income: the cooperative's own rates,
 * floors and ceilings stand only within them. `usual` is what is proposed; the cooperative's own value goes before it.
 */
export interface Preset {
  readonly id: string;
  readonly name: Sentence;
  readonly steps: readonly PresetStep[];
}

export interface PresetStep {
  readonly kind: 'reserve' | 'welfare';
  readonly name: string;
  readonly law: LawId;
  readonly least: string | null;
  readonly most: string | null;
  /** Null: it must choose. */
  readonly usual: string | null;
  /** Whether it must be set aside at all: "may" is not "must". */
  readonly duty: boolean;
  /** Whether it may stop when the fund has reached the amount of the articles. */
  readonly untilReached: boolean;
}

function step(kind: PresetStep['kind'], name: string, law: LawId): PresetStep {
  const { value } = lawById(law);
  if (value?.kind !== 'percent') throw new TypeError(`${law} is no percentage.`);
  const { least, most, duty, untilReached } = value;
  return { kind, name, law, least, most, usual: least, duty, untilReached: untilReached ?? false };
}

export const distributionPresets: readonly Preset[] = [
  {
    id: 'national',
    name: { zh: '全国：比例由章程确定', en: 'National: the rate is set by the articles' },
    steps: [step('reserve', '提取公积公益金', 'reserve.rate@2022')],
  },
  {
    id: 'zhejiang',
    name: { zh: '浙江：公积公益金不低于 30%', en: 'Zhejiang: reserve of at least 30 %' },
    steps: [step('reserve', '提取公积公益金', 'reserve.rate@zhejiang-2016')],
  },
  {
    id: 'heilongjiang',
    name: { zh: '黑龙江：公积公益金不高于 25%', en: 'Heilongjiang: reserve of at most 25 %' },
    steps: [step('reserve', '提取公积公益金', 'reserve.rate@heilongjiang-2020')],
  },
  {
    id: 'shanghai',
    name: { zh: '上海：公积金 15%，公益金 15%', en: 'Shanghai: reserve 15 %, welfare 15 %' },
    steps: [
      step('reserve', '提取公积金', 'reserve.rate@shanghai-2018'),
      step('welfare', '提取公益金', 'welfare.rate@shanghai-2018'),
    ],
  },
];

/** The preset, or `distribution.preset-unknown`. */
export function distributionPreset(id: string): Preset {
  const found = distributionPresets.find((each) => each.id === id);
  if (found) return found;
  const known = listed(distributionPresets.map(({ name }) => name));
  throw refuse('distribution.preset-unknown', { id, known }, '/preset');
}

/** What the law of a province and day asks; null where the rate is left to the articles. */
export function presetOfLaw(day: LocalDate, jurisdiction: Jurisdiction): Preset | null {
  const law = lawInForce('reserve.rate', day, jurisdiction);
  if (law?.force !== 'law') return null;
  return distributionPresets.find(({ steps }) => steps.some((each) => each.law === law.id)) ?? null;
}

/** Where a preset comes from, as papers and answers cite it. */
export function presetSource({ steps }: Preset): Sentence {
  const cited = steps.map(({ law }) => citation(law));
  return listed(cited.filter(({ zh }, index) => cited.findIndex((each) => each.zh === zh) === index));
}

/** The least that a preset asks to be set aside of a year, at most what making good losses and what is kept out leave of it. */
export function askedOf(
  { steps }: Preset,
  { income, priorLoss, keptOut }: Pick<PeriodFigures, 'income' | 'priorLoss' | 'keptOut'>,
): Money {
  const base = positive(income);
  const there = positive(base.minus(smaller(priorLoss, base)).minus(keptOut));
  const asked = steps.flatMap(({ duty, least }) => (duty && least !== null ? [percentOf(least, base)] : []));
  return smaller(Money.sum(asked), there);
}

/**
 * Refuses a plan whose steps leave out what the preset asks for, or take less than its least or more than its most of the
 * period's net income. Amounts are judged, not rates: a floor or a ceiling of the cooperative's own cannot undo the law.
 * Nobody is asked for more than making good losses left. `reached`: the fund has come to the amount of the articles.
 */
export function requirePreset(
  preset: Preset,
  terms: PlanTerms,
  { reached }: { readonly reached: boolean },
): void {
  const { lines } = distribute(terms);
  const amountOfKind = (kind: PlanLine['kind']) =>
    Money.sum(lines.filter((line) => line.kind === kind).map(({ amount }) => amount));
  const base = positive(amountOfKind('income'));
  const there = positive(base.minus(amountOfKind('loss')).minus(terms.figures.keptOut));
  // Where nothing is left nothing is asked.
  if (there.isZero) return;
  throwFaults(
    preset.steps.flatMap((asked): readonly Fault[] => {
      const own = lines.filter(({ kind }) => kind === asked.kind);
      const amount = amountOfKind(asked.kind);
      const excused = reached && asked.untilReached;
      // Every step rounds to the fen by itself, so each may be half a fen away from its rate.
      const rounding = Fraction.of(BigInt(own.length), 2n);
      const beyond = (percent: string, sign: 1n | -1n) => {
        const rated = Fraction.of(base.fen).times(Fraction.parse(percent)).dividedBy(Fraction.of(100n));
        const whole = Fraction.of(there.fen);
        const asks = sign === -1n && rated.compare(whole) > 0 ? whole : rated;
        const away = Fraction.of(sign).times(Fraction.of(amount.fen).minus(asks));
        return away.compare(rounding) > 0;
      };
      const low = !excused && asked.least !== null && beyond(asked.least, -1n);
      const high = asked.most !== null && beyond(asked.most, 1n);
      const lacks = asked.duty && !excused && own.length === 0;
      if (!lacks && !low && !high) return [];
      const values = {
        name: asked.name,
        law: citation(asked.law),
        least: asked.least ?? '0',
        most: asked.most ?? '100',
        amount: amount.toGrouped(),
        base: base.toGrouped(),
      };
      return [{ code: 'distribution.preset-not-kept', values, pointer: '/steps' }];
    }),
  );
}
