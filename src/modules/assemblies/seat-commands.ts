/**
 * Elections for a term, and how a seat ends before it: by resignation, removal, death or replacement. Each is told by one person and
 * takes effect once another confirmed it; a renewal is put off by a resolution.
 */
import { v7 as newId } from 'uuid';
import {
  requirePostponedInTime,
  requirePostponedWithin,
  requirePostponement,
} from '../../domain/body-composition.ts';
import { LocalDate } from '../../domain/calendar.ts';
import { requireReview, type Verdict } from '../../domain/late-entry.ts';
import { refuse } from '../../domain/refusal.ts';
import { postponementSubject } from '../../domain/resolution.ts';
import { lateReasonOfChange } from '../../domain/seat-change.ts';
import { bodyWords, leftOutWords } from '../../domain/words.ts';
import { defineCommand, type CommandUnit } from '../../platform/command.ts';
import { must } from '../../platform/must.ts';
import { firstDayOf } from '../access/index.ts';
import { memberOfUser } from '../members/index.ts';
import { tellMembers } from '../messages/index.ts';
import { seatChange, seatChangeReview, seat, seatEnd, termPostponement } from './schema.ts';
import { changeOnWire, requireSeatChange, type KnownSeatChange, type SeatChangeRow } from './seat-changes.ts';
import * as wire from './seat-contract.ts';
import type { SeatedBody } from './seat-contract.ts';
import { asPlanned, plannedElection, plannedEnd, plannedReplacement, type Planned } from './seat-plan.ts';
import { seatsOf, type KnownSeat } from './seats.ts';
import { requireResolutionFor } from './store.ts';

/** Seats a whole body for the term of the rules of that day, once. Everybody who does not fit is named at once. */
export const elect = defineCommand({
  name: 'assemblies.elect',
  endpoint: wire.elect,
  async run(unit, { body, from: firstDay, seats, lateReason }) {
    const from = LocalDate.parse(firstDay);
    const planned = await plannedElection(unit, { body, from, seats });
    const told = { kind: 'election', body, onDay: from, seatId: null, endedBy: null, reason: null } as const;
    return prepared(unit, told, planned, lateReason);
  },
});

export const endASeat = defineCommand({
  name: 'assemblies.end-seat',
  endpoint: wire.endSeat,
  async run(unit, { seatId, on: endedOn, by, reason, lateReason }) {
    const onDay = LocalDate.parse(endedOn);
    const planned = await plannedEnd(unit, seatId, onDay, { endedBy: by, reason });
    const { body } = must(planned.ends[0], 'the seat that ends').seat;
    return prepared(unit, { kind: 'end', body, onDay, seatId, endedBy: by, reason }, planned, lateReason);
  },
});

export const replaceASeat = defineCommand({
  name: 'assemblies.replace-seat',
  endpoint: wire.replaceSeat,
  async run(unit, { seatId, on: replacedOn, successor: member, reason, lateReason }) {
    const onDay = LocalDate.parse(replacedOn);
    const planned = await plannedReplacement(unit, seatId, onDay, { member, reason });
    const { body } = must(planned.begins[0], 'the seat that begins');
    const told = { kind: 'replacement', body, onDay, seatId, endedBy: null, reason } as const;
    return prepared(unit, told, planned, lateReason);
  },
});

type ToldOf = Pick<SeatChangeRow, 'kind' | 'body' | 'onDay' | 'seatId' | 'endedBy' | 'reason'>;

