/**
 * The typed client: a function for each endpoint, over whatever carries a request (fetch in a browser, inject in a test).
 * It only takes an input apart into path, query and body; what comes back is typed by the endpoint and not parsed again.
 */
import * as z from 'zod';
import type { Language } from '../domain/language.ts';
import { hasBody, isFileReply, isWithinCooperative, pathOf, placesOf } from './endpoint.ts';
import type { AnyEndpoint, InputOf, ReplyOf } from './endpoint.ts';

/** A request, ready to be sent. */
export interface Outgoing {
  readonly method: Uppercase<AnyEndpoint['method']>;
  /** Path and query. */
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  /** JSON text, or a file to be sent as the one part of a multipart body. */
  readonly body?: string | OutgoingFile;
}

export interface OutgoingFile {
  readonly name: string;
  readonly bytes: Uint8Array;
}

/** What came back. `json` is called for shapes, `bytes` for files. */
export interface Incoming {
  readonly status: number;
  json(): Promise<unknown>;
  bytes(): Promise<Uint8Array>;
}

export type Transport = (request: Outgoing) => Promise<Incoming>;

export interface CallOptions {
  /** Required for endpoints of a cooperative. */
  readonly cooperativeId?: string;
  readonly idempotencyKey?: string;
  readonly dryRun?: boolean;
  readonly language?: Language;
  /** Required for endpoints that take a file. */
  readonly file?: OutgoingFile;
}

/** The problem details of an answer of 400 or above. */
export const problemReply = z.strictObject({
  type: z.string(),
  title: z.string(),
  status: z.int().min(400).max(599),
  code: z.string().meta({ example: 'input.missing' }),
  detail: z.string(),
  faults: z.array(
    z.strictObject({
      code: z.string(),
      message: z.string(),
      pointer: z.string().optional(),
      row: z.int().optional(),
      column: z.string().optional(),
    }),
  ),
});
export type Problem = z.output<typeof problemReply>;

/** Thrown for every answer of 400 or above. */
export class Refused extends Error {
  readonly endpoint: string;
  readonly problem: Problem;
  constructor(endpoint: string, problem: Problem) {
    super(`${endpoint} was refused with ${problem.status} ${problem.code}: ${problem.detail}`);
    this.name = 'Refused';
    this.endpoint = endpoint;
    this.problem = problem;
  }
}

export type Client<Endpoints extends Readonly<Record<string, AnyEndpoint>>> = {
  readonly [Name in keyof Endpoints]: (
    input: InputOf<Endpoints[Name]>,
    options?: CallOptions,
  ) => Promise<ReplyOf<Endpoints[Name]>>;
};

/** One function an endpoint. `defaults` hold for every call that does not say otherwise. */
export function client<const Endpoints extends Readonly<Record<string, AnyEndpoint>>>(
  endpoints: Endpoints,
  transport: Transport,
  defaults: CallOptions = {},
): Client<Endpoints> {
  const functions = Object.entries(endpoints).map(([name, each]) => [
    name,
    // The defaults are looked up at each call: a client may enter a cooperative after it was made.
    (input: object, options: CallOptions = {}) => call(each, transport, input, { ...defaults, ...options }),
  ]);
  return Object.fromEntries(functions) as Client<Endpoints>;
}

async function call(
  each: AnyEndpoint,
  transport: Transport,
  input: object,
  options: CallOptions,
): Promise<unknown> {
  const answer = await transport(requestFor(each, input, options));
  if (answer.status >= 400) throw new Refused(each.name, problemReply.parse(await answer.json()));
  if (isFileReply(each.reply)) return answer.bytes();
  return answer.status === 204 ? null : answer.json();
}

/** An endpoint and an input as the request that carries them. */
export function requestFor(each: AnyEndpoint, input: object, options: CallOptions): Outgoing {
  const places = placesOf(each);
  const fields = Object.entries<unknown>({ ...input }).filter(([, value]) => value !== undefined);
  const rest = fields.filter(([name]) => !places.includes(name));
  const query = new URLSearchParams();
  if (options.language !== undefined) query.set('lang', options.language);
  if (options.dryRun === true) query.set('dryRun', 'true');
  if (!hasBody(each)) for (const [name, value] of rest) query.set(name, String(value));
  const path = pathOf(each).replace(/:(\w+)/g, (_, name: string) => encodeURIComponent(placed(name)));
  const headers: Record<string, string> = {};
  if (options.idempotencyKey !== undefined) headers['idempotency-key'] = options.idempotencyKey;
  if (hasBody(each)) headers['content-type'] = 'application/json';
  const body = hasBody(each) ? JSON.stringify(Object.fromEntries(rest)) : options.file;
  return {
    method: each.method.toUpperCase() as Outgoing['method'],
    url: query.size === 0 ? path : `${path}?${query}`,
    headers,
    ...(body !== undefined && { body }),
  };

  function placed(name: string): string {
    const found =
      name === 'cooperativeId' && isWithinCooperative(each)
        ? options.cooperativeId
        : fields.find(([field]) => field === name)?.[1];
    if (typeof found !== 'string' && typeof found !== 'number')
      throw new TypeError(`${each.name} needs ${name}.`);
    return String(found);
  }
}
