/**
 * Writes tables that people open in a spreadsheet, row by row, so that memory does not grow with the register. Text can
 * never become a formula; amounts stay the digits they are; numbers that a spreadsheet would shorten are text.
 */
import { harmless } from '../domain/harmless-text.ts';
import { pipeline, Readable } from 'node:stream';
import { stringify } from 'csv-stringify';
import { stringify as stringifySync } from 'csv-stringify/sync';
import { ZipFile } from 'yazl';

/** Texts are shown as they are; numbers are exact decimal text that may be summed. */
export interface WrittenColumn {
  readonly name: string;
  readonly kind: 'text' | 'number';
  /** In characters of a digit's width. */
  readonly width: number;
  /** What may be chosen in a table to be filled in. */
  readonly choices?: readonly string[];
}

export interface WrittenTable {
  readonly sheet: string;
  readonly columns: readonly WrittenColumn[];
  /** Rows of explanation above the heads. */
  readonly above?: readonly (readonly string[])[];
  readonly rows: AsyncIterable<readonly (string | null)[]>;
  /** What stands over every printed page: whose table it is, and of which day. A page is as wide as the table. */
  readonly printed?: string;
  /** Whether a cell is coloured; rows from 1 as the spreadsheet counts them, places from 0. */
  readonly isMarked?: (row: number, place: number) => boolean;
  /**
   * To be filled in: every column is text down to its end, so that nothing typed becomes a day or a number; and a second tab says what
   * to write.
   */
  readonly form?: { readonly sheet: string; readonly lines: readonly (readonly string[])[] };
}

export const tableTypes = {
  csv: 'text/csv; charset=utf-8',
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
} as const;

export function csvStream(table: WrittenTable): Readable {
  async function* records() {
    for (const row of table.above ?? []) yield row.map(harmless);
    yield table.columns.map(({ name }) => harmless(name));
    for await (const row of table.rows) {
      yield row.map((cell, index) =>
        cell === null ? '' : table.columns[index]?.kind === 'text' ? harmless(cell) : unlessNumber(cell),
      );
    }
  }
  // The mark lets spreadsheet programs know UTF-8.
  const text = stringify({ bom: true, record_delimiter: 'windows' });
  // What the rows fail with, the reader hears from the text; when the reader goes, no further rows are read.
  return pipeline(Readable.from(records()), text, () => undefined);
}

/** A small table as CSV text. */
export function csvText(rows: readonly (readonly string[])[]): string {
  const cells = rows.map((row) => row.map(unlessNumber));
  return stringifySync(cells, { record_delimiter: 'windows' });
}

/** A number keeps its minus; whatever else is no formula. */
const unlessNumber = (cell: string) => (/^-?\d+(\.\d+)?$/.test(cell) ? cell : harmless(cell));

/** Digits that a spreadsheet keeps of a number. */
const NUMBER_DIGITS = 15;

export function xlsxStream(table: WrittenTable): Readable {
  const archive = new ZipFile();
  const part = (path: string, xml: string) =>
    archive.addBuffer(Buffer.from(`${head}${xml}`), path, { mtime: epoch, compress: true });
  const sheets = [table.sheet, ...(table.form ? [table.form.sheet] : [])].map(sheetName);
  part('[Content_Types].xml', contentTypes(sheets.length));
  part('_rels/.rels', relations('officeDocument', 'xl/workbook.xml'));
  const named = sheets.map(
    (name, index) => `<sheet name="${escaped(name)}" sheetId="${index + 1}" r:id="rId${index + 1}"/>`,
  );
  part(
    'xl/workbook.xml',
    `<workbook xmlns="${main}" xmlns:r="${office}"><sheets>${named.join('')}</sheets>${printNames(table, sheets[0] ?? '')}</workbook>`,
  );
  const places = sheets.flatMap((_, index) => ['worksheet', `worksheets/sheet${index + 1}.xml`]);
  part('xl/_rels/workbook.xml.rels', relations(...places, 'styles', 'styles.xml'));
  if (table.form) part('xl/worksheets/sheet2.xml', linesXml(table.form.lines));
  part('xl/styles.xml', styles);
  const rows = Readable.from(sheetXml(table));
  const workbook = archive.outputStream as Readable;
  // The archive passes on neither: what the rows fail with, and that the reader went.
  for (const source of [rows, archive]) source.on('error', (error: Error) => workbook.destroy(error));
  workbook.once('close', () => rows.destroy());
  archive.addReadStream(rows, 'xl/worksheets/sheet1.xml', { mtime: epoch, compress: true });
  archive.end();
  return workbook;
}

