/** The figures of the register of members: everybody on it, in its order; of personal numbers only whether they are on record. */
import type { LocalDate } from '../../../domain/calendar.ts';
import type { Tx } from '../../../platform/database.ts';
import { factsOn, memberOnWire } from '../../members/index.ts';
import { registerDay, type WishOf } from '../paper.ts';
import type { printMemberRegister } from './contract.ts';
import type { MemberRegisterPaper } from './layout.ts';

export async function memberRegisterFigures(
  tx: Tx,
  cooperativeId: string,
  wish: WishOf<typeof printMemberRegister>,
  today: LocalDate,
): Promise<MemberRegisterPaper> {
  const on = registerDay(wish, today);
  const people = (await factsOn(tx, cooperativeId, on, null)).map((person) => {
    const { registerNumber, name, sex, birthYear, residentIdMasked, household, relation, standing } =
      memberOnWire(person, 'year');
    return {
      number: registerNumber,
      name,
      sex,
      birthYear: birthYear ?? '',
      hasResidentId: residentIdMasked !== null,
      household: household?.number ?? '',
      group: household?.groupName ?? '',
      relation,
      state: person.standing.state,
      admittedOn: standing.admittedOn ?? '',
      retiredOn: standing.retiredOn ?? '',
    };
  });
  return { on, people };
}
