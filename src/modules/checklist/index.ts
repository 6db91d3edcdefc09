/** What other modules may use of the checklist. */
export { checklistFor } from './queries.ts';
export { checklistRoutes } from './routes.ts';
