/**
 * Allotment schemes: ordered rules that say how many shares of a class everybody should hold on a day. For each class the
 * first rule whose cohort a holder is in decides; who is in none keeps what they have. The outcome is exact and does not
 * depend on the order of the register.
 */
import { apportionLargestRemainder, byCodeUnit } from './apportion.ts';
import { conditionsIn, isInCohort, type Cohort, type CohortFacts } from './cohort.ts';
import { refuse, throwFaults, type Fault } from './refusal.ts';
import { Fraction, toCommonScale } from './fraction.ts';
import type { Ratio } from './ratio.ts';
import { ShareQuantity } from './share-quantity.ts';

export type Rounding = 'down' | 'half-up' | 'up';

/** `subscribed : matched`: for each `ratio.left` shares of the base class, `ratio.right` of this class. */
export interface MatchRule {
  readonly kind: 'match';
  readonly shareClass: string;
  readonly base: string;
  readonly cohort: Cohort;
  readonly ratio: Ratio;
  readonly rounding: Rounding;
  /** Decimals the result may have, 0 to 4. */
  readonly places: number;
  readonly cap: ShareQuantity | null;
}

export interface PerHeadRule {
  readonly kind: 'per-head';
  readonly shareClass: string;
  readonly cohort: Cohort;
  readonly quantity: ShareQuantity;
}

/** `perYear` for each full year counted in the holder's `years`. */
export interface SeniorityRule {
  readonly kind: 'seniority';
  readonly shareClass: string;
  readonly cohort: Cohort;
  readonly perYear: ShareQuantity;
  readonly cap: ShareQuantity | null;
}

/** A total divided among the cohort: so many percent by heads, so many by years. Percents sum to 100. */
export interface QuotaRule {
  readonly kind: 'quota';
  readonly shareClass: string;
  readonly cohort: Cohort;
  readonly total: ShareQuantity;
  readonly places: number;
  readonly parts: readonly { readonly percent: Fraction; readonly by: 'heads' | 'years' }[];
}

/** The cooperative's own shares as a percentage of a named base. */
export interface CollectiveRule {
  readonly kind: 'collective';
  readonly shareClass: string;
  readonly percent: Fraction;
  /** `personal`: of what people hold; `total`: of personal and collective together. */
  readonly base: 'personal' | 'total';
  readonly rounding: Rounding;
}

/** The grand total is fixed; the cooperative holds what people do not. */
export interface RestRule {
  readonly kind: 'rest';
  readonly shareClass: string;
  readonly total: ShareQuantity;
}

export type PersonalRule = MatchRule | PerHeadRule | SeniorityRule | QuotaRule;
export type Rule = PersonalRule | CollectiveRule | RestRule;

/** A holder as a scheme sees them: facts of the day, and what they hold by class code. */
export interface AllotmentHolder extends CohortFacts {
  /** Decides ties; unique. */
  readonly key: string;
  readonly holdings: ReadonlyMap<string, ShareQuantity>;
}

export interface AllotmentLine {
  /** Null: the collective account. */
  readonly key: string | null;
  readonly shareClass: string;
  /** Place of the deciding rule in the scheme, from 0. */
  readonly rule: number;
  /** What the rule was applied to: shares of the base class, years, or the percentage base. */
  readonly base: string;
  readonly held: ShareQuantity;
  readonly target: ShareQuantity;
}

export interface Allotment {
  readonly lines: readonly AllotmentLine[];
  /** What everybody holds afterwards, by key and class. */
  readonly after: ReadonlyMap<string, ReadonlyMap<string, ShareQuantity>>;
  /** What the collective account holds afterwards, by class. */
  readonly collective: ReadonlyMap<string, ShareQuantity>;
}

const UNITS_A_SHARE = 10_000n;

/** More than any register and scheme of ours asks for: a hundred thousand holders under twenty rules. */
const MOST_STEPS = 4_000_000;

