/** What one was told in writing: kept as it was told, the newest first, those not seen on this phone said to be new. */
import { useEffect, useState, type ReactElement } from 'react';
import type { Sentence } from '../../../domain/language.ts';
import { messageKindWords } from '../../../domain/member-message.ts';
import { Moment } from '../../shared/amount.tsx';
import { useSay } from '../../shared/language.ts';
import { useWhose } from '../acting.ts';
import { useAsk } from '../asking.ts';
import { Answer, Page } from '../parts.tsx';
import { To } from '../routing.tsx';
import { lastSeen, type OwnMessage, seen } from './seen.ts';

const words = {
  title: { zh: '给我的通知', en: 'Messages to me' },
  none: {
    zh: '还没有通知。发放、退款、开会和异议的答复，都会写在这里。',
    en: 'None yet. Payments, returned money, meetings and answers to objections are told here.',
  },
  fresh: { zh: '新', en: 'New' },
  meeting: { zh: '看会议', en: 'See the meeting' },
  notice: { zh: '看公示', en: 'See the notice' },
} as const satisfies Record<string, Sentence>;

export function Messages(): ReactElement {
  const say = useSay();
  const whose = useWhose();
  const messages = useAsk('readOwnMessages', whose);
  return (
    <Page title={say(words.title)}>
      <Answer of={messages}>
        {({ messages: all }) =>
          all.length === 0 ? (
            <p>{say(words.none)}</p>
          ) : (
            <All key={whose.memberId ?? ''} messages={all} whose={whose.memberId ?? ''} />
          )
        }
      </Answer>
    </Page>
  );
}

function All({
  messages,
  whose,
}: {
  readonly messages: readonly OwnMessage[];
  readonly whose: string;
}): ReactElement {
  const say = useSay();
  // What was new when one came stays so while one reads.
  const [before] = useState(() => lastSeen(whose));
  useEffect(() => seen(whose, messages), [whose, messages]);
  return (
    <ul className="entries">
      {messages.map((each) => (
        <li key={each.number}>
          <b>
            {BigInt(each.number) > before && `${say(words.fresh)} · `}
            {say(messageKindWords[each.kind])}
          </b>
          <p>
            <Moment of={each.toldAt} />
          </p>
          <p className="prose">{say(each.said)}</p>
          {each.kind === 'meeting-called' && <To path={`/meetings/${each.about}`}>{say(words.meeting)}</To>}
          {each.kind === 'objection-settled' && <To path={`/notice/${each.about}`}>{say(words.notice)}</To>}
        </li>
      ))}
    </ul>
  );
}
