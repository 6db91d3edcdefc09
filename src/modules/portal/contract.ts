/** The wire of what somebody sees of themself: shares, dividends, money, what hangs out for everybody. */
import * as z from 'zod';
import { actedForBy, actedForId, actingFor } from '../members/mandate-contract.ts';
import { endpoint } from '../../contract/endpoint.ts';
import { idText } from '../../contract/wire.ts';
import { bodies } from '../../domain/assembly-rules.ts';
import { methods } from '../../domain/dividend.ts';
import { bases, runKinds, runStates } from '../../domain/dividend-run.ts';
import { holdReasons } from '../../domain/holding.ts';
import { messageKinds } from '../../domain/member-message.ts';
import { payoutStates } from '../../domain/payout.ts';
import { pensionStandings } from '../../domain/pension-standing.ts';
import { restrictionKinds } from '../../domain/share-restriction.ts';
import { accountKinds, certificateStates, movementKinds } from '../../domain/share-register.ts';
import { proseText } from '../../contract/text-kinds.ts';

/** The days of a public notice. */
export const noticeDays = {
  lastDay: z.string().meta({ description: 'The last day of the notice', zh: '公示最后一天' }),
  objectionsUntil: z.string(),
  unlockDay: z.string().meta({ description: 'The first day it may be paid', zh: '最早发放日' }),
  isOver: z.boolean(),
  raisedObjections: z.int().meta({
    description: 'All that were raised, by phone, by telephone, in person or in writing',
    zh: '一共提了几条异议，手机、电话、当面、书面提的都在内',
  }),
  openObjections: z.int().meta({
    description: 'Objections of anybody that nobody settled yet: until then nothing is paid',
    zh: '还没有答复的异议（所有人的）；答复以前不发放',
  }),
  answersBy: z.string().nullable().meta({
    description: 'The last day for the last of these answers',
    zh: '这些异议最迟哪天答复完',
  }),
  ownOpen: z
    .array(z.strictObject({ number: z.int(), answerBy: z.string() }))
    .meta({ description: 'Those of them that are one’s own', zh: '其中本人的' }),
  daysToObject: z.int().meta({
    description: 'Days left to object, today among them; 0: over',
    zh: '还剩几天可提异议，含今天；0 为已过',
  }),
};

/** How a pool was shared out: what is carried and what is paid come to the pool with what was left before. */
export const shared = {
  paid: z.string().meta({ description: 'What all lines come to, before tax', zh: '分给大家的，税前合计' }),
  carried: z.string().meta({
    description: 'What could not be shared out, kept for the next run',
    zh: '分不下去，结转下一次的零头',
  }),
};

/** Of a run that was posted. */
export const takenBack = z
  .boolean()
  .meta({ description: 'Reversed after the posting', zh: '入账以后冲销了' });

const ownInput = z.strictObject({ memberId: actedForId });

const ofClass = {
  shareClass: z.string(),
  shareClassEn: z.string().nullable().meta({
    description: 'The English name of the class, where the cooperative gave one',
    zh: '股种的英文名称，没有的为空',
  }),
};

export const readOwnShares = endpoint({
  name: 'readOwnShares',
  method: 'get',
  path: '/own/shares',
  action: 'own.read',
  summary: {
    zh: '本人和本户的股份、股份变动和股权证',
    en: 'What oneself and one’s household hold, how it moved, and the certificates',
  },
  input: ownInput,
  reply: z.strictObject({
    actingFor: actingFor.nullable(),
    on: z.string(),
    holdings: z.array(
      z.strictObject({
        holder: z.enum(accountKinds),
        number: z.string(),
        ...ofClass,
        quantity: z.string(),
      }),
    ),
    movements: z.array(
      z.strictObject({
        number: z.string(),
        kind: z.enum(movementKinds),
        ...ofClass,
        direction: z.enum(['in', 'out']),
        quantity: z.string(),
        effectiveOn: z.string().meta({ description: 'The day it counts from', zh: '起算日' }),
        recordedOn: z.string().meta({ description: 'The day it was entered', zh: '登记日' }),
        reason: z.string().nullable(),
        ratio: z.string().nullable().meta({
          description:
            'Of what a scheme matched: how many came for each one subscribed, of this holder; null where that has no end',
          zh: '按方案配的股：这一户（人）认购 1 股配了几股；除不尽的为空',
        }),
        scheme: z.strictObject({ name: z.string(), nameEn: z.string().nullable() }).nullable().meta({
          description: 'The allotment scheme it came by, or whose posting was taken back',
          zh: '来自哪个配股方案；冲销的，为被冲销的方案',
        }),
        resolution: z
          .strictObject({
            id: idText(),
            body: z.enum(bodies),
            number: z.string(),
            decidedOn: z.string(),
            title: z.string(),
            titleEn: z.string().nullable(),
          })
          .nullable()
          .meta({
            description: 'What it rests on, where members may look into it',
            zh: '所依据的决议，成员可以查阅的才有',
          }),
      }),
    ),
    certificates: z.array(
      z.strictObject({
        number: z.string(),
        state: z.enum(certificateStates),
        issuedOn: z.string(),
        endedOn: z.string().nullable(),
        quantity: z.string().meta({
          description: 'The shares that it is of: those held on the day of issue',
          zh: '证上的股数：发证当日的持股',
        }),
        now: z.string().meta({
          description: 'What the same holder holds today',
          zh: '同一户（人）今天的持股',
        }),
        isCurrent: z.boolean().meta({
          description: 'Whether that is what they hold today, class by class',
          zh: '各股种和今天是否一致',
        }),
      }),
    ),
    restrictions: z.array(
      z.strictObject({
        kind: z.enum(restrictionKinds),
        shareClass: z.string().nullable(),
        shareClassEn: z.string().nullable(),
        quantity: z.string().nullable(),
        since: z.string(),
        reason: z.string(),
      }),
    ),
  }),
  errors: ['membership.not-linked'],
});

