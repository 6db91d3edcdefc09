/** What was proposed that loosens a setting, and what another person said to it; and where the cooperative stands. */
import {
  boolean,
  check,
  foreignKey,
  jsonb,
  pgTable,
  primaryKey,
  text,
  unique,
  uuid,
} from 'drizzle-orm/pg-core';
import { sql } from 'drizzle-orm';
import type { Sentence } from '../../domain/language.ts';
import type { Verdict } from '../../domain/late-entry.ts';
import type { Community } from '../../domain/law.ts';
import type { SettingKind } from '../../domain/setting-proposal.ts';
import { instant, localDate, tenantId, wholeNumber } from '../../platform/columns.ts';

/** What one person proposes that loosens a setting. Append only. */
export const settingProposal = pgTable(
  'setting_proposal',
  {
    cooperativeId: tenantId(),
    id: uuid('id').notNull(),
    /** From the book's series `setting-proposal`. */
    number: wholeNumber('number').notNull(),
    kind: text('kind').$type<SettingKind>().notNull(),
    /** As it was sent; the room it belongs to reads it again. */
    wish: jsonb('wish').notNull(),
    says: jsonb('says').$type<Sentence>().notNull(),
    recordedAt: instant('recorded_at').notNull(),
    recordedBy: uuid('recorded_by').notNull(),
    recordedByName: text('recorded_by_name').notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.cooperativeId, t.id] }),
    unique('setting_proposal_number_unique').on(t.cooperativeId, t.number),
    check(
      'setting_proposal_kind',
      sql`${t.kind} in ('share-allowance','share-takers','share-limit','kept-out-accounts','books-settings','payout-minimum','payer','rest-day','assembly-settings','assembly-rules','pension-rule','pension-rule-end','bank-template')`,
    ),
  ],
);

/** That another person confirmed it, or refused it. Once. Append only. */
export const settingAnswer = pgTable(
  'setting_answer',
  {
    cooperativeId: tenantId(),
    proposalId: uuid('proposal_id').notNull(),
    confirmed: boolean('confirmed').notNull(),
    reason: text('reason'),
    recordedAt: instant('recorded_at').notNull(),
    recordedBy: uuid('recorded_by').notNull(),
    recordedByName: text('recorded_by_name').notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.cooperativeId, t.proposalId] }),
    foreignKey({
      name: 'setting_answer_proposal_fk',
      columns: [t.cooperativeId, t.proposalId],
      foreignColumns: [settingProposal.cooperativeId, settingProposal.id],
    }),
    check('setting_answer_reason', sql`${t.confirmed} or ${t.reason} is not null`),
  ],
);

/**
 * Until when versions wrote the books that asked less of pensions, payers, money kept out and repeated decisions. Only a migration
 * writes it.
 */
export const boundLessBefore = pgTable('bound_less_before', {
  cooperativeId: tenantId().primaryKey(),
  until: instant('until').notNull(),
});

/** Until when one person loosened settings alone. Only a migration writes it. */
export const loosenedAloneBefore = pgTable('loosened_alone_before', {
  cooperativeId: tenantId().primaryKey(),
  until: instant('until').notNull(),
});

/** Until when one person set own rules alone, and what counts from before its own day. Only a migration writes it. */
export const setBackBefore = pgTable('set_back_before', {
  cooperativeId: tenantId().primaryKey(),
  until: instant('until').notNull(),
});

/** Where the cooperative stands, from a day on: a village may become an urban community. */
export const jurisdiction = pgTable(
  'jurisdiction',
  {
    cooperativeId: tenantId(),
    /** From the book's series `jurisdiction`; of one day the highest counts. */
    version: wholeNumber('version').notNull(),
    effectiveFrom: localDate('effective_from').notNull(),
    province: text('province').notNull(),
    community: text('community').$type<Community>().notNull(),
    source: text('source').notNull(),
    /** Set after the first decision: without effect until another person confirmed it. */
    needsReview: boolean('needs_review').notNull().default(false),
    recordedAt: instant('recorded_at').notNull(),
    recordedBy: uuid('recorded_by').notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.cooperativeId, t.version] }),
    check('jurisdiction_community', sql`${t.community} in ('urban','village')`),
    check('jurisdiction_province', sql`${t.province} ~ '^[0-9]{2}$'`),
  ],
);

/** What a second person said of a change of whose law holds. A trigger refuses the one who recorded it. */
export const jurisdictionReview = pgTable(
  'jurisdiction_review',
  {
    cooperativeId: tenantId(),
    version: wholeNumber('version').notNull(),
    verdict: text('verdict').$type<Verdict>().notNull(),
    /** Why it was sent back. */
    reason: text('reason'),
    recordedAt: instant('recorded_at').notNull(),
    recordedBy: uuid('recorded_by').notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.cooperativeId, t.version] }),
    foreignKey({
      name: 'jurisdiction_review_jurisdiction_fk',
      columns: [t.cooperativeId, t.version],
      foreignColumns: [jurisdiction.cooperativeId, jurisdiction.version],
    }),
    check('jurisdiction_review_verdict', sql`${t.verdict} in ('confirmed','sent-back')`),
    check('jurisdiction_review_reason', sql`(${t.verdict} = 'sent-back') = (${t.reason} is not null)`),
  ],
);
