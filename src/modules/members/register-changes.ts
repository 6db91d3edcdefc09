/**
 * Changes of the register, entered by one person and confirmed or sent back by another. Standings, facts, places in households and tags wait beside the register
 * and are written into it by the confirmation: what waits counts nowhere. PostgreSQL takes them from nowhere else.
 */
import { and, eq, sql } from 'drizzle-orm';
import { v7 as newId } from 'uuid';
import type { LocalDate } from '../../domain/calendar.ts';
import {
  articleOf,
  basisFaults,
  rosterReasonFaults,
  type MembershipBasis,
  type RegisterDays,
} from '../../domain/membership-basis.ts';
import {
  headFault,
  standingFaults,
  standingOn,
  standingsKnown,
  type Relation,
  type Sex,
  type StandingKind,
  type StandingRecord,
} from '../../domain/membership.ts';
import { RESIDENT_ID_MASK } from '../../domain/personal-mask.ts';
import { refuse, throwFaults, type Fault } from '../../domain/refusal.ts';
import {
  requireRegisterReview,
  waitsForAnother,
  type RegisterReviewOutcome,
} from '../../domain/register-change.ts';
import { defineCommand, type CommandUnit } from '../../platform/command.ts';
import { rawSql, type Tx } from '../../platform/database.ts';
import { must } from '../../platform/must.ts';
import { flag, moment, onlyRowOf, orNull, rowsOf, text, whole } from '../../platform/rows.ts';
import { firstDayOf } from '../access/index.ts';
import { unseal } from './personal-number.ts';
import * as wire from './register-change-contract.ts';
import { changeOnWire, requireChange, stateOf } from './register-change-queries.ts';
import {
  household,
  householdPlacement,
  member,
  memberStanding,
  memberTag,
  proposedFacts,
  proposedPlacement,
  proposedStanding,
  proposedTag,
  registerChange,
  registerChangeReview,
} from './schema.ts';
import {
  amongTexts,
  changeMember,
  findMemberByResidentId,
  insertPlacement,
  insertTag,
  seatsOf,
  standingsOf,
  type MemberRow,
} from './store.ts';

export interface WaitingStanding {
  readonly id: string;
  readonly memberId: string;
  readonly kind: StandingKind;
  readonly effectiveOn: LocalDate;
  readonly corrects?: string | undefined;
  readonly note: string | null;
  readonly basis: MembershipBasis | null;
}

/** Who somebody is, and what people and papers were reckoned from: money, pensions and seniority follow it. */
export interface Facts {
  readonly name: string;
  readonly residentIdCipher: Uint8Array | null;
  readonly residentIdIndex: Uint8Array | null;
  readonly sex: Sex | null;
  readonly birthDate: LocalDate | null;
  readonly seniorityFrom: LocalDate | null;
}

export async function registerDaysOf({ tx, cooperativeId, today }: CommandUnit): Promise<RegisterDays> {
  const first = await firstDayOf(tx, cooperativeId);
  return { first, inUse: (await inUseSince(tx, cooperativeId)) !== null, recorded: today };
}

/** PostgreSQL is asked: the register of members knows nothing of meetings, schemes and dividends. */
export async function inUseSince(tx: Tx, cooperativeId: string): Promise<Date | null> {
  const { since } = await onlyRowOf(tx, sql`select register_in_use_since(${cooperativeId}::uuid) as since`, {
    since: orNull(moment),
  });
  return since;
}

async function openChange(unit: CommandUnit, people: number): Promise<string> {
  const { tx, cooperativeId, now, actor } = unit;
  const id = newId();
  const number = await unit.nextNumber('register-change');
  await tx.insert(registerChange).values({
    cooperativeId,
    id,
    number,
    kind: 'entered',
    count: people,
    madeAt: now,
    madeBy: actor.userId,
  });
  unit.note('register-change', { id, number: number.toString(), people });
  return id;
}

/** The change that these standings wait in; null where there are none. Deaths stand in the register at once, and wait in it. */
export async function enterStandings(
  unit: CommandUnit,
  standings: readonly WaitingStanding[],
): Promise<string | null> {
  if (standings.length === 0) return null;
  const changeId = await proposeStandings(unit, standings);
  if (!standings.some(waitsForAnother)) await writeStandings(unit, changeId);
  return changeId;
}

