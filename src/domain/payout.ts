/**
 * What becomes of the money of a posted line, the claim of one payee: payable, in a batch, sent, paid or returned; held,
 * below the minimum and without an account it waits; it is never forfeited by itself. A claim is in one batch at a time; a
 * returned one may be sent again once, and after that it is paid in cash. Nobody is paid twice, whatever is entered again,
 * and what is entered again in the same words changes nothing. Product: Payout.
 */
import { apportionLargestRemainder, asNamed } from './apportion.ts';
import type { LocalDate } from './calendar.ts';
import { lawValue, nation } from './law.ts';
import { Refusal, refuse, throwFaults, type Fault } from './refusal.ts';
import { Money } from './money.ts';
import type { HoldReason } from './holding.ts';
import { movedPastRest, type OwnRestDays } from './rest-days.ts';

export const payoutStates = [
  'nothing-due',
  'cancelled',
  'owed',
  'repaid',
  'set-off',
  'held',
  'no-payee',
  'no-account',
  'account-unconfirmed',
  'below-minimum',
  'payable',
  'in-batch',
  'sent',
  'returned',
  'returned-twice',
  'paid',
  'paid-in-cash',
] as const;
export type PayoutState = (typeof payoutStates)[number];

/** What a bank says of a line. */
export type Outcome = 'paid' | 'returned';

/** How often a claim may come back from the bank before only cash is left. */
export const MOST_RETURNS = 2;

/** One time that a claim was in a batch. A batch that was cancelled, or refused whole by the bank, is no attempt. */
export interface Attempt {
  readonly sent: boolean;
  readonly outcome: Outcome | null;
}

/** What was paid of a claim and what is still due, from rows that only grow. */
export interface ClaimSums {
  /** The posted line after set-offs, or the part of an heir. */
  readonly net: Money;
  /** What went out for it by bank and in cash, less what came back. */
  readonly out: Money;
  /** `reversed`: of a run that was taken back; `reversal`: of the run that takes it back. */
  readonly role: 'claim' | 'reversed' | 'reversal';
  /** Of a reversal's own line: what went out for the line it takes back, less what was set off there. */
  readonly takenBack: Money;
  /** Of a reversal's own line: what was set off for it, less the parts that heirs have of it. */
  readonly adjusted: Money;
}

/**
 * What is still to be paid; negative: what the holder owes. Of a reversed run nothing: its reversal takes back what went
 * out for it, no more and no less, also when some of that comes back later. So the open claims of a holder together are
 * always what the books owe that holder.
 */
export function openOf({ net, out, role, takenBack, adjusted }: ClaimSums): Money {
  switch (role) {
    case 'claim':
      return net.minus(out);
    case 'reversed':
      return Money.zero;
    case 'reversal':
      return adjusted.minus(takenBack).minus(out);
  }
}

export interface Claim {
  readonly open: Money;
  readonly role: ClaimSums['role'];
  /** Something of it was set off against another claim of the same holder. */
  readonly setOff: boolean;
  readonly held: HoldReason | null;
  readonly hasPayee: boolean;
  readonly hasAccount: boolean;
  /** Another person than whoever entered the account confirmed it. */
  readonly accountConfirmed: boolean;
  /** Cash paid less cash received for it. */
  readonly cash: Money;
  /** In order. */
  readonly attempts: readonly Attempt[];
}

/** Where a claim stands; the minimum counts for what one payee gets in all, so it is judged apart. */
export function payoutState(claim: Claim): PayoutState {
  const { attempts, open } = claim;
  const last = attempts.at(-1);
  if (last !== undefined && !last.sent) return 'in-batch';
  if (open.isNegative) return 'owed';
  return open.isPositive ? waitingState(claim) : closedState(claim, last);
}

function waitingState({ held, hasPayee, hasAccount, accountConfirmed, attempts }: Claim): PayoutState {
  if (held !== null) return 'held';
  if (!hasPayee) return 'no-payee';
  const returns = attempts.filter(({ outcome }) => outcome === 'returned').length;
  if (returns >= MOST_RETURNS) return 'returned-twice';
  if (!hasAccount) return 'no-account';
  if (!accountConfirmed) return 'account-unconfirmed';
  return returns > 0 ? 'returned' : 'payable';
}

