/**
 * The statements that follow from the balances of accounts: trial balance, balance sheet (资产负债表), and income and
 * distribution statement (收益及收益分配表), in the lines of the chart of their day. Every balance lands in exactly one line,
 * so a balance sheet that does not balance shows an entry that does not; what the one statement leaves undistributed is what
 * the other shows. Sources: as for the charts.
 */
import {
  accountOf,
  BANK,
  DISTRIBUTED,
  isRetired,
  mappedCode,
  MEMBERS_PAYABLE,
  parentCode,
  UNDISTRIBUTED,
  YEAR_INCOME,
  type AccountClass,
  type ChartName,
} from './chart.ts';
import { byCodeUnit } from './apportion.ts';
import type { LocalDate } from './calendar.ts';
import type { Language } from './language.ts';
import { credit, debit, withoutZeros, type EntryLine } from './journal.ts';
import {
  distributionRows,
  incomeRows,
  OPEN,
  OWED_BY,
  OWED_TO,
  sheetRows,
  type SheetRow,
} from './statement-rows.ts';
import { Money } from './money.ts';

/** Debit less credit, of one account at the end of a day. */
export interface Balance {
  readonly account: string;
  readonly balance: Money;
}

export interface TrialRow {
  readonly account: string;
  readonly name: string;
  readonly nameEn: string;
  readonly class: AccountClass;
  readonly opening: Money;
  readonly debit: Money;
  readonly credit: Money;
  readonly closing: Money;
}

/** Movements of one account within a period, on top of what it opened with. Debit less credit throughout. */
export interface AccountMovement {
  readonly account: string;
  readonly opening: Money;
  readonly debit: Money;
  readonly credit: Money;
}

/** Every account that has a balance or moved, in order of the codes. */
export function trialBalance(chart: ChartName, movements: readonly AccountMovement[]): readonly TrialRow[] {
  return [...movements]
    .filter((each) => !(each.opening.isZero && each.debit.isZero && each.credit.isZero))
    .sort((a, b) => byCodeUnit(a.account, b.account))
    .map((each) => {
      const { name, nameEn, class: kind } = accountOf(chart, each.account);
      const closing = each.opening.plus(each.debit).minus(each.credit);
      return { ...each, name, nameEn, class: kind, closing };
    });
}

/** Balances of the chart of 2004 as the opening balances of 2024: added up where accounts are merged. */
export function carriedOver(balances: readonly Balance[]): readonly Balance[] {
  const sums = new Map<string, Money>();
  for (const { account, balance } of balances) {
    const to = mappedCode(account);
    sums.set(to, (sums.get(to) ?? Money.zero).plus(balance));
  }
  return [...sums].map(([account, balance]) => ({ account, balance }));
}

export interface StatementLine {
  readonly key: string;
  readonly name: { readonly zh: string; readonly en: string };
  readonly amount: Money;
  /** A sum of lines above it. */
  readonly total: boolean;
  /** Whether the sum below adds it to what stands above or takes it off, whatever its name says; null: neither. */
  readonly sign: '+' | '-' | null;
  /** The accounts that make it up, each with its parts; none of a sum. */
  readonly accounts: readonly string[];
}

export interface BalanceSheet {
  readonly assets: readonly StatementLine[];
  readonly liabilities: readonly StatementLine[];
  readonly equity: readonly StatementLine[];
  readonly totalAssets: Money;
  readonly totalLiabilitiesAndEquity: Money;
  /** What of 未分配收益 is income and expenses of the year that are not closed yet. */
  readonly openIncome: Money;
}

/** What members owe (debit) and are owed (credit) under 内部往来, which the sheet shows on its two sides. */
export interface MemberSides {
  readonly owedByMembers: Money;
  readonly owedToMembers: Money;
}

/**
 * The balance sheet in the lines of the chart's law. Income and expenses that are not closed yet are part of 未分配收益;
 * 内部往来 stands among 应收款项 and 应付款项 by the members' own balances.
 */
