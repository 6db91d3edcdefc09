/**
 * One version of the scheme: what it means, whether it is lawful, what it gives each person on a day and by which rule, and what
 * was posted of it. A posting is taken back as a whole, by two.
 */
import { Link, useParams } from '@tanstack/react-router';
import { Input } from 'antd';
import { useState, type ReactElement } from 'react';
import type { Sentence } from '../../../domain/language.ts';
import { schemeStateWords } from '../../../domain/resolution.ts';
import { Day, Shares } from '../../shared/amount.tsx';
import { Ask } from '../../shared/ask.tsx';
import { useAnswer } from '../../shared/asking.ts';
import type { Reply } from '../../shared/call.ts';
import { columnsOf } from '../../shared/columns.tsx';
import { useLanguage, useSay } from '../../shared/language.ts';
import { Legality } from '../../shared/legality.tsx';
import { Facts, Note, Page, Part, State } from '../../shared/page.tsx';
import { todayInChina } from '../../shared/period.ts';
import { Print } from '../../shared/print.tsx';
import { useSession } from '../../shared/session.ts';
import { Answer, Empty, NoPermission } from '../../shared/states.tsx';
import { Table, type Column } from '../../shared/table.tsx';
import { SchemeSteps, schemeTones, type Scheme } from './list.tsx';

type Line = Reply<'previewScheme'>['lines'][number];

const words = {
  back: { zh: '配股方案', en: 'Allotment schemes' },
  version: { zh: '第 {version} 版', en: 'Version {version}' },
  gone: { zh: '没有这个方案', en: 'There is no such scheme' },
  goneMore: { zh: '请从列表中选择。', en: 'Choose one of the list.' },
  from: { zh: '生效日', en: 'From' },
  withdrawn: { zh: '已撤回：{reason}', en: 'Withdrawn: {reason}' },
  resolution: { zh: '通过它的决议', en: 'Adopted by' },
  toResolution: { zh: '看决议', en: 'See the resolution' },
  sheet: { zh: '出具确认表', en: 'Issue the confirmation sheet' },
  preview: { zh: '逐人预览', en: 'Person by person' },
  on: { zh: '按哪天的名册', en: 'By the register of' },
  early: {
    zh: '方案自 {day} 起生效，请选这一天或以后。',
    en: 'It holds from {day}: choose that day or a later one.',
  },
  number: { zh: '编号', en: 'No.' },
  name: { zh: '姓名', en: 'Name' },
  collective: { zh: '集体股', en: 'The collective' },
  shareClass: { zh: '股种', en: 'Class' },
  rule: { zh: '规则', en: 'Rule' },
  ruleNumber: { zh: '第 {rule} 条 {ratio}', en: 'rule {rule}, {ratio}' },
  base: { zh: '基数', en: 'Base' },
  held: { zh: '现有', en: 'Held' },
  target: { zh: '应有', en: 'Due' },
  difference: { zh: '差额', en: 'Difference' },
  note: { zh: '说明', en: 'Note' },
  shares: { zh: '股', en: 'shares' },
  sums: { zh: '增 {given} 股，减 {taken} 股', en: '{given} shares given, {taken} taken' },
  nobody: { zh: '这一天没有人适用', en: 'It reaches nobody on this day' },
  postings: { zh: '入账', en: 'Postings' },
  none: { zh: '还没有入账。', en: 'Nothing was posted of it yet.' },
  movements: {
    zh: '{on}：{count} 笔变动，增 {given} 股，减 {taken} 股',
    en: '{on}: {count} movements, {given} shares given, {taken} taken',
  },
  posted: { zh: '已入账', en: 'posted' },
  reversed: { zh: '已冲销', en: 'reversed' },
  reverse: { zh: '申请冲销', en: 'Ask to reverse' },
  reverseMore: {
    zh: '整笔冲销：这次入账的每一笔变动各冲销一笔。由另一人复核后生效。',
    en: 'As a whole: each movement of this posting gets its mirror. Another person confirms it.',
  },
} as const satisfies Record<string, Sentence>;

export function SchemePage(): ReactElement {
  const say = useSay();
  const { schemeId } = useParams({ from: '/schemes/$schemeId' });
  const { may } = useSession();
  const schemes = useAnswer('listSchemes', {}, { when: may('schemes.read') });
  if (!may('schemes.read')) return <NoPermission action="schemes.read" />;
  return (
    <Answer of={schemes} rows={12}>
      {({ schemes: all }) => {
        const scheme = all.find(({ id }) => id === schemeId);
        return scheme === undefined ? (
          <Empty title={say(words.gone)}>{say(words.goneMore)}</Empty>
        ) : (
          <Shown scheme={scheme} />
        );
      }}
    </Answer>
  );
}