/** Rows of one INSERT: large enough to be fast, small enough to keep memory flat. */
const BATCH = 5_000;

async function proposeStandings(unit: CommandUnit, standings: readonly WaitingStanding[]): Promise<string> {
  const changeId = await openChange(unit, new Set(standings.map(({ memberId }) => memberId)).size);
  for (let start = 0; start < standings.length; start += BATCH) {
    const batch = standings.slice(start, start + BATCH);
    const law = ({ basis, effectiveOn }: WaitingStanding) => basis && articleOf(basis.reason, effectiveOn);
    await rawSql(unit.tx)`
      insert into proposed_standing (cooperative_id, change_id, id, member_id, kind, effective_on, corrects, note,
        reason, law_id, resolution_id, application)
      select ${unit.cooperativeId}::uuid, ${changeId}::uuid, row.*
      from unnest(
        ${batch.map(({ id }) => id)}::uuid[],
        ${batch.map(({ memberId }) => memberId)}::uuid[],
        ${batch.map(({ kind }) => kind)}::text[],
        ${batch.map(({ effectiveOn }) => effectiveOn.toString())}::text[]::date[],
        ${batch.map(({ corrects }) => corrects ?? null)}::uuid[],
        ${batch.map(({ note }) => note)}::text[],
        ${batch.map(({ basis }) => basis?.reason ?? null)}::text[],
        ${batch.map(law)}::text[],
        ${batch.map(({ basis }) => basis?.resolutionId ?? null)}::uuid[],
        ${batch.map(({ basis }) => basis?.application ?? null)}::text[]
      ) as row (id, member_id, kind, effective_on, corrects, note, reason, law_id, resolution_id, application)`;
  }
  return changeId;
}

const sameDay = (one: LocalDate | null, other: LocalDate | null): boolean =>
  one === null || other === null ? one === other : one.equals(other);

const sameBytes = (one: Uint8Array | null, other: Uint8Array | null): boolean =>
  one === null || other === null ? one === other : Buffer.from(one).equals(other);

/** The first resident ID of somebody is no other: one person enters it. */
const sameFacts = (one: Facts, other: Facts): boolean =>
  one.name === other.name &&
  (one.residentIdIndex === null || sameBytes(one.residentIdIndex, other.residentIdIndex)) &&
  one.sex === other.sex &&
  sameDay(one.birthDate, other.birthDate) &&
  sameDay(one.seniorityFrom, other.seniorityFrom);

/** PostgreSQL is asked: the register of members knows nothing of shares and money. */
async function restsOn(tx: Tx, cooperativeId: string, memberId: string): Promise<boolean> {
  const { rests } = await onlyRowOf(
    tx,
    sql`select rests_on_person(${cooperativeId}::uuid, ${memberId}::uuid) as rests`,
    { rests: flag },
  );
  return rests;
}

/** The change that new facts wait in; null where they are the same, or nothing rests on them yet. */
export async function enterFacts(unit: CommandUnit, before: MemberRow, after: Facts): Promise<string | null> {
  const firstNumber = before.residentIdIndex === null && after.residentIdIndex !== null;
  // What waits says all facts of the person: a number entered beside it would be lost when it is confirmed.
  if (firstNumber || !sameFacts(before, after)) await requireNothingWaits(unit, [before.id]);
  if (sameFacts(before, after)) return null;
  if (!(await restsOn(unit.tx, unit.cooperativeId, before.id))) return null;
  const changeId = await openChange(unit, 1);
  const { cooperativeId } = unit;
  await unit.tx.insert(proposedFacts).values({ cooperativeId, changeId, memberId: before.id, ...after });
  return changeId;
}

