/** What somebody reads of themself: shares, money, notices; and that it is theirs with the program's own checks taken away. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { sql } from 'drizzle-orm';
import postgres from 'postgres';
import { schemesBehind } from '../../src/modules/allotments/index.ts';
import { ownPayments } from '../../src/modules/banking/index.ts';
import { ownDividends, ownObjections } from '../../src/modules/dividends/index.ts';
import { ownPapers } from '../../src/modules/papers/index.ts';
import { ownPensions } from '../../src/modules/pensions/index.ts';
import { holdingsOn, ownShares } from '../../src/modules/shares/index.ts';
import { endpointGroups } from '../../src/endpoints.ts';
import type { AnyEndpoint } from '../../src/contract/endpoint.ts';
import { LocalDate } from '../../src/domain/calendar.ts';
import type { Tx } from '../../src/platform/database.ts';
import { startTestApp, type Client, type TestApp } from '../support/app.ts';
import { credit, debit, enterByHand } from '../support/books.ts';
import {
  decide,
  enterMinutes,
  expectStatus,
  giveRoles,
  linkUser,
  openRegister,
  runToPosted,
} from '../support/cooperative.ts';

let test: TestApp;
let shareholder: Client;
/** Of both members: 1 is the shareholder, 2 the chair. */
let people: readonly { readonly id: string; readonly accountId: string }[];
const run = {
  period: '2010-H2',
  recordDate: '2010-12-31',
  method: 'largest-remainder',
  pool: '1000',
  taxRate: '0',
  taxBasis: '免税',
};

const ABOUT_ALL = [
  'readOwnBooks',
  'readOwnMandates',
  'readOwnNumbers',
  'readOwnResolutions',
  'requestCorrection',
];

beforeAll(async () => {
  test = await startTestApp({ clock: new Date('2011-01-05T01:00:00Z') });
  await openRegister(test, ['600', '400']);
  shareholder = test.as('shareholder');
  await expectStatus(linkUser(test, shareholder.userId, '1'), 200);
  const { members } = await expectStatus(test.as('auditor').get('~/members'), 200);
  const { holders } = await expectStatus(test.as('auditor').get('~/holdings?on=2011-01-01'), 200);
  people = (members as { id: string; registerNumber: string }[]).map(({ id, registerNumber }) => ({
    id,
    accountId: (holders as { accountId: string; number: string }[]).find(
      ({ number }) => number === registerNumber,
    )?.accountId as string,
  }));
  await runToPosted(test, undefined, { ...run, basis: 'record-date' });
});
afterAll(() => test.close());

const bare = <T>(work: (tx: Tx) => Promise<T>) =>
  test.database.readOwn(test.cooperativeId, shareholder.userId, work);

