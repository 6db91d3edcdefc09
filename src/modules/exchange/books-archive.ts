/**
 * A year of the books as a plain archive that explains itself: every entry as CSV and JSON, the statements, the members'
 * side of 113, the share movements, the same journal for hledger and beancount, and a manifest with the hash of each file.
 */
import { createHash } from 'node:crypto';
import { chartOn, MEMBERS_PAYABLE } from '../../domain/chart.ts';
import { LocalDate } from '../../domain/calendar.ts';
import { Money } from '../../domain/money.ts';
import {
  beancountText,
  hledgerText,
  type TextEntry,
  type TextJournal,
} from '../../domain/plain-text-accounting.ts';
import { zipOf, type ArchivedFile } from '../../platform/archive.ts';
import type { Tx } from '../../platform/database.ts';
import { csvText } from '../../platform/tabular-writing.ts';
import { cooperativeNameOn } from '../access/index.ts';
import {
  balanceSheetOn,
  entriesBetween,
  entryHolders,
  entryOnWire,
  incomeStatementOf,
  memberBalancesOn,
  openingBalances,
  trialOf,
  type EntryWithLines,
} from '../accounting/index.ts';
import { bookHead } from '../audit/index.ts';
import { shareSchedule } from '../shares/index.ts';

const PAGE = 1_000;

export interface BooksArchive {
  readonly name: string;
  readonly bytes: Buffer;
}

export async function booksArchive(tx: Tx, cooperativeId: string, year: number): Promise<BooksArchive> {
  const span = { from: LocalDate.of(year, 1, 1), to: LocalDate.of(year, 12, 31) };
  const entries = await allEntries(tx, cooperativeId, span);
  const trial = await trialOf(tx, cooperativeId, span, 'zh');
  const journal = await textJournal(tx, cooperativeId, year, entries);
  const files = [
    described('journal.csv', csvText(journalRows(entries)), {
      zh: '全部凭证分录，每行一条',
      en: 'every line of every entry; debit and credit in yuan, negative is red',
    }),
    described('journal.json', json(entries.map(entryOnWire)), {
      zh: '全部凭证',
      en: 'every entry with its lines',
    }),
    described('member-ledger.csv', csvText(await holderRows(tx, cooperativeId, entries)), {
      zh: '科目 113 成员明细',
      en: 'who is behind the lines on account 113',
    }),
    described('trial-balance.csv', csvText(trialRows(trial)), {
      zh: '科目余额表：期初、借方、贷方、期末（借方为正）',
      en: 'trial balance; opening and closing are debit less credit',
    }),
    described('balance-sheet.json', json(await balanceSheetOn(tx, cooperativeId, span.to, 'zh')), {
      zh: '资产负债表（年末）',
      en: 'balance sheet at the end of the year',
    }),
    described('income-statement.json', json(await incomeStatementOf(tx, cooperativeId, span, 'zh')), {
      zh: '收益及收益分配表',
      en: 'income and distribution statement',
    }),
    described('share-movements.json', json(await shareSchedule(tx, cooperativeId, span)), {
      zh: '股份变动表',
      en: 'share movements by class and kind',
    }),
    described('journal.hledger', hledgerText(journal), {
      zh: 'hledger 日记账，含年初余额',
      en: 'the journal for hledger, with opening balances',
    }),
    described('journal.beancount', beancountText(journal), {
      zh: 'beancount 日记账，含年初余额',
      en: 'the journal for beancount, with opening balances',
    }),
  ];
  const name = await cooperativeNameOn(tx, cooperativeId, span.to);
  const { number, seal } = await bookHead(tx, cooperativeId);
  const manifest = {
    format: 'hegu-books',
    version: 1,
    cooperative: name,
    year,
    chart: trial.chart,
    currency: 'CNY',
    trail: { entries: number.toString(), seal },
    files: files.map(({ file, about }) => ({
      path: file.path,
      bytes: file.bytes.length,
      sha256: createHash('sha256').update(file.bytes).digest('hex'),
      ...about,
    })),
  };
  const bytes = await zipOf([
    { path: 'manifest.json', bytes: Buffer.from(json(manifest)) },
    ...files.map(({ file }) => file),
  ]);
  return { name: `books-${year}.zip`, bytes };
}