function Shown({ scheme }: { readonly scheme: Scheme }): ReactElement {
  const say = useSay();
  const { may } = useSession();
  const legality = useAnswer('readSchemeLegality', { schemeId: scheme.id });
  const { resolutionId } = scheme;
  return (
    <Page
      title={say({ zh: scheme.name, en: scheme.nameEn ?? scheme.name })}
      kicker={
        <>
          <Link to="/schemes">{say(words.back)}</Link> · {say(words.version, { version: scheme.version })}
        </>
      }
      state={<State tone={schemeTones[scheme.state]}>{say(schemeStateWords[scheme.state])}</State>}
      action={<SchemeSteps scheme={scheme} />}
    >
      {scheme.withdrawnBecause !== null && (
        <Note warning>{say(words.withdrawn, { reason: scheme.withdrawnBecause })}</Note>
      )}
      <p className="prose">{say({ zh: scheme.meaning, en: scheme.meaningEn ?? scheme.meaning })}</p>
      <Facts
        items={[
          { label: say(words.from), value: <Day of={scheme.effectiveOn} /> },
          ...(resolutionId === null || !may('resolutions.read')
            ? []
            : [
                {
                  label: say(words.resolution),
                  value: (
                    <Link to="/meetings/resolutions/$resolutionId" params={{ resolutionId }}>
                      {say(words.toResolution)}
                    </Link>
                  ),
                },
              ]),
        ]}
      />
      <Preview scheme={scheme} />
      <div className="pair after">
        <Postings schemeId={scheme.id} />
        <Legality of={legality} />
      </div>
    </Page>
  );
}

function Preview({ scheme }: { readonly scheme: Scheme }): ReactElement {
  const say = useSay();
  const language = useLanguage();
  const { id: schemeId, effectiveOn } = scheme;
  const today = todayInChina();
  const [on, setOn] = useState(effectiveOn > today ? effectiveOn : today);
  const isInEffect = on >= effectiveOn;
  const preview = useAnswer('previewScheme', { schemeId, on }, { when: isInEffect, keep: true });
  return (
    <Part
      title={say(words.preview)}
      aside={preview.data && say(words.sums, { given: preview.data.given, taken: preview.data.taken })}
    >
      <div className="filters">
        <label>
          <span>{say(words.on)}</span>
          <Input
            type="date"
            style={{ width: 160 }}
            min={effectiveOn}
            value={on}
            onChange={({ target }) => target.value !== '' && setOn(target.value)}
          />
        </label>
        <Print paper="printConfirmationSheet" label={say(words.sheet)} input={{ schemeId, on, language }} />
      </div>
      {isInEffect ? (
        <Answer of={preview} rows={8}>
          {({ lines }) =>
            lines.length === 0 ? <p className="quiet">{say(words.nobody)}</p> : <Lines lines={lines} />
          }
        </Answer>
      ) : (
        <p className="quiet">{say(words.early, { day: effectiveOn })}</p>
      )}
    </Part>
  );
}

function Lines({ lines }: { readonly lines: readonly Line[] }): ReactElement {
  const say = useSay();
  const classes = useAnswer('listShareClasses', {});
  const classOf = ({ shareClass }: Line) => {
    const found = classes.data?.classes.find(({ code }) => code === shareClass);
    return found === undefined ? shareClass : say({ zh: found.name, en: found.nameEn ?? found.name });
  };
  const { text } = columnsOf<Line>(say);
  const shares = (key: 'base' | 'held' | 'target' | 'difference'): Column<Line> => ({
    key,
    head: say(words[key]),
    unit: say(words.shares),
    width: 100,
    figure: true,
    cell: (line) => <Shares of={line[key]} />,
    text: (line) => line[key],
  });
  return (
    <div className="limited">
      <Table
        label={say(words.preview)}
        rows={lines}
        keyOf={({ number, shareClass }) => `${number ?? ''} ${shareClass}`}
        columns={[
          text('number', say(words.number), 80, ({ number }) => number),
          text('name', say(words.name), 100, ({ name, number }) =>
            number === null ? say(words.collective) : name,
          ),
          text('class', say(words.shareClass), 90, classOf),
          text('rule', say(words.rule), 110, ({ rule, ratio }) =>
            say(words.ruleNumber, { rule, ratio: ratio ?? '' }),
          ),
          shares('base'),
          shares('held'),
          shares('target'),
          shares('difference'),
          text('note', say(words.note), 220, ({ note }) => note && say(note)),
        ]}
      />
    </div>
  );
}

function Postings({ schemeId }: { readonly schemeId: string }): ReactElement {
  const say = useSay();
  const found = useAnswer('listPostings', {});
  return (
    <Part title={say(words.postings)}>
      <Answer of={found} rows={2}>
        {({ postings }) => {
          const own = postings.filter((each) => each.schemeId === schemeId);
          if (own.length === 0) return <p className="quiet">{say(words.none)}</p>;
          return (
            <ul className="answers">
              {own.map(({ id, on, movements, given, taken, reversedAt }) => (
                <li key={id}>
                  <State tone={reversedAt === null ? 'done' : 'off'}>
                    {say(reversedAt === null ? words.posted : words.reversed)}
                  </State>
                  <div>
                    <b>{say(words.movements, { on, count: movements, given, taken })}</b>
                    {reversedAt === null && (
                      <p>
                        <Ask
                          change="reversePosting"
                          label={say(words.reverse)}
                          given={{ postingId: id }}
                          small
                        >
                          <p className="quiet">{say(words.reverseMore)}</p>
                        </Ask>
                      </p>
                    )}
                  </div>
                </li>
              ))}
            </ul>
          );
        }}
      </Answer>
    </Part>
  );
}
