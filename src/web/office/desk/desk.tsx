/**
 * The half-year from figures to settled: what waits for whoever looks, every step with who takes it and what it waits for,
 * the figures of the half-year, and charts of it beside those before.
 */
import { Link, useNavigate, useSearch, type LinkProps } from '@tanstack/react-router';
import { Button } from 'antd';
import { Suspense, useEffect, useMemo, useState, type ReactElement } from 'react';
import type { ChecklistStep } from '../../../domain/half-year-checklist.ts';
import type { Sentence } from '../../../domain/language.ts';
import type { Role } from '../../../domain/permission.ts';
import { roleWords } from '../../../domain/role-words.ts';
import { Amount } from '../../shared/amount.tsx';
import { useAnswer } from '../../shared/asking.ts';
import type { EndpointName, Reply } from '../../shared/call.ts';
import { useSay, type Say } from '../../shared/language.ts';
import { Figures, Page, Part, type Figure } from '../../shared/page.tsx';
import { part } from '../../shared/part.ts';
import { periodBeside, periodInWords, periodOfDay, todayInChina } from '../../shared/period.ts';
import { useSession } from '../../shared/session.ts';
import { Opening } from '../../shared/sheet.tsx';
import { Answer, Empty, Failed, Loading, NoPermission } from '../../shared/states.tsx';
import { acts } from '../acts.ts';
import { doors } from './doors.ts';
import { standingRegular } from './standing-runs.ts';
import { WaitingPart } from './waiting.tsx';

const Charts = part(() => import('./charts.tsx'), 'Charts');

type Checklist = Reply<'readChecklist'>;
type Item = Checklist['items'][number] & Pick<Checklist, 'period'>;
type Run = Reply<'listRuns'>['runs'][number];

const words = {
  kicker: { zh: '半年工作台', en: 'Half-year desk' },
  before: { zh: '上一个半年', en: 'Half-year before' },
  after: { zh: '下一个半年', en: 'Half-year after' },
  progress: { zh: '已办 {done} 项，还有 {left} 项', en: '{done} done, {left} to go' },
  whole: { zh: '本期已全部办完', en: 'Everything of this half-year is done' },
  mine: { zh: '等您办理', en: 'Waiting for you' },
  nothing: { zh: '现在没有等您办理的事', en: 'Nothing waits for you now' },
  nothingMore: { zh: '下一步在{who}那里。', en: 'Next: {who}.' },
  another: { zh: '另一位{role}', en: 'another {role}' },
  opening: { zh: '建账', en: 'Opening' },
  openingMore: {
    zh: '先把股种、名册、期初股份和期初余额办好，再办下面的步骤。',
    en: 'Classes, roster, opening shares and balances come first; the steps of the half-year follow.',
  },
  steps: { zh: '本期步骤', en: 'The steps of the half-year' },
  go: { zh: '去办', en: 'Do it' },
  look: { zh: '查看', en: 'Look' },
  after1: { zh: '先办：{steps}', en: 'First: {steps}' },
  until: { zh: '{day} 前', en: 'by {day}' },
  over: { zh: '已过 {day}', en: 'was due {day}' },
  done: { zh: '已办', en: 'Done' },
  next: { zh: '可办', en: 'Next' },
  blocked: { zh: '未到', en: 'Waits' },
  unneeded: { zh: '本期无', en: 'Not needed' },
  pool: { zh: '本期分配额', en: 'Pool of the half-year' },
  paid: { zh: '应发红利', en: 'Dividends' },
  tax: { zh: '代扣税', en: 'Tax withheld' },
  net: { zh: '实发', en: 'Net' },
  yuan: { zh: '元', en: 'yuan' },
  lines: { zh: '{count} 户头', en: '{count} holders' },
} as const satisfies Record<string, Sentence>;

