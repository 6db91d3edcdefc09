/** The figures of a sheet of pensions: a month with all its lines. */
import { Money } from '../../../domain/money.ts';
import type { Tx } from '../../../platform/database.ts';
import { pensionRunDetail } from '../../pensions/index.ts';
import { must } from '../../../platform/must.ts';
import type { WishOf } from '../paper.ts';
import type { printPensionSheet } from './contract.ts';
import type { PensionSheetPaper } from './layout.ts';

export async function pensionSheetFigures(
  tx: Tx,
  cooperativeId: string,
  { orderId }: WishOf<typeof printPensionSheet>,
): Promise<PensionSheetPaper> {
  const { number, month, payOn, state, lines } = await pensionRunDetail(tx, cooperativeId, orderId);
  return {
    number,
    month: must(month, 'the month of pensions'),
    payOn,
    state,
    lines: lines.map(({ member, name, means, accountMasked, outcome, ...amounts }) => ({
      number: member,
      name,
      means,
      account: accountMasked ?? '',
      outcome,
      ofMonth: Money.parse(amounts.ofMonth),
      arrears: Money.parse(amounts.arrears),
      offset: Money.parse(amounts.offset),
      amount: Money.parse(amounts.amount),
      overpaid: Money.parse(amounts.overpaid),
    })),
  };
}
