/** Who looked at one, as it is read: by person, by what they looked at and by day, each once with how often, and at what times. */
import { momentOf } from '../../shared/amount.tsx';
import type { Reply } from '../../shared/call.ts';
import { gatheredBy } from '../../shared/gathered.ts';

export type Look = Reply<'readOwn'>['looks'][number];

export interface LooksOfADay extends Pick<Look, 'person' | 'capacity' | 'namesake' | 'kind'> {
  readonly day: string;
  /** To the minute, as many as there were, newest first. */
  readonly times: readonly string[];
}

/** In the order of their newest. */
export function looksByDay(looks: readonly Look[]): readonly LooksOfADay[] {
  const told = looks.map(({ person, capacity, namesake, kind, recordedAt }) => {
    const [day = '', time = ''] = momentOf(recordedAt).split(' ');
    return { who: { person, capacity, namesake, kind, day }, time };
  });
  const gathered = gatheredBy(told, ({ who }) => JSON.stringify(who));
  return [...gathered.values()].flatMap((all) => {
    const [first] = all;
    return first === undefined ? [] : [{ ...first.who, times: all.map(({ time }) => time) }];
  });
}
