/**
 * One's own sign-in: the password, an authenticator, passkeys, where one is signed in, and tokens for programs. What weighs asks
 * for the password again.
 */
import { Button, Input } from 'antd';
import { useState, type ReactElement } from 'react';
import type { Sentence } from '../../../domain/language.ts';
import { roleWords } from '../../../domain/role-words.ts';
import { Moment } from '../../shared/amount.tsx';
import { Ask } from '../../shared/ask.tsx';
import { useAnswer, useChange } from '../../shared/asking.ts';
import type { Reply } from '../../shared/call.ts';
import { browserIn } from '../../shared/browser.ts';
import { columnsOf } from '../../shared/columns.tsx';
import { Decision } from '../../shared/decision.tsx';
import { Field } from '../../shared/form.tsx';
import { useSay } from '../../shared/language.ts';
import { Facts, Note, Page, Part, State } from '../../shared/page.tsx';
import { hasPasskeys, makePasskey } from '../../shared/passkeys.ts';
import { QrCode } from '../../shared/qr-code.tsx';
import { useSession } from '../../shared/session.ts';
import { Dialog, Sheet } from '../../shared/sheet.tsx';
import { Answer } from '../../shared/states.tsx';
import { Table } from '../../shared/table.tsx';
import { Tokens } from './tokens.tsx';

type Passkey = Reply<'listPasskeys'>['passkeys'][number];
type SignIn = Reply<'listSessions'>['sessions'][number];

const words = {
  title: { zh: '我的登录', en: 'My sign-in' },
  userName: { zh: '用户名', en: 'User name' },
  roles: { zh: '职责', en: 'Roles' },
  password: { zh: '密码', en: 'Password' },
  change: { zh: '更改密码', en: 'Change the password' },
  changeMore: {
    zh: '更改后，您在其他地方的登录和程序用的令牌随即结束。',
    en: 'Your other sign-ins and the tokens of programs end with it.',
  },
  now: { zh: '现在的密码', en: 'Present password' },
  next: { zh: '新密码', en: 'New password' },
  again: { zh: '再输一次', en: 'Once more' },
  differ: { zh: '两次输入不一样', en: 'The two are not the same' },
  changed: { zh: '密码已更改。', en: 'The password is changed.' },
  code: { zh: '验证码（已设验证器的填）', en: 'Code, where you have an authenticator' },
  factor: { zh: '验证器', en: 'Authenticator' },
  factorMore: {
    zh: '手机上的验证器每半分钟给出六位数字，登录和重要操作时出示，别人知道密码也登录不了。',
    en: 'It gives six digits every half minute, shown when signing in and for what weighs: a password alone lets nobody in.',
  },
  setUp: { zh: '设置验证器', en: 'Set an authenticator up' },
  scan: {
    zh: '用验证器扫描，再填它显示的六位数字。不能扫描的，手工输入密钥：',
    en: 'Scan it, and enter the six digits it shows. Where it cannot scan, type the secret:',
  },
  sixDigits: { zh: '六位数字', en: 'Six digits' },
  recovery: { zh: '恢复码', en: 'Recovery codes' },
  recoveryMore: {
    zh: '只显示这一次。手机丢失时，每个恢复码可以代替验证码用一次，请抄下另存。',
    en: 'Shown this once. When the phone is lost each stands for a code once: write them down.',
  },
  noted: { zh: '已抄下', en: 'I have them' },
  passkeys: { zh: '通行密钥', en: 'Passkeys' },
  passkeysMore: {
    zh: '用手机或电脑的指纹、面容、锁屏密码登录，不用密码和验证码。',
    en: 'Sign in by the fingerprint, face or lock of a phone or computer, without password and code.',
  },
  rename: { zh: '改名', en: 'Rename' },
  addPasskey: { zh: '添加通行密钥', en: 'Add a passkey' },
  noPasskeys: { zh: '还没有通行密钥。', en: 'No passkey yet.' },
  unable: { zh: '此浏览器不支持通行密钥。', en: 'This browser has no passkeys.' },
  name: { zh: '名称', en: 'Name' },
  nameIt: { zh: '给它起个名称', en: 'What you call it' },
  made: { zh: '添加时间', en: 'Added' },
  shown: { zh: '上次使用', en: 'Last used' },
  remove: { zh: '删除', en: 'Remove' },
  given: { zh: '没有添加：浏览器没有给出通行密钥。', en: 'Not added: the browser gave none.' },
  sessions: { zh: '在哪里登录着', en: 'Where you are signed in' },
  since: { zh: '登录时间', en: 'Since' },
  seen: { zh: '最近操作', en: 'Last seen' },
  address: { zh: '地址', en: 'Address' },
  agent: { zh: '浏览器', en: 'Browser' },
  here: { zh: '本次登录', en: 'this one' },
  end: { zh: '结束', en: 'End it' },
  endMore: { zh: '结束后，那里须重新登录。', en: 'Whoever sits there must sign in again.' },
} as const satisfies Record<string, Sentence>;

