/**
 * A year of the books as a plain archive that explains itself: the chart, every entry as CSV and JSON, the statements, the
 * holders behind 113 and the account for outsiders, the share movements, the same journal for hledger and beancount, and a manifest with the hash of each
 * file; and the papers of the year beside them, each with what it is, its hash and the seal printed on it.
 */
import { createHash } from 'node:crypto';
import {
  chartOn,
  chartSwitch,
  MEMBERS_PAYABLE,
  namesHolders,
  outsidersAccount,
  type ChartName,
} from '../../domain/chart.ts';
import { LocalDate } from '../../domain/calendar.ts';
import { Money } from '../../domain/money.ts';
import {
  beancountText,
  hledgerText,
  type TextEntry,
  type TextJournal,
} from '../../domain/plain-text-accounting.ts';
import { refuse } from '../../domain/refusal.ts';
import { zipOf, type ArchivedFile } from '../../platform/archive.ts';
import type { Tx } from '../../platform/database.ts';
import { csvText } from '../../platform/tabular-writing.ts';
import { cooperativeNameOn } from '../access/index.ts';
import {
  accountNames,
  balanceSheetOn,
  chartOf,
  entriesBetween,
  entryHolders,
  entryOnWire,
  incomeStatementOf,
  mappingOf,
  memberBalancesOn,
  openingBalances,
  trialOf,
  type AccountNames,
  type EntryHolder,
  type EntryWithLines,
} from '../accounting/index.ts';
import { bookHead } from '../audit/index.ts';
import { shareSchedule } from '../shares/index.ts';

const PAGE = 1_000;

export interface BooksArchive {
  readonly name: string;
  readonly bytes: Buffer;
  /** What is in it beside the manifest. */
  readonly files: readonly ArchivedFile[];
}

/** A paper as it was issued; `content` is read one after the other. */
export interface ArchivedPaper {
  readonly number: string;
  readonly kind: string;
  readonly title: string;
  readonly subject: string;
  readonly language: string;
  readonly issuedAt: string;
  readonly pages: number;
  readonly bytes: number;
  readonly sha256: string;
  readonly seal: string;
}

/** The papers that were issued in a year, and the file of one: those who issue them know. */
export interface PapersOfYear {
  list(tx: Tx, cooperativeId: string, year: number): Promise<readonly ArchivedPaper[]>;
  content(tx: Tx, cooperativeId: string, number: string): Promise<Buffer>;
}

/** An archive is put together in memory. */
const MOST_PAPERS_BYTES = 256 * 1024 * 1024;

