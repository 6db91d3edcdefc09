/** Every dividend run, the latest first. */
import { Link, useNavigate } from '@tanstack/react-router';
import { Button } from 'antd';
import { useState, type ReactElement } from 'react';
import type { Sentence } from '../../../domain/language.ts';
import { runKindWords, runStateWords } from '../../../domain/words.ts';
import { Amount, Day } from '../../shared/amount.tsx';
import { useAnswer, useWholeList } from '../../shared/asking.ts';
import type { Reply } from '../../shared/call.ts';
import { useSay } from '../../shared/language.ts';
import { Page, State, type Tone } from '../../shared/page.tsx';
import { periodInWords } from '../../shared/period.ts';
import { useSession } from '../../shared/session.ts';
import { Empty, Failed, Loading, NoPermission } from '../../shared/states.tsx';
import { Table, type Column } from '../../shared/table.tsx';
import { DraftRunSheet } from './draft.tsx';

type Run = Reply<'listRuns'>['runs'][number];

const words = {
  title: { zh: '分红', en: 'Dividends' },
  draft: { zh: '拟定并计算', en: 'Draft and calculate' },
  number: { zh: '号', en: 'No.' },
  period: { zh: '半年', en: 'Half-year' },
  kind: { zh: '种类', en: 'Kind' },
  state: { zh: '状态', en: 'State' },
  recordDate: { zh: '股权登记日', en: 'Record date' },
  pool: { zh: '分配额', en: 'Pool' },
  paid: { zh: '应发', en: 'Dividends' },
  tax: { zh: '代扣税', en: 'Tax' },
  net: { zh: '实发', en: 'Net' },
  carried: { zh: '结转', en: 'Carried' },
  lines: { zh: '户头', en: 'Holders' },
  yuan: { zh: '元', en: 'yuan' },
  none: { zh: '还没有分过红', en: 'No dividend yet' },
  noneMore: {
    zh: '分配方案编好以后，从半年工作台计算分红。',
    en: 'Once a distribution plan is drawn up, a dividend is calculated from the half-year desk.',
  },
} as const satisfies Record<string, Sentence>;

export const runTones: Readonly<Record<Run['state'], Tone>> = {
  draft: 'next',
  calculated: 'next',
  approved: 'next',
  'on-notice': 'next',
  posted: 'done',
  withdrawn: 'off',
};

export function RunList(): ReactElement {
  const say = useSay();
  const go = useNavigate();
  const { may } = useSession();
  const runs = useWholeList('listRuns', {}, (page) => page.runs, { when: may('runs.read') });
  const [isDrafting, setDrafting] = useState(false);
  const plans = useAnswer('listPlans', {}, { when: may('runs.read') });
  // The half-year of the latest plan that stands and has no run yet.
  const period = plans.data?.plans.findLast(
    (plan) =>
      (plan.state === 'draft' || plan.state === 'adopted') &&
      runs.isWhole &&
      !runs.rows.some((run) => run.period === plan.period && run.state !== 'withdrawn'),
  )?.period;
  if (!may('runs.read')) return <NoPermission action="runs.read" />;
  const money = (key: 'pool' | 'paid' | 'tax' | 'net' | 'carried'): Column<Run> => ({
    key,
    head: say(words[key]),
    unit: say(words.yuan),
    width: 118,
    figure: true,
    cell: (run) => <Amount of={run[key]} />,
    text: (run) => run[key],
  });
  return (
    <Page
      title={say(words.title)}
      action={
        period !== undefined &&
        may('runs.prepare') && (
          <Button type="primary" onClick={() => setDrafting(true)}>
            {say(words.draft)}
          </Button>
        )
      }
    >
      {isDrafting && period !== undefined && (
        <DraftRunSheet period={period} onClose={() => setDrafting(false)} />
      )}
      {runs.error !== null ? (
        <Failed error={runs.error} again={runs.again} />
      ) : runs.rows.length === 0 && !runs.isWhole ? (
        <Loading />
      ) : runs.rows.length === 0 ? (
        <Empty title={say(words.none)}>{say(words.noneMore)}</Empty>
      ) : (
        <Table
          label={say(words.title)}
          rows={[...runs.rows].reverse()}
          keyOf={({ id }) => id}
          onOpen={({ id }) => void go({ to: '/dividends/$runId', params: { runId: id } })}
          toneOf={({ state }) => (state === 'withdrawn' ? 'off' : undefined)}
          columns={[
            {
              key: 'number',
              head: say(words.number),
              width: 50,
              cell: ({ number }) => number,
              text: ({ number }) => number,
            },
            {
              key: 'period',
              head: say(words.period),
              width: 122,
              cell: ({ id, period }) => (
                <Link to="/dividends/$runId" params={{ runId: id }}>
                  {periodInWords(period, say)}
                </Link>
              ),
              text: ({ period }) => periodInWords(period, say),
            },
            {
              key: 'kind',
              head: say(words.kind),
              width: 90,
              cell: ({ kind }) => say(runKindWords[kind]),
              text: ({ kind }) => say(runKindWords[kind]),
            },
            {
              key: 'state',
              head: say(words.state),
              width: 92,
              cell: ({ state }) => <State tone={runTones[state]}>{say(runStateWords[state])}</State>,
              text: ({ state }) => say(runStateWords[state]),
            },
            {
              key: 'recordDate',
              head: say(words.recordDate),
              width: 110,
              cell: ({ recordDate }) => <Day of={recordDate} />,
              text: ({ recordDate }) => recordDate,
            },
            money('pool'),
            money('paid'),
            money('tax'),
            money('net'),
            money('carried'),
            {
              key: 'lines',
              head: say(words.lines),
              width: 70,
              figure: true,
              cell: ({ lines }) => lines,
              text: ({ lines }) => String(lines),
            },
          ]}
        />
      )}
    </Page>
  );
}
