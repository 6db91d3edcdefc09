/**
 * The statements that follow from the balances of accounts: trial balance, balance sheet (资产负债表), and income and
 * distribution statement (收益及收益分配表), in the lines of the chart of their day. Every balance lands in exactly one line,
 * so a balance sheet that does not balance shows an entry that does not. Sources: as for the charts.
 */
import {
  accountOf,
  accountsOf,
  DISTRIBUTED,
  mappedCode,
  MEMBERS_PAYABLE,
  parentCode,
  TO_MEMBERS,
  TO_RESERVE,
  UNDISTRIBUTED,
  YEAR_INCOME,
  type AccountClass,
  type ChartName,
} from './chart.ts';
import { credit, debit, withoutZeros, type EntryLine } from './journal.ts';
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
    .sort((a, b) => (a.account < b.account ? -1 : 1))
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
}

export interface BalanceSheet {
  readonly assets: readonly StatementLine[];
  readonly liabilities: readonly StatementLine[];
  readonly equity: readonly StatementLine[];
  readonly totalAssets: Money;
  readonly totalLiabilitiesAndEquity: Money;
}

/** What members owe (debit) and are owed (credit) under 内部往来, which the sheet shows on its two sides. */
export interface MemberSides {
  readonly owedByMembers: Money;
  readonly owedToMembers: Money;
}

/**
 * The balance sheet. Income and expenses that are not closed yet stand in the year's income; 内部往来 is split by the members'
 * own balances.
 */
export function balanceSheet(
  chart: ChartName,
  balances: readonly Balance[],
  members: MemberSides,
): BalanceSheet {
  const sums = new Map<string, Money>();
  for (const { account, balance } of balances) {
    const code = parentCode(account);
    sums.set(code, (sums.get(code) ?? Money.zero).plus(balance));
  }
  const of = (code: string) => sums.get(code) ?? Money.zero;
  const lines = (kinds: readonly AccountClass[], sign: 1 | -1) =>
    accountsOf(chart)
      .filter((each) => kinds.includes(each.class) && each.code === parentCode(each.code))
      .filter((each) => each.code !== MEMBERS_PAYABLE)
      .map((each) => line(each.code, { zh: each.name, en: each.nameEn }, signed(of(each.code), sign)))
      .filter(({ amount }) => !amount.isZero);
  // 内部往来 whose entries name no member stands on the side of its balance.
  const unnamed = of(MEMBERS_PAYABLE).minus(members.owedByMembers.minus(members.owedToMembers));
  const owedBy = members.owedByMembers.plus(unnamed.isPositive ? unnamed : Money.zero);
  const owedTo = members.owedToMembers.plus(unnamed.isNegative ? unnamed.negated() : Money.zero);
  const assets = [
    ...lines(['asset', 'cost'], 1),
    ...(owedBy.isZero
      ? []
      : [line('113-debit', { zh: '内部往来（应收成员）', en: 'Owed by members' }, owedBy)]),
  ];
  const liabilities = [
    ...lines(['liability'], -1),
    ...(owedTo.isZero
      ? []
      : [line('113-credit', { zh: '内部往来（应付成员）', en: 'Owed to members' }, owedTo)]),
  ];
  const open = Money.sum(
    accountsOf(chart)
      .filter(
        ({ class: kind, code }) => (kind === 'income' || kind === 'expense') && code === parentCode(code),
      )
      .map(({ code }) => of(code).negated()),
  );
  const closedEquity = lines(['equity'], -1);
  const equity = open.isZero
    ? closedEquity
    : [
        ...closedEquity,
        line('open-income', { zh: '本年收益（未结转）', en: 'Income of the year, not closed yet' }, open),
      ];
  const sum = (rows: readonly StatementLine[]) => Money.sum(rows.map(({ amount }) => amount));
  const totalAssets = sum(assets);
  const totalLiabilities = sum(liabilities);
  const totalEquity = sum(equity);
  return {
    assets: [...assets, total('assets', { zh: '资产总计', en: 'Total assets' }, totalAssets)],
    liabilities: [
      ...liabilities,
      total('liabilities', { zh: '负债合计', en: 'Total liabilities' }, totalLiabilities),
    ],
    equity: [...equity, total('equity', { zh: '所有者权益合计', en: 'Total equity' }, totalEquity)],
    totalAssets,
    totalLiabilitiesAndEquity: totalLiabilities.plus(totalEquity),
  };
}

