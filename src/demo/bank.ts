/** The bank of the story: it reads the very file it was sent, whichever template that has, and answers it line by line. */
import { Money } from '../domain/money.ts';
import { encodeForBank } from '../platform/bank-encoding.ts';

export interface BankPayment {
  readonly serial: string;
  readonly account: string;
  /** In yuan, as the answer says it. */
  readonly amount: string;
}

/** The payments of a file, heads and sums passed over. */
export function paymentsIn(template: string, file: Buffer): readonly BankPayment[] {
  const text = new TextDecoder(template === 'generic-csv' ? 'utf-8' : 'gb18030').decode(file);
  const lines = text.split('\r\n');
  return template === 'icbc-bpt' ? fenRows(lines) : sheetRows(lines);
}

function fenRows(lines: readonly string[]): readonly BankPayment[] {
  return lines
    .map((line) => line.split('|'))
    .filter((places) => places.length > 9 && places[0] === 'RMB')
    .map(([, , serial = '', , , account = '', , fen = '0']) => ({
      ...{ serial, account, amount: Money.fromFen(BigInt(fen)).toString() },
    }));
}

function sheetRows([head = '', ...lines]: readonly string[]): readonly BankPayment[] {
  const names = head.split(',');
  const at = (...known: readonly string[]) => names.findIndex((name) => known.includes(name));
  const [serialAt, accountAt, amountAt] = [at('序号'), at('账号', '帐号'), at('金额')];
  return lines
    .map((line) => line.split(','))
    .filter((places) => /^\d+$/.test(places[serialAt] ?? ''))
    .map((places) => ({
      serial: places[serialAt] ?? '',
      account: places[accountAt] ?? '',
      amount: places[amountAt] ?? '',
    }));
}

/** Every so many payments one comes back: the name does not match. In the characters that banks and their customers' Excel use. */
export function answerTo(payments: readonly BankPayment[], every: number): Uint8Array {
  const rows = payments.map(({ serial, account, amount }) =>
    Number(serial) % every === 0
      ? [serial, account, amount, '失败', '户名不符']
      : [serial, account, amount, '成功', ''],
  );
  const lines = [['序号', '账号', '金额', '结果', '原因'], ...rows].map((row) => row.join(','));
  return encodeForBank(lines.map((line) => `${line}\r\n`).join(''), 'gbk');
}
