/** Rows of the share register besides movements: classes, limits, restrictions, certificates. */
import { and, asc, desc, eq, gt, gte, isNull, lte, or, sql } from 'drizzle-orm';
import type { LocalDate } from '../../domain/calendar.ts';
import { refuse } from '../../domain/refusal.ts';
import { parsePercent, type Cap, type LimitKind, type LimitTerms } from '../../domain/share-limit.ts';
import type { Restriction } from '../../domain/share-restriction.ts';
import type { ShareQuantity } from '../../domain/share-quantity.ts';
import type { Tx } from '../../platform/database.ts';
import { day, onlyRowOf, orNull } from '../../platform/rows.ts';
import {
  holderAccount,
  shareCertificate,
  shareClass,
  shareLimit,
  shareMovement,
  shareRestriction,
  shareRestrictionLift,
  movementRequestAnswer,
} from './schema.ts';

export type ShareClassRow = typeof shareClass.$inferSelect;
export type LimitRow = typeof shareLimit.$inferSelect;
export type MovementRow = typeof shareMovement.$inferSelect;
export type CertificateRow = typeof shareCertificate.$inferSelect;

/** All classes in their order on tables and certificates. */
export async function shareClasses(tx: Tx, cooperativeId: string): Promise<readonly ShareClassRow[]> {
  return tx
    .select()
    .from(shareClass)
    .where(eq(shareClass.cooperativeId, cooperativeId))
    .orderBy(asc(shareClass.position), asc(shareClass.code));
}

/** The class with this code or name. Refuses `shares.class-not-found`. */
export async function requireClass(
  tx: Tx,
  cooperativeId: string,
  codeOrName: string,
  pointer: string,
): Promise<ShareClassRow> {
  const [row] = await tx
    .select()
    .from(shareClass)
    .where(
      and(
        eq(shareClass.cooperativeId, cooperativeId),
        sql`(${shareClass.code} = ${codeOrName} or ${shareClass.name} = ${codeOrName})`,
      ),
    );
  if (!row) throw refuse('shares.class-not-found', { shareClass: codeOrName.slice(0, 60) }, pointer);
  return row;
}

/** Every limit ever set, earliest first; of two on one day the later written counts. */
export async function limitRows(tx: Tx, cooperativeId: string): Promise<readonly LimitRow[]> {
  return tx
    .select()
    .from(shareLimit)
    .where(eq(shareLimit.cooperativeId, cooperativeId))
    .orderBy(asc(shareLimit.effectiveOn), asc(shareLimit.recordedAt), asc(shareLimit.id));
}

/** The limit of a kind in force on a day, or undefined. `rows` as `limitRows` gives them. */
export function limitOn(
  rows: readonly LimitRow[],
  kind: LimitKind,
  day: LocalDate,
  classId: string | null = null,
): LimitRow | undefined {
  return rows.findLast(
    (row) => row.kind === kind && row.classId === classId && !row.effectiveOn.isAfter(day),
  );
}

/** A stored limit as the rules compare it. */
export function termsOf({ percent, base, total }: LimitRow): LimitTerms {
  return { percent: percent === null ? null : parsePercent(withoutTrailingZeros(percent)), base, total };
}

export function capsInForce(rows: readonly LimitRow[], day: LocalDate): readonly Cap[] {
  return (['holder-cap', 'transferee-cap', 'collective-cap'] as const).flatMap((kind): readonly Cap[] => {
    const row = limitOn(rows, kind, day);
    if (row === undefined || row.percent === null || row.base === null) return [];
    return [{ kind, percent: parsePercent(withoutTrailingZeros(row.percent)), base: row.base }];
  });
}

/** The fixed total of a class on a day; null when none is fixed. */
export function classTotalOn(
  rows: readonly LimitRow[],
  classId: string,
  day: LocalDate,
): ShareQuantity | null {
  return limitOn(rows, 'class-total', day, classId)?.total ?? null;
}

export interface RestrictionRecord extends Restriction {
  readonly reason: string;
  readonly recordedAt: Date;
}

