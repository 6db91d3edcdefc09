/**
 * Standings and facts came into the register by one person who entered and another who confirmed. A death that nobody confirmed yet is
 * remarked, and so is what one person entered before that was asked for.
 */
import { sql } from 'drizzle-orm';
import { paidOnKinds } from '../../domain/share-allowance.ts';
import type { Tx } from '../../platform/database.ts';
import { flag, oneOf, rowsOf, text } from '../../platform/rows.ts';
import { firstDayOf } from '../access/index.ts';
import type { FindingList } from './finding.ts';

export async function checkRegisterChanges(
  tx: Tx,
  cooperativeId: string,
  findings: FindingList,
): Promise<void> {
  await checkStandings(tx, cooperativeId, findings);
  await checkFacts(tx, cooperativeId, findings);
  await checkPlacements(tx, cooperativeId, findings);
  await checkTags(tx, cooperativeId, findings);
  await checkTold(tx, cooperativeId, findings);
  await notePaidOnAlone(tx, cooperativeId, findings);
}

/** One person alone changed what a dividend rests on, while it was not asked of two. */
async function notePaidOnAlone(tx: Tx, cooperativeId: string, findings: FindingList): Promise<void> {
  const coop = sql`${cooperativeId}::uuid`;
  const rows = await rowsOf(
    tx,
    sql`
    select m.number::text as row, m.effective_on || ', ' || r.record_date as found
    from share_movement m
    join lateral (
      select max(r.record_date) as record_date from dividend_run r
      where r.cooperative_id = ${coop} and r.kind <> 'reversal' and r.record_date >= m.effective_on
        and r.approved_at < m.recorded_at and r.state in ('approved', 'on-notice', 'posted')
        and not exists (select from dividend_run t where t.cooperative_id = ${coop} and t.kind = 'reversal'
          and t.refers_to = r.id and t.posted_at < m.recorded_at)
    ) r on r.record_date is not null
    where m.cooperative_id = ${coop} and m.posting_id is null and m.kind = any(${sql.param([...paidOnKinds])}::text[])
      and not exists (select from movement_request_answer q where q.cooperative_id = ${coop}
        and m.number between q.first_number and q.last_number)
    order by m.number`,
    { row: text, found: text },
  );
  for (const { row, found } of rows)
    findings.note({ table: 'share_movement', row, remark: 'paid-on-alone', found });
}

async function checkStandings(tx: Tx, cooperativeId: string, findings: FindingList): Promise<void> {
  const coop = sql`${cooperativeId}::uuid`;
  const first = await firstDayOf(tx, cooperativeId);
  const rows = await rowsOf(
    tx,
    sql`
    select m.register_number || ' ' || s.kind || ' ' || s.effective_on as row, coalesce(c.kind = 'before', false)
      or s.kind = 'retired' and s.corrects is null and s.recorded_at <= coalesce(u.until, '-infinity') as before,
      s.kind = 'deceased' and s.corrects is null and s.change_id is null as alone,
      s.kind = 'deceased' and s.corrects is null and p.id is not null and c.kind = 'entered' and v.change_id is null as waits
    from member_standing s
    left join bound_less_before u on u.cooperative_id = ${coop}
    join member m on m.cooperative_id = ${coop} and m.id = s.member_id
    left join register_change c on c.cooperative_id = ${coop} and c.id = s.change_id
    left join register_change_review v on v.cooperative_id = ${coop} and v.change_id = c.id and v.recorded_by <> c.made_by
    left join proposed_standing p on p.cooperative_id = ${coop} and p.id = s.id
      and (p.change_id, p.member_id, p.kind, p.effective_on, p.corrects)
        is not distinct from (s.change_id, s.member_id, s.kind, s.effective_on, s.corrects)
    where s.cooperative_id = ${coop} and (v.outcome is distinct from 'confirmed' or p.id is null)
      and (s.corrects is not null or s.kind <> 'deceased' or coalesce(c.kind <> 'before', true))
      and not (coalesce(c.kind = 'before', false)
        and (s.recorded_at at time zone 'Asia/Shanghai')::date <= ${first.toString()}::date)
      -- A death that was sent back, and what struck it.
      and not (coalesce(v.outcome = 'sent-back', false) and exists (
        select from proposed_standing d
        join member_standing k on k.cooperative_id = ${coop} and k.corrects = d.id and k.kind = 'void'
          and k.change_id = d.change_id
        where d.cooperative_id = ${coop} and d.change_id = s.change_id and d.kind = 'deceased' and d.corrects is null
          and d.id in (s.id, s.corrects)))
    order by m.sort_key, s.effective_on, s.id`,
    { row: text, before: flag, alone: flag, waits: flag },
  );
  for (const { row, before, alone, waits } of rows)
    if (before) findings.note({ table: 'member_standing', row, remark: 'standing-by-one-before' });
    else if (alone) findings.note({ table: 'member_standing', row, remark: 'death-by-one-before' });
    else if (waits) findings.note({ table: 'member_standing', row, remark: 'death-waits' });
    else findings.add({ table: 'member_standing', row, rule: 'standing-by-one' });
}

