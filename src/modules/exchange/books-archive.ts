/**
 * A year of the books as a plain archive that explains itself: the chart, every entry as CSV and JSON, the statements, the
 * holders behind 113 and the account for outsiders, the roster, the share movements, the lines of every dividend that was posted, the same
 * journal for hledger and beancount, and a manifest with the hash of each file; and the papers of the year beside them, each with what it is,
 * its hash and the seal printed on it. Tables have Chinese heads; the manifest gives each in both languages. A seal over the manifest, with
 * the key of the books, proves the archive as it was written however far the books have gone on.
 */
import {
  chartOn,
  chartSwitch,
  MEMBERS_PAYABLE,
  namesHolders,
  outsidersAccount,
  type ChartName,
} from '../../domain/chart.ts';
import { LocalDate } from '../../domain/calendar.ts';
import type { Language } from '../../domain/language.ts';
import { accountClassWords, entryKindWords } from '../../domain/money-words.ts';
import { Money } from '../../domain/money.ts';
import {
  beancountText,
  hledgerText,
  type TextEntry,
  type TextJournal,
} from '../../domain/plain-text-accounting.ts';
import { paperKindWords } from '../../domain/money-words.ts';
import { refuse } from '../../domain/refusal.ts';
import { accountWords } from '../../domain/words.ts';
import { zipOf, type ArchivedFile } from '../../platform/archive.ts';
import type { Tx } from '../../platform/database.ts';
import { sha256 } from '../../platform/hash-chain.ts';
import { dayInChina, timeInChina } from '../../platform/services.ts';
import { csvText, type WrittenTable } from '../../platform/tabular-writing.ts';
import type { Vault } from '../../platform/vault.ts';
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
import { runsAfter } from '../dividends/index.ts';
import { shareSchedule } from '../shares/index.ts';
import { lineTable, memberTable, movementTable } from './exports.ts';

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

/** The seal of a manifest: whoever has not the key of the books can make none. */
export function manifestSeal(vault: Pick<Vault, 'chainHash'>, cooperativeId: string, sha256: string): string {
  return vault.chainHash(`archive of a year\n${sha256}`, cooperativeId);
}

/** What an archive is made of. */
export interface ArchiveAsked {
  readonly year: number;
  readonly papers: PapersOfYear;
  readonly withFiles?: boolean;
}

