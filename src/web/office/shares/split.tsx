/** A whole class split or drawn together by a resolution: what was done, and what a ratio would make of every holding. */
import { Button, Input, Select } from 'antd';
import { useEffect, useMemo, useState, type ReactElement } from 'react';
import type { Sentence } from '../../../domain/language.ts';
import { unitOfPlaces } from '../../../domain/share-register.ts';
import { atNewMeasure, parseSplitRatio } from '../../../domain/share-split.ts';
import { ShareQuantity } from '../../../domain/share-quantity.ts';
import { Day, Shares } from '../../shared/amount.tsx';
import { useAnswer, useChange, useWholeList } from '../../shared/asking.ts';
import { Field } from '../../shared/form.tsx';
import { useSay } from '../../shared/language.ts';
import { Figures, Note, Page, Part } from '../../shared/page.tsx';
import { todayInChina } from '../../shared/period.ts';
import { useSession } from '../../shared/session.ts';
import { Sheet } from '../../shared/sheet.tsx';
import { Answer, NoPermission } from '../../shared/states.tsx';
import { Table } from '../../shared/table.tsx';
import { DayField } from './certificates.tsx';
import { useBook } from './holders.tsx';
import { partyOf } from './movement.ts';
import { Tabs } from './tabs.tsx';

const words = {
  title: { zh: '拆股、并股', en: 'Splits and consolidations' },
  split: { zh: '拆股', en: 'Split a class' },
  done: { zh: '已经办理的', en: 'Done before' },
  none: { zh: '还没有拆股、并股。', en: 'No class has been split yet.' },
  more: {
    zh: '整个股种按同一比例变动，谁也不多、谁也不少；须有大会决议。',
    en: 'A whole class changes at one ratio: nobody gains, nobody loses. It takes a resolution.',
  },
  shareClass: { zh: '股种', en: 'Class' },
  ratio: { zh: '比例（新股:旧股）', en: 'Ratio (new : old)' },
  ratioHelp: { zh: '10:1 即一股拆成十股，1:10 即十股并成一股', en: '10:1 makes ten of one; 1:10 one of ten' },
  on: { zh: '生效日', en: 'Effective on' },
  resolution: { zh: '依据决议', en: 'Resolution' },
  noResolution: { zh: '还没有通过的决议', en: 'No resolution was adopted yet' },
  effect: { zh: '按这个比例', en: 'At this ratio' },
  holder: { zh: '股东', en: 'Holder' },
  before: { zh: '现在', en: 'Now' },
  after: { zh: '以后', en: 'Afterwards' },
  unit: { zh: '股', en: 'shares' },
  total: { zh: '合计', en: 'Total' },
  uneven: {
    zh: '{count} 个户头除不尽，不能这样并股。',
    en: '{count} holdings do not divide: it cannot be done so.',
  },
} as const satisfies Record<string, Sentence>;

export function Splits(): ReactElement {
  const say = useSay();
  const { may } = useSession();
  const splits = useAnswer('listShareSplits', {}, { when: may('schemes.read') });
  const book = useBook();
  const [isNew, setNew] = useState(false);
  if (!may('schemes.read')) return <NoPermission action="schemes.read" />;
  const classOf = (named: string) => {
    const found = book.classes.find(({ code, name }) => [code, name].includes(named));
    return found === undefined ? named : book.classOf(found.id);
  };
  return (
    <Page
      title={say(words.title)}
      action={
        may('schemes.post') && (
          <Button type="primary" disabled={book.classes.length === 0} onClick={() => setNew(true)}>
            {say(words.split)}
          </Button>
        )
      }
    >
      <Tabs />
      <Note>{say(words.more)}</Note>
      <Part title={say(words.done)}>
        <Answer of={splits} rows={2}>
          {({ splits: rows }) =>
            rows.length === 0 ? (
              <p className="quiet">{say(words.none)}</p>
            ) : (
              <Table
                label={say(words.done)}
                rows={rows}
                keyOf={({ id }) => id}
                columns={[
                  {
                    key: 'on',
                    head: say(words.on),
                    width: 120,
                    cell: ({ effectiveOn }) => <Day of={effectiveOn} />,
                    text: ({ effectiveOn }) => effectiveOn,
                  },
                  {
                    key: 'class',
                    head: say(words.shareClass),
                    width: 160,
                    cell: ({ shareClass }) => classOf(shareClass),
                    text: ({ shareClass }) => classOf(shareClass),
                  },
                  {
                    key: 'ratio',
                    head: say(words.ratio),
                    width: 160,
                    cell: ({ ratio }) => ratio,
                    text: ({ ratio }) => ratio,
                  },
                ]}
              />
            )
          }
        </Answer>
      </Part>
      {isNew && <Split onClose={() => setNew(false)} />}
    </Page>
  );
}

