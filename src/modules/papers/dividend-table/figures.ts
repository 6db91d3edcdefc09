/** The figures of a dividend table: a run with all its lines. */
import { dividesPool } from '../../../domain/dividend-run.ts';
import { ShareQuantity } from '../../../domain/share-quantity.ts';
import type { Tx } from '../../../platform/database.ts';
import { grantedBefore, namedLinesOf } from '../../dividends/index.ts';
import { partyName } from '../holders.ts';
import type { WishOf } from '../paper.ts';
import { byKind, classParts, cohortParts, heldWord, quotaOf, runSummary } from '../run/figures.ts';
import { requireCalculatedRun } from '../run/subject.ts';
import { writtenQuota } from '../wording.ts';
import type { printDividendTable } from './contract.ts';
import type { DividendTablePaper } from './layout.ts';

export async function dividendTableFigures(
  tx: Tx,
  cooperativeId: string,
  { runId, language }: WishOf<typeof printDividendTable>,
): Promise<DividendTablePaper> {
  const run = await requireCalculatedRun(tx, cooperativeId, runId);
  const lines = await namedLinesOf(tx, run);
  const granted = dividesPool(run) ? null : await grantedBefore(tx, run);
  return {
    run: await runSummary(tx, run, lines, language),
    classes: await classParts(tx, run, language),
    cohorts: await cohortParts(tx, run, lines, language),
    lines: byKind(lines).map(({ line, kind, number, name }) => ({
      number: kind === 'collective' ? '—' : number,
      name: name ?? partyName({ kind, number, name }, language),
      shares: ShareQuantity.parse(line.shares),
      quota: dividesPool(run) ? writtenQuota(quotaOf(run, line.weight)) : '—',
      extraFen: BigInt(line.extra),
      granted: granted?.get(line.accountId) ?? null,
      gross: line.gross,
      tax: line.tax,
      net: line.net,
      remark: heldWord(line.held, language),
    })),
  };
}