/** The steps in the order of the work, under five heads. */
const phases: readonly { readonly name: Sentence; readonly steps: readonly ChecklistStep[] }[] = [
  {
    name: { zh: '记账', en: 'Books' },
    steps: ['months-entered', 'entries-reviewed', 'assets-valued', 'pensions-paid'],
  },
  {
    name: { zh: '方案与会议', en: 'Plan and meeting' },
    steps: ['plan-drawn', 'run-calculated', 'assembly-held', 'plan-adopted', 'run-approved'],
  },
  { name: { zh: '公示入账', en: 'Notice and posting' }, steps: ['on-notice', 'run-posted'] },
  { name: { zh: '发放', en: 'Payout' }, steps: ['batch-sent', 'bank-answered', 'money-settled'] },
  {
    name: { zh: '税与结账', en: 'Tax and closing' },
    steps: ['tax-filed', 'tax-remitted', 'year-closed', 'months-closed'],
  },
];

export function Desk(): ReactElement {
  const { may } = useSession();
  const { period } = useSearch({ from: '/' });
  const runs = useAnswer('listRuns', { limit: '999' }, { when: may('runs.read') });
  if (!may('runs.read')) return <NoPermission action="runs.read" />;
  if (runs.error !== null) return <Failed error={runs.error} again={() => void runs.refetch()} />;
  if (runs.data === undefined) return <Loading rows={12} />;
  return <HalfYear period={period ?? latestOf(runs.data.runs)} runs={runs.data.runs} />;
}

/** The half-year that was worked on last; before any, the one that is over: it is settled after its end. */
function latestOf(runs: readonly Run[]): string {
  const periods = runs.map(({ period }) => period).sort();
  return periods.at(-1) ?? periodBeside(periodOfDay(todayInChina()), -1);
}

function HalfYear({
  period,
  runs,
}: {
  readonly period: string;
  readonly runs: readonly Run[];
}): ReactElement {
  const say = useSay();
  const go = useNavigate({ from: '/' });
  const checklist = useAnswer('readChecklist', { period }, { keep: true });
  const [opened, setOpened] = useState<Opened | null>(null);
  const { roles } = useSession();
  const to = (by: number) => void go({ search: { period: periodBeside(period, by) } });
  const told = checklist.data;
  // Of the half-year that it answers for, while the next one is still being read.
  const items = useMemo(() => told?.items.map((item) => ({ ...item, period: told.period })) ?? [], [told]);
  // What follows a step that was just taken is opened in its turn, where whoever looks may take it. A sheet stays as it was opened:
  // what it says once its step is taken is read before it is closed.
  const next = opened?.item === null ? followingOf(opened.step, items, roles) : undefined;
  const shown = opened?.item ?? next;
  useEffect(() => {
    if (next !== undefined) setOpened({ step: next.step, item: next });
  }, [next]);
  const Act = shown && acts[shown.act as EndpointName];
  return (
    <Page
      title={periodInWords(period, say)}
      kicker={say(words.kicker)}
      state={told !== undefined && <Progress done={told.done} left={told.left} />}
      action={
        <span className="beside">
          <Button onClick={() => to(-1)}>{say(words.before)}</Button>
          <Button onClick={() => to(1)}>{say(words.after)}</Button>
        </span>
      }
    >
      <RunFigures run={standingRegular(runs).find((run) => run.period === period)} />
      <Answer of={checklist} rows={18}>
        {() => (
          <div className="desk">
            <div>
              <Mine items={items} onOpen={(item) => setOpened({ step: item.step, item })} />
              <WaitingPart />
            </div>
            <Line items={items} />
          </div>
        )}
      </Answer>
      {runs.length > 0 && (
        <Suspense fallback={<Loading rows={6} />}>
          <Charts period={period} runs={runs} />
        </Suspense>
      )}
      {opened !== null && shown !== undefined && Act !== undefined && (
        <Suspense fallback={<Opening of={onItsWay} onClose={() => setOpened(null)} />}>
          <Act
            key={`${shown.step} ${shown.act}`}
            period={period}
            known={shown.known}
            onClose={() => setOpened(null)}
            onDone={() => setOpened({ step: shown.step, item: null })}
          />
        </Suspense>
      )}
    </Page>
  );
}