function Split({ onClose }: { readonly onClose: () => void }): ReactElement {
  const say = useSay();
  const { may } = useSession();
  const book = useBook();
  const split = useChange('splitClass');
  const resolutions = useWholeList('listResolutions', {}, (page) => page.resolutions, {
    when: may('resolutions.read'),
  });
  const [shareClass, setShareClass] = useState(book.classes[0]?.code ?? '');
  const [ratio, setRatio] = useState('10:1');
  const [effectiveOn, setEffectiveOn] = useState(todayInChina());
  const [resolutionId, setResolution] = useState<string | null>(null);
  const [refusal, setRefusal] = useState<Error | null>(null);
  const adopted = resolutions.rows.filter(
    ({ outcome, matter }) => outcome === 'adopted' && matter === 'allotment-scheme',
  );
  const rows = useMemo(() => {
    const found = book.classes.find(({ code }) => code === shareClass);
    const measure = ratioOf(ratio);
    if (found === undefined || measure === null) return [];
    return book.holders.flatMap((holder) => {
      const before = book.held.get(partyOf(holder))?.get(found.id);
      if (before === undefined || before.isZero) return [];
      const units = atNewMeasure(before.units, measure, unitOfPlaces(found.places));
      return [
        { party: partyOf(holder), before, after: units === null ? null : ShareQuantity.fromUnits(units) },
      ];
    });
  }, [book, shareClass, ratio]);
  const uneven = rows.filter(({ after }) => after === null).length;
  const wish =
    resolutionId === null || effectiveOn === '' || ratioOf(ratio) === null
      ? null
      : { shareClass, ratio, effectiveOn, resolutionId };
  const asked = JSON.stringify(wish);
  useEffect(() => {
    setRefusal(null);
    if (wish === null) return;
    let isGone = false;
    split.tryOut(wish).catch((error: Error) => isGone || setRefusal(error));
    return () => void (isGone = true);
    // Asked once for each wish.
  }, [asked]);
  return (
    <Sheet
      title={say(words.split)}
      act={say(words.split)}
      width={760}
      onClose={onClose}
      isReady={wish !== null && refusal === null && uneven === 0}
      isRunning={split.isRunning}
      failure={split.failure ?? refusal}
      onAct={() => wish !== null && void split.run(wish).then((done) => done && onClose())}
    >
      <Field label={say(words.shareClass)}>
        {(place) => (
          <Select
            {...place}
            style={{ width: '100%' }}
            value={shareClass}
            options={book.classes.map(({ id, code }) => ({ value: code, label: book.classOf(id) }))}
            onChange={setShareClass}
          />
        )}
      </Field>
      <Field label={say(words.ratio)} help={say(words.ratioHelp)}>
        {(place) => <Input {...place} value={ratio} onChange={({ target }) => setRatio(target.value)} />}
      </Field>
      <DayField label={say(words.on)} value={effectiveOn} onChange={setEffectiveOn} />
      <Field label={say(words.resolution)}>
        {(place) => (
          <Select
            {...place}
            style={{ width: '100%' }}
            value={resolutionId}
            placeholder={adopted.length === 0 ? say(words.noResolution) : undefined}
            options={adopted.map(({ id, number, title }) => ({ value: id, label: `${number} ${title}` }))}
            onChange={setResolution}
          />
        )}
      </Field>
      {uneven > 0 && <Note warning>{say(words.uneven, { count: uneven })}</Note>}
      {rows.length > 0 && (
        <>
          <Figures
            items={[
              {
                label: say(words.before),
                value: <Shares of={ShareQuantity.sum(rows.map(({ before }) => before)).toString()} />,
                unit: say(words.unit),
              },
              {
                label: say(words.after),
                value: (
                  <Shares
                    of={ShareQuantity.sum(rows.map(({ after }) => after ?? ShareQuantity.zero)).toString()}
                  />
                ),
                unit: say(words.unit),
                accent: true,
              },
            ]}
          />
          <div className="limited short">
            <Table
              label={say(words.effect)}
              rows={rows}
              keyOf={({ party }) => party}
              toneOf={({ after }) => (after === null ? 'alarm' : undefined)}
              columns={[
                {
                  key: 'holder',
                  head: say(words.holder),
                  width: 200,
                  cell: ({ party }) => book.nameOf(party),
                  text: ({ party }) => book.nameOf(party),
                },
                {
                  key: 'before',
                  head: say(words.before),
                  unit: say(words.unit),
                  width: 140,
                  figure: true,
                  cell: ({ before }) => <Shares of={before.toString()} />,
                  text: ({ before }) => before.toString(),
                },
                {
                  key: 'after',
                  head: say(words.after),
                  unit: say(words.unit),
                  width: 140,
                  figure: true,
                  cell: ({ after }) => <Shares of={after?.toString()} />,
                  text: ({ after }) => after?.toString(),
                },
              ]}
            />
          </div>
        </>
      )}
    </Sheet>
  );
}

function ratioOf(text: string) {
  try {
    return parseSplitRatio(text);
  } catch {
    return null;
  }
}
