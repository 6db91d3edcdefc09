/** What every command and query is given: the database, the vault, the clock, the way to learn who somebody is. */
import type { Judged } from '../domain/body-composition.ts';
import { LocalDate } from '../domain/calendar.ts';
import type { Role } from '../domain/permission.ts';
import type { Config } from '../config.ts';
import type { ClockGuard } from './clock-guard.ts';
import type { CommandUnit } from './command.ts';
import type { Database, Tx } from './database.ts';
import type { Vault } from './vault.ts';

/** A known person and the roles they hold in the cooperative at hand. */
export interface Actor {
  readonly userId: string;
  readonly displayName: string;
  readonly roles: readonly Role[];
  /** Whether they stand outside and were let in for a time: they read, and change nothing. */
  readonly visiting: boolean;
  /** Whether the cooperative asks for a second factor before what weighs. */
  readonly secondFactorRequired: boolean;
  /** Since when the cooperative is closed; null while it is open. */
  readonly closedAt: Date | null;
  /** Where its books go on, and since when; null unless it moved on to another installation. */
  readonly moved: MovedOn | null;
}

export interface MovedOn {
  readonly destination: string;
  readonly at: Date;
}

/** What register, bodies and office say against these duties for a user; `memberId`: the member that the user is about to be. */
export type JudgeAppointment = (
  tx: Tx,
  cooperativeId: string,
  wish: {
    readonly userId: string;
    readonly name: string;
    readonly memberId: string | null;
    readonly roles: readonly Role[];
    readonly on: LocalDate;
  },
) => Promise<Judged>;

export interface Services {
  readonly config: Config;
  readonly database: Database;
  readonly vault: Vault;
  /** The only clock. Tests set it. */
  readonly clock: () => Date;
  /** The person and roles, read inside the unit of work that relies on them; null when there is no such enabled user. */
  readonly identify: (tx: Tx, cooperativeId: string, userId: string) => Promise<Actor | null>;
  /** The id of who bears a register number; null where nobody does. */
  readonly memberNumbered: (tx: Tx, cooperativeId: string, number: string) => Promise<string | null>;
  /** What follows from every command, in its transaction: what it released may be drawn, and is taxed, from that day on. */
  readonly follow: (unit: CommandUnit) => Promise<void>;
  readonly judgeAppointment: JudgeAppointment;
  /** Asked before anything is written in a book; of the service alone. */
  readonly clockGuard?: ClockGuard | undefined;
  /** After what weighs: the seal goes into the files outside the database, within a minute. */
  readonly sealSoon?: (() => void) | undefined;
}

const chinaDay = new Intl.DateTimeFormat('en-CA', { timeZone: 'Asia/Shanghai', dateStyle: 'short' });

const chinaTime = new Intl.DateTimeFormat('en-GB', { timeZone: 'Asia/Shanghai', timeStyle: 'medium' });

/** Day and time of day in China at a moment, `2011-01-10 10:00:00`. */
export const timeInChina = (moment: Date): string => `${chinaDay.format(moment)} ${chinaTime.format(moment)}`;

/** The calendar day in China at a moment. */
export function dayInChina(moment: Date): LocalDate {
  return LocalDate.parse(chinaDay.format(moment));
}
