/** The figures of vouchers, plans, tax certificates, and the money of a half-year in its report. */
import type { AssetKind } from '../assets/index.ts';
import { LocalDate, Period } from '../../domain/calendar.ts';
import { distributionPreset } from '../../domain/distribution.ts';
import { refuse } from '../../domain/refusal.ts';
import type { Language } from '../../domain/language.ts';
import { voucherNumber } from '../../domain/journal.ts';
import { Money } from '../../domain/money.ts';
import type { Tx } from '../../platform/database.ts';
import { dayInChina } from '../../platform/services.ts';
import { bodyWords } from '../../domain/words.ts';
import {
  accountNames,
  entriesBetween,
  incomeStatementOf,
  requireEntryRow,
  type EntryWithLines,
} from '../accounting/index.ts';
import { requireResolution } from '../assemblies/index.ts';
import { assetRegister, preservationOf } from '../assets/index.ts';
import { planState, plansOf, requirePlan, waterfallOf, type Plan } from '../distributions/index.ts';
import {
  writtenPeriod,
  type AssetPart,
  type DistributionPlanPaper,
  type HalfYearMoney,
  type PlanPart,
  type StatementPension,
  type TaxCertificatePaper,
  type VoucherPaper,
} from '../documents/index.ts';
import { pensionPayments, pensionRunsOf, pensionsUnpaid, repaidBetween } from '../pensions/index.ts';
import { incomeOf } from '../taxes/index.ts';
import type { WishOf } from './contract.ts';

const PAGE = 2_000;

/** One entry, or every entry of a month. */
export async function voucherFigures(
  tx: Tx,
  cooperativeId: string,
  { entryId, month, language }: WishOf<'voucher'>,
): Promise<VoucherPaper> {
  const entries = entryId
    ? [await requireEntryRow(tx, cooperativeId, entryId)]
    : await entriesOf(tx, cooperativeId, month);
  if (entries.length === 0) throw refuse('books.entry-unknown');
  const names = await accountNames(tx, cooperativeId, language);
  const [first] = entries;
  const only = first && voucherNumber(first.entry.month, first.entry.number);
  return {
    subject: entryId ? `voucher ${only}` : `vouchers ${month}`,
    vouchers: entries.map(({ entry, lines }) => ({
      number: voucherNumber(entry.month, entry.number),
      date: entry.entryDate,
      summary: spelledPeriods(entry.summary, language),
      attachments: entry.attachments,
      preparedBy: entry.recordedByName,
      lines: lines.map((line) => ({
        account: line.account,
        text: line.text,
        debit: line.debit,
        credit: line.credit,
        name: names(entry.entryDate, line.account),
      })),
    })),
  };
}

/** `2011-H1` as people say it: the entries that events make name their half-year by its code. */
function spelledPeriods(text: string, language: Language): string {
  return text.replace(/\b\d{4}-H[12]\b ?/g, (code) => {
    const written = writtenPeriod(language, Period.parse(code.trim()));
    return language === 'zh' ? written : `${written}, `;
  });
}

async function entriesOf(
  tx: Tx,
  cooperativeId: string,
  month: string | undefined,
): Promise<readonly EntryWithLines[]> {
  if (month === undefined) return [];
  const from = LocalDate.parse(`${month}-01`);
  const to = LocalDate.parse(`${month}-28`).plusDays(4);
  const last = LocalDate.of(to.year, to.month, 1).plusDays(-1);
  const entries: EntryWithLines[] = [];
  for (;;) {
    const page = await entriesBetween(tx, cooperativeId, { from, to: last }, PAGE, entries.at(-1)?.entry);
    entries.push(...page);
    if (page.length < PAGE) return entries;
  }
}

export async function planFigures(
  tx: Tx,
  cooperativeId: string,
  { planId, language }: WishOf<'distribution-plan'>,
): Promise<DistributionPlanPaper> {
  const plan = await requirePlan(tx, cooperativeId, planId);
  const { members, payable, carried } = waterfallOf(plan.row.terms);
  const { resolutionId = null } = plan.end ?? {};
  const decided = resolutionId === null ? null : await requireResolution(tx, cooperativeId, resolutionId);
  return {
    period: Period.parse(plan.row.period),
    plan: planPart(plan, language),
    members,
    payable,
    carried,
    resolution: decided && {
      body: bodyWords[decided.body][language],
      number: decided.number,
      adoptedOn: decided.decidedOn,
      text: decided.text,
    },
  };
}

const planStates = {
  draft: { zh: '待表决', en: 'to be voted on' },
  adopted: { zh: '已通过', en: 'adopted' },
  withdrawn: { zh: '已撤回', en: 'withdrawn' },
  repealed: { zh: '已废止', en: 'repealed' },
} as const;

function planPart(plan: Plan, language: Language): PlanPart {
  const { row } = plan;
  const { lines, fromPrior } = waterfallOf(row.terms);
  const preset = row.terms.preset === undefined ? null : distributionPreset(row.terms.preset);
  return {
    number: row.number.toString(),
    state: planStates[planState(plan)][language],
    mode: row.mode,
    preset: preset && { name: preset.name[language], source: preset.source },
    fromPrior,
    lines: lines.map(({ name, ...line }) => ({ ...line, name: name[language] })),
  };
}

export async function taxCertificateFigures(
  tx: Tx,
  cooperativeId: string,
  wish: WishOf<'tax-certificate'>,
): Promise<TaxCertificatePaper> {
  const { year, member, rows } = await incomeOf(tx, cooperativeId, wish);
  return {
    year,
    member,
    rows: rows.map(({ paidOn, ...row }) => ({
      ...row,
      creditedOn: paidOn,
      period: Period.parse(row.period),
      gross: Money.parse(row.gross),
      tax: Money.parse(row.tax),
    })),
  };
}

/** Pensions paid and brought back within a span, as known then, by day. */
export async function statementPensions(
  tx: Tx,
  cooperativeId: string,
  memberId: string,
  { from, to, knownAt }: { readonly from: LocalDate; readonly to: LocalDate; readonly knownAt: Date | null },
): Promise<readonly StatementPension[]> {
  const { payments, repayments } = await pensionPayments(tx, cooperativeId, memberId, knownAt);
  const within = (day: LocalDate) => !day.isBefore(from) && !day.isAfter(to);
  const paid = payments.map(({ month, paidAt, arrears, offset, amount, returned }): StatementPension => ({
    kind: returned ? 'returned' : 'paid',
    month,
    on: dayInChina(paidAt),
    arrears,
    offset,
    amount,
  }));
  const back = repayments.map(({ recordedAt, amount }): StatementPension => ({
    kind: 'repaid',
    month: null,
    on: dayInChina(recordedAt),
    arrears: Money.zero,
    offset: Money.zero,
    amount: amount.negated(),
  }));
  return [...paid, ...back]
    .filter(({ on, amount, offset }) => within(on) && !(amount.isZero && offset.isZero))
    .sort((one, other) => one.on.compare(other.on));
}

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
  const [first, last] = [period.firstDay, period.lastDay].map((day) => day.toString().slice(0, 7));
  const runs = (await pensionRunsOf(tx, cooperativeId)).filter(
    ({ order, month }) => order.end?.kind === 'sent' && month >= (first ?? '') && month <= (last ?? ''),
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
