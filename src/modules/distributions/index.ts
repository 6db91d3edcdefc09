/** What other modules may use of distribution plans. */
export { distributionRoutes } from './routes.ts';
export { plansOf, requirePlan, requireWithinPlan, type Plan } from './store.ts';
export { waterfallOf } from './figures.ts';
