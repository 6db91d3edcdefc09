/**
 * Who holds a seat, or has a vote, on a day. Seats are read with the deaths that two people entered, so that nobody sits on
 * after their death only because no one ended the seat, and nobody alone takes a vote from the living.
 */
import { and, asc, eq } from 'drizzle-orm';
import { bodyRulesOf, type Body } from '../../domain/assembly-rules.ts';
import {
  freezeList,
  incapacityOf,
  isHeldOn,
  LONGEST_TERM_YEARS,
  NO_CAPACITY_TAG,
  sexUnknownFaults,
  termEnd,
  type Candidate,
  type Seat,
} from '../../domain/assembly-seats.ts';
import { isThin, type OnlyElects, type Seating } from '../../domain/body-composition.ts';
import type { LocalDate } from '../../domain/calendar.ts';
import { refuse } from '../../domain/refusal.ts';
import { isHeldWithin, type RecordedSeat } from '../../domain/seat-change.ts';
import { isMember } from '../../domain/membership.ts';
import { ShareQuantity } from '../../domain/share-quantity.ts';
import type { Tx } from '../../platform/database.ts';
import { isAskedLess } from '../access/index.ts';
import { factsOn, membersAs, type MemberFacts } from '../members/index.ts';
import { holdingsOn } from '../shares/index.ts';
import { rulesOn } from './rules.ts';
import type { ResolutionRow } from './store.ts';
import { seat, seatEnd, termPostponement } from './schema.ts';
import type { SeatedBody } from './seat-contract.ts';

export type SeatRow = typeof seat.$inferSelect;

/** A seat of the domain with the keys of its row. `person` is the member's id. */
export interface KnownSeat extends RecordedSeat {
  readonly body: SeatedBody;
  readonly registerNumber: string;
}

/** Every seat the body ever had, in order of register number, as the register stands on `on`. */
export async function seatsOf(
  tx: Tx,
  cooperativeId: string,
  body: Body,
  on: LocalDate,
): Promise<readonly KnownSeat[]> {
  const person = membersAs('person', cooperativeId);
  const rows = await tx
    .select({ seat, end: seatEnd, name: person.name, sex: person.sex, registerNumber: person.registerNumber })
    .from(seat)
    .innerJoin(person, eq(person.id, seat.memberId))
    .leftJoin(seatEnd, and(eq(seatEnd.cooperativeId, seat.cooperativeId), eq(seatEnd.seatId, seat.id)))
    .where(and(eq(seat.cooperativeId, cooperativeId), eq(seat.body, body)))
    .orderBy(asc(person.sortKey), asc(seat.heldFrom), asc(seat.id), asc(seatEnd.endedOn));
  if (rows.length === 0) return [];
  const ids = [...new Set(rows.map((row) => row.seat.memberId))];
  const facts = await factsOn(tx, cooperativeId, on, null, ids);
  const deaths = new Map(facts.map(({ memberId, confirmed }) => [memberId, confirmed.deceasedOn]));
  const postponed = await postponementsOf(tx, cooperativeId, body);
  const lastDay = ({ heldFrom, termEndsOn }: SeatRow) => {
    const ends = termEndsOn ?? termEnd(heldFrom, LONGEST_TERM_YEARS);
    return postponed.get(`${ends}`) ?? ends;
  };
  // Of several ends the earliest counts: somebody resigned before the next election.
  const earliest = rows.filter(({ seat: { id } }, index) => rows[index - 1]?.seat.id !== id);
  return earliest.map(({ seat: row, end, name, sex, registerNumber }) => ({
    id: row.id,
    body: row.body as SeatedBody,
    person: row.memberId,
    registerNumber,
    name,
    sex,
    group: row.groupName,
    from: row.heldFrom,
    termEndsOn: lastDay(row),
    follows: row.follows,
    endRecorded: end !== null,
    ended: endOf(end && { on: end.endedOn, by: end.endedBy }, deaths.get(row.memberId) ?? null),
  }));
}

/** The day to which terms that end on a day were postponed, by that day; the latest record counts. */
async function postponementsOf(
  tx: Tx,
  cooperativeId: string,
  body: Body,
): Promise<ReadonlyMap<string, LocalDate>> {
  const rows = await tx
    .select({ endsOn: termPostponement.endsOn, until: termPostponement.until })
    .from(termPostponement)
    .where(and(eq(termPostponement.cooperativeId, cooperativeId), eq(termPostponement.body, body)))
    .orderBy(asc(termPostponement.recordedAt), asc(termPostponement.id));
  return new Map(rows.map(({ endsOn, until }) => [`${endsOn}`, until]));
}

