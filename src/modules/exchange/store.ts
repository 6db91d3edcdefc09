/** Reads and writes of imports. Only the state of an import changes, never the ledger, so no command is needed for it. */
import { and, count, eq, inArray, isNull, lt, sql } from 'drizzle-orm';
import { daysBefore } from '../../domain/retention.ts';
import { refuse } from '../../domain/refusal.ts';
import { inBookOrder, latestFirst, writtenBefore } from '../../platform/book-order.ts';
import type { Tx } from '../../platform/database.ts';
import { usersAs } from '../access/index.ts';
import type { ImportState } from './contract.ts';
import { importFile } from './schema.ts';

const written = { at: importFile.createdAt, id: importFile.id };

export type ImportRow = typeof importFile.$inferSelect;

const described = {
  cooperativeId: importFile.cooperativeId,
  id: importFile.id,
  kind: importFile.kind,
  fileName: importFile.fileName,
  size: importFile.size,
  sha256: importFile.sha256,
  dryRun: importFile.dryRun,
  state: importFile.state,
  rows: importFile.rows,
  progress: importFile.progress,
  faultCount: importFile.faultCount,
  faults: importFile.faults,
  faultSums: importFile.faultSums,
  reading: importFile.reading,
  result: importFile.result,
  createdAt: importFile.createdAt,
  createdBy: importFile.createdBy,
  confirmedBy: importFile.confirmedBy,
  finishedAt: importFile.finishedAt,
  attempts: importFile.attempts,
  cancelledAt: importFile.cancelledAt,
  cancelledBy: importFile.cancelledBy,
};

/** An import without its file, which may be large. */
export type ImportDescription = Omit<ImportRow, 'content'>;

/** With the names of those who sent and confirmed it, and an earlier import of the very same file that was entered. */
export interface ToldImport extends ImportDescription {
  readonly uploadedByName: string | null;
  readonly confirmedByName: string | null;
  readonly enteredBefore: EnteredBefore | null;
}

export interface EnteredBefore {
  readonly importId: string;
  readonly fileName: string;
  readonly at: Date;
  /** Who confirmed it; of what was entered before that was kept, who sent it. */
  readonly by: string | null;
  readonly rows: number;
}

const uploader = usersAs('uploader');
const confirmer = usersAs('confirmer');

const toldImports = (tx: Tx) =>
  tx
    .select({ ...described, uploadedByName: uploader.displayName, confirmedByName: confirmer.displayName })
    .from(importFile)
    .leftJoin(uploader, eq(uploader.id, importFile.createdBy))
    .leftJoin(confirmer, eq(confirmer.id, importFile.confirmedBy));

export const unfinishedStates = ['waiting', 'reading', 'entering'] as const satisfies readonly ImportState[];

/** What may still be cancelled: a dry run that waits to be confirmed keeps its file. */
const cancellableStates = [...unfinishedStates, 'checked'] as const satisfies readonly ImportState[];

export async function insertImport(tx: Tx, row: ImportRow): Promise<void> {
  await tx.insert(importFile).values(row);
}

export async function updateImport(
  tx: Tx,
  cooperativeId: string,
  id: string,
  change: Partial<ImportRow>,
): Promise<void> {
  await tx
    .update(importFile)
    .set(change)
    .where(and(eq(importFile.cooperativeId, cooperativeId), eq(importFile.id, id)));
}

/** Changes an import that nobody has cancelled, where given only one in this state; says whether there was one. */
export async function updateWantedImport(
  tx: Tx,
  cooperativeId: string,
  id: string,
  change: Partial<ImportRow>,
  from?: ImportState,
): Promise<boolean> {
  const rows = await tx
    .update(importFile)
    .set(change)
    .where(
      and(
        eq(importFile.cooperativeId, cooperativeId),
        eq(importFile.id, id),
        isNull(importFile.cancelledAt),
        from === undefined ? undefined : eq(importFile.state, from),
      ),
    )
    .returning({ id: importFile.id });
  return rows.length > 0;
}

/** Cancels what has not ended, and at once where nobody is at work on it. Says whether there was anything to cancel. */
export async function cancelUnfinished(
  tx: Tx,
  cooperativeId: string,
  id: string,
  by: { readonly userId: string; readonly at: Date },
): Promise<boolean> {
  const atRest = sql`${importFile.state} in ('waiting', 'checked')`;
  const rows = await tx
    .update(importFile)
    .set({
      cancelledAt: by.at,
      cancelledBy: by.userId,
      state: sql`case when ${atRest} then 'cancelled' else ${importFile.state} end`,
      finishedAt: sql`case when ${atRest} then ${by.at.toISOString()}::timestamptz else ${importFile.finishedAt} end`,
      reading: sql`case when ${atRest} then null else ${importFile.reading} end`,
      content: sql`case when ${atRest} then null else ${importFile.content} end`,
    })
    .where(
      and(
        eq(importFile.cooperativeId, cooperativeId),
        eq(importFile.id, id),
        isNull(importFile.cancelledAt),
        inArray(importFile.state, [...cancellableStates]),
      ),
    )
    .returning({ id: importFile.id });
  return rows.length > 0;
}

