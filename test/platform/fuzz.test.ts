/**
 * No input gives a 5xx: requests made at random from the endpoints' own shapes, by everybody there is, against books with a run
 * that is posted and owed. Whatever was let through, the books are verified at the end. `npm run test:fuzz` sends twenty thousand.
 */
import { afterAll, beforeAll, expect, it } from 'vitest';
import { isWithinCooperative, mayBeTried, pathOf, type AnyEndpoint } from '../../src/contract/endpoint.ts';
import { permissions, roles, type Role } from '../../src/domain/permission.ts';
import { endpointGroups } from '../../src/endpoints.ts';
import { openApiDocument } from '../../src/platform/openapi.ts';
import { startTestApp, type Client, type TestApp } from '../support/app.ts';
import {
  chanceOf,
  collectionsOf,
  fitting,
  KnownIds,
  oneOf,
  requestOf,
  spoiled,
  type Chance,
} from '../support/fuzz.ts';
import { openPayoutExample } from '../support/payout.ts';

const REQUESTS = Number(process.env['HEGU_FUZZ'] ?? 600);
const SEED = Number(process.env['HEGU_FUZZ_SEED'] ?? 20_261_128);
/** One after the other in the suite: what is asked and answered is then the same each time. */
const AT_ONCE = process.env['HEGU_FUZZ'] === undefined ? 1 : 4;

const operations: readonly AnyEndpoint[] = endpointGroups.flatMap((group) => Object.values(group.endpoints));
const collections = collectionsOf(operations);
/** Would end the session or the rights of those who ask: asked as a dry run, or by strangers. */
const endsTheAsking = /session|password|roles|disable|sign|token|people|user|invit|factor|closing/i;

/** Answers of one kind of operation, by their classes. */
type Answers = Map<string, Map<StatusClass, number>>;
const classes = [
  '2xx',
  '400',
  '401, 403',
  '404',
  '409',
  '415',
  '422',
  '429',
  '503',
  'other 4xx',
  'other 5xx',
] as const;
type StatusClass = (typeof classes)[number];

function classOf(status: number): StatusClass {
  if (status < 300) return '2xx';
  if (status === 401 || status === 403) return '401, 403';
  return classes.find((each) => each === `${status}`) ?? (status < 500 ? 'other 4xx' : 'other 5xx');
}

function kindOf(each: AnyEndpoint): string {
  if (each.action === 'anybody') return 'open to anybody';
  if (!isWithinCooperative(each)) return 'outside cooperatives';
  if (each.upload !== undefined) return 'files that come in';
  if ('files' in each.reply) return 'files that go out';
  if (each.method === 'get') return 'questions';
  return each.path.includes('/:') ? 'steps on what is there' : 'what is new';
}

function count(answers: Answers, kind: string, status: number): void {
  const row = answers.get(kind) ?? new Map<StatusClass, number>();
  answers.set(kind, row.set(classOf(status), (row.get(classOf(status)) ?? 0) + 1));
}

/** As it stands in docs/security.md. */
function tableOf(answers: Answers): string {
  const lines = [...answers].map(([kind, row]) => {
    const all = [...row.values()].reduce((sum, each) => sum + each, 0);
    return [kind, all, ...classes.map((each) => row.get(each) ?? 0)].join(' | ');
  });
  const head = ['operations', 'requests', ...classes].join(' | ');
  return [head, `--|${'--:|'.repeat(classes.length + 1)}`, ...lines].map((line) => `| ${line} |`).join('\n');
}

let test: TestApp;
const ids = new KnownIds();
beforeAll(async () => {
  test = await startTestApp({
    clock: new Date('2025-07-23T01:00:00Z'),
    requestsPerMinute: 10_000_000,
    openPerMinute: 10_000_000,
  });
  await openPayoutExample(test);
  ids.learn('cooperativeId', test.cooperativeId);
  for (const each of operations) {
    if (each.method !== 'get' || !isWithinCooperative(each) || each.path.includes(':')) continue;
    const path = `~${each.path}`;
    const { status, body } = await asked(each, chanceOf(1)).get(path);
    if (status === 200) ids.learnFrom(path, body, collections);
  }
}, 120_000);
afterAll(() => test.close(), 120_000);

/** Mostly somebody who may. */
function asked(each: AnyEndpoint, chance: Chance): Client {
  if (!isWithinCooperative(each)) return chance() < 0.7 ? test.as('administrator') : test.stranger;
  const may = (permissions as Readonly<Record<string, readonly Role[]>>)[each.action] ?? roles;
  return chance() < 0.93 ? test.as(oneOf(chance, may)) : test.as(oneOf(chance, roles));
}

function once(each: AnyEndpoint, chance: Chance) {
  const input = { ...(fitting(each.input, each.name, chance, ids) as object) };
  const base = each.example !== undefined && chance() < 0.5 ? { ...input, ...each.example } : input;
  const bad = chance() < 0.6 ? spoiled(base, chance) : base;
  const request = requestOf(each, test.cooperativeId, chance() < 0.2 ? spoiled(bad, chance) : bad, chance);
  const ending = each.method !== 'get' && endsTheAsking.test(each.name);
  if (!ending) return { request, client: asked(each, chance) };
  if (!mayBeTried(each)) return { request, client: test.stranger };
  const path = `${request.path}${request.path.includes('?') ? '&' : '?'}dryRun=true`;
  return { request: { ...request, path }, client: asked(each, chance) };
}

it('every operation of the description is asked', () => {
  const described = Object.entries(openApiDocument(endpointGroups, 'en').paths).flatMap(([path, methods]) =>
    Object.keys(methods).map((method) => `${method} ${path}`),
  );
  const known = operations.map((each) => `${each.method} ${pathOf(each).replace(/:(\w+)/g, '{$1}')}`);
  expect(known.toSorted()).toEqual(described.toSorted());
});

it(
  `${REQUESTS} requests made at random give no failure`,
  async () => {
    const chance = chanceOf(SEED);
    const failures = new Map<string, string>();
    const answers: Answers = new Map();
    const began = process.cpuUsage();
    let sent = 0;
    async function lane(): Promise<void> {
      while (sent < REQUESTS) {
        const each = operations[sent % operations.length] as AnyEndpoint;
        sent += 1;
        const { request, client } = once(each, chance);
        const method = request.method as 'get' | 'post' | 'put' | 'patch' | 'delete';
        const headers = { ...request.headers };
        const { status, body } =
          method === 'get' || method === 'delete'
            ? await client[method](request.path, headers)
            : await client[method](request.path, request.payload, headers);
        count(answers, kindOf(each), status);
        if (status < 300 && typeof body === 'object') ids.learnFrom(request.path, body, collections);
        const expected =
          status < 500 || (status === 503 && (body as { code: string }).code === 'service.busy');
        const name = `${each.name} ${status}`;
        if (!expected && !failures.has(name))
          failures.set(
            name,
            `${method} ${request.path.slice(0, 300)} ${String(request.payload ?? '').slice(0, 600)} → ${JSON.stringify(body).slice(0, 300)}`,
          );
      }
    }
    await Promise.all(Array.from({ length: AT_ONCE }, lane));
    const { user, system } = process.cpuUsage(began);
    const seconds = ((user + system) / 1_000_000).toFixed(0);
    process.stdout.write(
      `seed ${SEED}, ${sent} requests, ${seconds} s of this process\n\n${tableOf(answers)}\n`,
    );
    expect([...failures].map(([name, sample]) => `${name}: ${sample}`)).toEqual([]);
  },
  60_000 + REQUESTS * 120,
);
