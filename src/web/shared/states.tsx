/**
 * What a screen shows when there is nothing, nothing yet, or no answer. Each says what this is and the one thing to do;
 * nothing is shown for the first moment, so that a quick answer does not flicker.
 */
import { Button } from 'antd';
import { useEffect, useRef, useState, type ReactElement, type ReactNode } from 'react';
import type { Sentence } from '../../domain/language.ts';
import { rolesThatMay } from '../../domain/role-words.ts';
import type { Action } from '../../domain/permission.ts';
import type { Together } from './asking.ts';
import { Refused, Unreachable } from './call.ts';
import { useSay } from './language.ts';

const words = {
  loading: { zh: '正在读取', en: 'Loading' },
  unreachable: { zh: '没有连上服务', en: 'The service did not answer' },
  unreachableMore: {
    zh: '可能是网络中断，或服务正在重新启动。已填写的内容都还在。',
    en: 'The network may be down, or the service is starting again. What you entered is still here.',
  },
  again: { zh: '再试一次', en: 'Try again' },
  failed: { zh: '没有读到内容', en: 'This could not be read' },
  forbidden: { zh: '这里不归您办理，也不能查看', en: 'This is not for your role, neither to do nor to read' },
  forbiddenMore: { zh: '可以的是：{who}。', en: 'Those who may: {who}.' },
} as const satisfies Record<string, Sentence>;

/** A quiet block in the place of what is not there. `action` is the one button that fills it. */
export function Empty(props: {
  readonly title: string;
  readonly children?: ReactNode;
  readonly action?: ReactNode;
}): ReactElement {
  return (
    <section className="nothing">
      <h2>{props.title}</h2>
      {props.children !== undefined && <p>{props.children}</p>}
      {props.action}
    </section>
  );
}

const PATIENCE_MILLISECONDS = 200;

/** Whether the first moment is over. */
export function useLate(): boolean {
  const [late, setLate] = useState(false);
  useEffect(() => {
    const timer = setTimeout(() => setLate(true), PATIENCE_MILLISECONDS);
    return () => clearTimeout(timer);
  }, []);
  return late;
}

/** Grey lines in the geometry of what is to come. */
export function Loading({ rows = 6 }: { readonly rows?: number }): ReactElement | null {
  const say = useSay();
  if (!useLate()) return null;
  return (
    <div className="skeleton" role="status" aria-label={say(words.loading)}>
      {Array.from({ length: rows }, (_, index) => (
        <i key={index} />
      ))}
    </div>
  );
}

export function NoPermission({ action }: { readonly action: Action }): ReactElement {
  const say = useSay();
  const title = say(words.forbidden);
  useEffect(() => {
    document.title = `${title} · 合股`;
  }, [title]);
  return (
    <main id="main" className="page" tabIndex={-1}>
      <header className="page-head">
        <div className="page-title">
          <h1>{title}</h1>
        </div>
      </header>
      <p>{say(words.forbiddenMore, { who: say(rolesThatMay(action)) })}</p>
    </main>
  );
}

export function Failed(props: { readonly error: Error; readonly again?: () => void }): ReactElement {
  const say = useSay();
  const { error, again } = props;
  const silent = error instanceof Unreachable;
  const detail = error instanceof Refused ? error.problem.detail : silent ? say(words.unreachableMore) : '';
  return (
    <section className="nothing" role="alert">
      <h2>{say(silent ? words.unreachable : words.failed)}</h2>
      {detail !== '' && <p>{detail}</p>}
      {again && <Button onClick={again}>{say(words.again)}</Button>}
    </section>
  );
}

/** In the place of what is not there: still being read, or why it could not be. */
export function Unread(props: { readonly of: Together; readonly rows?: number }): ReactElement {
  const { of, rows = 6 } = props;
  return of.error === null ? <Loading rows={rows} /> : <Failed error={of.error} again={of.again} />;
}

/** As much of a question as is drawn. */
interface Asked<Data> {
  readonly data: Data | undefined;
  readonly error: Error | null;
  readonly refetch: () => Promise<unknown>;
}

/** An answer in whatever state it is; `children` draw it when it is there. */
export function Answer<Data>(props: {
  readonly of: Asked<Data>;
  readonly rows?: number;
  readonly children: (data: Data) => ReactNode;
}): ReactNode {
  const { of, rows = 6, children } = props;
  if (of.data !== undefined) return children(of.data);
  if (of.error !== null) return <Failed error={of.error} again={() => void of.refetch()} />;
  return <Loading rows={rows} />;
}

const refusedWords = {
  title: { zh: '没有办成：', en: 'Not done: ' },
  many: { zh: '有 {count} 处需要改：', en: '{count} things to mend:' },
  lost: {
    zh: '没有连上服务，已填写的内容都还在，请再按一次。',
    en: 'The service did not answer. What you entered is still here: press again.',
  },
} as const;

/** Why a change did not go through, at the top of its form; takes the focus, so that it is read aloud and seen. */
export function Refusal({ failure }: { readonly failure: Error | null }): ReactElement | null {
  const place = useRef<HTMLDivElement>(null);
  useEffect(() => place.current?.focus(), [failure]);
  if (failure === null) return null;
  return (
    <div className="refusal" role="alert" tabIndex={-1} ref={place}>
      <Why failure={failure} />
    </div>
  );
}

/** What a dry run objects to while one still types: said, and the hands stay where they are. */
export function Objection({ failure }: { readonly failure: Error | null }): ReactElement {
  return (
    <div className={failure === null ? undefined : 'refusal'} role="status">
      {failure !== null && <Why failure={failure} />}
    </div>
  );
}

function Why({ failure }: { readonly failure: Error }): ReactElement {
  const say = useSay();
  const problem = failure instanceof Refused ? failure.problem : null;
  const faults = problem?.faults ?? [];
  if (problem === null) return <>{say(refusedWords.lost)}</>;
  if (faults.length > 1)
    return (
      <>
        {say(refusedWords.many, { count: faults.length })}
        <ul>
          {faults.map((fault, index) => (
            <li key={index}>{fault.message}</li>
          ))}
        </ul>
      </>
    );
  return (
    <>
      <strong>{say(refusedWords.title)}</strong>
      {problem.detail}
    </>
  );
}
