/** What pensions rest on: the rules, each from its first month on, and that pensioners were seen alive. */
import { v7 as newId } from 'uuid';
import { LocalDate } from '../../domain/calendar.ts';
import { refuse } from '../../domain/refusal.ts';
import { Money } from '../../domain/money.ts';
import { defineCommand } from '../../platform/command.ts';
import { factsOn, memberNamed } from '../members/index.ts';
import * as wire from './contract.ts';
import { lifeProof, pensionRule, pensionRuleEnd } from './schema.ts';
import { latestRun, ruleRows, rulesOf } from './store.ts';

export const setPensionRule = defineCommand({
  name: 'pensions.set-rule',
  endpoint: wire.setPensionRule,
  async run(unit, terms) {
    const { tx, cooperativeId } = unit;
    if (!Money.parse(terms.amount).isPositive) throw refuse('pension.amount-not-positive', {}, '/amount');
    const last = (await rulesOf(tx, cooperativeId)).at(-1)?.from ?? '—';
    const paid = (await latestRun(tx, cooperativeId))?.month ?? '—';
    if ((last !== '—' && terms.from <= last) || (paid !== '—' && terms.from <= paid))
      throw refuse('pension.rule-not-later', { last, paid }, '/from');
    await tx.insert(pensionRule).values({
      cooperativeId,
      id: newId(),
      fromMonth: terms.from,
      terms,
      recordedAt: unit.now,
      recordedBy: unit.actor.userId,
    });
    unit.note('pension-rule', { from: terms.from, amount: terms.amount, source: terms.source });
    return terms;
  },
});

/** A rule entered by mistake, as long as no month was made under it: the one before counts on, or another is set instead. */
export const withdrawPensionRule = defineCommand({
  name: 'pensions.withdraw-rule',
  endpoint: wire.withdrawPensionRule,
  async run(unit, { from, reason }) {
    const { tx, cooperativeId } = unit;
    const standing = (await ruleRows(tx, cooperativeId)).find(
      ({ row, end }) => end === null && row.fromMonth === from,
    );
    if (!standing) throw refuse('pension.rule-unknown', { from }, '/from');
    const run = await latestRun(tx, cooperativeId);
    if (run && run.month >= from)
      throw refuse(
        'pension.rule-used',
        { from, month: run.month, number: run.order.row.number.toString() },
        '/from',
      );
    await tx.insert(pensionRuleEnd).values({
      cooperativeId,
      ruleId: standing.row.id,
      reason,
      recordedAt: unit.now,
      recordedBy: unit.actor.userId,
    });
    unit.note('pension-rule', { from, withdrawn: reason });
    return standing.row.terms;
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
