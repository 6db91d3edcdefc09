/** The wire of distribution plans: drawn up, worked out, adopted, repealed; the presets. */
import * as z from 'zod';
import { endpoint, nothing } from '../../contract/endpoint.ts';
import { domainText, idText, inEnglish, moneyText, periodText } from '../../contract/wire.ts';
import { chartNames } from '../../domain/chart.ts';
import { citation } from '../../domain/law.ts';
import {
  parsePercent,
  planLineKinds,
  planModes,
  planStates,
  stepBases,
  stepKinds,
} from '../../domain/distribution.ts';
import { taxRisk } from './contract.ts';
import { waitingFor } from '../settings/contract.ts';
import { proseText } from '../../contract/text-kinds.ts';

const percent = () =>
  domainText(parsePercent, '10', 'Percent, at most four decimals', '百分比，最多四位小数');
const reason = proseText(300, 2);

const planInput = z.strictObject({
  period: periodText(),
  mode: z.enum(planModes).meta({
    description:
      '`opening`: out of undistributed income of earlier years; `advance`: out of what the half-year earned, settled at the end of the year; `year`: the whole year, less what was advanced',
    zh: '`opening`：动用以前年度未分配收益；`advance`：按本半年收益预分，年终清算；`year`：按全年收益分配，减去已预分',
  }),
  figures: z
    .strictObject({
      income: moneyText(),
      priorLoss: moneyText(),
      priorUndistributed: moneyText(),
      advanced: moneyText().optional().meta({
        description: 'What the runs of the first half took unless given',
        zh: '不填为上半年各次分红所用',
      }),
    })
    .optional()
    .meta({
      description: 'Taken from the books unless given; from the books only once the period is over',
      zh: '不填则取自账簿；期间结束后才能取自账簿',
    }),
  preset: z.string().max(40).optional().meta({
    description:
      'Provincial rules that the steps must keep, besides those of the province where the cooperative stands',
    zh: '除本社所在省的规定以外，各项提取还须遵守的省级规定',
  }),
  reserveUntil: z
    .strictObject({ amount: moneyText(), basis: proseText(300) })
    .optional()
    .meta({
      description:
        'The cumulative amount of the articles at which the reserve may stop, held against the balance of 311 in the books',
      zh: '章程规定的公积公益金累计数额；账上科目311达到后可以不再提取',
    }),
  steps: z
    .array(
      z.strictObject({
        kind: z.enum(stepKinds),
        name: z.string().trim().min(1).max(60),
        nameEn: inEnglish(60),
        base: z.enum(stepBases).meta({
          description:
            '`income`: the period’s own; `after-loss`: what making good losses left; `distributable`: that with what earlier years left; `left`: what the steps before left',
          zh: '`income`：本期净收益；`after-loss`：弥补亏损后余额；`distributable`：可分配收益，含以前年度；`left`：前面各项提取后余额',
        }),
        rate: percent(),
        floor: moneyText().optional(),
        ceiling: moneyText().optional(),
        basis: proseText(300).meta({
          description: 'Legal basis, or article of the charter',
          zh: '法规依据或章程条款',
        }),
        basisEn: inEnglish(300),
      }),
    )
    .max(10)
    .meta({
      description: `In the order of ${citation('distribution.order@2022').en}; other purposes come after the members`,
      zh: `次序依据${citation('distribution.order@2022').zh}；“其他”在成员分配之后`,
    }),
  members: z.discriminatedUnion('kind', [
    z.strictObject({ kind: z.literal('rest') }),
    z.strictObject({ kind: z.literal('amount'), amount: moneyText() }),
    z.strictObject({
      kind: z.literal('rate'),
      rate: percent(),
      base: z
        .enum(['left', 'distributable'])
        .optional()
        .meta({ description: '`left` unless given', zh: '不填为前面各项提取后余额' }),
    }),
  ]),
  drawOnPrior: z.boolean().optional().meta({
    description: 'Members may get more, out of earlier years',
    zh: '成员分配可以动用以前年度未分配收益',
  }),
});
export type PlanInput = Readonly<z.output<typeof planInput>>;

/** As they are kept: the figures filled in. Plans of before other purposes came after the members bear no order. */
export type KeptTerms = PlanInput & {
  readonly figures: NonNullable<PlanInput['figures']> & {
    readonly keptOut?: string;
    readonly priorKeptOut?: string;
  };
  readonly order?: 'members-first';
  /** A loss of the period is made good out of what earlier years left, before anything is taken of it; absent: plans of before. */
  readonly loss?: 'first';
};

const keptOutAccount = z.strictObject({
  chart: z.enum(chartNames),
  account: z
    .string()
    .regex(/^\d{3}(\.\d{2})*$/)
    .meta({ example: '503.01' }),
});
export type KeptOutAccount = Readonly<z.output<typeof keptOutAccount>>;

const keptOutAccounts = z.strictObject({
  accounts: z
    .array(keptOutAccount)
    .max(40)
    .readonly()
    .meta({
      description: `Accounts of income that is not distributed, such as earmarked grants or retained land compensation; see ${citation('distribution.kept-out@heilongjiang-2020').en}`,
      zh: `不得分配的收入科目，如专项补助、留归集体的土地补偿费；参见${citation('distribution.kept-out@heilongjiang-2020').zh}`,
    }),
  source: proseText(500),
});

