/** What register, bodies and office say against giving a user duties: read when roles are given, and when a user is said to be a member. */
import { judgeAppointee, unjudgedDuties } from '../../domain/appointment.ts';
import type { Sitting } from '../../domain/body-composition.ts';
import type { JudgeAppointment } from '../../platform/services.ts';
import { factsOn, memberOfUser, membersWithRoles, type MemberFacts } from '../members/index.ts';
import { seatsHeldFrom } from './seats.ts';

export const judgeAppointment: JudgeAppointment = async (
  tx,
  cooperativeId,
  { userId, name, memberId, roles, on },
) => {
  if (roles.length === 0) return { refused: [], warned: [] };
  const known = memberId ?? (await memberOfUser(tx, cooperativeId, userId));
  if (known === null) return { refused: [], warned: unjudgedDuties(name, roles) };
  const supervisors = await seatsHeldFrom(tx, cooperativeId, 'supervisors', on);
  const board = await seatsHeldFrom(tx, cooperativeId, 'board', on);
  const staff = await membersWithRoles(tx, cooperativeId);
  const people = [
    known,
    ...[...supervisors, ...board].map(({ person }) => person),
    ...staff.map((each) => each.memberId),
  ];
  const facts = new Map(
    (await factsOn(tx, cooperativeId, on, null, people)).map((each) => [each.memberId, each]),
  );
  const person = facts.get(known);
  if (person === undefined) return { refused: [], warned: [] };
  const sits = [
    ...(board.some((each) => each.person === known) ? (['board'] as const) : []),
    ...(supervisors.some((each) => each.person === known) ? (['supervisors'] as const) : []),
  ];
  const sitting = (id: string): readonly Sitting[] => {
    const its = facts.get(id);
    return its === undefined ? [] : [sittingOf(its)];
  };
  const others = {
    board: board.flatMap((each) => sitting(each.person)),
    supervisors: supervisors.flatMap((each) => sitting(each.person)),
    staff: staff.flatMap(({ memberId: id, role }) => sitting(id).map((each) => ({ ...each, role }))),
  };
  return judgeAppointee({ ...person, ...sittingOf(person), sits }, roles, others, on);
};

function sittingOf({ memberId, name, household, relation }: MemberFacts): Sitting {
  return { person: memberId, name, household: household?.id ?? null, relation };
}
