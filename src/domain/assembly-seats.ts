/**
 * Seats in a body: elected for a term, ended by its end, a replacement, a resignation, a removal or a death.
 * A seat is held from its first day to the eve of the day it ended, so no day has two holders of one seat.
 * The list of a meeting is frozen from the seats held on its day; everybody left out is named with the reason.
 */
import { byCodeUnit } from './apportion.ts';
import { leastNumber, type RepresentationRule } from './assembly-rules.ts';
import type { LocalDate } from './calendar.ts';
import { figureOn } from './law.ts';
import { refuse, type Fault, throwFaults } from './refusal.ts';
import type { Sex } from './membership.ts';
import type { ShareQuantity } from './share-quantity.ts';

export const seatEndings = ['replaced', 'resigned', 'removed', 'died'] as const;
export type SeatEnding = (typeof seatEndings)[number];

/** `name` is how refusals call the person; never a resident ID. */
export interface Seat {
  readonly person: string;
  readonly name: string;
  /** Null where the register does not say: neither a man nor a woman is counted. */
  readonly sex: Sex | null;
  /** The household group that elected the seat; null for the board, the supervisors and the members' assembly. */
  readonly group: string | null;
  readonly from: LocalDate;
  /** The last day of the term; null where there is no term. */
  readonly termEndsOn: LocalDate | null;
  /** The first day the seat is no longer held; of a death, the day itself. */
  readonly ended: { readonly on: LocalDate; readonly by: SeatEnding } | null;
}

/** Why somebody has no vote of their own: a minor or of no capacity, or nobody wrote down when they were born. */
export const incapacities = ['no-capacity', 'birth-date-unknown'] as const;
export type Incapacity = (typeof incapacities)[number];

/** One who may be entitled at a meeting: a seat or membership, the capacity, the household and the weight of shares. */
export interface Candidate extends Seat {
  readonly household: string | null;
  readonly weight: ShareQuantity;
  readonly incapacity: Incapacity | null;
}

export const leftOutReasons = ['not-yet', 'term-ended', ...seatEndings, ...incapacities] as const;
export type LeftOutReason = (typeof leftOutReasons)[number];

export interface LeftOut {
  readonly person: string;
  readonly name: string;
  readonly reason: LeftOutReason;
  /** The first day held, or the first day no longer held. */
  readonly on: LocalDate;
}

/** Who is entitled at a meeting, fixed when it opens; in order of person, each once. */
export interface FrozenList {
  readonly on: LocalDate;
  readonly entitled: readonly Candidate[];
  readonly leftOut: readonly LeftOut[];
}

/** The tag by which the register says that a member has no full capacity (民法典 arts 20 to 22). */
export const NO_CAPACITY_TAG = '无完全民事行为能力';

/** The tag by which the register says that somebody of sixteen lives mainly on own wages (民法典 art. 18). */
export const OWN_INCOME_TAG = '以自己的劳动收入为主要生活来源';

/**
 * Null with full capacity: not tagged, and 18 years old on the day, or 16 living on own wages. Nobody is taken for grown up by
 * silence: an unknown birth date asks.
 */
export function incapacityOf(
  { birthDate, tags }: { readonly birthDate: LocalDate | null; readonly tags: readonly string[] },
  on: LocalDate,
): Incapacity | null {
  if (tags.includes(NO_CAPACITY_TAG)) return 'no-capacity';
  if (birthDate === null) return 'birth-date-unknown';
  const age = birthDate.fullYearsUntil(on);
  const rule = tags.includes(OWN_INCOME_TAG) ? 'capacity.earning-age' : 'capacity.age';
  return age >= figureOn('count', rule, on).least ? null : 'no-capacity';
}

/** The longest term that any text gives a seat for which no term was recorded. */
export const LONGEST_TERM_YEARS = 5;

/** The last day of a term of full years: from 2025-08-01 for five years, 2030-07-31; from 29 February, the end of February. */
export function termEnd(from: LocalDate, years: number): LocalDate {
  const anniversary = from.plusYears(years);
  return anniversary.day === from.day ? anniversary.plusDays(-1) : anniversary;
}

