/**
 * How long a socket may be held, and how many: heads and bodies that trickle in, readers who stand still and connections that
 * lie idle are ended, and one address never has all there are.
 */
import type { ConnectionError } from 'fastify';
import { STATUS_CODES, type Server } from 'node:http';
import type { Socket } from 'node:net';
import type { Config } from '../config.ts';
import { statusOf } from '../domain/errors/catalogue.ts';
import { refuse } from '../domain/refusal.ts';
import { problemMediaType, problemOf } from './problem.ts';

const HEAD_SECONDS = 15;
const IDLE_SECONDS = 15;
/** Also of a request whose answer is still worked on. */
const STILL_SECONDS = 900;

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

/** At most so many sockets in all, and half of them from one address. */
export function limitSockets(server: Server, most: number): void {
  const byAddress = new Map<string, number>();
  server.maxConnections = most;
  server.on('connection', (socket) => {
    const address = socket.remoteAddress ?? '';
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
