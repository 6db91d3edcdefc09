/**
 * A started application for a test file: its own clone of the staffed database, one cooperative, one signed-in person
 * for every role. Requests go through HTTP (inject), never around it.
 */
import { randomUUID } from 'node:crypto';
import postgres from 'postgres';
import { inject } from 'vitest';
import { buildApp } from '../../src/app.ts';
import type { Role } from '../../src/domain/permission.ts';
import type { Sample } from '../../src/modules/access/index.ts';
import { verifyAll } from '../../src/modules/verification/index.ts';
import { connectDatabase, type Database } from '../../src/platform/database.ts';
import type { App } from '../../src/platform/http.ts';
import type { Services } from '../../src/platform/services.ts';
import { remember, requireChinese } from './chinese.ts';
import { clone, databaseUrl, staffedDatabase } from './cluster.ts';
import { undeclared } from './declared.ts';
import { acceptedCookie, chain, testServices } from './staff.ts';
import { keepStage, keptStage, stageNamed } from './stages.ts';

export type SampleAsked = Parameters<Sample['tell']>[1];

export interface Reply {
  readonly status: number;
  // A test reads replies freely: what the contract promises is checked by the response schemas.
  // eslint-disable-next-line @typescript-eslint/no-explicit-any
  readonly body: any;
  readonly headers: Readonly<Record<string, string | number | string[] | undefined>>;
  readonly rawPayload: Buffer;
}

/** Somebody signed in. Paths that begin with `~/` are relative to the test's cooperative. */
export interface Client {
  readonly userId: string;
  get(path: string, headers?: Record<string, string>): Promise<Reply>;
  post(path: string, body?: unknown, headers?: Record<string, string>): Promise<Reply>;
  put(path: string, body?: unknown, headers?: Record<string, string>): Promise<Reply>;
  patch(path: string, body?: unknown, headers?: Record<string, string>): Promise<Reply>;
  delete(path: string, headers?: Record<string, string>): Promise<Reply>;
}

export interface TestApp {
  readonly app: App;
  readonly services: Services;
  readonly database: Database;
  readonly cooperativeId: string;
  /**
   * Owner's address of this file's database: for tampering and for looking behind the policies. The database is there once the
   * application was asked anything.
   */
  readonly ownerUrl: string;
  as(role: Role): Client;
  /** Every route that is served, as `GET /path/:place`. */
  routes(): readonly string[];
  /** Nobody signed in. */
  readonly stranger: Client;
  /** Sets the clock; null lets it run again. */
  setClock(moment: Date | null): void;
  /**
   * Brings the books to a state that many tests begin with. Built once in a run of the suite and cloned from then on, where
   * this test has written nothing yet. `name` says all that the state depends on besides the clock at its beginning; what
   * `build` returns is plain, and a clock that it moved on stands where it left it.
   */
  stage<Facts>(name: string, build: () => Promise<Facts>): Promise<Facts>;
  /**
   * What waits of the register is confirmed by the reviewer as soon as it is entered, since most tests are about what comes
   * afterwards; a test about the waiting says `true`.
   */
  letRegisterWait(waits: boolean): void;
  /**
   * Says that this test spoils the books on purpose: they are not verified at the end; or spoils alone what stands outside, which is not.
   */
  expectTampering(what?: 'all' | 'outside'): void;
  /** Verifies the books of every cooperative, whatever the test was about, and takes everything down. */
  close(): Promise<void>;
}

/** What the builder of a stage left behind. */
interface Left<Facts> {
  readonly facts: Facts;
  readonly clock: string | null;
}