/** Restrictions as known at a moment (null: now), with the day each was lifted; of one account or of all. */
export async function restrictionsKnown(
  tx: Tx,
  cooperativeId: string,
  knownAt: Date | null,
  accountId: string | null = null,
): Promise<readonly RestrictionRecord[]> {
  return tx
    .select({
      id: shareRestriction.id,
      kind: shareRestriction.kind,
      accountId: shareRestriction.accountId,
      classId: shareRestriction.classId,
      quantity: shareRestriction.quantity,
      effectiveOn: shareRestriction.effectiveOn,
      liftedOn: shareRestrictionLift.liftedOn,
      reason: shareRestriction.reason,
      recordedAt: shareRestriction.recordedAt,
    })
    .from(shareRestriction)
    .leftJoin(
      shareRestrictionLift,
      and(
        eq(shareRestrictionLift.cooperativeId, cooperativeId),
        eq(shareRestrictionLift.restrictionId, shareRestriction.id),
        knownAt === null ? undefined : lte(shareRestrictionLift.recordedAt, knownAt),
      ),
    )
    .where(
      and(
        eq(shareRestriction.cooperativeId, cooperativeId),
        knownAt === null ? undefined : lte(shareRestriction.recordedAt, knownAt),
        accountId === null ? undefined : eq(shareRestriction.accountId, accountId),
      ),
    )
    .orderBy(asc(shareRestriction.effectiveOn), asc(shareRestriction.id));
}

/** The day of the first movement ever; null when there is none. */
export async function firstMovementDay(tx: Tx, cooperativeId: string): Promise<LocalDate | null> {
  const { first } = await onlyRowOf(
    tx,
    sql`select min(effective_on) as first from share_movement where cooperative_id = ${cooperativeId}::uuid`,
    { first: orNull(day) },
  );
  return first;
}

export async function findMovement(
  tx: Tx,
  cooperativeId: string,
  id: string,
): Promise<MovementRow | undefined> {
  const [row] = await tx
    .select()
    .from(shareMovement)
    .where(and(eq(shareMovement.cooperativeId, cooperativeId), eq(shareMovement.id, id)));
  return row;
}

export async function reversalOfMovement(
  tx: Tx,
  cooperativeId: string,
  id: string,
): Promise<MovementRow | undefined> {
  const [row] = await tx
    .select()
    .from(shareMovement)
    .where(and(eq(shareMovement.cooperativeId, cooperativeId), eq(shareMovement.reverses, id)));
  return row;
}

/** Movements by number, after `afterNumber`; of one account or posting, or all. */
export async function pageOfMovements(
  tx: Tx,
  cooperativeId: string,
  wanted: {
    readonly afterNumber: bigint;
    readonly limit: number;
    readonly accountId?: string | undefined;
    readonly postingId?: string | undefined;
  },
): Promise<readonly MovementRow[]> {
  const { accountId, postingId } = wanted;
  return tx
    .select()
    .from(shareMovement)
    .where(
      and(
        eq(shareMovement.cooperativeId, cooperativeId),
        gt(shareMovement.number, wanted.afterNumber),
        accountId === undefined
          ? undefined
          : sql`(${shareMovement.fromAccount} = ${accountId} or ${shareMovement.toAccount} = ${accountId})`,
        postingId === undefined ? undefined : eq(shareMovement.postingId, postingId),
      ),
    )
    .orderBy(asc(shareMovement.number))
    .limit(wanted.limit);
}

/** All movements of an account that take effect within the period, as known at a moment (null: now), in order of effect. */
export async function movementsOfAccount(
  tx: Tx,
  cooperativeId: string,
  accountId: string,
  period: { readonly from: LocalDate; readonly to: LocalDate; readonly knownAt: Date | null },
): Promise<readonly MovementRow[]> {
  const { from, to, knownAt } = period;
  return tx
    .select()
    .from(shareMovement)
    .where(
      and(
        eq(shareMovement.cooperativeId, cooperativeId),
        sql`(${shareMovement.fromAccount} = ${accountId} or ${shareMovement.toAccount} = ${accountId})`,
        gte(shareMovement.effectiveOn, from),
        lte(shareMovement.effectiveOn, to),
        knownAt === null ? undefined : lte(shareMovement.recordedAt, knownAt),
      ),
    )
    .orderBy(asc(shareMovement.effectiveOn), asc(shareMovement.number));
}

