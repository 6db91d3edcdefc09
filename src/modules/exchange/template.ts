/**
 * The empty tables that people download and fill in. The workbook does not make the faults that it warns of: every column is
 * text to its end, what has few answers is chosen from a list, the example cannot be entered, and a second tab explains.
 */
import { Readable } from 'node:stream';
import type { Language } from '../../domain/language.ts';
import { relations, sexes } from '../../domain/membership.ts';
import { accountWords, relationWords, sexWords } from '../../domain/words.ts';
import { csvStream, xlsxStream, type WrittenTable } from '../../platform/tabular-writing.ts';
import { columnsOf, type Column, type ImportKind } from './table-contract.ts';

const titles: Readonly<Record<ImportKind, Readonly<Record<Language, string>>>> = {
  roster: { zh: '名册模板', en: 'Roster' },
  'opening-shares': { zh: '期初股份模板', en: 'Opening shares' },
};

export function templateName(kind: ImportKind, language: Language): string {
  return titles[kind][language];
}

/** A first cell that says example: such a row is passed over, and told. */
const EXAMPLE = { zh: '示例', en: 'example' } as const;
const examples: Readonly<
  Record<ImportKind, Readonly<Partial<Record<string, Readonly<Record<Language, string>>>>>>
> = {
  roster: {
    registerNumber: EXAMPLE,
    name: { zh: '张三', en: 'Zhang San' },
    sex: sexWords.male,
    birthDate: { zh: '1962-03-14', en: '1962-03-14' },
    household: { zh: '3-12', en: '3-12' },
    relation: relationWords.head,
    groupName: { zh: '第一组', en: 'Group 1' },
    admittedOn: { zh: '2010-07-31', en: '2010-07-31' },
  },
  'opening-shares': {
    holderKind: EXAMPLE,
    holder: { zh: '3-12', en: '3-12' },
    quantity: { zh: '1000.5', en: '1000.5' },
    effectiveOn: { zh: '2010-07-31', en: '2010-07-31' },
  },
};

/** `classes`: the names of the share classes that there are. */
export function templateStream(
  kind: ImportKind,
  format: 'csv' | 'xlsx',
  { language, classes }: { readonly language: Language; readonly classes: readonly string[] },
): Readable {
  const columns: readonly Column[] = columnsOf[kind];
  const choices: Readonly<Record<string, readonly string[]>> = {
    sex: sexes.map((each) => sexWords[each][language]),
    relation: relations.map((each) => relationWords[each][language]),
    holderKind: [accountWords.member[language], accountWords.household[language], collective[language]],
    shareClass: classes,
  };
  const named = (column: Column) => column[language] + (column.required ? '*' : '');
  const example = columns.map(({ key }) => examples[kind][key]?.[language] ?? null);
  const table: WrittenTable = {
    sheet: titles[kind][language],
    columns: columns.map((column) => ({
      name: named(column),
      kind: 'text',
      width: Math.max(12, column.hint[language].length),
      choices: choices[column.key] ?? [],
    })),
    above: [[explanation[language]], columns.map((column) => column.hint[language])],
    rows: Readable.from(format === 'xlsx' ? [example] : []),
    form: {
      sheet: notes[language].title,
      lines: [
        notes[language].heads,
        ...columns.map((column) => [named(column), column.hint[language]]),
        ...notes[language].lines.map((line) => ['', line]),
      ],
    },
  };
  return format === 'csv' ? csvStream(table) : xlsxStream(table);
}

const collective = { zh: '集体', en: 'collective' } as const;

const explanation: Readonly<Record<Language, string>> = {
  zh: '从表头下一行起填写，每人或每笔一行；带 * 的列必填，其余可空；用不到的列可以删去，但不要改列名。',
  en: 'Fill in from the row below the heads; columns with * are required; delete columns you do not need, but keep their names.',
};

const notes: Readonly<
  Record<
    Language,
    { readonly title: string; readonly heads: readonly string[]; readonly lines: readonly string[] }
  >
> = {
  zh: {
    title: '填写说明',
    heads: ['列', '怎么填'],
    lines: [
      '所有列都已设为“文本”格式：3-12 不会变成日期，身份证号和银行账号不会丢掉数字，前面的 0 不会消失。',
      '从别处粘贴时，请用“选择性粘贴—数值（或文本）”，以免带来别的格式。',
      '以“示例”开头的一行不会读入，可以删去，也可以留着。',
      '不要合并单元格；合计、制表人等写在表格下面即可，读入时不算一行；合计要与各行相符，不符的整份不读。',
      '只填写第一张工作表；别的工作表没有表头就不会读入，里面若有人或股份，整份不读。',
    ],
  },
  en: {
    title: 'How to fill it in',
    heads: ['Column', 'What to write'],
    lines: [
      'Every column is text: 3-12 does not become a day, resident IDs and bank accounts keep their digits, zeros in front stay.',
      'When pasting from elsewhere use Paste Special, Values (or Text), so that no other format comes along.',
      'A row that begins with "example" is not read: delete it or leave it.',
      'Do not merge cells. Sums and who made the table may stand below it and are no rows; a sum must be that of the rows, or nothing is read.',
      'Fill in the first tab only; tabs without heads are not read, and where people or holdings stand in one, nothing is.',
    ],
  },
};
