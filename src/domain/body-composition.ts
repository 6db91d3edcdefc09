/**
 * How board and supervisors are composed, by person: who sits where keeps nobody's books and cash there, and supervises no near
 * relative. What the law asks without exception is refused; what it asks "generally" is a warning.
 */
import type { Body, MotionKind } from './assembly-rules.ts';
import { LocalDate } from './calendar.ts';
import type { Sentence } from './language.ts';
import { citation } from './law.ts';
import type { Relation } from './membership.ts';
import type { Role } from './permission.ts';
import { refuse, type Fault } from './refusal.ts';
import { roleWords } from './role-words.ts';
import { bodyWords } from './words.ts';

/** Somebody of a body or of the office, with the place in the household by which relatives are known. */
export interface Sitting {
  readonly person: string;
  readonly name: string;
  readonly household: string | null;
  readonly relation: Relation | null;
}

export interface Composition {
  readonly board: readonly Sitting[];
  readonly supervisors: readonly Sitting[];
  /** Who keeps the books and who keeps the cash, where they are members. */
  readonly staff: readonly (Sitting & { readonly role: Extract<Role, 'accountant' | 'cashier'> })[];
}

export interface Judged {
  readonly refused: readonly Fault[];
  readonly warned: readonly Fault[];
}

const LAW_OF_2025 = LocalDate.of(2025, 5, 1);

/** Pairs of one household that are related by marriage only (民法典 art. 1045 names the near relatives). */
const byMarriageOnly: readonly (readonly [Relation, Relation])[] = [
  ['head', 'child-in-law'],
  ['head', 'parent-in-law'],
  ['spouse', 'child-in-law'],
  ['spouse', 'parent'],
  ['spouse', 'grandparent'],
  ['spouse', 'sibling'],
  ['child-in-law', 'parent'],
  ['child-in-law', 'sibling'],
  ['child-in-law', 'grandparent'],
  ['parent', 'parent-in-law'],
  ['parent-in-law', 'sibling'],
  ['parent-in-law', 'grandparent'],
];

/** Whether the register makes the two near relatives: of one household, by blood or as spouses. */
export function areNearRelatives(one: Sitting, other: Sitting): boolean {
  const [left, right] = [one.relation, other.relation];
  if (one.person === other.person || left === null || right === null) return false;
  if (one.household === null || one.household !== other.household) return false;
  if (left === 'other' || right === 'other') return false;
  return !byMarriageOnly.some(([a, b]) => (a === left && b === right) || (a === right && b === left));
}

export function judgeComposition({ board, supervisors, staff }: Composition, on: LocalDate): Judged {
  const refused: Fault[] = [];
  const warned: Fault[] = [];
  const bound = !on.isBefore(LAW_OF_2025);
  const law = citation('supervisors.incompatible@2025');
  const others = [
    ...board.map((each) => ({ ...each, office: bodyWords.board })),
    ...staff.map((each) => ({ ...each, office: roleWords[each.role] })),
  ];
  for (const supervisor of supervisors)
    for (const { office, ...other } of others) {
      const values = { name: supervisor.name, office, law };
      if (supervisor.person === other.person) refused.push({ code: 'assembly.supervisor-elsewhere', values });
      else if (areNearRelatives(supervisor, other))
        (bound ? refused : warned).push({
          code: 'assembly.supervisor-kin',
          values: { ...values, relative: other.name },
        });
    }
  for (const [index, one] of board.entries())
    for (const other of board.slice(index + 1))
      if (areNearRelatives(one, other))
        warned.push({
          code: 'assembly.board-kin',
          values: { name: one.name, other: other.name, law: citation('board.relatives@2025') },
        });
  return { refused, warned };
}

/** The board has "generally" three to seven members, an odd number. */
export function boardSizeWarnings(seats: number): readonly Fault[] {
  if (seats >= 3 && seats <= 7 && seats % 2 === 1) return [];
  return [{ code: 'assembly.board-size', values: { seats, law: citation('board.size@2025') } }];
}

