/**
 * What the owner of the database changes behind the program's back is named: in every table of a cooperative a row is edited, removed,
 * added, two are swapped and one is moved elsewhere, with triggers off; and what somebody writes who has the service's own login.
 */
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { sql } from 'drizzle-orm';
import { drizzle } from 'drizzle-orm/postgres-js';
import type postgres from 'postgres';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { findingText } from '../../src/modules/verification/index.ts';
import { createFindings } from '../../src/modules/verification/finding.ts';
import { checkMovedKeys } from '../../src/modules/verification/sealed-check.ts';
import { checkPlatform, checkSealFiles } from '../../src/modules/verification/platform-check.ts';
import { checkRows } from '../../src/modules/verification/row-check.ts';
import { checkTrail } from '../../src/modules/verification/trail-check.ts';
import { ADOPTION, appendEntry } from '../../src/platform/command.ts';
import { connectDatabase, rawSql, type Database, type Tx } from '../../src/platform/database.ts';
import { chainRoot, type JsonValue } from '../../src/platform/hash-chain.ts';
import { sealUpgrade } from '../../src/platform/migrations.ts';
import {
  coverPlatform,
  outsideChain,
  outsideUnwatched,
  outsideWatched,
  type PlatformEntry,
} from '../../src/platform/platform-chain.ts';
import { readSealFile, readSeals } from '../../src/platform/seal-file.ts';
import {
  betweenTables,
  ERASURE,
  isToldAhead,
  sealBetween,
  unwatchedTables,
} from '../../src/platform/row-digests.ts';
import { createVault, type Vault } from '../../src/platform/vault.ts';
import { cloneDatabase, type TestDatabase } from '../support/database.ts';
import { insertRow, sampleValue, takeMeaningOff } from '../support/rows-of-no-meaning.ts';
import { completeSeals } from '../support/seals.ts';

const kinds = ['edited', 'removed', 'added', 'swapped', 'moved'] as const;
type Kind = (typeof kinds)[number];

interface Table {
  readonly name: string;
  /** A column that says something of a row and is no part of its key. */
  readonly column: string | null;
  readonly type: string;
  readonly rows: number;
}

const vault = createVault(Buffer.alloc(32, 7));
const chainHash = (text: string) => vault.chainHash(text);
const person = { id: '00000000-0000-7000-8000-000000000001', name: '王会计' };
let test: TestDatabase;
let service: Database;
let all: readonly string[] = [];
let tables: readonly Table[] = [];
let own = '';
let other = '';

beforeAll(async () => {
  test = await cloneDatabase();
  const { owner } = test;
  const found = await owner<{ name: string }[]>`
    select relname as name from pg_class where relnamespace = 'public'::regnamespace and relkind in ('r', 'p') order by 1`;
  all = found
    .map(({ name }) => name)
    .filter((name) => !outsideWatched.includes(name) && !(name in outsideUnwatched));
  await takeMeaningOff(owner, ['told\\_%', 'noted\\_%', 'with\\_an\\_entry', 'under\\_an\\_entry']);
  await owner`create policy of_no_meaning on cooperative for insert to hegu_app with check (true)`;
  // Two rows exchange what one of them alone may have.
  await owner.unsafe(`do $$ declare k record; begin
    for k in select conname, conrelid::regclass as place from pg_constraint
      where contype = 'u' and connamespace = 'public'::regnamespace
    loop execute format('alter table %s drop constraint %I', k.place, k.conname); end loop;
    for k in select indexrelid::regclass as place from pg_index x join pg_class c on c.oid = x.indrelid
      where c.relnamespace = 'public'::regnamespace and indisunique and not indisprimary
    loop execute format('drop index %s', k.place); end loop; end $$`);
  [own, other] = [await test.openCooperative(), await test.openCooperative()];
  await owner`update book set seal = ${chainRoot}`;
  const watched = all.filter((name) => !(name in unwatchedTables));
  const rights = await owner<
    { name: string; mayAdd: boolean; single: boolean; column: string | null; type: string }[]
  >`
    select t.name, has_table_privilege('hegu_app', t.name, 'insert') as "mayAdd",
      (select x.indnkeyatts = 1 from pg_index x where x.indrelid = t.name::regclass and x.indisprimary) as single,
      c.column, coalesce(c.type, '') as type
    from unnest(${watched}::text[]) t(name)
    left join lateral (select a.attname as column, format_type(a.atttypid, null) as type from pg_attribute a
      where a.attrelid = t.name::regclass and a.attnum > 1 and not a.attisdropped and a.attnotnull
        and format_type(a.atttypid, null) <> 'boolean' and format_type(a.atttypid, null) not like 'json%'
        and format_type(a.atttypid, null) not like '%[]' and not beside_the_row(t.name, a.attname)
        and a.attnum <> all (select unnest(x.indkey::int2[]) from pg_index x where x.indrelid = t.name::regclass and x.indisprimary)
      order by format_type(a.atttypid, null) in ('date', 'bytea') or format_type(a.atttypid, null) like 'timestamp%', a.attnum limit 1) c on true`;
  tables = rights.map(({ name, column, type, single, mayAdd }) => ({
    name,
    column,
    type,
    rows: single || !mayAdd ? 1 : 2,
  }));
  service = connectDatabase({ url: test.url, connections: 2, chain: outsideChain(chainHash) });
  for (const { name } of rights.filter(({ mayAdd }) => !mayAdd)) {
    await insertRow(owner, name, own);
    await owner`select adopt_rows(${name})`;
  }
  await owner.begin((upgrade) => sealUpgrade(upgrade, chainHash));
  await service.write(own, async (tx) => {
    for (const { name, mayAdd, single } of rights)
      if (mayAdd) for (let row = 0; row < (single ? 1 : 2); row += 1) await insertRow(rawSql(tx), name, own);
    await entry(tx, 0n, chainRoot, vault);
  });
});
afterAll(async () => {
  await service.close();
  await test.drop();
});

