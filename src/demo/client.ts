/**
 * A person at the interface: signs in and speaks HTTP as everybody does, without a socket. Each change of a story carries
 * an idempotency key made of its place in the story, so that a story that was cut off can be told again from the start.
 */
import type { App } from '../platform/http.ts';

/** A request that the story did not expect to be refused. */
export class Refused extends Error {
  readonly code: string;
  /** What was wrong, one sentence or two for each fault. */
  readonly faults: readonly string[];
  constructor(method: string, path: string, status: number, body: string) {
    super(`${method} ${path} was refused with ${status}: ${body.slice(0, 2000)}`);
    this.name = 'Refused';
    const { code = '', faults = [] } = body.startsWith('{')
      ? (JSON.parse(body) as {
          readonly code?: string;
          readonly faults?: readonly { readonly message: string }[];
        })
      : {};
    this.code = code;
    this.faults = faults.map(({ message }) => message);
  }
}

export interface Person {
  /** Paths that begin with `~/` are those of the cooperative. */
  get<Reply>(path: string): Promise<Reply>;
  file(path: string): Promise<Buffer>;
  post<Reply>(path: string, body?: object): Promise<Reply>;
  /** A file that is given out only on the record. */
  take(path: string): Promise<Buffer>;
  put<Reply>(path: string, body: object): Promise<Reply>;
  upload<Reply>(path: string, fileName: string, bytes: Uint8Array): Promise<Reply>;
}

export interface Interface {
  signIn(userName: string, password: string): Promise<Person>;
  /** What `~` stands for, from now on. */
  enter(cooperativeId: string): void;
}

export function interfaceOf(app: App): Interface {
  let [root, posts] = ['', 0];
  async function send(
    cookie: string | null,
    method: 'GET' | 'POST' | 'PUT',
    path: string,
    payload?: { readonly body: object | Buffer; readonly type?: string },
  ) {
    if (method !== 'GET') posts += 1;
    const reply = await app.inject({
      method,
      url: path.replace(/^~/, root),
      headers: {
        'accept-language': app.services.config.HEGU_LANGUAGE,
        ...(method !== 'GET' && { 'idempotency-key': `demonstration-${posts}` }),
        ...(payload?.type !== undefined && { 'content-type': payload.type }),
      },
      ...(cookie !== null && { cookies: { hegu_session: cookie } }),
      ...(payload && { payload: payload.body }),
    });
    if (reply.statusCode >= 400) throw new Refused(method, path, reply.statusCode, reply.body);
    return reply;
  }
  return {
    enter(cooperativeId) {
      root = `/api/v1/cooperatives/${cooperativeId}`;
    },
    async signIn(userName, password) {
      const reply = await send(null, 'POST', '/api/v1/session', { body: { userName, password } });
      const cookie = reply.cookies.find((each) => each.name === 'hegu_session')?.value ?? '';
      return {
        get: async <Reply>(path: string) => (await send(cookie, 'GET', path)).json<Reply>(),
        file: async (path) => (await send(cookie, 'GET', path)).rawPayload,
        take: async (path) => (await send(cookie, 'POST', path, { body: {} })).rawPayload,
        post: async <Reply>(path: string, body: object = {}) =>
          (await send(cookie, 'POST', path, { body })).json<Reply>(),
        put: async <Reply>(path: string, body: object) =>
          (await send(cookie, 'PUT', path, { body })).json<Reply>(),
        async upload<Reply>(path: string, fileName: string, bytes: Uint8Array) {
          const boundary = 'hegu-demonstration';
          const head = `--${boundary}\r\nContent-Disposition: form-data; name="file"; filename="${fileName}"\r\n\r\n`;
          const body = Buffer.concat([Buffer.from(head), bytes, Buffer.from(`\r\n--${boundary}--\r\n`)]);
          const type = `multipart/form-data; boundary=${boundary}`;
          return (await send(cookie, 'POST', path, { body, type })).json<Reply>();
        },
      };
    },
  };
}