export async function certificatesOf(
  tx: Tx,
  cooperativeId: string,
  wanted: { readonly accountId?: string | undefined; readonly after: string | null; readonly limit: number },
) {
  return tx
    .select({
      id: shareCertificate.id,
      number: shareCertificate.number,
      sortKey: shareCertificate.sortKey,
      accountId: shareCertificate.accountId,
      holderKind: holderAccount.kind,
      holder: holderAccount.number,
      state: shareCertificate.state,
      issuedOn: shareCertificate.issuedOn,
      replaces: shareCertificate.replaces,
      endedOn: shareCertificate.endedOn,
      endReason: shareCertificate.endReason,
    })
    .from(shareCertificate)
    .innerJoin(
      holderAccount,
      and(eq(holderAccount.cooperativeId, cooperativeId), eq(holderAccount.id, shareCertificate.accountId)),
    )
    .where(
      and(
        eq(shareCertificate.cooperativeId, cooperativeId),
        wanted.accountId === undefined ? undefined : eq(shareCertificate.accountId, wanted.accountId),
        wanted.after === null ? undefined : gt(shareCertificate.sortKey, wanted.after),
      ),
    )
    .orderBy(asc(shareCertificate.sortKey))
    .limit(wanted.limit);
}

export async function findCertificate(
  tx: Tx,
  cooperativeId: string,
  id: string,
): Promise<CertificateRow | undefined> {
  const [row] = await tx
    .select()
    .from(shareCertificate)
    .where(and(eq(shareCertificate.cooperativeId, cooperativeId), eq(shareCertificate.id, id)));
  return row;
}

/** As certificates are numbered by the book: 000001. */
export const CERTIFICATE_DIGITS = 6;

/** The certificate that bears this number, with the account of its holder. */
export async function certificateNumbered(tx: Tx, cooperativeId: string, number: string) {
  const [row] = await tx
    .select({ certificate: shareCertificate, account: holderAccount })
    .from(shareCertificate)
    .innerJoin(
      holderAccount,
      and(eq(holderAccount.cooperativeId, cooperativeId), eq(holderAccount.id, shareCertificate.accountId)),
    )
    .where(and(eq(shareCertificate.cooperativeId, cooperativeId), eq(shareCertificate.number, number)));
  return row;
}

/** Numbers of the certificates that were valid at the end of a day, by account; where one was replaced the same day, the later. */
export async function validCertificates(
  tx: Tx,
  cooperativeId: string,
  on: LocalDate,
): Promise<ReadonlyMap<string, string>> {
  const { issuedOn, endedOn } = shareCertificate;
  const rows = await tx
    .select({ accountId: shareCertificate.accountId, number: shareCertificate.number })
    .from(shareCertificate)
    .where(
      and(
        eq(shareCertificate.cooperativeId, cooperativeId),
        lte(issuedOn, on),
        or(isNull(endedOn), gt(endedOn, on)),
      ),
    )
    .orderBy(issuedOn, shareCertificate.recordedAt);
  return new Map(rows.map(({ accountId, number }) => [accountId, number]));
}

/** The good certificate of an account, if it has one. */
export async function validCertificate(
  tx: Tx,
  cooperativeId: string,
  accountId: string,
): Promise<CertificateRow | undefined> {
  const [row] = await tx
    .select()
    .from(shareCertificate)
    .where(
      and(
        eq(shareCertificate.cooperativeId, cooperativeId),
        eq(shareCertificate.accountId, accountId),
        eq(shareCertificate.state, 'valid'),
      ),
    )
    .orderBy(desc(shareCertificate.issuedOn))
    .limit(1);
  return row;
}

function withoutTrailingZeros(text: string): string {
  return text.includes('.') ? text.replace(/\.?0+$/, '') : text;
}

/** Whether the movement came in by a request that another person confirmed. */
export async function confirmedByTwo(tx: Tx, cooperativeId: string, number: bigint): Promise<boolean> {
  const rows = await tx
    .select({ requestId: movementRequestAnswer.requestId })
    .from(movementRequestAnswer)
    .where(
      and(
        eq(movementRequestAnswer.cooperativeId, cooperativeId),
        lte(movementRequestAnswer.firstNumber, number),
        gte(movementRequestAnswer.lastNumber, number),
      ),
    )
    .limit(1);
  return rows.length > 0;
}
