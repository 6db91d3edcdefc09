import { describe, expect, it } from 'vitest';
import { LocalDate } from '../../src/domain/calendar.ts';
import { residentIdCheckDigit } from '../../src/domain/identity-number.ts';
import { checkRoster, standingsFromDates, type RosterRow } from '../../src/domain/roster.ts';

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
  it('make an elder who retired before the admission a retiree from the admission on, the day kept as a note', () => {
    const standings = standingsFromDates({ admittedOn: today, retiredOn: day, deceasedOn: null });
    expect(standings.map(({ kind, effectiveOn, note }) => [kind, effectiveOn.toString(), note])).toEqual([
      ['admitted', '2010-07-31', undefined],
      ['retired', '2010-07-31', '退休日期 2001-05-12'],
    ]);
    expect(faultsOf(person({ standings }))).toEqual([]);
  });

  it('without an admission are not repaired: the rule for standings judges them', () => {
    const standings = standingsFromDates({ admittedOn: null, retiredOn: day, deceasedOn: null });
    expect(faultsOf(person({ standings }))).not.toEqual([]);
  });
});
