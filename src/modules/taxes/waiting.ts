/** Tax that one person says was handed over, and another is to hold against the receipt. */
import { fact, type Waiting } from '../../domain/waiting.ts';
import type { Tx } from '../../platform/database.ts';
import { filingsOf } from './store.ts';

export async function waitingOfTaxes(tx: Tx, cooperativeId: string): Promise<readonly Waiting[]> {
  return (await filingsOf(tx, cooperativeId)).flatMap(({ row, awaiting }): readonly Waiting[] => {
    if (awaiting === null) return [];
    const { remittedOn, amount, receipt, bankAccount } = awaiting;
    return [
      {
        kind: 'tax-remittance',
        known: { filingId: row.id },
        says: {
          zh: `申报表第 ${row.number} 号 ${row.month} 代扣税款 ${amount.toGrouped()} 元已缴`,
          en: `List ${row.number}: ${amount.toGrouped()} yuan withheld in ${row.month} were handed over`,
        },
        facts: [
          fact('金额', 'Total', amount.toString(), { unit: 'yuan' }),
          fact('缴税日', 'Remitted on', `${remittedOn}`),
          fact('完税凭证号', 'Tax receipt', receipt),
          fact('付款科目', 'Account of the books', bankAccount),
        ],
        askedBy: awaiting.recordedBy,
        askedAt: awaiting.recordedAt,
      },
    ];
  });
}
