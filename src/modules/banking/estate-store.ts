/** Reads of the divisions of estates that were asked for, with what became of them. */
import { and, asc, eq, isNull, type SQL } from 'drizzle-orm';
import { requestState } from '../../domain/payout.ts';
import { refuse } from '../../domain/refusal.ts';
import type { Tx } from '../../platform/database.ts';
import { must } from '../../platform/must.ts';
import { holdersAs } from '../shares/index.ts';
import { inBook } from './in-book.ts';
import { estateRequest, estateRequestAnswer } from './schema.ts';

export type EstateRow = typeof estateRequest.$inferSelect;

export interface Estate {
  readonly row: EstateRow;
  /** Register number. */
  readonly deceased: string;
  readonly memberId: string;
  readonly answer: typeof estateRequestAnswer.$inferSelect | null;
}

async function estatesWhere(tx: Tx, cooperativeId: string, condition?: SQL): Promise<readonly Estate[]> {
  const holder = holdersAs('holder', cooperativeId);
  const rows = await tx
    .select({
      row: estateRequest,
      deceased: holder.number,
      memberId: holder.memberId,
      answer: estateRequestAnswer,
    })
    .from(estateRequest)
    .innerJoin(holder, eq(holder.id, estateRequest.accountId))
    .leftJoin(
      estateRequestAnswer,
      inBook(cooperativeId, estateRequestAnswer, eq(estateRequestAnswer.requestId, estateRequest.id)),
    )
    .where(inBook(cooperativeId, estateRequest, condition))
    .orderBy(asc(estateRequest.recordedAt), asc(estateRequest.id));
  return rows.map(({ memberId, ...each }) => ({
    ...each,
    memberId: must(memberId, 'the member of an account of a member'),
  }));
}

export const allEstates = (tx: Tx, cooperativeId: string) => estatesWhere(tx, cooperativeId);

export async function estateById(tx: Tx, cooperativeId: string, id: string): Promise<Estate> {
  const [found] = await estatesWhere(tx, cooperativeId, eq(estateRequest.id, id));
  if (!found) throw refuse('payout.estate-unknown');
  return found;
}

/** Whether the estate was divided, or its division undone, after this was asked for. */
export async function estateChangedSince(tx: Tx, { cooperativeId, accountId, recordedAt }: EstateRow) {
  const confirmed = await estatesWhere(
    tx,
    cooperativeId,
    and(eq(estateRequest.accountId, accountId), isNull(estateRequestAnswer.reason)),
  );
  return confirmed.some(({ answer }) => answer !== null && answer.recordedAt > recordedAt);
}

export function estateOnWire({ row: { id, heirs, amount, basis, undoes }, deceased, answer }: Estate) {
  return {
    id,
    deceased,
    heirs: heirs.map(({ member, parts }) => ({ member, parts })),
    amount: amount.toString(),
    basis,
    undoes,
    state: requestState(answer),
    reason: answer?.reason ?? null,
  };
}
