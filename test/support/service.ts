/** The service as a process of its own, reached through its socket: for what only a whole process can show. */
import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import postgres from 'postgres';

/** Longer where much else is at work: `HEGU_TEST_PATIENCE`, in seconds. */
const PATIENCE_MILLISECONDS = Number(process.env['HEGU_TEST_PATIENCE'] ?? 150) * 1000;

export interface Service {
  readonly address: string;
  /** Everything it has printed so far. */
  printed(): { readonly output: string; readonly complaints: string };
  /** Ends it and waits until it is gone; gives its exit code. */
  end(signal: 'SIGTERM' | 'SIGKILL' | 'SIGHUP'): Promise<number | null>;
}

/** The environment of a service on books of its own in `folder`, on a free port. */
export function environmentOf(folder: string, more: Readonly<Record<string, string>> = {}) {
  return {
    ...process.env,
    HEGU_DATA_DIR: folder,
    HEGU_KEY_FILE: '',
    HEGU_LANGUAGE: 'en',
    HEGU_LOG_LEVEL: 'silent',
    PORT: '0',
    DATABASE_URL: '',
    ...more,
  };
}

export async function startService(environment: NodeJS.ProcessEnv): Promise<Service> {
  const child = spawn(process.execPath, ['src/server.ts'], {
    env: environment,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let [output, complaints] = ['', ''];
  child.stdout.on('data', (text: Buffer) => (output += text.toString()));
  child.stderr.on('data', (text: Buffer) => (complaints += text.toString()));
  const gone = new Promise<number | null>((resolve) => child.once('exit', resolve));
  const deadline = Date.now() + PATIENCE_MILLISECONDS;
  while (Date.now() < deadline && child.exitCode === null) {
    const address = /(?:Listening|网址)\s+(\S+)/.exec(output)?.[1];
    if (address !== undefined)
      return {
        address,
        printed: () => ({ output, complaints }),
        end: (signal) => (child.kill(signal), gone),
      };
    await pause(20);
  }
  child.kill('SIGKILL');
  throw new Error(`The service did not start:\n${output}\n${complaints}`);
}

/** Past the policies, into the embedded PostgreSQL of `folder`. */
export function ownerOf(folder: string): postgres.Sql {
  const access = JSON.parse(readFileSync(join(folder, 'postgres', 'hegu-access.json'), 'utf8')) as {
    port: number;
    password: string;
  };
  return postgres({
    host: '127.0.0.1',
    port: access.port,
    user: 'postgres',
    database: 'postgres',
    password: access.password,
    max: 1,
    onnotice: () => undefined,
  });
}

export interface Answer {
  readonly status: number;
  readonly body: Record<string, never>;
}

/** Somebody signed in, whose paths after `~` are within one cooperative. A request that got no answer is a status of 0. */
export interface Person {
  readonly cookie: () => string;
  get(path: string): Promise<Answer>;
  post(path: string, body: unknown, key?: string): Promise<Answer>;
  put(path: string, body: unknown): Promise<Answer>;
  patch(path: string, body: unknown): Promise<Answer>;
}

export async function signIn(
  address: string,
  root: string,
  userName: string,
  password: string,
): Promise<Person> {
  let cookie = '';
  async function send(method: string, path: string, body: unknown, key: string | undefined): Promise<Answer> {
    try {
      const form = body instanceof FormData;
      const reply = await fetch(address + path.replace(/^~/, root), {
        method,
        headers: {
          cookie,
          ...(!form && body !== undefined && { 'content-type': 'application/json' }),
          ...(key !== undefined && { 'idempotency-key': key }),
        },
        ...(body !== undefined && { body: form ? body : JSON.stringify(body) }),
      });
      cookie = reply.headers.getSetCookie()[0]?.split(';')[0] ?? cookie;
      // More than a person may ask in a minute, where the machine is quick: again when the reply says.
      if (reply.status === 429) {
        await reply.text();
        await pause(1000 * Number(reply.headers.get('retry-after') ?? 1));
        return await send(method, path, body, key);
      }
      return { status: reply.status, body: (await reply.json()) as Record<string, never> };
    } catch {
      return { status: 0, body: {} };
    }
  }
  // Asked again while the database comes back, as the reply says: whoever is not signed in by then hears 401 and nothing else.
  const begin = () => send('POST', '/api/v1/session', { userName, password }, undefined);
  for (let [round, reply] = [0, await begin()]; reply.status === 503 && round < 50; round += 1) {
    await pause(100);
    reply = await begin();
  }
  return {
    cookie: () => cookie,
    get: (path) => send('GET', path, undefined, undefined),
    post: (path, body, key) => send('POST', path, body, key),
    put: (path, body) => send('PUT', path, body, undefined),
    patch: (path, body) => send('PATCH', path, body, undefined),
  };
}

export interface OpenedBooks {
  /** Path of the cooperative. */
  readonly root: string;
  readonly cooperativeId: string;
}

/** Opens a cooperative on a fresh installation, with a person for each of the roles, named like it. */
export async function openBooks(
  address: string,
  folder: string,
  roles: readonly string[],
  password: string,
): Promise<OpenedBooks> {
  const [userName = '', secret = ''] = readFileSync(join(folder, 'first-sign-in.txt'), 'utf8')
    .trim()
    .split('\n');
  const administrator = await signIn(address, '', userName, secret);
  await administrator.put('/api/v1/session/password', { password: secret, newPassword: password });
  const held = [...new Set([...roles, 'chair', 'supervisor', 'reviewer'])];
  const cooperative = {
    name: '双泉',
    regionCode: '990105',
    effectiveOn: '2010-01-01',
    people: held.map((role) => ({ userName: role, displayName: role, roles: [role] })),
  };
  const { body } = await administrator.post('/api/v1/cooperatives', cooperative);
  const cooperativeId = String(body['id']);
  const people = body['people'] as unknown as readonly { userName: string; invitation: string }[];
  const root = `/api/v1/cooperatives/${cooperativeId}`;
  for (const { userName: name, invitation } of people.filter((each) => roles.includes(each.userName)))
    await fetch(`${address}/api/v1/session/invitation`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ userName: name, invitation, password }),
    });
  return { root, cooperativeId };
}