function closedState({ role, cash, setOff }: Claim, last: Attempt | undefined): PayoutState {
  if (last?.outcome === null) return 'sent';
  if (last?.outcome === 'paid') return 'paid';
  if (!cash.isZero) return cash.isPositive ? 'paid-in-cash' : 'repaid';
  if (role === 'reversed') return 'cancelled';
  if (setOff) return 'set-off';
  return role === 'reversal' ? 'cancelled' : 'nothing-due';
}

/** Whether the claim may go into the next batch. */
export function isPayable(state: PayoutState): boolean {
  return state === 'payable' || state === 'returned';
}

/** Whether the claim may be paid over the counter: what a bank cannot take may be fetched. */
export function isPayableInCash(state: PayoutState): boolean {
  return (
    isPayable(state) ||
    ['no-account', 'account-unconfirmed', 'returned-twice', 'below-minimum'].includes(state)
  );
}

/** Money that nobody fetched: what still waits, for whatever reason. */
export function isWaiting(state: PayoutState): boolean {
  return isPayableInCash(state) || state === 'held' || state === 'no-payee';
}

/** The payable claims of payees who get less than the minimum in all wait for the next half-year. */
export function belowMinimum<Each extends { readonly payeeId: string | null; readonly open: Money }>(
  payable: readonly Each[],
  minimum: Money,
): ReadonlySet<Each> {
  const sums = new Map<string | null, Money>();
  for (const { payeeId, open } of payable) sums.set(payeeId, (sums.get(payeeId) ?? Money.zero).plus(open));
  return new Set(payable.filter(({ payeeId }) => (sums.get(payeeId) ?? Money.zero).compare(minimum) < 0));
}

/**
 * Where stands what one person asks for: a payment that came back late, a wrong answer taken back, an estate divided. Nothing is owed or
 * had by it until another person confirms it.
 */
export const requestStates = ['awaiting', 'confirmed', 'sent-back'] as const;
export type RequestState = (typeof requestStates)[number];

/** By its answer, which gives a reason where it is sent back; null: none yet. */
export function requestState(answer: { readonly reason: string | null } | null): RequestState {
  if (answer === null) return 'awaiting';
  return answer.reason === null ? 'confirmed' : 'sent-back';
}

/** The same of a wish to take a debt off a claim, which may be struck after it was confirmed. */
export const setOffStates = [...requestStates, 'struck'] as const;
export type SetOffState = (typeof setOffStates)[number];

/** Where an answer stands that says something came back: that goes out again once another than its reader looked at it. */
export const answerStates = ['awaiting', 'confirmed', 'taken-back'] as const;
export type AnswerState = (typeof answerStates)[number];

/**
 * The day on which a claim can no longer be enforced, by the years of the law from the day it fell due or the last reminder that
 * two people stand for, whichever is later: three, but two where those were over before the three came (`limitation.years`,
 * `limitation.transition` of the law pack). Null while the heirs are not determined, which pauses it; once they are, it is not
 * over before as many months as the law then leaves (`limitation.paused`). Nothing lapses by itself: the day is for the accountant.
 */
export function limitationDay(
  claim: {
    readonly dueOn: LocalDate;
    readonly remindedOn: LocalDate | null;
    readonly heirsUnknown: boolean;
    /** When the heirs were determined among whom it was divided. */
    readonly heirsSince?: LocalDate | null;
  },
  restDays?: OwnRestDays,
): LocalDate | null {
  if (claim.heirsUnknown) return null;
  const { dueOn, remindedOn } = claim;
  const from = remindedOn !== null && remindedOn.isAfter(dueOn) ? remindedOn : dueOn;
  const byLawOf = (day: LocalDate) => {
    const law = lawValue('years', 'limitation.years', day, nation);
    return law && movedPastRest(from.plusYears(law.years), restDays);
  };
  const first = byLawOf(from);
  // Whatever was not over when a longer time came is lengthened by it.
  const there = first && byLawOf(first);
  return laterOf(there ?? first ?? null, afterHeirs(claim.heirsSince ?? null, restDays));
}

/** The earliest end of a time that stood still while the heirs were not determined. */
function afterHeirs(since: LocalDate | null, restDays?: OwnRestDays): LocalDate | null {
  if (since === null) return null;
  const months = lawValue('count', 'limitation.paused', since, nation)?.least;
  return months == null ? null : movedPastRest(since.plusMonths(months), restDays);
}

