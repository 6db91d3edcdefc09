/** Reads of batches, lines, answers, cash; the settings in force. */
import {
  and,
  asc,
  desc,
  eq,
  getTableColumns,
  gt,
  isNull,
  lte,
  max,
  ne,
  or,
  sql,
  type SQL,
} from 'drizzle-orm';
import { refuse } from '../../domain/refusal.ts';
import { Money } from '../../domain/money.ts';
import type { Outcome } from '../../domain/payout.ts';
import type { Tx } from '../../platform/database.ts';
import { member } from '../members/index.ts';
import { holderAccount } from '../shares/index.ts';
import { dividendRun } from '../dividends/index.ts';
import type { BankTemplate } from '../../domain/bank-file.ts';
import {
  bankTemplateRow,
  estateShare,
  estateShareEnd,
  payoutBatch,
  payoutBatchEnd,
  payoutBatchRefusal,
  payoutCash,
  payoutCashStrike,
  payoutFileTaken,
  payoutLine,
  payoutReturn,
  payoutSetOff,
  payoutSetOffStrike,
  payoutSetting,
} from './schema.ts';

export type PayoutSettingRow = typeof payoutSetting.$inferSelect;
const { fileCipher, ...batchColumns } = getTableColumns(payoutBatch);

/** A batch without its file, which is read by itself: it may be large. */
export type BatchRow = Omit<typeof payoutBatch.$inferSelect, 'fileCipher'>;
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
  readonly refusal: typeof payoutBatchRefusal.$inferSelect | null;
  /** When somebody took the file first. */
  readonly takenAt: Date | null;
}

export const batchStates = ['made', 'sent', 'cancelled', 'settled', 'refused'] as const;
export type BatchState = (typeof batchStates)[number];

export function batchState({ row, end, refusal, paid, returned }: Batch): BatchState {
  if (end === null) return 'made';
  if (end.kind === 'cancelled') return 'cancelled';
  if (refusal !== null) return 'refused';
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
  const takenAt = sql<Date | null>`(
    select min(${payoutFileTaken.recordedAt}) from ${payoutFileTaken}
    where ${payoutFileTaken.cooperativeId} = ${payoutBatch.cooperativeId}
      and ${payoutFileTaken.batchId} = ${payoutBatch.id})`.mapWith(payoutFileTaken.recordedAt);
  const rows = await tx
    .select({ row: batchColumns, end: payoutBatchEnd, refusal: payoutBatchRefusal, takenAt })
    .from(payoutBatch)
    .leftJoin(
      payoutBatchEnd,
      and(eq(payoutBatchEnd.cooperativeId, cooperativeId), eq(payoutBatchEnd.batchId, payoutBatch.id)),
    )
    .leftJoin(
      payoutBatchRefusal,
      and(
        eq(payoutBatchRefusal.cooperativeId, cooperativeId),
        eq(payoutBatchRefusal.batchId, payoutBatch.id),
      ),
    )
    .where(and(eq(payoutBatch.cooperativeId, cooperativeId), condition))
    .orderBy(asc(payoutBatch.number))
    .limit(limit);
  const tallies = await talliesOf(
    tx,
    cooperativeId,
    rows.map((each) => each.row.id),
  );
  return rows.map((each) => ({ ...each, ...(tallies.get(each.row.id) ?? noTally) }));
}

const noTally: BatchTally = {
  paid: { count: 0, total: Money.zero },
  returned: { count: 0, total: Money.zero },
};

async function talliesOf(
  tx: Tx,
  cooperativeId: string,
  ids: readonly string[],
): Promise<ReadonlyMap<string, BatchTally>> {
  const rows = (await tx.execute(sql`
    select l.batch_id, o.outcome, count(*)::int as count, sum(l.amount)::text as total
    from payout_line l
    join lateral (
      select t.outcome from payout_result t where t.cooperative_id = l.cooperative_id and t.batch_id = l.batch_id
        and t.serial = l.serial order by t.late desc limit 1) o on true
    where l.cooperative_id = ${cooperativeId}::uuid and l.batch_id = any(${sql.param([...ids])}::uuid[])
    group by l.batch_id, o.outcome`)) as unknown as readonly {
    readonly batch_id: string;
    readonly outcome: Outcome;
    readonly count: number;
    readonly total: string;
  }[];
  const tallies = new Map<string, BatchTally>();
  for (const { batch_id: id, outcome, count, total } of rows)
    tallies.set(id, { ...(tallies.get(id) ?? noTally), [outcome]: { count, total: Money.parse(total) } });
  return tallies;
}

