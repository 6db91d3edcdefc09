/** What other modules may use of the portal: nothing but its routes. */
export { portalRoutes } from './routes.ts';
