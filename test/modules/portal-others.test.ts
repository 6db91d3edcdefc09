/**
 * Each endpoint of the portal, asked with a real id of somebody else: of another member here, and of another cooperative. And what reads
 * for it, asked about another through the portal's own login, with the program's own checks taken away.
 */
import { randomUUID } from 'node:crypto';
import { sql } from 'drizzle-orm';
import postgres from 'postgres';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { AnyEndpoint } from '../../src/contract/endpoint.ts';
import { LocalDate } from '../../src/domain/calendar.ts';
import { Refusal } from '../../src/domain/refusal.ts';
import { endpointGroups } from '../../src/endpoints.ts';
import { ownResolutionsOf } from '../../src/modules/assemblies/index.ts';
import { ownCash, ownClaims, ownPayments } from '../../src/modules/banking/index.ts';
import { ownDividends, ownObjections } from '../../src/modules/dividends/index.ts';
import { earlierMeetings, ownMeeting, ownMeetings } from '../../src/modules/meetings/own.ts';
import { ownSecretBallots } from '../../src/modules/meetings/index.ts';
import { actsFor, mandatesOfUser, ownPerson } from '../../src/modules/members/index.ts';
import { messagesOf } from '../../src/modules/messages/index.ts';
import { ownPapers, seesPaper, spansOfStatements } from '../../src/modules/papers/index.ts';
import { backOf, ownPensions } from '../../src/modules/pensions/index.ts';
import { seenMoney } from '../../src/modules/portal/money.ts';
import { ratioYears } from '../../src/modules/portal/ratios.ts';
import { sharesOf } from '../../src/modules/portal/shares.ts';
import { ownShares } from '../../src/modules/shares/index.ts';
import type { Tx } from '../../src/platform/database.ts';
import { startTestApp, type Client, type TestApp } from '../support/app.ts';
import { fillTill } from '../support/books.ts';
import {
  announce,
  approve,
  calculate,
  decide,
  draft,
  enterMinutes,
  expectStatus,
  linkUser,
  openRegister,
  post,
} from '../support/cooperative.ts';
import { openAccounts, sentBatch, todayOf } from '../support/payout.ts';
import { paidPensions, setPensionRule } from '../support/pension.ts';

type Kind = 'memberId' | 'runId' | 'meetingId' | 'mandateId' | 'documentId' | 'resolutionId';
type Ids = Readonly<Record<Kind, string>>;

let test: TestApp;
/** Is member 1; `other` is member 2; each of them acts for 3. */
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
  const [mandateId, ownMandate] = [await mandateOf(other, '3'), await mandateOf(one, '3')];
  // And somebody acts for each of the two.
  for (const member of ['1', '2']) await mandateOf(auditor, member);
  const accountant = test.as('accountant');
  const span = { language: 'zh', from: '2010-07-01', to: '2010-12-31' };
  const paperOf = async (number: string) => {
    const paper = { ...span, holder: { kind: 'member', number } };
    return String((await expectStatus(accountant.post('~/documents/statement', paper), 201)).id);
  };
  const [documentId, ownDocument] = [await paperOf('2'), await paperOf('1')];
  const passed = { decidedOn: '2011-01-05', matter: 'budget' };
  const resolutionId = await decide(test, null, passed);
  // Nobody but the office is shown what one person entered and no other confirmed.
  const unconfirmed = await enterMinutes({ accountant, path: '~' }, null, { ...passed, matter: 'other' });
  const meetingOf = async (body: string, title: string, heldOn: string) => {
    const motion = { kind: 'other', title: '修路', text: '同意。', proposer: 'board', notReserved: true };
    const fields = { body, title, time: '09:00', place: '社区礼堂', heldOn, agenda: [motion] };
    const study = body === 'board' ? {} : { partyStudy: { on: '2011-01-04', by: '社区党委' } };
    const { id } = await expectStatus(accountant.post('~/meetings', { ...fields, ...study }), 201);
    await expectStatus(accountant.post(`~/meetings/${String(id)}/convene`, { noticeOn: '2011-01-05' }), 200);
    return String(id);
  };
  await meetingOf('members-assembly', '春季大会', '2011-01-24');
  // Only those who sit on the board see that it meets.
  const meetingId = await meetingOf('board', '理事会会议', '2011-01-25');
  const ownMeetingId = await meetingOf('members-assembly', '成员大会', '2011-01-25');
  const posted = await postedOverObjections();
  await payBoth(posted);
  // What is only worked out hangs nowhere yet: it is nobody's but the office's.
  const worked = { period: '2011-H1', recordDate: '2011-01-10', pool: '100', ...terms };
  const runId = String((await expectStatus(draft(test, worked), 201)).id);
  await expectStatus(calculate(test, runId), 200);
  await draftMatch();
  own = {
    memberId: String(people[0]?.id),
    runId: posted,
    meetingId: ownMeetingId,
    mandateId: ownMandate,
    documentId: ownDocument,
    resolutionId,
  };
  here = {
    memberId: String(people[1]?.id),
    runId,
    meetingId,
    mandateId,
    documentId,
    resolutionId: String(unconfirmed.id),
  };
  elsewhere = await nextDoor({ ...own, memberId: here.memberId });
});
afterAll(() => test.close());

