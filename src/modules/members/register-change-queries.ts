/** Reads of changes of the register: what waits, what was confirmed, and the people of one change as whoever confirms it sees them. */
import { and, asc, eq, gt, sql, type SQL } from 'drizzle-orm';
import { basisReasons } from '../../domain/membership-basis.ts';
import { relations, sexes, standingKinds } from '../../domain/membership.ts';
import { RESIDENT_ID_MASK } from '../../domain/personal-mask.ts';
import { refuse } from '../../domain/refusal.ts';
import { registerChangeState, type RegisterChangeState } from '../../domain/register-change.ts';
import type { Tx } from '../../platform/database.ts';
import { must } from '../../platform/must.ts';
import { day, flag, id, oneOf, orNull, rowsOf, text } from '../../platform/rows.ts';
import { usersAs } from '../access/index.ts';
import { registerChange, registerChangeReview } from './schema.ts';

interface ChangeRow {
  readonly change: typeof registerChange.$inferSelect;
  readonly review: typeof registerChangeReview.$inferSelect | null;
  readonly madeBy: string | null;
  readonly reviewedBy: string | null;
}

export const stateOf = ({ change, review }: ChangeRow): RegisterChangeState =>
  registerChangeState(change.kind, review?.outcome ?? null);

async function changesWhere(
  tx: Tx,
  cooperativeId: string,
  condition: SQL | undefined,
  limit: number,
): Promise<readonly ChangeRow[]> {
  const maker = usersAs('maker');
  const reviewer = usersAs('reviewer');
  return tx
    .select({
      change: registerChange,
      review: registerChangeReview,
      madeBy: maker.displayName,
      reviewedBy: reviewer.displayName,
    })
    .from(registerChange)
    .leftJoin(
      registerChangeReview,
      and(
        eq(registerChangeReview.cooperativeId, cooperativeId),
        eq(registerChangeReview.changeId, registerChange.id),
      ),
    )
    .leftJoin(maker, eq(maker.id, registerChange.madeBy))
    .leftJoin(reviewer, eq(reviewer.id, registerChangeReview.recordedBy))
    .where(and(eq(registerChange.cooperativeId, cooperativeId), condition))
    .orderBy(asc(registerChange.number))
    .limit(limit);
}

export async function requireChange(tx: Tx, cooperativeId: string, changeId: string): Promise<ChangeRow> {
  const [found] = await changesWhere(tx, cooperativeId, eq(registerChange.id, changeId), 1);
  if (!found) throw refuse('register.change-unknown');
  return found;
}

/** By number, after `after` if given. */
export async function registerChangesOnWire(
  tx: Tx,
  cooperativeId: string,
  wanted: {
    readonly after: string | null;
    readonly limit: number;
    readonly state: RegisterChangeState | null;
  },
) {
  const after = wanted.after !== null && /^\d{1,18}$/.test(wanted.after) ? BigInt(wanted.after) : -1n;
  const state =
    wanted.state === null
      ? undefined
      : sql`case when ${registerChange.kind} = 'before' then 'before'
          else coalesce(${registerChangeReview.outcome}, 'awaiting') end = ${wanted.state}`;
  const condition = and(gt(registerChange.number, after), state);
  const rows = await changesWhere(tx, cooperativeId, condition, wanted.limit + 1);
  const shown = rows.slice(0, wanted.limit);
  return {
    changes: shown.map(changeOnWire),
    next: rows.length > wanted.limit ? must(shown.at(-1), 'a page').change.number.toString() : null,
  };
}

export function changeOnWire(row: ChangeRow) {
  const { change, review, madeBy, reviewedBy } = row;
  return {
    id: change.id,
    number: change.number.toString(),
    state: stateOf(row),
    count: change.count,
    madeAt: change.madeAt.toISOString(),
    madeBy,
    reviewedAt: review?.recordedAt.toISOString() ?? null,
    reviewedBy,
    reason: review?.reason ?? null,
  };
}

const personShape = {
  memberId: id,
  number: text,
  sortKey: text,
  name: text,
  household: orNull(text),
  relation: orNull(oneOf(relations)),
  placed: flag,
  newHousehold: orNull(text),
  newRelation: orNull(oneOf(relations)),
  placedOn: orNull(day),
  sex: orNull(oneOf(sexes)),
  birthDate: orNull(day),
  seniorityFrom: orNull(day),
  changed: flag,
  newSex: orNull(oneOf(sexes)),
  newBirthDate: orNull(day),
  newSeniorityFrom: orNull(day),
  hasResidentId: flag,
  newName: orNull(text),
  hasNewResidentId: flag,
  otherResidentId: flag,
};

