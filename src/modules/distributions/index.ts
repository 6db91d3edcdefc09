/** What other modules may use of distribution plans. */
export { distributionRoutes } from './routes.ts';
export { plansOf, requireWithinPlan } from './store.ts';
export { waterfallOf } from './figures.ts';
