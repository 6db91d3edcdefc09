/**
 * Two schemes over the same register and the same money: the sentence that says what changes and for whom, each cohort, each
 * person. Heights are drawn from the amounts; every label is the amount itself.
 */
import { Link, useNavigate, useSearch } from '@tanstack/react-router';
import { Input, Select } from 'antd';
import { useMemo, useState, type ReactElement } from 'react';
import type { Sentence } from '../../../domain/language.ts';
import { Money } from '../../../domain/money.ts';
import { cohortWords } from '../../../domain/words.ts';
import { Amount, grouped, Shares } from '../../shared/amount.tsx';
import { together, useAnswer, useWholeList } from '../../shared/asking.ts';
import type { Reply } from '../../shared/call.ts';
import { useLanguage, useSay, type Say } from '../../shared/language.ts';
import { Page, Part } from '../../shared/page.tsx';
import { todayInChina } from '../../shared/period.ts';
import { Print } from '../../shared/print.tsx';
import { useSession } from '../../shared/session.ts';
import { Answer, Empty, NoPermission, Unread } from '../../shared/states.tsx';
import { Table, type Column } from '../../shared/table.tsx';
import type { Compared } from './routes.ts';

type Comparison = Reply<'compareSchemes'>;
type Outcome = Comparison['totals'][number];

const words = {
  back: { zh: '配股方案', en: 'Schemes' },
  toSchemes: { zh: '去拟定另一个方案', en: 'Draw up another scheme' },
  fewMore: {
    zh: '在“配股方案”里用“按比例配股”再拟一个（例如 1:3 之外再拟 1:8），就可以按人、按人群比较两个方案。',
    en: 'Under Schemes, “Match at a ratio” draws up another (such as 1:8 beside 1:3); then the two are compared by person and by cohort.',
  },
  title: { zh: '比较配股方案', en: 'Schemes beside each other' },
  one: { zh: '方案一', en: 'First scheme' },
  other: { zh: '方案二', en: 'Second scheme' },
  pool: { zh: '同一笔红利（元）', en: 'The same money (yuan)' },
  on: { zh: '名册日期', en: 'Register of' },
  few: { zh: '要有两个方案才能比较', en: 'It takes two schemes to compare' },
  cohorts: { zh: '按身份', en: 'By cohort' },
  cohort: { zh: '身份', en: 'Cohort' },
  heads: { zh: '户头', en: 'Holders' },
  shares: { zh: '股份', en: 'Shares' },
  dividend: { zh: '红利', en: 'Dividend' },
  change: { zh: '增减', en: 'Change' },
  share: { zh: '股', en: 'shares' },
  yuan: { zh: '元', en: 'yuan' },
  total: { zh: '合计', en: 'Total' },
  people: { zh: '按人', en: 'By person' },
  number: { zh: '编号', en: 'No.' },
  name: { zh: '姓名', en: 'Name' },
  collective: { zh: '集体股', en: 'Collective share' },
  print: { zh: '出具比较表（姓名、图表）', en: 'Issue as a paper, with names and chart' },
} as const satisfies Record<string, Sentence>;

export function Compare(): ReactElement {
  const say = useSay();
  const { may } = useSession();
  const search = useSearch({ from: '/schemes/compare' });
  const schemes = useAnswer('listSchemes', {}, { when: may('schemes.read') });
  const runs = useWholeList('listRuns', {}, (page) => page.runs, { when: may('runs.read') });
  if (!may('schemes.read')) return <NoPermission action="schemes.read" />;
  // Without the runs a pool can still be typed.
  const needed = runs.error === null && may('runs.read') ? together(schemes, runs) : together(schemes);
  if (!needed.isThere || schemes.data === undefined) return <Unread of={needed} rows={10} />;
  const all = schemes.data.schemes.filter(({ state }) => state !== 'withdrawn');
  const [one, other] = [search.one ?? all.at(-2)?.id, search.other ?? all.at(-1)?.id];
  if (one === undefined || other === undefined)
    return (
      <Page title={say(words.title)} kicker={<Link to="/schemes">{say(words.back)}</Link>}>
        <Empty
          title={say(words.few)}
          action={
            <Link to="/schemes" className="button primary">
              {say(words.toSchemes)}
            </Link>
          }
        >
          {say(words.fewMore)}
        </Empty>
      </Page>
    );
  const pool = search.pool ?? runs.rows.filter(({ kind }) => kind === 'regular').at(-1)?.pool ?? '100000.00';
  return <Chosen schemes={all} chosen={{ one, other, pool, on: search.on ?? todayInChina() }} />;
}

