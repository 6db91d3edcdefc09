/** What others may use of the portal: its routes, and whom one calls. */
export { contactOf } from './contact.ts';
export { portalRoutes } from './routes.ts';
