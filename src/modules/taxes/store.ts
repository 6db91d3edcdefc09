/** Who was withheld what: by month of posting, by person; the lists and their remittance. */
import { and, asc, eq, sql, type SQL } from 'drizzle-orm';
import { chartNames, taxAccount } from '../../domain/chart.ts';
import { runKinds, type RunKind } from '../../domain/dividend-run.ts';
import { refuse } from '../../domain/refusal.ts';
import type { Money } from '../../domain/money.ts';
import type { WithheldLine } from '../../domain/tax-filing.ts';
import type { Tx } from '../../platform/database.ts';
import { must } from '../../platform/must.ts';
import { amount, bytes, id, oneOf, orNull, rowsOf, text } from '../../platform/rows.ts';
import { movedFrom } from '../accounting/index.ts';
import { filesById, type SealedFileRow } from '../banking/index.ts';
import { DIVIDEND_SOURCE, linesAs, runsAs } from '../dividends/index.ts';
import { headRows, membersAs, receiverOf } from '../members/index.ts';
import { holdersAs, overWholeRegister } from '../shares/index.ts';
import { taxFiling, taxFilingRun, taxRemittance, taxRemittanceStrike } from './schema.ts';

export interface Withheld extends WithheldLine {
  readonly runId: string;
  readonly run: string;
  readonly kind: RunKind;
  readonly period: string;
  /** In China. */
  readonly postedOn: string;
  readonly number: string;
  readonly name: string;
  /** Null: the head of a household is not known. */
  readonly memberId: string | null;
  readonly residentIdCipher: Uint8Array | null;
  readonly residentIdIndex: Uint8Array | null;
  readonly basis: string;
}

/** Lines of runs that withhold, posted in the month. */
export function withheldIn(tx: Tx, cooperativeId: string, month: string): Promise<readonly Withheld[]> {
  return withheld(tx, cooperativeId, sql`posted_in = ${month}`);
}

/** Every line that is part of the declaration of these months, posted until the end of `month`: what they come to now. */
export function declaredIn(
  tx: Tx,
  cooperativeId: string,
  months: readonly string[],
  month: string,
): Promise<readonly Withheld[]> {
  return withheld(
    tx,
    cooperativeId,
    sql`declared_in = any(${sql.param([...months])}::text[]) and posted_in <= ${month}`,
  );
}

/** What one person received in a year of posting, taxed or not. */
export function receivedIn(
  tx: Tx,
  cooperativeId: string,
  year: string,
  memberId: string,
): Promise<readonly Withheld[]> {
  return withheld(tx, cooperativeId, sql`left(posted_in, 4) = ${year} and person = ${memberId}`, false);
}

/**
 * Lines in natural order of the register number. A household's stand in the name of who headed it on the day of posting, the
 * dead excepted. A reversal, and what a difference takes back, are part of the month in which the income was declared.
 */
async function withheld(
  tx: Tx,
  cooperativeId: string,
  condition: SQL,
  taxedOnly = true,
): Promise<readonly Withheld[]> {
  return overWholeRegister(tx, () =>
    rowsOf(
      tx,
      sql`
    with posted as (
      select r.*, (r.posted_at at time zone 'Asia/Shanghai')::date as day,
        to_char(r.posted_at at time zone 'Asia/Shanghai', 'YYYY-MM') as posted_in
      from ${runsAs('r', cooperativeId)} where r.state = 'posted' and r.kind <> 'history' and not exists (
        select 1 from ${runsAs('p', cooperativeId)} where p.id = r.refers_to and p.kind = 'history')
    ), head as (
      select day, household_id, member_id from ${headRows(cooperativeId, sql`(select distinct day from posted)`)} h
    ), line as (
      select r.id as run_id, r.number, r.kind, r.period, r.day, r.posted_in, r.tax_rate, r.tax_basis, l.gross, l.tax,
        case
          when r.kind = 'difference' and l.gross + l.tax < 0 then o.posted_in
          when r.kind = 'reversal' and o.kind = 'difference' and l.gross + l.tax > 0 then first.posted_in
          when r.kind = 'reversal' then o.posted_in
          else r.posted_in
        end as declared_in,
        a.number as account_number, a.sort_key as account_key, ${receiverOf('a', 'head')} as member_id,
        coalesce(${receiverOf('a', 'head')}, a.id)::text as person
      from posted r
      join ${linesAs('l', cooperativeId)} on l.run_id = r.id and l.calculation = r.calculation
      join ${holdersAs('a', cooperativeId)} on a.id = l.account_id and a.kind <> 'collective'
      left join posted o on o.id = r.refers_to
      left join posted first on first.id = o.refers_to
      left join head on head.day = r.day and head.household_id = a.household_id
      where (not ${taxedOnly}::boolean or r.tax_rate > 0) and (l.gross <> 0 or l.tax <> 0)
    )
    select l.run_id, l.number::text as run, l.kind, l.period, l.day::text as posted_on, l.declared_in, l.person,
      coalesce(m.register_number, l.account_number) as number, coalesce(m.name, l.account_number) as name,
      m.id as member_id, m.resident_id_cipher, m.resident_id_index, l.gross, trim_scale(l.tax_rate)::text as rate, l.tax,
      l.tax_basis as basis
    from line l
    left join ${membersAs('m', cooperativeId)} on m.id = l.member_id
    where ${condition}
    order by coalesce(m.sort_key, l.account_key), l.number`,
      withheldLine,
    ),
  );
}