/** The first day on which a body that had seats has none left, because its term is over; null otherwise. */
export async function pastTermSince(
  tx: Tx,
  cooperativeId: string,
  body: Body,
  on: LocalDate,
): Promise<LocalDate | null> {
  if (body === 'members-assembly') return null;
  const seats = (await seatsOf(tx, cooperativeId, body, on)).filter(({ from }) => !from.isAfter(on));
  if (seats.some((each) => isHeldOn(each, on))) return null;
  const ends = seats.flatMap(({ ended, termEndsOn }) => (ended === null && termEndsOn ? [termEndsOn] : []));
  const last = ends.reduce<LocalDate | null>((a, b) => (a === null || b.isAfter(a) ? b : a), null);
  return last?.plusDays(1) ?? null;
}

/** How many of those elected last still sit on a day; null where nobody was elected. */
export async function seatingOn(
  tx: Tx,
  cooperativeId: string,
  body: Body,
  on: LocalDate,
): Promise<Seating | null> {
  if (body === 'members-assembly') return null;
  const begun = (await seatsOf(tx, cooperativeId, body, on)).filter(({ from }) => !from.isAfter(on));
  const elections = begun.filter(({ follows }) => follows === null).map(({ from }) => from);
  const last = elections.reduce<LocalDate | null>((a, b) => (a === null || b.isAfter(a) ? b : a), null);
  if (last === null) return null;
  const { representation } = bodyRulesOf((await rulesOn(tx, cooperativeId, last)).set, body);
  return {
    held: begun.filter((each) => isHeldOn(each, on)).length,
    elected: begun.filter(({ follows, from }) => follows === null && from.equals(last)).length,
    least: representation?.leastSeats ?? 0,
  };
}

/** Why a body decides nothing on a day but its own renewal; null while it decides. */
export async function whyOnlyElects(
  tx: Tx,
  cooperativeId: string,
  body: Body,
  on: LocalDate,
): Promise<OnlyElects | null> {
  const since = await pastTermSince(tx, cooperativeId, body, on);
  if (since !== null) return { kind: 'past-term', since };
  const seating = await seatingOn(tx, cooperativeId, body, on);
  return seating !== null && isThin(seating) ? { kind: 'thin', ...seating } : null;
}

/**
 * How many sat in a body that decided by heads although it only elected, as was known when it decided: a seat that turned out to be over
 * later makes no decision of before unlawful. Null where enough sat, where its term was over, which is another question, and of what was
 * written by a version that did not ask.
 */
export async function thinWhenDecided(
  tx: Tx,
  {
    cooperativeId,
    body,
    decidedOn,
    entitled,
    registered,
    counting,
    recordedAt,
  }: Pick<
    ResolutionRow,
    'cooperativeId' | 'body' | 'decidedOn' | 'entitled' | 'registered' | 'counting' | 'recordedAt'
  >,
): Promise<Seating | null> {
  if (counting !== 'by-head' || (await isAskedLess(tx, cooperativeId, recordedAt))) return null;
  if ((await pastTermSince(tx, cooperativeId, body, decidedOn)) !== null) return null;
  const seating = await seatingOn(tx, cooperativeId, body, decidedOn);
  if (seating === null) return null;
  const known = { ...seating, held: Math.max(seating.held, entitled ?? 0, registered ?? 0) };
  return isThin(known) ? known : null;
}

/** Whichever came first: the recorded end or the death. */
function endOf(recorded: Seat['ended'], diedOn: LocalDate | null): Seat['ended'] {
  if (diedOn === null || (recorded !== null && !diedOn.isBefore(recorded.on))) return recorded;
  return { on: diedOn, by: 'died' };
}

export async function seatsHeldOn(
  tx: Tx,
  cooperativeId: string,
  body: Body,
  on: LocalDate,
): Promise<readonly KnownSeat[]> {
  return (await seatsOf(tx, cooperativeId, body, on)).filter((each) => isHeldOn(each, on));
}

/** The seats held on a day or later. */
export async function seatsHeldFrom(
  tx: Tx,
  cooperativeId: string,
  body: Body,
  on: LocalDate,
): Promise<readonly KnownSeat[]> {
  return (await seatsOf(tx, cooperativeId, body, on)).filter((each) => isHeldWithin(each, on, null));
}

/** The seat with its body's others as of `on`, or `assembly.seat-unknown`. */
export async function requireSeat(
  tx: Tx,
  cooperativeId: string,
  seatId: string,
  on: LocalDate,
): Promise<KnownSeat> {
  const [row] = await tx
    .select({ body: seat.body })
    .from(seat)
    .where(and(eq(seat.cooperativeId, cooperativeId), eq(seat.id, seatId)));
  const found = row && (await seatsOf(tx, cooperativeId, row.body, on)).find((each) => each.id === seatId);
  if (!found) throw refuse('assembly.seat-unknown', {}, '/seatId');
  return found;
}