const payment = z
  .strictObject({
    sentOn: z
      .string()
      .nullable()
      .meta({ description: 'The day it was handed to the bank', zh: '交银行的日子' }),
    payOn: z.string(),
    isPast: z.boolean().meta({ description: 'The day of payment is over', zh: '付款日已过' }),
    bank: z.string().nullable(),
    accountMasked: z.string(),
    amount: z.string(),
    outcome: z.enum(['paid', 'returned']).nullable(),
    reason: z.string().nullable(),
  })
  .nullable()
  .meta({ description: 'The last payment through the bank', zh: '最近一次银行付款' });

const money = z.strictObject({
  dividends: z.array(
    z.strictObject({
      runId: idText(),
      run: z.string(),
      kind: z.enum(runKinds),
      state: z.enum(runStates),
      period: z.string(),
      recordDate: z.string(),
      postedOn: z.string().nullable(),
      basis: z.enum(bases),
      method: z.enum(methods),
      rateScale: z.int().nullable(),
      rate: z.string().nullable(),
      pool: z.string(),
      carriedIn: z.string(),
      ...shared,
      totalWeight: z.string().nullable(),
      taxRate: z.string(),
      taxBasis: z.string(),
      taxBasisEn: z.string().nullable(),
      shares: z.string(),
      weight: z.string(),
      floor: z.string().meta({ description: 'The quota cut to the fen', zh: '应得额去掉不足一分的部分' }),
      extra: z.int().meta({ description: 'The odd fen: 0 or 1', zh: '补分：0 或 1' }),
      gross: z.string(),
      tax: z.string(),
      net: z.string(),
      holder: z.enum(accountKinds),
      number: z.string(),
      takenBack: z.boolean().meta({
        description: 'A run that takes another back, or was taken back: the two together are nothing',
        zh: '冲销的分红，或已被冲销的分红：两笔合起来为零',
      }),
      corrects: z
        .strictObject({
          run: z.string(),
          kind: z.enum(runKinds),
          period: z.string(),
          basis: z.enum(bases),
          method: z.enum(methods),
          rateScale: z.int().nullable(),
          pool: z.string(),
          carriedIn: z.string(),
          totalWeight: z.string().nullable(),
          weight: z.string().meta({ description: 'What was counted before', zh: '以前所计的数' }),
          gross: z.string().meta({ description: 'What was granted before', zh: '以前所得' }),
          tax: z.string(),
        })
        .nullable()
        .meta({
          description: 'The run that this one corrects or takes back, and what it had granted this holder',
          zh: '所更正或冲销的分红，以及它给这一户或这个人的数',
        }),
      notice: z.strictObject({ postedOn: z.string(), ...noticeDays }).nullable(),
      withdrawnBecause: z.string().nullable().meta({
        description: 'Why it was withdrawn; null where it was not',
        zh: '撤回的理由；没有撤回的为空',
      }),
    }),
  ),
  claims: z
    .array(
      z.strictObject({
        runId: idText(),
        period: z.string(),
        holder: z.enum(accountKinds),
        number: z.string(),
        part: z.int().meta({
          description: '0: the line itself; from 1: the part of an heir',
          zh: '0：本笔；1 起：继承人的份额',
        }),
        inherited: z.boolean().meta({ description: 'Divided to them of another’s', zh: '继承他人的份额' }),
        state: z.enum(payoutStates),
        net: z.string(),
        open: z
          .string()
          .meta({ description: 'Still to be paid; below zero: owed back', zh: '未付金额；负数：应退回' }),
        held: z.enum(holdReasons).nullable(),
        paidTo: z.string().nullable().meta({
          description: 'Who else is paid; null: they themself, or nobody yet',
          zh: '由谁领取；空：本人，或尚未确定',
        }),
        payment,
        cash: z.strictObject({ handedOn: z.string(), proxy: z.string().nullable() }).nullable(),
      }),
    )
    .meta({ description: 'Where the money of each line stands today', zh: '每笔分红今天的发放情况' }),
  pensions: z.strictObject({
    months: z.array(
      z.strictObject({
        month: z.string(),
        means: z.enum(['bank', 'cash', 'held']),
        state: z.enum(pensionStandings).meta({
          description: 'Where it stands today; what nobody has approved yet is not told',
          zh: '今天的发放情况；还没有批准的不列',
        }),
        madeUpIn: z
          .string()
          .nullable()
          .meta({ description: 'The later month that it was paid with', zh: '并入哪个月补发' }),
        arrears: z.string(),
        offset: z.string(),
        amount: z.string(),
        back: z.string().nullable().meta({ description: 'Why it came back', zh: '为什么退回' }),
        payment,
      }),
    ),
    repaid: z.array(
      z.strictObject({ amount: z.string(), means: z.enum(['bank', 'cash']), note: z.string() }),
    ),
    notOrdered: z.strictObject({ from: z.string(), months: z.int(), amount: z.string() }).nullable().meta({
      description: 'Months due after the last one that was ordered: from which, how many, what they come to',
      zh: '已到期而还没有办理的月份：从哪个月起、几个月、共多少',
    }),
  }),
});

