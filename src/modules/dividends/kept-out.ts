/** Income that may not be distributed, kept out of plans by its accounts: the setting, and what the books say of it. */
import { and, desc, eq, lte } from 'drizzle-orm';
import type * as z from 'zod';
import { accountOf, chartOn, chartSwitch } from '../../domain/chart.ts';
import { LocalDate, Period } from '../../domain/calendar.ts';
import { keptOutFault, notKeptOut, requireKeptOutByLaw, type KeptOut } from '../../domain/kept-out.ts';
import { Money } from '../../domain/money.ts';
import { throwFaults } from '../../domain/refusal.ts';
import { defineCommand } from '../../platform/command.ts';
import type { Tx } from '../../platform/database.ts';
import { dayInChina } from '../../platform/services.ts';
import { unaskedUntil } from '../access/index.ts';
import { movedOn } from '../accounting/index.ts';
import { jurisdictionOn } from '../assemblies/index.ts';
import { setOrPropose, type Setting } from '../settings/index.ts';
import * as wire from './plan-contract.ts';
import type { PlanInput } from './plan-contract.ts';
import type { PlanRow } from './plan-store.ts';
import { keptOutSetting } from './schema.ts';

const BEGINNING = LocalDate.of(1950, 1, 1);

/** As it stands, or stood at a moment. */
export async function keptOutAccounts(tx: Tx, cooperativeId: string, at?: Date) {
  const [latest] = await tx
    .select({
      accounts: keptOutSetting.accounts,
      source: keptOutSetting.source,
      recordedAt: keptOutSetting.recordedAt,
    })
    .from(keptOutSetting)
    .where(
      and(
        eq(keptOutSetting.cooperativeId, cooperativeId),
        at === undefined ? undefined : lte(keptOutSetting.recordedAt, at),
      ),
    )
    .orderBy(desc(keptOutSetting.version))
    .limit(1);
  if (latest === undefined) return { accounts: [], source: null, since: null };
  const { accounts, source, recordedAt } = latest;
  return { accounts, source, since: `${dayInChina(recordedAt)}` };
}

/** Refuses a plan of a place whose law keeps out what the cooperative does not. */
export async function requireKeptOut(tx: Tx, cooperativeId: string, lastDay: LocalDate): Promise<void> {
  const { accounts } = await keptOutAccounts(tx, cooperativeId);
  requireKeptOutByLaw(accounts, lastDay, await jurisdictionOn(tx, cooperativeId, lastDay));
}

/**
 * What the law of the place keeps out and a plan that was drawn up without these accounts leaves in; null where nothing. Where its figures
 * keep as much out as they brought, it only takes that they are set when it is adopted: `at`, now where it was not.
 */
export async function lawLeftOut(
  tx: Tx,
  row: Pick<PlanRow, 'cooperativeId' | 'period' | 'mode' | 'terms' | 'recordedAt'>,
  at?: Date,
) {
  const { cooperativeId, recordedAt } = row;
  const { lastDay } = Period.parse(row.period);
  const where = await jurisdictionOn(tx, cooperativeId, lastDay);
  const setAt = async (moment?: Date) => (await keptOutAccounts(tx, cooperativeId, moment)).accounts;
  const drawnWithout = notKeptOut(await setAt(recordedAt), lastDay, where);
  if (drawnWithout === null) return null;
  const set = await setAt(at);
  const unset = notKeptOut(set, lastDay, where);
  const brought = await broughtOn(tx, row, [...set, ...(unset?.missing ?? [])], at);
  const { keptOut = '0', priorKeptOut = '0' } = row.terms.figures;
  const keeps =
    Money.parse(keptOut).compare(brought.keptOut) >= 0 &&
    Money.parse(priorKeptOut).compare(brought.priorKeptOut) >= 0;
  const left = keeps ? unset : drawnWithout;
  if (left === null) return null;
  const until = await unaskedUntil(tx, cooperativeId);
  return {
    ...left,
    /** By the plan itself: no setting mends it. */
    byPlan: !keeps,
    /** Drawn up when no version asked it. */
    before: until !== null && recordedAt.getTime() <= until.getTime(),
  };
}

/** Refuses to adopt it; what versions before drew up and put to the vote is spared. */
export async function requireLawKept(tx: Tx, row: PlanRow): Promise<void> {
  const left = await lawLeftOut(tx, row);
  if (left === null || left.before) return;
  throwFaults([
    keptOutFault(left, left.byPlan ? 'distribution.plan-without-kept-out' : 'distribution.kept-out-by-law'),
  ]);
}

