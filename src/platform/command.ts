/**
 * The one way to change anything. A command runs in one transaction, on one cooperative's book which it locks first,
 * for a person whose role allows it; it leaves one entry in the hash-chained trail, and its reply is kept under the
 * idempotency key. Whatever fails leaves nothing behind. A dry run is the same path, rolled back.
 */
import { and, eq, sql } from 'drizzle-orm';
import type * as z from 'zod';
import type { LocalDate } from '../domain/calendar.ts';
import { Refusal, refuse } from '../domain/refusal.ts';
import { doingIn, guardOf } from '../contract/endpoint.ts';
import type { Endpoint, Sent } from '../contract/endpoint.ts';
import type { Sentence } from '../domain/language.ts';
import { mayDo, mayVisit, weightyActions, type Action } from '../domain/permission.ts';
import { actionWords, rolesThatMay } from '../domain/role-words.ts';
import { CLOCK_SLACK_MILLISECONDS } from './clock-guard.ts';
import type { Tx } from './database.ts';
import { canonicalJson, entryHash, type JsonValue } from './hash-chain.ts';
import { safeError } from './redaction.ts';
import { upgradeNumber } from './migrations.ts';
import {
  COVERED_AT_ONCE,
  coverRows,
  ERASURE,
  isToldAhead,
  manyWait,
  toldBetween,
  toldByUpgrade,
  type Keyed,
} from './row-digests.ts';
import { flag, orNull, plannedOnce, rowsOf, whole } from './rows.ts';
import { auditEntry, book, bookNumber, storedReply } from './schema.ts';
import { requireUnchanged, type Seen } from './versions.ts';
import { dayInChina, type Actor, type JudgeAppointment, type Services } from './services.ts';
import type { Vault } from './vault.ts';
import { promised } from '../contract/promised.ts';
import { parseInput } from '../contract/wire.ts';

/** What a command works with. */
export interface CommandUnit {
  readonly tx: Tx;
  readonly cooperativeId: string;
  readonly actor: Actor;
  /** The moment of recording, taken after the book was locked: no later entry of this book is earlier. */
  readonly now: Date;
  /** The day of recording, in China. */
  readonly today: LocalDate;
  readonly vault: Vault;
  /** Asked by whatever gives somebody a duty. */
  readonly judgeAppointment: JudgeAppointment;
  /** The next number of a gapless series of this book, from 1. */
  nextNumber(series: string): Promise<bigint>;
  /** Reserves `count` numbers of a series and returns the first. */
  nextNumbers(series: string, count: bigint): Promise<bigint>;
  /** Adds to this command's audit entry. Never a resident ID, phone or account number in clear. */
  note(subject: string, details: { readonly [key: string]: JsonValue | undefined }): void;
}

export interface Command<Schema extends z.ZodType, Reply> {
  readonly name: string;
  readonly action: Action;
  /** What a refusal calls it, where the action has a wider name. */
  readonly act?: Sentence;
  /** Strict, and without transforms: amounts stay text until the command parses them. */
  readonly input: Schema;
  /** Fields of the reply that are said once and never stored. */
  readonly once?: readonly string[] | undefined;
  run(unit: CommandUnit, input: z.output<Schema>): Promise<Reply>;
}

export interface CommandContext {
  readonly cooperativeId: string;
  readonly userId: string;
  readonly idempotencyKey?: string | undefined;
  /** When a second factor was last shown in the session. */
  readonly secondFactorAt?: Date | null | undefined;
  /** What a program's token was made for; absent where a person asks. */
  readonly scopes?: readonly Action[] | undefined;
  /** What whoever asks has seen of what they change; absent where they did not say. */
  readonly seen?: Seen | undefined;
  /** Runs everything, checks included, and rolls back. */
  readonly dryRun?: boolean | undefined;
}

/** Who asks, and by what. */
type Asking = Pick<CommandContext, 'cooperativeId' | 'userId' | 'secondFactorAt' | 'scopes'>;

