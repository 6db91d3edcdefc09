/** Shown over every screen while the service does not believe its own clock, and nothing is written: what is wrong, and who mends it. */
import { Input } from 'antd';
import { useState, type ReactElement } from 'react';
import type { Sentence } from '../../domain/language.ts';
import { useAnswer } from '../shared/asking.ts';
import { Decision } from '../shared/decision.tsx';
import { Field } from '../shared/form.tsx';
import { useSay } from '../shared/language.ts';
import { useSession } from '../shared/session.ts';

const words = {
  jumped: {
    zh: '服务器的时钟显示今天是 {today}，而上次运行时是 {last}，相差太远，暂停一切写入，只能查看。',
    en: 'The clock of the server says that today is {today}, and when it last ran it was {last}: too far apart. Nothing is written; you can look.',
  },
  mend: {
    zh: '日期错了：请管理服务器的人把时钟调准，随即恢复。日期没错（例如电脑长期关机）：由平台管理员和理事长（或监事长）两人各自填写当天日期确认。',
    en: 'If the day is wrong, have the clock of the server set right: writing goes on at once. If it is right (the computer was off for long), the platform’s administrator and the chair (or the supervisor) each say which day it is.',
  },
  first: {
    zh: '{name} 已经确认，等待另一人。',
    en: '{name} has confirmed; another person is waited for.',
  },
  day: { zh: '今天是（请看日历）', en: 'Today is (look at a calendar)' },
  confirm: { zh: '确认日期', en: 'Confirm the day' },
} as const satisfies Record<string, Sentence>;

export function ClockNotice(): ReactElement | null {
  const say = useSay();
  const { may } = useSession();
  const { data } = useAnswer('readClock', {});
  const [day, setDay] = useState('');
  if (data?.hasJumped !== true) return null;
  const { today, lastServed, confirmedBy } = data;
  return (
    <div className="clock-notice" role="alert">
      <p>
        <b>{say(words.jumped, { today, last: lastServed ?? '—' })}</b> {say(words.mend)}{' '}
        {confirmedBy !== null && say(words.first, { name: confirmedBy })}
      </p>
      {may('clock.confirm') && (
        <Decision
          change="confirmClock"
          label={say(words.confirm)}
          primary
          isReady={day !== ''}
          inputOf={() => ({ day })}
        >
          <Field label={say(words.day)}>
            {(place) => (
              <Input {...place} type="date" value={day} onChange={({ target }) => setDay(target.value)} />
            )}
          </Field>
        </Decision>
      )}
    </div>
  );
}
