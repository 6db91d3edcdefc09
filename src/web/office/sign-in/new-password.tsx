/** Choosing a password of one's own, before anything else: for who has one that others know, or one too old. */
import { Button, Input } from 'antd';
import { useState, type FormEvent, type ReactElement } from 'react';
import type { Sentence } from '../../../domain/language.ts';
import { call } from '../../shared/call.ts';
import { Field } from '../../shared/form.tsx';
import { useSay } from '../../shared/language.ts';
import type { Person } from '../../shared/session.ts';
import { Refusal } from '../../shared/states.tsx';
import { SignInFrame } from './sign-in.tsx';

const words = {
  title: { zh: '请设定自己的密码', en: 'Choose a password of your own' },
  why: {
    zh: '现在的密码不是您自己设定的，或已经到期。设定以后其他地方的登录随即结束。',
    en: 'The present one was not chosen by you, or is too old. Other sign-ins of yours end with it.',
  },
  now: { zh: '现在的密码', en: 'Present password' },
  next: { zh: '新密码', en: 'New password' },
  nextHelp: {
    zh: '十二个字以上、自己记得住的一句话最好',
    en: 'A sentence of twelve characters or more that you remember is best',
  },
  again: { zh: '再输一次', en: 'Once more' },
  differ: { zh: '两次输入不一样', en: 'The two are not the same' },
  set: { zh: '设定', en: 'Set it' },
} as const satisfies Record<string, Sentence>;

export function NewPassword({ onSet }: { readonly onSet: (person: Person) => void }): ReactElement {
  const say = useSay();
  const [entered, setEntered] = useState({ now: '', next: '', again: '' });
  const [isRunning, setRunning] = useState(false);
  const [failure, setFailure] = useState<Error | null>(null);
  const { now, next, again } = entered;
  const differs = again !== '' && !next.startsWith(again);

  async function set(event: FormEvent): Promise<void> {
    event.preventDefault();
    setRunning(true);
    setFailure(null);
    try {
      await call('changePassword', { password: now, newPassword: next }, { asked: 'as it stands' });
      onSet(await call('readSession', {}, { asked: 'as it stands' }));
    } catch (error) {
      setFailure(error as Error);
    } finally {
      setRunning(false);
    }
  }

  const place = (key: keyof typeof entered, autoComplete: string, help?: string) => (
    <Field
      label={say(words[key])}
      help={help}
      fault={key === 'again' && differs ? say(words.differ) : undefined}
    >
      {(spot) => (
        <Input
          {...spot}
          size="large"
          type="password"
          autoComplete={autoComplete}
          value={entered[key]}
          onChange={({ target }) => setEntered({ ...entered, [key]: target.value })}
        />
      )}
    </Field>
  );
  return (
    <SignInFrame title={say(words.title)}>
      <p className="quiet">{say(words.why)}</p>
      <form onSubmit={(event) => void set(event)}>
        <Refusal failure={failure} />
        {place('now', 'current-password')}
        {place('next', 'new-password', say(words.nextHelp))}
        {place('again', 'new-password')}
        <Button
          type="primary"
          size="large"
          htmlType="submit"
          block
          loading={isRunning}
          disabled={now === '' || next === '' || next !== again}
        >
          {say(words.set)}
        </Button>
      </form>
    </SignInFrame>
  );
}
