/** The wire of what two people say of money and years: counts of the till, and closed years. Amounts are yuan. */
import * as z from 'zod';
import { endpoint } from '../../contract/endpoint.ts';
import { pageInput, reasonText } from '../../contract/query.ts';
import { idText, moneyText } from '../../contract/wire.ts';
import { yearText } from './contract.ts';

const tillAccount = z
  .string()
  .regex(/^101(\.\d{2}){0,2}$/)
  .meta({ description: 'The account of the till', zh: '库存现金科目', example: '101' });

const countReply = z.strictObject({
  id: idText(),
  number: z.string(),
  account: z.string(),
  day: z.string(),
  counted: z.string(),
  booked: z.string(),
  explanation: z.string().nullable(),
  countedBy: z.string(),
  state: z.enum(['open', 'confirmed', 'refused']),
  answeredBy: z.string().nullable(),
  reason: z.string().nullable(),
});

export const listTillCounts = endpoint({
  name: 'listTillCounts',
  method: 'get',
  path: '/till-counts',
  action: 'books.read',
  summary: { zh: '库存现金盘点，新的在前', en: 'Counts of the till, newest first' },
  input: pageInput.extend({
    after: z
      .string()
      .regex(/^\d{1,18}$/)
      .optional()
      .meta({ description: 'The `next` of the page before', zh: '上一页的 next' }),
  }),
  reply: z.strictObject({ counts: z.array(countReply), next: z.string().nullable() }),
});

export const countTill = endpoint({
  name: 'countTill',
  method: 'post',
  path: '/till-counts',
  action: 'payouts.cash',
  summary: {
    zh: '登记今天的库存现金盘点：与账面不符的写明原因；由监盘人复核',
    en: 'Enter today’s count of the till, with why it differs from the books; whoever stood by confirms it',
  },
  input: z.strictObject({
    account: tillAccount,
    counted: moneyText().meta({ description: 'What lies in the till', zh: '实点数' }),
    explanation: reasonText().optional().meta({ description: 'Why it differs', zh: '与账面不符的原因' }),
  }),
  reply: countReply,
  status: 201,
  errors: ['books.till-unexplained', 'books.till-negative'],
  example: { account: '101', counted: '1280.50' },
});

export const confirmTillCount = endpoint({
  name: 'confirmTillCount',
  method: 'post',
  path: '/till-counts/:countId/confirm',
  action: 'till.confirm',
  summary: { zh: '监盘人复核盘点', en: 'Whoever stood by confirms a count' },
  input: z.strictObject({ countId: idText() }),
  reply: countReply,
  errors: ['books.till-count-unknown', 'books.till-count-answered', 'books.till-count-by-another'],
});

export const sendBackTillCount = endpoint({
  name: 'sendBackTillCount',
  method: 'post',
  path: '/till-counts/:countId/send-back',
  action: 'till.confirm',
  summary: { zh: '退回盘点', en: 'Send a count back' },
  input: z.strictObject({ countId: idText(), reason: reasonText() }),
  reply: countReply,
  errors: ['books.till-count-unknown', 'books.till-count-answered', 'books.till-count-by-another'],
  example: { reason: '零钱未点' },
});

export const confirmYear = endpoint({
  name: 'confirmYear',
  method: 'post',
  path: '/years/:year/confirm',
  action: 'years.confirm',
  summary: {
    zh: '复核年终结转，不得由结转人本人办理',
    en: 'Confirm that a year was closed; not by whoever closed it',
  },
  input: z.strictObject({ year: yearText }),
  reply: z.strictObject({ year: z.string(), confirmedBy: z.string() }),
  errors: ['books.year-open', 'books.year-confirmed', 'books.year-confirmed-by-closer'],
  example: { year: '2024' },
});
