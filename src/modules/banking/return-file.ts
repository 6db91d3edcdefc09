/**
 * The bank's answer as a table: which columns it has, what its rows say. Banks name columns differently, so the usual
 * names are known and a template may add its bank's own. Amounts are yuan unless the file says that they are fen, as
 * ICBC's batch files do. Every cell that cannot be taken is named with its row. Every tab is read, and one that cannot be is
 * refused: a tab of failures that was passed over would leave returned money as paid.
 */
import {
  answerColumns,
  outcomesOf,
  plainWord,
  type AnswerColumn,
  type AnswerWords,
  type ToldOutcome,
} from '../../domain/bank-file.ts';
import { refuse, throwFaults, type Fault } from '../../domain/refusal.ts';
import { Money } from '../../domain/money.ts';
import { plainHead } from '../../domain/plain-head.ts';
import { plainWidths, withoutUnseen } from '../../domain/seen-text.ts';
import type { Cell, Table } from '../../platform/tabular-cells.ts';
import type { CountsOfAnswer } from './order-contract.ts';
import { countedIn, countingLines } from './return-counts.ts';

const HEAD_ROWS = 30;

const names = {
  serial: ['序号', '顺序号', '明细序号', '流水号', '笔号', 'no.', 'serial'],
  account: [
    ...[
      '账号',
      '帐号',
      '收款账号',
      '收款帐号',
      '收款人账号',
      '收款人帐号',
      '收款方账号',
      '收款卡号',
      '对方账号',
    ],
    ...['卡号', '银行卡号', '银行账号', '卡号/折号', '账号/卡号', '账卡号', '卡号/账号', 'account'],
  ],
  name: [
    ...['户名', '姓名', '收款人', '收款人户名', '收款人姓名', '收款人名称', '收款户名', '收款单位名称'],
    ...['收款账号名称', '收款帐号名称', '收款账号单位名称', '收款账户名称', '账户名', '账户名称', 'name'],
  ],
  amount: [
    ...['金额', '发放金额', '实发金额', '交易金额', '代发金额', '入账金额', '发生额', '金额(元)', '金额(分)'],
    ...['交易金额(元)', '交易金额(分)', 'amount'],
  ],
  outcome: [
    ...[
      '结果',
      '状态',
      '处理结果',
      '交易结果',
      '处理状态',
      '交易状态',
      '网上银行状态',
      '入账状态',
      '入账结果',
    ],
    ...['代发状态', '代发结果', '发放结果', '处理标志', '成功标志', 'result', 'status'],
  ],
  reason: [
    ...['原因', '失败原因', '退回原因', '退汇原因', '失败信息', '错误信息', '返回信息', '处理信息'],
    ...['银行反馈信息', '备注', 'reason'],
  ],
} as const satisfies Readonly<Record<AnswerColumn, readonly string[]>>;
const required: readonly AnswerColumn[] = ['account', 'amount', 'outcome'];

export interface ReadRow {
  readonly row: number;
  /** Which tab, from 0. */
  readonly tab: number;
  /** Null: the file has none, or one of the bank's own. */
  readonly serial: number | null;
  readonly account: string;
  readonly name: string;
  readonly amount: string;
  readonly outcome: ToldOutcome;
  readonly reason: string;
}

/** Names of columns by which the separator of the file is told. */
export const answerHeads = (own: AnswerWords): readonly string[] => [
  ...Object.values(names).flat(),
  ...Object.values(own.columns),
];

/**
 * The rows below the heads of every tab, and what stands beside them: comments (`#`) and the end line (`*`) are passed over, sums (合计)
 * and counts are told, to be held against the payments. `own`: what the template says besides. Throws every fault at once.
 */
export function returnRows(
  tables: readonly Table[],
  own: AnswerWords,
): { readonly rows: readonly ReadRow[]; readonly counts: CountsOfAnswer } {
  const opened = tables.map((table) => ({ table, heads: headsOf(table, own) }));
  const withHeads = opened.filter(({ heads }) => 'places' in heads);
  if (withHeads.length === 0) throw noHeads(opened.map(({ heads }) => heads));
  const faults: Fault[] = [];
  const all: ReadRow[] = [];
  const counts: CountsOfAnswer = { lines: [], sums: [] };
  for (const [tab, { table, heads }] of opened.entries()) {
    if ('places' in heads && table.hidden !== true) {
      const several = withHeads.length > 1;
      const { rows, sums } = rowsOfTab(table, heads, { outcomes: outcomesOf(own), several, tab, faults });
      all.push(...rows);
      counts.sums.push(...sums);
      const last = rows.at(-1)?.row ?? 0;
      counts.lines.push(...countingLines(linesBeside(table, heads.headIndex, rows), { tab, last }));
    } else if (table.rows.some((cells) => cells.some((cell) => textOf(cell) !== '')))
      faults.push({
        code: table.hidden ? 'payout.return-hidden-tab' : 'payout.return-tab-unread',
        values: { name: table.sheet ?? '' },
      });
  }
  throwFaults(faults);
  return { rows: all, counts };
}

