/** Statements and ledgers of the books: balance sheet, income and its distribution, trial balance, accounts with their entries. */
import type { LocalDate } from '../../../domain/calendar.ts';
import type { Money } from '../../../domain/money.ts';
import type { Block, Paper, TableBlock } from '../../../platform/pdf-blocks.ts';
import { figure, money, tableOf, text } from '../columns.ts';
import { checkCode, heading, notes, officeSignatures, paperOf, type Sheet } from '../sheet.ts';
import { writtenDate } from '../wording.ts';
import { speaker } from './phrases.ts';

interface Line {
  readonly name: string;
  readonly amount: Money;
  readonly opening?: Money;
  /** It sums up others. */
  readonly total: boolean;
}

interface Balances {
  readonly account: string;
  readonly name: string;
  readonly opening: Money;
  readonly debit: Money;
  readonly credit: Money;
  readonly closing: Money;
}

export interface LedgerAccount extends Balances {
  readonly lines: readonly {
    readonly date: LocalDate;
    readonly number: string;
    readonly text: string;
    readonly debit: Money;
    readonly credit: Money;
    readonly balance: Money;
  }[];
}

type Part =
  | {
      readonly part: 'balance-sheet';
      readonly assets: readonly Line[];
      readonly liabilities: readonly Line[];
      readonly equity: readonly Line[];
      readonly totalAssets: Money;
      readonly totalOthers: Money;
    }
  | { readonly part: 'income-statement'; readonly lines: readonly Line[] }
  | { readonly part: 'trial-balance'; readonly rows: readonly Balances[] }
  | { readonly part: 'ledger'; readonly accounts: readonly LedgerAccount[] };

export type BookStatementsPaper = Part & {
  readonly subject: string;
  readonly span: { readonly from: LocalDate; readonly to: LocalDate };
};

export function bookStatementsPaper(sheet: Sheet, figures: BookStatementsPaper): Paper {
  const { language } = sheet;
  const say = speaker(language);
  const { part, span } = figures;
  const title = say(part);
  const [from, to] = [writtenDate(language, span.from), writtenDate(language, span.to)];
  const when = part === 'balance-sheet' ? say('endOf', { date: to }) : say('fromTo', { from, to });
  return paperOf(sheet, title, part === 'ledger' ? 'landscape' : 'by-tables', [
    { kind: 'title', title, subtitle: `${when} · ${say('yuanUnit')}`, qr: checkCode(sheet) },
    ...blocksOf(sheet, figures),
    officeSignatures(sheet),
  ]);
}

function blocksOf(sheet: Sheet, figures: BookStatementsPaper): readonly Block[] {
  const say = speaker(sheet.language);
  switch (figures.part) {
    case 'balance-sheet':
      return [
        heading(say('assets')),
        lineTable(sheet, figures.assets),
        heading(say('liabilities')),
        lineTable(sheet, figures.liabilities),
        heading(say('equity')),
        lineTable(sheet, figures.equity),
        {
          kind: 'figures',
          items: [
            { label: say('totalAssets'), value: figures.totalAssets.toGrouped(), accent: true },
            { label: say('totalOthers'), value: figures.totalOthers.toGrouped() },
          ],
        },
      ];
    case 'income-statement':
      return [lineTable(sheet, figures.lines)];
    case 'trial-balance':
      return [
        tableOf({ style: 'zebra', empty: say('noEntries') }, figures.rows, [
          text(say('account'), ({ account }) => account, { total: say('total') }),
          text(say('accountName'), ({ name }) => name, { weight: 3 }),
          money(say('opening'), ({ opening }) => opening),
          money(say('debit'), ({ debit }) => debit),
          money(say('credit'), ({ credit }) => credit),
          money(say('closing'), ({ closing }) => closing, { strong: true }),
        ]),
        ...notes(say('sidesNote')),
      ];
    case 'ledger':
      return figures.accounts.length === 0
        ? [{ kind: 'paragraph', text: say('noEntries') }]
        : [...figures.accounts.flatMap((each) => ledgerBlocks(sheet, each)), ...notes(say('ledgerNote'))];
  }
}

/** What an amount of nothing is: left empty, so that the eye finds the others. */
const shown = (amount: Money) => (amount.isZero ? '' : amount.toGrouped());

function lineTable(sheet: Sheet, lines: readonly Line[]): TableBlock {
  const say = speaker(sheet.language);
  const withOpening = lines.some(({ opening }) => opening !== undefined);
  return tableOf<Line>({ style: 'rules', subtotal: ({ total }) => total, empty: say('noEntries') }, lines, [
    text(say('item'), ({ name }) => name, { weight: 4 }),
    figure(say(withOpening ? 'closingColumn' : 'amount'), ({ amount }) => shown(amount), { strong: true }),
    ...(withOpening
      ? [figure<Line>(say('openingColumn'), ({ opening }) => (opening === undefined ? '' : shown(opening)))]
      : []),
  ]);
}

function ledgerBlocks(sheet: Sheet, { account, name, ...of }: LedgerAccount): readonly Block[] {
  const say = speaker(sheet.language);
  type Row = { date: string; number: string; text: string; debit: string; credit: string; balance: Money };
  const sideOf = (balance: Money) =>
    say(balance.isZero ? 'even' : balance.isNegative ? 'onCredit' : 'onDebit');
  const bare = { date: '', number: '' };
  const rows: readonly (Row & { readonly total?: true })[] = [
    { ...bare, text: say('opening'), debit: '', credit: '', balance: of.opening },
    ...of.lines.map((line) => ({
      date: line.date.toString(),
      number: line.number,
      text: line.text,
      debit: shown(line.debit),
      credit: shown(line.credit),
      balance: line.balance,
    })),
    {
      ...bare,
      total: true,
      text: say('sumOfPeriod'),
      debit: of.debit.toGrouped(),
      credit: of.credit.toGrouped(),
      balance: of.closing,
    },
  ];
  return [
    heading(`${account} ${name}`, 2),
    tableOf({ style: 'rules', subtotal: ({ total }) => total === true }, rows, [
      text(say('date'), ({ date }) => date),
      text(say('voucher'), ({ number }) => number),
      text(say('summary'), (row) => row.text, { weight: 5 }),
      figure(say('debit'), ({ debit }) => debit),
      figure(say('credit'), ({ credit }) => credit),
      text(say('side'), ({ balance }) => sideOf(balance)),
      figure(say('balance'), ({ balance: each }) => (each.isNegative ? each.negated() : each).toGrouped(), {
        strong: true,
      }),
    ]),
  ];
}
