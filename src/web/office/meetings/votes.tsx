/**
 * The motions of a meeting one under the other, each voted by hands or by name, with the bars of quorum and agreement as they
 * stand. A ballot that was written down wrongly is struck out with a reason.
 */
import { useParams } from '@tanstack/react-router';
import { Button, Input } from 'antd';
import { useState, type ReactElement } from 'react';
import { motionKindWords } from '../../../domain/assembly-rules.ts';
import { outcomeWords } from '../../../domain/assembly-words.ts';
import { choices, type Choice } from '../../../domain/assembly-vote.ts';
import type { Sentence } from '../../../domain/language.ts';
import { choiceWords, countingWords } from '../../../domain/words.ts';
import { useAnswer, useChange } from '../../shared/asking.ts';
import type { Reply } from '../../shared/call.ts';
import { Field } from '../../shared/form.tsx';
import { useSay } from '../../shared/language.ts';
import { State } from '../../shared/page.tsx';
import { isFoundBy, useSpelling } from '../../shared/search.ts';
import { useSession } from '../../shared/session.ts';
import { Sheet } from '../../shared/sheet.tsx';
import { Answer, NoPermission, Refusal } from '../../shared/states.tsx';
import { CountedBars } from './bars.tsx';
import { DayPage } from './day.tsx';

type Meeting = Reply<'readMeeting'>;
type Motion = Meeting['motions'][number];
type Listed = Reply<'readAttendance'>['entitled'][number];
type Ballot = Reply<'listBallots'>['ballots'][number];

const words = {
  heardOnly: { zh: '听取报告，不表决', en: 'Heard only, no vote' },
  byHands: { zh: '举手', en: 'By hands' },
  byName: { zh: '记名', en: 'By name' },
  manner: { zh: '第 {number} 项 表决方式', en: 'Item {number}: hands or names' },
  count: { zh: '登记票数', en: 'Enter the count' },
  recount: { zh: '更正票数', en: 'Correct the count' },
  ofMotion: { zh: '第 {number} 项', en: 'item {number}' },
  allFor: { zh: '到会 {count} 人全部赞成', en: 'All {count} present agree' },
  allMotions: {
    zh: '余下 {motions} 项，到会 {count} 人都全部赞成',
    en: 'The other {motions} items: all {count} present agree',
  },
  toNames: { zh: '撤回举手，改记名', en: 'Take it back, vote by name' },
  secret: {
    zh: '无记名：用手机交票 {count} 人，闭会时开箱计票。会场的纸票由计票人清点后登记在这里。',
    en: 'Secret: {count} handed in by phone, counted when the meeting closes. Papers of the room are counted and entered here.',
  },
  handedIn: { zh: '已交票：', en: 'Handed in:' },
  byReceipt: { zh: '全部选票，按回执号（{count} 张）', en: 'All ballots by receipt ({count})' },
  few: {
    zh: '手机票只有 {count} 张，逐张公布别人猜得出是谁投的：只公布和会场纸票合在一起的数，纸票的分项也不再单列。有回执号的人在门户里能查到自己的一票。',
    en: 'Ballots by phone: {count}. Told one by one, others would guess whose they are: the sum with the papers of the room is told alone, and the papers no longer apart. Whoever has a receipt finds their own in the portal.',
  },
  notYet: { zh: '还没有表决', en: 'Not voted yet' },
  find: { zh: '姓名、拼音首字母或编号', en: 'Name, initials or number' },
  restFor: { zh: '其余 {count} 人都投赞成', en: 'The other {count} vote for' },
  by: { zh: '{name}代投', en: 'by {name}' },
  voted: { zh: '已投 {done} / {whole}', en: '{done} of {whole} voted' },
  strike: { zh: '作废', en: 'Strike out' },
  strikeTitle: { zh: '作废{name}的票', en: 'Strike out the ballot of {name}' },
  strikeMore: {
    zh: '记为“{choice}”的这一票作废，之后可以重新登记。作废的票留在记录里。',
    en: 'The ballot “{choice}” no longer counts and can be entered again. It stays in the record.',
  },
  withdrawMore: {
    zh: '举手票数撤回，留在记录里；改为逐人记名。',
    en: 'The count of hands is taken back and stays in the record; people then vote by name.',
  },
  reason: { zh: '理由', en: 'Reason' },
  first: {
    zh: '先列 {count} 人，共 {all} 人：输入姓名或编号查找其余的。',
    en: 'The first {count} of {all} people: type a name or number to find the others.',
  },
  nobody: { zh: '还没有人到会，先签到。', en: 'Nobody is present yet: enter attendance first.' },
} as const satisfies Record<string, Sentence>;

