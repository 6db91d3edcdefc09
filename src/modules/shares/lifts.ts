/** The end of a restriction: judged when it is asked for and again when another person confirms it; until then it binds. */
import { LocalDate } from '../../domain/calendar.ts';
import { refuse } from '../../domain/refusal.ts';
import type { CommandUnit } from '../../platform/command.ts';
import type { Account } from './accounts.ts';
import type { RestrictionLift } from './contract.ts';
import { shareRestrictionLift } from './schema.ts';
import { restrictionsKnown } from './store.ts';

export async function requireLiftable(
  { tx, cooperativeId }: CommandUnit,
  { restrictionId, liftedOn }: RestrictionLift,
): Promise<void> {
  const found = (await restrictionsKnown(tx, cooperativeId, null)).find(({ id }) => id === restrictionId);
  if (!found) throw refuse('shares.restriction-not-found');
  if (found.liftedOn !== null) throw refuse('shares.restriction-lifted');
  if (LocalDate.parse(liftedOn).isBefore(found.effectiveOn)) {
    const values = { date: liftedOn, since: found.effectiveOn.toString() };
    throw refuse('shares.lift-before-start', values, '/liftedOn');
  }
}

export async function liftConfirmed(unit: CommandUnit, wish: RestrictionLift): Promise<void> {
  await requireLiftable(unit, wish);
  await lift(unit, wish.restrictionId, LocalDate.parse(wish.liftedOn), wish.reason);
}

/** What is divided among heirs, or falls to the collective, is an estate no more. */
export async function liftEstate(
  unit: CommandUnit,
  deceased: Account,
  liftedOn: LocalDate,
  reason: string,
): Promise<void> {
  for (const restriction of await restrictionsKnown(unit.tx, unit.cooperativeId, null, deceased.id)) {
    if (restriction.kind !== 'estate-pending' || restriction.liftedOn !== null) continue;
    if (restriction.effectiveOn.isAfter(liftedOn)) continue;
    await lift(unit, restriction.id, liftedOn, reason);
  }
}

async function lift(unit: CommandUnit, restrictionId: string, liftedOn: LocalDate, reason: string) {
  await unit.tx.insert(shareRestrictionLift).values({
    cooperativeId: unit.cooperativeId,
    restrictionId,
    liftedOn,
    recordedAt: unit.now,
    reason,
  });
  unit.note('restriction', { restrictionId, liftedOn: liftedOn.toString() });
}
