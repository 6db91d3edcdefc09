/**
 * The only door to PostgreSQL. Every query runs inside a unit of work: one transaction, one role, one cooperative.
 * A gate in front keeps units in flight at or below the pool's connections: without it postgres.js can send BEGIN on a
 * connection that is not reserved and lose an acknowledged write.
 */
import { sql } from 'drizzle-orm';
import { drizzle, type PostgresJsQueryResultHKT } from 'drizzle-orm/postgres-js';
import type { PgTransaction } from 'drizzle-orm/pg-core';
import type { ExtractTablesWithRelations } from 'drizzle-orm';
import postgres from 'postgres';
import { createGate } from './gate.ts';

type NoSchema = Record<string, never>;

/** A transaction of a unit of work: the required first argument of every store function. */
export type Tx = PgTransaction<PostgresJsQueryResultHKT, NoSchema, ExtractTablesWithRelations<NoSchema>>;

/** What a unit may do. `hegu_app` writes through commands, `hegu_reader` only selects. */
export type UnitRole = 'hegu_app' | 'hegu_reader';

export interface Database {
  /** A read-only unit of work in one cooperative. */
  read<T>(cooperativeId: string, work: (tx: Tx) => Promise<T>): Promise<T>;
  /** A writing unit of work in one cooperative. Only the command runner, jobs and verification call this. */
  write<T>(cooperativeId: string, work: (tx: Tx) => Promise<T>): Promise<T>;
  /** A unit outside every cooperative: users, sessions, the list of cooperatives. Row policies hide all ledgers from it. */
  outside<T>(work: (tx: Tx) => Promise<T>): Promise<T>;
  /** Units now at work and waiting; for tests and for the health page. */
  gate(): { readonly running: number; readonly waiting: number };
  close(): Promise<void>;
}

export interface DatabaseOptions {
  readonly url: string;
  readonly connections: number;
  /** Tests lower durability checks nowhere: this only names the connection in pg_stat_activity. */
  readonly applicationName?: string;
}

const TENANT_SHAPE = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;

export function connectDatabase(options: DatabaseOptions): Database {
  const client = postgres(options.url, {
    max: options.connections,
    onnotice: () => undefined,
    connection: { application_name: options.applicationName ?? 'hegu' },
  });
  const orm = drizzle(client);
  const gate = createGate(options.connections);

  function unit<T>(
    role: UnitRole,
    cooperativeId: string | null,
    mode: 'read only' | 'read write',
    work: (tx: Tx) => Promise<T>,
  ): Promise<T> {
    if (cooperativeId !== null && !TENANT_SHAPE.test(cooperativeId)) {
      return Promise.reject(new TypeError('A cooperative id must be a lower-case UUID.'));
    }
    return gate.run(() =>
      orm.transaction(
        async (tx) => {
          // Literals, not set_config(): only these reach the workers of a sharded database.
          await tx.execute(
            sql.raw(
              `SET LOCAL ROLE ${role}` +
                (cooperativeId === null ? '' : `; SET LOCAL app.cooperative_id = '${cooperativeId}'`),
            ),
          );
          return work(tx);
        },
        { accessMode: mode },
      ),
    );
  }

  return {
    read: (cooperativeId, work) => unit('hegu_reader', cooperativeId, 'read only', work),
    write: (cooperativeId, work) => unit('hegu_app', cooperativeId, 'read write', work),
    outside: (work) => unit('hegu_app', null, 'read write', work),
    gate: () => gate.state(),
    close: () => client.end({ timeout: 5 }),
  };
}

/** The driver's own handle of a unit's transaction: for bulk inserts with unnest, cursors and COPY. */
export function rawSql(tx: Tx): postgres.TransactionSql {
  const { client } = (tx as unknown as { session: { client: postgres.TransactionSql } }).session;
  return client;
}
