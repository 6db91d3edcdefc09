/**
 * Files as people really send them (`fixtures/files`): of each, the values that are read, the place and the words of what is
 * refused, and what is told besides. A file that is read to other values than its own is the worst fault of all.
 */
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
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
import { codesRefused } from '../support/refusing.ts';

interface Case {
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
  readonly rest?: 'paid';
  /** Tabs and rows that are not read, cells filled down, hidden rows. */
  readonly told?: unknown;
}

const folder = new URL('../../fixtures/files/', import.meta.url);
const cases = JSON.parse(readFileSync(new URL('cases.json', folder), 'utf8')) as readonly Case[];
const of = (kind: Case['kind']) =>
  cases.filter((each) => each.kind === kind).map((each) => [each.file, each.special, each] as const);

/** As the reader does in its thread. */
async function tablesOf(file: string, heads: Iterable<string>): Promise<readonly Table[]> {
  const bytes = readFileSync(new URL(file, folder));
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

const place = ({ row, column, code }: Fault) =>
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

async function readAsImport(kind: ImportKind, file: string): Promise<Found> {
  return found(async () => {
    const sheet = readSheet(kind, await tablesOf(file, headNames(kind)));
    const { values, warnings } = await readers[kind](sheet);
    return { values, looked: [...sheet.notes, ...warnings], record: sheet.record };
  });
}

function expectSaid(each: Case, { values, refused, looked, record }: Found): void {
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

it('every file is a case, and says either what is read or what is refused', () => {
  for (const { file, values, refused = [] } of cases)
    expect([file, values === undefined]).toEqual([file, refused.length > 0]);
  expect(new Set(cases.map(({ file }) => file)).size).toBe(179);
});

describe.each(['roster', 'opening-shares'] as const)('a table sent as %s', (kind) => {
  it.each(of(kind))('%s: %s', async (file, _, each) => {
    expectSaid(each, await readAsImport(kind, file));
  });
});

/** The batch that the answers are to. */
const payments = [
  ['王建国', '9901058800000000012', '39024.20'],
  ['李秀英', '9901058800000000020', '43902.22'],
  ['买买提·艾力', '9901058800000000038', '9756.05'],
  ['王浩', '9901058800000000046', '2439.01'],
  ['张兰', '9901058800000000053', '4878.03'],
  ['赵志强', '9901058800000000061', '0.49'],
] as const;
const lines = payments.map(([name, account, amount], index): SentLine => {
  return { serial: index + 1, name, account, amount: Money.parse(amount), told: [] };
});
const total = Money.sum(lines.map(({ amount }) => amount));

async function readAsAnswer(
  file: string,
  rest: 'open' | 'paid',
  words: AnswerWords = usualAnswer,
): Promise<Found> {
  return found(async () => {
    const rows = returnRows(await tablesOf(file, answerHeads(words)), words, total).map(
      ({ name, ...row }) => {
        const plain = row.account.replace(/[\s-]/g, '');
        return { ...row, payee: name, plain, account: plain, amount: Money.parse(row.amount) };
      },
    );
    const news = newsAmong(lines, rows, { rest, indexOf: (account) => account });
    const values = Object.fromEntries(
      news.map(({ serial, outcome, reason }) => [serial, [outcome, reason].join(' ').trim()]),
    );
    return { values, looked: [], record: null };
  });
}

describe('a bank’s answer', () => {
  it.each(of('answer'))('%s: %s', async (file, _, each) => {
    expectSaid(each, await readAsAnswer(file, each.rest ?? 'open'));
  });

  it('in words of its own is read once somebody has said what they mean', async () => {
    const words: AnswerWords = { columns: {}, paid: ['0'], returned: ['1'] };
    const { values } = await readAsAnswer('j05-gdb-result.txt', 'open', words);
    expect(values).toEqual({ 1: 'paid', 2: 'paid', 3: 'returned', 4: 'paid', 5: 'paid', 6: 'paid' });
  });

  const csv = (...rows: readonly string[]) => Buffer.from(['序号,账号,户名,金额,状态', ...rows].join('\n'));
  const read = (bytes: Buffer) => {
    const table = csvTable(bytes, readingLimits, answerHeads(usualAnswer).map(plainHead), () => undefined);
    return returnRows([table], usualAnswer, total).map((row) => [row.serial, row.amount, row.outcome]);
  };
  it('knows what the bank has not decided, fen in a cell, and numbers of the bank’s own', () => {
    const [, account] = payments[0];
    expect(read(csv(`20250001,${account},王建国,39024.20,处理中`, `2,${account},x,49分,成功`))).toEqual([
      [null, '39024.20', 'open'],
      [2, '0.49', 'paid'],
    ]);
  });

  it('whose sum is another than its rows is refused: some are missing', () => {
    const [, account] = payments[0];
    const rows = csv(`1,${account},王建国,39024.20,成功`, '合计,,,43902.22,');
    expect(codesRefused(() => read(rows))).toEqual(['payout.return-sum-differs']);
  });
});
