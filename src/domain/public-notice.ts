/**
 * A public notice of a list: posted on a day that does not count, open for whole days after it, with its objections.
 * A last day that is a day of rest moves to the next working day: of the notice, of the days in which objections are taken, and of the answer.
 * What was counted when the list was posted, or the objection raised, stays: a later table of days of rest moves none of it.
 * It begins when its list was calculated and approved, never before. What it announces unlocks the day after its last day,
 * and only when no objection is open: each is answered by the supervisors, or released by one of them with a reason.
 */
import type { LocalDate } from './calendar.ts';
import { lawInForce, type Jurisdiction, type Law } from './law.ts';
import { daysOf } from './law-days.ts';
import type { ReviewState } from './late-entry.ts';
import { refuse } from './refusal.ts';
import { saysSomething } from './seen-text.ts';
import { movedPastRest, plusWorkingDays, type OwnRestDays } from './rest-days.ts';
import type { Role } from './permission.ts';

export interface PublicNotice {
  /** The day it counts from. */
  readonly postedOn: LocalDate;
  /** Whole days after the day of posting: a setting, 7 or 15 as a rule. */
  readonly days: number;
  /** Days of rest of the cooperative's own, which go before the table. */
  readonly restDays: OwnRestDays;
  /** What a version posted that let a last day fall on a day of rest: it hung as long as was asked then. */
  readonly asItFell?: boolean;
  /** Its last day as it was counted when its list was posted. */
  readonly endedOn?: LocalDate | null;
  /** Where it was entered late: until another person confirmed it, it unlocks nothing. */
  readonly review?: ReviewState;
}

/** How long a notice hangs at the least, until when it is objected to, and how soon the supervisors answer: by the place. */
export type NoticeRule = 'public-notice.days' | 'objections.raised' | 'objections.answered';

/** The row of such a rule; where a province has none of its own, the default of the nation. */
export function noticeLaw(
  rule: NoticeRule,
  on: LocalDate,
  where: Jurisdiction,
): Law & { readonly days: number } {
  const law = lawInForce(rule, on, where);
  if (law === undefined) throw new TypeError(`The pack has a default of ${rule} for every day.`);
  return { ...law, days: daysOf(law.id) };
}

/** The last day for the supervisors' answer: as it was counted when the objection was raised, where that was kept. */
export function answerDay(
  { raisedOn, answerBy }: Pick<Objection, 'raisedOn' | 'answerBy'>,
  where: Jurisdiction,
  restDays: OwnRestDays,
): LocalDate {
  if (answerBy) return answerBy;
  return movedPastRest(raisedOn.plusDays(noticeLaw('objections.answered', raisedOn, where).days), restDays);
}

/** The last day for making public what was decided, where a law sets one: so many working days after the decision. */
export function resultsDay(decidedOn: LocalDate, where: Jurisdiction, own?: OwnRestDays): LocalDate | null {
  const law = lawInForce('objections.results', decidedOn, where);
  return law === undefined ? null : plusWorkingDays(decidedOn, daysOf(law.id), own);
}

/** The day a notice counts from: the day it claims, unless another person did not believe it; then the day it was recorded. */
export function countsFrom(claimed: LocalDate, recorded: LocalDate, review: ReviewState): LocalDate {
  return review === 'sent-back' ? recorded : claimed;
}

/** Refuses a notice of a day on which there was no list to show. */
export function requireListFirst(postedOn: LocalDate, approvedOn: LocalDate): void {
  if (postedOn.isBefore(approvedOn))
    throw refuse('notice.before-list', { posted: `${postedOn}`, approved: `${approvedOn}` }, '/postedOn');
}

/** The last day on which an objection is taken. */
export function lastObjectionDay(notice: PublicNotice, where: Jurisdiction): LocalDate {
  const { days } = noticeLaw('objections.raised', notice.postedOn, where);
  const [hanging, lawful] = [
    lastNoticeDay(notice),
    movedPastRest(notice.postedOn.plusDays(days), notice.restDays),
  ];
  return lawful.isAfter(hanging) ? lawful : hanging;
}

export interface Objection {
  readonly number: string;
  readonly raisedOn: LocalDate;
  readonly answerBy?: LocalDate | null;
  readonly answeredOn: LocalDate | null;
  readonly released: Release | null;
}

/** A supervisor's word that posting need not wait for the answer. */
export interface Release {
  readonly by: string;
  readonly on: LocalDate;
  readonly reason: string;
}

export type NoticeState =
  | { readonly state: 'awaiting-review' }
  | { readonly state: 'not-begun' }
  | { readonly state: 'running'; readonly lastDay: LocalDate; readonly daysLeft: number }
  | { readonly state: 'blocked'; readonly open: readonly Objection[] }
  | { readonly state: 'unlocked'; readonly since: LocalDate };

