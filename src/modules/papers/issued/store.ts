/** Reads and writes of issued papers. */
import { and, asc, desc, eq, gt, inArray, like, sql } from 'drizzle-orm';
import { refuse } from '../../../domain/refusal.ts';
import { inBookOrder, writtenAfter } from '../../../platform/book-order.ts';
import type { Tx } from '../../../platform/database.ts';
import { book, bookNumber } from '../../../platform/schema.ts';
import { must } from '../../../platform/must.ts';
import type { PapersOfYear } from '../../exchange/index.ts';
import type { PaperKind } from '../contract.ts';
import { document } from '../schema.ts';

const written = { at: document.createdAt, id: document.id };

type NewDocument = typeof document.$inferInsert;

// A list of papers never reads the files themselves.
const described = {
  cooperativeId: document.cooperativeId,
  id: document.id,
  number: document.number,
  kind: document.kind,
  language: document.language,
  subject: document.subject,
  title: document.title,
  createdAt: document.createdAt,
  createdBy: document.createdBy,
  sha256: document.sha256,
  pages: document.pages,
  seal: document.seal,
};

export type DocumentRow = Omit<typeof document.$inferSelect, 'content' | 'data'>;

export async function insertDocument(tx: Tx, row: NewDocument): Promise<void> {
  await tx.insert(document).values(row);
}

/** In the order of issue. */
export async function documentsAfter(
  tx: Tx,
  cooperativeId: string,
  wanted: {
    readonly after: string | null;
    readonly limit: number;
    readonly kinds: readonly PaperKind[];
    readonly subject?: string | undefined;
  },
): Promise<readonly DocumentRow[]> {
  return tx
    .select(described)
    .from(document)
    .where(
      and(
        eq(document.cooperativeId, cooperativeId),
        wanted.after === null ? undefined : writtenAfter(document, written, cooperativeId, wanted.after),
        inArray(document.kind, [...wanted.kinds]),
        wanted.subject === undefined ? undefined : eq(document.subject, wanted.subject),
      ),
    )
    .orderBy(...inBookOrder(written))
    .limit(wanted.limit);
}

export async function findDocument(
  tx: Tx,
  cooperativeId: string,
  number: string,
): Promise<DocumentRow | undefined> {
  const [row] = await tx
    .select(described)
    .from(document)
    .where(and(eq(document.cooperativeId, cooperativeId), eq(document.number, number)));
  return row;
}

/** The file as it was issued. Refuses `documents.unknown`. */
export async function documentContent(tx: Tx, cooperativeId: string, id: string) {
  const [row] = await tx
    .select({
      number: document.number,
      kind: document.kind,
      subject: document.subject,
      sha256: document.sha256,
      content: document.content,
    })
    .from(document)
    .where(and(eq(document.cooperativeId, cooperativeId), eq(document.id, id)));
  if (!row) throw refuse('documents.unknown', { number: id });
  return row;
}

/** What was issued in a year, in the order of the numbers, and the file of one. */
export const papersOfYear: PapersOfYear = {
  async list(tx, cooperativeId, year) {
    const rows = await tx
      .select({ ...described, bytes: sql<number>`octet_length(${document.content})` })
      .from(document)
      .where(and(eq(document.cooperativeId, cooperativeId), like(document.number, `${year}-%`)))
      .orderBy(asc(document.createdAt), asc(document.number));
    return rows.map((row) => ({
      number: row.number,
      kind: row.kind,
      title: row.title,
      subject: row.subject,
      language: row.language,
      issuedAt: row.createdAt.toISOString(),
      pages: row.pages,
      bytes: row.bytes,
      sha256: row.sha256,
      seal: row.seal,
    }));
  },
  async content(tx, cooperativeId, number) {
    const [row] = await tx
      .select({ content: document.content })
      .from(document)
      .where(and(eq(document.cooperativeId, cooperativeId), eq(document.number, number)));
    return Buffer.from(must(row, 'The paper').content);
  },
};

/** The last number of a series that papers bear; 0 where none was given. */
export async function lastNumber(tx: Tx, cooperativeId: string, series: string): Promise<bigint> {
  const [row] = await tx
    .select({ last: bookNumber.last })
    .from(bookNumber)
    .where(and(eq(bookNumber.cooperativeId, cooperativeId), eq(bookNumber.series, series)));
  return row?.last ?? 0n;
}

/** The head of the trail: under a command's lock, the entry before the one being written. */
export async function currentSeal(tx: Tx, cooperativeId: string): Promise<string> {
  const [row] = await tx.select({ seal: book.seal }).from(book).where(eq(book.cooperativeId, cooperativeId));
  if (!row) throw new Error('A cooperative has no book.');
  return row.seal;
}

/** When the newest paper of the same kind, subject, language and days was issued after this one. */
export async function laterOfSame(tx: Tx, row: DocumentRow): Promise<Date | null> {
  const day = (end: 'from' | 'to') =>
    sql`${document.data}->>${end} is not distinct from (select d.data->>${end} from document d
      where d.cooperative_id = ${row.cooperativeId} and d.id = ${row.id})`;
  const [later] = await tx
    .select({ issuedAt: document.createdAt })
    .from(document)
    .where(
      and(
        eq(document.cooperativeId, row.cooperativeId),
        eq(document.kind, row.kind),
        eq(document.subject, row.subject),
        eq(document.language, row.language),
        gt(document.createdAt, row.createdAt),
        day('from'),
        day('to'),
      ),
    )
    .orderBy(desc(document.createdAt))
    .limit(1);
  return later?.issuedAt ?? null;
}

/** What a paper about a whole run pays, as it printed it; null for every other: what one person gets is nobody else's to see. */
export async function totalOf(tx: Tx, { cooperativeId, id }: DocumentRow): Promise<string | null> {
  const [row] = await tx
    .select({ total: sql<string | null>`${document.data}->'run'->>'net'` })
    .from(document)
    .where(and(eq(document.cooperativeId, cooperativeId), eq(document.id, id)));
  return row?.total ?? null;
}
