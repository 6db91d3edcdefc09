/**
 * What became of pensions that were paid: the bank's answer as a file, single payments that came back, and what was too
 * much and is brought back. What came back is due again: the next run pays it as arrears.
 */
import { and, eq, ne } from 'drizzle-orm';
import { v7 as newId } from 'uuid';
import { bankTemplate } from '../../domain/bank-templates.ts';
import { CASH } from '../../domain/chart.ts';
import { refuse } from '../../domain/refusal.ts';
import { credit, debit } from '../../domain/journal.ts';
import { Money } from '../../domain/money.ts';
import { pensionExpense } from '../../domain/pension.ts';
import { defineCommand, type CommandUnit } from '../../platform/command.ts';
import type { Tx } from '../../platform/database.ts';
import { booksSettings, enterJournal } from '../accounting/index.ts';
import { memberNamed } from '../members/index.ts';
import { newsOf, ownTemplates } from '../payouts/index.ts';
import { answerRunInput, repaymentInput, returnLineInput } from './contract.ts';
import { overpaidTo, pensioners } from './due.ts';
import { runOnWire } from './queries.ts';
import { pensionAnswer, pensionConfirmation, pensionRepayment, pensionReturn, pensionRun } from './schema.ts';
import { linesOf, requireRun, type Run } from './store.ts';

/** The accounts of the books that a run was paid from. Refuses a run that was not paid. */
function paidFrom({ row, end }: Run): {
  readonly bankAccount: string;
  readonly pensionAccount: '513' | '514';
} {
  if (end?.kind !== 'paid') throw refuse('pension.run-not-paid', { number: row.number.toString() });
  const { bankAccount, pensionAccount } = end;
  if (bankAccount === null || pensionAccount === null)
    throw new Error('a run that was paid names the accounts it was paid from');
  return { bankAccount, pensionAccount };
}

/** Less of a cost, back where it came from: both sides in red, so that neither shows more than was really paid. */
async function enterRed(
  unit: CommandUnit,
  entry: {
    readonly source: string;
    readonly summary: string;
    readonly text: string;
    readonly amount: Money;
    readonly expense: '513' | '514';
    readonly into: string;
  },
): Promise<void> {
  const red = entry.amount.negated();
  await enterJournal(unit, {
    date: unit.today,
    kind: 'automatic',
    summary: entry.summary,
    source: entry.source,
    lines: [
      debit(pensionExpense(unit.today, entry.expense), red, entry.text),
      credit(entry.into, red, entry.text),
    ],
    holders: [],
  });
}

/** A payment that came back, told by hand: by bank also one that the bank had reported as paid. */
export const returnPension = defineCommand({
  name: 'pensions.return-line',
  action: 'payouts.prepare',
  input: returnLineInput,
  async run(unit, { runId, member, reason }) {
    const { tx, cooperativeId } = unit;
    const run = await requireRun(tx, cooperativeId, runId);
    const from = paidFrom(run);
    const found = (await linesOf(tx, cooperativeId, runId)).find(({ number }) => number === member);
    const open = found && found.back === null && found.line.means !== 'held' && found.line.amount.isPositive;
    if (!open) throw refuse('pension.line-unknown', { member }, '/member');
    const { line } = found;
    await tx.insert(pensionReturn).values({
      cooperativeId,
      runId,
      memberId: line.memberId,
      reason,
      answerId: null,
      recordedAt: unit.now,
      recordedBy: unit.actor.userId,
    });
    await enterRed(unit, {
      source: `pension-return:${runId}:${line.memberId}`,
      summary: `${run.row.month} 养老金退回（${member}）`,
      text: '养老金退回',
      amount: line.amount,
      expense: from.pensionAccount,
      into: line.means === 'bank' ? from.bankAccount : CASH,
    });
    unit.note('pension-return', {
      run: run.row.number.toString(),
      member,
      amount: line.amount.toString(),
      reason,
    });
    return { id: runId };
  },
});

/** What the answer to this run calls its columns and results, as its template has it today. */
export async function answerWords(tx: Tx, cooperativeId: string, runId: string) {
  const { row } = await requireRun(tx, cooperativeId, runId);
  if (row.template === null) throw refuse('pension.run-without-file', { number: row.number.toString() });
  return bankTemplate(row.template, await ownTemplates(tx, cooperativeId)).answer;
}

