/** Keeping what a body resolved, confirming what was entered afterwards, and how far it is carried out. */
import { v7 as newId } from 'uuid';
import type { Body } from '../../domain/assembly-rules.ts';
import { LocalDate } from '../../domain/calendar.ts';
import { requireReview, type Verdict } from '../../domain/late-entry.ts';
import { refuse } from '../../domain/refusal.ts';
import { defineCommand, type CommandUnit } from '../../platform/command.ts';
import { dayInChina } from '../../platform/services.ts';
import * as wire from './contract.ts';
import {
  insertExecution,
  insertResolution,
  insertReview,
  known,
  numberIsTaken,
  requireResolution,
  requireUndecidedSubject,
  type KnownResolution,
  type ResolutionRow,
} from './store.ts';

type Resolved = Omit<ResolutionRow, 'cooperativeId' | 'id' | 'recordedAt' | 'recordedBy'>;

/** Writes a resolution with its note in the trail. */
export async function keepResolution(unit: CommandUnit, resolved: Resolved): Promise<KnownResolution> {
  if (resolved.outcome !== 'lapsed')
    await requireUndecidedSubject(unit.tx, unit.cooperativeId, { ...resolved, pointer: '/about' });
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
  const { registered, lateReason } = row;
  unit.note('resolution', { id, body, number, title, ...decided, registered, lateReason });
  return known(row, null);
}

export const confirmResolution = defineCommand({
  name: 'assemblies.confirm-resolution',
  endpoint: wire.confirmResolution,
  run: (unit, { resolutionId }) => review(unit, resolutionId, 'confirmed', null),
});

export const sendBackResolution = defineCommand({
  name: 'assemblies.send-back-resolution',
  endpoint: wire.sendBackResolution,
  run: (unit, { resolutionId, reason }) => review(unit, resolutionId, 'sent-back', reason),
});

async function review(unit: CommandUnit, resolutionId: string, verdict: Verdict, reason: string | null) {
  const { tx, cooperativeId, actor, now } = unit;
  const found = await requireResolution(tx, cooperativeId, resolutionId);
  requireReview(found.review, found.recordedBy, actor.userId);
  if (verdict === 'confirmed' && found.outcome !== 'lapsed') {
    const decided = { ...found, pointer: '/resolutionId' };
    await requireUndecidedSubject(tx, cooperativeId, decided, resolutionId);
  }
  const row = { cooperativeId, resolutionId, verdict, reason, recordedAt: now, recordedBy: actor.userId };
  await insertReview(tx, row);
  unit.note('resolution-review', { resolutionId, number: found.number, verdict, reason });
  return resolutionOnWire(known(found, row));
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

export function resolutionOnWire(row: KnownResolution) {
  const { id, body, number, matter, subject, title, text, outcome, meetingId, registered, lateReason } = row;
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
    registered,
    recordedOn: `${dayInChina(row.recordedAt)}`,
    lateReason,
    review: {
      state: row.review,
      on: row.reviewed && `${dayInChina(row.reviewed.recordedAt)}`,
      reason: row.reviewed?.reason ?? null,
    },
    vote: voteOf(row),
  };
}

function voteOf({ counting, entitled, present, votesFor, votesAgainst, votesAbstained }: ResolutionRow) {
  const counts = { entitled, present, for: votesFor, against: votesAgainst, abstain: votesAbstained };
  return counting === null ? null : { counting, ...(counts as NoNulls<typeof counts>) };
}

/** The counts are all there or none: a check of the table holds that. */
type NoNulls<Counts> = { [Key in keyof Counts]: NonNullable<Counts[Key]> };
