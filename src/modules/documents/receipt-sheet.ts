/** Receipt sheet (签领表): who receives what, to be signed or thumb-printed, with the total in figures and in capitals. */
import { chineseAmount } from '../../domain/chinese-amount.ts';
import type { LocalDate } from '../../domain/calendar.ts';
import { Money } from '../../domain/money.ts';
import { ShareQuantity } from '../../domain/share-quantity.ts';
import type { Block, Paper, TableColumn } from '../../platform/pdf-blocks.ts';
import { speaker } from './phrases.ts';
import { checkCode, paperOf, type Sheet } from './sheet.ts';
import { writtenDate } from './wording.ts';

export interface ReceiptSheetPaper {
  readonly run: { readonly number: string; readonly name: string; readonly recordDate: LocalDate };
  /** Columns of the holding, in the cooperative's order; the lines' `shares` follow it. */
  readonly classes: readonly string[];
  readonly lines: readonly {
    readonly household: string;
    readonly number: string;
    readonly name: string;
    readonly certificate: string;
    readonly shares: readonly ShareQuantity[];
    readonly rate: string;
    readonly gross: Money;
    readonly tax: Money;
    readonly net: Money;
    readonly residentIdMasked: string;
    readonly bankAccountMasked: string;
  }[];
}

export function receiptSheetPaper(sheet: Sheet, receipt: ReceiptSheetPaper): Paper {
  const say = speaker(sheet.language);
  const { lines, classes } = receipt;
  const net = Money.sum(lines.map((line) => line.net));
  const classColumns = classes.map((title): TableColumn => ({
    title,
    align: 'decimal',
    group: say('holdingsGroup'),
  }));
  const blocks: Block[] = [
    {
      kind: 'title',
      title: say('receiptTitle'),
      subtitle: `${receipt.run.name} · ${say('recordDate')} ${writtenDate(sheet.language, receipt.run.recordDate)} · ${say('yuanUnit')}`,
      qr: checkCode(sheet),
    },
    {
      kind: 'table',
      style: 'grid',
      size: 8,
      lineHeight: 27,
      empty: say('noReceipts'),
      columns: [
        { title: say('household'), align: 'left' },
        { title: say('registerNumber'), align: 'left' },
        { title: say('name'), align: 'left' },
        { title: say('certificateNumber'), align: 'left' },
        ...classColumns,
        { title: say('ratePerShare'), align: 'decimal' },
        { title: say('gross'), align: 'decimal' },
        { title: say('tax'), align: 'decimal' },
        { title: say('net'), align: 'decimal' },
        { title: say('residentId'), align: 'left' },
        { title: say('bankAccount'), align: 'left' },
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
          ...line.shares.map((shares) => shares.toGrouped()),
          line.rate,
          line.gross.toGrouped(),
          line.tax.toGrouped(),
          line.net.toGrouped(),
          line.residentIdMasked,
          line.bankAccountMasked,
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
          Money.sum(lines.map((line) => line.gross)).toGrouped(),
          Money.sum(lines.map((line) => line.tax)).toGrouped(),
          net.toGrouped(),
        ],
      }),
    },
    {
      kind: 'key-values',
      columns: 3,
      items: [
        { label: say('recipients'), value: String(lines.length) },
        { label: say('inFigures'), value: `¥ ${net.toGrouped()}` },
        { label: say('inCapitals'), value: `人民币${chineseAmount(net)}` },
      ],
    },
    { kind: 'signatures', labels: [say('preparedBy'), say('reviewedBy'), say('board'), say('supervisors')] },
  ];
  return paperOf(sheet, say('receiptTitle'), 'landscape', blocks);
}
