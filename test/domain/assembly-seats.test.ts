/** Seats: terms, replacements, deaths, and the list frozen for a meeting. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { lawOf2025 } from '../../src/domain/assembly-rule-sets.ts';
import {
  checkRepresentation,
  electedSeat,
  endSeat,
  freezeList,
  incapacityOf,
  isHeldOn,
  NO_CAPACITY_TAG,
  OWN_INCOME_TAG,
  replaceSeat,
  seatsFor,
  termEnd,
  type Candidate,
  type Seat,
} from '../../src/domain/assembly-seats.ts';
import { LocalDate } from '../../src/domain/calendar.ts';
import { ShareQuantity } from '../../src/domain/share-quantity.ts';
import { refusing } from '../support/refusing.ts';

const day = (text: string) => LocalDate.parse(text);
const rule = lawOf2025.bodies['representative-assembly']!.representation!;
const seat = (person: string, from = '2025-08-01', more: Partial<Seat> = {}): Seat => ({
  ...electedSeat({ person, name: person, sex: 'male', group: 'A' }, day(from), 5),
  ...more,
});
const candidate = (each: Seat): Candidate => ({
  ...each,
  household: null,
  weight: ShareQuantity.zero,
  incapacity: null,
});

describe('A term of five years', () => {
  it.each([
    ['2025-08-01', '2030-07-31'],
    ['2025-01-01', '2029-12-31'],
    ['2024-02-29', '2029-02-28'],
    ['2027-03-01', '2032-02-29'],
  ])('from %s lasts to %s', (from, last) => {
    expect(`${termEnd(day(from), 5)}`).toBe(last);
  });

  it('is over the day after its last day', () => {
    expect(isHeldOn(seat('a'), day('2030-07-31'))).toBe(true);
    expect(isHeldOn(seat('a'), day('2030-08-01'))).toBe(false);
    expect(isHeldOn(seat('a'), day('2025-07-31'))).toBe(false);
  });
});

describe('A seat that changes hands', () => {
  it('is held by the old representative to the eve, by the new from the day, for the rest of the term', () => {
    const { ended, successor } = replaceSeat(
      seat('old'),
      { person: 'new', name: 'new', sex: 'female' },
      day('2027-03-10'),
    );
    expect([isHeldOn(ended, day('2027-03-09')), isHeldOn(ended, day('2027-03-10'))]).toEqual([true, false]);
    expect([isHeldOn(successor, day('2027-03-09')), isHeldOn(successor, day('2027-03-10'))]).toEqual([
      false,
      true,
    ]);
    expect(`${successor.termEndsOn}`).toBe('2030-07-31');
    expect(successor.group).toBe('A');
  });

  it('stays empty between a death and the by-election', () => {
    const dead = endSeat(seat('old'), day('2026-01-05'), 'died');
    const { ended, successor } = replaceSeat(
      dead,
      { person: 'new', name: 'new', sex: 'male' },
      day('2026-02-01'),
    );
    expect(ended.ended?.by).toBe('died');
    expect([isHeldOn(ended, day('2026-01-20')), isHeldOn(successor, day('2026-01-20'))]).toEqual([
      false,
      false,
    ]);
  });

  it('cannot end when it is not held, pass to its own holder, or be taken over after the term', () => {
    expect(() => endSeat(seat('a'), day('2025-08-01'), 'resigned')).toThrow(
      refusing('assembly.seat-not-held', { name: 'a' }),
    );
    expect(() => endSeat(seat('a'), day('2031-01-01'), 'died')).toThrow(
      refusing('assembly.seat-not-held', { name: 'a' }),
    );
    expect(() => replaceSeat(seat('a'), { person: 'a', name: 'a', sex: 'male' }, day('2026-01-01'))).toThrow(
      refusing('assembly.seat-own-successor', { name: 'a' }),
    );
    const dead = endSeat(seat('a'), day('2026-01-05'), 'died');
    expect(() => replaceSeat(dead, { person: 'b', name: 'b', sex: 'male' }, day('2030-08-01'))).toThrow(
      refusing('assembly.seat-term-over', { date: '2030-07-31' }),
    );
  });

  it('has exactly one holder on any day of the term, whenever the replacement was', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 1800 }), fc.integer({ min: 0, max: 1824 }), (change, when) => {
        const first = seat('old');
        const { ended, successor } = replaceSeat(
          first,
          { person: 'new', name: 'new', sex: 'male' },
          first.from.plusDays(change),
        );
        const on = first.from.plusDays(when);
        expect([ended, successor].filter((each) => isHeldOn(each, on))).toHaveLength(1);
      }),
    );
  });
});

describe('The list frozen for a meeting', () => {
  const meeting = day('2025-09-30');

  it('leaves out, with the reason, who died, was replaced, whose term ended or has not begun', () => {
    const list = freezeList(
      [
        seat('present'),
        endSeat(seat('dead'), day('2025-09-20'), 'died'),
        endSeat(seat('replaced'), day('2025-09-25'), 'replaced'),
        seat('expired', '2020-09-30'),
        seat('future', '2025-10-01'),
      ].map(candidate),
      meeting,
    );
    expect(list.entitled.map(({ person }) => person)).toEqual(['present']);
    expect(list.leftOut.map(({ person, reason, on }) => [person, reason, `${on}`])).toEqual([
      ['dead', 'died', '2025-09-20'],
      ['expired', 'term-ended', '2025-09-30'],
      ['future', 'not-yet', '2025-10-01'],
      ['replaced', 'replaced', '2025-09-25'],
    ]);
  });

  it('who dies on the day of the meeting is no longer on the list, who dies the day after is', () => {
    const on = (died: string) =>
      freezeList([candidate(endSeat(seat('a'), day(died), 'died'))], meeting).entitled.length;
    expect([on('2025-09-30'), on('2025-10-01')]).toEqual([0, 1]);
  });

  it('a death after the term is over does not hide that the term was over', () => {
    const dead = seat('a', '2020-08-01', { ended: { on: day('2025-09-01'), by: 'died' } });
    expect(freezeList([candidate(dead)], meeting).leftOut[0]?.reason).toBe('term-ended');
  });

  it('counts somebody re-elected once, and refuses two seats held on the same day', () => {
    const before = candidate(seat('a', '2020-08-01'));
    expect(freezeList([before, candidate(seat('a'))], meeting).entitled).toHaveLength(1);
    expect(() => freezeList([candidate(seat('a', '2025-07-01')), candidate(seat('a'))], meeting)).toThrow(
      refusing('assembly.listed-twice', { name: 'a', date: '2025-09-30' }),
    );
  });
});

describe('One representative for 5 to 15 households, at least 21, women among them', () => {
  it.each([
    [4, null],
    [5, [1, 1]],
    [15, [1, 3]],
    [16, [2, 3]],
    [150, [10, 30]],
  ])('%i households: %j', (households, range) => {
    const found = seatsFor(households, rule);
    expect(found && [found.least, found.most]).toEqual(range);
  });

  const held = (group: string, count: number, sex: Seat['sex'] = 'male') =>
    Array.from({ length: count }, (_, index) => seat(`${group}${sex}${index}`, '2025-08-01', { group, sex }));
  const check = (seats: Seat[]) =>
    checkRepresentation(
      rule,
      [
        { group: 'A', households: 150 },
        { group: 'B', households: 60 },
      ],
      seats,
      day('2025-09-30'),
    );

  it('21 with women are enough, 20 are not, and none but men are not', () => {
    expect(check([...held('A', 12), ...held('B', 8), ...held('B', 1, 'female')])).toMatchObject({
      seats: 21,
      women: 1,
      faults: [],
    });
    const codes = (seats: Seat[]) => check(seats).faults.map(({ code }) => code);
    expect(codes([...held('A', 12), ...held('B', 7), ...held('B', 1, 'female')])).toEqual([
      'assembly.too-few-seats',
    ]);
    expect(codes([...held('A', 12), ...held('B', 9)])).toEqual(['assembly.too-few-women']);
  });

  it('a third of villagers’ representatives are women where the law says so', () => {
    const village = {
      ...rule,
      leastSeats: 0,
      leastWomenShare: { numerator: 1, denominator: 3, inclusive: true },
    };
    const of = (women: number) =>
      checkRepresentation(
        village,
        [],
        [...held('A', 9 - women), ...held('A', women, 'female')],
        day('2025-09-30'),
      )
        .faults.filter(({ code }) => code === 'assembly.too-few-women')
        .map(({ values }) => values.least);
    expect([of(2), of(3)]).toEqual([[3], []]);
    // Where a part is counted everybody's sex is asked for; elsewhere only where it decides.
    const codes = (law: typeof village | typeof rule, seats: Seat[]) =>
      checkRepresentation(law, [{ group: 'A', households: 150 }], seats, day('2025-09-30')).faults.map(
        ({ code, values }) => [code, values.name],
      );
    const [unknown] = held('A', 1, null);
    expect(codes(village, [...held('A', 6, 'female'), ...held('A', 1, null)])).toEqual([
      ['assembly.sex-unknown', unknown?.name],
    ]);
    const small = { ...rule, leastSeats: 0 };
    expect(codes(small, [...held('A', 10), ...held('A', 1, null)])).toEqual([
      ['assembly.sex-unknown', unknown?.name],
    ]);
    expect(codes(small, [...held('A', 10, 'female'), ...held('A', 1, null)])).toEqual([]);
  });

  it('names the group with too few or too many, and a seat of no group', () => {
    const { faults, warnings } = check([
      ...held('A', 9),
      ...held('B', 13, 'female'),
      seat('x', '2025-08-01', { group: 'Z' }),
    ]);
    expect([...warnings, ...faults].map(({ code, values }) => [code, values.group])).toEqual([
      ['assembly.group-seats', 'A'],
      ['assembly.group-seats', 'B'],
      ['assembly.seat-without-group', 'Z'],
    ]);
    expect(
      checkRepresentation(rule, [{ group: 'C', households: 4 }], [], day('2025-09-30')).warnings[0]?.code,
    ).toBe('assembly.group-too-small');
  });
});

describe('Seats, to the day', () => {
  it('a term of which no text says how long it lasts ends after five years', () => {
    const board = electedSeat({ person: 'a', name: 'a', sex: 'male', group: null }, day('2025-08-01'), null);
    expect([board.termEndsOn, board.ended, isHeldOn(board, day('2030-07-31'))]).toEqual([
      day('2030-07-31'),
      null,
      true,
    ]);
    expect(isHeldOn(board, day('2030-08-01'))).toBe(false);
    expect(isHeldOn(endSeat(board, day('2030-01-01'), 'removed'), day('2029-12-31'))).toBe(true);
    expect(isHeldOn(endSeat(board, day('2030-01-01'), 'removed'), day('2030-01-01'))).toBe(false);
  });

  it('a refusal names the seat, the day and the place', () => {
    expect(() => endSeat(seat('a'), day('2025-08-01'), 'resigned')).toThrow(
      refusing('assembly.seat-not-held', { name: 'a', date: '2025-07-31' }, { pointer: '/endedOn' }),
    );
    const other = { person: 'b', name: 'b', sex: 'male' } as const;
    expect(() => replaceSeat(seat('a'), { ...other, person: 'a' }, day('2026-01-01'))).toThrow(
      refusing('assembly.seat-own-successor', { name: 'a' }, { pointer: '/successor' }),
    );
    const dead = endSeat(seat('a'), day('2026-01-05'), 'died');
    expect(() => replaceSeat(dead, other, day('2030-08-01'))).toThrow(
      refusing('assembly.seat-term-over', { name: 'a', date: '2030-07-31' }, { pointer: '/on' }),
    );
    expect(`${replaceSeat(dead, other, day('2030-07-31')).successor.from}`).toBe('2030-07-31');
  });

  it('a seat that ends later is ended now by its replacement; one that is vacant from that very day is not', () => {
    const other = { person: 'b', name: 'b', sex: 'male' } as const;
    const resigned = endSeat(seat('a'), day('2026-06-01'), 'resigned');
    expect(replaceSeat(resigned, other, day('2026-06-01')).ended.ended?.by).toBe('resigned');
    expect(replaceSeat(resigned, other, day('2026-05-01')).ended.ended).toEqual({
      on: day('2026-05-01'),
      by: 'replaced',
    });
  });

  it.each([
    ['2007-07-31', [], null],
    ['2007-08-01', [], 'no-capacity'],
    ['2007-08-01', [OWN_INCOME_TAG], null],
    ['2009-07-31', [OWN_INCOME_TAG], null],
    ['2009-08-01', [OWN_INCOME_TAG], 'no-capacity'],
    [null, [], 'birth-date-unknown'],
    [null, [OWN_INCOME_TAG], 'birth-date-unknown'],
    ['1980-01-01', [NO_CAPACITY_TAG], 'no-capacity'],
    [null, [NO_CAPACITY_TAG], 'no-capacity'],
    ['1980-01-01', ['x'], null],
  ])('born %s, tagged %j, lacks on 31 July 2025: %s', (birth, tags, lacks) => {
    const person = { birthDate: birth === null ? null : day(birth), tags };
    expect(incapacityOf(person, day('2025-07-31'))).toBe(lacks);
  });

  it('the tag is called as the register writes it', () => {
    expect(NO_CAPACITY_TAG).toBe('无完全民事行为能力');
  });

  it('whoever ended on the day a term was over is told the term was over', () => {
    const on = day('2030-08-01');
    const over = seat('a', '2025-08-01', { ended: { on, by: 'died' } });
    expect(freezeList([candidate(over)], on).leftOut).toEqual([
      { person: 'a', name: 'a', reason: 'term-ended', on },
    ]);
    const eve = seat('a', '2025-08-01', { ended: { on: day('2030-07-31'), by: 'died' } });
    expect(freezeList([candidate(eve)], on).leftOut[0]).toMatchObject({
      reason: 'died',
      on: day('2030-07-31'),
    });
  });

  it('is listed in order of person, left out by the seat that began last', () => {
    const list = freezeList(
      ['c', 'a', 'b'].map((person) => candidate(seat(person))),
      day('2025-09-30'),
    );
    expect(list.entitled.map(({ person }) => person)).toEqual(['a', 'b', 'c']);
    expect(`${list.on}`).toBe('2025-09-30');
    const gone = ['c', 'a', 'b'].map((person) => candidate(seat(person, '2031-01-01')));
    expect(freezeList(gone, day('2025-09-30')).leftOut.map(({ person }) => person)).toEqual(['a', 'b', 'c']);
    const twice = [
      candidate(seat('a', '2010-01-01')),
      candidate(seat('a', '2019-01-01')),
      candidate(seat('a', '2000-01-01')),
    ];
    expect(`${freezeList(twice, day('2025-09-30')).leftOut[0]?.on}`).toBe('2024-01-01');
  });

  it('a seat without term passes to a successor without term, on any day', () => {
    const board = { ...seat('a'), termEndsOn: null };
    const other = { person: 'b', name: 'b', sex: 'male' } as const;
    expect(replaceSeat(board, other, day('2060-01-01')).successor).toMatchObject({
      from: day('2060-01-01'),
      termEndsOn: null,
    });
  });

  it.each([
    [9, ['assembly.group-seats']],
    [10, []],
    [30, []],
    [31, ['assembly.group-seats']],
  ])('%i seats for 150 households', (count, codes) => {
    const seats = Array.from({ length: count }, (_, index) => seat(String(index)));
    const loose = { ...rule, leastSeats: 0, leastWomen: 0 };
    const { warnings } = checkRepresentation(
      loose,
      [{ group: 'A', households: 150 }],
      seats,
      day('2025-09-30'),
    );
    expect(warnings.map(({ code }) => code)).toEqual(codes);
  });

  it('a check of representation says every figure', () => {
    const seats = [
      seat('a', '2025-08-01', { group: null }),
      seat('b', '2025-08-01', { group: 'A' }),
      seat('c', '2031-01-01'),
    ];
    const groups = [
      { group: 'A', households: 150 },
      { group: 'C', households: 4 },
    ];
    expect(checkRepresentation(rule, groups, seats, day('2025-09-30'))).toEqual({
      seats: 2,
      women: 0,
      groups: [
        { group: 'A', households: 150, seats: 1 },
        { group: 'C', households: 4, seats: 0 },
      ],
      warnings: [
        {
          code: 'assembly.group-seats',
          values: { group: 'A', households: 150, seats: 1, least: 10, most: 30 },
        },
        { code: 'assembly.group-too-small', values: { group: 'C', households: 4, least: 5 } },
      ],
      faults: [
        { code: 'assembly.seat-without-group', values: { name: 'a', group: '—' } },
        { code: 'assembly.too-few-seats', values: { seats: 2, least: 21 } },
        { code: 'assembly.too-few-women', values: { women: 0, least: 1 } },
      ],
    });
  });
});