/** Keeps what one person told, until another confirms it. */
async function prepared(unit: CommandUnit, told: ToldOf, planned: Planned, given: string | undefined) {
  const { tx, cooperativeId, today } = unit;
  const firstDay = await firstDayOf(tx, cooperativeId);
  const about = told.kind === 'end' ? planned.ends.map((each) => each.seat) : planned.begins;
  const row: SeatChangeRow = {
    ...told,
    cooperativeId,
    id: newId(),
    people: Object.fromEntries(about.map(({ person, group }) => [person, group])),
    lateReason: lateReasonOfChange(told.onDay, today, firstDay, given),
    recordedAt: unit.now,
    recordedBy: unit.actor.userId,
  };
  await tx.insert(seatChange).values(row);
  const { id, kind, body, onDay, endedBy, reason, lateReason } = row;
  const people = about.map(({ registerNumber }) => registerNumber).join(',');
  unit.note('seat-change', { id, kind, body, on: `${onDay}`, people, endedBy, reason, lateReason });
  return { ...changeOnWire({ row, reviewed: null, people: about }), warnings: [...planned.warnings] };
}

export const confirmSeatChange = defineCommand({
  name: 'assemblies.confirm-seat-change',
  endpoint: wire.confirmSeatChange,
  async run(unit, { changeId }) {
    const { tx, cooperativeId, actor } = unit;
    const change = await requireSeatChange(tx, cooperativeId, changeId);
    const { row } = change;
    const own = await memberOfUser(tx, cooperativeId, actor.userId);
    if (row.body !== 'representative-assembly' && own !== null && Object.hasOwn(row.people, own))
      throw refuse('assembly.own-seat');
    const answered = await reviewed(unit, change, 'confirmed', null);
    // Judged again: register and bodies may have changed since it was told.
    const { ends, begins, warnings } = await plannedAgain(unit, row);
    for (const { seat: ended, on, by, reason } of ends)
      if (!begins.includes(ended)) await insertEnd(unit, row, ended, { on, by, reason });
    for (const each of begins) await insertSeat(unit, row, each);
    for (const { seat: ended, on, by, reason } of ends)
      if (begins.includes(ended)) await insertEnd(unit, row, ended, { on, by, reason });
    await tellEnded(unit, row, { ends, begins });
    const seats = asPlanned({ ends, begins }).map(seatOnWire);
    return { ...changeOnWire(answered), warnings: [...warnings], seats };
  },
});

/**
 * Whoever sits there no more hears of it, who ended it how and why: nobody is taken off in silence. What lay before these books is no
 * news, and neither is a term that came to its end.
 */
async function tellEnded(
  unit: CommandUnit,
  { id }: SeatChangeRow,
  { ends, begins }: Pick<Planned, 'ends' | 'begins'>,
): Promise<void> {
  const firstDay = await firstDayOf(unit.tx, unit.cooperativeId);
  const sitting = new Set(begins.map(({ person }) => person));
  const news = ends.filter(
    ({ seat: ended, on, by }) => by !== 'died' && !on.isBefore(firstDay) && !sitting.has(ended.person),
  );
  await tellMembers(
    unit,
    id,
    news.map(({ seat: ended, on, by, reason }) => ({
      kind: 'seat-ended',
      memberId: ended.person,
      body: bodyWords[ended.body],
      how: leftOutWords[by],
      on,
      reason,
    })),
  );
}

export const sendBackSeatChange = defineCommand({
  name: 'assemblies.send-back-seat-change',
  endpoint: wire.sendBackSeatChange,
  async run(unit, { changeId, reason }) {
    const change = await requireSeatChange(unit.tx, unit.cooperativeId, changeId);
    return changeOnWire(await reviewed(unit, change, 'sent-back', reason));
  },
});

async function reviewed(
  unit: CommandUnit,
  change: KnownSeatChange,
  verdict: Verdict,
  reason: string | null,
): Promise<KnownSeatChange> {
  const { cooperativeId, id: changeId, recordedBy } = change.row;
  const state = change.reviewed?.verdict ?? 'awaiting-review';
  requireReview(state, recordedBy, unit.actor.userId);
  const review = { verdict, reason, recordedAt: unit.now, recordedBy: unit.actor.userId };
  await unit.tx.insert(seatChangeReview).values({ cooperativeId, changeId, ...review });
  unit.note('seat-change-review', { changeId, verdict, reason });
  return { ...change, reviewed: { cooperativeId, changeId, ...review } };
}

