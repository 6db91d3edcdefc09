/**
 * The table on the screen: each fault beside its row and under its cell, every cell to be written in or pasted over. Enter and
 * the arrows go on to the next row; what is pasted beyond the last row is added.
 */
import { Button, Checkbox, Input, Select } from 'antd';
import { useMemo, useState, type ClipboardEvent, type KeyboardEvent, type ReactElement } from 'react';
import type { Sentence } from '../../../domain/language.ts';
import { useSay, type Say } from '../../shared/language.ts';
import { Field } from '../../shared/form.tsx';
import { Sheet as Decision } from '../../shared/sheet.tsx';
import { Table, type Column } from '../../shared/table.tsx';
import './grid.css';
import {
  pasted,
  withBlock,
  withCell,
  withColumn,
  withFilled,
  withHead,
  withNumbers,
  lastRow,
  withoutRow,
  withoutSums,
  type Sheet,
  type SheetFault,
  type SheetRow,
} from './sheet.ts';

const words = {
  table: { zh: '表格内容', en: 'The table' },
  takeOutSums: { zh: '合计没有更新，去掉第 {rows} 行', en: 'The sum is out of date: take out row {rows}' },
  row: { zh: '行', en: 'Row' },
  faults: { zh: '要改的', en: 'To mend' },
  mended: { zh: '已改，还没有再检查', en: 'mended, not checked yet' },
  only: { zh: '只看要改的 {count} 行', en: 'Only the {count} rows to mend' },
  cell: { zh: '第 {row} 行，{column}', en: 'Row {row}, {column}' },
  unknown: { zh: '{name}（不认识）', en: '{name} (not known)' },
  notRead: { zh: '{name}（不读）', en: '{name} (not read)' },
  what: { zh: '“{name}”这一列是', en: 'The column “{name}” is' },
  choose: { zh: '请选择', en: 'Choose' },
  leave: { zh: '不用，不读这一列', en: 'not needed: it is not read' },
  add: { zh: '加一列', en: 'Add a column' },
  number: { zh: '替我编股东编号', en: 'Number the people' },
  fill: { zh: '整列填入', en: 'Fill a column' },
  fillMore: {
    zh: '空着的格都填上这个值，已有内容的不动。没有这一列的，加在最右边。',
    en: 'Every empty cell of the column gets this value; what stands there stays. A column that lacks is added at the right.',
  },
  fillWhich: { zh: '哪一列', en: 'Which column' },
  fillWith: { zh: '填什么', en: 'With what' },
  takeOut: { zh: '删去', en: 'Take out' },
  takeOutRow: { zh: '删去第 {row} 行', en: 'Take out row {row}' },
  count: { zh: '共 {count} 行', en: '{count} rows' },
  here: {
    zh: '在单元格里直接改，或从表格软件复制一块粘贴进来。',
    en: 'Write in a cell, or paste a block copied from a spreadsheet.',
  },
  inRow: { zh: '第 {row} 行：', en: 'Row {row}: ' },
} as const satisfies Record<string, Sentence>;

/** `row:place` of a cell that was written since the table was last tried. */
export type Touched = ReadonlySet<string>;
export const touching = (row: number, at: number): string => `${row}:${at}`;

interface GridProps {
  readonly sheet: Sheet;
  readonly faults: readonly SheetFault[];
  readonly touched: Touched;
  readonly onChange: (sheet: Sheet, touched: readonly string[]) => void;
}

export function Grid({ sheet, faults, touched, onChange }: GridProps): ReactElement {
  const say = useSay();
  const [isShort, setShort] = useState(true);
  const [row, setRow] = useState<number | null>(null);
  const byRow = useMemo(() => {
    const found = new Map<number, SheetFault[]>();
    for (const fault of faults) {
      if (fault.row === null) continue;
      found.set(fault.row, [...(found.get(fault.row) ?? []), fault]);
    }
    return found;
  }, [faults]);
  const faulty = useMemo(() => sheet.rows.filter((each) => byRow.has(each.row)), [sheet.rows, byRow]);
  const wrongSums = sheet.sums.filter((each) => byRow.has(each.row)).map((each) => each.row);
  const shown = isShort && faulty.length > 0 ? faulty : sheet.rows;
  const here = row === null ? [] : (byRow.get(row) ?? []);

  const write = (index: number, at: number, block: readonly (readonly string[])[]) => {
    const rows = shown.slice(index, index + block.length).map((each) => each.row);
    const next = withBlock(sheet, rows, at, block);
    const last = lastRow(sheet);
    const places = block.flatMap((cells, down) =>
      cells.map((_, right) => touching(rows[down] ?? last + 1 + down - rows.length, at + right)),
    );
    onChange(next, places);
  };
  return (
    <div className="mending">
      <div className="filters">
        <Heads sheet={sheet} onChange={(next) => onChange(next, [])} />
        {faulty.length > 0 && faulty.length < sheet.rows.length && (
          <span>
            <Checkbox checked={isShort} onChange={({ target }) => setShort(target.checked)}>
              {say(words.only, { count: faulty.length })}
            </Checkbox>
          </span>
        )}
        {wrongSums.length > 0 && (
          <Button onClick={() => onChange(withoutSums(sheet, new Set(wrongSums)), [])}>
            {say(words.takeOutSums, { rows: wrongSums.join('、') })}
          </Button>
        )}
        <span className="quiet">{say(words.here)}</span>
      </div>
      <div className={faulty.length === 0 ? 'told-whole none' : 'told-whole'} aria-live="polite">
        {here.length > 0 && row !== null && (
          <>
            {say(words.inRow, { row })}
            <b>{here.map(({ message }) => message).join(' ')}</b>
          </>
        )}
      </div>
      <div className="limited">
        <Table
          label={say(words.table)}
          rows={shown}
          keyOf={(each) => String(each.row)}
          note={say(words.count, { count: sheet.rows.length })}
          columns={columnsOf({ sheet, byRow, touched, say, setRow, write, onChange })}
        />
      </div>
    </div>
  );
}

