/**
 * What may still happen to a posted run: reversed as a whole by negated lines, or corrected for the members whom a late
 * record touches by a difference run. The posted lines themselves never change.
 */
import { runKindWords } from '../../domain/words.ts';
import { sql } from 'drizzle-orm';
import { takerOf } from '../../domain/carry.ts';
import { dividesPool, requireStep } from '../../domain/dividend-run.ts';
import { refuse } from '../../domain/refusal.ts';
import { Money } from '../../domain/money.ts';
import { defineCommand } from '../../platform/command.ts';
import { must } from '../../platform/must.ts';
import { dayInChina } from '../../platform/services.ts';
import { requireResolutionFor } from '../assemblies/index.ts';
import { requireDifferenceCovered, requireDifferenceThere } from './plan-bounds.ts';
import { heldRows } from '../shares/index.ts';
import { blankRun } from './commands.ts';
import * as wire from './contract.ts';
import { differenceLines } from './differences.ts';
import { enterDividend } from './journal.ts';
import { requireProof } from './proof.ts';
import { runOnWire } from './queries.ts';
import { markOutsiders } from './outside-claims.ts';
import { runClaim } from './run-claim.ts';
import { withholdReversal } from './withholding.ts';
import { carryRuns, insertRun, requireRun, reversalOf, standingDifferenceOf, type RunRow } from './store.ts';

export const reverseRun = defineCommand({
  name: 'dividends.reverse-run',
  endpoint: wire.reverseRun,
  async run(unit, { runId, resolutionId, reason }) {
    const { tx, cooperativeId, actor } = unit;
    const run = await requireRun(tx, cooperativeId, runId);
    requireStep(run.state, 'reverse');
    if (run.kind === 'reversal') {
      throw refuse('run.wrong-state', {
        state: runKindWords[run.kind],
        wish: { zh: '冲销', en: 'reversed' },
      });
    }
    if (await reversalOf(tx, cooperativeId, runId)) throw refuse('run.already-reversed');
    const taker = takerOf(await carryRuns(tx, cooperativeId), runId);
    if (taker) throw refuse('run.carry-used', { number: taker.number.toString() });
    // Of a run its differences go first, and of these the later ones, which build on the earlier.
    const difference = await standingDifferenceOf(
      tx,
      cooperativeId,
      run.kind === 'difference' ? must(run.refersTo, 'the run that is corrected') : runId,
      run.kind === 'difference' ? run.number : 0n,
    );
    if (difference) throw refuse('run.has-difference', { number: difference.number.toString() });
    const row: RunRow = {
      ...run,
      ...blankRun(unit),
      number: await unit.nextNumber('run'),
      kind: 'reversal',
      state: 'posted',
      refersTo: run.id,
      reason,
      calculation: 1,
      knownAt: run.knownAt,
      pool: run.pool.negated(),
      carriedIn: run.carriedIn.negated(),
      lines: run.lines,
      totalWeight: run.totalWeight,
      rate: run.rate,
      paid: run.paid.negated(),
      tax: run.tax.negated(),
      net: run.net.negated(),
      carried: run.carried.negated(),
      resolutionId,
      approvedBy: actor.userId,
      approvedAt: unit.now,
      postedBy: actor.userId,
      postedAt: unit.now,
    };
    // Nobody decided to take back what was not posted yet.
    const notBefore = dayInChina(must(run.postedAt, 'the day of a posted run'));
    await requireResolutionFor(tx, cooperativeId, resolutionId, {
      ...runClaim(row, unit.today),
      notBefore,
    });
    await insertRun(tx, row);
    await tx.execute(sql`
      insert into dividend_line (cooperative_id, run_id, calculation, ordinal, account_id, shares, weight,
        floor, remainder, extra, gross, tax, net, held)
      select cooperative_id, ${row.id}::uuid, 1, ordinal, account_id, shares, weight,
        -floor, -remainder, -extra, -gross, -tax, -net, held
      from dividend_line
      where cooperative_id = ${cooperativeId}::uuid and run_id = ${run.id}::uuid
        and calculation = ${run.calculation}
      order by ordinal`);
    await requireProof(tx, row);
    if (run.kind !== 'history') {
      await withholdReversal(unit, row, run);
      await markOutsiders(unit, row);
      await enterDividend(unit, row);
    }
    unit.note('run', { runId: row.id, reverses: run.id, reason, paid: row.paid.toString() });
    return runOnWire(row);
  },
});

export const draftDifferenceRun = defineCommand({
  name: 'dividends.draft-difference-run',
  endpoint: wire.draftDifferenceRun,
  async run(unit, { runId, reason }) {
    const { tx, cooperativeId } = unit;
    const run = await requireRun(tx, cooperativeId, runId);
    requireStep(run.state, 'reverse');
    // History pays nothing, so nobody is paid a difference of it: it is reversed and entered anew.
    if (!dividesPool(run) || run.kind === 'history') {
      throw refuse('run.wrong-state', {
        state: runKindWords[run.kind],
        wish: { zh: '补差', en: 'corrected' },
      });
    }
    if (await reversalOf(tx, cooperativeId, runId)) throw refuse('run.already-reversed');
    const lines = await differenceLines(tx, run, unit.now);
    if (lines.length === 0) throw refuse('run.no-difference');
    const paid = Money.sum(lines.map((line) => line.gross));
    const tax = Money.sum(lines.map((line) => line.tax));
    await requireDifferenceCovered(tx, cooperativeId, run.period, paid, 'standing');
    await requireDifferenceThere(tx, cooperativeId, run.period, paid);
    const row: RunRow = {
      ...run,
      ...blankRun(unit),
      number: await unit.nextNumber('run'),
      kind: 'difference',
      state: 'calculated',
      refersTo: run.id,
      reason,
      calculation: 1,
      knownAt: unit.now,
      pool: paid,
      lines: lines.length,
      totalWeight: run.totalWeight,
      paid,
      tax,
      net: paid.minus(tax),
    };
    await insertRun(tx, row);
    const column = (values: readonly string[]) => sql.param([...values]);
    await tx.execute(sql`
      insert into dividend_line (cooperative_id, run_id, calculation, ordinal, account_id, shares, weight,
        floor, remainder, extra, gross, tax, net, held)
      select ${cooperativeId}::uuid, ${row.id}::uuid, 1, place, line.account_id, shares, weight, gross, 0, 0, gross,
        tax, gross - tax, h.kind
      from unnest(
        ${column(lines.map((line) => line.accountId))}::uuid[],
        ${column(lines.map((line) => line.shares))}::text[]::numeric[],
        ${column(lines.map((line) => line.weight))}::text[]::numeric[],
        ${column(lines.map((line) => line.gross.toString()))}::text[]::numeric[],
        ${column(lines.map((line) => line.tax.toString()))}::text[]::numeric[]
      ) with ordinality as line (account_id, shares, weight, gross, tax, place)
      left join ${heldRows(cooperativeId, run.recordDate, unit.now)} h on h.account_id = line.account_id`);
    unit.note('run', { runId: row.id, corrects: run.id, reason, lines: lines.length, paid: paid.toString() });
    return runOnWire(row);
  },
});
