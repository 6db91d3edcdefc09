/** Dividend table: one run in full, by class, by cohort and line by line, with the sums that must agree. */
import type { LocalDate, Period } from '../../domain/calendar.ts';
import { Money } from '../../domain/money.ts';
import { ShareQuantity } from '../../domain/share-quantity.ts';
import type { Block, Paper } from '../../platform/pdf-blocks.ts';
import { speaker } from './phrases.ts';
import { checkCode, paperOf, resolutionWords, type ResolutionReference, type Sheet } from './sheet.ts';
import { writtenDate, writtenPeriod } from './wording.ts';

/** What was resolved about a run and what came of it. */
export interface RunSummary {
  readonly number: string;
  readonly name: string;
  readonly period: Period;
  readonly recordDate: LocalDate;
  readonly state: string;
  readonly basis: 'record-date' | 'share-days';
  readonly method: 'largest-remainder' | 'per-share';
  /** Per share: decimals of the rate. */
  readonly rateScale: number | null;
  readonly rate: string | null;
  readonly resolution: ResolutionReference | null;
  /** Percent, as resolved. */
  readonly taxRate: string;
  readonly taxBasis: string;
  readonly pool: Money;
  readonly carriedIn: Money;
  readonly paid: Money;
  readonly carried: Money;
  readonly tax: Money;
  readonly net: Money;
  /** The part of the collective share, inside `paid`; null where there is none. */
  readonly collectivePart: Money | null;
}

export interface ClassPart {
  readonly shareClass: string;
  readonly shares: ShareQuantity;
  readonly rate: string | null;
  readonly amount: Money;
}

export interface CohortPart {
  readonly cohort: string;
  readonly people: number;
  readonly shares: ShareQuantity;
  readonly gross: Money;
  readonly tax: Money;
  readonly net: Money;
}

export interface DividendTablePaper {
  readonly run: RunSummary;
  readonly classes: readonly ClassPart[];
  readonly cohorts: readonly CohortPart[];
  readonly lines: readonly {
    readonly number: string;
    readonly name: string;
    readonly shares: ShareQuantity;
    /** Exact, as `writtenQuota` writes it. */
    readonly quota: string;
    readonly extraFen: bigint;
    readonly gross: Money;
    readonly tax: Money;
    readonly net: Money;
    readonly remark: string;
  }[];
}

export function dividendTablePaper(sheet: Sheet, table: DividendTablePaper): Paper {
  const { language } = sheet;
  const say = speaker(language);
  const { run, lines } = table;
  const blocks: Block[] = [
    {
      kind: 'title',
      title: say('dividendTableTitle'),
      subtitle: `${run.name} · ${writtenPeriod(language, run.period)} · ${run.state}\n${say('yuanUnit')}`,
      qr: checkCode(sheet),
    },
    ...runBlocks(sheet, run),
    { kind: 'heading', level: 1, text: say('byClassHeading') },
    classTable(sheet, table.classes),
    { kind: 'heading', level: 1, text: say('byCohortHeading') },
    cohortTable(sheet, table.cohorts),
    { kind: 'heading', level: 1, text: say('linesHeading') },
    {
      kind: 'table',
      style: 'zebra',
      size: 8,
      empty: say('noLines'),
      columns: [
        { title: say('registerNumber'), align: 'left' },
        { title: say('name'), align: 'left', weight: 2 },
        { title: say('shares'), align: 'decimal' },
        { title: say('quota'), align: 'right' },
        { title: say('extraFen'), align: 'right' },
        { title: say('gross'), align: 'decimal' },
        { title: say('tax'), align: 'decimal' },
        { title: say('net'), align: 'decimal' },
        { title: say('remarks'), align: 'left' },
      ],
      rows: lines.map((line) => ({
        kind: 'line',
        cells: [
          line.number,
          line.name,
          line.shares.toGrouped(),
          line.quota,
          line.extraFen.toString(),
          line.gross.toGrouped(),
          line.tax.toGrouped(),
          line.net.toGrouped(),
          line.remark,
        ],
      })),
      ...(lines.length > 0 && {
        totals: [
          say('total'),
          '',
          ShareQuantity.sum(lines.map((line) => line.shares)).toGrouped(),
          '',
          lines.reduce((sum, line) => sum + line.extraFen, 0n).toString(),
          Money.sum(lines.map((line) => line.gross)).toGrouped(),
          Money.sum(lines.map((line) => line.tax)).toGrouped(),
          Money.sum(lines.map((line) => line.net)).toGrouped(),
          '',
        ],
      }),
    },
    { kind: 'signatures', labels: [say('preparedBy'), say('reviewedBy'), say('board'), say('supervisors')] },
  ];
  return paperOf(sheet, say('dividendTableTitle'), 'portrait', blocks);
}

