/**
 * Who may decide what, and by how many: the rules of a cooperative's bodies as dated data.
 * Every threshold is a fraction of two whole numbers and a named base; the number it asks for is found with whole
 * numbers only. One rule set is in force on any day, and a decision is judged by the rules of its own day.
 */
import type { LocalDate } from './calendar.ts';
import { refuse } from './refusal.ts';
import type { Sentence } from './language.ts';
import { bodyWords } from './words.ts';

/** 成员大会, 股民代表大会, 理事会, 监事会. */
export const bodies = ['members-assembly', 'representative-assembly', 'board', 'supervisors'] as const;
export type Body = (typeof bodies)[number];

export const motionKinds = [
  'allotment-scheme',
  'dividend-run',
  'dividend-difference',
  'distribution-plan',
  'budget',
  'election',
  'report',
  'articles',
  'rules',
  'membership',
  'land-contract',
  'land-compensation',
  'construction-land',
  'officers-pay',
  'merger',
  'investment',
  'other',
] as const;
export type MotionKind = (typeof motionKinds)[number];

export const motionKindWords: Readonly<Record<MotionKind, Sentence>> = {
  'allotment-scheme': { zh: '配股（份额量化）方案', en: 'allotment (share quantification) scheme' },
  'dividend-run': { zh: '分红', en: 'dividend' },
  'dividend-difference': { zh: '分红补差', en: 'dividend difference' },
  'distribution-plan': { zh: '收益分配方案', en: 'distribution plan' },
  budget: { zh: '财务预决算', en: 'budget and final accounts' },
  election: { zh: '选举、罢免', en: 'election or removal' },
  report: { zh: '工作报告', en: 'report' },
  articles: { zh: '章程', en: 'articles' },
  rules: { zh: '内部管理制度', en: 'internal rules' },
  membership: { zh: '成员确认', en: 'confirmation of members' },
  'land-contract': { zh: '土地承包和宅基地使用', en: 'land contracting and homesteads' },
  'land-compensation': { zh: '土地补偿费分配', en: 'land compensation' },
  'construction-land': {
    zh: '集体经营性建设用地使用、出让、出租',
    en: 'use, sale or lease of construction land',
  },
  'officers-pay': { zh: '理事、监事和聘用人员薪酬', en: 'pay of officers and managers' },
  merger: { zh: '合并、分立', en: 'merger or division' },
  investment: { zh: '投资等重大事项', en: 'investment and other major matters' },
  other: { zh: '其他事项', en: 'other matters' },
};

/** A share of a base, two whole numbers. `inclusive` is 以上 (the number itself suffices); otherwise 超过, more than. */
export interface Proportion {
  readonly numerator: number;
  readonly denominator: number;
  readonly inclusive: boolean;
}

/** Whose number the quorum is a part of. Each is the number on the frozen list of its body. */
export type QuorumBase = 'with-capacity' | 'representatives' | 'members-of-body' | 'households';

/**
 * What the agreement is a part of. `all`: the whole entitled list, present or not; `present`: those present or
 * represented, abstaining or silent; `cast`: the ballots given in, abstentions among them.
 */
export const majorityBases = ['all', 'present', 'cast'] as const;
export type MajorityBase = (typeof majorityBases)[number];

/** `clear-days`: neither the notice day nor the meeting day counts; `first-day-excluded`: the meeting day counts. */
export const dayCountings = ['clear-days', 'first-day-excluded'] as const;
export type DayCounting = (typeof dayCountings)[number];

export interface NoticeRule {
  readonly days: number;
  readonly counting: DayCounting;
}

/** `mostPerProxy`: how many absent persons one proxy may stand for; null is no limit. */
export interface ProxyRule {
  readonly allowed: boolean;
  readonly withinHousehold: boolean;
  readonly mostPerProxy: number | null;
}

/** How representatives are spread: at least so many in all, one for so many households of a group. */
export interface RepresentationRule {
  readonly leastSeats: number;
  readonly leastHouseholdsPerSeat: number;
  readonly mostHouseholdsPerSeat: number;
  /** The law of 2025 asks for "a fitting number" of women; the cooperative says how many. */
  readonly leastWomen: number;
  /** Of all representatives, where a law says so. */
  readonly leastWomenShare?: Proportion | undefined;
}

export const voteCountings = ['by-head', 'by-shares'] as const;
export type VoteCounting = (typeof voteCountings)[number];

