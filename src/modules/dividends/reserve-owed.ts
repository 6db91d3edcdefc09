/** Reads what is owed to the reserve of earlier years. Only years whose books are kept here are asked. */
import { LocalDate, Period } from '../../domain/calendar.ts';
import type { ReserveOwed } from '../../domain/reserve-owed.ts';
import { parentCode, RESERVES } from '../../domain/chart.ts';
import { askedOf, presetOfLaw, presetSource, type Preset } from '../../domain/distribution.ts';
import type { Sentence } from '../../domain/language.ts';
import { Money } from '../../domain/money.ts';
import type { Tx } from '../../platform/database.ts';
import { balancesOn, booksAreKept, incomeStatementOf, setAsideByHand } from '../accounting/index.ts';
import { jurisdictionOn } from '../assemblies/index.ts';
import { keptOutOf } from './kept-out.ts';
import type { PlanInput } from './plan-contract.ts';
import { adoptedPlan, planState, plansOf, type PlanRow } from './plan-store.ts';

/** Of the years before that of a half-year that were over on a day, beside what was made up before it; null where nothing is owed. */
export async function reserveOwed(
  tx: Tx,
  cooperativeId: string,
  period: string,
  day: LocalDate,
): Promise<Omit<ReserveOwed, 'left'> | null> {
  const owed: { readonly year: number; readonly amount: Money; readonly law: Sentence }[] = [];
  for (
    let each = Period.parse(period).year - 1;
    await booksAreKept(tx, cooperativeId, LocalDate.of(each, 12, 31));
    each -= 1
  ) {
    const found = LocalDate.of(each, 12, 31).isBefore(day) ? await owedOf(tx, cooperativeId, each) : null;
    if (found) owed.unshift({ year: each, ...found });
  }
  const [first] = owed;
  if (!first) return null;
  const whole = Money.sum(owed.map(({ amount }) => amount));
  const amount = whole.minus(await madeUp(tx, cooperativeId, { year: first.year, before: period }));
  if (!amount.isPositive) return null;
  return { years: owed.map((each) => each.year), amount, law: first.law };
}

/** What was set aside later of what a year and those after it left: by plans that drew on it, and by hand. */
async function madeUp(
  tx: Tx,
  cooperativeId: string,
  { year, before }: { readonly year: number; readonly before: string },
): Promise<Money> {
  const plans = (await plansOf(tx, cooperativeId)).filter(
    (each) =>
      planState(each) === 'adopted' &&
      each.row.mode === 'opening' &&
      Period.parse(each.row.period).year > year &&
      each.row.period < before,
  );
  return Money.sum([
    ...plans.flatMap(({ row }) => [row.reserve, row.welfare]),
    await setAsideByHand(tx, cooperativeId, LocalDate.of(year, 12, 31)),
  ]);
}

/** What the books of a year over show to be set aside beyond what its adopted plan, adopted on less, did; null where nothing. */
export async function reserveBehind(tx: Tx, cooperativeId: string, year: number): Promise<Money | null> {
  const adopted = await adoptedPlan(tx, cooperativeId, `${year}-H2`);
  const owed = adopted && (await owedOf(tx, cooperativeId, year));
  if (!owed) return null;
  const left = owed.amount.minus(await madeUp(tx, cooperativeId, { year, before: '9999-H1' }));
  return left.isPositive ? left : null;
}

async function owedOf(tx: Tx, cooperativeId: string, year: number) {
  const [from, to] = [LocalDate.of(year, 1, 1), LocalDate.of(year, 12, 31)];
  const preset = presetOfLaw(to, await jurisdictionOn(tx, cooperativeId, to));
  if (preset === null) return null;
  const settled = await adoptedPlan(tx, cooperativeId, `${year}-H2`);
  // Without a plan a year is asked that was kept here from its first day: of what came before the books nobody knows what was set aside.
  if (!settled && !(await booksAreKept(tx, cooperativeId, from))) return null;
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
  const asked = askedOf(preset, {
    income: amountOf('net'),
    priorLoss: opening.isNegative ? opening.negated() : Money.zero,
    keptOut: Money.parse(keptOut),
  });
  const amount = settled ? asked.minus(settledBy(preset, settled.row)) : asked;
  return amount.isPositive ? { amount, law: presetSource(preset) } : null;
}

/** What the plan of the year set aside, and no less than the law asked of the figures it was adopted on. */
function settledBy(preset: Preset, { reserve, welfare, terms: { figures } }: PlanRow): Money {
  const asked = askedOf(preset, {
    income: Money.parse(figures.income),
    priorLoss: Money.parse(figures.priorLoss),
    keptOut: Money.parse(figures.keptOut ?? '0'),
  });
  const set = reserve.plus(welfare);
  return set.compare(asked) > 0 ? set : asked;
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
