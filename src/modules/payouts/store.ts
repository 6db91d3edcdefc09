/** Reads of batches, lines, answers, cash; the settings in force. */
import { and, asc, desc, eq, gt, sql, type SQL } from 'drizzle-orm';
import { refuse } from '../../domain/error.ts';
import { Money } from '../../domain/money.ts';
import type { Outcome } from '../../domain/payout.ts';
import type { Tx } from '../../platform/database.ts';
import { holderAccount } from '../shares/index.ts';
import { dividendRun } from '../dividends/index.ts';
import type { BankTemplate } from '../../domain/bank-file.ts';
import {
  bankTemplateRow,
  payoutBatch,
  payoutBatchEnd,
  payoutCash,
  payoutCashStrike,
  payoutLine,
  payoutSetting,
} from './schema.ts';

export type PayoutSettingRow = typeof payoutSetting.$inferSelect;
export type BatchRow = typeof payoutBatch.$inferSelect;
export type BatchLineRow = typeof payoutLine.$inferSelect;

export async function payoutSettings(tx: Tx, cooperativeId: string): Promise<PayoutSettingRow | undefined> {
  const [latest] = await tx
    .select()
    .from(payoutSetting)
    .where(eq(payoutSetting.cooperativeId, cooperativeId))
    .orderBy(desc(payoutSetting.version))
    .limit(1);
  return latest;
}

export interface BatchTally {
  readonly paid: { readonly count: number; readonly total: Money };
  readonly returned: { readonly count: number; readonly total: Money };
}

export interface Batch extends BatchTally {
  readonly row: BatchRow;
  readonly end: typeof payoutBatchEnd.$inferSelect | null;
}

export type BatchState = 'made' | 'sent' | 'cancelled' | 'settled';

export function batchState({ row, end, paid, returned }: Batch): BatchState {
  if (end === null) return 'made';
  if (end.kind === 'cancelled') return 'cancelled';
  return paid.count + returned.count === row.count ? 'settled' : 'sent';
}

export async function requireBatch(tx: Tx, cooperativeId: string, id: string): Promise<Batch> {
  const [found] = await batchesWhere(tx, cooperativeId, eq(payoutBatch.id, id), 1);
  if (!found) throw refuse('payout.batch-unknown');
  return found;
}

/** By number, after `after` if given. */
export async function batchesAfter(
  tx: Tx,
  cooperativeId: string,
  limit: number,
  after = 0n,
): Promise<readonly Batch[]> {
  return batchesWhere(tx, cooperativeId, gt(payoutBatch.number, after), limit);
}

async function batchesWhere(
  tx: Tx,
  cooperativeId: string,
  condition: SQL,
  limit: number,
): Promise<readonly Batch[]> {
  const rows = await tx
    .select({ row: payoutBatch, end: payoutBatchEnd })
    .from(payoutBatch)
    .leftJoin(
      payoutBatchEnd,
      and(eq(payoutBatchEnd.cooperativeId, cooperativeId), eq(payoutBatchEnd.batchId, payoutBatch.id)),
    )
    .where(and(eq(payoutBatch.cooperativeId, cooperativeId), condition))
    .orderBy(asc(payoutBatch.number))
    .limit(limit);
  const batches: Batch[] = [];
  for (const each of rows) batches.push({ ...each, ...(await tallyOf(tx, each.row)) });
  return batches;
}

async function tallyOf(tx: Tx, { cooperativeId, id }: BatchRow): Promise<BatchTally> {
  const rows = (await tx.execute(sql`
    select o.outcome, count(*)::int as count, sum(l.amount)::text as total
    from payout_line l
    join lateral (
      select t.outcome from payout_result t where t.cooperative_id = l.cooperative_id and t.batch_id = l.batch_id
        and t.serial = l.serial order by t.late desc limit 1) o on true
    where l.cooperative_id = ${cooperativeId}::uuid and l.batch_id = ${id}::uuid
    group by o.outcome`)) as unknown as readonly {
    readonly outcome: string;
    readonly count: number;
    readonly total: string;
  }[];
  const of = (outcome: string) => {
    const row = rows.find((each) => each.outcome === outcome);
    return { count: row?.count ?? 0, total: Money.parse(row?.total ?? '0') };
  };
  return { paid: of('paid'), returned: of('returned') };
}

