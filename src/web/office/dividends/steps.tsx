/**
 * The steps of a run, each on a sheet that says in figures what happens: calculated, approved by another person who has
 * looked at everything, hung up, posted.
 */
import { Checkbox, Input } from 'antd';
import { useState, type ReactElement } from 'react';
import type { Sentence } from '../../../domain/language.ts';
import { grouped } from '../../shared/amount.tsx';
import { RunToApprove } from '../../shared/approval.tsx';
import { together, useAnswer, useChange, useSeen, useWholeList } from '../../shared/asking.ts';
import { Field } from '../../shared/form.tsx';
import { useSay } from '../../shared/language.ts';
import { Note } from '../../shared/page.tsx';
import { periodInWords, todayInChina } from '../../shared/period.ts';
import { Sheet } from '../../shared/sheet.tsx';
import { Answer, Unread } from '../../shared/states.tsx';
import { noticeStateWords } from './notice.tsx';
import type { Run } from './run.tsx';

interface StepProps {
  readonly run: Run;
  readonly onClose: () => void;
  /** It went through; closed unless given. */
  readonly onDone?: () => void;
}

const words = {
  calculate: { zh: '计算', en: 'Calculate' },
  calculateMore: {
    zh: '锁定 {day} 的持股，把 {pool} 元逐户算到分。批准以前可以撤回。',
    en: 'The holdings of {day} are frozen and {pool} yuan are worked out to the fen, line by line. Until it is approved it can be withdrawn.',
  },
  approve: { zh: '批准', en: 'Approve' },
  approveTitle: { zh: '批准 {what}', en: 'Approve: {what}' },
  resolution: { zh: '依据决议 {number}：{title}（{day}）', en: 'By resolution {number}: {title} ({day})' },
  noResolution: {
    zh: '还没有通过本次分红的决议。先开会表决，或补录纸质会议记录并由另一人复核。',
    en: 'No resolution has adopted this run yet. Vote on it at a meeting, or enter the minutes from paper and have another person confirm them.',
  },
  seen: {
    zh: '我已核对以上金额、人数和合法性各项',
    en: 'I have checked the amounts, the people and each question of legality',
  },
  announce: { zh: '张榜公示', en: 'Put on notice' },
  announceMore: {
    zh: '名单隐去号码后张贴。张贴当日不计入，期满且异议办结以后才能入账。',
    en: 'The list hangs with numbers masked. The day it is hung up does not count; it can be posted when its days are over and its objections settled.',
  },
  postedOn: { zh: '张贴日期', en: 'The day it is hung up' },
  place: { zh: '张贴地点', en: 'Where it hangs' },
  board: { zh: '公示栏', en: 'Notice board' },
  late: { zh: '迟录理由', en: 'Why it is entered late' },
  lateHelp: {
    zh: '张贴日早于昨天的须说明，由监事复核',
    en: 'Needed for a day before yesterday; a supervisor confirms it',
  },
  post: { zh: '入账', en: 'Post' },
  postMore: {
    zh: '再算一遍，相符后入账：{holders} 户头共 {paid} 元记为应付，其中代扣税 {tax} 元。入账后只能冲销或补差。',
    en: 'It is worked out once more and, if it agrees, entered: {paid} yuan become due to {holders} holders, {tax} of it tax. Afterwards it can only be reversed or corrected by a difference.',
  },
  notice: { zh: '公示：{state}，最早 {day} 入账', en: 'Notice: {state}; posting from {day}' },
} as const satisfies Record<string, Sentence>;

export function CalculateSheet({ run, onClose, onDone = onClose }: StepProps): ReactElement {
  const say = useSay();
  const calculate = useChange('calculateRun');
  return (
    <Sheet
      title={say(words.calculate)}
      act={say(words.calculate)}
      onClose={onClose}
      isRunning={calculate.isRunning}
      failure={calculate.failure}
      onAct={() => void calculate.run({ runId: run.id }).then((done) => done && onDone())}
    >
      <p>{say(words.calculateMore, { day: run.recordDate, pool: grouped(run.pool) })}</p>
    </Sheet>
  );
}

