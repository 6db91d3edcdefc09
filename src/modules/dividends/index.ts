export { approveRun, calculateRun, draftRun, postRun, withdrawRun } from './commands.ts';
export { draftDifferenceRun, reverseRun } from './correction-commands.ts';
export { judgeLines, scaled, sumLines, weightRows } from './calculation.ts';
export { countingRule, lineOnWire, quotaOf, runOnWire } from './queries.ts';
export { dividendRoutes } from './routes.ts';
export { dividendLine, dividendRun } from './schema.ts';
export {
  linesAfter,
  linesOfAccount,
  requireRun,
  runsAfter,
  standingRuns,
  type LineRow,
  type RunRow,
} from './store.ts';
