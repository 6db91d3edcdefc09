/** Reading the trail: by people, page by page, and by the walk that proves the chain. */
import { and, asc, desc, eq, gt, lt } from 'drizzle-orm';
import { refuse } from '../../domain/refusal.ts';
import type { Tx } from '../../platform/database.ts';
import { auditEntry, book } from '../../platform/schema.ts';

/** The number of the last entry and the seal, its hash. */
export async function bookHead(tx: Tx, cooperativeId: string) {
  const [row] = await tx
    .select({ number: book.lastEntryNumber, seal: book.seal })
    .from(book)
    .where(eq(book.cooperativeId, cooperativeId));
  if (!row) throw refuse('cooperative.unknown');
  return row;
}

/** Entries from the newest backwards, before number `before` if given. */
export async function newestEntries(tx: Tx, cooperativeId: string, limit: number, before?: bigint) {
  return tx
    .select()
    .from(auditEntry)
    .where(
      and(
        eq(auditEntry.cooperativeId, cooperativeId),
        before === undefined ? undefined : lt(auditEntry.number, before),
      ),
    )
    .orderBy(desc(auditEntry.number))
    .limit(limit);
}

/** Entries in the order of the chain, after number `after`. */
export async function entriesAfter(tx: Tx, cooperativeId: string, after: bigint, limit: number) {
  return tx
    .select()
    .from(auditEntry)
    .where(and(eq(auditEntry.cooperativeId, cooperativeId), gt(auditEntry.number, after)))
    .orderBy(asc(auditEntry.number))
    .limit(limit);
}
