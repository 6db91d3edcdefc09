/**
 * Dividend table: one run in full, by class, by cohort and line by line, with the sums that must agree. A difference
 * run has a table of its own: what was granted, what is due, and the difference with its sign.
 */
import { Money } from '../../../domain/money.ts';
import type { ShareQuantity } from '../../../domain/share-quantity.ts';
import type { Block, Paper, TableBlock } from '../../../platform/pdf-blocks.ts';
import { count, money, right, shares, tableOf, text, when, type Column } from '../columns.ts';
import { classTable, cohortTable, runBlocks, sharesTitle } from '../run/summary.ts';
import type { ClassPart, CohortPart, RunSummary } from '../run/summary.ts';
import { resolvedWords, taxWords } from '../run/terms.ts';
import { checkCode, heading, notes, officeSignatures, paperOf, type Sheet } from '../sheet.ts';
import { writtenPeriod } from '../wording.ts';
import { printDividendTable } from './contract.ts';
import { speaker } from './phrases.ts';

export interface DividendTablePaper {
  readonly run: RunSummary;
  readonly classes: readonly ClassPart[];
  readonly cohorts: readonly CohortPart[];
  readonly lines: readonly Line[];
}

interface Line {
  readonly number: string;
  readonly name: string;
  readonly shares: ShareQuantity;
  /** Exact, as `writtenQuota` writes it. */
  readonly quota: string;
  readonly extraFen: bigint;
  /** Of a difference run: the gross amount that earlier runs granted. */
  readonly granted: Money | null;
  readonly gross: Money;
  readonly tax: Money;
  readonly net: Money;
  readonly remark: string;
}

export function dividendTablePaper(sheet: Sheet, table: DividendTablePaper): Paper {
  const { language } = sheet;
  const say = speaker(language);
  const { run, classes, cohorts } = table;
  const { basis, corrects } = run.terms;
  const title = corrects === null ? printDividendTable.title[language] : say('differenceTitle');
  return paperOf(sheet, title, 'by-tables', [
    {
      kind: 'title',
      title,
      subtitle: `${run.name} · ${writtenPeriod(language, run.period)} · ${run.state}\n${say('yuanUnit')}`,
      qr: checkCode(sheet),
    },
    ...(corrects === null ? runBlocks(sheet, run) : differenceBlocks(sheet, table, corrects)),
    ...(corrects === null && classes.length > 0
      ? [heading(say('byClassHeading')), classTable(sheet, classes, basis)]
      : []),
    ...(cohorts.length > 0 ? [heading(say('byCohortHeading')), cohortTable(sheet, cohorts, basis)] : []),
    heading(say('linesHeading')),
    corrects === null ? lineTable(sheet, table) : differenceTable(sheet, table),
    officeSignatures(sheet),
  ]);
}

function lineTable(sheet: Sheet, { run, lines }: DividendTablePaper): TableBlock {
  const say = speaker(sheet.language);
  return linesTable(sheet, lines, [
    shares(sharesTitle(sheet, run.terms.basis), (line) => line.shares),
    right(say('quota'), ({ quota }) => quota),
    count(say('extraFen'), ({ extraFen }) => extraFen),
    money(say('gross'), ({ gross }) => gross),
    money(say('tax'), ({ tax }) => tax),
    money(say('net'), ({ net }) => net, { strong: true }),
  ]);
}

/** Whoever has a line, what is theirs, and a remark. */
function linesTable(sheet: Sheet, lines: readonly Line[], own: readonly Column<Line>[]): TableBlock {
  const say = speaker(sheet.language);
  return tableOf({ style: 'zebra', size: 9, empty: say('noLines') }, lines, [
    text(say('registerNumber'), ({ number }) => number, { total: say('total') }),
    text(say('name'), ({ name }) => name, { weight: 2 }),
    ...own,
    ...when(
      lines.some(({ remark }) => remark !== ''),
      text<Line>(say('heldThen'), ({ remark }) => remark),
    ),
  ]);
}

/** What a correction moves: paid to some, taken back from others, and why. */
function differenceBlocks(
  sheet: Sheet,
  { run, lines }: DividendTablePaper,
  corrects: NonNullable<RunSummary['terms']['corrects']>,
): Block[] {
  const say = speaker(sheet.language);
  const { terms } = run;
  const gross = lines.map((line) => line.gross);
  const [toPay, toTakeBack] = [
    Money.sum(gross.filter((amount) => amount.isPositive)),
    Money.sum(gross.filter((amount) => amount.isNegative)),
  ];
  return [
    {
      kind: 'figures',
      items: [
        { label: say('toPay'), value: toPay.toGrouped() },
        { label: say('toTakeBack'), value: toTakeBack.toGrouped() },
        { label: say('taxDifference'), value: run.tax.toGrouped() },
        { label: say('netDifference'), value: run.net.toGrouped(), accent: true },
      ],
    },
    {
      kind: 'key-values',
      columns: 2,
      items: [
        { label: say('correctionLabel'), value: say('correctionText', { ...corrects }) },
        { label: say('resolution'), value: resolvedWords(sheet, terms) },
        { label: say('taxBasis'), value: taxWords(sheet, terms) },
      ],
    },
    ...notes(say('differenceNote')),
  ];
}

function differenceTable(sheet: Sheet, { lines }: DividendTablePaper): TableBlock {
  const say = speaker(sheet.language);
  const granted = (line: Line): Money => line.granted ?? Money.zero;
  return linesTable(sheet, lines, [
    money(say('grossBefore'), granted),
    money(say('grossAfter'), (line) => granted(line).plus(line.gross)),
    money(say('grossDifference'), ({ gross }) => gross),
    money(say('taxDifference'), ({ tax }) => tax),
    money(say('netDifference'), ({ net }) => net, { strong: true }),
  ]);
}
