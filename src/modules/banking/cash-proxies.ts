/** Whoever fetches the cash of others, held against what they fetched in the year and against the mandates on record. */
import { and, eq, gte, inArray, isNotNull, lt, notExists, sql } from 'drizzle-orm';
import { LocalDate } from '../../domain/calendar.ts';
import { fetchedBeyond, type Fetched } from '../../domain/cash-proxy.ts';
import { nameKey } from '../../domain/person-name.ts';
import { mandateStateOn } from '../../domain/mandate.ts';
import { refuse } from '../../domain/refusal.ts';
import type { CommandUnit } from '../../platform/command.ts';
import { dayInChina } from '../../platform/services.ts';
import { factsOn, mandatesOf } from '../members/index.ts';
import { holdersAs } from '../shares/index.ts';
import { payoutCash, payoutCashStrike } from './schema.ts';

/** A payment somebody else signs for, and where in the request it stands. */
interface ByProxy {
  readonly proxy: string;
  readonly accountId: string;
  readonly handedOn: LocalDate;
  /** Of whose money it is, as the refusal names it. */
  readonly number: string;
  readonly pointer: string;
}

type Held = Pick<ByProxy, 'proxy' | 'accountId' | 'handedOn'>;

export async function requireProxies(
  unit: CommandUnit,
  handedOn: LocalDate,
  wished: readonly Omit<ByProxy, 'handedOn'>[],
): Promise<void> {
  if (wished.length === 0) return;
  const now = wished.map((each) => ({ ...each, handedOn }));
  const before = await fetchedInYear(unit, handedOn.year, new Set(now.map(({ proxy }) => nameKey(proxy))));
  const asFetched = await homesOf(unit, handedOn, [...before, ...now]);
  const place = fetchedBeyond(before.map(asFetched), now.map(asFetched));
  const beyond = place === null ? undefined : now[place];
  if (beyond === undefined) return;
  const { proxy, number, pointer } = beyond;
  throw refuse('payout.proxy-of-several', { proxy, number }, `${pointer}/proxy`);
}

/** What these people, however their name was typed, fetched for others in a year, and was not struck. */
async function fetchedInYear(
  { tx, cooperativeId }: CommandUnit,
  year: number,
  proxies: ReadonlySet<string>,
): Promise<readonly Held[]> {
  const struck = tx
    .select({ one: sql`1` })
    .from(payoutCashStrike)
    .where(
      and(eq(payoutCashStrike.cooperativeId, cooperativeId), eq(payoutCashStrike.cashId, payoutCash.id)),
    );
  const fetched = await tx
    .select({
      proxy: sql<string>`${payoutCash.proxy}`,
      accountId: payoutCash.accountId,
      handedOn: payoutCash.handedOn,
    })
    .from(payoutCash)
    .where(
      and(
        eq(payoutCash.cooperativeId, cooperativeId),
        eq(payoutCash.direction, 'paid'),
        isNotNull(payoutCash.proxy),
        gte(payoutCash.handedOn, LocalDate.of(year, 1, 1)),
        lt(payoutCash.handedOn, LocalDate.of(year + 1, 1, 1)),
        notExists(struck),
      ),
    )
    .orderBy(payoutCash.number);
  return fetched.filter(({ proxy }) => proxies.has(nameKey(proxy)));
}

/** Gives each its home on the day, and whether a mandate stands for it. */
async function homesOf(
  { tx, cooperativeId }: CommandUnit,
  day: LocalDate,
  all: readonly Held[],
): Promise<(each: Held) => Fetched> {
  const holder = holdersAs('holder', cooperativeId);
  const accounts = await tx
    .select({ id: holder.id, member: holder.memberId, household: holder.householdId })
    .from(holder)
    .where(inArray(holder.id, [...new Set(all.map(({ accountId }) => accountId))]));
  const members = accounts.flatMap(({ member }) => member ?? []);
  const facts = members.length === 0 ? [] : await factsOn(tx, cooperativeId, day, null, members);
  const households = new Map(facts.map(({ memberId, household }) => [memberId, household?.id]));
  const mandates = new Map<string, Awaited<ReturnType<typeof mandatesOf>>>();
  for (const member of members) mandates.set(member, await mandatesOf(tx, cooperativeId, member));
  /** On the day that the money was fetched. */
  const isMandated = (member: string, { proxy, handedOn }: Held): boolean =>
    (mandates.get(member) ?? []).some(
      ({ person, endedAt, beginsOn, endsOn }) =>
        nameKey(person) === nameKey(proxy) &&
        mandateStateOn(
          { beginsOn, endsOn, ended: endedAt !== null && !dayInChina(endedAt).isAfter(handedOn) },
          handedOn,
        ) === 'holds',
    );
  const homes = new Map(
    accounts.map(({ id, member, household }) => [
      id,
      { home: household ?? (member === null ? id : (households.get(member) ?? member)), member },
    ]),
  );
  return (each) => {
    const { proxy, accountId } = each;
    const { home, member } = homes.get(accountId) ?? { home: accountId, member: null };
    return { proxy: nameKey(proxy), home, mandated: member !== null && isMandated(member, each) };
  };
}
