/** What every page of the portal is put together from: large, few, and each readable aloud. */
import {
  Component,
  useEffect,
  useId,
  useRef,
  useState,
  type CSSProperties,
  type FormEvent,
  type ReactElement,
  type ReactNode,
} from 'react';
import type { Sentence } from '../../domain/language.ts';
import { Refused, Unreachable } from '../shared/call.ts';
import { languageNow, useSay } from '../shared/language.ts';
import { useSelf } from './acting.ts';
import type { Asked } from './asking.ts';
import { To } from './routing.tsx';
import { Marked, spokenParts } from './written.tsx';

const words = {
  home: { zh: '回首页', en: 'Back to the start' },
  aloud: { zh: '读给我听', en: 'Read it to me' },
  silent: { zh: '停下来', en: 'Stop reading' },
  loading: { zh: '正在取…', en: 'One moment…' },
  again: { zh: '再试一次', en: 'Try again' },
  unanswered: { zh: '没有收到回音', en: 'No answer came' },
  offline: {
    zh: '现在连不上网络。可能已经办成了，也可能没有。您填的都还在，等有信号了再按一次：不会办两次。',
    en: 'There is no connection now. It may have gone through, or not. What you typed is still here: press once more when there is a connection, it is not done twice.',
  },
  unseen: { zh: '这一页还看不到', en: 'This page cannot be shown yet' },
  unseenMore: {
    zh: '现在连不上网络，这一页在这部手机上还没有看过。等有信号了再看。',
    en: 'There is no connection now, and this page was not seen on this phone before. Look again when there is.',
  },
  letters: { zh: '我的密码里有字母', en: 'My PIN has letters in it' },
  show: { zh: '看看输了什么', en: 'Show what I typed' },
  hide: { zh: '遮住', en: 'Hide it' },
  missing: { zh: '请先填好：{label}', en: 'Please fill in first: {label}' },
  late: {
    zh: '现在连不上网络。下面是刚才看到的。',
    en: 'There is no connection now. Below stands what was seen before.',
  },
  ended: { zh: '您替{name}办事的代理已经结束。', en: 'You no longer act for {name}.' },
  expired: { zh: '换一个密码', en: 'Choose another PIN' },
  toSelf: { zh: '回到我自己', en: 'Back to myself' },
  failed: { zh: '没有办成', en: 'It did not go through' },
} as const satisfies Record<string, Sentence>;

/** Of every address behind which nothing stands, or nothing any more. */
export const nowhereWords = {
  title: { zh: '这里没有这一页', en: 'There is no such page here' },
  more: {
    zh: '地址可能写错了，也可能这一页已经没有了。请回首页，从那里进去，或者给办公室打电话。',
    en: 'The address may be wrong, or the page is gone. Please go back to the start and come from there, or call the office.',
  },
} as const satisfies Record<string, Sentence>;

/** Whom one looks for, and that it was seen before, is read first: it stands above every page. */
const READ = ':scope > .acting > b, :scope > .acting > p, :scope > .kept, main';

/** Says what stands on the page in the phone's own voice; pressed again, or once the page is left, it is silent. */
function Aloud(): ReactElement {
  const say = useSay();
  const [isSpeaking, setSpeaking] = useState(false);
  const { speechSynthesis: voice } = globalThis;
  useEffect(() => () => voice.cancel(), [voice]);
  const begin = (button: HTMLElement) => {
    voice.cancel();
    const read = [...(button.closest('.page')?.querySelectorAll<HTMLElement>(READ) ?? [])];
    // Line by line: some phones break off in the middle of a long text.
    const lines = read.flatMap(({ innerText }) => innerText.split(/\n+/)).filter((line) => line.trim());
    const spoken = lines
      .flatMap((line) => spokenParts(line, languageNow()))
      .map(([text, lang]) => Object.assign(new SpeechSynthesisUtterance(text), { lang }));
    for (const each of spoken) {
      each.rate = 0.85;
      voice.speak(each);
    }
    const last = spoken.at(-1);
    if (last !== undefined) last.onend = last.onerror = () => setSpeaking(false);
    setSpeaking(last !== undefined);
  };
  const end = () => {
    voice.cancel();
    setSpeaking(false);
  };
  return (
    <button
      type="button"
      className="plain"
      onClick={({ currentTarget }) => (isSpeaking ? end() : begin(currentTarget))}
    >
      {say(isSpeaking ? words.silent : words.aloud)}
    </button>
  );
}

export function Page(props: {
  readonly title: string;
  readonly isHome?: boolean;
  readonly children: ReactNode;
}): ReactElement {
  const say = useSay();
  const head = useRef<HTMLHeadingElement>(null);
  const { title } = props;
  useEffect(() => {
    document.title = title;
    head.current?.focus({ preventScroll: true });
  }, [title]);
  return (
    <>
      {'speechSynthesis' in globalThis && <Aloud key={title} />}
      {props.isHome !== true && (
        <nav aria-label={say(words.home)}>
          <To path="/" className="back">
            <span>
              <span aria-hidden="true">‹ </span>
              {say(words.home)}
            </span>
          </To>
        </nav>
      )}
      <main>
        <h1 tabIndex={-1} ref={head}>
          <Marked text={title} />
        </h1>
        {props.children}
      </main>
    </>
  );
}

