/** Ballots, attendance and proxies: each irregular one is refused with its own message. */
import { describe, expect, it } from 'vitest';
import type { Attendance } from '../../src/domain/assembly-attendance.ts';
import { lawOf2025, residentsAssemblyRules } from '../../src/domain/assembly-rule-sets.ts';
import type { BodyRules } from '../../src/domain/assembly-rules.ts';
import { electedSeat, freezeList, type Candidate } from '../../src/domain/assembly-seats.ts';
import {
  requireVotingOpen,
  tally,
  tallyHands,
  type Ballot,
  type Choice,
  type Vote,
} from '../../src/domain/assembly-vote.ts';
import { LocalDate } from '../../src/domain/calendar.ts';
import { ShareQuantity } from '../../src/domain/share-quantity.ts';
import { codesRefused, faultsRefused, refusing } from '../support/refusing.ts';

const day = (text: string) => LocalDate.parse(text);
const meeting = day('2025-07-31');
const noon = new Date('2025-07-31T04:00:00Z');
const members = lawOf2025.bodies['members-assembly']!;
const representatives = lawOf2025.bodies['representative-assembly']!;
const residents = residentsAssemblyRules.bodies['representative-assembly']!;
const proxied: BodyRules = {
  ...residents,
  majority: { numerator: 1, denominator: 2, base: 'cast', inclusive: false },
  proxies: { allowed: true, withinHousehold: false, mostPerProxy: null },
};

const one = (person: string, more: Partial<Candidate> = {}): Candidate => ({
  ...electedSeat({ person, name: person, sex: 'female', group: null }, day('2025-01-01'), 5),
  household: 'H1',
  weight: ShareQuantity.fromWhole(1n),
  incapacity: null,
  ...more,
});
const here = (...persons: string[]): Attendance[] =>
  persons.map((person) => ({ person, manner: 'on-site', proxy: null }));
const through = (person: string, proxy: string): Attendance => ({ person, manner: 'proxy', proxy });
const ballot = (voter: string, choice: Choice, principal: string | null = null): Ballot => ({
  motion: 'm',
  voter,
  principal,
  choice,
  castAt: noon,
});
const vote = (candidates: Candidate[], attendance: Attendance[], more: Partial<Vote> = {}): Vote => ({
  motion: 'm',
  counting: 'by-head',
  rules: proxied,
  list: freezeList(candidates, meeting),
  attendance,
  closedAt: null,
  ...more,
});

