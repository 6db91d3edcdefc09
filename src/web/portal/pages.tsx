/** Which page stands at which address. Whatever is not looked at first is loaded when it is opened. */
import { lazy, Suspense, type ComponentType, type ReactElement } from 'react';
import type { Sentence } from '../../domain/language.ts';
import { useSay } from '../shared/language.ts';
import { Home } from './home.tsx';
import { nowhereWords, Page } from './parts.tsx';
import { Unbroken } from './unbroken.tsx';
import { usePath } from './routing.tsx';

const words = {
  loading: { zh: '请稍等', en: 'One moment' },
} as const satisfies Record<string, Sentence>;

const pages: Readonly<Record<string, ComponentType>> = {
  '/': Home,
  '/proof': lazy(async () => ({ default: (await import('./money/proof.tsx')).Proof })),
  '/money': lazy(async () => ({ default: (await import('./money/history.tsx')).History })),
  '/papers': lazy(async () => ({ default: (await import('./papers/papers.tsx')).Papers })),
  '/books': lazy(async () => ({ default: (await import('./papers/books.tsx')).Books })),
  '/ratio': lazy(async () => ({ default: (await import('./money/ratio.tsx')).Ratio })),
  '/shares': lazy(async () => ({ default: (await import('./shares/shares.tsx')).MyShares })),
  '/notice': lazy(async () => ({ default: (await import('./notices/notice.tsx')).Notices })),
  '/meetings': lazy(async () => ({ default: (await import('./meetings/meetings.tsx')).Meetings })),
  '/resolutions': lazy(async () => ({
    default: (await import('./meetings/resolutions.tsx')).Resolutions,
  })),
  '/messages': lazy(async () => ({ default: (await import('./messages/messages.tsx')).Messages })),
  '/family': lazy(async () => ({ default: (await import('./family/family.tsx')).Family })),
  '/me': lazy(async () => ({ default: (await import('./family/me.tsx')).Me })),
};

export function Pages(): ReactElement {
  const say = useSay();
  const path = usePath();
  const [first = ''] = path.slice(1).split('/');
  const Shown = pages[`/${first}`];
  if (Shown === undefined)
    return (
      <Page title={say(nowhereWords.title)}>
        <p>{say(nowhereWords.more)}</p>
      </Page>
    );
  return (
    <Unbroken key={first}>
      <Suspense fallback={<p role="status">{say(words.loading)}</p>}>
        <Shown />
      </Suspense>
    </Unbroken>
  );
}