const keptOutReply = z.strictObject({
  accounts: z.array(keptOutAccount).readonly(),
  source: z.string().nullable(),
  since: z.string().nullable().meta({ description: 'The day from which it holds', zh: '自何日起适用' }),
});

const planLine = z.strictObject({
  kind: z.enum(planLineKinds),
  name: z.string(),
  base: z.string().nullable(),
  rate: z.string().nullable(),
  amount: z.string(),
  bound: z.enum(['floor', 'ceiling']).nullable().meta({
    description: 'What moved the amount away from rate × base',
    zh: '金额因下限或上限而不等于比例 × 基数',
  }),
  basis: z.string(),
});

const waterfallReply = z.strictObject({
  figures: z.strictObject({
    income: z.string(),
    priorLoss: z.string(),
    priorUndistributed: z.string(),
    advanced: z.string(),
    keptOut: z.string(),
    priorKeptOut: z.string(),
  }),
  lines: z.array(planLine),
  members: z.string(),
  payable: z.string(),
  fromPrior: z.string(),
  carried: z.string(),
});

const planReply = waterfallReply.extend({
  id: idText(),
  number: z.string(),
  period: z.string(),
  mode: z.enum(planModes),
  state: z.enum(planStates),
  preset: z.string().nullable(),
  drawOnPrior: z.boolean(),
  resolutionId: idText().nullable(),
  repeal: z.strictObject({ resolutionId: idText(), reason: z.string() }).nullable(),
  terms: planInput
    .pick({ steps: true, members: true, reserveUntil: true, drawOnPrior: true })
    .meta({ description: 'What the next plan may follow', zh: '下次方案可以照用的各项' }),
  taxRisk,
});

const presetReply = z.strictObject({
  id: z.string(),
  name: z.string(),
  source: z.string(),
  isLaw: z.boolean().meta({
    description:
      'What the law of the cooperative’s place asks of the half-year; false where none was asked for',
    zh: '本社所在地的法规对该半年的要求；没有指明半年的为否',
  }),
  steps: z.array(
    z.strictObject({
      kind: z.enum(stepKinds),
      name: z.string(),
      law: z.string(),
      basis: z.strictObject({ zh: z.string(), en: z.string() }),
      least: z.string().nullable(),
      most: z.string().nullable(),
      usual: z.string().nullable(),
      duty: z.boolean().meta({ description: 'False: may, not must', zh: '否：可以提取，不是必须' }),
      untilReached: z.boolean().meta({
        description: 'May stop at the cumulative amount of the articles',
        zh: '达到章程规定的累计数额后可以不再提取',
      }),
    }),
  ),
});

const example: z.input<typeof planInput> = {
  period: '2025-H2',
  mode: 'year',
  steps: [
    { kind: 'reserve', name: '公积公益金', base: 'after-loss', rate: '20', basis: '章程第四十一条' },
    { kind: 'welfare', name: '公益金', base: 'after-loss', rate: '5', basis: '章程第四十一条' },
  ],
  members: { kind: 'rest' },
};

export const listPlans = endpoint({
  name: 'listPlans',
  method: 'get',
  path: '/distribution-plans',
  action: 'runs.read',
  summary: { zh: '收益分配方案，按编号', en: 'Distribution plans by number' },
  input: z.strictObject({ period: periodText().optional() }),
  reply: z.strictObject({ plans: z.array(planReply) }),
});

export const draftPlan = endpoint({
  name: 'draftPlan',
  method: 'post',
  path: '/distribution-plans',
  action: 'runs.prepare',
  act: { zh: '编制收益分配方案', en: 'draw up distribution plans' },
  summary: { zh: '编制收益分配方案', en: 'Draw up a plan' },
  input: planInput,
  reply: planReply,
  status: 201,
  errors: [
    'distribution.year-needs-second-half',
    'distribution.period-not-over',
    'distribution.year-not-over',
    'distribution.advance-differs',
    'distribution.income-below-books',
    'distribution.income-above-books',
    'distribution.preset-unknown',
    'distribution.preset-not-kept',
    'distribution.step-order',
    'distribution.base-of-year',
    'distribution.no-benefits-account',
    'distribution.step-too-large',
    'distribution.over',
    'distribution.advanced-too-much',
    'distribution.reserve-of-earlier',
    'distribution.kept-out-by-law',
    'distribution.reserve-until-nothing',
    'distribution.percent-malformed',
    'distribution.figures-both',
  ],
  example,
});

export const previewPlan = endpoint({
  name: 'previewPlan',
  method: 'post',
  path: '/distribution-plans/preview',
  action: 'runs.read',
  summary: { zh: '试算收益分配方案，不保存', en: 'Work a plan out without drawing it up' },
  input: planInput,
  reply: waterfallReply,
  example,
  errors: [
    'distribution.kept-out-by-law',
    'distribution.no-benefits-account',
    'distribution.over',
    'distribution.preset-not-kept',
    'distribution.reserve-until-nothing',
    'distribution.step-order',
    'distribution.percent-malformed',
    'distribution.period-not-over',
    'distribution.year-not-over',
    'distribution.year-needs-second-half',
  ],
});

