/** The wire of pensions. */
import * as z from 'zod';
import { bankEncodings } from '../../domain/bank-file.ts';
import { languageQuery } from '../../contract/query.ts';
import { dateText, idText, moneyText } from '../../contract/wire.ts';
import { monthText } from '../accounting/contract.ts';
import { answerInput } from '../payouts/index.ts';

const reason = z.string().trim().min(2).max(300);

const conditions = {
  age: z
    .strictObject({ male: z.int().min(1).max(120), female: z.int().min(1).max(120) })
    .nullable()
    .meta({ description: 'Full years; null where no age is asked for' }),
  years: z.int().min(1).max(100).nullable().meta({ description: 'Full years of work or residence' }),
};

export const pensionRuleInput = z.strictObject({
  from: monthText().meta({ description: 'The first month it counts for' }),
  ...conditions,
  retireesOnly: z.boolean(),
  amount: moneyText(),
  grades: z
    .array(z.strictObject({ ...conditions, amount: moneyText() }))
    .max(20)
    .optional()
    .meta({
      description:
        'Other amounts for the older or longer-serving, such as from 80 on; the last one whose conditions are met counts, from the month after',
    }),
  deathMonthPaid: z.boolean(),
  lifeProofMonths: z
    .int()
    .min(1)
    .max(60)
    .nullable()
    .meta({ description: 'A proof of life lasts so many months; null: none is asked for' }),
  source: z.string().trim().min(2).max(300).meta({ description: 'The resolution or article it rests on' }),
});
export type PensionRuleInput = Readonly<z.output<typeof pensionRuleInput>>;
export const withdrawRuleInput = z.strictObject({
  from: monthText().meta({ description: 'The first month of the rule' }),
  reason,
});
export const rulesReply = z.strictObject({
  rules: z.array(pensionRuleInput),
  withdrawn: z.array(pensionRuleInput.extend({ reason: z.string(), withdrawnAt: z.string() })),
});

export const lifeProofInput = z.strictObject({
  member: z.string().min(1).max(60),
  provedOn: dateText(),
  means: z.string().trim().min(1).max(100),
});
export const makeRunInput = z.strictObject({
  month: monthText(),
  template: z.string().min(1).max(40).optional().meta({ description: 'Bank file; in cash unless given' }),
  encoding: z.enum(bankEncodings).optional().meta({
    description:
      'Where the bank takes another than the template’s: gb18030 for rare characters, or a workbook (xlsx)',
  }),
  payOn: dateText(),
});
export const runIdInput = z.strictObject({ runId: idText() });
export const cancelRunInput = z.strictObject({ runId: idText(), reason });
export const answerRunInput = answerInput.extend({ runId: idText() });
export const returnLineInput = z.strictObject({ runId: idText(), member: z.string().min(1).max(60), reason });

export const repaymentInput = z.strictObject({
  member: z.string().min(1).max(60),
  amount: moneyText(),
  means: z.enum(['bank', 'cash']).meta({ description: 'How it came back' }),
  note: z.string().trim().min(2).max(300),
});
export const repaymentReply = z.strictObject({
  id: idText(),
  overpaid: z.string().meta({ description: 'Still paid too much after this' }),
});

const line = z.strictObject({
  member: z.string(),
  name: z.string(),
  ofMonth: z.string(),
  arrears: z.string(),
  offset: z.string(),
  amount: z.string(),
  overpaid: z.string(),
  means: z.enum(['bank', 'cash', 'held']),
  serial: z.int().nullable().meta({ description: 'Its place in the bank’s file' }),
  accountMasked: z.string().nullable(),
  outcome: z
    .enum(['paid', 'returned'])
    .nullable()
    .meta({ description: 'What the bank said; null: nothing yet' }),
  reason: z.string().nullable().meta({ description: 'Why it came back' }),
});

export const pensionRunReply = z.strictObject({
  id: idText(),
  number: z.string(),
  month: z.string(),
  payOn: z.string(),
  state: z.enum(['made', 'paid', 'cancelled']),
  reason: z.string().nullable().meta({ description: 'Why it was cancelled' }),
  count: z.int(),
  byBank: z.string(),
  inCash: z.string(),
  total: z.string(),
  template: z.string().nullable(),
  encoding: z.enum(bankEncodings).nullable(),
  fileName: z.string().nullable(),
  fileSha256: z.string().nullable(),
  fileTakenAt: z.string().nullable().meta({ description: 'When somebody took the file first' }),
});
export const answerRunReply = z.strictObject({
  run: pensionRunReply,
  news: z.strictObject({ paid: z.int(), returned: z.int() }),
});
export const pensionRunDetail = pensionRunReply.extend({ lines: z.array(line) });
export const pensionRunsReply = z.strictObject({ runs: z.array(pensionRunReply) });
export const pensionOfQuery = languageQuery.extend({ member: z.string().min(1).max(60) });
export const pensionOfReply = z.strictObject({
  member: z.string(),
  eligibleOn: z.string().nullable(),
  provedOn: z.string().nullable(),
  payments: z.array(
    z.strictObject({
      month: z.string(),
      paidOn: z.string(),
      amount: z.string(),
      arrears: z.string(),
      offset: z.string(),
      means: z.enum(['bank', 'cash']),
      returned: z.boolean(),
    }),
  ),
  repayments: z.array(
    z.strictObject({
      receivedOn: z.string(),
      amount: z.string(),
      means: z.enum(['bank', 'cash']),
      note: z.string(),
    }),
  ),
  heldBack: z.strictObject({ month: z.string(), amount: z.string() }).nullable().meta({
    description: 'What the last month held back for want of a proof of life, with what came before',
  }),
  total: z.string().meta({ description: 'Paid, less what came back' }),
  overpaid: z.string().meta({
    description: 'Paid too much by the facts known now; later payments make it up, or it is brought back',
  }),
});
