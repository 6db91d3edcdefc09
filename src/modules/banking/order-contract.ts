/**
 * The wire of an order of payments, the same for batches of dividends and for the pensions of a month: made, released, taken as a
 * file, sent, cancelled, refused as a whole, answered, late return, either taken back where it was wrong. Account numbers come out masked; only the file has them in clear.
 */
import * as z from 'zod';
import { endpoint } from '../../contract/endpoint.ts';
import { named } from '../../contract/field-words.ts';
import { dateText, idText, instantText, moneyText } from '../../contract/wire.ts';
import { bankEncodings } from '../../domain/bank-file.ts';
import type { ErrorCode } from '../../domain/refusal.ts';
import type { Sentence } from '../../domain/language.ts';
import { requestStates } from '../../domain/payout.ts';
import { orderStates } from '../../domain/payment-order.ts';
import { proseText } from '../../contract/text-kinds.ts';

/** Why something is asked for, taken back or sent back. */
export const reason = proseText(300, 2);
export const orderInput = z.strictObject({ orderId: idText() });
const reasonInput = orderInput.extend({ reason });

const lateReturnInput = orderInput.extend({ lateReturnId: idText() });
const lateReturnReply = z.strictObject({
  id: idText(),
  serial: z.int(),
  payee: z.string(),
  amount: z.string(),
  reason: z.string(),
  state: z.enum(requestStates),
});

/** Of a line on the wire. */
export const lateReturnOfLine = idText().nullable().meta({
  description: 'The late return by which it counts as returned, if any',
  zh: '据以登记为退回的退汇登记（如有）',
});

const takeBackInput = orderInput.extend({ takeBackId: idText() });
const takeBackReply = z.strictObject({
  id: idText(),
  answerId: idText().nullable().meta({ description: 'null: a late return', zh: '为 null 则为退汇登记' }),
  lateReturnId: idText().nullable().meta({ description: 'null: an answer', zh: '为 null 则为回盘' }),
  payments: z.int().meta({
    description: 'Payments that were said to have come back',
    zh: '所称已退回的笔数',
  }),
  amount: z.string(),
  reason: z.string(),
  state: z.enum(requestStates),
});

/** What every order is made from. */
export const orderTerms = {
  template: z.string().min(1).max(40).meta({
    description: 'A bank template that ships, or one of your own',
    zh: '银行文件模板：内置的或自设的',
  }),
  encoding: z.enum(bankEncodings).optional().meta({
    description:
      'Where the bank takes another than the template’s: gb18030 for rare characters, or a workbook (xlsx)',
    zh: '银行另有要求时填写：有生僻字用 gb18030，或用工作簿 xlsx；不填按模板',
  }),
  payOn: dateText(),
} as const;

const tally = z.strictObject({ count: z.int(), total: z.string() });
export const orderReply = z.strictObject({
  id: idText(),
  number: z.string(),
  state: z.enum(orderStates),
  payOn: z.string(),
  purpose: z.string(),
  month: z
    .string()
    .nullable()
    .meta({ description: 'Of pensions; null: a batch of dividends', zh: '养老金的月份；红利批次为 null' }),
  count: z.int().meta({ description: 'Payments, by bank and in cash', zh: '笔数，银行代发与现金合计' }),
  bankRows: z.int().nullable().meta({
    description: 'Rows of the bank’s file, where one pays several lines of a person; null: a row each',
    zh: '银行文件的行数：同一人同一账号合为一笔时填列；为 null 则每笔一行',
  }),
  payer: z.strictObject({ name: z.string(), bank: z.string(), accountMasked: z.string() }).nullable().meta({
    description: 'Who pays by its file, and from which account; null: no file, or one of an older version',
    zh: '银行文件的付款人和付款账户；为 null 则不经银行，或由旧版本制作',
  }),
  byBank: z.string(),
  inCash: z.string(),
  total: z.string().meta({ description: 'By bank and in cash', zh: '银行代发与现金合计' }),
  totalInCapitals: z.string(),
  paid: tally,
  returned: tally,
  template: z.string().nullable(),
  encoding: z.enum(bankEncodings).nullable(),
  fileName: z.string().nullable().meta({
    description: 'null: nothing goes through the bank',
    zh: '为 null 则不经银行',
  }),
  fileSha256: z.string().nullable(),
  fileTakenAt: z
    .string()
    .nullable()
    .meta({ description: 'When somebody took the file first', zh: '文件首次取走的时间' }),
  madeAt: z.string(),
  releasedAt: z
    .string()
    .nullable()
    .meta({ description: 'When somebody else released it', zh: '另一人复核放行的时间' }),
  endedAt: z.string().nullable().meta({
    description: 'Sent, cancelled, or refused by the bank as a whole',
    zh: '送出、取消或银行整批退件的时间',
  }),
  reason: z
    .string()
    .nullable()
    .meta({ description: 'Why it was cancelled or refused', zh: '取消或退件的原因' }),
});