/** A command that an endpoint asks for: action, input and reply are the endpoint's. */
interface CommandOf<Schema extends z.ZodType, Reply extends z.ZodType> {
  readonly name: string;
  readonly endpoint: Endpoint<Schema, Reply>;
  run(unit: CommandUnit, input: z.output<Schema>): Promise<Sent<z.input<Reply>>>;
}

/** A command of an endpoint; or one that stands alone, for jobs and imports. */
/** What each command does, in the words of its endpoint: for whoever reads the trail. */
const doings = new Map<string, Sentence>();

/** Null where nothing does that any more. */
export function doingOf(command: string): Sentence | null {
  return doings.get(command) ?? null;
}

/** The commands whose words say this, in either language. */
export function commandsThatDo(find: string): readonly string[] {
  const said = find.toLowerCase();
  return [...doings]
    .filter(([, words]) => Object.values(words).some((each: string) => each.toLowerCase().includes(said)))
    .map(([name]) => name);
}

export function defineCommand<Schema extends z.ZodType, Reply extends z.ZodType>(
  command: CommandOf<Schema, Reply>,
): Command<Schema, Sent<z.input<Reply>>>;
export function defineCommand<Schema extends z.ZodType, Reply>(
  command: Command<Schema, Reply>,
): Command<Schema, Reply>;
export function defineCommand<Schema extends z.ZodType>(
  command: CommandOf<Schema, z.ZodType> | Command<Schema, unknown>,
): Command<Schema, unknown> {
  if (!('endpoint' in command)) {
    doings.set(command.name, command.act ?? actionWords[command.action]);
    return command;
  }
  const { name, endpoint } = command;
  doings.set(name, doingIn(endpoint));
  return {
    name,
    action: guardOf(endpoint),
    ...(endpoint.act && { act: endpoint.act }),
    input: endpoint.input,
    once: endpoint.once,
    // Inside the transaction: what cannot be answered as promised is not written either.
    run: async (unit, input) => promised(endpoint, await command.run(unit, input)),
  };
}

/**
 * What goes on in a cooperative that is closed: reopening it, where confirming is judged by what is confirmed, and showing out whoever
 * still reads. PostgreSQL has the same list (`refuse_while_closed`).
 */
const whileClosed = [
  'access.propose-closing',
  'access.confirm-proposal',
  'access.refuse-proposal',
  'access.suspend-user',
  'access.end-entry',
  'portal.end-mandate',
];

/** What whoever writes in closed books is told. */
export function refusalWhileClosed({ moved }: Pick<Actor, 'moved'>): Refusal {
  if (moved === null) return refuse('cooperative.closed');
  return refuse('cooperative.moved', {
    destination: moved.destination,
    on: dayInChina(moved.at).toString(),
  });
}

/** After these the seal is put outside the database as well: whatever weighs, what is posted, a closing. */
const sealedActions: ReadonlySet<Action> = new Set([
  ...weightyActions,
  'runs.post',
  'schemes.post',
  'books.close',
]);

const KEY_SHAPE = /^[\w.:-]{8,100}$/;

/** Carries the reply of a dry run out of the transaction that it rolls back. */
class RolledBack extends Error {
  readonly reply: unknown;
  constructor(reply: unknown) {
    super('dry run');
    this.reply = reply;
  }
}

/**
 * Runs a command. Refusals are Refusals; a repeated idempotency key with the same content gets the stored reply,
 * with other content `idempotency.other-content`.
 */
