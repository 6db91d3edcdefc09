/** What other modules may use of distribution plans. */
export { leftOfPlan, requireDifferenceCovered, requirePlanned, requireWithinPlan } from './bounds.ts';
export { waterfallOf } from './figures.ts';
export { distributionRoutes } from './routes.ts';
export { planState, plansOf, requirePlan, type Plan } from './store.ts';
