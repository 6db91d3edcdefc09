/** The dividends of a half-year report: the run of the half-year, and the years before it. */
import { Period } from '../../../domain/calendar.ts';
import type { Language } from '../../../domain/language.ts';
import { Money } from '../../../domain/money.ts';
import type { Tx } from '../../../platform/database.ts';
import { namedLinesOf, standingRuns, type NamedLine, type RunRow } from '../../dividends/index.ts';
import { classParts, cohortParts, runSummary } from '../run/figures.ts';
import type { HalfYearReportPaper } from './layout.ts';

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
    (run) => run.period === period.toString() && isRunOfHalfYear(run) && !reversed.has(run.id),
  );
  return {
    run: current ? await runPart(tx, current, await namedLinesOf(tx, current), language) : null,
    history: historyOf(runs, period),
  };
}

/** A half-year has one: the regular run, or the one of history. */
function isRunOfHalfYear({ kind }: RunRow): boolean {
  return kind === 'regular' || kind === 'history';
}

async function runPart(
  tx: Tx,
  run: RunRow,
  lines: readonly NamedLine[],
  language: Language,
): Promise<NonNullable<HalfYearReportPaper['run']>> {
  return {
    summary: await runSummary(tx, run, lines, language),
    classes: await classParts(tx, run, language),
    cohorts: await cohortParts(tx, run, lines, language),
  };
}

/** Posted runs by half-year, reversals and differences counted in. */
function historyOf(runs: readonly RunRow[], until: Period): HalfYearReportPaper['history'] {
  const posted = runs.filter((run) => run.state === 'posted' && Period.parse(run.period).compare(until) <= 0);
  const periods = [...new Set(posted.map(({ period }) => period))].sort();
  return periods.map((period) => {
    const own = posted.filter((run) => run.period === period);
    const regular = own.findLast(isRunOfHalfYear);
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
