/**
 * One thing that waits, as whoever confirms it sees it: who asked, when, the old beside the new in names and figures; confirmed
 * with one press, or sent back with a reason.
 */
import { Link } from '@tanstack/react-router';
import { Button, Checkbox, Input } from 'antd';
import { useState, type ReactElement, type ReactNode } from 'react';
import type { Sentence } from '../../../domain/language.ts';
import { waitingWords } from '../../../domain/waiting.ts';
import { basisReasonWords, relationWords, sexWords, standingKindWords } from '../../../domain/words.ts';
import { Amount, Day, grouped, groupedShares } from '../../shared/amount.tsx';
import { useAnswer, useChange } from '../../shared/asking.ts';
import type { EndpointName, Input as Wanted, Reply } from '../../shared/call.ts';
import { Field } from '../../shared/form.tsx';
import { HalvesSheet, halvesIn, type SaidHalves } from '../../shared/halves.tsx';
import { useSay } from '../../shared/language.ts';
import { Note } from '../../shared/page.tsx';
import { countsOf, PensionAccounts } from '../../shared/pension-accounts.tsx';
import { useSession } from '../../shared/session.ts';
import { Dialog } from '../../shared/sheet.tsx';
import { Answer, Refusal } from '../../shared/states.tsx';
import { answers, screens } from './answers.ts';
import type { Item } from './waiting.tsx';

const words = {
  titled: { zh: '{kind}：{says}', en: '{kind}: {says}' },
  asked: { zh: '{by}于 {day} 提出', en: 'Asked by {by} on {day}' },
  earlier: { zh: '从前的版本', en: 'an earlier version' },
  back: { zh: '返回', en: 'Back' },
  confirm: { zh: '复核通过', en: 'Confirm' },
  refuse: { zh: '退回', en: 'Send back' },
  reason: { zh: '退回理由', en: 'Why it is sent back' },
  effect: {
    zh: '您的复核立即生效，并写入操作记录。',
    en: 'What you confirm takes effect at once and stands in the trail.',
  },
  more: { zh: '看全部内容', en: 'See all of it' },
  yuan: { zh: '元', en: 'yuan' },
  shares: { zh: '股', en: 'shares' },
  half: {
    zh: '邀请码的后一段，只显示这一次，只交给本人：',
    en: 'The other half of the invitation, shown this once; hand it to the person alone: ',
  },
  done: { zh: '知道了', en: 'Noted' },
  first: { zh: '首次登记', en: 'the first' },
  sharedWith: { zh: '另有 {names} 使用', en: 'used by {names} as well' },
  many: {
    zh: '只列前 {count} 人，其余见名册。',
    en: 'The first {count} people; the others stand in the register.',
  },
  name: { zh: '姓名', en: 'Name' },
  look: { zh: '对照新旧号码', en: 'See both numbers' },
  whyLooked: { zh: '查看原因，如：与身份证原件核对', en: 'Why you look, such as: held against the card' },
  openWish: { zh: '查看申请内容', en: 'See what is asked' },
  whyOpened: { zh: '查看原因，如：答复本人的申请', en: 'Why you look, such as: to answer it' },
  tagged: { zh: '加上标签', en: 'Tagged' },
  untagged: { zh: '取下标签', en: 'Tag taken off' },
  residentId: { zh: '居民身份证', en: 'Resident ID' },
  sex: { zh: '性别', en: 'Sex' },
  birthDate: { zh: '出生日期', en: 'Birth date' },
  seniorityFrom: { zh: '年限起算', en: 'Seniority from' },
  placed: { zh: '户与户主关系', en: 'Place in a household' },
  debit: { zh: '借', en: 'Debit' },
  credit: { zh: '贷', en: 'Credit' },
  accounts: {
    zh: '变更的账号 {changed} 个，不同户合用 {shared} 个，上次退回 {returned} 笔，新登记的生存认证 {proved} 人：我已逐一看过。',
    en: '{changed} accounts changed, {shared} shared, {returned} came back last time, {proved} proofs of life told since: I have looked at each.',
  },
  wish: { zh: '申请内容', en: 'What is asked' },
} as const satisfies Record<string, Sentence>;

export function WaitingSheet({ item, onClose }: { readonly item: Item; readonly onClose: () => void }) {
  const answered = answers[item.kind];
  if (answered === undefined) return null;
  return <Shown item={item} confirm={answered.confirm} refuse={answered.refuse} onClose={onClose} />;
}

interface ShownProps {
  readonly item: Item;
  readonly confirm: EndpointName;
  readonly refuse: EndpointName | null;
  readonly onClose: () => void;
}