/** The last day of the notice: seven days from Friday 2025-08-01 end with the 8th, eight, which would end on a Saturday, with the 11th. */
export function lastNoticeDay({ postedOn, days, restDays, asItFell, endedOn }: PublicNotice): LocalDate {
  if (!Number.isSafeInteger(days) || days < 1) throw refuse('notice.days-malformed', { days: String(days) });
  const last = postedOn.plusDays(days);
  // A kept day on which the days were not counted out yet is no last day.
  if (endedOn && !endedOn.isBefore(last)) return endedOn;
  return asItFell === true ? last : movedPastRest(last, restDays);
}

/** The first day that what was announced may be posted, objections aside. */
export function unlockDay(notice: PublicNotice): LocalDate {
  return lastNoticeDay(notice).plusDays(1);
}

/** Where a notice stands on a day, as its objections stood on that day. */
export function noticeState(
  notice: PublicNotice,
  objections: readonly Objection[],
  on: LocalDate,
): NoticeState {
  const lastDay = lastNoticeDay(notice);
  if (notice.review === 'awaiting-review') return { state: 'awaiting-review' };
  if (on.isBefore(notice.postedOn)) return { state: 'not-begun' };
  if (!on.isAfter(lastDay)) return { state: 'running', lastDay, daysLeft: on.daysUntil(lastDay) };
  const raised = objections.filter(({ raisedOn }) => !raisedOn.isAfter(on));
  const open = raised.filter((each) => isOpenOn(each, on));
  if (open.length > 0) return { state: 'blocked', open };
  const settled = raised.map((each) => settledOn(each) ?? each.raisedOn);
  const since = settled.reduce((latest, each) => (each.isAfter(latest) ? each : latest), unlockDay(notice));
  return { state: 'unlocked', since };
}

/** Refuses posting before the notice is over or while an objection is open, naming the day or the objections. */
export function requireUnlocked(notice: PublicNotice, objections: readonly Objection[], on: LocalDate): void {
  const found = noticeState(notice, objections, on);
  switch (found.state) {
    case 'unlocked':
      return;
    case 'blocked': {
      const numbers = found.open.map(({ number }) => number).join(', ');
      throw refuse('notice.objection-open', { count: found.open.length, numbers });
    }
    case 'awaiting-review':
      throw refuse('notice.awaiting-review', { posted: `${notice.postedOn}` });
    case 'not-begun':
    case 'running':
      throw refuse('notice.not-over', {
        last: `${lastNoticeDay(notice)}`,
        unlock: `${unlockDay(notice)}`,
      });
  }
}

/** Refuses an objection raised before the notice was posted or after the days that the supervisors take it. */
export function requireObjectionInTime(notice: PublicNotice, raisedOn: LocalDate, where: Jurisdiction): void {
  const last = lastObjectionDay(notice, where);
  if (raisedOn.isBefore(notice.postedOn) || raisedOn.isAfter(last))
    throw refuse('notice.objection-out-of-time', {
      raised: `${raisedOn}`,
      posted: `${notice.postedOn}`,
      last: `${last}`,
    });
}

/** Refuses to put an objection on record when its answer would be overdue already: of a posted run nothing is claimed long afterwards. */
export function requireStillAnswerable(
  objection: Pick<Objection, 'raisedOn' | 'answerBy'>,
  today: LocalDate,
  where: Jurisdiction,
  restDays: OwnRestDays,
): void {
  const last = answerDay(objection, where, restDays);
  if (today.isAfter(last))
    throw refuse(
      'notice.objection-too-old',
      { raised: `${objection.raisedOn}`, last: `${last}` },
      '/raisedOn',
    );
}

/** Releases an open objection. Refuses anybody but a supervisor, an empty reason and an objection that is not open. */
export function releaseObjection(
  objection: Objection,
  actor: { readonly name: string; readonly roles: readonly Role[] },
  on: LocalDate,
  reason: string,
): Objection {
  if (!actor.roles.includes('supervisor'))
    throw refuse('notice.release-not-supervisor', { number: objection.number });
  if (!saysSomething(reason))
    throw refuse('notice.release-without-reason', { number: objection.number }, '/reason');
  if (on.isBefore(objection.raisedOn) || !isOpenOn(objection, on))
    throw refuse('notice.objection-not-open', { number: objection.number });
  return { ...objection, released: { by: actor.name, on, reason: reason.trim() } };
}

function settledOn({ answeredOn, released }: Objection): LocalDate | null {
  if (answeredOn === null || released === null) return answeredOn ?? released?.on ?? null;
  return answeredOn.isBefore(released.on) ? answeredOn : released.on;
}

/** Whether nobody had answered or released it by the end of a day. */
export function isOpenOn(objection: Objection, on: LocalDate): boolean {
  const settled = settledOn(objection);
  return settled === null || settled.isAfter(on);
}
