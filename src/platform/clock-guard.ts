/**
 * Whether the computer's clock may be believed. What a book was told at a moment it never takes back, so one command under a clock that runs
 * years ahead would date everything after it. The service remembers when it last served; where the clock has come further since than it
 * may, or stands more than a day before it, nothing is written until the clock is right, or two people have said that the day is: one of
 * them whoever administers the platform. While the service runs the computer itself tells how much time went by: a clock that leaps by more
 * than a day beside it is not believed, however little that is. A clock that goes back takes nothing of what is known with it: put right, it is believed at once.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { uptime } from 'node:os';
import { sql } from 'drizzle-orm';
import type { LocalDate } from '../domain/calendar.ts';
import { refuse } from '../domain/refusal.ts';
import type { Tx } from './database.ts';
import { Explained } from './explained.ts';
import { moment, orNull, rowsOf } from './rows.ts';
import { dayInChina } from './services.ts';

export interface ClockGuard {
  /** Refuses `service.clock-jumped`. */
  require(now: Date): void;
  hasJumped(now: Date): boolean;
  /** The day in China on which the service last served; null where nothing is known. */
  lastServed(): LocalDate | null;
  /** Whoever said first that the day is right, while another is waited for. */
  awaited(now: Date): DayTold | null;
  /**
   * The day is right, says somebody: whoever said so before, or null while another is waited for. With both it is to be believed.
   * Refuses `clock.not-jumped`, `clock.day-differs`, `clock.same-person`, `clock.administrator-missing`.
   */
  confirm(told: DayTold, now: Date): DayTold | null;
  /** Two people have said so, and it is on record. */
  believe(now: Date): void;
  stop(): void;
}

export interface DayTold {
  readonly userId: string;
  readonly isAdministrator: boolean;
  readonly day: string;
}

export interface ClockGuardOptions {
  /** So far it may have come since the service last served. */
  readonly days: number;
  /** Where it is remembered; readable text. */
  readonly path: string;
  /** The newest moment that the books themselves tell of, where nothing is remembered yet. */
  readonly told: Date | null;
  /** The day that was confirmed, as it is in China; counts on that day alone. */
  readonly confirmed?: string | undefined;
  readonly clock?: () => Date;
  /** For how many seconds the computer is up, asleep or awake: no clock that is set changes it. */
  readonly upFor?: () => number;
}

/** Two computers of one house may differ by so much; whatever lies further ahead was made under a clock that ran ahead. */
export const CLOCK_SLACK_MILLISECONDS = 5 * 60_000;

const DAY_MILLISECONDS = 86_400_000;
const LOOK_MILLISECONDS = 3_600_000;

const isTooFar = (known: Date | null, now: Date, days: number) => {
  const since = known === null ? 0 : now.getTime() - known.getTime();
  return since > days * DAY_MILLISECONDS || since < -DAY_MILLISECONDS;
};

/** What a command that serves nobody asks of the clock as the service does, and remembers nothing of. Refuses in words. */
export function requireClock({
  days,
  path,
  told,
  confirmed,
  clock = () => new Date(),
}: ClockGuardOptions): void {
  const known = remembered(path) ?? told;
  const now = clock();
  const today = dayInChina(now).toString();
  if (known === null || !isTooFar(known, now, days) || confirmed === today) return;
  const last = dayInChina(known).toString();
  throw new Explained(
    `The clock of this computer says that today is ${today}, and when the service last ran it was ${last}: it is not believed, and what is made now would bear a day that may be wrong. Nothing was made. Set the clock right; or, if the day is right, say so with HEGU_CLOCK_CONFIRMED=${today}.\n` +
      `本机时钟显示今天是 ${today}，而服务上次运行是在 ${last}：时钟不可信，现在所写会带上可能有误的日期。未作任何写入。请把时钟调准；日期确实无误的，以 HEGU_CLOCK_CONFIRMED=${today} 说明后再运行。`,
  );
}

export function createClockGuard(options: ClockGuardOptions): ClockGuard {
  const { days, path, told, confirmed, clock = () => new Date(), upFor = uptime } = options;
  let known = remembered(path) ?? told;
  /** A moment that was believed, and how long the computer had been up then. */
  let believed: { readonly at: Date; readonly upFor: number } | null = null;
  const hasLeapt = (now: Date) =>
    believed !== null &&
    Math.abs(now.getTime() - believed.at.getTime() - 1000 * (upFor() - believed.upFor)) > DAY_MILLISECONDS;
  const hasJumped = (now: Date) => isTooFar(known, now, days) || hasLeapt(now);
  const remember = (now: Date) => {
    known = now;
    try {
      writeFileSync(path, `${now.toISOString()}\n`, { mode: 0o600 });
    } catch {
      // Not remembered over a restart; the next look tries again.
    }
  };
  const look = () => {
    const now = clock();
    if (hasJumped(now)) return;
    believed = { at: now, upFor: upFor() };
    // What is known is never lowered: a clock set back would make the right one the suspect.
    if (known === null || now > known) remember(now);
  };
  const believe = (now: Date) => {
    believed = { at: now, upFor: upFor() };
    remember(now);
  };
  if (confirmed !== undefined && dayInChina(clock()).toString() === confirmed) believe(clock());
  else look();
  const timer = setInterval(look, LOOK_MILLISECONDS);
  timer.unref();
  let first: DayTold | null = null;
  // What was said of a day that is over counts no more.
  const awaited = (now: Date) => (first?.day === dayInChina(now).toString() ? first : null);
  return {
    require(now) {
      if (known === null || !hasJumped(now)) return;
      throw refuse('service.clock-jumped', {
        now: dayInChina(now).toString(),
        last: dayInChina(known).toString(),
      });
    },
    hasJumped,
    lastServed: () => (known === null ? null : dayInChina(known)),
    awaited,
    confirm(told, now) {
      if (!hasJumped(now)) throw refuse('clock.not-jumped');
      const today = dayInChina(now).toString();
      if (told.day !== today) throw refuse('clock.day-differs', { day: told.day, today }, '/day');
      const before = awaited(now);
      if (before === null) {
        first = told;
        return null;
      }
      if (before.userId === told.userId) throw refuse('clock.same-person');
      if (!before.isAdministrator && !told.isAdministrator) throw refuse('clock.administrator-missing');
      return before;
    },
    believe(now) {
      first = null;
      believe(now);
    },
    stop: () => clearInterval(timer),
  };
}

/** The newest moment that the platform's chain tells of, by the computer's own clock; null in books that have none. */
export async function lastTold(tx: Tx): Promise<Date | null> {
  const [row] = await rowsOf(tx, sql`select max(recorded_at) as told from platform_entry`, {
    told: orNull(moment),
  });
  return row?.told ?? null;
}

/** Null where nothing is, or nothing readable. */
function remembered(path: string): Date | null {
  try {
    const written = new Date(readFileSync(path, 'utf8').trim());
    return Number.isNaN(written.getTime()) ? null : written;
  } catch {
    return null;
  }
}
