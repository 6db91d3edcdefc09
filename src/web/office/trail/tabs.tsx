/** The two halves of the trail, over each of them: what was done, and who read what. */
import { Link } from '@tanstack/react-router';
import type { ReactElement } from 'react';
import type { Sentence } from '../../../domain/language.ts';
import { useSay } from '../../shared/language.ts';
import { useSession } from '../../shared/session.ts';

const words = {
  places: { zh: '操作记录各处', en: 'Places in the trail' },
  done: { zh: '办理记录', en: 'What was done' },
  verify: { zh: '核验', en: 'Verification' },
  looks: { zh: '查看记录', en: 'Who read what' },
} as const satisfies Record<string, Sentence>;

export function TrailTabs(): ReactElement {
  const say = useSay();
  const { may } = useSession();
  const exact = { exact: true, includeSearch: false };
  return (
    <nav className="tabs" aria-label={say(words.places)}>
      <Link to="/trail" activeOptions={exact}>
        {say(words.done)}
      </Link>
      <Link to="/trail/verification" activeOptions={exact}>
        {say(words.verify)}
      </Link>
      {may('looks.read') && (
        <Link to="/trail/looks" activeOptions={exact}>
          {say(words.looks)}
        </Link>
      )}
    </nav>
  );
}
