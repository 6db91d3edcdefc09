/**
 * What two people see of one thing. An answer carries the number of the book's last entry as its ETag; a change that sends it back as
 * If-Match goes through as long as no later entry of the trail is about the same thing. What else happened in the book does not matter.
 */
import { and, desc, eq, gt, inArray, or, sql } from 'drizzle-orm';
import { refuse } from '../domain/refusal.ts';
import type { Sentence } from '../domain/language.ts';
import type { Tx } from './database.ts';
import { must } from './must.ts';
import { auditEntry, book } from './schema.ts';

/** What whoever changes something has seen of it. */
export interface Seen {
  /** As it came: an ETag of ours. */
  readonly version: string;
  /** What the path names. Without any, it is one of a kind: whatever the same command changes. */
  readonly things: readonly string[];
}

export async function etagOf(tx: Tx, cooperativeId: string): Promise<string> {
  const rows = await tx
    .select({ number: book.lastEntryNumber })
    .from(book)
    .where(eq(book.cooperativeId, cooperativeId));
  return `"${must(rows[0], 'the book').number}"`;
}

/** Settings that loosen are entered by whoever confirms them. */
const CONFIRMED = 'settings.confirm';
const EIGHT_HOURS = 8 * 3_600_000;

/** Refuses `record.changed-since` with who it was, when, and what they did. `last` is the number of the book's last entry. */
export async function requireUnchanged(
  tx: Tx,
  cooperativeId: string,
  { version, things }: Seen,
  changing: {
    readonly command: string;
    readonly last: bigint;
    readonly doing: (command: string) => Sentence | null;
  },
): Promise<void> {
  const [, text] = /^"(\d{1,18})"$/.exec(version.trim()) ?? [];
  if (text === undefined || BigInt(text) > changing.last) throw refuse('request.version-malformed');
  const about =
    things.length === 0
      ? inArray(auditEntry.command, [changing.command, CONFIRMED])
      : or(...things.map((id) => sql`position(${id} in ${auditEntry.notes}::text) > 0`));
  const [later] = await tx
    .select({ by: auditEntry.actorName, at: auditEntry.recordedAt, command: auditEntry.command })
    .from(auditEntry)
    .where(and(eq(auditEntry.cooperativeId, cooperativeId), gt(auditEntry.number, BigInt(text)), about))
    .orderBy(desc(auditEntry.number))
    .limit(1);
  if (later === undefined) return;
  const at = new Date(later.at.getTime() + EIGHT_HOURS).toISOString().slice(0, 16).replace('T', ' ');
  const did = changing.doing(later.command) ?? { zh: '改动', en: 'a change' };
  throw refuse('record.changed-since', { by: later.by, at, did });
}