/** The next entry of the trail, over whatever was written before it. */
async function entry(
  tx: Tx,
  number: bigint,
  seal: string,
  by: Vault,
  notes: JsonValue = [],
  command = ADOPTION,
): Promise<void> {
  const { id: actorId, name: actorName } = person;
  const recordedAt = new Date(Date.UTC(2024, 5, 1 + Number(number)));
  const content = {
    cooperativeId: own,
    recordedAt,
    actorId,
    actorName,
    command,
    inputHash: '',
    notes,
  };
  await appendEntry(tx, by, { number, seal }, content);
}

/** `(0,2)` before `(0,10)`. */
const byPlace = ([one]: readonly [string, string], [other]: readonly [string, string]) => {
  const [page = 0, line = 0] = one.match(/\d+/g)?.map(Number) ?? [];
  const [otherPage = 0, otherLine = 0] = other.match(/\d+/g)?.map(Number) ?? [];
  return page - otherPage || line - otherLine;
};

const rollback = new Error('rolled back');

/** As the owner, with triggers off, in a transaction that comes to nothing. */
async function asOwner(work: (tx: Tx, owner: postgres.Sql) => Promise<void>): Promise<void> {
  await drizzle(test.owner)
    .transaction(async (tx) => {
      await tx.execute(sql.raw('set local session_replication_role = replica'));
      await work(tx, test.owner);
      throw rollback;
    })
    .catch((error: unknown) => {
      if (error !== rollback) throw error;
    });
}

/** Null where a table has no such tampering: it has one row, or no column beside its key. */
function statementFor(kind: Kind, { name, column, type, rows }: Table): string | null {
  const first = `ctid = (select min(ctid) from ${name} where cooperative_id = '${own}')`;
  switch (kind) {
    case 'edited':
      return column && `update ${name} set "${column}" = ${otherValue(type)} where ${first}`;
    case 'removed':
      return `delete from ${name} where ${first}`;
    case 'added':
      return rows < 2 ? null : 'add';
    case 'swapped':
      return rows < 2 || column === null || /date|timestamp|bytea/.test(type)
        ? null
        : `update ${name} r set "${column}" = s."${column}" from ${name} s
            where r.cooperative_id = '${own}' and s.cooperative_id = '${own}' and r.ctid <> s.ctid`;
    case 'moved':
      return `update ${name} set cooperative_id = '${other}' where ${first}`;
  }
}

function otherValue(type: string): string {
  if (type === 'date') return `'2011-08-02'`;
  if (type.startsWith('timestamp')) return `'2011-08-02T00:00:00Z'`;
  if (type === 'bytea') return `'\\x01'`;
  return /^(integer|bigint|smallint|numeric)/.test(type) ? '20001' : sampleValue(type);
}

const rule = {
  edited: 'row-changed',
  removed: 'row-removed',
  added: 'row-added',
  swapped: 'row-changed',
  moved: 'row-removed',
};

/** The keys of the rows of a table by their place in it, as verification says them. */
async function keysOf(tx: Tx, table: string): Promise<ReadonlyMap<string, string>> {
  const [form] = await rawSql(tx)<{ key: string }[]>`select row_key(${table}) as key`;
  const own = all.includes(table) ? `where r.cooperative_id = '${owned()}'` : '';
  const rows = await rawSql(tx).unsafe<{ place: string; key: string }[]>(
    `select r.ctid::text as place, ${form?.key ?? ''} as key from "${table}" r ${own}`,
  );
  return new Map(rows.map(({ place, key }) => [place, key.replaceAll('\x1f', ' ')]));
}
const owned = () => own;

/** Which rows a tampering was about: those that were not there before, or are not there any more, or say something else. */
const differing = (before: ReadonlyMap<string, string>, now: ReadonlyMap<string, string>) => [
  ...[...before].filter(([, key]) => ![...now.values()].includes(key)).map(([, key]) => key),
  ...[...now].filter(([, key]) => ![...before.values()].includes(key)).map(([, key]) => key),
];

async function foundIn(tx: Tx, table: string | undefined) {
  const findings = createFindings();
  await checkRows(tx, vault, own, { unproved: [], entries: 1n }, findings, { only: table });
  return findings.kept;
}

