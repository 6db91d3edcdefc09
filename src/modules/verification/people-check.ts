/**
 * People and what they hold: names in their one form, certificates of those who held something. What older versions let in is
 * named here, and nothing of it stops the service.
 */
import { sql } from 'drizzle-orm';
import { LocalDate } from '../../domain/calendar.ts';
import type { Jurisdiction } from '../../domain/law.ts';
import { needsBasis, needsReason } from '../../domain/membership-basis.ts';
import { standingKinds } from '../../domain/membership.ts';
import { isSpelledName } from '../../domain/person-name.ts';
import { strangeInName, withoutUnseen } from '../../domain/seen-text.ts';
import {
  allowanceKinds,
  allowanceOn,
  defaultAllowance,
  defaultAllowanceBefore,
} from '../../domain/share-allowance.ts';
import { accountKinds, movementKinds } from '../../domain/share-register.ts';
import type { ShareQuantity } from '../../domain/share-quantity.ts';
import { givingKinds, mayTake, membersOnlyBy, takersOn, type Takers } from '../../domain/share-taker.ts';
import type { Tx } from '../../platform/database.ts';
import {
  count,
  day,
  decimal,
  flag,
  id,
  oneOf,
  orNull,
  rowsOf,
  shares,
  text,
  whole,
  moment,
} from '../../platform/rows.ts';
import { dayInChina } from '../../platform/services.ts';
import { firstDayOf, unaskedUntil } from '../access/index.ts';
import { countedTogether } from '../allotments/index.ts';
import { jurisdictionOn } from '../assemblies/index.ts';
import { inUseSince, outsidersAmong, takerKey } from '../members/index.ts';
import { allowances, splitsKnown, takerRules } from '../shares/index.ts';
import { checkDeaths } from './death-check.ts';
import { checkRegisterChanges } from './register-check.ts';
import type { FindingList } from './finding.ts';

export async function checkPeople(tx: Tx, cooperativeId: string, findings: FindingList): Promise<void> {
  await checkNames(tx, cooperativeId, findings);
  await checkOtherNames(tx, cooperativeId, findings);
  await checkCertificates(tx, cooperativeId, findings);
  await checkBases(tx, cooperativeId, findings);
  await checkTakers(tx, cooperativeId, findings);
  await checkAllowances(tx, cooperativeId, findings);
  await checkPostedAllowances(tx, cooperativeId, findings);
  await checkSplits(tx, cooperativeId, findings);
  await checkDeaths(tx, cooperativeId, findings);
  await checkRegisterChanges(tx, cooperativeId, findings);
}

/** A name of common Chinese characters alone has only one form; the others are judged by the domain. */
async function checkNames(tx: Tx, cooperativeId: string, findings: FindingList): Promise<void> {
  const rows = await rowsOf(
    tx,
    sql`select register_number as number, name from member
      where cooperative_id = ${cooperativeId}::uuid and name ~ '[^一-鿿]' order by sort_key`,
    { number: text, name: text },
  );
  for (const { number, name } of rows) {
    if (isSpelledName(name)) continue;
    findings.add({ table: 'member', row: number, rule: 'name-form' });
  }
}

/** What else is called by a name, from before names were asked to be seen whole. */
async function checkOtherNames(tx: Tx, cooperativeId: string, findings: FindingList): Promise<void> {
  const rows = await rowsOf(
    tx,
    sql`select distinct n.place, n.name from (
        select 'cooperative_name' as place, name from cooperative_name where cooperative_id = ${cooperativeId}::uuid
        union all select 'member', register_number from member where cooperative_id = ${cooperativeId}::uuid
        union all select 'household', number from household where cooperative_id = ${cooperativeId}::uuid
        union all select 'household', group_name from household where cooperative_id = ${cooperativeId}::uuid
        union all select 'member_tag', tag from member_tag where cooperative_id = ${cooperativeId}::uuid
        union all select 'member_bank_account', bank_name from member_bank_account where cooperative_id = ${cooperativeId}::uuid
        union all select 'share_class', name from share_class where cooperative_id = ${cooperativeId}::uuid
        union all select 'resolution', number from resolution where cooperative_id = ${cooperativeId}::uuid
        union all select 'resolution', title from resolution where cooperative_id = ${cooperativeId}::uuid
        union all select 'own_account', name from own_account where cooperative_id = ${cooperativeId}::uuid
        union all select 'asset', name from asset where cooperative_id = ${cooperativeId}::uuid
        union all select 'payout_setting', payer_name from payout_setting where cooperative_id = ${cooperativeId}::uuid
        union all select 'payout_setting', payer_bank from payout_setting where cooperative_id = ${cooperativeId}::uuid
      ) n where n.name ~ '[^ -~一-鿿]' order by n.place, n.name`,
    { place: text, name: text },
  );
  for (const { place, name } of rows) {
    const strange = strangeInName(name);
    if (strange === null) continue;
    const row = withoutUnseen(name);
    findings.note({ table: place, row, remark: 'name-unseen-before', found: strange.sign });
  }
}

