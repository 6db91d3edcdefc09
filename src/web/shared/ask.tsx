/**
 * A change that needs some fields: a button, and behind it a sheet that asks for just what the endpoint takes, under the names
 * that a refusal uses. The fields come from the description of the endpoint; a screen says what it knows already (`given`), what
 * stands there now (`start`), and from what is chosen where only it can know (`choices`).
 */
import { Button, Checkbox, Input as TextBox, Select } from 'antd';
import { useEffect, useId, useState, type ReactElement, type ReactNode } from 'react';
import type { FormLine } from '../../contract/form-lines.ts';
import type { Sentence } from '../../domain/language.ts';
import { useChange, type Together } from './asking.ts';
import type { Action } from '../../domain/permission.ts';
import {
  call,
  isChangedSince,
  lineOf,
  Refused,
  Unreachable,
  versionOf,
  type EndpointName,
  type Input,
  type Reply,
} from './call.ts';
import { ConflictSheet } from './conflict.tsx';
import { Field } from './form.tsx';
import { useSay, type Say } from './language.ts';
import { todayInChina } from './period.ts';
import { Opening, Sheet } from './sheet.tsx';
import './ask.css';
import { useChoices, type Choices } from './choices.ts';
import { useSession } from './session.ts';
import { useIsTyped, useTyped } from './typed.ts';
import {
  askedOf,
  emptyOf,
  inputOf,
  isEmpty,
  isWhole,
  textOf,
  variantOf,
  WHICH,
  type Values,
} from './values.ts';

const words = {
  yes: { zh: '是', en: 'Yes' },
  no: { zh: '否', en: 'No' },
  optional: { zh: '{name}（可不填）', en: '{name} (optional)' },
  now: { zh: '现行：{value}', en: 'Now: {value}' },
  several: { zh: '用顿号或逗号隔开', en: 'separated by commas' },
  add: { zh: '加一行', en: 'Add a row' },
  remove: { zh: '删除', en: 'Remove' },
} as const satisfies Record<string, Sentence>;

/** What is changed as it was read: another who changed it meanwhile is laid beside what stands here. */
interface SeenOf<Question extends EndpointName> {
  readonly question: Question;
  readonly input: Input<Question>;
  readonly startOf: (reply: Reply<Question>) => Values;
}

export interface AskProps<Name extends EndpointName, Question extends EndpointName> {
  readonly change: Name;
  readonly label: string;
  /** Over the sheet and on its button, where the label alone does not say it. */
  readonly act?: string;
  /** What its button does, where the sheet is named after what it changes. */
  readonly does?: string;
  readonly given: Partial<Input<Name>>;
  /** What stands there when the sheet opens. */
  readonly start?: Values;
  /** Only what differs from `start` is sent. */
  readonly onlyChanged?: boolean;
  readonly choices?: Choices;
  /** Fields that are typed, whatever is known: a household that does not exist yet. */
  readonly typed?: readonly string[];
  /** Fields that are not asked for. */
  readonly without?: readonly string[];
  /** Fields that are called otherwise here than in general. */
  readonly called?: Readonly<Record<string, Sentence>>;
  /** What holds now, beside the field that would change it. */
  readonly now?: Readonly<Record<string, string>>;
  readonly seen?: SeenOf<Question>;
  readonly primary?: boolean;
  readonly small?: boolean;
  readonly width?: number;
  /** Of a long form: what may be left out is folded, unless something stands in it or is wrong there. */
  readonly folds?: boolean;
  readonly children?: ReactNode;
  readonly onDone?: (reply: Reply<Name>) => void;
}

export function Ask<Name extends EndpointName, Question extends EndpointName = EndpointName>(
  props: AskProps<Name, Question>,
): ReactElement | null {
  const { may } = useSession();
  const [isOpen, setOpen] = useState(useIsTyped(keptAs(props.change, props.given)));
  const { lines, asked } = useLines(props.change, isOpen);
  if (!may(lineOf(props.change).action as Action)) return null;
  return (
    <>
      <Button
        type={props.primary === true ? 'primary' : 'default'}
        size={props.small === true ? 'small' : 'middle'}
        onClick={() => setOpen(true)}
      >
        {props.label}
      </Button>
      {isOpen && lines === null && <Opening of={asked} onClose={() => setOpen(false)} />}
      {isOpen && lines !== null && <Chosen {...props} lines={lines} onClose={() => setOpen(false)} />}
    </>
  );
}

