/** The steps of a meeting, each on a sheet that says what happens: notice, its confirmation, opening, closing, minutes. */
import { useNavigate } from '@tanstack/react-router';
import { Checkbox, Input } from 'antd';
import { useEffect, useState, type ReactElement } from 'react';
import { outcomeWords } from '../../../domain/assembly-words.ts';
import type { Sentence } from '../../../domain/language.ts';
import { ShareQuantity } from '../../../domain/share-quantity.ts';
import { useChange, useSeen } from '../../shared/asking.ts';
import { call, isChangedSince, versionOf, type Reply } from '../../shared/call.ts';
import { ConflictSheet } from '../../shared/conflict.tsx';
import { Field } from '../../shared/form.tsx';
import { useSay } from '../../shared/language.ts';
import { Note, State } from '../../shared/page.tsx';
import { todayInChina } from '../../shared/period.ts';
import { Sheet } from '../../shared/sheet.tsx';
import { useTyped } from '../../shared/typed.ts';

interface StepProps {
  readonly meeting: Reply<'readMeeting'>;
  readonly onClose: () => void;
  /** It went through; the next screen of the meeting is opened, or the sheet closed, unless given. */
  readonly onDone?: () => void;
}

const words = {
  convene: { zh: '发出通知', en: 'Give notice' },
  conveneMore: {
    zh: '通知以后，日期、时间、地点和 {count} 项议案逐字确定，会上只表决通知所列的议案。',
    en: 'The notice fixes day, hour, place and {count} motions word for word: nothing else is voted at the meeting.',
  },
  noticeOn: { zh: '通知发出日期', en: 'The day the notice goes out' },
  papersOpenFrom: { zh: '材料可查阅起', en: 'Papers lie open from' },
  late: { zh: '迟录理由', en: 'Why it is entered late' },
  lateHelp: {
    zh: '早于昨天的须说明，由另一人复核',
    en: 'Needed for a day before yesterday; another person confirms it',
  },
  confirm: { zh: '复核通知', en: 'Confirm the notice' },
  confirmMore: {
    zh: '登记说通知于 {day} 发出，材料自 {papers} 起可查阅；补录理由：{reason}。确认确已如此。',
    en: 'The entry says that the notice went out on {day} and papers lay open from {papers}; entered late because: {reason}. You confirm that it was so.',
  },
  open: { zh: '开会', en: 'Open the meeting' },
  openMore: {
    zh: '锁定表决人名单：此后谁有表决权不再变动。接着登记到会。',
    en: 'The list of those entitled is frozen; attendance comes next.',
  },
  twoNeeded: {
    zh: '谁录入到会或表决，谁就不能闭会：请留一位有权录票的人不录入，由其核对后闭会。',
    en: 'Whoever enters attendance or votes cannot close the meeting: leave one who may record votes to check what was entered and close it.',
  },
  checked: {
    zh: '您没有录入到会和表决：请与签到表、计票单核对以后闭会。',
    en: 'You entered neither attendance nor votes: compare them with the sign-in and counting sheets, then close.',
  },
  close: { zh: '闭会', en: 'Close the meeting' },
  closeMore: {
    zh: '逐项计票，决议编号；闭会后不得补记，表决结果即为依据。',
    en: 'Every motion is counted and resolutions get their numbers. Nothing is added afterwards.',
  },
  inBox: { zh: '无记名，闭会时开箱计票', en: 'secret: counted from the box at the closing' },
  unvoted: { zh: '还没有表决', en: 'not voted yet' },
  came: { zh: '到会 {present} / 应到 {entitled}', en: 'Present: {present} of {entitled}' },
  voted: {
    zh: '到会 {present}：赞成 {for}，反对 {against}，弃权 {abstain}，未投 {unused}',
    en: '{present} present: {for} for, {against} against, {abstain} abstained, {unused} not voted',
  },
  votedShares: {
    zh: '到会 {present} 人，按股：赞成 {for}，反对 {against}，弃权 {abstain}，未投 {unused}',
    en: '{present} present, in shares: {for} for, {against} against, {abstain} abstained, {unused} not voted',
  },
  heard: { zh: '听取', en: 'heard' },
  lapsed: { zh: '无人到会，就此流会', en: 'Nobody came: it closes without a decision' },
  withdraw: { zh: '收回通知', en: 'Take the notice back' },
  withdrawMore: {
    zh: '会议恢复为草稿，改后须重新通知。',
    en: 'The meeting is a draft again and needs a new notice.',
  },
  cancel: { zh: '取消会议', en: 'Cancel the meeting' },
  cancelMore: { zh: '会议不再召开；记录保留。', en: 'It will not be held; the record stays.' },
  reason: { zh: '理由', en: 'Reason' },
  minutes: { zh: '会议记录', en: 'Minutes' },
  minutesMore: {
    zh: '每次保存为新的一版，旧版保留。',
    en: 'Each saving is a version; earlier ones are kept.',
  },
  chair: { zh: '主持人', en: 'Chair' },
  recorder: { zh: '记录人', en: 'Recorder' },
  text: { zh: '记录', en: 'Text' },
  save: { zh: '保存', en: 'Save' },
  votes: { zh: '表决结果', en: 'As it would be counted now' },
} as const satisfies Record<string, Sentence>;

