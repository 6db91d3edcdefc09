/** What may not move: frozen by a court, pledged, in dispute, an estate not yet divided; those in force first. */
import { Button, Input, Select } from 'antd';
import { useState, type ReactElement } from 'react';
import type { Sentence } from '../../../domain/language.ts';
import { rolesThatMay } from '../../../domain/role-words.ts';
import { restrictionKinds } from '../../../domain/share-restriction.ts';
import { restrictionWords } from '../../../domain/words.ts';
import { Day, Shares } from '../../shared/amount.tsx';
import { useAnswer, useChange } from '../../shared/asking.ts';
import type { Reply } from '../../shared/call.ts';
import { Field } from '../../shared/form.tsx';
import { useSay } from '../../shared/language.ts';
import { Page, State } from '../../shared/page.tsx';
import { todayInChina } from '../../shared/period.ts';
import { useSession } from '../../shared/session.ts';
import { Sheet } from '../../shared/sheet.tsx';
import { Answer, Empty, NoPermission } from '../../shared/states.tsx';
import { Table } from '../../shared/table.tsx';
import { DayField } from './certificates.tsx';
import { HolderPicker, useBook, type Book } from './holders.tsx';
import { holderName, type Party } from './movement.ts';
import { Tabs } from './tabs.tsx';

type Restriction = Reply<'listRestrictions'>['restrictions'][number];

const words = {
  title: { zh: '冻结、质押和争议', en: 'Restrictions on shares' },
  restrict: { zh: '登记限制', en: 'Restrict a holding' },
  kind: { zh: '种类', en: 'Kind' },
  holder: { zh: '股东', en: 'Holder' },
  shareClass: { zh: '股种', en: 'Class' },
  every: { zh: '全部股种', en: 'every class' },
  quantity: { zh: '股数', en: 'Shares' },
  whole: { zh: '全部', en: 'all' },
  quantityHelp: { zh: '不填为全部股份', en: 'All of them unless given' },
  from: { zh: '自', en: 'From' },
  until: { zh: '至', en: 'Until' },
  reason: { zh: '依据', en: 'Ground' },
  state: { zh: '状态', en: 'State' },
  inForce: { zh: '限制中', en: 'in force' },
  lifted: { zh: '已解除', en: 'lifted' },
  act: { zh: '办理', en: 'Act' },
  lift: { zh: '申请解除', en: 'Ask to lift' },
  liftMore: {
    zh: '申请自下列日期起解除 {holder} 的{kind}。由另一人（{who}）复核以后解除，此前仍受限制。',
    en: 'You ask for the end of the restriction of {holder} ({kind}). Another person ({who}) confirms it; until then it binds.',
  },
  liftOn: { zh: '解除日', en: 'Lifted on' },
  more: {
    zh: '被限制的股份不能转出，仍可转入；分红照记，冻结期间不付。',
    en: 'What is restricted cannot be given away; it may receive. Its dividend is entered, and not paid meanwhile.',
  },
  none: { zh: '没有受限制的股份', en: 'No share is restricted' },
  unit: { zh: '股', en: 'shares' },
} as const satisfies Record<string, Sentence>;

export function Restrictions(): ReactElement {
  const say = useSay();
  const { may } = useSession();
  const book = useBook();
  const restrictions = useAnswer('listRestrictions', {}, { when: may('shares.read') });
  const [isNew, setNew] = useState(false);
  const [lifting, setLifting] = useState<Restriction | null>(null);
  if (!may('shares.read')) return <NoPermission action="shares.read" />;
  const mayAct = may('shares.restrict');
  const today = todayInChina();
  const isOver = ({ liftedOn }: Restriction) => liftedOn !== null && liftedOn <= today;
  const nameOf = ({ accountId }: Restriction) => book.ofAccount(accountId);
  return (
    <Page
      title={say(words.title)}
      action={
        mayAct && (
          <Button type="primary" onClick={() => setNew(true)}>
            {say(words.restrict)}
          </Button>
        )
      }
    >
      <Tabs />
      <Answer of={restrictions}>
        {({ restrictions: rows }) =>
          rows.length === 0 ? (
            <Empty title={say(words.none)}>{say(words.more)}</Empty>
          ) : (
            <Table
              label={say(words.title)}
              rows={[...rows].sort((one, other) => Number(isOver(one)) - Number(isOver(other)))}
              keyOf={({ id }) => id}
              toneOf={(each) => (isOver(each) ? 'off' : undefined)}
              columns={[
                { key: 'holder', head: say(words.holder), width: 150, cell: nameOf, text: nameOf },
                {
                  key: 'kind',
                  head: say(words.kind),
                  width: 110,
                  cell: ({ kind }) => say(restrictionWords[kind]),
                  text: ({ kind }) => say(restrictionWords[kind]),
                },
                {
                  key: 'state',
                  head: say(words.state),
                  width: 100,
                  cell: (each) => (
                    <State tone={isOver(each) ? 'off' : 'next'}>
                      {say(isOver(each) ? words.lifted : words.inForce)}
                    </State>
                  ),
                  text: (each) => say(isOver(each) ? words.lifted : words.inForce),
                },
                {
                  key: 'class',
                  head: say(words.shareClass),
                  width: 110,
                  cell: ({ classId }) => (classId === null ? say(words.every) : book.classOf(classId)),
                  text: ({ classId }) => (classId === null ? say(words.every) : book.classOf(classId)),
                },
                {
                  key: 'quantity',
                  head: say(words.quantity),
                  unit: say(words.unit),
                  width: 110,
                  figure: true,
                  cell: ({ quantity }) => (quantity === null ? say(words.whole) : <Shares of={quantity} />),
                  text: ({ quantity }) => quantity ?? say(words.whole),
                },
                {
                  key: 'from',
                  head: say(words.from),
                  width: 118,
                  cell: ({ effectiveOn }) => <Day of={effectiveOn} />,
                  text: ({ effectiveOn }) => effectiveOn,
                },
                {
                  key: 'until',
                  head: say(words.until),
                  width: 118,
                  cell: ({ liftedOn }) => <Day of={liftedOn} />,
                  text: ({ liftedOn }) => liftedOn,
                },
                {
                  key: 'reason',
                  head: say(words.reason),
                  width: 220,
                  cell: ({ reason }) => reason,
                  text: ({ reason }) => reason,
                },
                ...(mayAct
                  ? [
                      {
                        key: 'act',
                        head: say(words.act),
                        width: 80,
                        cell: (each: Restriction) =>
                          each.liftedOn === null && (
                            <button type="button" className="as-link" onClick={() => setLifting(each)}>
                              {say(words.lift)}
                            </button>
                          ),
                        text: () => '',
                      },
                    ]
                  : []),
              ]}
            />
          )
        }
      </Answer>
      {isNew && <Restrict book={book} onClose={() => setNew(false)} />}
      {lifting !== null && <Lift of={lifting} holder={nameOf(lifting)} onClose={() => setLifting(null)} />}
    </Page>
  );
}

