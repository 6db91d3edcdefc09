/**
 * Dividend runs: the lines again from movements, weights, quota, extra fen and tax by the domain's core; the totals from the lines;
 * what was carried in from what was carried out; what was posted from what the trail says was posted.
 */
import { sql } from 'drizzle-orm';
import { createJudge, type JudgedMethod } from '../../domain/apportion-proof.ts';
import { Period } from '../../domain/calendar.ts';
import { dividesPool, isTaxed, taxDue } from '../../domain/dividend-run.ts';
import { holdAmong } from '../../domain/holding.ts';
import { Money } from '../../domain/money.ts';
import type { Jurisdiction } from '../../domain/law.ts';
import { lastNoticeDay, noticeLaw, noticeState, unlockDay } from '../../domain/public-notice.ts';
import type { Tx } from '../../platform/database.ts';
import { jurisdictionOn } from '../assemblies/index.ts';
import { must } from '../../platform/must.ts';
import { id, orNull, rowsOf, text } from '../../platform/rows.ts';
import { dayInChina } from '../../platform/services.ts';
import {
  adoptedPlan,
  asObjection,
  contentOf,
  isReversed,
  noticeOfRun,
  objectionsOf,
  runClaim,
  runsAfter,
  scaled,
  type KnownNotice,
  type RunRow,
} from '../dividends/index.ts';
import { restrictionsOn } from '../shares/index.ts';
import { checkDifference, checkReversal } from './correction-check.ts';
import type { FindingList, Rule } from './finding.ts';
import {
  addLine,
  checkAmounts,
  comesBefore,
  decimal,
  linesOf,
  fen,
  sayOf,
  taxRateOf,
  type LineRow,
  type Totals,
} from './line.ts';
import { carried } from './meeting-check.ts';
import { peekable } from './rows.ts';
import type { Told } from './trail-check.ts';
import { weighedHolders, type Weighed } from './weights.ts';

const PAGE = 100;

/** Returns how many runs and lines were recomputed. */
export async function checkRuns(
  tx: Tx,
  cooperativeId: string,
  told: Told,
  findings: FindingList,
): Promise<{ readonly runs: number; readonly lines: number }> {
  const runs = new Map<string, RunRow>();
  let [after, lines] = [0n, 0];
  for (;;) {
    const page = await runsAfter(tx, cooperativeId, PAGE, after);
    for (const run of page) {
      runs.set(run.id, run);
      if (run.calculation === 0 || run.state === 'withdrawn') continue;
      lines += await checkRun(tx, run, runs, told, findings);
    }
    after = page.at(-1)?.number ?? after;
    if (page.length < PAGE) break;
  }
  for (const id of told.runs.keys()) {
    if (!runs.has(id)) findings.add({ table: 'dividend_run', row: id, rule: 'trail-only' });
  }
  return { runs: runs.size, lines };
}

async function checkRun(
  tx: Tx,
  run: RunRow,
  runs: ReadonlyMap<string, RunRow>,
  told: Told,
  findings: FindingList,
): Promise<number> {
  const totals: Totals = { lines: 0, paid: 0n, tax: 0n, net: 0n };
  switch (run.kind) {
    case 'regular':
    case 'supplementary':
    case 'history':
      await checkDivision(tx, run, totals, findings);
      break;
    case 'difference':
      await checkDifference(tx, run, totals, findings);
      break;
    case 'reversal':
      await checkReversal(tx, run, totals, findings);
      break;
  }
  const say = (rule: Rule, expected: string, found: string) =>
    findings.add({ table: 'dividend_run', row: `run ${run.number}`, rule, expected, found });
  const sums = [
    ['paid', totals.paid, run.paid],
    ['tax', totals.tax, run.tax],
    ['net', totals.net, run.net],
  ] as const;
  for (const [name, fen, stored] of sums) {
    if (fen !== stored.fen) say('run-totals', `${name} ${Money.fromFen(fen)}`, `${name} ${stored}`);
  }
  if (totals.lines !== run.lines) say('run-totals', `${totals.lines} lines`, `${run.lines} lines`);
  const distributable = run.pool.plus(run.carriedIn);
  const spent = run.paid.plus(run.carried);
  if (!spent.equals(distributable)) say('run-balance', distributable.toString(), spent.toString());
  if (run.carriedFrom !== null && run.kind !== 'reversal') {
    const source = runs.get(run.carriedFrom);
    if (!source?.carried.equals(run.carriedIn)) {
      say('run-carry', source?.carried.toString() ?? '—', run.carriedIn.toString());
    }
  }
  await checkHolds(tx, run, findings);
  await checkGrounds(tx, run, say);
  compareWithTrail(run, told, say);
  await checkNotice(tx, run, findings);
  if (run.resolutionId !== null && ['approved', 'on-notice', 'posted'].includes(run.state))
    await carried(tx, run.cooperativeId, run.resolutionId, runClaim(run), (found) =>
      findings.add({ table: 'dividend_run', row: `run ${run.number}`, rule: 'not-carried', found }),
    );
  return totals.lines;
}

