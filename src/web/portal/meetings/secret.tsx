/**
 * A vote without names on the phone. The phone draws the receipt and shows it before anything is sent; after the closing it finds the
 * ballot with that receipt among all, and counts them again.
 */
import { useState, type ReactElement } from 'react';
import type { Choice } from '../../../domain/assembly-vote.ts';
import type { Sentence } from '../../../domain/language.ts';
import { countsOf } from '../../../domain/secret-ballot.ts';
import { choiceWords } from '../../../domain/words.ts';
import type { Refused } from '../../shared/call.ts';
import { useSay } from '../../shared/language.ts';
import { useAsk, useDo } from '../asking.ts';
import { Facts, Failure, Line, Sheet } from '../parts.tsx';
import { offered, offeredWords } from './offered.ts';
import { inFours, keepReceipt, keptReceipt, placeOf, receiptFor } from './receipts.ts';

const words = {
  choose: { zh: '您投什么（无记名）', en: 'Your vote, without a name' },
  chooseFor: { zh: '替{who}投什么（无记名）', en: 'Your vote for {who}, without a name' },
  cast: { zh: '您投：{choice}', en: 'You vote: {choice}' },
  castFor: { zh: '您替{who}投：{choice}', en: 'You vote for {who}: {choice}' },
  press: {
    zh: '按下面的“确定投”才算投。投了不能改。谁投了有记录，投了什么不记姓名。要是只有一两个人用手机投，公布以后别人可能猜得出。',
    en: 'Only “Cast it” below casts it, and it cannot be changed. That you voted is on record; what you voted is not. Where only one or two vote by phone, others may guess it from what is published.',
  },
  receipt: { zh: '您的回执号', en: 'Your receipt' },
  write: {
    zh: '请抄下来，不要给别人看：有了它，散会后能在公布的选票里找到您的一票。这部手机也记着，退出登录就忘。',
    en: 'Write it down and show it to nobody: by it you find your ballot among all that are published. This phone keeps it until you sign out.',
  },
  keep: {
    zh: '没有抄的，现在请抄下来：退出登录以后这部手机就忘了，办公室也查不到。',
    en: 'If you have not written it down, do so now: once you sign out this phone forgets it, and the office cannot tell it either.',
  },
  unanswered: {
    zh: '这部手机用这个回执号投过，没有收到回音',
    en: 'This phone cast with this receipt and heard no answer',
  },
  elsewhere: {
    zh: '这部手机上没有这一票的回执号：可能是在另一部手机上投的，或者退出登录时忘了。抄下的号码散会后可以在这里找。',
    en: 'This phone has no receipt of this vote: it was cast on another phone, or forgotten at signing out. What you wrote down can be looked for here after the closing.',
  },
  notByThis: {
    zh: '这部手机上没有收到回音的回执号 {receipt} 不在里面：您的票可能是在另一部手机上投的，请用那里的号码找。',
    en: 'The receipt {receipt}, unanswered on this phone, is not among them: your vote may have been cast on another phone; look for the receipt from there.',
  },
  papers: {
    zh: '另有会场的纸票 {count} 张，由计票人清点，不在这些选票里。',
    en: 'Besides these there are {count} papers from the room, counted by the tellers.',
  },
  maybe: {
    zh: '刚才没有收到回音，可能已经投出去了，所以不能再改。请再按一次：不会算两票。',
    en: 'No answer came: it may be cast already, so it cannot be changed. Press once more: it counts once.',
  },
  doIt: { zh: '确定投：{choice}', en: 'Cast it: {choice}' },
  back: { zh: '再想想', en: 'Let me think' },
  shown: {
    zh: '这里列出前 {count} 张；其余的用回执号找。',
    en: 'The first {count} stand here: find others by their receipt.',
  },
  all: { zh: '公布的全部手机票（{count} 张）', en: 'All ballots by phone as published ({count})' },
  counted: { zh: '这部手机数了一遍', en: 'Counted again by this phone' },
  sum: {
    zh: '手机票 {phone} ＋ 会场纸票 {paper} ＝ {all}',
    en: '{phone} by phone + {paper} on paper = {all}',
  },
  mine: { zh: '✓ 您的一票在里面：{choice}', en: '✓ Your ballot is among them: {choice}' },
  missing: {
    zh: '! 没有找到回执号 {receipt}。请抄好号码，打电话问办公室和监事。',
    en: '! There is no receipt {receipt}. Call the office and a supervisor with it.',
  },
  twice: {
    zh: '! 有两张选票写着回执号 {receipt}，分不清哪一张是您的。请打电话问办公室和监事。',
    en: '! Two ballots bear the receipt {receipt}, and nobody can tell which is yours. Call the office and a supervisor.',
  },
  find: { zh: '按回执号找', en: 'Find a receipt' },
} as const satisfies Record<string, Sentence>;