function keptAs(change: EndpointName, given: object): string {
  return `${change} ${JSON.stringify(given)}`;
}

/** From here on fields stand two beside each other. */
const MANY_LINES = 6;

/** What the endpoint asks for; null until that is loaded, and where it could not be. */
function useLines(
  name: EndpointName,
  when: boolean,
): { readonly lines: readonly FormLine[] | null; readonly asked: Together } {
  const [lines, setLines] = useState<readonly FormLine[] | null>(null);
  const [error, setError] = useState<Error | null>(null);
  const load = () => {
    setError(null);
    import('virtual:forms').then(
      ({ forms }) => setLines(forms[name] ?? []),
      () => setError(new Unreachable()),
    );
  };
  useEffect(() => {
    if (when) load();
  }, [name, when]);
  return { lines, asked: { isThere: lines !== null, error, again: load } };
}

type SheetProps<Name extends EndpointName, Question extends EndpointName> = AskProps<Name, Question> & {
  readonly lines: readonly FormLine[];
  readonly onClose: () => void;
};

/** Opens once it is known from what is chosen. */
function Chosen<Name extends EndpointName, Question extends EndpointName>(
  props: SheetProps<Name, Question>,
): ReactElement | null {
  const { given, without = [], lines } = props;
  const asked = lines
    .filter(({ key }) => !(key in given) && !without.includes(key))
    .map((line) => ({ ...line, name: props.called?.[line.key] ?? line.name }));
  const known = useChoices(asked, props.choices ?? {}, props.typed ?? []);
  if (known.choices === null) return <Opening of={known.asked} onClose={props.onClose} />;
  return <AskSheet {...props} lines={askedOf(asked, known.choices)} choices={known.choices} />;
}

function AskSheet<Name extends EndpointName, Question extends EndpointName>(
  props: SheetProps<Name, Question>,
): ReactElement {
  const say = useSay();
  const { label, act = label, lines: asked, given, choices = {}, seen } = props;
  const [typed, setTyped, forget] = useTyped(asksSecrets(asked) ? null : keptAs(props.change, given), () => {
    const base: Values = { ...emptyOf(asked, todayInChina(), choices), ...props.start };
    // The version of what stood there when the sheet was opened.
    return { base, values: base, version: seen && versionOf(seen.question, seen.input) };
  });
  const { base, values, version } = typed;
  const setValues = (next: Values) => setTyped((before) => ({ ...before, values: next }));
  const change = useChange(props.change, version);
  const close = () => {
    forget();
    props.onClose();
  };
  const [theirs, setTheirs] = useState<Values | null>(null);
  useEffect(() => {
    if (seen === undefined || !isChangedSince(change.failure)) return;
    void call(seen.question, seen.input).then((reply) => setTheirs({ ...base, ...seen.startOf(reply) }));
  }, [change.failure]);
  if (theirs !== null && isChangedSince(change.failure))
    return (
      <ConflictSheet
        failure={change.failure}
        fields={asked.map((line) => ({
          key: line.key,
          label: say(line.name),
          base: shownAs(line, base, say, choices),
          mine: shownAs(line, values, say, choices),
          theirs: shownAs(line, theirs, say, choices),
        }))}
        onClose={() => setTheirs(null)}
        onChosen={(taken) => {
          const chosen = Object.fromEntries(Object.entries(theirs).filter(([key]) => taken.includes(key)));
          setTyped({
            base: theirs,
            values: { ...values, ...chosen },
            version: seen && versionOf(seen.question, seen.input),
          });
          setTheirs(null);
          change.reset();
        }}
      />
    );
  const wish = {
    ...inputOf(asked, values, props.onlyChanged === true ? base : null),
    ...given,
  } as Input<Name>;
  return (
    <Sheet
      title={act}
      act={props.does ?? act}
      onClose={close}
      isRunning={change.isRunning}
      isReady={isWhole(asked, values)}
      failure={change.failure}
      width={props.width ?? (asked.length > MANY_LINES ? 760 : 560)}
      onAct={() =>
        void change.run(wish).then((reply) => {
          if (reply === undefined) return;
          close();
          props.onDone?.(reply);
        })
      }
    >
      {props.children}
      <div className={asked.length > MANY_LINES ? 'asked' : undefined}>
        <Lines
          lines={asked}
          values={values}
          onChange={setValues}
          choices={choices}
          now={props.now ?? {}}
          failure={change.failure}
          folds={props.folds === true}
          at=""
        />
      </div>
    </Sheet>
  );
}

