/** A labelled place of a form: label above, help and fault below, tied together for whoever hears it. */
import { useId, type ReactElement } from 'react';

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
