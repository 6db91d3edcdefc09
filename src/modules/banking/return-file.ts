/**
 * The bank's answer as a table: which columns it has, what its rows say. Banks name columns differently, so the usual
 * names are known and a template may add its bank's own. Amounts are yuan unless the file says that they are fen, as
 * ICBC's batch files do. Every cell that cannot be taken is named with its row.
 */
import {
  answerColumns,
  outcomesOf,
  plainWord,
  usualAnswer,
  type AnswerColumn,
  type AnswerWords,
} from '../../domain/bank-file.ts';
import { refuse, throwFaults, type Fault } from '../../domain/refusal.ts';
import { Money } from '../../domain/money.ts';
import { withoutUnseen } from '../../domain/seen-text.ts';
import type { Cell, Table } from '../../platform/tabular-cells.ts';

const HEAD_ROWS = 10;

const names = {
  serial: ['序号', '顺序号', '流水号', 'no.', 'serial'],
  account: ['账号', '帐号', '收款账号', '收款帐号', '收款人账号', '收款人帐号', 'account'],
  amount: ['金额', '发放金额', '实发金额', '交易金额', '金额(元)', '金额(分)', 'amount'],
  outcome: ['结果', '状态', '处理结果', '交易结果', '处理状态', '交易状态', 'result'],
  reason: ['原因', '失败原因', '退回原因', '备注', 'reason'],
} as const satisfies Readonly<Record<AnswerColumn, readonly string[]>>;
const required: readonly AnswerColumn[] = ['serial', 'account', 'amount', 'outcome'];

export interface ReadRow {
  readonly row: number;
  readonly serial: number;
  readonly account: string;
  readonly amount: string;
  readonly outcome: 'paid' | 'returned';
  readonly reason: string;
}

/**
 * The rows below the heads; sums (合计), comments (`#`) and the end line (`*`) are passed over. `own`: what the template
 * says besides. Throws every fault at once.
 */
export function returnRows(tables: readonly Table[], own: AnswerWords = usualAnswer): readonly ReadRow[] {
  const { table, headIndex, places, inFen } = headsOf(tables, own);
  const outcomes = outcomesOf(own);
  const faults: Fault[] = [];
  const rows: ReadRow[] = [];
  for (const [index, cells] of table.rows.entries()) {
    const text = (column: AnswerColumn) => textOf(cells[places.get(column) ?? -1] ?? null);
    if (index <= headIndex || isBesidesRows(cells.map(textOf), text)) continue;
    const row = index + 1;
    const bad = (column: AnswerColumn) =>
      void faults.push({
        code: 'payout.return-cell',
        row,
        column: names[column][0],
        values: { text: shown(text(column)), name: names[column][0] },
      });
    const before = faults.length;
    const outcome = outcomes.get(plainWord(text('outcome')));
    const amount = amountOf(text('amount'), inFen);
    if (!/^\d{1,7}$/.test(text('serial'))) bad('serial');
    if (!/^[\d\s-]{4,40}$/.test(text('account'))) bad('account');
    if (amount === null) bad('amount');
    if (outcome === undefined) bad('outcome');
    if (faults.length > before || outcome === undefined || amount === null) continue;
    rows.push({
      row,
      serial: Number(text('serial')),
      account: text('account'),
      amount,
      outcome,
      reason: text('reason').slice(0, 300),
    });
  }
  throwFaults(faults);
  return rows;
}

/** Comments and the end line; a sum is a row that names neither a payment nor an account. */
function isBesidesRows(texts: readonly string[], text: (column: AnswerColumn) => string): boolean {
  const [first = '*'] = texts.filter((each) => each !== '');
  const isSum = texts.some((each) => ['合计', '总计', 'total'].includes(plainWord(each)));
  return first === '*' || first.startsWith('#') || (isSum && text('account') === '');
}

function headsOf(tables: readonly Table[], own: AnswerWords) {
  const called = (column: AnswerColumn): readonly string[] => {
    const its = own.columns[column];
    return its === undefined ? names[column] : [plainWord(its), ...names[column]];
  };
  let missing: readonly AnswerColumn[] = required;
  for (const table of tables) {
    let inFen = false;
    for (const [headIndex, cells] of table.rows.slice(0, HEAD_ROWS).entries()) {
      const heads = cells.map((cell) => plainWord(textOf(cell)));
      inFen ||= heads.some((head) => head.includes('以分为单位') || head === '金额(分)');
      const places = new Map<AnswerColumn, number>();
      for (const column of answerColumns) {
        const place = called(column)
          .map((name) => heads.indexOf(name))
          .find((index) => index >= 0);
        if (place !== undefined) places.set(column, place);
      }
      const lacking = required.filter((column) => !places.has(column));
      if (lacking.length === 0) return { table, headIndex, places, inFen };
      if (lacking.length < missing.length) missing = lacking;
    }
  }
  throw refuse('payout.return-columns', { missing: missing.map((column) => names[column][0]).join('、') });
}

/** `1,234.50` and `1234.5` as banks write them, or whole fen; null: no amount. */
function amountOf(text: string, inFen: boolean): string | null {
  const digits = text.replaceAll(',', '').replace(/[¥￥元分\s]/g, '');
  if (inFen) return /^\d{1,18}$/.test(digits) ? Money.fromFen(BigInt(digits)).toString() : null;
  try {
    return Money.parse(digits).toString();
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
  return withoutUnseen((typeof cell === 'string' ? cell : cell.text).normalize('NFKC')).trim();
}
