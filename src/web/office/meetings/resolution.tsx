/**
 * One resolution: its words, its votes, what was done on its ground; where it came from paper, what a second person says to
 * it; and the reports on how it is carried out.
 */
import { Link, useParams } from '@tanstack/react-router';
import { Button, Input, Select } from 'antd';
import { useState, type ReactElement } from 'react';
import { motionKindWords } from '../../../domain/assembly-rules.ts';
import type { Sentence } from '../../../domain/language.ts';
import { executionStates } from '../../../domain/resolution.ts';
import { rolesThatMay } from '../../../domain/role-words.ts';
import { bodyWords, choiceWords, countingWords, executionWords } from '../../../domain/words.ts';
import { Day, groupedShares } from '../../shared/amount.tsx';
import { Ask } from '../../shared/ask.tsx';
import { useAnswer, useChange } from '../../shared/asking.ts';
import type { Reply } from '../../shared/call.ts';
import { Field } from '../../shared/form.tsx';
import { useSay } from '../../shared/language.ts';
import { Facts, Figures, Note, Page, Part, State } from '../../shared/page.tsx';
import { todayInChina } from '../../shared/period.ts';
import { useSession } from '../../shared/session.ts';
import { Sheet } from '../../shared/sheet.tsx';
import { Answer, NoPermission } from '../../shared/states.tsx';
import { Standing, useCarriedOut } from './resolutions.tsx';

type Resolution = Reply<'readResolution'>;

const words = {
  back: { zh: '决议', en: 'Resolutions' },
  entitled: { zh: '应到', en: 'Entitled' },
  present: { zh: '到会', en: 'Present' },
  registered: { zh: '登记簿应到 {count}', en: '{count} by the register' },
  matter: { zh: '事项', en: 'Matter' },
  counting: { zh: '计票', en: 'Counted' },
  meeting: { zh: '会议', en: 'Meeting' },
  toMeeting: { zh: '看会议', en: 'See the meeting' },
  fromPaper: { zh: '据纸质会议记录补录', en: 'Entered from minutes on paper' },
  recordedOn: { zh: '登记', en: 'Entered' },
  late: { zh: '迟录理由', en: 'Entered late because' },
  text: { zh: '内容', en: 'Text' },
  carried: { zh: '据此办理', en: 'Done on its ground' },
  nothing: { zh: '还没有据此办理的事项', en: 'Nothing was done on its ground yet' },
  execution: { zh: '执行情况', en: 'How it is carried out' },
  withheld: { zh: '报告内容只给在任的人看', en: 'What was reported is shown to those who sit there' },
  notReported: { zh: '还没有报告', en: 'Not reported yet' },
  report: { zh: '报告执行情况', en: 'Report' },
  reportedOn: { zh: '报告日期', en: 'Day of the report' },
  state: { zh: '进展', en: 'State' },
  reportText: { zh: '说明', en: 'What was done' },
  confirm: { zh: '复核', en: 'Confirm' },
  sendBack: { zh: '退回', en: 'Send back' },
  confirmMore: {
    zh: '对照纸质会议记录：{body}{day}，应到 {entitled}、到会 {present}，赞成 {for}、反对 {against}、弃权 {abstain}。确认一致。',
    en: 'Held against the paper: {body}, {day}; {entitled} entitled, {present} present; {for} for, {against} against, {abstain} abstained. You confirm that they agree.',
  },
  sendBackMore: {
    zh: '退回以后不作依据，须重新补录。',
    en: 'Nothing rests on it then; it is to be entered anew.',
  },
  reason: { zh: '理由', en: 'Reason' },
  waits: { zh: '由{who}复核', en: 'Confirmed by: {who}' },
  sentBackBecause: { zh: '已退回：{reason}', en: 'Sent back: {reason}' },
  paper: { zh: '通知、材料和前置研究', en: 'Notice, papers and study' },
  supplement: { zh: '补充登记', en: 'Add what the minutes say' },
  supplementMore: {
    zh: '会议记录或存档的通知所载的通知、材料公开和前置研究；由另一人对照原件复核后生效。',
    en: 'Notice, papers and study as the minutes or the notice on file have them; another person confirms it against the paper.',
  },
  noticeOn: { zh: '通知', en: 'Notice' },
  papersOpen: { zh: '材料可查阅起', en: 'Papers open from' },
  study: { zh: '党组织研究', en: 'Study' },
} as const satisfies Record<string, Sentence>;

