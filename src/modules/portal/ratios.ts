/**
 * The sums that another ratio is worked out from, of each dividend that was posted by holdings of a day: of everybody, of the retired,
 * and of oneself. Nothing of any other person.
 */
import { isMember, type StandingState } from '../../domain/membership.ts';
import { ShareQuantity } from '../../domain/share-quantity.ts';
import type { Money } from '../../domain/money.ts';
import type { Tx } from '../../platform/database.ts';
import { must } from '../../platform/must.ts';
import { schemesOf } from '../allotments/index.ts';
import { isReversed, postedLinesOf, type RunRow } from '../dividends/index.ts';
import { factsOn } from '../members/index.ts';
import { accountsOfPerson, holdingsOn, shareClasses } from '../shares/index.ts';

const RETIRED: StandingState = 'retired';

/**
 * Of a member's own account and of what their household holds. Only members' shares are matched: what a household holds keeps its shares
 * and gets less or more because others do.
 */
export async function ratioYears(
  tx: Tx,
  cooperativeId: string,
  person: { readonly memberId: string; readonly householdId: string | null },
) {
  const classes = await matchedClasses(tx, cooperativeId);
  const years = [];
  const skipped = new Set<string>();
  if (classes !== null)
    for (const account of (await accountsOfPerson(tx, cooperativeId, person)).toReversed())
      for (const { run, line } of await postedLinesOf(tx, cooperativeId, account.id)) {
        if (!isMeant(run) || run.totalWeight === null || (await isReversed(tx, run))) continue;
        // By share-days every stretch of every matched share would have to be told: what is left out is said.
        if (run.basis === 'share-days') {
          skipped.add(run.period);
          continue;
        }
        const memberId = account.kind === 'member' ? person.memberId : null;
        years.push(await yearOf(tx, run, line, memberId, classes));
      }
  const isRetired = years.findLast(({ holder }) => holder === 'member')?.own.isRetired ?? false;
  return { isRetired, runs: years, skipped: [...skipped] };
}

function isMeant({ state, kind }: RunRow): boolean {
  return state === 'posted' && (kind === 'regular' || kind === 'history');
}

/** Which class follows which, by the newest scheme that matches any. */
async function matchedClasses(tx: Tx, cooperativeId: string) {
  const rule = (await schemesOf(tx, cooperativeId))
    .flatMap(({ rules }) => rules)
    .findLast(({ kind }) => kind === 'match');
  if (rule?.kind !== 'match') return null;
  const classes = await shareClasses(tx, cooperativeId);
  const [base, matched] = [rule.base, rule.shareClass].map((code) =>
    classes.find((each) => each.code === code),
  );
  return base === undefined || matched === undefined ? null : { base, matched };
}

async function yearOf(
  tx: Tx,
  run: RunRow,
  line: { readonly gross: Money; readonly weight: string },
  /** Null: a household's. */
  memberId: string | null,
  { base, matched }: NonNullable<Awaited<ReturnType<typeof matchedClasses>>>,
) {
  const { cooperativeId, recordDate: date, knownAt } = run;
  const holdings = (await holdingsOn(tx, cooperativeId, { date, knownAt })).filter(
    (each) => each.memberId !== null,
  );
  const facts = await factsOn(tx, cooperativeId, date, knownAt);
  const members = new Set(facts.filter(({ standing }) => isMember(standing)).map((each) => each.memberId));
  const retired = new Set(
    facts.filter(({ standing }) => standing.state === RETIRED).map((each) => each.memberId),
  );
  const heldBy = (isOne: (id: string) => boolean) => {
    const sumOf = (classId: string) =>
      ShareQuantity.sum(
        holdings
          .filter((each) => each.classId === classId && each.memberId !== null && isOne(each.memberId))
          .map(({ quantity }) => quantity),
      ).toString();
    return { base: sumOf(base.id), matched: sumOf(matched.id) };
  };
  return {
    holder: memberId === null ? ('household' as const) : ('member' as const),
    run: run.number.toString(),
    period: run.period,
    gross: line.gross.toString(),
    distributable: run.pool.plus(run.carriedIn).toString(),
    totalWeight: must(run.totalWeight, 'what a posted run is shared over'),
    ownWeight: line.weight,
    matchedWeight: run.classWeights[matched.code] ?? '1',
    own: { ...heldBy((id) => id === memberId), isRetired: memberId !== null && retired.has(memberId) },
    everybody: heldBy((id) => members.has(id)),
    retired: heldBy((id) => retired.has(id)),
  };
}
