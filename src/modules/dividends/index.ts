/** What other modules may use of distribution plans and dividend runs. */
export { approveRun, calculateRun, draftRun, postRun } from './commands.ts';
export { contentOf } from './approved-content.ts';
export { scaled } from './calculation.ts';
export { lastCounted, paidByOf } from './differences.ts';
export { keptOutAccountsSetting, lawLeftOut } from './kept-out.ts';
export { lineOnWire } from './queries.ts';
export { DIVIDEND_SOURCE, toMembersOf } from './journal.ts';
export { announceRun, objectTo } from './notice-commands.ts';
export { noticeRoutes } from './notice-routes.ts';
export {
  asObjection,
  noticeOfRun,
  hangingLines,
  noticesHung,
  objectionsOf,
  requireNoticeOf,
  type KnownNotice,
  type KnownObjection,
} from './notice-store.ts';
export { ownDividends, ownObjections } from './own.ts';
export { accountsOfClaims, outsideClaimsAs } from './outside-claims.ts';
export { dividendRoutes } from './routes.ts';
export {
  findRun,
  findRuns,
  runsById,
  grantedBefore,
  namedLinesOf,
  postedLinesOf,
  standingRuns,
  taxRiskOf,
  weighedLinesOf,
  type NamedLine,
} from './printed.ts';
export { linesAs, runsAs } from './runs-and-lines.ts';
export { runClaim } from './run-claim.ts';
export { dividendRun } from './schema.ts';
export { carriedUntil, givesMore, plannedFault } from './plan-bounds.ts';
export { adoptPlan, draftPlan, requirePlanState } from './plan-commands.ts';
export { planRoutes } from './plan-routes.ts';
export { reserveBehind } from './reserve-owed.ts';
export { againstLaw, earlierReserve, reserveReached, termsOf, waterfallOf } from './plan-figures.ts';
export {
  adoptedPlan,
  planOfRun,
  planState,
  plansOf,
  pooledIn,
  requirePlan,
  takenIn,
  type Plan,
} from './plan-store.ts';
export {
  approvedOfYear,
  isReversed,
  linesAfter,
  requireRun,
  runsAfter,
  runsTaking as runsByPeriod,
  runTaking as runOfPeriod,
  type RunRow,
} from './store.ts';
export { withheldBy } from './withheld.ts';
export {
  takeBackParts,
  taxLeftAtPosting,
  taxLeftAtPostings,
  withholdingsAs,
  withholdParts,
  withholdReleased,
  type HeirPart,
} from './withholding.ts';
export { waitingOfDividends } from './waiting.ts';
