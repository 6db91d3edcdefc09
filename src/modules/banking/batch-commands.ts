/**
 * A batch from the claims that may be paid to the bank's answer: made as a file, sent by another person, answered, or
 * cancelled before it was sent. What is sent leaves the books; what comes back enters them again.
 */
import { v7 as newId } from 'uuid';
import { bankFileExtension, type Payment } from '../../domain/bank-file.ts';
import { bankTemplate, requireOwnTemplate } from '../../domain/bank-templates.ts';
import { MEMBERS_PAYABLE } from '../../domain/chart.ts';
import { LocalDate } from '../../domain/calendar.ts';
import { refuse, throwFaults, type Fault } from '../../domain/refusal.ts';
import { maskBankAccount, parseBankAccount } from '../../domain/identity-number.ts';
import { credit, debit } from '../../domain/journal.ts';
import { Money } from '../../domain/money.ts';
import { isPayable } from '../../domain/payout.ts';
import { holdWords } from '../../domain/words.ts';
import { bankFileBytes } from '../../platform/bank-encoding.ts';
import { defineCommand, type CommandUnit } from '../../platform/command.ts';
import type { Tx } from '../../platform/database.ts';
import { dayInChina } from '../../platform/services.ts';
import { sealFile, type Vault } from '../../platform/vault.ts';
import { booksSettings, enterJournal, isEntered } from '../accounting/index.ts';
import { revealPersonal } from '../members/index.ts';
import { DIVIDEND_SOURCE, requireRun } from '../dividends/index.ts';
import { newsOf, type IndexedLine } from './answer.ts';
import { claims, standingClaims, type ClaimRow } from './claims.ts';
import {
  batchIdInput,
  cancelBatchInput,
  lateReturnInput,
  makeBatchInput,
  payoutSettingsInput,
  returnInput,
  templateShape,
} from './contract.ts';
import { batchOnWire, totalsByState } from './queries.ts';
import {
  bankTemplateRow,
  payoutBatch,
  payoutBatchEnd,
  payoutBatchRefusal,
  payoutFileTaken,
  payoutLine,
  payoutResult,
  payoutReturn,
  payoutSetting,
} from './schema.ts';
import {
  batchLines,
  batchState,
  fileCipherOf,
  otherBatchAnsweredBy,
  ownTemplates,
  payoutSettings,
  requireBatch,
  tookFile,
  type Batch,
  type BatchLineRow,
  type BatchRow,
  type BatchState,
} from './store.ts';

const FILE = 'payout-file';
const PAYER = 'payer-account';
const WHOLE = 1_000_000;

export const setPayoutSettings = defineCommand({
  name: 'payouts.set-settings',
  action: 'settings.change',
  input: payoutSettingsInput,
  async run(unit, { payerName, payerBank, payerAccount, minimum: least }) {
    const { tx, cooperativeId, vault } = unit;
    const account = parseBankAccount(payerAccount);
    const minimum = Money.parse(least);
    if (minimum.isNegative) throw refuse('payout.minimum-negative', {}, '/minimum');
    const version = await unit.nextNumber('payout-settings');
    const payerAccountMasked = maskBankAccount(account);
    await tx.insert(payoutSetting).values({
      cooperativeId,
      version,
      payerName,
      payerBank,
      payerAccountMasked,
      minimum,
      payerAccountCipher: vault.encrypt(cooperativeId, PAYER, account),
      recordedAt: unit.now,
      recordedBy: unit.actor.userId,
    });
    const told = { payerName, payerBank, payerAccountMasked, minimum: minimum.toString() };
    unit.note('payout-settings', { version: `${version}`, ...told });
    return told;
  },
});

