/** The steps of the books, the assets and the pensions. */
import type { Sentence } from '../../domain/language.ts';
import { LocalDate, type Period } from '../../domain/calendar.ts';
import { citation, citationOn, lawInForce, lawValue, type Jurisdiction } from '../../domain/law.ts';
import { monthOf } from '../../domain/journal.ts';
import { Money } from '../../domain/money.ts';
import type { Tx } from '../../platform/database.ts';
import {
  closeMonths,
  closeYear,
  confirmEntry,
  listClosedMonths,
  listEntries,
  listPreparedEntries,
  prepareEntry,
} from '../accounting/contract.ts';
import { jurisdictionOn } from '../assemblies/index.ts';
import { yearsWithoutMembersAssembly } from '../meetings/index.ts';
import { awaitingUntil, bookedMonths, closedMonths, yearIsClosed } from '../accounting/index.ts';
import { listAssets, valueAsset } from '../assets/contract.ts';
import { assetRegister } from '../assets/index.ts';
import { pensionRules, pensionRunsOf, pensionsOpen, pensionsPaid } from '../pensions/index.ts';
import { plansOf, planState, runOfPeriod } from '../dividends/index.ts';
import {
  listPensionRuns,
  makeNextPensionRun,
  readPensionRun,
  releasePensionRun,
  sendPensionRun,
} from '../pensions/contract.ts';
import type { Linker, LinkedFact } from './link.ts';

export interface HalfYear {
  readonly tx: Tx;
  readonly cooperativeId: string;
  readonly period: Period;
  readonly today: LocalDate;
  readonly link: Linker;
}

function spanOf({ firstDay, lastDay }: Period) {
  return { from: firstDay.toString(), to: lastDay.toString() };
}

function monthsOf(period: Period): readonly string[] {
  const first = period.half === 1 ? 1 : 7;
  return [0, 1, 2, 3, 4, 5].map((each) => `${period.year}-${String(first + each).padStart(2, '0')}`);
}

const notOver = (what: string | Sentence): Sentence =>
  typeof what === 'string'
    ? { zh: `${what} 还没有结束`, en: `${what} is not over` }
    : { zh: `${what.zh}还没有结束`, en: `${what.en} is not over` };

/** A month is entered when it has entries, or was closed without any. */
export async function bookSteps(half: HalfYear) {
  const { tx, cooperativeId, period, today, link } = half;
  const months = monthsOf(period);
  const closed = new Set((await closedMonths(tx, cooperativeId)).map(({ month }) => month));
  const booked = new Set(await bookedMonths(tx, cooperativeId));
  const entered = months.filter((month) => booked.has(month) || closed.has(month)).length;
  const over = (month: string) => month < monthOf(today);
  const yearClosed = period.half === 2 && (await yearIsClosed(tx, cooperativeId, period.year));
  const december = `${period.year}-12`;
  const open = months.filter((month) => !closed.has(month));
  // The year is closed by entries of 31 December: that month is closed after them.
  const closable = open.filter((month) => over(month) && (month !== december || yearClosed));
  // All at once: with the year where nothing of it is still to be distributed.
  const wholeYear =
    period.half === 2 &&
    over(december) &&
    !yearClosed &&
    (await undistributed(tx, cooperativeId, period)) === undefined;
  const until = wholeYear && closable.length > 0 ? december : closable.at(-1);
  const [first = ''] = open;
  const last = months.at(-1) ?? '';
  const awaiting = await awaitingUntil(tx, cooperativeId, last);
  const unreviewed =
    awaiting.count === 0 ? undefined : { zh: '还有凭证待复核', en: 'entries await their review' };
  const decemberFirst = { zh: '12 月须待年终结转后结账', en: 'December is closed after the year' };
  return {
    'months-entered': {
      done: entered === 6 && over(last),
      detail: {
        zh: `${entered}/6 个月有凭证或已结账`,
        en: `${entered} of 6 months have entries or are closed`,
      },
      link: link(listEntries, spanOf(period), prepareEntry),
    },
    'entries-reviewed': {
      done: false,
      unneeded: awaiting.count === 0,
      detail: { zh: `${awaiting.count} 张凭证待复核`, en: `${awaiting.count} entries await their review` },
      link: link(
        listPreparedEntries,
        { state: 'awaiting-review' },
        confirmEntry,
        awaiting.first === undefined ? {} : { entryId: awaiting.first.id },
      ),
    },
    'months-closed': {
      done: open.length === 0,
      detail: joined([
        { zh: `${6 - open.length}/6 个月已结账`, en: `${6 - open.length} of 6 months are closed` },
        publication(period.lastDay, await jurisdictionOn(tx, cooperativeId, period.lastDay)),
      ]),
      reason: closable.length === 0 ? (over(first) ? decemberFirst : notOver(first)) : unreviewed,
      link: link(listClosedMonths, {}, closeMonths, until === undefined ? {} : { until }),
    },
    'year-closed': {
      done: yearClosed,
      unneeded: period.half === 1,
      detail: await yearlyAssembly(half),
      reason:
        yearReason(period, { over: over(december), closed, booked }) ??
        (yearClosed ? undefined : (unreviewed ?? (await undistributed(tx, cooperativeId, period)))),
      link: link(listClosedMonths, {}, closeYear, { year: String(period.year) }),
    },
  } satisfies Record<string, LinkedFact>;
}

