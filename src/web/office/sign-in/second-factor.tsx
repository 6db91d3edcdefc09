/** Asks for the second factor where the cooperative wants one for what was pressed: a code of the authenticator, or a passkey. */
import { Button, Input } from 'antd';
import { useState, type ReactElement } from 'react';
import type { Sentence } from '../../../domain/language.ts';
import { useAnswer, useChange } from '../../shared/asking.ts';
import { Field } from '../../shared/form.tsx';
import { useSay } from '../../shared/language.ts';
import { hasPasskeys, showPasskey } from '../../shared/passkeys.ts';
import { Sheet } from '../../shared/sheet.tsx';

const words = {
  title: { zh: '出示第二重验证', en: 'Show the second factor' },
  more: {
    zh: '本社规定办理此事须先出示第二重验证；之后半小时内不再询问。还没有验证器的，请先在“本人的登录”中设置。',
    en: 'The cooperative asks for it here; then not again for half an hour. Whoever has none sets one up under their own sign-in first.',
  },
  code: { zh: '验证器上的六位数字，或一个恢复码', en: 'Six digits of the authenticator, or a recovery code' },
  show: { zh: '出示', en: 'Show' },
  passkey: { zh: '用通行密钥', en: 'Use a passkey' },
  gaveNone: { zh: '没有出示通行密钥。', en: 'No passkey was shown.' },
} as const satisfies Record<string, Sentence>;

export function SecondFactorSheet(props: { readonly onDone: (isShown: boolean) => void }): ReactElement {
  const say = useSay();
  const { onDone } = props;
  const [code, setCode] = useState('');
  const [gaveNone, setGaveNone] = useState(false);
  const show = useChange('showSecondFactor');
  const ask = useChange('askForPasskey');
  const showKey = useChange('showPasskey');
  const passkeys = useAnswer('listPasskeys', {}, { when: hasPasskeys() });
  async function byPasskey(): Promise<void> {
    setGaveNone(false);
    const asked = await ask.run({});
    if (asked === undefined) return;
    const credential = await showPasskey(asked.options);
    if (credential === null) return setGaveNone(true);
    if ((await showKey.run({ credential })) !== undefined) onDone(true);
  }
  return (
    <Sheet
      title={say(words.title)}
      act={say(words.show)}
      width={440}
      onClose={() => onDone(false)}
      isReady={code.trim().length > 5}
      isRunning={show.isRunning || showKey.isRunning}
      failure={show.failure ?? ask.failure ?? showKey.failure}
      onAct={() => void show.run({ code: code.trim() }).then((done) => done !== undefined && onDone(true))}
    >
      <p className="quiet">{say(words.more)}</p>
      <Field label={say(words.code)}>
        {(place) => (
          <Input
            {...place}
            autoFocus
            autoComplete="one-time-code"
            maxLength={40}
            value={code}
            onChange={({ target }) => setCode(target.value)}
          />
        )}
      </Field>
      {gaveNone && <p role="alert">{say(words.gaveNone)}</p>}
      {(passkeys.data?.passkeys.length ?? 0) > 0 && (
        <Button onClick={() => void byPasskey()}>{say(words.passkey)}</Button>
      )}
    </Sheet>
  );
}
