/**
 * A vote on one motion: ballots or a show of hands, counted against the right base, by head or by shares.
 * Everybody on the frozen list counts once. An abstention is presence and a ballot cast, never agreement; a tie is not
 * adopted; without quorum the motion lapses whatever the count. The same ballots always give the same result.
 */
import { notEntitledFault, presentAt, type Attendance, type Present } from './assembly-attendance.ts';
import { leastNumber, type BodyRules, type Proportion, type VoteCounting } from './assembly-rules.ts';
import { type FrozenList } from './assembly-seats.ts';
import { proportionWords } from './proportion-words.ts';
import { Refusal, refuse, type Fault, throwFaults } from './refusal.ts';

export const choices = ['for', 'against', 'abstain'] as const;
export type Choice = (typeof choices)[number];

/** `voter` gives the ballot in; `principal` is whose vote it is when given by proxy, null for the voter's own. */
export interface Ballot {
  readonly motion: string;
  readonly voter: string;
  readonly principal: string | null;
  readonly choice: Choice;
  readonly castAt: Date;
}

export interface Vote {
  readonly motion: string;
  readonly counting: VoteCounting;
  readonly rules: BodyRules;
  readonly list: FrozenList;
  readonly attendance: readonly Attendance[];
  /** When voting on the motion was closed; null while it is open. */
  readonly closedAt: Date | null;
}

/** A part of those on the list, such as the women or the households: how many, and how many of them are there. */
export interface PartPresent {
  readonly entitled: number;
  readonly present: number;
}

/** `for`, `against` and `abstain` hands counted in the room, and how many are present or represented. */
export interface ShowOfHands {
  readonly entitled: number;
  readonly present: number;
  readonly for: number;
  readonly against: number;
  readonly abstain: number;
  /** Where the rules ask for a part of them. */
  readonly women?: PartPresent | undefined;
  readonly households?: PartPresent | undefined;
}

export const outcomes = ['adopted', 'rejected', 'lapsed'] as const;
export type Outcome = (typeof outcomes)[number];

/**
 * Every number of a result. Heads are `entitled`, `present`, `cast` and the quorum; all that carries agreement is in
 * votes: heads again when by head, ten-thousandths of a share when by shares.
 */
export interface VoteResult {
  readonly outcome: Outcome;
  readonly counting: VoteCounting;
  readonly rules: Pick<BodyRules, 'quorum' | 'majority' | 'households' | 'women'>;
  readonly entitled: bigint;
  readonly present: bigint;
  /** Ballots given in, own and by proxy. */
  readonly cast: bigint;
  readonly quorum: {
    readonly least: bigint;
    readonly met: boolean;
    /** Enough of them make a quorum as well. */
    readonly households?: PartCounted | undefined;
    /** Enough of them must be there besides. */
    readonly women?: PartCounted | undefined;
  };
  readonly votes: {
    readonly for: bigint;
    readonly against: bigint;
    readonly abstain: bigint;
    /** For, against and abstained together. */
    readonly valid: bigint;
    /** Of those present, what was not voted. */
    readonly unused: bigint;
    readonly all: bigint;
    readonly present: bigint;
  };
  readonly majority: { readonly of: bigint; readonly least: bigint; readonly met: boolean };
  readonly tie: boolean;
}

export interface PartCounted {
  readonly entitled: bigint;
  readonly present: bigint;
  readonly least: bigint;
  readonly met: boolean;
}

/** Counts the ballots on one motion; ballots on other motions are left alone. Refuses with every fault at once. */
export function tally(vote: Vote, ballots: readonly Ballot[]): VoteResult {
  requireCounting(vote.rules, vote.counting);
  const present = presentAt(vote.rules, vote.list, vote.attendance);
  const names = new Map(vote.list.entitled.map(({ person, name }) => [person, name]));
  const counted = new Map<string, Choice>();
  const faults: Fault[] = [];
  for (const [index, ballot] of ballots.entries()) {
    if (ballot.motion !== vote.motion) continue;
    const whose = ballot.principal ?? ballot.voter;
    const fault = ballotFault(vote, names, present, ballot, counted.has(whose), `/ballots/${index}`);
    if (fault === null) counted.set(whose, ballot.choice);
    else faults.push(fault);
  }
  throwFaults(faults);
  const weightOf = (person: string): bigint =>
    vote.counting === 'by-head' ? 1n : (present.get(person)?.entry.weight.units ?? 0n);
  const sums = { for: 0n, against: 0n, abstain: 0n };
  for (const [person, choice] of counted) sums[choice] += weightOf(person);
  return decide(vote.rules, vote.counting, {
    entitled: BigInt(vote.list.entitled.length),
    present: BigInt(present.size),
    cast: BigInt(counted.size),
    ...sums,
    allVotes: sum(vote.list.entitled.map(({ weight }) => (vote.counting === 'by-head' ? 1n : weight.units))),
    presentVotes: sum([...present.keys()].map(weightOf)),
    ...partsPresent(vote.rules, vote.list, present),
  });
}

