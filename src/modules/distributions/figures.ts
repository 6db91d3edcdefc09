/** The figures a plan rests on, from the books unless given, and the plan as people read it. */
import { distribute, type Distribution, type PlanStep } from '../../domain/distribution.ts';
import { LocalDate, Period } from '../../domain/calendar.ts';
import { refuse, type Language } from '../../domain/error.ts';
import { Money } from '../../domain/money.ts';
import type { Tx } from '../../platform/database.ts';
import { incomeStatementOf } from '../accounting/index.ts';
import type { PlanInput } from './contract.ts';
import type { distributionPlan } from './schema.ts';
import { advancedIn, distributedLater, type PlanEnd, type PlanRow } from './store.ts';

export type WholeTerms = (typeof distributionPlan.$inferSelect)['terms'];

export function stepsOf({ steps }: PlanInput): readonly PlanStep[] {
  return steps.map(({ floor, ceiling, ...step }) => ({
    ...step,
    floor: floor === undefined ? null : Money.parse(floor),
    ceiling: ceiling === undefined ? null : Money.parse(ceiling),
  }));
}

export function waterfallOf(terms: WholeTerms): Distribution {
  const { figures, members } = terms;
  return distribute({
    mode: terms.mode,
    figures: {
      income: Money.parse(figures.income),
      priorLoss: Money.parse(figures.priorLoss),
      priorUndistributed: Money.parse(figures.priorUndistributed),
      advanced: Money.parse(figures.advanced ?? '0'),
    },
    steps: stepsOf(terms),
    members: members.kind === 'amount' ? { ...members, amount: Money.parse(members.amount) } : members,
    drawOnPrior: terms.drawOnPrior ?? false,
  });
}

/** The year belongs to a second half; what is paid out of opening income or in advance, to any. */
export function requireMode({ period, mode }: PlanInput): void {
  if (mode !== 'opening' && (Period.parse(period).half === 2) !== (mode === 'year'))
    throw refuse('distribution.year-needs-second-half', {}, '/mode');
}

/** As given, or from the books: income of the half-year (of the whole year for `year`), and what earlier years left. */
export async function figuresFor(
  tx: Tx,
  cooperativeId: string,
  input: PlanInput,
): Promise<WholeTerms['figures']> {
  const period = Period.parse(input.period);
  const expected = input.mode === 'year' ? await advancedIn(tx, cooperativeId, period.year) : Money.zero;
  const advanced = expected.toString();
  if (input.figures) {
    const given = input.figures.advanced;
    if (given !== undefined && !expected.isZero && !Money.parse(given).equals(expected))
      throw refuse('distribution.advance-differs', { expected: advanced, given }, '/figures/advanced');
    return { ...input.figures, advanced: given ?? advanced };
  }
  const start = LocalDate.of(period.year, 1, 1);
  const statement = await incomeStatementOf(tx, cooperativeId, { from: start, to: period.lastDay }, 'zh');
  const amountOf = (key: string) => statement.lines.find((line) => line.key === key)?.amount ?? '0.00';
  const eve = start.plusDays(-1);
  const first = input.mode === 'year' ? `${period.year}-H1` : input.period;
  const before = Money.parse(amountOf('opening')).minus(
    await distributedLater(tx, cooperativeId, eve, first),
  );
  return {
    income: input.mode === 'opening' ? '0.00' : amountOf('net'),
    priorLoss: (before.isNegative ? before.negated() : Money.zero).toString(),
    priorUndistributed: (before.isNegative ? Money.zero : before).toString(),
    advanced,
  };
}

export function waterfallOnWire(terms: WholeTerms, language: Language) {
  const { lines, members, payable, fromPrior, carried } = waterfallOf(terms);
  const { income, priorLoss, priorUndistributed, advanced = '0.00' } = terms.figures;
  return {
    figures: { income, priorLoss, priorUndistributed, advanced },
    lines: lines.map((line) => ({
      kind: line.kind,
      name: line.name[language],
      base: line.base?.toString() ?? null,
      rate: line.rate,
      amount: line.amount.toString(),
      basis: line.basis,
    })),
    members: members.toString(),
    payable: payable.toString(),
    fromPrior: fromPrior.toString(),
    carried: carried.toString(),
  };
}

export function planOnWire(
  { row, end }: { readonly row: PlanRow; readonly end: PlanEnd | null },
  language: Language = 'zh',
) {
  return {
    id: row.id,
    number: row.number.toString(),
    period: row.period,
    mode: row.mode,
    state: end?.kind ?? ('draft' as const),
    resolutionId: end?.resolutionId ?? null,
    ...waterfallOnWire(row.terms, language),
  };
}