export function balanceSheet(
  chart: ChartName,
  balances: readonly Balance[],
  members: MemberSides,
): BalanceSheet {
  const sums = new Map<string, Money>();
  const add = (code: string, amount: Money) => sums.set(code, (sums.get(code) ?? Money.zero).plus(amount));
  for (const { account, balance } of balances) {
    const kind = accountOf(chart, account).class;
    const code = isRetired(chart, account) ? BANK : parentCode(account);
    add(kind === 'income' || kind === 'expense' ? OPEN : code, balance);
  }
  // 内部往来 whose entries name no member stands on the side of its balance.
  const { owedByMembers, owedToMembers } = members;
  const unnamed = (sums.get(MEMBERS_PAYABLE) ?? Money.zero).minus(owedByMembers.minus(owedToMembers));
  add(OWED_BY, owedByMembers.plus(unnamed.isPositive ? unnamed : Money.zero));
  add(OWED_TO, owedToMembers.negated().plus(unnamed.isNegative ? unnamed : Money.zero));
  const of = (codes: readonly string[]) => Money.sum(codes.map((code) => sums.get(code) ?? Money.zero));
  const lines = (rows: readonly SheetRow[], creditSide: boolean) =>
    rows.map(([mark, key, zh, en, ...codes]): StatementLine => {
      const amount = of(codes);
      const negated = creditSide !== (mark === 'less');
      return {
        key,
        name: { zh, en },
        amount: negated ? amount.negated() : amount,
        total: mark === 'total',
        sign: mark === 'less' ? '-' : null,
        accounts: mark === 'total' ? [] : ledgersOf(codes),
      };
    });
  const rows = sheetRows[chart];
  const assets = lines(rows.assets, false);
  const liabilities = lines(rows.liabilities, true);
  const equity = lines(rows.equity, true);
  const last = (list: readonly StatementLine[]) => list.at(-1)?.amount ?? Money.zero;
  return {
    assets,
    liabilities,
    equity,
    totalAssets: last(assets),
    totalLiabilitiesAndEquity: last(liabilities).plus(last(equity)),
    openIncome: of([OPEN]).negated(),
  };
}

/** What moved from a first to a last day, closing entries left out. */
export interface YearFigures {
  /** Debit less credit, by account. */
  readonly moved: readonly Balance[];
  /** Credit less debit of 322 and 321 before the first day. */
  readonly openingUndistributed: Money;
  /** Of a whole year the words are the law's, 年初 and 年末. */
  readonly from: LocalDate;
  readonly to: LocalDate;
}

/** From the year's income to what is left undistributed at its end, in the lines of the chart's law. */
export function incomeStatement(chart: ChartName, figures: YearFigures): readonly StatementLine[] {
  const { openingUndistributed, moved, from, to } = figures;
  const distributed = movedOn(moved, DISTRIBUTED);
  const parts = distributionRows[chart];
  const named = Money.sum(parts.flatMap(([, , , code]) => (code === null ? [] : [movedOn(moved, code)])));
  // What came to undistributed income other than by closing: reserves that made good a loss, corrections of earlier years.
  const transferred = movedOn(moved, UNDISTRIBUTED).plus(movedOn(moved, YEAR_INCOME)).negated();
  const first = from.month === 1 && from.day === 1 ? '年初' : '期初';
  const last = to.month === 12 && to.day === 31 ? '年末' : '期末';
  let running = Money.zero;
  const rows: StatementLine[] = [];
  for (const [sign, key, zh, en] of incomeRows[chart]) {
    if (sign === '=') {
      rows.push({ key, name: { zh, en }, amount: running, total: true, sign: null, accounts: [] });
      continue;
    }
    const amount = sign === '+' ? movedOn(moved, key).negated() : movedOn(moved, key);
    running = sign === '+' ? running.plus(amount) : running.minus(amount);
    rows.push(line(key, zh, en, { sign: rows.length === 0 ? null : sign, amount, accounts: [key] }));
  }
  const distributable = running.plus(openingUndistributed).plus(transferred);
  return [
    ...rows,
    line('opening', `加：${first}未分配收益`, 'plus undistributed at the start', {
      sign: '+',
      amount: openingUndistributed,
    }),
    line('transfer', '其他转入', 'other transfers', { sign: '+', amount: transferred }),
    {
      ...line('distributable', '五、可分配收益', 'Distributable income', {
        sign: null,
        amount: distributable,
      }),
      total: true,
    },
    ...parts.map(([key, zh, en, code]) =>
      line(
        key,
        zh,
        en,
        code === null
          ? { sign: '-', amount: distributed.minus(named) }
          : { sign: '-', amount: movedOn(moved, code), accounts: [code] },
      ),
    ),
    {
      ...line('undistributed', `六、${last}未分配收益`, 'Undistributed at the end', {
        sign: null,
        amount: distributable.minus(distributed),
      }),
      total: true,
    },
  ];
}