/** Both of them object while it hangs and are answered; then it is posted. */
async function postedOverObjections(): Promise<string> {
  const run = { period: '2010-H2', recordDate: '2010-12-31', pool: '1300', ...terms };
  const runId = String((await expectStatus(draft(test, run), 201)).id);
  await expectStatus(calculate(test, runId), 200);
  await expectStatus(approve(test, runId), 200);
  const { unlockDay } = await expectStatus(announce(test, runId, '2011-01-05'), 201);
  for (const client of [one, other]) {
    const said = { text: '我的股数不对' };
    const { number } = await expectStatus(client.post(`~/own/notices/${runId}/objections`, said), 201);
    const answer = { answeredOn: '2011-01-05', text: '已核对' };
    const path = `~/dividend-runs/${runId}/objections/${String(number)}/answer`;
    await expectStatus(test.as('supervisor').post(path, answer), 200);
  }
  test.setClock(new Date(`${String(unlockDay)}T01:00:00Z`));
  await expectStatus(post(test, runId), 200);
  return runId;
}

/** Cash that was entered by mistake and struck, the same by bank, and a pension: of each of the two. */
async function payBoth(runId: string): Promise<void> {
  await fillTill(test);
  const payments = ['1', '2'].map((number) => ({ runId, kind: 'member', number }));
  const handed = { handedOn: todayOf(test), payments };
  const { cash } = await expectStatus(test.as('cashier').post('~/payout-cash', handed), 201);
  for (const { id } of cash as { id: string }[])
    await expectStatus(test.as('reviewer').post(`~/payout-cash/${id}/strike`, { reason: '记错了人' }), 200);
  await openAccounts(test, 2);
  await sentBatch(test);
  const month = todayOf(test).slice(0, 7);
  const rule = { from: month, age: null, retireesOnly: false, amount: '10.00' };
  await expectStatus(setPensionRule(test, rule), 201);
  await paidPensions(test, month);
}

/** A scheme that matches shares, of which what another ratio had brought is worked out. */
async function draftMatch(): Promise<void> {
  const accountant = test.as('accountant');
  const matched = { code: 'matched', name: '配股', kind: 'matched', places: 0 };
  await expectStatus(accountant.post('~/share-classes', matched), 201);
  const match = { kind: 'match', shareClass: 'matched', base: 'basic', cohort: { everyone: true } };
  const rules = [{ ...match, ratio: '1:8', rounding: 'down', places: 0 }];
  const scheme = { name: '一比八方案', meaning: '每持一股配八股', rules, effectiveOn: todayOf(test) };
  await expectStatus(accountant.post('~/allotment-schemes', scheme), 201);
}

