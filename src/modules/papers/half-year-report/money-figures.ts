/** What the books, the registers of assets and the pensions say of a half-year, for its report. */
import { LocalDate, type Period } from '../../../domain/calendar.ts';
import { nameWithSign } from '../../../domain/book-statements.ts';
import { chartOn, RESERVES, TO_MEMBERS, welfareAccount } from '../../../domain/chart.ts';
import type { Language } from '../../../domain/language.ts';
import { monthOf } from '../../../domain/journal.ts';
import { Money } from '../../../domain/money.ts';
import type { Tx } from '../../../platform/database.ts';
import { must } from '../../../platform/must.ts';
import { incomeStatementOf, movedBySource } from '../../accounting/index.ts';
import { assetRegister, preservationOf, type AssetKind } from '../../assets/index.ts';
import {
  carriedUntil,
  DIVIDEND_SOURCE,
  planState,
  plansOf,
  runOfPeriod,
  toMembersOf,
  waterfallOf,
  type Plan,
  type RunRow,
} from '../../dividends/index.ts';
import { pensionRunsOf, pensionsUnpaid, repaidBetween } from '../../pensions/index.ts';
import { planPart } from '../distribution-plan/figures.ts';
import type { AssetPart, HalfYearMoney, IncomePart, IncomeRow } from './money.ts';

const assetWords: Readonly<Record<AssetKind, Readonly<Record<Language, string>>>> = {
  operating: { zh: '经营性资产', en: 'Operating' },
  'non-operating': { zh: '非经营性资产', en: 'Non-operating' },
  resource: { zh: '资源性资产', en: 'Resource' },
};

/** What the books say of a half-year; parts that have nothing in them are left out. */
export async function halfYearMoney(
  tx: Tx,
  cooperativeId: string,
  period: Period,
  language: Language,
): Promise<HalfYearMoney> {
  const span = { from: period.firstDay, to: period.lastDay };
  const plans = await plansOf(tx, cooperativeId, period.toString());
  // The adopted one; while there is none, the latest that is to be voted on.
  const inState = (state: ReturnType<typeof planState>) => (plan: Plan) => planState(plan) === state;
  const plan = plans.find(inState('adopted')) ?? plans.findLast(inState('draft'));
  return {
    income: await incomePart(tx, cooperativeId, period, language, plan),
    plan: plan ? await planPart(tx, plan, language) : null,
    assets: await assetPart(tx, cooperativeId, span, language),
    pensions: await pensionPart(tx, cooperativeId, period),
  };
}

/** The statement of the half-year; of a second half the two halves, what the plan adds, and the year, line by line. */
async function incomePart(
  tx: Tx,
  cooperativeId: string,
  period: Period,
  language: Language,
  plan: Plan | undefined,
): Promise<IncomePart | null> {
  const statementOf = async (from: LocalDate, to: LocalDate) =>
    (await incomeStatementOf(tx, cooperativeId, { from, to }, language)).lines;
  const ofYear = period.half === 2;
  const first = LocalDate.of(period.year, 1, 1);
  const whole = await statementOf(ofYear ? first : period.firstDay, period.lastDay);
  const half = ofYear ? await statementOf(period.firstDay, period.lastDay) : whole;
  const before = ofYear ? await statementOf(first, period.firstDay.plusDays(-1)) : null;
  const planned = await plannedIn(tx, cooperativeId, period, plan);
  const rows = whole.map((line, index): IncomeRow & { readonly key: string } => {
    const { key, amount, total } = line;
    const more = planned.get(key) ?? Money.zero;
    return {
      key,
      name: nameWithSign(line, language),
      total,
      firstHalf: before === null ? null : amountAt(before, index),
      half: amountAt(half, index),
      planned: more,
      whole: Money.parse(amount).plus(more),
    };
  });
  const said = ({ firstHalf, half: own, planned: more, whole: sum }: IncomeRow) =>
    [firstHalf ?? Money.zero, own, more, sum].some((each) => !each.isZero);
  if (!rows.some(said)) return null;
  return {
    rows: rows.filter((row) => row.total || said(row)).map(({ key: _, ...row }) => row),
    apart:
      plan === undefined
        ? []
        : await apartOf(
            tx,
            plan,
            period,
            (wanted) => rows.find(({ key }) => key === wanted)?.whole ?? Money.zero,
          ),
  };
}

function amountAt(lines: readonly { readonly amount: string }[], index: number): Money {
  return Money.parse(must(lines[index], 'the same line of another span').amount);
}

/**
 * What the plan enters beside the span, by line: its steps while it is not adopted, members while its run is not posted (what the
 * run gives, once it is calculated) or, as in June, once its entry lies after the span.
 */
async function plannedIn(
  tx: Tx,
  cooperativeId: string,
  period: Period,
  plan: Plan | undefined,
): Promise<ReadonlyMap<string, Money>> {
  if (plan === undefined) return new Map();
  const { reserve, welfare, other, payable, mode } = plan.row;
  const run = await runOfPeriod(tx, cooperativeId, period.toString());
  const steps = planState(plan) === 'draft' && mode !== 'advance';
  const inReserve = welfareAccount(chartOn(period.lastDay)) === RESERVES;
  const more = new Map<string, Money>([
    ['reserve', steps ? (inReserve ? reserve.plus(welfare) : reserve) : Money.zero],
    ['welfare', steps && !inReserve ? welfare : Money.zero],
    ['members', await givenIn(tx, run, period.lastDay, payable)],
    ['other', steps ? other : Money.zero],
  ]);
  return more.set('undistributed', Money.sum([...more.values()]).negated());
}