export function OwnSignIn(): ReactElement {
  const say = useSay();
  const { person, roles } = useSession();
  return (
    <Page title={say(words.title)}>
      <Facts
        items={[
          { label: say(words.userName), value: person.userName },
          {
            label: say(words.roles),
            value: roles.map((role) => say(roleWords[role])).join(say({ zh: '、', en: ', ' })),
          },
        ]}
      />
      <Part title={say(words.password)} aside={<ChangePassword />}>
        <p className="quiet">{say(words.changeMore)}</p>
      </Part>
      <Part title={say(words.factor)} aside={<Authenticator />}>
        <p className="quiet">{say(words.factorMore)}</p>
      </Part>
      <Part title={say(words.passkeys)} aside={hasPasskeys() && <AddPasskey />}>
        <p className="quiet">{say(hasPasskeys() ? words.passkeysMore : words.unable)}</p>
        <Passkeys />
      </Part>
      <Part title={say(words.sessions)}>
        <SignIns />
      </Part>
      <Tokens />
    </Page>
  );
}

interface SecretProps {
  readonly label: string;
  readonly value: string;
  readonly onChange: (value: string) => void;
  readonly fault?: string | undefined;
  readonly kind: 'current-password' | 'new-password' | 'one-time-code' | 'off';
}

function Box({ label, value, onChange, fault, kind }: SecretProps): ReactElement {
  return (
    <Field label={label} fault={fault}>
      {(place) => (
        <Input
          {...place}
          type={kind.endsWith('password') ? 'password' : 'text'}
          autoComplete={kind}
          value={value}
          onChange={({ target }) => onChange(target.value)}
        />
      )}
    </Field>
  );
}

function ChangePassword(): ReactElement {
  const say = useSay();
  const [now, setNow] = useState('');
  const [next, setNext] = useState('');
  const [again, setAgain] = useState('');
  const [code, setCode] = useState('');
  const [isDone, setDone] = useState(false);
  const differs = again !== '' && !next.startsWith(again);
  return (
    <>
      {isDone && <State tone="done">{say(words.changed)}</State>}{' '}
      <Decision
        change="changePassword"
        label={say(words.change)}
        small
        isReady={now !== '' && next !== '' && next === again}
        inputOf={() => ({
          password: now,
          newPassword: next,
          ...(code.trim() !== '' && { code: code.trim() }),
        })}
        onDone={() => {
          setDone(true);
          for (const empty of [setNow, setNext, setAgain, setCode]) empty('');
        }}
      >
        <Box label={say(words.now)} value={now} onChange={setNow} kind="current-password" />
        <Box label={say(words.next)} value={next} onChange={setNext} kind="new-password" />
        <Box
          label={say(words.again)}
          value={again}
          onChange={setAgain}
          kind="new-password"
          fault={differs ? say(words.differ) : undefined}
        />
        <Box label={say(words.code)} value={code} onChange={setCode} kind="one-time-code" />
      </Decision>
    </>
  );
}

