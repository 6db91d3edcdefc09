/**
 * Issuing: a number from the book, the seal of this moment, one drawing, stored with its hash. From then on the stored
 * file is the paper; it is never drawn again. `printing.ts` says when it is drawn.
 */
import { createHash } from 'node:crypto';
import { v7 as newId } from 'uuid';
import type { LocalDate } from '../../../domain/calendar.ts';
import type { Language } from '../../../domain/language.ts';
import type { Config } from '../../../config.ts';
import type { CommandUnit } from '../../../platform/command.ts';
import type { Tx } from '../../../platform/database.ts';
import { openFonts, type FontSet } from '../../../platform/fonts.ts';
import type { JsonValue } from '../../../platform/hash-chain.ts';
import type { Paper } from '../../../platform/pdf-blocks.ts';
import { must } from '../../../platform/must.ts';
import { codeOf, withMarks } from '../../../platform/pdf-missing.ts';
import { renderPdfInTurns } from '../../../platform/pdf.ts';
import { findCooperative } from '../../access/index.ts';
import type { DocumentReply, PaperKind } from '../contract.ts';
import type { Sheet } from '../sheet.ts';
import { currentSeal, insertDocument, type DocumentRow } from './store.ts';

/** What printing needs of the configuration. */
export interface Press {
  readonly fonts: FontSet;
  readonly publicUrl: string;
}

export function openPress(config: Pick<Config, 'HEGU_FONTS' | 'HEGU_PUBLIC_URL'>): Press {
  return { fonts: openFonts(config.HEGU_FONTS), publicUrl: config.HEGU_PUBLIC_URL };
}

/** One paper to issue: what it is about, its figures, and how they are laid out. */
export interface Draft {
  readonly kind: PaperKind;
  readonly language: Language;
  readonly subject: string;
  readonly figures: unknown;
  readonly layout: (sheet: Sheet) => Paper;
}

/** What the sheets of one issue have in common: the book as it stands, and when. */
export interface Issue {
  readonly issuer: string;
  readonly seal: string;
  readonly now: Date;
  readonly today: LocalDate;
}

export async function issueOf(
  tx: Tx,
  cooperativeId: string,
  moment: Pick<Issue, 'now' | 'today'>,
): Promise<Issue> {
  const issuer = must(await findCooperative(tx, cooperativeId), 'The cooperative').name;
  return { issuer, seal: await currentSeal(tx, cooperativeId), ...moment };
}

/** The series whose numbers papers of this day bear. */
export const seriesOf = ({ year }: LocalDate) => `document-${year}`;

/** A paper as it was drawn: nothing of it is asked of the book any more. */
export interface Drawn extends Pick<DocumentRow, 'number' | 'kind' | 'language' | 'subject' | 'title'> {
  readonly bytes: Uint8Array;
  readonly sha256: string;
  readonly pages: number;
  readonly data: JsonValue;
  /** Characters that no font has, by code: they are marked on the paper, and said in the trail. */
  readonly notPrinted: readonly string[];
}

/** Draws a paper under the number that it will bear. */
export async function drawPaper(
  press: Press,
  cooperativeId: string,
  { issuer, seal, now, today }: Issue,
  serial: bigint,
  { kind, language, subject, figures, layout }: Draft,
): Promise<Drawn> {
  const number = `${today.year}-${serial.toString().padStart(6, '0')}`;
  const wished = layout({
    language,
    number,
    issuer,
    created: now,
    createdOn: today,
    seal,
    checkUrl: checkUrl(press.publicUrl, cooperativeId, number),
  });
  const { paper, missing } = withMarks(wished, press.fonts);
  const { bytes, pages } = await renderPdfInTurns(paper, press.fonts);
  return {
    number,
    kind,
    language,
    subject,
    title: wished.frame.title,
    bytes,
    sha256: createHash('sha256').update(bytes).digest('hex'),
    pages,
    data: jsonOf(figures),
    notPrinted: [...missing.keys()].map(codeOf),
  };
}

/** Stores a paper that was drawn for the seal under which the book is locked. */
export async function keepPaper(
  unit: CommandUnit,
  press: Press,
  { seal }: Issue,
  { bytes, data, notPrinted, ...drawn }: Drawn,
): Promise<DocumentReply> {
  const row: DocumentRow = {
    ...drawn,
    cooperativeId: unit.cooperativeId,
    id: newId(),
    createdAt: unit.now,
    createdBy: unit.actor.userId,
    seal,
  };
  await insertDocument(unit.tx, { ...row, data, content: bytes });
  unit.note(`document ${row.number}`, {
    kind: row.kind,
    sha256: row.sha256,
    pages: row.pages,
    ...(notPrinted.length > 0 && { notPrinted: [...notPrinted] }),
  });
  return toReply(row, press.publicUrl);
}

export function toReply(row: DocumentRow, publicUrl: string): DocumentReply {
  const { id, number, kind, language, subject, title, sha256, pages, seal } = row;
  return {
    id,
    number,
    kind,
    language,
    subject,
    title,
    createdAt: row.createdAt.toISOString(),
    sha256,
    pages,
    seal,
    checkUrl: checkUrl(publicUrl, row.cooperativeId, number),
  };
}

function checkUrl(publicUrl: string, cooperativeId: string, number: string): string {
  return `${publicUrl}/check/${cooperativeId}/${number}`;
}

/** Figures as JSON: value types write themselves, whole numbers beyond 2^53 become text. */
function jsonOf(figures: unknown): JsonValue {
  const text = JSON.stringify(figures, (_, value: unknown) =>
    typeof value === 'bigint' ? value.toString() : value,
  );
  return JSON.parse(text) as JsonValue;
}
