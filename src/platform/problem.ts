/** Refusals on the wire: RFC 9457 problem details from the closed catalogue, in the reader's language. */
import { faultMessage, statusOf } from '../domain/errors/catalogue.ts';
import type { Fault, Refusal } from '../domain/refusal.ts';
import { languages, type Language } from '../domain/language.ts';

export const problemMediaType = 'application/problem+json; charset=utf-8';

export interface Problem {
  readonly type: string;
  readonly title: string;
  readonly status: number;
  readonly code: string;
  readonly detail: string;
  readonly faults: readonly {
    readonly code: string;
    readonly message: string;
    readonly pointer?: string;
    readonly row?: number;
    readonly column?: string;
  }[];
}

export function problemOf(error: Refusal, language: Language): Problem {
  const sentences = error.faults.map((fault) => faultMessage(fault, language));
  const many = error.faults.length > 1;
  const first = sentences[0] ?? '';
  return {
    type: `urn:hegu:problem:${error.code}`,
    title: many ? manyTitle(error.faults.length, language) : first,
    status: statusOf(error),
    code: error.code,
    detail: many ? detailOf(sentences, language) : first,
    faults: error.faults.map((fault, index) => faultOnWire(fault, sentences[index] ?? '')),
  };
}

/** The first of them in full; the others are counted here and stand in `faults`. */
const TOLD_IN_FULL = 5;
function detailOf(sentences: readonly string[], language: Language): string {
  const more = sentences.length - TOLD_IN_FULL;
  const told = sentences.slice(0, TOLD_IN_FULL);
  if (language === 'zh') return [...told, ...(more > 0 ? [`另有 ${more} 处。`] : [])].join('');
  return [...told, ...(more > 0 ? [`And ${more} more.`] : [])].join(' ');
}

function manyTitle(count: number, language: Language): string {
  return language === 'zh' ? `共有 ${count} 处问题` : `${count} faults were found`;
}

function faultOnWire(fault: Fault, message: string): Problem['faults'][number] {
  return {
    code: fault.code,
    message,
    ...(fault.pointer !== undefined && { pointer: fault.pointer }),
    ...(fault.row !== undefined && { row: fault.row }),
    ...(fault.column !== undefined && { column: fault.column }),
  };
}

/** The reader's language: `?lang=` first, then Accept-Language, then the house's. */
export function readerLanguage(
  asked: unknown,
  acceptLanguage: string | undefined,
  fallback: Language,
): Language {
  if (asked === 'zh' || asked === 'en') return asked;
  return preferred(acceptLanguage) ?? fallback;
}

/** Of the languages of the house the one that is wanted most; of equals, the one named first. Null where none is wanted. */
function preferred(acceptLanguage: string | undefined): Language | null {
  let [best, weight]: [Language | null, number] = [null, 0];
  for (const wish of (acceptLanguage ?? '').slice(0, 500).split(',')) {
    const [range = '', ...parameters] = wish.trim().toLowerCase().split(';');
    const language = languages.find((each) => range === each || range.startsWith(`${each}-`));
    if (language === undefined) continue;
    const given = parameters.map((each) => /^\s*q=(0(?:\.\d{0,3})?|1(?:\.0{0,3})?)\s*$/.exec(each)?.[1]);
    const wanted = Number(given.find((each) => each !== undefined) ?? '1');
    if (wanted > weight) [best, weight] = [language, wanted];
  }
  return best;
}
