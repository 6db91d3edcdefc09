/**
 * Questions and steps of the portal. An answer stays while one goes about, so that going back shows it at once; after a step, when the
 * network is back and when one looks at the phone again, everything is asked again. A step keeps its key until it went through: pressing
 * twice does it once. What the first page takes is asked before anything is drawn: on a slow line each question in a row costs a moment.
 */
import { useCallback, useEffect, useRef, useState } from 'react';
import { call, Refused, type EndpointName, type Input, type Reply } from '../shared/call.ts';
import { newKey } from '../shared/keys.ts';
import { languageNow, useLanguage } from '../shared/language.ts';
import { drawAnswer, drawnAnew } from './kept.ts';

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

/** Asked before anything was drawn, each for whoever asks it first. */
const ahead = new Map<string, Promise<unknown>>();

function keyOf(name: EndpointName, input: object): string {
  return JSON.stringify([name, languageNow(), input]);
}

/** Sends the question at once; whoever asks the same first is given its answer, and asks for themself where there came none. */
export function askAhead<Name extends EndpointName>(name: Name, input: Input<Name>): void {
  const answer = call(name, input, { asked: 'as it stands' });
  answer.catch(() => undefined);
  ahead.set(keyOf(name, input), answer);
}

function asked<Name extends EndpointName>(name: Name, input: Input<Name>): Promise<Reply<Name>> {
  const key = keyOf(name, input);
  const sent = ahead.get(key) as Promise<Reply<Name>> | undefined;
  ahead.delete(key);
  return sent?.catch(() => call(name, input)) ?? call(name, input);
}

export function forgetAll(): void {
  ahead.clear();
  kept.clear();
  whose += 1;
}

function isClosed(error: Error): boolean {
  return error instanceof Refused && [403, 404].includes(error.problem.status);
}

export interface Asked<Data> {
  readonly data: Data | undefined;
  readonly error: Error | null;
  readonly again: () => void;
}

export function useAsk<Name extends EndpointName>(name: Name, input: Input<Name>): Asked<Reply<Name>> {
  const language = useLanguage();
  const key = JSON.stringify([name, language, input]);
  const [state, setState] = useState<{ readonly of: string; readonly error: Error | null }>({
    of: '',
    error: null,
  });
  const ask = useCallback(() => {
    const [, , fields] = JSON.parse(key) as [string, string, Input<Name>];
    const askedBy = whose;
    asked(name, fields).then(
      (data) => {
        if (askedBy !== whose) return;
        kept.set(key, data);
        drawnAnew();
        setState({ of: key, error: null });
      },
      (error: Error) => {
        // What one may see no longer is not shown any longer.
        if (isClosed(error)) kept.delete(key);
        setState({ of: key, error });
      },
    );
  }, [name, key]);
  useEffect(() => {
    ask();
    askAgain.add(ask);
    return () => void askAgain.delete(ask);
  }, [ask]);
  useEffect(() => drawAnswer(() => kept.get(key)), [key]);
  return {
    data: kept.get(key) as Reply<Name> | undefined,
    error: state.of === key ? state.error : null,
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
  /** Undefined where it did not go through; `refused` is called where it certainly did nothing. */
  readonly run: (input: Input<Name>, refused?: (why: Refused) => void) => Promise<Reply<Name> | undefined>;
}

export function useDo<Name extends EndpointName>(name: Name): Doing<Name> {
  const intent = useRef({ of: '', key: '' });
  const [isRunning, setRunning] = useState(false);
  const [failure, setFailure] = useState<Error | null>(null);
  return {
    isRunning,
    failure,
    run: async (input, refused) => {
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
        if (error instanceof Refused) {
          if (error.problem.status < 500) refused?.(error);
          askAll();
        }
        return undefined;
      } finally {
        setRunning(false);
      }
    },
  };
}

/** What a refusal asked for beside the password: once asked, it stays to be given until it went through. */
export function useNeeded(failure: Error | null): { readonly code: boolean; readonly passkey: boolean } {
  const refused = failure instanceof Refused ? failure.problem.code : null;
  const [isCodeAsked, setCodeAsked] = useState(false);
  useEffect(() => {
    if (refused === 'access.code-needed') setCodeAsked(true);
  }, [refused]);
  return { code: isCodeAsked, passkey: refused === 'access.passkey-needed' };
}
