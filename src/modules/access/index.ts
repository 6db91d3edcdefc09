export {
  createCooperative,
  createFirstAdministrator,
  createUser,
  renameCooperative,
  setRoles,
} from './commands.ts';
export { accessRoutes } from './routes.ts';
export { cooperative } from './schema.ts';
export { sessionHours, sessionStore } from './session-store.ts';
export { findCooperative, findUserByName, identify } from './store.ts';
