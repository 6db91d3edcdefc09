/** What pensions rest on: the rules, each from its first month on, and that pensioners were seen alive. */
import { v7 as newId } from 'uuid';
import type * as z from 'zod';
import { LocalDate } from '../../domain/calendar.ts';
import { givesMore, isHistory, pensionMatters, ruleMonth } from '../../domain/pension.ts';
import { refuse } from '../../domain/refusal.ts';
import { Money } from '../../domain/money.ts';
import { defineCommand, type CommandUnit } from '../../platform/command.ts';
import { firstDayOf } from '../access/index.ts';
import { membersHaveMet, requireResolution, requireResolutionOfMatter } from '../assemblies/index.ts';
import { factsOn, memberNamed } from '../members/index.ts';
import { setOrPropose, type Setting } from '../settings/index.ts';
import * as wire from './contract.ts';
import type { PensionRuleInput } from './contract.ts';
import { rulesWords } from './rule-words.ts';
import { lifeProof, pensionRule, pensionRuleEnd } from './schema.ts';
import { asRule, latestRun, ruleRows, rulesOf } from './store.ts';

/** The month it begins with, and whether nothing may begin there any more. */
async function monthOfRule(unit: CommandUnit, asked: string) {
  const firstDay = await firstDayOf(unit.tx, unit.cooperativeId);
  return { ...ruleMonth(asked, { today: unit.today, firstDay }), firstDay };
}

async function requireNotOver(unit: CommandUnit, asked: string): Promise<void> {
  const { month, over, firstDay } = await monthOfRule(unit, asked);
  if (over)
    throw refuse(
      'pension.rule-month-passed',
      { month: asked, first: `${firstDay}`, earliest: month },
      '/from',
    );
}

/**
 * Money that leaves before there is income to distribute is no gift of two in the office: a rule rests on one decision of an assembly, once the
 * members have met and could have made it.
 */
async function requireDecided(unit: CommandUnit, resolutionId: string | null): Promise<void> {
  const { tx, cooperativeId, today } = unit;
  if (resolutionId === null) {
    if (await membersHaveMet(tx, cooperativeId)) throw refuse('pension.rule-undecided', {}, '/resolutionId');
    return;
  }
  const { number, body, matter, subject } = await requireResolution(tx, cooperativeId, resolutionId);
  const isOfAll = body === 'members-assembly' || body === 'representative-assembly';
  if (!isOfAll || subject !== null || !pensionMatters.includes(matter))
    throw refuse('pension.rule-decided-otherwise', { number }, '/resolutionId');
  await requireResolutionOfMatter(tx, cooperativeId, resolutionId, { matter, effectiveOn: [today], today });
  const carried = (await rulesOf(tx, cooperativeId)).find((each) => each.resolutionId === resolutionId);
  if (carried) throw refuse('pension.rule-carried', { number, from: carried.from }, '/resolutionId');
}

/** What gives more, and what reaches back, another person looks at; and an assembly decided it. */
export const pensionRuleSetting: Setting<PensionRuleInput, PensionRuleInput> = {
  kind: 'pension-rule',
  wish: wire.setPensionRule.input,
  async loosens(unit, terms) {
    const { tx, cooperativeId, today } = unit;
    const { month: from } = await monthOfRule(unit, terms.from);
    const before = (await rulesOf(tx, cooperativeId)).at(-1);
    const last = before?.from ?? '—';
    const paid = (await latestRun(tx, cooperativeId))?.month ?? '—';
    if ((last !== '—' && from <= last) || (paid !== '—' && from <= paid))
      throw refuse('pension.rule-not-later', { last, paid }, '/from');
    const gives = isHistory(from, today) || givesMore(before && asRule(before), asRule(terms));
    if (gives) await requireDecided(unit, terms.resolutionId ?? null);
    return gives;
  },
  says: rulesWords,
  async enter(unit, wish, proposalId) {
    const { month: from } = await monthOfRule(unit, wish.from);
    // What was proposed since, or before the members had met, may have changed what it rests on.
    if (proposalId !== null) await requireDecided(unit, wish.resolutionId ?? null);
    const terms = { ...wish, from };
    const { cooperativeId, now: recordedAt, actor } = unit;
    await unit.tx.insert(pensionRule).values({
      cooperativeId,
      id: newId(),
      fromMonth: from,
      terms,
      recordedAt,
      recordedBy: actor.userId,
      proposalId,
    });
    const { amount, source, resolutionId = null } = terms;
    unit.note('pension-rule', { from, amount, source, ...(resolutionId !== null && { resolutionId }) });
    return terms;
  },
};

