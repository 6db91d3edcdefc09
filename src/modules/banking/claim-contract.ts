/** The wire of claims: where every holder's money stands, cash, set-offs, reminders, answers to be looked at. */
import * as z from 'zod';
import { endpoint } from '../../contract/endpoint.ts';
import { idReply, pageInput } from '../../contract/query.ts';
import { dateText, idText, personNameText } from '../../contract/wire.ts';
import { citation } from '../../domain/law.ts';
import { answerStates, payoutStates, setOffStates } from '../../domain/payout.ts';
import { accountKinds } from '../../domain/share-register.ts';
import { stateTotal } from './contract.ts';
import { reason } from './order-contract.ts';

const holder = {
  kind: z.enum(['member', 'household']),
  number: z.string().min(1).max(60),
} as const;

const claimReply = z.strictObject({
  runId: idText(),
  run: z.string(),
  period: z.string(),
  kind: z.enum(accountKinds),
  number: z.string(),
  part: z.int(),
  payee: z.string().nullable(),
  bank: z.string().nullable(),
  accountMasked: z.string().nullable(),
  net: z.string(),
  open: z.string().meta({
    description: 'What is still to be paid; negative: what the holder owes',
    zh: '尚未支付的；负数为持有人应退回',
  }),
  state: z.enum(payoutStates),
  held: z.string().nullable(),
});

export const listPayoutClaims = endpoint({
  name: 'listPayoutClaims',
  method: 'get',
  path: '/payout-claims',
  logged: 'register',
  action: 'payouts.read',
  summary: {
    zh: '每笔应发款今天的状态及合计',
    en: 'Where the money of every holder stands today, with totals by state',
  },
  input: pageInput.extend({ runId: idText().optional(), state: z.enum(payoutStates).optional() }),
  reply: z.strictObject({
    totals: z.array(stateTotal),
    claims: z.array(claimReply),
    next: z.string().nullable(),
  }),
});

export const listWaitingClaims = endpoint({
  name: 'listWaitingClaims',
  method: 'get',
  path: '/payout-claims/waiting',
  logged: 'register',
  action: 'payouts.read',
  summary: {
    zh: '尚无人领取的款项、催告和诉讼时效',
    en: 'Money that nobody fetched yet, with reminders and the day until which it can be asked for',
  },
  input: pageInput,
  reply: z.strictObject({
    totals: z.array(stateTotal),
    claims: z.array(
      claimReply.extend({
        dueOn: z.string(),
        remindedOn: z.string().nullable(),
        limitationOn: z
          .string()
          .nullable()
          .meta({
            description: `By ${citation('limitation.years@2021').en}, and the law of the time before; null while the heirs are not determined. Nothing lapses by itself.`,
            zh: `依据${citation('limitation.years@2021').zh}及此前法律；继承人未定的为 null。到期不会自动作废`,
          }),
      }),
    ),
    next: z.string().nullable(),
  }),
});

const cashEntry = z.strictObject({
  id: idText(),
  number: z.string(),
  runId: idText(),
  run: z.string(),
  period: z.string(),
  kind: z.enum(accountKinds),
  holder: z.string().meta({ description: 'The number of the holder', zh: '持有人编号' }),
  part: z.int(),
  payee: z.string().nullable().meta({
    description: 'Who received it for the holder when it was entered; null: nobody could be named',
    zh: '登记时的领取人；无人可列时为 null',
  }),
  direction: z.enum(['paid', 'received']),
  amount: z.string(),
  amountInCapitals: z.string(),
  handedOn: z.string(),
  proxy: z.string().nullable(),
  struck: z.boolean(),
});

export const listPayoutCash = endpoint({
  name: 'listPayoutCash',
  method: 'get',
  path: '/payout-cash',
  logged: 'register',
  action: 'payouts.read',
  summary: { zh: '柜台现金，按编号', en: 'Money over the counter, by number' },
  input: pageInput,
  reply: z.strictObject({ cash: z.array(cashEntry), next: z.string().nullable() }),
});

