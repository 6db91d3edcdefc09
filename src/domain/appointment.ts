/**
 * Whom of the members a cooperative gives a duty: nobody without full capacity, and nobody whose seat excludes it. The supervisors
 * keep neither the books nor the cash, decide and approve nothing; the board does not supervise itself; and who keeps the books or
 * the cash and who supervises are no near relatives, whoever of the two came first.
 */
import { incapacityOf, type Incapacity } from './assembly-seats.ts';
import { judgeDuties, type Composition, type Judged, type Sitting } from './body-composition.ts';
import type { LocalDate } from './calendar.ts';
import { listed } from './language.ts';
import { citationOn } from './law.ts';
import type { Role } from './permission.ts';
import type { Fault } from './refusal.ts';
import { excludedAmong } from './role-exclusion.ts';
import { roleWords } from './role-words.ts';
import { bodyWords } from './words.ts';

/** A member with what the register says on the day, and the seats held that day. */
export interface Appointee extends Sitting {
  readonly birthDate: LocalDate | null;
  readonly tags: readonly string[];
  readonly sits: readonly ('board' | 'supervisors')[];
}

/**
 * What the register says against it, one fault a reason. A shareholder only reads, and may be a child. `others`: the seats and
 * duties of everybody else, since kin of a supervisor take books and cash no more than a supervisor is taken from among their kin.
 */
export function judgeAppointee(
  person: Appointee,
  wanted: readonly Role[],
  others: Composition,
  on: LocalDate,
): Judged {
  const acts = wanted.some((role) => role !== 'shareholder');
  const beside = judgeDuties(person, wanted, withoutPerson(others, person.person), on);
  return {
    refused: [
      ...(acts ? withoutCapacity(person.name, incapacityOf(person, on), on) : []),
      ...excludedBySeat(person, wanted, on),
      ...beside.refused,
    ],
    warned: beside.warned,
  };
}

/** Duties that members hold for members: they are given by what the register says of somebody. */
const memberDuties: readonly Role[] = ['chair', 'supervisor', 'representative'];

/** What is given to somebody who is linked to no member: age, capacity, seats and kin are looked at by people alone. */
export function unjudgedDuties(name: string, wanted: readonly Role[]): readonly Fault[] {
  const duties = memberDuties.filter((role) => wanted.includes(role)).map((role) => roleWords[role]);
  if (duties.length === 0) return [];
  return [{ code: 'access.duty-without-member', values: { name, duties: listed(duties) } }];
}

/** Who is not known to be of full capacity holds no seat and no duty. */
export function withoutCapacity(
  name: string,
  incapacity: Incapacity | null,
  on: LocalDate,
): readonly Fault[] {
  switch (incapacity) {
    case null:
      return [];
    case 'birth-date-unknown':
      return [{ code: 'assembly.birth-date-unknown', values: { name, on: `${on}` } }];
    case 'no-capacity':
      return [
        {
          code: 'assembly.without-capacity',
          values: { name, on: `${on}`, law: citationOn('capacity.age', on) },
        },
      ];
  }
}

function excludedBySeat({ name, sits }: Appointee, wanted: readonly Role[], on: LocalDate): readonly Fault[] {
  const law = citationOn('supervisors.incompatible', on);
  const sitting = sits.includes('supervisors')
    ? excludedAmong([...wanted, 'supervisor'])
        .filter(({ roles: pair }) => pair.includes('supervisor'))
        .map(({ roles: [one, other] }) => roleWords[one === 'supervisor' ? other : one])
    : [];
  const directing = sits.includes('board') && wanted.includes('supervisor') ? [bodyWords.board] : [];
  return [...sitting, ...directing].map((office) => ({
    code: 'assembly.supervisor-elsewhere',
    values: { name, office, law },
  }));
}

function withoutPerson({ board, supervisors, staff }: Composition, person: string): Composition {
  const isAnother = (each: Sitting) => each.person !== person;
  return {
    board: board.filter(isAnother),
    supervisors: supervisors.filter(isAnother),
    staff: staff.filter(isAnother),
  };
}
