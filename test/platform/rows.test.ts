/** Typed reads of hand-written SQL: what a statement forgets, mistypes or leaves NULL is an error, not an undefined. */
import { sql, type SQL } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { LocalDate } from '../../src/domain/calendar.ts';
import { connectDatabase, rawSql, type Database } from '../../src/platform/database.ts';
import { must } from '../../src/platform/must.ts';
import {
  amount,
  bytes,
  count,
  day,
  decimal,
  firstRowOf,
  flag,
  id,
  json,
  listOf,
  moment,
  oneOf,
  onlyRowOf,
  orNull,
  rowsOf,
  rowsOfCursor,
  shares,
  text,
  whole,
  type Shape,
} from '../../src/platform/rows.ts';
import { cloneDatabase, type TestDatabase } from '../support/database.ts';

let test: TestDatabase;
let database: Database;
let cooperativeId: string;
beforeAll(async () => {
  test = await cloneDatabase();
  database = connectDatabase({ url: test.url, connections: 1 });
  cooperativeId = await test.openCooperative();
});
afterAll(async () => {
  await database.close();
  await test.drop();
});

const read = <S extends Shape>(query: SQL, shape: S) =>
  database.read(cooperativeId, (tx) => rowsOf(tx, query, shape));
/** The same columns and no row. */
const empty = (query: SQL) => sql`select * from (${query}) s where false`;

describe('a typed read', () => {
  it('reads every type of the ledger as the value of the program', async () => {
    const uuid = '0198c0de-0000-7000-8000-00000000beef';
    const [row] = await read(
      sql`select ${uuid}::uuid as account_id, '李'::text as name, 1234567890123456.78::numeric(20,2) as paid,
        1.5000::numeric(20,4) as held, 0.123456789012345678901::numeric as rate, 9007199254740993::bigint as large,
        count(*) as lines, 7::int as months, true as live, '2010-07-01'::date as begins_on,
        '2010-07-01T08:00:00Z'::timestamptz(3) as recorded_at, '\\x00ff'::bytea as cipher, 'pool'::text as kind,
        '{"a":[1]}'::jsonb as terms, array['a,"b','c']::text[] as names, array[${uuid}::uuid] as ids,
        null::date as ends_on`,
      {
        accountId: id,
        name: text,
        paid: amount,
        held: shares,
        rate: decimal,
        large: whole,
        lines: count,
        months: count,
        live: flag,
        beginsOn: day,
        recordedAt: moment,
        cipher: bytes,
        kind: oneOf(['pool', 'member']),
        terms: json((value) => value as { a: number[] }),
        names: listOf(text),
        ids: listOf(id),
        endsOn: orNull(day),
      },
    );
    const kind: 'pool' | 'member' | undefined = row?.kind;
    expect(kind).toBe('pool');
    expect(row).toMatchObject({
      accountId: uuid,
      name: '李',
      rate: '0.123456789012345678901',
      large: 9007199254740993n,
      lines: 1,
      months: 7,
      live: true,
      recordedAt: new Date('2010-07-01T08:00:00Z'),
      terms: { a: [1] },
      names: ['a,"b', 'c'],
      ids: [uuid],
      endsOn: null,
    });
    expect(row?.paid.toString()).toBe('1234567890123456.78');
    expect(row?.held.toString()).toBe('1.5');
    expect(row?.beginsOn.equals(LocalDate.parse('2010-07-01'))).toBe(true);
    expect([...(row?.cipher ?? [])]).toEqual([0, 255]);
  });

  it('does not begin when the statement forgets a column, with rows or without', async () => {
    const query = sql`select 1 as lines, 'a'::text as name`;
    for (const statement of [query, empty(query)])
      await expect(read(statement, { lines: count, registerNumber: text })).rejects.toThrow(
        'the statement has no column register_number',
      );
    await expect(read(empty(query), { lines: count, name: text })).resolves.toEqual([]);
  });

  it('does not begin when a column has another type or comes twice, with rows or without', async () => {
    const query = sql`select '1.50'::text as paid, 1.5::float8 as rate, 1 as lines`;
    for (const statement of [query, empty(query)]) {
      await expect(read(statement, { lines: flag })).rejects.toThrow('column lines: a boolean is expected');
      await expect(read(statement, { rate: decimal })).rejects.toThrow('column rate: numeric is expected');
      await expect(read(statement, { rate: amount })).rejects.toThrow('column rate');
      await expect(read(statement, { paid: amount })).resolves.toHaveLength(statement === query ? 1 : 0);
    }
    await expect(read(sql`select 1 as lines, 2 as lines`, { lines: count })).rejects.toThrow('lines twice');
  });

  it('takes NULL only where it may be, also inside a list', async () => {
    const query = sql`select null::text as name, array['a', null]::text[] as names`;
    await expect(read(query, { name: text })).rejects.toThrow('column name is NULL, text is expected');
    await expect(read(query, { name: orNull(text) })).resolves.toEqual([{ name: null }]);
    await expect(read(query, { names: listOf(text) })).rejects.toThrow('an element of a list is NULL');
    await expect(read(query, { names: listOf(orNull(text)) })).resolves.toEqual([{ names: ['a', null] }]);
  });

  it('takes no word that is not in the list, no count that a number cannot hold, and does not say the value', async () => {
    const words = read(sql`select 'secret'::text as kind`, { kind: oneOf(['pool', 'member']) });
    await expect(words).rejects.toThrow('column kind is not one of pool, member');
    await expect(words).rejects.not.toThrow('secret');
    await expect(read(sql`select 9007199254740993 as n`, { n: count })).rejects.toThrow('column n is not');
  });

  it('reads the first row, or none; the only row, or fails', async () => {
    const numbers = (n: number) => sql`select i from generate_series(1, ${n}::int) i`;
    await database.read(cooperativeId, async (tx) => {
      expect(await firstRowOf(tx, numbers(0), { i: count })).toBeUndefined();
      expect(await firstRowOf(tx, numbers(2), { i: count })).toEqual({ i: 1 });
      expect(await onlyRowOf(tx, numbers(1), { i: count })).toEqual({ i: 1 });
      await expect(onlyRowOf(tx, numbers(0), { i: count })).rejects.toThrow('no row');
      await expect(onlyRowOf(tx, numbers(2), { i: count })).rejects.toThrow('more than one row');
    });
  });

  it('reads a cursor page by page to its end, and checks its columns', async () => {
    await database.read(cooperativeId, async (tx) => {
      for (const [rows, page] of [
        [7, 3],
        [6, 3],
        [0, 3],
      ] as const) {
        await rawSql(tx).unsafe(`declare each cursor for select i from generate_series(1, ${rows}) i`);
        const seen: number[] = [];
        for await (const row of rowsOfCursor(tx, 'each', { i: count }, page)) seen.push(row.i);
        expect(seen).toEqual(Array.from({ length: rows }, (_, at) => at + 1));
      }
      await rawSql(tx).unsafe('declare each cursor for select 1 as j where false');
      await expect(rowsOfCursor(tx, 'each', { i: count }).next()).rejects.toThrow('no column i');
    });
  });
});

describe('what must be there', () => {
  it('is handed on as it is, empty or zero too, and named when it is missing', () => {
    for (const value of ['', 0, false, 'a']) expect(must(value, 'it')).toBe(value);
    const none: string | undefined = undefined;
    expect(() => must(none, 'the row just written')).toThrow(
      new TypeError('the row just written is missing'),
    );
    expect(() => must(null, 'it')).toThrow(TypeError);
  });
});
