/** What the cooperative knows of one, who looked at it, one's own PIN, and the phones that are signed in. */
import { useEffect, useRef, useState, type ReactElement } from 'react';
import type { AccessKind } from '../../../domain/access-kind.ts';
import type { Sentence } from '../../../domain/language.ts';
import { standingWords } from '../../../domain/words.ts';
import { call, Unreachable } from '../../shared/call.ts';
import { useSay, type Say, type Told } from '../../shared/language.ts';
import { useSelf, useWhose } from '../acting.ts';
import { useAsk, useDo } from '../asking.ts';
import { deviceOf } from './device.ts';
import { looksApart, looksByDay, type LooksOfADay } from './looks.ts';
import { dayInWords, momentInWords } from '../money/where.ts';
import { Answer, Facts, Failure, Page, Part } from '../parts.tsx';
import { NewPin } from '../sign-in/new-pin.tsx';

const words = {
  title: {
    zh: '我的资料、密码和手机',
    en: 'My details, PIN and phones',
    of: { zh: '{whose}的资料', en: 'Details of {whose}' },
  },
  known: { zh: '合作社登记的资料', en: 'What the cooperative knows' },
  name: { zh: '姓名', en: 'Name' },
  number: { zh: '成员编号', en: 'Register number' },
  birth: { zh: '出生日期', en: 'Born' },
  standing: { zh: '身份', en: 'Standing' },
  household: { zh: '户', en: 'Household' },
  account: { zh: '收款账户', en: 'Account for payments' },
  phone: { zh: '电话', en: 'Phone' },
  id: { zh: '身份证号', en: 'Resident ID' },
  see: { zh: '看完整的{what}', en: 'Show in full: {what}' },
  numberNotHere: {
    zh: '现在连不上网络。完整的号码不存在这部手机上，等有信号了再看。',
    en: 'There is no connection now. Numbers in full are not kept on this phone: look again when there is.',
  },
  none: { zh: '没有登记', en: 'not on record' },
  wrong: {
    zh: '哪里不对，请给办公室打电话，或带证件去改。',
    en: 'If something is wrong, call the office, or come with your papers.',
    of: {
      zh: '哪里不对，请给办公室打电话，或带{whose}的证件和代理的证明去改。',
      en: 'If something is wrong, call the office, or come with the papers of {whose} and your mandate.',
    },
  },
  looks: {
    zh: '谁看过我的资料',
    en: 'Who looked at it',
    of: { zh: '谁看过{whose}的资料', en: 'Who looked at the details of {whose}' },
  },
  nobody: {
    zh: '没有人单独看过。',
    en: 'Nobody has opened your details.',
    of: { zh: '没有人单独看过{whose}的资料。', en: 'Nobody looked at {whose} alone.' },
  },
  before: { zh: '更早的 {count} 条', en: 'Earlier ones: {count}' },
  office: { zh: '办公室', en: 'the office' },
  mandatary: { zh: '代理人', en: 'by a mandate' },
  namesake: { zh: '同名的第 {number} 位', en: 'no. {number} of this name' },
  numbered: { zh: '成员编号 {number}', en: 'register number {number}' },
  and: { zh: '，', en: ', ' },
  comma: { zh: '、', en: ', ' },
  once: { zh: '{day} {time}，看了{what}', en: '{day}, {time}: {what}' },
  often: {
    zh: '{day}，看了{what}，{count} 次（点开看几点几分）',
    en: '{day}: {what}, {count|time|times} (open to see when)',
  },
  oftenAtOnce: {
    zh: '{day} {time}，看了{what}，{count} 次',
    en: '{day}, {time}: {what}, {count|time|times}',
  },
  looked: { zh: '{person}（{as}）', en: '{person} ({as})' },
  phones: { zh: '在哪些手机、电脑上登录着', en: 'Where you are signed in' },
  this: { zh: '就是这一部', en: 'this one' },
  used: { zh: '{at} 最近用过', en: 'Last used {at}' },
  signedIn: { zh: '{at}登录的', en: 'signed in on {at}' },
  end: { zh: '让这一部退出', en: 'Sign this one out' },
  ended: { zh: '✓ 那一部已经退出了。', en: '✓ That one is signed out.' },
  yours: { zh: '密码和手机', en: 'PIN and phones' },
  yoursMore: {
    zh: '您的密码和登录着的手机是您自己的，不是{name}的，这里不显示。要换密码、要让手机退出，请先回到本人。',
    en: 'Your PIN and the phones you are signed in on are your own, not those of {name}: they are not shown here. To change them, go back to yourself first.',
  },
  toSelf: { zh: '回到本人，看我的密码和手机', en: 'Back to myself: my PIN and phones' },
  unknownAgent: { zh: '不知道是什么手机', en: 'unknown device' },
} as const satisfies Record<string, Told>;

