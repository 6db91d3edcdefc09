/** What others may use of the portal: its routes, the check page, and whom one calls. */
export { checkRoutes } from './check-page.ts';
export { contactOf } from './contact.ts';
export { portalRoutes } from './routes.ts';
