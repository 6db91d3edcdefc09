/** Reads what is owed to the reserve of earlier years. Only years whose books are kept here from their first day are asked. */
import { LocalDate } from '../../domain/calendar.ts';
import type { ReserveOwed } from '../../domain/reserve-owed.ts';
import { parentCode, RESERVES } from '../../domain/chart.ts';
import { askedOf, presetOfLaw, presetSource } from '../../domain/distribution.ts';
import type { Sentence } from '../../domain/language.ts';
import { Money } from '../../domain/money.ts';
import type { Tx } from '../../platform/database.ts';
import { balancesOn, booksAreKept, incomeStatementOf } from '../accounting/index.ts';
import { jurisdictionOn } from '../assemblies/index.ts';
import { keptOutOf } from './kept-out.ts';
import type { PlanInput } from './plan-contract.ts';
import { adoptedPlan, planState, plansOf } from './plan-store.ts';

/** Of the years before `year` that were over on a day; null where nothing is owed. */
export async function reserveOwed(
  tx: Tx,
  cooperativeId: string,
  year: number,
  day: LocalDate,
): Promise<Omit<ReserveOwed, 'left'> | null> {
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
  // By the amount of the articles, as the last plan that was adopted names it.
  const adopted = (await plansOf(tx, cooperativeId)).filter((each) => planState(each) === 'adopted');
  const until = adopted.findLast(({ row }) => row.terms.reserveUntil !== undefined)?.row.terms.reserveUntil;
  const mayStop = preset.steps.every(({ untilReached }) => untilReached);
  if (mayStop && (await reservesReached(tx, cooperativeId, until, to))) return null;
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

/** Whether the fund in the books has come to the amount of the articles by a day. */
export async function reservesReached(
  tx: Tx,
  cooperativeId: string,
  until: PlanInput['reserveUntil'],
  day: LocalDate,
): Promise<boolean> {
  if (until === undefined) return false;
  const balances = await balancesOn(tx, cooperativeId, day);
  const fund = balances.filter(({ account }) => parentCode(account) === RESERVES);
  return (
    Money.sum(fund.map(({ balance }) => balance))
      .negated()
      .compare(Money.parse(until.amount)) >= 0
  );
}
