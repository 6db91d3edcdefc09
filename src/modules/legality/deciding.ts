/** A resolution as the certificate judges it: its rules, its day, and its votes counted again from what was given in. */
import { bodyRulesOf, type RuleSet } from '../../domain/assembly-rules.ts';
import { freezeList } from '../../domain/assembly-seats.ts';
import { tallyHands, tallyMinutes, type VoteResult } from '../../domain/assembly-vote.ts';
import type { LocalDate } from '../../domain/calendar.ts';
import type { Deciding, RulesOfDay, ToldByMinutes } from '../../domain/legality-facts.ts';
import { countMotion } from '../../domain/meeting.ts';
import { Refusal } from '../../domain/refusal.ts';
import type { Tx } from '../../platform/database.ts';
import { must } from '../../platform/must.ts';
import { dayInChina } from '../../platform/services.ts';
import {
  candidatesOn,
  jurisdictionOn,
  minutesOf,
  requireResolution,
  rulesOn,
  seatsStandingOn,
  thinWhenDecided,
  toldByMinutes,
  type KnownResolution,
} from '../assemblies/index.ts';
import { standingsOf } from '../members/index.ts';
import { heldMeeting, noticeOf, noticeReviewOf, requireMeeting } from '../meetings/index.ts';
import { reviewState, isLate } from '../../domain/late-entry.ts';

/** The resolution itself, and how it is judged. */
export interface Decided {
  readonly row: KnownResolution;
  readonly deciding: Deciding;
}

export async function rulesOfDay(tx: Tx, cooperativeId: string, day: LocalDate): Promise<RulesOfDay> {
  // What was set afterwards judges nothing that stood: own rules count from the day on which somebody could know them.
  const endOfDay = new Date(`${day.plusDays(1)}T00:00:00+08:00`);
  return { day, set: (await rulesOn(tx, cooperativeId, day, endOfDay)).set };
}

/** `wanted`: what the resolution must name. */
export async function decidedBy(
  tx: Tx,
  cooperativeId: string,
  resolutionId: string,
  wanted: string,
): Promise<Decided> {
  const row = await requireResolution(tx, cooperativeId, resolutionId);
  const { set } = await rulesOn(tx, cooperativeId, row.decidedOn, row.recordedAt);
  const { province, community } = await jurisdictionOn(tx, cooperativeId, row.decidedOn);
  const { body, number, matter, subject, decidedOn, lateReason, review } = row;
  const counted =
    row.meetingId === null
      ? fromPaper(row, set, await toldByMinutes(tx, row))
      : await heldHere(tx, row, row.meetingId);
  const recounted = await recountedNow(tx, row, counted.vote, 'now');
  // Everybody has a voice in the members' assembly, without an election.
  const { late } =
    body === 'members-assembly' ? { late: [] } : await seatsStandingOn(tx, cooperativeId, body, decidedOn);
  const seatsLate = late.map(({ kind, onDay: on, recordedAt, lateReason: reason }) => {
    return { kind, on, recordedOn: dayInChina(recordedAt), reason };
  });
  return {
    row,
    deciding: {
      body,
      number,
      matter,
      subject,
      wanted,
      day: decidedOn,
      set,
      recordedOn: dayInChina(row.recordedAt),
      review,
      lateReason,
      jurisdiction: { province, community },
      ...counted,
      ...(recounted === undefined ? {} : { recounted }),
      seatsLate,
      thin: await thinWhenDecided(tx, row),
    },
  };
}

/** Of whom the electorate is counted again: of all whom the register knows now, or of those it knew when the votes were recorded. */
type Known = 'now' | 'then';

/**
 * The votes held against the register as corrected since, where others were entitled that day than were counted; by heads alone.
 * Whoever was there and had no vote is taken to have voted for it.
 */
export async function recountedNow(
  tx: Tx,
  row: KnownResolution,
  vote: VoteResult | null,
  known: Known,
): Promise<VoteResult | null | undefined> {
  if (vote === null || vote.counting !== 'by-head') return undefined;
  const { body, cooperativeId, decidedOn, meetingId, registered } = row;
  if (meetingId === null && registered === null) return undefined;
  const rules = bodyRulesOf((await rulesOn(tx, cooperativeId, decidedOn, row.recordedAt)).set, body);
  const list = await listAgain(tx, row, known);
  const minutes = meetingId === null ? minutesOf(row) : null;
  if (meetingId === null) {
    const entitled = minutes?.byHouseholds ? list.households : list.entitled;
    if (minutes === null || entitled <= Number(vote.entitled)) return undefined;
    return countable(() => tallyMinutes(rules, { ...minutes, entitled }));
  }
  const strangers = list.strangers.filter(({ present }) => present).length;
  if (list.missing.length === 0 && strangers === 0) return undefined;
  const { households, women } = vote.quorum;
  const present = Number(vote.present) - strangers;
  const rest = { against: Number(vote.votes.against), abstain: Number(vote.votes.abstain) };
  return countable(() =>
    tallyHands(rules, {
      entitled: Math.max(list.entitled, present),
      present,
      for: Math.max(0, Math.min(Number(vote.votes.for) - strangers, present - rest.against - rest.abstain)),
      ...rest,
      households: households && { entitled: list.households, present: Number(households.present) },
      women: women && { entitled: list.women, present: Number(women.present) },
    }),
  );
}

