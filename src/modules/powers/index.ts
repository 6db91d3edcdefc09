export { powerRoutes } from './routes.ts';
export { namesakes } from './queries.ts';
