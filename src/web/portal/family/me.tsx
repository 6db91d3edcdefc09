/** What the cooperative knows of one, who looked at it, one's own PIN, and the phones that are signed in. */
import { useState, type ReactElement } from 'react';
import type { Sentence } from '../../../domain/language.ts';
import { standingWords } from '../../../domain/words.ts';
import { useSay } from '../../shared/language.ts';
import { useWhose } from '../acting.ts';
import { useAsk, useDo } from '../asking.ts';
import { dayInWords, momentInWords } from '../money/where.ts';
import { Answer, Facts, Form, Line, Page, Part } from '../parts.tsx';

const words = {
  title: { zh: '我的资料、密码和手机', en: 'My details, PIN and phones' },
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
  },
  looks: { zh: '谁看过我的资料', en: 'Who looked at it' },
  nobody: { zh: '没有人单独看过。', en: 'Nobody has opened your details.' },
  pin: { zh: '换密码', en: 'Change the PIN' },
  old: { zh: '现在的密码', en: 'The PIN of now' },
  fresh: { zh: '新密码', en: 'The new PIN' },
  change: { zh: '换密码', en: 'Change it' },
  changed: { zh: '密码换好了，别的手机已经退出。', en: 'Changed. Other phones are signed out.' },
  phones: { zh: '在哪些手机、电脑上登录着', en: 'Where you are signed in' },
  this: { zh: '就是这一部', en: 'this one' },
  end: { zh: '让这一部退出', en: 'Sign this one out' },
  unknownAgent: { zh: '不知道是什么手机', en: 'unknown device' },
} as const satisfies Record<string, Sentence>;

export function Me(): ReactElement {
  const say = useSay();
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
                  {looks.slice(0, 10).map((look) => (
                    <li key={look.recordedAt + look.act}>
                      <b>{look.person}</b>
                      <p>{momentInWords(look.recordedAt, say)}</p>
                    </li>
                  ))}
                </ul>
              </Part>
            </>
          );
        }}
      </Answer>
      <NewPin />
      <Phones />
    </Page>
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

function NewPin(): ReactElement {
  const say = useSay();
  const [password, setPassword] = useState('');
  const [newPassword, setNewPassword] = useState('');
  const [isChanged, setChanged] = useState(false);
  const change = useDo('changePassword');
  return (
    <Part title={say(words.pin)}>
      {isChanged && <p role="status">{say(words.changed)}</p>}
      <Form
        act={say(words.change)}
        isRunning={change.isRunning}
        failure={change.failure}
        onSend={() => {
          void change.run({ password, newPassword }).then((done) => {
            if (done === undefined) return;
            setChanged(true);
            setPassword('');
            setNewPassword('');
          });
        }}
      >
        <Line
          label={say(words.old)}
          value={password}
          onChange={setPassword}
          kind="secret"
          complete="current-password"
        />
        <Line
          label={say(words.fresh)}
          value={newPassword}
          onChange={setNewPassword}
          kind="secret"
          complete="new-password"
        />
      </Form>
    </Part>
  );
}

function Phones(): ReactElement {
  const say = useSay();
  const sessions = useAsk('listSessions', {});
  const end = useDo('endSession');
  return (
    <Part title={say(words.phones)}>
      <Answer of={sessions}>
        {({ sessions: all }) => (
          <ul className="entries">
            {all.map(({ id, isThis, createdAt, agent }) => (
              <li key={id}>
                <b>
                  {deviceOf(agent) ?? say(words.unknownAgent)}
                  {isThis && ` · ${say(words.this)}`}
                </b>
                <p>{momentInWords(createdAt, say)}</p>
                {!isThis && (
                  <button type="button" onClick={() => void end.run({ sessionId: id })}>
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
function deviceOf(agent: string | null): string | null {
  const found = /(iPhone|iPad|HarmonyOS|Android|Windows|Macintosh|Linux)/.exec(agent ?? '');
  return found?.[1] ?? null;
}
