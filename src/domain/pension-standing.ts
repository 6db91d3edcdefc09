/**
 * Where one month of somebody's pension stands, for them to be told. What one person made and nobody approved is not told at all,
 * nor what was cancelled; what came back, was refused or was kept is told as made up once a later month has paid it.
 */
import type { Money } from './money.ts';
import type { Month } from './pension.ts';

export const pensionStandings = [
  'approved',
  'sent',
  'paid',
  'nothing-due',
  'held',
  'returned',
  'refused',
  'made-up',
] as const;
export type PensionStanding = (typeof pensionStandings)[number];

/** A line of a month, with what became of its order and of itself. */
export interface PensionPart {
  readonly month: Month;
  readonly means: 'bank' | 'cash' | 'held';
  readonly arrears: Money;
  readonly amount: Money;
  /** Of the order: when it was made, whether somebody else approved it, how it ended, whether the bank refused the whole of it. */
  readonly madeAt: Date;
  readonly isReleased: boolean;
  readonly ended: 'sent' | 'cancelled' | null;
  readonly isRefused: boolean;
  /** When it came back, by itself; null: it did not. */
  readonly backAt: Date | null;
  /** Whether the bank said that it was paid. */
  readonly isAnswered: boolean;
}

/** So many months without any order are more likely books that were not kept on than a debt. */
const MOST_MONTHS_OWED = 12;

/** Of months that are due and that nobody has ordered: whether it is only known that the books say nothing of them. */
export function isSilence(months: number): boolean {
  return months > MOST_MONTHS_OWED;
}

export interface ToldPension<Part> {
  readonly part: Part;
  readonly state: PensionStanding;
  /** The later month in which it was paid. */
  readonly madeUpIn: Month | null;
}

/** `parts`: all of one person, in the order in which their orders were made. */
export function toldPensions<Part extends PensionPart>(parts: readonly Part[]): readonly ToldPension<Part>[] {
  const approved = parts.filter(
    ({ isReleased, ended }) => ended === 'sent' || (ended === null && isReleased),
  );
  return approved.flatMap((part, at): ToldPension<Part>[] => {
    const state = standingOf(part);
    const later = approved.slice(at + 1);
    const isOpen = state === 'held' || state === 'returned' || state === 'refused';
    if (!isOpen) return [{ part, state, madeUpIn: null }];
    // Of a month that was made once more the last order is told alone.
    if (state !== 'returned' && later.some(({ month }) => month === part.month)) return [];
    const made = later.find((each) => makesUp(each, part));
    return [made ? { part, state: 'made-up', madeUpIn: made.month } : { part, state, madeUpIn: null }];
  });
}

function standingOf({
  means,
  amount,
  ended,
  isRefused,
  backAt,
  isAnswered,
}: PensionPart): Exclude<PensionStanding, 'made-up'> {
  if (amount.isZero) return 'nothing-due';
  if (means === 'held') return 'held';
  if (ended !== 'sent') return 'approved';
  if (isRefused && means === 'bank') return 'refused';
  if (backAt !== null) return 'returned';
  return means === 'cash' || isAnswered ? 'paid' : 'sent';
}

/** Arrears are all that was still due of the months before when the order was made. */
function makesUp({ means, arrears, madeAt, ended }: PensionPart, { backAt }: PensionPart): boolean {
  return (
    means !== 'held' &&
    ended === 'sent' &&
    arrears.isPositive &&
    (backAt === null || madeAt.getTime() > backAt.getTime())
  );
}
