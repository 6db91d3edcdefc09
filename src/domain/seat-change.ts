/**
 * An election, a replacement or the end of a seat: told by one person, in force once another confirmed it. What it comes to leaves
 * nobody with two seats of one body on any day, and what begins only later says so.
 */
import type { Seat, SeatEnding } from './assembly-seats.ts';
import type { Body } from './assembly-rules.ts';
import type { LocalDate } from './calendar.ts';
import type { Words } from './language.ts';
import { lateReasonOf } from './late-entry.ts';
import type { Fault } from './refusal.ts';
import { bodyWords } from './words.ts';

export const seatChangeKinds = ['election', 'replacement', 'end'] as const;
export type SeatChangeKind = (typeof seatChangeKinds)[number];

export const seatChangeWords: Words<SeatChangeKind> = {
  election: { zh: '换届选举', en: 'election' },
  replacement: { zh: '补选', en: 'replacement' },
  end: { zh: '终止席位', en: 'end of a seat' },
};

/** A seat, whose it took over, and whether its end is on record: a death ends one that nobody ended. */
export interface RecordedSeat extends Seat {
  readonly id: string;
  readonly follows: string | null;
  readonly endRecorded: boolean;
}

/** A seat that ends, and the first day it is no longer held. */
export interface Ending<Held extends Seat> {
  readonly seat: Held;
  readonly on: LocalDate;
  readonly by: SeatEnding;
  readonly reason: string;
}

/** What a change comes to, as the seats are known. */
export interface PlannedSeats<Held extends Seat> {
  readonly ends: readonly Ending<Held>[];
  readonly begins: readonly Held[];
}

/** The last day on which a seat is held; before its first day where it never is. */
export function lastDayOf({ ended, termEndsOn }: Seat): LocalDate | null {
  const eve = ended?.on.plusDays(-1) ?? null;
  if (eve === null || (termEndsOn !== null && termEndsOn.isBefore(eve))) return termEndsOn;
  return eve;
}

/** Held on some day from `from` to `until`; without `until`, on it or later. */
export function isHeldWithin(seat: Seat, from: LocalDate, until: LocalDate | null): boolean {
  const last = lastDayOf(seat);
  if (last?.isBefore(from) || last?.isBefore(seat.from)) return false;
  return until === null || !seat.from.isAfter(until);
}

/**
 * Elects `begins` in the place of those who sit on the day. Where a later election is on record already, what this one gives ends with
 * that one's first day.
 */
export function electionOf<Held extends Seat>(
  from: LocalDate,
  begins: readonly Held[],
  known: readonly Held[],
  laterElections: readonly LocalDate[],
  reason: string,
): PlannedSeats<Held> {
  const next = laterElections.reduce<LocalDate | null>(
    (first, day) => (day.isAfter(from) && (first === null || day.isBefore(first)) ? day : first),
    null,
  );
  const sitting = known.filter((each) => !each.from.isAfter(from) && isHeldWithin(each, from, from));
  const ending = (seat: Held, on: LocalDate): Ending<Held> => ({ seat, on, by: 'replaced', reason });
  const cut = begins.filter(({ termEndsOn }) => next !== null && !termEndsOn?.isBefore(next));
  return {
    ends: [
      ...sitting.map((each) => ending(each, from)),
      ...(next === null ? [] : cut.map((each) => ending(each, next))),
    ],
    begins,
  };
}

/** Nobody sits twice on one day, and what is over or was handed on is not ended anew. */
export function overlapFaults<Held extends RecordedSeat>(
  body: Body,
  { ends, begins }: PlannedSeats<Held>,
  known: readonly Held[],
): readonly Fault[] {
  const ended = new Map(ends.map(({ seat, on, by }) => [seat, { ...seat, ended: { on, by } }]));
  const fault = ({ name }: Seat, { from }: Seat): Fault => ({
    code: 'assembly.seats-overlap',
    values: { name, body: bodyWords[body], date: `${from}` },
  });
  // An end on record is moved forward where somebody went before it, unless the seat was handed on by it.
  const twice = ends.flatMap(({ seat, on }) => {
    const successor = known.find((each) => each.follows === seat.id && each.from.isAfter(on));
    if (successor !== undefined) return [fault(seat, successor)];
    return seat.endRecorded && seat.ended !== null && !on.isBefore(seat.ended.on) ? [fault(seat, seat)] : [];
  });
  const overlapping = begins.flatMap((each) => {
    const taken = ended.get(each) ?? each;
    const other = known
      .filter(({ person }) => person === each.person)
      .find((held) => isHeldWithin(ended.get(held) ?? held, taken.from, lastDayOf(taken)));
    return other === undefined ? [] : [fault(each, other)];
  });
  return [...twice, ...overlapping];
}

/** What begins only after today is said. */
export function futureWarnings(body: Body, on: LocalDate, today: LocalDate): readonly Fault[] {
  if (!on.isAfter(today)) return [];
  return [
    {
      code: 'assembly.seats-in-future',
      values: { body: bodyWords[body], date: `${on}`, today: `${today}` },
    },
  ];
}

/** Days of before these books are history; a later one that is told days after says why. */
export function lateReasonOfChange(
  on: LocalDate,
  recorded: LocalDate,
  firstDay: LocalDate,
  reason: string | undefined,
): string | null {
  return on.isBefore(firstDay) ? (reason ?? null) : lateReasonOf(on, recorded, reason);
}
