/**
 * A table brought in: chosen or pasted, read, tried by the service, mended where it is wrong and tried again, then entered.
 * Nothing is written before somebody says so; people wait for another person afterwards.
 */
import { Link, useBlocker, useSearch } from '@tanstack/react-router';
import { Button, Checkbox } from 'antd';
import { useEffect, useMemo, useState, type ClipboardEvent, type DragEvent, type ReactElement } from 'react';
import { importStateWords } from '../../../domain/money-words.ts';
import { rolesThatMay } from '../../../domain/role-words.ts';
import { grouped, groupedShares } from '../../shared/amount.tsx';
import { useAnswer, useChange, useWholeList } from '../../shared/asking.ts';
import { addressOf, type Reply } from '../../shared/call.ts';
import { useSay } from '../../shared/language.ts';
import { Figures, Note, Page, Steps } from '../../shared/page.tsx';
import { useSession } from '../../shared/session.ts';
import { Sheet as Decision } from '../../shared/sheet.tsx';
import { NoPermission, Refusal } from '../../shared/states.tsx';
import { Grid } from './grid.tsx';
import { Earlier } from './earlier.tsx';
import { WhatWasRead } from './reading.tsx';
import { saveFile } from '../../shared/files.ts';
import { useLarge } from '../../shared/typed.ts';
import { faultsOf, rowsAbove, sent, sheetOf, type Sheet, type SheetFault } from './sheet.ts';

type Found = Reply<'readImport'>;
type Kind = Found['kind'];

