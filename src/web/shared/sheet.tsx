/**
 * A sheet over the page, for one decision: what will happen, in figures and names, and one button that does it. A refusal
 * stands in the sheet; what was typed stays. It is the browser's own dialog: the page behind it is out of reach.
 */
import type { UseQueryResult } from '@tanstack/react-query';
import { Button } from 'antd';
import { useEffect, useId, useRef, type KeyboardEvent, type ReactElement, type ReactNode } from 'react';
import { FailureContext } from './form.tsx';
import { useSay } from './language.ts';
import { together, type Together } from './asking.ts';
import { Objection, Refusal, Unread, useLate } from './states.tsx';

const words = {
  back: { zh: '返回', en: 'Back' },
  opening: { zh: '正在打开', en: 'Opening' },
  unopened: { zh: '没有打开', en: 'It could not be opened' },
} as const;

/** Of the field in which one begins when the sheet opens. */
export const begin = { 'data-begin': true } as const;

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
    if (shown?.open === false) {
      shown.showModal();
      // Where a field says that one begins in it: what has to be typed in any case.
      shown.querySelector<HTMLElement>('[data-begin]')?.focus({ preventScroll: true });
    }
    return () => shown?.close();
  }, []);
  return (
    <dialog
      ref={dialog}
      className="sheet"
      aria-labelledby={title}
      style={{ width: props.width ?? 560 }}
      onKeyDown={(event) => {
        // Told to stay once, the browser closes it at the second Escape without asking.
        if (event.key === 'Escape' && props.onClose === undefined && isOwn(event)) event.preventDefault();
      }}
      onCancel={(event) => {
        // A choice of a file that was given up says so by the same name.
        if (event.target !== event.currentTarget) return;
        event.preventDefault();
        props.onClose?.();
      }}
      onClose={({ target, currentTarget }) => {
        if (target !== currentTarget || currentTarget.open || !currentTarget.isConnected) return;
        if (props.onClose === undefined) currentTarget.showModal();
        else props.onClose();
      }}
    >
      <h2 id={title}>{props.title}</h2>
      {props.children}
    </dialog>
  );
}

/** The sheet that was asked for, while what it is about is still read, or where that could not be read. */
export function Opening(props: { readonly of: Together; readonly onClose: () => void }): ReactElement | null {
  const say = useSay();
  const isLate = useLate();
  const { of, onClose } = props;
  if (of.error === null && !isLate) return null;
  return (
    <Dialog title={say(of.error === null ? words.opening : words.unopened)} onClose={onClose}>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          onClose();
        }}
      >
        <div className="sheet-body">
          <Unread of={of} />
        </div>
        <footer>
          <Button htmlType="submit">{say(words.back)}</Button>
        </footer>
      </form>
    </Dialog>
  );
}

/** A sheet about one answer. */
export function SheetOf<Data>(props: {
  readonly of: UseQueryResult<Data>;
  readonly onClose: () => void;
  readonly children: (data: Data) => ReactElement;
}): ReactElement {
  const { of, onClose, children } = props;
  return of.data === undefined ? <Opening of={together(of)} onClose={onClose} /> : children(of.data);
}

/** Of this sheet, not of one that lies over it. */
function isOwn({ target, currentTarget }: KeyboardEvent<HTMLDialogElement>): boolean {
  return target instanceof Element && target.closest('dialog') === currentTarget;
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
  /** What a dry run objects to: said without taking the focus. */
  readonly objection?: Error | null;
  readonly width?: number;
  readonly children: ReactNode;
}): ReactElement {
  const say = useSay();
  const { failure = null } = props;
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
          <Refusal failure={failure} />
          {props.objection !== undefined && <Objection failure={failure === null ? props.objection : null} />}
          <FailureContext value={failure ?? props.objection ?? null}>{props.children}</FailureContext>
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
