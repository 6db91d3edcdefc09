/**
 * Pensions month by month: what is due follows from the rules and the facts known now, less what was paid before; made by
 * one person, confirmed as paid by another, or cancelled before that.
 */
import { v7 as newId } from 'uuid';
import { bankFileExtension } from '../../domain/bank-file.ts';
import { bankTemplate } from '../../domain/bank-templates.ts';
import { CASH } from '../../domain/chart.ts';
import { LocalDate } from '../../domain/calendar.ts';
import { refuse, throwFaults, type Fault } from '../../domain/refusal.ts';
import { credit, debit, monthOf } from '../../domain/journal.ts';
import { Money } from '../../domain/money.ts';
import { pensionExpense } from '../../domain/pension.ts';
import { bankFileBytes } from '../../platform/bank-encoding.ts';
import { defineCommand, type CommandUnit } from '../../platform/command.ts';
import type { Tx } from '../../platform/database.ts';
import { dayInChina } from '../../platform/services.ts';
import { sealFile, type Vault } from '../../platform/vault.ts';
import { booksSettings, enterJournal } from '../accounting/index.ts';
import { membersById, revealPersonal } from '../members/index.ts';
import { ownTemplates, requirePayer } from '../payouts/index.ts';
import { cancelRunInput, makeRunInput, runIdInput } from './contract.ts';
import { duesOf, mayBePaid, type Due } from './due.ts';
import { runOnWire } from './queries.ts';
import { pensionFileTaken, pensionLine, pensionRun, pensionRunEnd } from './schema.ts';
import {
  fileCipherOf,
  latestRun,
  linesOf,
  proofs,
  requireRun,
  rulesOf,
  tookFile,
  type LineRow,
  type Run,
} from './store.ts';

const FILE = 'pension-file';

type MakeRun = ReturnType<typeof makeRunInput.parse>;

export const makePensionRun = defineCommand({
  name: 'pensions.make-run',
  action: 'payouts.prepare',
  input: makeRunInput,
  async run(unit, input) {
    const { tx, cooperativeId } = unit;
    const { month, template } = input;
    const payOn = LocalDate.parse(input.payOn);
    if (payOn.isBefore(unit.today))
      throw refuse('payout.pay-day-past', { payOn: `${payOn}`, today: `${unit.today}` }, '/payOn');
    if (input.encoding !== undefined && template === undefined)
      throw refuse('pension.encoding-without-template', {}, '/encoding');
    await requireNextMonth(unit, month);
    const rules = await rulesOf(tx, cooperativeId);
    const rule = rules.findLast(({ from }) => from <= month);
    if (!rule) throw refuse('pension.no-rule', { month }, '/month');
    const seen = await proofs(tx, cooperativeId);
    const dues = await duesOf(tx, cooperativeId, month, unit.today);
    const chosen = dues.map((due) => {
      const { member, line } = due;
      const lives = mayBePaid(due, month, seen, rule.lifeProofMonths);
      // What is still due to the dead goes to whoever settles their estate, in cash.
      const banked =
        template !== undefined && member.bankAccountMasked !== null && member.standing.deceasedOn === null;
      const means = !lives ? 'held' : banked && line.amount.isPositive ? 'bank' : 'cash';
      return { ...due, means } as const;
    });
    if (chosen.every(({ line }) => line.amount.isZero)) throw refuse('pension.nobody', { month }, '/month');
    const sumOf = (means: string) =>
      Money.sum(chosen.filter((each) => each.means === means).map(({ line }) => line.amount));
    const banked = chosen.filter(({ means }) => means === 'bank');
    const people = await membersById(
      tx,
      cooperativeId,
      banked.map(({ member }) => member.memberId),
    );
    const row = {
      cooperativeId,
      id: newId(),
      number: await unit.nextNumber('pension-run'),
      month,
      payOn,
      count: chosen.filter(({ line, means }) => line.amount.isPositive && means !== 'held').length,
      byBank: sumOf('bank'),
      inCash: sumOf('cash'),
      ...(await fileFor(unit, input, banked, people)),
      madeAt: unit.now,
      madeBy: unit.actor.userId,
    };
    await tx.insert(pensionRun).values(row);
    const serials = new Map(banked.map(({ member }, index) => [member.memberId, index + 1]));
    const lines = chosen.map(({ member, line, means }): LineRow => {
      const serial = serials.get(member.memberId) ?? null;
      const person = serial === null ? undefined : people.get(member.memberId);
      return {
        cooperativeId,
        runId: row.id,
        memberId: member.memberId,
        means,
        serial,
        ...line,
        bankAccountIndex: person?.bankAccountIndex ?? null,
        bankAccountMasked: person?.bankAccountMasked ?? null,
      };
    });
    for (let start = 0; start < lines.length; start += 1_000)
      await tx.insert(pensionLine).values(lines.slice(start, start + 1_000));
    unit.note('pension-run', {
      id: row.id,
      number: row.number.toString(),
      month,
      count: row.count,
      byBank: row.byBank.toString(),
      inCash: row.inCash.toString(),
      ...(row.sealedSha256 !== null && { sealed: row.sealedSha256 }),
    });
    return runOnWire(await requireRun(tx, cooperativeId, row.id));
  },
});

