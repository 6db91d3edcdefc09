/** What a person holds, for that person: read as the portal, which sees their accounts alone; of the other side, nothing. */
import { and, asc, eq, inArray, or, sql } from 'drizzle-orm';
import type { LocalDate } from '../../domain/calendar.ts';
import type { Tx } from '../../platform/database.ts';
import { holdingsOn } from './holdings.ts';
import { restrictionsOn } from './queries.ts';
import { holderAccount, shareCertificate, shareMovement, shareSplit } from './schema.ts';
import { shareClasses } from './store.ts';

/** The accounts of a member and of the household they sit in. */
export async function accountsOfPerson(
  tx: Tx,
  cooperativeId: string,
  { memberId, householdId }: { readonly memberId: string; readonly householdId: string | null },
) {
  return tx
    .select({ id: holderAccount.id, kind: holderAccount.kind, number: holderAccount.number })
    .from(holderAccount)
    .where(
      and(
        eq(holderAccount.cooperativeId, cooperativeId),
        or(
          eq(holderAccount.memberId, memberId),
          householdId === null ? undefined : eq(holderAccount.householdId, householdId),
        ),
      ),
    )
    .orderBy(asc(holderAccount.kind));
}

export async function ownShares(
  tx: Tx,
  cooperativeId: string,
  accounts: Awaited<ReturnType<typeof accountsOfPerson>>,
  on: LocalDate,
) {
  const ids = accounts.map(({ id }) => id);
  const names = new Map((await shareClasses(tx, cooperativeId)).map(({ id, name }) => [id, name]));
  const nameOf = (classId: string) => names.get(classId) ?? classId;
  const held = await holdingsOn(tx, cooperativeId, { date: on, knownAt: null, accountIds: ids });
  const [taken, given] = [shareMovement.toAccount, shareMovement.fromAccount];
  const movements = await tx
    .select({
      id: shareMovement.id,
      number: shareMovement.number,
      kind: shareMovement.kind,
      postingId: shareMovement.postingId,
      resolutionId: sql<string | null>`coalesce(${shareMovement.resolutionId}, ${shareSplit.resolutionId})`,
      reverses: shareMovement.reverses,
      classId: shareMovement.classId,
      from: given,
      to: taken,
      quantity: shareMovement.quantity,
      effectiveOn: shareMovement.effectiveOn,
      reason: shareMovement.reason,
    })
    .from(shareMovement)
    .leftJoin(
      shareSplit,
      and(eq(shareSplit.cooperativeId, cooperativeId), eq(shareSplit.id, shareMovement.postingId)),
    )
    .where(and(eq(shareMovement.cooperativeId, cooperativeId), or(inArray(given, ids), inArray(taken, ids))))
    .orderBy(asc(shareMovement.number));
  const certificates = await tx
    .select({
      number: shareCertificate.number,
      state: shareCertificate.state,
      issuedOn: shareCertificate.issuedOn,
      endedOn: shareCertificate.endedOn,
    })
    .from(shareCertificate)
    .where(and(eq(shareCertificate.cooperativeId, cooperativeId), inArray(shareCertificate.accountId, ids)))
    .orderBy(asc(shareCertificate.sortKey));
  const restrictions = await restrictionsOn(tx, cooperativeId, on, null);
  return {
    restrictions: restrictions
      .filter(({ accountId }) => ids.includes(accountId))
      .map(({ kind, classId, quantity, effectiveOn, reason }) => ({
        kind,
        shareClass: classId === null ? null : nameOf(classId),
        quantity: quantity?.toString() ?? null,
        since: effectiveOn.toString(),
        reason,
      })),
    holdings: accounts.flatMap(({ id, kind, number }) =>
      held
        .filter(({ accountId }) => accountId === id)
        .map(({ classId, quantity }) => ({
          holder: kind,
          number,
          shareClass: nameOf(classId),
          quantity: quantity.toString(),
        })),
    ),
    movements: movements.map(({ number, kind, classId, to, quantity, effectiveOn, reason, ...from }) => ({
      number: number.toString(),
      kind,
      /** What is taken back came by the same posting. */
      postingId: from.postingId ?? movements.find(({ id }) => id === from.reverses)?.postingId ?? null,
      resolutionId: from.resolutionId,
      shareClass: nameOf(classId),
      direction: ids.includes(to) ? ('in' as const) : ('out' as const),
      quantity: quantity.toString(),
      effectiveOn: effectiveOn.toString(),
      reason,
    })),
    certificates: certificates.map(({ issuedOn, endedOn, ...certificate }) => ({
      ...certificate,
      issuedOn: issuedOn.toString(),
      endedOn: endedOn?.toString() ?? null,
    })),
  };
}
