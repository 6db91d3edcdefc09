/**
 * Which rows are people or holdings and which are not: titles above the heads, sums, who made the table, notes, examples, heads that are
 * printed on every page. What is passed over is told with its row and its words. Merged cells are filled down where one word
 * may stand for several rows, and are faults where it cannot.
 */
import { plainHead } from '../../domain/plain-head.ts';
import type { WhyPassedOver } from '../../domain/reading-words.ts';
import type { Fault } from '../../domain/refusal.ts';
import type { Cell, Table } from '../../platform/tabular-cells.ts';
import { placeOf, textOf } from './sheet-cells.ts';
import type { Places } from './sheet-heads.ts';
import type { Column } from './table-contract.ts';

type Cells = readonly (Cell | string | null)[];

export interface PassedRow {
  readonly row: number;
  readonly why: WhyPassedOver;
  readonly text: string;
}

export interface BodyRow {
  readonly row: number;
  readonly cells: Cells;
}

export interface Body {
  readonly rows: readonly BodyRow[];
  readonly passedOver: readonly PassedRow[];
  /** Cells that were filled down from a merged one. */
  readonly filled: number;
  readonly faults: readonly Fault[];
  /** Merges that are among the faults. */
  readonly refusedMerges: readonly Merge[];
}

/** What stands above the heads: titles and notes, of which nothing is read. */
export function rowsAbove(table: Table, headIndex: number): readonly PassedRow[] {
  return table.rows.slice(0, headIndex).flatMap((cells, index): PassedRow[] => {
    const text = wordsOf(cells);
    return text.trim() === '' ? [] : [{ row: index + 1, why: 'above', text }];
  });
}

type Merge = NonNullable<Table['merges']>[number];

export function bodyOf(table: Table, headIndex: number, places: Places, columns: readonly Column[]): Body {
  const heads = table.rows[headIndex] ?? [];
  const headNames = heads.map((cell) => (cell === null ? '' : plainHead(textOf(cell))));
  const names = [...columns].map(
    ({ key, zh, en, aliases = [] }) => [key, new Set([key, zh, en, ...aliases].map(plainHead))] as const,
  );
  const keyAt = new Map([...places].map(([key, { index }]) => [index, key] as const));
  /** Which column a cell names, if any. */
  const columnOf = (cell: Cell | string) => {
    const plain = plainHead(textOf(cell));
    return names.find(([, all]) => all.has(plain))?.[0];
  };
  const moved: Fault[] = [];
  const passed = new Map<number, PassedRow>();
  for (const [index, cells] of table.rows.entries()) {
    if (index <= headIndex) continue;
    let why = whyPassed(cells, headNames);
    // What is made, noted or registered in front of somebody's number and name belongs to that person.
    if ((why === 'maker' || why === 'note') && isPerson(cells, places)) why = null;
    // Heads again, be there another column of one's own among them.
    if (why === null && namesSum(cells, places)) why = 'sum';
    if (why === null && namesItself(cells, places, columnOf)) why = 'heads';
    const filled = [...cells.entries()].flatMap(([at, cell]) => (cell === null ? [] : [[at, cell] as const]));
    if (why === null && filled.length > 1 && filled.every(([, cell]) => columnOf(cell) !== undefined)) {
      why = 'heads';
      // The rows below it would be read by the order of the columns above.
      if (filled.some(([at, cell]) => columnOf(cell) !== keyAt.get(at)))
        moved.push({
          code: 'table.heads-in-two-rows',
          values: { first: headIndex + 1, second: index + 1 },
          row: index + 1,
        });
    }
    if (why !== null) passed.set(index, { row: index + 1, why, text: wordsOf(cells) });
  }
  const merged = unmerged(table, headIndex, places, columns, passed);
  const rows: BodyRow[] = [];
  for (const [index, cells] of table.rows.entries()) {
    if (index <= headIndex || passed.has(index)) continue;
    if (cells.every((cell) => cell === null)) continue;
    rows.push({ row: index + 1, cells: merged.rows.get(index) ?? cells });
  }
  return {
    rows,
    passedOver: [...passed.values()],
    filled: merged.filled,
    faults: [...moved, ...merged.faults],
    refusedMerges: merged.refused,
  };
}

const textAt = (cells: Cells, places: Places, key: string) => {
  const cell = cells[places.get(key)?.index ?? -1] ?? null;
  return cell === null ? '' : textOf(cell);
};

/** A number with a digit and a name, each under its own head and neither of them first in the row. */
function isPerson(cells: Cells, places: Places): boolean {
  const first = cells.findIndex((cell) => cell !== null);
  const [number, name] = [places.get('registerNumber')?.index, places.get('name')?.index];
  if (number === undefined || name === undefined || first === number || first === name) return false;
  return /\d/.test(textAt(cells, places, 'registerNumber')) && /^\D{2,}$/.test(textAt(cells, places, 'name'));
}

/** Whoever is named is a sum, whatever number stands in front of it. */
const namesSum = (cells: Cells, places: Places) =>
  ['name', 'groupName', 'holder', 'shareClass'].some((key) =>
    GROUP_SUM.test(textAt(cells, places, key).normalize('NFKC').replace(/\s/g, '')),
  );

