/** The language of an answer: what is asked for first, then what the reader's program weighs highest, then the house's own. */
import { describe, expect, it } from 'vitest';
import { readerLanguage } from '../../src/platform/problem.ts';

describe('the language of an answer', () => {
  it.each([
    ['zh-CN,zh;q=0.9,en;q=0.8', 'zh'],
    ['en;q=0.3, zh;q=0.7', 'zh'],
    ['zh;q=0.3, en-GB;q=0.31', 'en'],
    ['fr-FR, en;q=0.2', 'en'],
    ['en;q=0, zh;q=0.001', 'zh'],
    ['EN-us', 'en'],
    ['en;level=1;q=0.4,zh;q=0.5', 'zh'],
    ['zh, en', 'zh'],
    ['en, zh', 'en'],
    ['en;q=0', 'zh'],
    ['fr', 'zh'],
    ['english', 'zh'],
    ['en;q=2, zh;q=x', 'en'],
    ['*', 'zh'],
    [',;,;q=1', 'zh'],
    ['', 'zh'],
    [undefined, 'zh'],
  ] as const)('of "%s" is %s', (header, language) => {
    expect(readerLanguage(undefined, header, 'zh')).toBe(language);
  });

  it('that is asked for in the address goes before', () => {
    expect(readerLanguage('en', 'zh', 'zh')).toBe('en');
    expect(readerLanguage('fr', 'en', 'zh')).toBe('en');
  });
});
