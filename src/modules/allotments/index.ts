export { ratioAskedBy } from './asked-ratio.ts';
export { postingReversed, schemeClaim } from './commands.ts';
export { countedTogether, type CountedPosting } from './counted.ts';
export { takersSetting } from './measure.ts';
export { matchesBehind, schemesBehind } from './own.ts';
export { compareOn, previewScheme } from './queries.ts';
export { allotmentRoutes } from './routes.ts';
export { parseRule, ruleList } from './rules-contract.ts';
export { postingsOf, requireScheme, requireStandingScheme, schemesOf, type SchemeRow } from './store.ts';
