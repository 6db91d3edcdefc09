/**
 * Who holds which duty and seat: what excludes each other in one person, what one person gave alone and what no cooperative gives is
 * found; what older books hold, and what only people can judge, is remarked.
 */
import { sql } from 'drizzle-orm';
import { excludedBetween, type Alike } from '../../domain/access-proposal.ts';
import type { LocalDate } from '../../domain/calendar.ts';
import { isLate } from '../../domain/late-entry.ts';
import { faultMessage } from '../../domain/errors/catalogue.ts';
import type { Sentence } from '../../domain/language.ts';
import { mandateGroundWords } from '../../domain/mandate.ts';
import type { Role } from '../../domain/permission.ts';
import { excludedAmong } from '../../domain/role-exclusion.ts';
import type { Fault } from '../../domain/refusal.ts';
import { roleWords } from '../../domain/role-words.ts';
import type { Tx } from '../../platform/database.ts';
import { flag, onlyRowOf, rowsOf, text } from '../../platform/rows.ts';
import { dayInChina } from '../../platform/services.ts';
import {
  administratorsWithRoles,
  firstDayOf,
  grantsWithoutTwoPeople,
  isJudgedLess,
  standingOf,
  usersOf,
  type ProposalRow,
} from '../access/index.ts';
import { booksAreKept, booksSettings } from '../accounting/index.ts';
import { judgeAppointment, pastTermSince, seatChangesOf } from '../assemblies/index.ts';
import { yearsWithoutMembersAssembly } from '../meetings/index.ts';
import { alikeUsers, mandatesOf } from '../members/index.ts';
import { namesakes } from '../powers/index.ts';
import type { FindingList } from './finding.ts';

export async function checkOffices(
  tx: Tx,
  cooperativeId: string,
  today: LocalDate,
  findings: FindingList,
): Promise<void> {
  const table = 'role_grant';
  const users = await usersOf(tx, cooperativeId);
  for (const { userId, userName, displayName, roles, dutiesSince } of users) {
    for (const { roles: pair } of excludedAmong(roles))
      findings.add({ table, row: userName, rule: 'roles-exclude', found: rolesInWords(pair) });
    const wish = { userId, name: displayName, memberId: null, roles, on: today };
    const { refused, warned } = await judgeAppointment(tx, cooperativeId, wish);
    for (const fault of warned)
      findings.note({ table, row: userName, remark: 'duty-questionable', found: inWords(fault) });
    for (const fault of refused) {
      const found = inWords(fault);
      // Nobody is held to a birth date that the register does not know.
      if (fault.code === 'assembly.birth-date-unknown')
        findings.note({ table, row: userName, remark: 'fitness-unknown', found });
      else if (
        fault.code === 'assembly.supervisor-kin' &&
        (await isJudgedLess(tx, cooperativeId, dutiesSince))
      )
        findings.note({ table, row: userName, remark: 'duty-questionable', found });
      else findings.add({ table, row: userName, rule: 'unfit-for-duty', found });
    }
  }
  for (const { userName, role } of await administratorsWithRoles(tx, cooperativeId))
    findings.add({ table, row: userName, rule: 'administrator-apart', found: roleWords[role] });
  for (const { userName, role, before } of await grantsWithoutTwoPeople(tx, cooperativeId))
    if (before) findings.note({ table, row: userName, remark: 'power-by-one', found: roleWords[role] });
    else findings.add({ table, row: userName, rule: 'power-alone', found: roleWords[role] });
  const decided = await standingOf(tx, cooperativeId, 'mandate');
  for (const { id, userId, person, registerNumber, ground } of await mandatesOf(tx, cooperativeId)) {
    const resting = decided.find(({ proposal }) => proposal.id === id);
    if (!isOfTwo(resting, userId))
      findings.add({
        table: 'mandate',
        row: `${person} → ${registerNumber}`,
        rule: 'mandate-alone',
        found: mandateGroundWords[ground],
      });
  }
  for (const { number } of await proposedOverChair(tx, cooperativeId))
    findings.note({ table: 'access_proposal', row: number, remark: 'proposed-over-chair' });
  const shared = await alikeUsers(tx, cooperativeId);
  for (const pair of [...shared, ...namesakes(users, shared)]) noteAlike(users, pair, findings);
  await checkBodies(tx, cooperativeId, today, findings);
}

