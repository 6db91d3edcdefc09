/**
 * The frame of every screen: where one is, one title, the state of the thing beside it, one main action always at the same
 * place. Below it whatever the screen is about.
 */
import { useContext, useEffect, useRef, useState, type ReactElement, type ReactNode } from 'react';
import { todayInChina } from './period.ts';
import { SessionContext } from './session.ts';

export function Page(props: {
  readonly title: string;
  /** What kind of thing it is, over the title. */
  readonly kicker?: ReactNode;
  /** The state of the thing: a word, or a line of steps. */
  readonly state?: ReactNode;
  /** What is done here next. At most one button is primary. */
  readonly action?: ReactNode;
  /** Takes the rest of the window and scrolls within: for long tables. */
  readonly tall?: boolean;
  readonly children: ReactNode;
}): ReactElement {
  const { title } = props;
  const session = useContext(SessionContext);
  useEffect(() => {
    document.title = `${title} · 合股`;
  }, [title]);
  return (
    <main id="main" className={props.tall === true ? 'page tall' : 'page'} tabIndex={-1}>
      {session !== null && (
        <p className="printed-of" aria-hidden>
          <span>{session.cooperative.name}</span>
          <time>{todayInChina()}</time>
        </p>
      )}
      <header className="page-head">
        <div className="page-title">
          {props.kicker !== undefined && <div className="kicker">{props.kicker}</div>}
          <h1>{title}</h1>
        </div>
        {props.state !== undefined && <div className="page-state">{props.state}</div>}
        {props.action !== undefined && <div className="page-action">{props.action}</div>}
      </header>
      {props.children}
    </main>
  );
}

/** A part of a page, with its own small head. */
export function Part(props: {
  readonly title: ReactNode;
  readonly aside?: ReactNode;
  /** By which a door leads here: `#` and this at the end of an address. */
  readonly id?: string;
  readonly children: ReactNode;
}): ReactElement {
  const { id } = props;
  const place = useRef<HTMLElement>(null);
  const [isLed] = useState(() => id !== undefined && location.hash === `#${id}`);
  useEffect(() => {
    if (!isLed) return;
    place.current?.scrollIntoView();
    place.current?.focus({ preventScroll: true });
  }, [isLed]);
  return (
    <section className={isLed ? 'part led' : 'part'} ref={place} {...(isLed && { tabIndex: -1 })}>
      <header>
        <h2>{props.title}</h2>
        {props.aside !== undefined && <div className="aside">{props.aside}</div>}
      </header>
      {props.children}
    </section>
  );
}

export interface Figure {
  readonly label: string;
  readonly value: ReactNode;
  readonly unit?: string;
  readonly note?: ReactNode;
  readonly accent?: boolean;
}

/** The few figures a reader came for: the tinted band of the papers. */
export function Figures({ items }: { readonly items: readonly Figure[] }): ReactElement {
  return (
    <dl className="figures">
      {items.map((item) => (
        <div key={item.label} className={item.accent === true ? 'accent' : undefined}>
          <dt>{item.label}</dt>
          <dd>
            <b>{item.value}</b>
            {item.unit !== undefined && <small>{item.unit}</small>}
            {item.note !== undefined && <p>{item.note}</p>}
          </dd>
        </div>
      ))}
    </dl>
  );
}

/** Labelled values, as on the first page of a paper. */
export function Facts(props: {
  readonly items: readonly { readonly label: string; readonly value: ReactNode }[];
}): ReactElement {
  return (
    <dl className="facts">
      {props.items.map(({ label, value }) => (
        <div key={label}>
          <dt>{label}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  );
}

export type Tone = 'done' | 'next' | 'waiting' | 'off';

/** A state in a word, with a shape before it: never told by colour alone. */
export function State(props: { readonly tone: Tone; readonly children: ReactNode }): ReactElement {
  return <span className={`state ${props.tone}`}>{props.children}</span>;
}

/** Where a thing stands on its way: `at` is the step under way, what lies before is done. */
export function Steps(props: {
  readonly names: readonly string[];
  readonly at: number;
  readonly label: string;
}): ReactElement {
  return (
    <ol className="steps" aria-label={props.label}>
      {props.names.map((name, index) => (
        <li
          key={name}
          className={index < props.at ? 'done' : index === props.at ? 'next' : 'waiting'}
          {...(index === props.at && { 'aria-current': 'step' })}
        >
          {name}
        </li>
      ))}
    </ol>
  );
}

/** A sentence that must be seen before going on. */
export function Note(props: { readonly warning?: boolean; readonly children: ReactNode }): ReactElement {
  return <p className={props.warning === true ? 'note warning' : 'note'}>{props.children}</p>;
}
