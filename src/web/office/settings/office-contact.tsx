/** Whom a shareholder calls: said on every page of the portal, and on none where nobody said it here. */
import type { ReactElement } from 'react';
import type { Sentence } from '../../../domain/language.ts';
import { Ask } from '../../shared/ask.tsx';
import { useAnswer } from '../../shared/asking.ts';
import type { Reply } from '../../shared/call.ts';
import { useSay } from '../../shared/language.ts';
import { Part } from '../../shared/page.tsx';
import { Answer } from '../../shared/states.tsx';

const words = {
  title: { zh: '手机门户上的办公室电话', en: 'The office’s telephone in the portal' },
  none: {
    zh: '还没有设置：门户每一页只写“请到合作社办公室来问”。',
    en: 'Not set: each page of the portal says “come to the office” alone.',
  },
  set: { zh: '设置电话', en: 'Set the telephone' },
} as const satisfies Record<string, Sentence>;

export function OfficeContact(): ReactElement {
  const say = useSay();
  const found = useAnswer('readOfficeContact', {});
  return (
    <Answer of={found} rows={2}>
      {(contact) => (
        <Part title={say(words.title)} aside={<Change now={contact} />}>
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

const startOf = ({ telephone, place, hours }: Reply<'readOfficeContact'>) => ({
  telephone: telephone ?? '',
  place: place ?? '',
  hours: hours ?? '',
});

function Change({ now }: { readonly now: Reply<'readOfficeContact'> }): ReactElement {
  const say = useSay();
  return (
    <Ask
      change="setOfficeContact"
      label={say(words.set)}
      given={{}}
      start={startOf(now)}
      seen={{ question: 'readOfficeContact', input: {}, startOf }}
      small
    />
  );
}