export interface AnsweredLine {
  readonly line: BatchLineRow;
  readonly kind: string;
  readonly number: string;
  readonly run: bigint;
  /** All that the bank said of it, in order: nothing, one answer, or paid and later returned. */
  readonly told: readonly Outcome[];
  readonly reason: string | null;
}

/** The lines of a batch in the order of the file, after serial `after`, each with what the bank said. */
export async function batchLines(
  tx: Tx,
  batch: BatchRow,
  limit: number,
  after = 0,
): Promise<readonly AnsweredLine[]> {
  const answers = (column: 'outcome' | 'reason') => sql<readonly string[]>`array(
    select t.${sql.raw(column)} from payout_result t where t.cooperative_id = ${payoutLine.cooperativeId}
      and t.batch_id = ${payoutLine.batchId} and t.serial = ${payoutLine.serial} order by t.late)`;
  const rows = await tx
    .select({
      line: payoutLine,
      kind: holderAccount.kind,
      number: holderAccount.number,
      run: dividendRun.number,
      told: answers('outcome'),
      reasons: answers('reason'),
    })
    .from(payoutLine)
    .innerJoin(
      holderAccount,
      and(
        eq(holderAccount.cooperativeId, payoutLine.cooperativeId),
        eq(holderAccount.id, payoutLine.accountId),
      ),
    )
    .innerJoin(
      dividendRun,
      and(eq(dividendRun.cooperativeId, payoutLine.cooperativeId), eq(dividendRun.id, payoutLine.runId)),
    )
    .where(
      and(
        eq(payoutLine.cooperativeId, batch.cooperativeId),
        eq(payoutLine.batchId, batch.id),
        gt(payoutLine.serial, after),
      ),
    )
    .orderBy(asc(payoutLine.serial))
    .limit(limit);
  return rows.map(({ told, reasons, ...row }) => ({
    ...row,
    told: told as readonly Outcome[],
    reason: reasons.at(-1) ?? null,
  }));
}

export type CashRow = typeof payoutCash.$inferSelect;

export interface CashEntry {
  readonly row: CashRow;
  readonly struck: boolean;
}

/** By number, after `after` if given. */
export async function cashAfter(
  tx: Tx,
  cooperativeId: string,
  limit: number,
  after = 0n,
): Promise<readonly CashEntry[]> {
  return cashWhere(tx, cooperativeId, gt(payoutCash.number, after), limit);
}

export async function requireCashEntry(tx: Tx, cooperativeId: string, id: string): Promise<CashEntry> {
  const [found] = await cashWhere(tx, cooperativeId, eq(payoutCash.id, id), 1);
  if (!found) throw refuse('payout.cash-unknown');
  return found;
}

async function cashWhere(
  tx: Tx,
  cooperativeId: string,
  condition: SQL,
  limit: number,
): Promise<readonly CashEntry[]> {
  const rows = await tx
    .select({ row: payoutCash, strike: payoutCashStrike.cashId })
    .from(payoutCash)
    .leftJoin(
      payoutCashStrike,
      and(eq(payoutCashStrike.cooperativeId, cooperativeId), eq(payoutCashStrike.cashId, payoutCash.id)),
    )
    .where(and(eq(payoutCash.cooperativeId, cooperativeId), condition))
    .orderBy(asc(payoutCash.number))
    .limit(limit);
  return rows.map(({ row, strike }) => ({ row, struck: strike !== null }));
}

/** The cooperative's own bank templates, each in its latest version, by id. */
export async function ownTemplates(tx: Tx, cooperativeId: string): Promise<readonly BankTemplate[]> {
  const rows = await tx
    .selectDistinctOn([bankTemplateRow.id])
    .from(bankTemplateRow)
    .where(eq(bankTemplateRow.cooperativeId, cooperativeId))
    .orderBy(asc(bankTemplateRow.id), desc(bankTemplateRow.version));
  return rows.map(({ template }) => template);
}
