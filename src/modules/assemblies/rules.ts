/**
 * The rules in force on a day: the shipped set of that day with the cooperative's own, stricter ones over it. Own rules
 * count only while the set they were measured against is in force, and never reach back behind a decision.
 */
import { and, desc, eq, gte, inArray, lte } from 'drizzle-orm';
import { ruleSetsIn } from '../../domain/assembly-rule-sets.ts';
import { ruleSetOn, type Body, type RuleSet } from '../../domain/assembly-rules.ts';
import { stricter, type OwnRules } from '../../domain/assembly-stricter.ts';
import { LocalDate } from '../../domain/calendar.ts';
import { refuse } from '../../domain/refusal.ts';
import { defineCommand } from '../../platform/command.ts';
import type { Tx } from '../../platform/database.ts';
import * as wire from './rules-contract.ts';
import type { OwnRulesOnWire } from './rules-contract.ts';
import type * as z from 'zod';
import { jurisdictionOn, dayOfSetting, setOrPropose, type Setting } from '../settings/index.ts';
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
        // Own rules of before name the whole that was split since.
        inArray(ownRules.basedOn, [base.id, base.family]),
        lte(ownRules.effectiveFrom, on),
      ),
    )
    .orderBy(desc(ownRules.effectiveFrom), desc(ownRules.version))
    .limit(1);
  return own === undefined ? { set: base, own: null } : { set: stricter(base, asRules(own.rules)), own };
}

/**
 * Own rules from a day on. Laxer ones than the law are refused by dimension, and ones that would judge a past decision anew. What takes
 * the place of own rules may be laxer than these: another person confirms it.
 */
export const ownRulesSetting: Setting<z.output<typeof wire.setOwnRules.input>, OwnRulesRow> = {
  kind: 'assembly-rules',
  wish: wire.setOwnRules.input,
  async loosens({ tx, cooperativeId }, { effectiveFrom: day, rules }) {
    const effectiveFrom = LocalDate.parse(day);
    const base = await lawOn(tx, cooperativeId, effectiveFrom);
    stricter(base, asRules(rules));
    await requireBehindNothing(tx, cooperativeId, effectiveFrom);
    return (await rulesOn(tx, cooperativeId, effectiveFrom)).own !== null;
  },
  says: ({ effectiveFrom, source }) => ({
    zh: `本社议事规则，自 ${effectiveFrom} 起、不早于复核之日，代替原有的（${source}）`,
    en: `own rules of assemblies from ${effectiveFrom}, not before the confirmation, in the place of those there are (${source})`,
  }),
  async enter(unit, { effectiveFrom: asked, rules, source }, proposalId) {
    const { tx, cooperativeId } = unit;
    const effectiveFrom = dayOfSetting(unit, asked, proposalId);
    const base = await lawOn(tx, cooperativeId, effectiveFrom);
    stricter(base, asRules(rules));
    const row: OwnRulesRow = {
      cooperativeId,
      id: newId(),
      version: await unit.nextNumber('own-rules'),
      basedOn: base.id,
      effectiveFrom,
      rules,
      source,
      recordedAt: unit.now,
      recordedBy: unit.actor.userId,
      proposalId,
    };
    await tx.insert(ownRules).values(row);
    const noted = { version: `${row.version}`, basedOn: base.id, effectiveFrom: `${effectiveFrom}`, source };
    unit.note('own-rules', noted);
    return row;
  },
};

export const setOwnRules = defineCommand({
  name: 'assemblies.set-own-rules',
  endpoint: wire.setOwnRules,
  async run(unit, wish) {
    const { entered, proposal } = await setOrPropose(unit, ownRulesSetting, wish);
    return { set: entered && ownRulesOnWire(entered), proposal };
  },
});

/** The law's rules alone, without the cooperative's own. */
export async function lawOn(tx: Tx, cooperativeId: string, day: LocalDate): Promise<RuleSet> {
  return ruleSetOn(day, ruleSetsIn(await jurisdictionOn(tx, cooperativeId, day)));
}

async function requireBehindNothing(tx: Tx, cooperativeId: string, day: LocalDate): Promise<void> {
  const [decided] = await tx
    .select({ number: resolution.number, decidedOn: resolution.decidedOn })
    .from(resolution)
    .where(and(eq(resolution.cooperativeId, cooperativeId), gte(resolution.decidedOn, day)))
    .orderBy(desc(resolution.decidedOn))
    .limit(1);
  if (decided)
    throw refuse(
      'assembly.rules-behind-decision',
      { number: decided.number, decidedOn: `${decided.decidedOn}` },
      '/effectiveFrom',
    );
}

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
