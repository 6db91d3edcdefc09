/** What other modules may use of the legality certificate. */
export { runLegality, schemeLegality } from './queries.ts';
export { legalityRoutes } from './routes.ts';
