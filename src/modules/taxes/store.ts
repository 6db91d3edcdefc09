/** Who was withheld what: by the month in which it could be drawn, by person; the lists and their remittance. */
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
import { runsAs, withholdingsAs } from '../dividends/index.ts';
import { membersAs } from '../members/index.ts';
import { holdersAs, overWholeRegister } from '../shares/index.ts';
import { taxFiling, taxRemittance, taxRemittanceAnswer, taxRemittanceStrike } from './schema.ts';

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
  readonly basisEn: string | null;
  /** Of its entry in the journal. */
  readonly source: string;
}

/** What was withheld in the month. */
export function withheldIn(tx: Tx, cooperativeId: string, month: string): Promise<readonly Withheld[]> {
  return withheld(tx, cooperativeId, sql`posted_in = ${month}`);
}

/** Everything that is part of the declaration of these months, withheld or taken back until the end of `month`: what they come to now. */
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

/** What one person could draw in a year, taxed or not. */
export function receivedIn(
  tx: Tx,
  cooperativeId: string,
  year: string,
  memberId: string,
): Promise<readonly Withheld[]> {
  return withheld(tx, cooperativeId, sql`left(posted_in, 4) = ${year} and person = ${memberId}`, false);
}

/**
 * What was withheld, in natural order of the taxpayer's register number; a household's stands in the name of who headed it on the day
 * it could be drawn. What is taken back is part of the month in which the income was declared.
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
    with line as (
      select r.number, r.kind, r.period, r.tax_rate, r.tax_basis, r.tax_basis_en, w.*, to_char(w.day, 'YYYY-MM') as posted_in,
        a.number as account_number, a.sort_key as account_key, coalesce(w.taxpayer_id, w.account_id)::text as person
      from ${withholdingsAs('w', cooperativeId)}
      join ${runsAs('r', cooperativeId)} on r.id = w.run_id
      join ${holdersAs('a', cooperativeId)} on a.id = w.account_id
      where not ${taxedOnly}::boolean or r.tax_rate > 0
    )
    select l.run_id, l.number::text as run, l.kind, l.period, l.day::text as posted_on, l.declared_in, l.person,
      coalesce(m.register_number, l.account_number) as number, coalesce(m.name, l.account_number) as name,
      m.id as member_id, m.resident_id_cipher, m.resident_id_index, l.gross, trim_scale(l.tax_rate)::text as rate, l.tax,
      l.tax_basis as basis, l.tax_basis_en as basis_en, l.source
    from line l
    left join ${membersAs('m', cooperativeId)} on m.id = l.taxpayer_id
    where ${condition}
    order by coalesce(m.sort_key, l.account_key), l.number, l.day, l.part`,
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
  basisEn: orNull(text),
  source: text,
};

/** What the books took on the tax account for what was withheld in a month: credit less debit. */
export async function bookedFor(tx: Tx, cooperativeId: string, lines: readonly Withheld[]): Promise<Money> {
  const sources = [...new Set(lines.map(({ source }) => source))];
  const accounts = chartNames.map(taxAccount);
  return (await movedFrom(tx, cooperativeId, { accounts, sources })).negated();
}

export type FilingRow = typeof taxFiling.$inferSelect;
export type RemittanceRow = typeof taxRemittance.$inferSelect;
export type AnswerRow = typeof taxRemittanceAnswer.$inferSelect;
export interface Filing {
  readonly row: FilingRow;
  readonly file: SealedFileRow;
  /** The one that counts. */
  readonly remittance: RemittanceRow | null;
  /** The one that counts once another person confirmed it. */
  readonly awaiting: RemittanceRow | null;
  /** Entered in error, in the order they were entered. */
  readonly struck: readonly RemittanceUndone[];
  readonly sentBack: readonly RemittanceUndone[];
  /** All of them. */
  readonly remittances: readonly RemittanceRow[];
  readonly answers: readonly AnswerRow[];
}

interface RemittanceUndone {
  readonly row: RemittanceRow;
  readonly reason: string;
}

export async function filingsOf(tx: Tx, cooperativeId: string): Promise<readonly Filing[]> {
  const rows = await tx
    .select()
    .from(taxFiling)
    .where(eq(taxFiling.cooperativeId, cooperativeId))
    .orderBy(asc(taxFiling.number));
  const remittances = await tx
    .select({ row: taxRemittance, struck: taxRemittanceStrike.reason, answer: taxRemittanceAnswer })
    .from(taxRemittance)
    .leftJoin(
      taxRemittanceAnswer,
      and(
        eq(taxRemittanceAnswer.cooperativeId, cooperativeId),
        eq(taxRemittanceAnswer.remittanceId, taxRemittance.id),
      ),
    )
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
    const standing = mine.filter(({ struck, answer }) => struck === null && answer?.reason == null);
    const undone = (why: (each: (typeof mine)[number]) => string | null) =>
      mine.flatMap((each) => {
        const reason = why(each);
        return reason === null ? [] : [{ row: each.row, reason }];
      });
    const counts = ({ row: { byTwo }, answer }: (typeof mine)[number]) => byTwo === null || answer !== null;
    return {
      row,
      file: must(files.get(row.fileId), 'the file of a list'),
      remittance: standing.find(counts)?.row ?? null,
      awaiting: standing.find((each) => !counts(each))?.row ?? null,
      struck: undone(({ struck }) => struck),
      sentBack: undone(({ answer }) => answer?.reason ?? null),
      remittances: mine.map((each) => each.row),
      answers: mine.flatMap(({ answer }) => answer ?? []),
    };
  });
}

export async function requireFiling(tx: Tx, cooperativeId: string, id: string): Promise<Filing> {
  const found = (await filingsOf(tx, cooperativeId)).find(({ row }) => row.id === id);
  if (!found) throw refuse('tax.filing-unknown');
  return found;
}

/** The months in which tax of each run was withheld, with the list of each that was made. */
export async function filingsOfRuns(
  tx: Tx,
  cooperativeId: string,
): Promise<ReadonlyMap<string, readonly { readonly month: string; readonly filingId: string | null }[]>> {
  const rows = await rowsOf(
    tx,
    sql`
    select distinct w.run_id, to_char(w.day, 'YYYY-MM') as month, f.id as filing_id
    from ${withholdingsAs('w', cooperativeId)}
    join ${runsAs('r', cooperativeId)} on r.id = w.run_id and r.tax_rate > 0
    left join tax_filing f on f.cooperative_id = ${cooperativeId}::uuid and f.month = to_char(w.day, 'YYYY-MM')
    order by 2`,
    { runId: id, month: text, filingId: orNull(id) },
  );
  return Map.groupBy(rows, ({ runId }) => runId);
}