const words = {
  title: {
    roster: { zh: '导入名册', en: 'Bring in a roster' },
    'opening-shares': { zh: '导入期初股份', en: 'Bring in opening shares' },
  },
  back: { zh: '成员名册', en: 'Members' },
  other: {
    roster: { zh: '改为导入期初股份', en: 'Bring in opening shares instead' },
    'opening-shares': { zh: '改为导入名册', en: 'Bring in a roster instead' },
  },
  way: { zh: '导入的进度', en: 'Where this import stands' },
  steps: [
    { zh: '选表格', en: 'choose' },
    { zh: '检查、更正', en: 'check and mend' },
    { zh: '写入', en: 'enter' },
    { zh: '另一人复核', en: 'another confirms' },
  ],
  one: {
    roster: {
      zh: '下载空表，一人一行填好；或直接用现有的表格，列名相近的都认得。',
      en: 'Take the empty table and fill in a row each; or use the table you have: common column names are known.',
    },
    'opening-shares': {
      zh: '下载空表，一笔一行填好：持有人编号、股种、股数、生效日期。',
      en: 'Take the empty table and fill in a row each: holder, class, shares, day.',
    },
  },
  two: {
    zh: '把表格拖进来，先检查，什么也不写入。每处错误写在它的那一行，就在这里改。',
    en: 'Drop it here: it is checked first, and nothing is written. Each fault stands beside its row, and is mended here.',
  },
  three: {
    roster: {
      zh: '没有错误以后写入；再由{who}复核一次，身份从此生效。',
      en: 'Without faults it is entered; then confirmed once by: {who}. Standings count from then on.',
    },
    'opening-shares': {
      zh: '没有错误以后写入，一次全部入册。期初股份须在其他股份变动之前导入。',
      en: 'Without faults all of it enters the register at once. Opening shares come before every other movement.',
    },
  },
  list: { zh: '列出名册上的人，在这里填', en: 'List the people of the register and fill in here' },
  listMore: {
    zh: '每人一行，已按名册列好。人人相同的用“整列填入”：股种、股数、生效日期；不同的在单元格里改，没有股份的删去。',
    en: 'A row for each person of the register. What is the same for all goes in by “Fill a column”: class, shares, day; what differs is written in its cell, and who holds none is taken out.',
  },
  nameHead: { zh: '姓名', en: 'Name' },
  listName: { zh: '期初股份.csv', en: 'opening-shares.csv' },
  template: { zh: '下载空表', en: 'Empty table' },
  templateCsv: { zh: '下载空表（CSV）', en: 'Empty table (CSV)' },
  drop: {
    zh: '把工作簿或 CSV 拖到这里、在这里粘贴，或',
    en: 'Drop a workbook or CSV here, paste it here, or ',
  },
  choose: { zh: '选择文件', en: 'choose a file' },
  reading: { zh: '正在读取“{file}”', en: 'Reading “{file}”' },
  progress: { zh: '{state}：{progress} / {rows} 行', en: '{state}: {progress} of {rows} rows' },
  checking: { zh: '正在检查，什么也不写入', en: 'being checked, nothing is written' },
  cancel: { zh: '取消', en: 'Cancel' },
  again: { zh: '再检查一次', en: 'Check again' },
  check: { zh: '检查', en: 'Check' },
  heads: {
    zh: '有不认识的列。请先说明它是什么，再检查。',
    en: 'There are columns that nobody knows. Say what they are, then check.',
  },
  another: { zh: '换一个表格', en: 'Another table' },
  faults: {
    zh: '{count} 处要改，什么都还没有写入。改好以后再检查一次。',
    en: '{count} things to mend; nothing was written. Mend them, then check again.',
  },
  more: { zh: '只列出前 {count} 处。', en: 'The first {count} are listed.' },
  andMore: { zh: '另有 {count} 处与此相同或相近。', en: 'And {count} more like these.' },
  sum: {
    zh: '{column} {count} 处，第一处在第 {row} 行：{message}',
    en: '{column}: {count} times, first in row {row}: {message}',
  },
  marked: { zh: '下载标出错误的表格', en: 'Download the table with its faults marked' },
  markedName: { zh: '{file}（标出错误）.xlsx', en: '{file} (marked).xlsx' },
  changed: { zh: '表格已改，还没有再检查。', en: 'The table was changed and not checked again.' },
  clean: { zh: '检查通过，还没有写入。', en: 'Checked without a fault; nothing is written yet.' },
  people: { zh: '人', en: 'People' },
  households: { zh: '新的户', en: 'New households' },
  rows: { zh: '行', en: 'Rows' },
  movements: { zh: '笔', en: 'Movements' },
  shares: { zh: '股份', en: 'Shares' },
  shareUnit: { zh: '股', en: 'shares' },
  enter: { zh: '写入', en: 'Enter it' },
  enterSure: {
    roster: {
      zh: '写入 {people} 人、{households} 户。之后由另一人（{who}）复核，复核以前身份不生效。',
      en: '{people} people in {households} new households are entered. Another person ({who}) confirms; until then no standing counts.',
    },
    'opening-shares': {
      zh: '写入 {movements} 笔，共 {shares} 股，随即入册。写错的只能逐笔冲销。',
      en: '{movements} movements of {shares} shares enter the register at once. What is wrong is undone one by one.',
    },
  },
  before: {
    zh: '这个文件已于 {on} 由 {by} 入册（“{file}”，{rows} 行）。',
    en: 'This very file was entered on {on} by {by} (“{file}”, {rows} rows).',
  },
  enterAgain: { zh: '同一个文件，仍要再次入册', en: 'It is the same file, and is to be entered again' },
  look: { zh: '请核对，不妨碍写入', en: 'Look at these; they do not stand in the way' },
  inRow: { zh: '第 {row} 行：{message}', en: 'Row {row}: {message}' },
  done: {
    roster: {
      zh: '已写入 {people} 人、{households} 户，待复核。下一步由{who}办理（不能是写入的人），复核以后身份生效。',
      en: '{people} people in {households} new households are entered and wait. Next: {who}, and not whoever entered them. Their standings count once confirmed.',
    },
    'opening-shares': {
      zh: '已写入 {movements} 笔，共 {shares} 股。',
      en: '{movements} movements of {shares} shares are in the register.',
    },
  },
  toMembers: { zh: '看成员名册', en: 'See the members' },
  toOpening: { zh: '建账的下一步', en: 'The next step of the opening' },
  failed: { zh: '没有写入', en: 'Nothing was written' },
  kept: {
    zh: '“{file}”接着上次改：这个窗口里还留着，写入、换一个表格或退出登录以后才清除。',
    en: '“{file}” as you left it: this window keeps it until it is entered, another table is chosen, or you sign out.',
  },
  unkept: {
    zh: '表格太大，这个窗口留不住改过的内容：刷新或离开这一页就没有了。请先下载标出错误的表格存好，或接着改完写入。',
    en: 'The table is too large for this window to keep what was mended: loading anew or leaving this page loses it. Download the table with its faults marked first, or mend it to the end and enter it.',
  },
  leave: {
    zh: '表格太大，没有留住：离开以后，改过的都没有了。确定离开吗？',
    en: 'The table is too large to be kept: if you leave, what was mended is lost. Leave?',
  },
} as const;

