/**
 * A button that leads to one decision: a sheet that says what will happen, asks why where that must be said, and does it by one
 * press. What the server refuses stands in the sheet.
 */
import { Button, Input as TextBox } from 'antd';
import { useState, type ReactElement, type ReactNode } from 'react';
import { useChange } from './asking.ts';
import type { EndpointName, Input, Reply } from './call.ts';
import { Field } from './form.tsx';
import { Sheet } from './sheet.tsx';

export function Decision<Name extends EndpointName>(props: {
  readonly change: Name;
  readonly label: string;
  /** Over the sheet, and on its button: what is done, where the label alone does not say it. */
  readonly act?: string;
  /** What its button does, where the sheet is named after what it changes. */
  readonly does?: string;
  readonly inputOf: (why: string) => Input<Name>;
  /** How the reason is asked for; left out where none is needed. */
  readonly why?: string;
  readonly primary?: boolean;
  readonly small?: boolean;
  readonly isReady?: boolean;
  readonly width?: number;
  readonly onDone?: (reply: Reply<Name>) => void;
  readonly children?: ReactNode;
}): ReactElement {
  const [isOpen, setOpen] = useState(false);
  const [reason, setReason] = useState('');
  const change = useChange(props.change);
  const { label, act = label, why } = props;
  const close = () => {
    setOpen(false);
    setReason('');
    change.reset();
  };
  return (
    <>
      <Button
        type={props.primary === true ? 'primary' : 'default'}
        size={props.small === true ? 'small' : 'middle'}
        onClick={() => setOpen(true)}
      >
        {label}
      </Button>
      {isOpen && (
        <Sheet
          title={act}
          act={props.does ?? act}
          onClose={close}
          isRunning={change.isRunning}
          isReady={props.isReady !== false && (why === undefined || reason.trim().length > 1)}
          failure={change.failure}
          {...(props.width !== undefined && { width: props.width })}
          onAct={() =>
            void change.run(props.inputOf(reason.trim())).then((reply) => {
              if (reply === undefined) return;
              close();
              props.onDone?.(reply);
            })
          }
        >
          {props.children}
          {why !== undefined && (
            <Field label={why}>
              {(place) => (
                <TextBox
                  {...place}
                  maxLength={200}
                  value={reason}
                  onChange={({ target }) => setReason(target.value)}
                />
              )}
            </Field>
          )}
        </Sheet>
      )}
    </>
  );
}
