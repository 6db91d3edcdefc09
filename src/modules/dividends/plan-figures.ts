/** The figures a plan rests on, from the books unless given, and the plan as people read it. */
import {
  distribute,
  distributionPreset,
  presetOfLaw,
  requireOrder,
  requirePreset,
  type Distribution,
  type PlanStep,
  type PlanTerms,
} from '../../domain/distribution.ts';
import { openCarries } from '../../domain/carry.ts';
import { LocalDate, Period } from '../../domain/calendar.ts';
import { chartOn } from '../../domain/chart.ts';
import { citation } from '../../domain/law.ts';
import { Refusal, refuse } from '../../domain/refusal.ts';
import { drawnFreely, takenOfOwed, yearsOwed, type ReserveOwed } from '../../domain/reserve-owed.ts';
import type { Language } from '../../domain/language.ts';
import { Money } from '../../domain/money.ts';
import type { Tx } from '../../platform/database.ts';
import { booksAreKept, incomeStatementOf } from '../accounting/index.ts';
import { jurisdictionOn } from '../assemblies/index.ts';
import { taxRiskOf } from './printed.ts';
import { keptOutOf, requireKeptOut } from './kept-out.ts';
import { reserveOwed, reservesReached } from './reserve-owed.ts';
import type { PlanInput } from './plan-contract.ts';
import type { distributionPlan } from './schema.ts';
import {
  advancedIn,
  distributedLater,
  drawnInFirstHalf,
  planState,
  votedAndWaiting,
  type Plan,
} from './plan-store.ts';
import { carryRuns } from './store.ts';

export type WholeTerms = (typeof distributionPlan.$inferSelect)['terms'];

function stepsOf({ steps }: PlanInput): readonly PlanStep[] {
  return steps.map(({ floor, ceiling, ...step }) => ({
    ...step,
    floor: floor === undefined ? null : Money.parse(floor),
    ceiling: ceiling === undefined ? null : Money.parse(ceiling),
  }));
}

export function termsOf(terms: WholeTerms): PlanTerms {
  const { figures, members } = terms;
  return {
    mode: terms.mode,
    figures: {
      income: Money.parse(figures.income),
      priorLoss: Money.parse(figures.priorLoss),
      priorUndistributed: Money.parse(figures.priorUndistributed),
      advanced: Money.parse(figures.advanced ?? '0'),
      keptOut: Money.parse(figures.keptOut ?? '0'),
      priorKeptOut: Money.parse(figures.priorKeptOut ?? '0'),
    },
    steps: stepsOf(terms),
    members: members.kind === 'amount' ? { ...members, amount: Money.parse(members.amount) } : members,
    drawOnPrior: terms.drawOnPrior ?? false,
    othersFirst: terms.order === undefined,
    lossAside: terms.loss === undefined,
  };
}

export function waterfallOf(terms: WholeTerms): Distribution {
  return distribute(termsOf(terms));
}

/**
 * The plan's terms with their figures, judged: by its half-year, by the preset it names, and by the waterfall itself. Drawing
 * a plan up and working one out refuse the same things.
 */
export async function wholeTerms(
  tx: Tx,
  cooperativeId: string,
  input: PlanInput,
  today: LocalDate,
): Promise<WholeTerms> {
  requireMode(input);
  requireYearOver(input, today);
  if (input.reserveUntil && !Money.parse(input.reserveUntil.amount).isPositive)
    throw refuse('distribution.reserve-until-nothing', {}, '/reserveUntil/amount');
  const { lastDay, year } = Period.parse(input.period);
  const jurisdiction = await jurisdictionOn(tx, cooperativeId, lastDay);
  const ofLaw = presetOfLaw(lastDay, jurisdiction);
  // What the province asks stands on the plan, whether it was named or not.
  const preset = input.preset ?? ofLaw?.id;
  const figures = await figuresFor(tx, cooperativeId, input, today);
  await requireKeptOut(tx, cooperativeId, lastDay);
  const keptOut = await keptOutOf(tx, cooperativeId, input);
  const terms: WholeTerms = {
    ...input,
    ...(preset !== undefined && { preset }),
    figures: { ...figures, ...keptOut },
    order: 'members-first',
    loss: 'first',
  };
  const whole = termsOf(terms);
  requireOrder(whole.steps, lastDay, jurisdiction);
  requireBenefits(whole.steps, LocalDate.of(year, 12, 31));
  const reached = await reservesReached(tx, cooperativeId, input.reserveUntil, lastDay);
  const presets = [...new Set([preset, ofLaw?.id])].flatMap((id) => (id === undefined ? [] : [id]));
  for (const id of presets) requirePreset(distributionPreset(id), whole, { reached });
  if (input.figures) await requireBookedIncome(tx, cooperativeId, input, input.figures.income);
  await requireEarlierReserve(tx, cooperativeId, { period: input.period, terms });
  return terms;
}