describe('rows changed by the owner of the database', () => {
  it('every table of a cooperative is watched, or left out with its reason', async () => {
    const watched = await test.owner<{ name: string }[]>`
      select tgrelid::regclass::text as name from pg_trigger where tgname = 'told_when_written'`;
    const seen = new Set([...watched.map(({ name }) => name), ...Object.keys(unwatchedTables)]);
    expect(all.filter((name) => !seen.has(name))).toEqual([]);
    const [row] = await test.owner<{ left: string[] }[]>`select rows_unwatched() as left`;
    expect(row?.left).toEqual(Object.keys(unwatchedTables));
  });

  it('as they were written, nothing is found', async () => {
    await asOwner(async (tx) => {
      expect(await foundIn(tx, undefined)).toEqual([]);
      const findings = createFindings();
      const { unproved } = await checkTrail(tx, vault, own, findings);
      expect([unproved, findings.kept]).toEqual([[], []]);
    });
  });

  it.each(kinds)('%s: each is named with its table, its row, the entry and the person', async (kind) => {
    const missed: string[] = [];
    let tried = 0;
    await asOwner(async (tx) => {
      for (const table of tables) {
        const statement = statementFor(kind, table);
        if (statement === null) continue;
        tried += 1;
        await tx.execute(sql.raw('savepoint before_it'));
        const before = await keysOf(tx, table.name);
        if (statement === 'add') await insertRow(rawSql(tx), table.name, own);
        else await tx.execute(sql.raw(statement));
        const now = await keysOf(tx, table.name);
        const found = await foundIn(tx, table.name);
        await tx.execute(sql.raw('rollback to savepoint before_it'));
        const touched =
          kind === 'edited'
            ? [[...before].sort(byPlace)[0]?.[1] ?? '']
            : kind === 'swapped'
              ? [...before.values()]
              : differing(before, now);
        const isNamed = (key: string) =>
          found.some((one) => {
            const said = findingText(one, 'zh');
            const by =
              kind === 'added' ||
              ((said.includes('流水1：') || said.includes('流水1写入')) && said.includes(person.name));
            return (
              one.table === table.name &&
              one.rule === rule[kind] &&
              said.includes(`键 ${key}`) &&
              by &&
              !said.includes(table.name)
            );
          });
        const missing = touched.filter((key) => !isNamed(key));
        if (touched.length === 0 || missing.length > 0 || found.length !== touched.length)
          missed.push(
            `${table.name} ${missing.join(' | ')}: ${found.map((one) => findingText(one, 'zh')).join(' | ')}`,
          );
      }
    });
    expect(missed).toEqual([]);
    expect(tried).toBeGreaterThan(100);
  });
});

