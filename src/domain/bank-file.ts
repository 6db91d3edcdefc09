/**
 * A bank's file of many payments, written from a template that is data: columns, separators, unit of the amounts, head
 * and foot. Amounts are whole fen throughout; account numbers stay text; count and control total are those of the rows.
 */
import type { LocalDate } from './calendar.ts';
import { harmless } from './harmless-text.ts';
import { refuse, throwFaults, type Fault } from './refusal.ts';
import type { Sentence } from './language.ts';
import { Money } from './money.ts';
import { bankPlaceWords } from './money-words.ts';

export const characterSets = ['gbk', 'gb18030', 'utf-8'] as const;
export type CharacterSet = (typeof characterSets)[number];

/** Text in a character set, or a workbook where the template is a sheet. */
export const bankEncodings = [...characterSets, 'xlsx'] as const;
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
  'payer-bank',
  'purpose',
] as const;

/** One place in a line: what is paid, what the file is as a whole, or a fixed text. */
export type Place =
  | { readonly is: (typeof placeKinds)[number] }
  | { readonly is: 'amount' | 'total'; readonly unit: 'yuan' | 'fen' }
  | { readonly is: 'text'; readonly text: string };

/** A line as it stands, or one of places. */
export type TemplateLine = { readonly raw: string } | { readonly places: readonly Place[] };

export const answerColumns = ['serial', 'account', 'name', 'amount', 'outcome', 'reason'] as const;
export type AnswerColumn = (typeof answerColumns)[number];

/** What the bank's answer calls its columns and its results, besides the names that most banks use. */
export interface AnswerWords {
  readonly columns: Readonly<Partial<Record<AnswerColumn, string>>>;
  readonly paid: readonly string[];
  readonly returned: readonly string[];
  /** The bank has it and has not decided: neither paid nor returned. */
  readonly open?: readonly string[] | undefined;
}

/** What an answer says of a payment. */
export type ToldOutcome = 'paid' | 'returned' | 'open';

/** What most banks say, and what it means whatever a template says besides. */
export const usualAnswer: AnswerWords = {
  columns: {},
  paid: [
    ...[
      '成功',
      '已付',
      '已入账',
      '交易成功',
      '处理成功',
      '入账成功',
      '成功入账',
      '代发成功',
      '发放成功',
      '支付成功',
    ],
    ...['付款成功', '转账成功', '记账成功', '已到账', 'paid', 'success'],
  ],
  returned: [
    ...[
      '失败',
      '退回',
      '退票',
      '退汇',
      '已退票',
      '已退汇',
      '交易失败',
      '处理失败',
      '入账失败',
      '代发失败',
      '发放失败',
    ],
    ...['支付失败', '付款失败', '转账失败', '记账失败', 'returned', 'failed'],
  ],
  open: [
    '处理中',
    '银行处理中',
    '受理中',
    '已受理',
    '待处理',
    '未处理',
    '待入账',
    '在途',
    'processing',
    'pending',
  ],
};