const tables: Readonly<Record<Kind, string>> = {
  memberId: 'member',
  runId: 'dividend_run',
  meetingId: 'meeting',
  mandateId: 'mandate',
  documentId: 'document',
  resolutionId: 'resolution',
};
const kinds = Object.keys(tables) as Kind[];
/** Without which nobody would be shown the row. */
const besides: Readonly<Partial<Record<Kind, readonly [table: string, column: string]>>> = {
  runId: ['run_notice', 'run_id'],
  resolutionId: ['resolution_review', 'resolution_id'],
};

/** The same rows in another cooperative, under ids of their own: as real as those here. */
async function nextDoor(ids: Ids): Promise<Ids> {
  test.expectTampering();
  const owner = postgres(test.ownerUrl, { max: 1, onnotice: () => undefined });
  await owner`set session_replication_role = replica`;
  const cooperative = randomUUID();
  const made: [Kind, string][] = [];
  const copy = (table: string, column: string, from: string, to: string) =>
    owner.unsafe(`insert into ${table} select (jsonb_populate_record(t, '{"${column}": "${to}",
      "cooperative_id": "${cooperative}"}'::jsonb)).* from ${table} t where ${column} = '${from}'`);
  for (const kind of kinds) {
    const id = randomUUID();
    await copy(tables[kind], 'id', ids[kind], id);
    const beside = besides[kind];
    if (beside) await copy(...beside, ids[kind], id);
    made.push([kind, id]);
  }
  await owner.end();
  return Object.fromEntries(made) as unknown as Ids;
}

