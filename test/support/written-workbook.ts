/** A workbook written cell by cell, with whatever a cell may say of itself: its number format, its runs, a formula without a value. */
import { strToU8, zipSync } from 'fflate';

/** Text as it stands, a number, or a cell with a format (`id` built in, `format` own), runs of text with their properties, a formula. */
type WrittenCell =
  | string
  | number
  | null
  | {
      readonly value?: string | number;
      readonly format?: string;
      readonly id?: number;
      readonly runs?: readonly (readonly [text: string, properties?: string])[];
      readonly formula?: string;
      /** The whole cell is struck through. */
      readonly struck?: true;
    };

export interface WrittenSheet {
  readonly name: string;
  readonly rows: readonly (readonly WrittenCell[])[];
  readonly hidden?: true;
}

const office = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
const main = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';
const packaged = 'http://schemas.openxmlformats.org/package/2006/relationships';
const escaped = (text: string) =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;');

export function writtenWorkbook(sheets: readonly WrittenSheet[]): Buffer {
  const styles: string[] = ['<xf numFmtId="0" fontId="0"/>'];
  const formats: string[] = [];
  const styleOf = ({ format, id = 0, struck }: Exclude<WrittenCell, string | number | null>): number => {
    if (format !== undefined)
      formats.push(`<numFmt numFmtId="${176 + formats.length}" formatCode="${escaped(format)}"/>`);
    const number = format === undefined ? id : 175 + formats.length;
    return styles.push(`<xf numFmtId="${number}" fontId="${struck ? 1 : 0}" applyNumberFormat="1"/>`) - 1;
  };
  const text = (each: string) => `<t xml:space="preserve">${escaped(each)}</t>`;
  const cellOf = (cell: WrittenCell, place: string): string => {
    if (cell === null || cell === '') return '';
    if (typeof cell === 'string') return `<c r="${place}" t="inlineStr"><is>${text(cell)}</is></c>`;
    if (typeof cell === 'number') return `<c r="${place}"><v>${cell}</v></c>`;
    const style = styleOf(cell);
    if (cell.runs !== undefined) {
      const runs = cell.runs.map(([each, how = '']) => `<r><rPr>${how}</rPr>${text(each)}</r>`).join('');
      return `<c r="${place}" s="${style}" t="inlineStr"><is>${runs}</is></c>`;
    }
    const formula = cell.formula === undefined ? '' : `<f>${escaped(cell.formula)}</f>`;
    if (typeof cell.value === 'string')
      return `<c r="${place}" s="${style}" t="inlineStr"><is>${text(cell.value)}</is></c>`;
    return `<c r="${place}" s="${style}">${formula}${cell.value === undefined ? '' : `<v>${cell.value}</v>`}</c>`;
  };
  const files: Record<string, Uint8Array> = {};
  for (const [index, { rows }] of sheets.entries()) {
    const written = rows.map((cells, row) => {
      const all = cells.map((cell, column) => cellOf(cell, `${String.fromCharCode(65 + column)}${row + 1}`));
      return `<row r="${row + 1}">${all.join('')}</row>`;
    });
    files[`xl/worksheets/sheet${index + 1}.xml`] = strToU8(
      `<worksheet xmlns="${main}"><sheetData>${written.join('')}</sheetData></worksheet>`,
    );
  }
  const related = (id: number | string, kind: string, target: string) =>
    `<Relationship Id="r${id}" Type="${office}/${kind}" Target="${target}"/>`;
  const tabs = sheets.map(
    ({ name, hidden }, index) =>
      `<sheet name="${escaped(name)}" sheetId="${index + 1}" r:id="r${index + 1}"${hidden ? ' state="hidden"' : ''}/>`,
  );
  files['xl/styles.xml'] = strToU8(
    `<styleSheet xmlns="${main}"><numFmts>${formats.join('')}</numFmts><fonts><font/><font><strike/></font></fonts><cellXfs>${styles.join('')}</cellXfs></styleSheet>`,
  );
  files['xl/workbook.xml'] = strToU8(
    `<workbook xmlns="${main}" xmlns:r="${office}"><sheets>${tabs.join('')}</sheets></workbook>`,
  );
  files['xl/_rels/workbook.xml.rels'] = strToU8(
    `<Relationships xmlns="${packaged}">${sheets.map((_, index) => related(index + 1, 'worksheet', `worksheets/sheet${index + 1}.xml`)).join('')}${related('styles', 'styles', 'styles.xml')}</Relationships>`,
  );
  files['_rels/.rels'] = strToU8(
    `<Relationships xmlns="${packaged}">${related('book', 'officeDocument', 'xl/workbook.xml')}</Relationships>`,
  );
  return Buffer.from(zipSync(files));
}
