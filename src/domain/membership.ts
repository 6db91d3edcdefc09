/**
 * Membership of a cooperative: dated standings, never a mere flag. Each record has the day it counts from (`effectiveOn`)
 * and the moment it was written (`recordedAt`), so "who was a retiree on 30 June" is answered as known then and as
 * corrected since. Nothing is edited: a mistake is taken back by a later record that names it.
 */
import { standingKindWords, standingWords } from './words.ts';
import type { LocalDate } from './calendar.ts';
import { refuse, type Fault } from './refusal.ts';

export const sexes = ['male', 'female'] as const;
export type Sex = (typeof sexes)[number];

/** Relation to the head of the household (与户主关系). */
export const relations = [
  'head',
  'spouse',
  'child',
  'child-in-law',
  'grandchild',
  'parent',
  'parent-in-law',
  'grandparent',
  'sibling',
  'other',
] as const;
export type Relation = (typeof relations)[number];

export const standingKinds = ['admitted', 'retired', 'left', 'reinstated', 'deceased', 'void'] as const;
export type StandingKind = (typeof standingKinds)[number];

export interface StandingRecord {
  readonly id: string;
  readonly kind: StandingKind;
  readonly effectiveOn: LocalDate;
  readonly recordedAt: Date;
  /** The record this one takes the place of. Kind `void` strikes it without a successor. */
  readonly corrects?: string;
  /** Of a death, which one person enters at once: when another confirmed it; null: nobody did yet. */
  readonly confirmedAt?: Date | null;
}

/** What a person is on a day. `none`: not a member (yet), such as a shareholder who is no member. */
export const standingStates = ['none', 'admitted', 'retired', 'left', 'deceased'] as const;
export type StandingState = (typeof standingStates)[number];

export interface Standing {
  readonly state: StandingState;
  /** Day of the record that brought the state; null with `none`. */
  readonly since: LocalDate | null;
  readonly admittedOn: LocalDate | null;
  /** First day as a retiree, also before the admission; stays known after death, and through leaving and return. */
  readonly retiredOn: LocalDate | null;
  readonly deceasedOn: LocalDate | null;
}

const noStanding: Standing = {
  state: 'none',
  since: null,
  admittedOn: null,
  retiredOn: null,
  deceasedOn: null,
};

const successors: Readonly<Record<StandingState, readonly StandingKind[]>> = {
  // Elders may have retired elsewhere before the cooperative let them in.
  none: ['retired', 'admitted', 'deceased'],
  admitted: ['retired', 'left', 'deceased'],
  retired: ['left', 'deceased'],
  left: ['reinstated', 'deceased'],
  deceased: [],
};

/** The records in force as known at a moment (`null`: everything known), earliest first; struck and replaced ones left out. */
export function standingsKnown(
  records: readonly StandingRecord[],
  knownAt: Date | null,
): readonly StandingRecord[] {
  const known = knownAt === null ? records : records.filter((record) => record.recordedAt <= knownAt);
  const replaced = new Set(known.map((record) => record.corrects));
  return known.filter((record) => record.kind !== 'void' && !replaced.has(record.id)).sort(byEffect);
}

/** What a person is on `date`, as known at `knownAt` (`null`: as known now). Both days are inclusive. */
export function standingOn(
  records: readonly StandingRecord[],
  date: LocalDate,
  knownAt: Date | null = null,
): Standing {
  return standingsKnown(records, knownAt)
    .filter((record) => !record.effectiveOn.isAfter(date))
    .reduce(follow, noStanding);
}

/**
 * What a person is for votes and shares: money stops with a death that one person entered, but takes no vote from anybody and moves no
 * share before another person confirmed it.
 */
export function confirmedStandingOn(
  records: readonly StandingRecord[],
  date: LocalDate,
  knownAt: Date | null = null,
): Standing {
  const confirmed = ({ confirmedAt }: StandingRecord) =>
    confirmedAt === undefined || (confirmedAt !== null && (knownAt === null || confirmedAt <= knownAt));
  return standingOn(records.filter(confirmed), date, knownAt);
}

/** Dead from the day of death on, whatever else is recorded of the day. */
export function isDeceased({ state }: Pick<Standing, 'state'>): boolean {
  return state === 'deceased';
}

/** A person of a household, as the register has it on a day. */
export interface Housemate {
  readonly relation: Relation | null;
  /** Since when with this relation in this household. */
  readonly placedOn: LocalDate | null;
  readonly standing: Pick<Standing, 'state'>;
  /** Natural order of the register number. */
  readonly sortKey: string;
}

/**
 * Who heads a household on a day: speaks, signs and receives for it. The one placed as its head who lives and has a standing that was confirmed; of several (the
 * earlier left, or a roster had two) the one placed last, then by register number. Undefined: nobody, and its money waits
 * until the register names somebody. `people`: of one household.
 */
