/**
 * Several schemes over one register and one pool of money, side by side: what each holder and each cohort would hold and
 * be paid, and in words what the choice does and does not change. Every scheme pays out the whole pool.
 */
import { allot, allotmentSteps, refuseTooMuch, type AllotmentHolder, type Rule } from './allotment.ts';
import { apportionLargestRemainder, byCodeUnit } from './apportion.ts';
import { refuse } from './refusal.ts';
import type { Language } from './language.ts';
import { Fraction, toCommonScale } from './fraction.ts';
import { Money } from './money.ts';
import { ShareQuantity } from './share-quantity.ts';

export interface ComparedScheme {
  readonly name: string;
  readonly rules: readonly Rule[];
}

export interface ComparisonInput {
  readonly schemes: readonly ComparedScheme[];
  readonly holders: readonly AllotmentHolder[];
  /** Names the cohort a holder is counted in, such as the standing. */
  readonly cohortOf: (holder: AllotmentHolder) => string;
  readonly collective: ReadonlyMap<string, ShareQuantity>;
  readonly pool: Money;
  /** What a share of a class weighs in the dividend; classes not named weigh 1. */
  readonly classWeights: ReadonlyMap<string, Fraction>;
}

/** Under one scheme: shares of all classes together, and the dividend. */
export interface Outcome {
  readonly shares: ShareQuantity;
  readonly dividend: Money;
}

export interface ComparedRow {
  /** Null: the collective account. */
  readonly key: string | null;
  /** One for each scheme, in their order. */
  readonly outcomes: readonly Outcome[];
}

export interface CohortRow {
  readonly cohort: string;
  readonly holders: number;
  readonly outcomes: readonly Outcome[];
}

export type Finding =
  | { readonly kind: 'paid-the-same'; readonly first: string; readonly second: string }
  | {
      readonly kind: 'cohort-moves';
      readonly first: string;
      readonly second: string;
      readonly cohort: string;
      readonly difference: Money;
    }
  | { readonly kind: 'collective-in-divisor'; readonly scheme: string; readonly part: Money }
  | { readonly kind: 'class-weights' };

export interface Comparison {
  readonly rows: readonly ComparedRow[];
  readonly cohorts: readonly CohortRow[];
  readonly collective: readonly Outcome[];
  readonly totals: readonly Outcome[];
  readonly findings: readonly Finding[];
}

/** Sorts after every register number, so a tie between a person and the cooperative goes to the person. */
const COLLECTIVE_KEY = '\uffff';

export function compareSchemes(input: ComparisonInput): Comparison {
  const { length } = input.holders;
  refuseTooMuch(input.schemes.reduce((sum, { rules }) => sum + allotmentSteps(rules, length), 0));
  const results = input.schemes.map((scheme) => outcomesOf(scheme, input));
  const outcomesFor = (key: string) => results.map((result) => result.get(key) ?? nothing);
  const rows = input.holders.map(({ key }) => ({ key, outcomes: outcomesFor(key) }));
  const collective = outcomesFor(COLLECTIVE_KEY);
  const cohorts = cohortRows(input, rows);
  const totals = input.schemes.map((_, index) =>
    sumOutcomes([...rows.map((row) => row.outcomes[index] ?? nothing), collective[index] ?? nothing]),
  );
  return { rows, cohorts, collective, totals, findings: findingsOf(input, rows, cohorts, collective) };
}

const nothing: Outcome = { shares: ShareQuantity.zero, dividend: Money.zero };

function outcomesOf(scheme: ComparedScheme, input: ComparisonInput): ReadonlyMap<string, Outcome> {
  const { after, collective } = allot(scheme.rules, input.holders, input.collective);
  const held = [...after, [COLLECTIVE_KEY, collective] as const];
  const classWeights = wholeWeights(input.classWeights);
  const weights = held.map(([, holding]) => weightOf(holding, classWeights));
  if (weights.every((weight) => weight === 0n)) throw refuse('allotment.nothing-held', {}, '/schemes');
  const { parts } = apportionLargestRemainder(
    input.pool.fen,
    held.map(([key], index) => ({ key, weight: weights[index] ?? 0n })),
  );
  return new Map(
    held.map(([key, holding], index) => [
      key,
      { shares: ShareQuantity.sum(holding.values()), dividend: Money.fromFen(parts[index]?.amount ?? 0n) },
    ]),
  );
}

interface WholeWeights {
  readonly named: ReadonlyMap<string, bigint>;
  /** Of a class that is not named. */
  readonly other: bigint;
}

/** The weights of the classes as whole numbers in the same proportions, so that holders are summed without fractions. */
function wholeWeights(weights: ReadonlyMap<string, Fraction>): WholeWeights {
  const codes = [...weights.keys()];
  const { scale, weights: whole } = toCommonScale([...weights.values()]);
  return { named: new Map(codes.map((code, index) => [code, whole[index] ?? 0n])), other: scale };
}