const accountBearer = z.strictObject({
  number: z.string(),
  name: z.string(),
  household: z.string().nullable(),
});
export const returnedReply = z
  .array(
    z.strictObject({
      serial: z.int(),
      number: z.string(),
      name: z.string(),
      accountMasked: z.string(),
      reason: z.string(),
    }),
  )
  .meta({
    description: 'Payments into the very account from which the last one came back, and why it did',
    zh: '仍发往上次退回的账号的各笔，及上次退回的原因',
  });
const accountsReply = z.strictObject({
  changed: z
    .array(
      z.strictObject({
        serial: z.int(),
        number: z.string(),
        name: z.string(),
        accountMasked: z.string(),
        beforeMasked: z.string(),
        confirmedBy: z.string().nullable(),
      }),
    )
    .meta({
      description: 'Payees whom the last order sent paid into another account',
      zh: '上次付款用的是另一账号的领取人',
    }),
  shared: z
    .array(
      z.strictObject({
        accountMasked: z.string(),
        serials: z.array(z.int()).meta({ description: 'Payments that go there', zh: '发往该账号的各笔' }),
        bearers: z.array(accountBearer),
      }),
    )
    .meta({
      description: 'Accounts that members of different households have',
      zh: '不同户的成员登记了同一账号',
    }),
  returned: returnedReply,
  proved: z
    .array(
      z.strictObject({
        number: z.string(),
        name: z.string(),
        provedOn: z.string(),
        means: z.string(),
        toldBy: z.string().nullable(),
      }),
    )
    .meta({
      description: 'Who is paid on a proof of life that nobody has looked at yet, and whose word it is',
      zh: '据尚无人看过的生存认证发放的人，及认证由谁登记',
    }),
  waiting: z
    .array(
      z.strictObject({ number: z.string(), name: z.string(), accountMasked: z.string(), amount: z.string() }),
    )
    .meta({
      description: 'Who is not paid by it because their account waits to be confirmed',
      zh: '因账号待复核而未列入的人',
    }),
});

const tabNumber = named(z.int(), { zh: '第几张工作表', en: 'the tab' });

/** What a file counts and sums beside its rows; `any` sums some of them. */
const answerCounts = z.strictObject({
  lines: z
    .array(
      z.strictObject({
        row: z.int(),
        tab: tabNumber,
        text: z.string().max(40),
        /** Says that not all went well, without a number. */
        inPart: named(z.boolean(), { zh: '写明部分成功', en: 'whether it says that some failed' }),
        counted: z.array(
          z.strictObject({
            of: named(z.enum(['failed', 'paid', 'open', 'all', 'any']), {
              zh: '数的是什么',
              en: 'what it counts',
            }),
            isCount: named(z.boolean(), { zh: '是笔数', en: 'whether it counts payments' }),
            text: z.string().max(40),
          }),
        ),
      }),
    )
    .max(200_000),
  sums: named(
    z
      .array(
        z.strictObject({
          row: z.int(),
          tab: tabNumber,
          /** Null: of a tab without payments, in words. */
          told: named(moneyText().nullable(), { zh: '合计金额', en: 'the sum' }),
          /** What the rows of its own page are. */
          part: moneyText().nullable(),
          text: z.string().max(40),
        }),
      )
      .max(200_000),
    { zh: '合计行', en: 'the sums' },
  ),
});
export type CountsOfAnswer = z.output<typeof answerCounts>;

