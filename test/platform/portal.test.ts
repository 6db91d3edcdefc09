/**
 * What PostgreSQL itself shows to somebody who is a member, whatever the program asks: of every table a row of theirs and one of
 * another member are there, and the portal sees the first where it is named here, and the second nowhere.
 */
import { randomUUID } from 'node:crypto';
import type postgres from 'postgres';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { cloneDatabase, type TestDatabase } from '../support/database.ts';

/** Of whom the portal sees a row: a new table is seen by nobody, unless it is put here. */
const shownToOneself = [
  'access_entry',
  'allotment_posting',
  'allotment_scheme',
  'ballot',
  'ballot_strike',
  'correction_answer',
  'correction_request',
  'dividend_line',
  'document',
  'estate_share',
  'holder_account',
  'household',
  'household_placement',
  'mandate',
  'mandate_end',
  'meeting_attendance',
  'meeting_entitled',
  'meeting_left_out',
  'member',
  'member_bank_account',
  'member_basis',
  'member_detail',
  'member_message',
  'member_standing',
  'member_tag',
  'member_user',
  'payment_line',
  'payment_order',
  'payment_order_end',
  'payment_result',
  'payout_cash',
  'pension_line',
  'pension_repayment',
  'pension_run',
  'run_objection',
  'run_objection_settlement',
  'seat',
  'seat_end',
  'ballot_handed_in',
  'share_certificate',
  'share_movement',
  'share_restriction',
  'share_restriction_lift',
];
/** Said to everybody in the cooperative: classes, splits, what hangs out and how its days count, meetings and resolutions, and whom one calls. */
const shownToAll = [
  'dividend_run',
  'judged_less_before',
  'meeting',
  'meeting_minutes',
  'meeting_minutes_answer',
  'meeting_motion',
  'meeting_notice',
  'motion_result',
  'office_contact',
  'resolution',
  'resolution_review',
  'rest_day',
  'run_notice',
  'unnamed_ballot',
  'share_class',
  'share_split',
];

/** Of what the board or the supervisors sit for, to those who sit there; of assemblies to everybody. */
const shownToWhoSits = ['resolution_execution'];
/** Of what others have a part in, the columns that are read and no other. */
const columnsAlone: Readonly<Record<string, readonly string[]>> = {
  allotment_posting: ['cooperative_id', 'id', 'scheme_id'],
  allotment_scheme: ['cooperative_id', 'id', 'name', 'name_en'],
  estate_share: ['account_id', 'cooperative_id', 'heir_id', 'part', 'run_id'],
  payment_order: ['cooperative_id', 'id', 'number', 'pay_on'],
  pension_run: ['cooperative_id', 'month', 'order_id'],
};

/** Whatever stands in a row of one of them, it is their one id, or says whose it is: so that rows of one belong together. */
const one = { id: randomUUID(), number: 1, text: 'of one' };
const other = { id: randomUUID(), number: 2, text: 'of another' };
const cooperative = randomUUID();
let test: TestDatabase;
let tables: readonly string[] = [];

beforeAll(async () => {
  test = await cloneDatabase();
  const { owner } = test;
  tables = (
    await owner<{ name: string }[]>`select relname as name from pg_class
      where relnamespace = 'public'::regnamespace and relkind in ('r', 'p', 'v') order by 1`
  ).map(({ name }) => name);
  await owner.unsafe(`do $$ declare k record; begin
    for k in select conname, conrelid::regclass as place from pg_constraint
      where contype in ('c', 'f', 'u', 'p') and connamespace = 'public'::regnamespace order by contype = 'f' desc
    loop execute format('alter table %s drop constraint %I cascade', k.place, k.conname); end loop;
    for k in select indexrelid::regclass as name from pg_index x join pg_class c on c.oid = x.indexrelid
      where x.indisunique and c.relnamespace = 'public'::regnamespace
    loop execute format('drop index %s', k.name); end loop;
    for k in select tgname, tgrelid::regclass as place from pg_trigger where not tgisinternal
    loop execute format('drop trigger %I on %s', k.tgname, k.place); end loop; end $$`);
  const stored = await owner<{ name: string }[]>`select relname as name from pg_class
    where relnamespace = 'public'::regnamespace and relkind in ('r', 'p')`;
  for (const { name } of stored) for (const whose of [one, other]) await insertRow(owner, name, whose);
});
afterAll(() => test.drop());

