/** The wire of dividend runs, from the draft to what is corrected later; their lines and the proof of each. */
import * as z from 'zod';
import { endpoint } from '../../contract/endpoint.ts';
import { named } from '../../contract/field-words.ts';
import { pageInput, reasonText } from '../../contract/query.ts';
import { dateText, domainText, idText, inEnglish, moneyText, periodText } from '../../contract/wire.ts';
import { methods } from '../../domain/dividend.ts';
import { accountKinds } from '../../domain/share-register.ts';
import {
  bases,
  dividingKinds,
  parseClassWeight,
  parseTaxRate,
  runKinds,
  runStates,
} from '../../domain/dividend-run.ts';
import { proseText } from '../../contract/text-kinds.ts';

const runInput = z.strictObject({ runId: idText() });
const reason = reasonText();

const draftRunInput = z.strictObject({
  kind: z.enum(dividingKinds).optional().meta({
    description: '`regular` unless given; `history` is of before the cooperative came here and pays nothing',
    zh: '不填为 `regular`（正常分红）；`history` 为建账以前的历史分红，不支付',
  }),
  period: periodText(),
  recordDate: dateText().meta({
    description: 'Whose holdings count; on share-days, who was held back',
    zh: '以当日持股为准；按股日计算时，以当日是否受限为准',
  }),
  basis: named(z.enum(bases), { zh: '计算口径', en: 'what is counted' }),
  method: z.enum(methods),
  rateScale: z
    .union([z.literal(2), z.literal(4), z.literal(6)])
    .optional()
    .meta({
      description: 'Decimals of the rate per share; only with per-share',
      zh: '每股红利的小数位数；仅用于按每股',
    }),
  pool: moneyText().optional().meta({
    description: 'What the adopted plan of the half-year leaves unless given',
    zh: '不填为本半年已通过方案的余额',
  }),
  classWeights: z
    .record(
      z.string().min(1).max(40),
      domainText(parseClassWeight, '1', 'Weight of one share of the class', '该股种每股的折算系数'),
    )
    .optional(),
  taxRate: domainText(parseTaxRate, '0.20', 'From 0 to 1; there is no default', '0 至 1；没有默认值'),
  taxBasis: proseText(300, 2).meta({ example: '《个人所得税法》第三条：利息、股息、红利所得 20%' }),
  taxBasisEn: inEnglish(300),
});

/** Both languages: a reply is read by whoever asks. */
export const taxRisk = z.strictObject({ zh: z.string(), en: z.string() }).nullable().meta({
  description: 'What a rate of zero risks whoever should have withheld, with its law; null at any other rate',
  zh: '税率为零时扣缴义务人的风险及依据；其他税率为 null',
});

export const runReply = z.strictObject({
  id: idText(),
  number: z.string(),
  kind: z.enum(runKinds),
  state: z.enum(runStates),
  period: z.string(),
  recordDate: z.string(),
  basis: z.enum(bases),
  countingRule: z.strictObject({ zh: z.string(), en: z.string() }),
  method: z.enum(methods),
  rateScale: z.int().nullable(),
  pool: z.string(),
  classWeights: z.record(z.string(), z.string()),
  taxRate: z.string(),
  taxBasis: z.string(),
  taxBasisEn: z.string().nullable(),
  refersTo: idText().nullable(),
  reason: z.string().nullable(),
  knownAt: z.string().nullable(),
  carriedIn: z.string(),
  carriedFrom: idText().nullable(),
  lines: z.int(),
  totalWeight: z.string().nullable(),
  rate: z.string().nullable(),
  paid: z.string(),
  tax: z.string(),
  net: z.string(),
  carried: z.string(),
  resolutionId: idText().nullable(),
  taxRisk,
  postedAt: z.string().nullable(),
});

