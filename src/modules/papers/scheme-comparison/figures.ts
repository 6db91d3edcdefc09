/** The figures of a comparison of schemes: what each would give and pay everybody, and the sentences that say what that means. */
import { LocalDate } from '../../../domain/calendar.ts';
import { inLanguage } from '../../../domain/language.ts';
import type { StandingState } from '../../../domain/membership.ts';
import { Money } from '../../../domain/money.ts';
import { ShareQuantity } from '../../../domain/share-quantity.ts';
import type { Tx } from '../../../platform/database.ts';
import { compareOn, requireScheme } from '../../allotments/index.ts';
import { factsOn } from '../../members/index.ts';
import type { WishOf } from '../paper.ts';
import type { printSchemeComparison } from './contract.ts';
import type { Outcome, SchemeComparisonPaper } from './layout.ts';

export async function schemeComparisonFigures(
  tx: Tx,
  cooperativeId: string,
  { schemeIds, on: day, pool, language }: WishOf<typeof printSchemeComparison>,
): Promise<SchemeComparisonPaper> {
  const on = LocalDate.parse(day);
  const found = await compareOn(tx, cooperativeId, { schemeIds, on: day, pool });
  const schemes = [];
  for (const id of schemeIds) {
    const { name, nameEn, meaning, meaningEn } = await requireScheme(tx, cooperativeId, id);
    schemes.push({
      name: inLanguage(language, name, nameEn),
      meaning: inLanguage(language, meaning, meaningEn),
    });
  }
  const names = new Map(
    (await factsOn(tx, cooperativeId, on, null)).map(({ registerNumber, name }) => [registerNumber, name]),
  );
  const outcomes = (
    of: readonly { readonly shares: string; readonly dividend: string }[],
  ): readonly Outcome[] =>
    of.map(({ shares, dividend }) => {
      return { shares: ShareQuantity.parse(shares), dividend: Money.parse(dividend) };
    });
  return {
    on,
    pool: Money.parse(pool),
    schemes,
    rows: found.rows.map((row) => ({
      number: row.number,
      name: names.get(row.number) ?? '',
      outcomes: outcomes(row.outcomes),
    })),
    cohorts: found.cohorts.map((row) => ({
      cohort: row.cohort as StandingState,
      holders: row.holders,
      outcomes: outcomes(row.outcomes),
    })),
    collective: outcomes(found.collective),
    findings: found.findings.map((each) => each[language]),
  };
}
