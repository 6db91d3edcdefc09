/** Meetings: the next one, whether one may vote and why, one's vote and its receipt, and what came of earlier ones. */
import { useEffect, useState, type ReactElement } from 'react';
import type { Choice } from '../../../domain/assembly-vote.ts';
import { outcomeWords } from '../../../domain/assembly-words.ts';
import type { Sentence } from '../../../domain/language.ts';
import {
  attendanceWords,
  bodyWords,
  choiceWords,
  countingWords,
  leftOutWords,
} from '../../../domain/words.ts';
import { Unreachable, type Refused, type Reply } from '../../shared/call.ts';
import { useSay, type Say, type Told } from '../../shared/language.ts';
import { useSelf, useWhose } from '../acting.ts';
import { useAsk, useDo, useEachMinute } from '../asking.ts';
import { useKeptAt } from '../kept.ts';
import { inOrderOfParts } from '../../shared/meeting-part.ts';
import { todayInChina } from '../../shared/period.ts';
import { pathOfRatio } from '../money/asked-ratio.ts';
import { dayInWords, momentInWords } from '../money/where.ts';
import { PaperList } from '../papers/papers.tsx';
import { Answer, Facts, Failure, focusOn, Page, Part, Sheet } from '../parts.tsx';
import { To, usePath } from '../routing.tsx';
import { Marked, Written } from '../written.tsx';
import { offered, offeredWords } from './offered.ts';
import {
  calledIn,
  lostPresses,
  nameIn,
  notCountedBecause,
  type Motion,
  type OwnMeeting,
  type Pressed,
} from './pressed.ts';
import { SecretBallots, SecretReceipt, SecretVote } from './secret.tsx';

type MeetingReply = Reply<'readOwnMeeting'>;
type Listed = Pick<OwnMeeting, 'id' | 'title' | 'state' | 'heldOn'>;

