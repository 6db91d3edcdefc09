/** Whom of the members a cooperative gives a duty, as a table: age, capacity, seats, near relatives. */
import { describe, expect, it } from 'vitest';
import { appointmentFaults, type Appointee } from '../../src/domain/appointment.ts';
import { NO_CAPACITY_TAG, OWN_INCOME_TAG } from '../../src/domain/assembly-seats.ts';
import { LocalDate } from '../../src/domain/calendar.ts';
import type { Role } from '../../src/domain/permission.ts';

const on = LocalDate.of(2025, 7, 1);
const person: Appointee = {
  person: 'p1',
  name: '陈海',
  household: 'h1',
  relation: 'head',
  birthDate: LocalDate.of(1970, 1, 1),
  tags: [],
  sits: [],
};
const spouse = { person: 'p2', name: '李秀', household: 'h1', relation: 'spouse' } as const;

const said = (change: Partial<Appointee>, wanted: readonly Role[], supervisors = [] as (typeof spouse)[]) =>
  appointmentFaults({ ...person, ...change }, wanted, supervisors, on).map(({ code, values }) => {
    const office = values?.['office'];
    return typeof office === 'object' && 'en' in office ? `${code} ${office.en}` : code;
  });

describe('a duty', () => {
  it.each<[string, Partial<Appointee>, Role, readonly string[]]>([
    ['of age', {}, 'accountant', []],
    ['seventeen', { birthDate: LocalDate.of(2008, 1, 1) }, 'reviewer', ['assembly.without-capacity']],
    [
      'seventeen on own wages',
      { birthDate: LocalDate.of(2008, 1, 1), tags: [OWN_INCOME_TAG] },
      'cashier',
      [],
    ],
    ['tagged', { tags: [NO_CAPACITY_TAG] }, 'chair', ['assembly.without-capacity']],
    ['of unknown age', { birthDate: null }, 'auditor', ['assembly.birth-date-unknown']],
    ['a child that only reads', { birthDate: LocalDate.of(2018, 1, 1) }, 'shareholder', []],
  ])('is given by age and capacity: %s', (_who, change, role, expected) => {
    expect(said(change, [role])).toEqual(expected);
  });

  it('is not given to a supervisor, nor supervision to the board', () => {
    const elsewhere = 'assembly.supervisor-elsewhere';
    const supervisor: Partial<Appointee> = { sits: ['supervisors'] };
    expect(said(supervisor, ['accountant'])).toEqual([`${elsewhere} accountant`]);
    expect(said(supervisor, ['cashier'])).toEqual([`${elsewhere} cashier`]);
    expect(said(supervisor, ['reviewer', 'chair'])).toEqual([`${elsewhere} reviewer`, `${elsewhere} chair`]);
    expect(said(supervisor, ['supervisor', 'representative'])).toEqual([]);
    expect(said({ sits: ['board'] }, ['supervisor'])).toEqual([`${elsewhere} Board`]);
    expect(said({ sits: ['board'] }, ['accountant'])).toEqual([]);
  });

  it('of books and cash is not given to a near relative of a supervisor', () => {
    expect(said({}, ['cashier'], [spouse])).toEqual(['assembly.supervisor-kin cashier']);
    expect(said({}, ['reviewer'], [spouse])).toEqual([]);
    expect(said({ household: 'h2' }, ['cashier'], [spouse])).toEqual([]);
  });
});
