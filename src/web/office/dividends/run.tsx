/**
 * One run: its figures, what it rests on, whether it is lawful, its notice, and every line with its proof. One button takes
 * the next step; whoever may not take it reads who does.
 */
import { Link, useParams, type LinkProps } from '@tanstack/react-router';
import { Button } from 'antd';
import { useMemo, useState, type ReactElement } from 'react';
import type { Sentence } from '../../../domain/language.ts';
import { methodWords, basisWords } from '../../../domain/money-words.ts';
import type { Action } from '../../../domain/permission.ts';
import { rolesThatMay } from '../../../domain/role-words.ts';
import { accountWords, holdWords, runKindWords, runStateWords } from '../../../domain/words.ts';
import { Amount, Day, percentOf, Shares } from '../../shared/amount.tsx';
import { Ask } from '../../shared/ask.tsx';
import { useAnswer, useWholeList } from '../../shared/asking.ts';
import type { Reply } from '../../shared/call.ts';
import { Export } from '../../shared/export.tsx';
import { useLanguage, useSay } from '../../shared/language.ts';
import { Legality } from '../../shared/legality.tsx';
import { Facts, Figures, Note, Page, Part, State, Steps } from '../../shared/page.tsx';
import { periodInWords } from '../../shared/period.ts';
import { useSession } from '../../shared/session.ts';
import { Answer, Failed, NoPermission } from '../../shared/states.tsx';
import { Table } from '../../shared/table.tsx';
import { NoticePart } from './notice.tsx';
import { LineProof } from './proof.tsx';
import { rateWritten } from './rate.ts';
import { AnnounceSheet, ApproveSheet, CalculateSheet, PostSheet } from './steps.tsx';

export type Run = Reply<'readRun'>;
type Line = Reply<'listRunLines'>['lines'][number];

const words = {
  title: { zh: '{period}{kind}', en: '{period}: {kind}' },
  back: { zh: '分红', en: 'Dividends' },
  number: { zh: '第 {number} 号', en: 'No. {number}' },
  way: { zh: '本次分红的进度', en: 'Where this run stands' },
  calculate: { zh: '计算', en: 'Calculate' },
  approve: { zh: '审核批准', en: 'Review and approve' },
  announce: { zh: '张榜公示', en: 'Put on notice' },
  post: { zh: '入账', en: 'Post' },
  pay: { zh: '去发放', en: 'Pay it out' },
  waits: { zh: '下一步由{who}办理', en: 'Next: {who}' },
  pool: { zh: '分配额', en: 'Pool' },
  carriedIn: { zh: '上期结转', en: 'Carried in' },
  paid: { zh: '应发红利', en: 'Dividends' },
  tax: { zh: '代扣税', en: 'Tax withheld' },
  net: { zh: '实发', en: 'Net' },
  carried: { zh: '结转下期', en: 'Carried forward' },
  yuan: { zh: '元', en: 'yuan' },
  heads: { zh: '{count} 户头', en: '{count} holders' },
  rate: { zh: '每股红利', en: 'Per share' },
  recordDate: { zh: '股权登记日', en: 'Record date' },
  basis: { zh: '计算口径', en: 'What is counted' },
  method: { zh: '取整方法', en: 'Rounding' },
  totalWeight: { zh: '折算总股数', en: 'Shares counted' },
  taxRate: { zh: '税率', en: 'Tax rate' },
  taxBasis: { zh: '税法依据', en: 'Legal basis of the tax' },
  counting: { zh: '计数规则', en: 'Counting rule' },
  lines: { zh: '明细', en: 'Lines' },
  holder: { zh: '持有人', en: 'Holder' },
  name: { zh: '姓名', en: 'Name' },
  shares: { zh: '股份', en: 'Shares' },
  shareUnit: { zh: '股', en: 'shares' },
  extra: { zh: '加一分', en: 'Extra fen' },
  held: { zh: '暂存', en: 'Held' },
  proof: { zh: '看算式', en: 'Show the sum' },
  withdraw: { zh: '撤回', en: 'Withdraw' },
  withdrawMore: {
    zh: '撤回后不能再办理，可以另拟一次；留在历史中。已审批的，另一人复核后才撤回。',
    en: 'Nothing more is done with it; another can be drafted. It stays in history. What was approved is withdrawn once another person confirms it.',
  },
  makeUp: { zh: '补差', en: 'Difference' },
  makeUpMore: {
    zh: '入账以后登记的变动，改变了谁应得多少，就只给这些人另列一次分红。',
    en: 'For exactly those whose right a later entry changed, as a run of its own.',
  },
  reverse: { zh: '整笔冲销', en: 'Reverse' },
  reverseMore: {
    zh: '依据另一决议，以红字整笔冲销；已付的须收回。',
    en: 'By another resolution all of it is taken back in red; what was paid is owed back.',
  },
  notCalculated: {
    zh: '还没有计算。计算时锁定登记日的持股，逐户算出金额；可以重算。',
    en: 'Not calculated yet. Calculating freezes the holdings of the record date and works out every line; it can be repeated.',
  },
} as const satisfies Record<string, Sentence>;