async function insertRow(sql: postgres.Sql, table: string, whose: typeof one) {
  const columns = await sql<{ name: string; type: string }[]>`
    select a.attname as name, format_type(a.atttypid, null) as type from pg_attribute a
    where a.attrelid = ${`public.${table}`}::regclass and a.attnum > 0 and not a.attisdropped and a.attgenerated = '' and a.attidentity = ''`;
  const values = columns.map(({ name, type }) => valueOf(table, name, type, whose));
  const names = columns.map(({ name }) => `"${name}"`);
  await sql.unsafe(`insert into ${table} (${names.join(', ')}) values (${values.join(', ')})`);
}

function valueOf(table: string, name: string, type: string, whose: typeof one): string {
  if (name === 'cooperative_id') return `'${cooperative}'`;
  if (table === 'holder_account' && name === 'kind') return `'member'`;
  if (table === 'meeting' && name === 'state') return `'open'`;
  if (table === 'meeting' && name === 'body') return `'members-assembly'`;
  if (table === 'resolution_review' && name === 'verdict') return `'confirmed'`;
  if (table === 'meeting_minutes_answer' && name === 'reason') return 'null';
  if (table === 'document' && name === 'subject') return `'member ${whose.text}'`;
  if (type === 'uuid') return `'${whose.id}'`;
  if (/^(integer|bigint|smallint|numeric)/.test(type)) return String(whose.number);
  if (type === 'boolean') return 'true';
  if (type === 'date') return `'2010-07-01'`;
  if (type.startsWith('timestamp')) return `'2010-07-01T00:00:00Z'`;
  if (type === 'bytea') return `convert_to('${whose.text}', 'UTF8')`;
  if (type.startsWith('json')) return `'{"text": "${whose.text}"}'`;
  if (type.endsWith('[]')) return `'{}'`;
  return `'${whose.text}'`;
}

/** What the portal is shown of a table to somebody of a cooperative, or null where it has no right to any of it. */
async function shown(table: string, userId: string, within = cooperative): Promise<readonly string[] | null> {
  const columns = await test.owner<{ name: string }[]>`
    select attname as name from pg_attribute where attrelid = ${`public.${table}`}::regclass and attnum > 0
      and not attisdropped and has_column_privilege('hegu_portal', attrelid, attname, 'select')`;
  if (columns.length === 0) return null;
  const list = columns.map(({ name }) => `"${name}"`).join(', ');
  return test.owner.begin(async (tx) => {
    await tx.unsafe(`set local role hegu_portal; set local app.cooperative_id = '${within}';
      set local app.user_id = '${userId}'`);
    const rows = await tx.unsafe<{ row: string }[]>(
      `select (t)::text as row from (select ${list} from ${table}) t`,
    );
    return rows.map(({ row }) => row);
  });
}

