/**
 * What an election, a replacement or the end of a seat comes to, held against register and bodies as they are known now: asked when it
 * is told, and again when another person confirms it.
 */
import { and, eq, isNull } from 'drizzle-orm';
import { v7 as newId } from 'uuid';
import { withoutCapacity } from '../../domain/appointment.ts';
import { isBeforeTheLaw } from '../../domain/assembly-rule-sets.ts';
import { bodyRulesOf } from '../../domain/assembly-rules.ts';
import {
  checkRepresentation,
  electedSeat,
  endSeat,
  incapacityOf,
  replaceSeat,
} from '../../domain/assembly-seats.ts';
import {
  boardSizeWarnings,
  judgeComposition,
  type Judged,
  type Sitting,
} from '../../domain/body-composition.ts';
import type { LocalDate } from '../../domain/calendar.ts';
import { faultMessage } from '../../domain/errors/catalogue.ts';
import type { Sentence } from '../../domain/language.ts';
import { refuse, throwFaults, type Fault } from '../../domain/refusal.ts';
import { isMember } from '../../domain/membership.ts';
import {
  electionOf,
  futureWarnings,
  isHeldWithin,
  lastDayOf,
  overlapFaults,
  type PlannedSeats,
} from '../../domain/seat-change.ts';
import { bodyWords } from '../../domain/words.ts';
import type { CommandUnit } from '../../platform/command.ts';
import type { Tx } from '../../platform/database.ts';
import { must } from '../../platform/must.ts';
import { factsOn, membersWithRoles, type MemberFacts } from '../members/index.ts';
import { rulesOn } from './rules.ts';
import { seat } from './schema.ts';
import type { SeatChangeRow } from './seat-changes.ts';
import type { SeatedBody } from './seat-contract.ts';
import { pastTermSince, requireSeat, seatsHeldOn, seatsOf, type KnownSeat } from './seats.ts';

/** The same, with what is to be minded. */
export interface Planned extends PlannedSeats<KnownSeat> {
  readonly warnings: readonly Sentence[];
}

/** A person to be seated, by number when it is told and by id when it is confirmed, with the household group. */
export interface Named {
  readonly member: string;
  readonly group?: string | undefined;
}

export async function plannedElection(
  unit: CommandUnit,
  {
    body,
    from,
    seats,
  }: { readonly body: SeatedBody; readonly from: LocalDate; readonly seats: readonly Named[] },
): Promise<Planned> {
  const { tx, cooperativeId } = unit;
  if (await isElected(tx, cooperativeId, body, from))
    throw refuse('assembly.election-known', { body: bodyWords[body], date: `${from}` }, '/from');
  const { set } = await rulesOn(tx, cooperativeId, from);
  const rules = bodyRulesOf(set, body);
  const facts = await factsOn(tx, cooperativeId, from, null);
  const elected = electedOf(seats, facts, from, { residents: isBeforeTheLaw(set) }).map(
    ({ facts: person, group }): KnownSeat => {
      const { memberId, registerNumber, name, sex } = person;
      const taken = electedSeat({ person: memberId, name, sex, group }, from, rules.termYears);
      return { ...taken, id: newId(), body, registerNumber, follows: null, endRecorded: false };
    },
  );
  const spread =
    rules.representation === null
      ? null
      : checkRepresentation(rules.representation, groupsOf(facts), elected, from);
  throwFaults(spread?.faults ?? []);
  const known = await seatsOf(tx, cooperativeId, body, from.plusDays(-1));
  const elections = known.filter(({ follows }) => follows === null).map((each) => each.from);
  const planned = electionOf(from, elected, known, elections, '换届');
  const composed = await judged(unit, body, asPlanned(planned), from, facts);
  throwFaults(composed.refused);
  throwFaults(overlapFaults(body, planned, known));
  const minded = [...(spread?.warnings ?? []), ...composed.warned, ...futureWarnings(body, from, unit.today)];
  return { ...planned, warnings: minded.map(inBothLanguages) };
}

/** The seats as they will be, with the ends that the same change gives them. */
export function asPlanned({ begins, ends }: PlannedSeats<KnownSeat>): readonly KnownSeat[] {
  return begins.map((each) => {
    const end = ends.find(({ seat: ended }) => ended === each);
    return end === undefined ? each : { ...each, ended: { on: end.on, by: end.by } };
  });
}

type Ended = Pick<SeatChangeRow, 'endedBy' | 'reason'>;

