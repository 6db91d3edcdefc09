/** What other modules may use of the checklist. */
export { checklistRoutes } from './routes.ts';
