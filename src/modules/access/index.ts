export { acceptInvitation, createFirstAdministrator } from './commands.ts';
export { createCooperative } from './founding.ts';
export { drawHalf, invite } from './invitations.ts';
export {
  findProposal,
  grantsWithoutTwoPeople,
  insertAnswer,
  insertEnd,
  insertProposal,
  insertSuspension,
  isSuspended,
  officeHolders,
  proposalsBefore,
  reachesFurther,
  standingOf,
  type ProposalRow,
} from './proposal-store.ts';
export { accessRoutes } from './routes.ts';
export { cooperative, roleGrant, type AccessWish } from './schema.ts';
export { findToken } from './tokens.ts';
export { sessionStore } from './session-store.ts';
export {
  administratorsWithRoles,
  closeSignIn,
  anyUserExists,
  cooperativeIds,
  cooperativeNameOn,
  forgetEnded,
  findCooperative,
  findUser,
  findUserByName,
  firstDayOf,
  hadPart,
  hasRole,
  identify,
  insertUser,
  replaceRoles,
  rolesOf,
  userNames,
  usersAs,
  usersOf,
} from './store.ts';
