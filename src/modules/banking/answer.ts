/** A bank's answer to payments that were sent, of dividends and of pensions alike: the file as rows, and what they say anew. */
import { createHash } from 'node:crypto';
import type { AnswerWords } from '../../domain/bank-file.ts';
import { Money } from '../../domain/money.ts';
import { readReturn, type Outcome, type ReturnRow, type SentLine } from '../../domain/payout.ts';
import { readTables } from '../../platform/tabular-reading.ts';
import type { Vault } from '../../platform/vault.ts';
import { personalIndex } from '../members/index.ts';
import type { BankAnswer } from './order-contract.ts';
import type { AnsweredLine } from './order-store.ts';
import { returnRows } from './return-file.ts';

/** `words`: what the template says of its bank's answers. */
export async function bankAnswer(
  { fileName, bytes }: { readonly fileName: string; readonly bytes: Uint8Array },
  words: AnswerWords | undefined,
  rest: BankAnswer['rest'] = 'open',
): Promise<BankAnswer> {
  const rows = returnRows(await readTables(bytes, fileName), words);
  const sha256 = createHash('sha256').update(bytes).digest('hex');
  return { fileName: fileName.slice(0, 200), sha256, rest, rows: [...rows] };
}

export interface News {
  readonly serial: number;
  readonly outcome: Outcome;
  readonly reason: string;
}

/**
 * What the answer says anew of the lines. Accounts are compared by their blind index: nothing is put in clear for it.
 * Refuses what `readReturn` refuses. A bank that lists failures only, and has none, answers without rows: all is paid.
 */
export function newsOf(
  vault: Vault,
  cooperativeId: string,
  lines: readonly AnsweredLine[],
  { rest, rows }: BankAnswer,
): readonly News[] {
  const hex = (bytes: Uint8Array) => Buffer.from(bytes).toString('hex');
  const news = readReturn(
    lines.map(({ line, told }): SentLine => ({
      serial: line.serial,
      name: line.payeeName,
      amount: line.amount,
      account: hex(line.bankAccountIndex),
      told,
    })),
    rows.map((row): ReturnRow => ({
      ...row,
      account: hex(personalIndex(vault, cooperativeId, 'bankAccount', plainAccount(row.account))),
      amount: Money.parse(row.amount),
    })),
  );
  const named = new Set(rows.map(({ serial }) => serial));
  const silent =
    rest === 'paid' ? lines.filter(({ line, told }) => told.length === 0 && !named.has(line.serial)) : [];
  return [
    ...news.map(({ serial, outcome, reason }) => ({ serial, outcome, reason })),
    ...silent.map(({ line }) => ({ serial: line.serial, outcome: 'paid' as const, reason: '' })),
  ];
}

/** Spaces go; what is no account at all stays as it is and is found to differ. */
function plainAccount(text: string): string {
  return text.normalize('NFKC').replace(/[\s-]/g, '');
}
