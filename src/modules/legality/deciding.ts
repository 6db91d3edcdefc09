/** A resolution as the certificate judges it: its rules, its day, and its votes counted again from what was given in. */
import { bodyRulesOf, type RuleSet } from '../../domain/assembly-rules.ts';
import { tallyMinutes, type VoteResult } from '../../domain/assembly-vote.ts';
import type { LocalDate } from '../../domain/calendar.ts';
import type { Deciding, RulesOfDay, ToldByMinutes } from '../../domain/legality-facts.ts';
import { countMotion } from '../../domain/meeting.ts';
import { Refusal } from '../../domain/refusal.ts';
import type { Tx } from '../../platform/database.ts';
import { must } from '../../platform/must.ts';
import { dayInChina } from '../../platform/services.ts';
import {
  jurisdictionOn,
  minutesOf,
  requireResolution,
  rulesOn,
  toldByMinutes,
  type KnownResolution,
} from '../assemblies/index.ts';
import { heldMeeting, noticeOf, noticeReviewOf, requireMeeting } from '../meetings/index.ts';
import { reviewState, isLate } from '../../domain/late-entry.ts';

/** The resolution itself, and how it is judged. */
export interface Decided {
  readonly row: KnownResolution;
  readonly deciding: Deciding;
}

export async function rulesOfDay(tx: Tx, cooperativeId: string, day: LocalDate): Promise<RulesOfDay> {
  return { day, set: (await rulesOn(tx, cooperativeId, day)).set };
}

/** `wanted`: what the resolution must name. */
export async function decidedBy(
  tx: Tx,
  cooperativeId: string,
  resolutionId: string,
  wanted: string,
): Promise<Decided> {
  const row = await requireResolution(tx, cooperativeId, resolutionId);
  const { set } = await rulesOn(tx, cooperativeId, row.decidedOn);
  const { province, community } = await jurisdictionOn(tx, cooperativeId, row.decidedOn);
  const { body, number, matter, subject, decidedOn, lateReason, review } = row;
  const counted =
    row.meetingId === null
      ? fromPaper(row, set, await toldByMinutes(tx, row))
      : await heldHere(tx, row, row.meetingId);
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
    },
  };
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
