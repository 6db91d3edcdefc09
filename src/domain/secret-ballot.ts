/**
 * A vote without names. Who handed a ballot in is known, what is on it is not; each bears a receipt that the voter's own phone drew, so that
 * whoever has the receipt finds their ballot among all that were counted, and whoever likes counts them again. Where few came by phone
 * the ballots are told as digests alone. Papers from the room are counted by the tellers and added. Product: Portal.
 */
import { presentAt, type Attendance, type Present } from './assembly-attendance.ts';
import type { BodyRules } from './assembly-rules.ts';
import type { FrozenList } from './assembly-seats.ts';
import { choices, tally, tallyHands, type Ballot, type Choice, type VoteResult } from './assembly-vote.ts';
import { refuse } from './refusal.ts';

export interface SecretBallot {
  readonly receipt: string;
  readonly choice: Choice;
}

/** Whose ballot was handed in, by whom, and when: a ballot of which nothing is known but that it is there. */
export type HandedIn = Omit<Ballot, 'choice'>;

export type Counts = Readonly<Record<Choice, number>>;

export function countsOf(ballots: readonly SecretBallot[]): Counts {
  const counts = { for: 0, against: 0, abstain: 0 };
  for (const { choice } of ballots) counts[choice] += 1;
  return counts;
}

/** So many ballots by phone are published one by one, and no fewer: of one or two everybody guesses whose they are. */
const LEAST_PUBLISHED = 3;

/** Whether ballots by phone are told by their receipts, and papers apart from them, so that anybody counts again. */
export function isPublished(byPhone: number): boolean {
  return byPhone === 0 || byPhone >= LEAST_PUBLISHED;
}

/** Whose digest stands for a ballot that is not published: whoever has its receipt makes the same, nobody else can. */
export function withheldText(
  { meetingId, motion }: { readonly meetingId: string; readonly motion: number },
  { receipt, choice }: SecretBallot,
): string {
  return [meetingId, motion, receipt, choice].join(' ');
}

/** The order in which they are written down: of their receipts, which says nothing of when or by whom. */
export function inOrderOfReceipts(ballots: readonly SecretBallot[]): readonly SecretBallot[] {
  const key = ({ receipt, choice }: SecretBallot) => `${receipt} ${choice}`;
  return [...ballots].sort((one, other) => (key(one) < key(other) ? -1 : 1));
}

export interface SecretVote {
  readonly motion: string;
  readonly title: string;
  readonly rules: BodyRules;
  readonly list: FrozenList;
  readonly attendance: readonly Attendance[];
  readonly closedAt: Date | null;
  readonly handedIn: readonly HandedIn[];
  /** Papers of those in the room, as the tellers counted them. */
  readonly papers: Counts | null;
  /** What came out of the box; empty while it is closed. */
  readonly ballots: readonly SecretBallot[];
}

/**
 * Phones vote for whoever is there by phone, or represented by somebody who is; papers for everybody else who is there: nobody has both.
 * Refuses whoever hands in twice, for somebody else, without being there, or besides a paper.
 */
export function countSecret(vote: SecretVote): VoteResult {
  const { rules, papers, title } = vote;
  const given = vote.handedIn.map((each): Ballot => ({ ...each, choice: 'abstain' }));
  const { entitled, present: there, quorum } = tally({ ...vote, counting: 'by-head' }, given);
  const present = presentAt(rules, vote.list, vote.attendance);
  for (const { voter, principal } of vote.handedIn)
    if (!isByPhone(present, principal ?? voter)) throw refuse('meeting.secret-by-paper', { title });
  const byPhone = [...present.keys()].filter((person) => isByPhone(present, person)).length;
  const inRoom = present.size - byPhone;
  const counted = papers === null ? 0 : choices.reduce((sum, choice) => sum + papers[choice], 0);
  if (counted > inRoom) throw refuse('meeting.papers-above-room', { title, papers: counted, room: inRoom });
  if (papers === null && vote.handedIn.length === 0 && quorum.met)
    throw refuse('meeting.not-voted', { title });
  const phones = countsOf(vote.ballots);
  const part = (one: typeof quorum.women) =>
    one && { entitled: Number(one.entitled), present: Number(one.present) };
  return tallyHands(rules, {
    entitled: Number(entitled),
    present: Number(there),
    for: phones.for + (papers?.for ?? 0),
    against: phones.against + (papers?.against ?? 0),
    abstain: phones.abstain + (papers?.abstain ?? 0),
    households: part(quorum.households),
    women: part(quorum.women),
  });
}

/**
 * Whoever is entered in the room, or represented by somebody there, may have put a paper in before: joining by phone, they would vote
 * twice. Only whoever keeps the list of those there changes it.
 */
export function refuseBesidesPaper(
  vote: Pick<SecretVote, 'rules' | 'list' | 'attendance'>,
  motions: readonly { readonly counting: string; readonly title: string }[],
  person: string,
): void {
  const secret = motions.find(({ counting }) => counting === 'secret');
  if (secret === undefined) return;
  const present = presentAt(vote.rules, vote.list, vote.attendance);
  if (present.has(person) && !isByPhone(present, person))
    throw refuse('meeting.votes-on-paper', { title: secret.title });
}

function isByPhone(present: Present, person: string): boolean {
  const attendance = present.get(person);
  if (attendance?.manner === 'proxy') return present.get(attendance.proxy ?? '')?.manner === 'online';
  return attendance?.manner === 'online';
}
