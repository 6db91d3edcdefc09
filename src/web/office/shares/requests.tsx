/** Movements that wait for another person, and those that were answered, the latest first. Whoever may confirm does it here. */
import { Link } from '@tanstack/react-router';
import { Button, Input } from 'antd';
import { useState, type ReactElement } from 'react';
import type { Sentence } from '../../../domain/language.ts';
import { rolesThatMay } from '../../../domain/role-words.ts';
import { requestWords, restrictionWords } from '../../../domain/words.ts';
import { groupedShares } from '../../shared/amount.tsx';
import { useAnswer, useChange, useWholeList } from '../../shared/asking.ts';
import type { Reply } from '../../shared/call.ts';
import { Field } from '../../shared/form.tsx';
import { useSay, type Say } from '../../shared/language.ts';
import { Note, Page, State } from '../../shared/page.tsx';
import { useSession } from '../../shared/session.ts';
import { Sheet } from '../../shared/sheet.tsx';
import { Empty, Failed, Loading, NoPermission } from '../../shared/states.tsx';
import { EffectTable } from './effect.tsx';
import { useBook, type Book } from './holders.tsx';
import { partyOf, type Wish } from './movement.ts';
import { Tabs } from './tabs.tsx';

type Request = Reply<'listMovementRequests'>['requests'][number];
type Restrictions = Reply<'listRestrictions'>['restrictions'];

/** What is asked for: a movement, an allotment undone as a whole, the end of a restriction. */
type Asked =
  | Wish
  | { readonly kind: 'posting-reversal'; readonly reason?: string }
  | {
      readonly kind: 'restriction-lift';
      readonly restrictionId: string;
      readonly liftedOn: string;
      readonly reason?: string;
    };

const words = {
  title: { zh: '股份变动申请', en: 'Movements asked for' },
  move: { zh: '办理变动', en: 'Enter a movement' },
  waits: {
    zh: '{count} 笔待复核，由{who}办理（不能是申请人）。',
    en: '{count} wait for: {who}, and not for whoever asked.',
  },
  one: { zh: '第 {number} 号', en: 'No. {number}' },
  asked: { zh: '{by} {day} 提出', en: 'asked by {by} on {day}' },
  own: { zh: '您提出的，由别人复核', en: 'Yours: somebody else confirms it' },
  waiting: { zh: '待复核', en: 'awaiting review' },
  confirmed: { zh: '{by} {day} 复核入册', en: 'confirmed by {by} on {day}' },
  sentBack: { zh: '{by} {day} 退回：{reason}', en: 'sent back by {by} on {day}: {reason}' },
  look: { zh: '复核', en: 'Look at it' },
  confirm: { zh: '复核入册', en: 'Confirm it' },
  confirmMore: {
    zh: '复核以后随即入册。现在的持股和入册后的持股：',
    en: 'It enters the register at once. Holdings now and afterwards:',
  },
  sendBack: { zh: '退回', en: 'Send back' },
  reason: { zh: '退回的理由', en: 'Why it is sent back' },
  none: { zh: '没有变动申请', en: 'No movement was asked for' },
  noneMore: {
    zh: '超出一人可办数量的变动、继承、冲销和解除限制，经申请由另一人复核，都列在这里。',
    en: 'What is beyond one person, inheritances, reversals and ends of restrictions are asked for and confirmed by another; they stand here.',
  },
  moves: {
    zh: '{from} → {to}：{quantity} 股 {class}，{on} 起',
    en: '{from} → {to}: {quantity} {class} shares from {on}',
  },
  inherits: {
    zh: '{from} 的全部股份由 {heirs} 继承，{on} 起',
    en: 'All shares of {from} go to {heirs} from {on}',
  },
  heir: { zh: '{name}（{parts} 份）', en: '{name} ({parts})' },
  falls: {
    zh: '{from} 的全部股份归集体，{on} 起',
    en: 'All shares of {from} fall to the collective from {on}',
  },
  undoes: { zh: '冲销一笔变动', en: 'A movement is undone' },
  undoesAll: { zh: '一次配股全部冲销', en: 'An allotment is undone as a whole' },
  lifts: { zh: '自 {on} 起解除{kind}：{holder}', en: '{kind} lifted from {on}: {holder}' },
  confirmLift: { zh: '复核以后限制随即解除。', en: 'The restriction ends once it is confirmed.' },
  issued: { zh: '新增股份', en: 'new shares' },
  takenBack: { zh: '收回注销', en: 'taken back' },
} as const satisfies Record<string, Sentence>;

export function MovementRequests(): ReactElement {
  const say = useSay();
  const { may } = useSession();
  const book = useBook();
  const requests = useWholeList('listMovementRequests', {}, (page) => page.requests, {
    when: may('shares.read'),
  });
  const restrictions = useAnswer('listRestrictions', {}, { when: may('shares.read') });
  if (!may('shares.read')) return <NoPermission action="shares.read" />;
  const named: Named = { book, restrictions: restrictions.data?.restrictions ?? [] };
  const waiting = requests.rows.filter(({ answer }) => answer === null).length;
  return (
    <Page
      title={say(words.title)}
      action={
        may('shares.move') && (
          <Link to="/shares/move" search={{ kind: 'transfer' }} className="button primary">
            {say(words.move)}
          </Link>
        )
      }
    >
      <Tabs />
      {waiting > 0 && (
        <Note>{say(words.waits, { count: waiting, who: say(rolesThatMay('shares.confirm')) })}</Note>
      )}
      {requests.error !== null ? (
        <Failed error={requests.error} again={requests.again} />
      ) : !requests.isWhole ? (
        <Loading rows={6} />
      ) : requests.rows.length === 0 ? (
        <Empty title={say(words.none)}>{say(words.noneMore)}</Empty>
      ) : (
        <ul className="entries">
          {[...requests.rows].reverse().map((request) => (
            <Entry key={request.id} request={request} named={named} />
          ))}
        </ul>
      )}
    </Page>
  );
}

