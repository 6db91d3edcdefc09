/**
 * Each endpoint of the portal, asked with a real id of somebody else: of another member here, and of another cooperative. And what reads
 * for it, asked about another through the portal's own login, with the program's own checks taken away.
 */
import { randomUUID } from 'node:crypto';
import postgres from 'postgres';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { AnyEndpoint } from '../../src/contract/endpoint.ts';
import { LocalDate } from '../../src/domain/calendar.ts';
import { endpointGroups } from '../../src/endpoints.ts';
import { ownCash, ownClaims, ownPayments } from '../../src/modules/banking/index.ts';
import { ownDividends, ownObjections } from '../../src/modules/dividends/index.ts';
import { earlierMeetings, ownMeeting, ownMeetings } from '../../src/modules/meetings/own.ts';
import { ownSecretBallots } from '../../src/modules/meetings/index.ts';
import { actsFor, mandatesOfUser, ownPerson } from '../../src/modules/members/index.ts';
import { messagesOf } from '../../src/modules/messages/index.ts';
import { ownPapers, seesPaper } from '../../src/modules/papers/index.ts';
import { ownPensions } from '../../src/modules/pensions/index.ts';
import { seenMoney } from '../../src/modules/portal/money.ts';
import { ratioYears } from '../../src/modules/portal/ratios.ts';
import { ownShares } from '../../src/modules/shares/index.ts';
import type { Tx } from '../../src/platform/database.ts';
import { startTestApp, type Client, type TestApp } from '../support/app.ts';
import {
  calculate,
  draft,
  expectStatus,
  linkUser,
  openRegister,
  runToPosted,
} from '../support/cooperative.ts';

type Kind = 'memberId' | 'runId' | 'meetingId' | 'mandateId' | 'documentId';
type Ids = Readonly<Record<Kind, string>>;

let test: TestApp;
/** Is member 1; `other` is member 2, and acts for 3. */
let one: Client;
let other: Client;
let people: readonly { readonly id: string; readonly accountId: string }[];
/** Of another member, or not for every member; and of the same kind in another cooperative. */
let here: Ids;
let elsewhere: Ids;
/** Where one is oneself. */
let own: Ids;

const terms = { taxRate: '0', taxBasis: '免税', basis: 'record-date', method: 'largest-remainder' };
const today = LocalDate.parse('2011-01-05');

beforeAll(async () => {
  test = await startTestApp({ clock: new Date('2011-01-05T01:00:00Z') });
  await openRegister(test, ['600', '400', '300']);
  [one, other] = [test.as('shareholder'), test.as('representative')];
  await expectStatus(linkUser(test, one.userId, '1'), 200);
  await expectStatus(linkUser(test, other.userId, '2'), 200);
  const auditor = test.as('auditor');
  const { members } = await expectStatus(auditor.get('~/members'), 200);
  const { holders } = await expectStatus(auditor.get('~/holdings?on=2011-01-01'), 200);
  const accounts = holders as { accountId: string; number: string }[];
  people = (members as { id: string; registerNumber: string }[]).map(({ id, registerNumber }) => ({
    id,
    accountId: String(accounts.find(({ number }) => number === registerNumber)?.accountId),
  }));
  const mandateOf = async (client: Client, member: string) => {
    const until = new Date(Date.now() + 30 * 86_400_000).toISOString().slice(0, 10);
    const from = new Date().toISOString().slice(0, 10);
    const wish = { userId: client.userId, member, ground: 'guardian', document: '证明', scope: 'read' };
    const proposed = await expectStatus(test.as('chair').post('~/mandates', { ...wish, from, until }), 202);
    await expectStatus(test.as('supervisor').post(`~/access-proposals/${String(proposed.id)}/confirm`), 200);
    return String(proposed.id);
  };
  const mandateId = await mandateOf(other, '3');
  const accountant = test.as('accountant');
  const span = { language: 'zh', from: '2010-07-01', to: '2010-12-31' };
  const paperOf = async (number: string) => {
    const paper = { ...span, holder: { kind: 'member', number } };
    return String((await expectStatus(accountant.post('~/documents/statement', paper), 201)).id);
  };
  const [documentId, ownDocument] = [await paperOf('2'), await paperOf('1')];
  const run = { period: '2010-H2', recordDate: '2010-12-31', pool: '1300', ...terms };
  const posted = await runToPosted(test, undefined, run);
  // What is only worked out hangs nowhere yet: it is nobody's but the office's.
  const worked = { ...run, period: '2010-H1', recordDate: '2010-06-30', pool: '100' };
  const runId = String((await expectStatus(draft(test, worked), 201)).id);
  await expectStatus(calculate(test, runId), 200);
  const meetingOf = async (body: string, title: string) => {
    const motion = { kind: 'other', title: '修路', text: '同意。', proposer: 'board', notReserved: true };
    const fields = { body, title, time: '09:00', place: '社区礼堂', heldOn: '2011-01-25', agenda: [motion] };
    const study = body === 'board' ? {} : { partyStudy: { on: '2011-01-04', by: '社区党委' } };
    const { id } = await expectStatus(accountant.post('~/meetings', { ...fields, ...study }), 201);
    await expectStatus(accountant.post(`~/meetings/${String(id)}/convene`, { noticeOn: '2011-01-05' }), 200);
    return String(id);
  };
  // Only those who sit on the board see that it meets.
  const meetingId = await meetingOf('board', '理事会会议');
  own = {
    memberId: String(people[0]?.id),
    runId: String(posted.id),
    meetingId: await meetingOf('members-assembly', '成员大会'),
    mandateId,
    documentId: ownDocument,
  };
  here = { memberId: String(people[1]?.id), runId, meetingId, mandateId, documentId };
  elsewhere = await nextDoor({ ...own, memberId: here.memberId });
});
afterAll(() => test.close());

