/**
 * A movement entered by hand: who gives, who takes, how many, since when and why. Beside it stands what each holds afterwards;
 * before it is sent the service says whether it may be entered, and whether another person confirms it first.
 */
import { Link, useNavigate, useSearch } from '@tanstack/react-router';
import { Button, Input, Select } from 'antd';
import { useState, type ReactElement } from 'react';
import { rolesThatMay } from '../../../domain/role-words.ts';
import { movementWords } from '../../../domain/words.ts';
import { useChange } from '../../shared/asking.ts';
import { Field } from '../../shared/form.tsx';
import { useSay } from '../../shared/language.ts';
import { Note, Page, Part } from '../../shared/page.tsx';
import { todayInChina } from '../../shared/period.ts';
import { useSession } from '../../shared/session.ts';
import { Sheet } from '../../shared/sheet.tsx';
import { Failed, Loading, NoPermission } from '../../shared/states.tsx';
import { useTyped } from '../../shared/typed.ts';
import { EffectTable, useVerdict } from './effect.tsx';
import { HolderPicker, useBook, type Book } from './holders.tsx';
import { holderName, movementKindsByHand, type MovementByHand, type Party, type Wish } from './movement.ts';
import { Tabs } from './tabs.tsx';

const words = {
  title: { zh: '办理股份变动', en: 'Enter a movement of shares' },
  back: { zh: '股份登记簿', en: 'Share register' },
  kind: { zh: '事项', en: 'What happens' },
  from: { zh: '转出方', en: 'From' },
  to: { zh: '转入方', en: 'To' },
  deceased: { zh: '被继承人', en: 'Who died' },
  deceasedHelp: {
    zh: '只列已登记去世、名下还有股份的人',
    en: 'Those recorded as dead who still hold shares',
  },
  noDead: {
    zh: '没有已登记去世而名下还有股份的人。先在成员名册登记去世。',
    en: 'Nobody recorded as dead holds shares. Record the death in the register of members first.',
  },
  heirs: { zh: '继承人和份数', en: 'Heirs and their parts' },
  heirsHelp: { zh: '份数为整数：三人均分写 1、1、1', en: 'Whole numbers: 1, 1 and 1 for three equal heirs' },
  heir: { zh: '继承人 {at}', en: 'Heir {at}' },
  parts: { zh: '份数', en: 'Parts' },
  addHeir: { zh: '加一名继承人', en: 'Add an heir' },
  takeOut: { zh: '去掉', en: 'Remove' },
  shareClass: { zh: '股种', en: 'Class' },
  quantity: { zh: '股数', en: 'Shares' },
  held: { zh: '现有 {quantity} 股', en: 'Holds {quantity} shares' },
  on: { zh: '生效日', en: 'Effective on' },
  reason: { zh: '依据和说明', en: 'Ground' },
  reasonOf: {
    transfer: { zh: '转让协议的日期、编号', en: 'Date and number of the agreement' },
    gift: { zh: '赠与协议的日期、编号', en: 'Date and number of the deed' },
    inheritance: {
      zh: '遗嘱、公证书或继承人协议',
      en: 'The will, the notarial deed, the agreement of the heirs',
    },
    redemption: { zh: '退股的申请和决议', en: 'The request and the decision' },
    subscription: { zh: '认购书、缴款凭证', en: 'The subscription and its payment' },
    escheat: { zh: '无人继承的依据', en: 'How it is known that nobody inherits' },
  },
  effect: { zh: '入册后的持股', en: 'Holdings afterwards' },
  check: { zh: '核对', en: 'Check it' },
  asking: { zh: '正在核对', en: 'It is being checked' },
  alone: { zh: '核对通过，入册后随即生效。', en: 'Checked: it counts as soon as it is entered.' },
  second: {
    zh: '核对通过。这笔变动须由另一人（{who}）复核，复核以后才入册。',
    en: 'Checked. Another person ({who}) confirms this movement; it enters the register then.',
  },
  enter: { zh: '入册', en: 'Enter it' },
  ask: { zh: '提交复核', en: 'Submit for confirmation' },
} as const;

interface Draft {
  readonly from: Party | null;
  readonly to: Party | null;
  readonly shareClass: string | null;
  readonly quantity: string;
  readonly effectiveOn: string;
  readonly reason: string;
  readonly heirs: readonly { readonly party: Party | null; readonly parts: string }[];
}

export function MoveShares(): ReactElement {
  const { may } = useSession();
  const { kind, from } = useSearch({ from: '/shares/move' });
  const book = useBook();
  if (!may('shares.move')) return <NoPermission action="shares.move" />;
  if (book.error !== null) return <Failed error={book.error} again={book.again} />;
  if (!book.isWhole) return <Loading rows={10} />;
  return <Moving key={from} book={book} kind={kind} from={from ?? null} />;
}

