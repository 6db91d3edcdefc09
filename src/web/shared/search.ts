/**
 * Finding people as they are typed: a part of a name, its pinyin or its initials, a number, the last digits of a masked one.
 * How names are spelled is loaded when a list opens; until then names are found by their characters.
 */
import { useEffect, useState } from 'react';

type Spell = (name: string) => readonly string[];
let spell: Spell | null = null;

const known = new Map<string, readonly string[]>();

/** `单立人` as `shan`, `li`, `ren`; null until it is known how to spell. */
function syllablesOf(name: string): readonly string[] | null {
  const before = known.get(name);
  if (before !== undefined || spell === null) return before ?? null;
  const syllables = spell(name);
  known.set(name, syllables);
  return syllables;
}

/** Names spelled at one time: a list of thousands is made ready between two pictures, not before the first. */
const NAMES_A_TURN = 150;

/** Loads how names are spelled, and makes these ready to be found; true when it is there. */
export function useSpelling(names: readonly string[] = []): boolean {
  const [isThere, setThere] = useState(spell !== null);
  useEffect(() => {
    if (isThere) return;
    void import('./spelling.ts').then((loaded) => {
      spell = loaded.spell;
      setThere(true);
    });
  }, [isThere]);
  useEffect(() => {
    if (!isThere) return;
    let at = 0;
    let timer = setTimeout(function next() {
      for (const name of names.slice(at, at + NAMES_A_TURN)) syllablesOf(name);
      at += NAMES_A_TURN;
      if (at < names.length) timer = setTimeout(next);
    });
    return () => clearTimeout(timer);
  }, [isThere, names]);
  return isThere;
}

/** Whether it spells the name from some syllable on, each whole or by its beginning: `wangxy`, `wxy` and `xiuying` find `王秀英`. */
export function spells(typed: string, syllables: readonly string[]): boolean {
  return syllables.some((_, at) => spellsFrom(typed, syllables, at));
}

function spellsFrom(typed: string, syllables: readonly string[], at: number): boolean {
  if (typed === '') return true;
  const syllable = syllables[at]?.toLowerCase() ?? '';
  for (let length = Math.min(syllable.length, typed.length); length > 0; length -= 1) {
    if (typed.startsWith(syllable.slice(0, length)) && spellsFrom(typed.slice(length), syllables, at + 1))
      return true;
  }
  return false;
}

export interface Findable {
  readonly name: string;
  /** Found by their beginning. */
  readonly numbers: readonly (string | null)[];
  /** Found by any part. */
  readonly words?: readonly (string | null)[];
  /** Masked: found by their last digits. */
  readonly tails?: readonly (string | null)[];
}

/** Whether every word of what was typed finds it. */
export function isFoundBy(typed: string, { name, numbers, words = [], tails = [] }: Findable): boolean {
  return typed
    .trim()
    .toLowerCase()
    .split(/\s+/)
    .every(
      (part) =>
        name.toLowerCase().includes(part) ||
        (/^[a-z]+$/.test(part) && spells(part, syllablesOf(name) ?? [])) ||
        numbers.some((number) => number?.toLowerCase().startsWith(part) === true) ||
        words.some((word) => word?.toLowerCase().includes(part) === true) ||
        (/^[\dx]{3,}$/.test(part) && tails.some((tail) => tail?.toLowerCase().endsWith(part) === true)),
    );
}
