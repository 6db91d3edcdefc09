/** Sign-in: name, password, and the six digits where an authenticator is set up. */
import { Button, Input } from 'antd';
import { useState, type FormEvent, type ReactElement, type ReactNode } from 'react';
import type { Sentence } from '../../../domain/language.ts';
import { call, Refused } from '../../shared/call.ts';
import { Field } from '../../shared/form.tsx';
import { speak, useLanguage, useSay } from '../../shared/language.ts';
import type { Person } from '../../shared/session.ts';
import { hasPasskeys, showPasskey } from '../../shared/passkeys.ts';
import { Refusal } from '../../shared/states.tsx';
import { InvitationForm } from './invitation.tsx';

const words = {
  what: { zh: '股份与分红账', en: 'The ledger of shares and dividends' },
  ofWhom: { zh: '农村集体经济组织', en: 'of rural collective economic organizations' },
  title: { zh: '登录', en: 'Sign in' },
  userName: { zh: '用户名', en: 'User name' },
  password: { zh: '密码', en: 'Password' },
  code: { zh: '验证码', en: 'Code' },
  codeHelp: {
    zh: '验证器上的六位数字，或恢复码',
    en: 'Six digits of your authenticator, or a recovery code',
  },
  forgotten: {
    zh: '忘了密码，请找理事长和监事重置。第一次登录或重置以后：',
    en: 'Forgotten? The chair and a supervisor reset it. The first time, or after that:',
  },
  byInvitation: { zh: '用邀请码设定密码', en: 'choose a password by invitation' },
  invited: { zh: '用邀请码设定密码', en: 'Choose a password by invitation' },
  back: { zh: '返回登录', en: 'Back to signing in' },
  passkey: { zh: '用通行密钥登录', en: 'Sign in with a passkey' },
  toPortal: { zh: '我是股东 → 手机门户', en: 'I am a shareholder → the portal' },
  other: { zh: 'English', en: '中文' },
} as const satisfies Record<string, Sentence>;

export function SignInPage({ onSignedIn }: { readonly onSignedIn: (person: Person) => void }): ReactElement {
  const say = useSay();
  const [isInvited, setInvited] = useState(false);
  return (
    <SignInFrame title={say(isInvited ? words.invited : words.title)}>
      {isInvited ? <InvitationForm onSignedIn={onSignedIn} /> : <SignInForm onSignedIn={onSignedIn} />}
      <p className="quiet">
        {!isInvited && `${say(words.forgotten)} `}
        <button type="button" className="as-link" onClick={() => setInvited(!isInvited)}>
          {say(isInvited ? words.back : words.byInvitation)}
        </button>
      </p>
      {!isInvited && hasPasskeys() && <ByPasskey onSignedIn={onSignedIn} />}
      {!isInvited && (
        <p>
          <a href="/portal/">{say(words.toPortal)}</a>
        </p>
      )}
    </SignInFrame>
  );
}

/** The lock of one's phone or key, in place of name and password. */
function ByPasskey({ onSignedIn }: { readonly onSignedIn: (person: Person) => void }): ReactElement {
  const say = useSay();
  const [failure, setFailure] = useState<Error | null>(null);
  async function show(): Promise<void> {
    setFailure(null);
    try {
      const { options } = await call('askForPasskey', {}, { asked: 'as it stands' });
      const credential = await showPasskey(options);
      if (credential === null) return;
      await call('signInWithPasskey', { credential }, { asked: 'as it stands' });
      onSignedIn(await call('readSession', {}, { asked: 'as it stands' }));
    } catch (error) {
      setFailure(error as Error);
    }
  }
  return (
    <>
      <Refusal failure={failure} />
      <Button block onClick={() => void show()}>
        {say(words.passkey)}
      </Button>
    </>
  );
}

/** The page of whoever is not in yet. */
export function SignInFrame(props: { readonly title: string; readonly children: ReactNode }): ReactElement {
  const say = useSay();
  const language = useLanguage();
  return (
    <main className="sign-in" id="main">
      <section>
        <header>
          <span className="seal" aria-hidden>
            合股
          </span>
          <p>
            {say(words.what)}
            <br />
            <small>{say(words.ofWhom)}</small>
          </p>
          <Button
            type="text"
            size="small"
            lang={language === 'zh' ? 'en' : 'zh-CN'}
            onClick={() => speak(language === 'zh' ? 'en' : 'zh')}
          >
            {say(words.other)}
          </Button>
        </header>
        <h1>{props.title}</h1>
        {props.children}
      </section>
    </main>
  );
}

export function SignInForm(props: {
  /** Of whom it is again; nobody else then. */
  readonly userName?: string;
  readonly onSignedIn: (person: Person) => void;
}): ReactElement {
  const say = useSay();
  const [userName, setUserName] = useState(props.userName ?? '');
  const [password, setPassword] = useState('');
  const [code, setCode] = useState('');
  const [asksCode, setAsksCode] = useState(false);
  const [isRunning, setRunning] = useState(false);
  const [failure, setFailure] = useState<Error | null>(null);

  async function signIn(event: FormEvent): Promise<void> {
    event.preventDefault();
    setRunning(true);
    setFailure(null);
    try {
      await call(
        'signIn',
        { userName: userName.trim(), password, ...(code !== '' && { code }) },
        { asked: 'as it stands' },
      );
      props.onSignedIn(await call('readSession', {}, { asked: 'as it stands' }));
    } catch (error) {
      if (error instanceof Refused && error.problem.code === 'access.code-needed') setAsksCode(true);
      else setFailure(error as Error);
    } finally {
      setRunning(false);
    }
  }

  return (
    <form onSubmit={(event) => void signIn(event)}>
      <Refusal failure={failure} />
      <Field label={say(words.userName)}>
        {(place) => (
          <Input
            {...place}
            size="large"
            autoComplete="username"
            autoFocus={props.userName === undefined}
            value={userName}
            disabled={props.userName !== undefined}
            onChange={({ target }) => setUserName(target.value)}
          />
        )}
      </Field>
      <Field label={say(words.password)}>
        {(place) => (
          <Input
            {...place}
            size="large"
            type="password"
            autoComplete="current-password"
            autoFocus={props.userName !== undefined}
            value={password}
            onChange={({ target }) => setPassword(target.value)}
          />
        )}
      </Field>
      {asksCode && (
        <Field label={say(words.code)} help={say(words.codeHelp)}>
          {(place) => (
            <Input
              {...place}
              size="large"
              autoFocus
              inputMode="numeric"
              autoComplete="one-time-code"
              value={code}
              onChange={({ target }) => setCode(target.value)}
            />
          )}
        </Field>
      )}
      <Button
        type="primary"
        size="large"
        htmlType="submit"
        block
        loading={isRunning}
        disabled={userName === '' || password === ''}
      >
        {say(words.title)}
      </Button>
    </form>
  );
}