async function checkCertificates(tx: Tx, cooperativeId: string, findings: FindingList): Promise<void> {
  const coop = sql`${cooperativeId}::uuid`;
  const rows = await rowsOf(
    tx,
    sql`select c.number from share_certificate c
      where c.cooperative_id = ${coop} and c.state = 'valid' and not exists (
        select 1 from (
          select m.class_id, m.quantity from share_movement m
            where m.cooperative_id = ${coop} and m.to_account = c.account_id and m.effective_on <= c.issued_on
          union all
          select m.class_id, -m.quantity from share_movement m
            where m.cooperative_id = ${coop} and m.from_account = c.account_id and m.effective_on <= c.issued_on
        ) f group by f.class_id having sum(f.quantity) > 0)
      order by c.sort_key`,
    { number: text },
  );
  for (const { number } of rows)
    findings.add({ table: 'share_certificate', row: number, rule: 'certificate-empty' });
}

const takerShape = {
  number: whole,
  key: id,
  memberId: orNull(id),
  householdId: orNull(id),
  day,
  movement: oneOf(movementKinds),
  recordedAt: moment,
};

/** Everybody who took shares could take them by the setting of that day; who undid it afterwards is not asked. */
async function checkTakers(tx: Tx, cooperativeId: string, findings: FindingList): Promise<void> {
  const coop = sql`${cooperativeId}::uuid`;
  const rules = await takerRules(tx, cooperativeId);
  const until = await unaskedUntil(tx, cooperativeId);
  const places = new Map<string, Jurisdiction>();
  for (let after = 0n; ;) {
    const rows = await rowsOf(
      tx,
      sql`select m.number, a.id as key, a.member_id, a.household_id, m.effective_on as day, m.kind as movement, m.recorded_at
        from share_movement m join holder_account a on a.cooperative_id = ${coop} and a.id = m.to_account
        where m.cooperative_id = ${coop} and m.number > ${after.toString()}::bigint
          and a.kind in ('member', 'household') and m.kind = any(${sql.param([...givingKinds])}::text[])
          and not exists (select from share_movement r where r.cooperative_id = ${coop} and r.reverses = m.id)
        order by m.number limit ${PAGE}`,
      takerShape,
    );
    const outsiders = await outsidersAmong(tx, cooperativeId, rows);
    for (const row of outsiders.size === 0 ? [] : rows) {
      const closeness = outsiders.get(takerKey(row)) ?? 'inside';
      if (closeness === 'inside') continue;
      const at = { table: 'share_movement', row: `${row.number}` } as const;
      const where = places.get(`${row.day}`) ?? (await jurisdictionOn(tx, cooperativeId, row.day));
      places.set(`${row.day}`, where);
      const allowed = [takersKnownTo(rules, row), takersOn(rules, row.day)];
      if (!allowed.some((takers) => mayTake(takers, closeness, row.movement)))
        findings.add({ ...at, rule: 'taker-outside' });
      else if (membersOnlyBy(closeness, row.movement, row.day, where) === null) continue;
      else if (until !== null && row.recordedAt <= until)
        findings.note({ ...at, remark: 'taker-by-law-before' });
      else findings.add({ ...at, rule: 'taker-by-law' });
    }
    const last = rows.at(-1);
    if (last === undefined || rows.length < PAGE) return;
    after = last.number;
  }
}