/** What is distributed after the closing stands in the next year: an adopted plan is carried out before. */
async function undistributed(tx: Tx, cooperativeId: string, period: Period): Promise<Sentence | undefined> {
  const plans = await plansOf(tx, cooperativeId, period.toString());
  const adopted = plans.find((plan) => planState(plan) === 'adopted');
  const run = await runOfPeriod(tx, cooperativeId, period.toString());
  if (adopted === undefined || adopted.row.payable.isZero || run?.state === 'posted') return undefined;
  return {
    zh: `分配方案第 ${adopted.row.number} 号的分红还没有入账：结转以后入账的记在次年`,
    en: `the dividend of plan no. ${adopted.row.number} is not posted: after the closing it would stand in the next year`,
  };
}

function yearReason(
  { year }: Period,
  {
    over,
    closed,
    booked,
  }: { readonly over: boolean; readonly closed: ReadonlySet<string>; readonly booked: ReadonlySet<string> },
): Sentence | undefined {
  const december = `${year}-12`;
  if (!over) return notOver(String(year));
  if (closed.has(december))
    return { zh: '12 月已结账：须先反结账', en: 'December is closed: it must be reopened first' };
  if (![...booked].some((month) => month.startsWith(`${year}-`)))
    return { zh: `${year} 年没有凭证`, en: `${year} has no entries` };
  const open = [...booked].filter((month) => month < december && !closed.has(month)).sort();
  const [first] = open;
  if (first !== undefined)
    return {
      zh: `${first} 等 ${open.length} 个月还没有结账`,
      en: `${open.length} months from ${first} on are not closed`,
    };
  return undefined;
}

/** Every asset that is here at the end has a value of the half-year. */
export async function assetStep({ tx, cooperativeId, period, today, link }: HalfYear): Promise<LinkedFact> {
  const span = { from: period.firstDay, to: period.lastDay };
  const { assets } = await assetRegister(tx, cooperativeId, span);
  const here = assets.filter(({ endedOn }) => endedOn === null || LocalDate.parse(endedOn).isAfter(span.to));
  const fresh = here.filter(
    ({ valuedOn }) => valuedOn !== null && !LocalDate.parse(valuedOn).isBefore(span.from),
  );
  const stale = here.find((asset) => !fresh.includes(asset));
  const over = !today.isBefore(span.to);
  return {
    done: over && fresh.length === here.length,
    unneeded: here.length === 0,
    detail: {
      zh: `${fresh.length}/${here.length} 项资产有本期估值`,
      en: `${fresh.length} of ${here.length} assets have a value of the half-year`,
    },
    ...(!over && { reason: notOver(period.inWords) }),
    link: link(listAssets, spanOf(period), valueAsset, stale === undefined ? {} : { assetId: stale.id }),
  };
}

const none = { count: 0, total: Money.zero };
const nothingOpen: Open = { payable: none, unproved: none };

