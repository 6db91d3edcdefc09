/** Meetings as they are read: one with its motions and results, attendance, ballots, the recount and the calendar. */
import { presentAt } from '../../domain/assembly-attendance.ts';
import { halfYearCalendar } from '../../domain/assembly-calendar.ts';
import { latestNoticeDay } from '../../domain/assembly-notice.ts';
import { bodyRulesOf, leastNumber, type Body } from '../../domain/assembly-rules.ts';
import { resultWords } from '../../domain/assembly-words.ts';
import type { LocalDate, Period } from '../../domain/calendar.ts';
import { countMotion, resultAsText, resultFromText, type ResultText } from '../../domain/meeting.ts';
import { calendarWords } from '../../domain/words.ts';
import { refuse } from '../../domain/refusal.ts';
import type { Page } from '../../contract/query.ts';
import type { Tx } from '../../platform/database.ts';
import { canonicalJson, type JsonValue } from '../../platform/hash-chain.ts';
import { must } from '../../platform/must.ts';
import { dayInChina } from '../../platform/services.ts';
import { assemblySettings, resolutionNumbers, restDaysOf, rulesOn } from '../assemblies/index.ts';
import { memberOfUser } from '../members/index.ts';
import { heldMeeting, type HeldMeeting } from './record.ts';
import { papersTold, publishedOf } from './secret-published.ts';
import {
  attendanceOf,
  ballotsOf,
  entitledOf,
  leftOutOf,
  meetingForPeriod,
  meetingsAfter,
  minutesOf,
  motionsOf,
  noticeOf,
  noticeReviewOf,
  recordersOf,
  resultsOf,
  type KeptMinutes,
  type MeetingRow,
  type MinutesOfMeeting,
} from './store.ts';

export function meetingOnWire(row: MeetingRow) {
  const { id, body, title, titleEn, state, time, place, period, cancelledBecause } = row;
  return {
    id,
    body,
    number: `${row.year}-${row.number}`,
    title,
    titleEn,
    state,
    heldOn: `${row.heldOn}`,
    time,
    place,
    period,
    cancelledBecause,
    openedAt: row.openedAt?.toISOString() ?? null,
    closedAt: row.closedAt?.toISOString() ?? null,
  };
}

export async function meetingPageOf(tx: Tx, cooperativeId: string, { after, limit }: Page) {
  const rows = await meetingsAfter(tx, cooperativeId, limit, after ?? undefined);
  const last = rows.length === limit ? rows.at(-1) : undefined;
  return { meetings: rows.map(meetingOnWire), next: last?.id ?? null };
}

export async function meetingDetailOf(tx: Tx, row: MeetingRow, reader: string) {
  const held = await heldMeeting(tx, row);
  const { rules, list, attendance } = held.record;
  const opened = row.openedAt !== null;
  const present = opened ? presentAt(rules, list, attendance).size : null;
  const least = leastNumber(rules.quorum, BigInt(list.entitled.length), rules.quorum.inclusive);
  const results = new Map((await resultsOf(tx, row)).map((result) => [result.motionId, result]));
  const numbers = await resolutionNumbers(tx, row.cooperativeId, row.id);
  const notice = await noticeOf(tx, row);
  const confirmed = await noticeReviewOf(tx, row);
  const self = await memberOfUser(tx, row.cooperativeId, reader);
  const { attendance: entered, votes } = await recordersOf(tx, row, { userId: reader, self });
  return {
    ...meetingOnWire(row),
    comparison: row.comparison,
    agenda: row.agenda,
    partyStudy: row.partyStudy,
    notice: notice
      ? {
          number: notice.number,
          noticeOn: `${notice.noticeOn}`,
          latest: `${latestNoticeDay(row.heldOn, rules.notice)}`,
          papersOpenFrom: `${notice.papersOpenFrom}`,
          recordedOn: `${dayInChina(notice.recordedAt)}`,
          lateReason: notice.lateReason,
          confirmedOn: confirmed ? `${dayInChina(confirmed.recordedAt)}` : null,
        }
      : null,
    entitled: opened ? list.entitled.length : null,
    present,
    recordedByReader: entered.includes(reader) || votes.includes(reader),
    quorum: present === null ? null : { least: `${least}`, met: present > 0 && BigInt(present) >= least },
    motions: held.motions.map((each) => {
      const { row: motion, hands, ballots, secret } = each;
      const stored = results.get(motion.id);
      const { number, kind, title, text, counting, proposer } = motion;
      const resolutionId = stored?.resolutionId ?? null;
      return {
        number,
        proposer,
        kind,
        title,
        text,
        counting,
        about: motion.subject,
        votes: {
          hands: papersTold(hands, secret.ballots.length),
          ballots: ballots.length,
          handedIn: secret.handedIn.length,
        },
        outcome: stored?.outcome ?? null,
        result: stored?.result ?? null,
        soFar: row.state === 'open' ? countedSoFar(held, each) : null,
        words: stored?.result ? resultWords(resultFromText(stored.result)) : null,
        resolution:
          resolutionId === null
            ? null
            : { id: resolutionId, number: must(numbers.get(resolutionId), 'the number of a resolution') },
      };
    }),
    ...minutesOnWire(await minutesOf(tx, row)),
  };
}

