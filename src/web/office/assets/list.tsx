/** The register of assets over a half-year: what they were worth at both ends, what they brought, whether the value held. */
import { Link, useNavigate, useSearch } from '@tanstack/react-router';
import { Button, Input, Select } from 'antd';
import { useState, type ReactElement } from 'react';
import type { Sentence } from '../../../domain/language.ts';
import { assetKindWords } from '../../../domain/money-words.ts';
import { rolesThatMay } from '../../../domain/role-words.ts';
import { Amount } from '../../shared/amount.tsx';
import { useAnswer, useChange } from '../../shared/asking.ts';
import type { Reply } from '../../shared/call.ts';
import { columnsOf } from '../../shared/columns.tsx';
import { Field } from '../../shared/form.tsx';
import { useSay } from '../../shared/language.ts';
import { Figures, Note, Page, Part } from '../../shared/page.tsx';
import { periodBeside, periodInWords, periodOfDay, todayInChina } from '../../shared/period.ts';
import { useSession } from '../../shared/session.ts';
import { Sheet } from '../../shared/sheet.tsx';
import { Answer, Empty, NoPermission } from '../../shared/states.tsx';
import { Table } from '../../shared/table.tsx';

type Assets = Reply<'listAssets'>;
type Asset = Assets['assets'][number];
type Kind = Asset['kind'];

const kinds: readonly Kind[] = ['operating', 'non-operating', 'resource'];

const words = {
  title: { zh: '资产', en: 'Assets' },
  before: { zh: '上一期', en: 'Half-year before' },
  after: { zh: '下一期', en: 'Half-year after' },
  enter: { zh: '登记资产', en: 'Enter an asset' },
  count: { zh: '{count} 项，本期收入', en: '{count}; income' },
  yuan: { zh: '元', en: 'yuan' },
  preservation: { zh: '保值增值', en: 'Value preserved' },
  rate: { zh: '保值增值率', en: 'Preservation rate' },
  number: { zh: '编号', en: 'No.' },
  name: { zh: '名称', en: 'Name' },
  kind: { zh: '类别', en: 'Kind' },
  place: { zh: '坐落', en: 'Place' },
  acquired: { zh: '取得日', en: 'Acquired' },
  value: { zh: '期末价值', en: 'Value' },
  valued: { zh: '估值日', en: 'Valued on' },
  income: { zh: '本期收入', en: 'Income' },
  idle: { zh: '闲置天数', en: 'Idle days' },
  none: { zh: '还没有登记资产', en: 'No assets yet' },
  noneMore: {
    zh: '{who}按清产核资结果登记各项资产，以后登记估值、收入、闲置和处置。',
    en: 'The {who} enters each asset of the asset check, and from then on valuations, income, idleness and ends.',
  },
  source: { zh: '价值依据', en: 'Where the value comes from' },
  initial: { zh: '取得时价值（元）', en: 'Value when acquired (yuan)' },
  objective: {
    zh: '客观增加的原因（没有则不填）',
    en: 'Came without the cooperative’s doing: why (or nothing)',
  },
} as const satisfies Record<string, Sentence>;

function daysOf(period: string): { readonly from: string; readonly to: string } {
  const year = period.slice(0, 4);
  return period.endsWith('H1')
    ? { from: `${year}-01-01`, to: `${year}-06-30` }
    : { from: `${year}-07-01`, to: `${year}-12-31` };
}

export function AssetList(): ReactElement {
  const say = useSay();
  const go = useNavigate({ from: '/assets' });
  const search = useSearch({ from: '/assets' });
  const { may } = useSession();
  const [isEntering, setEntering] = useState(false);
  const period = search.period ?? periodOfDay(todayInChina());
  const assets = useAnswer('listAssets', daysOf(period), { when: may('assets.read'), keep: true });
  if (!may('assets.read')) return <NoPermission action="assets.read" />;
  const turn = (by: number) => void go({ search: { period: periodBeside(period, by) }, replace: true });
  return (
    <Page
      title={say(words.title)}
      state={periodInWords(period, say)}
      action={
        may('assets.record') && (
          <Button type="primary" onClick={() => setEntering(true)}>
            {say(words.enter)}
          </Button>
        )
      }
    >
      <div className="filters">
        <Button onClick={() => turn(-1)}>{say(words.before)}</Button>
        <strong>{periodInWords(period, say)}</strong>
        <Button onClick={() => turn(1)}>{say(words.after)}</Button>
      </div>
      <Answer of={assets}>
        {(found) =>
          found.assets.length === 0 ? (
            <Empty title={say(words.none)}>
              {say(words.noneMore, { who: say(rolesThatMay('assets.record')) })}
            </Empty>
          ) : (
            <Register found={found} period={period} />
          )
        }
      </Answer>
      {isEntering && <EnterSheet onClose={() => setEntering(false)} />}
    </Page>
  );
}

