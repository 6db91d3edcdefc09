/** Whom of the members a cooperative gives a duty, as a table: age, capacity, seats, near relatives. */
import { describe, expect, it } from 'vitest';
import { judgeAppointee, unjudgedDuties, type Appointee } from '../../src/domain/appointment.ts';
import { NO_CAPACITY_TAG, OWN_INCOME_TAG } from '../../src/domain/assembly-seats.ts';
import type { Composition } from '../../src/domain/body-composition.ts';
import { LocalDate } from '../../src/domain/calendar.ts';
import { citation, defaultOfHegu } from '../../src/domain/law.ts';
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

const nobody: Composition = { board: [], supervisors: [], staff: [] };
const holds = (role: Role): Composition => ({ ...nobody, staff: [{ ...spouse, role }] });

const judge = (
  change: Partial<Appointee>,
  wanted: readonly Role[],
  others: Partial<Composition> = {},
  day = on,
) => {
  const { refused, warned } = judgeAppointee({ ...person, ...change }, wanted, { ...nobody, ...others }, day);
  const words = ({ code, values }: (typeof refused)[number]) => {
    const office = values?.['office'];
    return typeof office === 'object' && 'en' in office ? `${code} ${office.en}` : code;
  };
  return { refused: refused.map(words), warned: warned.map(words) };
};

const said = (change: Partial<Appointee>, wanted: readonly Role[], supervisors = [] as (typeof spouse)[]) =>
  judge(change, wanted, { supervisors }).refused;

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

  const kin = 'assembly.supervisor-kin';
  it.each<[string, Role, Composition, { refused: readonly string[]; warned: readonly string[] }]>([
    [
      'accountant beside a seat',
      'accountant',
      { ...nobody, supervisors: [spouse] },
      { refused: [`${kin} accountant`], warned: [] },
    ],
    [
      'cashier beside a seat',
      'cashier',
      { ...nobody, supervisors: [spouse] },
      { refused: [`${kin} cashier`], warned: [] },
    ],
    [
      'accountant beside the duty',
      'accountant',
      holds('supervisor'),
      { refused: [`${kin} accountant`], warned: [] },
    ],
    ['cashier beside the duty', 'cashier', holds('supervisor'), { refused: [`${kin} cashier`], warned: [] }],
    [
      'supervisor beside the books',
      'supervisor',
      holds('accountant'),
      { refused: [`${kin} accountant`], warned: [] },
    ],
    [
      'supervisor beside the cash',
      'supervisor',
      holds('cashier'),
      { refused: [`${kin} cashier`], warned: [] },
    ],
    ['supervisor beside the chair', 'supervisor', holds('chair'), { refused: [], warned: [`${kin} chair`] }],
    [
      'supervisor beside the board',
      'supervisor',
      { ...nobody, board: [spouse] },
      { refused: [], warned: [`${kin} Board`] },
    ],
    ['chair beside the duty', 'chair', holds('supervisor'), { refused: [], warned: [`${kin} chair`] }],
    [
      'chair beside a seat',
      'chair',
      { ...nobody, supervisors: [spouse] },
      { refused: [], warned: [`${kin} chair`] },
    ],
    ['supervisor beside a reviewer', 'supervisor', holds('reviewer'), { refused: [], warned: [] }],
    ['supervisor beside a supervisor', 'supervisor', holds('supervisor'), { refused: [], warned: [] }],
    [
      'accountant beside the board',
      'accountant',
      { ...nobody, board: [spouse] },
      { refused: [], warned: [] },
    ],
    ['representative beside the books', 'representative', holds('accountant'), { refused: [], warned: [] }],
  ])('is judged beside kin, whoever came first: %s', (_which, role, others, expected) => {
    expect(judge({}, [role], others)).toEqual(expected);
    // In another household nobody knows them as kin; before the law kin are warned of, by a default and not by a law to come.
    expect(judge({ household: 'h2' }, [role], others)).toEqual({ refused: [], warned: [] });
    const before = LocalDate.of(2012, 7, 1);
    expect(judge({}, [role], others, before)).toEqual({
      refused: [],
      warned: [...expected.refused, ...expected.warned],
    });
  });

  it('is judged without what one held oneself before', () => {
    const own = { ...nobody, staff: [{ ...person, role: 'accountant' as const }] };
    expect(judge({}, ['supervisor'], own)).toEqual({ refused: [], warned: [] });
  });

  it('cites the law of its day, and a default where there was none', () => {
    const by = (day: LocalDate) =>
      judgeAppointee({ ...person, sits: ['supervisors'] }, ['cashier'], nobody, day).refused.map(
        ({ values }) => values?.['law'],
      );
    expect(by(on)).toEqual([citation('supervisors.incompatible@2025')]);
    expect(by(LocalDate.of(2025, 4, 30))).toEqual([defaultOfHegu]);
    const child = { ...person, birthDate: LocalDate.of(2000, 1, 1) };
    const age = judgeAppointee(child, ['chair'], nobody, LocalDate.of(2012, 7, 1)).refused;
    expect(age.map(({ values }) => values?.['law'])).toEqual([citation('capacity.age@1987')]);
  });

  it.each<[readonly Role[], readonly string[]]>([
    [['chair'], ['chair']],
    [['supervisor', 'representative'], ['supervisor, representative']],
    [['accountant', 'reviewer'], []],
    [[], []],
  ])('of a member is told where nobody knows which member it is: %s', (wanted, duties) => {
    const told = unjudgedDuties('陈海', wanted).map(({ code, values }) => [code, values?.['duties']]);
    expect(told).toEqual(duties.map((en) => ['access.duty-without-member', expect.objectContaining({ en })]));
  });
});
