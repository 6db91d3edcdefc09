/**
 * A person at the interface: signs in and calls its endpoints as everybody does, without a socket. Each change of a story
 * carries an idempotency key made of its place in the story, so that a story that was cut off can be told again from the
 * start.
 */
import { client, problemReply, Refused } from '../contract/client.ts';
import type { Client, Incoming, Outgoing, Transport } from '../contract/client.ts';
import { endpoints } from '../endpoints.ts';
import type { App } from '../platform/http.ts';
import { sessionCookieName } from '../platform/https.ts';

/** Somebody signed in: a function for each endpoint. */
export interface Person extends Client<typeof endpoints> {
  /** Posts what a file of the fixture says, to the path it says under the cooperative. */
  post(path: string, body: object): Promise<unknown>;
}

export interface Interface {
  signIn(userName: string, password: string): Promise<Person>;
  /** Chooses a password by an invitation. No change of the story: done again, it is not there any more. */
  accept(userName: string, invitation: string, password: string): Promise<void>;
  /** The cooperative that everybody works in, from now on. */
  enter(cooperativeId: string): void;
}

/** `tale` stands in the keys: no two tales of one book share any. `beforeEach` is called before anything is asked, and may throw. */
export function interfaceOf(
  app: App,
  tale = 'demonstration',
  beforeEach: () => void = () => undefined,
): Interface {
  const defaults = { cooperativeId: '', language: app.services.config.HEGU_LANGUAGE };
  let changes = 0;
  const nextKey = () => `${tale}-${(changes += 1)}`;
  return {
    enter(cooperativeId) {
      defaults.cooperativeId = cooperativeId;
    },
    async accept(userName, invitation, password) {
      const transport: Transport = async (request) => {
        beforeEach();
        return incoming(await injected(app, '', request, {}));
      };
      await client(endpoints, transport, defaults).acceptInvitation({ userName, invitation, password });
    },
    async signIn(userName, password) {
      let cookie = '';
      const transport: Transport = async (request) => {
        beforeEach();
        const key = request.method === 'GET' ? {} : { 'idempotency-key': nextKey() };
        const reply = await injected(app, cookie, request, key);
        cookie =
          reply.cookies.find((each) => each.name === sessionCookieName(app.services.config))?.value ?? cookie;
        return incoming(reply);
      };
      const person = client(endpoints, transport, defaults);
      await person.signIn({ userName, password });
      return { ...person, post: (path, body) => posted(transport, defaults.cooperativeId, path, body) };
    },
  };
}

async function posted(transport: Transport, cooperativeId: string, path: string, body: object) {
  const answer = await transport({
    method: 'POST',
    url: `/api/v1/cooperatives/${cooperativeId}/${path}`,
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
  const reply = await answer.json();
  if (answer.status >= 400) throw new Refused(path, problemReply.parse(reply));
  return reply;
}

type Injected = Awaited<ReturnType<typeof injected>>;

function injected(app: App, cookie: string, request: Outgoing, headers: Readonly<Record<string, string>>) {
  const { body } = request;
  const file = typeof body === 'object' ? multipart(body.name, body.bytes) : undefined;
  return app.inject({
    method: request.method,
    url: request.url,
    headers: { ...request.headers, ...headers, ...file?.headers },
    ...(cookie !== '' && { cookies: { [sessionCookieName(app.services.config)]: cookie } }),
    ...(body !== undefined && { payload: file?.payload ?? body }),
  });
}

function incoming(reply: Injected): Incoming {
  return {
    status: reply.statusCode,
    json: async () => reply.json<unknown>(),
    bytes: async () => reply.rawPayload,
  };
}

/** A file as the one part of a form, as a browser would send it. */
function multipart(name: string, bytes: Uint8Array) {
  const boundary = 'hegu-demonstration';
  const head = `--${boundary}\r\nContent-Disposition: form-data; name="file"; filename="${name}"\r\n\r\n`;
  const payload = Buffer.concat([Buffer.from(head), bytes, Buffer.from(`\r\n--${boundary}--\r\n`)]);
  return { payload, headers: { 'content-type': `multipart/form-data; boundary=${boundary}` } };
}
