/**
 * Whom of the members a cooperative gives a duty: nobody without full capacity, and nobody whose seat excludes it. The supervisors
 * keep neither the books nor the cash, decide and approve nothing; the board does not supervise itself; and no near relative of a
 * supervisor keeps the books or the cash.
 */
import { incapacityOf, type Incapacity } from './assembly-seats.ts';
import { judgeComposition, type Sitting } from './body-composition.ts';
import type { LocalDate } from './calendar.ts';
import { citation } from './law.ts';
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

/** What the register says against it, one fault a reason. A shareholder only reads, and may be a child. */
export function appointmentFaults(
  person: Appointee,
  wanted: readonly Role[],
  supervisors: readonly Sitting[],
  on: LocalDate,
): readonly Fault[] {
  const acts = wanted.some((role) => role !== 'shareholder');
  return [
    ...(acts ? withoutCapacity(person.name, incapacityOf(person, on), on) : []),
    ...excludedBySeat(person, wanted),
    ...besideSupervisors(person, wanted, supervisors, on),
  ];
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
          values: { name, on: `${on}`, law: citation('capacity.age@2021') },
        },
      ];
  }
}

function excludedBySeat({ name, sits }: Appointee, wanted: readonly Role[]): readonly Fault[] {
  const law = citation('supervisors.incompatible@2025');
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

/** Kin alone: the seat of one's own was judged. */
function besideSupervisors(
  person: Appointee,
  wanted: readonly Role[],
  supervisors: readonly Sitting[],
  on: LocalDate,
): readonly Fault[] {
  const staff = wanted.flatMap((role) =>
    role === 'accountant' || role === 'cashier' ? [{ ...person, role }] : [],
  );
  const others = supervisors.filter((each) => each.person !== person.person);
  return judgeComposition({ board: [], supervisors: others, staff }, on).refused;
}
