/** Every closed list of the domain has words in both languages, in one place. */
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { listsOfWords, wordsOfChoice } from '../../src/contract/choice-words.ts';
import { checklistSteps } from '../../src/domain/half-year-checklist.ts';
import { actionWords, roleWords, rolesThatMay } from '../../src/domain/role-words.ts';
import { holderInWords } from '../../src/domain/share-register.ts';

const files = readdirSync(join('src', 'domain')).filter((name) => name.endsWith('.ts'));
const lists = (
  await Promise.all(
    files.map(async (file) => {
      const room = (await import(join(process.cwd(), 'src', 'domain', file))) as Record<string, unknown>;
      return Object.entries(room).flatMap(
        ([name, list]): readonly (readonly [string, readonly string[]])[] =>
          isListOfTerms(list) ? [[`${file} ${name}`, list]] : [],
      );
    }),
  )
)
  .flat()
  // The steps of a half-year bear their names where they are defined.
  .filter(([, list]) => list !== checklistSteps);

function isListOfTerms(value: unknown): value is readonly string[] {
  return Array.isArray(value) && value.length > 0 && value.every((each) => typeof each === 'string');
}

describe('the words of the domain', () => {
  it('are looked for in many lists', () => {
    expect(lists.length).toBeGreaterThan(30);
  });

  it.each(lists.map(([name, list]) => ({ name, list })))('name every term of $name', ({ list }) => {
    expect(wordsOfChoice(list)?.length).toBe(list.length);
  });

  it('are Chinese in Chinese and English in English', () => {
    const all = [...listsOfWords, actionWords].flatMap((list) => Object.values(list));
    expect(all.filter(({ zh }) => /[a-z]{2}/.test(zh))).toEqual([]);
    expect(all.filter(({ en }) => /[\u4e00-\u9fff]/.test(en))).toEqual([]);
  });

  it('tell no two terms of a list by the same word', () => {
    const doubled = [...listsOfWords, actionWords].filter((list) => {
      const words = Object.values(list).map(({ zh }) => zh);
      return new Set(words).size < words.length;
    });
    expect(doubled).toEqual([]);
  });

  it('say who may do something', () => {
    expect(rolesThatMay('runs.approve')).toEqual({
      zh: `${roleWords.reviewer.zh}、${roleWords.chair.zh}`,
      en: 'reviewer, chair',
    });
  });

  it('call a holder by its number, and by its kind where there is only one', () => {
    expect(holderInWords({ kind: 'member', number: '3-12' })).toBe('3-12');
    expect(holderInWords({ kind: 'collective', number: 'COLLECTIVE' })).toMatchObject({ zh: '集体股' });
  });
});
