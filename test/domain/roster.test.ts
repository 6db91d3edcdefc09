import { describe, expect, it } from 'vitest';
import { LocalDate } from '../../src/domain/calendar.ts';
import { residentIdCheckDigit } from '../../src/domain/identity-number.ts';
import { checkRoster, standingsFromDates, type RosterRow } from '../../src/domain/roster.ts';
import { standingKindWords, standingWords } from '../../src/domain/words.ts';

const today = LocalDate.parse('2010-07-31');
const id = (seventeen: string) => seventeen + residentIdCheckDigit(seventeen);

let count = 0;
function person(fields: Partial<RosterRow> = {}): RosterRow {
  count += 1;
  return {
    row: count,
    registerNumber: String(count),
    name: '王䶮',
    sex: null,
    birthDate: null,
    residentId: null,
    phone: null,
    bankName: null,
    bankAccount: null,
    seniorityFrom: null,
    household: null,
    groupName: null,
    relation: null,
    standings: [{ kind: 'admitted', effectiveOn: today }],
    tags: [],
    ...fields,
  };
}

const faultsOf = (...rows: RosterRow[]) =>
  checkRoster(rows, today).faults.map(({ code, row, column }) => [code, row, column]);

describe('a roster', () => {
  it('that is clean has no fault, and takes birth date and sex from the resident ID', () => {
    const checked = checkRoster([person({ residentId: id('99010519520229001') })], today);
    expect(checked.faults).toEqual([]);
    expect(checked.rows[0]).toMatchObject({ sex: 'male', name: '王䶮' });
    expect(checked.rows[0]?.birthDate?.toString()).toBe('1952-02-29');
  });

  it('reports every fault of every row at once, each with its row and column', () => {
    const bad = person({ residentId: '990105195202290010', phone: '123', bankAccount: '6.2E+18', name: ' ' });
    const worse = person({ registerNumber: '=1', relation: 'head' });
    expect(faultsOf(bad, worse)).toEqual([
      ['membership.name-missing', bad.row, 'name'],
      ['resident-id.check-digit', bad.row, 'residentId'],
      ['phone.malformed', bad.row, 'phone'],
      ['bank-account.became-a-number', bad.row, 'bankAccount'],
      ['register-number.malformed', worse.row, 'registerNumber'],
      ['membership.relation-without-household', worse.row, 'household'],
    ]);
  });

  it.each(['=1+1', '+王', '-王', '@王', '王\n五', '王\t五', '王\u0000'])(
    'holds no name that a spreadsheet runs or a bank file breaks at: %j',
    (name) => {
      const row = person({ name });
      expect(faultsOf(row)).toEqual([['membership.name-malformed', row.row, 'name']]);
    },
  );

  it('names the first bearer of a duplicate resident ID, masked', () => {
    const [first, second] = [
      person({ residentId: id('99010519520229001') }),
      person({ residentId: id('99010519520229001').toLowerCase() }),
    ];
    const { faults } = checkRoster([first, second], today);
    expect(faults).toMatchObject([
      {
        code: 'resident-id.duplicate',
        row: second.row,
        values: { masked: expect.stringContaining('********'), registerNumber: first.registerNumber },
      },
    ]);
  });

  it('finds a duplicate register number also behind full-width digits', () => {
    const [first, second] = [person({ registerNumber: '7' }), person({ registerNumber: '７' })];
    expect(faultsOf(first, second)).toEqual([['register-number.duplicate', second.row, 'registerNumber']]);
  });

  it('has one head and one spouse of the head in each household', () => {
    const home = { household: 'H1' } as const;
    const rows = [
      person({ ...home, relation: 'head' }),
      person({ ...home, relation: 'spouse' }),
      person({ ...home, relation: 'head' }),
      person({ ...home, relation: 'spouse' }),
      person({ household: 'H2', relation: 'head' }),
    ];
    expect(faultsOf(...rows)).toEqual([
      ['membership.two-heads', rows[2]!.row, 'relation'],
      ['membership.two-spouses', rows[3]!.row, 'relation'],
    ]);
  });

  it('leaves the seat of a head who died to a successor', () => {
    const died = person({
      household: 'H1',
      relation: 'head',
      standings: [
        { kind: 'admitted', effectiveOn: LocalDate.parse('2009-01-01') },
        { kind: 'deceased', effectiveOn: LocalDate.parse('2010-01-01') },
      ],
    });
    expect(faultsOf(died, person({ household: 'H1', relation: 'head' }))).toEqual([]);
  });

  it('counts the head already registered', () => {
    const row = person({ household: 'H1', relation: 'head' });
    const { faults } = checkRoster([row], today, new Map([['H1', { head: '900' }]]));
    expect(faults).toMatchObject([{ code: 'membership.two-heads', values: { first: '900' } }]);
  });

  it('notices a birth date or a sex that contradicts the resident ID', () => {
    const row = person({
      residentId: id('99010519520229001'),
      birthDate: LocalDate.parse('1952-03-01'),
      sex: 'female',
    });
    expect(faultsOf(row)).toEqual([
      ['resident-id.birth-date-differs', row.row, 'birthDate'],
      ['resident-id.sex-differs', row.row, 'sex'],
    ]);
  });
});

