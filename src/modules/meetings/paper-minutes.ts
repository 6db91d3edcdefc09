/**
 * Minutes on paper, entered as a resolution: what they decide is named like the motion of a meeting, their heads are held
 * against the register of their day, and they carry nothing until a second person confirmed them.
 */
import { misfiledFaults, reservedOnPaper } from '../../domain/agenda.ts';
import { bodyRulesOf, requirePower } from '../../domain/assembly-rules.ts';
import { requireMinutesWhole, tallyMinutes } from '../../domain/assembly-vote.ts';
import { electsAnew, onlyElectsFaults } from '../../domain/body-composition.ts';
import { LocalDate } from '../../domain/calendar.ts';
import { refuse, throwFaults } from '../../domain/refusal.ts';
import { heldAgainstRegister, paperReasonOf } from '../../domain/resolution.ts';
import { defineCommand, type CommandUnit } from '../../platform/command.ts';
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
import { requireRun } from '../dividends/index.ts';
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
    if (input.about?.kind === 'run') await requireRecordDateBy(unit, input.about.runId, number, decidedOn);
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

/** Refuses minutes that could carry no run and only stand in its way: nobody decides what is paid before it is known to whom. */
async function requireRecordDateBy(
  { tx, cooperativeId }: CommandUnit,
  runId: string,
  number: string,
  decidedOn: LocalDate,
): Promise<void> {
  const { recordDate } = await requireRun(tx, cooperativeId, runId);
  if (decidedOn.isBefore(recordDate))
    throw refuse(
      'resolution.before-record-date',
      { number, decidedOn: `${decidedOn}`, recordDate: `${recordDate}` },
      '/decidedOn',
    );
}
