/** A clone of the template database without an application: for tests of the machinery below it. */
import { randomUUID } from 'node:crypto';
import postgres from 'postgres';
import { inject } from 'vitest';
import { clone, databaseUrl, templateDatabase } from './cluster.ts';

export interface TestDatabase {
  /** Opens it as owner of the schema. */
  readonly url: string;
  /** A connection as owner: past the policies' grants, yet not past their force. */
  readonly owner: postgres.Sql;
  /** A cooperative with its book and nothing else; returns its id. */
  openCooperative(): Promise<string>;
  drop(): Promise<void>;
}

export async function cloneDatabase(): Promise<TestDatabase> {
  const clusterUrl = inject('clusterUrl');
  const name = `test_${randomUUID().replaceAll('-', '')}`;
  const admin = postgres(clusterUrl, { max: 1, onnotice: () => undefined });
  await clone(admin, name, templateDatabase);
  const url = databaseUrl(clusterUrl, name);
  const owner = postgres(url, { max: 1, onnotice: () => undefined });
  return {
    url,
    owner,
    async openCooperative() {
      const id = randomUUID();
      await owner`insert into cooperative (id, name, region_code, created_at) values (${id}, 'n', '990105', now())`;
      await owner`insert into book (cooperative_id, last_entry_number, seal) values (${id}, 0, '')`;
      return id;
    },
    async drop() {
      await owner.end();
      await admin.unsafe(`drop database ${name} with (force)`);
      await admin.end();
    },
  };
}
