/** The figures of a share certificate: what its holder held on the day it was issued. */
import type { LocalDate } from '../../../domain/calendar.ts';
import { refuse } from '../../../domain/refusal.ts';
import { holderInWords } from '../../../domain/share-register.ts';
import { Money } from '../../../domain/money.ts';
import type { ShareQuantity } from '../../../domain/share-quantity.ts';
import type { Tx } from '../../../platform/database.ts';
import { findCooperative } from '../../access/index.ts';
import { factsOn } from '../../members/index.ts';
import { certificateNumbered, findCertificate, holdingsOn, splitsKnown } from '../../shares/index.ts';
import { classesIn } from '../classes.ts';
import { headsOf, householdName, partyName } from '../holders.ts';
import type { WishOf } from '../paper.ts';
import type { printCertificate } from './contract.ts';
import type { CertificatePaper } from './layout.ts';

/** Refuses `documents.subject-unknown` for a number that no certificate bears. */
export async function certificateFigures(
  tx: Tx,
  cooperativeId: string,
  wish: WishOf<typeof printCertificate>,
  today: LocalDate,
): Promise<CertificatePaper> {
  const found = await certificateNumbered(tx, cooperativeId, wish.certificate);
  if (!found) {
    const values = { subject: { zh: '股权证', en: 'share certificate' } };
    throw refuse('documents.subject-unknown', values, '/certificate');
  }
  const { certificate, account } = found;
  const [facts] =
    account.memberId === null
      ? []
      : await factsOn(tx, cooperativeId, certificate.issuedOn, null, [account.memberId]);
  const head =
    account.kind === 'household'
      ? headsOf(await factsOn(tx, cooperativeId, certificate.issuedOn, null)).get(account.number)
      : undefined;
  const held = await holdingsOn(tx, cooperativeId, {
    date: certificate.issuedOn,
    knownAt: null,
    accountIds: [account.id],
  });
  if (held.length === 0) {
    const values = { holder: holderInWords(account), date: certificate.issuedOn.toString() };
    throw refuse('shares.certificate-empty', values, '/certificate');
  }
  const split = (await splitsKnown(tx, cooperativeId)).find(
    ({ classId, effectiveOn }) =>
      effectiveOn.isAfter(certificate.issuedOn) && held.some((holding) => holding.classId === classId),
  );
  if (split !== undefined && !split.effectiveOn.isAfter(today)) {
    const values = { number: certificate.number, date: split.effectiveOn.toString() };
    throw refuse('shares.certificate-before-split', values, '/certificate');
  }
  const classes = await classesIn(tx, cooperativeId, wish.language);
  const replaced =
    certificate.replaces === null ? null : await findCertificate(tx, cooperativeId, certificate.replaces);
  const party = { kind: account.kind, number: account.number, name: null };
  return {
    number: certificate.number,
    holder: {
      number: account.number,
      name:
        account.kind === 'household'
          ? householdName(account.number, head, wish.language)
          : (facts?.name ?? partyName(party, wish.language)),
      household: account.kind === 'household' ? account.number : (facts?.household?.number ?? null),
    },
    issuedOn: certificate.issuedOn,
    replaces: replaced?.number ?? null,
    creditCode: (await findCooperative(tx, cooperativeId))?.creditCode ?? null,
    holdings: classes.flatMap(({ id, name, parValue }) => {
      const shares = held.find(({ classId }) => classId === id)?.quantity;
      return shares ? [{ shareClass: name, shares, parValue, value: valueOf(shares, parValue) }] : [];
    }),
  };
}

/** Shares × par value, where that is a whole number of fen: a certificate rounds nothing. */
function valueOf(shares: ShareQuantity, parValue: Money | null): Money | null {
  if (parValue === null) return null;
  const product = shares.units * parValue.fen;
  return product % 10_000n === 0n ? Money.fromFen(product / 10_000n) : null;
}
