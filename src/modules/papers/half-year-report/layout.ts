/** Half-year report: what a representative reads before the meeting. Cover, people, shares, schemes compared, the run, the years. */
import type { Period } from '../../../domain/calendar.ts';
import { Money } from '../../../domain/money.ts';
import { ShareQuantity } from '../../../domain/share-quantity.ts';
import type { Block, Paper } from '../../../platform/pdf-blocks.ts';
import { count, figure, money, right, shares, tableOf, text } from '../columns.ts';
import { classTable, cohortTable, runBlocks } from '../run/summary.ts';
import type { ClassPart, CohortPart, RunSummary } from '../run/summary.ts';
import { checkCode, heading, notes, officeSignatures, paperOf, type Sheet } from '../sheet.ts';
import { shortSeal, writtenDate, writtenPeriod } from '../wording.ts';
import { printHalfYearReport } from './contract.ts';
import { moneyBlocks, type HalfYearMoney } from './money.ts';
import { speaker } from './phrases.ts';

export interface HalfYearReportPaper {
  readonly period: Period;
  readonly people: {
    readonly households: number;
    readonly shareholders: number;
    readonly retirees: number;
    readonly members: number;
    readonly standings: readonly {
      readonly standing: string;
      readonly opening: number;
      readonly closing: number;
    }[];
  };
  /** Shares on the last day: a row a class, one quantity for each cohort. */
  readonly shares: {
    readonly cohorts: readonly string[];
    readonly classes: readonly { readonly shareClass: string; readonly byCohort: readonly ShareQuantity[] }[];
  };
  readonly comparison: SchemeComparison | null;
  readonly money: HalfYearMoney;
  readonly run: {
    readonly summary: RunSummary;
    readonly classes: readonly ClassPart[];
    readonly cohorts: readonly CohortPart[];
  } | null;
  readonly history: readonly {
    readonly period: Period;
    readonly paid: Money;
    readonly tax: Money;
    readonly net: Money;
    readonly carried: Money;
    readonly lines: number;
    /** Difference runs whose sums are counted in. */
    readonly differences: number;
  }[];
}

export interface SchemeComparison {
  readonly pool: Money;
  readonly schemes: readonly string[];
  readonly cohorts: readonly {
    readonly cohort: string;
    readonly people: number;
    /** One for each scheme, in their order. */
    readonly parts: readonly { readonly shares: ShareQuantity; readonly amount: Money }[];
  }[];
  /** What the comparison finds, in words. */
  readonly findings: readonly string[];
}

export function halfYearReportPaper(sheet: Sheet, report: HalfYearReportPaper): Paper {
  const { language } = sheet;
  const say = speaker(language);
  const title = printHalfYearReport.title[language];
  const [from, to] = [report.period.firstDay, report.period.lastDay].map((day) => writtenDate(language, day));
  return paperOf(sheet, title, 'portrait', [
    {
      kind: 'cover',
      issuer: sheet.issuer,
      title,
      subtitle: writtenPeriod(language, report.period),
      facts: [
        { label: say('period'), value: say('fromTo', { from, to }) },
        { label: say('number'), value: sheet.number },
        { label: say('date'), value: writtenDate(language, sheet.createdOn) },
        { label: say('sealLabel'), value: shortSeal(sheet.seal) },
        { label: say('remarks'), value: say('reportFor') },
      ],
      qr: checkCode(sheet),
    },
    ...reportBlocks(sheet, report),
    officeSignatures(sheet),
  ]);
}

/** The report without its cover and signatures: also a part of a meeting's papers. */
export function reportBlocks(sheet: Sheet, report: HalfYearReportPaper): Block[] {
  return [
    ...peopleBlocks(sheet, report.people),
    ...shareBlocks(sheet, report.shares),
    ...(report.comparison === null ? [] : comparisonBlocks(sheet, report.comparison)),
    ...moneyBlocks(sheet, report.money),
    ...dividendBlocks(sheet, report.run),
    ...historyBlocks(sheet, report.history),
  ];
}

function peopleBlocks(sheet: Sheet, people: HalfYearReportPaper['people']): Block[] {
  const say = speaker(sheet.language);
  return [
    heading(say('membersHeading')),
    {
      kind: 'figures',
      items: [
        { label: say('activeMembers'), value: String(people.members) },
        { label: say('retirees'), value: String(people.retirees) },
        { label: say('households'), value: String(people.households) },
        { label: say('shareholders'), value: String(people.shareholders) },
      ],
    },
    tableOf({ style: 'rules', empty: say('noPeople') }, people.standings, [
      text(say('standingsColumn'), ({ standing }) => standing, { weight: 1 }),
      right(say('atOpening'), ({ opening }) => String(opening)),
      right(say('atClosing'), ({ closing }) => String(closing)),
      right(say('differenceColumn'), ({ opening, closing }) => signed(closing - opening)),
    ]),
  ];
}

