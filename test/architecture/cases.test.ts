/** Every case that was found is a test: one that reads its figures, or at least its words, from the list of them. */
import { globSync, readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { cases } from '../support/cases.ts';

const used = globSync('test/**/*.test.ts').flatMap((file) =>
  [...readFileSync(file, 'utf8').matchAll(/\b(?:caseOf|titleOf)\(\s*'([^']+)'[,)]/g)].map(
    ([, id]) => id ?? file,
  ),
);

it('every case is used by a test, each id is there once and every case says what is right', () => {
  const ids = cases.map(({ id }) => id);
  expect(new Set(ids).size).toBe(ids.length);
  expect(cases.filter(({ input, right }) => input === '' || right === '')).toEqual([]);
  expect(ids.filter((id) => !used.includes(id))).toEqual([]);
  expect(used.filter((id) => !ids.includes(id))).toEqual([]);
});