describe('dates of a roster', () => {
  const day = LocalDate.parse('2001-05-12');
  it('keep both days of an elder who retired before the admission', () => {
    const standings = standingsFromDates({ admittedOn: today, retiredOn: day, deceasedOn: null });
    expect(standings.map(({ kind, effectiveOn }) => [kind, effectiveOn.toString()])).toEqual([
      ['admitted', '2010-07-31'],
      ['retired', '2001-05-12'],
    ]);
    expect(faultsOf(person({ standings }))).toEqual([]);
  });
});

describe('a household', () => {
  const left = [
    { kind: 'admitted', effectiveOn: LocalDate.parse('2009-01-01') },
    { kind: 'left', effectiveOn: LocalDate.parse('2010-01-01') },
  ] as const;
  it('that enters without a head is a fault, at the row of its first person', () => {
    const rows = [
      person({ household: 'H1', relation: 'spouse', standings: left }),
      person({ household: 'H1', relation: 'child' }),
      person({ household: 'H1', relation: 'parent' }),
      person({ household: 'H2', relation: 'spouse', standings: left }),
    ];
    expect(faultsOf(...rows)).toEqual([['membership.no-head', rows[1]!.row, 'relation']]);
  });

  it('that stands in the register already takes somebody in while it has none', () => {
    const child = person({ household: 'H1', relation: 'child' });
    expect(checkRoster([child], today, new Map([['H1', {}]])).faults).toEqual([]);
  });
});

describe('a roster, fault by fault', () => {
  const day = (text: string) => LocalDate.parse(text);
  const checked = (row: RosterRow) => checkRoster([row], today);

  it('is kept with names and numbers made plain, and what is empty as nothing', () => {
    const row = person({
      name: '  王五 ',
      registerNumber: ' ０７ ',
      household: ' Ｈ１ ',
      relation: 'head',
      phone: '138 0000 1234',
      bankAccount: '',
      residentId: '',
      seniorityFrom: day('2000-01-01'),
    });
    const { rows, faults } = checked(row);
    expect(faults).toEqual([]);
    expect(rows[0]).toEqual({
      ...row,
      name: '王五',
      registerNumber: '07',
      household: 'H1',
      phone: '13800001234',
      bankAccount: null,
      residentId: null,
      sex: null,
      birthDate: null,
    });
  });

  it('keeps what the row says of sex and birth where the resident ID says the same', () => {
    const row = person({ residentId: id('99010519520229001'), sex: 'male', birthDate: day('1952-02-29') });
    expect(checked(row).faults).toEqual([]);
    expect(checked(row).rows[0]).toMatchObject({ sex: 'male', residentId: id('99010519520229001') });
  });

  it('a register number that cannot be read is kept as it was written', () => {
    expect(checked(person({ registerNumber: '=1' })).rows[0]?.registerNumber).toBe('=1');
  });

  it.each<[string, Partial<RosterRow>, string, string, object]>([
    [
      'a household without a relation',
      { household: 'H1' },
      'relation',
      'membership.relation-without-household',
      {},
    ],
    [
      'a relation without a household',
      { relation: 'other' },
      'household',
      'membership.relation-without-household',
      {},
    ],
    [
      'a birth after today',
      { birthDate: day('2010-08-01') },
      'birthDate',
      'membership.birth-date-in-future',
      { birthDate: '2010-08-01' },
    ],
    ['a name of a hundred and one signs', { name: '王'.repeat(101) }, 'name', 'membership.name-missing', {}],
    [
      'a household number no register could print',
      { household: '=1', relation: 'other' },
      'household',
      'register-number.malformed',
      { text: '=1' },
    ],
    ['a bad bank account', { bankAccount: '12' }, 'bankAccount', 'bank-account.malformed', {}],
  ])('%s', (_, fields, column, code, values) => {
    const row = person(fields);
    const { faults } = checked(row);
    expect(faults).toHaveLength(fields.birthDate === undefined ? 1 : 2);
    expect(faults[0]).toMatchObject({ code, row: row.row, column, values });
  });

  it('a birth date that contradicts the resident ID is repeated', () => {
    const row = person({ residentId: id('99010519520229001'), birthDate: day('1952-03-01') });
    expect(checked(row).faults[0]?.values).toEqual({ birthDate: '1952-03-01' });
  });

  it('a sex without a resident ID contradicts nothing', () => {
    expect(checked(person({ sex: 'female' })).faults).toEqual([]);
  });

  it('two heads of no household are two faults, not two heads of one', () => {
    const rows = [person({ relation: 'head' }), person({ relation: 'head' })];
    expect(checkRoster(rows, today).faults.map(({ code }) => code)).toEqual([
      'membership.relation-without-household',
      'membership.relation-without-household',
    ]);
  });

  it('a mistake of the program is no fault of the roster', () => {
    expect(() => checked(person({ registerNumber: undefined as never }))).toThrow('replace');
  });

  it('a birth today is no birth in the future', () => {
    expect(checked(person({ birthDate: today, standings: [] })).faults).toEqual([]);
  });

  it('the faults of a history stand in its column', () => {
    const row = person({ standings: [{ kind: 'retired', effectiveOn: today }] });
    expect(checked(row).faults).toEqual([
      {
        code: 'membership.standing-out-of-order',
        values: { from: standingWords.none, to: standingKindWords.retired, date: '2010-07-31' },
        row: row.row,
        column: 'standings',
      },
    ]);
  });

  it('a duplicate says of which number, and a third is a duplicate of the first', () => {
    const rows = [
      person({ registerNumber: '7' }),
      person({ registerNumber: '7' }),
      person({ registerNumber: '7' }),
    ];
    expect(checkRoster(rows, today).faults).toEqual([
      {
        code: 'register-number.duplicate',
        values: { registerNumber: '7' },
        row: rows[1]!.row,
        column: 'registerNumber',
      },
      {
        code: 'register-number.duplicate',
        values: { registerNumber: '7' },
        row: rows[2]!.row,
        column: 'registerNumber',
      },
    ]);
  });

  it('two without a resident ID are no duplicate', () => {
    expect(faultsOf(person(), person())).toEqual([]);
  });

  it('who left gives the seat free as who died does; relations other than head and spouse have no seat', () => {
    const left = person({
      household: 'H1',
      relation: 'spouse',
      standings: [
        { kind: 'admitted', effectiveOn: day('2009-01-01') },
        { kind: 'left', effectiveOn: day('2010-01-01') },
      ],
    });
    const home = { household: 'H1' } as const;
    expect(
      faultsOf(
        left,
        person({ ...home, relation: 'head' }),
        person({ ...home, relation: 'spouse' }),
        person({ ...home, relation: 'child' }),
        person({ ...home, relation: 'child' }),
      ),
    ).toEqual([]);
  });

  it('two heads say household, first and second', () => {
    const rows = [
      person({ household: 'H1', relation: 'head' }),
      person({ household: 'H1', relation: 'head' }),
    ];
    expect(checkRoster(rows, today).faults[0]?.values).toEqual({
      household: 'H1',
      first: rows[0]!.registerNumber,
      second: rows[1]!.registerNumber,
    });
  });

  it('the spouse registered already counts, that of another household does not', () => {
    const row = person({ household: 'H1', relation: 'spouse' });
    const seats = (household: string) =>
      checkRoster(
        [row],
        today,
        new Map([
          ['H1', {}],
          [household, { spouse: '900' }],
        ]),
      ).faults.length;
    expect([seats('H1'), seats('H2')]).toEqual([1, 0]);
    const registered = { spouse: '900' };
    checkRoster([person({ household: 'H1', relation: 'head' })], today, new Map([['H1', registered]]));
    expect(registered).toEqual({ spouse: '900' });
  });
});

