/** What whoever takes the books over must know: how far they are, what is open, what waits for whom, what is owed, who holds which duty. */
import { LocalDate, Period } from '../../../domain/calendar.ts';
import { BANK, CASH } from '../../../domain/chart.ts';
import type { Language } from '../../../domain/language.ts';
import { Money } from '../../../domain/money.ts';
import { permissions } from '../../../domain/permission.ts';
import { roleWords } from '../../../domain/role-words.ts';
import { waitingActions, waitingWords } from '../../../domain/waiting.ts';
import { orderStateWords } from '../../../domain/money-words.ts';
import { payoutStateWords, runStateWords } from '../../../domain/words.ts';
import type { Tx } from '../../../platform/database.ts';
import { dayInChina } from '../../../platform/services.ts';
import { userNames, usersOf } from '../../access/index.ts';
import { closedMonths, firstEntryDay, trialOf } from '../../accounting/index.ts';
import { runsAfter } from '../../dividends/index.ts';
import { pensionRunsOf, pensionsUnpaid } from '../../pensions/index.ts';
import { bookHead } from '../../audit/index.ts';
import { standingClaims } from '../../banking/index.ts';
import { checklistFor } from '../../checklist/index.ts';
import { waitingIn } from '../../waiting/index.ts';
import type { WishOf } from '../paper.ts';
import { runName } from '../run/figures.ts';
import { papersOfYear } from '../issued/store.ts';
import type { printHandover } from './contract.ts';
import type { HandoverPaper } from './layout.ts';
import { speaker } from './phrases.ts';

export async function handoverFigures(
  tx: Tx,
  cooperativeId: string,
  { language, from, to, by }: WishOf<typeof printHandover>,
  today: LocalDate,
): Promise<HandoverPaper> {
  const year = { from: LocalDate.of(today.year, 1, 1), to: today };
  const trial = await trialOf(tx, cooperativeId, year, language);
  const months = (await closedMonths(tx, cooperativeId)).map(({ month }) => month).sort();
  const halves = await openHalves(tx, cooperativeId, months.at(-1), today);
  const open = [
    ...(await openRuns(tx, cooperativeId, language)),
    ...(await openPensions(tx, cooperativeId, language)),
  ];
  for (const each of halves)
    for (const item of await checklistFor(tx, cooperativeId, each, today))
      if (item.state === 'next' || item.state === 'blocked')
        open.push({ period: each, name: item.name[language], detail: item.detail?.[language] ?? '' });
  const waiting = await waitingIn(tx, cooperativeId, today);
  const names = await userNames(
    tx,
    waiting.flatMap(({ askedBy }) => askedBy ?? []),
  );
  const owed = new Map<string, { count: number; amount: Money }>();
  for (const claim of await standingClaims(tx, cooperativeId, today, null)) {
    if (claim.open.isZero) continue;
    const state = payoutStateWords[claim.state][language];
    const { count, amount } = owed.get(state) ?? { count: 0, amount: Money.zero };
    owed.set(state, { count: count + 1, amount: amount.plus(claim.open) });
  }
  const listed = (words: readonly string[]) => words.join(language === 'zh' ? '、' : ', ');
  return {
    on: today,
    from: from ?? '',
    to: to ?? '',
    by: by ?? '',
    closedUntil: months.at(-1) ?? null,
    entries: (await bookHead(tx, cooperativeId)).number.toString(),
    papers: (await papersOfYear.list(tx, cooperativeId, today.year)).length,
    money: trial.rows
      .filter(({ account }) => [CASH, BANK].some((top) => account === top || account.startsWith(`${top}.`)))
      .map(({ account, name, closing }) => ({ account, name, amount: Money.parse(closing) })),
    open: open.toSorted((a, b) => a.period.compare(b.period)),
    waiting: waiting.map(({ kind, says, askedBy, askedAt }) => ({
      kind: waitingWords[kind][language],
      says: says[language],
      askedBy: askedBy === null ? '' : (names.get(askedBy) ?? ''),
      askedOn: dayInChina(askedAt),
      who: listed(permissions[waitingActions[kind]].map((role) => roleWords[role][language])),
    })),
    owed: [...owed].map(([state, sum]) => ({ state, ...sum })),
    people: (await usersOf(tx, cooperativeId))
      .filter(({ disabled, suspended }) => !disabled && !suspended)
      .map(({ displayName, userName, roles }) => ({
        name: displayName,
        userName,
        duties: listed(roles.map((role) => roleWords[role][language])),
      })),
  };
}

/** More than any cooperative has. */
const EVERY_RUN = 100_000;

/** The first half-year whose books are not closed, this one and the one before: where steps may be open. */
async function openHalves(
  tx: Tx,
  cooperativeId: string,
  closed: string | undefined,
  today: LocalDate,
): Promise<readonly Period[]> {
  const current = Period.containing(today);
  const before = Period.containing(current.firstDay.plusDays(-1));
  const from =
    closed === undefined
      ? await firstEntryDay(tx, cooperativeId)
      : // The 40th day after the first of a month lies in the next one.
        LocalDate.parse(`${closed}-01`).plusDays(40);
  const first = from === undefined ? current : Period.containing(from);
  return [first, before, current].filter(
    (each, at, all) =>
      each.compare(current) <= 0 && all.findIndex((other) => other.compare(each) === 0) === at,
  );
}

/** Runs that were calculated and neither posted nor withdrawn, of whichever half-year. */
async function openRuns(tx: Tx, cooperativeId: string, language: Language): Promise<HandoverPaper['open']> {
  const runs = await runsAfter(tx, cooperativeId, EVERY_RUN);
  return runs
    .filter(({ state }) => state !== 'posted' && state !== 'withdrawn')
    .map((run) => ({
      period: Period.parse(run.period),
      name: `${runName(run, language)}${language === 'zh' ? `（第 ${run.number} 号）` : ` (no. ${run.number})`}`,
      detail: speaker(language)('notPosted', { state: runStateWords[run.state][language] }),
    }));
}

/**
 * Months of pensions that are not paid: not sent yet; of those that were, what came back or is held of the last, for each month
 * takes up as arrears what the ones before did not pay.
 */
async function openPensions(
  tx: Tx,
  cooperativeId: string,
  language: Language,
): Promise<HandoverPaper['open']> {
  const say = speaker(language);
  const unpaid = await pensionsUnpaid(tx, cooperativeId);
  const runs = await pensionRunsOf(tx, cooperativeId);
  const last = runs.findLast(({ order }) => order.end?.kind === 'sent')?.order.row.id;
  return runs.flatMap(({ order, month }) => {
    const none = { returned: Money.zero, held: Money.zero };
    const { returned, held } = (order.row.id === last ? unpaid.get(last) : undefined) ?? none;
    const details = [
      ...(order.state === 'made' || order.state === 'released'
        ? [say('notPaid', { state: orderStateWords[order.state][language] })]
        : []),
      ...(returned.isZero ? [] : [say('cameBack', { amount: returned.toGrouped() })]),
      ...(held.isZero ? [] : [say('heldBack', { amount: held.toGrouped() })]),
    ];
    if (details.length === 0) return [];
    return [
      {
        period: Period.containing(LocalDate.parse(`${month}-01`)),
        name: say('pensionsOf', { month }),
        detail: details.join(language === 'zh' ? '；' : '; '),
      },
    ];
  });
}
