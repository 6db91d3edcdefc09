export { approveRun, calculateRun, draftRun, postRun } from './commands.ts';
export { scaled } from './calculation.ts';
export { lineOnWire } from './queries.ts';
export { announceRun } from './notice-commands.ts';
export { noticeRoutes } from './notice-routes.ts';
export { asObjection, noticeOfRun, objectionsOf, requireNoticeOf } from './notice-store.ts';
export { dividendRoutes } from './routes.ts';
export { dividendLine, dividendRun } from './schema.ts';
export { linesAfter, requireRun, runsAfter, runTaking as runOfPeriod, type RunRow } from './store.ts';