type Setting =
  | { readonly is: 'closed' }
  | { readonly is: 'asking' }
  | { readonly is: 'scanning'; readonly uri: string; readonly secret: string }
  | { readonly is: 'set'; readonly recoveryCodes: readonly string[] };

function Authenticator(): ReactElement {
  const say = useSay();
  const [setting, setSetting] = useState<Setting>({ is: 'closed' });
  const [password, setPassword] = useState('');
  const [code, setCode] = useState('');
  const begin = useChange('beginSecondFactor');
  const confirm = useChange('confirmSecondFactor');
  const close = () => {
    setSetting({ is: 'closed' });
    setPassword('');
    setCode('');
    begin.reset();
    confirm.reset();
  };
  return (
    <>
      <Button size="small" onClick={() => setSetting({ is: 'asking' })}>
        {say(words.setUp)}
      </Button>
      {setting.is === 'asking' && (
        <Sheet
          title={say(words.setUp)}
          act={say(words.setUp)}
          onClose={close}
          isReady={password !== ''}
          isRunning={begin.isRunning}
          failure={begin.failure}
          onAct={() =>
            void begin.run({ password, ...(code.trim() !== '' && { code: code.trim() }) }).then((reply) => {
              if (reply === undefined) return;
              setCode('');
              setSetting({ is: 'scanning', ...reply });
            })
          }
        >
          <Box label={say(words.now)} value={password} onChange={setPassword} kind="current-password" />
          <Box label={say(words.code)} value={code} onChange={setCode} kind="one-time-code" />
        </Sheet>
      )}
      {setting.is === 'scanning' && (
        <Sheet
          title={say(words.setUp)}
          act={say(words.setUp)}
          onClose={close}
          isReady={code.trim().length > 5}
          isRunning={confirm.isRunning}
          failure={confirm.failure}
          onAct={() =>
            void confirm
              .run({ code: code.trim() })
              .then((reply) => reply && setSetting({ is: 'set', recoveryCodes: reply.recoveryCodes }))
          }
        >
          <QrCode text={setting.uri} />
          <p>
            {say(words.scan)} <code className="digest">{setting.secret}</code>
          </p>
          <Box label={say(words.sixDigits)} value={code} onChange={setCode} kind="one-time-code" />
        </Sheet>
      )}
      {setting.is === 'set' && (
        <Dialog title={say(words.recovery)}>
          <p>{say(words.recoveryMore)}</p>
          <p className="once">{setting.recoveryCodes.join('  ')}</p>
          <form
            onSubmit={(event) => {
              event.preventDefault();
              close();
            }}
          >
            <footer>
              <Button type="primary" htmlType="submit">
                {say(words.noted)}
              </Button>
            </footer>
          </form>
        </Dialog>
      )}
    </>
  );
}

function AddPasskey(): ReactElement {
  const say = useSay();
  const [isOpen, setOpen] = useState(false);
  const [name, setName] = useState('');
  const [password, setPassword] = useState('');
  const [code, setCode] = useState('');
  const [gaveNone, setGaveNone] = useState(false);
  const begin = useChange('beginPasskey');
  const add = useChange('addPasskey');
  async function make(): Promise<void> {
    setGaveNone(false);
    const begun = await begin.run({ password, ...(code.trim() !== '' && { code: code.trim() }) });
    if (begun === undefined) return;
    const credential = await makePasskey(begun.options);
    if (credential === null) return setGaveNone(true);
    const added = await add.run({ name: name.trim(), credential });
    if (added === undefined) return;
    setOpen(false);
    setPassword('');
    setCode('');
  }
  return (
    <>
      <Button size="small" onClick={() => setOpen(true)}>
        {say(words.addPasskey)}
      </Button>
      {isOpen && (
        <Sheet
          title={say(words.addPasskey)}
          act={say(words.addPasskey)}
          onClose={() => setOpen(false)}
          isReady={name.trim() !== '' && password !== ''}
          isRunning={begin.isRunning || add.isRunning}
          failure={begin.failure ?? add.failure}
          onAct={() => void make()}
        >
          {gaveNone && <Note warning>{say(words.given)}</Note>}
          <Box label={say(words.nameIt)} value={name} onChange={setName} kind="off" />
          <Box label={say(words.now)} value={password} onChange={setPassword} kind="current-password" />
          <Box label={say(words.code)} value={code} onChange={setCode} kind="one-time-code" />
        </Sheet>
      )}
    </>
  );
}

