/** The start-up self-check: a database that breaks a promise is refused, with a reason that names the place. */
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { differencesBetween, migratedCatalogue, type Catalogue } from '../../src/platform/catalogue.ts';
import { expectedCatalogue, keepCatalogue } from '../../src/platform/kept-catalogue.ts';
import { loginsOf } from '../../src/platform/logins.ts';
import { reasonsNotToServe } from '../../src/platform/self-check.ts';
import { cloneDatabase, type TestDatabase } from '../support/database.ts';

let test: TestDatabase;
let migrated: Catalogue;
let [service, portal] = ['', ''];
const named = (statement: string) => statement.replaceAll('@service', service).replaceAll('@portal', portal);
beforeAll(async () => {
  test = await cloneDatabase();
  migrated = await migratedCatalogue(test.url);
  // Roles belong to the cluster: these are named after this database.
  ({ service, portal } = loginsOf(new URL(test.url).pathname.slice(1)));
  await test.owner.unsafe(`create role ${service} nologin; create role ${portal} nologin`);
  await test.owner.unsafe(temporary('revoke', 'from public'));
});
afterAll(async () => {
  await test.owner.unsafe(`drop owned by ${service}, ${portal}; drop role ${service}, ${portal}`);
  await test.drop();
});

/** A right to make temporary tables in this database. */
function temporary(verb: 'grant' | 'revoke', whom: string): string {
  return `do $$ begin execute format('${verb} temporary on database %I ${whom}', current_database()); end $$`;
}

const reasons = () => reasonsNotToServe(test.url, { allowUnsafeDurability: true, migrated });

/** As an extension's it is not dropped. */
const notTheBooks = `do $$ begin alter extension plpgsql drop function pg_catalog.row_evidence(text); exception when others then null; end $$;
  drop function if exists pg_catalog.row_evidence(text)`;

type Break = readonly [what: string, spoil: string, restore: string, reason: RegExp];

