/** What other modules may use of the share register. */
export {
  holderAccount,
  shareCertificate,
  shareClass,
  shareLimit,
  shareMovement,
  shareRestriction,
  shareRestrictionLift,
} from './schema.ts';
