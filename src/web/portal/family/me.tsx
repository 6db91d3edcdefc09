/** What the cooperative knows of one, who looked at it, one's own PIN, and the phones that are signed in. */
import { useMemo, useState, type ReactElement } from 'react';
import type { AccessKind } from '../../../domain/access-kind.ts';
import type { Sentence } from '../../../domain/language.ts';
import { standingWords } from '../../../domain/words.ts';
import { Refused } from '../../shared/call.ts';
import { useSay, type Say, type Told } from '../../shared/language.ts';
import { useSelf, useWhose } from '../acting.ts';
import { useAsk, useDo, useNeeded } from '../asking.ts';
import { looksByDay, type LooksOfADay } from './looks.ts';
import { dayInWords, momentInWords } from '../money/where.ts';
import { Answer, Facts, Failure, Form, Line, Page, Part } from '../parts.tsx';

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
  see: { zh: '看全号', en: 'Show in full' },
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
  pin: { zh: '换密码', en: 'Change the PIN' },
  old: { zh: '现在的密码', en: 'The PIN of now' },
  oldWrong: {
    zh: '现在的密码不对，还可以试 {left} 次。密码没有换。',
    en: 'The PIN of now is wrong; tries left: {left}. Nothing was changed.',
  },
  oldWrongWait: {
    zh: '现在的密码不对，密码没有换。请过一会儿再试。',
    en: 'The PIN of now is wrong, and nothing was changed. Please wait a moment.',
  },
  fresh: { zh: '新密码', en: 'The new PIN' },
  freshHelp: {
    zh: '六位以上数字。不要用生日，也不要连着的数字。',
    en: 'Six digits or more: no birthday, no row of digits.',
  },
  freshAgain: { zh: '新密码再输一次', en: 'The new PIN once more' },
  differ: {
    zh: '两次输的新密码不一样，请再输。密码没有换。',
    en: 'The two new ones differ: type them once more. Nothing was changed.',
  },
  change: { zh: '换密码', en: 'Change it' },
  changed: { zh: '密码换好了，别的手机已经退出。', en: 'Changed. Other phones are signed out.' },
  phones: { zh: '在哪些手机、电脑上登录着', en: 'Where you are signed in' },
  this: { zh: '就是这一部', en: 'this one' },
  computer: { zh: '电脑（{kind}）', en: 'Computer ({kind})' },
  signedIn: { zh: '{at}登录的', en: 'signed in on {at}' },
  end: { zh: '让这一部退出', en: 'Sign this one out' },
  ended: { zh: '✓ 那一部已经退出了。', en: '✓ That one is signed out.' },
  yours: { zh: '密码和手机', en: 'PIN and phones' },
  yoursMore: {
    zh: '您的密码和登录着的手机是您自己的，不是{name}的，这里不显示。要换密码、要让手机退出，请先回到本人。',
    en: 'Your PIN and the phones you are signed in on are your own, not those of {name}: they are not shown here. To change them, go back to yourself first.',
  },
  toSelf: { zh: '回到本人，看我的密码和手机', en: 'Back to myself: my PIN and phones' },
  code: { zh: '验证器上的六位数字，或恢复码', en: 'Six digits of your authenticator, or a recovery code' },
  passkey: {
    zh: '您有通行密钥：密码请在合作社办公用的网页“我的登录”里换。',
    en: 'You have a passkey: change your password under “My sign-in” on the page of the office.',
  },
  toOffice: { zh: '去办公用的网页', en: 'To the page of the office' },
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
  readOwnPaper: { zh: '一份文件', en: 'a paper' },
  readOwnRatios: { zh: '换个配股比例会怎样', en: 'what another ratio would give' },
};

const SHOWN_LOOKS = 10;

export function Me(): ReactElement {
  const say = useSay();
  const { acting } = useSelf();
  const self = useAsk('readOwn', useWhose());
  return (
    <Page title={say(words.title)}>
      <Answer of={self}>
        {({ member, numbers, bankAccounts, looks }) => {
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
                        />
                      ),
                    ],
                    [say(words.standing), say(standingWords[member.standing.state])],
                    [say(words.household), member.household?.number ?? none],
                    [
                      say(words.account),
                      account?.masked == null ? none : `${account.bankName ?? ''} ${account.masked}`.trim(),
                    ],
                    [
                      say(words.phone),
                      <Hidden key="phone" short={member.phoneMasked ?? none} whole={numbers.phone} />,
                    ],
                    [
                      say(words.id),
                      <Hidden key="id" short={member.residentIdMasked ?? none} whole={numbers.residentId} />,
                    ],
                  ]}
                />
                <p>{say(words.wrong)}</p>
              </Part>
              <Part title={say(words.looks)}>
                {looks.length === 0 && <p>{say(words.nobody)}</p>}
                <ul className="entries">
                  {looksByDay(looks)
                    .slice(0, SHOWN_LOOKS)
                    .map((each, index) => (
                      <li key={index}>
                        <b>{lookerInWords(each, say)}</b>
                        <LooksOf day={each} />
                      </li>
                    ))}
                </ul>
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

