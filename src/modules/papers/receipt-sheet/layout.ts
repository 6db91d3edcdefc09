/**
 * Receipt sheet (签领表): who receives what, to be signed or thumb-printed, with the total in figures and in capitals.
 * Money that is held back stands apart, with its reason; with it the sheet agrees with the run. What is signed for is the
 * amount that is handed over; where that is not the line's net, both are printed.
 */
import { chineseAmount } from '../../../domain/chinese-amount.ts';
import { Money } from '../../../domain/money.ts';
import { ShareQuantity } from '../../../domain/share-quantity.ts';
import type { Block, Paper, TableBlock } from '../../../platform/pdf-blocks.ts';
import { sizes } from '../../../platform/pdf-style.ts';
import { blank, figure, money, right, shares, tableOf, text, when, type Column } from '../columns.ts';
import { termsWords, type RunTerms } from '../run/terms.ts';
import { checkCode, heading, notes, officeSignatures, paperOf, type Sheet } from '../sheet.ts';
import { printReceiptSheet } from './contract.ts';
import { speaker } from './phrases.ts';

export interface ReceiptSheetPaper {
  /** Only of those who fetch their money because no bank takes it. */
  readonly cashOnly: boolean;
  readonly run: {
    readonly number: string;
    readonly name: string;
    readonly terms: RunTerms;
    /** Net of all lines: those here, those held, the collective's and those to be taken back. */
    readonly net: Money;
    /** Null where the collective has no line. */
    readonly collective: Money | null;
    /** Net of the lines below zero. */
    readonly takenBack: Money;
    /** Where this sheet is for cash alone: what the bank pays, what was fetched or set off already. */
    readonly otherwise: Money;
    /** What the claims and the run's lines are apart: nothing, where the tax was withheld as the run reckoned it. */
    readonly apart: Money;
  };
  readonly held: readonly {
    readonly number: string;
    readonly name: string;
    readonly amount: Money;
    readonly reason: string;
  }[];
  /** Columns of the holding, in the cooperative's order; the lines' `shares` follow it. */
  readonly classes: readonly string[];
  readonly lines: readonly {
    readonly household: string;
    readonly number: string;
    readonly name: string;
    readonly certificate: string;
    readonly shares: readonly (ShareQuantity | null)[];
    readonly rate: string;
    /** The line as posted; null for an heir's part of one. */
    readonly due: { readonly gross: Money; readonly tax: Money; readonly net: Money } | null;
    /** What is handed over against the signature. */
    readonly amount: Money;
    readonly bankAccountMasked: string;
  }[];
}

type Line = ReceiptSheetPaper['lines'][number];

export function receiptSheetPaper(sheet: Sheet, receipt: ReceiptSheetPaper): Paper {
  const { language } = sheet;
  const say = speaker(language);
  const { run, lines } = receipt;
  const title = receipt.cashOnly ? say('cashReceiptTitle') : printReceiptSheet.title[language];
  const total = Money.sum(lines.map(({ amount }) => amount));
  const apart = lines.some(({ due, amount }) => due === null || !due.net.equals(amount));
  const blocks: readonly Block[] = [
    {
      kind: 'title',
      title,
      subtitle: `${run.name} · ${say('yuanUnit')}\n${termsWords(sheet, run.terms)}`,
      qr: checkCode(sheet),
    },
    lineTable(sheet, receipt, apart),
    {
      kind: 'key-values',
      columns: 3,
      items: [
        { label: say(apart ? 'receipts' : 'recipients'), value: String(lines.length) },
        { label: say(apart ? 'handOverInFigures' : 'inFigures'), value: `¥ ${total.toGrouped()}` },
        { label: say(apart ? 'handOverInCapitals' : 'inCapitals'), value: `人民币${chineseAmount(total)}` },
      ],
    },
    ...heldBlocks(sheet, receipt.held),
    ...(run.terms.corrects === null ? [] : notes(correctionWords(sheet, run.terms.corrects))),
    ...(apart ? notes(say('toHandOverNote')) : []),
    ...(run.apart.isZero ? [] : notes(say('apartNote'))),
    ...notes(reconciliation(sheet, receipt, total)),
    officeSignatures(sheet),
  ];
  return paperOf(sheet, title, 'landscape', blocks, sizes.signed);
}

function correctionWords(sheet: Sheet, corrects: NonNullable<RunTerms['corrects']>): string {
  const say = speaker(sheet.language);
  const colon = sheet.language === 'zh' ? '：' : ': ';
  return `${say('correctionLabel')}${colon}${say('correctionText', { ...corrects })}`;
}

