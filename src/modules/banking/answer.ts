/** A bank's answer to payments that were sent, of dividends and of pensions alike: the file as rows, and what they say anew. */
import { createHash } from 'node:crypto';
import type { AnswerWords } from '../../domain/bank-file.ts';
import { Money } from '../../domain/money.ts';
import type { SentLine } from '../../domain/payout.ts';
import { must } from '../../platform/must.ts';
import { readTablesInTurn } from '../../platform/tabular-reading.ts';
import type { Vault } from '../../platform/vault.ts';
import { plainWidths } from '../../domain/seen-text.ts';
import { personalIndex } from '../members/index.ts';
import { newsAmong, type News } from './answer-match.ts';
import type { BankAnswer } from './order-contract.ts';
import { bankRowOf, type AnsweredLine } from './order-store.ts';
import { answerHeads, returnRows } from './return-file.ts';

/** Of a hundred thousand payments; each is looked at by the thread that serves. */
const limits = { characters: 10_000_000 };

/** `words`: what the template says of its bank's answers; `rest`: what is said of payments that it does not name. */
export async function bankAnswer(
  cooperativeId: string,
  { fileName, bytes }: { readonly fileName: string; readonly bytes: Uint8Array },
  { words, rest }: { words: AnswerWords; rest: BankAnswer['rest'] },
): Promise<BankAnswer> {
  const tables = await readTablesInTurn(cooperativeId, bytes, fileName, {
    heads: answerHeads(words),
    limits,
  });
  const { rows, counts } = returnRows(tables, words);
  const sha256 = createHash('sha256').update(bytes).digest('hex');
  const told = rows.map(({ name, ...row }) => ({ ...row, payee: name }));
  return { fileName: fileName.slice(0, 200), sha256, rest, rows: told, counts };
}

/**
 * What the answer says anew of the lines. Accounts are compared by their blind index: nothing is put in clear for it.
 * By payment, each with its lines. Refuses what `readReturn` refuses. A bank that lists failures only, and has none, answers without rows: all is paid.
 */
export function newsOf(
  vault: Vault,
  cooperativeId: string,
  lines: readonly AnsweredLine[],
  { rest, rows, counts }: BankAnswer,
): readonly (readonly News[])[] {
  const hex = (bytes: Uint8Array) => Buffer.from(bytes).toString('hex');
  const indexOf = (account: string) => hex(personalIndex(vault, cooperativeId, 'bankAccount', account));
  // One row of the file may pay several lines of a person, and its answer is that of all of them.
  const rowsSent = Map.groupBy(lines, ({ line }) => bankRowOf(line));
  const known = [...rowsSent].map(([serial, paid]): SentLine => {
    const { line, told } = must(paid[0], 'a line of a payment');
    const { payeeName: name, bankAccountIndex } = line;
    return {
      serial,
      name,
      amount: Money.sum(paid.map((each) => each.line.amount)),
      account: hex(bankAccountIndex),
      told,
    };
  });
  const told = rows.map((row) => ({
    ...row,
    plain: plainAccount(row.account),
    account: indexOf(plainAccount(row.account)),
    amount: Money.parse(row.amount),
  }));
  return newsAmong(known, told, { rest, counts, indexOf }).map((each) =>
    must(rowsSent.get(each.serial), 'the lines of a payment').map(({ line }) => ({
      ...each,
      serial: line.serial,
    })),
  );
}

/** Spaces go; what is no account at all stays as it is and is found to differ. */
function plainAccount(text: string): string {
  return plainWidths(text).replace(/[\s-]/g, '');
}
