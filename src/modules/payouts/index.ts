/** What other modules may use of payouts. */
export { payoutRoutes } from './routes.ts';
export { enterReturn, makeBatch, requirePayer, sendBatch, setPayoutSettings } from './batch-commands.ts';
export { batchesAfter, fileCipherOf, inheritancesOf, ownTemplates } from './store.ts';
export { claims, standingClaims, standingClaimsOf, type ClaimRow } from './claims.ts';
