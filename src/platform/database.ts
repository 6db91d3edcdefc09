/**
 * The only door to PostgreSQL. Every query runs inside a unit of work: one transaction, one role, one cooperative.
 * A gate in front keeps units in flight at or below the connections, each of which serves one unit at a time: where
 * units share connections, postgres.js can send BEGIN on one that is not reserved and lose an acknowledged write.
 */
import type { ExtractTablesWithRelations } from 'drizzle-orm';
import { PgDialect, type PgTransaction } from 'drizzle-orm/pg-core';
import {
  PostgresJsSession,
  PostgresJsTransaction,
  type PostgresJsQueryResultHKT,
} from 'drizzle-orm/postgres-js';
import type { Sql } from 'postgres';
import { setTimeout as pause } from 'node:timers/promises';
import {
  ConnectionLost,
  openConnection,
  OutcomeUnknown,
  type Connection,
  type TransactionHandle,
} from './connection.ts';
import type { Action } from '../domain/permission.ts';
import { refuse } from '../domain/refusal.ts';
import { actionWords, rolesThatMay } from '../domain/role-words.ts';
import { createGate } from './gate.ts';
import { isRolledBackForAnother } from './redaction.ts';
import { tendTables } from './upkeep.ts';

type NoSchema = Record<string, never>;
type NoTables = ExtractTablesWithRelations<NoSchema>;

/** A transaction of a unit of work: the required first argument of every store function. */
export type Tx = PgTransaction<PostgresJsQueryResultHKT, NoSchema, NoTables>;

/** What a unit may do. `hegu_app` writes through commands, `hegu_reader` only selects, `hegu_portal` sees what is its user's own. */
export type UnitRole = 'hegu_app' | 'hegu_reader' | 'hegu_portal';

/** For whom a unit of work is opened, and to do what: PostgreSQL asks whether they have any part in the cooperative. */
export interface OpenedFor {
  readonly userId: string;
  readonly action: Action;
}

export interface Database {
  /** A read-only unit of work in one cooperative, in one snapshot: no page of it sees what was written after the first. */
  read<T>(cooperativeId: string, work: (tx: Tx) => Promise<T>, openedFor?: OpenedFor): Promise<T>;
  /**
   * A read-only unit of work for one person who asks about themself: under the portal's login, to which PostgreSQL shows the rows
   * of the members that this user is, whatever the statement asks.
   */
  readOwn<T>(cooperativeId: string, userId: string, work: (tx: Tx) => Promise<T>): Promise<T>;
  /** A writing unit of work in one cooperative. Only jobs and verification call this; it locks no book. */
  write<T>(cooperativeId: string, work: (tx: Tx) => Promise<T>): Promise<T>;
  /**
   * A writing unit that locks the cooperative's book. Whoever waits for a book waits in line before it takes a connection, so
   * that a book long in use costs other cooperatives nothing. Only the command runner calls this.
   */
  writeInBook<T>(cooperativeId: string, work: (tx: Tx) => Promise<T>, openedFor?: OpenedFor): Promise<T>;
  /** A unit outside every cooperative: users, sessions, the list of cooperatives. Row policies hide all ledgers from it. */
  outside<T>(work: (tx: Tx) => Promise<T>): Promise<T>;
  /**
   * Before and after a large entry, done or rolled back: PostgreSQL learns what is in the tables it was written to, so that
   * what follows is planned for them. Outside every unit; what cannot be done now PostgreSQL does by itself later.
   */
  tend(tables: readonly string[]): Promise<void>;
  /** Units now at work and waiting; for tests and for the health page. */
  gate(): { readonly running: number; readonly waiting: number };
  /** Whether PostgreSQL answers, asked on a connection of its own, past everybody who waits. */
  answers(): Promise<boolean>;
  close(): Promise<void>;
}

export interface DatabaseOptions {
  readonly url: string;
  /** The same database as the portal's login; as `url` unless given. */
  readonly portalUrl?: string;
  readonly connections: number;
  /** Tests lower durability checks nowhere: this only names the connection in pg_stat_activity. */
  readonly applicationName?: string;
  /** Covers what is written outside the cooperatives. Without it nothing is: PostgreSQL refuses. */
  readonly chain?: OutsideChain;
  /** How long anybody waits for a connection or a book, and how many may; without end unless given. */
  readonly patience?: Patience;
  /** Asked in the first unit in a cooperative, before its work, and again until it answers that it knows for good. */
  readonly firstIn?: (tx: Tx, cooperativeId: string) => Promise<boolean>;
}

