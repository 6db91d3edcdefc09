/** The figures of statements and ledgers, from the books. */
import { LocalDate } from '../../../domain/calendar.ts';
import { voucherNumber } from '../../../domain/journal.ts';
import { Money } from '../../../domain/money.ts';
import { refuse } from '../../../domain/refusal.ts';
import type { Tx } from '../../../platform/database.ts';
import {
  balanceSheetOn,
  entriesBetween,
  incomeStatementOf,
  trialOf,
  type EntryWithLines,
} from '../../accounting/index.ts';
import type { WishOf } from '../paper.ts';
import type { printBookStatements } from './contract.ts';
import type { BookStatementsPaper, LedgerAccount } from './layout.ts';

const PAGE = 2_000;

export async function bookStatementsFigures(
  tx: Tx,
  cooperativeId: string,
  { part, language, account, ...days }: WishOf<typeof printBookStatements>,
): Promise<BookStatementsPaper> {
  const to = LocalDate.parse(days.to);
  const from = days.from === undefined ? LocalDate.of(to.year, 1, 1) : LocalDate.parse(days.from);
  const span = { from, to };
  const subject = `books ${part} ${from.toString()} ${to.toString()}`;
  const money = Money.parse.bind(Money);
  switch (part) {
    case 'balance-sheet': {
      const sheet = await balanceSheetOn(tx, cooperativeId, to, language);
      const lines = (of: 'assets' | 'liabilities' | 'equity') =>
        sheet[of].map(({ name, amount, opening, total }) => {
          return { name, amount: money(amount), opening: money(opening), total };
        });
      return {
        part,
        subject: `books ${part} ${to.toString()}`,
        span,
        assets: lines('assets'),
        liabilities: lines('liabilities'),
        equity: lines('equity'),
        totalAssets: money(sheet.totalAssets),
        totalOthers: money(sheet.totalLiabilitiesAndEquity),
      };
    }
    case 'income-statement': {
      const { lines } = await incomeStatementOf(tx, cooperativeId, span, language);
      return {
        part,
        subject,
        span,
        lines: lines.map(({ name, amount, total }) => ({ name, amount: money(amount), total })),
      };
    }
    case 'trial-balance':
      return { part, subject, span, rows: await trialRows(tx, cooperativeId, span, language) };
    case 'ledger': {
      const of = (code: string) =>
        account === undefined || code === account || code.startsWith(`${account}.`);
      const rows = (await trialRows(tx, cooperativeId, span, language)).filter((row) => of(row.account));
      if (account !== undefined && rows.length === 0)
        throw refuse(
          'documents.subject-unknown',
          {
            subject: {
              zh: `有发生额或余额的科目 ${account}`,
              en: `account ${account} with entries or a balance`,
            },
          },
          '/account',
        );
      const accounts = await ledgerOf(tx, cooperativeId, span, rows);
      return { part, subject: account === undefined ? subject : `${subject} ${account}`, span, accounts };
    }
  }
}

async function trialRows(
  tx: Tx,
  cooperativeId: string,
  span: { readonly from: LocalDate; readonly to: LocalDate },
  language: 'zh' | 'en',
) {
  const { rows } = await trialOf(tx, cooperativeId, span, language);
  return rows.map(({ account, name, opening, debit, credit, closing }) => ({
    account,
    name,
    opening: Money.parse(opening),
    debit: Money.parse(debit),
    credit: Money.parse(credit),
    closing: Money.parse(closing),
  }));
}

type Line = EntryWithLines['lines'][number];

/** A line of an account as it is printed. */
type Moved = Pick<Line, 'text' | 'debit' | 'credit'> & { readonly date: LocalDate; readonly number: string };

/** What happened, by the whole entry, and what the line says of its own. */
function saidOf(summary: string, text: string): string {
  return text === '' || summary.includes(text) ? summary : `${summary} · ${text}`;
}

/** Every account with its entries in their order; what is left after each follows from the opening. */
async function ledgerOf(
  tx: Tx,
  cooperativeId: string,
  span: { readonly from: LocalDate; readonly to: LocalDate },
  rows: Awaited<ReturnType<typeof trialRows>>,
): Promise<readonly LedgerAccount[]> {
  // Page by page only the lines that are printed stay: of one account not the entries of a whole year.
  const wanted = new Set(rows.map(({ account }) => account));
  const moved = new Map<string, Moved[]>();
  let last: EntryWithLines['entry'] | undefined;
  for (;;) {
    const page = await entriesBetween(tx, cooperativeId, span, PAGE, last);
    for (const { entry, lines } of page)
      for (const { account, debit, credit, text } of lines) {
        if (!wanted.has(account)) continue;
        const number = voucherNumber(entry.month, entry.number);
        const line = { date: entry.entryDate, number, text: saidOf(entry.summary, text), debit, credit };
        const known = moved.get(account);
        if (known === undefined) moved.set(account, [line]);
        else known.push(line);
      }
    last = page.at(-1)?.entry;
    if (page.length < PAGE) break;
  }
  return rows.map(({ account, name, opening, debit, credit, closing }) => {
    let balance = opening;
    const lines = (moved.get(account) ?? []).map(({ date, number, text, ...sides }) => {
      balance = balance.plus(sides.debit).minus(sides.credit);
      return { date, number, text, debit: sides.debit, credit: sides.credit, balance };
    });
    return { account, name, opening, debit, credit, closing, lines };
  });
}
