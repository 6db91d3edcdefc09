export { keepResolution, nextResolutionNumber, recordResolution, resolutionOnWire } from './commands.ts';
export { resolutionReply } from './contract.ts';
export { assemblyRoutes } from './routes.ts';
export { rulesOn, type RulesInForce } from './rules.ts';
export { resolution } from './schema.ts';
export { seatRoutes } from './seat-routes.ts';
export { candidatesOn, type ListedCandidate } from './seats.ts';
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
