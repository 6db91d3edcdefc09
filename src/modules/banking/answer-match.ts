/** Which line of an order each row of the bank's answer is, and what the answer says anew of it. */
import type { ToldOutcome } from '../../domain/bank-file.ts';
import { nameKey } from '../../domain/person-name.ts';
import {
  readReturn,
  strangerFault,
  type Outcome,
  type ReturnRow,
  type SentLine,
} from '../../domain/payout.ts';
import { throwFaults, type Fault } from '../../domain/refusal.ts';
import type { CountsOfAnswer } from './order-contract.ts';
import { countFaults } from './return-counts.ts';

export interface News {
  readonly serial: number;
  readonly outcome: Outcome;
  readonly reason: string;
}

export interface ToldRow extends Omit<ReturnRow, 'serial' | 'outcome'> {
  readonly serial: number | null;
  readonly outcome: ToldOutcome;
  readonly tab: number;
  readonly payee: string;
  readonly plain: string;
}

interface Matching {
  /** What became of lines that the file does not name. */
  readonly rest: 'open' | 'paid' | 'all-paid';
  /** What the file counts beside its rows. */
  readonly counts: CountsOfAnswer;
  /** What stands for an account on both sides. */
  readonly indexOf: (account: string) => string;
}

/** Refuses what `readReturn` refuses. A bank that lists failures only, and has none, answers without rows: all is paid. */
export function newsAmong(
  lines: readonly SentLine[],
  rows: readonly ToldRow[],
  { rest, counts, indexOf }: Matching,
): readonly News[] {
  const matched = withSerials(lines, rows, indexOf);
  const decided = matched.filter((row): row is typeof row & ReturnRow => row.outcome !== 'open');
  const news = readReturn(lines, decided);
  // By a number of the bank's own, an undecided payment would stay unnamed and count as the rest.
  const bySerial = new Map(lines.map((line) => [line.serial, line]));
  throwFaults(
    matched.flatMap((row) => {
      const strange = row.outcome === 'open' ? strangerFault(bySerial.get(row.serial), row) : null;
      return strange === null ? [] : [{ ...strange, row: row.row }];
    }),
  );
  throwFaults(countFaults(counts, matched, { lines, rest }));
  // What the bank has not decided is told, and not paid because the file says no more of it.
  const named = new Set(matched.map(({ serial }) => serial));
  const silent =
    rest !== 'open' ? lines.filter(({ told, serial }) => told.length === 0 && !named.has(serial)) : [];
  return [
    ...news.map(({ serial, outcome, reason }) => ({ serial, outcome, reason })),
    ...silent.map(({ serial }) => ({ serial, outcome: 'paid' as const, reason: '' })),
  ];
}

/** Zeros that a spreadsheet takes off in front of an account. */
const MOST_ZEROS = 4;

/**
 * Gives each row the number of its line. Without one it is the line with this account, amount and name where there is one alone;
 * which of two lines is meant nobody can tell, and it is refused.
 */
function withSerials(
  lines: readonly SentLine[],
  rows: readonly ToldRow[],
  indexOf: (account: string) => string,
) {
  const faults: Fault[] = [];
  const bySerial = new Map(lines.map((line) => [line.serial, line]));
  const byAccount = Map.groupBy(lines, ({ account }) => account);
  const matched = rows.flatMap((row) => {
    const sent = row.serial === null ? undefined : bySerial.get(row.serial);
    if (sent !== undefined && sent.account !== row.account && lostZeros(sent, row.plain, indexOf))
      faults.push({
        code: 'payout.return-zeros-lost',
        values: { serial: sent.serial, name: sent.name },
        row: row.row,
      });
    if (row.serial !== null) {
      const other = sent === undefined ? undefined : meantInstead(sent, row, byAccount);
      if (sent !== undefined && other !== undefined) {
        const values = { serial: sent.serial, name: sent.name, payee: row.payee, other: other.serial };
        faults.push({ code: 'payout.return-name-of-other', values, row: row.row });
      }
      return [{ ...row, serial: row.serial }];
    }
    const same = (byAccount.get(row.account) ?? []).filter(({ name }) => isNamed(name, row.payee));
    const equal = same.filter(({ amount }) => amount.equals(row.amount));
    const [line, another] = equal.length > 0 ? equal : same;
    if (line !== undefined && another === undefined) return [{ ...row, serial: line.serial }];
    const code = line === undefined ? 'payout.return-row-nobody' : 'payout.return-row-of-two';
    faults.push({ code, values: { amount: `${row.amount}` }, row: row.row });
    return [];
  });
  throwFaults(faults);
  return matched;
}

/** Two people of one account: a bank that counts by itself may name the other one of them. */
function meantInstead(
  sent: SentLine,
  { account, payee }: ToldRow,
  byAccount: ReadonlyMap<string, readonly SentLine[]>,
): SentLine | undefined {
  if (sent.account !== account || isNamed(sent.name, payee)) return undefined;
  return byAccount.get(account)?.find(({ name }) => isNamed(name, payee));
}

const lostZeros = (line: SentLine, plain: string, indexOf: (account: string) => string) =>
  Array.from({ length: MOST_ZEROS }, (_, zeros) => '0'.repeat(zeros + 1) + plain).some(
    (account) => indexOf(account) === line.account,
  );

/** A name that the file does not give, or masks, says nothing. */
const isNamed = (name: string, told: string) =>
  told === '' || told.includes('*') || nameKey(told) === nameKey(name);
