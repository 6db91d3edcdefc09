/** The first page: what this half-year paid, where it is, the pension, and everything else one step away. */
import type { ReactElement } from 'react';
import { messageKindWords } from '../../domain/member-message.ts';
import { runKindWords } from '../../domain/words.ts';
import { Unreachable, type Reply } from '../shared/call.ts';
import { useSay, type Say, type Told } from '../shared/language.ts';
import { periodInWords, periodWithin } from '../shared/period.ts';
import { useSelf, useWhose, type Acting } from './acting.ts';
import { useAsk } from './asking.ts';
import { unseen } from './messages/seen.ts';
import { figureWords } from './money/figures.ts';
import { ownObjectionWaits } from './notices/standing.ts';
import { Answer, Facts, Page, Part } from './parts.tsx';
import { To } from './routing.tsx';
import { Marked } from './written.tsx';
import {
  dayInWords,
  goneOf,
  latestOf,
  monthInWords,
  ofWhom,
  sumOf,
  whereClaimIs,
  whereMoneyIs,
  wherePensionIs,
  whatIsNotOrdered,
  yuan,
  type OwnClaim,
  type OwnDividend,
  type OwnMoney,
  type Where,
} from './money/where.ts';

const words = {
  start: { zh: '首页', en: 'First page' },
  title: { zh: '{name}，您好', en: 'Good day, {name}' },
  for: { zh: '{name}的分红', en: 'The dividend of {name}' },
  dividend: { zh: '{period}分红', en: 'Dividend, {period}' },
  noTax: { zh: '没有', en: 'None' },
  none: { zh: '还没有分红', en: 'No dividend yet' },
  noneMore: {
    zh: '合作社分红以后，这里写着分了多少、到了哪个账户。',
    en: 'Once there is one, its amount and where it went stand here.',
  },
  how: { zh: '这笔钱怎么算的', en: 'How it was worked out' },
  objections: {
    zh: '您的异议',
    en: 'Your objection',
    of: { zh: '{whose}的异议', en: 'Objections of {whose}' },
  },
  seeNotice: { zh: '看公示', en: 'See the notice' },
  owed: { zh: '要退回或抵扣的钱', en: 'To be given back or set off' },
  gone: { zh: '不作数的分红', en: 'What counts no more' },
  withdrawn: {
    zh: '{period}分红的公示撤回了，不作数，没有发放。',
    en: 'The notice of the dividend of {period} was withdrawn: it counts for nothing, and nothing was paid.',
  },
  takenBack: {
    zh: '{period}的分红入账以后冲销了，不作数。',
    en: 'The dividend of {period} was taken back after it had been entered: it counts for nothing.',
  },
  goneDo: {
    zh: '重新公示以后，这里会写新的。想知道为什么，请给办公室打电话。',
    en: 'Once there is a new notice it stands here. Call the office to ask why.',
  },
  goneBecause: {
    zh: '为什么：{because}。重新公示以后，这里会写新的。',
    en: 'Why: {because}. Once there is a new notice it stands here.',
  },
  inherited: { zh: '继承的分红', en: 'Dividends inherited' },
  inheritedOf: { zh: '哪一次、谁的（编号）', en: 'Which one, and whose (number)' },
  pension: { zh: '养老金', en: 'Pension' },
  soon: { zh: '会议', en: 'Meetings' },
  open: { zh: '正在开会，进去看', en: 'Going on now' },
  toVote: {
    zh: '正在开会，有 {count} 票等您投',
    en: 'Going on now: {count|vote|votes} for you to cast',
    of: {
      zh: '正在开会，{whose}有 {count} 票要投，由{whose}本人投',
      en: 'Going on now: {count|vote|votes} for {whose} to cast in person',
    },
  },
  voteLeft: {
    zh: '正在开会，您已投 {cast} 票，还有 {count} 票没有投',
    en: 'Going on now: you have cast {cast|vote|votes}, {count|is|are} left',
    of: {
      zh: '正在开会，{whose}已投 {cast} 票，还有 {count} 票没有投',
      en: 'Going on now: {whose} has cast {cast|vote|votes}, {count|is|are} left',
    },
  },
  hasVoted: {
    zh: '✓ 您已投完 {cast} 票，进去看回执',
    en: '✓ You have cast {cast|vote|votes}, all there are: see the receipts',
    of: { zh: '✓ {whose}已投完 {cast} 票', en: '✓ {whose} has cast {cast|vote|votes}, all there are' },
  },
  hasVotedSecret: {
    zh: '✓ 您已投完 {cast} 票，其中无记名 {secret} 票，进去看回执和回执号',
    en: '✓ You have cast {cast|vote|votes}, all there are, {secret} of them secret: see the receipts and their numbers',
    of: {
      zh: '✓ {whose}已投完 {cast} 票，其中无记名 {secret} 票',
      en: '✓ {whose} has cast {cast|vote|votes}, all there are, {secret} of them secret',
    },
  },
  byProxy: {
    zh: '正在开会，您已委托{name}替您投',
    en: 'Going on now: {name} votes for you',
    of: { zh: '正在开会，{whose}已委托{name}投', en: 'Going on now: {name} votes for {whose}' },
  },
  called: { zh: '{day}开会', en: 'On {day}' },
  messages: {
    zh: '给我的通知',
    en: 'Messages to me',
    of: { zh: '给{whose}的通知', en: 'Messages to {whose}' },
  },
  fresh: { zh: '新的：{about}', en: 'New: {about}' },
  more: { zh: '还可以看', en: 'More' },
  shares: { zh: '我的股份', en: 'My shares', of: { zh: '{whose}的股份', en: 'Shares of {whose}' } },
  history: { zh: '历次分红和养老金', en: 'All dividends and pensions' },
  notice: { zh: '分红公示、提异议', en: 'Public notices; objecting' },
  meetings: { zh: '会议和表决', en: 'Meetings and votes' },
  resolutions: { zh: '决议', en: 'Resolutions' },
  papers: { zh: '对账单和文件', en: 'Statements and papers' },
  books: { zh: '本社的账目', en: 'The accounts' },
  ratio: { zh: '换个配股比例会怎样', en: 'Had the ratio been another' },
  family: { zh: '家人代理', en: 'Family: who acts for whom' },
  and: { zh: '、', en: ', ' },
  me: {
    zh: '我的资料、密码和手机',
    en: 'My details, PIN and phones',
    of: { zh: '{whose}的资料', en: 'Details of {whose}' },
  },
  mine: { zh: '我的密码和手机', en: 'My PIN and phones' },
  nobody: { zh: '请选择替谁看', en: 'Choose for whom you look' },
  nobodyMore: {
    zh: '您本人不是成员，可以替下面的人看。',
    en: 'You are no member yourself and may look for these people.',
  },
  notLinked: { zh: '办公室还没有把您和名册对上', en: 'The office has not said yet which member you are' },
  callThem: { zh: '请给办公室打电话。', en: 'Please call the office.' },
} as const satisfies Record<string, Told>;

