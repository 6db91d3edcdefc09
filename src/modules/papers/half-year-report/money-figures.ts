/** What the books, the registers of assets and the pensions say of a half-year, for its report. */
import type { Period } from '../../../domain/calendar.ts';
import type { LocalDate } from '../../../domain/calendar.ts';
import type { Language } from '../../../domain/language.ts';
import { monthOf } from '../../../domain/journal.ts';
import { Money } from '../../../domain/money.ts';
import type { Tx } from '../../../platform/database.ts';
import { incomeStatementOf } from '../../accounting/index.ts';
import { assetRegister, preservationOf, type AssetKind } from '../../assets/index.ts';
import { planState, plansOf, type Plan } from '../../dividends/index.ts';
import { pensionRunsOf, pensionsUnpaid, repaidBetween } from '../../pensions/index.ts';
import { planPart } from '../distribution-plan/figures.ts';
import type { AssetPart, HalfYearMoney } from './money.ts';

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
  const statement = await incomeStatementOf(tx, cooperativeId, span, language);
  const plans = await plansOf(tx, cooperativeId, period.toString());
  // The adopted one; while there is none, the latest that is to be voted on.
  const inState = (state: ReturnType<typeof planState>) => (plan: Plan) => planState(plan) === state;
  const plan = plans.find(inState('adopted')) ?? plans.findLast(inState('draft'));
  const told = statement.lines.filter(({ amount, total }) => total || amount !== '0.00');
  return {
    income: told.some(({ amount }) => amount !== '0.00')
      ? told.map(({ name, amount, total }) => ({ name, amount: Money.parse(amount), total }))
      : null,
    plan: plan ? planPart(plan, language) : null,
    assets: await assetPart(tx, cooperativeId, span, language),
    pensions: await pensionPart(tx, cooperativeId, period),
  };
}

async function assetPart(
  tx: Tx,
  cooperativeId: string,
  span: { readonly from: LocalDate; readonly to: LocalDate },
  language: Language,
): Promise<HalfYearMoney['assets']> {
  const register = await assetRegister(tx, cooperativeId, span);
  if (register.assets.length === 0) return null;
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
