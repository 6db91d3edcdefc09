/** One asset: its valuations, what it brought or how long it lay idle, how it ended. What was entered in error is struck and stays. */
import { Link, useParams } from '@tanstack/react-router';
import { Input } from 'antd';
import { useState, type ReactElement } from 'react';
import type { Sentence } from '../../../domain/language.ts';
import { assetKindWords } from '../../../domain/money-words.ts';
import { Amount, Day } from '../../shared/amount.tsx';
import { useAnswer } from '../../shared/asking.ts';
import type { Reply } from '../../shared/call.ts';
import { columnsOf } from '../../shared/columns.tsx';
import { Decision } from '../../shared/decision.tsx';
import { Field } from '../../shared/form.tsx';
import { useSay } from '../../shared/language.ts';
import { Facts, Page, Part, State } from '../../shared/page.tsx';
import { todayInChina } from '../../shared/period.ts';
import { useSession } from '../../shared/session.ts';
import { Answer, NoPermission } from '../../shared/states.tsx';
import { Table } from '../../shared/table.tsx';

type Asset = Reply<'readAsset'>;

const words = {
  back: { zh: '资产', en: 'Assets' },
  number: { zh: '编号 {number}', en: 'No. {number}' },
  here: { zh: '在册', en: 'Here' },
  gone: { zh: '{day} 处置', en: 'Ended {day}' },
  kind: { zh: '类别', en: 'Kind' },
  place: { zh: '坐落', en: 'Place' },
  acquired: { zh: '取得日', en: 'Acquired' },
  objective: { zh: '客观原因', en: 'Not the cooperative’s doing' },
  valuations: { zh: '估值', en: 'Valuations' },
  value: { zh: '价值', en: 'Value' },
  valueIt: { zh: '登记估值', en: 'Value it' },
  valuedOn: { zh: '估值日', en: 'Valued on' },
  source: { zh: '依据', en: 'By' },
  uses: { zh: '收入和闲置', en: 'Income and idleness' },
  useIt: { zh: '登记收入或闲置', en: 'Enter income or idleness' },
  from: { zh: '起', en: 'From' },
  to: { zh: '止', en: 'To' },
  income: { zh: '收入', en: 'Income' },
  incomeOrIdle: { zh: '收入（元；闲置则不填）', en: 'Income in yuan; nothing where it lay idle' },
  idle: { zh: '闲置', en: 'idle' },
  note: { zh: '说明', en: 'Note' },
  noUses: { zh: '还没有登记收入或闲置。', en: 'No income or idleness yet.' },
  ends: { zh: '处置', en: 'Ends' },
  endIt: { zh: '登记处置', en: 'It ended' },
  endedOn: { zh: '处置日', en: 'Ended on' },
  reason: { zh: '处置原因', en: 'Why it ended' },
  strike: { zh: '作废', en: 'Strike' },
  why: { zh: '原因', en: 'Why' },
  struck: { zh: '已作废：{why}', en: 'Struck: {why}' },
} as const satisfies Record<string, Sentence>;

const plain = (amount: string) => amount.replace(/[,，\s]/g, '');

export function AssetPage(): ReactElement {
  const { assetId } = useParams({ from: '/assets/$assetId' });
  const { may } = useSession();
  const asset = useAnswer('readAsset', { assetId }, { when: may('assets.read') });
  if (!may('assets.read')) return <NoPermission action="assets.read" />;
  return <>{<Answer of={asset}>{(found) => <Shown asset={found} />}</Answer>}</>;
}

function Shown({ asset }: { readonly asset: Asset }): ReactElement {
  const say = useSay();
  const { may } = useSession();
  const end = asset.ends.findLast(({ struck }) => struck === null);
  const records = may('assets.record');
  return (
    <Page
      title={asset.name}
      kicker={
        <>
          <Link to="/assets">{say(words.back)}</Link> · {say(words.number, { number: asset.number })}
        </>
      }
      state={
        end === undefined ? (
          <State tone="done">{say(words.here)}</State>
        ) : (
          <State tone="off">{say(words.gone, { day: end.endedOn })}</State>
        )
      }
      action={
        records &&
        end === undefined && (
          <>
            <EndIt assetId={asset.id} />
            <UseIt assetId={asset.id} />
            <ValueIt assetId={asset.id} />
          </>
        )
      }
    >
      <Facts
        items={[
          { label: say(words.kind), value: say(assetKindWords[asset.kind]) },
          { label: say(words.place), value: asset.place ?? '—' },
          { label: say(words.acquired), value: <Day of={asset.acquiredOn} /> },
          ...(asset.objective === null ? [] : [{ label: say(words.objective), value: asset.objective }]),
        ]}
      />
      <Valuations asset={asset} />
      <Uses asset={asset} />
      {asset.ends.length > 0 && <Ends asset={asset} />}
    </Page>
  );
}

interface Struck {
  readonly id: string;
  readonly struck: string | null;
}

/** Why a record counts no more, or the button of whoever may say so. */
function Strike({ assetId, record }: { readonly assetId: string; readonly record: Struck }): ReactElement {
  const say = useSay();
  const { may } = useSession();
  if (record.struck !== null) return <>{say(words.struck, { why: record.struck })}</>;
  if (!may('assets.record')) return <></>;
  return (
    <Decision
      change="strikeAssetRecord"
      label={say(words.strike)}
      small
      why={say(words.why)}
      inputOf={(reason) => ({ assetId, recordId: record.id, reason })}
    />
  );
}

const toneOf = ({ struck }: Struck) => (struck === null ? undefined : 'off');

