/**
 * The register of collective assets: what there is, what it was worth on which day, what it earned, when it lay idle, how it left. Append only:
 * what was entered in error is struck, and counts no more. */
import { sql } from 'drizzle-orm';
import { check, foreignKey, index, pgTable, primaryKey, text, unique, uuid } from 'drizzle-orm/pg-core';
import { instant, localDate, money, sortText, tenantId } from '../../platform/columns.ts';
import type { AssetKind } from './contract.ts';

export const asset = pgTable(
  'asset',
  {
    cooperativeId: tenantId(),
    id: uuid('id').notNull(),
    number: text('number').notNull(),
    sortKey: sortText('sort_key').notNull(),
    kind: text('kind').$type<AssetKind>().notNull(),
    name: text('name').notNull(),
    place: text('place'),
    acquiredOn: localDate('acquired_on').notNull(),
    /** Came without the cooperative's doing (land handed over, a donation): its value is an objective increase. */
    objective: text('objective'),
    recordedAt: instant('recorded_at').notNull(),
    recordedBy: uuid('recorded_by').notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.cooperativeId, t.id] }),
    unique('asset_number_unique').on(t.cooperativeId, t.number),
    check('asset_kind', sql`${t.kind} in ('operating','non-operating','resource')`),
  ],
);

/** What an asset is worth from a day on. */
export const assetValuation = pgTable(
  'asset_valuation',
  {
    cooperativeId: tenantId(),
    id: uuid('id').notNull(),
    assetId: uuid('asset_id').notNull(),
    valuedOn: localDate('valued_on').notNull(),
    value: money('value').notNull(),
    source: text('source').notNull(),
    recordedAt: instant('recorded_at').notNull(),
    recordedBy: uuid('recorded_by').notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.cooperativeId, t.id] }),
    index('asset_valuation_of_asset').on(t.cooperativeId, t.assetId, t.valuedOn),
    foreignKey({
      name: 'asset_valuation_fk',
      columns: [t.cooperativeId, t.assetId],
      foreignColumns: [asset.cooperativeId, asset.id],
    }),
    check('asset_valuation_value', sql`${t.value} >= 0`),
  ],
);

/** Income of an asset for a span of days, or that it lay idle (no amount). */
export const assetUse = pgTable(
  'asset_use',
  {
    cooperativeId: tenantId(),
    id: uuid('id').notNull(),
    assetId: uuid('asset_id').notNull(),
    fromDay: localDate('from_day').notNull(),
    toDay: localDate('to_day').notNull(),
    /** Null: idle. */
    income: money('income'),
    note: text('note').notNull(),
    recordedAt: instant('recorded_at').notNull(),
    recordedBy: uuid('recorded_by').notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.cooperativeId, t.id] }),
    index('asset_use_of_asset').on(t.cooperativeId, t.assetId),
    foreignKey({
      name: 'asset_use_fk',
      columns: [t.cooperativeId, t.assetId],
      foreignColumns: [asset.cooperativeId, asset.id],
    }),
    check('asset_use_span', sql`${t.fromDay} <= ${t.toDay} and (${t.income} is null or ${t.income} >= 0)`),
  ],
);

/** Sold, scrapped, handed over. From this day on it is worth nothing here. */
export const assetEnd = pgTable(
  'asset_end',
  {
    cooperativeId: tenantId(),
    id: uuid('id').notNull(),
    assetId: uuid('asset_id').notNull(),
    endedOn: localDate('ended_on').notNull(),
    reason: text('reason').notNull(),
    /** Left without the cooperative's doing (a flood, an expropriation). */
    objective: text('objective'),
    recordedAt: instant('recorded_at').notNull(),
    recordedBy: uuid('recorded_by').notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.cooperativeId, t.id] }),
    index('asset_end_of_asset').on(t.cooperativeId, t.assetId),
    foreignKey({
      name: 'asset_end_fk',
      columns: [t.cooperativeId, t.assetId],
      foreignColumns: [asset.cooperativeId, asset.id],
    }),
  ],
);

/** A valuation, a use or an end that was entered in error. */
export const assetStrike = pgTable(
  'asset_strike',
  {
    cooperativeId: tenantId(),
    /** Of what is struck. */
    recordId: uuid('record_id').notNull(),
    assetId: uuid('asset_id').notNull(),
    reason: text('reason').notNull(),
    recordedAt: instant('recorded_at').notNull(),
    recordedBy: uuid('recorded_by').notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.cooperativeId, t.recordId] }),
    foreignKey({
      name: 'asset_strike_fk',
      columns: [t.cooperativeId, t.assetId],
      foreignColumns: [asset.cooperativeId, asset.id],
    }),
  ],
);
