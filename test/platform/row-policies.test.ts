/**
 * Who may do what to whose rows: every tenant table × role × verb, tried on real rows. The table of rights is this
 * file: a new table is append-only unless it is named here as one that changes.
 */
import { randomUUID } from 'node:crypto';
import type postgres from 'postgres';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { cloneDatabase, type TestDatabase } from '../support/database.ts';
import { insertRow, takeMeaningOff } from '../support/rows-of-no-meaning.ts';

/** Tables whose rows the application may change. All others only grow. */
const changing = new Set([
  'book',
  'book_number',
  'dividend_run',
  'import_file',
  'meeting',
  'member',
  'member_user',
  'role_grant',
  'ballot_box',
  'share_certificate',
]);
/** Tables whose rows the application may remove. */
const removable = new Set(['role_grant', 'ballot_box']);
/** Tables that only grow and whose sealing alone is replaced: a change of nothing passes their guard. */
const resealed = new Set([
  'correction_request',
  'member_bank_account',
  'member_detail',
  'payer_proposal',
  'payout_setting',
  'sealed_file',
]);
/** Tables that only grow until two people agreed to erase: the guard asks for their agreement, not the right. */
const erasable = new Set(['access_entry']);
/** Tables that a migration alone has filled: the application reads them. */
const filledAlready = new Set([
  'answered_alone_before',
  'asked_less_before',
  'judged_less_before',
  'bound_less_before',
  'decided_before',
  'ended_alone_before',
  'entry_by_one',
  'hand_less_before',
  'headed_alone_before',
  'inherited_alone_before',
  'loosened_alone_before',
  'one_hand_before',
  'unasked_before',
  'money_unasked_before',
  'looked_less_before',
  'placed_alone_before',
  'set_back_before',
  'told_alone_before',
  'undone_alone_before',
  'voted_twice_before',
  'written_before',
]);
/** The tables that belong to no cooperative. */
const outside = [
  'api_token',
  'recovery_code',
  'second_factor',
  'sign_in_guard',
  'app_user',
  'cooperative',
  'installation',
  'invitation',
  'moved_book',
  'passkey',
  'passkey_challenge',
  'platform_digest',
  'platform_entry',
  'sealing_key',
  'session',
];

type Outcome = 'done' | 'nothing' | 'no right' | 'policy' | 'append only';
const a = randomUUID();
const b = randomUUID();
let test: TestDatabase;
let tables: readonly string[] = [];

beforeAll(async () => {
  test = await cloneDatabase();
  const { owner } = test;
  const rows = await owner<{ name: string }[]>`
    select c.relname as name from pg_class c join pg_namespace n on n.oid = c.relnamespace
    where n.nspname = 'public' and c.relkind in ('r', 'p') order by 1`;
  tables = rows.map((row) => row.name).filter((name) => !outside.includes(name));
  // Rows of no meaning are enough here, so what only guards meaning is taken off this copy.
  await takeMeaningOff(owner);
  for (const table of tables) for (const cooperative of [a, b]) await insertRow(owner, table, cooperative);
});
afterAll(() => test.drop());

/** Tries one thing in a transaction that is rolled back whatever happens. */
async function attempt(
  role: string | null,
  cooperative: string | null,
  work: (tx: postgres.TransactionSql) => Promise<{ count: number } | void>,
): Promise<Outcome> {
  const rollback = new Error('rolled back');
  let outcome: Outcome = 'done';
  try {
    await test.owner.begin(async (tx) => {
      if (cooperative !== null) await tx.unsafe(`set local app.cooperative_id = '${cooperative}'`);
      if (role !== null) await tx.unsafe(`set local role ${role}`);
      const result = await work(tx);
      if (result?.count === 0) outcome = 'nothing';
      throw rollback;
    });
  } catch (error) {
    if (error === rollback) return outcome;
    const { code, message } = error as { code: string; message: string };
    if (code === '42501') return message.includes('row-level security') ? 'policy' : 'no right';
    if (code === 'HG001') return 'append only';
    // A second book of one cooperative: the right was there, the key was not free.
    if (code === '23505') return 'done';
    throw error;
  }
  return outcome;
}

