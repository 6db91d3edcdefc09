/**
 * Every route, every role: what the one matrix allows is let through, everything else is not. A route that is not in the
 * table below fails the test.
 */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { permissions, roles, type Action } from '../../src/domain/permission.ts';
import { signIn, startTestApp, type Client, type TestApp } from '../support/app.ts';
import { expectStatus, unanimous } from '../support/cooperative.ts';

const nobody = '00000000-0000-7000-8000-000000000000';
const holder = { kind: 'member', number: '1' };
const reason = 'x';
const effectiveOn = '2010-07-31';
const plan = { period: '2010-H1', mode: 'year', steps: [], members: { kind: 'rest' } };

/**
 * Under a cooperative: the action a route needs, and a body that its shape accepts. `{body=board}` is a place whose shape
 * is narrower than an id.
 */
const guarded: readonly (readonly [route: string, action: Action, body?: object])[] = [
  ['get ', 'cooperative.read'],
  ['post /names', 'settings.change', { name: '新名', effectiveOn }],
  ['get /users', 'users.manage'],
  ['post /users', 'users.manage', { userName: 'xx', displayName: 'x', password: 'x', roles: ['auditor'] }],
  ['put /roles', 'users.manage', { userId: nobody, roles: ['auditor'] }],
  ['get /audit-entries', 'trail.read'],
  ['get /documents', 'documents.read'],
  ['post /documents', 'documents.issue', { kind: 'certificate', certificate: '9' }],
  ['get /documents/{documentId}/content', 'documents.read'],
  ['get /members', 'register.read'],
  ['post /members', 'register.change', { registerNumber: '9', name: '', standings: [] }],
  ['post /members/search', 'register.read', { text: 'x' }],
  ['get /members/{memberId}', 'register.read'],
  ['patch /members/{memberId}', 'register.change', { name: 'x' }],
  ['post /members/{memberId}/standings', 'register.change', { kind: 'retired', effectiveOn }],
  [
    'post /members/{memberId}/standings/{standingId}/correction',
    'register.change',
    { kind: 'void', effectiveOn, note: 'x' },
  ],
  ['post /members/{memberId}/tags', 'register.change', { tag: 'x', effectiveOn, present: true }],
  [
    'post /members/{memberId}/household',
    'register.change',
    { household: '9', relation: 'other', effectiveOn },
  ],
  ['post /members/{memberId}/unmask', 'register.unmask', { reason: '核对银行账号', field: 'bankAccount' }],
  ['get /households', 'register.read'],
  ['post /households', 'register.change', { number: '9' }],
  ['get /restrictions', 'shares.read'],
  ['post /restrictions', 'shares.restrict', { kind: 'freeze', holder, effectiveOn, reason }],
  ['post /restrictions/{restrictionId}/lift', 'shares.restrict', { liftedOn: effectiveOn, reason }],
  ['get /certificates', 'shares.read'],
  ['post /certificates', 'shares.move', { holder, issuedOn: effectiveOn }],
  ['post /certificates/{certificateId}/replace', 'shares.move', { issuedOn: effectiveOn, reason }],
  ['post /certificates/{certificateId}/void', 'shares.move', { endedOn: effectiveOn, reason }],
  ['get /share-classes', 'shares.read'],
  ['post /share-classes', 'shares.move', { code: 'basic', name: 'x', kind: 'basic', places: 2 }],
  ['get /share-limits', 'shares.read'],
  [
    'post /share-limits',
    'settings.change',
    { kind: 'holder-cap', percent: '3', base: 'total', effectiveOn, source: 'x' },
  ],
  ['get /movements', 'shares.read'],
  [
    'post /movements',
    'shares.move',
    { kind: 'subscription', shareClass: 'none', to: holder, quantity: '1', effectiveOn },
  ],
  ['post /movements/{movementId}/reverse', 'shares.move', { reason }],
  [
    'post /inheritances',
    'shares.move',
    { deceased: { number: '1' }, effectiveOn, heirs: [{ holder, parts: '1' }], reason },
  ],
  ['get /holdings', 'shares.read'],
  ['get /share-statement?kind=member&number=1&from=2010-01-01&to=2010-12-31', 'shares.read'],
  [
    'post /journal',
    'books.enter',
    {
      date: effectiveOn,
      summary: 'xx',
      lines: [
        { account: '102', debit: '1' },
        { account: '102', debit: '1' },
      ],
    },
  ],
  ['post /journal/reverse', 'books.enter', { entryId: nobody, reason: 'xx' }],
  ['get /journal?from=2010-01-01&to=2010-12-31', 'books.read'],
  ['get /journal/{entryId}', 'books.read'],
  ['post /months/close', 'books.close', { month: '2199-01' }],
  ['post /months/reopen', 'books.reopen', { month: '2199-01', reason: 'xx' }],
  ['get /months', 'books.read'],
  ['post /years/close', 'books.close', { year: 2199 }],
  ['post /years/reopen', 'books.reopen', { year: 2199, reason: 'xx' }],
  ['get /ledger-accounts?chart=2023', 'books.read'],
  ['post /ledger-accounts', 'books.enter', { chart: '2023', code: '999.01', name: 'x' }],
  ['get /trial-balance?from=2010-01-01&to=2010-12-31', 'books.read'],
  ['get /balance-sheet', 'books.read'],
  ['get /income-statement?from=2010-01-01&to=2010-12-31', 'books.read'],
  ['get /member-balances', 'payouts.read'],
  ['get /member-ledger?kind=member&number=9', 'payouts.read'],
  ['get /chart-mapping', 'books.read'],
  ['get /books-settings', 'books.read'],
  [
    'put /books-settings',
    'settings.change',
    { collectivePart: 'undistributed', bankAccount: '102', pensionAccount: '514' },
  ],
  ['get /payout-settings', 'payouts.read'],
  [
    'put /payout-settings',
    'settings.change',
    { payerName: 'xx', payerBank: 'xx', payerAccount: '99000000', minimum: '0' },
  ],
  ['get /bank-templates', 'payouts.read'],
  [
    'put /bank-templates',
    'settings.change',
    {
      id: 'icbc-bpt',
      name: { zh: 'x', en: 'x' },
      extension: 'csv',
      encoding: 'gbk',
      newline: '\n',
      separator: ',',
      closed: false,
      quoted: true,
      head: [],
      row: [{ is: 'name' }],
      foot: [],
    },
  ],
  ['get /payout-claims', 'payouts.read'],
  ['get /payout-claims/waiting', 'payouts.read'],
  ['get /payout-batches', 'payouts.read'],
  ['post /payout-batches', 'payouts.prepare', { template: 'none', payOn: '2199-01-01' }],
  ['get /payout-batches/{orderId}', 'payouts.read'],
  ['get /payout-batches/{orderId}/lines', 'payouts.read'],
  ['post /payout-batches/{orderId}/take-file', 'payouts.take-file'],
  ['post /payout-batches/{orderId}/send', 'payouts.release'],
  ['post /payout-batches/{orderId}/cancel', 'payouts.cancel', { reason: 'xx' }],
  ['post /payout-batches/{orderId}/refuse', 'payouts.release', { reason: 'xx' }],
  ['post /payout-batches/{orderId}/answer', 'payouts.prepare'],
  ['post /payout-batches/{orderId}/late-return', 'payouts.prepare', { serial: 1, reason: 'xx' }],
  ['get /payout-cash', 'payouts.read'],
  [
    'post /payout-cash',
    'payouts.prepare',
    { handedOn: effectiveOn, payments: [{ runId: nobody, ...holder }] },
  ],
  ['post /payout-cash/{cashId}/strike', 'payouts.release', { reason: 'xx' }],
  ['post /estates', 'payouts.prepare', { deceased: '99', heirs: [{ member: '9', parts: 1 }], basis: 'xx' }],
  ['post /estates/undo', 'payouts.release', { deceased: '99', reason: 'xx' }],
  ['post /payout-set-offs/{setOffId}/strike', 'payouts.release', { reason: 'xx' }],
  [
    'post /payout-set-offs',
    'payouts.prepare',
    { kind: 'member', number: '99', owedRunId: nobody, againstRunId: nobody },
  ],
  [
    'post /payout-reminders',
    'payouts.prepare',
    { kind: 'member', number: '99', remindedOn: effectiveOn, means: 'xx' },
  ],
  ['get /share-schedule?from=2010-01-01&to=2010-12-31', 'shares.read'],
  ['get /exports/books?year=2010', 'exchange.export'],
  ['get /half-year-checklist?period=2010-H2', 'runs.read'],
  ['get /distribution-plans', 'runs.read'],
  ['post /distribution-plans', 'runs.prepare', plan],
  ['post /distribution-plans/waterfall', 'runs.read', plan],
  ['post /distribution-plans/adopt', 'runs.approve', { planId: nobody, resolutionId: nobody }],
  ['post /distribution-plans/withdraw', 'runs.prepare', { planId: nobody, reason: 'xx' }],
  ['post /distribution-plans/repeal', 'runs.reverse', { planId: nobody, resolutionId: nobody, reason: 'xx' }],
  ['get /distribution-presets', 'runs.read'],
  ['get /tax-withheld?month=2010-07', 'payouts.read'],
  ['get /tax-income?year=2010&member=9', 'payouts.read'],
  ['get /tax-filing-templates', 'payouts.read'],
  [
    'put /tax-filing-templates',
    'settings.change',
    { id: 'plain-list', name: 'x', encoding: 'gbk', columns: [{ head: 'x', is: 'name' }] },
  ],
  ['get /tax-filings', 'payouts.read'],
  ['post /tax-filings', 'payouts.prepare', { month: '2010-07', template: 'none' }],
  ['post /tax-filings/{filingId}/remit', 'payouts.prepare', { remittedOn: effectiveOn, receipt: 'x' }],
  ['post /tax-filings/{filingId}/remittance/strike', 'payouts.release', { reason: 'xx' }],
  ['post /tax-filings/{filingId}/take-file', 'payouts.take-file'],
  ['get /pension-rules', 'pensions.read'],
  [
    'post /pension-rules',
    'settings.change',
    {
      from: '2010-07',
      age: null,
      years: null,
      retireesOnly: true,
      amount: '0',
      deathMonthPaid: true,
      lifeProofMonths: null,
      source: 'xx',
    },
  ],
  ['post /pension-rules/{from=2010-07}/withdraw', 'settings.change', { reason: 'xx' }],
  ['post /life-proofs', 'payouts.prepare', { member: '99', provedOn: effectiveOn, means: 'x' }],
  ['get /pension-runs', 'pensions.read'],
  ['post /pension-runs', 'payouts.prepare', { month: '2010-07', payOn: effectiveOn }],
  ['get /pension-runs/{orderId}', 'payouts.read'],
  ['post /pension-runs/{orderId}/send', 'payouts.release'],
  ['post /pension-runs/{orderId}/cancel', 'payouts.cancel', { reason: 'xx' }],
  ['post /pension-runs/{orderId}/refuse', 'payouts.release', { reason: 'xx' }],
  ['post /pension-runs/{orderId}/answer', 'payouts.prepare'],
  ['post /pension-runs/{orderId}/late-return', 'payouts.prepare', { serial: 1, reason: 'xx' }],
  ['post /pension-runs/{orderId}/return-cash', 'payouts.prepare', { member: '9', reason: 'xx' }],
  ['post /pension-repayments', 'payouts.prepare', { member: '99', amount: '1', means: 'cash', note: 'xx' }],
  ['post /pension-runs/{orderId}/take-file', 'payouts.take-file'],
  ['get /pensions?member=9', 'payouts.read'],
  ['get /assets?from=2010-01-01&to=2010-12-31', 'assets.read'],
  ['get /assets/preservation?from=2010-01-01&to=2010-12-31', 'assets.read'],
  [
    'post /assets',
    'assets.record',
    { number: '9', kind: 'resource', name: 'x', acquiredOn: '2198-01-01', value: '0', source: 'x' },
  ],
  [
    'post /assets/valuations',
    'assets.record',
    { assetId: nobody, valuedOn: effectiveOn, value: '0', source: 'x' },
  ],
  ['post /assets/uses', 'assets.record', { assetId: nobody, from: effectiveOn, to: effectiveOn, note: 'x' }],
  ['post /assets/strikes', 'assets.record', { assetId: nobody, recordId: nobody, reason: 'x' }],
  ['get /assets/{assetId}', 'assets.read'],
  ['post /assets/ends', 'assets.record', { assetId: nobody, endedOn: effectiveOn, reason: 'x' }],
  ['get /resolutions', 'resolutions.read'],
  [
    'post /resolutions',
    'resolutions.record',
    {
      body: 'board',
      number: '1',
      decidedOn: effectiveOn,
      title: 'x',
      text: 'x',
      matter: 'other',
      vote: unanimous,
    },
  ],
  ['get /resolutions/{resolutionId}', 'resolutions.read'],
  [
    'post /resolutions/{resolutionId}/executions',
    'resolutions.record',
    { reportedOn: effectiveOn, state: 'under-way', text: 'x' },
  ],
  ['get /bodies/{body=board}/seats', 'assemblies.read'],
  [
    'post /bodies/{body=board}/elections',
    'assemblies.prepare',
    { from: effectiveOn, seats: [{ member: '9' }] },
  ],
  ['post /seats/{seatId}/end', 'assemblies.prepare', { on: effectiveOn, by: 'resigned', reason }],
  ['post /seats/{seatId}/replacement', 'assemblies.prepare', { on: effectiveOn, successor: '9', reason }],
  ['get /assembly-rules', 'assemblies.read'],
  ['post /assembly-rules', 'settings.change', { effectiveFrom: effectiveOn, rules: {}, source: 'x' }],
  ['get /assembly-calendar?period=2010-H2', 'assemblies.read'],
  ['get /meetings', 'assemblies.read'],
  [
    'post /meetings',
    'assemblies.prepare',
    { body: 'board', title: 'x', heldOn: effectiveOn, time: '09:00', place: 'x' },
  ],
  ['get /meetings/{meetingId}', 'assemblies.read'],
  ['patch /meetings/{meetingId}', 'assemblies.prepare', { title: 'x' }],
  ['post /meetings/{meetingId}/notice', 'assemblies.prepare', { noticeOn: effectiveOn }],
  ['post /meetings/{meetingId}/notice-withdrawal', 'assemblies.prepare', { reason }],
  ['post /meetings/{meetingId}/cancellation', 'assemblies.prepare', { reason }],
  ['post /meetings/{meetingId}/opening', 'votes.record'],
  ['post /meetings/{meetingId}/closing', 'votes.record'],
  ['get /meetings/{meetingId}/attendance', 'assemblies.read'],
  [
    'post /meetings/{meetingId}/attendance',
    'votes.record',
    { entries: [{ member: '9', manner: 'on-site' }] },
  ],
  ['post /meetings/{meetingId}/own-attendance', 'votes.cast'],
  ['post /meetings/{meetingId}/motions/{motion=1}/hands', 'votes.record', { for: 1, against: 0, abstain: 0 }],
  ['post /meetings/{meetingId}/motions/{motion=1}/hands/withdrawal', 'votes.record', { reason }],
  ['get /meetings/{meetingId}/motions/{motion=1}/ballots', 'assemblies.read'],
  [
    'post /meetings/{meetingId}/motions/{motion=1}/ballots',
    'votes.record',
    { ballots: [{ voter: '9', choice: 'for' }] },
  ],
  ['post /meetings/{meetingId}/motions/{motion=1}/own-ballot', 'votes.cast', { choice: 'for' }],
  ['post /meetings/{meetingId}/ballots/{ballotId}/strike', 'votes.record', { reason }],
  ['get /meetings/{meetingId}/minutes', 'assemblies.read'],
  ['put /meetings/{meetingId}/minutes', 'votes.record', { chair: 'x', recorder: 'x', text: 'x' }],
  ['get /meetings/{meetingId}/recount', 'assemblies.read'],
  ['put /users/{userId}/member', 'users.manage', { member: '9' }],
  ['get /allotment-schemes', 'schemes.read'],
  [
    'post /allotment-schemes',
    'schemes.draft',
    {
      name: 'x',
      effectiveOn,
      resolutionId: nobody,
      meaning: 'x',
      rules: [
        {
          kind: 'match',
          shareClass: 'a',
          base: 'b',
          cohort: { everyone: true },
          ratio: '1:3',
          rounding: 'down',
          places: 2,
        },
      ],
    },
  ],
  ['get /allotment-schemes/{schemeId}/preview?on=2010-07-31', 'schemes.read'],
  ['get /allotment-postings', 'schemes.read'],
  ['post /allotment-postings', 'schemes.post', { schemeId: nobody, on: effectiveOn }],
  ['post /allotment-postings/reverse', 'schemes.reverse', { postingId: nobody, reason }],
  ['post /allotment-comparisons', 'schemes.read', { schemeIds: [nobody], on: effectiveOn, pool: '1' }],
  ['get /dividend-runs', 'runs.read'],
  [
    'post /dividend-runs',
    'runs.prepare',
    {
      period: '2010-H2',
      recordDate: '2010-12-31',
      basis: 'record-date',
      method: 'largest-remainder',
      pool: '1',
      taxRate: '0',
      taxBasis: '无税',
    },
  ],
  ['post /dividend-runs/calculate', 'runs.prepare', { runId: nobody }],
  ['post /dividend-runs/approve', 'runs.approve', { runId: nobody, resolutionId: nobody }],
  ['post /dividend-runs/post', 'runs.post', { runId: nobody }],
  ['post /dividend-runs/enter', 'books.enter', { runId: nobody }],
  ['get /dividend-runs/{runId}/notice', 'runs.read'],
  ['post /dividend-runs/{runId}/notice', 'runs.prepare', { postedOn: effectiveOn }],
  [
    'post /dividend-runs/{runId}/objections',
    'objections.raise',
    { raisedOn: effectiveOn, raisedBy: 'x', text: 'x' },
  ],
  [
    'post /dividend-runs/{runId}/objections/{number=1}/answer',
    'objections.answer',
    { answeredOn: effectiveOn, text: 'x' },
  ],
  ['post /dividend-runs/{runId}/objections/{number=1}/release', 'objections.release', { reason }],
  ['get /assembly-settings', 'assemblies.read'],
  [
    'put /assembly-settings',
    'settings.change',
    {
      papersOpenDays: 10,
      publicNoticeDays: 7,
      meetingDaysAfterPeriod: 31,
      publicNoticeDaysAfterMeeting: 1,
    },
  ],
  ['post /dividend-runs/withdraw', 'runs.prepare', { runId: nobody, reason }],
  ['post /dividend-runs/reverse', 'runs.reverse', { runId: nobody, resolutionId: nobody, reason }],
  ['post /dividend-runs/difference', 'runs.prepare', { runId: nobody, reason }],
  ['get /dividend-runs/{runId}', 'runs.read'],
  ['get /dividend-runs/{runId}/lines', 'runs.read'],
  ['get /dividend-runs/{runId}/proof?kind=member&number=1', 'runs.read'],
  ['get /imports/template?kind=roster', 'exchange.import'],
  ['get /imports', 'exchange.import'],
  ['post /imports?kind=roster', 'exchange.import', {}],
  ['get /imports/{importId}', 'exchange.import'],
  ['post /imports/{importId}/confirm', 'exchange.import', {}],
  ['get /exports/members', 'exchange.export'],
  ['get /exports/holdings', 'exchange.export'],
  ['get /exports/movements', 'exchange.export'],
  ['get /exports/dividend-runs/{runId}/lines', 'exchange.export'],
];

