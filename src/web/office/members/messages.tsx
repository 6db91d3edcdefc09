/** What members were told in writing, to whom, and whether it went to a telephone. */
import type { ReactElement } from 'react';
import type { Sentence } from '../../../domain/language.ts';
import { messageKindWords, outboxStateWords, type OutboxState } from '../../../domain/member-message.ts';
import { Moment } from '../../shared/amount.tsx';
import { useAnswer } from '../../shared/asking.ts';
import type { Reply } from '../../shared/call.ts';
import { columnsOf } from '../../shared/columns.tsx';
import { useSay } from '../../shared/language.ts';
import { Page, State, type Tone } from '../../shared/page.tsx';
import { useSession } from '../../shared/session.ts';
import { Answer, Empty, NoPermission } from '../../shared/states.tsx';
import { Table } from '../../shared/table.tsx';

type Message = Reply<'listMemberMessages'>['messages'][number];

const words = {
  title: { zh: '发给成员的通知', en: 'Messages to members' },
  connected: {
    zh: '通知写在股民门户里，同时交给短信平台；短信里没有金额和账号。',
    en: 'They stand in the portal and go to the text-message gateway, where no amount or account is said.',
  },
  unconnected: {
    zh: '通知写在股民门户里。没有接短信平台；需要时请管理员按《运行》里说的接上。',
    en: 'They stand in the portal. No text-message gateway is connected; the operator can connect one.',
  },
  newest: {
    zh: '这里是最近的 {count} 条；更早的在成员本人的门户里。',
    en: 'These are the newest {count}; members see their own earlier ones.',
  },
  at: { zh: '时间', en: 'When' },
  number: { zh: '编号', en: 'No.' },
  name: { zh: '姓名', en: 'Name' },
  kind: { zh: '事项', en: 'About' },
  said: { zh: '内容', en: 'What was said' },
  outbox: { zh: '短信', en: 'Text message' },
  none: { zh: '还没有发过通知', en: 'Nobody was told anything yet' },
  noneMore: {
    zh: '银行文件交出、银行退款、召集会议、答复异议时，合股自动写给有关的成员。',
    en: 'Members are told by themselves when a bank file is sent, money comes back, a meeting is called, an objection is answered.',
  },
} as const satisfies Record<string, Sentence>;

const tones: Readonly<Record<OutboxState, Tone>> = {
  none: 'off',
  waiting: 'waiting',
  taken: 'done',
  refused: 'next',
  'no-telephone': 'off',
  over: 'next',
};

const ROWS = '500';

export function MemberMessages(): ReactElement {
  const say = useSay();
  const { may } = useSession();
  const told = useAnswer('listMemberMessages', { limit: ROWS }, { when: may('register.read') });
  if (!may('register.read')) return <NoPermission action="register.read" />;
  return (
    <Page title={say(words.title)} tall>
      <Answer of={told} rows={14}>
        {({ isConnected, messages, next }) => (
          <>
            <p className="quiet">
              {say(isConnected ? words.connected : words.unconnected)}
              {next !== null && ` ${say(words.newest, { count: messages.length })}`}
            </p>
            {messages.length === 0 ? (
              <Empty title={say(words.none)}>{say(words.noneMore)}</Empty>
            ) : (
              <Rows messages={messages} />
            )}
          </>
        )}
      </Answer>
    </Page>
  );
}

function Rows({ messages }: { readonly messages: readonly Message[] }): ReactElement {
  const say = useSay();
  const { text } = columnsOf<Message>(say);
  const outbox = ({ outbox: state }: Message) => say(outboxStateWords[state]);
  return (
    <Table
      label={say(words.title)}
      rows={messages}
      keyOf={({ number }) => number}
      columns={[
        text(
          'at',
          say(words.at),
          150,
          ({ toldAt }) => toldAt,
          ({ toldAt }) => <Moment of={toldAt} />,
        ),
        text('number', say(words.number), 90, ({ registerNumber }) => registerNumber),
        text('name', say(words.name), 120, ({ name }) => name),
        text('kind', say(words.kind), 170, ({ kind }) => say(messageKindWords[kind])),
        text('said', say(words.said), 400, ({ said }) => say(said)),
        text('outbox', say(words.outbox), 190, outbox, (message) => (
          <State tone={tones[message.outbox]}>{outbox(message)}</State>
        )),
      ]}
    />
  );
}
