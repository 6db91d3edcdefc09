/**
 * Every accepted request has a known worst cost: what is beyond it is refused in words before it is reckoned, and what is
 * reckoned long is reckoned apart, with an end. No milliseconds are asserted: what is refused, and who is answered first.
 */
import { closeSync, fstatSync, openSync } from 'node:fs';
import { PassThrough } from 'node:stream';
import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { buildApp } from '../../src/app.ts';
import { createGate } from '../../src/platform/gate.ts';
import { readJsonInTurn } from '../../src/platform/json-body.ts';
import { hashPassword, verifyPassword } from '../../src/platform/password.ts';
import { createLongWork } from '../../src/platform/long-work.ts';
import { createSpool } from '../../src/platform/spool.ts';
import { startTestApp, type TestApp } from '../support/app.ts';
import { refusing } from '../support/refusing.ts';

let test: TestApp;
beforeAll(async () => {
  test = await startTestApp();
});
afterAll(() => test.close());

const many = <T>(length: number, each: (index: number) => T) =>
  Array.from({ length }, (_, index) => each(index));
const dividend = (holdings: readonly object[]) =>
  test.stranger.post('/api/v1/calculations/dividend', {
    pool: '1000.00',
    method: 'largest-remainder',
    holdings,
  });
const holder = (index: number) => ({ key: `k${index}`, standing: 'admitted', holdings: { basic: '12.5' } });
const rule = (index: number, cohort: object = { standing: 'admitted' }) => ({
  kind: 'match',
  base: 'basic',
  shareClass: `c${index}`,
  ratio: '1:8',
  cohort,
  rounding: 'down',
  places: 2,
});
const allotment = (schemes: number, rules: number, holders: number, more: object = {}) =>
  test.stranger.post('/api/v1/calculations/allotment', {
    schemes: many(schemes, (index) => ({ name: `s${index}`, rules: many(rules, (place) => rule(place)) })),
    holders: many(holders, holder),
    ...more,
  });

describe('an open calculation', () => {
  it('refuses denominators that have nothing in common once there are many', async () => {
    const shares = (index: number) => `1/${10n ** 23n + BigInt(index) * 7919n + 1n}`;
    const { status, body } = await dividend(
      many(400, (index) => ({ key: `${index}`, shares: shares(index) })),
    );
    expect([status, body.code]).toEqual([422, 'fraction.no-common-scale']);
  });

  it('takes ten thousand holders with the denominators of real estates, in a thread of its own', async () => {
    const { status, body } = await dividend(
      many(10_000, (index) => ({ key: `${index}`, shares: `1/${(index % 12) + 1}` })),
    );
    expect([status, body.lines.length, body.paid]).toEqual([200, 10_000, '1000.00']);
  });

  it('refuses schemes × rules × conditions × holders beyond its bound', async () => {
    const { status, body } = await allotment(6, 20, 1_500, { pool: '1000.00' });
    expect([status, body.code]).toEqual([422, 'allotment.too-much']);
  });

  it('compares ten thousand holders under the schemes of a real assembly', async () => {
    const { status, body } = await allotment(6, 2, 10_000, { pool: '1000.00' });
    expect([status, body.comparison?.rows.length]).toEqual([200, 10_000]);
  });

  it('refuses a holder of more classes than there are, and weights for them', async () => {
    const classes = Object.fromEntries(many(21, (index) => [`c${index}`, '1']));
    const told = async (more: object) => (await allotment(1, 1, 1, more)).body;
    const held = await told({ holders: [{ ...holder(0), holdings: classes }] });
    expect(held.faults).toEqual([
      expect.objectContaining({ code: 'input.too-many', pointer: '/holders/0/holdings' }),
    ]);
    const weighed = await told({ classWeights: classes });
    expect(weighed.faults).toEqual([
      expect.objectContaining({ code: 'input.too-many', pointer: '/classWeights' }),
    ]);
  });

  it('answers somebody else while a long one is at work', async () => {
    const answered: string[] = [];
    const long = allotment(6, 2, 10_000, { pool: '1000.00' }).then(() => answered.push('long'));
    await test.stranger.get('/health/live').then(() => answered.push('health'));
    await long;
    expect(answered).toEqual(['health', 'long']);
  });

  it('has a low rate of its own', async () => {
    const strict = await startTestApp({ openPerMinute: 3 });
    const body = { pool: '1.00', method: 'largest-remainder', holdings: [{ key: 'a', shares: '1' }] };
    const statuses = [];
    for (let time = 0; time < 4; time += 1)
      statuses.push((await strict.stranger.post('/api/v1/calculations/dividend', body)).status);
    expect(statuses).toEqual([200, 200, 200, 429]);
    await strict.close();
  });
});

