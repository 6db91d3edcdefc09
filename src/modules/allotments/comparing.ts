/** The comparison of schemes as one piece of work on plain data: in a thread of its own when a person asks for it. */
import type { AllotmentHolder } from '../../domain/allotment.ts';
import { compareSchemes, findingSentence, type Outcome } from '../../domain/allotment-comparison.ts';
import { Fraction } from '../../domain/fraction.ts';
import type { Language } from '../../domain/language.ts';
import type { StandingState } from '../../domain/membership.ts';
import { Money } from '../../domain/money.ts';
import { ShareQuantity } from '../../domain/share-quantity.ts';
import { promised } from '../../contract/promised.ts';
import { must } from '../../platform/must.ts';
import * as wire from './contract.ts';
import { parseRule, type RuleOnWire } from './rules-contract.ts';

type ByCode = readonly (readonly [code: string, text: string])[];

/** Plain, so that it travels between threads; amounts are text. */
export interface ComparisonOrder {
  readonly schemes: readonly {
    readonly name: string;
    readonly nameEn: string | null;
    readonly rules: readonly RuleOnWire[];
  }[];
  readonly holders: readonly (Omit<AllotmentHolder, 'holdings'> & {
    readonly holdings: ByCode;
    /** The register number. */
    readonly number: string;
  })[];
  readonly collective: ByCode;
  readonly pool: string;
  readonly classWeights: ByCode;
}

/** The answer as it goes out. */
export default function compare(order: ComparisonOrder): string {
  return JSON.stringify(promised(wire.compareSchemes, compared(order)));
}

export function compared(order: ComparisonOrder) {
  const pool = Money.parse(order.pool);
  const inEnglish = new Map(order.schemes.map(({ name, nameEn }) => [name, nameEn ?? name]));
  const comparison = compareSchemes({
    schemes: order.schemes.map(({ name, rules }) => ({ name, rules: rules.map(parseRule) })),
    holders: order.holders.map((holder) => ({ ...holder, holdings: quantitiesOf(holder.holdings) })),
    cohortOf: (holder) => holder.standing,
    collective: quantitiesOf(order.collective),
    pool,
    classWeights: new Map(order.classWeights.map(([code, weight]) => [code, Fraction.parse(weight)])),
  });
  return {
    schemes: order.schemes.map(({ name }) => name),
    pool: pool.toString(),
    // Rows of a comparison are members, in the order given; the collective stands apart.
    rows: comparison.rows.map(({ outcomes }, index) => {
      const { number, standing } = must(order.holders[index], 'the member of a row');
      return { number, cohort: standing, outcomes: outcomes.map(outcomeOnWire) };
    }),
    cohorts: comparison.cohorts.map((row) => ({ ...row, outcomes: row.outcomes.map(outcomeOnWire) })),
    collective: comparison.collective.map(outcomeOnWire),
    totals: comparison.totals.map(outcomeOnWire),
    findings: comparison.findings.map((finding) => ({
      kind: finding.kind,
      zh: findingSentence(finding, 'zh', (cohort) => standingName(cohort, 'zh')),
      en: findingSentence(
        finding,
        'en',
        (cohort) => standingName(cohort, 'en'),
        (scheme) => inEnglish.get(scheme) ?? scheme,
      ),
    })),
  };
}

function quantitiesOf(byCode: ByCode): ReadonlyMap<string, ShareQuantity> {
  return new Map(byCode.map(([code, text]) => [code, ShareQuantity.parse(text)]));
}

function outcomeOnWire(outcome: Outcome) {
  return { shares: outcome.shares.toString(), dividend: outcome.dividend.toString() };
}

const standingNames: Readonly<Record<StandingState, Readonly<Record<Language, string>>>> = {
  none: { zh: '非社员股东', en: 'shareholders who are not members' },
  admitted: { zh: '在册成员', en: 'members who are not retired' },
  retired: { zh: '退休老人', en: 'retirees' },
  left: { zh: '已离社人员', en: 'people who have left' },
  deceased: { zh: '已故成员', en: 'deceased members' },
};

function standingName(cohort: string, language: Language): string {
  return standingNames[cohort as StandingState][language];
}
