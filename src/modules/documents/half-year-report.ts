/** Half-year report: what a representative reads before the meeting. Cover, people, shares, schemes compared, the run, the years. */
import type { Period } from '../../domain/calendar.ts';
import { Money } from '../../domain/money.ts';
import { ShareQuantity } from '../../domain/share-quantity.ts';
import type { Block, Paper, TableColumn } from '../../platform/pdf-blocks.ts';
import {
  classTable,
  cohortTable,
  runBlocks,
  type ClassPart,
  type CohortPart,
  type RunSummary,
} from './run-summary.ts';
import { moneyBlocks, type HalfYearMoney } from './money-blocks.ts';
import { speaker } from './phrases.ts';
import { checkCode, paperOf, type Sheet } from './sheet.ts';
import { shortSeal, writtenDate, writtenPeriod } from './wording.ts';

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
  const period = writtenPeriod(language, report.period);
  const blocks: Block[] = [
    {
      kind: 'cover',
      issuer: sheet.issuer,
      title: say('reportTitle'),
      subtitle: period,
      facts: [
        { label: say('period'), value: spanOf(sheet, report.period) },
        { label: say('number'), value: sheet.number },
        { label: say('date'), value: writtenDate(language, sheet.createdOn) },
        { label: say('sealLabel'), value: shortSeal(sheet.seal) },
        { label: say('remarks'), value: say('reportFor') },
      ],
      qr: checkCode(sheet),
    },
    ...reportBlocks(sheet, report),
    { kind: 'signatures', labels: [say('preparedBy'), say('reviewedBy'), say('board'), say('supervisors')] },
  ];
  return paperOf(sheet, say('reportTitle'), 'portrait', blocks);
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

function spanOf(sheet: Sheet, period: Period): string {
  return speaker(sheet.language)('fromTo', {
    from: writtenDate(sheet.language, period.firstDay),
    to: writtenDate(sheet.language, period.lastDay),
  });
}

function peopleBlocks(sheet: Sheet, people: HalfYearReportPaper['people']): Block[] {
  const say = speaker(sheet.language);
  return [
    { kind: 'heading', level: 1, text: say('membersHeading') },
    {
      kind: 'figures',
      items: [
        { label: say('activeMembers'), value: String(people.members) },
        { label: say('retirees'), value: String(people.retirees) },
        { label: say('households'), value: String(people.households) },
        { label: say('shareholders'), value: String(people.shareholders) },
      ],
    },
    {
      kind: 'table',
      style: 'rules',
      empty: say('noPeople'),
      columns: [
        { title: say('standingsColumn'), align: 'left', weight: 1 },
        { title: say('atOpening'), align: 'right' },
        { title: say('atClosing'), align: 'right' },
        { title: say('differenceColumn'), align: 'right' },
      ],
      rows: people.standings.map(({ standing, opening, closing }) => ({
        kind: 'line',
        cells: [standing, String(opening), String(closing), signed(closing - opening)],
      })),
    },
  ];
}

function signed(value: number): string {
  return value > 0 ? `+${value}` : value < 0 ? `−${-value}` : '0';
}

function shareBlocks(sheet: Sheet, shares: HalfYearReportPaper['shares']): Block[] {
  const say = speaker(sheet.language);
  const { classes, cohorts } = shares;
  const columns: TableColumn[] = [
    { title: say('shareClass'), align: 'left', weight: 1 },
    ...cohorts.map((title): TableColumn => ({ title, align: 'decimal' })),
    { title: say('total'), align: 'decimal' },
  ];
  const sumOf = (quantities: readonly ShareQuantity[]): string => ShareQuantity.sum(quantities).toGrouped();
  const blocks: Block[] = [
    { kind: 'heading', level: 1, text: say('sharesHeading') },
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
    {
      kind: 'table',
      style: 'rules',
      empty: say('noShares'),
      columns,
      rows: classes.map(({ shareClass, byCohort }) => ({
        kind: 'line',
        cells: [shareClass, ...byCohort.map((quantity) => quantity.toGrouped()), sumOf(byCohort)],
      })),
      totals: [
        say('total'),
        ...cohorts.map((_, cohort) => sumOf(classes.flatMap(({ byCohort }) => byCohort[cohort] ?? []))),
        sumOf(classes.flatMap(({ byCohort }) => byCohort)),
      ],
    },
  ];
}

