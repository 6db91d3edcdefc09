/**
 * The sums that another ratio is worked out from, of each dividend that was posted by holdings of a day: of the retired, of all other
 * members, and of oneself. Nothing of any other person.
 */
import { isMember, type StandingState } from '../../domain/membership.ts';
import { Ratio } from '../../domain/ratio.ts';
import { ShareQuantity } from '../../domain/share-quantity.ts';
import type { Money } from '../../domain/money.ts';
import type { Tx } from '../../platform/database.ts';
import { must } from '../../platform/must.ts';
import { schemesOf } from '../allotments/index.ts';
import { postedLinesOf, standingRuns, weightOf, type RunRow } from '../dividends/index.ts';
import { factsOn } from '../members/index.ts';
import { accountsOfPerson, holdingsOn, shareClasses } from '../shares/index.ts';

const RETIRED: StandingState = 'retired';
/** The sums of fewer would tell of each of them what the list on public notice does not. */
const FEWEST = 3;

/**
 * Every such dividend, with what oneself and one's household had of it. Only members' shares are matched: what a household holds keeps
 * its shares and gets less or more because others do.
 */
export async function ratioYears(
  tx: Tx,
  cooperativeId: string,
  person: { readonly memberId: string; readonly householdId: string | null },
) {
  const matching = await newestMatching(tx, cooperativeId);
  if (matching === null)
    return { isRetired: false, proposed: null, tellsGroups: false, runs: [], skipped: [] };
  const accounts = await accountsOfPerson(tx, cooperativeId, person);
  const lines = [];
  for (const account of accounts)
    for (const { run, line } of await postedLinesOf(tx, cooperativeId, account.id))
      lines.push({ runId: run.id, holder: account.kind, gross: line.gross, weight: line.weight });
  const runs = [];
  const skipped = new Set<string>();
  const all = await standingRuns(tx, cooperativeId);
  const takenBack = new Set(all.flatMap(({ kind, refersTo }) => (kind === 'reversal' ? [refersTo] : [])));
  for (const run of all) {
    if (!isMeant(run) || run.totalWeight === null || takenBack.has(run.id)) continue;
    // By share-days every stretch of every matched share would have to be told: what is left out is said.
    if (run.basis === 'share-days') {
      skipped.add(run.period);
      continue;
    }
    const had = lines.filter(({ runId }) => runId === run.id);
    runs.push(await yearOf(tx, run, had, person.memberId, matching));
  }
  const isRetired = runs.at(-1)?.isRetired ?? false;
  const isFew = ({ people }: { readonly people: number }) => people > 0 && people < FEWEST;
  const tellsGroups = !runs.some(({ retired, others }) => isFew(retired) || isFew(others));
  return {
    isRetired,
    proposed: matching.proposed,
    tellsGroups,
    runs: runs.map(({ all: together, ...run }) =>
      tellsGroups ? run : { ...run, retired: nobody, others: together },
    ),
    skipped: [...skipped],
  };
}

const nobody = { base: '0', matched: '0', weight: '0', people: 0 };

function isMeant({ state, kind }: RunRow): boolean {
  return state === 'posted' && (kind === 'regular' || kind === 'history');
}

/** Which class follows which, by the newest scheme that matches any; and the most it proposes for each share, where that is whole. */
async function newestMatching(tx: Tx, cooperativeId: string) {
  const rules = (await schemesOf(tx, cooperativeId))
    .map((scheme) => scheme.rules.filter((rule) => rule.kind === 'match'))
    .findLast((matches) => matches.length > 0);
  const [rule] = rules ?? [];
  if (rules === undefined || rule === undefined) return null;
  const classes = await shareClasses(tx, cooperativeId);
  const [base, matched] = [rule.base, rule.shareClass].map((code) =>
    classes.find((each) => each.code === code),
  );
  if (base === undefined || matched === undefined) return null;
  const whole = rules
    .map(({ ratio }) => Ratio.parse(ratio))
    .filter(({ left, right }) => right % left === 0n)
    .map(({ left, right }) => right / left);
  const most = whole.reduce<bigint | null>((one, other) => (one === null || other > one ? other : one), null);
  return { base, matched, proposed: most?.toString() ?? null };
}

async function yearOf(
  tx: Tx,
  run: RunRow,
  had: readonly { readonly holder: string; readonly gross: Money; readonly weight: string }[],
  memberId: string,
  { base, matched }: NonNullable<Awaited<ReturnType<typeof newestMatching>>>,
) {
  const { cooperativeId, recordDate: date, knownAt } = run;
  const holdings = await holdingsOn(tx, cooperativeId, { date, knownAt });
  const standings = new Map(
    (await factsOn(tx, cooperativeId, date, knownAt)).map((each) => [each.memberId, each.standing]),
  );
  const isRetired = (id: string) => standings.get(id)?.state === RETIRED;
  const isOther = (id: string) => {
    const standing = standings.get(id);
    return standing !== undefined && isMember(standing) && standing.state !== RETIRED;
  };
  const heldBy = (isOne: (id: string) => boolean) => {
    const held = holdings.filter((each) => each.memberId !== null && isOne(each.memberId));
    const sumOf = (classId: string) =>
      ShareQuantity.sum(held.filter((each) => each.classId === classId).map(({ quantity }) => quantity));
    return {
      base: sumOf(base.id).toString(),
      matched: sumOf(matched.id).toString(),
      accountIds: [...new Set(held.map(({ accountId }) => accountId))],
    };
  };
  const together = async (isOne: (id: string) => boolean) => {
    const { accountIds, ...held } = heldBy(isOne);
    return { ...held, weight: await weightOf(tx, run, accountIds), people: accountIds.length };
  };
  return {
    run: run.number.toString(),
    period: run.period,
    distributable: run.pool.plus(run.carriedIn).toString(),
    totalWeight: must(run.totalWeight, 'what a posted run is shared over'),
    matchedWeight: run.classWeights[matched.code] ?? '1',
    retired: await together(isRetired),
    others: await together(isOther),
    all: await together((id) => isRetired(id) || isOther(id)),
    isRetired: isRetired(memberId),
    own: had.map(({ holder, gross, weight }) => {
      const isMember = holder === 'member';
      const { base: paidFor, matched: came } = heldBy((id) => isMember && id === memberId);
      return {
        base: paidFor,
        matched: came,
        holder: isMember ? ('member' as const) : ('household' as const),
        gross: gross.toString(),
        weight,
      };
    }),
  };
}
