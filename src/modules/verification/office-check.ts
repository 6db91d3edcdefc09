/**
 * Who holds which duty and seat: what excludes each other in one person and what no cooperative gives is found; what older books
 * hold, and what only people can judge, is remarked.
 */
import { sql } from 'drizzle-orm';
import type { LocalDate } from '../../domain/calendar.ts';
import { faultMessage } from '../../domain/errors/catalogue.ts';
import { excludedAmong } from '../../domain/role-exclusion.ts';
import type { Tx } from '../../platform/database.ts';
import { rowsOf, text } from '../../platform/rows.ts';
import { administratorsWithRoles, usersOf } from '../access/index.ts';
import { judgeAppointment, pastTermSince } from '../assemblies/index.ts';
import type { FindingList } from './finding.ts';

export async function checkOffices(
  tx: Tx,
  cooperativeId: string,
  today: LocalDate,
  findings: FindingList,
): Promise<void> {
  const table = 'role_grant';
  for (const { userId, userName, roles } of await usersOf(tx, cooperativeId)) {
    for (const { roles: pair } of excludedAmong(roles))
      findings.add({ table, row: userName, rule: 'roles-exclude', found: pair.join(', ') });
    const wish = { userId, memberId: null, roles, on: today };
    for (const fault of await judgeAppointment(tx, cooperativeId, wish)) {
      const found = { zh: faultMessage(fault, 'zh'), en: faultMessage(fault, 'en') };
      findings.note({ table, row: userName, remark: 'unfit-for-duty', found });
    }
  }
  for (const { userName, role } of await administratorsWithRoles(tx, cooperativeId))
    findings.add({ table, row: userName, rule: 'administrator-apart', found: role });
  await checkNames(tx, cooperativeId, findings);
  await checkBodies(tx, cooperativeId, today, findings);
}

/** One person with two names would be two people to every rule that asks for two. */
async function checkNames(tx: Tx, cooperativeId: string, findings: FindingList): Promise<void> {
  const coop = sql`${cooperativeId}::uuid`;
  const rows = await rowsOf(
    tx,
    sql`
    select string_agg(u.user_name, ', ' order by u.user_name) as row
    from member_user l
    join member m on m.cooperative_id = ${coop} and m.id = l.member_id and m.phone_index is not null
    join app_user u on u.id = l.user_id
    where l.cooperative_id = ${coop}
      and exists (select from role_grant g where g.cooperative_id = ${coop} and g.user_id = l.user_id)
    group by m.phone_index having count(*) > 1 order by 1`,
    { row: text },
  );
  for (const { row } of rows) findings.note({ table: 'app_user', row, remark: 'one-phone' });
}

async function checkBodies(
  tx: Tx,
  cooperativeId: string,
  today: LocalDate,
  findings: FindingList,
): Promise<void> {
  const coop = sql`${cooperativeId}::uuid`;
  for (const body of ['representative-assembly', 'board', 'supervisors'] as const) {
    const since = await pastTermSince(tx, cooperativeId, body, today);
    if (since !== null)
      findings.note({ table: 'seat', row: body, remark: 'past-term', found: since.toString() });
  }
  const twice = await rowsOf(
    tx,
    sql`
    select s.body || ' ' || m.register_number || ' ' || s.held_from as row
    from seat s join member m on m.cooperative_id = ${coop} and m.id = s.member_id
    where s.cooperative_id = ${coop} and s.follows is null
    group by s.body, m.register_number, m.sort_key, s.held_from having count(*) > 1
    order by s.body, s.held_from, m.sort_key`,
    { row: text },
  );
  for (const { row } of twice) findings.note({ table: 'seat', row, remark: 'elected-twice' });
  const unstudied = await rowsOf(
    tx,
    sql`
    select g.held_on || ' ' || g.title as row
    from meeting g
    join lateral (select n.* from meeting_notice n where n.cooperative_id = ${coop} and n.meeting_id = g.id
      order by n.number desc limit 1) n on true
    where g.cooperative_id = ${coop} and g.body in ('members-assembly', 'representative-assembly')
      and g.held_on >= date '2025-05-01' and (n.study_on is null or n.study_on > n.notice_on)
      and exists (select from meeting_motion v where v.cooperative_id = ${coop} and v.meeting_id = g.id
        and v.notice = n.number and v.counting <> 'none'
        and v.kind not in ('report', 'dividend-run', 'dividend-difference', 'other'))
    order by g.held_on, g.title`,
    { row: text },
  );
  for (const { row } of unstudied) findings.note({ table: 'meeting', row, remark: 'unstudied' });
}
