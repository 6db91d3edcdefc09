/** Sentences that count: in English the word behind a number goes by it, and a day filled in stays a day. */
import './reader.ts';
import { expect, it } from 'vitest';
import { sayOf } from '../../src/web/shared/language.ts';
import { sentences } from './sentences.ts';

const [zh, en] = [sayOf(null, 'zh'), sayOf(null, 'en')];
const left = { zh: '还有 {count} 天，到{day}', en: '{count|day is|days are} left, until {day}' };

it.each([
  [0, '0 days are left, until 15 Dec 2026'],
  [1, '1 day is left, until 15 Dec 2026'],
  ['1', '1 day is left, until 15 Dec 2026'],
  [16, '16 days are left, until 15 Dec 2026'],
])('of %s', (count, said) => {
  const filled = { count, day: '2026-12-15' };
  expect(en(left, filled).replaceAll('\u00a0', ' ')).toBe(said);
  expect(zh(left, filled)).toBe(`还有 ${count} 天，到2026-12-15`);
});

it('what counts in English counts the same in Chinese', () => {
  const counting = sentences
    .flatMap((each) => [each, ...(each.of ? [each.of] : [])])
    .filter((each) => each.en.includes('|'));
  expect(counting.length).toBeGreaterThan(10);
  for (const { zh: chinese, en: english } of counting)
    for (const [, place] of english.matchAll(/\{(\w+)\|[^|{}]+\|[^|{}]+\}/g))
      expect([english, chinese.includes(`{${place}}`)]).toEqual([english, true]);
});