const lineReply = z.strictObject({
  ordinal: z.int(),
  kind: z.enum(accountKinds),
  number: z.string(),
  shares: z.string(),
  weight: z.string(),
  quota: z.string().meta({ description: 'Exact fraction of yuan', zh: '应得额，元的精确分数' }),
  floor: z.string(),
  extraFen: z.boolean(),
  gross: z.string(),
  tax: z.string(),
  net: z.string(),
  held: z.string().nullable(),
});

export const listRuns = endpoint({
  name: 'listRuns',
  method: 'get',
  path: '/dividend-runs',
  action: 'runs.read',
  summary: { zh: '各次分红，按编号', en: 'Runs by number' },
  input: pageInput,
  reply: z.strictObject({ runs: z.array(runReply), next: z.string().nullable() }),
});

const sentence = z.strictObject({ zh: z.string(), en: z.string() });

const draftedReply = runReply.extend({
  warnings: z.array(sentence).meta({
    description: 'What would refuse its approval as things stand; it hinders nothing yet',
    zh: '照现状不能批准的原因，暂不妨碍办理',
  }),
});

export const draftRun = endpoint({
  name: 'draftRun',
  method: 'post',
  path: '/dividend-runs',
  action: 'runs.prepare',
  summary: { zh: '拟定一次分红', en: 'Draft a run' },
  input: draftRunInput,
  reply: draftedReply,
  status: 201,
  errors: [
    'run.period-taken',
    'run.record-date-of-another-period',
    'run.no-history',
    'run.no-movements',
    'run.before-first-movement',
    'dividend.pool-not-positive',
    'dividend.rate-scale-needed',
    'dividend.rate-scale-unwanted',
    'distribution.pool-needed',
    'distribution.run-exceeds-plan',
    'shares.class-not-found',
    'tax.rate-malformed',
    'tax.rate-above-law',
  ],
  example: {
    period: '2025-H1',
    recordDate: '2025-06-30',
    basis: 'record-date',
    method: 'largest-remainder',
    pool: '368000.00',
    classWeights: { basic: '1', matched: '0.5' },
    taxRate: '0.20',
    taxBasis: '《个人所得税法》第三条：利息、股息、红利所得 20%',
  },
});

export const draftAndCalculateRun = endpoint({
  name: 'draftAndCalculateRun',
  method: 'post',
  path: '/half-years/:period/dividend',
  action: 'runs.prepare',
  act: { zh: '拟定并计算分红', en: 'draft and calculate dividends' },
  summary: {
    zh: '按收益分配方案拟定本半年的分红并计算，一次办理',
    en: 'Draft the regular run of a half-year from its plan and calculate it, at once',
  },
  description: {
    zh: '分配额取自已通过的方案，尚未通过的取自最后拟定的方案；股权登记日为期末；其余未填的照上次分红，税率也只照上次、不另设默认。与分两步办理的要求相同：任何一步不成立，全部不写入。',
    en: 'The pool is that of the adopted plan, or of the one drawn up last; the record date is the last day of the half-year; what else is left out is as in the last regular run, the tax rate too, which has no other default. The rules are those of the two steps; when one fails nothing is written.',
  },
  input: draftRunInput.omit({ kind: true }).partial().extend({ period: periodText() }),
  reply: draftedReply,
  status: 201,
  errors: [
    'dividend.term-needed',
    'run.period-taken',
    'run.record-date-of-another-period',
    'run.record-date-future',
    'run.period-not-over',
    'run.no-movements',
    'run.before-first-movement',
    'dividend.pool-not-positive',
    'dividend.rate-scale-needed',
    'dividend.rate-scale-unwanted',
    'dividend.nothing-held',
    'dividend.rate-zero',
    'distribution.pool-needed',
    'distribution.run-exceeds-plan',
    'shares.class-not-found',
    'tax.rate-malformed',
    'tax.rate-above-law',
  ],
  example: { period: '2025-H1' },
});

