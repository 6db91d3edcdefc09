/**
 * The sums that another ratio is worked out from, of each dividend that was posted by holdings of a day: of everybody who took part, in
 * groups, and of oneself. Nothing of any other person. The register is read once, however many dividends there were.
 */
import { Fraction } from '../../domain/fraction.ts';
import { isMember, standingOn, type StandingRecord, type StandingState } from '../../domain/membership.ts';
import {
  grantedIn,
  ratioGroups,
  written as ratioWritten,
  type RatioGroup,
} from '../../domain/other-ratio.ts';
import { Ratio } from '../../domain/ratio.ts';
import type { Money } from '../../domain/money.ts';
import type { Tx } from '../../platform/database.ts';
import { must } from '../../platform/must.ts';
import { schemesOf } from '../allotments/index.ts';
import { postedLinesOf, standingRuns, weighedLinesOf, type RunRow } from '../dividends/index.ts';
import { standingsOf } from '../members/index.ts';
import { accountsOfPerson, memberChanges, shareClasses } from '../shares/index.ts';

const RETIRED: StandingState = 'retired';
/** The sums of fewer would tell of each of them what the list on public notice does not. */
const FEWEST = 3;

interface Sums {
  readonly base: string;
  readonly matched: string;
  readonly weight: string;
  readonly people: number;
}
type Year = Readonly<Record<RatioGroup, Sums>>;

/**
 * Every such dividend, with what oneself and one's household had of it. Only members' shares are matched: what a household, the collective
 * or somebody outside holds keeps its shares and gets less or more because others do.
 */
export async function ratioYears(
  tx: Tx,
  cooperativeId: string,
  person: { readonly memberId: string; readonly householdId: string | null },
) {
  const matching = await newestMatching(tx, cooperativeId);
  if (matching === null) return { isRetired: false, proposed: null, tooFew: [], runs: [], skipped: [] };
  const accounts = await accountsOfPerson(tx, cooperativeId, person);
  const lines: { runId: string; holder: string; gross: Money; weight: string }[] = [];
  for (const account of accounts)
    for (const { run, line } of await postedLinesOf(tx, cooperativeId, account.id))
      lines.push({ runId: run.id, holder: account.kind, gross: line.gross, weight: line.weight });
  const all = await standingRuns(tx, cooperativeId);
  const takenBack = new Set(all.flatMap(({ kind, refersTo }) => (kind === 'reversal' ? [refersTo] : [])));
  const meant = all.filter((run) => isMeant(run) && run.totalWeight !== null && !takenBack.has(run.id));
  // By share-days every stretch of every matched share would have to be told: what is left out is said.
  const skipped = new Set(meant.flatMap(({ basis, period }) => (basis === 'share-days' ? [period] : [])));
  const counted = meant.filter(({ basis }) => basis !== 'share-days');
  const register = await registerOf(tx, cooperativeId, counted, matching);
  const years = counted.map((run) => {
    const had = lines.filter(({ runId }) => runId === run.id);
    return yearOf(run, register(run), had, person.memberId, matching);
  });
  const tooFew = fewAmong(years.map(({ sums }) => sums));
  return {
    isRetired: years.at(-1)?.year.isRetired ?? false,
    proposed: matching.proposed,
    tooFew,
    runs: years.map(({ year, sums }) => ({ ...year, ...together(sums, tooFew) })),
    skipped: [...skipped],
  };
}

/**
 * Which groups stand among the other members: people are told of only together with so many that nobody's figure can be taken out of it,
 * in no dividend, nor by what is left of the whole.
 */
function fewAmong(years: readonly Year[]): RatioGroup[] {
  const areFew = (joined: readonly RatioGroup[]) =>
    years.some((year) => {
      const people = joined.reduce((sum, group) => sum + year[group].people, 0);
      return people > 0 && people < FEWEST;
    });
  const mayJoin = ['retired', 'households', 'outside'] as const;
  const few: RatioGroup[] = mayJoin.filter((group) => areFew([group]));
  // Those among whom they stand are too few themselves: the next stand there as well.
  for (const group of mayJoin) if (!few.includes(group) && areFew(['others', ...few])) few.push(group);
  return few;
}

function together(year: Year, tooFew: readonly RatioGroup[]): Year {
  const joined = ['others' as const, ...tooFew].map((group) => year[group]);
  const sumOf = (of: (sums: Sums) => string) =>
    joined.reduce((sum, each) => sum.plus(Fraction.parse(of(each))), Fraction.zero);
  const others = {
    base: written(sumOf(({ base }) => base)),
    matched: written(sumOf(({ matched }) => matched)),
    weight: written(sumOf(({ weight }) => weight)),
    people: joined.reduce((sum, { people }) => sum + people, 0),
  };
  const none = Object.fromEntries(tooFew.map((group) => [group, nobody]));
  return { ...year, ...none, others };
}

const nobody: Sums = { base: '0', matched: '0', weight: '0', people: 0 };

