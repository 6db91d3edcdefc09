/**
 * The figures of a meeting's papers, from the meeting itself and from the registers as they stand. Before the meeting
 * opens its list is who would be entitled on its day; afterwards it is the frozen one.
 */
import { presentAt } from '../../../domain/assembly-attendance.ts';
import { latestNoticeDay } from '../../../domain/assembly-notice.ts';
import { bodyRulesOf, leastNumber } from '../../../domain/assembly-rules.ts';
import { freezeList, LONGEST_TERM_YEARS } from '../../../domain/assembly-seats.ts';
import { refuse } from '../../../domain/refusal.ts';
import { resultFromText } from '../../../domain/meeting.ts';
import { registerSortKey } from '../../../domain/register-number.ts';
import { inLanguage, type Language } from '../../../domain/language.ts';
import type { Tx } from '../../../platform/database.ts';
import { must } from '../../../platform/must.ts';
import { enteredAfterwards } from '../../../domain/late-entry.ts';
import { dayInChina } from '../../../platform/services.ts';
import {
  adoptedBefore,
  candidatesOn,
  pastTermSince,
  resolutionNumbers,
  rulesOn,
  seatsStandingOn,
  type RulesInForce,
} from '../../assemblies/index.ts';
import {
  attendanceOf,
  entitledOf,
  heldMeeting,
  leftOutOf,
  meetingMinutesOf,
  noticeOf,
  requireMeeting,
  resultsOf,
  type HeldMeeting,
  type MeetingRow,
} from '../../meetings/index.ts';
import { reportFigures } from '../half-year-report/figures.ts';
import { schemeComparisonFigures } from '../scheme-comparison/figures.ts';
import type { WishOf } from '../paper.ts';
import { executionsBy } from './execution.ts';
import type { printMeetingPaper } from './contract.ts';
import type { MeetingPaper } from './meeting.ts';

export async function meetingFigures(
  tx: Tx,
  cooperativeId: string,
  { meetingId, part, language }: WishOf<typeof printMeetingPaper>,
): Promise<MeetingPaper> {
  const row = await requireMeeting(tx, cooperativeId, meetingId);
  const notice = await noticeOf(tx, row);
  if (!notice) throw refuse('meeting.not-convened', { title: row.title }, '/meetingId');
  const inForce = await rulesOn(tx, cooperativeId, row.heldOn);
  const rules = bodyRulesOf(inForce.set, row.body);
  const { standing: minutes } = await meetingMinutesOf(tx, row);
  const held = await heldMeeting(tx, row);
  const wholly = part === 'pack' || part === 'finance';
  return {
    part,
    body: row.body,
    number: `${row.year}-${row.number}`,
    title: inLanguage(language, row.title, row.titleEn),
    heldOn: row.heldOn,
    time: row.time,
    place: row.place,
    state: row.state,
    cancelledBecause: row.cancelledBecause,
    chair: minutes?.chair ?? null,
    recorder: minutes?.recorder ?? null,
    notice: {
      on: notice.noticeOn,
      late: lateWords(notice),
      latest: latestNoticeDay(row.heldOn, rules.notice),
      papersOpenFrom: notice.papersOpenFrom,
      rule: rules.notice,
    },
    termOverSince: await pastTermSince(tx, cooperativeId, row.body, row.heldOn),
    ...(await seatFigures(tx, row, inForce)),
    study: notice.studyOn && { on: notice.studyOn, by: notice.studyBy ?? '' },
    rules: { name: inForce.set.name, own: inForce.own !== null, body: rules },
    attendance: await attendanceFigures(tx, row, held, notice.noticeOn),
    motions: await motionFigures(tx, row, held, language),
    earlier: await earlierFigures(tx, row, language),
    halfYear:
      wholly && row.period !== null
        ? await reportFigures(tx, cooperativeId, { language, period: row.period })
        : null,
    comparison:
      wholly && row.comparison !== null
        ? await schemeComparisonFigures(tx, cooperativeId, {
            ...row.comparison,
            schemeIds: [...row.comparison.schemeIds],
            on: row.heldOn.toString(),
            language,
          })
        : null,
    minutes: minutes?.text ?? null,
    minutesLate: minutes?.lateReason
      ? enteredAfterwards('late', minutes.recordedOn, minutes.lateReason)
      : null,
  };
}

/** Of a body with seats: its own term, and what of the seats of the day was entered late. */
async function seatFigures(
  tx: Tx,
  { cooperativeId, body, heldOn }: MeetingRow,
  { own }: RulesInForce,
): Promise<Pick<MeetingPaper, 'ownTerm' | 'seatsLate'>> {
  if (body === 'members-assembly') return { ownTerm: null, seatsLate: [] };
  const years = own?.rules[body]?.termYears ?? null;
  const { termEndsOn, late } = await seatsStandingOn(tx, cooperativeId, body, heldOn);
  return {
    ownTerm: years === null || years >= LONGEST_TERM_YEARS ? null : { years, until: termEndsOn },
    seatsLate: late.map(({ kind, onDay, recordedAt, lateReason }) => ({
      kind,
      on: onDay,
      late: enteredAfterwards('late', dayInChina(recordedAt), lateReason),
    })),
  };
}

