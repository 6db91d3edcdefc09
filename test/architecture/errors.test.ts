/** The catalogue of refusals: complete in both languages, and nothing in it that is never said. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { errorCatalogue, faultMessage, type ErrorCode } from '../../src/domain/errors/catalogue.ts';
import { endpoints } from '../../src/endpoints.ts';
import { englishIn, remember, requireChinese } from '../support/chinese.ts';

const sources = readdirSync('src', { recursive: true, encoding: 'utf8' })
  .filter((name) => name.endsWith('.ts') && !name.includes(join('domain', 'errors')))
  .map((name) => readFileSync(join('src', name), 'utf8'))
  .join('\n');
const places = (text: string) =>
  [...new Set([...text.matchAll(/\{(\w+)(?:\|[^}]*)?\}/g)].map(([, name]) => name))].sort();
describe.each(Object.entries(errorCatalogue))('%s', (code, { zh, en }) => {
  it('says the same in both languages', () => {
    expect(places(zh)).toEqual(places(en));
    expect(zh).toMatch(/[。？}]$/);
    expect(en).toMatch(/[.?}]$/);
  });

  it('is Chinese in Chinese', () => {
    const values = Object.fromEntries(places(zh).map((name) => [name, '某']));
    expect(englishIn(faultMessage({ code: code as ErrorCode, values }, 'zh'))).toEqual([]);
    expect(zh).toMatch(/[\u4e00-\u9fff]/);
    expect(en).not.toMatch(/[\u4e00-\u9fff].*[\u4e00-\u9fff]{6}/);
  });

  it('is said somewhere', () => {
    expect(sources.includes(`'${code}'`), code).toBe(true);
  });
});

/** Faults of a file of the domain, and the operations that judge by it: each declares them all, but those it cannot meet. */
const judged: readonly (readonly [string, keyof typeof endpoints, readonly ErrorCode[]])[] = [
  [
    'agenda.ts',
    'draftMeeting',
    ['meeting.study-missing', 'meeting.study-after-notice', 'meeting.study-long-ago'],
  ],
  [
    'agenda.ts',
    'changeMeeting',
    ['meeting.study-missing', 'meeting.study-after-notice', 'meeting.study-long-ago'],
  ],
  ['agenda.ts', 'convene', []],
];

it.each(judged)('what %s refuses is declared by %s', (file, name, never) => {
  const source = readFileSync(join('src', 'domain', file), 'utf8');
  const said = [...source.matchAll(/(?:code: |refuse\(\s*)'([a-z-]+\.[a-z-]+)'/g)].map(
    ([, code = '']) => code as ErrorCode,
  );
  expect(said.length).toBeGreaterThan(5);
  const declared: readonly ErrorCode[] = endpoints[name].errors ?? [];
  expect([...new Set(said)].filter((code) => !declared.includes(code) && !never.includes(code))).toEqual([]);
});

describe('English in a Chinese sentence', () => {
  const problem = (detail: string) => ({ code: 'run.wrong-state', detail, faults: [] });

  it('is found, whoever sent the word; what somebody typed, formats and settings are none', () => {
    remember({ state: 'posted', name: 'Alice' });
    expect(() => {
      requireChinese(problem('这次分红现在是“posted”，不能计算。'));
    }).toThrow('posted');
    requireChinese(problem('Alice 的 GB18030 文件不是 .xlsx，请更正 HEGU_FONTS。'));
  });
});
