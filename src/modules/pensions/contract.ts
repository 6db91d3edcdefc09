/** The wire of pensions. A month is an order of payments: its steps are those of every order. */
import * as z from 'zod';
import { endpoint, nothing } from '../../contract/endpoint.ts';
import { idReply } from '../../contract/query.ts';
import { dateText, idText, moneyText } from '../../contract/wire.ts';
import { monthText } from '../accounting/contract.ts';
import { waitingFor } from '../settings/contract.ts';
import {
  lateReturnOfLine,
  orderEndpoints,
  orderInput,
  orderReply,
  orderTerms,
} from '../banking/order-contract.ts';
import { proseText } from '../../contract/text-kinds.ts';

const reason = proseText(300, 2);
const member = z.string().min(1).max(60).meta({ description: 'Register number', zh: '社员登记编号' });

const conditions = {
  age: z
    .strictObject({ male: z.int().min(1).max(120), female: z.int().min(1).max(120) })
    .nullable()
    .meta({ description: 'Full years; null where no age is asked for', zh: '周岁；不要求年龄的为 null' }),
  years: z.int().min(1).max(100).nullable().meta({
    description: 'Full years of work or residence',
    zh: '满多少年工龄或居住年限',
  }),
};

const pensionRuleInput = z.strictObject({
  from: monthText().meta({ description: 'The first month it counts for', zh: '自哪个月起适用' }),
  ...conditions,
  retireesOnly: z.boolean().meta({ description: 'Only recorded retirees', zh: '只发登记的退休老人' }),
  amount: moneyText(),
  grades: z
    .array(z.strictObject({ ...conditions, amount: moneyText() }))
    .max(20)
    .optional()
    .meta({
      description:
        'Other amounts for the older or longer-serving, such as from 80 on; the last one whose conditions are met counts, from the month after',
      zh: '年长或年限更长者的另定金额，如 80 岁起；以满足条件的最后一档为准，自次月起',
    }),
  deathMonthPaid: z.boolean().meta({ description: 'The month of death is paid', zh: '去世当月照发' }),
  lifeProofMonths: z.int().min(1).max(60).nullable().meta({
    description: 'A proof of life lasts so many months; null: none is asked for',
    zh: '生存认证有效多少个月；不要求认证的为 null',
  }),
  source: proseText(300, 2).meta({
    description: 'The resolution or article it rests on',
    zh: '所依据的决议或章程条款',
  }),
  resolutionId: idText().optional().meta({
    description:
      'The decision of an assembly that made it; needed for what gives more, once the members have met',
    zh: '制定这项规定的大会决议；成员大会开过以后，发得更多的规定必须写明',
  }),
});
export type PensionRuleInput = Readonly<z.output<typeof pensionRuleInput>>;

const ruleExample = {
  from: '2025-01',
  age: { male: 60, female: 55 },
  years: null,
  retireesOnly: true,
  amount: '600.00',
  deathMonthPaid: true,
  lifeProofMonths: 12,
  source: '股代〔2024〕5号',
};

export const listPensionRules = endpoint({
  name: 'listPensionRules',
  method: 'get',
  path: '/pension-rules',
  action: 'pensions.read',
  summary: { zh: '养老金规定，按起始月份', en: 'Rules by their first month' },
  input: nothing,
  reply: z.strictObject({
    rules: z.array(pensionRuleInput),
    withdrawn: z.array(pensionRuleInput.extend({ reason: z.string(), withdrawnAt: z.string() })),
  }),
});

export const setPensionRule = endpoint({
  name: 'setPensionRule',
  method: 'post',
  path: '/pension-rules',
  action: 'settings.change',
  summary: { zh: '设定自某月起的养老金规定', en: 'Set the rule from a month on' },
  input: pensionRuleInput,
  reply: pensionRuleInput.extend(waitingFor),
  status: 201,
  errors: [
    'pension.amount-not-positive',
    'pension.rule-not-later',
    'pension.rule-month-passed',
    'pension.rule-undecided',
    'pension.rule-decided-otherwise',
    'pension.rule-carried',
    'resolution.unknown',
    'resolution.not-adopted',
    'resolution.awaiting-review',
    'resolution.too-few-in-effect',
    'resolution.sent-back',
    'resolution.electorate-unchecked',
    'resolution.seats-by-recorder',
    'assembly.power-not-given',
    'assembly.power-forbidden',
    'assembly.rules-not-in-force',
  ],
  example: ruleExample,
});

