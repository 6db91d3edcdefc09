/** A statement's dividends: the holder's own, and what came out of the estates of others. */
import type { LocalDate } from '../../../domain/calendar.ts';
import { dividesPool } from '../../../domain/dividend-run.ts';
import type { Language } from '../../../domain/language.ts';
import { Money } from '../../../domain/money.ts';
import { isWaiting } from '../../../domain/payout.ts';
import { lastNoticeDay } from '../../../domain/public-notice.ts';
import { holdWords, payoutStateWords, runStateWords } from '../../../domain/words.ts';
import type { Tx } from '../../../platform/database.ts';
import { must } from '../../../platform/must.ts';
import { dayInChina } from '../../../platform/services.ts';
import { dividendsReceived, inheritancesOf, standingClaimsOf, type ClaimRow } from '../../banking/index.ts';
import { hangingLines, postedLinesOf, runsById, type RunRow } from '../../dividends/index.ts';
import { partyName } from '../holders.ts';
import { heldWord, proofOf, runName, runTerms } from '../run/figures.ts';
import { speaker } from './phrases.ts';
import type {
  StatementDividend,
  StatementHanging,
  StatementInheritance,
  StatementReceipt,
} from './layout.ts';

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
  const rows = await postedLinesOf(tx, cooperativeId, accountId, wanted.knownAt);
  const counted = rows
    .filter(({ run }) => !run.recordDate.isBefore(wanted.from) && !run.recordDate.isAfter(wanted.to))
    .filter(
      ({ run }) => wanted.knownAt === null || (run.postedAt !== null && run.postedAt <= wanted.knownAt),
    );
  const standing =
    wanted.knownAt === null ? await standingClaimsOf(tx, cooperativeId, wanted.today, [accountId]) : [];
  const whose = { accountIds: [accountId], memberId: null };
  const received = await dividendsReceived(tx, cooperativeId, whose, wanted.knownAt);
  const dividends: StatementDividend[] = [];
  for (const { run, line } of counted)
    dividends.push({
      run: runName(run, language),
      recordDate: run.recordDate,
      pays: run.kind !== 'history',
      paidOn: received.flatMap(({ runId, on, amount }) =>
        runId === run.id && amount.isPositive ? [on] : [],
      ),
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

/** Dividend money that a holder got within a span, by the day of payment, whichever half-year it is of; what they inherited too. */
export async function statementReceipts(
  tx: Tx,
  cooperativeId: string,
  { accountId, memberId }: { readonly accountId: string; readonly memberId: string | null },
  { from, to, knownAt }: StatementSpan,
  language: Language,
): Promise<readonly StatementReceipt[]> {
  const whose = { accountIds: [accountId], memberId };
  const received = (await dividendsReceived(tx, cooperativeId, whose, knownAt)).filter(
    ({ on }) => !on.isBefore(from) && !on.isAfter(to),
  );
  const runs = await runsById(
    tx,
    cooperativeId,
    received.map(({ runId }) => runId),
  );
  const say = speaker(language);
  return received.map(({ runId, part, on, means, amount, accountMasked, isAnswered }) => {
    const name = runName(must(runs.get(runId), 'the run that was paid'), language);
    return {
      run: part === 0 ? name : say('inheritedRun', { run: name }),
      on,
      how:
        means === 'bank'
          ? say(isAnswered ? 'byBank' : 'byBankUnanswered', { account: accountMasked ?? '' })
          : say(amount.isNegative ? 'givenBack' : 'inCash'),
      isAnswered,
      amount,
    };
  });
}

/** What hangs out when the statement looks, of record dates within it. */
export async function statementHanging(
  tx: Tx,
  cooperativeId: string,
  accountId: string,
  { from, to, knownAt }: StatementSpan,
  language: Language,
): Promise<readonly StatementHanging[]> {
  return (await hangingLines(tx, cooperativeId, accountId, knownAt))
    .filter(({ run }) => !run.recordDate.isBefore(from) && !run.recordDate.isAfter(to))
    .map(({ notice, run, net }) => ({ run: runName(run, language), lastDay: lastNoticeDay(notice), net }));
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
  const runs = await runsById(
    tx,
    cooperativeId,
    parts.map(({ runId }) => runId),
  );
  return parts.map(({ runId, accountId, part, amount, number, name, dividedAt }) => {
    const run = runs.get(runId);
    const claim = standing.find(
      (each) => each.runId === runId && each.accountId === accountId && each.part === part,
    );
    return {
      from: partyName({ kind: 'member', number, name }, language),
      run: run === undefined ? '' : runName(run, language),
      dividedOn: dayInChina(dividedAt),
      state: claim === undefined ? null : payoutStateWords[claim.state][language],
      held: claim?.state === 'held' && claim.held !== null ? holdWords[claim.held][language] : null,
      amount,
    };
  });
}

/** Where the money stands today; as the books were earlier, and for the collective, what the line itself says. */
function moneyState(
  standing: readonly ClaimRow[],
  run: RunRow,
  line: { readonly held: string | null },
  language: Language,
): Pick<StatementDividend, 'state' | 'held' | 'waiting'> {
  const [first] = standing;
  if (run.kind === 'history') return { state: speaker(language)('onRecordOnly'), held: null, waiting: null };
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
