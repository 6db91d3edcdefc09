/**
 * Distribution plans as they were drawn up, how each ended (adopted by a resolution, or withdrawn), and which adopted ones
 * were repealed by another resolution. Append only.
 */
import { sql } from 'drizzle-orm';
import { check, foreignKey, jsonb, pgTable, primaryKey, text, unique, uuid } from 'drizzle-orm/pg-core';
import type { PlanMode } from '../../domain/distribution.ts';
import { instant, money, tenantId, wholeNumber } from '../../platform/columns.ts';
import { resolution } from '../assemblies/schema.ts';
import type { PlanInput } from './contract.ts';

export const distributionPlan = pgTable(
  'distribution_plan',
  {
    cooperativeId: tenantId(),
    id: uuid('id').notNull(),
    number: wholeNumber('number').notNull(),
    period: text('period').notNull(),
    mode: text('mode').$type<PlanMode>().notNull(),
    /** As given, its figures filled in: the waterfall follows from it. */
    terms: jsonb('terms')
      .$type<PlanInput & { readonly figures: NonNullable<PlanInput['figures']> }>()
      .notNull(),
    reserve: money('reserve').notNull(),
    welfare: money('welfare').notNull(),
    other: money('other').notNull(),
    members: money('members').notNull(),
    payable: money('payable').notNull(),
    recordedAt: instant('recorded_at').notNull(),
    recordedBy: uuid('recorded_by').notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.cooperativeId, t.id] }),
    unique('distribution_plan_number_unique').on(t.cooperativeId, t.number),
    check('distribution_plan_mode', sql`${t.mode} in ('opening','advance','year')`),
    check('distribution_plan_payable', sql`${t.payable} between 0 and ${t.members}`),
  ],
);

export const distributionPlanEnd = pgTable(
  'distribution_plan_end',
  {
    cooperativeId: tenantId(),
    planId: uuid('plan_id').notNull(),
    kind: text('kind').$type<'adopted' | 'withdrawn'>().notNull(),
    resolutionId: uuid('resolution_id'),
    reason: text('reason'),
    recordedAt: instant('recorded_at').notNull(),
    recordedBy: uuid('recorded_by').notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.cooperativeId, t.planId] }),
    foreignKey({
      name: 'distribution_plan_end_fk',
      columns: [t.cooperativeId, t.planId],
      foreignColumns: [distributionPlan.cooperativeId, distributionPlan.id],
    }),
    foreignKey({
      name: 'distribution_plan_end_resolution_fk',
      columns: [t.cooperativeId, t.resolutionId],
      foreignColumns: [resolution.cooperativeId, resolution.id],
    }),
    check(
      'distribution_plan_end_kind',
      sql`${t.kind} in ('adopted','withdrawn') and (${t.kind} = 'adopted') = (${t.resolutionId} is not null)`,
    ),
  ],
);

/** That an adopted plan was taken back. */
export const distributionPlanRepeal = pgTable(
  'distribution_plan_repeal',
  {
    cooperativeId: tenantId(),
    planId: uuid('plan_id').notNull(),
    resolutionId: uuid('resolution_id').notNull(),
    reason: text('reason').notNull(),
    recordedAt: instant('recorded_at').notNull(),
    recordedBy: uuid('recorded_by').notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.cooperativeId, t.planId] }),
    foreignKey({
      name: 'distribution_plan_repeal_fk',
      columns: [t.cooperativeId, t.planId],
      foreignColumns: [distributionPlanEnd.cooperativeId, distributionPlanEnd.planId],
    }),
    foreignKey({
      name: 'distribution_plan_repeal_resolution_fk',
      columns: [t.cooperativeId, t.resolutionId],
      foreignColumns: [resolution.cooperativeId, resolution.id],
    }),
  ],
);