/**
 * The chain of what stands outside the cooperatives: which statements write there, and what covers them before the end. Likewise in a
 * cooperative, of what jobs write between the commands, and its seals.
 */
export interface OutsideChain {
  writes(statement: string): boolean;
  cover(tx: Tx): Promise<unknown>;
  writesBetween(statement: string): boolean;
  sealBetween(tx: Tx, cooperativeId: string): Promise<void>;
}

export interface Patience {
  readonly seconds: number;
  /** Units that wait for a connection. */
  readonly units: number;
  /** Writers that wait for one book. */
  readonly writers: number;
  /** Connections that one cooperative may have at once. */
  readonly perCooperative: number;
}

/** Of the connections there are, beside them: shareholders who all look at once hold up no office. */
const PORTAL_SHARE = 4;
/** Of the units that may wait, those of one cooperative that give way to nobody: its members who all look at once fill no room of others. */
const keptOf = (units: number) => Math.ceil(units / 5);
/** Questions without an answer, one after the other, before a unit is given up: one alone may be a machine that is busy. */
const SILENCES = 3;
/** Changes of one person in one book that wait for the one before. */
const WRITES_AHEAD = 12;
const ID_SHAPE = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;

export function connectDatabase(options: DatabaseOptions): Database {
  const { patience } = options;
  const gate = createGate(
    options.connections,
    patience && {
      waiting: patience.units,
      keptPerParty: keptOf(patience.units),
      seconds: patience.seconds,
      perParty: Math.min(patience.perCooperative, options.connections),
    },
  );
  const books = createGate(Infinity, {
    perParty: 1,
    ...(patience && { waitingPerParty: patience.writers, seconds: patience.seconds }),
  });
  // Each person has one place in the line of a book, and waits for it apart: whoever asks for sixty holds up only themself.
  const people = createGate(Infinity, {
    perParty: 1,
    ...(patience && { waitingPerParty: WRITES_AHEAD, seconds: patience.seconds }),
  });
  const portalGate = createGate(
    Math.ceil(options.connections / PORTAL_SHARE),
    patience && {
      waiting: patience.units,
      keptPerParty: keptOf(patience.units),
      seconds: patience.seconds,
    },
  );
  const health = createHealth(options.url);
  const applicationName = options.applicationName ?? 'hegu';
  const office: Lane = { gate, connections: createPool(options.url, applicationName) };
  const portal: Lane = {
    gate: portalGate,
    connections: createPool(options.portalUrl ?? options.url, applicationName),
  };

  /**
   * A unit goes on for as long as PostgreSQL answers it. One that lasts as long as anybody waits for a place asks past itself, and where
   * PostgreSQL answers nobody again and again it is given up: frozen, it would hold its connection and whoever waits for it without end.
   */
  async function whileAnswered<T>(connection: Connection, work: () => Promise<T>): Promise<T> {
    if (!patience) return work();
    let silent = 0;
    const timer = setInterval(() => {
      void health.ask().then((answers) => {
        silent = answers ? 0 : silent + 1;
        if (silent === SILENCES) connection.giveUp();
      });
    }, patience.seconds * 1000).unref();
    try {
      return await work();
    } finally {
      clearInterval(timer);
    }
  }

  const reading = 'isolation level repeatable read read only';
  const known = new Set<string>();
  async function meet(tx: Tx, cooperativeId: string | null): Promise<void> {
    if (cooperativeId === null || options.firstIn === undefined || known.has(cooperativeId)) return;
    if (await options.firstIn(tx, cooperativeId)) known.add(cooperativeId);
  }

  async function unit<T>(
    role: UnitRole,
    cooperativeId: string | null,
    mode: 'isolation level repeatable read read only' | 'read write',
    work: (tx: Tx) => Promise<T>,
    openedFor?: OpenedFor,
    userId: string | null = null,
  ): Promise<T> {
    for (const id of [cooperativeId, userId])
      if (id !== null && !ID_SHAPE.test(id)) throw new TypeError('An id must be a lower-case UUID.');
    const lane = role === 'hegu_portal' ? portal : office;
    // The portal is shown nothing of where a cooperative came from.
    if (role === 'hegu_portal' && options.firstIn && cooperativeId !== null && !known.has(cooperativeId))
      await unit('hegu_reader', cooperativeId, reading, async () => undefined);
    // Literals, not set_config(): only these reach the workers of a sharded database.
    const opening =
      `BEGIN ${mode}; SET LOCAL ROLE ${role}` +
      // Made for the values at hand, a foreign-key check of a cooperative that statistics do not know yet takes any index of
      // the cooperative for as good as the key, and looks through all its rows for each row that enters.
      (mode === 'read write' ? '; SET LOCAL plan_cache_mode = force_generic_plan' : '') +
      // A book that another program holds.
      (patience ? `; SET LOCAL lock_timeout = ${Math.ceil(patience.seconds * 1000)}` : '') +
      (cooperativeId === null ? '' : `; SET LOCAL app.cooperative_id = '${cooperativeId}'`) +
      (userId === null ? '' : `; SET LOCAL app.user_id = '${userId}'`);
    const attempt = () =>
      lane.connections.lend((connection) =>
        whileAnswered(connection, () =>
          connection.transaction(
            opening,
            async (handle) => {
              const outside = watchOutside(handle, options.chain);
              const tx = transactionOn(outside.handle);
              if (role !== 'hegu_portal') await meet(tx, cooperativeId);
              const result =
                cooperativeId === null || openedFor === undefined
                  ? await work(tx)
                  : await withPart(handle, cooperativeId, openedFor, () => work(tx));
              if (cooperativeId !== null && outside.writtenBetween())
                await options.chain?.sealBetween(tx, cooperativeId);
              if (outside.written()) await options.chain?.cover(tx);
              return result;
            },
            role,
          ),
        ),
      );
    return lane.gate.run(async () => {
      try {
        return await attempt();
      } catch (error) {
        // A connection that broke while it lay idle: nothing had begun, so a fresh one may begin.
        if (error instanceof ConnectionLost && error.beforeWork) return attempt();
        throw error;
      }
    }, cooperativeId ?? undefined);
  }
  const write = <T>(cooperativeId: string, work: (tx: Tx) => Promise<T>, openedFor?: OpenedFor) =>
    unit('hegu_app', cooperativeId, 'read write', work, openedFor);

  return {
    read: (cooperativeId, work, openedFor) =>
      unit('hegu_reader', cooperativeId, reading, work, openedFor).catch(nothingWritten),
    readOwn: (cooperativeId, userId, work) =>
      unit('hegu_portal', cooperativeId, reading, work, undefined, userId).catch(nothingWritten),
    write: (cooperativeId, work) => write(cooperativeId, work),
    writeInBook: (cooperativeId, work, openedFor) => {
      const inLine = () => books.run(() => again(() => write(cooperativeId, work, openedFor)), cooperativeId);
      return openedFor === undefined ? inLine() : people.run(inLine, `${cooperativeId} ${openedFor.userId}`);
    },
    outside: (work) => unit('hegu_app', null, 'read write', work),
    tend: (tables) => tendTables(options.url, tables).catch(() => undefined),
    gate: () => gate.state(),
    answers: () => health.ask(),
    close: async () => {
      await Promise.all([health, office.connections, portal.connections].map((each) => each.close()));
    },
  };
}

