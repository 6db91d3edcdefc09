/** The law that the program goes by: each rule with its text, place, period and force, found as one types. */
import { Link, useNavigate, useSearch } from '@tanstack/react-router';
import { Checkbox, Input } from 'antd';
import { useDeferredValue, type ReactElement } from 'react';
import type { Sentence } from '../../../domain/language.ts';
import { communityWords, lawForceWords, lawKnowledgeWords, lawPlaceWords } from '../../../domain/law-row.ts';
import { useAnswer } from '../../shared/asking.ts';
import type { Reply } from '../../shared/call.ts';
import { columnsOf } from '../../shared/columns.tsx';
import { useSay } from '../../shared/language.ts';
import { Page, State } from '../../shared/page.tsx';
import { todayInChina } from '../../shared/period.ts';
import { Answer, Empty } from '../../shared/states.tsx';
import { Table } from '../../shared/table.tsx';

type Row = Reply<'listLaw'>['rows'][number];

const words = {
  back: { zh: '设置', en: 'Settings' },
  title: { zh: '所依据的法规', en: 'The law this goes by' },
  find: { zh: '查找', en: 'Find' },
  findHelp: { zh: '法规、条款、内容', en: 'Text, article, what it says' },
  past: { zh: '包括已失效的', en: 'Also what no longer holds' },
  text: { zh: '依据', en: 'Text' },
  says: { zh: '内容', en: 'What it says' },
  place: { zh: '适用', en: 'Where' },
  from: { zh: '起', en: 'From' },
  to: { zh: '止', en: 'Until' },
  force: { zh: '效力', en: 'Force' },
  known: { zh: '核对', en: 'Checked' },
  none: { zh: '没有找到', en: 'Nothing was found' },
  noneMore: { zh: '换个写法，或包括已失效的。', en: 'Try other words, or what no longer holds.' },
} as const satisfies Record<string, Sentence>;

export function LawPage(): ReactElement {
  const say = useSay();
  const { find = '', past = false } = useSearch({ from: '/settings/law' });
  const go = useNavigate({ from: '/settings/law' });
  const found = useAnswer('listLaw', past ? {} : { on: todayInChina() }, { keep: true });
  const wanted = useDeferredValue(find.trim());
  const change = (part: { readonly find?: string; readonly past?: boolean }) => {
    const next = { find, past, ...part };
    void go({
      search: { ...(next.find !== '' && { find: next.find }), ...(next.past && { past: true }) },
      replace: true,
    });
  };
  return (
    <Page title={say(words.title)} tall kicker={<Link to="/settings">{say(words.back)}</Link>}>
      <div className="filters" role="search">
        <Input
          aria-label={say(words.find)}
          placeholder={say(words.findHelp)}
          style={{ width: 320 }}
          allowClear
          value={find}
          onChange={({ target }) => change({ find: target.value })}
        />
        <Checkbox checked={past} onChange={({ target }) => change({ past: target.checked })}>
          {say(words.past)}
        </Checkbox>
      </div>
      <Answer of={found} rows={14}>
        {({ rows }) => {
          const shown = rows.filter((row) => textOf(row).some((text) => text.includes(wanted)));
          return shown.length === 0 ? (
            <Empty title={say(words.none)}>{say(words.noneMore)}</Empty>
          ) : (
            <Rows rows={shown} />
          );
        }}
      </Answer>
    </Page>
  );
}

const textOf = ({ citation, says }: Row) => [citation.zh, citation.en, says.zh, says.en];

function Rows({ rows }: { readonly rows: readonly Row[] }): ReactElement {
  const say = useSay();
  const { text, day } = columnsOf<Row>(say);
  const where = ({ place, community }: Row) =>
    [say(lawPlaceWords[place]), ...(community === 'both' ? [] : [say(communityWords[community])])].join(
      say({ zh: '，', en: ', ' }),
    );
  return (
    <Table
      label={say(words.title)}
      rows={rows}
      keyOf={({ id }) => id}
      columns={[
        text('text', say(words.text), 300, ({ citation }) => say(citation)),
        text('says', say(words.says), 480, ({ says }) => say(says)),
        text('place', say(words.place), 150, where),
        day('from', say(words.from), ({ from }) => from),
        day('to', say(words.to), ({ to }) => to),
        text(
          'force',
          say(words.force),
          150,
          ({ force }) => say(lawForceWords[force]),
          ({ force }) => <State tone={force === 'law' ? 'done' : 'off'}>{say(lawForceWords[force])}</State>,
        ),
        text('known', say(words.known), 150, ({ known }) => say(lawKnowledgeWords[known])),
      ]}
    />
  );
}
