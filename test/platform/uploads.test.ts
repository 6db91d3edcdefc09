/** Files that come in slowly hold up nobody's, and lie in memory for no longer than they are used. */
import multipart from '@fastify/multipart';
import fastify from 'fastify';
import { request as ask } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';
import { expect, it } from 'vitest';
import { withUploadedFile } from '../../src/platform/http.ts';
import { createSpool } from '../../src/platform/spool.ts';

const MOST = 200_000;

it('lets a file in past a hundred that trickle, eight in use at once; a large or broken one is refused in words', async () => {
  const app = fastify();
  const incoming = createSpool({ files: 200, bytes: 10_000_000 });
  app.decorate('incoming', incoming);
  app.decorateRequest('apiToken', null);
  app.addHook('onRequest', async (request) => void Object.assign(request, { session: {} }));
  await app.register(multipart, { limits: { fileSize: MOST, files: 1 } });
  app.setErrorHandler((error: { code?: string }, _request, reply) => reply.code(422).send(error.code));
  let [used, most] = [0, 0];
  app.post('/:cooperativeId', async (request) =>
    withUploadedFile(request, async ({ fileName, bytes }) => {
      used += 1;
      most = Math.max(most, used);
      await pause(20);
      used -= 1;
      return `${fileName} ${bytes.length}`;
    }),
  );
  await app.listen({ port: 0, host: '127.0.0.1' });
  const { port } = app.server.address() as AddressInfo;
  const head = '--b\r\ncontent-disposition: form-data; name="file"; filename=" a.csv"\r\n\r\n';
  const send = (cooperative: string) => {
    const type = { 'content-type': 'multipart/form-data; boundary=b' };
    const sent = ask({ port, host: '127.0.0.1', method: 'POST', path: `/${cooperative}`, headers: type });
    const answer = new Promise<string>((resolve) => {
      sent.on('error', () => resolve('gone'));
      sent.on('response', (response) => void response.toArray().then((parts) => resolve(parts.join(''))));
    });
    // Without a sign behind it, the end of the head waits for what may be the boundary.
    sent.write(`${head}x`);
    return { sent, answer, end: (content: string) => (sent.end(`${content}\r\n--b--\r\n`), answer) };
  };
  const slow = Array.from({ length: 100 }, (_, index) => send(`c${index % 50}`));
  while (incoming.state().files < 100) await pause(10);
  expect(await send('c1').end('quick')).toBe('a.csv 6');
  expect(await send('c2').end('x'.repeat(MOST + 1))).toBe('request.too-large');
  const broken = send('c3');
  broken.sent.end('no end');
  expect(await broken.answer).toBe('request.malformed');
  slow[0]?.sent.destroy();
  expect(await slow[0]?.answer).toBe('gone');
  const others = await Promise.all(slow.slice(1, 41).map(({ end }) => end('late')));
  expect([...new Set(others)]).toEqual(['a.csv 5']);
  expect(most).toBe(8);
  for (const { sent } of slow.slice(41)) sent.destroy();
  while (incoming.state().files > 0) await pause(10);
  expect(incoming.state()).toEqual({ files: 0, bytes: 0 });
  await app.close();
});
