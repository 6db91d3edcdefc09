/** Issued papers as a member sees them: which of them, PostgreSQL says, read as the portal; of others one acts for, those of the one named. */
import { and, count, desc, eq, gte, inArray, notLike, or, sql } from 'drizzle-orm';
import type { Tx } from '../../../platform/database.ts';
import { dayInChina } from '../../../platform/services.ts';
import type { OwnPerson } from '../../members/index.ts';
import { document } from '../schema.ts';

const SHOWN = 200;

/** The pack of a meeting is shown by a seat of one's own: it is not theirs for whom one looks. */
export async function ownPapers(
  tx: Tx,
  cooperativeId: string,
  { registerNumber, actingFor }: Pick<OwnPerson, 'registerNumber' | 'actingFor'>,
) {
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
        actingFor === null ? undefined : notLike(document.subject, 'meeting % pack'),
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

/** The days that statements cover, by the paper. What is printed is not the portal's to read: asked once it saw these. */
export async function spansOfStatements(tx: Tx, cooperativeId: string, ids: readonly string[]) {
  const day = (end: 'from' | 'to') => sql<string>`${document.data}->>${end}`;
  const rows = await tx
    .select({ id: document.id, from: day('from'), to: day('to') })
    .from(document)
    .where(
      and(
        eq(document.cooperativeId, cooperativeId),
        eq(document.kind, 'statement'),
        inArray(document.id, [...ids]),
      ),
    );
  return new Map(rows.map(({ id, ...span }) => [id, span]));
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
