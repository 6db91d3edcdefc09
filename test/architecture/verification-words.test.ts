/** What verification prints is words: no table, no key of a row and no id is shown to whoever reads it. */
import { globSync, readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { placeInWords, tableWords } from '../../src/modules/verification/place.ts';

it('every table that verification names has words in both languages, none of them its name', () => {
  const source = globSync('src/modules/verification/*-check.ts')
    .map((file) => readFileSync(file, 'utf8'))
    .join('\n');
  const named = new Set(
    [
      /table: '(\w+)'/g,
      /table = '(\w+)'/g,
      /'(\w+)' as (?:"table"|table_name)/g,
      /\[table, row\] = \['(\w+)'/g,
      /^ {2}\['(\w+)', ["`r]/gm,
      /select '(\w+_\w+)', \$\{/g,
    ]
      .flatMap((pattern) => [...source.matchAll(pattern)])
      .map(([, table]) => table ?? ''),
  );
  expect(named.size).toBeGreaterThan(40);
  expect([...named].filter((table) => tableWords[table] === undefined)).toEqual([]);
  for (const { zh, en } of Object.values(tableWords)) {
    expect(zh).not.toMatch(/[a-z_]/i);
    expect(en).not.toContain('_');
  }
});

it.each([
  ['dividend_line', 'run 3, member 0012', '分红行·分红3，成员0012', 'dividend line of run 3, member 0012'],
  ['dividend_run', 'run 3', '分红3', 'run 3'],
  [
    'meeting',
    'meeting representative-assembly 2025-1',
    '会议股民代表大会2025-1',
    'meeting representative assembly 2025-1',
  ],
  [
    'seat_change',
    'board election 2010-07-31',
    '席位变动·理事会换届选举2010-07-31',
    'change of seats: board election 2010-07-31',
  ],
  [
    'member_standing',
    '12 left 2004-01-01',
    '成员身份·12 离社2004-01-01',
    'standing of member 12 leaving 2004-01-01',
  ],
  [
    'member_tag',
    'member T3 甲, 2025-06-01',
    '成员标签·成员 T3 甲，2025-06-01',
    'tag of member T3 甲, 2025-06-01',
  ],
  // Whoever is called so is called so.
  ['role_grant', 'member', '职责·member', 'duties of member'],
  ['resolution', 'run:019a0000-0000-7000-8000-000000000001', '决议·分红', 'resolution run'],
  ['document', '2010-000001', '文件·2010-000001', 'paper 2010-000001'],
] as const)('%s %s', (table, row, zh, en) => {
  expect([placeInWords(table, row, 'zh'), placeInWords(table, row, 'en')]).toEqual([zh, en]);
});
