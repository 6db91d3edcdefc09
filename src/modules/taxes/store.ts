/** Who was withheld what: by month of posting, by person; the lists and their remittance. */
import { and, asc, eq, sql, type SQL } from 'drizzle-orm';
import { refuse } from '../../domain/error.ts';
import { Money } from '../../domain/money.ts';
import type { Tx } from '../../platform/database.ts';
import { taxFiling, taxFilingRun, taxRemittance } from './schema.ts';

export interface Withheld {
  readonly runId: string;
  readonly run: string;
  readonly period: string;
  /** In China. */
  readonly postedOn: string;
  readonly memberId: string | null;
  readonly number: string;
  readonly name: string;
  readonly residentIdCipher: Uint8Array | null;
  readonly residentIdMasked: string | null;
  readonly gross: Money;
  readonly rate: string;
  readonly tax: Money;
  readonly basis: string;
}

/** Lines of runs that withhold, posted in the month; a household's stand in the name of its head. */
export function withheldIn(tx: Tx, cooperativeId: string, month: string, unfiledOnly: boolean) {
  return withheld(
    tx,
    cooperativeId,
    sql`to_char(r.posted_at at time zone 'Asia/Shanghai', 'YYYY-MM') = ${month}
      and (not ${unfiledOnly}::boolean or not exists (
        select 1 from tax_filing_run f where f.cooperative_id = r.cooperative_id and f.run_id = r.id))`,
  );
}

/** What one person received in a year of posting, taxed or not. */
export function receivedIn(tx: Tx, cooperativeId: string, year: string, memberId: string) {
  return withheld(
    tx,
    cooperativeId,
    sql`to_char(r.posted_at at time zone 'Asia/Shanghai', 'YYYY') = ${year} and m.id = ${memberId}::uuid`,
    false,
  );
}

async function withheld(
  tx: Tx,
  cooperativeId: string,
  condition: SQL,
  taxedOnly = true,
): Promise<readonly Withheld[]> {
  const rows = (await tx.execute(sql`
    select r.id as run_id, r.number::text as run, r.period,
      to_char(r.posted_at at time zone 'Asia/Shanghai', 'YYYY-MM-DD') as posted_on,
      m.id as member_id, coalesce(m.register_number, a.number) as number, coalesce(m.name, a.number) as name,
      m.resident_id_cipher, m.resident_id_masked, l.gross::text, trim_scale(r.tax_rate)::text as rate, l.tax::text,
      r.tax_basis as basis
    from dividend_run r
    join dividend_line l on l.cooperative_id = r.cooperative_id and l.run_id = r.id and l.calculation = r.calculation
    join holder_account a on a.cooperative_id = r.cooperative_id and a.id = l.account_id and a.kind <> 'collective'
    left join lateral (
      select h.id from member h
      where h.cooperative_id = r.cooperative_id and h.household_id = a.household_id and h.relation = 'head'
      order by h.sort_key limit 1
    ) head on a.kind = 'household'
    left join member m on m.cooperative_id = r.cooperative_id and m.id = coalesce(a.member_id, head.id)
    where r.cooperative_id = ${cooperativeId}::uuid and r.state = 'posted'
      and (not ${taxedOnly}::boolean or r.tax_rate > 0) and (l.gross <> 0 or l.tax <> 0) and ${condition}
    order by coalesce(m.sort_key, a.sort_key), r.number`)) as unknown as readonly Record<string, unknown>[];
  return rows.map((row) => ({
    runId: row['run_id'] as string,
    run: row['run'] as string,
    period: row['period'] as string,
    postedOn: row['posted_on'] as string,
    memberId: row['member_id'] as string | null,
    number: row['number'] as string,
    name: row['name'] as string,
    residentIdCipher: row['resident_id_cipher'] as Uint8Array | null,
    residentIdMasked: row['resident_id_masked'] as string | null,
    gross: Money.parse(row['gross'] as string),
    rate: row['rate'] as string,
    tax: Money.parse(row['tax'] as string),
    basis: row['basis'] as string,
  }));
}

/** One row a person and rate, in natural order of the register number. */
export function byPerson(rows: readonly Withheld[]): readonly Withheld[] {
  const people = new Map<string, Withheld>();
  for (const row of rows) {
    const key = `${row.memberId ?? row.number} ${row.rate}`;
    const known = people.get(key);
    people.set(
      key,
      known === undefined
        ? row
        : { ...known, gross: known.gross.plus(row.gross), tax: known.tax.plus(row.tax) },
    );
  }
  return [...people.values()];
}

export type FilingRow = typeof taxFiling.$inferSelect;
export interface Filing {
  readonly row: FilingRow;
  readonly remittance: typeof taxRemittance.$inferSelect | null;
}

export async function filingsOf(tx: Tx, cooperativeId: string): Promise<readonly Filing[]> {
  return tx
    .select({ row: taxFiling, remittance: taxRemittance })
    .from(taxFiling)
    .leftJoin(
      taxRemittance,
      and(eq(taxRemittance.cooperativeId, cooperativeId), eq(taxRemittance.filingId, taxFiling.id)),
    )
    .where(eq(taxFiling.cooperativeId, cooperativeId))
    .orderBy(asc(taxFiling.number));
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