/** What another prepared, beside what was posted last: approving needs a tick that it was looked at. */
export function ApproveSheet({ run, onClose, onDone = onClose }: StepProps): ReactElement {
  const say = useSay();
  const [isSeen, setSeen] = useState(false);
  const approve = useChange('approveRun', useSeen('readRun', { runId: run.id }));
  const resolutions = useWholeList('listResolutions', {}, (page) => page.resolutions);
  const resolution = resolutions.rows.find(
    (each) => each.subject?.includes(run.id) === true && each.outcome === 'adopted',
  );
  return (
    <Sheet
      title={say(words.approveTitle, { what: periodInWords(run.period, say) })}
      act={say(words.approve)}
      width={760}
      onClose={onClose}
      isReady={isSeen && resolution !== undefined}
      isRunning={approve.isRunning}
      failure={approve.failure}
      onAct={() =>
        void (
          resolution &&
          approve.run({ runId: run.id, resolutionId: resolution.id }).then((done) => done && onDone())
        )
      }
    >
      <RunToApprove runId={run.id} resolutionId={resolution?.id} />
      {resolution === undefined ? (
        resolutions.isWhole ? (
          <Note warning>{say(words.noResolution)}</Note>
        ) : (
          <Unread of={together(resolutions)} rows={1} />
        )
      ) : (
        <Note>
          {say(words.resolution, {
            number: resolution.number,
            title: resolution.title,
            day: resolution.decidedOn,
          })}
        </Note>
      )}
      <Checkbox checked={isSeen} onChange={({ target }) => setSeen(target.checked)}>
        {say(words.seen)}
      </Checkbox>
    </Sheet>
  );
}

export function AnnounceSheet({ run, onClose, onDone = onClose }: StepProps): ReactElement {
  const say = useSay();
  const announce = useChange('announceRun');
  const [postedOn, setPostedOn] = useState(todayInChina());
  const [place, setPlace] = useState(say(words.board));
  const [lateReason, setLateReason] = useState('');
  const isLate = postedOn < dayBefore(todayInChina());
  return (
    <Sheet
      title={say(words.announce)}
      act={say(words.announce)}
      onClose={onClose}
      isReady={postedOn !== '' && place.trim() !== ''}
      isRunning={announce.isRunning}
      failure={announce.failure}
      onAct={() =>
        void announce
          .run({ runId: run.id, postedOn, place, ...(lateReason.trim() !== '' && { lateReason }) })
          .then((done) => done && onDone())
      }
    >
      <p>{say(words.announceMore)}</p>
      <Field label={say(words.postedOn)}>
        {(spot) => (
          <Input
            {...spot}
            type="date"
            value={postedOn}
            max={todayInChina()}
            onChange={({ target }) => setPostedOn(target.value)}
          />
        )}
      </Field>
      <Field label={say(words.place)}>
        {(spot) => <Input {...spot} value={place} onChange={({ target }) => setPlace(target.value)} />}
      </Field>
      {isLate && (
        <Field label={say(words.late)} help={say(words.lateHelp)}>
          {(spot) => (
            <Input {...spot} value={lateReason} onChange={({ target }) => setLateReason(target.value)} />
          )}
        </Field>
      )}
    </Sheet>
  );
}

function dayBefore(day: string): string {
  return new Date(Date.parse(day) - 86_400_000).toISOString().slice(0, 10);
}

export function PostSheet({ run, onClose, onDone = onClose }: StepProps): ReactElement {
  const say = useSay();
  const post = useChange('postRun', useSeen('readRun', { runId: run.id }));
  const notice = useAnswer('readNotice', { runId: run.id });
  return (
    <Sheet
      title={say(words.post)}
      act={say(words.post)}
      onClose={onClose}
      isReady={notice.data?.state === 'unlocked'}
      isRunning={post.isRunning}
      failure={post.failure}
      onAct={() => void post.run({ runId: run.id }).then((done) => done && onDone())}
    >
      <Answer of={notice} rows={1}>
        {({ state, unlockDay }) => (
          <Note warning={state !== 'unlocked'}>
            {say(words.notice, { state: say(noticeStateWords[state]), day: unlockDay })}
          </Note>
        )}
      </Answer>
      <p>{say(words.postMore, { holders: run.lines, paid: grouped(run.paid), tax: grouped(run.tax) })}</p>
    </Sheet>
  );
}
