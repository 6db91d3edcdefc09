/**
 * Money through the bank and over the counter: sealed files and who took them, templates of files, orders of payments with
 * their lines, what was done with an order and what the bank answered; cash, estates divided among heirs, set-offs and
 * reminders of dividends. Append only throughout; that an order is sent or cancelled at most once, and a line answered at
 * most once, the keys say; that nobody is paid beyond what is due, that an order is its lines and an estate its parts,
 * triggers say.
 */
import { sql } from 'drizzle-orm';
import {
  boolean,
  check,
  foreignKey,
  index,
  integer,
  jsonb,
  pgTable,
  primaryKey,
  smallint,
  text,
  unique,
  uuid,
} from 'drizzle-orm/pg-core';
import type { BankEncoding, BankTemplate } from '../../domain/bank-file.ts';
import type { Outcome } from '../../domain/payout.ts';
import type { OrderKind } from '../../domain/payment-order.ts';
import type { FilingTemplate } from '../../domain/tax-filing.ts';
import { bytes, instant, localDate, money, tenantId, wholeNumber } from '../../platform/columns.ts';
import { dividendRun } from '../dividends/schema.ts';
import { member } from '../members/schema.ts';
import { settingProposal } from '../settings/schema.ts';
import { holderAccount } from '../shares/schema.ts';

/** A file with accounts or resident IDs in clear, kept sealed. Its kind is part of the seal. */
export const sealedFile = pgTable(
  'sealed_file',
  {
    cooperativeId: tenantId(),
    id: uuid('id').notNull(),
    kind: text('kind').$type<`${OrderKind | 'tax'}-file` | 'bank-sample'>().notNull(),
    name: text('name').notNull(),
    /** Of what it says. */
    fileSha256: text('file_sha256').notNull(),
    fileCipher: bytes('file_cipher').notNull(),
    /** Of the sealed bytes: proves them without the key. */
    sealedSha256: text('sealed_sha256').notNull(),
    /** What the trail was told of the sealed bytes, once they were sealed anew; what is inside stays proved by its own hash. */
    sealedBefore: text('sealed_before'),
  },
  (t) => [
    primaryKey({ columns: [t.cooperativeId, t.id] }),
    check('sealed_file_kind', sql`${t.kind} in ('payout-file','pension-file','tax-file','bank-sample')`),
  ],
);

/** That somebody took a file in clear. From then on it may be with the bank or the tax office. */
export const fileTaken = pgTable(
  'file_taken',
  {
    cooperativeId: tenantId(),
    id: uuid('id').notNull(),
    fileId: uuid('file_id').notNull(),
    recordedAt: instant('recorded_at').notNull(),
    recordedBy: uuid('recorded_by').notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.cooperativeId, t.id] }),
    index('file_taken_of_file').on(t.cooperativeId, t.fileId, t.recordedAt),
    foreignKey({
      name: 'file_taken_fk',
      columns: [t.cooperativeId, t.fileId],
      foreignColumns: [sealedFile.cooperativeId, sealedFile.id],
    }),
  ],
);

/** Versions of the cooperative's own templates, for its bank or its tax client; the latest of an id counts. */
export const fileTemplate = pgTable(
  'file_template',
  {
    cooperativeId: tenantId(),
    kind: text('kind').$type<'bank' | 'tax'>().notNull(),
    id: text('id').notNull(),
    version: wholeNumber('version').notNull(),
    template: jsonb('template').$type<BankTemplate | FilingTemplate>().notNull(),
    recordedAt: instant('recorded_at').notNull(),
    recordedBy: uuid('recorded_by').notNull(),
    /** What two people agreed on, where it changes a template in use. */
    proposalId: uuid('proposal_id'),
  },
  (t) => [
    primaryKey({ columns: [t.cooperativeId, t.kind, t.id, t.version] }),
    check('file_template_kind', sql`${t.kind} in ('bank','tax')`),
  ],
);

/** That the cooperative keeps its bank's own sample of a file, by which a template is proved; the latest of a template counts. */
export const bankSample = pgTable(
  'bank_sample',
  {
    cooperativeId: tenantId(),
    id: uuid('id').notNull(),
    /** A template that ships, or the cooperative's own. */
    templateId: text('template_id').notNull(),
    fileId: uuid('file_id').notNull(),
    recordedAt: instant('recorded_at').notNull(),
    recordedBy: uuid('recorded_by').notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.cooperativeId, t.id] }),
    index('bank_sample_of_template').on(t.cooperativeId, t.templateId, t.recordedAt),
    foreignKey({
      name: 'bank_sample_file_fk',
      columns: [t.cooperativeId, t.fileId],
      foreignColumns: [sealedFile.cooperativeId, sealedFile.id],
    }),
  ],
);