export async function booksArchive(
  tx: Tx,
  vault: Pick<Vault, 'chainHash'>,
  cooperativeId: string,
  { year, papers, withFiles = true }: ArchiveAsked,
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
  const files: Described[] = [
    ...(await registerTables(tx, cooperativeId, span)),
    table('accounts.csv', accountHeads, await accountRows(tx, cooperativeId, trial.chart), {
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
    table('journal.csv', journalHeads, journalRows(told), {
      zh: '全部凭证分录，每行一条；金额单位为元，负数为红字',
      en: 'every line of every entry; debit and credit in yuan, negative is red',
    }),
    described('journal.json', json(told), {
      zh: '全部凭证及其分录、成员明细',
      en: 'every entry with its lines and the holders behind 113 and the account for outsiders',
    }),
    table('member-ledger.csv', holderHeads, holderRows(told), {
      zh: '科目 113 及应付外部股东红利的持有人明细',
      en: 'who is behind the lines on account 113 and the account for outsiders',
    }),
    table('trial-balance.csv', trialHeads, trialRows(trial), {
      zh: '科目余额表：期初、借方、贷方、期末（借方为正）',
      en: 'trial balance; opening and closing are debit less credit',
    }),
    table('balance-sheet.csv', sheetHeads, sheetRows(sheet), {
      zh: '资产负债表：年末数、年初数',
      en: 'balance sheet at the end and at the beginning of the year',
    }),
    described('balance-sheet.json', json(sheet), { zh: '资产负债表', en: 'the same as JSON' }),
    table('income-statement.csv', incomeHeads, incomeRows(income), {
      zh: '收益及收益分配表',
      en: 'income and distribution statement',
    }),
    described('income-statement.json', json(income), { zh: '收益及收益分配表', en: 'the same as JSON' }),
    described('share-movements.json', json(await shareSchedule(tx, cooperativeId, span)), {
      zh: '股份变动表',
      en: 'share movements by class and kind',
    }),
    table('papers.csv', paperHeads, paperRows(issued), {
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
    version: 3,
    papers: withFiles,
    cooperative: name,
    year,
    chart: trial.chart,
    currency: 'CNY',
    conventions: {
      zh: 'UTF-8 文本，CSV 带 BOM，表头为中文；日期为 年-月-日；金额单位为元，两位小数；负数为红字；身份证号不写出，电话和账号只留末尾。',
      en: 'UTF-8 text, CSV with a byte order mark and Chinese heads; dates are year-month-day; amounts are yuan with two places; negative amounts are red; resident IDs are not written, of phones and accounts only the last digits.',
    },
    trail: { entries: number.toString(), seal },
    files: files.map(({ file, about, heads }) => ({
      path: file.path,
      bytes: file.bytes.length,
      sha256: sha256(file.bytes),
      ...about,
      ...(heads && { columns: heads.map(([zh, en]) => ({ zh, en })) }),
    })),
  };
  const listed = Buffer.from(json(manifest));
  const sealed = manifestSeal(vault, cooperativeId, sha256(listed));
  const bytes = await zipOf([
    { path: 'manifest.json', bytes: listed },
    { path: 'manifest.seal', bytes: Buffer.from(`${sealed}\n`) },
    ...files.map(({ file }) => file),
  ]);
  return { name: `books-${year}.zip`, bytes, files: files.map(({ file }) => file) };
}

type Heads = readonly (readonly [zh: string, en: string])[];

interface Described {
  readonly file: ArchivedFile;
  readonly about: { readonly zh: string; readonly en: string };
  readonly heads?: Heads;
}

function described(path: string, text: string, about: Described['about']): Described {
  return { file: { path, bytes: Buffer.from(text) }, about };
}

function table(
  path: string,
  heads: Heads,
  rows: readonly (readonly string[])[],
  about: Described['about'],
): Described {
  const text = csvText([heads.map(([zh]) => zh), ...rows]);
  return { ...described(path, `\ufeff${text}`, about), heads };
}

/** A table that leaves the program in other ways too, with the same columns. */
async function whole(
  path: string,
  of: (language: Language) => WrittenTable | Promise<WrittenTable>,
  about: Described['about'],
  isWanted: (row: readonly (string | null)[]) => boolean = () => true,
): Promise<Described> {
  const [zh, en] = [await of('zh'), await of('en')];
  const rows: string[][] = [];
  for await (const row of zh.rows) if (isWanted(row)) rows.push(row.map((cell) => cell ?? ''));
  const heads = zh.columns.map(({ name }, at) => [name, en.columns[at]?.name ?? name] as const);
  return table(path, heads, rows, about);
}

/** The roster at the end of the year, the movements that took effect in it, the lines of what was posted in it. */
async function registerTables(
  tx: Tx,
  cooperativeId: string,
  { from, to }: { readonly from: LocalDate; readonly to: LocalDate },
): Promise<Described[]> {
  const at = { on: to, knownAt: null };
  const files = [
    await whole('roster.csv', (language) => memberTable(tx, cooperativeId, language, at, 'year'), {
      zh: '年末成员名册',
      en: 'members and shareholders at the end of the year',
    }),
    await whole(
      'share-movements.csv',
      (language) => movementTable(tx, cooperativeId, language),
      { zh: '本年生效的股份变动，逐笔', en: 'every share movement that took effect in the year' },
      (row) => {
        const day = row[MOVED_ON] ?? '';
        return day >= from.toString() && day <= to.toString();
      },
    ),
  ];
  for (let after: bigint | undefined; ;) {
    const runs = await runsAfter(tx, cooperativeId, PAGE, after);
    for (const { id, number, period, postedAt } of runs)
      if (postedAt !== null && dayInChina(postedAt).year === to.year)
        files.push(
          await whole(
            `dividend-lines-${number}.csv`,
            (language) => lineTable(tx, cooperativeId, id, language),
            {
              zh: `分红第 ${number} 号（${period.toString()}）逐户明细`,
              en: `the lines of dividend no. ${number} (${period.toString()})`,
            },
          ),
        );
    if (runs.length < PAGE) return files;
    after = runs.at(-1)?.number;
  }
}

/** Where a movement says from when it counts. */
const MOVED_ON = 6;

const paperPath = ({ number }: ArchivedPaper) => `papers/${number}.pdf`;

const kindInWords = (kind: string): string =>
  Object.entries(paperKindWords).find(([each]) => each === kind)?.[1].zh ?? kind;

/** In words; `papers.json` has the codes. */
function paperRows(papers: readonly ArchivedPaper[]): readonly (readonly string[])[] {
  return papers.map((paper) => [
    ...[paper.number, kindInWords(paper.kind), paper.title, paper.subject],
    paper.language === 'en' ? '英文' : '中文',
    ...[timeInChina(new Date(paper.issuedAt)), `${paper.pages}`, `${paper.bytes}`],
    ...[paper.sha256, paper.seal, paperPath(paper)],
  ]);
}

const paperHeads: Heads = [
  ['编号', 'number'],
  ['种类', 'kind'],
  ['标题', 'title'],
  ['对象', 'subject'],
  ['语言', 'language'],
  ['出具时间（北京时间）', 'issued_at'],
  ['页数', 'pages'],
  ['字节数', 'bytes'],
  ['SHA-256', 'sha256'],
  ['账印', 'seal'],
  ['文件', 'path'],
];

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
  return entries.flatMap((entry) =>
    entry.lines.map((line) => [
      ...[entry.number, entry.date, entryKindWords[entry.kind].zh, entry.summary],
      ...[line.account, line.name, line.debit, line.credit, line.text],
      ...[`${entry.attachments}`, entry.recordedBy, timeInChina(new Date(entry.recordedAt))],
      ...[entry.preparedBy ?? '', entry.reviewedBy ?? '', entry.source ?? ''],
    ]),
  );
}

const journalHeads: Heads = [
  ['凭证号', 'number'],
  ['日期', 'date'],
  ['种类', 'kind'],
  ['摘要', 'summary'],
  ['科目', 'account'],
  ['科目名称', 'name'],
  ['借方', 'debit'],
  ['贷方', 'credit'],
  ['分录摘要', 'text'],
  ['附件张数', 'attachments'],
  ['登记人', 'recorded_by'],
  ['登记时间（北京时间）', 'recorded_at'],
  ['制单', 'prepared_by'],
  ['复核', 'reviewed_by'],
  ['来源', 'source'],
];
const accountHeads: Heads = [
  ['科目', 'account'],
  ['科目名称', 'name'],
  ['类别', 'class'],
  ['余额方向', 'usual_side'],
  ['自设', 'own'],
];
const sheetHeads: Heads = [
  ['部分', 'part'],
  ['项目', 'line'],
  ['年末数', 'closing'],
  ['年初数', 'opening'],
];
const incomeHeads: Heads = [
  ['项目', 'line'],
  ['金额', 'amount'],
];
const trialHeads: Heads = [
  ['科目', 'account'],
  ['科目名称', 'name'],
  ['期初余额', 'opening'],
  ['借方发生额', 'debit'],
  ['贷方发生额', 'credit'],
  ['期末余额', 'closing'],
];
const holderHeads: Heads = [
  ['凭证号', 'number'],
  ['日期', 'date'],
  ['持有人类别', 'kind'],
  ['持有人编号', 'holder'],
  ['科目', 'account'],
  ['借方', 'debit'],
  ['贷方', 'credit'],
];
const partWords = { assets: '资产', liabilities: '负债', equity: '所有者权益' } as const;

async function accountRows(
  tx: Tx,
  cooperativeId: string,
  chart: ChartName,
): Promise<readonly (readonly string[])[]> {
  const { accounts } = await chartOf(tx, cooperativeId, chart, 'zh');
  return accounts.map((each) => [
    ...[each.code, each.name, accountClassWords[each.class].zh],
    ...[each.side === 'debit' ? '借' : '贷', each.own ? '是' : '否'],
  ]);
}

function sheetRows(sheet: Awaited<ReturnType<typeof balanceSheetOn>>): readonly (readonly string[])[] {
  return (['assets', 'liabilities', 'equity'] as const).flatMap((part) =>
    sheet[part].map(({ name, amount, opening }) => [partWords[part], name, amount, opening]),
  );
}

function incomeRows({
  lines,
}: Awaited<ReturnType<typeof incomeStatementOf>>): readonly (readonly string[])[] {
  return lines.map(({ name, amount }) => [name, amount]);
}

function trialRows(trial: Awaited<ReturnType<typeof trialOf>>): readonly (readonly string[])[] {
  return trial.rows.map((row) => [row.account, row.name, row.opening, row.debit, row.credit, row.closing]);
}

function holderRows(entries: readonly Told[]): readonly (readonly string[])[] {
  return entries.flatMap(({ number, date, holders }) =>
    holders.map((holder) => [
      ...[number, date, accountWords[holder.kind as keyof typeof accountWords].zh, holder.number],
      ...[holder.account, holder.debit, holder.credit],
    ]),
  );
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
