/** What every paper is given besides its own data, and the frame made of it. */
import type { LocalDate } from '../../domain/calendar.ts';
import type { Language } from '../../domain/language.ts';
import type { Block, Paper, QrCode } from '../../platform/pdf-blocks.ts';
import { phrase, speaker } from './phrases.ts';
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
): Paper {
  const { language } = sheet;
  const say = speaker(language);
  return {
    language,
    orientation,
    created: sheet.created,
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
  return { text: sheet.checkUrl, caption: phrase(sheet.language, 'scanToCheck') };
}

export function resolutionWords(language: Language, resolution: ResolutionReference): string {
  return phrase(language, 'resolutionText', {
    body: resolution.body,
    date: writtenDate(language, resolution.adoptedOn),
    number: resolution.number,
    text: resolution.text,
  });
}
