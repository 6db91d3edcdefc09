/** What stands right of the papers may issue them. */
export { issuePaper } from './commands.ts';
export { paperRoutes } from './routes.ts';
