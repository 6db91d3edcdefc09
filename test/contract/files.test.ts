/**
 * Files as people really send them (`fixtures/files`): of each, the values that are read, the place and the words of what is
 * refused, and what is told besides. A file that is read to other values than its own is the worst fault of all.
 */
import { readFileSync } from 'node:fs';
import { buffer } from 'node:stream/consumers';
import readWorkbook from 'read-excel-file/node';
import { describe, expect, it } from 'vitest';
import { outcomesOf, usualAnswer, wordOfBoth, type AnswerWords } from '../../src/domain/bank-file.ts';
import { plainHead } from '../../src/domain/plain-head.ts';
import { answerHeads, returnRows } from '../../src/modules/banking/return-file.ts';
import { markedCopy } from '../../src/modules/exchange/marked-copy.ts';
import { typeFault } from '../../src/modules/exchange/sheet-cells.ts';
import { readSheet } from '../../src/modules/exchange/sheet-reading.ts';
import { columnsOf, type ImportKind, type RosterKey } from '../../src/modules/exchange/table-contract.ts';
import { rosterRows } from '../../src/modules/exchange/tables.ts';
import type { Table } from '../../src/platform/tabular-cells.ts';
import { csvTable } from '../../src/platform/tabular-csv.ts';
import { builtInKind, kindOfFormat, lateTime, seenDay } from '../../src/platform/tabular-formats.ts';
import { readingLimits } from '../../src/platform/tabular-reading.ts';
import { workbookTables } from '../../src/platform/tabular-workbook.ts';
import {
  expectSaid,
  folder,
  payments,
  place,
  readAsAnswer,
  readAsImport,
  tablesOf,
  type FileCase,
} from '../support/sent-files.ts';

const cases = JSON.parse(readFileSync(new URL('cases.json', folder), 'utf8')) as readonly FileCase[];
const of = (kind: FileCase['kind']) =>
  cases.filter((each) => each.kind === kind).map((each) => [each.file, each.special, each] as const);

/** What the other reader does not read as it was meant: each is a case of its own here. */
const readOtherwise: Readonly<Record<string, string>> = {
  'a05-cdata-inline.xlsx': 'passes over CDATA',
  'a07-four-byte-name.xlsx': 'cuts a reference to sixteen bits',
  'a10-no-addresses.xlsx': 'fails on cells without an address',
  'b08-1904-word.xlsx': 'knows 1904 by the digit only',
  'b21-serial-in-1904-book-libre.xlsx': 'knows 1904 by the digit only',
  'b23-1904-word-no-birth-column.xlsx': 'knows 1904 by the digit only',
  'i20-1904-word.xlsx': 'knows 1904 by the digit only',
  'c04-number-format-0000.xlsx': 'gives the number without the zeros that are shown',
  'g13-trailing-bytes.xlsx': 'never comes to an end',
  'g17-other-workbook-name.xlsx': 'asks for parts by name',
  'i04-float-noise.xlsx': 'gives digits beyond the fifteenth',
  'j33-second-sheet-failures.xlsx': 'gives zeros at the end of a number',
  'j34-second-sheet-rest-paid.xlsx': 'gives zeros at the end of a number',
};