/** The setting of its day as it was known when the movement was written: what was set later, lawfully back to that day, only clears. */
function takersKnownTo(
  rules: Awaited<ReturnType<typeof takerRules>>,
  { day: on, recordedAt }: { readonly day: LocalDate; readonly recordedAt: Date },
): Takers {
  return takersOn(
    rules.filter((rule) => rule.recordedAt <= recordedAt),
    on,
  );
}

const PAGE = 20_000;

type Allowances = Awaited<ReturnType<typeof allowances>>;

/** The largest allowance of a year, as it was known at any time. */
function mostAllowed(rules: Allowances, year: number, unset: ShareQuantity): ShareQuantity {
  const known = [[], ...rules.map((_, index) => rules.slice(0, index + 1))];
  const days = [LocalDate.of(year, 1, 1), LocalDate.of(year, 12, 31)];
  const within = rules.map(({ effectiveOn }) => effectiveOn).filter((each) => each.year === year);
  return [...days, ...within]
    .flatMap((each) => known.map((written) => allowanceOn(written, each, unset)))
    .reduce((best, each) => (each.compare(best) > 0 ? each : best));
}

/**
 * What a posting gave beyond what the assembly saw, or gave after it, together with what one person entered by hand until then for
 * the same holder in the year: within the allowance, as the command asked.
 */
async function checkPostedAllowances(tx: Tx, cooperativeId: string, findings: FindingList): Promise<void> {
  const coop = sql`${cooperativeId}::uuid`;
  const rules = await allowances(tx, cooperativeId);
  for (const { posting, together } of await countedTogether(tx, cooperativeId)) {
    const { year } = dayInChina(posting.recordedAt);
    const counts = sql`(m.kind = any(${sql.param([...allowanceKinds])}::text[])
      or m.posting_id = any(${sql.param([...together])}::uuid[]))`;
    const rows = await rowsOf(
      tx,
      sql`
      with posted as (
        select number, from_account, to_account from share_movement
        where cooperative_id = ${coop} and posting_id = ${posting.id}::uuid
      ), entered as (
        select m.from_account, m.to_account, m.quantity from share_movement m
        where m.cooperative_id = ${coop} and ${counts} and m.number <= (select max(number) from posted)
          and extract(year from m.recorded_at at time zone 'Asia/Shanghai') = ${year}::int
          and not exists (select from share_movement r where r.cooperative_id = ${coop} and r.reverses = m.id)
          and not exists (select from movement_request_answer q where q.cooperative_id = ${coop}
            and m.number between q.first_number and q.last_number)
      )
      select a.kind, a.number, sum(f.quantity) as moved,
        ${posting.recordedAt.toISOString()}::timestamptz <= coalesce(
          (select b.until from told_alone_before b where b.cooperative_id = ${coop}), '-infinity') as before
      from (select to_account as account_id, quantity from entered
        union all select from_account, quantity from entered) f
      join holder_account a on a.cooperative_id = ${coop} and a.id = f.account_id
        and a.kind in ('member', 'household', 'collective')
        and a.id in (select from_account from posted union select to_account from posted)
      group by a.id, a.kind, a.number, a.sort_key order by a.sort_key`,
      { kind: oneOf(accountKinds), number: text, moved: shares, before: flag },
    );
    const most = mostAllowed(rules, year, defaultAllowance);
    for (const { kind, number, moved, before } of rows) {
      if (moved.compare(most) <= 0) continue;
      const at = { table: 'share_movement', row: `${kind} ${number} ${year}`, found: `${moved}` };
      if (before) findings.note({ ...at, remark: 'allowance-exceeded-before' });
      else findings.add({ ...at, rule: 'allowance-exceeded', expected: `${most}` });
    }
  }
}

/**
 * What one person entered for one holder in a year of writing, against the largest allowance of the year, as it was known at
 * any time: one that was lowered later, also backwards, makes nothing wrong that was right when it was written.
 */
