/**
 * A run that is withdrawn before it is posted. What nobody has decided nor approved its preparer takes back; what an assembly decided or a second
 * person approved is withdrawn by one who asks and another who confirms; what a meeting was called to vote on stays until its notice is taken back.
 */
import { v7 as newId } from 'uuid';
import { and, eq, isNull } from 'drizzle-orm';
import { requireStep } from '../../domain/dividend-run.ts';
import { refuse } from '../../domain/refusal.ts';
import { runSubject } from '../../domain/resolution.ts';
import { defineCommand, type CommandUnit } from '../../platform/command.ts';
import type { Tx } from '../../platform/database.ts';
import type { RefuseCalled } from '../assemblies/index.ts';
import * as wire from './contract.ts';
import { tellWithdrawn } from './notice-telling.ts';
import { runOnWire } from './queries.ts';
import { decisionOn } from './run-claim.ts';
import { runWithdrawal, runWithdrawalAnswer } from './schema.ts';
import { requireRun, updateRun, type RunRow } from './store.ts';

/** What was asked about withdrawing a run, and nobody answered yet. */
async function waitingWithdrawal(tx: Tx, { cooperativeId, id }: RunRow) {
  const [found] = await tx
    .select({ row: runWithdrawal })
    .from(runWithdrawal)
    .leftJoin(
      runWithdrawalAnswer,
      and(
        eq(runWithdrawalAnswer.cooperativeId, cooperativeId),
        eq(runWithdrawalAnswer.withdrawalId, runWithdrawal.id),
      ),
    )
    .where(
      and(
        eq(runWithdrawal.cooperativeId, cooperativeId),
        eq(runWithdrawal.runId, id),
        eq(runWithdrawal.kind, 'asked'),
        isNull(runWithdrawalAnswer.withdrawalId),
      ),
    );
  return found?.row;
}

async function requireWaiting(unit: CommandUnit, runId: string) {
  const run = await requireRun(unit.tx, unit.cooperativeId, runId);
  const asked = await waitingWithdrawal(unit.tx, run);
  if (!asked) throw refuse('run.withdrawal-unknown');
  return { run, asked };
}

export const withdrawRunOf = (refuseCalled: RefuseCalled) =>
  defineCommand({
    name: 'dividends.withdraw-run',
    endpoint: wire.withdrawRun,
    async run(unit, { runId, reason }) {
      const { tx, cooperativeId, now: recordedAt, actor } = unit;
      const run = await requireRun(tx, cooperativeId, runId);
      requireStep(run.state, 'withdraw');
      if (run.approvedBy === null && (await decisionOn(tx, run)) === undefined) {
        await refuseCalled(unit, runSubject(runId, run.calculation));
        const row = await updateRun(tx, run, { state: 'withdrawn', reason });
        unit.note('run', { runId, withdrawn: reason });
        return { ...runOnWire(row), withdrawalAwaits: null };
      }
      if (await waitingWithdrawal(tx, run)) throw refuse('run.withdrawal-waits');
      const asked = { cooperativeId, id: newId(), runId, kind: 'asked', reason } as const;
      await tx.insert(runWithdrawal).values({ ...asked, recordedAt, recordedBy: actor.userId });
      unit.note('run', { runId, withdrawalAsked: reason });
      return { ...runOnWire(run), withdrawalAwaits: asked.id };
    },
  });

export const confirmRunWithdrawalOf = (refuseCalled: RefuseCalled) =>
  defineCommand({
    name: 'dividends.confirm-run-withdrawal',
    endpoint: wire.confirmRunWithdrawal,
    async run(unit, { runId }) {
      const { tx, cooperativeId, now: recordedAt, actor } = unit;
      const { run, asked } = await requireWaiting(unit, runId);
      requireStep(run.state, 'withdraw');
      if (asked.recordedBy === actor.userId) throw refuse('run.withdrawal-own');
      // What its decision carried no more may be called again meanwhile.
      await refuseCalled(unit, runSubject(runId, run.calculation));
      const answer = { cooperativeId, withdrawalId: asked.id, reason: null, recordedAt };
      await tx.insert(runWithdrawalAnswer).values({ ...answer, recordedBy: actor.userId });
      const row = await updateRun(tx, run, { state: 'withdrawn', reason: asked.reason });
      await tellWithdrawn(unit, run, asked.reason);
      unit.note('run', { runId, withdrawn: asked.reason });
      return runOnWire(row);
    },
  });

export const sendBackRunWithdrawal = defineCommand({
  name: 'dividends.send-back-run-withdrawal',
  endpoint: wire.sendBackRunWithdrawal,
  async run(unit, { runId, reason }) {
    const { tx, cooperativeId, now: recordedAt, actor } = unit;
    const { run, asked } = await requireWaiting(unit, runId);
    const answer = { cooperativeId, withdrawalId: asked.id, reason, recordedAt };
    await tx.insert(runWithdrawalAnswer).values({ ...answer, recordedBy: actor.userId });
    unit.note('run', { runId, withdrawalRefused: reason });
    return runOnWire(run);
  },
});
