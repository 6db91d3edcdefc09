/**
 * A bank's file of many payments, written from a template that is data: columns, separators, unit of the amounts, head
 * and foot. Amounts are whole fen throughout; account numbers stay text; count and control total are those of the rows.
 */
import type { Sentence } from './assembly-rules.ts';
import type { LocalDate } from './calendar.ts';
import { refuse, throwFaults, type Fault } from './error.ts';
import { Money } from './money.ts';

export const bankEncodings = ['gbk', 'gb18030', 'utf-8'] as const;
export type BankEncoding = (typeof bankEncodings)[number];

export const placeKinds = [
  'serial',
  'name',
  'account',
  'resident-id',
  'bank',
  'date',
  'count',
  'payer-account',
  'payer-name',
  'purpose',
] as const;

/** One place in a line: what is paid, what the file is as a whole, or a fixed text. */
export type Place =
  | { readonly is: (typeof placeKinds)[number] }
  | { readonly is: 'amount' | 'total'; readonly unit: 'yuan' | 'fen' }
  | { readonly is: 'text'; readonly text: string };

/** A line as it stands, or one of places. */
export type TemplateLine = { readonly raw: string } | { readonly places: readonly Place[] };

export const answerColumns = ['serial', 'account', 'amount', 'outcome', 'reason'] as const;
export type AnswerColumn = (typeof answerColumns)[number];

/** What the bank's answer calls its columns and its results, besides the names that most banks use. */
export interface AnswerWords {
  readonly columns: Readonly<Partial<Record<AnswerColumn, string>>>;
  readonly paid: readonly string[];
  readonly returned: readonly string[];
}

export interface BankTemplate {
  readonly id: string;
  readonly name: Sentence;
  readonly extension: string;
  readonly encoding: BankEncoding;
  readonly newline: '\r\n' | '\n';
  readonly separator: string;
  /** A separator after the last place too. */
  readonly closed: boolean;
  /** Places that hold the separator, a quote or a line break are quoted as in CSV; otherwise they are refused. */
  readonly quoted: boolean;
  readonly head: readonly TemplateLine[];
  readonly row: readonly Place[];
  readonly foot: readonly TemplateLine[];
  readonly answer?: AnswerWords | undefined;
}

export interface Payment {
  /** From 1, in the order of the rows. */
  readonly serial: number;
  readonly name: string;
  readonly account: string;
  readonly residentId: string | null;
  readonly bank: string | null;
  readonly amount: Money;
}

export interface PaymentOrder {
  readonly payOn: LocalDate;
  readonly payer: { readonly account: string; readonly name: string };
  readonly purpose: string;
  readonly payments: readonly Payment[];
}

/** The file's text. Refuses an empty order, amounts that are not above zero, and places that would break a line. */
export function bankFileText(template: BankTemplate, order: PaymentOrder): string {
  if (order.payments.length === 0) throw refuse('payout.nothing-to-pay');
  throwFaults(order.payments.flatMap((payment) => paymentFaults(template, payment)));
  const whole = wholeOf(order);
  const line = (each: TemplateLine): string =>
    'raw' in each
      ? each.raw
      : joined(
          template,
          each.places.map((place) => placeText(place, order, whole, null)),
        );
  const rows = order.payments.map((payment) =>
    joined(
      template,
      template.row.map((place) => placeText(place, order, whole, payment)),
    ),
  );
  const lines = [...template.head.map(line), ...rows, ...template.foot.map(line)];
  return lines.map((each) => each + template.newline).join('');
}

interface Whole {
  readonly count: number;
  readonly total: Money;
}

function wholeOf({ payments }: PaymentOrder): Whole {
  return { count: payments.length, total: Money.sum(payments.map(({ amount }) => amount)) };
}

function placeText(place: Place, order: PaymentOrder, whole: Whole, payment: Payment | null): string {
  switch (place.is) {
    case 'serial':
      return payment === null ? '' : String(payment.serial);
    case 'name':
      return payment?.name ?? '';
    case 'account':
      return payment?.account ?? '';
    case 'resident-id':
      return payment?.residentId ?? '';
    case 'bank':
      return payment?.bank ?? '';
    case 'amount':
      return payment === null ? '' : inUnit(payment.amount, place.unit);
    case 'date':
      return order.payOn.toString().replaceAll('-', '');
    case 'count':
      return String(whole.count);
    case 'total':
      return inUnit(whole.total, place.unit);
    case 'payer-account':
      return order.payer.account;
    case 'payer-name':
      return order.payer.name;
    case 'purpose':
      return order.purpose;
    case 'text':
      return place.text;
  }
}

function inUnit(amount: Money, unit: 'yuan' | 'fen'): string {
  return unit === 'fen' ? amount.fen.toString() : amount.toString();
}

function joined(template: BankTemplate, places: readonly string[]): string {
  const { separator, closed, quoted } = template;
  const written = quoted ? places.map((text) => quotedText(text, separator)) : places;
  return written.join(separator) + (closed ? separator : '');
}

function quotedText(text: string, separator: string): string {
  return text.includes(separator) || /["\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

function paymentFaults(template: BankTemplate, payment: Payment): Fault[] {
  const { serial, name, account, amount } = payment;
  const faults: Fault[] = [];
  if (!amount.isPositive)
    faults.push({ code: 'payout.amount-not-positive', values: { serial, name, amount: `${amount}` } });
  if (!/^\d[\d-]{3,38}$/.test(account))
    faults.push({ code: 'payout.account-malformed', values: { serial, name } });
  const breaks = (text: string) =>
    /[\r\n]/.test(text) || (!template.quoted && text.includes(template.separator));
  if (breaks(name) || breaks(payment.bank ?? ''))
    faults.push({
      code: 'payout.place-breaks-line',
      values: { serial, name, separator: template.separator },
    });
  return faults;
}
