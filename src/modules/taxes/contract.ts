/** The wire of tax withheld. Resident IDs are masked but in the file for the tax client. */
import { z } from 'zod';
import { languageQuery } from '../../platform/http.ts';
import { dateText, idText } from '../../platform/wire.ts';
import { monthText } from '../accounting/index.ts';

export const fileTaxInput = z.strictObject({ month: monthText(), template: z.string().max(40) });
export const filingIdInput = z.strictObject({ filingId: idText() });
export const remitTaxInput = z.strictObject({
  filingId: idText(),
  remittedOn: dateText(),
  receipt: z.string().trim().min(1).max(60).meta({ description: 'Number of the tax receipt' }),
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
  tax: z.string(),
  rows: z.array(row).meta({ description: 'Negative: tax taken back, reported as a correction' }),
});
export const monthQuery = languageQuery.extend({ month: monthText() });

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
  remitted: z.strictObject({ on: z.string(), amount: z.string(), receipt: z.string() }).nullable(),
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
