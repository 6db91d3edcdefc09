/**
 * Journal entries: what was debited is what was credited, to the fen. Nothing is edited: a mistake is taken back by a red
 * entry (the same lines, negative) and written anew. A closed month takes no entries. Source: 会计基础工作规范.
 */
import {
  accountOf,
  BANK,
  CAPITAL,
  CASH,
  chartOn,
  DISTRIBUTED,
  isRetired,
  mappedCode,
  MEMBERS_PAYABLE,
  namesHolders,
  OTHER_MONEY,
  parentCode,
  RESERVES,
  TO_MEMBERS,
  UNDISTRIBUTED,
  welfareAccount,
  YEAR_INCOME,
  type ChartName,
} from './chart.ts';
import { LocalDate } from './calendar.ts';
import { preparedStateWords } from './money-words.ts';
import { refuse, throwFaults, type Fault } from './refusal.ts';
import { Money } from './money.ts';

export const entryKinds = ['opening', 'automatic', 'manual', 'closing', 'reversal'] as const;
export type EntryKind = (typeof entryKinds)[number];

/** What is written by hand is prepared by one person and reviewed by another before it counts. */
export const preparedKinds = ['opening', 'manual', 'reversal'] as const satisfies readonly EntryKind[];
export type PreparedKind = (typeof preparedKinds)[number];

export const preparedStates = ['awaiting-review', 'confirmed', 'sent-back'] as const;
export type PreparedState = (typeof preparedStates)[number];

/**
 * Refuses a review of what was reviewed already, by whoever prepared it, or by another person than the one whom an office of
 * one person has named. Source: 会计法 15, 财会〔2024〕12号 21.
 */
export function requireReviewer(
  prepared: { readonly number: string; readonly state: PreparedState; readonly preparedBy: string },
  actorId: string,
  named: { readonly id: string; readonly name: string } | null,
): void {
  const { number, state, preparedBy } = prepared;
  if (state !== 'awaiting-review')
    throw refuse('books.entry-reviewed', { number, state: preparedStateWords[state] });
  if (preparedBy === actorId) throw refuse('books.reviewer-is-preparer');
  if (named !== null && named.id !== actorId) throw refuse('books.reviewer-is-named', { name: named.name });
}

/** How a prepared entry is called until it has its number in the journal: 待-012. */
export function preparedNumber(number: bigint): string {
  return `待-${number.toString().padStart(3, '0')}`;
}

/** One side is zero. Negative amounts are red. */
export interface EntryLine {
  readonly account: string;
  readonly debit: Money;
  readonly credit: Money;
  readonly text: string;
}

export function debit(account: string, amount: Money, text = ''): EntryLine {
  return { account, debit: amount, credit: Money.zero, text };
}

export function credit(account: string, amount: Money, text = ''): EntryLine {
  return { account, debit: Money.zero, credit: amount, text };
}

/** Lines that say nothing are left out, so that an entry of nothing is empty. */
export function withoutZeros(lines: readonly EntryLine[]): readonly EntryLine[] {
  return lines.filter((line) => !line.debit.isZero || !line.credit.isZero);
}

/** Refuses an entry that does not balance, says nothing, or names accounts that the chart of its day does not have. */
export function requireEntry(date: LocalDate, lines: readonly EntryLine[]): void {
  const chart = chartOn(date);
  const faults = lines.flatMap((line, index) => lineFaults(chart, line, `/lines/${index}`));
  throwFaults(faults);
  if (lines.length < 2) throw refuse('books.entry-too-short', {}, '/lines');
  const [debits, credits] = totalsOf(lines);
  if (!debits.equals(credits))
    throw refuse('books.entry-unbalanced', { debit: `${debits}`, credit: `${credits}` }, '/lines');
}

export function totalsOf(lines: readonly EntryLine[]): readonly [debits: Money, credits: Money] {
  return [Money.sum(lines.map((line) => line.debit)), Money.sum(lines.map((line) => line.credit))];
}

/** The same lines in red. */
export function redLines(lines: readonly EntryLine[]): readonly EntryLine[] {
  return lines.map(({ account, debit: debits, credit: credits, text }) => ({
    account,
    text,
    debit: debits.negated(),
    credit: credits.negated(),
  }));
}

/**
 * What takes back an entry of an earlier year: the same amounts on the other side, in blue and in the chart of their own day.
 * What was income, an expense, or a distribution of that year is undistributed income by now. Source: 会计基础工作规范 51.
 */
export function correctingLines(
  written: LocalDate,
  corrected: LocalDate,
  lines: readonly EntryLine[],
): readonly EntryLine[] {
  const chart = chartOn(written);
  const switched = chart !== chartOn(corrected);
  return lines.map(({ account, debit: debits, credit: credits, text }) => ({
    account: closedInto(chart, account) ?? (switched ? mappedCode(account) : account),
    text,
    debit: credits,
    credit: debits,
  }));
}

