/**
 * The calendar of a half-year: what is due when, from the notice of the meeting to the tax of the payout.
 * All days follow from the meeting day and the cooperative's settings; the list is in order of date.
 */
import { latestNoticeDay, leastPapersDays } from './assembly-notice.ts';
import type { NoticeRule } from './assembly-rules.ts';
import type { LocalDate, Period } from './calendar.ts';
import { monthOf } from './journal.ts';
import { refuse } from './refusal.ts';
import { noOwnRestDays, type OwnRestDays } from './rest-days.ts';
import { filingDueOn } from './tax-filing.ts';
import { lastNoticeDay, unlockDay } from './public-notice.ts';

export const calendarKinds = [
  'period-end',
  'papers-open',
  'notice-latest',
  'meeting',
  'public-notice-from',
  'public-notice-to',
  'posting',
  'tax-filing',
] as const;
export type CalendarKind = (typeof calendarKinds)[number];

export interface CalendarSettings {
  readonly notice: NoticeRule;
  /** Days before the meeting that its papers lie open, counted like the notice; null: as many as the notice. */
  readonly papersOpenDays: number | null;
  /** The meeting day where it is fixed; otherwise so many days after the end of the half-year. */
  readonly meetingOn: LocalDate | null;
  readonly meetingDaysAfterPeriod: number;
  /** Days from the meeting to the posting of the public notice, and the notice's own days. */
  readonly publicNoticeDaysAfterMeeting: number;
  readonly publicNoticeDays: number;
  /** Days of rest that are laid over the shipped ones. */
  readonly restDays?: OwnRestDays;
}

export interface CalendarEntry {
  readonly kind: CalendarKind;
  readonly date: LocalDate;
}

/** Refuses a meeting before the half-year is over: its dividend cannot be known yet. */
export function halfYearCalendar(period: Period, settings: CalendarSettings): readonly CalendarEntry[] {
  const meeting = settings.meetingOn ?? period.lastDay.plusDays(settings.meetingDaysAfterPeriod);
  requireAfterPeriod(period, meeting);
  const notice = {
    postedOn: meeting.plusDays(settings.publicNoticeDaysAfterMeeting),
    days: settings.publicNoticeDays,
    restDays: settings.restDays ?? noOwnRestDays,
  };
  const posting = unlockDay(notice);
  const papersDays = Math.max(settings.papersOpenDays ?? settings.notice.days, leastPapersDays(meeting));
  const papers = { ...settings.notice, days: papersDays };
  const entries: CalendarEntry[] = [
    { kind: 'period-end', date: period.lastDay },
    { kind: 'papers-open', date: latestNoticeDay(meeting, papers) },
    { kind: 'notice-latest', date: latestNoticeDay(meeting, settings.notice) },
    { kind: 'meeting', date: meeting },
    { kind: 'public-notice-from', date: notice.postedOn },
    { kind: 'public-notice-to', date: lastNoticeDay(notice) },
    { kind: 'posting', date: posting },
    { kind: 'tax-filing', date: filingDueOn(monthOf(posting), settings.restDays) },
  ];
  return entries.sort((left, right) => left.date.compare(right.date));
}

/** Refuses a meeting before the half-year that it hears is over. */
export function requireAfterPeriod(period: Period, meeting: LocalDate): void {
  if (!meeting.isAfter(period.lastDay))
    throw refuse('assembly.meeting-within-period', { meeting: `${meeting}`, period: `${period}` }, '/heldOn');
}
