/** What other modules may use of the share register. */
export {
  accountsByNumber,
  ensureAccounts,
  findAccount,
  requireHolder,
  systemAccount,
  type Account,
  type HolderName,
} from './accounts.ts';
export { defineClass, divideEstate, moveShares, reverseMovement, setLimit } from './commands.ts';
export { holdingRows, holdingsOn, overWholeRegister, shareDayRows, type Holding } from './holdings.ts';
export { postMovements, reversePosting, type NewMovement, type Posting } from './movements.ts';
export { openShares, type OpeningRow } from './opening.ts';
export { issueCertificate, liftRestriction, restrict } from './paper-commands.ts';
export { accountNamed, holdingsPageOf, movementPageOf, restrictionsOn, shareStatement, type Statement } from './queries.ts';
export { shareRoutes } from './routes.ts';
export {
  holderAccount,
  shareCertificate,
  shareClass,
  shareLimit,
  shareMovement,
  shareRestriction,
  shareRestrictionLift,
} from './schema.ts';
export {
  classTotalOn,
  limitRows,
  requireClass,
  shareClasses,
  validCertificate,
  type ShareClassRow,
} from './store.ts';
