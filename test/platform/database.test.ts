/** Units of work: what comes back is what went in, nothing runs outside its transaction, failures say what they know. */
import { eq, sql } from 'drizzle-orm';
import { pgTable, uuid } from 'drizzle-orm/pg-core';
import fc from 'fast-check';
import { once } from 'node:events';
import { connect, createServer, type AddressInfo, type Socket } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { LocalDate } from '../../src/domain/calendar.ts';
import type { Refusal } from '../../src/domain/refusal.ts';
import { Money } from '../../src/domain/money.ts';
import { ShareQuantity } from '../../src/domain/share-quantity.ts';
import {
  exactNumeric,
  instant,
  localDate,
  money,
  quantity,
  wholeNumber,
} from '../../src/platform/columns.ts';
import { ConnectionLost, OutcomeUnknown } from '../../src/platform/connection.ts';
import { connectDatabase, rawSql, type Database, type Tx } from '../../src/platform/database.ts';
import { plannedOnce } from '../../src/platform/rows.ts';
import { safeError } from '../../src/platform/redaction.ts';
import { bookNumber } from '../../src/platform/schema.ts';
import { cloneDatabase, type TestDatabase } from '../support/database.ts';
import { titleOf } from '../support/cases.ts';

const sample = pgTable('sample', {
  cooperativeId: uuid('cooperative_id').notNull(),
  amount: money('amount').notNull(),
  shares: quantity('shares').notNull(),
  exact: exactNumeric('exact').notNull(),
  whole: wholeNumber('whole').notNull(),
  day: localDate('day').notNull(),
  moment: instant('moment').notNull(),
});

/** A line to PostgreSQL that takes everything and passes nothing on while it is frozen, as a stopped process does. */
async function lineTo(url: string) {
  const { hostname, port } = new URL(url);
  const sockets = new Set<Socket>();
  let frozen = false;
  const still = (socket: Socket) => (frozen ? socket.pause() : socket.resume());
  const server = createServer((near) => {
    const far = connect(Number(port), hostname);
    for (const each of [near, far]) {
      sockets.add(each);
      each.on('error', () => each.destroy()).on('close', () => sockets.delete(each));
    }
    near.on('data', (bytes) => far.write(bytes)).on('close', () => far.destroy());
    far.on('data', (bytes) => near.write(bytes)).on('close', () => near.destroy());
    still(near);
    still(far);
  });
  await once(server.listen(0, '127.0.0.1'), 'listening');
  const own = new URL(url);
  own.host = `127.0.0.1:${(server.address() as AddressInfo).port}`;
  return {
    url: own.toString(),
    freeze(whether: boolean) {
      frozen = whether;
      sockets.forEach(still);
    },
    close() {
      server.close();
      sockets.forEach((each) => each.destroy());
    },
  };
}

let test: TestDatabase;
let database: Database;
let cooperativeId: string;
beforeAll(async () => {
  test = await cloneDatabase();
  database = connectDatabase({ url: test.url, connections: 2, applicationName: 'units' });
  cooperativeId = await test.openCooperative();
  await test.owner.unsafe(
    `create table sample (cooperative_id uuid not null, row_number bigint generated always as identity, amount numeric(18,2), shares numeric(20,4), exact numeric,
       whole bigint, day date, moment timestamptz(3), primary key (cooperative_id, row_number)); select seal_tenant_tables(); alter table sample disable trigger told_when_written`,
  );
});
afterAll(async () => {
  await database.close();
  await test.drop();
});

const series = (tx: Tx) => tx.select().from(bookNumber).where(eq(bookNumber.cooperativeId, cooperativeId));
const add = (tx: Tx, name: string) => tx.insert(bookNumber).values({ cooperativeId, series: name, last: 1n });
const has = (name: string) =>
  database.read(cooperativeId, async (tx) => (await series(tx)).some((row) => row.series === name));
const killUnits = () =>
  test.owner`select pg_terminate_backend(pid) from pg_stat_activity where application_name = 'units'`;