const words = {
  title: { zh: '会议和表决', en: 'Meetings and votes' },
  none: { zh: '还没有召集会议。', en: 'No meeting was called yet.' },
  earlier: { zh: '看更早的会议', en: 'Earlier meetings' },
  convened: { zh: '{day}开会', en: 'Held on {day}' },
  open: { zh: '正在开会', en: 'Going on now' },
  closed: { zh: '{day}开过了', en: 'Held on {day}' },
  cancelled: { zh: '取消了，不开了', en: 'Called off: it is not held' },
  when: { zh: '时间', en: 'When' },
  wasWhen: { zh: '原定时间', en: 'It was called for' },
  wasWhere: { zh: '原定地点', en: 'At' },
  because: { zh: '为什么：{because}', en: 'Why: {because}' },
  where: { zh: '地点', en: 'Where' },
  body: { zh: '哪个会', en: 'Which meeting' },
  noticed: { zh: '通知发出', en: 'Notice sent' },
  again: { zh: '看看现在怎样了', en: 'See how it stands now' },
  may: {
    zh: '您能不能表决',
    en: 'May you vote?',
    of: { zh: '{whose}怎样表决', en: 'How {whose} votes' },
  },
  laterAll: {
    zh: '开会那天可以，只要那天您是成员、满了十八岁、有完全民事行为能力，名册上也有您的出生日期：名单在开会时定。没有登记出生日期的，请在开会以前告诉办公室。会议开始后，这里会出现“我来了”和表决的按钮，不到会场也能用手机投。',
    en: 'On the day, if you are a member then, eighteen or older and of full capacity, and the register says when you were born: the list is drawn up when it opens. If your date of birth is not on record, tell the office before that day. “I am here” and the buttons to vote appear here then; you need not be in the room.',
  },
  laterSeats: {
    zh: '这次由{body}表决。是{body}成员的，开会那天可以投：会议开始后，这里会出现表决的按钮；不是的，可以看材料和结果。',
    en: 'The {body} votes: you can on the day if you sit there. Buttons appear here once it is open; if you do not, read its papers and results.',
  },
  cannotCome: {
    zh: '那天不能来、也不能用手机投的，请在开会以前问办公室：可不可以书面委托别人，可以的托谁、怎么写。',
    en: 'If you can neither come nor vote by phone, ask the office before that day whether somebody else may vote for you in writing, who, and how.',
  },
  cannotComeSeats: {
    zh: '是{body}成员、那天不能来也不能用手机投的，请在开会以前问办公室：可不可以书面委托别人，可以的托谁、怎么写。',
    en: 'If you sit in the {body} and can neither come nor vote by phone, ask the office before that day whether somebody else may vote for you in writing, who, and how.',
  },
  byHead: { zh: '一人一票，用手机投的记名', en: 'one person, one vote, by phone with the name' },
  howCast: { zh: '怎样投：{how}', en: 'How it is voted: {how}' },
  yes: { zh: '可以。您在这次会议的名单上。', en: 'Yes: you are on the list of this meeting.' },
  no: { zh: '不可以。您不在这次会议的名单上。', en: 'No: you are not on the list of this meeting.' },
  notRepresentative: {
    zh: '这次是股民代表大会，由代表表决，您这次不是代表：可以看材料和结果。',
    en: 'This is an assembly of representatives, who vote; you are none of them this time, and may read its papers and results.',
    of: {
      zh: '这次是股民代表大会，由代表表决，{whose}这次不是代表。',
      en: 'This is an assembly of representatives, who vote; {whose} is none of them this time.',
    },
  },
  noBecause: { zh: '不可以：{reason}。', en: 'No: {reason}.' },
  noRole: {
    zh: '您登录用的身份不能在手机上表决。请给办公室打电话，加上“股东”身份；也可以到会场表决。',
    en: 'What you sign in as does not vote by phone. Call the office and have the role of a shareholder added, or vote in the room.',
  },
  over: { zh: '会议已经结束，不能再表决。', en: 'The meeting is over: nobody votes any more.' },
  forOneself: {
    zh: '表决要由本人来。',
    en: 'Everybody votes for themself.',
    of: {
      zh: '表决要由{whose}本人来，或由{whose}书面委托的人来：您替{whose}看的时候不能表决。',
      en: '{whose} votes in person, or by whom {whose} names in writing: looking for {whose}, you cannot vote.',
    },
  },
  proxied: {
    zh: '您已委托{name}替您表决。',
    en: '{name} votes for you.',
    of: { zh: '{whose}已委托{name}表决。', en: '{name} votes for {whose}.' },
  },
  tookOver: {
    zh: '{name}已经替您投了票，这次会议不能再改成您自己投。',
    en: '{name} has voted for you already: you cannot take it over at this meeting.',
  },
  cameThemself: {
    zh: '{name}本人来了（{manner}），由本人表决，您不用再替{name}投。',
    en: '{name} came ({manner}) and votes in person: you vote for {name} no more.',
  },
  namedAnother: {
    zh: '{name}改托别人了，您不用再替{name}投。',
    en: '{name} named somebody else: you vote for {name} no more.',
  },
  withdrew: {
    zh: '{name}的委托收回了，您不能再替{name}投。',
    en: '{name} is represented no more: you vote for {name} no more.',
  },
  here: {
    zh: '您已到会（{manner}）。',
    en: 'You are there ({manner}).',
    of: { zh: '{whose}已到会（{manner}）。', en: '{whose} is there ({manner}).' },
  },
  wasHere: {
    zh: '您那天到会了（{manner}）。',
    en: 'You were there ({manner}).',
    of: { zh: '{whose}那天到会了（{manner}）。', en: '{whose} was there ({manner}).' },
  },
  come: { zh: '我来了，在手机上参加', en: 'I am here: join by phone' },
  comeAfterAll: { zh: '我自己来，不用{name}代了', en: 'I vote myself: {name} votes for me no more' },
  first: {
    zh: '先按这里，算您到会，然后才能表决。',
    en: 'Press this first: you count as present, and can vote.',
  },
  byShares: {
    zh: '这一项按股份计票：您有 {weight} 票。',
    en: 'Counted by shares: you have {weight} votes.',
    of: {
      zh: '这一项按股份计票：{whose}有 {weight} 票。',
      en: 'Counted by shares: {whose} has {weight} votes.',
    },
  },
  ratio: {
    zh: '换成这个比例，我会分多少',
    en: 'What another ratio would bring me',
    of: { zh: '换成这个比例，{whose}会分多少', en: 'What another ratio would bring {whose}' },
  },
  motion: { zh: '第 {number} 项', en: 'Item {number}' },
  heard: { zh: '这一项只听，不表决。', en: 'This one is heard, not voted.' },
  choose: { zh: '您投什么', en: 'Your vote' },
  chooseFor: { zh: '替{who}投什么', en: 'Your vote for {who}' },
  cast: { zh: '您投：{choice}', en: 'You vote: {choice}' },
  castFor: { zh: '您替{who}投：{choice}', en: 'You vote for {who}: {choice}' },
  press: {
    zh: '按下面的“确定投”才算投。投了不能改。',
    en: 'Only “Cast it” below casts it. It cannot be changed.',
  },
  doIt: { zh: '确定投：{choice}', en: 'Cast it: {choice}' },
  back: { zh: '再想想', en: 'Let me think' },
  receipt: {
    zh: '✓ 已投：{choice}',
    en: '✓ Cast: {choice}',
    of: { zh: '✓ {whose}已投：{choice}', en: '✓ {whose} cast: {choice}' },
  },
  receiptOf: { zh: '✓ {name}的票已投：{choice}', en: '✓ Cast for {name}: {choice}' },
  handedIn: {
    zh: '✓ 您的无记名票已投进票箱',
    en: '✓ Your secret ballot is in the box',
    of: { zh: '✓ {whose}的无记名票已投进票箱', en: '✓ The secret ballot of {whose} is in the box' },
  },
  handedInOf: { zh: '✓ {name}的无记名票已投进票箱', en: '✓ The secret ballot of {name} is in the box' },
  onPaper: {
    zh: '这一项无记名，您在会场，请投纸票。',
    en: 'This one is voted without names; you are in the room: vote on paper.',
    of: {
      zh: '这一项无记名，{whose}在会场，投纸票。',
      en: 'This one is voted without names; {whose} is in the room and votes on paper.',
    },
  },
  by: { zh: '由{name}代投', en: 'by {name}' },
  written: { zh: '记票人代记', en: 'written down by the recorder' },
  struck: { zh: '✗ 作废了，没有算：{reason}', en: '✗ Struck out, and not counted: {reason}' },
  was: {
    zh: '原来投的：{choice}',
    en: 'It was: {choice}',
    of: { zh: '{whose}原来投的：{choice}', en: 'What {whose} cast was: {choice}' },
  },
  wasOf: { zh: '替{name}原来投的：{choice}', en: 'It was cast for {name}: {choice}' },
  unanswered: {
    zh: '刚才没有收到回音，可能已经投出去了，所以现在不能改。请再按一次：不会算两票。',
    en: 'No answer came: it may be cast already, so it cannot be changed now. Press once more: it counts once.',
  },
  noneCast: {
    zh: '您在手机上没有投这一项。',
    en: 'You did not vote on this by phone.',
    of: { zh: '{whose}没有在手机上投这一项。', en: '{whose} did not vote on this by phone.' },
  },
  inRoom: {
    zh: '这一项没有记您投了什么：在会场清点的，只记总数。',
    en: 'What you voted on this is not written down: what is counted in the room is kept as a sum alone.',
    of: {
      zh: '这一项没有记{whose}投了什么：在会场清点的，只记总数。',
      en: 'What {whose} voted on this is not written down: what is counted in the room is kept as a sum alone.',
    },
  },
  outcome: {
    zh: '{outcome}：赞成\u00a0{for}，反对\u00a0{against}，弃权\u00a0{abstain}',
    en: 'Result: {outcome}. {for} for, {against} against, {abstain} abstained',
  },
  how: { zh: '怎么数的', en: 'How it was counted' },
  result: { zh: '结果', en: 'Result' },
  papers: { zh: '会议材料', en: 'Papers' },
  minutes: { zh: '看会议记录', en: 'The minutes' },
  text: { zh: '看全文', en: 'The whole text' },
} as const satisfies Record<string, Told>;

