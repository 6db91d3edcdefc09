/** Issued papers as a member sees them: which of them, PostgreSQL says, read as the portal; of others one acts for, those of the one named. */
import { and, count, desc, eq, gte, inArray, like, notLike, or, sql, type SQL } from 'drizzle-orm';
import type { Tx } from '../../../platform/database.ts';
import { dayInChina } from '../../../platform/services.ts';
import type { OwnPerson } from '../../members/index.ts';
import { document } from '../schema.ts';

/** Of those that everybody sees, so many at once; of what is about oneself, and of one meeting, all that anybody will ever have. */
const SHOWN = 200;
const ALL = 1000;

interface Wanted {
  /** Of one meeting alone: `meeting representative-assembly 2010-2`. */
  readonly about?: string | undefined;
  /** Of everybody's those before this one, and none of one's own. */
  readonly before?: string | undefined;
}

/**
 * One's own, and the newest of everybody's; `next`: there are more before that one. The pack of a meeting is shown by a seat of one's own:
 * it is not theirs for whom one looks.
 */
export async function ownPapers(
  tx: Tx,
  cooperativeId: string,
  { registerNumber, actingFor }: Pick<OwnPerson, 'registerNumber' | 'actingFor'>,
  { about, before }: Wanted = {},
) {
  const seen = actingFor === null ? undefined : notLike(document.subject, 'meeting % pack');
  if (about !== undefined) {
    const papers = await papersWhere(tx, cooperativeId, ALL, seen, like(document.subject, `${about} %`));
    return { papers, next: null };
  }
  const named = `member ${registerNumber}`;
  const ofOneself = or(
    eq(document.subject, named),
    eq(document.subject, sql`${named} || ' ' || right(${document.subject}, 4)`),
  );
  const own = before === undefined ? await papersWhere(tx, cooperativeId, ALL, ofOneself) : [];
  const older =
    before === undefined
      ? undefined
      : sql`(${document.createdAt}, ${document.id}) < (
          select d.created_at, d.id from ${document} d
          where d.cooperative_id = ${cooperativeId}::uuid and d.id = ${before}::uuid)`;
  const ofAll = notLike(document.subject, 'member %');
  const found = await papersWhere(tx, cooperativeId, SHOWN + 1, seen, ofAll, older);
  const shown = found.slice(0, SHOWN);
  return { papers: [...own, ...shown], next: found.length > SHOWN ? (shown.at(-1)?.id ?? null) : null };
}

/** Newest first. */
async function papersWhere(
  tx: Tx,
  cooperativeId: string,
  most: number,
  ...conditions: readonly (SQL | undefined)[]
) {
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
    .where(and(eq(document.cooperativeId, cooperativeId), ...conditions))
    .orderBy(desc(document.createdAt), desc(document.id))
    .limit(most);
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
