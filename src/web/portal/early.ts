/**
 * What the first page takes is asked by the page itself (`index.html`) while its program is still on its way: on a slow line, questions
 * that the program asks cost one more turn. The page knows no more than addresses, which the program keeps here once the first
 * page stands; whoever leaves leaves none of them.
 */
import { answeredEarly } from '../shared/call.ts';

declare global {
  /** By address; null where none came. */
  var heguEarly: Map<string, Promise<Response | null>> | undefined;
}

const STORED = 'hegu-early';

export function takeEarlyAnswers(): void {
  answeredEarly(globalThis.heguEarly ?? new Map<string, Promise<Response | null>>());
}

/** To be asked at once when the portal is opened next. */
export function keepEarlyQuestions(addresses: readonly string[]): void {
  localStorage.setItem(STORED, JSON.stringify(addresses));
}

export function forgetEarlyQuestions(): void {
  localStorage.removeItem(STORED);
}
