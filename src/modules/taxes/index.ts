/** What other modules may use of tax withheld. */
export { incomeOf } from './queries.ts';
export { taxRoutes } from './routes.ts';
export { dueOnOf, NOT_COLLECTED } from './commands.ts';
export { filingsOf, filingsOfRuns, type Filing } from './store.ts';
export { waitingOfTaxes } from './waiting.ts';