export async function execute<Schema extends z.ZodType, Reply>(
  services: Services,
  command: Command<Schema, Reply>,
  context: CommandContext,
  input: z.input<Schema>,
): Promise<Reply> {
  const { cooperativeId, idempotencyKey } = context;
  if (idempotencyKey !== undefined && !KEY_SHAPE.test(idempotencyKey)) throw refuse('idempotency.malformed');
  const parsed = parseInput(command.input, input);
  try {
    const work = async (tx: Tx) => {
      const actor = await permittedActor(services, tx, context, command.action, command.act);
      if (actor.closedAt !== null && !whileClosed.includes(command.name)) throw refusalWhileClosed(actor);
      const head = await lockBook(tx, cooperativeId);
      if (await isToldAhead(tx, cooperativeId, head.number)) throw refuse('cooperative.told-ahead');
      // Within the unit of work: only now the keys of one that came from elsewhere are known for certain.
      const inputHash = inputHashOf(services.vault, cooperativeId, command.name, parsed);
      if (idempotencyKey !== undefined) {
        const earlier = await findStoredReply(tx, cooperativeId, idempotencyKey);
        if (earlier) {
          if (earlier.inputHash !== inputHash || earlier.actorId !== actor.userId) {
            throw refuse('idempotency.other-content');
          }
          return earlier.reply as Reply;
        }
      }
      // Who did what since is told to the office: whoever looks as a member changes what is their own.
      if (context.seen !== undefined && isOfOffice(actor))
        await requireUnchanged(tx, cooperativeId, context.seen, {
          command: command.name,
          last: head.number,
          doing: doingOf,
        });
      const moment = services.clock();
      services.clockGuard?.require(moment);
      const now = after(head.recordedAt, moment);
      const notes: JsonValue[] = [];
      const unit = commandUnit(services, tx, cooperativeId, actor, now, notes);
      const reply = await command.run(unit, parsed);
      await services.follow(unit);
      if (idempotencyKey !== undefined && !context.dryRun) {
        await tx.insert(storedReply).values({
          cooperativeId,
          key: idempotencyKey,
          actorId: actor.userId,
          command: command.name,
          inputHash,
          reply: storedFrom(reply, command.once),
          recordedAt: now,
        });
      }
      await appendEntry(tx, services.vault, head, {
        cooperativeId,
        recordedAt: now,
        actorId: actor.userId,
        actorName: actor.displayName,
        command: command.name,
        inputHash,
        notes,
      });
      if (context.dryRun) throw new RolledBack(reply);
      return reply;
    };
    const openedFor = { userId: context.userId, action: command.action };
    const reply = await services.database.writeInBook(cooperativeId, work, openedFor);
    if (sealedActions.has(command.action)) services.sealSoon?.();
    return reply;
  } catch (error) {
    if (error instanceof RolledBack) return error.reply as Reply;
    throw safeError(error);
  }
}

/** What a repeated request is answered with: secrets are said once, and stand nowhere. */
function storedFrom(reply: unknown, once: readonly string[] = []): JsonValue {
  if (once.length === 0) return reply as JsonValue;
  const fields = Object.entries(reply as Readonly<Record<string, JsonValue>>).map(([name, value]) => [
    name,
    once.includes(name) ? null : value,
  ]);
  return Object.fromEntries(fields) as JsonValue;
}

/** Keyed, because an input may hold few enough unknowns (an ID number) to be guessed from a bare hash. */
export function inputHashOf(vault: Vault, cooperativeId: string, name: string, input: unknown): string {
  return vault.blindIndex(cooperativeId, 'command-input', canonicalInput(name, input));
}

/** The input that opened a book; empty in books whose first entry does not say. */
export async function firstInputHash(tx: Tx, cooperativeId: string): Promise<string> {
  const [row] = await tx
    .select({ inputHash: auditEntry.inputHash })
    .from(auditEntry)
    .where(and(eq(auditEntry.cooperativeId, cooperativeId), eq(auditEntry.number, 1n)));
  return row?.inputHash ?? '';
}

/** A read for a person: one unit of work that checks the permission and then reads. */
export async function readAs<T>(
  services: Services,
  context: Asking,
  action: Action,
  work: (tx: Tx, actor: Actor) => Promise<T>,
  act?: Sentence,
): Promise<T> {
  try {
    return await services.database.read(
      context.cooperativeId,
      async (tx) => work(tx, await permittedActor(services, tx, context, action, act)),
      { userId: context.userId, action },
    );
  } catch (error) {
    throw safeError(error);
  }
}