/**
 * The bank's answer. The same file read twice says nothing new; one that names a payment, an account or an amount that
 * is not in this run is refused whole, and so is one that was read for another month: months pay the same people the
 * same amounts, so nothing inside it need tell.
 */
export const enterPensionAnswer = defineCommand({
  name: 'pensions.enter-answer',
  action: 'payouts.prepare',
  input: answerRunInput,
  async run(unit, { runId, ...answer }) {
    const { tx, cooperativeId, vault } = unit;
    const { fileName, sha256 } = answer;
    const run = await requireRun(tx, cooperativeId, runId);
    const from = paidFrom(run);
    await refuseOtherMonth(unit, runId, sha256);
    const lines = (await linesOf(tx, cooperativeId, runId)).flatMap(({ line, name, told }) =>
      line.serial === null || line.bankAccountIndex === null
        ? []
        : [{ serial: line.serial, name, told, line, accountIndex: line.bankAccountIndex }],
    );
    const results = newsOf(
      vault,
      cooperativeId,
      lines.map(({ line, ...each }) => ({ ...each, amount: line.amount })),
      answer,
    );
    const bySerial = new Map(lines.map((each) => [each.serial, each.line]));
    const of = (outcome: 'paid' | 'returned') =>
      results.flatMap((result) => {
        const line = bySerial.get(result.serial);
        return line && result.outcome === outcome ? [{ line, reason: result.reason }] : [];
      });
    const [paid, returned] = [of('paid'), of('returned')];
    const news = { paid: paid.length, returned: returned.length };
    const amount = Money.sum(returned.map(({ line }) => line.amount));
    const answerId = newId();
    const recorded = { recordedAt: unit.now, recordedBy: unit.actor.userId };
    if (results.length > 0)
      await tx
        .insert(pensionAnswer)
        .values({ cooperativeId, id: answerId, runId, fileName, sha256, ...recorded });
    const keys = ({ memberId }: { readonly memberId: string }) => ({
      cooperativeId,
      runId,
      memberId,
      answerId,
    });
    for (let start = 0; start < paid.length; start += 1_000)
      await tx
        .insert(pensionConfirmation)
        .values(paid.slice(start, start + 1_000).map(({ line }) => keys(line)));
    for (let start = 0; start < returned.length; start += 1_000)
      await tx.insert(pensionReturn).values(
        returned.slice(start, start + 1_000).map(({ line, reason }) => ({
          ...keys(line),
          reason,
          ...recorded,
        })),
      );
    if (returned.length > 0)
      await enterRed(unit, {
        source: `pension-answer:${answerId}`,
        summary: `${run.row.month} 养老金银行退回（${returned.length} 笔）`,
        text: '养老金退回',
        amount,
        expense: from.pensionAccount,
        into: from.bankAccount,
      });
    unit.note('pension-answer', {
      run: run.row.number.toString(),
      id: runId,
      sha256,
      ...news,
      amount: amount.toString(),
    });
    return { run: runOnWire(run), news };
  },
});

async function refuseOtherMonth(
  { tx, cooperativeId }: CommandUnit,
  runId: string,
  sha256: string,
): Promise<void> {
  const [other] = await tx
    .select({ month: pensionRun.month, number: pensionRun.number })
    .from(pensionAnswer)
    .innerJoin(
      pensionRun,
      and(eq(pensionRun.cooperativeId, cooperativeId), eq(pensionRun.id, pensionAnswer.runId)),
    )
    .where(
      and(
        eq(pensionAnswer.cooperativeId, cooperativeId),
        eq(pensionAnswer.sha256, sha256),
        ne(pensionAnswer.runId, runId),
      ),
    )
    .limit(1);
  if (other)
    throw refuse('pension.answer-of-other-month', { month: other.month, number: other.number.toString() });
}

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
      cooperativeId,
      id,
      memberId: person.member.memberId,
      amount,
      means,
      note,
      recordedAt: unit.now,
      recordedBy: unit.actor.userId,
    });
    const settings = await booksSettings(tx, cooperativeId);
    await enterRed(unit, {
      source: `pension-repayment:${id}`,
      summary: `收回多发养老金（${member}）`,
      text: '收回多发养老金',
      amount,
      expense: settings.pensionAccount,
      into: means === 'bank' ? settings.bankAccount : CASH,
    });
    unit.note('pension-repayment', { id, member, amount: amount.toString(), means, note });
    return { id, overpaid: overpaid.minus(amount).toString() };
  },
});
