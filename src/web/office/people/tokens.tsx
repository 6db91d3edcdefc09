/**
 * Tokens by which programs read and enter for oneself: each for what is ticked, until its day, said once. Nothing that weighs can be
 * ticked.
 */
import { Button, Checkbox, Input } from 'antd';
import { useState, type ReactElement } from 'react';
import type { Sentence } from '../../../domain/language.ts';
import { permissions, weightyActions, type Action } from '../../../domain/permission.ts';
import { actionWords } from '../../../domain/role-words.ts';
import { Moment } from '../../shared/amount.tsx';
import { useAnswer, useChange } from '../../shared/asking.ts';
import type { Reply } from '../../shared/call.ts';
import { columnsOf } from '../../shared/columns.tsx';
import { Decision } from '../../shared/decision.tsx';
import { Field } from '../../shared/form.tsx';
import { useSay } from '../../shared/language.ts';
import { Part, State } from '../../shared/page.tsx';
import { useSession } from '../../shared/session.ts';
import { Dialog, Sheet } from '../../shared/sheet.tsx';
import { Answer } from '../../shared/states.tsx';
import { Table } from '../../shared/table.tsx';

type Token = Reply<'listTokens'>['tokens'][number];

const words = {
  title: { zh: '程序用的令牌', en: 'Tokens for programs' },
  more: {
    zh: '报表等程序凭令牌代您查看和登记，只限所选的事项。审批、复核、放行、查看完整号码不能用令牌办。更改密码后全部失效。',
    en: 'By one a program reads and enters for you, and only what you tick. It approves, confirms and releases nothing and sees no number in full. All end when you change your password.',
  },
  none: { zh: '还没有令牌。', en: 'No token yet.' },
  add: { zh: '开令牌', en: 'Make a token' },
  name: { zh: '用途', en: 'What it is for' },
  nameHelp: { zh: '例如：报表程序', en: 'For example: the reports' },
  scopes: { zh: '可以', en: 'It may' },
  days: { zh: '有效天数', en: 'Days until it ends' },
  daysHelp: { zh: '1 至 365 天', en: '1 to 365' },
  password: { zh: '现在的密码', en: 'Present password' },
  code: { zh: '验证码（已设验证器的填）', en: 'Code, where you have an authenticator' },
  once: { zh: '令牌', en: 'The token' },
  onceMore: {
    zh: '只显示这一次，请立即存到程序的设置中。知道它的人可以代您办所选的事项。',
    en: 'Shown this once: put it into the settings of the program now. Whoever knows it may do for you what you ticked.',
  },
  noted: { zh: '已存好', en: 'I have it' },
  place: { zh: '合作社', en: 'Cooperative' },
  until: { zh: '到期', en: 'Until' },
  ended: { zh: '已结束', en: 'Ended' },
  end: { zh: '结束', en: 'End it' },
  endMore: {
    zh: '结束后，使用它的程序立即不能再查看和登记。',
    en: 'Whatever uses it is refused from now on.',
  },
} as const satisfies Record<string, Sentence>;

const listed = Object.keys(permissions).filter(
  (action): action is Action => !weightyActions.includes(action as Action),
);

export function Tokens(): ReactElement {
  const say = useSay();
  const found = useAnswer('listTokens', {});
  return (
    <Part title={say(words.title)} aside={<AddToken />}>
      <p className="quiet">{say(words.more)}</p>
      <Answer of={found} rows={2}>
        {({ tokens }) =>
          tokens.length === 0 ? <p className="quiet">{say(words.none)}</p> : <TokenTable tokens={tokens} />
        }
      </Answer>
    </Part>
  );
}

