/** Files as the service reads them, in this thread: what is read of them, what is refused and where, what is told besides. */
import { readFileSync } from 'node:fs';
import { expect } from 'vitest';
import { usualAnswer, type AnswerWords } from '../../src/domain/bank-file.ts';
import { LocalDate } from '../../src/domain/calendar.ts';
import { faultMessage } from '../../src/domain/errors/catalogue.ts';
import { Money } from '../../src/domain/money.ts';
import type { SentLine } from '../../src/domain/payout.ts';
import { plainHead } from '../../src/domain/plain-head.ts';
import { Refusal, throwFaults, type Fault } from '../../src/domain/refusal.ts';
import { checkRoster, type RosterRow } from '../../src/domain/roster.ts';
import { newsAmong } from '../../src/modules/banking/answer-match.ts';
import { answerHeads, returnRows } from '../../src/modules/banking/return-file.ts';
import { readSheet, type ReadSheet, type SheetRecord } from '../../src/modules/exchange/sheet-reading.ts';
import {
  headNames,
  type ImportKind,
  type OpeningKey,
  type RosterKey,
} from '../../src/modules/exchange/table-contract.ts';
import { openingRows, rosterRows } from '../../src/modules/exchange/tables.ts';
import { UnreadableFile, type Table } from '../../src/platform/tabular-cells.ts';
import { csvTable } from '../../src/platform/tabular-csv.ts';
import { formatOf, readingLimits } from '../../src/platform/tabular-reading.ts';
import { workbookTables } from '../../src/platform/tabular-workbook.ts';

export interface FileCase {
  readonly file: string;
  readonly kind: ImportKind | 'answer';
  readonly special: string;
  /** What is read; absent where the file is refused. */
  readonly values?: unknown;
  /** Row, column and code of everything that is refused. */
  readonly refused?: readonly string[];
  /** The same of what is only to be looked at. */
  readonly looked?: readonly string[];
  /** Of an answer: what is said of payments that it does not name. */
  readonly rest?: 'open' | 'paid' | 'all-paid';
  /** Of an answer: what an earlier file said, by the numbers of the payments. */
  readonly before?: Readonly<Record<string, 'paid' | 'returned'>>;
  /** Tabs and rows that are not read, cells filled down, hidden rows. */
  readonly told?: unknown;
}

export const folder = new URL('../../fixtures/files/', import.meta.url);

/** As the reader does in its thread. */
export async function tablesOf(
  file: string,
  heads: Iterable<string>,
  bytes: Buffer = readFileSync(new URL(file, folder)),
): Promise<readonly Table[]> {
  const progress = () => undefined;
  try {
    if (formatOf(bytes, file) === 'csv')
      return [csvTable(bytes, readingLimits, [...heads].map(plainHead), progress)];
    return await workbookTables(bytes, readingLimits, progress);
  } catch (error) {
    if (!(error instanceof UnreadableFile)) throw error;
    const { code, values } = error.answer;
    throw new Refusal([{ code, values: { fileName: file, ...values } }]);
  }
}

async function found(work: () => Promise<Omit<Found, 'refused'>>): Promise<Found> {
  try {
    return { ...(await work()), refused: [] };
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    return { values: null, refused: error.faults, looked: [], record: null };
  }
}

interface Found {
  readonly values: unknown;
  readonly refused: readonly Fault[];
  readonly looked: readonly Fault[];
  readonly record: SheetRecord | null;
}

export const place = ({ row, column, code }: Fault) =>
  [row, column, code].filter((part) => part !== undefined).join(' ');

function told(record: SheetRecord | null): unknown {
  if (record === null) return undefined;
  const { passedOver, otherTabs, filledDown, hiddenRows } = record;
  const all = {
    ...(passedOver.length > 0 && { passedOver: passedOver.map(({ row, why }) => `${row} ${why}`) }),
    ...(otherTabs.length > 0 && { otherTabs: otherTabs.map(({ name, why }) => `${name} ${why}`) }),
    ...(filledDown > 0 && { filledDown }),
    ...(hiddenRows > 0 && { hiddenRows }),
  };
  return Object.keys(all).length === 0 ? undefined : all;
}

