/** What other modules may use of the books. */
export { enterJournal, type HolderAmount } from './entries.ts';
export { accountingRoutes } from './routes.ts';
export { booksSettings } from './settings.ts';