/** Rolled back by PostgreSQL because two got in each other's way: nothing was done, and it is tried again, this often in all. */
const MOST_ATTEMPTS = 4;

async function again<T>(attempt: () => Promise<T>): Promise<T> {
  for (let round = 1; ; round += 1) {
    try {
      return await attempt();
    } catch (error) {
      if (round === MOST_ATTEMPTS || !isRolledBackForAnother(error)) throw error;
      await pause(Math.random() * 20 * 2 ** round);
    }
  }
}

/** Remembers whether a statement wrote to what its chain covers, or seals, before the end. */
function watchOutside(handle: TransactionHandle, chain: OutsideChain | undefined) {
  let written = false;
  let between = false;
  const watched: object = new Proxy(handle, {
    get(target, name) {
      if (name !== 'unsafe') return Reflect.get(target, name) as unknown;
      return (...parameters: Parameters<TransactionHandle['unsafe']>) => {
        written ||= chain?.writes(parameters[0]) === true;
        between ||= chain?.writesBetween(parameters[0]) === true;
        return target.unsafe(...parameters);
      };
    },
  });
  return { handle: watched as TransactionHandle, written: () => written, writtenBetween: () => between };
}

/** A way to PostgreSQL as one login, and who may go it at once. */
interface Lane {
  readonly gate: Pick<ReturnType<typeof createGate>, 'run'>;
  readonly connections: Pool;
}