function Passkeys(): ReactElement {
  const say = useSay();
  const found = useAnswer('listPasskeys', {});
  const { text } = columnsOf<Passkey>(say);
  return (
    <>
      <Answer of={found} rows={2}>
        {({ passkeys }) =>
          passkeys.length === 0 ? (
            <p className="quiet">{say(words.noPasskeys)}</p>
          ) : (
            <Table
              label={say(words.passkeys)}
              rows={passkeys}
              keyOf={({ id }) => id}
              columns={[
                text('name', say(words.name), 220, ({ name }) => name),
                text(
                  'made',
                  say(words.made),
                  160,
                  ({ createdAt }) => createdAt,
                  ({ createdAt }) => <Moment of={createdAt} />,
                ),
                text(
                  'shown',
                  say(words.shown),
                  160,
                  ({ shownAt }) => shownAt,
                  ({ shownAt }) => shownAt !== null && <Moment of={shownAt} />,
                ),
                text(
                  'remove',
                  '',
                  170,
                  () => '',
                  (passkey) => (
                    <span className="beside">
                      <Ask
                        change="renamePasskey"
                        label={say(words.rename)}
                        given={{ passkeyId: passkey.id }}
                        start={{ name: passkey.name }}
                        small
                      />
                      <RemovePasskey passkey={passkey} />
                    </span>
                  ),
                ),
              ]}
            />
          )
        }
      </Answer>
    </>
  );
}

function RemovePasskey({ passkey }: { readonly passkey: Passkey }): ReactElement {
  const say = useSay();
  const [password, setPassword] = useState('');
  const [code, setCode] = useState('');
  return (
    <Decision
      change="removePasskey"
      label={say(words.remove)}
      small
      isReady={password !== ''}
      inputOf={() => ({
        passkeyId: passkey.id,
        password,
        ...(code.trim() !== '' && { code: code.trim() }),
      })}
    >
      <p>
        <b>{passkey.name}</b>
      </p>
      <Box label={say(words.now)} value={password} onChange={setPassword} kind="current-password" />
      <Box label={say(words.code)} value={code} onChange={setCode} kind="one-time-code" />
    </Decision>
  );
}

function SignIns(): ReactElement {
  const say = useSay();
  const found = useAnswer('listSessions', {});
  const { text } = columnsOf<SignIn>(say);
  return (
    <>
      <Answer of={found} rows={2}>
        {({ sessions }) => (
          <Table
            label={say(words.sessions)}
            rows={sessions}
            keyOf={({ id }) => id}
            columns={[
              text(
                'since',
                say(words.since),
                150,
                ({ createdAt }) => createdAt,
                ({ createdAt }) => <Moment of={createdAt} />,
              ),
              text(
                'seen',
                say(words.seen),
                150,
                ({ lastSeenAt }) => lastSeenAt,
                ({ lastSeenAt }) => lastSeenAt !== null && <Moment of={lastSeenAt} />,
              ),
              text('address', say(words.address), 130, ({ address }) => address),
              text('agent', say(words.agent), 200, ({ agent }) => agent && browserIn(agent)),
              text(
                'end',
                '',
                120,
                ({ isThis }) => (isThis ? say(words.here) : ''),
                ({ id, isThis }) =>
                  isThis ? (
                    <State tone="done">{say(words.here)}</State>
                  ) : (
                    <Decision
                      change="endSession"
                      label={say(words.end)}
                      small
                      inputOf={() => ({ sessionId: id })}
                    >
                      <p>{say(words.endMore)}</p>
                    </Decision>
                  ),
              ),
            ]}
          />
        )}
      </Answer>
    </>
  );
}