const inWords = (fault: Fault): Sentence => ({
  zh: faultMessage(fault, 'zh'),
  en: faultMessage(fault, 'en'),
});

/** What two people took although whoever proposed it had suspended the chair, whose it was to propose. */
async function proposedOverChair(tx: Tx, cooperativeId: string) {
  const coop = sql`${cooperativeId}::uuid`;
  return rowsOf(
    tx,
    sql`
    select p.number::text as number from access_proposal p
    join access_answer a on a.cooperative_id = ${coop} and a.proposal_id = p.id and a.confirmed
    where p.cooperative_id = ${coop} and p.kind not in ('before', 'founding', 'closing')
      and exists (select from role_grant g where g.cooperative_id = ${coop} and g.user_id = p.recorded_by and g.role = 'supervisor')
      and exists (select from access_suspension s
        join role_grant g on g.cooperative_id = ${coop} and g.user_id = s.user_id and g.role = 'chair'
        where s.cooperative_id = ${coop} and s.recorded_by = p.recorded_by and s.user_id is distinct from p.user_id
          and s.recorded_at < p.recorded_at and not exists (
            select from access_proposal b join access_answer c on c.cooperative_id = ${coop} and c.proposal_id = b.id and c.confirmed
            where b.cooperative_id = ${coop} and b.kind = 'restore' and b.user_id = s.user_id
              and c.recorded_at between s.recorded_at and p.recorded_at))
    order by p.number`,
    { number: text },
  );
}

/** Proposed by one about whoever acts, confirmed by another than both. */
function isOfTwo(row: ProposalRow | undefined, userId: string): boolean {
  const [proposer, confirmer] = [row?.proposal.recordedBy, row?.answer?.recordedBy];
  if (row?.proposal.userId !== userId || proposer === undefined || confirmer === undefined) return false;
  return proposer !== confirmer && proposer !== userId && confirmer !== userId;
}

const rolesInWords = (roles: readonly Role[]): Sentence => ({
  zh: roles.map((role) => roleWords[role].zh).join('、'),
  en: roles.map((role) => roleWords[role].en).join(', '),
});

type Users = Awaited<ReturnType<typeof usersOf>>;

/** Two users who may be one person and together hold what one person may not. */
function noteAlike(users: Users, { one, other }: Alike, findings: FindingList): void {
  const [mine, theirs] = [one, other].map((id) => users.find(({ userId }) => userId === id));
  if (!mine || !theirs) return;
  for (const pair of excludedBetween(mine.roles, theirs.roles))
    findings.note({
      table: 'role_grant',
      row: `${mine.userName}, ${theirs.userName}`,
      remark: 'maybe-one-person',
      found: rolesInWords(pair),
    });
}

