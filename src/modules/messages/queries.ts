/** Messages as they were told: to whom they are for, and to the office with what became of handing them on. */
import { and, desc, eq, gt, inArray, lt, sql } from 'drizzle-orm';
import { firstToHandOn, outboxState, type DeliveryOutcome } from '../../domain/member-message.ts';
import type { Tx } from '../../platform/database.ts';
import { membersAs } from '../members/index.ts';
import { memberMessage, messageDelivery } from './schema.ts';

const MOST_SHOWN = 200;

/** Newest first; read as the portal, or of a member whom the portal saw. */
export async function messagesOf(tx: Tx, cooperativeId: string, memberId: string, most = MOST_SHOWN) {
  const rows = await tx
    .select()
    .from(memberMessage)
    .where(and(eq(memberMessage.cooperativeId, cooperativeId), eq(memberMessage.memberId, memberId)))
    .orderBy(desc(memberMessage.number))
    .limit(most);
  return rows.map(({ number, kind, about, saidZh: zh, saidEn: en, recordedAt }) => ({
    number: number.toString(),
    kind,
    about,
    said: { zh, en },
    toldAt: recordedAt.toISOString(),
  }));
}

/** The last word of each try, by message. */
const lastOutcome = sql<DeliveryOutcome | null>`(
  select d.outcome from message_delivery d
  where d.cooperative_id = ${memberMessage.cooperativeId} and d.message_id = ${memberMessage.id}
  order by d.attempt desc limit 1)`;

export async function newestMessages(
  tx: Tx,
  cooperativeId: string,
  page: { readonly before: bigint | undefined; readonly limit: number },
  at: { readonly now: Date; readonly isConnected: boolean },
) {
  const person = membersAs('person', cooperativeId);
  const rows = await tx
    .select({
      number: memberMessage.number,
      registerNumber: person.registerNumber,
      name: person.name,
      kind: memberMessage.kind,
      zh: memberMessage.saidZh,
      en: memberMessage.saidEn,
      recordedAt: memberMessage.recordedAt,
      outcome: lastOutcome,
    })
    .from(memberMessage)
    .innerJoin(person, eq(person.id, memberMessage.memberId))
    .where(
      and(
        eq(memberMessage.cooperativeId, cooperativeId),
        page.before === undefined ? undefined : lt(memberMessage.number, page.before),
      ),
    )
    .orderBy(desc(memberMessage.number))
    .limit(page.limit);
  return rows.map(({ number, zh, en, recordedAt, outcome, ...row }) => ({
    ...row,
    number: number.toString(),
    said: { zh, en },
    toldAt: recordedAt.toISOString(),
    outbox: outboxState({ recordedAt, outcome }, at),
  }));
}

export interface ToHandOn {
  readonly id: string;
  readonly number: bigint;
  readonly kind: (typeof memberMessage.$inferSelect)['kind'];
  readonly memberId: string;
  readonly recordedAt: Date;
  readonly attempts: number;
}

/** Of all locks of messages, beside the locks of other things. */
const HANDING_ON = 92;

/**
 * Those of them that nobody else is handing on, held until the unit of work ends. A lock of its own, not of the row: nobody may change
 * a row of what was told, and PostgreSQL locks rows for those alone who may.
 */
export async function claimed(tx: Tx, ids: readonly string[]): Promise<readonly string[]> {
  const list = sql.join(
    ids.map((id) => sql`(${id})`),
    sql`, `,
  );
  const rows = await tx.execute<{ id: string }>(sql`
    select id from (values ${list}) as due (id) where pg_try_advisory_xact_lock(hashtextextended(id::text, ${HANDING_ON}))`);
  return rows.map(({ id }) => id);
}

/**
 * What is still news, was not taken, and was not tried lately: each further try waits longer. In the order of telling. `of`: of these
 * alone.
 */
export async function messagesToHandOn(
  tx: Tx,
  cooperativeId: string,
  { now, limit, of }: { readonly now: Date; readonly limit: number; readonly of?: readonly string[] },
): Promise<readonly ToHandOn[]> {
  if (of?.length === 0) return [];
  const tries = tx
    .select({
      messageId: messageDelivery.messageId,
      attempts: sql<number>`count(*)::int`.as('attempts'),
      last: sql<Date>`max(${messageDelivery.recordedAt})`.as('last'),
      isOver: sql<boolean>`bool_or(${messageDelivery.outcome} <> 'later')`.as('is_over'),
    })
    .from(messageDelivery)
    .where(
      and(
        eq(messageDelivery.cooperativeId, cooperativeId),
        gt(messageDelivery.recordedAt, firstToHandOn(now)),
      ),
    )
    .groupBy(messageDelivery.messageId)
    .as('tries');
  return tx
    .select({
      id: memberMessage.id,
      number: memberMessage.number,
      kind: memberMessage.kind,
      memberId: memberMessage.memberId,
      recordedAt: memberMessage.recordedAt,
      attempts: sql<number>`coalesce(${tries.attempts}, 0)`,
    })
    .from(memberMessage)
    .leftJoin(tries, eq(tries.messageId, memberMessage.id))
    .where(
      and(
        eq(memberMessage.cooperativeId, cooperativeId),
        of && inArray(memberMessage.id, [...of]),
        gt(memberMessage.recordedAt, firstToHandOn(now)),
        sql`not coalesce(${tries.isOver}, false)`,
        sql`(${tries.last} is null or ${tries.last} <= ${now.toISOString()}::timestamptz
          - least(${tries.attempts}, 12) * interval '5 minutes')`,
      ),
    )
    .orderBy(memberMessage.number)
    .limit(limit);
}
