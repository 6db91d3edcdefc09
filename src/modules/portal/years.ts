/** The years of which a statement about somebody has something to say. Seen as the portal. */
import type { LocalDate } from '../../domain/calendar.ts';
import type { Tx } from '../../platform/database.ts';
import type { OwnPerson } from '../members/index.ts';
import { ownShares } from '../shares/index.ts';
import { seenMoney } from './money.ts';

/** In which their shares moved, a dividend fell to them or a payment was theirs; none to come, the newest first. */
export async function yearsOf(
  tx: Tx,
  cooperativeId: string,
  person: OwnPerson,
  today: LocalDate,
): Promise<readonly string[]> {
  const money = await seenMoney(tx, cooperativeId, person);
  const { movements } = await ownShares(tx, cooperativeId, money.accounts, today);
  const days = [
    ...movements.map(({ effectiveOn }) => effectiveOn),
    ...money.dividends.map(({ recordDate }) => recordDate),
    ...money.payments.map(({ payOn }) => payOn),
    ...money.cash.map(({ handedOn }) => handedOn),
    ...money.pensions.months.map(({ month }) => month),
  ];
  const years = new Set(days.map((day) => day.slice(0, 4)));
  return [...years]
    .filter((year) => Number(year) <= today.year)
    .sort()
    .reverse();
}