export function ResolutionPage(): ReactElement {
  const { resolutionId } = useParams({ from: '/meetings/resolutions/$resolutionId' });
  const { may } = useSession();
  const resolution = useAnswer('readResolution', { resolutionId }, { when: may('resolutions.read') });
  if (!may('resolutions.read')) return <NoPermission action="resolutions.read" />;
  return (
    <>
      {
        <Answer of={resolution} rows={12}>
          {(found) => <Shown resolution={found} />}
        </Answer>
      }
    </>
  );
}

function Shown({ resolution }: { readonly resolution: Resolution }): ReactElement {
  const say = useSay();
  const carried = useCarriedOut().get(resolution.id) ?? [];
  const { number, title, text, body, decidedOn, matter, vote, meetingId, review, registered } = resolution;
  const byShares = vote?.counting === 'by-shares';
  const votes = (value: string) => (byShares ? groupedShares(value) : value);
  return (
    <Page
      title={title}
      kicker={
        <>
          <Link to="/meetings/resolutions">{say(words.back)}</Link> · {say(bodyWords[body])} {number} ·{' '}
          <Day of={decidedOn} />
        </>
      }
      state={<Standing of={resolution} />}
      action={<Review resolution={resolution} />}
    >
      {review.state === 'sent-back' && review.reason !== null && (
        <Note warning>{say(words.sentBackBecause, { reason: review.reason })}</Note>
      )}
      {vote !== null && (
        <Figures
          items={[
            {
              label: say(words.entitled),
              value: vote.entitled,
              ...(registered !== null && { note: say(words.registered, { count: registered }) }),
            },
            { label: say(words.present), value: vote.present },
            { label: say(choiceWords.for), value: votes(vote.for), accent: true },
            { label: say(choiceWords.against), value: votes(vote.against) },
            { label: say(choiceWords.abstain), value: votes(vote.abstain) },
          ]}
        />
      )}
      <div className="pair">
        <div>
          <Part title={say(words.text)}>
            <p className="prose">{text}</p>
          </Part>
          <Facts
            items={[
              { label: say(words.matter), value: say(motionKindWords[matter]) },
              ...(vote === null
                ? []
                : [{ label: say(words.counting), value: say(countingWords[vote.counting]) }]),
              {
                label: say(words.meeting),
                value:
                  meetingId === null ? (
                    say(words.fromPaper)
                  ) : (
                    <Link to="/meetings/$meetingId" params={{ meetingId }}>
                      {say(words.toMeeting)}
                    </Link>
                  ),
              },
              { label: say(words.recordedOn), value: <Day of={resolution.recordedOn} /> },
              ...(resolution.lateReason === null
                ? []
                : [{ label: say(words.late), value: resolution.lateReason }]),
            ]}
          />
          {meetingId === null && (
            <Ask
              change="supplementResolution"
              label={say(words.supplement)}
              given={{ resolutionId: resolution.id }}
              small
            >
              <p className="quiet">{say(words.supplementMore)}</p>
            </Ask>
          )}
          {resolution.circumstances.map((each) => (
            <Part key={each.id} title={say(words.paper)}>
              <Facts
                items={[
                  { label: say(words.noticeOn), value: <Day of={each.noticeOn} /> },
                  { label: say(words.papersOpen), value: <Day of={each.papersOpenFrom} /> },
                  {
                    label: say(words.study),
                    value: each.study === null ? '—' : `${each.study.on} ${each.study.by}`,
                  },
                ]}
              />
            </Part>
          ))}
        </div>
        <div>
          <Part title={say(words.carried)}>
            {carried.length === 0 ? (
              <p className="quiet lead">{say(words.nothing)}</p>
            ) : (
              <ul className="plain-list">
                {carried.map(({ name, door }) => (
                  <li key={name}>
                    <Link {...door}>{name}</Link>
                  </li>
                ))}
              </ul>
            )}
          </Part>
          <Execution resolution={resolution} />
        </div>
      </div>
    </Page>
  );
}

function Execution({ resolution }: { readonly resolution: Resolution }): ReactElement {
  const say = useSay();
  const { may } = useSession();
  const [isOpen, setOpen] = useState(false);
  return (
    <Part
      title={say(words.execution)}
      aside={
        resolution.outcome === 'adopted' &&
        may('resolutions.record') && (
          <Button size="small" onClick={() => setOpen(true)}>
            {say(words.report)}
          </Button>
        )
      }
    >
      {resolution.executions.length === 0 ? (
        <p className="quiet lead">{say(words.notReported)}</p>
      ) : (
        <ul className="answers">
          {resolution.executions.map(({ reportedOn, state, text }, index, { length }) => (
            <li key={length - index}>
              <State tone={state === 'carried-out' ? 'done' : state === 'dropped' ? 'off' : 'waiting'}>
                {say(executionWords[state])}
              </State>
              <div>
                {text === '' ? <p className="quiet">{say(words.withheld)}</p> : <b>{text}</b>}
                <p>
                  <Day of={reportedOn} />
                </p>
              </div>
            </li>
          ))}
        </ul>
      )}
      {isOpen && <ReportSheet resolution={resolution} onClose={() => setOpen(false)} />}
    </Part>
  );
}