export interface BodyRules {
  readonly powers: readonly MotionKind[];
  readonly forbidden: readonly { readonly kinds: readonly MotionKind[]; readonly article: Sentence }[];
  readonly quorum: Proportion & { readonly base: QuorumBase };
  /** The part of the households whose presence makes a quorum as well; absent where no law says so. */
  readonly households?: Proportion | undefined;
  /** The part of the women on the list who must be there besides; absent where no law asks it. */
  readonly women?: Proportion | undefined;
  readonly majority: Proportion & { readonly base: MajorityBase };
  readonly notice: NoticeRule;
  readonly proxies: ProxyRule;
  readonly counting: readonly VoteCounting[];
  /** Full years of a term; null where the rules set none. */
  readonly termYears: number | null;
  readonly representation: RepresentationRule | null;
}

export interface RuleSet {
  readonly id: string;
  /** The set that this one is a part of, where the law of its place changed within; else its own id. */
  readonly family: string;
  readonly name: Sentence;
  readonly effectiveFrom: LocalDate;
  /** The last day in force; null while it still is. */
  readonly effectiveTo: LocalDate | null;
  readonly bodies: Readonly<Partial<Record<Body, BodyRules>>>;
}

/**
 * The least whole number that satisfies the proportion of `base`: ⌈2/3⌉ of 44 is 30, more than 2/3 of 45 is 31.
 * Weights are asked for in their own smallest unit (ten-thousandths of a share). A base is never negative.
 */
export function leastNumber(
  fraction: { readonly numerator: number; readonly denominator: number },
  base: bigint,
  inclusive: boolean,
): bigint {
  const [numerator, denominator] = [BigInt(fraction.numerator), BigInt(fraction.denominator)];
  if (denominator <= 0n || numerator < 0n || base < 0n)
    throw new RangeError('A proportion is two whole numbers of a base, none of them negative.');
  const product = numerator * base;
  return inclusive ? (product + denominator - 1n) / denominator : product / denominator + 1n;
}

/** The set in force on `date`; of two that overlap, the one that began later. Refuses a day without any. */
export function ruleSetOn(date: LocalDate, sets: readonly RuleSet[]): RuleSet {
  const inForce = sets.filter(
    ({ effectiveFrom, effectiveTo }) =>
      !date.isBefore(effectiveFrom) && (effectiveTo === null || !date.isAfter(effectiveTo)),
  );
  const [first, ...rest] = inForce;
  if (first === undefined) throw refuse('assembly.no-rules-on-date', { date: `${date}` });
  return rest.reduce(
    (latest, each) => (each.effectiveFrom.isAfter(latest.effectiveFrom) ? each : latest),
    first,
  );
}

/** The rules of one body in a set; refuses a body the set does not know. */
export function bodyRulesOf(rules: RuleSet, body: Body): BodyRules {
  const found = rules.bodies[body];
  if (found === undefined)
    throw refuse('assembly.body-unknown-to-rules', {
      body: bodyWords[body],
      rules: rules.name,
    });
  return found;
}

/** Whether the rules give the body the power over the matter. */
export function hasPower(rules: RuleSet, body: Body, motionKind: MotionKind): boolean {
  return rules.bodies[body]?.powers.includes(motionKind) === true;
}

/**
 * Refuses a decision by a body that lacks the power on `date`, naming the article that forbids it where one does.
 * A scheme decided by representatives is refused from 2025-05-01 and stays valid history before (law arts 26, 28).
 */
export function requirePower(rules: RuleSet, body: Body, motionKind: MotionKind, date: LocalDate): BodyRules {
  if (date.isBefore(rules.effectiveFrom) || (rules.effectiveTo !== null && date.isAfter(rules.effectiveTo)))
    throw refuse('assembly.rules-not-in-force', {
      rules: rules.name,
      date: `${date}`,
    });
  const found = bodyRulesOf(rules, body);
  if (found.powers.includes(motionKind)) return found;
  const article = found.forbidden.find(({ kinds }) => kinds.includes(motionKind))?.article;
  const values = {
    date: `${date}`,
    body: bodyWords[body],
    matter: motionKindWords[motionKind],
  };
  if (article === undefined) throw refuse('assembly.power-not-given', { ...values, rules: rules.name });
  throw refuse('assembly.power-forbidden', { ...values, article });
}