export async function booksArchive(
  tx: Tx,
  cooperativeId: string,
  year: number,
  papers: PapersOfYear,
  withFiles = true,
): Promise<BooksArchive> {
  const issued = await papers.list(tx, cooperativeId, year);
  const paperBytes = issued.reduce((sum, { bytes }) => sum + bytes, 0);
  if (withFiles && paperBytes > MOST_PAPERS_BYTES)
    throw refuse('file.papers-too-large', { megabytes: Math.ceil(paperBytes / 1024 ** 2) });
  const span = { from: LocalDate.of(year, 1, 1), to: LocalDate.of(year, 12, 31) };
  const entries = await allEntries(tx, cooperativeId, span);
  const holders = await entryHolders(tx, cooperativeId, span);
  const names = await accountNames(tx, cooperativeId, 'zh');
  const told = entries.map((entry) => ({
    ...entryOnWire(entry, names),
    holders: (holders.get(entry.entry.id) ?? []).map(({ kind, number, account, debit, credit }) => ({
      kind,
      number,
      account,
      debit: debit.toString(),
      credit: credit.toString(),
    })),
  }));
  const trial = await trialOf(tx, cooperativeId, span, 'zh');
  const sheet = await balanceSheetOn(tx, cooperativeId, span.to, 'zh');
  const income = await incomeStatementOf(tx, cooperativeId, span, 'zh');
  const journal = await textJournal(tx, cooperativeId, year, told, names);
  const files = [
    described('accounts.csv', csvText(await accountRows(tx, cooperativeId, trial.chart)), {
      zh: '科目表，含自设下级科目',
      en: 'the chart of accounts with the cooperative’s own parts',
    }),
    ...(year === chartSwitch.year
      ? [
          described('chart-mapping.json', json(await mappingOf(tx, cooperativeId, 'zh')), {
            zh: '新旧制度科目对照与结转余额',
            en: 'how the balances of the chart of 2004 went over to this one',
          }),
        ]
      : []),
    described('journal.csv', csvText(journalRows(told)), {
      zh: '全部凭证分录，每行一条；金额单位为元，负数为红字',
      en: 'every line of every entry; debit and credit in yuan, negative is red',
    }),
    described('journal.json', json(told), {
      zh: '全部凭证及其分录、成员明细',
      en: 'every entry with its lines and the holders behind 113 and the account for outsiders',
    }),
    described('member-ledger.csv', csvText(holderRows(told)), {
      zh: '科目 113 及应付外部股东红利的持有人明细',
      en: 'who is behind the lines on account 113 and the account for outsiders',
    }),
    described('trial-balance.csv', csvText(trialRows(trial)), {
      zh: '科目余额表：期初、借方、贷方、期末（借方为正）',
      en: 'trial balance; opening and closing are debit less credit',
    }),
    described('balance-sheet.csv', csvText(sheetRows(sheet)), {
      zh: '资产负债表：年末数、年初数',
      en: 'balance sheet at the end and at the beginning of the year',
    }),
    described('balance-sheet.json', json(sheet), { zh: '资产负债表', en: 'the same as JSON' }),
    described('income-statement.csv', csvText(incomeRows(income)), {
      zh: '收益及收益分配表',
      en: 'income and distribution statement',
    }),
    described('income-statement.json', json(income), { zh: '收益及收益分配表', en: 'the same as JSON' }),
    described('share-movements.json', json(await shareSchedule(tx, cooperativeId, span)), {
      zh: '股份变动表',
      en: 'share movements by class and kind',
    }),
    described('papers.csv', csvText(paperRows(issued)), {
      zh: '当年出具的文件：编号、种类、标题、事项、页数、哈希、账印',
      en: 'the papers issued in the year: number, kind, title, subject, pages, hash, seal',
    }),
    described('papers.json', json(issued.map((paper) => ({ ...paper, path: paperPath(paper) }))), {
      zh: '当年出具的文件，及其在 papers/ 中的位置',
      en: 'the same as JSON, with the place of each under papers/',
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
  for (const paper of withFiles ? issued : [])
    files.push({
      file: {
        path: paperPath(paper),
        bytes: await papers.content(tx, cooperativeId, paper.number),
        packed: true,
      },
      about: { zh: paper.title, en: paper.title },
    });
  const name = await cooperativeNameOn(tx, cooperativeId, span.to);
  const { number, seal } = await bookHead(tx, cooperativeId);
  const manifest = {
    format: 'hegu-books',
    version: 2,
    papers: withFiles,
    cooperative: name,
    year,
    chart: trial.chart,
    currency: 'CNY',
    conventions: {
      zh: 'UTF-8 文本；日期为 年-月-日；金额单位为元，两位小数；负数为红字。',
      en: 'UTF-8 text; dates are year-month-day; amounts are yuan with two places; negative amounts are red.',
    },
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
  return { name: `books-${year}.zip`, bytes, files: files.map(({ file }) => file) };
}

interface Described {
  readonly file: ArchivedFile;
  readonly about: { readonly zh: string; readonly en: string };
}

function described(path: string, text: string, about: Described['about']): Described {
  return { file: { path, bytes: Buffer.from(text) }, about };
}

const paperPath = ({ number }: ArchivedPaper) => `papers/${number}.pdf`;

function paperRows(papers: readonly ArchivedPaper[]): readonly (readonly string[])[] {
  return [
    [
      'number',
      'kind',
      'title',
      'subject',
      'language',
      'issued_at',
      'pages',
      'bytes',
      'sha256',
      'seal',
      'path',
    ],
    ...papers.map((paper) => [
      ...[paper.number, paper.kind, paper.title, paper.subject, paper.language, paper.issuedAt],
      ...[`${paper.pages}`, `${paper.bytes}`, paper.sha256, paper.seal, paperPath(paper)],
    ]),
  ];
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

type Told = ReturnType<typeof entryOnWire> & {
  readonly holders: readonly { readonly [field in keyof EntryHolder]: string }[];
};

function journalRows(entries: readonly Told[]): readonly (readonly string[])[] {
  return [
    [
      ...['number', 'date', 'kind', 'summary', 'account', 'name', 'debit', 'credit', 'text'],
      ...['attachments', 'recorded_by', 'recorded_at', 'prepared_by', 'reviewed_by', 'source'],
    ],
    ...entries.flatMap((entry) =>
      entry.lines.map((line) => [
        ...[entry.number, entry.date, entry.kind, entry.summary],
        ...[line.account, line.name, line.debit, line.credit, line.text],
        ...[`${entry.attachments}`, entry.recordedBy, entry.recordedAt],
        ...[entry.preparedBy ?? '', entry.reviewedBy ?? '', entry.source ?? ''],
      ]),
    ),
  ];
}

async function accountRows(
  tx: Tx,
  cooperativeId: string,
  chart: ChartName,
): Promise<readonly (readonly string[])[]> {
  const { accounts } = await chartOf(tx, cooperativeId, chart, 'zh');
  return [
    ['account', 'name', 'class', 'usual_side', 'own'],
    ...accounts.map((each) => [each.code, each.name, each.class, each.side, each.own ? 'yes' : 'no']),
  ];
}

function sheetRows(sheet: Awaited<ReturnType<typeof balanceSheetOn>>): readonly (readonly string[])[] {
  return [
    ['part', 'line', 'closing', 'opening'],
    ...(['assets', 'liabilities', 'equity'] as const).flatMap((part) =>
      sheet[part].map(({ name, amount, opening }) => [part, name, amount, opening]),
    ),
  ];
}

function incomeRows({
  lines,
}: Awaited<ReturnType<typeof incomeStatementOf>>): readonly (readonly string[])[] {
  return [['line', 'amount'], ...lines.map(({ name, amount }) => [name, amount])];
}

function trialRows(trial: Awaited<ReturnType<typeof trialOf>>): readonly (readonly string[])[] {
  return [
    ['account', 'name', 'opening', 'debit', 'credit', 'closing'],
    ...trial.rows.map((row) => [row.account, row.name, row.opening, row.debit, row.credit, row.closing]),
  ];
}

function holderRows(entries: readonly Told[]): readonly (readonly string[])[] {
  return [
    ['number', 'date', 'kind', 'holder', 'account', 'debit', 'credit'],
    ...entries.flatMap(({ number, date, holders }) =>
      holders.map((holder) => [
        ...[number, date, holder.kind, holder.number, holder.account],
        ...[holder.debit, holder.credit],
      ]),
    ),
  ];
}

/** Opening balances as the first transaction, then every entry, the lines on 113 and of outsiders holder by holder. */
async function textJournal(
  tx: Tx,
  cooperativeId: string,
  year: number,
  entries: readonly Told[],
  names: AccountNames,
): Promise<TextJournal> {
  const eve = LocalDate.of(year - 1, 12, 31);
  const first = LocalDate.of(year, 1, 1);
  const chart = chartOn(first);
  const owed = await memberBalancesOn(tx, cooperativeId, eve);
  const opening = [
    ...(await openingBalances(tx, cooperativeId, first))
      .filter(({ account }) => !namesHolders(chart, account))
      .map(({ account, balance }) => ({ account, holder: null, amount: balance })),
    ...owed.map((each) => ({
      account: each.account === MEMBERS_PAYABLE ? MEMBERS_PAYABLE : outsidersAccount(chart),
      holder: `${each.kind} ${each.number}`,
      amount: each.owed.negated(),
    })),
  ].filter(({ amount }) => !amount.isZero);
  const texts: TextEntry[] = [];
  if (opening.length > 0)
    texts.push({ date: first.toString(), number: '年初', summary: '年初余额', lines: opening });
  const amountOf = (line: { readonly debit: string; readonly credit: string }) =>
    Money.parse(line.debit).minus(Money.parse(line.credit));
  for (const { number, date, summary, ...entry } of entries) {
    const lines = [
      ...entry.lines
        .filter(({ account }) => !namesHolders(chart, account))
        .map((line) => ({ account: line.account, holder: null, amount: amountOf(line) })),
      ...entry.holders.map((holder) => ({
        account: holder.account,
        holder: `${holder.kind} ${holder.number}`,
        amount: amountOf(holder),
      })),
    ].filter(({ amount }) => !amount.isZero);
    if (lines.length > 0) texts.push({ date, number, summary, lines });
  }
  const title = `${await cooperativeNameOn(tx, cooperativeId, LocalDate.of(year, 12, 31))} ${year}`;
  const nameOf = (account: string) => names(first, account);
  return { title, chart, nameOf, opensOn: first.toString(), entries: texts };
}
