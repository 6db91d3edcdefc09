/**
 * The one table for everything long: a plain semantic table of which only the rows in view are drawn. Heads and the first
 * columns stay; arrow keys walk the rows; it copies as a spreadsheet expects, prints whole, and is read aloud.
 */
import { useVirtualizer } from '@tanstack/react-virtual';
import { Button } from 'antd';
import {
  useEffect,
  useLayoutEffect,
  useRef,
  useState,
  type CSSProperties,
  type KeyboardEvent,
  type MouseEvent,
  type ReactElement,
  type ReactNode,
  type RefObject,
} from 'react';
import { flushSync } from 'react-dom';
import type { Sentence } from '../../domain/language.ts';
import { copyText } from './clipboard.ts';
import { useSay } from './language.ts';

const words = {
  comma: { zh: '、', en: ', ' },
  copy: { zh: '复制表格', en: 'Copy the table' },
  copied: { zh: '已复制 {count} 行', en: '{count} rows copied' },
  uncopied: { zh: '浏览器不让复制', en: 'This browser does not let it be copied' },
  spared: {
    zh: '窗口窄，未显示 {count} 列：{names}（复制表格里有）',
    en: 'Too narrow for {count} columns, which the copied table has: {names}',
  },
  ascending: { zh: '升序', en: 'ascending' },
  descending: { zh: '降序', en: 'descending' },
} as const satisfies Record<string, Sentence>;

export const ROW_HEIGHT = 32;
/** Below this a table is drawn whole and takes the height it needs. */
const FEW_ROWS = 100;

export interface Column<Row> {
  readonly key: string;
  readonly head: string;
  /** Said once, in the head. */
  readonly unit?: string;
  /** Of a table that is wider than the window; the widest takes what is left. */
  readonly width: number;
  /** Figures stand at the right, point under point. */
  readonly figure?: boolean;
  /** Stays at the left while the rest is scrolled. */
  readonly pinned?: boolean;
  /** Left out where the window has no room for all of them, the last of these first; what is copied has it all the same. */
  readonly spare?: boolean;
  readonly cell: (row: Row, index: number) => ReactNode;
  /** As a spreadsheet takes it: no separators, no units. */
  readonly text: (row: Row) => string | null | undefined;
  readonly foot?: ReactNode;
  readonly sort?: string;
}

export interface Sorted {
  readonly by: string;
  readonly descending: boolean;
}

interface TableProps<Row> {
  /** What the table holds, for whoever hears it. */
  readonly label: string;
  readonly columns: readonly Column<Row>[];
  readonly rows: readonly Row[];
  readonly keyOf: (row: Row, index: number) => string;
  /** Where a row leads when it is pressed anywhere; the same as the link in it. */
  readonly onOpen?: (row: Row) => void;
  readonly sorted?: Sorted;
  readonly onSort?: (by: string) => void;
  readonly toneOf?: (row: Row) => string | undefined;
  /** Beside the count at the foot. */
  readonly note?: ReactNode;
}

