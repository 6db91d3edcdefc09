/** What the portal says of the office. */
import { sql } from 'drizzle-orm';
import { check, foreignKey, pgTable, primaryKey, text, uuid } from 'drizzle-orm/pg-core';
import { instant, tenantId } from '../../platform/columns.ts';
import { book } from '../../platform/schema.ts';

/** Whom a shareholder calls. Append only: the last one counts. */
export const officeContact = pgTable(
  'office_contact',
  {
    cooperativeId: tenantId(),
    id: uuid('id').notNull(),
    telephone: text('telephone').notNull(),
    place: text('place'),
    hours: text('hours'),
    recordedAt: instant('recorded_at').notNull(),
    recordedBy: uuid('recorded_by').notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.cooperativeId, t.id] }),
    foreignKey({
      name: 'office_contact_book_fk',
      columns: [t.cooperativeId],
      foreignColumns: [book.cooperativeId],
    }),
    check('office_contact_telephone', sql`${t.telephone} ~ '^[0-9+ -]{5,30}$'`),
  ],
);