/** The history of details is kept by PostgreSQL: what changed after somebody had a standing is what a confirmed change says. */
async function checkFacts(tx: Tx, cooperativeId: string, findings: FindingList): Promise<void> {
  const coop = sql`${cooperativeId}::uuid`;
  const rows = await rowsOf(
    tx,
    sql`
    with known as (
      select d.member_id, d.recorded_at, d.sex, d.birth_date, d.name, d.resident_id_index,
        lag(d.sex) over w as sex_before, lag(d.birth_date) over w as birth_before, lag(d.recorded_at) over w as known_before,
        lag(d.name) over w as name_before, lag(d.resident_id_index) over w as id_before
      from member_detail d where d.cooperative_id = ${coop}
      window w as (partition by d.member_id order by d.recorded_at)
    ), confirmed as (
      select p.*, v.recorded_at from proposed_facts p
      join register_change c on c.cooperative_id = ${coop} and c.id = p.change_id
      join register_change_review v on v.cooperative_id = ${coop} and v.change_id = p.change_id
        and v.outcome = 'confirmed' and v.recorded_by <> c.made_by
      where p.cooperative_id = ${coop}
    ), since as (
      select f.member_id, min(f.recorded_at) as at from (
        select s.member_id, s.recorded_at from member_standing s where s.cooperative_id = ${coop}
        union all select a.member_id, a.recorded_at from holder_account a
          where a.cooperative_id = ${coop} and a.member_id is not null
      ) f group by f.member_id
    )
    select m.register_number as row, case when (k.sex, k.birth_date) is not distinct from (k.sex_before, k.birth_before)
        then 'name' when coalesce(k.recorded_at <= b.made_at, false) then 'before' else 'facts' end as found, m.sort_key
    from known k
    join since s on s.member_id = k.member_id and s.at < k.recorded_at
    join member m on m.cooperative_id = ${coop} and m.id = k.member_id
    left join register_change b on b.cooperative_id = ${coop} and b.kind = 'before'
    where k.known_before is not null
      and ((k.sex, k.birth_date, k.name) is distinct from (k.sex_before, k.birth_before, k.name_before)
        or k.id_before is not null and k.resident_id_index is distinct from k.id_before)
      and not exists (select from confirmed f where f.member_id = k.member_id and f.recorded_at = k.recorded_at
        and (f.sex, f.birth_date) is not distinct from (k.sex, k.birth_date)
        and (f.name is null or (f.name, f.resident_id_index) is not distinct from (k.name, k.resident_id_index)))
    union
    select m.register_number, 'facts', m.sort_key
    from member m
    join lateral (select f.* from confirmed f where f.member_id = m.id order by f.recorded_at desc limit 1) f on true
    where m.cooperative_id = ${coop}
      and ((f.sex, f.birth_date, f.seniority_from) is distinct from (m.sex, m.birth_date, m.seniority_from)
        or f.name is not null and (f.name <> m.name
          or f.resident_id_index is not null and f.resident_id_index is distinct from m.resident_id_index))
    order by sort_key`,
    { row: text, found: oneOf(['name', 'before', 'facts'] as const) },
  );
  const table = 'member';
  for (const { row, found } of rows)
    if (found === 'facts') findings.add({ table, row, rule: 'facts-by-one' });
    else
      findings.note({ table, row, remark: found === 'name' ? 'named-by-one-before' : 'facts-by-one-before' });
}