const received = z
  .array(
    z.strictObject({
      of: z.enum(['dividend', 'pension']),
      on: z.string().meta({ description: 'The day of payment', zh: '付款日' }),
      period: z.string().nullable(),
      kind: z.enum(runKinds).nullable(),
      holder: z.enum(accountKinds).nullable().meta({
        description: 'Whose shares a dividend is of; null: inherited, or a pension',
        zh: '分红属于谁的股份；空：继承所得或养老金',
      }),
      month: z.string().nullable(),
      means: z.enum(['bank', 'cash']),
      accountMasked: z.string().nullable(),
      amount: z.string().meta({ description: 'Below zero: given back', zh: '负数：退回' }),
      isAnswered: z.boolean().meta({
        description: 'False: with the bank, whose answer was not entered yet',
        zh: '否：已交银行，银行的答复还没有登记',
      }),
    }),
  )
  .meta({ description: 'What was got, by the day of payment', zh: '领到的钱，按付款日' });

export const readOwnMoney = endpoint({
  name: 'readOwnMoney',
  method: 'get',
  path: '/own/money',
  action: 'own.read',
  summary: {
    zh: '本人和本户的分红、发放和养老金',
    en: 'The dividends, payments and pensions of oneself and one’s household',
  },
  input: ownInput,
  reply: money.extend({ received, actingFor: actingFor.nullable() }),
  errors: ['membership.not-linked'],
});

export const readOwnStart = endpoint({
  name: 'readOwnStart',
  method: 'get',
  path: '/own/start',
  action: 'own.read',
  summary: {
    zh: '门户首页所需的全部：姓名、分红和养老金、将开的会议、新的通知、本人代理谁',
    en: 'All that the first page of the portal takes: name, dividends and pensions, meetings to come, new messages, whom one acts for',
  },
  description: {
    zh: '发放以后大家同时来看，一次请求就够。没有与成员对应的用户也有答复，姓名为空。',
    en: 'In one request, for when everybody looks at once. Also for whoever is linked to no member: their name is null.',
  },
  input: ownInput,
  reply: z.strictObject({
    actingFor: actingFor.nullable(),
    name: z.string().nullable(),
    money,
    objections: z
      .array(
        z.strictObject({
          runId: idText(),
          period: z.string(),
          number: z.int(),
          answerBy: z.string(),
          isPosted: z.boolean().meta({
            description: 'The dividend is in the books: paid all the same, and put right if it is right',
            zh: '分红已入账：照常发放，提得对再更正',
          }),
        }),
      )
      .meta({ description: 'One’s own objections without an answer', zh: '本人还没有答复的异议' }),
    meetings: z
      .array(
        z.strictObject({
          id: idText(),
          title: z.string(),
          state: z.enum(['convened', 'open']),
          heldOn: z.string(),
          votes: z
            .strictObject({
              all: z.int(),
              cast: z.int(),
              secret: z.int(),
              proxy: z.string().nullable().meta({ description: 'Who votes in one’s place', zh: '由谁代投' }),
            })
            .nullable()
            .meta({
              description: 'While it goes on: votes to cast, and cast; null: one votes for nobody there',
              zh: '开会期间：要投几票、已投几票；空：不投票',
            }),
        }),
      )
      .meta({ description: 'Called or going on, newest first', zh: '已召集或正在开的会议，新的在前' }),
    told: z
      .array(z.strictObject({ number: z.string(), kind: z.enum(messageKinds) }))
      .meta({ description: 'The newest messages', zh: '最新的通知' }),
    actsFor: z.array(actingFor),
  }),
  errors: ['membership.not-linked'],
});

