/** Elections for a term, and how a seat ends before it: by resignation, removal, death or replacement. */
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
  isHeldOn,
  replaceSeat,
} from '../../domain/assembly-seats.ts';
import {
  boardSizeWarnings,
  judgeComposition,
  type Judged,
  type Sitting,
} from '../../domain/body-composition.ts';
import { LocalDate } from '../../domain/calendar.ts';
import { faultMessage } from '../../domain/errors/catalogue.ts';
import type { Sentence } from '../../domain/language.ts';
import { refuse, throwFaults, type Fault } from '../../domain/refusal.ts';
import { isMember } from '../../domain/membership.ts';
import { postponementSubject } from '../../domain/resolution.ts';
import { bodyWords } from '../../domain/words.ts';
import { defineCommand, type CommandUnit } from '../../platform/command.ts';
import type { Tx } from '../../platform/database.ts';
import { must } from '../../platform/must.ts';
import { factsOn, membersWithRoles, type MemberFacts } from '../members/index.ts';
import { rulesOn } from './rules.ts';
import { seat, seatEnd, termPostponement } from './schema.ts';
import * as wire from './seat-contract.ts';
import type { SeatedBody } from './seat-contract.ts';
import { pastTermSince, requireSeat, seatsHeldOn, seatsOf, type KnownSeat, type SeatRow } from './seats.ts';
import { requireResolutionFor } from './store.ts';

/** Seats a whole body for the term of the rules of that day, once. Everybody who does not fit is named at once. */
export const elect = defineCommand({
  name: 'assemblies.elect',
  endpoint: wire.elect,
  async run(unit, { body, from: firstDay, seats }) {
    const { tx, cooperativeId } = unit;
    const from = LocalDate.parse(firstDay);
    if (await isElected(tx, cooperativeId, body, from))
      throw refuse('assembly.election-known', { body: bodyWords[body], date: firstDay }, '/from');
    const { set } = await rulesOn(tx, cooperativeId, from);
    const rules = bodyRulesOf(set, body);
    const facts = await factsOn(tx, cooperativeId, from, null);
    const elected = electedOf(seats, facts, from, { residents: isBeforeTheLaw(set) }).map(
      ({ facts: person, group }): KnownSeat => {
        const { memberId, registerNumber, name, sex } = person;
        const taken = electedSeat(
          { person: memberId, name, sex: sex ?? 'male', group },
          from,
          rules.termYears,
        );
        return { ...taken, id: newId(), body, registerNumber };
      },
    );
    const spread =
      rules.representation === null
        ? null
        : checkRepresentation(rules.representation, groupsOf(facts), elected, from);
    throwFaults(spread?.faults ?? []);
    const composed = await judged(unit, body, elected, from, facts);
    throwFaults(composed.refused);
    for (const held of await seatsHeldOn(tx, cooperativeId, body, from.plusDays(-1)))
      if (isHeldOn(held, from)) await insertEnd(unit, held, from, 'replaced', '换届');
    for (const each of elected) await insertSeat(unit, each, null);
    unit.note('election', { body, from: firstDay, seats: elected.length });
    return {
      seats: elected.map(seatOnWire),
      warnings: [...(spread?.warnings ?? []), ...composed.warned].map(inBothLanguages),
    };
  },
});

export const endASeat = defineCommand({
  name: 'assemblies.end-seat',
  endpoint: wire.endSeat,
  async run(unit, { seatId, on: endedOn, by, reason }) {
    const on = LocalDate.parse(endedOn);
    // As it stood the day before: a death on record is no hindrance to ending the seat for it.
    const found = await requireSeat(unit.tx, unit.cooperativeId, seatId, on.plusDays(-1));
    const ended = endSeat(found, on, by);
    await insertEnd(unit, found, on, by, reason);
    return seatOnWire({ ...found, ...ended });
  },
});

export const replaceASeat = defineCommand({
  name: 'assemblies.replace-seat',
  endpoint: wire.replaceSeat,
  async run(unit, { seatId, on: replacedOn, successor: registerNumber, reason }) {
    const { tx, cooperativeId } = unit;
    const on = LocalDate.parse(replacedOn);
    const found = await requireSeat(tx, cooperativeId, seatId, on);
    const [chosen] = electedOf(
      [{ member: registerNumber, group: found.group ?? undefined }],
      await factsOn(tx, cooperativeId, on, null),
      on,
      { residents: isBeforeTheLaw((await rulesOn(tx, cooperativeId, on)).set), pointer: '/successor' },
    );
    if (!chosen) throw refuse('assembly.person-unknown', { number: registerNumber }, '/successor');
    const { memberId: person, name, sex } = chosen.facts;
    if ((await seatsHeldOn(tx, cooperativeId, found.body, on)).some((each) => each.person === person))
      throw refuse('assembly.listed-twice', { name, date: replacedOn }, '/successor');
    const { ended, successor } = replaceSeat(found, { person, name, sex: sex ?? 'male' }, on);
    if (found.ended === null) await insertEnd(unit, found, ended.ended?.on ?? on, 'replaced', reason);
    const taken: KnownSeat = { ...successor, id: newId(), body: found.body, registerNumber };
    const others = await seatsHeldOn(tx, cooperativeId, found.body, on);
    const body = [...others.filter(({ id }) => id !== found.id), taken];
    const facts = await factsOn(tx, cooperativeId, on, null);
    throwFaults(
      (await judged(unit, found.body, body, on, facts)).refused.map((each) => ({
        ...each,
        pointer: '/successor',
      })),
    );
    await insertSeat(unit, taken, found.id);
    return seatOnWire(taken);
  },
});