function stateOf(meeting: Listed, say: Say): string {
  const day = dayInWords(meeting.heldOn, say);
  switch (meeting.state) {
    case 'open':
      return say(words.open);
    case 'closed':
      return say(words.closed, { day });
    case 'cancelled':
      return say(words.cancelled);
    default:
      return say(words.convened, { day });
  }
}

const isOn = ({ state, heldOn }: Listed, today: string): boolean =>
  state === 'open' || (state === 'convened' && heldOn <= today);

export function Meetings(): ReactElement {
  const say = useSay();
  const id = usePath().split('/')[2];
  return (
    <Page title={say(words.title)}>{id === undefined ? <Newest /> : <MeetingPage key={id} id={id} />}</Page>
  );
}

/** One was told of it and came by that: its notice was taken back, and with it the meeting. */
const gone = {
  title: { zh: '看不到这次会议', en: 'This meeting is not shown' },
  more: {
    zh: '这次会议的通知收回了，那天不开；或者没有这次会议。再开会，会另外通知。',
    en: 'Its notice was taken back and it is not held that day; or there is no such meeting. If it is called again, a new notice is sent.',
  },
} as const satisfies Record<string, Sentence>;

function MeetingPage({ id }: { readonly id: string }): ReactElement {
  const found = useAsk('readOwnMeeting', { meetingId: id, ...useWhose() });
  const isGoingOn = found.data !== undefined && isOn(found.data.meeting, todayInChina());
  useEachMinute(isGoingOn, found.again);
  return (
    <Answer of={found} gone={gone}>
      {(reply) => <OneMeeting reply={reply} onAgain={isGoingOn ? found.again : null} />}
    </Answer>
  );
}