/** A template of the cooperative's own, as its bank's sample has it; set again, the new version counts. */
export const setTemplate = defineCommand({
  name: 'payouts.set-template',
  action: 'settings.change',
  input: templateShape,
  async run(unit, template) {
    requireOwnTemplate(template);
    const { tx, cooperativeId } = unit;
    const version = await unit.nextNumber(`bank-template:${template.id}`);
    await tx.insert(bankTemplateRow).values({
      cooperativeId,
      id: template.id,
      version,
      template,
      recordedAt: unit.now,
      recordedBy: unit.actor.userId,
    });
    unit.note('bank-template', { id: template.id, version: version.toString() });
    return template;
  },
});

export const makeBatch = defineCommand({
  name: 'payouts.make-batch',
  action: 'payouts.prepare',
  input: makeBatchInput,
  async run(unit, input) {
    const { tx, cooperativeId, vault } = unit;
    const template = bankTemplate(input.template, await ownTemplates(tx, cooperativeId));
    const encoding = input.encoding ?? template.encoding;
    const payOn = LocalDate.parse(input.payOn);
    if (payOn.isBefore(unit.today))
      throw refuse('payout.pay-day-past', { payOn: `${payOn}`, today: `${unit.today}` }, '/payOn');
    const payer = await requirePayer(tx, vault, cooperativeId);
    const runIds = input.runIds ?? null;
    for (const runId of runIds ?? []) await requirePayable(unit, runId);
    // Judged by the day of payment: a freeze from tomorrow on stops a payment of the day after.
    const asked = await standingClaims(tx, cooperativeId, payOn, runIds);
    const { bank } = input;
    const chosen = asked.filter(
      ({ state, bankName }) => isPayable(state) && (bank === undefined || (bankName ?? '').includes(bank)),
    );
    const payments = chosen.map((claim, index) => paymentOf(unit, claim, index + 1));
    const purpose = input.purpose ?? '分红';
    const file = await bankFileBytes(template, { payOn, payer, purpose, payments }, encoding);
    const number = await unit.nextNumber('payout-batch');
    const total = Money.sum(payments.map(({ amount }) => amount));
    const row = {
      cooperativeId,
      id: newId(),
      number,
      template: template.id,
      encoding,
      payOn,
      purpose,
      total,
      count: payments.length,
      fileName: `payout-${number.toString().padStart(4, '0')}-${template.id}.${bankFileExtension(template, encoding)}`,
      ...sealFile(vault, cooperativeId, FILE, file),
      madeAt: unit.now,
      madeBy: unit.actor.userId,
    };
    await tx.insert(payoutBatch).values(row);
    await insertLines(unit, row.id, chosen);
    unit.note('payout-batch', {
      batch: number.toString(),
      id: row.id,
      template: template.id,
      count: row.count,
      total: total.toString(),
      sha256: row.fileSha256,
      sealed: row.sealedSha256,
    });
    const taken = new Set(chosen);
    return {
      batch: batchOnWire(await requireBatch(tx, cooperativeId, row.id)),
      leftOut: totalsByState(asked.filter((each) => !taken.has(each))),
    };
  },
});

/** The paying account in clear. Refuses `payout.payer-missing`. */
export async function requirePayer(tx: Tx, vault: Vault, cooperativeId: string) {
  const settings = await payoutSettings(tx, cooperativeId);
  if (!settings) throw refuse('payout.payer-missing');
  const account = vault.decrypt(cooperativeId, PAYER, settings.payerAccountCipher);
  return { account, name: settings.payerName };
}

async function requirePayable(unit: CommandUnit, runId: string): Promise<void> {
  const run = await requireRun(unit.tx, unit.cooperativeId, runId);
  const number = run.number.toString();
  if (run.state !== 'posted') throw refuse('payout.run-not-posted', { number }, '/runIds');
  if (!(await isEntered(unit.tx, unit.cooperativeId, `${DIVIDEND_SOURCE}${runId}`)))
    throw refuse('payout.run-not-entered', { number }, '/runIds');
}

