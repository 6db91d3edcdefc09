/** What other modules may use of pensions. */
export { pensionOf } from './queries.ts';
export { pensionRoutes } from './routes.ts';
export { rulesOf as pensionRules, runsOf as pensionRunsOf } from './store.ts';
