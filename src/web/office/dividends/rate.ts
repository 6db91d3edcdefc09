/** What a share earns in a run: its rate, or the quotient of what is divided, which says of itself where it does not end. */
import { SHARE_DAY_PLACES, SHARE_PLACES, writtenQuotient } from '../../../domain/dividend-rate.ts';
import { dividesPool } from '../../../domain/dividend-run.ts';
import { Fraction } from '../../../domain/fraction.ts';
import type { Language } from '../../../domain/language.ts';
import { Money } from '../../../domain/money.ts';
import { groupedShares } from '../../shared/amount.tsx';
import type { Reply } from '../../shared/call.ts';

type Run = Pick<Reply<'readRun'>, 'kind' | 'basis' | 'rate' | 'pool' | 'carriedIn' | 'totalWeight'>;

/** Null: nothing was counted, or it is no run that divides a pool. */
export function rateWritten(run: Run, language: Language): string | null {
  if (run.rate !== null) return groupedShares(run.rate);
  if (!dividesPool(run) || run.totalWeight === null || !/[1-9]/.test(run.totalWeight)) return null;
  const all = Money.parse(run.pool).plus(Money.parse(run.carriedIn));
  const places = run.basis === 'share-days' ? SHARE_DAY_PLACES : SHARE_PLACES;
  return writtenQuotient(
    Fraction.of(all.fen, 100n).dividedBy(Fraction.parse(run.totalWeight)),
    places,
    language,
  );
}
