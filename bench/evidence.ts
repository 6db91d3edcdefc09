/**
 * `npm run verify` on a trail of many entries, each with the row it wrote and its digest, beside a bare SELECT of the same rows in the same
 * run: whether its time grows as the trail does, and whether its memory stays. The trail is chained here and laid straight into the tables.
 */
import { appendFileSync } from 'node:fs';
import { verifyCooperative } from '../src/modules/verification/index.ts';
import { entryHash } from '../src/platform/hash-chain.ts';
import { withBooks, type Books, type Office } from './books.ts';
import { figure, tableRow, timed, withPeakMemory, type Result } from './measure.ts';

const AIM_SECONDS = 60;
const MILLION = 1_000_000;
const STEP = 20_000;

export async function benchEvidence(quick: boolean): Promise<Result> {
  const wanted = Number(process.env['HEGU_BENCH_ENTRIES'] ?? (quick ? 20_000 : MILLION));
  const sizes = [wanted / 10, wanted];
  return withBooks(async (books) => {
    const office = await books.open();
    const measured = [];
    for (const entries of sizes) {
      await layTrail(books, office, entries);
      await books.owner`analyze`;
      const [bareMemory, [bare, rows]] = await withPeakMemory(() => timed(() => readBare(books, office)));
      const [memory, [seconds, verified]] = await withPeakMemory(() =>
        timed(() => verifyCooperative(books.services, office.cooperativeId)),
      );
      if (verified.findingCount > 0) throw new Error(JSON.stringify(verified.findings.slice(0, 3)));
      measured.push({ entries: Number(verified.entries), rows, seconds, bare, memory, bareMemory });
      const told = process.env['HEGU_BENCH_TOLD'];
      if (told !== undefined) appendFileSync(told, `${JSON.stringify(measured.at(-1))}\n`);
    }
    const [small, large] = measured;
    if (small === undefined || large === undefined) throw new Error('Two sizes are measured.');
    const perEntry = (each: typeof large) => (1e6 * each.seconds) / each.entries;
    const growth = perEntry(large) / perEntry(small);
    return {
      title: `Verification of ${figure(large.entries)} entries with their rows (${figure(large.rows)} rows in all)`,
      rows: [
        tableRow({
          what: `${figure(large.entries)} entries`,
          samples: [large.seconds],
          unit: 's',
          against: [large.bare],
          aim: {
            text: `${AIM_SECONDS} s a million`,
            met: (seconds) => (seconds * MILLION) / large.entries <= AIM_SECONDS,
          },
        }),
        tableRow({
          what: `${figure(small.entries)} entries`,
          samples: [small.seconds],
          unit: 's',
          against: [small.bare],
        }),
        tableRow({
          what: 'time an entry, ten times as many',
          samples: [growth],
          unit: '×',
          aim: { text: 'at most 1.5', met: (times) => times <= 1.5 },
        }),
        tableRow({
          what: 'memory, ten times as many',
          samples: [large.memory / small.memory],
          unit: '×',
          aim: { text: 'at most 1.5', met: (times) => times <= 1.5 },
        }),
      ],
      notes: [
        `peak memory ${figure(small.memory)} MB, then ${figure(large.memory)} MB; of the bare reading ${figure(large.bareMemory)} MB`,
        'bare: audit_entry, row_digest and the rows, read through a cursor and thrown away',
      ],
    };
  });
}

/** Reads the same rows as text and does nothing with them. */
async function readBare({ owner }: Books, { cooperativeId }: Office): Promise<number> {
  let rows = 0;
  for (const table of ['audit_entry', 'row_digest', 'household'])
    for await (const page of owner
      .unsafe(`select r::text from ${table} r where cooperative_id = '${cooperativeId}'`)
      .cursor(5_000))
      rows += page.length;
  return rows;
}

/** Makes the trail as long as `entries`: a household an entry, as if each had been entered by itself. */
async function layTrail({ owner, services }: Books, office: Office, entries: number): Promise<void> {
  const { cooperativeId, accountant, accountantName } = office;
  const [head] = await owner<{ number: string; seal: string; at: Date }[]>`
    select b.last_entry_number::text as number, b.seal, e.recorded_at as at from book b
    join audit_entry e on e.cooperative_id = b.cooperative_id and e.number = b.last_entry_number
    where b.cooperative_id = ${cooperativeId}`;
  const [form] = await owner<{ key: string; evidence: string }[]>`
    select row_key('household') as key, row_evidence('household') as evidence`;
  if (head === undefined || form === undefined) throw new Error('There is no book.');
  let [number, seal, at] = [Number(head.number), head.seal, head.at.getTime()];
  while (number < entries) {
    const last = Math.min(entries, number + STEP);
    await owner.begin(async (sql) => {
      await sql`set local session_replication_role = replica`;
      await sql`set local timezone = 'UTC'`;
      const first = number + 1;
      await sql.unsafe(`
        insert into household (cooperative_id, id, number, sort_key, group_name, recorded_at)
        select '${cooperativeId}', uuidv7(), n::text, lpad(n::text, 12, '0'), '一组', now() from generate_series(${first}, ${last}) n`);
      await sql.unsafe(`
        insert into row_digest (cooperative_id, table_name, operation, entry_number, keys, digests)
        select '${cooperativeId}', 'household', 'I', r.number::bigint, array[${form.key}], ${form.evidence}
        from household r where r.cooperative_id = '${cooperativeId}' and r.number::bigint between ${first} and ${last}`);
      const wrote = await sql<{ number: string; hash: string }[]>`
        select entry_number::text as number, encode(sha256(convert_to(
          concat_ws(' ', table_name, operation, array_to_string(keys, E'\x1e'), ''), 'UTF8') || digests), 'hex') as hash
        from row_digest where cooperative_id = ${cooperativeId} and entry_number between ${first} and ${last} order by entry_number`;
      const told = [];
      for (const { number: own, hash: rowsHash } of wrote) {
        at += 1;
        const content = {
          cooperativeId,
          number: own,
          recordedAt: new Date(at).toISOString(),
          actorId: accountant,
          actorName: accountantName,
          command: 'members.add-household',
          inputHash: '',
          notes: [],
          rowsHash,
        };
        const hash = entryHash(seal, content, (text) => services.vault.chainHash(text, cooperativeId));
        told.push({ number: own, at: content.recordedAt, rows: rowsHash, before: seal, hash });
        seal = hash;
      }
      await sql`
        insert into audit_entry (cooperative_id, number, recorded_at, actor_id, actor_name, command, input_hash, notes, rows_hash,
          previous_hash, hash)
        select ${cooperativeId}, t.number, t.at, ${accountant}, ${accountantName}, 'members.add-household', '', '[]', t.rows, t.before, t.hash
        from jsonb_to_recordset(${JSON.stringify(told)}::text::jsonb) t(number bigint, at timestamptz, rows text, before text, hash text)`;
      await sql`update book set last_entry_number = ${last}, seal = ${seal} where cooperative_id = ${cooperativeId}`;
    });
    number = last;
  }
}
