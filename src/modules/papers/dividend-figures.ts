/** The figures of the papers about dividends: the table, the receipt sheet, a holder's lines, a half-year's part. */
import type { LocalDate } from '../../domain/calendar.ts';
import { Period } from '../../domain/calendar.ts';
import { refuse, type Language } from '../../domain/error.ts';
import { Money } from '../../domain/money.ts';
import { isWaiting } from '../../domain/payout.ts';
import { restrictionKinds } from '../../domain/share-restriction.ts';
import { registerSortKey } from '../../domain/register-number.ts';
import { ShareQuantity } from '../../domain/share-quantity.ts';
import type { Tx } from '../../platform/database.ts';
import {
  writtenQuota,
  type DividendTablePaper,
  type HalfYearReportPaper,
  type ReceiptSheetPaper,
  type StatementDividend,
} from '../documents/index.ts';
import { factsOn, type MemberFacts } from '../members/index.ts';
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
  runTerms,
  unitsOf,
  writtenWeight,
} from './run-figures.ts';
import {
  grantedBefore,
  linesOfRun,
  postedLinesOf,
  requireCalculatedRun,
  standingRuns,
  validCertificates,
  type RunLine,
  type RunRow,
} from './run-store.ts';
import { headsOf, householdName, partyName } from './statement-figures.ts';
import { holdWords, payoutStateWords, restrictionWords, runStateWords } from '../../domain/words.ts';
import { claims, standingClaims, type ClaimRow } from '../payouts/index.ts';

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

/** Why the money is held, in words; the ledger keeps the kind of the restriction. */
function heldWord(held: string | null, language: Language): string {
  const kind = restrictionKinds.find((each) => each === held);
  return kind === undefined ? '' : restrictionWords[kind][language];
}

/** Everybody who is to receive money by hand: not the collective, nobody whose money is held, nothing below one fen. */
export async function receiptFigures(
  tx: Tx,
  cooperativeId: string,
  { runId, language, only }: WishOf<'receipt-sheet'>,
  today: LocalDate,
): Promise<ReceiptSheetPaper> {
  const run = await requireCalculatedRun(tx, cooperativeId, runId);
  if (run.state !== 'posted')
    throw refuse('documents.run-not-posted', { run: run.number.toString() }, '/runId');
  const all = await linesOfRun(tx, run);
  const people = all.filter(({ kind }) => kind !== 'collective');
  const now = only === 'cash' ? await claimsNow(tx, cooperativeId, runId, today) : null;
  // Whoever fetches the money today is asked for by where the claim stands today: a freeze may have been lifted since.
  const reasonOf = ({ line }: RunLine) =>
    now === null ? heldWord(line.held, language) : waitingWord(now.get(line.accountId), language);
  const held = people.filter((each) => reasonOf(each) !== '' && !each.line.net.isNegative);
  const facts = await factsOn(tx, cooperativeId, run.recordDate, run.knownAt);
  const members = new Map(facts.map((member) => [member.memberId, member]));
  const certificates = await validCertificates(tx, cooperativeId);
  const heads = headsOf(await factsOn(tx, cooperativeId, today, null));
  const nameOf = ({ kind, number, name }: RunLine) =>
    kind === 'household'
      ? householdName(number, heads.get(number), language)
      : (name ?? partyName({ kind, number, name }, language));
  const due = people.filter((each) => reasonOf(each) === '' && each.line.net.isPositive);
  const here = due.filter(({ line }) => now === null || isFetched(now.get(line.accountId)));
  const lines = byHousehold(here, members);
  const holdings = new Map<string, ShareQuantity>();
  for (const holding of await holdingsOn(tx, cooperativeId, { date: run.recordDate, knownAt: run.knownAt })) {
    holdings.set(`${holding.accountId}|${holding.classId}`, holding.quantity);
  }
  const classes = (await shareClasses(tx, cooperativeId)).filter(({ id }) =>
    lines.some(({ line }) => holdings.has(`${line.accountId}|${id}`)),
  );
  const rate = rateOf(run);
  return {
    cashOnly: only === 'cash',
    run: {
      number: run.number.toString(),
      name: runName(run, language),
      terms: await runTerms(tx, run, language),
      net: run.net,
      collective: all.length > people.length ? run.net.minus(netOf(people)) : null,
      takenBack: netOf(people.filter(({ line }) => line.net.isNegative)),
      otherwise: netOf(due).minus(netOf(here)),
    },
    held: held.map((each) => ({
      number: each.number,
      name: nameOf(each),
      net: each.line.net,
      reason: reasonOf(each),
    })),
    classes: classes.map(({ name }) => name),
    lines: lines.map((each) => {
      const { line, kind, memberId, number } = each;
      const member = memberId === null ? undefined : members.get(memberId);
      // For a household its head signs.
      const signing = kind === 'household' ? heads.get(number) : member;
      return {
        household: kind === 'household' ? number : (member?.household?.number ?? ''),
        number,
        name: nameOf(each),
        certificate: certificates.get(line.accountId) ?? '',
        shares: classes.map(({ id }) => holdings.get(`${line.accountId}|${id}`) ?? ShareQuantity.zero),
        rate,
        gross: line.gross,
        tax: line.tax,
        net: line.net,
        residentIdMasked: signing?.residentIdMasked ?? '',
        bankAccountMasked: signing?.bankAccountMasked ?? '',
      };
    }),
  };
}

