/**
 * The life of a dividend run and the rules around its lines: draft → calculated → approved → on notice → posted, or
 * withdrawn before posting; which half-year its record date belongs to; tax half up at the fen. Who prepares does not approve.
 */
import type { LocalDate, Period } from './calendar.ts';
import { runStateWords } from './words.ts';
import { refuse } from './refusal.ts';
import { Fraction } from './fraction.ts';
import { Money } from './money.ts';
import type { AccountKind } from './share-register.ts';

export const runStates = ['draft', 'calculated', 'approved', 'on-notice', 'posted', 'withdrawn'] as const;
export type RunState = (typeof runStates)[number];

/**
 * A supplementary run has a pool of its own beside the regular one; a paid run is never topped up. History is what was paid
 * before the cooperative came here: it divides its pool like the others, and nothing is owed, entered or declared of it.
 */
export const runKinds = ['regular', 'supplementary', 'history', 'difference', 'reversal'] as const;
export type RunKind = (typeof runKinds)[number];

/** Kinds that divide a pool. The others correct a run. */
export const dividingKinds = ['regular', 'supplementary', 'history'] as const satisfies readonly RunKind[];

export function dividesPool({ kind }: { readonly kind: RunKind }): boolean {
  return dividingKinds.some((each) => each === kind);
}

/** Whether a share of one class earns otherwise than one of another: then the shares alone do not say what a line gets. */
export function isWeighed({
  classWeights,
}: {
  readonly classWeights: Readonly<Record<string, string>>;
}): boolean {
  return Object.values(classWeights).some((weight) => !/^1(\.0+)?$/.test(weight));
}

/** Kinds that give members what a plan of their half-year gives: without it they are neither approved nor hung up nor posted. */
export function takesPlan(kind: RunKind): boolean {
  return kind === 'regular' || kind === 'supplementary';
}

export const bases = ['record-date', 'share-days'] as const;
export type Basis = (typeof bases)[number];

export type RunStep =
  'calculate' | 'approve' | 'announce' | 'object' | 'post' | 'record' | 'withdraw' | 'reverse';

const steps: Readonly<
  Record<RunStep, { readonly from: readonly RunState[]; readonly zh: string; readonly en: string }>
> = {
  calculate: { from: ['draft', 'calculated'], zh: '计算', en: 'calculated' },
  approve: { from: ['calculated'], zh: '审批', en: 'approved' },
  announce: { from: ['approved'], zh: '公示', en: 'put on public notice' },
  object: { from: ['on-notice', 'posted'], zh: '登记异议', en: 'objected to' },
  post: { from: ['on-notice'], zh: '入账', en: 'posted' },
  record: { from: ['approved'], zh: '入册', en: 'put on record' },
  withdraw: { from: ['draft', 'calculated', 'approved', 'on-notice'], zh: '撤回', en: 'withdrawn' },
  reverse: { from: ['posted'], zh: '冲销', en: 'reversed' },
};

/** What was paid before hung then, not now: a run of history goes on record once it is approved. */
export function postingStep(kind: RunKind): RunStep {
  return kind === 'history' ? 'record' : 'post';
}

/** Refuses `run.wrong-state` when the step is not open from this state. */
export function requireStep(state: RunState, step: RunStep): void {
  const { from, zh, en } = steps[step];
  if (!from.includes(state)) {
    throw refuse('run.wrong-state', { state: runStateWords[state], wish: { zh, en } });
  }
}

export function requireOtherApprover(preparedBy: string, approver: string): void {
  if (preparedBy === approver) throw refuse('run.approver-is-preparer');
}

/** A tax rate between 0 and 1 with at most four decimals, as ten-thousandths. */
export function parseTaxRate(text: string): bigint {
  const match = /^(0|1)(?:\.(\d{1,4}))?$/.exec(text);
  const value = match ? BigInt(`${match[1]}${(match[2] ?? '').padEnd(4, '0')}`) : -1n;
  if (value < 0n || value > 10_000n) throw refuse('tax.rate-malformed', { text: text.slice(0, 20) });
  return value;
}

/** A weight of a class: at most four decimals, so that every weight stays exact in the ledger. */
export function parseClassWeight(text: string): string {
  if (!/^(0|[1-9]\d{0,5})(\.\d{1,4})?$/.test(text))
    throw refuse('quantity.malformed', { text: text.slice(0, 20) });
  return text;
}

/** Rounded half up at the fen. `rate` in ten-thousandths. */
export function taxOn(gross: Money, rate: bigint): Money {
  return Money.fromFen(Fraction.of(gross.fen * rate, 10_000n).roundHalfUp());
}

/** Whether what a holder gets is income of a person: the collective part is the cooperative's own and bears no tax. */
export function isTaxed(holder: AccountKind): boolean {
  return holder !== 'collective';
}

/**
 * What is withheld of an income. All that one run pays one taxpayer at once is one receipt, rounded once: own shares, and the
 * household's for its head. Its lines share the tax in their order, each what the tax on it and those before it comes to, less
 * the tax on those `before` it. So the lines of a receipt add up to its income times the rate, half up.
 */
export function taxDue(taxed: boolean, income: Money, rate: bigint, before: Money = Money.zero): Money {
  return taxed ? taxOn(before.plus(income), rate).minus(taxOn(before, rate)) : Money.zero;
}

/** The amounts of a stored line, and whether its holder `isTaxed`. */
export interface TaxedLine {
  readonly taxed: boolean;
  readonly gross: Money;
  readonly tax: Money;
  readonly net: Money;
  /** What the lines before it give of the same receipt. */
  readonly before: Money;
}

/** What is wrong with the tax of a line of a run that divides a pool; null when nothing is. */
export function taxFault({ taxed, gross, tax, net, before }: TaxedLine, rate: bigint): 'tax' | 'net' | null {
  if (!tax.equals(taxDue(taxed, gross, rate, before))) return 'tax';
  return net.equals(gross.minus(tax)) ? null : 'net';
}

/**
 * Whose holdings count is who held on a day of the half-year, or at its opening, the eve of its first day: a later day belongs to
 * the next half-year, an earlier one to those before.
 */
export function requireRecordDate(recordDate: LocalDate, period: Period): void {
  const eve = period.firstDay.plusDays(-1);
  if (!recordDate.isBefore(eve) && !recordDate.isAfter(period.lastDay)) return;
  throw refuse(
    'run.record-date-of-another-period',
    { recordDate: `${recordDate}`, period: `${period}`, from: `${eve}`, to: `${period.lastDay}` },
    '/recordDate',
  );
}

/** History ended before the first day here; whatever lies on it or after it is entered as it happens. */
export function requireHistory(period: Period, firstDay: LocalDate): void {
  if (period.lastDay.isBefore(firstDay)) return;
  throw refuse('run.no-history', { period: `${period}`, firstDay: `${firstDay}` }, '/kind');
}
