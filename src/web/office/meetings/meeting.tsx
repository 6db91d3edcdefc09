/**
 * One meeting: when and where, how far it is, its agenda with what was voted, its papers, its minutes. One button takes the
 * next step; whoever may not take it reads who does.
 */
import { Link, useParams, type LinkProps } from '@tanstack/react-router';
import { Button } from 'antd';
import { useState, type ReactElement } from 'react';
import { proposerWords } from '../../../domain/agenda.ts';
import { motionKindWords } from '../../../domain/assembly-rules.ts';
import { outcomeWords } from '../../../domain/assembly-words.ts';
import type { Sentence } from '../../../domain/language.ts';
import { meetingStateWords } from '../../../domain/meeting.ts';
import type { Action } from '../../../domain/permission.ts';
import { rolesThatMay } from '../../../domain/role-words.ts';
import { bodyWords, countingWords } from '../../../domain/words.ts';
import { Day } from '../../shared/amount.tsx';
import { useAnswer, useTried } from '../../shared/asking.ts';
import type { Reply } from '../../shared/call.ts';
import { Export } from '../../shared/export.tsx';
import { useSay } from '../../shared/language.ts';
import { Facts, Note, Page, Part, State, Steps } from '../../shared/page.tsx';
import { periodInWords, todayInChina } from '../../shared/period.ts';
import { useSession } from '../../shared/session.ts';
import { Answer, Empty, NoPermission } from '../../shared/states.tsx';
import { CountedBars } from './bars.tsx';
import { CarryOutSheet } from './carry-out.tsx';
import { Papers } from './papers.tsx';
import {
  CancelSheet,
  CloseSheet,
  ConfirmNoticeSheet,
  ConveneSheet,
  MinutesSheet,
  OpenSheet,
  WithdrawSheet,
} from './steps.tsx';

export type Meeting = Reply<'readMeeting'>;
type Motion = Meeting['motions'][number];

const words = {
  back: { zh: '会议', en: 'Meetings' },
  number: { zh: '{body}第 {number} 次', en: '{body}, no. {number}' },
  way: { zh: '会议的进度', en: 'Where the meeting stands' },
  waits: { zh: '下一步由{who}办理', en: 'Next: {who}' },
  comes: { zh: '{day} {time} 开会', en: 'It is held on {day} at {time}' },
  convene: { zh: '发出通知', en: 'Give notice' },
  confirm: { zh: '复核通知', en: 'Confirm the notice' },
  open: { zh: '开会', en: 'Open the meeting' },
  go: { zh: '去签到和表决', en: 'Attendance and votes' },
  minutes: { zh: '写会议记录', en: 'Write the minutes' },
  resolutions: { zh: '看决议', en: 'Resolutions' },
  carryOut: { zh: '凭决议办理', en: 'Carry it out' },
  change: { zh: '修改草稿', en: 'Change the draft' },
  withdraw: { zh: '收回通知', en: 'Take the notice back' },
  cancel: { zh: '取消会议', en: 'Cancel the meeting' },
  heldOn: { zh: '日期', en: 'Day' },
  time: { zh: '时间', en: 'Hour' },
  place: { zh: '地点', en: 'Place' },
  period: { zh: '审议的半年', en: 'Half-year it hears' },
  noticeOn: { zh: '发出通知', en: 'Notice given' },
  latest: { zh: '最迟应于 {day}', en: 'by {day} at the latest' },
  papersOpen: { zh: '材料可查阅起', en: 'Papers open from' },
  study: { zh: '党组织研究', en: 'Studied by' },
  present: { zh: '到会', en: 'Present' },
  presentOf: { zh: '{present} / {entitled}，法定 {least}', en: '{present} of {entitled}; quorum {least}' },
  agenda: { zh: '议程', en: 'Agenda' },
  none: { zh: '议程还是空的', en: 'The agenda is empty' },
  noneMore: { zh: '先把要表决的方案和分红加入议程。', en: 'Put on it what is to be decided.' },
  heard: { zh: '已听取', en: 'heard' },
  toVote: { zh: '待表决', en: 'to be voted' },
  resolution: { zh: '决议 {number}', en: 'Resolution {number}' },
  about: { zh: '所议事项', en: 'What it is about' },
  minutesTitle: { zh: '会议记录', en: 'Minutes' },
  minutesBy: { zh: '主持 {chair}，记录 {recorder}', en: 'Chair {chair}, recorder {recorder}' },
  noMinutes: { zh: '还没有会议记录', en: 'No minutes yet' },
  minutesAwaiting: {
    zh: '下面这一稿是会后写的，待另一人复核后才生效，在此以前以上面的为准。写于',
    en: 'What follows was written days after the meeting and takes effect once another person confirmed it; until then the above stands. Written on',
  },
  minutesSentBack: {
    zh: '最后写的这一稿已退回：{because}',
    en: 'What was written last was sent back: {because}',
  },
  minutesText: { zh: '下载文本', en: 'As text' },
  recount: { zh: '重新计票', en: 'Count again' },
  recounted: {
    zh: '按每张票重新计算，与闭会时的结果一致。',
    en: 'Counted again from every ballot: it agrees with what was stored at closing.',
  },
  differs: {
    zh: '重新计票与闭会时的结果不一致：{titles}。请运行核验。',
    en: 'Counted again it differs from what was stored at closing: {titles}. Run the verification.',
  },
  late: { zh: '迟录：{reason}', en: 'Entered late: {reason}' },
  confirmedOn: { zh: '{day} 复核', en: 'confirmed {day}' },
  cancelled: { zh: '已取消：{reason}', en: 'Cancelled: {reason}' },
  awaiting: {
    zh: '通知是事后补录的（{reason}），由另一人复核后会议才算召集。',
    en: 'The notice was entered late ({reason}): the meeting is convened once another person confirms it.',
  },
} as const satisfies Record<string, Sentence>;