/** Who cannot take the place in the household: somebody else has it, or nobody confirmed or everybody buried them. */
export async function seatFaults(
  { tx, cooperativeId, today }: CommandUnit,
  person: Pick<MemberRow, 'id' | 'name' | 'registerNumber'>,
  household: string,
  relation: Relation | null,
): Promise<readonly Fault[]> {
  const seats = await seatsOf(tx, cooperativeId, [household], today);
  const taken = seats.find((seat) => seat.memberId !== person.id && seat.relation === relation);
  if (taken !== undefined) {
    const code = relation === 'head' ? 'membership.two-heads' : 'membership.two-spouses';
    return [{ code, values: { household, first: taken.registerNumber, second: person.registerNumber } }];
  }
  if (relation !== 'head') return [];
  const records = (await standingsOf(tx, cooperativeId, [person.id])).get(person.id) ?? [];
  const fault = headFault({ name: person.name, standing: standingOn(records, today) });
  return fault === null ? [] : [fault];
}

export interface Placement {
  readonly memberId: string;
  readonly householdId: string | null;
  readonly relation: Relation | null;
  readonly effectiveOn: LocalDate;
}

/** Whether places in households wait: since a meeting was called, for a household votes for its own, or the register is in use. */
async function placesWait(tx: Tx, cooperativeId: string): Promise<boolean> {
  const { since } = await onlyRowOf(tx, sql`select placed_by_two_since(${cooperativeId}::uuid) as since`, {
    since: orNull(moment),
  });
  return since !== null;
}

/** The change that a place in a household waits in; null while the register is being opened, and it counts already. */
export async function enterPlacement(
  unit: CommandUnit,
  person: MemberRow,
  placement: Placement,
): Promise<string | null> {
  const { tx, cooperativeId, now } = unit;
  if (!(await placesWait(tx, cooperativeId))) {
    await insertPlacement(tx, cooperativeId, placement, now);
    const { householdId, relation } = placement;
    await changeMember(tx, cooperativeId, person.id, { householdId, relation, changedAt: now });
    return null;
  }
  await requireNothingWaits(unit, [person.id]);
  const changeId = await openChange(unit, 1);
  await tx.insert(proposedPlacement).values({ cooperativeId, id: newId(), changeId, ...placement });
  return changeId;
}

export interface Tagging {
  readonly memberId: string;
  readonly tag: string;
  readonly present: boolean;
  readonly effectiveOn: LocalDate;
}

/** The change that a tag waits in: it may take a vote, or give shares; null where nothing rests on the person, and it counts already. */
export async function enterTag(unit: CommandUnit, tagging: Tagging): Promise<string | null> {
  const { tx, cooperativeId, now } = unit;
  if (!(await restsOn(tx, cooperativeId, tagging.memberId))) {
    await insertTag(tx, cooperativeId, tagging, now);
    return null;
  }
  await requireNothingWaits(unit, [tagging.memberId]);
  const changeId = await openChange(unit, 1);
  await tx.insert(proposedTag).values({ cooperativeId, id: newId(), changeId, ...tagging });
  return changeId;
}

/** One change at a time is about a person, so that whoever confirms sees all that becomes of them. */
export async function requireNothingWaits(unit: CommandUnit, memberIds: readonly string[]): Promise<void> {
  const coop = sql`${unit.cooperativeId}::uuid`;
  const theirs = sql`cooperative_id = ${coop} and member_id = any(${sql.param([...memberIds])}::uuid[])`;
  const [waiting] = await rowsOf(
    unit.tx,
    sql`
    select c.number, m.register_number from (
      select change_id, member_id from proposed_standing where ${theirs}
      union
      select change_id, member_id from proposed_facts where ${theirs}
      union
      select change_id, member_id from proposed_placement where ${theirs}
      union
      select change_id, member_id from proposed_tag where ${theirs}
    ) p
    join register_change c on c.cooperative_id = ${coop} and c.id = p.change_id
    join member m on m.cooperative_id = ${coop} and m.id = p.member_id
    where not exists (select from register_change_review v where v.cooperative_id = ${coop} and v.change_id = c.id)
    order by c.number, m.sort_key limit 1`,
    { number: whole, registerNumber: text },
  );
  if (waiting === undefined) return;
  const { number, registerNumber } = waiting;
  throw refuse('register.change-waits', { number: number.toString(), registerNumber });
}

type SealedId = Pick<Facts, 'residentIdCipher' | 'residentIdIndex'>;

