/** Reads of orders, their lines, files and answers, of every kind. */
import { and, asc, desc, eq, gt, inArray, ne, sql, type SQL } from 'drizzle-orm';
import type { ErrorCode } from '../../domain/refusal.ts';
import { refuse } from '../../domain/refusal.ts';
import { Money } from '../../domain/money.ts';
import { requestState, type Outcome, type RequestState } from '../../domain/payout.ts';
import type { AccountKind } from '../../domain/share-register.ts';
import {
  orderState,
  type OrderKind,
  type OrderStanding,
  type OrderState,
} from '../../domain/payment-order.ts';
import type { Tx } from '../../platform/database.ts';
import { must } from '../../platform/must.ts';
import { amount, count, flag, id, oneOf, rowsOf, text } from '../../platform/rows.ts';
import { dayInChina } from '../../platform/services.ts';
import { usersAs } from '../access/index.ts';
import { runsAs } from '../dividends/index.ts';
import { holdersAs } from '../shares/index.ts';
import { inBook } from './in-book.ts';
import {
  answerTakeBack,
  answerTakeBackAnswer,
  bankAnswer,
  fileTaken,
  lateReturn,
  lateReturnRefusal,
  paymentLine,
  paymentOrder,
  paymentOrderEnd,
  paymentRefusal,
  paymentRelease,
  paymentResult,
  payoutSetting,
  sealedFile,
} from './schema.ts';
import { fileColumns, type SealedFileRow } from './sealed-files.ts';

export type OrderRow = typeof paymentOrder.$inferSelect;
export type OrderLineRow = typeof paymentLine.$inferSelect;
export type PayoutSettingRow = typeof payoutSetting.$inferSelect;

/** Where in the bank's file a line is paid: alone, or with others of the same person and account. */
export const bankRowOf = ({ bankRow, serial }: Pick<OrderLineRow, 'bankRow' | 'serial'>) => bankRow ?? serial;

interface Tally {
  readonly count: number;
  readonly total: Money;
}

export interface Order {
  readonly row: OrderRow;
  /** Whom its file names as the payer; null: no file, or one of a version before. */
  readonly payer: Pick<PayoutSettingRow, 'payerName' | 'payerBank' | 'payerAccountMasked'> | null;
  readonly state: OrderState;
  /** Null: nothing goes through the bank. */
  readonly file: SealedFileRow | null;
  readonly release: typeof paymentRelease.$inferSelect | null;
  readonly end: typeof paymentOrderEnd.$inferSelect | null;
  readonly refusal: typeof paymentRefusal.$inferSelect | null;
  /** When somebody took the file first, and who ever did. */
  readonly takenAt: Date | null;
  readonly takenBy: readonly string[];
  /** What the bank has said so far. */
  readonly paid: Tally;
  readonly returned: Tally;
}

/** By number, after `after` if given. */
export async function ordersAfter(
  tx: Tx,
  cooperativeId: string,
  kind: OrderKind,
  limit: number,
  after = 0n,
): Promise<readonly Order[]> {
  const condition = and(eq(paymentOrder.kind, kind), gt(paymentOrder.number, after));
  return ordersWhere(tx, cooperativeId, condition).limit(limit).then(withTallies(tx, cooperativeId));
}

/** All of a kind, by number. */
export async function ordersOf(tx: Tx, cooperativeId: string, kind: OrderKind): Promise<readonly Order[]> {
  return ordersWhere(tx, cooperativeId, eq(paymentOrder.kind, kind)).then(withTallies(tx, cooperativeId));
}

/** Payouts that pay lines of these runs, by number. */
export async function ordersPaying(
  tx: Tx,
  cooperativeId: string,
  runIds: readonly string[],
): Promise<readonly Order[]> {
  if (runIds.length === 0) return [];
  const pays = sql`${paymentOrder.id} in (
    select p.order_id from payment_line p
    where p.cooperative_id = ${cooperativeId}::uuid and p.run_id = any(${sql.param([...runIds])}::uuid[]))`;
  const condition = and(eq(paymentOrder.kind, 'payout'), pays);
  return ordersWhere(tx, cooperativeId, condition).then(withTallies(tx, cooperativeId));
}