describe('Each of these is refused, with its own message', () => {
  const three = [one('ann'), one('bo'), one('cai')];
  const attendance = [...here('ann', 'cai'), through('bo', 'ann')];
  const gone = (by: 'died' | 'replaced') => one('dan', { ended: { on: day('2025-07-25'), by } });

  it.each<[string, string, Candidate[], Attendance[], Ballot[]]>([
    [
      'a proxy who votes twice for one principal',
      'assembly.proxy-voted-twice',
      three,
      attendance,
      [ballot('ann', 'for', 'bo'), ballot('ann', 'against', 'bo')],
    ],
    [
      'somebody who votes twice',
      'assembly.voted-twice',
      three,
      attendance,
      [ballot('ann', 'for'), ballot('ann', 'for')],
    ],
    [
      'somebody who is not the proxy',
      'assembly.not-their-proxy',
      three,
      attendance,
      [ballot('cai', 'for', 'bo')],
    ],
    [
      'a proxy for somebody who came in person',
      'assembly.not-their-proxy',
      three,
      attendance,
      [ballot('ann', 'for', 'cai')],
    ],
    [
      'a represented person who votes too',
      'assembly.vote-though-represented',
      three,
      attendance,
      [ballot('bo', 'for')],
    ],
    ['somebody not present', 'assembly.vote-not-present', three, here('ann'), [ballot('cai', 'for')]],
    ['a stranger', 'assembly.not-entitled', three, attendance, [ballot('eve', 'for')]],
    [
      'somebody who died between notice and meeting',
      'assembly.died-before-meeting',
      [...three, gone('died')],
      attendance,
      [ballot('dan', 'for')],
    ],
    [
      'a proxy of somebody who died since',
      'assembly.died-before-meeting',
      [...three, gone('died')],
      attendance,
      [ballot('ann', 'for', 'dan')],
    ],
    [
      'somebody replaced between notice and meeting',
      'assembly.seat-ended',
      [...three, gone('replaced')],
      attendance,
      [ballot('dan', 'for')],
    ],
    [
      'a representative whose term has ended',
      'assembly.term-ended',
      [...three, one('dan', { from: day('2020-01-01'), termEndsOn: day('2024-12-31') })],
      attendance,
      [ballot('dan', 'for')],
    ],
    [
      'a representative whose term has not begun',
      'assembly.term-not-begun',
      [...three, one('dan', { from: day('2025-08-01') })],
      attendance,
      [ballot('dan', 'for')],
    ],
    [
      'somebody replaced who signs in',
      'assembly.seat-ended',
      [...three, gone('replaced')],
      here('ann', 'dan'),
      [],
    ],
    ['somebody who signs in twice', 'assembly.attends-twice', three, here('ann', 'ann'), []],
    [
      'a stranger who is represented',
      'assembly.not-entitled',
      three,
      [...here('ann'), through('eve', 'ann')],
      [],
    ],
    [
      'a stranger, where others are left out',
      'assembly.not-entitled',
      [...three, gone('died')],
      here('eve'),
      [],
    ],
    [
      'a proxy who is not there',
      'assembly.proxy-not-present',
      three,
      [...here('cai'), through('bo', 'ann')],
      [],
    ],
    [
      'a proxy who is represented himself',
      'assembly.proxy-not-present',
      three,
      [...here('cai'), through('ann', 'cai'), through('bo', 'ann')],
      [],
    ],
    [
      'a proxy though present',
      'assembly.proxy-though-present',
      three,
      [...here('cai'), { person: 'ann', manner: 'online', proxy: 'cai' }],
      [],
    ],
  ])('%s (%s)', (_, code, candidates, attending, ballots) => {
    expect(codesRefused(() => tally(vote(candidates, attending), ballots))).toEqual([code]);
  });

  it('proxies: none for representatives, only within the household for members, not above a limit', () => {
    const attending = [...here('ann'), through('bo', 'ann'), through('cai', 'ann')];
    const under = (rules: BodyRules, candidates = three) =>
      codesRefused(() => tally(vote(candidates, attending, { rules }), []));
    expect(under(representatives)).toEqual(['assembly.proxies-not-allowed', 'assembly.proxies-not-allowed']);
    expect(under(members)).toEqual([]);
    expect(under(members, [one('ann'), one('bo'), one('cai', { household: 'H2' })])).toEqual([
      'assembly.proxy-outside-household',
    ]);
    const nobodysHousehold = three.map((each) => ({ ...each, household: null }));
    expect(under(members, nobodysHousehold)).toHaveLength(2);
    const limited = { ...members, proxies: { ...members.proxies, mostPerProxy: 1 } };
    expect(under(limited)).toEqual(['assembly.proxy-above-limit']);
  });

  it('a vote after closing; at the moment of closing it still counts', () => {
    const closing = (closedAt: Date) =>
      codesRefused(() => tally(vote(three, here('ann'), { closedAt }), [ballot('ann', 'for')]));
    expect(closing(new Date(noon.getTime() - 1))).toEqual(['assembly.vote-closed']);
    expect(closing(noon)).toEqual([]);
    expect(() => requireVotingOpen(new Date(0), noon, 'ann')).toThrow(
      refusing('assembly.vote-closed', { voter: 'ann' }),
    );
    expect(codesRefused(() => requireVotingOpen(null, noon, 'ann'))).toEqual([]);
  });

  it('all faults of one count are named together', () => {
    const faults = codesRefused(() =>
      tally(vote(three, attendance), [ballot('eve', 'for'), ballot('bo', 'for'), ballot('cai', 'for')]),
    );
    expect(faults).toEqual(['assembly.not-entitled', 'assembly.vote-though-represented']);
  });
});

