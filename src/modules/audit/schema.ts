/** How long records are kept, what two people agreed to erase, and what they answered to findings. Append only, all of it. */
import { sql } from 'drizzle-orm';
import { check, foreignKey, integer, pgTable, primaryKey, text, uuid } from 'drizzle-orm/pg-core';
import type { ErasableClass } from '../../domain/retention.ts';
import { instant, tenantId } from '../../platform/columns.ts';
import { book } from '../../platform/schema.ts';

/** A term longer than the default, and why; the last one of a class counts. */
export const retentionTerm = pgTable(
  'retention_term',
  {
    cooperativeId: tenantId(),
    id: uuid('id').notNull(),
    recordClass: text('record_class').$type<ErasableClass>().notNull(),
    years: integer('years').notNull(),
    source: text('source').notNull(),
    recordedAt: instant('recorded_at').notNull(),
    recordedBy: uuid('recorded_by').notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.cooperativeId, t.id] }),
    foreignKey({
      name: 'retention_term_book_fk',
      columns: [t.cooperativeId],
      foreignColumns: [book.cooperativeId],
    }),
    check('retention_term_class', sql`${t.recordClass} in ('readings','sign-ins')`),
    check('retention_term_years', sql`${t.years} between 3 and 100`),
  ],
);

/** That somebody asks to erase what is older than its term: a trigger holds the moment to the term. */
export const erasureRequest = pgTable(
  'erasure_request',
  {
    cooperativeId: tenantId(),
    id: uuid('id').notNull(),
    recordClass: text('record_class').$type<ErasableClass>().notNull(),
    before: instant('before').notNull(),
    /** How many there were when it was asked. */
    rows: integer('rows').notNull(),
    recordedAt: instant('recorded_at').notNull(),
    recordedBy: uuid('recorded_by').notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.cooperativeId, t.id] }),
    foreignKey({
      name: 'erasure_request_book_fk',
      columns: [t.cooperativeId],
      foreignColumns: [book.cooperativeId],
    }),
    check('erasure_request_class', sql`${t.recordClass} in ('readings','sign-ins')`),
  ],
);

/** That another person agreed or did not; a trigger refuses the one who asked. Only then the rows may go. */
export const erasureAnswer = pgTable(
  'erasure_answer',
  {
    cooperativeId: tenantId(),
    requestId: uuid('request_id').notNull(),
    outcome: text('outcome').$type<'erased' | 'refused'>().notNull(),
    reason: text('reason'),
    /** How many went. */
    rows: integer('rows').notNull(),
    recordedAt: instant('recorded_at').notNull(),
    recordedBy: uuid('recorded_by').notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.cooperativeId, t.requestId] }),
    foreignKey({
      name: 'erasure_answer_request_fk',
      columns: [t.cooperativeId, t.requestId],
      foreignColumns: [erasureRequest.cooperativeId, erasureRequest.id],
    }),
    check(
      'erasure_answer_outcome',
      sql`${t.outcome} in ('erased','refused') and (${t.outcome} = 'refused') = (${t.reason} is not null)`,
    ),
  ],
);

/** What somebody says that a finding of verification is; a finding is named by the hash of what it says. */
export const findingAnswer = pgTable(
  'finding_answer',
  {
    cooperativeId: tenantId(),
    id: uuid('id').notNull(),
    finding: text('finding').notNull(),
    saysZh: text('says_zh').notNull(),
    saysEn: text('says_en').notNull(),
    explanation: text('explanation').notNull(),
    recordedAt: instant('recorded_at').notNull(),
    recordedBy: uuid('recorded_by').notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.cooperativeId, t.id] }),
    foreignKey({
      name: 'finding_answer_book_fk',
      columns: [t.cooperativeId],
      foreignColumns: [book.cooperativeId],
    }),
    check('finding_answer_finding', sql`${t.finding} ~ '^[0-9a-f]{64}$'`),
  ],
);

/** That another person confirmed it, or did not and why; a trigger refuses the one who answered. */
export const findingAnswerReview = pgTable(
  'finding_answer_review',
  {
    cooperativeId: tenantId(),
    answerId: uuid('answer_id').notNull(),
    reason: text('reason'),
    recordedAt: instant('recorded_at').notNull(),
    recordedBy: uuid('recorded_by').notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.cooperativeId, t.answerId] }),
    foreignKey({
      name: 'finding_answer_review_answer_fk',
      columns: [t.cooperativeId, t.answerId],
      foreignColumns: [findingAnswer.cooperativeId, findingAnswer.id],
    }),
  ],
);
