/** What members were told in writing, and what became of handing it on to a telephone. Both only grow. */
import { sql } from 'drizzle-orm';
import {
  check,
  foreignKey,
  index,
  integer,
  pgTable,
  primaryKey,
  text,
  unique,
  uuid,
} from 'drizzle-orm/pg-core';
import type { DeliveryOutcome, MessageKind } from '../../domain/member-message.ts';
import { instant, tenantId, wholeNumber } from '../../platform/columns.ts';
import { member } from '../members/index.ts';

export const memberMessage = pgTable(
  'member_message',
  {
    cooperativeId: tenantId(),
    id: uuid('id').notNull(),
    /** Gapless in a book, in the order of telling. */
    number: wholeNumber('number').notNull(),
    memberId: uuid('member_id').notNull(),
    kind: text('kind').$type<MessageKind>().notNull(),
    /** The order, run or meeting it follows from. */
    about: uuid('about').notNull(),
    saidZh: text('said_zh').notNull(),
    saidEn: text('said_en').notNull(),
    recordedAt: instant('recorded_at').notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.cooperativeId, t.id] }),
    unique('member_message_number').on(t.cooperativeId, t.number),
    index('member_message_of_member').on(t.cooperativeId, t.memberId, t.number),
    index('member_message_by_time').on(t.cooperativeId, t.recordedAt),
    foreignKey({
      name: 'member_message_member_fk',
      columns: [t.cooperativeId, t.memberId],
      foreignColumns: [member.cooperativeId, member.id],
    }),
    check(
      'member_message_kind',
      sql`${t.kind} in ('payout-sent','payout-returned','payout-refused','payout-arrived','paid-in-cash','cash-struck','telephone-changed','account-changed','mandate-given','mandate-ended','portal-code-made','pin-chosen','meeting-called','meeting-off','notice-hung','notice-withdrawn','objection-settled','seat-ended')`,
    ),
  ],
);

/** Each try to hand a message on, written by the job that does it. */
export const messageDelivery = pgTable(
  'message_delivery',
  {
    cooperativeId: tenantId(),
    messageId: uuid('message_id').notNull(),
    attempt: integer('attempt').notNull(),
    outcome: text('outcome').$type<DeliveryOutcome>().notNull(),
    /** What the gateway said, or why it was not reached. */
    said: text('said'),
    recordedAt: instant('recorded_at').notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.cooperativeId, t.messageId, t.attempt] }),
    foreignKey({
      name: 'message_delivery_message_fk',
      columns: [t.cooperativeId, t.messageId],
      foreignColumns: [memberMessage.cooperativeId, memberMessage.id],
    }),
    check('message_delivery_outcome', sql`${t.outcome} in ('taken','refused','no-telephone','later')`),
    check('message_delivery_said', sql`length(coalesce(${t.said}, '')) <= 200`),
  ],
);
