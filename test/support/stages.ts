/**
 * States that many tests begin with: built once in a run of the suite, through HTTP like everything, then kept as template
 * databases of the cluster that any test file may clone. What the builder returned is the comment on the database.
 */
import { createHash } from 'node:crypto';
import type postgres from 'postgres';
import { clone } from './cluster.ts';

/** What PostgreSQL says of a name that is taken; and of one that another takes at the same moment. */
const TAKEN: readonly unknown[] = ['42P04', '23505'];

export interface Stage {
  readonly database: string;
  readonly facts: unknown;
}

/** The name of a stage's database. `key` says all that the state depends on. */
export function stageNamed(key: string): string {
  return `stage_${createHash('sha256').update(key).digest('hex').slice(0, 32)}`;
}

/** The stage, where somebody has kept it already. */
export async function keptStage(admin: postgres.Sql, database: string): Promise<Stage | undefined> {
  const [row] = await admin<{ facts: string | null }[]>`
    select shobj_description(oid, 'pg_database') as facts from pg_database where datname = ${database}`;
  return row?.facts == null ? undefined : { database, facts: JSON.parse(row.facts) as unknown };
}

/** Keeps a database that nobody is connected to. Of two test files that built the same at once the first one's stays. */
export async function keepStage(admin: postgres.Sql, stage: Stage, source: string): Promise<void> {
  try {
    await clone(admin, stage.database, source);
  } catch (error) {
    if (TAKEN.includes((error as { code?: unknown }).code)) return;
    throw error;
  }
  const facts = JSON.stringify(stage.facts ?? null).replaceAll("'", "''");
  await admin.unsafe(`comment on database ${stage.database} is '${facts}'`);
}
