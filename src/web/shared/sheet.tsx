/**
 * A sheet over the page, for one decision: what will happen, in figures and names, and one button that does it. A refusal
 * stands in the sheet; what was typed stays. It is the browser's own dialog: the page behind it is out of reach.
 */
import { Button } from 'antd';
import { useEffect, useId, useRef, type ReactElement, type ReactNode } from 'react';
import { useSay } from './language.ts';
import { Refusal } from './states.tsx';

const words = { back: { zh: '返回', en: 'Back' } } as const;

/** The bare sheet. Without `onClose` it stays until what it asks for is done. */
export function Dialog(props: {
  readonly title: string;
  readonly onClose?: () => void;
  readonly width?: number;
  readonly children: ReactNode;
}): ReactElement {
  const dialog = useRef<HTMLDialogElement>(null);
  const title = useId();
  useEffect(() => {
    const shown = dialog.current;
    if (shown?.open === false) shown.showModal();
    return () => shown?.close();
  }, []);
  return (
    <dialog
      ref={dialog}
      className="sheet"
      aria-labelledby={title}
      style={{ width: props.width ?? 560 }}
      onCancel={(event) => {
        event.preventDefault();
        props.onClose?.();
      }}
    >
      <h2 id={title}>{props.title}</h2>
      {props.children}
    </dialog>
  );
}

export function Sheet(props: {
  readonly title: string;
  readonly onClose: () => void;
  /** What the one button does, in a verb. */
  readonly act: string;
  readonly onAct: () => void;
  readonly isRunning?: boolean;
  /** False while something that must be said or looked at is missing. */
  readonly isReady?: boolean;
  readonly failure?: Error | null;
  readonly width?: number;
  readonly children: ReactNode;
}): ReactElement {
  const say = useSay();
  return (
    <Dialog
      title={props.title}
      onClose={props.onClose}
      {...(props.width !== undefined && { width: props.width })}
    >
      <form
        onSubmit={(event) => {
          event.preventDefault();
          props.onAct();
        }}
      >
        <div className="sheet-body">
          <Refusal failure={props.failure ?? null} />
          {props.children}
        </div>
        <footer>
          <Button onClick={props.onClose}>{say(words.back)}</Button>
          <Button
            type="primary"
            htmlType="submit"
            loading={props.isRunning === true}
            disabled={props.isReady === false}
          >
            {props.act}
          </Button>
        </footer>
      </form>
    </Dialog>
  );
}
