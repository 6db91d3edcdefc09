/** Lists stand in the order of the book, page by page, though the computer's clock was set back and ids go down with it. */
import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import { startTestApp, type TestApp } from '../support/app.ts';
import { decide, expectStatus, openRegister } from '../support/cooperative.ts';
import { askFor } from '../support/papers.ts';
import { upload } from '../support/payout.ts';
import { titleOf } from '../support/cases.ts';

/** Each id is less than the one before, as after a restart on a clock that was set back. */
vi.mock('uuid', () => {
  let left = 0xffff_ffff_ffff;
  return { v7: () => `01980000-0000-7000-8000-${(left -= 1).toString(16).padStart(12, '0')}` };
});

let test: TestApp;
beforeAll(async () => {
  test = await startTestApp({ clock: new Date('2025-08-10T01:00:00Z') });
});
afterAll(() => test.close());

async function pagesOf(path: string, list: string, key: string): Promise<readonly string[]> {
  const found: string[] = [];
  let next: string | null = '';
  while (next !== null) {
    const page = await expectStatus(
      test.as('accountant').get(`${path}?limit=2${next && `&after=${next}`}`),
      200,
    );
    found.push(...(page[list] as Record<string, string>[]).map((row) => String(row[key])));
    next = page.next as string | null;
  }
  return found;
}

it(titleOf('LISTS-CLOCK', 'of resolutions, meetings, papers and imports'), async () => {
  const accountant = test.as('accountant');
  await openRegister(test, ['100']);
  const titles = ['甲', '乙', '丙', '丁', '戊'];
  for (const [index, title] of titles.entries()) {
    test.setClock(new Date(Date.UTC(2025, 7, 10, 1, 0) - index * 60_000));
    await decide(test, null, { matter: 'budget', title });
    const meeting = { body: 'members-assembly', title, heldOn: '2025-09-20', time: '09:00', place: '礼堂' };
    await expectStatus(accountant.post('~/meetings', meeting), 201);
    const year = String(2010 + index);
    const statement = {
      kind: 'statement',
      holder: { kind: 'member', number: '1' },
      from: `${year}-01-01`,
      to: `${year}-12-31`,
    };
    await expectStatus(accountant.post(...askFor(statement)), 201);
    const { payload, headers } = upload(
      `${title}.csv`,
      `股东编号,姓名,入社日期\n${index + 2},钱二,2024-01-01\n`,
    );
    await expectStatus(accountant.post('~/imports?kind=roster&dryRun=true', payload, headers), 202);
  }
  expect(await pagesOf('~/resolutions', 'resolutions', 'title')).toEqual(titles);
  expect(await pagesOf('~/meetings', 'meetings', 'title')).toEqual(titles);
  const numbers = await pagesOf('~/documents', 'documents', 'number');
  expect(numbers).toHaveLength(titles.length);
  expect([numbers, [...numbers].reverse()]).toContainEqual([...numbers].sort());
  const files = await pagesOf('~/imports', 'imports', 'fileName');
  expect([files, [...files].reverse()]).toContainEqual(titles.map((title) => `${title}.csv`));
});