async function givenIn(tx: Tx, run: RunRow | undefined, day: LocalDate, payable: Money): Promise<Money> {
  if (run === undefined || run.state === 'draft') return payable;
  return run.state === 'posted' ? givenAfter(tx, run, day) : toMembersOf(tx, run);
}

/** To members by the entry of a posted run, where it is dated after a day. */
async function givenAfter(tx: Tx, { cooperativeId, id }: RunRow, day: LocalDate): Promise<Money> {
  const moved = await movedBySource(tx, cooperativeId, TO_MEMBERS, day);
  return moved.find(({ source }) => source === `${DIVIDEND_SOURCE}${id}`)?.moved ?? Money.zero;
}

/**
 * The lines that plan and statement both have, where they differ, and what the difference is. The books count what runs carry on as
 * undistributed, and it belongs to the next run on top of its pool: the plan says nothing of it.
 */
async function apartOf(
  tx: Tx,
  { row }: Plan,
  period: Period,
  shownIn: (key: 'opening' | 'members' | 'undistributed') => Money,
): Promise<IncomePart['apart']> {
  const { lines, carried } = waterfallOf(row.terms);
  const { cooperativeId, mode } = row;
  const before = await carriedUntil(tx, cooperativeId, `${period.year - 1}-H2`);
  const run = await runOfPeriod(tx, cooperativeId, period.toString());
  const until = await carriedUntil(tx, cooperativeId, period.toString());
  const calculated = run !== undefined && run.state !== 'posted' && run.state !== 'draft';
  const toNextRun = calculated ? until.minus(run.carriedIn).plus(run.carried) : until;
  const keptBack = mode === 'advance' ? Money.sum([row.reserve, row.welfare, row.other]) : Money.zero;
  const plannedIn = (kind: 'opening' | 'members') => lines.find((each) => each.kind === kind)?.amount;
  const all = [
    { line: 'opening', planned: plannedIn('opening'), parts: { carriedIn: before } },
    {
      line: 'members',
      planned: plannedIn('members'),
      parts: { carriedIn: before, carriedOn: toNextRun.negated() },
    },
    { line: 'undistributed', planned: carried, parts: { keptBack, carriedOn: toNextRun } },
  ] as const;
  return all.flatMap(({ line, planned, parts }) => {
    const shown = shownIn(line);
    return planned === undefined || shown.equals(planned) ? [] : [{ line, planned, shown, parts }];
  });
}

async function assetPart(
  tx: Tx,
  cooperativeId: string,
  span: { readonly from: LocalDate; readonly to: LocalDate },
  language: Language,
): Promise<HalfYearMoney['assets']> {
  const register = await assetRegister(tx, cooperativeId, span);
  if (register.assets.length === 0 && register.gone.length === 0) return null;
  const { rate, verdictText, formula } = await preservationOf(
    tx,
    cooperativeId,
    { ...span, ...asRead, basis: 'register' },
    language,
  );
  return {
    kinds: register.totals
      .filter(({ opening, closing, count }) => count > 0 || opening !== '0.00' || closing !== '0.00')
      .map(({ kind, count, opening, closing, income }) => ({
        name: assetWords[kind][language],
        count,
        opening: Money.parse(opening),
        closing: Money.parse(closing),
        income: Money.parse(income),
      })),
    idle: register.assets.flatMap(({ name, idleDays }) => (idleDays > 0 ? [{ name, days: idleDays }] : [])),
    gone: register.gone,
    rate,
    formula: rate === null ? null : formula,
    verdict: verdictText,
    books: await netAssetsPart(tx, cooperativeId, span, language),
  };
}

const asRead = { addDividendsBack: false, entered: {} };

/** The rate of the net assets, and with the dividends of the half-year added back; null while the books have nothing. */
async function netAssetsPart(
  tx: Tx,
  cooperativeId: string,
  span: { readonly from: LocalDate; readonly to: LocalDate },
  language: Language,
): Promise<AssetPart['books']> {
  const wish = { ...span, ...asRead, basis: 'books' } as const;
  const { opening, closing, rate, verdictText, formula } = await preservationOf(
    tx,
    cooperativeId,
    wish,
    language,
  );
  if (opening === '0.00' && closing === '0.00') return null;
  const added = await preservationOf(tx, cooperativeId, { ...wish, addDividendsBack: true }, language);
  return {
    verdict: verdictText,
    formula: rate === null ? null : formula,
    withDividends: added.dividendsAddedBack === '0.00' ? null : added.formula,
  };
}

async function pensionPart(
  tx: Tx,
  cooperativeId: string,
  period: Period,
): Promise<HalfYearMoney['pensions']> {
  const [first, last] = [monthOf(period.firstDay), monthOf(period.lastDay)];
  const runs = (await pensionRunsOf(tx, cooperativeId)).filter(
    ({ order, month }) => order.end?.kind === 'sent' && month >= first && month <= last,
  );
  if (runs.length === 0) return null;
  const unpaid = await pensionsUnpaid(tx, cooperativeId);
  const none = { returned: Money.zero, held: Money.zero };
  return {
    months: runs.map(({ order, month, count, inCash }) => ({
      month,
      people: count,
      byBank: order.row.total,
      inCash,
      ...(unpaid.get(order.row.id) ?? none),
    })),
    repaid: await repaidBetween(tx, cooperativeId, { from: period.firstDay, to: period.lastDay }),
  };
}
