export { judgeAppointment } from './appointments.ts';
export { confirmResolution, keepResolution, nextResolutionNumber, resolutionOnWire } from './commands.ts';
export { jurisdictionOn, restDaySetting, restDaysOf } from './jurisdiction.ts';
export { lawRoutes } from './law-routes.ts';
export { assemblyRoutes } from './routes.ts';
export { ownRulesSetting, rulesOn } from './rules.ts';
export { resolution } from './schema.ts';
export { seatRoutes } from './seat-routes.ts';
export { candidatesOn, entitledOn, pastTermSince } from './seats.ts';
export {
  adoptedBefore,
  minutesOf,
  requireResolution,
  requireResolutionFor,
  resolutionNumbers,
  resolutionOn,
  resolutionsAfter,
  type KnownResolution,
} from './store.ts';
export { assemblyDaysSetting, assemblySettings, noticeDays } from './settings.ts';
