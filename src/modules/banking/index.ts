/** What other modules may use of the money through the bank and to members. */
export { payoutRoutes } from './routes.ts';
export {
  batchCommands,
  bankTemplateSetting,
  minimumSetting,
  makePayoutBatch,
  outdatedWords,
  payerSetting,
  sameAccount,
  setPayoutSettings,
} from './batches.ts';
export { costTakenBack } from './order-booking.ts';
export { type PaymentKind, type Proved } from './order-kind.ts';
export { orderCommands, serveOrderSteps } from './order-steps.ts';
export { fileTerms, makeOrder, payDay, sentFrom, type Payee } from './orders.ts';
export {
  latestOrder,
  orderLines,
  ordersOf,
  ordersPaying,
  requireOrder,
  type Order,
  type OrderLineRow,
} from './order-store.ts';
export { ownCash, ownPayments } from './own.ts';
export { fateOfOrders, ownClaims } from './own-claims.ts';
export { orderOnWire, type Besides } from './queries.ts';
export { serveFile } from './file-taking.ts';
export { bankSealings } from './sealed-columns.ts';
export { filesById, keepFile, noteTaken, sealedAsTold, type SealedFileRow } from './sealed-files.ts';
export { keepTemplate, ownTemplates } from './templates.ts';
export { inheritancesOf } from './claim-store.ts';
export { claims, enteredRun, standingClaims, standingClaimsOf, type ClaimRow } from './claims.ts';
export { answeredAtAs, dividendsReceived, paidOnAs, type DividendReceived } from './received.ts';
export { waitingOfPayments } from './waiting.ts';
