/**
 * The rule sets that ship, read from the law pack by community and province: urban communities and villages of the time
 * before, and the law in force since 2025-05-01. They are data, never changed once published; a cooperative's stricter rules
 * are laid over them. What no law of the time says is a default: no days of notice, nobody stands for another.
 */
import {
  motionKinds,
  type BodyRules,
  type MotionKind,
  type Proportion,
  type ProxyRule,
  type RepresentationRule,
  type RuleSet,
} from './assembly-rules.ts';
import { LocalDate } from './calendar.ts';
import type { Sentence } from './language.ts';
import {
  citation,
  appliesIn,
  lawInForce,
  lawValue,
  nation,
  rowsOfRule,
  type Jurisdiction,
  type LawId,
  type LawRule,
  type LawValue,
} from './law.ts';
import { collectivesLaw } from './law-texts.ts';

const noProxies: ProxyRule = { allowed: false, withinHousehold: true, mostPerProxy: 0 };
const household: ProxyRule = { allowed: true, withinHousehold: true, mostPerProxy: null };
const moreThanHalf: Proportion = { numerator: 1, denominator: 2, inclusive: false };

/** What the executive bodies may decide for themselves: carrying out what an assembly resolved. */
const EXECUTIVE: readonly MotionKind[] = ['dividend-difference', 'other'];
const SUPERVISORY: readonly MotionKind[] = ['report', 'other'];

const allBut = (excluded: readonly MotionKind[]): readonly MotionKind[] =>
  motionKinds.filter((kind) => !excluded.includes(kind));

const setRules = [
  'members-assembly.quorum',
  'members-assembly.households',
  'members-assembly.majority',
  'members-assembly.notice',
  'members-assembly.proxies',
  'members-assembly.vote',
  'representatives.excluded',
  'representatives.quorum',
  'representatives.women-quorum',
  'representatives.majority',
  'representatives.notice',
  'representatives.proxies',
  'representatives.vote',
  'representatives.term',
  'representatives.households',
  'representatives.women',
  'representatives.least',
  'board.quorum',
  'board.majority',
  'board.term',
  'supervisors.quorum',
  'supervisors.majority',
  'supervisors.term',
] as const satisfies readonly LawRule[];
type SetRule = (typeof setRules)[number];

/** Every rule of the pack that a set takes something from: where one of them changes, another set begins. */
export function rulesOfSets(): readonly SetRule[] {
  return setRules;
}

/** The pack as one day and place know it. */
class Reading {
  readonly day: LocalDate;
  readonly jurisdiction: Jurisdiction;

  constructor(day: LocalDate, jurisdiction: Jurisdiction) {
    this.day = day;
    this.jurisdiction = jurisdiction;
  }

  value<Kind extends LawValue['kind']>(kind: Kind, rule: SetRule) {
    return lawValue(kind, rule, this.day, this.jurisdiction);
  }

  proportion(rule: SetRule): Proportion {
    const { numerator, denominator, inclusive } = this.value('proportion', rule) ?? moreThanHalf;
    return { numerator, denominator, inclusive };
  }

  /** Of a rule that no law has, nothing at all. */
  part<Name extends 'households' | 'women'>(
    name: Name,
    rule: SetRule,
  ): { readonly [Key in Name]?: Proportion } {
    if (this.value('proportion', rule) === undefined) return {};
    return { [name]: this.proportion(rule) } as { readonly [Key in Name]: Proportion };
  }

  majority(rule: SetRule): BodyRules['majority'] {
    const of = this.value('proportion', rule)?.of;
    return { ...this.proportion(rule), base: of === 'all' ? 'all' : 'present' };
  }

  /** A law of days is counted in full days; where none speaks a default of none. */
  notice(rule: SetRule): BodyRules['notice'] {
    const law = this.value('days', rule);
    return law ? { days: law.days, counting: 'clear-days' } : { days: 0, counting: 'first-day-excluded' };
  }

  proxies(rule: SetRule): ProxyRule {
    return this.value('allowed', rule)?.allowed ? household : noProxies;
  }

