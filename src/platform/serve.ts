/**
 * Puts endpoints on the wire: what comes in is taken together from path, query and body and parsed once, by the shape
 * that the command or the question itself works with; what goes out is held against the promised shape.
 */
import { Misshapen } from '../contract/faults.ts';
import { inputPlace } from '../contract/input-place.ts';
import type { FastifyReply, FastifyRequest } from 'fastify';
import * as z from 'zod';
import { commandQuery, languageQuery } from '../contract/query.ts';
import {
  guardOf,
  hasBody,
  isFileReply,
  isWithinCooperative,
  mayBeTried,
  pathOf,
  placesOf,
} from '../contract/endpoint.ts';
import type { AnyEndpoint, Endpoint, FileReply, Sent } from '../contract/endpoint.ts';
import { promised, WrittenReply } from '../contract/promised.ts';
import { idText, parseInput } from '../contract/wire.ts';
import type { LocalDate } from '../domain/calendar.ts';
import type { Language } from '../domain/language.ts';
import { mayDo } from '../domain/permission.ts';
import { statusOf } from '../domain/errors/catalogue.ts';
import { Refusal, refuse } from '../domain/refusal.ts';
import { actionWords, rolesThatMay } from '../domain/role-words.ts';
import { withoutUnseen } from '../domain/seen-text.ts';
import { noteAccess } from './access-log.ts';
import { execute, readAs, readAsPortal, type Command, type CommandContext } from './command.ts';
import type { Tx } from './database.ts';
import { languageOf, requireSamePerson, sendProblem, signedInUser, type App } from './http.ts';
import { countingMany } from './request-limits.ts';
import { dayInChina, type Actor } from './services.ts';
import type { Vault } from './vault.ts';
import { etagOf, type Seen } from './versions.ts';

/** What is asked of an endpoint outside every cooperative. */
export interface Question<Input> {
  readonly input: Input;
  readonly language: Language;
  /** The day of asking, in China. */
  readonly today: LocalDate;
}

/** What is asked of an endpoint of a cooperative, and by whom. */
export interface Ask<Input> extends Question<Input> {
  readonly cooperativeId: string;
  readonly actor: Actor;
  readonly vault: Vault;
}

/** What a handler of its own gets: the request, taken apart. */
export interface Taken<Input> extends Question<Input> {
  readonly request: FastifyRequest;
  readonly reply: FastifyReply;
  /** Empty outside cooperatives. */
  readonly cooperativeId: string;
  /** Who asks, the key and whether to write nothing; for endpoints of a cooperative. */
  readonly context: () => CommandContext;
}

type Shaped<Input extends z.ZodType, Reply extends z.ZodType> = Endpoint<Input, Reply>;

/** A change: the endpoint's input, carried out by its command. */
export function serve<Input extends z.ZodType, Reply extends z.ZodType>(
  app: App,
  endpoint: Shaped<Input, Reply>,
  command: Command<Input, Sent<z.input<Reply>>>,
): void {
  raw(app, endpoint, (taken) =>
    execute(app.services, command, taken.context(), taken.fields as z.input<Input>),
  );
}

/** A question to one cooperative, answered in one unit of work by somebody who may ask it. */
export function read<Input extends z.ZodType, Reply extends z.ZodType>(
  app: App,
  endpoint: Shaped<Input, Reply>,
  answer: (tx: Tx, ask: Ask<z.output<Input>>) => Sent<z.input<Reply>> | Promise<Sent<z.input<Reply>>>,
  limits: Particulars<z.output<Input>> = {},
): void {
  const { vault } = app.services;
  raw(
    app,
    endpoint,
    (taken) => {
      const { cooperativeId, language, today } = taken;
      const asking = taken.context();
      // Who may not ask is told so, whatever the question looks like.
      const answered = () =>
        readAs(app.services, asking, guardOf(endpoint), async (tx, actor) => {
          const input = parseInput(endpoint.input, taken.fields);
          const given = await answer(tx, { input, cooperativeId, language, today, actor, vault });
          void taken.reply.header('etag', await etagOf(tx, cooperativeId));
          return given;
        });
      return limits.readsMuch === true ? app.heavy.run(asking, answered) : answered();
    },
    limits,
  );
}

/** What somebody asks about themself, by the id that they signed in with. */
export interface OwnAsk<Input> extends Question<Input> {
  readonly cooperativeId: string;
  readonly userId: string;
}

/**
 * A question of somebody about themself: whether they may ask is seen to first, then it is read as the portal, to which PostgreSQL
 * shows their own rows alone.
 */