function TokenTable({ tokens }: { readonly tokens: readonly Token[] }): ReactElement {
  const say = useSay();
  const { person } = useSession();
  const { text } = columnsOf<Token>(say);
  const isOver = ({ endedAt, expiresAt }: Token) => endedAt !== null || new Date(expiresAt) <= new Date();
  const placeOf = ({ cooperativeId }: Token) =>
    person.cooperatives.find(({ id }) => id === cooperativeId)?.name ?? '';
  return (
    <Table
      label={say(words.title)}
      rows={tokens}
      keyOf={({ id }) => id}
      toneOf={(token) => (isOver(token) ? 'off' : undefined)}
      columns={[
        text('name', say(words.name), 160, ({ name }) => name),
        text('place', say(words.place), 200, placeOf),
        text('scopes', say(words.scopes), 300, ({ scopes }) =>
          scopes.map((scope) => say(actionWords[scope])).join(say({ zh: '、', en: ', ' })),
        ),
        text(
          'until',
          say(words.until),
          150,
          ({ expiresAt }) => expiresAt,
          ({ expiresAt }) => <Moment of={expiresAt} />,
        ),
        text(
          'end',
          '',
          120,
          (token) => (isOver(token) ? say(words.ended) : ''),
          (token) =>
            isOver(token) ? (
              <State tone="off">{say(words.ended)}</State>
            ) : (
              <Decision
                change="endToken"
                label={say(words.end)}
                small
                inputOf={() => ({ tokenId: token.id })}
              >
                <p>{say(words.endMore)}</p>
              </Decision>
            ),
        ),
      ]}
    />
  );
}

function AddToken(): ReactElement {
  const say = useSay();
  const { cooperative, may } = useSession();
  const [isOpen, setOpen] = useState(false);
  const [name, setName] = useState('');
  const [scopes, setScopes] = useState<readonly Action[]>([]);
  const [days, setDays] = useState('30');
  const [password, setPassword] = useState('');
  const [code, setCode] = useState('');
  const [token, setToken] = useState<string | null>(null);
  const create = useChange('createToken');
  const close = () => {
    setOpen(false);
    setPassword('');
    setCode('');
    create.reset();
  };
  const isDays = /^\d{1,3}$/.test(days.trim());
  return (
    <>
      <Button size="small" onClick={() => setOpen(true)}>
        {say(words.add)}
      </Button>
      {isOpen && (
        <Sheet
          title={say(words.add)}
          act={say(words.add)}
          width={620}
          onClose={close}
          isReady={name.trim() !== '' && scopes.length > 0 && isDays && password !== ''}
          isRunning={create.isRunning}
          failure={create.failure}
          onAct={() =>
            void create
              .run({
                cooperativeId: cooperative.id,
                name: name.trim(),
                scopes: [...scopes],
                days: Number(days.trim()),
                password,
                ...(code.trim() !== '' && { code: code.trim() }),
              })
              .then((reply) => {
                if (reply === undefined) return;
                close();
                setName('');
                setScopes([]);
                setToken(reply.token);
              })
          }
        >
          <Field label={say(words.name)} help={say(words.nameHelp)}>
            {(place) => (
              <Input
                {...place}
                autoFocus
                maxLength={100}
                value={name}
                onChange={({ target }) => setName(target.value)}
              />
            )}
          </Field>
          <fieldset className="boxes">
            <legend>{say(words.scopes)}</legend>
            {listed.filter(may).map((action) => (
              <Checkbox
                key={action}
                checked={scopes.includes(action)}
                onChange={({ target }) =>
                  setScopes(target.checked ? [...scopes, action] : scopes.filter((each) => each !== action))
                }
              >
                {say(actionWords[action])}
              </Checkbox>
            ))}
          </fieldset>
          <Field label={say(words.days)} help={say(words.daysHelp)}>
            {(place) => (
              <Input
                {...place}
                inputMode="numeric"
                maxLength={3}
                value={days}
                onChange={({ target }) => setDays(target.value)}
              />
            )}
          </Field>
          <Field label={say(words.password)}>
            {(place) => (
              <Input
                {...place}
                type="password"
                autoComplete="current-password"
                value={password}
                onChange={({ target }) => setPassword(target.value)}
              />
            )}
          </Field>
          <Field label={say(words.code)}>
            {(place) => (
              <Input
                {...place}
                autoComplete="one-time-code"
                value={code}
                onChange={({ target }) => setCode(target.value)}
              />
            )}
          </Field>
        </Sheet>
      )}
      {token !== null && (
        <Dialog title={say(words.once)}>
          <p>{say(words.onceMore)}</p>
          <p className="once">{token}</p>
          <form
            onSubmit={(event) => {
              event.preventDefault();
              setToken(null);
            }}
          >
            <footer>
              <Button type="primary" htmlType="submit">
                {say(words.noted)}
              </Button>
            </footer>
          </form>
        </Dialog>
      )}
    </>
  );
}