const tables: Readonly<Record<Kind, string>> = {
  memberId: 'member',
  runId: 'dividend_run',
  meetingId: 'meeting',
  mandateId: 'mandate',
  documentId: 'document',
};

/** The same rows in another cooperative, under ids of their own: as real as those here. */
async function nextDoor(ids: Ids): Promise<Ids> {
  test.expectTampering();
  const owner = postgres(test.ownerUrl, { max: 1, onnotice: () => undefined });
  await owner`set session_replication_role = replica`;
  const cooperative = randomUUID();
  const made: [string, string][] = [];
  for (const [kind, table] of Object.entries(tables)) {
    const id = randomUUID();
    await owner.unsafe(`insert into ${table} select (jsonb_populate_record(t, '{"id": "${id}",
      "cooperative_id": "${cooperative}"}'::jsonb)).* from ${table} t where id = '${ids[kind as Kind]}'`);
    if (kind === 'runId')
      await owner.unsafe(`insert into run_notice select (jsonb_populate_record(t, '{"run_id": "${id}",
        "cooperative_id": "${cooperative}"}'::jsonb)).* from run_notice t where run_id = '${ids.runId}'`);
    made.push([kind, id]);
  }
  await owner.end();
  return Object.fromEntries(made) as unknown as Ids;
}

/** Which foreign ids an endpoint can be asked with, beside its example; null: it is asked with none, and why. */
interface Row {
  readonly by: readonly Kind[];
  /** Where the field has another name. */
  readonly field?: string;
}
const asked = (...by: readonly Kind[]): Row => ({ by });
const endpointRows: Readonly<Record<string, Row | string>> = {
  attend: asked('meetingId'),
  castBallot: asked('meetingId'),
  castSecretBallot: asked('meetingId'),
  endOwnMandate: asked('mandateId'),
  objectToRun: asked('runId'),
  printOwnStatement: asked('memberId'),
  readOwn: asked('memberId'),
  readOwnEarlierMeetings: { by: ['meetingId'], field: 'before' },
  readOwnMeeting: asked('meetingId', 'memberId'),
  readOwnMeetings: asked('memberId'),
  readOwnMessages: asked('memberId'),
  readOwnMoney: asked('memberId'),
  readOwnNotice: asked('runId', 'memberId'),
  readOwnNotices: asked('memberId'),
  readOwnPaper: asked('documentId'),
  readOwnPapers: asked('memberId'),
  readOwnRatios: asked('memberId'),
  readOwnSecretBallots: asked('meetingId'),
  readOwnShares: asked('memberId'),
  readOwnStart: asked('memberId'),
  readOwnBooks: 'told to every member alike',
  readOwnMandates: 'of whoever asks, by no id',
  readOwnResolutions: 'told to every member alike',
  requestCorrection: 'for oneself, by no id',
  activatePortal: 'of strangers: by a number and what they know',
  findPlace: 'of strangers: told to anybody',
  signInToPortal: 'of strangers: by a number and what they know',
  readOfficeContact: 'of the office',
  setOfficeContact: 'of the office',
};

