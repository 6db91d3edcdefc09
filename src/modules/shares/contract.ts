/** The wire of the share register. Quantities and percentages are text; holders are named as people name them. */
import * as z from 'zod';
import { limitBases, limitKinds, parsePercent } from '../../domain/share-limit.ts';
import { accountKinds, classKinds, movementKinds, requestKinds } from '../../domain/share-register.ts';
import { endpoint, nothing } from '../../contract/endpoint.ts';
import { named } from '../../contract/field-words.ts';
import { asOfInput, idReply, pageInput, reasonText, spanInput } from '../../contract/query.ts';
import { dateText, domainText, idText, moneyText, quantityText } from '../../contract/wire.ts';
import { waitingFor } from '../settings/contract.ts';

const reason = reasonText();
export const className = z
  .string()
  .trim()
  .min(1)
  .max(60)
  .meta({ description: 'Code or name of a share class', zh: '股种的代码或名称' });

/** A member or household by its number; the collective account by its kind alone. */
export const holderName = z
  .strictObject({
    kind: z.enum(['member', 'household', 'collective']),
    number: z.string().max(60).optional(),
  })
  .meta({ example: { kind: 'member', number: '3-12' } });

/** Any account, for corrections. */
const accountName = z.strictObject({ kind: z.enum(accountKinds), number: z.string().max(60).optional() });

const defineClassInput = z.strictObject({
  code: z.string().regex(/^[A-Za-z0-9_-]{1,30}$/),
  name: z.string().trim().min(1).max(60).meta({ example: '基本股' }),
  nameEn: z
    .string()
    .trim()
    .min(1)
    .max(60)
    .nullish()
    .meta({ description: 'For papers in English', zh: '英文文件中的名称', example: 'Basic shares' }),
  kind: z.enum(classKinds),
  places: z
    .int()
    .min(0)
    .max(4)
    .default(4)
    .meta({ description: 'Decimals a quantity may have', zh: '数量最多几位小数' }),
  parValue: moneyText().nullish(),
  position: z
    .int()
    .min(0)
    .max(999)
    .default(0)
    .meta({ description: 'Order on tables and certificates', zh: '在表格和股权证上的次序' }),
});

/** A dated rule of the register: its id; null while it waits for another person. */
const ruleReply = z.strictObject({ id: idText().nullable(), ...waitingFor });

const setLimitInput = z.strictObject({
  kind: z.enum(limitKinds),
  shareClass: className.optional().meta({ description: 'Only with class-total', zh: '仅用于股种总额' }),
  percent: domainText(parsePercent, '3', 'Above 0, at most 100', '大于 0，不超过 100').nullish(),
  base: z.enum(limitBases).nullish().meta({ description: 'What the percentage is of', zh: '百分比的基数' }),
  total: quantityText().nullish().meta({
    description: 'Only with class-total; null takes the limit off',
    zh: '仅用于股种总额；null 表示取消限制',
  }),
  effectiveOn: dateText(),
  source: reason.meta({ description: 'The resolution or article it rests on', zh: '所依据的决议或章程条款' }),
});

const common = {
  shareClass: className,
  quantity: quantityText(),
  effectiveOn: dateText(),
  resolutionId: idText().optional(),
} as const;

const giver = { zh: '转出方', en: 'the giver' };
const taker = { zh: '转入方', en: 'the taker' };

/** What an accountant enters by hand. Allotments come from schemes, openings from imports, reversals from `reversal`. */
const movements = [
  z.strictObject({
    kind: z.literal('subscription'),
    to: named(holderName, taker),
    ...common,
    reason: reason.optional(),
  }),
  z.strictObject({
    kind: z.literal('transfer'),
    from: named(holderName, giver),
    to: named(holderName, taker),
    ...common,
    reason: reason.optional(),
  }),
  z.strictObject({
    kind: z.literal('gift'),
    from: named(holderName, giver),
    to: named(holderName, taker),
    ...common,
    reason: reason.optional(),
  }),
  z.strictObject({ kind: z.literal('redemption'), from: named(holderName, giver), ...common, reason }),
  z.strictObject({
    kind: z.literal('correction'),
    from: named(accountName, giver),
    to: named(accountName, taker),
    ...common,
    reason,
  }),
] as const;
const moveSharesInput = z.discriminatedUnion('kind', [...movements]);

