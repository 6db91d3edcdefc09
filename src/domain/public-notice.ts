/**
 * A public notice of a list: posted on a day that does not count, open for whole days after it, with its objections.
 * What it announces unlocks the day after its last day, and only when no objection is open: each is answered, or
 * released by a supervisor with a reason.
 */
import type { LocalDate } from './calendar.ts';
import { refuse } from './refusal.ts';
import type { Role } from './permission.ts';

export interface PublicNotice {
  readonly postedOn: LocalDate;
  /** Whole days after the day of posting: a setting, 7 or 15 as a rule. */
  readonly days: number;
}

export interface Objection {
  readonly number: string;
  readonly raisedOn: LocalDate;
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
  | { readonly state: 'not-begun' }
  | { readonly state: 'running'; readonly lastDay: LocalDate; readonly daysLeft: number }
  | { readonly state: 'blocked'; readonly open: readonly Objection[] }
  | { readonly state: 'unlocked'; readonly since: LocalDate };

/** The last day of the notice: seven days from 2025-08-01 end with 2025-08-08. */
export function lastNoticeDay({ postedOn, days }: PublicNotice): LocalDate {
  if (!Number.isSafeInteger(days) || days < 1) throw refuse('notice.days-malformed', { days: String(days) });
  return postedOn.plusDays(days);
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
    case 'not-begun':
    case 'running':
      throw refuse('notice.not-over', {
        last: `${lastNoticeDay(notice)}`,
        unlock: `${unlockDay(notice)}`,
      });
  }
}

/** Refuses an objection raised before the notice was posted or after its last day. */
export function requireObjectionInTime(notice: PublicNotice, raisedOn: LocalDate): void {
  const last = lastNoticeDay(notice);
  if (raisedOn.isBefore(notice.postedOn) || raisedOn.isAfter(last))
    throw refuse('notice.objection-out-of-time', {
      raised: `${raisedOn}`,
      posted: `${notice.postedOn}`,
      last: `${last}`,
    });
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
  if (reason.trim() === '')
    throw refuse('notice.release-without-reason', { number: objection.number }, '/reason');
  if (on.isBefore(objection.raisedOn) || !isOpenOn(objection, on))
    throw refuse('notice.objection-not-open', { number: objection.number });
  return { ...objection, released: { by: actor.name, on, reason: reason.trim() } };
}

function settledOn({ answeredOn, released }: Objection): LocalDate | null {
  if (answeredOn === null || released === null) return answeredOn ?? released?.on ?? null;
  return answeredOn.isBefore(released.on) ? answeredOn : released.on;
}

function isOpenOn(objection: Objection, on: LocalDate): boolean {
  const settled = settledOn(objection);
  return settled === null || settled.isAfter(on);
}
