export { keepResolution, nextResolutionNumber, recordResolution } from './commands.ts';
export { jurisdictionOn, restDaysOf } from './jurisdiction.ts';
export { lawRoutes } from './law-routes.ts';
export { assemblyRoutes } from './routes.ts';
export { rulesOn } from './rules.ts';
export { resolution } from './schema.ts';
export { seatRoutes } from './seat-routes.ts';
export { candidatesOn } from './seats.ts';
export {
  adoptedBefore,
  requireResolution,
  requireResolutionFor,
  resolutionNumbers,
  resolutionOn,
  resolutionsAfter,
  type ResolutionRow,
} from './store.ts';
export { assemblySettings } from './settings.ts';
