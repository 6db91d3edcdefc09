/** What other modules may use of the books. */
export { enterJournal } from './entries.ts';
export { accountingRoutes } from './routes.ts';
export { booksSettings } from './settings.ts';
export { incomeStatementOf, undistributedOn } from './queries.ts';
export { monthText } from './contract.ts';
export { bookedMonths, closedMonths, yearIsClosed } from './store.ts';