/**
 * What waits for another person: a movement beyond what one person may enter, what the dead held going to heirs or, without heirs,
 * to the collective, what two entered undone.
 */
const movementWish = z.discriminatedUnion('kind', [
  ...movements,
  z.strictObject({
    kind: z.literal('escheat'),
    from: named(holderName, giver),
    effectiveOn: dateText(),
    resolutionId: idText().optional(),
    reason: reason.meta({
      description: 'How it is known that nobody inherits',
      zh: '无人继承的依据',
    }),
  }),
  z.strictObject({
    kind: z.literal('inheritance'),
    deceased: z
      .strictObject({ number: z.string().min(1).max(60) })
      .meta({ description: 'Register number', zh: '社员登记编号' }),
    effectiveOn: dateText(),
    heirs: z
      .array(z.strictObject({ holder: holderName, parts: z.string().regex(/^[1-9]\d{0,8}$/) }))
      .min(1)
      .max(100)
      .meta({
        description: 'Parts are whole numbers: 1, 1 and 1 for three equal heirs',
        zh: '份数为整数：三人均分写 1、1、1',
      }),
    reason: reason.meta({
      description: 'The will, the notarial deed, the agreement of the heirs',
      zh: '遗嘱、公证书或继承人协议',
    }),
  }),
  z.strictObject({ kind: z.literal('reversal'), movementId: idText(), reason }),
]);
export type MovementWish = z.output<typeof movementWish>;

/** An allotment undone as a whole, asked for at its posting. */
export interface PostingReversal {
  readonly kind: 'posting-reversal';
  readonly postingId: string;
  readonly reason: string;
}

/** The end of a restriction, asked for at the restriction. */
export interface RestrictionLift {
  readonly kind: 'restriction-lift';
  readonly restrictionId: string;
  readonly liftedOn: string;
  readonly reason: string;
}

export type RequestWish = MovementWish | PostingReversal | RestrictionLift;

const statementQuery = z.strictObject({
  kind: z.enum(['member', 'household', 'collective']),
  number: z.string().max(60).optional(),
  from: dateText(),
  to: dateText(),
  knownAt: asOfInput.shape.knownAt,
});

const classReply = z.strictObject({
  id: idText(),
  code: z.string(),
  name: z.string(),
  nameEn: z.string().nullable(),
  kind: z.enum(classKinds),
  places: z.int(),
  parValue: z.string().nullable(),
  position: z.int(),
});

const limitReply = z.strictObject({
  id: idText(),
  kind: z.enum(limitKinds),
  classId: idText().nullable(),
  percent: z.string().nullable(),
  base: z.enum(limitBases).nullable(),
  total: z.string().nullable(),
  effectiveOn: z.string(),
  recordedAt: z.string(),
  source: z.string(),
});

const partyReply = z.strictObject({
  accountId: idText().nullable().meta({ description: 'Null: never held a share', zh: '为空：从未持有股份' }),
  kind: z.enum(accountKinds),
  number: z.string(),
  name: z.string().nullable(),
});

export const movementReply = z.strictObject({
  id: idText(),
  number: z.string(),
  kind: z.enum(movementKinds),
  classId: idText(),
  from: partyReply,
  to: partyReply,
  quantity: z.string(),
  effectiveOn: z.string(),
  recordedAt: z.string(),
  postingId: idText().nullable(),
  reverses: idText().nullable(),
  resolutionId: idText().nullable(),
  reason: z.string().nullable(),
});
export type MovementReply = z.infer<typeof movementReply>;

const movementPage = z.strictObject({
  movements: z.array(movementReply),
  next: z.string().nullable(),
});

