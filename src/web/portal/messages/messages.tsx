/** What one was told in writing: kept as it was told, the newest first, those not seen on this phone said to be new. */
import { useEffect, useState, type ReactElement } from 'react';
import { messageKindWords } from '../../../domain/member-message.ts';
import { useSay, type Told } from '../../shared/language.ts';
import { useSelf, useWhose } from '../acting.ts';
import { useAsk } from '../asking.ts';
import { momentInWords } from '../money/where.ts';
import { Answer, Page } from '../parts.tsx';
import { To } from '../routing.tsx';
import { Marked } from '../written.tsx';
import { lastSeen, type OwnMessage, seen } from './seen.ts';
import { pathTold, placeTold } from './told-of.ts';

const words = {
  title: { zh: '给我的通知', en: 'Messages to me', of: { zh: '给{whose}的通知', en: 'Messages to {whose}' } },
  none: {
    zh: '还没有通知。发放、退款、开会和异议的答复，都会写在这里。',
    en: 'None yet. Payments, returned money, meetings and answers to objections are told here.',
  },
  written: {
    zh: '下面都是写给{name}的。',
    en: 'What follows was written to {name}.',
  },
  fresh: { zh: '新', en: 'New' },
  money: { zh: '看这些钱', en: 'See the money' },
  meeting: { zh: '看会议', en: 'See the meeting' },
  family: { zh: '看谁替谁办', en: 'See who acts for whom' },
  me: { zh: '看密码和手机', en: 'See PIN and phones' },
  notice: { zh: '看公示', en: 'See the notice' },
  details: {
    zh: '看我登记的资料',
    en: 'See my details on record',
    of: { zh: '看{whose}登记的资料', en: 'See the details of {whose} on record' },
  },
} as const satisfies Record<string, Told>;

export function Messages(): ReactElement {
  const say = useSay();
  const whose = useWhose();
  const { acting } = useSelf();
  const messages = useAsk('readOwnMessages', whose);
  return (
    <Page title={say(words.title)}>
      {acting !== null && (
        <p>
          <Marked text={say(words.written, { name: acting.name })} />
        </p>
      )}
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
          <p>{momentInWords(each.toldAt, say)}</p>
          <p className="prose">
            <Marked text={say(each.said)} />
          </p>
          <Leading to={each} />
        </li>
      ))}
    </ul>
  );
}

/** Where what one was told of stands; nothing where there is no more to see. */
function Leading({ to: { kind, about } }: { readonly to: OwnMessage }): ReactElement | null {
  const say = useSay();
  const { acting } = useSelf();
  const place = placeTold(kind, { isOfReader: acting === null });
  if (place === null) return null;
  return (
    <To path={pathTold(place, about)} className="button">
      {say(words[place])}
    </To>
  );
}
