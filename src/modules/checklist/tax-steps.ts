/** The steps of the tax: what was withheld of the runs of the half-year is on the list of its month, every list is remitted. */
import type { Sentence } from '../../domain/language.ts';
import type { OwnRestDays } from '../../domain/rest-days.ts';
import { collected, filingDueOn } from '../../domain/tax-filing.ts';
import { monthOf } from '../../domain/journal.ts';
import { restDaysOf } from '../assemblies/index.ts';
import type { RunRow } from '../dividends/index.ts';
import type { ClaimRow } from '../banking/index.ts';
import { confirmTaxRemittance, fileTax, listTaxFilings, remitTax } from '../taxes/contract.ts';
import { dueOnOf, filingsOf, filingsOfRuns, type Filing } from '../taxes/index.ts';
import type { HalfYear } from './book-steps.ts';
import type { LinkedFact } from './link.ts';

export async function taxSteps(
  { tx, cooperativeId, today, link }: HalfYear,
  runs: readonly RunRow[],
  claims: readonly ClaimRow[],
) {
  const posted = runs.filter(({ state }) => state === 'posted');
  const gives = new Set(claims.filter(({ net }) => !net.isZero).map(({ runId }) => runId));
  const taxed = posted.filter(({ id, taxRate }) => gives.has(id) && !/^0(\.0*)?$/.test(taxRate));
  const restDays = await restDaysOf(tx, cooperativeId);
  const listed = await filingsOfRuns(tx, cooperativeId);
  const withheld = taxed.flatMap(({ id }) => listed.get(id) ?? []);
  const unlisted = withheld.filter(({ filingId }) => filingId === null);
  const mine = new Set(withheld.map(({ filingId }) => filingId));
  const filings = (await filingsOf(tx, cooperativeId)).filter(({ row }) => mine.has(row.id));
  // A list of nothing, or of less than is collected, has nothing to remit.
  const unpaid = filings.filter(
    ({ row, remittance }) => remittance === null && !collected(row.tax, dueOnOf(row, restDays)).isZero,
  );
  const unneeded = posted.length > 0 && taxed.length === 0;
  const months = [...new Set(unlisted.map(({ month: each }) => each))].sort();
  const [month] = months;
  const fileable = months.some((each) => each < monthOf(today));
  return {
    'tax-filed': {
      done: posted.length > 0 && unlisted.length === 0,
      unneeded,
      detail: month === undefined ? undefined : dueWords(month, restDays),
      ...(month !== undefined &&
        !fileable && { reason: { zh: `${month} 还没有结束`, en: `${month} is not over` } }),
      link: link(listTaxFilings, {}, fileTax, month === undefined ? {} : { month }),
    },
    'tax-remitted': {
      done: filings.length > 0 && unlisted.length === 0 && unpaid.length === 0,
      unneeded,
      ready: unpaid.length > 0,
      detail: unpaid[0] && unpaidWords(unpaid[0]),
      link: link(
        listTaxFilings,
        {},
        unpaid[0]?.awaiting ? confirmTaxRemittance : remitTax,
        unpaid[0] ? { filingId: unpaid[0].row.id } : {},
      ),
    },
  } satisfies Record<string, LinkedFact>;
}

function dueWords(month: string, restDays: OwnRestDays): Sentence {
  const due = filingDueOn(month, restDays);
  return { zh: `${month} 代扣，申报期限 ${due}`, en: `withheld in ${month}, to be filed by ${due}` };
}

function unpaidWords({ row, awaiting }: Filing): Sentence {
  const tax = row.tax.toGrouped();
  return awaiting
    ? {
        zh: `申报表第 ${row.number} 号 ${tax} 元的缴税待复核`,
        en: `list no. ${row.number}, ${tax} yuan: the remittance waits to be confirmed`,
      }
    : {
        zh: `申报表第 ${row.number} 号 ${tax} 元未缴`,
        en: `list no. ${row.number}, ${tax} yuan not remitted`,
      };
}
