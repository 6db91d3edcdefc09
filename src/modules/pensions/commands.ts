/**
 * Pensions month by month: what is due follows from the rules and the facts known now, less what was paid before; made by
 * one person, confirmed as paid by another. What comes back is paid again as arrears.
 */
import { v7 as newId } from 'uuid';
import { bankFileExtension } from '../../domain/bank-file.ts';
import { bankTemplate } from '../../domain/bank-templates.ts';
import { CASH } from '../../domain/chart.ts';
import { LocalDate } from '../../domain/calendar.ts';
import { refuse, throwFaults, type Fault } from '../../domain/error.ts';
import { credit, debit, monthOf } from '../../domain/journal.ts';
import { Money } from '../../domain/money.ts';
import { pensionExpense } from '../../domain/pension.ts';
import { bankFileBytes } from '../../platform/bank-encoding.ts';
import { defineCommand, type CommandUnit } from '../../platform/command.ts';
import { sealFile } from '../../platform/vault.ts';
import { booksSettings, enterJournal } from '../accounting/index.ts';
import { factsOn, memberNamed, membersById, revealPersonal } from '../members/index.ts';
import { ownTemplates, requirePayer } from '../payouts/index.ts';
import {
  cancelRunInput,
  lifeProofInput,
  makeRunInput,
  pensionRuleInput,
  repaymentInput,
  returnLineInput,
  runIdInput,
} from './contract.ts';
import { duesOf, mayBePaid, overpaidTo, pensioners, type Due } from './due.ts';
import { runOnWire } from './queries.ts';
import {
  lifeProof,
  pensionLine,
  pensionRepayment,
  pensionReturn,
  pensionRule,
  pensionRun,
  pensionRunEnd,
} from './schema.ts';
import {
  latestRun,
  linesOf,
  proofs,
  requireRun,
  rulesOf,
  type LineRow,
  type Run,
  type RunRow,
} from './store.ts';

const FILE = 'pension-file';

export const setPensionRule = defineCommand({
  name: 'pensions.set-rule',
  action: 'settings.change',
  input: pensionRuleInput,
  async run(unit, terms) {
    const { tx, cooperativeId } = unit;
    if (!Money.parse(terms.amount).isPositive) throw refuse('pension.amount-not-positive', {}, '/amount');
    const last = (await rulesOf(tx, cooperativeId)).at(-1)?.from ?? '—';
    const paid = (await latestRun(tx, cooperativeId))?.row.month ?? '—';
    if ((last !== '—' && terms.from <= last) || (paid !== '—' && terms.from <= paid))
      throw refuse('pension.rule-not-later', { last, paid }, '/from');
    await tx.insert(pensionRule).values({
      ...{ cooperativeId, fromMonth: terms.from, terms, recordedAt: unit.now, recordedBy: unit.actor.userId },
    });
    unit.note('pension-rule', { from: terms.from, amount: terms.amount, source: terms.source });
    return terms;
  },
});

export const enterLifeProof = defineCommand({
  name: 'pensions.enter-life-proof',
  action: 'payouts.prepare',
  input: lifeProofInput,
  async run(unit, { member, provedOn: day, means }) {
    const { tx, cooperativeId } = unit;
    const person = await memberNamed(tx, cooperativeId, member);
    if (!person) throw refuse('pension.member-unknown', { member }, '/member');
    const provedOn = LocalDate.parse(day);
    if (provedOn.isAfter(unit.today))
      throw refuse('books.entry-in-future', { date: day, today: `${unit.today}` }, '/provedOn');
    const [seen] = await factsOn(tx, cooperativeId, unit.today, null, [person.id]);
    const died = seen?.standing.deceasedOn;
    if (died && provedOn.isAfter(died))
      throw refuse('pension.proved-after-death', { member, died: `${died}` }, '/provedOn');
    const id = newId();
    await tx.insert(lifeProof).values({
      ...{ cooperativeId, id, memberId: person.id, provedOn, means },
      ...{ recordedAt: unit.now, recordedBy: unit.actor.userId },
    });
    unit.note('life-proof', { member, provedOn: day, means });
    return { id };
  },
});

