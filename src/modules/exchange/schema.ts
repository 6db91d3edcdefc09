/**
 * Files that came in and what became of them. The only rows here that change: an import waits, is read, entered, done or
 * refused. The file itself is kept encrypted while it is needed and then taken away; its hash stays.
 */
import { sql } from 'drizzle-orm';
import {
  boolean,
  check,
  foreignKey,
  index,
  integer,
  jsonb,
  pgTable,
  primaryKey,
  text,
  uuid,
} from 'drizzle-orm/pg-core';
import type { ReadingSum } from '../../domain/reading-words.ts';
import type { ErrorCode, Fault } from '../../domain/refusal.ts';
import { bytes, instant, tenantId } from '../../platform/columns.ts';
import { book } from '../../platform/schema.ts';
import type { ImportState } from './contract.ts';
import type { SheetRecord } from './sheet-reading.ts';
import type { ImportKind } from './table-contract.ts';

/** What an import has entered, or in a dry run would enter. */
export type ImportResult =
  | {
      readonly members: number;
      readonly households: number;
      /** Absent in what was imported before changes of the register waited for another person. */
      readonly changeId?: string | null;
      readonly warnings?: readonly Fault[];
    }
  | { readonly movements: number; readonly shares: string; readonly warnings?: readonly Fault[] };

/** What was read and what was not, with the first and the last of it and its sums. */
export interface KeptReading extends SheetRecord {
  readonly first: string;
  readonly last: string;
  readonly sums: readonly { readonly what: ReadingSum; readonly of: string | null; readonly value: string }[];
}

/** How often a fault was found in a column, and where first. */
export interface FaultSum {
  readonly code: ErrorCode;
  readonly column: string | null;
  readonly count: number;
  readonly row: number | null;
}

export const importFile = pgTable(
  'import_file',
  {
    cooperativeId: tenantId(),
    id: uuid('id').notNull(),
    kind: text('kind').$type<ImportKind>().notNull(),
    fileName: text('file_name').notNull(),
    size: integer('size').notNull(),
    sha256: text('sha256').notNull(),
    /** Encrypted; null once the import is done or refused. */
    content: bytes('content'),
    dryRun: boolean('dry_run').notNull(),
    state: text('state').$type<ImportState>().notNull(),
    /** Rows below the heads; null until the file is read. */
    rows: integer('rows'),
    /** Rows read or entered so far, in the state at hand. */
    progress: integer('progress').notNull(),
    faultCount: integer('fault_count').notNull(),
    /** The first of them, in order of the rows. */
    faults: jsonb('faults').$type<readonly Fault[]>().notNull(),
    faultSums: jsonb('fault_sums').$type<readonly FaultSum[]>().notNull().default([]),
    /** Null until the file is read, and where nothing of it could be. */
    reading: jsonb('reading').$type<KeptReading>(),
    result: jsonb('result').$type<ImportResult>(),
    createdAt: instant('created_at').notNull(),
    createdBy: uuid('created_by').notNull(),
    /** Who said that what was read is right, and so entered it; null until then, and of what was entered before this was kept. */
    confirmedBy: uuid('confirmed_by'),
    finishedAt: instant('finished_at'),
    /** How often it was begun; one that ended neither time is given up. */
    attempts: integer('attempts').notNull().default(0),
    cancelledAt: instant('cancelled_at'),
    cancelledBy: uuid('cancelled_by'),
  },
  (t) => [
    primaryKey({ columns: [t.cooperativeId, t.id] }),
    index('import_file_unfinished').on(t.cooperativeId, t.state),
    foreignKey({
      name: 'import_file_book_fk',
      columns: [t.cooperativeId],
      foreignColumns: [book.cooperativeId],
    }),
    check(
      'import_file_state',
      sql`${t.state} in ('waiting','reading','entering','checked','done','refused','failed','cancelled')`,
    ),
    check(
      'import_file_confirmed',
      sql`${t.dryRun} or ${t.confirmedBy} is not null or ${t.state} in ('done','refused','failed','cancelled')`,
    ),
    check(
      'import_file_cancelled',
      sql`(${t.cancelledAt} is null) = (${t.cancelledBy} is null)
        and (${t.state} <> 'cancelled' or ${t.cancelledAt} is not null)`,
    ),
  ],
);