async function checkAllowances(tx: Tx, cooperativeId: string, findings: FindingList): Promise<void> {
  const coop = sql`${cooperativeId}::uuid`;
  const rows = await rowsOf(
    tx,
    sql`
    with entered as (
      select m.*, extract(year from m.recorded_at at time zone 'Asia/Shanghai')::int as year,
        m.kind = 'opening' and m.recorded_at <= coalesce(
          (select b.until from one_hand_before b where b.cooperative_id = ${coop}), '-infinity') as before,
        m.recorded_at <= coalesce((select b.until from loosened_alone_before b where b.cooperative_id = ${coop}), '-infinity') as old
      from share_movement m
      where m.cooperative_id = ${coop} and m.kind = any(${sql.param([...allowanceKinds])}::text[])
        and not exists (select from share_movement r where r.cooperative_id = ${coop} and r.reverses = m.id)
        and not exists (select from movement_request_answer q where q.cooperative_id = ${coop}
          and m.number between q.first_number and q.last_number)
    )
    select a.kind, a.number, f.year, sum(f.quantity) as moved,
      coalesce(sum(f.quantity) filter (where not f.before), 0) as counted, bool_and(f.old) as old
    from (select to_account as account_id, year, quantity, before, old from entered
      union all select from_account, year, quantity, before, old from entered) f
    join holder_account a on a.cooperative_id = ${coop} and a.id = f.account_id
      and a.kind in ('member', 'household', 'collective')
    group by a.id, a.kind, a.number, a.sort_key, f.year order by f.year, a.sort_key`,
    { kind: oneOf(accountKinds), number: text, year: count, moved: shares, counted: shares, old: flag },
  );
  const rules = await allowances(tx, cooperativeId);
  for (const { kind, number, year, moved, counted, old } of rows) {
    // What was written while one person could raise it is held to the default of then.
    const most = mostAllowed(rules, year, old ? defaultAllowanceBefore : defaultAllowance);
    if (moved.compare(most) <= 0) continue;
    const row = `${kind} ${number} ${year}`;
    if (counted.compare(most) <= 0) {
      findings.note({ table: 'share_movement', row, remark: 'allowance-exceeded-before', found: `${moved}` });
      continue;
    }
    findings.add({
      table: 'share_movement',
      row,
      rule: 'allowance-exceeded',
      expected: most.toString(),
      found: moved.toString(),
    });
  }
  const alone = await rowsOf(
    tx,
    sql`select 'movement_request' as "table", r.number::text as row from movement_request r join movement_request_answer q
        on q.cooperative_id = ${coop} and q.request_id = r.id
      where r.cooperative_id = ${coop} and q.confirmed and q.recorded_by = r.recorded_by
      union all select 'account_change', c.number::text from account_change c join account_change_review v
        on v.cooperative_id = ${coop} and v.change_id = c.id
      where c.cooperative_id = ${coop} and v.outcome = 'confirmed' and v.recorded_by = c.made_by
      union all select 'resolution', d.number from resolution d join resolution_review v
        on v.cooperative_id = ${coop} and v.resolution_id = d.id
      where d.cooperative_id = ${coop} and v.verdict = 'confirmed' and v.recorded_by = d.recorded_by
      order by 1, 2`,
    { table: text, row: text },
  );
  for (const { table, row } of alone) findings.add({ table, row, rule: 'confirmed-alone' });
  const otherwise = await rowsOf(
    tx,
    sql`select r.number from movement_request r join movement_request_answer q
        on q.cooperative_id = ${coop} and q.request_id = r.id
      where r.cooperative_id = ${coop} and q.confirmed and not moved_as_asked(${coop}, r.id) order by r.number`,
    { number: whole },
  );
  for (const { number } of otherwise)
    findings.add({ table: 'movement_request', row: `${number}`, rule: 'other-than-asked' });
  const undone = await rowsOf(
    tx,
    sql`select m.number, m.recorded_at <= coalesce(b.until, '-infinity') as before
      from share_movement m
      join share_movement o on o.cooperative_id = ${coop} and o.id = m.reverses
      join movement_request_answer q on q.cooperative_id = ${coop} and o.number between q.first_number and q.last_number
      left join one_hand_before b on b.cooperative_id = ${coop}
      where m.cooperative_id = ${coop} and not exists (select from movement_request_answer a
        where a.cooperative_id = ${coop} and m.number between a.first_number and a.last_number)
      union all
      select min(m.number), max(x.recorded_at) <= coalesce(max(b.until), '-infinity')
      from share_movement m
      join share_movement o on o.cooperative_id = ${coop} and o.id = m.reverses and o.kind = 'allotment'
      left join allotment_reversal x on x.cooperative_id = ${coop} and x.posting_id = o.posting_id
      left join ended_alone_before b on b.cooperative_id = ${coop}
      where m.cooperative_id = ${coop} and not exists (select from movement_request_answer a
        where a.cooperative_id = ${coop} and a.confirmed and m.number between a.first_number and a.last_number)
      group by o.posting_id
      order by 1`,
    { number: whole, before: flag },
  );
  for (const { number, before } of undone)
    if (before)
      findings.note({ table: 'share_movement', row: `${number}`, remark: 'reversed-by-one-before' });
    else findings.add({ table: 'share_movement', row: `${number}`, rule: 'reversed-by-one' });
  await checkLifts(tx, cooperativeId, findings);
}

