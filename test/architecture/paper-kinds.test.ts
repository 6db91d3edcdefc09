/** A paper is a folder and a line: every folder of papers that draws one is of a kind of its own, which is served. */
import { existsSync, readdirSync } from 'node:fs';
import { expect, it } from 'vitest';
import { endpoints } from '../../src/endpoints.ts';
import * as papers from '../../src/modules/papers/papers-contract.ts';

const folder = new URL('../../src/modules/papers/', import.meta.url);
const drawn = readdirSync(folder).filter((name) => existsSync(new URL(`${name}/paper.ts`, folder)));
const listed = Object.values(papers).map(({ kind }) => kind);

it('every folder that draws a paper is a kind of that name, each once', () => {
  expect([...listed].sort()).toEqual([...drawn].sort());
  expect(new Set(listed).size).toBe(listed.length);
});

it.each(listed)('%s is asked for at a path of its own', (kind) => {
  const served = Object.values(endpoints).filter(({ path }) => path === `/documents/${kind}`);
  expect(served.map(({ method }) => method)).toEqual(['post']);
});
