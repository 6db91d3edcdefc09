/** What became of a run's money: where it came from and where it went, by class and by cohort. Every sum on it adds up. */
import type { Period } from '../../domain/calendar.ts';
import { Money } from '../../domain/money.ts';
import { ShareQuantity } from '../../domain/share-quantity.ts';
import type { Block, TableBlock } from '../../platform/pdf-blocks.ts';
import { speaker } from './phrases.ts';
import { basisWords, methodWords, resolvedWords, taxWords, type RunTerms } from './run-terms.ts';
import type { Sheet } from './sheet.ts';

/** What was resolved about a run and what came of it: pool + carriedIn = paid + carried, paid − tax = net. */
export interface RunSummary {
  readonly number: string;
  readonly name: string;
  readonly period: Period;
  readonly state: string;
  readonly terms: RunTerms;
  /** What the run was given; what was carried in comes on top. */
  readonly pool: Money;
  readonly carriedIn: Money;
  readonly paid: Money;
  readonly carried: Money;
  readonly tax: Money;
  readonly net: Money;
  /** The lines whose net money is held back. */
  readonly held: { readonly count: number; readonly net: Money };
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

/** The run's sums and terms; also a part of the half-year report. */
export function runBlocks(sheet: Sheet, run: RunSummary): Block[] {
  const { terms } = run;
  const say = speaker(sheet.language);
  return [
    {
      kind: 'figures',
      items: [
        { label: say('pool'), value: run.pool.toGrouped(), note: sum(say('carriedIn'), run.carriedIn) },
        { label: say('paid'), value: run.paid.toGrouped(), note: sum(say('carriedOut'), run.carried) },
        { label: say('tax'), value: run.tax.toGrouped(), note: `${terms.taxRate} %` },
        {
          label: say('net'),
          value: run.net.toGrouped(),
          accent: true,
          ...(run.held.count > 0 && { note: say('ofWhichHeld', { amount: run.held.net.toGrouped() }) }),
        },
      ],
    },
    settlementTable(sheet, run),
    {
      kind: 'key-values',
      columns: 2,
      items: [
        { label: say('basisLabel'), value: basisWords(sheet, terms) },
        { label: say('methodLabel'), value: methodWords(sheet, terms) },
        { label: say('taxBasis'), value: taxWords(sheet, terms) },
        { label: say('resolution'), value: resolvedWords(sheet, terms) },
        ...(run.collectivePart === null
          ? []
          : [{ label: say('collectivePart'), value: run.collectivePart.toGrouped() }]),
      ],
    },
  ];
}

function sum(label: string, amount: Money): string {
  return `${label} ${amount.toGrouped()}`;
}

/** Sources left, uses right, both ending in the same sum; under them what is paid out after tax. */
function settlementTable(sheet: Sheet, run: RunSummary): TableBlock {
  const say = speaker(sheet.language);
  const all = run.pool.plus(run.carriedIn);
  const line = (...cells: string[]) => ({ kind: 'line', cells }) as const;
  const rows = [
    line(say('pool'), run.pool.toGrouped(), say('tax'), run.tax.toGrouped()),
    line(say('carriedIn'), run.carriedIn.toGrouped(), say('netMembers'), run.net.toGrouped()),
    line('', '', say('carriedOut'), run.carried.toGrouped()),
  ];
  return {
    kind: 'table',
    style: 'rules',
    empty: '',
    columns: [
      { title: say('source'), align: 'left', weight: 1 },
      { title: say('amount'), align: 'decimal' },
      { title: say('use'), align: 'left', weight: 1 },
      { title: say('amount'), align: 'decimal' },
    ],
    rows,
    totals: [
      say('total'),
      all.toGrouped(),
      say('total'),
      run.tax.plus(run.net).plus(run.carried).toGrouped(),
    ],
  };
}

export function classTable(
  sheet: Sheet,
  classes: readonly ClassPart[],
  basis: RunTerms['basis'],
): TableBlock {
  const say = speaker(sheet.language);
  // Under largest remainder no rate was resolved: a column of dashes would say nothing.
  const rated = classes.some((part) => part.rate !== null);
  return {
    kind: 'table',
    style: 'rules',
    empty: say('noShares'),
    columns: [
      { title: say('shareClass'), align: 'left', weight: 1 },
      { title: sharesTitle(sheet, basis), align: 'decimal' },
      ...(rated ? [{ title: say('ratePerShare'), align: 'decimal' } as const] : []),
      { title: say('amount'), align: 'decimal' },
    ],
    rows: classes.map((part) => ({
      kind: 'line',
      cells: [
        part.shareClass,
        part.shares.toGrouped(),
        ...(rated ? [part.rate ?? '—'] : []),
        part.amount.toGrouped(),
      ],
    })),
    ...(classes.length > 0 && {
      totals: [
        say('total'),
        ShareQuantity.sum(classes.map((part) => part.shares)).toGrouped(),
        ...(rated ? [''] : []),
        Money.sum(classes.map((part) => part.amount)).toGrouped(),
      ],
    }),
  };
}

/** What the numbers of shares are on this basis. */
export function sharesTitle(sheet: Sheet, basis: RunTerms['basis']): string {
  return speaker(sheet.language)(basis === 'share-days' ? 'shareDays' : 'shares');
}

export function cohortTable(
  sheet: Sheet,
  cohorts: readonly CohortPart[],
  basis: RunTerms['basis'],
): TableBlock {
  const say = speaker(sheet.language);
  return {
    kind: 'table',
    style: 'rules',
    empty: say('noPeople'),
    columns: [
      { title: say('cohort'), align: 'left', weight: 1 },
      { title: say('people'), align: 'right' },
      { title: sharesTitle(sheet, basis), align: 'decimal' },
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
