/** The wire of tax withheld. Resident IDs are masked but in the file for the tax client. */
import * as z from 'zod';
import { characterSets } from '../../domain/bank-file.ts';
import { runKinds } from '../../domain/dividend-run.ts';
import { filingPlaces } from '../../domain/tax-filing.ts';
import { languageQuery } from '../../contract/query.ts';
import { dateText, idText } from '../../contract/wire.ts';
import { monthText } from '../accounting/contract.ts';

/** What stands above a column: no line break, and nothing that a spreadsheet would run as a formula. */
const head = z
  .string()
  .max(40)
  .regex(/^(?![=+\-@])\P{Cc}*$/u);

export const filingTemplateShape = z.strictObject({
  id: z.string().regex(/^[a-z][a-z0-9-]{1,39}$/),
  name: z.string().trim().min(1).max(60),
  encoding: z.enum(characterSets),
  columns: z
    .array(z.strictObject({ head, is: z.enum(filingPlaces) }))
    .min(1)
    .max(40),
});

export const fileTaxInput = z.strictObject({
  month: monthText(),
  template: z
    .string()
    .max(40)
    .meta({ description: 'The id of a template that ships, or of one of your own' }),
});
export const filingTemplatesReply = z.strictObject({
  templates: z.array(filingTemplateShape.extend({ id: z.string(), own: z.boolean() })),
});
export const filingIdInput = z.strictObject({ filingId: idText() });
export const remitTaxInput = z.strictObject({
  filingId: idText(),
  remittedOn: dateText(),
  receipt: z.string().trim().min(1).max(60).meta({ description: 'Number of the tax receipt' }),
});
export const strikeRemittanceInput = z.strictObject({
  filingId: idText(),
  reason: z.string().trim().min(2).max(300),
});

const row = z.strictObject({
  number: z.string(),
  name: z.string(),
  residentIdMasked: z.string().nullable(),
  gross: z.string(),
  rate: z.string(),
  tax: z.string(),
});

export const withheldReply = z.strictObject({
  month: z.string(),
  dueOn: z.string(),
  gross: z.string(),
  tax: z.string().meta({ description: 'Of rows and corrections together: what the month is to hand over' }),
  booked: z
    .string()
    .meta({ description: 'What the books took on the tax account for the same runs: the same' }),
  filing: z.string().nullable().meta({ description: 'Number of the list that covers the month' }),
  rows: z.array(row),
  corrections: z
    .array(row.extend({ month: z.string(), correctedGross: z.string(), correctedTax: z.string() }))
    .meta({ description: 'What runs of this month changed in the declarations of earlier months' }),
});
export const monthQuery = languageQuery.extend({ month: monthText() });

const remitted = z.strictObject({
  on: z.string(),
  amount: z.string(),
  receipt: z.string(),
  bankAccount: z.string().meta({ description: 'Of the books: where the money went out' }),
});

export const filingReply = z.strictObject({
  id: idText(),
  number: z.string(),
  month: z.string(),
  dueOn: z.string(),
  template: z.string(),
  count: z.int(),
  corrections: z.int(),
  gross: z.string(),
  tax: z.string(),
  fileSha256: z.string(),
  remitted: remitted.nullable(),
  struck: z
    .array(remitted.extend({ reason: z.string() }))
    .meta({ description: 'Remittances that were entered in error' }),
});
export const filingsReply = z.strictObject({ filings: z.array(filingReply) });

export const certificateQuery = languageQuery.extend({
  year: z.string().regex(/^(19|20|21)\d{2}$/),
  member: z.string().min(1).max(60),
});
export const incomeReply = z.strictObject({
  year: z.string(),
  member: z.strictObject({ number: z.string(), name: z.string(), residentIdMasked: z.string().nullable() }),
  rows: z.array(
    z.strictObject({
      period: z.string(),
      run: z.string(),
      kind: z.enum(runKinds),
      paidOn: z.string(),
      gross: z.string(),
      rate: z.string(),
      tax: z.string(),
      basis: z.string(),
    }),
  ),
  gross: z.string(),
  tax: z.string(),
});