/** Versions of how the cooperative pays; the latest counts. */
export const payoutSetting = pgTable(
  'payout_setting',
  {
    cooperativeId: tenantId(),
    version: wholeNumber('version').notNull(),
    payerName: text('payer_name').notNull(),
    payerBank: text('payer_bank').notNull(),
    payerAccountCipher: bytes('payer_account_cipher').notNull(),
    payerAccountMasked: text('payer_account_masked').notNull(),
    /** Tells the account from another; null only in what versions before wrote. */
    payerAccountIndex: bytes('payer_account_index'),
    /** Payees who get less in all wait. */
    minimum: money('minimum').notNull(),
    recordedAt: instant('recorded_at').notNull(),
    recordedBy: uuid('recorded_by').notNull(),
    /** The confirmed proposal, where the minimum was raised or the payer changed. */
    proposalId: uuid('proposal_id'),
  },
  (t) => [
    primaryKey({ columns: [t.cooperativeId, t.version] }),
    check('payout_setting_minimum', sql`${t.minimum} >= 0`),
  ],
);

/** The account that a proposal would pay from. Append only. */
export const payerProposal = pgTable(
  'payer_proposal',
  {
    cooperativeId: tenantId(),
    proposalId: uuid('proposal_id').notNull(),
    accountCipher: bytes('account_cipher').notNull(),
    accountIndex: bytes('account_index').notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.cooperativeId, t.proposalId] }),
    foreignKey({
      name: 'payer_proposal_fk',
      columns: [t.cooperativeId, t.proposalId],
      foreignColumns: [settingProposal.cooperativeId, settingProposal.id],
    }),
  ],
);

/** What the bank is to pay at once: a batch of dividends, or the pensions of a month. */
export const paymentOrder = pgTable(
  'payment_order',
  {
    cooperativeId: tenantId(),
    id: uuid('id').notNull(),
    kind: text('kind').$type<OrderKind>().notNull(),
    /** Of its kind. */
    number: wholeNumber('number').notNull(),
    payOn: localDate('pay_on').notNull(),
    purpose: text('purpose').notNull(),
    count: integer('count').notNull(),
    total: money('total').notNull(),
    /** What the bank's file was made from, and the file; null where nothing goes through the bank. */
    template: text('template'),
    /** Of a template of the cooperative's own. Null: one that ships, or an order of before. */
    templateVersion: wholeNumber('template_version'),
    encoding: text('encoding').$type<BankEncoding>(),
    fileId: uuid('file_id'),
    /** Rows of the file where one pays several lines of the same person and account; null: each line is a row of its own. */
    bankRows: integer('bank_rows'),
    /** Who pays by the file; null: nothing goes through the bank, or a version before made it. */
    payerVersion: wholeNumber('payer_version'),
    madeAt: instant('made_at').notNull(),
    madeBy: uuid('made_by').notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.cooperativeId, t.id] }),
    unique('payment_order_number_unique').on(t.cooperativeId, t.kind, t.number),
    foreignKey({
      name: 'payment_order_file_fk',
      columns: [t.cooperativeId, t.fileId],
      foreignColumns: [sealedFile.cooperativeId, sealedFile.id],
    }),
    foreignKey({
      name: 'payment_order_payer_fk',
      columns: [t.cooperativeId, t.payerVersion],
      foreignColumns: [payoutSetting.cooperativeId, payoutSetting.version],
    }),
    check('payment_order_kind', sql`${t.kind} in ('payout','pension')`),
    check(
      'payment_order_of_something',
      sql`(${t.count} > 0) = (${t.total} > 0) and ${t.total} >= 0 and (${t.kind} = 'pension' or ${t.count} > 0)`,
    ),
    check(
      'payment_order_rows',
      sql`${t.bankRows} is null or ${t.kind} = 'payout' and ${t.bankRows} between 1 and ${t.count}`,
    ),
    check(
      'payment_order_file',
      sql`num_nulls(${t.template}, ${t.encoding}, ${t.fileId}) = case when ${t.count} > 0 then 0 else 3 end`,
    ),
  ],
);