/** A candidate for the list of a meeting, with what its papers print. */
export interface ListedCandidate extends Candidate {
  readonly registerNumber: string;
  readonly householdNumber: string | null;
}

/**
 * Who may be entitled at a meeting of the body on `on`: everybody who ever sat, or every member, with the reason where one is
 * without a vote, and those who were members on the day of the notice and are no more.
 */
export async function candidatesOn(
  tx: Tx,
  cooperativeId: string,
  body: Body,
  on: LocalDate,
  noticeOn: LocalDate,
): Promise<readonly ListedCandidate[]> {
  return listedBy(tx, cooperativeId, { body, on, noticeOn, weights: await weightsOn(tx, cooperativeId, on) });
}

interface Listing {
  readonly body: Body;
  readonly on: LocalDate;
  readonly noticeOn: LocalDate;
  readonly weights: ReadonlyMap<string, ShareQuantity>;
}

async function listedBy(
  tx: Tx,
  cooperativeId: string,
  { body, on, noticeOn, weights }: Listing,
): Promise<readonly ListedCandidate[]> {
  const seats = body === 'members-assembly' ? null : await seatsOf(tx, cooperativeId, body, on);
  const people = seats && [...new Set(seats.map(({ person }) => person))];
  const facts = await factsOn(tx, cooperativeId, on, null, people);
  const place = (each: MemberFacts | undefined) => ({
    household: each?.household?.id ?? null,
    householdNumber: each?.household?.number ?? null,
    weight: (each && weights.get(each.memberId)) ?? ShareQuantity.zero,
  });
  if (seats !== null) {
    const byId = new Map(facts.map((each) => [each.memberId, each]));
    // A body whose term is over still elects: who sat in it last has a vote in that, and the agenda holds nothing else.
    const over = (await pastTermSince(tx, cooperativeId, body, on))?.plusDays(-1);
    return seats.map((each) => ({
      ...each,
      ...place(byId.get(each.person)),
      incapacity: byId.get(each.person)?.tags.includes(NO_CAPACITY_TAG) ? 'no-capacity' : null,
      termEndsOn: over && each.termEndsOn?.equals(over) ? null : each.termEndsOn,
    }));
  }
  return facts
    .filter((each) => isMember(each.confirmed) || goneSince(each, noticeOn))
    .map((each) => ({
      person: each.memberId,
      name: each.name,
      registerNumber: each.registerNumber,
      sex: each.sex,
      group: each.household?.groupName ?? null,
      from: each.confirmed.admittedOn ?? on,
      termEndsOn: null,
      ended: endOfMembership(each),
      incapacity: incapacityOf(each, on),
      ...place(each),
    }));
}

/** How many the register has in the body on a day: members with full capacity or seats held, their households, the women among them, and whose sex nobody knows. */
export async function entitledOn(tx: Tx, cooperativeId: string, body: Body, on: LocalDate) {
  // Counted by head: nobody's shares are read, which in a large register are most of the work.
  const listing = { body, on, noticeOn: on, weights: new Map<string, ShareQuantity>() };
  const { entitled } = freezeList(await listedBy(tx, cooperativeId, listing), on);
  return {
    heads: entitled.length,
    households: new Set(entitled.map(({ household, person }) => household ?? person)).size,
    women: entitled.filter(({ sex }) => sex === 'female').length,
    sexUnknown: sexUnknownFaults(entitled),
  };
}

function goneSince({ confirmed: standing }: MemberFacts, noticeOn: LocalDate): boolean {
  const gone = standing.state === 'left' || standing.state === 'deceased';
  return gone && standing.admittedOn !== null && standing.since !== null && standing.since.isAfter(noticeOn);
}

function endOfMembership({ confirmed: standing }: MemberFacts): Seat['ended'] {
  if (standing.since === null) return null;
  if (standing.state === 'deceased') return { on: standing.since, by: 'died' };
  return standing.state === 'left' ? { on: standing.since, by: 'resigned' } : null;
}

/** All classes together, of what members hold themselves. */
async function weightsOn(
  tx: Tx,
  cooperativeId: string,
  on: LocalDate,
): Promise<ReadonlyMap<string, ShareQuantity>> {
  const held = await holdingsOn(tx, cooperativeId, { date: on, knownAt: null });
  const weights = new Map<string, ShareQuantity>();
  for (const { memberId, quantity } of held)
    if (memberId !== null)
      weights.set(memberId, (weights.get(memberId) ?? ShareQuantity.zero).plus(quantity));
  return weights;
}
