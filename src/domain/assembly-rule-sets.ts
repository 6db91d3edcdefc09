/**
 * The two rule sets that ship: residents' assemblies of the time before, and the law in force since 2025-05-01.
 * They are data, never changed once published; a cooperative's stricter rules are laid over them.
 * Sources: 城市居民委员会组织法 art. 10 (in force 1990-01-01); 农村集体经济组织法 arts 26 to 32.
 */
import {
  motionKinds,
  type BodyRules,
  type MotionKind,
  type ProxyRule,
  type RuleSet,
} from './assembly-rules.ts';
import { LocalDate } from './calendar.ts';

const noProxies: ProxyRule = { allowed: false, withinHousehold: true, mostPerProxy: 0 };
const twoThirds = { numerator: 2, denominator: 3, inclusive: true } as const;
const moreThanHalf = { numerator: 1, denominator: 2, inclusive: false } as const;

const allBut = (excluded: readonly MotionKind[]): readonly MotionKind[] =>
  motionKinds.filter((kind) => !excluded.includes(kind));

/** What the executive bodies may decide for themselves: carrying out what an assembly resolved. */
const EXECUTIVE: readonly MotionKind[] = ['dividend-difference', 'other'];
const SUPERVISORY: readonly MotionKind[] = ['report', 'other'];

const beforeTheLaw: Pick<
  BodyRules,
  'quorum' | 'majority' | 'notice' | 'proxies' | 'counting' | 'termYears' | 'representation'
> = {
  quorum: { ...moreThanHalf, base: 'members-of-body' },
  majority: { ...moreThanHalf, base: 'present' },
  notice: { days: 5, counting: 'first-day-excluded' },
  proxies: noProxies,
  counting: ['by-head', 'by-shares'],
  termYears: null,
  representation: null,
};

const belongsToAssembly = {
  zh: '当时的章程和居民会议制度',
  en: "the articles and the residents' assembly rules of the time",
};

export const residentsAssemblyRules: RuleSet = {
  id: 'residents-assembly',
  name: {
    zh: '居民代表会议制度（2025年5月1日以前）',
    en: "residents' representative assembly (before 1 May 2025)",
  },
  effectiveFrom: LocalDate.of(1990, 1, 1),
  effectiveTo: LocalDate.of(2025, 4, 30),
  bodies: {
    'members-assembly': {
      ...beforeTheLaw,
      powers: motionKinds,
      forbidden: [],
      quorum: { ...moreThanHalf, base: 'with-capacity' },
      proxies: { allowed: true, withinHousehold: true, mostPerProxy: null },
    },
    'representative-assembly': {
      ...beforeTheLaw,
      powers: motionKinds,
      forbidden: [],
      quorum: { ...moreThanHalf, base: 'representatives' },
    },
    board: {
      ...beforeTheLaw,
      powers: EXECUTIVE,
      forbidden: [{ kinds: allBut(EXECUTIVE), article: belongsToAssembly }],
    },
    supervisors: {
      ...beforeTheLaw,
      powers: SUPERVISORY,
      forbidden: [{ kinds: allBut(SUPERVISORY), article: belongsToAssembly }],
    },
  },
};

const article = (zh: string, en: string) => ({
  zh: `《农村集体经济组织法》${zh}`,
  en: `the Law on Rural Collective Economic Organizations, ${en}`,
});
const onlyMembers = (item: string, number: number) =>
  article(`第二十六条第一款第${item}项、第二十八条`, `art. 26 item ${number} and art. 28`);
const powersOfAssembly = article('第二十六条', 'art. 26');

export const lawOf2025: RuleSet = {
  id: 'law-2025',
  name: { zh: '农村集体经济组织法', en: 'Law on Rural Collective Economic Organizations' },
  effectiveFrom: LocalDate.of(2025, 5, 1),
  effectiveTo: null,
  bodies: {
    'members-assembly': {
      powers: motionKinds,
      forbidden: [],
      quorum: { ...twoThirds, base: 'with-capacity' },
      majority: { ...twoThirds, base: 'all' },
      notice: { days: 10, counting: 'clear-days' },
      proxies: { allowed: true, withinHousehold: true, mostPerProxy: null },
      counting: ['by-head'],
      termYears: null,
      representation: null,
    },
    'representative-assembly': {
      powers: allBut([
        'articles',
        'membership',
        'allotment-scheme',
        'land-contract',
        'land-compensation',
        'merger',
      ]),
      forbidden: [
        { kinds: ['articles'], article: onlyMembers('一', 1) },
        { kinds: ['membership'], article: onlyMembers('三', 3) },
        { kinds: ['allotment-scheme', 'land-contract'], article: onlyMembers('八', 8) },
        { kinds: ['land-compensation'], article: onlyMembers('十', 10) },
        { kinds: ['merger'], article: onlyMembers('十二', 12) },
      ],
      // The law asks for 2/3 of all representatives to agree; fewer than 2/3 present could decide nothing.
      quorum: { ...twoThirds, base: 'representatives' },
      majority: { ...twoThirds, base: 'all' },
      notice: { days: 10, counting: 'clear-days' },
      proxies: noProxies,
      counting: ['by-head'],
      termYears: 5,
      representation: {
        leastSeats: 21,
        leastHouseholdsPerSeat: 5,
        mostHouseholdsPerSeat: 15,
        leastWomen: 1,
      },
    },
    board: {
      powers: EXECUTIVE,
      forbidden: [{ kinds: allBut(EXECUTIVE), article: powersOfAssembly }],
      quorum: { ...twoThirds, base: 'members-of-body' },
      majority: { ...moreThanHalf, base: 'all' },
      notice: { days: 0, counting: 'first-day-excluded' },
      proxies: noProxies,
      counting: ['by-head'],
      termYears: 5,
      representation: null,
    },
    supervisors: {
      powers: SUPERVISORY,
      forbidden: [{ kinds: allBut(SUPERVISORY), article: powersOfAssembly }],
      quorum: { ...twoThirds, base: 'members-of-body' },
      majority: { ...moreThanHalf, base: 'all' },
      notice: { days: 0, counting: 'first-day-excluded' },
      proxies: noProxies,
      counting: ['by-head'],
      termYears: 5,
      representation: null,
    },
  },
};

export const shippedRuleSets: readonly RuleSet[] = [residentsAssemblyRules, lawOf2025];