/** What moved from a first to a last day, closing entries left out. */
export interface YearFigures {
  /** Debit less credit, by account. */
  readonly moved: readonly Balance[];
  /** Credit less debit of 322 and 321 before the first day. */
  readonly openingUndistributed: Money;
}

const steps2023 = [
  ['+', '501'],
  ['+', '502'],
  ['+', '503'],
  ['-', '511'],
  ['-', '512'],
  ['-', '513'],
  ['=', 'operating'],
  ['+', '504'],
  ['-', '514'],
  ['-', '515'],
  ['=', 'before-tax'],
  ['-', '516'],
  ['=', 'net'],
] as const;

const steps2004 = [
  ['+', '501'],
  ['+', '511'],
  ['+', '561'],
  ['-', '502'],
  ['-', '541'],
  ['=', 'operating'],
  ['+', '521'],
  ['+', '522'],
  ['+', '531'],
  ['-', '551'],
  ['=', 'net'],
] as const;

const stepNames = {
  operating: { zh: '经营收益', en: 'Operating result' },
  'before-tax': { zh: '收益总额', en: 'Result before income tax' },
  net: { zh: '净收益', en: 'Net income' },
} as const;

/** From the year's income to what is left undistributed at its end. */
export function incomeStatement(chart: ChartName, figures: YearFigures): readonly StatementLine[] {
  const rows: StatementLine[] = [];
  let running = Money.zero;
  for (const [sign, key] of chart === '2023' ? steps2023 : steps2004) {
    if (sign === '=') {
      rows.push(total(key, stepNames[key], running));
      continue;
    }
    const moved = movedOn(figures.moved, key);
    const amount = accountOf(chart, key).class === 'income' ? moved.negated() : moved;
    running = sign === '+' ? running.plus(amount) : running.minus(amount);
    const { name, nameEn } = accountOf(chart, key);
    const less = sign === '-';
    rows.push(line(key, { zh: less ? `减：${name}` : name, en: less ? `less ${nameEn}` : nameEn }, amount));
  }
  const { openingUndistributed, moved } = figures;
  const toReserve = movedOn(moved, TO_RESERVE);
  const toMembers = movedOn(moved, TO_MEMBERS);
  const otherDistribution = movedOn(moved, '322').minus(toReserve).minus(toMembers);
  const distributable = running.plus(openingUndistributed);
  const left = distributable.minus(toReserve).minus(toMembers).minus(otherDistribution);
  return [
    ...rows,
    line(
      'opening',
      { zh: '加：年初未分配收益', en: 'plus undistributed at the start' },
      openingUndistributed,
    ),
    total('distributable', { zh: '可分配收益', en: 'Distributable income' }, distributable),
    line('reserve', { zh: '减：提取公积公益金', en: 'less to the reserve fund' }, toReserve),
    line('members', { zh: '减：向成员分配', en: 'less to members' }, toMembers),
    line('other', { zh: '减：其他分配', en: 'less other distributions' }, otherDistribution),
    total('undistributed', { zh: '期末未分配收益', en: 'Undistributed at the end' }, left),
  ];
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

function signed(amount: Money, sign: 1 | -1): Money {
  return sign === 1 ? amount : amount.negated();
}

function line(key: string, name: StatementLine['name'], amount: Money): StatementLine {
  return { key, name, amount, total: false };
}

function total(key: string, name: StatementLine['name'], amount: Money): StatementLine {
  return { key, name, amount, total: true };
}