/** `clock` is where time stands still from before the first entry on; the books' time never goes back. */
export async function startTestApp(
  options: {
    readonly connections?: number;
    readonly clock?: Date;
    /** Of one test with very many; the service's own limit otherwise. */
    readonly requestsPerMinute?: number;
    /** Of the open calculations; as good as none unless given. */
    readonly openPerMinute?: number;
    /** What a press on “sample” opens. */
    readonly sample?: Sample;
  } = {},
): Promise<TestApp> {
  const name = `test_${randomUUID().replaceAll('-', '')}`;
  const admin = postgres(inject('clusterUrl'), { max: 1, onnotice: () => undefined });
  const ownerUrl = databaseUrl(inject('clusterUrl'), name);
  let fixedMoment: Date | null = options.clock ?? null;
  let tampered: 'nothing' | 'outside' | 'all' = 'nothing';
  let registerWaits = false;
  const confirmed = new Set<string>();
  const connections = options.connections ?? 5;
  const connect = () => connectDatabase({ url: ownerUrl, connections, chain });
  let connected = connect();
  let written = false;
  // Made when it is first asked for: whoever begins with a stage is given that one, and no other before it.
  let made: Promise<void> | null = null;
  const makeFrom = (template: string) => (made ??= clone(admin, name, template));
  const known = async () => {
    await makeFrom(staffedDatabase);
    return connected;
  };
  // The application keeps this one, while the database below it may be exchanged for a clone.
  const database: Database = {
    read: async (cooperative, work, openedFor) => (await known()).read(cooperative, work, openedFor),
    readOwn: async (cooperative, user, work) => (await known()).readOwn(cooperative, user, work),
    write: async (cooperative, work) => {
      written = true;
      return (await known()).write(cooperative, work);
    },
    writeInBook: async (cooperative, work, openedFor) => {
      written = true;
      return (await known()).writeInBook(cooperative, work, openedFor);
    },
    outside: async (work) => (await known()).outside(work),
    tend: async (tables) => (await known()).tend(tables),
    gate: () => connected.gate(),
    answers: async () => (await known()).answers(),
    close: () => connected.close(),
  };
  const services = testServices(database, ownerUrl, () => fixedMoment ?? new Date());
  const { requestsPerMinute } = options;
  const routes = new Set<string>();
  const app = await buildApp(services, {
    logger: false,
    onRoute: (method, path) => void (method !== 'HEAD' && routes.add(`${method} ${path}`)),
    ...(requestsPerMinute !== undefined && { requestsPerMinute }),
    openPerMinute: options.openPerMinute ?? 6_000,
    ...(options.sample !== undefined && { sample: options.sample }),
  });
  await app.ready();
  const { cooperativeId, people } = inject('staff');
  const reviewer = clientOf(app, people.reviewer.cookie, people.reviewer.userId, cooperativeId);
  const afterwards = async (path: string, { body }: Reply): Promise<void> => {
    const changeId = waitingChange(body);
    if (registerWaits || changeId === null || confirmed.has(changeId) || path.includes('dryRun')) return;
    confirmed.add(changeId);
    const root = /^\/api\/v1\/cooperatives\/[^/]+/.exec(path)?.[0] ?? '~';
    const reply = await reviewer.post(`${root}/register-changes/${changeId}/confirm`);
    if (reply.status !== 200)
      throw new Error(`a change of the register is not confirmed: ${JSON.stringify(reply.body)}`);
  };
  return {
    app,
    services,
    database,
    cooperativeId,
    ownerUrl,
    stranger: clientOf(app, null, '', cooperativeId),
    as(role) {
      const { userId, cookie } = people[role];
      return clientOf(app, cookie, userId, cooperativeId, afterwards);
    },
    letRegisterWait(waits) {
      registerWaits = waits;
    },
    routes: () => [...routes],
    setClock(moment) {
      fixedMoment = moment;
    },
    async stage<Facts>(title: string, build: () => Promise<Facts>): Promise<Facts> {
      if (written) return build();
      const stage = stageNamed(`${fixedMoment?.toISOString() ?? 'now'} ${title}`);
      const kept = await keptStage(admin, stage);
      if (kept !== undefined) {
        if (made !== null) {
          await made;
          await connected.close();
          await admin.unsafe(`drop database ${name} with (force)`);
          connected = connect();
          made = null;
        }
        await makeFrom(stage);
        written = true;
        const left = kept.facts as Left<Facts>;
        fixedMoment = left.clock === null ? null : new Date(left.clock);
        return left.facts;
      }
      const facts = await build();
      await connected.close();
      const left: Left<Facts> = { facts, clock: fixedMoment?.toISOString() ?? null };
      await keepStage(admin, { database: stage, facts: left }, name);
      connected = connect();
      return facts;
    },
    expectTampering(what = 'all') {
      if (tampered !== 'all') tampered = what;
    },
    async close() {
      const wrong: string[] = [];
      const holds =
        tampered === 'all' ||
        (await verifyAll(services, (line) => void wrong.push(line), { outside: tampered === 'nothing' }));
      await app.close();
      await database.close();
      if (made !== null) await admin.unsafe(`drop database ${name} with (force)`);
      await admin.end();
      if (!holds) throw new Error(`The books do not hold after this test:\n${wrong.join('\n')}`);
      const untold = [...missing];
      missing.clear();
      if (untold.length > 0)
        throw new Error(`Refusals that the API document does not tell of:\n${untold.join('\n')}`);
    },
  };
}