export const withdrawPensionRule = endpoint({
  name: 'withdrawPensionRule',
  method: 'post',
  path: '/pension-rules/:from/withdraw',
  action: 'settings.change',
  summary: { zh: '撤回尚未用过的养老金规定', en: 'Withdraw a rule under which no month was made' },
  input: z.strictObject({
    from: monthText().meta({ description: 'The first month of the rule', zh: '规定的起始月份' }),
    reason,
  }),
  reply: pensionRuleInput.extend(waitingFor),
  errors: ['pension.rule-unknown', 'pension.rule-used', 'pension.rule-month-passed'],
  example: { from: '2010-07', reason: '金额录错' },
});

export const enterLifeProof = endpoint({
  name: 'enterLifeProof',
  method: 'post',
  path: '/life-proofs',
  action: 'payouts.prepare',
  summary: { zh: '登记生存认证', en: 'Note that a pensioner was seen alive' },
  input: z.strictObject({ member, provedOn: dateText(), means: z.string().trim().min(1).max(100) }),
  reply: idReply,
  status: 201,
  errors: ['pension.member-unknown', 'pension.proved-after-death', 'books.entry-in-future'],
  example: { member: '9', provedOn: '2010-07-31', means: '入户核实' },
});

const line = z.strictObject({
  member: z.string(),
  name: z.string(),
  ofMonth: z.string(),
  arrears: z.string(),
  offset: z.string(),
  amount: z.string(),
  overpaid: z.string(),
  means: z.enum(['bank', 'cash', 'held']),
  serial: z.int().nullable().meta({ description: 'Its place in the bank’s file', zh: '银行文件中的序号' }),
  accountMasked: z.string().nullable(),
  outcome: z.enum(['paid', 'returned']).nullable().meta({
    description: 'What the bank said; null: nothing yet',
    zh: '银行答复；尚无则为 null',
  }),
  reason: z.string().nullable().meta({ description: 'Why it came back', zh: '退回原因' }),
  lateReturnId: lateReturnOfLine,
});

export const listPensionRuns = endpoint({
  name: 'listPensionRuns',
  method: 'get',
  path: '/pension-runs',
  action: 'pensions.read',
  summary: { zh: '各月养老金发放表，按编号', en: 'Monthly runs by number' },
  input: nothing,
  reply: z.strictObject({ runs: z.array(orderReply) }),
});

export const makePensionRun = endpoint({
  name: 'makePensionRun',
  method: 'post',
  path: '/pension-runs',
  action: 'payouts.prepare',
  summary: {
    zh: '编制一个月的养老金，有账号的制成银行文件',
    en: 'Work out a month, with a bank file for those who have an account',
  },
  input: z.strictObject({
    ...orderTerms,
    month: monthText(),
    template: orderTerms.template
      .optional()
      .meta({ description: 'Bank file; in cash unless given', zh: '银行文件模板；不填则全部以现金发放' }),
  }),
  reply: orderReply,
  status: 201,
  errors: [
    'pension.no-rule',
    'pension.nobody',
    'pension.month-future',
    'pension.month-order',
    'pension.month-taken',
    'pension.encoding-without-template',
    'payout.pay-day-past',
    'payout.payer-missing',
    'books.not-opened',
    'payout.template-unknown',
    'payout.template-no-sheet',
    'payout.character-not-encodable',
    'payout.place-breaks-line',
    'payout.place-missing',
    'payout.account-malformed',
  ],
  example: { month: '2010-07', payOn: '2010-07-31' },
});

export const makeNextPensionRun = endpoint({
  name: 'makeNextPensionRun',
  method: 'post',
  path: '/pension-runs/next',
  action: 'payouts.prepare',
  act: { zh: '编制下一个月的养老金', en: 'work out the next month of pensions' },
  summary: {
    zh: '照上次的办法编制下一个月的养老金',
    en: 'Work out the month that comes next, as the last one was made',
  },
  description: {
    zh: '月份为上次之后的一个月，首次为规定适用的第一个月；银行文件照上次，付款日为今天。整批退件的月份重新编制。',
    en: 'The month is the one after the last, or the first of the rules; the bank file is as the last time and the pay day is today. A month that the bank refused as a whole is made again.',
  },
  input: z.strictObject({
    payOn: orderTerms.payOn.optional(),
    template: orderTerms.template
      .optional()
      .meta({ description: 'As the last time unless given', zh: '不填则照上次' }),
  }),
  reply: orderReply,
  status: 201,
  errors: [
    'pension.no-rule',
    'pension.nobody',
    'pension.month-future',
    'pension.month-order',
    'payout.pay-day-past',
    'payout.payer-missing',
    'books.not-opened',
    'payout.template-unknown',
  ],
  example: {},
});