/** What is paid by the bank's file, claim by claim: a row of it, or a part of one that pays several lines together. */
export const paymentLine = pgTable(
  'payment_line',
  {
    cooperativeId: tenantId(),
    orderId: uuid('order_id').notNull(),
    serial: integer('serial').notNull(),
    payeeId: uuid('payee_id').notNull(),
    payeeName: text('payee_name').notNull(),
    bankName: text('bank_name'),
    bankAccountIndex: bytes('bank_account_index').notNull(),
    bankAccountMasked: text('bank_account_masked').notNull(),
    amount: money('amount').notNull(),
    /** The claim of a dividend that it pays; null: a pension, whose line names this one. */
    runId: uuid('run_id'),
    accountId: uuid('account_id'),
    /** 0: the line of the run; from 1: the part of an heir. */
    part: smallint('part'),
    /** The row of the file that pays it, with others of the same person and account; null: a row of its own, at its serial. */
    bankRow: integer('bank_row'),
  },
  (t) => [
    primaryKey({ columns: [t.cooperativeId, t.orderId, t.serial] }),
    unique('payment_line_once_an_order').on(t.cooperativeId, t.orderId, t.runId, t.accountId, t.part),
    index('payment_line_of_claim')
      .on(t.cooperativeId, t.runId, t.accountId, t.part)
      .where(sql`${t.runId} is not null`),
    index('payment_line_of_row')
      .on(t.cooperativeId, t.orderId, t.bankRow)
      .where(sql`${t.bankRow} is not null`),
    foreignKey({
      name: 'payment_line_order_fk',
      columns: [t.cooperativeId, t.orderId],
      foreignColumns: [paymentOrder.cooperativeId, paymentOrder.id],
    }),
    foreignKey({
      name: 'payment_line_run_fk',
      columns: [t.cooperativeId, t.runId],
      foreignColumns: [dividendRun.cooperativeId, dividendRun.id],
    }),
    foreignKey({
      name: 'payment_line_account_fk',
      columns: [t.cooperativeId, t.accountId],
      foreignColumns: [holderAccount.cooperativeId, holderAccount.id],
    }),
    foreignKey({
      name: 'payment_line_payee_fk',
      columns: [t.cooperativeId, t.payeeId],
      foreignColumns: [member.cooperativeId, member.id],
    }),
    index('payment_line_of_payee').on(t.cooperativeId, t.payeeId),
    check('payment_line_positive', sql`${t.amount} > 0`),
    check('payment_line_claim', sql`num_nulls(${t.runId}, ${t.accountId}, ${t.part}) in (0, 3)`),
  ],
);

/** That somebody who did not make an order looked at where its money goes; only then it is taken as a file and sent. */
export const paymentRelease = pgTable(
  'payment_release',
  {
    cooperativeId: tenantId(),
    orderId: uuid('order_id').notNull(),
    /** The accounts that were looked at: changed since the last payment, shared by different households. */
    changed: integer('changed').notNull(),
    shared: integer('shared').notNull(),
    /** Payments into an account from which the last one came back. */
    returned: integer('returned').notNull().default(0),
    /** Proofs of life that the money of a month rests on and nobody looked at before. */
    proved: integer('proved').notNull().default(0),
    recordedAt: instant('recorded_at').notNull(),
    recordedBy: uuid('recorded_by').notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.cooperativeId, t.orderId] }),
    foreignKey({
      name: 'payment_release_order_fk',
      columns: [t.cooperativeId, t.orderId],
      foreignColumns: [paymentOrder.cooperativeId, paymentOrder.id],
    }),
    check('payment_release_seen', sql`${t.changed} >= 0 and ${t.shared} >= 0 and ${t.proved} >= 0`),
  ],
);