/** Done when everything due until the last month is paid, by the facts known now; nothing is still to be confirmed. */
export async function pensionStep({ tx, cooperativeId, period, today, link }: HalfYear): Promise<LinkedFact> {
  const months = monthsOf(period);
  const rules = await pensionRules(tx, cooperativeId);
  const due = months.filter((month) => rules.some(({ from }) => from <= month));
  const last = due.at(-1);
  const make = link(listPensionRuns, {}, makeNextPensionRun);
  if (last === undefined) return { done: false, unneeded: true, link: make };
  const now = monthOf(today);
  const reached = due.filter((month) => month <= now).at(-1);
  const runs = await pensionRunsOf(tx, cooperativeId);
  const paid = runs.filter(pensionsPaid).map(({ month }) => month);
  const count = due.filter((month) => paid.some((each) => each >= month)).length;
  const made = runs.find(
    ({ month, order: { state } }) => (state === 'made' || state === 'released') && months.includes(month),
  );
  const open = reached === undefined ? nothingOpen : await pensionsOpen(tx, cooperativeId, reached, today);
  const nothing = open.payable.count === 0 && open.unproved.count === 0;
  return {
    done: reached === last && nothing && made === undefined,
    detail: pensionWords(count, due.length, open),
    link:
      made === undefined
        ? make
        : link(
            readPensionRun,
            { orderId: made.order.row.id },
            made.order.state === 'made' ? releasePensionRun : sendPensionRun,
            { orderId: made.order.row.id },
          ),
    ...(made === undefined && open.payable.count === 0 && { reason: pensionReason(open, due, now) }),
  };
}

type Open = Awaited<ReturnType<typeof pensionsOpen>>;

function pensionWords(count: number, of: number, { payable, unproved }: Open): Sentence {
  const zh = [`${count}/${of} 个月已发放`];
  const en = [`${count} of ${of} months are paid`];
  if (payable.count > 0) {
    zh.push(`待发 ${payable.count} 人 ${payable.total.toGrouped()} 元`);
    en.push(`${payable.total.toGrouped()} yuan still to be paid to ${payable.count}`);
  }
  if (unproved.count > 0) {
    zh.push(`待生存认证 ${unproved.count} 人 ${unproved.total.toGrouped()} 元`);
    en.push(`${unproved.total.toGrouped()} yuan of ${unproved.count} wait for a proof of life`);
  }
  return { zh: zh.join('；'), en: en.join('; ') };
}

function pensionReason({ unproved }: Open, due: readonly string[], now: string): Sentence | undefined {
  const coming = due.find((month) => month > now);
  if (coming !== undefined) return { zh: `${coming} 还没有到`, en: `${coming} has not come yet` };
  if (unproved.count > 0) return { zh: '等待生存认证', en: 'proofs of life are missing' };
  return undefined;
}

/** The members' assembly that the law wants once a year, while the year has none. */
async function yearlyAssembly({ tx, cooperativeId, period }: HalfYear): Promise<Sentence | undefined> {
  if (period.half === 1) return undefined;
  const { year, lastDay } = { year: period.year, lastDay: period.lastDay };
  const missing = await yearsWithoutMembersAssembly(tx, cooperativeId, [year]);
  if (missing.length === 0) return undefined;
  const law = citationOn('members-assembly.yearly', lastDay);
  return {
    zh: `${year}年尚未召开成员大会：每年至少一次（${law.zh}）`,
    en: `no members’ assembly was held in ${year}: at least one a year (${law.en})`,
  };
}

/** That finances are published regularly, how often and for how many days where a law of the place says so. */
function publication(on: LocalDate, where: Jurisdiction): Sentence | undefined {
  const law = lawInForce('finance.published', on, where);
  if (law === undefined) return undefined;
  const times = law.value?.kind === 'count' ? law.value.least : null;
  const days = lawValue('days', 'finance.published-days', on, where)?.days;
  const cited = citation(law.id);
  const zh = [
    times === null ? '定期' : `每年至少${times}次`,
    ...(days === undefined ? [] : [`每次不少于${days}日`]),
  ];
  const en = [
    times === null ? 'regularly' : `at least ${times} times a year`,
    ...(days === undefined ? [] : [`for ${days} days each time`]),
  ];
  return {
    zh: `财务须${zh.join('、')}公开（${cited.zh}），本系统不登记公开的日期`,
    en: `finances are to be published ${en.join(', ')} (${cited.en}); on which days is not kept here`,
  };
}

function joined(parts: readonly (Sentence | undefined)[]): Sentence {
  const said = parts.filter((each) => each !== undefined);
  return { zh: said.map(({ zh }) => zh).join('；'), en: said.map(({ en }) => en).join('; ') };
}