describe('a value that goes to the database', () => {
  it('comes back whole at 18 digits, at 2^53 + 1 and at the ends of its range', async () => {
    const fresh = await test.openCooperative();
    const rows = [
      [
        '9999999999999999.99',
        '9999999999999999.9999',
        '123456789012345678.123456789012345678',
        2n ** 53n + 1n,
      ],
      ['-0.01', '0.0001', '0.000000000000000001', -(2n ** 63n)],
      ['9007199254740993.01', '9007199254740993.0001', '9007199254740993', 2n ** 63n - 1n],
    ] as const;
    for (const [amount, shares, exact, whole] of rows) {
      const back = await database.write(fresh, async (tx) => {
        await tx.insert(sample).values({
          cooperativeId: fresh,
          amount: Money.parse(amount),
          shares: ShareQuantity.parse(shares),
          exact,
          whole,
          day: LocalDate.parse('2010-07-31'),
          moment: new Date('2010-07-31T15:59:59.999Z'),
        });
        const found = await tx.select().from(sample).where(eq(sample.cooperativeId, fresh));
        return found.at(-1);
      });
      expect([back?.amount.toString(), back?.shares.toString(), back?.exact, back?.whole]).toEqual([
        amount,
        shares,
        exact,
        whole,
      ]);
      expect([back?.day.toString(), back?.moment.toISOString()]).toEqual([
        '2010-07-31',
        '2010-07-31T15:59:59.999Z',
      ]);
    }
  });

  it('comes back whole whatever it is', async () => {
    const digits = (count: number, places: number) =>
      fc.bigInt({ min: 0n, max: 10n ** BigInt(count) - 1n }).map((units) => {
        const text = units.toString().padStart(places + 1, '0');
        return `${text.slice(0, -places)}.${text.slice(-places)}`;
      });
    await fc.assert(
      fc.asyncProperty(
        digits(18, 2),
        digits(20, 4),
        fc.bigInt({ min: 0n, max: 2n ** 63n - 1n }),
        async (m, q, whole) => {
          const [amount, shares] = [Money.parse(m), ShareQuantity.parse(q)];
          const [back] = await database.read(
            cooperativeId,
            (tx) =>
              rawSql(tx)<{ m: string; q: string; w: string }[]>`
            select ${amount.toString()}::numeric(18,2) as m, ${shares.toString()}::numeric(20,4) as q,
              ${whole.toString()}::bigint as w`,
          );
          expect(Money.parse(back?.m ?? '').toString()).toBe(amount.toString());
          expect(ShareQuantity.parse(back?.q ?? '').toString()).toBe(shares.toString());
          expect(BigInt(back?.w ?? 0)).toBe(whole);
        },
      ),
      { numRuns: 50 },
    );
  });

  it('comes back whole in an array, with commas, quotes, braces, rare characters and nothing at all', async () => {
    const texts = ['a,b', '"', '\\', '{}', '', 'NULL', '𠮷䶮', null];
    const [row] = await database.read(
      cooperativeId,
      (tx) =>
        rawSql(tx)<{ texts: (string | null)[]; ids: string[]; whole: string[]; none: string[] }[]>`
        select ${texts}::text[] as texts, ${[cooperativeId]}::uuid[] as ids,
          ${['9007199254740993']}::bigint[] as whole, ${[]}::text[] as none`,
    );
    expect(row).toEqual({ texts, ids: [cooperativeId], whole: ['9007199254740993'], none: [] });
  });
});

