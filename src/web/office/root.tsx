/** The route that every screen stands under: the frame of the office, and what shows when an address leads nowhere. */
import { createRootRouteWithContext, Link } from '@tanstack/react-router';
import { useCallback, useEffect, type ReactElement } from 'react';
import type { Sentence } from '../../domain/language.ts';
import { Unreachable } from '../shared/call.ts';
import { useSay } from '../shared/language.ts';
import { Page } from '../shared/page.tsx';
import { forgetFailures } from '../shared/part.ts';
import type { Session } from '../shared/session.ts';
import { Failed, Loading } from '../shared/states.tsx';
import { Frame } from './frame.tsx';

export interface RouteContext {
  readonly session: Session | null;
}

const words = {
  away: { zh: '没有网络', en: 'No connection' },
  broken: { zh: '没有打开', en: 'It could not be opened' },
  unknown: { zh: '没有这个页面', en: 'There is no such page' },
  home: { zh: '回到半年工作台', en: 'Back to the half-year' },
} as const satisfies Record<string, Sentence>;

export const root = createRootRouteWithContext<RouteContext>()({
  component: Frame,
  notFoundComponent: Unknown,
  pendingComponent: Loading,
  errorComponent: Broken,
});

/**
 * In the place of a screen that could not be drawn; the places at its left stay. A browser may keep in mind that a part of the program did
 * not come: once the service answers, the page is loaded anew, by itself where the line comes back. What was typed outlives that.
 */
export function Broken(props: { readonly error: unknown; readonly reset: () => void }): ReactElement {
  const say = useSay();
  const { error, reset } = props;
  const isAway = error instanceof Unreachable;
  const again = useCallback(() => {
    forgetFailures();
    if (isAway)
      void fetch(location.href, { method: 'HEAD', cache: 'no-store' }).then(
        // What stands before the service may answer for it while it is away.
        ({ ok }) => ok && location.reload(),
        () => undefined,
      );
    else reset();
  }, [isAway, reset]);
  useEffect(() => {
    window.addEventListener('online', again);
    return () => {
      window.removeEventListener('online', again);
      // Whoever leaves it and comes back asks anew.
      forgetFailures();
    };
  }, [again]);
  return (
    <Page title={say(isAway ? words.away : words.broken)}>
      <Failed error={error instanceof Error ? error : new Error(String(error))} again={again} />
    </Page>
  );
}

function Unknown(): ReactElement {
  const say = useSay();
  return (
    <Page title={say(words.unknown)}>
      <Link to="/">{say(words.home)}</Link>
    </Page>
  );
}
