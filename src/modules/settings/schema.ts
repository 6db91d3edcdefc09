/** What was proposed that loosens a setting, and what another person said to it. */
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
import type { SettingKind } from '../../domain/setting-proposal.ts';
import { instant, tenantId, wholeNumber } from '../../platform/columns.ts';

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
      sql`${t.kind} in ('share-allowance','share-takers','share-limit','kept-out-accounts','books-settings','payout-minimum','payer','rest-day','assembly-settings','assembly-rules','pension-rule','pension-rule-end')`,
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