/** The last one that was not cancelled. */
export async function latestOrder(
  tx: Tx,
  cooperativeId: string,
  kind: OrderKind,
): Promise<Order | undefined> {
  const standing = and(
    eq(paymentOrder.kind, kind),
    sql`${paymentOrderEnd.kind} is distinct from 'cancelled'`,
  );
  const [latest] = await ordersWhere(tx, cooperativeId, standing, desc(paymentOrder.number))
    .limit(1)
    .then(withTallies(tx, cooperativeId));
  return latest;
}

export async function requireOrder(
  tx: Tx,
  cooperativeId: string,
  kind: OrderKind,
  orderId: string,
): Promise<Order> {
  const condition = and(eq(paymentOrder.kind, kind), eq(paymentOrder.id, orderId));
  const [found] = await ordersWhere(tx, cooperativeId, condition).then(withTallies(tx, cooperativeId));
  if (!found) throw refuse(unknown[kind]);
  return found;
}

const unknown: Readonly<Record<OrderKind, ErrorCode>> = {
  payout: 'payout.batch-unknown',
  pension: 'pension.run-unknown',
};

function ordersWhere(
  tx: Tx,
  cooperativeId: string,
  condition: SQL | undefined,
  order = asc(paymentOrder.number),
) {
  const taken = (what: SQL) => sql`(
    select ${what} from ${fileTaken}
    where ${fileTaken.cooperativeId} = ${paymentOrder.cooperativeId} and ${fileTaken.fileId} = ${paymentOrder.fileId})`;
  return tx
    .select({
      row: paymentOrder,
      payer: {
        payerName: payoutSetting.payerName,
        payerBank: payoutSetting.payerBank,
        payerAccountMasked: payoutSetting.payerAccountMasked,
      },
      file: fileColumns,
      release: paymentRelease,
      end: paymentOrderEnd,
      refusal: paymentRefusal,
      takenAt: taken(sql`min(${fileTaken.recordedAt})`).mapWith(fileTaken.recordedAt),
      takenBy: sql<readonly string[]>`array${taken(sql`distinct ${fileTaken.recordedBy}::text`)}`,
    })
    .from(paymentOrder)
    .leftJoin(sealedFile, inBook(cooperativeId, sealedFile, eq(sealedFile.id, paymentOrder.fileId)))
    .leftJoin(
      payoutSetting,
      inBook(cooperativeId, payoutSetting, eq(payoutSetting.version, paymentOrder.payerVersion)),
    )
    .leftJoin(
      paymentRelease,
      inBook(cooperativeId, paymentRelease, eq(paymentRelease.orderId, paymentOrder.id)),
    )
    .leftJoin(
      paymentOrderEnd,
      inBook(cooperativeId, paymentOrderEnd, eq(paymentOrderEnd.orderId, paymentOrder.id)),
    )
    .leftJoin(
      paymentRefusal,
      inBook(cooperativeId, paymentRefusal, eq(paymentRefusal.orderId, paymentOrder.id)),
    )
    .where(inBook(cooperativeId, paymentOrder, condition))
    .orderBy(order);
}

type FoundOrder = Awaited<ReturnType<typeof ordersWhere>>[number];

const withTallies =
  (tx: Tx, cooperativeId: string) =>
  async (found: readonly FoundOrder[]): Promise<readonly Order[]> => {
    const ids = found.map(({ row }) => row.id);
    const told = await rowsOf(
      tx,
      sql`
        select order_id, outcome, count(*)::int as count, sum(amount) as total from payment_state
        where cooperative_id = ${cooperativeId}::uuid and order_id = any(${sql.param(ids)}::uuid[])
          and outcome is not null
        group by order_id, outcome`,
      { orderId: id, outcome: oneOf(['paid', 'returned']), count, total: amount },
    );
    return found.map((each): Order => {
      const tally = (outcome: Outcome): Tally =>
        told.find(({ orderId, ...its }) => orderId === each.row.id && its.outcome === outcome) ?? noTally;
      const [paid, returned] = [tally('paid'), tally('returned')];
      const state = orderState({
        released: each.release !== null,
        ended: each.end?.kind ?? null,
        refused: each.refusal !== null,
        count: each.row.count,
        answered: paid.count + returned.count,
      });
      return { ...each, state, paid, returned };
    });
  };

