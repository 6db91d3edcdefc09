import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { LocalDate } from '../../src/domain/calendar.ts';
import {
  headOf,
  isDeceased,
  isMember,
  isOutsider,
  requireCorrectable,
  standingFaults,
  standingOn,
  standingsKnown,
  type Housemate,
  type StandingKind,
  type StandingRecord,
} from '../../src/domain/membership.ts';
import { standingKindWords, standingWords } from '../../src/domain/words.ts';
import { refusing } from '../support/refusing.ts';

const day = (text: string) => LocalDate.parse(text);
const known = (text: string) => new Date(`${text}T08:00:00Z`);

function record(
  kind: StandingKind,
  effectiveOn: string,
  recordedOn = effectiveOn,
  corrects?: string,
): StandingRecord {
  const id = `${kind} ${effectiveOn} ${recordedOn}`;
  return {
    id,
    kind,
    effectiveOn: day(effectiveOn),
    recordedAt: known(recordedOn),
    ...(corrects !== undefined && { corrects }),
  };
}

const admitted = record('admitted', '2010-07-31');
const retired = record('retired', '2011-05-01', '2011-06-10');
const today = day('2026-01-01');

describe('a standing', () => {
  it.each([
    ['2010-07-30', 'none'],
    ['2010-07-31', 'admitted'],
    ['2011-04-30', 'admitted'],
    ['2011-05-01', 'retired'],
  ])('on %s is %s: a record counts from its own day', (date, state) => {
    expect(standingOn([retired, admitted], day(date)).state).toBe(state);
  });

  it('as known on 5 June does not contain what was written on 10 June', () => {
    expect(standingOn([admitted, retired], day('2011-05-31'), known('2011-06-05')).state).toBe('admitted');
    expect(standingOn([admitted, retired], day('2011-05-31'), known('2011-06-10')).state).toBe('retired');
  });

  it('that was corrected is answered both ways: as known then, and as corrected since', () => {
    const corrected = record('retired', '2011-09-01', '2011-12-20', retired.id);
    const records = [admitted, retired, corrected];
    expect(standingOn(records, day('2011-06-30'), known('2011-07-05')).state).toBe('retired');
    expect(standingOn(records, day('2011-06-30')).state).toBe('admitted');
    expect(standingOn(records, day('2011-09-01')).retiredOn?.toString()).toBe('2011-09-01');
  });

  it('that was struck leaves no trace in the present', () => {
    const struck = record('void', '2011-05-01', '2011-12-20', retired.id);
    expect(standingOn([admitted, retired, struck], day('2012-01-01')).state).toBe('admitted');
  });

  it('of a retiree who left and came back is retired again', () => {
    const records = [admitted, retired, record('left', '2012-01-01'), record('reinstated', '2013-01-01')];
    expect(isMember(standingOn(records, day('2012-06-30')))).toBe(false);
    expect(standingOn(records, day('2013-01-01')).state).toBe('retired');
  });

  it('of a founding retiree may have admission and retirement on one day, in any order', () => {
    const both = [record('retired', '2010-07-31'), admitted];
    expect(standingOn(both, day('2010-07-31')).state).toBe('retired');
    expect(standingFaults(both, { birthDate: null, today })).toEqual([]);
  });
});

