/** Tables in and out, through HTTP on a real database. */
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import postgres from 'postgres';
import { text as streamText } from 'node:stream/consumers';
import { deflateRawSync } from 'node:zlib';
import readWorkbook from 'read-excel-file/node';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { fromBufferPromise } from 'yauzl';
import { residentIdCheckDigit } from '../../src/domain/identity-number.ts';
import { startTestApp, type Reply, type TestApp } from '../support/app.ts';
import { expectStatus, runToPosted } from '../support/cooperative.ts';
import { hasSpreadsheet, savedAgain, typedInto } from '../support/spreadsheet.ts';

let test: TestApp;
beforeAll(async () => {
  test = await startTestApp();
  const classes = [
    { code: 'basic', name: '基本股', kind: 'basic', places: 2 },
    { code: 'collective', name: '集体股', kind: 'collective', places: 0 },
  ];
  for (const each of classes) await expectStatus(test.as('accountant').post('~/share-classes', each), 201);
});
afterAll(() => test.close());

const id = (seventeen: string) => seventeen + residentIdCheckDigit(seventeen);
const csv = (rows: readonly (readonly string[])[]) =>
  Buffer.from(rows.map((row) => row.join(',')).join('\r\n'));

async function upload(
  kind: string,
  fileName: string,
  bytes: Uint8Array,
  query = '',
  path = '~/imports',
): Promise<Reply> {
  return sendFile(`${path}?kind=${kind}${query}`, fileName, bytes);
}

async function sendFile(address: string, fileName: string, bytes: Uint8Array): Promise<Reply> {
  const boundary = 'hegu-boundary';
  const payload = Buffer.concat([
    Buffer.from(
      `--${boundary}\r\nContent-Disposition: form-data; name="file"; filename="${fileName}"\r\nContent-Type: application/octet-stream\r\n\r\n`,
    ),
    bytes,
    Buffer.from(`\r\n--${boundary}--\r\n`),
  ]);
  return test.as('accountant').post(address, payload, {
    'content-type': `multipart/form-data; boundary=${boundary}`,
  });
}

/** Uploads, confirms what was read unless it is only to be checked, and asks for the state until it has ended. */
async function imported(
  kind: string,
  fileName: string,
  bytes: Uint8Array,
  query = '',
): Promise<Reply['body']> {
  const { id } = await expectStatus(upload(kind, fileName, bytes, query), 202);
  const checked = await ended(id as string, query.includes('lang=zh') ? '?lang=zh' : '');
  if (checked.state !== 'checked' || query.includes('dryRun')) return checked;
  await expectStatus(confirm(checked), 202);
  return ended(id as string);
}

const confirm = ({ id, rows }: Reply['body'], more: { readonly again?: true } = {}) =>
  test.as('accountant').post(`~/imports/${id}/confirm`, { rows, ...more });

