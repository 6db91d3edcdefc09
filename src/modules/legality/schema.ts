/** Until when the books were written by versions that did not ask what the certificate asks; set by a migration alone. */
import { pgTable } from 'drizzle-orm/pg-core';
import { instant, tenantId } from '../../platform/columns.ts';

export const writtenBefore = pgTable('written_before', {
  cooperativeId: tenantId().primaryKey(),
  until: instant('until').notNull(),
});
