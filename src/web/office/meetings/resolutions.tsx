/** Every resolution, the latest first: what it decided, by how many, whether it stands, and what was done on its ground. */
import { Link, useNavigate, type LinkProps } from '@tanstack/react-router';
import type { ReactElement } from 'react';
import { motionKindWords } from '../../../domain/assembly-rules.ts';
import { outcomeWords } from '../../../domain/assembly-words.ts';
import type { Sentence } from '../../../domain/language.ts';
import { planStateWords } from '../../../domain/money-words.ts';
import { schemeStateWords } from '../../../domain/resolution.ts';
import { bodyWords, runKindWords, runStateWords } from '../../../domain/words.ts';
import { Day } from '../../shared/amount.tsx';
import { useAnswer, useWholeList } from '../../shared/asking.ts';
import type { Reply } from '../../shared/call.ts';
import { gatheredBy } from '../../shared/gathered.ts';
import { useSay } from '../../shared/language.ts';
import { Page, State, type Tone } from '../../shared/page.tsx';
import { periodInWords } from '../../shared/period.ts';
import { useSession } from '../../shared/session.ts';
import { Empty, Failed, Loading, NoPermission } from '../../shared/states.tsx';
import { Table } from '../../shared/table.tsx';

export type Resolution = Reply<'listResolutions'>['resolutions'][number];

const words = {
  meetings: { zh: '会议', en: 'Meetings' },
  title: { zh: '决议', en: 'Resolutions' },
  fromPaper: { zh: '补录纸质会议记录', en: 'Enter minutes from paper' },
  number: { zh: '决议号', en: 'Number' },
  decidedOn: { zh: '日期', en: 'Day' },
  body: { zh: '机构', en: 'Body' },
  matter: { zh: '事项', en: 'Matter' },
  name: { zh: '决议', en: 'Resolution' },
  outcome: { zh: '结果', en: 'Outcome' },
  carried: { zh: '据此办理', en: 'Done on its ground' },
  waits: { zh: '{outcome}，待复核', en: '{outcome}, awaits review' },
  sentBack: { zh: '已退回', en: 'sent back' },
  plan: { zh: '{period}方案 {state}', en: 'Plan of {period}: {state}' },
  run: { zh: '{period}{kind} {state}', en: '{kind} of {period}: {state}' },
  scheme: { zh: '{name} {state}', en: '{name}: {state}' },
  none: { zh: '还没有决议', en: 'No resolution yet' },
  noneMore: {
    zh: '会议闭会时决议自动编号。建账以前的决议，据纸质会议记录补录，由另一人复核。',
    en: 'Closing a meeting numbers its resolutions. Those of before these books are entered from paper and confirmed by another person.',
  },
} as const satisfies Record<string, Sentence>;

export const outcomeTones: Readonly<Record<Resolution['outcome'], Tone>> = {
  adopted: 'done',
  rejected: 'off',
  lapsed: 'off',
};

interface Done {
  readonly name: string;
  readonly door: LinkProps;
}

/** What rests on each resolution, by its id. */
export function useCarriedOut(): ReadonlyMap<string, readonly Done[]> {
  const say = useSay();
  const { may } = useSession();
  const plans = useAnswer('listPlans', {}, { when: may('runs.read') });
  const runs = useWholeList('listRuns', {}, (page) => page.runs, { when: may('runs.read') });
  const schemes = useAnswer('listSchemes', {}, { when: may('schemes.read') });
  const done: (Done & { readonly of: string | null })[] = [
    ...(schemes.data?.schemes ?? []).map(({ name, nameEn, state, resolutionId }) => ({
      of: resolutionId,
      name: say(words.scheme, {
        name: say({ zh: name, en: nameEn ?? name }),
        state: say(schemeStateWords[state]),
      }),
      door: { to: '/schemes' } satisfies LinkProps,
    })),
    ...(plans.data?.plans ?? []).map(({ id, period, state, resolutionId }) => ({
      of: resolutionId,
      name: say(words.plan, { period: periodInWords(period, say), state: say(planStateWords[state]) }),
      door: { to: '/plans/$planId', params: { planId: id } } satisfies LinkProps,
    })),
    ...runs.rows.map(({ id, period, kind, state, resolutionId }) => ({
      of: resolutionId,
      name: say(words.run, {
        period: periodInWords(period, say),
        kind: say(runKindWords[kind]),
        state: say(runStateWords[state]),
      }),
      door: { to: '/dividends/$runId', params: { runId: id } } satisfies LinkProps,
    })),
  ];
  return gatheredBy(
    done.filter(({ of }) => of !== null),
    ({ of }) => of ?? '',
  );
}

