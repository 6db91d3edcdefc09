export { bookHead, entriesAfter, looksAt } from './queries.ts';
export { auditRoutes } from './routes.ts';
export { waitingOfRecords } from './waiting.ts';