/** The number of another batch that a file of these very bytes was read for, or null. */
export async function otherBatchAnsweredBy(
  tx: Tx,
  cooperativeId: string,
  batchId: string,
  sha256: string,
): Promise<bigint | null> {
  const [found] = await tx
    .select({ number: payoutBatch.number })
    .from(payoutReturn)
    .innerJoin(
      payoutBatch,
      and(
        eq(payoutBatch.cooperativeId, payoutReturn.cooperativeId),
        eq(payoutBatch.id, payoutReturn.batchId),
      ),
    )
    .where(
      and(
        eq(payoutReturn.cooperativeId, cooperativeId),
        eq(payoutReturn.sha256, sha256),
        ne(payoutReturn.batchId, batchId),
      ),
    )
    .limit(1);
  return found?.number ?? null;
}

/** Whether this user ever took the file of the batch. */
export async function tookFile(tx: Tx, { cooperativeId, id }: BatchRow, userId: string): Promise<boolean> {
  const rows = await tx
    .select({ id: payoutFileTaken.id })
    .from(payoutFileTaken)
    .where(
      and(
        eq(payoutFileTaken.cooperativeId, cooperativeId),
        eq(payoutFileTaken.batchId, id),
        eq(payoutFileTaken.recordedBy, userId),
      ),
    )
    .limit(1);
  return rows.length > 0;
}

/** The sealed file of a batch. */
export async function fileCipherOf(tx: Tx, { cooperativeId, id }: BatchRow): Promise<Uint8Array> {
  const [found] = await tx
    .select({ cipher: fileCipher })
    .from(payoutBatch)
    .where(and(eq(payoutBatch.cooperativeId, cooperativeId), eq(payoutBatch.id, id)));
  if (!found) throw refuse('payout.batch-unknown');
  return found.cipher;
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

export async function setOffById(tx: Tx, cooperativeId: string, id: string) {
  const [found] = await tx
    .select({ row: payoutSetOff, strike: payoutSetOffStrike.setOffId })
    .from(payoutSetOff)
    .leftJoin(
      payoutSetOffStrike,
      and(
        eq(payoutSetOffStrike.cooperativeId, cooperativeId),
        eq(payoutSetOffStrike.setOffId, payoutSetOff.id),
      ),
    )
    .where(and(eq(payoutSetOff.cooperativeId, cooperativeId), eq(payoutSetOff.id, id)));
  return found && { row: found.row, struck: found.strike !== null };
}

/** The accounts of whose lines this member ever was an heir. */
export async function inheritedFrom(
  tx: Tx,
  cooperativeId: string,
  heirId: string,
): Promise<readonly string[]> {
  const rows = await tx
    .selectDistinct({ accountId: estateShare.accountId })
    .from(estateShare)
    .where(and(eq(estateShare.cooperativeId, cooperativeId), eq(estateShare.heirId, heirId)));
  return rows.map(({ accountId }) => accountId);
}

/** The parts of the dead's lines that are this member's, as known at a moment (null: now), in the order they were divided. */
export async function inheritancesOf(tx: Tx, cooperativeId: string, heirId: string, knownAt: Date | null) {
  const standing =
    knownAt === null
      ? isNull(estateShareEnd.part)
      : or(isNull(estateShareEnd.part), gt(estateShareEnd.recordedAt, knownAt));
  return tx
    .select({
      runId: estateShare.runId,
      accountId: estateShare.accountId,
      part: estateShare.part,
      amount: estateShare.amount,
      basis: estateShare.basis,
      dividedAt: estateShare.recordedAt,
      number: holderAccount.number,
      name: member.name,
    })
    .from(estateShare)
    .innerJoin(
      holderAccount,
      and(eq(holderAccount.cooperativeId, cooperativeId), eq(holderAccount.id, estateShare.accountId)),
    )
    .innerJoin(
      dividendRun,
      and(eq(dividendRun.cooperativeId, cooperativeId), eq(dividendRun.id, estateShare.runId)),
    )
    .leftJoin(member, and(eq(member.cooperativeId, cooperativeId), eq(member.id, holderAccount.memberId)))
    .leftJoin(
      estateShareEnd,
      and(
        eq(estateShareEnd.cooperativeId, cooperativeId),
        eq(estateShareEnd.runId, estateShare.runId),
        eq(estateShareEnd.accountId, estateShare.accountId),
        eq(estateShareEnd.part, estateShare.part),
      ),
    )
    .where(
      and(
        eq(estateShare.cooperativeId, cooperativeId),
        eq(estateShare.heirId, heirId),
        knownAt === null ? undefined : lte(estateShare.recordedAt, knownAt),
        standing,
      ),
    )
    .orderBy(
      asc(estateShare.recordedAt),
      asc(dividendRun.number),
      asc(holderAccount.sortKey),
      asc(estateShare.part),
    );
}

/** The number of the last part that a line was ever divided into; 0: never. */
export async function lastPart(
  tx: Tx,
  cooperativeId: string,
  runId: string,
  accountId: string,
): Promise<number> {
  const [found] = await tx
    .select({ part: max(estateShare.part) })
    .from(estateShare)
    .where(
      and(
        eq(estateShare.cooperativeId, cooperativeId),
        eq(estateShare.runId, runId),
        eq(estateShare.accountId, accountId),
      ),
    );
  return found?.part ?? 0;
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