const way = ['draft', 'convened', 'open', 'closed'] as const;

export function MeetingPage(): ReactElement {
  const { meetingId } = useParams({ from: '/meetings/$meetingId' });
  const { may } = useSession();
  const meeting = useAnswer('readMeeting', { meetingId }, { when: may('assemblies.read') });
  if (!may('assemblies.read')) return <NoPermission action="assemblies.read" />;
  return (
    <>
      {
        <Answer of={meeting} rows={14}>
          {(found) => <Shown meeting={found} />}
        </Answer>
      }
    </>
  );
}

function Shown({ meeting }: { readonly meeting: Meeting }): ReactElement {
  const say = useSay();
  const { may } = useSession();
  const { id, body, number, title, state, heldOn, time, place, period, notice, partyStudy } = meeting;
  const at = state === 'awaiting-review' ? 0 : way.findIndex((each) => each === state);
  return (
    <Page
      title={title}
      kicker={
        <>
          <Link to="/meetings">{say(words.back)}</Link> ·{' '}
          {say(words.number, { body: say(bodyWords[body]), number })}
        </>
      }
      state={
        state === 'cancelled' ? (
          <State tone="off">{say(meetingStateWords.cancelled)}</State>
        ) : (
          <Steps
            label={say(words.way)}
            names={way.map((each) =>
              say(meetingStateWords[each === 'draft' && state === 'awaiting-review' ? state : each]),
            )}
            at={state === 'closed' ? way.length : at}
          />
        )
      }
      action={<NextStep meeting={meeting} />}
    >
      {meeting.cancelledBecause !== null && (
        <Note warning>{say(words.cancelled, { reason: meeting.cancelledBecause })}</Note>
      )}
      {state === 'awaiting-review' && notice?.lateReason != null && (
        <Note warning>{say(words.awaiting, { reason: notice.lateReason })}</Note>
      )}
      <Facts
        items={[
          { label: say(words.heldOn), value: <Day of={heldOn} /> },
          { label: say(words.time), value: time },
          { label: say(words.place), value: place },
          { label: say(words.period), value: period === null ? '—' : periodInWords(period, say) },
          {
            label: say(words.noticeOn),
            value:
              notice === null ? (
                '—'
              ) : (
                <>
                  <Day of={notice.noticeOn} />{' '}
                  <small className="quiet">
                    {notice.confirmedOn === null
                      ? say(words.latest, { day: notice.latest })
                      : say(words.confirmedOn, { day: notice.confirmedOn })}
                  </small>
                </>
              ),
          },
          { label: say(words.papersOpen), value: <Day of={notice?.papersOpenFrom} /> },
          { label: say(words.study), value: partyStudy === null ? '—' : `${partyStudy.on} ${partyStudy.by}` },
          {
            label: say(words.present),
            value:
              meeting.quorum === null
                ? '—'
                : say(words.presentOf, {
                    present: meeting.present ?? 0,
                    entitled: meeting.entitled ?? 0,
                    least: meeting.quorum.least,
                  }),
          },
        ]}
      />
      <div className="pair after">
        <Part title={say(words.agenda)} aside={state === 'closed' && <Recount meetingId={id} />}>
          {meeting.motions.length > 0 ? (
            <ol className="motions">
              {meeting.motions.map((motion) => (
                <MotionShown
                  key={motion.number}
                  motion={motion}
                  about={meeting.agenda[motion.number - 1]?.about ?? null}
                />
              ))}
            </ol>
          ) : meeting.agenda.length === 0 ? (
            <Empty
              title={say(words.none)}
              action={
                may('assemblies.prepare') &&
                state === 'draft' && (
                  <Link to="/meetings/$meetingId/draft" params={{ meetingId: id }} className="button">
                    {say(words.change)}
                  </Link>
                )
              }
            >
              {say(words.noneMore)}
            </Empty>
          ) : (
            <ol className="motions">
              {meeting.agenda.map((item, index) => (
                <li key={index}>
                  <span className="ordinal" aria-hidden>
                    {index + 1}
                  </span>
                  <div>
                    <header>
                      <b>{item.title}</b>
                      <span className="quiet">{say(motionKindWords[item.kind])}</span>
                    </header>
                    <p>{item.text}</p>
                    <About of={item.about} />
                  </div>
                </li>
              ))}
            </ol>
          )}
        </Part>
        <div>
          {state !== 'draft' && state !== 'cancelled' && <Papers meeting={meeting} />}
          {(state === 'open' || state === 'closed') && <Minutes meeting={meeting} />}
        </div>
      </div>
    </Page>
  );
}

