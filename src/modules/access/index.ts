export { createCooperative, createFirstAdministrator, createUser } from './commands.ts';
export { accessRoutes } from './routes.ts';
export { cooperative } from './schema.ts';
export { sessionHours, sessionStore } from './session-store.ts';
export { findCooperative, identify } from './store.ts';