export const enterPayoutCash = endpoint({
  name: 'enterPayoutCash',
  method: 'post',
  path: '/payout-cash',
  action: 'payouts.cash',
  summary: {
    zh: '以现金发放，或收回多付的款项',
    en: 'Pay claims in cash, or receive back what somebody owes',
  },
  input: z.strictObject({
    handedOn: dateText(),
    payments: z
      .array(
        z.strictObject({
          runId: idText(),
          ...holder,
          part: z.int().min(0).max(99).optional().meta({
            description: 'Of an estate: which heir’s part, from 1',
            zh: '遗产中第几位继承人的份额，从 1 起',
          }),
          proxy: personNameText('张三').optional().meta({
            description: 'Who signed instead of the payee',
            zh: '代领人',
          }),
        }),
      )
      .min(1)
      .max(2000),
  }),
  reply: z.strictObject({ cash: z.array(cashEntry) }),
  status: 201,
  errors: [
    'payout.claim-unknown',
    'payout.claim-held',
    'payout.claim-not-open',
    'payout.handed-too-early',
    'payout.payer-entered-return',
    'payout.return-unconfirmed',
    'payout.proxy-of-several',
    'books.entry-in-future',
    'books.money-short',
  ],
  example: {
    handedOn: '2010-07-31',
    payments: [{ runId: '00000000-0000-7000-8000-000000000000', kind: 'member', number: '9' }],
  },
});

export const strikePayoutCash = endpoint({
  name: 'strikePayoutCash',
  method: 'post',
  path: '/payout-cash/:cashId/strike',
  action: 'payouts.release',
  summary: { zh: '冲销一笔现金（登记人不能冲销）', en: 'Strike an entry of cash; not by whoever entered it' },
  input: z.strictObject({ cashId: idText(), reason }),
  reply: cashEntry,
  errors: ['payout.cash-unknown', 'payout.cash-struck', 'payout.striker-is-enterer'],
  example: { reason: '没有发出' },
});

const setOffReply = z.strictObject({ id: idText(), amount: z.string(), state: z.enum(setOffStates) });

export const listPayoutSetOffs = endpoint({
  name: 'listPayoutSetOffs',
  method: 'get',
  path: '/payout-set-offs',
  logged: 'register',
  action: 'payouts.read',
  summary: { zh: '抵扣申请及其复核情况', en: 'Set-offs that were asked for, and where they stand' },
  input: pageInput.extend({ state: z.enum(setOffStates).optional() }),
  reply: z.strictObject({
    setOffs: z.array(
      setOffReply.extend({
        kind: z.enum(accountKinds),
        number: z.string(),
        owedRunId: idText(),
        againstRunId: idText(),
        reason: z.string().nullable().meta({ description: 'Why it was sent back', zh: '退回的原因' }),
      }),
    ),
    next: z.string().nullable(),
  }),
});

export const setOffPayout = endpoint({
  name: 'setOffPayout',
  method: 'post',
  path: '/payout-set-offs',
  action: 'payouts.prepare',
  act: { zh: '申请抵扣', en: 'ask for set-offs' },
  summary: {
    zh: '申请以一次分红的待领款抵扣另一次的应退款（另一人复核后生效）',
    en: 'Ask for what a holder owes of one run to be taken off what waits for them of another; another person confirms',
  },
  input: z.strictObject({
    ...holder,
    owedRunId: idText().meta({ description: 'The run whose line the holder owes', zh: '应退回的分红' }),
    againstRunId: idText().meta({
      description: 'The run whose line waits for the holder',
      zh: '用来抵扣的分红',
    }),
  }),
  reply: setOffReply,
  status: 201,
  errors: ['payout.claim-unknown', 'payout.claim-not-open'],
  example: {
    kind: 'member',
    number: '9',
    owedRunId: '00000000-0000-7000-8000-000000000000',
    againstRunId: '00000000-0000-7000-8000-000000000001',
  },
});

export const confirmPayoutSetOff = endpoint({
  name: 'confirmPayoutSetOff',
  method: 'post',
  path: '/payout-set-offs/:setOffId/confirm',
  action: 'payouts.release',
  act: { zh: '复核抵扣', en: 'confirm set-offs' },
  summary: { zh: '复核一笔抵扣（申请人不能复核）', en: 'Confirm a set-off; not by whoever asked for it' },
  input: z.strictObject({ setOffId: idText() }),
  reply: setOffReply,
  errors: [
    'payout.set-off-unknown',
    'payout.set-off-answered',
    'payout.set-off-moved',
    'payout.confirmer-is-enterer',
    'payout.claim-unknown',
    'payout.claim-not-open',
  ],
  example: {},
});

export const sendBackPayoutSetOff = endpoint({
  name: 'sendBackPayoutSetOff',
  method: 'post',
  path: '/payout-set-offs/:setOffId/send-back',
  action: 'payouts.release',
  act: { zh: '退回抵扣', en: 'send set-offs back' },
  summary: { zh: '退回一笔抵扣申请', en: 'Send a set-off back that was asked for' },
  input: z.strictObject({ setOffId: idText(), reason }),
  reply: setOffReply,
  errors: ['payout.set-off-unknown', 'payout.set-off-answered'],
  example: { reason: '金额有误' },
});

