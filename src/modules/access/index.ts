export { createCooperative, createFirstAdministrator, createUser } from './commands.ts';
export { accessRoutes } from './routes.ts';
export { cooperative, roleGrant } from './schema.ts';
export { sessionHours, sessionStore } from './session-store.ts';
export {
  administratorsWithRoles,
  anyUserExists,
  cooperativeIds,
  cooperativeNameOn,
  findCooperative,
  firstDayOf,
  hasRole,
  identify,
  rolesOf,
  userNames,
  usersAs,
  usersOf,
} from './store.ts';