export const setPensionRule = defineCommand({
  name: 'pensions.set-rule',
  endpoint: wire.setPensionRule,
  async run(unit, terms) {
    if (!Money.parse(terms.amount).isPositive) throw refuse('pension.amount-not-positive', {}, '/amount');
    await requireNotOver(unit, terms.from);
    const { entered, proposal } = await setOrPropose(unit, pensionRuleSetting, terms);
    return { ...(entered ?? terms), proposal };
  },
});

async function requireRule(unit: CommandUnit, from: string) {
  const { tx, cooperativeId } = unit;
  const rows = (await ruleRows(tx, cooperativeId)).flatMap(({ row, end }) => (end === null ? [row] : []));
  const at = rows.findIndex(({ fromMonth }) => fromMonth === from);
  const rule = rows[at];
  if (!rule) throw refuse('pension.rule-unknown', { from }, '/from');
  return { rule, before: rows[at - 1] };
}

type Withdrawal = z.output<typeof wire.withdrawPensionRule.input>;

/** A rule withdrawn lets the one before it count on: where that gave more, another person looks at it. */
export const pensionRuleEndSetting: Setting<Withdrawal, void> = {
  kind: 'pension-rule-end',
  wish: wire.withdrawPensionRule.input,
  async loosens(unit, { from }) {
    const { rule, before } = await requireRule(unit, from);
    const run = await latestRun(unit.tx, unit.cooperativeId);
    if (run && run.month >= from)
      throw refuse(
        'pension.rule-used',
        { from, month: run.month, number: run.order.row.number.toString() },
        '/from',
      );
    const gives = before !== undefined && givesMore(asRule(rule.terms), asRule(before.terms));
    if (gives) await requireNotOver(unit, from);
    return gives;
  },
  says: ({ from, reason }) => ({
    zh: `撤回自 ${from} 起的养老金规定，此前的规定继续适用（${reason}）`,
    en: `the rule of pensions from ${from} on is withdrawn, the one before it counts on (${reason})`,
  }),
  async enter(unit, { from, reason }, proposalId) {
    const { rule } = await requireRule(unit, from);
    const { cooperativeId, now: recordedAt, actor } = unit;
    await unit.tx.insert(pensionRuleEnd).values({
      cooperativeId,
      ruleId: rule.id,
      reason,
      recordedAt,
      recordedBy: actor.userId,
      proposalId,
    });
    unit.note('pension-rule', { from, withdrawn: reason });
  },
};

/** A rule entered by mistake, as long as no month was made under it: the one before counts on, or another is set instead. */
export const withdrawPensionRule = defineCommand({
  name: 'pensions.withdraw-rule',
  endpoint: wire.withdrawPensionRule,
  async run(unit, wish) {
    const { rule } = await requireRule(unit, wish.from);
    const { proposal } = await setOrPropose(unit, pensionRuleEndSetting, wish);
    return { ...rule.terms, proposal };
  },
});

export const enterLifeProof = defineCommand({
  name: 'pensions.enter-life-proof',
  endpoint: wire.enterLifeProof,
  async run(unit, { member, provedOn: day, means }) {
    const { tx, cooperativeId } = unit;
    const person = await memberNamed(tx, cooperativeId, member);
    if (!person) throw refuse('pension.member-unknown', { member }, '/member');
    const provedOn = LocalDate.parse(day);
    if (provedOn.isAfter(unit.today))
      throw refuse('books.entry-in-future', { date: day, today: `${unit.today}` }, '/provedOn');
    const [seen] = await factsOn(tx, cooperativeId, unit.today, null, [person.id]);
    const died = seen?.standing.deceasedOn;
    if (died && provedOn.isAfter(died))
      throw refuse('pension.proved-after-death', { member, died: `${died}` }, '/provedOn');
    const id = newId();
    await tx.insert(lifeProof).values({
      cooperativeId,
      id,
      memberId: person.id,
      provedOn,
      means,
      recordedAt: unit.now,
      recordedBy: unit.actor.userId,
    });
    unit.note('life-proof', { member, provedOn: day, means });
    return { id };
  },
});
