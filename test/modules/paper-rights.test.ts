/** What stands in a paper is read as a paper by whoever may read it where it stands, and by nobody else: listed, and as a file. */
import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { mayDo, permissions, roles } from '../../src/domain/permission.ts';
import { paperRights } from '../../src/modules/papers/contract.ts';
import { startTestApp, type TestApp } from '../support/app.ts';
import { expectStatus, openRegister } from '../support/cooperative.ts';

let test: TestApp;
const issued: { readonly id: string; readonly kind: keyof typeof paperRights }[] = [];
beforeAll(async () => {
  test = await startTestApp({ clock: new Date('2011-01-05T01:00:00Z') });
  await openRegister(test, ['600', '400']);
  const span = { language: 'zh', from: '2010-07-01', to: '2010-12-31' };
  for (const [kind, wish] of [
    ['statement', { ...span, holder: { kind: 'member', number: '1' } }],
    ['member-register', { language: 'zh' }],
    ['share-register', { language: 'zh' }],
  ] as const) {
    const paper = await expectStatus(test.as('accountant').post(`~/documents/${kind}`, wish), 201);
    issued.push({ id: String(paper.id), kind });
  }
});
afterAll(() => test.close());

const readers = roles.filter((role) => permissions['documents.read'].some((each) => each === role));

it.each(readers)('the %s lists and reads the papers of what they may see', async (role) => {
  const { documents } = await expectStatus(test.as(role).get('~/documents'), 200);
  const readable = issued.filter(({ kind }) => mayDo([role], paperRights[kind])).map(({ id }) => id);
  expect((documents as { id: string }[]).map(({ id }) => id)).toEqual(readable);
  for (const { id, kind } of issued) {
    const { status } = await test.as(role).get(`~/documents/${id}/content`);
    expect([kind, status]).toEqual([kind, readable.includes(id) ? 200 : 403]);
    const listed = await expectStatus(test.as(role).get(`~/documents?kind=${kind}`), 200);
    expect((listed.documents as object[]).length).toBe(readable.includes(id) ? 1 : 0);
  }
});

it('the cashier reads none of these, and the table by hand says of every kind what is asked', () => {
  expect(issued.filter(({ kind }) => mayDo(['cashier'], paperRights[kind]))).toEqual([]);
  const table = [
    ...readFileSync('docs/security.md', 'utf8').matchAll(/^\| ((?:`[\w-]+`(?:, )?)+) \| `(\w+\.read)` \|$/gm),
  ].flatMap(([, kinds = '', right = '']) =>
    [...kinds.matchAll(/`([\w-]+)`/g)].map(([, kind = '']) => [kind, right] as const),
  );
  expect(Object.fromEntries(table)).toEqual(paperRights);
});