/** What was pressed is gone: reading goes on there, once it is drawn. */
export function focusOn(id: string): void {
  requestAnimationFrame(() => document.getElementById(id)?.focus());
}

export function Answer<Data>(props: {
  readonly of: Asked<Data>;
  /** What is said where what was asked for is not there, or no more; that the address may be wrong unless somebody knows better. */
  readonly gone?: { readonly title: Sentence; readonly more: Sentence };
  readonly children: (data: Data) => ReactNode;
}): ReactElement {
  const say = useSay();
  const { acting, actFor, ended } = useSelf();
  const { data, error, again } = props.of;
  const isEnded =
    data === undefined &&
    acting !== null &&
    error instanceof Refused &&
    error.problem.code === 'membership.not-linked';
  useEffect(() => {
    if (isEnded) ended();
  }, [isEnded, ended]);
  if (data !== undefined)
    return (
      <>
        {error instanceof Unreachable && (
          <p className="kept" role="status">
            {say(words.late)}
          </p>
        )}
        {props.children(data)}
      </>
    );
  if (error === null) return <p role="status">{say(words.loading)}</p>;
  if (isEnded)
    return (
      <>
        <p role="alert">{say(words.ended, { name: acting.name })}</p>
        <button type="button" className="main" onClick={() => actFor(null)}>
          {say(words.toSelf)}
        </button>
      </>
    );
  return (
    <>
      {error instanceof Unreachable ? (
        <Unseen />
      ) : isNowhere(error) ? (
        <Nowhere said={props.gone ?? nowhereWords} />
      ) : (
        <Failure error={error} />
      )}
      {isExpired(error) ? (
        // Whoever comes anew is asked for another PIN before anything else.
        <button type="button" className="main" onClick={() => location.reload()}>
          {say(words.expired)}
        </button>
      ) : (
        !isFinal(error) && (
          <button type="button" className="main" onClick={again}>
            {say(words.again)}
          </button>
        )
      )}
    </>
  );
}

/** Nothing was done here that could have failed. */
function Unseen(): ReactElement {
  const say = useSay();
  return (
    <div className="failure" role="alert">
      <b>{say(words.unseen)}</b>
      <p>{say(words.unseenMore)}</p>
    </div>
  );
}

/** What was only looked at is not there, or an address says nothing. */
function isNowhere(error: Error): boolean {
  return (
    error instanceof Refused &&
    [404, 422].includes(error.problem.status) &&
    error.problem.code !== 'membership.not-linked'
  );
}

export function Nowhere({
  said,
}: {
  readonly said: { readonly title: Sentence; readonly more: Sentence };
}): ReactElement {
  const say = useSay();
  return (
    <div className="failure" role="alert">
      <b>{say(said.title)}</b>
      <p>{say(said.more)}</p>
    </div>
  );
}

/** The PIN ran out while one was in. */
function isExpired(error: Error): boolean {
  return error instanceof Refused && error.problem.code === 'access.password-expired';
}

/** Whether asking again would be answered alike. */
function isFinal(error: Error): boolean {
  return error instanceof Refused && error.problem.status < 500 && error.problem.status !== 429;
}

/** Why it was refused, in words; it takes the focus, so that it is read aloud, once for what is new: one types on beneath it. */
export function Failure({ error }: { readonly error: Error | null }): ReactElement | null {
  const say = useSay();
  const place = useRef<HTMLDivElement>(null);
  const said =
    error instanceof Refused
      ? error.problem.faults.map(({ message }) => message)
      : error instanceof Unreachable
        ? [say(words.offline)]
        : [error?.message ?? ''];
  const text = error === null ? null : said.join(' ');
  useEffect(() => place.current?.focus(), [text]);
  if (error === null) return null;
  return (
    <div className="failure" role="alert" tabIndex={-1} ref={place}>
      <b>{say(error instanceof Unreachable ? words.unanswered : words.failed)}</b>
      {said.map((each) => (
        <p key={each}>
          <Marked text={each} />
        </p>
      ))}
    </div>
  );
}

export function Form(props: {
  readonly act: string;
  readonly isRunning: boolean;
  readonly failure: Error | null;
  readonly onSend: () => void;
  readonly children: ReactNode;
}): ReactElement {
  const say = useSay();
  const [missing, setMissing] = useState<Error | null>(null);
  return (
    <form
      noValidate
      onSubmit={(event: FormEvent<HTMLFormElement>) => {
        event.preventDefault();
        // Said in the page's own words and size: what a browser says by itself is small, and in its own language.
        const [field] = event.currentTarget.querySelectorAll<HTMLInputElement>(
          'input:invalid, textarea:invalid',
        );
        const label = field?.labels?.[0]?.textContent ?? '';
        setMissing(field === undefined ? null : new Error(say(words.missing, { label })));
        if (field === undefined) props.onSend();
      }}
    >
      <Failure error={missing ?? props.failure} />
      {props.children}
      <button type="submit" className="main" disabled={props.isRunning}>
        {props.act}
      </button>
    </form>
  );
}

