import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { LocalDate } from '../../src/domain/calendar.ts';
import {
  isMember,
  requireCorrectable,
  standingFaults,
  standingOn,
  standingsKnown,
  type StandingKind,
  type StandingRecord,
} from '../../src/domain/membership.ts';
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
    ['retirement before admission', [record('retired', '2010-01-01'), admitted]],
    ['anything after death', [admitted, record('deceased', '2011-01-01'), record('left', '2011-02-01')]],
    ['a return of one who never left', [admitted, record('reinstated', '2011-02-01')]],
  ])('with %s is refused', (_, records) => {
    expect(standingFaults(records, { birthDate: null, today })[0]?.code).toBe(
      'membership.standing-out-of-order',
    );
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