export const readRun = endpoint({
  name: 'readRun',
  method: 'get',
  path: '/dividend-runs/:runId',
  action: 'runs.read',
  summary: { zh: '一次分红', en: 'One run' },
  input: runInput,
  reply: runReply.extend({
    preparedBy: z.string().nullable().meta({ description: 'Who calculated it', zh: '编制人' }),
    preparedAt: z.string(),
    approvedBy: z.string().nullable().meta({ description: 'Who approved it', zh: '批准人' }),
    approvedAt: z.string().nullable(),
    own: z.boolean().meta({
      description: 'Prepared by whoever reads, who cannot approve it',
      zh: '由本人编制，本人不能批准',
    }),
  }),
  errors: ['run.unknown'],
});

export const listRunLines = endpoint({
  name: 'listRunLines',
  method: 'get',
  path: '/dividend-runs/:runId/lines',
  logged: 'register',
  action: 'runs.read',
  summary: { zh: '分红明细，按登记编号', en: 'Lines in natural order of the register number' },
  input: pageInput.extend(runInput.shape),
  reply: z.strictObject({ lines: z.array(lineReply), next: z.string().nullable() }),
  errors: ['run.unknown'],
});

export const readLineProof = endpoint({
  name: 'readLineProof',
  method: 'get',
  path: '/dividend-runs/:runId/proof',
  logged: 'register',
  action: 'runs.read',
  summary: {
    zh: '一位股东的分红明细及全部计算依据，本人可以自行复算',
    en: 'The line of one holder with everything needed to repeat the sum by hand',
  },
  input: runInput.extend({
    kind: z.enum(['member', 'household', 'collective']),
    number: z.string().max(40).optional(),
  }),
  reply: z.strictObject({
    run: runReply,
    line: lineReply,
    distributable: z
      .string()
      .meta({ description: 'Pool and carried-in together', zh: '分红总额与转入结转之和' }),
  }),
  errors: ['run.unknown', 'run.holder-unknown'],
  example: { kind: 'member', number: '3-12' },
});

export const calculateRun = endpoint({
  name: 'calculateRun',
  method: 'post',
  path: '/dividend-runs/:runId/calculate',
  action: 'runs.prepare',
  summary: { zh: '锁定持股，逐户计算', en: 'Freeze the holdings and compute every line' },
  input: runInput,
  reply: runReply,
  errors: [
    'run.unknown',
    'run.wrong-state',
    'run.record-date-future',
    'run.period-not-over',
    'run.decided',
    'meeting.subject-called',
    'dividend.nothing-held',
    'dividend.rate-zero',
  ],
  example: {},
});

export const approveRun = endpoint({
  name: 'approveRun',
  method: 'post',
  path: '/dividend-runs/:runId/approve',
  action: 'runs.approve',
  summary: { zh: '凭决议批准分红；编制人不得批准', en: 'Approve by resolution; not by whoever prepared it' },
  input: runInput.extend({ resolutionId: idText() }),
  reply: runReply,
  errors: [
    'run.unknown',
    'run.wrong-state',
    'run.approver-is-preparer',
    'resolution.unknown',
    'resolution.other-matter',
    'resolution.other-subject',
    'distribution.plan-missing',
    'distribution.run-exceeds-plan',
    'resolution.before-record-date',
    'resolution.too-few-in-effect',
    'assembly.power-forbidden',
    'resolution.names-nothing',
    'distribution.not-there',
    'distribution.voted-already',
    'resolution.not-adopted',
    'assembly.power-not-given',
  ],
  example: { resolutionId: '0197e3a0-5c00-7000-8000-000000000001' },
});

export const postRun = endpoint({
  name: 'postRun',
  method: 'post',
  path: '/dividend-runs/:runId/post',
  action: 'runs.post',
  summary: { zh: '公示期满，复算无误后入账', en: 'Post after the notice and a second computation' },
  input: runInput,
  reply: runReply,
  errors: [
    'run.unknown',
    'run.wrong-state',
    'run.approval-stale',
    'run.carry-changed',
    'run.unlawful',
    'run.proof-failed',
    'notice.none',
    'notice.not-over',
    'notice.objection-open',
    'distribution.plan-missing',
    'distribution.not-there',
    'distribution.voted-already',
    'run.difference-overtaken',
    'notice.awaiting-review',
    'assembly.power-forbidden',
    'assembly.power-not-given',
    'resolution.too-few-in-effect',
  ],
  example: {},
});

