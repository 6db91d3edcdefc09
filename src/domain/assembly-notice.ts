/**
 * The notice of a meeting: the latest day it may go out, and the motions it fixes.
 * What is put to the vote is, word for word, what the notice announced; a changed motion needs a notice of its own.
 */
import type { MotionKind, NoticeRule } from './assembly-rules.ts';
import type { LocalDate } from './calendar.ts';
import { figureOn } from './law.ts';
import { refuse } from './refusal.ts';
import type { Sentence } from './language.ts';

/**
 * The latest notice day. With ten clear days neither the notice day nor the meeting day counts: for 2025-07-31 it is
 * 2025-07-20. With the first day excluded the meeting day counts as the last: 2025-07-21.
 */
export function latestNoticeDay(meetingOn: LocalDate, { days, counting }: NoticeRule): LocalDate {
  return meetingOn.plusDays(counting === 'clear-days' ? -(days + 1) : -days);
}

/** So many days before a meeting its papers lie open at the least, by the law of the day or by a default of before. */
export function leastPapersDays(on: LocalDate): number {
  return figureOn('days', 'papers.open-days', on).days;
}

/** Refuses a notice later than the latest day for its meeting. */
export function requireNotice(noticeOn: LocalDate, meetingOn: LocalDate, rule: NoticeRule): void {
  const latest = latestNoticeDay(meetingOn, rule);
  if (noticeOn.isAfter(latest))
    throw refuse('assembly.notice-late', {
      notice: `${noticeOn}`,
      meeting: `${meetingOn}`,
      days: rule.days,
      latest: `${latest}`,
      counting: noticeCountingWords[rule.counting],
    });
}

export const noticeCountingWords: Readonly<Record<NoticeRule['counting'], Sentence>> = {
  'clear-days': { zh: '通知日和会议日都不计', en: 'neither the notice day nor the meeting day counts' },
  'first-day-excluded': { zh: '通知日不计', en: 'the notice day does not count' },
};

/** A motion as announced or as put. `subject` names what it is about (a scheme's or run's id and version), or null. */
export interface MotionWording {
  readonly motion: string;
  readonly kind: MotionKind;
  readonly title: string;
  readonly text: string;
  readonly subject: string | null;
}

/** Refuses a motion that was not announced, or is not what was announced; white space at the ends does not count. */
export function requireAnnounced(announced: readonly MotionWording[], put: MotionWording): void {
  const notified = announced.find(({ motion }) => motion === put.motion);
  if (notified === undefined) throw refuse('assembly.motion-not-announced', { title: put.title });
  const changed =
    notified.kind !== put.kind ||
    notified.subject !== put.subject ||
    notified.title.trim() !== put.title.trim() ||
    notified.text.trim() !== put.text.trim();
  if (changed) throw refuse('assembly.motion-changed', { title: notified.title });
}