const quantityOfClass = z.strictObject({ classId: idText(), quantity: z.string() });

const holderReply = z.strictObject({
  accountId: idText(),
  kind: z.enum(accountKinds),
  number: z.string(),
  name: z.string().nullable(),
  holdings: z.array(quantityOfClass),
});

const holdingsPage = z.strictObject({
  on: z.string(),
  holders: z.array(holderReply),
  next: z.string().nullable(),
});

const statementReply = z.strictObject({
  holder: partyReply,
  from: z.string(),
  to: z.string(),
  opening: z
    .array(quantityOfClass)
    .meta({ description: 'On the eve of the first day', zh: '首日前一日终了' }),
  movements: z.array(movementReply),
  closing: z.array(quantityOfClass).meta({ description: 'On the evening of the last day', zh: '末日终了' }),
});

const postedReply = z.strictObject({
  count: z.int(),
  firstNumber: z.string(),
  lastNumber: z.string(),
  ids: z.array(idText()),
});

const scheduleReply = z.strictObject({
  from: z.string(),
  to: z.string(),
  classes: z.array(
    z.strictObject({
      code: z.string(),
      name: z.string(),
      opening: z.string(),
      issued: z.string(),
      takenBack: z.string(),
      closing: z.string(),
      movements: z.array(
        z.strictObject({
          kind: z.string(),
          count: z.int(),
          issued: z.string(),
          takenBack: z.string(),
          changedHands: z.string(),
        }),
      ),
    }),
  ),
});

export const listShareClasses = endpoint({
  name: 'listShareClasses',
  method: 'get',
  path: '/share-classes',
  action: 'shares.read',
  summary: { zh: '股种', en: 'Share classes' },
  input: nothing,
  reply: z.strictObject({ classes: z.array(classReply) }),
});

export const defineClass = endpoint({
  name: 'defineClass',
  method: 'post',
  path: '/share-classes',
  action: 'shares.move',
  summary: { zh: '设立股种', en: 'Define a share class' },
  input: defineClassInput,
  reply: idReply,
  status: 201,
  errors: ['shares.class-exists'],
  example: { code: 'basic', name: '基本股', kind: 'basic', places: 2 },
});

export const listShareLimits = endpoint({
  name: 'listShareLimits',
  method: 'get',
  path: '/share-limits',
  action: 'shares.read',
  summary: {
    zh: '持股上限与股种总额，各有生效日、基数和依据',
    en: 'Caps and fixed totals, each with its day, base and source',
  },
  input: nothing,
  reply: z.strictObject({ limits: z.array(limitReply) }),
});

export const setLimit = endpoint({
  name: 'setLimit',
  method: 'post',
  path: '/share-limits',
  action: 'settings.change',
  summary: {
    zh: '自某日起设定或取消上限、总额',
    en: 'Set or take off a cap or a fixed total from a day on',
  },
  description: {
    zh: '提高、取消或换基数是放宽，自今天以前起算也一样：由另一人复核后生效。固定总股数不低于已发行的股数。',
    en: 'Raised, taken off or on another base it loosens: another person confirms it first, as whatever counts from before today. A fixed total is never below what was issued.',
  },
  input: setLimitInput,
  reply: ruleReply,
  status: 201,
  errors: ['shares.limit-shape', 'shares.percent-malformed', 'shares.limit-below-issued'],
  example: {
    kind: 'holder-cap',
    percent: '3',
    base: 'total',
    effectiveOn: '2010-07-01',
    source: '章程第十二条',
  },
});

export const listMovements = endpoint({
  name: 'listMovements',
  method: 'get',
  path: '/movements',
  logged: 'register',
  action: 'shares.read',
  summary: { zh: '股份变动，按编号', en: 'Movements by number' },
  input: pageInput.extend({ accountId: idText().optional(), postingId: idText().optional() }),
  reply: movementPage,
});

