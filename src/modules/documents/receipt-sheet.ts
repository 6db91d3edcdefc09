/**
 * Receipt sheet (签领表): who receives what, to be signed or thumb-printed, with the total in figures and in capitals.
 * Money that is held back stands apart, with its reason; with it the sheet agrees with the run. What is signed for is the
 * amount that is handed over; where that is not the line's net, both are printed.
 */
import { chineseAmount } from '../../domain/chinese-amount.ts';
import { Money } from '../../domain/money.ts';
import { ShareQuantity } from '../../domain/share-quantity.ts';
import type { Block, Paper, TableBlock, TableColumn } from '../../platform/pdf-blocks.ts';
import { speaker } from './phrases.ts';
import { termsWords, type RunTerms } from './run-terms.ts';
import { checkCode, paperOf, type Sheet } from './sheet.ts';

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
    readonly residentIdMasked: string;
    readonly bankAccountMasked: string;
  }[];
}

export function receiptSheetPaper(sheet: Sheet, receipt: ReceiptSheetPaper): Paper {
  const say = speaker(sheet.language);
  const { run, lines, classes } = receipt;
  const title = say(receipt.cashOnly ? 'cashReceiptTitle' : 'receiptTitle');
  const total = Money.sum(lines.map(({ amount }) => amount));
  const apart = lines.some(({ due, amount }) => due === null || !due.net.equals(amount));
  const classColumns = classes.map((title): TableColumn => ({
    title,
    align: 'decimal',
    group: say('holdingsGroup'),
  }));
  const blocks: Block[] = [
    {
      kind: 'title',
      title,
      subtitle: `${run.name} · ${say('yuanUnit')}\n${termsWords(sheet, run.terms)}`,
      qr: checkCode(sheet),
    },
    {
      kind: 'table',
      style: 'grid',
      size: 8,
      lineHeight: 28,
      empty: say('noReceipts'),
      columns: [
        { title: say('household'), align: 'left' },
        { title: say('registerNumber'), align: 'left' },
        { title: say('name'), align: 'left', weight: 4 },
        { title: say('certificateNumber'), align: 'left' },
        ...classColumns,
        {
          title: say(run.terms.basis === 'share-days' ? 'ratePerShareDay' : 'ratePerShare'),
          align: 'decimal',
        },
        { title: say('gross'), align: 'decimal' },
        { title: say('tax'), align: 'decimal' },
        { title: say('net'), align: 'decimal', ...(!apart && { strong: true }) },
        ...(apart ? [{ title: say('toHandOver'), align: 'decimal', strong: true } as const] : []),
        { title: `${say('residentId')}\n${say('bankAccount')}`, align: 'left' },
        { title: say('signatureOrThumb'), align: 'center', least: 76 },
        { title: say('proxy'), align: 'center', least: 48 },
      ],
      rows: lines.map((line) => ({
        kind: 'line',
        cells: [
          line.household,
          line.number,
          line.name,
          line.certificate,
          ...line.shares.map((shares) => shares?.toGrouped() ?? ''),
          line.rate,
          ...dueCells(line.due),
          ...(apart ? [line.amount.toGrouped()] : []),
          `${line.residentIdMasked}\n${line.bankAccountMasked}`.trim(),
        ],
      })),
      ...(lines.length > 0 && {
        totals: [
          say('total'),
          '',
          '',
          '',
          ...classes.map((_, at) =>
            ShareQuantity.sum(lines.flatMap((line) => line.shares[at] ?? [])).toGrouped(),
          ),
          '',
          ...dueCells(apart ? null : dueInAll(lines)),
          ...(apart ? [total.toGrouped()] : []),
        ],
      }),
    },
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
    ...(apart ? [{ kind: 'note', tone: 'plain', text: say('toHandOverNote') } satisfies Block] : []),
    { kind: 'note', tone: 'plain', text: reconciliation(sheet, receipt, total) },
    { kind: 'signatures', labels: [say('preparedBy'), say('reviewedBy'), say('board'), say('supervisors')] },
  ];
  return paperOf(sheet, title, 'landscape', blocks);
}

type Due = NonNullable<ReceiptSheetPaper['lines'][number]['due']>;

function dueCells(due: Due | null): readonly string[] {
  return due === null ? ['', '', ''] : [due.gross, due.tax, due.net].map((amount) => amount.toGrouped());
}

function dueInAll(lines: ReceiptSheetPaper['lines']): Due {
  const sum = (part: keyof Due) => Money.sum(lines.flatMap(({ due }) => (due ? [due[part]] : [])));
  return { gross: sum('gross'), tax: sum('tax'), net: sum('net') };
}

/** This sheet, what is held, the collective's part and what is taken back make up the run. */
function reconciliation(sheet: Sheet, { run, held }: ReceiptSheetPaper, onSheet: Money): string {
  const say = speaker(sheet.language);
  const heldNet = Money.sum(held.map(({ amount }) => amount));
  const parts = [
    say('onThisSheet', { amount: onSheet.toGrouped() }),
    ...(run.otherwise.isZero ? [] : [say('otherwiseSum', { amount: run.otherwise.toGrouped() })]),
    ...(held.length === 0 ? [] : [say('heldSum', { amount: heldNet.toGrouped() })]),
    ...(run.collective === null ? [] : [say('collectiveSum', { amount: run.collective.toGrouped() })]),
    ...(run.takenBack.isZero ? [] : [say('takenBackSum', { amount: run.takenBack.toGrouped() })]),
  ];
  const colon = sheet.language === 'zh' ? '：' : ': ';
  return `${say('reconciliation')}${colon}${parts.join(' + ')} = ${say('runNet', { amount: run.net.toGrouped() })}`;
}

function heldBlocks(sheet: Sheet, held: ReceiptSheetPaper['held']): Block[] {
  const say = speaker(sheet.language);
  if (held.length === 0) return [];
  const table: TableBlock = {
    kind: 'table',
    style: 'rules',
    empty: '',
    columns: [
      { title: say('registerNumber'), align: 'left' },
      { title: say('name'), align: 'left', weight: 2 },
      { title: say('heldReason'), align: 'left', weight: 2 },
      { title: say('amount'), align: 'decimal', strong: true },
    ],
    rows: held.map(({ number, name, reason, amount }) => ({
      kind: 'line',
      cells: [number, name, reason, amount.toGrouped()],
    })),
    totals: [say('total'), '', '', Money.sum(held.map(({ amount }) => amount)).toGrouped()],
  };
  return [{ kind: 'heading', level: 1, text: say('heldHeading') }, table];
}