/** What stands in a tab besides its payments and their heads: an amount below 失败金额 there is that of one payment. */
function linesBeside({ rows }: Table, headIndex: number, read: readonly ReadRow[]) {
  const payments = new Set(read.map(({ row }) => row));
  const texts = (index: number) => (rows[index] ?? []).map(textOf);
  const heads = texts(headIndex);
  return rows.flatMap((cells, index) => {
    if (payments.has(index + 1) || index === headIndex || isHeads(cells, heads)) return [];
    return [{ row: index + 1, texts: texts(index), below: payments.has(index + 2) ? [] : texts(index + 1) }];
  });
}

interface Heads {
  readonly headIndex: number;
  readonly places: ReadonlyMap<AnswerColumn, number>;
  readonly width: number;
  readonly inFen: boolean;
  /** Further columns of results and amounts, and of what went wrong: none may say otherwise. */
  readonly others: readonly {
    readonly column: 'outcome' | 'amount' | 'reason' | 'remark';
    readonly index: number;
  }[];
}

interface Reading {
  readonly outcomes: ReadonlyMap<string, ToldOutcome>;
  /** More than one tab is read: places are named with theirs. */
  readonly several: boolean;
  readonly tab: number;
  readonly faults: Fault[];
}

function rowsOfTab(
  table: Table,
  { headIndex, places, width, inFen, others }: Heads,
  { outcomes, several, tab, faults }: Reading,
): { readonly rows: readonly ReadRow[]; readonly sums: CountsOfAnswer['sums'] } {
  const rows: ReadRow[] = [];
  const heads = (table.rows[headIndex] ?? []).map(textOf);
  const sums: CountsOfAnswer['sums'] = [];
  let summedRows = 0;
  let inWords: CountsOfAnswer['sums'][number] | null = null;
  const named = (column: AnswerColumn) =>
    several ? `${table.sheet ?? ''}!${names[column][0]}` : names[column][0];
  for (const [index, cells] of table.rows.entries()) {
    if (index <= headIndex) continue;
    const row = index + 1;
    const text = (column: AnswerColumn) => textOf(cells[places.get(column) ?? -1] ?? null);
    if (isBesidesRows(cells.map(textOf), text, outcomes) || isHeads(cells, heads)) {
      const said = shown(cells.map(textOf).join(' ').trim());
      if (sumsAnything(cells.map(textOf))) inWords ??= { row, tab, told: null, part: null, text: said };
      const told = amountOf(text('amount'), inFen);
      const isFee = FEE.test(plainHead(textOf(cells.find((cell) => textOf(cell) !== '') ?? null)));
      if (told === null || isFee) continue;
      const isOfPart = cells.some((cell) => OF_PART.test(textOf(cell)));
      const part = isOfPart ? `${totalOf(rows.slice(summedRows))}` : null;
      sums.push({ row, tab, told, part, text: said });
      if (isOfPart) summedRows = rows.length;
      continue;
    }
    const say = (column: AnswerColumn, code: Fault['code'], values: Fault['values'] = {}) =>
      void faults.push({ code, row, column: named(column), values });
    const bad = (column: AnswerColumn) =>
      say(column, 'payout.return-cell', { text: shown(text(column)), name: names[column][0] });
    if (cells.slice(width).some((cell) => textOf(cell) !== ''))
      faults.push({ code: 'table.row-longer', values: { cells: cells.length, heads: width }, row });
    const here = faults.length;
    // A text of several lines has lost the quote that ended it, and holds the payments below.
    const broken =
      table.sheet === null ? cells.findIndex((cell) => typeof cell === 'string' && /[\r\n]/.test(cell)) : -1;
    if (broken >= 0) faults.push({ code: 'cell.line-break', values: {}, row, column: heads[broken] ?? '' });
    for (const [place, cell] of cells.entries())
      if (typeof cell === 'object' && cell?.mixed)
        faults.push({
          code: 'cell.mixed-letters',
          values: { text: shown(textOf(cell)) },
          row,
          column: heads[place] ?? '',
        });
    const serial = serialOf(text('serial'));
    if (serial === undefined) bad('serial');
    const account = cells[places.get('account') ?? -1] ?? null;
    const wrong = accountFault(account, textOf(account));
    if (wrong === 'payout.return-cell') bad('account');
    else if (wrong !== null) say('account', wrong, { text: shown(text('account')) });
    const amount = amountOf(text('amount'), inFen);
    if (amount === null) bad('amount');
    const outcome = outcomes.get(plainWord(text('outcome')));
    if (outcome === undefined)
      say('outcome', 'payout.return-word', { text: shown(text('outcome')), name: names.outcome[0] });
    let elsewhere = '';
    for (const { column, index: place } of others) {
      const raw = cells[place] ?? null;
      // What a formula was to say of a payment, nobody knows.
      if (typeof raw === 'object' && raw?.noValue)
        faults.push({ code: 'cell.no-value', values: {}, row, column: heads[place] ?? '' });
      const other = textOf(cells[place] ?? null);
      const against = column === 'amount' ? 'amount' : 'outcome';
      const values = {
        first: heads[places.get(against) ?? -1] ?? '',
        one: shown(text(against)),
        second: heads[place] ?? '',
        other: shown(other),
      };
      if (other === '' || outcome === undefined) continue;
      // How much failed is not why.
      const isReason = column === 'reason' && !plainHead(values.second).includes('金额');
      if (isReason) elsewhere ||= isHarmless(other, outcomes, values.second) ? '' : other;
      const known = outcomes.get(plainWord(other));
      if (column === 'outcome' && known === undefined)
        say('outcome', 'payout.return-word', { text: shown(other), name: values.second });
      else if (
        (column === 'outcome' && known !== outcome) ||
        (column === 'amount' && outcome === 'paid' && amountOf(other, inFen) !== amount) ||
        (column === 'reason' && outcome === 'paid' && !isHarmless(other, outcomes, values.second)) ||
        (column === 'remark' && outcome === 'paid' && isFailure(other, values.second))
      )
        say('outcome', 'payout.return-columns-differ', values);
    }
    if (faults.length > here || serial === undefined || outcome === undefined || amount === null) continue;
    rows.push({
      row,
      tab,
      serial,
      account: textOf(account).replace(/^'/, ''),
      name: text('name').slice(0, 100),
      amount,
      outcome,
      reason: (text('reason') || elsewhere).slice(0, 300),
    });
  }
  // Without a payment in it, a sum in words alone tells of some that are not here.
  return { rows, sums: rows.length === 0 && sums.length === 0 && inWords !== null ? [inWords] : sums };
}

/** A number of the file; null: there is none, or one of the bank's own; undefined: something else. `HEZ327561163-1` is 1. */
function serialOf(text: string): number | null | undefined {
  if (text === '' || /^\d{8,}$/.test(text)) return null;
  const digits = /^(?:[A-Za-z]*\d{6,}-)?(\d{1,7})(?:\.0+)?$/.exec(text)?.[1];
  return digits === undefined ? undefined : Number(digits);
}

function accountFault(cell: Cell | string | null, text: string): Fault['code'] | null {
  if (typeof cell === 'object' && cell?.digitsLost) return 'cell.digits-lost';
  if (/^\d(\.\d+)?E\+?\d+$/i.test(text)) return 'cell.became-a-number';
  if (/^\d*[*x]+\d+$/i.test(text)) return 'payout.return-account-masked';
  return /^'?[\d\s-]{4,40}$/.test(text) ? null : 'payout.return-cell';
}

const OF_PART = /小计|本页/;
const totalOf = (of: readonly ReadRow[]) => Money.sum(of.map(({ amount }) => Money.parse(amount)));

const SUM_WORDS = /合计|总计|小计|共计|总笔数|(成功|失败|退汇|退回|不成功|拒付)笔数|总金额|^total|^sum/;
const NOTE_WORDS =
  /^(制表|打印|打印时间|经办|复核|说明|注|备注|以下空白|\(?以下无|第\d{1,6}[页/]|共\d{1,6}页|页[码次]|page\d|\(?(?:未完|待续|[转接续见]下[页表]|下[页表]续|以上为|(?:仅|只|最多)显示|更多))/;
/** What the bank takes for itself is none of the payments. */
const FEE = /^手续费/;

/** A sum or a count that is not zero. */
const sumsAnything = (texts: readonly string[]) =>
  texts.some((each) => SUM_WORDS.test(plainHead(each)) && !FEE.test(plainHead(each))) &&
  /[1-9]/.test(texts.join(' '));

/** What may stand in a column of failures of a payment that was none: nothing, no, a number of zeros, a word for paid. */
function isHarmless(text: string, outcomes: Reading['outcomes'], head: string): boolean {
  const word = plainWord(text);
  if (outcomes.has(word)) return outcomes.get(word) === 'paid';
  // Under a head that asks whether it was paid, yes and no say the contrary.
  const plain = plainHead(head);
  if (PAID_HEAD.test(plain) && !FAILURE_WORD.test(plain)) return /^(是|y|yes|true|1|正常(到账)?)$/.test(word);
  if (/^(否|无|没有|空|n|no|none|null|false|正常|[0.,]+元?|[-—/]+)$/.test(word)) return true;
  return /成功|正常|已入账/.test(word) && !FAILURE_WORD.test(word) && !word.includes('部分');
}

/** Says that a payment came back wherever it stands. */
const FAILURE_WORD =
  /失败|未成功|不成功|非正常|不正常|未入账|未到账|退汇|退回|退票|冲正|拒绝|异常|错误|不存在|不符|销户|冻结|挂失|closed|rejected|returned|failed/i;

/** What the office wrote itself: paid again after a return, its purpose names that return. */
const OWN_HEAD = /用途|摘要|附言|开户行|开户银行|地址/;
const AGAIN = '(?:重发|补发|再发|重付|补付|重汇|再付|(?:重新|再次|二次)(?:发放|支付))';
const PAID_AGAIN = new RegExp(
  `(?:退汇|退回|退票|失败)(?:的|后|款|款项|资金)*(?=${AGAIN})|${AGAIN}[^,，。;；]{0,10}?(?:退汇|退回|退票|失败)(?=的|款|股|分红|红利)`,
  'g',
);

const isFailure = (text: string, head: string) =>
  FAILURE_WORD.test(OWN_HEAD.test(plainHead(head)) ? text.replace(PAID_AGAIN, '') : text);

/** The heads once more, as on every page of a print. */
const isHeads = (cells: Table['rows'][number], heads: readonly string[]) => {
  const filled = cells.flatMap((cell, index) => (textOf(cell) === '' ? [] : [[textOf(cell), heads[index]]]));
  return filled.length > 1 && filled.every(([text, head]) => text === head);
};

/**
 * Comments and the end line; a sum or a note is a row that names no account. What tells a result is a payment, whatever mark
 * stands in front of it: left out, it would count as the rest.
 */
function isBesidesRows(
  texts: readonly string[],
  text: (column: AnswerColumn) => string,
  outcomes: Reading['outcomes'],
): boolean {
  const filled = texts.filter((each) => each !== '');
  const [first] = filled;
  if (first === undefined) return true;
  if (outcomes.has(plainWord(text('outcome')))) return false;
  if (/\d{4}/.test(text('account').replace(/[\s*-]/g, ''))) return false;
  if (first.startsWith('#') || first === '*') return true;
  if (filled.some((each) => SUM_WORDS.test(plainHead(each))) || NOTE_WORDS.test(plainHead(first)))
    return true;
  // `失败：1笔，共6笔` below the payments, and nobody beside it.
  const name = plainHead(text('name'));
  const isNobody = !/^[\p{L}·.]{2,}$/u.test(name) || FAILURE_WORD.test(name) || PAID_HEAD.test(name);
  return isNobody && countedIn({ texts: filled, below: [] }).some(({ isCount }) => isCount);
}

/** Columns that may say that a payment went wrong, whatever a bank calls them. */
const FAILURE_HEAD =
  /失败|退|冲正|错误|异常|结果|状态|标志|返回|反馈|原因|处理信息|落地处理|reason|error|fail|return|reject|result|status/;
/** What a payment was, or when it was told: not how it ended. */
const NO_FAILURE_HEAD =
  /跨行|同行|行内|行外|本行|他行|钞|加急|借贷|收付|收支|对公|对私|退休|退役|^(返回|反馈|处理|交易)?(结果|状态|返回|反馈)?(日期|时间)$/;
/** How fast it was to arrive: no is none there. */
const SPEED_HEAD = /^(是否)?(实时|次日|普通)(到账)?(否|与否|标识|标志)?$/;
/** Whether a payment arrived: no is a failure there. */
const PAID_HEAD = /(成功|到账)(否|与否|情况|标识|标志|状态)?$/;
/** What really arrived, in a column that is none of the usual amounts. */
const PAID_AMOUNT_HEAD = /^((实际|实发)(入账|到账|发放|支付|代发)?(金额|额)?|成功金额)(\((元|分)\))?$/;

/** What a column that is not read for itself may say against the result. */
function againstResult(head: string): Heads['others'][number]['column'] | null {
  if (head === '' || NO_FAILURE_HEAD.test(head)) return null;
  if (SPEED_HEAD.test(head)) return 'remark';
  if (FAILURE_HEAD.test(head)) return 'reason';
  if (PAID_AMOUNT_HEAD.test(head)) return 'amount';
  // Any other column of words may tell a failure in one of them.
  return PAID_HEAD.test(head) ? 'reason' : 'remark';
}

type Lacking = { readonly lacking: readonly AnswerColumn[] };

/** The row that names all columns that there must be; else what the best row lacks. */
function headsOf(table: Table, own: AnswerWords): Heads | Lacking {
  const called = (column: AnswerColumn): readonly string[] => {
    const its = own.columns[column];
    return its === undefined ? names[column] : [its, ...names[column]];
  };
  let missing: readonly AnswerColumn[] = required;
  let inFen = false;
  for (const [headIndex, cells] of table.rows.slice(0, HEAD_ROWS).entries()) {
    const heads = cells.map((cell) => plainHead(textOf(cell)).replace(/^#+/, ''));
    inFen ||= heads.some((head) =>
      /以分为单位|单位[:：]?(?:人民币)?分(?!(?!日期|时间|制表|打印)\p{Script=Han})|金额\(分\)$/u.test(head),
    );
    const places = new Map<AnswerColumn, number>();
    for (const column of answerColumns) {
      const place = called(column)
        .map((name) => heads.indexOf(plainHead(name)))
        .find((index) => index >= 0);
      if (place !== undefined) places.set(column, place);
    }
    const lacking = required.filter((column) => !places.has(column));
    const width = heads.findLastIndex((head) => head !== '') + 1;
    if (lacking.length === 0) {
      const others = heads.flatMap((head, index): Heads['others'][number][] => {
        const against = againstResult(head);
        if ([...places.values()].includes(index))
          return index === places.get('reason') && against !== null ? [{ column: against, index }] : [];
        const column =
          (['outcome', 'amount'] as const).find((each) =>
            called(each).some((name) => plainHead(name) === head),
          ) ?? against;
        return column === null ? [] : [{ column, index }];
      });
      return { headIndex, places, width, inFen, others };
    }
    if (lacking.length < missing.length) missing = lacking;
  }
  return { lacking: missing };
}

function noHeads(found: readonly (Heads | Lacking)[]): Error {
  const lacking = found.flatMap((each) => ('lacking' in each ? [each.lacking] : []));
  const least = lacking.reduce((best, each) => (each.length < best.length ? each : best), required);
  const missing = least.map((column) => names[column][0]).join('、');
  return refuse('payout.return-columns', { missing, rows: HEAD_ROWS });
}

/** `1,234.50`, `.49` and `1.00元` as banks write them, or whole fen; null: no amount. */
function amountOf(text: string, headInFen: boolean): string | null {
  const digits = text.replace(/[,，¥￥\s]|^CNY|^RMB/g, '');
  const inFen = headInFen || /\d分$/.test(digits);
  const bare = digits.replace(/[元分]$/, '');
  if (inFen) return /^\d{1,18}$/.test(bare) ? Money.fromFen(BigInt(bare)).toString() : null;
  try {
    return Money.parse(bare.replace(/^\./, '0.')).toString();
  } catch {
    return null;
  }
}

/** A cell as a message repeats it: what may be an account or an ID number, in a shifted column too, stays unsaid. */
function shown(text: string): string {
  return text.replace(/\d(?:[\s-]?\d){7,}/g, '…').slice(0, 20);
}

function textOf(cell: Cell | string | null): string {
  if (cell === null) return '';
  return withoutUnseen(plainWidths(typeof cell === 'string' ? cell : cell.text)).trim();
}