export function SecretVote(props: {
  readonly meetingId: string;
  readonly motion: number;
  readonly principal: string | null;
  /** For whom; null: oneself. */
  readonly who: string | null;
  readonly onPressed: (choice: Choice) => void;
  readonly onRefused: (choice: Choice, why: Refused) => void;
  readonly onCast: () => void;
}): ReactElement {
  const say = useSay();
  const { meetingId, motion, principal, who, onPressed, onRefused, onCast } = props;
  const place = placeOf(meetingId, motion, principal);
  // Nobody can be told what they handed in, and what went out may arrive however late: with another choice one would believe that one
  // cast. So it stays what was pressed, though the service has none yet, and though the page is loaded anew.
  const sent = keptReceipt(place)?.choice ?? null;
  const [chosen, setChoice] = useState<Choice | null>(null);
  const choice = sent ?? chosen;
  const cast = useDo('castSecretBallot');
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
  const before = receiptFor(place);
  const { receipt } = before;
  const send = async () => {
    onPressed(choice);
    if (before.stage !== 'cast') keepReceipt(place, { receipt, stage: 'sent', choice });
    const input = { meetingId, motion: String(motion), choice, receipt, principal };
    const done = await cast.run(input, (why) => {
      // What was drawn here and refused is nobody's receipt; what went out before without an answer may be in the box all the same.
      keepReceipt(place, before);
      onRefused(choice, why);
    });
    if (done === undefined) return;
    keepReceipt(place, { receipt, stage: 'cast', choice: null });
    onCast();
  };
  return (
    <Sheet label={label}>
      <p>{say(words.press)}</p>
      <p>
        {say(words.receipt)} <b>{inFours(receipt)}</b>
      </p>
      <p>{say(words.write)}</p>
      <Failure error={cast.failure} />
      {sent !== null && !cast.isRunning && <p>{say(words.maybe)}</p>}
      <button type="button" className="main" disabled={cast.isRunning} onClick={() => void send()}>
        {say(words.doIt, { choice: said })}
      </button>
      {sent === null && (
        <button type="button" disabled={cast.isRunning} onClick={() => setChoice(null)}>
          {say(words.back)}
        </button>
      )}
    </Sheet>
  );
}

/** What this phone keeps of a vote that was handed in. */
export function SecretReceipt(props: {
  readonly meetingId: string;
  readonly motion: number;
  readonly principal: string | null;
}): ReactElement {
  const say = useSay();
  const kept = keptReceipt(placeOf(props.meetingId, props.motion, props.principal));
  if (kept === null || kept.stage === 'drawn') return <p>{say(words.elsewhere)}</p>;
  return (
    <>
      <p>
        {say(kept.stage === 'cast' ? words.receipt : words.unanswered)} <b>{inFours(kept.receipt)}</b>
      </p>
      <p>{say(words.keep)}</p>
    </>
  );
}

const SHOWN = 200;

/** All of them, counted again; one's own found by what this phone keeps, or by what one wrote down. */
export function SecretBallots(props: {
  readonly meetingId: string;
  readonly motion: number;
  readonly principals: readonly (string | null)[];
  /** How many papers were counted in the room besides. */
  readonly papers: number | null;
  /** Of the result, phones and papers together. */
  readonly votes: Readonly<Record<Choice, string>> | null;
}): ReactElement | null {
  const say = useSay();
  const { meetingId, motion, principals, papers, votes } = props;
  const [sought, setSought] = useState('');
  const answer = useAsk('readOwnSecretBallots', { meetingId });
  const ballots = answer.data?.motions.find(({ number }) => number === motion)?.ballots ?? [];
  if (ballots.length === 0) return null;
  const counts = countsOf(ballots);
  const kept = principals.flatMap((principal) => {
    const receipt = keptReceipt(placeOf(meetingId, motion, principal));
    return receipt === null || receipt.stage === 'drawn' ? [] : [receipt];
  });
  const typed = sought.toUpperCase().replace(/[^A-Z2-7]/g, '');
  const told = (receipt: string, missing: Sentence = words.missing) => {
    // Whoever saw a receipt may hand in another ballot under it: which of them is whose nobody can say then.
    const [ballot, another] = ballots.filter((each) => each.receipt === receipt);
    const said =
      ballot === undefined
        ? say(missing, { receipt: inFours(receipt) })
        : another === undefined
          ? say(words.mine, { choice: say(choiceWords[ballot.choice]) })
          : say(words.twice, { receipt: inFours(receipt) });
    return <p key={receipt}>{said}</p>;
  };
  return (
    <div className="agrees">
      <p>
        <b>{say(words.counted)}</b>
      </p>
      <Facts
        of={offered.map((each) => {
          const [phone, all] = [counts[each], votes === null ? null : Number(votes[each])];
          const isMixed = all !== null && papers !== null && papers > 0;
          const shown = isMixed ? say(words.sum, { phone, paper: all - phone, all }) : String(phone);
          return [say(choiceWords[each]), shown] as const;
        })}
      />
      {papers !== null && papers > 0 && <p>{say(words.papers, { count: papers })}</p>}
      {kept.map(({ receipt, stage }) => told(receipt, stage === 'cast' ? words.missing : words.notByThis))}
      <details>
        <summary>{say(words.all, { count: ballots.length })}</summary>
        <Line label={say(words.find)} value={sought} onChange={setSought} />
        {typed.length === 16 && told(typed)}
        <ul className="entries">
          {ballots
            .filter(({ receipt }) => receipt.startsWith(typed))
            .slice(0, SHOWN)
            .map(({ receipt, choice }, index) => (
              <li key={`${receipt} ${index}`}>
                {inFours(receipt)} · {say(choiceWords[choice])}
              </li>
            ))}
        </ul>
        {ballots.length > SHOWN && <p>{say(words.shown, { count: SHOWN })}</p>}
      </details>
    </div>
  );
}
