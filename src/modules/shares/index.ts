/** What other modules may use of the share register. */
export {
  accountsByNumber,
  ensureAccounts,
  requireHolder,
  systemAccount,
  type HolderName,
} from './accounts.ts';
export {
  holdingRows,
  holdingsOn,
  memberChanges,
  overWholeRegister,
  shareDayRows,
  type Holding,
} from './holdings.ts';
export { classesAs, holdersAs } from './holders.ts';
export { DIGEST_BLOCK, movementText } from './movement-digest.ts';
export { handedOn } from './handed-on.ts';
export { limitSetting } from './commands.ts';
export { addSplit, allowanceSetting, addTakerRule, splitsKnown, takerRules, allowances } from './rules.ts';
export { accountsOfPerson, ownShares } from './own.ts';
export { postMovements, reversePosting, type NewMovement } from './movements.ts';
export { askFor, type PostingReversed } from './requests.ts';
export { openShares, type OpeningRow } from './opening.ts';
export {
  accountNamed,
  holdingsPageOf,
  movementPageOf,
  restrictionsOn,
  shareSchedule,
  shareStatement,
} from './queries.ts';
export { linksRecorded } from './links.ts';
export { heldRows, restrictedRows } from './restrictions.ts';
export { shareRoutes } from './routes.ts';
export { holderAccount } from './schema.ts';
export {
  CERTIFICATE_DIGITS,
  certificateNumbered,
  findCertificate,
  firstMovementDay,
  requireClass,
  shareClasses,
  validCertificate,
  validCertificates,
  type ShareClassRow,
} from './store.ts';
export { waitingOfShares } from './waiting.ts';