/** Whether a motion elects: one that puts a renewal off keeps from office whoever would be elected, whatever its kind. */
export function electsAnew(kind: MotionKind, about: { readonly kind: string } | null): boolean {
  return kind === 'election' && about?.kind !== 'postponement';
}

/** A renewal is put off by a year at the most: a default of this program, no law. */
const LONGEST_POSTPONEMENT_YEARS = 1;

/** Refuses to put a term off to a day before its end, or by more than a year. */
export function requirePostponement(endsOn: LocalDate, until: LocalDate, pointer: string): void {
  const last = endsOn.plusYears(LONGEST_POSTPONEMENT_YEARS);
  const values = { ends: `${endsOn}`, until: `${until}` };
  if (!until.isAfter(endsOn)) throw refuse('assembly.postponed-back', values, pointer);
  if (until.isAfter(last))
    throw refuse('assembly.postponed-too-far', { ...values, last: `${last}` }, pointer);
}

/** Refuses a postponement that came when the term was over already, unless all members decided it: no body prolongs itself. */
export function requirePostponedInTime(
  endsOn: LocalDate,
  {
    body,
    number,
    decidedOn,
  }: { readonly body: Body; readonly number: string; readonly decidedOn: LocalDate },
): void {
  if (body === 'members-assembly' || !decidedOn.isAfter(endsOn)) return;
  const values = { number, decidedOn: `${decidedOn}`, ends: `${endsOn}` };
  throw refuse('assembly.postponed-late', values, '/resolutionId');
}

/** Refuses a postponement that was decided before anybody was elected for the term that it puts off. */
export function requirePostponedWithin(
  begun: readonly LocalDate[],
  { number, decidedOn }: { readonly number: string; readonly decidedOn: LocalDate },
): void {
  const [first] = [...begun].sort((a, b) => (a.isBefore(b) ? -1 : 1));
  if (first === undefined || !decidedOn.isBefore(first)) return;
  const values = { number, decidedOn: `${decidedOn}`, begins: `${first}` };
  throw refuse('assembly.postponed-early', values, '/resolutionId');
}

/** How many sit in a body of those that were elected. */
export interface Seating {
  readonly held: number;
  readonly elected: number;
  /** How many the law of the day of the election asks for; 0 where none does. */
  readonly least: number;
}

/**
 * Whether so few are left that the body only elects: fewer than the law asked when it was elected, or half of those elected or fewer.
 * That half is a default of this program: no law read so far says how many seats may stand empty.
 */
export function isThin({ held, elected, least }: Seating): boolean {
  return held < least || held * 2 <= elected;
}

/** Why a body decides nothing but its own renewal. `since`: the first day without a seat. */
export type OnlyElects =
  { readonly kind: 'past-term'; readonly since: LocalDate } | ({ readonly kind: 'thin' } & Seating);

/** Refuses what a body that only elects puts to its own vote; null while it decides. */
export function onlyElectsFaults(
  body: Body,
  why: OnlyElects | null,
  motions: readonly { readonly title: string; readonly elects: boolean; readonly voted: boolean }[],
): readonly Fault[] {
  if (why === null) return [];
  return motions.flatMap(({ title, elects, voted }, index): readonly Fault[] =>
    voted && !elects ? [{ ...onlyElects(body, why, title), pointer: `/agenda/${index}/kind` }] : [],
  );
}

function onlyElects(body: Body, why: OnlyElects, title: string): Fault {
  const values: { readonly body: Sentence; readonly title: string } = { body: bodyWords[body], title };
  if (why.kind === 'past-term')
    return { code: 'assembly.only-elects', values: { ...values, date: `${why.since}` } };
  const { held, elected, least } = why;
  return { code: 'assembly.too-thin', values: { ...values, held, elected, least } };
}