/** A notice that was recorded late says so beside its day. */
function lateWords({ lateReason, recordedAt }: NonNullable<Awaited<ReturnType<typeof noticeOf>>>) {
  return lateReason === null ? null : enteredAfterwards('late', dayInChina(recordedAt), lateReason);
}

async function attendanceFigures(
  tx: Tx,
  row: MeetingRow,
  { record }: HeldMeeting,
  noticeOn: MeetingRow['heldOn'],
): Promise<MeetingPaper['attendance']> {
  if (row.openedAt === null) return expectedAttendance(tx, row, record.rules, noticeOn);
  const { rules, list, attendance } = record;
  const entered = new Map((await attendanceOf(tx, row)).map((each) => [each.memberId, each]));
  const entitled = await entitledOf(tx, row);
  const names = new Map(entitled.map(({ memberId, name }) => [memberId, name]));
  return {
    entitled: entitled.map((each) => {
      const entry = entered.get(each.memberId);
      return {
        number: each.registerNumber,
        name: each.name,
        group: each.groupName,
        household: each.householdNumber,
        weight: each.weight,
        manner: entry === undefined || entry.manner === 'absent' ? null : entry.manner,
        proxy: entry?.proxyId == null ? null : (names.get(entry.proxyId) ?? null),
      };
    }),
    // Whose time was over before the notice is nobody the reader of this meeting's papers misses.
    leftOut: (await leftOutOf(tx, row))
      .filter(({ reason, since }) => since.isAfter(noticeOn) && reason !== 'no-capacity')
      .map(({ name, reason, since }) => ({ name, reason, on: since })),
    quorumLeast: leastNumber(rules.quorum, BigInt(entitled.length), rules.quorum.inclusive),
    present: BigInt(presentAt(rules, list, attendance).size),
  };
}

/** The list as it would be frozen by what is known now. */
async function expectedAttendance(
  tx: Tx,
  row: MeetingRow,
  rules: HeldMeeting['record']['rules'],
  noticeOn: MeetingRow['heldOn'],
): Promise<MeetingPaper['attendance']> {
  const candidates = await candidatesOn(tx, row.cooperativeId, row.body, row.heldOn, noticeOn);
  const { entitled, leftOut } = freezeList(candidates, row.heldOn);
  const printed = new Map(candidates.map((each) => [each.person, each]));
  return {
    entitled: entitled
      .map(({ person, name, group, weight }) => ({
        number: must(printed.get(person), 'the candidate').registerNumber,
        name,
        group,
        weight,
        household: printed.get(person)?.householdNumber ?? null,
        manner: null,
        proxy: null,
      }))
      .sort((a, b) => (registerSortKey(a.number) < registerSortKey(b.number) ? -1 : 1)),
    leftOut: leftOut
      .filter(({ reason, on }) => on.isAfter(noticeOn) && reason !== 'no-capacity')
      .map(({ name, reason, on }) => ({ name, reason, on })),
    quorumLeast: leastNumber(rules.quorum, BigInt(entitled.length), rules.quorum.inclusive),
    present: null,
  };
}

async function motionFigures(
  tx: Tx,
  row: MeetingRow,
  held: HeldMeeting,
  language: Language,
): Promise<MeetingPaper['motions']> {
  const results = new Map((await resultsOf(tx, row)).map((result) => [result.motionId, result]));
  const numbers = await resolutionNumbers(tx, row.cooperativeId, row.id);
  const names = new Map(held.entitled.map(({ memberId, name }) => [memberId, name]));
  return held.motions.map(({ row: motion, ballots }) => {
    const kept = results.get(motion.id);
    const { number, kind, counting, proposer } = motion;
    return {
      number,
      proposer,
      kind,
      title: inLanguage(language, motion.title, motion.titleEn),
      text: inLanguage(language, motion.text, motion.textEn),
      counting,
      result: kept?.result ? resultFromText(kept.result) : null,
      manner: kept?.manner ?? null,
      resolution: kept?.resolutionId == null ? null : (numbers.get(kept.resolutionId) ?? null),
      choices: ballots.map(({ voter, principal, choice }) => ({
        name: must(names.get(principal ?? voter), 'the name of who voted'),
        choice,
        proxy: principal === null ? null : (names.get(voter) ?? null),
      })),
    };
  });
}

/** What the body adopted before and has not seen finished, and what was finished since its last meeting. */
async function earlierFigures(tx: Tx, row: MeetingRow, language: Language): Promise<MeetingPaper['earlier']> {
  const adopted = await adoptedBefore(tx, row.cooperativeId, row.body, row.heldOn);
  const lastDay = adopted.at(-1)?.decidedOn ?? null;
  const earlier: MeetingPaper['earlier'][number][] = [];
  const followed = await executionsBy(tx, row.cooperativeId, adopted, { by: row.heldOn, language });
  for (const [{ number, decidedOn, title: zh, titleEn }, told] of followed) {
    const title = inLanguage(language, zh, titleEn);
    const open = !['carried-out', 'dropped'].includes(told.state);
    const recent = lastDay !== null && !(told.reportedOn ?? decidedOn).isBefore(lastDay);
    if (open || recent) earlier.push({ number, decidedOn, title, ...told });
  }
  return earlier;
}