function closedInto(chart: ChartName, account: string): string | undefined {
  const kind = accountOf(chart, account).class;
  const ofYear = kind === 'income' || kind === 'expense' || account === YEAR_INCOME;
  return ofYear || account.startsWith(DISTRIBUTED) ? UNDISTRIBUTED : undefined;
}

function lineFaults(chart: ChartName, line: EntryLine, pointer: string): readonly Fault[] {
  const faults: Fault[] = [];
  const one = line.debit.isZero !== line.credit.isZero;
  if (!one) faults.push({ code: 'books.line-one-side', values: {}, pointer });
  if (!takesEntries(chart, line.account))
    faults.push({
      code: 'books.account-unknown',
      values: { code: line.account, chart },
      pointer: `${pointer}/account`,
    });
  // Entries name what lies under 收益分配: its two parts are closed against each other.
  if (line.account === '322')
    faults.push({ code: 'books.account-has-parts', values: { code: '322' }, pointer: `${pointer}/account` });
  return faults;
}

/** Debit less credit of an account by these lines. */
export function balanceOf(lines: readonly EntryLine[], account: string): Money {
  const own = lines.filter((line) => line.account === account);
  return Money.sum(own.map((line) => line.debit.minus(line.credit)));
}

type Sides = Pick<EntryLine, 'account' | 'debit' | 'credit'>;

/** What a line gives its account: credit less debit. A red line gives what a black one on the other side does. */
function given({ debit, credit }: Sides): Money {
  return credit.minus(debit);
}

function takenFrom(lines: readonly Sides[], accounts: readonly string[]): Money {
  const own = lines.filter(({ account }) => accounts.includes(parentCode(account)));
  return Money.sum(own.map(given)).negated();
}

const INCOME = [YEAR_INCOME, '322'];

/**
 * Where an entry by hand would give away income or reserve: it takes from 收益分配, this year's income or the reserve and, in the same
 * breath, lets money go, owes it to somebody, or lowers what somebody owes; makes income capital; or touches what runs alone distribute.
 * The place of the first such line; income is given by an adopted plan and its run. What remains are corrections of earlier
 * years against what they correct, and moves between income and reserve, or from reserve to capital. Opening balances may stand beside a loss.
 */
export function incomeByHand(
  chart: ChartName,
  lines: readonly Sides[],
  kind: 'opening' | 'manual',
): number | undefined {
  const touched = lines.findIndex(({ account }) => account === TO_MEMBERS);
  if (touched !== -1) return touched;
  const taken = takenFrom(lines, [...INCOME, RESERVES]).isPositive;
  const ofIncome = takenFrom(lines, INCOME).isPositive;
  const forbidden = ({ account }: Sides) =>
    (taken && (isMoney(account) || namesHolders(chart, account))) ||
    (kind === 'manual' &&
      ((taken && isOwedEitherWay(chart, account)) || (ofIncome && parentCode(account) === CAPITAL)));
  const at = lines.findIndex((line) => given(line).isPositive && forbidden(line));
  return at === -1 ? undefined : at;
}

/** Debts and claims, and money elsewhere: what stands there goes out in the next entry. Welfare of 2004 is set aside, as reserve is. */
function isOwedEitherWay(chart: ChartName, account: string): boolean {
  const code = parentCode(account);
  if (code === welfareAccount(chart)) return false;
  const claims = ['109', '112', MEMBERS_PAYABLE, ...(chart === '2004' ? ['171'] : [])];
  return claims.includes(code) || accountOf(chart, account).class === 'liability';
}

/**
 * Where an entry by hand would owe capital to somebody, or lower with it what somebody owes: from there it comes back as income. The place
 * of the first such line. Who takes capital out is paid it.
 */
export function capitalOwed(chart: ChartName, lines: readonly Sides[]): number | undefined {
  if (!takenFrom(lines, [CAPITAL]).isPositive) return undefined;
  const at = lines.findIndex((line) => given(line).isPositive && isOwedEitherWay(chart, line.account));
  return at === -1 ? undefined : at;
}

/**
 * Where an entry by hand would make income of capital or of the reserve: it takes from one of them and adds to this year's income, or lowers
 * its expenses; capital adds to undistributed income neither. The place of the first such line: what is income can be distributed.
 */
export function capitalMadeIncome(chart: ChartName, lines: readonly Sides[]): number | undefined {
  const ofCapital = takenFrom(lines, [CAPITAL]).isPositive;
  if (!ofCapital && !takenFrom(lines, [RESERVES]).isPositive) return undefined;
  const isIncome = ({ account }: Sides) =>
    account === YEAR_INCOME ||
    ['income', 'expense'].includes(accountOf(chart, account).class) ||
    (ofCapital && parentCode(account) === '322');
  const at = lines.findIndex((line) => given(line).isPositive && isIncome(line));
  return at === -1 ? undefined : at;
}

/** What of the reserve an entry makes undistributed income: it makes good a loss, and no more than that. */
export function reserveMadeIncome(lines: readonly Sides[]): Money {
  if (!takenFrom(lines, [RESERVES]).isPositive) return Money.zero;
  return takenFrom(lines, ['322']).negated();
}

