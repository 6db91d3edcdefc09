/** The first sign-in of a new person: the code that two people handed over, and a password of one's own. */
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
  invitation: { zh: '邀请码', en: 'Code' },
  invitationHelp: {
    zh: '分两段交给您的，中间加一个点',
    en: 'If it came in two halves, with a dot between them',
  },
  password: { zh: '自己的密码', en: 'A password of your own' },
  passwordHelp: {
    zh: '一句自己记得住的话最好，至少 12 个字符',
    en: 'Best a sentence that you remember, of 12 characters or more',
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
  const [entered, setEntered] = useState({ userName: '', invitation: '', password: '', again: '' });
  const [isRunning, setRunning] = useState(false);
  const [failure, setFailure] = useState<Error | null>(null);
  const { userName, invitation, password, again } = entered;

  async function accept(event: FormEvent): Promise<void> {
    event.preventDefault();
    setRunning(true);
    setFailure(null);
    try {
      const wish = { userName: userName.trim(), invitation: invitation.replace(/\s/g, ''), password };
      await call('acceptInvitation', wish, { asked: 'as it stands' });
      onSignedIn(await call('readSession', {}, { asked: 'as it stands' }));
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
      fault={key === 'again' && again !== '' && !password.startsWith(again) ? say(words.differ) : undefined}
    >
      {(spot) => (
        <Input
          {...spot}
          size="large"
          type={key === 'password' || key === 'again' ? 'password' : 'text'}
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
      {place('invitation', 'off', say(words.invitationHelp))}
      {place('password', 'new-password', say(words.passwordHelp))}
      {place('again', 'new-password')}
      <Button
        type="primary"
        size="large"
        htmlType="submit"
        block
        loading={isRunning}
        disabled={userName === '' || invitation === '' || password === '' || password !== again}
      >
        {say(words.set)}
      </Button>
    </form>
  );
}