export function MeetingVotes(): ReactElement {
  const { meetingId } = useParams({ from: '/meetings/$meetingId/votes' });
  const { may } = useSession();
  const meeting = useAnswer('readMeeting', { meetingId }, { when: may('assemblies.read'), keep: true });
  if (!may('assemblies.read')) return <NoPermission action="assemblies.read" />;
  return (
    <>
      {
        <Answer of={meeting} rows={14}>
          {(found) => (
            <DayPage meeting={found} at="votes">
              <>
                <AllFor meeting={found} />
                <ol className="motions voting">
                  {found.motions.map((motion) => (
                    <MotionVote key={motion.number} meeting={found} motion={motion} />
                  ))}
                </ol>
              </>
            </DayPage>
          )}
        </Answer>
      }
    </>
  );
}

/** Where nobody is against anything: every motion that is not voted yet, counted one by one in one press. */
function AllFor({ meeting }: { readonly meeting: Meeting }): ReactElement | null {
  const say = useSay();
  const { may } = useSession();
  const count = useChange('countHands');
  const open = meeting.motions.filter(
    ({ counting, votes }) => counting === 'by-head' && votes.hands === null && votes.ballots === 0,
  );
  const present = meeting.present ?? 0;
  if (meeting.state !== 'open' || !may('votes.record') || present === 0 || open.length < 2) return null;
  const all = { for: present, against: 0, abstain: 0 };
  async function enter(): Promise<void> {
    for (const { number } of open) {
      const done = await count.run({ meetingId: meeting.id, motion: String(number), ...all });
      if (done === undefined) return;
    }
  }
  return (
    <div className="lead">
      <Refusal failure={count.failure} />
      <Button size="large" loading={count.isRunning} onClick={() => void enter()}>
        {say(words.allMotions, { motions: open.length, count: present })}
      </Button>
    </div>
  );
}

function MotionVote(props: { readonly meeting: Meeting; readonly motion: Motion }): ReactElement {
  const say = useSay();
  const { may } = useSession();
  const { meeting, motion } = props;
  const { number, kind, title, text, counting, votes, result, soFar, outcome } = motion;
  const counted = result ?? soFar;
  const [wanted, setWanted] = useState<'hands' | 'names'>('hands');
  const byShares = counting === 'by-shares';
  const isSecret = counting === 'secret';
  const manner = isSecret
    ? 'hands'
    : votes.hands !== null
      ? 'hands'
      : votes.ballots > 0 || byShares
        ? 'names'
        : wanted;
  const mayEnter = meeting.state === 'open' && may('votes.record');
  const told = outcome ?? soFar?.outcome ?? null;
  return (
    <li>
      <span className="ordinal" aria-hidden>
        {number}
      </span>
      <div>
        <header>
          <b>{title}</b>
          <span className="quiet">
            {say(motionKindWords[kind])} · {say(countingWords[counting])}
          </span>
          {told !== null && told !== 'heard' && (
            <State tone={told === 'adopted' ? 'done' : 'next'}>{say(outcomeWords[told])}</State>
          )}
        </header>
        <p>{text}</p>
        {counting === 'none' ? (
          <p className="quiet">{say(words.heardOnly)}</p>
        ) : (
          <>
            {counted === null ? (
              isSecret ? null : (
                <p className="quiet">{say(words.notYet)}</p>
              )
            ) : (
              <CountedBars of={counted} />
            )}
            {isSecret && <p className="quiet">{say(words.secret, { count: votes.handedIn })}</p>}
            {isSecret && votes.handedIn > 0 && <HandedIn meeting={meeting} motion={motion} />}
            {mayEnter && (meeting.present ?? 0) === 0 && <p className="quiet">{say(words.nobody)}</p>}
            {mayEnter && (meeting.present ?? 0) > 0 && (
              <>
                {votes.hands === null && votes.ballots === 0 && !byShares && !isSecret && (
                  <div className="switch" role="group" aria-label={say(words.manner, { number })}>
                    {(['hands', 'names'] as const).map((value) => (
                      <button
                        key={value}
                        type="button"
                        aria-pressed={manner === value}
                        onClick={() => setWanted(value)}
                      >
                        {say(value === 'hands' ? words.byHands : words.byName)}
                      </button>
                    ))}
                  </div>
                )}
                {manner === 'hands' && <Hands meeting={meeting} motion={motion} />}
              </>
            )}
            {manner === 'names' && may('ballots.read') && (mayEnter || votes.ballots > 0) && (
              <Names meeting={meeting} motion={motion} mayEnter={mayEnter} />
            )}
          </>
        )}
      </div>
    </li>
  );
}

