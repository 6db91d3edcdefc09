/** Who looked at one, as it is read: by person, by what they looked at and by day, each once with how often, and in which minutes. */
import { momentOf } from '../../shared/amount.tsx';
import type { Reply } from '../../shared/call.ts';
import { gatheredBy } from '../../shared/gathered.ts';

export type Look = Reply<'readOwn'>['looks'][number];

export interface LooksOfADay extends Pick<
  Look,
  'person' | 'personNumber' | 'capacity' | 'namesake' | 'kind'
> {
  /** By a mandate: at which page; null: in the office, where the kind says it. */
  readonly act: string | null;
  readonly day: string;
  readonly count: number;
  /** The minutes, each once, newest first. */
  readonly times: readonly string[];
}

/** In the order of their newest. */
export function looksByDay(looks: readonly Look[]): readonly LooksOfADay[] {
  const told = looks.map(({ person, personNumber, capacity, namesake, kind, act, recordedAt }) => {
    const [day = '', time = ''] = momentOf(recordedAt).split(' ');
    const page = capacity === 'mandatary' ? act : null;
    return { who: { person, personNumber, capacity, namesake, kind, act: page, day }, time };
  });
  const gathered = gatheredBy(told, ({ who }) => JSON.stringify(who));
  return [...gathered.values()].flatMap((all) => {
    const [first] = all;
    return first === undefined
      ? []
      : [{ ...first.who, count: all.length, times: [...new Set(all.map(({ time }) => time))] }];
  });
}

/** What stands open, and what a press away: whoever saw a number in full stands open however long ago it was. */
export function looksApart(
  all: readonly LooksOfADay[],
  most: number,
): { readonly shown: readonly LooksOfADay[]; readonly before: readonly LooksOfADay[] } {
  const numbers = all.filter(({ kind }) => kind === 'unmask');
  const others = all.filter(({ kind }) => kind !== 'unmask');
  const open = new Set([...numbers, ...others.slice(0, Math.max(0, most - numbers.length))]);
  return { shown: all.filter((each) => open.has(each)), before: all.filter((each) => !open.has(each)) };
}
