/**
 * Workbooks that are none: a few kilobytes that would unpack, or be laid out, to gigabytes. Each is refused by name while it is
 * looked through, before any parser sees it; a real one of the largest size is still read.
 */
import { strToU8, zipSync } from 'fflate';
import { describe, expect, it } from 'vitest';
import { readSheet } from '../../src/modules/exchange/sheet-reading.ts';
import { readTables } from '../../src/platform/tabular-reading.ts';
import { refusing } from '../support/refusing.ts';

const main = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';
const office = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
const packages = 'http://schemas.openxmlformats.org/package/2006';

/** A workbook with one sheet of this XML, and whatever else is given. */
function workbook(rows: string, more: Readonly<Record<string, string>> = {}): Buffer {
  const parts = {
    '[Content_Types].xml': `<Types xmlns="${packages}/content-types"><Default Extension="xml" ContentType="application/xml"/></Types>`,
    'xl/workbook.xml': `<workbook xmlns="${main}" xmlns:r="${office}"><sheets><sheet name="a" sheetId="1" r:id="rId1"/></sheets></workbook>`,
    'xl/_rels/workbook.xml.rels': `<Relationships xmlns="${packages}/relationships"><Relationship Id="rId1" Type="${office}/worksheet" Target="worksheets/sheet1.xml"/></Relationships>`,
    'xl/worksheets/sheet1.xml': `<worksheet xmlns="${main}"><sheetData>${rows}</sheetData></worksheet>`,
    ...more,
  };
  return Buffer.from(
    zipSync(
      Object.fromEntries(
        Object.entries(parts).map(([path, xml]) => [path, [strToU8(xml), { level: path in more ? 0 : 6 }]]),
      ),
    ),
  );
}

const text = (place: string, content: string) =>
  `<c r="${place}" t="inlineStr"><is><t>${content}</t></is></c>`;
const row = (number: number, ...cells: readonly string[]) => `<row r="${number}">${cells.join('')}</row>`;
const read = (bytes: Uint8Array) => readTables(bytes, 'roster.xlsx');

describe('a workbook', () => {
  it.each([
    ['with a cell in the last column there is', row(1, text('XFD1', 'x')), 'table.too-many-columns'],
    ['with a cell in the last place there is', row(1_048_576, text('A1048576', 'x')), 'file.row-far-below'],
    ['with a cell in a column there is not', row(2, text('ZZZZZZ2', 'x')), 'table.too-many-columns'],
    ['with a cell in a row there is not', row(1, text('A99999999999', 'x')), 'file.row-far-below'],
    [
      'with a cell in the last column, in another name space',
      `<x:row><x:c r="XFD1"><x:v>1</x:v></x:c></x:row>`,
      'table.too-many-columns',
    ],
    [
      'with a cell of two hundred thousand letters',
      row(1, text('A1', 'x'.repeat(200_000))),
      'table.cell-too-large',
    ],
    ['with a tag without end', `<c r="A1" s="${'x'.repeat(500_000)}`, 'file.damaged'],
    ['with entities of its own', `<!DOCTYPE a [<!ENTITY b "c">]>`, 'file.damaged'],
    [
      'that unpacks to hundreds of times its size',
      `${row(1, text('A1', 'x'))}${' <!-- -->'.repeat(2_000_000)}`,
      'file.unpacks-too-large',
    ],
  ] as const)('%s is refused', async (_, rows, code) => {
    await expect(read(workbook(rows))).rejects.toThrow(refusing(code));
  });

  it('of which one long text stands in every cell is refused: it is packed once and looked at as often as it stands', async () => {
    const shared = `<Relationship Id="rId1" Type="${office}/worksheet" Target="worksheets/sheet1.xml"/><Relationship Id="rId2" Type="${office}/sharedStrings" Target="sharedStrings.xml"/>`;
    const cells = '<c t="s"><v>0</v></c>'.repeat(12);
    const bytes = workbook(`<row>${cells}</row>`.repeat(2_000), {
      'xl/_rels/workbook.xml.rels': `<Relationships xmlns="${packages}/relationships">${shared}</Relationships>`,
      'xl/sharedStrings.xml': `<sst xmlns="${main}"><si><t>${'\u00a0x'.repeat(16_000)}</t></si></sst>`,
    });
    await expect(read(bytes)).rejects.toThrow(refusing('table.too-much-text'));
  });

  it('with a part that nothing leads to is read without it, however large that is', async () => {
    const noise = ' '.repeat(17 * 1024 * 1024);
    expect(await read(workbook('', { 'xl/styles.xml': noise }))).toEqual([{ sheet: 'a', rows: [] }]);
  });

  it('with a part that it leads to, larger than any it needs, is refused', async () => {
    const relation = (id: string, kind: string, target: string) =>
      `<Relationship Id="${id}" Type="${office}/${kind}" Target="${target}"/>`;
    const leading = [
      relation('rId1', 'worksheet', 'worksheets/sheet1.xml'),
      relation('rId2', 'styles', 'styles.xml'),
    ].join('');
    const styled = (styles: string) =>
      read(
        workbook('', {
          'xl/_rels/workbook.xml.rels': `<Relationships xmlns="${packages}/relationships">${leading}</Relationships>`,
          'xl/styles.xml': styles,
        }),
      );
    expect(await styled(`<styleSheet xmlns="${main}"/>`)).toEqual([{ sheet: 'a', rows: [] }]);
    await expect(styled(' '.repeat(17 * 1024 * 1024))).rejects.toThrow(refusing('file.unpacks-too-large'));
  });

  it('of thousands of sheets that are one part is refused before the second is read', async () => {
    const sheets = Array.from(
      { length: 5_000 },
      (_, index) => `<sheet name="${index}" sheetId="${index + 1}" r:id="rId1"/>`,
    );
    const part = `<workbook xmlns="${main}" xmlns:r="${office}"><sheets>${sheets.join('')}</sheets></workbook>`;
    await expect(read(workbook('', { 'xl/workbook.xml': part }))).rejects.toThrow(refusing('file.damaged'));
  });

  it('with more cells than any roster is refused, wherever they stand', async () => {
    const cells = Array.from({ length: 250 }, () => '<c/>').join('');
    const rows = Array.from(
      { length: 17_000 },
      (_, index) => `<row r="${index + 1}" s="${(index * 7919) % 1_000_003}">${cells}</row>`,
    );
    await expect(read(workbook(rows.join('')))).rejects.toThrow(refusing('table.too-many-cells'));
  }, 60_000);

  it('with numbers that no spreadsheet holds names their cells', async () => {
    const number = (place: string, value: string) => `<c r="${place}"><v>${value}</v></c>`;
    const rows = row(
      1,
      number('A1', '1e400000'),
      number('B1', '1e9'),
      number('C1', '-1.5E-3'),
      number('D1', 'Infinity'),
    );
    const [table] = await read(workbook(rows));
    expect(table?.rows[0]).toEqual([
      { text: '1e400000', error: true },
      { text: '1000000000', number: true },
      { text: '-0.0015', number: true },
      { text: 'Infinity', error: true },
    ]);
  });

  it('of forty thousand failed formulas is read, and every one of them is named', async () => {
    const rows = Array.from({ length: 40_000 }, (_, index) =>
      row(index + 1, `<c r="A${index + 1}" t="e"><f>X!A1</f><v>#REF!</v></c>`),
    );
    const [table] = await read(workbook(rows.join('')));
    const failed = table?.rows.flat().filter((cell) => typeof cell === 'object' && cell?.error);
    expect([failed?.length, failed?.[0]]).toEqual([40_000, { text: '#REF!', error: true }]);
  }, 60_000);
});