function signed(value: number): string {
  return value > 0 ? `+${value}` : value < 0 ? `−${-value}` : '0';
}

function shareBlocks(sheet: Sheet, { classes, cohorts }: HalfYearReportPaper['shares']): Block[] {
  const say = speaker(sheet.language);
  const blocks: Block[] = [
    heading(say('sharesHeading')),
    {
      kind: 'chart',
      form: 'stacked',
      title: say('sharesChart'),
      categories: classes.map(({ shareClass }) => shareClass),
      series: cohorts.map((name, cohort) => ({
        name,
        values: classes.map(({ byCohort }) => {
          const quantity = byCohort[cohort] ?? ShareQuantity.zero;
          return { units: quantity.units, label: quantity.toGrouped() };
        }),
      })),
      axis: (units) => ShareQuantity.fromUnits(units).toGrouped(),
      empty: say('noShares'),
    },
  ];
  if (classes.length === 0) return blocks;
  return [
    ...blocks,
    tableOf<(typeof classes)[number]>({ style: 'rules' }, classes, [
      text(say('shareClass'), ({ shareClass }) => shareClass, { weight: 1, total: say('total') }),
      ...cohorts.map((cohort, at) =>
        shares(cohort, ({ byCohort }: (typeof classes)[number]) => byCohort[at] ?? ShareQuantity.zero),
      ),
      shares(say('total'), ({ byCohort }) => ShareQuantity.sum(byCohort)),
    ]),
  ];
}

function comparisonBlocks(sheet: Sheet, comparison: SchemeComparison): Block[] {
  const say = speaker(sheet.language);
  const { schemes, cohorts, findings } = comparison;
  type Line = (typeof cohorts)[number];
  return [
    heading(say('comparisonHeading')),
    { kind: 'paragraph', text: say('comparisonPool', { pool: comparison.pool.toGrouped() }) },
    tableOf<Line>({ style: 'rules', empty: say('noPeople') }, cohorts, [
      text(say('cohort'), ({ cohort }) => cohort, { weight: 1, total: say('total') }),
      count(say('people'), ({ people }) => people),
      ...schemes.flatMap((group, at) => [
        shares<Line>(say('shares'), ({ parts }) => parts[at]?.shares ?? null, { group }),
        money<Line>(say('amount'), ({ parts }) => parts[at]?.amount ?? null, { group }),
      ]),
    ]),
    ...notes(...findings, say('comparisonNote')),
  ];
}

function dividendBlocks(sheet: Sheet, run: HalfYearReportPaper['run']): Block[] {
  const say = speaker(sheet.language);
  if (run === null)
    return [heading(say('runHeading')), { kind: 'paragraph', tone: 'muted', text: say('noRun') }];
  const { basis } = run.summary.terms;
  return [
    heading(say('runHeading')),
    ...runBlocks(sheet, run.summary),
    heading(say('byClassHeading'), 2),
    classTable(sheet, run.classes, basis),
    heading(say('byCohortHeading'), 2),
    cohortTable(sheet, run.cohorts, basis),
  ];
}

function historyBlocks(sheet: Sheet, history: HalfYearReportPaper['history']): Block[] {
  const { language } = sheet;
  const say = speaker(language);
  const chart: Block = {
    kind: 'chart',
    form: 'grouped',
    title: say('historyChart'),
    categories: history.map(({ period }) => writtenPeriod(language, period)),
    series: [
      {
        name: say('paid'),
        values: history.map(({ paid }) => ({ units: paid.fen, label: paid.toGrouped() })),
      },
    ],
    axis: (units) => Money.fromFen(units).toGrouped().replace(/\.00$/, ''),
    empty: say('noHistory'),
  };
  if (history.length === 0) return [heading(say('historyHeading')), chart];
  // Why a half-year's sums are not those of its run alone.
  const differences = history.filter((each) => each.differences > 0);
  return [
    heading(say('historyHeading')),
    // One bar alone shows nothing.
    ...(history.length > 1 ? [chart] : []),
    tableOf({ style: 'rules' }, history, [
      text(say('period'), ({ period }) => writtenPeriod(language, period), {
        weight: 1,
        total: say('total'),
      }),
      right(say('recipients'), ({ lines }) => String(lines)),
      money(say('paid'), ({ paid }) => paid),
      money(say('tax'), ({ tax }) => tax),
      money(say('net'), ({ net }) => net),
      figure(say('carriedOut'), ({ carried }) => carried.toGrouped()),
    ]),
    ...notes(
      ...differences.map((each) =>
        say('historyDifferences', {
          period: writtenPeriod(language, each.period),
          count: String(each.differences),
        }),
      ),
    ),
  ];
}
