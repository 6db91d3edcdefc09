/**
 * A vote without names on the phone. The phone draws the receipt and shows it before anything is sent; after the closing it finds the
 * ballot with that receipt among all, and counts them again.
 */
import { useEffect, useState, type ReactElement } from 'react';
import type { Choice } from '../../../domain/assembly-vote.ts';
import type { Sentence } from '../../../domain/language.ts';
import { countsOf, withheldText } from '../../../domain/secret-ballot.ts';
import { choiceWords } from '../../../domain/words.ts';
import type { Refused } from '../../shared/call.ts';
import { useSay } from '../../shared/language.ts';
import { useAsk, useDo } from '../asking.ts';
import { Facts, Failure, Line, Sheet } from '../parts.tsx';
import { offered, offeredWords } from './offered.ts';
import { inFours, keepReceipt, keptReceipt, placeOf, receiptFor, type Stage } from './receipts.ts';

const words = {
  choose: { zh: '您投什么（无记名）', en: 'Your vote, without a name' },
  chooseFor: { zh: '替{who}投什么（无记名）', en: 'Your vote for {who}, without a name' },
  cast: { zh: '您投：{choice}', en: 'You vote: {choice}' },
  castFor: { zh: '您替{who}投：{choice}', en: 'You vote for {who}: {choice}' },
  press: {
    zh: '按下面的“确定投”才算投。投了不能改。谁投了有记录，投了什么不记姓名。用手机投的不足三人时，手机票不逐张公布，只公布和会场纸票合在一起的数；要是会场没有人投纸票，或者大家投的都一样，从结果里看得出来。',
    en: 'Only “Cast it” below casts it, and it cannot be changed. That you voted is on record; what you voted is not. Where fewer than three vote by phone, their ballots are not published one by one, but together with the papers of the room alone; where nobody votes on paper, or all vote alike, the result itself tells it.',
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
    zh: '合在一起的会场纸票 {count} 张，由计票人清点。',
    en: 'Counted together with them: {count|paper|papers} from the room, by the tellers.',
  },
  papersBeside: {
    zh: '另有会场的纸票 {count} 张，由计票人清点，不在这些选票里。',
    en: 'Besides these: {count|paper|papers} from the room, counted by the tellers.',
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
    zh: '手机 {phone} ＋ 纸票 {paper} ＝ {all}',
    en: '{phone} by phone + {paper} on paper = {all}',
  },
  mine: { zh: '✓ 您的一票在里面：{choice}', en: '✓ Your ballot is among them: {choice}' },
  mineOf: {
    zh: '✓ 回执号 {receipt} 的一票在里面：{choice}',
    en: '✓ The ballot of receipt {receipt} is among them: {choice}',
  },
  missing: {
    zh: '! 没有找到回执号 {receipt}。请抄好号码，打电话问办公室和监事。',
    en: '! There is no receipt {receipt}. Call the office and a supervisor with it.',
  },
  twice: {
    zh: '! 有两张选票写着回执号 {receipt}，分不清哪一张是您的。请打电话问办公室和监事。',
    en: '! Two ballots bear the receipt {receipt}, and nobody can tell which is yours. Call the office and a supervisor.',
  },
  find: { zh: '按回执号找', en: 'Find a receipt' },
  few: {
    zh: '用手机投的只有 {count} 张。逐张公布，别人猜得出是谁投的，所以只公布和会场纸票合在一起的数，就是下面的结果。',
    en: 'Only {count|ballot|ballots} came by phone. Told one by one, others would guess whose; so they are told together with the papers of the room alone: that is the result below.',
  },
  fewAlone: {
    zh: '用手机投的只有 {count} 张，不逐张公布。会场没有纸票，所以下面的结果就是手机票的数，看得出投了什么。',
    en: 'Only {count|ballot|ballots} came by phone, and they are not told one by one. No papers came from the room, so the result below is theirs alone and tells what was cast.',
  },
  fewFind: {
    zh: '有回执号的人，在这里仍能查到自己的一票算进去了没有。',
    en: 'Whoever has a receipt still finds here whether their ballot is counted.',
  },
  cannot: {
    zh: '回执号 {receipt}：这里的网址不是 https 开头，手机不能核对。请用 https 的网址打开。',
    en: 'Receipt {receipt}: the address here does not begin with https, and the phone cannot look. Open the one that does.',
  },
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
  if (kept === null || !isOut(kept.stage)) return <p>{say(words.elsewhere)}</p>;
  return (
    <>
      <p>
        {say(kept.stage === 'cast' ? words.receipt : words.unanswered)} <b>{inFours(kept.receipt)}</b>
      </p>
      <p>{say(words.keep)}</p>
    </>
  );
}

/** Sent or handed in: it may be in the box. */
type OutStage = Extract<Stage, 'sent' | 'cast'>;
const isOut = (stage: Stage): stage is OutStage => stage === 'sent' || stage === 'cast';

const SHOWN = 200;

interface CountedProps {
  readonly meetingId: string;
  readonly motion: number;
  readonly principals: readonly (string | null)[];
  /** How many papers were counted in the room besides. */
  readonly papers: number | null;
  /** Of the result, phones and papers together. */
  readonly votes: Readonly<Record<Choice, string>> | null;
}

/** What came out of the box; one's own found by what this phone keeps, or by what one wrote down. */
export function SecretBallots(props: CountedProps): ReactElement | null {
  const { meetingId, motion } = props;
  const answer = useAsk('readOwnSecretBallots', { meetingId });
  const told = answer.data?.motions.find(({ number }) => number === motion);
  if (told === undefined) return null;
  if (told.withheld.length > 0) return <FewBallots {...props} withheld={told.withheld} />;
  return told.ballots.length === 0 ? null : <AllBallots {...props} ballots={told.ballots} />;
}