it('an independent reader reads the same texts and days of every workbook that is accepted, but for what it is known not to read', async () => {
  type Cells = readonly unknown[];
  const textOf = (cell: unknown): string => {
    if (cell instanceof Date) return cell.toISOString().slice(0, 10);
    const text: unknown = typeof cell === 'object' && cell !== null && 'text' in cell ? cell.text : cell;
    if (typeof text === 'string') return text.normalize('NFC').trim();
    return text === null || text === undefined ? '' : JSON.stringify(text);
  };
  const plain = (sheets: readonly (readonly Cells[] | undefined)[]) =>
    sheets
      .map((rows) =>
        (rows ?? [])
          .map((cells) => cells.map(textOf))
          .map((texts) => texts.slice(0, texts.findLastIndex((each) => each !== '') + 1))
          .filter((texts) => texts.length > 0),
      )
      .filter((rows) => rows.length > 0);
  let compared = 0;
  for (const { file, values } of cases) {
    if (values === undefined || !/\.xls[xm]$/.test(file) || file in readOtherwise) continue;
    const bytes = readFileSync(new URL(file, folder));
    const theirs = await readWorkbook(bytes, { parseNumber: (digits: string) => digits, trim: false });
    const ours = await tablesOf(file, [], bytes);
    expect(plain(ours.map(({ rows }) => rows)), file).toEqual(plain(theirs.map(({ data }) => data)));
    compared += 1;
  }
  expect(compared).toBeGreaterThan(60);
}, 60_000);

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

describe('a bank’s answer', () => {
  it.each(of('answer'))('%s: %s', async (file, _, each) => {
    expectSaid(each, await readAsAnswer(file, each));
  });

  it('in words of its own is read once somebody has said what they mean', async () => {
    const words: AnswerWords = { columns: {}, paid: ['0'], returned: ['1'] };
    const { values } = await readAsAnswer('j05-gdb-result.txt', { words });
    expect(values).toEqual({ 1: 'paid', 2: 'paid', 3: 'returned', 4: 'paid', 5: 'paid', 6: 'paid' });
  });

  const csv = (...rows: readonly string[]) => Buffer.from(['序号,账号,户名,金额,状态', ...rows].join('\n'));
  const read = (bytes: Buffer) => {
    const table = csvTable(bytes, readingLimits, answerHeads(usualAnswer).map(plainHead), () => undefined);
    return returnRows([table], usualAnswer).rows.map((row) => [row.serial, row.amount, row.outcome]);
  };
  it('knows what the bank has not decided, fen in a cell, and numbers of the bank’s own', () => {
    const [, account] = payments[0];
    expect(read(csv(`20250001,${account},王建国,39024.20,处理中`, `2,${account},x,49分,成功`))).toEqual([
      [null, '39024.20', 'open'],
      [2, '0.49', 'paid'],
    ]);
  });

  it('whose sum is another than its rows is refused: some are missing', async () => {
    const [, account] = payments[0];
    const rows = csv(`1,${account},王建国,39024.20,成功`, '合计,,,43902.22,');
    const { refused } = await readAsAnswer('answer.csv', { bytes: rows });
    expect(refused.map(place)).toEqual(['3 payout.return-sum-differs']);
  });
});