/** Open to anybody, or judged by who one is rather than by a role. */
const open = [
  'get /check/{cooperativeId}/{number}',
  'post /api/v1/session',
  'get /api/v1/session',
  'delete /api/v1/session',
  'post /api/v1/cooperatives',
  'post /api/v1/calculations/dividend',
  'post /api/v1/calculations/allotment',
];

let test: TestApp;
let neighbour: Client;

beforeAll(async () => {
  test = await startTestApp();
  const elsewhere = { name: '邻村股份经济合作社', regionCode: '990106', effectiveOn: '2010-01-01' };
  const { id } = await expectStatus(test.as('administrator').post('/api/v1/cooperatives', elsewhere), 201);
  const password = 'correct horse battery';
  const person = {
    userName: 'neighbour',
    displayName: 'x',
    password,
    roles: roles.filter((role) => role !== 'administrator'),
  };
  const user = await expectStatus(
    test.as('administrator').post(`/api/v1/cooperatives/${id}/users`, person),
    201,
  );
  neighbour = await signIn(test.app, 'neighbour', user.userId as string, test.cooperativeId);
});
afterAll(() => test.close());

async function ask(client: Client, route: string, body: object | undefined): Promise<number> {
  const [method = '', path = ''] = route.split(' ');
  const url = `~${path.replace(/\{\w+=(\w+)\}/g, '$1').replace(/\{\w+\}/g, nobody)}`;
  const reply = await (method === 'get'
    ? client.get(url)
    : client[method as 'post' | 'put' | 'patch'](url, body));
  return reply.status;
}

