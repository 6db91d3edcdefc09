/** Who serves signs in as nobody's owner, may become the roles of its units alone, and does in them what they need and no more. */
import { sql } from 'drizzle-orm';
import postgres from 'postgres';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { connectDatabase, type Database, type Tx } from '../../src/platform/database.ts';
import { reasonsNotToBuild } from '../../src/platform/given-database.ts';
import { loginsOf, servingAddresses } from '../../src/platform/logins.ts';
import { outsideChain } from '../../src/platform/platform-chain.ts';
import { createVault } from '../../src/platform/vault.ts';
import { cloneDatabase, type TestDatabase } from '../support/database.ts';

const vault = createVault(Buffer.alloc(32, 7));
let test: TestDatabase;
let address: string;
let portalAddress: string;
let database: Database;
let cooperativeId: string;
let [service, portal] = ['', ''];
beforeAll(async () => {
  test = await cloneDatabase();
  ({ service, portal } = loginsOf(new URL(test.url).pathname.slice(1)));
  cooperativeId = await test.openCooperative();
  await test.owner`insert into app_user (id, user_name, display_name, password_hash, created_at, is_administrator)
    values (${cooperativeId}, 'first', 'first', 'secret', now(), true), (gen_random_uuid(), 'second', 'second', 'secret', now(), false)`;
  await test.owner`insert into invitation (id, user_id, first_hash, second_hash, made_at, expires_at, used_at)
    select gen_random_uuid(), id, 'a', 'b', now(), now() + interval '1 day', now() from app_user`;
  ({ service: address, portal: portalAddress } = await servingAddresses(test.url, vault));
  database = connectDatabase({
    url: address,
    portalUrl: portalAddress,
    connections: 2,
    chain: outsideChain((text, id) => vault.chainHash(text, id)),
  });
});
afterAll(async () => {
  await database.close();
  await test.owner.unsafe(`drop owned by ${service}, ${portal}; drop role ${service}, ${portal}`);
  await test.drop();
});

const made = () => ({ service: address, portal: portalAddress });