function laterOf(one: LocalDate | null, other: LocalDate | null): LocalDate | null {
  if (one === null || other === null) return one;
  return other.isAfter(one) ? other : one;
}

/** The exact parts of a claim that heirs share, in the order they are named; worked example: 500.00 to three. */
export function divideClaim(
  open: Money,
  heirs: readonly { readonly key: string; readonly parts: bigint }[],
): readonly Money[] {
  const named = new Set(heirs.map(({ key }) => key));
  if (named.size !== heirs.length || heirs.length === 0) throw refuse('shares.no-heirs', {}, '/heirs');
  const { parts } = apportionLargestRemainder(
    open.fen,
    heirs.map(({ key, parts: weight }) => ({ key, weight })),
    asNamed,
  );
  return parts.map(({ amount }) => Money.fromFen(amount));
}

/** A line of a batch as the bank was told. */
export interface SentLine {
  readonly serial: number;
  readonly name: string;
  /** Or whatever stands for it on both sides. */
  readonly account: string;
  readonly amount: Money;
  /** All that was said of it, in order: nothing, one outcome, or each time the other of the two. */
  readonly told: readonly Outcome[];
}

/** A row of the bank's answer. */
export interface ReturnRow {
  /** Where it stands in the file, from 1 with its head. */
  readonly row: number;
  readonly serial: number;
  readonly account: string;
  readonly amount: Money;
  readonly outcome: Outcome;
  readonly reason: string;
}

/**
 * What a return file says anew. Every row must be a line of this batch, with its account and its amount; a row that says
 * again what was said before changes nothing, even when the payment came back since; one that says otherwise is refused. All faults at once, with their rows.
 */
export function readReturn(lines: readonly SentLine[], rows: readonly ReturnRow[]): readonly ReturnRow[] {
  const bySerial = new Map(lines.map((line) => [line.serial, line]));
  const seen = new Map<number, ReturnRow>();
  const unit = wholeFault(bySerial, rows);
  if (unit !== null) throw new Refusal([unit]);
  const faults: Fault[] = [];
  const news: ReturnRow[] = [];
  for (const row of rows) {
    const line = bySerial.get(row.serial);
    const fault = rowFault(line, row, seen.get(row.serial));
    if (fault !== null) faults.push({ ...fault, row: row.row });
    else if (!seen.has(row.serial) && line?.told.length === 0) news.push(row);
    seen.set(row.serial, row);
  }
  throwFaults(faults);
  return news;
}

/** All amounts a hundred times what was sent, or a hundredth: fen and yuan were taken for each other. */
function wholeFault(bySerial: ReadonlyMap<number, SentLine>, rows: readonly ReturnRow[]): Fault | null {
  const pairs = rows.map(({ serial, amount }) => [bySerial.get(serial)?.amount.fen, amount.fen] as const);
  if (pairs.length === 0 || pairs.some(([sent]) => sent === undefined)) return null;
  if (pairs.every(([sent = 0n, told]) => told === sent * 100n))
    return { code: 'payout.return-in-fen', values: {} };
  if (pairs.every(([sent = 0n, told]) => told * 100n === sent))
    return { code: 'payout.return-in-yuan', values: {} };
  return null;
}

function rowFault(line: SentLine | undefined, row: ReturnRow, before: ReturnRow | undefined): Fault | null {
  const stranger = strangerFault(line, row);
  if (stranger !== null || line === undefined) return stranger;
  const known = before === undefined ? line.told : [before.outcome];
  const { serial, name } = line;
  if (known.length > 0 && !known.includes(row.outcome))
    return { code: 'payout.return-contradicts', values: { serial, name } };
  return null;
}

/** A row that is none of this order, or not as it was sent. */
export function strangerFault(
  line: SentLine | undefined,
  row: Pick<ReturnRow, 'serial' | 'account' | 'amount'>,
): Fault | null {
  const { serial } = row;
  if (line === undefined) return { code: 'payout.return-row-unknown', values: { serial } };
  const { name } = line;
  if (line.account !== row.account)
    return { code: 'payout.return-account-differs', values: { serial, name } };
  if (!line.amount.equals(row.amount))
    return {
      code: 'payout.return-amount-differs',
      values: { serial, name, sent: `${line.amount}`, returned: `${row.amount}` },
    };
  return null;
}