/** A read of somebody's own rows, as the portal. Whether they may ask was seen to before. */
export async function readAsPortal<T>(
  { database }: Services,
  cooperativeId: string,
  userId: string,
  work: (tx: Tx) => Promise<T>,
): Promise<T> {
  try {
    return await database.readOwn(cooperativeId, userId, work);
  } catch (error) {
    throw safeError(error);
  }
}

/** Who asks, where they may; refuses whoever may not, also while something that was asked goes on. */
export async function permittedActor(
  services: Services,
  tx: Tx,
  context: Asking,
  action: Action,
  act: Sentence = actionWords[action],
): Promise<Actor> {
  const actor = await services.identify(tx, context.cooperativeId, context.userId);
  if (!actor) throw refuse('access.sign-in-required');
  // Somebody without any part in a cooperative does not even learn that it exists.
  if (actor.roles.length === 0) throw refuse('cooperative.unknown');
  if (!mayDo(actor.roles, action) && !(actor.visiting && mayVisit(action))) {
    throw refuse('access.forbidden', { action: act, roles: rolesThatMay(action) });
  }
  const { scopes, secondFactorAt } = context;
  // What weighs is done by a person who is there, also where a token was made while less weighed.
  if (scopes !== undefined && (!scopes.includes(action) || weightyActions.includes(action)))
    throw refuse('access.token-scope', { action: act });
  if (actor.secondFactorRequired && weightyActions.includes(action) && !isFresh(secondFactorAt))
    throw refuse('access.second-factor-needed');
  return actor;
}

const isOfOffice = ({ roles }: Actor) =>
  roles.some((role) => role !== 'shareholder' && role !== 'representative');

/** For how long a second factor that was shown counts, by the computer's clock as the session itself. */
const FACTOR_MILLISECONDS = 30 * 60_000;

/** Whether a second factor that was shown then still counts. */
export function isFresh(shownAt: Date | null | undefined): boolean {
  if (shownAt == null) return false;
  const age = Date.now() - shownAt.getTime();
  // What was shown under a clock that ran ahead was never shown.
  return age > -CLOCK_SLACK_MILLISECONDS && age < FACTOR_MILLISECONDS;
}

interface BookHead {
  readonly number: bigint;
  readonly seal: string;
}

/**
 * The moment, or the next millisecond after the last entry: a computer's clock may be set back, and two entries may come
 * within one tick. What is recorded later must not seem known earlier, or a frozen run would change under a later look
 * at what was known then.
 */
function after(last: Date | null, moment: Date): Date {
  return last !== null && last >= moment ? new Date(last.getTime() + 1) : moment;
}

async function lockBook(
  tx: Tx,
  cooperativeId: string,
): Promise<BookHead & { readonly recordedAt: Date | null }> {
  const [row] = await tx
    .select({ number: book.lastEntryNumber, seal: book.seal })
    .from(book)
    .where(eq(book.cooperativeId, cooperativeId))
    // One writer at a time; who read of people is written down meanwhile, and only names the book.
    .for('no key update');
  if (!row) throw refuse('cooperative.unknown');
  const [last] = await tx
    .select({ recordedAt: auditEntry.recordedAt })
    .from(auditEntry)
    .where(and(eq(auditEntry.cooperativeId, cooperativeId), eq(auditEntry.number, row.number)));
  return { ...row, recordedAt: last?.recordedAt ?? null };
}

async function findStoredReply(tx: Tx, cooperativeId: string, key: string) {
  const [row] = await tx
    .select()
    .from(storedReply)
    .where(and(eq(storedReply.cooperativeId, cooperativeId), eq(storedReply.key, key)));
  return row;
}