function netOf(lines: readonly RunLine[]): Money {
  return Money.sum(lines.map(({ line }) => line.net));
}

/** A household's own shares, then its people; people without a household at the end. */
function byHousehold(
  lines: readonly RunLine[],
  members: ReadonlyMap<string, MemberFacts>,
): readonly RunLine[] {
  const placed = lines.map((each) => {
    const facts = each.memberId === null ? undefined : members.get(each.memberId);
    const household = each.kind === 'household' ? registerSortKey(each.number) : facts?.household?.sortKey;
    return { each, household: household ?? '\uffff', own: facts?.sortKey ?? '' };
  });
  placed.sort((a, b) => compareKeys(a.household, b.household) || compareKeys(a.own, b.own));
  return placed.map(({ each }) => each);
}

function compareKeys(left: string, right: string): number {
  return left < right ? -1 : left > right ? 1 : 0;
}

/** What one unit of weight earns: the run's rate, or the quotient cut: to four decimals a share, to eight a share-day. */
function rateOf(run: RunRow): string {
  if (run.rate !== null) return writtenWeight(run.rate);
  if (!dividesPool(run) || run.totalWeight === null) return '—';
  const places = run.basis === 'share-days' ? 8 : 4;
  const scaled = (distributable(run).fen * 10n ** BigInt(6 + places)) / unitsOf(run.totalWeight);
  const digits = scaled.toString().padStart(places + 1, '0');
  return `${digits.slice(0, -places)}.${digits.slice(-places)}`;
}

/** A holder's dividends whose record date lies in a period, as known at a moment. */
export async function statementDividends(
  tx: Tx,
  cooperativeId: string,
  accountId: string,
  wanted: {
    readonly from: LocalDate;
    readonly to: LocalDate;
    readonly knownAt: Date | null;
    readonly today: LocalDate;
  },
  language: Language,
): Promise<readonly StatementDividend[]> {
  const rows = await postedLinesOf(tx, cooperativeId, accountId);
  const counted = rows
    .filter(({ run }) => !run.recordDate.isBefore(wanted.from) && !run.recordDate.isAfter(wanted.to))
    .filter(
      ({ run }) => wanted.knownAt === null || (run.postedAt !== null && run.postedAt <= wanted.knownAt),
    );
  const standing =
    wanted.knownAt === null ? await claims(tx, cooperativeId, wanted.today, { accountIds: [accountId] }) : [];
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

/** Where the money of each line stands today; what heirs have divided is theirs and no longer the line's. */
async function claimsNow(
  tx: Tx,
  cooperativeId: string,
  runId: string,
  today: LocalDate,
): Promise<ReadonlyMap<string, ClaimRow>> {
  const rows = await standingClaims(tx, cooperativeId, today, [runId]);
  return new Map(rows.flatMap((each) => (each.part === 0 ? [[each.accountId, each] as const] : [])));
}

/** No bank takes it, or none will take it again: they come to the counter. */
function isFetched(claim: ClaimRow | undefined): boolean {
  return ['no-account', 'returned', 'returned-twice', 'below-minimum'].includes(claim?.state ?? '');
}

/** Why nobody can fetch it today; empty where somebody can. */
function waitingWord(claim: ClaimRow | undefined, language: Language): string {
  if (claim?.state === 'no-payee') return payoutStateWords['no-payee'][language];
  return claim?.state === 'held' && claim.held !== null ? holdWords[claim.held][language] : '';
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
    waiting: Money.sum(open.map(({ net }) => net)),
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
