/**
 * What every route shares: the typed Fastify instance, who is asking, the context of a command, and the one place where
 * anything that fails becomes a problem in the reader's language.
 */
import type {
  FastifyBaseLogger,
  FastifyInstance,
  FastifyReply,
  FastifyRequest,
  RawReplyDefaultExpression,
} from 'fastify';
import type { RawRequestDefaultExpression, RawServerDefault } from 'fastify';
import type { ZodTypeProvider } from 'fastify-type-provider-zod';
import { randomUUID } from 'node:crypto';
import type * as z from 'zod';
import { Refusal, refuse } from '../domain/refusal.ts';
import { statusOf } from '../domain/errors/catalogue.ts';
import type { Language } from '../domain/language.ts';
import type { CommandContext } from './command.ts';
import { problemMediaType, problemOf, readerLanguage } from './problem.ts';
import { safeError } from './redaction.ts';
import type { Services } from './services.ts';
import { checkInput } from '../contract/faults.ts';

declare module 'fastify' {
  interface FastifyInstance {
    readonly services: Services;
  }
  interface Session {
    /** Who signed in; absent before. */
    userId?: string;
  }
}

export type App = FastifyInstance<
  RawServerDefault,
  RawRequestDefaultExpression,
  RawReplyDefaultExpression,
  FastifyBaseLogger,
  ZodTypeProvider
>;

/** A module's routes, registered under `/api/v1`. */
export type RoutePlugin = (app: App) => Promise<void>;

export function signedInUser(request: FastifyRequest): string {
  const { userId } = request.session;
  if (userId === undefined) throw refuse('access.sign-in-required');
  return userId;
}

/** Who reads, and in which cooperative: the first argument pair of `readAs`. */
export function readContext(request: { params: unknown }): { cooperativeId: string; userId: string } {
  const { cooperativeId } = request.params as { cooperativeId: string };
  return { cooperativeId, userId: signedInUser(request as FastifyRequest) };
}

export function commandContext(request: {
  params: unknown;
  query: unknown;
  headers: unknown;
}): CommandContext {
  const key = (request.headers as Record<string, string | string[] | undefined>)['idempotency-key'];
  const { dryRun } = (request.query ?? {}) as { dryRun?: string };
  return {
    ...readContext(request),
    idempotencyKey: typeof key === 'string' ? key : undefined,
    dryRun: dryRun === 'true',
  };
}

/** The one file of a multipart request. Refuses `file.missing`. */
export async function uploadedFile(
  request: FastifyRequest,
): Promise<{ readonly fileName: string; readonly bytes: Buffer }> {
  if (!request.isMultipart()) throw refuse('file.missing');
  const part = await request.file();
  if (!part) throw refuse('file.missing');
  const bytes = await part.toBuffer();
  return { fileName: part.filename === '' ? 'file' : part.filename, bytes };
}

export function languageOf(request: FastifyRequest): Language {
  const { lang } = (request.query ?? {}) as { lang?: unknown };
  return readerLanguage(
    lang,
    request.headers['accept-language'],
    request.server.services.config.HEGU_LANGUAGE,
  );
}

/** Fastify writes into the errors it is handed; this one may be written into and carries ours unharmed. */
class InvalidRequest extends Error {
  readonly refusal: Refusal;
  constructor(refusal: Refusal) {
    super(refusal.message);
    this.refusal = refusal;
  }
}

/** Schemas are checked here so that every fault, not only the first, comes back with its pointer. */
export function validatorCompiler({ schema, httpPart }: { schema: unknown; httpPart?: string | undefined }) {
  const zodSchema = schema as z.ZodType;
  return (input: unknown) => {
    const result = checkInput(zodSchema, input ?? (httpPart === 'body' ? {} : input));
    return result.success ? { value: result.data } : { error: new InvalidRequest(result.refusal) };
  };
}

export function sendProblem(error: unknown, request: FastifyRequest, reply: FastifyReply): FastifyReply {
  const language = languageOf(request);
  const refusal = asRefusal(error);
  if (refusal) return sendRefusal(refusal, language, reply);
  const safe = safeError(error);
  if (safe instanceof Refusal && statusOf(safe) < 500) return sendRefusal(safe, language, reply);
  const reference = randomUUID().slice(0, 8);
  request.log.error({ err: safe, reference }, 'request failed');
  return sendRefusal(
    safe instanceof Refusal ? safe : refuse('service.failed', { reference }),
    language,
    reply,
  );
}

function sendRefusal(error: Refusal, language: Language, reply: FastifyReply): FastifyReply {
  return reply
    .code(statusOf(error))
    .header('content-type', problemMediaType)
    .header('content-language', language)
    .serializer((payload: unknown) => JSON.stringify(payload))
    .send(problemOf(error, language));
}

/** Fastify's own refusals, by their codes; anything unknown is left to be a failure. */
function asRefusal(error: unknown): Refusal | null {
  if (error instanceof InvalidRequest) return error.refusal;
  if (error instanceof Refusal) return statusOf(error) < 500 ? error : null;
  const { code, statusCode } = (error ?? {}) as { code?: string; statusCode?: number };
  if (code === 'FST_ERR_CTP_INVALID_MEDIA_TYPE') return refuse('request.unsupported-type');
  if (statusCode === 413) return refuse('request.too-large');
  if (statusCode === 429) return refuse('request.too-many');
  if (statusCode === 400) return refuse('request.malformed');
  return null;
}
