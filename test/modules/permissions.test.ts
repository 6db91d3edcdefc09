/**
 * Every endpoint, every role: who the hand-written matrix allows is let through, everybody else is not. The list of endpoints is
 * the service's own; that each route is in it, and what the matrix says, is held against what stands apart from it.
 */
import postgres from 'postgres';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { hasBody, isWithinCooperative, mayBeTried, pathOf, placesOf } from '../../src/contract/endpoint.ts';
import type { AnyEndpoint } from '../../src/contract/endpoint.ts';
import { requestFor } from '../../src/contract/client.ts';
import { endpointGroups } from '../../src/endpoints.ts';
import { permissions, roles } from '../../src/domain/permission.ts';
import { accepted, startTestApp, type Client, type TestApp } from '../support/app.ts';
import { draft, expectStatus, openRegister, staffOf } from '../support/cooperative.ts';
import type { Founded } from '../support/staff.ts';

const nobody = '00000000-0000-7000-8000-000000000000';
const all: readonly AnyEndpoint[] = endpointGroups.flatMap((group) => Object.values(group.endpoints));
const guarded = all.filter(isWithinCooperative);
/** Pages and files for people and programs, which are no part of the interface. */
const pages = [
  'GET /',
  'GET /office',
  'GET /office/*',
  'GET /portal',
  'GET /portal/*',
  'GET /portal/worker.js',
  'GET /portal/seal.svg',
  'GET /assets/*',
  'GET /manual/*',
  'GET /health',
  'GET /health/live',
  'GET /health/ready',
  'GET /metrics',
  'GET /api/openapi.json',
  'GET /check/:issuerId',
  'GET /check/:issuerId/:number',
];

let test: TestApp;
let neighbour: Client;
let neighbourhood: string;

beforeAll(async () => {
  test = await startTestApp();
  const elsewhere = {
    name: '邻村股份经济合作社',
    regionCode: '990106',
    effectiveOn: '2010-01-01',
    people: [
      {
        userName: 'neighbour',
        displayName: 'x',
        roles: ['reviewer', 'chair', 'representative', 'shareholder'],
      },
      ...staffOf(test, 'accountant', 'cashier', 'auditor').filter(
        ({ roles: held }) => !held.includes('chair'),
      ),
    ],
  };
  const { id, people } = await expectStatus(
    test.as('administrator').post('/api/v1/cooperatives', elsewhere),
    201,
  );
  neighbourhood = id as string;
  const [{ userId, invitation }] = people as Founded['people'] as [Founded['people'][number]];
  neighbour = await accepted(test, 'neighbour', userId, invitation);
});
afterAll(() => test.close());

/** Its example as a dry run: whoever may is judged by everything but leaves nothing behind. */
async function ask(client: Client, each: AnyEndpoint, body?: object): Promise<number> {
  const input = Object.fromEntries([
    ...placesOf(each).map((place) => [place, nobody]),
    ...Object.entries(each.example ?? {}),
  ]);
  const { url } = requestFor(each, input, {
    cooperativeId: test.cooperativeId,
    dryRun: mayBeTried(each),
  });
  const rest = Object.fromEntries(Object.entries(input).filter(([name]) => !placesOf(each).includes(name)));
  const payload = hasBody(each) ? (body ?? rest) : undefined;
  const reply = await (each.method === 'get' || each.method === 'delete'
    ? client[each.method](url)
    : client[each.method](url, payload));
  return reply.status;
}

