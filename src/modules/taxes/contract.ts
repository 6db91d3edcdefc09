/** The wire of tax withheld. Resident IDs are masked but in the file for the tax client. */
import * as z from 'zod';
import { beginsFormula } from '../../domain/harmless-text.ts';
import { characterSets } from '../../domain/bank-file.ts';
import { runKinds } from '../../domain/dividend-run.ts';
import { citation } from '../../domain/law.ts';
import { filingPlaces } from '../../domain/tax-filing.ts';
import { endpoint, nothing } from '../../contract/endpoint.ts';
import { dateText, idText } from '../../contract/wire.ts';
import { booksRefuse, monthText } from '../accounting/contract.ts';
import { taxRisk } from '../dividends/contract.ts';
import { proseText } from '../../contract/text-kinds.ts';

/** What stands above a column: no line break, and nothing that a spreadsheet would run as a formula. */
const head = z
  .string()
  .max(40)
  .regex(/^\P{Cc}*$/u)
  .refine((text) => !beginsFormula(text));

const filingTemplateShape = z.strictObject({
  id: z.string().regex(/^[a-z][a-z0-9-]{1,39}$/),
  name: z.string().trim().min(1).max(60),
  encoding: z.enum(characterSets),
  columns: z
    .array(z.strictObject({ head, is: z.enum(filingPlaces) }))
    .min(1)
    .max(40),
});

const filingInput = z.strictObject({ filingId: idText() });
const reason = proseText(300, 2);

const row = z.strictObject({
  number: z.string(),
  name: z.string(),
  residentIdMasked: z.string().nullable(),
  gross: z.string(),
  rate: z.string(),
  tax: z.string(),
});

const [day, moves] = [citation('dividend-tax.day@2011'), citation('tax.day-moves@2002')];
const least = citation('tax.least@2012');
const lastDay = {
  description: `By ${day.en}; before September 2011 the 7th. Holidays: ${moves.en}`,
  zh: `依据${day.zh}；2011年9月以前为7日。节假日顺延依据${moves.zh}`,
};

const withheldReply = z.strictObject({
  month: z.string(),
  dueOn: z.string().meta(lastDay),
  gross: z.string(),
  tax: z.string().meta({
    description: 'Of rows and corrections together: what the month is to hand over',
    zh: '各行与更正合计：本月应缴',
  }),
  booked: z.string().meta({
    description: 'What the books took on the tax account for the same runs: the same',
    zh: '同批分红记入应交税费的金额，应与此相同',
  }),
  filing: z.string().nullable().meta({
    description: 'Number of the list that covers the month',
    zh: '已申报本月的申报表编号',
  }),
  rows: z.array(row),
  corrections: z
    .array(row.extend({ month: z.string(), correctedGross: z.string(), correctedTax: z.string() }))
    .meta({
      description: 'What runs of this month changed in the declarations of earlier months',
      zh: '本月的冲销和补差对以前月份申报的更正',
    }),
});
const remitted = z.strictObject({
  on: z.string(),
  amount: z.string(),
  receipt: z.string(),
  bankAccount: z.string().meta({
    description: 'Of the books: where the money went out',
    zh: '支付所用的会计科目',
  }),
});

const filingReply = z.strictObject({
  id: idText(),
  number: z.string(),
  month: z.string(),
  dueOn: z.string().meta(lastDay),
  template: z.string(),
  count: z.int(),
  corrections: z.int(),
  gross: z.string(),
  tax: z.string(),
  fileSha256: z.string(),
  notCollected: z.string().meta({
    description: `Tax that the tax office does not collect, being less than the least: ${least.en} It is not remitted and goes to other income.`,
    zh: `不足起征额、税务机关不收取的税款：${least.zh}不缴纳，转入其他收入`,
  }),
  remitted: remitted.nullable(),
  awaiting: remitted.nullable().meta({
    description: 'Entered by one person: in the books once another confirms it',
    zh: '已登记，等另一人复核后入账',
  }),
  struck: z
    .array(remitted.extend({ reason: z.string() }))
    .meta({ description: 'Remittances that were entered in error', zh: '登记有误而作废的缴税' }),
  sentBack: z
    .array(remitted.extend({ reason: z.string() }))
    .meta({ description: 'Remittances that another person did not confirm', zh: '复核时退回的缴税登记' }),
});
const incomeReply = z.strictObject({
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
      basisEn: z.string().nullable(),
      taxRisk,
    }),
  ),
  gross: z.string(),
  tax: z.string(),
});

export const readTaxWithheld = endpoint({
  name: 'readTaxWithheld',
  method: 'get',
  path: '/tax-withheld',
  logged: 'register',
  action: 'payouts.read',
  summary: { zh: '一个月代扣了谁多少税', en: 'Who was withheld what in a month' },
  input: z.strictObject({ month: monthText() }),
  reply: withheldReply,
  example: { month: '2010-07' },
});

export const listTaxTemplates = endpoint({
  name: 'listTaxTemplates',
  method: 'get',
  path: '/tax-filing-templates',
  action: 'payouts.read',
  summary: {
    zh: '申报文件模板：内置的和自设的',
    en: 'Templates of the file: those that ship, and the cooperative’s own',
  },
  input: nothing,
  reply: z.strictObject({
    templates: z.array(filingTemplateShape.extend({ id: z.string(), own: z.boolean() })),
  }),
});