/** Under number and name stands how those columns are called. */
function namesItself(
  cells: Cells,
  places: Places,
  columnOf: (cell: Cell | string) => string | undefined,
): boolean {
  return ['registerNumber', 'name'].every((key) => {
    const cell = cells[places.get(key)?.index ?? -1] ?? null;
    return cell !== null && columnOf(cell) === key;
  });
}

const MOST_WORDS = 60;
/** A number that may be somebody's own is not repeated. */
const wordsOf = (cells: Cells) =>
  cells
    .flatMap((cell) => (cell === null ? [] : [textOf(cell)]))
    .join(' | ')
    .replace(/\d{11,}/g, '…')
    .slice(0, MOST_WORDS);

const SUM =
  /^(本页|本组|本户|本表|全部|全村|全社|总)?(合计|小计|总计|共计|累计|总数|总人数|total|subtotal|sum)((人数|户数|股数)?([:：(（].*|\d*[人户股]?)|[\d,.]+[人名户股].*)$/i;
const COUNT = /^(总|本组|全社|全村|股东|成员|社员)?(人数|户数|股数)([:：].*)?$/;
/** A word that is nobody's name, behind the name of a group, with what it sums: `第3小组合计`, `三组小计：12人`, `第3组共12人`. */
const GROUP_SUM =
  /^\S{0,12}(合计|小计|总计|共计|累计)([:：(（].*|[\d,.]*[人名户股]?)$|^\S{0,11}[^\s等]共\d+[人名户股]\S{0,12}$|^.{1,20}(sub)?total[:：]?$/i;
const MAKER =
  /^(制表|填表|编制|编表|审核|复核|校对|核对|登记|记录|统计|确认|见证|联系|监督|组长|小组长|制单|填报|经办|负责|盖章|公章|签字|签章|单位负责|理事长|监事长|董事长|会计|出纳)(人|员|人员|单位|时间|日期|者)?(\(?(签字|签章|盖章|签名)\)?)?([:：].*)?$/;
const MAKER_DAY = /^(制表|填表|填报|编制|打印)?(日期|时间)[:：]/;
const NOTE = /^(注|备注|说明|附注|填表说明|填写说明|注意|notes?)\d*[:：.、]/i;
const EXAMPLE = /^[(（【]?(示例|样例|范例|举例|填写示例|示范|例如|例|example)[)）】]?\d*[:：]?$/i;

function whyPassed(cells: Cells, heads: readonly string[]): WhyPassedOver | null {
  let first: string | null = null;
  let second: string | null = null;
  let [filled, likeHeads] = [0, 0];
  for (const [index, cell] of cells.entries()) {
    if (cell === null) continue;
    filled += 1;
    const head = heads[index] ?? '';
    if (second === null) {
      const text = textOf(cell).normalize('NFKC').replace(/\s/g, '');
      if (first === null) first = text;
      else second = text;
    }
    if (head !== '' && plainHead(textOf(cell)) === head) likeHeads += 1;
  }
  if (first === null) return null;
  if (filled > 1 && likeHeads === filled) return 'heads';
  if (SUM.test(first) || GROUP_SUM.test(first) || COUNT.test(first)) return 'sum';
  if (second !== null && GROUP_SUM.test(second)) return 'sum';
  if (MAKER.test(first) || MAKER_DAY.test(first)) return 'maker';
  if (NOTE.test(first)) return 'note';
  return EXAMPLE.test(first) ? 'example' : null;
}

function unmerged(
  table: Table,
  headIndex: number,
  places: Places,
  columns: readonly Column[],
  passed: ReadonlyMap<number, PassedRow>,
) {
  const rows = new Map<number, (Cell | string | null)[]>();
  const faults: Fault[] = [];
  const refused: Merge[] = [];
  let filled = 0;
  let walked = 0;
  const keys = new Map([...places].map(([key, { index, name }]) => [index, { key, name }] as const));
  const mayRepeat = new Set(columns.filter((column) => column.repeats).map(({ key }) => key));
  for (const { top, left, bottom, right } of table.merges ?? []) {
    if (bottom <= headIndex || passed.has(top)) continue;
    const value = table.rows[top]?.[left] ?? null;
    const covered = [...keys].filter(([index]) => index >= left && index <= right);
    if (value === null || top <= headIndex || covered.length === 0) continue;
    const [first] = covered;
    const alone = covered.length === 1 && first?.[0] === left;
    // A merge that goes on below the last row fills nothing there.
    const last = Math.min(bottom, table.rows.length - 1);
    // Merges of a spreadsheet never lie upon each other: together they are no longer than the columns are.
    walked += Math.max(0, last - top);
    if (walked > table.rows.length * keys.size || !alone || (bottom > top && !mayRepeat.has(first[1].key))) {
      refused.push({ top, left, bottom: last, right });
      const column = first === undefined ? undefined : placeOf(first[1].name, first[0]);
      faults.push({
        code: 'cell.merged',
        values: { first: top + 1, last: bottom + 1 },
        row: top + 1,
        ...(column !== undefined && { column }),
      });
      continue;
    }
    for (let index = top + 1; index <= last; index += 1) {
      const cells = table.rows[index];
      if (cells === undefined || passed.has(index) || cells.every((cell) => cell === null)) continue;
      const own = rows.get(index) ?? [...cells];
      while (own.length <= left) own.push(null);
      own[left] = value;
      rows.set(index, own);
      filled += 1;
    }
  }
  return { rows, faults, refused, filled };
}