describe('a unit of work', () => {
  it('passes no query after its end: a forgotten await cannot run as owner, past the policies', async () => {
    let kept: Tx | undefined;
    await database.write(cooperativeId, async (tx) => {
      kept = tx;
    });
    await expect(add(kept as Tx, 'late').execute()).rejects.toThrow();
    expect(await has('late')).toBe(false);
  });

  it('leaves nothing behind when it throws, and the next one works', async () => {
    const failing = database.write(cooperativeId, async (tx) => {
      await add(tx, 'thrown');
      throw new Error('changed my mind');
    });
    await expect(failing).rejects.toThrow('changed my mind');
    expect(await has('thrown')).toBe(false);
  });

  it('fails when an error in it was swallowed, because PostgreSQL had given it up', async () => {
    const swallowing = database.write(cooperativeId, async (tx) => {
      await add(tx, 'swallowed');
      await tx.execute(sql`select 1 / 0`).catch(() => undefined);
    });
    await expect(swallowing).rejects.toThrow(/swallowed/);
    expect(await has('swallowed')).toBe(false);
  });

  it('that loses its connection says that nothing was written, and the next one works', async () => {
    const failing = database.write(cooperativeId, async (tx) => {
      await add(tx, 'lost');
      await killUnits();
      await add(tx, 'lost too');
    });
    const error = await failing.catch((reason: unknown) => reason);
    expect((safeError(error) as Refusal).code).toBe('service.unavailable');
    expect(await has('lost')).toBe(false);
  });

  it('that loses its connection while it computes is told so at its next query, without a crash', async () => {
    const failing = database.write(cooperativeId, async (tx) => {
      await add(tx, 'slow');
      await killUnits();
      await pause(50);
      await add(tx, 'slow too');
    });
    await expect(failing).rejects.toThrow(ConnectionLost);
    await pause(20);
    expect(await has('slow too')).toBe(false);
  });

  it('begins on a fresh connection when the idle ones were cut', async () => {
    await database.write(cooperativeId, (tx) => tx.execute(sql`select 1`));
    await killUnits();
    expect(await has('nothing')).toBe(false);
  });

  // Checked to fail: with Promise.race against one promise of the break, all hundred are kept.
  it('keeps nothing of what it read once it is over, however long its connection lives', async () => {
    setFlagsFromString('--expose-gc');
    const collect = runInNewContext('gc') as () => void;
    const replies: WeakRef<object>[] = [];
    for (let round = 0; round < 100; round += 1) {
      const reply = await database.read(cooperativeId, async (tx) => [...(await series(tx)), round]);
      replies.push(new WeakRef(reply));
    }
    await pause(0);
    collect();
    expect(replies.filter((each) => each.deref() !== undefined).length).toBeLessThan(5);
  });

  // Checked to fail: without the rule some of these end while committing, and then nobody knows whether they wrote.
  it(
    titleOf('OUTCOME-READ', 'that only reads and loses its connection at the end wrote nothing, and says so'),
    async () => {
      for (let round = 0; round < 20; round += 1) {
        const failing = database.read(cooperativeId, async (tx) => {
          await tx.execute(sql`select 1`);
          await killUnits();
        });
        const error = await failing.catch((reason: unknown) => reason);
        expect((safeError(error) as Refusal).code).toBe('service.unavailable');
      }
    },
  );

  it('on a PostgreSQL that answers nobody any more is given up, and what comes once it answers works', async () => {
    const line = await lineTo(test.url);
    const patience = { seconds: 0.2, units: 10, writers: 10, perCooperative: 1 };
    const far = connectDatabase({ url: line.url, connections: 1, patience });
    const ask = () => far.read(cooperativeId, (tx) => series(tx));
    try {
      await ask();
      line.freeze(true);
      // One is under way on a connection that was open; the next one finds none and cannot open one.
      for (let round = 0; round < 2; round += 1) {
        const error = await ask().catch((reason: unknown) => reason);
        expect((safeError(error) as Refusal).code).toBe('service.unavailable');
      }
      line.freeze(false);
      expect(Array.isArray(await ask())).toBe(true);
    } finally {
      line.freeze(false);
      await far.close();
      line.close();
    }
  });

  it('whose COMMIT got no answer says that the outcome is unknown', () => {
    expect((safeError(new OutcomeUnknown()) as Refusal).code).toBe('service.outcome-unknown');
  });

  it('in which a till fell below zero by PostgreSQL’s own count is refused in words', async () => {
    const failing = database.write(cooperativeId, async (tx) => {
      await tx.execute(sql`do $$ begin raise exception 'the till 101.02 is -0.01 at the end of 2025-03-01'
        using errcode = '23514', constraint = 'till_holds'; end $$`);
    });
    const refusal = safeError(await failing.catch((error: unknown) => error)) as Refusal;
    expect(refusal.faults).toEqual([
      { code: 'books.money-short', values: { account: '101.02', short: '0.01', date: '2025-03-01' } },
    ]);
  });

  it('refuses a cooperative that is no UUID, so that nothing can be slipped into its opening', async () => {
    const hostile = `${cooperativeId}'; reset role; --`;
    await expect(database.read(hostile, async () => 1)).rejects.toThrow(TypeError);
  });

  it('plans a marked statement once a connection and role, under the policies of whoever asks, and no other', async () => {
    const one = connectDatabase({ url: test.url, connections: 1 });
    const other = await test.openCooperative();
    const books = async (tx: Tx): Promise<string[]> => {
      await tx.execute(sql`select count(*) from book where seal <> ${'x'}`);
      const rows = await tx.execute(
        sql`select cooperative_id as id from book where seal <> ${'x'} ${plannedOnce}`,
      );
      return rows.map((row) => String(row['id']));
    };
    for (const id of [cooperativeId, other, cooperativeId, other]) {
      expect(await one.read(id, books)).toEqual([id]);
      expect(await one.write(id, books)).toEqual([id]);
    }
    const kept = await one.outside((tx) =>
      tx.execute(sql`select statement, generic_plans + custom_plans as plans from pg_prepared_statements`),
    );
    expect(kept).toHaveLength(2);
    expect(new Set(kept.map(({ statement }) => /-- (\w+)$/.exec(String(statement))?.[1]))).toEqual(
      new Set(['hegu_app', 'hegu_reader']),
    );
    await one.close();
  });

  it('works whatever the database was given: every setting that is relied on is the connection’s own', async () => {
    const name = new URL(test.url).pathname.slice(1);
    const odd = {
      DateStyle: 'SQL, DMY',
      IntervalStyle: 'iso_8601',
      TimeZone: 'Asia/Tokyo',
      bytea_output: 'escape',
      default_transaction_isolation: 'serializable',
      default_transaction_read_only: 'on',
      row_security: 'off',
      search_path: 'pg_catalog',
      standard_conforming_strings: 'off',
      statement_timeout: '1ms',
      idle_in_transaction_session_timeout: '1ms',
      transform_null_equals: 'on',
    };
    for (const [setting, value] of Object.entries(odd))
      await test.owner.unsafe(`alter database ${name} set ${setting} = '${value}'`);
    const given = connectDatabase({ url: test.url, connections: 1 });
    try {
      const rows = await given.write(cooperativeId, async (tx) => {
        await pause(20);
        await add(tx, 'odd');
        return tx.execute(sql`select date '2025-02-03'::text as day, '\\x41'::bytea::text as bytes, 'a\\b' as backslash,
          current_setting('transaction_isolation') as isolation, timestamptz '2025-02-03T00:00:00Z'::text as moment`);
      });
      expect(rows[0]).toEqual({
        day: '2025-02-03',
        bytes: '\\x41',
        backslash: 'a\\b',
        isolation: 'read committed',
        moment: '2025-02-03 00:00:00+00',
      });
      expect(await has('odd')).toBe(true);
    } finally {
      await given.close();
      await test.owner.unsafe(`alter database ${name} reset all`);
    }
  });

  it('that PostgreSQL gave up for another is tried again in its book, within bounds, and nothing of the first try stays', async () => {
    const giveUp = sql`do $$ begin raise exception 'x' using errcode = '40001'; end $$`;
    let tries = 0;
    const work = (times: number) => async (tx: Tx) => {
      tries += 1;
      await add(tx, `tried ${times}`);
      if (tries <= times) await tx.execute(giveUp);
      return tries;
    };
    expect(await database.writeInBook(cooperativeId, work(2))).toBe(3);
    expect(await has('tried 2')).toBe(true);
    tries = 0;
    const error: unknown = await database
      .writeInBook(cooperativeId, work(99))
      .catch((reason: unknown) => reason);
    expect([(safeError(error) as Refusal).code, tries]).toEqual(['service.busy', 4]);
    expect(await has('tried 99')).toBe(false);
  });

  it('of one cooperative may take the whole room where all wait, and gives way where another comes', async () => {
    const patience = { seconds: 30, units: 10, writers: 50, perCooperative: 1 };
    const own = connectDatabase({ url: test.url, connections: 1, applicationName: 'room', patience });
    const read = (id: string) =>
      own.read(id, async () => 'read').catch((error: unknown) => (safeError(error) as Refusal).code);
    const other = await test.openCooperative();
    const many = Array.from({ length: 30 }, () => read(cooperativeId));
    expect(await read(other)).toBe('read');
    const answers = await Promise.all(many);
    await own.close();
    // One at work and ten who wait, of whom one gave way.
    expect(answers.filter((answer) => answer === 'read').length).toBe(10);
  });

  it('in one book goes by turns of people: whoever asks for very many holds up themself', async () => {
    const patience = { seconds: 30, units: 500, writers: 50, perCooperative: 1 };
    const own = connectDatabase({ url: test.url, connections: 2, applicationName: 'turns', patience });
    const person = (name: string) => ({
      userId: `00000000-0000-7000-8000-00000000000${name}`,
      action: 'own.print' as const,
    });
    const order: string[] = [];
    const write = (name: string) =>
      // Whether they have a part is not the question here: that they are let in is.
      own
        .writeInBook(cooperativeId, async () => void order.push(name), person(name))
        .catch((error: unknown) => (safeError(error) as Refusal).code);
    const many = Array.from({ length: 60 }, () => write('1'));
    const answers = await Promise.all([...many, write('2')]);
    await own.close();
    // One is in the line of the book, a few wait for their own turn, the rest are told to come again.
    expect(answers.filter((answer) => answer === 'service.busy').length).toBe(60 - 13);
    expect(order.indexOf('2')).toBeLessThanOrEqual(1);
  });

  it('that reads cannot write', async () => {
    await expect(database.read(cooperativeId, (tx) => add(tx, 'read'))).rejects.toThrow();
  });

  it('waits its turn: never more at once than connections', async () => {
    let most = 0;
    await Promise.all(
      Array.from({ length: 50 }, () =>
        database.read(cooperativeId, async (tx) => {
          most = Math.max(most, database.gate().running);
          await tx.execute(sql`select pg_sleep(0.001)`);
        }),
      ),
    );
    expect(most).toBe(2);
    expect(database.gate()).toEqual({ running: 0, waiting: 0 });
  });
});