describe('a history of standings', () => {
  it.each<[string, readonly StandingRecord[]]>([
    ['retirement without admission', [retired]],
    ['a second admission', [admitted, record('admitted', '2011-01-01')]],
    ['retirement twice', [record('retired', '2005-03-01'), admitted, record('retired', '2011-06-01')]],
    ['anything after death', [admitted, record('deceased', '2011-01-01'), record('left', '2011-02-01')]],
    ['a return of one who never left', [admitted, record('reinstated', '2011-02-01')]],
  ])('with %s is refused', (_, records) => {
    expect(standingFaults(records, { birthDate: null, today })[0]?.code).toBe(
      'membership.standing-out-of-order',
    );
  });

  it('knows one retirement, also before the admission', () => {
    const twice = [record('retired', '2008-01-01'), record('retired', '2009-01-01'), admitted];
    expect(standingFaults(twice, { birthDate: null, today }).map(({ code }) => code)).toEqual([
      'membership.standing-out-of-order',
    ]);
  });

  it('may end in death at any point, also of a shareholder who is no member', () => {
    expect(standingFaults([record('deceased', '2011-01-01')], { birthDate: null, today })).toEqual([]);
  });

  it('does not begin before birth', () => {
    const faults = standingFaults([admitted], { birthDate: day('2010-08-01'), today });
    expect(faults.map(({ code }) => code)).toEqual(['membership.standing-before-birth']);
  });

  it('does not know a death in the future', () => {
    const faults = standingFaults([admitted, record('deceased', '2026-01-02')], { birthDate: null, today });
    expect(faults.map(({ code }) => code)).toEqual(['membership.death-in-future']);
  });

  it('lets a record be corrected only once', () => {
    const corrected = record('retired', '2011-09-01', '2011-12-20', retired.id);
    expect(() => requireCorrectable([admitted, retired, corrected], retired.id)).toThrow(
      refusing('membership.standing-not-in-force'),
    );
    expect(requireCorrectable([admitted, retired, corrected], corrected.id)).toBe(corrected);
  });

  it('is in order of the days it counts from, then of the writing, then as life goes', () => {
    const roster = (['admitted', 'left', 'reinstated', 'retired'] as const).map((kind, index) =>
      record(kind, `201${index}-05-01`, '2020-01-01'),
    );
    expect(standingsKnown([...roster].reverse(), null)).toEqual(roster);
    const late = record('admitted', '2010-01-01', '2021-01-01');
    const early = record('retired', '2011-01-01', '2011-01-01');
    expect(standingsKnown([early, late], null)).toEqual([late, early]);
    const founding = [record('retired', '2010-07-31'), admitted];
    for (const both of [founding, [...founding].reverse()])
      expect(standingsKnown(both, null).map(({ kind }) => kind)).toEqual(['admitted', 'retired']);
    const back = record('reinstated', '2012-01-01', '2012-01-01');
    const again = record('left', '2012-01-01', '2012-01-02');
    expect(standingsKnown([again, back], null)).toEqual([back, again]);
  });

  it('reads the same in whatever order its records come', () => {
    const corrected = record('retired', '2011-09-01', '2011-12-20', retired.id);
    const all = [admitted, retired, corrected, record('deceased', '2013-03-03')];
    const shuffled = fc.shuffledSubarray(all, { minLength: 4 });
    fc.assert(
      fc.property(shuffled, fc.integer({ min: 0, max: 1500 }), (records, days) => {
        const date = day('2010-01-01').plusDays(days);
        expect(standingOn(records, date)).toEqual(standingOn(all, date));
      }),
    );
  });

  it('as known at a time is what it was when that was the present', () => {
    const struck = record('void', '2011-05-01', '2012-02-02', retired.id);
    const all = [admitted, retired, struck];
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 1000 }), (days) => {
        const moment = new Date(known('2010-07-01').getTime() + days * 86_400_000);
        const then = all.filter(({ recordedAt }) => recordedAt <= moment);
        expect(standingsKnown(all, moment)).toEqual(standingsKnown(then, null));
      }),
    );
  });
});

describe('a life of standings, stated by hand', () => {
  // Columns: admitted, retired, left, reinstated, deceased.
  it.each([
    ['none', [], 'x . . . x'],
    ['admitted', ['admitted'], '. x x . x'],
    ['retired', ['admitted', 'retired'], '. . x . x'],
    ['left', ['admitted', 'left'], '. . . x x'],
    ['deceased', ['deceased'], '. . . . .'],
  ] as const)('%s may become', (_, before, marks) => {
    const history = before.map((kind, index) => record(kind, `2011-0${index + 1}-01`));
    const may = (['admitted', 'retired', 'left', 'reinstated', 'deceased'] as const).map((kind) =>
      standingFaults([...history, record(kind, '2011-09-01')], { birthDate: null, today }).length === 0
        ? 'x'
        : '.',
    );
    expect(may.join(' ')).toBe(marks);
  });

  it('faults say from what, to what, on which day, against which birth', () => {
    const birthDate = day('2012-01-01');
    expect(standingFaults([record('retired', '2011-09-01')], { birthDate, today })).toEqual([
      {
        code: 'membership.standing-out-of-order',
        values: { from: standingWords.none, to: standingKindWords.retired, date: '2011-09-01' },
      },
      {
        code: 'membership.standing-before-birth',
        values: { to: standingKindWords.retired, date: '2011-09-01', birthDate: '2012-01-01' },
      },
    ]);
    expect(standingFaults([record('admitted', '2012-01-01')], { birthDate, today })).toEqual([]);
    const tomorrow = today.plusDays(1);
    expect(standingFaults([record('deceased', `${tomorrow}`)], { birthDate: null, today })).toEqual([
      { code: 'membership.death-in-future', values: { date: `${tomorrow}` } },
    ]);
    expect(standingFaults([record('deceased', `${today}`)], { birthDate: null, today })).toEqual([]);
  });

  it('a standing keeps every day it learned', () => {
    const life = [
      record('admitted', '2010-08-01'),
      record('retired', '2011-05-01'),
      record('left', '2011-06-01'),
      record('reinstated', '2011-08-01'),
      record('deceased', '2011-09-01'),
    ];
    const on = (date: string) => standingOn(life, day(date));
    const days = { admittedOn: day('2010-08-01'), retiredOn: day('2011-05-01') };
    expect(on('2010-07-31')).toEqual({
      state: 'none',
      since: null,
      admittedOn: null,
      retiredOn: null,
      deceasedOn: null,
    });
    expect(on('2010-08-01')).toEqual({
      state: 'admitted',
      since: day('2010-08-01'),
      admittedOn: day('2010-08-01'),
      retiredOn: null,
      deceasedOn: null,
    });
    expect(on('2011-05-01')).toEqual({
      state: 'retired',
      since: day('2011-05-01'),
      ...days,
      deceasedOn: null,
    });
    expect(on('2011-06-01')).toEqual({ state: 'left', since: day('2011-06-01'), ...days, deceasedOn: null });
    expect(on('2011-08-01')).toEqual({
      state: 'retired',
      since: day('2011-08-01'),
      ...days,
      deceasedOn: null,
    });
    expect(on('2011-09-01')).toEqual({
      state: 'deceased',
      since: day('2011-09-01'),
      ...days,
      deceasedOn: day('2011-09-01'),
    });
    const returned = [
      record('admitted', '2010-08-01'),
      record('left', '2011-06-01'),
      record('reinstated', '2011-08-01'),
    ];
    expect(standingOn(returned, day('2011-08-01')).state).toBe('admitted');
  });

  it.each([
    ['none', false, false],
    ['admitted', true, false],
    ['retired', true, false],
    ['left', false, false],
    ['deceased', false, true],
  ] as const)('%s: a member %s, dead %s', (state, member, dead) => {
    const standing = { state, since: null, admittedOn: null, retiredOn: null, deceasedOn: null };
    expect([isMember(standing), isDeceased(standing)]).toEqual([member, dead]);
  });
});

