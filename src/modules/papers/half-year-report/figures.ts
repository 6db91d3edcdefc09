/** The figures of a half-year report besides the dividend run: people, shares by class and cohort, schemes compared. */
import type { LocalDate } from '../../../domain/calendar.ts';
import { Period } from '../../../domain/calendar.ts';
import { inLanguage, type Language } from '../../../domain/language.ts';
import { isMember, type StandingState } from '../../../domain/membership.ts';
import { Money } from '../../../domain/money.ts';
import { ShareQuantity } from '../../../domain/share-quantity.ts';
import { cohortWords } from '../../../domain/words.ts';
import type { Tx } from '../../../platform/database.ts';
import { compareOn, requireScheme } from '../../allotments/index.ts';
import { factsOn, type MemberFacts } from '../../members/index.ts';
import { holdingsOn, type Holding } from '../../shares/index.ts';
import { classesIn } from '../classes.ts';
import { cohortOf, cohortOrder, standingOrder, standingsOf } from '../cohorts.ts';
import type { WishOf } from '../paper.ts';
import type { printHalfYearReport } from './contract.ts';
import { reportDividends } from './dividends.ts';
import type { HalfYearReportPaper, SchemeComparison } from './layout.ts';
import { halfYearMoney } from './money-figures.ts';

export async function reportFigures(
  tx: Tx,
  cooperativeId: string,
  wish: WishOf<typeof printHalfYearReport>,
): Promise<HalfYearReportPaper> {
  const { language } = wish;
  const period = Period.parse(wish.period);
  const before = await factsOn(tx, cooperativeId, period.firstDay.plusDays(-1), null);
  const after = await factsOn(tx, cooperativeId, period.lastDay, null);
  const held = await holdingsOn(tx, cooperativeId, { date: period.lastDay, knownAt: null });
  const classes = await classesIn(tx, cooperativeId, language);
  return {
    period,
    people: peopleOf(before, after, held, language),
    shares: sharesOf(held, after, classes, language),
    comparison: wish.comparison
      ? await comparisonOf(tx, cooperativeId, wish.comparison, period.lastDay, language)
      : null,
    money: await halfYearMoney(tx, cooperativeId, period, language),
    ...(await reportDividends(tx, cooperativeId, period, language)),
  };
}

function peopleOf(
  before: readonly MemberFacts[],
  after: readonly MemberFacts[],
  held: readonly Holding[],
  language: Language,
): HalfYearReportPaper['people'] {
  const members = after.filter(({ standing }) => isMember(standing));
  const count = (facts: readonly MemberFacts[], state: StandingState): number =>
    facts.filter(({ standing }) => standing.state === state).length;
  const shareholders = held.filter(({ kind }) => kind === 'member' || kind === 'household');
  return {
    members: members.length,
    retirees: count(after, 'retired'),
    households: new Set(members.flatMap(({ household }) => household?.id ?? [])).size,
    shareholders: new Set(shareholders.map(({ accountId }) => accountId)).size,
    standings: standingOrder
      .map((state) => ({
        standing: cohortWords[state][language],
        opening: count(before, state),
        closing: count(after, state),
      }))
      .filter(({ opening, closing }) => opening + closing > 0),
  };
}

function sharesOf(
  held: readonly Holding[],
  facts: readonly MemberFacts[],
  classes: Awaited<ReturnType<typeof classesIn>>,
  language: Language,
): HalfYearReportPaper['shares'] {
  const standings = standingsOf(facts);
  const placed = held.map((holding) => ({ ...holding, cohort: cohortOf(holding, standings) }));
  const cohorts = cohortOrder.filter((cohort) => placed.some((holding) => holding.cohort === cohort));
  return {
    cohorts: cohorts.map((cohort) => cohortWords[cohort][language]),
    classes: classes
      .map(({ id, name }) => ({
        shareClass: name,
        byCohort: cohorts.map((cohort) =>
          ShareQuantity.sum(
            placed
              .filter((holding) => holding.classId === id && holding.cohort === cohort)
              .map(({ quantity }) => quantity),
          ),
        ),
      }))
      .filter(({ byCohort }) => byCohort.some((quantity) => !quantity.isZero)),
  };
}

/** Schemes side by side on a day, under the same pool. */
async function comparisonOf(
  tx: Tx,
  cooperativeId: string,
  wanted: { readonly schemeIds: readonly string[]; readonly pool: string },
  on: LocalDate,
  language: Language,
): Promise<SchemeComparison> {
  const names: string[] = [];
  for (const id of wanted.schemeIds) {
    const { name, nameEn } = await requireScheme(tx, cooperativeId, id);
    names.push(inLanguage(language, name, nameEn));
  }
  const compared = await compareOn(tx, cooperativeId, { ...wanted, on: on.toString() });
  const partOf = (outcome: { shares: string; dividend: string }) => ({
    shares: ShareQuantity.parse(outcome.shares),
    amount: Money.parse(outcome.dividend),
  });
  const placed = compared.cohorts.toSorted((a, b) => placeOf(a.cohort) - placeOf(b.cohort));
  const cohorts = placed.map(({ cohort, holders, outcomes }) => ({
    cohort: cohort in cohortWords ? cohortWords[cohort as keyof typeof cohortWords][language] : cohort,
    people: holders,
    parts: outcomes.map(partOf),
  }));
  const collective = compared.collective.map(partOf);
  return {
    pool: Money.parse(compared.pool),
    schemes: names,
    cohorts: collective.some(({ shares }) => !shares.isZero)
      ? [...cohorts, { cohort: cohortWords.collective[language], people: 0, parts: collective }]
      : cohorts,
    findings: compared.findings.map((finding) => finding[language]),
  };
}

/** Cohorts that a scheme names itself come after the known ones, in their own order. */
function placeOf(cohort: string): number {
  const at = cohortOrder.findIndex((each) => each === cohort);
  return at < 0 ? cohortOrder.length : at;
}
