/**
 * A box that is typed into and chosen from: a code, a part of a name, initials in pinyin. F7 or an arrow opens the whole list; Enter
 * takes what is marked and goes on. The pattern is the combobox of ARIA, so that it is read aloud as one.
 */
import { useId, useMemo, useRef, useState, type KeyboardEvent, type ReactElement } from 'react';
import { flushSync } from 'react-dom';
import { isFoundBy, useSpelling } from '../../shared/search.ts';

export interface Option {
  readonly value: string;
  readonly name: string;
}

const MOST = 60;

function found(options: readonly Option[], typed: string): readonly Option[] {
  const plain = typed.trim();
  const hits =
    plain === ''
      ? options
      : options.filter(({ value, name }) => isFoundBy(plain, { name, numbers: [value] }));
  return hits.slice(0, MOST);
}

export function Choice(props: {
  readonly label: string;
  readonly options: readonly Option[];
  readonly value: string;
  readonly onChange: (value: string) => void;
  readonly onEnter: (event: KeyboardEvent<HTMLInputElement>) => void;
  readonly isFaulty?: boolean;
  readonly describedBy?: string | undefined;
}): ReactElement {
  const { label, options, value, onChange, onEnter } = props;
  const id = useId();
  const list = useRef<HTMLUListElement>(null);
  const [typed, setTyped] = useState<string | null>(null);
  const [isOpen, setOpen] = useState(false);
  const [at, setAt] = useState(0);
  const isSpelled = useSpelling();
  const hits = useMemo(
    () => (isOpen ? found(options, typed ?? '') : []),
    [isOpen, options, typed, isSpelled],
  );
  const chosen = options.find((each) => each.value === value);
  const shown = typed ?? (chosen === undefined ? value : `${chosen.value} ${chosen.name}`);

  const mark = (index: number) => {
    setAt(index);
    list.current?.children[index]?.scrollIntoView({ block: 'nearest' });
  };
  const close = () => {
    setOpen(false);
    setTyped(null);
    setAt(0);
  };
  const take = (option: Option) => {
    onChange(option.value);
    close();
  };
  const open = () => {
    setOpen(true);
    setAt(0);
  };
  /** What was typed and not chosen: its only hit or the very code, else as it stands. */
  const settle = () => {
    if (typed === null) return close();
    const plain = typed.trim().replace(/ .*$/, '');
    const own = options.find((each) => each.value === plain) ?? found(options, typed)[0];
    onChange(typed.trim() === '' ? '' : (own?.value ?? plain));
    close();
  };
  const press = (event: KeyboardEvent<HTMLInputElement>) => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (event.key === 'F7' || (step !== undefined && !isOpen)) {
      event.preventDefault();
      open();
    } else if (step !== undefined) {
      event.preventDefault();
      mark(Math.min(Math.max(at + step, 0), Math.max(hits.length - 1, 0)));
    } else if (event.key === 'Escape' && isOpen) {
      event.preventDefault();
      close();
    } else if (event.key === 'Enter') {
      const hit = isOpen ? hits[at] : undefined;
      // Drawn before the box is left: what leaving it settles is then what was taken.
      if (hit !== undefined) flushSync(() => take(hit));
      onEnter(event);
    }
  };
  return (
    <div className="choice">
      <input
        role="combobox"
        aria-label={label}
        aria-expanded={isOpen && hits.length > 0}
        aria-controls={`${id}-list`}
        aria-autocomplete="list"
        aria-activedescendant={isOpen && hits.length > 0 ? `${id}-${at}` : undefined}
        aria-invalid={props.isFaulty === true || undefined}
        aria-describedby={props.describedBy}
        autoComplete="off"
        value={shown}
        onChange={({ target }) => {
          setTyped(target.value);
          open();
        }}
        onFocus={({ target }) => target.select()}
        onBlur={settle}
        onKeyDown={press}
      />
      <ul
        id={`${id}-list`}
        role="listbox"
        aria-label={label}
        ref={list}
        hidden={!isOpen || hits.length === 0}
      >
        {hits.map((option, index) => (
          <li
            key={option.value}
            id={`${id}-${index}`}
            role="option"
            aria-selected={index === at}
            onMouseDown={(event) => {
              event.preventDefault();
              take(option);
            }}
          >
            <span>{option.value}</span> {option.name}
          </li>
        ))}
      </ul>
    </div>
  );
}
