/** A table that is mended on the screen: its sums are sent along, so that nothing which was changed escapes them. */
import { expect, it } from 'vitest';
import { sent, sheetOf, withBlock, withCell, withoutSums } from '../../src/web/office/imports/sheet.ts';

const read = {
  tab: null,
  headRow: 2,
  passedOver: [],
  passedOverCount: 0,
  columns: [],
  heads: [
    { name: '股东编号', key: null, own: true },
    { name: '姓名', key: null, own: true },
  ],
  rows: [
    { row: 3, cells: ['1', '石强'] },
    { row: 5, cells: ['2', '石兰'] },
  ],
  sums: [
    { row: 4, cells: ['小计', '1'] },
    { row: 6, cells: ['合计', '2'] },
  ],
  faults: [],
} satisfies Parameters<typeof sheetOf>[1];
const sheet = sheetOf(new File([''], '名册.csv'), read);
const linesOf = async (file: File) =>
  (await file.text()).split('\r\n').map((line) => line.replaceAll('"', ''));

it('sends the sums at their rows once a cell was changed', async () => {
  expect(await linesOf(sent(withCell(sheet, 5, 1, '石岚')))).toEqual([
    '备注,备注',
    '1,石强',
    '小计,1',
    '2,石岚',
    '合计,2',
  ]);
});

it('adds rows below the last sum, and leaves out a sum that is out of date', async () => {
  const longer = withBlock(sheet, [], 0, [['3', '石磊']]);
  expect(longer.rows.at(-1)).toEqual({ row: 7, cells: ['3', '石磊'] });
  expect(await linesOf(sent(withoutSums(longer, new Set([6]))))).toEqual([
    '备注,备注',
    '1,石强',
    '小计,1',
    '2,石兰',
    ',',
    '3,石磊',
  ]);
});