function Moving(props: {
  readonly book: Book;
  readonly kind: MovementByHand;
  readonly from: Party | null;
}): ReactElement {
  const say = useSay();
  const go = useNavigate({ from: '/shares/move' });
  const { book, kind } = props;
  const [draft, setDraft, forget] = useTyped(`movement ${kind} ${props.from ?? ''}`, (): Draft => ({
    from: props.from,
    to: null,
    shareClass: book.classes[0]?.code ?? null,
    quantity: '',
    effectiveOn: todayInChina(),
    reason: '',
    heirs: [{ party: null, parts: '1' }],
  }));
  const [isChecking, setChecking] = useState(false);
  const set = (part: Partial<Draft>) => setDraft({ ...draft, ...part });
  const wish = wishOf(kind, draft);
  const isOfDead = kind === 'inheritance' || kind === 'escheat';
  const givers = (party: Party) => book.held.has(party) && (!isOfDead || book.dead.has(party));
  const held = book.classes.find(({ code }) => code === draft.shareClass)?.id;
  const has = draft.from === null || held === undefined ? undefined : book.held.get(draft.from)?.get(held);
  const isNobodyDead = isOfDead && !book.parties.some(({ party }) => givers(party));
  return (
    <Page
      title={say(words.title)}
      kicker={<Link to="/shares">{say(words.back)}</Link>}
      action={
        <Button type="primary" disabled={wish === null} onClick={() => setChecking(true)}>
          {say(words.check)}
        </Button>
      }
    >
      <Tabs />
      <div className="two-columns">
        <form
          onSubmit={(event) => {
            event.preventDefault();
            if (wish !== null) setChecking(true);
          }}
        >
          <Field label={say(words.kind)}>
            {(place) => (
              <Select
                {...place}
                style={{ width: '100%' }}
                value={kind}
                options={movementKindsByHand.map((value) => ({ value, label: say(movementWords[value]) }))}
                onChange={(value) => void go({ search: { kind: value }, replace: true })}
              />
            )}
          </Field>
          {isNobodyDead && <Note>{say(words.noDead)}</Note>}
          {kind !== 'subscription' && (
            <Field
              label={say(isOfDead ? words.deceased : words.from)}
              help={isOfDead ? say(words.deceasedHelp) : undefined}
            >
              {(place) => (
                <HolderPicker
                  book={book}
                  place={place}
                  value={draft.from}
                  among={givers}
                  onPick={(from) => set({ from })}
                />
              )}
            </Field>
          )}
          {(kind === 'transfer' || kind === 'gift' || kind === 'subscription') && (
            <Field label={say(words.to)}>
              {(place) => (
                <HolderPicker book={book} place={place} value={draft.to} onPick={(to) => set({ to })} />
              )}
            </Field>
          )}
          {kind === 'inheritance' && <Heirs book={book} draft={draft} set={set} />}
          {!isOfDead && (
            <>
              <Field label={say(words.shareClass)}>
                {(place) => (
                  <Select
                    {...place}
                    style={{ width: '100%' }}
                    value={draft.shareClass}
                    options={book.classes.map(({ id, code }) => ({ value: code, label: book.classOf(id) }))}
                    onChange={(shareClass) => set({ shareClass })}
                  />
                )}
              </Field>
              <Field
                label={say(words.quantity)}
                help={has === undefined ? undefined : say(words.held, { quantity: has.toGrouped() })}
              >
                {(place) => (
                  <Input
                    {...place}
                    inputMode="decimal"
                    value={draft.quantity}
                    onChange={({ target }) => set({ quantity: target.value.replace(/[,，\s]/g, '') })}
                  />
                )}
              </Field>
            </>
          )}
          <Field label={say(words.on)}>
            {(place) => (
              <Input
                {...place}
                type="date"
                value={draft.effectiveOn}
                onChange={({ target }) => set({ effectiveOn: target.value })}
              />
            )}
          </Field>
          <Field label={say(words.reason)} help={say(words.reasonOf[kind])}>
            {(place) => (
              <Input
                {...place}
                value={draft.reason}
                onChange={({ target }) => set({ reason: target.value })}
              />
            )}
          </Field>
        </form>
        <Part title={say(words.effect)}>
          <EffectTable book={book} wish={wish} />
        </Part>
      </div>
      {isChecking && wish !== null && (
        <Checked book={book} wish={wish} kind={kind} onClose={() => setChecking(false)} onDone={forget} />
      )}
    </Page>
  );
}