interface Drawn {
  readonly sheet: Sheet;
  readonly byRow: ReadonlyMap<number, readonly SheetFault[]>;
  readonly touched: Touched;
  readonly say: Say;
  readonly setRow: (row: number) => void;
  readonly write: (index: number, at: number, block: readonly (readonly string[])[]) => void;
  readonly onChange: GridProps['onChange'];
}

function columnsOf(drawn: Drawn): readonly Column<SheetRow>[] {
  const { sheet, byRow, touched, say, onChange } = drawn;
  const told = (row: number) => byRow.get(row) ?? [];
  const isMended = (row: number, { at }: SheetFault) => at.some((place) => touched.has(touching(row, place)));
  const open = (row: number) => told(row).filter((fault) => !isMended(row, fault));
  const inWords = (row: number) => {
    const left = open(row);
    if (left.length > 0) return left.map(({ message }) => message).join(' ');
    return told(row).length > 0 ? say(words.mended) : '';
  };
  return [
    {
      key: 'row',
      head: say(words.row),
      width: 56,
      pinned: true,
      cell: ({ row }) => row,
      text: ({ row }) => String(row),
    },
    ...(byRow.size === 0
      ? []
      : [
          {
            key: 'faults',
            head: say(words.faults),
            width: 300,
            pinned: true,
            cell: ({ row }: SheetRow) => {
              const text = inWords(row);
              return (
                <span className={open(row).length === 0 ? 'told mended' : 'told'} title={text}>
                  {text}
                </span>
              );
            },
            text: ({ row }: SheetRow) => inWords(row),
          },
        ]),
    ...sheet.heads.map((head, at): Column<SheetRow> => {
      const name = headInWords(sheet, at, say);
      return {
        key: `${at}`,
        head: name,
        width: widthOf(head.key),
        cell: (each, index) => (
          <Cell
            drawn={drawn}
            each={each}
            index={index}
            at={at}
            name={say(words.cell, { row: each.row, column: name })}
            isFaulty={open(each.row).some((fault) => fault.at.includes(at))}
          />
        ),
        text: ({ cells }) => cells[at],
      };
    }),
    {
      key: 'take-out',
      head: '',
      width: 70,
      cell: ({ row }) => (
        <button
          type="button"
          className="take-out"
          aria-label={say(words.takeOutRow, { row })}
          onClick={() => onChange(withoutRow(sheet, row), [])}
        >
          {say(words.takeOut)}
        </button>
      ),
      text: () => '',
    },
  ];
}

function Cell(props: {
  readonly drawn: Drawn;
  readonly each: SheetRow;
  readonly index: number;
  readonly at: number;
  readonly name: string;
  readonly isFaulty: boolean;
}): ReactElement {
  const { drawn, each, index, at, name, isFaulty } = props;
  const { sheet, write, setRow, onChange } = drawn;
  return (
    <input
      className="cell"
      aria-label={name}
      aria-invalid={isFaulty || undefined}
      data-at={`${index}:${at}`}
      value={each.cells[at] ?? ''}
      onFocus={() => setRow(each.row)}
      onChange={({ target }) =>
        onChange(withCell(sheet, each.row, at, target.value), [touching(each.row, at)])
      }
      onKeyDown={(event) => goOn(event, index, at)}
      onPaste={(event: ClipboardEvent) => {
        const block = pasted(event.clipboardData.getData('text/plain'));
        if (block.length < 2 && (block[0]?.length ?? 0) < 2) return;
        event.preventDefault();
        write(index, at, block);
      }}
    />
  );
}

/** Enter and the arrows go on in the column. */
function goOn(event: KeyboardEvent<HTMLInputElement>, index: number, at: number): void {
  const steps: Readonly<Record<string, number>> = { Enter: 1, ArrowDown: 1, ArrowUp: -1 };
  const step = steps[event.key];
  if (step === undefined) return;
  event.preventDefault();
  event.stopPropagation();
  event.currentTarget
    .closest('table')
    ?.querySelector<HTMLInputElement>(`[data-at="${index + step}:${at}"]`)
    ?.focus();
}