function Chosen(props: {
  readonly schemes: Reply<'listSchemes'>['schemes'];
  readonly chosen: Required<Compared>;
}): ReactElement {
  const say = useSay();
  const go = useNavigate({ from: '/schemes/compare' });
  const { schemes, chosen } = props;
  const [typed, setTyped] = useState(chosen.pool);
  const compared = useAnswer(
    'compareSchemes',
    { schemeIds: [chosen.one, chosen.other], on: chosen.on, pool: chosen.pool },
    { keep: true },
  );
  const change = (part: Compared) => void go({ search: { ...chosen, ...part }, replace: true });
  const options = schemes.map(({ id, name, nameEn }) => ({
    value: id,
    label: say({ zh: name, en: nameEn ?? name }),
  }));
  const names = [chosen.one, chosen.other].map(
    (id) => options.find(({ value }) => value === id)?.label ?? '',
  );
  return (
    <Page title={say(words.title)} kicker={<Link to="/schemes">{say(words.back)}</Link>}>
      <form
        className="filters"
        onSubmit={(event) => {
          event.preventDefault();
          change({ pool: typed.trim() });
        }}
      >
        {(['one', 'other'] as const).map((key) => (
          <label key={key}>
            <span>{say(words[key])}</span>
            <Select
              aria-label={say(words[key])}
              style={{ width: 260 }}
              value={chosen[key]}
              options={options}
              onChange={(value) => change({ [key]: value })}
            />
          </label>
        ))}
        <label>
          <span>{say(words.pool)}</span>
          <Input
            style={{ width: 150 }}
            inputMode="decimal"
            value={typed}
            onChange={({ target }) => setTyped(target.value)}
            onBlur={() => change({ pool: typed.trim() })}
          />
        </label>
        <label>
          <span>{say(words.on)}</span>
          <Input
            type="date"
            style={{ width: 150 }}
            value={chosen.on}
            onChange={({ target }) => target.value !== '' && change({ on: target.value })}
          />
        </label>
      </form>
      <AsPaper chosen={chosen} />
      <Answer of={compared} rows={10}>
        {(found) => <Shown found={found} names={names} say={say} />}
      </Answer>
    </Page>
  );
}

/** The comparison as the paper that a meeting votes by. */
function AsPaper({ chosen }: { readonly chosen: Required<Compared> }): ReactElement | null {
  const say = useSay();
  const language = useLanguage();
  const { may } = useSession();
  if (!may('documents.issue') || chosen.one === chosen.other) return null;
  const { one, other, on, pool } = chosen;
  return (
    <p>
      <Print
        paper="printSchemeComparison"
        label={say(words.print)}
        input={{ schemeIds: [one, other], on, pool, language }}
      />
    </p>
  );
}

function Shown(props: {
  readonly found: Comparison;
  readonly names: readonly string[];
  readonly say: Say;
}): ReactElement {
  const { found, names, say } = props;
  const cohorts = [
    ...found.cohorts,
    ...(found.collective.some(({ shares }) => /[1-9]/.test(shares))
      ? [{ cohort: 'collective', holders: 1, outcomes: found.collective }]
      : []),
  ];
  const nameOf = (cohort: string) => {
    const known: Readonly<Record<string, Sentence | undefined>> = cohortWords;
    const found = known[cohort];
    return found === undefined ? '' : say(found);
  };
  const [first, second] = found.totals;
  return (
    <>
      {found.findings.length > 0 && (
        <div className="note">
          {found.findings.map((finding) => (
            <p key={finding.kind + finding.zh}>{say(finding)}</p>
          ))}
        </div>
      )}
      <Part title={say(words.cohorts)}>
        <Bars
          rows={cohorts.map(({ cohort, outcomes }) => ({ name: nameOf(cohort), outcomes }))}
          names={names}
        />
        <Table
          label={say(words.cohorts)}
          rows={cohorts}
          keyOf={({ cohort }) => cohort}
          columns={[
            {
              key: 'cohort',
              head: say(words.cohort),
              width: 150,
              cell: ({ cohort }) => nameOf(cohort),
              text: ({ cohort }) => nameOf(cohort),
              foot: say(words.total),
            },
            {
              key: 'holders',
              head: say(words.heads),
              width: 70,
              figure: true,
              cell: ({ holders }) => holders,
              text: ({ holders }) => String(holders),
            },
            ...outcomeColumns<(typeof cohorts)[number]>(names, say, first && second ? [first, second] : []),
          ]}
        />
      </Part>
      <People found={found} names={names} say={say} />
    </>
  );
}

