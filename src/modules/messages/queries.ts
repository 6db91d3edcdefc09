/** Messages as they were told: to whom they are for, and to the office with what became of handing them on. */
import { and, desc, eq, gt, lt, sql } from 'drizzle-orm';
import { firstToHandOn, outboxState, type DeliveryOutcome } from '../../domain/member-message.ts';
import type { Tx } from '../../platform/database.ts';
import { membersAs } from '../members/index.ts';
import { memberMessage, messageDelivery } from './schema.ts';

/** Newest first; read as the portal, or of a member whom the portal saw. */
export async function messagesOf(tx: Tx, cooperativeId: string, memberId: string) {
  const rows = await tx
    .select()
    .from(memberMessage)
    .where(and(eq(memberMessage.cooperativeId, cooperativeId), eq(memberMessage.memberId, memberId)))
    .orderBy(desc(memberMessage.number))
    .limit(200);
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

/** What is still news, was not taken, and was not tried lately: each further try waits longer. In the order of telling. */
export async function messagesToHandOn(
  tx: Tx,
  cooperativeId: string,
  now: Date,
  limit: number,
): Promise<readonly ToHandOn[]> {
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
        gt(memberMessage.recordedAt, firstToHandOn(now)),
        sql`not coalesce(${tries.isOver}, false)`,
        sql`(${tries.last} is null or ${tries.last} <= ${now.toISOString()}::timestamptz
          - least(${tries.attempts}, 12) * interval '5 minutes')`,
      ),
    )
    .orderBy(memberMessage.number)
    .limit(limit);
}
