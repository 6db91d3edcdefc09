/** The wire of payouts: the paying account, bank templates, batches. Account numbers come out masked. */
import * as z from 'zod';
import { endpoint, nothing } from '../../contract/endpoint.ts';
import { pageInput } from '../../contract/query.ts';
import { idText, moneyText } from '../../contract/wire.ts';
import { answerColumns, bankEncodings, placeKinds } from '../../domain/bank-file.ts';
import { payoutStates } from '../../domain/payout.ts';
import { accountKinds } from '../../domain/share-register.ts';
import {
  lateReturnOfLine,
  orderEndpoints,
  orderInput,
  orderReply,
  orderTerms,
  returnedReply,
} from './order-contract.ts';
import { waitingFor } from '../settings/contract.ts';
import { asProse, asTyped } from '../../contract/text-kinds.ts';

const payoutSettingsInput = z.strictObject({
  payerName: z.string().trim().min(2).max(60),
  payerBank: z.string().trim().min(2).max(60),
  payerAccount: asTyped(z.string().max(60)).optional().meta({
    description: 'The account as it is paid from already, where it is left out; the first must be given',
    zh: '付款账号；不填沿用现行账号，首次设置须填',
  }),
  minimum: moneyText().meta({
    description: 'Payees who get less in all wait; 0 pays everybody',
    zh: '起付额：合计不足者累计到下期；0 为不设',
  }),
});
const payoutSettingsReply = z.strictObject({
  payerName: z.string(),
  payerBank: z.string(),
  payerAccountMasked: z.string(),
  minimum: z.string(),
});

/** Another payer, as it waits for another person; the account itself stands sealed beside it. */
export const payerWish = payoutSettingsReply;

const short = asProse(z.string().max(200), 0);
const word = z.string().trim().min(1).max(40);
const place = z.discriminatedUnion('is', [
  z.strictObject({ is: z.enum(placeKinds) }),
  z.strictObject({ is: z.enum(['amount', 'total']), unit: z.enum(['yuan', 'fen']) }),
  z.strictObject({ is: z.literal('text'), text: short }),
]);
const places = z.array(place).min(1).max(40);
const templateLine = z.union([z.strictObject({ raw: short }), z.strictObject({ places })]);

/** A bank's file as data: what every line holds, place by place. */
const templateShape = z.strictObject({
  id: z.string().regex(/^[a-z][a-z0-9-]{2,39}$/),
  name: z.strictObject({ zh: z.string().min(1).max(60), en: z.string().min(1).max(60) }),
  extension: z.string().regex(/^[a-z0-9]{1,8}$/),
  encoding: z.enum(bankEncodings),
  newline: z.enum(['\r\n', '\n']),
  separator: asProse(z.string().min(1).max(3), 0),
  closed: z.boolean().meta({ description: 'A separator after the last place too', zh: '末栏之后也有分隔符' }),
  quoted: z
    .boolean()
    .meta({ description: 'Places are quoted as in CSV where they must be', zh: '必要时按 CSV 加引号' }),
  head: z.array(templateLine).max(20),
  row: places,
  foot: z.array(templateLine).max(20),
  answer: z
    .strictObject({
      columns: z.partialRecord(z.enum(answerColumns), word),
      paid: z.array(word).max(20),
      returned: z.array(word).max(20),
      open: z.array(word).max(20).optional(),
    })
    .optional()
    .meta({
      description: 'What the bank’s answer calls its columns and results, besides the usual names',
      zh: '银行回盘自用的栏目和结果名称（常用名称之外）',
      example: { columns: { outcome: '入账标志' }, paid: ['Y'], returned: ['N'] },
    }),
});
export type OwnTemplate = z.output<typeof templateShape>;
const templatesReply = z.strictObject({
  templates: z.array(
    templateShape.extend({
      own: z.boolean(),
      source: z.strictObject({ zh: z.string(), en: z.string() }).optional().meta({
        description: 'Where the form of one that ships was seen, and when',
        zh: '随程序提供的模板：样式的来源和日期',
      }),
    }),
  ),
});

export const setPayoutSettings = endpoint({
  name: 'setPayoutSettings',
  method: 'put',
  path: '/payout-settings',
  action: 'settings.change',
  summary: { zh: '设置付款账户和起付额', en: 'Set the paying account and the minimum' },
  description: {
    zh: '提高起付额、变更付款户名、开户行或付款账号，由另一人复核后生效；首次设置随即生效。变更后，此前制作的银行文件不再放行、取走和送出。答复为现行设置。',
    en: 'A higher minimum, and another payer, bank or account than before, hold once another person confirms them; the first are set at once. What was made under the payer before is released, taken and sent no more. The reply is what is in force.',
  },
  input: payoutSettingsInput,
  reply: payoutSettingsReply.extend(waitingFor),
  errors: ['payout.minimum-negative', 'payout.settings-unset', 'record.changed-since'],
  example: {
    payerName: '示范合作社',
    payerBank: '工商银行',
    payerAccount: '1602000009900000001',
    minimum: '0',
  },
});