async function requireNextMonth(unit: CommandUnit, month: string): Promise<void> {
  if (month > monthOf(unit.today)) throw refuse('pension.month-future', { month }, '/month');
  const last = await latestRun(unit.tx, unit.cooperativeId);
  if (!last) return;
  const number = last.row.number.toString();
  if (last.end === null) throw refuse('pension.month-order', { number });
  if (month <= last.row.month) throw refuse('pension.month-taken', { month, number }, '/month');
}

const noFile = {
  template: null,
  encoding: null,
  fileName: null,
  fileSha256: null,
  fileCipher: null,
  sealedSha256: null,
};

async function fileFor(
  unit: CommandUnit,
  { month, template: id, encoding: wished, payOn }: MakeRun,
  banked: readonly Due[],
  people: Awaited<ReturnType<typeof membersById>>,
) {
  const { tx, cooperativeId, vault } = unit;
  if (id === undefined) return noFile;
  const template = bankTemplate(id, await ownTemplates(tx, cooperativeId));
  if (banked.length === 0) return noFile;
  const encoding = wished ?? template.encoding;
  const payer = await requirePayer(tx, vault, cooperativeId);
  const payments = banked.map(({ member, line }, index) => {
    const person = people.get(member.memberId);
    const reveal = (kind: 'bankAccount' | 'residentId', cipher: Uint8Array | null | undefined) =>
      cipher ? revealPersonal(vault, cooperativeId, kind, cipher) : null;
    return {
      serial: index + 1,
      name: member.name,
      bank: member.bankName,
      amount: line.amount,
      account: reveal('bankAccount', person?.bankAccountCipher) ?? '',
      residentId: reveal('residentId', person?.residentIdCipher),
    };
  });
  const order = { payOn: LocalDate.parse(payOn), payer, purpose: '养老金', payments };
  const bytes = await bankFileBytes(template, order, encoding);
  return {
    template: template.id,
    encoding,
    fileName: `pension-${month}-${template.id}.${bankFileExtension(template, encoding)}`,
    ...sealFile(vault, cooperativeId, FILE, bytes),
  };
}

export const payPensionRun = defineCommand({
  name: 'pensions.pay-run',
  action: 'payouts.release',
  input: runIdInput,
  async run(unit, { runId }) {
    const { tx, cooperativeId, actor } = unit;
    const run = await requireRun(tx, cooperativeId, runId);
    requireNot(run, ['paid', 'cancelled']);
    if (run.row.madeBy === actor.userId) throw refuse('payout.sender-is-maker');
    await refuseOutdated(unit, run);
    const { row } = run;
    const { bankAccount, pensionAccount } = await booksSettings(tx, cooperativeId);
    await tx.insert(pensionRunEnd).values({
      cooperativeId,
      runId,
      kind: 'paid',
      reason: null,
      bankAccount,
      pensionAccount,
      recordedAt: unit.now,
      recordedBy: actor.userId,
    });
    await enterJournal(unit, {
      date: unit.today,
      kind: 'automatic',
      summary: `${row.month} 养老金（发放表第 ${row.number} 号，${row.count} 人）`,
      source: `pension-run:${runId}`,
      lines: [
        debit(pensionExpense(unit.today, pensionAccount), row.byBank.plus(row.inCash), '养老金'),
        credit(bankAccount, row.byBank, '银行代发'),
        credit(CASH, row.inCash, '现金发放'),
      ],
      holders: [],
    });
    unit.note('pension-run', { id: runId, paid: row.byBank.plus(row.inCash).toString() });
    return runOnWire(await requireRun(tx, cooperativeId, runId));
  },
});

/**
 * Whatever was told since the run was made that would pay the wrong person or amount stops it: somebody has become due
 * less, died, or has another account. Cash is handed over by people, who see whom they pay.
 */