/** What a scheme costs: every condition of every rule, looked at for every holder. */
export function allotmentSteps(rules: readonly Rule[], holders: number): number {
  const conditions = rules.reduce(
    (sum, rule) => sum + 1 + (isCollective(rule) ? 0 : conditionsIn(rule.cohort)),
    0,
  );
  return conditions * holders;
}

/** Refuses `allotment.too-much`. */
export function refuseTooMuch(steps: number, most: number = MOST_STEPS): void {
  if (steps > most) throw refuse('allotment.too-much', { steps, most }, '/schemes');
}

/** What everybody holds by key and class, whoever they have it from. */
export type Standing = ReadonlyMap<string, ReadonlyMap<string, ShareQuantity>>;

/**
 * Applies a scheme. `collective` is what the collective account holds before. `standing`: the scheme was applied before, and a quota
 * gives at most what is left of its total. Refuses with `allotment.*`.
 */
export function allot(
  rules: readonly Rule[],
  holders: readonly AllotmentHolder[],
  collective: ReadonlyMap<string, ShareQuantity> = new Map(),
  standing: Standing | null = null,
): Allotment {
  throwFaults(ruleFaults(rules));
  refuseTooMuch(allotmentSteps(rules, holders.length));
  const lines: AllotmentLine[] = [];
  const after = new Map(holders.map((holder) => [holder.key, new Map(holder.holdings)]));
  for (const shareClass of new Set(rules.map((rule) => rule.shareClass))) {
    for (const line of personalLines(rules, shareClass, holders, standing)) {
      lines.push(line);
      if (line.key !== null) after.get(line.key)?.set(shareClass, line.target);
    }
  }
  const collectiveAfter = new Map(collective);
  const personal = rules.some(isCollective) ? personalSum(after) : ShareQuantity.zero;
  rules.forEach((rule, index) => {
    if (!isCollective(rule)) return;
    const target = collectiveTarget(rule, personal);
    const held = collective.get(rule.shareClass) ?? ShareQuantity.zero;
    lines.push({
      key: null,
      shareClass: rule.shareClass,
      rule: index,
      base: personal.toString(),
      held,
      target,
    });
    collectiveAfter.set(rule.shareClass, target);
  });
  return { lines, after, collective: collectiveAfter };
}

function personalSum(after: Allotment['after']): ShareQuantity {
  let units = 0n;
  for (const held of after.values()) for (const quantity of held.values()) units += quantity.units;
  return ShareQuantity.fromUnits(units);
}

/** Everything that is wrong with a scheme's rules by themselves. */
export function ruleFaults(rules: readonly Rule[]): readonly Fault[] {
  const faults: Fault[] = [];
  if (rules.length === 0) faults.push({ code: 'allotment.no-rules', values: {}, pointer: '/rules' });
  const closed = new Set<string>();
  rules.forEach((rule, index) => {
    const pointer = `/rules/${index}`;
    if (rule.kind === 'match' && rule.base === rule.shareClass) {
      faults.push({ code: 'allotment.matches-itself', values: { shareClass: rule.shareClass }, pointer });
    }
    if (rule.kind === 'quota') {
      const sum = rule.parts.reduce((total, part) => total.plus(part.percent), Fraction.zero);
      if (!sum.equals(Fraction.of(100n))) {
        faults.push({
          code: 'allotment.percents',
          values: { sum: sum.toString() },
          pointer: `${pointer}/parts`,
        });
      }
    }
    if (rule.kind === 'collective' && !percentIsUsable(rule)) {
      faults.push({
        code: 'allotment.collective-percent',
        values: { percent: rule.percent.toString() },
        pointer,
      });
    }
    const place = `${isCollective(rule)} ${rule.shareClass}`;
    if (closed.has(place)) {
      faults.push({
        code: 'allotment.unreachable',
        values: { rule: index + 1, shareClass: rule.shareClass },
        pointer,
      });
    }
    // Behind a rule for everyone no later rule of the class is ever reached; a collective class takes one rule.
    if (isCollective(rule) || 'everyone' in rule.cohort) closed.add(place);
  });
  return faults;
}