export function ImportPage(): ReactElement {
  const { kind } = useSearch({ from: '/import' });
  const { may } = useSession();
  if (!may('exchange.import')) return <NoPermission action="exchange.import" />;
  return <Importing key={kind} kind={kind} />;
}

/** The last try: its import, how many rows of the file stood above what it sent, and whether that was the very file. */
interface Tried {
  readonly id: string;
  readonly above: number;
  readonly isFile: boolean;
  readonly of: Sheet;
}

/** What of a table outlives a reload: all but the file, whose cells they are. */
interface Kept {
  readonly sheet: Omit<Sheet, 'file'>;
  readonly touched: readonly string[];
  readonly tried: (Omit<Tried, 'of'> & { readonly isSame: boolean }) | null;
  readonly isListed: boolean;
}

const NONE: readonly SheetFault[] = [];
const ASK_MILLISECONDS = 400;
const underWay: readonly Found['state'][] = ['waiting', 'reading', 'entering'];

function Importing({ kind }: { readonly kind: Kind }): ReactElement {
  const say = useSay();
  const [large, isKept] = useLarge<Kept>(`table of ${kind}`);
  const [before] = useState(() => opened(large.kept()));
  const [sheet, setSheet] = useState<Sheet | null>(before?.sheet ?? null);
  const [touched, setTouched] = useState<ReadonlySet<string>>(before?.touched ?? new Set());
  const [tried, setTried] = useState<Tried | null>(before?.tried ?? null);
  const [isSure, setSure] = useState(false);
  const [isAgain, setAgain] = useState(false);
  const [isListed, setListed] = useState(before?.isListed ?? false);
  const { may } = useSession();
  const people = useWholeList('listMembers', {}, (page) => page.members, {
    when: kind === 'opening-shares' && may('register.read'),
  });
  const read = useChange('readTable');
  const upload = useChange('uploadTable');
  const confirm = useChange('confirmImport');
  const cancel = useChange('cancelImport');
  const [failure, setFailure] = useState<Error | null>(null);
  const [isSending, setSending] = useState(false);
  const answer = useAnswer(
    'readImport',
    { importId: tried?.id ?? '' },
    {
      when: tried !== null,
      every: (told) => told !== undefined && underWay.includes(told.state) && ASK_MILLISECONDS,
    },
  );
  const found = tried !== null && answer.data?.id === tried.id ? answer.data : null;
  // Of a try that cannot be read any more nothing is awaited: it is made again.
  const isTrying =
    tried !== null && (found === null ? answer.error === null : underWay.includes(found.state));
  const isRunning = isSending || isTrying;
  const isChanged = sheet !== null && tried?.of !== sheet;
  const isDone = found?.state === 'done';
  const isUnsaved = sheet !== null && sheet.file === null && !isDone;
  // What was mended stays in the window, but not beyond it: whoever closes it is asked; within the office, whoever would lose it.
  useBlocker({
    shouldBlockFn: () => !large.flush() && !window.confirm(say(words.leave)),
    disabled: !isUnsaved,
    enableBeforeUnload: isUnsaved,
  });
  useEffect(() => {
    if (sheet === null || isDone) return large.forget();
    large.keep(closed({ sheet, touched, tried, isListed }));
  }, [large, sheet, touched, tried, isListed, isDone]);

  // What a file lost before it came here is said by the try of the file itself, and by nobody once it is mended.
  const lost = sheet?.file === null && tried?.isFile !== true ? sheet.lost : NONE;
  const faults = useMemo(
    () => [...faultsOf(found?.faults ?? [], tried?.above ?? 0), ...lost],
    [found, tried, lost],
  );
  const whole = faults.filter(({ row }) => row === null || row === sheet?.headRow);
  const isClean = found?.state === 'checked' && !isChanged && faults.length === 0;

  async function attempt(table: Sheet): Promise<void> {
    setSending(true);
    setFailure(null);
    try {
      // What it was checked as before is not wanted any more: its file would be kept for a month.
      if (found?.state === 'checked') {
        await cancel.run({ importId: found.id });
        setTried(null);
      }
      const begun = await upload.tryOut({ kind }, sent(table));
      setTouched(new Set());
      setTried({ id: begun.id, above: rowsAbove(table), isFile: table.file !== null, of: table });
    } catch (error) {
      setFailure(error as Error);
    } finally {
      setSending(false);
    }
  }
  async function open(file: File | undefined): Promise<void> {
    if (file === undefined) return;
    setTried(null);
    setFailure(null);
    const opened = await read.run({ kind }, file);
    if (opened === undefined) return;
    const table = sheetOf(file, opened);
    setSheet(table);
    if (table.heads.some(({ isOpen }) => isOpen)) return;
    await attempt(table);
  }
  /** Nobody types numbers that the register gave: its people are listed, and their shares filled in. */
  async function list(): Promise<void> {
    const lines = people.rows.map(({ registerNumber, name }) => `"${registerNumber}","${name}",,,`);
    const text = ['持有人编号,备注,股种,股数,生效日期', ...lines].join('\r\n');
    const file = new File([text], say(words.listName), { type: 'text/csv' });
    const opened = await read.run({ kind }, file);
    if (opened === undefined) return;
    const table = sheetOf(file, opened);
    const heads = table.heads.map((head, at) => (at === 1 ? { ...head, name: say(words.nameHead) } : head));
    setSheet({ ...table, file: null, heads, lost: [] });
    setListed(true);
  }
  const restart = () => {
    setListed(false);
    if (found?.state === 'checked') void cancel.run({ importId: found.id });
    setSheet(null);
    setTried(null);
    setTouched(new Set());
    setFailure(null);
    setAgain(false);
    read.reset();
  };
  const at = isDone ? 3 : isClean ? 2 : sheet === null ? 0 : 1;
  const steps = kind === 'roster' ? words.steps : words.steps.slice(0, 3);
  return (
    <Page
      title={say(words.title[kind])}
      kicker={<Link to="/members">{say(words.back)}</Link>}
      state={<Steps label={say(words.way)} names={steps.map((each) => say(each))} at={at} />}
      action={
        isDone || isRunning ? undefined : (
          <span className="beside">
            {sheet !== null && <Button onClick={restart}>{say(words.another)}</Button>}
            {isClean
              ? !isNothingNew(found) && (
                  <Button type="primary" onClick={() => setSure(true)}>
                    {say(words.enter)}
                  </Button>
                )
              : sheet !== null && (
                  <Button type="primary" onClick={() => void attempt(sheet)}>
                    {say(tried === null ? words.check : words.again)}
                  </Button>
                )}
          </span>
        )
      }
    >
      <Refusal failure={read.failure ?? failure ?? cancel.failure ?? answer.error} />
      {sheet === null && (
        <>
          <Chooser
            kind={kind}
            isReading={read.isRunning}
            onFile={(file) => void open(file)}
            onList={people.isWhole && people.rows.length > 0 ? () => void list() : undefined}
          />
          <Earlier />
        </>
      )}
      {isRunning && (
        <AtWork
          file={sheet?.fileName ?? ''}
          found={found}
          onCancel={() => tried !== null && void cancel.run({ importId: tried.id })}
        />
      )}
      {before !== null && sheet === before.sheet && !isDone && !isRunning && (
        <Note>{say(words.kept, { file: sheet.fileName })}</Note>
      )}
      {isUnsaved && !isKept && <Note warning>{say(words.unkept)}</Note>}
      {sheet !== null && !isRunning && found !== null && (
        <Told
          kind={kind}
          sheet={sheet}
          isFile={tried?.isFile === true}
          found={found}
          whole={whole}
          isChanged={isChanged}
          isClean={isClean}
          above={tried?.above ?? 0}
          count={faults.length}
        />
      )}
      {sheet !== null && tried === null && !isRunning && sheet.heads.some(({ isOpen }) => isOpen) && (
        <Note warning>{say(words.heads)}</Note>
      )}
      {isListed && tried === null && !isRunning && <Note>{say(words.listMore)}</Note>}
      {isDone && (
        <span className="beside">
          <Link to="/members" className="button primary">
            {say(words.toMembers)}
          </Link>
          <Link to="/opening" className="button">
            {say(words.toOpening)}
          </Link>
        </span>
      )}
      {sheet !== null && !isDone && !(isRunning && found?.dryRun === false) && (
        <Grid
          sheet={sheet}
          faults={faults.filter(({ row }) => row !== null && row !== sheet.headRow)}
          touched={touched}
          onChange={(next, places) => {
            setSheet(next);
            setTouched(new Set([...touched, ...places]));
          }}
        />
      )}
      {isSure && found !== null && (
        <Decision
          title={say(words.title[kind])}
          act={say(words.enter)}
          onClose={() => setSure(false)}
          isReady={isAgain || found.enteredBefore === null}
          isRunning={confirm.isRunning}
          failure={confirm.failure}
          onAct={() =>
            void confirm.run({ importId: found.id, rows: found.rows ?? 0, again: isAgain }).then((begun) => {
              if (begun === undefined) return;
              setSure(false);
              void answer.refetch();
            })
          }
        >
          <p>{say(words.enterSure[kind], filling(found, say(rolesThatMay('register.confirm'))))}</p>
          {found.enteredBefore !== null && (
            <>
              <Before before={found.enteredBefore} />
              <Checkbox checked={isAgain} onChange={({ target }) => setAgain(target.checked)}>
                {say(words.enterAgain)}
              </Checkbox>
            </>
          )}
        </Decision>
      )}
    </Page>
  );
}