interface Elected {
  readonly facts: MemberFacts;
  readonly group: string | null;
}

/**
 * The people named, each a living member of the cooperative and named once. Under the residents' rules of the time before
 * the law, residents sat in the assembly before there was a cooperative to be a member of.
 */
function electedOf(
  named: readonly { readonly member: string; readonly group?: string | undefined }[],
  facts: readonly MemberFacts[],
  on: LocalDate,
  { residents, pointer: onlyPlace }: { readonly residents: boolean; readonly pointer?: string },
): readonly Elected[] {
  const byNumber = new Map(facts.map((each) => [each.registerNumber, each]));
  const seen = new Set<string>();
  const faults: Fault[] = [];
  const elected: Elected[] = [];
  for (const [index, { member: number, group }] of named.entries()) {
    const pointer = onlyPlace ?? `/seats/${index}/member`;
    const person = byNumber.get(number);
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
  const others = await seatsHeldOn(tx, cooperativeId, other, on);
  const [own, across] = [seats, others].map((each) => each.map(({ person, name }) => sitting(person, name)));
  // Who keeps books and cash today says nothing of a body that sits no more.
  const current = seats.some((each) => isHeldOn(each, today));
  const staff = current ? await membersWithRoles(tx, cooperativeId) : [];
  const judgement = judgeComposition(
    {
      board: must(body === 'board' ? own : across, 'the board'),
      supervisors: must(body === 'board' ? across : own, 'the supervisors'),
      staff: staff.flatMap(({ memberId, name, role }) =>
        role === 'accountant' || role === 'cashier' ? [{ ...sitting(memberId, name), role }] : [],
      ),
    },
    on,
  );
  const sizes = body === 'board' ? boardSizeWarnings(seats.length) : [];
  return { refused: judgement.refused, warned: [...judgement.warned, ...sizes] };
}

function inBothLanguages(fault: Fault): Sentence {
  return { zh: faultMessage(fault, 'zh'), en: faultMessage(fault, 'en') };
}

/** Puts a renewal off: seats whose term ends on that day are held to another. */
export const postponeTerm = defineCommand({
  name: 'assemblies.postpone-term',
  endpoint: wire.postponeTerm,
  async run(unit, { body, endsOn, until, reason, resolutionId }) {
    const { tx, cooperativeId } = unit;
    const [ends, last] = [LocalDate.parse(endsOn), LocalDate.parse(until)];
    if (!last.isAfter(ends)) throw refuse('assembly.postponed-back', { ends: endsOn, until }, '/until');
    const known = await seatsOf(tx, cooperativeId, body, ends);
    if (!known.some(({ termEndsOn }) => termEndsOn?.equals(ends)))
      throw refuse('assembly.no-such-term', { body: bodyWords[body], ends: endsOn }, '/endsOn');
    const subject = postponementSubject(body, endsOn, until);
    await requireResolutionFor(tx, cooperativeId, resolutionId, { matter: 'election', subject });
    await tx.insert(termPostponement).values({
      cooperativeId,
      id: newId(),
      body,
      endsOn: ends,
      until: last,
      reason,
      resolutionId,
      recordedAt: unit.now,
      recordedBy: unit.actor.userId,
    });
    unit.note('term', { body, endsOn, until, reason, resolutionId });
    return { body, endsOn, until, reason, resolutionId };
  },
});

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

async function insertSeat(unit: CommandUnit, taken: KnownSeat, follows: string | null): Promise<void> {
  const row: SeatRow = {
    cooperativeId: unit.cooperativeId,
    id: taken.id,
    body: taken.body,
    memberId: taken.person,
    groupName: taken.group,
    heldFrom: taken.from,
    termEndsOn: taken.termEndsOn,
    follows,
    recordedAt: unit.now,
    recordedBy: unit.actor.userId,
  };
  await unit.tx.insert(seat).values(row);
  const { id, body, registerNumber } = taken;
  unit.note('seat', { id, body, member: registerNumber, from: `${taken.from}`, follows });
}

async function insertEnd(
  unit: CommandUnit,
  { id, registerNumber }: KnownSeat,
  endedOn: LocalDate,
  endedBy: typeof seatEnd.$inferSelect.endedBy,
  reason: string,
): Promise<void> {
  await unit.tx.insert(seatEnd).values({
    cooperativeId: unit.cooperativeId,
    seatId: id,
    endedOn,
    endedBy,
    reason,
    recordedAt: unit.now,
    recordedBy: unit.actor.userId,
  });
  unit.note('seat-end', { id, member: registerNumber, on: `${endedOn}`, by: endedBy, reason });
}

export function seatOnWire(each: KnownSeat) {
  const { id, body, registerNumber, person, name, sex, group } = each;
  return {
    id,
    body,
    member: registerNumber,
    memberId: person,
    name,
    sex,
    group,
    from: `${each.from}`,
    termEndsOn: each.termEndsOn && `${each.termEndsOn}`,
    ended: each.ended && { on: `${each.ended.on}`, by: each.ended.by },
  };
}
