/** What other modules may use of payouts. */
export { payoutRoutes } from './routes.ts';
export { bankAnswer, newsOf } from './answer.ts';
export { enterReturn, makeBatch, requirePayer, sendBatch, setPayoutSettings } from './batch-commands.ts';
export { answerInput, returnQuery } from './contract.ts';
export { batchesAfter, fileCipherOf, inheritancesOf, ownTemplates } from './store.ts';
export { claims, enteredRun, standingClaims, standingClaimsOf, type ClaimRow } from './claims.ts';
