/**
 * The logins that serve. Whoever `DATABASE_URL` names owns the schema and migrates, and then serves nobody: the service signs in
 * as a login of its own, which inherits nothing and may become the two roles of its units of work. It belongs to one database;
 * its password follows from the key of the books, so that every process with that key has it and none is kept anywhere.
 */
import { createHash, createHmac, pbkdf2Sync, randomBytes } from 'node:crypto';
import type postgres from 'postgres';
import { Explained } from './explained.ts';
import { withoutTemporaryTables } from './migrations.ts';
import { openOwnerConnection } from './owner-connection.ts';
import type { Vault } from './vault.ts';

/** Their names carry the database's, since roles belong to the whole cluster. */
export function loginsOf(databaseName: string): { readonly service: string; readonly portal: string } {
  const suffix = createHash('md5').update(databaseName).digest('hex').slice(0, 12);
  return { service: `hegu_service_${suffix}`, portal: `hegu_portal_${suffix}` };
}

/** What each login may become, in units of work, and nothing else. */
const unitRoles = { service: ['hegu_app', 'hegu_reader'], portal: ['hegu_portal'] } as const;
type Login = keyof typeof unitRoles;
const logins = ['service', 'portal'] as const satisfies readonly Login[];

/** The database as each login that serves. */
export interface ServingAddresses {
  readonly service: string;
  readonly portal: string;
}

/** The logins that serve: made, or found as they must be. */
export async function servingAddresses(ownerUrl: string, vault: Vault): Promise<ServingAddresses> {
  const owner = openOwnerConnection(ownerUrl);
  try {
    const [state] = await owner<{ database: string; maker: boolean }[]>`
      select current_database() as database, rolsuper or rolcreaterole as maker
      from pg_roles where rolname = current_user`;
    const { database, maker } = state ?? { database: '', maker: false };
    const names = loginsOf(database);
    const passwordOf = (login: Login) => vault.blindIndex('house', 'database-login', names[login]);
    const passwords = { service: passwordOf('service'), portal: passwordOf('portal') };
    const addresses = {
      service: addressAs(ownerUrl, names.service, passwords.service),
      portal: addressAs(ownerUrl, names.portal, passwords.portal),
    };
    const closed = async () => {
      for (const login of logins) if (!(await serves(addresses[login], login))) return names[login];
      return null;
    };
    if ((await closed()) === null) return addresses;
    const statements = statementsFor(names, passwords);
    if (!maker) throw cannotMake(statements);
    // Two processes may start at once: each makes what the other has not made yet.
    await owner
      .begin(async (tx) => {
        await tx`select pg_advisory_xact_lock(hashtext(${names.service}))`;
        for (const statement of statements) await tx.unsafe(statement);
      })
      .catch((error: unknown) => {
        // Roles of the cluster that another owner made: they are lent by whoever made them.
        throw (error as { code?: unknown }).code === '42501' ? cannotMake(statements) : error;
      });
    const shut = await closed();
    // Only whoever owns the database takes a right to it away, and PostgreSQL refuses others without an error.
    if (shut !== null) throw (await makesTables(owner, shut)) ? cannotMake(statements) : cannotSignIn(shut);
    return addresses;
  } finally {
    await owner.end({ timeout: 5 });
  }
}

async function makesTables(owner: postgres.Sql, login: string): Promise<boolean> {
  const [row] = await owner<{ may: boolean }[]>`
    select has_database_privilege(${login}, current_database(), 'temp') as may`;
  return row?.may === true;
}

/** Whether the login comes in, is bound by everything, and may become what it must. */
async function serves(address: string, login: Login): Promise<boolean> {
  const client = openOwnerConnection(address);
  try {
    const [row] = await client<{ bound: boolean }[]>`
      select not (rolsuper or rolbypassrls or rolinherit or rolcreaterole or rolcreatedb
        or has_database_privilege(current_database(), 'temp')) as bound
      from pg_roles where rolname = current_user`;
    await client`begin`;
    for (const role of unitRoles[login]) await client.unsafe(`set local role ${role}`);
    await client`rollback`;
    return row?.bound === true;
  } catch (error) {
    const { code } = error as { code?: unknown };
    // No such login, another password, no right to the database, or not yet a member.
    if (typeof code === 'string' && ['28P01', '28000', '42501', '22023'].includes(code)) return false;
    throw error;
  } finally {
    await client.end({ timeout: 5 });
  }
}

function statementsFor(
  names: Readonly<Record<Login, string>>,
  passwords: Readonly<Record<Login, string>>,
): readonly string[] {
  const ofLogins = logins.flatMap((login) => [
    `DO $$ BEGIN CREATE ROLE ${names[login]} NOLOGIN; EXCEPTION WHEN duplicate_object THEN NULL; END $$`,
    `ALTER ROLE ${names[login]} LOGIN NOINHERIT PASSWORD '${verifierOf(passwords[login])}'`,
    `GRANT ${unitRoles[login].join(', ')} TO ${names[login]}`,
    `DO $$ BEGIN EXECUTE format('GRANT CONNECT ON DATABASE %I TO ${names[login]}', current_database()); END $$`,
  ]);
  return [...ofLogins, withoutTemporaryTables];
}

/** As PostgreSQL keeps a password, so that the password itself is in no statement and no log. Source: RFC 5802. */
function verifierOf(password: string): string {
  const [salt, rounds] = [randomBytes(16), 4096];
  const salted = pbkdf2Sync(password, salt, rounds, 32, 'sha256');
  const keyed = (text: string) => createHmac('sha256', salted).update(text).digest();
  const stored = createHash('sha256').update(keyed('Client Key')).digest('base64');
  const server = keyed('Server Key').toString('base64');
  return `SCRAM-SHA-256$${rounds}:${salt.toString('base64')}$${stored}:${server}`;
}

function addressAs(ownerUrl: string, user: string, password: string): string {
  const url = new URL(ownerUrl);
  url.username = user;
  url.password = password;
  return url.toString();
}

function cannotMake(statements: readonly string[]): Explained {
  const lines = statements.map((statement) => `  ${statement};`).join('\n');
  return new Explained(
    'Hegu does not serve as the owner of its tables, and the login of DATABASE_URL may not make the logins that serve. Let somebody ' +
      `who may run these statements once, in this database, and start again:\n合股不以数据表所有者的身份提供服务，而 DATABASE_URL ` +
      `的用户无权建立服务用的登录。请由有权的人在这个数据库中执行一次下列语句，然后重新启动：\n${lines}`,
  );
}

function cannotSignIn(name: string): Explained {
  return new Explained(
    `The login ${name} was made and is not let in with its password: pg_hba.conf of PostgreSQL must allow it.\n` +
      `已建立登录 ${name}，但无法用其口令登录：请在 PostgreSQL 的 pg_hba.conf 中允许它。`,
  );
}