it('whoever asks too often is told when to come again, before the database is asked who it is', async () => {
  const strict = await buildApp(test.services, { logger: false, requestsPerMinute: 3 });
  const looks = vi.spyOn(test.services.database, 'outside');
  const ask = () =>
    strict.inject({
      url: '/api/v1/session',
      headers: { authorization: 'Bearer hegu_nobody' },
      remoteAddress: '203.0.113.7',
    });
  const replies = [await ask(), await ask(), await ask()];
  const before = looks.mock.calls.length;
  replies.push(await ask(), await ask(), await ask());
  expect(replies.map(({ statusCode }) => statusCode)).toEqual([401, 401, 401, 429, 429, 429]);
  expect(Number(replies[5]?.headers['retry-after'])).toBeGreaterThan(0);
  expect(looks).toHaveBeenCalledTimes(before);
  looks.mockRestore();
  await strict.close();
});

it('large bodies are read one after the other, by turns of who sends them, and small ones at once', async () => {
  const large = JSON.stringify({ list: many(20_000, (index) => index) });
  const order: string[] = [];
  const read = (text: string, sender: string) =>
    readJsonInTurn(text, sender).then(
      () => order.push(sender),
      () => order.push(`${sender} refused`),
    );
  await Promise.all([...many(10, () => read(large, 'a')), read(large, 'b'), read('{}', 'c')]);
  // One is read and eight wait; the tenth is too many. Nobody's second comes before another's first.
  expect(order.filter((each) => each === 'a refused')).toHaveLength(1);
  expect(order.filter((each) => each !== 'a refused')).toEqual(expect.arrayContaining(['a', 'b', 'c']));
  expect(order.lastIndexOf('c')).toBeLessThan(order.indexOf('b'));
  expect(order.indexOf('b')).toBeLessThan(6);
});

it('bodies have a bounded room until they are answered, and of strangers only what is for everybody is read', async () => {
  const broken = (remoteAddress: string, bytes = 900_000) =>
    test.app.inject({
      method: 'POST',
      url: '/api/v1/calculations/dividend',
      headers: { 'content-type': 'application/json' },
      payload: '['.repeat(bytes),
      remoteAddress,
    });
  const replies = await Promise.all(many(6, () => broken('203.0.113.8')));
  expect(replies.map(({ statusCode }) => statusCode).toSorted()).toEqual([400, 400, 400, 400, 503, 503]);
  expect((await broken('203.0.113.8')).statusCode, 'given back').toBe(400);
  const never = await test.app.inject({
    method: 'POST',
    url: '/api/v1/cooperatives',
    headers: { 'content-type': 'application/json' },
    payload: new PassThrough(),
  });
  expect(never.statusCode).toBe(401);
  const long = { userName: 'accountant', password: 'x'.repeat(20_000) };
  expect((await test.stranger.post('/api/v1/session', long)).status).toBe(413);
});

describe('a body', () => {
  it.each([
    ['150,001 values', { list: many(150_001, () => 0) }, 'request.too-many-values'],
    [
      '201 fields in one group',
      Object.fromEntries(many(201, (index) => [`f${index}`, 0])),
      'request.too-many-fields',
    ],
  ])('of %s is refused before its shape is asked, signed in or not', async (_, body, code) => {
    expect((await test.stranger.post('/api/v1/calculations/dividend', body)).body).toMatchObject({
      status: 413,
      code,
    });
    // Of a sign-in a few kilobytes are read at most.
    expect((await test.stranger.post('/api/v1/session', body)).status).toBe(413);
    expect((await test.as('accountant').post('~/members', body)).body).toMatchObject({ status: 413, code });
  });

  it('that names its prototype, or has no end of depth, is refused', async () => {
    const raw = (payload: string) =>
      test.app.inject({
        method: 'POST',
        url: '/api/v1/calculations/dividend',
        payload,
        headers: { 'content-type': 'application/json' },
      });
    expect((await raw('{"pool":"1","__proto__":{"holdings":[]}}')).statusCode).toBe(400);
    const deep = await raw(`{"pool":${'['.repeat(5_000)}${']'.repeat(5_000)}}`);
    expect([deep.statusCode, deep.json<{ code: string }>().code]).toEqual([422, 'input.too-deep']);
  });
});

