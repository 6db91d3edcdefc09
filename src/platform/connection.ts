/**
 * One connection to PostgreSQL that serves one transaction at a time and is thrown away when it breaks. postgres.js
 * alone does not survive a break inside a transaction: its own ROLLBACK writes to a socket that is gone and ends the
 * process, a reconnected connection keeps half a message of the one before, and a query that comes late runs outside
 * its transaction, past every policy. So the transaction is ours, and after its end or a break nothing passes any more.
 */
import { drizzle } from 'drizzle-orm/postgres-js';
import { setTimeout as pause } from 'node:timers/promises';
import postgres from 'postgres';
import { teachArrayTypes } from './array-types.ts';

/**
 * At the end of a statement: a connection plans it once, not each time. Only for a statement whose text never varies, or the
 * server would keep each of them; and only where the plan is as good for a large table as for the empty one of its first time:
 * a row sought by its key, or a whole register read without nested loops.
 */
export const PLANNED_ONCE = '/* planned once */';

/**
 * Whoever asks about themself asks the same few statements by their own keys, under policies that take longer to plan than to answer:
 * a connection plans each of them once. PostgreSQL plans anew when the statistics of a table change.
 */
const PLANS_ALL_ONCE = 'hegu_portal';

/** The driver's handle within a transaction. */
export type TransactionHandle = postgres.TransactionSql;

export interface Connection {
  /**
   * Runs `work` between `opening` (BEGIN and what sets the stage, sent as one message) and COMMIT. Anything thrown
   * rolls back. `role` is whom the opening makes it: row policies are part of a plan, so each role has its own.
   */
  transaction<T>(opening: string, work: (handle: TransactionHandle) => Promise<T>, role?: string): Promise<T>;
  /** After a break a connection is of no more use. */
  isBroken(): boolean;
  /** Breaks it, because PostgreSQL answers nobody: whatever is under way ends now, and is not begun again elsewhere. */
  giveUp(): void;
  close(): Promise<void>;
}

/** The connection broke or the database went away before COMMIT was sent: nothing was written. */
export class ConnectionLost extends Error {
  /** Whether not even the transaction had begun, and PostgreSQL may answer elsewhere: then it may be begun again. */
  readonly beforeWork: boolean;
  constructor(beforeWork: boolean, cause?: unknown) {
    super('the connection to the database was lost; nothing was written', { cause });
    this.name = 'ConnectionLost';
    this.beforeWork = beforeWork;
  }
}

/** The connection broke after COMMIT was sent and before its answer came: what was asked may be written or not. */
export class OutcomeUnknown extends Error {
  constructor(cause?: unknown) {
    super('the connection to the database was lost while committing', { cause });
    this.name = 'OutcomeUnknown';
  }
}

/**
 * Set on every connection, whatever a server, a database or a login was given: how values are written and texts are read, where
 * names are looked up, that row policies are asked, how transactions begin, and that nothing but ourselves ends one.
 */
export const reliedOn: Readonly<Record<string, string>> = {
  DateStyle: 'ISO, YMD',
  IntervalStyle: 'postgres',
  TimeZone: 'UTC',
  array_nulls: 'on',
  bytea_output: 'hex',
  client_encoding: 'UTF8',
  default_transaction_deferrable: 'off',
  default_transaction_isolation: 'read committed',
  default_transaction_read_only: 'off',
  extra_float_digits: '1',
  idle_in_transaction_session_timeout: '0',
  idle_session_timeout: '0',
  lock_timeout: '0',
  quote_all_identifiers: 'off',
  row_security: 'on',
  search_path: 'public',
  standard_conforming_strings: 'on',
  statement_timeout: '0',
  transform_null_equals: 'off',
};

const CLOSE_MILLISECONDS = 6_000;