describe('the login that serves', () => {
  it('is made once, and every process with the key of the books knows its password', async () => {
    expect(await servingAddresses(test.url, vault)).toEqual(made());
    expect(new URL(portalAddress).username).toBe(portal);
    expect(new URL(address).username).toBe(service);
  });

  it('is no superuser, owns nothing, inherits nothing', async () => {
    const client = postgres(address, { max: 1 });
    const [row] = await client`
      select rolsuper, rolinherit, rolbypassrls, rolcreaterole, rolcreatedb,
        exists (select from pg_class where relowner = r.oid) as owns
      from pg_roles r where rolname = current_user`;
    expect(new Set(Object.values(row ?? {}))).toEqual(new Set([false]));
    await expect(client`select * from member`).rejects.toThrow(/permission denied/);
    await expect(client`set role hegu_portal`).rejects.toThrow(/permission denied/);
    await expect(client.unsafe(`set role ${portal}`)).rejects.toThrow(/permission denied/);
    await client.end();
  });

  it('puts no table of its own before those that triggers read', async () => {
    const shadow = sql.raw('create temporary table access_answer (confirmed boolean)');
    await expect(database.outside((tx) => tx.execute(shadow))).rejects.toThrow();
    await expect(database.write(cooperativeId, (tx) => tx.execute(shadow))).rejects.toThrow();
  });

  it('of the portal becomes the portal alone, and is made again where it is missing', async () => {
    const client = postgres(portalAddress, { max: 1 });
    const [row] = await client`select rolsuper, rolinherit, rolbypassrls, rolcreaterole, rolcreatedb
      from pg_roles where rolname = current_user`;
    expect(new Set(Object.values(row ?? {}))).toEqual(new Set([false]));
    for (const role of ['hegu_app', 'hegu_reader', service])
      await expect(client.unsafe(`set role ${role}`)).rejects.toThrow(/permission denied/);
    await expect(client`select name from member`).rejects.toThrow(/permission denied/);
    await client.end();
    await test.owner.unsafe(`alter role ${portal} nologin`);
    expect(await servingAddresses(test.url, vault)).toEqual(made());
    await postgres(portalAddress, { max: 1 }).end();
  });

  it('with a key of other books is made anew, for the key of these', async () => {
    const other = await servingAddresses(test.url, createVault(Buffer.alloc(32, 8)));
    expect(other.service).not.toBe(address);
    expect(other.portal).not.toBe(portalAddress);
    expect(await servingAddresses(test.url, vault)).toEqual(made());
  });

  it('where the owner may make no logins, is asked for in the statements that make it', async () => {
    const owner = `hegu_owner_${service.slice(-12)}`;
    await test.owner.unsafe(`create role ${owner} login password 'x'`);
    await test.owner.unsafe(`alter role ${service} with nologin`);
    const url = new URL(test.url);
    [url.username, url.password] = [owner, 'x'];
    const refused = await servingAddresses(url.toString(), vault).then(String, String);
    expect(refused).toMatch(
      /无权建立[^]*CREATE ROLE hegu_service_[^]*SCRAM-SHA-256[^]*GRANT hegu_app, hegu_reader TO/,
    );
    expect(refused).not.toContain(new URL(address).password);
    await test.owner.unsafe(refused.slice(refused.indexOf('  DO $$')));
    expect(await servingAddresses(url.toString(), vault)).toMatchObject({ service: address });
    // Before it comes to that: what this owner may not is said with the one statement that cures it.
    const database = url.pathname.slice(1);
    const cures = async () =>
      (await reasonsNotToBuild(url.toString())).map((reason) => /^ {4}(.*)$/m.exec(reason)?.[1] ?? reason);
    const needed = await cures();
    expect(needed).toEqual([
      `ALTER DATABASE ${database} OWNER TO ${owner};`,
      `GRANT hegu_app, hegu_reader, hegu_portal TO ${owner} WITH ADMIN OPTION;`,
    ]);
    for (const statement of needed) await test.owner.unsafe(statement);
    expect(await cures()).toEqual([]);
    await test.owner.unsafe(
      `alter database ${database} owner to postgres; revoke hegu_app, hegu_reader, hegu_portal from ${owner}`,
    );
    await test.owner.unsafe(`drop role ${owner}`);
  });

  it('is not made in a database that cannot write every name', async () => {
    const name = `${new URL(test.url).pathname.slice(1)}_latin`;
    await test.owner.unsafe(
      `create database ${name} template template0 encoding 'LATIN1' locale 'C' locale_provider libc`,
    );
    const url = new URL(test.url);
    url.pathname = `/${name}`;
    const reasons = await reasonsNotToBuild(url.toString());
    await test.owner.unsafe(`drop database ${name}`);
    expect(reasons.join()).toMatch(/LATIN1[^]*编码是 LATIN1[^]*ENCODING 'UTF8'/);
    expect(await reasonsNotToBuild(test.url)).toEqual([]);
  });
});