export const readPayoutSettings = endpoint({
  name: 'readPayoutSettings',
  method: 'get',
  path: '/payout-settings',
  action: 'payouts.read',
  summary: { zh: '付款账户和起付额', en: 'The paying account and the minimum' },
  input: nothing,
  reply: payoutSettingsReply,
  errors: ['payout.settings-unset'],
});

export const listBankTemplates = endpoint({
  name: 'listBankTemplates',
  method: 'get',
  path: '/bank-templates',
  action: 'payouts.read',
  summary: { zh: '可制作的银行文件', en: 'Bank files that can be made' },
  input: nothing,
  reply: templatesReply,
});

export const setBankTemplate = endpoint({
  name: 'setBankTemplate',
  method: 'put',
  path: '/bank-templates',
  action: 'settings.change',
  summary: { zh: '设置自用的银行文件模板', en: 'Set a bank template of the cooperative’s own' },
  input: templateShape,
  reply: templateShape.extend(waitingFor),
  errors: [
    'payout.template-taken',
    'payout.template-lacks',
    'payout.template-once',
    'payout.template-separator',
    'payout.template-tab',
    'payout.template-text',
    'payout.template-unit',
    'payout.template-word',
  ],
  example: {
    id: 'village-bank',
    name: { zh: '村镇银行', en: 'Village bank' },
    extension: 'txt',
    encoding: 'gbk',
    newline: '\n',
    separator: '^',
    closed: false,
    quoted: false,
    head: [{ places: [{ is: 'count' }, { is: 'total', unit: 'yuan' }] }],
    row: [{ is: 'account' }, { is: 'name' }, { is: 'amount', unit: 'fen' }],
    foot: [],
  },
});

/** How many claims stand where, and for how much. */
export const stateTotal = z.strictObject({
  state: z.enum(payoutStates),
  count: z.int(),
  total: z.string(),
  open: z.string().meta({
    description: 'What of it is still to be paid; negative: owed',
    zh: '其中尚未支付的；负数为应退回',
  }),
});

export const batchSteps = orderEndpoints({
  noun: 'PayoutBatch',
  path: '/payout-batches',
  words: { zh: '发放批次', en: 'payout batch' },
  unknown: 'payout.batch-unknown',
});
export const readPayoutBatchAccounts = batchSteps.accounts;
export const releasePayoutBatch = batchSteps.release;
export const takePayoutBatchFile = batchSteps.takeFile;
export const sendPayoutBatch = batchSteps.send;
export const cancelPayoutBatch = batchSteps.cancel;
export const refusePayoutBatch = batchSteps.refuse;
export const answerPayoutBatch = batchSteps.answer;
export const returnPayoutBatchLine = batchSteps.returnLate;
export const confirmPayoutBatchReturn = batchSteps.confirmLate;
export const sendBackPayoutBatchReturn = batchSteps.sendBackLate;
export const takeBackPayoutBatchAnswer = batchSteps.takeBack;
export const takeBackPayoutBatchReturn = batchSteps.takeBackLate;
export const confirmPayoutBatchTakeBack = batchSteps.confirmTakeBack;
export const sendBackPayoutBatchTakeBack = batchSteps.sendBackTakeBack;

const templateInput = z.strictObject({ templateId: z.string().min(1).max(40) });

const sampleProof = z.strictObject({
  templateId: z.string(),
  sample: z.strictObject({ name: z.string(), sha256: z.string(), keptAt: z.string() }),
  by: z.enum(['bytes', 'cells']).meta({
    description:
      'bytes: the file is written again from the sample and is the same; cells: of a workbook, cell by cell',
    zh: 'bytes：按样本重写的文件逐字节相同；cells：工作簿逐格相同',
  }),
  rows: z.int().meta({ description: 'Payments that were read out of it', zh: '从样本读出的笔数' }),
  total: z.string().meta({ description: 'What they come to', zh: '从样本读出的合计金额' }),
  isProved: z.boolean(),
  faults: z
    .array(z.strictObject({ code: z.string(), message: z.string(), row: z.int().optional() }))
    .meta({ description: 'What differs, by line', zh: '不同之处及其行' }),
});