/** An order is sent or cancelled, once. */
export const paymentOrderEnd = pgTable(
  'payment_order_end',
  {
    cooperativeId: tenantId(),
    orderId: uuid('order_id').notNull(),
    kind: text('kind').$type<'sent' | 'cancelled'>().notNull(),
    reason: text('reason'),
    /** Of the books: where the money went out, and where what comes back comes in. */
    bankAccount: text('bank_account'),
    /** Of pensions: the cost that they were, which what comes back lowers. */
    pensionAccount: text('pension_account').$type<'513' | '514'>(),
    recordedAt: instant('recorded_at').notNull(),
    recordedBy: uuid('recorded_by').notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.cooperativeId, t.orderId] }),
    foreignKey({
      name: 'payment_order_end_fk',
      columns: [t.cooperativeId, t.orderId],
      foreignColumns: [paymentOrder.cooperativeId, paymentOrder.id],
    }),
    check('payment_order_end_kind', sql`${t.kind} in ('sent','cancelled')`),
    check(
      'payment_order_end_account',
      sql`(${t.kind} = 'sent') = (${t.bankAccount} is not null) and (${t.kind} = 'sent' or ${t.pensionAccount} is null)`,
    ),
  ],
);

/** That the bank refused a sent file as a whole: nothing of it was tried, all of it is owed again. */
export const paymentRefusal = pgTable(
  'payment_refusal',
  {
    cooperativeId: tenantId(),
    orderId: uuid('order_id').notNull(),
    reason: text('reason').notNull(),
    recordedAt: instant('recorded_at').notNull(),
    recordedBy: uuid('recorded_by').notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.cooperativeId, t.orderId] }),
    foreignKey({
      name: 'payment_refusal_fk',
      columns: [t.cooperativeId, t.orderId],
      foreignColumns: [paymentOrderEnd.cooperativeId, paymentOrderEnd.orderId],
    }),
  ],
);

/** A file that the bank answered with, and told something new. */
export const bankAnswer = pgTable(
  'bank_answer',
  {
    cooperativeId: tenantId(),
    id: uuid('id').notNull(),
    orderId: uuid('order_id').notNull(),
    fileName: text('file_name').notNull(),
    sha256: text('sha256').notNull(),
    paid: integer('paid').notNull(),
    returned: integer('returned').notNull(),
    recordedAt: instant('recorded_at').notNull(),
    recordedBy: uuid('recorded_by').notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.cooperativeId, t.id] }),
    index('bank_answer_by_content').on(t.cooperativeId, t.sha256),
    foreignKey({
      name: 'bank_answer_order_fk',
      columns: [t.cooperativeId, t.orderId],
      foreignColumns: [paymentOrder.cooperativeId, paymentOrder.id],
    }),
  ],
);

/** That another than whoever read an answer in looked at what it says came back. Only then that goes out again. */
export const answerConfirmation = pgTable(
  'answer_confirmation',
  {
    cooperativeId: tenantId(),
    answerId: uuid('answer_id').notNull(),
    recordedAt: instant('recorded_at').notNull(),
    recordedBy: uuid('recorded_by').notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.cooperativeId, t.answerId] }),
    foreignKey({
      name: 'answer_confirmation_fk',
      columns: [t.cooperativeId, t.answerId],
      foreignColumns: [bankAnswer.cooperativeId, bankAnswer.id],
    }),
  ],
);

/** That an answer or a late return was wrong, says one person: what it said came back was paid after all, once another confirms it. */
export const answerTakeBack = pgTable(
  'answer_take_back',
  {
    cooperativeId: tenantId(),
    id: uuid('id').notNull(),
    /** One of the two. */
    answerId: uuid('answer_id'),
    reason: text('reason').notNull(),
    recordedAt: instant('recorded_at').notNull(),
    recordedBy: uuid('recorded_by').notNull(),
    lateReturnId: uuid('late_return_id'),
  },
  (t) => [
    primaryKey({ columns: [t.cooperativeId, t.id] }),
    index('answer_take_back_of_answer').on(t.cooperativeId, t.answerId),
    index('answer_take_back_of_late').on(t.cooperativeId, t.lateReturnId),
    foreignKey({
      name: 'answer_take_back_fk',
      columns: [t.cooperativeId, t.answerId],
      foreignColumns: [bankAnswer.cooperativeId, bankAnswer.id],
    }),
    foreignKey({
      name: 'answer_take_back_late_fk',
      columns: [t.cooperativeId, t.lateReturnId],
      foreignColumns: [lateReturn.cooperativeId, lateReturn.id],
    }),
    check('answer_take_back_of_one', sql`num_nonnulls(${t.answerId}, ${t.lateReturnId}) = 1`),
  ],
);