describe('long work', () => {
  const module = (code: string) => new URL(`data:text/javascript,${encodeURIComponent(code)}`);
  const endless = module('export default () => { for (;;); }');
  const echo = module('export default (input) => JSON.stringify(input)');

  it('that does not end is cut off in words, and the next is done', async () => {
    const work = createLongWork({ threads: 1, waiting: 5, seconds: 0.5, megabytes: 64 });
    await expect(work.run(endless, null)).rejects.toThrow(refusing('calculation.too-long'));
    expect(await work.run(echo, { a: 1n }.a.toString())).toBe('"1"');
    await work.close();
  });

  it('that outgrows its memory is cut off in words, and the next is done', async () => {
    const work = createLongWork({ threads: 1, waiting: 5, seconds: 20, megabytes: 32 });
    const greedy = module(
      'export default () => { const all = []; for (;;) all.push(new Array(1e5).fill(all.length)); }',
    );
    await expect(work.run(greedy, null)).rejects.toThrow(refusing('calculation.too-long'));
    expect(await work.run(echo, 'b')).toBe('"b"');
    await work.close();
  });

  it('that finds too many waiting is refused at once', async () => {
    const work = createLongWork({ threads: 1, waiting: 1, seconds: 0.5, megabytes: 64 });
    const first = work.run(endless, null).catch(() => 'first');
    const second = work.run(echo, 'second').catch(() => 'second');
    await expect(work.run(echo, 'third')).rejects.toThrow(refusing('service.busy'));
    await Promise.all([first, second]);
    await work.close();
  });

  it('is done by turns: of one party two pieces wait, and another is asked before its third', async () => {
    const work = createLongWork({ threads: 1, waiting: 8, seconds: 20, megabytes: 64 });
    const order: string[] = [];
    const slow = module(
      'export default (input) => new Promise((done) => setTimeout(() => done(input), 200))',
    );
    const asked = (party: string, name: string) =>
      work.run(slow, name, party).then((text) => void order.push(text));
    const all = [asked('one', 'one 1'), asked('one', 'one 2'), asked('one', 'one 3')];
    await expect(asked('one', 'one 4')).rejects.toThrow(refusing('service.busy'));
    await Promise.all([...all, asked('two', 'two 1')]);
    expect(order).toEqual(['one 1', 'one 2', 'two 1', 'one 3']);
    await work.close();
  });

  it('that fails says so and harms nothing', async () => {
    const work = createLongWork({ threads: 1, waiting: 1, seconds: 5, megabytes: 64 });
    await expect(work.run(module('export default () => { throw new Error("no") }'), null)).rejects.toThrow(
      'no',
    );
    expect(await work.run(echo, 'c')).toBe('"c"');
    await work.close();
  });
});

it('sign-ins beyond what the lane of passwords holds are told to come again, the others are answered', async () => {
  const stored = await hashPassword('correct horse battery');
  const asked = await Promise.allSettled(many(60, () => verifyPassword(stored, 'wrong', '203.0.113.7')));
  const answers = asked.map((each) =>
    each.status === 'fulfilled' ? String(each.value) : (each.reason as Error).message,
  );
  expect(answers.filter((answer) => answer === 'false').length).toBeGreaterThan(0);
  expect(answers.filter((answer) => answer === 'service.busy').length).toBeGreaterThanOrEqual(60 - 42);
  expect(new Set(answers)).toEqual(new Set(['false', 'service.busy']));
});