describe('Somebody who is a member', () => {
  it('has a right to the tables that are named here, by one policy each, and to no other', async () => {
    const named = [...shownToOneself, ...shownToAll, ...shownToWhoSits].sort();
    const granted = await test.owner<{ name: string }[]>`select c.relname as name from pg_class c
      where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p', 'v', 'm')
        and has_any_column_privilege('hegu_portal', c.oid, 'select') order by c.relname collate "C"`;
    expect(granted.map(({ name }) => name)).toEqual(named);
    const policies = await test.owner<{ name: string }[]>`select tablename as name from pg_policies
      where 'hegu_portal' = any (roles) order by tablename collate "C"`;
    expect(policies.map(({ name }) => name)).toEqual(named);
  });

  it('sees of what others have a part in the columns that are read, and no sum of all', async () => {
    const columns = await test.owner<{ place: string; name: string }[]>`
      select c.relname as place, a.attname as name from pg_attribute a join pg_class c on c.oid = a.attrelid
      where c.relnamespace = 'public'::regnamespace and a.attnum > 0 and not a.attisdropped
        and has_column_privilege('hegu_portal', a.attrelid, a.attname, 'select')
      order by a.attname collate "C"`;
    for (const [table, named] of Object.entries(columnsAlone))
      expect([table, columns.filter(({ place }) => place === table).map(({ name }) => name)]).toEqual([
        table,
        named,
      ]);
  });

  it('sees their own rows of the tables that are named here, and nothing of any other table', async () => {
    const seen: string[] = [];
    for (const table of tables) if ((await shown(table, one.id))?.length) seen.push(table);
    expect(seen).toEqual([...shownToOneself, ...shownToAll].sort());
  });

  it('sees nothing of what is not said to all yet, and of papers those that are', async () => {
    /** How many rows of each of these are seen after such a change to all; it is undone. */
    const seen = async (tablesSeen: readonly string[], ...changes: readonly string[]) => {
      const undone = new Error('undone');
      const counts: Record<string, number> = {};
      const work = test.owner.begin(async (tx) => {
        for (const each of changes) await tx.unsafe(each);
        await tx.unsafe(`set local role hegu_portal; set local app.cooperative_id = '${cooperative}';
          set local app.user_id = '${one.id}'`);
        for (const table of tablesSeen) {
          const [row] = await tx.unsafe<{ count: number }[]>(
            `select count(cooperative_id)::int as count from ${table}`,
          );
          counts[table] = row?.count ?? -1;
        }
        throw undone;
      });
      await expect(work).rejects.toBe(undone);
      return counts;
    };
    const runs = ['dividend_run', 'dividend_line'];
    const unposted = ['delete from run_notice', 'update dividend_run set posted_at = null'];
    expect(await seen(runs)).toEqual({ dividend_run: 2, dividend_line: 1 });
    expect(await seen(runs, ...unposted)).toEqual({ dividend_run: 0, dividend_line: 0 });
    const meetings = ['meeting', 'meeting_motion', 'meeting_notice', 'motion_result', 'unnamed_ballot'];
    const of = (counts: number) => Object.fromEntries(meetings.map((table) => [table, counts]));
    expect(await seen(meetings)).toEqual(of(2));
    expect(await seen(meetings, `update meeting set state = 'draft'`)).toEqual(of(0));
    // What a meeting decided is there with it; what was entered from paper once it is confirmed.
    const decided = ['resolution'];
    const fromPaper = 'update resolution set meeting_id = null';
    expect(await seen(decided, fromPaper)).toEqual({ resolution: 2 });
    expect(await seen(decided, fromPaper, `update resolution_review set verdict = 'sent back'`)).toEqual({
      resolution: 0,
    });
    const minutes = ['meeting_minutes', 'meeting_minutes_answer'];
    const byTwo = 'update meeting_minutes set by_two = true';
    expect(await seen(minutes, byTwo)).toEqual({ meeting_minutes: 2, meeting_minutes_answer: 2 });
    const sentBack = `update meeting_minutes_answer set reason = 'no'`;
    expect(await seen(minutes, byTwo, sentBack)).toEqual({ meeting_minutes: 0, meeting_minutes_answer: 0 });
    const reports = ['resolution_execution'];
    const decidedBy = (body: string) => `update resolution set body = '${body}'`;
    expect(await seen(reports, decidedBy('members-assembly'))).toEqual({ resolution_execution: 2 });
    expect(await seen(reports, decidedBy('board'))).toEqual({ resolution_execution: 0 });
    const papers = (kind: string, subject: string) =>
      seen(['document'], `update document set kind = '${kind}', subject = '${subject}'`);
    const part = (name: string, body = 'members-assembly') => `meeting ${body} 2010-1 ${name}`;
    for (const [kind, subject, count] of [
      ['public-notice', 'run 1', 2],
      ['distribution-plan', 'plan 1', 2],
      ['half-year-report', '2010-H2', 2],
      ['meeting-paper', part('minutes'), 2],
      ['meeting-paper', part('pack', 'representative-assembly'), 0],
      ['meeting-paper', part('minutes', 'board'), 0],
      ['meeting-paper', part('attendance'), 0],
      ['tax-certificate', `member ${one.text} 2010`, 2],
      ['tax-certificate', `member ${other.text} 2010`, 0],
      ['statement', `member ${other.text}`, 0],
      ['payout-list', 'order 1', 0],
    ] as const)
      expect([kind, subject, await papers(kind, subject)]).toEqual([kind, subject, { document: count }]);
  });

  it('sees no row of another member in any table', async () => {
    for (const table of tables) {
      if (shownToAll.includes(table)) continue;
      const rows = (await shown(table, one.id)) ?? [];
      expect([table, rows.filter((row) => row.includes(other.id) || row.includes(other.text))]).toEqual([
        table,
        [],
      ]);
      expect([table, rows.length <= 1]).toEqual([table, true]);
    }
  });

  it('sees nothing sealed, nothing that finds it, no file and nobody of the office', async () => {
    const columns = await test.owner<{ name: string }[]>`
      select c.relname || '.' || a.attname as name from pg_attribute a join pg_class c on c.oid = a.attrelid
      where c.relnamespace = 'public'::regnamespace and a.attnum > 0 and not a.attisdropped
        and has_column_privilege('hegu_portal', a.attrelid, a.attname, 'select')`;
    const closed = /cipher|_index$|secret|password|content$|hash$|data$|_by$|\.address$|taxpayer|user_id$/;
    expect(
      columns
        .map(({ name }) => name)
        .filter((name) => closed.test(name))
        .sort(),
    ).toEqual(['ballot.given_by', 'mandate.user_id', 'member_user.user_id']);
    for (const table of ['app_user', 'session', 'invitation', 'api_token', 'second_factor', 'audit_entry'])
      expect([table, await shown(table, one.id)]).toEqual([table, null]);
  });

  it('changes nothing', async () => {
    const rights = await test.owner<{ name: string }[]>`
      select c.relname as name from pg_class c where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p')
        and (has_any_column_privilege('hegu_portal', c.oid, 'insert') or has_any_column_privilege('hegu_portal', c.oid, 'update')
          or has_table_privilege('hegu_portal', c.oid, 'delete') or has_table_privilege('hegu_portal', c.oid, 'truncate'))`;
    expect(rights).toEqual([]);
  });

  it('sees nothing of another cooperative, and nobody who is no member sees anything but what is said to all', async () => {
    for (const table of tables) {
      expect([table, (await shown(table, one.id, randomUUID())) ?? []]).toEqual([table, []]);
      if (!shownToAll.includes(table))
        expect([table, (await shown(table, randomUUID())) ?? []]).toEqual([table, []]);
    }
  });

  it('sees of the board what one sits for on that day, and a pack while one sits, and neither by another’s seat', async () => {
    const today = new Date(Date.now() + 8 * 3_600_000).toISOString().slice(0, 10);
    /** What one sees of the meeting of the board, its motions and minutes, and of a pack, after these changes; all of it undone. */
    const seen = async (heldOn: string, ...changes: readonly string[]) => {
      const undone = new Error('undone');
      let counts: unknown;
      const work = test.owner.begin(async (tx) => {
        await tx.unsafe(`delete from seat_end where seat_id = '${one.id}'`);
        await tx.unsafe(`update meeting set body = 'board', held_on = '${heldOn}' where id = '${one.id}'`);
        await tx.unsafe(`update document set kind = 'meeting-paper',
          subject = 'meeting representative-assembly 2010-1 pack' where id = '${one.id}'`);
        await tx.unsafe(`insert into seat select * from seat where id = '${one.id}'`);
        await tx.unsafe(`update seat set body = case when ctid = (select min(ctid) from seat where id = '${one.id}')
          then 'board' else 'representative-assembly' end, held_from = '2010-07-01', term_ends_on = null where id = '${one.id}'`);
        for (const each of changes) await tx.unsafe(each);
        await tx.unsafe(`set local role hegu_portal; set local app.cooperative_id = '${cooperative}';
          set local app.user_id = '${one.id}'`);
        [counts] = await tx.unsafe(`select
          (select count(*)::int from meeting where id = '${one.id}') as meetings,
          (select count(*)::int from meeting_motion where meeting_id = '${one.id}') as motions,
          (select count(*)::int from meeting_minutes where meeting_id = '${one.id}') as minutes,
          (select count(*)::int from document where id = '${one.id}') as packs`);
        throw undone;
      });
      await expect(work).rejects.toBe(undone);
      return counts;
    };
    const all = { meetings: 1, motions: 1, minutes: 1, packs: 1 };
    const none = { meetings: 0, motions: 0, minutes: 0, packs: 0 };
    const seats = (set: string) => `update seat set ${set} where id = '${one.id}'`;
    const ended = (on: string) =>
      `insert into seat_end (cooperative_id, seat_id, ended_on, ended_by, reason, recorded_at, recorded_by)
        values ('${cooperative}', '${one.id}', '${on}', 'resigned', '', now(), '${one.id}')`;
    expect(await seen(today)).toEqual(all);
    expect(await seen(today, seats(`term_ends_on = '${today}'`))).toEqual(all);
    expect(await seen(today, seats(`term_ends_on = date '${today}' - 1`))).toEqual(none);
    expect(await seen(today, seats(`held_from = date '${today}' + 1`))).toEqual(none);
    expect(await seen(today, ended(today))).toEqual(none);
    // Whoever sat there then may look at what was put to them; a pack is of those who sit now.
    expect(await seen('2010-12-31', ended(today))).toEqual({ ...all, packs: 0 });
    // For another one reads, and holds no seat.
    const ofAnother = seats(`member_id = '${other.id}'`);
    const mandate = `update mandate set member_id = '${other.id}', begins_on = '${today}', ends_on = '${today}'
      where id = '${one.id}'`;
    const unended = `delete from mandate_end where mandate_id = '${one.id}'`;
    expect(await seen(today, ofAnother, mandate, unended)).toEqual(none);
    // Once it is closed its minutes are every member's, and what was put to it is not.
    const closed = `update meeting set state = 'closed' where id = '${one.id}'`;
    expect(await seen(today, ofAnother, closed)).toEqual({ ...none, meetings: 1, minutes: 1 });
  });
});
