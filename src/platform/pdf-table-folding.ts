/**
 * Two neighbouring columns as one: the second under the first, in the heads, in every row and in the sums. So a table keeps letters that can
 * be read where its amounts are long; no cell is lost, none is broken.
 */
import type { TableBlock, TableColumn, TableRow } from './pdf-blocks.ts';

/** What is known of a column that might stand under its neighbour. */
export interface Foldable {
  readonly title: TableColumn;
  readonly least: number;
  /** The widest part after a decimal point. */
  readonly fraction: number;
}

/** The table with the pair folded that goes best together and lacks the least afterwards; null where no two may be. */
export function foldedAt(
  table: TableBlock,
  columns: readonly Foldable[],
  lacking: number,
): TableBlock | null {
  const pairs = columns.slice(1).flatMap((lower, at) => {
    const upper = columns[at]!;
    const unlike = unlikeness(upper, lower);
    // What is folded already needs the height of all its lines; columns are folded evenly, not into one.
    const lines = linesOf(upper) + linesOf(lower);
    return unlike === null ? [] : [{ at, unlike, lines, saved: Math.min(upper.least, lower.least) }];
  });
  const [best] = pairs.sort(
    (one, other) =>
      one.lines - other.lines ||
      Number(one.saved < lacking) - Number(other.saved < lacking) ||
      one.unlike - other.unlike ||
      other.saved - one.saved,
  );
  return best === undefined ? null : withFolded(table, best.at);
}

const linesOf = ({ title }: Foldable): number => title.title.split('\n').length;

/** How ill two columns go together, the least first; null: what is written by hand has a column of its own. */
function unlikeness({ title: upper, fraction }: Foldable, { title: lower, ...of }: Foldable): number | null {
  if (upper.least !== undefined || lower.least !== undefined) return null;
  const isNumber = ({ align }: TableColumn) => align === 'decimal' || align === 'right';
  return (
    (upper.group === lower.group ? 0 : 8) +
    (isNumber(upper) === isNumber(lower) ? 0 : 4) +
    (upper.strong === lower.strong ? 0 : 2) +
    (Math.abs(fraction - of.fraction) < 0.5 ? 0 : 1)
  );
}

function withFolded(table: TableBlock, at: number): TableBlock {
  const fold = (cells: readonly string[]): readonly string[] => [
    ...cells.slice(0, at),
    `${cells[at] ?? ''}\n${cells[at + 1] ?? ''}`,
    ...cells.slice(at + 2),
  ];
  const row = (each: TableRow): TableRow => ('cells' in each ? { ...each, cells: fold(each.cells) } : each);
  const { columns, rows, totals } = table;
  const [upper, lower] = [columns[at]!, columns[at + 1]!];
  return {
    ...table,
    columns: [...columns.slice(0, at), foldedColumn(upper, lower), ...columns.slice(at + 2)],
    rows: rows.map(row),
    ...(totals && { totals: fold(totals) }),
  };
}

function foldedColumn(upper: TableColumn, lower: TableColumn): TableColumn {
  const together = upper.group === lower.group;
  const titleOf = ({ group, title }: TableColumn) =>
    together || group === undefined ? title : `${group}: ${title}`;
  const weight = Math.max(upper.weight ?? 0, lower.weight ?? 0);
  return {
    title: `${titleOf(upper)}\n${titleOf(lower)}`,
    align: upper.align === lower.align ? upper.align : 'left',
    ...(weight > 0 && { weight }),
    ...((upper.whole === true || lower.whole === true) && { whole: true }),
    ...(together && upper.group !== undefined && { group: upper.group }),
    ...(upper.strong === true && lower.strong === true && { strong: true }),
  };
}