/** Confirmed by another than whoever asked, which PostgreSQL judges too; or with a reason, sent back. */
export const answerTakeBackAnswer = pgTable(
  'answer_take_back_answer',
  {
    cooperativeId: tenantId(),
    takeBackId: uuid('take_back_id').notNull(),
    reason: text('reason'),
    recordedAt: instant('recorded_at').notNull(),
    recordedBy: uuid('recorded_by').notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.cooperativeId, t.takeBackId] }),
    foreignKey({
      name: 'answer_take_back_answer_fk',
      columns: [t.cooperativeId, t.takeBackId],
      foreignColumns: [answerTakeBack.cooperativeId, answerTakeBack.id],
    }),
  ],
);

/**
 * What became of a line. The answer says it once; then by hand (`late`), each time the other of the two: what was paid came back days
 * later, what came back was paid after all because whoever said so was wrong. The last counts.
 */
export const paymentResult = pgTable(
  'payment_result',
  {
    cooperativeId: tenantId(),
    orderId: uuid('order_id').notNull(),
    serial: integer('serial').notNull(),
    late: smallint('late').notNull(),
    outcome: text('outcome').$type<Outcome>().notNull(),
    reason: text('reason').notNull(),
    /** The answer that said so; null: entered by hand. */
    answerId: uuid('answer_id'),
    recordedAt: instant('recorded_at').notNull(),
    recordedBy: uuid('recorded_by').notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.cooperativeId, t.orderId, t.serial, t.late] }),
    foreignKey({
      name: 'payment_result_line_fk',
      columns: [t.cooperativeId, t.orderId, t.serial],
      foreignColumns: [paymentLine.cooperativeId, paymentLine.orderId, paymentLine.serial],
    }),
    foreignKey({
      name: 'payment_result_answer_fk',
      columns: [t.cooperativeId, t.answerId],
      foreignColumns: [bankAnswer.cooperativeId, bankAnswer.id],
    }),
    check('payment_result_outcome', sql`${t.outcome} in ('paid','returned')`),
    check('payment_result_late', sql`${t.late} >= 0 and (${t.late} > 0) = (${t.answerId} is null)`),
  ],
);

/**
 * That a payment came back after the bank had said it was paid, told by one person. Its money is owed again once another confirms it,
 * which is the late result of its line.
 */
export const lateReturn = pgTable(
  'late_return',
  {
    cooperativeId: tenantId(),
    id: uuid('id').notNull(),
    orderId: uuid('order_id').notNull(),
    serial: integer('serial').notNull(),
    reason: text('reason').notNull(),
    recordedAt: instant('recorded_at').notNull(),
    recordedBy: uuid('recorded_by').notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.cooperativeId, t.id] }),
    index('late_return_of_line').on(t.cooperativeId, t.orderId, t.serial),
    foreignKey({
      name: 'late_return_line_fk',
      columns: [t.cooperativeId, t.orderId, t.serial],
      foreignColumns: [paymentLine.cooperativeId, paymentLine.orderId, paymentLine.serial],
    }),
  ],
);

/** That another person did not find the money: nothing came back. */
export const lateReturnRefusal = pgTable(
  'late_return_refusal',
  {
    cooperativeId: tenantId(),
    lateReturnId: uuid('late_return_id').notNull(),
    reason: text('reason').notNull(),
    recordedAt: instant('recorded_at').notNull(),
    recordedBy: uuid('recorded_by').notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.cooperativeId, t.lateReturnId] }),
    foreignKey({
      name: 'late_return_refusal_fk',
      columns: [t.cooperativeId, t.lateReturnId],
      foreignColumns: [lateReturn.cooperativeId, lateReturn.id],
    }),
  ],
);

/** Money over the counter: paid to somebody, or received back from somebody who was paid too much. */
export const payoutCash = pgTable(
  'payout_cash',
  {
    cooperativeId: tenantId(),
    id: uuid('id').notNull(),
    number: wholeNumber('number').notNull(),
    runId: uuid('run_id').notNull(),
    accountId: uuid('account_id').notNull(),
    part: smallint('part').notNull(),
    direction: text('direction').$type<'paid' | 'received'>().notNull(),
    amount: money('amount').notNull(),
    handedOn: localDate('handed_on').notNull(),
    /** Who signed, where it was not the payee. */
    proxy: text('proxy'),
    recordedAt: instant('recorded_at').notNull(),
    recordedBy: uuid('recorded_by').notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.cooperativeId, t.id] }),
    unique('payout_cash_number_unique').on(t.cooperativeId, t.number),
    index('payout_cash_of_claim').on(t.cooperativeId, t.runId, t.accountId, t.part),
    foreignKey({
      name: 'payout_cash_run_fk',
      columns: [t.cooperativeId, t.runId],
      foreignColumns: [dividendRun.cooperativeId, dividendRun.id],
    }),
    foreignKey({
      name: 'payout_cash_account_fk',
      columns: [t.cooperativeId, t.accountId],
      foreignColumns: [holderAccount.cooperativeId, holderAccount.id],
    }),
    check('payout_cash_direction', sql`${t.direction} in ('paid','received')`),
    check('payout_cash_positive', sql`${t.amount} > 0`),
  ],
);