export function comparisonBlocks(sheet: Sheet, comparison: SchemeComparison): Block[] {
  const say = speaker(sheet.language);
  const { schemes, cohorts, findings } = comparison;
  return [
    { kind: 'heading', level: 1, text: say('comparisonHeading') },
    { kind: 'paragraph', text: say('comparisonPool', { pool: comparison.pool.toGrouped() }) },
    {
      kind: 'table',
      style: 'rules',
      empty: say('noPeople'),
      columns: [
        { title: say('cohort'), align: 'left', weight: 1 },
        { title: say('people'), align: 'right' },
        ...schemes.flatMap((group): TableColumn[] => [
          { title: say('shares'), align: 'decimal', group },
          { title: say('amount'), align: 'decimal', group },
        ]),
      ],
      rows: cohorts.map(({ cohort, people, parts }) => ({
        kind: 'line',
        cells: [
          cohort,
          String(people),
          ...parts.flatMap(({ shares, amount }) => [shares.toGrouped(), amount.toGrouped()]),
        ],
      })),
      ...(cohorts.length > 0 && {
        totals: [
          say('total'),
          String(cohorts.reduce((sum, { people }) => sum + people, 0)),
          ...schemes.flatMap((_, at) => [
            ShareQuantity.sum(cohorts.flatMap(({ parts }) => parts[at]?.shares ?? [])).toGrouped(),
            Money.sum(cohorts.flatMap(({ parts }) => parts[at]?.amount ?? [])).toGrouped(),
          ]),
        ],
      }),
    },
    ...(findings.length > 0
      ? [{ kind: 'note', tone: 'plain', text: findings.join('\n') } satisfies Block]
      : []),
  ];
}

function dividendBlocks(sheet: Sheet, run: HalfYearReportPaper['run']): Block[] {
  const say = speaker(sheet.language);
  const heading: Block = { kind: 'heading', level: 1, text: say('runHeading') };
  if (run === null) return [heading, { kind: 'paragraph', tone: 'muted', text: say('noRun') }];
  const { basis } = run.summary.terms;
  return [
    heading,
    ...runBlocks(sheet, run.summary),
    { kind: 'heading', level: 2, text: say('byClassHeading') },
    classTable(sheet, run.classes, basis),
    { kind: 'heading', level: 2, text: say('byCohortHeading') },
    cohortTable(sheet, run.cohorts, basis),
  ];
}

function historyBlocks(sheet: Sheet, history: HalfYearReportPaper['history']): Block[] {
  const say = speaker(sheet.language);
  const heading: Block = { kind: 'heading', level: 1, text: say('historyHeading') };
  const chart: Block = {
    kind: 'chart',
    form: 'grouped',
    title: say('historyChart'),
    categories: history.map(({ period }) => writtenPeriod(sheet.language, period)),
    series: [
      {
        name: say('paid'),
        values: history.map(({ paid }) => ({ units: paid.fen, label: paid.toGrouped() })),
      },
    ],
    axis: (units) => Money.fromFen(units).toGrouped().replace(/\.00$/, ''),
    empty: say('noHistory'),
  };
  if (history.length === 0) return [heading, chart];
  return [
    heading,
    // One bar alone shows nothing.
    ...(history.length > 1 ? [chart] : []),
    {
      kind: 'table',
      style: 'rules',
      empty: say('noHistory'),
      columns: [
        { title: say('period'), align: 'left', weight: 1 },
        { title: say('recipients'), align: 'right' },
        { title: say('paid'), align: 'decimal' },
        { title: say('tax'), align: 'decimal' },
        { title: say('net'), align: 'decimal' },
        { title: say('carriedOut'), align: 'decimal' },
      ],
      rows: history.map((line) => ({
        kind: 'line',
        cells: [
          writtenPeriod(sheet.language, line.period),
          String(line.lines),
          line.paid.toGrouped(),
          line.tax.toGrouped(),
          line.net.toGrouped(),
          line.carried.toGrouped(),
        ],
      })),
      totals: [
        say('total'),
        '',
        Money.sum(history.map(({ paid }) => paid)).toGrouped(),
        Money.sum(history.map(({ tax }) => tax)).toGrouped(),
        Money.sum(history.map(({ net }) => net)).toGrouped(),
        '',
      ],
    },
    ...differenceNotes(sheet, history),
  ];
}

/** Why a half-year's sums are not those of its run alone. */
function differenceNotes(sheet: Sheet, history: HalfYearReportPaper['history']): Block[] {
  const sentences = history
    .filter(({ differences }) => differences > 0)
    .map(({ period, differences }) =>
      speaker(sheet.language)('historyDifferences', {
        period: writtenPeriod(sheet.language, period),
        count: String(differences),
      }),
    );
  return sentences.length === 0 ? [] : [{ kind: 'note', tone: 'plain', text: sentences.join('\n') }];
}
