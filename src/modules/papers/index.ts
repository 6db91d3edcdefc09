/** What stands right of the papers may issue them. */
export { paperRoutes } from './routes.ts';
