/** Which restriction holds money, what a death holds, and who heads a household. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { LocalDate } from '../../src/domain/calendar.ts';
import {
  holdAmong,
  holdingKinds,
  holdOf,
  holdsMoney,
  isContested,
  waitsForHeirs,
  type HoldFacts,
} from '../../src/domain/holding.ts';
import { headOf, type Housemate, type StandingState } from '../../src/domain/membership.ts';
import { restrictionKinds } from '../../src/domain/share-restriction.ts';

const own: HoldFacts = { restrictions: [], payeeDead: false, heirOfEstate: null, untaxed: false };

describe('money of a restricted holding', () => {
  it('is held by a freeze, a dispute and an estate, in this order of reasons, and paid under a pledge', () => {
    expect(holdingKinds).toEqual(['freeze', 'dispute', 'estate-pending']);
    expect(restrictionKinds.filter((kind) => !holdsMoney(kind))).toEqual(['pledge']);
  });

  it('waits for the same reason in whatever order the restrictions stand', () => {
    fc.assert(
      fc.property(fc.shuffledSubarray([...restrictionKinds]), (kinds) => {
        expect(holdAmong(kinds)).toBe(holdAmong([...kinds].sort()));
        expect(holdAmong(kinds) === null).toBe(!kinds.some(holdsMoney));
      }),
    );
    expect(holdAmong(['estate-pending', 'pledge', 'dispute', 'freeze'])).toBe('freeze');
    expect(holdAmong(['estate-pending', 'dispute'])).toBe('dispute');
  });

  it.each<[string, Partial<HoldFacts>, string | null]>([
    ['nothing against it', {}, null],
    ['a pledge', { restrictions: ['pledge'] }, null],
    ['nothing against it, but its tax to be withheld', { untaxed: true }, 'untaxed'],
    ['a freeze, and its tax to be withheld', { restrictions: ['freeze'], untaxed: true }, 'freeze'],
    ['a dispute', { restrictions: ['dispute'] }, 'dispute'],
    ['a freeze of somebody who died', { restrictions: ['freeze'], payeeDead: true }, 'freeze'],
    ['a holder who died', { payeeDead: true }, 'deceased'],
    ['a pledge of somebody who died', { restrictions: ['pledge'], payeeDead: true }, 'deceased'],
    ['an estate that waits', { restrictions: ['estate-pending'] }, 'estate-pending'],
    ['the part of an heir', { heirOfEstate: true }, null],
    ['the part of an heir while the estate still waits', heir('estate-pending'), null],
    ['the part of an heir of frozen shares', heir('freeze'), 'freeze'],
    ['the part of an heir of disputed shares', heir('estate-pending', 'dispute'), 'dispute'],
    ['the part of an heir who died', { heirOfEstate: true, payeeDead: true }, 'deceased'],
    ['the part of an heir of somebody who lives', { heirOfEstate: false }, 'holder-lives'],
  ])('with %s', (_, facts, reason) => {
    expect(holdOf({ ...own, ...facts })).toBe(reason);
  });

  it('is contested by a court or another person alone, and waits for heirs after a death', () => {
    const reasons = ['freeze', 'dispute', 'estate-pending', 'deceased', 'holder-lives', null] as const;
    expect(reasons.filter(isContested)).toEqual(['freeze', 'dispute']);
    expect(reasons.filter(waitsForHeirs)).toEqual(['estate-pending', 'deceased']);
  });
});

function heir(...restrictions: HoldFacts['restrictions'][number][]): Partial<HoldFacts> {
  return { restrictions, heirOfEstate: true };
}

describe('the head of a household', () => {
  const person = (sortKey: string, change: Partial<Housemate> & { state?: StandingState } = {}) => ({
    relation: 'head' as const,
    placedOn: LocalDate.parse('2009-01-01'),
    standing: { state: change.state ?? ('admitted' as const) },
    sortKey,
    ...change,
  });

  it('is the one placed as its head, and nobody where there is none', () => {
    expect(headOf([person('1', { relation: 'spouse' }), person('2')])?.sortKey).toBe('2');
    expect(headOf([person('1', { relation: 'spouse' }), person('2', { relation: null })])).toBeUndefined();
    expect(headOf([])).toBeUndefined();
  });

  it('is nobody who is dead or was never admitted; one who left or retired stays it until another is placed', () => {
    expect(headOf([person('1', { state: 'deceased' })])).toBeUndefined();
    expect(headOf([person('1', { state: 'deceased' }), person('2')])?.sortKey).toBe('2');
    expect(headOf([person('1', { state: 'none' })])).toBeUndefined();
    for (const state of ['left', 'retired'] as const)
      expect(headOf([person('1', { state })])?.sortKey).toBe('1');
    const later = person('2', { placedOn: LocalDate.parse('2012-01-01') });
    expect(headOf([person('1', { state: 'left' }), later])?.sortKey).toBe('2');
    expect(headOf([later, person('1', { state: 'left' })])?.sortKey).toBe('2');
  });

  it('is the first by register number of those placed on one day, whatever the order of the rows', () => {
    const people = [person('3'), person('1'), person('2')];
    fc.assert(
      fc.property(fc.shuffledSubarray(people, { minLength: 3 }), (rows) => headOf(rows)?.sortKey === '1'),
    );
    expect(headOf([person('1', { placedOn: null }), person('2')])?.sortKey).toBe('2');
  });
});