  counting(rule: SetRule): BodyRules['counting'] {
    return this.value('listed', rule) ? ['by-head'] : ['by-head', 'by-shares'];
  }

  termYears(rule: SetRule): number | null {
    return this.value('years', rule)?.years ?? null;
  }

  representation(): RepresentationRule | null {
    const households = this.value('count', 'representatives.households');
    if (!households) return null;
    const women = lawInForce('representatives.women', this.day, this.jurisdiction)?.value;
    return {
      leastSeats: this.value('count', 'representatives.least')?.least ?? 1,
      leastHouseholdsPerSeat: households.least,
      mostHouseholdsPerSeat: households.most ?? households.least,
      leastWomen: women?.kind === 'count' ? women.least : 0,
      ...(women?.kind === 'proportion' && { leastWomenShare: this.proportion('representatives.women') }),
    };
  }
}

interface Shipped {
  readonly id: string;
  readonly family?: string;
  readonly name: Sentence;
  readonly from: LocalDate;
  readonly to: LocalDate | null;
}

const SINCE = LocalDate.parse(collectivesLaw.from);

const LAW_OF_2025: Shipped = {
  id: 'law-2025',
  name: { zh: '农村集体经济组织法', en: 'Law on Rural Collective Economic Organizations' },
  from: SINCE,
  to: null,
};
const EVE = SINCE.plusDays(-1);

/** By the great changes of the law; where a rule of a place changes within one, it is split there. */
const before: Readonly<Record<Jurisdiction['community'], readonly Shipped[]>> = {
  urban: [
    {
      id: 'residents-assembly',
      name: {
        zh: '居民代表会议制度（2025年5月1日以前）',
        en: "residents' representative assembly (before 1 May 2025)",
      },
      from: LocalDate.of(1990, 1, 1),
      to: EVE,
    },
  ],
  village: [
    {
      id: 'villagers-1998',
      name: {
        zh: '村民会议和村民代表会议制度（2010年10月28日以前）',
        en: "villagers' assembly and representatives (before 28 October 2010)",
      },
      from: LocalDate.of(1990, 1, 1),
      to: LocalDate.of(2010, 10, 27),
    },
    {
      id: 'villagers-2010',
      name: {
        zh: '村民会议和村民代表会议制度（2010年10月28日起）',
        en: "villagers' assembly and representatives (from 28 October 2010)",
      },
      from: LocalDate.of(2010, 10, 28),
      to: LocalDate.of(2018, 12, 28),
    },
    {
      id: 'villagers-2018',
      name: {
        zh: '村民会议和村民代表会议制度（2018年12月29日起）',
        en: "villagers' assembly and representatives (from 29 December 2018)",
      },
      from: LocalDate.of(2018, 12, 29),
      to: EVE,
    },
  ],
};

const ofTheTime: Sentence = {
  zh: '当时的章程和居民（村民）会议制度',
  en: 'the articles and the assembly rules of the time',
};

/** Executive bodies of the time before had no law: more than half of them, and of those present. */
const byArticles: Omit<BodyRules, 'powers' | 'forbidden'> = {
  quorum: { ...moreThanHalf, base: 'members-of-body' },
  majority: { ...moreThanHalf, base: 'present' },
  notice: { days: 0, counting: 'first-day-excluded' },
  proxies: noProxies,
  counting: ['by-head', 'by-shares'],
  termYears: null,
  representation: null,
};

function bodyOf(reading: Reading, body: 'board' | 'supervisors', powers: readonly MotionKind[]): BodyRules {
  const since = !reading.day.isBefore(LAW_OF_2025.from);
  const forbidden = [
    { kinds: allBut(powers), article: since ? citation('assembly.powers@2025') : ofTheTime },
  ];
  if (!since) return { ...byArticles, powers, forbidden };
  return {
    powers,
    forbidden,
    quorum: { ...reading.proportion(`${body}.quorum`), base: 'members-of-body' },
    majority: reading.majority(`${body}.majority`),
    notice: byArticles.notice,
    proxies: noProxies,
    counting: ['by-head'],
    termYears: reading.termYears(`${body}.term`),
    representation: null,
  };
}