/** The program of a sheet, until it is there. */
const onItsWay = { isThere: false, error: null, again: () => undefined } as const;

/** The step whose sheet is open, as it stood when it was opened; null once it was taken: then the ones after it are. */
interface Opened {
  readonly step: ChecklistStep;
  readonly item: Item | null;
}

/** What one person does in one go: after the step, the first of these that can be taken now. */
const following: Readonly<Partial<Record<ChecklistStep, readonly ChecklistStep[]>>> = {
  'plan-drawn': ['run-calculated'],
  'run-calculated': ['assembly-held'],
  'plan-adopted': ['run-approved'],
  'run-posted': ['batch-sent'],
  'batch-sent': ['bank-answered'],
};

function followingOf(taken: ChecklistStep, items: readonly Item[], roles: readonly Role[]): Item | undefined {
  const steps = following[taken] ?? [];
  return items.find((item) => steps.includes(item.step) && item.state === 'next' && isFor(item, roles));
}

/** By role, and not by whoever took the step before of the same thing. */
function isFor({ who, own }: Item, roles: readonly Role[]): boolean {
  return !own && who.some((role) => roles.includes(role));
}

function Progress({ done, left }: { readonly done: number; readonly left: number }): ReactElement {
  const say = useSay();
  return (
    <div className="progress">
      <progress value={done} max={done + left} aria-label={say(words.steps)} />
      <span>{left === 0 ? say(words.whole) : say(words.progress, { done, left })}</span>
    </div>
  );
}

function RunFigures({ run }: { readonly run: Run | undefined }): ReactElement | null {
  const say = useSay();
  if (run === undefined || run.lines === 0) return null;
  const unit = say(words.yuan);
  const items: readonly Figure[] = [
    { label: say(words.pool), value: <Amount of={run.pool} />, unit },
    {
      label: say(words.paid),
      value: <Amount of={run.paid} />,
      unit,
      note: say(words.lines, { count: run.lines }),
    },
    { label: say(words.tax), value: <Amount of={run.tax} />, unit },
    { label: say(words.net), value: <Amount of={run.net} />, unit, accent: true },
  ];
  return <Figures items={items} />;
}

/** With whom the next steps are: of whose role whoever looks is, it is another. */
function othersOf(next: readonly Item[], roles: readonly Role[], say: Say): string {
  const all = [...new Set(next.flatMap(({ who }) => who))];
  const others = all.filter((role) => !roles.includes(role)).map((role) => say(roleWords[role]));
  const same = all
    .filter((role) => roles.includes(role))
    .map((role) => say(words.another, { role: say(roleWords[role]) }));
  return [...others, ...same].join(say({ zh: '、', en: ', ' }));
}

/** What whoever looks can do today; of whoever cannot, with whom the next step is. */
function Mine(props: {
  readonly items: readonly Item[];
  readonly onOpen: (item: Item) => void;
}): ReactElement {
  const say = useSay();
  const { roles } = useSession();
  const { items, onOpen } = props;
  const isOpened = useIsOpened();
  const next = items.filter(({ state }) => state === 'next');
  const mine = next.filter((item) => isFor(item, roles));
  const first = mine.find((item) => doorOf(item) !== undefined || isAct(item));
  const others = othersOf(next, roles, say);
  return (
    <Part title={say(words.mine)}>
      {!isOpened && (
        <ul className="mine">
          <li>
            <div>
              <b>{say(words.opening)}</b>
              <p>{say(words.openingMore)}</p>
            </div>
            <Link to="/opening" className="button primary">
              {say(words.go)}
              <span className="unseen"> {say(words.opening)}</span>
            </Link>
          </li>
        </ul>
      )}
      {mine.length === 0 ? (
        isOpened && (
          <Empty title={say(words.nothing)}>{others !== '' && say(words.nothingMore, { who: others })}</Empty>
        )
      ) : (
        <ul className="mine">
          {mine.map((item) => (
            <li key={item.step}>
              <div>
                <b>{item.name}</b>
                {item.detail !== null && <p>{item.detail}</p>}
              </div>
              <DoorButton item={item} isFirst={isOpened && item === first} onOpen={onOpen} />
            </li>
          ))}
        </ul>
      )}
    </Part>
  );
}