/** Terms put off too far or too late, and outsiders let in by whom the law does not ask: PostgreSQL says again what it refuses. */
async function checkBoundDecisions(tx: Tx, cooperativeId: string, findings: FindingList): Promise<void> {
  const coop = sql`${cooperativeId}::uuid`;
  const shape = { row: text, before: flag };
  const postponed = await rowsOf(
    tx,
    sql`select p.body || ' ' || p.ends_on || ' → ' || p.until as row, p.recorded_at <= coalesce(b.until, '-infinity') as before
      from term_postponement p left join looked_less_before b on b.cooperative_id = ${coop}
      where p.cooperative_id = ${coop} and not postponed_duly(p) order by p.recorded_at, p.id`,
    shape,
  );
  for (const { row, before } of postponed)
    if (before) findings.note({ table: 'term_postponement', row, remark: 'postponed-unduly-before' });
    else findings.add({ table: 'term_postponement', row, rule: 'postponed-unduly' });
  const takers = await rowsOf(
    tx,
    sql`select t.takers || ' ' || t.effective_on as row, t.recorded_at <= coalesce(b.until, '-infinity') as before
      from share_taker_rule t left join looked_less_before b on b.cooperative_id = ${coop}
      where t.cooperative_id = ${coop} and t.resolution_id is not null and not takers_decided_duly(t)
      order by t.recorded_at, t.id`,
    shape,
  );
  for (const { row, before } of takers)
    if (before) findings.note({ table: 'share_taker_rule', row, remark: 'takers-unfit-before' });
    else findings.add({ table: 'share_taker_rule', row, rule: 'takers-unfit' });
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
  await checkSeats(tx, cooperativeId, findings);
  await checkBoundDecisions(tx, cooperativeId, findings);
  await checkSettings(tx, cooperativeId, findings);
  const first = await firstDayOf(tx, cooperativeId);
  // Years that are over, since the first day of these books.
  const years = Array.from(
    { length: Math.max(today.year - first.year, 0) },
    (_, index) => first.year + index,
  );
  for (const year of await yearsWithoutMembersAssembly(tx, cooperativeId, years))
    findings.note({ table: 'meeting', row: `${year}`, remark: 'no-yearly-assembly' });
  const unstudied = await rowsOf(
    tx,
    sql`
    select g.held_on || ' ' || g.title as row, g.held_on < ${first.toString()}::date as before,
      exists (select from judged_less_before b where b.cooperative_id = ${coop} and n.recorded_at <= b.until) and not exists (
        select from meeting_motion v where v.cooperative_id = ${coop} and v.meeting_id = g.id and v.notice = n.number
          and v.counting <> 'none' and v.kind not in ('report', 'dividend-run', 'dividend-difference', 'other')) as report_before
    from meeting g
    join lateral (select n.* from meeting_notice n where n.cooperative_id = ${coop} and n.meeting_id = g.id
      order by n.number desc limit 1) n on true
    where g.cooperative_id = ${coop} and g.body in ('members-assembly', 'representative-assembly')
      and g.held_on >= date '2025-05-01' and (n.study_on is null or n.study_on > n.notice_on)
      and exists (select from meeting_motion v where v.cooperative_id = ${coop} and v.meeting_id = g.id
        and v.notice = n.number and v.counting <> 'none'
        and v.kind not in ('dividend-run', 'dividend-difference', 'other'))
    order by g.held_on, g.title`,
    { row: text, before: flag, report_before: flag },
  );
  for (const { row, before, report_before: reportOnly } of unstudied)
    if (reportOnly) findings.note({ table: 'meeting', row, remark: 'report-unstudied-before' });
    else if (before) findings.note({ table: 'meeting', row, remark: 'unstudied-before' });
    else findings.add({ table: 'meeting', row, rule: 'unstudied' });
  // PostgreSQL takes no more of them: what is there came from versions that did not ask.
  const ofOne = await rowsOf(
    tx,
    sql`
    select distinct g.held_on || ' ' || g.title as row from meeting g
    join resolution r on r.cooperative_id = ${coop} and r.meeting_id = g.id and r.outcome <> 'lapsed'
    where g.cooperative_id = ${coop} and study_of_one(${coop}, g.id, r.recorded_by) order by 1`,
    { row: text },
  );
  for (const { row } of ofOne) findings.note({ table: 'meeting', row, remark: 'study-of-one' });
}