const all: readonly AnyEndpoint[] = endpointGroups.flatMap((group) => Object.values(group.endpoints));
const oneself = endpointGroups.find(({ words }) => words.en === 'Oneself');
/** Of the group, about oneself wherever they are described, and what a member presses in a meeting. */
const portal = all.filter(
  ({ name, path, action }) =>
    (oneself !== undefined && name in oneself.endpoints) ||
    /^\/own(\/|$)/.test(path) ||
    action === 'votes.cast',
);
const rows = Object.entries(endpointRows).flatMap(([name, row]) =>
  typeof row === 'string' ? [] : row.by.map((kind) => ({ name, kind, field: row.field ?? kind })),
);

describe('An id of somebody else', () => {
  it('is tried on every endpoint of the portal that takes one', () => {
    expect(portal.map(({ name }) => name).sort()).toEqual(Object.keys(endpointRows).sort());
    for (const { name, path, input } of portal) {
      const fields = Object.keys((input as unknown as { shape: object }).shape);
      const ids = fields.filter((field) => field in tables || field === 'before');
      const named = rows.filter((row) => row.name === name).map(({ field }) => field);
      expect([name, ids.sort()]).toEqual([name, named.sort()]);
      expect([
        name,
        [...path.matchAll(/:(\w+Id)/g)].every(([, place]) => named.includes(String(place))),
      ]).toEqual([name, true]);
    }
  });

  it.each(rows)('is unknown to $name ($kind), here and from next door', async ({ name, kind, field }) => {
    const endpoint = portal.find((each) => each.name === name) as AnyEndpoint;
    const ask = (ids: Ids, id: string) => {
      const given: Record<string, unknown> = { ...endpoint.example };
      // All other ids are one's own: nothing but this one can be what is not found.
      for (const place of ['memberId', 'runId', 'meetingId', 'mandateId', 'documentId'] as const)
        if (place in (endpoint.input as unknown as { shape: object }).shape) given[place] = ids[place];
      given[field] = id;
      const path = `~${endpoint.path.replace(/:(\w+)/g, (_, place: string) => (given[place] as string | undefined) ?? '1')}`;
      const places = [...endpoint.path.matchAll(/:(\w+)/g)].map(([, place]) => place);
      const rest = Object.fromEntries(Object.entries(given).filter(([each]) => !places.includes(each)));
      if (endpoint.method !== 'get') return one.post(path, rest);
      const query = Object.entries(rest).map(([each, value]) => `${each}=${String(value)}`);
      return one.get(query.length === 0 ? path : `${path}?${query.join('&')}`);
    };
    for (const foreign of [here, elsewhere]) {
      const { status, body } = await ask(own, foreign[kind]);
      expect([name, kind, status, body.code]).toEqual([name, kind, 404, expect.any(String)]);
    }
    // The same question about oneself is not unknown: it is the id alone that was.
    if (kind !== 'mandateId') expect([name, (await ask(own, own[kind])).status]).not.toEqual([name, 404]);
  });
});