describe('a route', () => {
  it('is in the table, every one of them', () => {
    const { paths } = (test.app as unknown as { swagger(): { paths: Record<string, object> } }).swagger();
    const root = '/api/v1/cooperatives/{cooperativeId}';
    const known = new Set([
      ...open,
      ...guarded.map(([route]) =>
        route
          .replace(/ /, ` ${root}`)
          .replace(/\?.*/, '')
          .replace(/=\w+\}/g, '}'),
      ),
    ]);
    const served = Object.entries(paths).flatMap(([path, methods]) =>
      Object.keys(methods).map((method) => `${method} ${path}`),
    );
    expect(served.filter((route) => !known.has(route))).toEqual([]);
    expect([...known].filter((route) => !served.includes(route))).toEqual([]);
  });

  it.each(guarded.map(([route, action, body]) => ({ route, action, body })))(
    '$route asks for $action',
    async ({ route, action, body }) => {
      for (const role of roles) {
        const status = await ask(test.as(role), route, body);
        const may = permissions[action].some((each) => each === role);
        // Whoever may is judged by what they ask for: found or not, fit or not, but never by who they are.
        if (may) expect([role, status], route).not.toEqual([role, 403]);
        else expect([role, status], route).toEqual([role, 403]);
        expect(status).not.toBe(401);
        expect(status).toBeLessThan(500);
      }
      expect(await ask(test.stranger, route, body), 'nobody signed in').toBe(401);
      expect(await ask(test.stranger, route, { nonsense: 1 }), 'nobody, with nonsense').toBe(401);
      // Somebody with every role in another cooperative does not even learn that this one exists.
      expect(await ask(neighbour, route, body), 'a neighbour').toBe(404);
    },
  );
});