function percentIsUsable({ percent, base }: CollectiveRule): boolean {
  if (percent.isNegative || percent.isZero) return false;
  return base === 'personal' || percent.compare(Fraction.of(100n)) < 0;
}

function isCollective(rule: Rule): rule is CollectiveRule | RestRule {
  return rule.kind === 'collective' || rule.kind === 'rest';
}

function personalLines(
  rules: readonly Rule[],
  shareClass: string,
  holders: readonly AllotmentHolder[],
  standing: Standing | null,
): readonly AllotmentLine[] {
  const lines: AllotmentLine[] = [];
  const decided = new Set<string>();
  rules.forEach((rule, index) => {
    if (isCollective(rule) || rule.shareClass !== shareClass) return;
    const cohort = holders.filter((holder) => !decided.has(holder.key) && isInCohort(rule.cohort, holder));
    const within = new Set(cohort.map(({ key }) => key));
    const later = rules
      .slice(index + 1)
      .flatMap((other) => (isCollective(other) || other.shareClass !== shareClass ? [] : [other.cohort]));
    const elsewhere = new Set(
      holders
        .filter(
          (holder) =>
            decided.has(holder.key) ||
            (!within.has(holder.key) && later.some((each) => isInCohort(each, holder))),
        )
        .map(({ key }) => key),
    );
    for (const key of within) decided.add(key);
    const targets = rule.kind === 'quota' ? quotaNow(rule, cohort, standing, elsewhere) : null;
    for (const holder of cohort) {
      const held = holder.holdings.get(shareClass) ?? ShareQuantity.zero;
      const { base, target } =
        rule.kind === 'quota'
          ? { base: rule.total.toString(), target: targets?.get(holder.key) ?? ShareQuantity.zero }
          : targetOf(rule, holder);
      if (target.isZero && held.isZero) continue;
      lines.push({ key: holder.key, shareClass, rule: index, base, held, target });
    }
  });
  return lines;
}

function targetOf(
  rule: Exclude<PersonalRule, QuotaRule>,
  holder: AllotmentHolder,
): { readonly base: string; readonly target: ShareQuantity } {
  switch (rule.kind) {
    case 'per-head':
      return { base: '1', target: rule.quantity };
    case 'match': {
      const base = holder.holdings.get(rule.base) ?? ShareQuantity.zero;
      const exact = Fraction.of(base.units * rule.ratio.right, rule.ratio.left * UNITS_A_SHARE);
      return { base: base.toString(), target: capped(rounded(exact, rule.rounding, rule.places), rule.cap) };
    }
    case 'seniority': {
      if (holder.years === null) throw refuse('allotment.years-unknown', { holder: holder.key });
      const years = BigInt(Math.max(0, holder.years));
      return {
        base: years.toString(),
        target: capped(ShareQuantity.fromUnits(rule.perYear.units * years), rule.cap),
      };
    }
  }
}

function capped(quantity: ShareQuantity, cap: ShareQuantity | null): ShareQuantity {
  return cap !== null && quantity.compare(cap) > 0 ? cap : quantity;
}

/** Rounds an exact number of shares to so many decimals, in the named direction. */
function rounded(shares: Fraction, rounding: Rounding, places: number): ShareQuantity {
  const scaled = shares.times(Fraction.of(10n ** BigInt(places)));
  const whole =
    rounding === 'down' ? scaled.floor() : rounding === 'up' ? scaled.ceiling() : scaled.roundHalfUp();
  return ShareQuantity.fromUnits(whole * 10n ** BigInt(4 - places));
}

/**
 * The targets of a quota. Applied again it gives no more than its total less what stands of it, whoever holds that by now: what is left is
 * divided by what each one lacks. `elsewhere`: who holds the class by another rule.
 */
