/** What a person holds, for that person: read as the portal, which sees their accounts alone; of the other side, nothing. */
import { and, asc, eq, inArray, or, sql } from 'drizzle-orm';
import type { LocalDate } from '../../domain/calendar.ts';
import { ShareQuantity } from '../../domain/share-quantity.ts';
import type { Tx } from '../../platform/database.ts';
import { must } from '../../platform/must.ts';
import { dayInChina } from '../../platform/services.ts';
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
  const classes = new Map((await shareClasses(tx, cooperativeId)).map((each) => [each.id, each]));
  const named = (classId: string) => {
    const { name, nameEn } = must(classes.get(classId), 'the class of a holding');
    return { shareClass: name, shareClassEn: nameEn };
  };
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
      recordedAt: shareMovement.recordedAt,
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
      accountId: shareCertificate.accountId,
      state: shareCertificate.state,
      issuedOn: shareCertificate.issuedOn,
      endedOn: shareCertificate.endedOn,
    })
    .from(shareCertificate)
    .where(and(eq(shareCertificate.cooperativeId, cooperativeId), inArray(shareCertificate.accountId, ids)))
    .orderBy(asc(shareCertificate.sortKey));
  // As the paper says it: what its holder held on the evening of the day of issue.
  const onIssue = new Map<string, typeof held>();
  for (const { number, accountId, issuedOn } of certificates)
    onIssue.set(
      number,
      await holdingsOn(tx, cooperativeId, { date: issuedOn, knownAt: null, accountIds: [accountId] }),
    );
  const restrictions = await restrictionsOn(tx, cooperativeId, on, null);
  /** What the account that a movement came to or went from held on the evening of its day, by class. */
  const heldThen = ({ effectiveOn, to, from }: (typeof movements)[number]) => {
    const account = ids.includes(to) ? to : from;
    const until = movements.filter((each) => !each.effectiveOn.isAfter(effectiveOn));
    return [...new Set(until.map(({ classId }) => classId))].map((classId) => {
      const moved = until.filter((each) => each.classId === classId);
      const sumOf = (side: 'from' | 'to') =>
        ShareQuantity.sum(moved.filter((each) => each[side] === account).map(({ quantity }) => quantity));
      const came = sumOf('to');
      const went = sumOf('from');
      const code = must(classes.get(classId), 'the class of a movement').code;
      return { code, quantity: (came.compare(went) < 0 ? ShareQuantity.zero : came.minus(went)).toString() };
    });
  };
  return {
    restrictions: restrictions
      .filter(({ accountId }) => ids.includes(accountId))
      .map(({ kind, classId, quantity, effectiveOn, reason }) => ({
        kind,
        ...(classId === null ? { shareClass: null, shareClassEn: null } : named(classId)),
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
          ...named(classId),
          quantity: quantity.toString(),
        })),
    ),
    movements: movements.map((movement) => {
      const { number, kind, classId, to, quantity, effectiveOn, recordedAt, reason, ...from } = movement;
      return {
        number: number.toString(),
        kind,
        /** What is taken back came by the same posting. */
        postingId: from.postingId ?? movements.find(({ id }) => id === from.reverses)?.postingId ?? null,
        resolutionId: from.resolutionId,
        ...named(classId),
        code: must(classes.get(classId), 'the class of a movement').code,
        heldThen: kind === 'allotment' ? heldThen(movement) : [],
        direction: ids.includes(to) ? ('in' as const) : ('out' as const),
        quantity: quantity.toString(),
        effectiveOn: effectiveOn.toString(),
        recordedOn: dayInChina(recordedAt).toString(),
        reason,
      };
    }),
    certificates: certificates.map(({ accountId, issuedOn, endedOn, ...certificate }) => {
      const then = onIssue.get(certificate.number) ?? [];
      const now = held.filter((each) => each.accountId === accountId);
      return {
        ...certificate,
        issuedOn: issuedOn.toString(),
        endedOn: endedOn?.toString() ?? null,
        quantity: ShareQuantity.sum(then.map(({ quantity }) => quantity)).toString(),
        now: ShareQuantity.sum(now.map(({ quantity }) => quantity)).toString(),
        isCurrent: isSameHolding(then, now),
      };
    }),
  };
}

type Held = Awaited<ReturnType<typeof holdingsOn>>;

/** Class by class. */
function isSameHolding(then: Held, now: Held): boolean {
  const of = (held: Held) =>
    JSON.stringify(held.map(({ classId, quantity }) => [classId, quantity.toString()]).sort());
  return of(then) === of(now);
}