const way: readonly Run['state'][] = ['draft', 'calculated', 'approved', 'on-notice', 'posted'];

export function RunPage(): ReactElement {
  const { runId } = useParams({ from: '/dividends/$runId' });
  const { may } = useSession();
  const run = useAnswer('readRun', { runId }, { when: may('runs.read') });
  if (!may('runs.read')) return <NoPermission action="runs.read" />;
  return (
    <>
      {
        <Answer of={run} rows={14}>
          {(found) => <Shown run={found} />}
        </Answer>
      }
    </>
  );
}

function Shown({ run }: { readonly run: Run }): ReactElement {
  const say = useSay();
  const unit = say(words.yuan);
  const rate = rateWritten(run, useLanguage());
  const legality = useAnswer('readRunLegality', { runId: run.id }, { when: run.lines > 0 });
  return (
    <Page
      title={say(words.title, { period: periodInWords(run.period, say), kind: say(runKindWords[run.kind]) })}
      kicker={
        <>
          <Link to="/dividends">{say(words.back)}</Link> · {say(words.number, { number: run.number })}
        </>
      }
      state={
        run.state === 'withdrawn' ? (
          <State tone="off">{say(runStateWords.withdrawn)}</State>
        ) : (
          <Steps
            label={say(words.way)}
            names={way.map((state) => say(runStateWords[state]))}
            at={run.state === 'posted' ? way.length : way.indexOf(run.state)}
          />
        )
      }
      action={<NextStep run={run} />}
    >
      {run.lines === 0 ? (
        <Note>{say(words.notCalculated)}</Note>
      ) : (
        <Figures
          items={[
            { label: say(words.pool), value: <Amount of={run.pool} />, unit },
            { label: say(words.carriedIn), value: <Amount of={run.carriedIn} />, unit },
            {
              label: say(words.paid),
              value: <Amount of={run.paid} />,
              unit,
              note: say(words.heads, { count: run.lines }),
            },
            { label: say(words.tax), value: <Amount of={run.tax} />, unit },
            { label: say(words.net), value: <Amount of={run.net} />, unit, accent: true },
            { label: say(words.carried), value: <Amount of={run.carried} />, unit },
          ]}
        />
      )}
      {run.taxRisk !== null && <Note warning>{say(run.taxRisk)}</Note>}
      <div className="pair">
        <div>
          <Facts
            items={[
              { label: say(words.recordDate), value: <Day of={run.recordDate} /> },
              { label: say(words.basis), value: say(basisWords[run.basis]) },
              { label: say(words.method), value: say(methodWords[run.method]) },
              { label: say(words.rate), value: rate === null ? '—' : `${rate} ${unit}` },
              { label: say(words.totalWeight), value: <Shares of={run.totalWeight} /> },
              { label: say(words.taxRate), value: percentOf(run.taxRate) },
              {
                label: say(words.taxBasis),
                value: say({ zh: run.taxBasis, en: run.taxBasisEn ?? run.taxBasis }),
              },
              { label: say(words.counting), value: say(run.countingRule) },
            ]}
          />
        </div>
        <div>
          {(run.state === 'on-notice' || run.state === 'posted') && run.kind !== 'reversal' && (
            <NoticePart runId={run.id} />
          )}
        </div>
      </div>
      {run.lines > 0 && <Lines run={run} />}
      {run.lines > 0 && (
        <div className="in-columns">
          <Legality of={legality} />
        </div>
      )}
      <Undo run={run} />
    </Page>
  );
}

/** What takes it back: before it is posted, and after. */
function Undo({ run }: { readonly run: Run }): ReactElement {
  const say = useSay();
  const { id: runId, state, kind } = run;
  return (
    <span className="beside wrapped">
      {state !== 'posted' && state !== 'withdrawn' && (
        <Ask change="withdrawRun" label={say(words.withdraw)} given={{ runId }} small>
          <p className="quiet">{say(words.withdrawMore)}</p>
        </Ask>
      )}
      {state === 'posted' && kind !== 'reversal' && (
        <>
          <Ask change="draftDifferenceRun" label={say(words.makeUp)} given={{ runId }} small>
            <p className="quiet">{say(words.makeUpMore)}</p>
          </Ask>
          <Ask change="reverseRun" label={say(words.reverse)} given={{ runId }} small width={640}>
            <p className="quiet">{say(words.reverseMore)}</p>
          </Ask>
        </>
      )}
    </span>
  );
}