function paymentOf(unit: CommandUnit, claim: ClaimRow, serial: number): Payment {
  const reveal = (kind: 'bankAccount' | 'residentId', cipher: Uint8Array | null) =>
    cipher === null ? null : revealPersonal(unit.vault, unit.cooperativeId, kind, cipher);
  return {
    serial,
    name: claim.payeeName ?? '',
    account: reveal('bankAccount', claim.accountCipher) ?? '',
    residentId: reveal('residentId', claim.residentIdCipher),
    bank: claim.bankName,
    amount: claim.open,
  };
}

async function insertLines(unit: CommandUnit, batchId: string, chosen: readonly ClaimRow[]): Promise<void> {
  const rows = chosen.map((claim, index) => ({
    cooperativeId: unit.cooperativeId,
    batchId,
    serial: index + 1,
    runId: claim.runId,
    accountId: claim.accountId,
    part: claim.part,
    amount: claim.open,
    payeeId: claim.payeeId ?? '',
    payeeName: claim.payeeName ?? '',
    bankName: claim.bankName,
    bankAccountCipher: claim.accountCipher ?? new Uint8Array(),
    bankAccountIndex: claim.accountIndex ?? new Uint8Array(),
    bankAccountMasked: claim.accountMasked ?? '',
  }));
  for (let start = 0; start < rows.length; start += 1_000)
    await unit.tx.insert(payoutLine).values(rows.slice(start, start + 1_000));
}

/** The file left the house: by somebody who did not make it, and only while every line of it is still to be paid. */
export const sendBatch = defineCommand({
  name: 'payouts.send-batch',
  action: 'payouts.release',
  input: batchIdInput,
  async run(unit, { batchId }) {
    const { tx, cooperativeId, actor } = unit;
    const batch = await requireBatch(tx, cooperativeId, batchId);
    requireState(batch, ['made'], { wishZh: '确认送出', wishEn: 'sent' });
    if (batch.row.madeBy === actor.userId) throw refuse('payout.sender-is-maker');
    const lines = (await batchLines(tx, batch.row, WHOLE)).map(({ line }) => line);
    await refuseOutdated(unit, batch.row, lines);
    const { bankAccount } = await booksSettings(tx, cooperativeId);
    await tx.insert(payoutBatchEnd).values({
      cooperativeId,
      batchId,
      kind: 'sent',
      reason: null,
      bankAccount,
      recordedAt: unit.now,
      recordedBy: actor.userId,
    });
    await enterJournal(unit, {
      date: unit.today,
      kind: 'automatic',
      summary: `银行代发第 ${batch.row.number} 批（${batch.row.count} 笔）`,
      source: `payout-batch:${batchId}`,
      ...sentEntry(batch.row, bankAccount, lines, 1n),
    });
    unit.note('payout-batch-end', { batch: batch.row.number.toString(), id: batchId, end: 'sent' });
    return batchOnWire(await requireBatch(tx, cooperativeId, batchId));
  },
});

/** `sign` −1n: in red. */
function sentEntry(row: BatchRow, bankAccount: string, lines: readonly BatchLineRow[], sign: 1n | -1n) {
  const signed = (amount: Money) => Money.fromFen(amount.fen * sign);
  return {
    lines: [
      debit(MEMBERS_PAYABLE, signed(row.total), '发放红利'),
      credit(bankAccount, signed(row.total), '银行代发'),
    ],
    holders: lines.map(({ accountId, amount }) => ({ accountId, debit: signed(amount), credit: Money.zero })),
  };
}