/** Kinds that were read wrong without a word; each is a few lines. */
describe('a small table', () => {
  const roster = '股东编号,姓名,性别';
  const shares = '户号,股种,股数,生效日期';
  const household = '股东编号,姓名,户号,与户主关系';
  it.each<readonly [string, ImportKind, readonly string[], readonly string[]]>([
    [
      'household 3-12 after Excel saved it',
      'roster',
      [household, '1,石强,3月12日,户主'],
      ['2 household cell.became-a-date'],
    ],
    ['the same in English', 'roster', [household, '1,石强,12-Mar,户主'], ['2 household cell.became-a-date']],
    [
      'holder 3-12',
      'opening-shares',
      [shares, '3月12日,基本股,1,2010-07-31'],
      ['2 holder cell.became-a-date', '2 holder cell.required'],
    ],
    [
      'ditto',
      'roster',
      ['股东编号,姓名,开户银行', '1,石强,农商行', '2,李秀英,〃'],
      ['3 bankName cell.no-content'],
    ],
    [
      'NULL of a database',
      'roster',
      ['股东编号,姓名,开户银行', '1,NULL,null'],
      ['2 bankName cell.no-content', '2 name cell.no-content'],
    ],
    ['heads sorted along', 'roster', ['2,李秀英,女', roster, '1,石强,男'], ['1 table.rows-above-heads']],
    [
      'heads in another order further down',
      'roster',
      ['股东编号,姓名,开户银行', '1,石强,农商行', '编号,开户行,名字', '2,农商行,李秀英'],
      ['3 table.heads-in-two-rows'],
    ],
    [
      'days of the lunar calendar',
      'roster',
      ['股东编号,姓名,出生日期（农历）', '1,石强,1950-03-05'],
      ['1 C table.column-noted'],
    ],
    [
      'accounts of somebody else',
      'roster',
      ['股东编号,姓名,银行账号（户主）', '1,石强,9901058800000000012'],
      ['1 C table.column-noted'],
    ],
    [
      'ten thousands of shares',
      'opening-shares',
      [shares.replace('股数', '股数（万股）'), '1,基本股,1.2,2010-07-31'],
      ['1 C table.column-noted', '1 table.column-missing'],
    ],
    ['an end within a row', 'roster', [roster, '1,石强,男', '2,李'], ['3 table.row-cut-off']],
    [
      'a footnote mark behind shares',
      'opening-shares',
      [shares, '1,基本股,1200①,2010-07-31'],
      ['2 quantity cell.digit-mark'],
    ],
    [
      'a square behind shares and a mark behind a holder',
      'opening-shares',
      [shares, '1①,基本股,500²,2010-07-31'],
      ['2 holder cell.digit-mark', '2 holder cell.required', '2 quantity cell.digit-mark'],
    ],
    [
      'footnote marks behind a number, an account, a phone and a day',
      'roster',
      ['股东编号,姓名,银行账号,电话,出生日期', '1①,石强,9901058800000000012①,1990000000①,1950-3-1①'],
      ['bankAccount', 'birthDate', 'phone', 'registerNumber'].map((column) => `2 ${column} cell.digit-mark`),
    ],
    [
      'numbers behind names',
      'roster',
      [roster, '1,王建国①,男', '2,王建国2,男'],
      ['2 name membership.name-doubtful'],
    ],
    [
      'a unit above its heads',
      'opening-shares',
      ['单位：万股,,,', shares, '1,基本股,1.2,2010-07-31'],
      ['1 table.unit-above'],
    ],
    [
      'shares in mu',
      'opening-shares',
      [shares.replace('股数', '数量（亩）'), '1,基本股,1.2,2010-07-31'],
      ['1 C table.column-noted', '1 table.column-missing'],
    ],
    [
      'shares before a change',
      'opening-shares',
      [shares.replace('股数', '股数（选填，变更前）'), '1,基本股,1.2,2010-07-31'],
      ['1 C table.column-noted', '1 table.column-missing'],
    ],
    [
      'numbers of a wife and a father, and from before',
      'roster',
      ['股东编号,姓名,银行账号（妻）,身份证号（父亲）,编号（原）', '1,石强,9901058800000000012,,7'],
      ['1 C table.column-noted', '1 D table.column-noted', '1 E table.column-noted'],
    ],
    [
      'two tables one below the other',
      'roster',
      ['编号,姓名', '1,石强', '2,石兰', '', '股东编号,姓名,性别', '3,李秀英,女'],
      ['table.second-table'],
    ],
    [
      'an account that slid under the bank',
      'roster',
      [
        '股东编号,姓名,开户银行,银行账号',
        '1,石强,农商行,9901058800000000012',
        '2,李秀英,9901058800000000020',
        '3,石兰,农商行,9901058800000000038',
      ],
      ['3 bankName cell.number-as-bank'],
    ],
    ['a year alone', 'roster', ['股东编号,姓名,出生日期', '1,石强,1950'], ['2 birthDate cell.date']],
  ])('with %s is refused', async (_, kind, rows, refused) => {
    const told = await readAsImport(kind, 'small.csv', Buffer.from(rows.join('\n')));
    expect(told.refused.map(place).sort()).toEqual([...refused].sort());
  });

  it('whose merge was refused has a mark in every cell of it in the marked copy, so that none is taken for empty', async () => {
    const heads = ['股东编号', '姓名', '性别'];
    const rows = [heads, ['1', '石强', '男'], ['2', null, '女']];
    const tables: readonly Table[] = [
      { sheet: '名册', rows, merges: [{ top: 1, left: 1, bottom: 2, right: 1 }] },
    ];
    expect(readSheet('roster', tables).faults.map(place)).toEqual(['2 姓名 (B) cell.merged']);
    const copy = await buffer(markedCopy({ kind: 'roster', faults: [] }, tables, 'zh'));
    const again = await workbookTables(copy, readingLimits, () => undefined);
    const sheet = readSheet<RosterKey>('roster', again);
    await rosterRows(sheet);
    expect(sheet.faults.map(place)).toEqual(['2 name cell.still-marked', '3 name cell.still-marked']);
  });

  it('has no people in its titles, sums, signatures and repeated heads, and says of each row why', async () => {
    const rows = [
      '清泉社区股东名册,,',
      ',,',
      '制表日期：2026年1月1日,,填表人手机13800000000',
      roster,
      '1,石强,男',
      '一组,合计,',
      '编号,名字,性别',
      '2,李秀英,女',
      '人数,2人,',
      '登记人,王芳,',
      '组长,赵六,',
    ];
    const { values, record } = await readAsImport('roster', 'small.csv', Buffer.from(rows.join('\n')));
    expect(values).toMatchObject([{ name: '石强' }, { name: '李秀英' }]);
    expect(record?.passedOver.map(({ row, why }) => `${row} ${why}`)).toEqual([
      '1 above',
      '3 above',
      '6 sum',
      '7 heads',
      '9 sum',
      '10 maker',
      '11 maker',
    ]);
    // By its words, without a number that may be somebody's own.
    expect(record?.passedOver[1]?.text).toBe('制表日期：2026年1月1日 | 填表人手机…');
    expect([record?.headRow, record?.passedOverCount]).toEqual([4, 7]);
  });

  it('says of a year and a month that the day lacks, and not that they are the inner number of a spreadsheet', async () => {
    const rows = ['股东编号,姓名,入社日期', '1,石强,1948.3', '2,石兰,1951年7月', '3,石磊,44927'];
    const { refused } = await readAsImport('roster', 'small.csv', Buffer.from(rows.join('\n')));
    expect(refused.map(({ code, row }) => `${row ?? ''} ${code}`)).toEqual([
      '2 cell.month-only',
      '3 cell.month-only',
      '4 cell.date-as-number',
    ]);
  });

  it('may have midnight behind its days, figures of full width and an ID that ends in 000 by right', async () => {
    const rows = ['股东编号,姓名,出生日期,身份证号', '1,石强,1950-01-01 00:00:00,990105195001011000'];
    const { values, looked } = await readAsImport('roster', 'small.csv', Buffer.from(rows.join('\n')));
    expect(values).toMatchObject([{ birthDate: '1950-01-01', residentId: '990105195001011000' }]);
    expect(looked.map(place)).toEqual(['2 residentId cell.zeros-at-end', 'roster.nobody-admitted']);
    const opening = await readAsImport(
      'opening-shares',
      'small.csv',
      Buffer.from(`${shares}\n1,基本股,１２００,2010-07-31`),
    );
    expect(opening.values).toMatchObject([{ quantity: '1200' }]);
  });

  it('shows of a day and a number what its format shows', () => {
    expect(kindOfFormat('yyyy"年"m"月"')).toEqual({ is: 'day', lacks: 'day' });
    expect(kindOfFormat('m"月"d"日"')).toEqual({ is: 'day', lacks: 'year' });
    expect(kindOfFormat('yyyy"年"m"月"d"日";@')).toEqual({ is: 'day' });
    expect([14, 31, 57, 58].map(builtInKind)).toEqual([
      { is: 'day' },
      { is: 'day' },
      { is: 'day', lacks: 'day' },
      { is: 'day', lacks: 'year' },
    ]);
    expect(seenDay('2010-07-01', 'day')).toBe('2010年7月');
    expect(seenDay('2010-07-31', 'day')).toBe('2010-07-31');
    expect(seenDay('2010-07-31', 'year')).toBe('7月31日');
    expect(kindOfFormat('"G"000')).toEqual({ is: 'zeros', digits: 3, dressed: 'G' });
    expect(kindOfFormat('#,##0"股"')).toEqual({ is: 'number', dressed: '股', decimals: 0 });
    expect(kindOfFormat('"¥"#,##0.00')).toEqual({ is: 'number', dressed: '¥', decimals: 2 });
    const fault = (kind: ImportKind, wanted: string, dressed: string) => {
      const column = columnsOf[kind].find(({ key }) => key === wanted);
      return column && typeFault(column, { text: '1.2', number: true, dressed })?.code;
    };
    expect(fault('roster', 'household', 'G')).toBe('cell.number-dressed');
    expect(fault('opening-shares', 'quantity', '万股')).toBe('cell.number-dressed');
    expect(fault('opening-shares', 'quantity', '股')).toBeUndefined();
    expect(fault('opening-shares', 'quantity', '¥')).toBe('cell.number-dressed');
    for (const format of ['0"-"00', '0\\-00', '0-00'])
      expect(kindOfFormat(format)).toMatchObject({ dressed: '-' });
    expect(kindOfFormat('_-* #,##0.00_-;\\-* #,##0.00_-')).toEqual({ is: 'number', decimals: 2 });
    expect(fault('roster', 'household', '-')).toBe('cell.number-dressed');
    expect(fault('roster', 'phone', '-')).toBe('cell.number-typed');
    expect(['2010-07-30T15:59:17.000Z', '2010-07-30T16:00:00Z'].map(lateTime)).toEqual(['23:59', null]);
    const [day] = columnsOf.roster.filter(({ holds }) => holds === 'day');
    expect(day && typeFault(day, { text: '2010-07-30', day: true, late: '23:59' })?.code).toBe(
      'cell.near-midnight',
    );
  });
});