export const readOwnNotices = endpoint({
  name: 'readOwnNotices',
  method: 'get',
  path: '/own/notices',
  action: 'own.read',
  summary: {
    zh: '分红公示，以及本人提出的异议和答复',
    en: 'Public notices of dividends, and the objections one raised with their answers',
  },
  input: ownInput,
  reply: z.strictObject({
    actingFor: actingFor.nullable(),
    notices: z.array(
      z.strictObject({
        runId: idText(),
        run: z.string(),
        kind: z.enum(runKinds),
        state: z.enum(runStates),
        takenBack,
        period: z.string(),
        postedOn: z.string().meta({ description: 'The day it counts from', zh: '起算日' }),
        lastDay: z.string(),
        isOver: z.boolean(),
        place: z.string(),
      }),
    ),
    objections: z.array(
      z.strictObject({
        runId: idText(),
        kind: z.enum(runKinds),
        state: z.enum(runStates).meta({ description: 'Of the run', zh: '这次分红的状态' }),
        takenBack,
        period: z.string(),
        number: z.number().int(),
        raisedOn: z.string(),
        answerBy: z.string().meta({ description: 'The last day for the answer', zh: '最迟答复日' }),
        text: z.string(),
        settled: z.enum(['answered', 'released']).nullable(),
        answer: z.string().nullable(),
      }),
    ),
  }),
  errors: ['membership.not-linked'],
});

export const readOwnMandates = endpoint({
  name: 'readOwnMandates',
  method: 'get',
  path: '/own/mandates',
  action: 'own.read',
  summary: { zh: '本人代理谁，谁代理本人', en: 'Whom one acts for, and who acts for oneself' },
  description: {
    zh: '没有与成员对应的用户也可以查看自己代理谁。',
    en: 'Also for whoever is linked to no member and acts for one.',
  },
  input: z.strictObject({}),
  reply: z.strictObject({ actsFor: z.array(actingFor), actedForBy: z.array(actedForBy) }),
});

export const endOwnMandate = endpoint({
  name: 'endOwnMandate',
  method: 'post',
  path: '/own/mandates/:mandateId/end',
  action: 'mandates.end',
  summary: {
    zh: '立即结束代理：由被代理的成员，或由代理人自己',
    en: 'End a mandate at once: the member it is for, or whoever holds it',
  },
  input: z.strictObject({
    mandateId: idText(),
    reason: proseText(200, 2)
      .optional()
      .meta({ description: 'Why; nobody has to say', zh: '理由，可以不写' }),
  }),
  reply: z.strictObject({ mandateId: idText(), ended: z.boolean() }),
  errors: ['access.mandate-unknown', 'access.mandate-ended'],
  example: { reason: '本人可以自己办理' },
});

export const readOwnMessages = endpoint({
  name: 'readOwnMessages',
  method: 'get',
  path: '/own/messages',
  action: 'own.read',
  summary: {
    zh: '写给本人的通知，新的在前',
    en: 'What oneself was told in writing, newest first',
  },
  input: ownInput,
  reply: z.strictObject({
    actingFor: actingFor.nullable(),
    messages: z.array(
      z.strictObject({
        number: z.string(),
        kind: z.enum(messageKinds),
        about: idText().meta({ description: 'The order, run or meeting', zh: '所说的付款单、分红或会议' }),
        said: z.strictObject({ zh: z.string(), en: z.string() }),
        toldAt: z.string(),
      }),
    ),
  }),
  errors: ['membership.not-linked'],
});