/** Each door by what it is a door of, as docs/security.md lists them. */
const doors: Readonly<Record<string, readonly Break[]>> = {
  'row policies': [
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
      'a policy that lets everything through',
      'alter policy one_cooperative on member using (true)',
      `alter policy one_cooperative on member using (cooperative_id = nullif(current_setting('app.cooperative_id', true), '')::uuid)`,
      /policy one_cooperative on member is not as migrated/,
    ],
    [
      'a second policy beside the first',
      'create policy everyone on share_movement for select to hegu_reader using (true)',
      'drop policy if exists everyone on share_movement',
      /policy everyone on share_movement does not belong/,
    ],
    [
      'a row policy that shows a member more than their own',
      'alter policy own_row on dividend_line using (true)',
      `alter policy own_row on dividend_line using (cooperative_id = nullif(current_setting('app.cooperative_id', true), '')::uuid
      and (account_id = any (array(select own_accounts())) and run_id = any (array(select r.id from dividend_run r))))`,
      /policy own_row on dividend_line is not as migrated/,
    ],
    [
      'a policy by which one cooperative names another',
      'alter policy named_by_itself on cooperative using (true)',
      `alter policy named_by_itself on cooperative using (id = nullif(current_setting('app.cooperative_id', true), '')::uuid)`,
      /policy named_by_itself on cooperative is not as migrated/,
    ],
    [
      'another answer to whose rows they are',
      `create or replace function own_members() returns setof uuid language sql stable as 'select id from member'`,
      `CREATE OR REPLACE FUNCTION own_members() RETURNS SETOF uuid LANGUAGE sql STABLE AS $$
  SELECT l.member_id FROM linked_members() AS l (member_id)
  WHERE NOT EXISTS (SELECT FROM member_user u
    WHERE u.cooperative_id = nullif(current_setting('app.cooperative_id', true), '')::uuid
      AND u.user_id = nullif(current_setting('app.user_id', true), '')::uuid
      AND is_deceased(u.cooperative_id, u.member_id))
$$`,
      /function own_members\(\) is not as migrated/,
    ],
  ],
  tables: [
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
      'a table that belongs to the application',
      `alter table household owner to @service`,
      'alter table household owner to current_user',
      /Table household of the schema belongs to hegu_service_[0-9a-f]+/,
    ],
    [
      'a ledger that the application may change',
      'grant update on share_movement to hegu_app',
      'revoke update on share_movement from hegu_app',
      /share_movement must be append only/,
    ],
  ],
  keys: [
    [
      'a unique key without the cooperative, which tells whether another has the value',
      'create unique index member_name_everywhere on member (name)',
      'drop index member_name_everywhere',
      /member_name_everywhere of member/,
    ],
    [
      'a foreign key without the cooperative, whose check no policy sees',
      `create table parcel (cooperative_id uuid not null primary key, member_id uuid not null);
     alter table parcel add constraint parcel_book foreign key (member_id) references book (cooperative_id)`,
      'drop table parcel',
      /parcel_book of parcel/,
    ],
    [
      'a unique key that is one no more',
      'drop index member_resident_id_unique; create index member_resident_id_unique on member (cooperative_id, resident_id_index)',
      'drop index if exists member_resident_id_unique; create unique index member_resident_id_unique on member using btree (cooperative_id, resident_id_index)',
      /index member_resident_id_unique is not as migrated/,
    ],
    [
      'foreign keys that are not asked',
      'alter table household disable trigger all',
      'alter table household enable trigger all',
      /foreign keys on household/,
    ],
  ],
  'triggers and functions': [
    [
      'an append-only trigger switched off',
      'alter table audit_entry disable trigger append_only',
      'alter table audit_entry enable trigger append_only',
      /audit_entry must be append only/,
    ],
    [
      'a trigger function that does nothing any more',
      `create or replace function refuse_change() returns trigger language plpgsql as $$ begin return coalesce(new, old); end $$`,
      `create or replace function refuse_change() returns trigger language plpgsql as $$
BEGIN
  RAISE EXCEPTION 'table % is append only: correct by a reversing entry', TG_TABLE_NAME USING ERRCODE = 'HG001';
END $$`,
      /function refuse_change\(\) is not as migrated/,
    ],
    [
      'a trigger that was taken away',
      'drop trigger if exists account_with_change on member',
      `create or replace trigger account_with_change before insert or update on member
      for each row execute function require_account_change()`,
      /trigger account_with_change on member is missing/,
    ],
    [
      'a password that nobody need have chosen',
      'alter table app_user disable trigger chosen_by_right',
      'alter table app_user enable trigger chosen_by_right',
      /trigger chosen_by_right on app_user is not as migrated/,
    ],
    [
      'a trigger that calls something else',
      `create or replace function wave_through() returns trigger language plpgsql as $$ begin return new; end $$;
     create or replace trigger account_with_change before insert or update on member for each row execute function wave_through()`,
      `create or replace trigger account_with_change before insert or update on member
      for each row execute function require_account_change(); drop function if exists wave_through()`,
      /trigger account_with_change on member is not as migrated/,
    ],
    [
      'a rule that leads writes elsewhere',
      'create rule quiet as on insert to audit_entry do instead nothing',
      'drop rule if exists quiet on audit_entry',
      /rule quiet on audit_entry does not belong/,
    ],
    [
      'a function that acts as its owner',
      `create function give_all() returns setof member language sql security definer as 'select * from member'`,
      'drop function if exists give_all()',
      /function give_all\(\) does not belong/,
    ],
    [
      'a trigger that runs at every change of the schema',
      `create function at_every_change() returns event_trigger language plpgsql as $$ begin end $$;
       create event trigger quiet_change on ddl_command_end execute function at_every_change()`,
      'drop event trigger if exists quiet_change; drop function if exists at_every_change()',
      /Event trigger quiet_change runs at every change/,
    ],
  ],
  'constraints and defaults': [
    [
      'a constraint that was dropped',
      'alter table member drop constraint if exists member_name_given',
      'alter table member drop constraint if exists member_name_given, add constraint member_name_given check (length(name) between 1 and 100)',
      /constraint member_name_given of member is missing/,
    ],
    [
      'a constraint that asks less',
      'alter table member drop constraint member_name_given, add constraint member_name_given check (true)',
      'alter table member drop constraint if exists member_name_given, add constraint member_name_given check (length(name) between 1 and 100)',
      /constraint member_name_given of member is not as migrated/,
    ],
    [
      'a default that lets a value in',
      'alter table app_user alter column is_administrator set default true',
      'alter table app_user alter column is_administrator set default false',
      /column is_administrator of app_user is not as migrated/,
    ],
  ],
  rights: [
    [
      'a right to delete',
      'grant delete on dividend_run to hegu_app',
      'revoke delete on dividend_run from hegu_app',
      /right delete on dividend_run for hegu_app does not belong/,
    ],
    [
      'a right for everybody',
      'grant select on member to public',
      'revoke select on member from public',
      /right select on member for everybody does not belong/,
    ],
    [
      'a right to the names of people',
      'grant update (display_name) on app_user to hegu_app',
      'revoke update (display_name) on app_user from hegu_app',
      /right update on column display_name of app_user for hegu_app does not belong/,
    ],
    [
      'a right to one column of a password',
      `grant select (password_hash) on app_user to @portal`,
      `revoke select (password_hash) on app_user from @portal`,
      /right select on column password_hash of app_user for hegu_portal_[0-9a-f]+ does not belong/,
    ],
    [
      'a sealed column for the portal',
      'grant select (bank_account_cipher) on member to hegu_portal',
      'revoke select (bank_account_cipher) on member from hegu_portal',
      /right select on column bank_account_cipher of member for hegu_portal does not belong/,
    ],
    [
      'a right to something outside',
      'create schema aside; create table aside.copy as select name from member; grant select on aside.copy to hegu_reader',
      'drop schema if exists aside cascade',
      /hegu_reader may select aside.copy/,
    ],
    [
      'a schema in which anybody makes things',
      'grant create on schema public to public',
      'revoke create on schema public from public',
      /Everybody may create in schema public/,
    ],
    [
      'a view through which a policy is not asked',
      'create view everybody_there as select name, birth_date from member; grant select on everybody_there to hegu_reader',
      'drop view if exists everybody_there',
      /view everybody_there does not belong/,
    ],
  ],
  'what PostgreSQL itself came with': [
    [
      'a function that stands before one of the books',
      `create function pg_catalog.row_evidence("of" text) returns text language sql stable as $$ select public.row_evidence("of") $$`,
      notTheBooks,
      /Function row_evidence\(text\) was added to what PostgreSQL itself came with/,
    ],
    [
      'one that is said to belong to an extension',
      `create function pg_catalog.row_evidence("of" text) returns text language sql stable as $$ select public.row_evidence("of") $$;
        alter extension plpgsql add function pg_catalog.row_evidence(text)`,
      notTheBooks,
      /Function row_evidence\(text\) was added/,
    ],
    [
      'another way in which a day is written',
      `create schema aside; create function aside.said(date) returns text language sql immutable as $$ select '1970-03-08' $$;
        create cast (date as text) with function aside.said(date)`,
      'drop schema if exists aside cascade',
      /Cast date as text was added/,
    ],
    [
      'an operator that answers otherwise',
      `create function never(text, text) returns boolean language sql immutable as $$ select false $$;
        create operator <> (leftarg = text, rightarg = text, function = never)`,
      'drop function if exists never(text, text) cascade',
      /Operator <> \(text, text\) was added/,
    ],
    [
      'a function of PostgreSQL that does something else',
      `create or replace function pg_catalog.sha224(bytea) returns bytea language internal immutable strict as 'sha256_bytea'`,
      `create or replace function pg_catalog.sha224(bytea) returns bytea language internal immutable strict as 'sha224_bytea'`,
      /functions of PostgreSQL itself is not as migrated/,
    ],
    [
      'a type that is written otherwise',
      `update pg_type set typoutput = 'date_out'::regproc where typname = 'time'`,
      `update pg_type set typoutput = 'time_out'::regproc where typname = 'time'`,
      /types of PostgreSQL itself is not as migrated/,
    ],
    [
      'a table elsewhere that takes rows of the books',
      'create schema aside; create table aside.seats () inherits (public.seat)',
      'drop schema if exists aside cascade',
      /Table aside.seats inherits from seat of the schema/,
    ],
  ],
  'roles and settings': [
    [
      'a membership that lends more',
      `grant pg_read_all_data to @service`,
      `revoke pg_read_all_data from @service`,
      /Role hegu_service_[0-9a-f]+ is a member of pg_read_all_data/,
    ],
    [
      'a role that policies do not bind',
      `alter role @service bypassrls`,
      `alter role @service nobypassrls`,
      /Role hegu_service_[0-9a-f]+ is a superuser, passes row policies/,
    ],
    [
      'a setting that switches triggers off',
      `do $$ begin execute format('alter database %I set session_replication_role = replica', current_database()); end $$`,
      `do $$ begin execute format('alter database %I reset session_replication_role', current_database()); end $$`,
      /A setting on the database changes[^]*session_replication_role/,
    ],
    [
      'a setting that leads names elsewhere',
      `alter role @service set search_path = elsewhere, public`,
      `alter role @service reset search_path`,
      /A setting on role hegu_service_[0-9a-f]+ changes[^]*search_path/,
    ],
    [
      'temporary tables that stand before those of the books',
      temporary('grant', 'to public'),
      temporary('revoke', 'from public'),
      /Role hegu_service_[0-9a-f]+ may make temporary tables/,
    ],
  ],
};
const breaks = Object.values(doors).flat();

