/**
 * A large page that is the same for everybody and open to anybody: made once, kept with its packed form, and sent as the same bytes to
 * however many ask. An unread one costs its reader's socket and nothing else: no copy, no place in the spool.
 */
import { createHash } from 'node:crypto';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { gzipSync } from 'node:zlib';
import { endStandingStill } from './http.ts';

export interface OpenPage {
  readonly type: string;
  readonly etag: string;
  readonly plain: Buffer;
  readonly packed: Buffer;
}

/** Every buffer of every open page. */
const kept = new WeakSet<Buffer>();

export function openPage(type: string, text: string): OpenPage {
  const plain = Buffer.from(text);
  const packed = gzipSync(plain);
  for (const each of [plain, packed]) kept.add(each);
  return { type, etag: `"${createHash('sha256').update(plain).digest('hex')}"`, plain, packed };
}

/** Whether an answer is kept for everybody anyhow, so that nothing is won by laying it down once more. */
export function isOpenPage(payload: unknown): boolean {
  return Buffer.isBuffer(payload) && kept.has(payload);
}

export function sendOpenPage(request: FastifyRequest, reply: FastifyReply, page: OpenPage): FastifyReply {
  const { etag, type, plain, packed } = page;
  void reply
    .header('etag', etag)
    .header('cache-control', 'no-cache')
    .header('vary', 'accept-encoding, accept-language');
  if (request.headers['if-none-match'] === etag) return reply.code(304).send();
  endStandingStill(reply);
  void reply.type(type);
  if (!/\bgzip\b(?!\s*;\s*q=0(\.0*)?\s*(,|$))/i.test(request.headers['accept-encoding'] ?? ''))
    return reply.send(plain);
  return reply.header('content-encoding', 'gzip').send(packed);
}