function Restrict({ book, onClose }: { readonly book: Book; readonly onClose: () => void }): ReactElement {
  const say = useSay();
  const restrict = useChange('restrict');
  const [kind, setKind] = useState<Restriction['kind']>('freeze');
  const [party, setParty] = useState<Party | null>(null);
  const [shareClass, setShareClass] = useState('');
  const [quantity, setQuantity] = useState('');
  const [effectiveOn, setEffectiveOn] = useState(todayInChina());
  const [reason, setReason] = useState('');
  return (
    <Sheet
      title={say(words.restrict)}
      act={say(words.restrict)}
      onClose={onClose}
      isReady={party !== null && reason.trim() !== '' && effectiveOn !== ''}
      isRunning={restrict.isRunning}
      failure={restrict.failure}
      onAct={() =>
        party !== null &&
        void restrict
          .run({
            kind,
            holder: holderName(party),
            shareClass: shareClass === '' ? null : shareClass,
            quantity: quantity === '' ? null : quantity,
            effectiveOn,
            reason: reason.trim(),
          })
          .then((done) => done && onClose())
      }
    >
      <p>{say(words.more)}</p>
      <Field label={say(words.kind)}>
        {(place) => (
          <Select
            {...place}
            style={{ width: '100%' }}
            value={kind}
            options={restrictionKinds.map((value) => ({ value, label: say(restrictionWords[value]) }))}
            onChange={setKind}
          />
        )}
      </Field>
      <Field label={say(words.holder)}>
        {(place) => (
          <HolderPicker
            book={book}
            place={place}
            value={party}
            among={(each) => book.held.has(each)}
            onPick={setParty}
          />
        )}
      </Field>
      <Field label={say(words.shareClass)}>
        {(place) => (
          <Select
            {...place}
            style={{ width: '100%' }}
            value={shareClass}
            options={[
              { value: '', label: say(words.every) },
              ...book.classes.map(({ id, code }) => ({ value: code, label: book.classOf(id) })),
            ]}
            onChange={setShareClass}
          />
        )}
      </Field>
      <Field label={say(words.quantity)} help={say(words.quantityHelp)}>
        {(place) => (
          <Input
            {...place}
            inputMode="decimal"
            value={quantity}
            onChange={({ target }) => setQuantity(target.value.replace(/[,，\s]/g, ''))}
          />
        )}
      </Field>
      <DayField label={say(words.from)} value={effectiveOn} onChange={setEffectiveOn} />
      <Field label={say(words.reason)}>
        {(place) => <Input {...place} value={reason} onChange={({ target }) => setReason(target.value)} />}
      </Field>
    </Sheet>
  );
}

function Lift(props: {
  readonly of: Restriction;
  readonly holder: string;
  readonly onClose: () => void;
}): ReactElement {
  const say = useSay();
  const { of, holder, onClose } = props;
  const lift = useChange('liftRestriction');
  const [liftedOn, setLiftedOn] = useState(todayInChina());
  const [reason, setReason] = useState('');
  return (
    <Sheet
      title={say(words.lift)}
      act={say(words.lift)}
      onClose={onClose}
      isReady={reason.trim() !== '' && liftedOn !== ''}
      isRunning={lift.isRunning}
      failure={lift.failure}
      onAct={() =>
        void lift
          .run({ restrictionId: of.id, liftedOn, reason: reason.trim() })
          .then((done) => done && onClose())
      }
    >
      <p>
        {say(words.liftMore, {
          holder,
          kind: say(restrictionWords[of.kind]),
          who: say(rolesThatMay('shares.confirm')),
        })}
      </p>
      <DayField label={say(words.liftOn)} value={liftedOn} onChange={setLiftedOn} />
      <Field label={say(words.reason)}>
        {(place) => <Input {...place} value={reason} onChange={({ target }) => setReason(target.value)} />}
      </Field>
    </Sheet>
  );
}