/** What was looked at, as the person calls it. */
const lookWords: Readonly<Record<AccessKind, Sentence>> = {
  register: { zh: '名册上的登记', en: 'the register' },
  own: { zh: '这里的各页', en: 'these pages' },
  unmask: { zh: '完整的号码', en: 'a number in full' },
  paper: { zh: '文件', en: 'a paper' },
  file: { zh: '给银行或税务的文件', en: 'a file for the bank or the tax office' },
  export: { zh: '导出的表', en: 'a table that was exported' },
  trail: { zh: '操作和查看的记录', en: 'the record of what was done and looked at' },
  'sign-in': { zh: '登录的记录', en: 'the record of sign-ins' },
};

/** Which page whoever acts for one looked at, as the portal calls it. */
const pageWords: Readonly<Record<string, Sentence>> = {
  readOwnStart: { zh: '首页', en: 'the first page' },
  readOwn: { zh: '登记的资料', en: 'the details on record' },
  readOwnShares: { zh: '股份', en: 'the shares' },
  readOwnMoney: { zh: '分红和养老金', en: 'dividends and pensions' },
  readOwnNotices: { zh: '分红公示', en: 'public notices' },
  readOwnNotice: { zh: '一次分红公示', en: 'a public notice' },
  readOwnMessages: { zh: '通知', en: 'the messages' },
  readOwnMeetings: { zh: '会议和表决', en: 'meetings and votes' },
  readOwnMeeting: { zh: '一次会议', en: 'a meeting' },
  readOwnPapers: { zh: '文件的目录', en: 'the list of papers' },
  readOwnEarlierMeetings: { zh: '更早的会议', en: 'earlier meetings' },
  readOwnPaper: { zh: '一份文件', en: 'a paper' },
  printOwnStatement: { zh: '一份对账单（新出具的）', en: 'a statement (newly issued)' },
  readOwnRatios: { zh: '换个配股比例会怎样', en: 'what another ratio would give' },
};

/** So many stand open; the others behind a press, and whoever saw a number in full before them all. */
const SHOWN_LOOKS = 10;

export function Me(): ReactElement {
  const say = useSay();
  const { acting } = useSelf();
  const self = useAsk('readOwn', useWhose());
  return (
    <Page title={say(words.title)}>
      <Answer of={self}>
        {({ member, bankAccounts, looks }) => {
          const account = bankAccounts.at(-1);
          const none = say(words.none);
          return (
            <>
              <Part title={say(words.known)}>
                <Facts
                  of={[
                    [say(words.name), member.name],
                    [say(words.number), member.registerNumber],
                    [
                      say(words.birth),
                      member.birthDate === null ? (
                        none
                      ) : (
                        <Hidden
                          key="birth"
                          short={`${member.birthDate.slice(0, 4)}-**-**`}
                          whole={dayInWords(member.birthDate, say)}
                          what={say(words.birth)}
                        />
                      ),
                    ],
                    [say(words.standing), say(standingWords[member.standing.state])],
                    [say(words.household), member.household?.number ?? none],
                    [
                      say(words.account),
                      account?.masked == null ? none : `${account.bankName ?? ''} ${account.masked}`.trim(),
                    ],
                    [say(words.phone), <InFull key="phone" of="phone" masked={member.phoneMasked} />],
                    [say(words.id), <InFull key="id" of="residentId" masked={member.residentIdMasked} />],
                  ]}
                />
                <p>{say(words.wrong)}</p>
              </Part>
              <Part title={say(words.looks)}>
                {looks.length === 0 && <p>{say(words.nobody)}</p>}
                <Looks of={looksByDay(looks)} />
              </Part>
            </>
          );
        }}
      </Answer>
      {acting === null ? (
        <>
          <NewPin />
          <Phones />
        </>
      ) : (
        <OnesOwn of={acting.name} />
      )}
    </Page>
  );
}

/** All that are known: what weighs most and the newest first, the rest a press away. */
function Looks({ of: all }: { readonly of: readonly LooksOfADay[] }): ReactElement {
  const say = useSay();
  const { shown, before } = looksApart(all, SHOWN_LOOKS);
  return (
    <>
      <LooksListed of={shown} />
      {before.length > 0 && (
        <details>
          <summary>{say(words.before, { count: before.length })}</summary>
          <LooksListed of={before} />
        </details>
      )}
    </>
  );
}

function LooksListed({ of: looks }: { readonly of: readonly LooksOfADay[] }): ReactElement {
  const say = useSay();
  return (
    <ul className="entries">
      {looks.map((each, index) => (
        <li key={index}>
          <b>{lookerInWords(each, say)}</b>
          <LooksOf day={each} />
        </li>
      ))}
    </ul>
  );
}