describe('dates of a roster, one by one', () => {
  const day = (text: string) => LocalDate.parse(text);
  const dates = (admittedOn: string | null, retiredOn: string | null, deceasedOn: string | null) =>
    standingsFromDates({
      admittedOn: admittedOn === null ? null : day(admittedOn),
      retiredOn: retiredOn === null ? null : day(retiredOn),
      deceasedOn: deceasedOn === null ? null : day(deceasedOn),
    });

  it.each([
    ['2009-01-01', '2010-01-01'],
    ['2009-01-01', '2009-01-01'],
  ])('admitted on %s, retired on %s: as they are, without a note', (admitted, retired) => {
    expect(dates(admitted, retired, '2010-05-01')).toEqual([
      { kind: 'admitted', effectiveOn: day(admitted) },
      { kind: 'retired', effectiveOn: day(retired) },
      { kind: 'deceased', effectiveOn: day('2010-05-01') },
    ]);
  });

  it('none give none; retirement alone stands alone', () => {
    expect(dates(null, null, null)).toEqual([]);
    expect(dates(null, '2009-01-01', null)).toEqual([{ kind: 'retired', effectiveOn: day('2009-01-01') }]);
  });
});

it('an account whose check digit is not Luhn’s is to be looked at, in its row, and is no fault', () => {
  const odd = person({ bankAccount: '6222021234567890' });
  const { faults, warnings } = checkRoster(
    [person({ bankAccount: '6222021234567894' }), odd, person()],
    today,
  );
  expect(faults).toEqual([]);
  expect(warnings).toEqual([
    {
      code: 'bank-account.check-digit',
      values: { masked: '****7890' },
      row: odd.row,
      column: 'bankAccount',
    },
  ]);
});

it('a household without a head is named', () => {
  const row = person({ household: 'H9', relation: 'child' });
  expect(checkRoster([row], today).faults).toMatchObject([
    { code: 'membership.no-head', values: { household: 'H9' }, row: row.row },
  ]);
});