/** So many are the newest; what lies before them is asked for. */
const NEWEST = 12;

function Newest(): ReactElement {
  const say = useSay();
  const meetings = useAsk('readOwnMeetings', useWhose());
  const today = todayInChina();
  useEachMinute(meetings.data?.meetings.some((each) => isOn(each, today)) === true, meetings.again);
  return (
    <Answer of={meetings}>
      {({ meetings: all }) => (
        <>
          {all.length === 0 && <p>{say(words.none)}</p>}
          <MeetingDoors of={all} hasMore={all.length >= NEWEST} />
        </>
      )}
    </Answer>
  );
}

function MeetingDoors(props: { readonly of: readonly Listed[]; readonly hasMore: boolean }): ReactElement {
  const say = useSay();
  const [isAsked, setAsked] = useState(false);
  const last = props.of.at(-1);
  return (
    <>
      <ul className="doors">
        {props.of.map((each) => (
          <li key={each.id}>
            <To path={`/meetings/${each.id}`} className="door">
              <span>
                <Written zh={each.title} />
                <small>{stateOf(each, say)}</small>
              </span>
              <span aria-hidden="true">›</span>
            </To>
          </li>
        ))}
      </ul>
      {props.hasMore &&
        last !== undefined &&
        (isAsked ? (
          <Earlier before={last.id} />
        ) : (
          <button type="button" onClick={() => setAsked(true)}>
            {say(words.earlier)}
          </button>
        ))}
    </>
  );
}

function Earlier({ before }: { readonly before: string }): ReactElement {
  const earlier = useAsk('readOwnEarlierMeetings', { before, ...useWhose() });
  return (
    <Answer of={earlier}>
      {({ meetings, hasMore }) => <MeetingDoors of={meetings} hasMore={hasMore} />}
    </Answer>
  );
}