export function Table<Row>(props: TableProps<Row>): ReactElement {
  const { label, columns: all, rows, keyOf, onOpen, sorted, onSort } = props;
  const say = useSay();
  const scroller = useRef<HTMLDivElement>(null);
  const [isPrinting, setPrinting] = useState(false);
  const room = useRoom(scroller);
  const columns = isPrinting || room === null ? all : fitting(all, room);
  const hidden = all.filter((each) => !columns.includes(each)).map(({ head }) => head);
  const isLong = rows.length > FEW_ROWS && !isPrinting;
  const virtual = useVirtualizer({
    count: rows.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => ROW_HEIGHT,
    overscan: 12,
    enabled: isLong,
  });
  useEffect(() => {
    const before = () => flushSync(() => setPrinting(true));
    const after = () => setPrinting(false);
    addEventListener('beforeprint', before);
    addEventListener('afterprint', after);
    return () => {
      removeEventListener('beforeprint', before);
      removeEventListener('afterprint', after);
    };
  }, []);

  const places = placesOf(columns);
  const shown = isLong ? virtual.getVirtualItems().map(({ index }) => index) : rows.map((_, index) => index);
  const above = isLong ? (shown[0] ?? 0) * ROW_HEIGHT : 0;
  const below = isLong ? (rows.length - 1 - (shown.at(-1) ?? -1)) * ROW_HEIGHT : 0;
  const hasFoot = columns.some(({ foot }) => foot !== undefined);

  return (
    <div className="table-frame">
      <div
        className="table-scroll"
        ref={scroller}
        tabIndex={0}
        role="region"
        aria-label={label}
        onKeyDown={walkRows}
      >
        <table
          aria-rowcount={rows.length + 1}
          style={{ minWidth: columns.reduce((sum, { width }) => sum + width, 0) }}
        >
          <colgroup>
            {columns.map(({ key, width }) => (
              <col key={key} style={{ width }} />
            ))}
          </colgroup>
          <thead>
            <tr aria-rowindex={1}>
              {columns.map((column, at) => (
                <th
                  key={column.key}
                  scope="col"
                  className={classOf(column)}
                  style={places[at]}
                  aria-sort={sortOf(column, sorted)}
                >
                  {column.sort !== undefined && onSort ? (
                    <button type="button" onClick={() => onSort(column.sort ?? '')}>
                      {headOf(column)}
                      <span aria-hidden className="sort">
                        {sorted?.by !== column.sort ? '' : sorted.descending ? '▾' : '▴'}
                      </span>
                    </button>
                  ) : (
                    headOf(column)
                  )}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {above > 0 && <tr aria-hidden style={{ height: above }} />}
            {shown.map((index) => {
              const row = rows[index];
              if (row === undefined) return null;
              return (
                <tr
                  key={keyOf(row, index)}
                  aria-rowindex={index + 2}
                  data-row={index}
                  className={rowClass(onOpen !== undefined, props.toneOf?.(row))}
                  {...(onOpen && { onClick: (event: MouseEvent) => openedBy(event) && onOpen(row) })}
                >
                  {columns.map((column, at) =>
                    at === 0 ? (
                      <th key={column.key} scope="row" className={classOf(column)} style={places[at]}>
                        {column.cell(row, index)}
                      </th>
                    ) : (
                      <td key={column.key} className={classOf(column)} style={places[at]}>
                        {column.cell(row, index)}
                      </td>
                    ),
                  )}
                </tr>
              );
            })}
            {below > 0 && <tr aria-hidden style={{ height: below }} />}
          </tbody>
          {hasFoot && (
            <tfoot>
              <tr>
                {columns.map((column, at) => (
                  <td key={column.key} className={classOf(column)} style={places[at]}>
                    {column.foot}
                  </td>
                ))}
              </tr>
            </tfoot>
          )}
        </table>
      </div>
      <footer className="table-foot">
        <span className="beside">
          <span>{props.note}</span>
          {hidden.length > 0 && (
            <span>
              {say(words.spared, { count: `${hidden.length}`, names: hidden.join(say(words.comma)) })}
            </span>
          )}
        </span>
        <CopyButton
          text={() => asText(all, rows)}
          done={say(words.copied, { count: rows.length })}
          label={say(words.copy)}
          failed={say(words.uncopied)}
        />
      </footer>
    </div>
  );
}

/** How wide the place of the table is; null before it is drawn. */
function useRoom(place: RefObject<HTMLElement | null>): number | null {
  const [room, setRoom] = useState<number | null>(null);
  useLayoutEffect(() => {
    const { current } = place;
    if (current === null) return undefined;
    const measure = () => setRoom(current.clientWidth);
    measure();
    const watch = new ResizeObserver(measure);
    watch.observe(current);
    return () => watch.disconnect();
  }, [place]);
  return room;
}

function fitting<Row>(columns: readonly Column<Row>[], room: number): readonly Column<Row>[] {
  const kept = [...columns];
  const isTooWide = () => kept.reduce((sum, { width }) => sum + width, 0) > room;
  while (isTooWide()) {
    const last = kept.findLastIndex(({ spare }) => spare === true);
    if (last === -1) break;
    kept.splice(last, 1);
  }
  return kept;
}

/** Arrow keys go from row to row, the first link of a row takes the focus; Home and End to the ends of what is drawn. */
function walkRows(event: KeyboardEvent<HTMLDivElement>): void {
  const steps: Readonly<Record<string, number>> = { ArrowDown: 1, ArrowUp: -1 };
  const step = steps[event.key];
  if (step === undefined) return;
  const links = [
    ...event.currentTarget.querySelectorAll<HTMLElement>('tbody tr[data-row] a, tbody tr[data-row] button'),
  ];
  if (links.length === 0) return;
  const rows = links.map((each) => each.closest('tr'));
  const own = (document.activeElement as HTMLElement | null)?.closest('tr') ?? null;
  const at = rows.indexOf(own);
  const next = at === -1 ? (step > 0 ? 0 : -1) : rows.findIndex((row, index) => index > at && row !== own);
  const before = at === -1 ? -1 : at - 1;
  const target = step > 0 ? links[next] : links[before];
  if (target === undefined) return;
  event.preventDefault();
  target.focus();
}

/** A press on a link or a button within the row is that one's own. */
function openedBy(event: MouseEvent): boolean {
  const target = event.target as HTMLElement;
  return target.closest('a, button, input, label') === null && getSelection()?.toString() === '';
}

function rowClass(opens: boolean, tone: string | undefined): string | undefined {
  return [opens && 'opens', tone].filter(Boolean).join(' ') || undefined;
}

function headOf<Row>({ head, unit }: Column<Row>): ReactNode {
  return (
    <>
      {head}
      {unit !== undefined && <small>{unit}</small>}
    </>
  );
}

function classOf<Row>({ figure, pinned }: Column<Row>): string | undefined {
  return [figure === true && 'figure', pinned === true && 'pinned'].filter(Boolean).join(' ') || undefined;
}

function sortOf<Row>({ sort }: Column<Row>, sorted: Sorted | undefined) {
  if (sort === undefined) return undefined;
  return sorted?.by !== sort ? 'none' : sorted.descending ? 'descending' : 'ascending';
}

/** Where pinned columns stand still: each right of those before it. */
function placesOf<Row>(columns: readonly Column<Row>[]): readonly (CSSProperties | undefined)[] {
  let left = 0;
  return columns.map(({ pinned, width }) => {
    if (pinned !== true) return undefined;
    const place = { left };
    left += width;
    return place;
  });
}

/** Rows for a spreadsheet: tabs between cells, and nothing in a cell that would break one. */
function asText<Row>(columns: readonly Column<Row>[], rows: readonly Row[]): string {
  const lines = rows.map((row) => columns.map(({ text }) => (text(row) ?? '').replace(/[\t\r\n]+/g, ' ')));
  return [columns.map(({ head }) => head), ...lines].map((cells) => cells.join('\t')).join('\n');
}

const SHOWN_MILLISECONDS = 2_500;

function CopyButton(props: {
  readonly text: () => string;
  readonly label: string;
  readonly done: string;
  readonly failed: string;
}): ReactElement {
  const [isDone, setDone] = useState<boolean | null>(null);
  useEffect(() => {
    if (isDone === null) return;
    const timer = setTimeout(() => setDone(null), SHOWN_MILLISECONDS);
    return () => clearTimeout(timer);
  }, [isDone]);
  return (
    <Button type="text" size="small" onClick={() => void copyText(props.text()).then(setDone)}>
      <span aria-live="polite">{isDone === null ? props.label : isDone ? props.done : props.failed}</span>
    </Button>
  );
}