/** Whatever changed after the file was made that would pay the wrong person or amount: it is cancelled and made anew. */
async function refuseOutdated(
  unit: CommandUnit,
  row: BatchRow,
  lines: readonly BatchLineRow[],
): Promise<void> {
  const { payOn } = row;
  if (payOn.isBefore(unit.today))
    throw refuse('payout.pay-day-past', { payOn: `${payOn}`, today: `${unit.today}` });
  const key = (each: { readonly runId: string; readonly accountId: string; readonly part: number }) =>
    `${each.runId} ${each.accountId} ${each.part}`;
  const now = await claims(unit.tx, unit.cooperativeId, payOn, { batchId: row.id });
  const byKey = new Map(now.map((claim) => [key(claim), claim]));
  const reversed = new Set(now.filter(({ role }) => role === 'reversed').map(({ runNumber }) => runNumber));
  throwFaults([
    ...[...reversed].map((number): Fault => ({ code: 'payout.run-reversed', values: { number } })),
    ...lines.flatMap((line): readonly Fault[] => {
      const claim = byKey.get(key(line));
      if (claim?.role === 'reversed') return [];
      const why = claim === undefined ? outdatedWords.gone : outdatedBy(claim, line);
      if (why === null) return [];
      const values = { name: line.payeeName, run: claim?.runNumber ?? '', whyZh: why.zh, whyEn: why.en };
      return [{ code: 'payout.batch-outdated', values }];
    }),
  ]);
}

const outdatedWords = {
  gone: { zh: '款项已分给继承人', en: 'divided among heirs' },
  payee: { zh: '领取人已变更', en: 'another payee now' },
  account: { zh: '银行账号已变更', en: 'another bank account now' },
  amount: { zh: '金额已变更', en: 'another amount now' },
} as const;

function outdatedBy(
  claim: ClaimRow,
  line: BatchLineRow,
): { readonly zh: string; readonly en: string } | null {
  const sameAccount =
    claim.accountIndex !== null && Buffer.from(claim.accountIndex).equals(Buffer.from(line.bankAccountIndex));
  if (claim.held !== null) return holdWords[claim.held];
  if (claim.payeeId !== line.payeeId) return outdatedWords.payee;
  if (!sameAccount) return outdatedWords.account;
  return claim.open.equals(line.amount) ? null : outdatedWords.amount;
}

/**
 * A batch that was not sent. Once its file was taken it may be with the bank, and somebody cancels it who neither made it nor
 * took the file.
 */
export const cancelBatch = defineCommand({
  name: 'payouts.cancel-batch',
  action: 'payouts.cancel',
  input: cancelBatchInput,
  async run(unit, { batchId, reason }) {
    const { tx, cooperativeId } = unit;
    const batch = await requireBatch(tx, cooperativeId, batchId);
    requireState(batch, ['made'], { wishZh: '取消', wishEn: 'cancelled' });
    const { userId } = unit.actor;
    if (batch.takenAt !== null && (batch.row.madeBy === userId || (await tookFile(tx, batch.row, userId))))
      throw refuse('payout.cancel-needs-other', { takenAt: `${dayInChina(batch.takenAt)}` });
    await tx.insert(payoutBatchEnd).values({
      cooperativeId,
      batchId,
      kind: 'cancelled',
      reason,
      bankAccount: null,
      recordedAt: unit.now,
      recordedBy: unit.actor.userId,
    });
    unit.note('payout-batch-end', {
      batch: batch.row.number.toString(),
      id: batchId,
      end: 'cancelled',
      reason,
    });
    return batchOnWire(await requireBatch(tx, cooperativeId, batchId));
  },
});

/**
 * The bank refused a sent file as a whole: a payer without enough money, a file it cannot read. Nothing of it was tried, so
 * it counts as no attempt, and the books take the sending back in red. Said by somebody who did not make the file.
 */
export const refuseBatch = defineCommand({
  name: 'payouts.refuse-batch',
  action: 'payouts.release',
  input: cancelBatchInput,
  async run(unit, { batchId, reason }) {
    const { tx, cooperativeId, actor } = unit;
    const batch = await requireBatch(tx, cooperativeId, batchId);
    requireState(batch, ['sent'], { wishZh: '登记整批退件', wishEn: 'refused as a whole' });
    const number = batch.row.number.toString();
    if (batch.row.madeBy === actor.userId) throw refuse('payout.sender-is-maker');
    if (batch.paid.count + batch.returned.count > 0) throw refuse('payout.batch-answered', { number });
    await tx.insert(payoutBatchRefusal).values({
      cooperativeId,
      batchId,
      reason,
      recordedAt: unit.now,
      recordedBy: actor.userId,
    });
    const lines = (await batchLines(tx, batch.row, WHOLE)).map(({ line }) => line);
    await enterJournal(unit, {
      date: unit.today,
      kind: 'automatic',
      summary: `冲销银行代发第 ${number} 批：银行整批退件`,
      source: `payout-batch-refusal:${batchId}`,
      ...sentEntry(batch.row, sentFrom(batch), lines, -1n),
    });
    unit.note('payout-batch-refusal', { batch: number, id: batchId, reason });
    return batchOnWire(await requireBatch(tx, cooperativeId, batchId));
  },
});

