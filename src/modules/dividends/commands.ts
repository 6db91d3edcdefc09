/**
 * The steps of a dividend run: drafted, calculated, approved by another, on public notice, posted
 * after a second computation, or withdrawn. History goes on record and pays nothing.
 */
import { runKindWords, runStateWords } from '../../domain/words.ts';
import { v7 as newId } from 'uuid';
import { LocalDate, Period } from '../../domain/calendar.ts';
import { carryStands, nextCarry } from '../../domain/carry.ts';
import {
  dividesPool,
  postingStep,
  requireHistory,
  requireOtherApprover,
  requireRecordDate,
  requireStep,
  takesPlan,
} from '../../domain/dividend-run.ts';
import { faultMessage } from '../../domain/errors/catalogue.ts';
import type { Sentence } from '../../domain/language.ts';
import { refuse } from '../../domain/refusal.ts';
import { Money } from '../../domain/money.ts';
import { lastNoticeDay, requireUnlocked } from '../../domain/public-notice.ts';
import { runSubject } from '../../domain/resolution.ts';
import { ratePercent, requireTaxWithinLaw } from '../../domain/tax-filing.ts';
import { defineCommand, type CommandUnit } from '../../platform/command.ts';
import type { Tx } from '../../platform/database.ts';
import { must } from '../../platform/must.ts';
import { firstDayOf } from '../access/index.ts';
import { requireResolutionFor, type RefuseCalled, type RequireLawful } from '../assemblies/index.ts';
import {
  leftOfPlan,
  plannedFault,
  requireDifferenceCovered,
  requireDifferenceDecided,
  requireDifferenceThere,
  requirePlanned,
  requireThere,
  requireWithinPlan,
} from './plan-bounds.ts';
import { firstMovementDay, requireClass } from '../shares/index.ts';
import { insertLines, sumLines } from './calculation.ts';
import * as wire from './contract.ts';
import { asObjection, objectionsOf, requireNoticeOf } from './notice-store.ts';
import { runOnWire } from './queries.ts';
import { enterDividend } from './journal.ts';
import { requireProof } from './proof.ts';
import { decisionOn, runClaim } from './run-claim.ts';
import { markOutsiders } from './outside-claims.ts';
import { withholdAtPosting } from './withholding.ts';
import { contentOf, requireAsApproved } from './approved-content.ts';
import { carryRuns, insertRun, requireRun, runTaking, updateRun, type RunRow } from './store.ts';

export const draftRun = defineCommand({
  name: 'dividends.draft-run',
  endpoint: wire.draftRun,
  async run(unit, input) {
    const { tx, cooperativeId } = unit;
    const kind = input.kind ?? 'regular';
    const pool =
      input.pool === undefined ? await leftOfPlan(tx, cooperativeId, input.period) : Money.parse(input.pool);
    if (!pool.isPositive) throw refuse('dividend.pool-not-positive', { pool: `${pool}` }, '/pool');
    const perShare = input.method === 'per-share';
    if (perShare && input.rateScale === undefined)
      throw refuse('dividend.rate-scale-needed', {}, '/rateScale');
    if (!perShare && input.rateScale !== undefined)
      throw refuse('dividend.rate-scale-unwanted', {}, '/rateScale');
    const recordDate = LocalDate.parse(input.recordDate);
    const period = Period.parse(input.period);
    requireRecordDate(recordDate, period);
    requireTaxWithinLaw(ratePercent(input.taxRate), kind === 'history' ? recordDate : unit.today);
    await refuseTooEarly(unit, recordDate);
    if (kind !== 'supplementary') await refuseTakenPeriod(unit, input.period);
    if (kind === 'history') requireHistory(period, await firstDayOf(tx, cooperativeId));
    else await requireWithinPlan(tx, cooperativeId, input.period, pool);
    const row: RunRow = {
      ...blankRun(unit),
      number: await unit.nextNumber('run'),
      kind,
      period: input.period,
      recordDate,
      basis: input.basis,
      method: input.method,
      rateScale: input.rateScale ?? null,
      pool,
      classWeights: await weightsByCode(unit, input.classWeights ?? {}),
      taxRate: input.taxRate,
      taxBasis: input.taxBasis,
      taxBasisEn: input.taxBasisEn ?? null,
    };
    await insertRun(tx, row);
    unit.note('run', {
      runId: row.id,
      number: row.number.toString(),
      kind,
      period: row.period,
      pool: pool.toString(),
      cooperativeId,
    });
    return { ...runOnWire(row), warnings: await planWarnings(tx, row) };
  },
});

