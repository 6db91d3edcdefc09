/** The tables of the machinery: the book that serialises writers, its number series, stored replies and the audit trail. */
import { sql } from 'drizzle-orm';
import {
  boolean,
  check,
  foreignKey,
  index,
  jsonb,
  pgTable,
  primaryKey,
  text,
  uuid,
} from 'drizzle-orm/pg-core';
import type { AccessKind } from '../domain/access-kind.ts';
import { instant, tenantId, wholeNumber } from './columns.ts';
import type { JsonValue } from './hash-chain.ts';

/** Which keys something may be sealed with; `before`: the form that was bound to no row. Owner only. */
export const sealingKey = pgTable('sealing_key', {
  keyId: text('key_id').primaryKey(),
  recordedAt: instant('recorded_at').notNull(),
  retiredAt: instant('retired_at'),
});

/** One row in all: the fingerprint of the key that opened this database first. Append only; no role of the service reads it. */
export const installation = pgTable(
  'installation',
  {
    only: boolean('only').primaryKey().default(true),
    keyFingerprint: text('key_fingerprint').notNull(),
    recordedAt: instant('recorded_at').notNull(),
  },
  (t) => [check('installation_one_row', sql`${t.only}`)],
);

/** One row a cooperative, locked first by every write: one writer per book. Holds the head of the audit chain, the seal. */
export const book = pgTable('book', {
  cooperativeId: tenantId().primaryKey(),
  lastEntryNumber: wholeNumber('last_entry_number').notNull(),
  seal: text('seal').notNull(),
});

/** The last number given in each series: movements, certificates, runs, documents. Gapless, because the book is locked. */
export const bookNumber = pgTable(
  'book_number',
  {
    cooperativeId: tenantId(),
    series: text('series').notNull(),
    last: wholeNumber('last').notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.cooperativeId, t.series] }),
    foreignKey({ columns: [t.cooperativeId], foreignColumns: [book.cooperativeId] }),
  ],
);

/** The reply given under an idempotency key, and a hash of the input it answered. */
export const storedReply = pgTable(
  'stored_reply',
  {
    cooperativeId: tenantId(),
    key: text('key').notNull(),
    actorId: uuid('actor_id').notNull(),
    command: text('command').notNull(),
    inputHash: text('input_hash').notNull(),
    reply: jsonb('reply').$type<JsonValue>(),
    recordedAt: instant('recorded_at').notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.cooperativeId, t.key] }),
    foreignKey({ columns: [t.cooperativeId], foreignColumns: [book.cooperativeId] }),
  ],
);

/** Who read what of people, and what was refused to whom. Append only, and no part of the trail. */
export const accessEntry = pgTable(
  'access_entry',
  {
    cooperativeId: tenantId(),
    id: uuid('id').notNull(),
    recordedAt: instant('recorded_at').notNull(),
    userId: uuid('user_id').notNull(),
    userName: text('user_name').notNull(),
    kind: text('kind').$type<AccessKind>().notNull(),
    act: text('act').notNull(),
    memberId: uuid('member_id'),
    about: text('about'),
    refused: text('refused'),
    address: text('address'),
  },
  (t) => [
    primaryKey({ columns: [t.cooperativeId, t.id] }),
    foreignKey({
      name: 'access_entry_book_fk',
      columns: [t.cooperativeId],
      foreignColumns: [book.cooperativeId],
    }),
    index('access_entry_by_person').on(t.cooperativeId, t.userId, t.id),
    index('access_entry_about_member')
      .on(t.cooperativeId, t.memberId, t.id)
      .where(sql`${t.memberId} is not null`),
    check(
      'access_entry_kind',
      sql`${t.kind} in ('sign-in','register','export','paper','file','unmask','trail','own')`,
    ),
    check('access_entry_length', sql`length(coalesce(${t.about}, '')) <= 600 and length(${t.act}) <= 100`),
  ],
);

/** The trail: append only, hash-chained per cooperative. `notes` never hold personal data in clear. */
export const auditEntry = pgTable(
  'audit_entry',
  {
    cooperativeId: tenantId(),
    number: wholeNumber('number').notNull(),
    recordedAt: instant('recorded_at').notNull(),
    actorId: uuid('actor_id').notNull(),
    actorName: text('actor_name').notNull(),
    command: text('command').notNull(),
    inputHash: text('input_hash').notNull(),
    notes: jsonb('notes').$type<JsonValue>().notNull(),
    previousHash: text('previous_hash').notNull(),
    hash: text('hash').notNull(),
    /** What the rows are that the command wrote. Null in entries of versions before. */
    rowsHash: text('rows_hash'),
  },
  (t) => [
    primaryKey({ columns: [t.cooperativeId, t.number] }),
    foreignKey({ columns: [t.cooperativeId], foreignColumns: [book.cooperativeId] }),
    index('audit_entry_actor').on(t.cooperativeId, t.actorId, t.number),
  ],
);