/** What a bank's file says of the lines that it was sent. */
export const answerInput = orderInput.extend({
  fileName: z.string().max(200),
  sha256: z.string().regex(/^[0-9a-f]{64}$/),
  rest: z.enum(['open', 'paid', 'all-paid']),
  rows: z
    .array(
      z.strictObject({
        row: z.int(),
        tab: tabNumber,
        serial: z.int().min(0).max(9_999_999).nullable(),
        payee: z.string().max(100),
        account: z.string().max(60),
        amount: moneyText(),
        outcome: z.enum(['paid', 'returned', 'open']),
        reason: z.string().max(300),
      }),
    )
    .max(200_000),
  counts: named(answerCounts, { zh: '文件里的笔数与合计', en: 'what the file counts' }),
});
export type BankAnswer = Readonly<Omit<z.output<typeof answerInput>, 'orderId'>>;

const files = ['application/octet-stream'] as const;

const news = z.strictObject({
  order: orderReply,
  news: z.strictObject({ paid: z.int(), returned: z.int() }).meta({
    description: 'What the answer says that was not known before',
    zh: '回盘中此前未登记的笔数',
  }),
});

const answered = news.extend({
  sums: z.strictObject({ paid: z.string(), returned: z.string() }).meta({
    description: 'The sums of what the answer says anew',
    zh: '回盘中此前未登记各笔的金额',
  }),
  back: z
    .array(
      z.strictObject({
        serial: z.int(),
        name: z.string(),
        accountMasked: z.string(),
        amount: z.string(),
        reason: z.string(),
      }),
    )
    .meta({
      description: 'The payments that came back by this answer, each with the reason that the bank gives',
      zh: '本次回盘退回的各笔付款及银行给出的原因',
    }),
  before: z
    .strictObject({
      fileName: z.string(),
      at: instantText(),
      by: z.string().nullable(),
      paid: z.int(),
      returned: z.int(),
    })
    .nullable()
    .meta({
      description: 'This very file, byte for byte, when it was first read for this order; null: it was not',
      zh: '同一个文件（逐字节相同）此前为这一批读入的情形；没有则为空',
    }),
});