type Start = Reply<'readOwnStart'>;

export function Home(): ReactElement {
  const say = useSay();
  const { acting } = useSelf();
  const start = useAsk('readOwnStart', useWhose());
  // Nothing is headed before it is known what it is: the heading takes the focus, and is read aloud once.
  if (start.data === undefined && start.error === null)
    return (
      <main>
        <Answer of={start}>{() => null}</Answer>
      </main>
    );
  // Without a network the pages that this phone kept are reached from here all the same.
  if (start.data === undefined)
    return (
      <Page title={say(words.start)} isHome>
        <Answer of={start}>{() => null}</Answer>
        {start.error instanceof Unreachable && <Doors actsFor={[]} />}
      </Page>
    );
  return (
    <Answer of={start}>
      {({ name, money, objections, meetings, told, actsFor }) =>
        name === null ? (
          <Nobody actsFor={actsFor} />
        ) : (
          <Page title={say(acting === null ? words.title : words.for, { name })} isHome>
            <Soon meetings={meetings} />
            <News told={told} />
            <Objected objections={objections} money={money} />
            <Latest money={money} />
            <Doors actsFor={actsFor} />
          </Page>
        )
      }
    </Answer>
  );
}

function Doors({ actsFor }: { readonly actsFor: readonly Acting[] }): ReactElement {
  const say = useSay();
  return (
    <Part title={say(words.more)}>
      <ul className="doors">
        <Door path="/shares" label={say(words.shares)} />
        <Door path="/money" label={say(words.history)} />
        <Door path="/notice" label={say(words.notice)} />
        <Door path="/messages" label={say(words.messages)} />
        <Door path="/meetings" label={say(words.meetings)} />
        <Door path="/papers" label={say(words.papers)} />
        <Door path="/resolutions" label={say(words.resolutions)} />
        <Door path="/books" label={say(words.books)} />
        <Door path="/ratio" label={say(words.ratio)} />
        <Door
          path="/family"
          label={say(words.family)}
          note={actsFor.map((each) => each.name).join(say(words.and))}
        />
        <Door path="/me" label={say(words.me)} />
      </ul>
    </Part>
  );
}