interface SheetProps {
  readonly resolution: Resolution;
  readonly onClose: () => void;
}

function ReportSheet({ resolution, onClose }: SheetProps): ReactElement {
  const say = useSay();
  const report = useChange('reportExecution');
  const [reportedOn, setReportedOn] = useState(todayInChina());
  const [state, setState] = useState<(typeof executionStates)[number]>('carried-out');
  const [text, setText] = useState('');
  return (
    <Sheet
      title={say(words.report)}
      act={say(words.report)}
      onClose={onClose}
      isReady={text.trim() !== '' && reportedOn !== ''}
      isRunning={report.isRunning}
      failure={report.failure}
      onAct={() =>
        void report
          .run({ resolutionId: resolution.id, reportedOn, state, text })
          .then((done) => done && onClose())
      }
    >
      <div className="fields two">
        <Field label={say(words.reportedOn)}>
          {(place) => (
            <Input
              {...place}
              type="date"
              max={todayInChina()}
              value={reportedOn}
              onChange={({ target }) => setReportedOn(target.value)}
            />
          )}
        </Field>
        <Field label={say(words.state)}>
          {(place) => (
            <Select
              {...place}
              style={{ width: '100%' }}
              value={state}
              onChange={setState}
              options={executionStates.map((value) => ({ value, label: say(executionWords[value]) }))}
            />
          )}
        </Field>
      </div>
      <Field label={say(words.reportText)}>
        {(place) => (
          <Input.TextArea {...place} rows={4} value={text} onChange={({ target }) => setText(target.value)} />
        )}
      </Field>
    </Sheet>
  );
}

function Review({ resolution }: { readonly resolution: Resolution }): ReactElement | null {
  const say = useSay();
  const { may } = useSession();
  const [opened, setOpened] = useState<'confirm' | 'sendBack' | null>(null);
  if (resolution.review.state !== 'awaiting-review') return null;
  if (!may('resolutions.review'))
    return (
      <span className="quiet">{say(words.waits, { who: say(rolesThatMay('resolutions.review')) })}</span>
    );
  const close = () => setOpened(null);
  return (
    <>
      <Button onClick={() => setOpened('sendBack')}>{say(words.sendBack)}</Button>
      <Button type="primary" onClick={() => setOpened('confirm')}>
        {say(words.confirm)}
      </Button>
      {opened === 'confirm' && <ConfirmSheet resolution={resolution} onClose={close} />}
      {opened === 'sendBack' && <SendBackSheet resolution={resolution} onClose={close} />}
    </>
  );
}

function ConfirmSheet({ resolution, onClose }: SheetProps): ReactElement {
  const say = useSay();
  const confirm = useChange('confirmResolution');
  const { vote } = resolution;
  return (
    <Sheet
      title={say(words.confirm)}
      act={say(words.confirm)}
      onClose={onClose}
      isRunning={confirm.isRunning}
      failure={confirm.failure}
      onAct={() => void confirm.run({ resolutionId: resolution.id }).then((done) => done && onClose())}
    >
      <p>
        {say(words.confirmMore, {
          body: say(bodyWords[resolution.body]),
          day: resolution.decidedOn,
          entitled: vote?.entitled ?? '—',
          present: vote?.present ?? '—',
          for: vote?.for ?? '—',
          against: vote?.against ?? '—',
          abstain: vote?.abstain ?? '—',
        })}
      </p>
      <p className="prose">{resolution.text}</p>
    </Sheet>
  );
}

function SendBackSheet({ resolution, onClose }: SheetProps): ReactElement {
  const say = useSay();
  const sendBack = useChange('sendBackResolution');
  const [reason, setReason] = useState('');
  return (
    <Sheet
      title={say(words.sendBack)}
      act={say(words.sendBack)}
      onClose={onClose}
      isReady={reason.trim() !== ''}
      isRunning={sendBack.isRunning}
      failure={sendBack.failure}
      onAct={() =>
        void sendBack.run({ resolutionId: resolution.id, reason }).then((done) => done && onClose())
      }
    >
      <p>{say(words.sendBackMore)}</p>
      <Field label={say(words.reason)}>
        {(place) => <Input {...place} value={reason} onChange={({ target }) => setReason(target.value)} />}
      </Field>
    </Sheet>
  );
}