/** Once a meeting was called or the register is in use, people were placed in households by two. */
async function checkPlacements(tx: Tx, cooperativeId: string, findings: FindingList): Promise<void> {
  const coop = sql`${cooperativeId}::uuid`;
  const rows = await rowsOf(
    tx,
    sql`
    select m.register_number || ' ' || coalesce(h.number, '—') || ' ' || p.effective_on as row,
      p.recorded_at <= coalesce(case when changes_head(p) then b.until else a.until end, '-infinity') as before
    from household_placement p
    join member m on m.cooperative_id = ${coop} and m.id = p.member_id
    left join household h on h.cooperative_id = ${coop} and h.id = p.household_id
    left join headed_alone_before b on b.cooperative_id = ${coop}
    left join placed_alone_before a on a.cooperative_id = ${coop}
    where p.cooperative_id = ${coop} and p.recorded_at > placed_by_two_since(${coop}) and not placed_by_two(p)
      and (changes_head(p) or exists (select from member_standing s
        where s.cooperative_id = ${coop} and s.member_id = p.member_id and s.recorded_at < p.recorded_at))
    order by m.sort_key, p.effective_on, p.id`,
    { row: text, before: flag },
  );
  const table = 'household_placement';
  for (const { row, before } of rows)
    if (before) findings.note({ table, row, remark: 'placed-by-one-before' });
    else findings.add({ table, row, rule: 'placed-by-one' });
}

/** Whoever had a standing was tagged by two. */
async function checkTags(tx: Tx, cooperativeId: string, findings: FindingList): Promise<void> {
  const coop = sql`${cooperativeId}::uuid`;
  const rows = await rowsOf(
    tx,
    sql`
    select m.register_number || ' ' || t.tag || ' ' || t.effective_on as row,
      t.recorded_at <= coalesce(a.until, '-infinity') as before
    from member_tag t
    join member m on m.cooperative_id = ${coop} and m.id = t.member_id
    left join placed_alone_before a on a.cooperative_id = ${coop}
    where t.cooperative_id = ${coop} and not tagged_by_two(t)
      and (t.change_id is not null or exists (select from member_standing s
        where s.cooperative_id = ${coop} and s.member_id = t.member_id and s.recorded_at < t.recorded_at))
    order by m.sort_key, t.effective_on, t.id`,
    { row: text, before: flag },
  );
  const table = 'member_tag';
  for (const { row, before } of rows)
    if (before) findings.note({ table, row, remark: 'tagged-by-one-before' });
    else findings.add({ table, row, rule: 'tagged-by-one' });
}

/** The trail knows every change and its answer, by whom and when; of other rows the moment, for each command has its own. */
async function checkTold(tx: Tx, cooperativeId: string, findings: FindingList): Promise<void> {
  const coop = sql`${cooperativeId}::uuid`;
  const rows = await rowsOf(
    tx,
    sql`
    select 'register_change' as of, c.number::text as row from register_change c
    where c.cooperative_id = ${coop} and c.kind = 'entered' and not exists (
      select from audit_entry a where a.cooperative_id = ${coop} and a.recorded_at = c.made_at and a.actor_id = c.made_by
        and a.notes @> jsonb_build_array(jsonb_build_object('subject', 'register-change', 'id', c.id::text)))
    union all
    select 'register_change', c.number::text from register_change c
    join register_change_review v on v.cooperative_id = ${coop} and v.change_id = c.id
    where c.cooperative_id = ${coop} and not exists (
      select from audit_entry a where a.cooperative_id = ${coop} and a.recorded_at = v.recorded_at and a.actor_id = v.recorded_by
        and a.notes @> jsonb_build_array(
          jsonb_build_object('subject', 'register-review', 'id', c.id::text, 'outcome', v.outcome)))
    union all
    select r.of, m.register_number || r.what from (
      select 'member_standing' as of, s.member_id, s.recorded_at, ' ' || s.kind || ' ' || s.effective_on as what
        from member_standing s where s.cooperative_id = ${coop}
      union all
      select 'household_placement', p.member_id, p.recorded_at, ' ' || coalesce(h.number, '—') || ' ' || p.effective_on
        from household_placement p
        left join household h on h.cooperative_id = ${coop} and h.id = p.household_id
        where p.cooperative_id = ${coop}
      union all
      select 'member_tag', t.member_id, t.recorded_at, ' ' || t.tag || ' ' || t.effective_on
        from member_tag t where t.cooperative_id = ${coop}
    ) r
    join member m on m.cooperative_id = ${coop} and m.id = r.member_id
    where not exists (
      select from audit_entry a where a.cooperative_id = ${coop} and a.recorded_at = r.recorded_at)
    order by 1, 2`,
    { of: oneOf(['register_change', 'member_standing', 'household_placement', 'member_tag']), row: text },
  );
  for (const { of: table, row } of rows) findings.add({ table, row, rule: 'trail-silent' });
}