/** It holds from the day on which it is set or confirmed: a plan that was drawn up stays what it was. */
export const keptOutAccountsSetting: Setting<z.output<typeof wire.setKeptOutAccounts.input>, void> = {
  kind: 'kept-out-accounts',
  wish: wire.setKeptOutAccounts.input,
  async loosens({ tx, cooperativeId, today }, { accounts }) {
    for (const [index, { chart, account }] of accounts.entries())
      accountOf(chart, account, `/accounts/${index}/account`);
    requireKeptOutByLaw(accounts, today, await jurisdictionOn(tx, cooperativeId, today));
    const inForce = await keptOutAccounts(tx, cooperativeId);
    // Kept out once it was voted on, income stops a dividend as surely as income let in widens it.
    return !isWithin(inForce.accounts, accounts) || !isWithin(accounts, inForce.accounts);
  },
  says({ accounts, source }) {
    const listed = accounts.map(({ account, chart }) => `${account} (${chart})`).join(', ');
    return {
      zh: `不得分配的收入科目改为：${listed || '无'}（${source}）`,
      en: `accounts kept out become: ${listed || 'none'} (${source})`,
    };
  },
  async enter(unit, { accounts, source }, proposalId) {
    const version = await unit.nextNumber('kept-out-accounts');
    await unit.tx.insert(keptOutSetting).values({
      cooperativeId: unit.cooperativeId,
      version,
      accounts,
      source,
      recordedAt: unit.now,
      recordedBy: unit.actor.userId,
      proposalId,
    });
    const listed = accounts.map(({ chart, account }) => `${chart}:${account}`).join(' ');
    unit.note('kept-out-accounts', { version: `${version}`, accounts: listed, source });
  },
};

function isWithin(part: readonly KeptOut[], whole: readonly KeptOut[]): boolean {
  return part.every((kept) =>
    whole.some(({ chart, account }) => chart === kept.chart && account === kept.account),
  );
}

export const setKeptOutAccounts = defineCommand({
  name: 'distributions.set-kept-out-accounts',
  endpoint: wire.setKeptOutAccounts,
  async run(unit, wish) {
    const { proposal } = await setOrPropose(unit, keptOutAccountsSetting, wish);
    return { ...(await keptOutAccounts(unit.tx, unit.cooperativeId)), proposal };
  },
});

/** What the listed accounts brought in the period of a plan, and in the years before it. */
export async function keptOutOf(
  tx: Tx,
  cooperativeId: string,
  { period, mode }: Pick<PlanInput, 'period' | 'mode'>,
) {
  const { accounts } = await keptOutAccounts(tx, cooperativeId);
  const { keptOut, priorKeptOut } = await broughtOn(tx, { cooperativeId, period, mode }, accounts);
  return { keptOut: `${keptOut}`, priorKeptOut: `${priorKeptOut}` };
}

/** As the books have it, or had it at a moment. */
async function broughtOn(
  tx: Tx,
  { cooperativeId, period, mode }: Pick<PlanRow, 'cooperativeId' | 'period' | 'mode'>,
  accounts: readonly KeptOut[],
  at?: Date,
) {
  const { year, lastDay } = Period.parse(period);
  const start = LocalDate.of(year, 1, 1);
  const brought = async (from: LocalDate, to: LocalDate) => {
    const sums = [];
    for (const { chart, account } of accounts) {
      const span = within(chart, from, to);
      if (span) sums.push((await movedOn(tx, cooperativeId, account, span, at)).negated());
    }
    const sum = Money.sum(sums);
    return sum.isNegative ? Money.zero : sum;
  };
  return {
    keptOut: mode === 'opening' ? Money.zero : await brought(start, lastDay),
    priorKeptOut: await brought(BEGINNING, start.plusDays(-1)),
  };
}

/** The part of a span in which a chart is kept; a code of one chart says nothing in the other. */
function within(chart: '2004' | '2023', from: LocalDate, to: LocalDate) {
  const eve = chartSwitch.plusDays(-1);
  const first = chart === '2023' && from.isBefore(chartSwitch) ? chartSwitch : from;
  const last = chart === '2004' && chartOn(to) === '2023' ? eve : to;
  return first.isAfter(last) ? null : { from: first, to: last };
}
