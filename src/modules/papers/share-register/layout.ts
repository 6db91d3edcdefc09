/** Register of shares (股权登记册): what every holder has of every class on a day, and the sums of the classes. */
import type { LocalDate } from '../../../domain/calendar.ts';
import type { ShareQuantity } from '../../../domain/share-quantity.ts';
import type { Paper } from '../../../platform/pdf-blocks.ts';
import { shares, tableOf, text } from '../columns.ts';
import { checkCode, notes, officeSignatures, paperOf, type Sheet } from '../sheet.ts';
import { writtenDate } from '../wording.ts';
import { printShareRegister } from './contract.ts';
import { speaker } from './phrases.ts';

export interface ShareRegisterPaper {
  readonly on: LocalDate;
  /** In the cooperative's order; the holders' `shares` follow it. */
  readonly classes: readonly string[];
  readonly holders: readonly {
    readonly number: string;
    readonly name: string;
    readonly certificate: string;
    readonly shares: readonly (ShareQuantity | null)[];
    readonly all: ShareQuantity;
  }[];
}

export function shareRegisterPaper(sheet: Sheet, { on, classes, holders }: ShareRegisterPaper): Paper {
  const { language } = sheet;
  const say = speaker(language);
  const title = printShareRegister.title[language];
  return paperOf(sheet, title, 'by-tables', [
    {
      kind: 'title',
      title,
      subtitle: say('asOf', { date: writtenDate(language, on) }),
      qr: checkCode(sheet),
    },
    tableOf<ShareRegisterPaper['holders'][number]>({ style: 'zebra', empty: say('noShares') }, holders, [
      text(say('registerNumber'), ({ number }) => number, { total: say('total') }),
      text(say('holder'), ({ name }) => name, { weight: 3 }),
      text(say('certificateNumber'), ({ certificate }) => certificate),
      ...classes.map((each, at) =>
        shares<ShareRegisterPaper['holders'][number]>(each, (holder) => holder.shares[at] ?? null, {
          group: say('holdingsGroup'),
        }),
      ),
      shares(say('total'), ({ all }) => all, { strong: true }),
    ]),
    ...notes(say('shareNote')),
    officeSignatures(sheet),
  ]);
}
