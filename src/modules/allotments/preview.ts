/** A scheme applied to the register of a day: who would hold what, by which rule. Reads only. */
import {
  allot,
  type Allotment,
  type AllotmentHolder,
  type AllotmentLine,
  type Standing,
} from '../../domain/allotment.ts';
import type { Sentence } from '../../domain/language.ts';
import type { LocalDate } from '../../domain/calendar.ts';
import { refuse } from '../../domain/refusal.ts';
import { ShareQuantity } from '../../domain/share-quantity.ts';
import type { Tx } from '../../platform/database.ts';
import { must } from '../../platform/must.ts';
import { factsOn, type MemberFacts } from '../members/index.ts';
import { handedOn, holdingsOn, shareClasses, type ShareClassRow } from '../shares/index.ts';
import { parseRule } from './rules-contract.ts';
import type { SchemeRow } from './store.ts';

/** The register as schemes see it on a day. Holders are named by the sort key of their register number. */
export interface Register {
  readonly holders: readonly AllotmentHolder[];
  readonly collective: ReadonlyMap<string, ShareQuantity>;
  /** What everybody holds, where the scheme was posted before; else null. */
  readonly standing: Standing | null;
  /** By member and class, in ten-thousandths: what was handed on since the scheme was posted before. */
  readonly aside: ReadonlyMap<string, ReadonlyMap<string, bigint>>;
  readonly members: ReadonlyMap<string, MemberFacts>;
  readonly classes: ReadonlyMap<string, ShareClassRow>;
}

/**
 * Reads facts and holdings on `on`, as known now. After `since`, the day of an earlier posting of the same scheme, what people gave,
 * sold or left to each other is set aside: whoever gave something away gets it no second time, and nobody has too much by it.
 */
export async function registerOn(
  tx: Tx,
  cooperativeId: string,
  on: LocalDate,
  since: LocalDate | null = null,
): Promise<Register> {
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
  const whole = new Map([...held].map(([memberId, own]) => [memberId, new Map(own)]));
  const aside = new Map<string, Map<string, bigint>>();
  const handed = since === null ? [] : await handedOn(tx, cooperativeId, { after: since, until: on });
  for (const { memberId, classId, units } of handed) {
    const code = must(codes.get(classId), 'the class of a movement');
    const own = held.get(memberId) ?? new Map<string, ShareQuantity>();
    const left = (own.get(code)?.units ?? 0n) - units;
    held.set(memberId, own.set(code, ShareQuantity.fromUnits(left < 0n ? 0n : left)));
    aside.set(memberId, (aside.get(memberId) ?? new Map<string, bigint>()).set(code, units));
  }
  const facts = await factsOn(tx, cooperativeId, on, null);
  return {
    holders: facts.map((member) => holderOf(member, held.get(member.memberId) ?? new Map(), on)),
    collective,
    standing:
      since === null
        ? null
        : new Map(facts.map(({ memberId, sortKey }) => [sortKey, whole.get(memberId) ?? new Map()])),
    aside,
    members: new Map(facts.map((member) => [member.sortKey, member])),
    classes: new Map(classes.map((row) => [row.code, row])),
  };
}

/** The same register, ages and years measured on a day, with the tags, households and retirements that were known when the assembly's decision was recorded. */
export async function asDecidedOn(
  tx: Tx,
  cooperativeId: string,
  register: Register,
  on: LocalDate,
  { decidedAt, measuredOn }: { readonly decidedAt: Date; readonly measuredOn: LocalDate },
): Promise<Register> {
  const known = new Map(
    (await factsOn(tx, cooperativeId, on, decidedAt)).map((facts) => [facts.sortKey, facts]),
  );
  const holders = register.holders.map((holder) => {
    const then = known.get(holder.key);
    const standing = holder.standing === 'retired' && then ? then.standing.state : holder.standing;
    const { age, years } = measured(
      must(register.members.get(holder.key), 'the member of a holder'),
      measuredOn,
    );
    return {
      ...holder,
      standing,
      age,
      years,
      tags: then?.tags ?? [],
      group: then?.household?.groupName ?? null,
    };
  });
  return { ...register, holders };
}

/** Whether somebody is given more by `lines` than by `seen`. */
export function givesMore(lines: readonly AllotmentLine[], seen: readonly AllotmentLine[]): boolean {
  const targets = new Map(seen.map((line) => [`${line.key ?? ''} ${line.shareClass}`, line.target]));
  return lines.some((line) => {
    const target = targets.get(`${line.key ?? ''} ${line.shareClass}`);
    return line.key !== null && (target === undefined || line.target.compare(target) > 0);
  });
}

function measured({ birthDate, seniorityFrom }: MemberFacts, on: LocalDate) {
  return { age: birthDate?.fullYearsUntil(on) ?? null, years: seniorityFrom?.fullYearsUntil(on) ?? null };
}

function holderOf(
  member: MemberFacts,
  holdings: ReadonlyMap<string, ShareQuantity>,
  on: LocalDate,
): AllotmentHolder {
  return {
    key: member.sortKey,
    standing: member.standing.state,
    ...measured(member, on),
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
  return allot(scheme.rules.map(parseRule), register.holders, register.collective, register.standing);
}

/** What is missing of what the scheme gives. It takes nothing from a person; the cooperative's own shares follow their rule. */
export function changedLines(allotment: Allotment): readonly AllotmentLine[] {
  return allotment.lines.filter((line) =>
    line.key === null ? !line.held.equals(line.target) : line.target.compare(line.held) > 0,
  );
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
  const kept = fell && line.key !== null;
  const change = fell ? line.held.minus(line.target) : line.target.minus(line.held);
  const units = (member && register.aside.get(member.memberId)?.get(line.shareClass)) ?? 0n;
  return {
    number: member?.registerNumber ?? null,
    name: member?.name ?? null,
    shareClass: line.shareClass,
    rule: line.rule + 1,
    ratio: rule?.kind === 'match' ? rule.ratio : null,
    base: line.base,
    held: ShareQuantity.fromUnits(line.held.units + units < 0n ? 0n : line.held.units + units).toString(),
    target: line.target.toString(),
    difference: kept ? '0' : (fell ? '-' : '') + change.toString(),
    note: noteOf(units, kept),
  };
}

/** Why the difference is not simply target less holding. */
function noteOf(units: bigint, kept: boolean): Sentence | null {
  const shares = ShareQuantity.fromUnits(units < 0n ? -units : units).toString();
  const handed: Sentence | null =
    units === 0n
      ? null
      : units > 0n
        ? {
            zh: `方案上次入账以来受赠、受让、继承所得 ${shares} 股不计在内`,
            en: `${shares} shares given, bought or inherited since the scheme was posted are set aside`,
          }
        : {
            zh: `方案上次入账以来赠与、转让出去的 ${shares} 股不再补配`,
            en: `${shares} shares given or sold since the scheme was posted are not given again`,
          };
  const more: Sentence | null = kept
    ? {
        zh: '多于方案所配的不收回',
        en: 'what is more than the scheme gives stays with its holder',
      }
    : null;
  if (handed === null || more === null) return handed ?? more;
  return { zh: `${handed.zh}；${more.zh}`, en: `${handed.en}; ${more.en}` };
}
