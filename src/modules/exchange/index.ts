/** Tables in and out. */
export { importNow } from './imports.ts';
export { exchangeRoutes } from './routes.ts';