/** Numbers of people and what opens a sign-in are not kept in the window. */
const secrets = ['password', 'code', 'residentId', 'phone', 'bankAccount', 'payerAccount'];

function asksSecrets(lines: readonly FormLine[]): boolean {
  return lines.some(({ key, lines: inner }) => secrets.includes(key) || asksSecrets(inner ?? []));
}

/** A field as it is read, for two versions side by side. */
function shownAs(line: FormLine, values: Values, say: Say, choices: Choices): string {
  const text = textOf(values[line.key]);
  const own = choices[line.key]?.find(({ value }) => value === text)?.label;
  const choice = line.choices?.find(({ value }) => value === text);
  if (line.is === 'yes-or-no' && text !== '') return say(text === 'true' ? words.yes : words.no);
  return own ?? (choice === undefined ? text : say(choice.name));
}

interface LinesProps {
  readonly lines: readonly FormLine[];
  readonly values: Values;
  readonly onChange: (values: Values) => void;
  readonly choices: Choices;
  readonly now: Readonly<Record<string, string>>;
  readonly failure: Error | null;
  readonly folds: boolean;
  /** The JSON pointer of what the lines belong to. */
  readonly at: string;
}

function Lines(props: LinesProps): ReactElement {
  const say = useSay();
  const { lines, values, onChange, choices, now, failure, at } = props;
  const faults = failure instanceof Refused ? failure.problem.faults : [];
  return (
    <>
      {lines.map((line) => {
        const { key, name, is, optional } = line;
        const place = `${at}/${key}`;
        const set = (value: Values[string]) => onChange({ ...values, [key]: value });
        if (is === 'fixed') return null;
        if (is === 'group' || is === 'rows' || is === 'one-of')
          return <Within key={key} line={line} {...props} at={place} value={values[key]} onSet={set} />;
        const help = [
          ...(now[key] === undefined ? [] : [say(words.now, { value: now[key] })]),
          ...(is === 'texts' ? [say(words.several)] : []),
        ];
        return (
          <Field
            key={key}
            label={optional === true ? say(words.optional, { name: say(name) }) : say(name)}
            help={help.length === 0 ? undefined : help.join(say({ zh: '；', en: '; ' }))}
            fault={faults.find(({ pointer }) => pointer === place)?.message}
          >
            {(field) => (
              <Control field={field} line={line} value={values[key]} onSet={set} own={choices[key]} />
            )}
          </Field>
        );
      })}
    </>
  );
}

