export { bookHead, entriesAfter } from './queries.ts';
export { auditRoutes } from './routes.ts';