const noTally: Tally = { count: 0, total: Money.zero };

/** For the rule of which step may follow. */
export function standingOf({
  row,
  state,
  file,
  release,
  takenAt,
  takenBy,
  paid,
  returned,
}: Order): OrderStanding {
  return {
    kind: row.kind,
    number: row.number,
    state,
    hasFile: file !== null,
    answered: paid.count + returned.count,
    madeBy: row.madeBy,
    releasedBy: release?.recordedBy ?? null,
    takenBy,
    takenOn: takenAt === null ? null : dayInChina(takenAt),
  };
}

/** Another order that a file of these very bytes was read for. */
export async function otherOrderAnsweredBy(
  tx: Tx,
  cooperativeId: string,
  orderId: string,
  sha256: string,
): Promise<{ readonly kind: OrderKind; readonly number: bigint } | undefined> {
  const [found] = await tx
    .select({ kind: paymentOrder.kind, number: paymentOrder.number })
    .from(bankAnswer)
    .innerJoin(paymentOrder, inBook(cooperativeId, paymentOrder, eq(paymentOrder.id, bankAnswer.orderId)))
    .where(inBook(cooperativeId, bankAnswer, eq(bankAnswer.sha256, sha256), ne(bankAnswer.orderId, orderId)))
    .limit(1);
  return found;
}

const reader = usersAs('answer_reader');

/** What a file of these very bytes said of this order when it was first read. */
export async function answeredBefore(tx: Tx, cooperativeId: string, orderId: string, sha256: string) {
  const [found] = await tx
    .select({
      fileName: bankAnswer.fileName,
      at: bankAnswer.recordedAt,
      by: reader.displayName,
      paid: bankAnswer.paid,
      returned: bankAnswer.returned,
    })
    .from(bankAnswer)
    .leftJoin(reader, eq(reader.id, bankAnswer.recordedBy))
    .where(inBook(cooperativeId, bankAnswer, eq(bankAnswer.sha256, sha256), eq(bankAnswer.orderId, orderId)))
    .orderBy(asc(bankAnswer.recordedAt), asc(bankAnswer.id))
    .limit(1);
  return found === undefined ? null : { ...found, at: found.at.toISOString() };
}

export interface AnsweredLine {
  readonly line: OrderLineRow;
  /** Of the claim that it pays; null: a pension. */
  readonly holder: { readonly kind: AccountKind; readonly number: string } | null;
  readonly run: bigint | null;
  /** All that was said of it, in order: nothing, one answer, or each time the other of the two. */
  readonly told: readonly Outcome[];
  readonly reason: string | null;
  /** The late return by which it counts as returned. */
  readonly lateReturnId: string | null;
}

/** The lines of an order in the order of its file, after serial `after`, each with what the bank said. Null: all. */
export async function orderLines(
  tx: Tx,
  { cooperativeId, id: orderId }: Pick<OrderRow, 'cooperativeId' | 'id'>,
  limit: number | null = null,
  after = 0,
): Promise<readonly AnsweredLine[]> {
  return linesWhere(tx, cooperativeId, orderId, gt(paymentLine.serial, after), limit);
}

/** A line with those that the bank paid with it, in their order; none where the order has no such line. */
export async function paidTogether(
  tx: Tx,
  { cooperativeId, id: orderId }: Pick<OrderRow, 'cooperativeId' | 'id'>,
  serial: number,
): Promise<readonly AnsweredLine[]> {
  const same = sql`coalesce(${paymentLine.bankRow}, ${paymentLine.serial}) = (
    select coalesce(l.bank_row, l.serial) from ${paymentLine} l
    where l.cooperative_id = ${cooperativeId}::uuid and l.order_id = ${orderId}::uuid and l.serial = ${serial})`;
  return linesWhere(tx, cooperativeId, orderId, same);
}

