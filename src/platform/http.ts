/**
 * What every route shares: the typed Fastify instance, who is asking, the context of a command, and the one place where
 * anything that fails becomes a problem in the reader's language.
 */
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { createHash, randomUUID, type Hash } from 'node:crypto';
import { Readable } from 'node:stream';
import { Refusal, refuse } from '../domain/refusal.ts';
import { statusOf } from '../domain/errors/catalogue.ts';
import type { Language } from '../domain/language.ts';
import type { Action } from '../domain/permission.ts';
import { countedAddress } from '../domain/sign-in-guard.ts';
import { createGate } from './gate.ts';
import type { HeavyQuestions } from './heavy-questions.ts';
import { problemMediaType, problemOf, readerLanguage } from './problem.ts';
import { safeError } from './redaction.ts';
import type { Services } from './services.ts';
import type { Party, Spool, Spooled } from './spool.ts';
import { withoutUnseen } from '../domain/seen-text.ts';

declare module 'fastify' {
  interface FastifyInstance {
    readonly services: Services;
    /** Where large answers wait for their readers. */
    readonly spool: Spool;
    /** Where files that come in lie until they are whole. */
    readonly incoming: Spool;
    /** The line of questions that read much. */
    readonly heavy: HeavyQuestions;
  }
  interface FastifyRequest {
    /** By which a program asks for a person; null where a person asks. */
    apiToken: ApiToken | null;
  }
  interface Session {
    /** Who signed in; absent before. */
    userId?: string;
    /** What the session is called in a list. */
    rowId?: string;
    address?: string;
    agent?: string;
    /** When a second factor was last shown in it. */
    secondFactorAt?: Date | null;
    mustChangePassword?: boolean;
    /** Of the password that began it, until it is written down. */
    begunBy?: string;
  }
}

/** For whom, in which cooperative and for what a program's token opens. */
export interface ApiToken {
  readonly userId: string;
  readonly cooperativeId: string;
  readonly scopes: readonly Action[];
}

export type App = FastifyInstance;

/** A module's routes, registered under `/api/v1`. */
export type RoutePlugin = (app: App) => Promise<void>;

/** Who asks; `anyhow`: also somebody who must change their password first. */
export function signedInUser(request: FastifyRequest, when: 'anyhow' | 'in order' = 'in order'): string {
  if (request.apiToken !== null) {
    const { cooperativeId } = request.params as { readonly cooperativeId?: string };
    if (cooperativeId?.toLowerCase() !== request.apiToken.cooperativeId)
      throw refuse('access.token-not-here');
    return request.apiToken.userId;
  }
  const { userId, mustChangePassword } = request.session;
  if (userId === undefined) throw refuse('access.sign-in-required');
  if (mustChangePassword === true && when === 'in order') throw refuse('access.password-expired');
  return userId;
}

/**
 * A page says for whom it was drawn. Where another signed in with the same browser meanwhile, nothing is done or told in their name that
 * they did not ask for: whoever sits before the page signs in once more.
 */
export function requireSamePerson(request: FastifyRequest): void {
  if (isDrawnForAnother(request) && request.apiToken === null) throw refuse('access.sign-in-required');
}

/** Whether the page that asks was drawn for somebody else than whoever is signed in now. */
export function isDrawnForAnother(request: FastifyRequest): boolean {
  const drawnFor = request.headers['hegu-for'];
  return drawnFor !== undefined && drawnFor !== request.session.userId;
}

export interface UploadedFile {
  readonly fileName: string;
  readonly bytes: Buffer;
  readonly sha256: string;
}

/** Reckoned piece by piece as it comes in, so that no large file holds up the others at its end. */
async function* hashed(source: Readable, hash: Hash): AsyncGenerator<Buffer> {
  for await (const piece of source as AsyncIterable<Buffer>) {
    hash.update(piece);
    yield piece;
  }
}

/** Files in memory, from when they have come in whole until they are used: eight at once, two of one cooperative. */
const inUse = createGate(8, { perParty: 2, waiting: 40, waitingPerParty: 10, seconds: 30 });

/**
 * The one file of a multipart request, for as long as `use` goes on. However slowly it comes, it lies in no memory and takes nobody's
 * place until it is whole. Refuses `file.missing`.
 */
export async function withUploadedFile<T>(
  request: FastifyRequest,
  use: (file: UploadedFile) => Promise<T>,
): Promise<T> {
  if (!request.isMultipart()) throw refuse('file.missing');
  const part = await request.file().catch(asCutShort);
  if (!part) throw refuse('file.missing');
  const hash = createHash('sha256');
  const coming = Readable.from(hashed(part.file, hash), { objectMode: false });
  const { content } = await request.server.incoming
    .take(coming, partiesOf(request))
    .catch((error: unknown) => {
      // Where there was no room for it, nobody began to read it.
      part.file.destroy();
      return asCutShort(error);
    });
  try {
    if (part.file.truncated) throw refuse('request.too-large');
    const { cooperativeId = '' } = request.params as { readonly cooperativeId?: string };
    // What a browser sends as the name is kept and shown.
    const fileName = withoutUnseen(part.filename.toWellFormed()).trim() || 'file';
    const sha256 = hash.digest('hex');
    return await inUse.run(
      async () => use({ fileName, bytes: Buffer.concat(await content.toArray()), sha256 }),
      cooperativeId.toLowerCase(),
    );
  } finally {
    content.destroy();
  }
}

