/** Restrictions on holdings and the certificates that attest them. */
import { and, eq } from 'drizzle-orm';
import { v7 as newId } from 'uuid';
import { LocalDate } from '../../domain/calendar.ts';
import { refuse } from '../../domain/refusal.ts';
import { registerSortKey } from '../../domain/register-number.ts';
import { holderInWords } from '../../domain/share-register.ts';
import { ShareQuantity } from '../../domain/share-quantity.ts';
import { defineCommand, type CommandUnit } from '../../platform/command.ts';
import { must } from '../../platform/must.ts';
import { findAccount, requireHolder, type Account } from './accounts.ts';
import { holdingsOn } from './holdings.ts';
import { requireLiftable } from './lifts.ts';
import * as wire from './paper-contract.ts';
import { askFor } from './requests.ts';
import { shareCertificate, shareRestriction } from './schema.ts';
import {
  CERTIFICATE_DIGITS,
  findCertificate,
  requireClass,
  validCertificate,
  type CertificateRow,
} from './store.ts';

export const restrict = defineCommand({
  name: 'shares.restrict',
  endpoint: wire.restrict,
  async run(unit, input) {
    const { tx, cooperativeId } = unit;
    const { kind, reason } = input;
    if (input.quantity && !input.shareClass) throw refuse('shares.restriction-shape', {}, '/shareClass');
    const account = await requireHolder(unit, input.holder, '/holder');
    const classId = input.shareClass
      ? (await requireClass(tx, cooperativeId, input.shareClass, '/shareClass')).id
      : null;
    const quantity = input.quantity ? ShareQuantity.parse(input.quantity) : null;
    if (quantity?.isZero) throw refuse('quantity.zero', {}, '/quantity');
    const id = newId();
    const effectiveOn = LocalDate.parse(input.effectiveOn);
    await tx.insert(shareRestriction).values({
      cooperativeId,
      id,
      accountId: account.id,
      kind,
      classId,
      quantity,
      effectiveOn,
      recordedAt: unit.now,
      reason,
    });
    unit.note('restriction', {
      restrictionId: id,
      accountId: account.id,
      kind,
      effectiveOn: input.effectiveOn,
    });
    return { id };
  },
});

/** Asked for by one person; whatever the restriction binds stays bound until another confirms. */
export const liftRestriction = defineCommand({
  name: 'shares.lift-restriction',
  endpoint: wire.liftRestriction,
  async run(unit, { restrictionId, liftedOn, reason }) {
    const wish = { kind: 'restriction-lift', restrictionId, liftedOn, reason } as const;
    await requireLiftable(unit, wish);
    return askFor(unit, wish);
  },
});

export const issueCertificate = defineCommand({
  name: 'shares.issue-certificate',
  endpoint: wire.issueCertificate,
  async run(unit, input) {
    const account = await requireHolder(unit, input.holder, '/holder');
    const issuedOn = LocalDate.parse(input.issuedOn);
    requireCertificateDay(issuedOn, { from: null, today: unit.today, pointer: '/issuedOn' });
    const earlier = await validCertificate(unit.tx, unit.cooperativeId, account.id);
    if (earlier) {
      throw refuse(
        'shares.certificate-exists',
        { holder: account.number, number: earlier.number },
        '/holder',
      );
    }
    return issue(unit, account, issuedOn, null);
  },
});

export const replaceCertificate = defineCommand({
  name: 'shares.replace-certificate',
  endpoint: wire.replaceCertificate,
  async run(unit, input) {
    const issuedOn = LocalDate.parse(input.issuedOn);
    const earlier = await end(unit, input.certificateId, 'replaced', issuedOn, input.reason, '/issuedOn');
    const account = must(
      await findAccount(unit.tx, unit.cooperativeId, earlier.accountId),
      'the account of a certificate',
    );
    return issue(unit, account, issuedOn, earlier.id);
  },
});

export const voidCertificate = defineCommand({
  name: 'shares.void-certificate',
  endpoint: wire.voidCertificate,
  async run(unit, input) {
    const endedOn = LocalDate.parse(input.endedOn);
    const row = await end(unit, input.certificateId, 'void', endedOn, input.reason, '/endedOn');
    return { id: row.id, number: row.number };
  },
});

/** A certificate says what somebody holds: not on a day to come, and what ends it comes after it. */
function requireCertificateDay(
  day: LocalDate,
  {
    from,
    today,
    pointer,
  }: { readonly from: LocalDate | null; readonly today: LocalDate; readonly pointer: string },
): void {
  if (day.isAfter(today))
    throw refuse('shares.certificate-to-come', { day: `${day}`, today: `${today}` }, pointer);
  if (from !== null && day.isBefore(from))
    throw refuse('shares.certificate-ended-before', { day: `${day}`, issued: `${from}` }, pointer);
}

/** A new certificate under the next number of the book, for a holder who holds something on its day. */
async function issue(unit: CommandUnit, account: Account, issuedOn: LocalDate, replaces: string | null) {
  const accountId = account.id;
  const wanted = { date: issuedOn, knownAt: null, accountIds: [accountId] };
  if ((await holdingsOn(unit.tx, unit.cooperativeId, wanted)).length === 0) {
    const values = { holder: holderInWords(account), date: issuedOn.toString() };
    throw refuse('shares.certificate-empty', values, replaces === null ? '/holder' : '/issuedOn');
  }
  const number = (await unit.nextNumber('certificate')).toString().padStart(CERTIFICATE_DIGITS, '0');
  const id = newId();
  await unit.tx.insert(shareCertificate).values({
    cooperativeId: unit.cooperativeId,
    id,
    number,
    sortKey: registerSortKey(number),
    accountId,
    state: 'valid',
    issuedOn,
    replaces,
    recordedAt: unit.now,
  });
  unit.note('certificate', { certificateId: id, number, accountId, issuedOn: issuedOn.toString(), replaces });
  return { id, number };
}

async function end(
  unit: CommandUnit,
  id: string,
  state: 'replaced' | 'void',
  endedOn: LocalDate,
  endReason: string,
  pointer: string,
): Promise<CertificateRow> {
  const { tx, cooperativeId } = unit;
  const row = await findCertificate(tx, cooperativeId, id);
  if (!row) throw refuse('shares.certificate-not-found');
  if (row.state !== 'valid') throw refuse('shares.certificate-not-valid', { number: row.number });
  requireCertificateDay(endedOn, { from: row.issuedOn, today: unit.today, pointer });
  await tx
    .update(shareCertificate)
    .set({ state, endedOn, endReason })
    .where(and(eq(shareCertificate.cooperativeId, cooperativeId), eq(shareCertificate.id, id)));
  unit.note('certificate', { certificateId: id, number: row.number, state, endedOn: endedOn.toString() });
  return row;
}
