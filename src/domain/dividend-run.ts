/**
 * The life of a dividend run and the rules around its lines: draft → calculated → approved → on notice → posted, or
 * withdrawn before posting; tax half up at the fen; what a late correction changes. Who prepares does not approve.
 */
import { runStateWords } from './words.ts';
import { apportionLargestRemainder, byCodeUnit } from './apportion.ts';
import { refuse } from './refusal.ts';
import { Fraction } from './fraction.ts';
import { Money } from './money.ts';
import type { AccountKind } from './share-register.ts';

export const runStates = ['draft', 'calculated', 'approved', 'on-notice', 'posted', 'withdrawn'] as const;
export type RunState = (typeof runStates)[number];

/** A supplementary run has a pool of its own beside the regular one; a paid run is never topped up. */
export const runKinds = ['regular', 'supplementary', 'difference', 'reversal'] as const;
export type RunKind = (typeof runKinds)[number];

export const bases = ['record-date', 'share-days'] as const;
export type Basis = (typeof bases)[number];

export type RunStep = 'calculate' | 'approve' | 'announce' | 'object' | 'post' | 'withdraw' | 'reverse';

const steps: Readonly<
  Record<RunStep, { readonly from: readonly RunState[]; readonly zh: string; readonly en: string }>
> = {
  calculate: { from: ['draft', 'calculated'], zh: '计算', en: 'calculated' },
  approve: { from: ['calculated'], zh: '审批', en: 'approved' },
  announce: { from: ['approved'], zh: '公示', en: 'put on public notice' },
  object: { from: ['on-notice', 'posted'], zh: '登记异议', en: 'objected to' },
  post: { from: ['on-notice'], zh: '入账', en: 'posted' },
  withdraw: { from: ['draft', 'calculated', 'approved', 'on-notice'], zh: '撤回', en: 'withdrawn' },
  reverse: { from: ['posted'], zh: '冲销', en: 'reversed' },
};

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

/** What is withheld of all that one run, its differences with it, gives a holder: one receipt of income, rounded once. */
export function taxDue(taxed: boolean, income: Money, rate: bigint): Money {
  return taxed ? taxOn(income, rate) : Money.zero;
}

/** The amounts of a stored line, and whether its holder `isTaxed`. */
export interface TaxedLine {
  readonly taxed: boolean;
  readonly gross: Money;
  readonly tax: Money;
  readonly net: Money;
}

/** What is wrong with the tax of a line of a run that divides a pool; null when nothing is. */
export function taxFault({ taxed, gross, tax, net }: TaxedLine, rate: bigint): 'tax' | 'net' | null {
  if (!tax.equals(taxDue(taxed, gross, rate))) return 'tax';
  return net.equals(gross.minus(tax)) ? null : 'net';
}

/** A member whose weight on the record date is known better now than when the run was calculated. */
export interface Touched {
  /** Decides ties. */
  readonly key: string;
  readonly oldWeight: bigint;
  readonly newWeight: bigint;
  readonly oldGross: Money;
}

export interface Difference {
  readonly key: string;
  readonly newGross: Money;
  readonly difference: Money;
}

/**
 * What a late correction changes. Where the touched members' weights sum to the same as before (shares went from one to
 * another), their old sum is divided anew among them, so nothing else moves. Otherwise each gets
 * pool × new weight ÷ original total weight, cut to the fen, and the difference is a cost of its own.
 */
export function differencesOf(
  touched: readonly Touched[],
  pool: Money,
  totalWeight: bigint,
): readonly Difference[] {
  const sum = (weights: readonly bigint[]) => weights.reduce((total, weight) => total + weight, 0n);
  const newTotal = sum(touched.map((each) => each.newWeight));
  const conserved = newTotal === sum(touched.map((each) => each.oldWeight)) && newTotal > 0n;
  const groupSum = Money.sum(touched.map((each) => each.oldGross));
  const amounts = conserved
    ? apportionLargestRemainder(
        groupSum.fen,
        touched.map(({ key, newWeight }) => ({ key, weight: newWeight })),
        byCodeUnit,
      ).parts.map((part) => part.amount)
    : touched.map(({ newWeight }) => (pool.fen * newWeight) / totalWeight);
  return touched.map(({ key, oldGross }, index) => {
    const newGross = Money.fromFen(amounts[index] ?? 0n);
    return { key, newGross, difference: newGross.minus(oldGross) };
  });
}