/** A seat filled by election, for the term of the rules (five years for representatives since 2025-05-01). */
export function electedSeat(
  elected: Pick<Seat, 'person' | 'name' | 'sex' | 'group'>,
  from: LocalDate,
  termYears: number | null,
): Seat {
  const termEndsOn = termEnd(from, termYears ?? LONGEST_TERM_YEARS);
  return { ...elected, from, termEndsOn, ended: null };
}

/** Ends a seat; `on` is the first day it is no longer held. Refuses a seat that is not held on that day's eve. */
export function endSeat(seat: Seat, on: LocalDate, by: SeatEnding): Seat {
  const eve = on.plusDays(-1);
  if (!isHeldOn(seat, eve))
    throw refuse('assembly.seat-not-held', { name: seat.name, date: `${eve}` }, '/endedOn');
  return { ...seat, ended: { on, by } };
}

/** The seat ended and its successor's, who serves the rest of the term. */
export function replaceSeat(
  seat: Seat,
  successor: Pick<Seat, 'person' | 'name' | 'sex'>,
  on: LocalDate,
): { readonly ended: Seat; readonly successor: Seat } {
  if (successor.person === seat.person)
    throw refuse('assembly.seat-own-successor', { name: seat.name }, '/successor');
  const vacant = seat.ended !== null && !on.isBefore(seat.ended.on);
  const ended = vacant ? seat : endSeat(seat, on, 'replaced');
  if (seat.termEndsOn !== null && on.isAfter(seat.termEndsOn))
    throw refuse('assembly.seat-term-over', { name: seat.name, date: `${seat.termEndsOn}` }, '/on');
  return { ended, successor: { ...seat, ...successor, from: on, ended: null } };
}

export function isHeldOn(seat: Seat, on: LocalDate): boolean {
  return whyNotHeld(seat, on) === null;
}

/**
 * Freezes the list for the day of a meeting. A person may come with several seats over time (re-elected): one must be
 * held. Two held on the same day would count a person twice and are refused.
 */
export function freezeList(candidates: readonly Candidate[], on: LocalDate): FrozenList {
  const byPerson = Map.groupBy(candidates, ({ person }) => person);
  const entitled: Candidate[] = [];
  const leftOut: LeftOut[] = [];
  const faults: Fault[] = [];
  for (const seats of [...byPerson.values()]) {
    const held = seats.filter((seat) => isHeldOn(seat, on));
    const latest = seats.reduce((left, right) => (right.from.isAfter(left.from) ? right : left));
    const [first, second] = held;
    if (second !== undefined)
      faults.push({ code: 'assembly.listed-twice', values: { name: second.name, date: `${on}` } });
    if (first === undefined) leftOut.push(asLeftOut(latest, on));
    else if (first.incapacity === null) entitled.push(first);
    else leftOut.push({ person: first.person, name: first.name, reason: first.incapacity, on });
  }
  throwFaults(faults);
  return { on, entitled: entitled.sort(inOrderOfPerson), leftOut: leftOut.sort(inOrderOfPerson) };
}

/** How many seats so many households may have; null when they are too few for one (join them to another group). */
export function seatsFor(
  households: number,
  rule: RepresentationRule,
): { readonly least: number; readonly most: number } | null {
  const most = Math.trunc(households / rule.leastHouseholdsPerSeat);
  const least = Math.trunc((households + rule.mostHouseholdsPerSeat - 1) / rule.mostHouseholdsPerSeat);
  return most < least ? null : { least, most };
}

export interface RepresentationCheck {
  readonly seats: number;
  readonly women: number;
  readonly groups: readonly { readonly group: string; readonly households: number; readonly seats: number }[];
  /** What the law asks without exception. */
  readonly faults: readonly Fault[];
  /** What it asks "generally". */
  readonly warnings: readonly Fault[];
}

