/** Signing in by number and PIN, or for the first time by the code from paper. */
import { lazy, Suspense, useMemo, useState, type ReactElement } from 'react';
import type { Sentence } from '../../../domain/language.ts';
import { Refused, type Reply } from '../../shared/call.ts';
import { useSay } from '../../shared/language.ts';
import { useDo, useNeeded } from '../asking.ts';
import { Form, Line, Page } from '../parts.tsx';
import { useOwnPlace } from '../place.ts';
import { newPinHelp, pinKeys } from './pin.ts';

const words = {
  signIn: { zh: '登录', en: 'Sign in' },
  first: { zh: '第一次来', en: 'Here for the first time' },
  firstMore: {
    zh: '您会收到两张纸，每张上有六位数字，合起来是开通码。先输哪一张都可以。',
    en: 'You get two slips of paper with six digits each: together they are your code, whichever comes first.',
  },
  number: {
    zh: '成员编号、股权证号或用户名',
    en: 'Number of the register or of your certificate, or user name',
  },
  numberHelp: { zh: '编号前面的 0 可以不输。', en: 'Zeros before a number need not be typed.' },
  pin: { zh: '密码', en: 'PIN or password' },
  one: { zh: '第一张纸上的六位数字', en: 'Six digits of the first slip' },
  two: { zh: '第二张纸上的六位数字', en: 'Six digits of the second slip' },
  newPin: { zh: '自己定一个密码', en: 'Choose a PIN' },
  again: { zh: '密码再输一次', en: 'The PIN once more' },
  differ: { zh: '两次输的密码不一样，请再输。', en: 'The two differ: type them once more.' },
  open: { zh: '设好，进去', en: 'Set it and go in' },
  wrong: {
    zh: '编号或密码不对，还可以试 {left} 次。请再看看，也可以给办公室打电话。',
    en: 'The number or the PIN is wrong; tries left: {left}. Please look again, or call the office.',
  },
  wait: {
    zh: '编号或密码不对。请过一会儿再试，也可以给办公室打电话。',
    en: 'The number or the PIN is wrong. Please wait a moment before the next try, or call the office.',
  },
  locked: {
    zh: '试得太多了，请过 {minutes} 分钟再试。',
    en: 'Too many tries: please try again in {minutes} minutes.',
  },
  lost: {
    zh: '密码忘了：请给办公室打电话，会给您两张新的纸。',
    en: 'PIN forgotten: call the office, and you get two new slips.',
  },
  toFirst: { zh: '第一次来，用开通码', en: 'First time: I have a code' },
  toSignIn: { zh: '我有密码，直接登录', en: 'I have a PIN: sign in' },
  code: { zh: '验证器上的六位数字，或恢复码', en: 'Six digits of your authenticator, or a recovery code' },
  codeNeeded: {
    zh: '密码对了。您在办公室设了验证器：请把它现在显示的六位数字填在下面。',
    en: 'The password is right. You have an authenticator: fill in below the six digits that it shows now.',
  },
  passkeyNeeded: {
    zh: '密码对了。您设了通行密钥：请按下面的“用通行密钥登录”。',
    en: 'The password is right. You have a passkey: press “Sign in with a passkey” below.',
  },
  elsewhere: { zh: '不是这个合作社', en: 'Another cooperative' },
} as const satisfies Record<string, Sentence>;

/** Fetched by whoever has one: few do. */
const ByPasskey = lazy(async () => ({ default: (await import('./passkey.tsx')).ByPasskey }));

type Person = Reply<'readSession'>;
interface Props {
  readonly onIn: (person: Person) => void;
  /** Why one is asked once more. */
  readonly because?: string;
}

export function Coming(props: Props & { readonly onElsewhere: () => void }): ReactElement {
  const say = useSay();
  const [isFirst, setFirst] = useState(location.hash === '#first');
  return (
    <>
      {isFirst ? <Activate {...props} /> : <SignIn {...props} />}
      <button type="button" className="plain" onClick={() => setFirst(!isFirst)}>
        {say(isFirst ? words.toSignIn : words.toFirst)}
      </button>
      <button type="button" className="plain" onClick={props.onElsewhere}>
        {say(words.elsewhere)}
      </button>
    </>
  );
}