/** A table that was exported and stands in the register as it is: there is nothing to enter. */
function isNothingNew({ warnings }: Found): boolean {
  return warnings.some(({ code }) => code === 'import.nothing-new');
}

function filling({ result }: Found, who: string): Record<string, string> {
  if (result === null) return { who };
  if ('members' in result)
    return { who, people: grouped(`${result.members}`), households: grouped(`${result.households}`) };
  return { who, movements: grouped(`${result.movements}`), shares: groupedShares(result.shares) };
}

function Chooser(props: {
  readonly kind: Kind;
  readonly isReading: boolean;
  readonly onFile: (file: File | undefined) => void;
  /** Where the people stand in the register already. */
  readonly onList: (() => void) | undefined;
}): ReactElement {
  const say = useSay();
  const { kind, isReading, onFile, onList } = props;
  return (
    <>
      <ol className="way-in">
        <li>{say(words.one[kind])}</li>
        <li>{say(words.two)}</li>
        <li>{say(words.three[kind], { who: say(rolesThatMay('register.confirm')) })}</li>
      </ol>
      <div className="filters">
        {onList !== undefined && (
          <Button type="primary" onClick={onList}>
            {say(words.list)}
          </Button>
        )}
        <a className="button" href={addressOf('readImportTemplate', { kind, format: 'xlsx' })} download>
          {say(words.template)}
        </a>
        <a className="button" href={addressOf('readImportTemplate', { kind, format: 'csv' })} download>
          {say(words.templateCsv)}
        </a>
        <Link to="/import" search={{ kind: kind === 'roster' ? 'opening-shares' : 'roster' }}>
          {say(words.other[kind])}
        </Link>
      </div>
      <label
        className="drop"
        aria-busy={isReading}
        tabIndex={-1}
        onDragOver={(event: DragEvent) => event.preventDefault()}
        onDrop={(event: DragEvent) => {
          event.preventDefault();
          onFile(event.dataTransfer.files[0]);
        }}
        onPaste={(event: ClipboardEvent) => {
          const [file] = event.clipboardData.files;
          const text = event.clipboardData.getData('text/plain');
          if (file !== undefined) onFile(file);
          else if (text.trim() !== '') onFile(new File([text], `${say(words.title[kind])}.csv`));
        }}
      >
        {say(words.drop)}
        <b>{say(words.choose)}</b>
        <input type="file" accept=".xlsx,.csv,.txt" onChange={({ target }) => onFile(target.files?.[0])} />
      </label>
    </>
  );
}

