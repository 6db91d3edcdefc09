/** What other modules may use of the books. */
export { enterJournal } from './entries.ts';
export { accountingRoutes } from './routes.ts';
export { booksSettings } from './settings.ts';