/** Two people behind every seat and every end of one; days told late; nobody in two at a time that exclude each other. */
async function checkSeats(tx: Tx, cooperativeId: string, findings: FindingList): Promise<void> {
  const coop = sql`${cooperativeId}::uuid`;
  const alone = await rowsOf(
    tx,
    sql`
    select f.row, f.found, f.before from (
      select s.body || ' ' || s.held_from as row,
        count(*) || ' → ' || (min(s.recorded_at) at time zone 'Asia/Shanghai')::date as found,
        bool_and(s.change_id is null and b.until is not null and s.recorded_at <= b.until) as before
      from seat s left join decided_before b on b.cooperative_id = ${coop}
      where s.cooperative_id = ${coop} and not exists (
        select from seat_change c join seat_change_review v on v.cooperative_id = ${coop} and v.change_id = c.id
        where c.cooperative_id = ${coop} and c.id = s.change_id and c.body = s.body and c.on_day = s.held_from
          and c.people ? s.member_id::text and v.verdict = 'confirmed' and v.recorded_by <> c.recorded_by)
      group by s.body, s.held_from
      union all
      select s.body || ' ' || m.register_number || ' ' || e.ended_on,
        e.ended_by || ' → ' || (e.recorded_at at time zone 'Asia/Shanghai')::date,
        e.change_id is null and b.until is not null and e.recorded_at <= b.until
      from seat_end e join seat s on s.cooperative_id = ${coop} and s.id = e.seat_id
      join member m on m.cooperative_id = ${coop} and m.id = s.member_id
      left join decided_before b on b.cooperative_id = ${coop}
      where e.cooperative_id = ${coop} and not exists (
        select from seat_change c join seat_change_review v on v.cooperative_id = ${coop} and v.change_id = c.id
        where c.cooperative_id = ${coop} and c.id = e.change_id and c.body = s.body
          and v.verdict = 'confirmed' and v.recorded_by <> c.recorded_by)
    ) f order by f.row`,
    { row: text, found: text, before: flag },
  );
  for (const { row, found, before } of alone)
    if (before) findings.note({ table: 'seat', row, remark: 'elected-by-one', found });
    else findings.add({ table: 'seat', row, rule: 'elected-alone', found });
  for (const { row, reviewed } of await seatChangesOf(tx, cooperativeId)) {
    const recordedOn = dayInChina(row.recordedAt);
    if (reviewed?.verdict === 'confirmed' && isLate(row.onDay, recordedOn))
      findings.note({
        table: 'seat_change',
        row: `${row.body} ${row.kind} ${row.onDay}`,
        remark: 'entered-late',
        found: `${row.onDay} → ${recordedOn}, ${row.lateReason ?? '—'}`,
      });
  }
  await checkElected(tx, cooperativeId, findings);
  await checkApart(tx, cooperativeId, findings);
}

/**
 * Who sits on the board and among the supervisors from a day of these books on was elected by an assembly: since the election before, and
 * on that day at the latest. Representatives are elected by their groups. Told, and no finding: nothing asks a seat for its resolution.
 */
async function checkElected(tx: Tx, cooperativeId: string, findings: FindingList): Promise<void> {
  const coop = sql`${cooperativeId}::uuid`;
  const first = sql`${`${await firstDayOf(tx, cooperativeId)}`}::date`;
  const rows = await rowsOf(
    tx,
    sql`
    with told as (
      select c.* from seat_change c join seat_change_review v on v.cooperative_id = ${coop} and v.change_id = c.id
      where c.cooperative_id = ${coop} and v.verdict = 'confirmed' and c.body in ('board', 'supervisors')
    )
    select c.body || ' ' || c.kind || ' ' || c.on_day as row from told c
    where c.kind in ('election', 'replacement') and c.on_day >= ${first} and not exists (
      select from resolution r left join resolution_review w on w.cooperative_id = ${coop} and w.resolution_id = r.id
      where r.cooperative_id = ${coop} and r.matter = 'election' and r.outcome = 'adopted'
        and r.body in ('members-assembly', 'representative-assembly') and r.decided_on <= c.on_day
        and (w.verdict = 'confirmed' or r.meeting_id is not null and r.late_reason is null)
        and r.decided_on > coalesce((select max(p.on_day) from told p
          where p.body = c.body and p.kind = 'election' and p.on_day < c.on_day), '-infinity'))
    order by c.on_day, 1`,
    { row: text },
  );
  for (const { row } of rows) findings.note({ table: 'seat_change', row, remark: 'elected-undecided' });
}