/** Whether there are people with shares: before, a half-year is nothing to begin with. */
function useIsOpened(): boolean {
  const { may } = useSession();
  const runs = useAnswer('listRuns', { limit: '999' });
  const holders = useAnswer(
    'listHoldings',
    { limit: '1' },
    { when: runs.data?.runs.length === 0 && may('shares.read') },
  );
  return holders.data?.holders.length !== 0;
}

function doorOf({ act, known, period }: Item): LinkProps | undefined {
  return doors[act as EndpointName]?.({ ...known, period });
}

function isAct({ act }: Item): boolean {
  return acts[act as EndpointName] !== undefined;
}

/** Opens the sheet that takes the step here, else leads to the screen where it is taken. */
function DoorButton(props: {
  readonly item: Item;
  readonly isFirst: boolean;
  readonly onOpen: (item: Item) => void;
}): ReactElement | null {
  const say = useSay();
  const { item, isFirst, onOpen } = props;
  const door = doorOf(item);
  if (isAct(item))
    return (
      <Button type={isFirst ? 'primary' : 'default'} onClick={() => onOpen(item)}>
        {say(words.go)}
        <span className="unseen"> {item.name}</span>
      </Button>
    );
  if (door === undefined) return null;
  return (
    <Link {...door} className={isFirst ? 'button primary' : 'button'}>
      {say(words.go)}
      <span className="unseen"> {item.name}</span>
    </Link>
  );
}

/** Every step in its place: a mark, the name, how far it is, who takes it, what it waits for. */
function Line({ items }: { readonly items: readonly Item[] }): ReactElement {
  const say = useSay();
  const byStep = new Map(items.map((item) => [item.step, item]));
  return (
    <Part title={say(words.steps)}>
      <div className="line">
        {phases.map(({ name, steps }) => (
          <section key={name.en}>
            <h3>{say(name)}</h3>
            <ol>
              {steps.map((step) => {
                const item = byStep.get(step);
                return (
                  item && <StepLine key={step} item={item} nameOf={(each) => byStep.get(each)?.name ?? ''} />
                );
              })}
            </ol>
          </section>
        ))}
      </div>
    </Part>
  );
}

function StepLine(props: {
  readonly item: Item;
  readonly nameOf: (step: ChecklistStep) => string;
}): ReactElement {
  const say = useSay();
  const { item, nameOf } = props;
  const { state, name, detail, blockedBy, reason, who, due } = item;
  const door = doorOf(item);
  const waits = [
    ...(blockedBy.length > 0
      ? [say(words.after1, { steps: blockedBy.map(nameOf).join(say({ zh: '、', en: ', ' })) })]
      : []),
    ...(reason === null ? [] : [reason]),
  ];
  return (
    <li className={state}>
      <span className="mark">{say(words[state])}</span>
      <span className="step">
        {door !== undefined && (state === 'done' || state === 'next') ? <Link {...door}>{name}</Link> : name}
      </span>
      <span className="detail">
        {state === 'blocked'
          ? [...(detail === null ? [] : [detail]), ...waits].join(say({ zh: '；', en: '; ' }))
          : detail}
      </span>
      <span className="who">
        {state === 'done' || state === 'unneeded'
          ? ''
          : who.map((role) => say(roleWords[role])).join(say({ zh: '、', en: ', ' }))}
        {due !== null && state !== 'done' && state !== 'unneeded' && (
          <time dateTime={due} className={due < todayInChina() ? 'due over' : 'due'}>
            {say(due < todayInChina() ? words.over : words.until, { day: due })}
          </time>
        )}
      </span>
    </li>
  );
}
