/**
 * An order of payments to the bank, of dividends and of pensions alike: made as a file, released by somebody who looked at where
 * the money goes, taken, sent by a third person, answered line by line, refused as a whole, or cancelled before it was sent.
 * Which step may follow, and whose, is said here and nowhere else.
 */
import type { LocalDate } from './calendar.ts';
import type { Sentence } from './language.ts';
import { orderStateWords } from './money-words.ts';
import { refuse } from './refusal.ts';

export const orderKinds = ['payout', 'pension'] as const;
export type OrderKind = (typeof orderKinds)[number];

/** `settled`: the bank has answered every line, or none of it goes through a bank. */
export const orderStates = ['made', 'released', 'sent', 'cancelled', 'settled', 'refused'] as const;
export type OrderState = (typeof orderStates)[number];

export interface OrderEvents {
  readonly released: boolean;
  readonly ended: 'sent' | 'cancelled' | null;
  /** The bank refused all of it. */
  readonly refused: boolean;
  /** Lines through the bank, and how many of them it has answered. */
  readonly count: number;
  readonly answered: number;
}

export function orderState({ released, ended, refused, count, answered }: OrderEvents): OrderState {
  if (ended === null) return released ? 'released' : 'made';
  if (ended === 'cancelled') return 'cancelled';
  if (refused) return 'refused';
  return answered === count ? 'settled' : 'sent';
}

/** The day on which the books have what an order moves: the day the bank pays, or a later one on which it becomes known. */
export function bookedOn(payOn: LocalDate, today: LocalDate): LocalDate {
  return payOn.isAfter(today) ? payOn : today;
}

export type OrderStep = 'release' | 'take-file' | 'send' | 'cancel' | 'refuse' | 'answer';

/** A file may be taken again as long as the order may be paid; a late return is judged by its line. */
const steps: Readonly<Record<OrderStep, { readonly from: readonly OrderState[]; readonly wish: Sentence }>> =
  {
    release: { from: ['made'], wish: { zh: '复核放行', en: 'released' } },
    'take-file': { from: ['released', 'sent', 'settled'], wish: { zh: '取走文件', en: 'taken as a file' } },
    send: { from: ['released'], wish: { zh: '确认送出', en: 'sent' } },
    cancel: { from: ['made', 'released'], wish: { zh: '取消', en: 'cancelled' } },
    refuse: { from: ['sent'], wish: { zh: '登记整批退件', en: 'refused as a whole' } },
    answer: { from: ['sent', 'settled'], wish: { zh: '读入回盘', en: 'answered' } },
  };

/** How messages call an order. */
export function orderName(kind: OrderKind, number: bigint): Sentence {
  return kind === 'payout'
    ? { zh: `发放批次第 ${number} 号`, en: `batch ${number}` }
    : { zh: `养老金发放表第 ${number} 号`, en: `pension run no. ${number}` };
}

export interface OrderStanding {
  readonly kind: OrderKind;
  readonly number: bigint;
  readonly state: OrderState;
  readonly hasFile: boolean;
  readonly answered: number;
  readonly madeBy: string;
  /** Null until somebody released it, and of orders that were sent before there were releases. */
  readonly releasedBy: string | null;
  /** Who ever took its file, and the day it was taken first. */
  readonly takenBy: readonly string[];
  readonly takenOn: LocalDate | null;
}

/**
 * Refuses a step that does not follow from where the order stands, or that this person may not take: whoever made an order
 * neither releases nor sends it, nor says that the bank refused it; whoever released it does not send it. Once its file was taken
 * it may be with the bank, and somebody cancels it who neither made it nor took the file; what the bank has answered it did not
 * refuse as a whole.
 */
export function requireOrderStep(order: OrderStanding, step: OrderStep, actorId: string): void {
  const name = orderName(order.kind, order.number);
  const { from, wish } = steps[step];
  if (!order.hasFile && (step === 'take-file' || step === 'refuse' || step === 'answer'))
    throw refuse('payout.order-without-file', { order: name });
  if (step === 'refuse' && order.state !== 'refused' && order.answered > 0)
    throw refuse('payout.order-answered', { order: name });
  if (!from.includes(order.state)) {
    const values = { order: name, state: orderStateWords[order.state], wish };
    throw refuse('payout.order-state', values);
  }
  const made = order.madeBy === actorId;
  if (made && step === 'release') throw refuse('payout.releaser-is-maker');
  if (step === 'send' && order.releasedBy === actorId) throw refuse('payout.sender-released');
  if (made && (step === 'send' || step === 'refuse')) throw refuse('payout.sender-is-maker');
  if (step === 'cancel' && order.takenOn !== null && (made || order.takenBy.includes(actorId)))
    throw refuse('payout.cancel-needs-other', { takenAt: `${order.takenOn}` });
}

/** What whoever releases an order says to have looked at: as many accounts as there are, or not all of them were seen. */
export interface SeenAccounts {
  /** Payees who are paid into another account than last time. */
  readonly changed: number;
  /** Accounts that people of different households have. */
  readonly shared: number;
  /** Payments into an account from which the last one came back. */
  readonly returned: number;
  /** Proofs of life that it pays on and nobody has looked at yet. */
  readonly proved: number;
}

export function requireSeen(seen: SeenAccounts, found: SeenAccounts): void {
  const { changed, shared, returned, proved } = found;
  const isAll =
    seen.changed === changed &&
    seen.shared === shared &&
    seen.returned === returned &&
    seen.proved === proved;
  if (!isAll) throw refuse('payout.release-unseen', { changed, shared, returned, proved }, '/seen');
}