/** That an entry of cash was a mistake. */
export const payoutCashStrike = pgTable(
  'payout_cash_strike',
  {
    cooperativeId: tenantId(),
    cashId: uuid('cash_id').notNull(),
    reason: text('reason').notNull(),
    recordedAt: instant('recorded_at').notNull(),
    recordedBy: uuid('recorded_by').notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.cooperativeId, t.cashId] }),
    foreignKey({
      name: 'payout_cash_strike_fk',
      columns: [t.cooperativeId, t.cashId],
      foreignColumns: [payoutCash.cooperativeId, payoutCash.id],
    }),
  ],
);

/** That somebody asked for a debt to be taken off a claim: without effect until another person confirms it. */
export const payoutSetOffRequest = pgTable(
  'payout_set_off_request',
  {
    cooperativeId: tenantId(),
    id: uuid('id').notNull(),
    accountId: uuid('account_id').notNull(),
    owedRunId: uuid('owed_run_id').notNull(),
    againstRunId: uuid('against_run_id').notNull(),
    amount: money('amount').notNull(),
    recordedAt: instant('recorded_at').notNull(),
    recordedBy: uuid('recorded_by').notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.cooperativeId, t.id] }),
    foreignKey({
      name: 'payout_set_off_request_account_fk',
      columns: [t.cooperativeId, t.accountId],
      foreignColumns: [holderAccount.cooperativeId, holderAccount.id],
    }),
    foreignKey({
      name: 'payout_set_off_request_owed_fk',
      columns: [t.cooperativeId, t.owedRunId],
      foreignColumns: [dividendRun.cooperativeId, dividendRun.id],
    }),
    foreignKey({
      name: 'payout_set_off_request_against_fk',
      columns: [t.cooperativeId, t.againstRunId],
      foreignColumns: [dividendRun.cooperativeId, dividendRun.id],
    }),
    check('payout_set_off_request_amount', sql`${t.amount} > 0 and ${t.owedRunId} <> ${t.againstRunId}`),
  ],
);

/** That a set-off that was asked for is none. */
export const payoutSetOffRefusal = pgTable(
  'payout_set_off_refusal',
  {
    cooperativeId: tenantId(),
    requestId: uuid('request_id').notNull(),
    reason: text('reason').notNull(),
    recordedAt: instant('recorded_at').notNull(),
    recordedBy: uuid('recorded_by').notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.cooperativeId, t.requestId] }),
    foreignKey({
      name: 'payout_set_off_refusal_fk',
      columns: [t.cooperativeId, t.requestId],
      foreignColumns: [payoutSetOffRequest.cooperativeId, payoutSetOffRequest.id],
    }),
  ],
);

/** What a holder owes of one run, taken off what waits for them of another: a request, under its id, that another confirmed. */
export const payoutSetOff = pgTable(
  'payout_set_off',
  {
    cooperativeId: tenantId(),
    id: uuid('id').notNull(),
    accountId: uuid('account_id').notNull(),
    /** The run whose line is owed. */
    owedRunId: uuid('owed_run_id').notNull(),
    /** The run whose line pays it. */
    againstRunId: uuid('against_run_id').notNull(),
    amount: money('amount').notNull(),
    recordedAt: instant('recorded_at').notNull(),
    recordedBy: uuid('recorded_by').notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.cooperativeId, t.id] }),
    index('payout_set_off_of_holder').on(t.cooperativeId, t.accountId),
    foreignKey({
      name: 'payout_set_off_account_fk',
      columns: [t.cooperativeId, t.accountId],
      foreignColumns: [holderAccount.cooperativeId, holderAccount.id],
    }),
    foreignKey({
      name: 'payout_set_off_owed_fk',
      columns: [t.cooperativeId, t.owedRunId],
      foreignColumns: [dividendRun.cooperativeId, dividendRun.id],
    }),
    foreignKey({
      name: 'payout_set_off_against_fk',
      columns: [t.cooperativeId, t.againstRunId],
      foreignColumns: [dividendRun.cooperativeId, dividendRun.id],
    }),
    check('payout_set_off_amount', sql`${t.amount} > 0 and ${t.owedRunId} <> ${t.againstRunId}`),
  ],
);