function AtWork(props: {
  readonly file: string;
  readonly found: Found | null;
  readonly onCancel: () => void;
}): ReactElement {
  const say = useSay();
  const { file, found, onCancel } = props;
  const rows = found?.rows ?? null;
  return (
    <div className="at-work" role="status">
      {rows === null || found === null ? (
        <>
          <progress aria-label={say(words.reading, { file })} />
          <span>{say(words.reading, { file })}</span>
        </>
      ) : (
        <>
          <progress
            aria-label={say(found.dryRun ? words.checking : importStateWords[found.state])}
            value={found.progress}
            max={rows}
          />
          <span>
            {say(words.progress, {
              state: say(found.dryRun ? words.checking : importStateWords[found.state]),
              progress: grouped(`${found.progress}`),
              rows: grouped(`${rows}`),
            })}
          </span>
        </>
      )}
      {found !== null && <Button onClick={onCancel}>{say(words.cancel)}</Button>}
    </div>
  );
}

/** So many are read one by one; of more the kinds are told. */
const FEW_FAULTS = 20;

/** Of the whole table: more is no help. */
const TOLD_AT_MOST = 6;

/** What the last try said of the table as a whole. */
function Told(props: {
  readonly kind: Kind;
  readonly sheet: Sheet | null;
  /** What was tried is the file as it came. */
  readonly isFile: boolean;
  readonly found: Found;
  readonly whole: readonly SheetFault[];
  readonly isChanged: boolean;
  readonly isClean: boolean;
  /** Rows of the file above what was tried. */
  readonly above: number;
  readonly count: number;
}): ReactElement {
  const say = useSay();
  const { kind, sheet, isFile, found, whole, isChanged, isClean, above, count } = props;
  const { result, warnings } = found;
  // What is of no row stands among those of the whole table already.
  const sums = found.faultSums.filter(({ row }) => row !== null && row !== undefined);
  const single = found.faults.filter(({ row }) => row !== null && row !== undefined);
  if (found.state === 'done')
    return <Note>{say(words.done[kind], filling(found, say(rolesThatMay('register.confirm'))))}</Note>;
  if (isClean && result !== null)
    return (
      <>
        <Note>{isNothingNew(found) ? warnings[0]?.message : say(words.clean)}</Note>
        {found.enteredBefore !== null && <Before before={found.enteredBefore} />}
        <Figures
          items={
            isNothingNew(found)
              ? [{ label: say(words.rows), value: grouped(`${found.rows ?? 0}`), accent: true }]
              : 'members' in result
                ? [
                    { label: say(words.people), value: grouped(`${result.members}`), accent: true },
                    { label: say(words.households), value: grouped(`${result.households}`) },
                    { label: say(words.rows), value: grouped(`${found.rows ?? 0}`) },
                  ]
                : [
                    {
                      label: say(words.shares),
                      value: groupedShares(result.shares),
                      unit: say(words.shareUnit),
                      accent: true,
                    },
                    { label: say(words.movements), value: grouped(`${result.movements}`) },
                  ]
          }
        />
        {found.reading !== null && (
          <WhatWasRead
            reading={found.reading}
            names={sheet?.heads.map(({ name }) => name) ?? []}
            mended={isFile ? null : sheet}
          />
        )}
        {warnings.length > 0 && !isNothingNew(found) && (
          <>
            <h3>{say(words.look)}</h3>
            <ul className="warnings">
              {warnings.slice(0, 20).map(({ row, message }, index) => (
                <li key={index}>
                  {row === undefined ? message : say(words.inRow, { row: row + above, message })}
                </li>
              ))}
            </ul>
          </>
        )}
      </>
    );
  if (found.state === 'cancelled') return <Note>{say(importStateWords.cancelled)}</Note>;
  return (
    <>
      <Note warning={!isChanged}>
        {isChanged ? say(words.changed) : say(words.faults, { count: found.faultCount || count })}
        {found.faultCount > found.faults.length && ` ${say(words.more, { count: found.faults.length })}`}
      </Note>
      {!isChanged && found.enteredBefore !== null && <Before before={found.enteredBefore} />}
      {whole.length > 0 && (
        <ul className="warnings">
          {whole.slice(0, TOLD_AT_MOST).map(({ message }) => (
            <li key={message}>{message}</li>
          ))}
          {whole.length > TOLD_AT_MOST && (
            <li>{say(words.andMore, { count: whole.length - TOLD_AT_MOST })}</li>
          )}
        </ul>
      )}
      {!isChanged && single.length > 0 && single.length <= FEW_FAULTS && (
        <ul className="warnings scrolled">
          {single.map(({ row, message }, index) => (
            <li key={index}>{say(words.inRow, { row: (row ?? 0) + above, message })}</li>
          ))}
        </ul>
      )}
      {found.faultCount > FEW_FAULTS && sums.length > 0 && (
        <ul className="warnings">
          {sums.slice(0, TOLD_AT_MOST).map(({ code, column, row, count, message }) => (
            <li key={`${code} ${column ?? ''}`}>
              {say(words.sum, {
                column: column ?? '',
                row: row === undefined || row === null ? '' : row + above,
                count: grouped(`${count}`),
                message,
              })}
            </li>
          ))}
        </ul>
      )}
      {sheet !== null && !isChanged && found.faults.length > 0 && (sheet.file !== null || !isFile) && (
        <Marked sheet={sheet} found={found} />
      )}
    </>
  );
}