export const keepBankSample = endpoint({
  name: 'keepBankSample',
  method: 'post',
  path: '/bank-templates/:templateId/sample',
  action: 'settings.change',
  summary: {
    zh: '保存银行给的样本文件，并据以逐字节验证模板',
    en: 'Keep the bank’s own sample file and prove the template by it, byte for byte',
  },
  description: {
    zh: '样本加密保存。程序按模板从样本读出各笔，再写出文件，与样本逐行、逐字节比较。',
    en: 'The sample is kept sealed. Its payments are read by the template, the file is written again from them, and both are compared line by line and byte for byte.',
  },
  input: templateInput,
  upload: { description: { zh: '银行给的样本文件', en: 'The sample that the bank gave' } },
  reply: sampleProof,
  status: 201,
  errors: ['file.missing', 'payout.sample-large', 'payout.template-unknown'],
});

export const listBankSamples = endpoint({
  name: 'listBankSamples',
  method: 'get',
  path: '/bank-samples',
  action: 'payouts.read',
  summary: {
    zh: '各银行文件模板的样本和验证结果，按模板现在的内容',
    en: 'Samples of bank files and what they prove of their templates, as these are now',
  },
  input: nothing,
  reply: z.strictObject({ proofs: z.array(sampleProof) }),
});

export const makePayoutBatch = endpoint({
  name: 'makePayoutBatch',
  method: 'post',
  path: '/payout-batches',
  action: 'payouts.prepare',
  summary: { zh: '把可发放的款项制成一个银行文件', en: 'Make a batch of everything payable, as a bank file' },
  input: z.strictObject({
    ...orderTerms,
    runIds: z
      .array(idText())
      .min(1)
      .max(100)
      .optional()
      .meta({ description: 'All posted runs unless given', zh: '不填为全部已入账的分红' }),
    bank: z
      .string()
      .trim()
      .min(1)
      .max(60)
      .optional()
      .meta({ description: 'Only accounts at banks so named', zh: '只发名称含此字样的开户行' }),
    purpose: z
      .string()
      .trim()
      .min(1)
      .max(30)
      .optional()
      .meta({ description: '分红 unless given', zh: '用途，不填为“分红”' }),
    together: z.boolean().optional().meta({
      description: 'One payment a person and account; in the books their lines stay apart',
      zh: '同一人同一账号合为一笔付款；账上各笔分开',
    }),
  }),
  reply: z.strictObject({
    batch: orderReply,
    again: returnedReply,
    leftOut: z.array(stateTotal).meta({
      description: 'Claims of these runs that are not in the batch, by where they stand',
      zh: '未列入本批的款项，按其状态',
    }),
  }),
  status: 201,
  errors: [
    'payout.nothing-posted',
    'payout.nothing-to-pay',
    'payout.pay-day-past',
    'payout.payer-missing',
    'books.not-opened',
    'payout.run-not-posted',
    'payout.run-not-entered',
    'payout.template-unknown',
    'payout.template-no-sheet',
    'payout.character-not-encodable',
    'payout.place-breaks-line',
    'payout.place-missing',
    'payout.account-malformed',
    'run.unknown',
  ],
  example: { template: 'icbc-bpt', payOn: '2199-12-31' },
});

export const listPayoutBatches = endpoint({
  name: 'listPayoutBatches',
  method: 'get',
  path: '/payout-batches',
  action: 'payouts.read',
  summary: { zh: '发放批次，按编号', en: 'Batches by number' },
  input: pageInput,
  reply: z.strictObject({ batches: z.array(orderReply), next: z.string().nullable() }),
});

export const readPayoutBatch = endpoint({
  name: 'readPayoutBatch',
  method: 'get',
  path: '/payout-batches/:orderId',
  action: 'payouts.read',
  summary: { zh: '一个发放批次', en: 'One batch' },
  input: orderInput,
  reply: orderReply,
  errors: ['payout.batch-unknown'],
});

export const listPayoutBatchLines = endpoint({
  name: 'listPayoutBatchLines',
  method: 'get',
  path: '/payout-batches/:orderId/lines',
  logged: 'register',
  action: 'payouts.read',
  summary: { zh: '批次各笔，按文件次序', en: 'Lines of a batch in the order of its file' },
  input: orderInput.extend(pageInput.shape),
  reply: z.strictObject({
    lines: z.array(
      z.strictObject({
        serial: z.int(),
        bankRow: z.int().meta({
          description: 'The row of the bank’s file that pays it',
          zh: '银行文件中付这一笔的序号',
        }),
        kind: z.enum(accountKinds),
        number: z.string(),
        part: z.int(),
        runId: idText(),
        run: z.string(),
        payee: z.string(),
        bank: z.string().nullable(),
        accountMasked: z.string(),
        amount: z.string(),
        outcome: z.enum(['paid', 'returned']).nullable(),
        reason: z.string().nullable(),
        lateReturnId: lateReturnOfLine,
      }),
    ),
    next: z.string().nullable(),
  }),
  errors: ['payout.batch-unknown'],
});
