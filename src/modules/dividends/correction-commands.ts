/**
 * What may still happen to a posted run: reversed as a whole by negated lines, or corrected for the members whom a late
 * record touches by a difference run. The posted lines themselves never change.
 */
import { sql } from 'drizzle-orm';
import { differencesOf, parseTaxRate, requireStep, taxOn, type Touched } from '../../domain/dividend-run.ts';
import { reversalSubject } from '../../domain/resolution.ts';
import { refuse } from '../../domain/refusal.ts';
import { Money } from '../../domain/money.ts';
import { defineCommand, type CommandUnit } from '../../platform/command.ts';
import { requireResolutionFor } from '../assemblies/index.ts';
import { requireDifferenceCovered } from '../distributions/index.ts';
import { heldRows, overWholeRegister } from '../shares/index.ts';
import { scaled, weightRows } from './calculation.ts';
import { blankRun } from './commands.ts';
import * as wire from './contract.ts';
import { enterDividend } from './journal.ts';
import { runOnWire } from './queries.ts';
import { insertRun, requireRun, reversalOf, standingDifferenceOf, takerOf, type RunRow } from './store.ts';

export const reverseRun = defineCommand({
  name: 'dividends.reverse-run',
  endpoint: wire.reverseRun,
  async run(unit, { runId, resolutionId, reason }) {
    const { tx, cooperativeId, actor } = unit;
    const run = await requireRun(tx, cooperativeId, runId);
    requireStep(run.state, 'reverse');
    if (run.kind === 'reversal') {
      throw refuse('run.wrong-state', { state: run.kind, wishZh: '冲销', wishEn: 'reversed' });
    }
    if (await reversalOf(tx, cooperativeId, runId)) throw refuse('run.already-reversed');
    const taker = await takerOf(tx, cooperativeId, runId);
    if (taker) throw refuse('run.carry-used', { number: taker.number.toString() });
    const difference = await standingDifferenceOf(tx, cooperativeId, runId);
    if (difference) throw refuse('run.has-difference', { number: difference.number.toString() });
    await requireResolutionFor(tx, cooperativeId, resolutionId, {
      matter: 'dividend-run',
      subject: reversalSubject(runId),
    });
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
    await enterDividend(unit, row);
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
    if (run.kind === 'reversal' || run.kind === 'difference') {
      throw refuse('run.wrong-state', { state: run.kind, wishZh: '补差', wishEn: 'corrected' });
    }
    if (await reversalOf(tx, cooperativeId, runId)) throw refuse('run.already-reversed');
    const touched = await touchedBy(unit, run);
    if (touched.length === 0) throw refuse('run.no-difference');
    const distributable = run.pool.plus(run.carriedIn);
    const totalWeight = scaled(run.totalWeight ?? '0', 8);
    const rate = parseTaxRate(trimRate(run.taxRate));
    const differences = differencesOf(touched, distributable, totalWeight);
    const lines = touched.map((each, index) => {
      const newGross = differences[index]?.newGross ?? Money.zero;
      const gross = newGross.minus(each.oldGross);
      const newTax = each.collective ? Money.zero : taxOn(newGross, rate);
      const tax = newTax.minus(each.oldTax);
      return { ...each, gross, tax, net: gross.minus(tax) };
    });
    const paid = Money.sum(lines.map((line) => line.gross));
    const tax = Money.sum(lines.map((line) => line.tax));
    await requireDifferenceCovered(tx, cooperativeId, run.period, paid);
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
        ${column(lines.map((line) => line.newShares))}::text[]::numeric[],
        ${column(lines.map((line) => line.newWeightText))}::text[]::numeric[],
        ${column(lines.map((line) => line.gross.toString()))}::text[]::numeric[],
        ${column(lines.map((line) => line.tax.toString()))}::text[]::numeric[]
      ) with ordinality as line (account_id, shares, weight, gross, tax, place)
      left join ${heldRows(cooperativeId, run.recordDate, unit.now)} h on h.account_id = line.account_id`);
    unit.note('run', { runId: row.id, corrects: run.id, reason, lines: lines.length, paid: paid.toString() });
    return runOnWire(row);
  },
});

interface TouchedAccount extends Touched {
  readonly accountId: string;
  readonly collective: boolean;
  readonly oldTax: Money;
  readonly newShares: string;
  readonly newWeightText: string;
}

interface TouchedRow {
  readonly account_id: string;
  readonly kind: string;
  readonly sort_key: string;
  readonly old_weight: string;
  readonly new_weight: string;
  readonly new_shares: string;
  readonly old_gross: string;
  readonly old_tax: string;
}

/**
 * The accounts whose weight is known to be another now than the run and its posted differences have paid on, in natural
 * order of their numbers.
 */
async function touchedBy(unit: CommandUnit, run: RunRow): Promise<readonly TouchedAccount[]> {
  const rows = (await overWholeRegister(unit.tx, () =>
    unit.tx.execute(sql`
    with paid as (
      select l.account_id, sum(l.gross) as gross, sum(l.tax) as tax,
        (array_agg(l.weight order by r.number desc))[1] as weight
      from dividend_run r join dividend_line l on l.cooperative_id = r.cooperative_id and l.run_id = r.id
        and l.calculation = r.calculation
      where r.cooperative_id = ${run.cooperativeId}::uuid and r.state = 'posted'
        and (r.id = ${run.id}::uuid or (r.refers_to = ${run.id}::uuid and r.kind = 'difference'))
      group by l.account_id
    )
    select coalesce(p.account_id, w.account_id) as account_id, a.kind, a.sort_key,
      coalesce(p.weight, 0)::text as old_weight, coalesce(w.weight, 0)::text as new_weight,
      trim_scale(coalesce(w.shares, 0))::text as new_shares, coalesce(p.gross, 0)::text as old_gross,
      coalesce(p.tax, 0)::text as old_tax
    from paid p full join ${weightRows(run, unit.now)} w on w.account_id = p.account_id
    join holder_account a on a.cooperative_id = ${run.cooperativeId}::uuid
      and a.id = coalesce(p.account_id, w.account_id)
    where coalesce(p.weight, 0) <> coalesce(w.weight, 0)
    order by a.sort_key, a.id`),
  )) as unknown as readonly TouchedRow[];
  return rows.map((row) => ({
    key: row.sort_key,
    accountId: row.account_id,
    collective: row.kind === 'collective',
    oldWeight: scaled(row.old_weight, 8),
    newWeight: scaled(row.new_weight, 8),
    newWeightText: row.new_weight,
    newShares: row.new_shares,
    oldGross: Money.parse(row.old_gross),
    oldTax: Money.parse(row.old_tax),
  }));
}

function trimRate(rate: string): string {
  return rate.replace(/(\.\d*?)0+$/, '$1').replace(/\.$/, '');
}
