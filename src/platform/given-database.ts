/**
 * What a PostgreSQL that somebody gives us must be before tables are made in it: asked first, and said in words with the one
 * statement that cures it. Whatever a connection can set for itself is set there (`reliedOn`) and not asked here.
 */
import { openOwnerConnection } from './owner-connection.ts';

interface Given {
  readonly version: number;
  readonly encoding: string;
  readonly standby: boolean;
  readonly database: string;
  readonly owner: string;
  /** Makes tables and their schemas here. */
  readonly builds: boolean;
  readonly makesRoles: boolean;
  /** Of the roles of units of work: not there yet. */
  readonly missing: readonly string[];
  /** Of those that are there: this login may not lend them. */
  readonly foreign: readonly string[];
  /** A transaction is ended by the server after a while, which no version before 17 knows and no connection may say to others. */
  readonly endsTransactions: boolean;
}

const OLDEST = 150_000;

/** Every reason not to make or change tables there, in both languages; empty when all is well. */
export async function reasonsNotToBuild(url: string): Promise<readonly string[]> {
  const owner = openOwnerConnection(url);
  try {
    const [given] = await owner<Given[]>`
      with ours(name) as (values ('hegu_app'), ('hegu_reader'), ('hegu_portal')),
        here as (select o.name, r.oid from ours o left join pg_roles r on r.rolname = o.name),
        me as (select rolsuper, rolsuper or rolcreaterole as makes from pg_roles where rolname = current_user)
      select current_setting('server_version_num')::int as version, current_setting('server_encoding') as encoding,
        pg_is_in_recovery() as standby, quote_ident(current_database()) as database, quote_ident(current_user) as owner,
        has_database_privilege(current_database(), 'create')
          and coalesce(has_schema_privilege(to_regnamespace('public')::oid, 'create'), true) as builds,
        me.makes as "makesRoles",
        array(select name from here where oid is null) as missing,
        array(select name from here where oid is not null and not me.rolsuper
          and not (me.makes and current_setting('server_version_num')::int < 160000)
          and not pg_has_role(oid, 'member with admin option')) as foreign,
        coalesce(current_setting('transaction_timeout', true), '0') <> '0' as "endsTransactions"
      from me`;
    return given === undefined ? [] : reasonsOf(given);
  } finally {
    await owner.end({ timeout: 5 });
  }
}

function reasonsOf(given: Given): readonly string[] {
  const { database, owner, missing, foreign } = given;
  const reasons: string[] = [];
  if (given.version < OLDEST)
    reasons.push(
      'PostgreSQL 15 or later is needed, and this one is older. 需要 PostgreSQL 15 或更新的版本，而这一个较旧。',
    );
  if (given.encoding !== 'UTF8')
    reasons.push(
      `the database ${database} keeps its text as ${given.encoding}, in which names cannot all be written. Make another and name it in DATABASE_URL: ` +
        `数据库 ${database} 的编码是 ${given.encoding}，写不下所有姓名。请另建一个，并写入 DATABASE_URL：\n` +
        `    CREATE DATABASE hegu OWNER ${owner} TEMPLATE template0 ENCODING 'UTF8';`,
    );
  if (given.standby)
    reasons.push(
      'this PostgreSQL is a standby, which is only read. Name the primary in DATABASE_URL. 这台 PostgreSQL 是只读的备机，请在 DATABASE_URL 中指明主机。',
    );
  if (!given.standby && !given.builds)
    reasons.push(
      `the login ${owner} may not make tables in ${database}. Whoever may runs this once: 用户 ${owner} 无权在 ${database} 中建表，请由有权的人执行一次：\n` +
        `    ALTER DATABASE ${database} OWNER TO ${owner};`,
    );
  if (missing.length > 0 && !given.makesRoles)
    reasons.push(
      `the login ${owner} may not make the roles ${missing.join(', ')}. Whoever may runs this once: 用户 ${owner} 无权建立角色 ${missing.join('、')}，请由有权的人执行一次：\n` +
        `    ALTER ROLE ${owner} CREATEROLE;`,
    );
  if (foreign.length > 0)
    reasons.push(
      `the roles ${foreign.join(', ')} were made by somebody else, and ${owner} may not lend them. Whoever may runs this once: 角色 ${foreign.join('、')} 是别人建立的，${owner} 无权授予，请由有权的人执行一次：\n` +
        `    GRANT ${foreign.join(', ')} TO ${owner} WITH ADMIN OPTION;`,
    );
  if (given.endsTransactions)
    reasons.push(
      `transaction_timeout is set: a large entry would be broken off. transaction_timeout 已设置，较大的录入会被中断：\n` +
        `    ALTER DATABASE ${database} SET transaction_timeout = 0;`,
    );
  return reasons;
}
