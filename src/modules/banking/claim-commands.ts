/** Claims that no bank settles: cash over the counter, and money received back. */
import { v7 as newId } from 'uuid';
import { CASH, chartOn } from '../../domain/chart.ts';
import { LocalDate } from '../../domain/calendar.ts';
import { parsePersonName } from '../../domain/person-name.ts';
import { refuse } from '../../domain/refusal.ts';
import { credit, debit, type EntryLine } from '../../domain/journal.ts';
import { Money } from '../../domain/money.ts';
import { isPayableInCash } from '../../domain/payout.ts';
import { holdWords, payoutStateWords } from '../../domain/words.ts';
import { defineCommand, type CommandUnit } from '../../platform/command.ts';
import { dayInChina } from '../../platform/services.ts';
import { enterJournal } from '../accounting/index.ts';
import { accountsOfClaims } from '../dividends/index.ts';
import { tellMembers } from '../messages/index.ts';
import { requireProxies } from './cash-proxies.ts';
import { claims, type ClaimRow } from './claims.ts';
import * as wire from './claim-contract.ts';
import { cashOnWire } from './queries.ts';
import { payoutCash, payoutCashStrike } from './schema.ts';
import { barredFromCash, requireCashEntry, type CashEntry, type CashRow } from './claim-store.ts';

/** Pays claims over the counter, or takes back what somebody owes: the sign of the claim says which. */
export const enterCash = defineCommand({
  name: 'payouts.enter-cash',
  endpoint: wire.enterPayoutCash,
  async run(unit, { handedOn: day, payments }) {
    const { tx, cooperativeId } = unit;
    const handedOn = LocalDate.parse(day);
    if (handedOn.isAfter(unit.today))
      throw refuse('books.entry-in-future', { date: `${handedOn}`, today: `${unit.today}` }, '/handedOn');
    const runIds = payments.map(({ runId }) => runId);
    const all = await claims(tx, cooperativeId, unit.today, { runIds });
    const barred = await barredFromCash(tx, cooperativeId, unit.actor.userId, runIds);
    const byName = new Map(all.map((each) => [nameOf(each), each]));
    const due: { readonly claim: ClaimRow; readonly proxy: string | null; readonly pointer: string }[] = [];
    for (const [index, payment] of payments.entries()) {
      const pointer = `/payments/${index}`;
      const key = nameOf({ ...payment, part: payment.part ?? 0 });
      const claim = byName.get(key);
      if (!claim) throw refuse('payout.claim-unknown', { holder: payment.number }, pointer);
      // Named twice in one list it would be paid twice.
      byName.delete(key);
      requireCash(claim, pointer);
      const bar = barred.get(`${claim.runId} ${claim.accountId} ${claim.part}`);
      if (bar !== undefined && !claim.open.isNegative)
        throw refuse(bar, { name: claim.payeeName ?? claim.number }, pointer);
      const since = dayInChina(claim.openSince);
      if (handedOn.isBefore(since))
        throw refuse('payout.handed-too-early', { day, since: `${since}` }, '/handedOn');
      due.push({
        claim,
        proxy: payment.proxy === undefined ? null : parsePersonName(payment.proxy),
        pointer,
      });
    }
    const fetched = due.filter(({ claim }) => !claim.open.isNegative);
    await requireProxies(
      unit,
      handedOn,
      fetched.flatMap(({ claim: { accountId, number }, proxy, pointer }) =>
        proxy === null ? [] : [{ proxy, accountId, number, pointer }],
      ),
    );
    const paid: CashEntry[] = [];
    const told = new Map<string, string>();
    for (const { claim, proxy } of due) {
      const row = await handOver(unit, claim, handedOn, proxy);
      const { kind, number, payeeName: payee, runNumber: run, period } = claim;
      paid.push({ row, of: { kind, number, payee, run, period }, struck: false });
      if (claim.payeeId !== null) told.set(row.id, claim.payeeId);
    }
    await tellPaid(
      unit,
      paid.map(({ row }) => row),
      told,
    );
    return { cash: paid.map(cashOnWire) };
  },
});

/** One person says that cash was handed out: whoever is to have it hears that, and who signed. */
async function tellPaid(
  unit: CommandUnit,
  rows: readonly CashRow[],
  payees: ReadonlyMap<string, string>,
): Promise<void> {
  for (const [runId, paid] of Map.groupBy(rows, (row) => row.runId))
    await tellMembers(
      unit,
      runId,
      paid.flatMap(({ id, direction, amount, handedOn: on, proxy }) => {
        const memberId = payees.get(id);
        if (direction === 'received' || memberId === undefined) return [];
        return [{ kind: 'paid-in-cash', of: 'payout', memberId, amount, on, proxy } as const];
      }),
    );
}

