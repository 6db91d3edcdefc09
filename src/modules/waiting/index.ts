/** What another person is to confirm, of every kind. */
export { waitingIn, waitingRoutes } from './routes.ts';