type Drawing = Pick<Plan['row'], 'period' | 'terms'>;

/** What is owed to the reserve of years before a plan that were over on a day, beside all that they left; null where nothing is. */
export async function earlierReserve(
  tx: Tx,
  cooperativeId: string,
  { period, terms: { mode } }: Drawing,
  day: LocalDate,
): Promise<ReserveOwed | null> {
  const owed = await reserveOwed(tx, cooperativeId, period, day);
  if (owed === null) return null;
  const { priorUndistributed } = await bookedFigures(tx, cooperativeId, { period, mode });
  const { priorKeptOut } = await keptOutOf(tx, cooperativeId, { period, mode });
  return { ...owed, left: Money.parse(priorUndistributed).minus(Money.parse(priorKeptOut)) };
}

/** Refuses what would draw on earlier years whose reserve nobody set aside, of all years before the plan's or those over on a day. */
export async function requireEarlierReserve(
  tx: Tx,
  cooperativeId: string,
  { period, terms }: Drawing,
  day: LocalDate = LocalDate.of(Period.parse(period).year, 1, 1),
): Promise<void> {
  const { fromPrior } = distribute(termsOf(terms));
  if (!fromPrior.isPositive) return;
  const owed = await earlierReserve(tx, cooperativeId, { period, terms }, day);
  const taken = owed && takenOfOwed(drawnFreely(termsOf(terms)), owed);
  if (!owed || !taken) return;
  throw refuse('distribution.reserve-of-earlier', {
    years: yearsOwed(owed),
    owed: owed.amount.toGrouped(),
    taken: taken.toGrouped(),
    law: owed.law,
  });
}

/** What the law of the province has against a plan that was adopted on a day; null where nothing. */
export async function againstLaw(
  tx: Tx,
  cooperativeId: string,
  { period, mode, terms }: Pick<Plan['row'], 'period' | 'mode' | 'terms'>,
  adoptedOn: LocalDate,
): Promise<Refusal | null> {
  const { lastDay } = Period.parse(period);
  const preset = presetOfLaw(lastDay, await jurisdictionOn(tx, cooperativeId, lastDay));
  if (mode === 'advance') return null;
  try {
    requireYearOver({ period, mode }, adoptedOn);
    if (preset !== null) {
      const reached = await reservesReached(tx, cooperativeId, terms.reserveUntil, lastDay);
      requirePreset(preset, termsOf(terms), { reached });
    }
    await requireEarlierReserve(tx, cooperativeId, { period, terms }, adoptedOn);
    return null;
  } catch (error) {
    if (error instanceof Refusal) return error;
    throw error;
  }
}

/** 福利费 has an account of its own in the chart of 2004 alone. */
function requireBenefits(steps: readonly PlanStep[], day: LocalDate): void {
  const index = steps.findIndex(({ kind }) => kind === 'benefits');
  const step = steps[index];
  if (step && chartOn(day) !== '2004')
    throw refuse(
      'distribution.no-benefits-account',
      { name: step.name, law: citation('books.reserve-account@2024') },
      `/steps/${index}/kind`,
    );
}

/** Whether the reserve had come to the amount of the articles by the end of the plan's half-year. */
export function reserveReached(
  tx: Tx,
  cooperativeId: string,
  { period, terms }: Plan['row'],
): Promise<boolean> {
  return reservesReached(tx, cooperativeId, terms.reserveUntil, Period.parse(period).lastDay);
}

/** The first half pays out of opening income or in advance; the second reconciles the year. */
function requireMode({ period, mode }: PlanInput): void {
  if ((Period.parse(period).half === 2) !== (mode === 'year'))
    throw refuse('distribution.year-needs-second-half', {}, '/mode');
}

/** What a year earned is known when it is over: no plan settles it before its last day, whoever types the figures. */
export function requireYearOver({ period, mode }: Pick<PlanInput, 'period' | 'mode'>, day: LocalDate): void {
  const { year, lastDay } = Period.parse(period);
  if (mode === 'year' && day.isBefore(lastDay))
    throw refuse('distribution.year-not-over', { year, lastDay: `${lastDay}` }, '/period');
}

/** As given, or from the books: income of the half-year (of the whole year for `year`), and what earlier years left. */
async function figuresFor(
  tx: Tx,
  cooperativeId: string,
  input: PlanInput,
  today: LocalDate,
): Promise<WholeTerms['figures']> {
  const period = Period.parse(input.period);
  const expected = input.mode === 'year' ? await advancedIn(tx, cooperativeId, period.year) : Money.zero;
  if (input.figures) {
    const advanced = input.figures.advanced ?? expected.toString();
    requireAdvanced(expected, Money.parse(advanced), '/figures/advanced');
    return { ...input.figures, advanced };
  }
  if (input.mode !== 'opening' && !period.lastDay.isBefore(today))
    throw refuse('distribution.period-not-over', { lastDay: `${period.lastDay}` }, '/period');
  return { ...(await bookedFigures(tx, cooperativeId, input)), advanced: expected.toString() };
}

