/** Where a half-year stands, read from every module that has a part in it. */
import { LocalDate, type Period } from '../../domain/calendar.ts';
import { checklist, type ChecklistItem, type StepFact } from '../../domain/half-year-checklist.ts';
import { Money } from '../../domain/money.ts';
import { isWaiting } from '../../domain/payout.ts';
import type { Tx } from '../../platform/database.ts';
import { dayInChina } from '../../platform/services.ts';
import { bookedMonths, closedMonths, yearIsClosed } from '../accounting/index.ts';
import { assetRegister } from '../assets/index.ts';
import { plansOf } from '../distributions/index.ts';
import { noticeOfRun, runOfPeriod } from '../dividends/index.ts';
import { standingClaims, type ClaimRow } from '../payouts/index.ts';
import { pensionRules, pensionRunsOf } from '../pensions/index.ts';
import { filingsOf } from '../taxes/index.ts';

export async function checklistFor(
  tx: Tx,
  cooperativeId: string,
  period: Period,
  today: LocalDate,
): Promise<readonly ChecklistItem[]> {
  const months = monthsOf(period);
  const run = await runOfPeriod(tx, cooperativeId, period.toString());
  const claims = run?.state === 'posted' ? await standingClaims(tx, cooperativeId, today, [run.id]) : [];
  const plans = (await plansOf(tx, cooperativeId, period.toString())).filter(
    ({ end }) => end?.kind !== 'withdrawn',
  );
  const reached = (...states: readonly string[]) => run !== undefined && states.includes(run.state);
  const posted = reached('posted');
  return checklist({
    'months-entered': await entered(tx, cooperativeId, months),
    'assets-valued': await valued(tx, cooperativeId, period),
    'pensions-paid': await pensions(tx, cooperativeId, months),
    'plan-drawn': { done: plans.length > 0 || posted },
    'plan-adopted': { done: plans.some(({ end }) => end?.kind === 'adopted') || posted },
    'run-calculated': { done: reached('calculated', 'approved', 'on-notice', 'posted') },
    'run-approved': { done: reached('approved', 'on-notice', 'posted') },
    'on-notice': {
      done: reached('on-notice', 'posted'),
      ...(run !== undefined && (await noticeDetail(tx, cooperativeId, run.id))),
    },
    'run-posted': { done: posted },
    ...moneySteps(posted, claims),
    ...(await taxSteps(tx, cooperativeId, run)),
    'months-closed': await closed(tx, cooperativeId, months),
    'year-closed': {
      done: await yearIsClosed(tx, cooperativeId, period.year),
      unneeded: period.half === 1,
    },
  });
}

function monthsOf(period: Period): readonly string[] {
  const first = period.half === 1 ? 1 : 7;
  return [0, 1, 2, 3, 4, 5].map((each) => `${period.year}-${String(first + each).padStart(2, '0')}`);
}

async function entered(tx: Tx, cooperativeId: string, months: readonly string[]): Promise<StepFact> {
  const booked = new Set(await bookedMonths(tx, cooperativeId));
  return ofSix(
    months.filter((month) => booked.has(month)).length,
    { zh: '个月有凭证', en: 'months have entries' },
    1,
  );
}

async function closed(tx: Tx, cooperativeId: string, months: readonly string[]): Promise<StepFact> {
  const shut = new Set((await closedMonths(tx, cooperativeId)).map(({ month }) => month));
  return ofSix(
    months.filter((month) => shut.has(month)).length,
    { zh: '个月已结账', en: 'months are closed' },
    6,
  );
}

function ofSix(count: number, words: { readonly zh: string; readonly en: string }, needed: number): StepFact {
  return { done: count >= needed, detail: { zh: `${count}/6 ${words.zh}`, en: `${count} of 6 ${words.en}` } };
}

/** Every asset that is worth something has a value of the half-year. */
async function valued(tx: Tx, cooperativeId: string, period: Period): Promise<StepFact> {
  const span = { from: period.firstDay, to: period.lastDay };
  const { assets } = await assetRegister(tx, cooperativeId, span);
  const here = assets.filter(({ value }) => value !== null);
  const fresh = here.filter(
    ({ valuedOn }) => valuedOn !== null && !LocalDate.parse(valuedOn).isBefore(period.firstDay),
  );
  return {
    done: fresh.length === here.length,
    unneeded: here.length === 0,
    detail: {
      zh: `${fresh.length}/${here.length} 项资产有本期估值`,
      en: `${fresh.length} of ${here.length} assets were valued`,
    },
  };
}

async function pensions(tx: Tx, cooperativeId: string, months: readonly string[]): Promise<StepFact> {
  const rules = await pensionRules(tx, cooperativeId);
  const last = months.at(-1) ?? '';
  const due = months.filter((month) => rules.some(({ from }) => from <= month));
  const paid = (await pensionRunsOf(tx, cooperativeId)).filter(({ end }) => end?.kind === 'paid');
  // A later run takes what an earlier month left as arrears.
  const until =
    paid
      .map(({ row }) => row.month)
      .sort()
      .at(-1) ?? '';
  const count = due.filter((month) => month <= until).length;
  return {
    done: count === due.length && until >= last,
    unneeded: due.length === 0,
    detail: { zh: `${count}/${due.length} 个月已发放`, en: `${count} of ${due.length} months are paid` },
  };
}

async function noticeDetail(tx: Tx, cooperativeId: string, runId: string) {
  const notice = await noticeOfRun(tx, cooperativeId, runId);
  if (!notice) return {};
  const until = notice.postedOn.plusDays(notice.days).toString();
  return { detail: { zh: `公示至 ${until}`, en: `hangs until ${until}` } };
}

function moneySteps(posted: boolean, claims: readonly ClaimRow[]) {
  const count = (...states: readonly string[]) => claims.filter(({ state }) => states.includes(state)).length;
  const waiting = claims.filter(({ state }) => isWaiting(state));
  const total = Money.sum(waiting.map(({ net }) => net)).toGrouped();
  const toSend = count('payable', 'returned', 'in-batch');
  const open = count('sent');
  return {
    'batch-sent': {
      done: posted && toSend === 0,
      detail: { zh: `待送出 ${toSend} 笔`, en: `${toSend} to be sent` },
    },
    'bank-answered': {
      done: posted && toSend === 0 && open === 0,
      detail: { zh: `待回盘 ${open} 笔`, en: `${open} without an answer` },
    },
    'money-settled': {
      done: posted && toSend === 0 && open === 0 && waiting.length === 0 && count('owed') === 0,
      detail: {
        zh: `未领 ${waiting.length} 笔 ${total} 元`,
        en: `${waiting.length} wait, ${total} yuan`,
      },
    },
  } satisfies Record<string, StepFact>;
}

async function taxSteps(
  tx: Tx,
  cooperativeId: string,
  run: { readonly postedAt: Date | null; readonly tax: Money } | undefined,
) {
  const month = run?.postedAt ? dayInChina(run.postedAt).toString().slice(0, 7) : null;
  const of = (await filingsOf(tx, cooperativeId)).filter(({ row }) => row.month === month);
  const unneeded = run !== undefined && run.postedAt !== null && run.tax.isZero;
  return {
    'tax-filed': { done: of.length > 0, unneeded },
    'tax-remitted': { done: of.length > 0 && of.every(({ remittance }) => remittance !== null), unneeded },
  } satisfies Record<string, StepFact>;
}
