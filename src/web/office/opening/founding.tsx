/**
 * Opening a cooperative, for whoever looks after the service: its name and code, and the people with whom it begins. Each of
 * them gets a code, said once; whoever opens it holds no role in it.
 */
import { Button, Input, Select } from 'antd';
import { useRef, useState, type FormEvent, type ReactElement } from 'react';
import { roles, type Role } from '../../../domain/permission.ts';
import { dutyWords, roleWords } from '../../../domain/role-words.ts';
import { call, type Reply } from '../../shared/call.ts';
import { Field } from '../../shared/form.tsx';
import { speak, useLanguage, useSay } from '../../shared/language.ts';
import { newKey } from '../../shared/keys.ts';
import { Note, Part } from '../../shared/page.tsx';
import { todayInChina } from '../../shared/period.ts';
import { useSession, type Person } from '../../shared/session.ts';
import { NoPermission, Refusal } from '../../shared/states.tsx';
import { forgetTyped, useTyped } from '../../shared/typed.ts';
import { SamplePart } from './sample.tsx';
import './opening.css';

const words = {
  title: { zh: '设立合作社', en: 'Open a cooperative' },
  more: {
    zh: '您是平台管理员，只负责设立，不在合作社任职，也看不到它的账。',
    en: 'You look after the service: you open the cooperative, hold no role in it and do not see its books.',
  },
  what: { zh: '合作社', en: 'The cooperative' },
  name: { zh: '全称', en: 'Full name' },
  nameHelp: { zh: '与登记证书一致', en: 'As on the certificate of registration' },
  since: { zh: '自何日起使用此名称', en: 'Since when it bears this name' },
  creditCode: { zh: '统一社会信用代码', en: 'Credit code' },
  creditCodeHelp: {
    zh: '18 位；早年的组织没有可以不填',
    en: '18 characters; a body of earlier years may have none',
  },
  region: { zh: '行政区划代码', en: 'Region code' },
  regionHelp: { zh: '六位数字，到县一级', en: 'Six digits, to the county' },
  people: { zh: '设立时任职的人', en: 'The people with whom it begins' },
  peopleMore: {
    zh: '至少三人，其中有理事长和监事。编制的人不审批，管账的人不管钱。各人凭邀请码自己设密码。',
    en: 'At least three, a chair and a supervisor among them. Who prepares does not approve; who keeps the books does not keep the cash. Each chooses a password by a code.',
  },
  person: { zh: '姓名', en: 'Name' },
  userName: { zh: '用户名', en: 'User name' },
  duties: { zh: '职责', en: 'Duties' },
  ofPerson: { zh: '第 {at} 人的{what}', en: '{what} of person {at}' },
  add: { zh: '加一人', en: 'Add a person' },
  takeOut: { zh: '去掉', en: 'Remove' },
  open: { zh: '设立', en: 'Open it' },
  opened: { zh: '“{name}”已设立', en: '“{name}” is open' },
  codes: {
    zh: '邀请码只显示这一次。请打印或复制，分别交给本人：打开 {address}，选“用邀请码设定密码”，整段填入第一格，七天内有效。',
    en: 'These codes are said once. Print or copy them and hand each to its person alone: at {address}, “choose a password by invitation”, the whole of it into the first field, within seven days.',
  },
  hasPassword: { zh: '已有密码，照常登录', en: 'has a password already' },
  print: { zh: '打印', en: 'Print' },
  another: { zh: '再设立一个', en: 'Open another' },
  leave: { zh: '退出登录', en: 'Sign out' },
  other: { zh: 'English', en: '中文' },
} as const;

interface Founder {
  readonly displayName: string;
  readonly userName: string;
  readonly roles: readonly Role[];
}

const firstRoles: readonly Role[] = ['chair', 'supervisor', 'accountant', 'reviewer', 'cashier'];
const emptyFounders = (): readonly Founder[] =>
  firstRoles.map((role) => ({ displayName: '', userName: '', roles: [role] }));
const givenRoles = roles.filter((role) => role !== 'administrator');

type Opened = Reply<'createCooperative'> & { readonly name: string };

/** Within the office, of whoever also confirms what is proposed there. */
export function FoundingPage(): ReactElement {
  const { person, may } = useSession();
  if (!may('cooperative.create')) return <NoPermission action="cooperative.create" />;
  return <Founding person={person} isWithin />;
}

/** By itself, where there is no cooperative yet. */
export function Founding(props: { readonly person: Person; readonly isWithin?: boolean }): ReactElement {
  const { person, isWithin = false } = props;
  const say = useSay();
  const [opened, setOpened] = useState<Opened | null>(null);
  return (
    <main className="founding" id="main">
      <header>
        <span className="seal" aria-hidden>
          合股
        </span>
        <h1>{opened === null ? say(words.title) : say(words.opened, { name: opened.name })}</h1>
        {!isWithin && <Leaving person={person} />}
      </header>
      {opened === null ? (
        <>
          <SamplePart />
          <FoundingForm onOpened={setOpened} />
        </>
      ) : (
        <Codes opened={opened} onAnother={() => setOpened(null)} />
      )}
    </main>
  );
}

function Leaving({ person }: { readonly person: Person }): ReactElement {
  const say = useSay();
  const language = useLanguage();
  async function leave(): Promise<void> {
    await call('signOut', {}, { asked: 'as it stands' });
    forgetTyped();
    location.assign('/office/');
  }
  return (
    <>
      <span className="quiet">{person.displayName}</span>
      <Button
        type="text"
        size="small"
        lang={language === 'zh' ? 'en' : 'zh-CN'}
        onClick={() => speak(language === 'zh' ? 'en' : 'zh')}
      >
        {say(words.other)}
      </Button>
      <Button type="text" size="small" onClick={() => void leave()}>
        {say(words.leave)}
      </Button>
    </>
  );
}

