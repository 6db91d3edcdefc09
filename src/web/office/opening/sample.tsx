/** A sample cooperative at a press, for whoever may open one: what it is, how far it is, and as whom one looks at it. */
import { Button, Input } from 'antd';
import { useEffect, useState, type FormEvent, type ReactElement } from 'react';
import type { Sentence } from '../../../domain/language.ts';
import { dutyWords, roleWords } from '../../../domain/role-words.ts';
import { call, type Reply } from '../../shared/call.ts';
import { Field } from '../../shared/form.tsx';
import { useSay } from '../../shared/language.ts';
import { Note, Part } from '../../shared/page.tsx';
import { Refusal } from '../../shared/states.tsx';

type Standing = Reply<'readSample'>;

const words = {
  title: { zh: '先看样例', en: 'See a sample first' },
  what: {
    zh: '一个四十名成员的虚构合作社，名称里写明是样例，2025年下半年已办到公示期满、等待入账，并有几件事等另一人复核。人名、证件号码、电话和账号都是编造的，与您自己的合作社互不相干。',
    en: 'A fictional cooperative of forty members, called a sample in its name. The second half of 2025 is told until the notice is over and the dividend can be posted; a few things wait for a second person. Names, numbers and accounts are invented, and it has nothing to do with your own.',
  },
  password: { zh: '样例各人共用的密码', en: 'A password for all its people' },
  passwordHelp: {
    zh: '由您现在定，请记下来：以后用它登录样例',
    en: 'Yours to choose now. Keep it: it opens the sample later',
  },
  open: { zh: '设立样例合作社', en: 'Open the sample' },
  telling: {
    zh: '正在建立，约半分钟：第 {told} 步，共 {of} 步。可以离开本页。',
    en: 'Being told, half a minute or so: step {told} of {of}. You may leave this page.',
  },
  begins: { zh: '正在登记名册……', en: 'The roster goes in …' },
  failed: {
    zh: '样例没有建成。用同一个密码再按一次，从停下的地方接着建。',
    en: 'The sample was not told to its end. Press again with the same password, and it goes on where it stopped.',
  },
  there: {
    zh: '“{name}”已建好。请退出，再用下列任一用户名和样例的密码登录。',
    en: '“{name}” is there. Sign out, and sign in under any of these names with the password of the sample.',
  },
  people: { zh: '样例的用户名', en: 'Its user names' },
} as const satisfies Record<string, Sentence>;

const EVERY_MILLISECONDS = 1000;

export function SamplePart(): ReactElement | null {
  const say = useSay();
  const [standing, setStanding] = useState<Standing | null>(null);
  const [password, setPassword] = useState('');
  const [isRunning, setRunning] = useState(false);
  const [failure, setFailure] = useState<Error | null>(null);
  const isTelling = standing?.state === 'telling';
  // While it goes on, and until it is known how it stands: a service that was busy once is asked again.
  const isAsked = standing === null || isTelling;
  useEffect(() => {
    const look = () =>
      void call('readSample', {}, { asked: 'as it stands' }).then(setStanding, () => undefined);
    look();
    if (!isAsked) return undefined;
    const timer = setInterval(look, EVERY_MILLISECONDS);
    return () => clearInterval(timer);
  }, [isAsked]);

  async function open(event: FormEvent): Promise<void> {
    event.preventDefault();
    setRunning(true);
    setFailure(null);
    try {
      setStanding(await call('openSample', { password }, { asked: 'as it stands' }));
    } catch (error) {
      setFailure(error as Error);
    } finally {
      setRunning(false);
    }
  }

  // An installation without a sample says nothing of it.
  if (standing === null || standing.name === '') return null;
  const { state, name, told, of, people } = standing;
  return (
    <Part title={say(words.title)}>
      {state === 'there' ? (
        <>
          <p role="status">{say(words.there, { name })}</p>
          <table className="sample-people">
            <caption className="unseen">{say(words.people)}</caption>
            <tbody>
              {people.map(({ userName, roles }) => (
                <tr key={userName}>
                  <th scope="row">{userName}</th>
                  <td>{roles.map((role) => say(roleWords[role])).join(' ')}</td>
                  <td className="quiet">{roles.map((role) => say(dutyWords[role])).join(' ')}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </>
      ) : isTelling ? (
        <div className="progress" role="status">
          <progress value={told} max={Math.max(of, 1)} aria-label={say(words.title)} />
          <p>{of === 0 ? say(words.begins) : say(words.telling, { told, of })}</p>
        </div>
      ) : (
        <form className="sample" onSubmit={(event) => void open(event)}>
          <p>{say(words.what)}</p>
          <Refusal failure={failure} />
          {state === 'failed' && <Note warning>{say(words.failed)}</Note>}
          <Field label={say(words.password)} help={say(words.passwordHelp)}>
            {(spot) => (
              <Input
                {...spot}
                type="password"
                autoComplete="new-password"
                value={password}
                onChange={({ target }) => setPassword(target.value)}
              />
            )}
          </Field>
          <Button htmlType="submit" loading={isRunning} disabled={password === ''}>
            {say(words.open)}
          </Button>
        </form>
      )}
    </Part>
  );
}
