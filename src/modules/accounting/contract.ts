/** The wire of the books. Amounts are yuan; a negative amount is red. */
import * as z from 'zod';
import { accountClasses, chartNames } from '../../domain/chart.ts';
import { LocalDate } from '../../domain/calendar.ts';
import { entryKinds } from '../../domain/journal.ts';
import { languageQuery, pageQuery } from '../../contract/query.ts';
import { dateText, domainText, idText, moneyText } from '../../contract/wire.ts';

export const codeText = z
  .string()
  .regex(/^\d{3}(\.\d{2}){0,3}$/)
  .meta({ description: 'Account code, its own parts after dots', example: '102.01' });

export const monthText = () =>
  domainText((text) => LocalDate.parse(`${text}-01`), '2025-07', 'A month', '月份');

const holder = z.strictObject({
  kind: z.enum(['member', 'household', 'collective']),
  number: z.string().max(60).optional(),
});

export const enterEntryInput = z.strictObject({
  kind: z
    .enum(['manual', 'opening'])
    .optional()
    .meta({ description: '`opening` is what the books begin with; `manual` unless given' }),
  date: dateText(),
  summary: z.string().trim().min(2).max(200),
  attachments: z.int().min(0).max(999).optional().meta({ description: 'Papers attached to the voucher' }),
  lines: z
    .array(
      z.strictObject({
        account: codeText,
        debit: moneyText().optional(),
        credit: moneyText().optional(),
        text: z.string().trim().max(200).optional(),
        holder: holder.optional().meta({ description: 'Who is behind a line on 113' }),
      }),
    )
    .min(2)
    .max(500),
});

export const reverseEntryInput = z.strictObject({
  entryId: idText(),
  date: dateText().optional().meta({ description: 'Today unless given' }),
  reason: z.string().trim().min(2).max(200),
});

export const closeMonthInput = z.strictObject({ month: monthText() });
export const reopenMonthInput = z.strictObject({
  month: monthText(),
  reason: z.string().trim().min(2).max(500),
});
export const closeYearInput = z.strictObject({ year: z.int().min(1990).max(2199) });
export const reopenYearInput = closeYearInput.extend({ reason: z.string().trim().min(2).max(200) });
export const addAccountInput = z.strictObject({
  chart: z.enum(chartNames),
  code: z.string().regex(/^\d{3}\.\d{2}(\.\d{2})?$/),
  name: z.string().trim().min(1).max(60),
});

export const entryReply = z.strictObject({
  id: idText(),
  number: z.string(),
  date: z.string(),
  kind: z.enum(entryKinds),
  summary: z.string(),
  source: z.string().nullable(),
  attachments: z.int(),
  reverses: idText().nullable(),
  recordedAt: z.string(),
  recordedBy: z.string(),
  lines: z.array(
    z.strictObject({
      account: z.string(),
      name: z.string(),
      debit: z.string(),
      credit: z.string(),
      text: z.string(),
    }),
  ),
});

export const entryQuery = pageQuery.extend({ from: dateText(), to: dateText() });
export const entryPage = z.strictObject({ entries: z.array(entryReply), next: z.string().nullable() });

export const spanQuery = languageQuery.extend({ from: dateText(), to: dateText() });
export const dayQuery = languageQuery.extend({ on: dateText().optional() });

export const trialReply = z.strictObject({
  chart: z.enum(chartNames),
  from: z.string(),
  to: z.string(),
  rows: z.array(
    z.strictObject({
      account: z.string(),
      name: z.string(),
      class: z.enum(accountClasses),
      opening: z.string().meta({ description: 'Debit less credit; negative is a credit balance' }),
      debit: z.string(),
      credit: z.string(),
      closing: z.string(),
    }),
  ),
  totals: z
    .strictObject({ opening: z.string(), debit: z.string(), credit: z.string(), closing: z.string() })
    .meta({ description: 'Opening and closing come to zero, debits to credits' }),
});

const statementLine = z.strictObject({
  key: z.string(),
  name: z.string(),
  amount: z.string(),
  total: z.boolean(),
});

const sheetLine = statementLine.extend({
  opening: z.string().meta({ description: 'At the beginning of the year, in the chart of the day' }),
});

export const balanceSheetReply = z.strictObject({
  chart: z.enum(chartNames),
  on: z.string(),
  assets: z.array(sheetLine),
  liabilities: z.array(sheetLine),
  equity: z.array(sheetLine),
  openIncome: z
    .string()
    .meta({ description: 'What of undistributed income is income and expenses that are not closed yet' }),
  totalAssets: z.string(),
  totalLiabilitiesAndEquity: z.string(),
});

export const incomeReply = z.strictObject({
  chart: z.enum(chartNames),
  from: z.string(),
  to: z.string(),
  lines: z.array(statementLine),
});

export const memberBalancesReply = z.strictObject({
  on: z.string(),
  total: z.string().meta({ description: 'Equal to the credit balance of account 113' }),
  holders: z.array(z.strictObject({ kind: z.string(), number: z.string(), owed: z.string() })),
});

export const holderLedgerQuery = languageQuery.extend({
  kind: holder.shape.kind,
  number: holder.shape.number,
});
export const holderLedgerReply = z.strictObject({
  entries: z.array(
    z.strictObject({
      date: z.string(),
      number: z.string(),
      summary: z.string(),
      debit: z.string(),
      credit: z.string(),
      owed: z.string().meta({ description: 'Owed to the holder after this entry' }),
    }),
  ),
});

export const chartQuery = languageQuery.extend({ chart: z.enum(chartNames) });
export const chartReply = z.strictObject({
  chart: z.enum(chartNames),
  accounts: z.array(
    z.strictObject({
      code: z.string(),
      name: z.string(),
      class: z.enum(accountClasses),
      side: z.enum(['debit', 'credit']),
      own: z.boolean(),
    }),
  ),
});

export const mappingReply = z.strictObject({
  effectiveOn: z.string(),
  accounts: z.array(
    z.strictObject({
      from: z.string(),
      fromName: z.string(),
      to: z.string(),
      toName: z.string(),
      balance: z.string().meta({ description: 'Debit less credit on the eve of the switch' }),
      note: z.string().nullable(),
    }),
  ),
});

export const monthReply = z.strictObject({ month: z.string(), state: z.enum(['closed', 'reopened']) });
export const monthsReply = z.strictObject({
  closed: z.array(z.strictObject({ month: z.string(), closedAt: z.string(), closedBy: z.string() })),
});
export const entriesReply = z.strictObject({ entries: z.array(entryReply) });

export const booksSettingsShape = z.strictObject({
  collectivePart: z.enum(['reserve', 'undistributed']).meta({
    description: 'Where the collective share’s part of a dividend goes: to 311, or it stays undistributed',
  }),
  bankAccount: z
    .string()
    .regex(/^102(\.\d{2}){0,2}$/)
    .meta({ description: 'The account that payouts come out of', example: '102.01' }),
  pensionAccount: z
    .enum(['513', '514'])
    .meta({ description: 'Where pensions are a cost in the chart of 2023; before, 551 takes them' }),
});

export type BooksSettings = Readonly<z.output<typeof booksSettingsShape>>;
