/** What the open calculations reckon, as one piece of work: on the spot when it is small, in a thread of its own otherwise. */
import { allot, allotmentSteps, refuseTooMuch, type AllotmentHolder } from '../../domain/allotment.ts';
import { compareSchemes, findingSentence, type Outcome } from '../../domain/allotment-comparison.ts';
import { calculateDividend } from '../../domain/dividend.ts';
import { Refusal, refuse, type Fault } from '../../domain/refusal.ts';
import { Fraction } from '../../domain/fraction.ts';
import { Money } from '../../domain/money.ts';
import { ShareQuantity } from '../../domain/share-quantity.ts';
import { promised } from '../../contract/promised.ts';
import { parseRule } from '../allotments/rules-contract.ts';
import * as wire from './contract.ts';
import type { AllotmentQuestion, DividendQuestion } from './contract.ts';

export type Calculation =
  | { readonly of: 'dividend'; readonly question: DividendQuestion }
  | { readonly of: 'allotment'; readonly question: AllotmentQuestion };

/** Of an open calculation, all its schemes together: ten thousand holders under six schemes of two rules. */
const MOST_STEPS = 300_000;
/** Steps that nobody else notices. */
const SMALL = 20_000;

/** Refuses `allotment.too-much` before anything is reckoned. */
export function isSmall({ of, question }: Calculation): boolean {
  if (of === 'dividend') return question.holdings.length <= 500;
  const steps = stepsOf(question);
  refuseTooMuch(steps, MOST_STEPS);
  return steps <= SMALL && question.holders.length <= 500;
}

/** The answer as it goes out. */
export default function calculate(calculation: Calculation): string {
  return JSON.stringify(
    calculation.of === 'dividend'
      ? promised(wire.calculateDividend, dividendOf(calculation.question))
      : promised(wire.calculateAllotment, allotmentOf(calculation.question)),
  );
}

function stepsOf({ schemes, holders }: AllotmentQuestion): number {
  return schemes.reduce((sum, { rules }) => sum + allotmentSteps(rules.map(parseRule), holders.length), 0);
}

function dividendOf({ rateScale, unit, ...question }: DividendQuestion) {
  const answer = calculateDividend({
    ...question,
    rateScale: rateScale ?? null,
    unitPlaces: (unit ?? '0.01').length - 2,
  });
  return { ...answer, lines: answer.lines.map((line) => ({ ...line, quota: line.quota.toString() })) };
}

function allotmentOf(question: AllotmentQuestion) {
  const holders = question.holders.map(holderOf);
  refuseDuplicates(holders);
  const schemes = question.schemes.map(({ name, rules }) => ({ name, rules: rules.map(parseRule) }));
  const applied = schemes.map(({ name, rules }) => {
    const { lines, collective } = allot(rules, holders);
    return {
      name,
      lines: lines.map((line) => ({
        ...line,
        rule: line.rule + 1,
        held: line.held.toString(),
        target: line.target.toString(),
      })),
      collective: Object.fromEntries([...collective].map(([code, quantity]) => [code, quantity.toString()])),
    };
  });
  return {
    schemes: applied,
    comparison:
      question.pool === undefined ? null : compare(question.pool, question.classWeights, schemes, holders),
  };
}

function compare(
  pooled: string,
  classWeights: AllotmentQuestion['classWeights'],
  schemes: Parameters<typeof compareSchemes>[0]['schemes'],
  holders: readonly AllotmentHolder[],
) {
  const pool = Money.parse(pooled);
  if (!pool.isPositive) throw refuse('allotment.pool-not-positive', { pool: pool.toString() }, '/pool');
  const comparison = compareSchemes({
    schemes,
    holders,
    cohortOf: (holder) => holder.standing,
    collective: new Map(),
    pool,
    classWeights: new Map(
      Object.entries(classWeights ?? {}).map(([code, weight]) => [code, Fraction.parse(weight)]),
    ),
  });
  return {
    rows: comparison.rows.map((row) => ({ key: row.key ?? '', outcomes: row.outcomes.map(outcomeOnWire) })),
    cohorts: comparison.cohorts.map((row) => ({ ...row, outcomes: row.outcomes.map(outcomeOnWire) })),
    collective: comparison.collective.map(outcomeOnWire),
    totals: comparison.totals.map(outcomeOnWire),
    findings: comparison.findings.map((finding) => ({
      kind: finding.kind,
      zh: findingSentence(finding, 'zh'),
      en: findingSentence(finding, 'en'),
    })),
  };
}

function holderOf(holder: AllotmentQuestion['holders'][number]): AllotmentHolder {
  return {
    key: holder.key,
    standing: holder.standing ?? 'admitted',
    age: holder.age ?? null,
    years: holder.years ?? null,
    group: holder.group ?? null,
    tags: holder.tags ?? [],
    holdings: new Map(
      Object.entries(holder.holdings).map(([code, quantity]) => [code, ShareQuantity.parse(quantity)]),
    ),
  };
}

function refuseDuplicates(holders: readonly AllotmentHolder[]): void {
  const seen = new Set<string>();
  const faults: Fault[] = [];
  holders.forEach(({ key }, index) => {
    if (seen.has(key)) {
      faults.push({ code: 'allotment.duplicate-holder', values: { key }, pointer: `/holders/${index}/key` });
    }
    seen.add(key);
  });
  const [first, ...rest] = faults;
  if (first) throw new Refusal([first, ...rest]);
}

function outcomeOnWire(outcome: Outcome) {
  return { shares: outcome.shares.toString(), dividend: outcome.dividend.toString() };
}