function OneMeeting({
  reply,
  onAgain,
}: {
  readonly reply: MeetingReply;
  /** Null where nothing changes any more. */
  readonly onAgain: (() => void) | null;
}): ReactElement {
  const { meeting, mayCast } = reply;
  const say = useSay();
  const isOff = meeting.state === 'cancelled';
  return (
    <>
      <section className="hero">
        <h2>
          <Written zh={meeting.title} />
        </h2>
        <p>
          <b>{stateOf(meeting, say)}</b>
        </p>
        <Facts
          of={[
            [say(isOff ? words.wasWhen : words.when), `${dayInWords(meeting.heldOn, say)} ${meeting.time}`],
            [say(isOff ? words.wasWhere : words.where), <Written key="place" zh={meeting.place} />],
            [say(words.body), say(bodyWords[meeting.body])],
            ...(meeting.noticeOn === null
              ? []
              : [[say(words.noticed), dayInWords(meeting.noticeOn, say)] as const]),
          ]}
        />
        {meeting.cancelledBecause !== null && (
          <p>
            <Marked text={say(words.because, { because: meeting.cancelledBecause })} />
          </p>
        )}
      </section>
      {!isOff && <MayVote {...reply} />}
      {onAgain !== null && (
        <button type="button" onClick={onAgain}>
          {say(words.again)}
        </button>
      )}
      {meeting.motions.map((motion) => (
        <OneMotion
          key={motion.number}
          meeting={meeting}
          mayCast={mayCast}
          motion={motion}
          onUnanswered={onAgain ?? (() => undefined)}
        />
      ))}
      <MeetingPapers meeting={meeting} />
      {meeting.minutes !== null && (
        <details>
          <summary>{say(words.minutes)}</summary>
          <p className="prose">
            <Written zh={meeting.minutes} />
          </p>
        </details>
      )}
    </>
  );
}

/** What was issued for it: the pack as one file to representatives, parts to everybody. */
function MeetingPapers({ meeting }: { readonly meeting: OwnMeeting }): ReactElement | null {
  const say = useSay();
  const about = `meeting ${meeting.body} ${meeting.number}`;
  const papers = useAsk('readOwnPapers', { ...useWhose(), about });
  const found = papers.data?.papers ?? [];
  if (found.length === 0) return null;
  return (
    <Part title={say(words.papers)}>
      <PaperList of={inOrderOfParts(found)} isWhole />
    </Part>
  );
}