export async function plannedEnd(
  unit: CommandUnit,
  seatId: string,
  on: LocalDate,
  { endedBy, reason }: Ended,
): Promise<Planned> {
  // As it stood the day before: a death on record is no hindrance to ending the seat for it.
  const found = await requireSeat(unit.tx, unit.cooperativeId, seatId, on.plusDays(-1));
  const by = must(endedBy, 'how a seat ends');
  endSeat(found, on, by);
  const ends = [{ seat: found, on, by, reason: must(reason, 'why a seat ends') }];
  const known = await seatsOf(unit.tx, unit.cooperativeId, found.body, on.plusDays(-1));
  throwFaults(overlapFaults(found.body, { ends, begins: [] }, known));
  return { ends, begins: [], warnings: futureWarnings(found.body, on, unit.today).map(inBothLanguages) };
}

export async function plannedReplacement(
  unit: CommandUnit,
  seatId: string,
  on: LocalDate,
  { member, reason }: { readonly member: string; readonly reason: string },
): Promise<Planned> {
  const { tx, cooperativeId } = unit;
  const found = await requireSeat(tx, cooperativeId, seatId, on);
  const facts = await factsOn(tx, cooperativeId, on, null);
  const [chosen] = electedOf([{ member, group: found.group ?? undefined }], facts, on, {
    residents: isBeforeTheLaw((await rulesOn(tx, cooperativeId, on)).set),
    pointer: '/successor',
  });
  if (!chosen) throw refuse('assembly.person-unknown', { number: member }, '/successor');
  const { memberId: person, registerNumber, name, sex } = chosen.facts;
  const others = await seatsHeldOn(tx, cooperativeId, found.body, on);
  if (others.some((each) => each.person === person))
    throw refuse('assembly.listed-twice', { name, date: `${on}` }, '/successor');
  const { successor } = replaceSeat(found, { person, name, sex }, on);
  const vacant = found.ended !== null && !on.isBefore(found.ended.on);
  const taken: KnownSeat = {
    ...successor,
    id: newId(),
    body: found.body,
    registerNumber,
    follows: found.id,
    endRecorded: false,
  };
  const planned: PlannedSeats<KnownSeat> = {
    ends: vacant ? [] : [{ seat: found, on, by: 'replaced', reason }],
    begins: [taken],
  };
  const body = [...others.filter(({ id }) => id !== found.id), taken];
  const known = await seatsOf(tx, cooperativeId, found.body, on);
  const faults = [
    ...overlapFaults(found.body, planned, known),
    ...(await judged(unit, found.body, body, on, facts)).refused,
  ];
  throwFaults(faults.map((each) => ({ ...each, pointer: '/successor' })));
  return { ...planned, warnings: futureWarnings(found.body, on, unit.today).map(inBothLanguages) };
}

interface Elected {
  readonly facts: MemberFacts;
  readonly group: string | null;
}

/**
 * The people named, each a living member of the cooperative and named once. Under the residents' rules of the time before
 * the law, residents sat in the assembly before there was a cooperative to be a member of.
 */
function electedOf(
  named: readonly Named[],
  facts: readonly MemberFacts[],
  on: LocalDate,
  { residents, pointer: onlyPlace }: { readonly residents: boolean; readonly pointer?: string },
): readonly Elected[] {
  const byName = new Map(
    facts.flatMap((each) => [
      [each.registerNumber, each],
      [each.memberId, each],
    ]),
  );
  const seen = new Set<string>();
  const faults: Fault[] = [];
  const elected: Elected[] = [];
  for (const [index, { member: number, group }] of named.entries()) {
    const pointer = onlyPlace ?? `/seats/${index}/member`;
    const person = byName.get(number);
    if (person === undefined) faults.push({ code: 'assembly.person-unknown', values: { number }, pointer });
    else if (!isMember(person.standing) && !(residents && person.standing.state === 'none'))
      faults.push({
        code: 'assembly.not-a-member',
        values: { name: person.name, number, date: `${on}` },
        pointer,
      });
    else if (seen.has(number))
      faults.push({ code: 'assembly.listed-twice', values: { name: person.name, date: `${on}` }, pointer });
    else elected.push({ facts: person, group: group ?? null });
    if (person !== undefined) faults.push(...capacityFaults(person, on, pointer));
    seen.add(number);
  }
  throwFaults(faults);
  return elected;
}

function capacityFaults(person: MemberFacts, on: LocalDate, pointer: string): readonly Fault[] {
  return withoutCapacity(person.name, incapacityOf(person, on), on).map((each) => ({ ...each, pointer }));
}

async function isElected(tx: Tx, cooperativeId: string, body: SeatedBody, from: LocalDate): Promise<boolean> {
  const [known] = await tx
    .select({ id: seat.id })
    .from(seat)
    .where(
      and(
        eq(seat.cooperativeId, cooperativeId),
        eq(seat.body, body),
        eq(seat.heldFrom, from),
        isNull(seat.follows),
      ),
    )
    .limit(1);
  return known !== undefined;
}