export function readOwn<Input extends z.ZodType, Reply extends z.ZodType>(
  app: App,
  endpoint: Shaped<Input, Reply>,
  answer: (tx: Tx, ask: OwnAsk<z.output<Input>>) => Promise<Sent<z.input<Reply>>>,
): void {
  raw(app, endpoint, async ({ cooperativeId, language, today, fields, context }) => {
    const asking = context();
    await readAs(app.services, asking, guardOf(endpoint), async () => undefined, endpoint.act);
    const input = parseInput(endpoint.input, fields);
    const { userId } = asking;
    return readAsPortal(app.services, cooperativeId, userId, (tx) =>
      answer(tx, { input, cooperativeId, userId, language, today }),
    );
  });
}

/**
 * A handler of its own, for what is neither: sign-in, files in and out, work that goes on behind the answer. Inside a
 * cooperative it is reached only by who may: before a file is taken in, and whatever the handler itself asks.
 */
export function handle<Input extends z.ZodType, Reply extends z.ZodType | FileReply>(
  app: App,
  endpoint: Endpoint<Input, Reply>,
  handler: (
    taken: Taken<z.output<Input>>,
  ) => Promise<Reply extends z.ZodType ? Sent<z.input<Reply>> | WrittenReply : FastifyReply>,
  limits: Particulars<z.output<Input>> = {},
): void {
  raw(
    app,
    endpoint,
    async (taken) => {
      const { fields, ...rest } = taken;
      if (isWithinCooperative(endpoint))
        await readAs(app.services, taken.context(), guardOf(endpoint), async () => undefined, endpoint.act);
      const input = parseInput(endpoint.input, fields);
      // A file begins to leave while its handler runs.
      if (endpoint.logged !== undefined && isFileReply(endpoint.reply))
        await note(app, endpoint, taken, null, limits.whose);
      return handler({ ...rest, input });
    },
    limits,
  );
}

interface Particulars<Input> {
  /** Requests a minute and address, where they are fewer than the service's own. */
  readonly perMinute?: number;
  readonly bodyBytes?: number;
  /** A question that reads much of the books waits in a line of its own. */
  readonly readsMuch?: true;
  /** Whose data it was, where the request names neither their id nor their register number: they are told who looked. */
  readonly whose?: (tx: Tx, cooperativeId: string, input: Input) => Promise<string | null>;
}

interface Raw extends Omit<Taken<never>, 'input'> {
  readonly fields: object;
}

/** Who asked for what in which cooperative. */
type Asked = Pick<Raw, 'cooperativeId' | 'context' | 'fields' | 'request'>;

function raw<Input>(
  app: App,
  endpoint: AnyEndpoint,
  answer: (taken: Raw) => Promise<unknown>,
  { perMinute, bodyBytes, whose }: Particulars<Input> = {},
): void {
  app.route({
    method: endpoint.method.toUpperCase(),
    url: pathOf(endpoint).replace(/^\/api\/v1/, ''),
    config:
      perMinute === undefined
        ? {}
        : { rateLimit: { ...countingMany, max: perMinute, timeWindow: '1 minute' } },
    ...(bodyBytes !== undefined && { bodyLimit: bodyBytes }),
    // Of whoever is not signed in nothing is read that is not for everybody.
    onRequest: async (request) => {
      if (endpoint.action === 'anybody') return;
      signedInUser(request, 'anyhow');
      requireSamePerson(request);
    },
    // Whatever is wrong with the shape of what was sent, here or before it was read: who may not is told that, and nothing of it.
    errorHandler: (error, request, reply) => {
      void (isOfShape(error) ? refusedFirst(app, endpoint, request) : Promise.resolve(null)).then(
        (refused) => sendProblem(refused ?? error, request, reply),
        // It could not be asked, or not be noted, who this is: that is what they are told.
        (unasked) => sendProblem(unasked, request, reply),
      );
    },
    handler: async (request, reply) => {
      // A handler of its own asks in what order they are; everything of a cooperative is asked of nobody else.
      if (endpoint.action !== 'anybody')
        signedInUser(request, isWithinCooperative(endpoint) ? 'in order' : 'anyhow');
      const taken = takenApart(app, endpoint, request, reply);
      const given = await noted(app, endpoint, taken, () => answer(taken), whose);
      if (isFileReply(endpoint.reply)) return given;
      return reply
        .code(endpoint.status ?? 200)
        .type('application/json; charset=utf-8')
        .send(endpoint.status === 204 ? null : writtenOf(endpoint, given));
    },
  });
}