/** What people read of it: the rows of the table under that head. */
function documentedDoors(): Record<string, readonly string[]> {
  const [, rows = ''] =
    /\n\| doors of \|.*\n\|.*\n((?:\|.*\n)+)/.exec(readFileSync('docs/security.md', 'utf8')) ?? [];
  return Object.fromEntries(
    [...rows.matchAll(/^\| (.*?) \| (.*) \|$/gm)].map(([, of = '', opened = '']) => [of, opened.split('; ')]),
  );
}

describe('the self-check', () => {
  afterEach(async () => {
    for (const [, , restore] of breaks)
      await test.owner.unsafe(named(restore).replace(/^drop (table|index) (?!if)/, 'drop $1 if exists '));
  });

  it('tries the doors that docs/security.md lists, and no others', () => {
    const tried = Object.entries(doors).map(([of, list]) => [of, list.map(([what]) => what)]);
    expect(documentedDoors()).toEqual(Object.fromEntries(tried));
  });

  it('says of a table that was renamed that it is gone, and cuts nothing else away for it', async () => {
    const name = 'seat';
    await test.owner
      .unsafe(`alter table ${name} rename to seat_before; create view ${name} as select * from seat_before;
      create rule quiet as on insert to member do instead nothing; grant delete on dividend_run to hegu_app;
      alter table household disable trigger user`);
    try {
      const told = (await reasons()).filter((each) => each.startsWith('Not as the migrations made it: '));
      const said = told.map((each) => each.replace('Not as the migrations made it: ', ''));
      expect(said.slice(0, 3)).toEqual([
        'table seat is missing.',
        'table seat_before does not belong to the schema.',
        'view seat does not belong to the schema.',
      ]);
      const ofItself = / (?:of|on) seat(?:_before)?(?: for \w+)? |^index seat_/;
      expect(said.filter((each) => ofItself.test(each))).toEqual([]);
      expect(said).toEqual(
        expect.arrayContaining([
          'rule quiet on member does not belong to the schema.',
          'right delete on dividend_run for hegu_app does not belong to the schema.',
          expect.stringMatching(/^trigger \w+ on household is not as migrated\.$/),
        ]),
      );
    } finally {
      await test.owner
        .unsafe(`drop view ${name}; alter table seat_before rename to ${name}; drop rule quiet on member;
        revoke delete on dividend_run from hegu_app; alter table household enable trigger user`);
    }
    expect(await reasons()).toEqual([]);
  });

  it('leaves of each kind the first where there are more than are shown', () => {
    const many = Array.from({ length: 60 }, (_, at): [string, string] => [`column c${at} of member`, '']);
    const expected = new Map<string, string>([...many, ['trigger kept on seat', ''], ['table gone', '']]);
    const lines = differencesBetween(expected, new Map([['function own()', '']]));
    expect(lines.slice(0, 4)).toEqual([
      'table gone is missing',
      'function own() does not belong to the schema',
      'trigger kept on seat is missing',
      'column c0 of member is missing',
    ]);
    expect(lines).toHaveLength(63);
  });

  it('lets be the view of an extension and what a script of the PostgreSQL project replaces, and names a view that answers otherwise', async () => {
    const own = await cloneDatabase();
    const asked = async () => {
      const lines = await reasonsNotToServe(own.url, { allowUnsafeDurability: true, migrated });
      return lines.filter((each) => each.includes('PostgreSQL itself'));
    };
    const replaced = (name: string) => `do $$ begin
      execute 'create or replace view pg_catalog.${name} as ' || rtrim(pg_get_viewdef('pg_catalog.${name}'::regclass), ';') || ' limit 0';
    end $$`;
    await own.owner.unsafe(`set allow_system_table_mods = on; create view pg_catalog.seen as select 1 as once;
      alter extension plpgsql add view pg_catalog.seen; ${replaced('pg_stats_ext')}`);
    expect(await asked()).toEqual([]);
    await own.owner.unsafe(replaced('pg_rules'));
    expect(await asked()).toEqual([
      'Not as the migrations made it: views of PostgreSQL itself is not as migrated.',
    ]);
    await own.drop();
  });

  it('keeps what the migrations make under the key of the books, and makes it anew where that was touched', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'hegu-kept-'));
    const place = { HEGU_DATA_DIR: folder, HEGU_KEY_FILE: join(folder, 'key') };
    const file = join(folder, 'schema-as-migrated.json');
    // One entry too many shows whether an answer is the kept one.
    const marked = new Map([...migrated, ['table marked', '']]);
    await keepCatalogue(test.url, place, marked);
    expect(existsSync(file), 'kept without a key').toBe(false);
    writeFileSync(place.HEGU_KEY_FILE, `${'a'.repeat(64)}\n`, { mode: 0o600 });
    await keepCatalogue(test.url, place, marked);
    expect(await expectedCatalogue(test.url, place)).toEqual(marked);

    writeFileSync(file, readFileSync(file, 'utf8').replace('table marked', 'table market'));
    const anew = await expectedCatalogue(test.url, place);
    expect(anew).toEqual(migrated);
    expect(await reasonsNotToServe(test.url, { allowUnsafeDurability: true, migrated: anew })).toEqual([]);

    await keepCatalogue(test.url, place, marked);
    expect(await expectedCatalogue(test.url, place)).toEqual(marked);
    writeFileSync(place.HEGU_KEY_FILE, `${'b'.repeat(64)}\n`);
    await keepCatalogue(test.url, place, migrated);
    expect(await expectedCatalogue(test.url, place), 'kept under another key').toEqual(migrated);
    rmSync(folder, { recursive: true });
  });

  it.each(breaks)('refuses %s', async (_, spoil, _restore, reason) => {
    await test.owner.unsafe(named(spoil));
    const found = await reasons();
    expect(found.join('\n')).toMatch(reason);
  });

  it('has nothing to say again when every door is shut', async () => {
    expect(await reasons()).toEqual([]);
  });

  it('refuses a server that may lose what it acknowledged, unless a throw-away cluster is asked for', async () => {
    // The cluster of the tests runs with all three switched off.
    expect((await reasonsNotToServe(test.url, { migrated })).join('\n')).toMatch(
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
