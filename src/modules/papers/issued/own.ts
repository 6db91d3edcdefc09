/** Issued papers as a member sees them: which of them, PostgreSQL says, read as the portal; of others one acts for, those of the one named. */
import { and, count, desc, eq, gte, notLike, or, sql } from 'drizzle-orm';
import type { Tx } from '../../../platform/database.ts';
import { dayInChina } from '../../../platform/services.ts';
import { document } from '../schema.ts';

const SHOWN = 200;

export async function ownPapers(tx: Tx, cooperativeId: string, registerNumber: string) {
  const about = `member ${registerNumber}`;
  const rows = await tx
    .select({
      id: document.id,
      number: document.number,
      kind: document.kind,
      language: document.language,
      subject: document.subject,
      title: document.title,
      createdAt: document.createdAt,
      pages: document.pages,
    })
    .from(document)
    .where(
      and(
        eq(document.cooperativeId, cooperativeId),
        or(
          notLike(document.subject, 'member %'),
          eq(document.subject, about),
          eq(document.subject, sql`${about} || ' ' || right(${document.subject}, 4)`),
        ),
      ),
    )
    .orderBy(desc(document.createdAt), desc(document.id))
    .limit(SHOWN);
  return rows.map(({ createdAt, ...row }) => ({ ...row, issuedOn: dayInChina(createdAt).toString() }));
}

/** Whether the portal sees a paper at all. */
export async function seesPaper(tx: Tx, cooperativeId: string, id: string): Promise<boolean> {
  const rows = await tx
    .select({ id: document.id })
    .from(document)
    .where(and(eq(document.cooperativeId, cooperativeId), eq(document.id, id)));
  return rows.length > 0;
}

/** How many papers somebody had issued since a moment. */
export async function issuedSince(tx: Tx, cooperativeId: string, userId: string, since: Date) {
  const [row] = await tx
    .select({ issued: count() })
    .from(document)
    .where(
      and(
        eq(document.cooperativeId, cooperativeId),
        eq(document.createdBy, userId),
        gte(document.createdAt, since),
      ),
    );
  return row?.issued ?? 0;
}