/** The body as it would sit, beside the other one and the office of today. */
async function judged(
  unit: CommandUnit,
  body: SeatedBody,
  seats: readonly KnownSeat[],
  on: LocalDate,
  facts: readonly MemberFacts[],
): Promise<Judged> {
  return judgedOn(unit.tx, unit.cooperativeId, { body, seats, on, facts, today: unit.today });
}

interface Composed {
  readonly body: SeatedBody;
  readonly seats: readonly KnownSeat[];
  readonly on: LocalDate;
  readonly facts: readonly MemberFacts[];
  readonly today: LocalDate;
}

async function judgedOn(
  tx: Tx,
  cooperativeId: string,
  { body, seats, on, facts, today }: Composed,
): Promise<Judged> {
  if (body === 'representative-assembly') return { refused: [], warned: [] };
  const byId = new Map(facts.map((each) => [each.memberId, each]));
  const sitting = (person: string, name: string): Sitting => ({
    person,
    name,
    household: byId.get(person)?.household?.id ?? null,
    relation: byId.get(person)?.relation ?? null,
  });
  const other = body === 'board' ? 'supervisors' : 'board';
  const last = seats.map(lastDayOf).reduce((a, b) => (a === null || b === null || a.isAfter(b) ? a : b));
  const others = (await seatsOf(tx, cooperativeId, other, on)).filter((each) => isHeldWithin(each, on, last));
  const [own, across] = [seats, others].map((each) => each.map(({ person, name }) => sitting(person, name)));
  // Who keeps books and cash today says nothing of a body that sits no more; of one that will sit it does.
  const current = seats.some((each) => isHeldWithin(each, today, null));
  const staff = current ? await membersWithRoles(tx, cooperativeId) : [];
  const judgement = judgeComposition(
    {
      board: must(body === 'board' ? own : across, 'the board'),
      supervisors: must(body === 'board' ? across : own, 'the supervisors'),
      staff: staff.map(({ memberId, name, role }) => ({ ...sitting(memberId, name), role })),
    },
    on,
  );
  const sizes = body === 'board' ? boardSizeWarnings(seats.length, on) : [];
  return { refused: judgement.refused, warned: [...judgement.warned, ...sizes] };
}

function inBothLanguages(fault: Fault): Sentence {
  return { zh: faultMessage(fault, 'zh'), en: faultMessage(fault, 'en') };
}

/** The household groups on a day with their living households, in order of name. */
export function groupsOf(facts: readonly MemberFacts[]): readonly { group: string; households: number }[] {
  const households = new Map<string, Set<string>>();
  for (const { household, standing } of facts) {
    if (household === null || household.groupName === null || !isMember(standing)) continue;
    const known = households.get(household.groupName) ?? new Set();
    households.set(household.groupName, known.add(household.id));
  }
  return [...households]
    .map(([group, ids]) => ({ group, households: ids.size }))
    .sort((a, b) => (a.group < b.group ? -1 : 1));
}

/** How the body is composed on a day, against the rules of that day. */
export async function compositionOn(
  tx: Tx,
  cooperativeId: string,
  body: KnownSeat['body'],
  on: LocalDate,
  today: LocalDate,
) {
  const held = await seatsHeldOn(tx, cooperativeId, body, on);
  const { representation } = bodyRulesOf((await rulesOn(tx, cooperativeId, on)).set, body);
  const facts = await factsOn(tx, cooperativeId, on, null);
  const since = await pastTermSince(tx, cooperativeId, body, on);
  const past: readonly Fault[] =
    since === null
      ? []
      : [{ code: 'assembly.past-term', values: { body: bodyWords[body], date: `${since}` } }];
  const byId = new Map(facts.map((each) => [each.memberId, each]));
  const incapable = held.flatMap(({ person }) => {
    const known = byId.get(person);
    return known === undefined ? [] : capacityFaults(known, on, '');
  });
  if (representation === null) {
    const women = held.filter(({ sex }) => sex === 'female').length;
    const { refused, warned } =
      held.length === 0
        ? { refused: [], warned: [] }
        : await judgedOn(tx, cooperativeId, { body, seats: held, on, facts, today });
    const faults = [...past, ...incapable, ...refused, ...warned];
    return { held, since, check: { seats: held.length, women, groups: [], faults } };
  }
  const check = checkRepresentation(representation, groupsOf(facts), held, on);
  return {
    held,
    since,
    check: { ...check, faults: [...past, ...incapable, ...check.faults, ...check.warnings] },
  };
}