describe('a CSV', () => {
  const csv = (content: string) => readTables(Buffer.from(content), 'roster.csv');
  it.each([
    [
      'of signs that stand for eighteen each',
      `a\n${`${'\uFDFA'.repeat(30_000)}\n`.repeat(60)}`,
      'table.too-much-text',
    ],
    ['of one endless row', `a,b\n${'x,'.repeat(1_000_000)}`, 'table.row-too-long'],
    ['of the ends of DOS and one letter more', `a,b\n${'\u001A'.repeat(200_000)}x\n`, 'table.cell-too-large'],
    ['of one line of spaces', `a,b\n${' '.repeat(1_000_000)}x\n`, 'table.row-too-long'],
    ['whose quote is never closed', `a,b\n"${'x'.repeat(1_000_000)}`, 'table.row-too-long'],
    ['with a cell that no spreadsheet holds', `a,b\n1,${'x'.repeat(40_000)}\n`, 'table.cell-too-large'],
    ['of more columns than any roster', `a,b\n${'x,'.repeat(300)}`, 'table.too-many-columns'],
    ['of more rows than any roster', 'a,b\n'.repeat(200_001), 'file.too-many-rows'],
  ] as const)('%s is refused', async (_, content, code) => {
    await expect(csv(content)).rejects.toThrow(refusing(code));
  });
});

it('a table of which every row has a value too many is told of each, however many', () => {
  const rows = Array.from({ length: 150_000 }, (_, index) => [`${index}`, '王', 'x']);
  const sheet = readSheet('roster', [{ sheet: null, rows: [['股东编号', '姓名'], ...rows] }]);
  expect(sheet.faults).toHaveLength(150_000);
  expect(sheet.faults[0]?.code).toBe('table.row-longer');
});

it('merges that lie upon each other, or go on below the last row, are told and not walked through each time', () => {
  const merges = Array.from({ length: 50_000 }, () => ({ top: 2, left: 2, bottom: 9_999_998, right: 2 }));
  const rows = Array.from({ length: 2_000 }, (_, index) => [
    `${index}`,
    `王${index}`,
    index === 1 ? '9' : null,
  ]);
  const began = performance.now();
  const sheet = readSheet('roster', [{ sheet: 'a', rows: [['股东编号', '姓名', '户号'], ...rows], merges }]);
  expect(new Set(sheet.faults.map(({ code }) => code))).toEqual(new Set(['cell.merged']));
  expect(performance.now() - began).toBeLessThan(20_000);
});

it('what is not wanted any more is not read to its end', async () => {
  const unwanted = new AbortController();
  const rows = 'a,b\n'.repeat(190_000);
  const reading = readTables(Buffer.from(rows), 'roster.csv', {
    progress: () => unwanted.abort(new Error('not wanted')),
    unwanted: unwanted.signal,
  });
  await expect(reading).rejects.toThrow('not wanted');
});