async function plannedAgain(unit: CommandUnit, row: SeatChangeRow): Promise<Planned> {
  const people = Object.entries(row.people);
  const seatId = () => must(row.seatId, 'the seat of a change');
  switch (row.kind) {
    case 'election': {
      const seats = people.map(([member, group]) => ({ member, group: group ?? undefined }));
      return plannedElection(unit, { body: row.body as SeatedBody, from: row.onDay, seats });
    }
    case 'replacement': {
      const [member] = must(people[0], 'the successor');
      const reason = must(row.reason, 'why a seat is replaced');
      return plannedReplacement(unit, seatId(), row.onDay, { member, reason });
    }
    case 'end':
      return plannedEnd(unit, seatId(), row.onDay, row);
  }
}

/** Puts a renewal off: seats whose term ends on that day are held to another. */
export const postponeTerm = defineCommand({
  name: 'assemblies.postpone-term',
  endpoint: wire.postponeTerm,
  async run(unit, { body, endsOn, until, reason, resolutionId }) {
    const { tx, cooperativeId } = unit;
    const [ends, last] = [LocalDate.parse(endsOn), LocalDate.parse(until)];
    requirePostponement(ends, last, '/until');
    const known = await seatsOf(tx, cooperativeId, body, ends);
    if (!known.some(({ termEndsOn }) => termEndsOn?.equals(ends)))
      throw refuse('assembly.no-such-term', { body: bodyWords[body], ends: endsOn }, '/endsOn');
    const subject = postponementSubject(body, endsOn, until);
    const claim = { matter: 'election', subject, today: unit.today } as const;
    const decided = await requireResolutionFor(tx, cooperativeId, resolutionId, claim);
    requirePostponedInTime(ends, decided);
    const begun = known.filter(({ termEndsOn }) => termEndsOn?.equals(ends)).map(({ from }) => from);
    requirePostponedWithin(begun, decided);
    await tx.insert(termPostponement).values({
      cooperativeId,
      id: newId(),
      body,
      endsOn: ends,
      until: last,
      reason,
      resolutionId,
      recordedAt: unit.now,
      recordedBy: unit.actor.userId,
    });
    unit.note('term', { body, endsOn, until, reason, resolutionId });
    return { body, endsOn, until, reason, resolutionId };
  },
});

async function insertSeat(
  unit: CommandUnit,
  { id: changeId, recordedBy }: SeatChangeRow,
  taken: KnownSeat,
): Promise<void> {
  const { id, body, registerNumber, follows } = taken;
  await unit.tx.insert(seat).values({
    cooperativeId: unit.cooperativeId,
    id,
    body,
    memberId: taken.person,
    groupName: taken.group,
    heldFrom: taken.from,
    termEndsOn: taken.termEndsOn,
    follows,
    changeId,
    recordedAt: unit.now,
    recordedBy,
  });
  unit.note('seat', { id, body, member: registerNumber, from: `${taken.from}`, follows, changeId });
}

async function insertEnd(
  unit: CommandUnit,
  { id: changeId, recordedBy }: SeatChangeRow,
  { id, registerNumber }: KnownSeat,
  { on: endedOn, by: endedBy, reason }: Pick<Planned['ends'][number], 'on' | 'by' | 'reason'>,
): Promise<void> {
  await unit.tx.insert(seatEnd).values({
    cooperativeId: unit.cooperativeId,
    seatId: id,
    endedOn,
    endedBy,
    reason,
    changeId,
    recordedAt: unit.now,
    recordedBy,
  });
  unit.note('seat-end', { id, member: registerNumber, on: `${endedOn}`, by: endedBy, reason, changeId });
}

export function seatOnWire(each: KnownSeat) {
  const { id, body, registerNumber, person, name, sex, group } = each;
  return {
    id,
    body,
    member: registerNumber,
    memberId: person,
    name,
    sex,
    group,
    from: `${each.from}`,
    termEndsOn: each.termEndsOn && `${each.termEndsOn}`,
    ended: each.ended && { on: `${each.ended.on}`, by: each.ended.by },
  };
}