/** By name and as what they looked; two of one name are told apart. */
function lookerInWords({ person, personNumber, capacity, namesake }: LooksOfADay, say: Say): string {
  const as = [
    say(words[capacity]),
    ...(personNumber === null ? [] : [say(words.numbered, { number: personNumber })]),
    ...(namesake === null || personNumber !== null ? [] : [say(words.namesake, { number: namesake })]),
  ].join(say(words.and));
  return say(words.looked, { person, as });
}

/** What, on which day and how often; at what times, for whoever wants to know. */
function LooksOf({ day: { day, kind, act, count, times } }: { readonly day: LooksOfADay }): ReactElement {
  const say = useSay();
  const what = (act === null ? undefined : pageWords[act]) ?? lookWords[kind];
  const [time = ''] = times;
  const filled = { day: dayInWords(day, say), what: say(what), count, time };
  if (times.length === 1) return <p>{say(count === 1 ? words.once : words.oftenAtOnce, filled)}</p>;
  return (
    <details>
      <summary>{say(words.often, filled)}</summary>
      <p>{times.join(say(words.comma))}</p>
    </details>
  );
}

/** Nobody changes their own PIN and takes it for that of whom they look for. */
function OnesOwn({ of: name }: { readonly of: string }): ReactElement {
  const say = useSay();
  const { actFor } = useSelf();
  return (
    <Part title={say(words.yours)}>
      <p>{say(words.yoursMore, { name })}</p>
      <button type="button" onClick={() => actFor(null)}>
        {say(words.toSelf)}
      </button>
    </Part>
  );
}

/** One's own number, asked for at the press: the phone keeps none. Who looks for another sees the mask alone. */
function InFull(props: {
  readonly of: 'phone' | 'residentId';
  readonly masked: string | null;
}): ReactElement {
  const say = useSay();
  const { acting } = useSelf();
  const [number, setNumber] = useState<string | null>(null);
  const [failure, setFailure] = useState<Error | null>(null);
  const see = () => {
    setFailure(null);
    call('readOwnNumbers', {}).then(
      (numbers) => setNumber(numbers[props.of]),
      (error: Error) =>
        setFailure(error instanceof Unreachable ? new Error(say(words.numberNotHere)) : error),
    );
  };
  if (number !== null) return <Shown whole={number} />;
  if (props.masked === null) return <span>{say(words.none)}</span>;
  return (
    <>
      <span>{props.masked}</span>
      {acting === null && (
        <button type="button" className="plain" onClick={see}>
          {say(words.see, { what: say(props.of === 'phone' ? words.phone : words.id) })}
        </button>
      )}
      <Failure error={failure} />
    </>
  );
}

/** Whoever looks over one's shoulder reads no number: it stands in full once one asks for it. */
function Hidden(props: {
  readonly short: string;
  readonly whole: string;
  readonly what: string;
}): ReactElement {
  const say = useSay();
  const [isShown, setShown] = useState(false);
  if (isShown) return <Shown whole={props.whole} />;
  return (
    <>
      <span>{props.short}</span>
      <button type="button" className="plain" onClick={() => setShown(true)}>
        {say(words.see, { what: props.what })}
      </button>
    </>
  );
}

/** In the place of the button that was pressed: it takes the focus, so that it is read aloud. */
function Shown({ whole }: { readonly whole: string }): ReactElement {
  const place = useRef<HTMLSpanElement>(null);
  useEffect(() => place.current?.focus(), []);
  return (
    <span tabIndex={-1} ref={place}>
      {whole}
    </span>
  );
}

function Phones(): ReactElement {
  const say = useSay();
  const sessions = useAsk('listSessions', {});
  const end = useDo('endSession');
  const [isEnded, setEnded] = useState(false);
  const signOut = (sessionId: string) => {
    setEnded(false);
    void end.run({ sessionId }).then((done) => setEnded(done !== undefined));
  };
  return (
    <Part title={say(words.phones)}>
      {isEnded && <p role="status">{say(words.ended)}</p>}
      <Failure error={end.failure} />
      <Answer of={sessions}>
        {({ sessions: all }) => (
          <ul className="entries">
            {all.map(({ id, isThis, createdAt, lastSeenAt, agent }) => (
              <li key={id}>
                <b>
                  {deviceOf(agent, say) ?? say(words.unknownAgent)}
                  {isThis && ` · ${say(words.this)}`}
                </b>
                <p>{say(words.signedIn, { at: momentInWords(createdAt, say) })}</p>
                {lastSeenAt !== null && <p>{say(words.used, { at: momentInWords(lastSeenAt, say) })}</p>}
                {!isThis && (
                  <button type="button" disabled={end.isRunning} onClick={() => signOut(id)}>
                    {say(words.end)}
                  </button>
                )}
              </li>
            ))}
          </ul>
        )}
      </Answer>
    </Part>
  );
}