/** Whose places in the spool an answer takes: those of an address, and of a person who is known. */
export function partiesOf({ apiToken, session, ip }: FastifyRequest): readonly Party[] {
  const userId = apiToken?.userId ?? session.userId;
  const ofAddress = { kind: 'address', name: countedAddress(ip) } as const;
  return userId === undefined ? [ofAddress] : [ofAddress, { kind: 'person', name: userId }];
}

/** What lies in the spool, to its reader; given up when the reader goes, or stands still too long. */
export function handOver(reply: FastifyReply, { bytes, content }: Spooled): Readable {
  const { raw } = reply;
  void reply.header('content-length', bytes);
  endStandingStill(reply);
  if (raw.destroyed) content.destroy();
  raw.once('close', () => void content.destroy());
  return content;
}

/** A reader who takes nothing for too long is ended. */
export function endStandingStill({ raw, server }: FastifyReply): void {
  raw.setTimeout(server.services.config.HEGU_REQUEST_SECONDS * 1000, () => void raw.destroy());
}

/** Aborted when the reader of an answer goes before it is made. */
export function goneSignal(reply: FastifyReply): AbortSignal {
  const gone = new AbortController();
  if (reply.raw.destroyed) gone.abort();
  reply.raw.once('close', () => gone.abort());
  return gone.signal;
}

/** A form without its boundary or its end: the parser gives such errors no status of their own. */
function asCutShort(error: unknown): never {
  if (error instanceof Refusal) throw error;
  const { statusCode, syscall } = error as { readonly statusCode?: number; readonly syscall?: string };
  // The disk on which it was to lie, and not the form.
  if (syscall === 'open' || syscall === 'write' || syscall === 'unlink') throw error;
  throw statusCode === undefined ? refuse('request.malformed') : error;
}

export function languageOf(request: FastifyRequest): Language {
  const { lang } = (request.query ?? {}) as { lang?: unknown };
  return readerLanguage(
    lang,
    request.headers['accept-language'],
    request.server.services.config.HEGU_LANGUAGE,
  );
}

export function sendProblem(error: unknown, request: FastifyRequest, reply: FastifyReply): FastifyReply {
  const language = languageOf(request);
  const refusal = asRefusal(error);
  if (refusal) return sendRefusal(refusal, language, reply);
  const safe = safeError(error);
  if (safe instanceof Refusal && (statusOf(safe) < 500 || safe.code === 'service.busy'))
    return sendRefusal(safe, language, reply);
  const reference = randomUUID().slice(0, 8);
  request.log.error({ err: safe, reference }, 'request failed');
  return sendRefusal(
    safe instanceof Refusal ? safe : refuse('service.failed', { reference }),
    language,
    reply,
  );
}

/** What is refused for want of room may be tried again after so many seconds. */
const RETRY_AFTER_SECONDS = 5;

/** Answers without a line in the log. */
export function sendRefusal(error: Refusal, language: Language, reply: FastifyReply): FastifyReply {
  const status = statusOf(error);
  const { minutes } = error.faults[0].values;
  if (status === 503) void reply.header('retry-after', RETRY_AFTER_SECONDS);
  else if (status === 429 && typeof minutes === 'number') void reply.header('retry-after', minutes * 60);
  return reply
    .code(status)
    .header('content-type', problemMediaType)
    .header('content-language', language)
    .serializer((payload: unknown) => JSON.stringify(payload))
    .send(problemOf(error, language));
}

/** Fastify's own refusals, by their codes; anything unknown is left to be a failure. */
function asRefusal(error: unknown): Refusal | null {
  if (error instanceof Refusal) return statusOf(error) < 500 ? error : null;
  const { code, statusCode } = (error ?? {}) as { code?: string; statusCode?: number };
  if (code === 'FST_ERR_CTP_INVALID_MEDIA_TYPE') return refuse('request.unsupported-type');
  // Also an address of an asset that leads out of its folder: nothing is there.
  if (code === 'FST_ERR_MAX_PARAM_LENGTH' || statusCode === 403)
    return refuse('route.unknown', { path: '…' });
  if (statusCode === 408) return refuse('request.too-slow');
  if (statusCode === 413) return refuse('request.too-large');
  if (statusCode === 429) return refuse('request.too-many');
  if (statusCode === 400) return refuse('request.malformed');
  return null;
}