export const setTaxTemplate = endpoint({
  name: 'setTaxTemplate',
  method: 'put',
  path: '/tax-filing-templates',
  action: 'settings.change',
  summary: { zh: '设置自用的申报文件模板', en: 'Set a template of the cooperative’s own' },
  input: filingTemplateShape,
  reply: filingTemplateShape,
  errors: ['tax.template-taken', 'tax.template-lacks', 'tax.template-once', 'payout.character-not-encodable'],
  example: {
    id: 'county-2026',
    name: '县税务局 2026',
    encoding: 'gbk',
    columns: [
      { head: '纳税人', is: 'name' },
      { head: '证件号码', is: 'resident-id' },
      { head: '收入', is: 'gross' },
      { head: '税额', is: 'tax' },
    ],
  },
});

export const readTaxIncome = endpoint({
  name: 'readTaxIncome',
  method: 'get',
  path: '/tax-income',
  logged: 'register',
  action: 'payouts.read',
  summary: { zh: '一名社员一年的所得和代扣税款', en: 'What a member received and was withheld in a year' },
  input: z.strictObject({
    year: z.string().regex(/^(19|20|21)\d{2}$/),
    member: z.string().min(1).max(60).meta({ description: 'Register number', zh: '社员登记编号' }),
  }),
  reply: incomeReply,
  errors: ['pension.member-unknown'],
  example: { year: '2010', member: '9' },
});

export const listTaxFilings = endpoint({
  name: 'listTaxFilings',
  method: 'get',
  path: '/tax-filings',
  action: 'payouts.read',
  summary: { zh: '申报表，按编号', en: 'Lists by number' },
  input: nothing,
  reply: z.strictObject({ filings: z.array(filingReply) }),
});

export const fileTax = endpoint({
  name: 'fileTax',
  method: 'post',
  path: '/tax-filings',
  action: 'payouts.prepare',
  summary: { zh: '编制一个月的申报表', en: 'Make the month’s list for the tax client' },
  input: z.strictObject({
    month: monthText(),
    template: z.string().max(40).meta({
      description: 'The id of a template that ships, or of one of your own',
      zh: '申报模板：内置的或自设的',
    }),
  }),
  reply: filingReply,
  status: 201,
  errors: [
    'tax.template-unknown',
    'tax.month-not-over',
    'tax.month-filed',
    'tax.nothing-withheld',
    'tax.resident-id-missing',
    'payout.character-not-encodable',
  ],
  example: { month: '2010-07', template: 'withholding-client' },
});

export const remitTax = endpoint({
  name: 'remitTax',
  method: 'post',
  path: '/tax-filings/:filingId/remit',
  action: 'payouts.prepare',
  summary: {
    zh: '登记申报表税款已缴（经另一人复核后入账）',
    en: 'Note that the tax of a list was remitted: in the books once another person confirms it',
  },
  input: filingInput.extend({
    remittedOn: dateText(),
    receipt: z.string().trim().min(1).max(60).meta({
      description: 'Number of the tax receipt',
      zh: '完税凭证号',
    }),
  }),
  reply: filingReply,
  errors: [
    'tax.filing-unknown',
    'tax.remitted',
    'tax.remittance-waits',
    'tax.below-least',
    'tax.nothing-to-remit',
    'tax.remitted-too-early',
    'tax.not-booked',
    ...booksRefuse,
  ],
  example: { remittedOn: '2010-08-10', receipt: '完税2010-07' },
});

export const confirmTaxRemittance = endpoint({
  name: 'confirmTaxRemittance',
  method: 'post',
  path: '/tax-filings/:filingId/remittance/confirm',
  action: 'payouts.release',
  act: { zh: '复核缴税', en: 'confirm that tax was remitted' },
  summary: {
    zh: '复核缴税登记：凭完税凭证核对后入账（登记人不能复核）',
    en: 'Confirm a remittance against its tax receipt, not by whoever entered it: it is in the books then',
  },
  input: filingInput,
  reply: filingReply,
  errors: [
    'tax.filing-unknown',
    'tax.no-remittance-waits',
    'payout.confirmer-is-enterer',
    'tax.not-booked',
    ...booksRefuse,
  ],
  example: {},
});

export const sendBackTaxRemittance = endpoint({
  name: 'sendBackTaxRemittance',
  method: 'post',
  path: '/tax-filings/:filingId/remittance/send-back',
  action: 'payouts.release',
  act: { zh: '退回缴税登记', en: 'send back a remittance' },
  summary: {
    zh: '退回缴税登记，可重新登记（登记人不能退回）',
    en: 'Send a remittance back, not by whoever entered it; it may be entered anew',
  },
  input: filingInput.extend({ reason }),
  reply: filingReply,
  errors: ['tax.filing-unknown', 'tax.no-remittance-waits', 'payout.confirmer-is-enterer'],
  example: { reason: '完税凭证号不符' },
});

export const strikeTaxRemittance = endpoint({
  name: 'strikeTaxRemittance',
  method: 'post',
  path: '/tax-filings/:filingId/remittance/strike',
  action: 'payouts.release',
  summary: {
    zh: '作废登记有误的缴税（登记人不能作废）',
    en: 'Strike a remittance that was entered in error; not by whoever entered it',
  },
  input: filingInput.extend({ reason }),
  reply: filingReply,
  errors: ['tax.filing-unknown', 'tax.not-remitted', 'payout.striker-is-enterer'],
  example: { reason: '凭证号有误' },
});

export const takeTaxFilingFile = endpoint({
  name: 'takeTaxFilingFile',
  method: 'post',
  path: '/tax-filings/:filingId/take-file',
  logged: 'file',
  action: 'payouts.take-file',
  summary: { zh: '取走申报文件', en: 'Take the file of a list' },
  description: {
    zh: '文件中身份证号为明文，每次取走都留下记录。',
    en: 'It has every resident ID in clear, so each taking is logged.',
  },
  traced: true,
  input: filingInput,
  reply: { files: ['text/csv; charset=utf-8'], description: { zh: '申报文件', en: 'The file' } },
  errors: ['tax.filing-unknown'],
  example: {},
});
