/** One's own PIN or password, chosen anew: by whoever wants another, and before anything else by whoever has one that counts no more. */
import { useContext, useMemo, useState, type ReactElement } from 'react';
import { Refused } from '../../shared/call.ts';
import { useSay, type Say, type Told } from '../../shared/language.ts';
import { useDo, useNeeded } from '../asking.ts';
import { Form, Line, Page, Part } from '../parts.tsx';
import { newPinHelp, NewPasswordContext, pinKeys } from './pin.ts';

const words = {
  expired: { zh: '请换一个密码', en: 'Please choose another PIN' },
  expiredMore: {
    zh: '这个密码用得太久了，或者不是您自己定的。换好以后就能接着看。',
    en: 'This one is too old, or you did not choose it yourself. Once you have another you go on.',
  },
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
  freshAgain: { zh: '新密码再输一次', en: 'The new PIN once more' },
  differ: {
    zh: '两次输的新密码不一样，请再输。密码没有换。',
    en: 'The two new ones differ: type them once more. Nothing was changed.',
  },
  change: { zh: '换密码', en: 'Change it' },
  changed: { zh: '密码换好了，别的手机已经退出。', en: 'Changed. Other phones are signed out.' },
  code: { zh: '验证器上的六位数字，或恢复码', en: 'Six digits of your authenticator, or a recovery code' },
  passkey: {
    zh: '您有通行密钥：密码请在合作社办公用的网页“我的登录”里换。',
    en: 'You have a passkey: change your password under “My sign-in” on the page of the office.',
  },
  toOffice: { zh: '去办公用的网页', en: 'To the page of the office' },
} as const satisfies Record<string, Told>;

/** Nothing else is answered before. */
export function ExpiredPin({ onSet }: { readonly onSet: () => void }): ReactElement {
  const say = useSay();
  return (
    <Page title={say(words.expired)} isHome>
      <p>{say(words.expiredMore)}</p>
      <NewPin onSet={onSet} />
    </Page>
  );
}

/** Here nobody gave a name: what was wrong can only have been the PIN. */
function inOwnWords(failure: Error | null, say: Say): Error | null {
  if (!(failure instanceof Refused) || failure.problem.code !== 'access.sign-in-failed') return failure;
  const [left] = /\d+/.exec(failure.problem.detail) ?? [];
  return new Error(left === undefined ? say(words.oldWrongWait) : say(words.oldWrong, { left }));
}

/** `onSet`: told once it is set; else the page says so itself. */
export function NewPin({ onSet }: { readonly onSet?: () => void }): ReactElement {
  const say = useSay();
  const asked = useContext(NewPasswordContext);
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
            if (onSet !== undefined) return onSet();
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
          kind={pinKeys(asked)}
          complete="current-password"
        />
        <Line
          label={say(words.fresh)}
          help={newPinHelp(asked, say)}
          value={newPassword}
          onChange={setNewPassword}
          kind={pinKeys(asked)}
          complete="new-password"
        />
        <Line
          label={say(words.freshAgain)}
          value={again}
          onChange={setAgain}
          kind={pinKeys(asked)}
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
