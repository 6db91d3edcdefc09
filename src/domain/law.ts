/**
 * Law as data: what the ledger's rules rest on, each with its text, article, place and period. Rules read it, refusals and
 * papers cite it. An id is `rule@edition`; of one rule at most one row holds on any day in any place.
 */
import type { LocalDate } from './calendar.ts';
import type { Sentence } from './language.ts';
import { lawOfBooks } from './law-books.ts';
import { lawOfDecisions } from './law-decisions.ts';
import { lawOfMembers } from './law-members.ts';
import { lawOfMoney } from './law-money.ts';
import type { Jurisdiction, LawRow, LawValue } from './law-row.ts';

export type { Community, Jurisdiction, LawRow, LawValue } from './law-row.ts';

const pack = { ...lawOfDecisions, ...lawOfMembers, ...lawOfMoney, ...lawOfBooks };

export type LawId = keyof typeof pack;
export type LawRule = LawId extends `${infer Rule}@${string}` ? Rule : never;

/** Where only the nation's rules are asked for, and those that hold in towns and villages alike. */
export const nation: Jurisdiction = { province: 'CN', community: 'urban' };

/** A row with its id. */
export interface Law extends LawRow {
  readonly id: LawId;
}

export const lawPack: readonly Law[] = Object.entries(pack).map(([id, row]) => ({ ...row, id: id as LawId }));

export function lawRule(id: LawId): LawRule {
  return id.slice(0, id.indexOf('@')) as LawRule;
}

export function lawById(id: LawId): Law {
  return { ...pack[id], id };
}

export function isInForce({ from, to }: Pick<LawRow, 'from' | 'to'>, day: LocalDate): boolean {
  return !day.isBefore(from) && (to === null || !day.isAfter(to));
}

export function appliesIn(
  { place, community }: Pick<LawRow, 'place' | 'community'>,
  { province, community: own }: Jurisdiction,
): boolean {
  return (place === 'CN' || place === province) && (community === 'both' || community === own);
}

const rowsOfRules = Map.groupBy(lawPack, ({ id }) => lawRule(id));

/** All rows of a rule, of every place and time. */
export function rowsOfRule(rule: LawRule): readonly Law[] {
  return rowsOfRules.get(rule) ?? [];
}

/** The row of a rule that holds on a day in a jurisdiction: the province's own before the nation's; undefined where none does. */
export function lawInForce(rule: LawRule, day: LocalDate, jurisdiction: Jurisdiction): Law | undefined {
  const found = rowsOfRule(rule).filter((law) => isInForce(law, day) && appliesIn(law, jurisdiction));
  return found.find(({ place }) => place !== 'CN') ?? found[0];
}

/** The figure of a rule, where one holds. Asking for another kind than the pack has is a programming error. */
export function lawValue<Kind extends LawValue['kind']>(
  kind: Kind,
  rule: LawRule,
  day: LocalDate,
  jurisdiction: Jurisdiction,
): Extract<LawValue, { readonly kind: Kind }> | undefined {
  const value = lawInForce(rule, day, jurisdiction)?.value;
  if (value === undefined || value === null) return undefined;
  if (!isOf(kind, value)) throw new TypeError(`${rule} is no ${kind} but a ${value.kind}.`);
  return value;
}

/**
 * The figure that the ledger goes by on a day: of the law in force, and where none was of the first row of the rule, as a default. For
 * rules of the nation that must have a figure at any time.
 */
export function figureOn<Kind extends LawValue['kind']>(
  kind: Kind,
  rule: LawRule,
  day: LocalDate,
): Extract<LawValue, { readonly kind: Kind }> {
  const [first] = [...rowsOfRule(rule)].sort((a, b) => (a.from.isBefore(b.from) ? -1 : 1));
  const value = lawValue(kind, rule, day, nation) ?? first?.value;
  if (value === undefined || value === null || !isOf(kind, value))
    throw new TypeError(`${rule} has no ${kind}.`);
  return value;
}

/** What a rule rests on where no text of the day asks it. */
export const defaultOfHegu: Sentence = {
  zh: '本系统的缺省规则（当时没有法律这样规定）',
  en: 'a default of Hegu, since no law of the day asked it',
};

/** The words by which a matter of a day cites its rule: the row in force that day, never a later law; without one, the default it is. */
export function citationOn(rule: LawRule, day: LocalDate, where: Jurisdiction = nation): Sentence {
  const law = lawInForce(rule, day, where);
  return law === undefined ? defaultOfHegu : citation(law.id);
}

/**
 * As `citation`, for papers that outlive their day: what no law asks is the articles' or Hegu's own, and no text is named beside it, least of
 * all one that was written later.
 */
export function citationOnPaper(id: LawId): Sentence {
  return lawById(id).force === 'default'
    ? { zh: '本社章程或本系统的缺省规则，非法律规定', en: 'by the articles or a default of Hegu, not by law' }
    : citation(id);
}

function isOf<Kind extends LawValue['kind']>(
  kind: Kind,
  value: LawValue,
): value is Extract<LawValue, { readonly kind: Kind }> {
  return value.kind === kind;
}

/**
 * The words by which refusals and papers cite a row: `《农村集体经济组织法》第二十七条`. What the law leaves open is called a
 * default, and a text that nobody read yet is said to be unconfirmed.
 */
export function citation(id: LawId): Sentence {
  const { text, article, force, known } = lawById(id);
  const number =
    text.number.kind === 'document'
      ? { zh: `（${text.number.text}）`, en: ` (${text.number.text})` }
      : { zh: '', en: '' };
  const whole = {
    zh: `《${text.title.zh}》${number.zh}${article.zh}`,
    en: `the ${text.title.en}${number.en}, ${article.en}`,
  };
  const open: Readonly<Record<LawRow['force'], Sentence>> = {
    law: whole,
    default: {
      zh: `缺省规则（${whole.zh}没有规定，或者由章程规定）`,
      en: `the default where ${whole.en} leaves it open`,
    },
    practice: { zh: `实践做法（参见${whole.zh}）`, en: `practice (see ${whole.en})` },
  };
  const { zh, en } = open[force];
  return known === 'read' ? { zh, en } : { zh: `${zh}（条文待核对）`, en: `${en} (text unconfirmed)` };
}