function Heirs(props: {
  readonly book: Book;
  readonly draft: Draft;
  readonly set: (part: Partial<Draft>) => void;
}): ReactElement {
  const say = useSay();
  const { book, draft, set } = props;
  const { heirs } = draft;
  const put = (at: number, part: Partial<Draft['heirs'][number]>) =>
    set({ heirs: heirs.map((heir, index) => (index === at ? { ...heir, ...part } : heir)) });
  return (
    <fieldset className="field heirs">
      <legend>{say(words.heirs)}</legend>
      <p>{say(words.heirsHelp)}</p>
      <ol>
        {heirs.map(({ party, parts }, at) => (
          <li key={at}>
            <div>
              <label htmlFor={`heir-${at}`}>{say(words.heir, { at: at + 1 })}</label>
              <HolderPicker
                book={book}
                place={{ id: `heir-${at}` }}
                value={party}
                among={(each) => each !== draft.from && !book.dead.has(each)}
                onPick={(picked) => put(at, { party: picked })}
              />
            </div>
            <div>
              <label htmlFor={`parts-${at}`}>{say(words.parts)}</label>
              <Input
                id={`parts-${at}`}
                inputMode="numeric"
                value={parts}
                onChange={({ target }) => put(at, { parts: target.value.trim() })}
              />
            </div>
            {heirs.length > 1 && (
              <Button
                type="text"
                size="small"
                onClick={() => set({ heirs: heirs.filter((_, index) => index !== at) })}
              >
                {say(words.takeOut)}
              </Button>
            )}
          </li>
        ))}
      </ol>
      <Button onClick={() => set({ heirs: [...heirs, { party: null, parts: '1' }] })}>
        {say(words.addHeir)}
      </Button>
    </fieldset>
  );
}

/** Null while something is missing: the button waits for it. */
function wishOf(kind: MovementByHand, draft: Draft): Wish | null {
  const { from, to, shareClass, quantity, effectiveOn, reason, heirs } = draft;
  const said = reason.trim();
  if (effectiveOn === '') return null;
  switch (kind) {
    case 'inheritance': {
      const named = heirs.flatMap(({ party, parts }) =>
        party === null ? [] : [{ holder: holderName(party), parts }],
      );
      if (from === null || named.length < heirs.length || said === '') return null;
      const { number } = holderName(from);
      if (number === undefined || named.some(({ parts }) => !/^[1-9]\d{0,8}$/.test(parts))) return null;
      return { kind, deceased: { number }, effectiveOn, heirs: named, reason: said };
    }
    case 'escheat':
      if (from === null || said === '') return null;
      return { kind, from: holderName(from), effectiveOn, reason: said };
    case 'redemption':
      if (from === null || shareClass === null || quantity === '' || said === '') return null;
      return { kind, from: holderName(from), shareClass, quantity, effectiveOn, reason: said };
    case 'subscription': {
      if (to === null || shareClass === null || quantity === '') return null;
      const wish = { kind, to: holderName(to), shareClass, quantity, effectiveOn } as const;
      return said === '' ? wish : { ...wish, reason: said };
    }
    case 'transfer':
    case 'gift': {
      if (from === null || to === null || shareClass === null || quantity === '') return null;
      const parties = { from: holderName(from), to: holderName(to) };
      const wish = { kind, ...parties, shareClass, quantity, effectiveOn } as const;
      return said === '' ? wish : { ...wish, reason: said };
    }
  }
}

/** The last look: names and figures, what the service says, one button. */
function Checked(props: {
  readonly book: Book;
  readonly wish: Wish;
  readonly kind: MovementByHand;
  readonly onClose: () => void;
  readonly onDone: () => void;
}): ReactElement {
  const say = useSay();
  const go = useNavigate();
  const { book, wish, kind, onClose, onDone } = props;
  const verdict = useVerdict(wish);
  const move = useChange('moveShares');
  const request = useChange('requestMovement');
  const isAlone = verdict.is === 'alone';
  const enter = async () => {
    if (verdict.is === 'second') {
      if ((await request.run(wish)) === undefined) return;
      onDone();
      void go({ to: '/shares/requests' });
    } else if (wish.kind !== 'inheritance' && wish.kind !== 'escheat' && wish.kind !== 'reversal') {
      if ((await move.run(wish)) === undefined) return;
      onDone();
      void go({ to: '/shares' });
    }
  };
  return (
    <Sheet
      title={say(movementWords[kind])}
      act={say(isAlone ? words.enter : words.ask)}
      width={720}
      onClose={onClose}
      isReady={isAlone || verdict.is === 'second'}
      isRunning={move.isRunning || request.isRunning}
      failure={verdict.is === 'refused' ? verdict.failure : (move.failure ?? request.failure)}
      onAct={() => void enter()}
    >
      <EffectTable book={book} wish={wish} />
      <p role="status">
        {verdict.is === 'asking' && say(words.asking)}
        {isAlone && say(words.alone)}
        {verdict.is === 'second' && say(words.second, { who: say(rolesThatMay('shares.confirm')) })}
      </p>
    </Sheet>
  );
}