function quotaNow(
  rule: QuotaRule,
  cohort: readonly AllotmentHolder[],
  standing: Standing | null,
  elsewhere: ReadonlySet<string>,
): ReadonlyMap<string, ShareQuantity> {
  const targets = quotaTargets(rule, cohort);
  if (standing === null) return targets;
  let left = rule.total.units;
  for (const [key, held] of standing) if (!elsewhere.has(key)) left -= held.get(rule.shareClass)?.units ?? 0n;
  const heldBy = (holder: AllotmentHolder) =>
    holder.holdings.get(rule.shareClass)?.units ?? ShareQuantity.zero.units;
  const lacking = cohort.flatMap((holder) => {
    const lacks = (targets.get(holder.key)?.units ?? 0n) - heldBy(holder);
    return lacks > 0n ? [{ holder, key: holder.key, weight: lacks }] : [];
  });
  if (lacking.length === 0 || lacking.reduce((sum, { weight }) => sum + weight, 0n) <= left) return targets;
  const unit = 10n ** BigInt(4 - rule.places);
  const { parts } = apportionLargestRemainder(left > 0n ? left / unit : 0n, lacking, byCodeUnit);
  const given = new Map(parts.map(({ key, amount }) => [key, amount * unit]));
  const reached = lacking.map(({ holder, key }): [string, ShareQuantity] => [
    key,
    ShareQuantity.fromUnits(heldBy(holder) + (given.get(key) ?? 0n)),
  ]);
  return new Map([...targets, ...reached]);
}

/**
 * Divides the total by largest remainder over each holder's exact fraction of it, so that Σ is the total at the stated
 * decimals whatever the percentages are.
 */
function quotaTargets(
  rule: QuotaRule,
  cohort: readonly AllotmentHolder[],
): ReadonlyMap<string, ShareQuantity> {
  if (cohort.length === 0) throw refuse('allotment.quota-nobody', { shareClass: rule.shareClass });
  const unit = 10n ** BigInt(4 - rule.places);
  if (rule.total.units % unit !== 0n) {
    throw refuse('allotment.quota-too-fine', { total: rule.total.toString(), places: rule.places });
  }
  const heads = BigInt(cohort.length);
  const years = cohort.map((holder) => {
    if (holder.years === null && rule.parts.some((part) => part.by === 'years')) {
      throw refuse('allotment.years-unknown', { holder: holder.key });
    }
    return BigInt(Math.max(0, holder.years ?? 0));
  });
  const allYears = years.reduce((sum, each) => sum + each, 0n);
  const percentBy = (by: 'heads' | 'years') =>
    rule.parts.reduce((sum, part) => (part.by === by ? sum.plus(part.percent) : sum), Fraction.zero);
  const byYears = rule.parts.some((part) => part.by === 'years');
  if (byYears && allYears === 0n) throw refuse('allotment.quota-no-years', { shareClass: rule.shareClass });
  // Each one's part is a percentage ÷ heads + another × years ÷ all years: times heads × all years, whole numbers for everybody.
  const [aHead = 0n, aYear = 0n] = toCommonScale([percentBy('heads'), percentBy('years')]).weights;
  const weightOf = (ownYears: bigint) => (byYears ? aHead * allYears + aYear * ownYears * heads : aHead);
  const { parts } = apportionLargestRemainder(
    rule.total.units / unit,
    cohort.map((holder, index) => ({ key: holder.key, weight: weightOf(years[index] ?? 0n) })),
    byCodeUnit,
  );
  return new Map(parts.map((part) => [part.key, ShareQuantity.fromUnits(part.amount * unit)]));
}

/** Collective shares are whole shares. */
function collectiveTarget(rule: CollectiveRule | RestRule, personal: ShareQuantity): ShareQuantity {
  if (rule.kind === 'rest') {
    if (rule.total.compare(personal) < 0) {
      throw refuse('allotment.total-exceeded', {
        total: rule.total.toString(),
        personal: personal.toString(),
      });
    }
    return rule.total.minus(personal);
  }
  const share = rule.percent.dividedBy(Fraction.of(100n));
  const factor = rule.base === 'personal' ? share : share.dividedBy(Fraction.one.minus(share));
  return rounded(Fraction.of(personal.units, UNITS_A_SHARE).times(factor), rule.rounding, 0);
}