export const adoptPlan = endpoint({
  name: 'adoptPlan',
  method: 'post',
  path: '/distribution-plans/:planId/adopt',
  action: 'runs.approve',
  act: { zh: '通过收益分配方案', en: 'adopt distribution plans' },
  summary: {
    zh: '凭决议通过方案，提取的公积公益金和福利费入账',
    en: 'Adopt by the resolution on it; reserve and welfare enter the books',
  },
  input: z.strictObject({ planId: idText(), resolutionId: idText() }),
  reply: planReply,
  errors: [
    'distribution.plan-unknown',
    'distribution.plan-state',
    'distribution.adopter-is-drafter',
    'distribution.period-taken',
    'distribution.decided-otherwise',
    'distribution.year-settled',
    'distribution.advance-differs',
    'distribution.income-below-books',
    'distribution.runs-exceed-plan',
    'distribution.not-there',
    'distribution.voted-already',
    'distribution.reserve-of-earlier',
    'distribution.kept-out-by-law',
    'distribution.plan-without-kept-out',
    'resolution.unknown',
    'resolution.other-subject',
    'resolution.other-matter',
    'distribution.year-not-over',
    'resolution.before-record-date',
    'resolution.too-few-in-effect',
  ],
  example: { resolutionId: '0197e3a0-5c00-7000-8000-000000000001' },
});

export const withdrawPlan = endpoint({
  name: 'withdrawPlan',
  method: 'post',
  path: '/distribution-plans/:planId/withdraw',
  action: 'runs.prepare',
  act: { zh: '撤回收益分配方案', en: 'withdraw distribution plans' },
  summary: { zh: '撤回未通过的方案', en: 'Withdraw before it is adopted' },
  input: z.strictObject({ planId: idText(), reason }),
  reply: planReply,
  errors: [
    'distribution.plan-unknown',
    'distribution.plan-state',
    'distribution.decided',
    'meeting.subject-called',
  ],
  example: { reason: '下半年租金收入调整，重新测算' },
});

export const repealPlan = endpoint({
  name: 'repealPlan',
  method: 'post',
  path: '/distribution-plans/:planId/repeal',
  action: 'runs.reverse',
  act: { zh: '废止收益分配方案', en: 'repeal distribution plans' },
  summary: {
    zh: '凭另一决议废止已通过的方案，红字冲销其提取；编制人不得办理',
    en: 'Take an adopted plan back by a resolution, its entry in red; not by whoever drew it up',
  },
  input: z.strictObject({
    planId: idText(),
    resolutionId: idText().meta({
      description: 'Of the repeal: another than the one that adopted the plan',
      zh: '关于废止的决议，不是通过方案的那一份',
    }),
    reason,
  }),
  reply: planReply,
  errors: [
    'distribution.plan-unknown',
    'distribution.plan-state',
    'distribution.repealer-is-drafter',
    'distribution.repeal-needs-resolution',
    'distribution.repeal-has-run',
    'distribution.repeal-has-plan',
    'resolution.other-matter',
    'resolution.other-subject',
    'resolution.before-record-date',
    'resolution.too-few-in-effect',
  ],
  example: { resolutionId: '0197e3a0-5c00-7000-8000-000000000002', reason: '提取比例有误' },
});

export const listDistributionPresets = endpoint({
  name: 'listDistributionPresets',
  method: 'get',
  path: '/distribution-presets',
  action: 'runs.read',
  summary: {
    zh: '国家和省级规定，各项提取可据以核对',
    en: 'National and provincial rules that steps can be held to',
  },
  input: z.strictObject({ period: periodText().optional() }),
  reply: z.strictObject({ presets: z.array(presetReply) }),
});

export const readKeptOutAccounts = endpoint({
  name: 'readKeptOutAccounts',
  method: 'get',
  path: '/kept-out-accounts',
  action: 'runs.read',
  summary: {
    zh: '不得分配的收入科目；没有设定的为空',
    en: 'Accounts whose income is not distributed; none unless set',
  },
  input: nothing,
  reply: keptOutReply,
});

export const setKeptOutAccounts = endpoint({
  name: 'setKeptOutAccounts',
  method: 'put',
  path: '/kept-out-accounts',
  action: 'settings.change',
  summary: {
    zh: '设定不得分配的收入科目：以后编制的方案不再计入可分配数',
    en: 'Set the accounts whose income is not distributed: plans drawn up from now on leave it out',
  },
  description: {
    zh: '增减科目都由另一人复核后生效。答复为现行的科目。',
    en: 'An account more or less is confirmed by another person first. The reply is what is in force.',
  },
  input: keptOutAccounts,
  reply: keptOutReply.extend(waitingFor),
  errors: ['books.account-unknown', 'distribution.kept-out-by-law'],
  example: { accounts: [{ chart: '2023', account: '503.01' }], source: '专项扶持资金管理办法' },
});