/** Without its plan a run may be drafted and put on an agenda beside it; it is approved only with it. */
async function planWarnings(tx: Tx, row: RunRow): Promise<readonly Sentence[]> {
  const fault = await plannedFault(tx, row);
  return fault === null ? [] : [{ zh: faultMessage(fault, 'zh'), en: faultMessage(fault, 'en') }];
}

/** A row with nothing decided and nothing computed; every new run begins as one. */
export function blankRun(unit: CommandUnit) {
  return {
    cooperativeId: unit.cooperativeId,
    id: newId(),
    state: 'draft' as const,
    refersTo: null,
    reason: null,
    calculation: 0,
    knownAt: null,
    carriedFrom: null,
    carriedIn: Money.zero,
    lines: 0,
    totalWeight: null,
    rate: null,
    paid: Money.zero,
    tax: Money.zero,
    net: Money.zero,
    carried: Money.zero,
    resolutionId: null,
    preparedBy: unit.actor.userId,
    preparedAt: unit.now,
    approvedBy: null,
    approvedAt: null,
    approvedContent: null,
    postedBy: null,
    postedAt: null,
    noticeEndedOn: null,
  };
}

export const calculateRun = defineCommand({
  name: 'dividends.calculate-run',
  endpoint: wire.calculateRun,
  async run(unit, { runId }) {
    const { tx, cooperativeId } = unit;
    const run = await requireRun(tx, cooperativeId, runId);
    requireStep(run.state, 'calculate');
    if (!dividesPool(run)) {
      // Its lines follow from another run's: they were computed when it was drafted.
      throw refuse('run.wrong-state', {
        state: runKindWords[run.kind],
        wish: { zh: '重算', en: 'calculated' },
      });
    }
    refuseTooLate(unit, run);
    const decided = await decisionOn(tx, run);
    if (decided) throw refuse('run.decided', { number: decided.number });
    const source = await carryFor(unit, run);
    const carriedIn = source?.carried ?? Money.zero;
    const calculation = run.calculation + 1;
    const distributable = run.pool.plus(carriedIn).fen;
    const drafted: RunRow = { ...run, calculation };
    await insertLines(tx, drafted, unit.now, distributable);
    const sums = await sumLines(tx, drafted, distributable);
    if (sums.totalWeight === null) throw refuse('dividend.nothing-held');
    if (sums.rate !== null && /^[0.]+$/.test(sums.rate)) {
      throw refuse('dividend.rate-zero', { places: run.rateScale ?? 0 });
    }
    const calculated: RunRow = {
      ...drafted,
      state: 'calculated',
      knownAt: unit.now,
      carriedFrom: source?.id ?? null,
      carriedIn,
      lines: sums.lines,
      totalWeight: sums.totalWeight,
      rate: sums.rate,
      paid: sums.paid,
      tax: sums.tax,
      net: sums.net,
      carried: Money.fromFen(distributable).minus(sums.paid),
      preparedBy: unit.actor.userId,
      preparedAt: unit.now,
    };
    await requireProof(unit.tx, calculated);
    const row = await updateRun(tx, run, calculated);
    unit.note('run', {
      runId,
      calculation,
      paid: sums.paid.toString(),
      carried: row.carried.toString(),
      lines: sums.lines,
    });
    return runOnWire(row);
  },
});

/** The same of a run that may stand on an agenda: what was announced is what is voted on. */
export const calculateRunOf = (refuseCalled: RefuseCalled) =>
  defineCommand({
    ...calculateRun,
    async run(unit, { runId }) {
      const run = await requireRun(unit.tx, unit.cooperativeId, runId);
      await refuseCalled(unit, runSubject(runId, run.calculation));
      return calculateRun.run(unit, { runId });
    },
  });

export const approveRun = defineCommand({
  name: 'dividends.approve-run',
  endpoint: wire.approveRun,
  async run(unit, { runId, resolutionId }) {
    const { tx, cooperativeId, actor } = unit;
    const run = await requireRun(tx, cooperativeId, runId);
    requireStep(run.state, 'approve');
    requireOtherApprover(run.preparedBy, actor.userId);
    const resolution = await requireResolutionFor(tx, cooperativeId, resolutionId, runClaim(run, unit.today));
    if (takesPlan(run.kind)) await requirePlanned(tx, run, 'approved');
    else if (run.kind === 'difference') {
      await requireDifferenceDecided(tx, run, resolution);
      await requireDifferenceThere(tx, cooperativeId, run.period, run.paid);
    }
    const row = await updateRun(tx, run, {
      state: 'approved',
      resolutionId,
      approvedBy: actor.userId,
      approvedAt: unit.now,
      approvedContent: await contentOf(tx, run),
    });
    unit.note('run', {
      runId,
      resolutionId,
      resolution: resolution.number,
      paid: row.paid.toString(),
      content: row.approvedContent,
    });
    return runOnWire(row);
  },
});

