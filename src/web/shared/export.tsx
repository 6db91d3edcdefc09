/** A link that brings a table of the record as a workbook; nothing where one may not. */
import type { ReactElement } from 'react';
import type { Sentence } from '../../domain/language.ts';
import type { Action } from '../../domain/permission.ts';
import { addressOf, lineOf, type EndpointName, type Input } from './call.ts';
import { useSay } from './language.ts';
import { useSession } from './session.ts';

const words = {
  table: { zh: '导出表格', en: 'As a table' },
  whole: { zh: '导出全部', en: 'All as a table' },
} as const satisfies Record<string, Sentence>;

export function Export<Name extends EndpointName>(props: {
  readonly of: Name;
  readonly input: Input<Name>;
  /** What it is called where it is no table. */
  readonly label?: string;
  /** All of it, whatever of it is shown. */
  readonly whole?: boolean;
  /** As a link among text. */
  readonly plain?: boolean;
}): ReactElement | null {
  const say = useSay();
  const { may } = useSession();
  if (!may(lineOf(props.of).action as Action)) return null;
  return (
    <a
      className={props.plain === true ? undefined : 'button'}
      href={addressOf(props.of, props.input)}
      download
    >
      {props.label ?? say(props.whole === true ? words.whole : words.table)}
    </a>
  );
}
