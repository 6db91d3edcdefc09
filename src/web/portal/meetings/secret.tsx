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
import { Facts, Failure, Line } from '../parts.tsx';

const words = {
  choose: { zh: '{who}投什么（无记名）', en: 'The vote of {who}, without a name' },
  cast: { zh: '{who}投：{choice}', en: '{who} votes: {choice}' },
  press: {
    zh: '按下面的红按钮才算投。投了不能改。谁投了有记录，投了什么不记姓名。',
    en: 'Only the red button casts it, and it cannot be changed. That you voted is on record; what you voted is not.',
  },
  receipt: { zh: '您的回执号', en: 'Your receipt' },
  write: {
    zh: '请抄下来，不要给别人看：有了它，散会后能在公布的选票里找到您的一票。这部手机也记着，退出登录就忘。',
    en: 'Write it down and show it to nobody: by it you find your ballot among all that are published. This phone keeps it until you sign out.',
  },
  doIt: { zh: '确定投：{choice}', en: 'Cast it: {choice}' },
  back: { zh: '再想想', en: 'Let me think' },
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
const offered = ['for', 'against', 'abstain'] as const satisfies readonly Choice[];

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
  readonly who: string;
}): ReactElement {
  const say = useSay();
  const { meetingId, motion, principal, who } = props;
  const [choice, setChoice] = useState<Choice | null>(null);
  const cast = useDo('castSecretBallot');
  if (choice === null)
    return (
      <fieldset className="vote">
        <legend>{say(words.choose, { who })}</legend>
        {offered.map((each) => (
          <button key={each} type="button" onClick={() => setChoice(each)}>
            {say(choiceWords[each])}
          </button>
        ))}
      </fieldset>
    );
  const said = say(choiceWords[choice]);
  const receipt = receiptFor(placeOf(meetingId, motion, principal));
  return (
    <div className="sheet" role="group" aria-label={say(words.cast, { who, choice: said })}>
      <p>
        <b>{say(words.cast, { who, choice: said })}</b>
      </p>
      <p>{say(words.press)}</p>
      <p>
        {say(words.receipt)} <b>{inFours(receipt)}</b>
      </p>
      <p>{say(words.write)}</p>
      <Failure error={cast.failure} />
      <button
        type="button"
        className="main"
        disabled={cast.isRunning}
        onClick={() => void cast.run({ meetingId, motion: String(motion), choice, receipt, principal })}
      >
        {say(words.doIt, { choice: said })}
      </button>
      <button type="button" onClick={() => setChoice(null)}>
        {say(words.back)}
      </button>
    </div>
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
            .slice(0, 200)
            .map(({ receipt, choice }, index) => (
              <li key={`${receipt} ${index}`}>
                {inFours(receipt)} · {say(choiceWords[choice])}
              </li>
            ))}
        </ul>
      </details>
    </div>
  );
}