export const postRun = defineCommand({
  name: 'dividends.post-run',
  endpoint: wire.postRun,
  async run(unit, { runId }) {
    const { tx, cooperativeId } = unit;
    const run = await requireRun(tx, cooperativeId, runId);
    requireStep(run.state, postingStep(run.kind));
    await requireAsApproved(tx, run);
    const carriedBy = must(run.resolutionId, 'the resolution of an approved run');
    const resolution = await requireResolutionFor(tx, cooperativeId, carriedBy, runClaim(run, unit.today));
    if (run.kind === 'regular' && !carryStands(await carryRuns(tx, cooperativeId), run))
      throw refuse('run.carry-changed');
    const noticeEndedOn = run.kind === 'history' ? null : await requireNoticeOver(unit, run.id);
    if (run.kind === 'difference') {
      await requireDifferenceDecided(tx, run, resolution);
      await requireDifferenceCovered(tx, cooperativeId, run.period, run.paid, 'posted');
      await requireDifferenceThere(tx, cooperativeId, run.period, run.paid);
    } else if (takesPlan(run.kind)) await requirePlanned(tx, run);
    await requireProof(unit.tx, run);
    const row = await updateRun(tx, run, {
      state: 'posted',
      postedBy: unit.actor.userId,
      postedAt: unit.now,
      noticeEndedOn,
    });
    if (run.kind !== 'history') {
      await withholdAtPosting(unit, row);
      await markOutsiders(unit, row);
      await enterDividend(unit, row);
      if (row.paid.isPositive) await requireThere(tx, cooperativeId, run.period);
    }
    unit.note('run', {
      runId,
      paid: row.paid.toString(),
      tax: row.tax.toString(),
      carried: row.carried.toString(),
      lines: row.lines,
      ...(noticeEndedOn && { noticeEndedOn: `${noticeEndedOn}` }),
    });
    return runOnWire(row);
  },
});

/** The same, unless the certificate of the posted run said no: what verification would find enters no books. */
export const postRunOf = (requireLawful: RequireLawful) =>
  defineCommand({
    ...postRun,
    async run(unit, { runId }) {
      const posted = await postRun.run(unit, { runId });
      await requireLawful(unit, runId);
      return posted;
    },
  });

/** What a regular run takes up; the other kinds take nothing up. */
async function carryFor({ tx, cooperativeId }: CommandUnit, run: RunRow) {
  return run.kind === 'regular' ? nextCarry(await carryRuns(tx, cooperativeId), run.id) : undefined;
}

/** Posting waits for the public notice to end and for every objection to be settled. The last day of the notice, which is kept with the run. */
async function requireNoticeOver(unit: CommandUnit, runId: string): Promise<LocalDate> {
  const notice = await requireNoticeOf(unit.tx, unit.cooperativeId, runId);
  const objections = await objectionsOf(unit.tx, unit.cooperativeId, runId);
  requireUnlocked(notice, objections.map(asObjection), unit.today);
  return lastNoticeDay(notice);
}

async function refuseTooEarly(unit: CommandUnit, recordDate: LocalDate): Promise<void> {
  const first = await firstMovementDay(unit.tx, unit.cooperativeId);
  if (first === null) throw refuse('run.no-movements');
  if (recordDate.isBefore(first)) {
    throw refuse(
      'run.before-first-movement',
      { recordDate: recordDate.toString(), first: first.toString() },
      '/recordDate',
    );
  }
}

async function refuseTakenPeriod(unit: CommandUnit, period: string): Promise<void> {
  const taken = await runTaking(unit.tx, unit.cooperativeId, period);
  if (!taken) return;
  const { number, state } = taken;
  throw refuse(
    'run.period-taken',
    { period, number: number.toString(), state: runStateWords[state] },
    '/period',
  );
}

/** What is not over cannot be counted. */
function refuseTooLate(unit: CommandUnit, run: RunRow): void {
  const recordDate = run.recordDate.toString();
  if (run.recordDate.isAfter(unit.today)) {
    throw refuse('run.record-date-future', { recordDate, today: unit.today.toString() });
  }
  const { lastDay } = Period.parse(run.period);
  if (run.basis === 'share-days' && !lastDay.isBefore(unit.today)) {
    throw refuse('run.period-not-over', { lastDay: lastDay.toString() });
  }
}

async function weightsByCode(
  unit: CommandUnit,
  weights: Readonly<Record<string, string>>,
): Promise<Readonly<Record<string, string>>> {
  const byCode: Record<string, string> = {};
  for (const [name, weight] of Object.entries(weights)) {
    const row = await requireClass(unit.tx, unit.cooperativeId, name, `/classWeights/${name}`);
    byCode[row.code] = weight;
  }
  return byCode;
}