function commandUnit(
  services: Services,
  tx: Tx,
  cooperativeId: string,
  actor: Actor,
  now: Date,
  notes: JsonValue[],
): CommandUnit {
  async function nextNumbers(series: string, count: bigint): Promise<bigint> {
    const [row] = await tx
      .insert(bookNumber)
      .values({ cooperativeId, series, last: count })
      .onConflictDoUpdate({
        target: [bookNumber.cooperativeId, bookNumber.series],
        set: { last: sql`${bookNumber.last} + ${count.toString()}::bigint` },
      })
      .returning({ last: bookNumber.last });
    if (!row) throw new Error('A number series returned no number.');
    return row.last - count + 1n;
  }
  return {
    tx,
    cooperativeId,
    actor,
    now,
    today: dayInChina(now),
    vault: services.vault,
    judgeAppointment: services.judgeAppointment,
    nextNumber: (series) => nextNumbers(series, 1n),
    nextNumbers,
    note: (subject, details) => void notes.push({ subject, ...details }),
  };
}

export interface EntryContent {
  readonly cooperativeId: string;
  readonly recordedAt: Date;
  readonly actorId: string;
  readonly actorName: string;
  readonly command: string;
  readonly inputHash: string;
  readonly notes: JsonValue;
}

/** Writes the next entry of the trail, over all rows written before it, and moves the seal. The caller holds the lock on the book. */
export async function appendEntry(
  tx: Tx,
  vault: Vault,
  head: BookHead,
  content: EntryContent,
): Promise<void> {
  const number = head.number + 1n;
  const keyed: Keyed = (text, id) => vault.chainHash(text, id);
  const rowsHash = await coverRows(tx, content.cooperativeId, number, keyed, {
    adopting: content.command === ADOPTION,
    // What is erased was covered before it, or the end of a row would stand before its beginning; what leaves leaves whole.
    most: [ERASURE, MOVE_OUT].includes(content.command) ? null : COVERED_AT_ONCE,
  });
  const told = {
    ...content,
    number: number.toString(),
    recordedAt: content.recordedAt.toISOString(),
    rowsHash,
  };
  const hash = entryHash(head.seal, told, (text) => vault.chainHash(text, content.cooperativeId));
  await tx.insert(auditEntry).values({ ...content, number, rowsHash, previousHash: head.seal, hash });
  await tx
    .update(book)
    .set({ lastEntryNumber: number, seal: hash })
    .where(eq(book.cooperativeId, content.cooperativeId));
}

/** By this the service itself takes over rows that were written before digests of rows were kept. */
export const ADOPTION = 'audit.adopt-rows';
doings.set(ADOPTION, {
  zh: '接管升级以前写入的各行',
  en: 'Take over the rows that were written before the upgrade',
});
/** By this whoever looks after the service takes a cooperative out, which two of its people have closed. */
export const MOVE_OUT = 'cooperative.move-out';
doings.set(MOVE_OUT, {
  zh: '迁往另一安装',
  en: 'Move on to another installation',
});

/** By this the service itself covers what jobs told, where more of it waits than the next command takes along. */
export const COVERING = 'audit.cover-told';
doings.set(COVERING, {
  zh: '把积存的查看记录等列入流水',
  en: 'Put what waits of records of who looked under the trail',
});

/** Who writes what no person asked for in the program. */
const NOBODY = { actorId: '00000000-0000-0000-0000-000000000000', actorName: '合股 Hegu' };

/** An entry of the service's own, over what `write` writes and notes. Where somebody told rows ahead none is written. */
export async function enterByNobody(
  tx: Tx,
  { vault, clock }: Pick<Services, 'vault' | 'clock'>,
  cooperativeId: string,
  command: typeof ADOPTION | typeof COVERING | typeof MOVE_OUT,
  write: (entry: { readonly number: bigint; readonly recordedAt: Date }) => Promise<JsonValue | null>,
): Promise<void> {
  const head = await lockBook(tx, cooperativeId);
  if (await isToldAhead(tx, cooperativeId, head.number)) throw refuse('cooperative.told-ahead');
  const recordedAt = after(head.recordedAt, clock());
  const note = await write({ number: head.number + 1n, recordedAt });
  if (note === null) return;
  const content = { cooperativeId, recordedAt, ...NOBODY, command, inputHash: '', notes: [note] };
  await appendEntry(tx, vault, head, content);
}