/** As heads and results are compared: without a comment's `#`, in small letters. */
export function plainWord(text: string): string {
  const plain = text.normalize('NFKC').replace(/^#+/, '').trim().toLowerCase();
  return plain.replace(/(?<=\p{Script=Han})\s+(?=\p{Script=Han})/gu, '');
}

export function outcomesOf(own: AnswerWords): ReadonlyMap<string, ToldOutcome> {
  const both = [own, usualAnswer];
  const meaning = <T extends ToldOutcome>(told: T, of: (words: AnswerWords) => readonly string[]) =>
    both.flatMap(of).map((word) => [plainWord(word), told] as const);
  // The last holds: what somebody calls undecided is never paid.
  return new Map<string, ToldOutcome>([
    ...meaning('paid', ({ paid }) => paid),
    ...meaning('returned', ({ returned }) => returned),
    ...meaning('open', ({ open = [] }) => open),
  ]);
}

const usualOpen = usualAnswer.open ?? [];

/** Null where each word says one thing. */
export function wordOfBoth(own: AnswerWords): string | null {
  const meant = (words: readonly string[], others: readonly string[]) => {
    const theirs = new Set(others.map(plainWord));
    return words.find((word) => theirs.has(plainWord(word)));
  };
  return (
    meant(own.paid, [...own.returned, ...usualAnswer.returned, ...usualOpen]) ??
    meant(own.returned, [...usualAnswer.paid, ...usualOpen]) ??
    meant(own.open ?? [], [...own.paid, ...own.returned, ...usualAnswer.paid, ...usualAnswer.returned]) ??
    null
  );
}

export interface BankTemplate {
  readonly id: string;
  readonly name: Sentence;
  /** Of one that ships: where its form was seen, and when. */
  readonly source?: Sentence | undefined;
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
  readonly payer: { readonly account: string; readonly name: string; readonly bank: string };
  readonly purpose: string;
  readonly payments: readonly Payment[];
}

/** How the file's name ends. */
export function bankFileExtension(template: BankTemplate, encoding: BankEncoding): string {
  return encoding === 'xlsx' ? 'xlsx' : template.extension;
}

/**
 * The file's text. Refuses an empty order, amounts that are not above zero, what a row asks for and a payment lacks, and places
 * that would break a line.
 */
export function bankFileText(template: BankTemplate, order: PaymentOrder): string {
  requirePayments(order, (payment) => [
    ...paymentFaults(template, payment),
    ...breakFaults(template, payment),
  ]);
  requireWhole(template, order);
  const { head, rows, foot } = written(template, order);
  const line = (each: Written) => ('raw' in each ? each.raw : joined(template, each.cells));
  return [...head, ...rows, ...foot].map((each) => line(each) + template.newline).join('');
}

/** The file as a sheet: the last line of its head names the columns. Refuses templates that are no sheet. */
export interface BankSheet {
  readonly above: readonly (readonly string[])[];
  /** `amount`: the cells of this column are amounts in yuan or fen; all others are text. */
  readonly columns: readonly { readonly name: string; readonly amount: boolean }[];
  readonly rows: readonly (readonly string[])[];
}

export function bankFileSheet(template: BankTemplate, order: PaymentOrder): BankSheet {
  requirePayments(order, (payment) => paymentFaults(template, payment));
  const { head, rows, foot } = written(template, order);
  const cells = (each: Written) => ('raw' in each ? [each.raw] : each.cells);
  const names = cells(head.at(-1) ?? { raw: '' });
  if (names.length !== template.row.length) throw refuse('payout.template-no-sheet', { id: template.id });
  return {
    above: head.slice(0, -1).map(cells),
    columns: names.map((name, index) => ({ name, amount: template.row[index]?.is === 'amount' })),
    rows: [...rows, ...foot].map(cells),
  };
}

function requirePayments({ payments }: PaymentOrder, faultsOf: (payment: Payment) => readonly Fault[]): void {
  if (payments.length === 0) throw refuse('payout.nothing-to-pay');
  throwFaults(payments.flatMap(faultsOf));
}

type Written = { readonly raw: string } | { readonly cells: readonly string[] };

function written(template: BankTemplate, order: PaymentOrder) {
  const whole = wholeOf(order);
  const cells = (places: readonly Place[], payment: Payment | null): Written => ({
    cells: places.map((place) => placeText(place, order, whole, payment)),
  });
  const line = (each: TemplateLine) => ('raw' in each ? each : cells(each.places, null));
  return {
    head: template.head.map(line),
    rows: order.payments.map((payment) => cells(template.row, payment)),
    foot: template.foot.map(line),
  };
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
      return harmless(payment?.name ?? '');
    case 'account':
      return payment?.account ?? '';
    case 'resident-id':
      return payment?.residentId ?? '';
    case 'bank':
      return harmless(payment?.bank ?? '');
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
      return harmless(order.payer.name);
    case 'payer-bank':
      return harmless(order.payer.bank);
    case 'purpose':
      return harmless(order.purpose);
    case 'text':
      return harmless(place.text);
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

function paymentFaults({ row }: BankTemplate, payment: Payment): readonly Fault[] {
  const { serial, name, account, amount } = payment;
  const faults: Fault[] = [];
  if (!amount.isPositive)
    faults.push({ code: 'payout.amount-not-positive', values: { serial, name, amount: `${amount}` } });
  if (!/^\d[\d-]{3,38}$/.test(account))
    faults.push({ code: 'payout.account-malformed', values: { serial, name } });
  // An empty cell would go to the bank as if it were an answer.
  const known = { 'resident-id': payment.residentId, bank: payment.bank };
  for (const kind of ['resident-id', 'bank'] as const)
    if (!known[kind] && row.some(({ is }) => is === kind))
      faults.push({ code: 'payout.place-missing', values: { serial, name, place: bankPlaceWords[kind] } });
  return faults;
}

/** Places that would break a line of text apart. */
function breakFaults({ quoted, separator }: BankTemplate, payment: Payment): readonly Fault[] {
  const { serial, name, bank } = payment;
  if (![name, bank ?? ''].some((text) => breaks(text, quoted, separator))) return [];
  const where = {
    zh: `第 ${serial} 笔（${name}）的户名或开户行`,
    en: `Name or bank of payment ${serial} (${name})`,
  };
  return [{ code: 'payout.place-breaks-line', values: { where, separator } }];
}

/** The same for what is written in every line. */
function requireWhole({ quoted, separator }: BankTemplate, { payer, purpose }: PaymentOrder): void {
  if (![payer.name, payer.bank, purpose].some((text) => breaks(text, quoted, separator))) return;
  const where = { zh: '付款户名或用途', en: 'The paying name or the purpose' };
  throw refuse('payout.place-breaks-line', { where, separator });
}

function breaks(text: string, quoted: boolean, separator: string): boolean {
  return /[\r\n]/.test(text) || (!quoted && text.includes(separator));
}