function FoundingForm({ onOpened }: { readonly onOpened: (opened: Opened) => void }): ReactElement {
  const say = useSay();
  const [place, setPlace, forgetPlace] = useTyped('cooperative', () => ({
    name: '',
    creditCode: '',
    regionCode: '',
    effectiveOn: todayInChina(),
  }));
  const [people, setPeople, forgetPeople] = useTyped('founders', emptyFounders);
  const [isRunning, setRunning] = useState(false);
  const [failure, setFailure] = useState<Error | null>(null);
  /** The same for every try: pressing again finds what the first press opened. */
  const key = useRef(newKey());
  const put = (at: number, part: Partial<Founder>) =>
    setPeople(people.map((each, index) => (index === at ? { ...each, ...part } : each)));
  const named = people.filter(({ displayName }) => displayName.trim() !== '');

  async function open(event: FormEvent): Promise<void> {
    event.preventDefault();
    setRunning(true);
    setFailure(null);
    const { creditCode, ...rest } = place;
    const code = creditCode.trim();
    try {
      const reply = await call(
        'createCooperative',
        {
          ...rest,
          ...(code !== '' && { creditCode: code }),
          people: named.map(({ displayName, userName, roles: held }) => ({
            displayName: displayName.trim(),
            userName: userName.trim() === '' ? displayName.trim() : userName.trim(),
            roles: [...held],
          })),
        },
        { key: key.current, asked: 'as it stands' },
      );
      forgetPlace();
      forgetPeople();
      onOpened({ ...reply, name: place.name });
    } catch (error) {
      // What was refused opened nothing: another content may follow.
      key.current = newKey();
      setFailure(error as Error);
    } finally {
      setRunning(false);
    }
  }
  const field = (
    at: 'name' | 'creditCode' | 'regionCode' | 'effectiveOn',
    label: string,
    help?: string,
    type = 'text',
  ) => (
    <Field label={label} help={help}>
      {(spot) => (
        <Input
          {...spot}
          type={type}
          value={place[at]}
          onChange={({ target }) => setPlace({ ...place, [at]: target.value })}
        />
      )}
    </Field>
  );
  return (
    <form onSubmit={(event) => void open(event)}>
      <p className="quiet">{say(words.more)}</p>
      <Refusal failure={failure} />
      <Part title={say(words.what)}>
        <div className="halves">
          {field('name', say(words.name), say(words.nameHelp))}
          {field('effectiveOn', say(words.since), undefined, 'date')}
          {field('creditCode', say(words.creditCode), say(words.creditCodeHelp))}
          {field('regionCode', say(words.region), say(words.regionHelp))}
        </div>
      </Part>
      <Part title={say(words.people)}>
        <p>{say(words.peopleMore)}</p>
        <ol className="founders">
          {people.map((each, at) => {
            const idOf = (what: string) => `${what}-${at}`;
            const label = (what: 'person' | 'userName' | 'duties') => (
              <label htmlFor={idOf(what)}>
                {say(words.ofPerson, { at: at + 1, what: say(words[what]) })}
              </label>
            );
            return (
              <li key={at}>
                <div>
                  {label('person')}
                  <Input
                    id={idOf('person')}
                    autoComplete="off"
                    value={each.displayName}
                    onChange={({ target }) => put(at, { displayName: target.value })}
                  />
                </div>
                <div>
                  {label('userName')}
                  <Input
                    id={idOf('userName')}
                    autoComplete="off"
                    placeholder={each.displayName}
                    value={each.userName}
                    onChange={({ target }) => put(at, { userName: target.value })}
                  />
                </div>
                <div>
                  {label('duties')}
                  <Select
                    id={idOf('duties')}
                    mode="multiple"
                    style={{ width: '100%' }}
                    value={[...each.roles]}
                    options={givenRoles.map((role) => ({
                      value: role,
                      label: say(roleWords[role]),
                      title: say(dutyWords[role]),
                    }))}
                    onChange={(held: Role[]) => put(at, { roles: held })}
                  />
                </div>
                {people.length > 3 && (
                  <Button
                    type="text"
                    size="small"
                    onClick={() => setPeople(people.filter((_, index) => index !== at))}
                  >
                    {say(words.takeOut)}
                  </Button>
                )}
              </li>
            );
          })}
        </ol>
        <p>
          <Button onClick={() => setPeople([...people, { displayName: '', userName: '', roles: [] }])}>
            {say(words.add)}
          </Button>
        </p>
      </Part>
      <Button
        type="primary"
        size="large"
        htmlType="submit"
        loading={isRunning}
        disabled={place.name.trim() === '' || place.regionCode === '' || named.length < 3}
      >
        {say(words.open)}
      </Button>
    </form>
  );
}

function Codes(props: { readonly opened: Opened; readonly onAnother: () => void }): ReactElement {
  const say = useSay();
  return (
    <>
      <Note warning>{say(words.codes, { address: `${location.origin}/office/` })}</Note>
      <ul className="handed">
        {props.opened.people.map(({ userId, displayName, userName, roles: held, invitation }) => (
          <li key={userId}>
            <h2>
              {displayName}{' '}
              <small className="quiet">{held.map((role) => say(roleWords[role])).join(' ')}</small>
            </h2>
            <p>
              {say(words.userName)} <b>{userName}</b>
            </p>
            <p className="code">{invitation ?? say(words.hasPassword)}</p>
          </li>
        ))}
      </ul>
      <p className="beside">
        <Button type="primary" onClick={() => print()}>
          {say(words.print)}
        </Button>
        <Button onClick={props.onAnother}>{say(words.another)}</Button>
      </p>
    </>
  );
}