const signWords = { '+': '加：', '-': '减：' } as const;

/**
 * The name of a line where lines of nothing are left out. On the form 加 or 减 stands at the first of several lines; with that one gone
 * the others would change their sign, so here each says its own. In English each says it on the form as well.
 */
export function nameWithSign(
  { name, sign }: { readonly name: string; readonly sign: '+' | '-' | null },
  language: Language,
): string {
  if (sign === null || language === 'en' || name.startsWith(signWords[sign])) return name;
  return signWords[sign] + name;
}

/** The accounts of the chart among the codes of a row. Income and expenses not closed yet have a statement of their own. */
function ledgersOf(codes: readonly string[]): readonly string[] {
  return codes.filter((code) => code !== OPEN).map((code) => code.replace(/ .*$/, ''));
}

/** What moved on an account and its parts. */
function movedOn(moved: readonly Balance[], code: string): Money {
  const under = moved.filter(({ account }) => account === code || account.startsWith(`${code}.`));
  return Money.sum(under.map(({ balance }) => balance));
}

/**
 * The three entries that close a year: income and expenses to 321, that to undistributed, and the year's distributions
 * against undistributed. An entry that would say nothing is empty.
 */
export function closingLines(
  chart: ChartName,
  balances: readonly Balance[],
): {
  readonly income: readonly EntryLine[];
  readonly result: readonly EntryLine[];
  readonly distribution: readonly EntryLine[];
} {
  const classOf = ({ account }: Balance) => accountOf(chart, account).class;
  const earned = balances.filter((each) => classOf(each) === 'income' || classOf(each) === 'expense');
  const net = Money.sum(earned.map(({ balance }) => balance)).negated();
  const result = net.minus(movedOn(balances, YEAR_INCOME));
  const distributed = balances.filter(({ account }) => account.startsWith(DISTRIBUTED));
  const spread = Money.sum(distributed.map(({ balance }) => balance));
  const against = ({ account, balance }: Balance) => onUsualSide(account, balance.negated());
  return {
    income: withoutZeros([...earned.map(against), onUsualSide(YEAR_INCOME, net.negated())]),
    result: withoutZeros([onUsualSide(YEAR_INCOME, result), onUsualSide(UNDISTRIBUTED, result.negated())]),
    distribution: withoutZeros([onUsualSide(UNDISTRIBUTED, spread), ...distributed.map(against)]),
  };
}

/** A positive amount as a debit, a negative one as a credit. */
function onUsualSide(account: string, amount: Money): EntryLine {
  return amount.isNegative ? credit(account, amount.negated()) : debit(account, amount);
}

function line(
  key: string,
  zh: string,
  en: string,
  {
    accounts = [],
    ...of
  }: Pick<StatementLine, 'sign' | 'amount'> & { readonly accounts?: readonly string[] },
): StatementLine {
  return { key, name: { zh, en }, ...of, total: false, accounts };
}
