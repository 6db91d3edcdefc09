/** A dividend on public notice: one's own line, the whole masked list, the days that the law gives, and an objection in own words. */
import { useEffect, useState, type ReactElement } from 'react';
import { accountWords, runKindWords } from '../../../domain/words.ts';
import { groupedShares } from '../../shared/amount.tsx';
import { Unreachable, type Reply } from '../../shared/call.ts';
import { useSay, type Say, type Told } from '../../shared/language.ts';
import { periodInWords } from '../../shared/period.ts';
import { Money } from '../../../domain/money.ts';
import { useSelf, useWhose } from '../acting.ts';
import { useAsk, useDo } from '../asking.ts';
import { figureWords } from '../money/figures.ts';
import { dayInWords, objecting, ofWhom, yuan } from '../money/where.ts';
import { Answer, Facts, focusOn, Form, Line, Page, Part } from '../parts.tsx';
import { To, usePath } from '../routing.tsx';
import { Written } from '../written.tsx';
import {
  countsForNothing,
  isSought,
  objectionStands,
  ownObjectionWaits,
  restInWords,
  standsInList,
  whenPaid,
  whyNoObjection,
  type Objection,
} from './standing.ts';

type Notice = Reply<'readOwnNotice'>;

const words = {
  title: { zh: '分红公示', en: 'Public notices' },
  none: { zh: '现在没有公示。', en: 'Nothing is on notice.' },
  open: { zh: '{period}分红公示', en: 'Dividend, {period}' },
  left: {
    zh: '还有 {count} 天可以提异议（含今天），到{day}为止。',
    en: 'You may object for {count|more day|more days}, today included, until {day}.',
    of: {
      zh: '还有 {count} 天可以提异议（含今天），到{day}为止，要由{whose}本人提，或到办公室登记。',
      en: '{whose} may object for {count|more day|more days}, today included, until {day}: in person, or written down by the office.',
    },
  },
  why: {
    zh: '公示期满、异议都答复了，就可以发放。发放以后觉得不对，到“提异议最迟”那天为止（含当天）还可以提，错了会更正。',
    en: 'It may be paid when the notice is over and every objection is answered. Until the last day for objections, that day included, you may still object after that: what was wrong is corrected.',
  },
  stops: {
    zh: '提交以后，在监事答复以前，这次分红谁的钱都不发。',
    en: 'Once it is sent, nobody’s money of this dividend is paid until a supervisor has answered.',
  },
  place: { zh: '贴在{place}', en: 'It hangs at {place}' },
  from: { zh: '公示从', en: 'On notice from' },
  until: { zh: '公示到（含当天）', en: 'On notice until (that day included)' },
  object: { zh: '提异议最迟（含当天）', en: 'Objections until (that day included)' },
  pool: { zh: '拿出来分的钱', en: 'To be shared out' },
  paid: { zh: '分给大家的（扣税前）', en: 'Shared out to all, before tax' },
  carried: { zh: '零头，留到下次', en: 'Rest, kept for next time' },
  totals: { zh: '名单合计（{count} 行）', en: 'All lines together ({count})' },
  mine: { zh: '我的一行', en: 'My line', of: { zh: '{whose}的一行', en: 'The line of {whose}' } },
  notListed: {
    zh: '名单上没有您。',
    en: 'You are not on the list.',
    of: { zh: '名单上没有{whose}。', en: '{whose} is not on the list.' },
  },
  shares: { zh: '股份', en: 'Shares' },
  all: { zh: '看整张名单（{count} 行）', en: 'The whole list ({count|line|lines})' },
  find: { zh: '按编号找', en: 'Find by number' },
  noneSought: {
    zh: '没有编号 {number} 的一行。把上面的格子清空，就看到整张名单。',
    en: 'There is no line of number {number}. Empty the field to see the whole list.',
  },
  isYou: { zh: '这是您', en: 'this is you', of: { zh: '这是{whose}', en: 'this is {whose}' } },
  next: { zh: '再看 {count} 行', en: '{count|more line|more lines}' },
  wrong: { zh: '觉得不对，提异议', en: 'I think it is wrong' },
  text: { zh: '哪里不对，用自己的话写', en: 'What is wrong, in your own words' },
  send: { zh: '提交异议', en: 'Send the objection' },
  receipt: { zh: '✓ 收到了您的异议，第 {number} 号', en: '✓ Your objection is received: no. {number}' },
  number: { zh: '第 {number} 号异议', en: 'Objection no. {number}' },
  noObjections: {
    zh: '您还没有提过异议。',
    en: 'You have not objected to anything.',
    of: { zh: '{whose}还没有提过异议。', en: '{whose} has not objected to anything.' },
  },
  noneHere: {
    zh: '您没有对这次公示提过异议。',
    en: 'You have not objected to this one.',
    of: { zh: '{whose}没有对这次公示提过异议。', en: '{whose} has not objected to this one.' },
  },
  unanswered: {
    zh: '刚才提交的没有收到回音，可能已经收到了，所以不能再改。请再按一次：不会算两条。连上网络，收到的会写在下面。',
    en: 'No answer came to what you sent: it may have been received, so it cannot be changed. Press once more: it counts once. What was received stands below once there is a connection.',
  },
  noneKnown: {
    zh: '刚才提交的异议没有收到回音，还不知道收到没有。',
    en: 'No answer came to the objection just sent: it is not known yet whether it was received.',
  },
  raisedBy: {
    zh: '一共 {count} 条异议，手机、电话、当面、书面提的都在内；其中还没有答复的 {open} 条。',
    en: 'Objections raised here, by a call, in person or in writing: {count} in all, {open} of them without an answer.',
  },
  raised: { zh: '{day}提的', en: 'raised on {day}' },
  shareDays: { zh: '股日', en: 'Share-days' },
  weighed: { zh: '折算', en: 'Weighed' },
  byWeight: {
    zh: '各股种分红不同：按“折算”的数分，全社一共 {total}。',
    en: 'Classes of shares earn differently: it is shared out by the weighed figures, {total} in all.',
  },
  settles: {
    zh: '这一次是补差：只列有变动的人，数是更正以后的。',
    en: 'This settles differences: only those whom they concern are listed, by the corrected figures.',
  },
  own: {
    zh: '我提过的异议',
    en: 'My objections',
    of: { zh: '{whose}提过的异议', en: 'Objections of {whose}' },
  },
} as const satisfies Record<string, Told>;