const select = (table: string, of: string) => (tx: postgres.TransactionSql) =>
  tx.unsafe(`select 1 from ${table} where cooperative_id = '${of}'`);
const update = (table: string, of: string) => (tx: postgres.TransactionSql) =>
  tx.unsafe(`update ${table} set cooperative_id = cooperative_id where cooperative_id = '${of}'`);
const remove = (table: string, of: string) => (tx: postgres.TransactionSql) =>
  tx.unsafe(`delete from ${table} where cooperative_id = '${of}'`);
const truncate = (table: string) => (tx: postgres.TransactionSql) => tx.unsafe(`truncate ${table}`);

/** Every table where the outcome is not the expected one. */
async function exceptions(
  expected: (table: string) => Outcome,
  tryOut: (table: string) => Promise<Outcome>,
): Promise<readonly string[]> {
  const found: string[] = [];
  for (const table of tables) {
    const outcome = await tryOut(table);
    if (outcome !== expected(table)) found.push(`${table}: ${outcome}, not ${expected(table)}`);
  }
  return found;
}

describe('the rows of a cooperative', () => {
  it('exist in more than a dozen tables, and no table is named here that does not exist', () => {
    expect(tables.length).toBeGreaterThan(12);
    expect([...changing, ...filledAlready].filter((name) => !tables.includes(name))).toEqual([]);
  });

  const roles = ['hegu_app', 'hegu_reader'] as const;
  describe.each(roles)('as %s', (role) => {
    it('are seen in their own cooperative', async () => {
      expect(
        await exceptions(
          () => 'done',
          (table) => attempt(role, a, select(table, a)),
        ),
      ).toEqual([]);
    });

    it.each([
      ['in another cooperative', b],
      ['outside every cooperative', null],
      ['under an empty cooperative', ''],
    ])('are not seen %s', async (_, place) => {
      expect(
        await exceptions(
          () => 'nothing',
          (table) => attempt(role, place, select(table, a)),
        ),
      ).toEqual([]);
    });

    it('are added to their own cooperative by the application only, to another by nobody', async () => {
      const mayAdd = (table: string) => role === 'hegu_app' && !filledAlready.has(table);
      const added = (own: string) => (table: string) => attempt(role, own, (tx) => insertRow(tx, table, a));
      expect(await exceptions((table) => (mayAdd(table) ? 'done' : 'no right'), added(a))).toEqual([]);
      expect(await exceptions((table) => (mayAdd(table) ? 'policy' : 'no right'), added(b))).toEqual([]);
    });

    it('are changed and removed where that is allowed, and never in another cooperative', async () => {
      for (const [verb, allowed] of [
        [update, changing],
        [remove, removable],
      ] as const) {
        const may = (table: string) => role === 'hegu_app' && allowed.has(table);
        const own = (table: string) => attempt(role, a, verb(table, a));
        const others = (table: string) => attempt(role, b, verb(table, a));
        const agreed = (table: string) => role === 'hegu_app' && verb === remove && erasable.has(table);
        const mine = (table: string): Outcome => (agreed(table) ? 'append only' : 'no right');
        const foreign = (table: string): Outcome => (agreed(table) ? 'nothing' : 'no right');
        expect(await exceptions((table) => (may(table) ? 'done' : mine(table)), own)).toEqual([]);
        expect(await exceptions((table) => (may(table) ? 'nothing' : foreign(table)), others)).toEqual([]);
      }
    });

    it('are never truncated, which no policy would stop', async () => {
      expect(
        await exceptions(
          () => 'no right',
          (table) => attempt(role, a, truncate(table)),
        ),
      ).toEqual([]);
    });
  });
});

describe('a table that only grows', () => {
  it('refuses even its owner to change, remove or truncate', async () => {
    const onlyGrows = (table: string): Outcome => (changing.has(table) ? 'done' : 'append only');
    const updated = (table: string): Outcome => (resealed.has(table) ? 'done' : onlyGrows(table));
    expect(await exceptions(updated, (table) => attempt(null, a, update(table, a)))).toEqual([]);
    expect(await exceptions(onlyGrows, (table) => attempt(null, a, remove(table, a)))).toEqual([]);
    expect(await exceptions(onlyGrows, (table) => attempt(null, a, truncate(table)))).toEqual([]);
  });
});
