/** What became of a run's money: where it came from and where it went, by class and by cohort. Every sum on it adds up. */
import type { Period } from '../../../domain/calendar.ts';
import type { Money } from '../../../domain/money.ts';
import type { ShareQuantity } from '../../../domain/share-quantity.ts';
import type { Block, TableBlock } from '../../../platform/pdf-blocks.ts';
import { count, figure, money, shares, tableOf, text, when } from '../columns.ts';
import type { Sheet } from '../sheet.ts';
import { speaker } from './phrases.ts';
import { basisWords, methodWords, resolvedWords, taxWords, type RunTerms } from './terms.ts';

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
  /** What of the tax is withheld at the release of money that waits, not at the posting. */
  readonly taxToCome: Money;
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
  const taxNote = run.taxToCome.isZero
    ? `${terms.taxRate} %`
    : `${terms.taxRate} % · ${say('ofWhichToCome', { amount: run.taxToCome.toGrouped() })}`;
  return [
    {
      kind: 'figures',
      items: [
        { label: say('pool'), value: run.pool.toGrouped(), note: sum(say('carriedIn'), run.carriedIn) },
        { label: say('paid'), value: run.paid.toGrouped(), note: sum(say('carriedOut'), run.carried) },
        { label: say('tax'), value: run.tax.toGrouped(), note: taxNote },
        {
          label: say('net'),
          value: run.net.toGrouped(),
          accent: true,
          ...(run.held.count > 0 && { note: say('ofWhichHeldThen', { amount: run.held.net.toGrouped() }) }),
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
  type Side = readonly [string, Money] | null;
  const lines: readonly { readonly from: Side; readonly to: Side }[] = [
    { from: [say('pool'), run.pool], to: [say('tax'), run.tax.minus(run.taxToCome)] },
    ...(run.taxToCome.isZero ? [] : [{ from: null, to: [say('taxToCome'), run.taxToCome] as const }]),
    { from: [say('carriedIn'), run.carriedIn], to: [say('netMembers'), run.net] },
    { from: null, to: [say('carriedOut'), run.carried] },
  ];
  const words = { weight: 1, total: say('total') };
  return tableOf({ style: 'rules' }, lines, [
    text(say('source'), ({ from }) => from?.[0] ?? '', words),
    money(say('amount'), ({ from }) => from?.[1] ?? null),
    text(say('use'), ({ to }) => to?.[0] ?? '', words),
    money(say('amount'), ({ to }) => to?.[1] ?? null),
  ]);
}

export function classTable(
  sheet: Sheet,
  classes: readonly ClassPart[],
  basis: RunTerms['basis'],
): TableBlock {
  const say = speaker(sheet.language);
  // Under largest remainder no rate was resolved: a column of dashes would say nothing.
  const rated = classes.some(({ rate }) => rate !== null);
  return tableOf({ style: 'rules', empty: say('noShares') }, classes, [
    text(say('shareClass'), ({ shareClass }) => shareClass, { weight: 1, total: say('total') }),
    shares(sharesTitle(sheet, basis), (part) => part.shares),
    ...when(
      rated,
      figure(say('ratePerShare'), ({ rate }: ClassPart) => rate ?? '—'),
    ),
    money(say('amount'), ({ amount }) => amount),
  ]);
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
  return tableOf({ style: 'rules', empty: say('noPeople') }, cohorts, [
    text(say('cohort'), ({ cohort }) => cohort, { weight: 1, total: say('total') }),
    count(say('people'), ({ people }) => people),
    shares(sharesTitle(sheet, basis), (part) => part.shares),
    money(say('gross'), ({ gross }) => gross),
    money(say('tax'), ({ tax }) => tax),
    money(say('net'), ({ net }) => net),
  ]);
}