/** A meeting that goes on or was called stands above all else; nothing where there is none. */
function Soon({ meetings }: { readonly meetings: Start['meetings'] }): ReactElement | null {
  const say = useSay();
  if (meetings.length === 0) return null;
  return (
    <Part title={say(words.soon)}>
      <ul className="doors">
        {meetings.map(({ id, title, state, heldOn, votes }) => (
          <Door
            key={id}
            path={`/meetings/${id}`}
            label={title}
            note={
              state === 'open'
                ? votesInWords(votes, say)
                : say(words.called, { day: dayInWords(heldOn, say) })
            }
          />
        ))}
      </ul>
    </Part>
  );
}

/** What is left for one to vote; once nothing is, that one has voted. */
function votesInWords(votes: Start['meetings'][number]['votes'], say: Say): string {
  if (votes === null) return say(words.open);
  const { all, cast, secret, proxy } = votes;
  const filled = { count: all - cast, cast, secret, name: proxy ?? '' };
  if (cast === all) return say(secret > 0 ? words.hasVotedSecret : words.hasVoted, filled);
  if (proxy !== null && cast === 0) return say(words.byProxy, filled);
  return say(cast === 0 ? words.toVote : words.voteLeft, filled);
}

/** What one was told and has not read on this phone stands before the figures; nothing where all is read. */
function News({ told }: { readonly told: Start['told'] }): ReactElement | null {
  const say = useSay();
  const [newest, ...others] = unseen(useWhose().memberId ?? '', told);
  if (newest === undefined) return null;
  const about = say(messageKindWords[newest.kind]);
  return (
    <ul className="doors">
      <Door
        path="/messages"
        label={others.length === 0 ? say(words.messages) : `${say(words.messages)} (${others.length + 1})`}
        note={say(words.fresh, { about })}
      />
    </ul>
  );
}

/** What one said against a notice stands here until it is answered, with whose money waits for it. */
function Objected(props: {
  readonly objections: Start['objections'];
  readonly money: OwnMoney;
}): ReactElement | null {
  const say = useSay();
  const { objections, money } = props;
  // Beneath a dividend on notice stands the way to it: said once.
  const hangs =
    latestOf(money)?.lines.flatMap(({ state, runId }) => (state === 'on-notice' ? [runId] : [])) ?? [];
  if (objections.length === 0) return null;
  return (
    <Part title={say(words.objections)}>
      {objections.map((each) => (
        <div key={`${each.runId} ${each.number}`}>
          <Sign of={{ sign: '…', said: ownObjectionWaits(each, say), todo: null }} />
          {!hangs.includes(each.runId) && (
            <To path={`/notice/${each.runId}`} className="button">
              {say(words.seeNotice)}
            </To>
          )}
        </div>
      ))}
    </Part>
  );
}

function Door(props: {
  readonly path: string;
  readonly label: string;
  readonly note?: string;
}): ReactElement {
  return (
    <li>
      <To path={props.path} className="door">
        <span>
          <Marked text={props.label} />
          {props.note !== undefined && props.note !== '' && (
            <small>
              <Marked text={props.note} />
            </small>
          )}
        </span>
        <span aria-hidden="true">›</span>
      </To>
    </li>
  );
}

function Latest({ money }: { readonly money: OwnMoney }): ReactElement {
  const say = useSay();
  const latest = latestOf(money);
  const pension = money.pensions.months.at(-1);
  const { notOrdered } = money.pensions;
  return (
    <>
      {latest === null ? (
        <Part title={say(words.none)}>
          <p>{say(words.noneMore)}</p>
        </Part>
      ) : (
        <section className="hero">
          <h2>{say(words.dividend, { period: periodInWords(latest.period, say) })}</h2>
          <p className="amount">
            <span>{say(figureWords.net)}</span>{' '}
            <strong>{yuan(sumOf(latest.lines.map(({ net }) => net)), say)}</strong>
          </p>
          {latest.lines.map((line, at) => (
            <LatestLine key={at} line={line} money={money} isAlone={latest.lines.length === 1} />
          ))}
        </section>
      )}
      <Gone money={money} />
      <Besides claims={money.claims} period={latest?.period ?? ''} />
      {pension !== undefined && (
        <section className="hero">
          <h2>
            {say(words.pension)} {monthInWords(pension.month, say)}
          </h2>
          <p className="amount">
            <strong>{yuan(pension.amount, say)}</strong>
          </p>
          <Sign of={wherePensionIs(pension, say)} />
          {notOrdered !== null && <Sign of={whatIsNotOrdered(notOrdered, say)} />}
        </section>
      )}
    </>
  );
}

