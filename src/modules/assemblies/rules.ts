/**
 * The rules in force on a day: the shipped set of that day with the cooperative's own, stricter ones over it. Own rules
 * count only while the set they were measured against is in force, and never reach back behind a decision.
 */
import { and, desc, eq, gte, lte } from 'drizzle-orm';
import { ruleSetsIn } from '../../domain/assembly-rule-sets.ts';
import { ruleSetOn, type Body, type RuleSet } from '../../domain/assembly-rules.ts';
import { stricter, type OwnRules } from '../../domain/assembly-stricter.ts';
import { LocalDate } from '../../domain/calendar.ts';
import { refuse } from '../../domain/refusal.ts';
import { defineCommand } from '../../platform/command.ts';
import type { Tx } from '../../platform/database.ts';
import { jurisdictionOn } from './jurisdiction.ts';
import * as wire from './rules-contract.ts';
import type { OwnRulesOnWire } from './rules-contract.ts';
import { v7 as newId } from 'uuid';
import { ownRules, resolution } from './schema.ts';

export type OwnRulesRow = typeof ownRules.$inferSelect;

export interface RulesInForce {
  readonly set: RuleSet;
  /** The version of own rules that is in it, if any. */
  readonly own: OwnRulesRow | null;
}

export async function rulesOn(tx: Tx, cooperativeId: string, on: LocalDate): Promise<RulesInForce> {
  const base = ruleSetOn(on, ruleSetsIn(await jurisdictionOn(tx, cooperativeId, on)));
  const [own] = await tx
    .select()
    .from(ownRules)
    .where(
      and(
        eq(ownRules.cooperativeId, cooperativeId),
        eq(ownRules.basedOn, base.id),
        lte(ownRules.effectiveFrom, on),
      ),
    )
    .orderBy(desc(ownRules.effectiveFrom), desc(ownRules.version))
    .limit(1);
  return own === undefined ? { set: base, own: null } : { set: stricter(base, asRules(own.rules)), own };
}

/** Sets own rules from a day on. Laxer ones are refused by dimension; so are ones that would judge a past decision anew. */
export const setOwnRules = defineCommand({
  name: 'assemblies.set-own-rules',
  endpoint: wire.setOwnRules,
  async run(unit, input) {
    const { tx, cooperativeId } = unit;
    const effectiveFrom = LocalDate.parse(input.effectiveFrom);
    const base = ruleSetOn(effectiveFrom, ruleSetsIn(await jurisdictionOn(tx, cooperativeId, effectiveFrom)));
    stricter(base, asRules(input.rules));
    const [decided] = await tx
      .select({ number: resolution.number, decidedOn: resolution.decidedOn })
      .from(resolution)
      .where(and(eq(resolution.cooperativeId, cooperativeId), gte(resolution.decidedOn, effectiveFrom)))
      .orderBy(desc(resolution.decidedOn))
      .limit(1);
    if (decided)
      throw refuse(
        'assembly.rules-behind-decision',
        { number: decided.number, decidedOn: `${decided.decidedOn}` },
        '/effectiveFrom',
      );
    const row: OwnRulesRow = {
      cooperativeId,
      id: newId(),
      version: await unit.nextNumber('own-rules'),
      basedOn: base.id,
      effectiveFrom,
      rules: input.rules,
      source: input.source,
      recordedAt: unit.now,
      recordedBy: unit.actor.userId,
    };
    await tx.insert(ownRules).values(row);
    unit.note('own-rules', {
      version: `${row.version}`,
      basedOn: base.id,
      effectiveFrom: input.effectiveFrom,
      source: input.source,
    });
    return ownRulesOnWire(row);
  },
});

export function ownRulesOnWire(row: OwnRulesRow) {
  const { basedOn, rules, source } = row;
  return { version: `${row.version}`, basedOn, effectiveFrom: `${row.effectiveFrom}`, rules, source };
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
function asRules(rules: OwnRulesOnWire): OwnRules {
  return JSON.parse(JSON.stringify(rules)) as OwnRules;
}
