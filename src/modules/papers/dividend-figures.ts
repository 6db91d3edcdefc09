/** The figures of the papers about dividends: the table, the receipt sheet, a holder's lines, a half-year's part. */
import type { LocalDate } from '../../domain/calendar.ts';
import { Period } from '../../domain/calendar.ts';
import type { Language } from '../../domain/language.ts';
import { Money } from '../../domain/money.ts';
import { isWaiting } from '../../domain/payout.ts';
import { ShareQuantity } from '../../domain/share-quantity.ts';
import type { Tx } from '../../platform/database.ts';
import { dayInChina } from '../../platform/services.ts';
import {
  writtenQuota,
  type DividendTablePaper,
  type HalfYearReportPaper,
  type StatementDividend,
  type StatementInheritance,
} from '../documents/index.ts';
import type { WishOf } from './contract.ts';
import {
  classParts,
  cohortParts,
  dividesPool,
  heldWord,
  proofOf,
  quotaOf,
  runName,
  runSummary,
  runTerms,
} from './run-figures.ts';
import {
  grantedBefore,
  linesOfRun,
  postedLinesOf,
  requireCalculatedRun,
  runWithId,
  standingRuns,
  type RunLine,
  type RunRow,
} from './run-store.ts';
import { partyName } from './statement-figures.ts';
import { holdWords, payoutStateWords, runStateWords } from '../../domain/words.ts';
import { inheritancesOf, standingClaimsOf, type ClaimRow } from '../banking/index.ts';

export async function dividendTableFigures(
  tx: Tx,
  cooperativeId: string,
  { runId, language }: WishOf<'dividend-table'>,
): Promise<DividendTablePaper> {
  const run = await requireCalculatedRun(tx, cooperativeId, runId);
  const lines = await linesOfRun(tx, run);
  const granted = dividesPool(run) ? null : await grantedBefore(tx, run);
  return {
    run: await runSummary(tx, run, lines, language),
    classes: await classParts(tx, run),
    cohorts: await cohortParts(tx, run, lines, language),
    lines: byKind(lines).map(({ line, kind, number, name }) => ({
      number: kind === 'collective' ? '—' : number,
      name: name ?? partyName({ kind, number, name }, language),
      shares: ShareQuantity.parse(line.shares),
      quota: dividesPool(run) ? writtenQuota(quotaOf(run, line.weight)) : '—',
      extraFen: BigInt(line.extra),
      granted: granted?.get(line.accountId) ?? null,
      gross: line.gross,
      tax: line.tax,
      net: line.net,
      remark: heldWord(line.held, language),
    })),
  };
}

const kindOrder = ['member', 'household', 'collective'];

/** People first, then households, then the collective: each by number. */
export function byKind(lines: readonly RunLine[]): readonly RunLine[] {
  return lines.toSorted((a, b) => kindOrder.indexOf(a.kind) - kindOrder.indexOf(b.kind));
}

export interface StatementSpan {
  readonly from: LocalDate;
  readonly to: LocalDate;
  readonly knownAt: Date | null;
  readonly today: LocalDate;
}

/** A holder's dividends whose record date lies in a period, as known at a moment. */
export async function statementDividends(
  tx: Tx,
  cooperativeId: string,
  accountId: string,
  wanted: StatementSpan,
  language: Language,
): Promise<readonly StatementDividend[]> {
  const rows = await postedLinesOf(tx, cooperativeId, accountId);
  const counted = rows
    .filter(({ run }) => !run.recordDate.isBefore(wanted.from) && !run.recordDate.isAfter(wanted.to))
    .filter(
      ({ run }) => wanted.knownAt === null || (run.postedAt !== null && run.postedAt <= wanted.knownAt),
    );
  const standing =
    wanted.knownAt === null ? await standingClaimsOf(tx, cooperativeId, wanted.today, [accountId]) : [];
  const dividends: StatementDividend[] = [];
  for (const { run, line } of counted)
    dividends.push({
      run: runName(run, language),
      recordDate: run.recordDate,
      ...moneyState(
        standing.filter(({ runId }) => runId === run.id),
        run,
        line,
        language,
      ),
      terms: await runTerms(tx, run, language),
      gross: line.gross,
      tax: line.tax,
      net: line.net,
      proofs: dividesPool(run) ? [proofOf(run, line, language)] : [],
    });
  return dividends;
}

