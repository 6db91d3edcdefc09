/**
 * Journal vouchers (记账凭证): one entry each, with its amount in capitals, its papers counted, and places to sign. Every page
 * of a long one names it.
 */
import { chineseAmount } from '../../domain/chinese-amount.ts';
import type { LocalDate } from '../../domain/calendar.ts';
import { Money } from '../../domain/money.ts';
import type { Block, Paper } from '../../platform/pdf-blocks.ts';
import { speaker } from './phrases.ts';
import { checkCode, paperOf, type Sheet } from './sheet.ts';
import { writtenDate } from './wording.ts';

export interface VoucherPaper {
  readonly subject: string;
  readonly vouchers: readonly {
    readonly number: string;
    readonly date: LocalDate;
    readonly summary: string;
    readonly attachments: number;
    readonly preparedBy: string;
    readonly lines: readonly {
      readonly account: string;
      readonly name: string;
      readonly text: string;
      readonly debit: Money;
      readonly credit: Money;
    }[];
  }[];
}

export function voucherPaper(sheet: Sheet, { vouchers }: VoucherPaper): Paper {
  const { language } = sheet;
  const say = speaker(language);
  function* blocks(): Generator<Block> {
    for (const [index, voucher] of vouchers.entries()) {
      if (index > 0) yield { kind: 'page-break' };
      const total = Money.sum(voucher.lines.map(({ debit }) => debit));
      const red = voucher.lines.every(({ debit, credit }) => debit.isNegative || credit.isNegative);
      const title = [
        ...[voucher.number, writtenDate(language, voucher.date), say('yuanUnit')],
        ...(red ? [say('redEntry')] : []),
      ];
      yield {
        kind: 'title',
        title: say('voucherTitle'),
        bookmark: voucher.number,
        subtitle: title.join(' · '),
        qr: checkCode(sheet),
      };
      yield {
        kind: 'key-values',
        columns: 2,
        items: [
          { label: say('summary'), value: voucher.summary },
          {
            label: say('attachments'),
            // Entries that follow from events have papers, too, which whoever files them counts.
            value:
              voucher.attachments === 0
                ? say('attachmentsByHand')
                : say('attachmentCount', { count: String(voucher.attachments) }),
          },
        ],
      };
      yield {
        kind: 'table',
        style: 'grid',
        lineHeight: 22,
        empty: '',
        columns: [
          { title: say('summaryOf', { number: voucher.number }), align: 'left', weight: 3 },
          { title: say('account'), align: 'left' },
          { title: say('accountName'), align: 'left', weight: 4 },
          { title: say('debit'), align: 'decimal' },
          { title: say('credit'), align: 'decimal' },
        ],
        rows: voucher.lines.map((line) => ({
          kind: 'line',
          cells: [
            line.text || voucher.summary,
            line.account,
            line.name,
            shown(line.debit),
            shown(line.credit),
          ],
        })),
        totals: [
          say('total'),
          '',
          '',
          total.toGrouped(),
          Money.sum(voucher.lines.map(({ credit }) => credit)).toGrouped(),
        ],
      };
      yield {
        kind: 'key-values',
        columns: 2,
        items: [
          { label: say('totalInCapitals'), value: `人民币${chineseAmount(total)}` },
          { label: say('voucherBy'), value: voucher.preparedBy },
        ],
      };
      yield {
        kind: 'signatures',
        labels: [say('accountingHead'), say('bookedBy'), say('reviewedBy'), say('cashier')],
      };
    }
  }
  return paperOf(sheet, say('voucherTitle'), 'landscape', blocks());
}

function shown(amount: Money): string {
  return amount.isZero ? '' : amount.toGrouped();
}