/** The run's terms and its sums; also a part of the half-year report. */
export function runBlocks(sheet: Sheet, run: RunSummary): Block[] {
  const { language } = sheet;
  const say = speaker(language);
  const amounts = {
    paid: run.paid.toGrouped(),
    carried: run.carried.toGrouped(),
    pool: run.pool.toGrouped(),
  };
  return [
    {
      kind: 'figures',
      items: [
        { label: say('pool'), value: amounts.pool, note: `${say('carriedIn')} ${run.carriedIn.toGrouped()}` },
        { label: say('paid'), value: amounts.paid, note: `${say('carriedOut')} ${amounts.carried}` },
        { label: say('tax'), value: run.tax.toGrouped(), note: `${run.taxRate} %` },
        {
          label: say('net'),
          value: run.net.toGrouped(),
          note:
            run.collectivePart === null ? '' : `${say('collectivePart')} ${run.collectivePart.toGrouped()}`,
        },
      ],
    },
    {
      kind: 'key-values',
      columns: 2,
      items: [
        { label: say('recordDate'), value: writtenDate(language, run.recordDate) },
        { label: say('basisLabel'), value: basisWords(sheet, run) },
        { label: say('methodLabel'), value: methodWords(sheet, run) },
        { label: say('taxBasis'), value: say('taxText', { rate: run.taxRate, basis: run.taxBasis }) },
        {
          label: say('resolution'),
          value: run.resolution === null ? '—' : resolutionWords(language, run.resolution),
        },
        { label: say('check'), value: say('conservation', amounts) },
      ],
    },
  ];
}

function basisWords(sheet: Sheet, run: RunSummary): string {
  const say = speaker(sheet.language);
  return run.basis === 'share-days'
    ? say('basisShareDays')
    : say('basisRecordDate', { date: writtenDate(sheet.language, run.recordDate) });
}

function methodWords(sheet: Sheet, run: RunSummary): string {
  const say = speaker(sheet.language);
  return run.method === 'largest-remainder'
    ? say('methodLargest')
    : say('methodPerShare', { rate: run.rate ?? '—', places: String(run.rateScale ?? 2) });
}

export function classTable(sheet: Sheet, classes: readonly ClassPart[]): Block {
  const say = speaker(sheet.language);
  return {
    kind: 'table',
    style: 'rules',
    empty: say('noShares'),
    columns: [
      { title: say('shareClass'), align: 'left', weight: 1 },
      { title: say('shares'), align: 'decimal' },
      { title: say('ratePerShare'), align: 'decimal' },
      { title: say('amount'), align: 'decimal' },
    ],
    rows: classes.map((part) => ({
      kind: 'line',
      cells: [part.shareClass, part.shares.toGrouped(), part.rate ?? '—', part.amount.toGrouped()],
    })),
    ...(classes.length > 0 && {
      totals: [
        say('total'),
        ShareQuantity.sum(classes.map((part) => part.shares)).toGrouped(),
        '',
        Money.sum(classes.map((part) => part.amount)).toGrouped(),
      ],
    }),
  };
}

export function cohortTable(sheet: Sheet, cohorts: readonly CohortPart[]): Block {
  const say = speaker(sheet.language);
  return {
    kind: 'table',
    style: 'rules',
    empty: say('noPeople'),
    columns: [
      { title: say('cohort'), align: 'left', weight: 1 },
      { title: say('people'), align: 'right' },
      { title: say('shares'), align: 'decimal' },
      { title: say('gross'), align: 'decimal' },
      { title: say('tax'), align: 'decimal' },
      { title: say('net'), align: 'decimal' },
    ],
    rows: cohorts.map((part) => ({
      kind: 'line',
      cells: [
        part.cohort,
        String(part.people),
        part.shares.toGrouped(),
        part.gross.toGrouped(),
        part.tax.toGrouped(),
        part.net.toGrouped(),
      ],
    })),
    ...(cohorts.length > 0 && {
      totals: [
        say('total'),
        String(cohorts.reduce((sum, part) => sum + part.people, 0)),
        ShareQuantity.sum(cohorts.map((part) => part.shares)).toGrouped(),
        Money.sum(cohorts.map((part) => part.gross)).toGrouped(),
        Money.sum(cohorts.map((part) => part.tax)).toGrouped(),
        Money.sum(cohorts.map((part) => part.net)).toGrouped(),
      ],
    }),
  };
}