const withheldLine = {
  runId: id,
  run: text,
  kind: oneOf(runKinds),
  period: text,
  postedOn: text,
  declaredIn: text,
  person: text,
  number: text,
  name: text,
  memberId: orNull(id),
  residentIdCipher: orNull(bytes),
  residentIdIndex: orNull(bytes),
  gross: amount,
  rate: text,
  tax: amount,
  basis: text,
};

/** What the books took on the tax account for these runs: credit less debit. */
export async function bookedFor(tx: Tx, cooperativeId: string, runIds: readonly string[]): Promise<Money> {
  const sources = runIds.map((runId) => `${DIVIDEND_SOURCE}${runId}`);
  const accounts = chartNames.map(taxAccount);
  return (await movedFrom(tx, cooperativeId, { accounts, sources })).negated();
}

/** The runs that a list covers. */
export async function runsOfFiling(
  tx: Tx,
  cooperativeId: string,
  filingId: string,
): Promise<readonly string[]> {
  const rows = await tx
    .select({ runId: taxFilingRun.runId })
    .from(taxFilingRun)
    .where(and(eq(taxFilingRun.cooperativeId, cooperativeId), eq(taxFilingRun.filingId, filingId)));
  return rows.map(({ runId }) => runId);
}

export type FilingRow = typeof taxFiling.$inferSelect;
export type RemittanceRow = typeof taxRemittance.$inferSelect;
export interface Filing {
  readonly row: FilingRow;
  readonly file: SealedFileRow;
  /** The one that stands. */
  readonly remittance: RemittanceRow | null;
  /** Entered in error, in the order they were entered. */
  readonly struck: readonly { readonly row: RemittanceRow; readonly reason: string }[];
}

export async function filingsOf(tx: Tx, cooperativeId: string): Promise<readonly Filing[]> {
  const rows = await tx
    .select()
    .from(taxFiling)
    .where(eq(taxFiling.cooperativeId, cooperativeId))
    .orderBy(asc(taxFiling.number));
  const remittances = await tx
    .select({ row: taxRemittance, reason: taxRemittanceStrike.reason })
    .from(taxRemittance)
    .leftJoin(
      taxRemittanceStrike,
      and(
        eq(taxRemittanceStrike.cooperativeId, cooperativeId),
        eq(taxRemittanceStrike.remittanceId, taxRemittance.id),
      ),
    )
    .where(eq(taxRemittance.cooperativeId, cooperativeId))
    .orderBy(asc(taxRemittance.recordedAt), asc(taxRemittance.id));
  const files = await filesById(
    tx,
    cooperativeId,
    rows.map(({ fileId }) => fileId),
  );
  return rows.map((row) => {
    const mine = remittances.filter((each) => each.row.filingId === row.id);
    return {
      row,
      file: must(files.get(row.fileId), 'the file of a list'),
      remittance: mine.find(({ reason }) => reason === null)?.row ?? null,
      struck: mine.flatMap((each) => (each.reason === null ? [] : [{ row: each.row, reason: each.reason }])),
    };
  });
}

export async function requireFiling(tx: Tx, cooperativeId: string, id: string): Promise<Filing> {
  const found = (await filingsOf(tx, cooperativeId)).find(({ row }) => row.id === id);
  if (!found) throw refuse('tax.filing-unknown');
  return found;
}

/** Which list each run is on. */
export async function filingsOfRuns(tx: Tx, cooperativeId: string): Promise<ReadonlyMap<string, string>> {
  const rows = await tx.select().from(taxFilingRun).where(eq(taxFilingRun.cooperativeId, cooperativeId));
  return new Map(rows.map(({ runId, filingId }) => [runId, filingId]));
}