/** Somebody new, who chooses the password of all tests by the invitation and is signed in. */
export async function accepted(
  { app, cooperativeId }: TestApp,
  userName: string,
  userId: string,
  invitation: string | null,
): Promise<Client> {
  return clientOf(app, await acceptedCookie(app, userName, invitation), userId, cooperativeId);
}

/** The change of the register that a reply, or the import that it tells of, waits in. */
function waitingChange(body: unknown): string | null {
  const { changeId, result, state } = (body ?? {}) as {
    readonly changeId?: unknown;
    readonly result?: { readonly changeId?: unknown } | null;
    readonly state?: unknown;
  };
  const found = changeId ?? (state === 'done' ? result?.changeId : null);
  return typeof found === 'string' ? found : null;
}

/** Refusals that the API document does not tell of, by all applications of this process since one was closed. */
const missing = new Set<string>();

function clientOf(
  app: App,
  cookie: string | null,
  userId: string,
  cooperativeId: string,
  afterwards: (path: string, reply: Reply) => Promise<void> = async () => undefined,
): Client {
  async function send(
    method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE',
    path: string,
    body: unknown,
    headers: Record<string, string> = {},
  ): Promise<Reply> {
    // From where it comes is no header: a test says it as one.
    const { 'from-address': remoteAddress, ...sent } = headers;
    const reply = await app.inject({
      method,
      url: path.replace(/^~/, `/api/v1/cooperatives/${cooperativeId}`),
      headers: sent,
      ...(remoteAddress !== undefined && { remoteAddress }),
      ...(cookie !== null && { cookies: { hegu_session: cookie } }),
      ...(body !== undefined && { payload: body as object }),
    });
    const type = String(reply.headers['content-type'] ?? '');
    remember([path, body]);
    if (type.includes('problem+json')) {
      if (reply.headers['content-language'] === 'zh') requireChinese(reply.json());
      for (const each of undeclared(
        method,
        path.replace(/^~/, `/api/v1/cooperatives/${cooperativeId}`),
        reply.json(),
      ))
        missing.add(each);
    }
    const answer: Reply = {
      status: reply.statusCode,
      body: type.includes('json') && reply.body !== '' ? reply.json() : reply.body,
      headers: reply.headers,
      rawPayload: reply.rawPayload,
    };
    await afterwards(path, answer);
    return answer;
  }
  return {
    userId,
    get: (path, headers) => send('GET', path, undefined, headers),
    post: (path, body, headers) => send('POST', path, body ?? {}, headers),
    put: (path, body, headers) => send('PUT', path, body ?? {}, headers),
    patch: (path, body, headers) => send('PATCH', path, body ?? {}, headers),
    delete: (path, headers) => send('DELETE', path, undefined, headers),
  };
}
