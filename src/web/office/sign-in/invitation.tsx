/** The first sign-in, or the one after a reset: both halves of an invitation, and a password that nobody else knows. */
import { Button, Input } from 'antd';
import { useState, type FormEvent, type ReactElement } from 'react';
import type { Sentence } from '../../../domain/language.ts';
import { call } from '../../shared/call.ts';
import { Field } from '../../shared/form.tsx';
import { useSay } from '../../shared/language.ts';
import type { Person } from '../../shared/session.ts';
import { Refusal } from '../../shared/states.tsx';

const words = {
  userName: { zh: '用户名', en: 'User name' },
  first: { zh: '邀请码第一段', en: 'First half' },
  firstHelp: {
    zh: '提议人交给您的；已是完整邀请码的，第二段不填',
    en: 'From who proposed you; leave the second empty where it is whole',
  },
  second: { zh: '邀请码第二段', en: 'Second half' },
  secondHelp: { zh: '复核人交给您的', en: 'From who confirmed you' },
  next: { zh: '新密码', en: 'New password' },
  nextHelp: {
    zh: '十二个字以上、自己记得住的一句话最好',
    en: 'A sentence of twelve characters or more that you remember is best',
  },
  again: { zh: '再输一次', en: 'Once more' },
  differ: { zh: '两次输入不一样', en: 'The two are not the same' },
  set: { zh: '设定密码并登录', en: 'Set it and sign in' },
} as const satisfies Record<string, Sentence>;

export function InvitationForm({
  onSignedIn,
}: {
  readonly onSignedIn: (person: Person) => void;
}): ReactElement {
  const say = useSay();
  const [entered, setEntered] = useState({ userName: '', first: '', second: '', next: '', again: '' });
  const [isRunning, setRunning] = useState(false);
  const [failure, setFailure] = useState<Error | null>(null);
  const { userName, first, second, next, again } = entered;
  const differs = again !== '' && !next.startsWith(again);

  async function accept(event: FormEvent): Promise<void> {
    event.preventDefault();
    setRunning(true);
    setFailure(null);
    const invitation = [first, second].map((half) => half.trim()).filter((half) => half !== '');
    try {
      await call(
        'acceptInvitation',
        { userName: userName.trim(), invitation: invitation.join('.'), password: next },
        { asked: 'as it stands' },
      );
      onSignedIn(await call('readSession', {}, { asked: 'as it stands' }));
    } catch (error) {
      setFailure(error as Error);
    } finally {
      setRunning(false);
    }
  }

  const place = (key: keyof typeof entered, autoComplete: string, help?: string, isSecret = false) => (
    <Field
      label={say(words[key])}
      help={help}
      fault={key === 'again' && differs ? say(words.differ) : undefined}
    >
      {(spot) => (
        <Input
          {...spot}
          size="large"
          type={isSecret ? 'password' : 'text'}
          autoComplete={autoComplete}
          value={entered[key]}
          onChange={({ target }) => setEntered({ ...entered, [key]: target.value })}
        />
      )}
    </Field>
  );
  return (
    <form onSubmit={(event) => void accept(event)}>
      <Refusal failure={failure} />
      {place('userName', 'username')}
      {place('first', 'off', say(words.firstHelp))}
      {place('second', 'off', say(words.secondHelp))}
      {place('next', 'new-password', say(words.nextHelp), true)}
      {place('again', 'new-password', undefined, true)}
      <Button
        type="primary"
        size="large"
        htmlType="submit"
        block
        loading={isRunning}
        disabled={userName === '' || first === '' || next === '' || next !== again}
      >
        {say(words.set)}
      </Button>
    </form>
  );
}
