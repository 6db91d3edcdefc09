/** The end of a meeting: every motion counted, results and resolutions kept, and the minutes. After it nothing is added. */
import { defineCommand, type CommandUnit } from '../../platform/command.ts';
import { lateReasonOf, requireReview } from '../../domain/late-entry.ts';
import { refuse } from '../../domain/refusal.ts';
import {
  countMotion,
  requireAnotherToClose,
  requireMeetingStep,
  requireSomebody,
  resultAsText,
} from '../../domain/meeting.ts';
import { keepResolution, nextResolutionNumber } from '../assemblies/index.ts';
import { memberOfUser } from '../members/index.ts';
import { noteStep } from './agenda-commands.ts';
import { meetingOnWire, minutesOnWire } from './queries.ts';
import { heldMeeting, votesAsText, type HeldMeeting } from './record.ts';
import { meetingMinutes, meetingMinutesAnswer, motionResult } from './schema.ts';
import { openBoxes } from './secret-votes.ts';
import {
  minutesOf,
  noticeOf,
  noticeReviewOf,
  recordedBy,
  recordersOf,
  requireMeeting,
  updateMeeting,
  type MeetingRow,
} from './store.ts';
import * as wire from './vote-contract.ts';

/** By another than whoever entered the meeting: counts every motion, keeps the results and the resolutions, and ends the meeting: all of it or nothing. */
export const closeMeeting = defineCommand({
  name: 'meetings.close',
  endpoint: wire.closeMeeting,
  async run(unit, { meetingId, lateReason: given, lapsed }) {
    const row = await requireMeeting(unit.tx, unit.cooperativeId, meetingId);
    requireMeetingStep(row.state, 'close');
    // Entered days after, its resolutions wait for a second person like minutes on paper.
    const lateReason = lateReasonOf(row.heldOn, unit.today, given);
    const { userId } = unit.actor;
    const self = await memberOfUser(unit.tx, unit.cooperativeId, userId);
    requireAnotherToClose(await recordersOf(unit.tx, row, { userId, self }), userId);
    await openBoxes(unit, row);
    const held = await heldMeeting(unit.tx, row);
    requireSomebody(held.record, lapsed);
    const outcomes: string[] = [];
    for (const motion of held.motions) {
      const result = countMotion(held.record, motion);
      outcomes.push(result?.outcome ?? 'heard');
      const { kind: matter, title, text, titleEn, textEn, subject } = motion.row;
      const kept =
        result &&
        (await keepResolution(unit, {
          body: row.body,
          number: await nextResolutionNumber(unit, row.body, row.heldOn.year),
          decidedOn: row.heldOn,
          matter,
          title,
          text,
          titleEn,
          textEn,
          subject,
          outcome: result.outcome,
          counting: result.counting,
          entitled: Number(result.entitled),
          present: Number(result.present),
          byHouseholds: false,
          womenEntitled: null,
          womenPresent: null,
          votesFor: votesAsText(result.votes.for, result.counting),
          votesAgainst: votesAsText(result.votes.against, result.counting),
          votesAbstained: votesAsText(result.votes.abstain, result.counting),
          meetingId,
          motionId: motion.motion,
          registered: null,
          lateReason,
        }));
      await unit.tx.insert(motionResult).values({
        cooperativeId: unit.cooperativeId,
        meetingId,
        motionId: motion.motion,
        outcome: result?.outcome ?? 'heard',
        manner: mannerOf(motion),
        result: result && resultAsText(result),
        resolutionId: kept?.id ?? null,
      });
    }
    if (outcomes.some((outcome) => outcome !== 'heard' && outcome !== 'lapsed'))
      await requireStudySeen(unit, row);
    const closed = await updateMeeting(unit.tx, row, { state: 'closed', closedAt: unit.now });
    noteStep(unit, closed, 'closed', { outcomes: outcomes.join(',') });
    return meetingOnWire(closed);
  },
});

/** The day of the party organisation's study is one person's word until another confirms the notice or closes the meeting that rests on it. */
async function requireStudySeen({ tx, actor }: CommandUnit, row: MeetingRow): Promise<void> {
  const notice = await noticeOf(tx, row);
  if (notice?.studyOn == null || notice.recordedBy !== actor.userId) return;
  if ((await noticeReviewOf(tx, row)) === undefined)
    throw refuse('meeting.study-of-one', { study: `${notice.studyOn}` });
}

function mannerOf({
  counting,
  hands,
  ballots,
  secret,
}: HeldMeeting['motions'][number]): 'hands' | 'names' | 'secret' | null {
  if (counting === 'secret') return hands !== null || secret.handedIn.length > 0 ? 'secret' : null;
  if (hands !== null) return 'hands';
  return ballots.length > 0 ? 'names' : null;
}

export const recordMinutes = defineCommand({
  name: 'meetings.record-minutes',
  endpoint: wire.recordMinutes,
  async run(unit, { meetingId, lateReason: given, ...minutes }) {
    const row = await requireMeeting(unit.tx, unit.cooperativeId, meetingId);
    requireMeetingStep(row.state, 'write-minutes');
    // Written days after, it says so beside the day of the meeting, and waits for another person.
    const lateReason = lateReasonOf(row.heldOn, unit.today, given);
    const number = (await minutesOf(unit.tx, row)).count + 1;
    await unit.tx.insert(meetingMinutes).values({
      cooperativeId: unit.cooperativeId,
      meetingId,
      number,
      ...minutes,
      lateReason,
      byTwo: lateReason === null ? null : true,
      ...recordedBy(unit),
    });
    noteStep(unit, row, 'minutes', { version: number, ...(lateReason !== null && { lateReason }) });
    return minutesOnWire(await minutesOf(unit.tx, row));
  },
});

/** Another person held what was written days after against the paper: from now on it stands. */
export const confirmMinutes = defineCommand({
  name: 'meetings.confirm-minutes',
  endpoint: wire.confirmMinutes,
  run: (unit, { meetingId, version }) => answerMinutes(unit, meetingId, version, null),
});

export const sendBackMinutes = defineCommand({
  name: 'meetings.send-back-minutes',
  endpoint: wire.sendBackMinutes,
  run: (unit, { meetingId, version, reason }) => answerMinutes(unit, meetingId, version, reason),
});

/** `reason` null: confirmed. Answered is the version that was read: what was written since waits anew. */
async function answerMinutes(unit: CommandUnit, meetingId: string, version: string, reason: string | null) {
  const row = await requireMeeting(unit.tx, unit.cooperativeId, meetingId);
  const { awaiting } = await minutesOf(unit.tx, row);
  if (awaiting === null) throw refuse('meeting.no-minutes-wait', { title: row.title });
  requireReview('awaiting-review', awaiting.recordedBy, unit.actor.userId);
  const { number } = awaiting;
  if (`${number}` !== version)
    throw refuse('meeting.minutes-written-since', { title: row.title }, '/version');
  await unit.tx
    .insert(meetingMinutesAnswer)
    .values({ cooperativeId: unit.cooperativeId, meetingId, number, reason, ...recordedBy(unit) });
  noteStep(unit, row, reason === null ? 'minutes confirmed' : 'minutes sent back', {
    version: number,
    ...(reason !== null && { reason }),
  });
  return minutesOnWire(await minutesOf(unit.tx, row));
}
