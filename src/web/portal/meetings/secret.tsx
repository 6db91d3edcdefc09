/**
 * A vote without names on the phone. The phone draws the receipt and shows it before anything is sent; after the closing it finds the
 * ballot with that receipt among all, and counts them again.
 */
import { useState, type ReactElement } from 'react';
import type { Choice } from '../../../domain/assembly-vote.ts';
import type { Sentence } from '../../../domain/language.ts';
import { countsOf, receiptOf } from '../../../domain/secret-ballot.ts';
import { choiceWords } from '../../../domain/words.ts';
import { useSay } from '../../shared/language.ts';
import { useAsk, useDo } from '../asking.ts';
import { useKeptAt } from '../kept.ts';
import { Unreachable } from '../../shared/call.ts';
import { Facts, Failure, Line, Sheet } from '../parts.tsx';
import { offered, offeredWords } from './offered.ts';

const words = {
  choose: { zh: '您投什么（无记名）', en: 'Your vote, without a name' },
  chooseFor: { zh: '替{who}投什么（无记名）', en: 'Your vote for {who}, without a name' },
  cast: { zh: '您投：{choice}', en: 'You vote: {choice}' },
  castFor: { zh: '您替{who}投：{choice}', en: 'You vote for {who}: {choice}' },
  press: {
    zh: '按下面的“确定投”才算投。投了不能改。谁投了有记录，投了什么不记姓名。',
    en: 'Only “Cast it” below casts it, and it cannot be changed. That you voted is on record; what you voted is not.',
  },
  receipt: { zh: '您的回执号', en: 'Your receipt' },
  write: {
    zh: '请抄下来，不要给别人看：有了它，散会后能在公布的选票里找到您的一票。这部手机也记着，退出登录就忘。',
    en: 'Write it down and show it to nobody: by it you find your ballot among all that are published. This phone keeps it until you sign out.',
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
  all: { zh: '公布的全部选票（{count} 张）', en: 'All ballots as published ({count})' },
  counted: { zh: '这部手机数了一遍', en: 'Counted again by this phone' },
  mine: { zh: '✓ 您的一票在里面：{choice}', en: '✓ Your ballot is among them: {choice}' },
  missing: {
    zh: '! 没有找到回执号 {receipt}。请抄好号码，打电话问办公室和监事。',
    en: '! There is no receipt {receipt}. Call the office and a supervisor with it.',
  },
  find: { zh: '按回执号找', en: 'Find a receipt' },
} as const satisfies Record<string, Sentence>;

const STORED = 'hegu-receipt ';

/** Drawn once for each vote, so that what is sent again bears the same. */
function receiptFor(place: string): string {
  const kept = localStorage.getItem(STORED + place);
  if (kept !== null) return kept;
  const drawn = receiptOf(crypto.getRandomValues(new Uint8Array(10)));
  localStorage.setItem(STORED + place, drawn);
  return drawn;
}

/** In fours, as people read numbers out. */
const inFours = (receipt: string): string => receipt.replace(/(.{4})(?=.)/g, '$1 ');

function placeOf(meetingId: string, motion: number, principal: string | null): string {
  return [meetingId, motion, principal ?? ''].join(' ');
}

export function SecretVote(props: {
  readonly meetingId: string;
  readonly motion: number;
  readonly principal: string | null;
  /** For whom; null: oneself. */
  readonly who: string | null;
  /** The answer of the service that says it is not handed in. */
  readonly asOf: object;
  readonly onCast: () => void;
}): ReactElement {
  const say = useSay();
  const { meetingId, motion, principal, who, asOf, onCast } = props;
  const [choice, setChoice] = useState<Choice | null>(null);
  const [sentAt, setSentAt] = useState<object | null>(null);
  const isOffline = useKeptAt() !== null;
  const cast = useDo('castSecretBallot');
  // Nobody can be told what they handed in: with another choice they would believe that one cast. Until the service says it has none.
  const mayBeCast = cast.failure instanceof Unreachable && (sentAt === asOf || isOffline);
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
  const receipt = receiptFor(placeOf(meetingId, motion, principal));
  const send = () => {
    setSentAt(asOf);
    const input = { meetingId, motion: String(motion), choice, receipt, principal };
    void cast.run(input).then((done) => done !== undefined && onCast());
  };
  return (
    <Sheet label={label}>
      <p>{say(words.press)}</p>
      <p>
        {say(words.receipt)} <b>{inFours(receipt)}</b>
      </p>
      <p>{say(words.write)}</p>
      <Failure error={cast.failure} />
      {mayBeCast && <p>{say(words.maybe)}</p>}
      <button type="button" className="main" disabled={cast.isRunning} onClick={send}>
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

/** What this phone keeps of a vote that was handed in. */
export function SecretReceipt(props: {
  readonly meetingId: string;
  readonly motion: number;
  readonly principal: string | null;
}): ReactElement | null {
  const say = useSay();
  const kept = localStorage.getItem(STORED + placeOf(props.meetingId, props.motion, props.principal));
  if (kept === null) return null;
  return (
    <p>
      {say(words.receipt)} <b>{inFours(kept)}</b>
    </p>
  );
}

const SHOWN = 200;

/** All of them, counted again; one's own found by what this phone keeps, or by what one wrote down. */
export function SecretBallots(props: {
  readonly meetingId: string;
  readonly motion: number;
  readonly principals: readonly (string | null)[];
}): ReactElement | null {
  const say = useSay();
  const { meetingId, motion, principals } = props;
  const [sought, setSought] = useState('');
  const answer = useAsk('readOwnSecretBallots', { meetingId });
  const ballots = answer.data?.motions.find(({ number }) => number === motion)?.ballots ?? [];
  if (ballots.length === 0) return null;
  const counts = countsOf(ballots);
  const kept = principals.flatMap((principal) => {
    const receipt = localStorage.getItem(STORED + placeOf(meetingId, motion, principal));
    return receipt === null ? [] : [receipt];
  });
  const typed = sought.toUpperCase().replace(/[^A-Z2-7]/g, '');
  const found = (receipt: string) => ballots.find((each) => each.receipt === receipt);
  const told = (receipt: string) => {
    const ballot = found(receipt);
    return (
      <p key={receipt}>
        {ballot === undefined
          ? say(words.missing, { receipt: inFours(receipt) })
          : say(words.mine, { choice: say(choiceWords[ballot.choice]) })}
      </p>
    );
  };
  return (
    <div className="agrees">
      <p>
        <b>{say(words.counted)}</b>
      </p>
      <Facts of={offered.map((each) => [say(choiceWords[each]), String(counts[each])] as const)} />
      {kept.map(told)}
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