/** What is printed, and that the heads stand on every page. */
function printNames({ printed, columns, above = [] }: WrittenTable, sheet: string): string {
  if (printed === undefined) return '';
  const place = escaped(`'${sheet.replaceAll("'", "''")}'`);
  const name = (of: string, range: string) =>
    `<definedName name="_xlnm.${of}" localSheetId="0">${place}!${range}</definedName>`;
  const heads = above.length + 1;
  return `<definedNames>${name('Print_Area', `$A:$${columnLetters(columns.length - 1)}`)}${name('Print_Titles', `$${heads}:$${heads}`)}</definedNames>`;
}

/** A header's `&` begins an instruction. */
const pageXml = (printed: string | undefined) =>
  printed === undefined
    ? ''
    : '<pageMargins left="0.4" right="0.4" top="0.7" bottom="0.6" header="0.3" footer="0.3"/>' +
      '<pageSetup paperSize="9" orientation="landscape" fitToWidth="1" fitToHeight="0"/>' +
      `<headerFooter><oddHeader>&amp;L${escaped(printed.replaceAll('&', '&&'))}</oddHeader><oddFooter>&amp;C&amp;P / &amp;N</oddFooter></headerFooter>`;

/** What no spreadsheet takes in the name of a tab becomes a space. */
export const sheetName = (name: string): string =>
  name
    .replace(FORBIDDEN_IN_TABS, ' ')
    .replace(/^'+|'+$/g, '')
    .trim()
    .slice(0, 31) || 'Sheet1';
const FORBIDDEN_IN_TABS = /[\\/?*[\]:\p{Cc}]/gu;

/** Lines of text, the first of them heads. */
function linesXml(lines: readonly (readonly string[])[]): string {
  const rows = lines.map((cells, line) => {
    const placed = cells.map((cell, index) =>
      textCell(cell, line === 0 ? 1 : 2).replace('<c', `<c r="${columnLetters(index)}${line + 1}"`),
    );
    return `<row r="${line + 1}">${placed.join('')}</row>`;
  });
  const widths =
    '<col min="1" max="1" width="18" customWidth="1"/><col min="2" max="2" width="80" customWidth="1"/>';
  return `<worksheet xmlns="${main}"><cols>${widths}</cols><sheetData>${rows.join('')}</sheetData></worksheet>`;
}

/** Rows that a choice is offered in. */
const CHOICE_ROWS = 20_000;