/** Whether it holds, in a word. */
export function Standing({ of }: { readonly of: Resolution }): ReactElement {
  const say = useSay();
  const outcome = say(outcomeWords[of.outcome]);
  if (of.review.state === 'awaiting-review')
    return <State tone="next">{say(words.waits, { outcome })}</State>;
  if (of.review.state === 'sent-back') return <State tone="off">{say(words.sentBack)}</State>;
  return <State tone={outcomeTones[of.outcome]}>{outcome}</State>;
}

export function ResolutionList(): ReactElement {
  const say = useSay();
  const go = useNavigate();
  const { may } = useSession();
  const resolutions = useWholeList('listResolutions', {}, (page) => page.resolutions, {
    when: may('resolutions.read'),
  });
  const carried = useCarriedOut();
  if (!may('resolutions.read')) return <NoPermission action="resolutions.read" />;
  const enter = may('resolutions.record') && (
    <Link to="/meetings/resolutions/new" className="button">
      {say(words.fromPaper)}
    </Link>
  );
  return (
    <Page
      title={say(words.title)}
      kicker={<Link to="/meetings">{say(words.meetings)}</Link>}
      action={resolutions.rows.length > 0 && enter}
    >
      {resolutions.error !== null ? (
        <Failed error={resolutions.error} again={resolutions.again} />
      ) : resolutions.rows.length === 0 && !resolutions.isWhole ? (
        <Loading />
      ) : resolutions.rows.length === 0 ? (
        <Empty title={say(words.none)} action={enter}>
          {say(words.noneMore)}
        </Empty>
      ) : (
        <Table
          label={say(words.title)}
          rows={[...resolutions.rows].sort((a, b) => (a.decidedOn < b.decidedOn ? 1 : -1))}
          keyOf={({ id }) => id}
          onOpen={({ id }) =>
            void go({ to: '/meetings/resolutions/$resolutionId', params: { resolutionId: id } })
          }
          toneOf={({ outcome, review }) =>
            outcomeTones[outcome] === 'off' || review.state === 'sent-back' ? 'off' : undefined
          }
          columns={[
            {
              key: 'decidedOn',
              head: say(words.decidedOn),
              width: 104,
              cell: ({ decidedOn }) => <Day of={decidedOn} />,
              text: ({ decidedOn }) => decidedOn,
            },
            {
              key: 'number',
              head: say(words.number),
              width: 110,
              cell: ({ number }) => number,
              text: ({ number }) => number,
            },
            {
              key: 'name',
              head: say(words.name),
              width: 214,
              cell: ({ id, title }) => (
                <Link to="/meetings/resolutions/$resolutionId" params={{ resolutionId: id }}>
                  {title}
                </Link>
              ),
              text: ({ title }) => title,
            },
            {
              key: 'matter',
              head: say(words.matter),
              width: 150,
              cell: ({ matter }) => say(motionKindWords[matter]),
              text: ({ matter }) => say(motionKindWords[matter]),
            },
            {
              key: 'body',
              head: say(words.body),
              width: 150,
              cell: ({ body }) => say(bodyWords[body]),
              text: ({ body }) => say(bodyWords[body]),
            },
            {
              key: 'outcome',
              head: say(words.outcome),
              width: 118,
              cell: (resolution) => <Standing of={resolution} />,
              text: ({ outcome }) => say(outcomeWords[outcome]),
            },
            {
              key: 'carried',
              head: say(words.carried),
              width: 280,
              cell: ({ id }) =>
                (carried.get(id) ?? []).map(({ name, door }) => (
                  <Link key={name} {...door}>
                    {name}
                  </Link>
                )),
              text: ({ id }) => (carried.get(id) ?? []).map(({ name }) => name).join('; '),
            },
          ]}
        />
      )}
    </Page>
  );
}