async function refuseOutdated(unit: CommandUnit, { row }: Run): Promise<void> {
  const { tx, cooperativeId, today } = unit;
  const lines = (await linesOf(tx, cooperativeId, row.id)).filter(({ line }) => line.means !== 'held');
  const dues = await duesOf(tx, cooperativeId, row.month, today);
  const now = new Map(dues.map((due) => [due.member.memberId, due]));
  const people = await membersById(
    tx,
    cooperativeId,
    lines.map(({ line }) => line.memberId),
  );
  throwFaults(
    lines.flatMap(({ name, number, line }): readonly Fault[] => {
      const index = people.get(line.memberId)?.bankAccountIndex ?? null;
      const why = outdatedBy(line, now.get(line.memberId), index);
      if (why === null) return [];
      return [{ code: 'pension.run-outdated', values: { name, number, whyZh: why.zh, whyEn: why.en } }];
    }),
  );
}

function outdatedBy(
  line: LineRow,
  now: Due | undefined,
  accountIndex: Uint8Array | null,
): { readonly zh: string; readonly en: string } | null {
  const due = now?.line.amount ?? Money.zero;
  if (due.compare(line.amount) < 0)
    return {
      zh: `表上 ${line.amount} 元，现在应发 ${due} 元`,
      en: `stands in it with ${line.amount}, but is due ${due} now`,
    };
  if (line.bankAccountIndex === null) return null;
  const died = now?.member.standing.deceasedOn ?? null;
  if (died !== null)
    return { zh: `已登记于 ${died} 去世，不能再由银行代发`, en: `died on ${died} and is not paid by bank` };
  const same = accountIndex !== null && Buffer.from(accountIndex).equals(Buffer.from(line.bankAccountIndex));
  return same ? null : { zh: '银行账号已变更', en: 'has another bank account now' };
}

/**
 * A run that was not paid. Once its file was taken it may be with the bank, and somebody cancels it who neither made it nor
 * took the file.
 */
export const cancelPensionRun = defineCommand({
  name: 'pensions.cancel-run',
  action: 'payouts.cancel',
  input: cancelRunInput,
  async run(unit, { runId, reason }) {
    const { tx, cooperativeId } = unit;
    const run = await requireRun(tx, cooperativeId, runId);
    requireNot(run, ['paid', 'cancelled']);
    const { userId } = unit.actor;
    if (run.takenAt !== null && (run.row.madeBy === userId || (await tookFile(tx, run.row, userId))))
      throw refuse('payout.cancel-needs-other', { takenAt: `${dayInChina(run.takenAt)}` });
    await tx.insert(pensionRunEnd).values({
      cooperativeId,
      runId,
      kind: 'cancelled',
      reason,
      bankAccount: null,
      pensionAccount: null,
      recordedAt: unit.now,
      recordedBy: unit.actor.userId,
    });
    unit.note('pension-run', { id: runId, cancelled: reason });
    return runOnWire(await requireRun(tx, cooperativeId, runId));
  },
});

function requireNot({ row, end }: Run, ended: readonly ('paid' | 'cancelled')[]): void {
  if (end === null || !ended.includes(end.kind)) return;
  const [stateZh, stateEn] = end.kind === 'paid' ? ['发放', 'paid'] : ['取消', 'cancelled'];
  throw refuse('pension.run-state', { number: row.number.toString(), stateZh, stateEn });
}

/** That somebody takes the bank's file, which has every account in clear. Of a run that will not be paid nobody takes it. */
export const takePensionFile = defineCommand({
  name: 'pensions.take-file',
  action: 'payouts.take-file',
  input: runIdInput,
  async run(unit, { runId }) {
    const { tx, cooperativeId } = unit;
    const run = await requireRun(tx, cooperativeId, runId);
    const number = run.row.number.toString();
    if (run.row.fileSha256 === null) throw refuse('pension.run-without-file', { number });
    requireNot(run, ['cancelled']);
    await tx.insert(pensionFileTaken).values({
      cooperativeId,
      id: newId(),
      runId,
      recordedAt: unit.now,
      recordedBy: unit.actor.userId,
    });
    unit.note('pension-file', { run: number, sha256: run.row.fileSha256 });
    return { id: runId };
  },
});

/** The bank's file as it was made. */
export async function pensionFileOf(tx: Tx, vault: Vault, cooperativeId: string, runId: string) {
  const { row } = await requireRun(tx, cooperativeId, runId);
  const cipher = await fileCipherOf(tx, row);
  if (row.fileName === null || cipher === null)
    throw refuse('pension.run-without-file', { number: row.number.toString() });
  return { name: row.fileName, bytes: vault.decryptBytes(cooperativeId, FILE, cipher) };
}