export const withdrawRun = endpoint({
  name: 'withdrawRun',
  method: 'post',
  path: '/dividend-runs/:runId/withdraw',
  action: 'runs.prepare',
  summary: {
    zh: '撤回未入账的分红（已审批的须另一人复核）',
    en: 'Withdraw before posting; what was approved, once another person confirms it',
  },
  input: runInput.extend({ reason }),
  reply: runReply.extend({
    withdrawalAwaits: idText().nullable().meta({
      description: 'What waits for another person; null: it is withdrawn',
      zh: '待另一人复核的申请；为 null 则已撤回',
    }),
  }),
  errors: ['run.unknown', 'run.wrong-state', 'run.withdrawal-waits', 'meeting.subject-called'],
  example: { reason: '异议成立，重新计算' },
});

export const confirmRunWithdrawal = endpoint({
  name: 'confirmRunWithdrawal',
  method: 'post',
  path: '/dividend-runs/:runId/withdrawal/confirm',
  action: 'runs.reverse',
  act: { zh: '复核撤回已审批的分红', en: 'confirm that an approved run is withdrawn' },
  summary: {
    zh: '复核撤回已审批而未入账的分红（申请人不能复核）',
    en: 'Confirm that an approved run is withdrawn before posting, not by whoever asked',
  },
  input: runInput,
  reply: runReply,
  errors: [
    'run.unknown',
    'run.withdrawal-unknown',
    'run.withdrawal-own',
    'run.wrong-state',
    'meeting.subject-called',
  ],
  example: {},
});

export const sendBackRunWithdrawal = endpoint({
  name: 'sendBackRunWithdrawal',
  method: 'post',
  path: '/dividend-runs/:runId/withdrawal/send-back',
  action: 'runs.reverse',
  act: { zh: '退回撤回分红的申请', en: 'send back that a run be withdrawn' },
  summary: { zh: '退回撤回分红的申请：分红不变', en: 'An approved run is not withdrawn after all' },
  input: runInput.extend({ reason }),
  reply: runReply,
  errors: ['run.unknown', 'run.withdrawal-unknown'],
  example: { reason: '异议不成立' },
});

export const reverseRun = endpoint({
  name: 'reverseRun',
  method: 'post',
  path: '/dividend-runs/:runId/reverse',
  action: 'runs.reverse',
  summary: { zh: '凭决议整笔冲销已入账的分红', en: 'Reverse a posted run as a whole, by a resolution' },
  input: runInput.extend({ resolutionId: idText(), reason }),
  reply: runReply,
  status: 201,
  errors: [
    'run.unknown',
    'run.wrong-state',
    'run.already-reversed',
    'run.carry-used',
    'run.has-difference',
    'resolution.unknown',
    'resolution.other-subject',
    'run.proof-failed',
    'resolution.before-record-date',
    'resolution.too-few-in-effect',
  ],
  example: { resolutionId: '0197e3a0-5c00-7000-8000-000000000001', reason: '股权登记日有误' },
});

export const draftDifferenceRun = endpoint({
  name: 'draftDifferenceRun',
  method: 'post',
  path: '/dividend-runs/:runId/draft-difference',
  action: 'runs.prepare',
  summary: {
    zh: '按迟到的登记计算补差，另列一次分红',
    en: 'Compute what a late correction changes, as a run of its own',
  },
  input: z.strictObject({
    runId: idText().meta({ description: 'The posted run that is corrected', zh: '要补差的已入账分红' }),
    reason,
  }),
  reply: runReply,
  status: 201,
  errors: [
    'run.unknown',
    'run.wrong-state',
    'run.no-difference',
    'distribution.difference-uncovered',
    'distribution.not-there',
    'distribution.voted-already',
  ],
  example: { reason: '社员3-12于2025年5月2日去世，8月补登记' },
});