describe('A shareholder reads', () => {
  it('what they hold, how it came, and nothing of whom it came from', async () => {
    const { body, status } = await shareholder.get('~/own/shares');
    expect(status).toBe(200);
    expect(body.holdings).toEqual([
      { holder: 'member', number: '1', shareClass: '基本股', shareClassEn: null, quantity: '600' },
    ]);
    expect(body.movements).toMatchObject([{ kind: 'subscription', direction: 'in', quantity: '600' }]);
  });

  it('what a posted run gave them', async () => {
    const { body } = await shareholder.get('~/own/money');
    expect(body.dividends).toMatchObject([
      { period: '2010-H2', shares: '600', gross: '600.00', state: 'posted' },
    ]);
    expect(body.claims).toMatchObject([{ state: 'no-account', open: '600.00', number: '1', paidTo: null }]);
    // The first page takes the same in one question, with what is new.
    const { actingFor, received, ...money } = body;
    expect(received).toEqual([]);
    const start = await expectStatus(shareholder.get('~/own/start'), 200);
    expect(start).toEqual({
      actingFor,
      money,
      objections: [],
      name: '股东1',
      meetings: [],
      told: [{ number: expect.any(String), kind: 'notice-hung' }],
      actsFor: [],
    });
  });

  it('the public notices, and their own objections alone', async () => {
    const { body } = await shareholder.get('~/own/notices');
    expect(body.notices).toMatchObject([{ period: '2010-H2' }]);
    expect(body.objections).toEqual([]);
  });

  it('what the office wrote down for them of an objection, and its answer; not what it wrote for another', async () => {
    const supervisor = test.as('supervisor');
    const { runs } = await expectStatus(test.as('auditor').get('~/dividend-runs'), 200);
    const path = `~/dividend-runs/${runs[0].id as string}`;
    const { postedOn } = await expectStatus(test.as('auditor').get(`${path}/notice`), 200);
    const raise = (fields: object) =>
      supervisor.post(`${path}/objections`, { raisedOn: postedOn as string, raisedBy: '张三', ...fields });
    await expectStatus(raise({ text: '股数有误', memberId: people[0]?.id }), 201);
    await expectStatus(raise({ text: '另一人的', memberId: people[1]?.id }), 201);
    await expectStatus(raise({ text: '只知其名' }), 201);
    expect(
      (await raise({ text: '无此人', memberId: '0197e3a0-5c00-7000-8000-000000000001' })).body,
    ).toMatchObject({
      code: 'membership.not-found',
      faults: [{ pointer: '/memberId' }],
    });
    const answer = { answeredOn: '2011-01-05', text: '已核对' };
    for (const number of [1, 2, 3])
      await expectStatus(supervisor.post(`${path}/objections/${number}/answer`, answer), 200);
    const { body } = await shareholder.get('~/own/notices');
    expect(body.objections).toMatchObject([
      { number: 1, text: '股数有误', settled: 'answered', answer: '已核对' },
    ]);
  });

  it('a statement of any period, as the file that was issued; of others no paper, whatever its id', async () => {
    const span = { from: '2010-07-01', to: '2010-12-31' };
    // What will be held on a day to come nobody can certify.
    const ahead = await shareholder.post('~/own/statements', { ...span, to: '2011-12-31' });
    expect(ahead.body.faults).toMatchObject([{ code: 'documents.day-not-come', pointer: '/to' }]);
    expect((await shareholder.get('~/own/papers')).body.years).toEqual(['2010']);
    const paper = await expectStatus(shareholder.post('~/own/statements', span), 201);
    expect(paper).toMatchObject({ kind: 'statement', subject: 'member 1', language: 'zh' });
    const theirs = { language: 'zh', holder: { kind: 'member', number: '2' }, ...span };
    // Nor can the office.
    const later = await test.as('accountant').post('~/documents/statement', { ...theirs, to: '2011-12-31' });
    expect(later.body.faults).toMatchObject([{ code: 'documents.day-not-come', pointer: '/to' }]);
    const other = await expectStatus(test.as('accountant').post('~/documents/statement', theirs), 201);
    const { papers } = await expectStatus(shareholder.get('~/own/papers'), 200);
    expect(papers).toMatchObject([{ id: paper.id, number: paper.number, subject: 'member 1', span }]);
    const file = await shareholder.get(`~/own/papers/${String(paper.id)}/content`);
    expect([file.status, file.headers['content-type']]).toEqual([200, 'application/pdf']);
    for (const id of [other.id, people[1]?.id, test.cooperativeId])
      expect((await shareholder.get(`~/own/papers/${String(id)}/content`)).status).toBe(404);
    const named = { ...span, memberId: people[1]?.id };
    expect((await shareholder.post('~/own/statements', named)).body.code).toBe('membership.not-linked');
    expect(
      await bare((tx) => ownPapers(tx, test.cooperativeId, { registerNumber: '2', actingFor: null })),
    ).toEqual({ papers: [], next: null });
    for (let more = 1; more < 10; more++)
      await expectStatus(shareholder.post('~/own/statements', { ...span, to: `2010-12-1${more}` }), 201);
    expect((await shareholder.post('~/own/statements', span)).body.code).toBe('documents.enough-today');
    // Whatever everybody may see pushes one's own out of sight; it is told a part at a time, and of a meeting all at once.
    const owner = postgres(test.ownerUrl, { max: 1, onnotice: () => undefined });
    const copies = (kind: string, subject: string, count: number) => owner`
      insert into document select (jsonb_populate_record(d, jsonb_build_object('id', gen_random_uuid(),
        'number', 'X-' || ${subject}::text || n, 'subject', ${subject}::text, 'kind', ${kind}::text,
        'created_at', now() + n * interval '1 second'))).*
      from document d, generate_series(1, ${count}) n where d.id = ${String(paper.id)}`;
    await owner`set session_replication_role = replica`;
    await copies('half-year-report', 'period 2010-H1', 201);
    await copies('meeting-paper', 'meeting members-assembly 2010-1 notice', 2);
    const first = await expectStatus(shareholder.get('~/own/papers'), 200);
    const subjects = (list: unknown) => (list as { subject: string }[]).map(({ subject }) => subject);
    expect(subjects(first.papers).filter((each) => each === 'member 1')).toHaveLength(10);
    expect(first.papers).toHaveLength(210);
    const older = await expectStatus(shareholder.get(`~/own/papers?before=${first.next}`), 200);
    expect([subjects(older.papers).length, subjects(older.papers).includes('member 1'), older.next]).toEqual([
      3,
      false,
      null,
    ]);
    const ofMeeting = await expectStatus(
      shareholder.get('~/own/papers?about=meeting%20members-assembly%202010-1'),
      200,
    );
    expect(subjects(ofMeeting.papers)).toEqual(
      Array.from({ length: 2 }, () => 'meeting members-assembly 2010-1 notice'),
    );
    await owner`delete from document where number like 'X-%'`;
    await owner.end();
    // Tries are drawn as well: they are counted, be they refused or not.
    const tried = () => shareholder.post('~/own/statements?dryRun=true', span);
    for (let tries = 0; tries < 20; tries++) await tried();
    expect((await tried()).body.faults).toMatchObject([
      { code: 'documents.enough-today', message: expect.stringContaining('20 papers') as string },
    ]);
  });

  it('the accounts of closed months, and what another ratio is worked out from: sums, and nobody else', async () => {
    expect(await expectStatus(shareholder.get('~/own/books'), 200)).toMatchObject({ years: [], until: null });
    expect((await shareholder.get(`~/own/ratios?memberId=${people[1]?.id}`)).status).toBe(404);
    // Nothing follows anything while there is no scheme.
    expect(await expectStatus(shareholder.get('~/own/ratios'), 200)).toMatchObject({ runs: [] });
  });

  it('nothing under an id of somebody else, on every route about oneself', async () => {
    const all: readonly AnyEndpoint[] = endpointGroups.flatMap((group) => Object.values(group.endpoints));
    const others = String(people[1]?.id);
    const aboutAll: string[] = [];
    for (const endpoint of all.filter(({ path }) => path.startsWith('/own'))) {
      const { method, example = {}, name } = endpoint;
      const takesMember = 'memberId' in (endpoint.input as unknown as { shape: object }).shape;
      const path = `~${endpoint.path.replace(/:\w+/g, others)}`;
      if (!takesMember && path === `~${endpoint.path}`) aboutAll.push(name);
      else {
        const asked = { ...example, ...(takesMember && { memberId: others }) };
        const query = new URLSearchParams(asked as Record<string, string>);
        const reply =
          method === 'get'
            ? await shareholder.get(takesMember ? `${path}?${String(query)}` : path)
            : await shareholder.post(path, asked);
        expect([name, reply.status]).toEqual([name, 404]);
      }
    }
    // What is told to everybody alike, or asks for oneself by nothing.
    expect(aboutAll.sort()).toEqual(ABOUT_ALL);
  });

  it('nothing else: of nobody named, and nothing that the office reads', async () => {
    for (const path of ['shares', 'money', 'papers'])
      expect((await shareholder.get(`~/own/${path}?memberId=${people[1]?.id}`)).body.code).toBe(
        'membership.not-linked',
      );
    for (const path of ['members', 'holdings', 'movements', 'dividend-runs'])
      expect((await shareholder.get(`~/${path}`)).status).toBe(403);
  });

  it('nothing while they are no member, and what they are as soon as they are one', async () => {
    expect((await test.as('cashier').get('~/own/shares')).body.code).toBe('membership.not-linked');
    await expectStatus(giveRoles(test, test.as('cashier').userId, ['cashier', 'shareholder']), 200);
    expect((await test.as('cashier').get('~/own/money')).body.code).toBe('membership.not-linked');
    const start = await expectStatus(test.as('cashier').get('~/own/start'), 200);
    expect(start).toMatchObject({ name: null, money: { dividends: [], claims: [] }, told: [] });
  });
});