export const makePensionRun = defineCommand({
  name: 'pensions.make-run',
  action: 'payouts.prepare',
  input: makeRunInput,
  async run(unit, { month, template, payOn }) {
    const { tx, cooperativeId } = unit;
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
    const file =
      template === undefined || banked.length === 0
        ? { fileName: null, fileSha256: null, fileCipher: null, sealedSha256: null }
        : await fileFor(unit, { month, template, payOn }, banked);
    const row: RunRow = {
      ...{ cooperativeId, id: newId(), number: await unit.nextNumber('pension-run'), month },
      count: chosen.filter(({ line, means }) => line.amount.isPositive && means !== 'held').length,
      ...{ byBank: sumOf('bank'), inCash: sumOf('cash'), ...file },
      ...{ madeAt: unit.now, madeBy: unit.actor.userId },
    };
    await tx.insert(pensionRun).values(row);
    const lines = chosen.map(({ member, line, means }): LineRow => ({
      ...{ cooperativeId, runId: row.id, memberId: member.memberId, means, ...line },
    }));
    for (let start = 0; start < lines.length; start += 1_000)
      await tx.insert(pensionLine).values(lines.slice(start, start + 1_000));
    unit.note('pension-run', {
      ...{ id: row.id, number: row.number.toString(), month, count: row.count },
      ...{ byBank: row.byBank.toString(), inCash: row.inCash.toString() },
      ...(row.sealedSha256 !== null && { sealed: row.sealedSha256 }),
    });
    return runOnWire({ row, end: null });
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

async function fileFor(
  unit: CommandUnit,
  {
    month,
    template: id,
    payOn,
  }: { readonly month: string; readonly template: string; readonly payOn: string },
  banked: readonly Due[],
) {
  const { tx, cooperativeId, vault } = unit;
  const template = bankTemplate(id, await ownTemplates(tx, cooperativeId));
  const payer = await requirePayer(tx, vault, cooperativeId);
  const people = await membersById(
    tx,
    cooperativeId,
    banked.map(({ member }) => member.memberId),
  );
  const payments = banked.map(({ member, line }, index) => {
    const person = people.get(member.memberId);
    const reveal = (kind: 'bankAccount' | 'residentId', cipher: Uint8Array | null | undefined) =>
      cipher ? revealPersonal(vault, cooperativeId, kind, cipher) : null;
    return {
      ...{ serial: index + 1, name: member.name, bank: member.bankName, amount: line.amount },
      account: reveal('bankAccount', person?.bankAccountCipher) ?? '',
      residentId: reveal('residentId', person?.residentIdCipher),
    };
  });
  const order = { payOn: LocalDate.parse(payOn), payer, purpose: '养老金', payments };
  const bytes = await bankFileBytes(template, order, template.encoding);
  return {
    fileName: `pension-${month}-${template.id}.${bankFileExtension(template, template.encoding)}`,
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
    requireMade(run);
    if (run.row.madeBy === actor.userId) throw refuse('payout.sender-is-maker');
    await refuseOutdated(unit, run);
    const end = {
      ...{ cooperativeId, runId, kind: 'paid' as const, reason: null },
      ...{ recordedAt: unit.now, recordedBy: actor.userId },
    };
    await tx.insert(pensionRunEnd).values(end);
    const { row } = run;
    const settings = await booksSettings(tx, cooperativeId);
    await enterJournal(unit, {
      date: unit.today,
      kind: 'automatic',
      summary: `${row.month} 养老金（发放表第 ${row.number} 号，${row.count} 人）`,
      source: `pension-run:${runId}`,
      lines: [
        debit(pensionExpense(unit.today, settings.pensionAccount), row.byBank.plus(row.inCash), '养老金'),
        credit(settings.bankAccount, row.byBank, '银行代发'),
        credit(CASH, row.inCash, '现金发放'),
      ],
      holders: [],
    });
    unit.note('pension-run', { id: runId, paid: row.byBank.plus(row.inCash).toString() });
    return runOnWire({ row, end });
  },
});

/** Nobody may have become due less since the run was made: a death or a leaving told meanwhile stops it. */
async function refuseOutdated(unit: CommandUnit, { row }: Run): Promise<void> {
  const { tx, cooperativeId, today } = unit;
  const now = new Map(
    (await duesOf(tx, cooperativeId, row.month, today)).map(({ member, line }) => [
      member.memberId,
      line.amount,
    ]),
  );
  const lines = await linesOf(tx, cooperativeId, row.id);
  throwFaults(
    lines
      .filter(({ line }) => line.means !== 'held')
      .filter(({ line }) => (now.get(line.memberId) ?? Money.zero).compare(line.amount) < 0)
      .map(({ name, number, line }): Fault => ({
        code: 'pension.run-outdated',
        values: { name, number, made: `${line.amount}`, due: `${now.get(line.memberId) ?? Money.zero}` },
      })),
  );
}

export const cancelPensionRun = defineCommand({
  name: 'pensions.cancel-run',
  action: 'payouts.prepare',
  input: cancelRunInput,
  async run(unit, { runId, reason }) {
    const { tx, cooperativeId } = unit;
    const run = await requireRun(tx, cooperativeId, runId);
    requireMade(run);
    const end = {
      ...{ cooperativeId, runId, kind: 'cancelled' as const, reason },
      ...{ recordedAt: unit.now, recordedBy: unit.actor.userId },
    };
    await tx.insert(pensionRunEnd).values(end);
    unit.note('pension-run', { id: runId, cancelled: reason });
    return runOnWire({ row: run.row, end });
  },
});

function requireMade({ row, end }: Run): void {
  if (end === null) return;
  const [stateZh, stateEn] = end.kind === 'paid' ? ['发放', 'paid'] : ['取消', 'cancelled'];
  throw refuse('pension.run-state', { number: row.number.toString(), stateZh, stateEn });
}

export const returnPension = defineCommand({
  name: 'pensions.return-line',
  action: 'payouts.prepare',
  input: returnLineInput,
  async run(unit, { runId, member, reason }) {
    const { tx, cooperativeId } = unit;
    const { row, end } = await requireRun(tx, cooperativeId, runId);
    const found = (await linesOf(tx, cooperativeId, runId)).find(({ number }) => number === member);
    const open = found && found.back === null && found.line.means !== 'held' && found.line.amount.isPositive;
    if (!open || end?.kind !== 'paid') throw refuse('pension.line-unknown', { member }, '/member');
    const { line } = found;
    await tx.insert(pensionReturn).values({
      ...{ cooperativeId, runId, memberId: line.memberId, reason },
      ...{ recordedAt: unit.now, recordedBy: unit.actor.userId },
    });
    const settings = await booksSettings(tx, cooperativeId);
    const from = line.means === 'bank' ? settings.bankAccount : CASH;
    const red = line.amount.negated();
    await enterJournal(unit, {
      date: unit.today,
      kind: 'automatic',
      summary: `${row.month} 养老金退回（${member}）`,
      source: `pension-return:${runId}:${line.memberId}`,
      lines: [
        debit(pensionExpense(unit.today, settings.pensionAccount), red, '养老金退回'),
        credit(from, red, '养老金退回'),
      ],
      holders: [],
    });
    unit.note('pension-return', {
      run: row.number.toString(),
      member,
      amount: line.amount.toString(),
      reason,
    });
    return { id: runId };
  },
});

export const receiveRepayment = defineCommand({
  name: 'pensions.receive-repayment',
  action: 'payouts.prepare',
  input: repaymentInput,
  async run(unit, { member, amount: text, means, note }) {
    const { tx, cooperativeId } = unit;
    const found = await memberNamed(tx, cooperativeId, member);
    const [person] = found ? await pensioners(tx, cooperativeId, unit.today, [found.id]) : [];
    if (!person) throw refuse('pension.member-unknown', { member }, '/member');
    const amount = Money.parse(text);
    const overpaid = await overpaidTo(tx, cooperativeId, person);
    if (!amount.isPositive || amount.compare(overpaid) > 0)
      throw refuse('pension.repayment-not-owed', { member, overpaid: `${overpaid}` }, '/amount');
    const id = newId();
    await tx.insert(pensionRepayment).values({
      ...{ cooperativeId, id, memberId: person.member.memberId, amount, means, note },
      ...{ recordedAt: unit.now, recordedBy: unit.actor.userId },
    });
    const settings = await booksSettings(tx, cooperativeId);
    const red = amount.negated();
    await enterJournal(unit, {
      date: unit.today,
      kind: 'automatic',
      summary: `收回多发养老金（${member}）`,
      source: `pension-repayment:${id}`,
      lines: [
        debit(pensionExpense(unit.today, settings.pensionAccount), red, '收回多发养老金'),
        credit(means === 'bank' ? settings.bankAccount : CASH, red, '收回多发养老金'),
      ],
      holders: [],
    });
    unit.note('pension-repayment', { id, member, amount: amount.toString(), means, note });
    return { id, overpaid: overpaid.minus(amount).toString() };
  },
});

/** That somebody takes the bank's file, which has every account in clear. */
export const takePensionFile = defineCommand({
  name: 'pensions.take-file',
  action: 'payouts.take-file',
  input: runIdInput,
  async run(unit, { runId }) {
    const { row } = await requireRun(unit.tx, unit.cooperativeId, runId);
    if (row.fileSha256 === null) throw refuse('pension.run-unknown');
    unit.note('pension-file', { run: row.number.toString(), sha256: row.fileSha256 });
    return { id: row.id };
  },
});

/** The file's name and content. */
export function pensionFileOf(unit: Pick<CommandUnit, 'vault'>, row: RunRow) {
  return {
    name: row.fileName ?? 'pension',
    bytes: unit.vault.decryptBytes(row.cooperativeId, FILE, row.fileCipher ?? new Uint8Array()),
  };
}
