/** The wire of allotment schemes: versions, preview, posting, reversal, comparison. */
import * as z from 'zod';
import { endpoint, nothing } from '../../contract/endpoint.ts';
import { reasonText } from '../../contract/query.ts';
import { dateText, idText, inEnglish, moneyText } from '../../contract/wire.ts';
import { schemeStates } from '../../domain/resolution.ts';
import { requestReply } from '../shares/contract.ts';
import { classWeightsInput, ruleList } from './rules-contract.ts';
import { proseText } from '../../contract/text-kinds.ts';

const draftSchemeInput = z.strictObject({
  name: z.string().trim().min(1).max(100).meta({ example: '退休老人 1:8 方案' }),
  effectiveOn: dateText(),
  meaning: proseText(1000).meta({
    description: 'What the ratio means, in words',
    zh: '配股比例的含义',
    example: '每认购 1 股，配 8 股',
  }),
  nameEn: inEnglish(100),
  meaningEn: inEnglish(1000),
  rules: ruleList,
});

const schemeReply = z.strictObject({
  id: idText(),
  version: z.string(),
  name: z.string(),
  nameEn: z.string().nullable(),
  effectiveOn: z.string(),
  state: z.enum(schemeStates),
  resolutionId: idText().nullable().meta({
    description: 'The resolution that adopted it, held in a meeting or confirmed from paper',
    zh: '通过它的决议：会议所通过，或据纸质记录补录并经复核',
  }),
  withdrawnBecause: z.string().nullable(),
  meaning: z.string(),
  meaningEn: z.string().nullable(),
  rules: ruleList,
});

const previewReply = z.strictObject({
  on: z.string(),
  lines: z.array(
    z.strictObject({
      number: z.string().nullable().meta({
        description: 'Register number; null for the collective account',
        zh: '社员登记编号；集体账户为空',
      }),
      name: z.string().nullable(),
      shareClass: z.string(),
      rule: z
        .int()
        .meta({ description: 'Place of the deciding rule, from 1', zh: '适用第几条规则，从 1 起' }),
      ratio: z.string().nullable(),
      base: z.string(),
      held: z.string(),
      target: z.string(),
      difference: z.string(),
      note: z.strictObject({ zh: z.string(), en: z.string() }).nullable().meta({
        description: 'Why the difference is not simply target less holding',
        zh: '差额不等于应有减现有的原因',
      }),
    }),
  ),
  given: z.string(),
  taken: z.string(),
});

const postingReply = z.strictObject({
  id: idText(),
  schemeId: idText(),
  on: z.string(),
  movements: z.int(),
  given: z.string(),
  taken: z.string(),
});

const outcome = z.strictObject({ shares: z.string(), dividend: z.string() });

const cohort = z.string().meta({ description: 'The standing', zh: '身份状态' });

const comparisonReply = z.strictObject({
  schemes: z.array(z.string()),
  pool: z.string(),
  rows: z.array(z.strictObject({ number: z.string(), cohort, outcomes: z.array(outcome) })),
  cohorts: z.array(z.strictObject({ cohort, holders: z.int(), outcomes: z.array(outcome) })),
  collective: z.array(outcome),
  totals: z.array(outcome),
  findings: z.array(
    z.strictObject({
      kind: z.enum(['paid-the-same', 'cohort-moves', 'collective-in-divisor', 'class-weights']),
      zh: z.string(),
      en: z.string(),
    }),
  ),
});

export const listSchemes = endpoint({
  name: 'listSchemes',
  method: 'get',
  path: '/allotment-schemes',
  action: 'schemes.read',
  summary: { zh: '配股方案的各个版本，先后为序', en: 'All versions of schemes, oldest first' },
  input: nothing,
  reply: z.strictObject({ schemes: z.array(schemeReply) }),
});

export const draftScheme = endpoint({
  name: 'draftScheme',
  method: 'post',
  path: '/allotment-schemes',
  action: 'schemes.draft',
  summary: { zh: '登记配股方案，作为新版本', en: 'Record a scheme as a new version' },
  description: {
    zh: '规则按先后适用：先写范围小的人群。例：退休老人每认购 1 股配 8 股，其他人配 3 股。',
    en: 'Rules apply in their order, so the narrower cohort comes first: here retirees get 8 shares for each subscribed, everybody else 3.',
  },
  input: draftSchemeInput,
  reply: schemeReply,
  status: 201,
  errors: [
    'allotment.no-rules',
    'allotment.matches-itself',
    'allotment.percents',
    'allotment.unreachable',
    'shares.class-not-found',
  ],
  example: {
    name: '退休老人 1:8、其他成员 1:3 方案',
    effectiveOn: '2010-07-01',
    meaning: '退休老人每认购 1 股配 8 股，其他成员每认购 1 股配 3 股',
    rules: [
      {
        kind: 'match',
        shareClass: 'matched',
        base: 'basic',
        cohort: { standing: 'retired' },
        ratio: '1:8',
        rounding: 'down',
        places: 0,
      },
      {
        kind: 'match',
        shareClass: 'matched',
        base: 'basic',
        cohort: { everyone: true },
        ratio: '1:3',
        rounding: 'down',
        places: 0,
      },
    ],
  },
});

