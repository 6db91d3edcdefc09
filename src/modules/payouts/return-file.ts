/**
 * The bank's answer as a table: which columns it has, what its rows say. Banks name columns differently, so the usual
 * names are known; every cell that cannot be taken is named with its row.
 */
import { refuse, throwFaults, type Fault } from '../../domain/error.ts';
import { Money } from '../../domain/money.ts';
import type { Cell, Table } from '../../platform/tabular-cells.ts';

const HEAD_ROWS = 10;

const names = {
  serial: ['序号', '顺序号', '流水号', 'no.', 'serial'],
  account: ['账号', '帐号', '收款账号', '收款帐号', 'account'],
  amount: ['金额', '发放金额', '交易金额', 'amount'],
  outcome: ['结果', '状态', '处理结果', '交易结果', 'result'],
  reason: ['原因', '失败原因', '退回原因', '备注', 'reason'],
} as const;
type Column = keyof typeof names;
const required: readonly Column[] = ['serial', 'account', 'amount', 'outcome'];

const outcomes: ReadonlyMap<string, 'paid' | 'returned'> = new Map([
  ...['成功', '已付', '已入账', '交易成功', 'paid', 'success'].map((word) => [word, 'paid'] as const),
  ...['失败', '退回', '退票', '交易失败', 'returned', 'failed'].map((word) => [word, 'returned'] as const),
]);

export interface ReadRow {
  readonly row: number;
  readonly serial: number;
  readonly account: string;
  readonly amount: string;
  readonly outcome: 'paid' | 'returned';
  readonly reason: string;
}

/** The rows below the heads; a row of sums (合计) is passed over. Throws every fault at once. */
export function returnRows(tables: readonly Table[]): readonly ReadRow[] {
  const { table, headIndex, places } = headsOf(tables);
  const faults: Fault[] = [];
  const rows: ReadRow[] = [];
  for (const [index, cells] of table.rows.entries()) {
    if (index <= headIndex || cells.every((cell) => cell === null)) continue;
    const text = (column: Column) => textOf(cells[places.get(column) ?? -1] ?? null);
    if (cells.some((cell) => ['合计', '总计', 'total'].includes(textOf(cell).toLowerCase()))) continue;
    const row = index + 1;
    const bad = (column: Column) =>
      void faults.push({
        ...{ code: 'payout.return-cell', row, column: names[column][0] },
        values: { text: column === 'account' ? '…' : text(column).slice(0, 20), name: names[column][0] },
      });
    const before = faults.length;
    const outcome = outcomes.get(text('outcome').toLowerCase());
    if (!/^\d{1,7}$/.test(text('serial'))) bad('serial');
    if (!/^[\d\s-]{4,40}$/.test(text('account'))) bad('account');
    if (!isAmount(text('amount'))) bad('amount');
    if (outcome === undefined) bad('outcome');
    if (faults.length > before || outcome === undefined) continue;
    const [serial, account] = [Number(text('serial')), text('account')];
    rows.push({
      row,
      serial,
      account,
      amount: plainAmount(text('amount')),
      outcome,
      reason: text('reason').slice(0, 300),
    });
  }
  throwFaults(faults);
  return rows;
}

function headsOf(tables: readonly Table[]) {
  let missing: readonly Column[] = required;
  for (const table of tables) {
    for (const [headIndex, cells] of table.rows.slice(0, HEAD_ROWS).entries()) {
      const places = new Map<Column, number>();
      for (const [index, cell] of cells.entries())
        for (const column of Object.keys(names) as Column[])
          if (
            (names[column] as readonly string[]).includes(textOf(cell).toLowerCase()) &&
            !places.has(column)
          )
            places.set(column, index);
      const lacking = required.filter((column) => !places.has(column));
      if (lacking.length === 0) return { table, headIndex, places };
      if (lacking.length < missing.length) missing = lacking;
    }
  }
  throw refuse('payout.return-columns', { missing: missing.map((column) => names[column][0]).join('、') });
}

/** `1,234.50` and `1234.5` as banks write them. */
function plainAmount(text: string): string {
  return text.replaceAll(',', '').replace(/[¥￥元\s]/g, '');
}

function isAmount(text: string): boolean {
  try {
    Money.parse(plainAmount(text));
    return true;
  } catch {
    return false;
  }
}

function textOf(cell: Cell | string | null): string {
  if (cell === null) return '';
  return (typeof cell === 'string' ? cell : cell.text).normalize('NFKC').trim();
}
