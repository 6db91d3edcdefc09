/** Shown over every screen of a cooperative whose books go on elsewhere: where, since when, and what to do if they do not. */
import type { ReactElement } from 'react';
import type { Sentence } from '../../domain/language.ts';
import { useAnswer } from '../shared/asking.ts';
import { useSay } from '../shared/language.ts';
import { useSession } from '../shared/session.ts';

const words = {
  moved: {
    zh: '已于 {on} 迁往“{destination}”：账册在那里继续，这里只能查看。',
    en: 'Moved on to “{destination}” on {on}: the books go on there, and here they are only read.',
  },
  failed: {
    zh: '迁移没有成功、没有在那里开放的：由平台管理员在“人员”里提议重新开放，选“迁移未成”，监事复核。',
    en: 'Where the move failed and nothing was opened there, the platform’s administrator proposes under “People” to reopen it, says that the move failed, and a supervisor confirms.',
  },
} as const satisfies Record<string, Sentence>;

export function MovedNotice(): ReactElement | null {
  const say = useSay();
  const { may } = useSession();
  const { data } = useAnswer('readCooperative', {}, { when: may('cooperative.read') });
  if (!data?.moved) return null;
  return (
    <div className="clock-notice" role="alert">
      <p>
        <b>{say(words.moved, data.moved)}</b> {say(words.failed)}
      </p>
    </div>
  );
}
