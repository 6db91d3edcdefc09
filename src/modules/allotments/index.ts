export { draftScheme, postScheme, reverseSchemePosting } from './commands.ts';
export { compareOn, previewScheme } from './queries.ts';
export { allotmentRoutes } from './routes.ts';
export { parseRule, ruleList } from './rules-contract.ts';
export { allotmentPosting, allotmentScheme } from './schema.ts';
export { postingsOf, requireScheme, schemesOf } from './store.ts';