/** What was posted had a plan, counted who held in its half-year, and is what was approved. */
async function checkGrounds(
  tx: Tx,
  run: RunRow,
  say: (rule: Rule, expected: string, found: string) => void,
): Promise<void> {
  const { cooperativeId, period, recordDate, approvedContent } = run;
  if (!dividesPool(run) && run.kind !== 'difference') return;
  if (['approved', 'on-notice', 'posted'].includes(run.state)) {
    const content = await contentOf(tx, run);
    if (approvedContent !== content) say('run-other-than-approved', approvedContent ?? '—', content);
  }
  if (run.state !== 'posted' || run.kind === 'difference') return;
  const { firstDay, lastDay } = Period.parse(period);
  if (recordDate.isBefore(firstDay.plusDays(-1)) || recordDate.isAfter(lastDay))
    say('run-record-date', `${firstDay.plusDays(-1)} – ${lastDay}`, `${recordDate}`);
  if (run.kind === 'history' || (await isReversed(tx, run))) return;
  if (!(await adoptedPlan(tx, cooperativeId, period))) say('run-unplanned', period, '—');
}

/** A line is held exactly where a restriction of the record date holds money, as it was known at the calculation. */
async function checkHolds(tx: Tx, run: RunRow, findings: FindingList): Promise<void> {
  const restrictions = await restrictionsOn(tx, run.cooperativeId, run.recordDate, run.knownAt);
  const holds = new Map(
    [...Map.groupBy(restrictions, ({ accountId }) => accountId)].map(
      ([accountId, its]) => [accountId, holdAmong(its.map(({ kind }) => kind))] as const,
    ),
  );
  const rows = await rowsOf(
    tx,
    sql`select l.account_id, l.held, a.kind, a.number
      from dividend_line l
      join holder_account a on a.cooperative_id = l.cooperative_id and a.id = l.account_id
      where l.cooperative_id = ${run.cooperativeId}::uuid and l.run_id = ${run.id}::uuid
        and l.calculation = ${run.calculation}
        and (l.held is not null or l.account_id = any(${sql.param([...holds.keys()])}::uuid[]))
      order by l.ordinal`,
    { accountId: id, held: orNull(text), kind: text, number: text },
  );
  for (const { accountId, held, kind, number } of rows) {
    const expected = holds.get(accountId) ?? null;
    if (held !== expected)
      findings.add({
        table: 'dividend_line',
        row: `run ${run.number}, ${kind} ${number}`,
        rule: 'line-held',
        expected: expected ?? '—',
        found: held ?? '—',
      });
  }
}

/** What was posted had hung on public notice for its days, and every objection was settled by then. */
async function checkNotice(tx: Tx, run: RunRow, findings: FindingList): Promise<void> {
  if (run.state !== 'posted' || run.postedAt === null || ['reversal', 'history'].includes(run.kind)) return;
  const row = `run ${run.number}`;
  const notice = await noticeOfRun(tx, run.cooperativeId, run.id);
  if (notice === undefined) return findings.add({ table: 'dividend_run', row, rule: 'notice-missing' });
  const postedAt = run.postedAt;
  // An objection that was entered after the posting could not hold it up; whether it was answered the certificate says.
  const objections = (await objectionsOf(tx, run.cooperativeId, run.id)).filter(
    (each) => each.row.recordedAt <= postedAt,
  );
  const on = dayInChina(postedAt);
  const where = await jurisdictionOn(tx, run.cooperativeId, notice.postedOn);
  checkNoticeDays(run, notice, where, findings);
  noteMovedEnd(run, notice, findings);
  const { state } = noticeState(notice, objections.map(asObjection), on);
  if (state === 'awaiting-review')
    findings.add({
      table: 'run_notice',
      row,
      rule: 'notice-unconfirmed',
      expected: `${notice.recordedOn}`,
      found: `${notice.claimedOn}`,
    });
  else if (state !== 'unlocked')
    findings.add({
      table: 'dividend_run',
      row,
      rule: 'notice-early',
      expected: `from ${unlockDay(notice)}`,
      found: `${on}`,
    });
}

/**
 * The day on which a notice ended stays as it was counted at the posting. Where the days of rest as they are known now say another, that
 * is told: the table came later, or somebody wrote the day past the program.
 */