export function Notices(): ReactElement {
  const say = useSay();
  const runId = usePath().split('/')[2];
  const notices = useAsk('readOwnNotices', useWhose());
  if (runId !== undefined) return <OneNotice runId={runId} />;
  return (
    <Page title={say(words.title)}>
      <Answer of={notices}>
        {({ notices: all, objections }) => (
          <>
            {all.length === 0 && <p>{say(words.none)}</p>}
            <ul className="doors">
              {[...all].reverse().map((each) => (
                <li key={each.runId}>
                  <To path={`/notice/${each.runId}`} className="door">
                    <span>
                      {say(words.open, { period: periodInWords(each.period, say) })}
                      <small>
                        {each.kind !== 'regular' && `${say(runKindWords[each.kind])} · `}
                        {standsInList(each, say)}
                      </small>
                    </span>
                    <span aria-hidden="true">›</span>
                  </To>
                </li>
              ))}
            </ul>
            <Objections of={objections} none={say(words.noObjections)} />
          </>
        )}
      </Answer>
    </Page>
  );
}

function OneNotice({ runId }: { readonly runId: string }): ReactElement {
  const say = useSay();
  const notice = useAsk('readOwnNotice', { runId, ...useWhose() });
  const own = useAsk('readOwnNotices', useWhose());
  /** An objection that went out from here, and no answer came. */
  const [isUnanswered, setUnanswered] = useState(false);
  return (
    <Page title={say(words.title)}>
      <Answer of={notice}>
        {(found) => {
          const paid = whenPaid(found, say);
          return (
            <>
              <Nothing notice={found} />
              <Mine notice={found} />
              <OwnWaits notice={found} />
              <Part title={say(words.open, { period: periodInWords(found.period, say) })}>
                <Facts
                  of={[
                    [say(words.from), dayInWords(found.postedOn, say)],
                    [say(words.until), dayInWords(found.lastDay, say)],
                    [say(words.object), dayInWords(found.objectionsUntil, say)],
                    ...(isVoid(found) || paid.fact === null ? [] : [paid.fact]),
                    [say(words.pool), yuan(found.pool, say)],
                    ...(found.divides
                      ? [
                          [say(words.paid), yuan(found.paid, say)] as const,
                          [say(words.carried), yuan(found.carried, say)] as const,
                        ]
                      : []),
                  ]}
                />
                {found.divides && !isVoid(found) && <p>{restInWords(found, say)}</p>}
                {/* Whose own objection waits was told so, and of whose money, at the head. */}
                {!isVoid(found) && paid.waits !== null && found.ownOpen.length === 0 && (
                  <p className="failure" role="status">
                    {paid.waits}
                  </p>
                )}
                {found.raisedObjections > 0 && (
                  <p>{say(words.raisedBy, { count: found.raisedObjections, open: found.openObjections })}</p>
                )}
                {!found.divides && <p>{say(words.settles)}</p>}
                {found.isWeighed && found.divides && (
                  <p>{say(words.byWeight, { total: groupedShares(found.totalWeight ?? '0') })}</p>
                )}
                {!isVoid(found) && found.daysToObject > 0 && <p>{say(words.left, objecting(found, say))}</p>}
                {!isVoid(found) && found.unlockDay <= found.objectionsUntil && <p>{say(words.why)}</p>}
                <p>{say(words.place, { place: found.place })}</p>
              </Part>
              <MayObject
                notice={found}
                received={own.data?.objections ?? []}
                onUnanswered={(isSo) => {
                  setUnanswered(isSo);
                  // Whether it arrived, the service says as soon as it can be asked.
                  if (isSo) own.again();
                }}
              />
              <Answer of={own}>
                {({ objections }) => (
                  <Objections
                    of={objections.filter((each) => each.runId === runId)}
                    none={say(isUnanswered ? words.noneKnown : words.noneHere)}
                  />
                )}
              </Answer>
              <List notice={found} />
            </>
          );
        }}
      </Answer>
    </Page>
  );
}

