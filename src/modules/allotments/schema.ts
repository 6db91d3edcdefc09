/** Allotment schemes and their postings. Append only: a version is superseded, a posting reversed, neither is rewritten. */
import { foreignKey, jsonb, pgTable, primaryKey, text, unique, uuid } from 'drizzle-orm/pg-core';
import { instant, localDate, quantity, tenantId, wholeNumber } from '../../platform/columns.ts';
import { resolution } from '../assemblies/index.ts';
import type { RuleOnWire } from './rules-contract.ts';

export const allotmentScheme = pgTable(
  'allotment_scheme',
  {
    cooperativeId: tenantId(),
    id: uuid('id').notNull(),
    /** From the book's series `scheme`. */
    version: wholeNumber('version').notNull(),
    name: text('name').notNull(),
    /** For papers in English, as `meaningEn`; null: they print the Chinese. */
    nameEn: text('name_en'),
    effectiveOn: localDate('effective_on').notNull(),
    /** What versions before drafted it under; null: it takes effect through the resolution on itself. */
    resolutionId: uuid('resolution_id'),
    meaning: text('meaning').notNull(),
    meaningEn: text('meaning_en'),
    rules: jsonb('rules').$type<readonly RuleOnWire[]>().notNull(),
    recordedAt: instant('recorded_at').notNull(),
    recordedBy: uuid('recorded_by').notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.cooperativeId, t.id] }),
    unique('allotment_scheme_version_unique').on(t.cooperativeId, t.version),
    foreignKey({
      name: 'allotment_scheme_resolution_fk',
      columns: [t.cooperativeId, t.resolutionId],
      foreignColumns: [resolution.cooperativeId, resolution.id],
    }),
  ],
);

/** A scheme taken back before it was adopted; it stays in history. */
export const allotmentSchemeWithdrawal = pgTable(
  'allotment_scheme_withdrawal',
  {
    cooperativeId: tenantId(),
    schemeId: uuid('scheme_id').notNull(),
    reason: text('reason').notNull(),
    recordedAt: instant('recorded_at').notNull(),
    recordedBy: uuid('recorded_by').notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.cooperativeId, t.schemeId] }),
    foreignKey({
      name: 'allotment_scheme_withdrawal_scheme_fk',
      columns: [t.cooperativeId, t.schemeId],
      foreignColumns: [allotmentScheme.cooperativeId, allotmentScheme.id],
    }),
  ],
);

/** One posting of a scheme: its movements carry this id. */
export const allotmentPosting = pgTable(
  'allotment_posting',
  {
    cooperativeId: tenantId(),
    id: uuid('id').notNull(),
    schemeId: uuid('scheme_id').notNull(),
    effectiveOn: localDate('effective_on').notNull(),
    movements: wholeNumber('movements').notNull(),
    given: quantity('given').notNull(),
    taken: quantity('taken').notNull(),
    /** What it took effect through. */
    resolutionId: uuid('resolution_id'),
    recordedAt: instant('recorded_at').notNull(),
    recordedBy: uuid('recorded_by').notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.cooperativeId, t.id] }),
    foreignKey({
      name: 'allotment_posting_scheme_fk',
      columns: [t.cooperativeId, t.schemeId],
      foreignColumns: [allotmentScheme.cooperativeId, allotmentScheme.id],
    }),
    foreignKey({
      name: 'allotment_posting_resolution_fk',
      columns: [t.cooperativeId, t.resolutionId],
      foreignColumns: [resolution.cooperativeId, resolution.id],
    }),
  ],
);

export const allotmentReversal = pgTable(
  'allotment_reversal',
  {
    cooperativeId: tenantId(),
    postingId: uuid('posting_id').notNull(),
    reason: text('reason').notNull(),
    recordedAt: instant('recorded_at').notNull(),
    recordedBy: uuid('recorded_by').notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.cooperativeId, t.postingId] }),
    foreignKey({
      name: 'allotment_reversal_posting_fk',
      columns: [t.cooperativeId, t.postingId],
      foreignColumns: [allotmentPosting.cooperativeId, allotmentPosting.id],
    }),
  ],
);