/** A body that cannot be read, a field that is not as it should be: what somebody is told before their wish itself is judged. */
function isOfShape(error: unknown): boolean {
  if (error instanceof Refusal)
    return (
      error instanceof Misshapen ||
      // Whoever asks too often is told that before anybody looks who they are.
      (/^(input|request|idempotency)\./.test(error.code) && statusOf(error) !== 429)
    );
  const { statusCode } = error as { readonly statusCode?: number };
  return statusCode === 400 || statusCode === 413 || statusCode === 415;
}

/** Why whoever asks may not at all, whatever they sent; null where they may. */
async function refusedFirst(app: App, endpoint: AnyEndpoint, request: FastifyRequest): Promise<unknown> {
  if (!isWithinCooperative(endpoint)) return refusedOutside(app, endpoint, request);
  const cooperativeId = idText().safeParse((request.params as Fields)['cooperativeId']).data;
  // No cooperative has an id like another one, and nobody a part in it.
  if (cooperativeId === undefined) return null;
  const context = () => contextOf(request, cooperativeId, false);
  try {
    await readAs(app.services, context(), guardOf(endpoint), async () => undefined, endpoint.act);
    return null;
  } catch (error) {
    return toldOf(app, endpoint, { cooperativeId, context, fields: {}, request }, error);
  }
}

/** The same where there is no cooperative: nobody signed in, or no right of the platform. */
async function refusedOutside(app: App, endpoint: AnyEndpoint, request: FastifyRequest): Promise<unknown> {
  if (endpoint.action === 'anybody') return null;
  try {
    const userId = signedInUser(request, 'anyhow');
    const { right } = endpoint;
    if (right === undefined) return null;
    const actor = await app.services.database.outside((tx) => app.services.identify(tx, NOWHERE, userId));
    if (actor !== null && mayDo(actor.roles, right)) return null;
    return refuse('access.forbidden', { action: actionWords[right], roles: rolesThatMay(right) });
  } catch (error) {
    return error;
  }
}

/** Of no cooperative: what somebody is everywhere. */
const NOWHERE = '00000000-0000-0000-0000-000000000000';

/** Who reads of people is written down before the answer leaves; whoever may not, with the refusal, whatever they asked for. */
async function noted<Input>(
  app: App,
  endpoint: AnyEndpoint,
  taken: Raw,
  answer: () => Promise<unknown>,
  whose: Particulars<Input>['whose'],
): Promise<unknown> {
  try {
    const given = await answer();
    if ((endpoint.logged !== undefined && !isFileReply(endpoint.reply)) || isForAnother(endpoint, taken))
      await note(app, endpoint, taken, null, whose);
    return given;
  } catch (error) {
    throw await toldOf(app, endpoint, taken, error);
  }
}

/** Who reads as somebody's heir, guardian or child names them: the person is told of it among those who looked. */
function isForAnother({ action }: AnyEndpoint, { fields }: Pick<Raw, 'fields'>): boolean {
  return action === 'own.read' && 'memberId' in fields;
}

/** The failure, after it is written down where somebody asked for what they may not. */
async function toldOf(app: App, endpoint: AnyEndpoint, asked: Asked, error: unknown): Promise<unknown> {
  if (error instanceof Refusal && error.code === 'access.forbidden' && isWithinCooperative(endpoint))
    await note(app, endpoint, asked, error.code);
  return error;
}

async function note<Input>(
  app: App,
  endpoint: AnyEndpoint,
  { cooperativeId, context, fields, request }: Asked,
  refused: string | null,
  whose?: Particulars<Input>['whose'],
): Promise<void> {
  const text = (name: string) => textIn(fields, name);
  await noteAccess(app.services, cooperativeId, {
    userId: context().userId,
    kind: endpoint.logged ?? 'register',
    act: endpoint.name,
    memberId: await memberIn(app, cooperativeId, fields, refused === null ? whose : undefined),
    about: told.flatMap((name) => text(name) ?? []).join(' · ') || null,
    refused,
    address: request.ip,
  });
}

function textIn(fields: object, name: string): string | null {
  const value = Reflect.get(fields, name) as unknown;
  return typeof value === 'string' && value !== '' ? value : null;
}