/** Both resident IDs in clear, while the change waits: whoever confirms it compares them with the paper. */
export const unmaskRegisterChange = defineCommand({
  name: 'members.unmask-change',
  endpoint: wire.unmaskRegisterChange,
  async run(unit, { changeId, reason }) {
    const { tx, cooperativeId, vault } = unit;
    if (stateOf(await requireChange(tx, cooperativeId, changeId)) !== 'awaiting')
      throw refuse('register.reviewed');
    const [row] = await tx
      .select({ facts: proposedFacts, person: member })
      .from(proposedFacts)
      .innerJoin(member, and(eq(member.cooperativeId, cooperativeId), eq(member.id, proposedFacts.memberId)))
      .where(and(eq(proposedFacts.cooperativeId, cooperativeId), eq(proposedFacts.changeId, changeId)));
    if (row === undefined || row.facts.name === null) throw refuse('membership.detail-not-recorded');
    const { facts, person } = row;
    if (sameBytes(facts.residentIdIndex, person.residentIdIndex))
      throw refuse('membership.detail-not-recorded');
    const opened = ({ residentIdCipher: cipher, residentIdIndex: index }: SealedId) =>
      cipher === null
        ? null
        : unseal(vault, { cooperativeId, memberId: person.id }, 'residentId', { cipher, index });
    unit.note('unmasked', { memberId: person.id, field: 'residentId', changeId, reason });
    return { before: opened(person), after: opened(facts) };
  },
});

/** Whose number a change would make another; null where it changes none. */
export async function memberOfChange(
  tx: Tx,
  cooperativeId: string,
  changeId: string,
): Promise<string | null> {
  const [row] = await tx
    .select({ memberId: proposedFacts.memberId })
    .from(proposedFacts)
    .where(and(eq(proposedFacts.cooperativeId, cooperativeId), eq(proposedFacts.changeId, changeId)));
  return row?.memberId ?? null;
}

export const confirmRegisterChange = defineCommand({
  name: 'members.confirm-change',
  endpoint: wire.confirmRegisterChange,
  async run(unit, { changeId }) {
    const reply = await review(unit, changeId, 'confirmed', null);
    await requireFitting(unit, changeId);
    await writeStandings(unit, changeId);
    await writeFacts(unit, changeId);
    await writePlacement(unit, changeId);
    await writeTag(unit, changeId);
    return reply;
  },
});

export const sendBackRegisterChange = defineCommand({
  name: 'members.send-back-change',
  endpoint: wire.sendBackRegisterChange,
  async run(unit, { changeId, reason }) {
    const reply = await review(unit, changeId, 'sent-back', reason);
    await strikeDeaths(unit, changeId);
    return reply;
  },
});

/** A death that is sent back stood in the register: it is struck. */
async function strikeDeaths({ tx, cooperativeId, now }: CommandUnit, changeId: string): Promise<void> {
  const rows = await tx
    .select()
    .from(memberStanding)
    .where(and(eq(memberStanding.cooperativeId, cooperativeId), eq(memberStanding.changeId, changeId)));
  if (rows.length === 0) return;
  await tx.insert(memberStanding).values(
    rows.map(({ id: corrects, memberId, effectiveOn }) => ({
      cooperativeId,
      id: newId(),
      memberId,
      kind: 'void' as const,
      effectiveOn,
      corrects,
      changeId,
      recordedAt: now,
    })),
  );
}

async function review(
  unit: CommandUnit,
  changeId: string,
  outcome: RegisterReviewOutcome,
  reason: string | null,
) {
  const { tx, cooperativeId, now, actor } = unit;
  const found = await requireChange(tx, cooperativeId, changeId);
  requireRegisterReview({ state: stateOf(found), madeBy: found.change.madeBy }, actor.userId);
  const row = { cooperativeId, changeId, outcome, reason, recordedAt: now, recordedBy: actor.userId };
  await tx.insert(registerChangeReview).values(row);
  const number = found.change.number.toString();
  unit.note('register-review', { id: changeId, number, outcome, ...(reason !== null && { reason }) });
  return changeOnWire({ ...found, review: row, reviewedBy: actor.displayName });
}

