/** Where a half-year stands, read from every module that has a part in it. */
import type { LocalDate, Period } from '../../domain/calendar.ts';
import {
  checklist,
  dueWith,
  type ChecklistItem,
  type ChecklistStep,
} from '../../domain/half-year-checklist.ts';
import type { Tx } from '../../platform/database.ts';
import { must } from '../../platform/must.ts';
import { runOfPeriod, runsAfter } from '../dividends/index.ts';
import { calendarOf } from '../meetings/index.ts';
import { ordersPaying, standingClaims } from '../banking/index.ts';
import { assetStep, bookSteps, pensionStep } from './book-steps.ts';
import { decisionSteps } from './decision-steps.ts';
import { linker, type LinkedFact } from './link.ts';
import { moneySteps } from './money-steps.ts';
import { taxSteps } from './tax-steps.ts';

const EVERY_RUN = 100_000;

type Facts = Readonly<Record<ChecklistStep, LinkedFact>>;

export async function checklistFor(
  tx: Tx,
  cooperativeId: string,
  period: Period,
  today: LocalDate,
): Promise<readonly (ChecklistItem & Required<Pick<LinkedFact, 'link' | 'besides'>>)[]> {
  const link = linker(cooperativeId);
  const half = { tx, cooperativeId, period, today, link };
  const run = await runOfPeriod(tx, cooperativeId, period.toString());
  // Differences, supplements and reversals of the half-year move money as well.
  const runs = (await runsAfter(tx, cooperativeId, EVERY_RUN)).filter(
    (each) => each.period === period.toString() && each.state !== 'withdrawn',
  );
  const posted = runs.filter(({ state }) => state === 'posted').map(({ id }) => id);
  const claims = posted.length === 0 ? [] : await standingClaims(tx, cooperativeId, today, posted);
  const decided = await decisionSteps(half, run);
  const facts: Facts = {
    ...(await bookSteps(half)),
    'assets-valued': await assetStep(half),
    'pensions-paid': await pensionStep(half),
    ...decided.steps,
    ...moneySteps(link, run, runs, claims, await ordersPaying(tx, cooperativeId, posted)),
    ...(await taxSteps(half, runs, claims)),
  };
  const told = decided.nothingToPay ? withoutMoney(facts) : facts;
  return checklist(told).map((item) => {
    const { link: first, besides = [] } = told[item.step];
    return { ...item, link: first, besides };
  });
}

/** A plan that gives members nothing now needs no run, no payout and no tax. */
function withoutMoney(facts: Facts): Facts {
  const detail = { zh: '分配方案本期不向成员分配', en: 'the plan gives members nothing now' };
  const steps: readonly ChecklistStep[] = [
    ...(['run-calculated', 'run-approved', 'on-notice', 'run-posted'] as const),
    ...(['batch-sent', 'bank-answered', 'money-settled', 'tax-filed', 'tax-remitted'] as const),
  ];
  return {
    ...facts,
    ...Object.fromEntries(
      steps.map((step) => [step, { done: false, unneeded: true, detail, link: facts[step].link }]),
    ),
  };
}

/** By which day each step is taken: from the meeting of the half-year that is convened, else from the settings. */
export async function dueDays(
  tx: Tx,
  cooperativeId: string,
  period: Period,
): Promise<(step: ChecklistStep) => string | null> {
  const assemblies = ['representative-assembly', 'members-assembly'] as const;
  const calendars = [];
  for (const body of assemblies) calendars.push(await calendarOf(tx, cooperativeId, body, period));
  const { entries } = must(
    calendars.find(({ meetingId }) => meetingId !== null) ?? calendars[0],
    'a calendar',
  );
  return (step) => entries.find(({ kind }) => kind === dueWith[step])?.date ?? null;
}