async function linesWhere(
  tx: Tx,
  cooperativeId: string,
  orderId: string,
  condition: SQL,
  limit: number | null = null,
): Promise<readonly AnsweredLine[]> {
  const answers = (column: 'outcome' | 'reason') => sql<readonly string[]>`array(
    select ${paymentResult[column]} from ${paymentResult}
    where ${paymentResult.cooperativeId} = ${paymentLine.cooperativeId}
      and ${paymentResult.orderId} = ${paymentLine.orderId} and ${paymentResult.serial} = ${paymentLine.serial}
    order by ${paymentResult.late})`;
  const holder = holdersAs('holder', cooperativeId);
  const run = runsAs('run', cooperativeId);
  const query = tx
    .select({
      line: paymentLine,
      holder: { kind: holder.kind, number: holder.number },
      run: run.number,
      told: answers('outcome'),
      reasons: answers('reason'),
      standing: sql<string | null>`(select ${lateReturn.id} from ${lateReturn}
        where ${lateReturn.cooperativeId} = ${paymentLine.cooperativeId}
          and ${lateReturn.orderId} = ${paymentLine.orderId} and ${lateReturn.serial} = ${paymentLine.serial}
          and not exists (select from ${lateReturnRefusal} n
            where n.cooperative_id = ${lateReturn.cooperativeId} and n.late_return_id = ${lateReturn.id})
          and not ${lateTakenBack})`,
    })
    .from(paymentLine)
    .leftJoin(holder, eq(holder.id, paymentLine.accountId))
    .leftJoin(run, eq(run.id, paymentLine.runId))
    .where(inBook(cooperativeId, paymentLine, eq(paymentLine.orderId, orderId), condition))
    .orderBy(asc(paymentLine.serial));
  const rows = await (limit === null ? query : query.limit(limit));
  return rows.map(({ told, reasons, standing, ...row }) => ({
    ...row,
    told: told as readonly Outcome[],
    reason: reasons.at(-1) ?? null,
    lateReturnId: told.at(-1) === 'returned' ? standing : null,
  }));
}

/** Whether a late return was taken back: another confirmed that it was wrong. */
const lateTakenBack = sql<boolean>`exists (select from ${answerTakeBack} q
  join ${answerTakeBackAnswer} a on a.cooperative_id = q.cooperative_id and a.take_back_id = q.id and a.reason is null
  where q.cooperative_id = ${lateReturn.cooperativeId} and q.late_return_id = ${lateReturn.id})`;

export interface LateReturn {
  readonly row: typeof lateReturn.$inferSelect;
  readonly line: OrderLineRow;
  /** All that was said of the line by now. */
  readonly told: readonly Outcome[];
  readonly state: RequestState | 'taken-back';
}

async function lateReturnsWhere(tx: Tx, cooperativeId: string, condition: SQL | undefined) {
  const rows = await tx
    .select({
      row: lateReturn,
      line: paymentLine,
      refused: lateReturnRefusal.lateReturnId,
      takenBack: lateTakenBack,
      told: sql<readonly string[]>`array(
        select ${paymentResult.outcome} from ${paymentResult}
        where ${paymentResult.cooperativeId} = ${lateReturn.cooperativeId}
          and ${paymentResult.orderId} = ${lateReturn.orderId} and ${paymentResult.serial} = ${lateReturn.serial}
        order by ${paymentResult.late})`,
    })
    .from(lateReturn)
    .innerJoin(
      paymentLine,
      inBook(
        cooperativeId,
        paymentLine,
        eq(paymentLine.orderId, lateReturn.orderId),
        eq(paymentLine.serial, lateReturn.serial),
      ),
    )
    .leftJoin(
      lateReturnRefusal,
      inBook(cooperativeId, lateReturnRefusal, eq(lateReturnRefusal.lateReturnId, lateReturn.id)),
    )
    .where(inBook(cooperativeId, lateReturn, condition))
    .orderBy(asc(lateReturn.recordedAt), asc(lateReturn.id));
  return rows.map(({ refused, takenBack, ...row }): LateReturn => {
    const each = { ...row, told: row.told as readonly Outcome[] };
    if (refused !== null) return { ...each, state: 'sent-back' };
    if (takenBack) return { ...each, state: 'taken-back' };
    // Of a line one alone is left that was neither sent back nor taken back: it is what its return rests on.
    return { ...each, state: each.told.at(-1) === 'returned' ? 'confirmed' : 'awaiting' };
  });
}