/** Judged again: since it was entered somebody may have died, and a record may have been corrected otherwise. */
async function requireFitting(unit: CommandUnit, changeId: string): Promise<void> {
  const { tx, cooperativeId, today } = unit;
  const days = await registerDaysOf(unit);
  const rows = await tx
    .select({ added: proposedStanding, birthDate: member.birthDate, registerNumber: member.registerNumber })
    .from(proposedStanding)
    .innerJoin(member, and(eq(member.cooperativeId, cooperativeId), eq(member.id, proposedStanding.memberId)))
    .where(and(eq(proposedStanding.cooperativeId, cooperativeId), eq(proposedStanding.changeId, changeId)));
  const byMember = Map.groupBy(rows, ({ added }) => added.memberId);
  const known = await standingsOf(tx, cooperativeId, [...byMember.keys()]);
  const faults: Fault[] = [];
  for (const [memberId, proposed] of byMember) {
    const records = known.get(memberId) ?? [];
    const added = proposed.filter(({ added: { id } }) => !records.some((each) => each.id === id));
    const inForce = new Set(standingsKnown(records, null).map(({ id }) => id));
    if (added.some(({ added: { corrects } }) => corrects !== null && !inForce.has(corrects)))
      faults.push({ code: 'membership.standing-not-in-force', values: {} });
    faults.push(...added.flatMap(({ added: row }) => undecidedFaults(row, days)));
    const all = [...records, ...added.map(({ added: row }) => recordOf(row, unit.now))];
    faults.push(...standingFaults(all, { birthDate: proposed[0]?.birthDate ?? null, today }));
  }
  throwFaults(faults);
}

/** Asked anew: since it was entered the register may have come into use, and nobody becomes a member of before by waiting. */
function undecidedFaults(
  { kind, effectiveOn, corrects, reason, resolutionId, application }: ProposedStanding,
  days: RegisterDays,
): readonly Fault[] {
  const change = { kind, effectiveOn, corrects: corrects ?? undefined };
  const basis = reason && { reason, resolutionId, application };
  return [...basisFaults(change, basis, days), ...rosterReasonFaults(change, basis, days)];
}

type ProposedStanding = Pick<
  typeof proposedStanding.$inferSelect,
  'kind' | 'effectiveOn' | 'corrects' | 'reason' | 'resolutionId' | 'application'
>;

function recordOf(row: typeof proposedStanding.$inferSelect, recordedAt: Date): StandingRecord {
  const { id, kind, effectiveOn, corrects } = row;
  return { id, kind, effectiveOn, recordedAt, ...(corrects !== null && { corrects }) };
}

/** Deaths stood in the register from the entry on. */
async function writeStandings({ tx, cooperativeId, now }: CommandUnit, changeId: string): Promise<void> {
  const at = now.toISOString();
  await rawSql(tx)`
    insert into member_standing
      (cooperative_id, id, member_id, kind, effective_on, corrects, note, change_id, recorded_at)
    select cooperative_id, id, member_id, kind, effective_on, corrects, note, change_id, ${at}::timestamptz
    from proposed_standing p where cooperative_id = ${cooperativeId}::uuid and change_id = ${changeId}::uuid
      and not exists (select from member_standing s where s.cooperative_id = ${cooperativeId}::uuid and s.id = p.id)`;
  await rawSql(tx)`
    insert into member_basis
      (cooperative_id, standing_id, reason, law_id, resolution_id, application, recorded_at)
    select cooperative_id, id, reason, law_id, resolution_id, application, ${at}::timestamptz
    from proposed_standing p
    where cooperative_id = ${cooperativeId}::uuid and change_id = ${changeId}::uuid and reason is not null
      and not exists (
        select from member_basis b where b.cooperative_id = ${cooperativeId}::uuid and b.standing_id = p.id)`;
}

/** A resident ID is one person's: another may have come with it meanwhile. */
export async function requireNobodyElses(
  tx: Tx,
  cooperativeId: string,
  memberId: string,
  residentIdIndex: Uint8Array,
): Promise<void> {
  const bearer = await findMemberByResidentId(tx, cooperativeId, residentIdIndex);
  if (bearer === undefined || bearer.id === memberId) return;
  const values = { masked: RESIDENT_ID_MASK, registerNumber: bearer.registerNumber };
  throw refuse('resident-id.duplicate', values, '/residentId');
}

