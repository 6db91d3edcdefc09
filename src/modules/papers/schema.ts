/** Issued papers: the file as it was printed, what it was made of, and its hash. Append only, never drawn again. */
import { sql } from 'drizzle-orm';
import {
  check,
  foreignKey,
  index,
  integer,
  jsonb,
  pgTable,
  primaryKey,
  text,
  unique,
  uuid,
} from 'drizzle-orm/pg-core';
import type { Language } from '../../domain/language.ts';
import { bytes, instant, tenantId } from '../../platform/columns.ts';
import { book } from '../../platform/schema.ts';
import type { JsonValue } from '../../platform/hash-chain.ts';
import type { PaperKind } from './contract.ts';

export const document = pgTable(
  'document',
  {
    cooperativeId: tenantId(),
    id: uuid('id').notNull(),
    /** Year of issue and a gapless number in it: `2010-000042`. */
    number: text('number').notNull(),
    kind: text('kind').$type<PaperKind>().notNull(),
    language: text('language').$type<Language>().notNull(),
    /** What it is about, as `member 3-12` or `run 4`. Never a resident ID. */
    subject: text('subject').notNull(),
    title: text('title').notNull(),
    createdAt: instant('created_at').notNull(),
    createdBy: uuid('created_by').notNull(),
    /** Of the content, 64 hexadecimal digits. */
    sha256: text('sha256').notNull(),
    pages: integer('pages').notNull(),
    /** The head of the trail that is printed on it. */
    seal: text('seal').notNull(),
    /** The figures as printed. */
    data: jsonb('data').$type<JsonValue>().notNull(),
    content: bytes('content').notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.cooperativeId, t.id] }),
    unique('document_number_unique').on(t.cooperativeId, t.number),
    index('document_by_subject').on(t.cooperativeId, t.subject, t.id),
    foreignKey({
      name: 'document_book_fk',
      columns: [t.cooperativeId],
      foreignColumns: [book.cooperativeId],
    }),
    check('document_sha256_shape', sql`${t.sha256} ~ '^[0-9a-f]{64}$'`),
    check('document_pages', sql`${t.pages} > 0`),
  ],
);