/** Counts the representatives on a day against the rule: so many in all, women; one for so many households of a group only generally. */
export function checkRepresentation(
  rule: RepresentationRule,
  groups: readonly { readonly group: string; readonly households: number }[],
  seats: readonly Seat[],
  on: LocalDate,
): RepresentationCheck {
  const held = seats.filter((seat) => isHeldOn(seat, on));
  const women = held.filter(({ sex }) => sex === 'female').length;
  const counted = groups.map(({ group, households }) => ({
    group,
    households,
    seats: held.filter((seat) => seat.group === group).length,
  }));
  const warnings = counted.flatMap((each) => groupFaults(each, rule));
  const faults: Fault[] = [];
  const known = new Set<string | null>(groups.map(({ group }) => group));
  for (const { name, group } of held)
    if (!known.has(group))
      faults.push({ code: 'assembly.seat-without-group', values: { name, group: group ?? '—' } });
  if (held.length < rule.leastSeats)
    faults.push({ code: 'assembly.too-few-seats', values: { seats: held.length, least: rule.leastSeats } });
  faults.push(...womenFaults(rule, held, women));
  return { seats: held.length, women, groups: counted, faults, warnings };
}

/** Whose sex nobody wrote down, where women are counted: silence makes nobody a man. */
export function sexUnknownFaults(people: readonly Pick<Seat, 'name' | 'sex'>[]): readonly Fault[] {
  return people.flatMap(({ name, sex }) =>
    sex === null ? [{ code: 'assembly.sex-unknown', values: { name } }] : [],
  );
}

/** Asked of everybody where a law counts a part, otherwise where it decides whether there are enough. */
function womenFaults(rule: RepresentationRule, held: readonly Seat[], women: number): readonly Fault[] {
  const least = leastWomenOf(rule, held.length);
  const unknown = sexUnknownFaults(held);
  if (unknown.length > 0 && (rule.leastWomenShare !== undefined || women < least)) return unknown;
  return women < least ? [{ code: 'assembly.too-few-women', values: { women, least } }] : [];
}

/** A number, or a part of the representatives where the law asks for one. */
function leastWomenOf({ leastWomen, leastWomenShare: share }: RepresentationRule, seats: number): number {
  const part = share === undefined ? 0n : leastNumber(share, BigInt(seats), share.inclusive);
  return Math.max(leastWomen, Number(part));
}

function groupFaults(
  counted: { readonly group: string; readonly households: number; readonly seats: number },
  rule: RepresentationRule,
): Fault[] {
  const { group, households, seats } = counted;
  const allowed = seatsFor(households, rule);
  if (allowed === null)
    return [
      {
        code: 'assembly.group-too-small',
        values: { group, households, least: rule.leastHouseholdsPerSeat },
      },
    ];
  if (seats >= allowed.least && seats <= allowed.most) return [];
  return [{ code: 'assembly.group-seats', values: { group, households, seats, ...allowed } }];
}

function whyNotHeld(seat: Seat, on: LocalDate): Pick<LeftOut, 'reason' | 'on'> | null {
  if (on.isBefore(seat.from)) return { reason: 'not-yet', on: seat.from };
  const { ended, termEndsOn } = seat;
  // Whichever came first: a death after the term is over is not why the seat is empty.
  const overOn = termEndsOn?.plusDays(1) ?? null;
  if (ended !== null && !on.isBefore(ended.on) && (overOn === null || ended.on.isBefore(overOn)))
    return { reason: ended.by, on: ended.on };
  return overOn !== null && !on.isBefore(overOn) ? { reason: 'term-ended', on: overOn } : null;
}

function asLeftOut(seat: Seat, on: LocalDate): LeftOut {
  const why = whyNotHeld(seat, on) ?? { reason: 'not-yet' as const, on: seat.from };
  return { person: seat.person, name: seat.name, ...why };
}

function inOrderOfPerson(left: { readonly person: string }, right: { readonly person: string }): number {
  return byCodeUnit(left.person, right.person);
}