describe('With the program’s own checks taken away', () => {
  it('what is asked about another is answered with nothing', async () => {
    const [mine, theirs] = people;
    const ask = (who: (typeof people)[number] | undefined) =>
      bare(async (tx) => {
        const account = { id: String(who?.accountId), kind: 'member' as const, number: '' };
        const { holdings, movements } = await ownShares(
          tx,
          test.cooperativeId,
          [account],
          LocalDate.parse('2011-01-05'),
        );
        return [
          holdings.length,
          movements.length,
          (await ownDividends(tx, test.cooperativeId, [account.id])).length,
          (await ownPayments(tx, test.cooperativeId, String(who?.id))).length,
          (await ownPensions(tx, test.cooperativeId, String(who?.id))).months.length,
        ];
      });
    expect(await ask(mine)).toEqual([1, 1, 1, 0, 0]);
    expect(await ask(theirs)).toEqual([0, 0, 0, 0, 0]);
  });

  it('a question about everybody is answered about oneself', async () => {
    const everybody = {
      date: LocalDate.parse('2011-01-05'),
      knownAt: null,
      accountIds: people.map(({ accountId }) => accountId),
    };
    const held = await bare((tx) => holdingsOn(tx, test.cooperativeId, everybody));
    expect(held.map(({ accountId }) => accountId)).toEqual([people[0]?.accountId]);
    const objectionsOf = (index: number) =>
      bare((tx) => ownObjections(tx, test.cooperativeId, String(people[index]?.id)));
    expect([await objectionsOf(0), await objectionsOf(1)]).toMatchObject([[{ number: 1 }], []]);
  });
});