/** Who handed in; and after the closing every ballot by its receipt, for whoever counts them again. */
function HandedIn({ meeting, motion }: { readonly meeting: Meeting; readonly motion: Motion }): ReactElement {
  const say = useSay();
  const vote = useAnswer('readSecretVote', { meetingId: meeting.id, motion: String(motion.number) });
  return (
    <Answer of={vote} rows={2}>
      {({ handedIn, ballots, withheld }) => (
        <>
          <p className="quiet">
            {say(words.handedIn)} {handedIn.map(({ name }) => name).join('、')}
          </p>
          {withheld.length > 0 && <p className="quiet">{say(words.few, { count: withheld.length })}</p>}
          {ballots.length > 0 && (
            <details>
              <summary>{say(words.byReceipt, { count: ballots.length })}</summary>
              <ul>
                {ballots.map(({ receipt, choice }, index) => (
                  <li key={`${receipt} ${index}`}>
                    {receipt} {say(choiceWords[choice])}
                  </li>
                ))}
              </ul>
            </details>
          )}
        </>
      )}
    </Answer>
  );
}

function Hands({ meeting, motion }: { readonly meeting: Meeting; readonly motion: Motion }): ReactElement {
  const say = useSay();
  const { hands } = motion.votes;
  const [typed, setTyped] = useState<Readonly<Record<Choice, string>>>({
    for: String(hands?.for ?? ''),
    against: String(hands?.against ?? ''),
    abstain: String(hands?.abstain ?? ''),
  });
  const [isBack, setBack] = useState(false);
  const count = useChange('countHands');
  const headsOf = (text: string) => (text.trim() === '' ? 0 : Number.parseInt(text, 10));
  const enter = (heads: Readonly<Record<Choice, number>>) => {
    setTyped({ for: String(heads.for), against: String(heads.against), abstain: String(heads.abstain) });
    void count.run({ meetingId: meeting.id, motion: String(motion.number), ...heads });
  };
  const isWhole =
    choices.every((choice) => /^\d{0,7}$/.test(typed[choice].trim())) && typed.for.trim() !== '';
  const of = <span className="unseen"> {say(words.ofMotion, { number: motion.number })}</span>;
  return (
    <form
      className="hands"
      onSubmit={(event) => {
        event.preventDefault();
        enter({
          for: headsOf(typed.for),
          against: headsOf(typed.against),
          abstain: headsOf(typed.abstain),
        });
      }}
    >
      <Refusal failure={count.failure} />
      {choices.map((choice) => (
        <label key={choice}>
          <span>{say(choiceWords[choice])}</span>
          <Input
            size="large"
            inputMode="numeric"
            aria-label={`${say(choiceWords[choice])} ${say(words.ofMotion, { number: motion.number })}`}
            value={typed[choice]}
            onChange={({ target }) => setTyped((before) => ({ ...before, [choice]: target.value }))}
          />
        </label>
      ))}
      <Button size="large" htmlType="submit" disabled={!isWhole} loading={count.isRunning}>
        {say(hands === null ? words.count : words.recount)}
        {of}
      </Button>
      {motion.counting !== 'secret' &&
        (hands === null ? (
          <Button
            size="large"
            disabled={count.isRunning}
            onClick={() => enter({ for: meeting.present ?? 0, against: 0, abstain: 0 })}
          >
            {say(words.allFor, { count: meeting.present ?? 0 })}
            {of}
          </Button>
        ) : (
          <Button type="text" size="large" onClick={() => setBack(true)}>
            {say(words.toNames)}
            {of}
          </Button>
        ))}
      {isBack && <WithdrawHandsSheet meeting={meeting} motion={motion} onClose={() => setBack(false)} />}
    </form>
  );
}

interface SheetProps {
  readonly meeting: Meeting;
  readonly motion: Motion;
  readonly onClose: () => void;
}

function WithdrawHandsSheet({ meeting, motion, onClose }: SheetProps): ReactElement {
  const say = useSay();
  const withdraw = useChange('withdrawHands');
  const [reason, setReason] = useState('');
  return (
    <Sheet
      title={say(words.toNames)}
      act={say(words.toNames)}
      onClose={onClose}
      isReady={reason.trim() !== ''}
      isRunning={withdraw.isRunning}
      failure={withdraw.failure}
      onAct={() =>
        void withdraw
          .run({ meetingId: meeting.id, motion: String(motion.number), reason })
          .then((done) => done && onClose())
      }
    >
      <p>{say(words.withdrawMore)}</p>
      <Field label={say(words.reason)}>
        {(place) => <Input {...place} value={reason} onChange={({ target }) => setReason(target.value)} />}
      </Field>
    </Sheet>
  );
}

function Names(props: {
  readonly meeting: Meeting;
  readonly motion: Motion;
  readonly mayEnter: boolean;
}): ReactElement {
  const { meeting, motion } = props;
  const attendance = useAnswer('readAttendance', { meetingId: meeting.id }, { keep: true });
  const ballots = useAnswer(
    'listBallots',
    { meetingId: meeting.id, motion: String(motion.number) },
    { keep: true },
  );
  return (
    <>
      <Answer of={attendance} rows={4}>
        {({ entitled }) => (
          <Answer of={ballots} rows={4}>
            {({ ballots: given }) => (
              <Roll {...props} present={entitled.filter(({ manner }) => manner !== null)} given={given} />
            )}
          </Answer>
        )}
      </Answer>
    </>
  );
}