/** Minutes on paper: heads, or voices of households, one each; with the women among them where a law asks for a part. */
export interface Minutes extends Omit<ShowOfHands, 'households'> {
  readonly byHouseholds: boolean;
}

/** Refuses voices of households where no law of the day knows them, and minutes that do not say what the quorum is asked of. */
export function requireMinutesWhole(rules: BodyRules, { byHouseholds, women, ...heads }: Minutes): void {
  if (byHouseholds && rules.households === undefined)
    throw refuse('assembly.by-households-not-allowed', {}, '/vote/byHouseholds');
  if (rules.women === undefined) return;
  const part = proportionWords(rules.women);
  if (women === undefined) throw refuse('assembly.women-not-counted', { part }, '/vote/women');
  if (women.entitled > heads.entitled || women.present > Math.min(women.entitled, heads.present))
    throw refuse('assembly.women-above-heads', { ...women }, '/vote/women');
}

/** Judged by the rules of their day; of households only their own part makes the quorum. */
export function tallyMinutes(rules: BodyRules, { byHouseholds, ...heads }: Minutes): VoteResult {
  const { households, ...others } = rules;
  if (!byHouseholds || households === undefined) return tallyHands(rules, heads);
  return tallyHands({ ...others, quorum: { ...households, base: 'households' } }, heads);
}

/**
 * Whether minutes come to a decision by rules of another day, which ask only of what was counted: a voice of a household is a vote where they
 * know no households, and of women nothing is asked where the minutes, written by other rules, do not count them.
 */
export function isAdoptedBy(rules: BodyRules, minutes: Minutes): boolean {
  const { women, ...others } = rules;
  const asked = women !== undefined && minutes.women !== undefined ? { ...others, women } : others;
  try {
    return tallyMinutes(asked, minutes).outcome === 'adopted';
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    return false;
  }
}

/** The women and the households on the list and among those present or represented, as far as the rules ask for them. */
function partsPresent(
  rules: BodyRules,
  { entitled }: FrozenList,
  present: Present,
): Pick<ShowOfHands, 'women' | 'households'> {
  const there = entitled.filter(({ person }) => present.has(person));
  const women = (list: FrozenList['entitled']) => list.filter(({ sex }) => sex === 'female').length;
  // Whoever belongs to no household is one alone.
  const households = (list: FrozenList['entitled']) =>
    new Set(list.map(({ household, person }) => household ?? person)).size;
  return {
    ...(rules.women && { women: { entitled: women(entitled), present: women(there) } }),
    ...(rules.households && { households: { entitled: households(entitled), present: households(there) } }),
  };
}

/** A show of hands, always by head. Refuses counts that are not whole, and counts above those present. */
export function tallyHands(rules: BodyRules, hands: ShowOfHands): VoteResult {
  requireCounting(rules, 'by-head');
  const { women, households, ...counts } = hands;
  for (const [name, count] of Object.entries(counts))
    if (!Number.isSafeInteger(count) || count < 0)
      throw refuse('assembly.count-malformed', { count: String(count) }, `/${name}`);
  const shown = hands.for + hands.against + hands.abstain;
  if (hands.present > hands.entitled)
    throw refuse(
      'assembly.present-above-entitled',
      { present: hands.present, entitled: hands.entitled },
      '/present',
    );
  if (shown > hands.present)
    throw refuse('assembly.counts-above-present', {
      for: hands.for,
      against: hands.against,
      abstain: hands.abstain,
      shown,
      present: hands.present,
    });
  const [entitled, present] = [BigInt(hands.entitled), BigInt(hands.present)];
  return decide(rules, 'by-head', {
    entitled,
    present,
    cast: BigInt(shown),
    for: BigInt(hands.for),
    against: BigInt(hands.against),
    abstain: BigInt(hands.abstain),
    allVotes: entitled,
    presentVotes: present,
    women,
    households,
  });
}

