/** What other modules may use of the legality certificate. */
export { runLegality, schemeLegality, type Legality } from './queries.ts';
export { decidedBy, listAgain, recountedNow } from './deciding.ts';
export { requireLawfulRun, requireLawfulScheme } from './lawful.ts';
export { legalityRoutes } from './routes.ts';