function MotionShown(props: { readonly motion: Motion; readonly about: Meeting['agenda'][number]['about'] }) {
  const say = useSay();
  const { motion, about } = props;
  const { number, kind, title, text, counting, proposer, outcome, result, soFar, resolution } = motion;
  const counted = result ?? soFar;
  return (
    <li>
      <span className="ordinal" aria-hidden>
        {number}
      </span>
      <div>
        <header>
          <b>{title}</b>
          <span className="quiet">
            {[
              say(motionKindWords[kind]),
              say(countingWords[counting]),
              ...(proposer === null ? [] : [say(proposerWords[proposer])]),
            ].join(' · ')}
          </span>
          {outcome !== null && (
            <State tone={outcome === 'rejected' || outcome === 'lapsed' ? 'off' : 'done'}>
              {outcome === 'heard' ? say(words.heard) : say(outcomeWords[outcome])}
            </State>
          )}
        </header>
        <p>{text}</p>
        <About of={about} />
        {counted !== null && <CountedBars of={counted} />}
        {motion.words !== null && <p className="quiet">{say(motion.words)}</p>}
        {resolution !== null && (
          <Link to="/meetings/resolutions/$resolutionId" params={{ resolutionId: resolution.id }}>
            {say(words.resolution, { number: resolution.number })}
          </Link>
        )}
      </div>
    </li>
  );
}

/** The thing in the books that a motion decides, where it has a screen. */
function About({ of }: { readonly of: Meeting['agenda'][number]['about'] }): ReactElement | null {
  const say = useSay();
  const door: LinkProps | null =
    of === null || of === undefined
      ? null
      : of.kind === 'plan' || of.kind === 'plan-repeal'
        ? { to: '/plans/$planId', params: { planId: of.planId } }
        : of.kind === 'run' || of.kind === 'reversal'
          ? { to: '/dividends/$runId', params: { runId: of.runId } }
          : of.kind === 'scheme'
            ? { to: '/schemes' }
            : null;
  return door && <Link {...door}>{say(words.about)}</Link>;
}

/** The count is proved by whoever doubts it: from every ballot, when it is asked for. */
function Recount({ meetingId }: { readonly meetingId: string }): ReactElement {
  const say = useSay();
  const [isAsked, setAsked] = useState(false);
  const found = useAnswer('recountVotes', { meetingId }, { when: isAsked });
  if (!isAsked)
    return (
      <Button size="small" onClick={() => setAsked(true)}>
        {say(words.recount)}
      </Button>
    );
  return (
    <Answer of={found} rows={1}>
      {({ agrees, motions }) =>
        agrees ? (
          <State tone="done">{say(words.recounted)}</State>
        ) : (
          <State tone="next">
            {say(words.differs, {
              titles: motions
                .filter((motion) => !motion.agrees)
                .map(({ title }) => title)
                .join(say({ zh: '、', en: ', ' })),
            })}
          </State>
        )
      }
    </Answer>
  );
}