/** What came to a member out of the estates of others within a span, by the day it was divided. */
export async function statementInheritances(
  tx: Tx,
  cooperativeId: string,
  memberId: string | null,
  { from, to, knownAt, today }: StatementSpan,
  language: Language,
): Promise<readonly StatementInheritance[]> {
  if (memberId === null) return [];
  const parts = (await inheritancesOf(tx, cooperativeId, memberId, knownAt)).filter(({ dividedAt }) => {
    const day = dayInChina(dividedAt);
    return !day.isBefore(from) && !day.isAfter(to);
  });
  const accountIds = [...new Set(parts.map(({ accountId }) => accountId))];
  const standing =
    knownAt === null && parts.length > 0 ? await standingClaimsOf(tx, cooperativeId, today, accountIds) : [];
  const inherited: StatementInheritance[] = [];
  for (const { runId, accountId, part, amount, number, name, dividedAt } of parts) {
    const run = await runWithId(tx, cooperativeId, runId);
    const claim = standing.find(
      (each) => each.runId === runId && each.accountId === accountId && each.part === part,
    );
    inherited.push({
      from: partyName({ kind: 'member', number, name }, language),
      run: run === null ? '' : runName(run, language),
      dividedOn: dayInChina(dividedAt),
      state: claim === undefined ? null : payoutStateWords[claim.state][language],
      held: claim?.state === 'held' && claim.held !== null ? holdWords[claim.held][language] : null,
      amount,
    });
  }
  return inherited;
}

/** Where the money stands today; as the books were earlier, and for the collective, what the line itself says. */
function moneyState(
  standing: readonly ClaimRow[],
  run: RunRow,
  line: { readonly held: string | null },
  language: Language,
): Pick<StatementDividend, 'state' | 'held' | 'waiting'> {
  const [first] = standing;
  if (first === undefined || run.kind === 'reversal')
    return {
      state: runStateWords[run.state][language],
      held: line.held === null ? null : heldWord(line.held, language),
      waiting: null,
    };
  const open = standing.filter(({ state }) => isWaiting(state) || state === 'in-batch' || state === 'sent');
  const words = new Set(standing.map(({ state }) => payoutStateWords[state][language]));
  const held = standing.every(({ state }) => state === 'held') ? first.held : null;
  return {
    state: [...words].join(language === 'zh' ? '、' : ', '),
    held: held && holdWords[held][language],
    waiting: Money.sum(open.map(({ state, net, open }) => (state === 'sent' ? net : open))),
  };
}

/** The run of a half-year and the years before it. A reversed run is no longer the run of its half-year. */
export async function reportDividends(
  tx: Tx,
  cooperativeId: string,
  period: Period,
  language: Language,
): Promise<Pick<HalfYearReportPaper, 'run' | 'history'>> {
  const runs = await standingRuns(tx, cooperativeId);
  const reversed = new Set(runs.filter(({ kind }) => kind === 'reversal').map(({ refersTo }) => refersTo));
  const current = runs.findLast(
    (run) => run.period === period.toString() && run.kind === 'regular' && !reversed.has(run.id),
  );
  return {
    run: current ? await runPart(tx, current, await linesOfRun(tx, current), language) : null,
    history: historyOf(runs, period),
  };
}

async function runPart(
  tx: Tx,
  run: RunRow,
  lines: readonly RunLine[],
  language: Language,
): Promise<NonNullable<HalfYearReportPaper['run']>> {
  return {
    summary: await runSummary(tx, run, lines, language),
    classes: await classParts(tx, run),
    cohorts: await cohortParts(tx, run, lines, language),
  };
}

/** Posted runs by half-year, reversals and differences counted in. */
function historyOf(runs: readonly RunRow[], until: Period): HalfYearReportPaper['history'] {
  const posted = runs.filter((run) => run.state === 'posted' && Period.parse(run.period).compare(until) <= 0);
  const periods = [...new Set(posted.map(({ period }) => period))].sort();
  return periods.map((period) => {
    const own = posted.filter((run) => run.period === period);
    const regular = own.findLast(({ kind }) => kind === 'regular');
    return {
      period: Period.parse(period),
      paid: Money.sum(own.map(({ paid }) => paid)),
      tax: Money.sum(own.map(({ tax }) => tax)),
      net: Money.sum(own.map(({ net }) => net)),
      carried: regular?.carried ?? Money.zero,
      lines: regular?.lines ?? 0,
      differences: own.filter(({ kind }) => kind === 'difference').length,
    };
  });
}