/** PostgreSQL says again whether the end of a restriction was asked for by one and confirmed by another. */
async function checkLifts(tx: Tx, cooperativeId: string, findings: FindingList): Promise<void> {
  const coop = sql`${cooperativeId}::uuid`;
  const rows = await rowsOf(
    tx,
    sql`select r.kind || ' ' || a.number || ' ' || l.lifted_on as row, l.recorded_at <= coalesce(b.until, '-infinity') as before
      from share_restriction_lift l
      join share_restriction r on r.cooperative_id = ${coop} and r.id = l.restriction_id
      join holder_account a on a.cooperative_id = ${coop} and a.id = r.account_id
      left join ended_alone_before b on b.cooperative_id = ${coop}
      where l.cooperative_id = ${coop} and not lifted_by_two(l)
      order by a.sort_key, l.lifted_on, r.id`,
    { row: text, before: flag },
  );
  for (const { row, before } of rows)
    if (before) findings.note({ table: 'share_restriction_lift', row, remark: 'lifted-by-one-before' });
    else findings.add({ table: 'share_restriction_lift', row, rule: 'lifted-by-one' });
}

/** Each split changed every holding of its class by its ratio, those included that were recorded later. */
async function checkSplits(tx: Tx, cooperativeId: string, findings: FindingList): Promise<void> {
  const coop = sql`${cooperativeId}::uuid`;
  for (const split of await splitsKnown(tx, cooperativeId)) {
    const before = sql`(m.effective_on < ${split.effectiveOn.toString()}::date
      or (m.effective_on = ${split.effectiveOn.toString()}::date and m.number < ${split.firstNumber.toString()}::bigint))
      and m.posting_id is distinct from ${split.id}::uuid`;
    const rows = await rowsOf(
      tx,
      sql`
      select a.kind, a.number,
        coalesce(sum(f.quantity) filter (where f.before), 0) as old,
        coalesce(sum(f.quantity) filter (where f.ours), 0) as gained
      from (
        select m.to_account as account_id, m.quantity, ${before} as before, m.posting_id = ${split.id}::uuid as ours
          from share_movement m where m.cooperative_id = ${coop} and m.class_id = ${split.classId}::uuid
        union all
        select m.from_account, -m.quantity, ${before}, m.posting_id = ${split.id}::uuid
          from share_movement m where m.cooperative_id = ${coop} and m.class_id = ${split.classId}::uuid
      ) f
      join holder_account a on a.cooperative_id = ${coop} and a.id = f.account_id
        and a.kind in ('member', 'household', 'collective')
      group by a.id, a.kind, a.number, a.sort_key
      having coalesce(sum(f.quantity) filter (where f.ours), 0) * ${split.denominator.toString()}::numeric
        <> coalesce(sum(f.quantity) filter (where f.before), 0) * ${(split.numerator - split.denominator).toString()}::numeric
      order by a.sort_key`,
      { kind: oneOf(accountKinds), number: text, old: decimal, gained: decimal },
    );
    for (const { kind, number, old, gained } of rows) {
      const row = `${kind} ${number} ${split.effectiveOn.toString()}`;
      findings.add({ table: 'share_split', row, rule: 'split-differs', found: `${old} + ${gained}` });
    }
  }
}

