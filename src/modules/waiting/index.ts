/** What another person is to confirm, of every kind. */
export { waitingRoutes } from './routes.ts';
