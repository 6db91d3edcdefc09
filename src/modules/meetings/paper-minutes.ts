/**
 * Minutes on paper, entered as a resolution: what they decide is named like the motion of a meeting, their heads are held
 * against the register of their day, and they carry nothing until a second person confirmed them.
 */
import { misfiledFaults, reservedOnPaper } from '../../domain/agenda.ts';
import { bodyRulesOf, requirePower } from '../../domain/assembly-rules.ts';
import { requireMinutesWhole, tallyMinutes } from '../../domain/assembly-vote.ts';
import { electsAnew, onlyElectsFaults } from '../../domain/body-composition.ts';
import { LocalDate, Period } from '../../domain/calendar.ts';
import { requireStep } from '../../domain/dividend-run.ts';
import { refuse, throwFaults } from '../../domain/refusal.ts';
import { heldAgainstRegister, paperReasonOf } from '../../domain/resolution.ts';
import { defineCommand, type CommandUnit } from '../../platform/command.ts';
import type { Tx } from '../../platform/database.ts';
import { dayInChina } from '../../platform/services.ts';
import { firstDayOf } from '../access/index.ts';
import {
  entitledOn,
  keepCircumstances,
  keepResolution,
  resolutionOnWire,
  rulesOn,
  whyOnlyElects,
} from '../assemblies/index.ts';
import { recordResolution as recordWire } from '../assemblies/contract.ts';
import { requirePlan, requirePlanState, requireRun } from '../dividends/index.ts';
import type { AgendaItem } from './contract.ts';
import { effectOf, requireToDecide, subjectOf } from './motion-subject.ts';

export const recordResolution = defineCommand({
  name: 'assemblies.record-resolution',
  endpoint: recordWire,
  async run(unit, input) {
    const { tx, cooperativeId } = unit;
    const { body, matter, vote, number, title, text } = input;
    const decidedOn = LocalDate.parse(input.decidedOn);
    if (decidedOn.isAfter(unit.today))
      throw refuse(
        'resolution.in-future',
        { date: input.decidedOn, today: unit.today.toString() },
        '/decidedOn',
      );
    throwFaults(reservedOnPaper(matter, input, decidedOn));
    const { set } = await rulesOn(tx, cooperativeId, decidedOn);
    requirePower(set, body, matter, decidedOn);
    throwFaults(
      misfiledFaults(set, body, decidedOn, { kind: matter, title, text, voted: true }, () => '/matter'),
    );
    const why = await whyOnlyElects(tx, cooperativeId, body, decidedOn);
    const beyond = onlyElectsFaults(body, why, [
      { title, voted: true, elects: electsAnew(matter, input.about) },
    ]);
    throwFaults(beyond.map((fault) => ({ ...fault, pointer: '/matter' })));
    const firstDay = await firstDayOf(tx, cooperativeId);
    const rules = bodyRulesOf(set, body);
    requireMinutesWhole(rules, vote);
    const { heads, households, women, sexUnknown } = await entitledOn(tx, cooperativeId, body, decidedOn);
    if (rules.women) throwFaults(sexUnknown);
    const registered = heldAgainstRegister({
      body,
      decidedOn,
      firstDay,
      entitled: vote.entitled,
      registered: vote.byHouseholds ? households : heads,
      women: rules.women && vote.women ? { entitled: vote.women.entitled, registered: women } : null,
    });
    const { outcome } = tallyMinutes(rules, vote);
    const subject = await subjectOf(unit, { kind: matter, title, about: input.about }, '/about');
    const effect = await effectOf(unit, { about: input.about });
    const lateReason = paperReasonOf({ decidedOn, firstDay, effect }, input.lateReason);
    await requireToDecide(unit, { subject, matter, decidedOn, pointer: '/about' }, null);
    await requireTime(unit, input.about, { number, decidedOn });
    const kept = await keepResolution(unit, {
      body,
      number,
      decidedOn,
      title,
      text,
      titleEn: input.titleEn ?? null,
      textEn: input.textEn ?? null,
      matter,
      outcome,
      subject,
      counting: 'by-head',
      entitled: vote.entitled,
      present: vote.present,
      byHouseholds: vote.byHouseholds,
      womenEntitled: vote.women?.entitled ?? null,
      womenPresent: vote.women?.present ?? null,
      votesFor: String(vote.for),
      votesAgainst: String(vote.against),
      votesAbstained: String(vote.abstain),
      meetingId: null,
      motionId: null,
      registered,
      lateReason,
    });
    if (input.circumstances) await keepCircumstances(unit, kept, input.circumstances, true);
    return resolutionOnWire(kept);
  },
});

/** Refuses minutes of a day on which it could not be decided yet: they would carry nothing, and only stand in the way of what could. */
async function requireTime(
  { tx, cooperativeId }: CommandUnit,
  about: AgendaItem['about'],
  { number, decidedOn }: { readonly number: string; readonly decidedOn: LocalDate },
): Promise<void> {
  const first = await earliestOf(tx, cooperativeId, about);
  if (first !== null && decidedOn.isBefore(first))
    throw refuse(
      'resolution.before-record-date',
      { number, decidedOn: `${decidedOn}`, recordDate: `${first}` },
      '/decidedOn',
    );
}

/** The first day on which it can be decided; null where any day will do. What was not posted or adopted is not taken back either. */
async function earliestOf(
  tx: Tx,
  cooperativeId: string,
  about: AgendaItem['about'],
): Promise<LocalDate | null> {
  switch (about?.kind) {
    case 'run':
      return (await requireRun(tx, cooperativeId, about.runId)).recordDate;
    case 'reversal': {
      const { state, postedAt } = await requireRun(tx, cooperativeId, about.runId);
      requireStep(state, 'reverse');
      return postedAt && dayInChina(postedAt);
    }
    case 'plan':
      return Period.parse((await requirePlan(tx, cooperativeId, about.planId)).row.period).firstDay;
    case 'plan-repeal': {
      const plan = await requirePlan(tx, cooperativeId, about.planId);
      requirePlanState(plan, 'adopted');
      return plan.end && dayInChina(plan.end.recordedAt);
    }
    default:
      return null;
  }
}
