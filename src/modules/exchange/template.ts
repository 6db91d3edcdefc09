/** The empty tables that people download and fill in, each column explained. */
import { Readable } from 'node:stream';
import type { Language } from '../../domain/language.ts';
import { csvStream, xlsxStream, type WrittenTable } from '../../platform/tabular-writing.ts';
import { columnsOf, type Column, type ImportKind } from './table-contract.ts';

const titles: Readonly<Record<ImportKind, Readonly<Record<Language, string>>>> = {
  roster: { zh: '名册模板', en: 'Roster' },
  'opening-shares': { zh: '期初股份模板', en: 'Opening shares' },
};

export function templateName(kind: ImportKind, language: Language): string {
  return titles[kind][language];
}

/** What to write stands above the heads, where the reader does not look; below them the table is empty. */
export function templateStream(kind: ImportKind, format: 'csv' | 'xlsx', language: Language): Readable {
  const columns: readonly Column[] = columnsOf[kind];
  const table: WrittenTable = {
    sheet: titles[kind][language],
    columns: columns.map((column) => ({
      name: column[language] + (column.required ? '*' : ''),
      kind: 'text',
      width: Math.max(12, column.hint[language].length),
    })),
    above: [[explanation[language]], columns.map((column) => column.hint[language])],
    rows: Readable.from([]),
  };
  return format === 'csv' ? csvStream(table) : xlsxStream(table);
}

const explanation: Readonly<Record<Language, string>> = {
  zh: '从表头下一行起填写，每人或每笔一行；带 * 的列必填，其余可空；用不到的列可以删去，但不要改列名。',
  en: 'Fill in from the row below the heads; columns with * are required; delete columns you do not need, but keep their names.',
};
