/** Ballots, attendance and proxies: each irregular one is refused with its own message. */
import { describe, expect, it } from 'vitest';
import type { Attendance } from '../../src/domain/assembly-attendance.ts';
import { lawOf2025, residentsAssemblyRules } from '../../src/domain/assembly-rule-sets.ts';
import type { BodyRules } from '../../src/domain/assembly-rules.ts';
import { electedSeat, freezeList, type Candidate } from '../../src/domain/assembly-seats.ts';
import {
  requireVotingOpen,
  tally,
  type Ballot,
  type Choice,
  type Vote,
} from '../../src/domain/assembly-vote.ts';
import { LocalDate } from '../../src/domain/calendar.ts';
import { ShareQuantity } from '../../src/domain/share-quantity.ts';
import { codesRefused } from '../support/refusing.ts';

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
    expect(codesRefused(() => requireVotingOpen(new Date(0), noon, 'ann'))).toEqual(['assembly.vote-closed']);
    expect(codesRefused(() => requireVotingOpen(null, noon, 'ann'))).toEqual([]);
  });

  it('all faults of one count are named together', () => {
    const faults = codesRefused(() =>
      tally(vote(three, attendance), [ballot('eve', 'for'), ballot('bo', 'for'), ballot('cai', 'for')]),
    );
    expect(faults).toEqual(['assembly.not-entitled', 'assembly.vote-though-represented']);
  });
});