async function ended(importId: string, query = ''): Promise<Reply['body']> {
  for (;;) {
    const row = await expectStatus(test.as('accountant').get(`~/imports/${importId}${query}`), 200);
    if (!['waiting', 'reading', 'entering'].includes(row.state as string)) return row;
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
}

const head = ['股东编号', '姓名', '性别', '身份证号', '户号', '与户主关系', '组别', '入社日期', '退休日期'];
const zhang = [
  'A1',
  '张䶮',
  '男',
  id('99010519440330001'),
  'H1',
  '户主',
  '第一组',
  '2010-07-31',
  '2004-03-30',
];
const li = [
  'A2',
  '李秀英',
  '女',
  id('99010519460512002'),
  'H1',
  '配偶',
  '第一组',
  '2010年7月31日',
  '2001/5/12',
];

describe('a roster', () => {
  it('comes in from a CSV, as a dry run first and then confirmed without sending it again', async () => {
    const table = csv([['双泉社区股东名册'], head, zhang, li]);
    const dry = await imported('roster', '名册.csv', table, '&dryRun=true');
    expect(dry).toMatchObject({ state: 'checked', rows: 2, result: { members: 2, households: 1 } });
    // What was read is told before anything is entered, and stays with the import.
    expect(dry.reading).toMatchObject({
      tab: null,
      headRow: 2,
      rows: 2,
      columns: expect.arrayContaining([
        { name: '身份证号', column: 'D', key: 'residentId', zh: '身份证号', en: 'Resident ID' },
      ]),
      unused: [],
      passedOver: [{ row: 1, why: 'above', text: '双泉社区股东名册' }],
      passedOverCount: 1,
      otherTabs: [],
      first: 'A1 张䶮',
      last: 'A2 李秀英',
      sums: [
        { what: 'people', of: null, value: '2' },
        { what: 'members', of: null, value: '2' },
        { what: 'households', of: null, value: '1' },
        { what: 'resident-ids', of: null, value: '2' },
        { what: 'bank-accounts', of: null, value: '0' },
      ],
    });
    expect((await test.as('accountant').get('~/members')).body.members).toHaveLength(0);
    await expectStatus(confirm(dry), 202);
    expect(await ended(dry.id as string)).toMatchObject({
      state: 'done',
      dryRun: false,
      reading: { passedOver: [{ row: 1, why: 'above', text: '双泉社区股东名册' }] },
      result: { members: 2 },
    });
    const { members } = (await test.as('accountant').get('~/members?on=2010-08-01')).body;
    expect(members.map((each: { name: string }) => each.name)).toEqual(['张䶮', '李秀英']);
    expect(members[0].standing).toMatchObject({ state: 'retired', retiredOn: '2004-03-30' });
    expect(members[1].standing).toMatchObject({ state: 'retired', retiredOn: '2001-05-12' });
    const again = await confirm(dry);
    expect([again.status, again.body.code]).toEqual([409, 'import.not-checked']);
  });

  it('in GB18030, with tabs and title rows above the heads, reads the same', async () => {
    // 股东编号 姓名 ... written by an office program in GB18030: 张三, number B1.
    const bytes = Buffer.concat([
      Buffer.from('c3fbb2e1', 'hex'),
      Buffer.from('\r\n'),
      Buffer.from('b9c9b6abb1e0bac5', 'hex'),
      Buffer.from('\t'),
      Buffer.from('d0d5c3fb', 'hex'),
      Buffer.from('\r\nB1\t'),
      Buffer.from('d5c5c8fd', 'hex'),
      Buffer.from('\r\n'),
    ]);
    expect(await imported('roster', 'gb.csv', bytes)).toMatchObject({
      state: 'done',
      result: { members: 1 },
    });
    const found = await test.as('accountant').post('~/members/search', { text: 'B1' });
    expect(found.body.members[0].name).toBe('张三');
  });

  it('with faults enters nobody and names every row, column and remedy', async () => {
    const wrongDigit = zhang[3]!.slice(0, 17) + (zhang[3]!.endsWith('0') ? '1' : '0');
    const rows = [
      head,
      ['C1', '甲', '男', wrongDigit, 'H9', '户主', '', '2010-07-31', ''],
      ['C2', '乙', '女', li[3]!, 'H9', '户主', '', '2010-07-31', ''],
      ['C2', '丙', '不详', '', '', '', '', '去年', ''],
      ['C4', '', '', '', '', '', '', '', ''],
      ['C5', '\uE123', '', '', '', '', '', '', ''],
    ];
    const { state, faults, faultSums } = await imported('roster', '错.csv', csv(rows), '&lang=zh');
    expect(state).toBe('refused');
    const places = faults.map(
      (each: { code: string; row: number; column: string }) => `${each.row} ${each.column} ${each.code}`,
    );
    expect(places).toEqual([
      '2 身份证号 (D) resident-id.check-digit',
      '3 身份证号 (D) resident-id.duplicate',
      '3 与户主关系 (F) membership.two-heads',
      '4 股东编号 (A) register-number.duplicate',
      '4 性别 (C) cell.choice',
      '4 入社日期 (H) cell.date',
      '5 姓名 (B) cell.required',
      '6 姓名 (B) cell.unreadable-character',
    ]);
    expect(faults[5].message).toContain('2010年7月31日');
    expect(faultSums).toHaveLength(8);
    expect(faultSums[0]).toMatchObject({
      code: 'resident-id.check-digit',
      column: '身份证号 (D)',
      row: 2,
      count: 1,
    });
    expect(JSON.stringify(faults)).not.toContain(wrongDigit);
    expect((await test.as('accountant').post('~/members/search', { text: 'C1' })).body.members).toHaveLength(
      0,
    );
  });

  it('with a head nobody knows, without a required one, or without rows is refused by name', async () => {
    const unknown = await imported(
      'roster',
      'a.csv',
      csv([
        [...head, '退休日'],
        [...zhang, ''],
      ]),
    );
    expect(unknown.faults[0]).toMatchObject({ code: 'table.column-unknown', row: 1, column: 'J' });
    const missing = await imported(
      'roster',
      'b.csv',
      csv([
        ['股东编号', '性别'],
        ['1', '男'],
      ]),
    );
    expect(missing.faults[0].code).toBe('table.column-missing');
    const empty = await imported('roster', 'c.csv', csv([head]));
    expect(empty.faults[0].code).toBe('table.no-rows');
  });

  it('is read for the screen as it stands, and nothing of it is kept', async () => {
    const before = (await test.as('accountant').get('~/imports')).body.imports.length as number;
    const rows = [
      ['名册'],
      ['股东编号', '姓名', '血型', '备注', '出生年月'],
      [],
      ['D1', '甲', 'A', '新', '1960-02-03'],
      ['合计', '1'],
    ];
    const read = await expectStatus(upload('roster', 'r.csv', csv(rows), '&lang=zh', '~/imports/read'), 200);
    expect(read).toMatchObject({
      headRow: 2,
      heads: [
        { name: '股东编号', key: 'registerNumber', own: false },
        { name: '姓名', key: 'name', own: false },
        { name: '血型', key: null, own: false },
        { name: '备注', key: null, own: true },
        { name: '出生年月', key: 'birthDate', own: false },
      ],
      rows: [{ row: 4, cells: ['D1', '甲', 'A', '新', '1960-02-03'] }],
      sums: [{ row: 5, cells: ['合计', '1', '', '', ''] }],
      // What was passed over is told of the file itself, whatever is mended on the screen afterwards.
      tab: null,
      passedOver: [
        { row: 1, text: '名册' },
        { row: 5, text: '合计 | 1' },
      ],
      passedOverCount: 2,
      faults: [],
    });
    const lost = readFileSync('fixtures/imports/number-typed-id.xlsx');
    const { faults } = await expectStatus(upload('roster', 'n.xlsx', lost, '', '~/imports/read'), 200);
    expect(faults).toMatchObject([{ code: 'cell.digits-lost', row: 2, column: '身份证号 (D)' }]);
    const none = await upload('roster', 'x.csv', csv([['a', 'b']]), '', '~/imports/read');
    expect([none.status, none.body.code]).toEqual([422, 'table.no-heads']);
    expect((await test.as('accountant').get('~/imports')).body.imports).toHaveLength(before);
  });

  it('that was refused comes back as a copy with its faults beside their rows, and can be sent again', async () => {
    const rows = csv([head, zhang, ['M2', '甲', '不详', '', '', '', '', '去年', '']]);
    const { id: importId } = await imported('roster', '错.csv', rows);
    const marked = `~/imports/${importId}/marked?lang=zh`;
    expect((await sendFile(marked, '错.csv', csv([head, zhang]))).body.code).toBe('import.other-file');
    const copy = await sendFile(marked, '错.csv', rows);
    const [sheet] = await readWorkbook(copy.rawPayload);
    expect(sheet?.data[0]?.slice(0, 3)).toEqual(['要改的地方', '股东编号', '姓名']);
    expect(sheet?.data[2]?.[0]).toContain('“不详”');
    expect(sheet?.data[2]?.slice(1, 4)).toEqual(['M2', '甲', '不详']);
    const again = await imported('roster', '改.xlsx', copy.rawPayload);
    expect(again.faults.filter(({ row }: { row: number }) => row === 3)).toMatchObject([
      { code: 'cell.choice', column: '性别 (D)' },
      { code: 'cell.date', column: '入社日期 (I)' },
    ]);
  });

  it('may not be sent by somebody who only reads, and its file is gone after use', async () => {
    const reply = await test.as('auditor').post('~/imports?kind=roster', {});
    expect([reply.status, reply.body.code]).toEqual([403, 'access.forbidden']);
    const none = await test.as('accountant').post('~/imports?kind=roster', {});
    expect([none.status, none.body.code]).toEqual([422, 'file.missing']);
  });
});

describe('opening shares', () => {
  it('come in for members and the collective, with classes by name or code', async () => {
    const rows = [
      ['持有人类别', '持有人编号', '股种', '股数', '生效日期'],
      ['成员', 'A1', '基本股', '2000.50', '2010-07-31'],
      ['成员', 'A2', 'basic', '1000', '2010-07-31'],
      ['集体', '', '集体股', '800', '2010-07-31'],
    ];
    const done = await imported('opening-shares', '股份.csv', csv(rows));
    expect(done).toMatchObject({ state: 'done', result: { movements: 3, shares: '3800.5' } });
    // The same file once more, and a row pasted twice, would count twice.
    const again = await imported('opening-shares', '股份.csv', csv(rows));
    const said = ({ row, code }: { row: number; code: string }) => `${row} ${code}`;
    expect(again.faults.map(said)).toEqual([2, 3, 4].map((row) => `${row} shares.opening-there`));
    const pasted = ['成员', 'A2', '基本股', '5', '2010-08-01'];
    const twice = await imported('opening-shares', '股份.csv', csv([rows[0]!, pasted, pasted]));
    expect(twice.faults.map(said)).toEqual(['3 shares.opening-twice']);
  });

  it('of an unknown class, negative, too fine or of nobody are refused cell by cell', async () => {
    const rows = [
      ['持有人类别', '持有人编号', '股种', '股数', '生效日期'],
      ['成员', 'A1', '优先股', '1', '2010-07-31'],
      ['成员', 'A1', '基本股', '-5', '2010-07-31'],
      ['成员', 'A1', '基本股', '0.001', '2010-07-31'],
      ['成员', 'ZZ', '基本股', '1', '2010-07-31'],
      ['成员', '', '基本股', '1', '2010-02-30'],
    ];
    const { faults } = await imported('opening-shares', '股份.csv', csv(rows));
    expect(
      faults.map(
        (each: { code: string; row: number; column: string }) => `${each.row} ${each.column} ${each.code}`,
      ),
    ).toEqual([
      '2 股种 (C) shares.class-not-found',
      '3 股数 (D) quantity.negative',
      '4 股数 (D) shares.too-fine-for-class',
      '5 持有人编号 (B) shares.holder-not-found',
      '6 持有人编号 (B) cell.required',
      '6 生效日期 (E) cell.date',
    ]);
  });
});

describe('a workbook', () => {
  it('that was filled in from the template comes in, numbers as shown and days as days', async () => {
    const reply = await test.as('accountant').get('~/imports/template?kind=opening-shares&lang=zh');
    expect(reply.headers['content-disposition']).toContain(encodeURIComponent('期初股份模板.xlsx'));
    const [sheet, notes] = await readWorkbook(reply.rawPayload);
    expect(sheet?.data[2]).toEqual(['持有人类别', '持有人编号', '股种*', '股数*', '生效日期*']);
    // Its example cannot be entered, and its second tab is no second table.
    expect([sheet?.data[3]?.[0], notes?.sheet]).toEqual(['示例', '填写说明']);
    // Every column is text to its end, and what has few answers is chosen from a list.
    const formed = async (file: Buffer) => {
      const [styles, form] = await Promise.all(
        ['xl/styles.xml', 'xl/worksheets/sheet1.xml'].map((part) => partsOf(file, [part])),
      );
      const formats = [...(/<cellXfs.*<\/cellXfs>/s.exec(styles ?? '')?.[0] ?? '').matchAll(/<xf[^>]*>/g)];
      const columns = [...(form ?? '').matchAll(/<col [^>]*style="(\d+)"/g)];
      return {
        formats: columns.map(([, style]) => /numFmtId="(\d+)"/.exec(formats[Number(style)]?.[0] ?? '')?.[1]),
        lists: [...(form ?? '').matchAll(/<formula1>&quot;([^<]*)&quot;<\/formula1>/g)].map(
          ([, list]) => list,
        ),
      };
    };
    const opening = await formed(reply.rawPayload);
    expect(opening.formats).toEqual(Array.from({ length: 5 }, () => '49'));
    expect(opening.lists[0]).toBe('成员,户,集体');
    expect(opening.lists[1]?.split(',')).toContain('基本股');
    const roster = await test.as('accountant').get('~/imports/template?kind=roster&lang=zh');
    const people = await formed(roster.rawPayload);
    expect(new Set(people.formats)).toEqual(new Set(['49']));
    expect(people.lists[0]).toBe('男,女');
    expect(people.lists[1]).toMatch(/^户主,配偶,子女,/);
    const asItIs = await imported('opening-shares', '模板.xlsx', reply.rawPayload);
    expect(asItIs.faults).toMatchObject([{ code: 'table.no-rows' }]);
    // 0.1 + 0.2 as a spreadsheet stores it; 40391 is 2010-08-01 in a cell formatted as a day.
    const heads = ['持有人类别', '持有人编号', '股种*', '股数*', '生效日期*'];
    const bytes = workbook(
      `<row r="1">${heads.map((each, index) => text(`${'ABCDE'[index]}1`, each)).join('')}</row>` +
        `<row r="2">${text('A2', '成员')}${text('B2', 'A1')}${text('C2', 'basic')}` +
        `<c r="D2"><v>0.30000000000000004</v></c><c r="E2" s="1"><v>40391</v></c></row>`,
    );
    const done = await imported('opening-shares', 'x.xlsx', bytes);
    expect(done).toMatchObject({ state: 'done', result: { movements: 1, shares: '0.3' } });
  });

  it('with an ID number in a number cell, or a failed formula, is refused there', async () => {
    const bytes = workbook(
      `<row r="1">${text('A1', '股东编号')}${text('B1', '姓名')}${text('C1', '身份证号')}</row>` +
        `<row r="2">${text('A2', 'D1')}${text('B2', '丁')}<c r="C2"><v>9.90105194403300E+17</v></c></row>` +
        `<row r="3">${text('A3', 'D2')}<c r="B3" t="e"><f>Z9</f><v>#REF!</v></c></row>`,
    );
    const { faults } = await imported('roster', 'x.xlsx', bytes);
    expect(
      faults.map(
        (each: { code: string; row: number; column: string }) => `${each.row} ${each.column} ${each.code}`,
      ),
    ).toEqual([
      '2 身份证号 (C) cell.zeros-at-end',
      '2 身份证号 (C) cell.digits-lost',
      '3 姓名 (B) cell.error-value',
    ]);
  });

  it('that unpacks to hundreds of megabytes is refused before it is parsed', async () => {
    const bomb = zip([['xl/workbook.xml', Buffer.alloc(450 * 1024 * 1024, 0x20)]]);
    expect(bomb.length).toBeLessThan(1024 * 1024);
    const { faults } = await imported('roster', 'bomb.xlsx', bomb);
    expect(faults[0].code).toBe('file.unpacks-too-large');
  });
});

describe('a file that is no table', () => {
  const ole = Buffer.from('d0cf11e0a1b11ae1', 'hex');
  it.each([
    ['nothing', Buffer.alloc(0), 'file.empty'],
    ['blanks', Buffer.from('\r\n \r\n'), 'file.empty'],
    ['a picture', Buffer.from('89504e470d0a1a0a0000', 'hex'), 'file.not-a-table'],
    [
      'a workbook with a password',
      Buffer.concat([ole, Buffer.alloc(500), Buffer.from('EncryptedPackage', 'utf16le')]),
      'file.password-protected',
    ],
    ['an old workbook', Buffer.concat([ole, Buffer.alloc(500)]), 'file.old-workbook'],
    ['half a workbook', Buffer.from('504b030414000000', 'hex'), 'file.damaged'],
    ['another archive', () => zip([['word/document.xml', Buffer.from('<w/>')]]), 'file.document'],
    ['UTF-16 without a mark', Buffer.from('股东编号,姓名\n1,张三', 'utf16le'), 'file.encoding-unknown'],
    ['bytes of no encoding', Buffer.from('b9c9b6ab2cff80ff0a', 'hex'), 'file.encoding-unknown'],
    ['a quote that never ends', Buffer.from('股东编号,姓名\n1,"张三\n2,李四\n'), 'file.quotes'],
    [
      'other words in another encoding',
      Buffer.from('aad1aa46bd73b8b92ca96da657', 'hex'),
      'table.no-heads-in-encoding',
    ],
  ])('%s', async (_, content, code) => {
    const bytes = typeof content === 'function' ? content() : content;
    const { state, faults } = await imported('roster', 'roster.xlsx', bytes, '&lang=zh');
    expect([state, faults[0]?.code]).toEqual(['refused', code]);
    expect(faults[0].message).not.toMatch(/\{|undefined/);
  });
});

describe('exports', () => {
  it('of members are masked, and a name that begins like a formula cannot run', async () => {
    await expectStatus(
      test.as('accountant').post('~/members', { registerNumber: 'E1', name: '钱某', standings: [] }),
      201,
    );
    // No such name comes in any more; those of earlier versions are still there.
    const owner = postgres(test.ownerUrl, { max: 1, onnotice: () => undefined });
    test.expectTampering();
    await owner`update member set name = '=cmd|calc', changed_at = clock_timestamp() where register_number = 'E1'`;
    const sheet = await test.as('auditor').get('~/exports/members?format=csv&on=2012-01-01&lang=zh');
    expect(sheet.headers['content-type']).toContain('text/csv');
    expect(sheet.body).toContain("'=cmd|calc");
    expect(sheet.body).toContain('张䶮');
    expect(sheet.body).not.toContain(zhang[3]);
    const [book] = await readWorkbook(
      (await test.as('auditor').get('~/exports/members?format=xlsx&lang=zh')).rawPayload,
    );
    expect(book?.data.flat()).toContain('=cmd|calc');
    expect(book?.data[0]?.slice(0, 3)).toEqual(['股东编号', '姓名', '性别']);
    await owner`update member set name = '钱某', changed_at = clock_timestamp() where register_number = 'E1'`;
    await owner.end();
  });

  it('of holdings, movements and dividend lines carry exact numbers', async () => {
    const run = await runToPosted(test, undefined, { period: '2010-H2', pool: '100000.01' });
    const holdings = await test.as('reviewer').get('~/exports/holdings?format=csv&on=2010-12-31&lang=zh');
    expect(holdings.body).toContain('成员,A1,张䶮,基本股,2000.8,2010-12-31');
    const movements = await test.as('reviewer').get('~/exports/movements?format=csv&lang=en');
    expect(movements.body.trim().split('\r\n')).toHaveLength(1 + 4);
    const lines = await test
      .as('reviewer')
      .get(`~/exports/dividend-runs/${run.id}/lines?format=xlsx&lang=zh`);
    const [sheet] = await readWorkbook(lines.rawPayload, { parseNumber: (digits: string) => digits });
    // Printed as it is: a page as wide as the table, its heads and whose it is on each.
    const said = await partsOf(lines.rawPayload, ['xl/workbook.xml', 'xl/worksheets/sheet1.xml']);
    expect(said).toContain(`_xlnm.Print_Titles" localSheetId="0">'分红明细 2010-H2'!$1:$1<`);
    expect(said).toMatch(
      /orientation="landscape" fitToWidth="1" fitToHeight="0".*社 · 分红明细 2010-H2 · \d{4}-/,
    );
    const moved = await test.as('reviewer').get('~/exports/movements?lang=zh');
    const [table] = await readWorkbook(moved.rawPayload);
    expect(table?.data[1]?.[7]).toMatch(/^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d$/);
    const gross = sheet?.data.slice(1).map((row) => row[9] as string) ?? [];
    expect(gross.reduce((sum, each) => sum + BigInt(each.replace('.', '')), 0n)).toBe(10000001n);
    const nowhere = '00000000-0000-7000-8000-000000000000';
    const unknown = await test.as('reviewer').get(`~/exports/dividend-runs/${nowhere}/lines`);
    expect([unknown.status, unknown.body.code]).toEqual([404, 'run.unknown']);
    expect((await test.as('representative').get('~/exports/movements')).status).toBe(403);
  });

  const doors = [
    ['members', 'roster', '?on=2012-01-01'],
    ['holdings', 'opening-shares', '?on=2010-12-31'],
    ['movements', 'opening-shares', '?'],
  ] as const;
  const exported = async (what: string, query: string) =>
    (await test.as('accountant').get(`~/exports/${what}${query}`)).rawPayload;
  const countOf = (table: Buffer) => table.toString().trim().split('\r\n').length - 1;

  it.each(doors)(
    'of %s go in again as nothing new, masks and all, also as a spreadsheet saves them',
    async (what, kind, query) => {
      const before = await Promise.all(doors.map(([each, , asked]) => exported(each, `${asked}&format=csv`)));
      const plain = await exported(what, `${query}&format=csv&lang=zh`);
      const saved = plain
        .toString()
        .replace(/(\d{4})-0?(\d+)-0?(\d+)/g, '$1/$2/$3')
        .replace(/,(\d+\.\d),/g, ',$10,');
      expect(saved).not.toBe(plain.toString());
      const files = [
        ['a.csv', plain],
        ['b.csv', Buffer.from(saved)],
        ['c.csv', await exported(what, `${query}&format=csv&lang=en`)],
        ['d.xlsx', await exported(what, `${query}&format=xlsx&lang=zh`)],
      ] as const;
      for (const [name, bytes] of files) {
        const { heads } = await expectStatus(upload(kind, name, bytes, '', '~/imports/read'), 200);
        expect(heads.filter(({ own }: { own: boolean }) => !own)).toEqual([]);
        const checked = await imported(kind, name, bytes, '&dryRun=true');
        expect(checked, name).toMatchObject({ state: 'checked', rows: countOf(plain), faultCount: 0 });
        expect(checked.warnings.map(({ code }: { code: string }) => code)).toEqual(['import.nothing-new']);
        expect(Object.values(checked.result).map(Number)).not.toContain(countOf(plain));
      }
      // Entered all the same, it enters nothing.
      expect(await imported(kind, 'a.csv', plain)).toMatchObject({ state: 'done', rows: countOf(plain) });
      expect(
        await Promise.all(doors.map(([each, , asked]) => exported(each, `${asked}&format=csv`))),
      ).toEqual(before);
      // The very file once more: told from the check on, and entered only on somebody's word.
      const again = await imported(kind, 'again.csv', plain, '&dryRun=true');
      expect(again.enteredBefore).toMatchObject({ fileName: 'a.csv', rows: countOf(plain) });
      const refused = await confirm(again);
      expect([refused.status, refused.body.code]).toEqual([409, 'import.entered-before']);
      expect(refused.body.detail).toContain(`“a.csv”`);
      expect(refused.body.detail).toContain(again.enteredBefore.by);
      const { imports } = await expectStatus(test.as('accountant').get('~/imports?limit=1'), 200);
      expect(imports[0].enteredBefore).toEqual(again.enteredBefore);
      await expectStatus(confirm(again, { again: true }), 202);
      expect(await ended(again.id as string)).toMatchObject({ state: 'done' });
      // Other bytes are another file.
      expect((await imported(kind, 'b.csv', Buffer.from(saved), '&dryRun=true')).enteredBefore).toBeNull();
    },
  );

  it.runIf(hasSpreadsheet)(
    'open in LibreOffice, and what it saves of them is nothing new either; a template keeps what is typed into it there',
    async () => {
      const folder = mkdtempSync(join(tmpdir(), 'hegu-exports-'));
      try {
        const files = new Map<string, Buffer>();
        for (const [what, , query] of doors) files.set(what, await exported(what, `${query}&lang=zh`));
        const saved = savedAgain(folder, files);
        for (const [what, kind, query] of doors) {
          const bytes = saved.get(what)!;
          expect(await partsOf(bytes, ['docProps/app.xml'])).toContain('LibreOffice');
          const checked = await imported(kind, `${what}.xlsx`, bytes, '&dryRun=true');
          const rows = countOf(await exported(what, `${query}&format=csv`));
          expect([checked.state, checked.rows, checked.faults], what).toEqual(['checked', rows, []]);
          expect(checked.warnings).toMatchObject([{ code: 'import.nothing-new' }]);
        }
        const template = await test.as('accountant').get('~/imports/template?kind=roster&lang=zh');
        const typed = ['007', '王小明', '男', '1962-3-14', id('99010519620314003'), '3-12', '户主'];
        const cells = typed.map((text, at) => [`${String.fromCharCode(65 + at)}5`, text] as const);
        const filled = typedInto(folder, template.rawPayload, Object.fromEntries(cells));
        const read = await expectStatus(upload('roster', 'r.xlsx', filled, '', '~/imports/read'), 200);
        expect(read.faults).toEqual([]);
        expect(read.rows.map((row: { cells: string[] }) => row.cells.slice(0, 7))).toEqual([typed]);
      } finally {
        rmSync(folder, { recursive: true, force: true });
      }
    },
    180_000,
  );

  it.each([
    ['members', 'roster', '?on=2012-01-01', '张䶮', '张龑', '姓名 (B)'],
    ['holdings', 'opening-shares', '?on=2010-12-31', '2000.8', '2000.9', '股数 (E)'],
    ['movements', 'opening-shares', '?', 'A1 张䶮', 'A1 张龑', '转入方 (E)'],
  ] as const)(
    'of %s with a cell that was changed are refused there, and rows that nobody has too',
    async (what, kind, query, old, other, column) => {
      const lines = (await exported(what, `${query}&format=csv&lang=zh`)).toString().trim().split('\r\n');
      const at = lines.findIndex((line) => line.includes(old));
      const strange = lines[at]!.replace(/^(成员,)?[^,]+/, '$1999');
      const changed = lines.with(at, lines[at]!.replace(old, other));
      const { state, faults } = await imported(
        kind,
        'a.csv',
        Buffer.from([...changed, strange].join('\r\n')),
        '&lang=zh',
      );
      expect([state, faults.map(({ code, row }: { code: string; row: number }) => [code, row])]).toEqual([
        'refused',
        [
          ['row.differs-from-register', at + 1],
          ['row.not-in-register', lines.length + 1],
        ],
      ]);
      expect(faults[0]).toMatchObject({
        column,
        message: expect.stringContaining(`册上是“${old}”，表中是“${other}”`),
      });
    },
  );
});

async function partsOf(workbook: Buffer, paths: readonly string[]): Promise<string> {
  const archive = await fromBufferPromise(workbook, { lazyEntries: true });
  let parts = '';
  for await (const entry of archive.eachEntry())
    if (paths.includes(entry.fileName)) parts += await streamText(await archive.openReadStreamPromise(entry));
  return parts;
}

const text = (place: string, value: string) => `<c r="${place}" t="inlineStr"><is><t>${value}</t></is></c>`;

/** The least workbook that a spreadsheet program would open; style 1 is a day. */
function workbook(rows: string): Buffer {
  const main = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';
  const office = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
  const packages = 'http://schemas.openxmlformats.org/package/2006';
  const parts: [string, string][] = [
    ['[Content_Types].xml', `<Types xmlns="${packages}/content-types"/>`],
    [
      '_rels/.rels',
      `<Relationships xmlns="${packages}/relationships"><Relationship Id="r" Type="${office}/officeDocument" Target="xl/workbook.xml"/></Relationships>`,
    ],
    [
      'xl/workbook.xml',
      `<workbook xmlns="${main}" xmlns:r="${office}"><sheets><sheet name="S" sheetId="1" r:id="rId1"/></sheets></workbook>`,
    ],
    [
      'xl/_rels/workbook.xml.rels',
      `<Relationships xmlns="${packages}/relationships"><Relationship Id="rId1" Type="${office}/worksheet" Target="worksheets/sheet1.xml"/><Relationship Id="rId2" Type="${office}/styles" Target="styles.xml"/></Relationships>`,
    ],
    [
      'xl/styles.xml',
      `<styleSheet xmlns="${main}"><cellXfs><xf numFmtId="0"/><xf numFmtId="14"/></cellXfs></styleSheet>`,
    ],
    ['xl/worksheets/sheet1.xml', `<worksheet xmlns="${main}"><sheetData>${rows}</sheetData></worksheet>`],
  ];
  return zip(parts.map(([path, xml]) => [path, Buffer.from(xml)]));
}

/** An archive written by hand, so that nothing of the service helps to make what it is to refuse. */
function zip(entries: readonly (readonly [string, Buffer])[]): Buffer {
  const crc32 = (bytes: Buffer) => {
    let crc = ~0;
    for (const byte of bytes) {
      crc ^= byte;
      for (let bit = 0; bit < 8; bit += 1) crc = (crc >>> 1) ^ (crc & 1 ? 0xedb88320 : 0);
    }
    return ~crc >>> 0;
  };
  const [files, directory]: [Buffer[], Buffer[]] = [[], []];
  let offset = 0;
  for (const [path, content] of entries) {
    const name = Buffer.from(path);
    const packed = deflateRawSync(content);
    const common = Buffer.alloc(26);
    common.writeUInt16LE(20, 0);
    common.writeUInt16LE(8, 4);
    common.writeUInt32LE(content.length > 1e8 ? 0 : crc32(content), 10);
    common.writeUInt32LE(packed.length, 14);
    common.writeUInt32LE(content.length, 18);
    common.writeUInt16LE(name.length, 22);
    files.push(Buffer.from('504b0304', 'hex'), common, name, packed);
    const tail = Buffer.alloc(14);
    tail.writeUInt32LE(offset, 10);
    directory.push(Buffer.from('504b01021400', 'hex'), common, tail, name);
    offset += 30 + name.length + packed.length;
  }
  const central = Buffer.concat(directory);
  const end = Buffer.alloc(18);
  end.writeUInt16LE(entries.length, 4);
  end.writeUInt16LE(entries.length, 6);
  end.writeUInt32LE(central.length, 8);
  end.writeUInt32LE(offset, 12);
  return Buffer.concat([...files, central, Buffer.from('504b0506', 'hex'), end]);
}
