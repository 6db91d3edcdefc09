/** Around every page, and around all of them: what breaks says so in words, with a way home. */
import type { ReactElement, ReactNode } from 'react';
import type { Sentence } from '../../domain/language.ts';
import { useSay } from '../shared/language.ts';
import { Caught, Page } from './parts.tsx';
import { usePath } from './routing.tsx';

const words = {
  broken: { zh: '这一页现在打不开', en: 'This page does not open now' },
  brokenMore: {
    zh: '多半是网络断了。等有信号了再试，或按上面的“回首页”。',
    en: 'Most likely the connection broke. Try again when there is one, or go back to the start.',
  },
  again: { zh: '再试一次', en: 'Try again' },
} as const satisfies Record<string, Sentence>;

export function Unbroken({ children }: { readonly children: ReactNode }): ReactElement {
  const say = useSay();
  return (
    <Caught
      at={usePath()}
      said={(again) => (
        <Page title={say(words.broken)}>
          <p>{say(words.brokenMore)}</p>
          <button type="button" className="main" onClick={again}>
            {say(words.again)}
          </button>
        </Page>
      )}
    >
      {children}
    </Caught>
  );
}
