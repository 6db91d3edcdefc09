/**
 * Whether the computer's clock may be believed. What a book was told at a moment it never takes back, so one command under a clock that runs
 * years ahead would date everything after it. The service remembers when it last served; where the clock has come further since than it
 * may, nothing is written until the clock is right, or whoever answers for the computer has confirmed the day.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { sql } from 'drizzle-orm';
import { refuse } from '../domain/refusal.ts';
import type { Tx } from './database.ts';
import { moment, orNull, rowsOf } from './rows.ts';
import { dayInChina } from './services.ts';

export interface ClockGuard {
  /** Refuses `service.clock-jumped`. */
  require(now: Date): void;
  hasJumped(now: Date): boolean;
  stop(): void;
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
}

/** Two computers of one house may differ by so much; whatever lies further ahead was made under a clock that ran ahead. */
export const CLOCK_SLACK_MILLISECONDS = 5 * 60_000;

const DAY_MILLISECONDS = 86_400_000;
const LOOK_MILLISECONDS = 3_600_000;

export function createClockGuard(options: ClockGuardOptions): ClockGuard {
  const { days, path, told, confirmed, clock = () => new Date() } = options;
  let known = remembered(path) ?? told;
  const hasJumped = (now: Date) =>
    known !== null && now.getTime() - known.getTime() > days * DAY_MILLISECONDS;
  const look = () => {
    const now = clock();
    if (hasJumped(now)) return;
    known = now;
    try {
      writeFileSync(path, `${now.toISOString()}\n`, { mode: 0o600 });
    } catch {
      // Not remembered over a restart; the next look tries again.
    }
  };
  if (confirmed !== undefined && dayInChina(clock()).toString() === confirmed) known = clock();
  look();
  const timer = setInterval(look, LOOK_MILLISECONDS);
  timer.unref();
  return {
    require(now) {
      if (known === null || !hasJumped(now)) return;
      throw refuse('service.clock-jumped', {
        now: dayInChina(now).toString(),
        last: dayInChina(known).toString(),
      });
    },
    hasJumped,
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