/** Receipts of ballots that went out from this phone, with how far each went. */
function sentFrom({ meetingId, motion, principals }: CountedProps) {
  return principals.flatMap((principal) => {
    const kept = keptReceipt(placeOf(meetingId, motion, principal));
    return kept !== null && isOut(kept.stage) ? [{ receipt: kept.receipt, stage: kept.stage }] : [];
  });
}

const missingOf = (stage: OutStage): Sentence => (stage === 'cast' ? words.missing : words.notByThis);

/** As people type a receipt: spaces and small letters say nothing. */
const plainReceipt = (typed: string): string => typed.toUpperCase().replace(/[^A-Z2-7]/g, '');

/** What is said of a receipt by the ballots that bear it. */
function Found(props: {
  readonly receipt: string;
  readonly choices: readonly Choice[];
  readonly missing: Sentence;
  /** Several were handed in from here: each is named by its receipt. */
  readonly isNamed: boolean;
}): ReactElement {
  const say = useSay();
  const { receipt, choices: found, missing, isNamed } = props;
  // Whoever saw a receipt may hand in another ballot under it: which of them is whose nobody can say then.
  const [choice, another] = found;
  if (choice === undefined) return <p>{say(missing, { receipt: inFours(receipt) })}</p>;
  return (
    <p>
      {another === undefined
        ? say(isNamed ? words.mineOf : words.mine, {
            choice: say(choiceWords[choice]),
            receipt: inFours(receipt),
          })
        : say(words.twice, { receipt: inFours(receipt) })}
    </p>
  );
}

/** Of one or two the sum with the papers alone, and one's own by its receipt. Without papers the sum hides nothing, and that is said. */
function FewBallots(props: CountedProps & { readonly withheld: readonly string[] }): ReactElement {
  const say = useSay();
  const { withheld, papers } = props;
  const hasPapers = papers !== null && papers > 0;
  const sent = sentFrom(props);
  const [sought, setSought] = useState('');
  const typed = plainReceipt(sought);
  return (
    <div className="agrees">
      <p>{say(hasPapers ? words.few : words.fewAlone, { count: withheld.length })}</p>
      {hasPapers && <p>{say(words.papers, { count: papers })}</p>}
      {sent.map(({ receipt, stage }) => (
        <Withheld
          key={receipt}
          {...props}
          receipt={receipt}
          missing={missingOf(stage)}
          isNamed={sent.length > 1}
        />
      ))}
      <p>{say(words.fewFind)}</p>
      <Line label={say(words.find)} value={sought} onChange={setSought} />
      {typed.length === 16 && (
        <Withheld key={typed} {...props} receipt={typed} missing={words.missing} isNamed />
      )}
    </div>
  );
}

/** Which of the digests is a receipt's, worked out on the phone: the service is not told who asks for which. */
function Withheld(props: {
  readonly meetingId: string;
  readonly motion: number;
  readonly withheld: readonly string[];
  readonly receipt: string;
  readonly missing: Sentence;
  readonly isNamed: boolean;
}): ReactElement | null {
  const say = useSay();
  const { meetingId, motion, withheld, receipt, missing, isNamed } = props;
  const [found, setFound] = useState<readonly Choice[] | 'cannot' | null>(null);
  const among = withheld.join(' ');
  useEffect(() => {
    void withheldOf({ meetingId, motion }, receipt, among.split(' ')).then(setFound);
  }, [meetingId, motion, receipt, among]);
  if (found === null) return null;
  if (found === 'cannot') return <p>{say(words.cannot, { receipt: inFours(receipt) })}</p>;
  return <Found receipt={receipt} choices={found} missing={missing} isNamed={isNamed} />;
}

async function withheldOf(
  of: { readonly meetingId: string; readonly motion: number },
  receipt: string,
  withheld: readonly string[],
): Promise<readonly Choice[] | 'cannot'> {
  if (!globalThis.isSecureContext) return 'cannot';
  const found = await Promise.all(
    offered.map(async (choice) => {
      const text = new TextEncoder().encode(withheldText(of, { receipt, choice }));
      const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', text));
      const hex = [...digest].map((each) => each.toString(16).padStart(2, '0')).join('');
      return withheld.filter((each) => each === hex).map(() => choice);
    }),
  );
  return found.flat();
}

/** All of them, counted again. */
function AllBallots(
  props: CountedProps & {
    readonly ballots: readonly { readonly receipt: string; readonly choice: Choice }[];
  },
): ReactElement {
  const say = useSay();
  const { papers, votes, ballots } = props;
  const sent = sentFrom(props);
  const [sought, setSought] = useState('');
  const counts = countsOf(ballots);
  const typed = plainReceipt(sought);
  const found = (receipt: string, missing: Sentence = words.missing) => (
    <Found
      key={receipt}
      receipt={receipt}
      choices={ballots.filter((each) => each.receipt === receipt).map(({ choice }) => choice)}
      missing={missing}
      isNamed={sent.length !== 1 || receipt !== sent[0]?.receipt}
    />
  );
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
      {papers !== null && papers > 0 && <p>{say(words.papersBeside, { count: papers })}</p>}
      {sent.map(({ receipt, stage }) => found(receipt, missingOf(stage)))}
      <details>
        <summary>{say(words.all, { count: ballots.length })}</summary>
        <Line label={say(words.find)} value={sought} onChange={setSought} />
        {typed.length === 16 && found(typed)}
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
