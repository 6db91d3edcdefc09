/**
 * A cooperative's own rules of its assemblies: set by two people, resting on the decision of the articles that made them once the members
 * have met, and never reaching back behind what stands by the rules of its day: a decision, a meeting that was called, a posting.
 */
import { and, eq, sql } from 'drizzle-orm';
import { v7 as newId } from 'uuid';
import type * as z from 'zod';
import { stricter } from '../../domain/assembly-stricter.ts';
import { LocalDate } from '../../domain/calendar.ts';
import { refuse } from '../../domain/refusal.ts';
import { defineCommand } from '../../platform/command.ts';
import type { Tx } from '../../platform/database.ts';
import { day, flag, oneOf, onlyRowOf, rowsOf, text } from '../../platform/rows.ts';
import { setOrPropose, type Setting } from '../settings/index.ts';
import * as wire from './rules-contract.ts';
import { asRules, lawOn, ownRulesOnWire, type OwnRulesRow } from './rules.ts';
import { ownRules } from './schema.ts';
import { requireResolutionOfMatter } from './store.ts';

/**
 * Own rules from a day on. Laxer ones than the law are refused by dimension, and ones that would judge anew what stands. Another person
 * confirms them whatever they do: stricter rules can overturn a vote as laxer ones carry it.
 */
export const ownRulesSetting: Setting<z.output<typeof wire.setOwnRules.input>, OwnRulesRow> = {
  kind: 'assembly-rules',
  wish: wire.setOwnRules.input,
  async loosens({ tx, cooperativeId, today }, { effectiveFrom: day, rules, resolutionId = null }) {
    const effectiveFrom = LocalDate.parse(day);
    const base = await lawOn(tx, cooperativeId, effectiveFrom);
    stricter(base, asRules(rules));
    await requireBehindNothing(tx, cooperativeId, effectiveFrom);
    await requireArticles(tx, cooperativeId, { resolutionId, effectiveFrom, today });
    return true;
  },
  says: ({ effectiveFrom, source }) => ({
    zh: `本社议事规则，自 ${effectiveFrom} 起（${source}）`,
    en: `own rules of assemblies from ${effectiveFrom} (${source})`,
  }),
  async enter(unit, { effectiveFrom: asked, rules, source, resolutionId = null }, proposalId) {
    const { tx, cooperativeId } = unit;
    const effectiveFrom = LocalDate.parse(asked);
    const base = await lawOn(tx, cooperativeId, effectiveFrom);
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
      resolutionId,
    };
    await tx.insert(ownRules).values(row);
    const noted = {
      version: `${row.version}`,
      basedOn: base.id,
      effectiveFrom: `${effectiveFrom}`,
      source,
      resolutionId,
    };
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

const standings = ['decision', 'meeting', 'effect'] as const;

/** Refuses rules that begin before what was decided, called or carried out by others. */
async function requireBehindNothing(tx: Tx, cooperativeId: string, from: LocalDate): Promise<void> {
  const [latest] = await rowsOf(
    tx,
    sql`select what, name, on_day from stands_by_rules(${cooperativeId}::uuid, ${`${from}`}::date)
      order by on_day desc, what limit 1`,
    { what: oneOf(standings), name: text, onDay: day },
  );
  if (latest === undefined) return;
  const { what, name, onDay } = latest;
  switch (what) {
    case 'decision':
      throw refuse(
        'assembly.rules-behind-decision',
        { number: name, decidedOn: `${onDay}` },
        '/effectiveFrom',
      );
    case 'meeting':
      throw refuse('assembly.rules-behind-meeting', { title: name, heldOn: `${onDay}` }, '/effectiveFrom');
    case 'effect':
      throw refuse('assembly.rules-behind-effect', { name, date: `${onDay}` }, '/effectiveFrom');
  }
}

/** Whether a members' assembly has decided anything: from then on it can decide what is for it to decide. */
export async function membersHaveMet(tx: Tx, cooperativeId: string): Promise<boolean> {
  const { met } = await onlyRowOf(tx, sql`select members_have_met(${cooperativeId}::uuid) as met`, {
    met: flag,
  });
  return met;
}

/** Refuses rules that no decision of the articles made, once the members have met and could have decided them. */
async function requireArticles(
  tx: Tx,
  cooperativeId: string,
  asked: {
    readonly resolutionId: string | null;
    readonly effectiveFrom: LocalDate;
    readonly today: LocalDate;
  },
): Promise<void> {
  const { resolutionId, effectiveFrom, today } = asked;
  if (resolutionId === null) {
    if (await membersHaveMet(tx, cooperativeId))
      throw refuse('assembly.rules-undecided', {}, '/resolutionId');
    return;
  }
  const { number, subject } = await requireResolutionOfMatter(tx, cooperativeId, resolutionId, {
    matter: 'articles',
    effectiveOn: [effectiveFrom, today],
  });
  // What names a subject decided that one, not the rules.
  if (subject !== null) throw refuse('resolution.other-subject', { number }, '/resolutionId');
  const [carried] = await tx
    .select({ version: ownRules.version })
    .from(ownRules)
    .where(and(eq(ownRules.cooperativeId, cooperativeId), eq(ownRules.resolutionId, resolutionId)));
  if (carried)
    throw refuse('assembly.rules-carried', { number, version: `${carried.version}` }, '/resolutionId');
}