/** As many decimals as anything is weighed with; none that say nothing. */
const DECIMALS = 8;
function written(sum: Fraction): string {
  return sum.toDecimal(DECIMALS).replace(/\.?0+$/, '');
}

function isMeant({ state, kind }: RunRow): boolean {
  return state === 'posted' && (kind === 'regular' || kind === 'history');
}

/** Which class follows which, by the newest scheme that matches any; and the most it proposes for each share, where that has an end. */
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
  // What another class is matched with, or by another base, is another ratio.
  const most = rules
    .filter((each) => each.base === rule.base && each.shareClass === rule.shareClass)
    .map(({ ratio }) => Ratio.parse(ratio))
    .map(({ left, right }) => Fraction.of(right, left))
    .reduce((one, other) => (other.compare(one) > 0 ? other : one), Fraction.zero);
  return { base, matched, proposed: ratioWritten(most) };
}

type Matching = NonNullable<Awaited<ReturnType<typeof newestMatching>>>;

interface Register {
  readonly standing: (memberId: string) => ReturnType<typeof standingOn>;
  /** But for what people handed on to each other. */
  readonly granted: (memberId: string, classId: string) => Fraction;
  readonly lines: Awaited<ReturnType<typeof weighedLinesOf>>;
}

/** Of each of these runs: who was what, who held how much and what each line weighed, as known to it. */
async function registerOf(
  tx: Tx,
  cooperativeId: string,
  runs: readonly RunRow[],
  { base, matched }: Matching,
): Promise<(run: RunRow) => Register> {
  const standings = await standingsOf(tx, cooperativeId, null);
  const changes = Map.groupBy(
    await memberChanges(tx, cooperativeId, [base.id, matched.id]),
    ({ memberId, classId }) => `${memberId} ${classId}`,
  );
  const lines = Map.groupBy(
    await weighedLinesOf(
      tx,
      cooperativeId,
      runs.map(({ id }) => id),
    ),
    ({ runId }) => runId,
  );
  const none: readonly StandingRecord[] = [];
  return ({ id, recordDate, knownAt }) => ({
    lines: lines.get(id) ?? [],
    standing: (memberId) => standingOn(standings.get(memberId) ?? none, recordDate, knownAt),
    granted: (memberId, classId) => {
      const known = (changes.get(`${memberId} ${classId}`) ?? []).filter(
        ({ effectiveOn, recordedAt }) =>
          !effectiveOn.isAfter(recordDate) && (knownAt === null || recordedAt <= knownAt),
      );
      return grantedIn(
        known.map(({ effectiveOn, how, came, went }) => ({
          effectiveOn: effectiveOn.toString(),
          how,
          came: came.toString(),
          went: went.toString(),
        })),
      );
    },
  });
}

function groupOf({ kind, memberId }: Register['lines'][number], { standing }: Register): RatioGroup {
  if (kind === 'household') return 'households';
  if (memberId === null) return 'collective';
  const found = standing(memberId);
  if (found.state === RETIRED) return 'retired';
  return isMember(found) ? 'others' : 'outside';
}

function yearOf(
  run: RunRow,
  register: Register,
  had: readonly { readonly holder: string; readonly gross: Money; readonly weight: string }[],
  memberId: string,
  { base, matched }: Matching,
) {
  const byGroup = Map.groupBy(register.lines, (line) => groupOf(line, register));
  const sumsOf = (group: RatioGroup): Sums => {
    const lines = byGroup.get(group) ?? [];
    const isMatched = group === 'retired' || group === 'others';
    const people = isMatched ? lines.flatMap((line) => line.memberId ?? []) : [];
    const granted = (classId: string) =>
      written(people.reduce((sum, id) => sum.plus(register.granted(id, classId)), Fraction.zero));
    const weight = lines.reduce((sum, each) => sum.plus(Fraction.parse(each.weight)), Fraction.zero);
    return {
      base: granted(base.id),
      matched: granted(matched.id),
      weight: written(weight),
      people: lines.length,
    };
  };
  const isRetired = register.standing(memberId).state === RETIRED;
  return {
    sums: Object.fromEntries(ratioGroups.map((group) => [group, sumsOf(group)])) as Year,
    year: {
      run: run.number.toString(),
      period: run.period,
      distributable: run.pool.plus(run.carriedIn).toString(),
      method: run.method,
      rateScale: run.rateScale,
      totalWeight: must(run.totalWeight, 'what a posted run is shared over'),
      matchedWeight: run.classWeights[matched.code] ?? '1',
      isRetired,
      own: had.map(({ holder, gross, weight }) => {
        const isOneself = holder === 'member';
        const granted = (classId: string) =>
          written(isOneself ? register.granted(memberId, classId) : Fraction.zero);
        return {
          base: granted(base.id),
          matched: granted(matched.id),
          holder: isOneself ? ('member' as const) : ('household' as const),
          gross: gross.toString(),
          weight,
        };
      }),
    },
  };
}