export const readShareSchedule = endpoint({
  name: 'readShareSchedule',
  method: 'get',
  path: '/share-schedule',
  action: 'shares.read',
  summary: {
    zh: '股份变动表：期初、增加、减少、期末，按股种和变动种类',
    en: '股份变动表: what opened, came in, went out and closed in a span, by class and kind',
  },
  input: spanInput,
  reply: scheduleReply,
  example: { from: '2010-01-01', to: '2010-12-31' },
});

export const moveShares = endpoint({
  name: 'moveShares',
  method: 'post',
  path: '/movements',
  action: 'shares.move',
  summary: { zh: '认购、转让、赠与、退股或更正', en: 'Subscribe, transfer, give, redeem or correct' },
  input: moveSharesInput,
  reply: postedReply,
  status: 201,
  errors: [
    'quantity.negative',
    'quantity.zero',
    'shares.above-cap',
    'shares.above-holding',
    'shares.before-first-holding',
    'shares.class-not-found',
    'shares.dead-need-second',
    'shares.holder-not-found',
    'shares.of-the-dead',
    'shares.pool-exhausted',
    'shares.restricted',
    'shares.restricted-part',
    'shares.same-account',
    'shares.too-fine-for-class',
    'shares.needs-second',
    'shares.taker-by-law',
    'shares.taker-outside',
    'shares.paid-on-needs-second',
  ],
  example: {
    kind: 'subscription',
    to: { kind: 'member', number: '3-12' },
    shareClass: 'basic',
    quantity: '2000',
    effectiveOn: '2010-07-31',
  },
});

export const requestReply = z.strictObject({
  id: idText(),
  number: z.string(),
  kind: z.enum(requestKinds),
  wish: z.record(z.string(), z.unknown()).meta({
    description: 'The movement as it was asked for',
    zh: '申请的变动',
  }),
  askedAt: z.string(),
  askedBy: z.string(),
  answer: z
    .strictObject({
      confirmed: z.boolean(),
      reason: z.string().nullable(),
      firstNumber: z.string().nullable(),
      lastNumber: z.string().nullable(),
      answeredAt: z.string(),
      answeredBy: z.string(),
    })
    .nullable()
    .meta({ description: 'Null: awaiting review', zh: '为空：待复核' }),
});

export const listMovementRequests = endpoint({
  name: 'listMovementRequests',
  method: 'get',
  path: '/movement-requests',
  logged: 'register',
  action: 'shares.read',
  summary: {
    zh: '待复核和已复核的变动申请，按编号',
    en: 'Movements that were asked for, by number: awaiting review, confirmed or sent back',
  },
  input: pageInput,
  reply: z.strictObject({ requests: z.array(requestReply), next: z.string().nullable() }),
});

export const requestMovement = endpoint({
  name: 'requestMovement',
  method: 'post',
  path: '/movement-requests',
  action: 'shares.move',
  summary: {
    zh: '提出变动申请，由另一人复核后入册；继承、无人继承的股份归集体、冲销经复核的变动也由此提出',
    en: 'Ask for a movement that another person confirms; shares go to heirs this way, or to the collective without heirs, and what two entered is undone',
  },
  input: movementWish,
  reply: requestReply,
  status: 201,
  errors: [
    'shares.class-not-found',
    'shares.no-heirs',
    'shares.not-deceased',
    'shares.already-reversed',
    'shares.death-unconfirmed',
  ],
  example: {
    kind: 'subscription',
    to: { kind: 'member', number: '3-12' },
    shareClass: 'basic',
    quantity: '50000',
    effectiveOn: '2010-07-31',
  },
});

export const confirmMovement = endpoint({
  name: 'confirmMovement',
  method: 'post',
  path: '/movement-requests/:requestId/confirm',
  action: 'shares.confirm',
  summary: {
    zh: '复核变动申请，变动随即入册，或限制随即解除',
    en: 'Confirm a request: its movement enters the register, or its restriction ends',
  },
  input: z.strictObject({ requestId: idText() }),
  reply: postedReply,
  status: 201,
  errors: [
    'shares.request-unknown',
    'shares.request-answered',
    'shares.request-own',
    'shares.restriction-lifted',
    'posting.already-reversed',
    'shares.of-the-dead',
    'shares.restricted',
    'shares.taker-outside',
  ],
  example: {},
});

