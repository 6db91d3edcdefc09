/**
 * How long a socket may be held, and how many: heads and bodies that trickle in, readers who stand still and connections that
 * lie idle are ended, one address never has all there are, and one connection has one answer at a time.
 */
import type { ConnectionError, FastifyReply, FastifyRequest } from 'fastify';
import { STATUS_CODES, type Server } from 'node:http';
import type { Socket } from 'node:net';
import type { Config } from '../config.ts';
import { statusOf } from '../domain/errors/catalogue.ts';
import { refuse } from '../domain/refusal.ts';
import { countedAddress } from '../domain/sign-in-guard.ts';
import { problemMediaType, problemOf } from './problem.ts';

const HEAD_SECONDS = 15;
const IDLE_SECONDS = 15;
/** Also of a request whose answer is still worked on. */
const STILL_SECONDS = 900;
/** Requests that one connection sends ahead of their answers; no browser does. */
const MOST_AHEAD = 16;

export function socketOptions(config: Config) {
  const seconds = config.HEGU_REQUEST_SECONDS;
  return {
    requestTimeout: seconds * 1000,
    connectionTimeout: STILL_SECONDS * 1000,
    keepAliveTimeout: IDLE_SECONDS * 1000,
    http: {
      headersTimeout: Math.min(HEAD_SECONDS, seconds) * 1000,
      // How often it is looked for requests that are late.
      connectionsCheckingInterval: Math.min(5, seconds / 4) * 1000,
    },
    clientErrorHandler: (error: ConnectionError, socket: Socket) => endInWords(error, socket, config),
  } as const;
}

/** What never became a request: too late, or no HTTP at all. */
function endInWords(error: ConnectionError, socket: Socket, { HEGU_LANGUAGE: language }: Config): void {
  if (error.code === 'ECONNRESET' || socket.destroyed) return;
  const late = error.code === 'ERR_HTTP_REQUEST_TIMEOUT';
  const refusal = refuse(late ? 'request.too-slow' : 'request.malformed');
  const body = JSON.stringify(problemOf(refusal, language));
  const status = statusOf(refusal);
  if (socket.writable)
    socket.write(
      `HTTP/1.1 ${status} ${STATUS_CODES[status]}\r\ncontent-type: ${problemMediaType}\r\n` +
        `content-length: ${Buffer.byteLength(body)}\r\nconnection: close\r\n\r\n${body}`,
    );
  socket.destroySoon();
}

/**
 * Until the answer before has been taken, the next of the same connection is not begun: whoever sends ten requests ahead and reads
 * nothing has one answer made. Beyond a few the connection is ended.
 */
export function oneAnswerAtATime(): (request: FastifyRequest, reply: FastifyReply) => Promise<void> {
  const lines = new WeakMap<Socket, { last: Promise<void>; readonly open: Set<() => void> }>();
  function lineOf(socket: Socket) {
    const known = lines.get(socket);
    if (known) return known;
    const line = { last: Promise.resolve(), open: new Set<() => void>() };
    lines.set(socket, line);
    // One listener for all that are open, however many were sent ahead.
    socket.once('close', () => {
      for (const done of line.open) done();
    });
    return line;
  }
  return async ({ raw: { socket } }, { raw: answer }) => {
    const line = lineOf(socket);
    const { promise: taken, resolve: leave } = Promise.withResolvers<undefined>();
    const before = line.last;
    line.last = taken;
    const done = () => {
      for (const each of ['finish', 'close']) answer.off(each, done);
      line.open.delete(done);
      leave(undefined);
    };
    line.open.add(done);
    for (const each of ['finish', 'close']) answer.once(each, done);
    if (line.open.size > MOST_AHEAD) socket.destroy();
    await before;
    // Whoever asked is gone: there is nobody to make it for.
    if (socket.destroyed) throw refuse('service.busy');
  };
}

/** At most so many sockets in all, and half of them from one address: of IPv6, the network that one household has. */
export function limitSockets(server: Server, most: number): void {
  const byAddress = new Map<string, number>();
  server.maxConnections = most;
  server.on('connection', (socket) => {
    const address = countedAddress(socket.remoteAddress ?? '');
    const count = (byAddress.get(address) ?? 0) + 1;
    byAddress.set(address, count);
    socket.once('close', () => {
      const left = (byAddress.get(address) ?? 1) - 1;
      if (left === 0) byAddress.delete(address);
      else byAddress.set(address, left);
    });
    if (count > most / 2) socket.destroy();
  });
}