describe('digests told by the owner of the database', () => {
  const changed = () =>
    sql.raw(`update payment_release set changed = changed + 1 where cooperative_id = '${own}'`);
  /** Digests of every row of `of` as it is now. */
  const told = (operation: string, entryNumber: string, table = 'payment_release', of = 'payment_release') =>
    sql.raw(`
    do $told$ begin execute format('insert into row_digest (cooperative_id, table_name, operation, entry_number, keys, digests)
      select r.cooperative_id, ''${table}'', ''${operation}'', ${entryNumber}, array_agg(%s), string_agg(%s, '''')
      from ${of} r where r.cooperative_id = ''${own}'' group by 1', row_key('${of}'), row_evidence('${of}'));
    end $told$`);
  async function whole(tx: Tx) {
    const findings = createFindings();
    const walked = await checkTrail(tx, vault, own, findings);
    await checkRows(tx, vault, own, walked, findings);
    const kept = findings.kept.map(({ table, rule: of }) => `${table} ${of}`);
    return [...new Set([...kept, ...findings.noted.map(({ table, remark }) => `${table} ${remark}`)])];
  }
  async function head(tx: Tx): Promise<[bigint, string]> {
    const [row] = await rawSql(tx)<{ number: string; seal: string }[]>`
      select last_entry_number::text as number, seal from book where cooperative_id = ${own}`;
    return [BigInt(row?.number ?? 0), row?.seal ?? ''];
  }

  it.each([
    ['under no entry', 'U', 'null', []],
    ['under one that is not there', 'U', '4711', ['row_digest told-ahead']],
    ['as if a migration had', 'A', 'null', ['book trail-not-adopted']],
  ])('%s: a changed row is named all the same', async (_name, operation, entryNumber, besides) => {
    await asOwner(async (tx) => {
      await tx.execute(changed());
      await tx.execute(told(operation, entryNumber));
      const found = (await whole(tx)).filter((each) => !each.endsWith('rows-adopted'));
      expect(found).toEqual([...besides, 'payment_release row-changed']);
      const said = (await foundIn(tx, 'payment_release')).map((one) => findingText(one, 'en'));
      for (const key of (await keysOf(tx, 'payment_release')).values())
        expect(said).toContainEqual(expect.stringContaining(`key ${key}`));
    });
  });

  it.each([
    [
      'merged into the one before it',
      `alter table row_digest drop constraint if exists row_digest_each;
      with two as (select id, lead(id) over (order by id) as next, lead(table_name) over (order by id) as name
          from row_digest where cooperative_id = '$own' and entry_number = 1),
        one as (select * from two where name = 'payment_release' limit 1),
        gone as (delete from row_digest d using one where d.id = one.next returning d.*)
      update row_digest a set digests = a.digests || convert_to(concat_ws(' ', g.table_name, g.operation,
        array_to_string(g.keys, E'\\x1e'), ''), 'UTF8') || g.digests from one, gone g where a.id = one.id`,
    ],
    [
      'with what was done hidden',
      `alter table row_digest alter column operation drop not null;
      update row_digest set table_name = table_name || ' ' || operation, operation = null
        where cooperative_id = '$own' and table_name = 'payment_release'`,
    ],
  ])('%s: the entry hashes alike, and it is named', async (_name, statements) => {
    await asOwner(async (tx) => {
      for (const each of statements.replaceAll('$own', own).split(';\n')) await tx.execute(sql.raw(each));
      await tx.execute(sql.raw(`delete from payment_release where cooperative_id = '${own}'`));
      const findings = createFindings();
      const walked = await checkTrail(tx, vault, own, findings);
      expect([walked.unproved, findings.kept.map(({ rule: of }) => of)]).toEqual([
        [],
        expect.arrayContaining(['digest-form']),
      ]);
      const said = findings.kept.map((one) => findingText(one, 'zh')).join('\n');
      expect(said).toMatch(/流水1.*王会计/);
    });
  });

  it('under the entry that comes next: named, and no entry is written that would cover it', async () => {
    await asOwner(async (tx) => {
      const [last] = await head(tx);
      await tx.execute(changed());
      await tx.execute(told('U', `${last + 1n}`));
      expect(await whole(tx)).toEqual(['row_digest told-ahead', 'payment_release row-changed']);
      expect(await isToldAhead(tx, own, last)).toBe(true);
      expect(await isToldAhead(tx, own, last + 1n)).toBe(false);
    });
  });

  it('under the entry that is just being written, by somebody else: that entry is not written', async () => {
    const { owner } = test;
    const [at] = await owner<{ number: string; seal: string }[]>`
      select last_entry_number::text as number, seal from book where cooperative_id = ${own}`;
    const number = BigInt(at?.number ?? 0);
    const writing = service.write(own, async (tx) => {
      await insertRow(rawSql(tx), 'payment_release', own);
      await owner.begin(async (attacker) => {
        await attacker.unsafe('set local session_replication_role = replica');
        await attacker`insert into row_digest (cooperative_id, table_name, operation, entry_number, keys, digests)
          select ${own}, 'payment_release', 'U', ${(number + 1n).toString()}::bigint, array['another'], sha256('another')`;
      });
      await entry(tx, number, at?.seal ?? '', vault);
    });
    await expect(writing).rejects.toThrow('cooperative.told-ahead');
    await asOwner(async (tx) => expect(await whole(tx)).toEqual(['row_digest told-ahead']));
    await owner.begin(async (attacker) => {
      await attacker.unsafe('set local session_replication_role = replica');
      await attacker`delete from row_digest where cooperative_id = ${own} and entry_number = ${(number + 1n).toString()}::bigint`;
    });
  });

  it('what the service takes over once more is remarked; without a further upgrade it does not hold', async () => {
    const before = () =>
      sql.raw(
        `update judged_less_before set until = until + interval '1 day' where cooperative_id = '${own}'`,
      );
    await asOwner(async (tx) => {
      const upgrade = [{ subject: 'upgrade', migration: '2' }];
      for (const said of [[], ['audit_entry trail-adopted-again']]) {
        await tx.execute(before());
        await tx.execute(told('A', 'null', 'judged_less_before', 'judged_less_before'));
        await sealUpgrade(rawSql(tx), chainHash);
        await entry(tx, ...(await head(tx)), vault, upgrade);
        expect(await whole(tx)).toEqual([...said, 'judged_less_before rows-adopted']);
      }
    });
  });

  it('what says to be of an upgrade and bears no seal of one is not taken over', async () => {
    await asOwner(async (tx) => {
      await tx.execute(changed());
      await tx.execute(told('A', 'null'));
      // A key of one's own makes no seal.
      await sealUpgrade(rawSql(tx), (text) => createVault(Buffer.alloc(32, 8)).chainHash(text));
      await entry(tx, ...(await head(tx)), vault, [{ subject: 'upgrade', migration: '2' }]);
      expect(await whole(tx)).toEqual(['book trail-not-adopted', 'payment_release row-changed']);
    });
  });

  it('what no upgrade takes over does not hold, also where it was taken over', async () => {
    await asOwner(async (tx) => {
      await tx.execute(changed());
      await tx.execute(told('A', 'null'));
      await sealUpgrade(rawSql(tx), chainHash);
      await entry(tx, ...(await head(tx)), vault, [{ subject: 'upgrade', migration: '2' }]);
      expect(await whole(tx)).toEqual(['payment_release row-adopted']);
    });
  });

  const removed = (table: string) => () => sql.raw(`delete from ${table} where cooperative_id = '${own}'`);
  const looks = ['D', 'access_entry', removed('access_entry'), 'row-removed'] as const;
  const altered = (table: string, column: string) => () =>
    sql.raw(`update ${table} set ${column} = 'another' where cooperative_id = '${own}'`);

  it.each([
    looks,
    ['U', 'access_entry', altered('access_entry', 'user_name'), 'row-changed'] as const,
    ['D', 'import_file', removed('import_file'), 'row-removed'] as const,
    ['D', 'message_delivery', removed('message_delivery'), 'row-removed'] as const,
  ])('%s of %s, under no entry: named all the same', async (operation, table, statement, of) => {
    await asOwner(async (tx) => {
      if (operation === 'D') await tx.execute(told(operation, 'null', table, table));
      await tx.execute(statement());
      if (operation !== 'D') await tx.execute(told(operation, 'null', table, table));
      expect(await whole(tx)).toEqual(['row_digest digest-unsealed', `${table} ${of}`]);
    });
  });

  it.each([
    [
      'I',
      'access_entry',
      (tx: Tx): Promise<unknown> => insertRow(rawSql(tx), 'access_entry', own),
      'row-added',
    ],
    [
      'I',
      'import_file',
      (tx: Tx): Promise<unknown> => insertRow(rawSql(tx), 'import_file', own),
      'row-added',
    ],
    [
      'I',
      'message_delivery',
      (tx: Tx): Promise<unknown> => insertRow(rawSql(tx), 'message_delivery', own),
      'row-added',
    ],
    [
      'U',
      'import_file',
      async (tx: Tx): Promise<unknown> => void (await tx.execute(altered('import_file', 'state')())),
      'row-changed',
    ],
  ] as const)(
    'a row that jobs are said to have told (%s of %s), sealed with another key, is named',
    async (operation, table, change, of) => {
      await asOwner(async (tx) => {
        await change(tx);
        await tx.execute(told(operation, 'null', table, table));
        // A key of one's own makes no seal.
        await sealBetween(tx, own, (text, id) => createVault(Buffer.alloc(32, 8)).chainHash(text, id));
        expect(await whole(tx)).toEqual(['row_digest digest-unsealed', `${table} ${of}`]);
      });
    },
  );

  it.each(betweenTables)(
    'what the service writes in %s between two commands bears its seal, holds, and the next entry covers it alone',
    async (table) => {
      await service.write(own, (tx) => insertRow(rawSql(tx), table, own));
      const pending = () => test.owner<{ id: string; seal: string | null }[]>`
        select id::text, seal from row_digest where entry_number is null and table_name = ${table} order by id`;
      const [one, ...others] = await pending();
      expect([one?.seal, others]).toEqual([expect.stringMatching(/^[0-9a-f]{64}$/), []]);
      await asOwner(async (tx) => expect(await whole(tx)).toEqual([]));
      // The same digest told once more, by whoever has the database, with the seal of the first.
      await test.owner.begin(async (owner) => {
        await owner.unsafe('set local session_replication_role = replica');
        await owner`insert into row_digest (cooperative_id, table_name, operation, keys, digests, seal)
          select cooperative_id, table_name, operation, keys, digests, seal from row_digest where id = ${one?.id ?? ''}`;
      });
      await asOwner(async (tx) => expect(await whole(tx)).toEqual(['row_digest digest-unsealed']));
      await service.write(own, async (tx) => entry(tx, ...(await head(tx)), vault, [], 'members.add'));
      const [left, ...more] = await pending();
      expect([left?.id === one?.id, more]).toEqual([false, []]);
      await test.owner.begin(async (owner) => {
        await owner.unsafe('set local session_replication_role = replica');
        await owner`delete from row_digest where id = ${left?.id ?? ''}`;
      });
      await asOwner(async (tx) => expect(await whole(tx)).toEqual([]));
    },
  );

  it('looks are removed under an agreed erasure, told by its own transaction, and under nothing else', async () => {
    const [, table, statement] = looks;
    await asOwner(async (tx) => {
      await tx.execute(told('D', 'null', table, table));
      await tx.execute(statement());
      await tx.execute(sql.raw('savepoint before_it'));
      await entry(tx, ...(await head(tx)), vault, [], ERASURE);
      expect(await whole(tx)).toEqual([]);
      await tx.execute(sql.raw('rollback to savepoint before_it'));
      await entry(tx, ...(await head(tx)), vault, [], 'members.add');
      expect(await whole(tx)).toEqual([`${table} row-removed`]);
    });
    // What was told before by somebody else is not covered by the next erasure.
    const earlier = await drizzle(test.owner).transaction(async (tx) => {
      await tx.execute(sql.raw('set local session_replication_role = replica'));
      await tx.execute(told('D', 'null', table, table));
      const [row] = await rawSql(tx)<{ id: string }[]>`
        select max(id)::text as id from row_digest where table_name = ${table} and operation = 'D'`;
      return row?.id ?? '';
    });
    await asOwner(async (tx) => {
      await tx.execute(statement());
      await entry(tx, ...(await head(tx)), vault, [], ERASURE);
      expect(await whole(tx)).toEqual(['row_digest digest-unsealed', `${table} row-removed`]);
    });
    await test.owner.begin(async (owner) => {
      await owner.unsafe('set local session_replication_role = replica');
      await owner`delete from row_digest where id = ${earlier}`;
    });
  });

  it('a table that is not there is named, and stops nothing', async () => {
    await asOwner(async (tx) => {
      await tx.execute(told('I', '1', 'nowhere'));
      expect(await whole(tx)).toContain('audit_entry trail-rows');
    });
  });

  it('since an entry only what later ones wrote is looked at, and all of that', async () => {
    let since = 0n;
    let seal = '';
    await service.write(own, async (tx) => {
      [since, seal] = await head(tx);
      await insertRow(rawSql(tx), 'payment_release', own);
      await entry(tx, since, seal, vault);
    });
    await asOwner(async (tx) => {
      const recent = async () => {
        const findings = createFindings();
        const start = { number: since, seal, recordedAt: null, keyed: true };
        const walked = await checkTrail(tx, vault, own, findings, start);
        await checkRows(tx, vault, own, walked, findings, { since });
        return [walked.entries, ...findings.kept.map(({ table, rule: of }) => `${table} ${of}`)];
      };
      expect(await recent()).toEqual([since + 1n]);
      // Of the rows that are changed now, one was written since, and the others before.
      await tx.execute(changed());
      expect(await recent()).toEqual([since + 1n, 'payment_release row-changed']);
    });
  });
});