/** Which foreign ids an endpoint can be asked with, beside its example; null: it is asked with none, and why. */
interface Row {
  readonly by: readonly Kind[];
  /** Where a field has another name. */
  readonly fields?: Partial<Record<Kind, string>>;
}
const asked = (...by: readonly Kind[]): Row => ({ by });
const endpointRows: Readonly<Record<string, Row | string>> = {
  attendOnline: asked('meetingId'),
  castBallot: asked('meetingId'),
  castSecretBallot: asked('meetingId'),
  endOwnMandate: asked('mandateId'),
  objectToRun: asked('runId'),
  printOwnStatement: asked('memberId'),
  readOwn: asked('memberId'),
  readOwnEarlierMeetings: { by: ['meetingId', 'memberId'], fields: { meetingId: 'before' } },
  readOwnMeeting: asked('meetingId', 'memberId'),
  readOwnMeetings: asked('memberId'),
  readOwnMessages: asked('memberId'),
  readOwnMoney: asked('memberId'),
  readOwnNotice: asked('runId', 'memberId'),
  readOwnNotices: asked('memberId'),
  readOwnPaper: asked('documentId'),
  readOwnPapers: { by: ['documentId', 'memberId'], fields: { documentId: 'before' } },
  readOwnRatios: asked('memberId'),
  readOwnResolution: asked('resolutionId'),
  readOwnSecretBallots: asked('meetingId'),
  readOwnShares: asked('memberId'),
  readOwnStart: asked('memberId'),
  readOwnBooks: 'told to every member alike',
  readOwnMandates: 'of whoever asks, by no id',
  readOwnNumbers: 'of oneself, by no id',
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
    /^\/own(\/|-|$)/.test(path) ||
    action === 'votes.cast',
);
const rows = Object.entries(endpointRows).flatMap(([name, row]) =>
  typeof row === 'string' ? [] : row.by.map((kind) => ({ name, kind, field: row.fields?.[kind] ?? kind })),
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
      for (const place of kinds)
        if (place in (endpoint.input as unknown as { shape: object }).shape) given[place] = ids[place];
      for (const row of rows.filter((each) => each.name === name)) given[row.field] = ids[row.kind];
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
  type Asked = (tx: Tx, cooperativeId: string) => Promise<unknown>;
  /** What somebody is told through the portal’s own login, or why nothing. */
  const asOneself = (work: Asked): Promise<unknown> =>
    test.database
      .readOwn(test.cooperativeId, one.userId, (tx) => work(tx, test.cooperativeId))
      .then(full, (error: unknown) =>
        error instanceof Refusal
          ? { refused: error.code }
          : { failed: (error as { cause?: Error }).cause?.message ?? String(error) },
      );
  /** The same as the office reads: that there is something to be told. */
  const asOffice = (work: Asked): Promise<unknown> =>
    test.database.read(test.cooperativeId, (tx) => work(tx, test.cooperativeId)).then(full);
  /** All that is not empty in it. */
  const full = (found: unknown): unknown => {
    if (found instanceof Map) return full([...found]);
    if (Array.isArray(found)) return found.length === 0 ? null : found;
    if (typeof found !== 'object' || found === null) return found === false ? null : found;
    const entries = Object.entries(found).filter(([, value]) => full(value) !== null);
    return entries.length === 0 ? null : Object.fromEntries(entries);
  };
  const accountOf = (index: number) => ({
    id: String(people[index]?.accountId),
    kind: 'member' as const,
    number: '',
  });
  const idOf = (index: number) => String(people[index]?.id);
  const personOf = (index: number) => ({ memberId: idOf(index), householdId: null });
  const userOf = (index: number) => [one, other][index]?.userId ?? '';
  const given = (index: number) => (index === 0 ? own : here);
  const oneself = {
    get memberId() {
      return idOf(0);
    },
    actingFor: null,
  };

  type Reader = (tx: Tx, cooperativeId: string, index: number) => Promise<unknown>;
  const readers: Readonly<Record<string, Reader>> = {
    sharesOf: (tx, c, index) => sharesOf(tx, c, personOf(index), today),
    ownShares: (tx, c, index) => ownShares(tx, c, [accountOf(index)], today),
    ownDividends: (tx, c, index) => ownDividends(tx, c, [accountOf(index).id]),
    ownPayments: (tx, c, index) => ownPayments(tx, c, idOf(index)),
    ownCash: (tx, c, index) => ownCash(tx, c, [accountOf(index).id]),
    ownPensions: (tx, c, index) => ownPensions(tx, c, idOf(index)),
    messagesOf: (tx, c, index) => messagesOf(tx, c, idOf(index)),
    ownObjections: (tx, c, index) => ownObjections(tx, c, idOf(index)),
    ownPapers: async (tx, c, index) =>
      (await ownPapers(tx, c, { registerNumber: String(index + 1), actingFor: null })).papers.filter(
        ({ subject }) => subject.startsWith('member '),
      ),
    seesPaper: (tx, c, index) => seesPaper(tx, c, given(index).documentId),
    ownResolutionsOf: (tx, c, index) => ownResolutionsOf(tx, c, [given(index).resolutionId]),
    actsFor: (tx, c, index) => actsFor(tx, c, userOf(index)),
    mandatesOfUser: (tx, c, index) => mandatesOfUser(tx, c, userOf(index)),
    ownPerson: (tx, c, index) => ownPerson(tx, c, userOf(index), undefined),
    ownMeeting: (tx, c, index) => ownMeeting(tx, c, oneself, given(index).meetingId),
    earlierMeetings: (tx, c, index) => earlierMeetings(tx, c, oneself, given(index).meetingId),
  };
  /** What says that it knows no such thing, instead of nothing. */
  const refusals: Readonly<Record<string, string>> = {
    ownPerson: 'membership.not-linked',
    ownMeeting: 'meeting.unknown',
    earlierMeetings: 'meeting.unknown',
  };

  it.each(Object.entries(readers))('%s tells of oneself, and nothing of another', async (name, read) => {
    const of = (index: number) => (tx: Tx, c: string) => read(tx, c, index);
    const mine = await asOneself(of(0));
    expect(mine).not.toBeNull();
    expect(mine).not.toMatchObject({ failed: expect.anything() });
    expect(mine).not.toMatchObject({ refused: expect.anything() });
    // There is as much to be told of the other.
    expect(await asOffice(of(1))).not.toBeNull();
    const refused = refusals[name];
    expect(await asOneself(of(1))).toEqual(refused === undefined ? null : { refused });
  });

  it('the money of another is nothing, as the first page and the page of money ask for it', async () => {
    const moneyOf = (index: number) => async (tx: Tx, c: string) => {
      const asked = { ...personOf(index), registerNumber: '', name: '', actingFor: null };
      const { dividends, payments, cash, pensions } = await seenMoney(tx, c, asked);
      return { dividends, payments, cash, pensions };
    };
    const kindsOfMoney = ['cash', 'dividends', 'payments', 'pensions'];
    expect(Object.keys((await asOneself(moneyOf(0))) as object).sort()).toEqual(kindsOfMoney);
    expect(Object.keys((await asOffice(moneyOf(1))) as object).sort()).toEqual(kindsOfMoney);
    expect(await asOneself(moneyOf(1))).toBeNull();
  });

  /** The office’s own rules, asked of what the portal saw. */
  const ofTheOffice: Readonly<Record<string, Reader>> = {
    ownClaims: (tx, c, index) =>
      ownClaims(tx, c, today, { memberId: idOf(index), accountIds: [accountOf(index).id] }),
    ratioYears: (tx, c, index) => ratioYears(tx, c, personOf(index)),
    spansOfStatements: (tx, c, index) => spansOfStatements(tx, c, [given(index).documentId]),
    backOf: (tx, c, index) => backOf(tx, c, idOf(index)),
  };

  it.each(Object.entries(ofTheOffice))('%s needs tables that the portal is not shown', async (_, read) => {
    for (const index of [0, 1]) {
      const work = (tx: Tx, c: string) => read(tx, c, index);
      expect(await asOffice(work)).not.toBeNull();
      expect(await asOneself(work)).toEqual({ failed: expect.stringMatching(/^permission denied for /) });
    }
  });

  it('the secret ballots of a meeting that oneself is not shown are of no known meeting', async () => {
    const of = (ids: Ids) => (tx: Tx, c: string) => ownSecretBallots(tx, c, ids.meetingId);
    expect(await asOneself(of(own))).not.toMatchObject({ refused: expect.anything() });
    expect(await asOneself(of(here))).toEqual({ refused: 'meeting.unknown' });
  });

  it('of the list of meetings oneself is in none of another’s rows', async () => {
    const shown = await test.database.readOwn(test.cooperativeId, one.userId, (tx) =>
      ownMeetings(tx, test.cooperativeId, { memberId: idOf(1), actingFor: null }),
    );
    expect(shown.map(({ title }) => title)).toEqual(['成员大会', '春季大会']);
    const empty = { manner: null, represents: [], motions: [{ ballots: [] }] };
    expect(shown).toMatchObject([empty, empty]);
  });
});