/** A change with a page of its people, in natural order of their numbers. */
export async function changeWithPeople(
  tx: Tx,
  cooperativeId: string,
  changeId: string,
  page: { readonly after: string | null; readonly limit: number },
) {
  const found = await requireChange(tx, cooperativeId, changeId);
  const coop = sql`${cooperativeId}::uuid`;
  const ours = sql`cooperative_id = ${coop} and change_id = ${changeId}::uuid`;
  const rows = await rowsOf(
    tx,
    sql`
    select m.id as member_id, m.register_number as number, m.sort_key, m.name, h.number as household, m.relation,
      t.id is not null as placed, th.number as new_household, t.relation as new_relation, t.effective_on as placed_on,
      m.sex, m.birth_date, m.seniority_from, f.member_id is not null as changed,
      f.sex as new_sex, f.birth_date as new_birth_date, f.seniority_from as new_seniority_from,
      m.resident_id_index is not null as has_resident_id, f.name as new_name,
      f.resident_id_index is not null as has_new_resident_id,
      f.name is not null and f.resident_id_index is distinct from m.resident_id_index as other_resident_id
    from (select member_id from proposed_standing where ${ours} union select member_id from proposed_facts where ${ours}
      union select member_id from proposed_placement where ${ours}
      union select member_id from proposed_tag where ${ours}) p
    join member m on m.cooperative_id = ${coop} and m.id = p.member_id
    left join household h on h.cooperative_id = ${coop} and h.id = m.household_id
    left join proposed_facts f on f.cooperative_id = ${coop} and f.change_id = ${changeId}::uuid and f.member_id = m.id
    left join proposed_placement t on t.cooperative_id = ${coop} and t.change_id = ${changeId}::uuid and t.member_id = m.id
    left join household th on th.cooperative_id = ${coop} and th.id = t.household_id
    where m.sort_key > ${page.after ?? ''}
    order by m.sort_key limit ${page.limit + 1}`,
    personShape,
  );
  const shown = rows.slice(0, page.limit);
  const ids = shown.map(({ memberId }) => memberId);
  const standings = await standingsOfChange(tx, cooperativeId, changeId, ids);
  const tags = await tagsOfChange(tx, cooperativeId, changeId, ids);
  return {
    change: changeOnWire(found),
    people: shown.map((row) => ({
      memberId: row.memberId,
      number: row.number,
      name: row.name,
      household: row.household,
      relation: row.relation,
      place:
        row.placed && row.placedOn !== null
          ? { household: row.newHousehold, relation: row.newRelation, effectiveOn: row.placedOn.toString() }
          : null,
      before: {
        name: row.name,
        ...shownId(row.hasResidentId),
        ...factsOnWire(row.sex, row.birthDate, row.seniorityFrom),
      },
      after: row.changed
        ? {
            name: row.newName ?? row.name,
            ...shownId(row.newName === null ? row.hasResidentId : row.hasNewResidentId),
            ...factsOnWire(row.newSex, row.newBirthDate, row.newSeniorityFrom),
          }
        : null,
      otherResidentId: row.otherResidentId,
      tags: tags.get(row.memberId) ?? [],
      standings: standings.get(row.memberId) ?? [],
    })),
    next: rows.length > page.limit ? must(shown.at(-1), 'a page').sortKey : null,
  };
}

type PersonRow = Awaited<ReturnType<typeof rowsOf<typeof personShape>>>[number];

const shownId = (known: boolean) => ({ residentIdMasked: known ? RESIDENT_ID_MASK : null });

function factsOnWire(
  sex: PersonRow['sex'],
  birthDate: PersonRow['birthDate'],
  seniorityFrom: PersonRow['seniorityFrom'],
) {
  return {
    sex,
    birthDate: birthDate?.toString() ?? null,
    seniorityFrom: seniorityFrom?.toString() ?? null,
  };
}

/** The tags that wait; and those that whoever is admitted came with, for they count from the admission on. */
async function tagsOfChange(tx: Tx, cooperativeId: string, changeId: string, memberIds: readonly string[]) {
  const coop = sql`${cooperativeId}::uuid`;
  const rows = await rowsOf(
    tx,
    sql`
    select t.member_id, t.tag, t.present, t.effective_on from proposed_tag t
    where t.cooperative_id = ${coop} and t.change_id = ${changeId}::uuid
    union
    select t.member_id, t.tag, t.present, t.effective_on from member_tag t
    join proposed_standing p on p.cooperative_id = ${coop} and p.change_id = ${changeId}::uuid
      and p.member_id = t.member_id and p.kind = 'admitted' and p.corrects is null
    where t.cooperative_id = ${coop} and t.member_id = any(${sql.param([...memberIds])}::uuid[])
      and t.change_id is null
    order by member_id, effective_on, tag`,
    { memberId: id, tag: text, present: flag, effectiveOn: day },
  );
  const onWire = rows.map(({ effectiveOn, ...rest }) => ({ ...rest, effectiveOn: effectiveOn.toString() }));
  return new Map(
    [...Map.groupBy(onWire, ({ memberId }) => memberId)].map(([memberId, each]) => [
      memberId,
      each.map(({ tag, present, effectiveOn }) => ({ tag, present, effectiveOn })),
    ]),
  );
}

async function standingsOfChange(
  tx: Tx,
  cooperativeId: string,
  changeId: string,
  memberIds: readonly string[],
) {
  const coop = sql`${cooperativeId}::uuid`;
  const rows = await rowsOf(
    tx,
    sql`
    select p.member_id, p.kind, p.effective_on, o.kind as old_kind, o.effective_on as old_effective_on,
      p.note, p.reason, p.resolution_id, p.application
    from proposed_standing p
    left join member_standing o on o.cooperative_id = ${coop} and o.id = p.corrects
    where p.cooperative_id = ${coop} and p.change_id = ${changeId}::uuid
      and p.member_id = any(${sql.param([...memberIds])}::uuid[])
    order by p.effective_on, p.id`,
    {
      memberId: id,
      kind: oneOf(standingKinds),
      effectiveOn: day,
      oldKind: orNull(oneOf(standingKinds)),
      oldEffectiveOn: orNull(day),
      note: orNull(text),
      reason: orNull(oneOf(basisReasons)),
      resolutionId: orNull(id),
      application: orNull(text),
    },
  );
  const onWire = rows.map(({ memberId, effectiveOn, oldKind, oldEffectiveOn, ...rest }) => ({
    memberId,
    standing: {
      ...rest,
      effectiveOn: effectiveOn.toString(),
      corrects:
        oldKind === null || oldEffectiveOn === null
          ? null
          : { kind: oldKind, effectiveOn: oldEffectiveOn.toString() },
    },
  }));
  return new Map(
    [...Map.groupBy(onWire, ({ memberId }) => memberId)].map(([memberId, each]) => [
      memberId,
      each.map(({ standing }) => standing),
    ]),
  );
}