export function headOf<Person extends Housemate>(people: readonly Person[]): Person | undefined {
  return people
    .filter(({ relation, standing }) => relation === 'head' && mayHead(standing))
    .reduce<Person | undefined>(
      (first, each) => (first && !headsBefore(each, first) ? first : each),
      undefined,
    );
}

function headsBefore(one: Housemate, other: Housemate): boolean {
  if (one.placedOn === null || other.placedOn === null) return one.placedOn !== null;
  const later = one.placedOn.compare(other.placedOn);
  return later === 0 ? one.sortKey < other.sortKey : later > 0;
}

/** The dead receive nothing, nor do those whom nobody confirmed. */
function mayHead(standing: Pick<Standing, 'state'>): boolean {
  return standing.state !== 'none' && !isDeceased(standing);
}

/** Why somebody cannot be made head of a household. */
export function headFault(person: { readonly name: string; readonly standing: Standing }): Fault | null {
  return mayHead(person.standing) ? null : { code: 'membership.unfit-head', values: { name: person.name } };
}

/** A member of the cooperative on the day: admitted or retired, not left, not deceased. */
export function isMember(standing: Standing): boolean {
  return standing.state === 'admitted' || standing.state === 'retired';
}

/**
 * Whether a person who holds shares is an outsider to the collective on the day: no member, or not any more. Death makes nobody an
 * outsider: what the dead leave stands where their own dividends stood.
 */
export function isOutsider(records: readonly StandingRecord[], date: LocalDate): boolean {
  const alive = standingsKnown(records, null).filter(({ kind }) => kind !== 'deceased');
  return !isMember(standingOn(alive, date));
}

/**
 * Faults of a whole history: each step must be one that life allows (nobody leaves before admission, nothing follows
 * death), none before birth, and a death not in the future. Product: Register of members and households.
 */
export function standingFaults(
  records: readonly StandingRecord[],
  facts: { readonly birthDate: LocalDate | null; readonly today: LocalDate },
): readonly Fault[] {
  const faults: Fault[] = [];
  let standing = noStanding;
  const known = standingsKnown(records, null);
  const admitted = known.some(({ kind }) => kind === 'admitted');
  for (const record of known) {
    const date = record.effectiveOn.toString();
    const retiresAmiss = record.kind === 'retired' && (standing.retiredOn !== null || !admitted);
    if (retiresAmiss || !successors[standing.state].includes(record.kind)) {
      faults.push({
        code: 'membership.standing-out-of-order',
        values: { from: standingWords[standing.state], to: standingKindWords[record.kind], date },
      });
    }
    if (facts.birthDate !== null && record.effectiveOn.isBefore(facts.birthDate)) {
      faults.push({
        code: 'membership.standing-before-birth',
        values: { to: standingKindWords[record.kind], date, birthDate: facts.birthDate.toString() },
      });
    }
    if (record.kind === 'deceased' && record.effectiveOn.isAfter(facts.today)) {
      faults.push({ code: 'membership.death-in-future', values: { date } });
    }
    standing = follow(standing, record);
  }
  return faults;
}

/** Which record a correction may name: one that exists, is in force, and is not itself a strike. */
export function requireCorrectable(records: readonly StandingRecord[], id: string): StandingRecord {
  const found = standingsKnown(records, null).find((record) => record.id === id);
  if (found === undefined) throw refuse('membership.standing-not-in-force', {});
  return found;
}

function follow(before: Standing, record: StandingRecord): Standing {
  const since = record.effectiveOn;
  switch (record.kind) {
    // Whoever retired before is a retiree from the admission on, and has been one in years since the day of retirement.
    case 'admitted':
      return {
        ...before,
        state: before.retiredOn === null ? 'admitted' : 'retired',
        since,
        admittedOn: since,
      };
    case 'retired':
      return before.state === 'none'
        ? { ...before, retiredOn: since }
        : { ...before, state: 'retired', since, retiredOn: since };
    case 'left':
      return { ...before, state: 'left', since };
    // Whoever was a retiree when leaving is one again on return.
    case 'reinstated':
      return { ...before, state: before.retiredOn === null ? 'admitted' : 'retired', since };
    case 'deceased':
      return { ...before, state: 'deceased', since, deceasedOn: since };
    case 'void':
      return before;
  }
}

// On one day and in one writing, admission precedes retirement: the founding roster enters retirees with both.
function byEffect(a: StandingRecord, b: StandingRecord): number {
  return (
    a.effectiveOn.compare(b.effectiveOn) ||
    a.recordedAt.getTime() - b.recordedAt.getTime() ||
    standingKinds.indexOf(a.kind) - standingKinds.indexOf(b.kind)
  );
}
