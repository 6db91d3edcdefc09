/** Recording what a body resolved, from minutes on paper or from a meeting held here, and how far it is carried out. */
import { v7 as newId } from 'uuid';
import { bodyRulesOf, requirePower, type Body } from '../../domain/assembly-rules.ts';
import { tallyHands } from '../../domain/assembly-vote.ts';
import { LocalDate } from '../../domain/calendar.ts';
import { refuse } from '../../domain/refusal.ts';
import { defineCommand, type CommandUnit } from '../../platform/command.ts';
import * as wire from './contract.ts';
import { rulesOn } from './rules.ts';
import { seatsHeldOn } from './seats.ts';
import {
  insertExecution,
  insertResolution,
  numberIsTaken,
  requireResolution,
  type ResolutionRow,
} from './store.ts';

export const recordResolution = defineCommand({
  name: 'assemblies.record-resolution',
  endpoint: wire.recordResolution,
  async run(unit, input) {
    const { body, matter, vote } = input;
    const decidedOn = LocalDate.parse(input.decidedOn);
    if (decidedOn.isAfter(unit.today))
      throw refuse(
        'resolution.in-future',
        { date: input.decidedOn, today: unit.today.toString() },
        '/decidedOn',
      );
    const { set } = await rulesOn(unit.tx, unit.cooperativeId, decidedOn);
    requirePower(set, body, matter, decidedOn);
    await requireEntitled(unit, body, decidedOn, vote.entitled);
    const { outcome } = tallyHands(bodyRulesOf(set, body), vote);
    const { number, title, text } = input;
    return resolutionOnWire(
      await keepResolution(unit, {
        body,
        number,
        decidedOn,
        title,
        text,
        matter,
        outcome,
        subject: null,
        counting: 'by-head',
        entitled: vote.entitled,
        present: vote.present,
        votesFor: String(vote.for),
        votesAgainst: String(vote.against),
        votesAbstained: String(vote.abstain),
        meetingId: null,
        motionId: null,
      }),
    );
  },
});

/** Where the seats of the body are on record, the minutes cannot count another number of people. */
async function requireEntitled(
  unit: CommandUnit,
  body: Body,
  on: LocalDate,
  entitled: number,
): Promise<void> {
  if (body === 'members-assembly') return;
  const held = await seatsHeldOn(unit.tx, unit.cooperativeId, body, on);
  if (held.length > 0 && held.length !== entitled)
    throw refuse(
      'resolution.entitled-differs',
      { entitled, seats: held.length, date: `${on}` },
      '/vote/entitled',
    );
}

type Resolved = Omit<ResolutionRow, 'cooperativeId' | 'id' | 'recordedAt' | 'recordedBy'>;

/** Writes a resolution with its note in the trail. */
export async function keepResolution(unit: CommandUnit, resolved: Resolved): Promise<ResolutionRow> {
  const row: ResolutionRow = {
    ...resolved,
    cooperativeId: unit.cooperativeId,
    id: newId(),
    recordedAt: unit.now,
    recordedBy: unit.actor.userId,
  };
  await insertResolution(unit.tx, row);
  const { id, body, number, matter, title, outcome } = row;
  const votes = `${row.votesFor} ${row.votesAgainst} ${row.votesAbstained}`;
  const decided = { decidedOn: `${row.decidedOn}`, matter, about: row.subject, outcome, votes };
  unit.note('resolution', { id, body, number, title, ...decided });
  return row;
}

/** The next number of the body in the year, `〔2025〕3号`; one that was recorded from paper is passed over. */
export async function nextResolutionNumber(unit: CommandUnit, body: Body, year: number): Promise<string> {
  for (;;) {
    const number = `〔${year}〕${await unit.nextNumber(`resolution ${body} ${year}`)}号`;
    if (!(await numberIsTaken(unit.tx, unit.cooperativeId, body, number))) return number;
  }
}

export const reportExecution = defineCommand({
  name: 'assemblies.report-execution',
  endpoint: wire.reportExecution,
  async run(unit, { resolutionId, reportedOn, state, text }) {
    const found = await requireResolution(unit.tx, unit.cooperativeId, resolutionId);
    if (found.outcome !== 'adopted') throw refuse('resolution.nothing-to-execute', { number: found.number });
    const on = LocalDate.parse(reportedOn);
    if (on.isBefore(found.decidedOn) || on.isAfter(unit.today))
      throw refuse(
        'resolution.report-out-of-time',
        { reported: reportedOn, decidedOn: `${found.decidedOn}`, today: `${unit.today}` },
        '/reportedOn',
      );
    await insertExecution(unit.tx, {
      cooperativeId: unit.cooperativeId,
      id: newId(),
      resolutionId,
      reportedOn: on,
      state,
      text,
      recordedAt: unit.now,
      recordedBy: unit.actor.userId,
    });
    unit.note('execution', { resolutionId, reportedOn, state });
    return { reportedOn, state, text };
  },
});

export function resolutionOnWire(row: ResolutionRow) {
  const { id, body, number, matter, subject, title, text, outcome, meetingId } = row;
  return {
    id,
    body,
    number,
    decidedOn: row.decidedOn.toString(),
    matter,
    subject,
    title,
    text,
    outcome,
    meetingId,
    vote: voteOf(row),
  };
}

function voteOf({ counting, entitled, present, votesFor, votesAgainst, votesAbstained }: ResolutionRow) {
  const counts = { entitled, present, for: votesFor, against: votesAgainst, abstain: votesAbstained };
  return counting === null ? null : { counting, ...(counts as NoNulls<typeof counts>) };
}

/** The counts are all there or none: a check of the table holds that. */
type NoNulls<Counts> = { [Key in keyof Counts]: NonNullable<Counts[Key]> };
