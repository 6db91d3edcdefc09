/**
 * Issuing: a number from the book, the seal of this moment, one drawing, stored with its hash. From then on the stored
 * file is the paper; it is never drawn again.
 */
import { createHash } from 'node:crypto';
import { v7 as newId } from 'uuid';
import type { Language } from '../../../domain/language.ts';
import type { Config } from '../../../config.ts';
import type { CommandUnit } from '../../../platform/command.ts';
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
export interface Draft<Figures> {
  readonly kind: PaperKind;
  readonly language: Language;
  readonly subject: string;
  readonly figures: Figures;
  readonly layout: (sheet: Sheet, figures: Figures) => Paper;
}

/** Issues a paper inside a command. What no font can print is marked, and said in the trail. */
export async function issueDocument<Figures>(
  unit: CommandUnit,
  press: Press,
  draft: Draft<Figures>,
): Promise<DocumentReply> {
  const { tx, cooperativeId, now, today } = unit;
  const year = String(today.year);
  const serial = await unit.nextNumber(`document-${year}`);
  const number = `${year}-${serial.toString().padStart(6, '0')}`;
  const issuer = await findCooperative(tx, cooperativeId);
  const seal = await currentSeal(tx, cooperativeId);
  const drawn = draft.layout(
    {
      language: draft.language,
      number,
      issuer: must(issuer, 'The cooperative').name,
      created: now,
      createdOn: today,
      seal,
      checkUrl: checkUrl(press.publicUrl, cooperativeId, number),
    },
    draft.figures,
  );
  const { paper, missing } = withMarks(drawn, press.fonts);
  const { bytes, pages } = await renderPdfInTurns(paper, press.fonts);
  const row: DocumentRow = {
    cooperativeId,
    id: newId(),
    number,
    kind: draft.kind,
    language: draft.language,
    subject: draft.subject,
    title: drawn.frame.title,
    createdAt: now,
    createdBy: unit.actor.userId,
    sha256: createHash('sha256').update(bytes).digest('hex'),
    pages,
    seal,
  };
  await insertDocument(tx, { ...row, data: jsonOf(draft.figures), content: bytes });
  unit.note(`document ${number}`, {
    kind: row.kind,
    sha256: row.sha256,
    pages,
    ...(missing.size > 0 && { notPrinted: [...missing.keys()].map(codeOf) }),
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