interface WithOutcomes {
  readonly outcomes: readonly Outcome[];
}

/** Shares and dividend under each scheme, and what the second gives more or less. */
function outcomeColumns<Row extends WithOutcomes>(
  names: readonly string[],
  say: Say,
  totals: readonly Outcome[],
): readonly Column<Row>[] {
  const each = names.flatMap((name, at): readonly Column<Row>[] => [
    {
      key: `shares ${at}`,
      head: `${short(name)} ${say(words.shares)}`,
      unit: say(words.share),
      width: 150,
      figure: true,
      cell: ({ outcomes }) => <Shares of={outcomes[at]?.shares} />,
      text: ({ outcomes }) => outcomes[at]?.shares,
      foot: <Shares of={totals[at]?.shares} />,
    },
    {
      key: `dividend ${at}`,
      head: `${short(name)} ${say(words.dividend)}`,
      unit: say(words.yuan),
      width: 160,
      figure: true,
      cell: ({ outcomes }) => <Amount of={outcomes[at]?.dividend} />,
      text: ({ outcomes }) => outcomes[at]?.dividend,
      foot: <Amount of={totals[at]?.dividend} />,
    },
  ]);
  return [
    ...each,
    {
      key: 'change',
      head: say(words.change),
      unit: say(words.yuan),
      width: 130,
      figure: true,
      cell: ({ outcomes }) => <Amount of={changeOf(outcomes)} />,
      text: ({ outcomes }) => changeOf(outcomes),
    },
  ];
}

/** A ratio says more in a narrow head than a whole name. */
function short(name: string): string {
  return /\d+[:：]\d+/.exec(name)?.[0] ?? name.slice(0, 6);
}

function changeOf([one, other]: readonly Outcome[]): string {
  return one && other ? Money.parse(other.dividend).minus(Money.parse(one.dividend)).toString() : '';
}

/** A bar each for both schemes; its length is drawn, its label is the amount. */
function Bars(props: {
  readonly rows: readonly { readonly name: string; readonly outcomes: readonly Outcome[] }[];
  readonly names: readonly string[];
}): ReactElement {
  const amounts = props.rows.flatMap(({ outcomes }) =>
    outcomes.map(({ dividend }) => Money.parse(dividend).fen),
  );
  const most = amounts.reduce((high, fen) => (fen > high ? fen : high), 1n);
  return (
    <dl className="bars">
      {props.rows.map(({ name, outcomes }) => (
        <div key={name}>
          <dt>{name}</dt>
          <dd>
            {outcomes.map(({ dividend }, at) => (
              <p key={at} className={at === 0 ? 'first' : 'second'}>
                <i style={{ width: `${(Number((Money.parse(dividend).fen * 1000n) / most) / 10) * 0.6}%` }} />
                <span>
                  {short(props.names[at] ?? '')} <b>{grouped(dividend)}</b>
                </span>
              </p>
            ))}
          </dd>
        </div>
      ))}
    </dl>
  );
}

function People(props: {
  readonly found: Comparison;
  readonly names: readonly string[];
  readonly say: Say;
}): ReactElement {
  const { found, names, say } = props;
  const { may } = useSession();
  const holders = useWholeList('listHoldings', {}, (page) => page.holders, { when: may('shares.read') });
  const nameOf = useMemo(() => {
    const known = new Map(holders.rows.map(({ number, name }) => [number, name ?? '']));
    return ({ number }: Comparison['rows'][number]) => known.get(number) ?? '';
  }, [holders.rows]);
  return (
    <Part title={say(words.people)}>
      <div className="limited">
        <Table
          label={say(words.people)}
          rows={found.rows}
          keyOf={({ number }, index) => `${number} ${index}`}
          columns={[
            {
              key: 'number',
              head: say(words.number),
              width: 90,
              cell: ({ number }) => number,
              text: ({ number }) => number,
            },
            { key: 'name', head: say(words.name), width: 120, cell: nameOf, text: nameOf },
            ...outcomeColumns<Comparison['rows'][number]>(names, say, []).map(
              ({ foot: _, ...column }) => column,
            ),
          ]}
        />
      </div>
    </Part>
  );
}