describe('A meeting that oneself is not shown', () => {
  const steps = {
    attend: {},
    'motions/1/vote': { choice: 'for' },
    'motions/1/secret-vote': { choice: 'for', receipt: 'K7QX2MZA5RTB3WHN' },
  };
  const told = async (meetingId: string) => {
    const codes: unknown[] = [];
    for (const [step, fields] of Object.entries(steps))
      codes.push((await one.post(`~/meetings/${meetingId}/${step}`, fields)).body.code);
    return codes;
  };
  const [unknown, known] = ['meeting.unknown', 'meeting.wrong-state'].map((code) => [code, code, code]);

  it('by one’s own seat is not told of under the name of whom one looks for, until it is closed; nor is a pack', async () => {
    await sits('2011-01-25');
    const third = String(people[2]?.id);
    const titlesOf = async (memberId?: string) => {
      const of = memberId === undefined ? '' : `?memberId=${memberId}`;
      const start = await expectStatus(one.get(`~/own/start${of}`), 200);
      const { meetings } = await expectStatus(one.get(`~/own/meetings${of}`), 200);
      return [start.meetings, meetings].map((each) =>
        (each as { title: string }[]).map(({ title }) => title).filter((title) => title === '理事会会议'),
      );
    };
    expect(await titlesOf()).toEqual([['理事会会议'], ['理事会会议']]);
    expect(await titlesOf(third)).toEqual([[], []]);
    const meeting = (memberId = '') => one.get(`~/own/meetings/${here.meetingId}?${memberId}`);
    const earlier = (memberId = '') => one.get(`~/own/earlier-meetings?before=${here.meetingId}&${memberId}`);
    for (const asked of [meeting, earlier]) {
      expect((await asked()).status).toBe(200);
      const refused = await asked(`memberId=${third}`);
      expect([refused.status, refused.body.code]).toEqual([404, 'meeting.unknown']);
    }
    await pastTheProgram(
      (owner) => owner`update meeting set state = 'closed', closed_at = now() where id = ${here.meetingId}`,
    );
    expect((await meeting()).body.meeting).toMatchObject({ motions: [{ title: '修路' }] });
    expect((await meeting(`memberId=${third}`)).body.meeting).toMatchObject({ motions: [], noticeOn: null });
    await pastTheProgram(
      (owner) => owner`update meeting set state = 'convened', closed_at = null where id = ${here.meetingId}`,
    );
    await sits('2011-01-25', 'representative-assembly');
    const pack = {
      id: randomUUID(),
      kind: 'meeting-paper',
      subject: 'meeting representative-assembly 2011-1 pack',
    };
    await pastTheProgram(
      (
        owner,
      ) => owner`insert into document select (jsonb_populate_record(d, ${owner.json({ ...pack, number: 'P' })})).*
        from document d where id = ${own.documentId}`,
    );
    const packs = async (of = '') => {
      const { papers } = await expectStatus(one.get(`~/own/papers${of}`), 200);
      return (papers as { id: string }[]).filter(({ id }) => id === pack.id).length;
    };
    expect([await packs(), await packs(`?memberId=${third}`)]).toEqual([1, 0]);
    // When one's time is over, of meetings that go on and are held in it alone.
    await pastTheProgram(
      (owner) => owner`update seat set term_ends_on = '2011-06-30' where member_id = ${own.memberId}`,
    );
    const heldOn = (day: string) =>
      pastTheProgram(
        (owner) => owner`update meeting set body = 'representative-assembly', year = 2011, number = 1,
          held_on = ${day} where id = ${here.meetingId}`,
      );
    const seen: number[] = [];
    for (const day of ['2011-07-01', '2011-06-30']) {
      await heldOn(day);
      seen.push(await packs());
    }
    seen.push(await packs(`?memberId=${third}`));
    await pastTheProgram(
      (owner) => owner`update meeting set state = 'closed', closed_at = now() where id = ${here.meetingId}`,
    );
    expect([...seen, await packs()]).toEqual([0, 1, 0, 0]);
    await pastTheProgram(
      (owner) =>
        owner`update meeting set body = 'board', state = 'convened',
          closed_at = null, held_on = '2011-01-25' where id = ${here.meetingId}`,
    );
    await pastTheProgram((owner) => owner`delete from document where id = ${pack.id}`);
    await pastTheProgram((owner) => owner`delete from seat where member_id = ${own.memberId}`);
  });

  it('whose paper one reads by a mandate is told who looked; one’s own paper leaves no such line', async () => {
    const looked = async (memberId: string) => {
      const { looks } = await expectStatus(
        test.as('supervisor').get(`~/looks?limit=200&memberId=${memberId}`),
        200,
      );
      return (looks as { act: string }[]).filter(({ act }) => act === 'readOwnPaper');
    };
    expect((await one.get(`~/own/papers/${own.documentId}/content`)).status).toBe(200);
    expect(await looked(own.memberId)).toEqual([]);
    const span = { language: 'zh', from: '2010-07-01', to: '2010-12-31' };
    const wish = { ...span, holder: { kind: 'member', number: '3' } };
    const { id } = await expectStatus(test.as('accountant').post('~/documents/statement', wish), 201);
    const third = String(people[2]?.id);
    expect((await one.get(`~/own/papers/${String(id)}/content`)).status).toBe(200);
    expect(await looked(third)).toMatchObject([{ kind: 'paper', about: id }]);
  });

  it('is unknown while an assembly is drafted, and that of a board to all but those who sit there that day', async () => {
    const motion = { kind: 'other', title: '修桥', text: '同意。', proposer: 'board', notReserved: true };
    const fields = { body: 'members-assembly', title: '秋季大会', time: '09:00', place: '社区礼堂' };
    const wish = { ...fields, heldOn: '2011-02-25', agenda: [motion] };
    const { id } = await expectStatus(test.as('accountant').post('~/meetings', wish), 201);
    expect(await told(String(id))).toEqual(unknown);
    expect(await told(own.meetingId)).toEqual(known);
    expect(await told(here.meetingId)).toEqual(unknown);
    await sits('2011-01-26');
    expect(await told(here.meetingId)).toEqual(unknown);
    await sits('2011-01-25');
    expect(await told(here.meetingId)).toEqual(known);
  });
});