/**
 * In every book where an upgrade has told rows, proved by its seal, an entry over them that says which. At the start, before anything is
 * served. What else is said to be of an upgrade, or is told once more without a further one, is nobody's of the program: it stays as it is, and
 * verification says so.
 * What keeps one book from it keeps no other, and is handed to `failed`.
 */
export async function adoptRows(
  services: Pick<Services, 'database' | 'vault' | 'clock'>,
  cooperativeIds: readonly string[],
  failed: (cooperativeId: string, error: unknown) => void,
): Promise<void> {
  const { database, vault } = services;
  const migration = upgradeNumber();
  const keyed: Keyed = (text, id) => vault.chainHash(text, id);
  const due = async (tx: Tx, cooperativeId: string) =>
    (await toldByUpgrade(tx, cooperativeId, keyed)).length > 0 &&
    (await adoptedAt(tx, cooperativeId)) < migration;
  for (const cooperativeId of cooperativeIds) {
    try {
      if (!(await database.read(cooperativeId, (tx) => due(tx, cooperativeId)))) continue;
      await database.writeInBook(cooperativeId, (tx) =>
        enterByNobody(tx, services, cooperativeId, ADOPTION, async () =>
          (await due(tx, cooperativeId)) ? { subject: 'upgrade', migration: migration.toString() } : null,
        ),
      );
    } catch (error) {
      failed(cooperativeId, error);
    }
  }
}

/**
 * Entries over what jobs told, piece by piece, until no more waits than a command takes along. None is entered that would cover nothing: in
 * closed books it waits, where their keys do not open as well, and what stands in front under seals that are none keeps what is behind it.
 */
export async function coverWaiting(
  { database, vault, clock }: Pick<Services, 'database' | 'vault' | 'clock'>,
  cooperativeId: string,
): Promise<void> {
  const waits = (tx: Tx) => pieceWaits(tx, vault, cooperativeId);
  while (await database.read(cooperativeId, waits))
    await database.writeInBook(cooperativeId, (tx) =>
      enterByNobody(tx, { vault, clock }, cooperativeId, COVERING, async () =>
        (await waits(tx)) ? { subject: 'told-between' } : null,
      ),
    );
}

/** Whether more waits than a command takes along, and an entry would cover any of it. */
async function pieceWaits(tx: Tx, vault: Vault, cooperativeId: string): Promise<boolean> {
  const [row] = await rowsOf(tx, sql`select is_closed(${cooperativeId}::uuid) as closed ${plannedOnce}`, {
    closed: flag,
  });
  if (row?.closed === true || !(await manyWait(tx, cooperativeId))) return false;
  try {
    const keyed: Keyed = (text, id) => vault.chainHash(text, id);
    const { sealed } = await toldBetween(tx, cooperativeId, keyed, COVERED_AT_ONCE);
    return sealed.length > 0;
  } catch (error) {
    if (error instanceof Refusal && error.code === 'cooperative.keys-changed') return false;
    throw error;
  }
}

/** The upgrade whose rows were taken over last; 0 where none were. */
async function adoptedAt(tx: Tx, cooperativeId: string): Promise<bigint> {
  const [row] = await rowsOf(
    tx,
    sql`
    select max((n ->> 'migration')::bigint) as migration from audit_entry e, jsonb_array_elements(e.notes) n
    where e.cooperative_id = ${cooperativeId}::uuid and e.command = ${ADOPTION}`,
    { migration: orNull(whole) },
  );
  return row?.migration ?? 0n;
}

function canonicalInput(name: string, input: unknown): string {
  return canonicalJson([name, JSON.parse(JSON.stringify(input ?? null)) as JsonValue]);
}