/** `apart`: what is handed over is not each line's net, and stands in a column of its own. */
function lineTable(sheet: Sheet, { run, lines, classes }: ReceiptSheetPaper, apart: boolean): TableBlock {
  const say = speaker(sheet.language);
  const posted = (title: string, part: 'gross' | 'tax' | 'net', look: { readonly strong?: true } = {}) => {
    const of = (line: Line) => line.due?.[part] ?? null;
    // Where heirs have parts of lines, the lines here do not add up to anything.
    return apart ? figure(title, (line: Line) => of(line)?.toGrouped() ?? '') : money(title, of, look);
  };
  const settles = run.terms.corrects !== null;
  const [gross, tax, net] = settles
    ? [say('grossDifference'), say('taxDifference'), say('netDifference')]
    : [say('gross'), say('tax'), say('net')];
  const perShare = say(run.terms.basis === 'share-days' ? 'ratePerShareDay' : 'ratePerShare');
  // What would make the sheet too wide for letters that old people read stands in two lines of a cell.
  const isTight = sheet.language === 'en' || apart || classes.length > 1;
  const over = (upper: string, lower: string) => `${upper}\n${lower}`;
  return tableOf<Line>({ style: 'grid', lineHeight: 30, empty: say('noReceipts') }, lines, [
    ...when<Line>(
      isTight,
      text(over(say('household'), say('registerNumber')), (line) => over(line.household, line.number), {
        total: say('total'),
      }),
    ),
    ...when<Line>(
      !isTight,
      text(say('household'), ({ household }) => household, { total: say('total') }),
      text(say('registerNumber'), ({ number }) => number),
    ),
    text(say('name'), ({ name }) => name, { weight: 4 }),
    isTight
      ? text(over(say('certificateNumber'), say('bankAccount')), (line) =>
          over(line.certificate, line.bankAccountMasked),
        )
      : text(say('certificateNumber'), ({ certificate }) => certificate),
    ...holdings(sheet, lines, classes, sheet.language === 'en' ? 2 : 3),
    ...when<Line>(
      !settles,
      figure(perShare, ({ rate }) => rate),
    ),
    ...when<Line>(
      apart,
      right(over(gross, tax), ({ due }) =>
        due === null ? '' : over(due.gross.toGrouped(), due.tax.toGrouped()),
      ),
    ),
    ...when<Line>(!apart, posted(gross, 'gross'), posted(tax, 'tax')),
    posted(net, 'net', { strong: true }),
    ...when(
      apart,
      money<Line>(say('toHandOver'), ({ amount }) => amount, { strong: true }),
    ),
    ...when<Line>(
      !isTight,
      text(say('bankAccount'), ({ bankAccountMasked }) => bankAccountMasked),
    ),
    blank(say('signatureOrThumb'), 76),
    blank(say('proxy'), 48),
  ]);
}

/** A column a class; of more classes than there is room for a line each in one column, also of the sums. */
function holdings(
  sheet: Sheet,
  lines: readonly Line[],
  classes: readonly string[],
  most: number,
): readonly Column<Line>[] {
  const group = speaker(sheet.language)('holdingsGroup');
  if (classes.length <= most)
    return classes.map((each, at) => shares(each, (line) => line.shares[at] ?? null, { group }));
  const written = (of: (at: number) => ShareQuantity | null) =>
    classes
      .flatMap((each, at) => {
        const quantity = of(at);
        return quantity === null ? [] : `${each} ${quantity.toGrouped()}`;
      })
      .join('\n');
  const sum = (at: number) => ShareQuantity.sum(lines.flatMap((line) => line.shares[at] ?? []));
  return [
    text(group, (line) => written((at) => line.shares[at] ?? null), { whole: true, total: written(sum) }),
  ];
}

/** This sheet, what is held, the collective's part and what is taken back make up the run. */
function reconciliation(sheet: Sheet, { run, held }: ReceiptSheetPaper, onSheet: Money): string {
  const say = speaker(sheet.language);
  const heldNet = Money.sum(held.map(({ amount }) => amount));
  const parts = [
    say('onThisSheet', { amount: onSheet.toGrouped() }),
    ...(run.otherwise.isZero ? [] : [say('otherwiseSum', { amount: run.otherwise.toGrouped() })]),
    ...(held.length === 0 ? [] : [say('heldSum', { amount: heldNet.toGrouped() })]),
    ...(run.apart.isZero ? [] : [say('apartSum', { amount: run.apart.toGrouped() })]),
    ...(run.collective === null ? [] : [say('collectiveSum', { amount: run.collective.toGrouped() })]),
    ...(run.takenBack.isZero ? [] : [say('takenBackSum', { amount: run.takenBack.toGrouped() })]),
  ];
  const colon = sheet.language === 'zh' ? '：' : ': ';
  return `${say('reconciliation')}${colon}${parts.join(' + ')} = ${say('runNet', { amount: run.net.toGrouped() })}`;
}

function heldBlocks(sheet: Sheet, held: ReceiptSheetPaper['held']): Block[] {
  const say = speaker(sheet.language);
  if (held.length === 0) return [];
  return [
    heading(say('heldHeading')),
    tableOf({ style: 'rules' }, held, [
      text(say('registerNumber'), ({ number }) => number, { total: say('total') }),
      text(say('name'), ({ name }) => name, { weight: 2 }),
      text(say('heldReason'), ({ reason }) => reason, { weight: 2 }),
      money(say('amount'), ({ amount }) => amount, { strong: true }),
    ]),
  ];
}
