/** Reads what is owed to the reserve of earlier years. Only years whose books are kept here from their first day are asked. */
import { Period, LocalDate } from '../../domain/calendar.ts';
import { takenOfOwed, yearsOwed, type ReserveOwed } from '../../domain/reserve-owed.ts';
import { askedOf, presetOfLaw, presetSource, type PlanTerms } from '../../domain/distribution.ts';
import type { Sentence } from '../../domain/language.ts';
import { Money } from '../../domain/money.ts';
import { refuse } from '../../domain/refusal.ts';
import type { Tx } from '../../platform/database.ts';
import { booksAreKept, incomeStatementOf } from '../accounting/index.ts';
import { jurisdictionOn } from '../assemblies/index.ts';
import { keptOutOf } from './kept-out.ts';
import { adoptedPlan } from './plan-store.ts';

/** Of the years before `year` that were over on a day; null where nothing is owed. */
export async function reserveOwed(
  tx: Tx,
  cooperativeId: string,
  year: number,
  day: LocalDate,
): Promise<ReserveOwed | null> {
  const owed: { readonly year: number; readonly amount: Money; readonly law: Sentence }[] = [];
  for (let each = year - 1; await booksAreKept(tx, cooperativeId, LocalDate.of(each, 1, 1)); each -= 1) {
    const found = LocalDate.of(each, 12, 31).isBefore(day) ? await owedOf(tx, cooperativeId, each) : null;
    if (found) owed.unshift({ year: each, ...found });
  }
  const [first] = owed;
  if (!first) return null;
  return {
    years: owed.map((each) => each.year),
    amount: Money.sum(owed.map(({ amount }) => amount)),
    law: first.law,
  };
}

async function owedOf(tx: Tx, cooperativeId: string, year: number) {
  const [from, to] = [LocalDate.of(year, 1, 1), LocalDate.of(year, 12, 31)];
  const preset = presetOfLaw(to, await jurisdictionOn(tx, cooperativeId, to));
  if (preset === null || (await adoptedPlan(tx, cooperativeId, `${year}-H2`))) return null;
  const statement = await incomeStatementOf(tx, cooperativeId, { from, to }, 'zh');
  const amountOf = (key: string) =>
    Money.parse(statement.lines.find((line) => line.key === key)?.amount ?? '0.00');
  const { keptOut } = await keptOutOf(tx, cooperativeId, { period: `${year}-H2`, mode: 'year' });
  const opening = amountOf('opening');
  const amount = askedOf(preset, {
    income: amountOf('net'),
    priorLoss: opening.isNegative ? opening.negated() : Money.zero,
    keptOut: Money.parse(keptOut),
  });
  return amount.isPositive ? { amount, law: presetSource(preset) } : null;
}

/** Refuses a plan that takes of it, with the years whose plan comes first. */
export async function requireReserveLeft(
  tx: Tx,
  cooperativeId: string,
  {
    period,
    terms,
    fromPrior,
  }: { readonly period: string; readonly terms: PlanTerms; readonly fromPrior: Money },
  day: LocalDate,
): Promise<void> {
  if (!fromPrior.isPositive) return;
  const owed = await reserveOwed(tx, cooperativeId, Period.parse(period).year, day);
  const taken = owed && takenOfOwed(terms, fromPrior, owed);
  if (!owed || !taken) return;
  throw refuse('distribution.reserve-of-earlier', {
    years: yearsOwed(owed),
    owed: owed.amount.toGrouped(),
    taken: taken.toGrouped(),
    law: owed.law,
  });
}