describe('A refusal says who, what and where', () => {
  const three = [
    one('ann', { name: 'Ann' }),
    one('bo', { name: 'Bo' }),
    one('cai', { name: 'Cai', household: 'H2' }),
  ];
  const attendance = [...here('ann', 'cai'), through('bo', 'ann')];
  const faults = (attending: Attendance[], ballots: Ballot[], more: Partial<Vote> = {}, candidates = three) =>
    faultsRefused(() => tally(vote(candidates, attending, more), ballots));
  const one1 = (code: string, values: object, pointer: string) => [{ code, values, pointer }];

  it.each<[string, Ballot[], object, string]>([
    ['assembly.voted-twice', [ballot('ann', 'for'), ballot('ann', 'for')], { name: 'Ann' }, '/ballots/1'],
    [
      'assembly.proxy-voted-twice',
      [ballot('ann', 'for', 'bo'), ballot('ann', 'for', 'bo')],
      { voter: 'Ann', principal: 'Bo' },
      '/ballots/1',
    ],
    [
      'assembly.not-their-proxy',
      [ballot('cai', 'for', 'bo')],
      { voter: 'Cai', principal: 'Bo' },
      '/ballots/0',
    ],
    ['assembly.vote-though-represented', [ballot('bo', 'for')], { name: 'Bo' }, '/ballots/0'],
    ['assembly.not-entitled', [ballot('eve', 'for')], { person: 'eve' }, '/ballots/0'],
    ['assembly.not-entitled', [ballot('ann', 'for', 'eve')], { person: 'eve' }, '/ballots/0'],
    ['assembly.not-entitled', [ballot('eve', 'for', 'bo')], { person: 'eve' }, '/ballots/0'],
  ])('%s', (code, ballots, values, pointer) => {
    expect(faults(attendance, ballots)).toEqual(one1(code, values, pointer));
  });

  it('who is not present, and who comes too late', () => {
    expect(faults(here('ann'), [ballot('cai', 'for')])).toEqual(
      one1('assembly.vote-not-present', { name: 'Cai' }, '/ballots/0'),
    );
    expect(faults(attendance, [ballot('ann', 'for')], { closedAt: new Date(noon.getTime() - 1) })).toEqual(
      one1('assembly.vote-closed', { voter: 'Ann' }, '/ballots/0'),
    );
  });

  it('who is left out, since when, of which meeting', () => {
    const dead = one('dan', { name: 'Dan', ended: { on: day('2025-07-25'), by: 'died' } });
    for (const by of ['resigned', 'removed', 'replaced'] as const)
      expect(
        faults([...here('dan')], [], {}, [...three, { ...dead, ended: { on: day('2025-07-25'), by } }]),
      ).toEqual(
        one1(
          'assembly.seat-ended',
          { name: 'Dan', on: '2025-07-25', meeting: '2025-07-31' },
          '/attendance/0',
        ),
      );
    expect(faults([...here('ann', 'dan')], [], {}, [...three, dead])).toEqual(
      one1(
        'assembly.died-before-meeting',
        { name: 'Dan', on: '2025-07-25', meeting: '2025-07-31' },
        '/attendance/1',
      ),
    );
  });

  it.each<[string, Attendance[], BodyRules, object, string]>([
    ['assembly.attends-twice', here('ann', 'ann'), proxied, { name: 'Ann' }, '/attendance/1'],
    [
      'assembly.proxy-though-present',
      [...here('cai'), { person: 'ann', manner: 'online', proxy: 'cai' }],
      proxied,
      { name: 'Ann' },
      '/attendance/1/proxy',
    ],
    ['assembly.proxies-not-allowed', attendance, representatives, { principal: 'Bo' }, '/attendance/2/proxy'],
    [
      'assembly.proxy-not-present',
      [...here('cai'), through('bo', 'ann')],
      proxied,
      { principal: 'Bo', proxy: 'Ann' },
      '/attendance/1/proxy',
    ],
    [
      'assembly.proxy-not-present',
      [...here('cai'), through('bo', 'eve')],
      proxied,
      { principal: 'Bo', proxy: 'eve' },
      '/attendance/1/proxy',
    ],
    [
      'assembly.proxy-not-present',
      [{ person: 'bo', manner: 'proxy', proxy: null }],
      proxied,
      { principal: 'Bo', proxy: '—' },
      '/attendance/0/proxy',
    ],
    [
      'assembly.proxy-outside-household',
      [...here('cai'), through('bo', 'cai')],
      members,
      { principal: 'Bo', proxy: 'Cai' },
      '/attendance/1/proxy',
    ],
  ])('%s of the attendance', (code, attending, rules, values, pointer) => {
    expect(faults(attending, [], { rules })).toEqual(one1(code, values, pointer));
  });

  it('how many a proxy may stand for, and the one who is too many', () => {
    const limited = { ...proxied, proxies: { ...proxied.proxies, mostPerProxy: 1 } };
    expect(
      faults([...here('ann'), through('bo', 'ann'), through('cai', 'ann')], [], { rules: limited }),
    ).toEqual(one1('assembly.proxy-above-limit', { proxy: 'Ann', most: 1, count: 2 }, '/attendance/2/proxy'));
    expect(faults([...here('ann'), through('bo', 'ann')], [], { rules: limited })).toEqual([]);
  });

  it('ballots on other motions are left alone', () => {
    const other = { ...ballot('eve', 'for'), motion: 'n' };
    expect(tally(vote(three, attendance), [other, ballot('ann', 'for')])).toMatchObject({ cast: 1n });
  });

  it('hands that cannot be counted, with the place and the figures', () => {
    const hands = { entitled: 26, present: 25, for: 20, against: 5, abstain: 1 };
    expect(() => tallyHands(residents, hands)).toThrow(
      refusing('assembly.counts-above-present', { for: 20, against: 5, abstain: 1, shown: 26, present: 25 }),
    );
    expect(() => tallyHands(residents, { ...hands, present: 27 })).toThrow(
      refusing('assembly.present-above-entitled', { present: 27, entitled: 26 }, { pointer: '/present' }),
    );
    expect(() => tallyHands(residents, { ...hands, against: -5 })).toThrow(
      refusing('assembly.count-malformed', { count: '-5' }, { pointer: '/against' }),
    );
    expect(() =>
      tally({ ...vote(three, attendance), rules: { ...members }, counting: 'by-shares' }, []),
    ).toThrow(refusing('assembly.by-shares-not-allowed', {}, { pointer: '/counting' }));
    expect(() => tallyHands({ ...residents, counting: ['by-shares'] }, hands)).toThrow(
      refusing('assembly.by-head-not-allowed', {}, { pointer: '/counting' }),
    );
  });
});

describe('Nobody agrees by staying away', () => {
  const nobody = { entitled: 3, present: 3, for: 0, against: 0, abstain: 0 };

  it('of nothing cast, nothing is adopted, and nothing for nothing is no tie', () => {
    const anyPart: BodyRules = {
      ...residents,
      majority: { numerator: 1, denominator: 2, base: 'cast', inclusive: true },
    };
    expect(tallyHands(anyPart, nobody)).toMatchObject({
      outcome: 'rejected',
      tie: false,
      majority: { least: 0n },
    });
  });

  it('an empty room has no quorum, even of a body of nobody', () => {
    const none: BodyRules = { ...residents, quorum: { ...residents.quorum, numerator: 0, inclusive: true } };
    expect(tallyHands(none, { ...nobody, present: 0 }).outcome).toBe('lapsed');
    expect(tallyHands(none, nobody).outcome).toBe('rejected');
  });
});
