/** What whoever takes the books over must know: how far they are, what is open, what waits for whom, what is owed, who holds which duty. */
import { LocalDate, Period } from '../../../domain/calendar.ts';
import { BANK, CASH } from '../../../domain/chart.ts';
import { Money } from '../../../domain/money.ts';
import { permissions } from '../../../domain/permission.ts';
import { roleWords } from '../../../domain/role-words.ts';
import { waitingActions, waitingWords } from '../../../domain/waiting.ts';
import { payoutStateWords } from '../../../domain/words.ts';
import type { Tx } from '../../../platform/database.ts';
import { dayInChina } from '../../../platform/services.ts';
import { userNames, usersOf } from '../../access/index.ts';
import { closedMonths, trialOf } from '../../accounting/index.ts';
import { bookHead } from '../../audit/index.ts';
import { standingClaims } from '../../banking/index.ts';
import { checklistFor } from '../../checklist/index.ts';
import { waitingIn } from '../../waiting/index.ts';
import type { WishOf } from '../paper.ts';
import { papersOfYear } from '../issued/store.ts';
import type { printHandover } from './contract.ts';
import type { HandoverPaper } from './layout.ts';

export async function handoverFigures(
  tx: Tx,
  cooperativeId: string,
  { language, from, to, by }: WishOf<typeof printHandover>,
  today: LocalDate,
): Promise<HandoverPaper> {
  const year = { from: LocalDate.of(today.year, 1, 1), to: today };
  const trial = await trialOf(tx, cooperativeId, year, language);
  const months = (await closedMonths(tx, cooperativeId)).map(({ month }) => month).sort();
  const period = Period.containing(today);
  const open = [];
  for (const each of [Period.containing(period.firstDay.plusDays(-1)), period])
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
    open,
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
