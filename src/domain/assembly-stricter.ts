/**
 * A cooperative's own rules laid over the law's: each dimension may be stricter, never laxer.
 * What is not said stays as the law has it; what is said more laxly is refused, naming the body and the dimension.
 */
import {
  bodies,
  bodyRulesOf,
  majorityBases,
  motionKindWords,
  type Body,
  type BodyRules,
  type NoticeRule,
  type Proportion,
  type RuleSet,
} from './assembly-rules.ts';
import { throwFaults, type Fault } from './refusal.ts';
import type { Sentence } from './language.ts';
import { bodyWords } from './words.ts';

export type Dimension = Exclude<keyof BodyRules, 'forbidden' | 'households' | 'women'>;

/** A body's own rules: any of the dimensions. Articles that forbid cannot be changed, and powers can only be given up. */
export type OwnBodyRules = Readonly<Partial<Pick<BodyRules, Dimension>>>;
export type OwnRules = Readonly<Partial<Record<Body, OwnBodyRules>>>;

export const dimensionWords: Readonly<Record<Dimension, Sentence>> = {
  powers: { zh: '职权', en: 'powers' },
  quorum: { zh: '法定人数', en: 'quorum' },
  majority: { zh: '通过比例', en: 'majority' },
  notice: { zh: '会议通知期限', en: 'notice' },
  proxies: { zh: '委托规则', en: 'proxies' },
  counting: { zh: '计票方式', en: 'way of counting' },
  termYears: { zh: '任期', en: 'term' },
  representation: { zh: '代表名额', en: 'representation' },
};

/** The law's rules with the cooperative's own over them. Refuses everything laxer at once, by body and dimension. */
export function stricter(base: RuleSet, own: OwnRules): RuleSet {
  const faults: Fault[] = [];
  const merged: Partial<Record<Body, BodyRules>> = { ...base.bodies };
  for (const body of bodies) {
    const wished = own[body];
    if (wished === undefined) continue;
    const law = bodyRulesOf(base, body);
    for (const [dimension, within] of Object.entries(checks(law, wished)) as [Dimension, boolean][])
      if (!within) faults.push(laxerFault(base, body, dimension));
    // Whoever asks more heads than the law asks them of heads, not of households.
    const { households, ...asked } = law;
    merged[body] = {
      ...asked,
      ...(wished.quorum === undefined && households && { households }),
      ...definedOf(wished),
      representation: representationOf(law, wished),
    };
  }
  throwFaults([...faults, ...reservedFaults(base, own)]);
  return { ...base, bodies: merged };
}

/** A part of women that the law asks for stays, whatever number the cooperative names. */
function representationOf(
  law: BodyRules,
  { representation: own }: OwnBodyRules,
): BodyRules['representation'] {
  if (own === undefined || own === null) return own ?? law.representation;
  const share = law.representation?.leastWomenShare;
  return share === undefined ? own : { ...own, leastWomenShare: share };
}

/** Whether each number that satisfies `own` satisfies `law`, whatever the base: a larger part, or the same and not laxer. */
export function isAtLeastAsStrict(law: Proportion, own: Proportion): boolean {
  if (!isProportion(own)) return false;
  const left = BigInt(own.numerator) * BigInt(law.denominator);
  const right = BigInt(law.numerator) * BigInt(own.denominator);
  return left > right || (left === right && (law.inclusive || !own.inclusive));
}

function checks(law: BodyRules, own: OwnBodyRules): Readonly<Record<Dimension, boolean>> {
  const { powers, quorum, majority, notice, proxies, counting, termYears, representation } = definedOf(own);
  return {
    powers: powers === undefined || powers.every((kind) => law.powers.includes(kind)),
    // Another base is another question, so a quorum keeps the law's.
    quorum:
      quorum === undefined || (quorum.base === law.quorum.base && isAtLeastAsStrict(law.quorum, quorum)),
    majority:
      majority === undefined ||
      (majorityBases.indexOf(majority.base) <= majorityBases.indexOf(law.majority.base) &&
        isAtLeastAsStrict(law.majority, majority)),
    notice: notice === undefined || (isCount(notice.days) && daysBefore(notice) >= daysBefore(law.notice)),
    proxies: proxies === undefined || !proxies.allowed || proxiesWithin(law.proxies, proxies),
    counting:
      counting === undefined || (counting.length > 0 && counting.every((way) => law.counting.includes(way))),
    termYears: termYears === undefined || termWithin(law.termYears, termYears),
    representation: representation === undefined || representationWithin(law.representation, representation),
  };
}

/** Two ways of counting compare by the latest day they allow: 11 days with the first excluded are 10 clear days. */
function daysBefore({ days, counting }: NoticeRule): number {
  return counting === 'clear-days' ? days + 1 : days;
}

function proxiesWithin(law: BodyRules['proxies'], own: BodyRules['proxies']): boolean {
  const withinLimit =
    law.mostPerProxy === null || (isCount(own.mostPerProxy) && own.mostPerProxy <= law.mostPerProxy);
  return law.allowed && (own.withinHousehold || !law.withinHousehold) && withinLimit;
}

function termWithin(law: number | null, own: number | null): boolean {
  if (own === null) return law === null;
  return isCount(own) && own > 0 && (law === null || own <= law);
}

function representationWithin(law: BodyRules['representation'], own: BodyRules['representation']): boolean {
  if (own === null || law === null) return law === null;
  return (
    own.leastSeats >= law.leastSeats &&
    own.leastWomen >= law.leastWomen &&
    own.leastHouseholdsPerSeat >= law.leastHouseholdsPerSeat &&
    own.mostHouseholdsPerSeat <= law.mostHouseholdsPerSeat &&
    own.leastHouseholdsPerSeat <= own.mostHouseholdsPerSeat
  );
}

/** Two whole numbers, a part between nothing and all; more than all can never be reached. */
function isProportion({ numerator, denominator, inclusive }: Proportion): boolean {
  const whole = isCount(numerator) && isCount(denominator) && numerator > 0;
  return whole && (inclusive ? numerator <= denominator : numerator < denominator);
}

function isCount(value: number | null): value is number {
  return Number.isSafeInteger(value) && Number(value) >= 0;
}

function definedOf(own: OwnBodyRules): OwnBodyRules {
  return Object.fromEntries(Object.entries(own).filter(([, value]) => value !== undefined));
}

/** What the law gives the members' assembly is theirs: given up, nobody could decide it, nor ever give it back. */
function reservedFaults(base: RuleSet, own: OwnRules): readonly Fault[] {
  const kept = own['members-assembly']?.powers;
  const taken = bodyRulesOf(base, 'members-assembly').powers.filter((kind) => kept?.includes(kind) === false);
  if (taken.length === 0) return [];
  const powers = inBoth(taken.map((kind) => motionKindWords[kind]));
  return [{ code: 'assembly.powers-reserved', values: { powers }, pointer: '/members-assembly/powers' }];
}

function inBoth(all: readonly Sentence[]): Sentence {
  return { zh: all.map(({ zh }) => zh).join('、'), en: all.map(({ en }) => en).join(', ') };
}

function laxerFault(base: RuleSet, body: Body, dimension: Dimension): Fault {
  return {
    code: 'assembly.rules-laxer',
    values: {
      body: bodyWords[body],
      dimension: dimensionWords[dimension],
      rules: base.name,
    },
    pointer: `/${body}/${dimension}`,
  };
}