interface Taken {
  readonly action: Action;
  readonly name: Sentence;
  readonly Sheet: (props: { readonly run: Run; readonly onClose: () => void }) => ReactElement;
}

const next: Readonly<Partial<Record<Run['state'], Taken>>> = {
  draft: { action: 'runs.prepare', name: words.calculate, Sheet: CalculateSheet },
  calculated: { action: 'runs.approve', name: words.approve, Sheet: ApproveSheet },
  approved: { action: 'runs.prepare', name: words.announce, Sheet: AnnounceSheet },
  'on-notice': { action: 'runs.post', name: words.post, Sheet: PostSheet },
};

function NextStep({ run }: { readonly run: Run }): ReactElement | null {
  const say = useSay();
  const { may } = useSession();
  const [isOpen, setOpen] = useState(false);
  if (run.state === 'posted' && may('payouts.read')) {
    const payouts: LinkProps = { to: '/payouts' };
    return (
      <Link {...payouts} className="button primary">
        {say(words.pay)}
      </Link>
    );
  }
  const step = next[run.state];
  if (step === undefined) return null;
  if (!may(step.action))
    return <span className="quiet">{say(words.waits, { who: say(rolesThatMay(step.action)) })}</span>;
  return (
    <>
      <Button type="primary" onClick={() => setOpen(true)}>
        {say(step.name)}
      </Button>
      {isOpen && <step.Sheet run={run} onClose={() => setOpen(false)} />}
    </>
  );
}

function Lines({ run }: { readonly run: Run }): ReactElement {
  const say = useSay();
  const [proved, setProved] = useState<Line | null>(null);
  const { may } = useSession();
  const holders = useWholeList('listHoldings', {}, (page) => page.holders, { when: may('shares.read') });
  const names = useMemo(
    () => new Map(holders.rows.map(({ kind, number, name }) => [`${kind} ${number}`, name ?? ''])),
    [holders.rows],
  );
  const nameOf = ({ kind, number }: Line) => names.get(`${kind} ${number}`) ?? '';
  const lines = useWholeList('listRunLines', { runId: run.id }, (page) => page.lines);
  if (lines.error !== null) return <Failed error={lines.error} again={lines.again} />;
  return (
    <Part title={say(words.lines)} aside={<Export of="exportRunLines" input={{ runId: run.id }} />}>
      <div className="limited">
        <Table
          label={say(words.lines)}
          rows={lines.rows}
          keyOf={({ ordinal }) => String(ordinal)}
          onOpen={setProved}
          columns={[
            {
              key: 'holder',
              head: say(words.holder),
              width: 110,
              cell: (line) => (
                <button type="button" className="as-link" onClick={() => setProved(line)}>
                  {line.kind === 'member' ? line.number : `${say(accountWords[line.kind])} ${line.number}`}
                </button>
              ),
              text: ({ number }) => number,
              foot: say(words.heads, { count: lines.rows.length }),
            },
            { key: 'name', head: say(words.name), width: 110, cell: nameOf, text: nameOf },
            {
              key: 'shares',
              head: say(words.shares),
              unit: say(words.shareUnit),
              width: 110,
              figure: true,
              cell: ({ shares }) => <Shares of={shares} />,
              text: ({ shares }) => shares,
            },
            ...(['gross', 'tax', 'net'] as const).map((key) => ({
              key,
              head: say(words[key === 'gross' ? 'paid' : key]),
              unit: say(words.yuan),
              width: 112,
              figure: true,
              cell: (line: Line) => <Amount of={line[key]} />,
              text: (line: Line) => line[key],
              foot: <Amount of={run[key === 'gross' ? 'paid' : key]} />,
            })),
            {
              key: 'extra',
              head: say(words.extra),
              width: 76,
              cell: ({ extraFen }) => (extraFen ? '＋0.01' : ''),
              text: ({ extraFen }) => (extraFen ? '0.01' : ''),
            },
            {
              key: 'held',
              head: say(words.held),
              width: 90,
              cell: ({ held }) => heldInWords(held, say),
              text: ({ held }) => heldInWords(held, say),
            },
          ]}
        />
      </div>
      {proved !== null && <LineProof run={run} line={proved} onClose={() => setProved(null)} />}
    </Part>
  );
}

function heldInWords(held: string | null, say: ReturnType<typeof useSay>): string {
  if (held === null) return '';
  const known: Readonly<Record<string, Sentence | undefined>> = holdWords;
  const found = known[held];
  return found === undefined ? say(words.held) : say(found);
}