/** Those of these lines that nobody answered yet. */
export async function awaitingReturns(
  tx: Tx,
  { cooperativeId, id: orderId }: Pick<OrderRow, 'cooperativeId' | 'id'>,
  serials: readonly number[],
): Promise<readonly LateReturn[]> {
  const condition = and(eq(lateReturn.orderId, orderId), inArray(lateReturn.serial, [...serials]));
  return (await lateReturnsWhere(tx, cooperativeId, condition)).filter(({ state }) => state === 'awaiting');
}

export async function lateReturnById(
  tx: Tx,
  { cooperativeId, id: orderId }: Pick<OrderRow, 'cooperativeId' | 'id'>,
  lateReturnId: string,
): Promise<LateReturn> {
  const condition = and(eq(lateReturn.orderId, orderId), eq(lateReturn.id, lateReturnId));
  const [found] = await lateReturnsWhere(tx, cooperativeId, condition);
  if (!found) throw refuse('payout.late-return-unknown');
  return found;
}

export interface TakeBack {
  readonly row: typeof answerTakeBack.$inferSelect;
  readonly state: RequestState;
}

async function takeBacksWhere(
  tx: Tx,
  cooperativeId: string,
  orderId: string,
  condition: SQL,
): Promise<readonly TakeBack[]> {
  const rows = await tx
    .select({ row: answerTakeBack, answer: answerTakeBackAnswer })
    .from(answerTakeBack)
    .leftJoin(bankAnswer, inBook(cooperativeId, bankAnswer, eq(bankAnswer.id, answerTakeBack.answerId)))
    .leftJoin(lateReturn, inBook(cooperativeId, lateReturn, eq(lateReturn.id, answerTakeBack.lateReturnId)))
    .leftJoin(
      answerTakeBackAnswer,
      inBook(cooperativeId, answerTakeBackAnswer, eq(answerTakeBackAnswer.takeBackId, answerTakeBack.id)),
    )
    .where(
      inBook(
        cooperativeId,
        answerTakeBack,
        eq(sql`coalesce(${bankAnswer.orderId}, ${lateReturn.orderId})`, orderId),
        condition,
      ),
    )
    .orderBy(asc(answerTakeBack.recordedAt), asc(answerTakeBack.id));
  return rows.map(({ row, answer }) => ({ row, state: requestState(answer) }));
}

/** What a take-back is about: an answer to an order, or one late return. */
export type TakenBack =
  | { readonly answerId: string; readonly lateReturnId: null }
  | { readonly answerId: null; readonly lateReturnId: string };

export function takenBackBy({ answerId, lateReturnId }: TakeBack['row']): TakenBack {
  return answerId === null
    ? { answerId, lateReturnId: must(lateReturnId, 'what is taken back') }
    : { answerId, lateReturnId: null };
}

/** All that was asked about an answer to this order, or about a late return. */
export const takeBacksOf = (tx: Tx, cooperativeId: string, orderId: string, of: TakenBack) =>
  takeBacksWhere(
    tx,
    cooperativeId,
    orderId,
    of.answerId === null
      ? eq(answerTakeBack.lateReturnId, of.lateReturnId)
      : eq(answerTakeBack.answerId, of.answerId),
  );

