export { confirmedAnswers, recordAnswer, reviewAnswer, waitingAnswers } from './finding-answers.ts';
export { bookHead, entriesAfter, looksAt, lookersOf } from './queries.ts';
export { auditRoutes } from './routes.ts';
export { waitingOfRecords } from './waiting.ts';
