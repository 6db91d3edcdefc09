/** The telephone of the office: what it was last told to be. */
import { desc, eq } from 'drizzle-orm';
import type { Tx } from '../../platform/database.ts';
import { officeContact } from './schema.ts';

export async function contactOf(tx: Tx, cooperativeId: string) {
  const [row] = await tx
    .select({
      telephone: officeContact.telephone,
      place: officeContact.place,
      hours: officeContact.hours,
    })
    .from(officeContact)
    .where(eq(officeContact.cooperativeId, cooperativeId))
    .orderBy(desc(officeContact.recordedAt), desc(officeContact.id))
    .limit(1);
  return row ?? { telephone: null, place: null, hours: null };
}
