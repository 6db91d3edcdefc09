/**
 * Journal vouchers (记账凭证): one entry each, with its amount in capitals, its papers counted, and places to sign. Every page
 * of a long one names it.
 */
import { chineseAmount } from '../../../domain/chinese-amount.ts';
import type { LocalDate } from '../../../domain/calendar.ts';
import { Money } from '../../../domain/money.ts';
import type { Block, Paper } from '../../../platform/pdf-blocks.ts';
import { money, tableOf, text } from '../columns.ts';
import { checkCode, paperOf, type Sheet } from '../sheet.ts';
import { writtenDate } from '../wording.ts';
import { printVoucher } from './contract.ts';
import { speaker } from './phrases.ts';

export interface VoucherPaper {
  readonly subject: string;
  readonly vouchers: readonly Voucher[];
}

interface Voucher {
  readonly number: string;
  readonly date: LocalDate;
  readonly summary: string;
  readonly attachments: number;
  readonly preparedBy: string;
  /** Null: nobody but whoever made it, or an entry of before there were reviews. */
  readonly reviewedBy: string | null;
  readonly lines: readonly {
    readonly account: string;
    readonly name: string;
    readonly text: string;
    readonly debit: Money;
    readonly credit: Money;
  }[];
}

export function voucherPaper(sheet: Sheet, { vouchers }: VoucherPaper): Paper {
  function* blocks(): Generator<Block> {
    for (const [index, voucher] of vouchers.entries()) {
      if (index > 0) yield { kind: 'page-break' };
      yield* voucherBlocks(sheet, voucher);
    }
  }
  return paperOf(sheet, printVoucher.title[sheet.language], 'landscape', blocks());
}

function voucherBlocks(sheet: Sheet, voucher: Voucher): readonly Block[] {
  const { language } = sheet;
  const say = speaker(language);
  const { number, summary, attachments, lines } = voucher;
  const red = lines.every(({ debit, credit }) => debit.isNegative || credit.isNegative);
  const subtitle = [number, writtenDate(language, voucher.date), say('yuanUnit')];
  if (red) subtitle.push(say('redEntry'));
  const total = Money.sum(lines.map(({ debit }) => debit));
  return [
    {
      kind: 'title',
      title: printVoucher.title[language],
      bookmark: number,
      subtitle: subtitle.join(' · '),
      qr: checkCode(sheet),
    },
    {
      kind: 'key-values',
      columns: 2,
      items: [
        { label: say('summary'), value: summary },
        {
          label: say('attachments'),
          // Entries that follow from events have papers, too, which whoever files them counts.
          value:
            attachments === 0
              ? say('attachmentsByHand')
              : say('attachmentCount', { count: String(attachments) }),
        },
      ],
    },
    tableOf({ style: 'grid', lineHeight: 22 }, lines, [
      text(say('summaryOf', { number }), (line) => line.text || summary, { weight: 3, total: say('total') }),
      text(say('account'), ({ account }) => account),
      text(say('accountName'), ({ name }) => name, { weight: 4 }),
      money(say('debit'), ({ debit }) => (debit.isZero ? null : debit)),
      money(say('credit'), ({ credit }) => (credit.isZero ? null : credit)),
    ]),
    {
      kind: 'key-values',
      columns: 2,
      items: [
        { label: say('totalInCapitals'), value: `人民币${chineseAmount(total)}` },
        { label: say('voucherBy'), value: voucher.preparedBy },
        ...(voucher.reviewedBy === null ? [] : [{ label: say('reviewedBy'), value: voucher.reviewedBy }]),
      ],
    },
    {
      kind: 'signatures',
      labels: [say('accountingHead'), say('bookedBy'), say('reviewedBy'), say('cashier')],
    },
  ];
}