const dayBefore = (day: string) => new Date(Date.parse(day) - 86_400_000).toISOString().slice(0, 10);

export function ConveneSheet({ meeting, onClose }: StepProps): ReactElement {
  const say = useSay();
  const convene = useChange('convene');
  const [noticeOn, setNoticeOn] = useState(todayInChina());
  const [papersOpenFrom, setPapersOpenFrom] = useState(todayInChina());
  const [lateReason, setLateReason] = useState('');
  const yesterday = dayBefore(todayInChina());
  const isLate = noticeOn < yesterday || papersOpenFrom < yesterday;
  return (
    <Sheet
      title={say(words.convene)}
      act={say(words.convene)}
      onClose={onClose}
      isReady={noticeOn !== '' && papersOpenFrom !== ''}
      isRunning={convene.isRunning}
      failure={convene.failure}
      onAct={() =>
        void convene
          .run({
            meetingId: meeting.id,
            noticeOn,
            papersOpenFrom,
            ...(lateReason.trim() !== '' && { lateReason }),
          })
          .then((done) => done && onClose())
      }
    >
      <p>{say(words.conveneMore, { count: meeting.agenda.length })}</p>
      <div className="fields two">
        <Field label={say(words.noticeOn)}>
          {(place) => (
            <Input
              {...place}
              type="date"
              value={noticeOn}
              max={todayInChina()}
              onChange={({ target }) => setNoticeOn(target.value)}
            />
          )}
        </Field>
        <Field label={say(words.papersOpenFrom)}>
          {(place) => (
            <Input
              {...place}
              type="date"
              value={papersOpenFrom}
              max={todayInChina()}
              onChange={({ target }) => setPapersOpenFrom(target.value)}
            />
          )}
        </Field>
      </div>
      {isLate && (
        <Field label={say(words.late)} help={say(words.lateHelp)}>
          {(place) => (
            <Input {...place} value={lateReason} onChange={({ target }) => setLateReason(target.value)} />
          )}
        </Field>
      )}
    </Sheet>
  );
}

export function ConfirmNoticeSheet({ meeting, onClose }: StepProps): ReactElement {
  const say = useSay();
  const confirm = useChange('confirmMeetingNotice');
  const { notice } = meeting;
  return (
    <Sheet
      title={say(words.confirm)}
      act={say(words.confirm)}
      onClose={onClose}
      isReady={notice !== null}
      isRunning={confirm.isRunning}
      failure={confirm.failure}
      onAct={() => void confirm.run({ meetingId: meeting.id }).then((done) => done && onClose())}
    >
      {notice !== null && (
        <p>
          {say(words.confirmMore, {
            day: notice.noticeOn,
            papers: notice.papersOpenFrom,
            reason: notice.lateReason ?? '—',
          })}
        </p>
      )}
    </Sheet>
  );
}

export function OpenSheet({ meeting, onClose }: StepProps): ReactElement {
  const say = useSay();
  const go = useNavigate();
  const open = useChange('openMeeting');
  return (
    <Sheet
      title={say(words.open)}
      act={say(words.open)}
      onClose={onClose}
      isRunning={open.isRunning}
      failure={open.failure}
      onAct={() =>
        void open
          .run({ meetingId: meeting.id })
          .then((done) => done && go({ to: '/meetings/$meetingId/day', params: { meetingId: meeting.id } }))
      }
    >
      <p>{say(words.openMore)}</p>
      <Note>{say(words.twoNeeded)}</Note>
    </Sheet>
  );
}