/** `noun` names the endpoints: `sendPayoutBatch`. `words`: what the order is called. */
export function orderEndpoints(resource: {
  readonly noun: string;
  readonly path: string;
  readonly words: Sentence;
  /** What is refused where there is no such order. */
  readonly unknown: ErrorCode;
}) {
  const { noun, path, words, unknown } = resource;
  return {
    accounts: endpoint({
      name: `read${noun}Accounts`,
      method: 'get',
      path: `${path}/:orderId/accounts`,
      logged: 'register',
      action: 'payouts.read',
      summary: {
        zh: `${words.zh}的收款账号：有无变更、合用、待复核`,
        en: `The accounts of a ${words.en}: changed, shared, or waiting to be confirmed`,
      },
      description: {
        zh: '确认送出之前先看：自上次付款后变更的账号，不同户合用的账号，因账号待复核而未付的人。',
        en: 'To be looked at before it is sent: accounts that changed since the payee was paid last, accounts that different households share, and who is left out because an account waits to be confirmed.',
      },
      input: orderInput,
      reply: accountsReply,
      errors: [unknown],
    }),
    release: endpoint({
      name: `release${noun}`,
      method: 'post',
      path: `${path}/:orderId/release`,
      action: 'payouts.release',
      act: { zh: `放行${words.zh}`, en: `release a ${words.en}` },
      summary: {
        zh: `复核放行${words.zh}（制作人不能放行，放行人不能送出）`,
        en: `Release a ${words.en}; not by whoever made it, and whoever releases it does not send it`,
      },
      description: {
        zh: '放行后才能取走文件、确认送出。`seen` 写明看过几个变更的账号、几个不同户合用的账号、几笔仍发往上次退回的账号、几人据新登记的生存认证发放（不填为零），与实际不符即拒绝。登记生存认证的人不能放行。',
        en: 'Only then it is taken as a file or sent. `seen` says how many changed and how many shared accounts were looked at, and how many payments go again where the last one came back from, and how many proofs of life told since (none unless given); other numbers than there are are refused. Whoever told one of these proofs does not release it.',
      },
      input: orderInput.extend({
        seen: z.strictObject({
          changed: z.int().min(0).max(1_000_000),
          shared: z.int().min(0).max(1_000_000),
          returned: z.int().min(0).max(1_000_000).optional(),
          proved: z.int().min(0).max(1_000_000).optional(),
        }),
      }),
      reply: orderReply,
      errors: [
        unknown,
        'payout.order-state',
        'payout.releaser-is-maker',
        'payout.release-unseen',
        'payout.releaser-told-proof',
        'payout.returned-unseen',
        'payout.releaser-reopened',
        'payout.order-outdated',
        'payout.run-reversed',
      ],
      example: { seen: { changed: 0, shared: 0 } },
    }),
    takeFile: endpoint({
      name: `take${noun}File`,
      method: 'post',
      path: `${path}/:orderId/take-file`,
      action: 'payouts.take-file',
      logged: 'file',
      summary: { zh: `取走${words.zh}的银行文件`, en: `Take the bank file of a ${words.en}` },
      description: {
        zh: '文件中账号为明文，每次取走都留下记录。放行后情况有变、送出会被拒绝的，文件也不得取走。',
        en: 'It has every account in clear, so each taking is logged. What facts have overtaken since the release, so that it would not be sent, is not taken either.',
      },
      traced: true,
      input: orderInput,
      reply: { files, description: { zh: '银行文件', en: 'The bank’s file' } },
      errors: [
        unknown,
        'payout.order-state',
        'payout.order-without-file',
        'payout.order-outdated',
        'payout.run-reversed',
      ],
      example: {},
    }),
    send: endpoint({
      name: `send${noun}`,
      method: 'post',
      path: `${path}/:orderId/send`,
      action: 'payouts.send',
      summary: {
        zh: `确认${words.zh}已送银行（须已放行；制作人、放行人不能确认）`,
        en: `Confirm that a released ${words.en} went out; not by whoever made or released it`,
      },
      input: orderInput,
      reply: orderReply,
      errors: [
        unknown,
        'payout.order-state',
        'payout.sender-is-maker',
        'payout.sender-released',
        'payout.order-outdated',
        'payout.pay-day-past',
        'payout.run-reversed',
      ],
      example: {},
    }),
    cancel: endpoint({
      name: `cancel${noun}`,
      method: 'post',
      path: `${path}/:orderId/cancel`,
      action: 'payouts.cancel',
      summary: { zh: `取消未送出的${words.zh}`, en: `Cancel a ${words.en} that was not sent` },
      description: {
        zh: '文件已取走的，须由既未制作、也未取走文件的人取消。',
        en: 'Once its file was taken, by somebody who neither made it nor took the file.',
      },
      input: reasonInput,
      reply: orderReply,
      errors: [unknown, 'payout.order-state', 'payout.cancel-needs-other'],
      example: { reason: '户名有误' },
    }),
    refuse: endpoint({
      name: `refuse${noun}`,
      method: 'post',
      path: `${path}/:orderId/refuse`,
      action: 'payouts.release',
      act: { zh: `登记整批退件`, en: `record that the bank refused a ${words.en}` },
      summary: {
        zh: `登记银行整批退回${words.zh}`,
        en: `The bank refused a ${words.en} as a whole; not said by whoever made it`,
      },
      input: reasonInput,
      reply: orderReply,
      errors: [
        unknown,
        'payout.order-state',
        'payout.order-answered',
        'payout.order-without-file',
        'payout.sender-is-maker',
      ],
      example: { reason: '付款账户余额不足' },
    }),
    answer: endpoint({
      name: `answer${noun}`,
      method: 'post',
      path: `${path}/:orderId/answer`,
      action: 'payouts.answer',
      summary: { zh: `读入${words.zh}的银行回盘`, en: `Read the bank’s answer to a ${words.en}` },
      input: orderInput.extend({
        paidWords: z.string().trim().max(200).optional().meta({
          description: 'Further words for paid that this file uses, separated by commas',
          zh: '这份回盘里表示已付的其他写法，用逗号隔开',
        }),
        returnedWords: z.string().trim().max(200).optional().meta({
          description: 'Further words for returned that this file uses, separated by commas',
          zh: '这份回盘里表示退回的其他写法，用逗号隔开',
        }),
        openWords: z.string().trim().max(200).optional().meta({
          description: 'Further words for undecided that this file uses, separated by commas',
          zh: '这份回盘里表示未定的其他写法，用逗号隔开',
        }),
        rest: z.enum(['open', 'paid', 'all-paid']).optional().meta({
          description:
            'What became of lines that the file does not name: `paid` where the bank lists failures only, `all-paid` where nothing came back and the file is empty',
          zh: '文件未列出的各笔如何处理：银行只列失败的填 paid；没有一笔退回、文件没有明细的填 all-paid',
        }),
      }),
      reply: answered,
      upload: {
        description: {
          zh: '银行回盘：一张表，可用银行自己的栏目名称（见模板）',
          en: 'The bank’s file, one table; its own column names may stand in the template',
        },
        columns: [
          {
            table: 'answer',
            zh: ['序号', '账号', '金额', '结果', '原因'],
            en: ['No.', 'Account', 'Amount', 'Result', 'Reason'],
          },
        ],
      },
      errors: [
        unknown,
        'payout.order-state',
        'payout.order-without-file',
        'payout.answer-of-other-order',
        'payout.return-columns',
        'payout.return-cell',
        'payout.return-word',
        'payout.return-tab-unread',
        'payout.return-hidden-tab',
        'payout.return-columns-differ',
        'payout.return-sum-differs',
        'payout.return-empty',
        'payout.return-failures-unlisted',
        'payout.return-account-masked',
        'payout.return-zeros-lost',
        'payout.return-row-nobody',
        'payout.return-row-of-two',
        'payout.return-in-fen',
        'payout.return-in-yuan',
        'payout.return-row-unknown',
        'payout.return-account-differs',
        'payout.return-name-of-other',
        'payout.return-amount-differs',
        'payout.return-contradicts',
      ],
    }),
    returnLate: endpoint({
      name: `return${noun}Line`,
      method: 'post',
      path: `${path}/:orderId/late-return`,
      action: 'payouts.release',
      act: { zh: '登记退汇', en: 'record that a payment came back' },
      summary: {
        zh: `登记${words.zh}中已付后又退回的一笔（另一人复核后才重新应付）`,
        en: `A payment of a ${words.en} that the bank had reported as paid came back; owed again once another confirms it`,
      },
      input: reasonInput.extend({ serial: z.int().min(1).max(9_999_999) }),
      reply: lateReturnReply,
      status: 201,
      errors: [unknown, 'payout.return-row-unknown', 'payout.not-paid-before', 'payout.late-return-waits'],
      example: { serial: 1, reason: '账户注销' },
    }),
    confirmLate: endpoint({
      name: `confirm${noun}Return`,
      method: 'post',
      path: `${path}/:orderId/late-returns/:lateReturnId/confirm`,
      action: 'payouts.release',
      act: { zh: '复核退汇', en: 'confirm that a payment came back' },
      summary: {
        zh: `复核${words.zh}中的一笔退汇（登记人不能复核），款项重新应付`,
        en: `Confirm that a payment of a ${words.en} came back, not by whoever told it; it is owed again`,
      },
      input: lateReturnInput,
      reply: news,
      errors: [
        unknown,
        'payout.late-return-unknown',
        'payout.late-return-answered',
        'payout.confirmer-is-enterer',
        'payout.not-paid-before',
      ],
      example: {},
    }),
    sendBackLate: endpoint({
      name: `sendBack${noun}Return`,
      method: 'post',
      path: `${path}/:orderId/late-returns/:lateReturnId/send-back`,
      action: 'payouts.release',
      act: { zh: '退回退汇的登记', en: 'send back that a payment came back' },
      summary: {
        zh: `退回${words.zh}中一笔退汇的登记：对账单上没有这笔款`,
        en: `A payment of a ${words.en} did not come back after all`,
      },
      input: lateReturnInput.extend({ reason }),
      reply: lateReturnReply,
      errors: [unknown, 'payout.late-return-unknown', 'payout.late-return-answered'],
      example: { reason: '对账单上没有这笔退款' },
    }),
    takeBack: endpoint({
      name: `takeBack${noun}Answer`,
      method: 'post',
      path: `${path}/:orderId/answers/:answerId/take-back`,
      action: 'payouts.answer',
      act: { zh: '申请撤回错误的回盘', en: 'ask for a wrong answer to be taken back' },
      summary: {
        zh: `申请撤回${words.zh}的错误回盘：其所称退回的款项实际已付（另一人复核后生效）`,
        en: `Ask for a wrong answer to a ${words.en} to be taken back: what it says came back was paid after all, once another confirms it`,
      },
      input: reasonInput.extend({ answerId: idText() }),
      reply: takeBackReply,
      status: 201,
      errors: [
        unknown,
        'payout.answer-unknown',
        'payout.answer-taken-back',
        'payout.take-back-waits',
        'payout.returned-moved',
      ],
      example: { reason: '读错文件，对账单上没有退汇' },
    }),
    takeBackLate: endpoint({
      name: `takeBack${noun}Return`,
      method: 'post',
      path: `${path}/:orderId/late-returns/:lateReturnId/take-back`,
      action: 'payouts.answer',
      act: { zh: '申请撤回错误的退汇登记', en: 'ask for a wrong late return to be taken back' },
      summary: {
        zh: `申请撤回${words.zh}中复核有误的退汇：款项实际已付（另一人复核后生效）`,
        en: `Ask for a late return of a ${words.en} that was confirmed in error to be taken back: it was paid after all, once another confirms it`,
      },
      input: lateReturnInput.extend({ reason }),
      reply: takeBackReply,
      status: 201,
      errors: [
        unknown,
        'payout.late-return-unknown',
        'payout.late-return-waits',
        'payout.late-return-answered',
        'payout.late-return-taken-back',
        'payout.take-back-waits',
        'payout.returned-moved',
      ],
      example: { reason: '看错对账单，退回的是另一笔' },
    }),
    confirmTakeBack: endpoint({
      name: `confirm${noun}TakeBack`,
      method: 'post',
      path: `${path}/:orderId/take-backs/:takeBackId/confirm`,
      action: 'payouts.release',
      act: { zh: '复核撤回回盘或退汇', en: 'confirm that an answer or a late return is taken back' },
      summary: {
        zh: `对照银行对账单复核撤回${words.zh}的错误回盘或退汇（申请人不能复核），账上冲回退汇`,
        en: `Confirm by the bank’s statement that an answer to a ${words.en} or a late return was wrong, not by whoever asked; the books take it back in red`,
      },
      input: takeBackInput,
      reply: takeBackReply,
      errors: [
        unknown,
        'payout.take-back-unknown',
        'payout.take-back-answered',
        'payout.confirmer-is-enterer',
        'payout.returned-moved',
      ],
      example: {},
    }),
    sendBackTakeBack: endpoint({
      name: `sendBack${noun}TakeBack`,
      method: 'post',
      path: `${path}/:orderId/take-backs/:takeBackId/send-back`,
      action: 'payouts.release',
      act: { zh: '退回撤回回盘或退汇的申请', en: 'send back that an answer or a late return be taken back' },
      summary: {
        zh: `退回撤回${words.zh}回盘或退汇的申请：确已退回`,
        en: `The answer to a ${words.en}, or the late return, was right after all`,
      },
      input: takeBackInput.extend({ reason }),
      reply: takeBackReply,
      errors: [unknown, 'payout.take-back-unknown', 'payout.take-back-answered'],
      example: { reason: '对账单上确有退汇' },
    }),
  };
}
