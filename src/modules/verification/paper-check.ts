/** Issued papers: the file is what its hash and the trail say, none is gone, and the seal printed on it stands in the trail. Postings: their sums. */
import { sql } from 'drizzle-orm';
import type { Tx } from '../../platform/database.ts';
import { count, decimal, flag, rowsOf, text } from '../../platform/rows.ts';
import type { FindingList } from './finding.ts';
import type { Told } from './trail-check.ts';

/** Returns how many papers there are. The files are hashed where they lie. */
export async function checkPapers(
  tx: Tx,
  cooperativeId: string,
  told: Told,
  findings: FindingList,
): Promise<number> {
  const rows = await rowsOf(
    tx,
    sql`
    select d.number, d.sha256, encode(sha256(d.content), 'hex') = d.sha256 as intact,
      exists (select 1 from audit_entry e where e.cooperative_id = d.cooperative_id and e.hash = d.seal) as sealed
    from document d where d.cooperative_id = ${cooperativeId}::uuid
    order by d.number`,
    { number: text, sha256: text, intact: flag, sealed: flag },
  );
  const gone = new Map(told.papers);
  for (const { number, sha256, intact, sealed } of rows) {
    const issued = gone.get(number);
    if (issued === undefined) findings.add({ table: 'document', row: number, rule: 'trail-silent' });
    else if (issued !== sha256) findings.add({ table: 'document', row: number, rule: 'trail-differs' });
    gone.delete(number);
    if (!intact) findings.add({ table: 'document', row: number, rule: 'paper-hash' });
    if (!sealed) findings.add({ table: 'document', row: number, rule: 'paper-seal' });
  }
  for (const number of gone.keys()) findings.add({ table: 'document', row: number, rule: 'trail-only' });
  return rows.length;
}

/** Every posting of a scheme says how much it gave and took: so do its movements. */
export async function checkPostings(tx: Tx, cooperativeId: string, findings: FindingList): Promise<number> {
  const rows = await rowsOf(
    tx,
    sql`
    select s.name || ' ' || p.effective_on as row, p.movements, trim_scale(p.given)::text as given, trim_scale(p.taken)::text as taken,
      count(m.id) as rows,
      trim_scale(coalesce(sum(m.quantity) filter (where f.kind = 'pool'), 0))::text as gave,
      trim_scale(coalesce(sum(m.quantity) filter (where f.kind <> 'pool'), 0))::text as took
    from allotment_posting p
    join allotment_scheme s on s.cooperative_id = p.cooperative_id and s.id = p.scheme_id
    left join share_movement m on m.cooperative_id = p.cooperative_id and m.posting_id = p.id
    left join holder_account f on f.cooperative_id = m.cooperative_id and f.id = m.from_account
    where p.cooperative_id = ${cooperativeId}::uuid
    group by p.id, s.name, p.effective_on, p.movements, p.given, p.taken`,
    {
      row: text,
      movements: count,
      given: decimal,
      taken: decimal,
      rows: count,
      gave: decimal,
      took: decimal,
    },
  );
  for (const row of rows) {
    const [expected, found] = [
      `${row.rows}: +${row.gave} −${row.took}`,
      `${row.movements}: +${row.given} −${row.taken}`,
    ];
    if (expected !== found) {
      findings.add({ table: 'allotment_posting', row: row.row, rule: 'posting-sums', expected, found });
    }
  }
  return rows.length;
}