describe('rows written with the login of the service, past the program', () => {
  const answers = [
    'account_change_review',
    'payment_release',
    'resolution_review',
    'movement_request_answer',
    'meeting_attendance',
    'hands_count',
  ];

  it.each(answers)('%s: without an entry of the trail PostgreSQL takes none', async (table) => {
    const written = service.write(own, (tx) => insertRow(rawSql(tx), table, own));
    await expect(written).rejects.toMatchObject({ code: 'HG003' });
  });

  it('under an entry of their own making they are named', async () => {
    await service.write(own, async (tx) => {
      for (const table of answers) await insertRow(rawSql(tx), table, own);
      const [head] = await rawSql(tx)<{ number: string; seal: string }[]>`
        select last_entry_number::text as number, seal from book where cooperative_id = ${own}`;
      await entry(tx, BigInt(head?.number ?? 0), head?.seal ?? '', createVault(Buffer.alloc(32, 8)));
    });
    const findings = createFindings();
    await service.read(own, async (tx) => {
      const told = await checkTrail(tx, vault, own, findings);
      await checkRows(tx, vault, own, told, findings);
    });
    expect(findings.kept.map(({ table, rule: of }) => `${table} ${of}`).sort()).toEqual(
      ['audit_entry trail-hash', ...answers.map((table) => `${table} row-unproved`)].sort(),
    );
  });

  it('digests are told of no entry that is written already, and of none at all', async () => {
    const told = (entryNumber: string, operation = 'I') =>
      service.write(own, (tx) =>
        rawSql(tx)
          .unsafe(`insert into row_digest (cooperative_id, table_name, operation, entry_number, keys, digests)
          values ('${own}', 'payment_release', '${operation}', ${entryNumber}, array['1'], sha256('1'))`),
      );
    await expect(told('null')).rejects.toMatchObject({ code: 'HG003' });
    await expect(told('null', 'A')).rejects.toMatchObject({ code: 'HG003' });
    await expect(told('4711')).rejects.toMatchObject({ code: 'HG003' });
    await told('1');
    const findings = createFindings();
    await service.read(own, (tx) => checkTrail(tx, vault, own, findings));
    expect(findings.kept).toContainEqual({ table: 'audit_entry', row: '1', rule: 'trail-rows' });
  });
});