function Minutes({ meeting }: { readonly meeting: Meeting }): ReactElement {
  const say = useSay();
  const { may } = useSession();
  const [isWriting, setWriting] = useState(false);
  const { minutes, minutesAwaiting, minutesSentBack } = meeting;
  return (
    <Part
      title={say(words.minutesTitle)}
      aside={
        <span className="beside">
          <Export
            of="readMinutesText"
            input={{ meetingId: meeting.id }}
            label={say(words.minutesText)}
            plain
          />
          {may('votes.record') && (
            <Button size="small" onClick={() => setWriting(true)}>
              {say(words.minutes)}
            </Button>
          )}
        </span>
      }
    >
      {minutes === null ? (
        <p className="quiet lead">{say(words.noMinutes)}</p>
      ) : (
        <>
          <p className="quiet lead">
            {say(words.minutesBy, { chair: minutes.chair, recorder: minutes.recorder })} ·{' '}
            <Day of={minutes.recordedOn} />
            {minutes.lateReason !== null && ` · ${say(words.late, { reason: minutes.lateReason })}`}
          </p>
          <p className="prose">{minutes.text}</p>
        </>
      )}
      {minutesAwaiting !== null && (
        <>
          <Note warning>
            {say(words.minutesAwaiting)} <Day of={minutesAwaiting.recordedOn} />
            {minutesAwaiting.lateReason !== null &&
              ` · ${say(words.late, { reason: minutesAwaiting.lateReason })}`}
          </Note>
          <p className="prose">{minutesAwaiting.text}</p>
        </>
      )}
      {minutesSentBack !== null && (
        <>
          <Note warning>{say(words.minutesSentBack, { because: minutesSentBack.because })}</Note>
          <p className="prose">{minutesSentBack.text}</p>
        </>
      )}
      {isWriting && <MinutesSheet meeting={meeting} onClose={() => setWriting(false)} />}
    </Part>
  );
}

type Opened = 'convene' | 'confirm' | 'open' | 'close' | 'withdraw' | 'cancel' | null;

const needed: Readonly<Partial<Record<Meeting['state'], Action>>> = {
  draft: 'assemblies.prepare',
  'awaiting-review': 'resolutions.review',
  convened: 'votes.record',
  open: 'votes.record',
};

/** Offered while something that the meeting decided waits to be carried out by whoever looks. */
function CarryOut({ meeting }: { readonly meeting: Meeting }): ReactElement | null {
  const say = useSay();
  const [isOpen, setOpen] = useState(false);
  const tried = useTried('carryOutMeeting', { meetingId: meeting.id });
  if (tried.reply === undefined && !isOpen) return null;
  return (
    <>
      <Button type="primary" onClick={() => setOpen(true)}>
        {say(words.carryOut)}
      </Button>
      {isOpen && <CarryOutSheet meeting={meeting} onClose={() => setOpen(false)} />}
    </>
  );
}

function NextStep({ meeting }: { readonly meeting: Meeting }): ReactElement | null {
  const say = useSay();
  const { may } = useSession();
  const [opened, setOpened] = useState<Opened>(null);
  const { id, state, heldOn, time } = meeting;
  const close = () => setOpened(null);
  const action = needed[state];
  const comes = state === 'convened' && heldOn > todayInChina();
  return (
    <>
      {state === 'draft' && may('assemblies.prepare') && (
        <>
          <Button onClick={() => setOpened('cancel')}>{say(words.cancel)}</Button>
          <Link to="/meetings/$meetingId/draft" params={{ meetingId: id }} className="button">
            {say(words.change)}
          </Link>
          <Button type="primary" disabled={meeting.agenda.length === 0} onClick={() => setOpened('convene')}>
            {say(words.convene)}
          </Button>
        </>
      )}
      {(state === 'awaiting-review' || state === 'convened') && may('assemblies.prepare') && (
        <Button onClick={() => setOpened('withdraw')}>{say(words.withdraw)}</Button>
      )}
      {state === 'awaiting-review' && may('resolutions.review') && (
        <Button type="primary" onClick={() => setOpened('confirm')}>
          {say(words.confirm)}
        </Button>
      )}
      {comes ? (
        <span className="quiet">{say(words.comes, { day: heldOn, time })}</span>
      ) : (
        state === 'convened' &&
        may('votes.record') && (
          <Button type="primary" onClick={() => setOpened('open')}>
            {say(words.open)}
          </Button>
        )
      )}
      {state === 'open' && (
        <Link to="/meetings/$meetingId/day" params={{ meetingId: id }} className="button primary">
          {say(words.go)}
        </Link>
      )}
      {state === 'closed' && (
        <Link to="/meetings/resolutions" className="button">
          {say(words.resolutions)}
        </Link>
      )}
      {state === 'closed' && may('runs.approve') && <CarryOut meeting={meeting} />}
      {action !== undefined && !comes && state !== 'open' && !may(action) && (
        <span className="quiet">{say(words.waits, { who: say(rolesThatMay(action)) })}</span>
      )}
      {opened === 'convene' && <ConveneSheet meeting={meeting} onClose={close} />}
      {opened === 'confirm' && <ConfirmNoticeSheet meeting={meeting} onClose={close} />}
      {opened === 'open' && <OpenSheet meeting={meeting} onClose={close} />}
      {opened === 'close' && <CloseSheet meeting={meeting} onClose={close} />}
      {opened === 'withdraw' && <WithdrawSheet meeting={meeting} onClose={close} />}
      {opened === 'cancel' && <CancelSheet meeting={meeting} onClose={close} />}
    </>
  );
}
