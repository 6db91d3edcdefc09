/** Whoever fetches the cash of others, held against what they fetched in the year and against the mandates on record. */
import { and, eq, gte, inArray, lt, notExists, sql } from 'drizzle-orm';
import { LocalDate } from '../../domain/calendar.ts';
import { fetchedBeyond, type Fetched } from '../../domain/cash-proxy.ts';
import { nameKey } from '../../domain/person-name.ts';
import { refuse } from '../../domain/refusal.ts';
import type { CommandUnit } from '../../platform/command.ts';
import { factsOn, mandatesOf } from '../members/index.ts';
import { holdersAs } from '../shares/index.ts';
import { payoutCash, payoutCashStrike } from './schema.ts';

/** A payment somebody else signs for, and where in the request it stands. */
interface ByProxy {
  readonly proxy: string;
  readonly accountId: string;
  /** Of whose money it is, as the refusal names it. */
  readonly number: string;
  readonly pointer: string;
}

export async function requireProxies(
  unit: CommandUnit,
  handedOn: LocalDate,
  now: readonly ByProxy[],
): Promise<void> {
  if (now.length === 0) return;
  const before = await fetchedInYear(unit, handedOn.year, new Set(now.map(({ proxy }) => proxy)));
  const asFetched = await homesOf(unit, handedOn, [...before, ...now]);
  const place = fetchedBeyond(before.map(asFetched), now.map(asFetched));
  const beyond = place === null ? undefined : now[place];
  if (beyond === undefined) return;
  const { proxy, number, pointer } = beyond;
  throw refuse('payout.proxy-of-several', { proxy, number }, `${pointer}/proxy`);
}

/** What these people fetched for others in a year, and was not struck. */
function fetchedInYear(
  { tx, cooperativeId }: CommandUnit,
  year: number,
  proxies: ReadonlySet<string>,
): Promise<readonly Pick<ByProxy, 'proxy' | 'accountId'>[]> {
  const struck = tx
    .select({ one: sql`1` })
    .from(payoutCashStrike)
    .where(
      and(eq(payoutCashStrike.cooperativeId, cooperativeId), eq(payoutCashStrike.cashId, payoutCash.id)),
    );
  return tx
    .select({ proxy: sql<string>`${payoutCash.proxy}`, accountId: payoutCash.accountId })
    .from(payoutCash)
    .where(
      and(
        eq(payoutCash.cooperativeId, cooperativeId),
        eq(payoutCash.direction, 'paid'),
        inArray(payoutCash.proxy, [...proxies]),
        gte(payoutCash.handedOn, LocalDate.of(year, 1, 1)),
        lt(payoutCash.handedOn, LocalDate.of(year + 1, 1, 1)),
        notExists(struck),
      ),
    )
    .orderBy(payoutCash.number);
}

/** Gives each its home on the day, and whether a mandate stands for it. */
async function homesOf(
  { tx, cooperativeId }: CommandUnit,
  day: LocalDate,
  all: readonly Pick<ByProxy, 'accountId'>[],
): Promise<(each: Pick<ByProxy, 'proxy' | 'accountId'>) => Fetched> {
  const holder = holdersAs('holder', cooperativeId);
  const accounts = await tx
    .select({ id: holder.id, member: holder.memberId, household: holder.householdId })
    .from(holder)
    .where(inArray(holder.id, [...new Set(all.map(({ accountId }) => accountId))]));
  const members = accounts.flatMap(({ member }) => member ?? []);
  const facts = members.length === 0 ? [] : await factsOn(tx, cooperativeId, day, null, members);
  const households = new Map(facts.map(({ memberId, household }) => [memberId, household?.id]));
  const persons = new Map<string, ReadonlySet<string>>();
  for (const member of members) {
    const held = (await mandatesOf(tx, cooperativeId, member)).filter(({ state }) => state === 'holds');
    persons.set(member, new Set(held.map(({ person }) => nameKey(person))));
  }
  const homes = new Map(
    accounts.map(({ id, member, household }) => [
      id,
      { home: household ?? (member === null ? id : (households.get(member) ?? member)), member },
    ]),
  );
  return ({ proxy, accountId }) => {
    const { home, member } = homes.get(accountId) ?? { home: accountId, member: null };
    return { proxy, home, mandated: member !== null && persons.get(member)?.has(nameKey(proxy)) === true };
  };
}