function choicesXml(columns: readonly WrittenColumn[], first: number): string {
  const lists = columns.flatMap(({ choices = [] }, index) => {
    const list = choices.join(',');
    // What a spreadsheet takes as a list in one place.
    if (choices.length === 0 || list.length > 255 || choices.some((each) => /[,"]/.test(each))) return [];
    const letter = columnLetters(index);
    return [
      `<dataValidation type="list" allowBlank="1" showErrorMessage="1" errorStyle="warning" sqref="${letter}${first}:${letter}${CHOICE_ROWS}"><formula1>&quot;${escaped(list)}&quot;</formula1></dataValidation>`,
    ];
  });
  return lists.length === 0
    ? ''
    : `<dataValidations count="${lists.length}">${lists.join('')}</dataValidations>`;
}

async function* sheetXml({
  columns,
  rows,
  above = [],
  form,
  isMarked,
  printed,
}: WrittenTable): AsyncGenerator<string> {
  const widths = columns
    .map(
      ({ width }, index) =>
        `<col min="${index + 1}" max="${index + 1}" width="${width}" customWidth="1"${form ? ' style="2"' : ''}/>`,
    )
    .join('');
  yield `${head}<worksheet xmlns="${main}">${printed === undefined ? '' : '<sheetPr><pageSetUpPr fitToPage="1"/></sheetPr>'}<sheetViews><sheetView workbookViewId="0"><pane ySplit="${above.length + 1}" topLeftCell="A${above.length + 2}" activePane="bottomLeft" state="frozen"/></sheetView></sheetViews><cols>${widths}</cols><sheetData>`;
  let [number, batch] = [0, ''];
  const rowXml = (cells: readonly string[]) => {
    number += 1;
    const placed = cells.map((cell, index) => {
      const coloured = isMarked?.(number, index)
        ? cell.replace(/<c( t="inlineStr")?(?: s="\d+")?/, '<c$1 s="4"')
        : cell;
      return coloured.replace('<c', `<c r="${columnLetters(index)}${number}"`);
    });
    return `<row r="${number}">${placed.join('')}</row>`;
  };
  for (const row of above) yield rowXml(row.map((text) => textCell(text, 2)));
  yield rowXml(columns.map(({ name }) => textCell(name, 1)));
  for await (const row of rows) {
    batch += rowXml(row.map((cell, index) => cellXml(cell, columns[index]?.kind ?? 'text')));
    if (batch.length > 65_536) {
      yield batch;
      batch = '';
    }
  }
  const choices = form ? choicesXml(columns, above.length + 2) : '';
  yield `${batch}</sheetData>${choices}${pageXml(printed)}</worksheet>`;
}

/** `A` for 0, `AA` for 26. */
export function columnLetters(index: number): string {
  const letter = String.fromCharCode(65 + (index % 26));
  return index < 26 ? letter : `${columnLetters(Math.floor(index / 26) - 1)}${letter}`;
}

function cellXml(cell: string | null, kind: WrittenColumn['kind']): string {
  if (cell === null || cell === '') return '<c/>';
  const digits = cell.replace(/\D/g, '').length;
  if (kind === 'number' && digits <= NUMBER_DIGITS && /^-?\d+(\.\d+)?$/.test(cell)) {
    return `<c s="${/\.\d\d$/.test(cell) ? 3 : 0}"><v>${cell}</v></c>`;
  }
  return textCell(cell, 2);
}

const textCell = (text: string, style: number) =>
  `<c t="inlineStr" s="${style}"><is><t xml:space="preserve">${escaped(text)}</t></is></c>`;

/** XML has no way to write most control characters. */
function escaped(text: string): string {
  return text
    .replace(/[^\t\n\r\u0020-\uD7FF\uE000-\uFFFD\u{10000}-\u{10FFFF}]/gu, '\uFFFD')
    .replace(/[<>&"]/g, (sign) => `&#${sign.charCodeAt(0)};`);
}

const head = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n';
const main = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';
const office = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
const packages = 'http://schemas.openxmlformats.org/package/2006';
/** The same table gives the same bytes, whenever it is written. */
const epoch = new Date(1980, 0, 1);

const contentTypes = (sheets: number) =>
  `<Types xmlns="${packages}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/>${[
    ['/xl/workbook.xml', 'sheet.main'],
    ...Array.from({ length: sheets }, (_, index) => [`/xl/worksheets/sheet${index + 1}.xml`, 'worksheet']),
    ['/xl/styles.xml', 'styles'],
  ]
    .map(
      ([path, kind]) =>
        `<Override PartName="${path}" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.${kind}+xml"/>`,
    )
    .join('')}</Types>`;

function relations(...pairs: readonly string[]): string {
  const entries = [];
  for (let index = 0; index < pairs.length; index += 2) {
    entries.push(
      `<Relationship Id="rId${index / 2 + 1}" Type="${office}/${pairs[index]}" Target="${pairs[index + 1]}"/>`,
    );
  }
  return `<Relationships xmlns="${packages}/relationships">${entries.join('')}</Relationships>`;
}

/** 0 plain, 1 head, 2 text, 3 amount with two decimals, 4 text that is marked. */
const styles = `<styleSheet xmlns="${main}"><fonts count="2"><font><sz val="11"/><name val="Noto Sans SC"/></font><font><b/><sz val="11"/><name val="Noto Sans SC"/></font></fonts><fills count="3"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill><fill><patternFill patternType="solid"><fgColor rgb="FFFFF1B8"/></patternFill></fill></fills><borders count="1"><border><left/><right/><top/><bottom/><diagonal/></border></borders><cellStyleXfs count="1"><xf/></cellStyleXfs><cellXfs count="5"><xf/><xf fontId="1" numFmtId="49" applyFont="1" applyNumberFormat="1"/><xf numFmtId="49" applyNumberFormat="1"/><xf numFmtId="4" applyNumberFormat="1"/><xf numFmtId="49" fillId="2" applyNumberFormat="1" applyFill="1"/></cellXfs></styleSheet>`;