export const sendBackMovement = endpoint({
  name: 'sendBackMovement',
  method: 'post',
  path: '/movement-requests/:requestId/send-back',
  action: 'shares.confirm',
  summary: { zh: '退回变动申请', en: 'Send a request back: nothing moves' },
  input: z.strictObject({ requestId: idText(), reason }),
  reply: requestReply,
  errors: ['shares.request-unknown', 'shares.request-answered'],
  example: { reason: '协议未附' },
});

const allowanceReply = z.strictObject({
  quantity: z.string(),
  effectiveOn: z.string(),
  source: z.string(),
});

export const readShareAllowance = endpoint({
  name: 'readShareAllowance',
  method: 'get',
  path: '/share-allowance',
  action: 'shares.read',
  summary: {
    zh: '一人每年可以为同一持有人登记的股数；超过须另一人复核',
    en: 'How many shares one person may move for one holder in a year; beyond it another person confirms',
  },
  input: nothing,
  reply: z.strictObject({
    quantity: z.string().meta({ description: 'In force today', zh: '今天适用的' }),
    isDefault: z.boolean().meta({ description: 'Nothing was set', zh: '没有设定过，为默认值' }),
    history: z.array(allowanceReply),
  }),
});

export const setShareAllowance = endpoint({
  name: 'setShareAllowance',
  method: 'post',
  path: '/share-allowance',
  action: 'settings.change',
  summary: {
    zh: '自某日起设定一人每年可以登记的股数；0 表示每笔都须复核',
    en: 'Set from a day on how many shares one person may move for one holder in a year; 0 lets nothing pass alone',
  },
  input: z.strictObject({
    quantity: quantityText(),
    effectiveOn: dateText(),
    source: reason.meta({
      description: 'The resolution or article it rests on',
      zh: '所依据的决议或章程条款',
    }),
  }),
  reply: ruleReply,
  status: 201,
  example: { quantity: '5000', effectiveOn: '2010-07-31', source: '章程第十三条' },
});

export const reverseMovement = endpoint({
  name: 'reverseMovement',
  method: 'post',
  path: '/movements/:movementId/reverse',
  action: 'shares.move',
  summary: { zh: '冲销一笔变动', en: 'Undo a movement by its mirror, from the same day' },
  input: z.strictObject({ movementId: idText(), reason }),
  reply: postedReply,
  status: 201,
  errors: [
    'shares.movement-not-found',
    'shares.reversal-of-reversal',
    'shares.reversal-needs-second',
    'shares.above-holding',
    'shares.already-reversed',
    'shares.paid-on-needs-second',
    'shares.written-before-needs-second',
  ],
  example: { reason: '登记错误' },
});

export const listHoldings = endpoint({
  name: 'listHoldings',
  method: 'get',
  path: '/holdings',
  logged: 'register',
  action: 'shares.read',
  summary: {
    zh: '某日终了的持股，以某时刻所知为准',
    en: 'Who holds what on the evening of a day, as known at a moment',
  },
  input: pageInput.extend(asOfInput.shape),
  reply: holdingsPage,
});

export const readShareStatement = endpoint({
  name: 'readShareStatement',
  method: 'get',
  path: '/share-statement',
  logged: 'register',
  action: 'shares.read',
  summary: {
    zh: '一位股东一段时间内的股份：期初、变动、期末',
    en: 'One holder over a period: opening, movements, closing',
  },
  input: statementQuery,
  reply: statementReply,
  errors: ['shares.holder-not-found', 'shares.holder-unnamed'],
  example: { kind: 'member', number: '3-12', from: '2010-01-01', to: '2010-12-31' },
});
