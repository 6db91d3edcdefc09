/**
 * Sheet of pensions (养老金发放表): who is paid what for a month and how, to be signed where it goes out in cash. Nobody signs for
 * nothing: whoever was paid too much before and gets nothing this month stands apart.
 */
import { LocalDate } from '../../../domain/calendar.ts';
import { chineseAmount } from '../../../domain/chinese-amount.ts';
import { orderStateWords } from '../../../domain/money-words.ts';
import { Money } from '../../../domain/money.ts';
import type { OrderState } from '../../../domain/payment-order.ts';
import type { Block, Paper } from '../../../platform/pdf-blocks.ts';
import { sizes } from '../../../platform/pdf-style.ts';
import { blank, count, money, tableOf, text } from '../columns.ts';
import { checkCode, heading, notes, officeSignatures, paperOf, warning, type Sheet } from '../sheet.ts';
import { sentenceCase, writtenDate } from '../wording.ts';
import { printPensionSheet } from './contract.ts';
import { speaker } from './phrases.ts';

export interface PensionSheetPaper {
  readonly number: string;
  readonly month: string;
  readonly payOn: string;
  readonly state: OrderState;
  readonly lines: readonly {
    readonly number: string;
    readonly name: string;
    readonly means: 'bank' | 'cash' | 'held';
    readonly account: string;
    readonly outcome: 'paid' | 'returned' | null;
    readonly ofMonth: Money;
    readonly arrears: Money;
    readonly offset: Money;
    readonly amount: Money;
    /** Paid too much before, and still to come back after this month. */
    readonly overpaid: Money;
  }[];
}

export function pensionSheetPaper(
  sheet: Sheet,
  { number, month, payOn, state, lines: all }: PensionSheetPaper,
): Paper {
  const { language } = sheet;
  const say = speaker(language);
  const title = printPensionSheet.title[language];
  type Line = PensionSheetPaper['lines'][number];
  const lines = all.filter(({ amount }) => !amount.isZero);
  const nothing = all.filter(({ amount }) => amount.isZero);
  const paid = lines.filter(({ means }) => means !== 'held');
  const total = Money.sum(paid.map(({ amount }) => amount));
  const some = (amount: Money) => (amount.isZero ? null : amount);
  const word = ({ means, outcome }: Line) =>
    sentenceCase(say(means === 'bank' && outcome === 'returned' ? 'returned' : means));
  const means = (['bank', 'cash', 'held'] as const)
    .map((each) => ({ each, of: lines.filter((line) => line.means === each) }))
    .filter(({ of }) => of.length > 0);
  const written = { month, number, date: writtenDate(language, LocalDate.parse(payOn)) };
  const blocks: readonly Block[] = [
    {
      kind: 'title',
      title,
      subtitle: `${say('ofMonth', written)} · ${orderStateWords[state][language]} · ${say('yuanUnit')}`,
      qr: checkCode(sheet),
    },
    ...(state === 'cancelled' || state === 'refused' ? [warning(say('notPaid'))] : []),
    tableOf<Line>({ style: 'grid', lineHeight: 28, empty: say('nobody') }, lines, [
      text(say('registerNumber'), (line) => line.number, { total: say('total') }),
      text(say('name'), ({ name }) => name, { weight: 3 }),
      money(say('monthly'), ({ ofMonth }) => ofMonth),
      money(say('arrears'), ({ arrears }) => some(arrears)),
      money(say('offset'), ({ offset }) => some(offset)),
      money(say('toPay'), ({ amount, means: by }) => (by === 'held' ? null : amount), { strong: true }),
      text(say('means'), word),
      text(say('account'), ({ account }) => account),
      blank(say('signatureOrThumb'), 90),
    ]),
    heading(say('byMeans')),
    tableOf({ style: 'rules' }, means, [
      text(say('means'), ({ each }) => sentenceCase(say(each))),
      count(say('people'), ({ of }) => of.length),
      money(say('amount'), ({ of }) => Money.sum(of.map(({ amount }) => amount))),
    ]),
    ...overpaidBlocks(sheet, nothing),
    {
      kind: 'key-values',
      columns: 2,
      items: [
        { label: say('toPay'), value: `¥ ${total.toGrouped()}` },
        { label: say('inWords'), value: `人民币${chineseAmount(total)}` },
      ],
    },
    ...notes(say('pensionNote'), ...(means.some(({ each }) => each === 'held') ? [say('heldNote')] : [])),
    officeSignatures(sheet),
  ];
  return paperOf(sheet, title, 'landscape', blocks, sizes.signed);
}

/** Who gets nothing this month, for more was paid before than was due: never among those who sign. */
function overpaidBlocks(sheet: Sheet, lines: PensionSheetPaper['lines']): readonly Block[] {
  const say = speaker(sheet.language);
  if (lines.length === 0) return [];
  return [
    heading(say('overpaidHeading')),
    tableOf({ style: 'rules' }, lines, [
      text(say('registerNumber'), (line) => line.number, { total: say('total') }),
      text(say('name'), ({ name }) => name, { weight: 2 }),
      money(say('monthly'), ({ ofMonth }) => ofMonth),
      money(say('offset'), ({ offset }) => offset),
      money(say('overpaid'), ({ overpaid }) => overpaid, { strong: true }),
    ]),
    ...notes(say('overpaidNote')),
  ];
}
