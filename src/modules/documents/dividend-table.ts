/**
 * Dividend table: one run in full, by class, by cohort and line by line, with the sums that must agree. A difference
 * run has a table of its own: what was granted, what is due, and the difference with its sign.
 */
import { Money } from '../../domain/money.ts';
import { ShareQuantity } from '../../domain/share-quantity.ts';
import type { Block, Figure, Paper, TableBlock } from '../../platform/pdf-blocks.ts';
import { speaker } from './phrases.ts';
import {
  classTable,
  cohortTable,
  runBlocks,
  sharesTitle,
  type ClassPart,
  type CohortPart,
  type RunSummary,
} from './run-summary.ts';
import { resolvedWords, taxWords } from './run-terms.ts';
import { checkCode, paperOf, type Sheet } from './sheet.ts';
import { writtenPeriod } from './wording.ts';

export interface DividendTablePaper {
  readonly run: RunSummary;
  readonly classes: readonly ClassPart[];
  readonly cohorts: readonly CohortPart[];
  readonly lines: readonly DividendTableLine[];
}

export interface DividendTableLine {
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
  const { run, lines } = table;
  const { basis, corrects } = run.terms;
  const title = say(corrects === null ? 'dividendTableTitle' : 'differenceTitle');
  const blocks: Block[] = [
    {
      kind: 'title',
      title,
      subtitle: `${run.name} · ${writtenPeriod(language, run.period)} · ${run.state}\n${say('yuanUnit')}`,
      qr: checkCode(sheet),
    },
    ...(corrects === null ? runBlocks(sheet, run) : differenceBlocks(sheet, table)),
    ...(corrects === null && table.classes.length > 0
      ? [heading(say('byClassHeading')), classTable(sheet, table.classes, basis)]
      : []),
    ...(table.cohorts.length > 0
      ? [heading(say('byCohortHeading')), cohortTable(sheet, table.cohorts, basis)]
      : []),
    heading(say('linesHeading')),
    corrects === null ? lineTable(sheet, table) : differenceTable(sheet, lines),
    { kind: 'signatures', labels: [say('preparedBy'), say('reviewedBy'), say('board'), say('supervisors')] },
  ];
  return paperOf(sheet, title, 'portrait', blocks);
}

function heading(text: string): Block {
  return { kind: 'heading', level: 1, text };
}

function lineTable(sheet: Sheet, { run, lines }: DividendTablePaper): TableBlock {
  const say = speaker(sheet.language);
  return {
    kind: 'table',
    style: 'zebra',
    size: 9,
    empty: say('noLines'),
    columns: [
      { title: say('registerNumber'), align: 'left' },
      { title: say('name'), align: 'left', weight: 2 },
      { title: sharesTitle(sheet, run.terms.basis), align: 'decimal' },
      { title: say('quota'), align: 'right' },
      { title: say('extraFen'), align: 'right' },
      { title: say('gross'), align: 'decimal' },
      { title: say('tax'), align: 'decimal' },
      { title: say('net'), align: 'decimal', strong: true },
      { title: say('remarks'), align: 'left' },
    ],
    rows: lines.map((line) => ({
      kind: 'line',
      cells: [
        line.number,
        line.name,
        line.shares.toGrouped(),
        line.quota,
        line.extraFen.toString(),
        line.gross.toGrouped(),
        line.tax.toGrouped(),
        line.net.toGrouped(),
        line.remark,
      ],
    })),
    ...(lines.length > 0 && {
      totals: [
        say('total'),
        '',
        ShareQuantity.sum(lines.map((line) => line.shares)).toGrouped(),
        '',
        lines.reduce((sum, line) => sum + line.extraFen, 0n).toString(),
        ...sums(lines).map((amount) => amount.toGrouped()),
        '',
      ],
    }),
  };
}

function sums(lines: readonly DividendTableLine[]): Money[] {
  return (['gross', 'tax', 'net'] as const).map((part) => Money.sum(lines.map((line) => line[part])));
}

/** What a correction moves: paid to some, taken back from others, and why. */
function differenceBlocks(sheet: Sheet, { run, lines }: DividendTablePaper): Block[] {
  const say = speaker(sheet.language);
  const { terms } = run;
  const gross = lines.map((line) => line.gross);
  const [toPay, toTakeBack] = [
    Money.sum(gross.filter((amount) => amount.isPositive)),
    Money.sum(gross.filter((amount) => amount.isNegative)),
  ];
  const items: Figure[] = [
    { label: say('toPay'), value: toPay.toGrouped() },
    { label: say('toTakeBack'), value: toTakeBack.toGrouped() },
    { label: say('taxDifference'), value: run.tax.toGrouped() },
    { label: say('netDifference'), value: run.net.toGrouped(), accent: true },
  ];
  return [
    { kind: 'figures', items },
    {
      kind: 'key-values',
      columns: 2,
      items: [
        { label: say('correctionLabel'), value: say('correctionText', { ...terms.corrects }) },
        { label: say('resolution'), value: resolvedWords(sheet, terms) },
        { label: say('taxBasis'), value: taxWords(sheet, terms) },
      ],
    },
    { kind: 'note', tone: 'plain', text: say('differenceNote') },
  ];
}

function differenceTable(sheet: Sheet, lines: readonly DividendTableLine[]): TableBlock {
  const say = speaker(sheet.language);
  const granted = (line: DividendTableLine): Money => line.granted ?? Money.zero;
  const before = Money.sum(lines.map(granted));
  const [gross = Money.zero, tax = Money.zero, net = Money.zero] = sums(lines);
  return {
    kind: 'table',
    style: 'zebra',
    size: 9,
    empty: say('noLines'),
    columns: [
      { title: say('registerNumber'), align: 'left' },
      { title: say('name'), align: 'left', weight: 2 },
      { title: say('grossBefore'), align: 'decimal' },
      { title: say('grossAfter'), align: 'decimal' },
      { title: say('grossDifference'), align: 'decimal' },
      { title: say('taxDifference'), align: 'decimal' },
      { title: say('netDifference'), align: 'decimal', strong: true },
      { title: say('remarks'), align: 'left' },
    ],
    rows: lines.map((line) => ({
      kind: 'line',
      cells: [
        line.number,
        line.name,
        granted(line).toGrouped(),
        granted(line).plus(line.gross).toGrouped(),
        line.gross.toGrouped(),
        line.tax.toGrouped(),
        line.net.toGrouped(),
        line.remark,
      ],
    })),
    ...(lines.length > 0 && {
      totals: [
        say('total'),
        '',
        ...[before, before.plus(gross), gross, tax, net].map((amount) => amount.toGrouped()),
        '',
      ],
    }),
  };
}
