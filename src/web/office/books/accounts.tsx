/** The chart of accounts with the parts that the cooperative added, and how balances went over from the chart of before. */
import { Select } from 'antd';
import { useState, type ReactElement } from 'react';
import { chartNames, type ChartName } from '../../../domain/chart.ts';
import type { Sentence } from '../../../domain/language.ts';
import { accountClassWords } from '../../../domain/money-words.ts';
import { Ask } from '../../shared/ask.tsx';
import { useAnswer } from '../../shared/asking.ts';
import type { Reply } from '../../shared/call.ts';
import { columnsOf } from '../../shared/columns.tsx';
import { useSay } from '../../shared/language.ts';
import { Page, Part } from '../../shared/page.tsx';
import { useSession } from '../../shared/session.ts';
import { Answer, NoPermission } from '../../shared/states.tsx';
import { Table } from '../../shared/table.tsx';
import { BookTabs } from './tabs.tsx';

type Account = Reply<'listAccounts'>['accounts'][number];
type Carried = Reply<'readChartMapping'>['accounts'][number];

const words = {
  title: { zh: '科目表', en: 'Chart of accounts' },
  chart: { zh: '制度', en: 'Chart' },
  add: { zh: '增设明细科目', en: 'Add a part of an account' },
  addMore: {
    zh: '在一个统一科目下增设，编号写作“102.01”；增设后可以在凭证中使用，不能删除。',
    en: 'Under an account of the chart, numbered like 102.01. Entries can use it from then on; it is not deleted.',
  },
  code: { zh: '编号', en: 'Code' },
  name: { zh: '科目', en: 'Account' },
  kind: { zh: '类别', en: 'Kind' },
  side: { zh: '余额方向', en: 'Balance' },
  own: { zh: '本社增设', en: 'own' },
  official: { zh: '统一科目', en: 'of the chart' },
  from: { zh: '来历', en: 'From' },
  debit: { zh: '借', en: 'debit' },
  credit: { zh: '贷', en: 'credit' },
  mapping: { zh: '新旧科目衔接（{day}）', en: 'Carried over on {day}' },
  old: { zh: '旧科目', en: 'Before' },
  new: { zh: '新科目', en: 'After' },
  balance: { zh: '转换前余额', en: 'Balance before' },
  note: { zh: '说明', en: 'Note' },
} as const satisfies Record<string, Sentence>;

const chartWords: Readonly<Record<ChartName, Sentence>> = {
  '2004': {
    zh: '村集体经济组织会计制度（2004，用至 2023 年底）',
    en: 'Chart of 2004, until the end of 2023',
  },
  '2023': { zh: '农村集体经济组织会计制度（2023，自 2024 年起）', en: 'Chart of 2023, from 2024' },
};

export function Accounts(): ReactElement {
  const say = useSay();
  const { may } = useSession();
  const [chart, setChart] = useState<ChartName>('2023');
  const found = useAnswer('listAccounts', { chart }, { when: may('books.read') });
  const { text } = columnsOf<Account>(say);
  if (!may('books.read')) return <NoPermission action="books.read" />;
  return (
    <Page
      title={say(words.title)}
      action={
        <Ask change="addAccount" label={say(words.add)} given={{ chart }}>
          <p className="quiet">{say(words.addMore)}</p>
        </Ask>
      }
    >
      <BookTabs />
      <div className="filters">
        <label>
          <span>{say(words.chart)}</span>
          <Select
            style={{ width: 440 }}
            value={chart}
            onChange={setChart}
            options={chartNames.map((value) => ({ value, label: say(chartWords[value]) }))}
          />
        </label>
      </div>
      <Answer of={found} rows={12}>
        {({ accounts }) => (
          <Table
            label={say(words.title)}
            rows={accounts}
            keyOf={({ code }) => code}
            columns={[
              text('code', say(words.code), 100, ({ code }) => code),
              text('name', say(words.name), 300, ({ name }) => name),
              text('kind', say(words.kind), 140, (each) => say(accountClassWords[each.class])),
              text('side', say(words.side), 100, ({ side }) => say(words[side])),
              text('from', say(words.from), 120, ({ own }) => say(own ? words.own : words.official)),
            ]}
          />
        )}
      </Answer>
      <Mapping />
    </Page>
  );
}

function Mapping(): ReactElement {
  const say = useSay();
  const found = useAnswer('readChartMapping', {});
  const { text, amount } = columnsOf<Carried>(say);
  return (
    <Answer of={found} rows={4}>
      {({ effectiveOn, accounts }) => (
        <Part title={say(words.mapping, { day: effectiveOn })}>
          <div className="limited">
            <Table
              label={say(words.mapping, { day: effectiveOn })}
              rows={accounts}
              keyOf={({ from, to }) => `${from} ${to}`}
              columns={[
                text('from', say(words.old), 230, ({ from, fromName }) => `${from} ${fromName}`),
                text('to', say(words.new), 230, ({ to, toName }) => `${to} ${toName}`),
                amount('balance', say(words.balance), 140, ({ balance }) => balance),
                text('note', say(words.note), 300, ({ note }) => note),
              ]}
            />
          </div>
        </Part>
      )}
    </Answer>
  );
}
