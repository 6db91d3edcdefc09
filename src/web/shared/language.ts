/**
 * The reader's language. Words are typed objects with both languages: a word without one does not compile, and none is
 * looked up by a key. `useSay` gives the words of the moment; places in braces are filled in. Words about the reader say beside
 * themselves what they are of somebody the reader looks for.
 */
import { createContext, useContext, useSyncExternalStore } from 'react';
import { languages, type Language, type Sentence } from '../../domain/language.ts';

const STORED = 'hegu-language';

function first(): Language {
  const stored = localStorage.getItem(STORED);
  const wanted = stored ?? navigator.language.slice(0, 2);
  return languages.find((each) => each === wanted) ?? 'zh';
}

let current: Language = first();
const listeners = new Set<() => void>();

function show(language: Language): void {
  document.documentElement.lang = language === 'zh' ? 'zh-CN' : 'en';
}
show(current);

export function languageNow(): Language {
  return current;
}

export function speak(language: Language): void {
  current = language;
  localStorage.setItem(STORED, language);
  show(language);
  for (const each of listeners) each();
}

function listen(listener: () => void): () => void {
  listeners.add(listener);
  return () => void listeners.delete(listener);
}

export function useLanguage(): Language {
  return useSyncExternalStore(listen, languageNow);
}

const months = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

/** A day as it is read: `2026-01-27` in Chinese, where registers write it so, and `27 Jan 2026` in English. */
export function dayIn(language: Language, day: string): string {
  const [, year, month, date] = /^(\d{4})-(\d{2})-(\d{2})$/.exec(day) ?? [];
  const name = months[Number(month) - 1];
  if (language === 'zh' || name === undefined) return day;
  return `${(date ?? '').replace(/^0/, '')}\u00A0${name}\u00A0${year}`;
}

type Filling = Readonly<Record<string, string | number>>;

/** Words about the reader; `of`: the same of whom the reader looks for, whose name is filled in as `{whose}`. */
export type Told = Sentence & { readonly of?: Sentence };

export type Say = (words: Told, filling?: Filling) => string;

/** Of whom all that stands within is told, by name; null: of the reader. */
export const WhoseContext = createContext<string | null>(null);

/** `{count}`, and where a language counts by the word behind it `{count|day|days}`. */
const places = /\{(\w+)(?:\|([^|{}]+)\|([^|{}]+))?\}/g;

export function sayIn(language: Language): Say {
  return (words, filling) =>
    filling === undefined
      ? words[language]
      : words[language].replace(places, (place, name: string, one?: string, many?: string) => {
          const filled = String(filling[name] ?? place);
          if (one === undefined) return dayIn(language, filled);
          return `${filled} ${filled === '1' ? one : many}`;
        });
}

export function useSay(): Say {
  return sayOf(useContext(WhoseContext), useLanguage());
}

/** As it is said to whoever looks for somebody of this name; null: to the person themself. */
export function sayOf(whose: string | null, language: Language): Say {
  const say = sayIn(language);
  return whose === null ? say : (words, filling) => say(words.of ?? words, { whose, ...filling });
}

/** One of a closed list in words; what the list does not know is shown as nothing rather than as a key. */
export function termIn<Term extends string>(
  words: Readonly<Record<Term, Sentence>>,
  term: Term,
  say: Say,
): string {
  return say(words[term]);
}