export const readPensionRun = endpoint({
  name: 'readPensionRun',
  method: 'get',
  path: '/pension-runs/:orderId',
  logged: 'register',
  action: 'payouts.read',
  summary: { zh: '一份发放表及其各行', en: 'One run with its lines' },
  input: orderInput,
  reply: orderReply.extend({ lines: z.array(line) }),
  errors: ['pension.run-unknown'],
});

export const runSteps = orderEndpoints({
  noun: 'PensionRun',
  path: '/pension-runs',
  words: { zh: '养老金发放表', en: 'pension run' },
  unknown: 'pension.run-unknown',
});
export const readPensionRunAccounts = runSteps.accounts;
export const releasePensionRun = runSteps.release;
export const takePensionRunFile = runSteps.takeFile;
export const sendPensionRun = runSteps.send;
export const cancelPensionRun = runSteps.cancel;
export const refusePensionRun = runSteps.refuse;
export const answerPensionRun = runSteps.answer;
export const returnPensionRunLine = runSteps.returnLate;
export const confirmPensionRunReturn = runSteps.confirmLate;
export const sendBackPensionRunReturn = runSteps.sendBackLate;
export const takeBackPensionRunAnswer = runSteps.takeBack;
export const takeBackPensionRunReturn = runSteps.takeBackLate;
export const confirmPensionRunTakeBack = runSteps.confirmTakeBack;
export const sendBackPensionRunTakeBack = runSteps.sendBackTakeBack;

export const returnPensionCash = endpoint({
  name: 'returnPensionCash',
  method: 'post',
  path: '/pension-runs/:orderId/return-cash',
  action: 'payouts.cash',
  summary: {
    zh: '登记无人领取而收回的现金，下月补发',
    en: 'Note cash that came back; the next run pays it as arrears',
  },
  input: orderInput.extend({ member, reason }),
  reply: orderReply,
  errors: ['pension.run-unknown', 'pension.line-unknown'],
  example: { member: '9', reason: '本人住院' },
});

export const receivePensionRepayment = endpoint({
  name: 'receivePensionRepayment',
  method: 'post',
  path: '/pension-repayments',
  action: 'payouts.cash',
  summary: { zh: '登记收回的多发养老金', en: 'Note that somebody brought back what was paid too much' },
  input: z.strictObject({
    member,
    amount: moneyText(),
    means: z.enum(['bank', 'cash']).meta({ description: 'How it came back', zh: '收回方式' }),
    note: proseText(300, 2),
  }),
  reply: z.strictObject({
    id: idText(),
    overpaid: z.string().meta({ description: 'Still paid too much after this', zh: '此后仍多发的金额' }),
  }),
  status: 201,
  errors: ['pension.member-unknown', 'pension.repayment-not-owed'],
  example: { member: '9', amount: '600.00', means: 'cash', note: '长子退还' },
});

export const readPension = endpoint({
  name: 'readPension',
  method: 'get',
  path: '/pensions',
  logged: 'register',
  action: 'payouts.read',
  summary: { zh: '一名社员的养老金及全部发放', en: 'One member’s pension and everything paid' },
  input: z.strictObject({ member }),
  reply: z.strictObject({
    member: z.string(),
    eligibleOn: z.string().nullable(),
    provedOn: z.string().nullable(),
    payments: z.array(
      z.strictObject({
        month: z.string(),
        paidOn: z.string(),
        amount: z.string(),
        arrears: z.string(),
        offset: z.string(),
        means: z.enum(['bank', 'cash']),
        returned: z.boolean(),
      }),
    ),
    repayments: z.array(
      z.strictObject({
        receivedOn: z.string(),
        amount: z.string(),
        means: z.enum(['bank', 'cash']),
        note: z.string(),
      }),
    ),
    heldBack: z.strictObject({ month: z.string(), amount: z.string() }).nullable().meta({
      description:
        'What the last month held back for want of a proof of life or because the account waits to be confirmed, with what came before',
      zh: '最近一个月因没有生存认证或收款账号待复核暂缓的金额（含以前月份）',
    }),
    total: z.string().meta({ description: 'Paid, less what came back', zh: '已发放，减去退回' }),
    overpaid: z.string().meta({
      description: 'Paid too much by the facts known now; later payments make it up, or it is brought back',
      zh: '按现有情况多发的金额：以后抵扣或收回',
    }),
  }),
  errors: ['pension.member-unknown'],
  example: { member: '9' },
});