function person(row: RosterRow) {
  const on = (kind: string) =>
    row.standings.find((each) => each.kind === kind)?.effectiveOn.toString() ?? null;
  const {
    registerNumber,
    name,
    sex,
    residentId,
    household,
    relation,
    groupName,
    phone,
    bankName,
    bankAccount,
  } = row;
  const birthDate = row.birthDate?.toString() ?? null;
  const [admitted, retired] = [on('admitted'), on('retired')];
  const plain = { registerNumber, name, sex, birthDate, residentId, household, relation, groupName };
  const all = { ...plain, admitted, retired, phone, bankName, bankAccount };
  return Object.fromEntries(Object.entries(all).filter(([, value]) => value !== null));
}

const readers = {
  roster: async (sheet: ReadSheet<RosterKey>) => {
    const { rows, faults, warnings } = checkRoster(
      await rosterRows(sheet),
      LocalDate.parse('2026-01-01'),
      new Map(),
    );
    throwFaults(sheet.faults, faults);
    return { values: rows.map(person), warnings };
  },
  'opening-shares': async (sheet: ReadSheet<OpeningKey>) => {
    const rows = await openingRows(sheet);
    throwFaults(sheet.faults);
    const values = rows.map(({ holder, shareClass, quantity, effectiveOn }) => {
      return { ...holder, shareClass, quantity: quantity.toString(), effectiveOn: effectiveOn.toString() };
    });
    return { values, warnings: [] };
  },
};

export async function readAsImport(kind: ImportKind, file: string, bytes?: Buffer): Promise<Found> {
  return found(async () => {
    const sheet = readSheet(kind, await tablesOf(file, headNames(kind), bytes));
    const { values, warnings } = await readers[kind](sheet);
    return { values, looked: [...sheet.notes, ...warnings], record: sheet.record };
  });
}

export function expectSaid(each: FileCase, { values, refused, looked, record }: Found): void {
  expect({
    values,
    refused: refused.map(place),
    looked: looked.map(place),
    told: told(record),
  }).toEqual({
    values: each.values ?? null,
    refused: each.refused ?? [],
    looked: each.looked ?? [],
    told: each.told,
  });
  for (const fault of [...refused, ...looked])
    for (const language of ['zh', 'en'] as const)
      expect(faultMessage(fault, language)).not.toMatch(/\{\w+\}|undefined|NaN|\[object/);
}

/** The batch that the answers are to. */
export const payments = [
  ['王建国', '9901058800000000012', '39024.20'],
  ['李秀英', '9901058800000000020', '43902.22'],
  ['买买提·艾力', '9901058800000000038', '9756.05'],
  ['王浩', '9901058800000000046', '2439.01'],
  ['张兰', '9901058800000000053', '4878.03'],
  ['赵志强', '9901058800000000061', '0.49'],
] as const;
const linesOf = (batch: NonNullable<Answered['batch']>, before: Answered['before'] = {}) =>
  batch.map(([name, account, amount], index): SentLine => {
    const told = before[`${index + 1}`];
    return {
      serial: index + 1,
      name,
      account,
      amount: Money.parse(amount),
      told: told === undefined ? [] : [told],
    };
  });
interface Answered {
  readonly rest?: FileCase['rest'];
  readonly before?: FileCase['before'];
  readonly words?: AnswerWords;
  readonly bytes?: Buffer;
  /** Name, account and amount of each payment of the batch. */
  readonly batch?: readonly (readonly [string, string, string])[];
}

export async function readAsAnswer(
  file: string,
  { rest = 'open', before, words = usualAnswer, bytes, batch = payments }: Answered = {},
): Promise<Found> {
  const lines = linesOf(batch, before);
  return found(async () => {
    const read = returnRows(await tablesOf(file, answerHeads(words), bytes), words);
    const rows = read.rows.map(({ name, ...row }) => {
      const plain = row.account.replace(/[\s-]/g, '');
      return { ...row, payee: name, plain, account: plain, amount: Money.parse(row.amount) };
    });
    const news = newsAmong(lines, rows, { rest, counts: read.counts, indexOf: (account) => account });
    const values = Object.fromEntries(
      news.map(({ serial, outcome, reason }) => [serial, [outcome, reason].join(' ').trim()]),
    );
    return { values, looked: [], record: null };
  });
}