describe('How shares came', () => {
  const match = { kind: 'match', shareClass: 'matched', base: 'basic', cohort: { everyone: true } };
  const rules = [{ ...match, ratio: '1:8', rounding: 'down', places: 0 }];
  const draft = (name: string) =>
    expectStatus(
      test.as('accountant').post('~/allotment-schemes', {
        name,
        nameEn: `${name} in English`,
        meaning: '每持一股配八股',
        rules,
        effectiveOn: '2011-01-05',
      }),
      201,
    );
  const movements = async () =>
    (await expectStatus(shareholder.get('~/own/shares'), 200)).movements as Readonly<
      Record<string, unknown>
    >[];
  let posting: Readonly<Record<string, unknown>>;

  it('is told with the scheme and the resolution it rests on, and the resolution may be read', async () => {
    const accountant = test.as('accountant');
    const matched = { code: 'matched', name: '配股', kind: 'matched', places: 0 };
    await expectStatus(accountant.post('~/share-classes', matched), 201);
    const scheme = await draft('一比八方案');
    await draft('没有通过的方案');
    const decided = { number: '配股1号', title: '关于配股的决议', decidedOn: '2011-01-05' };
    const resolutionId = await decide(test, { kind: 'scheme', schemeId: String(scheme.id) }, decided);
    posting = await expectStatus(
      accountant.post(`~/allotment-schemes/${String(scheme.id)}/post`, { on: '2011-01-05' }),
      201,
    );
    expect(await movements()).toMatchObject([
      { kind: 'subscription', ratio: null, scheme: null, resolution: null },
      {
        kind: 'allotment',
        direction: 'in',
        quantity: '4800',
        shareClass: '配股',
        shareClassEn: null,
        effectiveOn: '2011-01-05',
        recordedOn: '2011-01-13',
        // 600 were subscribed, 4,800 came: what one’s own ratio was, whatever the scheme is called.
        ratio: '1:8',
        scheme: { name: '一比八方案', nameEn: '一比八方案 in English' },
        resolution: { id: resolutionId, body: 'members-assembly', ...decided },
      },
    ]);
    const told = await expectStatus(shareholder.get(`~/own/resolutions/${resolutionId}`), 200);
    expect(told).toMatchObject({ id: resolutionId, text: '同意。', outcome: 'adopted', ...decided });
    // Posted by the ledger itself: told with its day and its figures, whatever anybody reports.
    expect(told.execution).toEqual({
      state: 'carried-out',
      reportedOn: '2011-01-13',
      text: 'posted: 2 movements, 8,000 shares given, 0 taken',
      isReported: false,
    });
  });

  it('of what the ledger does not know the last report is told, with numbers of people masked; else that nobody reported', async () => {
    const accountant = test.as('accountant');
    const decided = { matter: 'budget', number: '修路1号', title: '修路', decidedOn: '2011-01-05' };
    const id = await decide(test, null, decided);
    const execution = async () =>
      (await expectStatus(shareholder.get(`~/own/resolutions/${id}`), 200)).execution;
    expect(await execution()).toEqual({
      state: 'not-reported',
      text: '',
      isReported: false,
      reportedOn: null,
    });
    await expectStatus(
      accountant.post(`~/resolutions/${id}/executions`, {
        state: 'under-way',
        reportedOn: '2011-01-05',
        text: '已与 13900000000 联系。',
      }),
      201,
    );
    expect(await execution()).toMatchObject({ state: 'under-way', reportedOn: '2011-01-05' });
    expect(((await execution()) as { text: string }).text).not.toContain('13900000000');
    const { resolutions } = await expectStatus(shareholder.get('~/own/resolutions'), 200);
    expect((resolutions as { id: string }[]).find((each) => each.id === id)).toMatchObject({
      execution: { state: 'under-way' },
    });
  });

  it('and what another ratio had brought, of the sums of all, from the newest scheme’s', async () => {
    const { proposed, isRetired, tooFew, runs } = await expectStatus(shareholder.get('~/own/ratios'), 200);
    // Two people are too few for sums of groups: one would read the other's shares out of them.
    expect({ proposed, isRetired, tooFew }).toEqual({
      proposed: '8',
      isRetired: false,
      tooFew: ['retired', 'households', 'outside'],
    });
    // The dividend of before the scheme: 600 and 400, nothing matched.
    const [first] = runs as Record<string, unknown>[];
    expect(first).toMatchObject({
      method: 'largest-remainder',
      rateScale: null,
      totalWeight: '1000',
      retired: { base: '0', matched: '0', weight: '0', people: 0 },
      others: { base: '1000', matched: '0', weight: '1000', people: 2 },
      own: [{ holder: 'member', base: '600', matched: '0', weight: '600' }],
    });
  });

  it('a resolution that nobody confirmed yet is no page', async () => {
    const office = { accountant: test.as('accountant'), path: '~' };
    const { id } = await enterMinutes(office, null, { decidedOn: '2011-01-05', matter: 'other' });
    const { body, status } = await shareholder.get(`~/own/resolutions/${String(id)}`);
    expect([status, body.code]).toEqual([404, 'resolution.not-open']);
  });

  it('by PostgreSQL itself: of one’s own postings the name of the scheme, of others nothing', async () => {
    const seenBy = (userId: string) =>
      test.database.readOwn(test.cooperativeId, userId, (tx) =>
        schemesBehind(tx, test.cooperativeId, [String(posting['id'])]),
      );
    expect([...(await seenBy(shareholder.userId)).values()].map(({ name }) => name)).toEqual(['一比八方案']);
    expect((await seenBy(test.as('cashier').userId)).size).toBe(0);
    const names = await bare((tx) =>
      tx.execute(sql`select cooperative_id, id, name, name_en from allotment_scheme`),
    );
    expect(names).toHaveLength(1);
    for (const closed of ['rules', 'meaning', 'recorded_by'])
      await expect(
        bare((tx) => tx.execute(sql`select ${sql.identifier(closed)} from allotment_scheme`)),
      ).rejects.toMatchObject({ cause: { code: '42501' } });
  });

  it('what is taken back names the scheme that had brought it', async () => {
    const { id } = await expectStatus(
      test
        .as('accountant')
        .post(`~/allotment-postings/${String(posting['id'])}/reverse`, { reason: '比例有误' }),
      201,
    );
    await expectStatus(test.as('reviewer').post(`~/movement-requests/${String(id)}/confirm`), 201);
    expect((await movements()).at(-1)).toMatchObject({
      kind: 'reversal',
      direction: 'out',
      quantity: '4800',
      reason: '比例有误',
      scheme: { name: '一比八方案' },
    });
  });
});