function Control(props: {
  readonly field: { readonly id: string };
  readonly line: FormLine;
  readonly value: Values[string] | undefined;
  readonly onSet: (value: Values[string]) => void;
  readonly own: Choices[string];
}): ReactElement {
  const say = useSay();
  const { field, line, value, onSet, own } = props;
  const text = textOf(value);
  const options =
    own ??
    (line.is === 'yes-or-no'
      ? [
          { value: 'true', label: say(words.yes) },
          { value: 'false', label: say(words.no) },
        ]
      : line.choices?.map((each) => ({ value: each.value, label: say(each.name) })));
  if (line.is === 'several')
    return (
      <span className="several" {...field} role="group">
        {(options ?? []).map((each) => (
          <Checkbox
            key={each.value}
            checked={Array.isArray(value) && (value as readonly string[]).includes(each.value)}
            onChange={({ target }) => {
              const kept = (Array.isArray(value) ? (value as readonly string[]) : []).filter(
                (one) => one !== each.value,
              );
              onSet(target.checked ? [...kept, each.value] : kept);
            }}
          >
            {each.label}
          </Checkbox>
        ))}
      </span>
    );
  if (options !== undefined)
    return (
      <Select
        {...field}
        style={{ width: '100%' }}
        value={text === '' ? null : text}
        allowClear={line.optional === true || line.nullable === true}
        showSearch={options.length > 12 && { optionFilterProp: 'label' }}
        onChange={(chosen: string | null | undefined) => onSet(chosen ?? '')}
        options={[...options]}
      />
    );
  if (line.is === 'prose')
    return (
      <TextBox.TextArea
        {...field}
        rows={3}
        maxLength={line.most ?? 2000}
        value={text}
        onChange={({ target }) => onSet(target.value)}
      />
    );
  return (
    <TextBox
      {...field}
      type={line.is === 'day' || line.is === 'moment' ? 'date' : 'text'}
      inputMode={line.is === 'figure' ? 'decimal' : line.is === 'whole' ? 'numeric' : 'text'}
      maxLength={line.most ?? 200}
      value={text}
      onChange={({ target }) => onSet(target.value)}
    />
  );
}

/** Whether something within was refused. */
function isFaultyAt(at: string, failure: Error | null): boolean {
  const faults = failure instanceof Refused ? failure.problem.faults : [];
  return faults.some(({ pointer }) => pointer?.startsWith(`${at}/`) === true);
}

/** Fields that belong together, or several of the same kind, each in its frame. */
function Within(
  props: LinesProps & {
    readonly line: FormLine;
    readonly value: Values[string] | undefined;
    readonly onSet: (value: Values[string]) => void;
  },
): ReactElement {
  const say = useSay();
  const title = useId();
  const { line, value, onSet, at } = props;
  const inner = line.lines ?? [];
  const { choices, now, failure, folds } = props;
  const rest = { choices, now, failure, folds, lines: inner };
  const [isUnfolded] = useState(!folds || line.optional !== true || !isEmpty(value));
  if (line.is === 'group' && !isUnfolded)
    return (
      <details className="group" open={isFaultyAt(at, failure) || undefined}>
        <summary>{say(line.name)}</summary>
        <Lines {...rest} at={at} values={(value ?? {}) as Values} onChange={onSet} />
      </details>
    );
  if (line.is === 'group')
    return (
      <fieldset className="group">
        <legend>
          {line.optional === true ? say(words.optional, { name: say(line.name) }) : say(line.name)}
        </legend>
        <Lines {...rest} at={at} values={(value ?? {}) as Values} onChange={onSet} />
      </fieldset>
    );
  if (line.is === 'one-of') {
    const variant = variantOf(line, value);
    return (
      <>
        <Field label={say(line.name)}>
          {(field) => (
            <Select
              {...field}
              style={{ width: '100%' }}
              value={variant?.value ?? null}
              onChange={(which: string) => {
                const chosen = line.variants?.find((each) => each.value === which);
                onSet({ ...emptyOf(chosen?.lines ?? [], todayInChina(), props.choices), [WHICH]: which });
              }}
              options={(line.variants ?? []).map((each) => ({ value: each.value, label: say(each.name) }))}
            />
          )}
        </Field>
        {variant !== undefined && (
          <Lines {...rest} lines={variant.lines} at={at} values={(value ?? {}) as Values} onChange={onSet} />
        )}
      </>
    );
  }
  const rows = (Array.isArray(value) ? value : []) as readonly Values[];
  return (
    <fieldset className="group" aria-labelledby={title}>
      <legend id={title}>{say(line.name)}</legend>
      {rows.map((row, index) => (
        <div key={index} className="row">
          <Lines
            {...rest}
            at={`${at}/${index}`}
            values={row}
            onChange={(changed) => onSet(rows.map((each, other) => (other === index ? changed : each)))}
          />
          <Button size="small" onClick={() => onSet(rows.filter((_, other) => other !== index))}>
            {say(words.remove)}
          </Button>
        </div>
      ))}
      <Button size="small" onClick={() => onSet([...rows, emptyOf(inner, todayInChina(), props.choices)])}>
        {say(words.add)}
      </Button>
    </fieldset>
  );
}