describe('in front of people, sessions and cooperatives', () => {
  const outside = (statement: string) => database.outside((tx) => tx.execute(sql.raw(statement)));
  const writing = (statement: string) =>
    database.write(cooperativeId, (tx: Tx) => tx.execute(sql.raw(statement)));
  const reading = (statement: string) =>
    database.read(cooperativeId, (tx: Tx) => tx.execute(sql.raw(statement)));
  const session = `insert into session (token_hash, user_id, created_at, expires_at)
    select md5(random()::text), id, now(), now() from app_user`;

  it.each([
    ['passwords, for whoever reads registers', () => reading('select password_hash from app_user')],
    ['all columns of people', () => reading('select * from app_user')],
    ['sessions, for whoever reads registers', () => reading('select * from session')],
    ['an administrator by change', () => outside('update app_user set is_administrator = false')],
    [
      'an administrator by entry',
      () =>
        outside(`insert into app_user (id, user_name, display_name, password_hash, created_at, is_administrator)
          values (gen_random_uuid(), 'b', 'b', 'b', now(), true)`),
    ],
    ['a session begun by a command of a cooperative', () => writing(session)],
    ['the first day of a cooperative', () => outside(`update cooperative set created_at = '2000-01-01'`)],
    [
      'a password given by a command of a cooperative',
      () => writing(`update app_user set password_hash = 'another'`),
    ],
    [
      'a password chosen by nobody',
      () => outside(`update app_user set password_hash = 'another' where not is_administrator`),
    ],
    [
      'a password of somebody signed in, in the name of another',
      () =>
        outside(
          `select set_config('app.user_id', gen_random_uuid()::text, true); update app_user set password_hash = 'x'`,
        ),
    ],
    ['a password ended by nobody', () => outside('update app_user set password_hash = null')],
    ['a password ended by a command of one', () => writing('update app_user set password_hash = null')],
    ['other names of people', () => outside(`update app_user set display_name = 'x'`)],
    ['other names to sign in with', () => writing(`update app_user set user_name = user_name || 'x'`)],
    ['somebody disabled, or there again', () => outside('update app_user set disabled_at = null')],
    [
      'somebody made outside every cooperative',
      () =>
        outside(`insert into app_user (id, user_name, display_name, created_at)
          values (gen_random_uuid(), 'b', 'b', now())`),
    ],
    [
      'somebody made with a password',
      () =>
        writing(`insert into app_user (id, user_name, display_name, password_hash, created_at)
          values (gen_random_uuid(), 'b', 'b', 'b', now())`),
    ],
    [
      'an invitation by nobody',
      () =>
        writing(`insert into invitation (id, user_id, first_hash, second_hash, made_at, expires_at)
          select gen_random_uuid(), id, 'a', 'b', now(), now() + interval '1 day' from app_user`),
    ],
    [
      'an invitation for longer',
      () => outside(`update invitation set expires_at = now() + interval '9 days'`),
    ],
    ['an invitation used twice', () => outside('update invitation set used_at = now()')],
    ['another name of a cooperative', () => writing(`update cooperative set name = 'taken'`)],
    [
      'a cooperative opened in another',
      () =>
        writing(`insert into cooperative (id, name, region_code, created_at)
          values (gen_random_uuid(), 'n', '990105', now())`),
    ],
    ['another owner of an account', () => writing(`update holder_account set member_id = null`)],
    ['another kind of a class', () => writing(`update share_class set kind = 'collective'`)],
    ['another group of a household', () => writing(`update household set group_name = 'x'`)],
    ['the law of another place', () => writing(`update cooperative set region_code = '110101'`)],
    ['the keys of the books', () => outside('select * from sealing_key')],
  ])('PostgreSQL refuses %s', async (_, attempt) => {
    await expect(attempt()).rejects.toThrow();
  });

  it('what is needed goes', async () => {
    await outside(session);
    expect([...(await reading('select display_name from app_user'))]).toHaveLength(2);
    expect([...(await writing('delete from session returning 1 as gone'))]).toHaveLength(2);
  });

  it('one cooperative sees no other', async () => {
    const other = await test.openCooperative();
    expect([...(await reading('select id from cooperative'))]).toEqual([{ id: cooperativeId }]);
    expect([...(await outside('select id from cooperative'))]).toHaveLength(2);
    // Not even outside: of whichever it is, none is named but by a command of its own.
    for (const attempt of [writing, outside])
      expect([
        ...(await attempt(
          `update cooperative set name = 'taken' where id = '${other}' returning 1 as named`,
        )),
      ]).toEqual([]);
  });

  it('a shareholder of the portal reads their own row and nothing sealed', async () => {
    const [mine, theirs] = ['00000000-0000-4000-8000-00000000000a', '00000000-0000-4000-8000-00000000000b'];
    await test.owner`insert into member (cooperative_id, id, register_number, sort_key, name, recorded_at, changed_at)
      select ${cooperativeId}, id, id::text, id::text, 'n', now(), now() from unnest(${[mine, theirs]}::uuid[]) id`;
    await test.owner.begin(async (tx) => {
      await tx`set local session_replication_role = replica`;
      await tx`insert into member_user (cooperative_id, user_id, member_id, linked_at, proposal_id)
        values (${cooperativeId}, ${cooperativeId}, ${mine}, now(), gen_random_uuid())`;
    });
    const asPortal = (statement: string) =>
      database.readOwn(cooperativeId, cooperativeId, async (tx) => [
        ...(await tx.execute(sql.raw(statement))),
      ]);
    expect(await asPortal('select session_user::text as login, current_user::text as role')).toEqual([
      { login: portal, role: 'hegu_portal' },
    ]);
    expect(await asPortal('select id from member')).toEqual([{ id: mine }]);
    await expect(asPortal('select bank_account_cipher from member')).rejects.toThrow();
    await expect(asPortal('select * from audit_entry')).rejects.toThrow();
  });
});