/** In a sentence, and what one presses next. */
function MayVote({ meeting, mayCast, coming }: MeetingReply): ReactElement {
  const say = useSay();
  const { acting } = useSelf();
  const attend = useDo('attendOnline');
  const { state, entitled, manner, proxy } = meeting;
  const body = say(bodyWords[meeting.body]);
  // Before it opens nobody knows here who sits in another body: nothing is said as if one did.
  const isOfAll = meeting.body === 'members-assembly';
  const said = (): string => {
    if (state === 'closed') return say(words.over);
    if (acting !== null) return say(words.forOneself);
    if (meeting.leftOut !== null) return say(words.noBecause, { reason: say(leftOutWords[meeting.leftOut]) });
    if (entitled === null) return say(isOfAll ? words.laterAll : words.laterSeats, { body });
    if (!entitled)
      return say(meeting.body === 'representative-assembly' ? words.notRepresentative : words.no);
    if (proxy !== null) return say(words.proxied, { name: proxy });
    return say(mayCast ? words.yes : words.noRole);
  };
  // Before the day there is time to have it mended.
  const isWarned = entitled === null && state === 'convened' && acting === null && !mayCast;
  return (
    <Part title={say(words.may)}>
      <p>
        <Marked text={said()} />
      </p>
      {isWarned && <p>{say(words.noRole)}</p>}
      {entitled === null && state === 'convened' && acting === null && (
        <p>{say(isOfAll ? words.cannotCome : words.cannotComeSeats, { body })}</p>
      )}
      {acting !== null && proxy !== null && <p>{say(words.proxied, { name: proxy })}</p>}
      {manner !== null && manner !== 'proxy' && (
        <p>
          {say(state === 'closed' ? words.wasHere : words.here, { manner: say(attendanceWords[manner]) })}
        </p>
      )}
      {state === 'open' &&
        acting === null &&
        meeting.tookBack.map((each) => (
          <p key={each.registerNumber}>
            <Marked text={tookBackInWords({ ...each, name: calledIn(meeting, say)(each) }, say)} />
          </p>
        ))}
      {state === 'open' && acting === null && mayCast && coming === null && proxy !== null && (
        <p>{say(words.tookOver, { name: proxy })}</p>
      )}
      {coming !== null && (
        <>
          {coming === 'join' && <p>{say(words.first)}</p>}
          <Failure error={attend.failure} />
          <button
            type="button"
            className={coming === 'join' ? 'main' : ''}
            disabled={attend.isRunning}
            onClick={() => void attend.run({ meetingId: meeting.id })}
          >
            {coming === 'join' ? say(words.come) : say(words.comeAfterAll, { name: proxy ?? '' })}
          </button>
        </>
      )}
    </Part>
  );
}

function tookBackInWords(
  { name, manner }: Pick<OwnMeeting['tookBack'][number], 'name' | 'manner'>,
  say: Say,
): string {
  if (manner === null) return say(words.withdrew, { name });
  if (manner === 'proxy') return say(words.namedAnother, { name });
  return say(words.cameThemself, { name, manner: say(attendanceWords[manner]) });
}