export function Line(props: {
  readonly label: string;
  readonly help?: string;
  readonly value: string;
  readonly onChange: (value: string) => void;
  /** `pin`: of digits unless somebody says so; `password`: of whatever there is on a keyboard. */
  readonly kind?: 'text' | 'pin' | 'password' | 'code' | 'figure' | 'day' | 'many';
  readonly complete?: string;
  readonly isOptional?: boolean;
}): ReactElement {
  const id = useId();
  const say = useSay();
  const [isShown, setShown] = useState(false);
  // Of digits unless somebody says so: the keys are then large enough to be hit. Who works for the office as well may have letters in theirs.
  const [hasLetters, setHasLetters] = useState(false);
  const { kind = 'text', help } = props;
  const isHidden = kind === 'pin' || kind === 'password';
  const isOfDigits = kind === 'code' || (kind === 'pin' && !hasLetters);
  const common = {
    id,
    value: props.value,
    required: props.isOptional !== true,
    autoComplete: props.complete ?? 'off',
    onChange: ({ target }: { target: { value: string } }) => props.onChange(target.value),
    ...(help !== undefined && { 'aria-describedby': `${id}-help` }),
  };
  return (
    <div className="line">
      <label htmlFor={id}>{props.label}</label>
      {kind === 'many' ? (
        <textarea rows={5} {...common} />
      ) : (
        <input
          {...common}
          type={isHidden && !isShown ? 'password' : kind === 'day' ? 'date' : 'text'}
          inputMode={isOfDigits ? 'numeric' : kind === 'figure' ? 'decimal' : 'text'}
          autoCapitalize="off"
        />
      )}
      {isHidden && props.value !== '' && (
        <button type="button" className="plain" onClick={() => setShown(!isShown)}>
          {say(isShown ? words.hide : words.show)}
        </button>
      )}
      {kind === 'pin' && props.complete === 'current-password' && !hasLetters && props.value === '' && (
        <button type="button" className="plain" onClick={() => setHasLetters(true)}>
          {say(words.letters)}
        </button>
      )}
      {help !== undefined && <p id={`${id}-help`}>{help}</p>}
    </div>
  );
}

/** An amount, a share count, a number: nothing else. */
function isFigure(value: ReactNode): value is string {
  return typeof value === 'string' && /^[-−+¥\d,.\s]*\d[\d,.\s]*(元|股| shares)?$/.test(value);
}

/** In one piece, however little room there is. */
export function Figure({ of }: { readonly of: string }): ReactElement {
  return (
    <span className="figure" style={{ '--long': Math.max(of.length, 4) } as CSSProperties}>
      {of}
    </span>
  );
}

/** Words beside figures, the figure under its word where there is no room. */
export function Facts({ of }: { readonly of: readonly (readonly [ReactNode, ReactNode])[] }): ReactElement {
  return (
    <dl>
      {of.map(([label, value], at) => (
        <div key={typeof label === 'string' ? label : at}>
          <dt>{markedIn(label)}</dt>
          <dd>{isFigure(value) ? <Figure of={value} /> : markedIn(value)}</dd>
        </div>
      ))}
    </dl>
  );
}

function markedIn(node: ReactNode): ReactNode {
  return typeof node === 'string' ? <Marked text={node} /> : node;
}

export function Part(props: {
  readonly title: ReactNode;
  readonly children: ReactNode;
  /** Where `focusOn` leads to. */
  readonly id?: string;
}): ReactElement {
  return (
    <section>
      <h2 {...(props.id !== undefined && { id: props.id, tabIndex: -1 })}>{markedIn(props.title)}</h2>
      {props.children}
    </section>
  );
}

/** What is about to be cast: it takes the focus, so that it is read aloud, and whoever has no mouse stands before its button. */
export function Sheet(props: { readonly label: string; readonly children: ReactNode }): ReactElement {
  const place = useRef<HTMLDivElement>(null);
  useEffect(() => place.current?.focus(), []);
  return (
    <div className="sheet" role="group" aria-label={props.label} tabIndex={-1} ref={place}>
      <p>
        <b>{markedIn(props.label)}</b>
      </p>
      {props.children}
    </div>
  );
}

/** A page that could not be fetched, or that fails: the office can still be called from it, and another place is tried anew. */
export class Caught extends Component<
  { readonly at: string; readonly said: (again: () => void) => ReactNode; readonly children: ReactNode },
  { readonly isBroken: boolean }
> {
  override state = { isBroken: false };
  static getDerivedStateFromError(): { readonly isBroken: boolean } {
    return { isBroken: true };
  }
  override componentDidUpdate({ at }: { readonly at: string }): void {
    if (at !== this.props.at && this.state.isBroken) this.setState({ isBroken: false });
  }
  override render(): ReactNode {
    return this.state.isBroken ? this.props.said(() => location.reload()) : this.props.children;
  }
}