/** Whoever was told that cash was handed out, or brought it back, hears that it is struck off, and why. */
async function tellStruck(unit: CommandUnit, row: CashRow, reason: string): Promise<void> {
  const { runId, accountId, part, direction, amount, handedOn: on } = row;
  const all = await claims(unit.tx, unit.cooperativeId, unit.today, { runIds: [runId] });
  const memberId = all.find((each) => each.accountId === accountId && each.part === part)?.payeeId;
  if (memberId == null) return;
  await tellMembers(unit, runId, [
    { kind: 'cash-struck', of: 'payout', memberId, direction, amount, on, reason },
  ]);
}

function nameOf(each: {
  readonly runId: string;
  readonly kind: string;
  readonly number: string;
  readonly part: number;
}): string {
  return `${each.runId} ${each.kind} ${each.number} ${each.part}`;
}

function requireCash({ state, payeeName, number, held }: ClaimRow, pointer: string): void {
  if (state === 'owed' || isPayableInCash(state)) return;
  const words = held === null ? { zh: '', en: '' } : holdWords[held];
  const values = { name: payeeName ?? number, state: payoutStateWords[state], why: words };
  throw refuse(state === 'held' ? 'payout.claim-held' : 'payout.claim-not-open', values, pointer);
}

async function handOver(
  unit: CommandUnit,
  claim: ClaimRow,
  handedOn: LocalDate,
  proxy: string | null,
): Promise<CashRow> {
  const { tx, cooperativeId } = unit;
  const received = claim.open.isNegative;
  const amount = received ? claim.open.negated() : claim.open;
  const row: CashRow = {
    cooperativeId,
    id: newId(),
    number: await unit.nextNumber('payout-cash'),
    runId: claim.runId,
    accountId: claim.accountId,
    part: claim.part,
    direction: received ? 'received' : 'paid',
    amount,
    handedOn,
    proxy,
    recordedAt: unit.now,
    recordedBy: unit.actor.userId,
  };
  await tx.insert(payoutCash).values(row);
  await enterJournal(unit, {
    date: handedOn,
    kind: 'automatic',
    summary: `${received ? '收回多付红利' : '现金发放红利'}第 ${row.number} 号（${claim.number}）`,
    source: `payout-cash:${row.id}`,
    ...(await cashLines(unit, row, handedOn, 1n)),
  });
  unit.note('payout-cash', {
    number: row.number.toString(),
    id: row.id,
    direction: row.direction,
    amount: amount.toString(),
    runId: claim.runId,
    holder: claim.number,
    part: claim.part,
  });
  return row;
}

/** `sign` −1n: in red. */
async function cashLines({ tx, cooperativeId }: CommandUnit, row: CashRow, date: LocalDate, sign: 1n | -1n) {
  const account = (await accountsOfClaims(tx, cooperativeId, chartOn(date), [row.runId]))(row);
  const amount = Money.fromFen(row.amount.fen * sign);
  const paid = row.direction === 'paid';
  const lines: readonly EntryLine[] = paid
    ? [debit(account, amount, '发放红利'), credit(CASH, amount, '现金发放')]
    : [debit(CASH, amount, '收回现金'), credit(account, amount, '收回多付红利')];
  const { accountId } = row;
  const holder = paid
    ? { accountId, account, debit: amount, credit: Money.zero }
    : { accountId, account, debit: Money.zero, credit: amount };
  return { lines, holders: [holder] };
}

/** An entry of cash that was a mistake: struck, and in red in the books. */
export const strikeCash = defineCommand({
  name: 'payouts.strike-cash',
  endpoint: wire.strikePayoutCash,
  async run(unit, { cashId, reason }) {
    const { tx, cooperativeId } = unit;
    const { row, of, struck } = await requireCashEntry(tx, cooperativeId, cashId);
    if (struck) throw refuse('payout.cash-struck', { number: row.number.toString() });
    if (row.recordedBy === unit.actor.userId) throw refuse('payout.striker-is-enterer');
    await tx.insert(payoutCashStrike).values({
      cooperativeId,
      cashId,
      reason,
      recordedAt: unit.now,
      recordedBy: unit.actor.userId,
    });
    await enterJournal(unit, {
      date: unit.today,
      kind: 'automatic',
      summary: `冲销现金第 ${row.number} 号：${reason}`,
      source: `payout-cash-strike:${cashId}`,
      ...(await cashLines(unit, row, unit.today, -1n)),
    });
    await tellStruck(unit, row, reason);
    unit.note('payout-cash-strike', { number: row.number.toString(), id: cashId, reason });
    return cashOnWire({ row, of, struck: true });
  },
});
