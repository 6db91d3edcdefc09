/**
 * What is open to anybody, over real sockets: the large pages that are the same for everybody take no place of anybody's exports, one
 * connection has one answer at a time however many it asks ahead, and the places that are bounded are bounded for each. Places and
 * answers are counted, no time.
 */
import fastify from 'fastify';
import { randomBytes } from 'node:crypto';
import { connect, type AddressInfo, type Socket } from 'node:net';
import { Readable } from 'node:stream';
import { text } from 'node:stream/consumers';
import { gunzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { hashPassword, verifyPassword } from '../../src/platform/password.ts';
import { limitSockets, oneAnswerAtATime } from '../../src/platform/sockets.ts';
import { createSpool, type Party } from '../../src/platform/spool.ts';
import { startTestApp, type TestApp } from '../support/app.ts';

let test: TestApp;
let port = 0;
const sockets: Socket[] = [];
beforeAll(async () => {
  test = await startTestApp();
  await test.app.listen({ host: '127.0.0.1', port: 0 });
  ({ port } = test.app.server.address() as AddressInfo);
});
afterAll(async () => {
  for (const socket of sockets) socket.destroy();
  await test.close();
});

/** A connection that writes and reads nothing until it is told to. */
function silent(to: number, written: string): Socket {
  const socket = connect(to, '127.0.0.1');
  socket.on('error', () => undefined).pause();
  socket.write(written);
  sockets.push(socket);
  return socket;
}
const asked = (path: string) => `GET ${path} HTTP/1.1\r\nhost: x\r\n\r\n`;

describe('a page that is the same for everybody', () => {
  it('takes no place in the spool, whoever asks for it and reads nothing', async () => {
    for (let each = 0; each < 20; each += 1)
      silent(port, asked('/api/openapi.json').repeat(5) + asked('/api/docs/json') + asked('/api/docs/yaml'));
    await expect
      .poll(() => new Promise((resolve) => test.app.server.getConnections((_, count) => resolve(count))), {
        timeout: 60_000,
      })
      .toBe(20);
    const { body } = await test.app.inject('/metrics');
    expect(body).toMatch(/^hegu_spooled_files 0$/m);
    expect(body).toMatch(/^hegu_spooled_bytes 0$/m);
    for (const socket of sockets.splice(0)) socket.destroy();
  });

  it('goes out packed, and not at all to whoever has it', async () => {
    const plain = await test.app.inject('/api/openapi.json?lang=en');
    const packed = await test.app.inject({
      url: '/api/openapi.json?lang=en',
      headers: { 'accept-encoding': 'br;q=0.5, gzip' },
    });
    expect(packed.headers['content-encoding']).toBe('gzip');
    expect(gunzipSync(packed.rawPayload).equals(plain.rawPayload)).toBe(true);
    const again = await test.app.inject({
      url: '/api/openapi.json?lang=en',
      headers: { 'if-none-match': String(plain.headers.etag) },
    });
    expect([again.statusCode, again.rawPayload.length]).toEqual([304, 0]);
    expect((await test.app.inject('/api/openapi.json?lang=zh')).headers.etag).not.toBe(plain.headers.etag);
    for (const path of ['/api/docs/json', '/api/docs/yaml'])
      expect((await test.app.inject(path)).headers.location).toBe('/api/openapi.json');
  });
});

describe('one connection', () => {
  const large = randomBytes(8 * 1024 * 1024);
  async function serving() {
    const app = fastify({ logger: false });
    const begun: string[] = [];
    app.addHook('onRequest', oneAnswerAtATime());
    app.get('/:n', async (request, reply) => {
      begun.push(request.url);
      return reply.send(large);
    });
    await app.listen({ host: '127.0.0.1', port: 0 });
    return { app, begun, to: (app.server.address() as AddressInfo).port };
  }

  it('has one answer at a time, and each in its order', async () => {
    const { app, begun, to } = await serving();
    const paths = ['/0', '/1', '/2', '/3', '/4'];
    const ahead = silent(to, paths.map(asked).join(''));
    // Somebody else, who came after all of these, is answered while the first answer lies there unread.
    const other = connect(to, '127.0.0.1');
    other.write(`GET /other HTTP/1.1\r\nhost: x\r\nconnection: close\r\n\r\n`);
    await text(other);
    expect(begun.filter((path) => path !== '/other')).toEqual(['/0']);
    let taken = 0;
    ahead.on('data', (part: Buffer) => (taken += part.length)).resume();
    await expect.poll(() => taken).toBeGreaterThan(5 * large.length);
    expect(begun.filter((path) => path !== '/other')).toEqual(paths);
    ahead.destroy();
    await app.close();
  });

  it('that asks very many ahead is ended', async () => {
    const { app, begun, to } = await serving();
    const ahead = silent(to, asked('/0').repeat(200));
    const closed = new Promise<void>((resolve) => ahead.once('close', () => resolve()));
    ahead.resume();
    await closed;
    expect(begun.length).toBeLessThanOrEqual(1);
    await app.close();
  });
});

it('the sockets of one household’s network are counted together', () => {
  const app = fastify({ logger: false });
  limitSockets(app.server, 6);
  const come = (remoteAddress: string) => {
    const socket = Object.assign(new Readable({ read: () => undefined }), { remoteAddress });
    app.server.emit('connection', socket);
    return socket.destroyed;
  };
  const ended = ['1', '2', '3', '4'].map((last) => come(`2001:db8:0:7:${last}::${last}`));
  expect([...ended, come('2001:db8:0:8::1')]).toEqual([false, false, false, true, false]);
});

describe('the spool', () => {
  const ofOne = { person: { files: 2, bytes: 100 }, address: { files: 3, bytes: 1_000 } };
  const person = (name: string): Party => ({ kind: 'person', name });
  const office: Party = { kind: 'address', name: '203.0.113.7' };
  const content = (bytes: number) => Readable.from([Buffer.alloc(bytes)]);

  it('has a few places of each person and more of an address, and gives them back', async () => {
    const spool = createSpool({ files: 10, bytes: 10_000, ofOne });
    const take = (parties: readonly Party[], bytes = 10) =>
      spool.take(content(bytes), parties).then(
        (taken) => taken,
        (error: Error) => error.message,
      );
    const first = await take([office, person('a')]);
    await take([office, person('a')]);
    expect(await take([office, person('a')])).toBe('service.busy');
    await take([office, person('b')]);
    expect(await take([office, person('c')])).toBe('service.busy');
    const elsewhere: Party = { kind: 'address', name: '203.0.113.8' };
    expect(await take([elsewhere, person('c')], 101)).toBe('service.busy');
    expect(await take([elsewhere, person('c')])).toMatchObject({ bytes: 10 });
    expect(spool.state()).toEqual({ files: 4, bytes: 40 });
    if (typeof first === 'string') throw new Error(first);
    await text(first.content);
    await expect.poll(() => spool.state().files).toBe(3);
    expect(await take([office, person('a')])).toMatchObject({ bytes: 10 });
  });
});

it('the lane of passwords may be one address’s alone, which gives way where another comes', async () => {
  const stored = await hashPassword('correct horse battery');
  const order: string[] = [];
  const tried = (password: string, from: string) =>
    verifyPassword(stored, password, from).then(
      (right) => order.push(`${from} ${right}`),
      (error: Error) => order.push(`${from} ${error.message}`),
    );
  const many = Array.from({ length: 60 }, () => tried('wrong', 'one'));
  await Promise.all([...many, tried('correct horse battery', 'other')]);
  const answered = order.filter((each) => !each.endsWith('service.busy'));
  // Two at work and forty who wait, of whom one gave way.
  expect(order.length - answered.length).toBe(60 - 42 + 1);
  expect(answered.indexOf('other true')).toBeLessThan(5);
});

it('a request that names two hosts is refused', async () => {
  const socket = connect(port, '127.0.0.1');
  socket.write('GET /health/live HTTP/1.1\r\nhost: a\r\nhost: b\r\nconnection: close\r\n\r\n');
  expect(await text(socket)).toMatch(/^HTTP\/1\.1 400 [^]*request\.malformed/);
});

it('what counts is told to no proxy that says only that it is one', async () => {
  const status = async (headers: Record<string, string>) =>
    (await test.app.inject({ url: '/metrics', headers })).statusCode;
  expect([await status({}), await status({ via: '1.1 proxy' })]).toEqual([200, 404]);
});