/** Of several lines of a half-year each says what it is of: one's own shares, the household's, what was added later. */
function LatestLine(props: {
  readonly line: OwnDividend;
  readonly money: OwnMoney;
  readonly isAlone: boolean;
}): ReactElement {
  const say = useSay();
  const { line, money, isAlone } = props;
  const facts = [
    [say(figureWords.gross), yuan(line.gross, say)],
    [say(figureWords.tax), /^0(\.0+)?$/.test(line.tax) ? say(words.noTax) : yuan(line.tax, say)],
  ] as const;
  const named = line.holder === 'household' || !isAlone;
  return (
    <>
      {named && <h3>{ofWhom(line, say)}</h3>}
      {line.kind !== 'regular' && <p>{say(runKindWords[line.kind])}</p>}
      <Facts of={isAlone ? facts : [...facts, [say(figureWords.net), yuan(line.net, say)] as const]} />
      <State line={line} money={money} />
      <To path={`/proof/${line.run}`} className="button">
        {say(words.how)}
      </To>
    </>
  );
}

/** Why a dividend that stood here stands here no more; nothing where none went. */
function Gone({ money }: { readonly money: OwnMoney }): ReactElement | null {
  const say = useSay();
  const gone = goneOf(money);
  if (gone.length === 0) return null;
  return (
    <Part title={say(words.gone)}>
      {gone.map(({ runId, period, why, because }) => (
        <Sign
          key={runId}
          of={{
            sign: '!',
            said: say(words[why], { period: periodWithin(period, say) }),
            todo: because === null ? say(words.goneDo) : say(words.goneBecause, { because }),
          }}
        />
      ))}
    </Part>
  );
}

/** What was inherited in the newest half-year, and what is owed back of any; nothing where there is neither. */
function Besides(props: {
  readonly claims: readonly OwnClaim[];
  readonly period: string;
}): ReactElement | null {
  const { claims, period } = props;
  const say = useSay();
  const owed = claims.filter(({ state, inherited }) => state === 'owed' && !inherited);
  const inherited = claims.filter((each) => each.inherited && each.period === period);
  if (owed.length + inherited.length === 0) return null;
  return (
    <>
      {owed.length > 0 && (
        <Part title={say(words.owed)}>
          {owed.map((each, at) => (
            <Sign key={at} of={whereClaimIs(each, say)} />
          ))}
        </Part>
      )}
      <Inherited claims={inherited} />
    </>
  );
}

/** What was divided to oneself of others; nothing where there is none. */
export function Inherited({ claims }: { readonly claims: readonly OwnClaim[] }): ReactElement | null {
  const say = useSay();
  if (claims.length === 0) return null;
  return (
    <Part title={say(words.inherited)}>
      {claims.map((each) => (
        <div key={`${each.runId} ${each.number} ${each.part}`}>
          <Facts
            of={[
              [say(words.inheritedOf), `${periodInWords(each.period, say)} · ${each.number}`],
              [say(figureWords.net), yuan(each.net, say)],
            ]}
          />
          <Sign of={whereClaimIs(each, say)} />
        </div>
      ))}
    </Part>
  );
}

export function State({
  line,
  money,
}: {
  readonly line: OwnDividend;
  readonly money: OwnMoney;
}): ReactElement {
  const say = useSay();
  return (
    <>
      {whereMoneyIs(line, money, say).map((each, at) => (
        <Sign key={at} of={each} />
      ))}
      {line.state === 'on-notice' && (
        <To path={`/notice/${line.runId}`} className="button">
          {say(words.seeNotice)}
        </To>
      )}
    </>
  );
}

export function Sign({ of: { sign, said, todo } }: { readonly of: Where }): ReactElement {
  return (
    <div className="state">
      <span aria-hidden="true">{sign}</span>
      <div>
        <p>
          <Marked text={said} />
        </p>
        {todo !== null && (
          <p>
            <Marked text={todo} />
          </p>
        )}
      </div>
    </div>
  );
}

/** Whoever is no member chooses by hand whom they look for. */
function Nobody({ actsFor }: { readonly actsFor: readonly Acting[] }): ReactElement {
  const say = useSay();
  const { actFor } = useSelf();
  return (
    <Page title={say(actsFor.length === 0 ? words.notLinked : words.nobody)} isHome>
      <p>{say(actsFor.length === 0 ? words.callThem : words.nobodyMore)}</p>
      {actsFor.map((each) => (
        <button key={each.mandateId} type="button" className="main" onClick={() => actFor(each)}>
          {each.name}
        </button>
      ))}
      <ul className="doors">
        <Door path="/family" label={say(words.family)} />
        <Door path="/me" label={say(words.mine)} />
      </ul>
    </Page>
  );
}
