/** Issues a paper in one press, and leads to its file. */
import { Button } from 'antd';
import { useState, type ReactElement, type ReactNode } from 'react';
import type { Sentence } from '../../domain/language.ts';
import type { Action } from '../../domain/permission.ts';
import { useChange } from './asking.ts';
import { addressOf, lineOf, type EndpointName, type Input, type Reply } from './call.ts';
import { useSay } from './language.ts';
import { Note } from './page.tsx';
import { useSession } from './session.ts';
import { Refusal } from './states.tsx';

const words = {
  done: { zh: '已出具 {number} ', en: 'Issued {number} ' },
  open: { zh: '打开', en: 'Open it' },
} as const satisfies Record<string, Sentence>;

type Printing = Extract<EndpointName, `print${string}`>;

export function Print<Name extends Printing>(props: {
  readonly paper: Name;
  readonly label: string;
  readonly input: Input<Name>;
  readonly small?: boolean;
}): ReactElement | null {
  const say = useSay();
  const { may } = useSession();
  const print = useChange(props.paper);
  const [made, setMade] = useState<{ readonly id: string; readonly number: string } | null>(null);
  if (!may(lineOf(props.paper).action as Action)) return null;
  return (
    <>
      <Button
        size={props.small === true ? 'small' : 'middle'}
        loading={print.isRunning}
        onClick={() =>
          void print
            .run(props.input)
            .then((reply) => setMade(reply === undefined ? null : (reply as Reply<'printVoucher'>)))
        }
      >
        {props.label}
      </Button>
      {print.failure !== null && <Refusal failure={print.failure} />}
      {made !== null && print.failure === null && (
        <Note>
          {say(words.done, { number: made.number })}
          <PaperLink id={made.id}>{say(words.open)}</PaperLink>
        </Note>
      )}
    </>
  );
}

export function PaperLink(props: { readonly id: string; readonly children: ReactNode }): ReactElement {
  return (
    <a href={addressOf('readDocumentContent', { documentId: props.id })} target="_blank" rel="noopener">
      {props.children}
    </a>
  );
}