const isVoid = ({ state, takenBack }: Notice) => state === 'withdrawn' || takenBack;

/** One's own objection without an answer stands before the days, with whose money waits. */
function OwnWaits({ notice }: { readonly notice: Notice }): ReactElement | null {
  const say = useSay();
  const { runId, period, state, ownOpen } = notice;
  if (isVoid(notice) || ownOpen.length === 0) return null;
  return (
    <div className="kept" role="status">
      {ownOpen.map((each) => (
        <p key={each.number}>
          {ownObjectionWaits({ ...each, runId, period, isPosted: state === 'posted' }, say)}
        </p>
      ))}
    </div>
  );
}

/** What counts for nothing any more says so before its figures. */
function Nothing({ notice }: { readonly notice: Notice }): ReactElement | null {
  const said = countsForNothing(notice, useSay());
  return said === null ? null : (
    <p className="failure" role="status">
      {said}
    </p>
  );
}

/** What a line is worked out of, under the name of what the run counts. */
function countedOf(
  { basis, isWeighed }: Notice,
  { shares, weight }: Notice['lines'][number],
  say: Say,
): readonly (readonly [string, string])[] {
  const plain = [
    say(basis === 'share-days' ? words.shareDays : words.shares),
    groupedShares(shares),
  ] as const;
  return isWeighed ? [plain, [say(words.weighed), groupedShares(weight)]] : [plain];
}

function Mine({ notice }: { readonly notice: Notice }): ReactElement {
  const say = useSay();
  const { lines } = notice;
  const own = lines.filter(({ isOwn }) => isOwn);
  return (
    <section className="hero">
      <h2>{say(words.mine)}</h2>
      {own.length === 0 && <p>{say(words.notListed)}</p>}
      {own.map((line) => (
        <div key={`${line.holder} ${line.number}`}>
          {line.holder === 'household' && <p>{ofWhom(line, say)}</p>}
          <p className="amount">
            <span>{say(figureWords.net)}</span> <strong>{yuan(line.net, say)}</strong>
          </p>
          <Facts
            of={[
              ...countedOf(notice, line, say),
              [say(figureWords.gross), yuan(line.gross, say)],
              [
                say(figureWords.tax),
                yuan(Money.parse(line.gross).minus(Money.parse(line.net)).toString(), say),
              ],
            ]}
          />
        </div>
      ))}
    </section>
  );
}

/** Where reading goes on after a press. */
const [WRITING, RECEIPT] = ['objecting', 'objected'];

const SHOWN = 100;

