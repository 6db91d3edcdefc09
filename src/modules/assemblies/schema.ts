/** Resolutions as the minutes record them. Append only: what was resolved is never rewritten, only superseded. */
import { sql } from 'drizzle-orm';
import { check, pgTable, primaryKey, text, unique, uuid } from 'drizzle-orm/pg-core';
import { instant, localDate, tenantId } from '../../platform/columns.ts';
import type { Body } from '../../domain/assembly-rules.ts';

export const resolution = pgTable(
  'resolution',
  {
    cooperativeId: tenantId(),
    id: uuid('id').notNull(),
    body: text('body').$type<Body>().notNull(),
    number: text('number').notNull(),
    decidedOn: localDate('decided_on').notNull(),
    title: text('title').notNull(),
    text: text('text').notNull(),
    recordedAt: instant('recorded_at').notNull(),
    recordedBy: uuid('recorded_by').notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.cooperativeId, t.id] }),
    unique('resolution_number_unique').on(t.cooperativeId, t.body, t.number),
    check(
      'resolution_body',
      sql`${t.body} in ('members-assembly','representative-assembly','board','supervisors')`,
    ),
  ],
);