/**
 * Of a year whose books are kept here the income is theirs, whatever somebody types: of more reserve, investors and others would take
 * what is not there, and of what was left out nobody would be asked a reserve.
 */
async function requireBookedIncome(
  tx: Tx,
  cooperativeId: string,
  input: PlanInput,
  given: string,
): Promise<void> {
  const { year } = Period.parse(input.period);
  if (!(await booksAreKept(tx, cooperativeId, LocalDate.of(year, 1, 1)))) return;
  const { income } = await bookedFigures(tx, cooperativeId, input);
  const below = Money.parse(income).minus(Money.parse(given));
  if (below.isPositive)
    throw refuse('distribution.income-below-books', { booked: income, given }, '/figures/income');
  if (below.isNegative)
    throw refuse('distribution.income-above-books', { booked: income, given }, '/figures/income');
}

/** What the books say of the half-year, or for `year` of the year. */
async function bookedFigures(
  tx: Tx,
  cooperativeId: string,
  input: Pick<PlanInput, 'period' | 'mode'>,
): Promise<WholeTerms['figures']> {
  const period = Period.parse(input.period);
  const start = LocalDate.of(period.year, 1, 1);
  const statement = await incomeStatementOf(tx, cooperativeId, { from: start, to: period.lastDay }, 'zh');
  const amountOf = (key: string) => statement.lines.find((line) => line.key === key)?.amount ?? '0.00';
  const before = Money.parse(amountOf('opening')).minus(await claimedBefore(tx, cooperativeId, period));
  return {
    income: input.mode === 'opening' ? '0.00' : amountOf('net'),
    priorLoss: (before.isNegative ? before.negated() : Money.zero).toString(),
    priorUndistributed: (before.isNegative ? Money.zero : before).toString(),
  };
}

/**
 * What of the books' opening undistributed income is gone: distributed later, voted and not posted yet, carried into later runs,
 * drawn in June.
 */
async function claimedBefore(tx: Tx, cooperativeId: string, period: Period): Promise<Money> {
  const first = `${period.year}-H1`;
  const eve = LocalDate.of(period.year, 1, 1).plusDays(-1);
  return Money.sum([
    await distributedLater(tx, cooperativeId, eve, first),
    await votedAndWaiting(tx, cooperativeId, { before: first }),
    openCarries(await carryRuns(tx, cooperativeId), first),
    period.half === 2 ? await drawnInFirstHalf(tx, cooperativeId, period.year) : Money.zero,
  ]);
}

/** A year takes off what its first half advanced. Where no run of it stands, it may be given: books that began later. */
export function requireAdvanced(expected: Money, given: Money, pointer?: string): void {
  if (expected.isZero || given.equals(expected)) return;
  throw refuse('distribution.advance-differs', { expected: `${expected}`, given: `${given}` }, pointer);
}

export function waterfallOnWire(terms: WholeTerms, language: Language) {
  const { lines, members, payable, fromPrior, carried } = waterfallOf(terms);
  const {
    income,
    priorLoss,
    priorUndistributed,
    advanced = '0.00',
    keptOut = '0.00',
    priorKeptOut = '0.00',
  } = terms.figures;
  return {
    figures: { income, priorLoss, priorUndistributed, advanced, keptOut, priorKeptOut },
    lines: lines.map((line) => ({
      kind: line.kind,
      name: line.name[language],
      base: line.base?.toString() ?? null,
      rate: line.rate,
      amount: line.amount.toString(),
      bound: line.bound,
      basis: line.basis[language],
    })),
    members: members.toString(),
    payable: payable.toString(),
    fromPrior: fromPrior.toString(),
    carried: carried.toString(),
  };
}

export async function planOnWire(tx: Tx, { row, end, repeal }: Plan, language: Language = 'zh') {
  return {
    id: row.id,
    number: row.number.toString(),
    period: row.period,
    mode: row.mode,
    state: planState({ end, repeal }),
    preset: row.terms.preset ?? null,
    drawOnPrior: row.terms.drawOnPrior ?? false,
    resolutionId: end?.resolutionId ?? null,
    repeal: repeal && { resolutionId: repeal.resolutionId, reason: repeal.reason },
    terms: keptTermsOf(row.terms),
    taxRisk: await taxRiskOf(tx, row.cooperativeId, row.period),
    ...waterfallOnWire(row.terms, language),
  };
}

/** What of a plan is no figure: the next one may follow it. */
function keptTermsOf({ steps, members, reserveUntil, drawOnPrior }: WholeTerms) {
  return {
    steps: [...steps],
    members,
    ...(reserveUntil !== undefined && { reserveUntil }),
    ...(drawOnPrior !== undefined && { drawOnPrior }),
  };
}