function Shown({ item, confirm, refuse, onClose }: ShownProps): ReactElement {
  const say = useSay();
  const confirming = useChange(confirm);
  const refusing = useChange(refuse ?? confirm);
  const [isRefusing, setRefusing] = useState(false);
  const [reason, setReason] = useState('');
  const [half, setHalf] = useState<string | null>(null);
  const [halves, setHalves] = useState<SaidHalves | null>(null);
  const [seen, setSeen] = useState<Seen | null>(null);
  const door = screens[item.kind]?.(item.known);
  const needsSeen = item.kind === 'pension-run';
  const accept = () => {
    const input: object = needsSeen ? { ...item.known, seen } : { ...item.known };
    void confirming.run(input as Wanted<EndpointName>).then((reply) => {
      if (reply === undefined) return;
      const told = halfIn(reply);
      const slips = halvesIn(reply);
      if (slips !== null) setHalves(slips);
      else if (told === null) onClose();
      else setHalf(told);
    });
  };
  const sendBack = () => {
    const input: object = { ...item.known, reason };
    void refusing.run(input as Wanted<EndpointName>).then((reply) => reply !== undefined && onClose());
  };
  if (halves !== null) return <HalvesSheet which="second" {...halves} onClose={onClose} />;
  if (half !== null)
    return (
      <Dialog title={say(waitingWords[item.kind])}>
        <div className="sheet-body">
          <p>{say(words.half)}</p>
          <p className="capitals">{half}</p>
        </div>
        <footer>
          <Button type="primary" onClick={onClose}>
            {say(words.done)}
          </Button>
        </footer>
      </Dialog>
    );
  return (
    <Dialog
      title={say(words.titled, { kind: say(waitingWords[item.kind]), says: item.says })}
      width={720}
      onClose={onClose}
    >
      <form
        onSubmit={(event) => {
          event.preventDefault();
          if (isRefusing) sendBack();
          else accept();
        }}
      >
        <div className="sheet-body">
          <Refusal failure={confirming.failure ?? refusing.failure} />
          <p className="quiet">
            {say(words.asked, { by: item.askedBy ?? say(words.earlier), day: item.askedAt.slice(0, 10) })}
          </p>
          <Changes facts={item.facts} />
          <Details item={item} onSeen={setSeen} />
          {door !== undefined && (
            <p>
              <Link {...door}>{say(words.more)}</Link>
            </p>
          )}
          {isRefusing ? (
            <Field label={say(words.reason)}>
              {(place) => (
                <Input
                  {...place}
                  autoFocus
                  value={reason}
                  onChange={({ target }) => setReason(target.value)}
                />
              )}
            </Field>
          ) : (
            <p className="quiet">{say(words.effect)}</p>
          )}
        </div>
        <footer>
          <Button onClick={isRefusing ? () => setRefusing(false) : onClose}>{say(words.back)}</Button>
          {!isRefusing && refuse !== null && (
            <Button onClick={() => setRefusing(true)}>{say(words.refuse)}</Button>
          )}
          <Button
            type="primary"
            htmlType="submit"
            loading={confirming.isRunning || refusing.isRunning}
            disabled={isRefusing ? reason.trim().length < 2 : needsSeen && seen === null}
          >
            {say(isRefusing ? words.refuse : words.confirm)}
          </Button>
        </footer>
      </form>
    </Dialog>
  );
}

/** Of an invitation that was confirmed: what is said once. */
function halfIn(reply: Reply<EndpointName>): string | null {
  if (typeof reply !== 'object' || reply === null || !('half' in reply)) return null;
  return typeof reply.half === 'string' ? reply.half : null;
}

/** The old, an arrow, the new; figures with their points. */
function Changes({ facts }: { readonly facts: Item['facts'] }): ReactElement | null {
  const say = useSay();
  if (facts.length === 0) return null;
  const told = (value: string, unit: Item['facts'][number]['unit']): ReactNode =>
    unit === null ? (
      value
    ) : (
      <span className="figure">
        {unit === 'yuan' ? grouped(value) : groupedShares(value)} {say(words[unit])}
      </span>
    );
  return (
    <dl className="changes">
      {facts.map(({ label, before, after, unit }, index) => (
        <div key={index}>
          <dt>{label}</dt>
          <dd>
            {before !== null && (
              <>
                <s>{told(before, unit)}</s> <span aria-hidden>→</span>{' '}
              </>
            )}
            <b>{told(after, unit)}</b>
          </dd>
        </div>
      ))}
    </dl>
  );
}

