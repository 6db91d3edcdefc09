/** The route that every screen stands under: the frame of the office, and what shows when an address leads nowhere. */
import { createRootRouteWithContext, Link } from '@tanstack/react-router';
import type { ReactElement } from 'react';
import type { Sentence } from '../../domain/language.ts';
import { useSay } from '../shared/language.ts';
import type { Session } from '../shared/session.ts';
import { Empty, Failed, Loading } from '../shared/states.tsx';
import { Frame } from './frame.tsx';

export interface RouteContext {
  readonly session: Session | null;
}

const words = {
  unknown: { zh: '没有这个页面', en: 'There is no such page' },
  home: { zh: '回到半年工作台', en: 'Back to the half-year' },
} as const satisfies Record<string, Sentence>;

export const root = createRootRouteWithContext<RouteContext>()({
  component: Frame,
  notFoundComponent: Unknown,
  pendingComponent: Loading,
  errorComponent: ({ error, reset }) => (
    <Failed error={error instanceof Error ? error : new Error(String(error))} again={reset} />
  ),
});

function Unknown(): ReactElement {
  const say = useSay();
  return <Empty title={say(words.unknown)} action={<Link to="/">{say(words.home)}</Link>} />;
}