function OneMotion({
  meeting,
  mayCast,
  motion,
  onUnanswered,
}: {
  readonly meeting: OwnMeeting;
  readonly mayCast: boolean;
  readonly motion: Motion;
  readonly onUnanswered: () => void;
}): ReactElement {
  const say = useSay();
  const { acting } = useSelf();
  /** What was pressed here last, by the register number of whom it was for; null stands for oneself. */
  const [pressed, setPressed] = useState<ReadonlyMap<string | null, Pressed>>(new Map());
  const isVoting =
    meeting.state === 'open' &&
    motion.counting !== 'none' &&
    acting === null &&
    mayCast &&
    meeting.manner !== null &&
    meeting.manner !== 'proxy';
  const isSecret = motion.counting === 'secret';
  const valid = isSecret ? motion.handedIn : motion.ballots.filter(({ struck }) => struck === null);
  // One's own, then everybody who gave one their vote: each a block with the name.
  const called = calledIn(meeting, say);
  const voters: readonly { readonly principal: string | null; readonly name: string | null }[] = [
    { principal: null, name: null },
    ...meeting.represents.map((each) => ({ principal: each.registerNumber, name: called(each) })),
  ];
  const toVote =
    isVoting && (!isSecret || meeting.manner === 'online')
      ? voters.filter((voter) => !valid.some(({ principal }) => principal === voter.principal))
      : [];
  return (
    <Part
      id={placeOfMotion(motion.number)}
      title={
        <>
          {say(words.motion, { number: motion.number })} <Written zh={motion.title} en={motion.titleEn} />
        </>
      }
    >
      <details>
        <summary>{say(words.text)}</summary>
        <p className="prose">
          <Written zh={motion.text} en={motion.textEn} />
        </p>
      </details>
      {motion.counting === 'none' && <p>{say(words.heard)}</p>}
      {meeting.state === 'convened' && motion.counting !== 'none' && (
        <p>
          {say(words.howCast, {
            how: say(motion.counting === 'by-head' ? words.byHead : countingWords[motion.counting]),
          })}
        </p>
      )}
      {motion.counting === 'by-shares' && meeting.weight !== null && meeting.weight !== '1' && (
        <p>{say(words.byShares, { weight: meeting.weight })}</p>
      )}
      {motion.askedRatio !== null && (
        <To path={pathOfRatio(motion.askedRatio)} className="button">
          {say(words.ratio)}
        </To>
      )}
      {acting === null && (
        <NotCounted
          pressed={[...new Map([...lostPresses({ meeting, motion }, voters), ...pressed])].filter(
            ([whose]) => !toVote.some(({ principal }) => principal === whose),
          )}
          meeting={meeting}
          motion={motion}
        />
      )}
      {motion.ballots.map((each) => (
        <Receipt key={each.castAt + String(each.principal)} ballot={each} name={nameIn(each, called)} />
      ))}
      {motion.handedIn.map(({ of, principal, by, castAt }) => (
        <div key={castAt + String(principal)} className="agrees">
          <p>
            {of === null
              ? say(words.handedIn)
              : say(words.handedInOf, { name: nameIn({ of, principal }, called) ?? '' })}
          </p>
          <p>
            {momentInWords(castAt, say)}
            {by !== null && ` · ${say(words.by, { name: by })}`}
          </p>
          {by === null && acting === null && (
            <SecretReceipt meetingId={meeting.id} motion={motion.number} principal={principal} />
          )}
        </div>
      ))}
      {isSecret && meeting.state === 'open' && meeting.manner === 'on-site' && <p>{say(words.onPaper)}</p>}
      {toVote.map(({ principal, name }) => {
        const note = (choice: Choice, refused: Refused | null) =>
          setPressed((before) => new Map(before).set(principal, { choice, name, refused }));
        const vote = {
          meetingId: meeting.id,
          motion: motion.number,
          principal,
          who: name,
          onPressed: (choice: Choice) => note(choice, null),
          onRefused: note,
        };
        return isSecret ? (
          <SecretVote key={principal ?? ''} {...vote} onCast={() => focusOn(placeOfMotion(motion.number))} />
        ) : (
          <Vote key={principal ?? ''} {...vote} asOf={meeting} onUnanswered={onUnanswered} />
        );
      })}
      {isSecret && meeting.state === 'closed' && (
        <SecretBallots
          meetingId={meeting.id}
          motion={motion.number}
          papers={motion.papers}
          votes={motion.votes}
          principals={
            acting === null
              ? motion.handedIn.flatMap(({ principal, by }) => (by === null ? [principal] : []))
              : []
          }
        />
      )}
      {meeting.state === 'closed' &&
        meeting.entitled === true &&
        meeting.manner !== null &&
        motion.counting !== 'none' &&
        !valid.some(({ principal }) => principal === null) && (
          <p>{say(meeting.manner === 'online' ? words.noneCast : words.inRoom)}</p>
        )}
      <Result motion={motion} />
    </Part>
  );
}

/** What came of it first, how it was counted and by which rule beneath. */
function Result({
  motion: { outcome, votes, words: told },
}: {
  readonly motion: Motion;
}): ReactElement | null {
  const say = useSay();
  if (told === null) return null;
  const isCounted = votes !== null && outcome !== null && outcome !== 'heard';
  return (
    <div className="state">
      <div>
        <p className="counts">
          <b>
            {isCounted
              ? say(words.outcome, { outcome: say(outcomeWords[outcome]), ...votes })
              : say(words.result)}
          </b>
        </p>
        {isCounted ? (
          <details>
            <summary>{say(words.how)}</summary>
            <p>{say(told)}</p>
          </details>
        ) : (
          <p>{say(told)}</p>
        )}
      </div>
    </div>
  );
}

/** What one pressed here and is not cast, and why: nobody believes that to be cast which was not, nor is given a reason that was none. */
function NotCounted(props: {
  readonly pressed: readonly (readonly [principal: string | null, Pressed])[];
  readonly meeting: OwnMeeting;
  readonly motion: Motion;
}): ReactElement {
  const say = useSay();
  const said = props.pressed.flatMap(([principal, pressed]) => {
    const why = notCountedBecause(principal, pressed, props, say);
    return why === null ? [] : [why];
  });
  return (
    <>
      {said.map((each) => (
        <Failure key={each} error={new Error(each)} />
      ))}
    </>
  );
}