/** Whoever looks over one's shoulder reads no number: it stands in full once one asks for it. */
function Hidden(props: { readonly short: string; readonly whole: string | null }): ReactElement {
  const say = useSay();
  const [isShown, setShown] = useState(false);
  if (props.whole === null || isShown) return <span>{props.whole ?? props.short}</span>;
  return (
    <>
      <span>{props.short}</span>
      <button type="button" className="plain" onClick={() => setShown(true)}>
        {say(words.see)}
      </button>
    </>
  );
}

/** Here nobody gave a name: what was wrong can only have been the PIN. */
function inOwnWords(failure: Error | null, say: Say): Error | null {
  if (!(failure instanceof Refused) || failure.problem.code !== 'access.sign-in-failed') return failure;
  const [left] = /\d+/.exec(failure.problem.detail) ?? [];
  return new Error(left === undefined ? say(words.oldWrongWait) : say(words.oldWrong, { left }));
}

function NewPin(): ReactElement {
  const say = useSay();
  const [password, setPassword] = useState('');
  const [newPassword, setNewPassword] = useState('');
  const [again, setAgain] = useState('');
  const [differ, setDiffer] = useState<Error | null>(null);
  const [code, setCode] = useState('');
  const [isChanged, setChanged] = useState(false);
  const change = useDo('changePassword');
  const failure = useMemo(() => inOwnWords(change.failure, say), [change.failure, say]);
  const needs = useNeeded(change.failure);
  return (
    <Part title={say(words.pin)}>
      {isChanged && <p role="status">{say(words.changed)}</p>}
      <Form
        act={say(words.change)}
        isRunning={change.isRunning}
        failure={differ ?? failure}
        onSend={() => {
          setChanged(false);
          // A slip of the finger would lock one out.
          if (newPassword !== again) return setDiffer(new Error(say(words.differ)));
          setDiffer(null);
          const digits = code.trim();
          void change.run({ password, newPassword, ...(digits !== '' && { code: digits }) }).then((done) => {
            if (done === undefined) return;
            setChanged(true);
            setPassword('');
            setNewPassword('');
            setAgain('');
            setCode('');
          });
        }}
      >
        <Line
          label={say(words.old)}
          value={password}
          onChange={setPassword}
          kind="pin"
          complete="current-password"
        />
        <Line
          label={say(words.fresh)}
          help={say(words.freshHelp)}
          value={newPassword}
          onChange={setNewPassword}
          kind="pin"
          complete="new-password"
        />
        <Line
          label={say(words.freshAgain)}
          value={again}
          onChange={setAgain}
          kind="pin"
          complete="new-password"
        />
        {needs.code && (
          <Line label={say(words.code)} value={code} onChange={setCode} complete="one-time-code" />
        )}
      </Form>
      {needs.passkey && (
        <>
          <p>{say(words.passkey)}</p>
          <a className="button" href="/office/me">
            {say(words.toOffice)}
          </a>
        </>
      )}
    </Part>
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
            {all.map(({ id, isThis, createdAt, agent }) => (
              <li key={id}>
                <b>
                  {deviceOf(agent, say) ?? say(words.unknownAgent)}
                  {isThis && ` · ${say(words.this)}`}
                </b>
                <p>{say(words.signedIn, { at: momentInWords(createdAt, say) })}</p>
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

/** What a browser says of itself, as people call it. */
const isComputer: readonly string[] = ['Windows', 'Macintosh', 'Linux'];
function deviceOf(agent: string | null, say: Say): string | null {
  const found = /(iPhone|iPad|HarmonyOS|Android|Windows|Macintosh|Linux)/.exec(agent ?? '')?.[1];
  if (found === undefined) return null;
  return isComputer.includes(found) ? say(words.computer, { kind: found }) : found;
}