describe('The accounts of a closed month', () => {
  it('say at each line whether it is added or taken off, since lines of nothing are not shown', async () => {
    test.setClock(new Date('2011-02-05T01:00:00Z'));
    const manual = { kind: 'manual', date: '2011-01-20', summary: '登记' };
    const lines = [
      [debit('102', '500.00'), credit('522', '500.00')],
      [debit('541', '100.00'), credit('102', '100.00')],
    ];
    for (const each of lines) await expectStatus(enterByHand(test, { ...manual, lines: each }), 201);
    await expectStatus(test.as('accountant').post('~/months/2011-01/close'), 200);
    const shown = async (language: string) => {
      const { until, income } = await expectStatus(shareholder.get(`~/own/books?lang=${language}`), 200);
      expect(until).toBe('2011-01-31');
      return (income as { name: string; amount: string }[])
        .filter(({ amount }) => amount === '500.00' || amount === '100.00')
        .map(({ name, amount }) => `${name} ${amount}`);
    };
    // What the form numbers stands, though it is nothing or says what the line before it said.
    const { income, assets } = await expectStatus(shareholder.get('~/own/books?lang=zh'), 200);
    type Line = { name: string; amount: string; stands: boolean };
    const standing = (lines: unknown) => (lines as Line[]).filter(({ stands }) => stands);
    expect(standing(income).map(({ name, amount }) => `${name} ${amount}`)).toEqual([
      '一、经营收入 0.00',
      '二、经营收益 -100.00',
      '三、本年收益 400.00',
      '四、本年收益 400.00',
      '五、可分配收益 400.00',
      '六、期末未分配收益 -600.00',
    ]);
    expect(standing(assets)).toMatchObject([{ name: '资产总计' }]);
    expect(await shown('zh')).toEqual(['减：管理费用 100.00', '加：补助收入 500.00']);
    expect(await shown('en')).toEqual(['less administrative expenses 100.00', 'plus subsidies 500.00']);
  });
});
