/**
 * The month's list of tax withheld from dividends, for the import of the tax client: one row a person, due by the 15th of
 * the next month. The columns are data. Source: 个人所得税法 arts 9, 14; product: Income distribution, tax.
 */
import type { Sentence } from './assembly-rules.ts';
import { LocalDate } from './calendar.ts';
import { refuse } from './error.ts';
import type { Money } from './money.ts';

export interface FilingRow {
  readonly serial: number;
  readonly number: string;
  readonly name: string;
  readonly residentId: string;
  readonly gross: Money;
  readonly rate: string;
  readonly tax: Money;
}

type FilingPlace =
  'serial' | 'number' | 'name' | 'id-kind' | 'resident-id' | 'item' | 'gross' | 'rate' | 'tax';

export interface FilingTemplate {
  readonly id: string;
  readonly name: Sentence;
  readonly columns: readonly { readonly head: string; readonly is: FilingPlace }[];
}

export const filingTemplates: readonly FilingTemplate[] = [
  {
    id: 'withholding-client',
    name: { zh: '扣缴客户端：利息股息红利所得', en: 'Withholding client: dividends' },
    columns: [
      { head: '工号', is: 'number' },
      { head: '*姓名', is: 'name' },
      { head: '*证件类型', is: 'id-kind' },
      { head: '*证件号码', is: 'resident-id' },
      { head: '*所得项目', is: 'item' },
      { head: '*收入', is: 'gross' },
      { head: '税率', is: 'rate' },
      { head: '应扣缴税额', is: 'tax' },
    ],
  },
  {
    id: 'plain-list',
    name: { zh: '代扣代缴清单', en: 'Plain list' },
    columns: [
      { head: '序号', is: 'serial' },
      { head: '姓名', is: 'name' },
      { head: '身份证号', is: 'resident-id' },
      { head: '收入额', is: 'gross' },
      { head: '税率', is: 'rate' },
      { head: '税额', is: 'tax' },
    ],
  },
];

export function filingTemplate(id: string): FilingTemplate {
  const found = filingTemplates.find((each) => each.id === id);
  if (found) return found;
  throw refuse(
    'tax.template-unknown',
    { id, known: filingTemplates.map((each) => each.id).join(', ') },
    '/template',
  );
}

/** Heads and rows as text, for a CSV. */
export function filingCells(
  template: FilingTemplate,
  rows: readonly FilingRow[],
): readonly (readonly string[])[] {
  return [
    template.columns.map(({ head }) => head),
    ...rows.map((row) => template.columns.map(({ is }) => cell(is, row))),
  ];
}

function cell(is: FilingPlace, row: FilingRow): string {
  switch (is) {
    case 'serial':
      return String(row.serial);
    case 'id-kind':
      return '居民身份证';
    case 'resident-id':
      return row.residentId;
    case 'item':
      return '利息、股息、红利所得';
    case 'gross':
      return row.gross.toString();
    case 'tax':
      return row.tax.toString();
    case 'number':
    case 'name':
    case 'rate':
      return row[is];
  }
}

/** The 15th of the month after. */
export function filingDueOn(month: string): LocalDate {
  const next = LocalDate.parse(`${month}-28`).plusDays(4);
  return LocalDate.of(next.year, next.month, 15);
}