/** That this very file was entered before. */
function Before({ before }: { readonly before: NonNullable<Found['enteredBefore']> }): ReactElement {
  const say = useSay();
  const { fileName: file, at, by, rows } = before;
  const on = new Intl.DateTimeFormat('sv-SE', { timeZone: 'Asia/Shanghai' }).format(new Date(at));
  return <Note warning>{say(words.before, { on, by: by ?? '—', file, rows: grouped(`${rows}`) })}</Note>;
}

/** The very table that was tried, with its faults beside its rows: to be mended where it was written. */
function Marked({ sheet, found }: { readonly sheet: Sheet; readonly found: Found }): ReactElement {
  const say = useSay();
  const mark = useChange('markImport');
  const name = say(words.markedName, { file: sheet.fileName.replace(/\.[^.]*$/, '') });
  return (
    <>
      <Button
        loading={mark.isRunning}
        onClick={() =>
          void mark.run({ importId: found.id }, sent(sheet)).then((bytes) => bytes && saveFile(name, bytes))
        }
      >
        {say(words.marked)}
      </Button>
      <Refusal failure={mark.failure} />
    </>
  );
}

function closed(now: {
  readonly sheet: Sheet;
  readonly touched: ReadonlySet<string>;
  readonly tried: Tried | null;
  readonly isListed: boolean;
}): Kept {
  const { file, ...sheet } = now.sheet;
  void file;
  const { tried } = now;
  return {
    sheet,
    touched: [...now.touched],
    tried: tried && {
      id: tried.id,
      above: tried.above,
      isFile: tried.isFile,
      isSame: tried.of === now.sheet,
    },
    isListed: now.isListed,
  };
}

function opened(kept: Kept | null) {
  if (kept === null) return null;
  const { isListed, touched, tried: last } = kept;
  const sheet: Sheet = { ...kept.sheet, file: null };
  // Where it was mended since, what was tried is another than what stands here.
  const tried: Tried | null = last && { ...last, of: last.isSame ? sheet : { ...sheet } };
  return { sheet, touched: new Set(touched), tried, isListed };
}
