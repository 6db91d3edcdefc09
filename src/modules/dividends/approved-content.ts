/**
 * What an approval approved: a digest of the run and of every one of its lines, made by PostgreSQL, which compares it again when the
 * run is posted. Whatever of it is another afterwards, by whatever door, was never approved.
 */
import { sql } from 'drizzle-orm';
import { refuse } from '../../domain/refusal.ts';
import type { Tx } from '../../platform/database.ts';
import { onlyRowOf, text } from '../../platform/rows.ts';
import type { RunRow } from './store.ts';

export async function contentOf(tx: Tx, { cooperativeId, id }: RunRow): Promise<string> {
  const { content } = await onlyRowOf(
    tx,
    sql`select run_content(${cooperativeId}::uuid, ${id}::uuid) as content`,
    { content: text },
  );
  return content;
}

/** Refuses `run.approval-stale` where the run is no longer what was approved. */
export async function requireAsApproved(tx: Tx, run: RunRow): Promise<void> {
  if (run.approvedContent !== (await contentOf(tx, run)))
    throw refuse('run.approval-stale', { number: run.number.toString() });
}