interface Described {
  readonly file: ArchivedFile;
  readonly about: { readonly zh: string; readonly en: string };
}

function described(path: string, text: string, about: Described['about']): Described {
  return { file: { path, bytes: Buffer.from(text) }, about };
}

function json(value: unknown): string {
  return `${JSON.stringify(value, null, 2)}\n`;
}

async function allEntries(
  tx: Tx,
  cooperativeId: string,
  span: { readonly from: LocalDate; readonly to: LocalDate },
): Promise<readonly EntryWithLines[]> {
  const entries: EntryWithLines[] = [];
  for (;;) {
    const last = entries.at(-1)?.entry;
    const page = await entriesBetween(tx, cooperativeId, span, PAGE, last);
    entries.push(...page);
    if (page.length < PAGE) return entries;
  }
}

function journalRows(entries: readonly EntryWithLines[]): readonly (readonly string[])[] {
  const heads = [
    'number',
    'date',
    'kind',
    'summary',
    'account',
    'name',
    'debit',
    'credit',
    'text',
    'recorded_by',
    'source',
  ];
  return [
    heads,
    ...entries
      .map(entryOnWire)
      .flatMap((entry) =>
        entry.lines.map((line) => [
          ...[entry.number, entry.date, entry.kind, entry.summary],
          ...[line.account, line.name, line.debit, line.credit, line.text],
          ...[entry.recordedBy, entry.source ?? ''],
        ]),
      ),
  ];
}

function trialRows(trial: Awaited<ReturnType<typeof trialOf>>): readonly (readonly string[])[] {
  return [
    ['account', 'name', 'opening', 'debit', 'credit', 'closing'],
    ...trial.rows.map((row) => [row.account, row.name, row.opening, row.debit, row.credit, row.closing]),
  ];
}

async function holderRows(
  tx: Tx,
  cooperativeId: string,
  entries: readonly EntryWithLines[],
): Promise<readonly (readonly string[])[]> {
  const rows: (readonly string[])[] = [['number', 'date', 'kind', 'holder', 'debit', 'credit']];
  for (const each of entries) {
    const { number, date } = entryOnWire(each);
    for (const holder of await entryHolders(tx, cooperativeId, each.entry.id))
      rows.push([number, date, holder.kind, holder.number, `${holder.debit}`, `${holder.credit}`]);
  }
  return rows;
}

/** Opening balances as the first transaction, then every entry, the lines on 113 holder by holder. */
async function textJournal(
  tx: Tx,
  cooperativeId: string,
  year: number,
  entries: readonly EntryWithLines[],
): Promise<TextJournal> {
  const eve = LocalDate.of(year - 1, 12, 31);
  const first = LocalDate.of(year, 1, 1);
  const owed = await memberBalancesOn(tx, cooperativeId, eve);
  const opening = [
    ...(await openingBalances(tx, cooperativeId, first))
      .filter(({ account }) => account !== MEMBERS_PAYABLE)
      .map(({ account, balance }) => ({ account, holder: null, amount: balance })),
    ...owed.map((each) => ({
      account: MEMBERS_PAYABLE,
      holder: `${each.kind} ${each.number}`,
      amount: each.owed.negated(),
    })),
  ].filter(({ amount }) => !amount.isZero);
  const texts: TextEntry[] = [];
  if (opening.length > 0)
    texts.push({ date: first.toString(), number: '年初', summary: '年初余额', lines: opening });
  for (const each of entries) {
    const { number, date, summary } = entryOnWire(each);
    const holders = await entryHolders(tx, cooperativeId, each.entry.id);
    const lines = [
      ...each.lines
        .filter(({ account }) => account !== MEMBERS_PAYABLE)
        .map(({ account, debit, credit }) => ({ account, holder: null, amount: debit.minus(credit) })),
      ...holders.map((holder) => ({
        account: MEMBERS_PAYABLE,
        holder: `${holder.kind} ${holder.number}`,
        amount: holder.debit.minus(holder.credit),
      })),
    ].filter(({ amount }) => !amount.equals(Money.zero));
    if (lines.length > 0) texts.push({ date, number, summary, lines });
  }
  const title = `${await cooperativeNameOn(tx, cooperativeId, LocalDate.of(year, 12, 31))} ${year}`;
  return { title, chart: chartOn(first), opensOn: first.toString(), entries: texts };
}
