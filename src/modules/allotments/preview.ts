/** A scheme applied to the register of a day: who would hold what, by which rule. Reads only. */
import { allot, type Allotment, type AllotmentHolder, type AllotmentLine } from '../../domain/allotment.ts';
import type { LocalDate } from '../../domain/calendar.ts';
import { refuse } from '../../domain/refusal.ts';
import { ShareQuantity } from '../../domain/share-quantity.ts';
import type { Tx } from '../../platform/database.ts';
import { must } from '../../platform/must.ts';
import { factsOn, type MemberFacts } from '../members/index.ts';
import { holdingsOn, shareClasses, type ShareClassRow } from '../shares/index.ts';
import { parseRule } from './rules-contract.ts';
import type { SchemeRow } from './store.ts';

/** The register as schemes see it on a day. Holders are named by the sort key of their register number. */
export interface Register {
  readonly holders: readonly AllotmentHolder[];
  readonly collective: ReadonlyMap<string, ShareQuantity>;
  readonly members: ReadonlyMap<string, MemberFacts>;
  readonly classes: ReadonlyMap<string, ShareClassRow>;
}

/** Reads facts and holdings on `on`, as known now. */
export async function registerOn(tx: Tx, cooperativeId: string, on: LocalDate): Promise<Register> {
  const classes = await shareClasses(tx, cooperativeId);
  const codes = new Map(classes.map((row) => [row.id, row.code]));
  const held = new Map<string, Map<string, ShareQuantity>>();
  const collective = new Map<string, ShareQuantity>();
  for (const holding of await holdingsOn(tx, cooperativeId, { date: on, knownAt: null })) {
    const code = must(codes.get(holding.classId), 'the class of a holding');
    if (holding.kind === 'collective') collective.set(code, holding.quantity);
    if (holding.memberId === null) continue;
    const known = held.get(holding.memberId) ?? new Map<string, ShareQuantity>();
    held.set(holding.memberId, known.set(code, holding.quantity));
  }
  const facts = await factsOn(tx, cooperativeId, on, null);
  return {
    holders: facts.map((member) => holderOf(member, held.get(member.memberId) ?? new Map(), on)),
    collective,
    members: new Map(facts.map((member) => [member.sortKey, member])),
    classes: new Map(classes.map((row) => [row.code, row])),
  };
}

function holderOf(
  member: MemberFacts,
  holdings: ReadonlyMap<string, ShareQuantity>,
  on: LocalDate,
): AllotmentHolder {
  return {
    key: member.sortKey,
    standing: member.standing.state,
    age: member.birthDate?.fullYearsUntil(on) ?? null,
    years: member.seniorityFrom?.fullYearsUntil(on) ?? null,
    group: member.household?.groupName ?? null,
    tags: member.tags,
    holdings,
  };
}

/** Applies a scheme to the register; refuses a day before the scheme takes effect and classes that are not defined. */
export function applyScheme(scheme: SchemeRow, register: Register, on: LocalDate): Allotment {
  if (on.isBefore(scheme.effectiveOn)) {
    const effectiveOn = scheme.effectiveOn.toString();
    throw refuse('scheme.not-in-effect', { effectiveOn, on: on.toString() }, '/on');
  }
  return allot(scheme.rules.map(parseRule), register.holders, register.collective);
}

export function changedLines(allotment: Allotment): readonly AllotmentLine[] {
  return allotment.lines.filter((line) => !line.held.equals(line.target));
}

/** Shares given and taken by a set of lines, both as positive totals. */
export function sumsOf(lines: readonly AllotmentLine[]): {
  readonly given: ShareQuantity;
  readonly taken: ShareQuantity;
} {
  const rises = lines.filter((line) => line.target.compare(line.held) > 0);
  const falls = lines.filter((line) => line.target.compare(line.held) < 0);
  return {
    given: ShareQuantity.sum(rises.map((line) => line.target.minus(line.held))),
    taken: ShareQuantity.sum(falls.map((line) => line.held.minus(line.target))),
  };
}

export function lineOnWire(line: AllotmentLine, scheme: SchemeRow, register: Register) {
  const member = line.key === null ? undefined : register.members.get(line.key);
  const rule = scheme.rules[line.rule];
  const fell = line.target.compare(line.held) < 0;
  const change = fell ? line.held.minus(line.target) : line.target.minus(line.held);
  return {
    number: member?.registerNumber ?? null,
    name: member?.name ?? null,
    shareClass: line.shareClass,
    rule: line.rule + 1,
    ratio: rule?.kind === 'match' ? rule.ratio : null,
    base: line.base,
    held: line.held.toString(),
    target: line.target.toString(),
    difference: (fell ? '-' : '') + change.toString(),
  };
}