export function openConnection(url: string, applicationName: string): Connection {
  let opened = false;
  let broken = false;
  let givenUp = false;
  /** What is under way and would have to hear of a break. */
  const underWay = new Set<() => void>();
  const client = postgres(url, {
    max: 1,
    onnotice: () => undefined,
    connection: { application_name: applicationName, ...reliedOn },
    // A connection must not be exchanged under a long transaction.
    max_lifetime: null,
    idle_timeout: 0,
    fetch_types: false,
    // Called at once when the socket closes, before anything that waited hears of it.
    onclose: () => markBroken(),
  });
  // Has the driver leave dates and JSON as text, which the column types of the house read.
  drizzle(client);
  teachArrayTypes(client);

  function markBroken(): void {
    if (broken) return;
    broken = true;
    for (const tell of underWay) tell();
    underWay.clear();
    void client.end({ timeout: 0 }).catch(() => undefined);
  }

  /**
   * Queries that were under way when the socket broke may never be settled by the driver: the break settles them. No race
   * against one promise of the break, because such a promise keeps what it was raced with for the life of the connection:
   * every reply that was ever read.
   */
  function untilBroken<T>(work: Promise<T>): Promise<T> {
    return new Promise((resolve, reject) => {
      const tell = () => reject(new Error('the connection was closed'));
      if (broken) tell();
      else underWay.add(tell);
      void work.then(resolve, reject).finally(() => underWay.delete(tell));
    });
  }

  return {
    async transaction(opening, work, role = '') {
      const reserved = await beginOn(opening);
      const scope = { open: true };
      let result;
      try {
        result = await untilBroken(work(guarded(reserved, client, role, () => scope.open && !broken)));
      } catch (error) {
        scope.open = false;
        await rollback(reserved);
        throw broken ? new ConnectionLost(false, error) : error;
      }
      scope.open = false;
      if (broken) throw new ConnectionLost(false);
      await commit(reserved);
      reserved.release();
      return result;
    },
    isBroken: () => broken,
    giveUp: () => {
      givenUp = true;
      markBroken();
    },
    // A server that is frozen does not even take a farewell.
    close: () =>
      Promise.race([client.end({ timeout: 5 }), pause(CLOSE_MILLISECONDS, undefined, { ref: false })]),
  };

  async function beginOn(opening: string): Promise<postgres.ReservedSql> {
    try {
      // The driver reserves only what is open already.
      if (!opened) await untilBroken(client.unsafe('select'));
      opened = true;
      const reserved = await untilBroken(client.reserve());
      await untilBroken(reserved.unsafe(opening));
      return reserved;
    } catch (error) {
      const lost = broken || isConnectionError(error);
      // Nothing ran, but what state it is in is not known.
      markBroken();
      throw lost ? new ConnectionLost(!givenUp, error) : error;
    }
  }

  async function rollback(reserved: postgres.ReservedSql): Promise<void> {
    if (broken) return;
    try {
      await untilBroken(reserved.unsafe('rollback'));
      reserved.release();
    } catch {
      // The server rolls back what it lost sight of.
      markBroken();
    }
  }

  async function commit(reserved: postgres.ReservedSql): Promise<void> {
    let answer;
    try {
      answer = await untilBroken(reserved.unsafe('commit'));
    } catch (error) {
      const unknown = broken || isConnectionError(error);
      markBroken();
      throw unknown ? new OutcomeUnknown(error) : error;
    }
    // COMMIT after an error that somebody swallowed is answered with ROLLBACK, as if all were well.
    if (answer.command !== 'COMMIT') {
      reserved.release();
      throw new Error('The transaction had failed and was rolled back: an error in it was swallowed.');
    }
  }
}

/** The reserved handle, which passes no query once the transaction is over or the connection broke. */
function guarded(
  reserved: postgres.ReservedSql,
  client: postgres.Sql,
  role: string,
  mayPass: () => boolean,
): TransactionHandle {
  const check = () => {
    if (!mayPass()) throw new ConnectionLost(false, new Error('the transaction is over'));
  };
  const handle: object = new Proxy(reserved, {
    apply(target, _self, parameters: Parameters<postgres.ReservedSql>) {
      check();
      return Reflect.apply(target, undefined, parameters) as unknown;
    },
    get(target, name) {
      if (name === 'options') return client.options;
      if (name === 'unsafe') {
        return (...parameters: Parameters<postgres.ReservedSql['unsafe']>) => {
          check();
          const [statement, values, options] = parameters;
          if (!statement.endsWith(PLANNED_ONCE) && role !== PLANS_ALL_ONCE)
            return target.unsafe(...parameters);
          return target.unsafe(`${statement} -- ${role}`, values, { ...options, prepare: true });
        };
      }
      return Reflect.get(target, name) as unknown;
    },
  });
  return handle as TransactionHandle;
}

function isConnectionError(error: unknown): boolean {
  const code = (error as { code?: unknown } | null)?.code;
  return (
    typeof code === 'string' && /^(CONNECTION_|CONNECT_|ECONN|EPIPE|ETIMEDOUT|ENOENT|08|57P0|53)/.test(code)
  );
}
