/** A paper is drawn before the book is locked, also by a dry run; in the lock only where the book moves on again and again. */
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { definePrinting, openPress, statement } from '../../src/modules/papers/index.ts';
import { printStatement } from '../../src/modules/papers/statement/contract.ts';
import type { Database } from '../../src/platform/database.ts';
import { startTestApp, type TestApp } from '../support/app.ts';
import { openRegister } from '../support/cooperative.ts';

let test: TestApp;
beforeAll(async () => {
  test = await startTestApp({ clock: new Date('2011-01-05T01:00:00Z') });
  await openRegister(test, ['600', '400']);
});
afterAll(() => test.close());

let held = 0;
let moves = 0;
let drawn: string[] = [];
beforeEach(() => {
  moves = 0;
  drawn = [];
});

/** The database of the service, which says whether a book is held, and whose book others write in first as often as asked. */
function watched(): Database {
  const { database } = test.services;
  return {
    ...database,
    async writeInBook(cooperativeId, work, openedFor) {
      if (moves > 0) {
        moves -= 1;
        const contact = { telephone: `0990-555 012${moves}` };
        expect((await test.as('chair').put('~/office-contact', contact)).status).toBe(200);
      }
      return database.writeInBook(
        cooperativeId,
        async (tx) => {
          held += 1;
          try {
            return await work(tx);
          } finally {
            held -= 1;
          }
        },
        openedFor,
      );
    },
  };
}

function print(dryRun = false) {
  const services = { ...test.services, database: watched() };
  const printing = definePrinting(
    { services, press: openPress(services.config) },
    {
      name: 'documents.issue-statement',
      endpoint: printStatement,
      async drafts(asked, wish) {
        const draft = await statement.draft(asked, wish);
        return [
          {
            ...draft,
            layout: (sheet) => {
              drawn.push(held > 0 ? 'in the lock' : 'before');
              return draft.layout(sheet);
            },
          },
        ];
      },
      reply: ([document]) => document as never,
    },
  );
  const { userId } = test.as('accountant');
  const holder = { kind: 'member' as const, number: '1' };
  return printing(
    { cooperativeId: test.cooperativeId, userId, dryRun },
    { language: 'zh', holder, from: '2010-07-01', to: '2010-12-31' },
  );
}

it.each([
  ['a paper', false],
  ['a dry run', true],
])('%s is drawn before the lock, once', async (_, dryRun) => {
  await print(dryRun);
  expect(drawn).toEqual(['before']);
});

it('is drawn anew where the book moved on meanwhile, and bears the seal under which it is stored', async () => {
  moves = 1;
  const { number, seal } = await print();
  expect(drawn).toEqual(['before', 'before']);
  const { body } = await test.stranger.get(`/api/v1/checks/${test.cooperativeId}/${number}`);
  expect([body.state, body.chain.state, seal.startsWith(body.seal.replaceAll(' ', ''))]).toEqual([
    'valid',
    'stands',
    true,
  ]);
});

it('is drawn in the lock once the book moved on three times', async () => {
  moves = 3;
  await print();
  expect(drawn).toEqual(['before', 'before', 'before', 'in the lock']);
});
