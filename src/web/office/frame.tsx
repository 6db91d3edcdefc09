/** What surrounds every screen: the cooperative, the places, who is signed in, the language. */
import { useQueryClient } from '@tanstack/react-query';
import { Link, Outlet, useRouterState } from '@tanstack/react-router';
import { Button } from 'antd';
import { useEffect, useState, type ReactElement } from 'react';
import type { Sentence } from '../../domain/language.ts';
import { roleWords } from '../../domain/role-words.ts';
import { call, Refused } from '../shared/call.ts';
import { speak, useLanguage, useSay } from '../shared/language.ts';
import { choose, useSession } from '../shared/session.ts';
import { Refusal } from '../shared/states.tsx';
import { forgetTyped } from '../shared/typed.ts';
import { ClockNotice } from './clock-notice.tsx';
import { MovedNotice } from './moved-notice.tsx';
import { navigation } from './navigation.ts';

const words = {
  skip: { zh: '跳到正文', en: 'Skip to the content' },
  places: { zh: '各项工作', en: 'Places' },
  menu: { zh: '菜单', en: 'Menu' },
  signOut: { zh: '退出', en: 'Sign out' },
  own: { zh: '我的登录', en: 'My sign-in' },
  manual: { zh: '使用说明书', en: 'Manual' },
  other: { zh: 'English', en: '中文' },
  cooperative: { zh: '合作社', en: 'Cooperative' },
} as const satisfies Record<string, Sentence>;

export function Frame(): ReactElement {
  const say = useSay();
  const [isOpen, setOpen] = useState(false);
  const path = useRouterState({ select: (state) => state.location.pathname });
  useEffect(() => setOpen(false), [path]);
  return (
    <div className={isOpen ? 'frame open' : 'frame'}>
      <a className="skip" href="#main">
        {say(words.skip)}
      </a>
      <ClockNotice />
      <MovedNotice />
      <aside className="places">
        <div className="house">
          <span className="seal" aria-hidden>
            合股
          </span>
          <Cooperative />
          <button type="button" className="menu" aria-expanded={isOpen} onClick={() => setOpen(!isOpen)}>
            {say(words.menu)}
          </button>
        </div>
        <Places />
        <Whoever />
      </aside>
      <Outlet />
    </div>
  );
}

function Places(): ReactElement {
  const say = useSay();
  const { may } = useSession();
  return (
    <nav aria-label={say(words.places)}>
      {navigation
        .filter(({ action }) => may(action))
        .map(({ to, name }) => (
          <Link key={to} to={to} activeOptions={{ exact: to === '/', includeSearch: false }}>
            {say(name)}
          </Link>
        ))}
    </nav>
  );
}

/** The cooperative one works in; a choice for who serves several. */
function Cooperative(): ReactElement {
  const say = useSay();
  const { person, cooperative } = useSession();
  if (person.cooperatives.length < 2) return <strong>{cooperative.name}</strong>;
  return (
    <select
      aria-label={say(words.cooperative)}
      value={cooperative.id}
      onChange={({ target }) => {
        choose(target.value);
        location.assign('/office/');
      }}
    >
      {person.cooperatives.map(({ id, name }) => (
        <option key={id} value={id}>
          {name}
        </option>
      ))}
    </select>
  );
}

function Whoever(): ReactElement {
  const say = useSay();
  const language = useLanguage();
  const kept = useQueryClient();
  const { person, roles } = useSession();
  const [failure, setFailure] = useState<Error | null>(null);
  async function leave(): Promise<void> {
    try {
      await call('signOut', {}, { asked: 'as it stands' });
    } catch (error) {
      // A session that is over already is what was wanted.
      if (!(error instanceof Refused) || error.problem.status !== 401) return setFailure(error as Error);
    }
    kept.clear();
    forgetTyped();
    location.assign('/office/');
  }
  return (
    <div className="whoever">
      <p>
        <Link to="/me" title={say(words.own)}>
          <b>{person.displayName}</b>
        </Link>
        <span>{roles.map((role) => say(roleWords[role])).join(' ')}</span>
      </p>
      <Link to="/help" className="manual-link">
        {say(words.manual)}
      </Link>
      <div>
        <Button
          type="text"
          size="small"
          lang={language === 'zh' ? 'en' : 'zh-CN'}
          onClick={() => speak(language === 'zh' ? 'en' : 'zh')}
        >
          {say(words.other)}
        </Button>
        <Button type="text" size="small" onClick={() => void leave()}>
          {say(words.signOut)}
        </Button>
      </div>
      <Refusal failure={failure} />
    </div>
  );
}