function Receipt(props: {
  readonly ballot: Motion['ballots'][number];
  /** Whose it is; null: one's own. */
  readonly name: string | null;
}): ReactElement {
  const say = useSay();
  const { ballot, name } = props;
  const choice = say(choiceWords[ballot.choice]);
  const when = (
    <p>
      {momentInWords(ballot.castAt, say)}
      {ballot.by !== null && ` · ${say(words.by, { name: ballot.by })}`}
      {ballot.givenBy === 'recorder' && ` · ${say(words.written)}`}
    </p>
  );
  if (ballot.struck === null)
    return (
      <div className="agrees">
        <p>{name === null ? say(words.receipt, { choice }) : say(words.receiptOf, { choice, name })}</p>
        {when}
      </div>
    );
  return (
    <div className="state">
      <div>
        <p>
          <b>{say(words.struck, { reason: ballot.struck })}</b>
        </p>
        <p>{name === null ? say(words.was, { choice }) : say(words.wasOf, { choice, name })}</p>
        {when}
      </div>
    </div>
  );
}

/** Where its receipt stands. */
const placeOfMotion = (motion: number): string => `motion-${motion}`;

/** One tap chooses; a sheet says what is cast; one button casts it. */
function Vote(props: {
  readonly meetingId: string;
  readonly motion: number;
  readonly principal: string | null;
  /** For whom; null: oneself. */
  readonly who: string | null;
  /** The answer of the service that says it is not cast. */
  readonly asOf: object;
  readonly onPressed: (choice: Choice) => void;
  readonly onRefused: (choice: Choice, why: Refused) => void;
  /** Asks the service what it has. */
  readonly onUnanswered: () => void;
}): ReactElement {
  const say = useSay();
  const { meetingId, motion, principal, who, asOf, onPressed, onRefused, onUnanswered } = props;
  const [choice, setChoice] = useState<Choice | null>(null);
  const [sentAt, setSentAt] = useState<object | null>(null);
  const isOffline = useKeptAt() !== null;
  const cast = useDo('castBallot');
  const isUnanswered = cast.failure instanceof Unreachable;
  useEffect(() => {
    if (isUnanswered) onUnanswered();
  }, [isUnanswered]);
  // What may be cast is not changed, until the service says that it has none.
  const mayBeCast = isUnanswered && (sentAt === asOf || isOffline);
  if (choice === null)
    return (
      <fieldset className="vote">
        <legend>{who === null ? say(words.choose) : say(words.chooseFor, { who })}</legend>
        {offered.map((each) => (
          <button key={each} type="button" onClick={() => setChoice(each)}>
            {say(offeredWords[each])}
          </button>
        ))}
      </fieldset>
    );
  const said = say(offeredWords[choice]);
  const label = who === null ? say(words.cast, { choice: said }) : say(words.castFor, { who, choice: said });
  return (
    <Sheet label={label}>
      <p>{say(words.press)}</p>
      <Failure error={cast.failure} />
      {mayBeCast && <p>{say(words.unanswered)}</p>}
      <button
        type="button"
        className="main"
        disabled={cast.isRunning}
        onClick={() => {
          setSentAt(asOf);
          onPressed(choice);
          void cast
            .run({ meetingId, motion: String(motion), choice, principal }, (why) => onRefused(choice, why))
            .then((done) => done !== undefined && focusOn(placeOfMotion(motion)));
        }}
      >
        {say(words.doIt, { choice: said })}
      </button>
      {!mayBeCast && (
        <button type="button" disabled={cast.isRunning} onClick={() => setChoice(null)}>
          {say(words.back)}
        </button>
      )}
    </Sheet>
  );
}