/** What the office is told speaks of user names, chair and supervisor: whoever stands here is told what they can do. */
function useOwnWords(failure: Error | null): Error | null {
  const say = useSay();
  return useMemo(() => {
    if (!(failure instanceof Refused)) return failure;
    const { code, detail } = failure.problem;
    // The tries that are left, or the minutes to wait, are the only number that either says.
    const [count] = /\d+/.exec(detail) ?? [];
    if (code === 'access.sign-in-failed')
      return new Error(count === undefined ? say(words.wait) : say(words.wrong, { left: count }));
    if (code === 'access.code-needed') return new Error(say(words.codeNeeded));
    if (code === 'access.passkey-needed') return new Error(say(words.passkeyNeeded));
    if (code !== 'access.sign-in-locked') return failure;
    return new Error(say(words.locked, { minutes: count ?? '30' }));
  }, [failure, say]);
}

function SignIn({ onIn, because }: Props): ReactElement {
  const say = useSay();
  const { id: cooperativeId, newPassword } = useOwnPlace();
  const [number, setNumber] = useState('');
  const [password, setPassword] = useState('');
  const [code, setCode] = useState('');
  const signIn = useDo('signInToPortal');
  const failure = useOwnWords(signIn.failure);
  const needs = useNeeded(signIn.failure);
  return (
    <Page title={say(words.signIn)} isHome>
      {because !== undefined && <p className="kept">{because}</p>}
      <Form
        act={say(words.signIn)}
        isRunning={signIn.isRunning}
        failure={failure}
        onSend={() => {
          const digits = code.trim();
          void signIn
            .run({ cooperativeId, number: number.trim(), password, ...(digits !== '' && { code: digits }) })
            .then((person) => person !== undefined && onIn(person));
        }}
      >
        <Line
          label={say(words.number)}
          help={say(words.numberHelp)}
          value={number}
          onChange={setNumber}
          complete="username"
        />
        <Line
          label={say(words.pin)}
          value={password}
          onChange={setPassword}
          kind={pinKeys(newPassword)}
          complete="current-password"
        />
        {needs.code && (
          <Line label={say(words.code)} value={code} onChange={setCode} complete="one-time-code" />
        )}
      </Form>
      {needs.passkey && (
        <Suspense fallback={null}>
          <ByPasskey onIn={onIn} />
        </Suspense>
      )}
      <p>{say(words.lost)}</p>
    </Page>
  );
}

function Activate({ onIn }: Props): ReactElement {
  const say = useSay();
  const { id: cooperativeId, newPassword } = useOwnPlace();
  const [number, setNumber] = useState('');
  const [one, setOne] = useState('');
  const [two, setTwo] = useState('');
  const [password, setPassword] = useState('');
  const [again, setAgain] = useState('');
  const [differ, setDiffer] = useState<Error | null>(null);
  const activate = useDo('activatePortal');
  const failure = useOwnWords(activate.failure);
  return (
    <Page title={say(words.first)} isHome>
      <p>{say(words.firstMore)}</p>
      <Form
        act={say(words.open)}
        isRunning={activate.isRunning}
        failure={differ ?? failure}
        onSend={() => {
          if (password !== again) return setDiffer(new Error(say(words.differ)));
          setDiffer(null);
          void activate
            .run({ cooperativeId, number: number.trim(), code: `${one} ${two}`, password })
            .then((person) => person !== undefined && onIn(person));
        }}
      >
        <Line
          label={say(words.number)}
          help={say(words.numberHelp)}
          value={number}
          onChange={setNumber}
          complete="username"
        />
        <Line label={say(words.one)} value={one} onChange={setOne} kind="code" />
        <Line label={say(words.two)} value={two} onChange={setTwo} kind="code" />
        <Line
          label={say(words.newPin)}
          help={newPinHelp(newPassword, say)}
          value={password}
          onChange={setPassword}
          kind={pinKeys(newPassword)}
          complete="new-password"
        />
        <Line
          label={say(words.again)}
          value={again}
          onChange={setAgain}
          kind={pinKeys(newPassword)}
          complete="new-password"
        />
      </Form>
    </Page>
  );
}