it('a file of the spool that is given up is closed once: its number may be somebody else’s by then', async () => {
  const spool = createSpool({ files: 1, bytes: 1_000_000 });
  const gone = new AbortController();
  const source = new PassThrough();
  const taken = spool.take(source, [], gone.signal).catch((error: Error) => error.message);
  source.write(Buffer.alloc(100_000));
  await expect.poll(() => spool.state().bytes).toBe(100_000);
  await pause(50);
  gone.abort();
  // The number that comes free is the next that is given out.
  const others: number[] = [];
  const until = performance.now() + 100;
  while (performance.now() < until && others.length < 1_000) others.push(openSync('package.json', 'r'));
  expect(await taken).toBe('service.busy');
  await pause(50);
  expect(others.filter((other) => !isOpen(other))).toEqual([]);
  for (const other of others) closeSync(other);
  expect(spool.state()).toEqual({ files: 0, bytes: 0 });
});

function isOpen(descriptor: number): boolean {
  try {
    return fstatSync(descriptor).isFile();
  } catch {
    return false;
  }
}

describe('a gate', () => {
  const held = () => Promise.withResolvers<undefined>();

  it('lets parties in by turns: many of one hold up only themselves', async () => {
    const gate = createGate(1);
    const order: string[] = [];
    const open = held();
    const all: Promise<unknown>[] = [gate.run(() => open.promise, 'a')];
    for (const name of ['a', 'a', 'a', 'b', 'c']) all.push(gate.run(async () => void order.push(name), name));
    open.resolve(undefined);
    await Promise.all(all);
    expect(order).toEqual(['a', 'b', 'c', 'a', 'a']);
  });

  it('keeps places free of a party that has its part of them', async () => {
    const gate = createGate(3, { perParty: 2 });
    const open = held();
    const all = many(4, () => gate.run(() => open.promise, 'a'));
    expect(await gate.run(async () => 'b came in', 'b')).toBe('b came in');
    expect(gate.state()).toEqual({ running: 2, waiting: 2 });
    open.resolve(undefined);
    await Promise.all(all);
    expect(gate.state()).toEqual({ running: 0, waiting: 0 });
  });

  it('lets one party take all places to wait while nobody else comes; then its last gives way, down to what it keeps', async () => {
    const gate = createGate(1, { waiting: 4, keptPerParty: 2 });
    const open = held();
    const order: string[] = [];
    const enter = (name: string, party: string) =>
      gate
        .run(async () => void order.push(name), party)
        .catch((error: Error) => order.push(`${name} ${error.message}`));
    const first = gate.run(() => open.promise, 'a');
    const waiting = ['a1', 'a2', 'a3', 'a4'].map((name) => enter(name, 'a'));
    await enter('a5', 'a');
    waiting.push(enter('b1', 'b'), enter('c1', 'c'));
    // Nobody has more than they keep any more: there is no room for a fourth.
    await enter('d1', 'd');
    open.resolve(undefined);
    await Promise.all([first, ...waiting]);
    const refused = order.filter((each) => each.includes('service.busy')).map((each) => each.slice(0, 2));
    expect(refused.sort()).toEqual(['a3', 'a4', 'a5', 'd1']);
    expect(order.slice(4)).toEqual(['a1', 'b1', 'c1', 'a2']);
    expect(gate.state()).toEqual({ running: 0, waiting: 0 });
  });

  it('refuses who would wait too long, or behind too many, and forgets them', async () => {
    const gate = createGate(1, { waiting: 2, waitingPerParty: 1, seconds: 0.05 });
    const open = held();
    const first = gate.run(() => open.promise, 'a');
    const second = gate.run(async () => undefined, 'a').catch((error: Error) => error.message);
    await expect(gate.run(async () => undefined, 'a')).rejects.toThrow(refusing('service.busy'));
    const third = gate.run(async () => undefined, 'b').catch((error: Error) => error.message);
    await expect(gate.run(async () => undefined, 'c')).rejects.toThrow(refusing('service.busy'));
    expect(await Promise.all([second, third])).toEqual(['service.busy', 'service.busy']);
    open.resolve(undefined);
    await first;
    await pause(0);
    expect(gate.state()).toEqual({ running: 0, waiting: 0 });
    expect(await gate.run(async () => 'again', 'a')).toBe('again');
  });
});