function weightOf(holding: ReadonlyMap<string, ShareQuantity>, { named, other }: WholeWeights): bigint {
  let total = 0n;
  for (const [shareClass, quantity] of holding) total += quantity.units * (named.get(shareClass) ?? other);
  return total;
}

function cohortRows(input: ComparisonInput, rows: readonly ComparedRow[]): readonly CohortRow[] {
  const cohorts = new Map<string, ComparedRow[]>();
  input.holders.forEach((holder, index) => {
    const row = rows[index];
    if (!row) return;
    const cohort = input.cohortOf(holder);
    const known = cohorts.get(cohort);
    if (known) known.push(row);
    else cohorts.set(cohort, [row]);
  });
  return [...cohorts]
    .sort(([a], [b]) => byCodeUnit(a, b))
    .map(([cohort, members]) => ({
      cohort,
      holders: members.length,
      outcomes: input.schemes.map((_, index) =>
        sumOutcomes(members.map((row) => row.outcomes[index] ?? nothing)),
      ),
    }));
}

function sumOutcomes(outcomes: readonly Outcome[]): Outcome {
  return {
    shares: ShareQuantity.sum(outcomes.map((outcome) => outcome.shares)),
    dividend: Money.sum(outcomes.map((outcome) => outcome.dividend)),
  };
}

/** Each scheme against the first: what a voter should know before the vote. */
function findingsOf(
  input: ComparisonInput,
  rows: readonly ComparedRow[],
  cohorts: readonly CohortRow[],
  collective: readonly Outcome[],
): readonly Finding[] {
  const findings: Finding[] = [];
  const first = input.schemes[0]?.name ?? '';
  input.schemes.forEach((scheme, index) => {
    if (index > 0) {
      const second = scheme.name;
      const same = rows.every(({ outcomes }) => dividendAt(outcomes, 0).equals(dividendAt(outcomes, index)));
      if (same) findings.push({ kind: 'paid-the-same', first, second });
      for (const { cohort, outcomes } of same ? [] : cohorts) {
        const difference = dividendAt(outcomes, index).minus(dividendAt(outcomes, 0));
        if (!difference.isZero) findings.push({ kind: 'cohort-moves', first, second, cohort, difference });
      }
    }
    const part = dividendAt(collective, index);
    if (part.isPositive) findings.push({ kind: 'collective-in-divisor', scheme: scheme.name, part });
  });
  const weights = [...input.classWeights.values()];
  if (weights.some((weight) => !weight.equals(Fraction.one))) findings.push({ kind: 'class-weights' });
  return findings;
}

function dividendAt(outcomes: readonly Outcome[], index: number): Money {
  return outcomes[index]?.dividend ?? Money.zero;
}

/** A finding as a sentence. `cohortName` and `schemeName` give what a cohort and a scheme are called in that language. */
export function findingSentence(
  finding: Finding,
  language: Language,
  cohortName: (cohort: string) => string = (cohort) => cohort,
  schemeName: (scheme: string) => string = (scheme) => scheme,
): string {
  const zh = language === 'zh';
  switch (finding.kind) {
    case 'paid-the-same':
      return zh
        ? `同一笔资金，“${finding.first}”与“${finding.second}”给每个人的分红完全相同：所有人用同一比例时，股数变了，各人所占的份额没有变。`
        : `With the same money, "${schemeName(finding.first)}" and "${schemeName(finding.second)}" pay everybody the same: one ratio for everyone changes the number of shares, not anybody's part.`;
    case 'cohort-moves': {
      const more = finding.difference.isPositive;
      const amount = (more ? finding.difference : finding.difference.negated()).toGrouped();
      const cohort = cohortName(finding.cohort);
      return zh
        ? `与“${finding.first}”相比，“${finding.second}”使${cohort}合计${more ? '多' : '少'}分 ${amount} 元。`
        : `Compared with "${schemeName(finding.first)}", "${schemeName(finding.second)}" pays ${cohort} ${amount} yuan ${more ? 'more' : 'less'} in all.`;
    }
    case 'collective-in-divisor':
      return zh
        ? `“${finding.scheme}”中集体股参与分配，${finding.part.toGrouped()} 元留在合作社，比例的高低因此影响个人分红。`
        : `Under "${schemeName(finding.scheme)}" the collective share takes part: ${finding.part.toGrouped()} yuan stay with the cooperative, so the ratio matters for what people get.`;
    case 'class-weights':
      return zh
        ? '各股种的分红权重不同，因此股数相同不等于分红相同。'
        : 'The classes earn at different weights, so the same number of shares is not the same dividend.';
  }
}
