/** Signing in by the lock of one's phone, for whoever works for the office as well and set a passkey up there. */
import { useState, type ReactElement } from 'react';
import type { Sentence } from '../../../domain/language.ts';
import { call, type Reply } from '../../shared/call.ts';
import { useSay } from '../../shared/language.ts';
import { hasPasskeys, showPasskey } from '../../shared/passkeys.ts';
import { Failure } from '../parts.tsx';

const words = {
  by: { zh: '用通行密钥登录', en: 'Sign in with a passkey' },
  unable: {
    zh: '这部手机的浏览器不支持通行密钥：请换一部设过通行密钥的手机或电脑打开。',
    en: 'This browser has no passkeys: open the portal on a phone or computer where you set one up.',
  },
  given: {
    zh: '浏览器没有给出通行密钥。请再试，或换一部设过通行密钥的手机或电脑。',
    en: 'The browser gave none. Try again, or use a phone or computer where you set one up.',
  },
} as const satisfies Record<string, Sentence>;

export function ByPasskey({ onIn }: { readonly onIn: (person: Reply<'readSession'>) => void }): ReactElement {
  const say = useSay();
  const [isRunning, setRunning] = useState(false);
  const [failure, setFailure] = useState<Error | null>(null);
  const show = async () => {
    const { options } = await call('askForPasskey', {}, { asked: 'as it stands' });
    const credential = await showPasskey(options);
    if (credential === null) throw new Error(say(words.given));
    await call('signInWithPasskey', { credential }, { asked: 'as it stands' });
    return call('readSession', {}, { asked: 'as it stands' });
  };
  if (!hasPasskeys()) return <p>{say(words.unable)}</p>;
  return (
    <>
      <Failure error={failure} />
      <button
        type="button"
        className="main"
        disabled={isRunning}
        onClick={() => {
          setRunning(true);
          setFailure(null);
          show()
            .then(onIn, setFailure)
            .finally(() => setRunning(false));
        }}
      >
        {say(words.by)}
      </button>
    </>
  );
}