describe('a small answer of a bank', () => {
  const [one, , three] = payments;
  const row = (
    serial: string,
    [name, account, amount]: readonly [string, string, string],
    ...more: readonly string[]
  ) => [serial, account, name, amount, ...more].join(',');
  const heads = '序号,账号,户名,金额,状态';
  const read = (rows: readonly string[], rest: 'open' | 'paid' = 'open') =>
    readAsAnswer('small.csv', { rest, bytes: Buffer.from(rows.join('\n')) });
  it.each<readonly [string, readonly string[], readonly string[]]>([
    [
      'processed, and not entered',
      ['序号,账号,户名,金额,处理状态,入账结果', row('3', three, '处理成功', '入账失败')],
      ['2 结果 payout.return-columns-differ'],
    ],
    [
      'two columns of one name',
      [`${heads},状态`, row('3', three, '成功', '失败')],
      ['2 结果 payout.return-columns-differ'],
    ],
    [
      'paid with nothing entered',
      ['序号,账号,户名,交易金额,入账金额,状态', `3,${three[1]},${three[0]},${three[2]},0.00,成功`],
      ['2 结果 payout.return-columns-differ'],
    ],
    [
      'paid with a reason why not',
      [`${heads},失败原因`, row('3', three, '处理成功', '账号户名不符')],
      ['2 结果 payout.return-columns-differ'],
    ],
    [
      'undecided by a number of the bank’s own',
      [heads, row('1', three, '处理中')],
      ['2 payout.return-account-differs'],
    ],
    [
      'a failure without an account whose reason speaks of sums',
      [`${heads},原因`, `3,,${three[0]},${three[2]},失败,总金额超限`],
      ['2 账号 payout.return-cell'],
    ],
    [
      'processed, and sent back by a mark of its own',
      [`${heads},退汇标志`, row('3', three, '处理成功', '是')],
      ['2 结果 payout.return-columns-differ'],
    ],
    [
      'processed, and failed where it landed',
      [`${heads},落地处理`, row('3', three, '处理成功', '失败')],
      ['2 结果 payout.return-columns-differ'],
    ],
    [
      'paid with a reason in the second of two columns',
      [`${heads},失败原因,退汇原因`, row('3', three, '成功', '', '账户已销户')],
      ['2 结果 payout.return-columns-differ'],
    ],
    [
      'paid with a reason in the other of two columns',
      [`${heads},原因,失败原因`, row('3', three, '成功', '', 'R03')],
      ['2 结果 payout.return-columns-differ'],
    ],
    [
      'paid with what the bank gave back',
      [`${heads},返回信息`, row('3', three, '处理成功', '账户不存在')],
      ['2 结果 payout.return-columns-differ'],
    ],
    [
      'one failure counted and none listed',
      [`${heads}`, row('1', one, '成功'), '失败笔数1,,,,'],
      ['3 payout.return-failures-unlisted'],
    ],
    ['a sum without rows', [heads, '合计,,,133000,'], ['2 payout.return-sum-differs']],
    ['a count without rows', [heads, '失败笔数1,,,9756.05,'], ['2 payout.return-sum-differs']],
    [
      'refused behind a comment’s sign',
      [heads, row('#3', three, '拒绝')],
      ['2 序号 payout.return-cell', '2 结果 payout.return-word'],
    ],
    [
      'an amount with a footnote mark',
      [heads, row('3', [three[0], three[1], '500²'], '成功')],
      ['2 金额 payout.return-cell'],
    ],
    ['a failure behind a comment’s sign', [heads, row('#3', three, '失败')], ['2 序号 payout.return-cell']],
    [
      'accounts of stars',
      [heads, `3,****0038,${three[0]},${three[2]},失败`],
      ['2 账号 payout.return-account-masked'],
    ],
  ])('is never the rest that was paid: %s', async (_, rows, refused) => {
    expect((await read(rows, 'paid')).refused.map(place)).toEqual(refused);
  });

  it('of a cooperative that calls a usual word undecided leaves the payment open', () => {
    const words = (open: readonly string[]): AnswerWords => ({ columns: {}, paid: [], returned: [], open });
    expect(outcomesOf(words(['处理成功'])).get('处理成功')).toBe('open');
    expect([['处理成功'], ['退汇'], ['挂起']].map((each) => wordOfBoth(words(each)))).toEqual([
      '处理成功',
      '退汇',
      null,
    ]);
    expect(wordOfBoth({ columns: {}, paid: ['处理中'], returned: [] })).toBe('处理中');
  });

  it('may say beside a payment that nothing went wrong, and its own second column of results may not say otherwise', async () => {
    const rows = [
      `${heads},退汇标志,返回信息,失败原因,跨行标志`,
      row('3', three, '成功', '否', '交易成功', '', '是'),
    ];
    expect((await read(rows)).values).toEqual({ 3: 'paid' });
    const words: AnswerWords = { columns: { outcome: '回单' }, paid: [], returned: [] };
    const own = [`序号,账号,户名,金额,回单,状态`, row('3', three, '成功', '失败')].join('\n');
    const { refused } = await readAsAnswer('small.csv', { words, bytes: Buffer.from(own) });
    expect(refused.map(place)).toEqual(['2 结果 payout.return-columns-differ']);
  });

  it('may mark its failures, repeat its heads, space its words and come from a place that is called 分', async () => {
    const rows = [
      '付款单位：分宜县双泉村,,,,,',
      `标记,${heads}`,
      `,${row('1', one, '成 功')}`,
      `标记,${heads}`,
      `*,${row('3', three, '失败')}`,
    ];
    expect((await read(rows)).values).toEqual({ 1: 'paid', 3: 'returned' });
  });
});
