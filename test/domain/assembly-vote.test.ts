/** Votes: ballots and shows of hands, as a representative would count them by hand. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Attendance } from '../../src/domain/assembly-attendance.ts';
import { lawOf2025, residentsAssemblyRules } from '../../src/domain/assembly-rule-sets.ts';
import type { BodyRules } from '../../src/domain/assembly-rules.ts';
import { electedSeat, freezeList, type Candidate } from '../../src/domain/assembly-seats.ts';
import {
  choices,
  tally,
  tallyHands,
  type Ballot,
  type Choice,
  type Vote,
} from '../../src/domain/assembly-vote.ts';
import { resultWords } from '../../src/domain/assembly-words.ts';
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

describe('Counted by hands under the law of 2025: 2/3 of all representatives', () => {
  it.each([
    // entitled, present, for, against, abstain, outcome
    [45, 40, 30, 10, 0, 'adopted'],
    [45, 40, 29, 0, 11, 'rejected'],
    [45, 30, 30, 0, 0, 'adopted'],
    [45, 29, 29, 0, 0, 'lapsed'],
    [21, 14, 14, 0, 0, 'adopted'],
    [21, 21, 13, 8, 0, 'rejected'],
    [0, 0, 0, 0, 0, 'lapsed'],
  ])('%i entitled, %i present, %i for, %i against, %i abstained: %s', (...row) => {
    const [entitled, present, yes, against, abstain, outcome] = row;
    const hands = { entitled, present, for: yes, against, abstain };
    expect(tallyHands(representatives, hands).outcome).toBe(outcome);
  });

  it("the members' assembly of 600 needs 400 there and 400 for", () => {
    const count = (present: number, yes: number) =>
      tallyHands(members, { entitled: 600, present, for: yes, against: 0, abstain: 0 });
    expect(count(400, 400)).toMatchObject({ outcome: 'adopted', quorum: { least: 400n } });
    expect(count(399, 399).outcome).toBe('lapsed');
    expect(count(500, 399)).toMatchObject({ outcome: 'rejected', majority: { of: 600n, least: 400n } });
  });
});

describe('The residents’ representatives of 2010: more than half there, more than half of them for', () => {
  it.each([
    // 2010-07-18 and 2010-09-26 of the community's own minutes, then what would not have passed
    [26, 25, 25, 0, 0, 'adopted'],
    [26, 26, 24, 1, 1, 'adopted'],
    [26, 13, 13, 0, 0, 'lapsed'],
    [26, 14, 8, 6, 0, 'adopted'],
    [26, 14, 7, 0, 7, 'rejected'],
    [26, 26, 13, 13, 0, 'rejected'],
  ])('%i entitled, %i present, %i for, %i against, %i abstained: %s', (...row) => {
    const [entitled, present, yes, against, abstain, outcome] = row;
    const hands = { entitled, present, for: yes, against, abstain };
    expect(tallyHands(residents, hands).outcome).toBe(outcome);
  });

  it('an abstention is presence, not agreement', () => {
    const result = tallyHands(residents, { entitled: 26, present: 20, for: 10, against: 0, abstain: 10 });
    expect(result).toMatchObject({ outcome: 'rejected', majority: { of: 20n, least: 11n }, tie: false });
  });

  it('a tie is not adopted, even where half would be enough', () => {
    const half: BodyRules = {
      ...residents,
      majority: { numerator: 1, denominator: 2, base: 'cast', inclusive: true },
    };
    const result = tallyHands(half, { entitled: 26, present: 20, for: 10, against: 10, abstain: 0 });
    expect(result).toMatchObject({ outcome: 'rejected', majority: { least: 10n }, tie: true });
    expect(resultWords(result).zh).toContain('赞成与反对相等，不通过');
    expect(resultWords(result).en).toContain('a tie is not adopted');
  });
});

describe('Counts that cannot be', () => {
  it.each([
    [{ entitled: 26, present: 25, for: 20, against: 5, abstain: 1 }, 'assembly.counts-above-present'],
    [{ entitled: 26, present: 27, for: 20, against: 5, abstain: 1 }, 'assembly.present-above-entitled'],
    [{ entitled: 26, present: 26, for: 20.5, against: 5, abstain: 0 }, 'assembly.count-malformed'],
    [{ entitled: 26, present: 26, for: 20, against: -5, abstain: 0 }, 'assembly.count-malformed'],
  ])('%j: %s', (hands, code) => {
    expect(codesRefused(() => tallyHands(residents, hands))).toEqual([code]);
  });
});

describe('By shares, with proxies', () => {
  const shareholders = [
    one('ann', { weight: ShareQuantity.parse('2.6') }),
    one('bo', { weight: ShareQuantity.parse('4.6') }),
    one('cai', { weight: ShareQuantity.parse('3.6') }),
  ];
  const weighted = vote(shareholders, [...here('ann', 'cai'), through('bo', 'ann')], {
    counting: 'by-shares',
  });

  it('2.6 yes of her own, 4.6 no by proxy, 3.6 not voting: 2 voted, 7.2 valid', () => {
    const result = tally(weighted, [ballot('ann', 'for'), ballot('ann', 'against', 'bo')]);
    expect(result).toMatchObject({
      outcome: 'rejected',
      present: 3n,
      cast: 2n,
      votes: { for: 26_000n, against: 46_000n, valid: 72_000n, unused: 36_000n, all: 108_000n },
      majority: { of: 72_000n, least: 36_001n },
    });
    expect(resultWords(result).en).toContain(
      '2 voted, for themselves or by proxy: 2.6 shares for, 4.6 against',
    );
    expect(resultWords(result).zh).toContain('须所投7.2股的过半数同意，即3.6001股');
  });

  it('the law of 2025 has one person, one vote: by shares is refused', () => {
    expect(codesRefused(() => tally({ ...weighted, rules: representatives }, []))).toEqual([
      'assembly.by-shares-not-allowed',
    ]);
    const byShares: BodyRules = { ...residents, counting: ['by-shares'] };
    const hands = { entitled: 1, present: 1, for: 1, against: 0, abstain: 0 };
    expect(codesRefused(() => tallyHands(byShares, hands))).toEqual(['assembly.by-head-not-allowed']);
  });
});

describe('In words', () => {
  it('the whole rule with every number, as the minutes have it', () => {
    const result = tallyHands(representatives, {
      entitled: 45,
      present: 40,
      for: 31,
      against: 5,
      abstain: 2,
    });
    expect(resultWords(result).zh).toBe(
      '应到45人，实到（含委托）40人；法定人数为全体代表的三分之二以上（含本数），即30人，已达到。' +
        '参加表决（含委托）38人：赞成31票，反对5票，弃权2票，到会未投2票。' +
        '须应到45票的三分之二以上（含本数）同意，即30票。结果：通过。',
    );
    expect(resultWords(result).en).toContain('at least 2/3 of the 45 votes (all entitled), that is 30.');
  });
});

describe('What always holds', () => {
  const room = fc
    .array(
      fc.record({
        choice: fc.option(fc.constantFrom(...choices)),
        there: fc.boolean(),
        units: fc.bigInt(0n, 10n ** 9n),
      }),
      { minLength: 1, maxLength: 40 },
    )
    .map((people) =>
      people.map((each, index) => ({ ...each, person: `p${String(index).padStart(2, '0')}` })),
    );
  const run = (
    people: ReturnType<typeof room.generate>['value'],
    counting: Vote['counting'],
    turn: boolean,
  ) => {
    const candidates = people.map(({ person, units }) =>
      one(person, { weight: ShareQuantity.fromUnits(units) }),
    );
    const there = people.filter((each) => each.there);
    const ballots = there.flatMap(({ person, choice }) => (choice === null ? [] : [ballot(person, choice)]));
    const attending = here(...there.map(({ person }) => person));
    const ordered = turn ? candidates.reverse() : candidates;
    return tally(vote(ordered, attending, { counting }), turn ? ballots.reverse() : ballots);
  };

  it('a recount in any order gives the same result', () => {
    fc.assert(
      fc.property(room, fc.constantFrom('by-head' as const, 'by-shares' as const), (people, counting) => {
        expect(run(people, counting, true)).toEqual(run(people, counting, false));
      }),
      { numRuns: 60 },
    );
  });

  it('for, against, abstained and unused are all those present; adopted only with the least number', () => {
    fc.assert(
      fc.property(room, fc.constantFrom('by-head' as const, 'by-shares' as const), (people, counting) => {
        const { votes, outcome, majority, quorum, present } = run(people, counting, false);
        expect(votes.for + votes.against + votes.abstain + votes.unused).toBe(votes.present);
        expect(votes.unused >= 0n && votes.present <= votes.all).toBe(true);
        if (outcome === 'adopted') {
          expect(votes.for >= majority.least && votes.for > votes.against).toBe(true);
          expect(present >= quorum.least).toBe(true);
        }
      }),
      { numRuns: 60 },
    );
  });

  it('ballots name by name and the same counts by hands agree', () => {
    fc.assert(
      fc.property(room, (people) => {
        const byName = run(people, 'by-head', false);
        const { votes } = byName;
        const hands = tallyHands(proxied, {
          entitled: Number(byName.entitled),
          present: Number(byName.present),
          for: Number(votes.for),
          against: Number(votes.against),
          abstain: Number(votes.abstain),
        });
        expect(hands).toEqual(byName);
      }),
      { numRuns: 60 },
    );
  });

  it('a ballot turned from against to for never loses an adopted motion', () => {
    fc.assert(
      fc.property(room, fc.nat(), (people, pick) => {
        const index = pick % people.length;
        const turned = people.map((each, at) => (at === index ? { ...each, choice: 'for' as const } : each));
        if (run(people, 'by-head', false).outcome !== 'adopted' || people[index]?.choice === null) return;
        expect(run(turned, 'by-head', false).outcome).toBe('adopted');
      }),
      { numRuns: 60 },
    );
  });
});
