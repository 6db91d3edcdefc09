export { checkRoutes, paperRoutes } from './routes.ts';
