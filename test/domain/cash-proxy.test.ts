/** Who fetches cash for others: one household, and beyond it by mandates on record alone. */
import { expect, it } from 'vitest';
import { fetchedBeyond, type Fetched } from '../../src/domain/cash-proxy.ts';

const by = (proxy: string, home: string, mandated = false): Fetched => ({ proxy, home, mandated });

it.each<readonly [title: string, before: readonly Fetched[], now: readonly Fetched[], beyond: number | null]>(
  [
    ['nobody fetches anything', [], [], null],
    ['one for their household', [], [by('李四', 'A'), by('李四', 'A')], null],
    ['one for two households', [], [by('李四', 'A'), by('李四', 'B')], 1],
    ['two, each for a household', [], [by('李四', 'A'), by('王五', 'B')], null],
    ['one for a second household on another day', [by('李四', 'A')], [by('李四', 'A'), by('李四', 'B')], 1],
    ['one for a second household by a mandate', [by('李四', 'A')], [by('李四', 'B', true)], null],
    ['one for a third, after a mandate', [by('李四', 'A', true)], [by('李四', 'B'), by('李四', 'C')], 1],
    [
      'one who fetched for several under versions of before',
      [by('李四', 'A'), by('李四', 'B')],
      [by('李四', 'A')],
      null,
    ],
  ],
)('%s', (_title, before, now, beyond) => {
  expect(fetchedBeyond(before, now)).toBe(beyond);
});