/**
 * The set in the parts within which nothing changes that it takes from the pack. The last part keeps the id, which records name; the
 * parts before it say until when they hold.
 */
function partsOf(whole: Shipped, jurisdiction: Jurisdiction): readonly Shipped[] {
  const { id, name, from, to } = whole;
  const changes = setRules
    .flatMap((rule) => rowsOfRule(rule).filter((row) => appliesIn(row, jurisdiction)))
    .flatMap((row) => [row.from, ...(row.to === null ? [] : [row.to.plusDays(1)])])
    .filter((day) => day.isAfter(from) && (to === null || !day.isAfter(to)));
  const begins = [...new Map([from, ...changes].map((day) => [`${day}`, day])).values()].sort((a, b) =>
    a.isBefore(b) ? -1 : 1,
  );
  return begins.map((begin, index) => {
    const next = begins[index + 1];
    if (next === undefined) return { ...whole, from: begin, family: id };
    const last = next.plusDays(-1);
    return {
      id: `${id}-until-${last}`,
      name: { zh: `${name.zh}（至${last}）`, en: `${name.en} (until ${last})` },
      from: begin,
      to: last,
      family: id,
    };
  });
}

function setOf({ id, family = id, name, from, to }: Shipped, jurisdiction: Jurisdiction): RuleSet {
  const reading = new Reading(from, jurisdiction);
  const excluded = (reading.value('listed', 'representatives.excluded')?.items ??
    []) as readonly MotionKind[];
  const article = (law: LawId, kinds: readonly MotionKind[]) =>
    kinds.length === 0 ? [] : [{ kinds, article: citation(law) }];
  return {
    id,
    family,
    name,
    effectiveFrom: from,
    effectiveTo: to,
    bodies: {
      'members-assembly': {
        powers: motionKinds,
        forbidden: [],
        quorum: { ...reading.proportion('members-assembly.quorum'), base: 'with-capacity' },
        ...reading.part('households', 'members-assembly.households'),
        majority: reading.majority('members-assembly.majority'),
        notice: reading.notice('members-assembly.notice'),
        proxies: reading.proxies('members-assembly.proxies'),
        counting: reading.counting('members-assembly.vote'),
        termYears: null,
        representation: null,
      },
      'representative-assembly': {
        powers: allBut(excluded),
        forbidden: [
          ...article(
            'quantification.body@2025',
            excluded.filter((kind) => kind === 'allotment-scheme'),
          ),
          ...article(
            'representatives.excluded@2025',
            excluded.filter((kind) => kind !== 'allotment-scheme'),
          ),
        ],
        quorum: { ...reading.proportion('representatives.quorum'), base: 'representatives' },
        ...reading.part('women', 'representatives.women-quorum'),
        majority: reading.majority('representatives.majority'),
        notice: reading.notice('representatives.notice'),
        proxies: reading.proxies('representatives.proxies'),
        counting: reading.counting('representatives.vote'),
        termYears: reading.termYears('representatives.term'),
        representation: reading.representation(),
      },
      board: bodyOf(reading, 'board', EXECUTIVE),
      supervisors: bodyOf(reading, 'supervisors', SUPERVISORY),
    },
  };
}

/** The sets of a place: those of its community before the law of 2025, and that law. */
export function ruleSetsIn(jurisdiction: Jurisdiction): readonly RuleSet[] {
  return [...before[jurisdiction.community], LAW_OF_2025]
    .flatMap((each) => partsOf(each, jurisdiction))
    .map((each) => setOf(each, jurisdiction));
}

/** Whether the set is of the time before the law of 2025, when residents sat who were no members. */
export function isBeforeTheLaw({ family }: RuleSet): boolean {
  return family !== LAW_OF_2025.id;
}

/** Where no province has rules of its own, in an urban community. */
export const shippedRuleSets: readonly RuleSet[] = ruleSetsIn(nation);
export const [residentsAssemblyRules, lawOf2025] = shippedRuleSets as readonly [RuleSet, RuleSet];
