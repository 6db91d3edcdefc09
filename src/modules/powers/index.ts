export { powerRoutes } from './routes.ts';
export { namesakes } from './queries.ts';
export { waitingOfPower } from './waiting.ts';