function headInWords({ heads, columns }: Sheet, at: number, say: Say): string {
  const head = heads[at];
  if (head === undefined) return '';
  const column = columns.find(({ key }) => key === head.key);
  if (column !== undefined) return say(column);
  if (head.isOpen) return say(words.unknown, { name: head.name });
  return head.name === '' ? '' : say(words.notRead, { name: head.name });
}

const NUMBER = 'registerNumber';

const widths: Readonly<Record<string, number>> = {
  registerNumber: 96,
  name: 100,
  sex: 66,
  residentId: 180,
  bankAccount: 190,
  bankName: 150,
  household: 90,
  groupName: 90,
};
const widthOf = (key: string | null) => widths[key ?? ''] ?? 120;

/** Columns that nobody knows yet, each with the question what it is; and one more, where the table lacks it. */
function Heads(props: { readonly sheet: Sheet; readonly onChange: (sheet: Sheet) => void }): ReactElement {
  const say = useSay();
  const { sheet, onChange } = props;
  const [isFilling, setFilling] = useState(false);
  const free = sheet.columns.filter(({ key }) => !sheet.heads.some((head) => head.key === key));
  // A list of one's own seldom numbers its people; the register does. Of shares the number says whose they are.
  const numberAt = sheet.heads.findIndex(({ key }) => key === NUMBER);
  const numberless =
    sheet.columns.some(({ key }) => key === 'residentId') &&
    (numberAt === -1 || sheet.rows.some(({ cells }) => (cells[numberAt] ?? '') === ''));
  const options = free.map((column) => ({ value: column.key, label: say(column) }));
  return (
    <>
      {sheet.heads.map((head, at) =>
        head.isAsked ? (
          <label key={at}>
            <span>{say(words.what, { name: head.name })}</span>
            <Select
              aria-label={say(words.what, { name: head.name })}
              style={{ width: 190 }}
              value={head.isOpen ? null : (head.key ?? '')}
              placeholder={say(words.choose)}
              options={[
                { value: '', label: say(words.leave) },
                ...sheet.columns
                  .filter(({ key }) => key === head.key)
                  .map((column) => ({ value: column.key, label: say(column) })),
                ...options,
              ]}
              onChange={(key: string) => onChange(withHead(sheet, at, key === '' ? null : key))}
            />
          </label>
        ) : null,
      )}
      {free.length > 0 && (
        <Select
          aria-label={say(words.add)}
          style={{ width: 150 }}
          value={null}
          placeholder={say(words.add)}
          options={options}
          onChange={(key: string) => onChange(withColumn(sheet, key))}
        />
      )}
      <Button onClick={() => setFilling(true)}>{say(words.fill)}</Button>
      {isFilling && (
        <Filling
          sheet={sheet}
          onClose={() => setFilling(false)}
          onFill={(key, text) => {
            onChange(withFilled(sheet, key, text));
            setFilling(false);
          }}
        />
      )}
      {numberless && (
        <Button onClick={() => onChange(withNumbers(sheet, NUMBER))}>{say(words.number)}</Button>
      )}
    </>
  );
}

/** What is the same for everybody, the day of admission for one, is written once. */
function Filling(props: {
  readonly sheet: Sheet;
  readonly onClose: () => void;
  readonly onFill: (key: string, text: string) => void;
}): ReactElement {
  const say = useSay();
  const { sheet, onClose, onFill } = props;
  const columns = sheet.columns.filter(({ key }) => !OF_ONE.has(key));
  // Of days, that of admission is what a list of one's own lacks.
  const lacking = columns.filter((column) => !sheet.heads.some((head) => head.key === column.key));
  const empty = columns.find((column) => {
    const at = sheet.heads.findIndex((head) => head.key === column.key);
    return at !== -1 && sheet.rows.every(({ cells }) => (cells[at] ?? '') === '');
  });
  const first = lacking.find((column) => column.key === 'admittedOn') ?? empty ?? lacking[0] ?? columns[0];
  const [key, setKey] = useState(first?.key ?? '');
  const [text, setText] = useState('');
  const hint = sheet.columns.find((column) => column.key === key)?.hint;
  return (
    <Decision
      title={say(words.fill)}
      act={say(words.fill)}
      onClose={onClose}
      isReady={key !== '' && text.trim() !== ''}
      onAct={() => onFill(key, text.trim())}
    >
      <p className="quiet">{say(words.fillMore)}</p>
      <Field label={say(words.fillWhich)}>
        {(place) => (
          <Select
            {...place}
            style={{ width: '100%' }}
            value={key}
            options={columns.map((column) => ({ value: column.key, label: say(column) }))}
            onChange={setKey}
          />
        )}
      </Field>
      <Field label={say(words.fillWith)} help={hint && say(hint)}>
        {(place) => <Input {...place} value={text} onChange={({ target }) => setText(target.value)} />}
      </Field>
    </Decision>
  );
}

/** Columns in which nobody has what another has. */
const OF_ONE: ReadonlySet<string | null> = new Set([
  NUMBER,
  'name',
  'residentId',
  'bankAccount',
  'phone',
  'holder',
]);
