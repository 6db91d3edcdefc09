/** Whoever has no part in a cooperative uses up nothing of what its people may ask in a minute. */
import rateLimit from '@fastify/rate-limit';
import fastify from 'fastify';
import { expect, it } from 'vitest';
import { knownPairs, limitEach } from '../../src/platform/request-limits.ts';

it('knows who was answered where, forgets whoever was longest ago, and nobody in particular never', () => {
  const known = knownPairs(2);
  const pair = (userId: string, cooperativeId = 'c') => ({ userId, cooperativeId });
  known.add(pair('', 'c'));
  known.add(pair('u', ''));
  expect([known.has(pair('')), known.has(pair('u', ''))]).toEqual([false, false]);
  for (const user of ['one', 'two', 'one', 'three']) known.add(pair(user));
  expect(['one', 'two', 'three'].map((user) => known.has(pair(user)))).toEqual([true, false, true]);
  expect(known.has(pair('one', 'another'))).toBe(false);
});

it('whoever has no part in a cooperative takes none of what its people may ask; they do, all together', async () => {
  const app = fastify();
  await app.register(rateLimit, { global: false });
  app.decorateRequest('apiToken', null);
  app.addHook('onRequest', async (request) => {
    Object.assign(request, { session: { userId: request.headers['user'] } });
  });
  app.setErrorHandler((_error, _request, reply) => reply.code(429).send());
  await limitEach(app, 3);
  app.get('/:cooperativeId', async ({ headers }, reply) =>
    reply.code(headers['user']?.includes('stranger') === true ? 404 : 200).send(),
  );
  const ask = async (user: string, times: number) => {
    const statuses: number[] = [];
    for (let time = 0; time < times; time += 1)
      statuses.push((await app.inject({ url: time % 2 === 0 ? '/c' : '/C', headers: { user } })).statusCode);
    return statuses;
  };
  for (const user of ['stranger 1', 'stranger 2', 'stranger 3'])
    expect(await ask(user, 4)).toEqual([404, 404, 404, 429]);
  // The first of each is not known yet; of what follows six count for all of them.
  for (const user of ['one', 'two', 'three']) expect(await ask(user, 3)).toEqual([200, 200, 200]);
  expect(await ask('four', 2)).toEqual([200, 429]);
  await app.close();
});

it('whoever used up their requests is not forgotten while thousands of others ask', async () => {
  const app = fastify();
  await app.register(rateLimit, { global: false });
  app.decorateRequest('apiToken', null);
  app.addHook('onRequest', async (request) => {
    Object.assign(request, { session: { userId: request.headers['user'] } });
  });
  app.setErrorHandler((_error, _request, reply) => reply.code(429).send());
  await limitEach(app, 1);
  app.get('/', async (_request, reply) => reply.code(200).send());
  const ask = async (user: string) => (await app.inject({ url: '/', headers: { user } })).statusCode;
  expect([await ask('one'), await ask('one')]).toEqual([200, 429]);
  for (let other = 0; other < 6_000; other += 1) await ask(`other ${other}`);
  expect(await ask('one')).toBe(429);
  await app.close();
}, 60_000);