async function writeFacts({ tx, cooperativeId, now }: CommandUnit, changeId: string): Promise<void> {
  const [row] = await tx
    .select()
    .from(proposedFacts)
    .where(and(eq(proposedFacts.cooperativeId, cooperativeId), eq(proposedFacts.changeId, changeId)));
  if (row === undefined) return;
  const { memberId, sex, birthDate, seniorityFrom, name, residentIdCipher, residentIdIndex } = row;
  if (residentIdIndex !== null) await requireNobodyElses(tx, cooperativeId, memberId, residentIdIndex);
  await changeMember(tx, cooperativeId, memberId, {
    sex,
    birthDate,
    seniorityFrom,
    factsChangeId: changeId,
    changedAt: now,
    ...(name !== null && { name, residentIdCipher, residentIdIndex }),
  });
}

/** Judged again: meanwhile the head may have died, and another have become head. */
async function writePlacement(unit: CommandUnit, changeId: string): Promise<void> {
  const { tx, cooperativeId, now } = unit;
  const [row] = await tx
    .select({ placement: proposedPlacement, person: member, household: household.number })
    .from(proposedPlacement)
    .innerJoin(
      member,
      and(eq(member.cooperativeId, cooperativeId), eq(member.id, proposedPlacement.memberId)),
    )
    .leftJoin(
      household,
      and(eq(household.cooperativeId, cooperativeId), eq(household.id, proposedPlacement.householdId)),
    )
    .where(and(eq(proposedPlacement.cooperativeId, cooperativeId), eq(proposedPlacement.changeId, changeId)));
  if (row === undefined) return;
  const { placement, person, household: number } = row;
  const { householdId, relation } = placement;
  if (number !== null) throwFaults(await seatFaults(unit, person, number, relation));
  await tx.insert(householdPlacement).values({ ...placement, recordedAt: now });
  await changeMember(tx, cooperativeId, person.id, { householdId, relation, changedAt: now });
}

async function writeTag({ tx, cooperativeId, now }: CommandUnit, changeId: string): Promise<void> {
  const rows = await tx
    .select()
    .from(proposedTag)
    .where(and(eq(proposedTag.cooperativeId, cooperativeId), eq(proposedTag.changeId, changeId)));
  if (rows.length === 0) return;
  await tx.insert(memberTag).values(rows.map((row) => ({ ...row, recordedAt: now })));
}

export const repeatRegisterChange = defineCommand({
  name: 'members.repeat-change',
  endpoint: wire.repeatRegisterChange,
  async run(unit, { changeId, without = [] }) {
    const { tx, cooperativeId } = unit;
    if (stateOf(await requireChange(tx, cooperativeId, changeId)) !== 'sent-back')
      throw refuse('register.not-sent-back');
    const rows = await tx
      .select({ row: proposedStanding })
      .from(proposedStanding)
      .innerJoin(
        member,
        and(eq(member.cooperativeId, cooperativeId), eq(member.id, proposedStanding.memberId)),
      )
      .where(
        and(
          eq(proposedStanding.cooperativeId, cooperativeId),
          eq(proposedStanding.changeId, changeId),
          sql`not ${amongTexts(member.registerNumber, without)}`,
        ),
      );
    if (rows.length === 0) throw refuse('register.nothing-left');
    const days = await registerDaysOf(unit);
    throwFaults(rows.flatMap(({ row }) => undecidedFaults(row, days)));
    const standings = rows.map(({ row }): WaitingStanding => {
      const { memberId, kind, effectiveOn, corrects, note, reason, resolutionId, application } = row;
      const basis = reason && { reason, resolutionId, application };
      return { id: newId(), memberId, kind, effectiveOn, corrects: corrects ?? undefined, note, basis };
    });
    await requireNothingWaits(unit, [...new Set(standings.map(({ memberId }) => memberId))]);
    const repeated = await enterStandings(unit, standings);
    return changeOnWire(
      await requireChange(tx, cooperativeId, must(repeated, 'the change that waits again')),
    );
  },
});