interface Seen {
  readonly changed: number;
  readonly shared: number;
  readonly returned: number;
  readonly proved: number;
}

/** What stands behind the reading that is written down: asked for when the sheet is opened. */
function Details(props: {
  readonly item: Item;
  readonly onSeen: (seen: Seen | null) => void;
}): ReactElement | null {
  const { kind, known } = props.item;
  const { changeId, entryId, orderId, correctionId } = known;
  if (kind === 'register-change' && changeId !== undefined) return <People changeId={changeId} />;
  if (kind === 'account-change' && changeId !== undefined) return <Accounts changeId={changeId} />;
  if (kind === 'entry' && entryId !== undefined) return <EntryLines entryId={entryId} />;
  if (kind === 'correction' && correctionId !== undefined) return <Wish correctionId={correctionId} />;
  if (kind === 'pension-run' && orderId !== undefined)
    return <SeenAccounts orderId={orderId} onSeen={props.onSeen} />;
  return null;
}

const MOST_PEOPLE = '100';

function People({ changeId }: { readonly changeId: string }): ReactElement {
  const say = useSay();
  const change = useAnswer('readRegisterChange', { changeId, limit: MOST_PEOPLE });
  return (
    <>
      <Answer of={change} rows={4}>
        {({ people, next }) => (
          <>
            <ul className="plain-list scrolled">
              {people.map((each) => (
                <li key={each.memberId}>
                  <b>
                    {each.name} <small>{each.number}</small>
                  </b>
                  <span>{changesOf(each, say).join(say({ zh: '；', en: '; ' }))}</span>
                  {each.otherResidentId && <ResidentIds changeId={changeId} />}
                </li>
              ))}
            </ul>
            {next !== null && <p className="quiet">{say(words.many, { count: people.length })}</p>}
          </>
        )}
      </Answer>
    </>
  );
}

/** The number before and after, asked for with a reason, to be held against the paper. */
function ResidentIds({ changeId }: { readonly changeId: string }): ReactElement | null {
  const { may } = useSession();
  const asking = useChange('unmaskRegisterChange');
  const [shown, setShown] = useState<Reply<'unmaskRegisterChange'> | null>(null);
  if (!may('register.confirm')) return null;
  if (shown !== null)
    return (
      <span>
        {shown.before ?? '—'} → {shown.after ?? '—'}
      </span>
    );
  const look = (reason: string) =>
    void asking.run({ changeId, reason }).then((reply) => reply !== undefined && setShown(reply));
  return <WhyLooked asking={asking} why={words.whyLooked} button={words.look} onLook={look} />;
}

/** Nobody's number is shown before whoever looks has said why. */
function WhyLooked(props: {
  readonly asking: { readonly isRunning: boolean; readonly failure: Error | null };
  readonly why: Sentence;
  readonly button: Sentence;
  readonly onLook: (reason: string) => void;
}): ReactElement {
  const say = useSay();
  const { asking, why, button, onLook } = props;
  const [reason, setReason] = useState('');
  const isReady = reason.trim().length > 1;
  const look = () => onLook(reason);
  return (
    <span>
      <Input
        aria-label={say(why)}
        placeholder={say(why)}
        value={reason}
        onChange={({ target }) => setReason(target.value)}
        onKeyDown={(event) => {
          // Looking is not confirming: the sheet around it is not sent.
          if (event.key !== 'Enter') return;
          event.preventDefault();
          if (isReady && !event.nativeEvent.isComposing) look();
        }}
      />
      <Button onClick={look} disabled={!isReady} loading={asking.isRunning}>
        {say(button)}
      </Button>
      <Refusal failure={asking.failure} />
    </span>
  );
}

type Person = Reply<'readRegisterChange'>['people'][number];