interface Named {
  readonly book: Book;
  readonly restrictions: Restrictions;
}

function Entry({ request, named }: { readonly request: Request; readonly named: Named }): ReactElement {
  const say = useSay();
  const { may, person } = useSession();
  const [isOpen, setOpen] = useState(false);
  const { number, kind, askedBy, askedAt, answer } = request;
  const isOwn = askedBy === person.displayName;
  return (
    <li>
      <div>
        <h2>
          {say(requestWords[kind])} <small className="quiet">{say(words.one, { number })}</small>
        </h2>
        <p>{wishInWords(request.wish as Asked, named, say)}</p>
        <p>
          {say(words.asked, { by: askedBy, day: askedAt.slice(0, 10) })}
          {answer !== null && ' · '}
          {answer !== null &&
            say(answer.confirmed ? words.confirmed : words.sentBack, {
              by: answer.answeredBy,
              day: answer.answeredAt.slice(0, 10),
              reason: answer.reason ?? '',
            })}
          {answer === null && isOwn && ` · ${say(words.own)}`}
        </p>
      </div>
      <State tone={answer === null ? 'next' : answer.confirmed ? 'done' : 'off'}>
        {answer === null
          ? say(words.waiting)
          : say(answer.confirmed ? { zh: '已入册', en: 'entered' } : { zh: '已退回', en: 'sent back' })}
      </State>
      <span>
        {answer === null && may('shares.confirm') && !isOwn && (
          <Button onClick={() => setOpen(true)}>{say(words.look)}</Button>
        )}
      </span>
      {isOpen && <Review request={request} named={named} onClose={() => setOpen(false)} />}
    </li>
  );
}

function Review(props: {
  readonly request: Request;
  readonly named: Named;
  readonly onClose: () => void;
}): ReactElement {
  const say = useSay();
  const { request, named, onClose } = props;
  const [isBack, setBack] = useState(false);
  const [reason, setReason] = useState('');
  const confirm = useChange('confirmMovement');
  const sendBack = useChange('sendBackMovement');
  const requestId = request.id;
  const wish = request.wish as Asked;
  return (
    <Sheet
      title={`${say(requestWords[request.kind])} · ${say(words.one, { number: request.number })}`}
      act={say(isBack ? words.sendBack : words.confirm)}
      width={720}
      onClose={onClose}
      isReady={!isBack || reason.trim().length > 1}
      isRunning={confirm.isRunning || sendBack.isRunning}
      failure={isBack ? sendBack.failure : confirm.failure}
      onAct={() =>
        void (isBack ? sendBack.run({ requestId, reason: reason.trim() }) : confirm.run({ requestId })).then(
          (done) => done && onClose(),
        )
      }
    >
      <p>{wishInWords(wish, named, say)}</p>
      {'reason' in wish && wish.reason !== undefined && <p className="quiet">{wish.reason}</p>}
      {isBack ? (
        <Field label={say(words.reason)}>
          {(place) => <Input {...place} value={reason} onChange={({ target }) => setReason(target.value)} />}
        </Field>
      ) : (
        <>
          {wish.kind === 'restriction-lift' ? (
            <p>{say(words.confirmLift)}</p>
          ) : wish.kind === 'posting-reversal' || wish.kind === 'reversal' ? null : (
            <>
              <p>{say(words.confirmMore)}</p>
              <EffectTable book={named.book} wish={wish} />
            </>
          )}
          <Button type="link" onClick={() => setBack(true)}>
            {say(words.sendBack)}
          </Button>
        </>
      )}
    </Sheet>
  );
}

/** The wish as one says it. */
function wishInWords(wish: Asked, { book, restrictions }: Named, say: Say): string {
  switch (wish.kind) {
    case 'inheritance':
      return say(words.inherits, {
        from: book.nameOf(partyOf({ kind: 'member', number: wish.deceased.number })),
        heirs: wish.heirs
          .map(({ holder, parts }) => say(words.heir, { name: book.nameOf(partyOf(holder)), parts }))
          .join(say({ zh: '、', en: ', ' })),
        on: wish.effectiveOn,
      });
    case 'escheat':
      return say(words.falls, { from: book.nameOf(partyOf(wish.from)), on: wish.effectiveOn });
    case 'reversal':
      return say(words.undoes);
    case 'posting-reversal':
      return say(words.undoesAll);
    case 'restriction-lift': {
      const found = restrictions.find(({ id }) => id === wish.restrictionId);
      return say(words.lifts, {
        on: wish.liftedOn,
        kind: found === undefined ? '' : say(restrictionWords[found.kind]),
        holder: found === undefined ? '' : book.ofAccount(found.accountId),
      });
    }
    default: {
      const shareClass = book.classes.find(({ code, name }) => [code, name].includes(wish.shareClass));
      return say(words.moves, {
        from: 'from' in wish ? book.nameOf(partyOf(wish.from)) : say(words.issued),
        to: 'to' in wish ? book.nameOf(partyOf(wish.to)) : say(words.takenBack),
        quantity: groupedShares(wish.quantity),
        class: shareClass === undefined ? wish.shareClass : book.classOf(shareClass.id),
        on: wish.effectiveOn,
      });
    }
  }
}
