/** A labelled place of a form: label above, help and fault below, tied together for whoever hears it. */
import {
  createContext,
  useContext,
  useId,
  type DragEvent,
  type KeyboardEvent,
  type ReactElement,
} from 'react';
import type { Sentence } from '../../domain/language.ts';
import { Refused } from './call.ts';
import { useSay } from './language.ts';

/** Why the form around was refused, so that each of its fields says what is about it. */
export const FailureContext = createContext<Error | null>(null);

/** What was said about the field at one of these JSON pointers, or within it. */
function useFault(at: string | readonly string[] | undefined): string | undefined {
  const failure = useContext(FailureContext);
  if (at === undefined || !(failure instanceof Refused)) return undefined;
  const places = typeof at === 'string' ? [at] : at;
  return failure.problem.faults.find(
    ({ pointer }) =>
      pointer != null && places.some((each) => pointer === each || pointer.startsWith(`${each}/`)),
  )?.message;
}

/** Of fields that have no label of their own: what was said about them, beneath. */
export function FaultOf({ at }: { readonly at: string }): ReactElement | null {
  const fault = useFault(at);
  return fault === undefined ? null : <p className="fault">{fault}</p>;
}

/** Enter leads to the next field, and does not send what is not yet looked at. */
export function goOnAtEnter(event: KeyboardEvent<HTMLElement>): void {
  if (event.key !== 'Enter' || !(event.target instanceof HTMLInputElement)) return;
  event.preventDefault();
  if (event.nativeEvent.isComposing) return;
  const fields = [...event.currentTarget.querySelectorAll('input')];
  fields[fields.indexOf(event.target) + 1]?.focus();
}

export interface Place {
  readonly id: string;
  readonly 'aria-describedby'?: string;
  readonly 'aria-invalid'?: true;
}

export function Field(props: {
  readonly label: string;
  readonly help?: string | undefined;
  readonly fault?: string | undefined;
  /** Where a refusal of the form around speaks of it. */
  readonly at?: string | readonly string[];
  readonly children: (place: Place) => ReactElement;
}): ReactElement {
  const id = useId();
  const { help } = props;
  const said = useFault(props.at);
  const fault = props.fault ?? said;
  const told = fault ?? help;
  return (
    <div className={fault === undefined ? 'field' : 'field faulty'}>
      <label htmlFor={id}>{props.label}</label>
      {props.children({
        id,
        ...(told !== undefined && { 'aria-describedby': `${id}-told` }),
        ...(fault !== undefined && { 'aria-invalid': true as const }),
      })}
      {told !== undefined && <p id={`${id}-told`}>{told}</p>}
    </div>
  );
}

const fileWords = {
  drop: { zh: '把银行回盘文件拖到这里，或', en: 'Drop the bank’s file here, or ' },
  sample: { zh: '把银行给的样本文件拖到这里，或', en: 'Drop the bank’s own sample here, or ' },
  choose: { zh: '选择文件', en: 'choose it' },
} as const satisfies Record<string, Sentence>;

/** Where the bank's answer, or its sample, is dropped or chosen. */
export function BankFile({
  onFile,
  what = 'drop',
}: {
  readonly onFile: (file: File | undefined) => void;
  readonly what?: 'drop' | 'sample';
}): ReactElement {
  const say = useSay();
  return (
    <label
      className="drop"
      onDragOver={(event: DragEvent) => event.preventDefault()}
      onDrop={(event: DragEvent) => {
        event.preventDefault();
        onFile(event.dataTransfer.files[0]);
      }}
    >
      {say(fileWords[what])}
      <b>{say(fileWords.choose)}</b>
      <input type="file" onChange={({ target }) => onFile(target.files?.[0])} />
    </label>
  );
}