describe('what stands outside the cooperatives', () => {
  let sealed: PlatformEntry;
  const found = async (tx: Tx, seals: Parameters<typeof checkPlatform>[2] = []) => {
    const findings = createFindings();
    await checkPlatform(tx, vault, seals, findings);
    // The cooperatives of this test were made by the owner, past every program.
    return findings.kept.filter(({ row }) => row !== 'n');
  };

  beforeAll(async () => {
    await service.outside(async (tx) => {
      for (const table of outsideWatched)
        for (let row = 0; row < 2; row += 1) await insertRow(rawSql(tx), table, own);
    });
    sealed = await service.outside((tx) => coverPlatform(tx, chainHash, { [own]: ['1', 'a'.repeat(64)] }));
  });

  it('is watched, or left out with its reason', async () => {
    const tables = await test.owner<{ name: string }[]>`
      select relname as name from pg_class c where relnamespace = 'public'::regnamespace and relkind in ('r', 'p')
        and not exists (select from pg_attribute a where a.attrelid = c.oid and a.attnum = 1 and a.attname = 'cooperative_id')`;
    const known = [...outsideWatched, ...Object.keys(outsideUnwatched)];
    expect(tables.map(({ name }) => name).sort()).toEqual(known.sort());
    const [row] = await test.owner<{ watched: string[] }[]>`select rows_outside() as watched`;
    expect(row?.watched).toEqual(outsideWatched);
  });

  it('as it was written, nothing is found', async () => {
    await asOwner(async (tx) => expect(await found(tx)).toEqual([]));
  });

  it.each(['edited', 'removed', 'added'] as const)('%s: each is named', async (kind) => {
    const column: Readonly<Record<string, string>> = {
      api_token: 'name',
      app_user: 'display_name',
      cooperative: 'name',
      invitation: 'first_hash',
      moved_book: 'fingerprint',
      passkey: 'public_key',
      recovery_code: 'code_hash',
      second_factor: 'seed',
    };
    await asOwner(async (tx) => {
      for (const table of outsideWatched) {
        const first = `ctid = (select max(ctid) from ${table})`;
        await tx.execute(sql.raw('savepoint before_it'));
        const before = await keysOf(tx, table);
        const edited = [...before].sort(byPlace).at(-1)?.[1] ?? '';
        if (kind === 'added') await insertRow(rawSql(tx), table, own);
        else if (kind === 'removed') await tx.execute(sql.raw(`delete from ${table} where ${first}`));
        else
          await tx.execute(
            sql.raw(`update ${table} set ${String(column[table])} = 'another' where ${first}`),
          );
        const kept = await found(tx);
        const changedKeys = differing(before, await keysOf(tx, table));
        // A code of recovery is its own key: another in its place is one that is gone and one that was added.
        const touched = kind === 'edited' && changedKeys.length === 0 ? [edited] : changedKeys;
        expect([table, touched.length]).toEqual([
          table,
          touched === changedKeys && kind === 'edited' ? 2 : 1,
        ]);
        const said = kept.filter((each) => each.table === table).map((one) => findingText(one, 'zh'));
        for (const key of touched) {
          // A row that somebody adds stands under no entry, and the others under the one that wrote them.
          const isNew = ![...before.values()].includes(key);
          const entry = isNew ? '平台链中没有' : '平台链 \\d+';
          expect(said).toContainEqual(expect.stringMatching(new RegExp(`${entry}，键 ${key}`)));
        }
        await tx.execute(sql.raw('rollback to savepoint before_it'));
      }
    });
  });

  it.each(['U', 'A'])(
    'told past the program (%s), no later entry covers it, and it is named',
    async (operation) => {
      const replica = 'set local session_replication_role = replica';
      const [told] = await test.owner.begin(async (owner) => {
        await owner.unsafe(replica);
        return owner<{ id: string }[]>`insert into platform_digest (table_name, operation, keys, digests)
        select 'app_user', ${operation}, array[id::text], sha256('another') from app_user limit 1 returning id::text`;
      });
      await service.outside((tx) => coverPlatform(tx, chainHash));
      await asOwner(async (tx) =>
        expect(await found(tx)).toMatchObject([
          {
            table: 'platform_entry',
            row: '',
            rule: 'trail-not-adopted',
            found: { zh: expect.stringMatching(/^用户，键 /) },
          },
        ]),
      );
      await test.owner.begin(async (owner) => {
        await owner.unsafe(replica);
        await owner`delete from platform_digest where id = ${told?.id ?? ''}`;
      });
    },
  );

  it('told while an entry waits for the one before it, that entry does not cover it', async () => {
    const attacker = test.owner;
    await attacker`select pg_advisory_lock(4854718)`;
    const honest = service.outside((tx) => insertRow(rawSql(tx), 'invitation', own));
    // It has written by now, and waits for the lock.
    const waits = () =>
      attacker`select from pg_locks where locktype = 'advisory' and objid = 4854718 and not granted`;
    while ((await waits()).length === 0) await pause(20);
    const [told] = await attacker.begin(async (owner) => {
      await owner.unsafe('set local session_replication_role = replica');
      return owner<{ id: string }[]>`insert into platform_digest (table_name, operation, keys, digests)
        select 'app_user', 'U', array[id::text], sha256('another') from app_user limit 1 returning id::text`;
    });
    await attacker`select pg_advisory_unlock(4854718)`;
    await honest;
    await asOwner(async (tx) =>
      expect(await found(tx)).toMatchObject([
        {
          table: 'platform_entry',
          row: '',
          rule: 'trail-not-adopted',
          found: { zh: expect.stringMatching(/^用户，键 /) },
        },
      ]),
    );
    await attacker.begin(async (owner) => {
      await owner.unsafe('set local session_replication_role = replica');
      await owner`delete from platform_digest where id = ${told?.id ?? ''}`;
    });
  });

  it.each([
    [
      'merged into the one before it',
      `alter table platform_digest drop constraint if exists platform_digest_each;
      with two as (select id, entry_number, lead(id) over w as next, lead(entry_number) over w as its
          from platform_digest window w as (order by id)),
        one as (select * from two where its = entry_number limit 1),
        gone as (delete from platform_digest d using one where d.id = one.next returning d.*)
      update platform_digest a set digests = a.digests || convert_to(concat_ws(' ', g.table_name, g.operation,
        array_to_string(g.keys, E'\\x1e'), ''), 'UTF8') || g.digests from one, gone g where a.id = one.id`,
    ],
    [
      'with what was done hidden',
      `alter table platform_digest alter column operation drop not null;
      update platform_digest set table_name = table_name || ' ' || operation, operation = null where table_name = 'app_user'`,
    ],
  ])('%s: the entry of the chain hashes alike, and it is named', async (_name, statements) => {
    await asOwner(async (tx) => {
      for (const each of statements.split(';\n')) await tx.execute(sql.raw(each));
      const named = await found(tx);
      expect(named.map(({ rule: of }) => of)).toContain('digest-form');
      expect(named.filter(({ table }) => table === 'platform_entry')).toEqual([]);
      const said = named.map((one) => findingText(one, 'zh')).join('\n');
      expect(said).toMatch(/平台链 \d+/);
    });
  });

  it('takes no row of the service without an entry of the chain', async () => {
    const keyless = connectDatabase({ url: test.url, connections: 1 });
    await expect(keyless.outside((tx) => insertRow(rawSql(tx), 'app_user', own))).rejects.toMatchObject({
      code: 'HG003',
    });
    await keyless.close();
  });

  it('keys that a cooperative came with, changed by somebody, are named', async () => {
    await asOwner(async (tx) => {
      const named = async () => {
        const findings = createFindings();
        await checkMovedKeys(tx, vault, findings);
        return findings.kept.map(({ table, row, rule }) => [table, row, rule]);
      };
      const all = await named();
      expect(all.map(([table, , rule]) => [table, rule])).toEqual(
        [0, 1].map(() => ['moved_book', 'sealed-otherwise']),
      );
      const [first] = await rawSql(tx)<{ id: string }[]>`
        select cooperative_id as id from moved_book where ctid = (select min(ctid) from moved_book)`;
      const row = first?.id ?? '';
      const at = { table: 'moved_book', column: 'keys_cipher', before: 'moved-keys' };
      const cipher = vault.encryptBytes({ ...at, cooperativeId: row, row }, Buffer.alloc(64, 5));
      await tx.execute(sql`update moved_book set keys_cipher = decode(${Buffer.from(cipher).toString('hex')}, 'hex')
        where ctid = (select min(ctid) from moved_book)`);
      expect(await named()).toEqual(all.slice(1));
    });
  });

  it('each place of the seal file has the line of every entry that tells heads, or it is named', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'hegu-seals-'));
    const place = (name: string) => join(folder, name, 'seals.jsonl');
    const [here, there] = [place('here'), place('there')];
    const named = async () => {
      const findings = createFindings();
      checkSealFiles([here, there].map(readSealFile), [sealed], findings);
      return findings.kept.map(({ row, rule }) => [row, rule]);
    };
    const number = sealed.number.toString();
    // Where one place cannot be written, the other is all the same, and what failed is said.
    mkdirSync(there, { recursive: true });
    expect(() => completeSeals([there, here], [sealed], sealed.number)).toThrow(/there.*EISDIR/);
    expect(await named()).toEqual([['', 'seal-unreadable']]);
    rmSync(there, { recursive: true });
    expect(await named()).toEqual([[number, 'seal-missing']]);
    // Written later it says so; a second time nothing is written.
    completeSeals([there, here], [sealed], null);
    completeSeals([there, here], [sealed], null);
    expect(await named()).toEqual([]);
    const lines = (file: string) => readSeals([file]).map(({ later }) => later !== undefined);
    expect([lines(here), lines(there)]).toEqual([[false], [true]]);
    // Cut short, or written over by something that is no line: named, and nothing stops.
    const whole = readFileSync(here, 'utf8');
    for (const spoilt of [whole.slice(0, 40), '{}\n', '{"platform":[1],"heads":[]}\n', '']) {
      writeFileSync(here, spoilt);
      expect([await named(), readSealFile(here).unreadable]).toEqual([
        [[number, 'seal-missing']],
        spoilt === '' ? [] : [1],
      ]);
    }
    writeFileSync(here, whole.slice(0, 40));
    completeSeals([here], [sealed], null);
    expect([await named(), lines(here), readSealFile(here).unreadable]).toEqual([[], [true], [1]]);
    rmSync(folder, { recursive: true });
  });

  it('made anew with the key itself, it is not what the seal file says', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'hegu-seals-'));
    const file = join(folder, 'copy', 'seals.jsonl');
    completeSeals([file], [sealed], sealed.number);
    const seals = readSeals([file, join(folder, 'none.jsonl')]);
    await asOwner(async (tx) => {
      expect(await found(tx, seals)).toEqual([]);
      await tx.execute(sql.raw('delete from platform_entry'));
      await tx.execute(sql.raw('update platform_digest set entry_number = null'));
      await coverPlatform(tx, chainHash);
      expect((await found(tx, seals)).map((each) => each.rule)).toEqual(['seal-elsewhere']);
    });
    rmSync(folder, { recursive: true });
  });
});
