/** Which cooperative, where the code on a slip did not say it. */
import { useState, type ReactElement } from 'react';
import type { Sentence } from '../../../domain/language.ts';
import { useSay } from '../../shared/language.ts';
import { useDo } from '../asking.ts';
import { Form, Line, Page } from '../parts.tsx';
import { keepPlace, type Place } from '../place.ts';

const words = {
  title: { zh: '您是哪个合作社的？', en: 'Which cooperative are you from?' },
  name: { zh: '合作社的全名', en: 'Its whole name' },
  help: {
    zh: '照第一张纸上写的输入；用手机扫那张纸上的二维码就不用输。',
    en: 'As it stands on your first slip; scanning the code on that slip saves the typing.',
  },
  on: { zh: '下一步', en: 'Go on' },
} as const satisfies Record<string, Sentence>;

export function ChoosePlace({ onFound }: { readonly onFound: (place: Place) => void }): ReactElement {
  const say = useSay();
  const [called, setCalled] = useState('');
  const look = useDo('findPlace');
  return (
    <Page title={say(words.title)} isHome>
      <Form
        act={say(words.on)}
        isRunning={look.isRunning}
        failure={look.failure}
        onSend={() => {
          void look.run({ cooperative: called.trim() }).then((found) => {
            if (found === undefined) return;
            keepPlace(found);
            onFound(found);
          });
        }}
      >
        <Line label={say(words.name)} help={say(words.help)} value={called} onChange={setCalled} />
      </Form>
    </Page>
  );
}
