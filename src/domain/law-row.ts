/**
 * One row of the law pack: what a text asks, where it stands, for whom and from when to when. A row is never changed once
 * published; a text that changes gets another row.
 */
import { LocalDate } from './calendar.ts';
import type { Sentence, Words } from './language.ts';

/** The provinces whose own rules are in the pack, by the first two digits of GB/T 2260; `CN` is the nation. */
export const lawPlaces = ['CN', '23', '31', '32', '33', '37', '44'] as const;
export type LawPlace = (typeof lawPlaces)[number];

export const lawPlaceWords: Words<LawPlace> = {
  CN: { zh: '全国', en: 'the nation' },
  '23': { zh: '黑龙江省', en: 'Heilongjiang' },
  '31': { zh: '上海市', en: 'Shanghai' },
  '32': { zh: '江苏省', en: 'Jiangsu' },
  '33': { zh: '浙江省', en: 'Zhejiang' },
  '37': { zh: '山东省', en: 'Shandong' },
  '44': { zh: '广东省', en: 'Guangdong' },
};

/** Whether the two digits are a province's of GB/T 2260. */
export function isProvince(code: string): boolean {
  return /^(1[1-5]|2[1-3]|3[1-7]|4[1-6]|5[0-4]|6[1-5]|71|8[12])$/.test(code);
}

/** Under which committee a cooperative stands: an urban residents' committee or a village. */
export const communities = ['urban', 'village'] as const;
export type Community = (typeof communities)[number];

export const communityWords: Words<Community | 'both'> = {
  urban: { zh: '城市社区（居民委员会）', en: "urban community (residents' committee)" },
  village: { zh: '村（村民委员会）', en: "village (villagers' committee)" },
  both: { zh: '城市社区和村', en: 'urban communities and villages' },
};

/** Where a cooperative stands. `province` is the first two digits of GB/T 2260, whether the pack has rules of it or not. */
export interface Jurisdiction {
  readonly province: string;
  readonly community: Community;
}

/**
 * `law`: the text asks it. `default`: the text leaves it to the articles, and this holds until they say otherwise.
 * `practice`: how it is done, without a text that asks it.
 */
export const lawForces = ['law', 'default', 'practice'] as const;
export type LawForce = (typeof lawForces)[number];

export const lawForceWords: Words<LawForce> = {
  law: { zh: '法定', en: 'law' },
  default: { zh: '缺省规则（法律留给章程）', en: 'default (the law leaves it to the articles)' },
  practice: { zh: '实践做法', en: 'practice' },
};

/** `read`: the text was read; `from-memory`: nobody compared it with the text yet. */
export const lawKnowledge = ['read', 'from-memory'] as const;
export type LawKnowledge = (typeof lawKnowledge)[number];

export const lawKnowledgeWords: Words<LawKnowledge> = {
  read: { zh: '已核对原文', en: 'the text was read' },
  'from-memory': { zh: '凭记忆，待核对', en: 'from memory, unconfirmed' },
};

/** What a rule comes to as a figure, where it comes to one. */
export type LawValue =
  | {
      readonly kind: 'proportion';
      readonly numerator: number;
      readonly denominator: number;
      /** 以上: the number itself suffices; otherwise 超过, more than. */
      readonly inclusive: boolean;
      readonly of:
        'with-capacity' | 'representatives' | 'members-of-body' | 'women' | 'households' | 'all' | 'present';
    }
  | { readonly kind: 'days'; readonly days: number; readonly unit: 'calendar' | 'working' }
  | { readonly kind: 'years'; readonly years: number }
  /** `generally`: the text says so itself, and who differs is warned, not refused. */
  | {
      readonly kind: 'count';
      readonly least: number;
      readonly most: number | null;
      readonly generally: boolean;
    }
  /** `duty`: whether it must be set aside at all. */
  | {
      readonly kind: 'percent';
      readonly least: string | null;
      readonly most: string | null;
      readonly base: 'income' | 'after-loss' | 'receipt';
      readonly duty: boolean;
      /** It may stop once the fund has reached the cumulative amount of the articles. */
      readonly untilReached?: true;
    }
  | { readonly kind: 'amount'; readonly yuan: string }
  | { readonly kind: 'day-of-next-month'; readonly day: number }
  | { readonly kind: 'allowed'; readonly allowed: boolean }
  | { readonly kind: 'listed'; readonly items: readonly string[] };

export interface LawRow {
  readonly text: LawText;
  readonly article: Sentence;
  readonly place: LawPlace;
  readonly community: Community | 'both';
  readonly from: LocalDate;
  /** The last day in force; null while it still is. */
  readonly to: LocalDate | null;
  readonly force: LawForce;
  readonly known: LawKnowledge;
  readonly value: LawValue | null;
  readonly says: Sentence;
}

/**
 * The number of a text. `document`: its own, by which it is cited (财农〔2021〕121号). `order`: of the order that published it; a law is
 * cited by its name alone. `unknown`: nobody here has read it yet, and nothing is guessed.
 */
export type LawNumber =
  { readonly kind: 'document' | 'order'; readonly text: string } | { readonly kind: 'unknown' };

/** A law, regulation or notice: what it is called, and its number. */
export interface LawText {
  readonly title: Sentence;
  readonly number: LawNumber;
  readonly place: LawPlace;
  /** The first and last day of the text as a whole. */
  readonly from: string;
  readonly to: string | null;
}

interface Particulars {
  readonly community?: Community;
  readonly from?: string;
  readonly to?: string;
  readonly force?: LawForce;
  readonly known?: LawKnowledge;
  readonly value?: LawValue;
}

/** A row of a text: place and validity are the text's own unless the rule differs. */
export function row(
  text: LawText,
  article: readonly [zh: string, en: string],
  says: readonly [zh: string, en: string],
  particulars: Particulars = {},
): LawRow {
  const { community = 'both', from = text.from, force = 'law', known = 'read', value = null } = particulars;
  const to = particulars.to ?? text.to;
  return {
    text,
    article: { zh: article[0], en: article[1] },
    place: text.place,
    community,
    from: LocalDate.parse(from),
    to: to === null ? null : LocalDate.parse(to),
    force,
    known,
    value,
    says: { zh: says[0], en: says[1] },
  };
}

export const proportion = (
  numerator: number,
  denominator: number,
  of: Extract<LawValue, { kind: 'proportion' }>['of'],
): LawValue => ({ kind: 'proportion', numerator, denominator, inclusive: true, of });

export const moreThanHalf = (of: Extract<LawValue, { kind: 'proportion' }>['of']): LawValue => ({
  kind: 'proportion',
  numerator: 1,
  denominator: 2,
  inclusive: false,
  of,
});

export const days = (count: number, unit: 'calendar' | 'working' = 'calendar'): LawValue => ({
  kind: 'days',
  days: count,
  unit,
});

export const years = (count: number): LawValue => ({ kind: 'years', years: count });

export const allowed = (yes: boolean): LawValue => ({ kind: 'allowed', allowed: yes });

export const listedItems = (...items: readonly string[]): LawValue => ({ kind: 'listed', items });