/** Whose data it was, by id: as the request names them, or as the endpoint knows. */
async function memberIn<Input>(
  { services }: App,
  cooperativeId: string,
  fields: object,
  whose: Particulars<Input>['whose'],
): Promise<string | null> {
  const id = textIn(fields, 'memberId');
  if (id !== null) return UUID.test(id) ? id : null;
  const { database, memberNumbered } = services;
  // It was answered: what was sent is what its shape takes.
  if (whose !== undefined)
    return database.read(cooperativeId, (tx) => whose(tx, cooperativeId, fields as Input));
  const number =
    textIn(fields, 'member') ?? (textIn(fields, 'kind') === 'member' ? textIn(fields, 'number') : null);
  return number === null
    ? null
    : // Of a refused question nobody looked yet at what was sent: PostgreSQL takes no NUL and no half of a pair.
      database.read(cooperativeId, (tx) =>
        memberNumbered(tx, cooperativeId, withoutUnseen(number).toWellFormed()),
      );
}

/** Fields that say what was asked for; what was searched may be a number of somebody, and is not repeated. */
const told = [
  'field',
  'reason',
  'documentId',
  'runId',
  'orderId',
  'filingId',
  'changeId',
  'correctionId',
  'meetingId',
  'member',
  'number',
  'year',
  'month',
  'on',
  'format',
];
const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

function writtenOf(endpoint: AnyEndpoint, given: unknown): string {
  return given instanceof WrittenReply ? given.text : JSON.stringify(promised(endpoint, given));
}

function takenApart(app: App, endpoint: AnyEndpoint, request: FastifyRequest, reply: FastifyReply): Raw {
  const { services } = app;
  const params = request.params as Fields;
  const cooperativeId = isWithinCooperative(endpoint)
    ? parseInput(z.strictObject({ cooperativeId: idText() }), { cooperativeId: params['cooperativeId'] })
        .cooperativeId
    : '';
  const { fields, settings } = fieldsOf(endpoint, request);
  const { dryRun } = parseInput(mayBeTried(endpoint) ? commandQuery : languageQuery, settings) as {
    readonly dryRun?: string;
  };
  return {
    request,
    reply,
    cooperativeId,
    fields,
    language: languageOf(request),
    today: dayInChina(services.clock()),
    context: () => ({
      ...contextOf(request, cooperativeId, dryRun === 'true'),
      seen: seenOf(endpoint, request),
    }),
  };
}

function contextOf(request: FastifyRequest, cooperativeId: string, dryRun: boolean): CommandContext {
  const key = request.headers['idempotency-key'];
  return {
    cooperativeId,
    userId: signedInUser(request),
    secondFactorAt: request.session.secondFactorAt,
    scopes: request.apiToken?.scopes,
    idempotencyKey: typeof key === 'string' ? key : undefined,
    dryRun,
  };
}

/** What If-Match says, of the things that the path names; a star asks for nothing that a command does not. */
function seenOf(endpoint: AnyEndpoint, request: FastifyRequest): Seen | undefined {
  const version = request.headers['if-match'];
  if (version === undefined || version === '*' || !mayBeTried(endpoint)) return undefined;
  const named = placesOf(endpoint).map((name) => String((request.params as Fields)[name]));
  return { version, things: named.filter((each) => UUID.test(each)) };
}

type Fields = Readonly<Record<string, unknown>>;

/** The input's fields from wherever they were sent, and the settings every request may carry in its query. */
function fieldsOf(
  endpoint: AnyEndpoint,
  request: FastifyRequest,
): { readonly fields: object; readonly settings: object } {
  const query = Object.entries(request.query as Fields);
  const isSetting = ([name]: readonly [string, unknown]) =>
    name === 'lang' || (name === 'dryRun' && mayBeTried(endpoint));
  const body = hasBody(endpoint) ? Object.entries(bodyOf(request)) : [];
  const places = placesOf(endpoint);
  const twice = [...query, ...body].find(([name]) => places.includes(name));
  if (twice)
    throw refuse(
      'request.place-twice',
      { field: inputPlace(endpoint.input, {}, [twice[0]]).words },
      `/${twice[0]}`,
    );
  const placed = places.map((name) => [name, (request.params as Fields)[name]] as const);
  return {
    fields: Object.fromEntries([
      ...placed,
      ...(hasBody(endpoint) ? body : query.filter((each) => !isSetting(each))),
    ]),
    // Where a body carries the input, the query has nothing but settings: anything else there is refused by their shape.
    settings: Object.fromEntries(hasBody(endpoint) ? query : query.filter(isSetting)),
  };
}

function bodyOf(request: FastifyRequest): object {
  const body = request.body ?? {};
  if (typeof body !== 'object' || Array.isArray(body)) throw refuse('request.malformed');
  return body;
}
