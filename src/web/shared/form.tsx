/** A labelled place of a form: label above, help and fault below, tied together for whoever hears it. */
import { useId, type DragEvent, type ReactElement } from 'react';
import type { Sentence } from '../../domain/language.ts';
import { useSay } from './language.ts';

export interface Place {
  readonly id: string;
  readonly 'aria-describedby'?: string;
  readonly 'aria-invalid'?: true;
}

export function Field(props: {
  readonly label: string;
  readonly help?: string | undefined;
  readonly fault?: string | undefined;
  readonly children: (place: Place) => ReactElement;
}): ReactElement {
  const id = useId();
  const { help, fault } = props;
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