interface Pool {
  /** A connection nobody else uses; the gate sees to it that there are never more than allowed. */
  lend<T>(work: (connection: Connection) => Promise<T>): Promise<T>;
  close(): Promise<void>;
}

function createPool(url: string, applicationName: string): Pool {
  const idle: Connection[] = [];
  return {
    async lend(work) {
      let connection = idle.pop();
      while (connection?.isBroken()) connection = idle.pop();
      connection ??= openConnection(url, applicationName);
      try {
        return await work(connection);
      } finally {
        if (!connection.isBroken()) idle.push(connection);
      }
    },
    async close() {
      await Promise.all(idle.splice(0).map((connection) => connection.close()));
    },
  };
}

/**
 * PostgreSQL is asked for itself whether somebody has a part in a cooperative, whatever the application thinks of them. The
 * question goes ahead of what the work asks and nobody waits for it: refused, it leaves a transaction that answers nothing more.
 */
async function withPart<T>(
  handle: TransactionHandle,
  cooperativeId: string,
  { userId, action }: OpenedFor,
  work: () => Promise<T>,
): Promise<T> {
  const asked = handle`select require_part(${cooperativeId}::uuid, ${userId}::uuid, ${action})`.then(
    () => undefined,
    (error: unknown) => partRefusal(error, action),
  );
  let result: T;
  try {
    result = await work();
  } catch (error) {
    throw (await asked) ?? error;
  }
  const refused = await asked;
  if (refused !== undefined) throw refused;
  return result;
}

/** Without any part in a cooperative one does not even learn that it exists; whoever only helps there knows it. */
function partRefusal(error: unknown, action: Action): Error {
  const { code } = error as { readonly code?: unknown };
  if (code === 'HG004') return refuse('cooperative.unknown');
  if (code === 'HG005')
    return refuse('access.forbidden', { action: actionWords[action], roles: rolesThatMay(action) });
  return error as Error;
}

/** So long PostgreSQL has to answer, and so long the answer is good for whoever asks next. */
const HEALTH_MILLISECONDS = 2_000;
const HEALTH_GOOD_FOR_MILLISECONDS = 1_000;

/** Asks PostgreSQL on a connection of its own, one question at a time however many ask. */
function createHealth(url: string) {
  let connection: Connection | null = null;
  let asked: Promise<boolean> | null = null;
  async function ask(): Promise<boolean> {
    if (connection?.isBroken()) connection = null;
    connection ??= openConnection(url, 'hegu-health');
    const opened = connection;
    let timer: NodeJS.Timeout | undefined;
    const late = new Promise<boolean>((resolve) => {
      timer = setTimeout(() => resolve(false), HEALTH_MILLISECONDS);
    });
    const answer = opened.transaction('BEGIN READ ONLY', async () => true).catch(() => false);
    const answers = await Promise.race([answer, late]);
    clearTimeout(timer);
    if (!answers && connection === opened) {
      connection = null;
      void opened.close().catch(() => undefined);
    }
    return answers;
  }
  return {
    ask(): Promise<boolean> {
      asked ??= ask().finally(() => {
        setTimeout(() => (asked = null), HEALTH_GOOD_FOR_MILLISECONDS).unref();
      });
      return asked;
    },
    async close() {
      await connection?.close();
    },
  };
}

/** A read whose end did not come through wrote nothing whichever way it ended: it may be asked again. */
function nothingWritten(error: unknown): never {
  throw error instanceof OutcomeUnknown ? new ConnectionLost(false, error) : error;
}

/** drizzle's transaction on a handle that is inside one already; it asks for a whole client and uses what a transaction has. */
export function transactionOn(handle: object): Tx {
  const dialect = new PgDialect();
  return new PostgresJsTransaction<NoSchema, NoTables>(
    dialect,
    new PostgresJsSession<Sql & TransactionHandle, NoSchema, NoTables>(
      handle as Sql & TransactionHandle,
      dialect,
      undefined,
    ),
    undefined,
  );
}

/** The driver's own handle of a unit's transaction: for bulk inserts with unnest, cursors and COPY. */
export function rawSql(tx: Tx): TransactionHandle {
  // drizzle keeps its session to itself.
  const session = Reflect.get(tx, 'session') as { readonly client: TransactionHandle };
  return session.client;
}