export function CloseSheet({ meeting, onClose, onDone }: StepProps): ReactElement {
  const say = useSay();
  const go = useNavigate();
  const close = useChange('closeMeeting');
  const [lateReason, setLateReason] = useState('');
  const [isLapsed, setLapsed] = useState(false);
  const isLate = meeting.heldOn < dayBefore(todayInChina());
  const nobody = meeting.present === 0;
  return (
    <Sheet
      title={say(words.close)}
      act={say(words.close)}
      onClose={onClose}
      isReady={(!isLate || lateReason.trim() !== '') && (!nobody || isLapsed)}
      isRunning={close.isRunning}
      failure={close.failure}
      onAct={() =>
        void close
          .run({
            meetingId: meeting.id,
            ...(isLate && { lateReason }),
            ...(isLapsed && { lapsed: true }),
          })
          .then((done) => {
            if (done === undefined) return;
            if (onDone !== undefined) onDone();
            else void go({ to: '/meetings/$meetingId', params: { meetingId: meeting.id } });
          })
      }
    >
      <p>{say(words.closeMore)}</p>
      <Note>{say(words.checked)}</Note>
      <p>
        <b>{say(words.came, { present: meeting.present ?? '—', entitled: meeting.entitled ?? '—' })}</b>
      </p>
      <ul className="answers outcomes" aria-label={say(words.votes)}>
        {meeting.motions.map(({ number, title, counting, soFar }) => (
          <li key={number}>
            <State tone={counting === 'none' || soFar?.outcome === 'adopted' ? 'done' : 'next'}>
              {counting === 'none'
                ? say(words.heard)
                : counting === 'secret'
                  ? say(words.inBox)
                  : soFar === null
                    ? say(words.unvoted)
                    : say(outcomeWords[soFar.outcome])}
            </State>
            <div>
              <b>{title}</b>
              {counting !== 'secret' && counting !== 'none' && soFar !== null && (
                <p>{votesSaid(soFar, say)}</p>
              )}
            </div>
          </li>
        ))}
      </ul>
      {nobody && (
        <Checkbox checked={isLapsed} onChange={({ target }) => setLapsed(target.checked)}>
          {say(words.lapsed)}
        </Checkbox>
      )}
      {isLate && (
        <Field label={say(words.late)} help={say(words.lateHelp)}>
          {(place) => (
            <Input {...place} value={lateReason} onChange={({ target }) => setLateReason(target.value)} />
          )}
        </Field>
      )}
    </Sheet>
  );
}

/** What stands on the counting sheet: heads, or shares where those are counted. */
function votesSaid(
  { counting, votes, present }: NonNullable<Reply<'readMeeting'>['motions'][number]['soFar']>,
  say: ReturnType<typeof useSay>,
): string {
  const told = (key: 'for' | 'against' | 'abstain' | 'unused') =>
    counting === 'by-shares' ? ShareQuantity.fromUnits(BigInt(votes[key])).toGrouped() : votes[key];
  return say(counting === 'by-shares' ? words.votedShares : words.voted, {
    present,
    for: told('for'),
    against: told('against'),
    abstain: told('abstain'),
    unused: told('unused'),
  });
}

export function WithdrawSheet({ meeting, onClose }: StepProps): ReactElement {
  const say = useSay();
  const withdraw = useChange('withdrawNotice');
  const [reason, setReason] = useState('');
  return (
    <Sheet
      title={say(words.withdraw)}
      act={say(words.withdraw)}
      onClose={onClose}
      isReady={reason.trim() !== ''}
      isRunning={withdraw.isRunning}
      failure={withdraw.failure}
      onAct={() => void withdraw.run({ meetingId: meeting.id, reason }).then((done) => done && onClose())}
    >
      <p>{say(words.withdrawMore)}</p>
      <Field label={say(words.reason)}>
        {(place) => <Input {...place} value={reason} onChange={({ target }) => setReason(target.value)} />}
      </Field>
    </Sheet>
  );
}

