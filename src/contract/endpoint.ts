/**
 * An endpoint as a value: one description from which the server routes, a client calls, the permission matrix is read and
 * the API document is written. What is named in the path is a field of the input like any other; it is only sent elsewhere.
 */
import * as z from 'zod';
import type { Reading } from '../domain/access-kind.ts';
import type { Language, Sentence } from '../domain/language.ts';
import type { Action } from '../domain/permission.ts';
import type { ErrorCode } from '../domain/refusal.ts';

export type Method = 'get' | 'post' | 'put' | 'patch' | 'delete';

/** An answer that is a file: the media types it may have, and what it is. */
export interface FileReply {
  readonly files: readonly string[];
  readonly description: Sentence;
}

/** A file that is sent: its media types, and its columns where it is a table. */
export interface Upload {
  readonly description: Sentence;
  /** The heads of the tables it may be, where they are fixed. */
  readonly columns?: readonly (Readonly<Record<Language, readonly string[]>> & { readonly table: string })[];
}

export interface Endpoint<
  Input extends z.ZodType = z.ZodType,
  Reply extends z.ZodType | FileReply = z.ZodType | FileReply,
> {
  /** Unique; the name of the operation, of the client's function and of the exported value. */
  readonly name: string;
  readonly method: Method;
  /**
   * From `/api/v1/cooperatives/:cooperativeId` on where an action guards it, else from `/api/v1` on. `:name` places are
   * fields of the input.
   */
  readonly path: string;
  /** What one must be allowed to do in the cooperative; outside cooperatives, who may come. */
  readonly action: Action | 'signed-in' | 'anybody';
  /** The right of the platform that an endpoint outside every cooperative asks for; whoever has none hears that first. */
  readonly right?: Action;
  readonly summary: Sentence;
  /** What a refusal calls it, as in “You may not …”; what its action is called unless given. */
  readonly act?: Sentence;
  readonly description?: Sentence;
  /** Strict, and without transforms: amounts stay text until they are parsed by the domain. */
  readonly input: Input;
  readonly reply: Reply;
  /** 200 unless given. */
  readonly status?: 200 | 201 | 202 | 204;
  /** A file that is sent along; the rest of the input then goes into the query. */
  readonly upload?: Upload;
  /** Leaves a trace each time it is asked: there is neither a dry run of it nor a stored reply. */
  readonly traced?: true;
  /** What of people it gives away: written down before the answer leaves, as is whoever is refused it. */
  readonly logged?: Reading;
  /** Fields of the reply that are said once: a repeated request finds null in their place. */
  readonly once?: readonly string[];
  /** Refusals of its own, besides those that every endpoint has. */
  readonly errors?: readonly ErrorCode[];
  /** An input that its shape accepts; ids in the path may be left out. Required where something must be given. */
  readonly example?: z.input<Input> extends infer Whole ? Partial<Whole> : never;
}

/** An endpoint of whatever shape, for lists of them. */
// The variance of schemas leaves no other type that every endpoint fits.
export type AnyEndpoint = Omit<Endpoint, 'example'> & { readonly example?: object };

export type InputOf<E extends AnyEndpoint> = z.input<E['input']>;
export type ReplyOf<E extends AnyEndpoint> = E['reply'] extends z.ZodType ? z.output<E['reply']> : Uint8Array;

/** What a handler may give for a reply: the same, deeply readonly. */
export type Sent<T> = T extends string | number | boolean | bigint | null | undefined
  ? T
  : T extends readonly (infer Item)[]
    ? readonly Sent<Item>[]
    : T extends object
      ? { readonly [Key in keyof T]: Sent<T[Key]> }
      : T;

export function endpoint<Input extends z.ZodType, const Reply extends z.ZodType | FileReply>(
  described: Endpoint<Input, Reply>,
): Endpoint<Input, Reply> {
  return described;
}

export function isFileReply(reply: z.ZodType | FileReply): reply is FileReply {
  return 'files' in reply;
}

export function isEndpoint(value: unknown): value is AnyEndpoint {
  return (
    typeof value === 'object' && value !== null && 'method' in value && 'path' in value && 'input' in value
  );
}

/** What it does, as the trail calls it: its act, or of a sentence that says how it is used as well the part that comes first. */
export function doingIn({ act, summary }: Pick<AnyEndpoint, 'act' | 'summary'>): Sentence {
  const first = (text: string, at: RegExp) => text.split(at)[0]?.trim() ?? text;
  return act ?? { zh: first(summary.zh, /[；：（]/), en: first(summary.en, /[;:(]/) };
}

/** Whether it stands inside a cooperative, guarded by an action. */
export function isWithinCooperative(each: AnyEndpoint): boolean {
  return each.action !== 'signed-in' && each.action !== 'anybody';
}

/** The action that guards it. A programming error outside cooperatives. */
export function guardOf({ name, action }: Pick<AnyEndpoint, 'name' | 'action'>): Action {
  if (action === 'signed-in' || action === 'anybody')
    throw new TypeError(`${name} stands outside cooperatives.`);
  return action;
}

/** The whole path, with `:name` places. */
export function pathOf(each: AnyEndpoint): string {
  return `/api/v1${isWithinCooperative(each) ? '/cooperatives/:cooperativeId' : ''}${each.path}`;
}

/** The names of the path's places, `cooperativeId` not among them. */
export function placesOf(each: AnyEndpoint): readonly string[] {
  return [...each.path.matchAll(/:(\w+)/g)].map(([, name]) => name ?? '');
}

/** Whether what the path does not name is sent as a body; in the query otherwise. */
export function hasBody(each: AnyEndpoint): boolean {
  return each.method !== 'get' && each.method !== 'delete' && each.upload === undefined;
}

/** Whether it may be asked as a dry run: changes inside a cooperative may. */
export function mayBeTried(each: AnyEndpoint): boolean {
  return each.method !== 'get' && isWithinCooperative(each) && each.traced !== true;
}

/** Whether an idempotency key makes a second try harmless. */
export function isKeyed(each: AnyEndpoint): boolean {
  return mayBeTried(each) || (each.method === 'post' && each.action === 'signed-in');
}

/** No input but what the path names. */
export const nothing = z.strictObject({});

/** The endpoints among what a contract exports. */
export type EndpointsOf<Contract> = {
  readonly [Name in keyof Contract as Contract[Name] extends AnyEndpoint ? Name : never]: Contract[Name];
};

export function endpointsOf<Contract extends object>(contract: Contract): EndpointsOf<Contract> {
  return Object.fromEntries(
    Object.entries(contract).filter(([, value]) => isEndpoint(value)),
  ) as EndpointsOf<Contract>;
}
