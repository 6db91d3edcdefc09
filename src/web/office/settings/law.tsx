/** The law that the program goes by: each rule with its text, place, period and force, found as one types. */
import { Link, useNavigate, useSearch } from '@tanstack/react-router';
import { Checkbox, Input } from 'antd';
import { useDeferredValue, type ReactElement } from 'react';
import type { Sentence } from '../../../domain/language.ts';
import { communityWords, lawForceWords, lawKnowledgeWords, lawPlaceWords } from '../../../domain/law-row.ts';
import { useAnswer } from '../../shared/asking.ts';
import type { Reply } from '../../shared/call.ts';
import { useSay } from '../../shared/language.ts';
import { Page, State } from '../../shared/page.tsx';
import { todayInChina } from '../../shared/period.ts';
import { Answer, Empty } from '../../shared/states.tsx';

type Row = Reply<'listLaw'>['rows'][number];

const words = {
  back: { zh: '设置', en: 'Settings' },
  title: { zh: '所依据的法规', en: 'The law this goes by' },
  find: { zh: '查找', en: 'Find' },
  findHelp: { zh: '法规、条款、内容', en: 'Text, article, what it says' },
  past: { zh: '包括已失效的', en: 'Also what no longer holds' },
  since: { zh: '自 {from} 起', en: 'from {from}' },
  between: { zh: '{from} 至 {to}', en: '{from} to {to}' },
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
    <Page
      title={say(words.title)}
      kicker={<Link to="/settings">{say(words.back)}</Link>}
      action={
        <Checkbox checked={past} onChange={({ target }) => change({ past: target.checked })}>
          {say(words.past)}
        </Checkbox>
      }
    >
      <div className="filters" role="search">
        <Input
          aria-label={say(words.find)}
          placeholder={say(words.findHelp)}
          style={{ width: 320 }}
          allowClear
          value={find}
          onChange={({ target }) => change({ find: target.value })}
        />
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

const shortForce: Readonly<Record<Row['force'], Sentence>> = {
  law: { zh: '法定', en: 'law' },
  default: { zh: '缺省', en: 'default' },
  practice: { zh: '做法', en: 'practice' },
};

const textOf = ({ citation, says }: Row) => [citation.zh, citation.en, says.zh, says.en];

function Rows({ rows }: { readonly rows: readonly Row[] }): ReactElement {
  const say = useSay();
  return (
    <ul className="answers">
      {rows.map((row) => (
        <li key={row.id}>
          <State tone={row.force === 'law' ? 'done' : 'off'}>{say(shortForce[row.force])}</State>
          <div>
            <b>{say(row.says)}</b>
            <p>
              {[
                say(row.citation),
                say(lawPlaceWords[row.place]),
                ...(row.community === 'both' ? [] : [say(communityWords[row.community])]),
                say(row.to === null ? words.since : words.between, { from: row.from, to: row.to ?? '' }),
                say(lawForceWords[row.force]),
                say(lawKnowledgeWords[row.known]),
              ].join(' · ')}
            </p>
          </div>
        </li>
      ))}
    </ul>
  );
}