export const withdrawScheme = endpoint({
  name: 'withdrawScheme',
  method: 'post',
  path: '/allotment-schemes/:schemeId/withdraw',
  action: 'schemes.draft',
  summary: {
    zh: '撤回尚未通过的配股方案；留在历史中',
    en: 'Take back a scheme that was not adopted; it stays in history',
  },
  input: z.strictObject({ schemeId: idText(), reason: reasonText() }),
  reply: schemeReply,
  errors: ['scheme.unknown', 'scheme.withdrawn', 'scheme.adopted-already', 'meeting.subject-called'],
  example: { reason: '比例填错，另行登记' },
});

export const previewScheme = endpoint({
  name: 'previewScheme',
  method: 'get',
  path: '/allotment-schemes/:schemeId/preview',
  logged: 'register',
  action: 'schemes.read',
  summary: {
    zh: '某日按方案每人应持多少股、适用哪条规则',
    en: 'What each member would hold on a day, and by which rule',
  },
  input: z.strictObject({ schemeId: idText(), on: dateText() }),
  reply: previewReply,
  errors: ['scheme.unknown', 'scheme.not-in-effect', 'allotment.too-much'],
  example: { on: '2010-07-31' },
});

export const listPostings = endpoint({
  name: 'listPostings',
  method: 'get',
  path: '/allotment-postings',
  action: 'schemes.read',
  summary: { zh: '配股入账，按登记先后', en: 'Postings in the order of recording' },
  input: nothing,
  reply: z.strictObject({
    postings: z.array(postingReply.extend({ reversedAt: z.string().nullable() })),
  }),
});

export const postScheme = endpoint({
  name: 'postScheme',
  method: 'post',
  path: '/allotment-schemes/:schemeId/post',
  action: 'schemes.post',
  summary: { zh: '把方案的差额入账为股份变动', en: 'Post the differences of a scheme as movements' },
  input: z.strictObject({ schemeId: idText(), on: dateText() }),
  reply: postingReply,
  status: 201,
  errors: [
    'scheme.unknown',
    'scheme.not-in-effect',
    'scheme.in-future',
    'scheme.not-adopted',
    'scheme.withdrawn',
    'resolution.awaiting-review',
    'resolution.later-than-effect',
    'assembly.power-forbidden',
    'scheme.already-posted',
    'scheme.nothing-to-post',
    'scheme.unlawful',
    'shares.death-unconfirmed',
    'resolution.electorate-unchecked',
    'resolution.too-few-in-effect',
    'resolution.seats-by-recorder',
    'shares.needs-second',
  ],
  example: { on: '2010-07-31' },
});

export const reversePosting = endpoint({
  name: 'reversePosting',
  method: 'post',
  path: '/allotment-postings/:postingId/reverse',
  action: 'schemes.post',
  summary: {
    zh: '申请整笔冲销一次配股入账；由另一人复核后冲销',
    en: 'Ask to reverse a posting as a whole: another person confirms it',
  },
  input: z.strictObject({ postingId: idText(), reason: reasonText() }),
  reply: requestReply,
  status: 201,
  errors: ['posting.unknown', 'posting.already-reversed'],
  example: { reason: '登记日填错，重新入账' },
});

export const compareSchemes = endpoint({
  name: 'compareSchemes',
  method: 'post',
  path: '/allotment-comparisons',
  logged: 'register',
  action: 'schemes.read',
  summary: {
    zh: '同一名册、同一笔分红总额下比较几个方案，附文字说明',
    en: 'Several schemes over one register and one pool, side by side and in words',
  },
  input: z.strictObject({
    schemeIds: z.array(idText()).min(1).max(6),
    on: dateText(),
    pool: moneyText(),
    classWeights: classWeightsInput.optional(),
  }),
  reply: comparisonReply,
  errors: ['scheme.unknown', 'allotment.pool-not-positive', 'allotment.too-much', 'calculation.too-long'],
  example: {
    schemeIds: ['0197e3a0-5c00-7000-8000-000000000001', '0197e3a0-5c00-7000-8000-000000000002'],
    on: '2010-07-31',
    pool: '1000000.00',
  },
});