/** Seats of one person at one time, in a body or on the board and among the supervisors. */
async function checkApart(tx: Tx, cooperativeId: string, findings: FindingList): Promise<void> {
  const coop = sql`${cooperativeId}::uuid`;
  const both = await rowsOf(
    tx,
    sql`
    select m.register_number || ' ' || s.body || ' ' || s.held_from || ', ' || o.body || ' ' || o.held_from as row,
      b.until is not null and greatest(s.recorded_at, o.recorded_at) <= b.until as before
    from seat s
    join seat o on o.cooperative_id = ${coop} and o.member_id = s.member_id and o.id > s.id
      and (o.body = s.body or (o.body <> 'representative-assembly' and s.body <> 'representative-assembly'))
      and o.held_from <= seat_last_day(s) and s.held_from <= seat_last_day(o)
      and s.held_from <= seat_last_day(s) and o.held_from <= seat_last_day(o)
    join member m on m.cooperative_id = ${coop} and m.id = s.member_id
    left join decided_before b on b.cooperative_id = ${coop}
    where s.cooperative_id = ${coop} order by m.sort_key, s.held_from`,
    { row: text, before: flag },
  );
  for (const { row, before } of both)
    if (before) findings.note({ table: 'seat', row, remark: 'seats-overlap-before' });
    else findings.add({ table: 'seat', row, rule: 'seats-overlap' });
}

/**
 * Settings that were loosened: what no other person confirmed is found, and remarked where a version of before let one person do it.
 * PostgreSQL says again what loosens, row by row, against what was in force before it.
 */
async function checkSettings(tx: Tx, cooperativeId: string, findings: FindingList): Promise<void> {
  const coop = sql`${cooperativeId}::uuid`;
  for (const [table, told, until = 'loosened_alone_before', once = 'false'] of loosened) {
    const rows = await rowsOf(
      tx,
      sql`select ${sql.raw(told)} as row, ${sql.raw(once)} or r.recorded_at <= coalesce(b.until, '-infinity') as before
        from ${sql.raw(table)} r left join ${sql.raw(until)} b on b.cooperative_id = ${coop}
        where r.cooperative_id = ${coop} and loosens(r) and not coalesce(is_as_proposed(r), false)
        order by r.recorded_at, 1`,
      { row: text, before: flag },
    );
    for (const { row, before } of rows)
      if (before) findings.note({ table, row, remark: 'loosened-by-one' });
      else findings.add({ table, row, rule: 'loosened-alone' });
  }
  await checkReachingBack(tx, cooperativeId, findings);
  await notePensionRules(tx, cooperativeId, findings);
  await noteBooksElsewhere(tx, cooperativeId, findings);
  const own = await rowsOf(
    tx,
    sql`select p.number::text as row from setting_answer a
      join setting_proposal p on p.cooperative_id = ${coop} and p.id = a.proposal_id
      where a.cooperative_id = ${coop} and a.confirmed and a.recorded_by = p.recorded_by order by p.number`,
    { row: text },
  );
  for (const { row } of own) findings.add({ table: 'setting_proposal', row, rule: 'confirmed-alone' });
}

/** Rules of pensions that name no decision: set before the members had met, or by a version that took words for it. */
async function notePensionRules(tx: Tx, cooperativeId: string, findings: FindingList): Promise<void> {
  const coop = sql`${cooperativeId}::uuid`;
  const rows = await rowsOf(
    tx,
    sql`select r.from_month || ' ' || (r.terms->>'amount') as row, coalesce(r.terms->>'source', '') as found
      from pension_rule r
      where r.cooperative_id = ${coop} and r.terms->>'resolutionId' is null and loosens(r)
        and not exists (select from pension_rule_end e where e.cooperative_id = ${coop} and e.rule_id = r.id)
      order by 1`,
    { row: text, found: text },
  );
  for (const { row, found } of rows)
    findings.note({ table: 'pension_rule', row, remark: 'pension-undecided', found });
}