describe('With the program’s own checks taken away', () => {
  /** What is read of somebody; a table that the portal has no right to at all, and what is not there, are nothing. */
  const nothing = async (work: (tx: Tx, cooperativeId: string) => Promise<unknown>): Promise<unknown> =>
    test.database
      .readOwn(test.cooperativeId, one.userId, (tx) => work(tx, test.cooperativeId))
      .then(leaves, (error: unknown) =>
        String((error as { cause?: Error }).cause?.message ?? (error as Error).message),
      );
  /** All that is not empty in it. */
  const leaves = (found: unknown): unknown => {
    if (Array.isArray(found)) return found.length === 0 ? null : found;
    if (typeof found !== 'object' || found === null) return found === false ? null : found;
    const full = Object.entries(found).filter(([, value]) => leaves(value) !== null);
    return full.length === 0 ? null : Object.fromEntries(full);
  };
  const accountOf = (index: number) => ({
    id: String(people[index]?.accountId),
    kind: 'member' as const,
    number: '',
  });
  const idOf = (index: number) => String(people[index]?.id);
  const personOf = (index: number) => ({ memberId: idOf(index), householdId: null });
  const users = () => [one.userId, other.userId];

  type Reader = (tx: Tx, cooperativeId: string, index: number) => Promise<unknown>;
  const readers: Readonly<Record<string, Reader>> = {
    ownShares: (tx, c, index) => ownShares(tx, c, [accountOf(index)], today),
    ownDividends: (tx, c, index) => ownDividends(tx, c, [accountOf(index).id]),
    ownPayments: (tx, c, index) => ownPayments(tx, c, idOf(index)),
    ownCash: (tx, c, index) => ownCash(tx, c, [accountOf(index).id]),
    ownPensions: (tx, c, index) => ownPensions(tx, c, idOf(index)),
    messagesOf: (tx, c, index) => messagesOf(tx, c, idOf(index)),
    ownObjections: (tx, c, index) => ownObjections(tx, c, idOf(index)),
    ownPapers: async (tx, c, index) =>
      (await ownPapers(tx, c, String(index + 1))).filter(({ subject }) => subject.startsWith('member ')),
    seesPaper: (tx, c, index) => seesPaper(tx, c, index === 0 ? own.documentId : here.documentId),
    mandates: async (tx, c, index) => [
      ...(await actsFor(tx, c, String(users()[index]))),
      ...(await mandatesOfUser(tx, c, String(users()[index]))),
    ],
    ownPerson: (tx, c, index) => ownPerson(tx, c, String(users()[index]), undefined),
    ownMeeting: async (tx, c, index) => {
      const { id } = await ownMeeting(tx, c, idOf(0), index === 0 ? own.meetingId : here.meetingId);
      return id;
    },
    earlierMeetings: (tx, c, index) => earlierMeetings(tx, c, index === 0 ? own.meetingId : here.meetingId),
    ownSecretBallots: (tx, c, index) => ownSecretBallots(tx, c, index === 0 ? own.meetingId : here.meetingId),
  };
  /** Nothing of oneself is there either, in this test; test/platform/portal.test.ts has a row of each of two in their tables. */
  const bare = ['ownPayments', 'ownCash', 'ownPensions', 'ownObjections', 'mandates', 'earlierMeetings'];

  it.each(Object.keys(readers))('%s tells of oneself, and nothing of another', async (name) => {
    const read = readers[name] as Reader;
    const of = (index: number) => nothing((tx, cooperativeId) => read(tx, cooperativeId, index));
    if (!bare.includes(name) && name !== 'ownSecretBallots') expect(await of(0)).not.toBeNull();
    const theirs = await of(1);
    if (theirs !== null) expect(theirs).toMatch(/unknown|not-linked|no such|There is no|没有|not linked|不/);
  });

  it('the money of another is nothing, as the first page and the page of money ask for it', async () => {
    const money = await nothing(async (tx, c) => {
      const asked = { ...personOf(1), registerNumber: '2', name: '', actingFor: null };
      const { dividends, payments, cash, pensions } = await seenMoney(tx, c, asked);
      return { dividends, payments, cash, pensions };
    });
    expect(money).toBeNull();
  });

  it('what the office’s own rules work out needs tables that the portal is not shown', async () => {
    const claimsOf = (tx: Tx, c: string) =>
      ownClaims(tx, c, today, { memberId: idOf(1), accountIds: [accountOf(1).id] });
    for (const work of [claimsOf, (tx: Tx, c: string) => ratioYears(tx, c, personOf(1))]) {
      const told = await nothing(work);
      if (typeof told === 'string') expect(told).toMatch(/permission denied/);
      else expect(leaves({ ...(told as object), isRetired: null })).toBeNull();
    }
  });

  it('of the list of meetings oneself is in none of another’s rows', async () => {
    const shown = await test.database.readOwn(test.cooperativeId, one.userId, (tx) =>
      ownMeetings(tx, test.cooperativeId, idOf(1)),
    );
    expect(shown.map(({ title }) => title)).toEqual(['成员大会']);
    expect(shown).toMatchObject([{ manner: null, represents: [], motions: [{ ballots: [] }] }]);
  });
});