/** The account of the books that a sent batch was paid from. */
function sentFrom({ end }: Batch): string {
  if (end?.bankAccount == null) throw new Error('a sent batch names the account it was paid from');
  return end.bankAccount;
}

/** What the answer to this batch calls its columns and results, as its template has it today. */
export async function answerWords(tx: Tx, cooperativeId: string, batchId: string) {
  const { row } = await requireBatch(tx, cooperativeId, batchId);
  return bankTemplate(row.template, await ownTemplates(tx, cooperativeId)).answer;
}

/** The bank's answer. The same file read twice says nothing new; a file of another batch is refused with its rows. */
export const enterReturn = defineCommand({
  name: 'payouts.enter-return',
  action: 'payouts.prepare',
  input: returnInput,
  async run(unit, { batchId, ...answer }) {
    const { tx, cooperativeId, vault } = unit;
    const { fileName, sha256 } = answer;
    const batch = await requireBatch(tx, cooperativeId, batchId);
    requireState(batch, ['sent', 'settled'], { wishZh: '读入回盘', wishEn: 'answered' });
    const answered = await batchLines(tx, batch.row, WHOLE);
    const sent = answered.map(({ line, told }): IndexedLine => ({
      serial: line.serial,
      name: line.payeeName,
      amount: line.amount,
      told,
      accountIndex: line.bankAccountIndex,
    }));
    const results = newsOf(vault, cooperativeId, sent, answer);
    const other = await otherBatchAnsweredBy(tx, cooperativeId, batchId, sha256);
    if (results.length > 0 && other !== null)
      throw refuse('payout.answer-of-other-batch', { number: other.toString() });
    const returned = results.filter(({ outcome }) => outcome === 'returned');
    const counts = { paid: results.length - returned.length, returned: returned.length };
    if (results.length > 0) {
      const returnId = newId();
      await tx.insert(payoutReturn).values({
        cooperativeId,
        id: returnId,
        batchId,
        fileName,
        sha256,
        ...counts,
        recordedAt: unit.now,
        recordedBy: unit.actor.userId,
      });
      await insertResults(unit, batchId, results, returnId);
      await enterReturned(unit, batch, answered, returned, `payout-return:${returnId}`);
    }
    unit.note('payout-return', { batch: batch.row.number.toString(), sha256, ...counts });
    return { batch: batchOnWire(await requireBatch(tx, cooperativeId, batchId)), news: counts };
  },
});

async function insertResults(
  unit: CommandUnit,
  batchId: string,
  results: readonly {
    readonly serial: number;
    readonly outcome: 'paid' | 'returned';
    readonly reason: string;
  }[],
  returnId: string,
): Promise<void> {
  const { tx, cooperativeId, now } = unit;
  const rows = results.map((each) => ({
    cooperativeId,
    batchId,
    ...each,
    late: 0,
    returnId,
    recordedAt: now,
  }));
  for (let start = 0; start < rows.length; start += 5_000)
    await tx.insert(payoutResult).values(rows.slice(start, start + 5_000));
}

