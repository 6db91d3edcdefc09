/** The bank of the story: it reads the very file it was sent, whichever template that has, and answers it line by line. */
import { Money } from '../domain/money.ts';
import { encodeForBank } from '../platform/bank-encoding.ts';
import type { Table } from '../platform/tabular-cells.ts';
import { readTables } from '../platform/tabular-reading.ts';

export interface BankPayment {
  readonly serial: string;
  readonly account: string;
  /** In yuan, as the answer says it. */
  readonly amount: string;
}

/** The payments of a file, heads and sums passed over. */
export async function paymentsIn(template: string, file: Buffer): Promise<readonly BankPayment[]> {
  if (file.subarray(0, 2).toString('latin1') === 'PK') return workbookRows(file);
  const text = new TextDecoder(template === 'generic-csv' ? 'utf-8' : 'gb18030').decode(file);
  const lines = text.split('\r\n');
  const columns = fenColumns[template];
  return columns !== undefined ? fenRows(lines, columns) : sheetRows(lines.map((line) => line.split(',')));
}

async function workbookRows(file: Buffer): Promise<readonly BankPayment[]> {
  const [table] = await readTables(file, 'payments.xlsx');
  const text = (cell: Table['rows'][number][number]) =>
    typeof cell === 'string' ? cell : (cell?.text ?? '');
  return sheetRows((table?.rows ?? []).map((row) => row.map(text)));
}

/** Where ICBC's batch files hold serial, account and amount. */
const fenColumns: Readonly<Record<string, readonly [serial: number, account: number, fen: number]>> = {
  'icbc-bpt': [3, 11, 13],
  'icbc-gbpt': [2, 5, 7],
};

function fenRows(
  lines: readonly string[],
  [serialAt, accountAt, fenAt]: readonly [number, number, number],
): readonly BankPayment[] {
  return lines
    .map((line) => line.split('|'))
    .filter((places) => places.length > 9 && places[0] === 'RMB')
    .map((places) => ({
      serial: places[serialAt] ?? '',
      account: places[accountAt] ?? '',
      amount: Money.fromFen(BigInt(places[fenAt] ?? '0')).toString(),
    }));
}

function sheetRows(lines: readonly (readonly string[])[]): readonly BankPayment[] {
  const at0 = lines.findIndex((places) => places.includes('序号'));
  const [head = [], ...rows] = lines.slice(Math.max(at0, 0));
  const at = (...known: readonly string[]) => head.findIndex((name) => known.includes(name));
  const [serialAt, accountAt, amountAt] = [at('序号'), at('账号', '帐号'), at('金额')];
  return rows
    .filter((places) => /^\d+$/.test(places[serialAt] ?? ''))
    .map((places) => ({
      serial: places[serialAt] ?? '',
      account: places[accountAt] ?? '',
      amount: places[amountAt] ?? '',
    }));
}

/**
 * Every so many payments one comes back, since the name does not match; null: none does. `title` stands above them where the answers of
 * two orders were the same otherwise. In the characters that banks and their customers' Excel use.
 */
export function answerTo(
  payments: readonly BankPayment[],
  { every, title }: { readonly every: number | null; readonly title?: string },
): Uint8Array {
  const rows = payments.map(({ serial, account, amount }) =>
    every !== null && Number(serial) % every === 0
      ? [serial, account, amount, '失败', '户名不符']
      : [serial, account, amount, '成功', ''],
  );
  const head = title === undefined ? [] : [[title, '', '', '', '']];
  const lines = [...head, ['序号', '账号', '金额', '结果', '原因'], ...rows].map((row) => row.join(','));
  return encodeForBank(lines.map((line) => `${line}\r\n`).join(''), 'gbk');
}
