/** What every paper is given besides its own data, and the frame made of it. */
import type { LocalDate } from '../../domain/calendar.ts';
import type { Language } from '../../domain/language.ts';
import type { Block, Paper, QrCode } from '../../platform/pdf-blocks.ts';
import { speaker } from './phrases.ts';
import { shortSeal, writtenDate } from './wording.ts';

/** Number, issuer, moment and seal of a paper: fixed when it is issued, printed on every page. */
export interface Sheet {
  readonly language: Language;
  readonly number: string;
  readonly issuer: string;
  readonly created: Date;
  /** The day of issue in China. */
  readonly createdOn: LocalDate;
  /** The head of the cooperative's trail at issue, 64 hexadecimal digits. */
  readonly seal: string;
  /** The page where anybody may compare the paper with the record. */
  readonly checkUrl: string;
}

/** Who resolved what this paper carries out. */
export interface ResolutionReference {
  readonly body: string;
  readonly number: string;
  readonly adoptedOn: LocalDate;
  readonly text: string;
}

export function paperOf(
  sheet: Sheet,
  title: string,
  orientation: Paper['orientation'],
  blocks: Iterable<Block>,
  least?: number,
): Paper {
  const { language } = sheet;
  const say = speaker(language);
  return {
    language,
    orientation,
    created: sheet.created,
    ...(least !== undefined && { least }),
    frame: {
      title: `${title} ${sheet.number}`,
      author: sheet.issuer,
      number: sheet.number,
      headerLeft: sheet.issuer,
      headerRight: `${title}  ${sheet.number}`,
      footerRight: say('sealLine', {
        seal: shortSeal(sheet.seal),
        date: writtenDate(language, sheet.createdOn),
      }),
      pageOf: [say('pageBefore'), say('pageBetween'), say('pageAfter')],
    },
    blocks,
  };
}

export function checkCode(sheet: Sheet): QrCode {
  return { text: sheet.checkUrl, caption: speaker(sheet.language)('scanToCheck') };
}

export function resolutionWords(language: Language, resolution: ResolutionReference): string {
  return speaker(language)('resolutionText', {
    body: resolution.body,
    date: writtenDate(language, resolution.adoptedOn),
    number: resolution.number,
    text: resolution.text,
  });
}

export function heading(text: string, level: 1 | 2 = 1): Block {
  return { kind: 'heading', level, text };
}

/** One paragraph a sentence; nothing where there is nothing to say. */
export function notes(...sentences: readonly string[]): Block[] {
  return sentences.length === 0 ? [] : [{ kind: 'note', tone: 'plain', text: sentences.join('\n') }];
}

export function warning(text: string): Block {
  return { kind: 'note', tone: 'warning', text };
}

/** Those who sign what the office prepared. */
export function officeSignatures(sheet: Sheet): Block {
  const say = speaker(sheet.language);
  return {
    kind: 'signatures',
    labels: [say('preparedBy'), say('reviewedBy'), say('board'), say('supervisors')],
  };
}
