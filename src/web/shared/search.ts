/**
 * Finding people as they are typed: a part of a name, its initials in pinyin, a number, the last digits of a masked one.
 * Initials come from the order of Chinese in the browser; surnames that are read otherwise than their character stand here.
 */
const collator = new Intl.Collator('zh-Hans-CN-u-co-pinyin');

/** The first character of each initial, in the order of pinyin. */
const firsts = [...'阿八嚓哒妸发旮哈讥咔垃妈拏噢妑七呥仨他屲夕丫帀'];
const letters = [...'abcdefghjklmnopqrstwxyz'];

/** Surnames that are read otherwise. */
const asSurname: Readonly<Record<string, string>> = {
  单: 's',
  曾: 'z',
  解: 'x',
  仇: 'q',
  区: 'o',
  查: 'z',
  朴: 'p',
  尉: 'y',
  翟: 'z',
  盖: 'g',
  乐: 'y',
  召: 's',
  种: 'c',
  重: 'c',
  覃: 'q',
  那: 'n',
  繁: 'p',
};

function initialOf(character: string): string {
  if (/[a-z0-9]/i.test(character)) return character.toLowerCase();
  let found = '';
  for (const [index, first] of firsts.entries()) {
    if (collator.compare(character, first) < 0) break;
    found = letters[index] ?? '';
  }
  return found;
}

const known = new Map<string, string>();

/** `王秀英` as `wxy`. */
export function initialsOf(name: string): string {
  const before = known.get(name);
  if (before !== undefined) return before;
  const [first = '', ...rest] = [...name];
  const initials = (asSurname[first] ?? initialOf(first)) + rest.map(initialOf).join('');
  known.set(name, initials);
  return initials;
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
        (/^[a-z]+$/.test(part) && initialsOf(name).startsWith(part)) ||
        numbers.some((number) => number?.toLowerCase().startsWith(part) === true) ||
        words.some((word) => word?.toLowerCase().includes(part) === true) ||
        (/^[\dx]{3,}$/.test(part) && tails.some((tail) => tail?.toLowerCase().endsWith(part) === true)),
    );
}
