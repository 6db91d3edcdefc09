/**
 * Questions and steps of the portal. An answer stays while one goes about, so that going back shows it at once; after a step, when the
 * network is back and when one looks at the phone again, everything is asked again. A step keeps its key until it went through: pressing
 * twice does it once.
 */
import { useCallback, useEffect, useRef, useState } from 'react';
import { call, Refused, type EndpointName, type Input, type Reply } from '../shared/call.ts';
import { newKey } from '../shared/keys.ts';
import { languageNow, useLanguage } from '../shared/language.ts';

const kept = new Map<string, unknown>();
/** Whose answers these are: what another asked is not kept for whoever came after them. */
let whose = 0;
const askAgain = new Set<() => void>();

function askAll(): void {
  for (const each of askAgain) each();
}

addEventListener('online', askAll);
document.addEventListener('visibilitychange', () => {
  if (document.visibilityState === 'visible') askAll();
});

export function forgetAll(): void {
  kept.clear();
  whose += 1;
}

export interface Asked<Data> {
  readonly data: Data | undefined;
  readonly error: Error | null;
  readonly again: () => void;
}

export function useAsk<Name extends EndpointName>(name: Name, input: Input<Name>): Asked<Reply<Name>> {
  const language = useLanguage();
  const asked = JSON.stringify([name, language, input]);
  const [state, setState] = useState<{ readonly of: string; readonly error: Error | null }>({
    of: '',
    error: null,
  });
  const ask = useCallback(() => {
    const [, , fields] = JSON.parse(asked) as [string, string, Input<Name>];
    const askedBy = whose;
    call(name, fields).then(
      (data) => {
        if (askedBy !== whose) return;
        kept.set(asked, data);
        setState({ of: asked, error: null });
      },
      (error: Error) => setState({ of: asked, error }),
    );
  }, [name, asked]);
  useEffect(() => {
    ask();
    askAgain.add(ask);
    return () => void askAgain.delete(ask);
  }, [ask]);
  return {
    data: kept.get(asked) as Reply<Name> | undefined,
    error: state.of === asked ? state.error : null,
    again: ask,
  };
}

/** Asks again each minute while something goes on that others change; nothing while nobody looks. */
export function useEachMinute(isGoingOn: boolean, again: () => void): void {
  useEffect(() => {
    if (!isGoingOn) return;
    const timer = setInterval(() => {
      if (document.visibilityState === 'visible') again();
    }, 60_000);
    return () => clearInterval(timer);
  }, [isGoingOn, again]);
}

export interface Doing<Name extends EndpointName> {
  readonly isRunning: boolean;
  readonly failure: Error | null;
  /** Undefined where it did not go through. */
  readonly run: (input: Input<Name>) => Promise<Reply<Name> | undefined>;
}

export function useDo<Name extends EndpointName>(name: Name): Doing<Name> {
  const intent = useRef({ of: '', key: '' });
  const [isRunning, setRunning] = useState(false);
  const [failure, setFailure] = useState<Error | null>(null);
  return {
    isRunning,
    failure,
    run: async (input) => {
      const of = JSON.stringify([input, languageNow()]);
      if (intent.current.of !== of) intent.current = { of, key: newKey() };
      setRunning(true);
      setFailure(null);
      try {
        const reply = await call(name, input, { key: intent.current.key });
        intent.current = { of: '', key: '' };
        askAll();
        return reply;
      } catch (error) {
        setFailure(error as Error);
        // What it was refused for may be what the page does not show yet.
        if (error instanceof Refused) askAll();
        return undefined;
      } finally {
        setRunning(false);
      }
    },
  };
}