describe('What was reported on a resolution', () => {
  const reported = { state: 'carried-out', reportedOn: '2011-01-26', text: '院墙按约定修好。' };
  const told = async (id: string) =>
    (await expectStatus(one.get(`~/own/resolutions/${id}`), 200)).execution as unknown;
  const inOffice = async (client: Client, id: string) =>
    ((await expectStatus(client.get(`~/resolutions/${id}`), 200)).executions as { text: string }[]).map(
      ({ text }) => text,
    );
  const rows = (id: string) =>
    test.database.readOwn(test.cooperativeId, one.userId, (tx) =>
      tx.execute(sql`select text from resolution_execution where resolution_id = ${id}::uuid`),
    );

  it('of an assembly every member reads; of the board whoever sits there, and others that it was done, and when', async () => {
    test.setClock(new Date('2011-01-26T01:00:00Z'));
    await pastTheProgram((owner) => owner`delete from seat where member_id = ${own.memberId}`);
    const id = await decide(test, null, { matter: 'budget', decidedOn: '2011-01-26' });
    await expectStatus(test.as('accountant').post(`~/resolutions/${id}/executions`, reported), 201);
    expect(await told(id)).toEqual({ ...reported, isReported: true });
    expect(await inOffice(other, id)).toEqual([reported.text]);

    await pastTheProgram((owner) => owner`update resolution set body = 'board' where id = ${id}`);
    expect(await told(id)).toEqual({ ...reported, isReported: true, text: '' });
    expect(await rows(id)).toEqual([]);
    expect([await inOffice(other, id), await inOffice(test.as('auditor'), id)]).toEqual([
      [''],
      [reported.text],
    ]);

    await sits('2011-01-26');
    expect(await told(id)).toEqual({ ...reported, isReported: true });
    expect(await rows(id)).toHaveLength(1);
    // By the seat of another nobody reads it.
    expect(await inOffice(other, id)).toEqual(['']);
  });
});

async function pastTheProgram(work: (owner: postgres.Sql) => Promise<unknown>): Promise<void> {
  const owner = postgres(test.ownerUrl, { max: 1, onnotice: () => undefined });
  await owner`set session_replication_role = replica`;
  await work(owner);
  await owner.end();
}

/** On the board from that day on, past any election. */
const sits = (from: string, body = 'board') =>
  pastTheProgram(
    (
      owner,
    ) => owner`insert into seat (cooperative_id, id, body, member_id, held_from, recorded_at, recorded_by)
    values (${test.cooperativeId}, ${randomUUID()}, ${body}, ${own.memberId}, ${from}, now(), ${other.userId})`,
  );
