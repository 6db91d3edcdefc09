/** What other modules may use of the register of members. */
export { accountReviewerRows, withConfirmedAccount } from './accounts.ts';
export { admitMembers } from './admission.ts';
export { factsOn, type MemberFacts } from './facts.ts';
export {
  actedForOnWire,
  actsFor,
  endMandateByOffice,
  endOwnMandate,
  insertMandate,
  mandateOnWire,
  mandatesOf,
  mandatesOfUser,
  memberToActFor,
  openMandate,
} from './mandates.ts';
export { ownPerson, type OwnPerson } from './own.ts';
export { membersAs, ownersAs } from './people.ts';
export { asOf, listMembers, memberOnWire, pageOfFacts, type AsOf, type Birth } from './queries.ts';
export { memberRows, outsidersAmong, takerKey, type Taker } from './closeness.ts';
export { deadRows, deathRows, headRows, onDay, placedLast, receiverOf } from './heads.ts';
export { memberSealings } from './sealed-columns.ts';
export { inUseSince } from './register-changes.ts';
export { memberRoutes } from './routes.ts';
export type { TellMembers } from './commands.ts';
export { household, member } from './schema.ts';
export {
  alikeUsers,
  linkMember,
  memberIdsOf,
  isDead,
  livingMemberOfUser,
  memberOfUser,
  membersWithRoles,
  memberToBe,
  pairsOf,
  userOfMember,
} from './user-link.ts';
export { blindIndex as personalIndex, opensPersonal, unseal as revealPersonal } from './personal-number.ts';
export {
  amongIds,
  findHouseholdByNumber as householdNumbered,
  formerTelephones,
  memberNamed,
  memberNumbered,
  membersById,
  standingsOf,
} from './store.ts';
export { waitingOfRegister } from './waiting.ts';