/** What an entry takes from income, or else from the reserve: nothing where it is not positive. */
export function incomeTaken(lines: readonly Sides[]): Money {
  const ofIncome = takenFrom(lines, INCOME);
  return ofIncome.isPositive ? ofIncome : takenFrom(lines, [RESERVES]);
}

/** Where a red line stands on money. Money that came or went is written in black; what was wrong is reversed. */
export function redOnMoney(lines: readonly Sides[]): number | undefined {
  const at = lines.findIndex(
    ({ account, debit, credit }) => isMoney(account) && (debit.isNegative || credit.isNegative),
  );
  return at === -1 ? undefined : at;
}

/** What is owed to one holder by entries by hand, whatever the day. */
export interface OwedByHand {
  readonly byHand: Money;
  /** The part of opening balances, of entries of before this rule, and of what was charged: below zero where a holder owes that. */
  readonly begun: Money;
}

/** Income that members owe: of trade, of contracts, of other kinds, in either chart; no subsidy, no investment of before. */
const CHARGED: Readonly<Record<ChartName, readonly string[]>> = {
  '2004': ['501', '511', '531'],
  '2023': ['501', '502', '504'],
};

/**
 * Whether an entry only charges holders with what they owe: 内部往来 against income, in black, and nothing else. No money goes by it and
 * nobody is owed by it; as PostgreSQL says it of an entry that stands.
 */
export function chargesHolders(chart: ChartName, lines: readonly Sides[]): boolean {
  return lines.every(({ account, debit, credit }) =>
    account === MEMBERS_PAYABLE
      ? debit.isPositive && credit.isZero
      : credit.isPositive && debit.isZero && CHARGED[chart].includes(parentCode(account)),
  );
}

/**
 * Whether an entry by hand takes more from a holder than was entered for them by hand: a dividend goes out through payouts alone, which
 * know that it did. A debt that was there before the books distributed may be opened with, unless money goes; what takes an entry back
 * may leave the debt of the beginning.
 */
export function takesMoreThanByHand(
  entry: { readonly kind: PreparedKind; readonly opensFreely: boolean },
  taken: Money,
  { byHand, begun }: OwedByHand,
): boolean {
  if (!taken.isPositive) return false;
  const left = byHand.minus(taken);
  if (entry.kind === 'opening' && entry.opensFreely) return false;
  const floor = entry.kind === 'reversal' && begun.isNegative ? begun : Money.zero;
  return left.minus(floor).isNegative;
}

/** Whether money goes out by these lines. */
export function paysMoney(lines: readonly Sides[]): boolean {
  return lines.some((line) => isMoney(line.account) && given(line).isPositive);
}

/**
 * Where an entry by hand would move income that is kept out from its account to any other than money: what lies elsewhere could be
 * distributed. The place of the first such line. An entry that was wrong is reversed.
 */
export function keptOutMoved(lines: readonly Sides[], keptOut: readonly string[]): number | undefined {
  const kept = (code: string) => keptOut.some((each) => code === each || code.startsWith(`${each}.`));
  if (!Money.sum(lines.filter(({ account }) => kept(account)).map(given)).isNegative) return undefined;
  const at = lines.findIndex(
    (line) => !kept(line.account) && !isMoney(line.account) && given(line).isPositive,
  );
  return at === -1 ? undefined : at;
}

/** Whether lines make income that could be distributed: of a year, of what it earned, or of earlier years. */
export function bringsIncome(lines: readonly Sides[]): boolean {
  const ofIncome = lines.filter(({ account }) => /^(32[12]|5)/.test(account));
  return Money.sum(ofIncome.map(given)).isPositive;
}

/** Money and what is as good as money, such as a balance with a payment service: none of it is less than nothing. */
export function isMoneyAnywhere(account: string): boolean {
  return isMoney(account) || parentCode(account) === OTHER_MONEY;
}

/** The till and the bank accounts, with their parts. */
export function isMoney(account: string): boolean {
  return [CASH, BANK].includes(parentCode(account));
}

/**
 * Whether an account may not be below zero at the end of a day. A till never is. A bank account is not, unless the
 * cooperative said that the bank lets it be; where the books are not kept here, what is in the bank is not known.
 */
export function mustHold(
  account: string,
  { overdraftAccounts, kept }: { readonly overdraftAccounts: readonly string[]; readonly kept: boolean },
): boolean {
  return parentCode(account) === CASH || (kept && !overdraftAccounts.includes(account));
}

function takesEntries(chart: ChartName, account: string): boolean {
  try {
    accountOf(chart, account);
  } catch {
    return false;
  }
  return !isRetired(chart, account);
}

/** A month of the books: `2025-07`. */
export function monthOf(date: LocalDate): string {
  return date.toString().slice(0, 7);
}

export function monthAfter(month: string): string {
  return monthOf(LocalDate.parse(`${month}-28`).plusDays(4));
}

/** The number on the voucher: 记-2025-07-003. */
export function voucherNumber(month: string, number: bigint): string {
  return `记-${month}-${number.toString().padStart(3, '0')}`;
}