function Valuations({ asset }: { readonly asset: Asset }): ReactElement {
  const say = useSay();
  const { text, amount, day } = columnsOf<Asset['valuations'][number]>(say);
  return (
    <Part title={say(words.valuations)}>
      <Table
        label={say(words.valuations)}
        rows={[...asset.valuations].reverse()}
        keyOf={({ id }) => id}
        toneOf={toneOf}
        columns={[
          day('day', say(words.valuedOn), ({ valuedOn }) => valuedOn),
          amount('value', say(words.value), 160, ({ value }) => value),
          text('source', say(words.source), 320, ({ source }) => source),
          text(
            'strike',
            '',
            180,
            ({ struck }) => struck,
            (record) => <Strike assetId={asset.id} record={record} />,
          ),
        ]}
      />
    </Part>
  );
}

function Uses({ asset }: { readonly asset: Asset }): ReactElement {
  const say = useSay();
  const { text, amount, day } = columnsOf<Asset['uses'][number]>(say);
  return (
    <Part title={say(words.uses)}>
      {asset.uses.length === 0 ? (
        <p className="quiet">{say(words.noUses)}</p>
      ) : (
        <Table
          label={say(words.uses)}
          rows={[...asset.uses].reverse()}
          keyOf={({ id }) => id}
          toneOf={toneOf}
          columns={[
            day('from', say(words.from), ({ from }) => from),
            day('to', say(words.to), ({ to }) => to),
            {
              ...amount('income', say(words.income), 160, ({ income }) => income),
              cell: ({ income }) => (income === null ? say(words.idle) : <Amount of={income} />),
            },
            text('note', say(words.note), 280, ({ note }) => note),
            text(
              'strike',
              '',
              180,
              ({ struck }) => struck,
              (record) => <Strike assetId={asset.id} record={record} />,
            ),
          ]}
        />
      )}
    </Part>
  );
}

function Ends({ asset }: { readonly asset: Asset }): ReactElement {
  const say = useSay();
  const { text, day } = columnsOf<Asset['ends'][number]>(say);
  return (
    <Part title={say(words.ends)}>
      <Table
        label={say(words.ends)}
        rows={asset.ends}
        keyOf={({ id }) => id}
        toneOf={toneOf}
        columns={[
          day('day', say(words.endedOn), ({ endedOn }) => endedOn),
          text('reason', say(words.reason), 240, ({ reason }) => reason),
          text('objective', say(words.objective), 240, ({ objective }) => objective),
          text(
            'strike',
            '',
            180,
            ({ struck }) => struck,
            (record) => <Strike assetId={asset.id} record={record} />,
          ),
        ]}
      />
    </Part>
  );
}

interface BoxProps {
  readonly label: string;
  readonly type?: 'date';
  readonly value: string;
  readonly onChange: (value: string) => void;
}

function Box({ label, type, value, onChange }: BoxProps): ReactElement {
  return (
    <Field label={label}>
      {(place) => (
        <Input
          {...place}
          {...(type && { type })}
          maxLength={200}
          value={value}
          onChange={({ target }) => onChange(target.value)}
        />
      )}
    </Field>
  );
}

interface OfAsset {
  readonly assetId: string;
}

function ValueIt({ assetId }: OfAsset): ReactElement {
  const say = useSay();
  const [valuedOn, setValuedOn] = useState(todayInChina());
  const [value, setValue] = useState('');
  const [source, setSource] = useState('');
  return (
    <Decision
      change="valueAsset"
      label={say(words.valueIt)}
      primary
      isReady={[valuedOn, value, source].every((each) => each.trim() !== '')}
      inputOf={() => ({ assetId, valuedOn, value: plain(value), source })}
    >
      <Box label={say(words.valuedOn)} type="date" value={valuedOn} onChange={setValuedOn} />
      <Box label={say(words.value)} value={value} onChange={setValue} />
      <Box label={say(words.source)} value={source} onChange={setSource} />
    </Decision>
  );
}

function UseIt({ assetId }: OfAsset): ReactElement {
  const say = useSay();
  const [from, setFrom] = useState('');
  const [to, setTo] = useState('');
  const [income, setIncome] = useState('');
  const [note, setNote] = useState('');
  return (
    <Decision
      change="useAsset"
      label={say(words.useIt)}
      isReady={[from, to, note].every((each) => each.trim() !== '')}
      inputOf={() => ({ assetId, from, to, note, ...(income.trim() !== '' && { income: plain(income) }) })}
    >
      <Box label={say(words.from)} type="date" value={from} onChange={setFrom} />
      <Box label={say(words.to)} type="date" value={to} onChange={setTo} />
      <Box label={say(words.incomeOrIdle)} value={income} onChange={setIncome} />
      <Box label={say(words.note)} value={note} onChange={setNote} />
    </Decision>
  );
}

function EndIt({ assetId }: OfAsset): ReactElement {
  const say = useSay();
  const [endedOn, setEndedOn] = useState(todayInChina());
  const [objective, setObjective] = useState('');
  return (
    <Decision
      change="endAsset"
      label={say(words.endIt)}
      why={say(words.reason)}
      isReady={endedOn !== ''}
      inputOf={(reason) => ({
        assetId,
        endedOn,
        reason,
        ...(objective.trim() !== '' && { objective }),
      })}
    >
      <Box label={say(words.endedOn)} type="date" value={endedOn} onChange={setEndedOn} />
      <Box label={say(words.objective)} value={objective} onChange={setObjective} />
    </Decision>
  );
}
