/**
 * Calls an endpoint by its name, typed by the one list of them. A session that has ended meanwhile is renewed by whoever
 * listens, and the very same request is sent again: same input, same key, so nothing is lost and nothing is done twice.
 */
import { endpointLines } from 'virtual:endpoints';
import { worksFor } from './drawn-for.ts';
import type { InputOf, ReplyOf } from '../../contract/endpoint.ts';
import type { endpoints } from '../../endpoints.ts';
import type { EndpointLine } from './endpoint-line.ts';
import { newKey } from './keys.ts';
import { languageNow } from './language.ts';

export type EndpointName = keyof typeof endpoints;
export type Input<Name extends EndpointName> = InputOf<(typeof endpoints)[Name]>;
export type Reply<Name extends EndpointName> = ReplyOf<(typeof endpoints)[Name]>;

export interface Fault {
  readonly code: string;
  readonly message: string;
  readonly pointer?: string;
  readonly row?: number;
  readonly column?: string;
}

/** What the server says when it refuses, in the reader's language. */
export interface Problem {
  readonly status: number;
  readonly code: string;
  readonly title: string;
  readonly detail: string;
  readonly faults: readonly Fault[];
}

export class Refused extends Error {
  readonly endpoint: string;
  readonly problem: Problem;
  constructor(endpoint: string, problem: Problem) {
    super(problem.detail);
    this.name = 'Refused';
    this.endpoint = endpoint;
    this.problem = problem;
  }
}

/** No answer came: the network, or a service that is being started again. */
export class Unreachable extends Error {
  constructor() {
    super('No answer.');
    this.name = 'Unreachable';
  }
}

export interface CallOptions {
  /** Of a change: the same for every try of one intent. */
  readonly key?: string;
  readonly dryRun?: boolean;
  /** The version that one has seen, of what others may have changed since. */
  readonly version?: string;
  readonly file?: File;
  readonly signal?: AbortSignal;
  /** A refusal for want of a session is the answer, and nobody is asked to sign in. */
  readonly asked?: 'as it stands';
}

/** Shows the sign-in over the page; resolves when somebody is signed in again. */
type Renewal = () => Promise<void>;
let renew: Renewal | null = null;
export function renewSessionBy(renewal: Renewal): void {
  renew = renewal;
}

/** Asks for the second factor over the page; says whether it was shown. */
type Showing = () => Promise<boolean>;
let showFactor: Showing | null = null;
export function showSecondFactorBy(showing: Showing): void {
  showFactor = showing;
}

/** Hears of every answer: null where it came from the service now, else when it was kept on this device. */
type Hearing = (keptAt: string | null, answer: unknown) => void;
let hear: Hearing = () => undefined;
export function hearAnswersBy(hearing: Hearing): void {
  hear = hearing;
}
/** Said by whoever kept an answer on the device. */
const KEPT_AT = 'x-hegu-kept-at';

let cooperativeId: string | null = null;
/** The cooperative that everything is asked of from now on. */
export function workIn(id: string): void {
  cooperativeId = id;
}

let patience: number | null = null;
/** Who asks waits for an answer so many milliseconds at most; without this, as long as the browser does. */
export function waitAtMost(milliseconds: number): void {
  patience = milliseconds;
}

export function lineOf(name: EndpointName): EndpointLine {
  const line = endpointLines[name] as EndpointLine | undefined;
  if (line === undefined) throw new TypeError(`No endpoint ${name}.`);
  return line;
}

/** The address that a question is asked at: for links to papers and files, which a browser opens by itself. */
export function addressOf<Name extends EndpointName>(name: Name, input: Input<Name>): string {
  return requestOf(lineOf(name), input, {}).url;
}

const versions = new Map<string, string>();

function keyOf(name: EndpointName, input: object): string {
  return `${name} ${JSON.stringify(input)}`;
}

