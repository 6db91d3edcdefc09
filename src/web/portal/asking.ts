/**
 * Questions and steps of the portal. An answer stays while one goes about, so that going back shows it at once; after a step
 * everything is asked again. A step keeps its key until it went through: pressing twice does it once.
 */
import { useCallback, useEffect, useRef, useState } from 'react';
import { call, type EndpointName, type Input, type Reply } from '../shared/call.ts';
import { languageNow, useLanguage } from '../shared/language.ts';

const kept = new Map<string, unknown>();
const askAgain = new Set<() => void>();

export function forgetAll(): void {
  kept.clear();
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
    call(name, fields).then(
      (data) => {
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
      if (intent.current.of !== of) intent.current = { of, key: crypto.randomUUID() };
      setRunning(true);
      setFailure(null);
      try {
        const reply = await call(name, input, { key: intent.current.key });
        intent.current = { of: '', key: '' };
        for (const each of askAgain) each();
        return reply;
      } catch (error) {
        setFailure(error as Error);
        return undefined;
      } finally {
        setRunning(false);
      }
    },
  };
}