function noteMovedEnd({ number }: RunRow, notice: KnownNotice, findings: FindingList): void {
  if (!notice.endedOn) return;
  const now = lastNoticeDay({ ...notice, endedOn: null });
  if (now.equals(notice.endedOn)) return;
  const [table, row, found] = ['run_notice', `run ${number}`, `${notice.endedOn} → ${now}`];
  findings.note({ table, row, remark: 'notice-end-otherwise', found });
}

/** Its list was there when it was hung up, it hung long enough, and what was entered late is named. */
function checkNoticeDays(run: RunRow, notice: KnownNotice, where: Jurisdiction, findings: FindingList): void {
  const [table, row] = ['run_notice', `run ${run.number}`];
  const { claimedOn, recordedOn, days, lateReason } = notice;
  const approvedOn = run.approvedAt && dayInChina(run.approvedAt);
  if (approvedOn && claimedOn.isBefore(approvedOn))
    findings.add({
      table,
      row,
      rule: 'notice-before-list',
      expected: `${approvedOn}`,
      found: `${claimedOn}`,
    });
  const least = noticeLaw('public-notice.days', notice.postedOn, where).days;
  if (days < least)
    findings.add({ table, row, rule: 'notice-short', expected: `${least}`, found: `${days}` });
  if (lateReason !== null)
    findings.note({
      table,
      row,
      remark: 'entered-late',
      found: `${claimedOn} → ${recordedOn}, ${lateReason}`,
    });
}

/** What was posted is what the trail says was posted. Reversals are posted where they are made. */
function compareWithTrail(
  run: RunRow,
  told: Told,
  say: (rule: Rule, expected: string, found: string) => void,
): void {
  if (run.state !== 'posted' || run.kind === 'reversal') return;
  const entry = told.runs.get(run.id);
  const found = `${run.paid}, ${run.tax}, ${run.lines}`;
  if (!entry) say('trail-silent', '—', found);
  else if (`${entry.paid}, ${entry.tax}, ${entry.lines}` !== found)
    say('trail-differs', `${entry.paid}, ${entry.tax}, ${entry.lines}`, found);
}

async function checkDivision(tx: Tx, run: RunRow, totals: Totals, findings: FindingList): Promise<void> {
  const pool = run.pool.plus(run.carriedIn).fen;
  const totalWeight = scaled(must(run.totalWeight, 'the total weight of a calculated run'), 8);
  const method: JudgedMethod =
    run.method === 'largest-remainder'
      ? { kind: 'largest-remainder' }
      : {
          kind: 'per-share',
          rateScale: 10n ** BigInt((run.rateScale ?? 2) - 2),
          weightScale: 100_000_000n,
        };
  const judge = createJudge(pool, totalWeight, method);
  let named = false;
  const rate = taxRateOf(run);
  const lines = await peekable(linesOf(tx, run));
  for await (const holder of weighedHolders(tx, run, run.knownAt ?? run.preparedAt)) {
    for (let line = lines.peek(); line && comesBefore(line, holder); line = lines.peek()) {
      readLine(await lines.take(), null);
    }
    const line = lines.peek();
    if (line?.accountId === holder.accountId) readLine(await lines.take(), holder);
    else {
      const row = `run ${run.number}, ${holder.kind} ${holder.number}`;
      findings.add({ table: 'dividend_line', row, rule: 'line-missing' });
    }
  }
  while (lines.peek()) readLine(await lines.take(), null);
  const verdict = judge.verdict();
  // A fault of a line was named with its holder; what is left concerns the division as a whole.
  if (verdict.failure !== null && !named) {
    const row = `run ${run.number}`;
    findings.add({ table: 'dividend_run', row, rule: 'run-division', found: verdict.failure });
  }

  function readLine(line: LineRow | null, holder: Weighed | null): void {
    if (!line) return;
    const fault = judge.read({
      weight: scaled(line.weight, 8),
      floor: fen(line.floor),
      remainder: scaled(line.remainder, 8),
      extra: BigInt(line.extra),
      amount: fen(line.gross),
    });
    const say = sayOf(run, line, findings);
    if (fault !== null) {
      named = true;
      say('line-gross', undefined, `${line.gross}: ${fault}`);
    }
    if (line.ordinal !== totals.lines + 1) say('line-order', String(totals.lines + 1), String(line.ordinal));
    if (!holder) say('line-extra');
    else {
      if (scaled(line.shares, 4) !== holder.shares)
        say('line-shares', decimal(holder.shares, 4), line.shares);
      if (scaled(line.weight, 8) !== holder.weight)
        say('line-weight', decimal(holder.weight, 8), line.weight);
    }
    const income = Money.fromFen(fen(line.gross));
    const tax = taxDue(isTaxed(line.kind), income, rate, Money.fromFen(fen(line.before)));
    checkAmounts(line, tax, say);
    addLine(totals, line);
  }
}
