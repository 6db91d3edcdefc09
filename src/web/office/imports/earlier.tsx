/** Tables that were brought in before, the latest first, and what became of each. */
import { Button } from 'antd';
import type { ReactElement } from 'react';
import type { Sentence } from '../../../domain/language.ts';
import { importStateWords } from '../../../domain/money-words.ts';
import { grouped } from '../../shared/amount.tsx';
import { useAnswer, useChange } from '../../shared/asking.ts';
import type { Reply } from '../../shared/call.ts';
import { useSay } from '../../shared/language.ts';
import { Part, State, type Tone } from '../../shared/page.tsx';
import { useSession } from '../../shared/session.ts';
import { Answer, Refusal } from '../../shared/states.tsx';
import { Table } from '../../shared/table.tsx';

type Each = Reply<'listImports'>['imports'][number];

const words = {
  title: { zh: '导入记录', en: 'Brought in before' },
  none: { zh: '还没有导入过表格。', en: 'No table has been brought in yet.' },
  when: { zh: '时间', en: 'When' },
  file: { zh: '文件', en: 'File' },
  kind: { zh: '内容', en: 'Content' },
  roster: { zh: '名册', en: 'Roster' },
  'opening-shares': { zh: '期初股份', en: 'Opening shares' },
  rows: { zh: '行数', en: 'Rows' },
  faults: { zh: '错误', en: 'Faults' },
  who: { zh: '上传、确认', en: 'Sent, confirmed by' },
  state: { zh: '结果', en: 'Result' },
  giveUp: { zh: '取消', en: 'Cancel' },
} as const satisfies Record<string, Sentence>;

const tones: Readonly<Record<Each['state'], Tone>> = {
  waiting: 'next',
  reading: 'next',
  entering: 'next',
  checked: 'waiting',
  done: 'done',
  refused: 'off',
  failed: 'off',
  cancelled: 'off',
};

const clock = new Intl.DateTimeFormat('sv-SE', {
  timeZone: 'Asia/Shanghai',
  dateStyle: 'short',
  timeStyle: 'short',
});

/** Whoever entered it is who confirmed it; one name where both are one. */
const whoOf = ({ uploadedBy, confirmedBy }: Each): string =>
  [...new Set([uploadedBy, confirmedBy].filter((name) => name !== null))].join(' → ');

export function Earlier(): ReactElement {
  const say = useSay();
  const { may } = useSession();
  const imports = useAnswer('listImports', { limit: '30' });
  const cancel = useChange('cancelImport');
  return (
    <Part title={say(words.title)}>
      <Refusal failure={cancel.failure} />
      <Answer of={imports} rows={3}>
        {({ imports: rows }) =>
          rows.length === 0 ? (
            <p className="quiet">{say(words.none)}</p>
          ) : (
            <Table
              label={say(words.title)}
              rows={rows}
              keyOf={({ id }) => id}
              toneOf={({ state }) => (tones[state] === 'off' ? 'off' : undefined)}
              columns={[
                {
                  key: 'when',
                  head: say(words.when),
                  width: 140,
                  cell: ({ createdAt }) => clock.format(new Date(createdAt)),
                  text: ({ createdAt }) => clock.format(new Date(createdAt)),
                },
                {
                  key: 'kind',
                  head: say(words.kind),
                  width: 100,
                  cell: ({ kind }) => say(words[kind]),
                  text: ({ kind }) => say(words[kind]),
                },
                {
                  key: 'file',
                  head: say(words.file),
                  width: 260,
                  cell: ({ fileName }) => fileName,
                  text: ({ fileName }) => fileName,
                },
                {
                  key: 'rows',
                  head: say(words.rows),
                  width: 90,
                  figure: true,
                  cell: ({ rows: count }) => (count === null ? '' : grouped(`${count}`)),
                  text: ({ rows: count }) => (count === null ? '' : `${count}`),
                },
                {
                  key: 'faults',
                  head: say(words.faults),
                  width: 90,
                  figure: true,
                  cell: ({ faultCount }) => (faultCount === 0 ? '' : grouped(`${faultCount}`)),
                  text: ({ faultCount }) => `${faultCount}`,
                },
                {
                  key: 'who',
                  head: say(words.who),
                  width: 160,
                  cell: whoOf,
                  text: whoOf,
                },
                {
                  key: 'state',
                  head: say(words.state),
                  width: 180,
                  cell: ({ id, state }) => (
                    <span className="beside">
                      <State tone={tones[state]}>{say(importStateWords[state])}</State>
                      {/* What was checked keeps its file, and its place among the few that are kept. */}
                      {state === 'checked' && may('exchange.import') && (
                        <Button
                          size="small"
                          disabled={cancel.isRunning}
                          onClick={() => void cancel.run({ importId: id })}
                        >
                          {say(words.giveUp)}
                        </Button>
                      )}
                    </span>
                  ),
                  text: ({ state }) => say(importStateWords[state]),
                },
              ]}
            />
          )
        }
      </Answer>
    </Part>
  );
}
