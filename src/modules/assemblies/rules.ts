/**
 * The rules in force on a day: the shipped set of that day with the cooperative's own, stricter ones over it. Own rules
 * count only while the set they were measured against is in force.
 */
import { and, desc, eq, inArray, lte } from 'drizzle-orm';
import { ruleSetsIn } from '../../domain/assembly-rule-sets.ts';
import { ruleSetOn, type Body, type RuleSet } from '../../domain/assembly-rules.ts';
import { stricter, type OwnRules } from '../../domain/assembly-stricter.ts';
import type { LocalDate } from '../../domain/calendar.ts';
import type { Tx } from '../../platform/database.ts';
import { jurisdictionOn } from '../settings/index.ts';
import type { OwnRulesOnWire } from './rules-contract.ts';
import { ownRules } from './schema.ts';

export type OwnRulesRow = typeof ownRules.$inferSelect;

export interface RulesInForce {
  readonly set: RuleSet;
  /** The version of own rules that is in it, if any. */
  readonly own: OwnRulesRow | null;
}

/** `knownAt`: own rules written later are left out, so that nothing is judged by what nobody could know when it was done. */
export async function rulesOn(
  tx: Tx,
  cooperativeId: string,
  on: LocalDate,
  knownAt: Date | null = null,
): Promise<RulesInForce> {
  const base = ruleSetOn(on, ruleSetsIn(await jurisdictionOn(tx, cooperativeId, on)));
  const [own] = await tx
    .select()
    .from(ownRules)
    .where(
      and(
        eq(ownRules.cooperativeId, cooperativeId),
        // Own rules of before name the whole that was split since.
        inArray(ownRules.basedOn, [base.id, base.family]),
        lte(ownRules.effectiveFrom, on),
        knownAt === null ? undefined : lte(ownRules.recordedAt, knownAt),
      ),
    )
    .orderBy(desc(ownRules.effectiveFrom), desc(ownRules.version))
    .limit(1);
  return own === undefined ? { set: base, own: null } : { set: stricter(base, asRules(own.rules)), own };
}

/** The law's rules alone, without the cooperative's own. */
export async function lawOn(tx: Tx, cooperativeId: string, day: LocalDate): Promise<RuleSet> {
  return ruleSetOn(day, ruleSetsIn(await jurisdictionOn(tx, cooperativeId, day)));
}

export function ownRulesOnWire(row: OwnRulesRow) {
  const { basedOn, rules, source, resolutionId } = row;
  return {
    version: `${row.version}`,
    basedOn,
    effectiveFrom: `${row.effectiveFrom}`,
    rules,
    source,
    resolutionId,
  };
}

export function rulesOnWire(on: LocalDate, { set, own }: RulesInForce) {
  return {
    on: `${on}`,
    id: set.id,
    name: set.name,
    own: own && ownRulesOnWire(own),
    bodies: Object.entries(set.bodies).map(([body, rules]) => ({ body: body as Body, ...rules })),
  };
}

/** What was not written is not there at all: JSON knows no `undefined`. */
export function asRules(rules: OwnRulesOnWire): OwnRules {
  return JSON.parse(JSON.stringify(rules)) as OwnRules;
}