/** That a set-off was a mistake. */
export const payoutSetOffStrike = pgTable(
  'payout_set_off_strike',
  {
    cooperativeId: tenantId(),
    setOffId: uuid('set_off_id').notNull(),
    reason: text('reason').notNull(),
    recordedAt: instant('recorded_at').notNull(),
    recordedBy: uuid('recorded_by').notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.cooperativeId, t.setOffId] }),
    foreignKey({
      name: 'payout_set_off_strike_fk',
      columns: [t.cooperativeId, t.setOffId],
      foreignColumns: [payoutSetOff.cooperativeId, payoutSetOff.id],
    }),
  ],
);

/** Who inherits, by member and register number, and how many parts of the whole. */
export interface EstateHeir {
  readonly id: string;
  readonly member: string;
  readonly parts: number;
}

/** That what waits of somebody dead is to be divided among heirs: without effect until another person confirms it. */
export const estateRequest = pgTable(
  'estate_request',
  {
    cooperativeId: tenantId(),
    id: uuid('id').notNull(),
    /** Of the deceased. */
    accountId: uuid('account_id').notNull(),
    heirs: jsonb('heirs').$type<readonly EstateHeir[]>().notNull(),
    /** What waited when it was asked for, or was divided: it is confirmed only while it is the same. */
    amount: money('amount').notNull(),
    /** The notarial deed, the agreement of all heirs, the court's judgement; or why it is taken back. */
    basis: text('basis').notNull(),
    /** It takes the division of this estate back, and names no heirs. */
    undoes: boolean('undoes').notNull().default(false),
    recordedAt: instant('recorded_at').notNull(),
    recordedBy: uuid('recorded_by').notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.cooperativeId, t.id] }),
    check('estate_request_undoes', sql`${t.undoes} = (${t.heirs} = '[]')`),
    foreignKey({
      name: 'estate_request_account_fk',
      columns: [t.cooperativeId, t.accountId],
      foreignColumns: [holderAccount.cooperativeId, holderAccount.id],
    }),
  ],
);

/** Confirmed by another than whoever asked, which PostgreSQL judges too; or with a reason, sent back. */
export const estateRequestAnswer = pgTable(
  'estate_request_answer',
  {
    cooperativeId: tenantId(),
    requestId: uuid('request_id').notNull(),
    reason: text('reason'),
    recordedAt: instant('recorded_at').notNull(),
    recordedBy: uuid('recorded_by').notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.cooperativeId, t.requestId] }),
    foreignKey({
      name: 'estate_request_answer_fk',
      columns: [t.cooperativeId, t.requestId],
      foreignColumns: [estateRequest.cooperativeId, estateRequest.id],
    }),
  ],
);

/** The parts of a deceased holder's line that go to heirs; they take the place of the line. */
export const estateShare = pgTable(
  'estate_share',
  {
    cooperativeId: tenantId(),
    runId: uuid('run_id').notNull(),
    accountId: uuid('account_id').notNull(),
    part: smallint('part').notNull(),
    heirId: uuid('heir_id').notNull(),
    amount: money('amount').notNull(),
    /** The notarial deed, the agreement of all heirs, the court's judgement. */
    basis: text('basis').notNull(),
    recordedAt: instant('recorded_at').notNull(),
    recordedBy: uuid('recorded_by').notNull(),
    /** Null: divided by one person, before it took two. */
    requestId: uuid('request_id'),
  },
  (t) => [
    primaryKey({ columns: [t.cooperativeId, t.runId, t.accountId, t.part] }),
    foreignKey({
      name: 'estate_share_request_fk',
      columns: [t.cooperativeId, t.requestId],
      foreignColumns: [estateRequest.cooperativeId, estateRequest.id],
    }),
    foreignKey({
      name: 'estate_share_run_fk',
      columns: [t.cooperativeId, t.runId],
      foreignColumns: [dividendRun.cooperativeId, dividendRun.id],
    }),
    foreignKey({
      name: 'estate_share_account_fk',
      columns: [t.cooperativeId, t.accountId],
      foreignColumns: [holderAccount.cooperativeId, holderAccount.id],
    }),
    foreignKey({
      name: 'estate_share_heir_fk',
      columns: [t.cooperativeId, t.heirId],
      foreignColumns: [member.cooperativeId, member.id],
    }),
    check('estate_share_part', sql`${t.part} >= 1 and ${t.amount} >= 0`),
  ],
);