/**
 * Nobody became or stopped being a member without the reason and the decision that the day it claims and the day it was confirmed ask
 * for; corrected records are not asked, and one of before is asked by the day it claims alone.
 */
async function checkBases(tx: Tx, cooperativeId: string, findings: FindingList): Promise<void> {
  const coop = sql`${cooperativeId}::uuid`;
  const first = await firstDayOf(tx, cooperativeId);
  const since = await inUseSince(tx, cooperativeId);
  // A change that waited is asked by the day it was confirmed, as its confirmation is; versions of before asked by the day it was made.
  const entered = sql`case when c.kind = 'entered' and s.recorded_at <= (select b.until from asked_less_before b
    where b.cooperative_id = ${coop}) then c.made_at else s.recorded_at end`;
  const rows = await rowsOf(
    tx,
    sql`select p.register_number as number, s.kind, s.effective_on as day, s.corrects,
        (${entered} at time zone 'Asia/Shanghai')::date as recorded,
        coalesce(${entered} > ${since?.toISOString() ?? null}::timestamptz, false) as in_use,
        coalesce(c.kind = 'before', false) as before
      from member_standing s join member p on p.cooperative_id = ${coop} and p.id = s.member_id
      left join register_change c on c.cooperative_id = ${coop} and c.id = s.change_id
      left join member_basis b on b.cooperative_id = ${coop} and b.standing_id = s.id
      left join member_standing k on k.cooperative_id = ${coop} and k.corrects = s.id
      where s.cooperative_id = ${coop} and s.kind in ('admitted', 'left', 'reinstated')
        and (s.effective_on >= ${first.toString()}::date
          or ${entered} > ${since?.toISOString() ?? null}::timestamptz)
        and b.standing_id is null and k.id is null
      order by p.sort_key, s.effective_on`,
    {
      number: text,
      kind: oneOf(standingKinds),
      day,
      corrects: orNull(id),
      recorded: day,
      inUse: flag,
      before: flag,
    },
  );
  for (const { number, kind, day: effectiveOn, corrects, recorded, inUse, before } of rows) {
    const place = `${number} ${kind} ${effectiveOn.toString()}`;
    const change = { kind, effectiveOn, corrects: corrects ?? undefined };
    const days = { first, inUse: inUse && !before, recorded };
    if (needsBasis(change, days))
      findings.add({ table: 'member_standing', row: place, rule: 'membership-undecided' });
    else if (needsReason(change, { ...days, inUse }))
      findings.note({ table: 'member_standing', row: place, remark: 'membership-unreasoned' });
  }
  const unfit = await rowsOf(
    tx,
    sql`select p.register_number || ' ' || s.kind || ' ' || s.effective_on || ' ' || r.number as row,
        case when members_decided_duly(r, s.effective_on, null, s.corrects)
          then ${entered} <= coalesce(l.until, '-infinity') else s.effective_on < ${first.toString()}::date end as before
      from member_basis b
      join member_standing s on s.cooperative_id = ${coop} and s.id = b.standing_id
      left join register_change c on c.cooperative_id = ${coop} and c.id = s.change_id
      left join looked_less_before l on l.cooperative_id = ${coop}
      join member p on p.cooperative_id = ${coop} and p.id = s.member_id
      join resolution r on r.cooperative_id = ${coop} and r.id = b.resolution_id
      where b.cooperative_id = ${coop} and not members_decided_duly(r, s.effective_on, ${entered}, s.corrects)
      order by p.sort_key, s.effective_on`,
    { row: text, before: flag },
  );
  for (const { row, before } of unfit)
    if (before) findings.note({ table: 'member_basis', row, remark: 'membership-unfit-before' });
    else findings.add({ table: 'member_basis', row, rule: 'membership-unfit' });
}
