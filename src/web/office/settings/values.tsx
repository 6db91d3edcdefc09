/** Values of a part of the settings, each beside what it rests on. */
import type { ReactElement, ReactNode } from 'react';
import type { Sentence } from '../../../domain/language.ts';
import { columnsOf } from '../../shared/columns.tsx';
import { useSay } from '../../shared/language.ts';
import { Part } from '../../shared/page.tsx';
import { Table } from '../../shared/table.tsx';

const words = {
  item: { zh: '项目', en: 'What' },
  value: { zh: '现行值', en: 'In force' },
  source: { zh: '依据', en: 'What it rests on' },
  none: { zh: '没有设定。', en: 'Nothing is set.' },
} as const satisfies Record<string, Sentence>;

export interface Value {
  readonly item: string;
  readonly value: string;
  readonly source: string;
}

export function Values(props: {
  readonly title: string;
  readonly rows: readonly Value[];
  readonly aside?: ReactNode;
  readonly id?: string;
}): ReactElement {
  const say = useSay();
  const { text } = columnsOf<Value>(say);
  return (
    <Part title={props.title} aside={props.aside} {...(props.id !== undefined && { id: props.id })}>
      {props.rows.length === 0 ? (
        <p className="quiet">{say(words.none)}</p>
      ) : (
        <div className="reading">
          <Table
            label={props.title}
            rows={props.rows}
            keyOf={({ item }, index) => `${item} ${index}`}
            columns={[
              text('item', say(words.item), 320, ({ item }) => item),
              text('value', say(words.value), 300, ({ value }) => value),
              text('source', say(words.source), 420, ({ source }) => source),
            ]}
          />
        </div>
      )}
    </Part>
  );
}