describe('who heads a household', () => {
  const mate = (sortKey: string, more: Partial<Housemate> = {}): Housemate => ({
    relation: 'head',
    placedOn: day('2010-01-01'),
    standing: { state: 'admitted' },
    sortKey,
    ...more,
  });
  const head = (...people: Housemate[]) => headOf(people)?.sortKey;

  it('the living one placed as its head, and nobody where there is none', () => {
    expect(head(mate('1'))).toBe('1');
    expect(head()).toBeUndefined();
    expect(head(mate('1', { relation: 'spouse' }), mate('2', { relation: null }))).toBeUndefined();
    expect(head(mate('1', { standing: { state: 'deceased' } }))).toBeUndefined();
    expect(head(mate('1', { standing: { state: 'deceased' } }), mate('2'))).toBe('2');
    expect(head(mate('1', { standing: { state: 'left' } }))).toBe('1');
  });

  it('of several the one placed last, then by register number; a day that is known goes before one that is not', () => {
    const later = { placedOn: day('2011-01-01') };
    expect([head(mate('1'), mate('2', later)), head(mate('2', later), mate('1'))]).toEqual(['2', '2']);
    expect([head(mate('2'), mate('1')), head(mate('1'), mate('2'))]).toEqual(['1', '1']);
    const unknown = { placedOn: null };
    expect([head(mate('1', unknown), mate('2')), head(mate('2'), mate('1', unknown))]).toEqual(['2', '2']);
    expect(head(mate('2', unknown), mate('1', unknown))).toBe('2');
  });
});

it('a strike stands in no list of what is in force, and a plan for tomorrow is no death', () => {
  const struck = record('void', '2011-05-01', '2012-02-02', retired.id);
  expect(standingsKnown([struck, retired, admitted], null)).toEqual([admitted]);
  const tomorrow = `${today.plusDays(1)}`;
  expect(standingFaults([record('admitted', tomorrow)], { birthDate: null, today })).toEqual([]);
});

it('whoever retired before the admission is a retiree from the admission on, and both days stay', () => {
  const records = [record('admitted', '2010-08-10'), record('retired', '2005-03-01')];
  expect(standingFaults(records, { birthDate: null, today })).toEqual([]);
  const on = (date: string) => {
    const { state, since, retiredOn, admittedOn } = standingOn(records, LocalDate.parse(date));
    return [state, `${since}`, `${retiredOn}`, `${admittedOn}`];
  };
  expect(on('2009-12-31')).toEqual(['none', 'null', '2005-03-01', 'null']);
  expect(on('2010-08-10')).toEqual(['retired', '2010-08-10', '2005-03-01', '2010-08-10']);
});

describe('a holder of shares is an outsider on the day of posting', () => {
  const left = record('left', '2012-01-01');
  it.each<readonly [string, string, boolean, readonly StandingRecord[]]>([
    ['who never was a member', '2013-01-01', true, []],
    ['who retired elsewhere and was not admitted', '2013-01-01', true, [retired]],
    ['the day before the admission', '2010-07-30', true, [admitted]],
    ['not from the admission on', '2010-07-31', false, [admitted]],
    ['not as a retiree', '2013-01-01', false, [admitted, retired]],
    ['not on the eve of leaving', '2011-12-31', false, [admitted, left]],
    ['from the day of leaving on', '2012-01-01', true, [admitted, left]],
    [
      'not any more after coming back',
      '2013-01-01',
      false,
      [admitted, left, record('reinstated', '2013-01-01')],
    ],
    [
      'not by a leaving that was struck',
      '2013-01-01',
      false,
      [admitted, left, record('void', '2012-01-01', '2012-02-01', left.id)],
    ],
    [
      'not by death: the estate stays where the dividends stood',
      '2013-01-01',
      false,
      [admitted, record('deceased', '2012-05-01')],
    ],
    ['dead, after having left', '2013-01-01', true, [admitted, left, record('deceased', '2012-05-01')]],
    ['dead, who never was a member', '2013-01-01', true, [record('deceased', '2012-05-01')]],
  ])('%s', (_, date, outside, records) => expect(isOutsider(records, day(date))).toBe(outside));
});