/** Refuses a vote given in after the voting was closed; at the very moment of closing it still counts. */
export function requireVotingOpen(closedAt: Date | null, castAt: Date, voter: string): void {
  if (isLate(closedAt, castAt)) throw refuse('assembly.vote-closed', { voter });
}

function isLate(closedAt: Date | null, castAt: Date): boolean {
  return closedAt !== null && castAt.getTime() > closedAt.getTime();
}

function requireCounting(rules: BodyRules, counting: VoteCounting): void {
  if (rules.counting.includes(counting)) return;
  throw counting === 'by-shares'
    ? refuse('assembly.by-shares-not-allowed', {}, '/counting')
    : refuse('assembly.by-head-not-allowed', {}, '/counting');
}

function ballotFault(
  vote: Vote,
  entitled: ReadonlyMap<string, string>,
  present: Present,
  ballot: Ballot,
  again: boolean,
  pointer: string,
): Fault | null {
  const { voter, principal } = ballot;
  const whose = principal ?? voter;
  const nameOf = (person: string): string => entitled.get(person) ?? person;
  const names = { voter: nameOf(voter), principal: nameOf(whose) };
  for (const person of new Set([voter, whose]))
    if (!entitled.has(person)) return notEntitledFault(vote.list, person, pointer);
  if (isLate(vote.closedAt, ballot.castAt))
    return { code: 'assembly.vote-closed', values: { voter: names.voter }, pointer };
  const attendance = present.get(whose);
  if (attendance === undefined)
    return { code: 'assembly.vote-not-present', values: { name: names.principal }, pointer };
  if (principal === null && attendance.manner === 'proxy')
    return { code: 'assembly.vote-though-represented', values: { name: names.voter }, pointer };
  if (principal !== null && attendance.proxy !== voter)
    return { code: 'assembly.not-their-proxy', values: names, pointer };
  if (!again) return null;
  return principal === null
    ? { code: 'assembly.voted-twice', values: { name: names.voter }, pointer }
    : { code: 'assembly.proxy-voted-twice', values: names, pointer };
}

interface Counted {
  readonly entitled: bigint;
  readonly present: bigint;
  readonly cast: bigint;
  readonly for: bigint;
  readonly against: bigint;
  readonly abstain: bigint;
  readonly allVotes: bigint;
  readonly presentVotes: bigint;
  readonly women?: PartPresent | undefined;
  readonly households?: PartPresent | undefined;
}

function partCounted(rule: Proportion | undefined, part: PartPresent | undefined): PartCounted | undefined {
  if (rule === undefined || part === undefined) return undefined;
  const [entitled, present] = [BigInt(part.entitled), BigInt(part.present)];
  const least = leastNumber(rule, entitled, rule.inclusive);
  return { entitled, present, least, met: present >= least };
}

function decide(rules: BodyRules, counting: VoteCounting, counted: Counted): VoteResult {
  const valid = counted.for + counted.against + counted.abstain;
  const bases = { all: counted.allVotes, present: counted.presentVotes, cast: valid };
  const of = bases[rules.majority.base];
  const least = {
    quorum: leastNumber(rules.quorum, counted.entitled, rules.quorum.inclusive),
    majority: leastNumber(rules.majority, of, rules.majority.inclusive),
  };
  // An empty room reaches a part of nothing: somebody must be there.
  const households = partCounted(rules.households, counted.households);
  const women = partCounted(rules.women, counted.women);
  const enough = counted.present >= least.quorum || (households?.met ?? false);
  const quorumMet = counted.present > 0n && enough && (women?.met ?? true);
  const tie = counted.for > 0n && counted.for === counted.against;
  const majorityMet = counted.for >= least.majority && counted.for > counted.against;
  return {
    outcome: !quorumMet ? 'lapsed' : majorityMet ? 'adopted' : 'rejected',
    counting,
    rules: {
      quorum: rules.quorum,
      majority: rules.majority,
      ...(rules.households && { households: rules.households }),
      ...(rules.women && { women: rules.women }),
    },
    entitled: counted.entitled,
    present: counted.present,
    cast: counted.cast,
    quorum: {
      least: least.quorum,
      met: quorumMet,
      ...(households && { households }),
      ...(women && { women }),
    },
    votes: {
      for: counted.for,
      against: counted.against,
      abstain: counted.abstain,
      valid,
      unused: counted.presentVotes - valid,
      all: counted.allVotes,
      present: counted.presentVotes,
    },
    majority: { of, least: least.majority, met: majorityMet },
    tie,
  };
}

function sum(values: readonly bigint[]): bigint {
  return values.reduce((total, value) => total + value, 0n);
}