describe('a route', () => {
  it('is an endpoint or a page, every one of them', () => {
    const known = new Set([...pages, ...all.map((each) => `${each.method.toUpperCase()} ${pathOf(each)}`)]);
    const served = test.routes().filter((route) => !route.includes('/api/docs'));
    expect(served.filter((route) => !known.has(route))).toEqual([]);
    expect([...known].filter((route) => !served.includes(route))).toEqual([]);
  });

  it.each(guarded.map((each) => ({ name: each.name, action: each.action, each })))(
    '$name asks for $action',
    async ({ each }) => {
      for (const role of roles) {
        const status = await ask(test.as(role), each);
        const may = permissions[each.action as keyof typeof permissions].some((one) => one === role);
        // Whoever may is judged by what they ask for: found or not, fit or not, but never by who they are.
        if (may) expect([role, status]).not.toEqual([role, 403]);
        else expect([role, status]).toEqual([role, 403]);
        expect(status).not.toBe(401);
        expect(status).toBeLessThan(500);
      }
      expect(await ask(test.stranger, each), 'nobody signed in').toBe(401);
      expect(await ask(test.stranger, each, { nonsense: 1 }), 'nobody, with nonsense').toBe(401);
      // Somebody with as many roles in another cooperative as one person may hold does not even learn that this one exists.
      expect(await ask(neighbour, each), 'a neighbour').toBe(404);
    },
  );
});

/** Where the thing lies that a place or a field of this name means. */
const tables: Readonly<Record<string, string>> = {
  memberId: 'member',
  runId: 'dividend_run',
  movementId: 'share_movement',
  meetingId: 'meeting',
  proposalId: 'access_proposal',
  changeId: 'account_change',
  standingId: 'member_standing',
  classId: 'share_class',
};

describe('what belongs to another cooperative', () => {
  it('is reached by its id through no path, body or query, by whoever has the same duties next door', async () => {
    await openRegister(test, ['100', '50']);
    const fields = { period: '2010-H1', recordDate: '2010-06-30', pool: '1000.00' };
    await expectStatus(draft(test, fields), 201);
    const owner = postgres(test.ownerUrl, { max: 1, onnotice: () => undefined });
    const ids = new Map<string, string>();
    for (const [name, table] of Object.entries(tables)) {
      const [row] = await owner.unsafe<{ id: string }[]>(
        `select id from ${table} where cooperative_id = '${test.cooperativeId}' limit 1`,
      );
      if (row) ids.set(name, row.id);
    }
    await owner.end();
    const staff = (['accountant', 'cashier', 'reviewer', 'supervisor', 'auditor'] as const).map((role) => ({
      role,
      client: test.as(role),
    }));
    let tried = 0;
    for (const each of guarded) {
      const named = [...placesOf(each), ...Object.keys(each.example ?? {})].filter((name) => ids.has(name));
      if (named.length === 0) continue;
      const input = Object.fromEntries([
        ...placesOf(each).map((place) => [place, nobody]),
        ...Object.entries(each.example ?? {}),
        ...named.map((name) => [name, ids.get(name)]),
      ]);
      const { url } = requestFor(each, input, { cooperativeId: neighbourhood, dryRun: mayBeTried(each) });
      const rest = Object.fromEntries(
        Object.entries(input).filter(([name]) => !placesOf(each).includes(name)),
      );
      const may = permissions[each.action as keyof typeof permissions];
      for (const { role, client } of staff) {
        const reply = await (each.method === 'get' || each.method === 'delete'
          ? client[each.method](url)
          : client[each.method](url, hasBody(each) ? rest : undefined));
        tried += 1;
        const isAllowed = may.some((one) => one === role);
        expect([each.name, role, reply.status]).toEqual([
          each.name,
          role,
          isAllowed ? expect.toSatisfy((status: number) => [404, 409, 415, 422].includes(status)) : 403,
        ]);
      }
    }
    expect(tried).toBeGreaterThan(100);
  });

  it('is not answered from there by a key that was used there', async () => {
    const key = { 'idempotency-key': 'of-another-cooperative' };
    const name = { name: '只在这里', effectiveOn: '2012-01-01' };
    await expectStatus(test.as('chair').post('~/names', name, key), 201);
    const next = await neighbour.post(
      `/api/v1/cooperatives/${neighbourhood}/names`,
      { ...name, name: '别处' },
      key,
    );
    expect([next.status, next.body.name]).toEqual([201, '别处']);
  });
});