/** Files that were checked and never confirmed: the file goes, what it was stays in the list. */
export async function forgetUnconfirmed(tx: Tx, cooperativeId: string, now: Date): Promise<void> {
  await tx
    .update(importFile)
    .set({
      state: 'failed',
      content: null,
      reading: null,
      faults: [{ code: 'import.not-confirmed', values: {} }],
      faultCount: 1,
    })
    .where(
      and(
        eq(importFile.cooperativeId, cooperativeId),
        eq(importFile.state, 'checked'),
        isNull(importFile.cancelledAt),
        lt(importFile.createdAt, daysBefore(now, 'imports')),
      ),
    );
}

export async function requireImport(tx: Tx, cooperativeId: string, id: string): Promise<ToldImport> {
  const rows = await toldImports(tx).where(
    and(eq(importFile.cooperativeId, cooperativeId), eq(importFile.id, id)),
  );
  const [row] = await withEntered(tx, cooperativeId, rows);
  if (!row) throw refuse('import.unknown');
  return row;
}

/** By kind and hash: what else these very files were entered as, before each of them was sent. */
async function withEntered(
  tx: Tx,
  cooperativeId: string,
  rows: readonly Omit<ToldImport, 'enteredBefore'>[],
): Promise<readonly ToldImport[]> {
  if (rows.length === 0) return [];
  const hashes = [...new Set(rows.map(({ sha256 }) => sha256))];
  const entered = await toldImports(tx)
    .where(
      and(
        eq(importFile.cooperativeId, cooperativeId),
        inArray(importFile.sha256, hashes),
        eq(importFile.state, 'done'),
        eq(importFile.dryRun, false),
      ),
    )
    .orderBy(...latestFirst(written));
  return rows.map((row) => {
    const before = entered.find(
      (each) => each.kind === row.kind && each.sha256 === row.sha256 && each.createdAt < row.createdAt,
    );
    return { ...row, enteredBefore: before === undefined ? null : enteredBeforeOf(before) };
  });
}

function enteredBeforeOf(entered: Omit<ToldImport, 'enteredBefore'>): EnteredBefore {
  const { id, fileName, finishedAt, createdAt, confirmedByName, uploadedByName, rows } = entered;
  const by = confirmedByName ?? uploadedByName;
  return { importId: id, fileName, at: finishedAt ?? createdAt, by, rows: rows ?? 0 };
}

export async function contentOf(tx: Tx, cooperativeId: string, id: string): Promise<Uint8Array | null> {
  const [row] = await tx
    .select({ content: importFile.content })
    .from(importFile)
    .where(and(eq(importFile.cooperativeId, cooperativeId), eq(importFile.id, id)));
  return row?.content ?? null;
}

/** Newest first. */
export async function importPage(
  tx: Tx,
  cooperativeId: string,
  page: { readonly after: string | null; readonly limit: number },
): Promise<readonly ToldImport[]> {
  const rows = await toldImports(tx)
    .where(
      and(
        eq(importFile.cooperativeId, cooperativeId),
        page.after === null ? undefined : writtenBefore(importFile, written, cooperativeId, page.after),
      ),
    )
    .orderBy(...latestFirst(written))
    .limit(page.limit);
  return withEntered(tx, cooperativeId, rows);
}

export async function unfinishedImports(
  tx: Tx,
  cooperativeId: string,
): Promise<readonly ImportDescription[]> {
  return tx
    .select(described)
    .from(importFile)
    .where(and(eq(importFile.cooperativeId, cooperativeId), inArray(importFile.state, [...unfinishedStates])))
    .orderBy(...inBookOrder(written));
}

/** How many files are kept: of imports that have not ended, and of those that were checked and wait to be confirmed. */
export async function countKept(
  tx: Tx,
  cooperativeId: string,
): Promise<{ readonly unfinished: number; readonly checked: number }> {
  const rows = await tx
    .select({ state: importFile.state, count: count() })
    .from(importFile)
    .where(
      and(eq(importFile.cooperativeId, cooperativeId), inArray(importFile.state, [...cancellableStates])),
    )
    .groupBy(importFile.state);
  const of = (checked: boolean) =>
    rows.reduce((sum, row) => sum + ((row.state === 'checked') === checked ? row.count : 0), 0);
  return { unfinished: of(false), checked: of(true) };
}
