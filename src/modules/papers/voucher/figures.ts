/** The figures of journal vouchers, from the entries of the books. */
import { LocalDate, Period } from '../../../domain/calendar.ts';
import { voucherNumber } from '../../../domain/journal.ts';
import type { Language } from '../../../domain/language.ts';
import { refuse } from '../../../domain/refusal.ts';
import type { Tx } from '../../../platform/database.ts';
import {
  accountNames,
  entriesBetween,
  requireEntryRow,
  type EntryWithLines,
} from '../../accounting/index.ts';
import type { WishOf } from '../paper.ts';
import { writtenPeriod } from '../wording.ts';
import type { printVoucher } from './contract.ts';
import type { VoucherPaper } from './layout.ts';

const PAGE = 2_000;

/** One entry, or every entry of a month. */
export async function voucherFigures(
  tx: Tx,
  cooperativeId: string,
  { entryId, month, language }: WishOf<typeof printVoucher>,
): Promise<VoucherPaper> {
  // Neither is guessed from the other.
  if ((entryId === undefined) === (month === undefined))
    throw refuse(
      'documents.subject-unknown',
      { subject: { zh: '凭证或月份（任填其一）', en: 'entry or month (one of the two)' } },
      '/entryId',
    );
  const entries = entryId
    ? [await requireEntryRow(tx, cooperativeId, entryId)]
    : await entriesOf(tx, cooperativeId, month);
  if (entries.length === 0) throw refuse('books.entry-unknown');
  const names = await accountNames(tx, cooperativeId, language);
  const [first] = entries;
  const only = first && voucherNumber(first.entry.month, first.entry.number);
  return {
    subject: entryId ? `voucher ${only}` : `vouchers ${month}`,
    vouchers: entries.map(({ entry, lines }) => ({
      number: voucherNumber(entry.month, entry.number),
      date: entry.entryDate,
      summary: spelledPeriods(entry.summary, language),
      attachments: entry.attachments,
      preparedBy: entry.preparedByName ?? entry.recordedByName,
      reviewedBy: entry.reviewedByName,
      lines: lines.map((line) => ({
        account: line.account,
        text: line.text,
        debit: line.debit,
        credit: line.credit,
        name: names(entry.entryDate, line.account),
      })),
    })),
  };
}

/** `2011-H1` as people say it: the entries that events make name their half-year by its code. */
function spelledPeriods(text: string, language: Language): string {
  return text.replace(/\b\d{4}-H[12]\b ?/g, (code) => {
    const written = writtenPeriod(language, Period.parse(code.trim()));
    return language === 'zh' ? written : `${written}, `;
  });
}

async function entriesOf(
  tx: Tx,
  cooperativeId: string,
  month: string | undefined,
): Promise<readonly EntryWithLines[]> {
  if (month === undefined) return [];
  const from = LocalDate.parse(`${month}-01`);
  const to = LocalDate.parse(`${month}-28`).plusDays(4);
  const last = LocalDate.of(to.year, to.month, 1).plusDays(-1);
  const entries: EntryWithLines[] = [];
  for (;;) {
    const page = await entriesBetween(tx, cooperativeId, { from, to: last }, PAGE, entries.at(-1)?.entry);
    entries.push(...page);
    if (page.length < PAGE) return entries;
  }
}
