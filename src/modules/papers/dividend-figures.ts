/** The figures of the papers about dividends: the table, the receipt sheet, a holder's lines, a half-year's part. */
import type { LocalDate } from '../../domain/calendar.ts';
import { Period } from '../../domain/calendar.ts';
import { refuse, type Language } from '../../domain/error.ts';
import { Money } from '../../domain/money.ts';
import { restrictionKinds } from '../../domain/share-restriction.ts';
import { ShareQuantity } from '../../domain/share-quantity.ts';
import type { Tx } from '../../platform/database.ts';
import {
  writtenQuota,
  type DividendTablePaper,
  type HalfYearReportPaper,
  type ReceiptSheetPaper,
  type StatementDividend,
} from '../documents/index.ts';
import { factsOn } from '../members/index.ts';
import { holdingsOn, shareClasses } from '../shares/index.ts';
import type { WishOf } from './contract.ts';
import {
  classParts,
  cohortParts,
  distributable,
  dividesPool,
  proofOf,
  quotaOf,
  runName,
  runSummary,
  unitsOf,
  writtenWeight,
} from './run-figures.ts';
import {
  linesOfRun,
  postedLinesOf,
  requireCalculatedRun,
  standingRuns,
  validCertificates,
  type RunLine,
  type RunRow,
} from './run-store.ts';
import { partyName } from './statement-figures.ts';
import { heldWords, restrictionWords, runStateWords } from '../../domain/words.ts';

export async function dividendTableFigures(
  tx: Tx,
  cooperativeId: string,
  { runId, language }: WishOf<'dividend-table'>,
): Promise<DividendTablePaper> {
  const run = await requireCalculatedRun(tx, cooperativeId, runId);
  const lines = await linesOfRun(tx, run);
  return {
    run: await runSummary(tx, run, lines, language),
    classes: await classParts(tx, run),
    cohorts: await cohortParts(tx, run, lines, language),
    lines: lines.map(({ line, kind, number, name }) => ({
      number: kind === 'collective' ? '—' : number,
      name: name ?? partyName({ kind, number, name }, language),
      shares: ShareQuantity.parse(line.shares),
      quota: dividesPool(run) ? writtenQuota(quotaOf(run, line.weight)) : '—',
      extraFen: BigInt(line.extra),
      gross: line.gross,
      tax: line.tax,
      net: line.net,
      remark: heldWord(line.held, language),
    })),
  };
}

/** Why the money is held, in words; the ledger keeps the kind of the restriction. */
function heldWord(held: string | null, language: Language): string {
  const kind = restrictionKinds.find((each) => each === held);
  return kind === undefined ? '' : restrictionWords[kind][language];
}

/** Everybody who is to receive money by hand: not the collective, nobody whose money is held, nothing below one fen. */
export async function receiptFigures(
  tx: Tx,
  cooperativeId: string,
  { runId, language }: WishOf<'receipt-sheet'>,
): Promise<ReceiptSheetPaper> {
  const run = await requireCalculatedRun(tx, cooperativeId, runId);
  if (run.state !== 'posted')
    throw refuse('documents.run-not-posted', { run: run.number.toString() }, '/runId');
  const lines = (await linesOfRun(tx, run)).filter(
    ({ line, kind }) => kind !== 'collective' && line.held === null && line.net.isPositive,
  );
  const facts = await factsOn(tx, cooperativeId, run.recordDate, run.knownAt);
  const members = new Map(facts.map((member) => [member.memberId, member]));
  const certificates = await validCertificates(tx, cooperativeId);
  const held = new Map<string, ShareQuantity>();
  for (const holding of await holdingsOn(tx, cooperativeId, { date: run.recordDate, knownAt: run.knownAt })) {
    held.set(`${holding.accountId}|${holding.classId}`, holding.quantity);
  }
  const classes = (await shareClasses(tx, cooperativeId)).filter(({ id }) =>
    lines.some(({ line }) => held.has(`${line.accountId}|${id}`)),
  );
  const rate = rateOf(run);
  return {
    run: { number: run.number.toString(), name: runName(run, language), recordDate: run.recordDate },
    classes: classes.map(({ name }) => name),
    lines: lines.map(({ line, kind, memberId, number, name }) => {
      const member = memberId === null ? undefined : members.get(memberId);
      return {
        household: kind === 'household' ? number : (member?.household?.number ?? ''),
        number,
        name: name ?? partyName({ kind, number, name }, language),
        certificate: certificates.get(line.accountId) ?? '',
        shares: classes.map(({ id }) => held.get(`${line.accountId}|${id}`) ?? ShareQuantity.zero),
        rate,
        gross: line.gross,
        tax: line.tax,
        net: line.net,
        residentIdMasked: member?.residentIdMasked ?? '',
        bankAccountMasked: member?.bankAccountMasked ?? '',
      };
    }),
  };
}

/** What one unit of weight earns: the run's rate, or the quotient cut to four decimals. */
function rateOf(run: RunRow): string {
  if (run.rate !== null) return writtenWeight(run.rate);
  if (!dividesPool(run) || run.totalWeight === null) return '—';
  const scaled = (distributable(run).fen * 10n ** 10n) / unitsOf(run.totalWeight);
  const digits = scaled.toString().padStart(5, '0');
  return `${digits.slice(0, -4)}.${digits.slice(-4)}`;
}

/** A holder's dividends whose record date lies in a period, as known at a moment. */
export async function statementDividends(
  tx: Tx,
  cooperativeId: string,
  accountId: string,
  wanted: { readonly from: LocalDate; readonly to: LocalDate; readonly knownAt: Date | null },
  language: Language,
): Promise<readonly StatementDividend[]> {
  const rows = await postedLinesOf(tx, cooperativeId, accountId);
  return rows
    .filter(({ run }) => !run.recordDate.isBefore(wanted.from) && !run.recordDate.isAfter(wanted.to))
    .filter(({ run }) => wanted.knownAt === null || (run.postedAt !== null && run.postedAt <= wanted.knownAt))
    .map(({ run, line }) => ({
      run: runName(run, language),
      recordDate: run.recordDate,
      state: line.held === null ? runStateWords[run.state][language] : heldWords.held[language],
      gross: line.gross,
      tax: line.tax,
      net: line.net,
      proofs: dividesPool(run) ? [proofOf(run, line, language)] : [],
    }));
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
    };
  });
}
