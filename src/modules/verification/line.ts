/** The lines of a dividend run as they are stored, read in the order of the holders' numbers, and what is checked on any. */
import { parseTaxRate } from '../../domain/dividend-run.ts';
import { Money } from '../../domain/money.ts';
import { accountKinds } from '../../domain/share-register.ts';
import { rawSql, type Tx } from '../../platform/database.ts';
import { count, decimal as exact, id, oneOf, rowsOfCursor, text, type RowOf } from '../../platform/rows.ts';
import type { RunRow } from '../dividends/index.ts';
import type { FindingList, Rule } from './finding.ts';

const lineShape = {
  ordinal: count,
  accountId: id,
  sortKey: text,
  kind: oneOf(accountKinds),
  number: text,
  shares: exact,
  weight: exact,
  floor: exact,
  remainder: exact,
  extra: count,
  gross: exact,
  tax: exact,
  net: exact,
  before: exact,
};

export type LineRow = RowOf<typeof lineShape>;

export interface Totals {
  lines: number;
  paid: bigint;
  tax: bigint;
  net: bigint;
}

export function checkAmounts(line: LineRow, tax: Money, say: ReturnType<typeof sayOf>): void {
  if (fen(line.tax) !== tax.fen) say('line-tax', tax.toString(), line.tax);
  const net = fen(line.gross) - fen(line.tax);
  if (fen(line.net) !== net) say('line-net', Money.fromFen(net).toString(), line.net);
}

export function addLine(totals: Totals, line: LineRow): void {
  totals.lines += 1;
  totals.paid += fen(line.gross);
  totals.tax += fen(line.tax);
  totals.net += fen(line.net);
}

/** The lines of the run's calculation in force, in order of the holders' numbers. */
export async function* linesOf(tx: Tx, run: RunRow): AsyncGenerator<LineRow> {
  await rawSql(tx)`
    declare lines no scroll cursor for
    select l.ordinal, l.account_id, a.sort_key, a.kind, a.number, l.shares::text, l.weight::text, l.floor::text,
      l.remainder::text, l.extra, l.gross::text, l.tax::text, l.net::text, coalesce(sum(l.gross) over (
        partition by coalesce(l.taxpayer_id, l.account_id), l.held is not null order by l.ordinal
        rows between unbounded preceding and 1 preceding), 0)::text as before
    from dividend_line l
    join holder_account a on a.cooperative_id = l.cooperative_id and a.id = l.account_id
    where l.cooperative_id = ${run.cooperativeId}::uuid and l.run_id = ${run.id}::uuid
      and l.calculation = ${run.calculation}
    order by a.sort_key, a.id`;
  yield* rowsOfCursor(tx, 'lines', lineShape);
}

export function sayOf(run: RunRow, line: LineRow, findings: FindingList) {
  const row = `run ${run.number}, ${line.kind} ${line.number}`;
  return (rule: Rule, expected?: string, found?: string) =>
    findings.add({
      table: 'dividend_line',
      row,
      rule,
      ...(expected !== undefined && { expected }),
      ...(found !== undefined && { found }),
    });
}

/** Whether a line stands before a holder in natural order; ids decide between equal keys, as PostgreSQL orders them. */
export function comesBefore(
  line: { readonly sortKey: string; readonly accountId: string },
  holder: { readonly sortKey: string; readonly accountId: string },
): boolean {
  return line.sortKey === holder.sortKey ? line.accountId < holder.accountId : line.sortKey < holder.sortKey;
}

/** The rate as the run stores it, in ten-thousandths. */
export function taxRateOf(run: RunRow): bigint {
  return parseTaxRate(run.taxRate.replace(/(\.\d*?)0+$/, '$1').replace(/\.$/, ''));
}

export function fen(text: string): bigint {
  return Money.parse(text).fen;
}

export function decimal(units: bigint, places: number): string {
  const text = units.toString().padStart(places + 1, '0');
  return `${text.slice(0, -places)}.${text.slice(-places)}`.replace(/\.?0+$/, '');
}
