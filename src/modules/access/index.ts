export { acceptInvitation, activatePortal, checkSignIn, createFirstAdministrator } from './commands.ts';
export { comeIn, ofStrangers, type Coming } from './door.ts';
export { createCooperative } from './founding.ts';
export { drawHalf, drawPortalHalf, invite, inviteToPortal, portalCodeUseBy } from './invitations.ts';
export {
  awayBetween,
  enterCooperative,
  enterPerson,
  insertMovedOn,
  inviteEntered,
  leaving,
  leftWith,
  partsLeaving,
  peopleLeaving,
  renameReturned,
  sameCooperative,
  type EnteredPerson,
  type LeavingCooperative,
  type LeavingPerson,
} from './moving.ts';
export { requirePlatformRight } from './platform-right.ts';
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
export { sampleRoutes, type Sample } from './sample-routes.ts';
export { cooperative, roleGrant, type AccessWish } from './schema.ts';
export { isStillSignedIn, sealOfSession, sessionStore, stillSignedIn, tokenShown } from './session-store.ts';
export {
  administratorsWithRoles,
  closeSignIn,
  anyUserExists,
  cooperativeIds,
  cooperativeNameOn,
  cooperativesCalled,
  forgetEnded,
  findCooperative,
  findSignInName,
  findUser,
  findUserByName,
  firstDayOf,
  isAskedLess,
  isJudgedLess,
  judgedLessUntil,
  moneyUnaskedUntil,
  unaskedUntil,
  hadPart,
  hasRole,
  identify,
  insertUser,
  replaceRoles,
  rolesOf,
  signInNames,
  userNameLike,
  userNames,
  usersAs,
  usersOf,
  usersSigningInLike,
} from './store.ts';
