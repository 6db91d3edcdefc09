export { recordResolution } from './commands.ts';
export { assemblyRoutes } from './routes.ts';
export { resolution } from './schema.ts';
export { requireResolution, requireResolutionFor } from './store.ts';