/** What came back is owed to its holders again. */
async function enterReturned(
  unit: CommandUnit,
  batch: Batch,
  lines: readonly { readonly line: BatchLineRow }[],
  returned: readonly { readonly serial: number }[],
  source: string,
): Promise<void> {
  const serials = new Set(returned.map(({ serial }) => serial));
  const back = lines.map(({ line }) => line).filter(({ serial }) => serials.has(serial));
  const total = Money.sum(back.map(({ amount }) => amount));
  await enterJournal(unit, {
    date: unit.today,
    kind: 'automatic',
    summary: `银行代发第 ${batch.row.number} 批退回（${back.length} 笔）`,
    source,
    lines: [debit(sentFrom(batch), total, '银行退回'), credit(MEMBERS_PAYABLE, total, '退回待付')],
    holders: back.map(({ accountId, amount }) => ({ accountId, debit: Money.zero, credit: amount })),
  });
}

/** A line that the bank had reported as paid came back after all. */
export const enterLateReturn = defineCommand({
  name: 'payouts.enter-late-return',
  action: 'payouts.prepare',
  input: lateReturnInput,
  async run(unit, { batchId, serial, reason }) {
    const { tx, cooperativeId } = unit;
    const batch = await requireBatch(tx, cooperativeId, batchId);
    const lines = await batchLines(tx, batch.row, 1, serial - 1);
    const found = lines.find(({ line }) => line.serial === serial);
    if (!found) throw refuse('payout.return-row-unknown', { serial }, '/serial');
    if (found.told.at(-1) !== 'paid')
      throw refuse('payout.not-paid-before', { serial, name: found.line.payeeName }, '/serial');
    await tx.insert(payoutResult).values({
      cooperativeId,
      batchId,
      serial,
      late: 1,
      outcome: 'returned',
      reason,
      returnId: null,
      recordedAt: unit.now,
    });
    await enterReturned(unit, batch, lines, [{ serial }], `payout-late-return:${batchId}:${serial}`);
    unit.note('payout-late-return', { batch: batch.row.number.toString(), serial, reason });
    return {
      batch: batchOnWire(await requireBatch(tx, cooperativeId, batchId)),
      news: { paid: 0, returned: 1 },
    };
  },
});

/** That somebody takes the file, which has every account in clear. Of a batch that will not be paid nobody takes it. */
export const takeFile = defineCommand({
  name: 'payouts.take-file',
  action: 'payouts.take-file',
  input: batchIdInput,
  async run(unit, { batchId }) {
    const { tx, cooperativeId } = unit;
    const batch = await requireBatch(tx, cooperativeId, batchId);
    const { row } = batch;
    requireState(batch, ['made', 'sent', 'settled'], { wishZh: '取走文件', wishEn: 'taken as a file' });
    await tx.insert(payoutFileTaken).values({
      cooperativeId,
      id: newId(),
      batchId,
      recordedAt: unit.now,
      recordedBy: unit.actor.userId,
    });
    unit.note('payout-file', { batch: row.number.toString(), sha256: row.fileSha256 });
    return { id: row.id };
  },
});

/** The bank's file as it was made. */
export async function fileOf(tx: Tx, vault: Vault, cooperativeId: string, batchId: string) {
  const { row } = await requireBatch(tx, cooperativeId, batchId);
  return { name: row.fileName, bytes: vault.decryptBytes(cooperativeId, FILE, await fileCipherOf(tx, row)) };
}

const stateWords: Readonly<Record<BatchState, { readonly zh: string; readonly en: string }>> = {
  made: { zh: '已制作', en: 'made' },
  sent: { zh: '已送出', en: 'sent' },
  cancelled: { zh: '已取消', en: 'cancelled' },
  settled: { zh: '已结清', en: 'settled' },
  refused: { zh: '银行整批退件', en: 'refused by the bank' },
};

function requireState(
  batch: Batch,
  allowed: readonly BatchState[],
  wish: { readonly wishZh: string; readonly wishEn: string },
): void {
  const state = batchState(batch);
  if (allowed.includes(state)) return;
  const { zh, en } = stateWords[state];
  throw refuse('payout.batch-state', { stateZh: zh, stateEn: en, ...wish });
}