function changesOf(person: Person, say: ReturnType<typeof useSay>): readonly string[] {
  const { before, after, place, standings, tags } = person;
  const arrow = (label: string, old: string | null, now: string | null) =>
    old === now ? [] : [`${label} ${old ?? '—'} → ${now ?? '—'}`];
  const sexOf = (sex: Person['before']['sex']) => (sex === null ? null : say(sexWords[sex]));
  const placeOf = (household: string | null, relation: Person['relation']) =>
    `${household ?? '—'} ${relation === null ? '' : say(relationWords[relation])}`.trim();
  return [
    ...standings.map(({ kind, effectiveOn, corrects, reason, note }) =>
      [
        corrects === null
          ? `${say(standingKindWords[kind])} ${effectiveOn}`
          : `${say(standingKindWords[corrects.kind])} ${corrects.effectiveOn} → ${say(standingKindWords[kind])} ${effectiveOn}`,
        ...(reason === null ? [] : [say(basisReasonWords[reason])]),
        ...(note === null ? [] : [note]),
      ].join(' · '),
    ),
    ...(after === null
      ? []
      : [
          ...arrow(say(words.name), before.name, after.name),
          ...(person.otherResidentId
            ? [
                `${say(words.residentId)} ${before.residentIdMasked ?? '—'} → ${after.residentIdMasked ?? '—'}`,
              ]
            : []),
          ...arrow(say(words.sex), sexOf(before.sex), sexOf(after.sex)),
          ...arrow(say(words.birthDate), before.birthDate, after.birthDate),
          ...arrow(say(words.seniorityFrom), before.seniorityFrom, after.seniorityFrom),
        ]),
    ...tags.map(
      ({ tag, present, effectiveOn }) =>
        `${say(present ? words.tagged : words.untagged)} ${tag} ${effectiveOn}`,
    ),
    ...(place === null
      ? []
      : [
          `${say(words.placed)} ${placeOf(person.household, person.relation)} → ${placeOf(place.household, place.relation)} ${place.effectiveOn}`,
        ]),
  ];
}

function Accounts({ changeId }: { readonly changeId: string }): ReactElement {
  const say = useSay();
  const change = useAnswer('readAccountChange', { changeId, limit: MOST_PEOPLE });
  return (
    <>
      <Answer of={change} rows={4}>
        {({ accounts, next }) => (
          <>
            <ul className="plain-list scrolled">
              {accounts.map((each) => (
                <li key={each.memberId}>
                  <b>
                    {each.name} <small>{each.number}</small>
                  </b>
                  <span className="figure">
                    {each.beforeMasked === null ? say(words.first) : <s>{each.beforeMasked}</s>}{' '}
                    <span aria-hidden>→</span> {each.accountMasked} {each.bank}
                  </span>
                  {each.sharedWith.length > 0 && (
                    <span className="warning-line">
                      {say(words.sharedWith, { names: each.sharedWith.join(say({ zh: '、', en: ', ' })) })}
                    </span>
                  )}
                </li>
              ))}
            </ul>
            {next !== null && <p className="quiet">{say(words.many, { count: accounts.length })}</p>}
          </>
        )}
      </Answer>
    </>
  );
}

function EntryLines({ entryId }: { readonly entryId: string }): ReactElement {
  const say = useSay();
  const entry = useAnswer('readPreparedEntry', { entryId });
  return (
    <>
      <Answer of={entry} rows={4}>
        {({ lines }) => (
          <ul className="plain-list scrolled">
            {lines.map((line, index) => {
              const isDebit = line.debit !== '0.00';
              return (
                <li key={index}>
                  <span>
                    {say(isDebit ? words.debit : words.credit)} <b>{line.account}</b> {line.name}
                    {line.text !== '' && <small className="quiet"> {line.text}</small>}
                  </span>
                  <Amount of={isDebit ? line.debit : line.credit} />
                </li>
              );
            })}
          </ul>
        )}
      </Answer>
    </>
  );
}

function Wish({ correctionId }: { readonly correctionId: string }): ReactElement | null {
  const say = useSay();
  const { may } = useSession();
  const asking = useChange('readCorrection');
  const [shown, setShown] = useState<Reply<'readCorrection'> | null>(null);
  if (!may('corrections.answer')) return null;
  if (shown !== null)
    return (
      <Note>
        {say(words.titled, { kind: say(words.wish), says: shown.wish })} <Day of={shown.dueOn} />
      </Note>
    );
  const look = (reason: string) =>
    void asking.run({ correctionId, reason }).then((reply) => reply !== undefined && setShown(reply));
  return <WhyLooked asking={asking} why={words.whyOpened} button={words.openWish} onLook={look} />;
}

function SeenAccounts(props: { readonly orderId: string; readonly onSeen: (seen: Seen | null) => void }) {
  const say = useSay();
  const accounts = useAnswer('readPensionRunAccounts', { orderId: props.orderId });
  return (
    <>
      <Answer of={accounts} rows={2}>
        {(found) => {
          const seen = countsOf(found);
          return (
            <>
              <PensionAccounts orderId={props.orderId} />
              <Checkbox onChange={({ target }) => props.onSeen(target.checked ? seen : null)}>
                {say(words.accounts, seen)}
              </Checkbox>
            </>
          );
        }}
      </Answer>
    </>
  );
}