export function CancelSheet({ meeting, onClose }: StepProps): ReactElement {
  const say = useSay();
  const cancel = useChange('cancelMeeting');
  const [reason, setReason] = useState('');
  return (
    <Sheet
      title={say(words.cancel)}
      act={say(words.cancel)}
      onClose={onClose}
      isReady={reason.trim() !== ''}
      isRunning={cancel.isRunning}
      failure={cancel.failure}
      onAct={() => void cancel.run({ meetingId: meeting.id, reason }).then((done) => done && onClose())}
    >
      <Note warning>{say(words.cancelMore)}</Note>
      <Field label={say(words.reason)}>
        {(place) => <Input {...place} value={reason} onChange={({ target }) => setReason(target.value)} />}
      </Field>
    </Sheet>
  );
}

/** What was written last: whoever writes anew goes on from there, whether it stands or not. */
function minutesOf(meeting: Reply<'readMeeting'>) {
  const minutes = meeting.minutesAwaiting ?? meeting.minutesSentBack ?? meeting.minutes;
  return { chair: minutes?.chair ?? '', recorder: minutes?.recorder ?? '', text: minutes?.text ?? '' };
}

export function MinutesSheet({ meeting, onClose }: StepProps): ReactElement {
  const say = useSay();
  const asked = { meetingId: meeting.id };
  const began = useSeen('readMeeting', asked);
  const [typed, setTyped, forget] = useTyped(`minutes ${meeting.id}`, () => {
    const base = minutesOf(meeting);
    return { base, minutes: base, version: began };
  });
  const { base, minutes, version } = typed;
  const keep = useChange('recordMinutes', version);
  const close = () => {
    forget();
    onClose();
  };
  const [theirs, setTheirs] = useState<typeof base | null>(null);
  // Written by another meanwhile: theirs is laid beside what stands here.
  useEffect(() => {
    if (!isChangedSince(keep.failure)) return;
    void call('readMeeting', { meetingId: meeting.id }).then((found) => setTheirs(minutesOf(found)));
  }, [meeting.id, keep.failure]);
  const [lateReason, setLateReason] = useState('');
  const isLate = meeting.heldOn < dayBefore(todayInChina());
  const isWhole = Object.values(minutes).every((each) => each.trim() !== '');
  const set = (part: Partial<typeof minutes>) =>
    setTyped((before) => ({ ...before, minutes: { ...before.minutes, ...part } }));
  if (theirs !== null && isChangedSince(keep.failure))
    return (
      <ConflictSheet
        failure={keep.failure}
        fields={(['chair', 'recorder', 'text'] as const).map((key) => ({
          key,
          label: say(words[key]),
          base: base[key],
          mine: minutes[key],
          theirs: theirs[key],
        }))}
        onClose={() => setTheirs(null)}
        onChosen={(taken) => {
          const chosen = Object.fromEntries(
            Object.entries(theirs).filter(([field]) => taken.includes(field)),
          );
          setTyped({
            base: theirs,
            minutes: { ...minutes, ...chosen },
            version: versionOf('readMeeting', asked),
          });
          setTheirs(null);
          keep.reset();
        }}
      />
    );
  return (
    <Sheet
      title={say(words.minutes)}
      act={say(words.save)}
      width={760}
      onClose={close}
      isReady={isWhole && (!isLate || lateReason.trim() !== '')}
      isRunning={keep.isRunning}
      failure={keep.failure}
      onAct={() =>
        void keep
          .run({ meetingId: meeting.id, ...minutes, ...(isLate && { lateReason }) })
          .then((done) => done && close())
      }
    >
      <p>{say(words.minutesMore)}</p>
      <div className="fields two">
        <Field label={say(words.chair)}>
          {(place) => (
            <Input {...place} value={minutes.chair} onChange={({ target }) => set({ chair: target.value })} />
          )}
        </Field>
        <Field label={say(words.recorder)}>
          {(place) => (
            <Input
              {...place}
              value={minutes.recorder}
              onChange={({ target }) => set({ recorder: target.value })}
            />
          )}
        </Field>
      </div>
      <Field label={say(words.text)}>
        {(place) => (
          <Input.TextArea
            {...place}
            rows={12}
            value={minutes.text}
            onChange={({ target }) => set({ text: target.value })}
          />
        )}
      </Field>
      {isLate && (
        <Field label={say(words.late)} help={say(words.lateHelp)}>
          {(place) => (
            <Input {...place} value={lateReason} onChange={({ target }) => setLateReason(target.value)} />
          )}
        </Field>
      )}
    </Sheet>
  );
}