export function minutesOnWire({ standing, awaiting, sentBack }: MinutesOfMeeting) {
  return {
    minutes: standing && versionOnWire(standing),
    minutesAwaiting: awaiting && versionOnWire(awaiting),
    minutesSentBack: sentBack && { ...versionOnWire(sentBack), because: sentBack.because },
  };
}

function versionOnWire({ number, chair, recorder, text, recordedOn, lateReason }: KeptMinutes) {
  return { version: `${number}`, chair, recorder, text, recordedOn: `${recordedOn}`, lateReason };
}

/** As the motion stands while people still vote; null while nobody did. */
function countedSoFar({ record }: HeldMeeting, motion: HeldMeeting['motions'][number]): ResultText | null {
  // What lies in a box nobody knows before it is opened.
  if (motion.counting === 'secret') return null;
  if (motion.hands === null && motion.ballots.length === 0) return null;
  const counted = countMotion(record, motion);
  return counted && resultAsText(counted);
}

export async function attendanceOnWire(tx: Tx, row: MeetingRow) {
  const entitled = await entitledOf(tx, row);
  const byId = new Map(entitled.map((each) => [each.memberId, each]));
  const entered = new Map((await attendanceOf(tx, row)).map((each) => [each.memberId, each]));
  return {
    entitled: entitled.map((each) => {
      const entry = entered.get(each.memberId);
      const proxy = entry?.proxyId == null ? undefined : byId.get(entry.proxyId);
      return {
        member: each.registerNumber,
        name: each.name,
        group: each.groupName,
        household: each.householdNumber,
        weight: each.weight.toString(),
        manner: entry === undefined || entry.manner === 'absent' ? null : entry.manner,
        proxy: proxy ? { member: proxy.registerNumber, name: proxy.name } : null,
      };
    }),
    leftOut: (await leftOutOf(tx, row)).map(({ name, reason, since }) => ({ name, reason, on: `${since}` })),
  };
}

/** The ballots on one motion in the order they were given in, those struck out among them. */
export async function ballotsOnWire(tx: Tx, row: MeetingRow, number: number) {
  const motion = (await motionsOf(tx, row)).find((each) => each.number === number);
  if (!motion) throw refuse('meeting.motion-unknown', { number });
  const names = new Map((await entitledOf(tx, row)).map((each) => [each.memberId, each]));
  const of = (id: string | null) => (id === null ? undefined : names.get(id));
  return (await ballotsOf(tx, row))
    .filter(({ ballot }) => ballot.motionId === motion.id)
    .map(({ ballot: { id, voterId, principalId, choice, givenBy, recordedAt }, struck }) => ({
      id,
      voter: must(of(voterId), 'who voted').registerNumber,
      voterName: must(of(voterId), 'who voted').name,
      principal: of(principalId)?.registerNumber ?? null,
      principalName: of(principalId)?.name ?? null,
      choice,
      givenBy,
      castAt: recordedAt.toISOString(),
      struck,
    }));
}

