/** The figures of an income and tax certificate. */
import { Period } from '../../../domain/calendar.ts';
import { inLanguage } from '../../../domain/language.ts';
import { Money } from '../../../domain/money.ts';
import type { Tx } from '../../../platform/database.ts';
import { incomeOf } from '../../taxes/index.ts';
import type { WishOf } from '../paper.ts';
import type { printTaxCertificate } from './contract.ts';
import type { TaxCertificatePaper } from './layout.ts';

export async function taxCertificateFigures(
  tx: Tx,
  cooperativeId: string,
  wish: WishOf<typeof printTaxCertificate>,
): Promise<TaxCertificatePaper> {
  const { year, member, rows } = await incomeOf(tx, cooperativeId, wish);
  return {
    year,
    member,
    rows: rows.map(({ paidOn, basis, basisEn, ...row }) => ({
      ...row,
      basis: inLanguage(wish.language, basis, basisEn),
      creditedOn: paidOn,
      period: Period.parse(row.period),
      gross: Money.parse(row.gross),
      tax: Money.parse(row.tax),
    })),
  };
}