export async function takeBackById(
  tx: Tx,
  { cooperativeId, id: orderId }: Pick<OrderRow, 'cooperativeId' | 'id'>,
  takeBackId: string,
): Promise<TakeBack> {
  const [found] = await takeBacksWhere(tx, cooperativeId, orderId, eq(answerTakeBack.id, takeBackId));
  if (!found) throw refuse('payout.take-back-unknown');
  return found;
}

/** All that was asked about late returns of what one row of the file paid. */
export const takeBacksOfPayment = (
  tx: Tx,
  { cooperativeId, id: orderId }: Pick<OrderRow, 'cooperativeId' | 'id'>,
  bankRow: number,
) =>
  takeBacksWhere(
    tx,
    cooperativeId,
    orderId,
    sql`exists (select from ${paymentLine} where ${paymentLine.cooperativeId} = ${lateReturn.cooperativeId}
      and ${paymentLine.orderId} = ${lateReturn.orderId} and ${paymentLine.serial} = ${lateReturn.serial}
      and coalesce(${paymentLine.bankRow}, ${paymentLine.serial}) = ${bankRow})`,
  );

/** The payments of an order that this answer says came back. */
export async function returnedBy(
  tx: Tx,
  cooperativeId: string,
  orderId: string,
  answerId: string,
): Promise<readonly OrderLineRow[]> {
  const rows = await tx
    .select({ line: paymentLine })
    .from(paymentResult)
    .innerJoin(
      paymentLine,
      inBook(
        cooperativeId,
        paymentLine,
        eq(paymentLine.orderId, paymentResult.orderId),
        eq(paymentLine.serial, paymentResult.serial),
      ),
    )
    .where(
      inBook(
        cooperativeId,
        paymentResult,
        eq(paymentResult.orderId, orderId),
        eq(paymentResult.answerId, answerId),
        eq(paymentResult.outcome, 'returned'),
      ),
    )
    .orderBy(asc(paymentLine.serial));
  return rows.map(({ line }) => line);
}

/** Whether this person said alone that money of the order is owed again: cash that was struck, a file that the bank refused. */
export async function saidOwedAgain(
  tx: Tx,
  { cooperativeId, id: orderId }: Pick<OrderRow, 'cooperativeId' | 'id'>,
  userId: string,
): Promise<boolean> {
  const [row] = await rowsOf(
    tx,
    sql`select released_by_reopener(jsonb_populate_record(null::payment_release, jsonb_build_object('cooperative_id',
      ${cooperativeId}::uuid, 'order_id', ${orderId}::uuid, 'recorded_by', ${userId}::uuid, 'recorded_at', 'infinity'))) as said`,
    { said: flag },
  );
  return must(row, 'an answer').said;
}

/** Whom an order pays again what an answer says came back, while nobody but its reader has looked at that answer. */
export async function paidAgainUnseen(
  tx: Tx,
  { cooperativeId, id: orderId }: Pick<OrderRow, 'cooperativeId' | 'id'>,
) {
  return rowsOf(
    tx,
    sql`select name from paid_again_unseen(${cooperativeId}::uuid, ${orderId}::uuid, 'infinity') order by name`,
    { name: text },
  );
}

/** Whether who pays was changed since the file of an order was made. */
export async function payerOvertaken(tx: Tx, { cooperativeId, id: orderId }: OrderRow): Promise<boolean> {
  const [row] = await rowsOf(
    tx,
    sql`select payer_overtaken(o, 'infinity') as overtaken from payment_order o
      where o.cooperative_id = ${cooperativeId}::uuid and o.id = ${orderId}::uuid`,
    { overtaken: flag },
  );
  return must(row, 'an order').overtaken;
}

export async function payoutSettings(tx: Tx, cooperativeId: string): Promise<PayoutSettingRow | undefined> {
  const [latest] = await tx
    .select()
    .from(payoutSetting)
    .where(eq(payoutSetting.cooperativeId, cooperativeId))
    .orderBy(desc(payoutSetting.version))
    .limit(1);
  return latest;
}
