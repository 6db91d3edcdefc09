/**
 * The journal as text that hledger and beancount read unchanged: accounts by their code, the holders' parts of 113 and of the account for outsiders below it,
 * amounts as debit less credit in CNY. Each transaction sums to zero because each entry balances.
 */
import { accountOf, type AccountClass, type ChartName } from './chart.ts';
import type { Money } from './money.ts';

export interface TextLine {
  readonly account: string;
  /** Whose part of it, as `member 0010`. */
  readonly holder: string | null;
  /** Debit less credit. */
  readonly amount: Money;
}

export interface TextEntry {
  readonly date: string;
  readonly number: string;
  readonly summary: string;
  readonly lines: readonly TextLine[];
}

export interface TextJournal {
  readonly title: string;
  readonly chart: ChartName;
  /** The name of an account, the cooperative's own parts included. */
  readonly nameOf: (account: string) => string;
  /** The day on which all accounts are opened: not after the first entry. */
  readonly opensOn: string;
  readonly entries: readonly TextEntry[];
}

const hledgerRoots: Readonly<Record<AccountClass, readonly [root: string, type: string]>> = {
  asset: ['assets', 'A'],
  cost: ['assets', 'A'],
  liability: ['liabilities', 'L'],
  equity: ['equity', 'E'],
  income: ['revenues', 'R'],
  expense: ['expenses', 'X'],
};

/** For hledger 1.x. */
export function hledgerText({ title, chart, nameOf, entries }: TextJournal): string {
  const name = ({ account, holder }: TextLine) => {
    // Two spaces would end the name, and so would a semicolon after one; a colon would begin a part of it.
    const plain = oneLine(`${account} ${nameOf(account)}`)
      .replaceAll(';', '；')
      .replaceAll(':', '：');
    return `${hledgerRoots[accountOf(chart, account).class][0]}:${plain}${holder === null ? '' : `:${holder.replaceAll(':', '-')}`}`;
  };
  const accounts = new Map<string, string>();
  for (const line of entries.flatMap((entry) => entry.lines))
    accounts.set(name(line), hledgerRoots[accountOf(chart, line.account).class][1]);
  return [
    `; ${oneLine(title)}`,
    'commodity 1000.00 CNY',
    '',
    ...[...accounts].sort(byName).map(([account, type]) => `account ${account}  ; type: ${type}`),
    ...entries.flatMap((entry) => [
      '',
      `${entry.date} (${entry.number}) ${oneLine(entry.summary).replaceAll(';', '；').replaceAll('|', '｜')}`,
      ...entry.lines.map((line) => `    ${name(line)}  ${line.amount} CNY`),
    ]),
    '',
  ].join('\n');
}

const beancountRoots: Readonly<Record<AccountClass, string>> = {
  asset: 'Assets',
  cost: 'Assets',
  liability: 'Liabilities',
  equity: 'Equity',
  income: 'Income',
  expense: 'Expenses',
};

/** For beancount 2 and 3: parts of account names are ASCII. */
export function beancountText({ title, chart, nameOf, opensOn, entries }: TextJournal): string {
  const name = ({ account, holder }: TextLine) => {
    const root = beancountRoots[accountOf(chart, account).class];
    return `${root}:A${account.replaceAll('.', '-')}${holder === null ? '' : `:${asciiPart(holder)}`}`;
  };
  const accounts = new Map<string, string>();
  for (const line of entries.flatMap((entry) => entry.lines))
    accounts.set(name(line), nameOf(line.account) + (line.holder === null ? '' : ` ${line.holder}`));
  return [
    `option "title" ${quoted(title)}`,
    'option "operating_currency" "CNY"',
    '',
    ...[...accounts]
      .sort(byName)
      .flatMap(([account, words]) => [`${opensOn} open ${account} CNY`, `  name: ${quoted(words)}`]),
    ...entries.flatMap((entry) => [
      '',
      `${entry.date} * ${quoted(entry.number)} ${quoted(entry.summary)}`,
      ...entry.lines.map((line) => `  ${name(line)}  ${line.amount} CNY`),
    ]),
    '',
  ].join('\n');
}

/** `member 0010` → `Member-0010`; any sign beyond ASCII letters, digits and hyphens by its number. */
function asciiPart(text: string): string {
  const plain = [...text]
    .map((sign) =>
      /[A-Za-z0-9-]/.test(sign) ? sign : sign === ' ' ? '-' : `U${sign.codePointAt(0)?.toString(16)}-`,
    )
    .join('');
  return plain.charAt(0).toUpperCase() + plain.slice(1);
}

function quoted(text: string): string {
  return `"${oneLine(text).replaceAll('\\', '\\\\').replaceAll('"', '\\"')}"`;
}

function oneLine(text: string): string {
  return text.replace(/\s+/g, ' ').trim();
}

function byName(a: readonly [string, string], b: readonly [string, string]): number {
  return a[0] < b[0] ? -1 : 1;
}