function Register(props: { readonly found: Assets; readonly period: string }): ReactElement {
  const say = useSay();
  const go = useNavigate();
  const { totals, assets } = props.found;
  const { text, amount, day } = columnsOf<Asset>(say);
  return (
    <>
      <Figures
        items={totals.map(({ kind, count, closing, income }) => ({
          label: say(assetKindWords[kind]),
          value: <Amount of={closing} />,
          unit: say(words.yuan),
          note: (
            <>
              {say(words.count, { count })} <Amount of={income} /> {say(words.yuan)}
            </>
          ),
          accent: kind === 'operating',
        }))}
      />
      <Preservation period={props.period} />
      <Table
        label={say(words.title)}
        rows={assets}
        keyOf={({ id }) => id}
        onOpen={({ id }) => void go({ to: '/assets/$assetId', params: { assetId: id } })}
        toneOf={({ endedOn }) => (endedOn === null ? undefined : 'off')}
        columns={[
          text('number', say(words.number), 70, ({ number }) => number),
          text(
            'name',
            say(words.name),
            180,
            ({ name }) => name,
            ({ id, name }) => (
              <Link to="/assets/$assetId" params={{ assetId: id }}>
                {name}
              </Link>
            ),
          ),
          text('kind', say(words.kind), 104, ({ kind }) => say(assetKindWords[kind])),
          text('place', say(words.place), 110, ({ place }) => place),
          day('acquired', say(words.acquired), ({ acquiredOn }) => acquiredOn),
          amount('value', say(words.value), 134, ({ value }) => value),
          day('valued', say(words.valued), ({ valuedOn }) => valuedOn),
          amount('income', say(words.income), 120, ({ income }) => income),
          {
            ...text('idle', say(words.idle), 84, ({ idleDays }) => (idleDays === 0 ? '' : String(idleDays))),
            figure: true,
          },
        ]}
      />
    </>
  );
}

function Preservation({ period }: { readonly period: string }): ReactElement {
  const say = useSay();
  const answer = useAnswer('readPreservation', daysOf(period));
  return (
    <Part title={say(words.preservation)}>
      <Answer of={answer} rows={2}>
        {({ rate, verdictText, formula }) => (
          <Note>
            <strong>
              {rate === null ? '' : `${say(words.rate)} ${rate} % · `}
              {verdictText}
            </strong>
            <br />
            <span className="quiet">{formula}</span>
          </Note>
        )}
      </Answer>
    </Part>
  );
}

function EnterSheet({ onClose }: { readonly onClose: () => void }): ReactElement {
  const say = useSay();
  const enter = useChange('enterAsset');
  const [draft, setDraft] = useState({
    number: '',
    name: '',
    place: '',
    acquiredOn: '',
    value: '',
    source: '',
    objective: '',
  });
  const [kind, setKind] = useState<Kind>('operating');
  const box = (field: keyof typeof draft, label: string, type = 'text') => (
    <Field label={label}>
      {(place) => (
        <Input
          {...place}
          type={type}
          maxLength={200}
          value={draft[field]}
          onChange={({ target }) => setDraft({ ...draft, [field]: target.value })}
        />
      )}
    </Field>
  );
  const { place, objective, ...rest } = draft;
  return (
    <Sheet
      title={say(words.enter)}
      act={say(words.enter)}
      onClose={onClose}
      isReady={Object.values(rest).every((each: string) => each.trim() !== '')}
      isRunning={enter.isRunning}
      failure={enter.failure}
      onAct={() =>
        void enter
          .run({
            ...rest,
            value: rest.value.replace(/[,，\s]/g, ''),
            kind,
            ...(place.trim() !== '' && { place }),
            ...(objective.trim() !== '' && { objective }),
          })
          .then((done) => done && onClose())
      }
    >
      {box('number', say(words.number))}
      {box('name', say(words.name))}
      <Field label={say(words.kind)}>
        {(at) => (
          <Select
            {...at}
            style={{ width: '100%' }}
            value={kind}
            onChange={setKind}
            options={kinds.map((value) => ({ value, label: say(assetKindWords[value]) }))}
          />
        )}
      </Field>
      {box('place', say(words.place))}
      {box('acquiredOn', say(words.acquired), 'date')}
      {box('value', say(words.initial))}
      {box('source', say(words.source))}
      {box('objective', say(words.objective))}
    </Sheet>
  );
}