/** The version of what was read last by this question; undefined where it was not asked. */
export function versionOf<Name extends EndpointName>(name: Name, input: Input<Name>): string | undefined {
  return versions.get(keyOf(name, input));
}

/** Whether a change was refused because somebody changed the same thing since it was read. */
export function isChangedSince(error: Error | null): error is Refused {
  return error instanceof Refused && error.problem.code === 'record.changed-since';
}

export async function call<Name extends EndpointName>(
  name: Name,
  input: Input<Name>,
  options: CallOptions = {},
): Promise<Reply<Name>> {
  const line = lineOf(name);
  const { url, init } = requestOf(line, input, options);
  for (;;) {
    // Each try has its own time: between two of them somebody may have signed in anew.
    const limit = patience === null || init.signal ? {} : { signal: AbortSignal.timeout(patience) };
    const answer = await fetch(url, { ...init, ...limit }).catch(unanswered);
    if (answer.ok) {
      const etag = answer.headers.get('etag');
      if (etag !== null) versions.set(keyOf(name, input), etag);
      const content = await contentOf(line, answer).catch(unanswered);
      hear(answer.headers.get(KEPT_AT), content);
      return content as Reply<Name>;
    }
    const problem = await problemIn(answer);
    if (options.asked === 'as it stands' || !(await isMended(problem.code))) throw new Refused(name, problem);
  }
}

/** The line broke, or nothing came in time; whoever gave it up themself is told so. */
function unanswered(error: unknown): never {
  throw (error as Error).name === 'AbortError' ? error : new Unreachable();
}

/** Whether what a refusal misses is there by now, so that the very request is sent again. */
async function isMended(code: Problem['code']): Promise<boolean> {
  if (code === 'access.sign-in-required' && renew !== null) {
    await renew();
    return true;
  }
  return code === 'access.second-factor-needed' && showFactor !== null && (await showFactor());
}

async function contentOf(line: EndpointLine, answer: Response): Promise<unknown> {
  if (line.file === true) return new Uint8Array(await answer.arrayBuffer());
  return answer.status === 204 ? null : answer.json();
}

async function problemIn(answer: Response): Promise<Problem> {
  if (answer.headers.get('content-type')?.includes('problem+json') !== true) throw new Unreachable();
  return (await answer.json().catch(unanswered)) as Problem;
}

function requestOf(line: EndpointLine, input: object, options: CallOptions) {
  const fields = Object.entries<unknown>({ ...input }).filter(([, value]) => value !== undefined);
  const rest = fields.filter(([field]) => !line.places.includes(field));
  const query = new URLSearchParams({ lang: languageNow() });
  if (options.dryRun === true) query.set('dryRun', 'true');
  if (line.body !== true) for (const [field, value] of rest) query.set(field, String(value));
  const path = line.path.replace(/:(\w+)/g, (_, place: string) => {
    const value = place === 'cooperativeId' ? cooperativeId : fields.find(([field]) => field === place)?.[1];
    if (typeof value !== 'string' && typeof value !== 'number') throw new TypeError(`It needs ${place}.`);
    return encodeURIComponent(String(value));
  });
  const headers: Record<string, string> = {};
  if (line.keyed === true && options.dryRun !== true) headers['idempotency-key'] = options.key ?? newKey();
  if (options.version !== undefined) headers['if-match'] = options.version;
  // Who is signed in is asked of whoever that is.
  const drawnFor = worksFor();
  if (drawnFor !== null && options.asked !== 'as it stands') headers['hegu-for'] = drawnFor;
  if (line.body === true) headers['content-type'] = 'application/json';
  const form = new FormData();
  if (options.file !== undefined) form.append('file', options.file);
  const body = line.body === true ? JSON.stringify(Object.fromEntries(rest)) : form;
  const init: RequestInit = {
    method: line.method.toUpperCase(),
    headers,
    ...((line.body === true || options.file !== undefined) && { body }),
    ...(options.signal !== undefined && { signal: options.signal }),
  };
  return { url: `${path}?${query.toString()}`, init };
}