/** Who handed in, in the order of the register, and what was counted, in the order of receipts: neither follows the other. */
export async function secretVoteOnWire(tx: Tx, row: MeetingRow, number: number) {
  const { entitled, motions } = await heldMeeting(tx, row);
  const motion = motions.find((each) => each.row.number === number);
  if (!motion) throw refuse('meeting.motion-unknown', { number });
  const by = new Map(
    motion.secret.handedIn.map(({ voter, principal }) => [
      principal ?? voter,
      principal === null ? null : voter,
    ]),
  );
  const nameOf = new Map(entitled.map(({ memberId, name }) => [memberId, name]));
  return {
    handedIn: entitled
      .filter(({ memberId }) => by.has(memberId))
      .map(({ memberId, registerNumber, name }) => {
        const proxy = by.get(memberId);
        return { member: registerNumber, name, by: proxy == null ? null : (nameOf.get(proxy) ?? null) };
      }),
    papers: motion.counting === 'secret' ? papersTold(motion.hands, motion.secret.ballots.length) : null,
    ...publishedOf({ meetingId: row.id, motion: number }, motion.secret.ballots),
  };
}

export interface Recounted {
  readonly motion: HeldMeeting['motions'][number];
  readonly stored: ResultText | null;
  readonly recounted: ResultText | null;
  readonly agrees: boolean;
}

/** Counts the closed meeting again from its list, attendance, hands and ballots, beside what was stored. */
export async function recount(tx: Tx, row: MeetingRow): Promise<readonly Recounted[]> {
  const held = await heldMeeting(tx, row);
  const results = new Map((await resultsOf(tx, row)).map((result) => [result.motionId, result]));
  return held.motions.map((motion) => {
    const kept = results.get(motion.motion);
    const stored = kept?.result ?? null;
    const counted = countMotion(held.record, motion);
    const recounted = counted && resultAsText(counted);
    const same = asJson(stored) === asJson(recounted);
    return { motion, stored, recounted, agrees: same && kept?.outcome === (counted?.outcome ?? 'heard') };
  });
}

/** Of a closed meeting only: before, there is nothing stored to compare with. */
export async function recountOnWire(tx: Tx, row: MeetingRow) {
  if (row.state !== 'closed') throw refuse('meeting.not-closed');
  const motions = await recount(tx, row);
  return {
    agrees: motions.every(({ agrees }) => agrees),
    motions: motions.map(({ motion, stored, recounted, agrees }) => ({
      number: motion.row.number,
      title: motion.title,
      stored,
      recounted,
      agrees,
    })),
  };
}

/** What is due when in a half-year, from the meeting that hears it, or from the settings where there is none yet. */
export async function calendarOf(tx: Tx, cooperativeId: string, body: Body, period: Period) {
  const settings = await assemblySettings(tx, cooperativeId);
  const row = await meetingForPeriod(tx, cooperativeId, body, period.toString());
  const meetingOn = row?.heldOn ?? null;
  const on: LocalDate = meetingOn ?? period.lastDay.plusDays(settings.meetingDaysAfterPeriod);
  const { set } = await rulesOn(tx, cooperativeId, on);
  const restDays = await restDaysOf(tx, cooperativeId);
  const { notice } = bodyRulesOf(set, body);
  const entries = halfYearCalendar(period, { ...settings, notice, meetingOn, restDays });
  return {
    period: period.toString(),
    body,
    meetingId: row?.id ?? null,
    entries: entries.map(({ kind, date }) => ({ kind, date: `${date}`, words: calendarWords[kind] })),
  };
}

/** The same text for the same result, in whatever order its parts stand. */
function asJson(result: ResultText | null): string {
  return canonicalJson(JSON.parse(JSON.stringify(result)) as JsonValue);
}
