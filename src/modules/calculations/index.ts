export { calculationRoutes } from './routes.ts';
