/**
 * The dated facts about members: what the register says of each on a day, as known at a moment. Cohorts of allotment
 * schemes, lists and papers all read these, so that nobody is a retiree in one place and not in another.
 */
import { and, asc, desc, eq, inArray, lte, sql, type SQL } from 'drizzle-orm';
import type { LocalDate } from '../../domain/calendar.ts';
import {
  confirmedStandingOn,
  standingOn,
  type Relation,
  type Sex,
  type Standing,
} from '../../domain/membership.ts';
import { RESIDENT_ID_MASK } from '../../domain/personal-mask.ts';
import type { Tx } from '../../platform/database.ts';
import { household, householdPlacement, member, memberTag } from './schema.ts';
import { amongIds, standingsOf, standingsShown } from './store.ts';

export interface HouseholdFacts {
  readonly id: string;
  readonly number: string;
  readonly sortKey: string;
  readonly groupName: string | null;
}

export interface MemberFacts {
  readonly memberId: string;
  readonly registerNumber: string;
  readonly sortKey: string;
  readonly name: string;
  readonly sex: Sex | null;
  readonly birthDate: LocalDate | null;
  readonly seniorityFrom: LocalDate | null;
  readonly standing: Standing;
  /** The same for votes and shares: without a death that nobody confirmed. */
  readonly confirmed: Standing;
  readonly household: HouseholdFacts | null;
  readonly relation: Relation | null;
  /** Since when in this household with this relation. */
  readonly placedOn: LocalDate | null;
  readonly tags: readonly string[];
  readonly residentIdMasked: string | null;
  readonly phoneMasked: string | null;
  readonly bankName: string | null;
  readonly bankAccountMasked: string | null;
}

/**
 * Facts of the members `memberIds` (null: all) on `date`, as known at `knownAt` (null: now), in natural order of the
 * register number. `closed`: for whoever sees nothing sealed, not even whether it is there.
 */
export async function factsOn(
  tx: Tx,
  cooperativeId: string,
  date: LocalDate,
  knownAt: Date | null,
  memberIds: readonly string[] | null = null,
  sealed: 'known' | 'closed' = 'known',
): Promise<readonly MemberFacts[]> {
  const people = await tx
    .select({
      memberId: member.id,
      registerNumber: member.registerNumber,
      sortKey: member.sortKey,
      name: member.name,
      sex: member.sex,
      birthDate: member.birthDate,
      seniorityFrom: member.seniorityFrom,
      hasResidentId:
        sealed === 'closed' ? sql<boolean>`false` : sql<boolean>`${member.residentIdIndex} is not null`,
      phoneMasked: member.phoneMasked,
      bankName: member.bankName,
      bankAccountMasked: member.bankAccountMasked,
    })
    .from(member)
    .where(and(eq(member.cooperativeId, cooperativeId), amongIds(member.id, memberIds)))
    .orderBy(asc(member.sortKey));
  const read = sealed === 'closed' ? standingsShown : standingsOf;
  const standings = await read(tx, cooperativeId, memberIds);
  const places = await placesOn(tx, cooperativeId, date, knownAt, memberIds);
  const tags = await tagsOn(tx, cooperativeId, date, knownAt, memberIds);
  return people.map(({ hasResidentId, ...person }) => {
    const place = places.get(person.memberId);
    return {
      ...person,
      residentIdMasked: hasResidentId ? RESIDENT_ID_MASK : null,
      standing: standingOn(standings.get(person.memberId) ?? [], date, knownAt),
      confirmed: confirmedStandingOn(standings.get(person.memberId) ?? [], date, knownAt),
      household: place?.household ?? null,
      relation: place?.relation ?? null,
      placedOn: place?.placedOn ?? null,
      tags: tags.get(person.memberId) ?? [],
    };
  });
}

interface Place {
  readonly household: HouseholdFacts | null;
  readonly relation: Relation | null;
  readonly placedOn: LocalDate;
}

async function placesOn(
  tx: Tx,
  cooperativeId: string,
  date: LocalDate,
  knownAt: Date | null,
  memberIds: readonly string[] | null,
): Promise<ReadonlyMap<string, Place>> {
  const homes = await tx
    .select({
      id: household.id,
      number: household.number,
      sortKey: household.sortKey,
      groupName: household.groupName,
    })
    .from(household)
    .where(
      and(
        eq(household.cooperativeId, cooperativeId),
        memberIds === null ? undefined : householdsEverOf(tx, cooperativeId, memberIds),
      ),
    );
  const byId = new Map(homes.map((home) => [home.id, home]));
  const rows = await tx
    .selectDistinctOn([householdPlacement.memberId], {
      memberId: householdPlacement.memberId,
      householdId: householdPlacement.householdId,
      relation: householdPlacement.relation,
      placedOn: householdPlacement.effectiveOn,
    })
    .from(householdPlacement)
    .where(
      and(
        eq(householdPlacement.cooperativeId, cooperativeId),
        amongIds(householdPlacement.memberId, memberIds),
        lte(householdPlacement.effectiveOn, date),
        knownAt === null ? undefined : lte(householdPlacement.recordedAt, knownAt),
      ),
    )
    .orderBy(
      householdPlacement.memberId,
      desc(householdPlacement.effectiveOn),
      desc(householdPlacement.recordedAt),
      desc(householdPlacement.id),
    );
  return new Map(
    rows.map(({ memberId, householdId, relation, placedOn }) => [
      memberId,
      { household: (householdId !== null && byId.get(householdId)) || null, relation, placedOn },
    ]),
  );
}

function householdsEverOf(tx: Tx, cooperativeId: string, memberIds: readonly string[]): SQL {
  return inArray(
    household.id,
    tx
      .select({ id: householdPlacement.householdId })
      .from(householdPlacement)
      .where(
        and(
          eq(householdPlacement.cooperativeId, cooperativeId),
          amongIds(householdPlacement.memberId, memberIds),
        ),
      ),
  );
}

async function tagsOn(
  tx: Tx,
  cooperativeId: string,
  date: LocalDate,
  knownAt: Date | null,
  memberIds: readonly string[] | null,
): Promise<ReadonlyMap<string, readonly string[]>> {
  const rows = await tx
    .selectDistinctOn([memberTag.memberId, memberTag.tag], {
      memberId: memberTag.memberId,
      tag: memberTag.tag,
      present: memberTag.present,
    })
    .from(memberTag)
    .where(
      and(
        eq(memberTag.cooperativeId, cooperativeId),
        amongIds(memberTag.memberId, memberIds),
        lte(memberTag.effectiveOn, date),
        knownAt === null ? undefined : lte(memberTag.recordedAt, knownAt),
      ),
    )
    .orderBy(
      memberTag.memberId,
      memberTag.tag,
      desc(memberTag.effectiveOn),
      desc(memberTag.recordedAt),
      desc(memberTag.id),
    );
  const tags = new Map<string, string[]>();
  for (const { memberId, tag, present } of rows) {
    if (!present) continue;
    const known = tags.get(memberId);
    if (known) known.push(tag);
    else tags.set(memberId, [tag]);
  }
  return tags;
}