/** A part that counts no more: passed on to the heirs of its heir, or undone with the whole estate. */
export const estateShareEnd = pgTable(
  'estate_share_end',
  {
    cooperativeId: tenantId(),
    runId: uuid('run_id').notNull(),
    accountId: uuid('account_id').notNull(),
    part: smallint('part').notNull(),
    kind: text('kind').$type<'passed-on' | 'undone'>().notNull(),
    reason: text('reason').notNull(),
    recordedAt: instant('recorded_at').notNull(),
    recordedBy: uuid('recorded_by').notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.cooperativeId, t.runId, t.accountId, t.part] }),
    foreignKey({
      name: 'estate_share_end_fk',
      columns: [t.cooperativeId, t.runId, t.accountId, t.part],
      foreignColumns: [estateShare.cooperativeId, estateShare.runId, estateShare.accountId, estateShare.part],
    }),
    check('estate_share_end_kind', sql`${t.kind} in ('passed-on','undone')`),
  ],
);

/** That a holder was reminded of money that waits: a note, until another person confirms it. */
export const payoutReminder = pgTable(
  'payout_reminder',
  {
    cooperativeId: tenantId(),
    id: uuid('id').notNull(),
    accountId: uuid('account_id').notNull(),
    remindedOn: localDate('reminded_on').notNull(),
    means: text('means').notNull(),
    /** Of before reminders were confirmed: it moves the limitation by itself. */
    countsAlone: boolean('counts_alone').notNull().default(false),
    recordedAt: instant('recorded_at').notNull(),
    recordedBy: uuid('recorded_by').notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.cooperativeId, t.id] }),
    index('payout_reminder_of_holder').on(t.cooperativeId, t.accountId, t.remindedOn),
    foreignKey({
      name: 'payout_reminder_account_fk',
      columns: [t.cooperativeId, t.accountId],
      foreignColumns: [holderAccount.cooperativeId, holderAccount.id],
    }),
  ],
);

/** That another person confirms a reminder: the limitation runs anew from its day. */
export const payoutReminderConfirmation = pgTable(
  'payout_reminder_confirmation',
  {
    cooperativeId: tenantId(),
    reminderId: uuid('reminder_id').notNull(),
    recordedAt: instant('recorded_at').notNull(),
    recordedBy: uuid('recorded_by').notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.cooperativeId, t.reminderId] }),
    foreignKey({
      name: 'payout_reminder_confirmation_fk',
      columns: [t.cooperativeId, t.reminderId],
      foreignColumns: [payoutReminder.cooperativeId, payoutReminder.id],
    }),
  ],
);

/** Until when the books were written by versions that let one person do what takes two now. Only a migration writes it. */
export const oneHandBefore = pgTable('one_hand_before', {
  cooperativeId: tenantId().primaryKey(),
  until: instant('until').notNull(),
});

/** Until when the books were written by versions that let one person undo what two did. Only a migration writes it. */
export const undoneAloneBefore = pgTable('undone_alone_before', {
  cooperativeId: tenantId().primaryKey(),
  until: instant('until').notNull(),
});

/** Until when the books were written by versions that took one person's word for what came back, was undone or was seen alive. Only a migration writes it. */
export const toldAloneBefore = pgTable('told_alone_before', {
  cooperativeId: tenantId().primaryKey(),
  until: instant('until').notNull(),
});

/** Until when the books were written by versions that paid in cash what one person's reading of an answer said came back. Only a migration writes it. */
export const answeredAloneBefore = pgTable('answered_alone_before', {
  cooperativeId: tenantId().primaryKey(),
  until: instant('until').notNull(),
});

/** Until when the books were written by versions that paid again by bank on the word of an answer's reader, and reopened years by one person. Only a migration writes it. */
export const lookedLessBefore = pgTable('looked_less_before', {
  cooperativeId: tenantId().primaryKey(),
  until: instant('until').notNull(),
});
