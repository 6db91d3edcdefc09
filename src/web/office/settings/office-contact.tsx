/** Whom a shareholder calls: said on every page of the portal, and on none where nobody said it here. */
import { Input } from 'antd';
import { useState, type ReactElement } from 'react';
import type { Sentence } from '../../../domain/language.ts';
import { useAnswer } from '../../shared/asking.ts';
import type { Reply } from '../../shared/call.ts';
import { Decision } from '../../shared/decision.tsx';
import { Field } from '../../shared/form.tsx';
import { useSay } from '../../shared/language.ts';
import { Part } from '../../shared/page.tsx';
import { useSession } from '../../shared/session.ts';
import { Answer } from '../../shared/states.tsx';

const words = {
  title: { zh: '手机门户上的办公室电话', en: 'The office’s telephone in the portal' },
  none: {
    zh: '还没有设置：门户每一页只写“请到合作社办公室来问”。',
    en: 'Not set: each page of the portal says “come to the office” alone.',
  },
  set: { zh: '设置电话', en: 'Set the telephone' },
  telephone: { zh: '电话', en: 'Telephone' },
  place: { zh: '地点（可以不填）', en: 'Place (or nothing)' },
  hours: { zh: '办公时间（可以不填）', en: 'Hours (or nothing)' },
} as const satisfies Record<string, Sentence>;

export function OfficeContact(): ReactElement {
  const say = useSay();
  const { may } = useSession();
  const found = useAnswer('readOfficeContact', {});
  return (
    <Answer of={found} rows={2}>
      {(contact) => (
        <Part title={say(words.title)} aside={may('settings.change') && <Change now={contact} />}>
          {contact.telephone === null ? (
            <p className="quiet">{say(words.none)}</p>
          ) : (
            <p>
              <b>{contact.telephone}</b>{' '}
              {[contact.place, contact.hours].filter((each) => each !== null).join(' · ')}
            </p>
          )}
        </Part>
      )}
    </Answer>
  );
}

function Change({ now }: { readonly now: Reply<'readOfficeContact'> }): ReactElement {
  const say = useSay();
  const [telephone, setTelephone] = useState(now.telephone ?? '');
  const [place, setPlace] = useState(now.place ?? '');
  const [hours, setHours] = useState(now.hours ?? '');
  const box = (label: string, value: string, set: (value: string) => void) => (
    <Field label={label}>
      {(at) => <Input {...at} maxLength={200} value={value} onChange={({ target }) => set(target.value)} />}
    </Field>
  );
  const orNull = (text: string) => (text.trim() === '' ? null : text.trim());
  return (
    <Decision
      change="setOfficeContact"
      label={say(words.set)}
      small
      isReady={telephone.trim() !== ''}
      inputOf={() => ({ telephone, place: orNull(place), hours: orNull(hours) })}
    >
      {box(say(words.telephone), telephone, setTelephone)}
      {box(say(words.place), place, setPlace)}
      {box(say(words.hours), hours, setHours)}
    </Decision>
  );
}