/** As many as are drawn at once: thousands are found by typing. */
const MOST_SHOWN = 100;

/** Everybody present or represented, with what they voted; one press gives a ballot, a proxy's goes in the name of both. */
function Roll(props: {
  readonly meeting: Meeting;
  readonly motion: Motion;
  readonly mayEnter: boolean;
  readonly present: readonly Listed[];
  readonly given: readonly Ballot[];
}): ReactElement {
  const say = useSay();
  const { meeting, motion, mayEnter, present, given } = props;
  const [typed, setTyped] = useState('');
  const [struck, setStruck] = useState<Ballot | null>(null);
  const enter = useChange('enterBallots');
  useSpelling();
  const standing = new Map(
    given.filter((each) => each.struck === null).map((each) => [each.principal ?? each.voter, each]),
  );
  const rest = present.filter(({ member }) => !standing.has(member));
  const vote = (people: readonly Listed[], choice: Choice) =>
    void enter.run({
      meetingId: meeting.id,
      motion: String(motion.number),
      ballots: people.map(({ member, proxy }) =>
        proxy === null ? { voter: member, choice } : { voter: proxy.member, principal: member, choice },
      ),
    });
  const found = present.filter(
    ({ name, member, household }) =>
      typed.trim() === '' || isFoundBy(typed, { name, numbers: [member, household] }),
  );
  return (
    <>
      <div className="filters roomy">
        <span className="quiet">{say(words.voted, { done: standing.size, whole: present.length })}</span>
        <Input
          allowClear
          aria-label={`${say(words.find)} ${say(words.ofMotion, { number: motion.number })}`}
          placeholder={say(words.find)}
          value={typed}
          onChange={({ target }) => setTyped(target.value)}
        />
        {mayEnter && rest.length > 0 && (
          <Button loading={enter.isRunning} onClick={() => vote(rest, 'for')}>
            {say(words.restFor, { count: rest.length })}
            <span className="unseen"> {say(words.ofMotion, { number: motion.number })}</span>
          </Button>
        )}
      </div>
      <Refusal failure={enter.failure} />
      <ul className="roll">
        {found.slice(0, MOST_SHOWN).map((each) => {
          const ballot = standing.get(each.member);
          return (
            <li key={each.member}>
              <span>
                <b>{each.name}</b> <small className="quiet">{each.member}</small>
                {each.proxy !== null && (
                  <small className="quiet"> {say(words.by, { name: each.proxy.name })}</small>
                )}
              </span>
              {ballot !== undefined ? (
                <span className="beside">
                  <b>{say(choiceWords[ballot.choice])}</b>
                  {mayEnter && ballot.givenBy === 'recorder' && (
                    <Button type="text" size="small" onClick={() => setStruck(ballot)}>
                      {say(words.strike)}
                      <span className="unseen"> {each.name}</span>
                    </Button>
                  )}
                </span>
              ) : (
                mayEnter && (
                  <span className="choice">
                    {choices.map((choice) => (
                      <button key={choice} type="button" onClick={() => vote([each], choice)}>
                        {say(choiceWords[choice])}
                        <span className="unseen"> {each.name}</span>
                      </button>
                    ))}
                  </span>
                )
              )}
            </li>
          );
        })}
      </ul>
      {found.length > MOST_SHOWN && (
        <p className="quiet">{say(words.first, { count: MOST_SHOWN, all: found.length })}</p>
      )}
      {struck !== null && <StrikeSheet meeting={meeting} ballot={struck} onClose={() => setStruck(null)} />}
    </>
  );
}

function StrikeSheet(props: {
  readonly meeting: Meeting;
  readonly ballot: Ballot;
  readonly onClose: () => void;
}): ReactElement {
  const say = useSay();
  const { meeting, ballot, onClose } = props;
  const strike = useChange('strikeBallot');
  const [reason, setReason] = useState('');
  return (
    <Sheet
      title={say(words.strikeTitle, { name: ballot.principalName ?? ballot.voterName })}
      act={say(words.strike)}
      onClose={onClose}
      isReady={reason.trim() !== ''}
      isRunning={strike.isRunning}
      failure={strike.failure}
      onAct={() =>
        void strike
          .run({ meetingId: meeting.id, ballotId: ballot.id, reason })
          .then((done) => done && onClose())
      }
    >
      <p>{say(words.strikeMore, { choice: say(choiceWords[ballot.choice]) })}</p>
      <Field label={say(words.reason)}>
        {(place) => <Input {...place} value={reason} onChange={({ target }) => setReason(target.value)} />}
      </Field>
    </Sheet>
  );
}
