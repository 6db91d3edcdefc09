/** The start-up self-check: a database that breaks a promise is refused, with a reason that names the place. */
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { reasonsNotToServe } from '../../src/platform/self-check.ts';
import { cloneDatabase, type TestDatabase } from '../support/database.ts';

let test: TestDatabase;
beforeAll(async () => {
  test = await cloneDatabase();
});
afterAll(() => test.drop());

const reasons = () => reasonsNotToServe(test.url, { allowUnsafeDurability: true });

const breaks: readonly (readonly [what: string, spoil: string, restore: string, reason: RegExp])[] = [
  [
    'row policies switched off',
    'alter table member disable row level security',
    'alter table member enable row level security',
    /member is open/,
  ],
  [
    'row policies not forced on the owner',
    'alter table share_movement no force row level security',
    'alter table share_movement force row level security',
    /share_movement is open/,
  ],
  [
    'a table that was added and not sealed',
    'create table parcel (cooperative_id uuid not null, id uuid not null, primary key (cooperative_id, id))',
    'drop table parcel',
    /parcel is open/,
  ],
  [
    'a table that does not begin with the cooperative',
    'create table parcel (id uuid primary key)',
    'drop table parcel',
    /parcel does not begin with cooperative_id/,
  ],
  [
    'a unique key without the cooperative, which tells whether another has the value',
    'create unique index member_name_everywhere on member (name)',
    'drop index member_name_everywhere',
    /member_name_everywhere of member/,
  ],
  [
    'a foreign key without the cooperative, whose check no policy sees',
    `create table parcel (cooperative_id uuid not null primary key, member_id uuid not null);
     select seal_tenant_tables();
     alter table parcel add constraint parcel_book foreign key (member_id) references book (cooperative_id)`,
    'drop table parcel',
    /parcel_book of parcel/,
  ],
  [
    'an append-only trigger switched off',
    'alter table audit_entry disable trigger append_only',
    'alter table audit_entry enable trigger append_only',
    /audit_entry must be append only/,
  ],
  [
    'a ledger that the application may change',
    'grant update on share_movement to hegu_app',
    'revoke update on share_movement from hegu_app',
    /share_movement must be append only/,
  ],
];

describe('the self-check', () => {
  afterEach(async () => {
    for (const [, , restore] of breaks)
      await test.owner.unsafe(restore.replace(/^drop (table|index)/, 'drop $1 if exists'));
  });

  it('has nothing to say about the schema as migrated', async () => {
    expect(await reasons()).toEqual([]);
  });

  it.each(breaks)('refuses %s', async (_, spoil, _restore, reason) => {
    await test.owner.unsafe(spoil);
    const found = await reasons();
    expect(found.join('\n')).toMatch(reason);
  });

  it('refuses a server that may lose what it acknowledged, unless a throw-away cluster is asked for', async () => {
    // The cluster of the tests runs with all three switched off.
    expect((await reasonsNotToServe(test.url)).join('\n')).toMatch(
      /fsync = off[^]*synchronous_commit = off[^]*full_page_writes = off/,
    );
  });

  it('refuses an empty database', async () => {
    const url = new URL(test.url);
    url.pathname = '/postgres';
    expect((await reasonsNotToServe(url.toString(), { allowUnsafeDurability: true })).join()).toMatch(
      /empty/,
    );
  });
});
