/** Movements of shares that were asked for and wait for another person, with whose shares they are. */
import { inArray, sql } from 'drizzle-orm';
import { holderInWords, type AccountKind } from '../../domain/share-register.ts';
import { fact, same, type Waiting, type WaitingFact } from '../../domain/waiting.ts';
import { requestWords } from '../../domain/words.ts';
import type { Sentence } from '../../domain/language.ts';
import type { Tx } from '../../platform/database.ts';
import { id, json, moment, orNull, rowsOf, text, whole } from '../../platform/rows.ts';
import { membersAs } from '../members/index.ts';
import type { RequestWish } from './contract.ts';

export async function waitingOfShares(tx: Tx, cooperativeId: string): Promise<readonly Waiting[]> {
  const coop = sql`${cooperativeId}::uuid`;
  const rows = await rowsOf(
    tx,
    sql`
    select q.id, q.number, q.wish, q.recorded_at, q.recorded_by, c.name as class_name from movement_request q
    left join share_class c on c.cooperative_id = ${coop} and c.code = q.wish ->> 'shareClass'
    where q.cooperative_id = ${coop} and not exists (select from movement_request_answer a
      where a.cooperative_id = ${coop} and a.request_id = q.id)
    order by q.number`,
    {
      id,
      number: whole,
      wish: json((value) => value as RequestWish),
      recordedAt: moment,
      recordedBy: id,
      className: orNull(text),
    },
  );
  const nameOf = await namesOf(
    tx,
    cooperativeId,
    rows.flatMap(({ wish }) => numbersIn(wish)),
  );
  return rows.map(({ id: requestId, number, wish, recordedAt, recordedBy, className }): Waiting => {
    const { zh, en } = requestWords[wish.kind];
    return {
      kind: 'movement',
      known: { requestId },
      says: { zh: `第 ${number} 号申请：${zh}`, en: `Request ${number}: ${en}` },
      facts: factsOf(wish, nameOf, className),
      askedBy: recordedBy,
      askedAt: recordedAt,
    };
  });
}

type NameOf = (number: string) => string;

async function namesOf(tx: Tx, cooperativeId: string, numbers: readonly string[]): Promise<NameOf> {
  if (numbers.length === 0) return (number) => number;
  const person = membersAs('person', cooperativeId);
  const rows = await tx
    .select({ number: person.registerNumber, name: person.name })
    .from(person)
    .where(inArray(person.registerNumber, [...numbers]));
  const names = new Map(rows.map(({ number, name }) => [number, name]));
  return (number) => [names.get(number), number].filter((each) => each !== undefined).join(' ');
}

/** Of members; households and the collective are told by what they are. */
function numbersIn(wish: RequestWish): readonly string[] {
  if (!('from' in wish || 'to' in wish || 'heirs' in wish)) return [];
  if (wish.kind === 'inheritance')
    return [wish.deceased.number, ...wish.heirs.flatMap(({ holder }) => numberOf(holder))];
  return [...('from' in wish ? numberOf(wish.from) : []), ...('to' in wish ? numberOf(wish.to) : [])];
}

interface Holder {
  readonly kind: AccountKind;
  readonly number?: string | null | undefined;
}

const numberOf = ({ kind, number }: Holder): readonly string[] =>
  kind === 'member' && number != null ? [number] : [];

function factsOf(wish: RequestWish, nameOf: NameOf, className: string | null): readonly WaitingFact[] {
  const told = (holder: Holder): Sentence => {
    const words = holderInWords(holder);
    if (typeof words !== 'string') return words;
    return same(holder.kind === 'member' ? nameOf(words) : words);
  };
  const reason = wish.reason === undefined ? [] : [fact('理由', 'Reason', wish.reason)];
  if (wish.kind === 'reversal' || wish.kind === 'posting-reversal') return reason;
  if (wish.kind === 'restriction-lift') return [fact('解除日', 'Lifted on', wish.liftedOn), ...reason];
  const day = fact('生效日', 'From', wish.effectiveOn);
  if (wish.kind === 'inheritance')
    return [
      fact('已故', 'Of', nameOf(wish.deceased.number)),
      ...wish.heirs.map(({ holder, parts }) =>
        fact('继承人', 'Heir', {
          zh: `${told(holder).zh}，${parts} 份`,
          en: `${told(holder).en}, ${parts} parts`,
        }),
      ),
      day,
      ...reason,
    ];
  const from = 'from' in wish ? [fact('转出方', 'From whom', told(wish.from))] : [];
  const to = 'to' in wish ? [fact('转入方', 'To whom', told(wish.to))] : [];
  if (wish.kind === 'escheat') return [...from, day, ...reason];
  return [
    ...from,
    ...to,
    fact('股种', 'Class', className ?? wish.shareClass),
    fact('股数', 'Shares', wish.quantity, { unit: 'shares' }),
    day,
    ...reason,
  ];
}
