/** What register and bodies say against giving a user duties: read when roles are given, and when a user is said to be a member. */
import { appointmentFaults } from '../../domain/appointment.ts';
import type { Sitting } from '../../domain/body-composition.ts';
import type { JudgeAppointment } from '../../platform/services.ts';
import { factsOn, memberOfUser, type MemberFacts } from '../members/index.ts';
import { seatsHeldFrom } from './seats.ts';

export const judgeAppointment: JudgeAppointment = async (
  tx,
  cooperativeId,
  { userId, memberId, roles, on },
) => {
  const known = memberId ?? (await memberOfUser(tx, cooperativeId, userId));
  if (known === null || roles.length === 0) return [];
  const supervisors = await seatsHeldFrom(tx, cooperativeId, 'supervisors', on);
  const board = await seatsHeldFrom(tx, cooperativeId, 'board', on);
  const people = [known, ...supervisors.map(({ person }) => person)];
  const facts = new Map(
    (await factsOn(tx, cooperativeId, on, null, people)).map((each) => [each.memberId, each]),
  );
  const person = facts.get(known);
  if (person === undefined) return [];
  const sits = [
    ...(board.some((each) => each.person === known) ? (['board'] as const) : []),
    ...(supervisors.some((each) => each.person === known) ? (['supervisors'] as const) : []),
  ];
  const sitting = supervisors.flatMap((each) => {
    const its = facts.get(each.person);
    return its === undefined ? [] : [sittingOf(its)];
  });
  return appointmentFaults({ ...person, ...sittingOf(person), sits }, roles, sitting, on);
};

function sittingOf({ memberId, name, household, relation }: MemberFacts): Sitting {
  return { person: memberId, name, household: household?.id ?? null, relation };
}
