/**
 * What a watchman of machines reads: how many requests there were and how long they took, what waits, how the process fares. No path with
 * an id, no name, no address. Answered to this computer itself, or to whoever knows the token; to anybody else there is no such page.
 */
import { createHash, timingSafeEqual } from 'node:crypto';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Counter, Gauge, Histogram, Registry, collectDefaultMetrics } from 'prom-client';
import { refuse } from '../domain/refusal.ts';
import type { App } from './http.ts';

export interface Watched {
  readonly token: string | undefined;
  readonly gate: () => { readonly running: number; readonly waiting: number };
  readonly spool: () => { readonly files: number; readonly bytes: number };
  readonly databaseAnswers: () => Promise<boolean>;
  readonly clockJumped: () => boolean;
  /** When the newest copy was made; null where none are made by the service. */
  readonly newestCopy: (() => Promise<Date | null>) | null;
}

const SECONDS = [0.01, 0.03, 0.1, 0.3, 1, 3, 10, 30];

export function putUpMetrics(app: App, watched: Watched): void {
  const registry = new Registry();
  const registers = [registry];
  const requests = new Counter({
    name: 'hegu_requests_total',
    help: 'Requests answered, by method and class of status',
    labelNames: ['method', 'status'],
    registers,
  });
  const seconds = new Histogram({
    name: 'hegu_request_seconds',
    help: 'How long a request took until its answer had left',
    buckets: SECONDS,
    registers,
  });
  const gauge = (name: string, help: string, read: () => number | Promise<number>) =>
    new Gauge({
      name,
      help,
      registers,
      async collect() {
        this.set(await read());
      },
    });
  gauge('hegu_units_running', 'Units of work in the database now', () => watched.gate().running);
  gauge('hegu_units_waiting', 'Units of work that wait for a connection', () => watched.gate().waiting);
  gauge('hegu_spooled_files', 'Large answers that wait for their readers', () => watched.spool().files);
  gauge('hegu_spooled_bytes', 'Their size', () => watched.spool().bytes);
  gauge('hegu_database_up', '1 while PostgreSQL answers', async () =>
    Number(await watched.databaseAnswers()),
  );
  gauge('hegu_clock_jumped', '1 while nothing is written because the clock jumped', () =>
    Number(watched.clockJumped()),
  );
  const { newestCopy } = watched;
  if (newestCopy !== null)
    gauge(
      'hegu_newest_copy_seconds',
      'When the newest copy was made, in seconds since 1970; 0: never',
      async () => Math.floor(((await newestCopy())?.getTime() ?? 0) / 1000),
    );
  app.addHook('onResponse', async (request, reply) => {
    requests.inc({ method: request.method, status: `${Math.floor(reply.statusCode / 100)}xx` });
    seconds.observe(reply.elapsedTime / 1000);
  });
  const answer = async (request: FastifyRequest, reply: FastifyReply) => {
    if (!mayRead(request, watched.token)) throw refuse('route.unknown', { path: '/metrics' });
    return reply.type(registry.contentType).send(await Registry.merge([ofProcess(), registry]).metrics());
  };
  // Before anybody's session is asked for in the database.
  app.addHook('onRequest', async (request, reply) =>
    request.routeOptions.url === '/metrics' ? answer(request, reply) : undefined,
  );
  app.get('/metrics', answer);
}

let processRegistry: Registry | null = null;

/** Of the process itself; measured from when it is first asked for, once however many applications it holds. */
function ofProcess(): Registry {
  if (processRegistry === null) {
    processRegistry = new Registry();
    collectDefaultMetrics({ register: processRegistry });
  }
  return processRegistry;
}

/** From this computer and through no proxy; or with the token. */
function mayRead(request: FastifyRequest, token: string | undefined): boolean {
  const [, given] = /^Bearer (\S+)$/i.exec(request.headers.authorization ?? '') ?? [];
  if (token !== undefined) return given !== undefined && timingSafeEqual(digest(given), digest(token));
  const forwarded = ['x-forwarded-for', 'forwarded', 'x-real-ip', 'via'].some(
    (name) => name in request.headers,
  );
  return !forwarded && /^(127\.|::1$|::ffff:127\.)/.test(request.socket.remoteAddress ?? '');
}

const digest = (text: string) => createHash('sha256').update(text).digest();