function List({ notice }: { readonly notice: Notice }): ReactElement {
  const say = useSay();
  const { lines, totals } = notice;
  const [sought, setSought] = useState('');
  const [shown, setShown] = useState(SHOWN);
  const matching = lines.filter(({ number }) => isSought(number, sought));
  const found = matching.slice(0, shown);
  const next = Math.min(SHOWN, matching.length - found.length);
  return (
    <details>
      <summary>{say(words.all, { count: lines.length })}</summary>
      <Line label={say(words.find)} value={sought} onChange={setSought} />
      {matching.length === 0 && <p role="status">{say(words.noneSought, { number: sought.trim() })}</p>}
      <ul className="entries">
        {found.map((line) => (
          <li key={`${line.holder} ${line.number}`}>
            <b>
              {line.number} {line.name ?? say(accountWords[line.holder])}
              {line.isOwn && ` · ${say(words.isYou)}`}
            </b>
            <p>
              {countedOf(notice, line, say).map(([what, figure]) => `${what} ${figure} · `)}
              {say(figureWords.grossOfLine)} {yuan(line.gross, say)}
            </p>
          </li>
        ))}
      </ul>
      {next > 0 && (
        <button type="button" onClick={() => setShown(shown + SHOWN)}>
          {say(words.next, { count: next })}
        </button>
      )}
      <p>
        <b>{say(words.totals, { count: lines.length })}</b>
      </p>
      <Facts
        of={[
          [say(figureWords.grossOfLine), yuan(totals.gross, say)],
          [say(figureWords.tax), yuan(totals.tax, say)],
          [say(figureWords.net), yuan(totals.net, say)],
        ]}
      />
    </details>
  );
}

/** Why one may not, where one may not; in one's own name alone. */
function MayObject(props: ObjectingProps): ReactElement {
  const say = useSay();
  const { acting } = useSelf();
  const why = whyNoObjection(props.notice, acting !== null, say);
  return why === null ? <Objecting {...props} /> : <p>{why}</p>;
}

interface ObjectingProps {
  readonly notice: Notice;
  /** One's own that the service has. */
  readonly received: readonly Objection[];
  readonly onUnanswered: (isSo: boolean) => void;
}

function Objecting(props: ObjectingProps): ReactElement {
  const { received, onUnanswered } = props;
  const { runId, state } = props.notice;
  const say = useSay();
  const [isAsked, setAsked] = useState(false);
  const [text, setText] = useState('');
  const [answered, setReceipt] = useState<Pick<Objection, 'number' | 'answerBy'> | null>(null);
  const object = useDo('objectToRun');
  const isUnanswered = object.failure instanceof Unreachable;
  useEffect(() => onUnanswered(isUnanswered), [isUnanswered]);
  // Sent with another text it would be another objection, where the first arrived all the same.
  const arrived = received.find((each) => each.runId === runId && each.text === text.trim());
  const receipt = answered ?? (isUnanswered ? arrived : undefined) ?? null;
  if (receipt !== null)
    return (
      <div className="agrees" role="status" id={RECEIPT} tabIndex={-1}>
        <p>{say(words.receipt, { number: receipt.number })}</p>
        <p>
          {objectionStands(
            { state, takenBack: false, settled: null, answer: null, answerBy: receipt.answerBy },
            say,
          )}
        </p>
      </div>
    );
  if (!isAsked)
    return (
      <button
        type="button"
        onClick={() => {
          setAsked(true);
          focusOn(WRITING);
        }}
      >
        {say(words.wrong)}
      </button>
    );
  return (
    <div id={WRITING} tabIndex={-1}>
      <Form
        act={say(words.send)}
        isRunning={object.isRunning}
        failure={object.failure}
        onSend={() =>
          void object.run({ runId, text }).then((reply) => {
            if (reply === undefined) return;
            setReceipt(reply);
            focusOn(RECEIPT);
          })
        }
      >
        {state !== 'posted' && <p>{say(words.stops)}</p>}
        {isUnanswered ? (
          <>
            <p>{say(words.unanswered)}</p>
            <p className="prose">
              <Written zh={text} />
            </p>
          </>
        ) : (
          <Line label={say(words.text)} value={text} onChange={setText} kind="many" />
        )}
      </Form>
    </div>
  );
}

/** All of a receipt stays here: its number, of which half-year, by when it is answered, and the answer. */
function Objections(props: { readonly of: readonly Objection[]; readonly none: string }): ReactElement {
  const say = useSay();
  return (
    <Part title={say(words.own)}>
      {props.of.length === 0 && <p>{props.none}</p>}
      <ul className="entries">
        {props.of.map((each) => (
          <li key={`${each.runId} ${each.number}`}>
            <b>{say(words.number, { number: each.number })}</b>
            <p>
              {say(words.open, { period: periodInWords(each.period, say) })}
              {each.kind !== 'regular' && ` · ${say(runKindWords[each.kind])}`}
              {` · ${say(words.raised, { day: dayInWords(each.raisedOn, say) })}`}
            </p>
            <p>
              <Written zh={each.text} />
            </p>
            <p>{objectionStands(each, say)}</p>
          </li>
        ))}
      </ul>
    </Part>
  );
}