/** Who was entitled by the register as corrected since, held against the list that a meeting was opened with. */
export interface ListAgain {
  readonly entitled: number;
  readonly households: number;
  readonly women: number;
  /** By name: who had a vote and was left out; nobody where minutes on paper name nobody. */
  readonly missing: readonly string[];
  /** Who had none and was on the list. */
  readonly strangers: readonly { readonly name: string; readonly present: boolean }[];
}

export async function listAgain(
  tx: Tx,
  { cooperativeId, body, decidedOn, meetingId, recordedAt }: KnownResolution,
  known: Known,
): Promise<ListAgain> {
  const meeting = meetingId === null ? null : await requireMeeting(tx, cooperativeId, meetingId);
  const noticeOn = (meeting && (await noticeOf(tx, meeting)))?.noticeOn ?? decidedOn;
  const candidates = await candidatesOn(tx, cooperativeId, body, decidedOn, noticeOn);
  const all = freezeList(candidates, decidedOn).entitled;
  const counted = known === 'now' ? all : await knownThen(tx, cooperativeId, all, recordedAt);
  const numbers = {
    entitled: counted.length,
    households: new Set(counted.map(({ household, person }) => household ?? person)).size,
    women: counted.filter(({ sex }) => sex === 'female').length,
  };
  if (meeting === null) return { ...numbers, missing: [], strangers: [] };
  const { record, entitled: listed } = await heldMeeting(tx, meeting);
  const then = new Set(listed.map(({ memberId }) => memberId));
  const now = new Set(all.map(({ person }) => person));
  const present = new Set(record.attendance.map(({ person }) => person));
  return {
    ...numbers,
    missing: counted.filter(({ person }) => !then.has(person)).map(({ name }) => name),
    strangers: listed
      .filter(({ memberId }) => !now.has(memberId))
      .map(({ memberId, name }) => ({ name, present: present.has(memberId) })),
  };
}

/** Those of whom the register knew at a moment that they had been admitted. */
async function knownThen<Person extends { readonly person: string }>(
  tx: Tx,
  cooperativeId: string,
  people: readonly Person[],
  moment: Date,
): Promise<readonly Person[]> {
  const ids = people.map(({ person }) => person);
  const standings = await standingsOf(tx, cooperativeId, ids);
  return people.filter(({ person }) =>
    (standings.get(person) ?? []).some(
      ({ kind, recordedAt }) => kind === 'admitted' && recordedAt.getTime() <= moment.getTime(),
    ),
  );
}

function fromPaper(row: KnownResolution, set: RuleSet, told: ToldByMinutes): Pick<Deciding, 'held' | 'vote'> {
  const { body, entitled, registered } = row;
  const minutes = minutesOf(row);
  const vote = minutes && countable(() => tallyMinutes(bodyRulesOf(set, body), minutes));
  return { vote, held: { kind: 'minutes', entitled: entitled ?? 0, registered, told } };
}

async function heldHere(
  tx: Tx,
  row: KnownResolution,
  meetingId: string,
): Promise<Pick<Deciding, 'held' | 'vote'>> {
  const meeting = await requireMeeting(tx, row.cooperativeId, meetingId);
  const held = await heldMeeting(tx, meeting);
  const motion = held.motions.find(({ row: { id } }) => id === row.motionId);
  const notice = must(await noticeOf(tx, meeting), 'the notice of a meeting that was held');
  const { noticeOn, papersOpenFrom, studyOn, studyBy } = notice;
  const noticeRecordedOn = dayInChina(notice.recordedAt);
  const confirmed = (await noticeReviewOf(tx, meeting)) !== undefined;
  const earliest = papersOpenFrom.isBefore(noticeOn) ? papersOpenFrom : noticeOn;
  return {
    vote: motion ? countable(() => countMotion(held.record, motion)) : null,
    held: {
      kind: 'meeting',
      noticeOn,
      papersOpenFrom,
      noticeRecordedOn,
      noticeReview: reviewState(isLate(earliest, noticeRecordedOn), confirmed ? 'confirmed' : null),
      study: studyOn === null ? null : { on: studyOn, by: must(studyBy, 'who studied') },
    },
  };
}

/** Null for votes that contradict themselves, such as a ballot of somebody who was not present. */
function countable(count: () => VoteResult | null): VoteResult | null {
  try {
    return count();
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    return null;
  }
}