/** Money that left while no books were opened here, and that two people said they are kept elsewhere. */
async function noteBooksElsewhere(tx: Tx, cooperativeId: string, findings: FindingList): Promise<void> {
  const { keptElsewhere = null } = await booksSettings(tx, cooperativeId);
  const coop = sql`${cooperativeId}::uuid`;
  const { row, paid } = await onlyRowOf(
    tx,
    sql`select coalesce((select max(b.version)::text from books_setting b where b.cooperative_id = ${coop}), '—') as row,
        exists (select from payment_order_end e where e.cooperative_id = ${coop} and e.kind = 'sent') as paid`,
    { row: text, paid: flag },
  );
  const table = 'books_setting';
  if (keptElsewhere !== null) findings.note({ table, row, remark: 'books-elsewhere', found: keptElsewhere });
  else if (paid && !(await booksAreKept(tx, cooperativeId)))
    findings.note({ table, row, remark: 'paid-without-books' });
}

/** What tightens and counts from before it was written: that took two, too. */
async function checkReachingBack(tx: Tx, cooperativeId: string, findings: FindingList): Promise<void> {
  const coop = sql`${cooperativeId}::uuid`;
  for (const [table, told] of loosened.filter(([each]) => reachingBack.includes(each))) {
    const rows = await rowsOf(
      tx,
      sql`select ${sql.raw(told)} as row, r.recorded_at <= coalesce(b.until, '-infinity') as before
        from ${sql.raw(table)} r left join set_back_before b on b.cooperative_id = ${coop}
        where r.cooperative_id = ${coop} and reaches_back(r) and not loosens(r) and not coalesce(is_as_proposed(r), false)
        order by r.recorded_at, 1`,
      { row: text, before: flag },
    );
    for (const { row, before } of rows)
      if (before) findings.note({ table, row, remark: 'set-back-by-one' });
      else findings.add({ table, row, rule: 'set-back-alone' });
  }
}

const reachingBack: readonly string[] = ['share_allowance', 'share_taker_rule', 'share_limit'];

/**
 * Tables of settings that bound others, how a row of them is told, what says until when one person loosened it, and of what versions of before
 * let one person do without writing until when: PostgreSQL takes none of it from the service any more.
 */
const loosened: readonly (readonly [table: string, told: string, until?: string, once?: string])[] = [
  ['share_allowance', "r.quantity || ' ' || r.effective_on"],
  [
    'share_taker_rule',
    "case r.takers when 'kin' then '同户亲属 kin' when 'outside' then '社外 outside' else '成员 members' end || ' ' || r.effective_on",
  ],
  ['share_limit', "coalesce(trim_scale(r.percent) || '%', r.total::text, '—') || ' ' || r.effective_on"],
  [
    'kept_out_setting',
    'r.version::text',
    'loosened_alone_before',
    `r.accounts @> coalesce((select k.accounts from kept_out_setting k
      where k.cooperative_id = r.cooperative_id and k.version < r.version order by k.version desc limit 1), '[]')`,
  ],
  ['books_setting', 'r.version::text'],
  [
    'payout_setting',
    "r.minimum || ' ' || r.payer_name || ' ' || r.payer_account_masked",
    'bound_less_before',
  ],
  ['rest_day', 'r.day::text'],
  ['assembly_setting', 'r.version::text'],
  ['own_rules', "r.version || ' ' || r.effective_from", 'set_back_before'],
  ['pension_rule', "r.from_month || ' ' || (r.terms->>'amount')", 'bound_less_before'],
  [
    'pension_rule_end',
    '(select p.from_month from pension_rule p where p.cooperative_id = r.cooperative_id and p.id = r.rule_id)',
    'bound_less_before',
  ],
  ['file_template', "r.id || ' ' || r.version", 'undone_alone_before'],
];
