/**
 * The table that came in, with its faults written beside its rows and their cells coloured: to be mended where it was written. Rows
 * stand where they stood; the first column may stay when it is sent again. Every cell is text: what a cell had lost or become by its
 * type keeps a mark of its own, with which it is refused again, since as text nobody could tell.
 */
import { Readable } from 'node:stream';
import { faultMessage } from '../../domain/errors/catalogue.ts';
import type { Language } from '../../domain/language.ts';
import type { Fault } from '../../domain/refusal.ts';
import type { Table } from '../../platform/tabular-cells.ts';
import { xlsxStream } from '../../platform/tabular-writing.ts';
import { placesOfColumn, STILL_MARKED, textOf, typeFault } from './sheet-cells.ts';
import { findHeads, placesOf } from './sheet-heads.ts';
import { bodyOf } from './sheet-rows.ts';
import { columnNamed, columnsOf, MENDED_HEAD, type ImportKind } from './table-contract.ts';

interface Told {
  readonly kind: ImportKind;
  readonly faults: readonly Fault[];
}

export function markedCopy({ kind, faults }: Told, tables: readonly Table[], language: Language): Readable {
  const { table, headIndex } = findHeads(kind, tables);
  const width = table.rows.reduce((widest, cells) => Math.max(widest, cells.length), 1);
  const columns = (table.rows[headIndex] ?? []).map((cell) =>
    cell === null ? undefined : columnNamed(kind, textOf(cell)),
  );
  const { places } = placesOf(kind, table.rows[headIndex] ?? [], headIndex + 1, []);
  // Merged cells are filled down, as they are when they are read: the copy has none.
  const body = bodyOf(table, headIndex, places, columnsOf[kind]);
  const filled = new Map(body.rows.map(({ row, cells }) => [row - 1, cells] as const));
  // Where a merge was refused every cell that it covered is to be written: blank, they would be taken for empty ones.
  const isCovered = (index: number, place: number) =>
    body.refusedMerges.some(
      ({ top, left, bottom, right }) => index >= top && index <= bottom && place >= left && place <= right,
    );
  const texts = (index: number) =>
    Array.from({ length: width }, (_, place) => {
      const cell = (filled.get(index) ?? table.rows[index])?.[place] ?? null;
      const column = index > headIndex ? columns[place] : undefined;
      if (column?.kind === 'column' && isCovered(index, place))
        return `${STILL_MARKED}${cell === null ? '' : textOf(cell)}`;
      if (cell === null) return '';
      const lost =
        typeof cell === 'object' && column?.kind === 'column' && typeFault(column.column, cell) !== null;
      return lost ? `${STILL_MARKED}${textOf(cell)}` : textOf(cell);
    });
  const ofRow = Map.groupBy(faults, ({ row = 0 }) => row);
  const said = (row: number) =>
    (ofRow.get(row) ?? []).map((fault) => faultMessage(fault, language)).join('\n');
  const marked = new Set(
    faults.flatMap(({ row = 0, column = '' }) =>
      placesOfColumn(column).map((place) => `${row} ${place + 1}`),
    ),
  );
  async function* rows() {
    for (let index = headIndex + 1; index < table.rows.length; index += 1)
      yield [said(index + 1), ...texts(index)];
  }
  return xlsxStream({
    sheet: table.sheet ?? MENDED_HEAD[language],
    columns: [MENDED_HEAD[language], ...texts(headIndex)].map((name, index) => ({
      name,
      kind: 'text',
      width: index === 0 ? 60 : 18,
    })),
    above: Array.from({ length: headIndex }, (_, index) => [
      index === 0 ? [said(0), said(headIndex + 1)].join('\n').trim() : '',
      ...texts(index),
    ]),
    rows: Readable.from(rows()),
    isMarked: (row, place) => marked.has(`${row} ${place}`) || (place === 0 && ofRow.has(row)),
  });
}