export const strikePayoutSetOff = endpoint({
  name: 'strikePayoutSetOff',
  method: 'post',
  path: '/payout-set-offs/:setOffId/strike',
  action: 'payouts.release',
  act: { zh: '撤销抵扣', en: 'strike set-offs' },
  summary: {
    zh: '撤销一笔抵扣（申请人、复核人不能撤销）',
    en: 'Strike a set-off; by neither of the two who made it',
  },
  input: z.strictObject({ setOffId: idText(), reason }),
  reply: idReply,
  errors: ['payout.set-off-unknown', 'payout.set-off-used', 'payout.striker-is-enterer'],
  example: { reason: '抵错了' },
});

export const remindHolder = endpoint({
  name: 'remindHolder',
  method: 'post',
  path: '/payout-reminders',
  action: 'payouts.prepare',
  act: { zh: '登记催告', en: 'note reminders' },
  summary: {
    zh: '登记对持有人的催告（另一人确认后时效重新计算）',
    en: 'Note that a holder was reminded; the limitation runs anew once another person confirms it',
  },
  input: z.strictObject({
    ...holder,
    remindedOn: dateText(),
    means: z.string().trim().min(1).max(100).meta({ example: '电话' }),
  }),
  reply: idReply,
  status: 201,
  errors: ['payout.claim-unknown', 'books.entry-in-future'],
  example: { kind: 'member', number: '9', remindedOn: '2010-07-31', means: '电话' },
});

export const listReminders = endpoint({
  name: 'listReminders',
  method: 'get',
  path: '/payout-reminders',
  logged: 'register',
  action: 'payouts.read',
  summary: { zh: '催告记录及是否经另一人确认', en: 'Reminders, and whether another person confirmed them' },
  input: pageInput.extend({
    state: z.enum(['awaiting', 'confirmed']).optional(),
  }),
  reply: z.strictObject({
    reminders: z.array(
      z.strictObject({
        id: idText(),
        kind: z.enum(accountKinds),
        number: z.string(),
        remindedOn: z.string(),
        means: z.string(),
        counts: z.boolean().meta({
          description: 'Whether it moves the limitation',
          zh: '是否使诉讼时效重新计算',
        }),
      }),
    ),
    next: z.string().nullable(),
  }),
});

export const confirmReminder = endpoint({
  name: 'confirmReminder',
  method: 'post',
  path: '/payout-reminders/:reminderId/confirm',
  action: 'payouts.release',
  act: { zh: '确认催告', en: 'confirm reminders' },
  summary: {
    zh: '确认一次催告（登记人不能确认），诉讼时效自催告日重新计算',
    en: 'Confirm a reminder, not by whoever noted it: the limitation runs anew from its day',
  },
  input: z.strictObject({ reminderId: idText() }),
  reply: idReply,
  errors: ['payout.reminder-unknown', 'payout.reminder-counts', 'payout.confirmer-is-enterer'],
  example: {},
});

export const listPayoutAnswers = endpoint({
  name: 'listPayoutAnswers',
  method: 'get',
  path: '/payout-answers',
  logged: 'register',
  action: 'payouts.read',
  summary: {
    zh: '有退汇的银行回盘及是否经另一人核对',
    en: 'Answers of the bank that say payments came back, and whether another person looked at them',
  },
  input: pageInput.extend({ state: z.enum(answerStates).optional() }),
  reply: z.strictObject({
    answers: z.array(
      z.strictObject({
        id: idText(),
        orderId: idText(),
        kind: z.enum(['payout', 'pension']).meta({
          description: 'A batch of dividends, or the pensions of a month',
          zh: '红利发放批次或养老金发放表',
        }),
        batch: z.string(),
        fileName: z.string(),
        readAt: z.string(),
        state: z.enum(answerStates),
        returned: z.array(
          z.strictObject({
            payee: z.string(),
            accountMasked: z.string(),
            amount: z.string(),
            reason: z.string(),
          }),
        ),
      }),
    ),
    next: z.string().nullable(),
  }),
});

export const confirmPayoutAnswer = endpoint({
  name: 'confirmPayoutAnswer',
  method: 'post',
  path: '/payout-answers/:answerId/confirm',
  action: 'payouts.release',
  act: { zh: '核对回盘的退汇', en: 'confirm what an answer says came back' },
  summary: {
    zh: '对照银行对账单核对回盘的退汇（读入人不能核对），退回的款项此后才可再经银行或以现金发放',
    en: 'Confirm by the bank’s statement what an answer says came back, not by whoever read it in; only then it is paid again, by bank or in cash',
  },
  input: z.strictObject({ answerId: idText() }),
  reply: idReply,
  errors: [
    'payout.answer-unknown',
    'payout.answer-confirmed',
    'payout.answer-taken-back',
    'payout.confirmer-is-enterer',
  ],
  example: {},
});
